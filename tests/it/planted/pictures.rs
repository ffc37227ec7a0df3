//! The name in the metadata of pictures and fonts.

use std::io::{Cursor, Write as _};

use image::{DynamicImage, ImageFormat, RgbImage};

use super::super::support::color_profile;
use super::{NAME, Planted, planted};

fn saved(format: ImageFormat) -> Vec<u8> {
    let picture =
        DynamicImage::from(RgbImage::from_fn(16, 8, |x, y| image::Rgb([x as u8 * 8, y as u8 * 8, 90])));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg_with(marker: u8, data: &[u8]) -> Vec<u8> {
    let plain = saved(ImageFormat::Jpeg);
    let len = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, marker], &len, data, &plain[2..]].concat()
}

/// A JPEG picture with bytes after its pixels, before its end: no decoder looks at them.
pub(super) fn jpeg_with_scan(data: &[u8]) -> Vec<u8> {
    let plain = saved(ImageFormat::Jpeg);
    let (pixels, end) = plain.split_at(plain.len() - 2);
    [pixels, data, end].concat()
}

fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let plain = saved(ImageFormat::Png);
    let len = u32::try_from(data.len()).unwrap().to_be_bytes();
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    [&plain[..33], &len, kind, data, &crc.sum().to_be_bytes(), &plain[33..]].concat()
}

/// A JPEG picture with a longer segment of a kind that it has.
fn jpeg_with_longer(marker: u8, data: &[u8]) -> Vec<u8> {
    let plain = saved(ImageFormat::Jpeg);
    let at = plain.windows(2).position(|it| it == [0xff, marker]).unwrap() + 2;
    let len = u16::from_be_bytes([plain[at], plain[at + 1]]);
    let end = at + usize::from(len);
    let longer = len + u16::try_from(data.len()).unwrap();
    [&plain[..at], &longer.to_be_bytes(), &plain[at + 2..end], data, &plain[end..]].concat()
}

/// A PNG with a chunk before its end.
fn png_ending_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let plain = saved(ImageFormat::Png);
    let with = png_with(kind, data);
    let chunk = &with[33..with.len() - (plain.len() - 33)];
    [&plain[..plain.len() - 12], chunk, &plain[plain.len() - 12..]].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn riff_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let padding: &[u8] = if data.len() % 2 == 1 { &[0] } else { &[] };
    [&kind[..], &u32::try_from(data.len()).unwrap().to_le_bytes(), data, padding].concat()
}

