//! Rewrites office documents and e-books without their properties: who made them, when, where and with what.
//!
//! What readers see stays, and so do comments and tracked changes, unless they are to go, too. The rest is written anew: the same parts in the same
//! order, with a fixed date and nothing around them.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};

use quick_xml::events::BytesStart;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::archive::{Archive, ArchivePart, ZIP_SIGNATURE};
use super::budget::Budget;
use super::flat_pictures;
use super::meta_elements;
use super::office_fields::{self, FieldEdit};
use super::office_properties::{empty_properties, old_generator_element};
use super::part_text;
use super::revisions::{REVISION_PARTS, REVISION_RELATIONSHIPS, Revisions, accept_revisions};
use super::xml_edit::{TagEdit, attribute, edit_elements, raw_attributes};
use crate::media;

/// Folders and parts that only the program of the author uses, as their names begin.
const PROGRAM_PARTS: [&str; 7] = [
    "Thumbnails/",
    "Configurations2/",
    "layout-cache",
    "[trash]/",
    // Every program draws tables anew.
    "Pictures/TablePreview",
    // Of e-books: what a shop and a reader noted.
    "iTunesMetadata.plist",
    "META-INF/calibre_bookmarks",
];

/// Kinds of relationships whose targets only the program of the author uses, as their types end.
const PROGRAM_RELATIONSHIPS: [&str; 3] = ["/thumbnail", "/printerSettings", "/attachedTemplate"];

/// Elements that identify the author's files, folders, program and account, by their local names.
const TRACES: [&str; 7] =
    ["absPath", "attachedTemplate", "docId", "nsid", "presenceInfo", "revisionPtr", "rsids"];

/// Settings of OpenDocument that name a printer, a database or a session of editing.
const TRACES_IN_SETTINGS: [&str; 7] = [
    "CurrentDatabaseCommand",
    "CurrentDatabaseDataSource",
    "PrintFaxName",
    "PrinterName",
    "PrinterSetup",
    "Rsid",
    "RsidRoot",
];

/// The folder of data of the author's own, in elements of any name.
pub(super) const OWN_DATA: &str = "customXml/";
/// Properties of e-books that are not published, by their local names (Dublin Core); the prefix may be any.
const BOOK_METADATA: [&str; 12] = [
    "contributor",
    "coverage",
    "creator",
    "date",
    "description",
    "format",
    "publisher",
    "relation",
    "rights",
    "source",
    "subject",
    "type",
];

/// Metadata without which an e-book is not valid.
const REQUIRED_BOOK_METADATA: [&str; 3] = ["title", "identifier", "language"];

/// When each published e-book was changed, as its archive says, too.
const DATE_OF_BOOK: &str = "1980-01-01T00:00:00Z";

/// The document without its properties; `None` if it can't be rewritten safely: it is signed, encrypted or damaged.
pub(super) fn clean_office(bytes: &[u8], revisions: Revisions) -> Option<Vec<u8>> {
    clean_archive(bytes, revisions, &mut Budget::default())
}

/// A document in one piece of XML, cleaned like one in an archive; `None` if it is damaged.
pub(super) fn clean_flat_office(bytes: &[u8], revisions: Revisions) -> Option<Vec<u8>> {
    let xml = part_text::decode(bytes)?;
    let cleaner = PartCleaner { removed: BTreeSet::new(), revisions };
    Some(cleaner.clean_xml("", bytes, &xml)?.unwrap_or_else(|| bytes.to_vec()))
}

fn clean_archive(bytes: &[u8], revisions: Revisions, budget: &mut Budget) -> Option<Vec<u8>> {
    let mut archive = Archive::open(bytes).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        parts.extend(archive.read_part(index, budget).ok()?);
    }
    let is_signed = |part: &ArchivePart| {
        part.name.starts_with("_xmlsignatures/")
            || part.name.starts_with("META-INF/") && part.name.contains("signatures")
    };
    if parts.is_empty() || parts.iter().any(is_signed) {
        return None;
    }
    // Nobody can tell what changes there are.
    if revisions == Revisions::Accept && parts.iter().any(lists_encrypted_parts) {
        return None;
    }
    let removed = find_removed_parts(&parts, revisions)?;
    parts.retain(|part| !removed.contains(&part.name));
    let cleaner = PartCleaner { removed, revisions };
    for part in &mut parts {
        if let Some(cleaned) = cleaner.clean_part(part, budget)? {
            part.bytes = cleaned;
        }
    }
    write_archive(&parts)
}

