//! `leadfolio upgrade`: rewrites what the portfolio has in the form of an earlier version.
//!
//! The fixes are those of `check --fix` that concern names and formats. They are made in memory, shown as a diff, and
//! written after a confirmation.
#![expect(clippy::disallowed_methods, reason = "it looks whether a file has changed since it was read")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use leadfolio::content::enums::Visibility;
use leadfolio::diagnostic::{Diagnostic, Diagnostics};
use leadfolio::pipeline::Inputs;
use leadfolio::project::{LoadedProject, Project};
use leadfolio::rules::RuleTrait;
use leadfolio::vfs::write;

use super::common::{
    CHECK_OF_ALL_FILES, CommandOutcome, format_paths, list_unread, open_project, pluralize, project_options,
};
use super::fix::{FileChange, Fixer};
use super::report;

/// Rewrite fields and settings of earlier versions
///
/// Shows every change first, and asks before it writes. Comments and layout stay as they are.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio upgrade --dry-run\n  leadfolio upgrade\n  leadfolio upgrade --yes"
)]
pub(super) struct Arguments {
    /// Show what would change, without changing anything
    #[arg(long)]
    dry_run: bool,
    /// Skip the confirmation prompt (for unattended use)
    #[arg(long, short)]
    yes: bool,
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let project = open_project(arguments.root.as_deref())?;
    project.require_settings()?;
    let LoadedProject { mut inputs, .. } = project.read()?;
    let before = inputs.clone();
    // Everything that the author has, drafts too.
    let options = project_options(&project, Visibility::Private, true);
    let mut fixer = Fixer::new(&options, is_old);
    let mut changes: Vec<FileChange> = Vec::new();
    while let Some(change) = fixer.apply_next(&mut inputs) {
        report::print_message(&change.diff);
        changes.push(change);
    }
    let left = fixer.find(&inputs);
    let unread = format_unread(&left);
    if changes.is_empty() {
        let result = match (left.iter().any(is_old), &unread) {
            (true, _) => {
                format!(
                    "nothing was changed: what is left has to be changed by hand, as `{CHECK_OF_ALL_FILES}` says"
                )
            }
            (false, Some(_)) => "nothing to upgrade in the files that could be read".to_owned(),
            (false, None) => "nothing to upgrade: all fields and settings are current".to_owned(),
        };
        report::print_message(&[Some(result), unread].into_iter().flatten().collect::<Vec<_>>().join(". "));
        return Ok(CommandOutcome::Success);
    }
    if let Some(unread) = unread {
        report::print_message(&unread);
    }
    let count = changes.len();
    let files = latest_bytes(changes);
    let summary = format!("{} in {}", changes_text(count), pluralize(files.len(), "file", "files"));
    if arguments.dry_run {
        report::print_message(&format!("{summary} would be made; nothing was changed: this was a dry run"));
        return Ok(CommandOutcome::Success);
    }
    if !arguments.yes && !report::confirm(&format!("{summary}: write them now?"))? {
        report::print_message("nothing was changed");
        return Ok(CommandOutcome::Success);
    }
    write_files(&project, &before, &files)?;
    report::print_message(&format!("{summary} made"));
    if left.iter().any(is_old) {
        report::print_message("there is more: run `leadfolio upgrade` again");
    }
    Ok(CommandOutcome::Success)
}

fn is_old(diagnostic: &Diagnostic) -> bool {
    diagnostic.has_trait(RuleTrait::ReportsOldFormat)
}

fn changes_text(count: usize) -> String {
    pluralize(count, "change", "changes")
}

/// Says which files can't be read in whole, and so were not looked through. `None` if there are none.
fn format_unread(found: &Diagnostics) -> Option<String> {
    let paths = list_unread(found);
    (!paths.is_empty()).then(|| {
        format!(
            "Skipped because they can't be read: {}. `{CHECK_OF_ALL_FILES}` says why; fix them, and run \
             `leadfolio upgrade` again",
            format_paths(&paths, false)
        )
    })
}

/// The bytes of each file after all changes to it, by path.
fn latest_bytes(changes: Vec<FileChange>) -> BTreeMap<String, Vec<u8>> {
    changes.into_iter().map(|change| (change.path, change.bytes)).collect()
}

/// Writes the files, unless one of them has changed since it was read: then nothing is written.
fn write_files(project: &Project, before: &Inputs, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    for path in files.keys() {
        let read = path.strip_prefix("content/").and_then(|path| before.content.get(path));
        let now = fs::read(project.root().join(path)).with_context(|| format!("cannot read `{path}`"))?;
        if !read.is_some_and(|blob| blob.read().is_ok_and(|bytes| *bytes == *now)) {
            bail!("`{path}` has changed meanwhile, so nothing was written\nrun `leadfolio upgrade` again");
        }
    }
    for (path, bytes) in files {
        write::replace_file(&project.root().join(path), bytes)?;
    }
    Ok(())
}
