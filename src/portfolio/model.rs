//! What the portfolio means: checked, resolved, filtered for one audience.
//!
//! Whatever is here may be published. People are as they agreed to be shown, references point at something that
//! exists, and nothing is optional that resolving could have settled.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::content::collect::SETTINGS;
use crate::content::date::PartialDate;
use crate::content::document::Body;
use crate::content::scalar::Scalar;
use crate::content::vocabulary::{
    ArtifactType, Cadence, Claim, Collector, Commented, ComparisonKind, Contains, Direction, EvaluationLevel,
    EventKind, FrameworkStatus, HeaderFile, Initiator, Joined, Level, OutcomeKind, PageKind,
    PermissionStatus, PersonKind, PitfallKind, Redaction, ReleaseStatus, Resolved, Selection, ShareWith,
    SourceType, Status, SupportKind, TestimonialSource, Verdict, Visibility,
};
use crate::media::Picture;
use crate::tree::Blob;

use super::consent::Shown;
use super::links::Links;
use super::made::Made;
use super::measure::Unit;
use super::readiness::Readiness;
use super::url::BaseUrl;

/// A portfolio for one audience.
#[derive(Debug)]
pub struct Portfolio {
    /// What holds for the whole site.
    pub settings: Settings,
    /// Whose portfolio it is.
    pub profile: Profile,
    /// What fills the résumé.
    pub resume: Resume,
    /// Everyone who appears, by number.
    pub people: Vec<Person>,
    /// What others said.
    pub testimonials: Vec<Testimonial>,
    /// Frameworks of standards that the portfolio speaks to, the primary one first.
    pub frameworks: Vec<Framework>,
    /// Case studies, the newest first.
    pub studies: Vec<Arc<CaseStudy>>,
    /// Approaches, by title.
    pub approaches: Vec<Approach>,
    /// Pages of the author's own, by title.
    pub pages: Vec<Page>,
    /// The text of the home page.
    pub home: Option<Page>,
    /// Tags, by name.
    pub themes: Vec<Theme>,
    /// Files that published pages cite, by their path in `content/`.
    pub files: BTreeMap<String, PublishedFile>,
    /// Where links lead.
    pub links: Links,
    /// What was not published, and why.
    pub held_back: Vec<HeldBack>,
    /// What a program asks of the portfolio, and how much of it is there.
    pub readiness: Option<Readiness>,
    /// Packs for panels.
    pub packs: Vec<Pack>,
    /// What readers said, by the file of the page.
    pub comments: BTreeMap<String, Vec<Comment>>,
    /// Whether it is resolved for the author's own eyes.
    pub own_eyes: bool,
    /// Case studies that belong to this build and are left out for their faults, from the root of the portfolio.
    pub faulty: Vec<String>,
}

/// Number of a person in [`Portfolio::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub usize);

/// Number of a case study in [`Portfolio::studies`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudyId(pub usize);

/// Number of a framework and of a standard in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StandardId(pub usize, pub usize);

/// What holds for the whole site.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the site.
    pub title: String,
    /// Its absolute address, when one is known.
    pub url: Option<BaseUrl>,
    /// BCP 47 tag.
    pub language: String,
    /// Name of the theme.
    pub theme: String,
    /// Options of the theme, as written.
    pub theme_options: BTreeMap<String, Scalar>,
    /// Whether HTML in Markdown is published.
    pub raw_html: bool,
    /// Whether the whole portfolio is invented.
    pub sample: bool,
    /// Case studies on the home page, in order.
    pub featured: Vec<StudyId>,
    /// Who holds the copyright.
    pub copyright: Option<Copyright>,
    /// Where readers leave comments; none when they are off.
    pub comments: Option<Commenting>,
    /// Where the site is put, by name.
    pub deploy: BTreeMap<String, Target>,
    /// The month that a year of work begins with, 1 to 12.
    pub year_starts: i8,
    /// Whether there is a page to search on.
    pub search: bool,
    /// Links by which readers may pass a page on.
    pub share: Vec<ShareWith>,
    /// Student figures for smaller groups are withheld.
    pub min_group_size: u32,
}

/// Where a site is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The place.
    pub place: Place,
    /// Address of the site there, in place of the portfolio's own.
    pub url: Option<BaseUrl>,
    /// Who it is for.
    pub audience: Visibility,
    /// The file that tells the host to send strict headers.
    pub headers: HeaderFile,
}

