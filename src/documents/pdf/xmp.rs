//! XMP metadata.

use super::super::content::{DocumentContent, MetadataLeak, author_leak};
use super::super::markup::{all_texts, element_texts};
use super::limits::{Limits, TOO_LARGE};
use super::strings;

/// Bytes of XMP metadata. It takes much more memory than it has bytes.
const MAX_XMP_BYTES: usize = 1 << 20;

/// Reads who made something, where, and whatever else its metadata tells.
pub(super) fn read(xmp: &[u8], limits: &Limits, content: &mut DocumentContent) {
    if xmp.len() > MAX_XMP_BYTES {
        return limits.report_fault(TOO_LARGE);
    }
    let xmp = strings::decode_bytes(xmp);
    let creators = element_texts(&xmp, &["dc:creator"]);
    content.metadata_leaks.extend(creators.iter().filter_map(|text| author_leak(text)));
    if xmp.contains("GPSLatitude") {
        content.metadata_leaks.push(MetadataLeak::Location);
    }
    all_texts(&xmp).into_iter().for_each(|text| limits.keep(&mut content.metadata, text));
}
