//! What the case studies of a portfolio add up to.

use crate::model::generated_pages::GeneratedPage;
use crate::render::context::home::{ProofContext, ProofCount};
use crate::render::context::shared::{Label, Link};
use crate::render::renderer::Renderer;
use crate::theme::capitalize_first;

/// Number of case studies from which they are counted: of fewer, the list itself says as much.
const MIN_STUDIES: usize = 3;

/// States in the order in which they are counted.
const ORDER: [&str; 8] =
    ["met", "partly_met", "not_met", "too_early", "stopped", "completed", "ongoing", "proposed"];

impl Renderer<'_> {
    /// What the case studies add up to; `None` if there are too few.
    pub(crate) fn proof_context(&self) -> Option<ProofContext> {
        let studies = &self.portfolio.studies;
        if studies.len() < MIN_STUDIES {
            return None;
        }
        let states: Vec<Label> = studies.iter().map(|study| self.standing_label(study)).collect();
        let count = |id: &&str| {
            let of_state: Vec<&Label> = states.iter().filter(|state| state.id == *id).collect();
            let number = of_state.len();
            let state = (*of_state.first()?).clone();
            let label = capitalize_first(&state.label);
            let values = [("state", label.into()), ("count", number.into())];
            Some(ProofCount { number, text: self.text_with("state-count", values), state })
        };
        Some(ProofContext {
            counts: ORDER.iter().filter_map(count).collect(),
            coverage: self.evidence_coverage(),
        })
    }

    /// "Evidence for 7 of 10 standards", of the first framework; `None` without any evidence.
    fn evidence_coverage(&self) -> Option<Link> {
        let framework = self.primary_framework()?;
        let covered = self.covered_standards(framework);
        let values = [("covered", covered.into()), ("of", framework.standards.len().into())];
        let path = self.href(GeneratedPage::Standards.path());
        (covered > 0).then(|| Link { title: self.text_with("evidence-coverage", values), path })
    }
}
