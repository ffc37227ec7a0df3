//! `leadfolio build --workspace DIR`: builds all portfolios in a folder, such as those of a program's cohort.
//!
//! The work is divided by portfolio. Nothing but the files in the workspace's own `content/` and `themes/` is shared, and these
//! are only read, so several machines can each build a part (`--shard`).

#![expect(clippy::disallowed_methods, reason = "commands read the clock and list the folders of a workspace")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use std::{env, fs, thread};

use anyhow::{Context, Result, anyhow, bail};
use leadfolio::content::load::SETTINGS_FILE;
use leadfolio::diagnostic::{Diagnostics, Severity};
use leadfolio::pipeline::{self, BuildCache, Inputs, Options};
use leadfolio::platform::quote_for_shell;
use leadfolio::project::Project;
use leadfolio::render::RenderedSite;
use leadfolio::vfs::publish::{self, Destination};
use serde_json::{Value, json};

use super::build_times::BuildTimes;
use super::cohort::{BuiltSite, CohortEntry};
use super::cohort_page;
use super::common::{
    CommandOutcome, SiteWriter, describe_counts, display_path, install_interrupt_flag, pluralize,
};
use super::format::SCHEMA_VERSION;
use super::report;
use super::site_output::write_if_allowed;

/// The folder in a workspace with the page about its portfolios.
const COHORT_FOLDER: &str = "cohort";

/// What to build of which portfolios, and where to.
#[derive(Debug)]
pub(super) struct WorkspaceOptions<'a> {
    /// The folder that holds the portfolios, with what they share.
    pub(super) project: &'a Project,
    /// Which of them; `None` for all.
    pub(super) shard: Option<Shard>,
    /// The folder for all sites; `None` to put each into its own portfolio.
    pub(super) output: Option<&'a Path>,
    /// Whether warnings are errors.
    pub(super) strict: bool,
    /// Whether to print the result as JSON.
    pub(super) json: bool,
}

/// One of several parts of a workspace, `3/8`: each machine of several builds one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// From 1.
    number: usize,
    of: usize,
}

impl Shard {
    /// Parses `3/8`.
    ///
    /// # Errors
    /// If it is something else; the message says what to write.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let numbers =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("write which part of how many, such as `3/8`".to_owned()),
        }
    }

    fn contains(self, index: usize) -> bool {
        index % self.of == self.number - 1
    }
}

/// Builds the portfolios, one failing without stopping the others, and writes the page about them.
///
/// # Errors
/// If there are none, or the page can't be written.
pub(super) fn run(
    workspace: &WorkspaceOptions<'_>,
    options_for: impl Fn(&Project) -> Options + Sync,
) -> Result<CommandOutcome> {
    let started = Instant::now();
    let names = find_portfolios(workspace)?;
    let shared = workspace.project.read()?.inputs;
    let interrupted = install_interrupt_flag()?;
    let next = AtomicUsize::new(0);
    // What is said of one portfolio stays together.
    let printing = Mutex::new(());
    let work = || {
        let mut cache = BuildCache::default();
        let mut built = Vec::new();
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            if interrupted.load(Ordering::Relaxed) {
                break;
            }
            let (entry, findings) =
                build_portfolio(workspace, name, &shared, &options_for, &mut cache, &interrupted);
            let _turn = printing.lock().unwrap_or_else(PoisonError::into_inner);
            if !workspace.json {
                report::print_message(&describe(&entry));
            }
            if let Some((diagnostics, inputs)) = findings.filter(|_| entry.site.is_none()) {
                report::print_diagnostics(&diagnostics, &inputs, workspace.strict);
            }
            built.push(entry);
        }
        built
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut entries: Vec<CohortEntry> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.min(names.len())).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a build never panics")).collect()
    });
    if interrupted.load(Ordering::Relaxed) {
        bail!("interrupted after {} of {}", entries.len(), pluralize(names.len(), "portfolio", "portfolios"));
    }
    entries.sort_by(|a, b| a.folder.cmp(&b.folder));
    let page = write_page(workspace, &entries)?;
    let built = entries.iter().filter(|entry| entry.site.is_some()).count();
    if workspace.json {
        report::print_data(&format!("{:#}\n", to_json(&entries, &page)))?;
    }
    report::print_message(&format!(
        "built {built} of {} in {:.2} s; for your eyes only, how far each is: {}",
        pluralize(entries.len(), "portfolio", "portfolios"),
        started.elapsed().as_secs_f64(),
        quote_for_shell(&display_path(&page))
    ));
    Ok(if built == entries.len() { CommandOutcome::Success } else { CommandOutcome::HasErrors })
}

