//! The whole portfolio as one document, for paper: pages of the site, bound in an order.
//!
//! What was unique on a page must be unique in the book, and a link to a page of the book leads to its place there.

use std::collections::HashMap;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use url::Url;

use super::chart;
use super::context::{BookChapter, BookContext, BookPart};
use super::meta::Subject;
use super::routes::{Route, Routes};
use super::site::Site;
use crate::content::date::PartialDate;
use crate::content::markdown::escape;
use crate::diagnostic::Diagnostic;
use crate::portfolio::made;
use crate::portfolio::url::{decoded, file_of};
use crate::render::words;
use crate::theme::Values;

/// Where pages lie while they are bound: nobody has this address (RFC 2606).
const HERE: &str = "http://book.invalid/";

/// Attributes that name places of the page by their ids, several with spaces between.
const NAMING: [&str; 7] =
    ["aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for", "headers", "list"];

impl Site<'_> {
    /// The book, as a page at the root of the site. `pages` are the numbers of the pages on which its chapters begin, in
    /// their order, as far as they are known.
    ///
    /// # Errors
    /// When a template fails.
    pub(super) fn book(&self, routes: &Routes, pages: &[usize]) -> Result<String, Diagnostic> {
        let parts: Vec<(&str, Vec<&str>)> = self.parts(routes);
        let order = parts.iter().flat_map(|it| &it.1);
        let places: HashMap<&str, String> =
            order.enumerate().map(|(at, file)| (*file, format!("part-{}", at + 1))).collect();
        let binder = Binder { places: &places, site: self };
        let mut numbers = pages.iter();
        let mut bound = Vec::new();
        for (title, files) in &parts {
            let mut chapters = Vec::new();
            for file in files {
                let html = self.html(&routes[*file])?;
                chapters.push(BookChapter {
                    id: places[file].clone(),
                    title: self.title_of(&routes[*file]),
                    kind: kind_of(&html).to_owned(),
                    page: numbers.next().copied(),
                    html: binder.bind(main_of(&html), file),
                });
            }
            bound.push(BookPart { title: (*title).to_owned(), chapters });
        }
        let address = self.absolute("");
        let book = BookContext {
            date: words::date(PartialDate::from(self.shared.today)),
            parts: bound,
            qr: address.as_deref().and_then(chart::qr),
            address,
        };
        let settings = &self.portfolio.settings;
        let subject = Subject {
            kind: "book",
            title: settings.title.clone(),
            description: None,
            path: "book.html".to_owned(),
            section: String::new(),
            sample: false,
            draft: None,
            above: Vec::new(),
            dates: None,
        };
        let values = Values::default()
            .and("book", &book)
            .and("page", &self.page(subject))
            .and("root", &self.root("book.html"));
        self.engine().render_page("book.html", &values)
    }

    /// What is in the book, in its order: titles of its parts, and files of their pages.
    fn parts<'r>(&self, routes: &'r Routes) -> Vec<(&'static str, Vec<&'r str>)> {
        let portfolio = self.portfolio;
        let file = |path: &str| routes.get_key_value(&file_of(path)).map(|it| it.0.as_str());
        let made = |paths: &[&str]| paths.iter().filter_map(|it| file(it)).collect::<Vec<_>>();
        let has_standards = portfolio.frameworks.iter().any(|it| it.listed);
        let parts = [
            ("Overview", made(&["overview/", "overview/levels/", "overview/pitfalls/"])),
            ("Case studies", portfolio.studies.iter().filter_map(|it| file(&it.head.path)).collect()),
            ("Approaches", portfolio.approaches.iter().filter_map(|it| file(&it.head.path)).collect()),
            ("Standards", if has_standards { made(&["standards/"]) } else { Vec::new() }),
            (
                "Appendix",
                portfolio
                    .pages
                    .iter()
                    .filter_map(|it| file(&it.head.path))
                    .chain(made(&["resume/"]))
                    .collect(),
            ),
        ];
        parts.into_iter().filter(|it| !it.1.is_empty()).collect()
    }

    fn title_of(&self, route: &Route) -> String {
        let made = match route {
            Route::Study(id) => return self.portfolio.study(*id).head.title.clone(),
            Route::Approach(number) => return self.portfolio.approaches[*number].head.title.clone(),
            Route::Page(number) => return self.portfolio.pages[*number].head.title.clone(),
            Route::Made(made) => made,
            _ => return String::new(),
        };
        match made {
            made::Page::Overview => "At a glance",
            made::Page::Levels => "How levels changed",
            made::Page::Pitfalls => "What got in the way",
            made::Page::Standards => "Standards",
            made::Page::Resume => "Résumé",
            _ => "",
        }
        .to_owned()
    }
}

