//! Office documents and e-books: every part of them is read, or the file is one that nobody has looked through.

use std::io::{Cursor, Read as _, Write as _};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use leadfolio::documents::{DocumentContent, MetadataLeak, clean_document, read_document};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use crate::media::{jpeg, jpeg_turned};
use crate::support::{site, study};

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
    nested = archive(&[("word/embeddings/a.docx", &nested)]);
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
fn fonts_of_programs_and_numbers_are_no_words() {
    let xml = r##"<w:rFonts w:ascii="Georgia" w:hAnsi="Gill Sans MT" xmlns:w="http://jordan.example"/><a:latin typeface="Austin"/>
        <style:font-face style:name="Georgia1" svg:font-family="'Georgia'"/><w:color w:val="ADA000"/><w:u w:val="dot"/><a:theme name="Austin"/><a id="{5C22544A-7EE6}"/>"##;
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
        ("word/document.xml", b"<\0a\0>\0J\0o\0<\0/\0a\0>\0", "`word/document.xml` in it is damaged"),
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
    assert_eq!(read("a.docx", &[("word/media/a.jpeg", plain.as_slice())]).unread, None);
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

/// The parts of an archive, with their names.
pub(crate) fn parts_of(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        assert_eq!(part.last_modified(), Some(DateTime::default()));
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    parts
}

fn clean(name: &str, parts: &[(&str, &[u8])]) -> Vec<(String, String)> {
    let cleaned = clean_document(name, &archive(parts)).unwrap().bytes;
    assert_eq!(clean_document(name, &cleaned), None, "cleaning twice changes more");
    assert_eq!(read_document(name, &cleaned).unwrap().unread, None);
    parts_of(&cleaned)
}

#[test]
fn published_documents_have_no_properties() {
    let core = "<cp:coreProperties><dc:creator>Jordan Example</dc:creator><dcterms:created>2026-01-01</dcterms:created></cp:coreProperties>";
    let extended = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Company>Jordan Example</Company></Properties>";
    let custom = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"><property name=\"Jordan Example\"/></Properties>";
    let meta = "<office:document-meta><office:meta><meta:printed-by>Jordan Example</meta:printed-by></office:meta></office:document-meta>";
    for (part, xml) in [
        ("docProps/core.xml", core),
        ("package/services/metadata/core-properties/1.psmdcp", core),
        ("docProps/app.xml", extended),
        ("docProps/custom.xml", custom),
        ("meta.xml", meta),
        ("Object 1/meta.xml", meta),
        (
            "settings.xml",
            "<a><config:config-item config:name=\"PrinterName\">Jordan Example</config:config-item></a>",
        ),
        (
            "xl/workbook.xml",
            "<workbook><x15ac:absPath url=\"C:\\Users\\Jordan Example\\\"/><sheets/></workbook>",
        ),
        (
            "word/_rels/settings.xml.rels",
            "<Relationships><Relationship Type=\"x/attachedTemplate\" TargetMode=\"External\" Target=\"C:/Jordan Example\"/></Relationships>",
        ),
        (
            "OEBPS/content.opf",
            "<package><metadata><dc:creator>Jordan Example</dc:creator><dc:title>T</dc:title></metadata></package>",
        ),
    ] {
        let parts = clean("a.docx", &[("a.xml", b"<a>text</a>"), (part, xml.as_bytes())]);
        assert_eq!(parts[0], ("a.xml".to_owned(), "<a>text</a>".to_owned()));
        assert_eq!(parts[1].0, part);
        assert!(!parts[1].1.contains("Jordan") && !parts[1].1.contains("2026"), "{parts:?}");
    }
}

#[test]
fn what_only_the_authors_program_uses_is_not_published() {
    let parts = clean(
        "a.xlsx",
        &[
            ("[Content_Types].xml", br#"<Types><Override PartName="/docProps/thumbnail.jpeg"/><Override PartName="/xl/a.xml"/></Types>"#),
            ("_rels/.rels", br#"<Relationships><Relationship Id="1" Type="http://x/thumbnail" Target="docProps/thumbnail.jpeg"/><Relationship Id="2" Type="y" Target="xl/a.xml"/></Relationships>"#),
            ("docProps/thumbnail.jpeg", b"x"),
            ("xl/worksheets/sheet1.xml", br#"<sheet><pageSetup r:id="rId1" scale="50"/></sheet>"#),
            ("xl/worksheets/_rels/sheet1.xml.rels", br#"<Relationships><Relationship Id="rId1" Type="http://x/printerSettings" Target="../printerSettings/p.bin"/></Relationships>"#),
            ("xl/printerSettings/p.bin", b"\xffx"),
        ],
    );
    let expected = [
        ("[Content_Types].xml", r#"<Types><Override PartName="/xl/a.xml"/></Types>"#),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="2" Type="y" Target="xl/a.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", r#"<sheet><pageSetup scale="50"/></sheet>"#),
        ("xl/worksheets/_rels/sheet1.xml.rels", "<Relationships></Relationships>"),
    ];
    assert_eq!(parts, expected.map(|(name, xml)| (name.to_owned(), xml.to_owned())));
    let parts = clean(
        "a.odt",
        &[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", br#"<a><style officeooo:rsid="00012345"/><text:title>T</text:title></a>"#),
            ("Thumbnails/thumbnail.png", b"x"),
            ("Pictures/TablePreview1.svm", b"VCLMTF\xff"),
            ("styles.xml", br#"<a><draw:image xlink:href="Pictures/TablePreview1.svm"/><text:title>T</text:title></a>"#),
            (
                "META-INF/manifest.xml",
                br#"<m><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png"/><manifest:file-entry manifest:full-path="Pictures/TablePreview1.svm"/></m>"#,
            ),
        ],
    );
    let expected = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", r#"<a><style/>T</a>"#),
        ("styles.xml", "<a>T</a>"),
        ("META-INF/manifest.xml", "<m></m>"),
    ];
    assert_eq!(parts, expected.map(|(name, xml)| (name.to_owned(), xml.to_owned())));
}

#[test]
fn visible_text_of_a_cleaned_document_stays() {
    let body = concat!(
        r#"<w:p w:rsidR="00AB12CD" w:rsidRDefault="1"><w:ins w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>"#,
        r#"<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings="xmlns:ns0='http://x/core-properties'"/></w:sdtPr></w:sdt>"#,
        r#"<w:fldSimple w:instr=" TITLE "><w:t>T</w:t></w:fldSimple><w:fldSimple w:instr=" PAGE "/>"#,
        r#"<w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText>"#,
        r#"<w:fldChar w:fldCharType="begin"/><w:instrText> AUT</w:instrText><w:instrText>HOR \* MERGEFORMAT</w:instrText>"#,
        r#"<w:fldChar w:fldCharType="separate"/><w:t>A</w:t><w:fldChar w:fldCharType="end"/>"#,
        r#"<w:fldChar w:fldCharType="end"/></w:p>"#,
    );
    let parts = clean("a.docx", &[("word/document.xml", body.as_bytes())]);
    let cleaned = concat!(
        r#"<w:p><w:ins w:author="A"><w:r><w:t>new</w:t></w:r></w:ins><w:sdt><w:sdtPr></w:sdtPr></w:sdt>"#,
        r#"<w:t>T</w:t><w:fldSimple w:instr=" PAGE "/>"#,
        r#"<w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText><w:t>A</w:t>"#,
        r#"<w:fldChar w:fldCharType="end"/></w:p>"#,
    );
    assert_eq!(parts, [("word/document.xml".to_owned(), cleaned.to_owned())]);
}

#[test]
fn a_name_cut_by_tracked_changes_is_read_before_and_after_them() {
    let deleted =
        "<w:t>Jordan Ex</w:t><w:del><w:r><w:delText>tra</w:delText></w:r></w:del><w:r><w:t>ample</w:t></w:r>";
    let inserted = "<w:t>Jordan Ex</w:t><w:ins><w:r><w:t>tra</w:t></w:r></w:ins><w:r><w:t>ample</w:t></w:r>";
    let both =
        "<w:t>Jordan </w:t><w:del><w:r><w:delText>Ex</w:delText></w:r></w:del><w:r><w:t>ample</w:t></w:r>";
    let open = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><office:change-info><dc:date>2026</dc:date></office:change-info><text:p>Ex</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Jordan <text:change text:change-id=\"c1\"/>ample</text:p>";
    let added = "<text:p>Jordan Ex<text:change-start text:change-id=\"c2\"/>tra<text:change-end text:change-id=\"c2\"/>ample</text:p>";
    let named = open.replace("text:id", "xml:id");
    for (file, xml) in [
        ("a.docx", deleted),
        ("a.docx", inserted),
        ("a.docx", both),
        ("a.odt", open),
        ("a.odt", &named),
        ("a.odt", added),
    ] {
        let content = read(file, &[("content.xml", xml.as_bytes())]);
        assert!(content.texts[0].contains("Jordan Example"), "{content:?}");
        assert!(!content.texts[0].contains('\u{f0000}') && !content.texts[0].contains('\u{f0002}'));
    }
}

#[test]
fn a_deleted_text_is_put_back_once_and_not_without_end() {
    let region = |id: usize, text: &str| {
        format!(
            "<text:changed-region xml:id=\"c{id}\"><text:deletion>{text}</text:deletion></text:changed-region>"
        )
    };
    let change = |id: usize| format!("<text:change text:change-id=\"c{id}\"/>");
    let repeated = format!("<a>{}{}</a>", region(0, "Jordan"), change(0).repeat(1000));
    let content = read("a.odt", &[("content.xml", repeated.as_bytes())]);
    assert!(content.texts[0].matches("Jordan").count() < 10);
    assert_eq!(content.unread, None);
    let long = "x".repeat(1_000_000);
    let chain: String = (1..20).map(|id| region(id, &change(id - 1))).collect();
    let nested = format!("<a>{}{chain}{}</a>", region(0, &long), change(19));
    let content = read("a.odt", &[("content.xml", nested.as_bytes())]);
    assert_eq!(content.unread.unwrap(), "`content.xml` in it is damaged");
}

#[test]
fn a_cleaned_book_is_a_valid_one() {
    let opf = concat!(
        r#"<package version="3.0" unique-identifier="id"><metadata><dc:identifier id="id">urn:x</dc:identifier>"#,
        r##"<dc:creator id="by">Jordan Example</dc:creator><meta refines="#by" property="role">aut</meta>"##,
        r#"<meta property="dcterms:modified">2026-01-02T03:04:05Z</meta><opf:meta name="generator" content="x"/>"#,
        r#"<meta property="media:duration">0:32:29</meta><meta property="media:narrator">Jordan Example</meta>"#,
        r#"</metadata></package>"#,
    );
    let parts = clean("a.epub", &[("mimetype", b"application/epub+zip"), ("a.opf", opf.as_bytes())]);
    let cleaned = concat!(
        r#"<package version="3.0" unique-identifier="id"><metadata><dc:identifier id="id">urn:x</dc:identifier>"#,
        r#"<meta property="dcterms:modified">1980-01-01T00:00:00Z</meta>"#,
        r#"<meta property="media:duration">0:32:29</meta></metadata></package>"#,
    );
    assert_eq!(parts[1].1, cleaned);
}

#[test]
fn a_document_in_one_piece_of_xml_loses_what_one_in_an_archive_does() {
    let flat = concat!(
        r#"<?xml version="1.0"?><office:document><office:meta><meta:generator>LibreOffice/5.4.2.2$Linux_X86_64</meta:generator>"#,
        r#"<meta:initial-creator>Jordan Example</meta:initial-creator></office:meta><office:settings>"#,
        r#"<config:config-item config:name="PrinterName">x</config:config-item></office:settings>"#,
        r#"<text:p officeooo:rsid="1"><text:title>T</text:title></text:p></office:document>"#,
    );
    let cleaned = concat!(
        r#"<?xml version="1.0"?><office:document><office:meta>"#,
        r#"<meta:generator xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">LibreOffice/5.4 LibreOffice_project/0"#,
        r#"</meta:generator></office:meta><office:settings></office:settings><text:p>T</text:p></office:document>"#,
    );
    for name in ["a.fodt", "a.fods", "a.fodp", "a.fodg"] {
        let bytes = clean_document(name, flat.as_bytes()).unwrap().bytes;
        assert_eq!(String::from_utf8(bytes).unwrap(), cleaned);
        assert_eq!(clean_document(name, cleaned.as_bytes()), None);
    }
    assert_eq!(clean_document("a.fodt", &archive(&[("a", b"<a/>")])), None);
}

#[test]
fn accounts_in_data_of_the_authors_own_stay_as_they_are() {
    let own = r#"<people><person displayName="A" userId="B"/></people>"#;
    let parts = [("docProps/core.xml", &b"<coreProperties/>"[..]), ("customXml/item1.xml", own.as_bytes())];
    assert_eq!(clean("a.docx", &parts)[1].1, own);
}

#[test]
fn pictures_in_a_document_in_one_piece_of_xml_are_cleaned() {
    let written = |picture: &[u8]| {
        let digits = BASE64_STANDARD.encode(picture);
        let (first, rest) = digits.split_at(72);
        format!(
            "<office:document><text:p>Minutes<office:binary-data>\n{first}\n  {rest}\n</office:binary-data>.\
             </text:p></office:document>"
        )
    };
    let flat = written(&jpeg_turned(6));
    let found = read_document("a.fodt", flat.as_bytes()).unwrap();
    assert_eq!(found.unread.as_deref(), Some("the picture `1` in it holds more than the picture: EXIF data"));
    let clean = String::from_utf8(clean_document("a.fodt", flat.as_bytes()).unwrap().bytes).unwrap();
    let found = read_document("a.fodt", clean.as_bytes()).unwrap();
    assert_eq!((found.unread.as_deref(), found.texts.concat().contains("Minutes")), (None, true));
    let digits = clean.split(['<', '>']).nth(6).unwrap();
    assert!(BASE64_STANDARD.decode(digits).unwrap().starts_with(b"\xff\xd8"));
    assert_eq!(clean_document("a.fodt", clean.as_bytes()), None);
    let plain = written(&jpeg());
    assert_eq!(clean_document("a.fodt", plain.as_bytes()), None);
    assert_eq!(read_document("a.fodt", plain.as_bytes()).unwrap().unread, None);
}

#[test]
fn pictures_and_documents_inside_a_document_are_cleaned() {
    let picture = jpeg_turned(6);
    let inner = archive(&[(
        "docProps/core.xml",
        b"<cp:coreProperties><dc:creator>Jordan</dc:creator></cp:coreProperties>",
    )]);
    let cleaned = clean_document(
        "a.pptx",
        &archive(&[("ppt/media/image1.png", &picture), ("ppt/embeddings/a.xlsx", &inner)]),
    );
    let cleaned = cleaned.unwrap().bytes;
    let content = read_document("a.pptx", &cleaned).unwrap();
    assert_eq!((content.unread, content.metadata_leaks), (None, Vec::new()));
}

#[test]
fn a_document_that_cannot_be_rewritten_stays_as_it_is() {
    let core: (&str, &[u8]) =
        ("docProps/core.xml", b"<cp:coreProperties><dc:creator>A</dc:creator></cp:coreProperties>");
    for parts in [
        vec![core, ("_xmlsignatures/sig1.xml", b"<Signature/>".as_slice())],
        vec![core, ("META-INF/documentsignatures.xml", b"<x/>")],
        vec![core, ("word/document.xml", b"<w:p>")],
    ] {
        let bytes = archive(&parts);
        assert_eq!(clean_document("a.docx", &bytes), None);
        assert_eq!(
            read_document("a.docx", &bytes).unwrap().metadata_leaks,
            [MetadataLeak::Author("A".to_owned())]
        );
    }
    assert_eq!(clean_document("a.docx", b"PK, but none"), None);
    assert_eq!(clean_document("a.txt", &archive(&[core])), None);
}

#[test]
fn the_published_file_is_the_cleaned_one() {
    let core = b"<cp:coreProperties><dc:creator>Alex Other</dc:creator></cp:coreProperties>".as_slice();
    let bytes = archive(&[("word/document.xml", b"<w:p/>"), ("docProps/core.xml", core)]);
    let files = format!("--- content/case-studies/a.md\n{}", study("[x](../files/a.docx)"));
    let published = site(&files).file("content/files/a.docx", bytes).build().fine().bytes("files/a.docx");
    assert!(parts_of(&published).iter().all(|(_, text)| !text.contains("Alex Other")));
}
