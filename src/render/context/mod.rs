//! All that a theme may read: the types that reach a template, field by field.
//!
//! This file is the contract with theme authors; `themes/README.md` tells the same in prose and a test keeps the
//! two equal. Everything is ready to print: labels are words, dates carry their text, people are as they agreed
//! to be shown. A template chooses and places; it computes nothing.
//!
//! An address is a `path` without a leading slash, to be written after `root`: `{{ root }}{{ page.path }}`. `root`
//! is `/`, the folder of the base URL, or `../` as often as needed, so the same template serves every address.

mod views;

use serde::Serialize;

pub use self::views::{
    AppearanceContext, BookChapter, BookContext, BookPart, BriefContext, CardContext, CommentContext,
    ConsentContext, ConsentRow, CoverageContext, GrowthContext, GuardContext, HandoverContext, LedgerEntry,
    LedgerGroup, LevelGroup, MatrixCell, MatrixStudy, NeedContext, PackContext, QuestionContext, RaciRow,
    SearchContext, SearchFilter, SearchGroup, SummaryContext, YearsContext, YearsRow,
};

/// A word with its meaning: `id` for code and styles, `label` for readers.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// Stable and machine-readable, such as `partly_met`.
    pub id: &'static str,
    /// What a reader sees, such as "partly met".
    pub label: String,
}

/// A date as exact as its author gave it.
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
    /// Where it leads, to be written after `root`.
    pub path: String,
}

/// Something in a line with `aria-current`.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationItem {
    /// The text of the link.
    pub title: String,
    /// Where it leads, to be written after `root`.
    pub path: String,
    /// The part of the site that it opens: equal to `page.section` on every page of that part.
    pub section: String,
}

/// What every page shares.
#[derive(Clone, Debug, Serialize)]
pub struct SiteContext {
    /// The name of the site.
    pub title: String,
    /// Absolute address with a trailing slash, when one is known.
    pub url: Option<String>,
    /// BCP 47 language tag.
    pub language: String,
    /// Which way its lines run: `ltr` or `rtl`.
    pub direction: &'static str,
    /// Path of the home page.
    pub home: String,
    /// Path of the list of case studies.
    pub case_studies: String,
    /// Path of the list of tags.
    pub themes: String,
    /// Whose portfolio it is.
    pub owner: OwnerContext,
    /// The main navigation, in order.
    pub navigation: Vec<NavigationItem>,
    /// Links to the owner's pages elsewhere (LinkedIn, Facebook).
    pub links: Vec<ExternalLink>,
    /// The line in the footer, when the portfolio names a holder.
    pub copyright: Option<CopyrightContext>,
    /// The theme's typed options, by name (`accent`, `fonts`, `density`, `logo`).
    pub options: std::collections::BTreeMap<String, OptionValue>,
    /// Path of the stylesheet.
    pub stylesheet: String,
    /// Path of the Atom feed.
    pub feed: String,
    /// `public`, `panel` or `private`: who this build is for.
    pub audience: &'static str,
    /// The seven levels of delegation, from "Tell" to "Delegate".
    pub levels: Vec<LevelContext>,
    /// Path of the page to search on, when there is one.
    pub search: Option<String>,
}

/// The value of a theme option.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum OptionValue {
    /// Words, a colour or a choice.
    Text(String),
    /// A switch.
    Switch(bool),
    /// A picture of the portfolio.
    Picture(PictureContext),
    /// Not set.
    None,
}

/// Whose portfolio it is.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerContext {
    /// Full name.
    pub name: String,
    /// One line under the name.
    pub headline: Option<String>,
    /// A paragraph of plain text.
    pub bio: Option<String>,
    /// A picture.
    pub photo: Option<PictureContext>,
    /// E-mail address, when the owner publishes one.
    pub email: Option<String>,
    /// Telephone number, when the owner publishes one.
    pub phone: Option<String>,
    /// "City, Region, CC", as far as given.
    pub location: Option<String>,
}

/// A link that leaves the site.
#[derive(Clone, Debug, Serialize)]
pub struct ExternalLink {
    /// "LinkedIn".
    pub network: String,
    /// Absolute address.
    pub url: String,
}

