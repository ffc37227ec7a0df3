//! Collects what is excluded from the build.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::case_study::{Artifact, CaseStudy};
use crate::model::file::Excluded;
use crate::model::links::LinkIndex;

/// Everything that is excluded from the build: what is reported to the author, and files and figures not to link to.
#[derive(Clone, Debug, Default)]
pub(super) struct Exclusions {
    /// Pages and parts of pages, for the report.
    pub(super) excluded: Vec<Excluded>,
    /// (file, reason): files of artifacts excluded by their own visibility.
    pub(super) files: Vec<(String, String)>,
    /// (file, reason): files of artifacts on excluded pages; another page may still show them as its own.
    pub(super) page_files: Vec<(String, String)>,
    /// (figure, reason): figures of excluded items, as pages name them, such as `testimonial:t-colleague`.
    pub(super) figures: Vec<(String, String)>,
}

impl Exclusions {
    /// Records an excluded page for the report; `what` names it, such as `pack “For the panel”`.
    pub(super) fn add_page(
        &mut self,
        path: impl Into<String>,
        what: impl Into<String>,
        reason: impl Into<String>,
    ) {
        let (path, what, reason) = (path.into(), what.into(), reason.into());
        self.excluded.push(Excluded { path, what, reason, is_page: true, is_draft: false });
    }

    /// Records for the report what is excluded and is no page: a part of the file at `path`, or the file.
    pub(super) fn add_part(
        &mut self,
        path: impl Into<String>,
        what: impl Into<String>,
        reason: impl Into<String>,
    ) {
        let (path, what, reason) = (path.into(), what.into(), reason.into());
        self.excluded.push(Excluded { path, what, reason, is_page: false, is_draft: false });
    }

    /// Adds everything that another list holds.
    pub(super) fn append(&mut self, other: Self) {
        let Self { excluded, files, page_files, figures } = other;
        self.excluded.extend(excluded);
        self.files.extend(files);
        self.page_files.extend(page_files);
        self.figures.extend(figures);
    }

    /// Excludes the files of excluded artifacts, so that a link elsewhere does not publish them.
    ///
    /// A file of an excluded page may be shown by a published page as an artifact of its own; the file of an artifact
    /// that is excluded itself may not.
    pub(super) fn exclude_files(&self, links: &mut LinkIndex, studies: &[Arc<CaseStudy>]) {
        for (file, reason) in &self.files {
            links.withhold_file(file, reason);
        }
        if self.page_files.is_empty() {
            return;
        }
        let artifacts = studies.iter().flat_map(|study| &study.artifacts);
        let shown: HashSet<&str> = artifacts.flat_map(Artifact::files).map(|(_, file)| file).collect();
        for (file, reason) in self.page_files.iter().filter(|(file, _)| !shown.contains(file.as_str())) {
            links.exclude_file(file, reason);
        }
    }
}
