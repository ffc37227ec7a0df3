//! What all HTML pages share: their template, and the metadata of generated pages and articles.

use super::meta::PageMeta;
use super::renderer::Renderer;
use crate::diagnostic::Diagnostic;
use crate::model::generated_pages::{GeneratedPage, PageRow};
use crate::model::page::{DraftReason, PageHead};
use crate::theme::TemplateValues;
use crate::urls::BaseUrl;

/// An HTML page before it is rendered.
pub(crate) struct HtmlPage {
    /// Metadata; it also names the template.
    pub(crate) meta: PageMeta,
    /// What the template reads besides the metadata.
    pub(crate) values: TemplateValues,
}

/// What is on a page.
pub(super) enum PageContent {
    /// A page for readers.
    Html(Box<HtmlPage>),
    /// The text of a file for programs.
    Text(String),
}

/// Lets a browser load the first picture of a page at once: it is likely in view. Templates ask for all of them to be loaded when
/// readers come near.
fn load_first_picture(mut html: String) -> String {
    const LAZY: &str = " loading=\"lazy\"";
    let main = html.find("<main").unwrap_or_default();
    let tag = html[main..].find("<img ").map(|at| main + at);
    let tag = tag.and_then(|start| Some(start..start + html[start..].find('>')?));
    if let Some(at) = tag.and_then(|tag| Some(tag.start + html[tag].find(LAZY)?)) {
        html.replace_range(at..at + LAZY.len(), "");
    }
    html
}

impl Renderer<'_> {
    /// Renders a page with its own template or that of its kind. A template that does not exist is reported once, where
    /// the author named it.
    ///
    /// # Errors
    /// When the template fails.
    pub(super) fn render_html(&self, page: HtmlPage) -> Result<String, Diagnostic> {
        let HtmlPage { meta, .. } = &page;
        let own = meta.template.as_ref().map(|name| format!("{name}.html"));
        let own = own.filter(|template| self.engine().has_template(template));
        let template = own.unwrap_or_else(|| format!("{}.html", meta.kind));
        let root = self.root_prefix(&meta.path);
        let html = self.engine().render_page(&template, &self.shared_values(page))?;
        let url = self.portfolio.settings.url.as_ref();
        let roots = [root.as_str(), url.map_or("/", BaseUrl::folder), url.map_or("/", BaseUrl::as_str)];
        Ok(self.state.assets.rewrite_page(load_first_picture(html), &roots))
    }

    /// What the templates of a page read.
    pub(super) fn shared_values(&self, page: HtmlPage) -> TemplateValues {
        let HtmlPage { meta, values } = page;
        let root = self.root_prefix(&meta.path);
        values.with_serialized("page", &self.page_context(meta)).with_serialized("root", &root)
    }

    /// Metadata of a generated page, from its row. It has no author, so it has no date and is no sample content.
    pub(crate) fn generated_meta(&self, page: GeneratedPage, description: Option<String>) -> PageMeta {
        let row = page.row();
        PageMeta {
            kind: row.kind,
            template: None,
            title: self.row_title(row),
            description,
            path: row.path.to_owned(),
            section: row.section.map_or("", GeneratedPage::path).to_owned(),
            sample: false,
            noindex: !row.indexed,
            draft: None,
            breadcrumbs: row.parent.into_iter().map(|page| self.breadcrumb(page)).collect(),
            picture: None,
            language: None,
            dates: None,
        }
    }

    /// Metadata of a page that the author wrote, with its list as breadcrumb and section.
    pub(crate) fn article_meta(
        &self,
        kind: &'static str,
        head: &PageHead,
        description: Option<String>,
        list: GeneratedPage,
    ) -> PageMeta {
        PageMeta {
            kind,
            template: head.template.clone(),
            title: head.title.clone(),
            description,
            path: head.path.clone(),
            section: list.path().to_owned(),
            sample: head.sample,
            noindex: false,
            draft: head.draft_reason.map(|reason| self.draft_text(reason)),
            breadcrumbs: vec![self.breadcrumb(list)],
            picture: self.named_picture_path(head.cover.as_ref()),
            language: self.text_language(head),
            dates: Some((head.date, head.updated)),
        }
    }

    /// Title and path of a page in the breadcrumbs of others.
    fn breadcrumb(&self, page: GeneratedPage) -> (String, String) {
        (self.row_title(page.row()), page.path().to_owned())
    }

    /// The title of a generated page; empty for pages whose title is not always the same.
    pub(crate) fn row_title(&self, row: &PageRow) -> String {
        if row.title_key.is_empty() { String::new() } else { self.text(row.title_key) }
    }

    /// The title of a page of a list: "Case studies, page 2".
    pub(crate) fn numbered_title(&self, title: &str, page: usize) -> String {
        match page {
            1 => title.to_owned(),
            page => self.text_with("title-with-page", [("title", title.into()), ("page", page.into())]),
        }
    }

    /// Why a page is not published yet.
    pub(crate) fn draft_text(&self, reason: DraftReason) -> String {
        match reason {
            DraftReason::Draft => self.text("draft-reason-draft"),
            DraftReason::Future(date) => {
                self.text_with("draft-reason-future", [("date", self.date(date).text.into())])
            }
        }
    }
}
