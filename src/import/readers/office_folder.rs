//! A folder of documents from word processors, and of texts: each becomes a document.

use super::text_document::{picture_folder, unreadable};
use super::{docx, odt, plain_text};
use crate::import::imported::{Imported, Omitted};
use crate::import::records::UniqueNames;
use crate::import::site_facts::SiteFacts;
use crate::import::source::{ImportError, Source, reason_of_document};

/// Files that office programs and systems leave in a folder.
fn is_leftover(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("~$") || name.starts_with('.') || matches!(name, "desktop.ini" | "Thumbs.db")
}

/// Whether a path is that of a document of a word processor.
pub(crate) fn is_text_document(path: &str) -> bool {
    docx::is_document(path) || odt::is_document(path)
}

fn is_document(path: &str) -> bool {
    !is_leftover(path) && (is_text_document(path) || plain_text::is_text(path))
}

/// Whether the source is a folder in which documents are, and no web pages or texts that another format needs.
pub(super) fn recognizes(source: &Source) -> bool {
    let is_other = |path: &str| {
        let path = path.to_ascii_lowercase();
        [".md", ".markdown", ".html", ".htm", ".qmd"].iter().any(|ending| path.ends_with(ending))
    };
    let has = |is_wanted: &dyn Fn(&str) -> bool| source.files.iter().any(|(path, _)| is_wanted(path));
    !source.files.contains(&source.name) && has(&is_document) && !has(&is_other)
}

/// Reads every document. One that is damaged is listed; only when all are, this is an error.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let mut all = Imported::default();
    let mut folders = UniqueNames::default();
    let mut facts = SiteFacts::default();
    let mut first_error = None;
    for (path, blob) in source.files.iter() {
        if is_leftover(path) {
            continue;
        }
        if !is_document(path) {
            all.omitted.push(Omitted {
                what: path.to_owned(),
                reason: reason_of_document(path).unwrap_or("not a text document").to_owned(),
                origin: path.to_owned(),
            });
            continue;
        }
        let pictures = folders.claim(&picture_folder(path));
        let bytes = blob.read().map_err(|error| unreadable(path, &error.to_string()));
        let read = |bytes: &[u8]| match path {
            path if plain_text::is_text(path) => plain_text::read_file(path, bytes, &mut facts),
            path if odt::is_document(path) => odt::read_file(path, bytes, pictures),
            path => docx::read_file(path, bytes, pictures),
        };
        match bytes.and_then(|bytes| read(&bytes)) {
            Ok(imported) => {
                all.documents.extend(imported.documents);
                all.files.extend(imported.files);
                all.omitted.extend(imported.omitted);
                all.notes.extend(imported.notes);
            }
            Err(error) => {
                all.omitted.push(Omitted {
                    what: path.to_owned(),
                    reason: format!("{}; {}", error.message, error.help),
                    origin: path.to_owned(),
                });
                first_error.get_or_insert(error);
            }
        }
    }
    facts.apply(&mut all);
    match first_error {
        Some(error) if all.documents.is_empty() => Err(error),
        _ => Ok(all),
    }
}
