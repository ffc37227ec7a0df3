//! The name in the parts of office documents.

use base64::Engine as _;

use super::super::fonts;
use super::{NAME, Planted, planted, zipped};

const CONTENT_TYPES: (&str, &[u8]) = (
    "[Content_Types].xml",
    b"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
);

/// A document of Word, Excel or PowerPoint with one more part.
fn office(body: (&str, &str), part: (&str, &[u8])) -> Vec<u8> {
    let body = (body.0, body.1.as_bytes());
    if body.0 == part.0 { zipped(&[CONTENT_TYPES, part]) } else { zipped(&[CONTENT_TYPES, body, part]) }
}

const WORD: (&str, &str) = (
    "word/document.xml",
    "<w:document><w:body><w:p><w:r><w:t>Minutes</w:t></w:r></w:p></w:body></w:document>",
);
const EXCEL: (&str, &str) =
    ("xl/workbook.xml", "<workbook><sheets><sheet name=\"Sheet1\" sheetId=\"1\"/></sheets></workbook>");
const SLIDES: (&str, &str) = ("ppt/presentation.xml", "<p:presentation/>");

/// The places in documents of Word: what it is called, the part, and its content with `NAME` for the name.
const IN_WORD: [(&str, &str, &str); 42] = [
    (
        "around deleted text",
        "word/document.xml",
        "<w:p><w:r><w:t>Jor</w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>x</w:delText></w:r></w:del><w:r><w:t>dan Example</w:t></w:r></w:p>",
    ),
    (
        "font of a word",
        "word/document.xml",
        "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"NAME Hand\"/></w:rPr><w:t>x</w:t></w:r></w:p>",
    ),
    ("theme", "word/theme/theme1.xml", "<a:theme name=\"NAME\"><a:latin typeface=\"Georgia\"/></a:theme>"),
    (
        "account of a reviewer",
        "word/people.xml",
        "<w15:people><w15:person w15:author=\"Author\"><w15:presenceInfo w15:userId=\"S::NAME::1\"/></w15:person></w15:people>",
    ),
    (
        "paragraph, cut into pieces",
        "word/document.xml",
        "<w:p><w:r><w:t>Jor</w:t></w:r><w:r><w:t>dan Ex</w:t></w:r><w:r><w:t>ample</w:t></w:r></w:p>",
    ),
    (
        "table cell",
        "word/document.xml",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>NAME</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ),
    ("hidden text", "word/document.xml", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>NAME</w:t></w:r></w:p>"),
    (
        "deleted text",
        "word/document.xml",
        "<w:p><w:del w:id=\"1\"><w:r><w:delText>NAME</w:delText></w:r></w:del></w:p>",
    ),
    (
        "author of a change",
        "word/document.xml",
        "<w:p><w:ins w:id=\"1\" w:author=\"NAME\"><w:r><w:t>x</w:t></w:r></w:ins></w:p>",
    ),
    (
        "alternative text",
        "word/document.xml",
        "<w:p><w:drawing><wp:docPr id=\"1\" name=\"Picture 1\" descr=\"NAME\"/></w:drawing></w:p>",
    ),
    (
        "name of a picture",
        "word/document.xml",
        "<w:p><w:drawing><wp:docPr id=\"1\" name=\"NAME.jpg\"/></w:drawing></w:p>",
    ),
    ("bookmark", "word/document.xml", "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"Jordan_Example\"/></w:p>"),
    ("field code", "word/document.xml", "<w:p><w:r><w:instrText>AUTHOR NAME</w:instrText></w:r></w:p>"),
    (
        "field of the author",
        "word/document.xml",
        "<w:p><w:fldSimple w:instr=\" AUTHOR \"><w:r><w:t>NAME</w:t></w:r></w:fldSimple></w:p>",
    ),
    (
        "field of the manager",
        "word/document.xml",
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> DOCPROPERTY Manager </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/><w:t>NAME</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
    ),
    (
        "field of the user",
        "word/header1.xml",
        "<w:hdr><w:p><w:fldSimple w:instr=\"UserName\"><w:r><w:t>NAME</w:t></w:r></w:fldSimple></w:p></w:hdr>",
    ),
    ("form field", "word/document.xml", "<w:sdt><w:sdtPr><w:alias w:val=\"NAME\"/></w:sdtPr></w:sdt>"),
    (
        "text box",
        "word/document.xml",
        "<w:p><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>NAME</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:p>",
    ),
    (
        "comment",
        "word/comments.xml",
        "<w:comments><w:comment w:id=\"0\"><w:p><w:r><w:t>NAME</w:t></w:r></w:p></w:comment></w:comments>",
    ),
    (
        "author of a comment",
        "word/comments.xml",
        "<w:comments><w:comment w:id=\"0\" w:author=\"NAME\" w:initials=\"JE\"/></w:comments>",
    ),
    ("people", "word/people.xml", "<w15:people><w15:person w15:author=\"NAME\"/></w15:people>"),
    ("header", "word/header1.xml", "<w:hdr><w:p><w:r><w:t>NAME</w:t></w:r></w:p></w:hdr>"),
    (
        "footnote",
        "word/footnotes.xml",
        "<w:footnotes><w:footnote><w:p><w:r><w:t>NAME</w:t></w:r></w:p></w:footnote></w:footnotes>",
    ),
    ("glossary", "word/glossary/document.xml", "<w:glossaryDocument><w:t>NAME</w:t></w:glossaryDocument>"),
    ("style", "word/styles.xml", "<w:styles><w:style><w:name w:val=\"NAME\"/></w:style></w:styles>"),
    (
        "document variable",
        "word/settings.xml",
        "<w:settings><w:docVars><w:docVar w:name=\"by\" w:val=\"NAME\"/></w:docVars></w:settings>",
    ),
    (
        "address of a link",
        "word/_rels/document.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Target=\"mailto:NAME\" TargetMode=\"External\"/></Relationships>",
    ),
    (
        "path of a template",
        "word/_rels/settings.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Target=\"file:///C:/Users/NAME/x.dotx\" TargetMode=\"External\"/></Relationships>",
    ),
    (
        "author in properties",
        "docProps/core.xml",
        "<cp:coreProperties><dc:creator>NAME</dc:creator></cp:coreProperties>",
    ),
    (
        "title in properties",
        "docProps/core.xml",
        "<cp:coreProperties><dc:title>Report on NAME</dc:title></cp:coreProperties>",
    ),
    (
        "keywords",
        "docProps/core.xml",
        "<cp:coreProperties><cp:keywords>NAME</cp:keywords></cp:coreProperties>",
    ),
    ("manager", "docProps/app.xml", "<Properties><Manager>NAME</Manager></Properties>"),
    ("company", "docProps/app.xml", "<Properties><Company>NAME</Company></Properties>"),
    (
        "own property",
        "docProps/custom.xml",
        "<Properties><property name=\"by\"><vt:lpwstr>NAME</vt:lpwstr></property></Properties>",
    ),
    (
        "name of an own property",
        "docProps/custom.xml",
        "<Properties><property name=\"NAME\"><vt:lpwstr>x</vt:lpwstr></property></Properties>",
    ),
    ("text in RTF", "word/afchunk.rtf", "{\\rtf1 {\\b Jordan} Ex\\'61mple}"),
    ("text of a letter", "word/afchunk.mht", "MIME-Version: 1.0\n\nJordan =45xample"),
    ("type in own XML", "customXml/item1.xml", "<form Type=\"NAME\" ContentType=\"NAME\"/>"),
    ("element of own XML", "customXml/item1.xml", "<JordanExample xmlns=\"http://a.example/\"/>"),
    ("own XML", "customXml/item1.xml", "<form><by>NAME</by></form>"),
    ("chart", "word/charts/chart1.xml", "<c:chart><c:v>NAME</c:v></c:chart>"),
    ("XML comment", "word/document.xml", "<!-- NAME --><w:p/>"),
];

const IN_EXCEL: [(&str, &str, &str); 14] = [
    (
        "account of a reviewer",
        "xl/persons/person.xml",
        "<personList><person displayName=\"Author\" id=\"{1}\" userId=\"S::NAME::1\" providerId=\"AD\"/></personList>",
    ),
    ("shared text", "xl/sharedStrings.xml", "<sst><si><r><t>Jordan </t></r><r><t>Example</t></r></si></sst>"),
    (
        "text in a cell",
        "xl/worksheets/sheet1.xml",
        "<worksheet><c r=\"A1\" t=\"inlineStr\"><is><t>NAME</t></is></c></worksheet>",
    ),
    (
        "formula",
        "xl/worksheets/sheet1.xml",
        "<worksheet><c r=\"A1\"><f>IF(B1=\"NAME\",1,0)</f></c></worksheet>",
    ),
    (
        "name of a sheet",
        "xl/workbook.xml",
        "<workbook><sheets><sheet name=\"NAME\" sheetId=\"1\"/></sheets></workbook>",
    ),
    (
        "defined name",
        "xl/workbook.xml",
        "<workbook><definedNames><definedName name=\"Jordan_Example\">Sheet1!$A$1</definedName></definedNames></workbook>",
    ),
    (
        "header of a page",
        "xl/worksheets/sheet1.xml",
        "<worksheet><headerFooter><oddHeader>&amp;CNAME</oddHeader></headerFooter></worksheet>",
    ),
    (
        "list of choices",
        "xl/worksheets/sheet1.xml",
        "<worksheet><dataValidation><formula1>\"NAME,other\"</formula1></dataValidation></worksheet>",
    ),
    ("comment", "xl/comments1.xml", "<comments><authors><author>NAME</author></authors></comments>"),
    (
        "threaded comment",
        "xl/persons/person.xml",
        "<personList><person displayName=\"NAME\" id=\"{1}\"/></personList>",
    ),
    (
        "pivot cache",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "<pivotCacheDefinition refreshedBy=\"NAME\"/>",
    ),
    (
        "pivot record",
        "xl/pivotCache/pivotCacheRecords1.xml",
        "<pivotCacheRecords><r><s v=\"NAME\"/></r></pivotCacheRecords>",
    ),
    (
        "external workbook",
        "xl/externalLinks/externalLink1.xml",
        "<externalLink><sheetName val=\"NAME\"/></externalLink>",
    ),
    ("drawing in VML", "xl/drawings/vmlDrawing1.vml", "<xml><v:textbox><div>NAME</div></v:textbox></xml>"),
];

const IN_SLIDES: [(&str, &str, &str); 10] = [
    (
        "account of a reviewer",
        "ppt/authors.xml",
        "<p188:authorLst><p188:author id=\"{1}\" name=\"Author\" userId=\"S::NAME::1\" providerId=\"AD\"/></p188:authorLst>",
    ),
    (
        "text",
        "ppt/slides/slide1.xml",
        "<p:sld><a:p><a:r><a:t>Jordan </a:t></a:r><a:r><a:t>Example</a:t></a:r></a:p></p:sld>",
    ),
    (
        "hidden slide",
        "ppt/slides/slide2.xml",
        "<p:sld show=\"0\"><a:p><a:r><a:t>NAME</a:t></a:r></a:p></p:sld>",
    ),
    (
        "speaker notes",
        "ppt/notesSlides/notesSlide1.xml",
        "<p:notes><a:p><a:r><a:t>NAME</a:t></a:r></a:p></p:notes>",
    ),
    ("master", "ppt/slideMasters/slideMaster1.xml", "<p:sldMaster><a:t>NAME</a:t></p:sldMaster>"),
    (
        "author of comments",
        "ppt/commentAuthors.xml",
        "<p:cmAuthorLst><p:cmAuthor name=\"NAME\" initials=\"JE\"/></p:cmAuthorLst>",
    ),
    ("section", "ppt/presentation.xml", "<p:presentation><p14:section name=\"NAME\"/></p:presentation>"),
    ("name of a shape", "ppt/slides/slide1.xml", "<p:sld><p:cNvPr id=\"2\" name=\"NAME\"/></p:sld>"),
    (
        "alternative text",
        "ppt/slides/slide1.xml",
        "<p:sld><p:cNvPr id=\"2\" name=\"Picture 1\" descr=\"NAME\"/></p:sld>",
    ),
    ("tag", "ppt/tags/tag1.xml", "<p:tagLst><p:tag name=\"BY\" val=\"NAME\"/></p:tagLst>"),
];

const IN_ODF: [(&str, &str, &str); 20] = [
    (
        "partly deleted",
        "content.xml",
        "<text:changed-region text:id=\"c1\"><text:deletion><text:p>Jor</text:p></text:deletion></text:changed-region><text:p><text:change text:change-id=\"c1\"/>dan Example</text:p>",
    ),
    (
        "font",
        "styles.xml",
        "<office:font-face-decls><style:font-face style:name=\"NAME\"/></office:font-face-decls>",
    ),
    ("author of a text", "content.xml", "<text:p>By <text:author-name>NAME</text:author-name></text:p>"),
    (
        "sender of a text",
        "content.xml",
        "<text:p>By <text:sender-lastname>NAME</text:sender-lastname></text:p>",
    ),
    (
        "paragraph",
        "content.xml",
        "<office:document-content><text:p>Jordan <text:span>Example</text:span></text:p></office:document-content>",
    ),
    (
        "around a comment",
        "content.xml",
        "<text:p>Jordan <office:annotation><text:p>Who?</text:p></office:annotation>Example</text:p>",
    ),
    (
        "around a footnote",
        "content.xml",
        "<text:p>Jor<text:note><text:note-body><text:p>So</text:p></text:note-body></text:note>dan Example</text:p>",
    ),
    (
        "author of a comment",
        "content.xml",
        "<office:annotation><dc:creator>NAME</dc:creator><text:p>x</text:p></office:annotation>",
    ),
    (
        "field of the author",
        "content.xml",
        "<text:p><text:initial-creator>NAME</text:initial-creator></text:p>",
    ),
    (
        "field of the sender",
        "content.xml",
        "<text:p><text:sender-lastname>NAME</text:sender-lastname></text:p>",
    ),
    (
        "author of a change",
        "content.xml",
        "<text:tracked-changes><office:change-info><dc:creator>NAME</dc:creator></office:change-info></text:tracked-changes>",
    ),
    ("deleted text", "content.xml", "<text:deletion><text:p>NAME</text:p></text:deletion>"),
    (
        "alternative text",
        "content.xml",
        "<draw:frame draw:name=\"Image1\"><svg:desc>NAME</svg:desc></draw:frame>",
    ),
    ("name of a frame", "content.xml", "<draw:frame draw:name=\"NAME\"/>"),
    ("user field", "content.xml", "<text:user-field-decl text:name=\"by\" office:string-value=\"NAME\"/>"),
    (
        "header",
        "styles.xml",
        "<office:document-styles><style:header><text:p>NAME</text:p></style:header></office:document-styles>",
    ),
    ("author", "meta.xml", "<office:meta><meta:initial-creator>NAME</meta:initial-creator></office:meta>"),
    (
        "own property",
        "meta.xml",
        "<office:meta><meta:user-defined meta:name=\"by\">NAME</meta:user-defined></office:meta>",
    ),
    ("printer", "settings.xml", "<config:config-item config:name=\"PrinterName\">NAME</config:config-item>"),
    (
        "embedded object",
        "Object 1/content.xml",
        "<office:document-content><text:p>NAME</text:p></office:document-content>",
    ),
];

/// EXIF data in a JPEG that names its artist.
fn photo() -> Vec<u8> {
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend([0x3b, 0x01, 2, 0, 15, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(NAME.as_bytes());
    tiff.push(0);
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut picture, image::ImageFormat::Jpeg).unwrap();
    let plain = picture.into_inner();
    let len = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &len, &tiff, &plain[2..]].concat()
}

pub(super) fn all() -> Vec<Planted> {
    let mut all = Vec::new();
    for (ending, body, places) in
        [("docx", WORD, &IN_WORD[..]), ("xlsx", EXCEL, &IN_EXCEL), ("pptx", SLIDES, &IN_SLIDES)]
    {
        for (place, part, xml) in places {
            let xml = xml.replace("NAME", NAME);
            all.push(planted(ending, place, office(body, (part, xml.as_bytes()))));
        }
    }
    let first = ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]);
    for (place, part, xml) in IN_ODF {
        let xml = xml.replace("NAME", NAME);
        all.push(planted("odt", place, zipped(&[first, (part, xml.as_bytes())])));
    }
    let text = format!("<office:document-content><text:p>{NAME}</text:p></office:document-content>");
    for ending in ["ods", "odp", "odg", "ott", "ots", "otp"] {
        all.push(planted(ending, "paragraph", zipped(&[first, ("content.xml", text.as_bytes())])));
    }
    for ending in ["fodt", "fods", "fodp", "fodg"] {
        let author = format!("<meta:initial-creator>{NAME}</meta:initial-creator>");
        let meta = format!("<office:document><office:meta>{author}</office:meta></office:document>");
        all.push(planted(ending, "author", meta));
        all.push(planted(ending, "paragraph", text.replace("document-content", "document")));
        for (place, file) in [("EXIF of a picture", &photo()[..]), ("embedded object", NAME.as_bytes())] {
            let digits = base64::prelude::BASE64_STANDARD.encode(file);
            let (first, rest) = digits.split_at(10);
            let image = format!(
                "<office:document><draw:image><office:binary-data>{first}\n  {rest}</office:binary-data></draw:image></office:document>"
            );
            all.push(planted(ending, place, image));
        }
    }
    let text = WORD.1.replace("Minutes", NAME);
    for ending in ["docm", "dotx", "dotm"] {
        all.push(planted(ending, "paragraph", zipped(&[CONTENT_TYPES, (WORD.0, text.as_bytes())])));
    }
    for ending in ["ppsx", "potx", "pptm"] {
        let slide = format!("<p:sld><a:t>{NAME}</a:t></p:sld>");
        all.push(planted(ending, "text", office(SLIDES, ("ppt/slides/slide1.xml", slide.as_bytes()))));
    }
    let photo = photo();
    let wide: Vec<u8> = format!("\u{feff}<a>{NAME}</a>").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let inner =
        office(EXCEL, ("xl/sharedStrings.xml", format!("<sst><si><t>{NAME}</t></si></sst>").as_bytes()));
    let ole = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0][..], NAME.as_bytes()].concat();
    let font = fonts::font(NAME, &[]);
    let [word_font, font_table] = fonts::obfuscated(&font);
    let emf = [&[1, 0, 0, 0, 0x6c, 0, 0, 0][..], NAME.as_bytes()].concat();
    let book = |page: &str| {
        let page = format!("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{page}</body></html>");
        zipped(&[("mimetype", b"application/epub+zip"), ("a.xhtml", page.as_bytes())])
    };
    let shop = format!("<plist><dict><key>artistName</key><string>{NAME}</string></dict></plist>");
    let package = format!("<package><metadata><x:publisher>{NAME}</x:publisher></metadata></package>");
    for (place, page) in [
        ("entities of HTML", "<p>Jordan&nbsp;Example &eacute;</p>"),
        ("highlighted in a word", "<p>Jordan <mark>Exa</mark>mple</p>"),
        ("larger in a word", "<p>Jordan Ex<big>ample</big></p>"),
        ("a break in a word", "<p>Jordan Ex<wbr/>ample</p>"),
        ("struck in a word", "<p>Jordan <strike>Ex</strike>ample</p>"),
        ("between readings", "<p>Jordan <ruby>Exam<rt>x</rt></ruby><ruby>ple<rt>y</rt></ruby></p>"),
    ] {
        all.push(planted("epub", place, book(page)));
    }
    all.push(planted("epub", "metadata of a shop", zipped(&[("iTunesMetadata.plist", shop.as_bytes())])));
    all.push(planted("epub", "publisher, by another prefix", zipped(&[("c.opf", package.as_bytes())])));
    all.extend([
        planted("docx", "EXIF of a picture", office(WORD, ("word/media/image1.jpeg", &photo))),
        planted("docx", "thumbnail", office(WORD, ("docProps/thumbnail.jpeg", &photo))),
        planted("pptx", "EXIF of a picture", office(SLIDES, ("ppt/media/image1.jpeg", &photo))),
        planted(
            "odt",
            "EXIF of a picture",
            zipped(&[first, ("content.xml", b"<a/>"), ("Pictures/1.jpg", &photo)]),
        ),
        planted("docx", "embedded workbook", office(WORD, ("word/embeddings/sheet.xlsx", &inner))),
        planted("docx", "embedded object", office(WORD, ("word/embeddings/oleObject1.bin", &ole))),
        planted("docm", "macros", office(WORD, ("word/vbaProject.bin", &ole))),
        planted("docx", "drawing in EMF", office(WORD, ("word/media/image1.emf", &emf))),
        planted("docx", "part in UTF-16", office(WORD, ("customXml/item1.xml", &wide))),
        planted("docx", "name of a part", office(WORD, ("word/media/Jordan Example.png", b"x"))),
        planted("docx", "before the archive", [NAME.as_bytes(), &zipped(&[CONTENT_TYPES])].concat()),
        planted("docx", "after the archive", [&zipped(&[CONTENT_TYPES])[..], NAME.as_bytes()].concat()),
        planted("xlsx", "protected by a password", ole.clone()),
        planted(
            "docx",
            "font, obfuscated",
            zipped(&[CONTENT_TYPES, (word_font.0, &word_font.1), (font_table.0, &font_table.1)]),
        ),
        planted("docx", "font without its key", office(WORD, (word_font.0, &word_font.1))),
        planted("pptx", "font", office(SLIDES, ("ppt/fonts/font1.fntdata", &fonts::eot(0, "x", &font)))),
        planted(
            "pptx",
            "font, compressed",
            office(SLIDES, ("ppt/fonts/font1.fntdata", &fonts::eot(4, "x", &font))),
        ),
        planted("odt", "font", zipped(&[first, ("Fonts/font1.ttf", &font)])),
        planted("odp", "preview of a table", zipped(&[first, ("Pictures/TablePreview1.svm", &emf)])),
        planted("epub", "font", zipped(&[("OEBPS/a.woff", &fonts::woff(&font))])),
    ]);
    all
}
