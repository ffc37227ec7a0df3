//! The template API: the types that a theme's templates read, field by field.
//!
//! These types are the contract with theme authors. The tables of values in `themes/README.md` are generated from the
//! doc comments of this module, and a test keeps the two equal. All values are ready to print: labels are text, dates
//! carry their text, people are shown as their consent allows. A template selects and arranges; it computes nothing.
//!
//! Links are a `path` without a leading slash, to be written after `root`: `{{ root }}{{ page.path }}`. `root` is `/`,
//! the path of the base URL, or `../` repeated, so that one template works at every address.

mod views;

use serde::Serialize;

pub use self::views::{
    AppearanceContext, BookChapter, BookContext, BookPart, BriefContext, CommentContext, ConsentContext,
    ConsentRow, CoverageContext, EvidenceByYear, EvidenceByYearRow, GuardContext, HandoverContext,
    InterviewCard, LedgerEntry, LedgerGroup, LevelGroup, LevelHistoryContext, MatrixCell, MatrixStudy,
    PackContext, QuestionContext, RaciRow, RequirementContext, SearchContext, SearchFilter, SearchGroup,
    SummaryContext,
};

/// A term of a fixed vocabulary: `id` for code and style sheets, `label` for readers.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// Stable and machine-readable, such as `partly_met`.
    pub id: &'static str,
    /// Text for readers, such as "partly met".
    pub label: String,
}

/// A date, as precise as its author gave it.
#[derive(Clone, Debug, Serialize)]
pub struct DateText {
    /// `2024`, `2024-08` or `2024-08-19`, for `<time datetime>`.
    pub iso: String,
    /// "19 August 2024", "August 2024" or "2024".
    pub text: String,
}

/// A link to a page of the site.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The text of the link.
    pub title: String,
    /// Path of the page, to be written after `root`.
    pub path: String,
}

/// An item of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationItem {
    /// The text of the link.
    pub title: String,
    /// Path of the page, to be written after `root`.
    pub path: String,
    /// The section that it opens: equal to `page.section` on every page of that section, for `aria-current`.
    pub section: String,
}

/// The variable `site`: values that all pages share.
#[derive(Clone, Debug, Serialize)]
pub struct SiteContext {
    /// Title of the site.
    pub title: String,
    /// Absolute base URL with a trailing slash, when the settings have one.
    pub url: Option<String>,
    /// BCP 47 language tag, such as `en-GB`.
    pub language: String,
    /// Text direction for the `dir` attribute: `ltr` or `rtl`.
    pub direction: &'static str,
    /// Path of the home page.
    pub home: String,
    /// Path of the list of case studies.
    pub case_studies: String,
    /// Path of the list of tags.
    pub themes: String,
    /// The owner of the portfolio.
    pub owner: OwnerContext,
    /// The main navigation, in order.
    pub navigation: Vec<NavigationItem>,
    /// Links to the owner's profiles elsewhere (LinkedIn, Facebook).
    pub links: Vec<ExternalLink>,
    /// The copyright notice in the footer, when the portfolio names a holder.
    pub copyright: Option<CopyrightContext>,
    /// The theme's typed options by name (`accent`, `fonts`, `density`, `logo`).
    pub options: std::collections::BTreeMap<String, OptionContext>,
    /// Path of the style sheet.
    pub stylesheet: String,
    /// Path of the Atom feed.
    pub feed: String,
    /// Who this build is for: `public`, `panel` or `private`.
    pub audience: &'static str,
    /// The seven levels of delegation, from "Tell" to "Delegate".
    pub levels: Vec<LevelContext>,
    /// Path of the search page, when search is on.
    pub search: Option<String>,
}

/// The value of a theme option.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum OptionContext {
    /// A text, a color or a choice.
    Text(String),
    /// A switch, on when true.
    Switch(bool),
    /// A picture from `content/`.
    Picture(PictureContext),
    /// An option without a value.
    None,
}

/// The owner of the portfolio.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerContext {
    /// Full name, such as "Rowan Ellery".
    pub name: String,
    /// One line under the name.
    pub headline: Option<String>,
    /// A paragraph of plain text.
    pub bio: Option<String>,
    /// Portrait, when the profile has one.
    pub photo: Option<PictureContext>,
    /// Email address, when the owner publishes one.
    pub email: Option<String>,
    /// Phone number, when the owner publishes one.
    pub phone: Option<String>,
    /// City and region, as far as given: "Larkmere, Ohio".
    pub location: Option<String>,
}

