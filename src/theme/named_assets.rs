//! Finds which assets of a theme its templates and style sheets name.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use crate::urls::encode;
use crate::vfs::Blob;

/// The assets whose whole path is in a template or in a style sheet. A name that a template puts together is not found.
pub(super) fn find_named_assets<'a>(
    assets: &BTreeMap<String, Blob>,
    texts: impl Iterator<Item = &'a str>,
) -> BTreeSet<String> {
    // As it is, and as an address writes it.
    let written: Vec<(&String, String)> =
        assets.keys().flat_map(|path| [(path, path.clone()), (path, encode(path))]).collect();
    // A path may be a part of another one, so matches may overlap.
    let automaton = AhoCorasick::new(written.iter().map(|(_, written)| written))
        .expect("the names of files fit into one automaton");
    let matches = texts.flat_map(|text| automaton.find_overlapping_iter(text));
    matches.map(|found| written[found.pattern()].0.clone()).collect()
}