/// "© 2024–2026 Rowan Ellery".
#[derive(Clone, Debug, Serialize)]
pub struct CopyrightContext {
    /// Who holds it.
    pub holder: String,
    /// "2024" or "2024–2026".
    pub years: String,
    /// Terms of use.
    pub licence: Option<String>,
}

/// A picture with what a browser needs to place it.
#[derive(Clone, Debug, Serialize)]
pub struct PictureContext {
    /// Path of the file.
    pub path: String,
    /// CSS pixels, upright.
    pub width: u32,
    /// CSS pixels, upright.
    pub height: u32,
    /// Text alternative; empty for decoration.
    pub alt: String,
}

/// What every page tells about itself.
#[derive(Clone, Debug, Serialize)]
pub struct PageContext {
    /// `home`, `study`, `studies`, `approach`, `approaches`, `page`, `resume`, `standards`, `standard`, `overview`, `levels`, `pitfalls`, `summary`, `pack`, `interview`, `consent`, `themes`, `theme`, `search`, `book`, `missing` or `redirect`.
    pub kind: &'static str,
    /// The page's own title, without the site's.
    pub title: String,
    /// One or two sentences for search engines and cards.
    pub description: Option<String>,
    /// Its own path.
    pub path: String,
    /// The navigation item that it belongs to.
    pub section: String,
    /// Absolute address, when the site's is known.
    pub canonical: Option<String>,
    /// Whether the content is invented and says so (`sample: true`): show the banner.
    pub sample: bool,
    /// Why search engines are asked to stay away, as in a panel build.
    pub noindex: bool,
    /// Why readers would not see it yet, "it is a draft"; only where drafts are shown.
    pub draft: Option<String>,
    /// Links by which readers may pass the page on: `network` is the way, "LinkedIn", "e-mail".
    pub share: Vec<ExternalLink>,
    /// Whether readers may comment on it (`privacy.comments`); the theme's slot for comments stays empty otherwise.
    pub comments: bool,
    /// What shows comments that another server keeps, when one does.
    pub embed: Option<EmbedContext>,
    /// From the home page to the page above this one; empty on the home page.
    pub breadcrumbs: Vec<Link>,
    /// Absolute address of a picture for cards on social sites.
    pub picture: Option<String>,
    /// Structured data for search engines: JSON-LD, already escaped for a script element.
    pub json_ld: String,
}

/// Comments that another server keeps: nothing is loaded from there until a reader presses the button.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedContext {
    /// "Isso".
    pub service: &'static str,
    /// Who is told of the reader: "comments.example.org".
    pub host: String,
    /// Whether GitHub keeps the comments, so that readers need an account there.
    pub on_github: bool,
    /// Path of the script that belongs to the button.
    pub script: String,
    /// What that script loads: the value of `data-embed`.
    pub plan: String,
}

/// A person, shown as agreed.
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
    /// How many they are, for a group.
    pub size: Option<u32>,
}

/// One of the seven levels of delegation (Appelo).
#[derive(Clone, Debug, Serialize)]
pub struct LevelContext {
    /// 1 to 7. A place on a scale, not a score.
    pub number: u8,
    /// "Advise".
    pub name: &'static str,
    /// "they decide, after hearing the leader".
    pub meaning: &'static str,
}

/// A case study as a list shows it.
#[derive(Clone, Debug, Serialize)]
pub struct StudyCard {
    /// Its title.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// The author's summary.
    pub summary: String,
    /// `proposed`, `ongoing`, `completed`, `stopped`.
    pub status: Label,
    /// `met`, `partly_met`, `not_met`, `too_early`.
    pub verdict: Option<Label>,
    /// "August 2024 – June 2025".
    pub period: String,
    /// Who led, in words.
    pub led_by: String,
    /// The level now or at the end.
    pub level: LevelContext,
    /// The result that the author named as primary: "63% against a target of 65%".
    pub result: Option<String>,
    /// What was learnt.
    pub lesson: Option<String>,
    /// Tags.
    pub themes: Vec<Link>,
    /// Minutes at 238 words a minute, at least 1.
    pub reading_minutes: usize,
    /// Whether it is invented sample content.
    pub sample: bool,
}