/// A link to another site.
#[derive(Clone, Debug, Serialize)]
pub struct ExternalLink {
    /// Name of the service: "LinkedIn".
    pub network: String,
    /// Absolute URL, or a `mailto:` link.
    pub url: String,
}

/// A copyright notice: "© 2024–2026 Rowan Ellery".
#[derive(Clone, Debug, Serialize)]
pub struct CopyrightContext {
    /// Name of the copyright holder.
    pub holder: String,
    /// "2024" or "2024–2026".
    pub years: String,
    /// License or other terms of use.
    pub licence: Option<String>,
}

/// A picture with the attributes of an `img` element.
#[derive(Clone, Debug, Serialize)]
pub struct PictureContext {
    /// Path of the picture file.
    pub path: String,
    /// Width in CSS pixels, after rotation.
    pub width: u32,
    /// Height in CSS pixels, after rotation.
    pub height: u32,
    /// Text alternative; empty for a decorative picture.
    pub alt: String,
}

/// The variable `page`: metadata of the current page.
#[derive(Clone, Debug, Serialize)]
pub struct PageContext {
    /// `home`, `study`, `studies`, `approach`, `approaches`, `page`, `resume`, `standards`, `standard`,
    /// `overview`, `levels`, `pitfalls`, `summary`, `pack`, `interview`, `consent`, `themes`, `theme`, `search`,
    /// `book`, `missing` or `redirect`.
    pub kind: &'static str,
    /// The page's own title, without that of the site.
    pub title: String,
    /// One or two sentences for search engines and social cards.
    pub description: Option<String>,
    /// Path of the page itself.
    pub path: String,
    /// Path of the navigation item that it belongs to; empty for none.
    pub section: String,
    /// Absolute URL, when the site has a base URL.
    pub canonical: Option<String>,
    /// Whether the content is invented and declares so (`sample: true`): show the banner.
    pub sample: bool,
    /// Whether search engines are asked not to index the page, as in a panel build.
    pub noindex: bool,
    /// Why readers would not see the page yet, such as "it is a draft"; only in builds that include drafts.
    pub draft: Option<String>,
    /// Share links, one for each service that the owner chose: `network` is "LinkedIn", "e-mail" and so on.
    pub share: Vec<ExternalLink>,
    /// Whether readers may comment (`privacy.comments`); the theme's slot for comments stays empty otherwise.
    pub comments: bool,
    /// The embed of an external comment service, when one is set up.
    pub embed: Option<EmbedContext>,
    /// From the home page to the parent of this page; empty on the home page.
    pub breadcrumbs: Vec<Link>,
    /// Absolute URL of a picture for social cards.
    pub picture: Option<String>,
    /// Structured data for search engines: JSON-LD, already escaped for a script element.
    pub json_ld: String,
}

/// The embed of an external comment service: nothing loads from there until a reader presses the button.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedContext {
    /// Name of the service: "Isso".
    pub service: &'static str,
    /// Host that receives the reader's data: "comments.example.org".
    pub host: String,
    /// Whether comments are stored on GitHub, so that readers need an account there.
    pub on_github: bool,
    /// Path of the script that handles the button.
    pub script: String,
    /// What the script loads, as JSON: the value of the attribute `data-embed`.
    pub plan: String,
}

/// A person, as their consent allows them to be shown.
#[derive(Clone, Debug, Serialize)]
pub struct PersonContext {
    /// A name, "Nadia, Grade 7 science teacher", a role, or "someone not shown here".
    pub label: String,
    /// The role alone; for a hidden person the same as `label`.
    pub role: String,
    /// `owner`, `staff`, `student`, `family`, `community`, `board`, `partner`, `group`; none for a hidden person.
    pub kind: Option<&'static str>,
    /// Whether this is the owner of the portfolio.
    pub owner: bool,
    /// Number of members, for a group.
    pub size: Option<u32>,
}

/// One of the seven levels of delegation (Appelo).
#[derive(Clone, Debug, Serialize)]
pub struct LevelContext {
    /// 1 to 7: a position on a scale, not a score.
    pub number: u8,
    /// Name of the level: "Advise".
    pub name: &'static str,
    /// Explanation of the level: "they decide, after hearing the leader".
    pub meaning: &'static str,
}

