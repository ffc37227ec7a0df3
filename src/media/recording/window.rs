//! Reads a recording in parts: a film is never in memory as a whole.

use super::refusal;
use crate::vfs::Blob;

/// Bytes that are read at a time; the headers of the next parts often are among them.
const WINDOW_LEN: usize = 16 << 10;

/// The longest part that is read as a whole: a table of samples, the subtitles of a film.
const MAX_PART_LEN: u64 = 32 << 20;

/// A file, and a part of it that is in memory.
pub(super) struct Window<'a> {
    blob: &'a Blob,
    start: u64,
    bytes: Vec<u8>,
}

impl<'a> Window<'a> {
    pub(super) fn new(blob: &'a Blob) -> Self {
        Self { blob, start: 0, bytes: Vec::new() }
    }

    /// Length of the file.
    pub(super) fn len(&self) -> u64 {
        self.blob.len()
    }

    /// Some bytes; an error if the file ends before.
    pub(super) fn get(&mut self, offset: u64, len: usize) -> Result<&[u8], String> {
        let end = offset.checked_add(len as u64).filter(|end| *end <= self.len());
        let end = end.ok_or_else(refusal::incomplete)?;
        if offset < self.start || end > self.start + self.bytes.len() as u64 {
            let bytes = self.blob.read_range(offset, len.max(WINDOW_LEN));
            self.bytes = bytes.map_err(|error| refusal::unreadable(&error))?.into_owned();
            self.start = offset;
        }
        let first = usize::try_from(offset - self.start).unwrap_or(usize::MAX);
        self.bytes.get(first..).and_then(|bytes| bytes.get(..len)).ok_or_else(refusal::incomplete)
    }

    pub(super) fn array<const N: usize>(&mut self, offset: u64) -> Result<[u8; N], String> {
        self.get(offset, N)?.try_into().map_err(|_| refusal::incomplete())
    }

    pub(super) fn u16_be(&mut self, offset: u64) -> Result<u16, String> {
        self.array(offset).map(u16::from_be_bytes)
    }

    pub(super) fn u32_be(&mut self, offset: u64) -> Result<u32, String> {
        self.array(offset).map(u32::from_be_bytes)
    }

    pub(super) fn u32_le(&mut self, offset: u64) -> Result<u32, String> {
        self.array(offset).map(u32::from_le_bytes)
    }

    /// Whether these bytes are there.
    pub(super) fn has(&mut self, offset: u64, bytes: &[u8]) -> bool {
        self.get(offset, bytes.len()).is_ok_and(|found| found == bytes)
    }

    /// A whole part; an error if it is very long.
    pub(super) fn part(&mut self, offset: u64, len: u64) -> Result<Vec<u8>, String> {
        let len = usize::try_from(len.min(MAX_PART_LEN + 1)).unwrap_or(usize::MAX);
        if len as u64 > MAX_PART_LEN {
            return Err("a part of it is too long to be read".to_owned());
        }
        self.get(offset, len).map(<[u8]>::to_vec)
    }
}
