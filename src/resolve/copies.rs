//! Reports copies of pages that a cloud drive, a file manager or a backup made: `handover 2.md` beside `handover.md`, or
//! the same text under another name.
//!
//! Such a copy goes its own way from then on: it would stay public after the original was made private. Comments are not
//! compared: they are never published, and a new page has those of its template.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rayon::prelude::*;

use crate::content::markdown::strip_closed_comments;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Shortest line of a text that is compared, in characters without spaces: headings of pages may well be the same.
const MIN_LINE_CHARS: usize = 40;
/// Least number of lines that a page has in common with another one if it is a copy.
const MIN_SHARED_LINES: usize = 3;
/// Least share of the lines of the shorter page, in percent.
const MIN_SHARED_PERCENT: usize = 80;
/// The same of two pages with one title, or with a name that a copy of the other would have: one of them was edited since.
const MIN_EDITED_PERCENT: usize = 50;
/// A line that more pages than this have is a phrase of the author's, such as a note at the end.
const MAX_PAGES_WITH_LINE: usize = 20;

/// Shortest text that makes two pages with no other text copies of each other, in characters without spaces.
const MIN_TEXT_CHARS: usize = 100;
/// The same of two pages with one title.
const MIN_TITLED_TEXT_CHARS: usize = 20;

/// What to do about two pages with the same text.
const SAME_TEXT_HELP: &str =
    "delete one of the two; if you want both, say in each what is different about it";

/// A page, as far as it is compared with others.
pub(super) struct ComparedPage<'a> {
    /// Path of its file.
    pub(super) path: &'a str,
    /// Its title, if that could be read.
    pub(super) title: Option<String>,
    /// The Markdown of its body.
    pub(super) body: &'a str,
}

/// Reports pages that are copies of others, of whatever kind these are.
pub(super) fn report_copies<'a>(
    pages: impl Iterator<Item = ComparedPage<'a>>,
    diagnostics: &mut Diagnostics,
) {
    let pages: BTreeMap<&str, ComparedPage<'_>> = pages.map(|page| (page.path, page)).collect();
    let copies = CopiedTexts::find(&pages);
    for (path, page) in &pages {
        let original = original_path(path).and_then(|original| pages.get(original.as_str()));
        let (message, help) = match (original, copies.same_text.get(path)) {
            (Some(original), _) if has_same_title(page, original) => (
                format!("this page is a copy of `{}`, with the same title", original.path),
                "delete one of the two; if you want both, give this one a different title",
            ),
            (Some(original), _) if copies.are_alike(path, original.path) => {
                (format!("this page is a copy of `{}`, with the same text", original.path), SAME_TEXT_HELP)
            }
            // Nobody can tell which one is the copy. Both are errors, so that neither is published by oversight.
            (None, Some(other)) if original_path(other).is_none_or(|original| original != *path) => {
                (format!("this page has the same text as `{other}`"), SAME_TEXT_HELP)
            }
            _ => continue,
        };
        diagnostics.push(Diagnostic::error("FIL-03", *path, message).help(help));
    }
}

/// Whether two pages have one title. One that could not be read may be the same.
fn has_same_title(page: &ComparedPage<'_>, other: &ComparedPage<'_>) -> bool {
    match (&page.title, &other.title) {
        (Some(title), Some(other)) => title.trim() == other.trim(),
        _ => true,
    }
}

/// Whether one of two names is that of a copy of the other.
fn is_named_as_copy(path: &str, other: &str) -> bool {
    let is_copy = |path: &str, other: &str| original_path(path).as_deref() == Some(other);
    is_copy(path, other) || is_copy(other, path)
}

/// Pages that have most of their text in common.
struct CopiedTexts<'a> {
    /// Pairs of paths, the first one smaller.
    alike: BTreeSet<(&'a str, &'a str)>,
    /// For a page, the first other one with the same text.
    same_text: BTreeMap<&'a str, &'a str>,
}

