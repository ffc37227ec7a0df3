//! Texts in which letters may be written as numbers, in ways that no reader here knows: RTF, letters and PostScript.

use crate::vfs::lowercase_extension;

/// Endings of such texts.
const ENDINGS: [&str; 9] = ["ai", "eml", "eps", "epsf", "mbox", "mht", "mhtml", "ps", "rtf"];

/// How such texts begin, whatever they are called.
const STARTS: [&[u8]; 4] = [b"{\\rtf", b"MIME-Version:", b"%!PS", b"\x04%!PS"];

/// Whether a file is such a text, by its ending or its beginning.
pub fn is_coded_text(path: &str, bytes: &[u8]) -> bool {
    lowercase_extension(path).is_some_and(|ending| ENDINGS.contains(&ending.as_ref()))
        || STARTS.iter().any(|start| bytes.trim_ascii_start().starts_with(start))
}
