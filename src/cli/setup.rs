//! `leadfolio deploy --setup`: asks a few questions and writes a deploy target to `portfolio.yaml`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use anyhow::{Context, Result, bail};
use leadfolio::content::load::SETTINGS_FILE;
use leadfolio::deploy::setup::{CiService, insert_target, required_secrets, target_yaml, workflow};
use leadfolio::deploy::{CiNeeds, DeployTarget, HOSTS, HostSpec, Question, read_targets};
use leadfolio::diagnostic::{Diagnostics, Severity};
use leadfolio::pipeline::Inputs;
use leadfolio::platform::quote_for_shell;
use leadfolio::project::{LoadedProject, Project};
use leadfolio::vfs::write;

use super::common::{CommandOutcome, open_project};
use super::report;

/// Path of the settings in the tree of content files.
const SETTINGS_IN_CONTENT: &str = "portfolio.yaml";

pub(super) fn run(root: Option<&Path>) -> Result<CommandOutcome> {
    let project = open_project(root)?;
    let LoadedProject { inputs, .. } = project.read()?;
    let settings = inputs.content.get(SETTINGS_IN_CONTENT).context("there is no content/portfolio.yaml")?;
    let settings = String::from_utf8(settings.read()?.into_owned())
        .context("content/portfolio.yaml is not a text file")?;
    let (taken, before) = check_settings(&inputs);
    if before.has_errors() {
        report::print_diagnostics(&before, &inputs, false);
        report::print_message("content/portfolio.yaml has errors: fix them first");
        return Ok(CommandOutcome::HasErrors);
    }
    let spec = ask_kind()?;
    let mut answers: Vec<(&str, String)> = Vec::new();
    for question in spec.questions {
        if let Some(answer) = ask_question(question)? {
            answers.push((question.field, answer));
        }
    }
    let url = Question {
        field: "url",
        text: "What is the web address of the site?",
        example: "https://example.org/",
        optional: true,
    };
    if let Some(url) = ask_question(&url)? {
        answers.push(("url", url));
    }
    let name = ask_name(spec, &taken)?;
    let lines = target_yaml(&name, spec.kind, &answers);
    let text = insert_target(&settings, &lines)?;
    let mut changed = inputs.clone();
    changed.content.insert(SETTINGS_IN_CONTENT, text.clone());
    let (_, after) = check_settings(&changed);
    if after.has_errors() {
        report::print_diagnostics(&after, &changed, false);
        report::print_message("nothing was saved: run it again with other answers");
        return Ok(CommandOutcome::HasErrors);
    }
    let ci = match &spec.ci {
        Some(needs) => ask_service()?.map(|service| (service, needs)),
        None => None,
    };
    write::replace_file(&project.root().join(SETTINGS_FILE), text.as_bytes())?;
    report::print_message(&format!("added to {SETTINGS_FILE}:\n{lines}"));
    if let Some((service, needs)) = ci {
        write_workflow(&project, service, &name, needs)?;
    }
    report::print_message(&format!(
        "to see what it would do: leadfolio deploy {} --dry-run",
        quote_for_shell(&name)
    ));
    Ok(CommandOutcome::Success)
}

/// The targets that the settings have, and the errors in them. Reads no page.
fn check_settings(inputs: &Inputs) -> (BTreeMap<String, DeployTarget>, Diagnostics) {
    let mut all = inputs.diagnostics.clone();
    let targets = read_targets(&inputs.content, &mut all).unwrap_or_default();
    let mut errors = Diagnostics::default();
    for diagnostic in all.iter() {
        if diagnostic.path == SETTINGS_FILE && diagnostic.severity == Severity::Error {
            errors.push(diagnostic.clone());
        }
    }
    (targets, errors)
}

/// Prompts on stderr and reads a line from stdin, trimmed.
///
/// # Errors
/// If stdin is at its end.
fn ask_line(question: &str) -> Result<String> {
    report::print_prompt(question)?;
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line)? == 0 {
        bail!("an answer is missing, so nothing was saved\nrun this in a terminal and answer every question");
    }
    Ok(line.trim().to_owned())
}

