//! The author's own pages.

use crate::diagnostic::Diagnostic;
use crate::model::ids::PageId;
use crate::render::meta::PageMeta;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn authored_page(&self, id: PageId) -> Result<HtmlPage, Diagnostic> {
        let page = &self.portfolio.pages[id.0];
        let values = TemplateValues::default()
            .with_serialized("prose", &self.prose_context(page)?)
            .with_serialized("comments", &self.comment_contexts(&page.head.source));
        let meta = PageMeta {
            kind: "page",
            template: page.head.template.clone(),
            title: page.head.title.clone(),
            description: page.summary.clone().or_else(|| page.body.outline.excerpt.clone()),
            path: page.head.path.clone(),
            section: page.head.path.clone(),
            sample: page.head.sample,
            noindex: false,
            draft: page.head.draft_reason.map(|reason| self.draft_text(reason)),
            breadcrumbs: Vec::new(),
            picture: self.named_picture_path(page.head.cover.as_ref()),
            language: self.text_language(&page.head),
            dates: Some((page.head.date, page.head.updated)),
        };
        Ok(HtmlPage { meta, values })
    }
}
