//! A file on disk that is published with changes: without some of its parts, or with others in their place. Only what is
//! new is in memory, so that a film of many megabytes can be published without the place where it was made.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::disk_file::{DiskFile, FileStamp};
use super::open::open_without_links;

/// A file on disk, and the pieces that its published copy consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchedFile {
    file: DiskFile,
    pieces: Vec<Piece>,
    /// Where each piece ends in the copy.
    ends: Vec<u64>,
}

/// One piece of a patched file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Length in bytes; of [`PieceContent::Bytes`] their number.
    pub len: u64,
    /// What is there.
    pub content: PieceContent,
}

/// What a piece of a patched file consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceContent {
    /// The original, from this offset on.
    Original(u64),
    /// Zeros.
    Zeros,
    /// Other bytes.
    Bytes(Vec<u8>),
}

impl PatchedFile {
    /// A copy of a file that consists of these pieces.
    pub fn new(file: DiskFile, pieces: Vec<Piece>) -> Self {
        let mut end = 0;
        let ends = pieces.iter().map(|piece| {
            end += piece.len;
            end
        });
        let ends = ends.collect();
        Self { file, pieces, ends }
    }

    /// A copy that consists of pieces of this copy.
    pub(super) fn patched(&self, pieces: Vec<Piece>) -> Self {
        let mut composed = Vec::new();
        for piece in pieces {
            match piece.content {
                PieceContent::Original(from) => self.push_range(from, piece.len, &mut composed),
                PieceContent::Zeros | PieceContent::Bytes(_) => composed.push(piece),
            }
        }
        Self::new(self.file.clone(), composed)
    }

    /// Appends the pieces that a range of this copy consists of.
    fn push_range(&self, from: u64, len: u64, composed: &mut Vec<Piece>) {
        let end = from.saturating_add(len).min(self.len());
        let mut at = from;
        for index in self.ends.partition_point(|end| *end <= from)..self.pieces.len() {
            if at >= end {
                break;
            }
            let piece = &self.pieces[index];
            let inside = at - (self.ends[index] - piece.len);
            let len = self.ends[index].min(end) - at;
            let content = match &piece.content {
                PieceContent::Original(from) => PieceContent::Original(from + inside),
                PieceContent::Zeros => PieceContent::Zeros,
                PieceContent::Bytes(bytes) => {
                    let rest = bytes.get(index_of(inside)..).unwrap_or_default();
                    PieceContent::Bytes(rest[..index_of(len).min(rest.len())].to_vec())
                }
            };
            composed.push(Piece { len, content });
            at += len;
        }
    }

    /// The file on disk.
    pub fn original(&self) -> &DiskFile {
        &self.file
    }

    /// Length of the copy in bytes.
    pub fn len(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Whether the length of the copy is zero.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A reader of the copy.
    ///
    /// # Errors
    /// If the file cannot be opened, or is not the version that the pieces were made for: in another one, what must not
    /// be published is somewhere else.
    pub(super) fn open(&self) -> io::Result<PatchedReader<'_>> {
        let file = open_without_links(&self.file.path)?;
        let meta = file.metadata()?;
        let stamp = self.file.stamp.is_none_or(|stamp| stamp == FileStamp::from_metadata(&meta));
        if meta.len() != self.file.len || !stamp {
            return Err(io::Error::other("it has changed; try again"));
        }
        Ok(PatchedReader { patched: self, file, position: 0 })
    }
}

/// Reads a patched file from its beginning to its end.
pub(super) struct PatchedReader<'a> {
    patched: &'a PatchedFile,
    file: File,
    position: u64,
}

impl PatchedReader<'_> {
    /// The same reader, at another place.
    pub(super) fn skip_to(self, position: u64) -> Self {
        Self { position, ..self }
    }
}

impl Read for PatchedReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Self { patched, file, position } = self;
        let index = patched.ends.partition_point(|end| *end <= *position);
        let Some(piece) = patched.pieces.get(index) else { return Ok(0) };
        let left = patched.ends[index] - *position;
        let inside = piece.len - left;
        let count = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let buffer = &mut buffer[..count];
        let count = match &piece.content {
            PieceContent::Original(from) => {
                file.seek(SeekFrom::Start(from + inside))?;
                file.read(buffer)?
            }
            PieceContent::Zeros => {
                buffer.fill(0);
                count
            }
            PieceContent::Bytes(bytes) => bytes.get(index_of(inside)..).unwrap_or_default().read(buffer)?,
        };
        *position += count as u64;
        Ok(count)
    }
}

/// Puts pieces of a content in memory together.
pub(super) fn assemble(pieces: &[Piece], original: &[u8]) -> Vec<u8> {
    let mut assembled = Vec::with_capacity(original.len());
    for Piece { len, content } in pieces {
        match content {
            PieceContent::Original(from) => {
                let rest = original.get(index_of(*from)..).unwrap_or_default();
                assembled.extend_from_slice(&rest[..index_of(*len).min(rest.len())]);
            }
            PieceContent::Zeros => assembled.resize(assembled.len() + index_of(*len), 0),
            PieceContent::Bytes(bytes) => assembled.extend_from_slice(bytes),
        }
    }
    assembled
}

fn index_of(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
