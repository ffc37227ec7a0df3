//! What other programs get instead of pages: the values that these are made from, and the standards as a table.

use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;

use super::context::case_study::StudyContext;
use super::context::page::{ApproachContext, ProseContext};
use super::context::resume::ResumeContext;
use super::context::site::SiteContext;
use super::context::standard::FrameworkContext;
use super::markdown_hooks::find_title_heading;
use super::renderer::Renderer;
use crate::diagnostic::Diagnostic;
use crate::model::ids::{StandardId, StudyId};

/// The values of all pages, as `themes/README.md` lists them.
#[derive(Serialize)]
struct PageValues {
    site: SiteContext,
    home: Option<ProseContext>,
    case_studies: Vec<StudyContext>,
    approaches: Vec<ApproachContext>,
    frameworks: Vec<FrameworkContext>,
    pages: Vec<ProseContext>,
    resume: ResumeContext,
}

/// Which case study shows which standard.
#[derive(Clone, Debug)]
pub struct StandardsMatrix {
    /// Titles of the case studies, the featured first.
    pub studies: Vec<String>,
    /// The standards of all frameworks, in order.
    pub rows: Vec<StandardsRow>,
}

/// A standard with what shows it.
#[derive(Clone, Debug)]
pub struct StandardsRow {
    /// Short name of the framework.
    pub framework: String,
    /// Number or letter of the standard.
    pub number: String,
    /// Title of the standard.
    pub title: String,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// Number of pieces of evidence in all case studies.
    pub evidence: usize,
    /// For each case study: "1 outcome, 2 artifacts", "cited, no evidence", or nothing.
    pub cells: Vec<String>,
}

impl Renderer<'_> {
    /// The values of all pages.
    ///
    /// # Errors
    /// If a figure of an author's text can't be rendered.
    pub(super) fn page_values(&self) -> Result<Value, Diagnostic> {
        let portfolio = self.portfolio;
        let ids: Vec<usize> = (0..portfolio.studies.len()).collect();
        let study = |index: &usize| {
            let study = portfolio.study(StudyId(*index));
            let title_id = find_title_heading(&study.head, &study.body);
            Ok(self.study_context(StudyId(*index), self.render_story(study, title_id.as_slice())?))
        };
        let values = PageValues {
            site: self.site_context(),
            home: portfolio.home.as_ref().map(|page| self.prose_context(page)).transpose()?,
            case_studies: ids.par_iter().map(study).collect::<Result<_, Diagnostic>>()?,
            approaches: portfolio
                .approaches
                .iter()
                .map(|approach| self.approach_context(approach))
                .collect::<Result<_, _>>()?,
            frameworks: portfolio
                .frameworks
                .iter()
                .enumerate()
                .filter(|(_, framework)| framework.listed)
                .map(|(index, framework)| self.matrix_context(index, framework))
                .collect(),
            pages: portfolio.pages.iter().map(|page| self.prose_context(page)).collect::<Result<_, _>>()?,
            resume: self.resume_context(),
        };
        Ok(serde_json::to_value(values).expect("the values have keys of text"))
    }

    /// The standards of all frameworks that are listed, with all case studies.
    pub(super) fn standards_matrix(&self) -> StandardsMatrix {
        let studies: Vec<StudyId> = self.featured_first().collect();
        let listed = self.portfolio.frameworks.iter().enumerate().filter(|(_, framework)| framework.listed);
        let rows = listed.flat_map(|(number, framework)| {
            let studies = &studies;
            (0..framework.standards.len()).map(move |index| {
                let id = StandardId(number, index);
                let standard = self.standard_context(id);
                StandardsRow {
                    framework: framework.short.clone(),
                    number: standard.number,
                    title: standard.title,
                    group: standard.group,
                    evidence: standard.evidence,
                    cells: studies.iter().map(|study| self.matrix_cell(*study, id).label).collect(),
                }
            })
        });
        let rows = rows.collect();
        let title = |id: &StudyId| self.portfolio.study(*id).head.title.clone();
        StandardsMatrix { studies: studies.iter().map(title).collect(), rows }
    }
}
