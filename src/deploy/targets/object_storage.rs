//! What targets in object storage share, whether or not this build can open them.

use crate::content::checker::non_blank;

/// A prefix in a bucket: empty, or with a slash at its end and none at its start.
pub(super) fn normalize_prefix(prefix: Option<String>) -> String {
    let prefix = non_blank(prefix).unwrap_or_default();
    let prefix = prefix.trim_matches('/');
    if prefix.is_empty() { String::new() } else { format!("{prefix}/") }
}
