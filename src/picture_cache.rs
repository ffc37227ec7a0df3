//! Keeps light copies of pictures on disk, from one run to the next.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: a cache on disk, by the time of the last use")]

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::SystemTime;

use crate::render::PictureCache;
use crate::vfs::write::create_cache_folder;

/// The largest size of the folder after a build, in bytes.
pub const MAX_BYTES: u64 = 500_000_000;
/// Length in bytes of the hash before the bytes of a copy: a file that a crash or a disk damaged is not taken for a copy.
const HASH_LEN: usize = 32;

/// A folder of light copies, each in a file that is named after its key. Several processes may use it at once: a file gets
/// its name when it is complete, and files of one name are alike. It may be deleted at any time.
#[derive(Clone, Debug)]
pub struct PictureFolder {
    /// The folder of all caches of the project, which version control ignores.
    caches: PathBuf,
    folder: PathBuf,
}

impl PictureFolder {
    /// The folder within that of all caches of a project.
    pub fn new(caches: PathBuf) -> Self {
        let folder = caches.join("cache").join("pictures");
        Self { caches, folder }
    }

    /// Deletes the copies that were used least recently, until the others have at most `max_bytes` together. What cannot be
    /// deleted stays.
    pub fn prune(&self, max_bytes: u64) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                // Whatever else is here, or where a link leads, nothing is deleted that leadfolio did not write.
                let is_own = entry.file_name().to_str().is_some_and(begins_with_hash);
                let meta = entry.metadata().ok().filter(|meta| is_own && meta.is_file())?;
                Some((meta.modified().ok()?, meta.len(), entry.path()))
            })
            .collect();
        files.sort_by_key(|(used, _, path)| (Reverse(*used), path.clone()));
        let mut kept = 0;
        for (_, len, path) in files {
            kept += len;
            if kept > max_bytes {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn write_file(&self, key: &str, bytes: &[u8]) -> io::Result<()> {
        create_cache_folder(&self.caches, &self.folder)?;
        let mut file = tempfile::Builder::new().prefix(key).suffix(".tmp").tempfile_in(&self.folder)?;
        file.write_all(blake3::hash(bytes).as_bytes())?;
        file.write_all(bytes)?;
        file.persist(self.folder.join(key))?;
        Ok(())
    }
}

/// Whether a name is that of a copy, or of one that was being written: it begins with the hash of a picture.
fn begins_with_hash(name: &str) -> bool {
    let hash = name.split('-').next().unwrap_or_default();
    hash.len() == 2 * HASH_LEN && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
}

impl PictureCache for PictureFolder {
    fn read(&self, key: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(key);
        let mut bytes = fs::read(&path).ok()?;
        let hash = bytes.get(..HASH_LEN)?.to_vec();
        bytes.drain(..HASH_LEN);
        if blake3::hash(&bytes).as_bytes()[..] != hash {
            return None;
        }
        // The time of the last use. Without it, the copy is only deleted earlier.
        let _ = File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(bytes)
    }

    fn write(&self, key: &str, bytes: &[u8]) {
        // Without a place to keep it, a copy is made again by the next run.
        let _ = self.write_file(key, bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn the_copies_that_were_used_last_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureFolder::new(folder.path().join(".leadfolio"));
        cache.prune(0);
        let keys = ["a", "b", "c"].map(|digit| format!("{}-480w.jpg", digit.repeat(64)));
        for (key, second) in keys.iter().zip([3, 1, 2]) {
            cache.write(key, &[0; 68]);
            let file = File::options().append(true).open(cache.folder.join(key)).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(second)).unwrap();
        }
        fs::write(cache.folder.join("letter.jpg"), "mine").unwrap();
        assert_eq!(cache.read(&keys[1]).unwrap(), [0; 68]);
        cache.prune(200);
        assert_eq!(keys.each_ref().map(|key| cache.read(key).is_some()), [true, true, false]);
        cache.prune(0);
        let left: Vec<_> =
            fs::read_dir(&cache.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["letter.jpg"]);
    }

    #[test]
    fn a_damaged_file_is_no_copy() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureFolder::new(folder.path().to_owned());
        for damaged in [&b""[..], b"short", &[7; 100]] {
            cache.write("a", b"bytes");
            assert_eq!(cache.read("a").unwrap(), b"bytes");
            fs::write(cache.folder.join("a"), damaged).unwrap();
            assert_eq!(cache.read("a"), None);
        }
    }
}
