//! `leadfolio deploy` and `leadfolio undeploy`: uploads the site to a target, and removes it again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use console::Term;
use indicatif::{DecimalBytes, ProgressBar, ProgressStyle};
use leadfolio::check::publication_report::PublicationSummary;
use leadfolio::content::enums::{HeaderFile, Visibility};
use leadfolio::content::load::SETTINGS_FILE;
use leadfolio::deploy::headers::HEADER_FILES;
use leadfolio::deploy::plan::Plan;
use leadfolio::deploy::redact::{Secret, register_environment};
use leadfolio::deploy::verify::verify;
use leadfolio::deploy::{
    self, CompareBy, DeployTarget, Prompt, ReadFile, Remote, RemoteState, read_targets, require_https,
};
use leadfolio::diagnostic::{Diagnostic, Severity};
use leadfolio::model::generated_pages;
use leadfolio::pipeline::{self, Inputs};
use leadfolio::platform::quote_for_shell;
use leadfolio::project::LoadedProject;
use leadfolio::render::RenderedSite;
use leadfolio::urls;

use super::checked_site::{CheckedSite, build_and_check};
use super::common::{
    CommandOutcome, default_options, format_paths, install_interrupt_flag, leave_missing_folder,
    open_project, pluralize,
};
use super::{deploy_json, publication_report, report};

