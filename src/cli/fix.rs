//! `leadfolio check --fix`: what can be mended for certain, mended.
//!
//! A change is made in the text as it stands, so comments and order stay; it is kept only when its file has fewer
//! errors afterwards. Prose is never touched: no finding about it carries a fix.

use std::ops::Range;

use anyhow::Result;
use leadfolio::content::text;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Severity};
use leadfolio::pipeline::{self, Inputs, Memo, Options};
use leadfolio::project::Project;
use leadfolio::tree::disk;

use super::build::counted;
use super::report;

/// More changes than this are left for the next run.
const MOST: usize = 500;

/// Mends files on disk and in `inputs`, showing each change; only shows them in a dry run.
pub(super) fn run(project: &Project, inputs: &mut Inputs, options: &Options, dry_run: bool) -> Result<()> {
    let mut memo = Memo::default();
    let mut mended = 0;
    let mut refused: Vec<Diagnostic> = Vec::new();
    while mended < MOST {
        let found = pipeline::build_again(inputs, options, &mut memo).diagnostics;
        let Some(next) = found.iter().find(|it| it.fix.is_some() && !refused.contains(it)).cloned() else {
            break;
        };
        match mend(inputs, &next, &found, options, &mut memo) {
            Some(change) => {
                if !dry_run {
                    disk::replace(&project.root().join(&next.path), &change.bytes)?;
                }
                report::say(&change.shown);
                mended += 1;
            }
            None => refused.push(next),
        }
    }
    let what = counted(mended, "change", "changes");
    let how = if dry_run { "would be made" } else { "made" };
    report::say(&format!("{what} {how}\n"));
    Ok(())
}

/// A change of a file.
struct Change {
    bytes: Vec<u8>,
    /// As a diff.
    shown: String,
}

/// Mends one finding in memory; nothing when that would do no good.
fn mend(
    inputs: &mut Inputs,
    finding: &Diagnostic,
    before: &Diagnostics,
    options: &Options,
    memo: &mut Memo,
) -> Option<Change> {
    let path = finding.path.strip_prefix("content/")?;
    let old = inputs.content.get(path)?.clone();
    let bytes = old.read().ok()?.into_owned();
    let source = text::decode(&bytes).ok()?.into_owned();
    let fix = finding.fix.as_ref()?;
    let range = report::place_of(&fix.place, &source)?;
    let new = format!("{}{}{}", &source[..range.start], fix.text, &source[range.end..]);
    let encoded = encode(&new, &source, &bytes)?;
    inputs.content.insert(path, encoded.clone());
    let errors = |all: &Diagnostics| {
        all.iter().filter(|it| it.path == finding.path && it.severity == Severity::Error).count()
    };
    let after = pipeline::build_again(inputs, options, memo).diagnostics;
    // A line that cannot be read hides what is wrong after it: once it can, more may show.
    let opens = finding.rule == "YML-06" && !after.iter().any(|it| it == finding);
    let (was, is) = (errors(before), errors(&after));
    let harmless = finding.severity != Severity::Error && is == was && !after.iter().any(|it| it == finding);
    if is >= was && !opens && !harmless {
        inputs.content.insert(path, old);
        return None;
    }
    Some(Change { bytes: encoded, shown: diff(&finding.path, &source, &new, range) })
}

/// A text as its file writes it: with its byte order mark and its line ends. None when it mixes several.
fn encode(new: &str, source: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let as_written = |text: &str| {
        let mark = if bytes.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
        let text = if bytes.contains(&b'\r') { text.replace('\n', "\r\n") } else { text.to_owned() };
        format!("{mark}{text}").into_bytes()
    };
    (as_written(source) == bytes).then(|| as_written(new))
}

/// The lines that change, as `diff` shows them.
fn diff(path: &str, old: &str, new: &str, range: Range<usize>) -> String {
    let start = old[..range.start].rfind('\n').map_or(0, |it| it + 1);
    let (line, _) = text::line_column(old, start);
    let old_end = old[range.end..].find('\n').map_or(old.len(), |it| range.end + it);
    let new_end = new.len() - (old.len() - old_end);
    let lines = |sign: char, text: &str| text.lines().map(|it| format!("{sign}{it}\n")).collect::<String>();
    format!("{path}:{line}\n{}{}", lines('-', &old[start..old_end]), lines('+', &new[start..new_end]))
}
