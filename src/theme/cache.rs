//! Keeps the theme of the last build, so that a preview loads it again only when its files or options change.

use std::collections::BTreeMap;

use super::load::{Theme, load};
use crate::content::scalar::Scalar;
use crate::diagnostic::Diagnostics;
use crate::vfs::FileTree;

/// The theme of the last build and what it was loaded from. Built-in themes never change within one run.
#[derive(Debug, Default)]
pub struct ThemeCache {
    last: Option<CachedTheme>,
}

#[derive(Debug)]
struct CachedTheme {
    name: String,
    own: FileTree,
    options: BTreeMap<String, Scalar>,
    theme: Option<Theme>,
    diagnostics: Diagnostics,
}

/// Like [`load`](super::load()), but takes the theme from the cache if it was loaded from the same files and options.
/// Returns and reports the same either way.
pub fn load_cached(
    name: &str,
    own: &FileTree,
    built_in: &FileTree,
    options: &BTreeMap<String, Scalar>,
    cache: &mut ThemeCache,
    diagnostics: &mut Diagnostics,
) -> Option<Theme> {
    let is_current = |last: &CachedTheme| {
        last.name == name && last.options == *options && own.changed_paths(&last.own).is_empty()
    };
    let last = match cache.last.take().filter(is_current) {
        Some(last) => last,
        None => {
            let mut found = Diagnostics::default();
            let theme = load(name, own, built_in, options, &mut found);
            CachedTheme {
                name: name.to_owned(),
                own: own.clone(),
                options: options.clone(),
                theme,
                diagnostics: found,
            }
        }
    };
    diagnostics.append(last.diagnostics.clone());
    cache.last.insert(last).theme.clone()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{ThemeCache, load_cached};
    use crate::diagnostic::Diagnostics;
    use crate::embedded::builtin_themes;
    use crate::vfs::{Blob, DiskFile, FileTree};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "it checks what is read from disk")]
    fn what_a_published_asset_is_called_is_kept_with_the_theme() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.pdf");
        std::fs::write(&path, "x").unwrap();
        let mut own = FileTree::default();
        own.insert(
            "commons/assets/own.pdf",
            Blob::Disk(DiskFile { path: path.clone(), len: 1, stamp: None }),
        );
        own.insert("commons/templates/own.html", "assets/own.pdf".to_owned());
        let (built_in, options, mut cache) = (builtin_themes(), BTreeMap::new(), ThemeCache::default());
        let mut load = || {
            load_cached("commons", &own, &built_in, &options, &mut cache, &mut Diagnostics::default())
                .unwrap()
        };
        let name = load().published_names["own.pdf"].clone();
        assert!(name.starts_with("own.") && name.len() == "own.12345678.pdf".len(), "{name}");
        // Nobody reads the file again.
        std::fs::remove_file(&path).unwrap();
        assert_eq!(load().published_names["own.pdf"], name);
    }

    #[test]
    fn a_theme_is_loaded_again_when_a_file_of_it_changes_and_reports_the_same_when_not() {
        let (built_in, options) = (builtin_themes(), BTreeMap::new());
        let (mut own, mut cache) = (FileTree::default(), ThemeCache::default());
        own.insert("comons/assets/css/own.css", "p { color: red }".to_owned());
        let mut build = |own: &FileTree| {
            let mut found = Diagnostics::default();
            let theme = load_cached("commons", own, &built_in, &options, &mut cache, &mut found).unwrap();
            (theme.stylesheet, found.iter().map(|diagnostic| diagnostic.rule).collect::<Vec<_>>())
        };
        let first = build(&own);
        assert_eq!(first.1, ["THM-04"], "the misspelled folder is reported");
        assert_eq!(build(&own), first, "also when the theme comes from the cache");
        own.insert("commons/assets/css/own.css", "p { color: red }".to_owned());
        assert_ne!(build(&own).0, first.0);
    }
}
