//! Removes the blocks of a Markdown text that an audience may not see, before anything else parses it.
//!
//! `<!-- private -->` … `<!-- /private -->` is kept in private builds only; `<!-- panel -->` … `<!-- /panel -->` in
//! panel and private builds. The markers work everywhere, even inside code, so that no quoting can publish a secret.

use std::ops::Range;

use super::near_markers;
use crate::content::enums::Visibility;

/// A text without its hidden blocks, and the mapping from its byte offsets to those of the original text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilteredText {
    /// The text that the audience may see.
    pub text: String,
    /// One entry per removal, in order: byte offset in `text`, and total number of bytes removed up to there.
    removals: Vec<(usize, usize)>,
    /// Number of hidden blocks; nested ones count once.
    pub hidden_block_count: usize,
    /// Markers without a partner, as byte ranges of the original text: opened and never closed, or closed and never
    /// opened.
    pub unmatched_markers: Vec<Range<usize>>,
    /// Comments that look like a misspelled marker, as byte ranges of the original text (of their `<!--`).
    pub misspelled_markers: Vec<Range<usize>>,
}

impl FilteredText {
    /// Removes the blocks that an audience may not see, and all markers. An unclosed block extends to the end of the
    /// text, so that a forgotten marker cannot publish anything.
    pub fn for_audience(text: &str, audience: Visibility) -> Self {
        let mut filter = AudienceFilter {
            output: Self::default(),
            audience,
            open_blocks: Vec::new(),
            hidden_depth: 0,
            removed_bytes: 0,
        };
        let mut at = 0;
        while let Some(marker) = find_marker(text, at, &mut filter.output.misspelled_markers) {
            filter.push_text(&text[at..marker.range.start]);
            at = marker.range.end;
            filter.apply_marker(marker);
        }
        filter.push_text(&text[at..]);
        let AudienceFilter { mut output, open_blocks: open, .. } = filter;
        output.misspelled_markers.extend(near_markers::find_others(text, false));
        output
            .unmatched_markers
            .extend(open.into_iter().filter(|marker| !marker.is_crossed).map(|marker| marker.range));
        output
    }

    /// Converts a byte range of `text` to one of the original text. A range that ends where a block was removed ends
    /// before that block.
    pub fn to_source_range(&self, range: &Range<usize>) -> Range<usize> {
        let removed_before =
            |index: usize| index.checked_sub(1).map_or(0, |previous| self.removals[previous].1);
        let start = range.start + removed_before(self.removals.partition_point(|(at, _)| *at <= range.start));
        let end = range.end + removed_before(self.removals.partition_point(|(at, _)| *at < range.end));
        start..end.max(start)
    }
}

/// The first marker in a text, right or misspelled, as bytes of the text. In YAML only comments count.
pub fn find_any_marker(text: &str, is_yaml: bool) -> Option<Range<usize>> {
    let mut misspelled = Vec::new();
    let marker = find_marker(text, 0, &mut misspelled).map(|marker| marker.range);
    misspelled.extend(marker);
    misspelled.extend(near_markers::find_others(text, is_yaml));
    misspelled.into_iter().min_by_key(|range| range.start)
}

/// The state of one pass over the markers.
struct AudienceFilter {
    output: FilteredText,
    audience: Visibility,
    /// Opening markers of the open blocks, innermost last.
    open_blocks: Vec<BlockMarker>,
    /// Number of open blocks that the audience may not see; text is kept while it is 0.
    hidden_depth: usize,
    /// Number of bytes removed so far.
    removed_bytes: usize,
}

impl AudienceFilter {
    fn push_text(&mut self, text: &str) {
        if self.hidden_depth == 0 {
            self.output.text.push_str(text);
        } else {
            self.removed_bytes += text.len();
        }
    }

    fn apply_marker(&mut self, marker: BlockMarker) {
        self.removed_bytes += marker.range.len();
        if !marker.is_closing {
            let hides = marker.visibility > self.audience;
            self.output.hidden_block_count += usize::from(hides && self.hidden_depth == 0);
            self.hidden_depth += usize::from(hides);
            self.open_blocks.push(marker);
        } else {
            self.close_block(marker);
        }
        self.output.removals.push((self.output.text.len(), self.removed_bytes));
    }

