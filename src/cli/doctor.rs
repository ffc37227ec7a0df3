//! `leadfolio doctor`: says what this computer and this portfolio have of what leadfolio needs.
//!
//! doctor_system.rs asks the system, doctor_portfolio.rs looks at the portfolio. What can't be asked is unknown, never fine.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use leadfolio::project::Project;
use serde::Serialize;

use super::common::{CommandOutcome, open_project, pluralize};
use super::doctor_finding::{Finding, Status};
use super::format::SCHEMA_VERSION;
use super::{doctor_portfolio, doctor_system, report};

/// Check what leadfolio needs on this computer, and what is missing
///
/// Stays offline unless you pass `--online`, and changes nothing.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio doctor\n  leadfolio doctor --online\n  leadfolio doctor --json"
)]
pub(super) struct Arguments {
    /// Connect to your deploy targets, too
    #[arg(long)]
    online: bool,
    /// Print JSON, for scripts
    #[arg(long)]
    json: bool,
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// The report as JSON.
#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    version: &'static str,
    system: String,
    /// Whether nothing essential is missing.
    ready: bool,
    checks: &'a [Finding],
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let (project, absent) = match open(arguments) {
        Ok(project) => (Some(project), None),
        Err(error) if arguments.root.is_some() => return Err(error),
        Err(error) => (None, Some(error)),
    };
    let mut findings = doctor_system::check_system(project.as_ref());
    match (&project, absent) {
        (Some(project), _) => findings.extend(doctor_portfolio::check_portfolio(project, arguments.online)),
        (None, error) => {
            let reason = error.map(|error| format!("{error:#}")).unwrap_or_default();
            let (message, help) = reason.split_once('\n').unwrap_or((&reason, ""));
            findings.push(Finding::unknown("portfolio", message).help(help));
        }
    }
    let missing = findings.iter().filter(|finding| finding.is_essential_problem()).count();
    if arguments.json {
        let report = Report {
            schema_version: SCHEMA_VERSION,
            version: env!("CARGO_PKG_VERSION"),
            system: doctor_system::describe_system(),
            ready: missing == 0,
            checks: &findings,
        };
        report::print_data(&format!("{}\n", serde_json::to_string_pretty(&report)?))?;
    } else {
        report::print_data(&format_findings(&findings))?;
        report::print_message(&summary(&findings, missing));
    }
    Ok(if missing == 0 { CommandOutcome::Success } else { CommandOutcome::HasErrors })
}

fn open(arguments: &Arguments) -> Result<Project> {
    let project = open_project(arguments.root.as_deref())?;
    project.require_settings()?;
    Ok(project)
}

/// The report for a person, a line for each finding.
fn format_findings(findings: &[Finding]) -> String {
    let mut text =
        format!("leadfolio {} on {}\n", env!("CARGO_PKG_VERSION"), doctor_system::describe_system());
    for Finding { status, essential, message, help, .. } in findings {
        let sign = match (status, essential) {
            (Status::Ok, _) => "✓",
            (Status::Problem, true) => "✗",
            (Status::Problem, false) => "!",
            (Status::Unknown | Status::NotAsked, _) => "?",
        };
        text += &format!("{sign} {}\n", report::escape_control(message));
        for line in help.iter().flat_map(|help| help.lines()).filter(|line| !line.is_empty()) {
            text += &format!("    {}\n", report::escape_control(line));
        }
    }
    text
}

fn summary(findings: &[Finding], missing: usize) -> String {
    if missing > 0 {
        return format!(
            "not ready: {}, marked ✗",
            pluralize(missing, "essential problem", "essential problems")
        );
    }
    let others = findings.iter().filter(|finding| finding.status == Status::Problem).count();
    let is_open = |finding: &&Finding| matches!(finding.status, Status::Unknown | Status::NotAsked);
    let open = findings.iter().filter(is_open).count();
    let mut text = "nothing essential is missing".to_owned();
    if others > 0 {
        text += &format!("; {}, marked !", pluralize(others, "other problem", "other problems"));
    }
    if open > 0 {
        text += &format!("; {open} unknown or not checked, marked ?");
    }
    text
}