/// Publish the site
///
/// Builds and checks the site, shows which files it would upload and delete, and asks before it starts. Files that
/// leadfolio did not put there are left alone unless you say `--overwrite`. If a deploy is interrupted, run it again and it resumes.
#[derive(Args, Debug)]
#[command(
    after_help = "List your targets in content/portfolio.yaml:\n  deploy:\n    school: { kind: folder, path: ../site, url: \"https://example.org/\" }\n    pages: { kind: git, remote: origin, branch: gh-pages }\n\nExamples:\n  leadfolio deploy --setup\n  leadfolio deploy --dry-run\n  leadfolio deploy school"
)]
pub(super) struct Arguments {
    /// Name of the target; required if you have more than one
    target: Option<String>,
    /// Answer a few questions to add a target
    #[arg(long, conflicts_with_all = ["target", "dry_run", "yes"])]
    setup: bool,
    /// Show what would change, without changing anything
    #[arg(long)]
    dry_run: bool,
    /// Skip the confirmation prompt (for unattended use)
    #[arg(long, short)]
    yes: bool,
    /// Stop if more than this many files would be deleted
    #[arg(long, value_name = "N", default_value_t = 100)]
    max_deletes: usize,
    /// Replace files even if leadfolio did not put them there
    #[arg(long)]
    overwrite: bool,
    /// Compare the content of every published file, even if it takes a while
    #[arg(long)]
    verify: bool,
    /// Upload every file again
    #[arg(long, conflicts_with = "verify")]
    again: bool,
    /// List every file
    #[arg(long, short)]
    verbose: bool,
    /// Print the plan and the result as JSON, for scripts
    #[arg(long, conflicts_with = "setup")]
    json: bool,
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Take down a published site
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  leadfolio undeploy school")]
pub(super) struct UndeployArguments {
    /// Name of the target; without it, your targets are listed
    target: Option<String>,
    /// Show what would be deleted, without deleting anything
    #[arg(long)]
    dry_run: bool,
    /// Skip the confirmation prompt (for unattended use)
    #[arg(long, short)]
    yes: bool,
    /// List every file
    #[arg(long, short)]
    verbose: bool,
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    if arguments.setup {
        return super::setup::run(arguments.root.as_deref());
    }
    let project = open_project(arguments.root.as_deref())?;
    leave_missing_folder(&project, None)?;
    let LoadedProject { inputs, .. } = project.read()?;
    let Some((name, target)) = select_target(arguments.target.as_deref(), &inputs)? else {
        // The settings cannot be read: the full build reports why.
        return build_and_check(&project, &inputs, None).map(|_| CommandOutcome::HasErrors);
    };
    let Some(site) = build_and_check(&project, &inputs, Some(&target))? else {
        return Ok(CommandOutcome::HasErrors);
    };
    register_environment();
    let remote = target.host.open(project.root(), &TerminalPrompt)?;
    let mut state = RemoteState::read(&*remote, site.digests.keys().map(String::as_str))?;
    let by = if arguments.verify { CompareBy::Content } else { CompareBy::Size };
    let edited = state.find_edited(&*remote, &site.digests, by)?;
    let (compared_by, altered) = compare_remote(arguments, &*remote, &mut state, &site, by)?;
    let plan = Plan::diff(&state.manifest, &site.digests);
    let audience = if target.audience == Visibility::Panel { ", for the panel" } else { "" };
    report::print_message(&format!("to {} (`{name}`){audience}", remote.describe()));
    print_altered(&altered, &edited, arguments.verbose);
    print_plan(&plan, arguments.verbose);
    print_other_changes(&state);
    let print_json = |result| {
        let print = || deploy_json::print_plan((&name, &target), &*remote, &plan, result);
        if arguments.json { print() } else { Ok(()) }
    };
    if state.is_up_to_date(&plan) {
        report::print_message(match compared_by {
            CompareBy::Content => "nothing to do: the published site is up to date",
            CompareBy::Size => {
                "nothing to do: every file is there, with the right size (`--verify` compares their contents, too)"
            }
        });
        if !arguments.dry_run {
            // An earlier run may have uploaded everything and failed at the last step.
            remote.publish().context(PUBLISH_FAILED)?;
        }
        print_json("up_to_date")?;
        return Ok(CommandOutcome::Success);
    }
    report::print_message(&publication_report::format_summary(&PublicationSummary::new(&site.output)));
    refuse_overwrites_and_deletes(&*remote, &plan, state.unnamed_deletes, arguments)?;
    if !confirm_plan(arguments.dry_run, arguments.yes, "Publish now?")? {
        print_json("planned")?;
        return Ok(CommandOutcome::Success);
    }
    apply_plan(&*remote, &plan, &state, &|path| site.read_file(path))?;
    let reported = remote.publish().context(PUBLISH_FAILED)?;
    let live = Deployment { site: &site, inputs: &inputs, plan: &plan, reported_url: reported.as_deref() };
    print_result(&name, &target, &live, project.root());
    if !plan.deletes.is_empty() || state.unnamed_deletes > 0 {
        report::print_message(CACHED_COPIES_NOTICE);
    }
    print_json("published")?;
    Ok(CommandOutcome::Success)
}

/// Finds out which files on the remote are not what the manifest says, unless all are uploaded again. Returns what was
/// compared, and the paths of those that differ.
fn compare_remote(
    arguments: &Arguments,
    remote: &dyn Remote,
    state: &mut RemoteState,
    site: &CheckedSite,
    by: CompareBy,
) -> Result<(CompareBy, Vec<String>)> {
    if arguments.again {
        state.mark_all_pending();
        return Ok((by, Vec::new()));
    }
    state.compare(remote, &site.digests, by, &|path| site.read_file(path))
}

/// Fails if the plan would replace files that leadfolio did not write, or delete more than is allowed.
fn refuse_overwrites_and_deletes(
    remote: &dyn Remote,
    plan: &Plan,
    unnamed_deletes: usize,
    arguments: &Arguments,
) -> Result<()> {
    let foreign = deploy::find_foreign_files(remote, plan)?;
    if !foreign.is_empty() && !arguments.overwrite {
        let named = format_paths(&foreign, arguments.verbose);
        bail!(
            "{} in the way that leadfolio did not put there: {named}\n\
             move what you want to keep, or replace it with `--overwrite`",
            if foreign.len() == 1 { "a file is".to_owned() } else { format!("{} files are", foreign.len()) }
        );
    }
    let deletes = plan.deletes.len() + unnamed_deletes;
    if deletes > arguments.max_deletes {
        bail!(
            "{} would be deleted, but `--max-deletes` allows only {}\nif that is what you want, run it again with `--max-deletes {}`",
            pluralize(deletes, "file", "files"),
            arguments.max_deletes,
            deletes
        );
    }
    Ok(())
}

pub(super) fn run_undeploy(arguments: &UndeployArguments) -> Result<CommandOutcome> {
    let project = open_project(arguments.root.as_deref())?;
    let LoadedProject { inputs, .. } = project.read()?;
    let selected = match &arguments.target {
        Some(name) => select_target(Some(name), &inputs)?,
        // Nothing is deleted that was not named.
        None => refuse_without_target(&inputs)?,
    };
    let Some((name, target)) = selected else {
        return build_and_check(&project, &inputs, None).map(|_| CommandOutcome::HasErrors);
    };
    register_environment();
    let remote = target.host.open(project.root(), &TerminalPrompt)?;
    let known = control_files(&target, &inputs);
    let state = RemoteState::read(&*remote, known.iter().map(String::as_str))?;
    // Compared with an empty site, the plan deletes every file in the manifest.
    let plan = Plan::diff(&state.manifest, &BTreeMap::new());
    report::print_message(&format!("from {} (`{name}`)", remote.describe()));
    if target.host.manual_upload(project.root()).is_some() {
        bail!(
            "leadfolio can't take down a zip file: delete it yourself, and remove the site from the host you gave it to"
        );
    }
    print_plan(&plan, arguments.verbose);
    print_other_changes(&state);
    if state.is_up_to_date(&plan) {
        report::print_message("nothing to do: leadfolio has not published anything there");
        return Ok(CommandOutcome::Success);
    }
    if !confirm_plan(arguments.dry_run, arguments.yes, "Delete the site there?")? {
        return Ok(CommandOutcome::Success);
    }
    apply_plan(&*remote, &plan, &state, &|path| bail!("`{path}` is not part of an empty site"))?;
    let deleted = plan.deletes.len() + state.unnamed_deletes;
    report::print_message(&format!("taken down: {} deleted", pluralize(deleted, "file", "files")));
    report::print_message(CACHED_COPIES_NOTICE);
    Ok(CommandOutcome::Success)
}

/// Error context: the files are uploaded, but publishing them failed.
const PUBLISH_FAILED: &str = "all files are uploaded, but the host does not show them yet";
/// Pages that verification requests to confirm that they are not public.
const MAX_ABSENT_PAGES: usize = 12;
/// Printed after files were deleted: copies elsewhere are out of reach.
const CACHED_COPIES_NOTICE: &str = "copies of deleted pages may remain for a while: browsers and caches refresh within minutes; \
     search engines and archives keep theirs until you ask for removal (Google: \"Remove outdated content\"; \
     Bing: \"Content Removal\"; the Internet Archive: info@archive.org)";

/// A completed deployment, for verification.
struct Deployment<'a> {
    site: &'a CheckedSite,
    inputs: &'a Inputs,
    plan: &'a Plan,
    /// The site's URL as reported by the host, if it reports one.
    reported_url: Option<&'a str>,
}

