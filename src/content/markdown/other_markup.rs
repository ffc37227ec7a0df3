//! Finds markup of other programs, which would be printed as it is.

use super::findings::{MAX_FINDINGS, MarkdownFinding};
use super::markup::{MAX_MARKUP, MAX_SHORTCODE, Markup, between, head};
use super::text_blocks::{BlockKind, TextBlock};
use super::{citations, grid_table};
use crate::content::text::collapse_spaces;

/// Most characters of the markup that a message repeats.
const MAX_QUOTED: usize = 100;

/// What another program writes between two marks.
struct Pair {
    open: &'static str,
    close: &'static str,
    max_length: usize,
    what: &'static str,
    help: &'static str,
}

const PAIRS: [Pair; 6] = [
    Pair {
        open: "{%",
        close: "%}",
        max_length: MAX_SHORTCODE,
        what: "a Liquid tag (Jekyll, Eleventy)",
        help: "remove it, and write what it would have shown",
    },
    Pair {
        open: "{{<",
        close: ">}}",
        max_length: MAX_SHORTCODE,
        what: "a Hugo shortcode",
        help: "remove it; for a picture, write `![what it shows](../files/name.jpg)`",
    },
    Pair {
        open: "{{%",
        close: "%}}",
        max_length: MAX_SHORTCODE,
        what: "a Hugo shortcode",
        help: "remove it, and write what it would have shown",
    },
    Pair {
        open: "{{",
        close: "}}",
        max_length: MAX_MARKUP,
        what: "a template placeholder",
        help: "write the text that belongs here",
    },
    Pair {
        open: "{:",
        close: "}",
        max_length: MAX_MARKUP,
        what: "a Kramdown attribute list (Jekyll)",
        help: "remove it: the theme decides how text looks",
    },
    Pair {
        open: "[[",
        close: "]]",
        max_length: MAX_MARKUP,
        what: "a wiki link (Obsidian)",
        help: "write `[the words](page.md)`",
    },
];

/// Finds it in a block. `next_note` is a number that no footnote of the body has.
pub(super) fn find_other_markup(
    body: &str,
    block: &TextBlock,
    next_note: usize,
    findings: &mut Vec<MarkdownFinding>,
) {
    if block.kind == BlockKind::Paragraph {
        grid_table::find(body, block, findings);
    }
    let mut at = 0;
    while findings.len() < MAX_FINDINGS
        && let Some(start) = block.text[at..].find(['{', '[', '^', '@']).map(|found| at + found)
    {
        at = start + 1;
        if block.is_escaped(start) {
            continue;
        }
        let markup = match block.text.as_bytes()[start] {
            b'{' => pair(&block.text[start..])
                .or_else(|| citations::label(&block.text[start..]))
                .or_else(|| attribute_list(block, start)),
            b'[' => pair(&block.text[start..])
                .or_else(|| wordpress_shortcode(&block.text[start..]))
                .or_else(|| citations::citation(&block.text[start..])),
            b'@' => citations::cross_reference(&block.text, start),
            _ => citations::inline_note(&block.text, start),
        };
        let Some(Markup { length, what, help }) = markup else { continue };
        let range = block.range(start, start + length);
        let written = quote(&block.text[start..start + length]);
        let message = format!("`{written}` is {what}, and readers would see it as written");
        let mut finding = MarkdownFinding::new("TXT-05", range.clone(), message, help);
        if block.text[start..].starts_with('^') {
            finding.fix = citations::note_as_footnote(body, block, range, next_note);
        }
        findings.push(finding);
        at = start + length;
    }
}

/// Markup in one line, as far as a message repeats it.
fn quote(markup: &str) -> String {
    let words = collapse_spaces(&markup.replace('\0', ""));
    match words.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// Markup between two marks, up to the next opening mark.
fn pair(text: &str) -> Option<Markup> {
    PAIRS.iter().find_map(|pair| {
        let inside = between(text, pair.open, pair.close, pair.max_length)?;
        let length = pair.open.len() + inside.len() + pair.close.len();
        (!inside.trim().is_empty()).then_some(Markup { length, what: pair.what, help: pair.help })
    })
}

/// `[caption id="x"]`, `[/caption]` or `[gallery ids="1,2"]`.
fn wordpress_shortcode(text: &str) -> Option<Markup> {
    const NAMES: [&str; 6] = ["caption", "gallery", "embed", "audio", "video", "playlist"];
    let inside = head(text, MAX_MARKUP).strip_prefix('[')?;
    let inside = &inside[..inside.find(']')?];
    let name = inside.trim_start_matches('/');
    let (name, attributes) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    let is_shortcode =
        NAMES.contains(&name) && (attributes.contains('=') || text.contains(&format!("[/{name}]")));
    is_shortcode.then_some(Markup {
        length: inside.len() + 2,
        what: "a WordPress shortcode",
        help: "remove it; for a picture, write `![what it shows](../files/name.jpg)`, and the caption below it",
    })
}

/// `{width=50%}` or `{.wide #id}` directly after an image, link or other markup, and `{.wide}` at the end of a line.
fn attribute_list(block: &TextBlock, start: usize) -> Option<Markup> {
    let inside = head(&block.text[start..], MAX_MARKUP).strip_prefix('{')?;
    let length = inside.find('}')?;
    let ends_line = inside[length + 1..].lines().next().is_none_or(|rest| rest.trim().is_empty());
    let is_at_end = ends_line && inside.starts_with(['.', '#']);
    let follows_markup = is_at_end || block.text[..start].ends_with(['\0', ']', ')']);
    let is_attribute = |word: &str| word.starts_with(['.', '#']) || word.contains('=');
    let words: Vec<&str> = inside[..length].split_whitespace().collect();
    let is_list = follows_markup && !words.is_empty() && words.into_iter().all(is_attribute);
    is_list.then_some(Markup {
        length: length + 2,
        what: "a Pandoc (Quarto) attribute list",
        help: "remove it: the theme decides how large a picture is",
    })
}
