//! `leadfolio import`: turns texts of other programs into drafts.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use leadfolio::project::Project;

use super::common::{CommandOutcome, current_folder};
use super::import_files::import_into;
use super::import_options::{Consent, ImportOptions};

/// Turn a website, documents or another program's export into drafts
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio import page.html\n  leadfolio import export.zip --into my-portfolio\n  leadfolio import old-site/ --dry-run\n  leadfolio import - --yes < text.txt"
)]
pub(super) struct Arguments {
    /// Files, folders or archives to import; `-` reads text from standard input
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
    /// Portfolio to add to; a folder without one gets a new portfolio (default: the portfolio of this folder)
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Skip the confirmation prompt (for unattended use)
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let Arguments { sources, into, dry_run, yes, json } = arguments;
    let consent = match (dry_run, yes) {
        (true, _) => Consent::DryRun,
        (false, true) => Consent::Given,
        (false, false) => Consent::Ask,
    };
    let folder = find_folder(into.as_deref())?;
    Ok(import_into(&folder, sources, ImportOptions { consent, json: *json })?.outcome)
}

/// The folder to import into: the one that was named, or the portfolio that the current folder is in, or this folder.
fn find_folder(into: Option<&Path>) -> Result<PathBuf> {
    let Some(into) = into else {
        let here = current_folder()?;
        return Ok(Project::discover(&here).map_or(here, |project| project.root().to_owned()));
    };
    if let Ok(project) = Project::discover(into)
        && project != Project::open(into)?
    {
        bail!(
            "`{}` is inside the portfolio `{}`\nname that folder, or one outside of it",
            into.display(),
            project.root().display()
        );
    }
    Ok(into.to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "it looks for folders on disk")]

    use std::fs;

    use super::*;

    #[test]
    fn what_is_imported_into_has_to_be_the_folder_of_a_portfolio() {
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir(temp.path().join("content")).unwrap();
        fs::write(temp.path().join("content/portfolio.yaml"), "profile: { name: \"Rowan Ellery\" }\n")
            .unwrap();
        let error = find_folder(Some(&temp.path().join("content"))).unwrap_err().to_string();
        assert!(error.contains("is inside the portfolio"), "{error}");
        find_folder(Some(temp.path())).unwrap();
        find_folder(Some(&temp.path().with_extension("new"))).unwrap();
    }
}
