//! `leadfolio build`: the site, written to disk.
#![expect(clippy::disallowed_methods, reason = "the command line knows the day and where it stands")]

use std::collections::BTreeSet;
use std::env;
use std::fmt;
use std::io::IsTerminal;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use leadfolio::content::vocabulary::Visibility;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Severity};
use leadfolio::pipeline::{self, Build, Inputs, Options};
use leadfolio::portfolio::Drafts;
use leadfolio::portfolio::model::HeldBack;
use leadfolio::portfolio::url::BaseUrl;
use leadfolio::project::{Project, Reading};
use leadfolio::render::{LinkStyle, Output};
use leadfolio::search;
use leadfolio::tree::Tree;
use leadfolio::tree::publish::{self, Destination, Published};

use super::{Verdict, report};

/// Build the site
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio build\n  leadfolio build --output /tmp/site --base-url https://example.org/portfolio/\n  leadfolio build --audience panel"
)]
pub(super) struct Arguments {
    /// Folder of the portfolio; found upwards from here by default
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Folder for the site; by default `dist` in the portfolio, `dist-panel` or `dist-private` for other eyes
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Address of the site, in place of `url` in `portfolio.yaml`
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Who the site is for
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// Publish drafts and pages whose date is in the future
    #[arg(long)]
    drafts: bool,
    /// Write links that also work without a server, from a folder or a USB stick
    #[arg(long)]
    relative: bool,
    /// Build as on this day, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    today: Option<Date>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// List what was not published, and why
    #[arg(long, short)]
    verbose: bool,
    /// Leave out pages that have errors, and build the rest
    #[arg(long, conflicts_with_all = ["drafts", "strict"])]
    keep_going: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Audience {
    /// Everybody
    Public,
    /// A hiring or licensure panel: with pages marked `panel`
    Panel,
    /// Yourself: with everything
    Private,
}

impl Audience {
    pub(super) fn visibility(self) -> Visibility {
        match self {
            Self::Public => Visibility::Public,
            Self::Panel => Visibility::Panel,
            Self::Private => Visibility::Private,
        }
    }
}

/// A bar for fewer files would be gone before it is seen.
const MANY_FILES: usize = 500;

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    let started = Instant::now();
    let project = find(arguments.root.as_deref())?;
    let options = options(arguments)?;
    let Reading { mut inputs, left_out } = project.read()?;
    let mut faulty = Diagnostics::default();
    let written = inputs.clone();
    if arguments.keep_going {
        leave_out_faulty(&mut inputs, &options, &mut faulty);
    }
    let Build { output, mut diagnostics } = pipeline::build(&inputs, &options);
    let output_folder = arguments.output.clone().unwrap_or_else(|| project.default_output(options.audience));
    let publishable = output.filter(|_| is_fine(&diagnostics, arguments.strict));
    let published = match &publishable {
        Some(output) => match index(output, &mut diagnostics)? {
            Some(index) => write(output, &index, &project, &output_folder, &mut diagnostics)?,
            None => None,
        },
        None => None,
    };
    let all = arguments.strict || arguments.verbose;
    report::diagnostics(&faulty, &written, all);
    report::diagnostics(&diagnostics, &inputs, all);
    say_advice(&diagnostics, all);
    let (Some(output), Some(published)) = (publishable, published) else {
        report::say(&refusal(&diagnostics, &output_folder));
        return Ok(Verdict::Faulty);
    };
    let mut held_back = output.portfolio().held_back.clone();
    held_back.extend(left_out);
    say_held_back(&held_back, arguments.verbose);
    say_faulty(&faulty);
    say_done(&output, &published, &output_folder, &options, started.elapsed());
    // The process ends here: giving back a large portfolio piece by piece would only keep the author waiting.
    mem::forget((output, inputs));
    Ok(Verdict::Fine)
}

/// How often pages are looked for whose only fault is that another was left out.
const ROUNDS: usize = 8;

