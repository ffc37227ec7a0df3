//! Generates what `leadfolio deploy --setup` writes: a target in `portfolio.yaml`, and a CI workflow that checks the
//! portfolio on every push and deploys it. Pure string processing, performs no I/O.

use std::fmt::Write;

use anyhow::{Result, bail};

use super::host::CiNeeds;
use crate::content::enums::DeployTargetKind;
use crate::platform::quote_for_sh;

/// Renders a target as YAML, indented by two spaces as an entry of `deploy:`.
pub fn target_yaml(name: &str, kind: DeployTargetKind, answers: &[(&str, String)]) -> String {
    let mut lines = format!("  {name}:\n    kind: {}\n", kind.id());
    for (field, answer) in answers {
        // Any JSON string is a valid YAML string.
        let _ = writeln!(lines, "    {field}: {}", serde_json::Value::from(answer.as_str()));
    }
    lines
}

/// Inserts a target into the text of `portfolio.yaml`, preserving comments, order and line endings.
///
/// # Errors
/// If `deploy:` is written as a flow mapping, such as `deploy: { a: … }`.
pub fn insert_target(settings: &str, entry: &str) -> Result<String> {
    let line_ending = if settings.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<&str> = settings.lines().collect();
    let is_key = |line: &&str| {
        line.strip_prefix("deploy:").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    };
    let (index, inserted) = match lines.iter().position(is_key) {
        None => {
            while lines.last().is_some_and(|line| line.trim().is_empty()) {
                lines.pop();
            }
            (lines.len(), format!("\ndeploy:\n{entry}"))
        }
        Some(key) => {
            let rest = lines[key]["deploy:".len()..].trim();
            if rest == "{}" {
                lines[key] = "deploy:";
            } else if !rest.is_empty() && !rest.starts_with('#') {
                bail!(
                    "the targets in content/portfolio.yaml are all on one line, so leadfolio can't add one\n\
                     write each target on its own line, or add this one yourself:\n{entry}"
                );
            }
            let (length, indent) = measure_block(&lines[key + 1..]);
            (key + 1 + length, reindent(entry, indent))
        }
    };
    let (before, after) = lines.split_at(index);
    let result = before.iter().copied().chain(inserted.lines()).chain(after.iter().copied());
    Ok(result.fold(String::new(), |text, line| text + line + line_ending))
}

/// Measures the block after a key: its number of lines, and the indentation of its first line (2 if it is empty).
/// Comments and blank lines before the next key are not part of the block.
fn measure_block(lines: &[&str]) -> (usize, usize) {
    let is_indented = |line: &&str| line.starts_with([' ', '\t']);
    let is_between = |line: &&str| line.starts_with('#') || line.trim().is_empty();
    let candidates = lines.iter().take_while(|line| is_indented(line) || is_between(line));
    let last = candidates.enumerate().filter(|(_, line)| is_indented(line)).last();
    let length = last.map_or(0, |(index, _)| index + 1);
    let first =
        lines[..length].iter().find(|line| line.starts_with(' ') && !line.trim_start().starts_with('#'));
    (length, first.map_or(2, |line| line.len() - line.trim_start().len()))
}

/// Changes the indentation of an entry from two spaces to `indent`.
fn reindent(entry: &str, indent: usize) -> String {
    let reindent =
        |line: &str| format!("{}{}\n", " ".repeat(indent), line.strip_prefix("  ").unwrap_or(line));
    entry.lines().map(reindent).collect()
}

/// A CI service that can deploy the portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CiService {
    /// GitHub Actions.
    Github,
    /// GitLab CI/CD.
    Gitlab,
}

impl CiService {
    /// Path of the workflow file in the repository.
    pub const fn workflow_path(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/portfolio.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }
}

/// Version of leadfolio that a workflow installs: the one that generated it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Address of leadfolio's source code; empty as long as `Cargo.toml` has none.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Actions that a workflow uses, each at a commit, which nobody can change afterwards. They are those of the workflows
/// of this repository, which are updated regularly; a test compares them.
const CHECKOUT_ACTION: &str = "actions/checkout@9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0 # v7.0.0";
const PYTHON_ACTION: &str = "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0";

