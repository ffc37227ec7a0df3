//! Pictures: what is refused, what is taken out, and that what is left is still the picture.

use std::borrow::Cow;
use std::io::Cursor;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use image::codecs::gif::{GifEncoder, Repeat};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageEncoder, Rgb, RgbImage};
use leadfolio::diagnostic::Problem;
use leadfolio::media::{
    CleanedImage, ImageFormat, ImageInfo, clean, clean_svg, format_by_extension, inspect, is_image,
    strip_color_profile, verify,
};
use proptest::prelude::*;

use super::support::{color_profile, proptest_config, site, study};

const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// Red on the left, blue on the right: a picture that shows how it was turned.
pub(crate) fn flag(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE }).into()
}

pub(crate) fn saved(picture: &DynamicImage, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture in memory can be written");
    bytes.into_inner()
}

pub(crate) fn jpeg() -> Vec<u8> {
    saved(&flag(64, 32), image::ImageFormat::Jpeg)
}

pub(crate) fn png() -> Vec<u8> {
    saved(&flag(64, 32), image::ImageFormat::Png)
}

fn webp() -> Vec<u8> {
    saved(&flag(64, 32), image::ImageFormat::WebP)
}

fn gif() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    encoder.set_repeat(Repeat::Infinite).expect("a loop can be written");
    let frames = [flag(64, 32), flag(64, 32).fliph()].map(|it| Frame::new(it.into_rgba8()));
    encoder.encode_frames(frames).expect("frames can be written");
    drop(encoder);
    bytes
}

fn all() -> [(&'static str, Vec<u8>); 4] {
    [("a.jpg", jpeg()), ("a.png", png()), ("a.webp", webp()), ("a.gif", gif())]
}

/// EXIF data with an orientation and a place; little-endian.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0]);
    tiff.extend(orientation.to_le_bytes());
    tiff.extend([0, 0]);
    // The GPS directory, at 38.
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(b"GPS 52.5200 13.4050");
    tiff
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len() + 2).expect("short");
    [&[0xff, marker], &len.to_be_bytes()[..], data].concat()
}

/// A JPEG with segments put in after its first two bytes.
fn jpeg_with(segments: &[Vec<u8>]) -> Vec<u8> {
    let plain = jpeg();
    [&plain[..2], &segments.concat(), &plain[2..]].concat()
}

pub(crate) fn jpeg_turned(orientation: u16) -> Vec<u8> {
    jpeg_with(&[segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat())])
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let len = u32::try_from(data.len()).expect("short");
    [&len.to_be_bytes()[..], &body, &crc(&body).to_be_bytes()].concat()
}

#[test]
fn pictures_of_a_theme_are_published_as_clean_as_others() {
    let sprite = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script>\
        <symbol id=\"up\" viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></symbol></svg>";
    let template = "<img src=\"{{ root }}assets/photo.jpg\" alt=\"\"><svg><use href=\"{{ root }}assets/sprite.svg#up\"/></svg>";
    let bench = super::support::Bench::with(&format!(
        "--- content/case-studies/a.md\n{}",
        super::support::study("Text.")
    ));
    bench.write("themes/commons/templates/study.html", template);
    bench.write("themes/commons/assets/photo.jpg", jpeg_turned(6));
    bench.write("themes/commons/assets/sprite.svg", sprite);
    bench.write("themes/commons/assets/notes.docx", "zqnotes");
    let picture = png_with(&[chunk(b"tEXt", b"Author\0zqauthor")]);
    let len = u32::try_from(picture.len()).unwrap().to_le_bytes();
    let icon = [&b"\0\0\x01\0\x01\0\x10\x08\0\0\x01\0\x20\0"[..], &len, &[22, 0, 0, 0], &picture].concat();
    bench.write("themes/commons/assets/favicon.ico", [&icon[..], b"zqrest"].concat());
    let refused = bench.run("build").ends(1).says("themes/commons/assets/favicon.ico");
    refused.says("this icon can't be published: it has data besides pictures");
    bench.write("themes/commons/assets/favicon.ico", icon);
    let ran = bench.run("build").ends(0).says("removed from this icon: metadata of its pictures");
    let ran = ran.says("themes/commons/assets/sprite.svg").says("MED-15").says("a script");
    ran.says("themes/commons/assets/notes.docx").says("THM-04");
    let published = super::support::files(&bench.path("dist/assets"));
    let icon = published.iter().find(|(path, _)| path == "favicon.ico").expect("the icon");
    assert!(!has(&icon.1, b"zqauthor") && has(&icon.1, b"IEND"));
    assert!(!published.iter().any(|(path, _)| path.ends_with(".docx")));
    let find = |start: &str| published.iter().find(|(path, _)| path.starts_with(start)).unwrap();
    let (path, photo) = find("photo.");
    assert!(!photo.windows(3).any(|part| part == b"GPS"));
    assert_eq!(leadfolio::vfs::fingerprint::fingerprinted_path("photo.jpg", photo).as_ref(), Some(path));
    let page = bench.read("dist/case-studies/a/index.html");
    assert!(page.contains(&format!("assets/{path}")), "{page}");
    let (_, sprite) = find("sprite.");
    let sprite = String::from_utf8_lossy(sprite);
    assert!(sprite.contains("<symbol id=\"up\"") && !sprite.contains("script"), "{sprite}");

    for (name, bytes) in [("a.png", &b"nothing"[..]), ("a.psd", b"8BPS\0\x01"), ("a.txt", &jpeg())] {
        let path = format!("themes/commons/assets/{name}");
        bench.write(&path, bytes);
        for command in ["build", "check", "theme check commons"] {
            let ran = bench.run(command).ends(1);
            let all = format!("{}{}", ran.stdout, ran.stderr);
            assert!(all.contains("MED-14") && all.contains(&path), "{command} {name}: {all}");
        }
        std::fs::remove_file(bench.path(&path)).unwrap();
    }
}

/// A PNG with chunks put in after its head.
fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    let plain = png();
    [&plain[..33], &chunks.concat(), &plain[33..]].concat()
}

fn riff_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let len = u32::try_from(data.len()).expect("short");
    let padding: &[u8] = if data.len() % 2 == 1 { &[0] } else { &[] };
    [&kind[..], &len.to_le_bytes(), data, padding].concat()
}

fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [&b"WEBP"[..], &chunks.concat()].concat();
    let len = u32::try_from(body.len()).expect("short");
    [&b"RIFF"[..], &len.to_le_bytes(), &body].concat()
}

