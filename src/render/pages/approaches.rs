//! The list of approaches.

use crate::model::generated_pages::GeneratedPage;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn approaches_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("approaches", &self.approach_cards());
        let description = self.text_about_owner("about-approaches");
        let meta = self.generated_meta(GeneratedPage::Approaches, Some(description));
        HtmlPage { meta, values }
    }
}