/// A case study in a list.
#[derive(Clone, Debug, Serialize)]
pub struct StudyCard {
    /// Title of the case study.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// The author's summary, as plain text.
    pub summary: String,
    /// `proposed`, `ongoing`, `completed`, `stopped`.
    pub status: Label,
    /// `met`, `partly_met`, `not_met`, `too_early`.
    pub verdict: Option<Label>,
    /// "August 2024 – June 2025".
    pub period: String,
    /// Names of those who led, in one line.
    pub led_by: String,
    /// The current level of delegation, or the last one.
    pub level: LevelContext,
    /// Result of the primary outcome: "63% against a target of 65%".
    pub result: Option<String>,
    /// Lesson learned, in a sentence.
    pub lesson: Option<String>,
    /// Links to the pages of its tags.
    pub themes: Vec<Link>,
    /// Reading time in minutes at 238 words a minute, at least 1.
    pub reading_minutes: usize,
    /// Whether it is invented sample content.
    pub sample: bool,
}

/// A case study on its own page.
#[derive(Clone, Debug, Serialize)]
pub struct StudyContext {
    /// The values that lists show of it.
    pub card: StudyCard,
    /// Why the work was stopped.
    pub status_reason: Option<String>,
    /// Date of the last revision of the page.
    pub updated: Option<DateText>,
    /// Date of publication.
    pub date: Option<DateText>,
    /// The problem in a sentence.
    pub problem: Option<String>,
    /// Links to the approaches that it cites.
    pub approaches: Vec<Link>,
    /// The position held: "Principal, Larkmere Middle School".
    pub position: Option<String>,
    /// Start date of the work.
    pub start: DateText,
    /// End date of the work.
    pub end: Option<DateText>,
    /// Length of the work: "10 months".
    pub duration: Option<String>,
    /// Who had the idea for the work.
    pub initiated_by: Option<InitiatedContext>,
    /// The people who led the work.
    pub led_by: Vec<PersonContext>,
    /// The person who is accountable for the work.
    pub accountable: PersonContext,
    /// Why that person is not the owner.
    pub accountable_note: Option<String>,
    /// The people who worked on it.
    pub team: Vec<PersonContext>,
    /// The people who were consulted.
    pub consulted: Vec<PersonContext>,
    /// The people who were kept informed.
    pub informed: Vec<PersonContext>,
    /// All of them in one RACI table: responsible, accountable, consulted, informed.
    pub raci: Vec<RaciRow>,
    /// What was delegated, and within which limits.
    pub delegation: DelegationContext,
    /// How the people involved communicated.
    pub communication: CommunicationContext,
    /// Events from the start to the end of the work; empty when the author listed none.
    pub timeline: Vec<EventContext>,
    /// The logic model, from inputs to impact, when the author gave one.
    pub logic: Option<LogicContext>,
    /// Outcomes, the primary one first.
    pub outcomes: Vec<OutcomeContext>,
    /// Pitfalls that the work met.
    pub pitfalls: Vec<PitfallContext>,
    /// Standards that the work addresses.
    pub standards: Vec<StandardClaimContext>,
    /// Artifacts: files and links that support the claims.
    pub artifacts: Vec<ArtifactContext>,
    /// People who have read and confirmed the page.
    pub checked_with: Vec<CheckContext>,
    /// Testimonials about this case study.
    pub testimonials: Vec<TestimonialContext>,
    /// Number of words in the body.
    pub words: usize,
    /// Table of contents of the body: headings of levels 2 and 3.
    pub contents: Vec<HeadingContext>,
    /// The story: HTML, safe to print.
    pub body: String,
    /// Link to the next older case study.
    pub previous: Option<Link>,
    /// Link to the next newer case study.
    pub next: Option<Link>,
}

/// Who had the idea for the work.
#[derive(Clone, Debug, Serialize)]
pub struct InitiatedContext {
    /// `leader`, `delegate`, `joint`, `student`, `community`, `mandate`.
    pub kind: Option<Label>,
    /// The initiators, as far as the author names them.
    pub people: Vec<PersonContext>,
}

