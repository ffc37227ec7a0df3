//! The line by which a later import knows a file that an earlier one wrote, however it was edited since.

use crate::import::imported::{ImportedDocument, ImportedFramework};
use crate::import::source::STANDARD_INPUT;

/// How the line begins; two hashes follow.
const START: &str = "# Imported. Leave this line: by it, the next import knows this file: ";

/// Hexadecimal digits of a hash.
const DIGITS: usize = 16;

/// What a file was imported from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ImportMark {
    /// Hash of the place in the source, which stays when the text there changes.
    pub(super) place: String,
    /// Hash of what stood there.
    pub(super) content: String,
}

impl ImportMark {
    /// The mark of a document of a source; `number` counts documents of the same place and title, from 0.
    pub(super) fn of_document(document: &ImportedDocument, source: &str, number: usize) -> Self {
        let ImportedDocument { kind: _, title, date, summary, tags, fields, old_paths, body, origin } =
            document;
        let date = date.map(|date| date.to_string());
        let fields = serde_json::to_string(fields).unwrap_or_default();
        let others = format!("{date:?} {summary:?} {tags:?} {old_paths:?}");
        let content = [title, body, &fields, &others].map(String::as_str);
        let content = hash(&content);
        // What comes from standard input is another text each time.
        let place = match source {
            STANDARD_INPUT => content.clone(),
            _ => hash(&[source, origin, title, &number.to_string()]),
        };
        Self { place, content }
    }

    /// The mark of a file of standards.
    pub(super) fn of_framework(framework: &ImportedFramework) -> Self {
        let fields = serde_json::to_string(&framework.fields).unwrap_or_default();
        Self { place: hash(&["standards", &framework.id]), content: hash(&[&fields]) }
    }

    /// The line, with its line break: a comment in YAML. `before` and `after` are what the file holds around it.
    pub(super) fn to_line(&self, before: &str, after: &str) -> String {
        format!("{START}{}-{}-{}\n", self.place, self.content, hash(&[&format!("{before}{after}")]))
    }

    /// The mark in a file, if it has one, and whether the file was edited since it was written.
    pub(super) fn find(text: &str) -> Option<(Self, bool)> {
        let mut start = 0;
        for line in text.split_inclusive('\n').take(MAX_LINES) {
            let end = start + line.len();
            if let Some(hashes) = line.strip_prefix(START) {
                let hashes: Vec<&str> = hashes.trim().split('-').collect();
                let [place, content, whole] = hashes[..] else { return None };
                let is_edited = hash(&[&format!("{}{}", &text[..start], &text[end..])]) != whole;
                return Some((Self { place: place.to_owned(), content: content.to_owned() }, is_edited));
            }
            start = end;
        }
        None
    }
}

/// Lines of a file in which its mark is looked for: front matter is rarely longer.
const MAX_LINES: usize = 2_000;

fn hash(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("leadfolio: source of an imported file");
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}