/// Version of Python that a workflow installs leadfolio with.
const PYTHON_VERSION: &str = "3.13";

/// Comment at the top of every workflow.
const WORKFLOW_HEADER: &str = "\
# Checks the portfolio on every push, and publishes it from the main branch. Created by `leadfolio deploy --setup`.
# The real names in content/people.private.yaml are not checked here: that file stays on your computer.
# Run `leadfolio check` there before you push.
";

/// Comment at the top of a workflow for GitLab, where schedules are settings of the project.
const GITLAB_SCHEDULE: &str = "\
# So that a page with a future date is published on that day, add a daily schedule: Build > Pipeline schedules.
";

/// Returns the secrets that the user has to add to the CI service. Excludes the token that the service provides itself.
pub fn required_secrets(service: CiService, needs: &CiNeeds) -> Vec<&'static str> {
    let is_provided =
        |name: &&str| *name == "GITHUB_TOKEN" && (service == CiService::Github || needs.pushes_with_git);
    needs.secrets.iter().copied().filter(|name| !is_provided(name)).collect()
}

/// Renders the workflow file of the target `name`. `folder` is the portfolio's path in the repository, or `.`.
pub fn workflow(service: CiService, name: &str, needs: &CiNeeds, folder: &str) -> String {
    // What begins with a hyphen would be an option.
    let folder = if folder.starts_with('-') { format!("./{folder}") } else { folder.to_owned() };
    let root_option =
        if folder == "." { String::new() } else { format!(" --root {}", quote_for_sh(&folder)) };
    // GitHub replaces expressions wherever they are; this one is replaced by the characters that begin one.
    let root_option = match service {
        CiService::Github => root_option.replace("${{", "${{ '${{' }}"),
        CiService::Gitlab => root_option,
    };
    let deploy = format!("leadfolio deploy {name} --yes{root_option}");
    match service {
        CiService::Github => github_workflow(needs, &root_option, &deploy),
        CiService::Gitlab => gitlab_workflow(needs, &root_option, &deploy),
    }
}

/// A command as a YAML string on one line: as it is if it has only characters that mean nothing in YAML.
fn yaml_command(command: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " -_./=~$\"'%\\[];>&|".contains(c);
    if command.starts_with(|c: char| c.is_ascii_alphabetic()) && command.chars().all(is_plain) {
        return command.to_owned();
    }
    // Any JSON string is one of YAML, but that JSON leaves some characters that YAML takes for the end of a line.
    let escape = |c: char| match c {
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
            format!("\\u{:04x}", u32::from(c))
        }
        c => c.to_string(),
    };
    serde_json::Value::from(command).to_string().chars().map(escape).collect()
}

/// Commands as a YAML string, a line each, that is indented by ten spaces.
fn yaml_block(commands: &[&str]) -> String {
    if commands
        .iter()
        .any(|command| yaml_command(command).starts_with('"') && command.contains(char::is_control))
    {
        return yaml_command(&format!("{}\n", commands.join("\n"))) + "\n";
    }
    commands.iter().fold("|\n".to_owned(), |text, command| format!("{text}          {command}\n"))
}

/// Commands that install leadfolio: a wheel, or what `pip` builds from the source code if there is no wheel.
fn install_commands() -> [String; 2] {
    let source = match REPOSITORY {
        "" => format!(
            "${{LEADFOLIO_SOURCE:?is empty, and leadfolio {VERSION} is not on PyPI: set it to the address of the source code of leadfolio}}"
        ),
        repository => format!("${{LEADFOLIO_SOURCE:-{repository}@v{VERSION}}}"),
    };
    [format!("pip install leadfolio=={VERSION} ||"), format!("  pip install \"git+{source}\"")]
}

