//! Template context of an approach, with a summary of the case studies that used it.

use crate::content::enums::{PitfallKind, PitfallResolution};
use crate::diagnostic::Diagnostic;
use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::ApproachId;
use crate::model::page::{Approach, ApproachPitfall};
use crate::render::context::page::{ApproachContext, ApproachPitfallContext, ReferenceContext};
use crate::render::context::shared::Link;
use crate::render::markdown_hooks::{
    UsedHeading, find_title_heading, find_used_heading, listed_sections, table_of_contents,
};
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

/// Id of the heading of the generated last section, unless it is the author's own.
const USED_ID: &str = "lf-used";

impl Renderer<'_> {
    /// The context of an approach's own page.
    ///
    /// # Errors
    /// When a template of a figure in the essay cannot be rendered.
    pub(crate) fn approach_context(&self, approach: &Approach) -> Result<ApproachContext, Diagnostic> {
        let outline = &approach.body.outline;
        let title_id = find_title_heading(&approach.head, &approach.body);
        let mut skipped: Vec<&str> = title_id.into_iter().collect();
        let generated_title = self.text("how-used");
        let (used_title, used_id) = match find_used_heading(&approach.body, &generated_title) {
            Some(UsedHeading::Empty(heading)) => {
                skipped.push(&heading.id);
                (heading.title.clone(), heading.id.as_str())
            }
            Some(UsedHeading::WithText) => (self.text("title-studies"), USED_ID),
            None => (generated_title, USED_ID),
        };
        let contents = table_of_contents(outline, &skipped);
        let studies: Vec<&CaseStudy> = approach.studies.iter().map(|id| self.portfolio.study(*id)).collect();
        let related = approach.related.iter().map(|index| {
            let head = &self.portfolio.approaches[index.0].head;
            Link { title: head.title.clone(), path: self.href(&head.path) }
        });
        Ok(ApproachContext {
            title: approach.head.title.clone(),
            aka: approach.aka.clone(),
            summary: approach.summary.clone(),
            cover: self.named_picture_context(approach.head.cover.as_ref()),
            stance: approach.stance.clone(),
            updated: approach.head.updated.map(|date| self.date(date)),
            body: self.render_body(&approach.head, &approach.body, &skipped)?,
            sections: listed_sections(&contents),
            contents,
            title_id: title_id.map(str::to_owned),
            pitfalls: approach
                .pitfalls
                .iter()
                .map(|entry| self.approach_pitfall_context(entry, &studies))
                .collect(),
            leader_keeps: approach.leader_keeps.clone(),
            checklist: approach.checklist.clone(),
            sources: approach
                .sources
                .iter()
                .map(|reference| ReferenceContext {
                    who: reference.who.clone(),
                    year: reference.year.map(|year| year.to_string()),
                    what: reference.what.clone(),
                    idea: reference.idea.clone(),
                    url: reference.url.clone(),
                })
                .collect(),
            related: related.collect(),
            used_title,
            used_id: used_id.to_owned(),
            used_summary: self.used_summary(&studies),
            reading_minutes: outline.reading_minutes(),
        })
    }

    pub(crate) fn approach_page(&self, id: ApproachId) -> Result<HtmlPage, Diagnostic> {
        let approach = &self.portfolio.approaches[id.0];
        let values = TemplateValues::default()
            .with_serialized("approach", &self.approach_context(approach)?)
            .with_serialized("comments", &self.comment_contexts(&approach.head.source))
            .with("studies", self.study_cards(&approach.studies));
        let summary = approach.summary.clone().or_else(|| approach.body.outline.excerpt.clone());
        let meta = self.article_meta("approach", &approach.head, summary, GeneratedPage::Approaches);
        Ok(HtmlPage { meta, values })
    }

    fn approach_pitfall_context(
        &self,
        pitfall: &ApproachPitfall,
        studies: &[&CaseStudy],
    ) -> ApproachPitfallContext {
        ApproachPitfallContext {
            kind: self.label(pitfall.kind),
            title: pitfall.title.clone(),
            signs: pitfall.signs.clone(),
            guard: pitfall.guard.clone(),
            met: self.met_summary(pitfall.kind, studies),
        }
    }

    /// "Came up in 2 of 3 case studies; resolved in 1."; `None` when the pitfall came up in none.
    fn met_summary(&self, kind: PitfallKind, studies: &[&CaseStudy]) -> Option<String> {
        let of_kind = |study: &&&CaseStudy| study.pitfalls.iter().any(|pitfall| pitfall.kind == kind);
        let met: Vec<&&CaseStudy> = studies.iter().filter(of_kind).collect();
        if met.is_empty() {
            return None;
        }
        let resolved = |study: &&&&CaseStudy| {
            study
                .pitfalls
                .iter()
                .filter(|pitfall| pitfall.kind == kind)
                .all(|pitfall| pitfall.resolved == Some(PitfallResolution::Yes))
        };
        let resolved = met.iter().filter(resolved).count();
        let counts =
            [("met", met.len().into()), ("count", studies.len().into()), ("resolved", resolved.into())];
        Some(self.text_with("came-up-in", counts))
    }

    /// "3 case studies (goal met: 1, goal partly met: 1, stopped: 1)": each is counted once. `None` without case studies.
    fn used_summary(&self, studies: &[&CaseStudy]) -> Option<String> {
        if studies.is_empty() {
            return None;
        }
        let states = self.count_labels(studies.iter().map(|study| self.standing_label(study).label));
        let total = self.count("case-study-count", studies.len()).into();
        Some(self.text_with("used-summary", [("studies", total), ("states", states.into())]))
    }
}
