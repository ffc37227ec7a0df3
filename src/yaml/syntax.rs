//! Messages for sources that are not valid YAML.
//!
//! The parser reports where it failed, in technical terms. This module looks at the lines around that position for
//! common mistakes of people who do not program, and reports one only if the parser accepts the corrected line.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::error::YamlError;
use super::line::SourceLine;
use super::repair::{MAX_SHOWN_LINE_LEN, Repair};
use super::{misplaced, parse, repair};

/// Help text: the syntax of a field.
pub(super) const KEY_VALUE_HELP: &str = "write each field as `key: value`, such as `title: Handing over`";
/// Bytes. A longer source is not parsed as a whole for each candidate correction, but only around the error.
const MAX_FULL_REPARSE_LEN: usize = 64 * 1024;
/// How many lines above the error are searched for an unclosed quote or bracket.
const MAX_LINES_ABOVE: usize = 40;

/// Whether the fields of a line take what a corrected source says there; the range is that of the corrected line.
pub(super) type FitsType<'f> = &'f dyn Fn(&str, &Range<usize>) -> bool;

/// Turns a syntax error of the parser into a message. A correction becomes a fix only if it `fits` the fields.
pub(super) fn describe_syntax_error(source: &str, error: &ScanError, fits: FitsType<'_>) -> YamlError {
    let at = source.floor_char_boundary(error.marker().byte_offset().unwrap_or_default());
    let line = SourceLine::containing(source, at);
    // An error at the end of the source or on a blank line is about the line above.
    let line =
        if line.content.is_empty() { line.previous_content_line(source).unwrap_or(line) } else { line };
    if let Some(error) = tab_error(source, &line, error.kind(), fits) {
        return error;
    }
    if let Some(error) = comment_in_brackets(&source[..line.range.end], source) {
        return error;
    }
    match find_repair(source, &line, error.kind(), at, fits) {
        Some((repair, is_certain)) => {
            let described = error_from_repair(source, repair);
            if is_certain { described } else { YamlError { fix: None, ..described } }
        }
        None => describe_parser_error(source, error.kind(), at),
    }
}

/// The error for a source that is a scalar instead of a group of fields, at the offset of the scalar.
pub(super) fn describe_bare_scalar(source: &str, at: usize) -> YamlError {
    let line = SourceLine::containing(source, at);
    match repair::repairs_for_previous_line(source, &line).into_iter().find(|repair| repair.is_shown) {
        Some(repair) => error_from_repair(source, repair),
        None => new_error(source, line.content, "there is no field here").help(KEY_VALUE_HELP),
    }
}

fn new_error(source: &str, range: Range<usize>, message: impl Into<String>) -> YamlError {
    YamlError::new("YML-06", source, range, message)
}

fn error_from_repair(source: &str, repair: Repair) -> YamlError {
    let Repair { message, range, help, line, fixed_line, is_shown: shown, help_if_it_fits: _ } = repair;
    let fixed = fixed_line.trim();
    let help = match help.as_ref() {
        help if !shown || fixed.len() > MAX_SHOWN_LINE_LEN => help.to_owned(),
        _ if fixed.is_empty() => "remove it".to_owned(),
        "write" => format!("write `{fixed}`"),
        _ => format!("{help}: `{fixed}`"),
    };
    let error = new_error(source, range, message).help(help);
    // The parser has accepted the corrected line, so it is safe as a fix.
    if shown { error.fix(line.range, fixed_line.clone()) } else { error }
}

