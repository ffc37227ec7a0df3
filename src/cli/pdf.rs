//! `leadfolio pdf`: pages on paper, printed by a browser that is on the machine.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line knows its environment, and writes the documents"
)]

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use leadfolio::diagnostic::Diagnostic;
use leadfolio::pipeline::{self, Build, Options};
use leadfolio::project::Reading;
use leadfolio::render::{LinkStyle, Output};
use leadfolio::tree::Tree;

use super::build::{Audience, counted, find, preview, write};
use super::{Verdict, report};

/// Print pages as PDF: the summary, a pack, a case study, or all of them
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio pdf                      the portfolio on one page\n  leadfolio pdf larkmere-panel       a pack, by the name of its file\n  leadfolio pdf culture-committee    a case study\n  leadfolio pdf --all --paper letter\n  leadfolio pdf --book               everything as one document"
)]
pub(super) struct Arguments {
    /// A pack, a case study or any other page, by its id or its address; the summary by default
    #[arg(value_name = "PAGE", conflicts_with = "all")]
    page: Option<String>,
    /// Print the book, the summary, the résumé, the overview, the standards, every pack and every case study
    #[arg(long)]
    all: bool,
    /// Print the whole portfolio as one document, with a cover and a list of contents: `portfolio.pdf`
    #[arg(long, conflicts_with_all = ["page", "all"])]
    book: bool,
    /// Folder of the portfolio; found upwards from here by default
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Folder for the documents; by default `pdf` in the portfolio
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Size of the paper
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    paper: Paper,
    /// Who the documents are for
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// The browser that prints; found on the machine by default
    #[arg(long, value_name = "PROGRAM")]
    browser: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Paper {
    /// 210 by 297 millimetres
    A4,
    /// 8.5 by 11 inches
    Letter,
}

/// Browsers that can print, as they are called on Linux.
const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];
/// Where they lie on a Mac and under Windows.
const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    let browser = browser(arguments.browser.as_deref())?;
    let project = find(arguments.root.as_deref())?;
    let Reading { inputs, .. } = project.read()?;
    // The pages lie in a folder while they are printed, where only relative links work.
    let options = Options { links: LinkStyle::Relative, ..preview(arguments.audience.visibility(), false) };
    let Build { output, mut diagnostics } = pipeline::build(&inputs, &options);
    let Some(site) = output.filter(|_| !diagnostics.has_errors()) else {
        report::diagnostics(&diagnostics, &inputs, false);
        report::say("nothing was printed: mend the errors above first");
        return Ok(Verdict::Faulty);
    };
    let pages = if arguments.book { Vec::new() } else { pages(arguments, &site)? };
    let scratch = tempfile::tempdir().context("cannot make a folder for the pages")?;
    let folder = scratch.path().join("site");
    if write(&site, &Tree::default(), &project, &folder, &mut diagnostics)?.is_none() {
        report::diagnostics(&diagnostics, &inputs, false);
        return Ok(Verdict::Faulty);
    }
    set_paper(&folder, arguments.paper)?;
    let documents = arguments.output.clone().unwrap_or_else(|| project.root().join("pdf"));
    fs::create_dir_all(&documents).with_context(|| format!("cannot make `{}`", documents.display()))?;
    if arguments.book || arguments.all {
        let document = documents.join("portfolio.pdf");
        if let Err(fault) = print_book(&site, &folder, &document, |page, document| {
            print(&browser, page, document, scratch.path())
        })? {
            diagnostics.push(fault);
            report::diagnostics(&diagnostics, &inputs, false);
            return Ok(Verdict::Faulty);
        }
        report::say(&format!("printed {}", document.display()));
    }
    for page in &pages {
        let document = documents.join(format!("{}.pdf", name_of(page)));
        print(&browser, &folder.join(page), &document, scratch.path())?;
        report::say(&format!("printed {}", document.display()));
    }
    if pages.len() > 1 {
        report::say(&format!(
            "{} in `{}`",
            counted(pages.len(), "document", "documents"),
            documents.display()
        ));
    }
    Ok(Verdict::Fine)
}

/// Prints the book twice: the first time tells on which pages its chapters begin.
fn print_book(
    site: &Output,
    folder: &Path,
    document: &Path,
    print: impl Fn(&Path, &Path) -> Result<()>,
) -> Result<std::result::Result<(), Diagnostic>> {
    let page = folder.join("book.html");
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let html = match site.book(&numbers) {
            Ok(html) => html,
            Err(fault) => return Ok(Err(fault)),
        };
        fs::write(&page, html).context("cannot write the book")?;
        print(&page, document)?;
        numbers = chapters(document);
        if numbers.is_empty() {
            break;
        }
    }
    Ok(Ok(()))
}

