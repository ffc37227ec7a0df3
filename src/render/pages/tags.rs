//! The list of tags, and the lists of their case studies.

use crate::model::generated_pages::{GeneratedPage, list_path};
use crate::model::ids::TagId;
use crate::render::meta::PageMeta;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn tags_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("tags", &self.tag_contexts());
        let description = self.text_about_owner("about-tags");
        let meta = self.generated_meta(GeneratedPage::Tags, Some(description));
        HtmlPage { meta, values }
    }

    pub(crate) fn tag_page(&self, id: TagId, page: usize) -> HtmlPage {
        let tag = &self.portfolio.tags[id.0];
        let (cards, pager) = self.paginate_cards(&tag.studies, &tag.path, page);
        let values = TemplateValues::default()
            .with_serialized("tag", &self.tag_context(tag))
            .with("studies", cards)
            .with_serialized("pager", &pager);
        let title = self.numbered_title(&tag.title, page);
        let description = {
            let owner = self.portfolio.profile.name.as_str().into();
            self.text_with("about-tag", [("tag", title.as_str().into()), ("owner", owner)])
        };
        let meta = PageMeta {
            title,
            path: list_path(&tag.path, page),
            ..self.generated_meta(GeneratedPage::Tag(id, page), Some(description))
        };
        HtmlPage { meta, values }
    }
}
