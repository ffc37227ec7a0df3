//! The name in the places of a PDF.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream};

use super::super::support::color_profile;
use super::pictures::jpeg_with_scan;
use super::{NAME, Planted, planted};

/// A PDF of these objects, numbered from 1; the first is the catalog, the last may be the properties.
fn pdf(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    append(&mut bytes, 1, objects, trailer, None);
    bytes
}

/// Adds objects with a cross-reference table, as a first version or as a change to what is there.
fn append(
    bytes: &mut Vec<u8>,
    first: usize,
    objects: &[String],
    trailer: &str,
    before: Option<usize>,
) -> usize {
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", first + index).into_bytes());
    }
    let start = bytes.len();
    let entries: String = offsets.iter().map(|offset| format!("{offset:010} 00000 n \n")).collect();
    let head = if first == 1 { "0 1\n0000000000 65535 f \n".to_owned() } else { String::new() };
    let before = before.map(|offset| format!(" /Prev {offset}")).unwrap_or_default();
    let size = first + objects.len();
    bytes.extend(
        format!(
            "xref\n{head}{first} {}\n{entries}trailer\n<< /Size {size} /Root 1 0 R{before} {trailer} >>\nstartxref\n{start}\n%%EOF\n",
            objects.len()
        )
        .into_bytes(),
    );
    start
}

fn stream(entries: &str, content: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A page with this content; `catalog` and `page` are further entries, `more` further objects from number 6.
fn document(content: &str, catalog: &str, page: &str, more: &[String]) -> Vec<u8> {
    let mut objects = objects_of(content, catalog, page);
    objects.extend_from_slice(more);
    pdf(&objects, "")
}

fn objects_of(content: &str, catalog: &str, page: &str) -> Vec<String> {
    vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> {page} >>"
        ),
        stream("", content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ]
}

/// A stream whose content is written in hexadecimal digits; `filter` is a second one.
fn hexadecimal(entries: &str, filter: &str, content: &[u8]) -> String {
    let mut digits = String::new();
    content.iter().for_each(|byte| write!(digits, "{byte:02x}").unwrap());
    stream(&format!("{entries} /Filter [/ASCIIHexDecode {filter}]"), &format!("{digits}>"))
}

/// A page that shows a picture in a format of its own, which is packed a second time.
fn picture(filter: &str, bytes: &[u8]) -> Vec<u8> {
    const ENTRIES: &str =
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
    let resources = "/Resources << /XObject << /X1 6 0 R >> >>";
    document("/X1 Do", "", resources, &[hexadecimal(ENTRIES, filter, bytes)])
}

/// A file that opens without a password, but is protected against changes.
fn protected(bytes: &[u8], user_password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::PRINTABLE,
    });
    document.encrypt(&state.unwrap()).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Pictures and their colors.
fn pictures() -> Vec<Planted> {
    let name = NAME.as_bytes();
    let app = |marker: u8, data: &[u8]| {
        let head = [0xff, 0xd8, 0xff, marker, 0, data.len() as u8 + 2];
        [&head[..], data, &[0xff, 0xd9]].concat()
    };
    let jpeg2000 = [&[0xff, 0x4f, 0xff, 0x51, 0, 4, 9, 9, 0xff, 0x64, 0, 18, 0, 1][..], name, &[0xff, 0xd9]];
    let boxed = |kind: &[u8], data: &[u8]| [&[0, 0, 0, data.len() as u8 + 8], kind, data].concat();
    let codestream = [0xff, 0x4f, 0xff, 0x51, 0, 4, 9, 9, 0xff, 0xd9];
    let with_box = |kind: &[u8]| [boxed(b"jp2c", &codestream), boxed(kind, name)].concat();
    let profile = |bytes: &[u8]| {
        let resources = "/Resources << /ColorSpace << /C [/ICCBased 6 0 R] >> /Font << /F1 5 0 R >> >>";
        document(PLAIN, "", resources, &[hexadecimal("/N 3", "", bytes)])
    };
    vec![
        planted("pdf", "among the pixels of a photo", picture("/DCTDecode", &jpeg_with_scan(name))),
        planted("pdf", "comment in a packed photo", picture("/DCTDecode", &app(0xfe, name))),
        planted("pdf", "data of a camera in a packed photo", picture("/DCTDecode", &app(0xeb, name))),
        planted("pdf", "damaged photo", picture("/DCTDecode", name)),
        planted("pdf", "comment in JPEG 2000", picture("/JPXDecode", &jpeg2000.concat())),
        planted("pdf", "XML in JPEG 2000", picture("/JPXDecode", &with_box(b"xml "))),
        planted("pdf", "unknown box in JPEG 2000", picture("/JPXDecode", &with_box(b"what"))),
        planted(
            "pdf",
            "comment in a scan (JBIG2)",
            picture("/JBIG2Decode", &[&[0, 1, 2][..], name].concat()),
        ),
        planted("pdf", "comment in a scan (fax)", picture("/CCITTFaxDecode", &[&[0, 1][..], name].concat())),
        planted("pdf", "color profile", profile(&color_profile(b"RGB ", NAME))),
        planted("pdf", "damaged color profile", profile(&[&[0, 1, 2][..], name].concat())),
    ]
}

