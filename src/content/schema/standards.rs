//! Frameworks of standards (`standards/*.yaml`).

use crate::content::date::PartialDate;
use crate::content::enums::FrameworkStatus;

raw! {
    /// `standards/**/*.yaml`: titles of standards, never their full text.
    RawFramework {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the framework is fictional.
        sample: bool,
        /// Id that other files use for this framework, such as `psel-2015`; the file name by default.
        id: String,
        /// Full name of the framework.
        name: String,
        /// Short name of the framework, such as `PSEL 2015`; the full name by default.
        short: String,
        /// Organization that publishes it.
        publisher: String,
        /// Year of the edition.
        year: PartialDate,
        /// Note on the edition.
        year_note: String,
        /// Code of the country or region, such as `US` or `GB-ENG`.
        country: String,
        /// Whether the framework is still valid; `current` by default.
        status: FrameworkStatus,
        /// Note on the status.
        status_note: String,
        /// Id of the framework that replaced it.
        superseded_by: String,
        /// Web address of the original document.
        source_url: String,
        /// Note to yourself about the copyright of the framework and what may be copied from it; never published.
        licence_note: String,
        /// What its license asks everybody to say who shows it, word for word; published below its matrix.
        attribution: String,
        /// Whether the titles are the publisher's own wording.
        titles_official: bool,
        /// What its parts are called: `standard` (the default), `domain`, `competency` or a word of your own.
        unit: String,
        /// Groups of standards; a standard names its group in `group`.
        sections: Vec<RawStandard>,
        /// Its standards, by number and title.
        standards: Vec<RawStandard>,
        /// Requirements in addition to the standards.
        requirements: Vec<RawStandard>,
        /// Personal attributes in addition to the standards.
        attributes: Vec<RawStandard>,
        /// Your own mapping of its standards to those of other frameworks.
        crosswalk: Vec<RawCrosswalk>,
    }
}

raw! {
    /// A standard of a framework.
    RawStandard {
        /// Number or letter of the standard, such as `7`.
        id: String,
        /// Title of the standard.
        title: String,
        /// Id of the section that it belongs to, or the title of a group.
        group: String,
    }
}

raw! {
    /// An entry of a mapping between frameworks.
    RawCrosswalk {
        /// Number of a standard of this framework.
        from: String,
        /// A standard of another framework, such as `tlms-2011/3`.
        to: String,
        /// How the two are related.
        note: String,
        /// Person or organization that says so.
        by: String,
    }
}
