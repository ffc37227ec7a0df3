//! Writes values as YAML, in the style that authors write by hand and that is read back unchanged.

use serde_json::{Map, Value};

use crate::content::date::PartialDate;
use crate::yaml;

/// Fields that take a date, which is written without quotation marks.
const DATE_FIELDS: [&str; 9] =
    ["current", "date", "end", "expires", "release_date", "since", "start", "updated", "year"];

/// Fields that come first in a group, in this order; the others follow by name.
const FIRST_FIELDS: [&str; 26] = [
    "schema",
    "id",
    "kind",
    "type",
    "title",
    "name",
    "network",
    "institution",
    "award",
    "role",
    "organisation",
    "organization",
    "headline",
    "summary",
    "status",
    "led_by",
    "accountable",
    "delegation",
    "start",
    "end",
    "profile",
    "positions",
    "education",
    "file",
    "alt",
    "caption",
];

/// Characters of a list or group that is written in one line.
const MAX_LINE: usize = 100;

/// Writes fields as a block, each on a line of its own.
pub(super) fn write_fields(fields: &Map<String, Value>) -> String {
    let mut text = String::new();
    write_group(fields, 0, &mut text);
    text
}

/// Writes a value in one line.
pub(super) fn write_inline(value: &Value) -> String {
    inline("", value)
}

/// Writes a text in one line, with quotation marks if it needs them.
pub(super) fn write_text(text: &str) -> String {
    if yaml::quote_if_needed(text) == text {
        return text.to_owned();
    }
    let is_printable = |c: char| !c.is_control() && !is_special(c);
    if text.contains(['"', '\\']) && !text.contains('\'') && text.chars().all(is_printable) {
        return format!("'{text}'");
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || is_special(c) => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Characters that YAML takes for line breaks or marks of the encoding.
fn is_special(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn write_group(fields: &Map<String, Value>, indent: usize, text: &mut String) {
    for (index, (key, value)) in sorted(fields).into_iter().enumerate() {
        // The first field of an entry of a list stands behind its hyphen.
        if index > 0 || !text.ends_with("- ") {
            text.push_str(&" ".repeat(indent));
        }
        write_field(key, value, indent, text);
    }
}

/// The fields of a group in the order in which authors expect them.
fn sorted(fields: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
    let rank = |key: &str| FIRST_FIELDS.iter().position(|first| *first == key).unwrap_or(FIRST_FIELDS.len());
    sorted.sort_by(|(a, _), (b, _)| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
    sorted
}

fn write_field(key: &str, value: &Value, indent: usize, text: &mut String) {
    text.push_str(&write_text(key));
    text.push(':');
    match value {
        Value::Object(fields) if !fields.is_empty() && !fits_in_line(key, value) => {
            text.push('\n');
            write_group(fields, indent + 2, text);
        }
        Value::Array(items) if !items.is_empty() && !fits_in_line(key, value) => {
            text.push('\n');
            for item in items {
                text.push_str(&" ".repeat(indent + 2));
                text.push_str("- ");
                match item {
                    Value::Object(fields) if !fields.is_empty() && !fits_in_line("", item) => {
                        write_group(fields, indent + 4, text);
                    }
                    item => {
                        text.push_str(&inline(key, item));
                        text.push('\n');
                    }
                }
            }
        }
        Value::String(words) if is_literal(words) => {
            text.push_str(" |-\n");
            for line in words.split('\n') {
                if !line.is_empty() {
                    text.push_str(&" ".repeat(indent + 2));
                    text.push_str(line);
                }
                text.push('\n');
            }
        }
        value => {
            text.push(' ');
            text.push_str(&inline(key, value));
            text.push('\n');
        }
    }
}

/// Whether a text of several lines can be written as it is.
fn is_literal(text: &str) -> bool {
    // Other blanks would be read as ordinary ones.
    let is_blank = |c: char| {
        c.is_whitespace() && c != ' '
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
    };
    let is_plain = |c: char| c == '\n' || !c.is_control() && !is_special(c) && !is_blank(c);
    let is_fence = |line: &str| matches!(line.trim(), "---" | "...");
    text.contains('\n')
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && text.chars().all(is_plain)
        && !text.split('\n').any(|line| is_fence(line) || line.ends_with(char::is_whitespace))
}

/// Whether a list or group is short and holds neither a group with groups nor texts of several lines.
fn fits_in_line(key: &str, value: &Value) -> bool {
    let is_flat = |value: &Value| !matches!(value, Value::Array(_) | Value::Object(_));
    let is_simple = match value {
        Value::Array(items) => items.iter().all(is_flat),
        Value::Object(fields) => fields.values().all(is_flat),
        _ => true,
    };
    // Authors add to it by hand.
    let is_open = key == "profile";
    let length = |text: &str| text.chars().take(MAX_LINE + 1).count();
    is_simple && !is_open && length(&inline(key, value)) <= MAX_LINE
}

fn inline(key: &str, value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(switch) => switch.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if DATE_FIELDS.contains(&key) && PartialDate::parse(text).is_ok() => text.clone(),
        Value::String(text) => write_text(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(key, item)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Value::Object(fields) => {
            let fields: Vec<String> = sorted(fields)
                .into_iter()
                .map(|(key, value)| format!("{}: {}", write_text(key), inline(key, value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}
