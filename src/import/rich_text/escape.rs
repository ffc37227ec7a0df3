//! Text that Markdown shows as it is.

/// Escapes text inside a line. What only means something at the start of a line, [`escape_line_start`] escapes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let has_two_tildes = text.matches('~').nth(1).is_some();
    let mut before = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let after = letters.peek().map(|(_, after)| *after);
        let is_mark = match c {
            '\\' => after.is_none_or(|after| after.is_ascii_punctuation() || after.is_whitespace()),
            '`' | '*' | '[' | ']' | '$' | '{' | '|' => true,
            '_' => !(is_word(before) && is_word(after)),
            '<' => after.is_none_or(|after| after.is_ascii_alphabetic() || "/!?".contains(after)),
            '&' => is_entity(&text[at..]),
            '~' => has_two_tildes,
            '=' => after == Some('='),
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escaped
}

/// Escapes what would begin a heading, a list, a quotation, a rule or a table at the start of a line. The line is escaped
/// otherwise.
pub(crate) fn escape_line_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after_digits = &line[digits..];
    let ends_number = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..=9).contains(&digits)
        && let Some(rest) = after_digits.strip_prefix(['.', ')'])
        && ends_number(rest)
    {
        return format!("{}\\{after_digits}", &line[..digits]);
    }
    let is_underline = |mark: char| line.trim_end().chars().all(|c| c == mark);
    let begins_block = match line.chars().next() {
        Some('>') => true,
        Some('#') => ends_number(line.trim_start_matches('#')),
        Some('+' | ':') => line[1..].is_empty() || line[1..].starts_with([' ', '\t', ':']),
        Some('-') => line[1..].is_empty() || line[1..].starts_with([' ', '\t']) || is_rule(line),
        Some('=') => is_underline('='),
        Some('~') => line.starts_with("~~~"),
        _ => false,
    };
    if begins_block { format!("\\{line}") } else { line.to_owned() }
}

/// The address of a link or picture: as it is, or in angle brackets.
pub(crate) fn link_target(address: &str) -> String {
    let address: String = address
        .trim()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>()
        .replace('\\', "%5C")
        .replace('<', "%3C")
        .replace('>', "%3E");
    if address.is_empty() || address.contains([' ', '(', ')']) { format!("<{address}>") } else { address }
}

/// Only hyphens, as a rule, an underline or the rule of a table has.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | ' ' | '\t' | ':' | '|' | '\\'))
}

fn is_word(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_alphanumeric)
}

/// Whether a text begins with what looks like a reference to a character.
fn is_entity(text: &str) -> bool {
    let end = text.floor_char_boundary(text.len().min(40));
    let Some((name, _)) = text[1..end].split_once(';') else { return false };
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_escaped_only_where_they_mean_something() {
        for (text, escaped) in [
            ("2 * 3 and snake_case and _x_", "2 \\* 3 and snake_case and \\_x\\_"),
            ("$5 to $10 [sic] `code`", "\\$5 to \\$10 \\[sic\\] \\`code\\`"),
            ("a < b, <b>, AT&T, &amp; &#39;", "a < b, \\<b>, AT&T, \\&amp; \\&#39;"),
            ("~50 of 90", "~50 of 90"),
            ("~~gone~~ C:\\Users a|b {x}", "\\~\\~gone\\~\\~ C:\\Users a\\|b \\{x}"),
        ] {
            assert_eq!(escape(text), escaped);
        }
        for (line, escaped) in [
            ("# 1", "\\# 1"),
            ("#1 school", "#1 school"),
            ("1. First", "1\\. First"),
            ("2024) x", "2024\\) x"),
            ("3.5 points", "3.5 points"),
            ("- a", "\\- a"),
            ("-5 degrees", "-5 degrees"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("> x", "\\> x"),
            ("+ x", "\\+ x"),
            (": x", "\\: x"),
        ] {
            assert_eq!(escape_line_start(line), escaped);
        }
        assert_eq!(link_target("https://example.org/a b"), "<https://example.org/a b>");
        assert_eq!(link_target("files/a.png"), "files/a.png");
    }
}
