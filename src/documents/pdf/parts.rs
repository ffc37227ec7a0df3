//! Everything in a file besides its pages: properties, comments, forms, attached files, scripts, and what nothing refers to.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object};
use memchr::memmem;

use super::super::content::{DocumentContent, author_leak};
use super::file::{FoundObject, PdfFile, View};
use super::filters::StreamFault;
use super::inline_picture::skip_picture;
use super::lexer::{Item, Lexer};
use super::limits::{DAMAGED, TOO_LARGE};
use super::page_fault::describe_fault;
use super::page_text::{ContentReader, Fonts};
use super::raw_text::raw_text;
use super::syntax_text::syntax_text;
use super::{pictures, strings, xmp};

/// Reads a file that is attached to a document; `None` if it is to be searched as it is.
pub(super) type ReadAttachment<'r> = &'r mut dyn FnMut(&str, &[u8]) -> Option<DocumentContent>;

/// Bytes between two objects. More of them are no marks and tables.
const MAX_GAP_BYTES: usize = 16 << 20;

/// Different names of a file: keys, and whatever else is written as a name.
const MAX_NAMES: usize = 1 << 19;

/// Keys that lead to what is no text: fonts, colors and functions.
const DATA_KEYS: [&[u8]; 18] = [
    b"BG",
    b"BG2",
    b"CIDSet",
    b"CIDToGIDMap",
    b"DestOutputProfile",
    b"FontFile",
    b"FontFile2",
    b"FontFile3",
    b"Function",
    b"HT",
    b"ICCBased",
    b"Indexed",
    b"JBIG2Globals",
    b"Shading",
    b"TR",
    b"TR2",
    b"ToUnicode",
    b"UCR",
];

/// Keys that lead to scripts and texts.
const TEXT_KEYS: [&[u8]; 5] = [b"DS", b"JS", b"RC", b"RV", b"XFA"];

/// Kinds of streams that are sounds, films and models.
const RECORDINGS: [&[u8]; 7] = [b"3D", b"Movie", b"PRC", b"Rendition", b"RichMedia", b"Sound", b"U3D"];

/// How objects refer to each other.
#[derive(Default)]
struct References {
    /// The keys that lead to an object.
    keys: BTreeMap<u32, BTreeSet<Vec<u8>>>,
    /// The names of attached files.
    file_names: BTreeMap<u32, String>,
    /// All fonts, by the names that pages give them.
    fonts: Dictionary,
    /// Who made comments.
    authors: BTreeSet<String>,
    /// Objects with the properties of the document.
    properties: BTreeSet<u32>,
    /// Where in the file tables for viewers stand that load it page by page.
    hint_positions: BTreeSet<usize>,
}

/// Annotations that people write, each with its author (ISO 32000-1, table 169).
const COMMENTS: [&[u8]; 17] = [
    b"Caret",
    b"Circle",
    b"FileAttachment",
    b"FreeText",
    b"Highlight",
    b"Ink",
    b"Line",
    b"PolyLine",
    b"Polygon",
    b"Redact",
    b"Sound",
    b"Square",
    b"Squiggly",
    b"Stamp",
    b"StrikeOut",
    b"Text",
    b"Underline",
];

/// Operators that show no text (ISO 32000-1, annex A).
const DRAWING_OPERATORS: [&[u8]; 50] = [
    b"B", b"B*", b"BMC", b"BX", b"CS", b"EMC", b"EX", b"F", b"G", b"J", b"K", b"M", b"MP", b"Q", b"RG", b"S",
    b"SC", b"SCN", b"W", b"W*", b"b", b"b*", b"c", b"cm", b"cs", b"d", b"d0", b"d1", b"f", b"f*", b"g",
    b"gs", b"h", b"i", b"j", b"k", b"l", b"m", b"n", b"q", b"re", b"rg", b"ri", b"s", b"sc", b"scn", b"sh",
    b"v", b"w", b"y",
];