fn webp_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let plain = saved(ImageFormat::WebP);
    let head = riff_chunk(b"VP8X", &[0x08 | 0x04, 0, 0, 0, 15, 0, 0, 7, 0, 0]);
    let body = [b"WEBP", &head[..], &plain[12..], &riff_chunk(kind, data)].concat();
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn webp_with_longer_pixels(data: &[u8]) -> Vec<u8> {
    let plain = saved(ImageFormat::WebP);
    let pixels = riff_chunk(b"VP8L", &[&plain[20..], data].concat());
    let body = [&b"WEBP"[..], &pixels].concat();
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn webp_with_longer_head(data: &[u8]) -> Vec<u8> {
    let head = riff_chunk(b"VP8X", &[&[0, 0, 0, 0, 15, 0, 0, 7, 0, 0], data].concat());
    let body = [b"WEBP", &head[..], &saved(ImageFormat::WebP)[12..]].concat();
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

/// EXIF data in which the artist is named.
fn exif() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend([0x3b, 0x01, 2, 0, 15, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(NAME.as_bytes());
    tiff.push(0);
    tiff
}

pub(super) fn all() -> Vec<Planted> {
    let name = NAME.as_bytes();
    let xmp = format!("<x:xmpmeta><dc:creator>{NAME}</dc:creator></x:xmpmeta>");
    let gif = saved(ImageFormat::Gif);
    let wide: Vec<u8> = NAME.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let comment = [&[0x21, 0xfe, 14][..], name, &[0]].concat();
    let mut all = vec![
        planted("jpg", "EXIF", jpeg_with(0xe1, &[b"Exif\0\0", &exif()[..]].concat())),
        planted("jpg", "XMP", jpeg_with(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", xmp.as_bytes()].concat())),
        planted(
            "jpg",
            "IPTC",
            jpeg_with(0xed, &[b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x13\x1c\x02\x50\0\x0e", name].concat()),
        ),
        planted("jpg", "comment", jpeg_with(0xfe, name)),
        planted("jpg", "after the end", [saved(ImageFormat::Jpeg), name.to_vec()].concat()),
        planted("png", "tEXt", png_with(b"tEXt", &[b"Author\0", name].concat())),
        planted("png", "iTXt", png_with(b"iTXt", &[b"Author\0\0\0\0\0", name].concat())),
        planted("png", "eXIf", png_with(b"eXIf", &exif())),
        planted("png", "unknown chunk", png_with(b"teSt", name)),
        planted("png", "after the end", [saved(ImageFormat::Png), name.to_vec()].concat()),
        planted("webp", "EXIF", webp_with(b"EXIF", &exif())),
        planted("webp", "XMP", webp_with(b"XMP ", xmp.as_bytes())),
        planted(
            "jpg",
            "color profile",
            jpeg_with(0xe2, &[b"ICC_PROFILE\0\x01\x01", &color_profile(b"RGB ", NAME)[..]].concat()),
        ),
        planted(
            "png",
            "color profile",
            png_with(b"iCCP", &[&b"x\0\0"[..], &deflated(&color_profile(b"RGB ", NAME))].concat()),
        ),
        planted(
            "png",
            "name of a color profile",
            png_with(b"iCCP", &[name, b"\0\0", &deflated(&color_profile(b"RGB ", NAME))].concat()),
        ),
        planted("jpg", "after the pixels", jpeg_with_scan(name)),
        planted("jpg", "between restarts", jpeg_with_scan(&[b"\xff\xd0", name, b"\xff\xd1"].concat())),
        planted("jpg", "after the pixels, in UTF-16", jpeg_with_scan(&wide)),
        planted("webp", "after the pixels", webp_with_longer_pixels(name)),
        planted("jpg", "expansion of a reference", jpeg_with(0xdf, name)),
        planted("jpg", "hierarchical progression", jpeg_with(0xde, name)),
        planted("jpg", "arithmetic conditions", jpeg_with(0xcc, name)),
        planted("jpg", "number of lines", jpeg_with(0xdc, name)),
        planted("jpg", "distance of restarts", jpeg_with(0xdd, &[&[0, 0], name].concat())),
        planted("jpg", "after the fields of a frame", jpeg_with_longer(0xc0, name)),
        planted("jpg", "after the fields of a scan", jpeg_with_longer(0xda, name)),
        planted("jpg", "after quantization tables", jpeg_with_longer(0xdb, name)),
        planted("jpg", "after Huffman tables", jpeg_with_longer(0xc4, name)),
        planted("png", "overlong pHYs", png_with(b"pHYs", name)),
        planted("png", "overlong cICP", png_with(b"cICP", name)),
        planted("png", "overlong sBIT", png_with(b"sBIT", name)),
        planted("png", "overlong gAMA", png_with(b"gAMA", name)),
        planted("png", "overlong bKGD", png_with(b"bKGD", name)),
        planted("png", "overlong tRNS", png_with(b"tRNS", name)),
        planted("png", "pixels of no frame", png_with(b"fdAT", name)),
        planted("png", "after the pixels", png_ending_with(b"IDAT", name)),
        planted("gif", "after the pixels", [&gif[..gif.len() - 2], &[14], name, &[0, 0x3b]].concat()),
        planted("webp", "transparency after the colors", webp_with(b"ALPH", name)),
        planted("webp", "overlong ANIM", webp_with(b"ANIM", &[&[0; 6], name].concat())),
        planted("webp", "overlong VP8X", webp_with_longer_head(name)),
        planted(
            "webp",
            "second picture",
            webp_with(b"VP8L", &[&saved(ImageFormat::WebP)[20..], name].concat()),
        ),
        planted("webp", "color profile", webp_with(b"ICCP", &color_profile(b"RGB ", NAME))),
        planted("gif", "comment", [&gif[..gif.len() - 1], &comment, &[0x3b]].concat()),
        planted("gif", "after the end", [gif.clone(), name.to_vec()].concat()),
    ];
    for (place, inner) in [
        ("title", format!("<title>{NAME}</title>")),
        ("description", format!("<desc>{NAME}</desc>")),
        ("text", format!("<text><tspan>Jor</tspan>dan Example {NAME}</text>")),
        (
            "text, letter by letter",
            "Jordan".char_indices().fold(String::new(), |text, (at, letter)| {
                format!("{text}<text x=\"{}\" y=\"9\">{letter}</text>", at * 9)
            }) + "<text x=\"60\" y=\"9\">Example</text>",
        ),
        (
            "text in another order",
            "<text x=\"60\" y=\"9\">Example</text><text y=\"9\">Jordan</text>".to_owned(),
        ),
        ("metadata", format!("<metadata><dc:creator>{NAME}</dc:creator></metadata>")),
        ("comment", format!("<!-- {NAME} -->")),
        ("attribute", format!("<g id=\"a\" aria-label=\"{NAME}\" data-by=\"{NAME}\"/>")),
    ] {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\">{inner}</svg>");
        all.push(planted("svg", place, svg));
    }
    for ending in ["tif", "bmp", "heic", "avif", "ico"] {
        let head: &[u8] = match ending {
            "tif" => b"II*\0\x08\0\0\0",
            "bmp" => b"BM\0\0\0\0",
            "heic" => b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            "avif" => b"\0\0\0\x18ftypavif\0\0\0\0mif1avif",
            _ => b"\0\0\x01\0\x01\0",
        };
        all.push(planted(ending, "metadata", [head, name].concat()));
    }
    for (place, kind, data) in [
        ("text of a picture", b"tEXt", [b"Author\0", name].concat()),
        (
            "name of a color profile",
            b"iCCP",
            [name, b"\0\0", &deflated(&color_profile(b"RGB ", ""))].concat(),
        ),
    ] {
        let picture = png_with(kind, &data);
        let len = u32::try_from(picture.len()).unwrap().to_le_bytes();
        let head = [&b"\0\0\x01\0\x01\0\x10\x08\0\0\x01\0\x20\0"[..], &len, &[22, 0, 0, 0]].concat();
        all.push(planted("ico", place, [head, picture].concat()));
    }
    let font = [&b"\0\x01\0\0\0\x01\0\x10\0\0\0\0name\0\0\0\0\0\0\0\x1c\0\0\0\x20\0\0\0\x01\0\x01\0\0\x12\0\x01\0\0\0\0\0\x09\0\x0e\0\0"[..], name].concat();
    for ending in ["ttf", "otf", "woff2", "eot", "wasm"] {
        all.push(planted(ending, "designer", font.clone()));
    }
    all
}
