//! Requirements of a program (`program.yaml`).

raw! {
    /// `program.yaml`: what a university or a district requires of a portfolio.
    RawProgram {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the program is fictional.
        sample: bool,
        /// Name of the program.
        name: String,
        /// Framework that the program uses; an id from `standards/`.
        framework: String,
        /// Number of artifacts required in the whole portfolio.
        artifacts: RawRange,
        /// What is required for every standard.
        each_standard: RawStandardRequirement,
        /// Standards with requirements of their own, which replace those in `each_standard`.
        standards: Vec<RawStandardRequirement>,
        /// Ids of pages that are required.
        pages: Vec<String>,
        /// Number of words required in every reflection.
        reflection_words: RawRange,
        /// Number of years that the data of at least one outcome must span.
        years_of_data: u32,
        /// Whether every photo, recording or piece of student work that shows people needs a release on file.
        releases: bool,
    }
}

raw! {
    /// A minimum and a maximum; a bound that is left out does not apply.
    RawRange {
        /// Smallest number that is accepted.
        least: u32,
        /// Largest number that is accepted.
        most: u32,
    }
}

raw! {
    /// What is required for a standard.
    RawStandardRequirement {
        /// Number of the standard; leave it out in `each_standard`.
        id: String,
        /// Number of artifacts that a standard needs as evidence.
        artifacts: u32,
        /// Whether a text in `why` is needed.
        narrative: bool,
        /// Number of words that the text needs.
        words: RawRange,
    }
}
