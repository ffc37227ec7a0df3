//! Elements `meta` of web pages and e-books: a few say how pages are shown, others tell about author, program, dates and place.

/// Names of settings for browsers, and of the cover of an e-book.
const KEPT_NAMES: [&str; 6] = ["color-scheme", "cover", "referrer", "robots", "theme-color", "viewport"];

/// How names of settings of the format DAISY begin, without which a table of contents is not valid.
const DAISY: &str = "dtb:";

/// What a page may tell a browser in place of the headers of its host.
const KEPT_HEADERS: [&str; 6] = [
    "content-language",
    "content-security-policy",
    "content-type",
    "default-style",
    "refresh",
    "x-ua-compatible",
];

/// Properties of e-books that are read aloud, without which they are not valid or show no place.
const KEPT_PROPERTIES: [&str; 3] = ["media:active-class", "media:duration", "media:playback-active-class"];

/// How properties begin that say how the pages of an e-book are laid out.
const LAYOUT: &str = "rendition:";

/// Whether an element with these attributes says how pages are shown, and nothing else.
pub(super) fn is_needed(attribute: impl Fn(&str) -> Option<String>) -> bool {
    let word = |key| attribute(key).map(|word| word.trim().to_ascii_lowercase());
    let verdicts = [
        word("name").map(|name| KEPT_NAMES.contains(&name.as_str()) || name.starts_with(DAISY)),
        word("property")
            .map(|property| KEPT_PROPERTIES.contains(&property.as_str()) || property.starts_with(LAYOUT)),
        word("http-equiv").map(|header| KEPT_HEADERS.contains(&header.as_str())),
        word("charset").map(|_| true),
        word("itemprop").map(|_| false),
    ];
    // `content` belongs to each of them, so that one alone that is not known is enough.
    verdicts.iter().any(Option::is_some) && verdicts.into_iter().flatten().all(|is_kept| is_kept)
}

/// The same for a page that is XML: there, the declaration of XML names the encoding, and a `meta` element has no say in it.
///
/// Source: HTML, section 4.2.5.3 (pragma directives): `content-type` in XML documents.
pub(super) fn is_needed_in_xml(attribute: impl Fn(&str) -> Option<String>) -> bool {
    let names_encoding =
        attribute("http-equiv").is_some_and(|header| header.trim().eq_ignore_ascii_case("content-type"));
    !names_encoding && is_needed(attribute)
}
