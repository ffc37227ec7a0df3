//! What several commands share: finding the project, building with default options, writing the site, and counts.
#![expect(clippy::disallowed_methods, reason = "commands read the clock and the working directory")]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{env, fmt, process};

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leadfolio::content::enums::Visibility;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Severity};
use leadfolio::media;
use leadfolio::media::PictureCache;
use leadfolio::pipeline::Options;
use leadfolio::project::Project;
use leadfolio::render::RenderedSite;
use leadfolio::resolve::Drafts;
use leadfolio::rules::RuleTrait;
use leadfolio::search;
use leadfolio::urls::BaseUrl;
use leadfolio::vfs::publish::{Destination, PublishReport};
use leadfolio::vfs::{Blob, FileTree, publish};

/// The result of a command that ran to its end; other failures are `Err`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandOutcome {
    Success,
    /// The portfolio has errors that keep it from being published.
    HasErrors,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Audience {
    /// Everyone
    Public,
    /// A hiring or licensing panel: includes pages marked `panel`
    Panel,
    /// Only you: includes everything
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

/// How long a site is written before a progress bar is shown.
const PROGRESS_DELAY: Duration = Duration::from_secs(1);

pub(super) fn open_project(root: Option<&Path>) -> Result<Project> {
    match root {
        Some(root) => Project::open(root),
        None => Project::discover(&current_folder()?),
    }
}

/// The folder that the terminal is in.
pub(super) fn current_folder() -> Result<PathBuf> {
    env::current_dir().context("cannot find the current folder")
}

/// If the folder that the terminal is in no longer exists, leaves it for that of the portfolio: the search index can't be
/// built without one.
///
/// # Errors
/// If the output folder is relative to the one that is gone.
pub(super) fn leave_missing_folder(project: &Project, output: Option<&Path>) -> Result<()> {
    match env::current_dir() {
        Err(error) if output.is_some_and(Path::is_relative) => {
            Err(error).context("cannot find the current folder")
        }
        Err(_) => env::set_current_dir(project.root())
            .with_context(|| format!("cannot open `{}`", project.root().display())),
        Ok(_) => Ok(()),
    }
}

/// The locale of the system, such as `de_DE.UTF-8`; empty if the environment names none.
pub(super) fn system_locale() -> String {
    let mut locales = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    locales.find(|locale| !locale.is_empty()).unwrap_or_default()
}

/// Default build options for an audience, for a site in a folder: today's date in UTC, the URL from `portfolio.yaml`.
pub(super) fn default_options(audience: Visibility, drafts: bool) -> Options {
    // The same day everywhere: a build must not depend on the time zone of the machine.
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let drafts = if drafts { Drafts::Show } else { Drafts::Hide };
    Options {
        drafts,
        search_index: cfg!(feature = "search"),
        webp: media::HAS_WEBP_ENCODER,
        cards: media::HAS_CARDS,
        ..Options::new(audience, today)
    }
}

/// The same for a project, with the light copies of pictures that earlier runs made.
pub(super) fn project_options(project: &Project, audience: Visibility, drafts: bool) -> Options {
    let picture_cache: Arc<dyn PictureCache> = Arc::new(project.picture_cache());
    Options { picture_cache: Some(picture_cache), ..default_options(audience, drafts) }
}

/// The command that checks all pages that a build with these options has; `None` if there is none.
pub(super) fn check_command(options: &Options) -> Option<&'static str> {
    match (options.drafts, options.audience) {
        (Drafts::Show, Visibility::Public) => Some("leadfolio check --profile draft"),
        (Drafts::Hide, Visibility::Panel) => Some("leadfolio check --profile panel"),
        (Drafts::Hide, Visibility::Public) => Some("leadfolio check"),
        (Drafts::Show, Visibility::Panel) | (_, Visibility::Private) => None,
    }
}

/// The value of `--base-url`.
pub(super) fn parse_base_url(text: Option<&str>) -> Result<Option<BaseUrl>> {
    let url = text.map(BaseUrl::parse).transpose();
    url.map_err(|error| anyhow!("--base-url: {}\n{}", error.message, error.help))
}