    /// Closes the innermost block of the marker's visibility. Blocks that cross it stay open, since closing them would
    /// publish what is left of them; both markers of such a block are unmatched.
    fn close_block(&mut self, marker: BlockMarker) {
        let searched = self.open_blocks.len().saturating_sub(MAX_NESTING);
        let found =
            self.open_blocks[searched..].iter().rposition(|open| open.visibility == marker.visibility);
        let Some(index) = found.map(|index| searched + index) else {
            self.output.unmatched_markers.push(marker.range);
            return;
        };
        for inner in self.open_blocks[index + 1..].iter_mut().filter(|inner| !inner.is_crossed) {
            inner.is_crossed = true;
            self.output.unmatched_markers.push(inner.range.clone());
        }
        let block = self.open_blocks.remove(index);
        self.hidden_depth -= usize::from(block.visibility > self.audience);
        if block.is_crossed {
            self.output.unmatched_markers.push(marker.range);
        }
    }
}

/// How many open blocks are searched for the partner of a closing marker. Bounds the work on hostile input; nobody
/// nests deeper on purpose.
const MAX_NESTING: usize = 8;

struct BlockMarker {
    range: Range<usize>,
    visibility: Visibility,
    is_closing: bool,
    /// Whether a block that was opened before it has been closed while it was open, and both are reported.
    is_crossed: bool,
}

fn find_marker(text: &str, from: usize, misspelt: &mut Vec<Range<usize>>) -> Option<BlockMarker> {
    let mut at = from;
    while let Some(found) = text[at..].find("<!--") {
        let start = at + found;
        at = start + 4;
        let words = comment_start(&text[at..]);
        match classify_comment(&words) {
            CommentKind::Marker(visibility, is_closing) => {
                // A closing marker without its `-->` must not swallow the opening marker of the next block.
                let next = if is_closing { text[at..].find("<!--").map(|offset| at + offset) } else { None };
                let limit = next.unwrap_or(text.len());
                // The remark may be of any length. An unclosed comment extends to the end, as it does in browsers.
                let end = text[at..limit].find("-->").map_or(limit, |offset| at + offset + 3);
                return Some(BlockMarker { range: start..end, visibility, is_closing, is_crossed: false });
            }
            CommentKind::Misspelled => misspelt.push(start..at),
            CommentKind::Other => {}
        }
    }
    None
}

/// The beginning of a comment in lower case. It is limited in length, so that scanning many unclosed comments stays
/// linear.
fn comment_start(comment: &str) -> String {
    const MAX_MARKER_CHARS: usize = 80;
    let start: String = comment.trim_start().chars().take(MAX_MARKER_CHARS).collect();
    let inside = start.split_once("-->").map_or(start.as_str(), |(inside, _)| inside);
    inside.trim().to_lowercase()
}

/// What a comment means to this filter.
enum CommentKind {
    /// A marker: its visibility, and whether it closes a block.
    Marker(Visibility, bool),
    /// Not a marker, but so similar to one that the author may think it is.
    Misspelled,
    /// Any other comment, which the renderer removes.
    Other,
}

/// Classifies a comment by its first words. Lenient on purpose, because an overlooked marker publishes a secret: a
/// remark after the word (`<!-- private: not yet agreed -->`) and `begin` or `end` before it are accepted.
fn classify_comment(words: &str) -> CommentKind {
    let closing = words.strip_prefix('/').or_else(|| words.strip_prefix("end "));
    let (rest, is_closing) = closing.map_or((words, false), |rest| (rest.trim_start(), true));
    let rest = rest.strip_prefix("begin ").or_else(|| rest.strip_prefix("start ")).unwrap_or(rest);
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match word {
        "private" => CommentKind::Marker(Visibility::Private, is_closing),
        "panel" => CommentKind::Marker(Visibility::Panel, is_closing),
        _ if near_markers::is_near_marker(words) => CommentKind::Misspelled,
        _ => CommentKind::Other,
    }
}
