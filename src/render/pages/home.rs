//! The home page.

use crate::diagnostic::Diagnostic;
use crate::model::generated_pages::GeneratedPage;
use crate::render::context::home::HeroContext;
use crate::render::context::shared::Link;
use crate::render::meta::PageMeta;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn home_page(&self) -> Result<HtmlPage, Diagnostic> {
        let portfolio = self.portfolio;
        let home = portfolio.home.as_ref();
        let prose = home.map(|page| self.prose_context(page)).transpose()?;
        let general = portfolio.testimonials.iter().filter(|testimonial| testimonial.about.is_empty());
        let testimonials: Vec<_> = general.map(|testimonial| self.testimonial_context(testimonial)).collect();
        let values = TemplateValues::default()
            .with_serialized("prose", &prose)
            .with("featured", self.study_cards(&self.featured_or_newest()))
            .with_serialized("approaches", &self.approach_cards())
            .with_serialized("testimonials", &testimonials)
            .with_serialized("hero", &self.hero_context())
            .with_serialized("proof", &self.proof_context())
            .with_serialized("study_count", &portfolio.studies.len());
        let meta = PageMeta {
            template: home.and_then(|page| page.head.template.clone()),
            title: portfolio.settings.title.clone(),
            description: home
                .and_then(|page| page.summary.clone())
                .or_else(|| portfolio.profile.headline.clone()),
            picture: home.and_then(|page| self.named_picture_path(page.head.cover.as_ref())),
            sample: home.is_some_and(|page| page.head.sample),
            language: home.and_then(|page| self.text_language(&page.head)),
            draft: home.and_then(|page| page.head.draft_reason).map(|reason| self.draft_text(reason)),
            ..self.generated_meta(GeneratedPage::Home, None)
        };
        Ok(HtmlPage { meta, values })
    }

    fn hero_context(&self) -> HeroContext {
        let portfolio = self.portfolio;
        let summary_of_page = portfolio.home.as_ref().and_then(|page| page.summary.clone());
        let work = match &*portfolio.studies {
            [] => None,
            [only] => Some(self.href(&only.head.path)),
            _ => Some(self.href(GeneratedPage::Studies(1).path())),
        };
        let summary = GeneratedPage::Summary;
        HeroContext {
            has_long_word: portfolio.profile.name.split_whitespace().any(is_long_word),
            position: self.newest_position(),
            pitch: portfolio.profile.headline.clone().or(summary_of_page),
            work: work.map(|path| Link { title: self.count("read-studies", portfolio.studies.len()), path }),
            summary: portfolio
                .generated_pages()
                .has(summary)
                .then(|| Link { title: self.row_title(summary.row()), path: self.href(summary.path()) }),
        }
    }
}

/// Whether a word of a name is longer than most: "Featherstonehaugh". A hyphen ends a word, since a line may end there.
fn is_long_word(word: &str) -> bool {
    const MAX_LETTERS: usize = 11;
    word.split('-').any(|part| part.chars().count() > MAX_LETTERS)
}
