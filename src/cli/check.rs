//! `leadfolio check`: reports everything that is wrong or missing in a portfolio, before it is published.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use jiff::Timestamp;
use jiff::civil::Date;
use leadfolio::check::publication_report::PublicationReport;
use leadfolio::check::{self, external_links};
use leadfolio::content::enums::Visibility;
use leadfolio::content::load::SETTINGS_FILE;
use leadfolio::deploy::require_https;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Severity};
use leadfolio::pipeline::{self, Build, Inputs, Options};
use leadfolio::project::{LoadedProject, PRIVATE_NAMES_FILE, Project};
use leadfolio::render::RenderedSite;
use leadfolio::rules::{Rule, RuleTrait};

use super::checked_site::{check_target_audiences, print_refusal};
use super::common::{CommandOutcome, format_advice_count, open_project, pluralize, project_options};
use super::format::{self, Format};
use super::{fix, publication_report, report};

/// Check for errors, weak evidence and privacy leaks
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio check\n  leadfolio check --profile panel --strict\n  leadfolio check --external\n  leadfolio check --leaving\n  leadfolio check --explain DEL-06\n  leadfolio check --explain --all\n  leadfolio check --format json > findings.json"
)]
pub(super) struct Arguments {
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// What you want the portfolio to be ready for
    #[arg(long, value_enum, default_value_t = CheckProfile::Public)]
    profile: CheckProfile,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Fail on warnings too (exit status 1)
    #[arg(long)]
    strict: bool,
    /// Explain a rule, such as DEL-06: what it looks for and why
    #[arg(long, value_name = "RULE", num_args = 0..=1, default_missing_value = "", hide_default_value = true)]
    explain: Option<String>,
    /// With `--explain`: explain every rule
    #[arg(long, requires = "explain")]
    all: bool,
    /// Fix what can be fixed automatically: misspelled fields, dates, quotation marks, spacing, miscalculated changes
    #[arg(long)]
    fix: bool,
    /// With `--fix`: show the changes without making them
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Check that links to other websites still work
    #[arg(long)]
    external: bool,
    /// List everything that a deploy would send: who is shown and on which consent, which files, what stays
    #[arg(long, conflicts_with_all = ["explain", "fix"])]
    leaving: bool,
    /// Check as if today were this date (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    today: Option<Date>,
}

/// What a portfolio is to be ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckProfile {
    /// Still in progress; drafts are checked, too
    Draft,
    /// Anyone can read it
    Public,
    /// For a panel: stricter about what reviewers look for first
    Panel,
}

impl CheckProfile {
    fn audience(self) -> Visibility {
        match self {
            Self::Draft | Self::Public => Visibility::Public,
            Self::Panel => Visibility::Panel,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    match (&arguments.explain, arguments.all) {
        (Some(_), true) => return explain_all_rules(),
        (Some(rule), false) => return explain_rule(rule),
        (None, _) => {}
    }
    let output_format = if arguments.json { Format::Json } else { arguments.format };
    let project = open_project(arguments.root.as_deref())?;
    let LoadedProject { mut inputs, .. } = project.read()?;
    let private_names = project.read_private_names(&mut inputs.diagnostics)?;
    let default =
        project_options(&project, arguments.profile.audience(), arguments.profile == CheckProfile::Draft);
    let options = Options {
        today: arguments.today.unwrap_or(default.today),
        private_names: private_names.clone().unwrap_or_default(),
        ..default
    };
    if arguments.fix {
        fix::run(&project, &mut inputs, &options, arguments.dry_run)?;
    }
    let Build { output, mut diagnostics } = pipeline::build(&inputs, &options);
    if let Some(output) = &output {
        let links = check::check_site(output, &options.private_names, &mut diagnostics);
        if arguments.external {
            check_external_links(&project, &inputs, output, &links, &mut diagnostics);
        }
    }
    let target_sites = match &output {
        // The list of what leaves is that of one audience.
        Some(output) if !arguments.leaving => {
            check_target_audiences(&inputs, &options, output, &mut diagnostics)
        }
        _ => Vec::new(),
    };
    if private_names.is_some() {
        report_tracked_private_names(&project, &mut diagnostics);
    }
    diagnostics.sort_and_dedup();
    if arguments.profile == CheckProfile::Panel {
        diagnostics.reclassify(panel_severity);
    }
    if let Some(output) = output.as_ref().filter(|_| arguments.leaving) {
        print_publication_report(output, &options, &diagnostics, output_format)?;
        return Ok(if diagnostics.has_errors() {
            CommandOutcome::HasErrors
        } else {
            CommandOutcome::Success
        });
    }
    let readiness = output.as_ref().and_then(|output| output.portfolio().requirements.as_ref());
    let text = format::format_diagnostics(output_format, &diagnostics, &inputs, readiness);
    report::print_data(&text)?;
    if output_format == Format::Human {
        print_refusal(output.iter().chain(&target_sites));
        print_summary(&diagnostics, output.as_ref(), arguments.strict);
        // What a fix could do has just been done.
        if !arguments.fix || arguments.dry_run {
            report::print_fix_hint(&diagnostics, &options, true);
        }
    }
    let warnings = diagnostics.count(Severity::Warning) > 0;
    let failed = diagnostics.has_errors() || arguments.strict && warnings;
    Ok(if failed { CommandOutcome::HasErrors } else { CommandOutcome::Success })
}

/// Prints what a deploy of the site would send, and that it would send nothing while there are errors.
fn print_publication_report(
    output: &RenderedSite,
    options: &Options,
    diagnostics: &Diagnostics,
    format: Format,
) -> Result<()> {
    let report = PublicationReport::new(output, &options.private_names, diagnostics);
    let text = match format {
        Format::Human => publication_report::format_report(&report),
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&report)?),
        Format::Short | Format::Sarif => {
            bail!("`--leaving` is written as text, or as JSON with `--format json`")
        }
    };
    report::print_data(&text)?;
    if diagnostics.has_errors() {
        let errors = pluralize(diagnostics.count(Severity::Error), "error", "errors");
        report::print_message(&format!(
            "nothing would be published yet: {errors}, listed by `leadfolio check`"
        ));
    }
    print_refusal([output]);
    Ok(())
}

