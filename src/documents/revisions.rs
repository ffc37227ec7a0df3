//! Removes comments and tracked changes from the XML of office documents: what was inserted stays, what was deleted goes.

use std::collections::BTreeSet;
use std::mem;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xml_edit::{MAX_NESTING, TagEdit, attribute, edit_elements};

/// Whether a copy of a document has the comments and tracked changes of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Revisions {
    /// They stay.
    Keep,
    /// Comments go, and every change is accepted.
    Accept,
}

/// Kinds of relationships to comments, to those who wrote them, and to lists of changes, as their types end.
pub(super) const REVISION_RELATIONSHIPS: [&str; 13] = [
    "/comments",
    "/commentsExtended",
    "/commentsExtensible",
    "/commentsIds",
    "/people",
    // Workbooks.
    "/threadedComment",
    "/person",
    "/revisionHeaders",
    "/usernames",
    // Slides.
    "/commentAuthors",
    "/authors",
    "/changesInfo",
    "/revisionInfo",
];

/// Parts of OpenDocument that hold earlier versions, as their names begin.
pub(super) const REVISION_PARTS: [&str; 2] = ["VersionList.xml", "Versions/"];

/// Elements around what was inserted, or beside a mark that was, by their local names.
const INSERTED: [&str; 2] = ["ins", "moveTo"];
/// Elements around what was deleted, or beside a mark that was, by their local names.
const DELETED: [&str; 2] = ["del", "moveFrom"];

/// Elements of Word that describe comments and changes, or formats before a change, by their local names.
const WORD_REVISIONS: [&str; 28] = [
    "cellIns",
    "cellMerge",
    "commentRangeEnd",
    "commentRangeStart",
    "commentReference",
    "customXmlDelRangeEnd",
    "customXmlDelRangeStart",
    "customXmlInsRangeEnd",
    "customXmlInsRangeStart",
    "customXmlMoveFromRangeEnd",
    "customXmlMoveFromRangeStart",
    "customXmlMoveToRangeEnd",
    "customXmlMoveToRangeStart",
    "delInstrText",
    "delText",
    "moveFromRangeEnd",
    "moveFromRangeStart",
    "moveToRangeEnd",
    "moveToRangeStart",
    "numberingChange",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblGridChange",
    "tblPrChange",
    "tblPrExChange",
    "tcPrChange",
    "trPrChange",
];

/// The setting of Word by which changes are tracked.
const TRACKING: &str = "trackRevisions";

/// Elements of OpenDocument that are comments, changes, or places of these. Formulas have an `annotation` of another kind.
const OPEN_DOCUMENT_REVISIONS: [&str; 10] = [
    "loext:annotation",
    "loext:annotation-end",
    "office:annotation",
    "office:annotation-end",
    "officeooo:annotation",
    "table:tracked-changes",
    "text:change",
    "text:change-end",
    "text:change-start",
    "text:tracked-changes",
];

/// Elements that may stand between two paragraphs without being a part of the text, by the beginning of their local names.
const MARKS_BETWEEN_PARAGRAPHS: [&str; 3] = ["bookmark", "perm", "proofErr"];

/// The XML without comments, and with all changes accepted; `None` if it can't be followed to its end.
pub(super) fn accept_revisions(xml: &str) -> Option<String> {
    let edits = RevisionFinder::find(xml)?;
    edit_elements(xml, |_, place| {
        if edits.removed.contains(&place) {
            return TagEdit::Remove;
        }
        match (edits.without_start.contains(&place), edits.without_end.contains(&place)) {
            (true, true) => TagEdit::Unwrap,
            (true, false) => TagEdit::RemoveStart,
            (false, true) => TagEdit::RemoveEnd,
            (false, false) => TagEdit::Keep,
        }
    })
}

/// What becomes of elements, by the place of their first byte.
#[derive(Default)]
struct RevisionEdits {
    /// Go with all that is in them.
    removed: BTreeSet<usize>,
    /// Lose their start tag: an earlier element goes on in them.
    without_start: BTreeSet<usize>,
    /// Lose their end tag: a later element goes on.
    without_end: BTreeSet<usize>,
}

/// Paragraphs whose ends were deleted, up to a place between two paragraphs.
#[derive(Default)]
struct DeletedEnds {
    /// The last one of which some text is left: it goes on in the next paragraph.
    with_text: Option<usize>,
    /// Those after it of which nothing is left.
    empty: Vec<usize>,
}

