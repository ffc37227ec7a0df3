//! Finds what an author may take for a marker of a private block although it is none: the block would be published.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

use super::html_tags::{self, HtmlTag, HtmlToken};
use crate::suggest;

/// Words that speak of privacy, in small letters and without accents.
const PRIVACY_WORDS: &str = "
    panel panelversion hidden hide secret confidential confidentiel confidencial internal intern redacted redact unpublished
    nopublish nonpublic pvt priv riservato vertrouwelijk visibility audience vertraulich geheim restricted sensitive classified isprivate prive privado
    privada privados privee privees publier veroffentlichen publicar خاص سري приватно 非公開 私人";

/// Words that stand beside them in a marker; in a sentence there are others.
const ACCOMPANYING_WORDS: &str = "
    begin begins start starts end ends stop block section part text only not no do note the next following paragraph is are
    this from here for me my own eyes staff public publish non und nur fur mich ne pas sans pour moi solo para mi nicht
    offentlich of up to use members hiring top data please keep make strictly very";

/// Words that in a short comment can only mean that something is to be hidden, whatever stands beside them.
const SECRECY_WORDS: [&str; 6] =
    ["confidential", "confidencial", "confidentiel", "geheim", "secret", "vertraulich"];

/// What begins a comment or a tag, as authors and their word processors write it, and what ends it.
const OPENERS: [(&str, &[&str]); 21] = [
    ("<!-", &["->"]),
    ("<!—", &[">"]),
    ("<!–", &[">"]),
    ("<-", &["->", ">"]),
    ("<\\!", &[">"]),
    ("‹!", &["›", ">"]),
    ("‹！", &["›", ">"]),
    ("«!", &["»", ">"]),
    ("＜!", &["＞", ">"]),
    ("＜！", &["＞", ">"]),
    ("<! -", &[">"]),
    ("< !-", &[">"]),
    ("&lt;!-", &["&gt;"]),
    ("&#60;!-", &["&#62;"]),
    ("{#", &["#}"]),
    ("{%", &["%}"]),
    ("{{", &["}}"]),
    ("{/*", &["*/}"]),
    ("[//]:", &[]),
    ("[comment]:", &[]),
    (":::", &[]),
];

/// Tags that are words of their own.
const TAGS: [&str; 18] = [
    "< private >",
    "<private block>",
    "[ private ]",
    "[begin private]",
    "[end private]",
    "[!hidden]",
    "{ private }",
    "%% private %%",
    "<private>",
    "</private>",
    "[private]",
    "[/private]",
    "{private}",
    "{/private}",
    "[!private]",
    "[!panel]",
    "<panel>",
    "[panel]",
];

/// Finds where one of [`OPENERS`] or [`TAGS`] may stand.
static NOTATION_MATCHER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let notations = OPENERS.iter().map(|(opener, _)| *opener).chain(TAGS);
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(notations)
        .expect("so few patterns fit into one automaton")
});

/// The longest marker in another notation, in bytes.
const MAX_LENGTH: usize = 120;

/// Whether a comment that begins with these words, in small letters, is meant as a marker: it speaks of privacy, and of
/// nothing else.
pub(super) fn is_near_marker(words: &str) -> bool {
    const MAX_WORDS: usize = 8;
    const MAX_SHORT: usize = 2;
    let plain: String = words
        .nfkd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}'))
        .collect();
    let all: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if all.is_empty() || all.len() > MAX_WORDS {
        return false;
    }
    // `pri vate`, `p r i v a t e`
    let joined = all.concat();
    let speaks = |word: &str| {
        PRIVACY_WORDS.split_whitespace().any(|known| known == word)
            || word.starts_with("privat")
            || word.strip_prefix("end").is_some_and(|word| word.starts_with("privat"))
            || suggest::is_mistyped(word, &["private", "panel"])
    };
    let is_beside = |word: &str| ACCOMPANYING_WORDS.split_whitespace().any(|known| known == word);
    let speaks_of_privacy =
        all.iter().any(|word| speaks(word)) && all.iter().all(|word| speaks(word) || is_beside(word));
    let is_forbidden = matches!(
        all.as_slice(),
        ["not" | "do" | "dont" | "don", .., "public" | "publish" | "publication" | "share"]
            | ["nicht", .., "offentlich"]
            | ["nur", .., "mich" | "uns"]
            | ["no", "compartir"]
    );
    // `strictly private`, `TODO: private`
    let is_short = all.len() <= MAX_SHORT
        && all.iter().any(|word| word.starts_with("privat") || SECRECY_WORDS.contains(word));
    speaks_of_privacy || is_short || is_forbidden || joined == "private" || joined.starts_with("privatebegin")
}