/// The severity of a diagnostic in the profile `panel`.
fn panel_severity(diagnostic: &Diagnostic) -> Severity {
    match diagnostic.severity {
        severity if !diagnostic.has_trait(RuleTrait::RaisedForPanel) => severity,
        Severity::Error | Severity::Warning => Severity::Error,
        Severity::Info => Severity::Warning,
    }
}

/// Reports when the list of real names is, or would be, committed, and when git cannot be asked.
fn report_tracked_private_names(project: &Project, diagnostics: &mut Diagnostics) {
    let (message, help) = match project.private_names_tracked() {
        Ok(false) => return,
        Ok(true) => (
            "this list of real names is in your Git repository, or would be added to it".to_owned(),
            "add the line `people.private.yaml` to `.gitignore`, and remove the file from the repository with `git rm --cached content/people.private.yaml`; earlier commits still contain it until you rewrite them",
        ),
        Err(error) => (
            format!(
                "git could not be asked whether this list of real names is in your repository: {error:#}"
            ),
            "run `git status` in the portfolio's folder, and check again when it works",
        ),
    };
    diagnostics.push(Diagnostic::error("PPL-10", PRIVATE_NAMES_FILE, message).help(help));
}

/// Cache file of the link checker, among the project's other caches.
pub(super) const LINK_CACHE_FILE: &str = "links.json";
/// Pause between two requests to one host.
const REQUEST_PAUSE: Duration = Duration::from_secs(1);

fn check_external_links(
    project: &Project,
    inputs: &Inputs,
    output: &RenderedSite,
    links: &[external_links::ExternalUrl],
    diagnostics: &mut Diagnostics,
) {
    let (links, problem) = split_requestable(links.to_vec());
    if let Some(problem) = problem {
        let (message, help) = problem.split_once('\n').unwrap_or((&problem, "install it with all features"));
        diagnostics.push(Diagnostic::error("WEB-04", SETTINGS_FILE, message).help(help));
    }
    let answers = request_links(project, &links);
    external_links::report(&links, &answers, output, inputs, diagnostics);
}

/// The web addresses that can be requested, and why the others can't be.
pub(super) fn split_requestable(
    links: Vec<external_links::ExternalUrl>,
) -> (Vec<external_links::ExternalUrl>, Option<String>) {
    let (links, others): (Vec<_>, Vec<_>) =
        links.into_iter().partition(|link| require_https(&link.address).is_ok());
    let reason = others.first().and_then(|link| require_https(&link.address).err());
    let count = pluralize(others.len(), "web address", "web addresses");
    (links, reason.map(|reason| format!("{count} couldn't be checked: {reason}")))
}