/// A field within brackets whose value begins with `#`, such as `accent: #8a1c1c`, on the line of the error or before:
/// what follows is a comment, and so the bracket that closes is lost.
fn comment_in_brackets(before: &str, source: &str) -> Option<YamlError> {
    let mut start = 0;
    for line in before.split_inclusive('\n') {
        for (hash, _) in line.match_indices(": #").map(|(colon, found)| (colon + found.len() - 1, found)) {
            let word = line[hash..].split([',', ']', '}', ' ', '\n']).next().unwrap_or_default();
            let is_open = !repair::scan_brackets(&line[..hash]).0.is_empty();
            if is_open && word.len() > 1 && line[hash + word.len()..].contains(['}', ']']) {
                let range = start + hash..start + hash + word.len();
                let message = "`#` starts a comment, so the rest of this line is not read";
                let help = format!("put the value in quotes: write `\"{word}\"`");
                return Some(new_error(source, range, message).help(help));
            }
        }
        start += line.len();
    }
    None
}

fn tab_error(source: &str, line: &SourceLine, kind: &ErrorKind, fits: FitsType<'_>) -> Option<YamlError> {
    let about_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    );
    let after = line.next_line(source).filter(|_| about_tabs);
    [Some(line.clone()), after].into_iter().flatten().find_map(|line| {
        let indent = &source[line.indent.clone()];
        let first = line.indent.start + indent.find('\t')?;
        let tabs = first..first + source[first..].len() - source[first..].trim_start_matches('\t').len();
        let message = "this line is indented with a tab; YAML needs spaces";
        let error = new_error(source, tabs, message);
        let Some(fixed) = certain_indentation(source, &line, fits) else {
            return Some(error.help("indent by two spaces for each level, never with the tab key"));
        };
        let spaces = fixed.len() - fixed.trim_start_matches(' ').len();
        let help = match spaces {
            0 => "start this line at the left margin, without the tab".to_owned(),
            1 => "indent this line by 1 space, never with the tab key".to_owned(),
            count => format!("indent this line by {count} spaces, never with the tab key"),
        };
        Some(error.help(help).fix(line.range, fixed))
    })
}

/// The line with the only indentation by which it can be read; `None` if there are several, or none. What lets the parser
/// get furthest is meant: a line that belongs elsewhere breaks those below it.
fn certain_indentation(source: &str, line: &SourceLine, fits: FitsType<'_>) -> Option<String> {
    let check = RepairCheck::new(source, line);
    let opens_group = |above: &SourceLine| !above.key.is_empty() && above.value.is_empty();
    let candidates = match line.previous_content_line(source).filter(opens_group) {
        Some(above) => vec![repair::repair_with_indentation(source, line, above.content_column() + 2)],
        None => repair::repairs_for_indentation(source, line),
    };
    let accepted = candidates.into_iter().filter(|repair| check.is_accepted(repair));
    let accepted: Vec<(usize, Repair)> = accepted.map(|repair| (check.progress(&repair), repair)).collect();
    let furthest = accepted.iter().map(|(progress, _)| *progress).max()?;
    let mut fitting = accepted
        .into_iter()
        .filter(|(progress, repair)| *progress == furthest && check.fits(repair, fits) == Some(true));
    let (_, only) = fitting.next()?;
    fitting.next().is_none().then_some(only.fixed_line)
}

/// The likeliest correction that the parser accepts, and whether it is certain: the fields take what it says.
fn find_repair(
    source: &str,
    line: &SourceLine,
    kind: &ErrorKind,
    at: usize,
    fits: FitsType<'_>,
) -> Option<(Repair, bool)> {
    let check = RepairCheck::new(source, line);
    let works = |repair: &Repair| check.is_accepted(repair);
    let above = || {
        std::iter::successors(line.previous_content_line(source), |line| line.previous_content_line(source))
    };
    let here = repair::repairs_for_broken_line(source, line, kind, at).into_iter();
    let before = above().take(1).flat_map(|line| repair::repairs_for_previous_line(source, &line));
    let opening =
        above().take(MAX_LINES_ABOVE).flat_map(|line| repair::repairs_for_opening_line(source, &line));
    let (spelling, rest): (Vec<_>, Vec<_>) = here.partition(|repair| repair.is_shown);
    // The likeliest first: certain slips on this line, what opens above, the line before, rough guesses.
    let mut likeliest = None;
    let candidates = spelling.into_iter().chain(opening).chain(before);
    let candidates = candidates.chain(misplaced::line_below_brackets(source, line)).chain(rest);
    for repair in candidates.chain(misplaced::lines_above_list(source, line)).filter(works) {
        // A source that is too long to be read once more for each of them is corrected by its form alone.
        let does_fit = check.fits(&repair, fits);
        if does_fit.unwrap_or(true) {
            let is_certain = !keeps_doubtful_comment(source, &repair);
            let better_help = repair.help_if_it_fits.clone().filter(|_| does_fit.is_some());
            let help = better_help.map_or(repair.help, Cow::Owned);
            return Some((Repair { help, ..repair }, is_certain));
        }
        likeliest.get_or_insert(repair);
    }
    likeliest.map(|repair| (repair, false))
}

