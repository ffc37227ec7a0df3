//! Kinds of output files, by what makes them.

use super::routes::{PageRoute, Route};

/// What an output file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutputKind {
    /// The page of a case study.
    CaseStudy,
    /// The page of an approach.
    Approach,
    /// A page of the author's of no kind of its own.
    AuthoredPage,
    /// A page or a data file that sums up the others, such as the home page or the feed.
    GeneratedPage,
    /// A page that leads on to another.
    Redirect,
    /// The picture that other sites show beside a link.
    Card,
    /// A light copy of a picture.
    PictureCopy,
    /// A file of the author's.
    AuthorFile,
    /// A style sheet, script, font or picture of the theme.
    ThemeFile,
}

impl OutputKind {
    pub(super) fn of(route: &Route) -> Self {
        match route {
            Route::Page(PageRoute::Study(_)) => Self::CaseStudy,
            Route::Page(PageRoute::Approach(_)) => Self::Approach,
            Route::Page(PageRoute::Authored(_)) => Self::AuthoredPage,
            Route::Page(PageRoute::Generated(_)) => Self::GeneratedPage,
            Route::Redirect { .. } => Self::Redirect,
            Route::Card(_) => Self::Card,
            Route::Picture { .. } => Self::PictureCopy,
            Route::File(_) => Self::AuthorFile,
            Route::Stylesheet
            | Route::PageStylesheet(_)
            | Route::Script(_)
            | Route::ThemeScript(_)
            | Route::Asset(_) => Self::ThemeFile,
        }
    }

    /// What files of the kind are called, in plural.
    pub fn name(self) -> &'static str {
        match self {
            Self::CaseStudy => "case studies",
            Self::Approach => "approaches",
            Self::AuthoredPage => "other pages of yours",
            Self::GeneratedPage => "overviews, lists and feeds",
            Self::Redirect => "redirects",
            Self::Card => "cards for sharing",
            Self::PictureCopy => "light copies of pictures",
            Self::AuthorFile => "files of yours",
            Self::ThemeFile => "files of the theme",
        }
    }
}