/// A place that a site is put to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder, from that of the portfolio.
    Folder {
        /// Where.
        path: String,
    },
    /// A zip file, from the folder of the portfolio.
    Zip {
        /// Where.
        path: String,
    },
    /// A folder on a server that is reached by SSH.
    Server(Server),
    /// A branch of a Git repository, by the program `git`.
    Git {
        /// The name of a remote, or an address.
        remote: String,
        /// The branch.
        branch: String,
        /// A domain of the owner's.
        domain: Option<String>,
    },
    /// A branch of a repository on GitHub, by its programming interface.
    Github {
        /// The repository, `owner/name`.
        repo: String,
        /// The branch.
        branch: String,
        /// A domain of the owner's.
        domain: Option<String>,
        /// The address of the service, for GitHub Enterprise.
        endpoint: Option<String>,
    },
    /// A site at Netlify.
    Netlify {
        /// Its name or id.
        site: String,
        /// The address of the service.
        endpoint: Option<String>,
    },
    /// A project of Cloudflare Pages.
    CloudflarePages {
        /// The id of the account; from the environment where it is not told.
        account: Option<String>,
        /// The project.
        project: String,
        /// The address of the service.
        endpoint: Option<String>,
    },
    /// A bucket of a service that stores objects.
    Bucket {
        /// Whose.
        service: Storage,
        /// Its name.
        name: String,
        /// The address of the service, for others than the usual.
        endpoint: Option<String>,
        /// The folder in the bucket, with a slash at the end; empty for its root.
        prefix: String,
    },
}

/// A folder on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// How files get there.
    pub by: Courier,
    /// The name of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who asks; for rsync the settings of `ssh` may tell.
    pub user: Option<String>,
    /// The folder; from the home folder there, when it does not begin with a slash.
    pub path: String,
    /// The file of a private key.
    pub key: Option<String>,
}

/// How files get to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Courier {
    /// By SFTP.
    Sftp,
    /// By the program `rsync`.
    Rsync,
}

/// A service that stores objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Storage {
    /// Amazon S3, or one that speaks like it.
    S3 {
        /// Where it is.
        region: Option<String>,
    },
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure {
        /// The account.
        account: String,
    },
}

/// Where readers leave comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commenting {
    /// Who keeps them.
    pub keeper: Keeper,
    /// Kinds of pages that have them.
    pub kinds: Vec<Commented>,
}

/// Who keeps what readers write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// The owner, in files.
    Files,
    /// A server of the owner's that runs Isso.
    Isso {
        /// Its address, with a slash at the end.
        server: String,
    },
    /// Discussions of a repository on GitHub, shown by giscus.
    Giscus {
        /// `owner/name`.
        repo: String,
        /// Its number on GitHub.
        repo_id: String,
        /// The category of discussions.
        category: Option<String>,
        /// Its number on GitHub.
        category_id: String,
    },
    /// Issues of a repository on GitHub, shown by utterances.
    Utterances {
        /// `owner/name`.
        repo: String,
    },
    /// A server of the owner's that runs Remark42.
    Remark42 {
        /// Its address, with a slash at the end.
        server: String,
        /// The name of the site there.
        site: String,
    },
}

/// Who holds the copyright.
#[derive(Clone, Debug)]
pub struct Copyright {
    /// Name.
    pub holder: String,
    /// First year.
    pub since: Option<i16>,
    /// Terms of use.
    pub licence: Option<String>,
}

/// Whose portfolio it is.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Full name.
    pub name: String,
    /// One line under it.
    pub headline: Option<String>,
    /// A paragraph.
    pub bio: Option<String>,
    /// A picture: its file, and what it shows.
    pub photo: Option<(String, String)>,
    /// City.
    pub city: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Two letters.
    pub country_code: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Pages elsewhere.
    pub links: Vec<ProfileLink>,
}

/// A page of the owner elsewhere.
#[derive(Clone, Debug)]
pub struct ProfileLink {
    /// `LinkedIn`.
    pub network: String,
    /// Name there.
    pub username: Option<String>,
    /// Address.
    pub url: String,
}

