//! Candidate corrections for lines that are in the wrong place: fields below a group or a list that is written on one line,
//! and fields between a key and its list.

use super::line::{self, SourceLine};
use super::repair::{MAX_SHOWN_LINE_LEN, Repair};

/// How many lines above an entry are searched for the key of its list.
const MAX_LINES_ABOVE_LIST: usize = 40;
/// Keys above an entry that are tried as the key of its list; each costs a parse.
const MAX_LIST_KEYS: usize = 3;

/// `delegation: { level: 5 }` and below it `  retained: [Safety]`; `led_by: [a]` and below it `  - b`.
pub(super) fn line_below_brackets(source: &str, line: &SourceLine) -> Option<Repair> {
    let above = line.previous_content_line(source)?;
    let is_group = line.hyphens.is_empty();
    let (open, close) = if is_group { ('{', '}') } else { ('[', ']') };
    let inner = source[above.value.clone()].strip_prefix(open)?.strip_suffix(close)?.trim();
    if !is_below(line, &above) || is_group && line.key.is_empty() {
        return None;
    }
    let subject = match &source[above.key.clone()] {
        "" => "the entry above".to_owned(),
        key => format!("`{key}`"),
    };
    let message = match &source[line.key.clone()] {
        key if is_group => {
            format!("{subject} is written on one line with braces, so `{key}` goes inside them")
        }
        _ => format!("{subject} is written on one line with brackets, so its entries go inside them"),
    };
    let before = &source[above.range.start..above.value.start];
    let joined = members_below(source, &above).map(|(members, end)| {
        let all: Vec<&str> =
            [inner.trim_end_matches(',')].into_iter().chain(members.iter().map(String::as_str)).collect();
        let all = all.join(", ");
        let all = all.trim_start_matches(", ");
        let value = if is_group { format!("{{ {all} }}") } else { format!("[{all}]") };
        (format!("{before}{value}"), end)
    });
    let shown = joined.filter(|(fixed, _)| fixed.trim().len() <= MAX_SHOWN_LINE_LEN);
    let is_shown = shown.is_some();
    let (fixed_line, end) = shown.unwrap_or_else(|| {
        let below = &source[above.range.end..line.range.end];
        (format!("{}{below}", before.trim_end()), line.range.end)
    });
    let help = match is_group {
        _ if is_shown => "write".to_owned(),
        true => format!(
            "write what is inside the braces below `{}`, each field on a line of its own in the same column as this one",
            before.trim()
        ),
        false => format!(
            "write what is inside the brackets below `{}`, each entry on a line of its own with a hyphen",
            before.trim()
        ),
    };
    Some(Repair {
        message,
        range: line.content.clone(),
        help: help.into(),
        help_if_it_fits: None,
        line: SourceLine { range: above.range.start..end, ..above },
        fixed_line,
        is_shown,
    })
}

/// Whether a line is indented as a part of the line above is: the hyphens of a list may be in the column of its key.
fn is_below(line: &SourceLine, above: &SourceLine) -> bool {
    let (own, other) = (line.indent.len(), above.indent.len());
    own > other || own == other && !line.hyphens.is_empty() && above.hyphens.is_empty()
}

/// All lines that belong to the one above, as they are written within brackets, and where the last one ends; `None` if one of
/// them can't be written so, or if a comment would get lost.
fn members_below(source: &str, above: &SourceLine) -> Option<(Vec<String>, usize)> {
    let comment = |line: &SourceLine| !source[line.content.end..line.range.end].trim().is_empty();
    let (mut members, mut end) = (Vec::new(), above.range.end);
    let mut has_comment = comment(above);
    let mut next = above.next_line(source);
    while let Some(line) = next.take() {
        next = line.next_line(source);
        if line.content.is_empty() {
            has_comment |= comment(&line);
            continue;
        }
        if !is_below(&line, above) {
            break;
        }
        has_comment |= comment(&line);
        let value = flow_value(&source[line.value.clone()])?;
        let key = &source[line.key.clone()];
        members.push(match (line.hyphens.is_empty(), key) {
            (true, "") => return None,
            (true, key) => format!("{key}: {value}"),
            (false, "") => value,
            (false, _) => return None,
        });
        end = line.range.end;
        if has_comment {
            return None;
        }
    }
    (!members.is_empty()).then_some((members, end))
}

/// A value of one line as it is written within brackets; `None` if it goes on below or has a meaning of its own.
fn flow_value(text: &str) -> Option<String> {
    match text.chars().next()? {
        '[' => text.ends_with(']').then(|| text.to_owned()),
        '{' => text.ends_with('}').then(|| text.to_owned()),
        '"' | '\'' => (line::find_closing_quote(text)? + 1 == text.len()).then(|| text.to_owned()),
        '|' | '>' | '&' | '*' | '!' => None,
        _ if text.contains([',', '[', ']', '{', '}']) || text.contains(": ") => Some(line::quote(text)),
        _ => Some(text.to_owned()),
    }
}

/// `outcomes:`, below it `    note: x`, and only then `  - id: a`: the line at which the parser fails is right, and the one
/// between them is not. The farthest key that may be that of the list comes first: a nearer one may be
/// one of the misplaced lines.
pub(super) fn lines_above_list(source: &str, entry: &SourceLine) -> Vec<Repair> {
    if entry.hyphens.is_empty() {
        return Vec::new();
    }
    let above =
        std::iter::successors(entry.previous_content_line(source), |line| line.previous_content_line(source));
    let (mut repairs, mut strays): (Vec<Repair>, Vec<SourceLine>) = (Vec::new(), Vec::new());
    for line in above.take(MAX_LINES_ABOVE_LIST) {
        if !line.hyphens.is_empty() || line.key.is_empty() {
            break;
        }
        let is_inside = |stray: &SourceLine| stray.indent.len() > line.indent.len();
        let opens = line.value.is_empty() && line.indent.len() <= entry.indent.len();
        if let Some(first) = strays.last().filter(|_| opens && strays.iter().all(is_inside)) {
            repairs.push(stray_lines(source, entry, &source[line.key.clone()], first, strays.len()));
        }
        if repairs.len() == MAX_LIST_KEYS {
            break;
        }
        strays.push(line);
    }
    repairs.reverse();
    repairs
}

/// The correction without the lines between the key of a list and an entry, of which `first` is the first.
fn stray_lines(source: &str, entry: &SourceLine, key: &str, first: &SourceLine, count: usize) -> Repair {
    let (lines, it_belongs, it_begins) = match count {
        1 => ("this line".to_owned(), "it belongs", "it begins"),
        _ => (format!("the {count} lines from here to the entry"), "they belong", "they begin"),
    };
    let help = match &source[entry.key.clone()] {
        "" => format!("move {lines} to where {it_belongs}"),
        field => format!(
            "move {lines} below the `- {field}:` {it_belongs} to, so that {it_begins} in the same column as `{field}`"
        ),
    };
    Repair {
        message: format!(
            "`{key}` is a list: `{}` belongs in one of its entries, which begin with a hyphen",
            &source[first.key.clone()]
        ),
        range: first.content.clone(),
        help: help.into(),
        help_if_it_fits: None,
        line: SourceLine { range: first.range.start..entry.range.end, ..first.clone() },
        fixed_line: source[entry.range.clone()].to_owned(),
        is_shown: false,
    }
}