/// A WebP with a head that tells of EXIF and XMP, and chunks after its pixels.
fn webp_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    let head = riff_chunk(b"VP8X", &[0x08 | 0x04, 0, 0, 0, 63, 0, 0, 31, 0, 0]);
    riff(&[vec![head, webp()[12..].to_vec()], chunks.to_vec()].concat())
}

/// A GIF with blocks put in before its first frame.
fn gif_with(blocks: &[u8]) -> Vec<u8> {
    let plain = gif();
    let at = plain.windows(2).position(|it| it == [0x21, 0xff]).expect("the loop comes first");
    [&plain[..at], blocks, &plain[at..]].concat()
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|it| it == needle)
}

fn cleaned<'a>(path: &str, bytes: &'a [u8]) -> CleanedImage<'a> {
    clean(path, bytes).unwrap_or_else(|fault| panic!("{path}: {fault:?}"))
}

fn fault<T>(result: Result<T, Problem>) -> Problem {
    result.err().expect("a fault")
}

fn size(path: &str, bytes: &[u8]) -> (u32, u32) {
    let ImageInfo { format: _, width, height } =
        inspect(path, bytes).unwrap_or_else(|fault| panic!("{fault:?}"));
    (width, height)
}

/// Whether a pixel is nearer to red than to blue.
fn is_red(picture: &RgbImage, x: u32, y: u32) -> bool {
    let [red, _, blue] = picture.get_pixel(x, y).0;
    red > blue
}

// Names and kinds.

#[test]
fn the_format_is_told_by_the_ending_whatever_its_case() {
    assert_eq!(format_by_extension("media/Team.JPG"), Some(ImageFormat::Jpeg));
    assert_eq!(format_by_extension("a.b/c.jpeg"), Some(ImageFormat::Jpeg));
    assert_eq!(format_by_extension("a.webp"), Some(ImageFormat::Webp));
    assert_eq!(format_by_extension("a.svg"), Some(ImageFormat::Svg));
    for jpeg in ["a.jfif", "a.JPE", "a.pjpeg", "a.pjp"] {
        assert_eq!(format_by_extension(jpeg), Some(ImageFormat::Jpeg), "{jpeg}");
        assert_eq!(leadfolio::vfs::media_type(jpeg), "image/jpeg", "{jpeg}");
        let page = format!("--- content/case-studies/a.md\n{}", study(&format!("[x](../files/{jpeg})")));
        let published = site(&page).file(&format!("content/files/{jpeg}"), jpeg_turned(6)).build().fine();
        assert!(!has(&published.bytes(&format!("files/{jpeg}")), b"Exif"), "{jpeg}");
    }
    for none in ["a", "a.pdf", ".png", "a.png/b", "a.heic", ""] {
        assert_eq!(format_by_extension(none), None, "{none}");
    }
}

#[test]
fn a_picture_of_a_kind_that_is_not_published_is_still_a_picture() {
    assert!(is_image("a.HEIC") && is_image("a.tiff") && is_image("a.svgz") && is_image("a.png"));
    assert!(!is_image("a.pdf") && !is_image("a"));
}

#[test]
fn each_format_tells_its_size() {
    for (path, bytes) in all() {
        assert_eq!(size(path, &bytes), (64, 32), "{path}");
        assert_eq!(Some(inspect(path, &bytes).expect("inspected").format), format_by_extension(path));
        verify(path, &bytes).expect(path);
    }
}

#[test]
fn lossy_and_extended_webp_tell_their_size() {
    assert_eq!(size("a.webp", &webp_with(&[])), (64, 32));
    let lossy = riff(&[riff_chunk(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0x40, 0x41, 0x20, 0x80, 0, 0])]);
    assert_eq!(size("a.webp", &lossy), (0x140, 0x20));
}

#[test]
fn a_name_that_says_another_format_is_refused_with_the_true_one() {
    let fault = fault(inspect("a.jpg", &png()));
    assert_eq!(fault.message, "the name says JPEG, but the content is PNG");
    assert_eq!(fault.help, "change the name's ending to `.png`");
    assert!(clean("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>").is_err());
    assert!(clean("a.gif", &jpeg()).is_err());
    assert!(clean("a.jpg", b"%PDF-1.7").is_err());
}

#[test]
fn an_empty_file_is_of_no_kind() {
    for path in ["a.jpg", "a.png", "a.svg", "a.heic"] {
        for problem in [fault(inspect(path, b"")), fault(clean(path, b"")), fault(verify(path, b""))] {
            assert_eq!(problem.message, "the file is empty: it has 0 bytes");
            assert!(problem.help.starts_with("copy it again"), "{problem:?}");
        }
    }
}

#[test]
fn other_kinds_of_pictures_are_refused_by_content_and_by_name() {
    let kinds: [(&str, &[u8], &str); 7] = [
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        ("a.avif", b"\0\0\0\x18ftypavif\0\0\0\0", "AVIF"),
        ("a.bmp", b"BM\0\0\0\0", "BMP"),
        ("a.tif", b"II*\0\x08\0\0\0", "TIFF"),
        ("a.tiff", b"nonsense", "TIFF"),
        ("a.svgz", b"\x1f\x8b\x08", "compressed SVG"),
        ("a.jxl", &jpeg(), "JPEG XL"),
    ];
    for (path, bytes, kind) in kinds {
        for fault in [fault(inspect(path, bytes)), fault(clean(path, bytes)), fault(verify(path, bytes))] {
            assert!(fault.message.starts_with(&format!("this is a {kind} picture")), "{fault:?}");
            assert!(fault.help.starts_with("save it as JPEG"), "{fault:?}");
        }
    }
}

#[test]
fn pictures_of_phones_come_with_the_way_to_save_them_as_jpeg() {
    let heic = fault(inspect("a.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0"));
    for system in ["on an iPhone", "on a Mac", "in Windows", "For new photos"] {
        assert!(heic.help.contains(system), "{heic:?}");
    }
    let avif = fault(inspect("a.avif", b"\0\0\0\x18ftypavif\0\0\0\0"));
    assert!(avif.message.ends_with("which leadfolio can't read"), "{avif:?}");
    assert!(avif.help.contains("on a Mac") && !avif.help.contains("iPhone"), "{avif:?}");
}

// Limits and damage.

#[test]
fn a_header_of_60000_by_60000_is_refused_with_the_limit() {
    let head = [60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat();
    let bytes =
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &[&head[..], &[8, 6, 0, 0, 0]].concat())].concat();
    for fault in
        [fault(inspect("a.png", &bytes)), fault(verify("a.png", &bytes)), fault(clean("a.png", &bytes))]
    {
        assert_eq!(fault.message, "the picture is 60000×60000 pixels (3600 megapixels); the limit is 50");
    }
}

