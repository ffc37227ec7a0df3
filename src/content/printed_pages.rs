//! The PDF files of pages that `leadfolio pdf --publish` keeps in the portfolio, and the list of what they were printed from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Folder of the PDF files in `content/`.
pub const PDF_FOLDER: &str = "pdf";
/// The list of them, in `content/`.
pub const PRINTED_PAGES_FILE: &str = "pdf/printed-pages.json";

/// The pages that were printed, by their path in the output: `case-studies/x/index.html`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedPages {
    /// Sorted, so that version control shows what changed.
    pub pages: BTreeMap<String, PrintedPage>,
}

/// A page that was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedPage {
    /// Digest of what the page showed ([`crate::render::RenderedSite::print_digest`]).
    pub page: String,
    /// BLAKE3 hash of the PDF, in hexadecimal digits.
    pub pdf: String,
    /// What it was printed on: `A4` or `letter`.
    pub paper: String,
}

impl PrintedPages {
    /// Reads the list.
    ///
    /// # Errors
    /// When it is no such list.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }

    /// The list as it is written.
    pub fn to_json(&self) -> String {
        // Texts in a map always have a form in JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl PrintedPage {
    /// A page with this digest, whose PDF has these bytes.
    pub fn new(page: String, pdf: &[u8], paper: &str) -> Self {
        Self { page, pdf: hash(pdf), paper: paper.to_owned() }
    }

    /// Whether these are the bytes that were listed: a run that was interrupted, or a file that was exchanged, is not.
    pub fn has_pdf(&self, bytes: &[u8]) -> bool {
        hash(bytes) == self.pdf
    }
}

fn hash(pdf: &[u8]) -> String {
    blake3::hash(pdf).to_hex().to_string()
}

/// The PDF of a page, by its path in the output: `case-studies/x/index.html` has `pdf/case-studies/x.pdf`, in `content/` as
/// on the site.
pub fn pdf_path(page: &str) -> String {
    format!("{PDF_FOLDER}/{}.pdf", page.strip_suffix("/index.html").unwrap_or(page))
}