/// A case study on its own page.
#[derive(Clone, Debug, Serialize)]
pub struct StudyContext {
    /// What lists show of it, the first card on its page.
    pub card: StudyCard,
    /// Why it was stopped.
    pub status_reason: Option<String>,
    /// When the page was last revised.
    pub updated: Option<DateText>,
    /// First day of publication.
    pub date: Option<DateText>,
    /// The problem in a sentence.
    pub problem: Option<String>,
    /// Approaches that it cites.
    pub approaches: Vec<Link>,
    /// The post held: "Principal, Larkmere Middle School".
    pub position: Option<String>,
    /// Start of the work.
    pub start: DateText,
    /// End of the work.
    pub end: Option<DateText>,
    /// "10 months".
    pub duration: Option<String>,
    /// Who had the idea.
    pub initiated_by: Option<InitiatedContext>,
    /// Who led it.
    pub led_by: Vec<PersonContext>,
    /// The one who answers for it.
    pub accountable: PersonContext,
    /// Why that is not the owner.
    pub accountable_note: Option<String>,
    /// Who worked on it.
    pub team: Vec<PersonContext>,
    /// Who was asked.
    pub consulted: Vec<PersonContext>,
    /// Who was told.
    pub informed: Vec<PersonContext>,
    /// All of them in one table: who did, answers for, was asked and was told.
    pub raci: Vec<RaciRow>,
    /// What was handed over.
    pub delegation: DelegationContext,
    /// How people kept in touch.
    pub communication: CommunicationContext,
    /// What happened, in order.
    pub timeline: Vec<EventContext>,
    /// Inputs to impact, when the author gave a logic model.
    pub logic: Option<LogicContext>,
    /// Results, the primary one first.
    pub outcomes: Vec<OutcomeContext>,
    /// What got in the way.
    pub pitfalls: Vec<PitfallContext>,
    /// Standards that the work speaks to.
    pub standards: Vec<StandardClaimContext>,
    /// Proof.
    pub artifacts: Vec<ArtifactContext>,
    /// Who has read and confirmed this page.
    pub checked_with: Vec<CheckContext>,
    /// What others said about it.
    pub testimonials: Vec<TestimonialContext>,
    /// Words of the body.
    pub words: usize,
    /// Headings of the body.
    pub contents: Vec<HeadingContext>,
    /// The story: HTML, safe to print.
    pub body: String,
    /// The next older case study.
    pub previous: Option<Link>,
    /// The next newer case study.
    pub next: Option<Link>,
}

/// Who had the idea.
#[derive(Clone, Debug, Serialize)]
pub struct InitiatedContext {
    /// `leader`, `delegate`, `joint`, `student`, `community`, `mandate`.
    pub kind: Option<Label>,
    /// The people.
    pub people: Vec<PersonContext>,
}

/// What was handed over, to whom, within which limits.
#[derive(Clone, Debug, Serialize)]
pub struct DelegationContext {
    /// The level now or at the end.
    pub level: LevelContext,
    /// How people came to lead: `volunteered`, `invited`, `elected`, `assigned`, `mixed`.
    pub joined: Option<Label>,
    /// How the level changed.
    pub history: Vec<LevelChangeContext>,
    /// What was really given.
    pub authority: Vec<String>,
    /// Where it ends.
    pub limits: Vec<String>,
    /// What the leader kept.
    pub retained: Vec<String>,
    /// Who decides what.
    pub decisions: Vec<DecisionContext>,
    /// Means that came with it.
    pub support: Vec<SupportContext>,
    /// When the leader would step in.
    pub take_back: Option<String>,
}

/// One step in the history of a handover.
#[derive(Clone, Debug, Serialize)]
pub struct LevelChangeContext {
    /// From when.
    pub date: Option<DateText>,
    /// The level from then on.
    pub level: LevelContext,
    /// Why.
    pub why: Option<String>,
}

/// One area of decision.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionContext {
    /// What is decided.
    pub area: String,
    /// By whom.
    pub decided_by: Vec<PersonContext>,
    /// At what level.
    pub level: Option<LevelContext>,
    /// Within which limit.
    pub limit: Option<String>,
}

