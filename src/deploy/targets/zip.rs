//! Target `zip`: a zip file for hosts with manual upload. The output is deterministic.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: it writes the file that the author named")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result};

use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::helpers::{expand_home, lock};
use crate::deploy::host::{Host, HostSpec, Question};
use crate::deploy::manifest::{Digest, Manifest};
use crate::deploy::remote::{CompareBy, Prompt, PublishMode, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::deploy::zip_archive::{self, PendingArchive};
use crate::vfs::Blob;

/// The kind `zip`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Zip,
    menu_text: "a zip file that you upload to a host yourself",
    default_name: "zip",
    fields: &["path"],
    questions: &[Question::required("path", "What should the file be called?", "site.zip")],
    ci: None,
    default_headers: HeaderFile::Headers,
    publishes_late: false,
    resolve,
};

/// A local zip archive, by its path from the portfolio's root.
#[derive(Debug)]
struct ZipHost {
    path: String,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    let path = fields.require_path(raw.path, "site.zip")?;
    Some(Box::new(ZipHost { path }))
}

impl Host for ZipHost {
    fn is_local(&self) -> bool {
        true
    }

    fn open(&self, root: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let file = ZipFile::new(&expand_home(&self.path, root));
        zip_archive::ensure_possible(&file.path, "`path` of the target").context("nothing was changed")?;
        Ok(Box::new(file))
    }

    fn manual_upload(&self, root: &Path) -> Option<PathBuf> {
        Some(expand_home(&self.path, root))
    }
}

/// Comment of the zip archive; marks it as written by leadfolio, so that it may be overwritten.
const ARCHIVE_COMMENT: &str = "a site made with leadfolio";

/// A zip file. Files are collected in memory and on disk, and the archive is written by the final [`Remote::write_manifest`].
#[derive(Debug)]
struct ZipFile {
    path: PathBuf,
    files: Mutex<BTreeMap<String, Blob>>,
}

impl ZipFile {
    fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), files: Mutex::default() }
    }

    /// The files of the archive, if leadfolio wrote it.
    fn read_archive(&self) -> Option<BTreeMap<String, Digest>> {
        let mut archive = zip_archive::open_own(&self.path, ARCHIVE_COMMENT)?;
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let file = archive.by_index(index).ok()?;
            let path = file.name().ok()?.into_owned();
            files.insert(path, Digest::from_reader(file).ok()?);
        }
        Some(files)
    }
}

impl Remote for ZipFile {
    fn describe(&self) -> String {
        format!("the file `{}`", self.path.display())
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        // The archive is its own list of files; one that is not leadfolio's, or is broken, is written from scratch.
        let files = self.read_archive().filter(|files| !files.is_empty());
        Ok(files.map(|files| Manifest::new("", files, BTreeSet::new()).to_json()))
    }

    fn existing(&self, _: &[&str]) -> Result<Vec<String>> {
        let is_foreign = zip_archive::is_foreign(&self.path, ARCHIVE_COMMENT);
        Ok(is_foreign.then(|| self.path.display().to_string()).into_iter().collect())
    }

    fn list_paths(&self, _: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        Ok(self.read_archive().map(|files| files.into_keys().collect()))
    }

    fn compare(&self, _: &BTreeMap<String, Digest>, _: CompareBy, _: &ReadFile<'_>) -> Result<RemoteDiff> {
        // The manifest has just been read from the archive itself.
        Ok(RemoteDiff::new(CompareBy::Content, Vec::new()))
    }

    fn find_edited(&self, _: &BTreeMap<String, Digest>, _: CompareBy) -> Result<Vec<String>> {
        // As for `compare`.
        Ok(Vec::new())
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        if manifest.is_none() {
            return fs::remove_file(&self.path)
                .with_context(|| format!("cannot delete `{}`", self.path.display()));
        }
        let archive = PendingArchive::write(&self.path, &lock(&self.files), ARCHIVE_COMMENT);
        archive
            .and_then(|archive| archive.replace(&self.path))
            .with_context(|| format!("cannot write `{}`", self.path.display()))
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        lock(&self.files).insert(path.to_owned(), blob.clone());
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<()> {
        // The archive is written from scratch, so a file that is left out is deleted.
        Ok(())
    }

    fn publish_mode(&self) -> PublishMode {
        PublishMode::FullUpload
    }
}
