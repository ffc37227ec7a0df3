//! Packs for panels (`packs/*.yaml`).

use crate::content::date::PartialDate;
use crate::content::enums::Visibility;

raw! {
    /// `packs/**/*.yaml`: a few case studies selected for one panel.
    RawPack {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional.
        sample: bool,
        /// Last part of the page's web address; the file name by default.
        id: String,
        /// Heading of the page, such as the name of the panel.
        title: String,
        /// One or two sentences to the panel.
        intro: String,
        /// Last day on which the page is published.
        until: PartialDate,
        /// Who may see the page; `public` by default, which means anyone who has the link.
        visibility: Visibility,
        /// One to five case studies, in the order in which they are shown.
        cases: Vec<RawPackCase>,
    }
}

raw! {
    /// A case study in a pack.
    RawPackCase {
        /// Id of the case study.
        case: String,
        /// The criterion of the panel, in its own words.
        criterion: String,
        /// How this case study meets the criterion, in one sentence.
        why: String,
    }
}