/// Builds the search index. `None` if a page cannot be rendered; its errors are added to `diagnostics`.
pub(super) fn build_search_index(
    output: &RenderedSite,
    diagnostics: &mut Diagnostics,
) -> Result<Option<FileTree>> {
    search::build_index(output).map(Some).or_else(|error| {
        add_page_errors(output, diagnostics);
        if diagnostics.has_errors() { Ok(None) } else { Err(error) }
    })
}

/// Writes the site of a portfolio to a folder.
pub(super) struct SiteWriter<'a> {
    /// The portfolio.
    pub(super) project: &'a Project,
    /// Where the site is written, replacing an earlier build.
    pub(super) folder: &'a Path,
    /// Set when Ctrl-C is pressed, by whoever writes several sites and says how far they are; `None` to do both here.
    pub(super) interrupted: Option<&'a AtomicBool>,
}

impl SiteWriter<'_> {
    /// Writes the site and its search index. `inspect` gets each file of the site as it is written, and how long it took to
    /// make.
    ///
    /// `None` if a page cannot be rendered: its errors are added to `diagnostics`, and the earlier build stays in place.
    pub(super) fn write(
        &self,
        output: &RenderedSite,
        index: &FileTree,
        inspect: &(dyn Fn(&str, &Blob, Duration) + Sync),
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<PublishReport>> {
        let paths: Vec<&str> = output.paths().chain(index.iter().map(|(path, _)| path)).collect();
        let bar = self.interrupted.is_none().then(|| hidden_progress_bar(paths.len()));
        let own_flag = if self.interrupted.is_none() { Some(install_interrupt_flag()?) } else { None };
        let is_interrupted = || {
            let flag = self.interrupted.or(own_flag.as_deref());
            flag.is_some_and(|flag| flag.load(Ordering::Relaxed))
        };
        let read_file = |path: &str| {
            if is_interrupted() {
                bail!("interrupted: nothing was published");
            }
            if let Some(blob) = index.get(path) {
                return Ok(blob.clone());
            }
            if let Some(bar) = &bar {
                // Encoding a picture takes longer than anything else.
                show_work(bar, if output.is_picture_copy(path) { "making smaller pictures" } else { "" });
            }
            let started = Instant::now();
            let file = output.render_file(path).expect("paths come from the output itself");
            let blob = file.map_err(|_| anyhow!(RenderFailed))?;
            inspect(path, &blob, started.elapsed());
            Ok(blob)
        };
        let on_written = || bar.iter().for_each(|bar| bar.inc(1));
        let result = publish_files(self.project, self.folder, &paths, read_file, on_written);
        bar.iter().for_each(ProgressBar::finish_and_clear);
        match result {
            Err(error) if error.is::<RenderFailed>() => {
                add_page_errors(output, diagnostics);
                Ok(None)
            }
            result => result.map(Some),
        }
    }
}

/// Writes a site that consists of these files to `folder`, replacing an earlier one. `on_written` is called after each file.
pub(super) fn publish_files(
    project: &Project,
    folder: &Path,
    paths: &[&str],
    read_file: impl Fn(&str) -> Result<Blob> + Sync,
    on_written: impl Fn() + Sync,
) -> Result<PublishReport> {
    let sources = project.source_folders();
    let home = env::home_dir();
    let destination = Destination {
        output: folder,
        root: project.root(),
        sources: &sources,
        home: home.as_deref(),
        lock_timeout: publish::LOCK_TIMEOUT,
        durable: true,
    };
    publish::publish(&destination, paths, read_file, on_written)
}

fn add_page_errors(output: &RenderedSite, diagnostics: &mut Diagnostics) {
    output.render_errors().into_iter().for_each(|error| diagnostics.push(error));
    diagnostics.sort_and_dedup();
}

/// Marker error: a page cannot be rendered. The diagnostics come from `RenderedSite::render_errors`, for all pages at once.
#[derive(Clone, Copy, Debug)]
struct RenderFailed;

impl fmt::Display for RenderFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page could not be created")
    }
}

impl std::error::Error for RenderFailed {}

