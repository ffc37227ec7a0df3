//! What a source contains, in the terms of a portfolio.

use serde_json::{Map, Value};

use crate::content::date::PartialDate;
use crate::urls;
use crate::vfs::Blob;

/// Everything that was found in a source.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Name of the source, as [`super::source::Source::name`] has it.
    pub source: String,
    /// Pages, posts and sections, in the order of the source.
    pub documents: Vec<ImportedDocument>,
    /// Pictures and other files that documents link to.
    pub files: Vec<ImportedFile>,
    /// Fields of `portfolio.yaml`, in its own spelling: `profile`, `positions`, `education`, `copyright` and so on.
    pub settings: Map<String, Value>,
    /// Standards, each a file in `standards/`.
    pub frameworks: Vec<ImportedFramework>,
    /// What was left out, in the order of the source.
    pub omitted: Vec<Omitted>,
    /// What a person has to look at or add, beyond what follows from the documents; each a sentence.
    pub notes: Vec<String>,
}

/// A text that becomes a page of its own.
#[derive(Clone, Debug, Default)]
pub struct ImportedDocument {
    /// What it becomes; `None` when only its headings can tell.
    pub kind: Option<DocumentKind>,
    /// Its title, as plain text.
    pub title: String,
    /// The day it was published or last changed.
    pub date: Option<PartialDate>,
    /// What the source gives as its summary, as plain text.
    pub summary: Option<String>,
    /// Topics, as the source spells them.
    pub tags: Vec<String>,
    /// Front matter that the source has fields for, in the spelling of this program; the fields above are not repeated.
    pub fields: Map<String, Value>,
    /// Paths at which readers found it, such as `/2023/05/culture/`; they become redirects.
    pub old_paths: Vec<String>,
    /// The text, as Markdown without a heading of the first level. Links to [`Imported::files`] are `files/PATH`, links to
    /// other documents are a [`document_link`].
    pub body: String,
    /// Where it comes from, for messages: a file of the source, a row, an entry.
    pub origin: String,
}

/// What the address of a link to another document begins with.
pub const DOCUMENT_LINK: &str = "document:";

/// The address of a link to another document of the same import, by its [`ImportedDocument::origin`]: `document:plan.md`, or
/// `document:plan.md#results`. What Markdown could misread in it is percent-encoded.
pub fn document_link(origin: &str, anchor: Option<&str>) -> String {
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    format!("{DOCUMENT_LINK}{}{anchor}", urls::encode(origin))
}

/// The origin and the anchor in a [`document_link`]; `None` for other addresses.
pub fn split_document_link(address: &str) -> Option<(String, Option<&str>)> {
    let rest = address.strip_prefix(DOCUMENT_LINK)?;
    let (origin, anchor) = match rest.split_once('#') {
        Some((origin, anchor)) => (origin, Some(anchor)),
        None => (rest, None),
    };
    Some((urls::decode_lossy(origin).into_owned(), anchor))
}

/// The kinds of documents that an import writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// A case study: `content/case-studies/`.
    CaseStudy,
    /// A leadership approach: `content/approaches/`.
    Approach,
    /// Any other page: `content/pages/`.
    Page,
}

/// A file that documents link to.
#[derive(Clone, Debug)]
pub struct ImportedFile {
    /// Path below `content/files/`; documents link to `files/PATH`.
    pub path: String,
    /// Its content, unchanged.
    pub blob: Blob,
    /// What the source says that a picture shows, if anything.
    pub alt: Option<String>,
}

/// Standards that a source defines.
#[derive(Clone, Debug)]
pub struct ImportedFramework {
    /// Name of the file below `content/standards/`, without `.yaml`.
    pub id: String,
    /// Content of the file, as fields of `standards/*.yaml`.
    pub fields: Map<String, Value>,
}

/// Why a link to a profile of the owner is left out of a text: its address is in [`Imported::settings`].
pub const PROFILE_LINK: &str = "link to your profile";
/// The same of a link whose address is not known: [`Imported::settings`] has a placeholder.
pub const PROFILE_LINK_WITHOUT_ADDRESS: &str = "link to your profile without an address";
/// Why a copyright notice is left out of a text: what it says is in [`Imported::settings`].
pub const COPYRIGHT_NOTICE: &str = "copyright notice";

/// Something in the source that is not in the portfolio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omitted {
    /// What it is: its text, or the name of a file.
    pub what: String,
    /// Why it is left out, as the end of a sentence: "menu of the site".
    pub reason: String,
    /// Where it stood, as in [`ImportedDocument::origin`].
    pub origin: String,
}
