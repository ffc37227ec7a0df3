//! `leadfolio deploy --setup`: a few questions, and the target is written down.
#![expect(
    clippy::disallowed_methods,
    reason = "this is a door: it writes the workflow that the author asked for"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use anyhow::{Context, Result, bail};
use leadfolio::content::collect::SETTINGS;
use leadfolio::content::vocabulary::{TargetKind, Visibility};
use leadfolio::deploy::setup::{
    KINDS, Question, Service, added, entry, needed, questions, secrets, workflow,
};
use leadfolio::diagnostic::{Diagnostics, Severity};
use leadfolio::pipeline::{self, Build, Inputs};
use leadfolio::portfolio::model::Target;
use leadfolio::project::{Project, Reading};
use leadfolio::tree::disk;

use super::build::{find, preview};
use super::{Verdict, report};

/// Where the settings are, from the folder `content`.
const IN_CONTENT: &str = "portfolio.yaml";

pub(super) fn run(root: Option<&Path>) -> Result<Verdict> {
    let project = find(root)?;
    let Reading { inputs, .. } = project.read()?;
    let settings = inputs.content.get(IN_CONTENT).context("there is no content/portfolio.yaml")?;
    let settings =
        String::from_utf8(settings.read()?.into_owned()).context("content/portfolio.yaml is no text")?;
    let Build { output, diagnostics } = built(&inputs);
    let before = faults(&diagnostics);
    if before.has_errors() {
        report::diagnostics(&before, &inputs, false);
        report::say("content/portfolio.yaml cannot be read as it is: mend that first");
        return Ok(Verdict::Faulty);
    }
    let kind = kind()?;
    let mut answers: Vec<(&str, String)> = Vec::new();
    for question in questions(kind) {
        if let Some(answer) = answer(&question)? {
            answers.push((question.field, answer));
        }
    }
    let url = Question {
        field: "url",
        words: "The address of the site on the web?",
        example: "https://example.org/",
        optional: true,
    };
    if let Some(url) = answer(&url)? {
        answers.push(("url", url));
    }
    let taken = output.map(|it| it.portfolio().settings.deploy.clone()).unwrap_or_default();
    let name = name(kind, &taken)?;
    let lines = entry(&name, kind, &answers);
    let text = added(&settings, &lines)?;
    let mut changed = inputs.clone();
    changed.content.insert(IN_CONTENT, text.clone());
    let after = faults(&built(&changed).diagnostics);
    if after.has_errors() {
        report::diagnostics(&after, &changed, false);
        report::say("nothing was written: run it again with other answers");
        return Ok(Verdict::Faulty);
    }
    let service = if secrets(kind).is_some() { service()? } else { None };
    disk::replace(&project.root().join(SETTINGS), text.as_bytes())?;
    report::say(&format!("written to {SETTINGS}:\n{lines}"));
    if let Some(service) = service {
        write_workflow(&project, service, &name, kind)?;
    }
    report::say(&format!("see what it would do: leadfolio deploy {name} --dry-run"));
    Ok(Verdict::Fine)
}

fn built(inputs: &Inputs) -> Build {
    pipeline::build(inputs, &preview(Visibility::Public, false))
}

/// What is wrong with the settings.
fn faults(all: &Diagnostics) -> Diagnostics {
    let mut faults = Diagnostics::default();
    for it in all.iter().filter(|it| it.path == SETTINGS && it.severity == Severity::Error) {
        faults.push(it.clone());
    }
    faults
}

/// Asks, and reads a line.
fn line(question: &str) -> Result<String> {
    let mut terminal = io::stderr();
    write!(terminal, "{question} ")?;
    terminal.flush()?;
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line)? == 0 {
        bail!("the answers ended, and nothing was written\nrun it at a terminal, and answer every question");
    }
    Ok(line.trim().to_owned())
}

fn answer(question: &Question) -> Result<Option<String>> {
    let Question { words, example, optional, field: _ } = question;
    let hint =
        if *optional { format!("such as {example}; empty for none") } else { format!("such as {example}") };
    loop {
        let answer = line(&format!("{words} ({hint})"))?;
        match answer.is_empty() {
            false => return Ok(Some(answer)),
            true if *optional => return Ok(None),
            true => report::say("this has to be known"),
        }
    }
}

/// One of some things, by its number.
fn choice(question: &str, things: &[&str]) -> Result<usize> {
    report::say(question);
    things.iter().enumerate().for_each(|(at, it)| report::say(&format!("  {} {it}", at + 1)));
    loop {
        let answer = line("Its number?")?;
        match answer.parse::<usize>() {
            Ok(number) if (1..=things.len()).contains(&number) => return Ok(number - 1),
            _ => report::say(&format!("a number from 1 to {}", things.len())),
        }
    }
}

fn kind() -> Result<TargetKind> {
    let things: Vec<&str> = KINDS.iter().map(|it| it.1).collect();
    Ok(KINDS[choice("Where should the site go?", &things)?].0)
}

/// The name of the target: one that no other has.
fn name(kind: TargetKind, taken: &BTreeMap<String, Target>) -> Result<String> {
    let usual = kind.id().split('-').next().unwrap_or("web");
    loop {
        let answer = line(&format!("A name for it, by which you deploy? (empty for `{usual}`)"))?;
        let name = if answer.is_empty() { usual.to_owned() } else { answer };
        let is_plain = name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
        match (is_plain && !name.starts_with('-'), taken.contains_key(&name)) {
            (true, false) => return Ok(name),
            (true, true) => report::say(&format!("there is a target `{name}` already")),
            (false, _) => report::say("letters, digits and `-`"),
        }
    }
}

fn service() -> Result<Option<Service>> {
    let things = ["no: I deploy it myself", "yes, at GitHub", "yes, at GitLab"];
    let services = [None, Some(Service::Github), Some(Service::Gitlab)];
    Ok(services
        [choice("Should it be checked and deployed by itself whenever you push the portfolio?", &things)?])
}

fn write_workflow(project: &Project, service: Service, name: &str, kind: TargetKind) -> Result<()> {
    let root = project.root();
    let repository = root.ancestors().find(|it| it.join(".git").exists()).unwrap_or(root);
    let folder = root.strip_prefix(repository).unwrap_or(Path::new(""));
    let folder = if folder == Path::new("") { ".".to_owned() } else { folder.display().to_string() };
    let file = repository.join(service.file());
    if file.exists() {
        report::say(&format!(
            "`{}` is there already, and was left as it is: see what it does",
            file.display()
        ));
        return Ok(());
    }
    let above = file.parent().unwrap_or(repository);
    fs::create_dir_all(above).with_context(|| format!("cannot make `{}`", above.display()))?;
    let text = workflow(service, name, kind, &folder);
    fs::write(&file, text).with_context(|| format!("cannot write `{}`", file.display()))?;
    report::say(&format!("written: {}", file.display()));
    let needed = needed(service, kind);
    if !needed.is_empty() {
        let place = match service {
            Service::Github => "Settings, Secrets and variables, Actions",
            Service::Gitlab => "Settings, CI/CD, Variables, masked",
        };
        report::say(&format!("it needs these secrets, under {place}: {}", needed.join(", ")));
    }
    report::say(
        "real names in content/people.private.yaml are looked for on your machine only: check before you push",
    );
    Ok(())
}
