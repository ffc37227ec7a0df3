//! Paths as Windows gives them when it has resolved them: `\\?\C:\portfolio`. They may have any name, but few other
//! programs take them, so they are shortened wherever the usual form means the same. It may be long, too: the standard
//! library opens a path of any length.

use super::names::windows_refusal;

/// The usual form of a resolved path, such as `C:\portfolio` or `\\server\share\portfolio`; `None` if it has none, or one
/// that means something else.
pub(super) fn usual_form(resolved: &str) -> Option<String> {
    let rest = resolved.strip_prefix(r"\\?\")?;
    let (start, names) = match rest.strip_prefix(r"UNC\") {
        Some(share) => (r"\\", share),
        None => ("", rest.get(2..).filter(|_| has_drive(rest))?),
    };
    let is_usual = |name: &str| name.is_empty() || windows_refusal(name).is_none();
    let usual = format!("{start}{}", rest.strip_prefix(r"UNC\").unwrap_or(rest));
    names.split('\\').all(is_usual).then_some(usual)
}

/// Whether a path begins at a drive: `C:\`.
fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'\\', ..] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolved_path_is_shown_as_people_write_it() {
        for (resolved, usual) in [
            (r"\\?\C:\Users\Rowan\portfolio", r"C:\Users\Rowan\portfolio"),
            (r"\\?\c:\", r"c:\"),
            (r"\\?\UNC\server\share\my site", r"\\server\share\my site"),
        ] {
            assert_eq!(usual_form(resolved).as_deref(), Some(usual), "{resolved}");
        }
        for path in [
            r"C:\portfolio",
            r"\\server\share",
            r"\\?\Volume{1}\a",
            r"\\?\C:",
            r"\\?\C:\con\a",
            r"\\?\C:\a \b",
            r"\\?\C:\a.",
            r"\\?\UNC\server\share\nul.txt",
        ] {
            assert_eq!(usual_form(path), None, "{path}");
        }
    }
}
