//! Names of files within texts.

use std::ops::Range;

/// Whether a range is part of a file name such as `jordan-example.jpg`.
pub(super) fn is_in_file_name(text: &str, at: &Range<usize>) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '%');
    /// Characters: no name of a file is longer.
    const MAX_NAME: usize = 255;
    let before = text[..at.start].chars().rev().take(MAX_NAME).take_while(|c| is_part(*c));
    let before: usize = before.map(char::len_utf8).sum();
    let after = text[at.end..].chars().take(MAX_NAME).take_while(|c| is_part(*c));
    let after: usize = after.map(char::len_utf8).sum();
    let token = text[at.start - before..at.end + after].trim_end_matches('.');
    let ending = token.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        (2..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::is_in_file_name;

    #[test]
    fn a_file_name_has_an_ending() {
        for (text, wanted) in
            [("file: zoe-7.jpg", true), ("Zoe.", false), ("See a/zoe/b.pdf", true), ("Zoe went. So", false)]
        {
            let at = text.to_lowercase().find("zoe").unwrap();
            assert_eq!(is_in_file_name(text, &(at..at + 3)), wanted, "{text}");
        }
    }
}