/// Whether a corrected line ends with what may be a comment or a part of the text: `Cost: $5 # 3`. People write two spaces
/// before a comment that they mean.
fn keeps_doubtful_comment(source: &str, repair: &Repair) -> bool {
    let comment = &source[repair.line.content.end..repair.line.range.end];
    comment.starts_with(" #") && repair.fixed_line.ends_with(comment)
}

/// Checks candidate corrections by parsing a part of the source with them.
struct RepairCheck<'s> {
    source: &'s str,
    /// The bytes of the source that are parsed.
    window: Range<usize>,
    /// End of the line at which the parser failed.
    broken_line_end: usize,
}

impl<'s> RepairCheck<'s> {
    fn new(source: &'s str, line: &SourceLine) -> Self {
        let is_short = source.len() <= MAX_FULL_REPARSE_LEN;
        let window = if is_short { 0..source.len() } else { reparse_window(source, line) };
        Self { source, window, broken_line_end: line.range.end }
    }

    /// How many bytes after a corrected line the parser gets; the largest number if it accepts all.
    fn progress(&self, repair: &Repair) -> usize {
        let (text, past) = self.corrected(repair);
        let error = parse::find_syntax_error(&text).and_then(|error| error.marker().byte_offset());
        error.map_or(usize::MAX, |offset| offset.saturating_sub(past))
    }

    /// The window with a correction applied, and the offset in it at which the broken line ends.
    fn corrected(&self, repair: &Repair) -> (String, usize) {
        let Range { start, end } = repair.line.range;
        let before = &self.source[self.window.start..start];
        let text = [before, &repair.fixed_line, &self.source[end..self.window.end]].concat();
        let past =
            self.broken_line_end.max(end) - self.window.start - (end - start) + repair.fixed_line.len();
        (text, past)
    }

    /// Whether the fields take what the corrected line says; `None` if the source is too long to tell.
    fn fits(&self, repair: &Repair, fits: FitsType<'_>) -> Option<bool> {
        let Range { start, end } = repair.line.range;
        if self.source.len() > MAX_FULL_REPARSE_LEN {
            return None;
        }
        let text = [&self.source[..start], &repair.fixed_line, &self.source[end..]].concat();
        Some(fits(&text, &(start..start + repair.fixed_line.len())))
    }

    /// Whether the parser gets past the broken line once the correction is applied. Later errors do not matter.
    fn is_accepted(&self, repair: &Repair) -> bool {
        let Range { start, end } = repair.line.range;
        if start < self.window.start || end > self.window.end {
            return false;
        }
        let (text, past) = self.corrected(repair);
        let changed = repair.fixed_line != self.source[repair.line.range.clone()];
        changed
            && parse::find_syntax_error(&text).is_none_or(|error| error.marker().byte_offset() > Some(past))
    }
}