/// Means that came with the handover.
#[derive(Clone, Debug, Serialize)]
pub struct SupportContext {
    /// `time`, `money`, `training`, `coaching`, `logistics`, `access`, `cover`, `other`.
    pub kind: Label,
    /// In words.
    pub what: Option<String>,
    /// "36 lessons", "1,500 USD".
    pub amount: Option<String>,
}

/// How people kept in touch.
#[derive(Clone, Debug, Serialize)]
pub struct CommunicationContext {
    /// Whether there is anything to show.
    pub any: bool,
    /// Where word is passed.
    pub channels: Vec<String>,
    /// Regular meetings.
    pub check_ins: Vec<CheckInContext>,
    /// How a problem is raised.
    pub escalation: Option<String>,
    /// The shared record, in words.
    pub record: Option<String>,
    /// The artifact that is the shared record: id of its element on the same page.
    pub record_anchor: Option<String>,
}

/// A regular meeting.
#[derive(Clone, Debug, Serialize)]
pub struct CheckInContext {
    /// With whom.
    pub with: Vec<PersonContext>,
    /// `daily` … `as_needed`.
    pub cadence: Option<Label>,
    /// How long.
    pub minutes: Option<u32>,
    /// What for.
    pub purpose: Option<String>,
}

/// One entry of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct EventContext {
    /// When.
    pub date: Option<DateText>,
    /// `decision`, `milestone`, `check_in`, `setback`, `handover`, or of the page itself: `start`, `end`.
    pub kind: Label,
    /// What happened.
    pub event: String,
}

/// A logic model, each step a list of sentences.
#[derive(Clone, Debug, Serialize)]
pub struct LogicContext {
    /// The steps that were given, in order, under their names.
    pub steps: Vec<LogicStepContext>,
}

/// A step of the logic model.
#[derive(Clone, Debug, Serialize)]
pub struct LogicStepContext {
    /// "Inputs", "Activities", …
    pub name: &'static str,
    /// Its sentences.
    pub items: Vec<String>,
}

/// A result, with everything a sceptic asks for.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeContext {
    /// Its id.
    pub id: String,
    /// Id of its element on the case study's page: `outcome-belonging`.
    pub anchor: String,
    /// `quantitative` or `qualitative`.
    pub kind: Label,
    /// Whether the author named it as the one to judge by.
    pub primary: bool,
    /// What was measured, or the statement of a qualitative outcome.
    pub title: String,
    /// Who was counted.
    pub population: Option<String>,
    /// "higher is better", "lower is better", "meant to stay the same".
    pub direction: Option<Label>,
    /// Before.
    pub baseline: Option<MeasureContext>,
    /// Why there is none.
    pub baseline_note: Option<String>,
    /// Aim.
    pub target: Option<MeasureContext>,
    /// After.
    pub result: Option<MeasureContext>,
    /// Points in between, in order.
    pub series: Vec<MeasureContext>,
    /// "up 11 percentage points", computed.
    pub change: Option<String>,
    /// `met`, `missed` or `unknown`, computed from result, target and direction.
    pub reached: Label,
    /// Others, for comparison.
    pub comparison: Option<ComparisonContext>,
    /// Where the figures come from.
    pub source: Option<SourceContext>,
    /// How strong the claim is: `reported`, `associated`, `contributed`, `caused`.
    pub claim: Label,
    /// Mechanism and other explanations.
    pub contribution: Option<String>,
    /// "Guskey level 4: use of new knowledge and skills".
    pub evaluation_level: Option<String>,
    /// Whether it was a side effect.
    pub unintended: bool,
    /// What to keep in mind.
    pub caveats: Vec<String>,
    /// How a qualitative outcome was found.
    pub method: Option<String>,
    /// How cases were picked.
    pub selection: Option<Label>,
    /// Date of a qualitative outcome.
    pub date: Option<DateText>,
    /// Someone's words.
    pub quote: Option<QuoteContext>,
    /// A drawing of the figures: SVG, safe to print; absent when there is nothing to draw.
    pub chart: Option<String>,
    /// A drawing of the figures over time, when there are three or more with a date: SVG, safe to print.
    pub series_chart: Option<String>,
}

/// A figure with its date and number of cases.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureContext {
    /// "52%", "27", "2 hours".
    pub value: String,
    /// When.
    pub date: Option<DateText>,
    /// How many were counted.
    pub n: Option<u64>,
    /// A remark.
    pub note: Option<String>,
}

