//! Names that Windows refuses. The rules hold on every system: a site is unpacked, and a portfolio continued, on others.

/// Characters that no name of a file on Windows may have; the first one begins an alternate stream of a file.
const REFUSED_CHARACTERS: &str = ":<>\"|?*\\";

/// Whether Windows takes a word for a device, so that no file can be named by it, with or without an extension.
pub(crate) fn is_device_name(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let is_numbered = |name: &str| {
        let number = word.strip_prefix(name).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(number.as_deref(), Some(['1'..='9' | '¹' | '²' | '³']))
    };
    ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&word.as_str())
        || is_numbered("com")
        || is_numbered("lpt")
}

/// Why Windows can't have a file or folder of this name; `None` if it can.
pub(crate) fn windows_refusal(name: &str) -> Option<String> {
    // Windows looks at what precedes the first dot, without the spaces at its end.
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ');
    if is_device_name(stem) {
        Some(format!("`{stem}` is a reserved name on Windows"))
    } else if name.ends_with(['.', ' ']) {
        Some("Windows leaves out a dot or a space at the end of a name".to_owned())
    } else {
        let refused = name.chars().find(|c| c.is_control() || REFUSED_CHARACTERS.contains(*c))?;
        Some(format!("Windows has no names with `{}`", refused.escape_debug()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_takes_for_something_else_are_refused() {
        for name in [
            "con",
            "CON",
            "Con.txt",
            "nul.tar.gz",
            "aux .pdf",
            "prn",
            "COM1",
            "lpt9.md",
            "com¹",
            "CONIN$",
            "plan.",
            "plan ",
            ".",
            "..",
            "a:b",
            "what?",
            "a\\b",
            "a*",
            "a|b",
            "<a>",
            "say \"no\"",
            "a\tb",
        ] {
            assert!(windows_refusal(name).is_some(), "{name}");
        }
        for name in [
            "console",
            "com",
            "com0",
            "com10",
            "lpt",
            "auxiliary.pdf",
            "nully",
            ".well-known",
            ".con",
            "a.con",
            "Ünïcode",
            "plan v2.1.pdf",
            "CNAME",
            "_headers",
            "a'b",
            "50%",
            "c#",
        ] {
            assert_eq!(windows_refusal(name), None, "{name}");
        }
    }
}
