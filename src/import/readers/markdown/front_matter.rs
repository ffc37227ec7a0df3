//! Front matter in YAML, TOML or JSON, as a JSON object.

use serde_json::{Map, Value};

use crate::content::front_matter;
use crate::yaml::{self, Limits};

/// Longest front matter that is read, in bytes.
const MAX_BYTES: usize = 256 * 1024;

/// Fields, and why some are missing.
type Parsed = (Map<String, Value>, Option<String>);

/// A page without its front matter.
#[derive(Debug, Default)]
pub(super) struct SplitPage<'t> {
    pub(super) fields: Map<String, Value>,
    pub(super) body: &'t str,
    /// Front matter that can't be read, with the reason.
    pub(super) unread: Option<(String, String)>,
}

/// Splits a page. Front matter that can't be read is kept as text.
pub(super) fn split(text: &str) -> SplitPage<'_> {
    let start = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let rest = &text[start..];
    if rest.starts_with("---")
        && let Ok(parts) = front_matter::split(text)
        && let Some(range) = parts.yaml
    {
        return page_of(parse_yaml(&text[range.clone()]), &text[range], &text[parts.body]);
    }
    if let Some(inside) = rest.strip_prefix("+++\n").or_else(|| rest.strip_prefix("+++ \n"))
        && let Some((toml, body)) = split_at_fence(inside, "+++")
    {
        return page_of(parse_toml(toml), toml, body);
    }
    if rest.starts_with("{\n") || rest.starts_with("{ \"") || rest.starts_with("{\"") {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Map<String, Value>>();
        if let Some(Ok(fields)) = values.next() {
            let body = &rest[values.byte_offset()..];
            return SplitPage { fields, body, unread: None };
        }
    }
    SplitPage { body: text, ..SplitPage::default() }
}

fn page_of<'t>(parsed: Parsed, source: &str, body: &'t str) -> SplitPage<'t> {
    let (fields, reason) = parsed;
    SplitPage { fields, body, unread: reason.map(|reason| (source.trim().to_owned(), reason)) }
}

/// The text before and after the line of a closing fence.
fn split_at_fence<'t>(text: &'t str, fence: &str) -> Option<(&'t str, &'t str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((&text[..at], &text[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Reads a file of settings by its ending; empty if that fails.
pub(super) fn parse_file(name: &str, text: &str) -> Map<String, Value> {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("toml") => parse_toml(text).0,
        Some("json") => serde_json::from_str(text).unwrap_or_default(),
        _ => parse_yaml(text).0,
    }
}

fn parse_yaml(source: &str) -> Parsed {
    let limits = Limits { bytes: MAX_BYTES, ..Limits::file() };
    let (fields, errors) = yaml::deserialize::<Map<String, Value>>(source, limits, &[]);
    (fields, errors.into_iter().next().map(|error| error.message))
}

fn parse_toml(source: &str) -> Parsed {
    if source.len() > MAX_BYTES {
        return (Map::new(), Some("it is too long".to_owned()));
    }
    match toml::from_str::<toml::Table>(source) {
        Ok(table) => (table.into_iter().map(|(key, value)| (key, to_json(value))).collect(), None),
        Err(error) => (Map::new(), Some(error.message().to_owned())),
    }
}

/// Dates become text. The parser bounds the depth.
fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(value) => Value::Bool(value),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => Value::Array(values.into_iter().map(to_json).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, to_json(value))).collect())
        }
    }
}

/// A value as people read it: lists with commas, groups in JSON.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(values) if !values.iter().any(Value::is_object) => {
            values.iter().map(shown).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// The text of a scalar; `None` for lists, groups and nothing.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// The texts of a list, or of a single value.
pub(super) fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(text_of).collect(),
        other => text_of(other).into_iter().collect(),
    }
}
