//! The overview: when work went on, and who decided how much.
//!
//! By design nothing here computes a leadership score or a total of delegation.

use crate::content::enums::DelegationLevel;
use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::{GeneratedPage, PageRow};
use crate::render::chart;
use crate::render::chart::TimelineBar;
use crate::render::context::overview::{HandoverContext, LevelGroup};
use crate::render::context::shared::Link;
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
            .with_serialized("groups", &self.level_groups())
            .with_serialized("compact", &(self.portfolio.studies.len() > MAX_DETAILED_ROWS))
            .with_serialized("more", &more);
        let description = self.text_about_owner("about-overview");
        let meta = self.generated_meta(GeneratedPage::Overview, Some(description));
        HtmlPage { meta, values }
    }

    /// The timeline chart of the newest case studies, the oldest of them first; `None` without case studies.
    pub(crate) fn timeline_chart(&self) -> Option<String> {
        let mut studies: Vec<&CaseStudy> =
            self.portfolio.studies.iter().take(MAX_TIMELINE_BARS).map(|study| &**study).collect();
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

    /// Case studies grouped by current level of delegation, the highest first; levels without any are left out.
    pub(crate) fn level_groups(&self) -> Vec<LevelGroup> {
        let mut groups = Vec::new();
        for current in (1..=7).rev().filter_map(DelegationLevel::new) {
            let all: Vec<&CaseStudy> = self
                .portfolio
                .studies
                .iter()
                .map(|study| &**study)
                .filter(|study| study.delegation.level == current)
                .collect();
            if !all.is_empty() {
                let by_author = all.iter().all(|study| self.voice(study) == Voice::Author);
                let voice = if by_author { Voice::Author } else { Voice::Other };
                let studies =
                    all.iter().take(MAX_LIST_ENTRIES).map(|study| self.handover_context(study)).collect();
                groups.push(LevelGroup {
                    level: self.level_context(current, voice),
                    studies,
                    more: all.len().saturating_sub(MAX_LIST_ENTRIES),
                });
            }
        }
        groups
    }

    fn handover_context(&self, study: &CaseStudy) -> HandoverContext {
        HandoverContext {
            title: study.head.title.clone(),
            path: self.href(&study.head.path),
            status: self.label(study.status),
            verdict: study.verdict.map(|verdict| self.label(verdict)),
            period: self.period_text(study),
            led_by: self.join_names(&study.led_by),
            accountable: self.person_label(study.accountable),
            areas: study.delegation.decisions.iter().map(|decision| decision.area.clone()).collect(),
            result: study.primary_outcome().and_then(|outcome| self.summary_line(outcome)),
        }
    }
}
