//! A case study in a few lines, as the summary and packs show it.

use crate::model::ids::StudyId;
use crate::render::chart;
use crate::render::context::brief::BriefContext;
use crate::render::parts::levels::Voice;
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
            accountable: self.person_label(study.accountable),
            by_author: self.voice(study) == Voice::Author,
            retained: study.delegation.retained.clone(),
            metric: outcome.map(|outcome| outcome.title.clone()),
            result: outcome.and_then(|outcome| self.summary_line(outcome)),
            chart: outcome.and_then(|outcome| chart::small_outcome_chart(outcome, &self.state.catalog)),
            address: self.absolute_url(&study.head.path),
        }
    }
}
