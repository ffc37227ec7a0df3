//! A zip file, for hosts that take one by hand. The same site makes the same bytes.
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

/// By this comment a zip file is known to be ours.
const MARK: &str = "a site made with leadfolio";

/// Endings of files that are compressed already.
const DENSE: [&str; 9] = ["jpg", "jpeg", "png", "webp", "gif", "mp4", "zip", "woff2", "pdf"];

/// A zip file, written at the end.
#[derive(Debug)]
pub(super) struct Archive {
    path: PathBuf,
    files: Mutex<BTreeMap<String, Blob>>,
}

impl Archive {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), files: Mutex::default() }
    }

    fn write(&self, half: &Path) -> Result<()> {
        let mut zip = ZipWriter::new(File::create(half)?);
        // No time: two builds of one text are equal.
        let plain =
            SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
        for (path, blob) in held(&self.files).iter() {
            let is_dense = path.rsplit_once('.').is_some_and(|it| DENSE.contains(&it.1));
            let method = if is_dense { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            zip.start_file(
                path.as_str(),
                plain.compression_method(method).large_file(blob.len() > u64::from(u32::MAX)),
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
        // It is written anew as a whole.
        Ok(None)
    }

    fn taken(&self, _: &[&str]) -> Result<Vec<String>> {
        let is_ours = |file: File| ZipArchive::new(file).is_ok_and(|it| it.comment() == MARK.as_bytes());
        let is_there = self.path.exists();
        let ours = is_there && File::open(&self.path).is_ok_and(is_ours);
        Ok((is_there && !ours).then(|| self.path.display().to_string()).into_iter().collect())
    }

    fn note(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        if manifest.is_none() {
            return fs::remove_file(&self.path)
                .with_context(|| format!("cannot delete `{}`", self.path.display()));
        }
        let mut half = self.path.clone().into_os_string();
        half.push(HALF);
        let half = PathBuf::from(half);
        let done = self.write(&half).and_then(|()| Ok(fs::rename(&half, &self.path)?));
        if done.is_err() {
            let _ = fs::remove_file(&half);
        }
        done.with_context(|| format!("cannot write `{}`", self.path.display()))
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