/// Makes drafts of pages that have errors, in memory: what links to them stays, without the link. Their errors go to
/// `faulty`; those of other files stop the build still.
fn leave_out_faulty(inputs: &mut Inputs, options: &Options, faulty: &mut Diagnostics) {
    for _ in 0..ROUNDS {
        let found = pipeline::build(inputs, options).diagnostics;
        let errors = found.iter().filter(|it| it.severity == Severity::Error && is_page(&it.path));
        let errors: Vec<Diagnostic> = errors.cloned().collect();
        if errors.is_empty() {
            break;
        }
        for error in errors {
            let path = error.path.trim_start_matches("content/").to_owned();
            let id = id_of(inputs, &path).map(|it| format!("id: {it}\n")).unwrap_or_default();
            inputs.content.insert(path, format!("---\ndraft: true\n{id}---\n"));
            faulty.push(error);
        }
    }
}

fn is_page(path: &str) -> bool {
    let folders = ["content/case-studies/", "content/approaches/", "content/pages/"];
    path.ends_with(".md") && folders.iter().any(|it| path.starts_with(it))
}

/// The id that a page gives itself, on a line of its own.
fn id_of(inputs: &Inputs, path: &str) -> Option<String> {
    let bytes = inputs.content.get(path)?.read().ok()?.into_owned();
    let text = String::from_utf8(bytes).ok()?;
    let id = text.lines().take_while(|it| *it != "...").find_map(|it| it.strip_prefix("id:"))?;
    Some(id.trim().to_owned()).filter(|it| !it.is_empty())
}

fn say_faulty(faulty: &Diagnostics) {
    let pages: BTreeSet<&str> = faulty.iter().map(|it| it.path.as_str()).collect();
    if !pages.is_empty() {
        let pages: Vec<String> = pages.iter().map(|it| format!("`{it}`")).collect();
        report::say(&format!("left out for their errors: {}", pages.join(", ")));
    }
}

pub(super) fn find(root: Option<&Path>) -> Result<Project> {
    match root {
        Some(root) => Project::at(root),
        None => Project::find(&env::current_dir().context("cannot tell which folder this is")?),
    }
}

fn options(arguments: &Arguments) -> Result<Options> {
    let base_url = match arguments.base_url.as_deref().map(BaseUrl::parse) {
        Some(Ok(url)) => Some(url),
        Some(Err(fault)) => bail!("--base-url: {}\n{}", fault.message, fault.help),
        None => None,
    };
    let usual = preview(arguments.audience.visibility(), arguments.drafts);
    Ok(Options {
        today: arguments.today.unwrap_or(usual.today),
        base_url,
        links: if arguments.relative { LinkStyle::Relative } else { LinkStyle::Rooted },
        ..usual
    })
}

/// How a site is built today for an audience, when nothing else is said.
pub(super) fn preview(audience: Visibility, drafts: bool) -> Options {
    Options {
        audience,
        drafts: if drafts { Drafts::Show } else { Drafts::Hide },
        // The same day everywhere: a build must not depend on the time zone of the machine.
        today: Timestamp::now().to_zoned(TimeZone::UTC).date(),
        base_url: None,
        links: LinkStyle::Rooted,
        watched: Vec::new(),
    }
}

fn is_fine(diagnostics: &Diagnostics, strict: bool) -> bool {
    !(diagnostics.has_errors() || strict && diagnostics.count(Severity::Warning) > 0)
}

/// The index that readers search in. None when a page could not be made: its fault goes to `diagnostics`.
pub(super) fn index(output: &Output, diagnostics: &mut Diagnostics) -> Result<Option<Tree>> {
    search::index(output).map(Some).or_else(|error| {
        tell_faults(output, diagnostics);
        if diagnostics.has_errors() { Ok(None) } else { Err(error) }
    })
}

/// Writes the site and what else stands in its folder. None when a page could not be made: its fault goes to `diagnostics`, the old site stays.
pub(super) fn write(
    output: &Output,
    index: &Tree,
    project: &Project,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Published>> {
    let paths: Vec<&str> = output.paths().chain(index.iter().map(|it| it.0)).collect();
    let bar = progress(paths.len());
    let sources = project.sources();
    let home = env::home_dir();
    let destination = Destination {
        output: folder,
        root: project.root(),
        sources: &sources,
        home: home.as_deref(),
        patience: publish::PATIENCE,
        durable: true,
    };
    let interrupted = interruption()?;
    let make = |path: &str| {
        if interrupted.load(Ordering::Relaxed) {
            bail!("interrupted: nothing was published");
        }
        let found = index.get(path).map(|it| Ok(it.clone())).or_else(|| output.file(path));
        found.expect("paths come from the output itself").map_err(|_| anyhow!(Unmade))
    };
    let done = publish::publish(&destination, &paths, make, || bar.inc(1));
    bar.finish_and_clear();
    match done {
        Err(error) if error.is::<Unmade>() => {
            tell_faults(output, diagnostics);
            Ok(None)
        }
        done => done.map(Some),
    }
}

fn tell_faults(output: &Output, diagnostics: &mut Diagnostics) {
    output.faults().into_iter().for_each(|it| diagnostics.push(it));
    diagnostics.settle();
}

/// A page could not be made; why is asked of the output, for all pages at once.
#[derive(Clone, Copy, Debug)]
struct Unmade;

impl fmt::Display for Unmade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page could not be made")
    }
}

