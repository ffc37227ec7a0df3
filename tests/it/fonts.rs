//! Fonts, alone and within office documents and e-books: what they say about themselves is read, or the file is one that nobody
//! has looked through.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use leadfolio::documents::{DocumentContent, read_document};

use super::documents::archive;

const NAME: &str = "Jordan Example";

/// A font with one name and these other tables.
pub(crate) fn font(name: &str, others: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let text: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let len = u16::try_from(text.len()).unwrap().to_be_bytes();
    let names = [&[0, 0, 0, 1, 0, 18, 0, 3, 0, 1, 4, 9, 0, 9][..], &len, &[0, 0], &text].concat();
    let tables = [&[(b"name", names.as_slice())], others].concat();
    let count = u16::try_from(tables.len()).unwrap();
    let mut font = [&b"\0\x01\0\0"[..], &count.to_be_bytes(), &[0; 6]].concat();
    let mut place = 12 + 16 * tables.len();
    for (tag, bytes) in &tables {
        font.extend([&tag[..], &[0; 4]].concat());
        font.extend(u32::try_from(place).unwrap().to_be_bytes());
        font.extend(u32::try_from(bytes.len()).unwrap().to_be_bytes());
        place += bytes.len();
    }
    tables.iter().for_each(|(_, bytes)| font.extend(*bytes));
    font
}

/// The part with the key of a font of Word, and the font.
pub(crate) fn obfuscated(font: &[u8]) -> [(&'static str, Vec<u8>); 2] {
    let table = "<w:fonts><w:font><w:embedRegular r:id=\"r1\" w:fontKey=\"{00112233-4455-6677-8899-AABBCCDDEEFF}\"/></w:font></w:fonts>";
    let key = 0x0011_2233_4455_6677_8899_AABB_CCDD_EEFF_u128.to_le_bytes();
    let mut font = font.to_vec();
    font.iter_mut().take(32).zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
    [("word/fonts/font1.odttf", font), ("word/fontTable.xml", table.as_bytes().to_vec())]
}

/// A font of PowerPoint, with these flags and this family.
pub(crate) fn eot(flags: u32, family: &str, font: &[u8]) -> Vec<u8> {
    let family: Vec<u8> = family.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let len = u32::try_from(font.len()).unwrap().to_le_bytes();
    let head = [&[0; 4][..], &len, &[1, 0, 2, 0], &flags.to_le_bytes(), &[0; 66]].concat();
    let names = [&u16::try_from(family.len()).unwrap().to_le_bytes()[..], &family, &[0; 16]].concat();
    [head.as_slice(), &names, font].concat()
}

/// A font packed for the web, with one table.
pub(crate) fn woff(font: &[u8]) -> Vec<u8> {
    let table = &font[28..];
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&[table, &[0; 99]].concat()).unwrap();
    let packed = packed.finish().unwrap();
    let number = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    let unpacked = number(28 + table.len() + 99);
    let head = [&b"wOFF\0\x01\0\0\0\0\0\0\0\x01\0\0"[..], &unpacked, &[0; 24]].concat();
    let entry =
        [&b"name"[..], &number(64), &number(packed.len()), &number(table.len() + 99), &[0; 4]].concat();
    [head, entry, packed].concat()
}

fn read(name: &str, parts: &[(&str, Vec<u8>)]) -> DocumentContent {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    read_document(name, &archive(&parts)).unwrap()
}

#[test]
fn every_text_of_a_font_is_read() {
    let glyph_names = [&b"\0\x02\0\0"[..], &[0; 28], b"\0\x01\x01\x02\x0eJordan Example"].concat();
    let cff =
        b"\x01\0\x04\x01\0\x01\x01\x01\x02A\0\x01\x01\x01\x02\0\0\x02\x01\x01\x0f\x10Jordan ExampleB\0\0";
    for (tag, table) in [
        (b"post", glyph_names.as_slice()),
        (b"CFF ", cff),
        (b"TTFA", b"Jordan Example"),
        (b"meta", b"\0Jordan Example"),
    ] {
        let content = read_document("a.otf", &font("x", &[(tag, table)])).unwrap();
        assert_eq!(content.unread, None);
        assert!(content.metadata.iter().any(|text| text.contains(NAME)), "{content:?}");
    }
    for (tag, table) in [(b"FFTM", &[0; 28][..]), (b"DSIG", &[0, 0, 0, 1, 0, 0, 0, 0]), (b"Silf", b"x")] {
        assert_eq!(read_document("a.ttf", &font("x", &[(tag, table)])).unwrap().unread, None);
    }
    for (tag, table) in [(b"DSIG", &[0; 9][..]), (b"PfEd", b"x"), (b"CFF ", b"\x01\0\x04\x01\0\x09")] {
        assert!(read_document("a.ttf", &font("x", &[(tag, table)])).unwrap().unread.is_some());
    }
}

