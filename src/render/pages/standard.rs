//! The page of one standard, with the case studies that cite it.

use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::StandardId;
use crate::render::context::shared::Link;
use crate::render::meta::PageMeta;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn standard_page(&self, id: StandardId) -> HtmlPage {
        let (framework, standard) = self.portfolio.standard(id);
        let neighbour = |index: Option<usize>| {
            let standard = framework.standards.get(index?)?;
            let title = format!("{} {}", standard.id, standard.title);
            Some(Link { title, path: self.href(&standard.path) })
        };
        let values = TemplateValues::default()
            .with_serialized("framework", &self.framework_context(id.0, framework))
            .with_serialized("standard", &self.standard_context(id))
            .with_serialized("uses", &self.standard_uses(standard))
            .with_serialized("previous", &neighbour(id.1.checked_sub(1)))
            .with_serialized("next", &neighbour(Some(id.1 + 1)));
        let title = format!("{} {}: {}", framework.short, standard.id, standard.title);
        let description = {
            let owner = self.portfolio.profile.name.as_str().into();
            self.text_with("about-standard", [("owner", owner), ("standard", title.as_str().into())])
        };
        let meta = PageMeta {
            title,
            path: standard.path.clone(),
            ..self.generated_meta(GeneratedPage::Standard(id), Some(description))
        };
        HtmlPage { meta, values }
    }
}
