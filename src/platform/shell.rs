//! Words of commands that a person types into a shell.

/// A word that a POSIX shell takes as it is.
pub fn quote_for_sh(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A word of a command as a shell has to be given it: quoted if it holds more than plain characters.
pub(super) fn quote(word: &str, is_posix: bool) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,~".contains(c) || !is_posix && c == '\\';
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else if is_posix {
        quote_for_sh(word)
    } else {
        // Both the command prompt and PowerShell take these quotes; a path of Windows never holds one.
        format!("\"{word}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_for_the_shell_that_it_is_typed_into() {
        for (word, posix, windows) in [
            ("dist/index.html", "dist/index.html", "dist/index.html"),
            ("my site", "'my site'", "\"my site\""),
            (r"C:\Users\Rowan\dist", r"'C:\Users\Rowan\dist'", r"C:\Users\Rowan\dist"),
            (r"\\server\share\my site", r"'\\server\share\my site'", "\"\\\\server\\share\\my site\""),
            ("Rowan's", r"'Rowan'\''s'", "\"Rowan's\""),
            ("", "''", "\"\""),
        ] {
            assert_eq!(quote(word, true), posix);
            assert_eq!(quote(word, false), windows);
        }
    }
}