/// The names of the folders that hold a portfolio, sorted, as far as they belong to the shard.
fn find_portfolios(workspace: &WorkspaceOptions<'_>) -> Result<Vec<String>> {
    let folder = workspace.project.root();
    let cannot_list = || format!("cannot list the folder `{}`", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot_list)? {
        let entry = entry.with_context(cannot_list)?;
        if !entry.path().join(SETTINGS_FILE).is_file() {
            continue;
        }
        let name = entry.file_name().into_string();
        names.push(
            name.map_err(|name| {
                anyhow!("the name of the folder `{}` is no text: rename it", name.display())
            })?,
        );
    }
    names.sort_unstable();
    if names.is_empty() {
        bail!(
            "there is no portfolio in `{}`: a workspace holds folders that each have a `{SETTINGS_FILE}`",
            display_path(folder)
        );
    }
    let is_wanted = |index: usize| workspace.shard.is_none_or(|shard| shard.contains(index));
    Ok(names.into_iter().enumerate().filter(|(index, _)| is_wanted(*index)).map(|(_, name)| name).collect())
}

/// Builds one portfolio; also returns what was found in it, with its files, if it could be read.
fn build_portfolio(
    workspace: &WorkspaceOptions<'_>,
    name: &str,
    shared: &Inputs,
    options_for: &(impl Fn(&Project) -> Options + Sync),
    cache: &mut BuildCache,
    interrupted: &AtomicBool,
) -> (CohortEntry, Option<(Diagnostics, Inputs)>) {
    let mut entry = CohortEntry {
        folder: name.to_owned(),
        owner: None,
        site: None,
        failure: None,
        errors: 0,
        warnings: 0,
        requirements: Vec::new(),
    };
    match build_and_publish(workspace, shared, options_for, cache, interrupted, &mut entry) {
        Ok(findings) => (entry, Some(findings)),
        Err(error) => {
            entry.failure = Some(format!("{error:#}"));
            (entry, None)
        }
    }
}

fn build_and_publish(
    workspace: &WorkspaceOptions<'_>,
    shared: &Inputs,
    options_for: &(impl Fn(&Project) -> Options + Sync),
    cache: &mut BuildCache,
    interrupted: &AtomicBool,
    entry: &mut CohortEntry,
) -> Result<(Diagnostics, Inputs)> {
    let project = Project::open(&workspace.project.root().join(&entry.folder))?;
    let mut inputs = project.read()?.inputs;
    add_shared(&mut inputs, shared);
    let options = options_for(&project);
    let pipeline::Build { output, mut diagnostics } = pipeline::rebuild(&inputs, &options, cache);
    if let Some(portfolio) = output.as_ref().map(RenderedSite::portfolio) {
        entry.owner = Some(portfolio.profile.name.clone());
        entry.requirements =
            portfolio.requirements.as_ref().map(|report| report.requirements.clone()).unwrap_or_default();
    }
    let folder = match workspace.output {
        Some(output) => output.join(&entry.folder),
        None => project.default_output(options.audience),
    };
    let writer = SiteWriter { project: &project, folder: &folder, interrupted: Some(interrupted) };
    let mut times = BuildTimes::start(false);
    let written = write_if_allowed(output, workspace.strict, &writer, &mut times, &mut diagnostics)?;
    entry.site = written.map(|(output, _)| BuiltSite { folder, pages: output.html_page_count() });
    entry.errors = diagnostics.count(Severity::Error);
    entry.warnings = diagnostics.count_reported(Severity::Warning);
    Ok((diagnostics, inputs))
}

