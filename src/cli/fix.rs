//! `leadfolio check --fix`: applies the fixes that are certain to be right. `leadfolio upgrade` uses it, too.
//!
//! A fix edits the source text, so comments and order stay. After each, the portfolio is checked again in memory: the
//! finding must be gone and no new one may have come, or the fix is not made. Only what a syntax error has hidden may
//! come to light, and not in the lines that were changed. In prose, only marks are changed that have no effect as written,
//! such as `** bold **`.

use std::ops::Range;

use anyhow::Result;
use leadfolio::content::{document, text};
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use leadfolio::pipeline::{self, BuildCache, Inputs, Options};
use leadfolio::project::Project;
use leadfolio::rules::RuleTrait;
use leadfolio::vfs::write;

use super::common::pluralize;
use super::report;

/// Fixes per run at most; every fix costs a build.
const MAX_FIXES: usize = 500;

/// Applies fixes one by one to `inputs` and to the files on disk, and prints each as a diff. A dry run writes nothing.
pub(super) fn run(project: &Project, inputs: &mut Inputs, options: &Options, dry_run: bool) -> Result<()> {
    let mut fixer = Fixer::new(options, |_| true);
    let mut applied = 0;
    while let Some(change) = fixer.apply_next(inputs) {
        if !dry_run {
            write::replace_file(&project.root().join(&change.path), &change.bytes)?;
        }
        report::print_message(&change.diff);
        applied += 1;
    }
    let changes = pluralize(applied, "change", "changes");
    let verb = if dry_run { "would be made" } else { "made" };
    report::print_message(&format!("{changes} {verb}\n"));
    Ok(())
}

/// Applies fixes in memory, one after the other.
pub(super) struct Fixer<'a> {
    options: &'a Options,
    /// Which findings are to be fixed.
    is_wanted: fn(&Diagnostic) -> bool,
    cache: BuildCache,
    /// Findings whose fix would not improve the file.
    rejected: Vec<Diagnostic>,
    /// Fixes that may still be applied.
    left: usize,
}

impl<'a> Fixer<'a> {
    pub(super) fn new(options: &'a Options, is_wanted: fn(&Diagnostic) -> bool) -> Self {
        Self { options, is_wanted, cache: BuildCache::default(), rejected: Vec::new(), left: MAX_FIXES }
    }

    /// Applies the next fix to `inputs`; `None` if there is none left.
    pub(super) fn apply_next(&mut self, inputs: &mut Inputs) -> Option<FileChange> {
        self.left = self.left.checked_sub(1)?;
        loop {
            let diagnostics = self.find(inputs);
            let fixable = |diagnostic: &&Diagnostic| {
                diagnostic.fix.is_some()
                    && (self.is_wanted)(diagnostic)
                    && !self.rejected.contains(diagnostic)
            };
            let next = diagnostics.iter().find(fixable).cloned()?;
            match apply_fix(inputs, &next, &diagnostics, self.options, &mut self.cache) {
                Some(change) => return Some(change),
                None => self.rejected.push(next),
            }
        }
    }

    /// What is found in the files as they are by now.
    pub(super) fn find(&mut self, inputs: &Inputs) -> Diagnostics {
        pipeline::rebuild(inputs, self.options, &mut self.cache).diagnostics
    }
}

/// A file with one fix applied.
pub(super) struct FileChange {
    /// From the root of the portfolio.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// The changed lines as a diff, for the terminal.
    pub(super) diff: String,
}

/// Applies the fix of one diagnostic in memory. Reverts it and returns `None` if it does not improve the file.
fn apply_fix(
    inputs: &mut Inputs,
    diagnostic: &Diagnostic,
    before: &Diagnostics,
    options: &Options,
    cache: &mut BuildCache,
) -> Option<FileChange> {
    let path = diagnostic.path.strip_prefix("content/")?;
    let old = inputs.content.get(path)?.clone();
    let bytes = old.read().ok()?.into_owned();
    let fix = diagnostic.fix.as_ref()?;
    let Edit { encoded, new, lines, diff } = match &fix.location {
        Location::File => saved_as_utf8(&diagnostic.path, &fix.text),
        location => edit_text(&diagnostic.path, location, &fix.text, &bytes)?,
    };
    inputs.content.insert(path, encoded.clone());
    let after = pipeline::rebuild(inputs, options, cache).diagnostics;
    let changed = FixedFile { diagnostic, new: &new, lines };
    if after.iter().any(|other| other == diagnostic) || changed.has_new_finding(before, &after) {
        inputs.content.insert(path, old);
        return None;
    }
    Some(FileChange { path: diagnostic.path.clone(), bytes: encoded, diff })
}

/// A file before and after a fix.
struct Edit {
    encoded: Vec<u8>,
    /// The new text.
    new: String,
    /// The changed lines of the new text.
    lines: Range<usize>,
    diff: String,
}

/// Replaces a part of a text; `None` if it cannot be found, or if the file could not be written like its source.
fn edit_text(path: &str, location: &Location, replacement: &str, bytes: &[u8]) -> Option<Edit> {
    let source = text::decode(bytes).ok()?.into_owned();
    let range = report::location_range(location, &source)?;
    let new = format!("{}{replacement}{}", &source[..range.start], &source[range.end..]);
    let encoded = encode_like_source(&new, &source, bytes)?;
    let lines = whole_lines(&new, range.start, replacement.len());
    let diff = diff(path, &source, &new, range);
    Some(Edit { encoded, new, lines, diff })
}

