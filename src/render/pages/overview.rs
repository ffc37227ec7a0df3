//! The overview: when work went on, and who decided how much.
//!
//! By design nothing here computes a leadership score or a total of delegation.

use std::collections::BTreeMap;

use crate::content::enums::{DelegationLevel, WorkStatus};
use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::{GeneratedPage, PageRow};
use crate::model::ids::PersonId;
use crate::render::chart;
use crate::render::chart::TimelineBar;
use crate::render::context::overview::{AccountableContext, HandoverContext, LevelGroup};
use crate::render::context::shared::{Label, Link};
use crate::render::page::HtmlPage;
use crate::render::parts::card::MAX_LIST_ENTRIES;
use crate::render::parts::levels::Voice;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

/// Maximum number of case studies of which the overview also says what the leaders could decide.
const MAX_DETAILED_ROWS: usize = 14;

/// Maximum number of bars in the timeline chart.
const MAX_TIMELINE_BARS: usize = 40;

impl Renderer<'_> {
    pub(crate) fn overview_page(&self) -> HtmlPage {
        let generated = self.portfolio.generated_pages();
        let more = generated.rest_of_section(GeneratedPage::Overview);
        let link = |row: &PageRow| Link { title: self.row_title(row), path: self.href(row.path) };
        let more: Vec<Link> = more.map(link).collect();
        let values = TemplateValues::default()
            .with_serialized("timeline", &self.timeline_chart())
            .with_serialized("marks", &self.timeline_marks())
            .with_serialized("accountable", &self.accountable_context())
            .with_serialized("groups", &self.level_groups())
            .with_serialized("compact", &(self.portfolio.studies.len() > MAX_DETAILED_ROWS))
            .with_serialized("more", &more);
        let description = self.text_about_owner("about-overview");
        let meta = self.generated_meta(GeneratedPage::Overview, Some(description));
        HtmlPage { meta, values }
    }

    /// The timeline chart of the newest case studies, the oldest of them first; `None` without case studies.
    pub(crate) fn timeline_chart(&self) -> Option<String> {
        let mut studies: Vec<&CaseStudy> = self.timeline_studies().collect();
        studies.sort_by_key(|study| study.start.first_day());
        let bar = |study: &&CaseStudy| {
            let end = study.end.map(|end| end.last_day());
            (study.head.title.clone(), study.status, study.start.first_day(), end)
        };
        let bars: Vec<_> = studies.iter().map(bar).collect();
        let bars: Vec<TimelineBar<'_>> = bars
            .iter()
            .map(|(title, status, start, end)| TimelineBar {
                title,
                status: *status,
                start: *start,
                end: *end,
            })
            .collect();
        chart::timeline_chart(&bars, self.state.today, &self.state.catalog)
    }

    /// The case studies whose work the timeline shows.
    fn timeline_studies(&self) -> impl Iterator<Item = &CaseStudy> {
        self.portfolio.studies.iter().take(MAX_TIMELINE_BARS).map(|study| &**study)
    }

    /// The statuses that have a mark in the timeline, each once.
    fn timeline_marks(&self) -> Vec<Label> {
        let marked = [WorkStatus::Ongoing, WorkStatus::Stopped, WorkStatus::Proposed].into_iter();
        let is_shown = |status: &WorkStatus| self.timeline_studies().any(|study| study.status == *status);
        marked.filter(is_shown).map(|status| self.label(status)).collect()
    }

    /// The person who is accountable for most case studies; of several, for the newest.
    fn most_accountable(&self) -> Option<PersonId> {
        let studies = &self.portfolio.studies;
        let mut counts: BTreeMap<PersonId, usize> = BTreeMap::new();
        studies.iter().for_each(|study| *counts.entry(study.accountable).or_default() += 1);
        // The last of several maxima is taken.
        studies.iter().rev().map(|study| study.accountable).max_by_key(|id| counts[id])
    }

    /// Who is accountable, said once for all case studies; `None` without any.
    fn accountable_context(&self) -> Option<AccountableContext> {
        let most = self.most_accountable()?;
        let for_all = self.portfolio.studies.iter().all(|study| study.accountable == most);
        Some(AccountableContext { label: self.person_label(most), for_all })
    }

    /// Case studies grouped by current level of delegation, the highest first; levels without any are left out.
    pub(crate) fn level_groups(&self) -> Vec<LevelGroup> {
        let mut groups = Vec::new();
        let most = self.most_accountable();
        for current in (1..=7).rev().filter_map(DelegationLevel::new) {
            let all: Vec<&CaseStudy> = self
                .portfolio
                .studies
                .iter()
                .map(|study| &**study)
                .filter(|study| study.delegation.level == current)
                .collect();
            if !all.is_empty() {
                // The author speaks; what another leader was accountable for says so itself.
                let by_author = all.iter().any(|study| self.voice(study) == Voice::Author);
                let voice = if by_author { Voice::Author } else { Voice::Other };
                let studies = all.iter().take(MAX_LIST_ENTRIES);
                let studies = studies.map(|study| self.handover_context(study, voice, most)).collect();
                groups.push(LevelGroup {
                    level: self.level_context(current, voice),
                    studies,
                    more: all.len().saturating_sub(MAX_LIST_ENTRIES),
                });
            }
        }
        groups
    }

    /// A case study in a group whose heading speaks as `speaker`; `most` is accountable for most case studies.
    fn handover_context(&self, study: &CaseStudy, speaker: Voice, most: Option<PersonId>) -> HandoverContext {
        let voice = self.voice(study);
        let result = study.primary_outcome().and_then(|outcome| Some((outcome, self.summary_line(outcome)?)));
        let (metric, result) = result.map(|(outcome, result)| (outcome.title.clone(), result)).unzip();
        let is_other = most != Some(study.accountable);
        HandoverContext {
            title: study.head.title.clone(),
            path: self.href(&study.head.path),
            status: self.label(study.status),
            verdict: study.verdict.map(|verdict| self.label(verdict)),
            period: self.period_text(study),
            led_by: self.join_names(&study.led_by),
            accountable: is_other.then(|| self.person_label(study.accountable)),
            level: (voice != speaker).then(|| self.level_context(study.delegation.level, voice)),
            areas: study.delegation.decisions.iter().map(|decision| decision.area.clone()).collect(),
            metric,
            result,
        }
    }
}
