//! What the template of the search page reads.

use serde::Serialize;

use super::shared::Link;

/// The values of the search page.
#[derive(Clone, Debug, Serialize)]
pub struct SearchContext {
    /// Filters with at least two values to choose from.
    pub filters: Vec<SearchFilter>,
    /// Links to the searchable pages, for readers without scripts.
    pub groups: Vec<SearchGroup>,
    /// Path of the search script; none if the site has no index.
    pub script: Option<String>,
    /// Path of the folder with the search index; none if the site has no index.
    pub index: Option<String>,
}

/// A filter of the search form.
#[derive(Clone, Debug, Serialize)]
pub struct SearchFilter {
    /// Name of the form field: `kind`, `status`, `year`, `approach` or `standard`.
    pub name: &'static str,
    /// Label of the form field: "Status".
    pub label: String,
    /// Values to choose from.
    pub values: Vec<String>,
}

/// Searchable pages of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct SearchGroup {
    /// Heading of the group: "Case studies".
    pub title: String,
    /// Links to the pages, up to a maximum.
    pub links: Vec<Link>,
    /// Number of pages beyond that maximum.
    pub more: usize,
}
