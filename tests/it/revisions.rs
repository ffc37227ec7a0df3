//! Comments and tracked changes of office documents, which go where the author asks for it.

use leadfolio::documents::{DocumentContent, accept_revisions, read_document};

use super::documents::{archive, parts_of};
use super::pdf::{CATALOG, PAGE, PAGES, pdf};
use super::support::{Built, MINIMUM, site};

/// The parts of a document without comments and changes.
fn accepted(name: &str, parts: &[(&str, &str)]) -> Vec<(String, String)> {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (*name, xml.as_bytes())).collect();
    let copy = accept_revisions(name, &archive(&parts)).unwrap();
    assert_eq!(accept_revisions(name, &copy).as_ref(), Some(&copy), "there is more to accept");
    let DocumentContent { unread, metadata_leaks, .. } = read_document(name, &copy).unwrap();
    assert_eq!((unread, metadata_leaks), (None, Vec::new()), "{name}");
    parts_of(&copy)
}

fn types(parts: &[&str]) -> String {
    let overrides: String = parts.iter().map(|part| format!("<Override PartName=\"/{part}\"/>")).collect();
    format!("<Types>{overrides}</Types>")
}

/// A list of relationships: the end of the kind, and the target.
fn relationships(list: &[(&str, &str)]) -> String {
    let one = |(kind, target): &(&str, &str)| {
        format!("<Relationship Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    };
    format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<String>())
}

const TYPES: &str = "[Content_Types].xml";

#[test]
fn comments_of_word_go_with_all_that_only_they_use() {
    let body = "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>Plan</w:t></w:r><w:commentRangeEnd w:id=\"1\"/>\
                <w:ins w:author=\"Jordan\"><w:r><w:t> B</w:t></w:r></w:ins><w:del w:author=\"Jordan\"><w:r><w:delText>A</w:delText></w:r></w:del></w:p>";
    let parts = accepted(
        "a.docx",
        &[
            (TYPES, &types(&["word/document.xml", "word/comments.xml", "word/people.xml"])),
            ("word/document.xml", body),
            (
                "word/_rels/document.xml.rels",
                &relationships(&[
                    ("comments", "comments.xml"),
                    ("people", "people.xml"),
                    ("image", "media/shown.txt"),
                ]),
            ),
            ("word/comments.xml", "<w:comment w:author=\"Jordan\"><w:p/></w:comment>"),
            (
                "word/_rels/comments.xml.rels",
                &relationships(&[("image", "media/commented.txt"), ("image", "media/shown.txt")]),
            ),
            ("word/people.xml", "<w15:person w15:author=\"Jordan\"/>"),
            ("word/media/commented.txt", "a"),
            ("word/media/shown.txt", "b"),
        ],
    );
    let expected = [
        (TYPES, types(&["word/document.xml"])),
        ("word/document.xml", "<w:p><w:r><w:t>Plan</w:t></w:r><w:r><w:t> B</w:t></w:r></w:p>".to_owned()),
        ("word/_rels/document.xml.rels", relationships(&[("image", "media/shown.txt")])),
        ("word/media/shown.txt", "b".to_owned()),
    ];
    assert_eq!(parts, expected.map(|(name, xml)| (name.to_owned(), xml)));
}

#[test]
fn comments_in_cells_and_on_slides_go() {
    let note = |kind: &str| format!("<v:shape id=\"{kind}\"><x:ClientData ObjectType=\"{kind}\"/></v:shape>");
    let drawing = |shapes: &str| format!("<xml>{shapes}</xml>");
    let sheet = "<worksheet><legacyDrawing r:id=\"rId1\"/></worksheet>";
    let parts = accepted(
        "a.xlsx",
        &[
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/_rels/workbook.xml.rels", &relationships(&[("person", "persons/person.xml")])),
            ("xl/persons/person.xml", "<person displayName=\"Jordan\"/>"),
            ("xl/worksheets/sheet1.xml", sheet),
            (
                "xl/worksheets/_rels/sheet1.xml.rels",
                &relationships(&[
                    ("comments", "../comments1.xml"),
                    ("threadedComment", "../threadedComments/threadedComment1.xml"),
                    ("vmlDrawing", "../drawings/a.vml"),
                ]),
            ),
            ("xl/comments1.xml", "<authors><author>Jordan</author></authors>"),
            ("xl/threadedComments/threadedComment1.xml", "<text>Jordan</text>"),
            ("xl/drawings/a.vml", &drawing(&(note("Note") + &note("Button")))),
        ],
    );
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    let left = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"];
    assert_eq!(names, [&left[..], &["xl/worksheets/_rels/sheet1.xml.rels", "xl/drawings/a.vml"]].concat());
    assert_eq!(parts[2].1, sheet);
    assert_eq!(parts[4].1, drawing(&note("Button")));

    let parts = accepted(
        "a.pptx",
        &[
            (
                "ppt/_rels/presentation.xml.rels",
                &relationships(&[
                    ("authors", "authors.xml"),
                    ("commentAuthors", "/ppt/commentAuthors.xml"),
                    ("changesInfo", "changesInfos/c.xml"),
                ]),
            ),
            ("ppt/authors.xml", "<p188:author name=\"Jordan\"/>"),
            ("ppt/commentAuthors.xml", "<p:cmAuthor name=\"Jordan\"/>"),
            ("ppt/changesInfos/c.xml", "<pc:chgData name=\"Jordan\"/>"),
            (
                "ppt/slides/slide1.xml",
                "<p:sld><p:ext uri=\"{A}\"><p188:commentRel r:id=\"rId1\"/></p:ext></p:sld>",
            ),
            ("ppt/slides/_rels/slide1.xml.rels", &relationships(&[("comments", "../comments/comment1.xml")])),
            ("ppt/comments/comment1.xml", "<p:cm><p:text>Jordan</p:text></p:cm>"),
        ],
    );
    let none = relationships(&[]);
    let expected = [
        ("ppt/_rels/presentation.xml.rels", none.as_str()),
        ("ppt/slides/slide1.xml", "<p:sld></p:sld>"),
        ("ppt/slides/_rels/slide1.xml.rels", &none),
    ];
    assert_eq!(parts, expected.map(|(name, xml)| (name.to_owned(), xml.to_owned())));
}

/// A text of OpenDocument with an insertion, a deletion and a comment.
const OPEN_DOCUMENT: &str = "<office:text><text:tracked-changes><text:changed-region text:id=\"1\"><text:deletion>\
    <office:change-info><dc:creator>Jordan</dc:creator></office:change-info><text:p>old</text:p></text:deletion>\
    </text:changed-region></text:tracked-changes><text:p>a<text:change text:change-id=\"1\"/><text:change-start text:change-id=\"2\"/>new\
    <text:change-end text:change-id=\"2\"/><office:annotation><dc:creator>Jordan</dc:creator></office:annotation></text:p></office:text>";

#[test]
fn revisions_of_open_document_go_and_so_do_earlier_versions() {
    let accepted_text = "<office:text><text:p>anew</text:p></office:text>";
    let manifest = |entries: &[&str]| {
        let one = |path: &&str| format!("<manifest:file-entry manifest:full-path=\"{path}\"/>");
        format!("<manifest>{}</manifest>", entries.iter().map(one).collect::<String>())
    };
    let parts = accepted(
        "a.odt",
        &[
            ("content.xml", OPEN_DOCUMENT),
            ("VersionList.xml", "<VL:version-entry VL:creator=\"Jordan\"/>"),
            ("Versions/Version1", "old"),
            ("META-INF/manifest.xml", &manifest(&["content.xml", "VersionList.xml", "Versions/Version1"])),
        ],
    );
    let expected = [("content.xml", accepted_text), ("META-INF/manifest.xml", &manifest(&["content.xml"]))];
    assert_eq!(parts, expected.map(|(name, xml)| (name.to_owned(), xml.to_owned())));
    let flat = accept_revisions("a.fodt", OPEN_DOCUMENT.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(flat).unwrap(), accepted_text);
}

#[test]
fn documents_in_a_document_are_accepted_too() {
    let inner = archive(&[("word/document.xml", b"<w:p><w:del><w:r/></w:del></w:p>")]);
    let outer =
        archive(&[("word/embeddings/a.docx", &inner), ("customXml/item1.xml", b"<a><del>mine</del></a>")]);
    let copy = accept_revisions("a.docx", &outer).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&copy)).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_index(0).unwrap(), &mut bytes).unwrap();
    assert_eq!(parts_of(&bytes)[0].1, "<w:p></w:p>");
    assert_eq!(parts_of(&copy)[1].1, "<a><del>mine</del></a>", "data of the author's own is no text");
}