/// What fills the résumé.
#[derive(Clone, Debug, Default)]
pub struct Resume {
    /// Posts, the newest first.
    pub positions: Vec<Position>,
    /// Degrees.
    pub education: Vec<Education>,
    /// Licences and certificates.
    pub credentials: Vec<Credential>,
    /// Courses.
    pub learning: Vec<Learning>,
    /// Awards.
    pub awards: Vec<Award>,
    /// Publications.
    pub publications: Vec<Publication>,
    /// Languages: name and fluency.
    pub languages: Vec<(String, Option<String>)>,
}

/// A post.
#[derive(Clone, Debug)]
pub struct Position {
    /// Name in references.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where.
    pub organisation: Option<String>,
    /// Whether the organisation's name was changed.
    pub anonymised: bool,
    /// Since when.
    pub start: Option<PartialDate>,
    /// Until when.
    pub end: Option<PartialDate>,
    /// Phase or branch.
    pub phase: Option<String>,
    /// Learners, patients, staff.
    pub roll: Option<u32>,
    /// In words.
    pub context: Option<String>,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// What was done.
    pub highlights: Vec<String>,
}

/// A degree.
#[derive(Clone, Debug)]
pub struct Education {
    /// Where.
    pub institution: String,
    /// Degree.
    pub award: Option<String>,
    /// Subject.
    pub area: Option<String>,
    /// Since when.
    pub start: Option<PartialDate>,
    /// Until when.
    pub end: Option<PartialDate>,
}

/// A licence or certificate.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Name.
    pub name: String,
    /// Who gave it.
    pub issuer: Option<String>,
    /// When.
    pub date: Option<PartialDate>,
    /// Until when.
    pub expires: Option<PartialDate>,
}

/// A course.
#[derive(Clone, Debug)]
pub struct Learning {
    /// Name.
    pub name: String,
    /// Who gave it.
    pub provider: Option<String>,
    /// When.
    pub date: Option<PartialDate>,
    /// How long.
    pub hours: Option<f64>,
    /// In a sentence.
    pub summary: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// An award.
#[derive(Clone, Debug)]
pub struct Award {
    /// Name.
    pub title: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Who gave it.
    pub awarder: Option<String>,
    /// In a sentence.
    pub summary: Option<String>,
}

/// A publication.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Title.
    pub name: String,
    /// Where.
    pub publisher: Option<String>,
    /// When.
    pub release_date: Option<PartialDate>,
    /// Address.
    pub url: Option<String>,
    /// In a sentence.
    pub summary: Option<String>,
}

/// Somebody, as agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name in references; never printed.
    pub id: String,
    /// Who they are to the owner.
    pub kind: PersonKind,
    /// How they are shown.
    pub shown: Shown,
    /// How many, for a group.
    pub size: Option<u32>,
    /// Whether they are under age, as far as anybody knows.
    pub minor: bool,
    /// What they agreed to, for the author's own report.
    pub consent: ConsentNote,
    /// Parts of their name that must not appear anywhere, for looking for them in what the author wrote; never
    /// printed.
    pub secret_names: Vec<String>,
}

/// Where somebody's consent stands, as the author noted it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsentNote {
    /// Where it stands.
    pub status: Option<PermissionStatus>,
    /// Until when.
    pub expires: Option<PartialDate>,
}

/// What somebody said, with their leave.
#[derive(Clone, Debug)]
pub struct Testimonial {
    /// Name in references.
    pub id: String,
    /// Who said it.
    pub from: PersonId,
    /// What they are to the owner.
    pub relation: Option<String>,
    /// When.
    pub date: Option<PartialDate>,
    /// What it is about.
    pub about: Vec<StudyId>,
    /// The words.
    pub text: String,
    /// How it was given.
    pub source: Option<TestimonialSource>,
}

/// A framework of standards.
#[derive(Clone, Debug)]
pub struct Framework {
    /// Its file, from the root of the portfolio.
    pub source: String,
    /// Name in references and in addresses.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Edition.
    pub year: Option<PartialDate>,
    /// A remark on that.
    pub year_note: Option<String>,
    /// Country code.
    pub country: Option<String>,
    /// Whether it is in force.
    pub status: FrameworkStatus,
    /// A remark on that.
    pub status_note: Option<String>,
    /// What replaced it.
    pub superseded_by: Option<String>,
    /// Address of the document.
    pub source_url: Option<String>,
    /// What may be copied.
    pub licence_note: Option<String>,
    /// Whether the titles are the publisher's own.
    pub titles_official: bool,
    /// What its parts are called.
    pub unit: String,
    /// Whether it has pages: the portfolio names it, or a case study cites it.
    pub listed: bool,
    /// Its standards; requirements and attributes follow, under their own group.
    pub standards: Vec<Standard>,
    /// The author's own mapping to other frameworks.
    pub crosswalk: Vec<Crosswalk>,
}