/// Whether a part of OpenDocument says that others are encrypted.
fn lists_encrypted_parts(part: &ArchivePart) -> bool {
    part.name == "META-INF/manifest.xml"
        && part_text::decode(&part.bytes).is_none_or(|xml| part_text::read_xml(&xml).has_encrypted_parts)
}

/// Writes parts in their order, with a fixed date and without comments and permissions.
fn write_archive(parts: &[ArchivePart]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    for ArchivePart { name, bytes, is_stored } in parts {
        let method = if *is_stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(name.as_str(), options.compression_method(method)).ok()?;
        archive.write_all(bytes).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

/// The parts that are not published: those that only the program of the author uses and, if revisions go, comments and
/// changes, in OOXML by their relationships; `None` if one is no XML.
fn find_removed_parts(parts: &[ArchivePart], revisions: Revisions) -> Option<BTreeSet<String>> {
    let mut removed: BTreeSet<String> = parts
        .iter()
        .filter(|part| {
            is_removed_folder(&part.name, revisions)
                // The picture of an object that the object is drawn from anew.
                || part.name.starts_with("ObjectReplacements/") && media::format_by_content(&part.bytes).is_none()
        })
        .map(|part| part.name.clone())
        .collect();
    let relationships = read_relationships(parts)?;
    let targets_of_kind =
        relationships.iter().filter(|(_, kind, _)| is_removed_relationship(kind, revisions));
    removed.extend(targets_of_kind.map(|(.., target)| target.clone()));
    // What only they use goes with them, such as the pictures in comments, and so do their own lists.
    let is_of_removed = |list: &str| removed.contains(&owner_of(list));
    let (gone, kept): (Vec<_>, Vec<_>) = relationships.iter().partition(|(list, ..)| is_of_removed(list));
    let kept: BTreeSet<&String> = kept.into_iter().map(|(.., target)| target).collect();
    let only_theirs = gone.iter().map(|(.., target)| target).filter(|target| !kept.contains(target));
    let goes_along: Vec<String> = only_theirs.chain(gone.iter().map(|(list, ..)| list)).cloned().collect();
    removed.extend(goes_along);
    Some(removed)
}

/// The relationships between the parts of a document: the part that lists each, its kind, and the part that it leads to;
/// `None` if a list is no XML.
fn read_relationships(parts: &[ArchivePart]) -> Option<Vec<(String, String, String)>> {
    let mut relationships = Vec::new();
    for part in parts.iter().filter(|part| part.name.ends_with(".rels")) {
        let xml = part_text::decode(&part.bytes)?;
        edit_elements(&xml, |element, _| {
            if element.local_name().as_ref() == "Relationship"
                && attribute(element, "TargetMode").is_none()
                && let Some(kind) = attribute(element, "Type")
                && let Some(target) = attribute(element, "Target")
            {
                relationships.push((part.name.clone(), kind, resolve_target(&part.name, &target)));
            }
            TagEdit::Keep
        })?;
    }
    Some(relationships)
}

/// Whether parts in this folder, or with this name, are not published.
fn is_removed_folder(path: &str, revisions: Revisions) -> bool {
    let is_in = |folders: &[&str]| folders.iter().any(|folder| path.starts_with(folder));
    is_in(&PROGRAM_PARTS) || revisions == Revisions::Accept && is_in(&REVISION_PARTS)
}

/// Whether what a relationship of this kind leads to is not published.
fn is_removed_relationship(kind: &str, revisions: Revisions) -> bool {
    let is_in = |ends: &[&str]| ends.iter().any(|end| kind.ends_with(end));
    is_in(&PROGRAM_RELATIONSHIPS) || revisions == Revisions::Accept && is_in(&REVISION_RELATIONSHIPS)
}

/// The part that a list of relationships belongs to: `word/comments.xml` for `word/_rels/comments.xml.rels`.
fn owner_of(relationships: &str) -> String {
    relationships.replace("_rels/", "").trim_end_matches(".rels").to_owned()
}

/// The part that a relationship leads to: `../printerSettings/a.bin` in `xl/worksheets/_rels/sheet1.xml.rels`.
fn resolve_target(relationships: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let folder = relationships.rsplit_once("_rels/").map_or("", |(folder, _)| folder);
    let mut path: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            ".." => drop(path.pop()),
            "." | "" => {}
            name => path.push(name),
        }
    }
    path.join("/")
}

