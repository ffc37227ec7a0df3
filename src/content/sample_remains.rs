//! Finds what remains of the embedded sample in a portfolio that is no longer marked as one.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde_json::Value;

use super::document::Body;
use super::front_matter;
use super::text::{self, collapse_spaces};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::vfs::FileTree;
use crate::yaml::Limits;
use crate::{embedded, yaml};

/// Shortest text that counts by itself, in words. Shorter ones, such as `Assistant principal`, are anybody's.
const MIN_WORDS: usize = 6;

/// The owners of the samples, with their mail addresses.
const SAMPLE_OWNERS: [(&str, &str); 5] = [
    ("Rowan Ellery", "rowan@example.org"),
    ("Tomas Averill", "tomas@example.org"),
    ("Ilse Whitlow", "ilse@example.org"),
    ("Mara Denholm", "mara@example.org"),
    ("Odile Marchbank", "odile@example.org"),
];

/// What only the samples call so: short texts of a sample count if they hold one.
const INVENTED_NAMES: [&str; 9] = [
    "Larkmere",
    "Brackenfield",
    "Northshire",
    "Eastmere",
    "Ashcombe",
    "Tidewell",
    "Fort Calder",
    "Wexcombe",
    "Pennard",
];

/// Parts that mark a text as invented, whether or not the rest of it was changed. The host `example.org` is reserved, so
/// it is not a sign of the sample by itself: people write it on purpose.
const MARKS: [&str; 7] = [
    "(fictional)",
    "rowan-ellery.example",
    "tomas-averill.example",
    "ilse-whitlow.example",
    "mara-denholm.example",
    "odile-marchbank.example",
    ".com/in/example",
];

/// The texts of the samples that readers see, with single spaces.
static SAMPLE_TEXTS: LazyLock<HashSet<String>> = LazyLock::new(collect_sample_texts);

/// Characters that YAML may write in another way within quotation marks.
const QUOTING: [char; 3] = ['"', '\'', '\\'];

/// Finds a part of each text, the name or a mark of the sample as they stand in a file that holds them.
static PARTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let longest_part = |text: &'static String| text.split(QUOTING).max_by_key(|part| part.len());
    let parts = SAMPLE_TEXTS.iter().filter_map(longest_part);
    let parts = parts.chain(MARKS).chain(SAMPLE_OWNERS.iter().flat_map(|(name, mail)| [*name, *mail]));
    AhoCorasick::new(parts).expect("so few patterns fit into one automaton")
});

/// Reports the values of a file that are the sample's, and in `body` the paragraphs and entries of lists. `owner` is the
/// name of the owner: whoever is called like the owner of the sample may say so.
pub(super) fn report_remains(
    path: &str,
    bytes: &[u8],
    body: Option<&Body>,
    owner: &str,
    diagnostics: &mut Diagnostics,
) {
    let Ok(source) = text::decode(bytes) else { return };
    // Nearly all files of a portfolio hold nothing of it, and are not parsed a second time.
    if !source.contains('\\') && !PARTS.is_match(&collapse_spaces(&source)) {
        return;
    }
    let yaml = match (body, front_matter::split(&source)) {
        (Some(_), Ok(parts)) => parts.yaml.unwrap_or_default(),
        _ => 0..source.len(),
    };
    // PPL-14 compares the name of the owner in this file with that in the settings.
    let is_compared = |text: &str| {
        path.ends_with("/people.yaml") && SAMPLE_OWNERS.iter().any(|(name, _)| text.trim() == *name)
    };
    let has_owner = |text: &str| {
        let mut others = SAMPLE_OWNERS.iter().filter(|(name, _)| owner.trim() != *name);
        others.any(|(name, mail)| text.contains(name) || text.contains(mail))
    };
    let is_owner = |text: &str| has_owner(text) && !is_compared(text);
    let is_from_sample = |text: &str| is_sample_text(text) || is_owner(text);
    for found in yaml::find_texts(&source[yaml.clone()], is_from_sample) {
        let range = found.start + yaml.start..found.end + yaml.start;
        diagnostics.push(remain_error(path, &source[range.clone()], range));
    }
    let Some(body) = body else { return };
    for range in split_blocks(body.text()) {
        let text = &body.text()[range.clone()];
        if SAMPLE_TEXTS.contains(&collapse_spaces(text)) {
            diagnostics.push(remain_error(path, text, body.to_file_range(&range)));
        }
    }
}

