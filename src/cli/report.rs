//! Prints diagnostics and messages on the terminal.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anyhow::{Context as _, Result, bail};
use leadfolio::content::advice::HelpWriter;
use leadfolio::content::{document, text};
use leadfolio::deploy::redact::redact;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use leadfolio::pipeline::{Inputs, Options};
use leadfolio::rules::RuleTrait;

use super::common::{check_command, pluralize};

/// Diagnostics printed per run; more are counted.
const MAX_PRINTED: usize = 60;

/// Bytes of a file that is read to quote from it; larger ones no one wrote by hand.
const MAX_QUOTED_BYTES: u64 = 32_000_000;

/// Lines of context before and after the range of a diagnostic.
const CONTEXT_LINES: usize = 1;

/// Prints a message on stderr. If the terminal is gone or the disk is full, there is nobody to tell, and what was asked for
/// is done all the same.
pub(super) fn print_message(message: &str) {
    let _ = writeln!(anstream::stderr(), "{}", redact(message));
}

/// Prints a question on stderr; the answer follows on the same line.
///
/// # Errors
/// If it cannot be written, so that nobody can answer.
pub(super) fn print_prompt(question: &str) -> io::Result<()> {
    let mut terminal = anstream::stderr();
    write!(terminal, "{} ", redact(question))?;
    terminal.flush()
}

/// Asks a yes/no question; no is the default.
///
/// # Errors
/// If stdin is not a terminal, so that nobody can answer.
pub(super) fn confirm(question: &str) -> Result<bool> {
    if !io::stdin().is_terminal() {
        bail!(
            "this is not a terminal, so leadfolio can't ask you to confirm\n\
             pass `--yes` to go ahead, or `--dry-run` to see what would change"
        );
    }
    print_prompt(&format!("{question} [y/N]"))?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str()))
}

/// Prints data on stdout.
///
/// # Errors
/// If not all of it can be written; not if the reader wanted no more of it.
pub(super) fn print_data(text: &str) -> Result<()> {
    let mut stdout = anstream::stdout();
    match stdout.write_all(redact(text).as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write the output")
        }
        _ => Ok(()),
    }
}

/// Says how to apply the fixes of diagnostics of a build with these options, if there are any; those of advice count only if
/// `advice` is set.
pub(super) fn print_fix_hint(all: &Diagnostics, options: &Options, advice: bool) {
    let is_fixable = |diagnostic: &Diagnostic| {
        diagnostic.fix.is_some()
            && diagnostic.accepted.is_none()
            && (advice || diagnostic.advice_rank().is_none())
    };
    if all.iter().any(is_fixable) {
        // No check sees all pages of the other builds; it sees most of them.
        let (what, check) = match check_command(options) {
            Some(check) => ("some of this can be fixed automatically", check),
            None => ("it may be possible to fix some of this automatically", "leadfolio check"),
        };
        print_message(&format!("{what}. Run `{check} --fix --dry-run` to see what"));
    }
}

/// Prints an error that ended the command: the first line as the title, further lines as help.
pub(super) fn print_error(error: &anyhow::Error) {
    let error = escape_control(&format!("{error:#}"));
    let (first, rest) = error.split_once('\n').unwrap_or((&error, ""));
    let title = Level::ERROR.primary_title(first);
    let report = match rest.trim() {
        "" => Group::with_title(title),
        rest => Group::with_title(title).element(Level::HELP.message(rest.to_owned())),
    };
    print_message(&Renderer::styled().render(&[report]));
}

/// Prints diagnostics on stderr, errors last, next to the prompt. Advice only with `advice`.
pub(super) fn print_diagnostics(all: &Diagnostics, inputs: &Inputs, advice: bool) {
    let shown = |diagnostic: &&Diagnostic| {
        diagnostic.accepted.is_none() && (advice || diagnostic.advice_rank().is_none())
    };
    for excerpt in render_diagnostics(all.iter().filter(shown), inputs) {
        print_message(&format!("{excerpt}\n"));
    }
}

