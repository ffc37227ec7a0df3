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
        let meta = PageMeta::unlisted("redirect", title, from);
        HtmlPage { meta, values }
    }
}
