//! `leadfolio init`: creates a new portfolio, of the author's own or a complete sample.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use anyhow::{Result, bail};
use clap::Args;
use leadfolio::content::enums::Visibility;
use leadfolio::platform::quote_for_shell;
use leadfolio::scaffold;
use leadfolio::scaffold::interview::{Answers, Conversation, KnownAnswers, confirm, interview};
use leadfolio::scaffold::kinds::{DEFAULT_KIND, LEADER_KINDS, LeaderKind};
use leadfolio::scaffold::own_portfolio::{NewPortfolio, language_of_locale};
use leadfolio::vfs::write;

use super::common::{CommandOutcome, announce_interrupt, default_options, system_locale};
use super::import_files::{import_into, require_sources};
use super::import_options::{Consent, ImportOptions};
use super::{report, serve};

/// Start a new portfolio
///
/// In a terminal, it asks six questions and writes a portfolio of your own, with a draft of your first case study and a complete
/// example to look at. Nothing is written before you agree to your answers.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio init my-portfolio\n  leadfolio init my-portfolio --blank --kind nurse-manager\n  leadfolio init my-portfolio --from old-site.html\n  leadfolio init example --sample officer"
)]
pub(super) struct Arguments {
    /// Folder to create (default: the current folder, which must be empty)
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Start a portfolio of your own without questions
    #[arg(long, conflicts_with = "sample")]
    blank: bool,
    /// Start from a complete, fictional portfolio: principal (the default), candidate, engineering-manager, officer or nurse-manager
    #[arg(long, value_name = "KIND", num_args = 0..=1, default_missing_value = DEFAULT_KIND)]
    sample: Option<String>,
    /// Kind of leader that you are: principal, teacher-leader, candidate, engineering-manager, officer or nurse-manager
    #[arg(long, value_name = "KIND", conflicts_with = "sample")]
    kind: Option<String>,
    /// Theme for the site
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Add an example of a university's or district's requirements: two-artifacts, four-domains or promotion
    #[arg(long, value_name = "NAME")]
    program: Option<String>,
    /// Import this file, folder or archive into the new portfolio, as `leadfolio import` does; can be repeated
    #[arg(long, value_name = "SOURCE", conflicts_with = "sample")]
    from: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let folder = arguments.folder.as_deref().unwrap_or(Path::new("."));
    match &arguments.sample {
        Some(kind) => write_sample(arguments, folder, kind),
        None => write_own(arguments, folder),
    }
}

fn write_sample(arguments: &Arguments, folder: &Path, kind: &str) -> Result<CommandOutcome> {
    let is_kind = LEADER_KINDS.iter().any(|known| known.id == kind);
    if !is_kind && arguments.folder.is_none() {
        // The name of the folder was taken for the kind.
        let error = LeaderKind::parse(kind).err().map(|error| error.to_string()).unwrap_or_default();
        bail!(
            "{error}\nif that is the folder, name it first: leadfolio init {} --sample",
            quote_for_shell(kind)
        );
    }
    let files = scaffold::sample_project(kind, arguments.theme.as_deref(), arguments.program.as_deref())?;
    write::write_new_folder(folder, &files)?;
    let settings = folder.join("content").join("portfolio.yaml");
    report::print_message(&format!(
        "created a portfolio in {}. Everything in it is invented: replace it with your own\n\
         start with `{}`\n\
         to preview the site while you write:\n{}",
        describe_folder(folder),
        settings.display(),
        next_commands(folder, "leadfolio serve --open", "leadfolio check")
    ));
    Ok(CommandOutcome::Success)
}

