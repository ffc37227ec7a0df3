//! `leadfolio pdf`: prints pages as PDF with an installed browser.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line knows its environment, and writes the documents"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use leadfolio::content::enums::PaperSize;
use leadfolio::diagnostic::Diagnostic;
use leadfolio::model::generated_pages::{GeneratedPage, PACKS};
use leadfolio::model::portfolio::Portfolio;
use leadfolio::pipeline::{self, Build, Options};
use leadfolio::project::LoadedProject;
use leadfolio::render::RenderedSite;
use leadfolio::suggest;
use leadfolio::vfs::FileTree;

use super::common::{
    Audience, CommandOutcome, open_project, parse_base_url, pluralize, project_options, write_site,
};
use super::report;

/// Save pages as PDF: the summary, a pack, a case study, or all of them
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio pdf                      the one-page summary\n  leadfolio pdf larkmere-panel       a pack, by its file name\n  leadfolio pdf culture-committee    a case study\n  leadfolio pdf --all --paper letter\n  leadfolio pdf --book               everything as one document"
)]
pub(super) struct Arguments {
    /// A pack, a case study or any other page, by its id or its address (default: the summary)
    #[arg(value_name = "PAGE", conflicts_with = "all")]
    page: Option<String>,
    /// Save everything: the book, summary, résumé, overview, standards, every pack and every case study
    #[arg(long)]
    all: bool,
    /// Save the whole portfolio as one document with a cover and a table of contents: `portfolio.pdf`
    #[arg(long, conflicts_with_all = ["page", "all"])]
    book: bool,
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Where to save the documents (default: `pdf` in the portfolio folder)
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Paper size (default: the usual one for your `country_code`, or for the country in `language`)
    #[arg(long, value_enum)]
    paper: Option<Paper>,
    /// Address of the site for links in the documents, instead of `url` in `portfolio.yaml`
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Who the documents are for
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// Browser to use (default: one that is installed on your computer)
    #[arg(long, value_name = "PROGRAM")]
    browser: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Paper {
    /// 210 by 297 millimeters
    A4,
    /// 8.5 by 11 inches
    Letter,
}

impl Paper {
    /// Countries whose offices use letter paper.
    const LETTER_COUNTRIES: [&str; 14] =
        ["US", "CA", "MX", "PH", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "PR", "SV", "VE"];

    /// The paper that the settings name, or else that of the owner's country: the country of the profile, or that of a
    /// language such as `en-US`.
    fn for_portfolio(portfolio: &Portfolio) -> Self {
        match portfolio.settings.paper {
            Some(PaperSize::A4) => return Self::A4,
            Some(PaperSize::Letter) => return Self::Letter,
            None => {}
        }
        let of_language = portfolio.settings.language.split('-').nth(1);
        // English without a country is American, as on the pages.
        let of_english = (portfolio.settings.language == "en").then_some("US");
        let country =
            portfolio.profile.country_code.as_deref().or(of_language).or(of_english).unwrap_or_default();
        let uses_letter = Self::LETTER_COUNTRIES.iter().any(|code| code.eq_ignore_ascii_case(country));
        if uses_letter { Self::Letter } else { Self::A4 }
    }
}

/// Executables of Chromium-based browsers on Linux, searched for in `PATH`.
const BROWSER_NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];
/// Install locations of the same browsers on macOS and Windows.
const BROWSER_PATHS: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let browser = find_browser(arguments.browser.as_deref())?;
    let project = open_project(arguments.root.as_deref())?;
    let LoadedProject { inputs, .. } = project.read()?;
    // The browser opens the pages as local files, so style sheets and pictures need relative paths.
    let options = Options {
        base_url: parse_base_url(arguments.base_url.as_deref())?,
        // Paper gets the widest copy of a picture, which is none of these.
        webp: false,
        cards: false,
        ..project_options(&project, arguments.audience.visibility(), false)
    };
    let Build { output, mut diagnostics } = pipeline::build(&inputs, &options);
    let Some(site) = output.filter(|_| !diagnostics.has_errors()) else {
        report::print_diagnostics(&diagnostics, &inputs, false);
        report::print_message("nothing was saved: fix the errors above first");
        return Ok(CommandOutcome::HasErrors);
    };
    let pages = if arguments.book { Vec::new() } else { select_pages(arguments, &site)? };
    let temp = tempfile::tempdir().context("cannot create a folder for the pages")?;
    let folder = temp.path().join("site");
    let written = write_site(&site, &FileTree::default(), &project, &folder, &|_, _| {}, &mut diagnostics)?;
    if written.is_none() {
        report::print_diagnostics(&diagnostics, &inputs, false);
        return Ok(CommandOutcome::HasErrors);
    }
    append_paper_size(&folder, arguments.paper.unwrap_or_else(|| Paper::for_portfolio(site.portfolio())))?;
    let documents = arguments.output.clone().unwrap_or_else(|| project.root().join("pdf"));
    fs::create_dir_all(&documents).with_context(|| format!("cannot create `{}`", documents.display()))?;
    if arguments.book || arguments.all {
        let document = documents.join("portfolio.pdf");
        if let Err(error) = print_book(&site, &folder, &document, |page, document| {
            print_page(&browser, page, document, temp.path())
        })? {
            diagnostics.push(error);
            report::print_diagnostics(&diagnostics, &inputs, false);
            return Ok(CommandOutcome::HasErrors);
        }
        report::print_message(&format!("saved {}", document.display()));
    }
    for page in &pages {
        let html = site.render_for_print(page).context("it is not a page")?;
        fs::write(folder.join(page), html.map_err(|error| anyhow!("{}", error.message))?)
            .with_context(|| format!("cannot write `{page}`"))?;
        let document = documents.join(format!("{}.pdf", document_name(page, &site)));
        print_page(&browser, &folder.join(page), &document, temp.path())?;
        report::print_message(&format!("saved {}", document.display()));
    }
    if pages.len() > 1 {
        report::print_message(&format!(
            "{} in `{}`",
            pluralize(pages.len(), "document", "documents"),
            documents.display()
        ));
    }
    Ok(CommandOutcome::Success)
}

