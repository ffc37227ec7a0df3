//! Opens files that somebody else may have put in the place of others.

use std::fs::File;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::platform::{canonicalize, is_same_file, open_regular_file};

/// Opens a regular file whose path has no symbolic link. A scan decided that the file may be published; a link that was
/// put there since, for the file or for a folder above it, may lead to any file of this computer.
///
/// # Errors
/// If the file cannot be opened, or is no longer a regular file at this path.
pub(in crate::vfs) fn open_without_links(path: &Path) -> io::Result<File> {
    let file = open_regular_file(path)?;
    // Looked up again after it was opened: whatever was exchanged before that is seen here.
    let is_same = is_same_file(&file, path)?;
    // A path that isn't absolute was not found by a scan, but given by the program itself.
    let has_links = path.is_absolute() && canonicalize(path)? != path;
    if is_same && !has_links {
        Ok(file)
    } else {
        Err(io::Error::other("a link or something else has taken its place"))
    }
}

/// Removes `..` from a path and resolves symlinks in the part of it that exists.
pub fn resolve_path(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                // `..` after a symlink refers to the parent of the link's target.
                normalized = canonicalize(&normalized).unwrap_or(normalized);
                normalized.pop();
            }
            Component::CurDir => {}
            other => normalized.push(other),
        }
    }
    let existing = normalized.ancestors().find_map(|ancestor| Some((ancestor, canonicalize(ancestor).ok()?)));
    match existing {
        // Joined with nothing, it would get a slash at its end.
        Some((ancestor, real)) if ancestor == normalized => real,
        Some((ancestor, real)) => real.join(normalized.strip_prefix(ancestor).unwrap_or(Path::new(""))),
        None => normalized,
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "it checks what is read from disk")]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;
    use crate::platform::symlink;

    #[test]
    fn what_has_taken_the_place_of_a_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let root = canonicalize(folder.path()).unwrap();
        for name in ["files/a.bin", "outside/a.bin"] {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fs::write(root.join(name), name).unwrap();
        }
        let path = root.join("files/a.bin");
        let mut text = String::new();
        open_without_links(&path).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "files/a.bin");

        fs::remove_file(&path).unwrap();
        symlink(root.join("outside/a.bin"), &path).unwrap();
        open_without_links(&path).unwrap_err();
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        open_without_links(&path).unwrap_err();
        fs::remove_dir_all(root.join("files")).unwrap();
        symlink(root.join("outside"), root.join("files")).unwrap();
        open_without_links(&path).unwrap_err();
    }
}