/// Markers in another notation, `{# private #}` or `<! -- private -->`, as bytes of the text. `<!--` is left to those who
/// read comments. In YAML brackets and braces are lists and groups, so only comments count.
pub(super) fn find_others(text: &str, is_yaml: bool) -> Vec<Range<usize>> {
    let may_hold = |text: &str| NOTATION_MATCHER.is_match(text) || !is_yaml && text.contains('<');
    let mut found = Vec::new();
    if !may_hold(text) {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() < 64 * 1024 && may_hold(line) {
            find_in_line(line, start, is_yaml, &mut found);
        }
        start += line.len();
    }
    found
}

fn find_in_line(line: &str, start: usize, is_yaml: bool, found: &mut Vec<Range<usize>>) {
    let lower = line.to_ascii_lowercase();
    for (opener, closers) in OPENERS {
        let is_comment = opener.starts_with(['<', '‹', '＜', '&', '«']);
        if is_yaml && !is_comment {
            continue;
        }
        for (at, _) in lower.match_indices(opener).filter(|(at, _)| !lower[*at..].starts_with("<!--")) {
            // A container and a comment of Markdown take the whole line.
            let is_first = line[..at].trim_matches([' ', '\t', '>', '-', '*']).is_empty();
            if closers.is_empty() && !is_first {
                continue;
            }
            let rest = &lower[at + opener.len()..];
            // A marker is short, and what ends it stands right behind it.
            let rest = &rest[..rest.floor_char_boundary(MAX_LENGTH + 8)];
            let end = closers.iter().filter_map(|closer| rest.find(closer)).min().unwrap_or(rest.len());
            let inside = &rest[..rest.floor_char_boundary(end.min(MAX_LENGTH))];
            if end <= MAX_LENGTH && is_near_marker(inside) {
                found.push(
                    start + at..start + at + opener.len() + line[at + opener.len()..][..end].trim_end().len(),
                );
            }
        }
    }
    if !is_yaml {
        found.extend(find_hidden_elements(&lower).map(|tag| start + tag.start..start + tag.end));
    }
    for tag in TAGS.iter().filter(|tag| !is_yaml || tag.starts_with('<')) {
        let places =
            lower.match_indices(tag).filter(|(at, _)| !lower[at + tag.len()..].starts_with(['(', ':']));
        found.extend(places.map(|(at, _)| start + at..start + at + tag.len()));
    }
}

/// Tags of elements that a browser would hide, as `<p style="display:none">` from Word: here their text is shown.
fn find_hidden_elements(line: &str) -> impl Iterator<Item = Range<usize>> {
    /// Word writes long styles.
    const MAX_TAG: usize = 400;
    line.match_indices('<').filter_map(|(at, _)| {
        let tag = &line[at..line.floor_char_boundary(at + MAX_TAG)];
        let end = tag.find('>')? + 1;
        let is_candidate = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic())
            && ["hid", "none"].iter().any(|part| tag[..end].contains(part));
        (is_candidate && is_hidden(&tag[..end])).then_some(at..at + end)
    })
}

/// Whether a tag has an attribute that hides its element.
fn is_hidden(tag: &str) -> bool {
    const HIDING_STYLES: [&str; 3] = ["display:none", "visibility:hidden", "mso-hide:all"];
    html_tags::tokenize(tag).into_iter().any(|token| match token {
        HtmlToken::Tag(HtmlTag::Open { attributes, .. }) => attributes.iter().any(|(name, value)| {
            let value = value.replace(' ', "");
            name == "hidden" || name == "style" && HIDING_STYLES.iter().any(|hiding| value.contains(hiding))
        }),
        _ => false,
    })
}