/// An element whose end was not read yet.
struct OpenElement {
    /// Its local name.
    name: String,
    place: usize,
    /// Its last children, if they are paragraphs whose ends were deleted.
    deleted_ends: DeletedEnds,
    /// Of a paragraph: those before it.
    earlier: DeletedEnds,
    /// Of a paragraph: where its format is described.
    format: Option<usize>,
    is_end_deleted: bool,
    has_text: bool,
    /// Of a paragraph: whether it is the last one of a section, whose format it holds.
    ends_section: bool,
    /// Of a table or a row: whether a row or cell of it was deleted, and whether one is left.
    lost_cells: bool,
    has_cells: bool,
}

impl OpenElement {
    fn new(name: &str, place: usize) -> Self {
        Self {
            name: name.to_owned(),
            place,
            deleted_ends: DeletedEnds::default(),
            earlier: DeletedEnds::default(),
            format: None,
            is_end_deleted: false,
            has_text: false,
            ends_section: false,
            lost_cells: false,
            has_cells: false,
        }
    }
}

/// Finds comments and changes in one part.
#[derive(Default)]
struct RevisionFinder {
    edits: RevisionEdits,
    /// The elements around, without those that are removed.
    open: Vec<OpenElement>,
    /// How many elements are open within the one that is removed, itself included; 0 outside of one.
    removed_depth: usize,
}

