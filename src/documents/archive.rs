//! Opens the zip archives that office documents and e-books are, and refuses those in which something could be hidden.

use std::collections::HashSet;
use std::io::Cursor;

use zip::{CompressionMethod, ZipArchive};

use super::budget::Budget;

/// The bytes that a compound file (MS-CFB) begins with: an old office document, an encrypted new one, or an object that is
/// embedded in one.
pub(super) const COMPOUND_SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The bytes that an archive begins with.
pub(super) const ZIP_SIGNATURE: &[u8] = b"PK\x03\x04";

/// What begins an entry of the list at the end of an archive, and the two records after the list. APPNOTE.TXT, 4.3.
const LISTED_ENTRY: &[u8] = b"PK\x01\x02";
const END_OF_LIST_64: &[u8] = b"PK\x06\x06";
const END_OF_LIST: &[u8] = b"PK\x05\x06";

/// An archive whose parts are read one after the other.
pub(super) struct Archive<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    bytes: &'a [u8],
}

/// One part of an archive.
pub(super) struct ArchivePart {
    /// The path inside the archive.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// Whether the part is stored as it is.
    pub(super) is_stored: bool,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it cannot be read, or not in one way only, as the end of a sentence.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        if bytes.starts_with(COMPOUND_SIGNATURE) {
            return Err("it is protected by a password, or is in an old format".to_owned());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| "it is damaged".to_owned())?;
        if archive.has_duplicate_names() {
            return Err("two files in it have the same name".to_owned());
        }
        Ok(Self { archive, bytes })
    }

    /// The number of parts.
    pub(super) fn len(&self) -> usize {
        self.archive.len()
    }

    /// Reads one part; `None` for a folder.
    ///
    /// # Errors
    /// When it is encrypted, damaged or too large, as the end of a sentence.
    pub(super) fn read_part(
        &mut self,
        index: usize,
        budget: &mut Budget,
    ) -> Result<Option<ArchivePart>, String> {
        let raw = self.archive.by_index_raw(index).map_err(|_| "it is damaged".to_owned())?;
        if raw.encrypted() {
            return Err("it is protected by a password".to_owned());
        }
        let name = String::from_utf8(raw.name_raw().to_vec())
            .map_err(|_| "a name in it is not written in Unicode".to_owned())?;
        drop(raw);
        let part = self.archive.by_index(index).map_err(|_| format!("`{name}` in it is damaged"))?;
        let is_stored = part.compression() == CompressionMethod::Stored;
        let bytes = budget.read_part(&name, part)?;
        Ok((!name.ends_with('/') || !bytes.is_empty()).then_some(ArchivePart { name, bytes, is_stored }))
    }

    /// Names, comments and other texts of the archive itself.
    pub(super) fn remarks(&mut self) -> Vec<String> {
        let mut remarks = vec![String::from_utf8_lossy(self.archive.comment()).into_owned()];
        for index in 0..self.archive.len() {
            let Ok(entry) = self.archive.by_index_raw(index) else { continue };
            remarks.push(String::from_utf8_lossy(entry.name_raw()).into_owned());
            remarks.push(String::from_utf8_lossy(entry.comment_raw()).into_owned());
            let extra = entry.extra_data().unwrap_or_default();
            remarks.push(String::from_utf8_lossy(&extra).into_owned());
        }
        remarks.retain(|remark| remark.chars().any(char::is_alphabetic));
        remarks
    }

    /// Whether there are bytes that no part of the archive accounts for: before, between or after them.
    pub(super) fn has_unlisted_data(&mut self) -> bool {
        !self.covers_parts().unwrap_or(false) || !self.covers_end().unwrap_or(false)
    }

    /// Whether the parts stand one after the other from the first byte to the list of all; `None` if that is not known.
    fn covers_parts(&mut self) -> Option<bool> {
        let mut ranges = Vec::new();
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(index).ok()?;
            let start = usize::try_from(entry.header_start()).ok()?;
            let end = usize::try_from(entry.data_start()?.checked_add(entry.compressed_size())?).ok()?;
            let has_descriptor = read_u16(self.bytes, start + 6)? & 8 != 0;
            // Programs that read an archive from its beginning see another name.
            if self.bytes.get(start + 30..)?.get(..entry.name_raw().len())? != entry.name_raw() {
                return Some(false);
            }
            ranges.push((start, end, has_descriptor));
        }
        ranges.sort_unstable();
        let list = usize::try_from(self.archive.central_directory_start()).ok()?;
        ranges.push((list, list, false));
        let (mut at, mut may_have_descriptor) = (0, false);
        for (start, end, has_descriptor) in ranges {
            // Size and checksum may follow the bytes of a part, with or without a signature, in 32 or 64 bits.
            match start.checked_sub(at)? {
                0 => {}
                12 | 16 | 20 | 24 if may_have_descriptor => {}
                _ => return Some(false),
            }
            (at, may_have_descriptor) = (end, has_descriptor);
        }
        Some(true)
    }

    /// Whether the list at the end has no other entries, and nothing follows it; `None` if that is not known.
    fn covers_end(&self) -> Option<bool> {
        let mut rest = self.bytes.get(usize::try_from(self.archive.central_directory_start()).ok()?..)?;
        let mut names = HashSet::new();
        while rest.starts_with(LISTED_ENTRY) {
            let name = usize::from(read_u16(rest, 28)?);
            let others = usize::from(read_u16(rest, 30)?) + usize::from(read_u16(rest, 32)?);
            names.insert(rest.get(46..46 + name)?);
            rest = rest.get(46 + name + others..)?;
        }
        if rest.starts_with(END_OF_LIST_64) {
            // This record is followed by one of 20 bytes that says where it is.
            let len = u64::from_le_bytes(rest.get(4..12)?.try_into().ok()?);
            rest = rest.get(usize::try_from(len).ok()?.checked_add(12 + 20)?..)?;
        }
        let comment = rest.get(22..)?;
        let is_end = rest.starts_with(END_OF_LIST) && usize::from(read_u16(rest, 20)?) == comment.len();
        // With a second list in the comment, programs differ about which one is meant.
        let is_only_end = !comment.windows(4).any(|bytes| bytes == END_OF_LIST);
        Some(is_end && is_only_end && names.len() == self.archive.len())
    }
}

fn read_u16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}
