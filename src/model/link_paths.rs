//! The paths and addresses that links are written with.

use std::borrow::Cow;

use crate::urls;

/// A fragment with its `#`; empty for none.
pub(super) fn format_fragment(fragment: &str) -> String {
    if fragment.is_empty() { String::new() } else { format!("#{}", encode_fragment(fragment)) }
}

/// A fragment, percent-encoded once.
pub(super) fn encode_fragment(fragment: &str) -> String {
    urls::encode(&urls::decode_lossy(fragment))
}

/// Normalizes a path relative to the project root to an NFC path in `content/`.
pub(super) fn to_content_path(source: &str) -> Cow<'_, str> {
    urls::nfc(source.strip_prefix("content/").unwrap_or(source))
}

/// The folder of a path; empty at the root.
pub(super) fn parent_folder(path: &str) -> &str {
    path.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default()
}

/// Joins two paths and resolves `.` and `..`; `None` when the result is above the root.
pub(super) fn join_paths(folder: &str, path: &str) -> Option<String> {
    let mut joined = String::with_capacity(folder.len() + path.len() + 1);
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    if path.ends_with('/') && !joined.is_empty() {
        joined.push('/');
    }
    Some(if joined.is_ascii() { joined } else { urls::nfc(&joined).into_owned() })
}

/// The scheme of an address, such as `https`; `None` for a path.
pub(super) fn parse_scheme(target: &str) -> Option<String> {
    if !target.contains(':') {
        return None;
    }
    // Browsers ignore white space and control characters in a scheme, so `java\tscript:` must not pass unnoticed.
    let stripped: String = target.chars().filter(|c| !c.is_ascii_control() && !c.is_whitespace()).collect();
    let (scheme, _) = stripped.split_once(':')?;
    let mut letters = scheme.chars();
    let starts_with_letter = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let rest_is_valid = letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (starts_with_letter && rest_is_valid).then(|| scheme.to_ascii_lowercase())
}

/// Path relative to a page, as links write it: `../files/chart.pdf`.
pub(super) fn relative_to_page(source: &str, path: &str) -> String {
    let source = to_content_path(source);
    let mut folder: Vec<&str> = parent_folder(&source).split('/').filter(|part| !part.is_empty()).collect();
    let mut rest = path;
    while let Some((first, more)) = rest.split_once('/')
        && folder.first() == Some(&first)
    {
        folder.remove(0);
        rest = more;
    }
    "../".repeat(folder.len()) + rest
}