/// Others, for comparison.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonContext {
    /// `trend`, `prior_cohort`, `other_group`, `matched`, `randomised`, `none`.
    pub kind: Label,
    /// Who they are.
    pub label: Option<String>,
    /// Before.
    pub baseline: Option<String>,
    /// After.
    pub result: Option<String>,
}

/// Where figures come from.
#[derive(Clone, Debug, Serialize)]
pub struct SourceContext {
    /// "District climate survey".
    pub name: Option<String>,
    /// `survey` … `document`.
    pub kind: Option<Label>,
    /// `self`, `delegate`, `third_party`.
    pub collected_by: Option<Label>,
    /// Address elsewhere.
    pub url: Option<String>,
    /// The artifact that holds it: id of its element on the same page.
    pub anchor: Option<String>,
}

/// Someone's words, with their leave.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteContext {
    /// The words.
    pub text: String,
    /// Who said them, as agreed.
    pub speaker: Option<PersonContext>,
}

/// A pitfall that was met.
#[derive(Clone, Debug, Serialize)]
pub struct PitfallContext {
    /// `unclear_roles` … `other`.
    pub kind: Label,
    /// What happened.
    pub what: String,
    /// What was done.
    pub mitigation: Option<String>,
    /// `yes`, `partly`, `no`.
    pub resolved: Option<Label>,
    /// When.
    pub date: Option<DateText>,
}

/// A standard that a case study speaks to.
#[derive(Clone, Debug, Serialize)]
pub struct StandardClaimContext {
    /// "PSEL 2015".
    pub framework: String,
    /// "7".
    pub number: String,
    /// "Professional Community for Teachers and Staff".
    pub title: String,
    /// Path of the standard's page.
    pub path: String,
    /// Why it belongs here.
    pub why: Option<String>,
    /// Outcomes and artifacts that show it.
    pub evidence: Vec<EvidenceContext>,
}

/// A piece of evidence on a case study's page.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceContext {
    /// `outcome` or `artifact`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Path of the case study and fragment of the evidence.
    pub path: String,
}

/// A piece of proof.
#[derive(Clone, Debug, Serialize)]
pub struct ArtifactContext {
    /// Its id.
    pub id: String,
    /// Id of its element on the case study's page: `artifact-art-decision-chart`.
    pub anchor: String,
    /// `document`, `data`, `photo`, `video`, `audio`, `slides`, `link`, `student_work`.
    pub kind: Label,
    /// Its title.
    pub title: String,
    /// What it shows and why that matters.
    pub caption: Option<String>,
    /// When it was made.
    pub date: Option<DateText>,
    /// Who made it.
    pub made_by: Option<String>,
    /// Path of its file.
    pub path: Option<String>,
    /// Address elsewhere.
    pub href: Option<String>,
    /// "PDF, 24 kB".
    pub file_note: Option<String>,
    /// The picture, for photographs and other images.
    pub picture: Option<PictureContext>,
    /// Media type of a video or audio file.
    pub media_type: Option<&'static str>,
    /// Path of the captions (WebVTT).
    pub captions: Option<String>,
    /// Path of the transcript.
    pub transcript: Option<String>,
    /// `none`, `partial`, `full`.
    pub redaction: Option<Label>,
    /// Whom or what it shows: `students` … `contact`.
    pub contains: Vec<Label>,
    /// Whether faces can be recognised, when the author says.
    pub faces: Option<bool>,
    /// Who is in it.
    pub people: Vec<PersonContext>,
    /// Where release forms stand: `on_file`, `not_needed`, …
    pub release: Option<Label>,
    /// Where the leave to show it stands: `given`, …
    pub permission: Option<Label>,
    /// Terms of use.
    pub licence: Option<String>,
}

/// Someone who has read the page and confirmed it.
#[derive(Clone, Debug, Serialize)]
pub struct CheckContext {
    /// Who.
    pub person: PersonContext,
    /// When.
    pub date: Option<DateText>,
    /// A remark.
    pub note: Option<String>,
}