/// What was delegated, and within which limits.
#[derive(Clone, Debug, Serialize)]
pub struct DelegationContext {
    /// The current level of delegation, or the last one.
    pub level: LevelContext,
    /// How people came to lead: `volunteered`, `invited`, `elected`, `assigned`, `mixed`.
    pub joined: Option<Label>,
    /// Changes of the level, the oldest first.
    pub history: Vec<LevelChangeContext>,
    /// Authority that was actually given, a sentence each.
    pub authority: Vec<String>,
    /// Limits of that authority, a sentence each.
    pub limits: Vec<String>,
    /// What the leader kept, a sentence each.
    pub retained: Vec<String>,
    /// Areas of decision, each with the people who decide.
    pub decisions: Vec<DecisionContext>,
    /// Resources that came with the delegation.
    pub support: Vec<SupportContext>,
    /// Conditions under which the leader would step in.
    pub take_back: Option<String>,
}

/// A change of the level of delegation.
#[derive(Clone, Debug, Serialize)]
pub struct LevelChangeContext {
    /// Date from which the level applies.
    pub date: Option<DateText>,
    /// The level from that date on.
    pub level: LevelContext,
    /// Reason for the change, in the author's words.
    pub why: Option<String>,
}

/// An area of decision.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionContext {
    /// Name of the area: "the timetable".
    pub area: String,
    /// The people who decide.
    pub decided_by: Vec<PersonContext>,
    /// Level of delegation in this area, when the author gave one.
    pub level: Option<LevelContext>,
    /// Limit of the decision: "up to 500 USD".
    pub limit: Option<String>,
}

/// A resource that came with the delegation.
#[derive(Clone, Debug, Serialize)]
pub struct SupportContext {
    /// `time`, `money`, `training`, `coaching`, `logistics`, `access`, `cover`, `other`.
    pub kind: Label,
    /// Description in the author's words.
    pub what: Option<String>,
    /// "36 lessons", "1,500 USD".
    pub amount: Option<String>,
}

/// How the people involved communicated.
#[derive(Clone, Debug, Serialize)]
pub struct CommunicationContext {
    /// Whether there is anything to show; `false` when all other values are empty.
    pub any: bool,
    /// Channels of communication: "team chat".
    pub channels: Vec<String>,
    /// Regular meetings.
    pub check_ins: Vec<CheckInContext>,
    /// How problems are escalated.
    pub escalation: Option<String>,
    /// The shared record: a description, or the title of an artifact.
    pub record: Option<String>,
    /// Id of the artifact's element on the same page, when the shared record is an artifact.
    pub record_anchor: Option<String>,
}

/// A regular meeting between the leader and the people who led.
#[derive(Clone, Debug, Serialize)]
pub struct CheckInContext {
    /// The people who meet.
    pub with: Vec<PersonContext>,
    /// Frequency, from `daily` to `as_needed`.
    pub cadence: Option<Label>,
    /// Length of a meeting in minutes.
    pub minutes: Option<u32>,
    /// Purpose of the meetings.
    pub purpose: Option<String>,
}

/// An event of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct EventContext {
    /// Date of the event, when known.
    pub date: Option<DateText>,
    /// `decision`, `milestone`, `check_in`, `setback`, `handover`; `start` and `end` are generated.
    pub kind: Label,
    /// Description of the event.
    pub event: String,
}

/// A logic model, each step a list of sentences.
#[derive(Clone, Debug, Serialize)]
pub struct LogicContext {
    /// The steps that the author gave, from inputs to impact.
    pub steps: Vec<LogicStepContext>,
}

/// A step of the logic model.
#[derive(Clone, Debug, Serialize)]
pub struct LogicStepContext {
    /// Name of the step: "Inputs", "Activities", …
    pub name: &'static str,
    /// The step's entries, a sentence each.
    pub items: Vec<String>,
}

