//! An approach as templates read it, ending in what came of it.

use super::context::{ApproachContext, ApproachPitfallContext, Link, ReferenceContext};
use super::prose::{contents, generated_section};
use super::site::Site;
use super::study::state;
use super::words;
use crate::content::vocabulary::{PitfallKind, Resolved, Status};
use crate::diagnostic::Diagnostic;
use crate::portfolio::model::{Approach, ApproachPitfall, CaseStudy};

/// The heading of the generated section, when the essay does not end with one of its own.
const USED: (&str, &str) = ("How have I used it?", "lf-used");

impl Site<'_> {
    /// An approach on its own page.
    ///
    /// # Errors
    /// When a template of a figure in the essay cannot be rendered.
    pub(super) fn approach(&self, approach: &Approach) -> Result<ApproachContext, Diagnostic> {
        let outline = &approach.body.outline;
        let generated = generated_section(&approach.body);
        let own_headings = outline.headings.len() - usize::from(generated.is_some());
        let (used_title, used_id) = generated.map_or(USED, |it| (&it.title, &it.id));
        let studies: Vec<&CaseStudy> = approach.studies.iter().map(|it| self.portfolio.study(*it)).collect();
        let related = approach.related.iter().map(|it| {
            let head = &self.portfolio.approaches[*it].head;
            Link { title: head.title.clone(), path: self.shown(&head.path) }
        });
        Ok(ApproachContext {
            title: approach.head.title.clone(),
            aka: approach.aka.clone(),
            summary: approach.summary.clone(),
            stance: approach.stance.clone(),
            updated: approach.head.updated.map(words::date),
            body: self.print(&approach.head, &approach.body, generated.map(|it| it.id.as_str()))?,
            contents: contents(outline, own_headings),
            pitfalls: approach.pitfalls.iter().map(|it| pitfall(it, &studies)).collect(),
            leader_keeps: approach.leader_keeps.clone(),
            checklist: approach.checklist.clone(),
            sources: approach
                .sources
                .iter()
                .map(|it| ReferenceContext {
                    who: it.who.clone(),
                    year: it.year.map(|it| it.to_string()),
                    what: it.what.clone(),
                    idea: it.idea.clone(),
                    url: it.url.clone(),
                })
                .collect(),
            related: related.collect(),
            used_title: used_title.to_owned(),
            used_id: used_id.to_owned(),
            used_summary: summary(&studies),
            reading_minutes: outline.reading_minutes(),
        })
    }
}

fn pitfall(pitfall: &ApproachPitfall, studies: &[&CaseStudy]) -> ApproachPitfallContext {
    ApproachPitfallContext {
        kind: words::label(pitfall.kind.id(), pitfall.kind.label()),
        title: pitfall.title.clone(),
        signs: pitfall.signs.clone(),
        guard: pitfall.guard.clone(),
        met: met(pitfall.kind, studies),
    }
}

/// "Met in two of three case studies; resolved in one."
fn met(kind: PitfallKind, studies: &[&CaseStudy]) -> Option<String> {
    let of_kind = |study: &&&CaseStudy| study.pitfalls.iter().any(|it| it.kind == kind);
    let met: Vec<&&CaseStudy> = studies.iter().filter(of_kind).collect();
    if met.is_empty() {
        return None;
    }
    let resolved = |study: &&&&CaseStudy| {
        study.pitfalls.iter().filter(|it| it.kind == kind).all(|it| it.resolved == Some(Resolved::Yes))
    };
    let times = met.iter().filter(resolved).count();
    let all = words::spelled(studies.len());
    let noun = if studies.len() == 1 { "case study" } else { "case studies" };
    Some(format!(
        "Met in {} of {all} {noun}; resolved in {}.",
        words::spelled(met.len()),
        words::spelled(times)
    ))
}

/// "3 case studies: 1 goal met, 2 goal partly met; 1 of them stopped".
fn summary(studies: &[&CaseStudy]) -> Option<String> {
    if studies.is_empty() {
        return None;
    }
    let mut states: Vec<(String, usize)> = Vec::new();
    for study in studies {
        let label = state(study).label;
        match states.iter_mut().find(|it| it.0 == label) {
            Some((_, count)) => *count += 1,
            None => states.push((label, 1)),
        }
    }
    let parts: Vec<String> = states.iter().map(|(label, count)| format!("{count} {label}")).collect();
    let total = words::count_of(studies.len(), "case study", "case studies");
    let stopped = studies.iter().filter(|it| it.status == Status::Stopped).count();
    let tail = if stopped > 0 { format!("; {stopped} of them stopped") } else { String::new() };
    Some(format!("{total}: {}{tail}", parts.join(", ")))
}