/// Reads all parts besides pages, in every version.
pub(super) fn read(
    file: &PdfFile<'_>,
    fonts: &Fonts,
    content: &mut DocumentContent,
    attachment: ReadAttachment<'_>,
) {
    let mut references = References::default();
    let mut names = BTreeSet::new();
    for (_, trailer) in file.trailers() {
        if let Ok(Object::Reference((number, _))) = trailer.get(b"Info") {
            references.properties.insert(*number);
        }
        let trailer = Object::Dictionary(trailer.clone());
        references.add_values(&trailer, b"");
        strings::add_names(&trailer, &mut names);
        file.limits.keep(&mut content.hidden, strings::collect(&trailer));
    }
    for (number, place) in file.places() {
        let Some(found) = file.read(place) else { continue };
        references.add_values(&found.value, b"");
        if names.len() > MAX_NAMES {
            return file.limits.report_fault(TOO_LARGE);
        }
        strings::add_names(&found.value, &mut names);
        if references.properties.contains(&number) {
            read_properties(file, &found.value, content);
            continue;
        }
        let text = strings::collect(&found.value);
        if !text.is_empty() {
            file.limits.keep(&mut content.hidden, text);
        }
    }
    content.metadata_leaks.extend(references.authors.iter().filter_map(|author| author_leak(author)));
    for name in names {
        file.limits.keep(&mut content.hidden, strings::name_text(&name));
    }
    read_streams(file, fonts, &references, content, attachment);
    read_gaps(file, content);
    for rest in file.take_rests() {
        file.limits.keep(&mut content.hidden, rest);
    }
}

/// The properties of the document, whatever they are called.
fn read_properties(file: &PdfFile<'_>, value: &Object, content: &mut DocumentContent) {
    let Object::Dictionary(properties) = value else {
        return file.limits.keep(&mut content.metadata, strings::collect(value));
    };
    for (key, value) in properties {
        let Some(text) = strings::decode_string(value) else {
            // Strings within it, and a key that somebody wrote themselves.
            let mut entry = Dictionary::new();
            entry.set(key.clone(), value.clone());
            file.limits.keep(&mut content.metadata, strings::collect(&Object::Dictionary(entry)));
            continue;
        };
        if key == b"Author" {
            content.metadata_leaks.extend(author_leak(&text));
        }
        file.limits.keep(&mut content.metadata, text);
        file.limits.keep(&mut content.metadata, strings::collect(&Object::Name(key.clone())));
    }
}

impl References {
    fn add_values(&mut self, value: &Object, key: &[u8]) {
        match value {
            Object::Reference((number, _)) => {
                self.keys.entry(*number).or_default().insert(key.to_vec());
            }
            Object::Array(values) => {
                // A color space begins with its kind.
                let kind = match values.first() {
                    Some(Object::Name(kind)) if DATA_KEYS.contains(&kind.as_slice()) => kind,
                    _ => key,
                };
                values.iter().for_each(|value| self.add_values(value, kind));
            }
            Object::Dictionary(entries) => {
                self.add_attached_files(entries);
                self.add_author(entries);
                if let (true, Ok(Object::Array(tables))) = (entries.has(b"Linearized"), entries.get(b"H")) {
                    let numbers = tables.iter().filter_map(|number| number.as_i64().ok());
                    self.hint_positions.extend(numbers.filter_map(|number| usize::try_from(number).ok()));
                }
                for (name, value) in entries {
                    if let (b"Font", Object::Dictionary(fonts)) = (name.as_slice(), value) {
                        self.add_fonts(fonts);
                    }
                    self.add_values(value, name);
                }
            }
            _ => {}
        }
    }

    /// The first font of each name: `Dictionary::extend` would put further ones into lists within lists.
    fn add_fonts(&mut self, fonts: &Dictionary) {
        for (name, font) in fonts {
            if !self.fonts.has(name) {
                self.fonts.set(name.clone(), font.clone());
            }
        }
    }

