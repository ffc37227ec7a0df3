//! The fields of all content files, as deserialized and not yet validated.
//!
//! Every field is optional and unknown fields are errors; `portfolio::resolve` decides which fields are required and
//! what they mean. The JSON Schema for editors and the field reference for authors (`fields.md`) are generated from
//! these types, so the doc comments below are written for authors.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::date::PartialDate;
use super::scalar::{Scalar, Switch};
use super::vocabulary::{
    ArtifactType, Cadence, CaseSelection, ClaimStrength, Collector, CommentService, CommentablePage,
    ComparisonKind, ConsentBy, DepictedContent, DeployTargetKind, Direction, EvaluationLevel, EventKind,
    FrameworkStatus, HeaderFile, Initiator, MinorStatus, MinorsPolicy, OutcomeKind, PageKind, PermissionFrom,
    PermissionStatus, PersonKind, PitfallKind, PitfallResolution, RecruitmentMode, Redaction, ReleaseStatus,
    Scope, ShareWith, ShowAs, SourceType, SupportKind, TestimonialSource, Verdict, Visibility, WorkStatus,
};

/// Declares a struct whose fields are all optional and public, with the derives that every schema type needs.
macro_rules! raw {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: Option<$type>,)+
        }
    };
}

raw! {
    /// Front matter of `case-studies/**/*.md`.
    RawCaseStudy {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional; the page then shows a banner that says so.
        sample: bool,
        /// Id by which other files refer to this case study; the file name by default.
        id: String,
        /// Last part of the page's web address; the id by default.
        slug: String,
        /// Title, at most 90 characters.
        title: String,
        /// One or two sentences that a panel member can read in ten seconds, at most 60 words.
        summary: String,
        /// Where the work stands.
        status: WorkStatus,
        /// Why the work was stopped; needed when `status` is `stopped`.
        status_reason: String,
        /// Your own overall judgment; needed once the work is completed or stopped.
        verdict: Verdict,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// Date of the last revision of the page.
        updated: PartialDate,
        /// First day of publication; the page is not published before that day.
        date: PartialDate,
        /// `true` keeps the page from being published.
        draft: bool,
        /// Earlier web addresses of the page, such as `/case-studies/old-name/`; they redirect here.
        aliases: Vec<String>,
        /// Leadership approaches that this case study is an example of, ids of files in `approaches/`.
        approaches: Vec<String>,
        /// Topic tags, such as `attendance`.
        themes: Vec<String>,
        /// The position that you held at the time, an id from `positions` in `portfolio.yaml`.
        position: String,
        /// The problem in one sentence, at most 40 words.
        problem: String,
        /// What you learned, in one sentence.
        lesson: String,
        /// Warnings of `leadfolio check` that you accept, each with a reason.
        lint_ack: Vec<RawLintAllow>,
        /// Who had the idea.
        initiated_by: RawInitiation,
        /// Who actually led the work, ids from `people.yaml`.
        led_by: Vec<String>,
        /// The one person who is accountable for the result, an id from `people.yaml`; normally the owner.
        accountable: String,
        /// Why someone other than you is accountable.
        accountable_note: String,
        /// Who else worked on it, ids from `people.yaml`.
        team: Vec<String>,
        /// Who was asked for advice, ids from `people.yaml`.
        consulted: Vec<String>,
        /// Who was kept informed, ids from `people.yaml`.
        informed: Vec<String>,
        /// What you delegated, and on what terms.
        delegation: RawDelegation,
        /// How you stayed in touch with the people who led.
        communication: RawCommunication,
        /// When the work began.
        start: PartialDate,
        /// When the work ended; leave it out, or write `null`, while it continues.
        end: PartialDate,
        /// Events in the course of the work, setbacks included.
        timeline: Vec<RawTimelineEvent>,
        /// Logic model, from inputs to impact.
        logic: RawLogicModel,
        /// Results, measured or described.
        outcomes: Vec<RawOutcome>,
        /// Problems that came up, and what was done about them.
        pitfalls: Vec<RawPitfall>,
        /// Professional standards that the work is evidence for.
        standards: Vec<RawStandardClaim>,
        /// Evidence such as documents, data, photos and recordings.
        artifacts: Vec<RawArtifact>,
        /// People who have read the page and confirmed it.
        checked_with: Vec<RawConfirmation>,
    }
}
raw! {
    /// A warning that the author accepts.
    RawLintAllow {
        /// Id of the rule, such as `DEL-07`.
        rule: String,
        /// Why you accept the warning.
        why: String,
    }
}
raw! {
    /// Who had the idea for the work.
    RawInitiation {
        /// Who had the idea, ids from `people.yaml`.
        people: Vec<String>,
        /// Their relation to the work.
        kind: Initiator,
    }
}
raw! {
    /// What was delegated, and on what terms.
    RawDelegation {
        /// Level of delegation, now or at the end of the work, from 1 (tell) to 7 (delegate).
        level: i64,
        /// How the people who led came to do so.
        joined: RecruitmentMode,
        /// Changes of the level over time.
        history: Vec<RawLevelChange>,
        /// Powers that were actually handed over.
        authority: Vec<String>,
        /// Limits of those powers.
        limits: Vec<String>,
        /// What you kept for yourself.
        retained: Vec<String>,
        /// Who decides what, area by area.
        decisions: Vec<RawDecision>,
        /// Time, money and other support that came with the delegation.
        support: Vec<RawSupport>,
        /// Under what conditions you would step in.
        take_back: String,
    }
}
raw! {
    /// A change of the level of delegation.
    RawLevelChange {
        /// Date from which the new level applies.
        date: PartialDate,
        /// The new level, from 1 (tell) to 7 (delegate).
        level: i64,
        /// Reason for the change.
        why: String,
    }
}
raw! {
    /// An area in which decisions are made.
    RawDecision {
        /// What is decided, such as `Wording and timing of messages`.
        area: String,
        /// Who decides, ids from `people.yaml`.
        decided_by: Vec<String>,
        /// Level of delegation in this area, from 1 (tell) to 7 (delegate).
        level: i64,
        /// Limit within which they decide.
        limit: String,
    }
}
raw! {
    /// Support that came with the delegation.
    RawSupport {
        /// Kind of support, such as `time`.
        kind: SupportKind,
        /// Description of the support.
        what: String,
        /// How much, in the unit below.
        amount: f64,
        /// Unit of the amount, such as `hours a week` or `USD`.
        unit: String,
    }
}
raw! {
    /// How the leader stayed in touch with the people who led.
    RawCommunication {
        /// How information was shared, such as `Monday note to homeroom teachers`.
        channels: Vec<String>,
        /// Regular meetings with the people who led.
        check_ins: Vec<RawCheckIn>,
        /// How a problem was to be reported.
        escalation: String,
        /// The shared record: id of an artifact, or a description.
        record: String,
    }
}
raw! {
    /// A regular meeting with the people who led.
    RawCheckIn {
        /// Who takes part, ids from `people.yaml`.
        with: Vec<String>,
        /// How often it takes place.
        cadence: Cadence,
        /// Length of a meeting in minutes.
        minutes: u32,
        /// What it is for.
        purpose: String,
    }
}
raw! {
    /// An entry of the timeline.
    RawTimelineEvent {
        /// Date of the event; a year or a month is enough.
        date: PartialDate,
        /// Kind of event, such as `milestone`.
        kind: EventKind,
        /// What happened, in one sentence.
        event: String,
    }
}
raw! {
    /// A logic model: how the work was meant to bring about change.
    RawLogicModel {
        /// Resources that went in.
        inputs: Vec<String>,
        /// What the people involved did.
        activities: Vec<String>,
        /// What the activities produced, such as `2,140 messages sent`.
        outputs: Vec<String>,
        /// What changed as a result.
        outcomes: Vec<String>,
        /// Long-term effect of those changes.
        impact: Vec<String>,
        /// What the model takes for granted.
        assumptions: Vec<String>,
    }
}
raw! {
    /// A result, measured or described.
    RawOutcome {
        /// Id by which evidence refers to this outcome; unique in its case study.
        id: String,
        /// Whether the outcome is measured or described.
        kind: OutcomeKind,
        /// Whether this is the outcome by which to judge the work.
        primary: bool,
        /// What was measured; needed for a measured outcome.
        metric: String,
        /// Unit of the values: `percent`, `count`, `points`, `rate`, `hours`, `minutes`, `currency:USD` or a word of
        /// your own.
        unit: String,
        /// Whether a higher or a lower value is better.
        direction: Direction,
        /// Who was measured, such as `All students in grades 6 to 8`.
        population: String,
        /// Value before the work.
        baseline: RawMeasure,
        /// Why there is no baseline.
        baseline_note: String,
        /// Value that you aimed for.
        target: RawMeasure,
        /// Value after the work.
        result: RawMeasure,
        /// Values measured between baseline and result.
        series: Vec<RawMeasure>,
        /// The change as you state it; it is checked against baseline and result.
        change: RawChange,
        /// Group or trend that the result is compared with.
        comparison: RawComparison,
        /// Where the data come from.
        source: RawSource,
        /// How strongly you attribute the result to the work; `reported` by default.
        claim: ClaimStrength,
        /// How the work contributed, and what else could explain the result.
        contribution: String,
        /// Level in an evaluation model for professional learning.
        evaluation_level: EvaluationLevel,
        /// Whether it is a side effect that was not planned.
        unintended: bool,
        /// Limits of the data that readers should know.
        caveats: Vec<String>,
        /// The outcome in one sentence; needed for a described outcome.
        statement: String,
        /// How a described outcome was found.
        method: String,
        /// How the cases for a described outcome were selected.
        selection: CaseSelection,
        /// When a described outcome was found.
        date: PartialDate,
        /// Quotation of a person.
        quote: RawQuote,
    }
}
raw! {
    /// A measured value with its date.
    RawMeasure {
        /// The number, in the unit of the outcome.
        value: f64,
        /// When it was measured.
        date: PartialDate,
        /// Number of people or cases measured.
        n: u64,
        /// Remark on the value.
        note: String,
    }
}
raw! {
    /// A change as stated by the author.
    RawChange {
        /// Size of the change; negative for a decrease.
        value: f64,
        /// The unit of the outcome, `percentage_points` or `percent`.
        unit: String,
    }
}
raw! {
    /// A group or trend for comparison.
    RawComparison {
        /// Kind of comparison, such as `matched`.
        kind: ComparisonKind,
        /// Name of the comparison group, such as `Nine homerooms drawn by lot to wait`.
        label: String,
        /// Its value before the work.
        baseline: f64,
        /// Its value after the work.
        result: f64,
    }
}
raw! {
    /// Where data come from.
    RawSource {
        /// Name of the source, such as `Student survey`.
        name: String,
        /// Kind of source, such as `survey`.
        r#type: SourceType,
        /// Who collected the data.
        collected_by: Collector,
        /// Artifact of the same case study that holds the data, by its id.
        artifact: String,
        /// Web address of the source.
        url: String,
    }
}
raw! {
    /// A quotation of a person.
    RawQuote {
        /// The words of the person.
        text: String,
        /// Who said it, an id from `people.yaml`.
        speaker: String,
    }
}
raw! {
    /// A problem that came up.
    RawPitfall {
        /// Kind of problem, such as `unclear_roles`.
        kind: PitfallKind,
        /// What happened, in one sentence.
        what: String,
        /// What was done about it.
        mitigation: String,
        /// Whether that solved the problem.
        resolved: PitfallResolution,
        /// When the problem came up.
        date: PartialDate,
    }
}
raw! {
    /// A standard that the work is evidence for.
    RawStandardClaim {
        /// Framework and standard, such as `psel-2015/7`.
        r#ref: String,
        /// How the work meets the standard.
        why: String,
        /// Ids of outcomes and artifacts of this case study that show it.
        evidence: Vec<String>,
    }
}
raw! {
    /// A piece of evidence.
    RawArtifact {
        /// Id by which other fields refer to this artifact; unique in its case study.
        id: String,
        /// Kind of artifact, such as `photo`.
        r#type: ArtifactType,
        /// Title of the artifact.
        title: String,
        /// What it shows and why that matters.
        caption: String,
        /// When it was made.
        date: PartialDate,
        /// Who made it, in words, such as `Office manager`.
        made_by: String,
        /// Name of the file, in `files/` or in the folder of the page.
        file: String,
        /// Web address, if the artifact is on another site.
        href: String,
        /// Description of a picture for people who cannot see it.
        alt: String,
        /// Whether a picture is only decoration and needs no description.
        decorative: bool,
        /// File with a transcript of the spoken words.
        transcript: String,
        /// File with captions for a video (WebVTT).
        captions: String,
        /// How much personal information was removed.
        redaction: Redaction,
        /// People or sensitive data that it shows.
        contains: Vec<DepictedContent>,
        /// Whether faces are recognizable.
        faces: bool,
        /// People who can be seen, heard or recognized in it, ids from `people.yaml`.
        people: Vec<String>,
        /// Release forms of the people in it.
        release: RawRelease,
        /// Permission to show it.
        permission: RawPermission,
        /// License or terms of use, such as `CC BY 4.0`.
        licence: String,
        /// Who may see it; `public` by default.
        visibility: Visibility,
    }
}
raw! {
    /// Release forms, by which people agree to be shown.
    RawRelease {
        /// Whether the forms are on file.
        status: ReleaseStatus,
        /// Where the forms are filed.
        r#ref: String,
        /// Last day on which they are valid.
        expires: PartialDate,
        /// What they allow, in words.
        scope: String,
    }
}
raw! {
    /// Permission to show a document or a testimonial.
    RawPermission {
        /// Who gives the permission.
        from: PermissionFrom,
        /// Whether the permission was given.
        status: PermissionStatus,
        /// When it was given.
        date: PartialDate,
        /// Whether you may edit the text.
        may_edit: bool,
    }
}
raw! {
    /// A person who has read the page and confirmed it.
    RawConfirmation {
        /// Who confirmed it, an id from `people.yaml`.
        person: String,
        /// When they confirmed it.
        date: PartialDate,
        /// Remark on the confirmation.
        note: String,
    }
}
raw! {
    /// Front matter of `approaches/**/*.md`.
    RawApproach {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional; the page then shows a banner that says so.
        sample: bool,
        /// Id by which other files refer to this approach; the file name by default.
        id: String,
        /// Last part of the page's web address; the id by default.
        slug: String,
        /// Name of the approach, such as `Distributed leadership`.
        title: String,
        /// Other names of the approach.
        aka: Vec<String>,
        /// One or two sentences on the approach.
        summary: String,
        /// When you use it, in one sentence.
        stance: String,
        /// Books and articles for further reading.
        sources: Vec<RawReference>,
        /// Problems that this approach can cause.
        pitfalls: Vec<RawApproachPitfall>,
        /// Duties that stay with the leader.
        leader_keeps: Vec<String>,
        /// Questions to ask before using it.
        checklist: Vec<String>,
        /// Ids of related approaches.
        related: Vec<String>,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// Date of the last revision of the page.
        updated: PartialDate,
        /// First day of publication; the page is not published before that day.
        date: PartialDate,
        /// `true` keeps the page from being published.
        draft: bool,
        /// Earlier web addresses of the page, such as `/approaches/old-name/`; they redirect here.
        aliases: Vec<String>,
    }
}
raw! {
    /// A book or article.
    RawReference {
        /// Author or authors, such as `Spillane, J. P.`.
        who: String,
        /// Year of publication, such as `2006`.
        year: PartialDate,
        /// Title, and where it was published.
        what: String,
        /// The idea that you take from it.
        idea: String,
        /// Web address of the book or article.
        url: String,
    }
}
raw! {
    /// A problem that an approach can cause.
    RawApproachPitfall {
        /// Kind of problem; links it to problems of the same kind in case studies.
        kind: PitfallKind,
        /// Short name of the problem.
        title: String,
        /// Signs by which to notice it.
        signs: Vec<String>,
        /// How to prevent it.
        guard: String,
    }
}
raw! {
    /// Front matter of `pages/**/*.md` and `index.md`.
    RawPage {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional; the page then shows a banner that says so.
        sample: bool,
        /// Id by which other files refer to this page; the file name by default.
        id: String,
        /// Last part of the page's web address; the id by default.
        slug: String,
        /// Web address of the page within the site, such as `/entry-plan/`, instead of one under `/pages/`.
        url: String,
        /// Title of the page.
        title: String,
        /// One or two sentences on the page.
        summary: String,
        /// Kind of page; `page` by default.
        kind: PageKind,
        /// Dated versions of the page.
        versions: Vec<RawVersion>,
        /// Date of the version that is in force.
        current: PartialDate,
        /// Whether the page appears in the main navigation (`true` by default), or a shorter name for it there.
        navigation: Scalar,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// Date of the last revision of the page.
        updated: PartialDate,
        /// First day of publication; the page is not published before that day.
        date: PartialDate,
        /// `true` keeps the page from being published.
        draft: bool,
        /// Earlier web addresses of the page, such as `/pages/old-name/`; they redirect here.
        aliases: Vec<String>,
    }
}
raw! {
    /// A dated version of a page.
    RawVersion {
        /// Date of the version.
        date: PartialDate,
        /// What changed in it.
        note: String,
    }
}
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
    }
}
raw! {
    /// A person whose names must not appear.
    RawWatchedPerson {
        /// Their id in `people.yaml`.
        person: String,
        /// Names to search for, nicknames included.
        names: Vec<String>,
    }
}
raw! {
    /// A person or a group.
    RawPerson {
        /// Id by which other files refer to them: `p-` and a word that is not part of their name, such as
        /// `p-science-lead`.
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
        /// First name, such as `Nadia`.
        first: String,
        /// Full name, such as `Nadia Example`.
        full: String,
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
        /// Remark on the consent.
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
        /// Id by which other files refer to this testimonial.
        id: String,
        /// Who said it, an id from `people.yaml`.
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
        /// Who wrote it, an id from `people.yaml`; they must have agreed to be quoted.
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
raw! {
    /// `standards/**/*.yaml`: titles of standards, never their full text.
    RawFramework {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the framework is fictional.
        sample: bool,
        /// Id by which other files refer to this framework, such as `psel-2015`; the file name by default.
        id: String,
        /// Full name of the framework.
        name: String,
        /// Short name of the framework, such as `PSEL 2015`; the full name by default.
        short: String,
        /// Organization that publishes it.
        publisher: String,
        /// Year of the edition.
        year: PartialDate,
        /// Remark on the edition.
        year_note: String,
        /// Code of the country or region, such as `US` or `GB-ENG`.
        country: String,
        /// Whether the framework is in force; `current` by default.
        status: FrameworkStatus,
        /// Remark on the status.
        status_note: String,
        /// Id of the framework that replaced it.
        superseded_by: String,
        /// Web address of the original document.
        source_url: String,
        /// Copyright of the framework, and what may be copied from it.
        licence_note: String,
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
raw! {
    /// `portfolio.yaml`: the owner, the résumé and the settings of the site.
    RawPortfolio {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional; every page then shows a banner that says so.
        sample: bool,
        /// Name of the site; your name by default.
        title: String,
        /// Web address of the site, such as `https://example.org/portfolio/`.
        url: String,
        /// Language of the site, such as `en-US`; `en` by default.
        language: String,
        /// Theme, which sets the design of the site; `commons` by default.
        theme: String,
        /// Options of the theme.
        theme_options: BTreeMap<String, Scalar>,
        /// Whether HTML tags in Markdown are published; `false` by default.
        raw_html: bool,
        /// Who you are and how to reach you.
        profile: RawProfile,
        /// Positions that you have held.
        positions: Vec<RawPosition>,
        /// Degrees that you hold.
        education: Vec<RawEducation>,
        /// Licenses and certificates that you hold.
        credentials: Vec<RawCredential>,
        /// Courses and other professional learning.
        learning: Vec<RawCourse>,
        /// Awards that you received.
        awards: Vec<RawAward>,
        /// Books, articles and other publications.
        publications: Vec<RawPublication>,
        /// Languages that you speak.
        languages: Vec<RawLanguage>,
        /// Frameworks of standards that you want to be measured by, ids of files in `standards/`.
        frameworks: Vec<String>,
        /// The main one of these frameworks; it is listed first.
        primary_framework: String,
        /// Ids of the case studies on the home page, in order; three or four are enough.
        featured: Vec<String>,
        /// Links by which readers can share a page: `[email, linkedin, facebook, bluesky, mastodon]`; none by default.
        share: Vec<ShareWith>,
        /// Month in which your year begins, 1 to 12, for lists of evidence by year: 8 for a school year from August; 1
        /// by default.
        year_starts: u32,
        /// Whether the site has a search page; `off` by default.
        search: Switch,
        /// Service that stores readers' comments, when `privacy.comments` is `on`; files by default.
        comments: RawCommentSettings,
        /// Deployment targets of `leadfolio deploy`, each under a name of your choice.
        deploy: BTreeMap<String, RawDeployTarget>,
        /// Who holds the copyright of the site.
        copyright: RawCopyright,
        /// Rules that protect the people in the portfolio.
        privacy: RawPrivacy,
    }
}
raw! {
    /// Who the owner is and how to reach them.
    RawProfile {
        /// Your full name, as the site shows it.
        name: String,
        /// Remark on the name, for yourself; never published.
        name_note: String,
        /// One line below the name.
        headline: String,
        /// A paragraph about you.
        bio: String,
        /// A picture of you.
        photo: RawPhoto,
        /// Where you live or work; never a street address.
        location: RawLocation,
        /// How readers can reach you.
        contact: RawContact,
        /// Your profiles on other sites.
        links: Vec<RawLink>,
    }
}
raw! {
    /// A picture of the owner.
    RawPhoto {
        /// Name of the file, in `files/`.
        file: String,
        /// Description of the picture for people who cannot see it.
        alt: String,
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
        /// E-mail address that readers can write to.
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
        /// Id by which case studies refer to this position.
        id: String,
        /// Job title, such as `Principal`.
        title: String,
        /// Name of the school or organization.
        organisation: String,
        /// Whether the name of the organization was changed.
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
    /// A language that the owner speaks.
    RawLanguage {
        /// Name of the language.
        language: String,
        /// Level of fluency, in words, such as `Native`.
        fluency: String,
    }
}
raw! {
    /// The copyright notice of the site.
    RawCopyright {
        /// Name of the copyright holder.
        holder: String,
        /// First year of the copyright.
        since: PartialDate,
        /// License or terms of use, such as `CC BY 4.0`.
        licence: String,
    }
}
raw! {
    /// A deployment target. It never holds a password or token, because this file is shared.
    RawDeployTarget {
        /// Kind of host: `folder`, `zip`, `sftp`, `rsync`, `git`, `github`, `netlify`, `cloudflare-pages`, `s3`, `gcs`
        /// or `azure`.
        kind: DeployTargetKind,
        /// For `folder` and `zip`: the path of the folder or zip file, relative to the portfolio. For `sftp` and
        /// `rsync`: the folder on the server.
        path: String,
        /// For `sftp` and `rsync`: the name of the server, such as `www.example.org`.
        host: String,
        /// For `sftp` and `rsync`: the port of the server; 22 by default.
        port: u16,
        /// For `sftp` and `rsync`: your user name on the server.
        user: String,
        /// For `sftp` and `rsync`: your private key file, unless it is one of the default ones in `~/.ssh`.
        key: String,
        /// For `git`: the repository, by the name of a remote or by its address; `origin` by default.
        remote: String,
        /// For `github`: the repository, as `owner/name`.
        repo: String,
        /// For `git` and `github`: the branch; `gh-pages` by default.
        branch: String,
        /// For `git` and `github`: your own domain, if the site has one.
        domain: String,
        /// For `netlify`: the site, by its name such as `my-portfolio.netlify.app`, or by its id.
        site: String,
        /// For `cloudflare-pages`: the name of the project.
        project: String,
        /// For `azure`: the storage account. For `cloudflare-pages`: the id of your account.
        account: String,
        /// For `azure`: the container; `$web` by default.
        container: String,
        /// For `s3` and `gcs`: the bucket.
        bucket: String,
        /// For `s3`: the region; `us-east-1` by default.
        region: String,
        /// Address of the service, if it is not the default one: for Cloudflare R2, Backblaze B2, MinIO or GitHub
        /// Enterprise.
        endpoint: String,
        /// For `s3`, `gcs` and `azure`: the folder within the bucket or container.
        prefix: String,
        /// File that tells the host which security headers to send: `_headers` (the default for `zip`, `netlify` and
        /// `cloudflare-pages`), `netlify.toml`, `staticwebapp.config.json`, `.htaccess` or `none`.
        headers: HeaderFile,
        /// Web address of the site on this host, if it differs from `url` of the portfolio.
        url: String,
        /// Who the site is for: `public` (the default) or `panel`.
        audience: Visibility,
    }
}
raw! {
    /// Where readers' comments are stored.
    RawCommentSettings {
        /// `files` in `comments/` (the default), or a service that stores them: `isso`, `giscus`, `utterances`,
        /// `remark42`.
        by: CommentService,
        /// Kinds of pages that have comments: `case-studies`, `approaches`, `pages`; all by default.
        kinds: Vec<CommentablePage>,
        /// For `isso` and `remark42`: the web address of your server.
        server: String,
        /// For `remark42`: the id of your site on that server.
        site: String,
        /// For `giscus` and `utterances`: the public repository on GitHub, as `owner/name`.
        repo: String,
        /// For `giscus`: the value of `data-repo-id` from giscus.app.
        repo_id: String,
        /// For `giscus`: the category of discussions.
        category: String,
        /// For `giscus`: the value of `data-category-id` from giscus.app.
        category_id: String,
    }
}
raw! {
    /// Rules that protect the people in the portfolio.
    RawPrivacy {
        /// Smallest number of students for which a figure may be published; 10 by default.
        min_group_size: u32,
        /// How minors are shown; `role_only` by default.
        minors: MinorsPolicy,
        /// Whether readers can leave comments; `off` by default.
        comments: Switch,
    }
}

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
        /// Who may see the page; `public` by default, which means anyone who knows its web address.
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
raw! {
    /// `program.yaml`: what a university or a district requires of a portfolio.
    RawProgram {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the program is fictional.
        sample: bool,
        /// Name of the program.
        name: String,
        /// Framework by which the program measures the portfolio, an id from `standards/`.
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
        /// Number of artifacts required as evidence for it.
        artifacts: u32,
        /// Whether a text in `why` is required.
        narrative: bool,
        /// Number of words required in that text.
        words: RawRange,
    }
}