fn github_workflow(needs: &CiNeeds, root_option: &str, deploy: &str) -> String {
    let permissions =
        if needs.writes_repository { "  contents: write\n  pages: write\n" } else { "  contents: read\n" };
    let run = yaml_block(&needs.commands.iter().copied().chain([deploy]).collect::<Vec<_>>());
    let check = yaml_command(&format!("leadfolio check{root_option}"));
    let [install, or_build] = install_commands();
    let env = needs.secrets.iter();
    let env =
        env.fold(String::new(), |text, name| format!("{text}          {name}: ${{{{ secrets.{name} }}}}\n"));
    format!(
        "{WORKFLOW_HEADER}name: portfolio
on:
  push:
  workflow_dispatch:
  schedule:
    # Every day, so that a page with a future date is published on that day. At this hour, the day has begun in Hawaii.
    - cron: \"23 10 * * *\"
permissions:
{permissions}concurrency: portfolio
jobs:
  portfolio:
    runs-on: ubuntu-latest
    steps:
      - uses: {CHECKOUT_ACTION}
      - uses: {PYTHON_ACTION}
        with:
          python-version: \"{PYTHON_VERSION}\"
      - run: |
          {install}
          {or_build}
        env:
          LEADFOLIO_SOURCE: ${{{{ vars.LEADFOLIO_SOURCE }}}}
      - run: {check}
      - if: github.event_name == 'schedule' || github.ref_name == github.event.repository.default_branch
        run: {run}        env:
{env}"
    )
}

fn gitlab_workflow(needs: &CiNeeds, root_option: &str, deploy: &str) -> String {
    let variables = required_secrets(CiService::Gitlab, needs).join(", ");
    let comment = match variables.as_str() {
        "" => String::new(),
        variables => {
            format!("# It needs the variables {variables}: Settings > CI/CD > Variables (masked).\n")
        }
    };
    let [install, or_build] = install_commands();
    let packages = match needs.packages {
        [] => String::new(),
        packages => {
            format!("    - apt-get update -qq && apt-get install -y -qq {}\n", packages.join(" "))
        }
    };
    let check = yaml_command(&format!("leadfolio check{root_option}"));
    let deploy = format!("if [ \"$CI_COMMIT_BRANCH\" = \"$CI_DEFAULT_BRANCH\" ]; then {deploy}; fi");
    let deploy = yaml_command(&deploy);
    let keys = needs.commands.iter().fold(String::new(), |text, line| format!("{text}    - {line}\n"));
    format!(
        "{WORKFLOW_HEADER}{GITLAB_SCHEDULE}{comment}portfolio:
  image: python:{PYTHON_VERSION}
  script:
    - |
      {install}
      {or_build}
    - {check}
{packages}{keys}    - {deploy}
"
    )
}

#[cfg(test)]
mod tests {
    use super::{insert_target, target_yaml};
    use crate::content::enums::DeployTargetKind;

    const ENTRY: &str = "  web:\n    kind: folder\n    path: \"x\"\n";

    #[test]
    fn a_target_is_added_where_targets_are_and_nothing_else_changes() {
        assert_eq!(target_yaml("web", DeployTargetKind::Folder, &[("path", "x".to_owned())]), ENTRY);
        let appended = "\ndeploy:\n  web:\n    kind: folder\n    path: \"x\"\n";
        assert_eq!(
            insert_target("theme: a # mine\n\n\n", ENTRY).unwrap(),
            format!("theme: a # mine\n{appended}")
        );
        assert_eq!(
            insert_target("deploy: {}\nurl: x\n", ENTRY).unwrap(),
            format!("deploy:\n{ENTRY}url: x\n")
        );
        assert_eq!(
            insert_target("deploy: # where\n    a: { kind: zip, path: a }\n\n# The address\nurl: x\n", ENTRY)
                .unwrap(),
            "deploy: # where\n    a: { kind: zip, path: a }\n    web:\n      kind: folder\n      path: \"x\"\n\n# The address\nurl: x\n"
        );
        assert_eq!(insert_target("a: b\r\n", "  w:\n").unwrap(), "a: b\r\n\r\ndeploy:\r\n  w:\r\n");
        let error = insert_target("deploy: { a: { kind: zip, path: a } }\n", ENTRY).unwrap_err().to_string();
        assert!(error.contains(ENTRY), "{error}");
    }
}
