//! Reads what stays in a recording when it is published: subtitles. Its metadata is removed by
//! [`media::recording`](crate::media::recording).

use memchr::memmem;

use super::content::{DocumentContent, MetadataLeak};
use crate::media::recording::{CleanedRecording, clean_recording};
use crate::vfs::Blob;

/// The longest recording that is searched for a location if it cannot be cleaned.
const MAX_SEARCHED_LEN: u64 = 64 << 20;

/// Reads a recording; one that cannot be cleaned counts as not read.
pub(super) fn read_content(path: &str, blob: &Blob, content: &mut DocumentContent) {
    match clean_recording(path, blob) {
        Ok(CleanedRecording { blob: _, captions }) => content.texts = captions,
        Err(reason) => {
            content.unread = Some(reason);
            if blob.len() <= MAX_SEARCHED_LEN
                && let Ok(bytes) = blob.read()
                && has_location(&bytes)
            {
                content.metadata_leaks.push(MetadataLeak::Location);
            }
        }
    }
}

/// Finds the location that phones write into a recording: ISO 6709 in the box `©xyz` (QuickTime File Format), or under
/// Apple's metadata key.
fn has_location(bytes: &[u8]) -> bool {
    const BOX: &[u8] = b"\xa9xyz";
    const KEY: &[u8] = b"com.apple.quicktime.location.ISO6709";
    let is_coordinate = |value: &[u8]| matches!(value, [b'+' | b'-', b'0'..=b'9', b'0'..=b'9', ..]);
    // The string follows its length and its language code, two bytes each.
    let mut boxes = memmem::find_iter(bytes, BOX).filter_map(|at| bytes.get(at + BOX.len() + 4..));
    boxes.any(is_coordinate) || memmem::find(bytes, KEY).is_some()
}