/// What someone said, with their leave.
#[derive(Clone, Debug, Serialize)]
pub struct TestimonialContext {
    /// Its id.
    pub id: String,
    /// The words.
    pub text: String,
    /// Who, as agreed.
    pub from: PersonContext,
    /// "Reports to the principal".
    pub relation: Option<String>,
    /// When.
    pub date: Option<DateText>,
    /// `spoken`, `letter`, `survey`.
    pub source: Option<Label>,
}

/// A heading of the body.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingContext {
    /// 2 to 6.
    pub level: u8,
    /// Plain text.
    pub title: String,
    /// Id of the element.
    pub id: String,
}

/// An approach on its own page.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachContext {
    /// Its title.
    pub title: String,
    /// Other names.
    pub aka: Vec<String>,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// When the owner uses it.
    pub stance: Option<String>,
    /// When the page was last revised.
    pub updated: Option<DateText>,
    /// The essay: HTML, safe to print, without the heading of the generated last section.
    pub body: String,
    /// Headings of the body.
    pub contents: Vec<HeadingContext>,
    /// Pitfalls, with how often the owner met them.
    pub pitfalls: Vec<ApproachPitfallContext>,
    /// What the leader keeps.
    pub leader_keeps: Vec<String>,
    /// Questions to ask first.
    pub checklist: Vec<String>,
    /// Further reading.
    pub sources: Vec<ReferenceContext>,
    /// Other approaches.
    pub related: Vec<Link>,
    /// The heading of the generated last section: the author's own words if the essay ends with it.
    pub used_title: String,
    /// Id of that heading.
    pub used_id: String,
    /// "4 case studies: 1 met, 2 partly met, 1 stopped", or none.
    pub used_summary: Option<String>,
    /// Minutes at 238 words a minute.
    pub reading_minutes: usize,
}

/// A pitfall of an approach.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachPitfallContext {
    /// `unclear_roles` … `other`.
    pub kind: Label,
    /// Its name.
    pub title: String,
    /// How to notice it.
    pub signs: Vec<String>,
    /// What guards against it.
    pub guard: Option<String>,
    /// "Met in two of three case studies; resolved in one.", when it was met.
    pub met: Option<String>,
}

/// A book or article.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceContext {
    /// Author.
    pub who: String,
    /// Year.
    pub year: Option<String>,
    /// Title and place.
    pub what: Option<String>,
    /// The idea taken from it.
    pub idea: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// An approach as a list shows it.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachCard {
    /// Its title.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// "3 case studies".
    pub used: String,
}

/// A page of the author's own, the home page among them.
#[derive(Clone, Debug, Serialize)]
pub struct ProseContext {
    /// `page` or `vision`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// When it was last revised.
    pub updated: Option<DateText>,
    /// Dated versions, newest first, as on a vision page.
    pub versions: Vec<VersionContext>,
    /// Headings of the body.
    pub contents: Vec<HeadingContext>,
    /// HTML, safe to print.
    pub body: String,
    /// Minutes at 238 words a minute.
    pub reading_minutes: usize,
}

/// A dated version of a page.
#[derive(Clone, Debug, Serialize)]
pub struct VersionContext {
    /// When.
    pub date: DateText,
    /// What changed.
    pub note: Option<String>,
    /// Whether this is the one in force.
    pub current: bool,
    /// Id of the heading in the body that carries this version, when there is one.
    pub anchor: Option<String>,
}

/// The résumé.
#[derive(Clone, Debug, Serialize)]
pub struct ResumeContext {
    /// Posts held, newest first.
    pub positions: Vec<PositionContext>,
    /// Degrees.
    pub education: Vec<EducationContext>,
    /// Licences and certificates.
    pub credentials: Vec<CredentialContext>,
    /// Courses and professional learning.
    pub learning: Vec<ResumeEntry>,
    /// Awards.
    pub awards: Vec<ResumeEntry>,
    /// Publications.
    pub publications: Vec<ResumeEntry>,
    /// "English (native)".
    pub languages: Vec<String>,
    /// Testimonials that are about no single case study.
    pub testimonials: Vec<TestimonialContext>,
    /// Path of `resume.json`.
    pub json: String,
}