/// Streams that call themselves something that no page shows, and files that are protected.
fn claims() -> Vec<Planted> {
    let extra = |entries: &str| document(PLAIN, "/Extra 6 0 R", "", &[stream(entries, NAME)]);
    let shown = format!("BT /F1 12 Tf 20 200 Td ({NAME}) Tj ET");
    let mut all: Vec<Planted> = [
        ("stream that calls itself a function", "/FunctionType 4 /Domain [0 1] /Range [0 1]"),
        ("stream that calls itself a shading", "/ShadingType 4"),
        ("stream that calls itself a character map", "/Type /CMap"),
        ("stream that calls itself a halftone", "/Type /Halftone"),
        ("stream that calls itself a font program", "/Subtype /Type1C"),
        ("stream that calls itself a table of objects", "/Type /XRef"),
        ("stream that calls itself objects", "/Type /ObjStm /N 0 /First 0"),
    ]
    .into_iter()
    .map(|(place, entries)| planted("pdf", place, extra(entries)))
    .collect();
    let numbers = hexadecimal("/FunctionType 0", "", &[&[0, 1, 200][..], NAME.as_bytes()].concat());
    all.extend([
        planted("pdf", "text between numbers of a function", document(PLAIN, "/Extra 6 0 R", "", &[numbers])),
        planted("pdf", "text, protected against changes", protected(&document(&shown, "", "", &[]), "")),
        planted("pdf", "text, with a password", protected(&document(&shown, "", "", &[]), "secret")),
    ]);
    all
}

/// Text that no filter, no operator and no viewer reads.
fn unread_text() -> Vec<Planted> {
    let digits: String = NAME.bytes().map(|byte| format!("{byte:02x}")).collect();
    let content = |filter: &str, content: String| {
        let mut objects = objects_of("", "", "");
        objects[3] = stream(filter, &content);
        pdf(&objects, "")
    };
    let tree = "<< /Type /StructTreeRoot /K 7 0 R /RoleMap << /JordanExample /P >> >>".to_owned();
    let element = |entries: &str| {
        vec![tree.replace("JordanExample", "Kind"), format!("<< /Type /StructElem {entries} >>")]
    };
    let structured = |more: &[String]| document(PLAIN, "/StructTreeRoot 6 0 R", "", more);
    let colors = |name: &str| format!("[/Separation /{name} /DeviceGray << /FunctionType 2 /N 1 >>]");
    let picture = |data: &str| format!("BI /W 15 /H 1 /BPC 8 /CS /G /F /AHx ID {data} EI");
    let plain_digits: String = PLAIN.bytes().map(|byte| format!("{byte:02x}")).collect();
    let runs = format!("{}{PLAIN}", char::from(PLAIN.len() as u8 - 1));
    [
        ("after hexadecimal digits", content("/Filter /ASCIIHexDecode", format!("{plain_digits}>{NAME}"))),
        ("after the end in base 85", content("/Filter /ASCII85Decode", format!("~>{NAME}"))),
        ("after runs", with_byte(&content("/Filter /RunLengthDecode", format!("{runs}@{NAME}")), b'@', 128)),
        ("after compressed data", after_deflated("")),
        ("after compressed pixels", after_deflated("/Type /XObject /Subtype /Image /Width 1 /Height 1")),
        ("operand of an unknown operator", document(&format!("({NAME}) pop {PLAIN}"), "", "", &[])),
        ("name of a mark", document(&format!("/Jordan#20Example BMC EMC {PLAIN}"), "", "", &[])),
        ("digits for an unknown operator", document(&format!("BX <{digits}> xyz EX {PLAIN}"), "", "", &[])),
        ("operand of no operator", document(&format!("{PLAIN} ({NAME})"), "", "", &[])),
        ("name between shown strings", document("BT [(a) /JordanExample (b)] TJ ET", "", "", &[])),
        ("ID of an element", structured(&element("/ID (jordan.example)"))),
        ("role in one word", structured(std::slice::from_ref(&tree))),
        ("table of colors of a note", structured(&element(&format!("/Lookup ({NAME})")))),
        ("spot color", document(PLAIN, "/Extra 6 0 R", "", &[colors("Jordan-Example")])),
        ("key in one word", document(PLAIN, "/Extra << /JordanExample 1 >>", "", &[])),
        (
            "digits in a picture within a page",
            document(&format!("{} {PLAIN}", picture(&format!("{digits}>"))), "", "", &[]),
        ),
        (
            "after a picture within a page",
            document(&format!("{} {PLAIN}", picture(&format!("00> {NAME}"))), "", "", &[]),
        ),
        (
            "digits in a character map",
            document(
                PLAIN,
                "/Extra 6 0 R",
                "",
                &[stream("/CMapName /X", &format!("begincmap <{digits}> pop"))],
            ),
        ),
    ]
    .into_iter()
    .map(|(place, bytes)| planted("pdf", place, bytes))
    .collect()
}