/// Prints the book twice: the page numbers of its table of contents are read from the bookmarks of the first PDF.
///
/// The inner error is a book that cannot be rendered.
fn print_book(
    site: &RenderedSite,
    folder: &Path,
    document: &Path,
    print: impl Fn(&Path, &Path) -> Result<()>,
) -> Result<std::result::Result<(), Diagnostic>> {
    let page = folder.join("book.html");
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let html = match site.render_book(&numbers) {
            Ok(html) => html,
            Err(error) => return Ok(Err(error)),
        };
        fs::write(&page, html).context("cannot write the book")?;
        print(&page, document)?;
        numbers = chapter_pages(document);
        if numbers.is_empty() {
            break;
        }
    }
    Ok(Ok(()))
}

/// Page numbers of the chapters, in order: bookmarks of the first level, without the title's. Empty if the browser
/// wrote no bookmarks.
fn chapter_pages(document: &Path) -> Vec<usize> {
    let toc = lopdf::Document::load(document).and_then(|document| document.get_toc());
    let headings = toc.map(|toc| toc.toc).unwrap_or_default();
    headings.iter().filter(|entry| entry.level == 1).skip(1).map(|entry| entry.page).collect()
}

/// Paths of the pages to print, in the output.
fn select_pages(arguments: &Arguments, site: &RenderedSite) -> Result<Vec<String>> {
    if arguments.all {
        return Ok(site.printed_paths().map(str::to_owned).collect());
    }
    let name = arguments.page.as_deref().unwrap_or(GeneratedPage::Summary.path()).trim_matches('/');
    let lists = [GeneratedPage::Studies(1).path(), GeneratedPage::Approaches.path()];
    let folders = ["", PACKS].into_iter().chain(lists).chain(["pages/"]);
    let mut candidates = folders.map(|folder| format!("{folder}{name}/index.html"));
    let page = candidates.find(|path| site.contains(path));
    page.map(|path| vec![path]).with_context(|| {
        let pages = site.paths().filter_map(|path| path.strip_suffix("/index.html"));
        let mut known = suggest::rank_paths(name, pages);
        known.truncate(3);
        format!("there is no page `{}`\nthe closest matches are {}", name.escape_debug(), known.join(", "))
    })
}

/// `case-studies/culture-committee/index.html` becomes `culture-committee`; that of a translation begins with the folder
/// of its language, `es-culture-committee`.
fn document_name(page: &str, site: &RenderedSite) -> String {
    let path = page.trim_end_matches("/index.html");
    let language = site.language_folders().find(|folder| page.starts_with(folder));
    let name = path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("index");
    match language.map(|folder| folder.trim_end_matches('/')) {
        Some(language) if language != path => format!("{language}-{name}"),
        _ => name.to_owned(),
    }
}

/// Appends the paper size to the style sheets of the temporary site: browsers have no argument for it.
fn append_paper_size(folder: &Path, paper: Paper) -> Result<()> {
    let size = match paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    for entry in fs::read_dir(folder.join("assets")).context("cannot list the style sheets")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            let mut sheet = fs::OpenOptions::new().append(true).open(&path)?;
            // The size of all pages would override `landscape` of the matrix, which is in a layer.
            write!(sheet, "\n@page {{ size: {size}; }}\n@page matrix {{ size: {size} landscape; }}\n")?;
        }
    }
    Ok(())
}

/// Prints one page. `temp` also holds the browser profile, so that a running browser is not affected.
fn print_page(browser: &Path, page: &Path, document: &Path, temp: &Path) -> Result<()> {
    let mut command = Command::new(browser);
    command
        .args(["--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline"])
        .args(["--no-first-run", "--disable-extensions", "--disable-background-networking"])
        // Chromium writes its user agent, and with it the operating system, into the properties of the document.
        .arg("--user-agent=leadfolio")
        .arg(format!("--user-data-dir={}", temp.join("profile").display()))
        .arg(format!("--print-to-pdf={}", document.display()));
    // Chromium refuses to start its sandbox as root, as in a container. The pages are the author's own.
    #[cfg(unix)]
    if rustix::process::geteuid().is_root() {
        command.arg("--no-sandbox");
    }
    command.arg(page).stdin(Stdio::null());
    let result = command.output().with_context(|| format!("cannot start `{}`", browser.display()))?;
    // Some browsers exit with 0 although they wrote nothing.
    let has_document = fs::metadata(document).is_ok_and(|metadata| metadata.len() > 0);
    if !result.status.success() || !has_document {
        let stderr = String::from_utf8_lossy(&result.stderr);
        let last = stderr.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no message");
        bail!("`{}` could not create `{}`\nit reported: {last}", browser.display(), document.display());
    }
    Ok(())
}

/// The browser to print with: the one that was named, or the first that is installed.
fn find_browser(named: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    let folders: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let on_path = BROWSER_NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let all = on_path.chain(BROWSER_PATHS.iter().map(PathBuf::from));
    all.into_iter().find(|path| path.is_file()).context(
        "no browser for creating PDFs was found: Chromium, Chrome or Edge\n\
         install one, or name it with `--browser PROGRAM`; you can also print any page from your own browser",
    )
}