fn remain_error(path: &str, text: &str, range: Range<usize>) -> Diagnostic {
    let text = text.trim_start_matches(['>', '-', '|', '*']).trim().trim_matches(['"', '\'']);
    let text = collapse_spaces(text).replace('`', "'");
    let short = match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    };
    Diagnostic::error("POR-02", path, format!("`{short}` is from the sample"))
        .at(range)
        .help("replace it with your own, or delete the entry; readers would think it is yours")
}

fn is_sample_text(text: &str) -> bool {
    MARKS.iter().any(|mark| text.contains(mark)) || SAMPLE_TEXTS.contains(&collapse_spaces(text))
}

/// Whether a text of the sample is one that nobody else would write.
fn is_distinctive(text: &str) -> bool {
    // The host is reserved for examples, so authors write it too.
    let is_address = text.starts_with("https://") && text.ends_with("/example");
    is_address
        || text.split_whitespace().count() >= MIN_WORDS
        || INVENTED_NAMES.iter().any(|name| text.contains(name))
}

fn collect_sample_texts() -> HashSet<String> {
    let mut texts = HashSet::new();
    let examples = embedded::examples();
    let samples = embedded::sample_names().map(embedded::sample_content);
    for tree in samples.chain([embedded::starter_content(), examples]) {
        collect_texts_of_files(&tree, &mut texts);
    }
    texts
}

fn collect_texts_of_files(tree: &FileTree, texts: &mut HashSet<String>) {
    for (path, blob) in tree.iter() {
        // Standards are facts, which portfolios keep.
        let is_page = path.ends_with(".md");
        if path.starts_with("standards/") || !(is_page || path.ends_with(".yaml")) {
            continue;
        }
        let source = blob.read_text().expect("embedded files are in memory");
        let (yaml, body) = match front_matter::split(&source) {
            Ok(parts) if is_page => (parts.yaml.unwrap_or_default(), &source[parts.body]),
            _ => (0..source.len(), ""),
        };
        let (values, _) = yaml::deserialize::<Value>(&source[yaml], Limits::file(), &[]);
        collect_values(&values, texts);
        let blocks = split_blocks(body).into_iter().map(|range| collapse_spaces(&body[range]));
        texts.extend(blocks.filter(|text| !text.starts_with('#') && is_distinctive(text)));
    }
}

fn collect_values(value: &Value, texts: &mut HashSet<String>) {
    match value {
        Value::String(text) => {
            let text = collapse_spaces(text);
            if is_distinctive(&text) {
                texts.insert(text);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect_values(value, texts)),
        // Sources are real publications, and records of consent say where a form is kept; neither is about the owner.
        Value::Object(fields) => fields
            .iter()
            .filter(|(field, _)| !matches!(field.as_str(), "sources" | "consent"))
            .for_each(|(_, value)| collect_values(value, texts)),
        _ => {}
    }
}

/// Byte ranges of the paragraphs, headings and entries of lists in Markdown.
fn split_blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let is_entry = trimmed.starts_with("- ") || trimmed.starts_with("* ");
        let from = start + line.len() - line.trim_start().len();
        let to = start + line.trim_end().len();
        match blocks.last_mut() {
            _ if trimmed.is_empty() => {}
            Some(block) if is_open && !is_entry => block.end = to,
            _ => blocks.push(from..to),
        }
        is_open = !trimmed.is_empty();
        start += line.len();
    }
    blocks
}
