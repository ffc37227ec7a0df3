//! What a PDF is as a whole: how many pages it has, and whether it is tagged.

use lopdf::Object;

use super::decryption;
use super::file::PdfFile;
use super::pages::{find_pages, find_root};

/// What readers want to know about a PDF before they open it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PdfStructure {
    /// Number of pages.
    pub pages: usize,
    /// Whether it has tags, by which a screen reader knows headings, lists and the order of the text.
    pub is_tagged: bool,
}

/// The structure of a PDF; `None` if it is damaged, needs a password, or is beyond the limits.
pub fn read_structure(bytes: &[u8]) -> Option<PdfStructure> {
    let file = PdfFile::scan(bytes);
    if file.is_encrypted() {
        return structure_of(&PdfFile::scan(&decryption::decrypt(&file).ok()?));
    }
    structure_of(&file)
}

fn structure_of(file: &PdfFile<'_>) -> Option<PdfStructure> {
    let view = file.view(usize::MAX);
    let pages = find_pages(&view).len();
    let root = find_root(&view);
    let mark = view.dictionary(&root, b"MarkInfo");
    let is_marked = mark.and_then(|mark| view.value(&mark, b"Marked")) == Some(Object::Boolean(true));
    let has_tree = view.dictionary(&root, b"StructTreeRoot").is_some_and(|tree| tree.has(b"K"));
    let is_complete = pages > 0 && file.limits.take_fault().is_none();
    is_complete.then_some(PdfStructure { pages, is_tagged: is_marked && has_tree })
}
