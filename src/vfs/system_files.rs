//! Files that operating systems put into every folder that somebody looks at.

/// Whether a file of this name holds only what a file manager remembers of a folder. It appears again by itself, and
/// nobody misses it.
pub(super) fn is_system_file(name: &str) -> bool {
    const NAMES: [&str; 6] =
        [".ds_store", ".directory", ".localized", "desktop.ini", "ehthumbs.db", "thumbs.db"];
    // `._NAME` is where macOS keeps the attributes of a file on drives of other systems.
    name.starts_with("._") || NAMES.contains(&name.to_ascii_lowercase().as_str())
}
