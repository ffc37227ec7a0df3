//! Resource limits of a YAML source.

/// Limits of a source. One that exceeds them is rejected before it costs time or memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length of the source in bytes.
    pub bytes: usize,
    /// Nesting depth of lists and groups.
    pub depth: usize,
    /// Number of lists, groups, keys and values, counting aliased nodes each time they are repeated.
    pub nodes: usize,
    /// Number of aliases (`*name`).
    pub aliases: usize,
}

impl Limits {
    /// Limits of a page's front matter: 64 kB, 10,000 nodes.
    pub const fn front_matter() -> Self {
        Self { bytes: 64 * 1024, depth: 32, nodes: 10_000, aliases: 100 }
    }

    /// Limits of a `.yaml` file, such as `people.yaml`: 4 MB, 250,000 nodes.
    pub const fn file() -> Self {
        Self { bytes: 4 * 1024 * 1024, nodes: 250_000, ..Self::front_matter() }
    }

    /// No limits except depth, for locating a field in a source that was already accepted.
    pub(super) const fn unlimited() -> Self {
        Self { bytes: usize::MAX, depth: 250, nodes: usize::MAX, aliases: usize::MAX }
    }
}
