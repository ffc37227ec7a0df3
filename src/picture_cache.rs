//! Keeps light copies of pictures, and what was found in them, on disk, from one run to the next.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::media::PictureCache;
use crate::vfs::{CacheFile, CacheFolder};

/// The largest size of the folder after a build, in bytes.
pub const MAX_BYTES: u64 = 500_000_000;
/// How long an unneeded copy is kept: its picture may come back, or another audience may need it.
pub const KEEP_UNUSED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// Length in bytes of the hash before the bytes of a copy: a file that a crash or a disk damaged is not taken for a copy.
const HASH_LEN: usize = 32;

/// A folder of light copies, each in a file that is named after its key. Several processes may use it at once: a file gets
/// its name when it is complete, and files of one name are alike. It may be deleted at any time.
#[derive(Clone, Debug)]
pub struct PictureFolder(PathBuf);

impl PictureFolder {
    /// The folder within that of all caches of a project.
    pub fn new(caches: PathBuf) -> Self {
        Self(caches)
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
        let Ok(Some(folder)) = CacheFolder::open(&self.0, &Self::FOLDERS) else { return };
        let Ok(mut files) = folder.files(Self::is_own) else { return };
        let is_needed = |file: &CacheFile| needed.contains(file.name.as_str());
        files.sort_by_key(|file| (!is_needed(file), Reverse(file.used)));
        let mut kept = 0;
        for file in &files {
            if kept + file.bytes <= max_bytes && (file.used >= unused_since || is_needed(file)) {
                kept += file.bytes;
            } else {
                let _ = folder.remove_file(&file.name);
            }
        }
    }
}

impl PictureCache for PictureFolder {
    fn read(&self, key: &str) -> Option<Vec<u8>> {
        let folder = CacheFolder::open(&self.0, &Self::FOLDERS).ok()??;
        let mut bytes = folder.read_file(key, MAX_BYTES).ok()?;
        let hash = bytes.get(..HASH_LEN)?.to_vec();
        bytes.drain(..HASH_LEN);
        (blake3::hash(&bytes).as_bytes()[..] == hash).then_some(bytes)
    }

    fn write(&self, key: &str, bytes: &[u8]) {
        let write = |folder: CacheFolder| folder.write_file(key, &[blake3::hash(bytes).as_bytes(), bytes]);
        // Without a place to keep it, a copy is made again by the next run.
        let _ = CacheFolder::create(&self.0, &Self::FOLDERS).and_then(write);
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests look at the folder on disk")]
mod tests {
    use std::fs::{self, File};
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn folder_of(cache: &PictureFolder) -> PathBuf {
        cache.0.join("cache").join("pictures")
    }

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
            let file = File::options().append(true).open(folder_of(&cache).join(key)).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(second)).unwrap();
        }
        fs::write(folder_of(&cache).join("letter.jpg"), "mine").unwrap();
        assert_eq!(cache.read(&keys[1]).unwrap(), [0; 68]);
        prune(&[], 0, 200);
        assert_eq!(keys.each_ref().map(|key| cache.read(key).is_some()), [true, true, false]);
        prune(&[&keys[0]], 0, 0);
        let left: Vec<_> =
            fs::read_dir(folder_of(&cache)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["letter.jpg"]);
    }

    #[test]
    fn a_copy_goes_that_the_portfolio_has_not_needed_for_long() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureFolder::new(folder.path().join(".leadfolio"));
        let keys = ["a", "b", "c"].map(|digit| format!("{}-480w.jpg", digit.repeat(64)));
        for (key, second) in keys.iter().zip([5, 5, 50]) {
            cache.write(key, &[0; 8]);
            let file = File::options().append(true).open(folder_of(&cache).join(key)).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(second)).unwrap();
        }
        cache.prune(&BTreeSet::from([keys[0].clone()]), UNIX_EPOCH + Duration::from_secs(10), MAX_BYTES);
        assert_eq!(keys.each_ref().map(|key| folder_of(&cache).join(key).exists()), [true, false, true]);
    }

    #[test]
    fn nothing_is_deleted_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureFolder::new(folder.path().join(".leadfolio"));
        let key = format!("{}-480w.jpg", "a".repeat(64));
        fs::create_dir_all(folder.path().join("elsewhere")).unwrap();
        fs::write(folder.path().join("elsewhere").join(&key), "mine").unwrap();
        fs::create_dir_all(folder.path().join(".leadfolio/cache")).unwrap();
        crate::platform::symlink("../../elsewhere", folder_of(&cache)).unwrap();
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
            fs::write(folder_of(&cache).join("a"), damaged).unwrap();
            assert_eq!(cache.read("a"), None);
        }
    }
}