/// Asks web addresses whether they are still there, one result for each, and shows the progress. Those that answered within
/// a week are not requested again.
#[expect(clippy::disallowed_methods, reason = "answers are noted with their time")]
pub(super) fn request_links(
    project: &Project,
    links: &[external_links::ExternalUrl],
) -> Vec<external_links::LinkStatus> {
    let cached = project.read_cache(LINK_CACHE_FILE).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let mut cache: external_links::LinkCache = cached.unwrap_or_default();
    let addresses = pluralize(links.len(), "address", "addresses");
    report::print_message(&format!(
        "checking {addresses} on the web; links that work are not checked again for a week"
    ));
    let bar = ProgressBar::new(links.len() as u64);
    let policy = external_links::CrawlPolicy { pause: REQUEST_PAUSE, now: Timestamp::now() };
    let answers =
        external_links::check_links(links, &mut cache, policy, &|done| bar.set_position(done as u64));
    bar.finish_and_clear();
    // Without the cache the next run only sends the requests again.
    if let Ok(bytes) = serde_json::to_vec(&cache) {
        let _ = project.write_cache(LINK_CACHE_FILE, &bytes);
    }
    answers
}

fn explain_rule(id: &str) -> Result<CommandOutcome> {
    if id.is_empty() {
        bail!("name the rule to explain, such as `--explain DEL-06`, or add `--all`");
    }
    let Some(rule) = Rule::find(id) else {
        let families: BTreeSet<&str> =
            Rule::all().iter().filter_map(|rule| rule.id.split('-').next()).collect();
        let families: Vec<&str> = families.into_iter().collect();
        bail!(
            "there is no rule `{}`\nrules have names such as DEL-06; the groups are {}",
            id.escape_debug(),
            families.join(", ")
        );
    };
    report::print_data(&format_rule(rule))?;
    Ok(CommandOutcome::Success)
}

fn explain_all_rules() -> Result<CommandOutcome> {
    let rules: Vec<String> = Rule::all().iter().map(format_rule).collect();
    report::print_data(&rules.join("\n"))?;
    Ok(CommandOutcome::Success)
}

fn format_rule(rule: &Rule) -> String {
    let Rule { id, finds, why, source, traits: _, rank: _ } = rule;
    let source = source.map(|source| format!("\nSource: {source}")).unwrap_or_default();
    let end = if why.ends_with('?') { "" } else { "." };
    format!("{id}: {finds}\nWhy: {why}{end}{source}\n")
}

/// Says how many drafts were not checked, if there are any.
fn print_skipped_drafts(output: &RenderedSite) {
    let excluded = output.portfolios().flat_map(|edition| &edition.excluded);
    let drafts = excluded.filter(|excluded| excluded.is_draft).map(|excluded| &excluded.path);
    // Of each language, the excluded pages are listed once more.
    let drafts: BTreeSet<&String> = drafts.collect();
    if !drafts.is_empty() {
        let drafts = pluralize(drafts.len(), "draft was", "drafts were");
        report::print_message(&format!("{drafts} not checked: run `leadfolio check --profile draft`"));
    }
}

fn print_summary(diagnostics: &Diagnostics, output: Option<&RenderedSite>, strict: bool) {
    let errors = diagnostics.count(Severity::Error);
    let warnings = diagnostics.count_reported(Severity::Warning);
    let advice = format_advice_count(diagnostics);
    let accepted = diagnostics.iter().filter(|diagnostic| diagnostic.accepted.is_some()).count();
    let pages = pluralize(output.map_or(0, RenderedSite::html_page_count), "page", "pages");
    let mut counts = vec![pluralize(errors, "error", "errors"), pluralize(warnings, "warning", "warnings")];
    let hints = diagnostics.count_reported(Severity::Info);
    if hints > 0 {
        counts.push(pluralize(hints, "hint", "hints"));
    }
    counts.extend(advice);
    if accepted > 0 {
        counts.push(format!("{accepted} accepted"));
    }
    report::print_message(&format!("checked {pages}: {}", counts.join(", ")));
    let as_warnings = diagnostics.count(Severity::Warning) - warnings;
    if strict && as_warnings > 0 {
        let suggestions =
            pluralize(as_warnings, "suggestion counts as a warning", "suggestions count as warnings");
        report::print_message(&format!("with `--strict`, {suggestions}"));
    }
    if diagnostics.iter().any(|diagnostic| diagnostic.accepted.is_none()) {
        report::print_message("`leadfolio check --explain RULE` explains a rule");
    }
    if let Some(output) = output {
        print_skipped_drafts(output);
    }
}