/// A standard.
#[derive(Clone, Debug)]
pub struct Standard {
    /// Number or letter.
    pub id: String,
    /// Title.
    pub title: String,
    /// Group.
    pub group: Option<String>,
    /// Address.
    pub path: String,
    /// Case studies that cite it, with the number of the claim in each.
    pub cited_by: Vec<(StudyId, usize)>,
}

/// A line of a mapping between frameworks.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    /// A standard of this framework.
    pub from: String,
    /// A standard of another.
    pub to: String,
    /// In what way.
    pub note: Option<String>,
    /// Who says so.
    pub by: Option<String>,
}

/// A tag as a page writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What makes it the same tag, however it is written.
    pub slug: String,
    /// As written.
    pub title: String,
}

/// A tag of the whole portfolio.
#[derive(Clone, Debug)]
pub struct Theme {
    /// What its tags have in common.
    pub slug: String,
    /// As first written.
    pub title: String,
    /// Address.
    pub path: String,
    /// Case studies that carry it, the newest first.
    pub studies: Vec<StudyId>,
}

/// A file that a published page cites.
#[derive(Clone, Debug)]
pub struct PublishedFile {
    /// The bytes as the author has them.
    pub blob: Blob,
    /// Its address.
    pub path: String,
    /// What it is, when it is a picture.
    pub picture: Option<Picture>,
}

/// Something that was not published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldBack {
    /// The file that it is in, from the root of the portfolio.
    pub path: String,
    /// What it is: a page, or part of one.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Whether it is a whole page.
    pub page: bool,
}

/// What every page has.
#[derive(Clone, Debug)]
pub struct PageHead {
    /// The file, from the root of the portfolio.
    pub source: String,
    /// Name in references.
    pub id: String,
    /// Title.
    pub title: String,
    /// Address.
    pub path: String,
    /// Addresses that lead here.
    pub aliases: Vec<String>,
    /// Whether it is invented.
    pub sample: bool,
    /// Why it would be held back from readers, were drafts not shown.
    pub draft: Option<String>,
    /// When it was last revised.
    pub updated: Option<PartialDate>,
    /// First day of publication.
    pub date: Option<PartialDate>,
}

/// A case study.
#[derive(Clone, Debug)]
pub struct CaseStudy {
    /// What every page has.
    pub head: PageHead,
    /// In a sentence or two.
    pub summary: String,
    /// Where the work stands.
    pub status: Status,
    /// Why it was stopped.
    pub status_reason: Option<String>,
    /// The author's overall answer.
    pub verdict: Option<Verdict>,
    /// Approaches, by number.
    pub approaches: Vec<usize>,
    /// Tags, each once.
    pub tags: Vec<Tag>,
    /// The post held, by number.
    pub position: Option<usize>,
    /// The problem in a sentence.
    pub problem: Option<String>,
    /// What was learnt.
    pub lesson: Option<String>,
    /// Warnings that the author accepts: rule and reason.
    pub acknowledged: Vec<(String, String)>,
    /// Who had the idea.
    pub initiated_by: Option<(Option<Initiator>, Vec<PersonId>)>,
    /// Who led.
    pub led_by: Vec<PersonId>,
    /// Who answers for it.
    pub accountable: PersonId,
    /// Why that is not the owner.
    pub accountable_note: Option<String>,
    /// Who worked on it.
    pub team: Vec<PersonId>,
    /// Who was asked.
    pub consulted: Vec<PersonId>,
    /// Who was told.
    pub informed: Vec<PersonId>,
    /// What was handed over.
    pub delegation: Delegation,
    /// How people kept in touch.
    pub communication: Communication,
    /// When it began.
    pub start: PartialDate,
    /// When it ended.
    pub end: Option<PartialDate>,
    /// What happened, in order.
    pub timeline: Vec<TimelineEvent>,
    /// Inputs to impact: the steps that were given, by name.
    pub logic: Vec<(&'static str, Vec<String>)>,
    /// Results, the primary one first.
    pub outcomes: Vec<Outcome>,
    /// What got in the way.
    pub pitfalls: Vec<Pitfall>,
    /// Standards that it speaks to.
    pub standards: Vec<StandardClaim>,
    /// Proof that this audience may see.
    pub artifacts: Vec<Artifact>,
    /// Who has confirmed the page.
    pub checked_with: Vec<Check>,
    /// The story.
    pub body: Body,
}

/// What a reader said about a page, with their leave.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Who said it.
    pub from: PersonId,
    /// The words.
    pub text: String,
    /// When.
    pub date: Option<PartialDate>,
    /// The owner's answer.
    pub reply: Option<String>,
}

