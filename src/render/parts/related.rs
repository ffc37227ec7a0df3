//! Case studies that are related to another.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::ids::StudyId;
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// Related case studies: those that share the most tags, approaches and standards; among equals the nearest in time
    /// first. Only neighbors in time are scored, so that the cost does not grow with the number of case studies.
    pub(crate) fn related_studies(&self, id: StudyId) -> Vec<StudyId> {
        const HOW_MANY: usize = 3;
        let (portfolio, study) = (self.portfolio, self.portfolio.study(id));
        let mut scores: BTreeMap<StudyId, usize> = BTreeMap::new();
        let mut add_score = |list: &mut dyn Iterator<Item = StudyId>, weight: usize| {
            for other in list.filter(|other| *other != id) {
                *scores.entry(other).or_default() += weight;
            }
        };
        let near = |list: &[StudyId]| neighbor_range(list.binary_search(&id), list.len());
        for theme in study.tags.iter().filter_map(|tag| portfolio.tag_page(tag)) {
            let list = &theme.studies;
            add_score(&mut list[near(list)].iter().copied(), 2);
        }
        for approach in &study.approaches {
            let list = &portfolio.approaches[approach.0].studies;
            add_score(&mut list[near(list)].iter().copied(), 1);
        }
        for claim in &study.standards {
            let list = &portfolio.standard(claim.standard).1.cited_by;
            let near = neighbor_range(list.binary_search_by_key(&id, |(citing, _)| *citing), list.len());
            add_score(&mut list[near].iter().map(|(citing, _)| *citing), 1);
        }
        let mut ranked: Vec<(StudyId, usize)> = scores.into_iter().collect();
        ranked.sort_by_key(|(other, score)| (usize::MAX - score, other.0.abs_diff(id.0), other.0));
        ranked.into_iter().take(HOW_MANY).map(|(other, _)| other).collect()
    }
}

/// Indices around `at` in a list in the order of time; empty when the entry is not in the list.
fn neighbor_range(at: Result<usize, usize>, length: usize) -> Range<usize> {
    const REACH: usize = 6;
    at.map_or(0..0, |index| index.saturating_sub(REACH)..length.min(index + REACH + 1))
}