/// A post held.
#[derive(Clone, Debug, Serialize)]
pub struct PositionContext {
    /// "Principal".
    pub title: String,
    /// "Larkmere Middle School".
    pub organisation: Option<String>,
    /// Whether the organisation's name was changed.
    pub anonymised: bool,
    /// "July 2021 – present".
    pub period: String,
    /// Facts about the place: "middle (grades 6-8)", "432 on roll", …
    pub setting: Vec<String>,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// What was done.
    pub highlights: Vec<String>,
    /// Case studies from that time.
    pub studies: Vec<Link>,
}

/// A degree.
#[derive(Clone, Debug, Serialize)]
pub struct EducationContext {
    /// Where.
    pub institution: String,
    /// "M.Ed., Educational leadership".
    pub award: Option<String>,
    /// "2015 – 2017".
    pub period: Option<String>,
}

/// A licence or certificate.
#[derive(Clone, Debug, Serialize)]
pub struct CredentialContext {
    /// "Principal licence".
    pub name: String,
    /// Who gave it.
    pub issuer: Option<String>,
    /// Since when.
    pub date: Option<DateText>,
    /// Until when.
    pub expires: Option<DateText>,
    /// Whether that day has passed.
    pub expired: bool,
}

/// A line of the résumé: a course, an award, a publication.
#[derive(Clone, Debug, Serialize)]
pub struct ResumeEntry {
    /// What.
    pub title: String,
    /// By or at whom.
    pub by: Option<String>,
    /// When.
    pub date: Option<DateText>,
    /// "12 hours".
    pub note: Option<String>,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// Address elsewhere.
    pub url: Option<String>,
}

/// A framework on the index of standards.
#[derive(Clone, Debug, Serialize)]
pub struct FrameworkContext {
    /// Its id.
    pub id: String,
    /// "Professional Standards for Educational Leaders".
    pub name: String,
    /// "PSEL 2015".
    pub short: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Edition.
    pub year: Option<String>,
    /// Address of the document.
    pub source_url: Option<String>,
    /// What may be copied.
    pub licence_note: Option<String>,
    /// Whether it has been replaced, and by what.
    pub superseded: Option<String>,
    /// A remark on that.
    pub status_note: Option<String>,
    /// What its parts are called: "standard", "domain".
    pub unit: String,
    /// A remark on the edition.
    pub year_note: Option<String>,
    /// Country code.
    pub country: Option<String>,
    /// Whether the titles are the publisher's own.
    pub titles_official: bool,
    /// Whether it is the one the portfolio is built around.
    pub primary: bool,
    /// Its standards.
    pub standards: Vec<StandardContext>,
    /// Columns of its matrix: case studies that cite it, the featured and the newest first.
    pub columns: Vec<MatrixStudy>,
    /// How many more case studies cite it.
    pub others: usize,
    /// Evidence by school year, when there is any with a date.
    pub years: Option<YearsContext>,
    /// What the program is called that asks for it, if one does.
    pub program: Option<String>,
}

/// A standard.
#[derive(Clone, Debug, Serialize)]
pub struct StandardContext {
    /// "7".
    pub number: String,
    /// Its title.
    pub title: String,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// Path of its page.
    pub path: String,
    /// How many case studies cite it.
    pub studies: usize,
    /// How many pieces of evidence they show for it.
    pub evidence: usize,
    /// What the author maps it to in other frameworks, in words.
    pub crosswalk: Vec<String>,
    /// What each case study of the framework's columns shows; empty on the standard's own page.
    pub cells: Vec<MatrixCell>,
    /// What a program asks, and how much is there.
    pub need: Option<NeedContext>,
}

/// A case study on a standard's page.
#[derive(Clone, Debug, Serialize)]
pub struct StandardUse {
    /// The case study.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// Its status.
    pub status: Label,
    /// Its verdict.
    pub verdict: Option<Label>,
    /// Why it belongs here.
    pub why: Option<String>,
    /// What shows it.
    pub evidence: Vec<EvidenceContext>,
}

/// A tag with the number of its case studies.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeContext {
    /// "school culture".
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// How many case studies carry it.
    pub count: usize,
}

/// Where a long list stands.
#[derive(Clone, Debug, Serialize)]
pub struct PagerContext {
    /// This page, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Entries in all.
    pub total: usize,
    /// The page before.
    pub newer: Option<Link>,
    /// The page after.
    pub older: Option<Link>,
}
