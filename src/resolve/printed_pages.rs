//! Finds the PDF files of pages that `leadfolio pdf --publish` keeps in the portfolio.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::published_files::CitedFiles;
use crate::content::load::SETTINGS_FILE;
use crate::content::printed_pages::{PDF_FOLDER, PRINTED_PAGES_FILE, PrintedPages, pdf_path};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::vfs::Blob;

/// Cites the PDF of every page that was printed; returns the digests of these pages. Whether a PDF is still that of its page
/// is known when the page is rendered. A PDF that was exchanged since is none.
pub(super) fn cite_printed_pages(
    files: &[(String, Blob)],
    cited: &mut CitedFiles,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let is_pdf = |source: &str| Path::new(source).starts_with(PDF_FOLDER);
    let pdfs: HashMap<&str, &Blob> =
        files.iter().filter_map(|(source, blob)| is_pdf(source).then_some((source.as_str(), blob))).collect();
    let Some(list) = pdfs.get(PRINTED_PAGES_FILE) else { return BTreeMap::new() };
    let text = list.read().map_err(|error| error.to_string());
    let printed = match text.and_then(|bytes| PrintedPages::parse(&bytes)) {
        Ok(printed) => printed,
        Err(error) => {
            let message = format!("the list of PDF files can't be read, so none is published: {error}");
            let warning = Diagnostic::warning("POR-09", format!("content/{PRINTED_PAGES_FILE}"), message);
            diagnostics.push(warning.help("delete it, and run `leadfolio pdf --publish`"));
            return BTreeMap::new();
        }
    };
    let mut digests = BTreeMap::new();
    for (page, printed) in printed.pages {
        let source = pdf_path(&page);
        let is_intact =
            pdfs.get(&*source).and_then(|blob| blob.read().ok()).is_some_and(|bytes| printed.has_pdf(&bytes));
        if is_intact {
            cited.add(&source, SETTINGS_FILE, Location::Field("publish_pdf".to_owned()));
            digests.insert(page, printed.page);
        }
    }
    digests
}
