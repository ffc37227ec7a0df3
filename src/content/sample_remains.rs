//! Finds what remains of the embedded sample in a portfolio that is no longer marked as one.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde_json::Value;

use super::document::Body;
use super::front_matter;
use super::text::{self, collapse_spaces};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::vfs::Blob;
use crate::yaml::Limits;
use crate::{embedded, yaml};

/// Words side by side in the shortest text that counts by itself. Shorter ones, such as `Assistant principal`, are anybody's.
const MIN_WORDS: usize = 6;

/// The end of the addresses that the samples have on the sites of others.
const ADDRESS_END: &str = "/example";

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

/// The n-grams of all samples: a distinctive text has one of them, or what [`MARK_MATCHER`] finds.
static SAMPLE_NGRAMS: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    let files = sample_files();
    let sources = files.iter().filter_map(|(_, blob)| blob.read_text().ok());
    // Headings are those of every case study, and comments explain.
    let is_text = |line: &&str| !line.trim_start().starts_with('#');
    sources.flat_map(|source| hash_ngrams(source.lines().filter(is_text))).collect()
});

/// Finds the last word of what marks a text of the samples that may be short: spaces and line breaks may stand between words.
static MARK_MATCHER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let marks = MARKS.iter().chain(&INVENTED_NAMES).chain([&ADDRESS_END]);
    let all = marks.copied().chain(SAMPLE_OWNERS.iter().flat_map(|(name, mail)| [*name, *mail]));
    AhoCorasick::new(all.filter_map(|mark| mark.split_whitespace().last()))
        .expect("so few patterns fit into one automaton")
});

/// Hashes of each [`MIN_WORDS`] words side by side in lines of text. Signs between the words don't count, since YAML has
/// several ways to write them. A word before a colon interrupts them: it is the name of a field, as a rule.
fn hash_ngrams<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let mut ngrams = Vec::new();
    let mut words: Vec<u64> = Vec::new();
    for line in lines {
        let mut rest = line;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            let from = &rest[start..];
            let (word, after) =
                from.split_at(from.find(|c: char| !c.is_alphanumeric()).unwrap_or(from.len()));
            rest = after;
            if after.strip_prefix(':').is_some_and(|value| value.is_empty() || value.starts_with(' ')) {
                words.clear();
                continue;
            }
            let mut hasher = DefaultHasher::new();
            hasher.write(word.as_bytes());
            words.push(hasher.finish());
            if let Some(ngram) = words.last_chunk::<MIN_WORDS>() {
                ngrams.push(ngram.iter().fold(0_u64, |hash, word| hash.rotate_left(1) ^ word));
            }
        }
    }
    ngrams
}

/// Whether a file may hold something of the samples. A no is certain.
fn may_hold_remains(source: &str) -> bool {
    // An escape in YAML may stand for any letter.
    source.contains('\\')
        || MARK_MATCHER.is_match(source)
        || hash_ngrams(source.lines()).iter().any(|ngram| SAMPLE_NGRAMS.contains(ngram))
}

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
    if !may_hold_remains(&source) {
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
    let is_address = text.starts_with("https://") && text.ends_with(ADDRESS_END);
    is_address
        || text.split_whitespace().count() >= MIN_WORDS && !hash_ngrams(text.lines()).is_empty()
        || INVENTED_NAMES.iter().any(|name| text.contains(name))
}

/// The files of all samples whose texts count.
fn sample_files() -> Vec<(String, Blob)> {
    let samples = embedded::sample_names().map(embedded::sample_content);
    let trees = samples.chain([embedded::starter_content(), embedded::examples()]);
    let files = trees
        .flat_map(|tree| tree.iter().map(|(path, blob)| (path.to_owned(), blob.clone())).collect::<Vec<_>>());
    // Standards are facts, which portfolios keep.
    let counts =
        |path: &str| !path.starts_with("standards/") && (path.ends_with(".md") || path.ends_with(".yaml"));
    files.filter(|(path, _)| counts(path)).collect()
}

fn collect_sample_texts() -> HashSet<String> {
    let mut texts = HashSet::new();
    for (path, blob) in sample_files() {
        let source = blob.read_text().expect("embedded files are in memory");
        let (yaml, body) = match front_matter::split(&source) {
            Ok(parts) if path.ends_with(".md") => (parts.yaml.unwrap_or_default(), &source[parts.body]),
            _ => (0..source.len(), ""),
        };
        let (values, _) = yaml::deserialize::<Value>(&source[yaml], Limits::file(), &[]);
        collect_values(&values, &mut texts);
        let blocks = split_blocks(body).into_iter().map(|range| collapse_spaces(&body[range]));
        texts.extend(blocks.filter(|text| !text.starts_with('#') && is_distinctive(text)));
    }
    texts
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_text_of_the_samples_is_found_however_it_is_written() {
        let texts: BTreeSet<&String> = SAMPLE_TEXTS.iter().collect();
        assert!(texts.len() > 1000);
        let owners = SAMPLE_OWNERS.iter().flat_map(|(name, mail)| [*name, *mail]);
        for text in texts.into_iter().map(String::as_str).chain(owners).chain(MARKS).chain(INVENTED_NAMES) {
            for source in [
                format!("zq: {text}\n"),
                format!("zq: ['{}',zq]\n", text.replace('\'', "''")),
                format!("zq: >-\r\n  {}\r\n", text.replace(' ', "\r\n  ")),
            ] {
                assert!(may_hold_remains(&source), "{source}");
            }
        }
    }

    #[test]
    fn a_text_of_ones_own_has_nothing_of_the_samples() {
        let own = "---\ntitle: Night shifts that plan themselves\nsummary: Four nurses took over the plan of the night shifts.\n\
                   start: 2024-02\nstatus: completed\nvisibility: public\nupdated: 2026-01-10\n\
                   delegation: { level: 5, retained: [Staffing below the legal minimum] }\n\
                   outcomes:\n  - id: swaps\n    kind: quantitative\n    primary: true\n    unit: percent\n    \
                   baseline: { value: 31, date: 2024-01 }\n    result: { value: 12, date: 2025-06 }\n---\n\n\
                   ## What came of it, and why\n\nThe ward had planned its nights from my office.\n";
        assert!(!may_hold_remains(own));
    }
}
