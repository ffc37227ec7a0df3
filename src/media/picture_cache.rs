//! What is kept of pictures between builds: it takes long to find out, and depends on their bytes alone.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use super::picture::{self, ImageInfo};
use super::pixels::PictureTraits;
use crate::diagnostic::Problem;

/// Stands for what an examination looks for, in the keys of its results. Whoever changes what pictures are refused, or what is
/// said of them, changes it.
const EXAMINATION_VERSION: u32 = 1;

/// Keeps what was made of pictures from one build to the next: light copies, cards, and what was found in them. What is
/// missing, or damaged, is made again.
pub trait PictureCache: Debug + Send + Sync {
    /// The bytes that were written under a key.
    fn read(&self, key: &str) -> Option<Vec<u8>>;
    /// Keeps bytes under a key. The same key always has the same bytes.
    fn write(&self, key: &str, bytes: &[u8]);
}

/// What is found in a picture that can be decoded completely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examination {
    /// `None` for animations and drawings of lines (SVG).
    pub traits: Option<PictureTraits>,
    /// Content that the published copy loses, and that the author may miss ([`super::CleanReport::removed`]).
    pub removed: Vec<String>,
}

/// Examines a file that [`picture::inspect`] took for this picture, unless the cache has the result for a file with the same
/// bytes. `hash` is that of the bytes, in hexadecimal digits. Only pictures without faults are kept.
///
/// # Errors
/// As [`picture::examine`].
pub fn examine_once(
    path: &str,
    bytes: &[u8],
    hash: &str,
    info: ImageInfo,
    cache: Option<&dyn PictureCache>,
) -> Result<Examination, Problem> {
    let key = format!(
        "{hash}-{}-examined-{}-{EXAMINATION_VERSION}.json",
        info.format.extension(),
        env!("CARGO_PKG_VERSION")
    );
    let kept = cache.and_then(|cache| cache.read(&key));
    if let Some(known) = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
        return Ok(known);
    }
    let (traits, report) = picture::examine(path, bytes)?;
    let found = Examination { traits, removed: report.removed };
    if let (Some(cache), Ok(bytes)) = (cache, serde_json::to_vec(&found)) {
        cache.write(&key, &bytes);
    }
    Ok(found)
}
