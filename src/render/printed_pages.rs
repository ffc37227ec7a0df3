//! Links pages to their PDF files. A PDF is published only as long as its page shows what it showed when it was printed.

use std::collections::BTreeSet;
use std::sync::Arc;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use rayon::prelude::*;
use url::Url;

use super::context::site::PdfLink;
use super::print::{ReferenceTarget, placeholder_url, resolve_reference, unescape_attribute};
use super::rendered_site::RenderedSite;
use super::renderer::Renderer;
use super::routes::Route;
use crate::content::load::SETTINGS_FILE;
use crate::content::markdown::escape;
use crate::content::printed_pages::pdf_path;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::suggest;
use crate::urls::{output_file, site_path};

/// Pages that a warning names.
const MAX_NAMED_PAGES: usize = 5;

impl RenderedSite {
    /// Paths of the pages that may link to a PDF: those that are printed and that readers find by themselves. A PDF can't ask
    /// search engines to ignore it, so unlisted pages have none.
    pub fn paths_with_pdf(&self) -> impl Iterator<Item = &str> {
        let is_listed =
            |path: &&str| matches!(self.routes.get(*path), Some((_, Route::Page(page))) if page.is_indexed());
        self.printed_paths().filter(is_listed)
    }

    /// A digest of what a page shows on paper: its words, its pictures, its look, and what its links lead to. It is the same
    /// however the links of the site are written, and differs as soon as a new PDF would differ. `None` if there is no page.
    ///
    /// # Errors
    /// When a template fails, or a picture of the page can't be read.
    pub fn print_digest(&self, path: &str) -> Option<Result<String, Diagnostic>> {
        let html = self.render_for_print(path)?;
        Some(html.and_then(|html| {
            let page = self.normalize_for_digest(&html, path).map_err(|error| {
                Diagnostic::error("FIL-02", SETTINGS_FILE, format!("`{path}` can't be compared: {error}"))
            })?;
            Ok(blake3::hash(page.as_bytes()).to_hex().to_string())
        }))
    }

    /// Adds links to the PDFs that are up to date, and takes all others out of the site.
    pub(super) fn link_pdfs(&mut self, diagnostics: &mut Diagnostics) {
        let main = &self.editions[0];
        if !main.portfolio.settings.publish_pdf {
            return;
        }
        let printed = &main.portfolio.printed_pages;
        let pages: Vec<&str> = self.paths_with_pdf().collect();
        let is_current = |page: &&str| {
            let digest = printed.get(*page);
            digest.is_some_and(|digest| matches!(self.print_digest(page), Some(Ok(now)) if now == *digest))
        };
        let current: BTreeSet<&str> = pages.par_iter().copied().filter(is_current).collect();
        // Builds for others, and those with drafts, have pages that are never printed.
        if main.state.is_public {
            let others = || pages.iter().copied().filter(|page| !current.contains(page));
            let (outdated, missing): (Vec<&str>, Vec<&str>) =
                others().partition(|page| printed.contains_key(*page));
            let warnings = [pdf_warning(&outdated, "older than the page"), pdf_warning(&missing, "missing")];
            warnings.into_iter().flatten().for_each(|warning| diagnostics.push(warning));
        }
        let outdated = printed.keys().filter(|page| !current.contains(page.as_str()));
        let outdated: BTreeSet<String> = outdated.map(|page| pdf_path(page)).collect();
        let current: Arc<BTreeSet<String>> = Arc::new(current.into_iter().map(str::to_owned).collect());
        self.routes
            .retain(|_, (_, route)| !matches!(route, Route::File(source) if outdated.contains(source)));
        for edition in &mut self.editions {
            edition.state.pages_with_pdf = Arc::clone(&current);
        }
    }

    /// A printed page without what is not on paper, and with a hash in place of the address of each picture.
    fn normalize_for_digest(
        &self,
        html: &str,
        path: &str,
    ) -> Result<String, lol_html::errors::RewritingError> {
        let page = placeholder_url(path);
        let unprinted = element!("meta, script, nav", |element| {
            element.remove();
            Ok(())
        });
        let link = element!("link", |link| {
            if link.get_attribute("rel").as_deref() == Some("stylesheet") {
                self.replace_by_digest(link, "href", &page)?;
            } else {
                link.remove();
            }
            Ok(())
        });
        // What is removed there leaves its line.
        let line = text!("head", |text| {
            if text.as_str().trim().is_empty() {
                text.remove();
            }
            Ok(())
        });
        // It is there only if the picture has copies as WebP.
        let picture = element!("picture", |picture| {
            picture.remove_and_keep_content();
            Ok(())
        });
        let shown = element!("[src], [poster]", |shown| {
            self.replace_by_digest(shown, "src", &page)?;
            self.replace_by_digest(shown, "poster", &page)
        });
        let settings = RewriteStrSettings::new()
            .append_element_content_handler(unprinted)
            .append_element_content_handler(link)
            .append_element_content_handler(line)
            .append_element_content_handler(picture)
            .append_element_content_handler(shown);
        rewrite_str(html, settings)
    }

    /// Replaces the address of a file of the site by its path, and by the hash of its content if it is the author's: the names
    /// of all others hold one.
    fn replace_by_digest(
        &self,
        element: &mut Element<'_, '_>,
        attribute: &str,
        page: &Url,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let address = element.get_attribute(attribute).map(|address| unescape_attribute(&address));
        let target = address.and_then(|address| resolve_reference(&address, page));
        let Some(ReferenceTarget::Site { path, fragment: _ }) = target else { return Ok(()) };
        let mut digest = path.clone();
        // What plays is not printed.
        if let Some((edition, Route::File(source))) = self.routes.get(&path)
            && let file = &self.editions[*edition].portfolio.files[source]
            && file.picture.is_some()
        {
            digest.push_str(blake3::hash(&file.blob.read()?).to_hex().as_str());
        }
        Ok(element.set_attribute(attribute, &escape(&digest))?)
    }
}

impl Renderer<'_> {
    /// The PDF of the page at a path, if it is up to date.
    pub(super) fn pdf_link(&self, path: &str) -> Option<PdfLink> {
        let page = output_file(&self.locate(path));
        if !self.state.pages_with_pdf.contains(&page) {
            return None;
        }
        let source = pdf_path(&page);
        let file = self.portfolio.files.get(&source)?;
        Some(PdfLink { path: self.href(&file.path), note: self.file_note(&source, file) })
    }
}

/// A warning that pages don't link to their PDFs, and why: what each of them is.
fn pdf_warning(pages: &[&str], state: &str) -> Option<Diagnostic> {
    let addresses: Vec<String> = pages.iter().map(|page| format!("/{}", site_path(page))).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let message = match addresses[..] {
        [] => return None,
        [page] => format!("`{page}` doesn't link to its PDF, which is {state}"),
        _ => {
            let named = suggest::list_some(&addresses, MAX_NAMED_PAGES);
            format!("{} pages don't link to their PDF, which is {state}: {named}", pages.len())
        }
    };
    let warning = Diagnostic::warning("POR-09", SETTINGS_FILE, message).field("publish_pdf");
    Some(warning.help("run `leadfolio pdf --publish`, which prints what has changed"))
}
