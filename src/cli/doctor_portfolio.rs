//! The state of the portfolio, and whether its deploy targets can be reached.

use anyhow::Result;
use leadfolio::content::enums::Visibility;
use leadfolio::content::load::{self, SETTINGS_FILE};
use leadfolio::deploy::redact::{Secret, register_environment};
use leadfolio::deploy::{DeployTarget, Prompt, read_targets};
use leadfolio::diagnostic::Diagnostics;
use leadfolio::embedded;
use leadfolio::pipeline::{self, Inputs};
use leadfolio::project::Project;
use leadfolio::rules::RuleTrait;
use leadfolio::theme::list_themes;

use super::common::{
    CHECK_OF_ALL_FILES, format_counts, format_paths, list_unread, pluralize, project_options,
};
use super::doctor_finding::Finding;

/// Theme of a portfolio that names none.
const DEFAULT_THEME: &str = "commons";

/// Looks at the portfolio, and at its targets: those on other machines are only asked `online`.
pub(super) fn check_portfolio(project: &Project, online: bool) -> Vec<Finding> {
    let inputs = match project.read() {
        Ok(loaded) => loaded.inputs,
        Err(error) => {
            return vec![
                Finding::problem("portfolio", "the files of the portfolio can't be read")
                    .help(format!("{error:#}"))
                    .essential(),
            ];
        }
    };
    let mut findings =
        vec![check_content(project, &inputs), check_theme(&inputs), check_old_names(project, &inputs)];
    findings.extend(check_targets(project, &inputs, online));
    findings
}

fn check_content(project: &Project, inputs: &Inputs) -> Finding {
    let options = project_options(project, Visibility::Public, false);
    let diagnostics = pipeline::build(inputs, &options).diagnostics;
    let root = project.root().display();
    if diagnostics.has_errors() {
        let counts = format_counts(&diagnostics);
        return Finding::problem("portfolio", format!("the portfolio in `{root}` can't be built: {counts}"))
            .help("run `leadfolio check`, which lists them")
            .essential();
    }
    Finding::ok("portfolio", format!("the portfolio in `{root}` can be built"))
}

fn check_theme(inputs: &Inputs) -> Finding {
    const NAME: &str = "theme";
    let content = load::collect(&inputs.content, Visibility::Public, &mut Diagnostics::default());
    let Some(settings) = content.portfolio else {
        return Finding::unknown(NAME, format!("the theme is not known: `{SETTINGS_FILE}` can't be read"));
    };
    let theme = settings.theme.unwrap_or_else(|| DEFAULT_THEME.to_owned());
    let known = list_themes(&inputs.themes, &embedded::builtin_themes(), &mut Diagnostics::default());
    match known.iter().find(|known| known.name == theme) {
        Some(found) if found.is_own => Finding::ok(NAME, format!("theme: `{theme}`, in `themes/{theme}`")),
        Some(_) => Finding::ok(NAME, format!("theme: `{theme}`")),
        None => Finding::problem(NAME, format!("there is no theme `{theme}` that can be used"))
            .help("`leadfolio themes` lists those that there are; `leadfolio check` says what is wrong with your own")
            .essential(),
    }
}

fn check_old_names(project: &Project, inputs: &Inputs) -> Finding {
    const NAME: &str = "old_names";
    let options = project_options(project, Visibility::Private, true);
    let found = pipeline::build(inputs, &options).diagnostics;
    let old = found.iter().filter(|found| found.has_trait(RuleTrait::ReportsOldFormat)).count();
    if old > 0 {
        let places = pluralize(old, "place uses", "places use");
        return Finding::problem(NAME, format!("{places} names from an earlier version"))
            .help("run `leadfolio upgrade`, which rewrites them");
    }
    let unread = list_unread(&found);
    if unread.is_empty() {
        return Finding::ok(NAME, "all names are current");
    }
    let files = format_paths(&unread, false);
    Finding::unknown(NAME, format!("can't tell whether names from an earlier version are in {files}"))
        .help(format!("what is there can't be read: `{CHECK_OF_ALL_FILES}` says why"))
}

fn check_targets(project: &Project, inputs: &Inputs, online: bool) -> Vec<Finding> {
    let mut diagnostics = inputs.diagnostics.clone();
    let Some(targets) = read_targets(&inputs.content, &mut diagnostics) else {
        return vec![Finding::unknown(
            "targets",
            format!("deploy targets are not known: `{SETTINGS_FILE}` can't be read"),
        )];
    };
    if online {
        register_environment();
    }
    targets
        .iter()
        .map(|(name, target)| {
            let finding_name = format!("target:{name}");
            if !online && !target.host.is_local() {
                let message = format!("target `{name}`: not asked");
                return Finding::not_asked(finding_name, message)
                    .help("`leadfolio doctor --online` connects to it");
            }
            match connect(project, target) {
                Ok((place, true)) => {
                    Finding::ok(finding_name, format!("target `{name}`: {place}, with a site of leadfolio"))
                }
                Ok((place, false)) => {
                    Finding::ok(finding_name, format!("target `{name}`: {place}, nothing published yet"))
                }
                Err(error) => Finding::problem(finding_name, format!("target `{name}` can't be reached"))
                    .help(format!("{error:#}")),
            }
        })
        .collect()
}

/// Opens a target and reads what leadfolio has published there: where it is, and whether there is something.
fn connect(project: &Project, target: &DeployTarget) -> Result<(String, bool)> {
    let remote = target.host.open(project.root(), &NoPrompt)?;
    let manifest = remote.read_manifest()?;
    Ok((remote.describe(), manifest.is_some()))
}

/// Answers nothing: a password that isn't in the environment is missing, and an unknown server stays unknown.
struct NoPrompt;

impl Prompt for NoPrompt {
    fn confirm(&self, _question: &str) -> Result<bool> {
        Ok(false)
    }

    fn read_secret(&self, _question: &str) -> Result<Option<Secret>> {
        Ok(None)
    }
}