/// The pages that chapters begin on, in order: those of headings of the first level but the title's. None when the browser
/// writes no bookmarks.
fn chapters(document: &Path) -> Vec<usize> {
    let toc = lopdf::Document::load(document).and_then(|it| it.get_toc());
    let headings = toc.map(|it| it.toc).unwrap_or_default();
    headings.iter().filter(|it| it.level == 1).skip(1).map(|it| it.page).collect()
}

/// The files of the pages to print.
fn pages(arguments: &Arguments, site: &Output) -> Result<Vec<String>> {
    if arguments.all {
        let wanted = |it: &&str| {
            let single =
                ["summary/index.html", "resume/index.html", "overview/index.html", "standards/index.html"];
            let listed = it.starts_with("packs/") || site.page_at(it).is_some();
            single.contains(it) || listed && it.ends_with("/index.html")
        };
        return Ok(site.paths().filter(wanted).map(str::to_owned).collect());
    }
    let name = arguments.page.as_deref().unwrap_or("summary").trim_matches('/');
    let folders = ["", "packs/", "case-studies/", "approaches/", "pages/"];
    let found = folders.iter().map(|it| format!("{it}{name}/index.html")).find(|it| site.contains(it));
    found.map(|it| vec![it]).with_context(|| {
        let mut known: Vec<String> =
            site.paths().filter_map(|it| it.strip_suffix("/index.html")).map(str::to_owned).collect();
        known.sort_by_key(|it| {
            let last = it.rsplit('/').next().unwrap_or_default();
            (strsim::jaro_winkler(last, name) * -1000.0) as i64
        });
        known.truncate(3);
        format!("there is no page `{}`\nthe nearest are {}", name.escape_debug(), known.join(", "))
    })
}

/// `case-studies/culture-committee/index.html` becomes `culture-committee`.
fn name_of(page: &str) -> &str {
    let path = page.trim_end_matches("/index.html");
    path.rsplit('/').next().filter(|it| !it.is_empty()).unwrap_or("index")
}

/// The size of the paper goes into the style sheet of the copy: no browser takes it as an argument.
fn set_paper(folder: &Path, paper: Paper) -> Result<()> {
    let size = match paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    for entry in fs::read_dir(folder.join("assets")).context("cannot list the style sheets")? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "css") {
            let mut sheet = fs::OpenOptions::new().append(true).open(&path)?;
            write!(sheet, "\n@page {{ size: {size}; }}\n")?;
        }
    }
    Ok(())
}

fn print(browser: &Path, page: &Path, document: &Path, scratch: &Path) -> Result<()> {
    let mut command = Command::new(browser);
    command
        .args(["--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline"])
        .args(["--no-first-run", "--disable-extensions", "--disable-background-networking"])
        .arg(format!("--user-data-dir={}", scratch.join("profile").display()))
        .arg(format!("--print-to-pdf={}", document.display()));
    // Chromium does not run its sandbox for the superuser, as in a container; the pages are the author's own.
    #[cfg(unix)]
    if rustix::process::geteuid().is_root() {
        command.arg("--no-sandbox");
    }
    command.arg(page).stdin(Stdio::null());
    let told = command.output().with_context(|| format!("cannot start `{}`", browser.display()))?;
    let is_there = fs::metadata(document).is_ok_and(|it| it.len() > 0);
    if !told.status.success() || !is_there {
        let words = String::from_utf8_lossy(&told.stderr);
        let last = words.lines().rev().find(|it| !it.trim().is_empty()).unwrap_or("it said nothing");
        bail!("`{}` could not print `{}`\nit said: {last}", browser.display(), document.display());
    }
    Ok(())
}

/// A browser that can print.
fn browser(named: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    let folders: Vec<PathBuf> =
        env::var_os("PATH").map(|it| env::split_paths(&it).collect()).unwrap_or_default();
    let on_path = NAMES.iter().flat_map(|name| folders.iter().map(move |it| it.join(name)));
    let all = on_path.chain(PLACES.iter().map(PathBuf::from));
    all.into_iter().find(|it| it.is_file()).context(
        "no browser that can print was found: Chromium, Chrome or Edge\n\
         install one, or name it with `--browser PROGRAM`; any browser can print a page of the site by itself, too",
    )
}
