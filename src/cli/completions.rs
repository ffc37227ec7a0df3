//! `leadfolio completions` and `leadfolio man`: what shells and `man` need to know of the commands.
#![expect(clippy::disallowed_methods, reason = "it writes the manual pages")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use super::common::{CommandOutcome, pluralize};
use super::report;

/// Name of the program.
const PROGRAM: &str = "leadfolio";

/// What every manual page of leadfolio has, and no other.
const MAN_TITLE: &str = ".TH leadfolio";

/// Print a script that completes commands and options in a shell
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio completions bash > ~/.local/share/bash-completion/completions/leadfolio\n  leadfolio completions zsh > ~/.zfunc/_leadfolio\n  leadfolio completions fish > ~/.config/fish/completions/leadfolio.fish\n  leadfolio completions powershell >> $PROFILE"
)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual page, or save those of all commands
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio man | man -l -\n  leadfolio man --out ~/.local/share/man/man1"
)]
pub(super) struct ManArguments {
    /// Folder for a manual page of each command
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// `command` has all commands of the program.
pub(super) fn run_completions(
    arguments: &CompletionsArguments,
    command: &mut Command,
) -> Result<CommandOutcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, command, PROGRAM, &mut script);
    report::print_data(&String::from_utf8(script).context("a script is text")?)?;
    Ok(CommandOutcome::Success)
}

/// `command` has all commands of the program.
pub(super) fn run_man(arguments: &ManArguments, command: Command) -> Result<CommandOutcome> {
    let mut pages = Vec::new();
    // `help` has no page of its own.
    let mut all = command.disable_help_subcommand(true);
    all.build();
    add_pages(&all, PROGRAM, &mut pages)?;
    let Some(folder) = &arguments.out else {
        let (_, first) = pages.into_iter().next().context("there is a manual page")?;
        report::print_data(&first)?;
        return Ok(CommandOutcome::Success);
    };
    fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    for (name, page) in &pages {
        write_page(&folder.join(name), page)?;
    }
    let count = pluralize(pages.len(), "manual page", "manual pages");
    report::print_message(&format!("saved {count} in `{}`", folder.display()));
    Ok(CommandOutcome::Success)
}

/// Adds the manual page of a command and those of the commands in it, by the names of their files.
fn add_pages(command: &Command, name: &str, pages: &mut Vec<(String, String)>) -> Result<()> {
    let mut page = Vec::new();
    // A command that is built has its whole name, such as `leadfolio-theme-new`.
    Man::new(command.clone()).title(name).render(&mut page)?;
    pages.push((format!("{name}.1"), String::from_utf8(page).context("a manual page is text")?));
    let own = command.get_subcommands().filter(|inner| inner.get_name() != "help" && !inner.is_hide_set());
    for inner in own {
        add_pages(inner, &format!("{name}-{}", inner.get_name()), pages)?;
    }
    Ok(())
}

/// Writes a page, over an earlier one of leadfolio's only.
fn write_page(file: &Path, page: &str) -> Result<()> {
    if file.symlink_metadata().is_ok() {
        let before = fs::read_to_string(file).unwrap_or_default();
        if !before.contains(MAN_TITLE) {
            bail!(
                "`{}` is not a manual page of leadfolio\nmove it away, or name another folder",
                file.display()
            );
        }
    }
    fs::write(file, page).with_context(|| format!("cannot write `{}`", file.display()))
}
