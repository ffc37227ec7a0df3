//! Target `zip`: a zip file for hosts with manual upload. The output is deterministic.
#![expect(clippy::disallowed_methods, reason = "this is a door: it writes the file that the author named")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{HALF, Remote, Showing, held};
use crate::tree::Blob;

/// Comment of the zip archive; marks it as written by leadfolio, so that it may be overwritten.
const MARK: &str = "a site made with leadfolio";

/// Extensions of formats that are already compressed; these files are stored as they are.
const DENSE: [&str; 9] = ["jpg", "jpeg", "png", "webp", "gif", "mp4", "zip", "woff2", "pdf"];

/// A zip file. Files are collected in memory and on disk, and the archive is written by the final [`Remote::note`].
#[derive(Debug)]
pub(super) struct Archive {
    path: PathBuf,
    files: Mutex<BTreeMap<String, Blob>>,
}

impl Archive {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), files: Mutex::default() }
    }

    fn write(&self, temp_path: &Path) -> Result<()> {
        let mut zip = ZipWriter::new(File::create(temp_path)?);
        // A fixed modification time keeps the archive reproducible.
        let options =
            SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
        for (path, blob) in held(&self.files).iter() {
            let is_compressed =
                path.rsplit_once('.').is_some_and(|(_, extension)| DENSE.contains(&extension));
            let method = if is_compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            zip.start_file(
                path.as_str(),
                options.compression_method(method).large_file(blob.len() > u64::from(u32::MAX)),
            )?;
            io::copy(&mut blob.open()?, &mut zip)?;
        }
        zip.set_comment(MARK)?;
        zip.finish()?.sync_all()?;
        Ok(())
    }
}

impl Remote for Archive {
    fn shown(&self) -> String {
        format!("the file `{}`", self.path.display())
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        // The archive is always written from scratch.
        Ok(None)
    }

    fn taken(&self, _: &[&str]) -> Result<Vec<String>> {
        let has_mark =
            |file: File| ZipArchive::new(file).is_ok_and(|archive| archive.comment() == MARK.as_bytes());
        let exists = self.path.exists();
        let is_ours = exists && File::open(&self.path).is_ok_and(has_mark);
        Ok((exists && !is_ours).then(|| self.path.display().to_string()).into_iter().collect())
    }

    fn note(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        if manifest.is_none() {
            return fs::remove_file(&self.path)
                .with_context(|| format!("cannot delete `{}`", self.path.display()));
        }
        let mut temp_path = self.path.clone().into_os_string();
        temp_path.push(HALF);
        let temp_path = PathBuf::from(temp_path);
        let result = self.write(&temp_path).and_then(|()| Ok(fs::rename(&temp_path, &self.path)?));
        if result.is_err() {
            let _ = fs::remove_file(&temp_path);
        }
        result.with_context(|| format!("cannot write `{}`", self.path.display()))
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        held(&self.files).insert(path.to_owned(), blob.clone());
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<()> {
        bail!("a zip file is written anew, and nothing in it is deleted")
    }

    fn showing(&self) -> Showing {
        Showing::Together
    }
}
