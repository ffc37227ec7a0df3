//! The options of resolving, and what a preview keeps from one build to the next.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::head::Drafts;
use super::inspect::InspectionCache;
use super::studies::StudyCache;
use crate::content::enums::Visibility;
use crate::media::PictureCache;
use crate::urls::BaseUrl;

/// The options that decide, besides the content, what is published.
#[derive(Clone, Debug)]
pub struct PublishOptions {
    /// The audience; content with a more restricted visibility is excluded.
    pub audience: Visibility,
    /// How to treat drafts and pages dated in the future.
    pub drafts: Drafts,
    /// The date of the build, against which future pages and expired consent are checked.
    pub today: Date,
    /// Files of pages to exclude because of their errors, like drafts. Each has the `id` as its front matter gives it,
    /// for front matter that could not be parsed; `None` if there is none.
    pub invalid_pages: BTreeMap<String, Option<String>>,
    /// Overrides the `url` in `portfolio.yaml`: from `--base-url`, or the `url` of a deploy target.
    pub base_url: Option<BaseUrl>,
    /// Whether a search index can be built for the site.
    pub search_index: bool,
    /// Whether light copies of pictures are published as WebP, too.
    pub webp: bool,
    /// Where what earlier builds found in pictures is kept.
    pub picture_cache: Option<Arc<dyn PictureCache>>,
}

/// The results of the last build that a preview reuses if their inputs have not changed.
#[derive(Debug, Default)]
pub struct ResolveCache {
    pub(super) main: EditionCache,
    /// By the language of the edition.
    pub(super) editions: BTreeMap<String, EditionCache>,
}

/// The results for one language.
#[derive(Debug, Default)]
pub(super) struct EditionCache {
    pub(super) studies: StudyCache,
    pub(super) inspections: InspectionCache,
}
