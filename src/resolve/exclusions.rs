//! Collects what is excluded from the build.

use crate::model::file::Excluded;

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
        self.excluded.push(Excluded { path, what, reason, is_page: true });
    }

    /// Records for the report what is excluded and is no page: a part of the file at `path`, or the file.
    pub(super) fn add_part(
        &mut self,
        path: impl Into<String>,
        what: impl Into<String>,
        reason: impl Into<String>,
    ) {
        let (path, what, reason) = (path.into(), what.into(), reason.into());
        self.excluded.push(Excluded { path, what, reason, is_page: false });
    }

    /// Adds everything that another list holds.
    pub(super) fn append(&mut self, other: Self) {
        let Self { excluded, files, page_files, figures } = other;
        self.excluded.extend(excluded);
        self.files.extend(files);
        self.page_files.extend(page_files);
        self.figures.extend(figures);
    }
}
