//! Metadata of a page: canonical URL, breadcrumbs, robots directive, share links and JSON-LD.

use serde_json::{Value as Json, json};

use super::context::shared::Link;
use super::context::site::PageContext;
use super::renderer::Renderer;
use super::share;
use crate::content::date::PartialDate;
use crate::theme::print_stylesheet_name;

/// Metadata that a page function supplies; [`Renderer::page_context`] adds what the site knows.
pub(crate) struct PageMeta {
    /// One of the kinds of [`PageContext::kind`].
    pub(crate) kind: &'static str,
    /// Template that the author chose, without `.html`; `None` for that of the kind.
    pub(crate) template: Option<String>,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) path: String,
    /// Path of the navigation item that the page belongs to; empty for none.
    pub(crate) section: String,
    pub(crate) sample: bool,
    /// Whether search engines must not index the page, whatever the build.
    pub(crate) noindex: bool,
    /// Why readers would not see the page yet; `None` when it is published.
    pub(crate) draft: Option<String>,
    /// Ancestor pages between the home page and this one, outermost first: title and path.
    pub(crate) breadcrumbs: Vec<(String, String)>,
    /// Site path of the picture that stands for the page where it is shared; `None` for the portrait.
    pub(crate) picture: Option<String>,
    /// Language of the page's own text, if it is not that of the site.
    pub(crate) language: Option<String>,
    /// Publication and revision date of an article; `None` for the home page and generated pages.
    pub(crate) dates: Option<(Option<PartialDate>, Option<PartialDate>)>,
}

impl PageMeta {
    /// A page that is in no list, no menu and no search engine.
    pub(crate) fn unlisted(kind: &'static str, title: &str, path: &str) -> Self {
        Self {
            kind,
            template: None,
            title: title.to_owned(),
            description: None,
            path: path.to_owned(),
            section: String::new(),
            sample: false,
            noindex: true,
            draft: None,
            breadcrumbs: Vec::new(),
            picture: None,
            language: None,
            dates: None,
        }
    }
}

impl Renderer<'_> {
    /// The `page` variable of templates.
    pub(crate) fn page_context(&self, subject: PageMeta) -> PageContext {
        let PageMeta {
            kind,
            template: _,
            title,
            description,
            path,
            section,
            sample,
            noindex,
            draft,
            breadcrumbs: above,
            picture,
            language,
            dates,
        } = subject;
        let canonical = self.absolute_url(&path);
        let card = self.card_url(&path);
        let card_context = self.card_picture(&path, &title);
        let graph = self.json_ld_graph(kind, &title, description.as_deref(), &path, &above, dates);
        let mut breadcrumbs: Vec<Link> = Vec::new();
        if kind != "home" {
            breadcrumbs.push(Link { title: self.portfolio.settings.title.clone(), path: self.href("") });
        }
        breadcrumbs.extend(above.into_iter().map(|(title, path)| Link { title, path: self.href(&path) }));
        let picture = picture.or_else(|| self.named_picture_path(self.portfolio.profile.photo.as_ref()));
        let is_shareable = self.state.is_public && matches!(kind, "home" | "study" | "approach" | "page");
        let services = if is_shareable { self.portfolio.settings.share.as_slice() } else { &[] };
        let share = canonical
            .as_deref()
            .map(|url| share::share_links(services, &title, url, &self.state.catalog))
            .unwrap_or_default();
        let commenting = self.comment_settings(kind);
        let embed = commenting.and_then(|comments| self.embed_context(&comments.provider, &title, &path));
        PageContext {
            comments: commenting.is_some(),
            embed,
            share,
            kind,
            title,
            description,
            path: self.href(&path),
            languages: self.language_links(&path),
            text_attributes: language
                .map(|language| super::site::text_attributes(&language))
                .unwrap_or_default(),
            section,
            canonical,
            sample: sample || self.portfolio.settings.sample,
            draft,
            noindex: noindex || !self.state.is_public,
            breadcrumbs,
            picture: card.or_else(|| picture.and_then(|path| self.absolute_url(&path))),
            card: card_context,
            stylesheet: self.state.stylesheets.pages.get(kind).cloned(),
            print_stylesheet: self.state.stylesheets.pages.get(&print_stylesheet_name(kind)).cloned(),
            pdf: self.pdf_link(&path),
            json_ld: escape_for_script(&json!({ "@context": "https://schema.org", "@graph": graph })),
        }
    }

    fn json_ld_graph(
        &self,
        kind: &str,
        title: &str,
        description: Option<&str>,
        path: &str,
        above: &[(String, String)],
        dates: Option<(Option<PartialDate>, Option<PartialDate>)>,
    ) -> Vec<Json> {
        let mut graph = Vec::new();
        if kind == "home" || kind == "resume" {
            graph.push(self.person_json_ld());
        }
        if let Some((published, revised)) = dates {
            graph.push(self.article_json_ld(title, description, path, published, revised));
        }
        graph.extend(self.breadcrumb_json_ld(title, path, above).filter(|_| kind != "home"));
        if graph.is_empty() {
            graph.push(remove_nulls(json!({
                "@type": "WebPage",
                "name": title,
                "description": description,
                "url": self.absolute_url(path),
            })));
        }
        graph
    }

    fn person_json_ld(&self) -> Json {
        let profile = &self.portfolio.profile;
        let now = self.portfolio.resume.positions.iter().find(|position| position.end.is_none());
        let links: Vec<&str> = profile.links.iter().map(|link| link.url.as_str()).collect();
        remove_nulls(json!({
            "@type": "Person",
            "name": profile.name,
            "description": profile.headline,
            "jobTitle": now.map(|position| &position.title),
            "url": self.absolute_url(""),
            "sameAs": if links.is_empty() { Json::Null } else { json!(links) },
        }))
    }

    fn article_json_ld(
        &self,
        title: &str,
        description: Option<&str>,
        path: &str,
        published: Option<PartialDate>,
        revised: Option<PartialDate>,
    ) -> Json {
        let author = remove_nulls(json!({
            "@type": "Person",
            "name": self.portfolio.profile.name,
            "url": self.absolute_url(""),
        }));
        remove_nulls(json!({
            "@type": "Article",
            "headline": title,
            "description": description,
            "inLanguage": self.portfolio.settings.language,
            "author": author,
            "datePublished": published.map(|date| date.to_string()),
            "dateModified": revised.map(|date| date.to_string()),
            "url": self.absolute_url(path),
            "mainEntityOfPage": self.absolute_url(path),
        }))
    }

    /// JSON-LD breadcrumbs from the home page to this one; `None` without a base URL, because they need absolute URLs.
    fn breadcrumb_json_ld(&self, title: &str, path: &str, above: &[(String, String)]) -> Option<Json> {
        let mut crumbs = vec![(self.portfolio.settings.title.as_str(), self.absolute_url("")?)];
        for (title, path) in above {
            crumbs.push((title, self.absolute_url(path)?));
        }
        crumbs.push((title, self.absolute_url(path)?));
        let items = crumbs.into_iter().enumerate().map(|(index, (name, url))| {
            json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": url })
        });
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() }))
    }
}

fn remove_nulls(mut object: Json) -> Json {
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    object
}

/// Serializes JSON for a script element: nothing in it can close the element, and U+2028 and U+2029, which older
/// JavaScript parsers take for line ends, are escaped.
fn escape_for_script(json: &Json) -> String {
    let mut safe = String::new();
    for c in json.to_string().chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    safe
}
