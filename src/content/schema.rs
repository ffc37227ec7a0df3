//! What an author may write, field by field: as written, nothing believed yet.
//!
//! Every field may be missing and unknown ones are refused; what must be there, and what it means, is decided in
//! `portfolio::resolve`. The same types make the JSON Schema that editors use.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::date::PartialDate;
use super::scalar::{Scalar, Switch};
use super::vocabulary::{
    ArtifactType, Cadence, Claim, Collector, Commented, CommentsBy, ComparisonKind, ConsentBy, Contains,
    Direction, EvaluationLevel, EventKind, FrameworkStatus, HeaderFile, Initiator, Joined, Minor,
    MinorsPolicy, OutcomeKind, PageKind, PermissionFrom, PermissionStatus, PersonKind, PitfallKind,
    Redaction, ReleaseStatus, Resolved, Scope, Selection, ShareWith, ShowAs, SourceType, Status, SupportKind,
    TargetKind, TestimonialSource, Verdict, Visibility,
};

/// Declares a group of optional fields, as written.
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
    /// Front matter of `case-studies/*.md`.
    RawCaseStudy {
        /// Version of this format: 1.
        schema: u32,
        /// Whether the content is invented: prints a banner.
        sample: bool,
        /// Name of the case study in references; the file's name by default.
        id: String,
        /// Last part of its address; the id by default.
        slug: String,
        /// Title, at most 90 characters.
        title: String,
        /// One or two sentences that a panel member can read in ten seconds, at most 60 words.
        summary: String,
        /// Where the work stands.
        status: Status,
        /// Why it was stopped.
        status_reason: String,
        /// Your overall answer, once it is completed or stopped.
        verdict: Verdict,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// When the page was last revised.
        updated: PartialDate,
        /// First day of publication; a day in the future holds the page back.
        date: PartialDate,
        /// Holds the page back until it is taken away.
        draft: bool,
        /// Old addresses that lead here.
        aliases: Vec<String>,
        /// Approaches that it is an example of.
        approaches: Vec<String>,
        /// Tags.
        themes: Vec<String>,
        /// The post that you held, an id from `positions` in `portfolio.yaml`.
        position: String,
        /// The problem in a sentence, at most 40 words.
        problem: String,
        /// What you learnt, in one sentence.
        lesson: String,
        /// Warnings that you accept, with the reason.
        lint_ack: Vec<RawAcknowledgement>,
        /// Who had the idea.
        initiated_by: RawInitiated,
        /// Who really led, ids from `people.yaml`.
        led_by: Vec<String>,
        /// The one who answers for the result, an id from `people.yaml`; normally the owner.
        accountable: String,
        /// Why that is not you.
        accountable_note: String,
        /// Who worked on it.
        team: Vec<String>,
        /// Who was asked.
        consulted: Vec<String>,
        /// Who was told.
        informed: Vec<String>,
        /// What was handed over.
        delegation: RawDelegation,
        /// How you kept in touch.
        communication: RawCommunication,
        /// When the work began.
        start: PartialDate,
        /// When it ended; leave it out, or `null`, while it goes on.
        end: PartialDate,
        /// What happened, setbacks included.
        timeline: Vec<RawEvent>,
        /// Inputs to impact.
        logic: RawLogic,
        /// Results.
        outcomes: Vec<RawOutcome>,
        /// What got in the way.
        pitfalls: Vec<RawPitfall>,
        /// Standards that it speaks to.
        standards: Vec<RawStandardClaim>,
        /// Proof.
        artifacts: Vec<RawArtifact>,
        /// Who has read and confirmed the page.
        checked_with: Vec<RawCheck>,
    }
}
raw! {
    /// A warning that is accepted, on the record.
    RawAcknowledgement {
        /// Id of the rule, such as `DEL-07`.
        rule: String,
        /// Why it is accepted.
        why: String,
    }
}
raw! {
    /// Who had the idea.
    RawInitiated {
        /// Ids from `people.yaml`.
        people: Vec<String>,
        /// What they are to the work.
        kind: Initiator,
    }
}
raw! {
    /// What was handed over.
    RawDelegation {
        /// Level of delegation now or at the end, 1 (tell) to 7 (delegate).
        level: i64,
        /// How people came to lead.
        joined: Joined,
        /// How the level changed.
        history: Vec<RawLevelChange>,
        /// What was really given.
        authority: Vec<String>,
        /// Where it ends.
        limits: Vec<String>,
        /// What you kept.
        retained: Vec<String>,
        /// Who decides what.
        decisions: Vec<RawDecision>,
        /// Means that came with it.
        support: Vec<RawSupport>,
        /// When you would step in.
        take_back: String,
    }
}
raw! {
    /// A step in the history of a handover.
    RawLevelChange {
        /// From when.
        date: PartialDate,
        /// The level from then on.
        level: i64,
        /// Why.
        why: String,
    }
}
raw! {
    /// An area of decision.
    RawDecision {
        /// What is decided.
        area: String,
        /// By whom, ids from `people.yaml`.
        decided_by: Vec<String>,
        /// At what level.
        level: i64,
        /// Within which limit.
        limit: String,
    }
}
raw! {
    /// Means that came with a handover.
    RawSupport {
        /// What sort.
        kind: SupportKind,
        /// In words.
        what: String,
        /// How much.
        amount: f64,
        /// Of what.
        unit: String,
    }
}
raw! {
    /// How you kept in touch.
    RawCommunication {
        /// Where word is passed.
        channels: Vec<String>,
        /// Regular meetings.
        check_ins: Vec<RawCheckIn>,
        /// How a problem is raised.
        escalation: String,
        /// The shared record: an artifact's id, or words.
        record: String,
    }
}
raw! {
    /// A regular meeting.
    RawCheckIn {
        /// With whom, ids from `people.yaml`.
        with: Vec<String>,
        /// How often.
        cadence: Cadence,
        /// How long.
        minutes: u32,
        /// What for.
        purpose: String,
    }
}
raw! {
    /// An entry of the timeline.
    RawEvent {
        /// When.
        date: PartialDate,
        /// What sort.
        kind: EventKind,
        /// What happened.
        event: String,
    }
}
raw! {
    /// A logic model.
    RawLogic {
        /// What went in.
        inputs: Vec<String>,
        /// What was done.
        activities: Vec<String>,
        /// What was produced.
        outputs: Vec<String>,
        /// What changed.
        outcomes: Vec<String>,
        /// What it led to.
        impact: Vec<String>,
        /// What was taken for granted.
        assumptions: Vec<String>,
    }
}
raw! {
    /// A result.
    RawOutcome {
        /// Its name in references.
        id: String,
        /// Measured or described.
        kind: OutcomeKind,
        /// Whether this is the one to judge by.
        primary: bool,
        /// What was measured.
        metric: String,
        /// `percent`, `count`, `points`, `rate`, `hours`, `minutes`, `currency:USD` or your own word.
        unit: String,
        /// Which way is better.
        direction: Direction,
        /// Who was counted.
        population: String,
        /// Before.
        baseline: RawMeasure,
        /// Why there is no baseline.
        baseline_note: String,
        /// Aim.
        target: RawMeasure,
        /// After.
        result: RawMeasure,
        /// Points in between.
        series: Vec<RawMeasure>,
        /// The change, which is checked against the figures.
        change: RawChange,
        /// Others, for comparison.
        comparison: RawComparison,
        /// Where the figures come from.
        source: RawSource,
        /// How strong the claim is; `reported` by default.
        claim: Claim,
        /// How the work contributed, and what else could explain it.
        contribution: String,
        /// Level of evaluation of professional learning.
        evaluation_level: EvaluationLevel,
        /// Whether it is a side effect.
        unintended: bool,
        /// What to keep in mind.
        caveats: Vec<String>,
        /// A described outcome, in a sentence.
        statement: String,
        /// How it was found.
        method: String,
        /// How cases were picked.
        selection: Selection,
        /// When it was found.
        date: PartialDate,
        /// Someone's words.
        quote: RawQuote,
    }
}
raw! {
    /// A figure.
    RawMeasure {
        /// The figure.
        value: f64,
        /// When.
        date: PartialDate,
        /// How many were counted.
        n: u64,
        /// A remark.
        note: String,
    }
}
raw! {
    /// A change, to be checked.
    RawChange {
        /// How much.
        value: f64,
        /// The outcome's unit, `percentage_points` or `percent`.
        unit: String,
    }
}
raw! {
    /// Others, for comparison.
    RawComparison {
        /// What sort.
        kind: ComparisonKind,
        /// Who they are.
        label: String,
        /// Before.
        baseline: f64,
        /// After.
        result: f64,
    }
}
raw! {
    /// Where figures come from.
    RawSource {
        /// Its name.
        name: String,
        /// What sort.
        r#type: SourceType,
        /// Who collected them.
        collected_by: Collector,
        /// Id of an artifact.
        artifact: String,
        /// Address.
        url: String,
    }
}
raw! {
    /// Someone's words.
    RawQuote {
        /// The words.
        text: String,
        /// Who said them, an id from `people.yaml`.
        speaker: String,
    }
}
raw! {
    /// A pitfall that was met.
    RawPitfall {
        /// What sort.
        kind: PitfallKind,
        /// What happened.
        what: String,
        /// What was done about it.
        mitigation: String,
        /// Whether that helped.
        resolved: Resolved,
        /// When.
        date: PartialDate,
    }
}
raw! {
    /// A standard that is cited.
    RawStandardClaim {
        /// Framework and standard, such as `psel-2015/7`.
        r#ref: String,
        /// Why it belongs here.
        why: String,
        /// Ids of outcomes and artifacts that show it.
        evidence: Vec<String>,
    }
}
raw! {
    /// A piece of proof.
    RawArtifact {
        /// Its name in references.
        id: String,
        /// What sort.
        r#type: ArtifactType,
        /// Its title.
        title: String,
        /// What it shows and why that matters.
        caption: String,
        /// When it was made.
        date: PartialDate,
        /// Who made it.
        made_by: String,
        /// Its file, from `files/` or beside the page.
        file: String,
        /// Its address elsewhere.
        href: String,
        /// What a picture shows, for those who do not see it.
        alt: String,
        /// Whether a picture is mere decoration.
        decorative: bool,
        /// File with the spoken words.
        transcript: String,
        /// File with captions (WebVTT).
        captions: String,
        /// How much was blacked out.
        redaction: Redaction,
        /// Whom or what it shows.
        contains: Vec<Contains>,
        /// Whether faces can be recognised.
        faces: bool,
        /// Who is in it, ids from `people.yaml`.
        people: Vec<String>,
        /// Release forms of the people in it.
        release: RawRelease,
        /// Leave to show it.
        permission: RawPermission,
        /// Terms of use.
        licence: String,
        /// Who may see it; `public` by default.
        visibility: Visibility,
    }
}
raw! {
    /// Release forms.
    RawRelease {
        /// Where they stand.
        status: ReleaseStatus,
        /// Where they are kept.
        r#ref: String,
        /// Until when they hold.
        expires: PartialDate,
        /// What for, in words.
        scope: String,
    }
}
raw! {
    /// Leave to show a document or a testimonial.
    RawPermission {
        /// Whose.
        from: PermissionFrom,
        /// Where it stands.
        status: PermissionStatus,
        /// When it was given.
        date: PartialDate,
        /// Whether the words may be edited.
        may_edit: bool,
    }
}
raw! {
    /// Someone who has read and confirmed a page.
    RawCheck {
        /// An id from `people.yaml`.
        person: String,
        /// When.
        date: PartialDate,
        /// A remark.
        note: String,
    }
}
raw! {
    /// Front matter of `approaches/*.md`.
    RawApproach {
        /// Version of this format: 1.
        schema: u32,
        /// Whether the content is invented: prints a banner.
        sample: bool,
        /// Name in references; the file's name by default.
        id: String,
        /// Last part of its address; the id by default.
        slug: String,
        /// Title.
        title: String,
        /// Other names.
        aka: Vec<String>,
        /// In a sentence or two.
        summary: String,
        /// When you use it, in one sentence.
        stance: String,
        /// Further reading.
        sources: Vec<RawReference>,
        /// What goes wrong with it.
        pitfalls: Vec<RawApproachPitfall>,
        /// What the leader keeps.
        leader_keeps: Vec<String>,
        /// Questions to ask first.
        checklist: Vec<String>,
        /// Ids of other approaches.
        related: Vec<String>,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// When the page was last revised.
        updated: PartialDate,
        /// First day of publication; a day in the future holds the page back.
        date: PartialDate,
        /// Holds the page back until it is taken away.
        draft: bool,
        /// Old addresses that lead here.
        aliases: Vec<String>,
    }
}
raw! {
    /// A book or article.
    RawReference {
        /// Author.
        who: String,
        /// Year.
        year: PartialDate,
        /// Title and place.
        what: String,
        /// The idea taken from it.
        idea: String,
        /// Address.
        url: String,
    }
}
raw! {
    /// A pitfall of an approach.
    RawApproachPitfall {
        /// What sort; joins it to the pitfalls of case studies.
        kind: PitfallKind,
        /// Its name.
        title: String,
        /// How to notice it.
        signs: Vec<String>,
        /// What guards against it.
        guard: String,
    }
}
raw! {
    /// Front matter of `pages/*.md` and `index.md`.
    RawPage {
        /// Version of this format: 1.
        schema: u32,
        /// Whether the content is invented: prints a banner.
        sample: bool,
        /// Name in references; the file's name by default.
        id: String,
        /// Last part of its address; the id by default.
        slug: String,
        /// An address of its own, such as `/entry-plan/`.
        url: String,
        /// Title.
        title: String,
        /// In a sentence or two.
        summary: String,
        /// What sort of page it is.
        kind: PageKind,
        /// Dated versions.
        versions: Vec<RawVersion>,
        /// The version in force.
        current: PartialDate,
        /// Whether it stands in the main navigation, or under which shorter name.
        navigation: Scalar,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// When the page was last revised.
        updated: PartialDate,
        /// First day of publication; a day in the future holds the page back.
        date: PartialDate,
        /// Holds the page back until it is taken away.
        draft: bool,
        /// Old addresses that lead here.
        aliases: Vec<String>,
    }
}
raw! {
    /// A dated version of a page.
    RawVersion {
        /// When.
        date: PartialDate,
        /// What changed.
        note: String,
    }
}
raw! {
    /// `people.yaml`.
    RawPeople {
        /// Version of this format: 1.
        schema: u32,
        /// Whether the people are invented.
        sample: bool,
        /// Everyone who appears in the portfolio.
        people: Vec<RawPerson>,
    }
}
raw! {
    /// `people.private.yaml`: real names, to be looked for in what would be published; no build reads it.
    RawWatchList {
        /// Version of this format: 1.
        schema: u32,
        /// Whether the content is invented.
        sample: bool,
        /// Whom to look for.
        watch_for: Vec<RawWatched>,
    }
}
raw! {
    /// A person whose names must not appear.
    RawWatched {
        /// Their id in `people.yaml`.
        person: String,
        /// What they are called.
        names: Vec<String>,
    }
}
raw! {
    /// A person or group.
    RawPerson {
        /// Name in references: `p-` and a word that is no part of the person's name.
        id: String,
        /// Who they are to you.
        kind: PersonKind,
        /// What is printed by default.
        role: String,
        /// How many, for a group.
        size: u32,
        /// How much you want to show; `role` by default.
        show_as: ShowAs,
        /// Only the parts of the name that may be shown.
        name: RawName,
        /// Whether they are under age.
        minor: Minor,
        /// Whether you are their superior.
        reports_to_owner: bool,
        /// What they agreed to.
        consent: RawConsent,
    }
}
raw! {
    /// The parts of a name that may be shown.
    RawName {
        /// First name.
        first: String,
        /// Full name.
        full: String,
    }
}
raw! {
    /// What a person agreed to.
    RawConsent {
        /// Where it stands.
        status: PermissionStatus,
        /// To what.
        scope: Vec<Scope>,
        /// Who gave it.
        by: ConsentBy,
        /// When.
        date: PartialDate,
        /// Until when.
        expires: PartialDate,
        /// Where the form is kept; never the form.
        record: String,
        /// Your statement that saying no had no cost.
        free_to_refuse: bool,
        /// A remark.
        note: String,
    }
}
raw! {
    /// `testimonials.yaml`.
    RawTestimonials {
        /// Version of this format: 1.
        schema: u32,
        /// Whether they are invented.
        sample: bool,
        /// What others said.
        testimonials: Vec<RawTestimonial>,
    }
}
raw! {
    /// What someone said.
    RawTestimonial {
        /// Name in references.
        id: String,
        /// Who said it, an id from `people.yaml`.
        from: String,
        /// What they are to you; readers weigh it.
        relation: String,
        /// When.
        date: PartialDate,
        /// Ids of case studies that it is about.
        about: Vec<String>,
        /// The words.
        text: String,
        /// Leave to show it.
        permission: RawPermission,
        /// Who may see it; `public` by default.
        visibility: Visibility,
        /// How it was given.
        source: TestimonialSource,
    }
}
raw! {
    /// `comments/**/*.yaml`: what readers said about a page.
    RawComments {
        /// Version of this format: 1.
        schema: u32,
        /// Whether they are invented.
        sample: bool,
        /// The comments, in the order that they are shown.
        comments: Vec<RawComment>,
    }
}
raw! {
    /// A comment that you approved.
    RawComment {
        /// Who said it, an id from `people.yaml`; they must have agreed to be quoted.
        from: String,
        /// The words.
        text: String,
        /// When.
        date: PartialDate,
        /// Leave to show it.
        permission: RawPermission,
        /// Your answer.
        reply: String,
        /// Who may see it; `public` by default.
        visibility: Visibility,
    }
}
raw! {
    /// `standards/*.yaml`: titles only, never a standard's text.
    RawFramework {
        /// Version of this format: 1.
        schema: u32,
        /// Whether it is invented.
        sample: bool,
        /// Name in references; the file's name by default.
        id: String,
        /// Its full name.
        name: String,
        /// Its short name.
        short: String,
        /// Who publishes it.
        publisher: String,
        /// Edition.
        year: PartialDate,
        /// A remark on that.
        year_note: String,
        /// Country code.
        country: String,
        /// Whether it is in force.
        status: FrameworkStatus,
        /// A remark on that.
        status_note: String,
        /// Id of the framework that replaced it.
        superseded_by: String,
        /// Address of the document.
        source_url: String,
        /// What may be copied.
        licence_note: String,
        /// Whether the titles are the publisher's own.
        titles_official: bool,
        /// What its parts are called: `standard`, `domain`, `competency` or your own word.
        unit: String,
        /// Groups of standards.
        sections: Vec<RawStandard>,
        /// Its standards.
        standards: Vec<RawStandard>,
        /// Requirements besides the standards.
        requirements: Vec<RawStandard>,
        /// Attributes besides the standards.
        attributes: Vec<RawStandard>,
        /// Your own mapping to other frameworks.
        crosswalk: Vec<RawCrosswalk>,
    }
}
raw! {
    /// A standard.
    RawStandard {
        /// Its number or letter.
        id: String,
        /// Its title.
        title: String,
        /// The group that it belongs to.
        group: String,
    }
}
raw! {
    /// A line of a mapping between frameworks.
    RawCrosswalk {
        /// A standard of this framework.
        from: String,
        /// A standard of another, such as `tlms-2011/3`.
        to: String,
        /// In what way.
        note: String,
        /// Who says so.
        by: String,
    }
}
raw! {
    /// `portfolio.yaml`.
    RawPortfolio {
        /// Version of this format: 1.
        schema: u32,
        /// Whether the content is invented: prints a banner.
        sample: bool,
        /// Name of the site; your name by default.
        title: String,
        /// Address of the site, such as `https://example.org/portfolio/`.
        url: String,
        /// Language of the texts; `en` by default.
        language: String,
        /// The look; `commons` by default.
        theme: String,
        /// Options of the look.
        theme_options: BTreeMap<String, Scalar>,
        /// Whether HTML in Markdown is published; `false` by default.
        raw_html: bool,
        /// Who you are.
        profile: RawProfile,
        /// Posts held.
        positions: Vec<RawPosition>,
        /// Degrees.
        education: Vec<RawEducation>,
        /// Licences and certificates.
        credentials: Vec<RawCredential>,
        /// Courses.
        learning: Vec<RawLearning>,
        /// Awards.
        awards: Vec<RawAward>,
        /// Publications.
        publications: Vec<RawPublication>,
        /// Languages that you speak.
        languages: Vec<RawLanguage>,
        /// Frameworks of standards that the portfolio speaks to, ids of files in `standards/`.
        frameworks: Vec<String>,
        /// The one that it is built around.
        primary_framework: String,
        /// Ids of the case studies on the home page, in order; three is plenty.
        featured: Vec<String>,
        /// Links by which readers may pass a page on: `[email, linkedin, facebook, bluesky, mastodon]`; none by default.
        share: Vec<ShareWith>,
        /// The month that a year of work begins with, 1 to 12, in lists of evidence by year; 1 by default.
        year_starts: u32,
        /// A page on which readers search the portfolio; `off` by default.
        search: Switch,
        /// Where readers leave comments, when `privacy.comments` is `on`; from files by default.
        comments: RawCommentsFrom,
        /// Where `leadfolio deploy` puts the site, by a name of yours.
        deploy: BTreeMap<String, RawTarget>,
        /// Who holds the copyright.
        copyright: RawCopyright,
        /// Rules for the people in it.
        privacy: RawPrivacy,
    }
}
raw! {
    /// Who you are.
    RawProfile {
        /// Full name.
        name: String,
        /// A remark on the name, never printed.
        name_note: String,
        /// One line under the name.
        headline: String,
        /// A paragraph.
        bio: String,
        /// A picture.
        photo: RawPhoto,
        /// Where you are; never an address.
        location: RawLocation,
        /// How to reach you.
        contact: RawContact,
        /// Your pages elsewhere.
        links: Vec<RawLink>,
    }
}
raw! {
    /// A picture of the owner.
    RawPhoto {
        /// Its file, from `files/`.
        file: String,
        /// What it shows.
        alt: String,
    }
}
raw! {
    /// Where the owner is.
    RawLocation {
        /// City.
        city: String,
        /// Region.
        region: String,
        /// Two letters.
        country_code: String,
    }
}
raw! {
    /// How to reach the owner.
    RawContact {
        /// E-mail address.
        email: String,
        /// Telephone number; rarely needed on a public page.
        phone: String,
    }
}
raw! {
    /// A page elsewhere.
    RawLink {
        /// `LinkedIn`, `Facebook`, …
        network: String,
        /// Your name there.
        username: String,
        /// Its address.
        url: String,
    }
}
raw! {
    /// A post held.
    RawPosition {
        /// Name in references.
        id: String,
        /// Its title.
        title: String,
        /// Where.
        organisation: String,
        /// Whether the organisation's name was changed.
        anonymised: bool,
        /// Since when.
        start: PartialDate,
        /// Until when; `null` for the present post.
        end: PartialDate,
        /// Facts about the place.
        setting: RawSetting,
        /// In a sentence or two.
        summary: String,
        /// What was done.
        highlights: Vec<String>,
    }
}
raw! {
    /// Facts about a place of work.
    RawSetting {
        /// Phase or branch.
        phase: String,
        /// How many learners, patients, staff.
        roll: u32,
        /// In words.
        context: String,
    }
}
raw! {
    /// A degree.
    RawEducation {
        /// Where.
        institution: String,
        /// Degree.
        award: String,
        /// Subject.
        area: String,
        /// Since when.
        start: PartialDate,
        /// Until when.
        end: PartialDate,
    }
}
raw! {
    /// A licence or certificate; its number is never published.
    RawCredential {
        /// Its name.
        name: String,
        /// Who gave it.
        issuer: String,
        /// When.
        date: PartialDate,
        /// Until when it holds.
        expires: PartialDate,
    }
}
raw! {
    /// A course.
    RawLearning {
        /// Its name.
        name: String,
        /// Who gave it.
        provider: String,
        /// When.
        date: PartialDate,
        /// How long.
        hours: f64,
        /// In a sentence.
        summary: String,
        /// Address.
        url: String,
    }
}
raw! {
    /// An award.
    RawAward {
        /// Its name.
        title: String,
        /// When.
        date: PartialDate,
        /// Who gave it.
        awarder: String,
        /// In a sentence.
        summary: String,
    }
}
raw! {
    /// A publication.
    RawPublication {
        /// Its title.
        name: String,
        /// Where.
        publisher: String,
        /// When.
        release_date: PartialDate,
        /// Address.
        url: String,
        /// In a sentence.
        summary: String,
    }
}
raw! {
    /// A language that the owner speaks.
    RawLanguage {
        /// Its name.
        language: String,
        /// How well.
        fluency: String,
    }
}
raw! {
    /// Who holds the copyright.
    RawCopyright {
        /// Name.
        holder: String,
        /// First year.
        since: PartialDate,
        /// Terms of use.
        licence: String,
    }
}
raw! {
    /// Where a site is put. No password stands here: this file is shared.
    RawTarget {
        /// `folder`, `zip`, `sftp`, `rsync`, `git`, `github`, `netlify`, `cloudflare-pages`, `s3`, `gcs` or `azure`.
        kind: TargetKind,
        /// For `folder` and `zip`: where, from the folder of the portfolio. For `sftp` and `rsync`: the folder on the server.
        path: String,
        /// For `sftp` and `rsync`: the name of the server.
        host: String,
        /// For `sftp` and `rsync`: 22 by default.
        port: u16,
        /// For `sftp` and `rsync`: your name on the server.
        user: String,
        /// For `sftp` and `rsync`: the file of your private key, when it is none of the usual ones in `~/.ssh`.
        key: String,
        /// For `git`: the repository, a name such as `origin` or an address; `origin` by default.
        remote: String,
        /// For `github`: the repository, `owner/name`.
        repo: String,
        /// For `git` and `github`: the branch; `gh-pages` by default.
        branch: String,
        /// For `git` and `github`: a domain of your own, for GitHub Pages and its like.
        domain: String,
        /// For `netlify`: the site, by its name such as `my-portfolio.netlify.app`, or its id.
        site: String,
        /// For `cloudflare-pages`: the project.
        project: String,
        /// For `azure`: the storage account. For `cloudflare-pages`: the id of your account.
        account: String,
        /// For `azure`: the container; `$web` by default.
        container: String,
        /// For `s3` and `gcs`: the bucket.
        bucket: String,
        /// For `s3`: the region; `us-east-1` by default.
        region: String,
        /// The address of the service, for others than the usual: Cloudflare R2, Backblaze B2, MinIO, GitHub Enterprise.
        endpoint: String,
        /// For `s3`, `gcs` and `azure`: the folder in the bucket.
        prefix: String,
        /// The file that tells the host to send strict headers: `_headers` (by default for `zip`, `netlify` and `cloudflare-pages`), `netlify.toml`, `staticwebapp.config.json`, `.htaccess` or `none`.
        headers: HeaderFile,
        /// Address of the site there, in place of `url`.
        url: String,
        /// Who it is for: `public` by default, or `panel`.
        audience: Visibility,
    }
}
raw! {
    /// Where comments are kept.
    RawCommentsFrom {
        /// `files` in `comments/`, or a service whose server keeps them: `isso`, `giscus`, `utterances`, `remark42`.
        by: CommentsBy,
        /// Kinds of pages that have comments: `case-studies`, `approaches`, `pages`; all by default.
        kinds: Vec<Commented>,
        /// For `isso` and `remark42`: the address of your server.
        server: String,
        /// For `remark42`: the name of your site there.
        site: String,
        /// For `giscus` and `utterances`: the public repository on GitHub, `owner/name`.
        repo: String,
        /// For `giscus`: what its page gives you as `data-repo-id`.
        repo_id: String,
        /// For `giscus`: the category of discussions.
        category: String,
        /// For `giscus`: what its page gives you as `data-category-id`.
        category_id: String,
    }
}
raw! {
    /// Rules for the people in the portfolio.
    RawPrivacy {
        /// A figure for fewer students is refused; 10 by default.
        min_group_size: u32,
        /// How minors appear.
        minors: MinorsPolicy,
        /// Whether readers can leave comments; `off` by default.
        comments: Switch,
    }
}

