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

/// Shortest text that counts by itself, in words. Shorter ones, such as `Assistant principal`, are anybody's.
const MIN_WORDS: usize = 6;

/// Words side by side that a file of the author and one of a sample have in common if both hold a text of so many words:
/// fewer than [`MIN_WORDS`], since a dash counts there.
const RUN_WORDS: usize = 4;

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

/// What every distinctive text of a sample holds: a run of words of its file, as a hash, or one of [`SIGNS`].
static SAMPLE_RUNS: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    let files = sample_files();
    files.iter().filter_map(|(_, blob)| blob.read_text().ok()).flat_map(|source| word_runs(&source)).collect()
});

/// Finds what marks a text of the samples that may be short.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = MARKS.iter().chain(&INVENTED_NAMES).chain([&ADDRESS_END]);
    AhoCorasick::new(signs.copied().chain(SAMPLE_OWNERS.iter().flat_map(|(name, mail)| [*name, *mail])))
        .expect("so few patterns fit into one automaton")
});

/// Hashes of all runs of words in a text. Marks between the words don't count, since YAML has several ways to write them.
fn word_runs(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let hash = |word| {
        let mut hasher = DefaultHasher::new();
        hasher.write(str::as_bytes(word));
        hasher.finish()
    };
    let hashes: Vec<u64> = words.map(hash).collect();
    let run = |words: &[u64]| words.iter().fold(0_u64, |run, word| run.rotate_left(1) ^ word);
    hashes.windows(RUN_WORDS).map(run).collect()
}

/// Whether a file may hold something of the samples. It is seldom wrong, and costs little.
fn may_hold_remains(source: &str) -> bool {
    // An escape in YAML may stand for any letter.
    source.contains('\\')
        || SIGNS.is_match(&collapse_spaces(source))
        || word_runs(source).iter().any(|run| SAMPLE_RUNS.contains(run))
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
        || text.split_whitespace().count() >= MIN_WORDS
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
        assert!(SAMPLE_TEXTS.len() > 1000);
        let texts: BTreeSet<&String> = SAMPLE_TEXTS.iter().collect();
        for text in texts {
            for source in [
                format!("note: {text}\n"),
                format!("notes: ['{}',other]\n", text.replace('\'', "''")),
                format!("note: >-\n  {}\n", text.replace(' ', "\n  ")),
            ] {
                assert!(may_hold_remains(&source), "{source}");
            }
        }
        assert!(!may_hold_remains(
            "title: A plan of my own\nsummary: Words about it, and about nothing else.\n"
        ));
    }
}