/// An outcome, with what a reader needs to judge it.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeContext {
    /// Id of the outcome, unique in its case study.
    pub id: String,
    /// Id of its element on the case study's page: `outcome-belonging`.
    pub anchor: String,
    /// `quantitative` or `qualitative`.
    pub kind: Label,
    /// Whether the author named it as the outcome to judge the work by.
    pub primary: bool,
    /// What was measured, or the statement of a qualitative outcome.
    pub title: String,
    /// Who was measured: "all grade 7 students".
    pub population: Option<String>,
    /// "higher is better", "lower is better", "meant to stay the same".
    pub direction: Option<Label>,
    /// Measure before the work.
    pub baseline: Option<MeasureContext>,
    /// Why there is no baseline.
    pub baseline_note: Option<String>,
    /// Value that was aimed for.
    pub target: Option<MeasureContext>,
    /// Measure after the work.
    pub result: Option<MeasureContext>,
    /// Measures between baseline and result, in order.
    pub series: Vec<MeasureContext>,
    /// Difference between baseline and result, computed: "up 11 percentage points".
    pub change: Option<String>,
    /// `met`, `missed` or `unknown`, computed from result, target and direction.
    pub reached: Label,
    /// Figures of a comparison group.
    pub comparison: Option<ComparisonContext>,
    /// Source of the figures.
    pub source: Option<SourceContext>,
    /// How strong the claim is: `reported`, `associated`, `contributed`, `caused`.
    pub claim: Label,
    /// How the work contributed, and other possible explanations.
    pub contribution: Option<String>,
    /// "Guskey level 4: use of new knowledge and skills".
    pub evaluation_level: Option<String>,
    /// Whether it was a side effect.
    pub unintended: bool,
    /// Caveats, a sentence each.
    pub caveats: Vec<String>,
    /// Method by which a qualitative outcome was found.
    pub method: Option<String>,
    /// How the cases of a qualitative outcome were selected.
    pub selection: Option<Label>,
    /// Date of a qualitative outcome.
    pub date: Option<DateText>,
    /// A quotation that supports the outcome.
    pub quote: Option<QuoteContext>,
    /// Chart of the figures: SVG, safe to print; none when there is nothing to draw.
    pub chart: Option<String>,
    /// Chart of the figures over time, when three or more have a date: SVG, safe to print.
    pub series_chart: Option<String>,
}

/// A figure with its date and number of cases.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureContext {
    /// The figure with its unit: "52%", "27", "2 hours".
    pub value: String,
    /// Date of the measurement.
    pub date: Option<DateText>,
    /// Number of cases that were counted.
    pub n: Option<u64>,
    /// The author's remark on the figure.
    pub note: Option<String>,
}

/// Figures of a comparison group.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonContext {
    /// `trend`, `prior_cohort`, `other_group`, `matched`, `randomised`, `none`.
    pub kind: Label,
    /// Description of the group: "other grade 7 classes".
    pub label: Option<String>,
    /// Figure before, with its unit.
    pub baseline: Option<String>,
    /// Figure after, with its unit.
    pub result: Option<String>,
}

/// The source of an outcome's figures.
#[derive(Clone, Debug, Serialize)]
pub struct SourceContext {
    /// Name of the source: "District climate survey".
    pub name: Option<String>,
    /// Type of the source, from `survey` to `document`.
    pub kind: Option<Label>,
    /// Who collected the figures: `self`, `delegate`, `third_party`.
    pub collected_by: Option<Label>,
    /// URL of an external source.
    pub url: Option<String>,
    /// Id of the artifact's element on the same page, when an artifact holds the figures.
    pub anchor: Option<String>,
}

/// A quotation that is published with the speaker's permission.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteContext {
    /// The quotation, as plain text without quotation marks.
    pub text: String,
    /// The speaker, as their consent allows.
    pub speaker: Option<PersonContext>,
}

/// A pitfall that was met.
#[derive(Clone, Debug, Serialize)]
pub struct PitfallContext {
    /// `unclear_roles` … `other`.
    pub kind: Label,
    /// Description of what happened.
    pub what: String,
    /// Countermeasure that was taken.
    pub mitigation: Option<String>,
    /// Whether the problem was resolved: `yes`, `partly`, `no`.
    pub resolved: Option<Label>,
    /// Date on which it was met.
    pub date: Option<DateText>,
}

/// A standard that a case study addresses.
#[derive(Clone, Debug, Serialize)]
pub struct StandardClaimContext {
    /// Short name of the framework: "PSEL 2015".
    pub framework: String,
    /// Number or letter of the standard: "7".
    pub number: String,
    /// Title of the standard: "Professional Community for Teachers and Staff".
    pub title: String,
    /// Path of the standard's page.
    pub path: String,
    /// Why the case study addresses the standard.
    pub why: Option<String>,
    /// Outcomes and artifacts that support the claim.
    pub evidence: Vec<EvidenceContext>,
}

