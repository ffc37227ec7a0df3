//! URL paths of published files, and file names that many systems cannot tell apart.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::urls;
use crate::vfs::Blob;

/// Files in `files/` that are published at the root of the site, cited or not; `.well-known/` is too.
const ROOT_FILES: [&str; 5] = ["CNAME", "_headers", "_redirects", "favicon.ico", "favicon.svg"];

/// Whether a file with this URL path is published even if no page cites it.
pub(super) fn is_root_file(path: &str) -> bool {
    ROOT_FILES.contains(&path) || path.starts_with(".well-known/")
}

/// The URL path of a file outside of page bundles: at the root, or the same as its path in `content/`.
pub(super) fn unbundled_file_path(source: &str) -> String {
    let in_files = source.strip_prefix("files/");
    let rooted = in_files.filter(|path| is_root_file(path));
    rooted.unwrap_or(source).to_owned()
}

/// Reports file names that differ only in case or Unicode normalization: many file systems treat them as equal.
pub(super) fn report_colliding_names(files: &[(String, Blob)], diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut reported = BTreeSet::new();
    for (source, _) in files {
        let key = urls::collision_key(source);
        if let Some(other) = seen.insert(key, source)
            && reported.insert(source)
        {
            let message = format!("many systems can't tell this file from `content/{other}`");
            diagnostics.push(
                Diagnostic::error("URL-02", format!("content/{source}"), message)
                    .help("rename one of the two files"),
            );
        }
    }
}
