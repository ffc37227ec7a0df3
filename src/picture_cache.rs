//! Keeps light copies of pictures on disk, from one run to the next.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: a cache on disk, by the time of the last use")]

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::render::PictureCache;
use crate::vfs::write::create_cache_folder;
use crate::vfs::{CacheFile, CacheFolder, open_regular_file};

/// The largest size of the folder after a build, in bytes.
pub const MAX_BYTES: u64 = 500_000_000;
/// How long a copy is kept that the portfolio doesn't need: that of a picture that may come back, or for another audience.
pub const KEEP_UNUSED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
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
        let folder = Self::FOLDERS.iter().fold(caches.clone(), |folder, name| folder.join(name));
        Self { caches, folder }
    }

    /// Whether a name is that of a copy, or of one that was being written: it begins with the hash of a picture. Whatever else
    /// is in the folder, leadfolio did not write it.
    pub fn is_own(name: &str) -> bool {
        let hash = name.split('-').next().unwrap_or_default();
        hash.len() == 2 * HASH_LEN && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
    }

    /// The names of the folders from that of all caches to this one.
    pub const FOLDERS: [&str; 2] = ["cache", "pictures"];

    /// Deletes the copies that the portfolio needs no more: those that were used last before `unused_since` and that `needed`
    /// doesn't name. Then, until the others have at most `max_bytes` together, those that were used least recently. What cannot
    /// be deleted stays.
    pub fn prune(&self, needed: &BTreeSet<String>, unused_since: SystemTime, max_bytes: u64) {
        let Ok(Some(folder)) = CacheFolder::open(&self.caches, &Self::FOLDERS) else { return };
        let Ok(mut files) = folder.files(Self::is_own) else { return };
        let is_needed = |file: &CacheFile| needed.contains(file.name.as_str());
        files.sort_by_key(|file| (!is_needed(file), Reverse(file.used)));
        let mut kept = 0;
        for file in &files {
            kept += file.bytes;
            if kept > max_bytes || file.used < unused_since && !is_needed(file) {
                kept -= file.bytes;
                let _ = folder.remove_file(&file.name);
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

impl PictureCache for PictureFolder {
    fn read(&self, key: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(key);
        let mut bytes = Vec::new();
        open_regular_file(&path).ok()?.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
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
    use std::fs;
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn the_copies_that_were_used_last_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureFolder::new(folder.path().join(".leadfolio"));
        let prune = |needed: &[&str], since: u64, max_bytes: u64| {
            let needed = needed.iter().map(|key| (*key).to_owned()).collect();
            cache.prune(&needed, UNIX_EPOCH + Duration::from_secs(since), max_bytes);
        };
        prune(&[], 0, 0);
        let keys = ["a", "b", "c"].map(|digit| format!("{}-480w.jpg", digit.repeat(64)));
        for (key, second) in keys.iter().zip([3, 1, 2]) {
            cache.write(key, &[0; 68]);
            let file = File::options().append(true).open(cache.folder.join(key)).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(second)).unwrap();
        }
        fs::write(cache.folder.join("letter.jpg"), "mine").unwrap();
        assert_eq!(cache.read(&keys[1]).unwrap(), [0; 68]);
        prune(&[], 0, 200);
        assert_eq!(keys.each_ref().map(|key| cache.read(key).is_some()), [true, true, false]);
        prune(&[&keys[0]], 0, 0);
        let left: Vec<_> =
            fs::read_dir(&cache.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["letter.jpg"]);
    }

    #[test]
    fn a_copy_goes_that_the_portfolio_has_not_needed_for_long() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureFolder::new(folder.path().join(".leadfolio"));
        let keys = ["a", "b", "c"].map(|digit| format!("{}-480w.jpg", digit.repeat(64)));
        for (key, second) in keys.iter().zip([5, 5, 50]) {
            cache.write(key, &[0; 8]);
            let file = File::options().append(true).open(cache.folder.join(key)).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(second)).unwrap();
        }
        cache.prune(&BTreeSet::from([keys[0].clone()]), UNIX_EPOCH + Duration::from_secs(10), MAX_BYTES);
        assert_eq!(keys.each_ref().map(|key| cache.folder.join(key).exists()), [true, false, true]);
    }

    #[test]
    fn nothing_is_deleted_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureFolder::new(folder.path().join(".leadfolio"));
        let key = format!("{}-480w.jpg", "a".repeat(64));
        fs::create_dir_all(folder.path().join("elsewhere")).unwrap();
        fs::write(folder.path().join("elsewhere").join(&key), "mine").unwrap();
        fs::create_dir_all(folder.path().join(".leadfolio/cache")).unwrap();
        std::os::unix::fs::symlink("../../elsewhere", &cache.folder).unwrap();
        cache.prune(&BTreeSet::new(), SystemTime::now(), 0);
        assert!(folder.path().join("elsewhere").join(&key).exists());
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