/// A piece of evidence on a case study's page.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceContext {
    /// `outcome` or `artifact`.
    pub kind: &'static str,
    /// Title of the outcome or artifact.
    pub title: String,
    /// Path of the case study with the evidence's anchor as fragment.
    pub path: String,
}

/// An artifact: a file or link that supports the claims of a case study.
#[derive(Clone, Debug, Serialize)]
pub struct ArtifactContext {
    /// Id of the artifact, unique in its case study.
    pub id: String,
    /// Id of its element on the case study's page: `artifact-art-decision-chart`.
    pub anchor: String,
    /// `document`, `data`, `photo`, `video`, `audio`, `slides`, `link`, `student_work`.
    pub kind: Label,
    /// Title of the artifact.
    pub title: String,
    /// Caption: what it shows and why that matters.
    pub caption: Option<String>,
    /// Date on which the artifact was created.
    pub date: Option<DateText>,
    /// Creator of the artifact.
    pub made_by: Option<String>,
    /// Path of its file, when it has one.
    pub path: Option<String>,
    /// External URL, when it has one.
    pub href: Option<String>,
    /// Type and size of the file: "PDF, 24 kB".
    pub file_note: Option<String>,
    /// The picture, when the file is an image.
    pub picture: Option<PictureContext>,
    /// MIME type, when the file is video or audio.
    pub media_type: Option<&'static str>,
    /// Path of the captions file (WebVTT).
    pub captions: Option<String>,
    /// Path of the transcript file.
    pub transcript: Option<String>,
    /// How much of it is redacted: `none`, `partial`, `full`.
    pub redaction: Option<Label>,
    /// What is recognizable in it, from `students` to `contact`.
    pub contains: Vec<Label>,
    /// Whether faces are recognizable, when the author says.
    pub faces: Option<bool>,
    /// The people who appear in it.
    pub people: Vec<PersonContext>,
    /// Status of release forms: `on_file`, `not_needed`, …
    pub release: Option<Label>,
    /// Status of the permission to publish it: `given`, …
    pub permission: Option<Label>,
    /// License or other terms of use.
    pub licence: Option<String>,
}

/// Confirmation of the page by somebody who has read it.
#[derive(Clone, Debug, Serialize)]
pub struct CheckContext {
    /// The person who confirmed the page.
    pub person: PersonContext,
    /// Date of the confirmation.
    pub date: Option<DateText>,
    /// The author's remark on the confirmation.
    pub note: Option<String>,
}

/// A testimonial, published with the speaker's permission.
#[derive(Clone, Debug, Serialize)]
pub struct TestimonialContext {
    /// Id of the testimonial.
    pub id: String,
    /// The testimonial, as plain text without quotation marks.
    pub text: String,
    /// The speaker, as their consent allows.
    pub from: PersonContext,
    /// Relation to the owner: "Reports to the principal".
    pub relation: Option<String>,
    /// Date of the testimonial.
    pub date: Option<DateText>,
    /// `spoken`, `letter`, `survey`.
    pub source: Option<Label>,
}

/// A heading in a table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingContext {
    /// Heading level as rendered, 2 or 3.
    pub level: u8,
    /// The heading as plain text.
    pub title: String,
    /// Id of the heading's element, for links.
    pub id: String,
}

/// An approach on its own page.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachContext {
    /// Title of the approach.
    pub title: String,
    /// Other names of the approach.
    pub aka: Vec<String>,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// When the owner uses it.
    pub stance: Option<String>,
    /// Date of the last revision of the page.
    pub updated: Option<DateText>,
    /// The essay: HTML, safe to print, without the heading of the generated last section.
    pub body: String,
    /// Table of contents of the body: headings of levels 2 and 3.
    pub contents: Vec<HeadingContext>,
    /// Pitfalls, with how often the owner met each of them.
    pub pitfalls: Vec<ApproachPitfallContext>,
    /// What the leader does not delegate, a sentence each.
    pub leader_keeps: Vec<String>,
    /// Questions to ask before the approach is used.
    pub checklist: Vec<String>,
    /// Further reading.
    pub sources: Vec<ReferenceContext>,
    /// Links to related approaches.
    pub related: Vec<Link>,
    /// Title of the generated last section: the author's own heading if the essay ends with one for it.
    pub used_title: String,
    /// Id of that heading's element.
    pub used_id: String,
    /// Case studies by verdict: "3 case studies: 1 goal met, 2 goal partly met; 1 of them stopped"; none without any.
    pub used_summary: Option<String>,
    /// Reading time in minutes at 238 words a minute, at least 1.
    pub reading_minutes: usize,
}

