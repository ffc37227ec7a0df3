//! What a file is, by its first bytes.

use super::format::Format;

/// What the first bytes of a file tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A picture that can be published.
    Ours(Format),
    /// A picture of a kind that is not published.
    Foreign(&'static str),
    /// Anything else.
    Unknown,
}

/// Endings of pictures that are not published. Their makers write places into many of them, so they are not to be
/// copied as mere files.
const FOREIGN: &[(&str, &str)] = &[
    ("arw", "camera raw"),
    ("avif", "AVIF"),
    ("bmp", "BMP"),
    ("cr2", "camera raw"),
    ("cr3", "camera raw"),
    ("dng", "camera raw"),
    ("heic", "HEIC"),
    ("heif", "HEIC"),
    ("hif", "HEIC"),
    ("jp2", "JPEG 2000"),
    ("jxl", "JPEG XL"),
    ("nef", "camera raw"),
    ("orf", "camera raw"),
    ("psd", "Photoshop"),
    ("raf", "camera raw"),
    ("rw2", "camera raw"),
    ("svgz", "compressed SVG"),
    ("tif", "TIFF"),
    ("tiff", "TIFF"),
];

/// How the files of pictures begin.
const BEGINNINGS: &[(&[u8], Content)] = &[
    (b"\xff\xd8\xff", Content::Ours(Format::Jpeg)),
    (b"\x89PNG\r\n\x1a\n", Content::Ours(Format::Png)),
    (b"GIF87a", Content::Ours(Format::Gif)),
    (b"GIF89a", Content::Ours(Format::Gif)),
    (b"BM", Content::Foreign("BMP")),
    (b"II*\0", Content::Foreign("TIFF")),
    (b"MM\0*", Content::Foreign("TIFF")),
    (b"II+\0", Content::Foreign("TIFF")),
    (b"MM\0+", Content::Foreign("TIFF")),
    (b"\xff\x0a", Content::Foreign("JPEG XL")),
    (b"\0\0\0\x0cJXL ", Content::Foreign("JPEG XL")),
    (b"\0\0\0\x0cjP  ", Content::Foreign("JPEG 2000")),
    (b"8BPS", Content::Foreign("Photoshop")),
    (b"\x1f\x8b", Content::Foreign("compressed SVG")),
];

/// The kind of a picture that is not published, by its ending in lower case.
pub(super) fn foreign(extension: &str) -> Option<&'static str> {
    FOREIGN.iter().find(|(ending, _)| *ending == extension).map(|(_, kind)| *kind)
}

/// What a file is, by its first bytes.
pub(super) fn content(bytes: &[u8]) -> Content {
    let plain = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
    if let Some((_, content)) = plain {
        return *content;
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => Content::Ours(Format::Webp),
        (_, Some(b"ftyp"), Some(brand)) => boxed(brand),
        _ if is_svg(bytes) => Content::Ours(Format::Svg),
        _ => Content::Unknown,
    }
}

fn boxed(brand: &[u8]) -> Content {
    match brand {
        b"avif" | b"avis" => Content::Foreign("AVIF"),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
            Content::Foreign("HEIC")
        }
        b"crx " => Content::Foreign("camera raw"),
        _ => Content::Unknown,
    }
}

/// Whether a text looks as if it were SVG; how well it is made is for the parser to say.
fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    text.starts_with(b"<") && head.windows(4).any(|it| it == b"<svg" || it == b":svg")
}
