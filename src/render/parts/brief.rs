//! A case study in a few lines, as the summary and packs show it.

use crate::model::ids::StudyId;
use crate::model::outcome::Outcome;
use crate::render::chart;
use crate::render::context::brief::BriefContext;
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    pub(crate) fn study_brief(
        &self,
        id: StudyId,
        criterion: Option<String>,
        why: Option<String>,
    ) -> BriefContext {
        let study = self.portfolio.study(id);
        let outcome = study.primary_outcome();
        BriefContext {
            criterion,
            why,
            card: self.study_card(study),
            problem: study.problem.clone(),
            accountable: self.portfolio.person(study.accountable).identity.label.clone(),
            retained: study.delegation.retained.clone(),
            metric: outcome.map(|outcome| outcome.title.clone()),
            result: outcome.and_then(Outcome::summary_line),
            chart: outcome.and_then(chart::outcome_chart),
            address: self.absolute_url(&study.head.path),
        }
    }
}
