//! One file a format. Each says which sources it recognizes, and reads them.

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
pub(super) const FORMATS: &[Format] = &[];
