//! Redirects from the aliases of a page.

use crate::render::context::shared::Link;
use crate::render::meta::PageMeta;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn redirect_page(&self, from: &str, to: &str, title: &str) -> HtmlPage {
        let target = Link { title: title.to_owned(), path: self.href(to) };
        let values = TemplateValues::default()
            .with_serialized("target", &target)
            .with_serialized("target_url", &self.absolute_url(to));
        let meta = PageMeta {
            kind: "redirect",
            title: title.to_owned(),
            description: None,
            path: from.to_owned(),
            section: String::new(),
            sample: false,
            noindex: true,
            draft: None,
            breadcrumbs: Vec::new(),
            dates: None,
        };
        HtmlPage { meta, values }
    }
}