/// What stands between the marks of the main part.
fn main_of(html: &str) -> &str {
    let start = html.find("<main").and_then(|at| Some(at + html[at..].find('>')? + 1));
    let inner = &html[start.unwrap_or(0)..];
    inner.rfind("</main>").map_or(inner, |end| &inner[..end])
}

/// The kind of page that style sheets know it by.
fn kind_of(html: &str) -> &str {
    let rest = html.split_once("data-kind=\"").map_or("", |it| it.1);
    rest.split('"').next().unwrap_or_default()
}

/// Makes pages into chapters.
struct Binder<'a> {
    /// The id of each chapter by its file.
    places: &'a HashMap<&'a str, String>,
    site: &'a Site<'a>,
}

impl Binder<'_> {
    /// The main part of the page of a file, with ids and links as they are in the book.
    fn bind(&self, html: &str, file: &str) -> String {
        let base = Url::parse(HERE).and_then(|it| it.join(file)).expect("paths of the site are addresses");
        let place = &self.places[file];
        let handler = element!("*", |it| Ok(self.element(it, &base, place)?));
        let settings = RewriteStrSettings::new().append_element_content_handler(handler);
        // A page that cannot be taken apart is printed as it is.
        rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
    }

    fn element(
        &self,
        element: &mut Element<'_, '_>,
        base: &Url,
        place: &str,
    ) -> Result<(), lol_html::errors::AttributeNameError> {
        if element.tag_name() == "script" {
            element.remove();
            return Ok(());
        }
        let own = |id: &str| format!("{place}-{id}");
        if let Some(id) = element.get_attribute("id") {
            element.set_attribute("id", &own(&id))?;
        }
        for name in NAMING {
            if let Some(ids) = element.get_attribute(name) {
                let ids: Vec<String> = ids.split_whitespace().map(own).collect();
                element.set_attribute(name, &ids.join(" "))?;
            }
        }
        for name in ["href", "src", "poster"] {
            let Some(address) = element.get_attribute(name) else { continue };
            let address = unescaped(&address);
            match self.address(&address, base, name == "href") {
                Some(new) if new == address => {}
                Some(new) => element.set_attribute(name, &escape(&new))?,
                None => element.remove_attribute(name),
            }
        }
        Ok(())
    }

    /// An address as it is in the book; none when it would lead nowhere.
    fn address(&self, address: &str, base: &Url, is_link: bool) -> Option<String> {
        let Ok(url) = base.join(address) else { return Some(address.to_owned()) };
        let here = Url::parse(HERE).ok()?;
        if url.origin() != here.origin() {
            return Some(address.to_owned());
        }
        let path = decoded(url.path().trim_start_matches('/')).into_owned();
        let fragment = url.fragment().map(decoded).filter(|it| !it.is_empty());
        if let Some(place) = self.places.get(file_of(&path).as_str()) {
            return Some(fragment.map_or_else(|| format!("#{place}"), |it| format!("#{place}-{it}")));
        }
        if !is_link {
            return Some(format!("./{}", url.path().trim_start_matches('/')));
        }
        // Paper knows the web alone.
        let shown = path.strip_suffix("index.html").unwrap_or(&path);
        let fragment = fragment.map(|it| format!("#{it}")).unwrap_or_default();
        self.site.absolute(shown).map(|it| it + &fragment)
    }
}

/// An attribute of ours as it was before it was made safe for HTML.
fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