/// A file with one byte in the place of another, which it has once.
fn with_byte(bytes: &[u8], from: u8, to: u8) -> Vec<u8> {
    bytes.iter().map(|byte| if *byte == from { to } else { *byte }).collect()
}

/// A stream with the name after its compressed data.
fn after_deflated(entries: &str) -> Vec<u8> {
    let mut packed = Stream::new(Dictionary::new(), vec![b' '; 200]);
    packed.compress().unwrap();
    let data = [&packed.content, NAME.as_bytes()].concat();
    let entries = format!("{entries} /Filter /FlateDecode");
    let placeholder = "=".repeat(data.len());
    let bytes = document(PLAIN, "/Extra 6 0 R", "", &[stream(&entries, &placeholder)]);
    let at = bytes.windows(data.len()).position(|it| it == placeholder.as_bytes()).unwrap();
    [&bytes[..at], &data, &bytes[at + data.len()..]].concat()
}

/// Attached files whose letters aren't written as they are.
fn attachments() -> Vec<Planted> {
    let attached = |name: &str, text: &str| {
        let file = format!("<< /Type /Filespec /F ({name}) /EF << /F 6 0 R >> >>");
        let names = format!("/Names << /EmbeddedFiles << /Names [(a) {file}] >> >>");
        document(PLAIN, &names, "", &[stream("/Type /EmbeddedFile", text)])
    };
    [
        ("attached message", "a.eml", "Content-Transfer-Encoding: base64\n\nSm9yZGFuIEV4YW1wbGU=\n"),
        ("attached page", "a.html", "<p>Jor<b>dan</b> Ex&#97;mple</p>"),
        ("attached RTF", "a.rtf", "{\\rtf1 {\\b Jor}dan Example}"),
        ("attached drawing", "a.svg", "<svg><text>Jor<tspan>dan</tspan> Example</text></svg>"),
        ("attached data", "a.json", "{\"a\": \"J\\u006frdan Example\"}"),
        ("attached contact", "a.vcf", "FN:Jordan Exa\n mple"),
        (
            "attached contact, letters as numbers",
            "a.vcf",
            "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:Jordan Ex=61mple\nEND:VCARD\n",
        ),
        ("attached contact in base64", "a.vcf", "NOTE;ENCODING=b:Sm9yZGFuIEV4\n YW1wbGU=\n"),
        ("attached contact without an ending", "a", "FN;ENCODING=QUOTED-PRINTABLE:Jordan Ex=61mple\n"),
        ("attached base64", "a.txt", "Sm9yZGFuIEV4\nYW1wbGU=\n"),
        ("attached PostScript", "a.ps", "%!PS\n<4a6f7264616e204578616d706c65> show\n"),
        ("attached PostScript with another ending", "a.txt", "%!PS\n(Jor\\144an Example) show\n"),
        ("attached picture", "a.png", "\0\u{1}Jordan Example"),
    ]
    .into_iter()
    .map(|(place, name, text)| planted("pdf", place, attached(name, text)))
    .collect()
}

