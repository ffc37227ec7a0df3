//! One file a format. Each says which sources it recognizes, and reads them.

mod page_files;
mod page_furniture;
mod page_metadata;
mod plain_text;
mod saved_pages;
mod web_page;

use super::{ImportError, Imported, Source};

/// A format that can be imported.
pub(super) struct Format {
    /// What people call it, for messages.
    pub(super) description: &'static str,
    /// Whether a source is in this format. It looks at names and at the first bytes only.
    pub(super) recognizes: fn(&Source) -> bool,
    /// Reads a source in this format.
    pub(super) read: fn(&Source) -> Result<Imported, ImportError>,
}

/// Every format, the most specific first.
pub(super) const FORMATS: &[Format] = &[
    Format {
        description: "a web page saved from the browser (`.html`, `.mhtml`, or a folder with pages)",
        recognizes: web_page::recognizes,
        read: web_page::read,
    },
    Format {
        description: "text that was copied from a page or a document (`.txt`, or standard input)",
        recognizes: plain_text::recognizes,
        read: plain_text::read,
    },
];
