//! Removes the blocks of a Markdown text that an audience may not see, before anything else parses it.
//!
//! `<!-- private -->` … `<!-- /private -->` is kept in private builds only; `<!-- panel -->` … `<!-- /panel -->` in
//! panel and private builds. The markers work everywhere, even inside code, so that no quoting can publish a secret.

use std::ops::Range;

use crate::content::vocabulary::Visibility;

/// A text without its hidden blocks, and the mapping from its byte offsets to those of the original text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The text that the audience may see.
    pub text: String,
    /// One entry per removal, in order: byte offset in `text`, and total number of bytes removed up to there.
    shifts: Vec<(usize, usize)>,
    /// Number of hidden blocks; nested ones count once.
    pub hidden_blocks: usize,
    /// Markers without a partner, as byte ranges of the original text: opened and never closed, or closed and never
    /// opened.
    pub unmatched: Vec<Range<usize>>,
    /// Comments that look like a misspelled marker, as byte ranges of the original text (of their `<!--`).
    pub misspelt: Vec<Range<usize>>,
}

impl Cut {
    /// Removes the blocks that an audience may not see, and all markers. An unclosed block extends to the end of the
    /// text, so that a forgotten marker cannot publish anything.
    pub fn for_audience(text: &str, audience: Visibility) -> Self {
        let mut filter = Cutter { cut: Self::default(), audience, open: Vec::new(), hidden: 0, taken: 0 };
        let mut at = 0;
        while let Some(marker) = next_marker(text, at, &mut filter.cut.misspelt) {
            filter.pass(&text[at..marker.range.start]);
            at = marker.range.end;
            filter.turn(marker);
        }
        filter.pass(&text[at..]);
        let Cutter { cut: mut output, open, .. } = filter;
        output.unmatched.extend(open.into_iter().map(|marker| marker.range));
        output
    }

    /// Converts a byte range of `text` to one of the original text. A range that ends where a block was removed ends
    /// before that block.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let removed_before =
            |index: usize| index.checked_sub(1).map_or(0, |previous| self.shifts[previous].1);
        let start = range.start + removed_before(self.shifts.partition_point(|(at, _)| *at <= range.start));
        let end = range.end + removed_before(self.shifts.partition_point(|(at, _)| *at < range.end));
        start..end.max(start)
    }
}

/// The state of one pass over the markers.
struct Cutter {
    cut: Cut,
    audience: Visibility,
    /// Opening markers of the open blocks, innermost last.
    open: Vec<Marker>,
    /// Number of open blocks that the audience may not see; text is kept while it is 0.
    hidden: usize,
    /// Number of bytes removed so far.
    taken: usize,
}

impl Cutter {
    fn pass(&mut self, text: &str) {
        if self.hidden == 0 {
            self.cut.text.push_str(text);
        } else {
            self.taken += text.len();
        }
    }

    fn turn(&mut self, marker: Marker) {
        self.taken += marker.range.len();
        if !marker.closes {
            let hides = marker.visibility > self.audience;
            self.cut.hidden_blocks += usize::from(hides && self.hidden == 0);
            self.hidden += usize::from(hides);
            self.open.push(marker);
        } else if self.open.iter().rev().take(MAX_NESTING).any(|open| open.visibility == marker.visibility) {
            self.close(marker.visibility);
        } else {
            self.cut.unmatched.push(marker.range);
        }
        self.cut.shifts.push((self.cut.text.len(), self.taken));
    }

    /// Closes the innermost block of a visibility; blocks that are still open inside it are unmatched.
    fn close(&mut self, visibility: Visibility) {
        while let Some(block) = self.open.pop() {
            self.hidden -= usize::from(block.visibility > self.audience);
            if block.visibility == visibility {
                return;
            }
            self.cut.unmatched.push(block.range);
        }
    }
}

/// How many open blocks are searched for the partner of a closing marker. Bounds the work on hostile input; nobody
/// nests deeper on purpose.
const MAX_NESTING: usize = 8;

struct Marker {
    range: Range<usize>,
    visibility: Visibility,
    closes: bool,
}

fn next_marker(text: &str, from: usize, misspelt: &mut Vec<Range<usize>>) -> Option<Marker> {
    let mut at = from;
    while let Some(found) = text[at..].find("<!--") {
        let start = at + found;
        at = start + 4;
        let words = first_words(&text[at..]);
        match meaning(&words) {
            Meaning::Marker(visibility, is_closing) => {
                // The remark may be of any length. An unclosed comment extends to the end, as it does in browsers.
                let end = text[at..].find("-->").map_or(text.len(), |offset| at + offset + 3);
                return Some(Marker { range: start..end, visibility, closes: is_closing });
            }
            Meaning::Misspelt => misspelt.push(start..at),
            Meaning::Remark => {}
        }
    }
    None
}

/// The beginning of a comment in lower case. It is limited in length, so that scanning many unclosed comments stays
/// linear.
fn first_words(comment: &str) -> String {
    const MAX_MARKER_CHARS: usize = 40;
    let start: String = comment.chars().take(MAX_MARKER_CHARS).collect();
    let inside = start.split_once("-->").map_or(start.as_str(), |(inside, _)| inside);
    inside.trim().to_lowercase()
}

/// What a comment means to this filter.
enum Meaning {
    /// A marker: its visibility, and whether it closes a block.
    Marker(Visibility, bool),
    /// Not a marker, but so similar to one that the author may think it is.
    Misspelt,
    /// Any other comment, which the renderer removes.
    Remark,
}

/// Classifies a comment by its first words. Lenient on purpose, because an overlooked marker publishes a secret: a
/// remark after the word (`<!-- private: not yet agreed -->`) and `begin` or `end` before it are accepted.
fn meaning(words: &str) -> Meaning {
    let closing = words.strip_prefix('/').or_else(|| words.strip_prefix("end "));
    let (words, is_closing) = closing.map_or((words, false), |rest| (rest.trim_start(), true));
    let words = words.strip_prefix("begin ").or_else(|| words.strip_prefix("start ")).unwrap_or(words);
    let word = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match word {
        "private" => Meaning::Marker(Visibility::Private, is_closing),
        "panel" => Meaning::Marker(Visibility::Panel, is_closing),
        _ if ["private", "panel"].iter().any(|marker| strsim::damerau_levenshtein(marker, word) == 1)
            || word.starts_with("privat") =>
        {
            Meaning::Misspelt
        }
        _ => Meaning::Remark,
    }
}
