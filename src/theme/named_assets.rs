//! Finds which assets of a theme its templates and style sheets name, and the names that these are published under.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use aho_corasick::AhoCorasick;

use super::scripts::ThemeScript;
use crate::urls::encode;
use crate::vfs::Blob;
use crate::vfs::fingerprint::fingerprinted_path;

/// Extensions of assets that may name other assets where leadfolio does not read them.
const TEXT_EXTENSIONS: [&str; 9] = ["css", "html", "js", "json", "mjs", "svg", "txt", "webmanifest", "xml"];

/// Published names with a fingerprint, by path, for the assets that templates and style sheets name; both are relative to
/// `assets/`. One that another asset may name, too, such as a picture that a script loads, keeps its own name.
pub(super) fn published_names<'a>(
    assets: &BTreeMap<String, Blob>,
    scripts: &[ThemeScript],
    texts: impl Iterator<Item = &'a str>,
) -> BTreeMap<String, String> {
    let named = find_named_assets(assets, texts);
    if named.is_empty() {
        return BTreeMap::new();
    }
    let named_elsewhere = NamedFiles::in_assets(assets, scripts);
    let publish = |(path, blob): (&String, &Blob)| {
        if !named.contains(path) || named_elsewhere.contains(path) {
            return None;
        }
        // One that can't be read is reported when it is published.
        Some((path.clone(), fingerprinted_path(path, &blob.read().ok()?)?))
    };
    assets.iter().filter_map(publish).collect()
}

/// The assets whose whole path is in a template or in a style sheet. A name that a template puts together is not found.
fn find_named_assets<'a>(
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

/// Whether a character ends an address in markup or in a style sheet.
pub fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '`' | '(' | ')' | '?' | '#' | ',' | ';' | '<' | '>' | '&' | '\\')
}

/// What those assets of a theme that are text may name.
#[derive(Default)]
struct NamedFiles {
    /// Names of files, without their folders.
    files: HashSet<String>,
    /// Names of folders, whose files a script may choose from.
    folders: HashSet<String>,
}

impl NamedFiles {
    fn in_assets(assets: &BTreeMap<String, Blob>, scripts: &[ThemeScript]) -> Self {
        let mut named = Self::default();
        let is_text = |path: &str| path.rsplit('.').next().is_some_and(|end| TEXT_EXTENSIONS.contains(&end));
        let texts = assets.iter().filter(|(path, _)| is_text(path)).map(|(_, blob)| blob);
        for blob in texts.chain(scripts.iter().map(|script| &script.blob)) {
            let Ok(text) = blob.read_text() else { continue };
            for path in text.split(ends_address).filter(|path| path.contains(['.', '/'])) {
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
                if name.is_empty() {
                    named.folders.insert(folder.rsplit('/').next().unwrap_or(folder).to_owned());
                } else {
                    named.files.insert(name.to_owned());
                }
            }
        }
        named
    }

    fn contains(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = folder.rsplit('/').next().unwrap_or(folder);
        self.files.contains(name) || self.folders.contains(if folder.is_empty() { "assets" } else { folder })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::published_names;
    use crate::vfs::Blob;

    #[test]
    fn what_a_script_loads_keeps_its_name() {
        let files = [
            ("js/site.js", "load('/assets/img/one.svg'); pick('icons/' + name)"),
            ("img/one.svg", ""),
            ("img/two.svg", ""),
            ("icons/x.svg", ""),
        ];
        let assets: BTreeMap<String, Blob> =
            files.map(|(path, text)| (path.to_owned(), Blob::from(text.to_owned()))).into();
        let names = published_names(&assets, &[], files.map(|(path, _)| path).into_iter());
        let published: Vec<&str> = names.keys().map(String::as_str).collect();
        assert_eq!(published, ["img/two.svg", "js/site.js"]);
        let name = &names["img/two.svg"];
        assert!(name.starts_with("img/two.") && name.len() == "img/two.12345678.svg".len(), "{name}");
    }
}