const PLAIN: &str = "BT /F1 12 Tf 20 200 Td (Minutes) Tj ET";

pub(super) fn all() -> Vec<Planted> {
    let text = |operators: &str| document(&format!("BT /F1 12 Tf 20 200 Td {operators} ET"), "", "", &[]);
    let letters: String = NAME.chars().map(|letter| format!("({letter}) Tj 7 0 Td ")).collect();
    let wide: String = NAME.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let note = |entries: &str| {
        let annotation = format!("<< /Type /Annot /Rect [0 0 9 9] {entries} >>");
        document(PLAIN, "", "/Annots [6 0 R]", &[annotation])
    };
    let mut all = vec![
        planted("pdf", "text", text(&format!("({NAME}) Tj"))),
        planted("pdf", "text, kerned", text("[(Jor) -20 (dan Ex) 15 (ample)] TJ")),
        planted("pdf", "text, letter by letter", text(&letters)),
        planted("pdf", "text, gap in place of a space", text("[(Jordan) -400 (Example)] TJ")),
        planted("pdf", "text, moved in place of a space", text("(Jordan) Tj 60 0 Td (Example) Tj")),
        planted("pdf", "text, letters as numbers", text("(\\112ordan E\\170ample) Tj")),
        planted("pdf", "invisible text", text(&format!("3 Tr ({NAME}) Tj"))),
        planted("pdf", "ActualText", text(&format!("/Span << /ActualText ({NAME}) >> BDC (x) Tj EMC"))),
        planted("pdf", "comment in the content", document(&format!("% {NAME}\n{PLAIN}"), "", "", &[])),
        planted("pdf", "note", note(&format!("/Subtype /Text /Contents ({NAME})"))),
        planted("pdf", "note in UTF-16", note(&format!("/Subtype /Text /Contents <FEFF{wide}>"))),
        planted("pdf", "author of a note", note(&format!("/Subtype /Text /T ({NAME}) /Contents (x)"))),
        planted("pdf", "form value", note(&format!("/Subtype /Widget /FT /Tx /T (a) /V ({NAME})"))),
        planted("pdf", "form label", note(&format!("/Subtype /Widget /FT /Tx /T (a) /TU ({NAME})"))),
        planted(
            "pdf",
            "address of a link",
            note("/Subtype /Link /A << /S /URI /URI (https://x.example/Jordan%20Example) >>"),
        ),
        planted(
            "pdf",
            "JavaScript",
            document(PLAIN, &format!("/OpenAction << /S /JavaScript /JS (var a = \"{NAME}\") >>"), "", &[]),
        ),
        planted(
            "pdf",
            "bookmark",
            document(
                PLAIN,
                "/Outlines 6 0 R",
                "",
                &[
                    "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>".to_owned(),
                    format!("<< /Title ({NAME}) /Parent 6 0 R >>"),
                ],
            ),
        ),
        planted(
            "pdf",
            "label of a page",
            document(PLAIN, &format!("/PageLabels << /Nums [0 << /P ({NAME}) >>] >>"), "", &[]),
        ),
        planted(
            "pdf",
            "name of a layer",
            document(
                PLAIN,
                "/OCProperties << /OCGs [6 0 R] /D << >> >>",
                "",
                &[format!("<< /Type /OCG /Name ({NAME}) >>")],
            ),
        ),
        planted(
            "pdf",
            "alternative text",
            document(
                PLAIN,
                "/StructTreeRoot 6 0 R",
                "",
                &[
                    "<< /Type /StructTreeRoot /K 7 0 R >>".to_owned(),
                    format!("<< /Type /StructElem /S /Figure /P 6 0 R /Alt ({NAME}) >>"),
                ],
            ),
        ),
        planted(
            "pdf",
            "form XObject",
            document(
                "/X1 Do",
                "",
                "/Resources << /XObject << /X1 6 0 R >> /Font << /F1 5 0 R >> >>",
                &[stream(
                    "/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << /Font << /F1 5 0 R >> >>",
                    &format!("BT /F1 12 Tf ({NAME}) Tj ET"),
                )],
            ),
        ),
        planted(
            "pdf",
            "stamp",
            document(
                PLAIN,
                "",
                "/Annots [<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 6 0 R >> >>]",
                &[stream(
                    "/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << /Font << /F1 5 0 R >> >>",
                    &format!("BT /F1 12 Tf ({NAME}) Tj ET"),
                )],
            ),
        ),
        planted(
            "pdf",
            "attachment",
            document(
                PLAIN,
                "/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>] >> >>",
                "",
                &[stream("/Type /EmbeddedFile", NAME)],
            ),
        ),
        planted(
            "pdf",
            "name of an attachment",
            document(
                PLAIN,
                &format!(
                    "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F ({NAME}.txt) /EF << /F 6 0 R >> >>] >> >>"
                ),
                "",
                &[stream("/Type /EmbeddedFile", "x")],
            ),
        ),
        planted(
            "pdf",
            "XMP",
            document(
                PLAIN,
                "/Metadata 6 0 R",
                "",
                &[stream(
                    "/Type /Metadata /Subtype /XML",
                    &format!("<x:xmpmeta><dc:title>{NAME}</dc:title></x:xmpmeta>"),
                )],
            ),
        ),
        planted(
            "pdf",
            "XMP of a page",
            document(
                PLAIN,
                "",
                "/Metadata 6 0 R",
                &[stream(
                    "/Type /Metadata /Subtype /XML",
                    &format!("<x:xmpmeta><dc:creator>{NAME}</dc:creator></x:xmpmeta>"),
                )],
            ),
        ),
        planted(
            "pdf",
            "private data of a program",
            document(PLAIN, "", &format!("/PieceInfo << /Editor << /Private ({NAME}) >> >>"), &[]),
        ),
        planted(
            "pdf",
            "stream that calls itself a font",
            document(PLAIN, "/Extra 6 0 R", "", &[stream("/Length1 5", NAME)]),
        ),
        planted("pdf", "object that nothing refers to", document(PLAIN, "", "", &[format!("({NAME})")])),
        planted("pdf", "after the end", [&document(PLAIN, "", "", &[])[..], NAME.as_bytes()].concat()),
        planted("pdf", "damaged", [&b"%PDF-1.4\n"[..], NAME.as_bytes()].concat()),
        planted(
            "pdf",
            "encrypted",
            pdf(
                &objects_of(NAME, "", ""),
                "/Encrypt << /Filter /Standard /V 1 /R 2 /O (01234567890123456789012345678901) /U (01234567890123456789012345678901) /P -4 >> /ID [(a) (a)]",
            ),
        ),
        planted(
            "pdf",
            "unknown filter",
            document(PLAIN, "", "/Contents 6 0 R", &[stream("/Filter /Unknown", NAME)]),
        ),
    ];
    for (place, key) in
        [("author", "Author"), ("title", "Title"), ("keywords", "Keywords"), ("own property", "By")]
    {
        let mut objects = objects_of(PLAIN, "", "");
        objects.push(format!("<< /{key} ({NAME}) >>"));
        all.push(planted("pdf", place, pdf(&objects, "/Info 6 0 R")));
    }
    let mut earlier = b"%PDF-1.7\n".to_vec();
    let content = format!("BT /F1 12 Tf 20 200 Td ({NAME}) Tj ET");
    let start = append(&mut earlier, 1, &objects_of(&content, "", ""), "", None);
    append(&mut earlier, 4, &[stream("", PLAIN)], "", Some(start));
    all.push(planted("pdf", "earlier version", earlier));
    let photo = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
        "PHOTO",
    );
    let jpeg = [&[0xff, 0xd8, 0xff, 0xfe, 0, 16][..], NAME.as_bytes(), &[0xff, 0xd9]].concat();
    let bytes = document(
        "/X1 Do",
        "",
        "/Resources << /XObject << /X1 6 0 R >> >>",
        &[photo.replace("/Length 5", &format!("/Length {}", jpeg.len()))],
    );
    let at = bytes.windows(5).position(|it| it == b"PHOTO").unwrap();
    all.push(planted("pdf", "comment in a photo", [&bytes[..at], &jpeg, &bytes[at + 5..]].concat()));
    all.extend(pictures());
    all.extend(claims());
    all.extend(unread_text());
    all.extend(attachments());
    all
}
