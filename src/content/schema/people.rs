//! People, testimonials and comments.

use super::artifact::RawPermission;
use crate::content::date::PartialDate;
use crate::content::enums::{
    ConsentBy, MinorStatus, PermissionStatus, PersonKind, Scope, ShowAs, TestimonialSource, Visibility,
};

raw! {
    /// `people.yaml`: everyone who appears in the portfolio.
    RawPeople {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the people are fictional.
        sample: bool,
        /// Everyone who appears in the portfolio.
        people: Vec<RawPerson>,
    }
}

raw! {
    /// `people.private.yaml`: real names for which `leadfolio check` searches the site; builds never read this file.
    RawWatchList {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the names are fictional.
        sample: bool,
        /// People whose names must not appear.
        watch_for: Vec<RawWatchedPerson>,
        /// Places where such a name means somebody or something else.
        not_them: Vec<RawNotThem>,
    }
}

raw! {
    /// A person whose names must not appear.
    RawWatchedPerson {
        /// Their id in `people.yaml`.
        person: String,
        /// Names to search for, nicknames included.
        names: Vec<String>,
        /// `true` if these names are ordinary words as well, such as `Grace`: alone, they count only where the sentence
        /// shows that a person is meant.
        also_common: bool,
    }
}

raw! {
    /// A place where a name means somebody or something else.
    RawNotThem {
        /// The name, as `watch_for` or `people.yaml` lists it.
        name: String,
        /// The file, such as `case-studies/x.md`.
        r#in: String,
        /// The words around the name, as they are in the file. They accept one occurrence; another one is found again.
        text: String,
        /// Why it isn't them.
        why: String,
    }
}

raw! {
    /// A person or a group.
    RawPerson {
        /// Id that other files use for them: `p-` and a word that is not part of their name, such as `p-science-lead`.
        id: String,
        /// Their relation to you.
        kind: PersonKind,
        /// Their role, shown by default, such as `Grade 7 science teacher`.
        role: String,
        /// Number of people in a group.
        size: u32,
        /// How you want them to be identified; `role` by default. Without their consent, less is shown.
        show_as: ShowAs,
        /// The parts of their name that may be shown.
        name: RawName,
        /// Whether they are a minor; `unknown` is treated like `true`.
        minor: MinorStatus,
        /// Whether they report to you.
        reports_to_owner: bool,
        /// What they agreed to.
        consent: RawConsent,
    }
}

raw! {
    /// The parts of a name that may be shown.
    RawName {
        /// Full name, such as `Nadia Example`.
        full: String,
        /// First name, such as `Nadia`.
        first: String,
    }
}

raw! {
    /// What a person agreed to.
    RawConsent {
        /// Whether consent was given.
        status: PermissionStatus,
        /// What the consent covers.
        scope: Vec<Scope>,
        /// Who gave the consent.
        by: ConsentBy,
        /// When it was given.
        date: PartialDate,
        /// Last day on which it is valid.
        expires: PartialDate,
        /// Where the consent form is filed; never the form itself.
        record: String,
        /// Whether they could refuse without any disadvantage; say so for people who report to you.
        free_to_refuse: bool,
        /// Note on the consent.
        note: String,
    }
}

raw! {
    /// `testimonials.yaml`: what others have said.
    RawTestimonials {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the testimonials are fictional.
        sample: bool,
        /// What others have said about you and your work.
        testimonials: Vec<RawTestimonial>,
    }
}

raw! {
    /// A statement of a person about the owner's work.
    RawTestimonial {
        /// Id that other files use for this testimonial.
        id: String,
        /// Who said it; an id from `people.yaml`.
        from: String,
        /// Their relation to you, shown next to the quotation, such as `Reports to the principal`.
        relation: String,
        /// When it was said or written.
        date: PartialDate,
        /// Ids of the case studies that it is about.
        about: Vec<String>,
        /// The words of the person.
        text: String,
        /// Permission to show it.
        permission: RawPermission,
        /// Who may see it; `public` by default.
        visibility: Visibility,
        /// How it was given.
        source: TestimonialSource,
    }
}

raw! {
    /// `comments/**/*.yaml`: readers' comments on a page.
    RawComments {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the comments are fictional.
        sample: bool,
        /// The comments, in the order in which they are shown.
        comments: Vec<RawComment>,
    }
}

raw! {
    /// A reader's comment that the author approved.
    RawComment {
        /// Who wrote it; an id from `people.yaml`. They must have agreed to be quoted.
        from: String,
        /// The words of the reader.
        text: String,
        /// When it was written.
        date: PartialDate,
        /// Permission to show it.
        permission: RawPermission,
        /// Your answer to the comment.
        reply: String,
        /// Who may see it; `public` by default.
        visibility: Visibility,
    }
}