impl<'a> CopiedTexts<'a> {
    fn find(pages: &BTreeMap<&'a str, ComparedPage<'a>>) -> Self {
        let hashes: BTreeMap<&str, TextHashes> = pages
            .par_iter()
            .map(|(path, page)| (*path, TextHashes::of(&strip_closed_comments(page.body))))
            .collect();
        let lines = |path: &str| &hashes[path].lines;
        let mut paths_by_line: Vec<(u64, &'a str)> =
            pages.keys().flat_map(|path| lines(path).iter().map(|line| (*line, *path))).collect();
        paths_by_line.sort_unstable();
        let mut shared: BTreeMap<(&'a str, &'a str), usize> = BTreeMap::new();
        let same_line = paths_by_line.chunk_by(|(line, _), (other, _)| line == other);
        for pages in same_line.filter(|pages| pages.len() <= MAX_PAGES_WITH_LINE) {
            for (index, (_, path)) in pages.iter().enumerate() {
                pages[index + 1..]
                    .iter()
                    .for_each(|(_, other)| *shared.entry((path, other)).or_default() += 1);
            }
        }
        let mut copies = Self { alike: BTreeSet::new(), same_text: BTreeMap::new() };
        for ((path, other), shared) in shared {
            let shorter = lines(path).len().min(lines(other).len());
            let is_edited_copy = is_named_as_copy(path, other) || has_same_title(&pages[path], &pages[other]);
            let least = if is_edited_copy { MIN_EDITED_PERCENT } else { MIN_SHARED_PERCENT };
            if shared < MIN_SHARED_LINES || shared * 100 < shorter * least {
                continue;
            }
            copies.add(path, other);
        }
        // Pages with the same text from first to last, however few lines that is.
        let mut first_by_text: HashMap<u64, &'a str> = HashMap::new();
        for (path, page) in pages {
            let TextHashes { whole, chars, .. } = hashes[path];
            if chars < MIN_TITLED_TEXT_CHARS {
                continue;
            }
            match first_by_text.entry(whole) {
                Entry::Occupied(first)
                    if chars >= MIN_TEXT_CHARS || has_same_title(page, &pages[first.get()]) =>
                {
                    copies.add(first.get(), path);
                }
                Entry::Occupied(_) => {}
                Entry::Vacant(entry) => {
                    entry.insert(path);
                }
            }
        }
        copies
    }

    fn add(&mut self, path: &'a str, other: &'a str) {
        self.alike.insert((path, other));
        self.same_text.entry(path).or_insert(other);
        self.same_text.entry(other).or_insert(path);
    }

    fn are_alike(&self, path: &str, other: &str) -> bool {
        self.alike.contains(&(path.min(other), path.max(other)))
    }
}

/// Hashes of the words of a text; white space does not count.
struct TextHashes {
    /// Of each line that is long enough to tell pages apart, sorted.
    lines: Vec<u64>,
    /// Of the whole text.
    whole: u64,
    /// Characters of the whole text, without spaces.
    chars: usize,
}

impl TextHashes {
    fn of(text: &str) -> Self {
        let (mut whole, mut chars) = (DefaultHasher::new(), 0);
        let mut hash_line = |line: &str| {
            let (mut hasher, mut line_chars) = (DefaultHasher::new(), 0);
            for word in line.split_whitespace() {
                word.hash(&mut hasher);
                word.hash(&mut whole);
                line_chars += word.chars().count();
            }
            chars += line_chars;
            (line_chars >= MIN_LINE_CHARS).then(|| hasher.finish())
        };
        let mut lines: Vec<u64> = text.lines().filter_map(&mut hash_line).collect();
        lines.sort_unstable();
        lines.dedup();
        Self { lines, whole: whole.finish(), chars }
    }
}

/// What file managers write before the name of a copy.
const COPY_PREFIXES: [&str; 6] = ["Copy of ", "Copia de ", "Copie de ", "Kopie von ", "Cópia de ", "Kopia "];
/// What they write after it; a number may follow.
const COPY_SUFFIXES: [&str; 11] = [
    " - Copy",
    " copy",
    "-copy",
    "_copy",
    " (copy)",
    " (another copy)",
    " - Copia",
    " - copia",
    " - Copie",
    " - Kopie",
    " Kopie",
];

/// The path that a copy was made from, by the marks that file managers and cloud drives give it.
pub(super) fn original_path(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let (stem, extension) = name.rsplit_once('.')?;
    let before = COPY_PREFIXES.iter().find_map(|mark| stem.strip_prefix(mark));
    let stem = match (before, strip_number(stem)) {
        (Some(rest), _) => rest,
        (None, unnumbered) => {
            let rest = unnumbered.unwrap_or(stem);
            let marked = COPY_SUFFIXES.iter().find_map(|mark| rest.strip_suffix(mark));
            marked.or_else(|| strip_computer(rest)).or(unnumbered)?
        }
    };
    (!stem.is_empty()).then(|| format!("{folder}/{stem}.{extension}"))
}

/// A name without the number of a copy: `handover 2`, `handover (1)`, `handover(1)`.
fn strip_number(stem: &str) -> Option<&str> {
    let is_number =
        |text: &str| !text.is_empty() && text.len() < 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let bracketed = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match bracketed.or_else(|| stem.rsplit_once(' ')) {
        Some((rest, number)) if is_number(number) => Some(rest.trim_end()),
        _ => None,
    }
}

/// A name without that of the computer, which OneDrive adds: `handover-DESKTOP-4F2K9QX`.
fn strip_computer(stem: &str) -> Option<&str> {
    let (rest, number) = stem.rsplit_once('-')?;
    let is_number =
        number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let rest = ["-DESKTOP", "-LAPTOP", "-PC"].iter().find_map(|mark| rest.strip_suffix(mark))?;
    is_number.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::original_path;

    #[test]
    fn the_marks_of_copies_are_known() {
        for name in [
            "x 2.md",
            "x (1).md",
            "x(12).md",
            "x - Copy.md",
            "x - Copy (3).md",
            "x copy.md",
            "x copy 2.md",
            "Copy of x.md",
            "x (copy).md",
            "x (another copy).md",
            "x - Kopie (2).md",
            "Kopie von x.md",
            "Copia de x.md",
            "x - Copie.md",
            "x-DESKTOP-4F2K9QX.md",
            "x-LAPTOP-12AB34CD.md",
        ] {
            assert_eq!(
                original_path(&format!("content/pages/{name}")).as_deref(),
                Some("content/pages/x.md"),
                "{name}"
            );
        }
        for name in [
            "x.md",
            "week-2.md",
            "2.md",
            "x 2024.md",
            "photocopy.md",
            "x-DESKTOP-set.md",
            "new-LAPTOP-carts.md",
        ] {
            assert_eq!(original_path(&format!("content/pages/{name}")), None, "{name}");
        }
    }
}
