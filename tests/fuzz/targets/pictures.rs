//! Picture cleaning: never a panic; the cleaned file is clean, and nothing that a camera wrote is left.
#![no_main]

use std::borrow::Cow;
use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader};
use leadfolio::media::{CleanReport, clean, inspect, verify};
use libfuzzer_sys::fuzz_target;

/// Stands for what a camera writes.
const SECRET: &[u8] = b"zqGPS52.5200N13.4050E";
/// Pictures up to so many pixels are decoded.
const MAX_PIXELS: u64 = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let (path, format) = match bytes {
        [0xff, 0xd8, ..] => ("a.jpg", ImageFormat::Jpeg),
        [0x89, ..] => ("a.png", ImageFormat::Png),
        [b'R', ..] => ("a.webp", ImageFormat::WebP),
        _ => ("a.gif", ImageFormat::Gif),
    };
    let Ok(info) = inspect(path, bytes) else { return };
    if u64::from(info.width) * u64::from(info.height) > MAX_PIXELS || has_secret(bytes) {
        return;
    }
    let _ = verify(path, bytes);
    check(path, format, bytes);
    if let Some(tagged) = with_secret(format, bytes) {
        check(path, format, &tagged);
    }
});

fn check(path: &str, format: ImageFormat, bytes: &[u8]) {
    let Ok(cleaned) = clean(path, bytes) else { return };
    assert!(!has_secret(&cleaned.bytes), "the secret is left");
    let again = clean(path, &cleaned.bytes);
    let again = again.unwrap_or_else(|error| panic!("the cleaned file is refused: {error:?}"));
    assert!(matches!(again.bytes, Cow::Borrowed(_)), "cleaning again changes it");
    assert_eq!(again.report, CleanReport::default(), "cleaning again removes something");
    let reader = ImageReader::with_format(Cursor::new(&*cleaned.bytes), format);
    let Ok(mut decoder) = reader.into_decoder() else { return };
    assert!(!matches!(decoder.exif_metadata(), Ok(Some(_))), "EXIF is left");
    assert!(!matches!(decoder.xmp_metadata(), Ok(Some(_))), "XMP is left");
}

fn has_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET)
}

/// The picture with the secret, where its format has metadata, and an orientation that depends on the length.
fn with_secret(format: ImageFormat, bytes: &[u8]) -> Option<Vec<u8>> {
    let orientation = u8::try_from(bytes.len() % 9).ok()?;
    let tiff =
        [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", &[orientation, 0, 0, 0, 0, 0, 0, 0][..], SECRET]
            .concat();
    let len = u8::try_from(tiff.len()).ok()?;
    let (at, block) = match format {
        ImageFormat::Jpeg => (2, [&[0xff, 0xe1, 0, len + 8], &b"Exif\0\0"[..], &tiff].concat()),
        ImageFormat::Png => (33, [&[0, 0, 0, len], &b"eXIf"[..], &tiff, &[0; 4]].concat()),
        ImageFormat::WebP => {
            (bytes.len(), [b"EXIF", &[len, 0, 0, 0][..], &tiff, &[0][..usize::from(len % 2)]].concat())
        }
        _ => {
            let flags = bytes.get(10)?;
            let palette = if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
            (13 + palette, [&[0x21, 0xfe, len], &tiff[..], &[0]].concat())
        }
    };
    let (head, rest) = bytes.split_at_checked(at)?;
    let mut tagged = [head, &block, rest].concat();
    if format == ImageFormat::WebP {
        let len = u32::try_from(tagged.len()).ok()?.checked_sub(8)?;
        tagged.get_mut(4..8)?.copy_from_slice(&len.to_le_bytes());
    }
    Some(tagged)
}
