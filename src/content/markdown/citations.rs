//! Recognizes citations, cross-references and notes within a line, as Pandoc and Quarto write them.

use std::ops::Range;

use super::markup::{MAX_MARKUP, MAX_SHORTCODE, Markup, head};
use super::text_blocks::TextBlock;
use crate::content::text::collapse_spaces;

/// What a label or cross-reference of Quarto or pandoc-crossref begins with, before `-` or `:`.
const LABEL_KINDS: [&str; 8] = ["fig", "tbl", "sec", "eq", "lst", "thm", "lem", "def"];

/// Words before a key that make a citation of it: `[see @harris, chap. 2]`.
const LEAD_INS: [&str; 9] =
    ["see", "see also", "also", "cf.", "compare", "e.g.", "for example", "from", "in"];

/// Words before the name of an account: `[Instagram @school1999]`.
const NETWORKS: [&str; 15] = [
    "account",
    "bluesky",
    "discord",
    "facebook",
    "follow",
    "handle",
    "instagram",
    "linkedin",
    "mastodon",
    "snapchat",
    "threads",
    "tiktok",
    "twitter",
    "x",
    "youtube",
];

/// How a place within a source begins: `[@harris, p. 3]`.
const LOCATORS: [&str; 10] = ["p.", "pp.", "page", "ch.", "chap", "sec", "vol", "fig", "para", "§"];

/// Brackets within brackets of a note, at most.
const MAX_DEPTH: usize = 8;

const CROSS_REFERENCE: &str = "a Quarto (Pandoc) cross-reference";
const CROSS_REFERENCE_HELP: &str = "write what it would have shown, such as “the table above”; to take readers there, link to the heading above it: `[the results](#results)`";

/// `[@harris]`, `[-@harris]` or `[see @harris2014, p. 3; @spillane]` at the start of a text.
pub(super) fn citation(text: &str) -> Option<Markup> {
    let inside = head(text, MAX_MARKUP).strip_prefix('[')?;
    let length = inside.find(['[', ']']).filter(|at| inside[*at..].starts_with(']'))?;
    let parts: Vec<&str> = inside[..length].split(';').collect();
    // A link with an address that is not read is reported as such.
    let is_link = inside[length + 1..].starts_with('(');
    let is_alone = parts.len() == 1;
    if is_link || !parts.iter().all(|part| is_cited(part, is_alone)) {
        return None;
    }
    let length = length + 2;
    let is_cross_reference = parts.iter().all(|part| {
        part.split_once('@').is_some_and(|(_, key)| LABEL_KINDS.iter().any(|kind| is_label(key, kind)))
    });
    Some(if is_cross_reference {
        Markup { length, what: CROSS_REFERENCE, help: CROSS_REFERENCE_HELP }
    } else {
        Markup {
            length,
            what: "a Pandoc (Quarto) citation",
            help: "write the author and year, such as `(Harris 2014)`, and the source in a footnote: `[^harris]` here, and `[^harris]: …` on its own line; or, if you mean these words literally, put a backslash before the bracket",
        }
    })
}

/// Whether a part of a bracket cites a source: by a key, with words around it that citations have.
fn is_cited(part: &str, is_alone: bool) -> bool {
    let Some((before, after)) = part.split_once('@') else { return false };
    let before = before.strip_suffix('-').unwrap_or(before);
    let length = key_length(after);
    let (key, after) = after.split_at(length);
    let is_word_start = before.is_empty() || before.ends_with([' ', '\n', '\0', '(']);
    // A key begins with a letter; `@name@server` is an address.
    if !key.starts_with(|c: char| c.is_alphabetic() || c == '_') || !is_word_start || after.starts_with('@') {
        return false;
    }
    let has_year = key.as_bytes().windows(4).any(|window| window.iter().all(u8::is_ascii_digit));
    let lead_in = before.trim_matches([' ', '\n', '\0', '(']).to_lowercase();
    let is_led_in = lead_in.is_empty() || LEAD_INS.contains(&lead_in.as_str());
    let is_account = lead_in.split(|c: char| !c.is_alphanumeric()).any(|word| NETWORKS.contains(&word));
    let locator = after.trim_start_matches([',', ' ', '\n', '\0', ')']);
    let is_locator = LOCATORS.iter().any(|word| locator.starts_with(word))
        || locator.starts_with(|c: char| c.is_ascii_digit());
    let is_known_key = has_year || !is_alone || LABEL_KINDS.iter().any(|kind| is_label(key, kind));
    let is_citation = locator.is_empty() || is_locator || has_year;
    is_citation && !is_account && (is_led_in || is_known_key)
}

