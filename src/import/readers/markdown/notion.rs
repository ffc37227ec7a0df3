//! What Notion writes into Markdown: properties under the title, callouts as HTML, names with ids.

use serde_json::{Map, Value};

use super::prose::{Line, lines, push_block};

/// Most properties of a page.
const MAX_PROPERTIES: usize = 60;

/// Takes the properties, lines `Key: value` under the title, off a page.
pub(super) fn take_properties(body: &str) -> (Map<String, Value>, String) {
    let mut fields = Map::new();
    let mut all = body.split_inclusive('\n').peekable();
    let mut kept = String::with_capacity(body.len());
    while let Some(line) = all.next_if(|line| line.trim().is_empty()) {
        kept.push_str(line);
    }
    let Some(title) = all.next_if(|line| line.starts_with("# ")) else { return (fields, body.to_owned()) };
    kept.push_str(title);
    while let Some(line) = all.next_if(|line| line.trim().is_empty()) {
        kept.push_str(line);
    }
    let block: Vec<&str> =
        std::iter::from_fn(|| all.next_if(|line| !line.trim().is_empty())).take(MAX_PROPERTIES).collect();
    let properties: Option<Vec<(&str, &str)>> = block.iter().map(|line| property(line)).collect();
    match properties {
        Some(properties) => {
            for (key, value) in properties {
                fields.insert(key.to_owned(), Value::String(value.to_owned()));
            }
        }
        None => kept.extend(block),
    }
    kept.extend(all);
    (fields, kept)
}

fn property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line
        .trim_end()
        .split_once(": ")
        .or_else(|| line.trim_end().strip_suffix(':').map(|key| (key, "")))?;
    let is_key = key.chars().count() <= 40
        && key.split_whitespace().count() <= 4
        && key.starts_with(|c: char| c.is_alphabetic())
        && !key.contains(['.', '*', '[', '`', '?', '!', '<', '|']);
    is_key.then_some((key, value.trim()))
}

/// A callout is an `<aside>` with a symbol.
pub(super) fn convert_asides(body: &str) -> String {
    if !body.contains("<aside>") {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    for Line { text, is_code } in lines(body) {
        let trimmed = text.trim();
        if is_code {
            out.push_str(text);
        } else if let Some(rest) = trimmed.strip_prefix("<aside>") {
            push_block(&mut out, "::: note");
            out.push_str(rest.trim_end_matches("</aside>").trim_start());
            if rest.ends_with("</aside>") {
                push_block(&mut out, "\n:::");
            }
        } else if let Some(before) = trimmed.strip_suffix("</aside>") {
            out.push_str(before);
            push_block(&mut out, ":::");
        } else {
            out.push_str(text);
        }
    }
    out
}

/// The name of a page without its id: `Culture 0123…` is `Culture`.
pub(super) fn plain_name(stem: &str) -> &str {
    match super::generator::notion_id(stem) {
        Some(id) => stem.trim_end_matches("_all").trim_end_matches(id).trim_end(),
        None => stem,
    }
}