raw! {
    /// `packs/*.yaml`: a few case studies for one panel.
    RawPack {
        /// Version of this format: 1.
        schema: u32,
        /// Whether the content is invented.
        sample: bool,
        /// Last part of its address; the file's name by default.
        id: String,
        /// What the panel reads on top, such as its own name.
        title: String,
        /// A sentence or two to the panel.
        intro: String,
        /// The last day that the page is published.
        until: PartialDate,
        /// Who may see the page; `public` by default, which means: whoever knows its address.
        visibility: Visibility,
        /// One to five case studies, in your order.
        cases: Vec<RawPackCase>,
    }
}
raw! {
    /// A case study in a pack.
    RawPackCase {
        /// Which, by its id.
        case: String,
        /// What the panel asks for, in its own words.
        criterion: String,
        /// Why this case study answers it, in one sentence.
        why: String,
    }
}
raw! {
    /// `program.yaml`: what a university or a district asks of a portfolio.
    RawProgram {
        /// Version of this format: 1.
        schema: u32,
        /// Whether the content is invented.
        sample: bool,
        /// What it is called.
        name: String,
        /// Framework that the portfolio is measured by, an id from `standards/`.
        framework: String,
        /// How many artifacts the whole portfolio needs.
        artifacts: RawRange,
        /// What every standard needs.
        each_standard: RawStandardNeed,
        /// Standards that need something else.
        standards: Vec<RawStandardNeed>,
        /// Pages that must be there, by their ids.
        pages: Vec<String>,
        /// How many words a reflection has.
        reflection_words: RawRange,
        /// For how many years the figures must reach.
        years_of_data: u32,
        /// Whether every picture or recording of people needs a release on file.
        releases: bool,
    }
}
raw! {
    /// From and to, either of which may be left out.
    RawRange {
        /// At least.
        least: u32,
        /// At most.
        most: u32,
    }
}
raw! {
    /// What a standard needs.
    RawStandardNeed {
        /// Which, by its number; for every standard when there is none.
        id: String,
        /// How many artifacts are evidence for it.
        artifacts: u32,
        /// Whether the claim says why, in `why`.
        narrative: bool,
        /// How many words that has.
        words: RawRange,
    }
}
