//! Template context of an approach, with a summary of the case studies that used it.

use crate::content::enums::{PitfallKind, PitfallResolution, WorkStatus};
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
use crate::render::page::{HtmlPage, article_meta};
use crate::render::parts::card::state_label;
use crate::render::renderer::Renderer;
use crate::render::text;
use crate::theme::TemplateValues;

/// Title of the generated last section, when the essay has no such heading of its own.
const USED_TITLE: &str = "How have I used it?";
/// Its title below a section of the author's with that title.
const STUDIES_TITLE: &str = "Case studies";
/// Id of that heading, unless it is the author's own.
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
        let (used_title, used_id) = match find_used_heading(&approach.body, USED_TITLE) {
            Some(UsedHeading::Empty(heading)) => {
                skipped.push(&heading.id);
                (heading.title.as_str(), heading.id.as_str())
            }
            Some(UsedHeading::WithText) => (STUDIES_TITLE, USED_ID),
            None => (USED_TITLE, USED_ID),
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
            stance: approach.stance.clone(),
            updated: approach.head.updated.map(text::date),
            body: self.render_body(&approach.head, &approach.body, &skipped)?,
            sections: listed_sections(&contents),
            contents,
            title_id: title_id.map(str::to_owned),
            pitfalls: approach.pitfalls.iter().map(|entry| pitfall_context(entry, &studies)).collect(),
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
            used_title: used_title.to_owned(),
            used_id: used_id.to_owned(),
            used_summary: used_summary(&studies),
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
        let meta = article_meta("approach", &approach.head, summary, GeneratedPage::Approaches);
        Ok(HtmlPage { meta, values })
    }
}

fn pitfall_context(pitfall: &ApproachPitfall, studies: &[&CaseStudy]) -> ApproachPitfallContext {
    ApproachPitfallContext {
        kind: text::label(pitfall.kind.id(), pitfall.kind.label()),
        title: pitfall.title.clone(),
        signs: pitfall.signs.clone(),
        guard: pitfall.guard.clone(),
        met: met_summary(pitfall.kind, studies),
    }
}

/// "Met in two of three case studies; resolved in one."; `None` when no case study met the pitfall.
fn met_summary(kind: PitfallKind, studies: &[&CaseStudy]) -> Option<String> {
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
    let resolved_count = met.iter().filter(resolved).count();
    let all = text::spell_count(studies.len());
    let noun = if studies.len() == 1 { "case study" } else { "case studies" };
    Some(format!(
        "Met in {} of {all} {noun}; resolved in {}.",
        text::spell_count(met.len()),
        text::spell_count(resolved_count)
    ))
}

/// "3 case studies: 1 goal met, 2 goal partly met; 1 of them stopped"; `None` without case studies.
fn used_summary(studies: &[&CaseStudy]) -> Option<String> {
    if studies.is_empty() {
        return None;
    }
    let mut states: Vec<(String, usize)> = Vec::new();
    for study in studies {
        let label = state_label(study).label;
        match states.iter_mut().find(|(known, _)| *known == label) {
            Some((_, count)) => *count += 1,
            None => states.push((label, 1)),
        }
    }
    let parts: Vec<String> = states.iter().map(|(label, count)| format!("{count} {label}")).collect();
    let total = text::pluralize(studies.len(), "case study", "case studies");
    let stopped = studies.iter().filter(|study| study.status == WorkStatus::Stopped).count();
    let suffix = if stopped > 0 { format!("; {stopped} of them stopped") } else { String::new() };
    Some(format!("{total}: {}{suffix}", parts.join(", ")))
}