    /// The author of a comment; in a form field, the same entry is the name of the field.
    fn add_author(&mut self, entries: &Dictionary) {
        let kind = entries.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if COMMENTS.contains(&kind) {
            self.authors.extend(entries.get(b"T").ok().and_then(strings::decode_string));
        }
    }

    fn add_attached_files(&mut self, entries: &Dictionary) {
        let Ok(Object::Dictionary(files)) = entries.get(b"EF") else { return };
        let name =
            [b"UF".as_slice(), b"F"].iter().find_map(|key| strings::decode_string(entries.get(key).ok()?));
        for (_, file) in files {
            if let Object::Reference((number, _)) = file {
                self.file_names.insert(*number, name.clone().unwrap_or_default());
            }
        }
    }
}

/// What a stream is.
enum StreamKind {
    /// Fonts, colors, and whatever else no page shows as text.
    Data,
    /// Objects, which are read one by one.
    Objects,
    Metadata,
    AttachedFile,
    Picture,
    Text,
    Recording,
    /// A page's content or something like it.
    Content,
}

fn kind_of(number: u32, dictionary: &Dictionary, references: &References) -> StreamKind {
    let name = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).unwrap_or_default();
    let (kind, subtype) = (name(b"Type"), name(b"Subtype"));
    let keys = references.keys.get(&number);
    let is_used_as = |names: &[&[u8]]| names.iter().any(|name| keys.is_some_and(|keys| keys.contains(*name)));
    let has = |names: &[&[u8]]| names.iter().any(|name| dictionary.has(name));
    if references.file_names.contains_key(&number) || kind == b"EmbeddedFile" {
        StreamKind::AttachedFile
    } else if kind == b"Metadata" || subtype == b"XML" || is_used_as(&[b"Metadata"]) {
        StreamKind::Metadata
    } else if subtype == b"Image" || is_used_as(&[b"Thumb"]) {
        StreamKind::Picture
    } else if [kind, subtype].iter().any(|name| RECORDINGS.contains(name)) {
        StreamKind::Recording
    } else if is_used_as(&TEXT_KEYS) {
        StreamKind::Text
    } else if kind == b"ObjStm" {
        StreamKind::Objects
    } else if matches!(kind, b"XRef" | b"CMap" | b"Halftone")
        || matches!(subtype, b"Type1C" | b"CIDFontType0C" | b"OpenType")
        || has(&[b"FunctionType", b"ShadingType", b"Alternate", b"CMapName"])
        || is_used_as(&DATA_KEYS)
    {
        StreamKind::Data
    } else {
        StreamKind::Content
    }
}

fn read_streams(
    file: &PdfFile<'_>,
    fonts: &Fonts,
    references: &References,
    content: &mut DocumentContent,
    attachment: ReadAttachment<'_>,
) {
    let view = file.view(usize::MAX);
    for (number, place) in file.places() {
        let Some(found) = file.read(place) else { continue };
        let FoundObject { value: Object::Dictionary(dictionary), data: Some(data) } = found else { continue };
        let kind = kind_of(number, &dictionary, references);
        if references.hint_positions.contains(&place.position) {
            continue;
        }
        match kind {
            StreamKind::Picture => {
                read_picture(&view, &dictionary, data, content);
                continue;
            }
            StreamKind::Content if file.has_read(data) => continue,
            StreamKind::Recording => {
                file.limits.report_fault("it has a recording or a model in it, which leadfolio doesn't read");
                continue;
            }
            StreamKind::Objects => {
                if let Some(objects) = file.container(place.position) {
                    read_object_stream(file, &dictionary, objects, content);
                    continue;
                }
            }
            _ => {}
        }
        let decoded = match view.decode(&dictionary, data) {
            Ok(decoded) => decoded,
            Err(fault) => {
                file.limits.report_fault(describe_stream_fault(fault));
                continue;
            }
        };
        match kind {
            StreamKind::Metadata => xmp::read(&decoded, &file.limits, content),
            StreamKind::AttachedFile => {
                let name = references.file_names.get(&number).map_or("", String::as_str);
                read_attachment(file, name, &decoded, content, &mut *attachment);
            }
            StreamKind::Text => file.limits.keep(&mut content.hidden, strings::decode_bytes(&decoded)),
            // Whatever a stream calls itself: what isn't understood is searched as it is.
            StreamKind::Data => {
                file.limits.keep(&mut content.hidden, raw_text(&decoded));
                read_syntax(file, &decoded, content);
            }
            StreamKind::Objects => read_object_stream(file, &dictionary, &decoded, content),
            _ => read_content(&view, fonts, references, &dictionary, &decoded, content),
        }
    }
}

