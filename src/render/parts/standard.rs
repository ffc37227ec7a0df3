//! A framework and its standards, without the evidence matrix.

use crate::content::enums::FrameworkStatus;
use crate::model::framework::{Crosswalk, DEFAULT_UNIT, Framework, Standard};
use crate::model::ids::StandardId;
use crate::model::requirements::RequirementPart;
use crate::render::context::matrix::RequirementContext;
use crate::render::context::standard::{FrameworkContext, StandardContext, StandardUse};
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// A framework without its standards, matrix and years.
    pub(crate) fn framework_context(&self, number: usize, framework: &Framework) -> FrameworkContext {
        let name_of = |id: &String| {
            let successor = self.portfolio.frameworks.iter().find(|other| other.id == *id);
            successor.map_or_else(|| id.clone(), |other| other.short.clone())
        };
        let superseded = (framework.status == FrameworkStatus::Superseded)
            .then(|| framework.superseded_by.as_ref().map_or_else(|| self.text("later-edition"), name_of));
        FrameworkContext {
            id: framework.id.clone(),
            name: framework.name.clone(),
            short: framework.short.clone(),
            publisher: framework.publisher.clone(),
            year: framework.year.map(|year| year.to_string()),
            source_url: framework.source_url.clone(),
            attribution: framework.attribution.clone(),
            superseded,
            status_note: framework.status_note.clone(),
            unit: self.standard_unit(framework),
            year_note: framework.year_note.clone(),
            country: framework.country.clone(),
            titles_official: framework.titles_official,
            primary: number == 0,
            standards: Vec::new(),
            columns: Vec::new(),
            others: 0,
            covered: 0,
            most_evidence: 0,
            years: None,
            program: None,
        }
    }

    /// A standard without the cells of its framework's matrix.
    pub(crate) fn standard_context(&self, id: StandardId) -> StandardContext {
        let (framework, standard) = self.portfolio.standard(id);
        let evidence = standard
            .cited_by
            .iter()
            .map(|(study, claim)| self.portfolio.study(*study).standards[*claim].evidence.len());
        let qualified = format!("{}/{}", framework.id, standard.id);
        let crosswalk =
            framework.crosswalk.iter().filter(|line| line.from == standard.id || line.from == qualified);
        StandardContext {
            number: standard.id.clone(),
            title: standard.title.clone(),
            group: standard.group.clone(),
            path: self.href(&standard.path),
            studies: standard.cited_by.len(),
            evidence: evidence.sum(),
            crosswalk: crosswalk.map(|line| self.crosswalk_text(line)).collect(),
            cells: Vec::new(),
            uses: Vec::new(),
            need: self.requirement_context(id),
        }
    }

    /// The case studies that cite a standard, and what they show for it.
    pub(crate) fn standard_uses(&self, standard: &Standard) -> Vec<StandardUse> {
        let uses = standard.cited_by.iter().map(|(study, claim)| {
            let study = self.portfolio.study(*study);
            let claim = &study.standards[*claim];
            StandardUse {
                title: study.head.title.clone(),
                path: self.href(&study.head.path),
                status: self.label(study.status),
                verdict: study.verdict.map(|verdict| self.label(verdict)),
                why: claim.why.clone(),
                evidence: self.evidence_contexts(study, claim),
            }
        });
        uses.collect()
    }

    /// The first framework that is listed.
    pub(crate) fn primary_framework(&self) -> Option<&Framework> {
        self.portfolio.frameworks.iter().find(|framework| framework.listed)
    }

    /// Number of standards of a framework with evidence.
    pub(crate) fn covered_standards(&self, framework: &Framework) -> usize {
        framework.standards.iter().filter(|standard| self.has_evidence(standard)).count()
    }

    /// Whether a case study that cites a standard has evidence for it.
    pub(crate) fn has_evidence(&self, standard: &Standard) -> bool {
        let mut claims = standard.cited_by.iter();
        claims.any(|(study, claim)| !self.portfolio.study(*study).standards[*claim].evidence.is_empty())
    }

    pub(crate) fn crosswalk_text(&self, line: &Crosswalk) -> String {
        let mut text = line.to.clone();
        for remark in [&line.note, &line.by].into_iter().flatten() {
            text = format!("{text}, {remark}");
        }
        text
    }

    /// What the parts of a framework are called; a unit that the framework leaves open is in the words of the language.
    pub(crate) fn standard_unit(&self, framework: &Framework) -> String {
        if framework.unit == DEFAULT_UNIT { self.text("standard-unit") } else { framework.unit.clone() }
    }

    /// "1 of 2 artifacts, no explanation"
    fn requirement_state(&self, parts: &[RequirementPart]) -> String {
        let part = |part: &RequirementPart| match *part {
            RequirementPart::Artifacts { count, least } => {
                self.text_with("requirement-artifacts", [("count", count.into()), ("least", least.into())])
            }
            RequirementPart::NoNarrative => self.text("requirement-narrative-none"),
            RequirementPart::Narrative => self.text("requirement-narrative"),
            RequirementPart::NarrativeLength { words, least, most } => {
                let ends = [("min", least.unwrap_or(0).into()), ("max", most.unwrap_or(0).into())];
                let range = match (least, most) {
                    (Some(_), Some(_)) => "range-between",
                    (Some(_), None) => "range-at-least",
                    (None, _) => "range-at-most",
                };
                let range = self.text_with(range, ends);
                let values = [("words", words.into()), ("range", range.into())];
                self.text_with("requirement-narrative-words", values)
            }
        };
        let parts: Vec<String> = parts.iter().map(part).collect();
        parts.join(&self.text("list-separator"))
    }

    /// How far the program's requirement for a standard is met; `None` when it requires nothing for it.
    pub(crate) fn requirement_context(&self, id: StandardId) -> Option<RequirementContext> {
        let needs = &self.portfolio.requirements.as_ref()?.requirements;
        let need = needs.iter().find(|need| need.standard == Some(id))?;
        Some(RequirementContext { state: self.requirement_state(&need.parts), met: need.met })
    }
}
