//! `leadfolio check --fix`: applies the fixes that are certain to be right.
//!
//! A fix edits the source text, so comments and order stay. It is kept only if its file has fewer errors afterwards, or
//! if it resolves a warning without adding errors. Prose is never changed: no diagnostic about it carries a fix.

use std::ops::Range;

use anyhow::Result;
use leadfolio::content::text;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Severity};
use leadfolio::pipeline::{self, BuildCache, Inputs, Options};
use leadfolio::project::Project;
use leadfolio::rules::RuleTrait;
use leadfolio::vfs::disk;

use super::common::pluralize;
use super::report;

/// Fixes per run at most; every fix costs a build.
const MAX_FIXES: usize = 500;

/// Applies fixes one by one to `inputs` and to the files on disk, and prints each as a diff. A dry run writes nothing.
pub(super) fn run(project: &Project, inputs: &mut Inputs, options: &Options, dry_run: bool) -> Result<()> {
    let mut cache = BuildCache::default();
    let mut applied = 0;
    let mut rejected: Vec<Diagnostic> = Vec::new();
    while applied < MAX_FIXES {
        let diagnostics = pipeline::rebuild(inputs, options, &mut cache).diagnostics;
        let fixable = |diagnostic: &&Diagnostic| diagnostic.fix.is_some() && !rejected.contains(diagnostic);
        let Some(next) = diagnostics.iter().find(fixable).cloned() else { break };
        match apply_fix(inputs, &next, &diagnostics, options, &mut cache) {
            Some(change) => {
                if !dry_run {
                    disk::replace_file(&project.root().join(&next.path), &change.bytes)?;
                }
                report::print_message(&change.diff);
                applied += 1;
            }
            None => rejected.push(next),
        }
    }
    let changes = pluralize(applied, "change", "changes");
    let verb = if dry_run { "would be made" } else { "made" };
    report::print_message(&format!("{changes} {verb}\n"));
    Ok(())
}

/// A file with one fix applied.
struct FileChange {
    bytes: Vec<u8>,
    /// The changed lines as a diff, for the terminal.
    diff: String,
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
    let source = text::decode(&bytes).ok()?.into_owned();
    let fix = diagnostic.fix.as_ref()?;
    let range = report::location_range(&fix.location, &source)?;
    let new = format!("{}{}{}", &source[..range.start], fix.text, &source[range.end..]);
    let encoded = encode_like_source(&new, &source, &bytes)?;
    inputs.content.insert(path, encoded.clone());
    let count_errors = |all: &Diagnostics| {
        all.iter().filter(|other| other.path == diagnostic.path && other.severity == Severity::Error).count()
    };
    let after = pipeline::rebuild(inputs, options, cache).diagnostics;
    let is_resolved = !after.iter().any(|other| other == diagnostic);
    let reveals_more = diagnostic.has_trait(RuleTrait::HidesOtherErrors) && is_resolved;
    let (errors_before, errors_after) = (count_errors(before), count_errors(&after));
    let is_harmless = diagnostic.severity != Severity::Error && errors_after == errors_before && is_resolved;
    if errors_after >= errors_before && !reveals_more && !is_harmless {
        inputs.content.insert(path, old);
        return None;
    }
    Some(FileChange { bytes: encoded, diff: diff(&diagnostic.path, &source, &new, range) })
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

/// The changed lines with `-` and `+`, after a line with path and line number.
fn diff(path: &str, old: &str, new: &str, range: Range<usize>) -> String {
    let start = old[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let (line, _) = text::line_column(old, start);
    let old_end = old[range.end..].find('\n').map_or(old.len(), |newline| range.end + newline);
    let new_end = new.len() - (old.len() - old_end);
    let lines =
        |sign: char, text: &str| text.lines().map(|line| format!("{sign}{line}\n")).collect::<String>();
    format!("{path}:{line}\n{}{}", lines('-', &old[start..old_end]), lines('+', &new[start..new_end]))
}