fn write_own(arguments: &Arguments, folder: &Path) -> Result<CommandOutcome> {
    let kind = arguments.kind.as_deref().map(LeaderKind::parse).transpose()?;
    if let Some(theme) = &arguments.theme {
        scaffold::require_theme(theme)?;
    }
    // Before anything is asked: answers must not be lost.
    write::require_new_folder(folder)?;
    require_sources(&arguments.from)?;
    let known = KnownAnswers { kind, theme: arguments.theme.clone() };
    let has_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    let is_interview = has_terminal && !arguments.blank;
    let answers = if is_interview { ask(&known)? } else { Answers::skipped(&known) };
    let language = language_of_locale(&system_locale());
    let portfolio = NewPortfolio {
        answers: &answers,
        program: arguments.program.as_deref(),
        today: default_options(Visibility::Public, false).today,
        language: &language,
    };
    let files = portfolio.files()?;
    write::write_new_folder(folder, &files.tree)?;
    let kind = answers.kind.id;
    let asked = if is_interview || arguments.blank {
        String::new()
    } else {
        format!(
            "this is not a terminal, so nothing was asked; `leadfolio init --sample {kind}` creates a complete example\n"
        )
    };
    report::print_message(&format!(
        "{asked}created your portfolio in {}\n\
         write your first text in `{}`; the example `{}` shows what one can look like",
        describe_folder(folder),
        display_file(folder, &files.first_text),
        display_file(folder, &format!("examples/{kind}.md"))
    ));
    let outcome = import_and_say_what_is_next(folder, &arguments.from)?;
    if outcome != CommandOutcome::Success {
        return Ok(outcome);
    }
    if is_interview && confirm(&mut Terminal, "Open the preview in your browser now?")? {
        return serve::open_preview(folder);
    }
    Ok(CommandOutcome::Success)
}

/// Imports the sources, if there are any, and prints the next commands, unless the import did.
fn import_and_say_what_is_next(folder: &Path, sources: &[PathBuf]) -> Result<CommandOutcome> {
    let options = ImportOptions { consent: Consent::Given, json: false };
    let imported = (!sources.is_empty()).then(|| import_into(folder, sources, options));
    let has_written = matches!(&imported, Some(Ok(imported)) if imported.has_written);
    if !has_written {
        let next =
            next_commands(folder, "leadfolio serve --open --drafts", "leadfolio check --profile draft");
        report::print_message(&format!("next:\n{next}"));
    }
    imported.map_or(Ok(CommandOutcome::Success), |imported| Ok(imported?.outcome))
}

/// Asks the questions. If the author stops with Ctrl-C, says that nothing was written.
fn ask(known: &KnownAnswers) -> Result<Answers> {
    // Where Ctrl-C can't be listened for, it ends the interview without these words.
    let is_asking = announce_interrupt("Stopped. Nothing was written.").ok();
    let answers = interview(&mut Terminal, known);
    if let Some(is_asking) = is_asking {
        is_asking.store(false, Ordering::Relaxed);
    }
    answers
}

/// The three commands that follow, to paste into the shell.
fn next_commands(folder: &Path, preview: &str, check: &str) -> String {
    if folder == Path::new(".") {
        return format!("  {preview}\n  {check}\n  leadfolio build");
    }
    let folder = quote_for_shell(&folder.display().to_string());
    format!("  cd {folder}\n  {preview}\n  {check}")
}

fn describe_folder(folder: &Path) -> String {
    if folder == Path::new(".") { "this folder".to_owned() } else { format!("`{}`", folder.display()) }
}

/// A file of the new portfolio, as this system writes paths.
fn display_file(folder: &Path, path: &str) -> String {
    let file = path.split('/').fold(folder.to_owned(), |file, part| file.join(part));
    file.strip_prefix(".").unwrap_or(&file).display().to_string()
}

/// Longest line that is read, in bytes.
const MAX_LINE: u64 = 64 * 1024;

/// Asks on stderr and reads lines from stdin.
struct Terminal;

impl Conversation for Terminal {
    fn say(&mut self, text: &str) {
        report::print_message(text);
    }

    fn ask(&mut self, question: &str) -> Result<String> {
        report::print_prompt(question)?;
        let mut line = String::new();
        if io::stdin().lock().take(MAX_LINE).read_line(&mut line)? == 0 {
            bail!("the answers ended early, so nothing more was done");
        }
        Ok(line.trim().to_owned())
    }
}
