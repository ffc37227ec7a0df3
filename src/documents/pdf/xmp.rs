//! XMP metadata.

use super::super::content::{DocumentContent, MetadataLeak, author_leak};
use super::super::markup::{all_texts, element_texts};

/// Reads who made something, where, and whatever else its metadata tells.
pub(super) fn read(xmp: &str, content: &mut DocumentContent) {
    let creators = element_texts(xmp, &["dc:creator"]);
    content.metadata_leaks.extend(creators.iter().filter_map(|text| author_leak(text)));
    if xmp.contains("GPSLatitude") {
        content.metadata_leaks.push(MetadataLeak::Location);
    }
    content.metadata.extend(all_texts(xmp));
}