/// Renders diagnostics with source excerpts, errors last. Of more than [`MOST`] the least severe are counted.
pub(super) fn render_diagnostics<'a>(
    all: impl Iterator<Item = &'a Diagnostic>,
    inputs: &Inputs,
) -> Vec<String> {
    let mut sources = SourceTexts::new(inputs);
    let mut sorted: Vec<&Diagnostic> = all.collect();
    let writer = HelpWriter::new(sorted.iter().copied());
    // The first ones are left out if there are too many.
    sorted.sort_by_key(|diagnostic| {
        (std::cmp::Reverse(diagnostic.severity), !diagnostic.has_trait(RuleTrait::ReportsSample))
    });
    let skipped = sorted.len().saturating_sub(MAX_PRINTED);
    let shown = sorted.into_iter().skip(skipped);
    let mut rendered: Vec<String> = shown
        .map(|diagnostic| render_diagnostic(diagnostic, sources.text(&diagnostic.path), &writer))
        .collect();
    if skipped > 0 {
        rendered.push(format!("… and {skipped} more. Run `leadfolio check --format short` to see them all"));
    }
    rendered
}

/// Files whose advice is listed; those after them are counted.
const MAX_ADVISED_FILES: usize = 50;

/// How many improvements a file is offered at a time.
const NEXT_IMPROVEMENTS: usize = 3;

/// The advice about every file, the most useful first.
pub(super) fn render_advice(all: &Diagnostics, inputs: &Inputs) -> String {
    let mut sources = SourceTexts::new(inputs);
    let files = all.advice_by_file();
    let writer = HelpWriter::new(all.iter());
    let mut text = String::new();
    for (path, advice) in files.iter().take(MAX_ADVISED_FILES) {
        let count = pluralize(advice.len(), "suggestion", "suggestions");
        let heading = if advice.len() > NEXT_IMPROVEMENTS {
            format!("{count}. Next three improvements:")
        } else {
            format!("{count}:")
        };
        text += &format!("{}: {heading}\n", escape_control(path));
        let source = sources.text(path);
        let lines: Vec<Option<String>> =
            advice.iter().map(|diagnostic| writer.instruction(diagnostic, source)).collect();
        for (index, diagnostic) in advice.iter().enumerate() {
            if index == NEXT_IMPROVEMENTS {
                text.push_str("  Later:\n");
            }
            let line = lines[index].as_ref();
            let same = lines[..index].iter().position(|other| line.is_some() && other.as_ref() == line);
            let same = same.map(|same| format!("the line in suggestion {} fixes this too", same + 1));
            let help = same.or_else(|| writer.help(diagnostic, source));
            text += &render_suggestion(index + 1, diagnostic, help, source);
        }
        text.push('\n');
    }
    let more: Vec<&Vec<&Diagnostic>> = files.values().skip(MAX_ADVISED_FILES).collect();
    if !more.is_empty() {
        let count = more.iter().map(|advice| advice.len()).sum();
        let count = pluralize(count, "suggestion", "suggestions");
        let files = pluralize(more.len(), "more file", "more files");
        text +=
            &format!("… and {count} in {files}. Run `leadfolio check --format short` to see them all\n\n");
    }
    text
}

fn render_suggestion(
    number: usize,
    diagnostic: &Diagnostic,
    help: Option<String>,
    source: Option<&str>,
) -> String {
    let line =
        source.and_then(|text| Some(text::line_column(text, first_line_range(diagnostic, text)?.start).0));
    let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
    let message = escape_control(&diagnostic.message);
    let help = help.as_deref().map(escape_control);
    let help = help.map(|help| format!("     {help}\n")).unwrap_or_default();
    format!("  {number}. {message} ({}{line})\n{help}", diagnostic.rule)
}

/// Source texts of the portfolio by path, decoded on first use.
pub(super) struct SourceTexts<'a> {
    inputs: &'a Inputs,
    texts: BTreeMap<String, Option<String>>,
}

impl<'a> SourceTexts<'a> {
    pub(super) fn new(inputs: &'a Inputs) -> Self {
        Self { inputs, texts: BTreeMap::new() }
    }

    /// The text of a file; `None` if it does not exist or is not text.
    pub(super) fn text(&mut self, path: &str) -> Option<&str> {
        let inputs = self.inputs;
        let read = || {
            let (tree, rest) = match path.split_once('/')? {
                ("content", rest) => (&inputs.content, rest),
                ("themes", rest) => (&inputs.themes, rest),
                _ => return None,
            };
            let blob = tree.get(rest).filter(|blob| blob.len() <= MAX_QUOTED_BYTES)?;
            text::decode(&blob.read().ok()?).ok().map(Cow::into_owned)
        };
        self.texts.entry(path.to_owned()).or_insert_with(read).as_deref()
    }
}

