//! Replaces no-break spaces and invisible characters that stand where YAML wants an ordinary space.
//!
//! Text that was pasted from a word processor or a web page holds them, and nobody sees them. Between words they are
//! left alone: `10 %` may be meant. In the indentation, after a colon or a hyphen, next to a bracket or a comma, and at
//! the end of a line they can only be meant as spaces.

use std::ops::Range;

use super::error::YamlError;

/// A source with ordinary spaces, and what is needed to find a position of it in the source as written.
pub(super) struct CleanSource {
    pub(super) text: String,
    /// In source order.
    replacements: Vec<Replacement>,
}

struct Replacement {
    /// Bytes of the cleaned text.
    cleaned: Range<usize>,
    /// Bytes of the source as written.
    written: Range<usize>,
}

/// Replaces the stray blanks of a source; `None` if it has none.
pub(super) fn clean(source: &str) -> Option<CleanSource> {
    if source.is_ascii() || !source.contains(is_stray) {
        return None;
    }
    let mut clean = CleanSource { text: String::with_capacity(source.len()), replacements: Vec::new() };
    let mut scanner = LineScanner::default();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        for gap in scanner.stray_gaps(content) {
            clean.copy(source, start + gap.start);
            clean.replace(source, start + gap.start..start + gap.end);
        }
        start += line.len();
    }
    clean.copy(source, source.len());
    (!clean.replacements.is_empty()).then_some(clean)
}

impl CleanSource {
    /// Copies the source up to a position, after what was replaced last.
    fn copy(&mut self, source: &str, end: usize) {
        let start = self.replacements.last().map_or(0, |last| last.written.end);
        self.text.push_str(&source[start..end]);
    }

    fn replace(&mut self, source: &str, written: Range<usize>) {
        let start = self.text.len();
        let gap = &source[written.clone()];
        let begins_line = written.start == 0 || source[..written.start].ends_with('\n');
        // A single one before a key is a slip, not an indentation.
        if !begins_line || gap.chars().filter(|c| !has_no_width(*c)).count() > 1 {
            self.text.push_str(&ordinary_spaces(gap));
        }
        self.replacements.push(Replacement { cleaned: start..self.text.len(), written });
    }

    /// Converts a byte range of the cleaned text to one of the source.
    pub(super) fn to_source_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.to_source_offset(range.start);
        start..self.to_source_offset(range.end).max(start)
    }

    fn to_source_offset(&self, offset: usize) -> usize {
        let after = self.replacements.partition_point(|replacement| replacement.cleaned.start < offset);
        let Some(last) = self.replacements[..after].last() else { return offset };
        if offset < last.cleaned.end {
            last.written.start
        } else {
            last.written.end + (offset - last.cleaned.end)
        }
    }

    /// Converts the ranges of an error about the cleaned text.
    pub(super) fn to_source_error(&self, error: YamlError) -> YamlError {
        YamlError {
            range: self.to_source_range(&error.range),
            related: error.related.map(|(range, label)| (self.to_source_range(&range), label)),
            fix: error.fix.map(|(range, text)| (self.to_source_range(&range), text)),
            ..error
        }
    }

    /// One error for each line with stray blanks.
    pub(super) fn errors(&self, source: &str) -> Vec<YamlError> {
        let mut errors: Vec<YamlError> = Vec::new();
        let mut last_line = None;
        for Replacement { cleaned, written } in &self.replacements {
            let line = source[..written.start].rfind('\n');
            if let (Some(error), true) = (errors.last_mut(), last_line == Some(line)) {
                extend_fix(error, source, written, &self.text[cleaned.clone()]);
                continue;
            }
            last_line = Some(line);
            let first = written.start + source[written.clone()].find(is_stray).unwrap_or_default();
            let character = source[first..].chars().next().unwrap_or(' ');
            let name = if is_blank(character) { "a no-break space" } else { "an invisible character" };
            let message = format!("there is {name} here instead of an ordinary space");
            let help = "replace it with an ordinary space, or run `leadfolio check --fix`";
            errors.push(
                YamlError::new("YML-11", source, first..first + character.len_utf8(), message)
                    .help(help)
                    .fix(written.clone(), &self.text[cleaned.clone()])
                    .read_as_meant(),
            );
        }
        errors
    }
}

/// Adds a further replacement of the same line to the fix of an error.
fn extend_fix(error: &mut YamlError, source: &str, written: &Range<usize>, text: &str) {
    if let Some((range, fixed)) = &mut error.fix {
        fixed.push_str(&source[range.end..written.start]);
        fixed.push_str(text);
        range.end = written.end;
    }
}

/// A gap with ordinary spaces: one for each blank, none for a character without width. Never empty.
fn ordinary_spaces(gap: &str) -> String {
    let spaces: String =
        gap.chars().filter(|c| !has_no_width(*c)).map(|c| if c == '\t' { c } else { ' ' }).collect();
    if spaces.is_empty() { " ".to_owned() } else { spaces }
}

