//! Icon files (`favicon.ico`): pictures of several sizes, as bitmaps or as PNG files.

use std::ops::Range;

use super::content::DocumentContent;
use crate::media::{self, ImageFormat};

const HEADER_LEN: usize = 6;

/// Length in bytes of an entry in the list of pictures.
const ENTRY_LEN: usize = 16;

/// Where in an entry the length of its picture stands, and where in the file the picture begins.
const LEN_AT: usize = 8;
const START_AT: usize = 12;

/// Reads an icon. There is no text to look for in it: a picture with anything that cleaning removes makes it unread.
pub(super) fn read_content(bytes: &[u8], content: &mut DocumentContent) {
    content.unread = match find_unknown(bytes) {
        Some(reason) => reason.map(str::to_owned),
        None => Some("it is damaged".to_owned()),
    };
}

/// The copy of an icon that is published, without the metadata of its pictures; `None` if it stays as it is, because it is
/// damaged or has data besides pictures.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let pictures = find_pictures(bytes)?;
    if has_gap(&pictures, bytes.len()) {
        return None;
    }
    let mut cleaned = bytes.get(..HEADER_LEN + ENTRY_LEN * pictures.len())?.to_vec();
    for Picture { index, range } in pictures {
        let picture = clean_picture(bytes.get(range)?)?;
        let entry = HEADER_LEN + ENTRY_LEN * index;
        for (at, number) in [(LEN_AT, picture.len()), (START_AT, cleaned.len())] {
            let number = u32::try_from(number).ok()?.to_le_bytes();
            cleaned.get_mut(entry + at..entry + at + 4)?.copy_from_slice(&number);
        }
        cleaned.extend_from_slice(&picture);
    }
    Some(cleaned)
}

/// One of the pictures of an icon.
struct Picture {
    /// Its number in the list.
    index: usize,
    /// Where it stands in the file.
    range: Range<usize>,
}

/// The pictures of an icon in the order of the file; `None` if it is damaged.
fn find_pictures(bytes: &[u8]) -> Option<Vec<Picture>> {
    let [0, 0, 1, 0, low, high] = *bytes.first_chunk()? else { return None };
    let mut pictures = Vec::new();
    for index in 0..usize::from(u16::from_le_bytes([low, high])) {
        let start = HEADER_LEN + ENTRY_LEN * index;
        let entry = bytes.get(start..start + ENTRY_LEN)?;
        let number = |at: usize| Some(u32::from_le_bytes(entry.get(at..at + 4)?.try_into().ok()?) as usize);
        let (len, start) = (number(LEN_AT)?, number(START_AT)?);
        let range = start..start.checked_add(len)?;
        bytes.get(range.clone())?;
        pictures.push(Picture { index, range });
    }
    pictures.sort_by_key(|picture| picture.range.start);
    Some(pictures)
}

/// Whether a file of this length has anything before, between or after its pictures, or pictures that overlap.
fn has_gap(pictures: &[Picture], len: usize) -> bool {
    let mut end = HEADER_LEN + ENTRY_LEN * pictures.len();
    for Picture { range, .. } in pictures {
        if range.start != end {
            return true;
        }
        end = range.end;
    }
    end != len
}

/// A picture without its metadata; `None` if it is none.
fn clean_picture(picture: &[u8]) -> Option<Vec<u8>> {
    let is_bitmap = picture.starts_with(&[40, 0, 0, 0]);
    if is_bitmap {
        return Some(picture.to_vec());
    }
    media::strip_metadata(ImageFormat::Png, picture).ok().map(|(cleaned, _)| cleaned)
}

