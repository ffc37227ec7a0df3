//! Profile and résumé in `portfolio.yaml`.

use super::page::RawPicture;
use crate::content::date::PartialDate;

raw! {
    /// Who the owner is and how to reach them.
    RawProfile {
        /// Your full name, as the site shows it.
        name: String,
        /// Note to yourself about the name; never published.
        name_note: String,
        /// One line below the name.
        headline: String,
        /// A paragraph about you.
        bio: String,
        /// A picture of you.
        photo: RawPicture,
        /// Where you live or work; never a street address.
        location: RawLocation,
        /// How readers can reach you.
        contact: RawContact,
        /// Your profiles on other sites.
        links: Vec<RawLink>,
    }
}

raw! {
    /// Where the owner lives or works.
    RawLocation {
        /// City or town, such as `Eastmere`.
        city: String,
        /// State, province or region.
        region: String,
        /// Country code of two letters, such as `US`.
        country_code: String,
    }
}

raw! {
    /// How to reach the owner.
    RawContact {
        /// Email address that readers can write to.
        email: String,
        /// Phone number; rarely needed on a public page.
        phone: String,
    }
}

raw! {
    /// A profile on another site.
    RawLink {
        /// Name of the site, such as `LinkedIn`.
        network: String,
        /// Your user name on that site.
        username: String,
        /// Web address of your profile.
        url: String,
    }
}

raw! {
    /// A position that the owner has held.
    RawPosition {
        /// Id that case studies use for this position.
        id: String,
        /// Job title, such as `Principal`.
        title: String,
        /// Name of the school or organization.
        #[serde(alias = "organization")]
        organisation: String,
        /// Whether the name of the organization was changed.
        #[serde(alias = "anonymized")]
        anonymised: bool,
        /// First month or day in the position.
        start: PartialDate,
        /// Last month or day in the position; `null` if it is your current one.
        end: PartialDate,
        /// Facts about the workplace.
        setting: RawWorkplace,
        /// One or two sentences on the position.
        summary: String,
        /// Main achievements in the position.
        highlights: Vec<String>,
    }
}

raw! {
    /// Facts about a workplace.
    RawWorkplace {
        /// Kind of school or organization, such as `middle (grades 6-8)`.
        phase: String,
        /// Number of students enrolled, or of patients or staff.
        roll: u32,
        /// Short description of the workplace, such as `Suburban, one of five middle schools in its district`.
        context: String,
    }
}

raw! {
    /// A degree that the owner holds.
    RawEducation {
        /// Name of the college or university.
        institution: String,
        /// Degree, such as `M.Ed.`.
        award: String,
        /// Field of study, such as `Educational leadership`.
        area: String,
        /// When the studies began.
        start: PartialDate,
        /// When the degree was awarded.
        end: PartialDate,
    }
}

raw! {
    /// A license or certificate; its number is never published.
    RawCredential {
        /// Name of the license or certificate.
        name: String,
        /// Organization that issued it.
        issuer: String,
        /// When it was issued.
        date: PartialDate,
        /// Last day on which it is valid.
        expires: PartialDate,
    }
}

raw! {
    /// A course or other professional learning.
    RawCourse {
        /// Name of the course.
        name: String,
        /// Organization that offered it.
        provider: String,
        /// When it took place.
        date: PartialDate,
        /// Total length of the course in hours.
        hours: f64,
        /// One sentence on the course.
        summary: String,
        /// Web address of the course.
        url: String,
    }
}

raw! {
    /// An award that the owner received.
    RawAward {
        /// Name of the award.
        title: String,
        /// When it was received.
        date: PartialDate,
        /// Organization that gave the award.
        awarder: String,
        /// One sentence on the award.
        summary: String,
    }
}

raw! {
    /// A publication by the owner.
    RawPublication {
        /// Title of the publication.
        name: String,
        /// Publisher, journal or site.
        publisher: String,
        /// When it was published.
        release_date: PartialDate,
        /// Web address of the publication.
        url: String,
        /// One sentence on the publication.
        summary: String,
    }
}

raw! {
    /// Something that the owner can do.
    RawSkill {
        /// Name of the skill, such as `Mediation`.
        name: String,
        /// What belongs to it, such as `[restorative conversations, family meetings]`.
        keywords: Vec<String>,
    }
}

raw! {
    /// Work outside the owner's positions: on a board, for a community, as a volunteer.
    RawService {
        /// What the owner does or did, such as `Board member`.
        role: String,
        /// Name of the organization.
        #[serde(alias = "organization")]
        organisation: String,
        /// When the service began.
        start: PartialDate,
        /// When it ended; `null` if it goes on.
        end: PartialDate,
        /// One sentence on the service.
        summary: String,
        /// Web address of the organization.
        url: String,
    }
}

raw! {
    /// A language that the owner speaks.
    RawLanguage {
        /// Name of the language.
        language: String,
        /// Level of fluency, in words, such as `Native`.
        fluency: String,
    }
}
