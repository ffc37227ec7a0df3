//! Sources as strings, and whether every sentence of them is in what was read.

use leadfolio::import::{self, ImportError, Imported, ImportedDocument, Source};
use leadfolio::vfs::FileTree;

/// A source with files, each with its path.
pub(crate) fn source(name: &str, files: &[(&str, &str)]) -> Source {
    let mut tree = FileTree::default();
    for (path, text) in files {
        tree.insert(*path, text.as_bytes().to_vec());
    }
    Source { name: name.to_owned(), files: tree }
}

/// What is read of files.
#[track_caller]
pub(crate) fn read(name: &str, files: &[(&str, &str)]) -> Imported {
    import::read(&source(name, files)).unwrap_or_else(|error| panic!("{error}"))
}

/// Why files can't be read.
#[track_caller]
pub(crate) fn refused(name: &str, files: &[(&str, &str)]) -> ImportError {
    import::read(&source(name, files)).expect_err("it can't be read")
}

/// The document that comes from a file.
#[track_caller]
pub(crate) fn document<'i>(imported: &'i Imported, origin: &str) -> &'i ImportedDocument {
    let origins: Vec<&str> = imported.documents.iter().map(|document| document.origin.as_str()).collect();
    let found = imported.documents.iter().find(|document| document.origin == origin);
    found.unwrap_or_else(|| panic!("`{origin}` is not among {origins:?}"))
}

/// Whether something is listed as left out.
pub(crate) fn is_omitted(imported: &Imported, what: &str) -> bool {
    imported.omitted.iter().any(|omitted| omitted.what.contains(what))
}

/// Every sentence of a text is in a title, a summary or a body that was read.
#[track_caller]
pub(crate) fn has_every_sentence(imported: &Imported, text: &str) {
    let mut read = String::new();
    for document in &imported.documents {
        let summary = document.summary.as_deref().unwrap_or_default();
        read.push_str(&format!("{}\n{summary}\n{}\n", document.title, document.body));
    }
    let read = words(&read);
    let lost: Vec<&str> =
        sentences(text).into_iter().filter(|sentence| !read.contains(&words(sentence))).collect();
    assert!(lost.is_empty(), "lost: {lost:#?}\n\n{:#?}", imported.documents);
}

/// Lines of a page without markup that are neither in its document nor listed.
pub(crate) fn lost_lines(imported: &Imported, origin: &str, text: &str) -> Vec<String> {
    let mut read = String::new();
    for document in imported.documents.iter().filter(|document| document.origin == origin) {
        read.push_str(&format!("{}\n{}\n", document.title, document.body));
    }
    for omitted in imported.omitted.iter().filter(|omitted| omitted.origin == origin) {
        read.push_str(&format!("{}\n", omitted.what));
    }
    let read = words(&read);
    let is_plain = |line: &&str| !line.contains(|c: char| "{}<>[]|:$&@^=~%".contains(c));
    let lines = text.lines().filter(is_plain);
    let lost = lines.filter(|line| !read.contains(words(line).trim_end()));
    lost.map(|line| format!("{origin}: {line}")).collect()
}

/// The sentences of a text: they end at a line, or at a mark before a space.
fn sentences(text: &str) -> Vec<&str> {
    let lines = text.lines().flat_map(|line| line.split_inclusive(['.', '!', '?']));
    lines.map(str::trim).filter(|sentence| sentence.chars().any(char::is_alphanumeric)).collect()
}

/// A text without marks, addresses of links and differences in white space, between spaces.
fn words(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(before);
        let end = after.find([')', '\n']).unwrap_or(after.len());
        // A caption stays.
        plain.push(' ');
        plain.push_str(after[..end].split_once(" \"").map_or("", |(_, caption)| caption));
        rest = &after[end..];
    }
    plain.push_str(rest);
    let letters: String = plain
        .chars()
        .filter(|c| !"*_`\\#'’‘".contains(*c))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    format!(" {} ", letters.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}
