//! Light copies of pictures, each made when it is requested.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diagnostic::{Diagnostic, Problem};
use crate::media::{self, CropArea, ImageFormat, PictureCache, ScaledPixels};
use crate::model::file::PublishedFile;
use crate::vfs::Blob;

/// The fewest decoded pictures that are kept. Each has at most some ten megabytes.
const MIN_DECODED: usize = 4;

/// A picture that is decoded once, by whoever needs it first.
type DecodedPicture = Arc<OnceLock<Result<ScaledPixels, Diagnostic>>>;

/// A picture by its path in `content/`, or a part of it.
type PictureKey = (String, Option<CropArea>);

/// What makes light copies.
#[derive(Debug)]
pub(super) struct PictureStore {
    cache: Option<Arc<dyn PictureCache>>,
    /// The pictures of which copies were made last, several copies are made of one.
    decoded: Mutex<VecDeque<(PictureKey, DecodedPicture)>>,
    /// Lengths of published files, by key of the copy or by path in `content/`: pages say how much a reader downloads.
    sizes: Mutex<BTreeMap<String, u64>>,
    /// The keys of all that was requested. Those of cards are known only then.
    used: Mutex<BTreeSet<String>>,
}

impl PictureStore {
    pub(super) fn new(cache: Option<Arc<dyn PictureCache>>) -> Self {
        Self { cache, decoded: Mutex::default(), sizes: Mutex::default(), used: Mutex::default() }
    }

    /// The bytes of a light copy of a picture, by the path of the picture in `content/` and the number of the copy.
    ///
    /// # Errors
    /// When the picture cannot be read or decoded; the diagnostic names it.
    pub(super) fn render_copy(
        &self,
        source: &str,
        file: &PublishedFile,
        index: usize,
    ) -> Result<Blob, Diagnostic> {
        let copy = &file.copies[index];
        self.read_or_make(&copy.key, || {
            let area = copy.plan.area;
            let decoded = self.decoded_picture((source.to_owned(), area));
            let scaled = decoded.get_or_init(|| decode(source, file, area)).as_ref().map_err(Clone::clone)?;
            scaled.encode(&copy.plan).map_err(|error| picture_error(source, error))
        })
    }

    /// The bytes of a picture that the cache has under a key, or else makes it.
    ///
    /// # Errors
    /// When it can't be made.
    pub(super) fn read_or_make(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<Vec<u8>, Diagnostic>,
    ) -> Result<Blob, Diagnostic> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
        let cache = self.cache.as_deref();
        if let Some(bytes) = cache.and_then(|cache| cache.read(key)) {
            return Ok(bytes.into());
        }
        let bytes = make()?;
        if let Some(cache) = cache {
            cache.write(key, &bytes);
        }
        Ok(bytes.into())
    }

    /// The keys of the copies and cards that were requested.
    pub(super) fn used_keys(&self) -> BTreeSet<String> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The length in bytes of a light copy, by the path of the picture in `content/` and the number of the copy.
    ///
    /// # Errors
    /// As [`PictureStore::render_copy`].
    pub(super) fn copy_size(
        &self,
        source: &str,
        file: &PublishedFile,
        index: usize,
    ) -> Result<u64, Diagnostic> {
        self.remembered_size(&file.copies[index].key, || Ok(self.render_copy(source, file, index)?.len()))
    }

    /// A length that was found under this key, or else is now.
    ///
    /// # Errors
    /// When it can't be.
    pub(super) fn remembered_size(
        &self,
        key: &str,
        find: impl FnOnce() -> Result<u64, Diagnostic>,
    ) -> Result<u64, Diagnostic> {
        let sizes = || self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(size) = sizes().get(key) {
            return Ok(*size);
        }
        let size = find()?;
        sizes().insert(key.to_owned(), size);
        Ok(size)
    }

    /// A picture that is decoded already, or will be by its first user.
    fn decoded_picture(&self, key: PictureKey) -> DecodedPicture {
        let mut decoded = self.decoded.lock().unwrap_or_else(PoisonError::into_inner);
        let known = decoded.iter().position(|(known, _)| *known == key);
        let entry = known.and_then(|index| decoded.remove(index));
        let entry = entry.unwrap_or_else(|| (key, DecodedPicture::default()));
        let picture = Arc::clone(&entry.1);
        decoded.push_back(entry);
        // Every thread works on a picture of its own.
        while decoded.len() > rayon::current_num_threads().max(MIN_DECODED) {
            decoded.pop_front();
        }
        picture
    }
}

fn decode(source: &str, file: &PublishedFile, area: Option<CropArea>) -> Result<ScaledPixels, Diagnostic> {
    let (format, bytes) = read_picture(source, file)?;
    media::decode_scaled(format, &bytes, area).map_err(|error| picture_error(source, error))
}

/// Format and bytes of a picture of the author's.
fn read_picture<'a>(
    source: &str,
    file: &'a PublishedFile,
) -> Result<(ImageFormat, Cow<'a, [u8]>), Diagnostic> {
    let bytes =
        file.blob.read().map_err(|error| Diagnostic::unreadable(format!("content/{source}"), &error))?;
    let format = file.picture.map(|picture| picture.format);
    let format = format.ok_or_else(|| picture_error(source, Problem::new("this isn't a picture", "")))?;
    Ok((format, bytes))
}

/// The diagnostic about a picture that no copy can be made of.
pub(super) fn picture_error(source: &str, error: Problem) -> Diagnostic {
    Diagnostic::error("MED-14", format!("content/{source}"), error.message).help(error.help)
}
