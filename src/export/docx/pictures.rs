//! The pictures of a document: each file once.

use crate::export::document::Picture;

/// English metric units of a pixel, at 96 pixels an inch.
const EMU_PER_PIXEL: u64 = 9525;

/// English metric units of a twentieth of a point.
const EMU_PER_TWIP: u64 = 635;

/// Pictures taller than this share of their width limit fill a page.
const MAX_HEIGHT: f64 = 1.2;

/// A file in a document.
#[derive(Clone, Debug)]
pub(super) struct PictureFile {
    /// Path below `word/`.
    pub(super) name: String,
    /// `png`, `jpeg` or `gif`.
    pub(super) kind: &'static str,
    pub(super) bytes: Vec<u8>,
    path: String,
}

/// A picture as it is placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedPicture {
    /// Its file, from 1.
    pub(super) number: usize,
    /// Width and height in English metric units.
    pub(super) width: u64,
    pub(super) height: u64,
}

/// Collects the pictures of a document.
pub(super) struct Pictures<'a> {
    read: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    max_width: u64,
    files: Vec<PictureFile>,
}

impl<'a> Pictures<'a> {
    /// `max_width` is that of the text, in twentieths of a point.
    pub(super) fn new(read: &'a dyn Fn(&str) -> Option<Vec<u8>>, max_width: u32) -> Self {
        Self { read, max_width: u64::from(max_width) * EMU_PER_TWIP, files: Vec::new() }
    }

    /// Places a picture; `None` if word processors can't show it.
    pub(super) fn place(&mut self, picture: &Picture) -> Option<PlacedPicture> {
        let known = self.files.iter().position(|file| file.path == picture.path);
        let index = match known {
            Some(index) => index,
            None => {
                let bytes = (self.read)(&picture.path)?;
                let kind = kind_of(&bytes)?;
                let name = format!("media/picture{}.{kind}", self.files.len() + 1);
                self.files.push(PictureFile { name, kind, bytes, path: picture.path.clone() });
                self.files.len() - 1
            }
        };
        let (width, height) = self.size(picture);
        Some(PlacedPicture { number: index + 1, width, height })
    }

    /// As large as on the page, if there is room.
    fn size(&self, picture: &Picture) -> (u64, u64) {
        let (width, height) = (u64::from(picture.width.max(1)), u64::from(picture.height.max(1)));
        let (width, height) = (width * EMU_PER_PIXEL, height * EMU_PER_PIXEL);
        let max_height = self.max_width as f64 * MAX_HEIGHT;
        let scale = (self.max_width as f64 / width as f64).min(max_height / height as f64).min(1.0);
        ((width as f64 * scale) as u64, ((height as f64 * scale) as u64).max(1))
    }

    pub(super) fn into_files(self) -> Vec<PictureFile> {
        self.files
    }
}

/// The format of a picture by its first bytes, as the end of a file name.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        _ => None,
    }
}
