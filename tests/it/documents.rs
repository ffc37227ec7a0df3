//! Office documents and e-books: every part of them is read, or the file is one that nobody has looked through.

use std::io::{Cursor, Write as _};

use leadfolio::documents::{DocumentContent, MetadataLeak, read_document};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::media::{jpeg, jpeg_turned};

/// An archive with these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn read(name: &str, parts: &[(&str, &[u8])]) -> DocumentContent {
    read_document(name, &archive(parts)).unwrap()
}

fn all_text(content: &DocumentContent) -> String {
    [&content.texts[..], &content.hidden, &content.metadata].concat().join("\n")
}

#[test]
fn a_document_that_unpacks_to_too_much_is_unread() {
    let large = vec![b' '; 40_000_000];
    let one = [&large[..], &large].concat();
    for parts in [
        vec![("word/document.xml", &one[..])],
        vec![("word/document.xml", &large[..]), ("word/media/a.txt", &large)],
        vec![("word/embeddings/a.docx", &archive(&[("a", &large), ("b", &large)])[..])],
    ] {
        let content = read("a.docx", &parts);
        assert!(content.unread.unwrap().ends_with("it unpacks to more than 64 MB"));
        assert!(content.texts.is_empty() || content.texts.len() == 1);
    }
    let mut nested = archive(&[("word/document.xml", b"<w:p/>")]);
    for _ in 0..3 {
        nested = archive(&[("word/embeddings/a.docx", &nested)]);
    }
    assert_eq!(read_document("a.docx", &nested).unwrap().unread, None);
    for _ in 0..3 {
        nested = archive(&[("word/embeddings/a.docx", &nested)]);
    }
    let unread = read_document("a.docx", &nested).unwrap().unread.unwrap();
    assert!(unread.ends_with("it holds documents in documents in documents"), "{unread}");
    let names: Vec<String> = (0..10_001).map(|number| format!("{number}.xml")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(read("a.docx", &many).unread.unwrap(), "it holds more than 10000 files");
    let deep = "<a>".repeat(100_000);
    assert_eq!(
        read("a.docx", &[("word/document.xml", deep.as_bytes())]).unread.unwrap(),
        "`word/document.xml` in it is damaged"
    );
}

#[test]
fn every_part_of_a_document_is_read() {
    for (file, part, xml) in [
        ("a.docx", "word/document.xml", r#"<wp:docPr id="1" descr="NAME"/>"#),
        ("a.docx", "word/document.xml", r#"<wp:docPr id="1" name="NAME" title="x"/>"#),
        ("a.docx", "word/document.xml", r#"<w:bookmarkStart w:name="NAME"/>"#),
        ("a.docx", "word/document.xml", "<w:del><w:r><w:delText>NAME</w:delText></w:r></w:del>"),
        ("a.docx", "word/document.xml", "<w:instrText>MERGEFIELD NAME</w:instrText>"),
        ("a.docx", "word/document.xml", "<!-- NAME -->"),
        ("a.docx", "word/document.xml", "<w:t><![CDATA[NAME]]></w:t>"),
        ("a.docx", "word/document.xml", "<w:t>Jordan&#32;Ex&#x61;mple</w:t>"),
        ("a.docx", "word/comments2.xml", "<w:comment><w:t>NAME</w:t></w:comment>"),
        ("a.docx", "word/header1.xml", "<w:hdr><w:t>NAME</w:t></w:hdr>"),
        ("a.docx", "word/footnotes.xml", "<w:footnote><w:t>NAME</w:t></w:footnote>"),
        ("a.docx", "word/people.xml", r#"<w15:person w15:author="NAME"/>"#),
        ("a.docx", "word/settings.xml", r#"<w:docVar w:name="x" w:val="NAME"/>"#),
        ("a.docx", "word/_rels/document.xml.rels", r#"<Relationship Target="mailto:NAME"/>"#),
        ("a.docx", "customXml/item1.xml", "<a><b>NAME</b></a>"),
        ("a.docx", "docProps/custom.xml", r#"<property name="Owner"><vt:lpwstr>NAME</vt:lpwstr></property>"#),
        ("a.docx", "word/vmlDrawing1.vml", "<v:shape alt='NAME'/>"),
        ("a.docx", "word/notes.whatever", "\u{feff}<x>NAME</x>"),
        ("a.docx", "word/media/a.svg", "<svg><title>NAME</title></svg>"),
        ("a.docx", "word/NAME.xml", "<x/>"),
        ("a.pptx", "ppt/slides/slide2.xml", r#"<p:sld show="0"><a:t>NAME</a:t></p:sld>"#),
        ("a.pptx", "ppt/notesSlides/notesSlide1.xml", "<a:p><a:r><a:t>NAME</a:t></a:r></a:p>"),
        ("a.pptx", "ppt/slideMasters/slideMaster1.xml", "<a:p><a:r><a:t>NAME</a:t></a:r></a:p>"),
        ("a.pptx", "ppt/charts/chart1.xml", "<c:strCache><c:pt><c:v>NAME</c:v></c:pt></c:strCache>"),
        ("a.pptx", "ppt/commentAuthors.xml", r#"<p:cmAuthor name="NAME"/>"#),
        ("a.xlsx", "xl/workbook.xml", r#"<sheet name="NAME"/>"#),
        ("a.xlsx", "xl/workbook.xml", r#"<definedName name="x">'NAME'!$A$1</definedName>"#),
        ("a.xlsx", "xl/workbook.xml", r#"<x15ac:absPath url="C:\Users\NAME\"/>"#),
        ("a.xlsx", "xl/pivotCache/pivotCacheDefinition1.xml", r#"<sharedItems><s v="NAME"/></sharedItems>"#),
        ("a.xlsx", "xl/persons/person.xml", r#"<person displayName="NAME"/>"#),
        (
            "a.odt",
            "settings.xml",
            r#"<config:config-item config:name="PrinterName">NAME</config:config-item>"#,
        ),
        ("a.odt", "content.xml", "<office:annotation><dc:creator>NAME</dc:creator></office:annotation>"),
        ("a.odt", "content.xml", "<text:p>Jordan<text:s/>Exa<text:span>mple</text:span></text:p>"),
        ("a.odt", "meta.xml", "<meta:keyword>NAME</meta:keyword>"),
        ("a.ods", "Object 1/content.xml", r#"<table:table table:name="NAME"/>"#),
        ("a.epub", "OEBPS/toc.ncx", "<navLabel><text>NAME</text></navLabel>"),
        ("a.epub", "OEBPS/content.opf", "<dc:creator>NAME</dc:creator>"),
        ("a.epub", "OEBPS/a.css", "/* NAME */"),
    ] {
        let (part, xml) = (part.replace("NAME", "Jordan Example"), xml.replace("NAME", "Jordan Example"));
        let content = read(file, &[(&part, xml.as_bytes())]);
        assert!(all_text(&content).contains("Jordan Example"), "{part}: {xml}\n{content:?}");
        assert_eq!(content.unread, None, "{part}: {xml}");
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(xml.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        if xml.starts_with('<') {
            assert!(all_text(&read(file, &[(&part, &utf16)])).contains("Jordan Example"), "{part}: {xml}");
        }
    }
    let flat = "<office:document><text:p>Jor<text:span>dan</text:span></text:p></office:document>";
    assert!(all_text(&read_document("a.fodt", flat.as_bytes()).unwrap()).contains("Jordan"));
}

#[test]
fn formatting_splits_no_word_and_cells_do() {
    for (file, xml, text) in [
        (
            "a.docx",
            "<w:r><w:rPr><w:b/></w:rPr><w:t>Jor</w:t></w:r><w:proofErr/><w:r><w:t>dan</w:t></w:r>",
            "Jordan",
        ),
        ("a.docx", "<w:r><w:t>Jor</w:t><w:softHyphen/><w:t>dan</w:t></w:r>", "Jordan"),
        ("a.docx", "<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a \u{b6} b"),
        ("a.docx", "<w:tc><w:t>a</w:t></w:tc><w:tc><w:t>b</w:t></w:tc>", " \u{b6} a \u{b6} b \u{b6} "),
        (
            "a.xlsx",
            "<si><r><t>Jor</t></r><r><t>dan</t></r></si><si><t>b</t></si>",
            " \u{b6} Jordan \u{b6} b \u{b6} ",
        ),
        ("a.xlsx", "<c><v>1</v></c><c><v>2</v></c>", " \u{b6} 1 \u{b6} 2 \u{b6} "),
        (
            "a.pptx",
            "<a:p><a:r><a:t>a</a:t></a:r><a:br/><a:r><a:t>b</a:t></a:r></a:p>",
            " \u{b6} a \u{b6} b \u{b6} ",
        ),
    ] {
        assert_eq!(read(file, &[("x.xml", xml.as_bytes())]).texts, [text], "{xml}");
    }
}

#[test]
fn fonts_and_numbers_are_no_words() {
    let xml = r##"<w:rFonts w:ascii="Georgia" w:hAnsi="Courier New" xmlns:w="http://jordan.example"/><a:latin typeface="Jordan"/>
        <style:font-face style:name="Grace" svg:font-family="Grace"/><w:color w:val="ADA000"/><a id="{5C22544A-7EE6}"/>"##;
    assert_eq!(read("a.docx", &[("x.xml", xml.as_bytes())]).hidden, ["x.xml", ""]);
}

#[test]
fn authors_of_comments_and_changes_are_authors() {
    for (part, xml) in [
        ("word/document.xml", r#"<w:ins w:author="A B"><w:t>x</w:t></w:ins><w:del w:author="A B"/>"#),
        ("word/comments.xml", r#"<w:comment w:author=" A B "/>"#),
        ("xl/comments1.xml", "<authors><author>A B</author></authors>"),
        ("ppt/commentAuthors.xml", r#"<p:cmAuthor name="A B"/>"#),
        ("xl/persons/person.xml", r#"<person displayName="A B"/>"#),
        ("content.xml", "<office:change-info><dc:creator>A <b>B</b></dc:creator></office:change-info>"),
        ("docProps/core.xml", "<cp:lastModifiedBy>A B</cp:lastModifiedBy><dc:creator/>"),
        ("docProps/app.xml", "<Manager>A B</Manager>"),
        ("meta.xml", "<meta:printed-by>A B</meta:printed-by>"),
    ] {
        let content = read("a.docx", &[(part, xml.as_bytes())]);
        assert_eq!(content.metadata_leaks, [MetadataLeak::Author("A B".to_owned())], "{xml}");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice();
    let inner = archive(&[("word/embeddings/oleObject1.bin", compound)]);
    let turned = jpeg_turned(6);
    for (part, bytes, why) in [
        ("word/vbaProject.bin", compound, "it contains macros"),
        ("Basic/Standard/Module1.xml", b"<x/>", "it contains macros"),
        (
            "word/embeddings/oleObject1.bin",
            compound,
            "it contains an embedded object, `word/embeddings/oleObject1.bin`",
        ),
        (
            "word/embeddings/a.docx",
            &inner,
            "in `word/embeddings/a.docx`, it contains an embedded object, `word/embeddings/oleObject1.bin`",
        ),
        (
            "word/media/image1.emf",
            b"\x01\0\0\0\x80",
            "it contains a drawing that may hold text, `word/media/image1.emf`",
        ),
        (
            "xl/printerSettings1.bin",
            b"\xffJ\0o\0",
            "it contains `xl/printerSettings1.bin`, which leadfolio doesn't read",
        ),
        (
            "word/media/image1.jpeg",
            &turned,
            "the picture `word/media/image1.jpeg` in it holds more than the picture: EXIF data",
        ),
        ("word/document.xml", b"<w:p><w:t>a", "`word/document.xml` in it is damaged"),
        ("word/document.xml", b"<w:p>&name;</w:p>", "`word/document.xml` in it is damaged"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>", "it is protected by a password"),
    ] {
        let content = read("a.docx", &[("word/first.xml", b"<w:t>text</w:t>"), (part, bytes)]);
        let found = content.unread.clone().unwrap_or_default();
        assert_eq!(found, why, "{part}");
        assert!(all_text(&content).contains("text"), "{part}");
    }
    assert_eq!(
        read_document("a.docx", compound).unwrap().unread.unwrap(),
        "it is protected by a password, or is in an old format"
    );
    let plain = jpeg();
    for (part, bytes) in [("word/media/a.jpeg", plain.as_slice()), ("word/fonts/font1.odttf", b"\xff\0\xfe")]
    {
        assert_eq!(read("a.docx", &[(part, bytes)]).unread, None, "{part}");
    }
}

#[test]
fn data_outside_of_the_listed_parts_is_told() {
    let whole = archive(&[
        ("word/document.xml", b"<w:t>Some text that is long enough</w:t>"),
        ("word/a.xml", b"<a/>"),
    ]);
    assert_eq!(read_document("a.docx", &whole).unwrap().unread, None);
    let list = whole.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let mut between = whole.clone();
    between.splice(list..list, *b"Jordan Example");
    let place = between.len() - 6;
    between[place..place + 4].copy_from_slice(&u32::try_from(list + 14).unwrap().to_le_bytes());
    let mut other_name = whole.clone();
    other_name[30..35].copy_from_slice(b"Jorda");
    let hidden = [b"Jordan Example", &whole[..]].concat();
    let after = [&whole[..], b"Jordan Example"].concat();
    for (case, bytes) in [("between", between), ("before", hidden), ("after", after), ("name", other_name)] {
        let unread = read_document("a.docx", &bytes).unwrap().unread;
        assert!(unread.is_some(), "{case}");
    }
    let mut twice = archive(&[("word/a.xml", b"<a/>"), ("word/b.xml", b"<b/>")]);
    let names: Vec<usize> =
        twice.windows(10).enumerate().filter(|(_, name)| *name == b"word/b.xml").map(|(at, _)| at).collect();
    names.into_iter().for_each(|at| twice[at + 5] = b'a');
    assert_eq!(
        read_document("a.docx", &twice).unwrap().unread.unwrap(),
        "two files in it have the same name"
    );
}