/// A range with the hyphen of its entry of a list, where the help writes the entry with its hyphen.
fn from_hyphen(text: &str, range: Range<usize>) -> Range<usize> {
    let line = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let is_entry = line.trim() == "-";
    let start = if is_entry { range.start - line.trim_start().len() } else { range.start };
    start..range.end
}

fn render_diagnostic(diagnostic: &Diagnostic, source: Option<&str>, writer: &HelpWriter<'_>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = escape_control(&diagnostic.message);
    let title = level.primary_title(message).id(diagnostic.rule);
    let path = escape_control(&diagnostic.path);
    let help = writer.help(diagnostic, source).as_deref().map(escape_control);
    let with_hyphen = help.as_deref().is_some_and(|help| help.contains("write `- "));
    let place = source.and_then(|text| {
        let range = first_line_range(diagnostic, text)?;
        Some((text, if with_hyphen { from_hyphen(text, range) } else { range }))
    });
    let mut group = match &place {
        Some((text, range)) => {
            let related = diagnostic.related.as_deref().map(|(range, _)| range);
            let window = ExcerptWindow::around(text, range, related);
            let mut snippet = Snippet::source(replace_control(window.text))
                .path(path)
                .line_start(window.line)
                .annotation(AnnotationKind::Primary.span(window.relative_range(range)));
            if let Some((other, label)) = diagnostic.related.as_deref() {
                let other = text::clamp_range(text, other);
                snippet = snippet.annotation(
                    AnnotationKind::Context.span(window.relative_range(&other)).label(label.as_str()),
                );
            }
            title.element(snippet)
        }
        None => title.element(Origin::path(path)),
    };
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    Renderer::styled().render(&[group])
}

/// The byte range of a diagnostic, cut at the end of its first line; `None` if it is about the whole file.
pub(super) fn first_line_range(diagnostic: &Diagnostic, text: &str) -> Option<Range<usize>> {
    let range = location_range(&diagnostic.location, text)?;
    let line = text[range.start..range.end].find('\n').map_or(range.end, |newline| range.start + newline);
    let line = line.max(range.start);
    Some(range.start..line)
}

/// The byte range of a location, within the bounds of the text; `None` for a whole file or a missing field.
pub(super) fn location_range(place: &Location, text: &str) -> Option<Range<usize>> {
    let range = match place {
        Location::File => return None,
        Location::Field(field) => document::locate_field(text, field)?,
        Location::Range(range) => range.clone(),
    };
    Some(text::clamp_range(text, &range))
}

/// The lines around a range. The renderer only gets these, so that its time does not depend on the file size.
struct ExcerptWindow<'a> {
    text: &'a str,
    /// Byte offset in the whole text.
    start: usize,
    /// Line number of the first line, from 1.
    line: usize,
}

impl<'a> ExcerptWindow<'a> {
    fn around(text: &'a str, range: &Range<usize>, other: Option<&Range<usize>>) -> Self {
        let other = other.map(|range| text::clamp_range(text, range));
        let first = other.as_ref().map_or(range.start, |other| other.start.min(range.start));
        let last = other.as_ref().map_or(range.end, |other| other.end.max(range.end));
        let mut start = first;
        for _ in 0..=CONTEXT_LINES {
            start = text[..start].rfind('\n').unwrap_or(0);
        }
        if start > 0 {
            start += 1;
        }
        let mut end = last;
        for _ in 0..=CONTEXT_LINES {
            end = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
        }
        let (line, _) = text::line_column(text, start);
        Self { text: text[start..end].trim_end_matches('\n'), start, line }
    }

    /// Converts a range of the whole text to one of the window.
    fn relative_range(&self, range: &Range<usize>) -> Range<usize> {
        let len = self.text.len();
        (range.start - self.start).min(len)..(range.end - self.start).min(len)
    }
}

/// Escapes control characters: printed to a terminal, they could change what it displays.
pub(super) fn escape_control(text: &str) -> String {
    let escape = |c: char| match c {
        '\n' => "\n".to_owned(),
        c if is_control(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

/// Replaces control characters in an excerpt by characters of the same length, so that byte ranges stay valid.
fn replace_control(text: &str) -> String {
    let replace = |c: char| match (c, c.len_utf8()) {
        ('\n' | '\t', _) => c,
        (c, 1) if is_control(c) => '?',
        (c, 2) if is_control(c) => '\u{b7}',
        (c, 3) if is_control(c) => '\u{fffd}',
        (c, _) => c,
    };
    text.chars().map(replace).collect()
}

/// Whether a character is a control character or changes the direction of text.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