impl RevisionFinder {
    fn find(xml: &str) -> Option<RevisionEdits> {
        let mut finder = Self::default();
        let mut reader = Reader::from_str(xml);
        loop {
            let place = usize::try_from(reader.buffer_position()).ok()?;
            match reader.read_event().ok()? {
                Event::Eof => return Some(finder.edits),
                _ if finder.open.len() + finder.removed_depth > MAX_NESTING => return None,
                Event::Start(_) if finder.removed_depth > 0 => finder.removed_depth += 1,
                Event::End(_) if finder.removed_depth > 0 => finder.removed_depth -= 1,
                Event::Start(element) => finder.begin(&element, place),
                Event::Empty(element) if finder.removed_depth == 0 => {
                    finder.begin(&element, place);
                    finder.end();
                }
                Event::End(_) => finder.end(),
                _ => {}
            }
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>, place: usize) {
        let local = element.local_name();
        let name = local.as_ref();
        let is_revision = WORD_REVISIONS.contains(&name)
            || name == TRACKING
            || OPEN_DOCUMENT_REVISIONS.contains(&element.name().as_ref());
        if is_revision || DELETED.contains(&name) {
            if DELETED.contains(&name) {
                self.note_deleted_mark();
            }
            return self.remove(place);
        }
        if INSERTED.contains(&name) {
            self.edits.without_start.insert(place);
            self.edits.without_end.insert(place);
        }
        self.remove_around(name, element);
        let mut opened = OpenElement::new(name, place);
        if let Some(parent) = self.open.last_mut() {
            match name {
                "p" => opened.earlier = mem::take(&mut parent.deleted_ends),
                "pPr" => parent.format = Some(place),
                name if MARKS_BETWEEN_PARAGRAPHS.iter().any(|mark| name.starts_with(mark)) => {}
                _ => parent.deleted_ends = DeletedEnds::default(),
            }
        }
        match name {
            "r" => self.open.iter_mut().for_each(|around| around.has_text = true),
            "sectPr" => self.open.iter_mut().for_each(|around| around.ends_section = true),
            _ => {}
        }
        self.open.push(opened);
    }

    fn remove(&mut self, place: usize) {
        self.edits.removed.insert(place);
        self.removed_depth = 1;
    }

    /// Reads the mark of a deletion in a format: that of the end of a paragraph, or of a row.
    fn note_deleted_mark(&mut self) {
        match &mut *self.open {
            [.., paragraph, format, mark] if format.name == "pPr" && mark.name == "rPr" => {
                paragraph.is_end_deleted = true;
            }
            [.., row, format] if format.name == "trPr" => {
                self.edits.removed.insert(row.place);
            }
            _ => {}
        }
    }

    /// Removes what an element is a part of, if the element says that this was deleted, or is about a comment.
    fn remove_around(&mut self, name: &str, element: &BytesStart<'_>) {
        let place_of =
            |around: &str| self.open.iter().rev().find(|open| open.name == around).map(|open| open.place);
        let removed = match name {
            "cellDel" => place_of("tc"),
            // Of slides; of the shapes in which Excel shows comments.
            "commentRel" => place_of("ext"),
            "ClientData" if attribute(element, "ObjectType").as_deref() == Some("Note") => place_of("shape"),
            _ => None,
        };
        self.edits.removed.extend(removed);
    }

    /// Reads the end of an element, or the element that was removed.
    fn end(&mut self) {
        if self.removed_depth > 0 {
            self.removed_depth -= 1;
            return;
        }
        let Some(closed) = self.open.pop() else { return };
        // Without any row, a table is damaged, and so is a row without cells.
        if closed.lost_cells && !closed.has_cells {
            self.edits.removed.insert(closed.place);
        }
        if let Some(parent) = self.open.last_mut().filter(|_| ["tr", "tc"].contains(&closed.name.as_str())) {
            let is_removed = self.edits.removed.contains(&closed.place);
            parent.lost_cells |= is_removed;
            parent.has_cells |= !is_removed;
        }
        if closed.name == "p" {
            let ends = self.end_paragraph(closed);
            if let Some(parent) = self.open.last_mut() {
                parent.deleted_ends = ends;
            }
        }
    }

    /// Joins a paragraph to the one before whose end was deleted. Returns those that wait for the next one.
    fn end_paragraph(&mut self, paragraph: OpenElement) -> DeletedEnds {
        let OpenElement { place, mut earlier, format, is_end_deleted, has_text, ends_section, .. } =
            paragraph;
        if is_end_deleted && !has_text {
            earlier.empty.push(place);
            return earlier;
        }
        self.edits.removed.extend(earlier.empty);
        if let Some(first) = earlier.with_text.filter(|_| !ends_section) {
            self.edits.without_end.insert(first);
            self.edits.without_start.insert(place);
            self.edits.removed.extend(format);
        }
        DeletedEnds { with_text: is_end_deleted.then_some(place), empty: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::accept_revisions;

    fn accepts(cases: &[(&str, &str)]) {
        for (xml, accepted) in cases {
            let xml = format!("<w:body>{xml}</w:body>");
            assert_eq!(accept_revisions(&xml), Some(format!("<w:body>{accepted}</w:body>")), "{xml}");
        }
    }

    #[test]
    fn insertions_stay_and_deletions_go() {
        accepts(&[
            ("<w:p><w:ins w:author='A'><w:r>a</w:r></w:ins></w:p>", "<w:p><w:r>a</w:r></w:p>"),
            ("<w:p><w:r>a</w:r><w:del><w:r>b</w:r></w:del></w:p>", "<w:p><w:r>a</w:r></w:p>"),
            ("<w:p><w:ins><w:del><w:r>a</w:r></w:del><w:r>b</w:r></w:ins></w:p>", "<w:p><w:r>b</w:r></w:p>"),
            (
                "<w:p><w:moveTo><w:r>a</w:r></w:moveTo></w:p><w:p><w:moveFrom><w:r>a</w:r></w:moveFrom></w:p>",
                "<w:p><w:r>a</w:r></w:p><w:p></w:p>",
            ),
            ("<w:p><w:moveFromRangeStart w:author='A'/><w:moveFromRangeEnd/></w:p>", "<w:p></w:p>"),
            (
                "<w:r><w:rPr><w:b/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr></w:r>",
                "<w:r><w:rPr><w:b/></w:rPr></w:r>",
            ),
            ("<w:tr><w:trPr><w:ins/></w:trPr>a</w:tr>", "<w:tr><w:trPr></w:trPr>a</w:tr>"),
            ("<w:tr><w:trPr><w:del/></w:trPr>a</w:tr><w:tr>b</w:tr>", "<w:tr>b</w:tr>"),
            (
                "<w:tc><w:tcPr><w:cellDel/></w:tcPr>a</w:tc><w:tc><w:tcPr><w:cellIns/></w:tcPr>b</w:tc>",
                "<w:tc><w:tcPr></w:tcPr>b</w:tc>",
            ),
        ]);
    }

    #[test]
    fn of_a_table_that_was_deleted_nothing_is_left() {
        let row = |format: &str, cells: &str| format!("<w:tr><w:trPr>{format}</w:trPr>{cells}</w:tr>");
        let cell = |format: &str| format!("<w:tc><w:tcPr>{format}</w:tcPr><w:p/></w:tc>");
        let table = |rows: &[&str]| format!("<w:tbl>{}</w:tbl>", rows.concat());
        let (gone, gone_cell) = (row("<w:del/>", &cell("")), cell("<w:cellDel/>"));
        let left = row("", &cell(""));
        for (before, after) in [
            (table(&[&gone, &gone]), String::new()),
            (table(&[&gone, &left]), table(&[&left])),
            (table(&[&row("", &[gone_cell.as_str(), &gone_cell].concat())]), String::new()),
            (table(&[&row("", &[gone_cell.as_str(), &cell("")].concat())]), table(&[&left])),
            (table(&[]), table(&[])),
        ] {
            accepts(&[(&before, &after)]);
        }
    }

    #[test]
    fn a_paragraph_whose_end_was_deleted_goes_on_in_the_next() {
        let ended = "<w:pPr>1<w:rPr><w:del w:author='A'/></w:rPr></w:pPr>";
        let kept = "<w:pPr>1<w:rPr></w:rPr></w:pPr>";
        let paragraph = |format: &str, text: &str| format!("<w:p>{format}{text}</w:p>");
        let (a, b, gone) = ("<w:r>a</w:r>", "<w:r>b</w:r>", "<w:del><w:r>x</w:r></w:del>");
        let other = "<w:pPr>2</w:pPr>";
        for (paragraphs, accepted) in [
            (vec![paragraph(ended, a), paragraph(other, b)], paragraph(kept, &format!("{a}{b}"))),
            (
                vec![paragraph(ended, a), paragraph(ended, b), paragraph(other, b)],
                paragraph(kept, &format!("{a}{b}{b}")),
            ),
            (vec![paragraph(ended, gone), paragraph(other, b)], paragraph(other, b)),
            (
                vec![paragraph(ended, a), paragraph(ended, gone), paragraph(other, b)],
                paragraph(kept, &format!("{a}{b}")),
            ),
            (
                vec![paragraph(ended, a), "<w:bookmarkEnd/>".to_owned(), paragraph(other, b)],
                paragraph(kept, &format!("{a}<w:bookmarkEnd/>{b}")),
            ),
            // Nothing follows that it could go on in.
            (
                vec![paragraph(ended, a), "<w:tbl/>".to_owned(), paragraph(other, b)],
                [&paragraph(kept, a), "<w:tbl/>", &paragraph(other, b)].concat(),
            ),
            (vec![paragraph(ended, a)], paragraph(kept, a)),
            (vec![paragraph(ended, gone)], paragraph(kept, "")),
            // The next paragraph holds the format of a section.
            (
                vec![paragraph(ended, a), paragraph("<w:pPr><w:sectPr/></w:pPr>", b)],
                [paragraph(kept, a), paragraph("<w:pPr><w:sectPr/></w:pPr>", b)].concat(),
            ),
        ] {
            accepts(&[(&paragraphs.concat(), &accepted)]);
        }
    }

    #[test]
    fn comments_go_with_their_places() {
        accepts(&[
            ("<w:commentRangeStart/>a<w:commentRangeEnd/><w:r><w:commentReference/></w:r>", "a<w:r></w:r>"),
            ("<w:trackRevisions/>", ""),
            (
                "<text:p>a<office:annotation>b</office:annotation>c<office:annotation-end/></text:p>",
                "<text:p>ac</text:p>",
            ),
            (
                "<annotation encoding='StarMath 5.0'>a</annotation>",
                "<annotation encoding='StarMath 5.0'>a</annotation>",
            ),
            (
                "<text:tracked-changes><text:p>a</text:p></text:tracked-changes>b<text:change-start/>c<text:change-end/><text:change/>",
                "bc",
            ),
            (
                "<v:shape>1<x:ClientData ObjectType='Note'/></v:shape><v:shape>2<x:ClientData ObjectType='Button'/></v:shape>",
                "<v:shape>2<x:ClientData ObjectType='Button'/></v:shape>",
            ),
            ("<p:extLst><p:ext><p188:commentRel r:id='rId3'/></p:ext></p:extLst>", "<p:extLst></p:extLst>"),
        ]);
    }

    #[test]
    fn what_is_not_well_formed_is_not_accepted() {
        for broken in ["<a>", "<a><w:del></a>", "</a>"] {
            assert_eq!(accept_revisions(broken), None, "{broken}");
        }
    }
}
