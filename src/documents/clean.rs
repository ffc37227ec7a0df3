//! Makes the copy of a document that is published: without what programs write into it about its author.

use super::{office, office_clean, pdf};
use crate::diagnostic::Problem;

/// The copy of a document that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanedDocument {
    /// The file to write.
    pub bytes: Vec<u8>,
}

/// Whether files with this ending are cleaned.
pub fn is_cleaned(path: &str) -> bool {
    let ending = lowercase_ending(path);
    ending == "pdf" || office::ENDINGS.contains(&ending.as_str())
}

/// Removes the properties of a document; `None` if there is nothing to remove, or if it can't be rewritten safely and is
/// published as it is.
pub fn clean_document(path: &str, bytes: &[u8]) -> Result<Option<CleanedDocument>, Problem> {
    let cleaned = match lowercase_ending(path).as_str() {
        ending if office::ENDINGS.contains(&ending) => office_clean::clean_office(bytes),
        "pdf" => pdf::clean(bytes),
        _ => None,
    };
    Ok(cleaned.filter(|cleaned| cleaned != bytes).map(|bytes| CleanedDocument { bytes }))
}

fn lowercase_ending(path: &str) -> String {
    path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}
