//! A case study in a few lines, as the summary and packs show it.

use crate::model::ids::StudyId;
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
        let card = self.study_card(study);
        BriefContext {
            criterion,
            why,
            problem: study.problem.clone(),
            accountable: self.person_label(study.accountable),
            by_author: self.voice(study) == Voice::Author,
            retained: study.delegation.retained.clone(),
            metric: study.primary_outcome().map(|outcome| outcome.title.clone()),
            result: card.result.clone(),
            card,
            address: self.absolute_url(&study.head.path),
        }
    }
}
