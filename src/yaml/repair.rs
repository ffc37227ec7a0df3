//! Candidate corrections for a line that is not valid YAML. The caller checks which of them the parser accepts.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::ErrorKind;

use super::insertion::quote_if_needed;
use super::line::{self, SourceLine};
use super::lost_text::unquote_typographic;

/// A help text shows a corrected line only if it has at most this many bytes.
pub(super) const MAX_SHOWN_LINE_LEN: usize = 160;

/// A possible error in a line, with its correction.
pub(super) struct Repair {
    /// The error message to report if the correction is accepted.
    pub(super) message: String,
    /// Bytes of the source.
    pub(super) range: Range<usize>,
    /// The help text; the corrected line is appended if `shown`.
    pub(super) help: Cow<'static, str>,
    /// The help text instead, if the fields take what the corrected line says.
    pub(super) help_if_it_fits: Option<String>,
    /// The line to replace.
    pub(super) line: SourceLine,
    /// The corrected line, with its indentation.
    pub(super) fixed_line: String,
    /// Whether to show the corrected line and offer it as a fix. False if the guess is too rough for that.
    pub(super) is_shown: bool,
}

/// Candidates for the line at which the parser failed, the likeliest first.
pub(super) fn repairs_for_broken_line(
    source: &str,
    line: &SourceLine,
    kind: &ErrorKind,
    at: usize,
) -> Vec<Repair> {
    let guess = RepairFinder { source, line };
    let mut repairs: Vec<Repair> = guess.spelling_repairs().collect();
    repairs.extend(guess.typographic_quotes());
    repairs.extend(guess.quote_repair(kind));
    repairs.extend(guess.hash_in_brackets());
    repairs.extend(guess.bracket_repair());
    repairs.extend(guess.hyphen_after_key());
    if source[line.content.clone()].ends_with([']', '}']) {
        repairs.extend(guess.unquoted_flow_parts(at));
    }
    repairs.extend(guess.unquoted_special_text());
    repairs.extend(guess.indentation_repairs());
    repairs.extend(guess.missing_hyphen());
    repairs.extend(guess.missing_colon());
    repairs
}

/// The line at each indentation that lines above it have, the nearest first.
pub(super) fn repairs_for_indentation(source: &str, line: &SourceLine) -> Vec<Repair> {
    RepairFinder { source, line }.indentation_repairs()
}

/// The line at an indentation.
pub(super) fn repair_with_indentation(source: &str, line: &SourceLine, column: usize) -> Repair {
    RepairFinder { source, line }.reindent(line.indent.len(), column)
}

/// Candidates for the line before it: its error may surface only on the next line.
pub(super) fn repairs_for_previous_line(source: &str, line: &SourceLine) -> Vec<Repair> {
    let guess = RepairFinder { source, line };
    let mut repairs: Vec<Repair> = guess.spelling_repairs().collect();
    repairs.extend(guess.missing_colon());
    repairs
}

/// Candidates for a line further up: a quote or bracket that is opened there and never closed.
pub(super) fn repairs_for_opening_line(source: &str, line: &SourceLine) -> Vec<Repair> {
    let guess = RepairFinder { source, line };
    guess.unclosed_quote().into_iter().chain(guess.unclosed_bracket()).collect()
}

/// Fields that are groups and are often written in one line.
const GROUPS: [&str; 12] = [
    "delegation",
    "communication",
    "context",
    "consent",
    "name",
    "permission",
    "profile",
    "contact",
    "copyright",
    "privacy",
    "baseline",
    "result",
];

struct RepairFinder<'a> {
    source: &'a str,
    line: &'a SourceLine,
}

