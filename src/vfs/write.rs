//! Writes single files and new folders of the author.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: writes the author's files")]

use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::{fs, io};

use anyhow::{Context, Result};

use super::FileTree;
use crate::platform::{OpenFolder, canonicalize};

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

/// Adds files to a folder, which is created if it is missing: all of them, or none. No file is replaced, and nothing is
/// written through a link in the folder.
///
/// # Errors
/// If one of the files exists, a folder on its path is a link or a file, or it cannot be written.
pub fn add_files(folder: &Path, tree: &FileTree) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create the folder `{}`", folder.display()))?;
    let root = canonicalize(folder).with_context(|| format!("cannot open `{}`", folder.display()))?;
    let root = OpenFolder::open(&root).with_context(|| format!("cannot open `{}`", folder.display()))?;
    let mut addition =
        Addition { folders: HashMap::from([(String::new(), Rc::new(root))]), ..Addition::default() };
    let added = addition.write(tree);
    if added.is_err() {
        addition.undo();
    }
    added
}

/// Files that are being added, and what has to be removed if one of them can't be.
#[derive(Default)]
struct Addition {
    /// Open folders by path; the root has an empty one.
    folders: HashMap<String, Rc<OpenFolder>>,
    /// Folders that were created: the parent, and the name.
    created: Vec<(Rc<OpenFolder>, String)>,
    /// Files that were written, by their current names.
    written: Vec<(Rc<OpenFolder>, String)>,
}

impl Addition {
    fn write(&mut self, tree: &FileTree) -> Result<()> {
        // All are written before one of them gets its name: what fills a disk is noticed first.
        for (index, (path, blob)) in tree.iter().enumerate() {
            let (parent, _) = path.rsplit_once('/').unwrap_or(("", path));
            let folder = self.open(parent).with_context(|| format!("cannot create the folder `{parent}`"))?;
            let temp_name = format!(".leadfolio-{}-{index}.tmp", std::process::id());
            let copy = |file: &mut fs::File| io::copy(&mut blob.open()?, file).map(drop);
            folder.write_temp_file(&temp_name, copy).with_context(|| format!("cannot write `{path}`"))?;
            self.written.push((folder, temp_name));
        }
        for (index, (path, _)) in tree.iter().enumerate() {
            let name = path.rsplit('/').next().unwrap_or(path);
            let (folder, current) = &mut self.written[index];
            folder.rename_to_free_name(current, name).with_context(|| format!("cannot write `{path}`"))?;
            name.clone_into(current);
        }
        Ok(())
    }

    /// Opens a folder, and creates it and those above it if they are missing.
    fn open(&mut self, path: &str) -> io::Result<Rc<OpenFolder>> {
        if let Some(folder) = self.folders.get(path) {
            return Ok(Rc::clone(folder));
        }
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        let parent = self.open(parent)?;
        let is_missing = parent.kind(name).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        let folder = Rc::new(parent.create_subfolder(name)?);
        if is_missing {
            self.created.push((parent, name.to_owned()));
        }
        self.folders.insert(path.to_owned(), Rc::clone(&folder));
        Ok(folder)
    }

    /// Removes what was written. What can't be removed stays.
    fn undo(self) {
        let Self { folders, created, written } = self;
        for (folder, name) in written {
            let _ = folder.remove_file(&name);
        }
        // Windows removes no folder that is open.
        drop(folders);
        for (parent, name) in created.into_iter().rev() {
            let _ = parent.remove_subfolder(&name);
        }
    }
}
