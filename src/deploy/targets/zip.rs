//! Target `zip`: a zip file for hosts with manual upload. The output is deterministic.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: it writes the file that the author named")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::helpers::{expand_home, lock};
use crate::deploy::host::{Host, HostSpec, Question};
use crate::deploy::manifest::{Digest, Manifest};
use crate::deploy::remote::{CompareBy, Prompt, PublishMode, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::media;
use crate::vfs::{Blob, open_regular_file};

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
    fn open(&self, root: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let file = ZipFile::new(&expand_home(&self.path, root));
        file.ensure_possible().context("nothing was changed")?;
        Ok(Box::new(file))
    }

    fn manual_upload(&self, root: &Path) -> Option<PathBuf> {
        Some(expand_home(&self.path, root))
    }
}

/// Comment of the zip archive; marks it as written by leadfolio, so that it may be overwritten.
const ARCHIVE_COMMENT: &str = "a site made with leadfolio";

/// Extensions of formats other than pictures that are already compressed; these files are stored as they are.
const COMPRESSED_EXTENSIONS: [&str; 4] = ["mp4", "pdf", "woff2", "zip"];

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

    /// Fails if there is no folder for the file, or a folder of its name.
    fn ensure_possible(&self) -> Result<()> {
        let path = self.path.display();
        if self.path.is_dir() {
            bail!("`{path}` is a folder\nname a file as `path` of the target, such as `{path}/site.zip`");
        }
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        match folder.filter(|folder| !folder.is_dir()) {
            Some(folder) => {
                let folder = folder.display();
                bail!(
                    "there is no folder `{folder}` for the zip file\ncreate it, or change `path` of the target"
                )
            }
            None => Ok(()),
        }
    }

    /// The files of the archive, if leadfolio wrote it.
    fn read_archive(&self) -> Option<BTreeMap<String, Digest>> {
        let mut archive = ZipArchive::new(open_regular_file(&self.path).ok()?).ok()?;
        if archive.comment() != ARCHIVE_COMMENT.as_bytes() {
            return None;
        }
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let file = archive.by_index(index).ok()?;
            let path = file.name().ok()?.into_owned();
            files.insert(path, Digest::from_reader(file).ok()?);
        }
        Some(files)
    }

    /// Writes the archive to a new file and renames that, so that nothing is written through a link. If that fails, nothing of
    /// it is left.
    fn replace_archive(&self) -> Result<()> {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let folder =
            self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let prefix = format!(".{name}.leadfolio-half-");
        // Those of runs that were ended.
        for entry in fs::read_dir(folder)?.filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                fs::remove_file(entry.path())?;
            }
        }
        let mut file = tempfile::Builder::new()
            .prefix(&prefix)
            // As any new file: readable for those whom the author's settings let read.
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(folder)?;
        self.write_archive(file.as_file_mut())?;
        file.persist(&self.path)?;
        Ok(())
    }

    fn write_archive(&self, file: &mut File) -> Result<()> {
        let mut zip = ZipWriter::new(file);
        // A fixed modification time keeps the archive reproducible.
        let options =
            SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
        for (path, blob) in lock(&self.files).iter() {
            let is_compressed = media::is_raster(path)
                || path
                    .rsplit_once('.')
                    .is_some_and(|(_, extension)| COMPRESSED_EXTENSIONS.contains(&extension));
            let method = if is_compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            zip.start_file(
                path.as_str(),
                options.compression_method(method).large_file(blob.len() > u64::from(u32::MAX)),
            )?;
            io::copy(&mut blob.open()?, &mut zip)?;
        }
        zip.set_comment(ARCHIVE_COMMENT)?;
        zip.finish()?.sync_all()?;
        Ok(())
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
        let has_mark = |file: File| {
            ZipArchive::new(file).is_ok_and(|archive| archive.comment() == ARCHIVE_COMMENT.as_bytes())
        };
        // A link is not leadfolio's, wherever it leads.
        let exists = fs::symlink_metadata(&self.path).is_ok();
        let is_ours = exists && open_regular_file(&self.path).is_ok_and(has_mark);
        Ok((exists && !is_ours).then(|| self.path.display().to_string()).into_iter().collect())
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
        self.replace_archive().with_context(|| format!("cannot write `{}`", self.path.display()))
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