/// Reads the strings in what may be written in the syntax of PDF, such as a character map.
fn read_syntax(file: &PdfFile<'_>, decoded: &[u8], content: &mut DocumentContent) {
    match syntax_text(decoded) {
        Some(text) => file.limits.keep(&mut content.hidden, text),
        None => file.limits.report_fault(TOO_LARGE),
    }
}

fn describe_stream_fault(fault: StreamFault) -> &'static str {
    match fault {
        StreamFault::Damaged => DAMAGED,
        StreamFault::TooLarge => TOO_LARGE,
        StreamFault::UnknownFilter => "a part of it is stored in a way that leadfolio doesn't know",
    }
}

/// Reads a content that no page shows by itself: stamps, form fields, patterns, glyphs, and those that nothing refers to.
fn read_content(
    view: &View<'_, '_>,
    fonts: &Fonts,
    references: &References,
    dictionary: &Dictionary,
    decoded: &[u8],
    content: &mut DocumentContent,
) {
    let is_form = view.name(dictionary, b"Subtype").is_some_and(|subtype| subtype == b"Form");
    let has = |word: &&[u8]| memmem::find(decoded, word).is_some();
    let shows = [b"Tj".as_slice(), b"TJ", b" Do", b"BDC"].iter().any(has) && !has(&b"begincmap".as_slice());
    if !is_form && !shows {
        // Lines and colors are text, too.
        match str::from_utf8(decoded) {
            Ok(text) if !text.contains('\0') => {
                view.file.limits.keep(&mut content.hidden, text.to_owned());
                read_syntax(view.file, decoded, content);
            }
            _ if dictionary.has(b"BBox") || is_drawing(decoded) => {
                view.file.limits.keep(&mut content.hidden, raw_text(decoded));
            }
            _ => view.file.limits.report_fault("it has data in it that leadfolio doesn't know"),
        }
        return;
    }
    let own = view.dictionary(dictionary, b"Resources").unwrap_or_default();
    let text = ContentReader::new(view, fonts, &references.fonts).read(decoded, &own);
    if let Some(fault) = text.fault {
        view.file.limits.report_fault(describe_fault(fault, None));
    }
    let texts = if is_form { &mut content.texts } else { &mut content.hidden };
    view.file.limits.keep(texts, text.as_written());
    view.file.limits.keep(texts, text.by_lines());
    view.file.limits.keep(&mut content.hidden, text.descriptions);
}

/// Whether something is nothing but lines, colors and pictures, as the letters of some fonts are.
fn is_drawing(decoded: &[u8]) -> bool {
    let mut lexer = Lexer::new(decoded, 0);
    while let Some(item) = lexer.next_item() {
        let is_known = match item {
            Item::Value(_) => true,
            Item::Keyword(b"BI") => skip_picture(&mut lexer, decoded).is_some(),
            Item::Keyword(operator) => DRAWING_OPERATORS.contains(&operator),
        };
        if !is_known {
            return false;
        }
        lexer.reset_limit();
    }
    !lexer.is_exceeded()
}