#[test]
fn every_header_is_held_to_the_limit() {
    let mut jpeg = jpeg();
    let frame = jpeg.windows(2).position(|it| it == [0xff, 0xc0]).expect("a frame");
    jpeg[frame + 5..frame + 9].fill(0xff);
    let mut gif = gif();
    gif[6..10].fill(0xff);
    let webp = riff(&[riff_chunk(b"VP8X", &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])]);
    for (path, bytes) in [("a.jpg", jpeg), ("a.gif", gif), ("a.webp", webp)] {
        assert!(fault(inspect(path, &bytes)).message.contains("the limit is 50"), "{path}");
    }
}

#[test]
fn a_large_picture_inside_a_small_one_is_refused() {
    let frame = [&[0; 16][..], &riff_chunk(b"VP8L", &[0x2f, 0xff, 0xff, 0xff, 0xff])].concat();
    let bytes = riff(&[riff_chunk(b"VP8X", &[2, 0, 0, 0, 1, 0, 0, 1, 0, 0]), riff_chunk(b"ANMF", &frame)]);
    assert!(fault(inspect("a.webp", &bytes)).message.contains("the limit is 50"));
    let frame = [0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 0];
    assert!(fault(verify("a.gif", &gif_with(&frame))).message.contains("the limit is 50"));
}

#[test]
fn a_picture_without_pixels_is_damaged() {
    let mut bytes = gif();
    bytes[6..8].fill(0);
    assert!(fault(inspect("a.gif", &bytes)).message.contains("damaged"));
}

#[test]
fn a_film_that_takes_too_long_is_refused() {
    let screen = [&b"GIF89a"[..], &5000_u16.to_le_bytes(), &5000_u16.to_le_bytes(), &[0, 0, 0]].concat();
    let frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0];
    let bytes = [&screen[..], &frame.repeat(41), &[0x3b]].concat();
    assert!(fault(verify("a.gif", &bytes)).message.contains("41 frames, more than 1000 megapixels"));
}

#[test]
fn a_picture_cut_anywhere_is_refused() {
    for (path, bytes) in all() {
        for len in (0..bytes.len()).step_by(7).chain([bytes.len() - 1]) {
            assert!(verify(path, &bytes[..len]).is_err(), "{path} cut to {len} of {}", bytes.len());
        }
        for half in
            [clean(path, &bytes[..bytes.len() / 2]).map(drop), verify(path, &bytes[..bytes.len() / 2])]
        {
            assert!(fault(half).message.contains("is incomplete"), "{path}");
        }
    }
}

#[test]
fn a_jpeg_whose_thumbnail_is_whole_is_still_cut() {
    let bytes = jpeg_with(&[segment(0xe1, &[b"Exif\0\0", &exif(1)[..], &jpeg()].concat())]);
    verify("a.jpg", &bytes).expect("whole");
    assert!(fault(verify("a.jpg", &bytes[..bytes.len() - 2])).message.contains("is incomplete"));
}

#[test]
fn a_png_with_a_wrong_checksum_is_damaged() {
    let mut bytes = png();
    let at = bytes.windows(4).position(|it| it == b"IDAT").expect("pixels") + 8;
    bytes[at] ^= 0x55;
    assert!(fault(verify("a.png", &bytes)).message.contains("damaged"));
}

// JPEG.

#[test]
fn a_photograph_loses_its_place_and_is_turned_upright() {
    let bytes = jpeg_turned(6);
    assert_eq!(size("a.jpg", &bytes), (32, 64));
    let clean = cleaned("a.jpg", &bytes);
    for secret in [&b"Exif"[..], b"GPS", &exif(6)[38..50]] {
        assert!(has(&bytes, secret) && !has(&clean.bytes, secret));
    }
    assert_eq!(size("a.jpg", &clean.bytes), (32, 64));
    let picture = image::load_from_memory(&clean.bytes).expect("decodes").into_rgb8();
    assert!(is_red(&picture, 16, 8) && !is_red(&picture, 16, 56), "the left has become the top");
    assert_eq!(clean.report.stripped, ["EXIF data"]);
    assert!(clean.report.removed.is_empty());
}

#[test]
fn every_orientation_ends_upright() {
    for (orientation, red_at) in
        [(2, (60, 16)), (3, (60, 16)), (4, (4, 16)), (5, (16, 4)), (7, (16, 60)), (8, (16, 60))]
    {
        let bytes = jpeg_turned(orientation);
        let clean = cleaned("a.jpg", &bytes);
        assert_eq!(size("a.jpg", &clean.bytes), size("a.jpg", &bytes), "{orientation}");
        let picture = image::load_from_memory(&clean.bytes).expect("decodes").into_rgb8();
        assert!(is_red(&picture, red_at.0, red_at.1), "{orientation}");
        assert!(
            !is_red(&picture, picture.width() - 1 - red_at.0, picture.height() - 1 - red_at.1),
            "{orientation}"
        );
    }
}

#[test]
fn an_upright_photograph_keeps_its_very_pixels() {
    let comment = segment(0xfe, b"secret");
    let xmp = segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret");
    let iptc = segment(0xed, b"Photoshop 3.0\0secret");
    let index = segment(0xe2, b"MPF\0secret");
    let maker = segment(0xe5, b"secret");
    for orientation in [0, 1, 9, 400] {
        let exif = segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat());
        let noisy =
            jpeg_with(&[exif, comment.clone(), xmp.clone(), iptc.clone(), index.clone(), maker.clone()]);
        let bytes = [&noisy[..], &jpeg(), b"secret video"].concat();
        let clean = cleaned("a.jpg", &bytes);
        assert_eq!(*clean.bytes, jpeg());
        assert_eq!(
            clean.report.stripped,
            [
                "EXIF data",
                "a comment",
                "XMP data",
                "IPTC data",
                "an index of more pictures",
                "manufacturer data (APP5)",
                "data stored with the picture"
            ]
        );
    }
}

#[test]
fn a_photograph_without_anything_is_not_copied() {
    for (path, bytes) in all() {
        let clean = cleaned(path, &bytes);
        assert!(matches!(clean.bytes, Cow::Borrowed(_)), "{path}");
        assert!(clean.report.stripped.is_empty(), "{path}: {:?}", clean.report);
    }
}