/// A pitfall of an approach.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachPitfallContext {
    /// `unclear_roles` … `other`.
    pub kind: Label,
    /// Name of the pitfall.
    pub title: String,
    /// Signs by which to notice it, a sentence each.
    pub signs: Vec<String>,
    /// Precaution against the pitfall.
    pub guard: Option<String>,
    /// How often it was met: "Met in two of three case studies; resolved in one."
    pub met: Option<String>,
}

/// A book or article to read.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceContext {
    /// Author or authors.
    pub who: String,
    /// Year or date of publication.
    pub year: Option<String>,
    /// Title and place of publication.
    pub what: Option<String>,
    /// The idea that the approach takes from it.
    pub idea: Option<String>,
    /// URL of the text.
    pub url: Option<String>,
}

/// An approach in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachCard {
    /// Title of the approach.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// Number of case studies that use it: "3 case studies".
    pub used: String,
}

/// A page of the author's own; the home page is one.
#[derive(Clone, Debug, Serialize)]
pub struct ProseContext {
    /// `page` or `vision`.
    pub kind: &'static str,
    /// Title of the page.
    pub title: String,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// Date of the last revision.
    pub updated: Option<DateText>,
    /// Dated versions, newest first, as on a vision page.
    pub versions: Vec<VersionContext>,
    /// Table of contents of the body: headings of levels 2 and 3.
    pub contents: Vec<HeadingContext>,
    /// The body: HTML, safe to print.
    pub body: String,
    /// Reading time in minutes at 238 words a minute, at least 1.
    pub reading_minutes: usize,
}

/// A dated version of a page.
#[derive(Clone, Debug, Serialize)]
pub struct VersionContext {
    /// Date of the version.
    pub date: DateText,
    /// What changed in this version.
    pub note: Option<String>,
    /// Whether this is the current version.
    pub current: bool,
    /// Id of the heading in the body for this version, when there is one.
    pub anchor: Option<String>,
}

/// The values of the résumé page.
#[derive(Clone, Debug, Serialize)]
pub struct ResumeContext {
    /// Positions held, newest first.
    pub positions: Vec<PositionContext>,
    /// Academic degrees, in the author's order.
    pub education: Vec<EducationContext>,
    /// Licenses and certificates, in the author's order.
    pub credentials: Vec<CredentialContext>,
    /// Courses and professional learning.
    pub learning: Vec<ResumeEntry>,
    /// Awards and honors.
    pub awards: Vec<ResumeEntry>,
    /// Publications of the owner.
    pub publications: Vec<ResumeEntry>,
    /// Languages with fluency: "English (native)".
    pub languages: Vec<String>,
    /// Testimonials that belong to no case study.
    pub testimonials: Vec<TestimonialContext>,
    /// Path of `resume.json`, the résumé in the JSON Resume format.
    pub json: String,
}

/// A position on the résumé.
#[derive(Clone, Debug, Serialize)]
pub struct PositionContext {
    /// Job title: "Principal".
    pub title: String,
    /// Name of the organization: "Larkmere Middle School".
    pub organisation: Option<String>,
    /// Whether the name of the organization is a pseudonym.
    pub anonymised: bool,
    /// "July 2021 – present".
    pub period: String,
    /// Facts about the organization: "middle (grades 6-8)", "432 on roll", …
    pub setting: Vec<String>,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// Achievements, a sentence each.
    pub highlights: Vec<String>,
    /// Links to the case studies from that position.
    pub studies: Vec<Link>,
}

/// An academic degree on the résumé.
#[derive(Clone, Debug, Serialize)]
pub struct EducationContext {
    /// Name of the school or university.
    pub institution: String,
    /// Degree and subject: "M.Ed., Educational leadership".
    pub award: Option<String>,
    /// "2015 – 2017".
    pub period: Option<String>,
}

