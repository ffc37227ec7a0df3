//! What is found in PDF files, and what of them is not looked through.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use leadfolio::documents::pdf::clean;
use leadfolio::documents::{DocumentContent, MetadataLeak, read_document};
use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};

/// A file of these objects, numbered from 1; the first is the catalog.
pub(crate) fn pdf(objects: &[&[u8]], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    for (index, object) in objects.iter().enumerate() {
        writeln!(bytes, "{} 0 obj", index + 1).unwrap();
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    write!(bytes, "trailer\n<</Root 1 0 R {trailer}>>\nstartxref\n0\n%%EOF\n").unwrap();
    bytes
}

pub(crate) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{entries} /Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend_from_slice(content);
    object.extend_from_slice(b"\nendstream");
    object
}

pub(crate) fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(crate) const PAGES: &[u8] = b"<</Type/Pages/Kids[3 0 R]/Count 1>>";
pub(crate) const PAGE: &[u8] = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>";
pub(crate) const FONT: &[u8] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
pub(crate) const CATALOG: &[u8] = b"<</Type/Catalog/Pages 2 0 R>>";

pub(crate) fn read(bytes: &[u8]) -> DocumentContent {
    read_document("a.pdf", bytes).unwrap()
}

/// A file of one page with this content.
fn page(content: &[u8]) -> Vec<u8> {
    pdf(&[CATALOG, PAGES, PAGE, &stream("", content), FONT], "")
}

#[test]
fn words_are_put_together_of_letters_by_where_these_stand() {
    let letters: String = "Jordan Example"
        .chars()
        .zip(0..)
        .filter(|(letter, _)| *letter != ' ')
        .map(|(letter, at)| format!("1 0 0 1 {} 700 Tm ({letter}) Tj ", 50 + at * 12))
        .collect();
    for content in [
        "BT /F1 12 Tf (Jordan Example) Tj ET",
        "BT /F1 12 Tf [(Jor) -20 (dan) -300 (Exam) 15 (ple)] TJ ET",
        "BT /F1 12 Tf 1 0 0 1 50 700 Tm (Jordan) Tj 1 0 0 1 92 700 Tm (Example) Tj ET",
        "BT /F1 12 Tf (Jor) Tj 16.7 0 Td (dan) Tj 23.4 0 Td (Example) Tj ET",
        // Turned, invisible, white, and within a content of its own.
        "q 0 1 -1 0 0 0 cm BT /F1 12 Tf (Jordan Example) Tj ET Q",
        "BT 3 Tr /F1 12 Tf (Jordan Example) Tj ET",
        "BT 1 g /F1 12 Tf <4a6f7264616e20> Tj (Exam\\\nple) ' ET",
        // The letters of a line stand in another order than they are written in.
        "BT /F1 12 Tf 1 0 0 1 92 700 Tm (Example) Tj 1 0 0 1 50 700 Tm (Jordan) Tj ET",
        "BI /W 2 /H 1 /BPC 8 /CS /G ID (EI EI BT /F1 12 Tf (Jordan Example) Tj ET",
        "BT /F1 12 Tf (Jordan Exam-) Tj 0 -14 Td (ple) Tj ET",
        // What is read out for some letters.
        "BT /F1 12 Tf (Jordan ) Tj /Span <</ActualText (Example)>> BDC (#%!) Tj EMC ET",
    ] {
        let found = read(&page(content.as_bytes()));
        assert!(found.texts.join("\n").contains("Jordan Example"), "{content}\n{found:?}");
        assert_eq!(found.unread, None, "{content}");
    }
    let found = read(&page(format!("BT /F1 12 Tf {}ET", letters.replace(" 12 ", " 11 ")).as_bytes()));
    assert!(found.unread.is_none() && found.texts[0].starts_with('J'), "{found:?}");
    let columns = "BT /F1 12 Tf 1 0 0 1 50 700 Tm (Jordan) Tj 1 0 0 1 300 700 Tm (Example) Tj ET";
    let found = read(&page(columns.as_bytes()));
    assert_eq!(found.texts[0], "Jordan \u{b6} Example");
}

