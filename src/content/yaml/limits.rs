//! How much a YAML source may hold.

/// Budgets: beyond them a source is refused before it costs time or memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of source.
    pub bytes: usize,
    /// Lists and groups within each other.
    pub depth: usize,
    /// Lists, groups, keys and values, those that aliases repeat included.
    pub nodes: usize,
    /// Aliases, `*name`.
    pub aliases: usize,
}

impl Limits {
    /// For the front matter of a page: 64 kB, 10,000 nodes.
    pub const fn front_matter() -> Self {
        Self { bytes: 64 * 1024, depth: 32, nodes: 10_000, aliases: 100 }
    }

    /// For a `.yaml` file, such as a registry of people: 4 MB, 250,000 nodes.
    pub const fn file() -> Self {
        Self { bytes: 4 * 1024 * 1024, nodes: 250_000, ..Self::front_matter() }
    }

    /// For finding a place in a source that was read already.
    pub(super) const fn none() -> Self {
        Self { bytes: usize::MAX, depth: 250, nodes: usize::MAX, aliases: usize::MAX }
    }
}
