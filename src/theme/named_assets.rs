//! Finds which assets of a theme its templates and style sheets name.

use std::collections::{BTreeMap, BTreeSet};

use crate::vfs::Blob;

/// The assets whose whole path is in a template or in a style sheet. A name that a template puts together is not found.
pub(super) fn find_named_assets<'a>(
    assets: &BTreeMap<String, Blob>,
    texts: impl Iterator<Item = &'a str> + Clone,
) -> BTreeSet<String> {
    let is_named = |path: &&String| {
        // As it is, and as an address writes it.
        let encoded = crate::urls::encode(path);
        texts.clone().any(|text| text.contains(path.as_str()) || text.contains(&encoded))
    };
    assets.keys().filter(is_named).cloned().collect()
}