/// A license or certificate.
#[derive(Clone, Debug, Serialize)]
pub struct CredentialContext {
    /// Name of the credential: "Principal licence".
    pub name: String,
    /// Organization that issued it.
    pub issuer: Option<String>,
    /// Date of issue.
    pub date: Option<DateText>,
    /// Date of expiry.
    pub expires: Option<DateText>,
    /// Whether it had expired on the day of the build.
    pub expired: bool,
}

/// An entry of the résumé: a course, an award or a publication.
#[derive(Clone, Debug, Serialize)]
pub struct ResumeEntry {
    /// Name of the course, award or publication.
    pub title: String,
    /// Provider, awarder or publisher.
    pub by: Option<String>,
    /// Date of completion, award or publication.
    pub date: Option<DateText>,
    /// Length of a course: "12 hours".
    pub note: Option<String>,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// URL of a page about it.
    pub url: Option<String>,
}

/// A framework of standards.
#[derive(Clone, Debug, Serialize)]
pub struct FrameworkContext {
    /// Id of the framework.
    pub id: String,
    /// Full name: "Professional Standards for Educational Leaders".
    pub name: String,
    /// Short name: "PSEL 2015".
    pub short: String,
    /// Organization that publishes it.
    pub publisher: Option<String>,
    /// Year of the edition.
    pub year: Option<String>,
    /// URL of the published document.
    pub source_url: Option<String>,
    /// What the license allows to copy.
    pub licence_note: Option<String>,
    /// Short name of the framework that replaces it, or "a later edition"; none while it is current.
    pub superseded: Option<String>,
    /// A remark on that replacement.
    pub status_note: Option<String>,
    /// Name of its parts: "standard", "domain".
    pub unit: String,
    /// A remark on the edition.
    pub year_note: Option<String>,
    /// Code of the country.
    pub country: Option<String>,
    /// Whether the titles of the standards are the publisher's own.
    pub titles_official: bool,
    /// Whether it is the first framework of the portfolio.
    pub primary: bool,
    /// Its standards in order; empty on a standard's own page.
    pub standards: Vec<StandardContext>,
    /// Columns of its evidence matrix: case studies that cite it, the featured first, then the newest.
    pub columns: Vec<MatrixStudy>,
    /// Number of case studies that cite it and have no column.
    pub others: usize,
    /// Dated evidence by reporting year, when it spans more than one.
    pub years: Option<EvidenceByYear>,
    /// Name of the program with requirements for its standards, if there is one.
    pub program: Option<String>,
}

/// A standard of a framework.
#[derive(Clone, Debug, Serialize)]
pub struct StandardContext {
    /// Number or letter: "7".
    pub number: String,
    /// Title of the standard.
    pub title: String,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// Path of its page.
    pub path: String,
    /// Number of case studies that cite it.
    pub studies: usize,
    /// Number of pieces of evidence in those case studies.
    pub evidence: usize,
    /// Corresponding standards of other frameworks, with the author's remarks.
    pub crosswalk: Vec<String>,
    /// Cells of its row of the evidence matrix, one for each column; empty on the standard's own page.
    pub cells: Vec<MatrixCell>,
    /// The program's requirement for the standard, and how far it is met.
    pub need: Option<RequirementContext>,
}

/// A case study on a standard's page.
#[derive(Clone, Debug, Serialize)]
pub struct StandardUse {
    /// Title of the case study.
    pub title: String,
    /// Path of the case study.
    pub path: String,
    /// `proposed`, `ongoing`, `completed`, `stopped`.
    pub status: Label,
    /// `met`, `partly_met`, `not_met`, `too_early`.
    pub verdict: Option<Label>,
    /// Why the case study addresses the standard.
    pub why: Option<String>,
    /// Outcomes and artifacts that support the claim.
    pub evidence: Vec<EvidenceContext>,
}

/// A tag with the number of its case studies.
#[derive(Clone, Debug, Serialize)]
pub struct TagContext {
    /// The tag: "school culture".
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// Number of case studies with the tag.
    pub count: usize,
}

/// Pagination of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerContext {
    /// Number of this page, from 1.
    pub number: usize,
    /// Number of pages of the list.
    pub of: usize,
    /// Number of entries on all pages.
    pub total: usize,
    /// Link to the page before, with newer entries.
    pub newer: Option<Link>,
    /// Link to the page after, with older entries.
    pub older: Option<Link>,
}
