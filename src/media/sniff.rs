//! File type detection by the first bytes ("magic numbers").

use super::format::Format;

/// The file type that the first bytes indicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// An image in a format that can be published.
    Ours(Format),
    /// An image in an unsupported format, with the name of the format, such as "AVIF".
    Foreign(&'static str),
    /// Not recognized as an image.
    Unknown,
}

/// Extensions of unsupported image formats, in lower case, with the name of the format.
///
/// Cameras write GPS coordinates into many of them, so these files must not be copied verbatim either.
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

/// Signatures of image files at offset 0.
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

/// The unsupported image format that a lower-case extension stands for, such as "HEIC" for `heif`.
pub(super) fn foreign(extension: &str) -> Option<&'static str> {
    FOREIGN.iter().find(|(ending, _)| *ending == extension).map(|(_, kind)| *kind)
}

/// Detects the file type from the first bytes of a file.
pub(super) fn content(bytes: &[u8]) -> Content {
    let known = BEGINNINGS.iter().find(|(signature, _)| bytes.starts_with(signature));
    if let Some((_, content)) = known {
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

/// Whether the bytes look like SVG; the parser decides later whether they are well-formed.
fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    text.starts_with(b"<") && head.windows(4).any(|window| window == b"<svg" || window == b":svg")
}