/// Adds the program, standards and themes of the workspace, as far as the portfolio has none of these names.
fn add_shared(inputs: &mut Inputs, shared: &Inputs) {
    let is_shared = |path: &str| path == "program.yaml" || path.starts_with("standards/");
    for (path, blob) in shared.content.iter().filter(|(path, _)| is_shared(path)) {
        if !inputs.content.contains(path) {
            inputs.content.insert(path, blob.clone());
        }
    }
    let theme_of = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let own: HashSet<String> = inputs.themes.iter().map(|(path, _)| theme_of(path)).collect();
    for (path, blob) in shared.themes.iter().filter(|(path, _)| !own.contains(&theme_of(path))) {
        inputs.themes.insert(path, blob.clone());
    }
}

/// What became of a portfolio, in a line.
fn describe(entry: &CohortEntry) -> String {
    let name = &entry.folder;
    let counts = describe_counts(entry.errors, entry.warnings);
    match (&entry.failure, &entry.site) {
        (Some(failure), _) => format!("{name}: not built: {failure}"),
        (None, Some(site)) => {
            let needs = match entry.requirements.len() {
                0 => String::new(),
                all => format!(", {} of {all} requirements met", entry.met_count()),
            };
            format!("{name}: {}, {counts}{needs}", pluralize(site.pages, "page", "pages"))
        }
        (None, None) => format!("{name}: not built: {counts}"),
    }
}

/// Writes the page about the portfolios, and returns its path.
fn write_page(workspace: &WorkspaceOptions<'_>, entries: &[CohortEntry]) -> Result<PathBuf> {
    let name = match workspace.shard {
        Some(Shard { number, of }) => format!("{COHORT_FOLDER}-{number}-of-{of}"),
        None => COHORT_FOLDER.to_owned(),
    };
    let folder = workspace.project.root().join(name);
    let page = cohort_page::render(entries, &folder);
    let home = env::home_dir();
    let destination = Destination {
        output: &folder,
        root: workspace.project.root(),
        sources: &[],
        home: home.as_deref(),
        lock_timeout: publish::LOCK_TIMEOUT,
        durable: false,
    };
    // The page names people and what they lack: version control is not to take it along.
    let files = [(".gitignore", "*\n".to_owned()), ("index.html", page)];
    let read_file = |path: &str| {
        let file = files.iter().find(|(name, _)| *name == path).expect("only these two are asked for");
        Ok(file.1.clone().into())
    };
    publish::publish(&destination, &[".gitignore", "index.html"], read_file, || {})?;
    Ok(folder.join("index.html"))
}

/// What was built, for scripts.
fn to_json(entries: &[CohortEntry], page: &Path) -> Value {
    let portfolios = entries.iter().map(|entry| {
        let needs = entry.requirements.iter().map(|requirement| {
            json!({ "description": requirement.description, "status": requirement.status, "met": requirement.met })
        });
        json!({
            "folder": entry.folder,
            "name": entry.owner,
            "built": entry.site.is_some(),
            "output": entry.site.as_ref().map(|site| display_path(&site.folder)),
            "pages": entry.site.as_ref().map(|site| site.pages),
            "errors": entry.errors,
            "warnings": entry.warnings,
            "failure": entry.failure,
            "readiness": needs.collect::<Vec<_>>(),
        })
    });
    json!({
        "schema_version": SCHEMA_VERSION,
        "built": entries.iter().filter(|entry| entry.site.is_some()).count(),
        "page": display_path(page),
        "portfolios": portfolios.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn the_shards_of_a_workspace_hold_each_portfolio_once() {
        let shards: Vec<Shard> =
            (1..=3).map(|number| Shard::parse(&format!("{number}/3")).unwrap()).collect();
        for index in 0..10 {
            assert_eq!(shards.iter().filter(|shard| shard.contains(index)).count(), 1);
        }
        for wrong in ["", "3", "0/3", "4/3", "1/0", "a/b", "1/2/3", "-1/2"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }
}