#[test]
fn colours_and_the_head_are_kept_but_not_the_thumbnail() {
    let stripped = strip_color_profile(&color_profile(b"RGB ", "secret")).expect("a profile");
    let profile = segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", &stripped[..]].concat());
    let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
    let head = [&b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01"[..], b"pix"].concat();
    let bytes =
        jpeg_with(&[segment(0xe0, &head), segment(0xe0, b"JFXX\0pix"), profile.clone(), adobe.clone()]);
    let clean = cleaned("a.jpg", &bytes);
    assert!(has(&clean.bytes, &profile) && has(&clean.bytes, &adobe) && !has(&clean.bytes, b"pix"));
    assert_eq!(clean.report.stripped, ["a thumbnail"]);
}

#[test]
fn a_color_profile_of_several_segments_loses_its_texts_only() {
    let profile = color_profile(b"RGB ", "secret");
    let part = |number: u8, part: &[u8]| segment(0xe2, &[b"ICC_PROFILE\0", &[number, 2][..], part].concat());
    let bytes = jpeg_with(&[part(2, &profile[99..]), part(1, &profile[..99])]);
    let clean = cleaned("a.jpg", &bytes);
    let stripped = strip_color_profile(&profile).expect("a profile");
    let whole = segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", &stripped[..]].concat());
    assert_eq!(*clean.bytes, jpeg_with(&[whole]));
    assert_eq!(clean.report.stripped, ["texts of the color profile"]);
    let damaged = cleaned("a.jpg", &jpeg_with(&[part(1, b"secret")])).report.removed;
    assert_eq!(damaged, ["the color profile, which leadfolio can't read"]);
}

#[test]
fn a_turned_photograph_keeps_a_profile_that_fits() {
    let profile = |space: &[u8; 4]| strip_color_profile(&color_profile(space, "x")).expect("a profile");
    for (space, kept) in [(b"RGB ", true), (b"CMYK", false)] {
        let mut plain = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut plain, 95);
        encoder.set_icc_profile(profile(space)).expect("a profile can be written");
        flag(64, 32).write_with_encoder(encoder).expect("written");
        let turn = segment(0xe1, &[b"Exif\0\0", &exif(6)[..]].concat());
        let bytes = [&plain[..2], &turn, &plain[2..]].concat();
        assert_eq!(has(&cleaned("a.jpg", &bytes).bytes, &profile(space)), kept);
    }
}

#[test]
fn a_scan_with_restarts_and_filling_bytes_is_passed() {
    let plain = jpeg();
    let bytes = [&plain[..plain.len() - 2], &[0xff, 0xd0, 1, 2, 0xff, 0, 3, 0xff, 0xff, 0xff, 0xd9]].concat();
    let clean = cleaned("a.jpg", &bytes);
    assert_eq!(clean.bytes[..bytes.len() - 4], bytes[..bytes.len() - 4]);
    assert!(clean.bytes.ends_with(&[3, 0xff, 0xd9]));
}

// PNG.