impl Deployment<'_> {
    /// Pages that must not be public: some that were deleted, and some that are drafts or for another audience.
    fn absent_pages(&self) -> Vec<String> {
        let has_hidden = self.site.output.portfolio().excluded.iter().any(|item| item.is_page);
        // An excluded page is known by its source only: where it would be is decided by a build that includes it.
        let private = has_hidden
            .then(|| pipeline::build(self.inputs, &default_options(Visibility::Private, true)).output)
            .flatten();
        let hidden = private.iter().flat_map(RenderedSite::paths).map(str::to_owned);
        let owner_only = generated_pages::owner_only_paths().map(urls::output_file);
        let deleted = self.plan.deletes.iter().cloned();
        // A private build has the owner's pages too, and an author's own page may have the address of one.
        let mut seen = BTreeSet::new();
        let is_absent = |path: &String| path.ends_with(".html") && !self.site.digests.contains_key(path);
        let candidates = owner_only.chain(deleted).chain(hidden);
        candidates
            .filter(|path| is_absent(path) && seen.insert(path.clone()))
            .take(MAX_ABSENT_PAGES)
            .collect()
    }
}

/// Verifies the deployed site over HTTP and prints the result.
///
/// Only if the target has a `url` of its own: the portfolio's `url` may be that of another target.
fn verify_and_print(target: &DeployTarget, live: &Deployment<'_>, address: &str) {
    if target.url.is_none() {
        report::print_message(&format!("done: the site should be at {address}"));
        return;
    }
    if let Err(reason) = require_https(address) {
        report::print_message(&format!(
            "done: the site should be at {address}; it wasn't checked, since {reason}"
        ));
        return;
    }
    let retries = if target.spec.publishes_late { VERIFY_DELAYS.len() } else { 1 };
    let pauses: Vec<Duration> =
        VERIFY_DELAYS[..retries].iter().map(|seconds| Duration::from_secs(*seconds)).collect();
    report::print_message(&format!("uploaded; checking that {address} shows the new site"));
    let problems = verify(address, &live.site.digests, &live.absent_pages(), &pauses);
    if problems.is_empty() {
        report::print_message(&format!("done: the site is live at {address}"));
        return;
    }
    report::print_message("all files are uploaded, but readers do not see them yet:");
    problems.iter().for_each(|problem| report::print_message(&format!("  {problem}")));
    report::print_message(
        "wait a few minutes; if nothing changes, check `url` of the target and the settings at your host",
    );
}