/// A few case studies for one panel.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The file, from the root of the portfolio.
    pub source: String,
    /// Its address.
    pub path: String,
    /// What the panel reads on top.
    pub title: String,
    /// A sentence or two to the panel.
    pub intro: Option<String>,
    /// The last day that it is published.
    pub until: Option<PartialDate>,
    /// Whether it is invented.
    pub sample: bool,
    /// Its case studies, in the author's order.
    pub cases: Vec<PackCase>,
}

/// A case study in a pack.
#[derive(Clone, Debug)]
pub struct PackCase {
    /// Which.
    pub study: StudyId,
    /// What the panel asks for.
    pub criterion: Option<String>,
    /// Why it answers that.
    pub why: Option<String>,
}

/// What was handed over.
#[derive(Clone, Debug)]
pub struct Delegation {
    /// Level now or at the end.
    pub level: Level,
    /// How people came to lead.
    pub joined: Option<Joined>,
    /// How the level changed: since when, to what, why.
    pub history: Vec<(Option<PartialDate>, Level, Option<String>)>,
    /// What was really given.
    pub authority: Vec<String>,
    /// Where it ends.
    pub limits: Vec<String>,
    /// What the leader kept.
    pub retained: Vec<String>,
    /// Who decides what.
    pub decisions: Vec<Decision>,
    /// Means that came with it.
    pub support: Vec<Support>,
    /// When the leader would step in.
    pub take_back: Option<String>,
}

/// An area of decision.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What is decided.
    pub area: String,
    /// By whom.
    pub decided_by: Vec<PersonId>,
    /// At what level.
    pub level: Option<Level>,
    /// Within which limit.
    pub limit: Option<String>,
}

/// Means that came with a handover.
#[derive(Clone, Debug)]
pub struct Support {
    /// What sort.
    pub kind: SupportKind,
    /// In words.
    pub what: Option<String>,
    /// How much.
    pub amount: Option<f64>,
    /// Of what.
    pub unit: Option<String>,
}

/// How people kept in touch.
#[derive(Clone, Debug, Default)]
pub struct Communication {
    /// Where word is passed.
    pub channels: Vec<String>,
    /// Regular meetings.
    pub check_ins: Vec<CheckIn>,
    /// How a problem is raised.
    pub escalation: Option<String>,
    /// The shared record.
    pub record: Option<Record>,
}

/// The shared record.
#[derive(Clone, Debug)]
pub enum Record {
    /// An artifact, by its number.
    Artifact(usize),
    /// In words.
    Words(String),
}

/// A regular meeting.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// With whom.
    pub with: Vec<PersonId>,
    /// How often.
    pub cadence: Option<Cadence>,
    /// How long.
    pub minutes: Option<u32>,
    /// What for.
    pub purpose: Option<String>,
}

/// An entry of the timeline.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// When.
    pub date: Option<PartialDate>,
    /// What sort.
    pub kind: EventKind,
    /// What happened.
    pub event: String,
}