#[test]
fn every_place_that_text_can_stand_in_is_searched() {
    let name = b"(Jordan Example)";
    for object in [
        "<</Type/Annot/Subtype/Text/Contents NAME>>",
        "<</Type/Annot/Subtype/Text/T NAME>>",
        "<</FT/Tx/T(x)/V NAME>>",
        "<</FT/Ch/Opt[[(1) NAME]]>>",
        "<</Title NAME/Parent 9 0 R>>",
        "<</S/JavaScript/JS NAME>>",
        "<</S/URI/URI NAME>>",
        "<</Type/OCG/Name NAME>>",
        "<</Type/StructElem/Alt NAME>>",
        "<</Nums[0 <</P NAME>>]>>",
        "<</Names[NAME 3 0 R]>>",
        "<</Dests<</Jordan#20Example [3 0 R]>>>>",
        "<</PieceInfo<</X<</Private NAME>>>>>>",
    ] {
        for written in [name.as_slice(), b"<FEFF004A006F007200640061006E0020004500780061006D0070006C0065>"] {
            let object = object.replace("NAME", str::from_utf8(written).unwrap());
            let content = stream("", b"BT ET");
            let bytes = pdf(&[CATALOG, PAGES, PAGE, &content, FONT, object.as_bytes()], "");
            let found = read(&bytes);
            assert!(found.hidden.iter().any(|text| text.contains("Jordan Example")), "{object}\n{found:?}");
            // The same object in an object stream.
            let members = stream(
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
                &deflate(format!("6 0 {object}").as_bytes()),
            );
            let bytes = pdf(&[CATALOG, PAGES, PAGE, &content, FONT, &members], "");
            assert!(read(&bytes).hidden.iter().any(|text| text.contains("Jordan Example")), "{object}");
        }
    }
    for object in [
        stream("/Type/XObject/Subtype/Form", b"BT /F1 12 Tf (Jordan Example) Tj ET"),
        stream("", b"BT /F1 12 Tf (Jordan) Tj 50 0 Td (Example) Tj ET"),
        stream("/Type/EmbeddedFile", b"Jordan Example"),
        stream("/Type/Metadata/Subtype/XML", b"<x>Jordan Example</x>"),
    ] {
        let found = read(&pdf(&[CATALOG, PAGES, PAGE, &stream("", b""), FONT, &object], ""));
        let all = [found.texts, found.hidden, found.metadata].concat().join("\n");
        assert!(
            all.contains("Jordan Example")
                || all.contains("Jordan\nExample")
                || all.contains("Jordan ¶ Example"),
            "{all}"
        );
        assert_eq!(found.unread, None);
    }
}

#[test]
fn earlier_revisions_are_read_too() {
    let mut bytes = pdf(
        &[
            CATALOG,
            PAGES,
            PAGE,
            &stream("", b"BT /F1 12 Tf (Jor) Tj (dan Example) Tj ET"),
            FONT,
            b"<</Author(Alex Other)>>",
        ],
        "/Info 6 0 R",
    );
    bytes.extend(b"4 0 obj\n");
    bytes.extend(stream("", b"BT /F1 12 Tf (Nobody) Tj ET"));
    bytes.extend(b"\nendobj\n6 0 obj <</Author()>> endobj\ntrailer <</Root 1 0 R/Info 6 0 R>>\nstartxref\n0\n%%EOF\nRobin Third");
    let found = read(&bytes);
    assert!(found.texts.concat().contains("Nobody") && !found.texts.concat().contains("Jordan"), "{found:?}");
    let hidden = found.hidden.join("\n");
    assert!(hidden.contains("Jordan Example") && hidden.contains("Robin Third"), "{hidden}");
    assert_eq!(found.metadata_leaks, [MetadataLeak::Author("Alex Other".to_owned())]);
}