/// A case study with an artifact of this file, which the text links to as well.
fn with_artifact(file: &str, fields: &str, bytes: &[u8]) -> Built {
    let page = format!(
        "---\n{MINIMUM}artifacts:\n  - {{ id: a, type: document, title: \"The plan\", file: {file}, permission: {{ status: given }}{fields} }}\n---\n\
         [The plan](../files/{file})\n"
    );
    site("").file("content/case-studies/a.md", page).file(&format!("content/files/{file}"), bytes).build()
}

#[test]
fn an_artifact_asks_for_a_copy_without_revisions() {
    let body = "<w:p><w:del w:author=\"Jordan\"><w:r/></w:del></w:p>";
    let document = archive(&[("word/document.xml", body.as_bytes())]);
    let part = |built: &Built| parts_of(&built.bytes("files/plan.docx"))[0].1.clone();
    assert_eq!(part(&with_artifact("plan.docx", "", &document).fine()), body);
    assert_eq!(part(&with_artifact("plan.docx", ", clean: false", &document).fine()), body);
    assert_eq!(part(&with_artifact("plan.docx", ", clean: true", &document).fine()), "<w:p></w:p>");
}

#[test]
fn a_file_whose_revisions_cannot_be_removed_is_not_published() {
    let signed = archive(&[("word/document.xml", b"<w:p/>"), ("_xmlsignatures/sig1.xml", b"<Signature/>")]);
    let torn = archive(&[("word/document.xml", b"<w:p>")]);
    for bytes in [&signed[..], &torn, b"PK, but none", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"] {
        let built = with_artifact("plan.docx", ", clean: true", bytes);
        let error = built.output().render_file("files/plan.docx").unwrap().unwrap_err();
        assert_eq!((error.rule, error.path.as_str()), ("MED-20", "content/files/plan.docx"));
    }
    let key = b"<manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest>";
    let encrypted = archive(&[("content.xml", b"\x07\xfe\x99"), ("META-INF/manifest.xml", key)]);
    let built = with_artifact("plan.odt", ", clean: true", &encrypted);
    assert!(built.output().render_file("files/plan.odt").unwrap().is_err());
    let flat = with_artifact("plan.fodt", ", clean: true", b"no XML");
    assert!(flat.output().render_file("files/plan.fodt").unwrap().is_err());

    let print = pdf(&[CATALOG, PAGES, PAGE], "");
    with_artifact("plan.pdf", ", clean: true", &print).fails("MED-20 content/case-studies/a.md:");
    with_artifact("book.epub", ", clean: true", &signed).fails("MED-20 content/case-studies/a.md:");
    with_artifact("plan.txt", ", clean: true", b"Words.").fails("MED-20 content/case-studies/a.md:");
}
