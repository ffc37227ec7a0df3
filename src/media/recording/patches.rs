//! What is changed in a recording before it is published.

use std::ops::Range;

use super::refusal;
use crate::vfs::{Piece, PieceContent};

/// The most changes of a file. Each takes memory, and a part of a file may have two bytes.
const MAX_EDITS: usize = 1 << 20;

/// Changes of a file. Most keep its length, because players find sound and pictures by their places in the file.
#[derive(Debug, Default)]
pub(super) struct Patches {
    is_full: bool,
    edits: Vec<(Range<u64>, Option<PieceContent>)>,
}

impl Patches {
    /// Overwrites a range with zeros.
    pub(super) fn zero(&mut self, range: Range<u64>) {
        self.add(range, Some(PieceContent::Zeros));
    }

    /// Overwrites as many bytes as these.
    pub(super) fn replace(&mut self, offset: u64, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        self.add(offset..offset.saturating_add(bytes.len() as u64), Some(PieceContent::Bytes(bytes)));
    }

    /// Leaves a range out.
    pub(super) fn remove(&mut self, range: Range<u64>) {
        self.add(range, None);
    }

    fn add(&mut self, range: Range<u64>, content: Option<PieceContent>) {
        if range.start >= range.end {
            return;
        }
        let is_full = self.edits.len() >= MAX_EDITS;
        match self.edits.last_mut() {
            // Many small parts in a row that go are one.
            Some((last, before))
                if last.end == range.start && is_same_kind(before.as_ref(), content.as_ref()) =>
            {
                last.end = range.end;
            }
            _ if is_full => self.is_full = true,
            _ => self.edits.push((range, content)),
        }
    }

    /// The pieces of the cleaned file; `None` if nothing changes.
    ///
    /// # Errors
    /// If two changes overlap: parts that lie within each other are none of a sound file. If there are too many.
    pub(super) fn into_pieces(mut self, len: u64) -> Result<Option<Vec<Piece>>, String> {
        if self.is_full {
            return Err(refusal::too_many_parts());
        }
        if self.edits.is_empty() {
            return Ok(None);
        }
        self.edits.sort_by_key(|(range, _)| range.start);
        let mut pieces = Vec::new();
        let mut position = 0;
        for (range, content) in self.edits {
            if range.start < position || range.end > len {
                return Err(refusal::damaged());
            }
            if range.start > position {
                pieces.push(original(position..range.start));
            }
            pieces.extend(content.map(|content| Piece { len: range.end - range.start, content }));
            position = range.end;
        }
        if position < len {
            pieces.push(original(position..len));
        }
        Ok(Some(pieces))
    }
}

/// Whether two changes are zeros, or both leave something out.
fn is_same_kind(one: Option<&PieceContent>, other: Option<&PieceContent>) -> bool {
    matches!((one, other), (None, None) | (Some(PieceContent::Zeros), Some(PieceContent::Zeros)))
}

fn original(range: Range<u64>) -> Piece {
    Piece { len: range.end - range.start, content: PieceContent::Original(range.start) }
}