#[test]
fn a_png_keeps_colours_and_loses_words() {
    let kept = [chunk(b"gAMA", &[0, 0, 177, 143]), chunk(b"pHYs", &[0, 0, 11, 19, 0, 0, 11, 19, 1])];
    let words = [
        chunk(b"tEXt", b"Author\0secret"),
        chunk(b"zTXt", b"secret"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0secret"),
        chunk(b"tIME", &[7, 0xe8, 1, 1, 1, 1, 1]),
        chunk(b"prVt", b"secret"),
        chunk(b"eXIf", &exif(1)),
    ];
    let bytes = [png_with(&[kept.to_vec(), words.to_vec()].concat()), b"secret".to_vec()].concat();
    let clean = cleaned("a.png", &bytes);
    assert_eq!(*clean.bytes, png_with(&kept));
    assert_eq!(
        clean.report.stripped,
        [
            "text stored with the picture",
            "the time of the last change",
            "unknown data (`prVt`)",
            "EXIF data",
            "data stored with the picture"
        ]
    );
    verify("a.png", &bytes).expect("verified");
}

#[test]
fn a_turned_png_is_upright_in_its_own_colours() {
    let gamma = chunk(b"gAMA", &[0, 0, 177, 143]);
    let plain = png();
    let end = plain.len() - 12;
    let bytes = [&plain[..33], &gamma, &plain[33..end], &chunk(b"eXIf", &exif(6)), &plain[end..]].concat();
    assert_eq!(size("a.png", &bytes), (32, 64));
    let clean = cleaned("a.png", &bytes);
    assert!(has(&clean.bytes, &gamma) && !has(&clean.bytes, b"GPS"));
    let picture = image::load_from_memory(&clean.bytes).expect("decodes").into_rgb8();
    assert_eq!((picture.get_pixel(0, 0), picture.get_pixel(0, 63)), (&RED, &BLUE));
    assert_eq!(picture.dimensions(), (32, 64));
}

/// An animated PNG of two frames, the second a turn of colours.
fn apng() -> Vec<u8> {
    let control = |number: u8| {
        let mut data = [0; 26];
        data[3] = number;
        data[7] = 64;
        data[11] = 32;
        data[21] = 1;
        data[23] = 10;
        chunk(b"fcTL", &data)
    };
    let pixels = |bytes: &[u8]| {
        let at = bytes.windows(4).position(|it| it == b"IDAT").expect("pixels");
        let len = u32::from_be_bytes(bytes[at - 4..at].try_into().expect("four")) as usize;
        bytes[at + 4..at + 4 + len].to_vec()
    };
    let first = png();
    let second = pixels(&saved(&flag(64, 32).fliph(), image::ImageFormat::Png));
    let frame = chunk(b"fdAT", &[&[0, 0, 0, 2][..], &second].concat());
    let parts = [
        chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        control(0),
        chunk(b"IDAT", &pixels(&first)),
        control(1),
        frame,
    ];
    [&first[..33], &parts.concat(), &chunk(b"IEND", b"")].concat()
}

#[test]
fn an_animated_png_stays_one() {
    let bytes = apng();
    verify("a.png", &bytes).expect("verified");
    assert!(matches!(cleaned("a.png", &bytes).bytes, Cow::Borrowed(_)));
    let mut broken = bytes.clone();
    let at = broken.windows(4).position(|it| it == b"fdAT").expect("a frame") + 12;
    broken[at] ^= 0xff;
    assert!(verify("a.png", &broken).is_err(), "the second frame is looked at too");
    let turned = [&bytes[..33], &chunk(b"eXIf", &exif(6)), &bytes[33..]].concat();
    assert!(fault(clean("a.png", &turned)).message.contains("is stored rotated"));
}

// WebP.

#[test]
fn a_webp_loses_its_place() {
    let bytes = webp_with(&[
        riff_chunk(b"EXIF", &exif(1)),
        riff_chunk(b"XMP ", b"secret!"),
        riff_chunk(b"hide", b"x"),
    ]);
    let clean = cleaned("a.webp", &[&bytes[..], b"secret"].concat()).bytes.into_owned();
    assert!(!has(&clean, b"GPS") && !has(&clean, b"secret") && !has(&clean, b"hide"));
    assert_eq!(clean[20], 0, "the head tells of neither EXIF nor XMP");
    assert_eq!(u32::from_le_bytes(clean[4..8].try_into().expect("four")) as usize, clean.len() - 8);
    verify("a.webp", &clean).expect("verified");
    assert_eq!(image::load_from_memory(&clean).expect("decodes").into_rgb8(), flag(64, 32).into_rgb8());
}

#[test]
fn a_turned_webp_is_upright() {
    for exif in [exif(6), [&b"Exif\0\0"[..], &exif(6)].concat()] {
        let bytes = webp_with(&[riff_chunk(b"EXIF", &exif)]);
        assert_eq!(size("a.webp", &bytes), (32, 64));
        let clean = cleaned("a.webp", &bytes);
        let picture = image::load_from_memory(&clean.bytes).expect("decodes").into_rgb8();
        assert_eq!((picture.get_pixel(0, 0), picture.get_pixel(0, 63)), (&RED, &BLUE));
        assert!(!has(&clean.bytes, b"GPS"));
    }
}

#[test]
fn a_frame_of_a_webp_hides_nothing() {
    let place = [0, 0, 0, 0, 0, 0, 63, 0, 0, 31, 0, 0, 100, 0, 0, 0];
    let frame = [&place[..], &webp()[12..], &riff_chunk(b"hide", b"secret")].concat();
    let head = riff_chunk(b"VP8X", &[2 | 8, 0, 0, 0, 63, 0, 0, 31, 0, 0]);
    let control = riff_chunk(b"ANIM", &[0; 6]);
    let bytes = riff(&[head, control, riff_chunk(b"ANMF", &frame), riff_chunk(b"ANMF", &frame)]);
    let clean = cleaned("a.webp", &bytes);
    assert!(!has(&clean.bytes, b"secret"));
    verify("a.webp", &clean.bytes).expect("verified");
    verify("a.webp", &bytes).expect("verified");
}

// GIF.

#[test]
fn a_gif_keeps_its_loop_and_loses_words() {
    let blocks = [
        &b"\x21\xfe\x06secret\0"[..],
        b"\x21\xff\x0bXMP DataXMP<secret/>\x01\xff\0",
        b"\x21\xff\x0bICCRGBG1012\x06secret\0",
        b"\x21\x01\x0c000000000000\x06secret\0",
        b"\x21\x99\0",
    ];
    // The XMP block has its text where lengths should be; a walk by lengths must still find the end.
    let xmp = [&b"\x21\xff\x0bXMP DataXMP"[..], &[8], b"<secret>", &[0]].concat();
    let blocks = [blocks[0], &xmp, blocks[2], blocks[3], blocks[4]].concat();
    let bytes = [gif_with(&blocks), b"secret".to_vec()].concat();
    let clean = cleaned("a.gif", &bytes);
    assert_eq!(*clean.bytes, gif());
    assert!(has(&clean.bytes, b"NETSCAPE2.0\x03\x01"));
    assert_eq!(
        clean.report.stripped,
        ["a comment", "XMP data", "application data", "unknown data", "data stored with the picture"]
    );
    verify("a.gif", &bytes).expect("verified");
}

#[test]
fn real_xmp_in_a_gif_is_passed_by_its_lengths() {
    // As the specification has it: the text, then a ramp of bytes that leads any walk to the end.
    let ramp: Vec<u8> = [1].into_iter().chain((0..=255).rev()).chain([0]).collect();
    let xmp =
        [&b"\x21\xff\x0bXMP DataXMP<x:xmpmeta>a secret text of some length</x:xmpmeta>"[..], &ramp].concat();
    let bytes = gif_with(&xmp);
    assert_eq!(*cleaned("a.gif", &bytes).bytes, gif());
}

// Polyglots.

#[test]
fn a_picture_that_is_also_something_else_is_only_a_picture_afterwards() {
    let script = b"<script>alert(1)</script>";
    let archive = b"PK\x03\x04 secret archive PK\x05\x06";
    let pictures = [
        ("a.jpg", jpeg_with(&[segment(0xfe, script)])),
        ("a.png", png_with(&[chunk(b"tEXt", script)])),
        ("a.gif", gif_with(&[&b"\x21\xfe\x19"[..], script, &[0]].concat())),
        ("a.webp", webp_with(&[riff_chunk(b"junk", script)])),
    ];
    for (path, bytes) in pictures {
        let bytes = [&bytes[..], archive].concat();
        let clean = cleaned(path, &bytes);
        assert!(!has(&clean.bytes, b"<script") && !has(&clean.bytes, b"PK\x03\x04"), "{path}");
        verify(path, &clean.bytes).expect(path);
    }
}

// SVG.

/// A drawing with a rectangle and what is given.
fn drawing(inner: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inner}<rect/></svg>"#
    )
}

/// What becomes of the inside of a drawing, and what is told about it.
fn inside(inner: &str) -> (String, Vec<String>) {
    let (bytes, notes) =
        clean_svg(drawing(inner).as_bytes()).unwrap_or_else(|fault| panic!("{inner}: {fault:?}"));
    let text = String::from_utf8(bytes).expect("UTF-8");
    let start = text.find('>').expect("a root") + 1;
    let end = text.rfind("<rect/></svg>").unwrap_or_else(|| panic!("{text}"));
    (text[start..end].to_owned(), notes.removed)
}

#[track_caller]
fn becomes(inner: &str, expected: &str) {
    assert_eq!(inside(inner).0, expected);
}

#[track_caller]
fn stays(inner: &str) {
    assert_eq!(inside(inner), (inner.to_owned(), Vec::new()));
}