/// A result.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Name in references.
    pub id: String,
    /// Measured or described.
    pub kind: OutcomeKind,
    /// Whether it is the one to judge by.
    pub primary: bool,
    /// What was measured, or the statement.
    pub title: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Which way is better.
    pub direction: Option<Direction>,
    /// Who was counted.
    pub population: Option<String>,
    /// Before.
    pub baseline: Option<Measure>,
    /// Why there is none.
    pub baseline_note: Option<String>,
    /// Aim.
    pub target: Option<Measure>,
    /// After.
    pub result: Option<Measure>,
    /// Points in between, in order.
    pub series: Vec<Measure>,
    /// Others, for comparison.
    pub comparison: Option<Comparison>,
    /// Where the figures come from.
    pub source: Option<Source>,
    /// How strong the claim is.
    pub claim: Claim,
    /// How the work contributed.
    pub contribution: Option<String>,
    /// Level of evaluation.
    pub evaluation_level: Option<EvaluationLevel>,
    /// Whether it is a side effect.
    pub unintended: bool,
    /// What to keep in mind.
    pub caveats: Vec<String>,
    /// How a described outcome was found.
    pub method: Option<String>,
    /// How cases were picked.
    pub selection: Option<Selection>,
    /// When a described outcome was found.
    pub date: Option<PartialDate>,
    /// Someone's words, and whose.
    pub quote: Option<(String, Option<PersonId>)>,
}

/// A figure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The figure.
    pub value: f64,
    /// When.
    pub date: Option<PartialDate>,
    /// How many were counted.
    pub n: Option<u64>,
    /// A remark.
    pub note: Option<String>,
}

/// Others, for comparison.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What sort.
    pub kind: ComparisonKind,
    /// Who they are.
    pub label: Option<String>,
    /// Before.
    pub baseline: Option<f64>,
    /// After.
    pub result: Option<f64>,
}

/// Where figures come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name.
    pub name: Option<String>,
    /// What sort.
    pub kind: Option<SourceType>,
    /// Who collected them.
    pub collected_by: Option<Collector>,
    /// The artifact that holds them, by number.
    pub artifact: Option<usize>,
    /// Address.
    pub url: Option<String>,
}

/// A pitfall that was met.
#[derive(Clone, Debug)]
pub struct Pitfall {
    /// What sort.
    pub kind: PitfallKind,
    /// What happened.
    pub what: String,
    /// What was done.
    pub mitigation: Option<String>,
    /// Whether that helped.
    pub resolved: Option<Resolved>,
    /// When.
    pub date: Option<PartialDate>,
}

/// A standard that is cited.
#[derive(Clone, Debug)]
pub struct StandardClaim {
    /// Which.
    pub standard: StandardId,
    /// Why.
    pub why: Option<String>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// What shows that a standard is met.
#[derive(Clone, Copy, Debug)]
pub enum Evidence {
    /// An outcome, by number.
    Outcome(usize),
    /// An artifact, by number.
    Artifact(usize),
}

/// A piece of proof.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Its number in the front matter, from 0, for messages.
    pub at: usize,
    /// Name in references.
    pub id: String,
    /// What sort.
    pub kind: ArtifactType,
    /// Title.
    pub title: String,
    /// What it shows.
    pub caption: Option<String>,
    /// When it was made.
    pub date: Option<PartialDate>,
    /// Who made it.
    pub made_by: Option<String>,
    /// Its file, by its path in `content/`.
    pub file: Option<String>,
    /// Its address elsewhere.
    pub href: Option<String>,
    /// What a picture shows; empty for decoration.
    pub alt: Option<String>,
    /// File with captions.
    pub captions: Option<String>,
    /// File with the spoken words.
    pub transcript: Option<String>,
    /// How much was blacked out.
    pub redaction: Option<Redaction>,
    /// Whom or what it shows.
    pub contains: Vec<Contains>,
    /// Whether faces can be recognised.
    pub faces: Option<bool>,
    /// Who is in it.
    pub people: Vec<PersonId>,
    /// Where release forms stand.
    pub release: Option<ReleaseStatus>,
    /// Where the leave to show it stands.
    pub permission: Option<PermissionStatus>,
    /// Terms of use.
    pub licence: Option<String>,
}

/// Somebody who has confirmed a page.
#[derive(Clone, Debug)]
pub struct Check {
    /// Who.
    pub person: PersonId,
    /// When.
    pub date: Option<PartialDate>,
    /// A remark.
    pub note: Option<String>,
}

/// An approach.
#[derive(Clone, Debug)]
pub struct Approach {
    /// What every page has.
    pub head: PageHead,
    /// Other names.
    pub aka: Vec<String>,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// When the owner uses it.
    pub stance: Option<String>,
    /// Further reading.
    pub sources: Vec<Reference>,
    /// What goes wrong with it.
    pub pitfalls: Vec<ApproachPitfall>,
    /// What the leader keeps.
    pub leader_keeps: Vec<String>,
    /// Questions to ask first.
    pub checklist: Vec<String>,
    /// Other approaches, by number.
    pub related: Vec<usize>,
    /// Case studies that cite it, the newest first.
    pub studies: Vec<StudyId>,
    /// The essay.
    pub body: Body,
}

