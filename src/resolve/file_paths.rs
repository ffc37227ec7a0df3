//! URL paths of published files, and file names that many systems cannot tell apart.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::platform::windows_refusal;
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

/// Reports file names that Windows can't have: there, nobody could unpack the site or continue the portfolio.
pub(super) fn report_refused_names(files: &[(String, Blob)], diagnostics: &mut Diagnostics) {
    for (source, _) in files {
        let Some(reason) = source.split('/').find_map(windows_refusal) else { continue };
        let message = format!("nobody can save this file on Windows: {reason}");
        diagnostics.push(
            Diagnostic::warning("URL-01", format!("content/{source}"), message)
                .help("give the file or its folder another name"),
        );
    }
}
