//! The command line: the only code that reads from or writes to a terminal.
//!
//! One file per command, with its arguments and its `run`. Data goes to stdout, messages to stderr. Exit codes: 0
//! success, 1 the portfolio has errors, 2 any other failure.

mod build;
mod build_times;
mod check;
mod checked_site;
mod clean;
mod cohort;
mod cohort_page;
mod common;
mod completions;
mod deploy;
mod deploy_json;
mod doctor;
mod doctor_finding;
mod doctor_portfolio;
mod doctor_system;
mod evidence;
mod evidence_table;
mod export;
mod fix;
mod format;
mod import;
#[cfg_attr(not(feature = "import"), path = "import_files_stub.rs")]
mod import_files;
mod import_options;
#[cfg(feature = "import")]
mod import_report;
#[cfg(feature = "import")]
mod import_source;
mod init;
mod messages;
mod open_browser;
mod pdf;
mod pdf_publish;
mod print_browser;
mod publication_report;
mod report;
mod schema;
mod serve;
mod setup;
mod site_output;
mod theme;
mod theme_preview;
mod upgrade;
mod workspace;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use self::common::CommandOutcome;

/// Turn case studies about delegated work into a leadership portfolio.
#[derive(Debug, Parser)]
#[command(name = "leadfolio", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Example:\n  leadfolio init my-portfolio\n  cd my-portfolio\n  leadfolio serve --open"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Import(import::Arguments),
    Build(build::Arguments),
    Serve(serve::Arguments),
    Check(check::Arguments),
    Deploy(deploy::Arguments),
    Undeploy(deploy::UndeployArguments),
    Pdf(pdf::Arguments),
    Evidence(evidence::Arguments),
    Export(export::Arguments),
    Clean(clean::Arguments),
    Upgrade(upgrade::Arguments),
    Doctor(doctor::Arguments),
    Themes(theme::ListArguments),
    Theme(theme::Arguments),
    Messages(messages::Arguments),
    Schema(schema::Arguments),
    Completions(completions::CompletionsArguments),
    Man(completions::ManArguments),
}

/// Parses the arguments, runs the command and returns its exit code.
pub(crate) fn run() -> ExitCode {
    panic::set_hook(Box::new(report_bug));
    let Arguments { command } = parse_arguments();
    let result = match command {
        Command::Init(arguments) => init::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Deploy(arguments) => deploy::run(&arguments),
        Command::Undeploy(arguments) => deploy::run_undeploy(&arguments),
        Command::Pdf(arguments) => pdf::run(&arguments),
        Command::Evidence(arguments) => evidence::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Clean(arguments) => clean::run(&arguments),
        Command::Upgrade(arguments) => upgrade::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Themes(arguments) => theme::run_list(&arguments),
        Command::Theme(arguments) => theme::run(&arguments),
        Command::Messages(arguments) => messages::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run_completions(&arguments, &mut all_commands()),
        Command::Man(arguments) => completions::run_man(&arguments, Arguments::command()),
    };
    match result {
        Ok(CommandOutcome::Success) => ExitCode::SUCCESS,
        Ok(CommandOutcome::HasErrors) => ExitCode::from(1),
        Err(error) => {
            report::print_error(&error);
            ExitCode::from(2)
        }
    }
}

/// All commands with their arguments.
fn all_commands() -> clap::Command {
    let mut command = Arguments::command();
    command.build();
    command.mut_subcommand("help", |help| help.about("Show help for a command"))
}

fn parse_arguments() -> Arguments {
    let matches = all_commands().try_get_matches().unwrap_or_else(|error| with_tip(error).exit());
    Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// What people call a command that has another name, and what to tell them.
const OTHER_NAMES: [(&[&str], &str); 7] = [
    (&["pack"], "a pack is a file in `content/packs/`; `leadfolio pdf NAME` prints it"),
    (&["publish", "upload", "push"], "did you mean `deploy`?"),
    (&["preview", "start", "watch", "dev"], "did you mean `serve`?"),
    (&["new", "create"], "did you mean `init`?"),
    (&["print"], "did you mean `pdf`?"),
    (&["lint", "validate", "test"], "did you mean `check`?"),
    (&["theme create"], "did you mean `theme new`?"),
];

/// An error with a tip, if it is about a command by another name.
fn with_tip(mut error: clap::Error) -> clap::Error {
    let tip = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(name)) => {
            command_as_written(name, std::env::args_os()).and_then(|command| {
                OTHER_NAMES.iter().find(|(names, _)| names.contains(&command.as_str())).map(|(_, tip)| *tip)
            })
        }
        _ => None,
    };
    if let Some(tip) = tip {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

/// An unknown command with the command before it, if there is one: `publish`, or `theme create`. `None` if it stands
/// elsewhere. The first of the arguments is the program.
fn command_as_written(name: &str, arguments: impl Iterator<Item = OsString>) -> Option<String> {
    let words = arguments.skip(1).filter_map(|argument| argument.into_string().ok());
    let mut words = words.filter(|word| !word.starts_with('-')).skip_while(|word| word == "help");
    let first = words.next()?;
    if first == name {
        return Some(first);
    }
    words.next().filter(|second| second == name).map(|second| format!("{first} {second}"))
}

fn report_bug(panic: &panic::PanicHookInfo<'_>) {
    report::print_message(&format!(
        "this is a bug in leadfolio {}, not in your files: {panic}\n\
         your files are unchanged; please report this message and what you did",
        env!("CARGO_PKG_VERSION")
    ));
}
