//! The book: the whole portfolio as one printable document, assembled from the main parts of the site's pages.
//!
//! Element ids get a prefix a chapter, so that they stay unique, and links to pages that are in the book become links
//! to their chapters.

use std::collections::HashMap;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use url::Url;

use super::context::{BookChapter, BookContext, BookPart};
use super::meta::PageMeta;
use super::renderer::Renderer;
use super::routes::{Route, Routes};
use super::{chart, text};
use crate::content::date::PartialDate;
use crate::content::markdown::escape;
use crate::diagnostic::Diagnostic;
use crate::model::generated_pages;
use crate::theme::Values;
use crate::urls::{decode_lossy, output_file};

/// Placeholder base URL to resolve the links of pages against; `.invalid` is never a real host (RFC 2606).
const PLACEHOLDER_BASE: &str = "http://book.invalid/";

/// Attributes whose value is a space-separated list of element ids.
const ID_REFERENCE_ATTRIBUTES: [&str; 7] =
    ["aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for", "headers", "list"];

impl Renderer<'_> {
    /// Renders the book as a page at the root of the site. `pages` are the page numbers on which its chapters begin, in
    /// their order; it is empty for the first layout, which finds them.
    ///
    /// # Errors
    /// When a template fails.
    pub(super) fn render_book(&self, routes: &Routes, pages: &[usize]) -> Result<String, Diagnostic> {
        let parts: Vec<(&str, Vec<&str>)> = self.book_parts(routes);
        let order = parts.iter().flat_map(|(_, files)| files);
        let chapter_ids: HashMap<&str, String> =
            order.enumerate().map(|(index, file)| (*file, format!("part-{}", index + 1))).collect();
        let builder = BookBuilder { chapter_ids: &chapter_ids, renderer: self };
        let mut page_numbers = pages.iter();
        let mut book_parts = Vec::new();
        for (title, files) in &parts {
            let mut chapters = Vec::new();
            for file in files {
                let html = self.render_html(&routes[*file])?;
                chapters.push(BookChapter {
                    id: chapter_ids[file].clone(),
                    title: self.chapter_title(&routes[*file]),
                    kind: extract_kind(&html).to_owned(),
                    page: page_numbers.next().copied(),
                    html: builder.rewrite_page(extract_main(&html), file),
                });
            }
            book_parts.push(BookPart { title: (*title).to_owned(), chapters });
        }
        let address = self.absolute_url("");
        let book = BookContext {
            date: text::date(PartialDate::from(self.state.today)),
            parts: book_parts,
            qr: address.as_deref().and_then(chart::qr_code),
            address,
        };
        let settings = &self.portfolio.settings;
        let subject = PageMeta {
            kind: "book",
            title: settings.title.clone(),
            description: None,
            path: "book.html".to_owned(),
            section: String::new(),
            sample: false,
            draft: None,
            breadcrumbs: Vec::new(),
            dates: None,
        };
        let values = Values::default()
            .with_serialized("book", &book)
            .with_serialized("page", &self.page_context(subject))
            .with_serialized("root", &self.root_prefix("book.html"));
        self.engine().render_page("book.html", &values)
    }

    /// The parts of the book in order: the title of each and the output files of its pages. A page that this portfolio
    /// does not have is skipped, and so is a part without pages.
    fn book_parts<'r>(&self, routes: &'r Routes) -> Vec<(&'static str, Vec<&'r str>)> {
        let portfolio = self.portfolio;
        let file = |path: &str| routes.get_key_value(&output_file(path)).map(|(key, _)| key.as_str());
        let generated = |paths: &[&str]| paths.iter().filter_map(|path| file(path)).collect::<Vec<_>>();
        let has_standards = portfolio.frameworks.iter().any(|framework| framework.listed);
        let parts = [
            ("Overview", generated(&["overview/", "overview/levels/", "overview/pitfalls/"])),
            ("Case studies", portfolio.studies.iter().filter_map(|study| file(&study.head.path)).collect()),
            (
                "Approaches",
                portfolio.approaches.iter().filter_map(|approach| file(&approach.head.path)).collect(),
            ),
            ("Standards", if has_standards { generated(&["standards/"]) } else { Vec::new() }),
            (
                "Appendix",
                portfolio
                    .pages
                    .iter()
                    .filter_map(|page| file(&page.head.path))
                    .chain(generated(&["resume/"]))
                    .collect(),
            ),
        ];
        parts.into_iter().filter(|(_, files)| !files.is_empty()).collect()
    }

    fn chapter_title(&self, route: &Route) -> String {
        let page = match route {
            Route::Study(id) => return self.portfolio.study(*id).head.title.clone(),
            Route::Approach(number) => return self.portfolio.approaches[*number].head.title.clone(),
            Route::Page(number) => return self.portfolio.pages[*number].head.title.clone(),
            Route::Generated(page) => page,
            _ => return String::new(),
        };
        match page {
            generated_pages::GeneratedPage::Overview => "At a glance",
            generated_pages::GeneratedPage::Levels => "How levels changed",
            generated_pages::GeneratedPage::Pitfalls => "What got in the way",
            generated_pages::GeneratedPage::Standards => "Standards",
            generated_pages::GeneratedPage::Resume => "Résumé",
            _ => "",
        }
        .to_owned()
    }
}

/// The inner HTML of `<main>`; the whole page when it has no such element.
fn extract_main(html: &str) -> &str {
    let start = html.find("<main").and_then(|tag| Some(tag + html[tag..].find('>')? + 1));
    let inner = &html[start.unwrap_or(0)..];
    inner.rfind("</main>").map_or(inner, |end| &inner[..end])
}

/// The value of the first `data-kind` attribute: the page kind that style sheets select by; empty without one.
fn extract_kind(html: &str) -> &str {
    let rest = html.split_once("data-kind=\"").map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or_default()
}

/// Rewrites pages into chapters of the book.
struct BookBuilder<'a> {
    /// Output file of each chapter's page, to the chapter's id.
    chapter_ids: &'a HashMap<&'a str, String>,
    renderer: &'a Renderer<'a>,
}

impl BookBuilder<'_> {
    /// Rewrites the main part `html` of the page at `file`: ids and links become those of the book.
    fn rewrite_page(&self, html: &str, file: &str) -> String {
        let base = Url::parse(PLACEHOLDER_BASE)
            .and_then(|root| root.join(file))
            .expect("paths of the site are addresses");
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
        let Ok(url) = base.join(address) else { return Some(address.to_owned()) };
        let root = Url::parse(PLACEHOLDER_BASE).ok()?;
        if url.origin() != root.origin() {
            return Some(address.to_owned());
        }
        let path = decode_lossy(url.path().trim_start_matches('/')).into_owned();
        let fragment = url.fragment().map(decode_lossy).filter(|fragment| !fragment.is_empty());
        if let Some(chapter_id) = self.chapter_ids.get(output_file(&path).as_str()) {
            let chapter = format!("#{chapter_id}");
            return Some(fragment.map_or(chapter, |id| format!("#{chapter_id}-{id}")));
        }
        if !is_link {
            return Some(format!("./{}", url.path().trim_start_matches('/')));
        }
        // A relative link to a page outside the book leads nowhere on paper or in a PDF.
        let page_path = path.strip_suffix("index.html").unwrap_or(&path);
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        self.renderer.absolute_url(page_path).map(|page_url| page_url + &fragment)
    }
}

/// Undoes the HTML escaping of an attribute that a template wrote.
fn unescape_attribute(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