/// What is needed to clean the parts of one document.
struct PartCleaner {
    /// Parts that are not published.
    removed: BTreeSet<String>,
    revisions: Revisions,
}

impl PartCleaner {
    /// The part to publish in place of another: `Some(None)` if it stays as it is, `None` if the document can't be
    /// rewritten.
    fn clean_part(&self, part: &ArchivePart, budget: &mut Budget) -> Option<Option<Vec<u8>>> {
        let ArchivePart { name, bytes, is_stored: _ } = part;
        if bytes.starts_with(ZIP_SIGNATURE) {
            budget.enter().ok()?;
            let cleaned = clean_archive(bytes, self.revisions, budget);
            budget.leave();
            return Some(cleaned);
        }
        if let Some(format) = media::format_by_content(bytes) {
            return Some(media::strip_metadata(format, bytes).ok().map(|(bytes, _)| bytes));
        }
        match part_text::decode(bytes) {
            Some(xml) => self.clean_xml(name, bytes, &xml),
            None => Some(None),
        }
    }

    /// The text to publish in place of a part that is XML and decoded as `original`, in UTF-8; the same values as in
    /// [`Self::clean_part`].
    fn clean_xml(&self, name: &str, bytes: &[u8], original: &str) -> Option<Option<Vec<u8>>> {
        let xml = match self.revisions {
            Revisions::Accept if !name.starts_with(OWN_DATA) => Cow::Owned(accept_revisions(original)?),
            Revisions::Accept | Revisions::Keep => Cow::Borrowed(original),
        };
        if let Some(properties) = empty_properties(&xml) {
            return Some(Some(properties.into_bytes()));
        }
        let fields = office_fields::find_property_fields(&xml)?;
        let pictures = flat_pictures::clean(&xml);
        let generator = LazyCell::new(|| old_generator_element(&xml).unwrap_or_default());
        let cleaned = edit_elements(&xml, |element, place| {
            if element.name().as_ref() == "office:meta" {
                return TagEdit::SetText(generator.clone().into());
            }
            if let Some(picture) = pictures.get(&place) {
                return TagEdit::SetText(picture.clone().into());
            }
            self.edit_element(name, element, fields.get(&place))
        })?;
        let is_same = cleaned == original;
        // The declaration names the encoding that the part had.
        let is_utf8 = str::from_utf8(bytes).is_ok();
        let text =
            if is_utf8 { &cleaned } else { cleaned.split_once("?>").map_or(&*cleaned, |(_, rest)| rest) };
        Some((!is_same).then(|| text.trim_start_matches('\u{feff}').as_bytes().to_vec()))
    }

    fn edit_element(&self, part: &str, element: &BytesStart<'_>, field: Option<&FieldEdit>) -> TagEdit {
        let name = element.local_name();
        let name = name.as_ref();
        if field == Some(&FieldEdit::Unwrap) {
            return TagEdit::Unwrap;
        }
        if field == Some(&FieldEdit::Remove) || self.is_trace(part, name, element) {
            return TagEdit::Remove;
        }
        if is_date_of_book(element) {
            return TagEdit::SetText(DATE_OF_BOOK.into());
        }
        let Some(attributes) = raw_attributes(element) else { return TagEdit::Keep };
        let mut kept = attributes.clone();
        kept.retain(|(key, _)| !is_trace_attribute(name, key));
        if !part.starts_with(OWN_DATA) {
            hide_account(name, &mut kept);
        }
        if kept == attributes { TagEdit::Keep } else { TagEdit::SetAttributes(kept) }
    }

