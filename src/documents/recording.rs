//! Reads the metadata of recordings.

use memchr::memmem;

use super::content::{DocumentContent, MetadataLeak};

/// Finds the location that phones write into a recording: ISO 6709 in the box `©xyz` (QuickTime File Format), or under
/// Apple's metadata key.
pub(super) fn read_content(bytes: &[u8], content: &mut DocumentContent) {
    const BOX: &[u8] = b"\xa9xyz";
    const KEY: &[u8] = b"com.apple.quicktime.location.ISO6709";
    let is_coordinate = |value: &[u8]| matches!(value, [b'+' | b'-', b'0'..=b'9', b'0'..=b'9', ..]);
    // The string follows its length and its language code, two bytes each.
    let mut boxes = memmem::find_iter(bytes, BOX).filter_map(|at| bytes.get(at + BOX.len() + 4..));
    if boxes.any(is_coordinate) || memmem::find(bytes, KEY).is_some() {
        content.metadata_leaks.push(MetadataLeak::Location);
    }
}