impl std::error::Error for Unmade {}

/// Set when the author presses Ctrl-C: the build then cleans up after itself and ends.
pub(super) fn interruption() -> Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&flag);
    ctrlc::set_handler(move || seen.store(true, Ordering::Relaxed)).context("cannot listen for Ctrl-C")?;
    Ok(flag)
}

fn progress(files: usize) -> ProgressBar {
    if files < MANY_FILES || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("writing {bar:30} {pos}/{len} files").expect("the template is valid");
    ProgressBar::new(files as u64).with_style(style)
}

fn refusal(diagnostics: &Diagnostics, folder: &Path) -> String {
    let kept = if folder.exists() {
        format!("; the site in `{}` stays as it was", shown(folder))
    } else {
        String::new()
    };
    format!("not built: {} in the portfolio{kept}", verdict(diagnostics))
}

/// "1 error and 2 warnings"
pub(super) fn verdict(diagnostics: &Diagnostics) -> String {
    let errors = counted(diagnostics.count(Severity::Error), "error", "errors");
    let warnings = counted(diagnostics.count(Severity::Warning), "warning", "warnings");
    format!("{errors} and {warnings}")
}

/// What a panel would miss is told by `check`: a build only says that there is something.
fn say_advice(diagnostics: &Diagnostics, told: bool) {
    let advice = diagnostics.iter().filter(|it| it.advice && it.accepted.is_none()).count();
    if advice > 0 && !told {
        let what = counted(advice, "suggestion", "suggestions");
        report::say(&format!("{what} for the text: `leadfolio check` tells them"));
    }
}

fn say_held_back(held_back: &[HeldBack], verbose: bool) {
    if held_back.is_empty() {
        return;
    }
    if verbose {
        report::say("not published:");
        for HeldBack { path, what, reason, page: _ } in held_back {
            report::say(&format!("  {path}: {what}: {reason}"));
        }
        return;
    }
    let pages = held_back.iter().filter(|it| it.page).count();
    let parts = counted(held_back.len() - pages, "file or part of a page", "files or parts of pages");
    let pages = counted(pages, "page", "pages");
    report::say(&format!("not published: {pages}, {parts}; `--verbose` lists them with the reason"));
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn say_done(output: &Output, published: &Published, folder: &Path, options: &Options, took: Duration) {
    let Published { files, bytes, kept, .. } = published;
    for folder in kept {
        report::say(&format!(
            "kept what was not ours, in `{}`: look through it and delete it",
            shown(folder)
        ));
    }
    for pack in &output.portfolio().packs {
        // No page leads there, so nobody would know where it is.
        let address = output.portfolio().settings.url.as_ref().map(|it| it.join(&pack.path));
        report::say(&format!(
            "for those you send it to, and no page leads there: {}",
            address.unwrap_or_else(|| shown(&folder.join(&pack.path).join("index.html")))
        ));
    }
    let megabytes = *bytes as f64 / 1e6;
    let drafts = if options.drafts == Drafts::Show { ", drafts included" } else { "" };
    let whom = match options.audience {
        Visibility::Public => String::new(),
        Visibility::Panel => " for the panel".to_owned(),
        Visibility::Private => " for your eyes only".to_owned(),
    };
    report::say(&format!(
        "built {} pages{whom}{drafts}, {files} files, {megabytes:.1} MB in {:.2} s: open {}",
        output.pages(),
        took.as_secs_f64(),
        shown(&folder.join("index.html"))
    ));
}

/// A path as the author would type it from here.
fn shown(path: &Path) -> String {
    let here = env::current_dir().ok();
    let inside = here.as_deref().and_then(|it| path.strip_prefix(it).ok());
    inside.unwrap_or(path).display().to_string()
}
