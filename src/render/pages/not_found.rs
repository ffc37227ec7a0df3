//! The error page for unknown URLs.

use crate::model::generated_pages::GeneratedPage;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn not_found_page(&self) -> HtmlPage {
        let meta = self.generated_meta(GeneratedPage::NotFound, None);
        HtmlPage { meta, values: TemplateValues::default() }
    }
}