/// The length of the key of a source at the start of a text: letters, digits, and marks between them.
fn key_length(text: &str) -> usize {
    let is_mark = |c: char| "_:.-/+#$%&?~".contains(c);
    let end = text.find(|c: char| !c.is_alphanumeric() && !is_mark(c)).unwrap_or(text.len());
    text[..end].trim_end_matches(|c: char| is_mark(c) && c != '_').len()
}

/// Whether a text begins with `fig-x` or `fig:x`.
fn is_label(text: &str, kind: &str) -> bool {
    text.strip_prefix(kind)
        .and_then(|rest| rest.strip_prefix(['-', ':']))
        .is_some_and(|name| name.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// `@fig-plan` at a position.
pub(super) fn cross_reference(text: &str, at: usize) -> Option<Markup> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || "@._-+/".contains(c)) {
        return None;
    }
    let key = head(&text[at + 1..], MAX_MARKUP);
    let length = key_length(key);
    let is_address = key[length..].starts_with('@');
    let is_reference = LABEL_KINDS.iter().any(|kind| is_label(&key[..length], kind)) && !is_address;
    is_reference.then_some(Markup { length: length + 1, what: CROSS_REFERENCE, help: CROSS_REFERENCE_HELP })
}

/// `{#eq-share}` or `{#fig-plan width=50%}` at the start of a text.
pub(super) fn label(text: &str) -> Option<Markup> {
    let inside = head(text, MAX_MARKUP).strip_prefix("{#")?;
    let length = inside.find(['{', '}', '\n']).filter(|at| inside[*at..].starts_with('}'))?;
    LABEL_KINDS.iter().any(|kind| is_label(&inside[..length], kind)).then_some(Markup {
        length: length + 3,
        what: "a Quarto (Pandoc) label",
        help: "remove it: link to the heading above instead, such as `[the results](#results)`",
    })
}

/// `^[a note]` at a position. `2^[3]` and `10^[minus 3 grams]` are powers, and `^[a-z]+` is a pattern.
pub(super) fn inline_note(text: &str, at: usize) -> Option<Markup> {
    let inside = head(&text[at..], MAX_SHORTCODE).strip_prefix("^[")?;
    let length = closing_bracket(inside)?;
    let note = inside[..length].trim_matches([' ', '\n', '\0']);
    let letters = note.chars().filter(|c| c.is_alphabetic()).count();
    let is_one_word = note.trim_end_matches(['.', '!', '?']).chars().all(char::is_alphabetic);
    let is_pattern = inside[length + 1..].starts_with(['+', '*', '$', '{', '\\']);
    let is_power = text[..at].ends_with(|c: char| c.is_ascii_digit())
        && (note.starts_with(|c: char| c.is_ascii_digit() || "-−+".contains(c))
            || ["minus ", "plus "].iter().any(|sign| note.starts_with(sign)));
    let is_note = !is_power && letters >= 3 && (is_one_word || note.contains([' ', '\n'])) && !is_pattern;
    is_note.then_some(Markup {
        length: length + 3,
        what: "a Pandoc (Quarto) note",
        help: "write `[^1]` here, and `[^1]: the note` on its own line below the paragraph",
    })
}

/// The position of the bracket that closes the one before a text.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' if depth == MAX_DEPTH => return None,
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Makes a footnote of an inline note, if it is in a paragraph that is in no other block: its text goes under the
/// paragraph. Returns what to replace and by what.
pub(super) fn note_as_footnote(
    body: &str,
    block: &TextBlock,
    range: Range<usize>,
    number: usize,
) -> Option<(Range<usize>, String)> {
    let paragraph = body.get(range.start..block.free_end(body)?)?.trim_end();
    let note = paragraph.get("^[".len()..range.len() - 1)?.trim();
    let rest = paragraph.get(range.len()..)?;
    // Indentation and empty lines would make other blocks of it.
    let note = collapse_spaces(note);
    let text = format!("[^note-{number}]{rest}\n\n[^note-{number}]: {note}");
    Some((range.start..range.start + paragraph.len(), text))
}

/// A number for the first footnote that is made of an inline note. Its label, `note-1`, does not meet the plain numbers of
/// footnotes in a private part of the page, which is not seen here.
pub(super) fn next_note(body: &str) -> usize {
    if !body.contains("^[") {
        return 1;
    }
    let number = |(at, _): (usize, &str)| -> Option<usize> {
        let label = head(&body[at + 2..], 16).strip_prefix("note-")?;
        label[..label.find(']')?].parse().ok()
    };
    body.match_indices("[^").filter_map(number).max().unwrap_or(0) + 1
}