impl RepairFinder<'_> {
    fn text(&self, range: &Range<usize>) -> &str {
        &self.source[range.clone()]
    }

    fn new_repair(
        &self,
        message: impl Into<String>,
        range: Range<usize>,
        help: impl Into<Cow<'static, str>>,
        fixed: String,
    ) -> Repair {
        Repair {
            message: message.into(),
            range,
            help: help.into(),
            help_if_it_fits: None,
            line: self.line.clone(),
            fixed_line: fixed,
            is_shown: true,
        }
    }

    fn replace_part(&self, part: Range<usize>, text: &str) -> String {
        self.line.replace_part(self.source, part, text)
    }

    /// Small slips whose correction is nearly certain.
    fn spelling_repairs(&self) -> impl Iterator<Item = Repair> {
        let guesses = [
            self.missing_space_after_colon(),
            self.equals_sign_for_colon(),
            self.missing_space_after_hyphen(),
            self.mark_for_hyphen(),
            self.trailing_comma(),
        ];
        guesses.into_iter().flatten()
    }

    /// `title:Handing`
    fn missing_space_after_colon(&self) -> Option<Repair> {
        let rest = &self.line.content;
        let (word, after) = self.text(rest).split_once(':')?;
        let is_key = is_plain_key(word) && !after.starts_with([' ', '/']) && !after.is_empty();
        let colon = rest.start + word.len()..rest.start + word.len() + 1;
        is_key.then(|| {
            let fixed = self.replace_part(colon.clone(), ": ");
            self.new_repair("there is no space after this colon", colon, "write", fixed)
        })
    }

    /// `title = Handing`
    fn equals_sign_for_colon(&self) -> Option<Repair> {
        let rest = &self.line.content;
        let (word, after) = self.text(rest).split_once('=')?;
        let sign = rest.start + word.len();
        is_plain_key(word.trim()).then(|| {
            let fixed = self.replace_part(rest.clone(), &format!("{}: {}", word.trim(), after.trim()));
            self.new_repair("there is a `=` here instead of a colon", sign..sign + 1, "write", fixed)
        })
    }

    /// `-item`
    fn missing_space_after_hyphen(&self) -> Option<Repair> {
        let rest = &self.line.content;
        let after = self.text(rest).strip_prefix('-')?;
        let entry = after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'' | '{' | '['));
        let hyphen = rest.start..rest.start + 1;
        entry.then(|| {
            let fixed = self.replace_part(hyphen.clone(), "- ");
            self.new_repair("there is no space after this hyphen", hyphen, "write", fixed)
        })
    }

    /// `– item` and `• item`, as word processors write lists.
    fn mark_for_hyphen(&self) -> Option<Repair> {
        let rest = &self.line.content;
        let mark =
            self.text(rest).chars().next().filter(|c| matches!(c, '–' | '—' | '•' | '·' | '◦' | '▪'))?;
        let after = self.text(rest)[mark.len_utf8()..].trim_start();
        let fixed = self.replace_part(rest.clone(), &format!("- {after}"));
        let message = format!("an entry of a list starts with a hyphen, not with `{mark}`");
        Some(self.new_repair(message, rest.start..rest.start + mark.len_utf8(), "write", fixed))
    }

    /// `title: "Handing",`
    fn trailing_comma(&self) -> Option<Repair> {
        let rest = &self.line.content;
        let comma = rest.end.checked_sub(1).filter(|_| self.text(rest).ends_with(','))?;
        let fixed = self.replace_part(comma..rest.end, "");
        Some(self.new_repair("a line doesn't end with a comma", comma..rest.end, "write", fixed))
    }

    /// `title: "C:\path"` and `title: "Handing" over`
    fn quote_repair(&self, kind: &ErrorKind) -> Option<Repair> {
        let value = &self.line.value;
        let text = self.text(value);
        let Some(close) = line::find_closing_quote(text) else { return self.unclosed_quote() };
        let escape = matches!(
            kind,
            ErrorKind::UnknownQuotedScalarEscape
                | ErrorKind::InvalidQuotedScalarHexEscape
                | ErrorKind::InvalidUnicodeEscape
        );
        if escape && let Some(at) = text.find('\\') {
            let fixed = self.replace_part(value.clone(), &line::requote(text));
            let range = value.start + at..value.start + at + 1;
            let message = "a backslash has a special meaning inside double quotes";
            return Some(self.new_repair(message, range, "use single quotes instead", fixed));
        }
        let after = value.start + close + 1..value.end;
        (!after.is_empty()).then(|| {
            let fixed = self.replace_part(value.clone(), &line::requote(text));
            let help = "put the whole text in a kind of quotes that it doesn't contain";
            self.new_repair(
                "the text continues after this closing quote",
                after.start - 1..after.end,
                help,
                fixed,
            )
        })
    }

    /// `title: "Handing`
    fn unclosed_quote(&self) -> Option<Repair> {
        let value = &self.line.value;
        let text = self.text(value);
        let open = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        line::find_closing_quote(text).is_none().then(|| {
            let fixed = self.replace_part(value.end..value.end, &open.to_string());
            let range = value.start..value.start + 1;
            self.new_repair("this quote is never closed", range, "close it where the text ends", fixed)
        })
    }

    /// `tags: [goal #1, goal #2]`: a `#` after a space begins a comment within brackets, too.
    fn hash_in_brackets(&self) -> Option<Repair> {
        let start = self.line.content.start;
        let text = self.text(&(start..self.line.range.end)).trim_end();
        let open = text.find('[')?;
        let inner = text[open + 1..].strip_suffix(']')?;
        let hash = start + open + 2 + inner.find(" #")?;
        if inner.contains(['[', ']', '{', '}', '"', '\'']) {
            return None;
        }
        let quoted = |part: &str| if part.contains('#') { line::quote(part) } else { part.to_owned() };
        let parts: Vec<String> = inner.split(',').map(|part| quoted(part.trim())).collect();
        let fixed = self.replace_part(start + open..start + text.len(), &format!("[{}]", parts.join(", ")));
        let message = "a `#` after a space starts a comment, so the rest of the line is lost";
        Some(self.new_repair(message, hash..hash + 1, "write", fixed))
    }

    fn bracket_repair(&self) -> Option<Repair> {
        self.unclosed_bracket().or_else(|| self.mismatched_bracket())
    }

    /// `team: [a, b`
    fn unclosed_bracket(&self) -> Option<Repair> {
        let (open, _) = scan_brackets(self.text(&self.line.content));
        let (at, bracket) = *open.first()?;
        // What looks like a comment may hold the bracket that closes it.
        if self.text(&(self.line.content.end..self.line.range.end)).contains([']', '}']) {
            return None;
        }
        let closing: String = open.iter().rev().map(|(_, bracket)| closing_bracket(*bracket)).collect();
        let end = self.line.content.end;
        let start = self.line.content.start + at;
        let fixed = self.replace_part(end..end, &closing);
        let message = format!("this `{bracket}` is never closed");
        Some(self.new_repair(message, start..start + 1, "close it where the list or group ends", fixed))
    }

    /// `team: [a, b]]` and `team: [a, b}`
    fn mismatched_bracket(&self) -> Option<Repair> {
        let (_, wrong) = scan_brackets(self.text(&self.line.content));
        let (at, bracket, expected) = wrong?;
        let at = self.line.content.start + at;
        let (message, text) = match expected {
            Some(open) => {
                (format!("`{bracket}` doesn't match the opening `{open}`"), closing_bracket(open).to_string())
            }
            None => (format!("this `{bracket}` has no opening bracket"), String::new()),
        };
        let fixed = self.replace_part(at..at + 1, &text);
        Some(self.new_repair(message, at..at + 1, "write", fixed))
    }

    /// `title: “Culture: a story”`
    fn typographic_quotes(&self) -> Option<Repair> {
        let value = &self.line.value;
        let inner = unquote_typographic(self.text(value))?;
        let fixed = self.replace_part(value.clone(), &line::quote(inner));
        let message = "these quotation marks aren't straight, and YAML understands only straight ones";
        Some(self.new_repair(message, value.clone(), "write", fixed))
    }

    /// `team: - a`, a list; and `summary: - what we tried`, a text. A single word is more likely an entry.
    fn hyphen_after_key(&self) -> Vec<Repair> {
        let value = &self.line.value;
        let text = self.text(value);
        let Some(entry) = text.strip_prefix("- ").filter(|_| !self.line.key.is_empty()) else {
            return Vec::new();
        };
        let hyphen = value.start..value.start + 1;
        let as_list = self.replace_part(value.clone(), &format!("[{}]", entry.trim()));
        let message = "a list with hyphens starts on the line after its key";
        let mut list = self.new_repair(message, hyphen.clone(), "start it there, or write", as_list);
        // Brackets would close before the entries on the lines below.
        let below =
            self.source[self.line.range.end..].trim_start_matches('\n').lines().next().unwrap_or_default();
        if below.trim_start().starts_with("- ") {
            list.is_shown = false;
            list.help =
                "start each entry on a line of its own below the key, all with the same indentation".into();
        }
        let as_text = self.replace_part(value.clone(), &line::quote(text));
        let message = "text that starts with a hyphen needs quotes";
        let text = self.new_repair(message, hyphen, "write", as_text);
        if entry.trim().contains(' ') { vec![text, list] } else { vec![list, text] }
    }

    /// `title: Handing over: a story` and `title: @home`
    fn unquoted_special_text(&self) -> Option<Repair> {
        let value = &self.line.value;
        let text = self.text(value);
        let first = text.chars().next().filter(|c| !matches!(c, '"' | '\''))?;
        if self.line.content_column() == 0 && self.line.key.is_empty() {
            return None;
        }
        let fixed = self.replace_part(value.clone(), &line::quote(text));
        if let Some(repair) = find_key_colon(text).filter(|_| !matches!(first, '[' | '{')) {
            let at = value.start + repair;
            if GROUPS.contains(&self.text(&self.line.key).trim()) && is_plain_key(&text[..repair]) {
                let message = "a group on one line needs braces";
                let fixed = self.replace_part(value.clone(), &format!("{{ {text} }}"));
                return Some(self.new_repair(message, value.clone(), "write", fixed));
            }
            let message = "text that contains a colon needs quotes";
            return Some(self.new_repair(message, at..at + 1, "write", fixed));
        }
        "[]{}@`%*&!|>,?".contains(first).then(|| {
            let message = match first {
                '`' => "text that starts with a backtick needs quotes".to_owned(),
                _ => format!("text that starts with `{first}` needs quotes"),
            };
            self.new_repair(message, value.start..value.start + first.len_utf8(), "write", fixed)
        })
    }

    /// `{ event: Handing over: a story }`
    fn unquoted_flow_parts(&self, at: usize) -> Vec<Repair> {
        let rest = &self.line.content;
        let at = self.source.floor_char_boundary(at);
        if !rest.contains(&at) || !self.text(rest).contains(['[', '{']) {
            return Vec::new();
        }
        let end = self.source[at..rest.end].find([',', ']', '}']).map_or(rest.end, |index| at + index);
        let before = &self.source[rest.start..at];
        let starts = before.rmatch_indices(['[', '{', ',', ':']).map(|(index, _)| rest.start + index + 1);
        // Each candidate costs a parse.
        starts.take(4).filter_map(|start| self.quote_flow_part(start, end)).collect()
    }

    /// A part of a bracketed list or group, put into quotes.
    fn quote_flow_part(&self, start: usize, end: usize) -> Option<Repair> {
        let text = &self.source[start..end];
        let start = end - text.trim_start().len();
        let text = text.trim();
        let range = start..start + text.len();
        let fixed = self.replace_part(range.clone(), &line::requote(text));
        let message = match find_key_colon(text) {
            Some(_) => "text that contains a colon needs quotes",
            None => "this text needs quotes",
        };
        (!text.is_empty()).then(|| self.new_repair(message, range, "write", fixed))
    }

    /// The line at each indentation that the lines above it have, the nearest first.
    fn indentation_repairs(&self) -> Vec<Repair> {
        let mine = self.line.indent.len();
        let above = std::iter::successors(self.line.previous_content_line(self.source), |line| {
            line.previous_content_line(self.source)
        })
        .take(30);
        let mut columns: Vec<usize> = Vec::new();
        for line in above {
            for column in [line.content_column(), line.indent.len()] {
                if column != mine && !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
        columns.sort_by_key(|column| column.abs_diff(mine));
        columns.into_iter().map(|column| self.reindent(mine, column)).collect()
    }

    fn reindent(&self, mine: usize, column: usize) -> Repair {
        let fixed = self.replace_part(self.line.indent.clone(), &" ".repeat(column));
        let range = if mine == 0 {
            self.line.content.start..self.line.content.start + 1
        } else {
            self.line.indent.clone()
        };
        let message = format!(
            "this line is indented by {}, but the lines it belongs to by {column}",
            format_spaces(mine)
        );
        let help = match column {
            0 => "start this line at the left margin, without spaces".to_owned(),
            _ => format!("start this line with {}, like the lines it belongs to", format_spaces(column)),
        };
        Repair { is_shown: false, ..self.new_repair(message, range, help, fixed) }
    }

    /// A line without a hyphen below an entry that has one.
    fn missing_hyphen(&self) -> Option<Repair> {
        let above = self.line.previous_content_line(self.source)?;
        let bare = !above.hyphens.is_empty() && self.line.hyphens.is_empty();
        bare.then(|| {
            let fixed = self.replace_part(self.line.content.start..self.line.content.start, "- ");
            let message = "this line has no hyphen, unlike the entries above it";
            self.new_repair(message, self.line.content.clone(), "write", fixed)
        })
    }

    /// `title Handing over`, and `outcomes` above its list.
    fn missing_colon(&self) -> Option<Repair> {
        let rest = &self.line.content;
        let text = self.text(rest);
        let (word, after) = text.split_once(' ').unwrap_or((text, ""));
        (is_plain_key(word) && find_key_colon(text).is_none()).then(|| {
            let after = after.trim();
            let is_ready = after.is_empty()
                || after.starts_with(['[', '{', '"', '\''])
                || after.starts_with(|c: char| c.is_ascii_digit()) && !after.contains([' ', '#']);
            let value = if is_ready { after.to_owned() } else { quote_if_needed(after) };
            let field = format!("{word}: {value}").trim_end().to_owned();
            let fixed = self.replace_part(rest.clone(), &field);
            let goes_on = "if this line continues the one above, indent it by two more spaces";
            // A word or two are hardly the rest of a text.
            let is_doubtful = text.split_whitespace().count() > 2;
            let otherwise = if is_doubtful { format!("; {goes_on}") } else { String::new() };
            let help = format!("write each field as `key: value`; {goes_on}");
            Repair {
                is_shown: false,
                help_if_it_fits: (field.len() <= MAX_SHOWN_LINE_LEN)
                    .then(|| format!("write `{field}`{otherwise}")),
                ..self.new_repair("there is no colon on this line", rest.clone(), help, fixed)
            }
        })
    }
}

/// Whether a text looks like a key: a letter, then letters, digits, `_` and `-`.
fn is_plain_key(text: &str) -> bool {
    let letters = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    letters && text.starts_with(char::is_alphabetic)
}

/// Byte offset of the first colon that YAML would take for the end of a key.
fn find_key_colon(text: &str) -> Option<usize> {
    text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1))
}

