//! What readers of word processors' files share: pictures, properties, and the document that is made in the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::date::PartialDate;
use crate::content::text::collapse_spaces;
use crate::import::imported::{Imported, ImportedDocument, ImportedFile, Omitted};
use crate::import::rich_text::block::Block;
use crate::import::rich_text::headings::arrange;
use crate::import::rich_text::markdown::write_markdown;
use crate::import::source::{ImportError, Source};
use crate::urls::Slug;
use crate::vfs::{Blob, lowercase_extension};

/// Formats of pictures that browsers show.
const SHOWN_PICTURES: [&str; 8] = ["avif", "gif", "jpeg", "jpg", "jfif", "png", "svg", "webp"];

/// Why the text of a comment is left out.
pub(super) const COMMENT: &str = "comment in the margin: ask who wrote it before you publish it";

/// Why text that was deleted is left out.
pub(super) const DELETION: &str = "deleted in tracked changes";

/// Most columns of a table that empty cells fill up.
pub(super) const MAX_COLUMNS: usize = 63;

/// Reads the one document that a source is. `read_file` takes its path, its bytes, and the folder for its pictures.
///
/// # Errors
/// When it can't be read.
pub(super) fn read_single(
    source: &Source,
    read_file: fn(&str, &[u8], String) -> Result<Imported, ImportError>,
) -> Result<Imported, ImportError> {
    let blob = source.files.get(&source.name).ok_or_else(|| unreadable(&source.name, "it is missing"))?;
    let bytes = blob.read().map_err(|error| unreadable(&source.name, &error.to_string()))?;
    read_file(&source.name, &bytes, picture_folder(&source.name))
}

/// What a word processor's file says.
#[derive(Debug, Default)]
pub(super) struct TextDocument {
    pub(super) blocks: Vec<Block>,
    /// Footnotes and endnotes, by their place in the list.
    pub(super) notes: Vec<Vec<Block>>,
    pub(super) properties: Properties,
    pub(super) pictures: Pictures,
    pub(super) omitted: Vec<Omitted>,
}

/// What the file says about itself.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) title: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) description: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) created: Option<PartialDate>,
    pub(super) modified: Option<PartialDate>,
    /// Whether it names people who wrote it.
    pub(super) names_author: bool,
}

/// Pictures of a document, by their path in its file.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The folder below `content/files/`.
    folder: String,
    files: BTreeMap<String, ImportedFile>,
    /// Paths in the file that were met, in order.
    order: Vec<String>,
    /// Paths below `content/files/` that they have.
    taken: BTreeSet<String>,
}

impl Pictures {
    /// Pictures that come into a folder below `content/files/`.
    pub(super) fn new(folder: String) -> Self {
        Self { folder, ..Self::default() }
    }

    /// Adds a picture, unless it is there, and returns the address for links to it; `None` if browsers can't show it.
    pub(super) fn add(&mut self, path: &str, blob: &Blob, alt: &str) -> Option<String> {
        let extension = lowercase_extension(path)?;
        if !SHOWN_PICTURES.contains(&extension.as_str()) {
            return None;
        }
        let alt = Some(alt.to_owned()).filter(|alt| !alt.is_empty());
        if let Some(file) = self.files.get_mut(path) {
            file.alt = file.alt.take().or(alt);
            return Some(format!("files/{}", file.path));
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = slug_or(&name[..name.len() - extension.len() - 1], "picture");
        let mut target = format!("{}/{stem}.{extension}", self.folder);
        let mut number = self.order.len();
        while !self.taken.insert(target.clone()) {
            number += 1;
            target = format!("{}/{stem}-{number}.{extension}", self.folder);
        }
        let address = format!("files/{target}");
        self.order.push(path.to_owned());
        self.files.insert(path.to_owned(), ImportedFile { path: target, blob: blob.clone(), alt });
        Some(address)
    }
}

impl TextDocument {
    /// The document of a file, by its path, which gives its title if nothing else does.
    pub(super) fn into_imported(self, origin: &str) -> Imported {
        let Self { blocks, notes, properties, mut pictures, mut omitted } = self;
        let arranged = arrange(blocks);
        let body = write_markdown(&arranged.blocks, &notes);
        let own_title =
            properties.title.map(|title| collapse_spaces(&title)).filter(|title| !title.is_empty());
        let leave_out = |what: String, reason: &str| Omitted {
            what,
            reason: reason.to_owned(),
            origin: origin.to_owned(),
        };
        let title = match (arranged.title, own_title) {
            (Some(title), Some(own)) => {
                if title != own {
                    omitted.push(leave_out(own, "title in the file's properties; its text has another"));
                }
                title
            }
            (Some(title), None) | (None, Some(title)) => title,
            (None, None) => file_title(origin),
        };
        omitted
            .extend(properties.subject.map(|subject| leave_out(subject, "subject in the file's properties")));
        let document = ImportedDocument {
            title,
            date: properties.modified.or(properties.created),
            summary: properties.description.map(|text| collapse_spaces(&text)),
            tags: properties.keywords,
            body,
            origin: origin.to_owned(),
            ..ImportedDocument::default()
        };
        let mut imported = Imported { documents: vec![document], omitted, ..Imported::default() };
        imported.files = pictures.order.iter().filter_map(|path| pictures.files.remove(path)).collect();
        if properties.names_author {
            imported.notes.push(format!(
                "The properties of `{origin}` name the person who wrote it. The name isn't imported."
            ));
        }
        imported
    }
}

/// A title from the name of a file: `Culture_plan-2024.docx` is "Culture plan 2024".
pub(super) fn file_title(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    collapse_spaces(&stem.replace(['_', '-'], " "))
}

/// The folder for the pictures of a file, from its name.
pub(super) fn picture_folder(path: &str) -> String {
    slug_or(&file_title(path), "document")
}

fn slug_or(text: &str, otherwise: &str) -> String {
    Slug::from_title(text).map_or_else(|| otherwise.to_owned(), |slug| slug.as_str().to_owned())
}

/// Keywords that stand in one field, separated by commas or semicolons.
pub(super) fn split_keywords(text: &str) -> Vec<String> {
    text.split([',', ';']).map(collapse_spaces).filter(|keyword| !keyword.is_empty()).collect()
}

/// The day of a time in the form of ISO 8601.
pub(super) fn day_of(time: &str) -> Option<PartialDate> {
    PartialDate::parse(time.trim().get(..10)?).ok()
}

/// The error of a file that can't be read; the reason is the end of a sentence.
pub(super) fn unreadable(path: &str, reason: &str) -> ImportError {
    let extension = lowercase_extension(path).unwrap_or_default();
    ImportError {
        message: format!("`{path}` can't be read: {reason}"),
        help: format!(
            "open it in your word processor, save it again as `.{}`, and import that",
            if extension == "doc" { "docx" } else { &extension }
        ),
    }
}