/// Why nobody knows all that an icon holds; the outer `None` if it is damaged.
fn find_unknown(bytes: &[u8]) -> Option<Option<&'static str>> {
    let pictures = find_pictures(bytes)?;
    if has_gap(&pictures, bytes.len()) {
        return Some(Some("it has data besides pictures"));
    }
    // The name of a color profile is replaced without a word, so the bytes are compared.
    let is_clean = |picture: &Picture| {
        let bytes = bytes.get(picture.range.clone())?;
        Some(clean_picture(bytes)? == bytes)
    };
    let all_clean = pictures.iter().all(|picture| is_clean(picture).unwrap_or(false));
    Some((!all_clean).then_some("a picture in it has metadata"))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::DynamicImage;

    use super::*;

    const BITMAP: [u8; 8] = [40, 0, 0, 0, 1, 0, 0, 0];

    /// A PNG picture with one more chunk before its pixels.
    fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut plain = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(2, 2).write_to(&mut plain, image::ImageFormat::Png).unwrap();
        let plain = plain.into_inner();
        let len = u32::try_from(data.len()).unwrap().to_be_bytes();
        let mut checksum = flate2::Crc::new();
        checksum.update(kind);
        checksum.update(data);
        [&plain[..33], &len, kind, data, &checksum.sum().to_be_bytes(), &plain[33..]].concat()
    }

    fn icon(pictures: &[&[u8]]) -> Vec<u8> {
        let mut bytes = vec![0, 0, 1, 0, pictures.len() as u8, 0];
        let mut start = HEADER_LEN + ENTRY_LEN * pictures.len();
        for picture in pictures {
            bytes.extend([1, 1, 0, 0, 1, 0, 32, 0]);
            bytes.extend(u32::try_from(picture.len()).unwrap().to_le_bytes());
            bytes.extend(u32::try_from(start).unwrap().to_le_bytes());
            start += picture.len();
        }
        [&bytes[..], &pictures.concat()].concat()
    }

    fn unread(bytes: &[u8]) -> Option<String> {
        let mut content = DocumentContent::default();
        read_content(bytes, &mut content);
        content.unread
    }

    #[test]
    fn pictures_of_an_icon_lose_their_metadata() {
        // What cleaning leaves of a profile that nobody can read is nothing, and its name goes with it.
        for (kind, data) in [(b"tEXt", b"Author\0Jordan".as_slice()), (b"iCCP", b"Jordan\0\0x")] {
            let picture = png_with(kind, data);
            let whole = icon(&[&picture, &BITMAP, &picture]);
            assert_eq!(unread(&whole).as_deref(), Some("a picture in it has metadata"));
            let cleaned = clean(&whole).unwrap();
            assert_eq!(unread(&cleaned), None);
            assert!(!cleaned.windows(6).any(|it| it == b"Jordan"));
            assert!(cleaned.windows(BITMAP.len()).any(|it| it == BITMAP));
            assert_eq!(clean(&cleaned), Some(cleaned));
        }
    }

    #[test]
    fn a_profile_whose_name_alone_tells_something_is_replaced() {
        let named = png_with(b"iCCP", &profile_chunk(b"Jordan"));
        let whole = icon(&[&named]);
        assert_eq!(unread(&whole).as_deref(), Some("a picture in it has metadata"));
        let cleaned = clean(&whole).unwrap();
        assert_eq!(unread(&cleaned), None);
        assert!(!cleaned.windows(6).any(|it| it == b"Jordan") && cleaned.windows(4).any(|it| it == b"iCCP"));
    }

    /// A color profile without texts, by this name.
    fn profile_chunk(name: &[u8]) -> Vec<u8> {
        let mut profile = vec![0; 132];
        profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
        profile[36..40].copy_from_slice(b"acsp");
        let profile = media::strip_color_profile(&profile).unwrap();
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, &profile).unwrap();
        [name, b"\0\0", &encoder.finish().unwrap()].concat()
    }

    #[test]
    fn an_icon_with_anything_else_stays_as_it_is() {
        for (bytes, reason) in [
            ([&icon(&[&BITMAP])[..], b"Jordan"].concat(), "it has data besides pictures"),
            (icon(&[&BITMAP])[..24].to_vec(), "it is damaged"),
            (icon(&[b"\x89PNG\r\n\x1a\n"]), "a picture in it has metadata"),
        ] {
            assert_eq!((unread(&bytes).as_deref(), clean(&bytes)), (Some(reason), None));
        }
    }
}