#[test]
fn a_plain_drawing_stays_as_it_is() {
    stays(
        r##"<defs><linearGradient id="a" x1="0"><stop offset="0" stop-color="#fff"/></linearGradient></defs>"##,
    );
    stays(r##"<g fill="url(#a)" transform="translate(1,2)"><path d="M0 0h1v1z"/><use href="#b"/></g>"##);
    stays(r##"<use xlink:href="#b"/><a><text x="1">Grüße &amp; &lt;mehr&gt;</text></a>"##);
    stays(r##"<style>.a{fill:url(#b)} @media (prefers-color-scheme:dark){.a{fill:red}}</style>"##);
    stays(
        r##"<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g filter="url('#f')" xml:space="preserve"/>"##,
    );
    stays(r##"<circle r="1"><animate attributeName="r" values="1;2" dur="1s"/></circle>"##);
}

#[test]
fn a_script_is_taken_out_and_said() {
    let (bytes, notes) = clean_svg(drawing("<script>alert(1)</script>").as_bytes()).expect("cleaned");
    assert!(!has(&bytes, b"alert"));
    assert_eq!(notes.removed, ["a script"]);
    let bytes = drawing(
        "<SCRIPT/><g onclick='x()' ONLOAD='y()'><foreignObject><b xmlns='http://www.w3.org/1999/xhtml'/></foreignObject></g>",
    );
    let clean = cleaned("a.svg", bytes.as_bytes());
    assert_eq!(
        clean.report.removed,
        [
            "a script",
            "an event handler (`onclick`)",
            "an event handler (`ONLOAD`)",
            "an embedded page (`foreignObject`)"
        ]
    );
    becomes("<s:script xmlns:s='http://www.w3.org/2000/svg'>1</s:script>", "");
    becomes("<h:script xmlns:h='http://www.w3.org/1999/xhtml'>1</h:script>", "");
    becomes("<g xmlns='http://www.w3.org/1999/xhtml'><script>1</script></g>", "");
    becomes("<script><![CDATA[ </script> ]]><g/></script>", "");
}

#[test]
fn no_link_leads_out() {
    for link in [
        "https://example.org/a.svg#b",
        "//example.org",
        "other.svg#b",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#10;script:alert(1)",
        " &#9; javascript:alert(1)",
        "data:text/html,&lt;script>1&lt;/script>",
        "data:text/html;base64,PHN2Zz4=",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:image/svg+xml,&lt;svg/>#a",
        "",
    ] {
        for element in ["use", "image", "feImage", "a", "linearGradient", "textPath"] {
            for name in ["href", "xlink:href"] {
                let (text, removed) = inside(&format!("<{element} {name}='{link}'/>"));
                assert_eq!(text, format!("<{element}/>"), "{link}");
                assert_eq!(removed.len(), 1, "{link}");
            }
        }
    }
    becomes("<use xml:base='https://example.org/' href=' #a '/>", r##"<use href="#a"/>"##);
    becomes(
        "<use x:href='#a' y:href='#b' xmlns:x='http://www.w3.org/1999/xlink' xmlns:y='http://www.w3.org/1999/xlink'/>",
        r##"<use xlink:href="#a"/>"##,
    );
}

#[test]
fn a_link_that_is_taken_out_is_told_in_short() {
    let (_, removed) = inside(&format!("<a href='https://example.org/{}`&#10;'/>", "x".repeat(100)));
    assert_eq!(
        removed,
        [format!("a link to something outside the file (`https://example.org/{}…`)", "x".repeat(40))]
    );
}

#[test]
fn no_style_leads_out() {
    for style in [
        "fill:url(https://example.org/a)",
        "fill:URL( 'https://example.org/a' )",
        r"fill:\75rl(https://example.org/a)",
        r"fill:\000075 rl(https://example.org/a)",
        r"fill:u\72 l(https://example.org/a)",
        r"fill:u\r\l(//example.org)",
        "fill:url(/**/#a)",
        "fill:url(#a/*);background:url(//example.org)/*)*/",
        "fill:url('#a' url(//example.org))",
        "fill:url(#a //example.org)",
        "fill:url(other.svg#a)",
        "fill:url(data:image/svg+xml,x)",
        "fill:url(",
        "fill:url()",
        r"fill:url(\68ttps://example.org)",
        "background:image-set('https://example.org/a' 1x)",
        "background:-webkit-image-set('https://example.org/a' 1x)",
        "background:src('https://example.org/a')",
        "width:expression(alert(1))",
        "width:exp/**/ression(alert(1))",
        "-moz-binding:inherit",
        "behavior:inherit",
        "@import 'https://example.org/a.css'",
        r"@\69mport 'https://example.org/a.css'",
        "/*\\*/fill:url(//example.org)/**/",
        "x:'/*';fill:url(//example.org);y:'*/'",
    ] {
        let escaped = style.replace('\'', "&apos;");
        becomes(&format!("<g style='{escaped}'/>"), "<g/>");
        becomes(&format!("<g fill='{escaped}'/>"), "<g/>");
        becomes(&format!("<style>a{{{style}}}</style>"), "");
        becomes(&format!("<style><![CDATA[a{{{style}}}]]></style>"), "");
        let split: String = style.chars().map(|it| format!("&#{};", u32::from(it))).collect();
        becomes(&format!("<style>{split}</style>"), "");
        becomes(
            &format!("<animate attributeName='fill' values='{escaped}'/>"),
            r#"<animate attributeName="fill"/>"#,
        );
    }
    assert_eq!(inside("<style>@import 'a'</style>").1, ["a style that loads something from elsewhere"]);
    stays(r##"<g style="fill:url( &quot;#a&quot; );/* a comment */stroke:url(#b)" mask="url(#c)"/>"##);
}

#[test]
fn a_style_that_is_taken_out_leaves_no_namespace_behind() {
    let (first, _) =
        clean_svg(drawing("<style xlink:href='#a'>@import 'a'</style>").as_bytes()).expect("cleaned");
    let (again, _) = clean_svg(&first).expect("cleaned");
    assert_eq!(again, first);
    assert!(!has(&first, b"xlink"));
}

#[test]
fn a_style_in_pieces_is_judged_as_a_whole() {
    becomes("<style>a{fill:ur<!-- -->l(//example.org)}</style>", "");
    becomes("<style>a{fill:ur<![CDATA[l(]]>//example.org)}</style>", "");
    becomes("<style>a{fill:ur&#108;(//example.org)}</style>", "");
    becomes("<style>a{fill:ur<g/>l(//example.org)}</style>", "");
}

#[test]
fn no_animation_sets_a_link() {
    for name in ["href", "xlink:href", " href ", "onclick", "x:href"] {
        for element in ["set", "animate"] {
            becomes(&format!("<a><{element} attributeName='{name}' to='javascript:1'/></a>"), "<a></a>");
        }
    }
    assert_eq!(inside("<set attributeName='href' to='#a'/>").1, ["an animation of `href`"]);
}

#[test]
fn what_nobody_sees_goes_in_silence() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- made by someone at /home/someone -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="/home/someone/a.png" data-name="Layer">
<?xpacket secret?><inkscape:view><g/></inkscape:view><metadata><g/></metadata><g inkscape:label="secret"/></svg>
"#;
    let (bytes, notes) = clean_svg(text.as_bytes()).expect("cleaned");
    assert_eq!(
        String::from_utf8(bytes).expect("UTF-8"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g/></svg>"
    );
    assert!(notes.removed.is_empty());
    assert_eq!(notes.stripped, ["a comment", "editor data", "an unknown attribute (`data-name`)"]);
}

#[test]
fn a_style_sheet_elsewhere_is_said() {
    let text = format!("<?xml-stylesheet href='https://example.org/a.css'?>{}", drawing(""));
    let (bytes, notes) = clean_svg(text.as_bytes()).expect("cleaned");
    assert!(!has(&bytes, b"example"));
    assert_eq!(notes.removed, ["a link to a style sheet"]);
}

#[test]
fn entities_are_refused() {
    let outside = r#"<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>"#;
    let laughs = r#"<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg">&c;</svg>"#;
    for text in [outside, laughs] {
        for fault in [fault(clean_svg(text.as_bytes())), fault(inspect("a.svg", text.as_bytes()))] {
            assert!(fault.message.starts_with("the SVG declares entities in its DOCTYPE"), "{fault:?}");
        }
    }
    for inner in ["<text>&a;</text>", "<g id='&a;'/>", "&#0;", "&#1;", "<g id='&#2;'/>", "&#xD800;"] {
        assert!(clean_svg(drawing(inner).as_bytes()).is_err(), "{inner}");
    }
}

#[test]
fn what_is_no_drawing_is_refused_with_its_line() {
    for text in [
        "",
        "<html/>",
        "<html xmlns='http://www.w3.org/1999/xhtml'><svg/></html>",
        "<svg",
        "<svg>",
        "<svg><g></svg>",
        "<svg/><svg/>",
        "<svg/>text",
        "text<svg/>",
        "<svg><g a='1' a='2'/></svg>",
        "<svg><g a=1/></svg>",
        "<svg><!-- a -- b --></svg>",
        "<svg>&</svg>",
        "<svg>\u{1}</svg>",
        "<svg xmlns='http://example.org/'/>",
        "</svg>",
    ] {
        assert!(clean("a.svg", text.as_bytes()).is_err(), "{text}");
    }
    let fault = fault(clean_svg(b"<svg>\n<g>\n</h></svg>"));
    assert!(fault.message.starts_with("the SVG isn't valid XML: ill-formed"), "{fault:?}");
    assert!(fault.message.ends_with("(line 3)"), "{fault:?}");
}

#[test]
fn only_utf_8_is_read() {
    let utf_16: Vec<u8> = "\u{feff}<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(fault(clean_svg(&utf_16)).message.contains("UTF-8"));
    assert!(fault(clean_svg(b"<svg>\xe4</svg>")).message.contains("UTF-8"));
    assert!(clean_svg("\u{feff}<svg/>".as_bytes()).is_ok());
    assert!(clean_svg(b"<?xml version='1.0' encoding='iso-8859-1'?><svg/>").is_ok(), "all ASCII");
    assert!(clean_svg("<?xml version='1.0' encoding='iso-8859-1'?><svg>ä</svg>".as_bytes()).is_err());
}

#[test]
fn a_drawing_has_its_limits() {
    assert!(clean_svg(drawing(&format!("{}{}", "<g>".repeat(63), "</g>".repeat(63))).as_bytes()).is_ok());
    for name in ["g", "metadata"] {
        let deep = drawing(&format!("<{name}>").repeat(100_000));
        assert!(fault(clean_svg(deep.as_bytes())).message.contains("more than 64 nested elements"));
    }
    let wide: String = (0..300).map(|it| format!(" a{it}=''")).collect();
    assert!(fault(clean_svg(drawing(&format!("<g{wide}/>")).as_bytes())).message.contains("256 attributes"));
    let large = drawing(&" ".repeat(2_000_000));
    assert!(fault(inspect("a.svg", large.as_bytes())).message.contains("the limit is 2 MB"));
}

#[test]
fn a_picture_in_a_drawing_is_cleaned_too() {
    let photograph = BASE64_STANDARD.encode(jpeg_turned(6));
    let (text, removed) = inside(&format!("<image href='data:image/jpeg;base64,\n{photograph}'/>"));
    let data = text.strip_prefix(r#"<image href="data:image/jpeg;base64,"#).expect("kept");
    let bytes = BASE64_STANDARD.decode(data.trim_end_matches(r#""/>"#)).expect("base64");
    assert!(!has(&bytes, b"GPS"));
    assert_eq!(size("a.jpg", &bytes), (32, 64));
    assert!(removed.is_empty());
    let (text, removed) = inside("<image href='data:image/png;base64,PHN2Zz4='/>");
    assert_eq!(text, "<image/>");
    assert!(removed[0].starts_with("an embedded picture that can't be published"));
}

#[test]
fn a_drawing_embeds_no_more_pixels_than_can_be_cleaned_in_a_moment() {
    let size = [7000_u32.to_be_bytes(), 7000_u32.to_be_bytes()].concat();
    let large = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[&size[..], &[1, 0, 0, 0, 0]].concat()),
        chunk(b"IDAT", b""),
        chunk(b"IEND", b""),
    ];
    let link =
        |bytes: &[u8]| format!("<image href=\"data:image/png;base64,{}\"/>", BASE64_STANDARD.encode(bytes));
    let (large, small) = (link(&large.concat()), link(&png()));
    let (text, removed) = inside(&format!("{}{small}", large.repeat(3)));
    assert_eq!(text, format!("{}<image/>{small}", large.repeat(2)));
    assert_eq!(removed.len(), 1);
}

#[test]
fn a_drawing_without_a_namespace_gets_one() {
    let (bytes, _) = clean_svg(b"<svg><use xlink:href='#a'/></svg>").expect("cleaned");
    assert_eq!(
        String::from_utf8(bytes).expect("UTF-8"),
        r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/></svg>"##
    );
    let (bytes, _) =
        clean_svg(b"<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:g/></s:svg>").expect("cleaned");
    assert_eq!(bytes, br#"<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>"#);
}

#[test]
fn what_is_written_is_escaped() {
    becomes(
        "<g id='&quot;&lt;&amp;&gt;&#10;&#9;'>]]&gt;&#13;<![CDATA[<script>]]></g>",
        "<g id=\"&quot;&lt;&amp;&gt;&#10;&#9;\">]]&gt;&#13;&lt;script&gt;</g>",
    );
}

#[test]
fn a_drawing_tells_its_size() {
    for (attributes, expected) in [
        ("width='640' height='480'", (640, 480)),
        ("width=' 640PX ' height='480.4px' viewBox='0 0 1 1'", (640, 480)),
        ("width='25.4mm' height='2.54cm'", (96, 96)),
        ("width='1in' height='72pt'", (96, 96)),
        ("viewBox='0 0 200 100'", (200, 100)),
        ("viewBox='-5,-5, 200,\n100'", (200, 100)),
        ("width='100%' height='100%' viewBox='0 0 20 10'", (20, 10)),
        ("width='100' viewBox='0 0 20 10'", (100, 50)),
        ("height='100' viewBox='0 0 20 10'", (200, 100)),
        ("width='100'", (100, 150)),
        ("", (300, 150)),
        ("width='-1' height='nan' viewBox='0 0 inf 0'", (300, 150)),
        ("width='1e3' height='2em'", (1000, 32)),
        ("width='1e300' height='0.1'", (65535, 1)),
    ] {
        let text =
            format!("<?xml version='1.0'?><!-- a --><svg xmlns='http://www.w3.org/2000/svg' {attributes}/>");
        assert_eq!(size("a.svg", text.as_bytes()), expected, "{attributes}");
    }
}

// Speed.

#[test]
fn a_large_photograph_is_inspected_without_reading_it() {
    let mut bytes = jpeg_turned(6);
    bytes.truncate(bytes.len() - 2);
    bytes.resize(10_000_000, 0x55);
    bytes.extend([0xff, 0xd9]);
    // If it were read, this would take minutes, and the limit of time in `.config/nextest.toml` would end it.
    for _ in 0..2_000 {
        assert_eq!(size("a.jpg", &bytes), (32, 64));
    }
}

#[test]
fn cleaning_is_linear_even_in_hostile_files() {
    let files: [(&str, Vec<u8>); 8] = [
        ("a.jpg", [&[0xff, 0xd8], &[0xff; 4_000_000][..]].concat()),
        ("a.jpg", [&[0xff, 0xd8][..], &segment(0xda, b"").repeat(1_000_000)].concat()),
        ("a.png", png_with(&[chunk(b"aaAa", b"").repeat(300_000)])),
        ("a.gif", gif_with(&b"\x21\xfe\x01x\0".repeat(800_000))),
        ("a.webp", webp_with(&[riff_chunk(b"hide", b"").repeat(500_000)])),
        ("a.svg", drawing(&"<g><!----></g>".repeat(100_000)).into_bytes()),
        ("a.svg", drawing(&format!("<style>{}</style>", "/*url(#a)*/\\".repeat(100_000))).into_bytes()),
        ("a.svg", drawing(&format!("<g id='{}'/>", "&#60;".repeat(300_000))).into_bytes()),
    ];
    for (path, bytes) in files {
        let _ = clean(path, &bytes);
    }
}

// Hostile files.

/// A picture with some bytes changed, put in and taken out.
fn mutated() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let seeds = vec![
        ("a.jpg", jpeg_turned(6)),
        ("a.jpg", jpeg_with(&[segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), segment(0xfe, b"x")])),
        ("a.png", apng()),
        ("a.png", png_with(&[chunk(b"eXIf", &exif(8))])),
        ("a.webp", webp_with(&[riff_chunk(b"EXIF", &exif(6))])),
        ("a.gif", gif()),
        (
            "a.svg",
            drawing("<style>a{fill:url(#b)}</style><use xlink:href='#a' style='fill:\\75 rl(#a)'/>&amp;")
                .into_bytes(),
        ),
    ];
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0_u8..4);
    (prop::sample::select(seeds), prop::collection::vec(change, 1..6)).prop_map(
        |((path, mut bytes), changes)| {
            for (at, byte, how) in changes {
                let at = at.index(bytes.len().max(1));
                match how {
                    0 if !bytes.is_empty() => bytes[at] = byte,
                    1 if !bytes.is_empty() => bytes[at] = [0, 0xff, 0x7f, 0x80][usize::from(byte % 4)],
                    2 => bytes.insert(at.min(bytes.len()), byte),
                    _ => bytes.truncate(bytes.len() - bytes.len().min(usize::from(byte))),
                }
            }
            (path, bytes)
        },
    )
}

/// What holds for every file: no panic, and what was cleaned is clean.
fn holds(path: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let _ = inspect(path, bytes);
    let _ = verify(path, bytes);
    let Ok(first) = clean(path, bytes) else { return Ok(()) };
    let again = clean(path, &first.bytes).map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
    prop_assert_eq!(&again.bytes, &first.bytes);
    prop_assert!(again.report.removed.is_empty() && again.report.stripped.is_empty(), "{:?}", again.report);
    Ok(())
}

proptest! {
    #![proptest_config(proptest_config(500))]

    #[test]
    fn a_spoilt_picture_never_panics_and_cleans_to_a_clean_one((path, bytes) in mutated()) {
        holds(path, &bytes)?;
    }

    #[test]
    fn random_bytes_never_panic(
        (path, head) in prop::sample::select(vec![
            ("a.jpg", &b"\xff\xd8\xff"[..]),
            ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01"),
            ("a.webp", b"RIFF\x20\0\0\0WEBPVP8X"),
            ("a.gif", b"GIF89a\x01\0\x01\0\0\0\0"),
            ("a.svg", b"<svg "),
            ("a.heic", b""),
        ]),
        tail in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        holds(path, &[head, &tail].concat())?;
    }

    #[test]
    fn random_markup_is_escaped_and_cleans_to_itself(inner in "[<>a-g/='\"&;#!\\[\\]\\- \\\\(:]{0,60}") {
        holds("a.svg", drawing(&inner).as_bytes())?;
    }

    #[test]
    fn random_styles_never_lead_out(style in r"(url\(|u|r|l|\(|\\75|\\|/\*|\*/|'|#|a|\)| |//x|;|:){0,14}") {
        let text = drawing(&format!("<g style=\"{style}\"/>"));
        let (clean, _) = clean_svg(text.as_bytes()).expect("well-formed");
        let clean = String::from_utf8(clean).expect("UTF-8");
        let targets = clean.split("url(").skip(1);
        for target in targets {
            prop_assert!(target.trim_start_matches([' ', '\'']).starts_with(['#', '\\']), "{}", clean);
        }
    }
}