#[test]
fn fonts_within_documents_are_read() {
    let plain = font(NAME, &[]);
    let masked: Vec<u8> = plain.iter().map(|byte| byte ^ 0x50).collect();
    for (file, parts) in [
        ("a.docx", obfuscated(&plain).to_vec()),
        ("a.pptx", vec![("ppt/fonts/font1.fntdata", eot(0, "x", &plain))]),
        ("a.pptx", vec![("ppt/fonts/font1.fntdata", eot(0x1000_0000, "x", &masked))]),
        ("a.pptx", vec![("ppt/fonts/font1.fntdata", eot(0, NAME, &font("x", &[])))]),
        ("a.odt", vec![("Fonts/font1.ttf", plain.clone())]),
        ("a.epub", vec![("OEBPS/font1.woff", woff(&plain))]),
    ] {
        let content = read(file, &parts);
        assert_eq!(content.unread, None, "{file}");
        assert!(content.metadata.iter().any(|text| text.contains(NAME)), "{file}: {content:?}");
    }
    let [obfuscated, _] = obfuscated(&plain);
    for (file, part) in [
        ("a.docx", obfuscated),
        ("a.pptx", ("ppt/fonts/font1.fntdata", eot(4, "x", &plain))),
        ("a.pptx", ("ppt/fonts/font1.fntdata", b"x\xff".to_vec())),
        ("a.epub", ("OEBPS/font1.woff2", b"wOF2\0\xff".to_vec())),
        ("a.epub", ("OEBPS/font1.woff", woff(&plain)[..70].to_vec())),
    ] {
        let unread = read(file, std::slice::from_ref(&part)).unread;
        assert!(unread.is_some_and(|why| why.starts_with("the font `")), "{part:?}");
    }
}

fn unread(name: &str, parts: &[(&str, Vec<u8>)]) -> String {
    read(name, parts).unread.unwrap_or_default()
}

#[test]
fn a_packed_font_holds_nothing_but_its_tables() {
    let plain = woff(&font(NAME, &[]));
    let len = plain.len();
    let mut behind_table = [&plain, &b"Jordan"[..]].concat();
    behind_table[55] += 6;
    let mut has_metadata = plain.clone();
    has_metadata[27] = 1;
    let mut too_short = plain.clone();
    too_short[19] = 1;
    for (bytes, why) in [
        ([&plain, &b"Jordan"[..]].concat(), "contains data besides the font"),
        (behind_table, "contains data besides the font"),
        (has_metadata, "contains data besides the font"),
        (plain[..len - 1].to_vec(), "is damaged"),
        (plain[..40].to_vec(), "is damaged"),
        (too_short, "is damaged"),
    ] {
        let told = unread("a.epub", &[("a.woff", bytes)]);
        assert!(told.ends_with(why), "{told}");
    }
    assert_eq!(unread("a.epub", &[("a.woff", [&plain, &[0; 3][..]].concat())]), "");
}

#[test]
fn tables_that_repeat_the_same_bytes_count_each_time() {
    let number = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    let (count, len) = (100_usize, 1_000_000);
    let entry = [&b"TTFA"[..], &number(44 + 20 * count), &number(len), &number(len), &[0; 4]].concat();
    for (unpacked, why) in
        [(200 * len, "it unpacks to more than 64 MB"), (len, "the font `a.woff` in it is damaged")]
    {
        let head = [&b"wOFF\0\x01\0\0\0\0\0\0\0\x64\0\0"[..], &number(unpacked), &[0; 24]].concat();
        let packed = [head, entry.repeat(count), vec![b'a'; len]].concat();
        assert_eq!(unread("a.epub", &[("a.woff", packed)]), why);
    }
    let twice = font("x", &[(b"TTFA", b"a"), (b"TTFA", b"b")]);
    assert_eq!(read_document("a.ttf", &twice).unwrap().unread.unwrap(), "it has two tables of the same name");
    let record = [0, 3, 0, 1, 4, 9, 0, 9, 0xff, 0xfe, 0, 0];
    let table = [&[0, 0, 0, 100, 0x04, 0xb6][..], &record.repeat(100), &[0; 0xfffe]].concat();
    let mut names = font("x", &[(b"meta", &table)]);
    // The long table becomes the one of names.
    (names[12..16]).copy_from_slice(b"meta");
    (names[28..32]).copy_from_slice(b"name");
    assert_eq!(read_document("a.ttf", &names).unwrap().unread.unwrap(), "its names have more than 4 MB");
}

#[test]
fn a_font_is_tried_with_a_thousand_keys() {
    let [font, (table, _)] = obfuscated(&font(NAME, &[]));
    let keys = |count: u32| {
        let key = |key: u32| format!("<w:f w:fontKey=\"{{00112233-4455-6677-8899-AABB{key:08x}}}\"/>");
        let keys: String = (0xccdd_eeff - 999..).take(count as usize).map(key).collect();
        (table, format!("<w:fonts>{keys}</w:fonts>").into_bytes())
    };
    let content = read("a.docx", &[font.clone(), keys(1000)]);
    assert!(content.metadata.iter().any(|text| text.contains(NAME)), "{content:?}");
    assert_eq!(unread("a.docx", &[font, keys(1001)]), "it has more than 1000 keys of fonts");
}
