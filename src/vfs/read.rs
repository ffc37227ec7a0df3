//! Reads the content of a blob, whole or in part.

use std::borrow::Cow;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::blob::Blob;
use super::open::open_without_links;
use super::patched::{PatchedFile, Piece, assemble};

impl Blob {
    /// The whole content as text; what is not UTF-8 in it becomes `\u{fffd}`. For files that this program made, or that it only
    /// searches: what an author wrote is decoded with an error.
    ///
    /// # Errors
    /// If the file cannot be read any more.
    pub fn read_text(&self) -> io::Result<String> {
        Ok(String::from_utf8_lossy(&self.read()?).into_owned())
    }

    /// The whole content; a file on disk is read.
    ///
    /// # Errors
    /// If the file cannot be read any more.
    pub fn read(&self) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Self::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::Static(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::Disk(file) => {
                let mut bytes = Vec::with_capacity(usize::try_from(file.len).unwrap_or_default());
                open_without_links(&file.path)?.read_to_end(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
            Self::Patched(file) => {
                let mut bytes = Vec::new();
                file.open()?.read_to_end(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// A reader of the content, which does not load a file into memory.
    ///
    /// # Errors
    /// If the file cannot be opened any more.
    pub fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Memory(bytes) => Box::new(&bytes[..]),
            Self::Static(bytes) => Box::new(*bytes),
            Self::Disk(file) => Box::new(open_without_links(&file.path)?),
            Self::Patched(file) => Box::new(file.open()?),
        })
    }

    /// The first `max_len` bytes, or fewer if the content is shorter. Of a file on disk, only these are read.
    ///
    /// # Errors
    /// If the file cannot be read any more.
    pub fn read_prefix(&self, max_len: usize) -> io::Result<Cow<'_, [u8]>> {
        self.read_range(0, max_len)
    }

    /// At most `max_len` bytes from `offset`; empty after the end. Of a file on disk, only these are read.
    ///
    /// # Errors
    /// If the file cannot be read any more.
    pub fn read_range(&self, offset: u64, max_len: usize) -> io::Result<Cow<'_, [u8]>> {
        fn slice(bytes: &[u8], offset: u64, max_len: usize) -> Cow<'_, [u8]> {
            let start = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
            Cow::Borrowed(&bytes[start..start + max_len.min(bytes.len() - start)])
        }
        match self {
            Self::Memory(bytes) => Ok(slice(bytes, offset, max_len)),
            Self::Static(bytes) => Ok(slice(bytes, offset, max_len)),
            Self::Disk(file) => {
                let mut bytes = Vec::with_capacity(max_len);
                let mut file = open_without_links(&file.path)?;
                file.seek(SeekFrom::Start(offset))?;
                file.take(max_len as u64).read_to_end(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
            Self::Patched(file) => {
                let mut bytes = Vec::with_capacity(max_len);
                file.open()?.skip_to(offset).take(max_len as u64).read_to_end(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// The content that is made of pieces of this one. A file on disk is not read.
    pub fn patched(&self, pieces: Vec<Piece>) -> Self {
        match self {
            Self::Disk(file) => Self::Patched(Arc::new(PatchedFile::new(file.clone(), pieces))),
            Self::Patched(file) => Self::Patched(Arc::new(file.patched(pieces))),
            Self::Memory(bytes) => assemble(&pieces, bytes).into(),
            Self::Static(bytes) => assemble(&pieces, bytes).into(),
        }
    }
}