/// Exit code of a program that Ctrl-C ended, by the convention of shells: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Installs a handler for Ctrl-C and SIGTERM that sets the returned flag, so that a write can clean up before it ends. The
/// second signal ends the program at once: what it leaves is cleared by the next run.
pub(super) fn install_interrupt_flag() -> Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    let handler_flag = Arc::clone(&flag);
    let handle_signal = move || {
        if handler_flag.swap(true, Ordering::Relaxed) {
            end_at_once();
        }
        let message = "stopping after the current file; press Ctrl-C again to stop at once";
        let _ = writeln!(anstream::stderr(), "{message}");
    };
    ctrlc::set_handler(handle_signal).context("cannot listen for Ctrl-C")?;
    Ok(flag)
}

/// Makes Ctrl-C end the program, and say so while the returned flag is set. [`install_interrupt_flag`] can't be used after it.
pub(super) fn announce_interrupt(words: &'static str) -> Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(true));
    let handler_flag = Arc::clone(&flag);
    let handle_signal = move || {
        if handler_flag.load(Ordering::Relaxed) {
            let _ = writeln!(anstream::stderr(), "\n{words}");
        }
        end_at_once();
    };
    ctrlc::set_handler(handle_signal).context("cannot listen for Ctrl-C")?;
    Ok(flag)
}

#[expect(clippy::exit, reason = "whatever runs has been asked to stop")]
fn end_at_once() {
    process::exit(INTERRUPTED);
}

/// A bar for writing a site, which is not drawn yet.
fn hidden_progress_bar(files: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("writing {bar:30} {pos}/{len} files {msg}")
        .expect("the template is valid");
    ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden()).with_style(style)
}

/// Says what is being done, on a terminal, once writing has taken longer than a moment.
fn show_work(bar: &ProgressBar, work: &'static str) {
    if bar.is_hidden() && bar.elapsed() >= PROGRESS_DELAY {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    }
    bar.set_message(work);
}

/// Counts by severity, such as "1 error and 2 warnings", without advice.
pub(super) fn format_counts(diagnostics: &Diagnostics) -> String {
    describe_counts(diagnostics.count(Severity::Error), diagnostics.count_reported(Severity::Warning))
}

/// So many errors and warnings in words.
pub(super) fn describe_counts(errors: usize, warnings: usize) -> String {
    format!("{} and {}", pluralize(errors, "error", "errors"), pluralize(warnings, "warning", "warnings"))
}

/// How much advice there is, such as "9 suggestions in 2 files"; `None` without any.
pub(super) fn format_advice_count(diagnostics: &Diagnostics) -> Option<String> {
    let files = diagnostics.advice_by_file();
    let suggestions = pluralize(files.values().map(Vec::len).sum(), "suggestion", "suggestions");
    (!files.is_empty()).then(|| format!("{suggestions} in {}", pluralize(files.len(), "file", "files")))
}

/// The check that says why files can't be read. That is found in every file, before it is known who may see it.
pub(super) const CHECK_OF_ALL_FILES: &str = "leadfolio check --profile draft";

/// The files that can't be read in whole, sorted: whether they have names from an earlier version isn't known.
pub(super) fn list_unread(found: &Diagnostics) -> Vec<String> {
    let is_unread = |diagnostic: &&Diagnostic| {
        diagnostic.severity == Severity::Error && diagnostic.has_trait(RuleTrait::HidesOldNames)
    };
    let paths: BTreeSet<&str> =
        found.iter().filter(is_unread).map(|diagnostic| diagnostic.path.as_str()).collect();
    paths.into_iter().map(str::to_owned).collect()
}

/// A count with its noun, such as "1 page" or "3 pages".
pub(super) fn pluralize(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A path relative to the working directory if it is inside, as the author would type it.
pub(super) fn display_path(path: &Path) -> String {
    let here = env::current_dir().ok();
    let inside = here.as_deref().and_then(|here| path.strip_prefix(here).ok());
    inside.unwrap_or(path).display().to_string()
}

/// Files of a list that are named without `--verbose`; the rest is counted.
const MAX_LISTED: usize = 5;

/// Paths in backquotes, separated by commas; the first few unless `all`.
pub(super) fn format_paths(paths: &[String], all: bool) -> String {
    let limit = if all { paths.len() } else { MAX_LISTED };
    let named: Vec<String> = paths.iter().take(limit).map(|path| format!("`{path}`")).collect();
    let more = paths.len().saturating_sub(limit);
    if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") }
}
