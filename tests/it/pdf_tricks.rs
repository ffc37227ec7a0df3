//! PDF files that somebody made to hide something, or to exhaust the computer.

use std::collections::BTreeMap;
use std::sync::Arc;

use leadfolio::documents::pdf::clean;
use leadfolio::documents::{DocumentContent, read_document};
use lopdf::encryption::crypt_filters::{CryptFilter, Rc4CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, Writer};

use super::documents::archive;
use super::pdf::{CATALOG, FONT, PAGE, PAGES, deflate, pdf, read, stream};

const TOO_LARGE: &str = "it has too much content to look through";

/// A file with others attached, each by its name.
fn with_attached(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut objects = vec![CATALOG.to_vec(), PAGES.to_vec(), PAGE.to_vec(), stream("", b""), FONT.to_vec()];
    for (name, bytes) in files {
        let number = objects.len() + 2;
        objects.push(format!("<</Type/Filespec/F({name})/EF<</F {number} 0 R>>>>").into_bytes());
        objects.push(stream("/Type/EmbeddedFile/Filter/FlateDecode", &deflate(bytes)));
    }
    pdf(&objects.iter().map(Vec::as_slice).collect::<Vec<_>>(), "")
}

/// Bytes of all texts that were found.
fn text_len(found: &DocumentContent) -> usize {
    [&found.texts, &found.hidden, &found.metadata].into_iter().flatten().map(String::len).sum()
}

#[test]
fn all_that_is_attached_to_a_file_counts_together() {
    let document = archive(&[("a.txt", &vec![b'x'; 24_000_000])]);
    let documents = [("a.docx", document.as_slice()); 3];
    assert_eq!(read(&with_attached(&documents[..2])).unread, None);
    let found = read(&with_attached(&documents));
    let reason = "the attached file `a.docx` can't be read: it unpacks to more than 64 MB";
    assert_eq!(found.unread.as_deref(), Some(reason));
    assert!(text_len(&found) <= 64 << 20);
}

#[test]
fn texts_of_files_within_files_count_together() {
    let text = vec![b'x'; 12 << 20];
    let inner = with_attached(&[("a.txt", text.as_slice()); 3]);
    assert_eq!(read(&inner).unread, None);
    let found = read(&with_attached(&[("a.pdf", &inner), ("b.pdf", &inner)]));
    assert_eq!(found.unread.as_deref(), Some(TOO_LARGE));
    assert!(text_len(&found) <= 64 << 20);
    let found = read_document("a.docx", &archive(&[("a.pdf", &inner), ("b.pdf", &inner)])).unwrap();
    assert_eq!(found.unread.as_deref(), Some("it unpacks to more than 64 MB"));
    assert!(text_len(&found) <= 64 << 20);
}

#[test]
fn texts_of_a_picture_that_overlap_are_too_many() {
    // A directory whose entries all name the same text.
    let mut segment = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x64".to_vec();
    segment.extend(b"\x01\x0e\0\x02\0\0\x04\0\0\0\0\x08".repeat(100));
    let len = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    let photo = [b"\xff\xd8\xff\xe1", &len[..], &segment, b"\xff\xd9"].concat();
    let picture = stream("/Subtype/Image/Filter/DCTDecode", &photo);
    let found = read(&pdf(&[CATALOG, PAGES, PAGE, &stream("", b""), FONT, &picture], ""));
    assert_eq!(found.unread.as_deref(), Some(TOO_LARGE));
}

#[test]
fn a_file_that_uses_the_last_number_stays_as_it_is() {
    let title = b"<</Title(Minutes)>>";
    for (number, is_cleaned) in [(4_294_967_295_u32, false), (4_000_000_000, true)] {
        let catalog = format!("<</Type/Catalog/Pages 2 0 R/X {number} 0 R>>");
        let bytes = pdf(&[catalog.as_bytes(), PAGES, PAGE, b"()", FONT, title], "/Info 6 0 R");
        assert_eq!(clean(&bytes).is_some(), is_cleaned, "{number}");
    }
}

/// The trailer of a file whose strings are protected, and whose contents aren't.
fn protected_trailer() -> String {
    let mut document = Document::load_mem(&pdf(&[CATALOG, PAGES, PAGE, &stream("", b""), FONT], "")).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let filter: Arc<dyn CryptFilter> = Arc::new(Rc4CryptFilter);
    let state = EncryptionState::try_from(EncryptionVersion::V4 {
        document: &document,
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        stream_filter: b"Identity".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: "owner",
        user_password: "",
        permissions: Permissions::PRINTABLE,
    });
    let mut protection = state.unwrap().encode().unwrap();
    for (_, value) in protection.iter_mut() {
        // A comment ends with its line.
        if let Object::String(_, format) = value {
            *format = lopdf::StringFormat::Hexadecimal;
        }
    }
    let mut written = Vec::new();
    Writer::write_object(&mut written, &Object::Dictionary(protection)).unwrap();
    format!(
        "<</Root 1 0 R/ID[(0123456789abcdef)(0123456789abcdef)]/Encrypt {}>>",
        String::from_utf8(written).unwrap()
    )
}

#[test]
fn a_protection_that_viewers_do_not_see_hides_nothing() {
    let catalog = b"<</Type/Catalog/Pages 2 0 R/Perms 7 0 R>>";
    let page = [&PAGE[..PAGE.len() - 2], b"/Annots[6 0 R]>>"].concat();
    let note = b"<</Type/Annot/Subtype/Text/Contents(Jordan Example)>>";
    let signature = b"<</Type/Sig/ByteRange[0 1]>>";
    let content = stream("", b"BT /F1 12 Tf (Minutes) Tj ET");
    let mut bytes = pdf(&[catalog, PAGES, &page, &content, FONT, note, signature], "");
    bytes.extend(format!("% trailer {}\n", protected_trailer()).into_bytes());
    assert_eq!(clean(&bytes), None);
    let found = read(&bytes);
    assert_eq!(found.unread, None);
    assert!(found.hidden.iter().any(|text| text.contains("Jordan Example")), "{found:?}");
    // One without a signature is written anew, and nobody takes its strings for protected ones.
    let mut plain = pdf(&[CATALOG, PAGES, &page, &content, FONT, note], "");
    plain.extend(format!("% trailer {}\n", protected_trailer()).into_bytes());
    let copy = read(&clean(&plain).expect("a copy"));
    assert!(copy.hidden.iter().any(|text| text.contains("Jordan Example")), "{copy:?}");
}

#[test]
fn a_line_of_millions_of_trailers_ends() {
    let repeated = "trailer".repeat(2_000_000);
    // If the beginning of the line were searched for each of them, this would take minutes, and the limit of time in
    // `.config/nextest.toml` would end it.
    let comment = format!("%PDF-1.4\n%{repeated}");
    assert_eq!(read(comment.as_bytes()).unread.as_deref(), Some("it is damaged"));
    let found = read(&[pdf(&[CATALOG, PAGES, PAGE, &stream("", b""), FONT], ""), comment.into()].concat());
    assert_eq!(found.unread, None);
    assert_eq!(clean(repeated.as_bytes()), None);
}
