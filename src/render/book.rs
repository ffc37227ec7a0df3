//! The book: the whole portfolio as one printable document, assembled from the main parts of the site's pages.
//!
//! Element ids get a prefix a chapter, so that they stay unique, and links to pages that are in the book become links
//! to their chapters.

use std::collections::HashMap;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use url::Url;

use super::chart;
use super::context::book::{BookChapter, BookContext, BookPart};
use super::meta::PageMeta;
use super::page::HtmlPage;
use super::print::{ReferenceTarget, placeholder_url, resolve_reference, unescape_attribute};
use super::renderer::Renderer;
use super::routes::PageRoute;
use crate::content::date::PartialDate;
use crate::content::markdown::escape;
use crate::diagnostic::Diagnostic;
use crate::model::generated_pages::BookSection;
use crate::model::ids::{ApproachId, PageId, StudyId};
use crate::theme::TemplateValues;
use crate::urls::{encode, output_file};

/// Where the book would be in the site.
const BOOK_FILE: &str = "book.html";

/// Attributes whose value is a space-separated list of element ids.
const ID_REFERENCE_ATTRIBUTES: [&str; 7] =
    ["aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for", "headers", "list"];

/// A chapter of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChapterPath {
    /// Id of its element in the book.
    pub id: String,
    /// Title of the page.
    pub title: String,
    /// Path of the page in the output.
    pub path: String,
}

/// Id of the chapter at an index.
fn chapter_id(index: usize) -> String {
    format!("part-{}", index + 1)
}

impl Renderer<'_> {
    /// Renders the book as a page at the root of the site. `pages` are the page numbers on which its chapters begin, in
    /// their order; it is empty for the first layout, which finds them.
    ///
    /// # Errors
    /// When a template fails.
    pub(super) fn render_book(&self, pages: &[usize]) -> Result<String, Diagnostic> {
        let parts = self.book_parts();
        let order = parts.iter().flat_map(|(_, chapters)| chapters);
        let chapter_ids: HashMap<String, String> = order
            .enumerate()
            .map(|(index, page)| (output_file(self.page_path(*page)), chapter_id(index)))
            .collect();
        let builder = BookBuilder { chapter_ids: &chapter_ids, renderer: self };
        let mut page_numbers = pages.iter();
        let mut book_parts = Vec::new();
        for (title, pages) in parts {
            let mut chapters = Vec::new();
            for page in pages {
                let html = self.render_page(page)?;
                let file = output_file(self.page_path(page));
                chapters.push(BookChapter {
                    id: chapter_ids[&file].clone(),
                    title: self.chapter_title(page),
                    kind: page.kind().to_owned(),
                    page: page_numbers.next().copied(),
                    html: builder.rewrite_page(extract_main(&html), &file),
                });
            }
            book_parts.push(BookPart { title: self.text(title), chapters });
        }
        let address = self.absolute_url("");
        let book = BookContext {
            date: self.date(PartialDate::from(self.state.today)),
            parts: book_parts,
            qr: address.as_deref().and_then(|address| chart::qr_code(address, &self.state.catalog)),
            address,
        };
        let settings = &self.portfolio.settings;
        // It says that some of it is invented even if only a few pages are.
        let sample = !self.portfolio.sample_sources().is_empty();
        let meta = PageMeta { sample, ..PageMeta::unlisted("book", &settings.title, BOOK_FILE) };
        let values = TemplateValues::default().with_serialized("book", &book);
        let html = self.render_html(HtmlPage { meta, values })?;
        Ok(self.rewrite_for_print(&html, BOOK_FILE))
    }

    /// The parts of the book in order: the key of the title of each and its pages. A part without pages is skipped.
    fn book_parts(&self) -> Vec<(&'static str, Vec<PageRoute>)> {
        let portfolio = self.portfolio;
        let site = portfolio.generated_pages();
        let generated = |part| site.chapters(part).map(PageRoute::Generated);
        let authored = (0..portfolio.pages.len()).map(|index| PageRoute::Authored(PageId(index)));
        let parts = [
            ("title-overview", generated(BookSection::Overview).collect()),
            (
                "title-studies",
                (0..portfolio.studies.len()).map(|index| PageRoute::Study(StudyId(index))).collect(),
            ),
            (
                "title-approaches",
                (0..portfolio.approaches.len()).map(|index| PageRoute::Approach(ApproachId(index))).collect(),
            ),
            ("title-standards", generated(BookSection::Standards).collect()),
            ("title-appendix", authored.chain(generated(BookSection::Appendix)).collect::<Vec<_>>()),
        ];
        parts.into_iter().filter(|(_, pages)| !pages.is_empty()).collect()
    }

    /// The chapters in order, with the pages that they are made from.
    pub(super) fn book_chapters(&self) -> Vec<ChapterPath> {
        let pages = self.book_parts().into_iter().flat_map(|(_, pages)| pages);
        pages
            .enumerate()
            .map(|(index, page)| ChapterPath {
                id: chapter_id(index),
                title: self.chapter_title(page),
                path: output_file(self.page_path(page)),
            })
            .collect()
    }

    fn chapter_title(&self, page: PageRoute) -> String {
        match page {
            PageRoute::Generated(page) => self.row_title(page.row()),
            article => article.head(self.portfolio).map(|head| head.title.clone()).unwrap_or_default(),
        }
    }

    fn page_path(&self, page: PageRoute) -> &str {
        match page {
            PageRoute::Generated(page) => page.path(),
            article => article.head(self.portfolio).map_or("", |head| &head.path),
        }
    }
}