/// Asks until there is an answer; `None` if an optional question is left empty.
fn ask_question(question: &Question) -> Result<Option<String>> {
    let Question { text: words, example, optional, field: _ } = question;
    let hint = if *optional {
        format!("such as {example}; press Enter to skip")
    } else {
        format!("such as {example}")
    };
    loop {
        let answer = ask_line(&format!("{words} ({hint})"))?;
        match answer.is_empty() {
            false => return Ok(Some(answer)),
            true if *optional => return Ok(None),
            true => report::print_message("Please enter a value"),
        }
    }
}

/// Asks for one of several options by number, and returns its index.
fn ask_choice(question: &str, options: &[&str]) -> Result<usize> {
    report::print_message(question);
    for (index, option) in options.iter().enumerate() {
        report::print_message(&format!("  {} {option}", index + 1));
    }
    loop {
        let answer = ask_line("Number?")?;
        match answer.parse::<usize>() {
            Ok(number) if (1..=options.len()).contains(&number) => return Ok(number - 1),
            _ => report::print_message(&format!("Please enter a number from 1 to {}", options.len())),
        }
    }
}

fn ask_kind() -> Result<&'static HostSpec> {
    let labels: Vec<&str> = HOSTS.iter().map(|spec| spec.menu_text).collect();
    Ok(HOSTS[ask_choice("Where do you want to publish the site?", &labels)?])
}

/// Asks for the name of the target until it is valid and unused.
fn ask_name(spec: &HostSpec, taken: &BTreeMap<String, DeployTarget>) -> Result<String> {
    let default = spec.default_name;
    loop {
        let answer =
            ask_line(&format!("What do you want to call this target? (press Enter for `{default}`)"))?;
        let name = if answer.is_empty() { default.to_owned() } else { answer };
        let has_valid_chars = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        match (has_valid_chars && !name.starts_with('-'), taken.contains_key(&name)) {
            (true, false) => return Ok(name),
            (true, true) => report::print_message(&format!("You already have a target `{name}`")),
            (false, _) => report::print_message("Please use letters, digits, `-` and `_`"),
        }
    }
}

/// Asks which CI service should deploy; `None` for deploying by hand.
fn ask_service() -> Result<Option<CiService>> {
    let labels = ["no, I will run `leadfolio deploy` myself", "yes, on GitHub", "yes, on GitLab"];
    let services = [None, Some(CiService::Github), Some(CiService::Gitlab)];
    Ok(services[ask_choice(
        "Do you want to check and publish it automatically whenever you push the portfolio?",
        &labels,
    )?])
}

/// Writes a CI workflow that checks and deploys on push, unless one exists, and prints the secrets that it needs.
fn write_workflow(project: &Project, service: CiService, name: &str, needs: &CiNeeds) -> Result<()> {
    let root = project.root();
    let repository = root.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(root);
    let folder = root.strip_prefix(repository).unwrap_or(Path::new(""));
    let folder = if folder == Path::new("") { ".".to_owned() } else { folder.display().to_string() };
    let file = repository.join(service.workflow_path());
    // A link is not followed, wherever it leads.
    if fs::symlink_metadata(&file).is_ok() {
        report::print_message(&format!(
            "`{}` already exists and was not changed: check what it does",
            file.display()
        ));
        return Ok(());
    }
    let parent = file.parent().unwrap_or(repository);
    fs::create_dir_all(parent).with_context(|| format!("cannot create `{}`", parent.display()))?;
    let text = workflow(service, name, needs, &folder);
    let written = fs::File::create_new(&file).and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("cannot write `{}`", file.display()))?;
    report::print_message(&format!("created {}", file.display()));
    let needed = required_secrets(service, needs);
    if !needed.is_empty() {
        let settings_page = match service {
            CiService::Github => "Settings > Secrets and variables > Actions",
            CiService::Gitlab => "Settings > CI/CD > Variables (masked)",
        };
        report::print_message(&format!("add these secrets under {settings_page}: {}", needed.join(", ")));
    }
    if service == CiService::Gitlab {
        report::print_message(
            "so that a page with a future date is published on that day, add a daily schedule under Build > Pipeline schedules",
        );
    }
    report::print_message(
        "the real names in content/people.private.yaml are checked only on your computer: run `leadfolio check` before you push",
    );
    Ok(())
}
