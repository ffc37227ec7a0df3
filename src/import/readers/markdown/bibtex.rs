//! Sources that a BibTeX file describes.

use std::collections::BTreeMap;

use super::prose::one_line;

/// Most sources of a folder.
const MAX_SOURCES: usize = 5_000;

/// A source that is cited.
#[derive(Debug, Default)]
pub(super) struct CitedSource {
    /// Family names of its authors: `Harris and Spillane`.
    pub(super) names: String,
    /// Year of publication.
    pub(super) year: String,
    /// All that is known of it, in one sentence or two.
    pub(super) description: String,
}

/// Reads a BibTeX file.
pub(super) fn parse_bibtex(text: &str, sources: &mut BTreeMap<String, CitedSource>) {
    for entry in text.split("\n@").map(|entry| entry.trim_start_matches('@')) {
        let Some((key, rest)) = entry.split_once('{').and_then(|(_, rest)| rest.split_once(',')) else {
            continue;
        };
        if sources.len() >= MAX_SOURCES {
            return;
        }
        let fields = parse_fields(rest);
        let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let authors = if field("author").is_empty() { field("editor") } else { field("author") };
        let date = field("date");
        let year = if field("year").is_empty() { date.chars().take(4).collect() } else { field("year") };
        let places = ["journal", "journaltitle", "booktitle", "publisher", "institution", "url"];
        let place = places.iter().map(|name| field(name)).find(|place| !place.is_empty()).unwrap_or_default();
        let parts =
            [authors.replace(" and ", "; "), format!("({year})"), format!("*{}*", field("title")), place];
        let known = parts.iter().filter(|part| !matches!(part.as_str(), "" | "()" | "**"));
        let description =
            known.map(|part| format!("{}.", part.trim_end_matches('.'))).collect::<Vec<_>>().join(" ");
        let source = CitedSource { names: family_names(&authors), year, description };
        sources.entry(key.trim().to_owned()).or_insert(source);
    }
}

/// Fields `name = {value}` or `name = "value"`, without the braces in them.
fn parse_fields(text: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name
            .trim_matches(|c: char| c.is_whitespace() || c == ',' || c == '}' || c == '"')
            .to_ascii_lowercase();
        let value = after.trim_start();
        let mut depth = 0usize;
        let is_quoted = value.starts_with('"');
        let end = value.char_indices().skip(1).find_map(|(at, c)| match c {
            '{' => {
                depth += 1;
                None
            }
            '}' if depth > 0 => {
                depth -= 1;
                None
            }
            '"' if is_quoted && depth == 0 => Some(at),
            '}' | ',' if !is_quoted && (c == '}' || !value.starts_with('{')) => Some(at),
            _ => None,
        });
        let end = end.unwrap_or(value.len());
        let inside = value[..end].trim_start_matches(['{', '"']);
        fields.entry(name).or_insert_with(|| one_line(&inside.replace(['{', '}'], "")));
        rest = &value[end..];
    }
    fields
}

/// `Harris, A. and Spillane, J.` is "Harris and Spillane".
fn family_names(authors: &str) -> String {
    let name = |author: &str| match author.split_once(',') {
        Some((family, _)) => family.trim().to_owned(),
        None => author.split_whitespace().last().unwrap_or_default().to_owned(),
    };
    let names: Vec<String> = authors.split(" and ").map(name).filter(|name| !name.is_empty()).collect();
    match names.as_slice() {
        [first, _, _, ..] => format!("{first} et al."),
        names => names.join(" and "),
    }
}