/// A whole file in another encoding: no letter of it changes, so no line counts as changed.
fn saved_as_utf8(path: &str, text: &str) -> Edit {
    Edit {
        encoded: text.as_bytes().to_vec(),
        new: text.to_owned(),
        lines: 0..0,
        diff: format!("{path}\n-saved as Windows-1252\n+saved as UTF-8\n"),
    }
}

/// A file after a fix, for comparing the findings before and after it.
struct FixedFile<'a> {
    /// The finding that was fixed.
    diagnostic: &'a Diagnostic,
    /// The new text.
    new: &'a str,
    /// The changed lines of the new text.
    lines: Range<usize>,
}

impl FixedFile<'_> {
    /// Whether an error or a warning came with the fix.
    fn has_new_finding(&self, before: &Diagnostics, after: &Diagnostics) -> bool {
        let is_open = |other: &&Diagnostic| other.severity != Severity::Info && other.advice_rank().is_none();
        let key = |other: &Diagnostic| (other.rule, other.path.clone(), other.message.clone());
        let mut known: Vec<_> = before.iter().filter(is_open).map(key).collect();
        after.iter().filter(is_open).any(|other| match known.iter().position(|known| *known == key(other)) {
            Some(index) => {
                known.swap_remove(index);
                false
            }
            None => !self.was_hidden(other),
        })
    }

    /// Whether a finding was there before and could not be seen: after a syntax error, or in the text of a page that was
    /// not read to its end.
    fn was_hidden(&self, other: &Diagnostic) -> bool {
        let reveals = self.diagnostic.has_trait(RuleTrait::HidesOtherErrors);
        if other.path != self.diagnostic.path {
            return reveals;
        }
        let Some(range) = report::location_range(&other.location, self.new) else { return reveals };
        // A finding about a list or a group is shown at its first line.
        let is_here = (self.lines.start..=self.lines.end).contains(&range.start);
        !is_here && (reveals || self.is_in_body(&range))
    }

    fn is_in_body(&self, range: &Range<usize>) -> bool {
        document::body_start(self.new).is_some_and(|start| range.start >= start)
    }
}

/// The lines that hold a part of a text.
fn whole_lines(text: &str, start: usize, len: usize) -> Range<usize> {
    let end = start + len;
    let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    first..text[end..].find('\n').map_or(text.len(), |newline| end + newline)
}

/// Encodes a text like its file: with its byte order mark and line endings. `None` if the file mixes line endings.
fn encode_like_source(new: &str, source: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let encode_text = |text: &str| {
        let mark = if bytes.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
        let text = if bytes.contains(&b'\r') { text.replace('\n', "\r\n") } else { text.to_owned() };
        format!("{mark}{text}").into_bytes()
    };
    (encode_text(source) == bytes).then(|| encode_text(new))
}

/// The changed lines with `-` and `+`, after a line with path and line number. Marks stand for characters that can't be seen,
/// if their number changes: the lines would look the same.
fn diff(path: &str, old: &str, new: &str, range: Range<usize>) -> String {
    let start = old[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let (line, _) = text::line_column(old, start);
    let old_end = old[range.end..].find('\n').map_or(old.len(), |newline| range.end + newline);
    let new_end = new.len() - (old.len() - old_end);
    let (old, new) = (&old[start..old_end], &new[start..new_end]);
    let is_changed = |sign: &InvisibleSign| sign.count(old) != sign.count(new);
    let signs: Vec<_> = INVISIBLE_SIGNS.into_iter().filter(is_changed).collect();
    let lines = |sign: char, text: &str| {
        let text = signs.iter().fold(text.to_owned(), |text, sign| sign.mark(&text));
        text.lines().map(|line| format!("{sign}{line}\n")).collect::<String>()
    };
    let key: String = signs.iter().map(|sign| format!("  {} is {}\n", sign.mark, sign.name)).collect();
    format!("{path}:{line}\n{}{}{key}", lines('-', old), lines('+', new))
}

/// Characters that can't be seen or told from others, what they are called, and the mark that stands for them in a diff.
#[derive(Clone, Copy)]
struct InvisibleSign {
    characters: &'static [char],
    mark: char,
    name: &'static str,
}

impl InvisibleSign {
    fn count(self, text: &str) -> usize {
        text.matches(self.characters).count()
    }

    fn mark(self, text: &str) -> String {
        text.replace(self.characters, self.mark.encode_utf8(&mut [0; 4]))
    }
}

/// What is marked in a diff.
const INVISIBLE_SIGNS: [InvisibleSign; 3] = [
    InvisibleSign { characters: &['\u{a0}', '\u{202f}', '\u{2007}'], mark: '⍽', name: "a no-break space" },
    InvisibleSign {
        characters: &['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'],
        mark: '◌',
        name: "a character without a width",
    },
    InvisibleSign { characters: &['\t'], mark: '⇥', name: "a tab" },
];
