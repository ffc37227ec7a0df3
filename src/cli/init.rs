//! `leadfolio init`: creates a new portfolio from the sample.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use leadfolio::scaffold;
use leadfolio::vfs::disk;

use super::common::{CommandOutcome, quote_for_shell};
use super::report;

/// Begin a new portfolio: a complete, fictional one to rewrite
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  leadfolio init my-portfolio\n  cd my-portfolio\n  leadfolio serve --open"
)]
pub(super) struct Arguments {
    /// Folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Look of the site
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// What a university or a district asks, as an example: two-artifacts, four-domains or promotion
    #[arg(long, value_name = "NAME")]
    program: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let Arguments { folder, theme, program } = arguments;
    let starter = scaffold::starter_project(theme.as_deref(), program.as_deref())?;
    disk::write_new_folder(folder, &starter)?;
    report::print_message(&format!(
        "made a portfolio in `{}`: everything in it is invented, for you to rewrite\n\
         begin with `{}`\n\
         to see the site while you write:\n  cd {}\n  leadfolio serve --open",
        folder.display(),
        folder.join("content").join("portfolio.yaml").display(),
        quote_for_shell(&folder.display().to_string())
    ));
    Ok(CommandOutcome::Success)
}