/// A blank that looks like a space and is none for YAML.
const fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// A character that takes no room. Those that join letters in some scripts are not among them.
const fn has_no_width(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_stray(character: char) -> bool {
    is_blank(character) || has_no_width(character)
}

fn is_gap(character: char) -> bool {
    is_stray(character) || matches!(character, ' ' | '\t')
}

/// Finds stray blanks line by line. It remembers whether a line belongs to a block of text or is within brackets.
#[derive(Default)]
struct LineScanner {
    /// Indentation of the key whose block of text (`|` or `>`) goes on.
    block: Option<usize>,
    /// Number of brackets that are open.
    depth: usize,
    /// The quotation mark of a text within brackets that goes on in the next line.
    quote: Option<char>,
    /// The last character within brackets that is no blank.
    before: char,
}

impl LineScanner {
    /// The gaps of a line that hold a stray blank where only a space can be meant.
    fn stray_gaps(&mut self, line: &str) -> Vec<Range<usize>> {
        let lead = line.len() - line.trim_start_matches(is_gap).len();
        let width = ordinary_spaces(&line[..lead]).len().min(line[..lead].chars().count());
        if self.is_block_text(line, width) {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            let is_needed = self.block.is_some_and(|indent| spaces <= indent) && lead < line.len();
            return if is_needed && line[..lead].contains(is_stray) {
                std::iter::once(0..lead).collect()
            } else {
                Vec::new()
            };
        }
        self.block = None;
        let value = value_start(line, lead);
        let rest = line[value..].trim_start_matches(is_gap);
        if self.depth > 0 || rest.starts_with(['[', '{']) {
            return self.flow_gaps(line, lead, value);
        }
        if rest.trim_end_matches(is_gap).trim_end_matches(['+', '-']).ends_with(['|', '>']) && rest.len() < 4
        {
            self.block = Some(width);
        }
        gaps(line).filter(|gap| is_structural(line, gap, lead, value)).collect()
    }

    fn is_block_text(&self, line: &str, width: usize) -> bool {
        self.block.is_some_and(|indent| width > indent || line.trim_matches(is_gap).is_empty())
    }

    /// The stray gaps of a line with brackets, and the brackets that it leaves open.
    fn flow_gaps(&mut self, line: &str, lead: usize, value: usize) -> Vec<Range<usize>> {
        // Gaps in texts within quotation marks and in comments are as the author wants them.
        let mut kept = vec![false; line.len()];
        if value > lead || self.depth == 0 {
            self.before = ':';
        }
        let mut last = ' ';
        let mut characters = line.char_indices().skip_while(|(at, _)| *at < value).peekable();
        while let Some((at, c)) = characters.next() {
            kept[at] = self.quote.is_some();
            match self.quote {
                Some('"') if c == '\\' => {
                    if let Some((escaped, _)) = characters.next() {
                        kept[escaped] = true;
                    }
                }
                // A quotation mark that is written twice stands for itself.
                Some('\'') if c == '\'' && characters.next_if(|(_, next)| *next == '\'').is_some() => {}
                Some(open) if c == open => self.quote = None,
                Some(_) => {}
                None if c == '#' && is_gap(last) => {
                    kept[at..].fill(true);
                    break;
                }
                None if matches!(c, '"' | '\'') && "[{,:".contains(self.before) => self.quote = Some(c),
                None if matches!(c, '[' | '{') => self.depth += 1,
                None if matches!(c, ']' | '}') => self.depth = self.depth.saturating_sub(1),
                None => {}
            }
            last = c;
            if !is_gap(c) {
                self.before = c;
            }
        }
        if self.depth == 0 {
            self.quote = None;
        }
        let is_next_to_sign = |gap: &Range<usize>| {
            line[..gap.start].ends_with([',', ':', '[', '{']) || line[gap.end..].starts_with([',', ']', '}'])
        };
        gaps(line)
            .filter(|gap| is_structural(line, gap, lead, value) || !kept[gap.start] && is_next_to_sign(gap))
            .collect()
    }
}

/// The gaps of a line that hold a stray blank.
fn gaps(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < line.len() {
            let start = at + line[at..].find(is_gap)?;
            let end = start + line[start..].len() - line[start..].trim_start_matches(is_gap).len();
            at = end;
            if line[start..end].contains(is_stray) {
                return Some(start..end);
            }
        }
        None
    })
}

/// Whether a gap is the indentation, comes after a hyphen or the colon of a key, or ends the line.
fn is_structural(line: &str, gap: &Range<usize>, lead: usize, value: usize) -> bool {
    let before_value = gap.start < value || gap.start == value && value > lead;
    gap.start == 0 || gap.end == line.len() || before_value
}

/// Where the value of a line begins, with the gap before it: after the hyphens of list entries and after its key.
fn value_start(line: &str, lead: usize) -> usize {
    let mut at = lead;
    while let Some(after) = line[at..].strip_prefix('-').filter(|after| after.starts_with(is_gap)) {
        at = line.len() - after.trim_start_matches(is_gap).len();
    }
    let key =
        line[at..].len() - line[at..].trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    let is_key = key > 0 && line[at + key..].strip_prefix(':').is_some_and(|after| after.starts_with(is_gap));
    if is_key { at + key + 1 } else { at }
}