#[test]
fn what_cannot_be_read_is_told() {
    let shown = b"BT /F1 12 Tf (Jordan) Tj ET";
    let with =
        |content: &[u8], font: &[u8], trailer: &str| pdf(&[CATALOG, PAGES, PAGE, content, font], trailer);
    let mut cut = deflate(&shown.repeat(200));
    cut.truncate(cut.len() / 2);
    let no_letters =
        b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>";
    let sound = stream("/Type/Sound", b"...");
    for (bytes, reason) in [
        (b"%PDF-1.4 that is none".to_vec(), "it is damaged"),
        (pdf(&[CATALOG], ""), "it is damaged"),
        (
            with(&stream("", shown), FONT, "/Encrypt <</V 1>>"),
            "it is protected in a way that leadfolio doesn't know",
        ),
        (with(&stream("/Filter/FlateDecode", &cut), FONT, ""), "page 1 is damaged"),
        (with(&stream("/Filter/Unknown", shown), FONT, ""), "page 1 is damaged"),
        (with(&stream("", shown), no_letters, ""), "page 1 uses a font whose letters leadfolio can't read"),
        (with(&stream("", &b"[".repeat(1000)), FONT, ""), "page 1 has too much content to look through"),
        (
            pdf(&[CATALOG, PAGES, PAGE, &stream("", shown), FONT, &sound], ""),
            "it has a recording or a model in it, which leadfolio doesn't read",
        ),
        (
            pdf(
                &[
                    CATALOG,
                    PAGES,
                    PAGE,
                    &stream("", shown),
                    FONT,
                    &stream("/Type/EmbeddedFile", b"\xff\0\x01"),
                ],
                "",
            ),
            "it has the file `` in it, of a kind that leadfolio doesn't read",
        ),
    ] {
        assert_eq!(read(&bytes).unread.as_deref(), Some(reason), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_programs_need_is_no_unknown_data() {
    let shown = stream("", b"BT /F1 12 Tf (Jordan) Tj ET");
    let map = stream("", b"%%DocumentNeededResources: x\nbegincmap endcmap");
    let hints = stream("/S 1", b"\xff\0\x01");
    let first = "<</Linearized 1/H[AT 3]>>";
    let objects =
        |first: &str| pdf(&[CATALOG, PAGES, PAGE, &shown, FONT, first.as_bytes(), &map, &hints], "");
    let bytes = objects(&first.replace("AT", "000"));
    assert_eq!(read(&bytes).unread.as_deref(), Some("it has data in it that leadfolio doesn't know"));
    let at = bytes.windows(7).position(|window| window == b"8 0 obj").unwrap();
    assert_eq!(read(&objects(&first.replace("AT", &format!("{at:03}")))).unread, None);

    // What the pages of a scan have in common.
    let image = stream(
        "/Subtype/Image/Width 1/Height 1/Filter/JBIG2Decode/DecodeParms<</JBIG2Globals 7 0 R>>",
        b"\0\xff",
    );
    let common = stream("", b"\0\0\0\0\0\x01\xff\x80");
    assert_eq!(read(&pdf(&[CATALOG, PAGES, PAGE, &shown, FONT, &image, &common], "")).unread, None);
}

#[test]
fn a_word_that_only_a_font_knows_is_told_and_an_icon_is_none() {
    // The letters from A to Z are those from U+E041 on.
    let map = stream(
        "",
        b"1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange <41> <5a> <E041> endbfrange\n1 beginbfrange <61> <7a> <0061> endbfrange",
    );
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Icons/ToUnicode 6 0 R>>";
    for (text, unread) in [
        ("(JORDAN) Tj", Some("page 1 uses a font whose letters leadfolio can't read")),
        ("(J) Tj 7 0 Td (O) Tj 7 0 Td (R) Tj", Some("page 1 uses a font whose letters leadfolio can't read")),
        ("(Aabc AB abc) Tj", None),
    ] {
        let shown = stream("", format!("BT /F1 12 Tf {text} ET").as_bytes());
        let found = read(&pdf(&[CATALOG, PAGES, PAGE, &shown, font, &map], ""));
        assert_eq!(found.unread.as_deref(), unread, "{text}");
    }
}

#[test]
fn letters_that_are_small_bitmaps_are_read() {
    let glyph = stream("", b"8 0 0 0 8 8 d1 q 8 0 0 8 0 0 cm BI /IM true /W 8 /H 2 /BPC 1 ID \xff\x81 EI Q");
    let unknown = "page 1 uses a font whose letters leadfolio can't read";
    for (names, text, expected, unread) in [
        ("97/a", "(aa)", "aa", None),
        // TeX names them by their codes.
        ("12/a12 71/a71 110/a110", "(G\\014n)", "Gfin", None),
        ("74/a74 228/a228", "(J\\344)", "Jä", None),
        ("19/a19 101/a101", "(\\023e)", "", Some(unknown)),
        // Numbers in the order of a program are no codes.
        ("71/a1", "(G)", "", Some(unknown)),
        ("71/g71", "(G)", "", Some(unknown)),
    ] {
        let shown = stream("", format!("BT /F1 12 Tf {text} Tj ET").as_bytes());
        let font = format!(
            "<</Type/Font/Subtype/Type3/FontMatrix[.1 0 0 .1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[{names}]>>>>"
        );
        let found = read(&pdf(&[CATALOG, PAGES, PAGE, &shown, font.as_bytes(), &glyph], ""));
        assert_eq!(found.unread.as_deref(), unread, "{names}");
        assert!(found.texts.iter().any(|it| it.contains(expected)), "{names}: {:?}", found.texts);
    }
}

/// A file that is protected in one of the ways that programs use.
fn protected(way: usize, user_password: &str) -> Vec<u8> {
    let owner_password = "owner";
    let (permissions, encrypt_metadata) = (Permissions::PRINTABLE, true);
    let (stream_filter, string_filter) = (b"StdCF".to_vec(), b"StdCF".to_vec());
    let filters = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
    let content = stream("", b"BT /F1 12 Tf (Jordan) Tj ET");
    let note = b"<</Type/Annot/Subtype/Text/Contents(Alex Other)>>";
    let annotated = [&PAGE[..PAGE.len() - 2], b"/Annots[6 0 R]>>"].concat();
    let plain = pdf(&[CATALOG, PAGES, &annotated, &content, FONT, note], "");
    let mut document = Document::load_mem(&clean(&plain).unwrap()).unwrap();
    let version = match way {
        0 => EncryptionVersion::V1 { document: &document, owner_password, user_password, permissions },
        1 => EncryptionVersion::V2 {
            document: &document,
            owner_password,
            user_password,
            key_length: 128,
            permissions,
        },
        2 => EncryptionVersion::V4 {
            document: &document,
            encrypt_metadata,
            crypt_filters: filters(Arc::new(Aes128CryptFilter)),
            stream_filter,
            string_filter,
            owner_password,
            user_password,
            permissions,
        },
        _ => EncryptionVersion::V5 {
            encrypt_metadata,
            crypt_filters: filters(Arc::new(Aes256CryptFilter)),
            file_encryption_key: &[7; 32],
            stream_filter,
            string_filter,
            owner_password,
            user_password,
            permissions,
        },
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_file_that_opens_without_a_password_is_read_and_published_without_protection() {
    for way in 0..4 {
        let bytes = protected(way, "");
        let found = read(&bytes);
        assert_eq!(found.unread, None, "{way}");
        assert!(found.texts.iter().any(|it| it.contains("Jordan")), "{way}");
        assert!(found.hidden.iter().any(|it| it.contains("Alex Other")), "{way}");
        let copy = clean(&bytes).unwrap();
        assert!(!Document::load_mem(&copy).unwrap().trailer.has(b"Encrypt"), "{way}");
        assert!(read(&copy).hidden.iter().any(|it| it.contains("Alex Other")), "{way}");

        let closed = protected(way, "secret");
        assert_eq!(read(&closed).unread.as_deref(), Some("it is protected by a password"), "{way}");
        assert_eq!(clean(&closed), None, "{way}");
    }
}

#[test]
fn authors_of_comments_are_told_and_names_of_fields_are_not() {
    let shown = stream("", b"BT /F1 12 Tf (Jordan) Tj ET");
    let note = b"<</Type/Annot/Subtype/Highlight/T(Alex Other)/Contents(Good)>>";
    let field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Name of child)>>";
    let found = read(&pdf(&[CATALOG, PAGES, PAGE, &shown, FONT, note, field], ""));
    assert_eq!(found.metadata_leaks, [MetadataLeak::Author("Alex Other".to_owned())]);
}

#[test]
fn a_page_after_the_two_hundredth_is_read() {
    let kids: String = (0..300).map(|_| "3 0 R ").collect();
    let mut objects: Vec<Vec<u8>> =
        vec![CATALOG.to_vec(), Vec::new(), PAGE.to_vec(), stream("", b""), FONT.to_vec()];
    objects[1] = format!("<</Type/Pages/Kids[{kids}6 0 R]>>").into_bytes();
    objects.push(PAGE.to_vec().into_iter().collect::<Vec<u8>>());
    let last = String::from_utf8(objects[5].clone()).unwrap().replace("4 0 R", "7 0 R");
    objects[5] = last.into_bytes();
    objects.push(stream("", b"BT /F1 12 Tf (Jordan Example) Tj ET"));
    let objects: Vec<&[u8]> = objects.iter().map(Vec::as_slice).collect();
    assert!(read(&pdf(&objects, "")).texts.concat().contains("Jordan Example"));
}

#[test]
fn files_that_expand_without_end_are_unread() {
    let zeros = deflate(&vec![b' '; 40 << 20]);
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &deflate(&zeros));
    let metadata = stream("/Type/Metadata/Filter/FlateDecode", &zeros);
    let members = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &zeros);
    let values = format!("[{}]", "0 ".repeat(600_000));
    for object in [twice, metadata, members, values.into_bytes()] {
        let found = read(&pdf(&[CATALOG, PAGES, PAGE, &stream("", b""), FONT, &object], ""));
        assert_eq!(found.unread.as_deref(), Some("it has too much content to look through"));
    }
    // Contents that draw themselves.
    let form = stream("/Subtype/Form/Resources<</XObject<</F 6 0 R>>>>", b"/F Do /F Do");
    let drawing = b"<</Type/Page/Contents 4 0 R/Resources<</XObject<</F 6 0 R>>>>>>";
    let found = read(&pdf(&[CATALOG, PAGES, drawing, &stream("", b"/F Do"), FONT, &form], ""));
    assert_eq!(found.unread.as_deref(), Some("page 1 has too much content to look through"));
}

#[test]
fn fonts_of_one_name_on_thousands_of_pages_are_read() {
    let content = stream("", b"BT /F1 12 Tf (Jordan) Tj ET");
    let mut objects: Vec<&[u8]> = vec![CATALOG, PAGES, PAGE, &content, FONT];
    objects.extend(std::iter::repeat_n(PAGE, 20_000));
    let found = read(&pdf(&objects, ""));
    assert!(found.texts.concat().contains("Jordan"));
}

#[test]
fn pictures_tell_who_made_them_and_where() {
    // A directory with the artist, and one with a location of two entries.
    let mut exif = b"\xff\xd8\xff\xe1\x00\x56Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    exif.extend(b"\0\x02\x01\x3b\0\x02\0\0\0\x0b\0\0\0\x26\x88\x25\0\x04\0\0\0\x01\0\0\0\x32\0\0\0\0");
    exif.extend(b"Alex Other\0\0\0\x02");
    exif.resize(2 + 2 + 0x56, 0);
    exif.extend(b"\xff\xd9");
    let picture = stream("/Subtype/Image/Filter/DCTDecode", &exif);
    let found = read(&pdf(&[CATALOG, PAGES, PAGE, &stream("", b""), FONT, &picture], ""));
    let leaks = &found.metadata_leaks;
    assert!(leaks.contains(&MetadataLeak::Author("Alex Other".to_owned())), "{leaks:?}");
    assert!(leaks.contains(&MetadataLeak::Location), "{leaks:?}");
    assert_eq!(found.unread, None);
}

#[test]
fn the_published_copy_has_only_what_its_pages_show() {
    let catalog = b"<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/PieceInfo<</A(Alex Other)>>/OpenAction<</S/JavaScript/JS(x)>>/Lang(en)>>";
    let picture = stream("/Subtype/Image/Filter/DCTDecode", b"\xff\xd8\xff\xfe\0\x0cAlex Other\xff\xd9");
    let page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/AA<</O<</S/Launch>>>>/Resources<</Font<</F1 5 0 R>>/XObject<</I 8 0 R>>>>>>";
    let metadata = stream("/Type/Metadata", b"<x>Alex Other</x>");
    let objects: [&[u8]; 9] = [
        catalog,
        PAGES,
        page,
        &stream("", b"BT /F1 12 Tf (Minutes) Tj ET"),
        FONT,
        b"<</Author(Alex Other)/Title(Minutes of May)/Alex#20Other(x)>>",
        &metadata,
        &picture,
        b"(Alex Other, to which nothing leads)",
    ];
    let mut bytes = pdf(&objects, "/Info 6 0 R/ID[(Alex Other)(x)]");
    assert!(!read(&bytes).metadata_leaks.is_empty());
    bytes.extend(b"Alex Other");
    let cleaned = clean(&bytes).unwrap();
    let found = read(&cleaned);
    assert_eq!((found.unread, found.metadata_leaks), (None, Vec::new()));
    assert!(found.texts.concat().contains("Minutes"));
    let all = [found.texts, found.hidden, found.metadata].concat().join("\n");
    assert!(all.contains("Minutes of May") && !all.contains("Alex Other"), "{all}");
    assert_eq!(clean(&cleaned).as_ref(), Some(&cleaned));
    // Whatever can't be written anew without a loss stays as it is.
    for (object, trailer) in [("<</Type/Sig/ByteRange[0 1]>>", ""), ("<<>>", "/Encrypt<<>>")] {
        let catalog = b"<</Type/Catalog/Pages 2 0 R/Perms 6 0 R>>";
        assert_eq!(clean(&pdf(&[catalog, PAGES, PAGE, b"()", FONT, object.as_bytes()], trailer)), None);
    }
    assert_eq!(clean(b"%PDF-1.4 that is none"), None);
}

#[test]
fn damaged_files_end_without_a_crash() {
    let font = b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<</W[1[500] 2 9 600]/DW 1000>>]>>";
    let map = stream("", b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0020> endbfrange");
    let page = b"<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>/XObject<</X 8 0 R>>>>>>";
    let content = stream("", b"q 1 0 0 1 5 5 cm BT /F1 12 Tf [(Jor) -20 (dan)] TJ /F2 9 Tf <00410042> Tj ET /X Do Q BI /W 1 ID x EI");
    let form = stream("/Subtype/Form/Matrix[1 0 0 1 0 0]", b"BT /F1 1 Tf (x) ' ET");
    let first = b"<</Type/Font/Subtype/TrueType/FirstChar 32/Widths[500 500]/Encoding<</Differences[65/A/uni0042]>>>>";
    let whole = pdf(&[CATALOG, PAGES, page, &content, first, font, &map, &form], "/Info<</Title(x)>>");
    for bytes in [whole.clone(), clean(&whole).unwrap()] {
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] = b"\0<9[(>/"[at % 7];
            read(&damaged);
            clean(&damaged);
            if at % 16 == 0 {
                read(&bytes[..at]);
            }
        }
    }
}
