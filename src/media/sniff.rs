//! File type detection by the first bytes ("magic numbers").

use super::format::ImageFormat;

/// The file type that the first bytes indicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SniffedType {
    /// An image in a format that can be published.
    Supported(ImageFormat),
    /// An image in an unsupported format, with the name of the format, such as "AVIF".
    Unsupported(&'static str),
    /// Not recognized as an image.
    Unknown,
}

/// Extensions of unsupported image formats, in lower case, with the name of the format.
///
/// Cameras write GPS coordinates into many of them, so these files must not be copied verbatim either.
const UNSUPPORTED_EXTENSIONS: &[(&str, &str)] = &[
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
const SIGNATURES: &[(&[u8], SniffedType)] = &[
    (b"\xff\xd8\xff", SniffedType::Supported(ImageFormat::Jpeg)),
    (b"\x89PNG\r\n\x1a\n", SniffedType::Supported(ImageFormat::Png)),
    (b"GIF87a", SniffedType::Supported(ImageFormat::Gif)),
    (b"GIF89a", SniffedType::Supported(ImageFormat::Gif)),
    (b"BM", SniffedType::Unsupported("BMP")),
    (b"II*\0", SniffedType::Unsupported("TIFF")),
    (b"MM\0*", SniffedType::Unsupported("TIFF")),
    (b"II+\0", SniffedType::Unsupported("TIFF")),
    (b"MM\0+", SniffedType::Unsupported("TIFF")),
    (b"\xff\x0a", SniffedType::Unsupported("JPEG XL")),
    (b"\0\0\0\x0cJXL ", SniffedType::Unsupported("JPEG XL")),
    (b"\0\0\0\x0cjP  ", SniffedType::Unsupported("JPEG 2000")),
    (b"8BPS", SniffedType::Unsupported("Photoshop")),
    (b"\x1f\x8b", SniffedType::Unsupported("compressed SVG")),
];

/// The unsupported image format that a lower-case extension stands for, such as "HEIC" for `heif`.
pub(super) fn unsupported_format(extension: &str) -> Option<&'static str> {
    UNSUPPORTED_EXTENSIONS.iter().find(|(ending, _)| *ending == extension).map(|(_, kind)| *kind)
}

/// Detects the file type from the first bytes of a file.
pub(super) fn sniff_type(bytes: &[u8]) -> SniffedType {
    let known = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature));
    if let Some((_, content)) = known {
        return *content;
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => SniffedType::Supported(ImageFormat::Webp),
        (_, Some(b"ftyp"), Some(brand)) => sniff_brand(brand),
        _ if looks_like_svg(bytes) => SniffedType::Supported(ImageFormat::Svg),
        _ => SniffedType::Unknown,
    }
}

fn sniff_brand(brand: &[u8]) -> SniffedType {
    match brand {
        b"avif" | b"avis" => SniffedType::Unsupported("AVIF"),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
            SniffedType::Unsupported("HEIC")
        }
        b"crx " => SniffedType::Unsupported("camera raw"),
        _ => SniffedType::Unknown,
    }
}

/// Whether the bytes look like SVG; the parser decides later whether they are well-formed.
fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    text.starts_with(b"<") && head.windows(4).any(|window| window == b"<svg" || window == b":svg")
}
