//! `leadfolio clean`: deletes what leadfolio keeps to be faster.
#![expect(clippy::disallowed_methods, reason = "commands read the clock")]

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use clap::Args;
use leadfolio::check::publication_report::format_size;
use leadfolio::picture_cache::PictureFolder;
use leadfolio::project::{CACHE_FOLDER, Project};
use leadfolio::vfs::{CacheFile, CacheFolder};

use super::check::LINK_CACHE_FILE;
use super::common::{CommandOutcome, open_project, pluralize};
use super::report;

/// Delete the caches in `.leadfolio`: pictures that leadfolio made, and which web addresses worked
///
/// The next build or check makes them again. Your files and the sites that you built stay. You can run it while a build or
/// the preview is running.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio clean --dry-run\n  leadfolio clean\n  leadfolio clean --older-than 30"
)]
pub(super) struct Arguments {
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Show what would be deleted, without deleting anything
    #[arg(long)]
    dry_run: bool,
    /// Delete only what has not been used for this many days
    #[arg(long, value_name = "DAYS")]
    older_than: Option<u32>,
}

/// What is kept in a folder: what it is called, the folder within that of all caches, and the names of its files.
struct Cache {
    one: &'static str,
    many: &'static str,
    folders: &'static [&'static str],
    is_own: fn(&str) -> bool,
}

const CACHES: [Cache; 2] = [
    Cache {
        one: "picture that leadfolio made",
        many: "pictures that leadfolio made",
        folders: &PictureFolder::FOLDERS,
        is_own: PictureFolder::is_own,
    },
    Cache {
        one: "list of web addresses that worked",
        many: "lists of web addresses that worked",
        folders: &[],
        is_own: |name| name == LINK_CACHE_FILE,
    },
];

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let project = open_project(arguments.root.as_deref())?;
    // A folder that was named by mistake has no cache, but the one that was meant may have.
    project.require_settings()?;
    let days = |days: u32| Duration::from_secs(u64::from(days) * 24 * 60 * 60);
    // A date earlier than the clock can represent: nothing is that old.
    let before = arguments
        .older_than
        .map(|age| SystemTime::now().checked_sub(days(age)).unwrap_or(SystemTime::UNIX_EPOCH));
    let mut removed = false;
    for cache in &CACHES {
        removed |= clean(&project, cache, before, arguments.dry_run)?;
    }
    if !arguments.dry_run {
        remove_empty_folders(&project);
    }
    if !removed {
        let age = arguments
            .older_than
            .map(|days| format!(" that has not been used for {}", pluralize(days as usize, "day", "days")));
        report::print_message(&format!("nothing to delete: there is no cache{}", age.unwrap_or_default()));
    }
    Ok(CommandOutcome::Success)
}

/// Deletes the files of a cache, those that were used last before a time if one is given. Whether there were any.
fn clean(project: &Project, cache: &Cache, before: Option<SystemTime>, dry_run: bool) -> Result<bool> {
    let shown = [&[CACHE_FOLDER], cache.folders].concat().join("/");
    let open = || format!("cannot look into `{shown}`; delete it yourself if you don't need it");
    let Some(folder) = project.open_cache(cache.folders).with_context(open)? else { return Ok(false) };
    let mut files = folder.files(cache.is_own).with_context(open)?;
    files.retain(|file| before.is_none_or(|before| file.used < before));
    if files.is_empty() {
        return Ok(false);
    }
    let bytes = files.iter().map(|file| file.bytes).sum();
    let what =
        format!("{} in `{shown}`, {}", pluralize(files.len(), cache.one, cache.many), format_size(bytes));
    if dry_run {
        report::print_message(&format!("would delete {what}"));
        return Ok(true);
    }
    remove(&folder, &files).with_context(|| format!("cannot delete everything in `{shown}`"))?;
    report::print_message(&format!("deleted {what}"));
    Ok(true)
}

fn remove(folder: &CacheFolder, files: &[CacheFile]) -> Result<()> {
    for file in files {
        folder.remove_file(&file.name).with_context(|| format!("`{}`", file.name))?;
    }
    Ok(())
}

/// Deletes the folders that are empty now. What cannot be opened stays.
fn remove_empty_folders(project: &Project) {
    let [cache, pictures] = PictureFolder::FOLDERS;
    if let Ok(Some(folder)) = project.open_cache(&[cache]) {
        folder.remove_if_empty(pictures);
    }
    if let Ok(Some(folder)) = project.open_cache(&[]) {
        folder.remove_if_empty(cache);
    }
}