/// Reads what stands in an object stream besides its objects, each of which is read by itself.
fn read_object_stream(
    file: &PdfFile<'_>,
    dictionary: &Dictionary,
    decoded: &[u8],
    content: &mut DocumentContent,
) {
    let first = dictionary.get(b"First").and_then(Object::as_i64).ok();
    let first = first.and_then(|first| usize::try_from(first).ok()).unwrap_or_default().min(decoded.len());
    let (table, objects) = decoded.split_at(first);
    let numbers = count_values(table, |value| matches!(value, Object::Integer(_)));
    let count = count_values(objects, |_| true);
    if numbers.is_none() || numbers != count.map(|count| count * 2) {
        file.limits.keep(&mut content.hidden, raw_text(decoded));
    }
}

/// How many values a text has; `None` if it has anything else.
fn count_values(text: &[u8], is_expected: impl Fn(&Object) -> bool) -> Option<usize> {
    let mut lexer = Lexer::new(text, 0);
    let mut count = 0;
    while let Some(item) = lexer.next_item() {
        match item {
            Item::Value(value) if is_expected(&value) => count += 1,
            _ => return None,
        }
        lexer.reset_limit();
    }
    (lexer.comments().is_empty() && !lexer.is_exceeded()).then_some(count)
}

/// Reads what a picture tells besides its pixels.
fn read_picture(view: &View<'_, '_>, dictionary: &Dictionary, data: &[u8], content: &mut DocumentContent) {
    let direct = view.without_references(dictionary);
    let (kind, before) = pictures::split_filters(&direct);
    match (pictures::unpack(view, &direct, &before, data), kind) {
        (Ok(bytes), Some(kind)) => pictures::read_picture(&kind, &bytes, &view.file.limits, content),
        // Pixels, as they are or packed; text may stand after them.
        (Ok(bytes), None) => view.file.limits.keep(&mut content.hidden, raw_text(&bytes)),
        (Err(fault), _) => view.file.limits.report_fault(describe_stream_fault(fault)),
    }
}

/// Reads an attached file by its kind.
fn read_attachment(
    file: &PdfFile<'_>,
    name: &str,
    bytes: &[u8],
    content: &mut DocumentContent,
    attachment: ReadAttachment<'_>,
) {
    if let Some(inner) = attachment(name, bytes) {
        inner.texts.into_iter().for_each(|text| file.limits.keep(&mut content.texts, text));
        inner.hidden.into_iter().for_each(|text| file.limits.keep(&mut content.hidden, text));
        inner.metadata.into_iter().for_each(|text| file.limits.keep(&mut content.metadata, text));
        inner.data.into_iter().for_each(|text| file.limits.keep(&mut content.data, text));
        content.metadata_leaks.extend(inner.metadata_leaks);
        if let Some(reason) = inner.unread {
            file.limits.report_fault(format!("the attached file `{name}` can't be read: {reason}"));
        }
        return;
    }
    match str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => file.limits.keep(&mut content.hidden, text.to_owned()),
        _ if bytes.starts_with(&[0xfe, 0xff]) || bytes.starts_with(&[0xff, 0xfe]) => {
            file.limits.keep(&mut content.hidden, strings::decode_bytes(bytes));
        }
        _ => file
            .limits
            .report_fault(format!("it has the file `{name}` in it, of a kind that leadfolio doesn't read")),
    }
}

/// Reads what stands between objects: comments, and what programs wrote after the end.
fn read_gaps(file: &PdfFile<'_>, content: &mut DocumentContent) {
    for gap in &file.gaps {
        match file.bytes().get(gap.clone()) {
            Some(text) if text.len() <= MAX_GAP_BYTES => {
                file.limits.keep(&mut content.hidden, String::from_utf8_lossy(text).into_owned());
            }
            _ => file.limits.report_fault(TOO_LARGE),
        }
    }
}
