//! Divides Markdown that an import has written into blocks and sentences.

/// Abbreviations after which a sentence goes on.
const ABBREVIATIONS: [&str; 18] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "e.g", "i.e", "etc", "vs", "no", "approx", "sr", "jr", "z.b",
    "bzw", "ca", "dept",
];

/// The sentences of a paragraph, with the spaces between them removed.
pub(super) fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…' | '؟' | '。') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, c)) =
            chars.next_if(|(_, c)| matches!(c, '.' | '!' | '?' | '”' | '"' | '’' | ')' | '*' | '_'))
        {
            end = at + c.len_utf8();
        }
        let rest = &paragraph[end..];
        let next = rest.trim_start().chars().next();
        let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || c == '。';
        let goes_on = next.is_some_and(char::is_lowercase)
            || (c == '.' && ends_with_abbreviation(&paragraph[start..at]));
        if is_apart && !goes_on {
            sentences.push(paragraph[start..end].trim());
            start = end;
        }
    }
    sentences.push(paragraph[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

fn ends_with_abbreviation(text: &str) -> bool {
    let word = text.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
    let mut letters = word.chars();
    let is_initial = matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_alphabetic() && letter != 'i');
    is_initial || ABBREVIATIONS.contains(&word.as_str())
}

/// Text without the signs of Markdown: emphasis, links, escapes.
pub(super) fn plain_text(markdown: &str) -> String {
    let mut plain = String::with_capacity(markdown.len());
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(chars.next()),
            '*' | '`' | '[' => {}
            ']' => {
                if chars.peek() == Some(&'(') {
                    let mut depth = 0_usize;
                    for c in chars.by_ref() {
                        depth = match c {
                            '(' => depth + 1,
                            ')' => depth - 1,
                            _ => depth,
                        };
                        if depth == 0 {
                            break;
                        }
                    }
                }
            }
            '<' if chars.peek().is_some_and(|c| c.is_ascii_alphabetic() || *c == '/') => {
                chars.by_ref().find(|c| *c == '>');
            }
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{plain_text, sentences};

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        let text =
            "I asked Dr. Okafor. She agreed, e.g. on Mondays! J. Petrov led it. “It works.” Then we stopped";
        let expected = [
            "I asked Dr. Okafor.",
            "She agreed, e.g. on Mondays!",
            "J. Petrov led it.",
            "“It works.”",
            "Then we stopped",
        ];
        assert_eq!(sentences(text), expected);
    }

    #[test]
    fn the_signs_of_markdown_are_no_text() {
        assert_eq!(plain_text("a **b** [c](https://e.org/(x)) \\* <sup>2</sup>"), "a b c * 2");
    }
}