/// Selects the target by name, or the only one. `None` if the settings file has errors. Reads no page.
fn select_target(name: Option<&str>, inputs: &Inputs) -> Result<Option<(String, DeployTarget)>> {
    let mut diagnostics = inputs.diagnostics.clone();
    let Some(mut targets) = read_targets(&inputs.content, &mut diagnostics) else { return Ok(None) };
    // An invalid target is missing from the settings: its own errors are more helpful than "there is no target".
    let is_settings_error =
        |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error && diagnostic.path == SETTINGS_FILE;
    if diagnostics.iter().any(is_settings_error) {
        return Ok(None);
    }
    let names: Vec<String> = targets.keys().map(|name| format!("`{name}`")).collect();
    let example = "run `leadfolio deploy --setup` to add one";
    let target = match (name, targets.len()) {
        (Some(name), _) => targets.remove_entry(name),
        (None, 1) => targets.pop_first(),
        (None, _) => None,
    };
    match (target, name) {
        (Some(target), _) => Ok(Some(target)),
        (None, _) if names.is_empty() => bail!("you have no target yet\n{example}"),
        (None, Some(name)) => {
            bail!("there is no target `{}`\nyour targets are {}", name.escape_debug(), names.join(", "))
        }
        (None, None) => bail!("which target? your targets are {}", names.join(", ")),
    }
}

/// Fails with the targets that can be named, or as [`select_target`] does.
fn refuse_without_target(inputs: &Inputs) -> Result<Option<(String, DeployTarget)>> {
    match select_target(None, inputs)? {
        Some((name, _)) => {
            bail!("which target? your only target is `{name}`: leadfolio undeploy {}", quote_for_shell(&name))
        }
        None => Ok(None),
    }
}

/// Says which files on the remote are not what was put there; `edited` are those that are about to change anyway.
fn print_altered(altered: &[String], edited: &[String], all: bool) {
    let line = |paths: &[String], what: &str| {
        if !paths.is_empty() {
            let files = match paths.len() {
                1 => "1 published file was".to_owned(),
                count => format!("{count} published files were"),
            };
            report::print_message(&format!(
                "  {files} {what} since the last deploy: {}",
                format_paths(paths, all)
            ));
        }
    };
    line(altered, "changed or deleted");
    line(edited, "edited there");
    if !edited.is_empty() {
        report::print_message(
            "    these edits will be lost: copy what you want to keep into your portfolio first",
        );
    }
}

fn print_plan(plan: &Plan, all: bool) {
    let uploads: Vec<String> = plan.uploads.iter().map(|upload| upload.path.clone()).collect();
    let line = |what: &str, paths: &[String], more: &str| {
        if !paths.is_empty() {
            let files = pluralize(paths.len(), "file", "files");
            report::print_message(&format!("  {what} {files}{more}: {}", format_paths(paths, all)));
        }
    };
    line("upload", &uploads, &format!(", {}", DecimalBytes(plan.upload_bytes())));
    if plan.unchanged > 0 {
        report::print_message(&format!("  keep {} unchanged", pluralize(plan.unchanged, "file", "files")));
    }
    line("delete", &plan.deletes, "");
}

/// Says what changes besides the files of the plan.
fn print_other_changes(state: &RemoteState) {
    if state.unnamed_deletes > 0 {
        let files = pluralize(state.unnamed_deletes, "file", "files");
        report::print_message(&format!("  delete {files} that the site no longer has"));
    }
    if !state.left_there.is_empty() {
        let files = format_paths(&state.left_there, true);
        report::print_message(&format!("  leave {files} there: delete it yourself if you don't need it"));
    }
    if state.are_host_files_altered() {
        report::print_message("  rewrite host files such as `CNAME`");
    }
    if state.is_manifest_outdated() && state.unnamed_deletes == 0 {
        report::print_message("  rewrite leadfolio's own list of the published files");
    }
}