    /// Whether an element identifies the author, or describes a part that is not published.
    fn is_trace(&self, part: &str, name: &str, element: &BytesStart<'_>) -> bool {
        let is_removed = |target: Option<String>| target.is_some_and(|target| self.removed.contains(&target));
        match name {
            "Relationship" => {
                attribute(element, "Type").is_some_and(|kind| is_removed_relationship(&kind, self.revisions))
                    || attribute(element, "TargetMode").is_none()
                        && is_removed(
                            attribute(element, "Target").map(|target| resolve_target(part, &target)),
                        )
            }
            "Override" => {
                is_removed(attribute(element, "PartName").map(|name| name.trim_start_matches('/').to_owned()))
            }
            "file-entry" => attribute(element, "manifest:full-path")
                .is_some_and(|path| self.removed.contains(&path) || is_removed_folder(&path, self.revisions)),
            "image" => is_removed(attribute(element, "xlink:href")),
            "config-item" => attribute(element, "config:name")
                .is_some_and(|setting| TRACES_IN_SETTINGS.contains(&setting.as_str())),
            // Word would show the properties, which are gone, in place of the text of a title page.
            "dataBinding" => attribute(element, "w:prefixMappings").is_some_and(|names| {
                names.contains("core-properties") || names.contains("extended-properties")
            }),
            "meta" if is_meta_of_book(element) => {
                !is_date_of_book(element) && !meta_elements::is_needed_in_xml(|key| attribute(element, key))
            }
            name if part.ends_with(".opf") => {
                BOOK_METADATA.contains(&name)
                    || element.name().as_ref().starts_with("dc:") && !REQUIRED_BOOK_METADATA.contains(&name)
            }
            name => !part.starts_with(OWN_DATA) && TRACES.contains(&name),
        }
    }
}

/// Whether an element is one of the properties of an e-book, or of a page in it.
fn is_meta_of_book(element: &BytesStart<'_>) -> bool {
    // OpenDocument has elements of this name, too.
    element.local_name().as_ref() == "meta"
        && !["office:meta", "text:meta"].contains(&element.name().as_ref())
}

/// Whether an element says when an e-book was changed, without which EPUB 3 is not valid.
fn is_date_of_book(element: &BytesStart<'_>) -> bool {
    is_meta_of_book(element) && attribute(element, "property").as_deref() == Some("dcterms:modified")
}

/// Puts the shown name of a person who comments in place of the account they use, which formats demand.
fn hide_account(element: &str, attributes: &mut [(String, String)]) {
    let shown_as = match element {
        "author" => "name",
        "person" => "displayName",
        _ => return,
    };
    let Some((_, name)) = attributes.iter().find(|(key, _)| key == shown_as).cloned() else { return };
    for (key, value) in attributes {
        match key.as_str() {
            "providerId" => "None".clone_into(value),
            "userId" => value.clone_from(&name),
            _ => {}
        }
    }
}

/// Whether an attribute names a session of editing or the settings of a printer.
fn is_trace_attribute(element: &str, key: &str) -> bool {
    let is_session = match key.split_once(':') {
        Some(("w", local)) => local.starts_with("rsid"),
        Some(("officeooo", local)) => local.ends_with("rsid"),
        _ => false,
    };
    is_session || element == "pageSetup" && key == "r:id"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_of_relationships_are_found() {
        for (relationships, target, part) in [
            ("_rels/.rels", "docProps/thumbnail.jpeg", "docProps/thumbnail.jpeg"),
            ("xl/worksheets/_rels/sheet1.xml.rels", "../printerSettings/a.bin", "xl/printerSettings/a.bin"),
            ("word/_rels/document.xml.rels", "/word/a.bin", "word/a.bin"),
        ] {
            assert_eq!(resolve_target(relationships, target), part);
        }
    }
}
