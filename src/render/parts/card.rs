//! Cards of case studies and approaches in lists, and the pagination of long lists.

use crate::content::enums::WorkStatus;
use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::{ENTRIES_PER_PAGE, list_path, page_count};
use crate::model::ids::StudyId;
use crate::model::page::Approach;
use crate::model::tag::Tag;
use crate::render::chart;
use crate::render::context::case_study::StudyCard;
use crate::render::context::page::ApproachCard;
use crate::render::context::shared::{Label, Link, PagerContext, YearRange};
use crate::render::renderer::Renderer;
use crate::theme::TemplateValue;

/// Case studies on the summary page.
pub(crate) const MAX_SUMMARY_CASES: usize = 3;

/// Maximum number of entries in one list.
pub(crate) const MAX_LIST_ENTRIES: usize = 50;

impl Renderer<'_> {
    /// The card of a case study for lists.
    pub(crate) fn study_card(&self, study: &CaseStudy) -> StudyCard {
        let outcome = study.primary_outcome();
        let metric = outcome.and_then(|outcome| self.metric_context(outcome));
        StudyCard {
            title: study.head.title.clone(),
            path: self.href(&study.head.path),
            cover: self.named_picture_context(study.head.cover.as_ref()),
            language: self.other_language(&study.head),
            summary: study.summary.clone(),
            status: self.label(study.status),
            verdict: study.verdict.map(|verdict| self.label(verdict)),
            period: self.period_text(study),
            led_by: self.join_names(&study.led_by),
            year: study.start.year().to_string(),
            level: self.level_context(study.delegation.level, self.voice(study)),
            level_change: self.level_change(study),
            result: outcome.and_then(|outcome| self.summary_line(outcome)),
            bullet: outcome.and_then(|outcome| chart::small_outcome_chart(outcome, &self.state.catalog)),
            metric,
            lesson: study.lesson.clone(),
            tags: study.tags.iter().filter_map(|tag| self.tag_link(tag)).collect(),
            reading_minutes: study.body.outline.reading_minutes(),
            sample: study.head.sample,
        }
    }

    pub(crate) fn period_text(&self, study: &CaseStudy) -> String {
        let ongoing = matches!(study.status, WorkStatus::Ongoing);
        let period = self.period(Some(study.start), study.end, ongoing).unwrap_or_default();
        if study.status == WorkStatus::Proposed {
            self.text_with("period-planned", [("period", period.into())])
        } else {
            period
        }
    }

    pub(crate) fn tag_link(&self, tag: &Tag) -> Option<Link> {
        let theme = self.portfolio.tag_page(tag)?;
        Some(Link { title: theme.title.clone(), path: self.href(&theme.path) })
    }

    /// Cards of the case studies, from the cache.
    pub(crate) fn study_cards(&self, ids: &[StudyId]) -> TemplateValue {
        let card = |id: &StudyId| {
            let build = || TemplateValue::from_serialize(&self.study_card(self.portfolio.study(*id)));
            self.state.study_cards[id.0].get_or_init(build).clone()
        };
        TemplateValue::list(ids.iter().map(card).collect())
    }

    /// All approaches as cards of a list.
    pub(crate) fn approach_cards(&self) -> Vec<ApproachCard> {
        let card = |approach: &Approach| ApproachCard {
            title: approach.head.title.clone(),
            path: self.href(&approach.head.path),
            language: self.other_language(&approach.head),
            summary: approach.summary.clone(),
            used: (!approach.studies.is_empty())
                .then(|| self.count("case-study-count", approach.studies.len())),
        };
        self.portfolio.approaches.iter().map(card).collect()
    }

    /// The featured case studies, or the newest three when none are featured.
    pub(crate) fn featured_or_newest(&self) -> Vec<StudyId> {
        let featured = &self.portfolio.settings.featured;
        let newest = self.portfolio.studies.len().min(MAX_SUMMARY_CASES);
        if featured.is_empty() { (0..newest).map(StudyId).collect() } else { featured.clone() }
    }

    /// All case studies, the featured first, then the newest.
    pub(crate) fn featured_first(&self) -> impl Iterator<Item = StudyId> {
        let featured = &self.portfolio.settings.featured;
        let rest = (0..self.portfolio.studies.len()).map(StudyId);
        featured.iter().copied().chain(rest.filter(|id| !featured.contains(id)))
    }

    /// The study cards of one page of a list, with the links to the pages before and after it. `page` counts from 1.
    pub(crate) fn paginate_cards(
        &self,
        all: &[StudyId],
        path: &str,
        page: usize,
    ) -> (TemplateValue, PagerContext) {
        let of = page_count(all.len());
        let ids = entries_of_page(all, page);
        let link = |key: &str, page: usize| {
            (1..=of)
                .contains(&page)
                .then(|| Link { title: self.text(key), path: self.href(&list_path(path, page)) })
        };
        let pager = PagerContext {
            number: page,
            of,
            total: all.len(),
            newer: link("newer", page - 1),
            older: link("older", page + 1),
        };
        (self.study_cards(ids), pager)
    }

    /// The years in which the work of the case studies began; they are sorted by it.
    pub(crate) fn year_ranges(&self, ids: &[StudyId]) -> Vec<YearRange> {
        let year = |id: &StudyId| self.portfolio.study(*id).start.year();
        let years = ids.chunk_by(|a, b| year(a) == year(b));
        let mut first = 0;
        let range = |studies: &[StudyId]| {
            let start = first;
            first += studies.len();
            YearRange { year: year(&studies[0]).to_string(), first: start, end: first }
        };
        years.map(range).collect()
    }

    /// What the mark of a case study says: the verdict on completed work, else the status. Counts go by it, so that a case
    /// study is counted as what its mark shows.
    pub(crate) fn standing_label(&self, study: &CaseStudy) -> Label {
        let verdict = study.verdict.filter(|_| study.status == WorkStatus::Completed);
        verdict.map_or_else(|| self.label(study.status), |verdict| self.label(verdict))
    }
}

/// The entries of one page of a list, which counts from 1.
pub(crate) fn entries_of_page<T>(all: &[T], page: usize) -> &[T] {
    let start = (page - 1) * ENTRIES_PER_PAGE;
    &all[start..all.len().min(start + ENTRIES_PER_PAGE)]
}