fn format_spaces(count: usize) -> String {
    if count == 1 { "1 space".to_owned() } else { format!("{count} spaces") }
}

fn closing_bracket(bracket: char) -> char {
    if bracket == '[' { ']' } else { '}' }
}

/// The brackets still open at the end of a line with their offsets, and the first closing one that does not match:
/// offset, bracket, and the opening bracket it met, if any.
#[expect(clippy::type_complexity, reason = "both are read at once by the two functions above")]
pub(super) fn scan_brackets(text: &str) -> (Vec<(usize, char)>, Option<(usize, char, Option<char>)>) {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut before = ' ';
    let mut skip = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        if at < skip {
            continue;
        }
        match c {
            '"' | '\'' if matches!(before, ' ' | '[' | '{' | ',' | ':') => {
                skip = at + line::find_closing_quote(&text[at..]).unwrap_or(text.len()) + 1;
            }
            '[' | '{' if !open.is_empty() || matches!(before, ' ' | ':' | '-') => open.push((at, c)),
            ']' | '}' => match open.pop() {
                Some((_, opening)) if closing_bracket(opening) == c => {}
                other => return (open, Some((at, c, other.map(|(_, bracket)| bracket)))),
            },
            _ => {}
        }
        before = c;
    }
    (open, None)
}
