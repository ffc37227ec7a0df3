//! Sources of pages, and whether every sentence of them is in what was read.

use html5gum::{Token, Tokenizer};
use leadfolio::import::imported::DocumentKind;
use leadfolio::import::{self, ImportError, Imported, ImportedDocument, Source};
use leadfolio::vfs::FileTree;

/// A source with files, each with its path.
pub(super) fn source(name: &str, files: &[(&str, &[u8])]) -> Source {
    let mut tree = FileTree::default();
    for (path, bytes) in files {
        tree.insert(*path, bytes.to_vec());
    }
    Source { name: name.to_owned(), files: tree }
}

/// What is read of one file.
#[track_caller]
pub(super) fn read(name: &str, bytes: impl AsRef<[u8]>) -> Imported {
    import::read(&source(name, &[(name, bytes.as_ref())])).unwrap_or_else(|error| panic!("{error}"))
}

/// The one document that is read of HTML.
#[track_caller]
pub(super) fn page(html: &str) -> ImportedDocument {
    let html = format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Page</title></head><body>{html}</body></html>"
    );
    let mut imported = read("page.html", html);
    assert_eq!(imported.documents.len(), 1, "{:#?}", imported.documents);
    imported.documents.remove(0)
}

/// Why a file can't be read.
#[track_caller]
pub(super) fn refused(name: &str, bytes: impl AsRef<[u8]>) -> ImportError {
    import::read(&source(name, &[(name, bytes.as_ref())])).expect_err("it can't be read")
}

/// The reason why something is left out.
#[track_caller]
pub(super) fn reason<'i>(imported: &'i Imported, what: &str) -> &'i str {
    let found = imported.omitted.iter().find(|omitted| omitted.what.contains(what));
    &found.unwrap_or_else(|| panic!("`{what}` is not among {:#?}", imported.omitted)).reason
}

/// Titles of the documents of a kind.
pub(super) fn titles(imported: &Imported, kind: DocumentKind) -> Vec<&str> {
    let documents = imported.documents.iter().filter(|document| document.kind == Some(kind));
    documents.map(|document| document.title.as_str()).collect()
}

/// Every sentence between `<!--text-->` and `<!--/text-->` in a page is in a title or a body that was read.
#[track_caller]
pub(super) fn has_every_sentence_of_page(imported: &Imported, html: &str) {
    let mut text = String::new();
    for part in html.split("<!--text-->").skip(1) {
        let part = part.split("<!--/text-->").next().unwrap();
        for Ok(token) in Tokenizer::new(part) {
            match token {
                Token::String(words) => text.push_str(&String::from_utf8_lossy(&words)),
                Token::StartTag(tag)
                    if matches!(&tag.name[..], b"b" | b"em" | b"i" | b"sub" | b"span" | b"a" | b"strong") => {
                }
                Token::EndTag(tag)
                    if matches!(&tag.name[..], b"b" | b"em" | b"i" | b"sub" | b"span" | b"a" | b"strong") => {
                }
                Token::StartTag(_) | Token::EndTag(_) => text.push('\n'),
                _ => {}
            }
        }
    }
    assert!(text.len() > 100, "the page has no text: {text}");
    has_every_sentence(imported, &text);
}

/// Every sentence of a text is in a title or a body that was read.
#[track_caller]
pub(super) fn has_every_sentence(imported: &Imported, text: &str) {
    let documents =
        imported.documents.iter().map(|document| format!("{}\n{}\n", document.title, document.body));
    let read = words(&documents.collect::<String>());
    let lines = text.lines().flat_map(|line| line.split_inclusive(['.', '!', '?', '؟']));
    let lost: Vec<&str> = lines.filter(|sentence| !read.contains(words(sentence).trim_end())).collect();
    assert!(lost.is_empty(), "lost: {lost:#?}\n\n{:#?}", imported.documents);
}

/// A text in small letters, without marks of Markdown, addresses, and differences in white space.
fn words(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(before);
        let end = after.find([')', '\n']).unwrap_or(after.len());
        // A caption stays.
        plain.push_str(after[..end].split_once(" \"").map_or("", |(_, caption)| caption));
        rest = &after[end..];
    }
    plain.push_str(rest);
    for tag in ["sub", "mark", "sup", "strong", "em", "summary"] {
        plain = plain.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "");
    }
    let is_mark = |c: char| "*_`\\#~'’‘|<>".contains(c) || c == '\u{200b}';
    let letters: String =
        plain.chars().filter(|c| !is_mark(*c)).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    format!(" {} ", letters.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}
