//! Citations of sources that a BibTeX file of the folder describes: they become the author and year, with a footnote.

use std::collections::{BTreeMap, BTreeSet};

use super::bibtex::CitedSource;
use super::page_context::PageContext;
use super::prose::{between, push_block, rewrite};

/// Replaces citations of sources that are known.
pub(super) fn convert(body: &str, page: &PageContext<'_>) -> String {
    let sources = page.folder.cited_sources();
    if sources.is_empty() || !body.contains('@') {
        return body.to_owned();
    }
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    let mut out = rewrite(body, &['[', '@'], |body, at, out| {
        let rest = &body[at..];
        if let Some(key) = rest.strip_prefix('@') {
            let is_word_start = !body[..at].ends_with(|c: char| c.is_alphanumeric() || "@.-/".contains(c));
            let (key, source) = find_source(key, sources).filter(|_| is_word_start)?;
            cited.insert(key);
            out.push_str(&format!("{} ({})[^{key}]", source.names, source.year));
            return Some(key.len() + 1);
        }
        let inside =
            between(rest, "[", "]").filter(|inside| inside.contains('@') && !inside.contains('\n'))?;
        if rest[inside.len() + 2..].starts_with(['(', '[']) {
            return None;
        }
        let (text, keys) = cite(inside, sources)?;
        let notes: String = keys.iter().map(|key| format!("[^{key}]")).collect();
        out.push_str(&format!("({text}){notes}"));
        cited.extend(keys);
        Some(inside.len() + 2)
    });
    for key in cited {
        if let Some(source) = sources.get(key) {
            push_block(&mut out, &format!("[^{key}]: {}", source.description));
        }
    }
    out
}

type Sources = BTreeMap<String, CitedSource>;

/// The text of a citation, `see Harris 2014, p. 3; Spillane 2006`, and its keys; `None` if one is not known.
fn cite<'s>(inside: &str, sources: &'s Sources) -> Option<(String, Vec<&'s str>)> {
    let mut parts = Vec::new();
    let mut keys = Vec::new();
    for part in inside.split(';') {
        let (before, after) = part.split_once('@')?;
        let (key, source) = find_source(after, sources)?;
        let (before, has_names) = match before.strip_suffix('-') {
            Some(before) => (before, false),
            None => (before, true),
        };
        let names = if has_names { format!("{} ", source.names) } else { String::new() };
        parts.push(format!("{before}{names}{}{}", source.year, &after[key.len()..]).trim().to_owned());
        keys.push(key);
    }
    Some((parts.join("; "), keys))
}

/// The source whose key is at the start of a text.
fn find_source<'s>(text: &str, sources: &'s Sources) -> Option<(&'s str, &'s CitedSource)> {
    let end = text.find(|c: char| !c.is_alphanumeric() && !"_:.-/+".contains(c)).unwrap_or(text.len());
    let key = text[..end].trim_end_matches(|c: char| "_:.-/+".contains(c));
    sources.get_key_value(key).map(|(key, source)| (key.as_str(), source))
}
