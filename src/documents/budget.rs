//! What one file may cost: a file of some kilobytes can unpack to gigabytes, or hold archives in archives without end.

use std::io::Read;

/// Bytes of all parts of a file together, after they are decompressed; the parts of documents inside it count too.
const MAX_BYTES: u64 = 64_000_000;

/// Parts of a file, those of documents inside it included.
const MAX_PARTS: usize = 10_000;

/// How deep documents may lie in documents of any kind: a spreadsheet in a presentation is 1, and so is a document that is
/// attached to a PDF.
const MAX_DEPTH: usize = 3;

/// Why a document that lies deeper is not read, as the end of a sentence.
const TOO_DEEP: &str = "it holds documents in documents in documents";

/// What is left for one file, with everything inside it.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: u64,
    parts: usize,
    /// How many documents may still lie in each other.
    depth: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: MAX_BYTES, parts: MAX_PARTS, depth: MAX_DEPTH }
    }
}

impl Budget {
    /// Reads one part to its end.
    ///
    /// # Errors
    /// When the file is too large or the part is damaged, as the end of a sentence.
    pub(super) fn read_part(&mut self, name: &str, part: impl Read) -> Result<Vec<u8>, String> {
        self.parts =
            self.parts.checked_sub(1).ok_or_else(|| format!("it holds more than {MAX_PARTS} files"))?;
        let mut bytes = Vec::new();
        let result = part.take(self.bytes + 1).read_to_end(&mut bytes);
        self.count(bytes.len())?;
        result.map_err(|_| format!("`{name}` in it is damaged"))?;
        Ok(bytes)
    }

    /// Counts bytes that were unpacked otherwise, such as the texts of a PDF.
    ///
    /// # Errors
    /// When the file is too large, as the end of a sentence.
    pub(super) fn count(&mut self, bytes: usize) -> Result<(), String> {
        let left = self.bytes.checked_sub(bytes as u64);
        self.bytes = left.unwrap_or(0);
        left.map(drop).ok_or_else(|| format!("it unpacks to more than {} MB", MAX_BYTES / 1_000_000))
    }

    /// Goes into a document inside the document.
    ///
    /// # Errors
    /// When it lies too deep, as the end of a sentence.
    pub(super) fn enter(&mut self) -> Result<(), String> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| TOO_DEEP.to_owned())?;
        Ok(())
    }

    /// Goes back to the document around.
    pub(super) fn leave(&mut self) {
        self.depth += 1;
    }
}
