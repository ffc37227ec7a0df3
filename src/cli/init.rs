//! `leadfolio init`: creates a new portfolio from the sample.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use leadfolio::platform::quote_for_shell;
use leadfolio::scaffold;
use leadfolio::vfs::write;

use super::common::CommandOutcome;
use super::report;

/// Start a new portfolio from a complete, fictional example that you rewrite
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  leadfolio init my-portfolio\n  cd my-portfolio\n  leadfolio serve --open"
)]
pub(super) struct Arguments {
    /// Folder to create
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Theme for the site
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Add an example of a university's or district's requirements: two-artifacts, four-domains or promotion
    #[arg(long, value_name = "NAME")]
    program: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let Arguments { folder, theme, program } = arguments;
    let starter = scaffold::starter_project(theme.as_deref(), program.as_deref())?;
    write::write_new_folder(folder, &starter)?;
    report::print_message(&format!(
        "created a portfolio in `{}`. Everything in it is invented: replace it with your own\n\
         start with `{}`\n\
         to preview the site while you write:\n  cd {}\n  leadfolio serve --open",
        folder.display(),
        folder.join("content").join("portfolio.yaml").display(),
        quote_for_shell(&folder.display().to_string())
    ));
    Ok(CommandOutcome::Success)
}