/// A book or article.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Author.
    pub who: String,
    /// Year.
    pub year: Option<PartialDate>,
    /// Title and place.
    pub what: Option<String>,
    /// The idea taken from it.
    pub idea: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// A pitfall of an approach.
#[derive(Clone, Debug)]
pub struct ApproachPitfall {
    /// What sort.
    pub kind: PitfallKind,
    /// Name.
    pub title: String,
    /// How to notice it.
    pub signs: Vec<String>,
    /// What guards against it.
    pub guard: Option<String>,
}

/// A page of the author's own.
#[derive(Clone, Debug)]
pub struct Page {
    /// What every page has.
    pub head: PageHead,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// What sort.
    pub kind: PageKind,
    /// Dated versions: when, what changed, whether in force.
    pub versions: Vec<(PartialDate, Option<String>, bool)>,
    /// Its name in the main navigation, when it stands there.
    pub navigation: Option<String>,
    /// The text.
    pub body: Body,
}

impl Framework {
    /// What one of its parts is called, at the beginning of a line: "Standard".
    pub fn unit_label(&self) -> String {
        let mut letters = self.unit.chars();
        letters.next().map_or_else(|| "Standard".to_owned(), |it| it.to_uppercase().chain(letters).collect())
    }
}

impl Resume {
    /// Posts at a place that is called by its name, by id.
    pub fn named_posts(&self) -> Vec<String> {
        let named = self.positions.iter().filter(|it| it.organisation.is_some() && !it.anonymised);
        named.map(|it| it.id.clone()).collect()
    }
}

impl Profile {
    /// E-mail address and telephone number that the owner wants to be reached by.
    pub fn contacts(&self) -> Vec<String> {
        [&self.email, &self.phone].into_iter().flatten().cloned().collect()
    }
}

impl CaseStudy {
    /// The outcome to judge by: the one named primary, or the only measured one.
    pub fn primary_outcome(&self) -> Option<&Outcome> {
        let measured = || self.outcomes.iter().filter(|it| it.kind == OutcomeKind::Quantitative);
        self.outcomes
            .iter()
            .find(|it| it.primary)
            .or_else(|| measured().next().filter(|_| measured().count() == 1))
    }
}

impl Portfolio {
    /// What is made besides the author's own pages.
    pub fn made(&self) -> Made<'_> {
        let has_address = self.settings.url.is_some();
        Made::new(
            &self.studies,
            self.approaches.len(),
            has_address,
            &self.frameworks,
            &self.themes,
            &self.packs,
        )
        .with_search(self.settings.search)
        .for_own_eyes(self.own_eyes)
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0]
    }

    /// Files with invented content that says so; the settings first.
    pub fn samples(&self) -> Vec<String> {
        let heads = self.studies.iter().map(|it| &it.head).chain(self.approaches.iter().map(|it| &it.head));
        let pages = self.pages.iter().chain(&self.home).map(|it| &it.head);
        let pages = heads.chain(pages).filter(|it| it.sample).map(|it| it.source.clone());
        let packs = self.packs.iter().filter(|it| it.sample).map(|it| it.source.clone());
        let settings = self.settings.sample.then(|| SETTINGS.to_owned());
        settings.into_iter().chain(pages).chain(packs).collect()
    }

    /// A case study.
    pub fn study(&self, id: StudyId) -> &CaseStudy {
        &self.studies[id.0]
    }

    /// A tag as all pages have it.
    pub fn theme(&self, tag: &Tag) -> Option<&Theme> {
        let at = self.themes.binary_search_by(|it| it.slug.cmp(&tag.slug)).ok()?;
        self.themes.get(at)
    }

    /// A standard with its framework.
    pub fn standard(&self, id: StandardId) -> (&Framework, &Standard) {
        let framework = &self.frameworks[id.0];
        (framework, &framework.standards[id.1])
    }
}

/// Ids to numbers, for looking references up.
pub type Numbers = HashMap<String, usize>;
