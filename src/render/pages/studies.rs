//! The list of case studies.

use crate::model::generated_pages::{GeneratedPage, list_path};
use crate::model::ids::StudyId;
use crate::render::meta::PageMeta;
use crate::render::page::HtmlPage;
use crate::render::parts::card::entries_of_page;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn studies_page(&self, page: usize) -> HtmlPage {
        let list = GeneratedPage::Studies(page).row();
        let all: Vec<StudyId> = (0..self.portfolio.studies.len()).map(StudyId).collect();
        let (cards, pager) = self.paginate_cards(&all, list.path, page);
        let values = TemplateValues::default()
            .with("studies", cards)
            .with_serialized("years", &self.year_ranges(entries_of_page(&all, page)))
            .with_serialized("pager", &pager)
            .with_serialized("tags", &self.shared_tag_contexts());
        let description = self.text_about_owner("about-studies");
        let meta = PageMeta {
            title: self.numbered_title(&self.row_title(list), page),
            path: list_path(list.path, page),
            ..self.generated_meta(GeneratedPage::Studies(page), Some(description))
        };
        HtmlPage { meta, values }
    }
}
