//! Tags with the number of their case studies.

use crate::model::tag::TagPage;
use crate::render::context::site::TagContext;
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// All tags, each with the number of its case studies.
    pub(crate) fn tag_contexts(&self) -> Vec<TagContext> {
        self.portfolio.tags.iter().map(|tag| self.tag_context(tag)).collect()
    }

    pub(crate) fn tag_context(&self, tag: &TagPage) -> TagContext {
        TagContext { title: tag.title.clone(), path: self.href(&tag.path), count: tag.studies.len() }
    }
}
