//! Writes single files and new folders of the author.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: writes the author's files")]

use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use anyhow::{Context, Result};

use super::FileTree;
use crate::platform::canonicalize;

/// Replaces the content of an existing file atomically: a concurrent reader sees the old or the new content, never a
/// mix. A symbolic link stays one, and the file keeps its permissions.
///
/// # Errors
/// If the file does not exist, or it or its folder cannot be written.
pub fn replace_file(file: &Path, bytes: &[u8]) -> Result<()> {
    let file = canonicalize(file).with_context(|| format!("cannot open `{}`", file.display()))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = file.parent().unwrap_or(Path::new("/"));
    let replace = || -> io::Result<()> {
        let prefix = format!(".{name}.leadfolio-");
        let mut temporary = tempfile::Builder::new().prefix(&prefix).suffix(".tmp").tempfile_in(folder)?;
        temporary.write_all(bytes)?;
        fs::set_permissions(temporary.path(), fs::metadata(&file)?.permissions())?;
        temporary.persist(&file)?;
        Ok(())
    };
    replace().with_context(|| format!("cannot write `{}`", file.display()))
}

/// Fails unless a folder is empty or does not exist yet.
///
/// # Errors
/// See above.
pub fn require_new_folder(folder: &Path) -> Result<()> {
    let is_occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if is_occupied && folder == Path::new(".") {
        anyhow::bail!("this folder is not empty; name a new one, such as `leadfolio init my-portfolio`");
    }
    if is_occupied {
        anyhow::bail!("`{}` is not empty; name a new folder", folder.display());
    }
    Ok(())
}

/// Writes a tree into a folder, which must be empty or not exist yet.
///
/// # Errors
/// If the folder is not empty or cannot be written, or a blob cannot be read.
pub fn write_new_folder(folder: &Path, tree: &FileTree) -> Result<()> {
    require_new_folder(folder)?;
    for (path, blob) in tree.iter() {
        let file = folder.join(path);
        let parent = file.parent().unwrap_or(folder);
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot create the folder `{}`", parent.display()))?;
        let bytes = blob.read().with_context(|| format!("cannot read `{path}`"))?;
        fs::write(&file, bytes).with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    Ok(())
}
