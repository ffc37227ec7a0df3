//! Tags with the number of their case studies.

use crate::model::tag::TagPage;
use crate::render::context::site::TagContext;
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// All tags, each with the number of its case studies.
    pub(crate) fn tag_contexts(&self) -> Vec<TagContext> {
        self.portfolio.tags.iter().map(|tag| self.tag_context(tag)).collect()
    }

    /// Tags that lead to more than one case study; with a single one, a list of tags would be as long as that of the
    /// case studies.
    pub(crate) fn shared_tag_contexts(&self) -> Vec<TagContext> {
        let shared = self.portfolio.tags.iter().filter(|tag| tag.studies.len() > 1);
        shared.map(|tag| self.tag_context(tag)).collect()
    }

    pub(crate) fn tag_context(&self, tag: &TagPage) -> TagContext {
        TagContext { title: tag.title.clone(), path: self.href(&tag.path), count: tag.studies.len() }
    }
}
