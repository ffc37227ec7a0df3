//! Blocks that are not for everybody: cut out of the text before anything else reads it.
//!
//! `<!-- private -->` … `<!-- /private -->` stays in a private build only; `<!-- panel -->` … `<!-- /panel -->` in
//! panel and private builds. The markers work anywhere, also inside code, so that no quoting can publish a secret.

use std::ops::Range;

use crate::content::vocabulary::Visibility;

/// A text with blocks taken out, and the way back to the places of the whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// What is left.
    pub text: String,
    /// Where something was taken out: position in what is left, bytes taken out before it in all.
    shifts: Vec<(usize, usize)>,
    /// How many blocks the audience does not see; one within another counts as one.
    pub hidden_blocks: usize,
    /// Places of the whole text where a block opens that never closes, or closes that never opened.
    pub unmatched: Vec<Range<usize>>,
    /// Places of comments that are no marker and look like a misspelt one.
    pub misspelt: Vec<Range<usize>>,
}

impl Cut {
    /// Takes out what an audience must not see. A block that never closes reaches to the end.
    pub fn for_audience(text: &str, audience: Visibility) -> Self {
        let mut cutter = Cutter { cut: Self::default(), audience, open: Vec::new(), hidden: 0, taken: 0 };
        let mut at = 0;
        while let Some(marker) = next_marker(text, at, &mut cutter.cut.misspelt) {
            cutter.pass(&text[at..marker.range.start]);
            at = marker.range.end;
            cutter.turn(marker);
        }
        cutter.pass(&text[at..]);
        let Cutter { mut cut, open, .. } = cutter;
        cut.unmatched.extend(open.into_iter().map(|it| it.range));
        cut
    }

    /// The place in the whole text of a range in what is left: an end before a cut stays before it.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let before = |index: usize| index.checked_sub(1).map_or(0, |it| self.shifts[it].1);
        let start = range.start + before(self.shifts.partition_point(|(cut, _)| *cut <= range.start));
        let end = range.end + before(self.shifts.partition_point(|(cut, _)| *cut < range.end));
        start..end.max(start)
    }
}

/// One pass over the markers, with the blocks that are open.
struct Cutter {
    cut: Cut,
    audience: Visibility,
    open: Vec<Marker>,
    /// How many of the open blocks the audience must not see.
    hidden: usize,
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
        } else if self.open.iter().rev().take(MAX_NESTING).any(|it| it.visibility == marker.visibility) {
            self.close(marker.visibility);
        } else {
            self.cut.unmatched.push(marker.range);
        }
        self.cut.shifts.push((self.cut.text.len(), self.taken));
    }

    /// Closes the innermost block of a sort; what was opened inside it and not closed is a fault.
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

/// Blocks within blocks that are looked through for the one that closes; nobody nests deeper on purpose.
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
            Meaning::Marker(visibility, closes) => {
                // However long the remark; a comment that never ends takes the rest, as browsers take it.
                let end = text[at..].find("-->").map_or(text.len(), |it| at + it + 3);
                return Some(Marker { range: start..end, visibility, closes });
            }
            Meaning::Misspelt => misspelt.push(start..at),
            Meaning::Remark => {}
        }
    }
    None
}

/// The beginning of a comment: enough for the words that make a marker, so that the search stays linear.
fn first_words(comment: &str) -> String {
    const ENOUGH: usize = 40;
    let start: String = comment.chars().take(ENOUGH).collect();
    let inside = start.split_once("-->").map_or(start.as_str(), |it| it.0);
    inside.trim().to_lowercase()
}

/// What a comment says about blocks.
enum Meaning {
    Marker(Visibility, bool),
    /// No marker, and so near to one that its author may believe it is.
    Misspelt,
    Remark,
}

/// Reads the first words. A remark after the word, or `begin` and `end` before it, must not publish what was meant
/// to be kept: `<!-- private: not yet agreed -->` opens a block too.
fn meaning(words: &str) -> Meaning {
    let closing = words.strip_prefix('/').or_else(|| words.strip_prefix("end "));
    let (words, closes) = closing.map_or((words, false), |it| (it.trim_start(), true));
    let words = words.strip_prefix("begin ").or_else(|| words.strip_prefix("start ")).unwrap_or(words);
    let word = words.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
    match word {
        "private" => Meaning::Marker(Visibility::Private, closes),
        "panel" => Meaning::Marker(Visibility::Panel, closes),
        _ if ["private", "panel"].iter().any(|it| strsim::damerau_levenshtein(it, word) == 1)
            || word.starts_with("privat") =>
        {
            Meaning::Misspelt
        }
        _ => Meaning::Remark,
    }
}
