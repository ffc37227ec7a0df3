//! Looks through an icon file (`favicon.ico`): pictures of several sizes, as bitmaps or as PNG files.

use super::content::DocumentContent;
use crate::media;

/// Reads an icon. It is published as it is, so a picture in it must have nothing that cleaning would remove.
pub(super) fn read_content(bytes: &[u8], content: &mut DocumentContent) {
    content.unread = match find_unknown(bytes) {
        Some(reason) => reason.map(str::to_owned),
        None => Some("it is damaged".to_owned()),
    };
}

/// Why nobody knows all that an icon holds; the outer `None` if it is damaged.
fn find_unknown(bytes: &[u8]) -> Option<Option<&'static str>> {
    let [0, 0, 1, 0, low, high] = *bytes.first_chunk()? else { return None };
    let count = usize::from(u16::from_le_bytes([low, high]));
    let mut end = 6 + 16 * count;
    let mut parts = Vec::new();
    for index in 0..count {
        let entry = bytes.get(6 + 16 * index..22 + 16 * index)?;
        let number = |at: usize| Some(u32::from_le_bytes(entry.get(at..at + 4)?.try_into().ok()?) as usize);
        let (len, start) = (number(8)?, number(12)?);
        parts.push(start..start.checked_add(len)?);
    }
    parts.sort_by_key(|part| part.start);
    for part in parts {
        let picture = bytes.get(part.clone())?;
        if part.start != end {
            return Some(Some("it has data besides pictures"));
        }
        end = part.end;
        let is_bitmap = picture.starts_with(&[40, 0, 0, 0]);
        let is_clean = || media::clean("a.png", picture).is_ok_and(|clean| clean.report.stripped.is_empty());
        if !is_bitmap && !is_clean() {
            return Some(Some("a picture in it has metadata"));
        }
    }
    Some((end != bytes.len()).then_some("it has data besides pictures"))
}
