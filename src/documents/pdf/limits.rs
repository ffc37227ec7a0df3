//! How much of a file is read, and why the rest isn't.

use std::cell::{Cell, RefCell};

use super::filters::StreamFault;

/// Why a large file isn't read.
pub(super) const TOO_LARGE: &str = "it has too much content to look through";

/// Why a damaged file isn't read.
pub(super) const DAMAGED: &str = "it is damaged";

/// Bytes of one stream after it is decompressed.
pub(super) const MAX_STREAM_BYTES: usize = 32 << 20;

/// Bytes of all other streams together, each counted whenever it is read: it bounds the time.
const MAX_TOTAL_BYTES: usize = 160 << 20;

/// Bytes of all texts that were found.
const MAX_TEXT_BYTES: usize = 64 << 20;

/// Bytes of all objects together, each counted whenever it is read.
const MAX_PARSED_BYTES: usize = 256 << 20;

/// Bytes that even the smallest object counts as.
const MIN_OBJECT_COST: usize = 64;

/// Bytes that even the smallest stream counts as.
const MIN_STREAM_COST: usize = 4 << 10;

/// What may still be read of a file, and the first reason why something of it wasn't.
pub(super) struct Limits {
    bytes_left: Cell<usize>,
    parsed_left: Cell<usize>,
    text_left: Cell<usize>,
    fault: RefCell<Option<String>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes_left: Cell::new(MAX_TOTAL_BYTES),
            parsed_left: Cell::new(MAX_PARSED_BYTES),
            text_left: Cell::new(MAX_TEXT_BYTES),
            fault: RefCell::new(None),
        }
    }
}

impl Limits {
    /// Remembers why the file can't be read completely; the first reason counts.
    pub(super) fn report_fault(&self, reason: impl Into<String>) {
        self.fault.borrow_mut().get_or_insert_with(|| reason.into());
    }

    pub(super) fn take_fault(&self) -> Option<String> {
        self.fault.borrow_mut().take()
    }

    /// Counts an object that was parsed; `None` if it was one too many.
    pub(super) fn count_parsed(&self, bytes: usize) -> Option<()> {
        let left = self.parsed_left.get().checked_sub(bytes.max(MIN_OBJECT_COST));
        self.parsed_left.set(left.unwrap_or(0));
        if left.is_none() {
            self.report_fault(TOO_LARGE);
        }
        left.map(drop)
    }

    /// How many bytes the next stream may have.
    pub(super) fn of_stream(&self) -> Result<usize, StreamFault> {
        let limit = self.bytes_left.get().min(MAX_STREAM_BYTES);
        if self.is_exhausted() { Err(StreamFault::TooLarge) } else { Ok(limit) }
    }

    /// Counts a stream; `None` if it could not be decompressed, at most up to the limit.
    pub(super) fn count_stream(&self, bytes: Option<usize>) {
        let cost = bytes.unwrap_or(MAX_STREAM_BYTES / 4).max(MIN_STREAM_COST);
        self.bytes_left.set(self.bytes_left.get().saturating_sub(cost));
    }

    /// Whether so much was read that nothing more is.
    pub(super) fn is_exhausted(&self) -> bool {
        self.bytes_left.get() == 0 || self.text_left.get() == 0
    }

    /// Keeps a text; there is a limit for all of them.
    pub(super) fn keep(&self, texts: &mut Vec<String>, text: String) {
        match self.text_left.get().checked_sub(text.len()) {
            Some(left) => {
                self.text_left.set(left);
                texts.push(text);
            }
            None => {
                self.text_left.set(0);
                self.report_fault(TOO_LARGE);
            }
        }
    }
}
