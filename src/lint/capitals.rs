//! Rule TXT-10: titles, summaries and headings in all capitals.

use std::ops::Range;

use super::input::PageLintInput;
use super::prose::Prose;
use crate::content::checker::Checker;
use crate::diagnostic::{Location, Severity};

/// The fewest letters of a word that cannot be an abbreviation: "UNESCO" and "SWPBIS" have six.
const MIN_WORD_LETTERS: usize = 7;

const HELP: &str = "use sentence case: capitals are slower to read, and some screen readers spell them out; \
                    keep capitals for names and abbreviations";

/// Reports each text of the front matter that is in capitals, and the first such heading: somebody who writes one in
/// capitals writes them all so.
pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    for (field, prose) in &input.headlines {
        if is_all_capitals(prose, &(0..prose.text().len())) {
            let place = Location::Field((*field).to_owned());
            let message = format!("`{field}` is in all capitals");
            checker.report_at(Severity::Info, "TXT-10", place, message, HELP);
        }
    }
    let ranges = input.body.outline.headings.iter().map(|heading| &heading.range);
    let mut found = ranges.filter(|range| is_all_capitals(&input.prose, range));
    if let Some(first) = found.next() {
        let message = match found.count() {
            0 => "this heading is in all capitals".to_owned(),
            1 => "this heading and another one are in all capitals".to_owned(),
            others => format!("this heading and {others} others are in all capitals"),
        };
        checker.report_at(Severity::Info, "TXT-10", input.location(None, first), message, HELP);
    }
}

/// Whether a range of a text is in the author's own voice and has no lowercase letter, although at least one word of it
/// is too long for an abbreviation. Code and names of files keep their capitals.
fn is_all_capitals(prose: &Prose<'_>, at: &Range<usize>) -> bool {
    let text = &prose.text()[at.clone()];
    let is_long = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() >= MIN_WORD_LETTERS;
    !text.contains(char::is_lowercase)
        && text.split(|c: char| !c.is_alphanumeric()).any(is_long)
        && prose.is_author_voice(at)
}
