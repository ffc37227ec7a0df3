//! A pack: case studies selected for one hiring panel.

use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::PackId;
use crate::model::pack::Pack;
use crate::render::chart;
use crate::render::context::pack::PackContext;
use crate::render::meta::PageMeta;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn pack_page(&self, id: PackId) -> HtmlPage {
        let pack = &self.portfolio.packs[id.0];
        let values = TemplateValues::default().with_serialized("pack", &self.pack_context(pack));
        let meta = PageMeta {
            title: pack.title.clone(),
            path: pack.path.clone(),
            sample: pack.sample,
            ..self.generated_meta(GeneratedPage::Pack(id), pack.intro.clone())
        };
        HtmlPage { meta, values }
    }

    pub(crate) fn pack_context(&self, pack: &Pack) -> PackContext {
        let address = self.absolute_url(&pack.path);
        PackContext {
            title: pack.title.clone(),
            intro: pack.intro.clone(),
            until: pack.until.map(|date| self.date(date)),
            cases: pack
                .cases
                .iter()
                .map(|case| self.study_brief(case.study, case.criterion.clone(), case.why.clone()))
                .collect(),
            minutes: pack
                .cases
                .iter()
                .map(|case| self.portfolio.study(case.study).body.outline.reading_minutes())
                .sum(),
            qr: address.as_deref().and_then(|address| chart::qr_code(address, &self.state.catalog)),
            address,
        }
    }
}