/// The part of a long source to parse: from an unindented line above to about 4 kB below the line.
fn reparse_window(source: &str, line: &SourceLine) -> Range<usize> {
    let above = std::iter::successors(Some(line.clone()), |line| line.previous_content_line(source))
        .skip(1)
        .take(1000);
    let mut tops = above.filter(|line| line.indent.is_empty() && line.hyphens.is_empty());
    let start = tops.next().map_or(line.range.start, |line| line.range.start);
    let end = source.floor_char_boundary(source.len().min(line.range.end + 4096));
    start..SourceLine::containing(source, end).range.end
}

/// A message for the kind of error that the parser reported, if there is no correction.
fn describe_parser_error(source: &str, kind: &ErrorKind, at: usize) -> YamlError {
    let to_the_end = at..SourceLine::containing(source, at).content.end.max(at);
    let character = at..at + source[at..].chars().next().map_or(0, char::len_utf8);
    let (message, help) = message_and_help(kind);
    let is_about_rest = matches!(
        kind,
        ErrorKind::UnknownAnchor
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
    );
    let range = if is_about_rest || help == UNREADABLE_HELP { to_the_end } else { character };
    new_error(source, range, message).help(help)
}

fn message_and_help(kind: &ErrorKind) -> (String, &'static str) {
    use ErrorKind as Kind;
    let (message, help) = match kind {
        Kind::UnexpectedCharacter { character } => {
            return (unexpected_character_message(*character), CHARACTER_HELP);
        }
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            return (
                format!("`{close}` doesn't match the opening `{open}`"),
                "close it with the same kind of bracket",
            );
        }
        Kind::UnclosedFlowCollection { open } => {
            return (format!("this `{open}` is never closed"), "close it where the list or group ends");
        }
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
            ("this quote is never closed", "close it where the text ends")
        }
        Kind::UnknownAnchor => ("nothing above has this name", ALIAS_HELP),
        Kind::MisplacedFlowCollectionEnd => {
            ("this bracket has no opening bracket", "remove it, or put the text in quotes")
        }
        Kind::ExpectedFlowSequenceSeparator | Kind::ExpectedFlowMappingSeparator => {
            ("there is no comma before this", COMMA_HELP)
        }
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => {
            ("a colon isn't allowed here", COLON_HELP)
        }
        Kind::DirectiveDisallowed => {
            ("a line can't start with `%`", "remove the line, or put the text in quotes")
        }
        Kind::UnknownQuotedScalarEscape | Kind::InvalidQuotedScalarHexEscape | Kind::InvalidUnicodeEscape => {
            ("a backslash has a special meaning inside double quotes", BACKSLASH_HELP)
        }
        Kind::SimpleKeyExpected | Kind::ExpectedBlockMappingKey => ("this isn't a field", KEY_VALUE_HELP),
        Kind::ExpectedBlockSequenceEntry => ("this isn't an entry of the list above it", ENTRY_HELP),
        _ => ("this line can't be read", UNREADABLE_HELP),
    };
    (message.to_owned(), help)
}

const ALIAS_HELP: &str =
    "put text that starts with `*` in quotes; an alias `*name` stands for a value marked `&name` above it";
const BACKSLASH_HELP: &str = "put the text in single quotes, or double each backslash";
const COLON_HELP: &str = "put text that contains a colon in quotes, and each field on its own line";
const COMMA_HELP: &str =
    "inside brackets, put a comma between entries, and quotes around text that contains `:` or `,`";
const ENTRY_HELP: &str = "start each entry with a hyphen and a space, `- `, in the same column";
const CHARACTER_HELP: &str = "delete it; if it is part of the text, put the text in quotes";
const UNREADABLE_HELP: &str = "compare its indentation with the lines around it, and put text that contains `:`, `#`, quotes or brackets in quotes";

fn unexpected_character_message(character: char) -> String {
    if character.is_control() || character.is_whitespace() {
        return format!("there is an invisible character here, U+{:04X}", u32::from(character));
    }
    format!("`{character}` isn't allowed here")
}
