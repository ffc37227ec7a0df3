//! Finds the tags in the text of a template.

use std::ops::Range;

/// A tag of a template, such as `{% block main %}` or `{{ title }}`.
pub(super) struct TemplateTag<'a> {
    /// Where it stands, with its braces.
    pub(super) range: Range<usize>,
    /// What is between the braces: `block main`.
    pub(super) words: &'a str,
    /// Whether it does something, `{% … %}`, instead of printing a value.
    pub(super) is_statement: bool,
}

impl<'a> TemplateTag<'a> {
    /// What is between the braces, with the blanks and dashes that `words` leaves out.
    pub(super) fn inside(&self) -> Range<usize> {
        self.range.start + 2..self.range.end - 2
    }

    /// The word that a statement begins with, which needs no blank after it, and the rest of it. A component has no such word.
    pub(super) fn split_keyword(&self) -> (&'a str, &'a str) {
        let (word, rest) = self.words.split_at(leading_name(self.words).len());
        (word, rest.trim_start())
    }
}

/// The tags of a template in order, without those in comments and in `raw` blocks. What isn't closed ends the search: it is an
/// error of the template, which the engine reports.
pub(super) fn find_tags(source: &str) -> Vec<TemplateTag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|found| at + found) {
        let rest = &source[start + 1..];
        let (end, is_statement) = match rest.chars().next() {
            Some('#') => (rest.find("#}").map(|length| start + 1 + length + 2), false),
            Some('%') => (find_tag_end(source, start + 2, "%}"), true),
            Some('{') => (find_tag_end(source, start + 2, "}}"), false),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(end) = end else { break };
        at = end;
        if rest.starts_with('#') {
            continue;
        }
        let words = source[start + 2..end - 2].trim_matches('-').trim();
        tags.push(TemplateTag { range: start..end, words, is_statement });
        if is_statement && words == "raw" {
            let Some(raw_end) = find_raw_end(&source[end..]) else { break };
            at = end + raw_end;
        }
    }
    tags
}

/// The tags of a template that are statements.
pub(super) fn find_statements(source: &str) -> impl Iterator<Item = TemplateTag<'_>> {
    find_tags(source).into_iter().filter(|tag| tag.is_statement)
}

/// Where the tag `{% endraw %}` begins: the word alone is text.
fn find_raw_end(source: &str) -> Option<usize> {
    let mut starts = source.match_indices("{%").map(|(start, _)| start);
    starts.find(|start| {
        let words = source[start + 2..].trim_start_matches('-').trim_start();
        words
            .strip_prefix("endraw")
            .is_some_and(|rest| rest.trim_start().trim_start_matches('-').starts_with("%}"))
    })
}

/// Where a tag ends; its end mark does not count in a string.
fn find_tag_end(source: &str, from: usize, mark: &str) -> Option<usize> {
    let mut at = from;
    loop {
        let is_mark_or_quote =
            |byte: &u8| mark.as_bytes().first() == Some(byte) || is_quote(char::from(*byte));
        at += source.as_bytes()[at..].iter().position(is_mark_or_quote)?;
        let rest = &source[at..];
        if rest.starts_with(mark) {
            return Some(at + mark.len());
        }
        at += if rest.starts_with(is_quote) { string_len(rest)? } else { 1 };
    }
}

/// The length of the string that a text begins with, with its quotes; `None` if it isn't closed.
pub(super) fn string_len(text: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    let (_, quote) = rest.next()?;
    while let Some((at, c)) = rest.next() {
        match c {
            '\\' => drop(rest.next()),
            _ if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

/// Whether a character can be part of a name.
pub(super) fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name that a text starts with; empty if it starts with none.
pub(super) fn leading_name(text: &str) -> &str {
    text.split(|c| !is_name_character(c)).next().unwrap_or_default()
}

/// Whether a character opens and closes a string.
pub(super) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

#[cfg(test)]
mod tests {
    use super::find_tags;

    #[test]
    fn tags_are_found_outside_of_comments_raw_blocks_and_strings() {
        for (source, wanted) in [
            ("{%- block main -%}{{ a }}{% endblock %}", vec!["block main", "a", "endblock"]),
            ("{# {% if a %} #}{ % }{{ '}}' }}", vec!["'}}'"]),
            ("{% include \"a%}\" %}{{ \"\\\"}}\" }}", vec!["include \"a%}\"", "\"\\\"}}\""]),
            ("{% raw %}{% if a %}{# endraw {%- endraw -%}{{ b }}", vec!["raw", "endraw", "b"]),
            ("{{ a }}{% raw %}{{ b }}", vec!["a", "raw"]),
            ("{{ a }}{# {{ b }}", vec!["a"]),
            ("{{ a }}{% if b's %}{{ c }}", vec!["a"]),
        ] {
            let words: Vec<&str> = find_tags(source).iter().map(|tag| tag.words).collect();
            assert_eq!(words, wanted, "{source}");
        }
    }

    #[test]
    fn a_keyword_ends_where_its_letters_end() {
        for (source, wanted) in [
            ("{% include \"a.html\" %}", ("include", "\"a.html\"")),
            ("{%-include\"a.html\"-%}", ("include", "\"a.html\"")),
            ("{% for\na in b %}", ("for", "a in b")),
            ("{% endfor %}", ("endfor", "")),
            ("{% <card> %}", ("", "<card>")),
        ] {
            assert_eq!(find_tags(source)[0].split_keyword(), wanted, "{source}");
        }
    }
}