/// The inner HTML of `<main>`; the whole page when it has no such element.
fn extract_main(html: &str) -> &str {
    let start = html.find("<main").and_then(|tag| Some(tag + html[tag..].find('>')? + 1));
    let inner = &html[start.unwrap_or(0)..];
    inner.rfind("</main>").map_or(inner, |end| &inner[..end])
}

/// Rewrites pages into chapters of the book.
struct BookBuilder<'a> {
    /// Output file of each chapter's page, to the chapter's id.
    chapter_ids: &'a HashMap<String, String>,
    renderer: &'a Renderer<'a>,
}

impl BookBuilder<'_> {
    /// Rewrites the main part `html` of the page at `file`: ids and links become those of the book.
    fn rewrite_page(&self, html: &str, file: &str) -> String {
        let base = placeholder_url(file);
        let chapter_id = &self.chapter_ids[file];
        let handler = element!("*", |element| Ok(self.rewrite_element(element, &base, chapter_id)?));
        let settings = RewriteStrSettings::new().append_element_content_handler(handler);
        // A page that the rewriter cannot parse goes into the book unchanged.
        rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
    }

    fn rewrite_element(
        &self,
        element: &mut Element<'_, '_>,
        base: &Url,
        chapter_id: &str,
    ) -> Result<(), lol_html::errors::AttributeNameError> {
        if element.tag_name() == "script" {
            element.remove();
            return Ok(());
        }
        let prefixed = |id: &str| format!("{chapter_id}-{id}");
        if let Some(id) = element.get_attribute("id") {
            element.set_attribute("id", &prefixed(&id))?;
        }
        for name in ID_REFERENCE_ATTRIBUTES {
            if let Some(ids) = element.get_attribute(name) {
                let ids: Vec<String> = ids.split_whitespace().map(prefixed).collect();
                element.set_attribute(name, &ids.join(" "))?;
            }
        }
        for name in ["href", "src", "poster"] {
            let Some(address) = element.get_attribute(name) else { continue };
            let address = unescape_attribute(&address);
            match self.rewrite_url(&address, base, name == "href") {
                Some(new) if new == address => {}
                Some(new) => element.set_attribute(name, &escape(&new))?,
                None => element.remove_attribute(name),
            }
        }
        Ok(())
    }

    /// A URL as the book writes it; `None` for a link to a page outside the book when the site has no base URL.
    fn rewrite_url(&self, address: &str, base: &Url, is_link: bool) -> Option<String> {
        let Some(ReferenceTarget::Site { path, fragment }) = resolve_reference(address, base) else {
            return Some(address.to_owned());
        };
        if let Some(chapter_id) = self.chapter_ids.get(output_file(&path).as_str()) {
            let chapter = format!("#{chapter_id}");
            return Some(fragment.map_or(chapter, |id| format!("#{chapter_id}-{id}")));
        }
        if !is_link {
            return Some(format!("./{}", encode(&path)));
        }
        self.renderer.printed_url(&path, fragment.as_deref())
    }
}
