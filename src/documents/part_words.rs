//! What the elements and attributes of office documents and e-books mean for their texts: which are words of the author, which
//! name people, and which stand within a word.

use super::program_names::is_program_name;

/// Elements that do not end a word, by their local names; all others do.
pub(super) const INLINE_ELEMENTS: [&str; 87] = [
    // Word, PowerPoint and Excel: parts of a paragraph.
    "r",
    "t",
    "delText",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "hyperlink",
    "smartTag",
    "sdt",
    "sdtContent",
    "fld",
    "proofErr",
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "fldChar",
    "annotationRef",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "permStart",
    "permEnd",
    "lastRenderedPageBreak",
    "softHyphen",
    "ruby",
    "rubyBase",
    "customXml",
    "dir",
    "bdo",
    // OpenDocument.
    "span",
    "a",
    "bookmark",
    "bookmark-start",
    "bookmark-end",
    "reference-mark",
    "reference-mark-start",
    "reference-mark-end",
    "soft-page-break",
    "change",
    "change-start",
    "change-end",
    "ruby-base",
    "meta",
    "meta-field",
    "bookmark-ref",
    "reference-ref",
    "alphabetical-index-mark",
    "alphabetical-index-mark-start",
    "alphabetical-index-mark-end",
    "user-index-mark",
    "user-index-mark-start",
    "user-index-mark-end",
    "placeholder",
    "text-input",
    "user-field-get",
    "variable-get",
    "database-display",
    // E-books.
    "abbr",
    "acronym",
    "bdi",
    "big",
    "cite",
    "code",
    "dfn",
    "kbd",
    "mark",
    "nobr",
    "q",
    "rb",
    "samp",
    "strike",
    "tt",
    "var",
    "wbr",
    "b",
    "i",
    "em",
    "strong",
    "small",
    "sub",
    "sup",
    "u",
    "font",
];

/// Elements whose content describes the formatting of the text around them; it holds no text.
pub(super) const FORMAT_ELEMENTS: [&str; 3] = ["rPr", "rubyPr", "sdtPr"];

/// Elements that stand beside the text they are in, which goes on after them in the same word.
pub(super) const ASIDES: [&str; 9] =
    ["annotation", "frame", "instrText", "note", "rp", "rt", "rtc", "ruby-text", "txbxContent"];

/// Elements that hold a person's name, by their local names: in properties, comments and changes, and in fields that show who
/// wrote or sent a text.
pub(super) const AUTHOR_ELEMENTS: [&str; 10] = [
    "Manager",
    "author",
    "author-name",
    "creator",
    "initial-creator",
    "lastModifiedBy",
    "printed-by",
    "sender-email",
    "sender-firstname",
    "sender-lastname",
];

/// Elements that hold values of the author's in `w:val`, by their local names; those of others are mostly words of the format.
const VALUE_ELEMENTS: [&str; 14] = [
    "alias",
    "aliases",
    "category",
    "default",
    "description",
    "docPart",
    "docPartCategory",
    "docVar",
    "entryMacro",
    "exitMacro",
    "helpText",
    "name",
    "statusText",
    "tag",
];

/// Attributes that name languages, namespaces and kinds of content, by their local names.
const NAMELESS_ATTRIBUTES: [&str; 7] =
    ["Ignorable", "Requires", "country", "font-family-generic", "lang", "language", "media-type"];

/// Attributes that name fonts, by their local names.
const FONT_ATTRIBUTES: [&str; 13] = [
    "ascii",
    "cs",
    "eastAsia",
    "font-adornments",
    "font-family",
    "font-family-asian",
    "font-family-complex",
    "font-name",
    "font-name-asian",
    "font-name-complex",
    "fontname",
    "hAnsi",
    "typeface",
];

/// Elements of which no attribute holds words of an author: languages, and the styles that a program knows.
const NAMELESS_ELEMENTS: [&str; 4] = ["lang", "lsdException", "scheme", "themeFontLang"];

/// Elements whose attributes name fonts, themes and their parts.
const FONT_ELEMENTS: [&str; 9] =
    ["altName", "clrScheme", "fmtScheme", "font", "font-face", "fontScheme", "rFont", "theme", "themeFamily"];

/// Elements of a workbook whose text has codes such as `&C`, for what comes next is centered.
pub(super) const SHEET_HEADERS: [&str; 6] =
    ["evenFooter", "evenHeader", "firstFooter", "firstHeader", "oddFooter", "oddHeader"];

/// Whether an attribute names the author of a comment or of a change, or who may open a file.
pub(super) fn is_author(element: &str, attribute: &str) -> bool {
    match attribute.split_once(':') {
        Some((_, "author")) => !element.starts_with("bibliography"),
        Some(_) => false,
        None => matches!(
            (element, attribute),
            ("cmAuthor" | "author" | "chgData", "name")
                | ("person", "displayName")
                | ("pivotCacheDefinition", "refreshedBy")
                | ("scenario", "user")
                | (_, "userName")
        ),
    }
}

/// Whether the value of an attribute may be words of the author.
pub(super) fn is_text(element: &str, attribute: &str, value: &str) -> bool {
    can_hold_words(element, attribute) && has_words(value) && !is_keyword(element, attribute, value)
}

fn can_hold_words(element: &str, attribute: &str) -> bool {
    let local = attribute.split_once(':').map_or(attribute, |(_, local)| local);
    let names_kind =
        matches!((element, local), ("Relationship", "Type") | ("Default" | "Override", "ContentType"));
    let is_namespace = attribute == "xmlns" || attribute.starts_with("xmlns:");
    !names_kind
        && !is_namespace
        && !NAMELESS_ATTRIBUTES.contains(&local)
        && !NAMELESS_ELEMENTS.contains(&element)
}

/// Whether a value is a word of the format, such as `dot` for a line, or of the program, and not of the author.
fn is_keyword(element: &str, attribute: &str, value: &str) -> bool {
    let local = attribute.split_once(':').map_or(attribute, |(_, local)| local);
    let names_font = FONT_ATTRIBUTES.contains(&local) || FONT_ELEMENTS.contains(&element);
    let is_word_of_format = || value.chars().all(|c| c.is_ascii_lowercase());
    names_font && is_program_name(value)
        || attribute == "w:val" && !VALUE_ELEMENTS.contains(&element) && is_word_of_format()
}

/// Whether a value has letters, and is neither a color nor an id such as `{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}`.
fn has_words(value: &str) -> bool {
    let is_id = |c: char| c.is_ascii_hexdigit() || "{}#-".contains(c);
    let is_number = value.chars().all(is_id) && value.contains(|c: char| c.is_ascii_digit());
    value.contains(char::is_alphabetic) && !is_number
}
