//! Zip archives that leadfolio writes: complete or not at all, and with the same bytes for the same files.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: it writes the file that the author named")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use anyhow::{Result, bail};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::media;
use crate::platform::{ensure_possible_path, open_regular_file, with_usual_permissions};
use crate::vfs::Blob;

/// Extensions of formats other than pictures that are already compressed; these files are stored as they are.
const COMPRESSED_EXTENSIONS: [&str; 4] = ["mp4", "pdf", "woff2", "zip"];

/// A complete archive that does not have its name yet. Dropping it deletes it.
#[derive(Debug)]
pub struct PendingArchive(NamedTempFile);

impl PendingArchive {
    /// Writes the files to a new archive beside `path`. `comment` marks it as written by leadfolio.
    ///
    /// # Errors
    /// If a file cannot be read, or the archive cannot be written.
    pub fn write(path: &Path, files: &BTreeMap<String, Blob>, comment: &str) -> Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = parent_folder(path);
        let prefix = format!(".{name}.leadfolio-half-");
        // Those of runs that were ended.
        for entry in fs::read_dir(folder)?.filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                fs::remove_file(entry.path())?;
            }
        }
        let mut builder = tempfile::Builder::new();
        let mut file = with_usual_permissions(builder.prefix(&prefix)).tempfile_in(folder)?;
        write_files(file.as_file_mut(), files, comment)?;
        Ok(Self(file))
    }

    /// Length of the archive in bytes.
    ///
    /// # Errors
    /// If the file system doesn't report it.
    pub fn byte_count(&self) -> io::Result<u64> {
        Ok(self.0.as_file().metadata()?.len())
    }

    /// Gives the archive its name, in place of whatever has it. Nothing is written through a link.
    ///
    /// # Errors
    /// If it cannot be renamed.
    pub fn replace(self, path: &Path) -> Result<()> {
        self.0.persist(path)?;
        Ok(())
    }

    /// Gives the archive its name, if nothing has it but an archive of leadfolio's.
    ///
    /// # Errors
    /// If something else has the name by now, or it cannot be renamed.
    pub fn replace_own(self, path: &Path, comment: &str) -> Result<()> {
        if open_own(path, comment).is_some() {
            return self.replace(path);
        }
        self.0.persist_noclobber(path)?;
        Ok(())
    }
}

/// Fails if there is no folder for an archive, or a folder of its name. The messages say where the path is given: `named_by`
/// is, for example, "`path` of the target".
///
/// # Errors
/// See above.
pub fn ensure_possible(path: &Path, named_by: &str) -> Result<()> {
    let shown = path.display();
    if path.is_dir() {
        bail!("`{shown}` is a folder\nname a file as {named_by}, such as `{shown}/site.zip`");
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Err(error) = ensure_possible_path(&name) {
        bail!("`{shown}` can't be written: {error}\nchange {named_by}");
    }
    let folder = parent_folder(path);
    if folder.is_dir() {
        return Ok(());
    }
    let folder = folder.display();
    bail!("there is no folder `{folder}` for the zip file\ncreate it, or change {named_by}")
}

/// An existing archive with this comment; `None` for whatever else has the name, and for a link, wherever it leads.
pub fn open_own(path: &Path, comment: &str) -> Option<ZipArchive<File>> {
    let archive = ZipArchive::new(open_regular_file(path).ok()?).ok()?;
    (archive.comment() == comment.as_bytes()).then_some(archive)
}

/// Whether something that leadfolio did not write has this name.
pub fn is_foreign(path: &Path, comment: &str) -> bool {
    fs::symlink_metadata(path).is_ok() && open_own(path, comment).is_none()
}

fn parent_folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn write_files(file: &mut File, files: &BTreeMap<String, Blob>, comment: &str) -> Result<()> {
    let mut zip = ZipWriter::new(file);
    // A fixed modification time keeps the archive reproducible.
    let options =
        SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    for (path, blob) in files {
        let is_compressed = media::is_raster(path)
            || path.rsplit_once('.').is_some_and(|(_, extension)| COMPRESSED_EXTENSIONS.contains(&extension));
        let method = if is_compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(
            path.as_str(),
            options.compression_method(method).large_file(blob.len() > u64::from(u32::MAX)),
        )?;
        io::copy(&mut blob.open()?, &mut zip)?;
    }
    zip.set_comment(comment)?;
    zip.finish()?.sync_all()?;
    Ok(())
}