/// Files that tell the target's host what to do and that a deploy may have written there: its headers, and what the author
/// has in `files/`.
fn control_files(target: &DeployTarget, inputs: &Inputs) -> Vec<String> {
    let in_files = HEADER_FILES.map(HeaderFile::id).into_iter();
    let in_files = in_files.filter(|name| inputs.content.get(&format!("files/{name}")).is_some());
    in_files.chain([target.headers.id()]).map(str::to_owned).collect()
}

/// Whether to apply the plan that was printed: not in a dry run, otherwise after `--yes` or a confirmation.
fn confirm_plan(dry_run: bool, yes: bool, question: &str) -> Result<bool> {
    if dry_run {
        report::print_message("nothing was changed: this was a dry run");
        return Ok(false);
    }
    let is_confirmed = yes || report::confirm(question)?;
    if !is_confirmed {
        report::print_message("nothing was changed");
    }
    Ok(is_confirmed)
}

/// Prompts at the terminal.
struct TerminalPrompt;

impl Prompt for TerminalPrompt {
    fn confirm(&self, question: &str) -> Result<bool> {
        report::confirm(question)
    }

    fn read_secret(&self, question: &str) -> Result<Option<Secret>> {
        let terminal = Term::stderr();
        if !terminal.is_term() || !io::stdin().is_terminal() {
            return Ok(None);
        }
        report::print_prompt(&format!("{question} (hidden while you type, never saved):"))?;
        Ok(Some(terminal.read_secure_line()?).filter(|secret| !secret.is_empty()).map(Secret::new))
    }
}

/// Applies a plan with a progress bar. `read_file` returns the files to upload; Ctrl-C makes it fail.
fn apply_plan(remote: &dyn Remote, plan: &Plan, state: &RemoteState, read_file: &ReadFile<'_>) -> Result<()> {
    let bar = if io::stderr().is_terminal() {
        ProgressBar::new(plan.upload_bytes())
    } else {
        ProgressBar::hidden()
    };
    let style = "uploading {bar:30} {decimal_bytes} of {decimal_total_bytes}";
    bar.set_style(ProgressStyle::with_template(style).expect("the template is valid"));
    let interrupted = install_interrupt_flag()?;
    // Identifies this run's temporary files on the remote.
    let mut run = [0; 8];
    getrandom::fill(&mut run)
        .map_err(|error| anyhow!("your system did not provide random numbers: {error}"))?;
    let run: String = run.iter().map(|byte| format!("{byte:02x}")).collect();
    let read_file_or_stop = |path: &str| {
        if interrupted.load(Ordering::Relaxed) {
            bail!("interrupted");
        }
        read_file(path)
    };
    let result = deploy::apply(remote, plan, state, &run, &read_file_or_stop, &|bytes| bar.inc(bytes));
    bar.finish_and_clear();
    result
}

/// Pauses before each repetition of a failed verification, in seconds: hosts such as GitHub Pages publish with a delay.
const VERIFY_DELAYS: [u64; 5] = [3, 7, 15, 30, 60];

fn print_result(name: &str, target: &DeployTarget, live: &Deployment<'_>, root: &Path) {
    let address = live.site.output.portfolio().settings.url.as_ref().map(|url| url.as_str().to_owned());
    if let Some(file) = target.host.manual_upload(root) {
        report::print_message(&format!("done: upload `{}` to your host", file.display()));
        return;
    }
    match (address, live.reported_url) {
        (Some(address), _) => verify_and_print(target, live, &address),
        (None, Some(reported)) => {
            report::print_message(&format!(
                "done: the site should be at {reported}\nadd this address as `url` of the target, so that its pages can use it"
            ));
        }
        (None, None) => {
            report::print_message(
                "done, but leadfolio does not know the address of the site: add it as `url` of the target",
            );
        }
    }
    report::print_message(&format!("to take it down: leadfolio undeploy {}", quote_for_shell(name)));
}
