//! The domain model: a validated portfolio with resolved references, filtered for one audience.
//!
//! Everything in it may be published. People are reduced to what they consented to, every reference points at
//! something that exists, and a field is an `Option` only where the author may leave it out.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::content::collect::SETTINGS_FILE;
use crate::content::date::PartialDate;
use crate::content::document::Body;
use crate::content::scalar::Scalar;
use crate::content::vocabulary::{
    ArtifactType, Cadence, CaseSelection, ClaimStrength, Collector, CommentablePage, ComparisonKind,
    DelegationLevel, DepictedContent, Direction, EvaluationLevel, EventKind, FrameworkStatus, HeaderFile,
    Initiator, OutcomeKind, PageKind, PermissionStatus, PersonKind, PitfallKind, PitfallResolution,
    RecruitmentMode, Redaction, ReleaseStatus, ShareWith, SourceType, SupportKind, TestimonialSource,
    Verdict, Visibility, WorkStatus,
};
use crate::media::ImageInfo;
use crate::tree::Blob;

use super::consent::DisplayIdentity;
use super::links::LinkIndex;
use super::made::GeneratedPages;
use super::measure::Unit;
use super::readiness::ProgramReport;
use super::url::BaseUrl;

/// A portfolio resolved for one audience. Only publishable content is in it.
#[derive(Debug)]
pub struct Portfolio {
    /// Site-wide settings from `portfolio.yaml`.
    pub settings: SiteSettings,
    /// The owner of the portfolio.
    pub profile: Profile,
    /// Data of the résumé page and of `resume.json`.
    pub resume: Resume,
    /// Everyone who is referenced; [`PersonId`] is an index into it.
    pub people: Vec<Person>,
    /// Published testimonials, in the order of `testimonials.yaml`.
    pub testimonials: Vec<Testimonial>,
    /// Frameworks of professional standards, the primary one first.
    pub frameworks: Vec<Framework>,
    /// Published case studies, newest first; [`StudyId`] is an index into it.
    pub studies: Vec<Arc<CaseStudy>>,
    /// Published approaches, sorted by title.
    pub approaches: Vec<Approach>,
    /// The author's own pages, sorted by title.
    pub pages: Vec<Page>,
    /// Content of `index.md`; `None` when there is no such file.
    pub home: Option<Page>,
    /// Tags, sorted by slug.
    pub tags: Vec<TagPage>,
    /// Files that published pages cite, keyed by their path in `content/`.
    pub files: BTreeMap<String, PublishedFile>,
    /// Resolves link and image targets of Markdown.
    pub links: LinkIndex,
    /// Content that is excluded from this build, with reasons.
    pub excluded: Vec<Excluded>,
    /// Progress towards the requirements of `program.yaml`; `None` without that file.
    pub requirements: Option<ProgramReport>,
    /// Published packs: selections of case studies for a hiring panel.
    pub packs: Vec<Pack>,
    /// Approved reader comments, keyed by the source file of the page.
    pub comments: BTreeMap<String, Vec<Comment>>,
    /// Whether the build is for the owner only (audience `private`): adds the owner-only pages.
    pub owner_only: bool,
    /// Source files of case studies that belong to this build but could not be resolved because of errors, relative
    /// to the project root.
    pub invalid_studies: Vec<String>,
}

/// Index into [`Portfolio::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub usize);

/// Index into [`Portfolio::studies`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudyId(pub usize);

/// Index into [`Portfolio::frameworks`], then into [`Framework::standards`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StandardId(pub usize, pub usize);

/// Site-wide settings of `portfolio.yaml`, with defaults filled in.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// Site title; the owner's name by default.
    pub title: String,
    /// Absolute URL of the site; `None` when neither `url` nor `--base-url` gives one.
    pub url: Option<BaseUrl>,
    /// Language of the texts as a BCP 47 tag; `en` by default.
    pub language: String,
    /// Name of the theme; `commons` by default.
    pub theme: String,
    /// `theme_options` as written; the theme validates them.
    pub theme_options: BTreeMap<String, Scalar>,
    /// Whether raw HTML in Markdown is rendered; `false` by default.
    pub raw_html: bool,
    /// Whether all content is fictional: prints a banner on every page.
    pub sample: bool,
    /// Case studies on the home page, in display order.
    pub featured: Vec<StudyId>,
    /// Copyright notice of the footer.
    pub copyright: Option<Copyright>,
    /// How readers comment; `None` when comments are off.
    pub comments: Option<CommentSettings>,
    /// Deploy targets by their name in `portfolio.yaml`.
    pub deploy: BTreeMap<String, DeployTarget>,
    /// First month of the reporting year, 1 to 12; used when evidence is grouped by year.
    pub year_starts: i8,
    /// Whether the site has a search page.
    pub search: bool,
    /// Share links below a page, in display order.
    pub share: Vec<ShareWith>,
    /// Smallest group of students whose figures may be published; 10 by default.
    pub min_group_size: u32,
}

/// A deploy target, an entry of `deploy` in `portfolio.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployTarget {
    /// The host that it deploys to.
    pub host: Host,
    /// URL of the site at this target; overrides [`Settings::url`].
    pub url: Option<BaseUrl>,
    /// Audience that is deployed: `public` or `panel`.
    pub audience: Visibility,
    /// Configuration file that makes the host send security headers.
    pub headers: HeaderFile,
}

/// Host of a deploy target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A local folder.
    Folder {
        /// Path of the folder, relative to the project root.
        path: String,
    },
    /// A local zip archive.
    Zip {
        /// Path of the archive, relative to the project root.
        path: String,
    },
    /// A folder on a server, reached over SSH.
    Server(SshServer),
    /// A branch of a Git repository, pushed with the `git` command.
    Git {
        /// Name of a remote such as `origin`, or the URL of a repository.
        remote: String,
        /// Branch to push to; `gh-pages` by default.
        branch: String,
        /// Custom domain, written to `CNAME`.
        domain: Option<String>,
    },
    /// A branch of a GitHub repository, written through the REST API.
    Github {
        /// Repository as `owner/name`.
        repo: String,
        /// Branch to write to; `gh-pages` by default.
        branch: String,
        /// Custom domain, written to `CNAME`.
        domain: Option<String>,
        /// Base URL of the API, for GitHub Enterprise.
        endpoint: Option<String>,
    },
    /// A Netlify site.
    Netlify {
        /// Site name such as `my-portfolio.netlify.app`, or its id.
        site: String,
        /// Base URL of the API, when it is not the default.
        endpoint: Option<String>,
    },
    /// A Cloudflare Pages project.
    CloudflarePages {
        /// Account id; read from the environment when `None`.
        account: Option<String>,
        /// Project name, such as `my-portfolio`.
        project: String,
        /// Base URL of the API, when it is not the default.
        endpoint: Option<String>,
    },
    /// A bucket of an object storage service.
    Bucket {
        /// The storage service, with what identifies the account or region there.
        service: ObjectStorage,
        /// Name of the bucket; for Azure, of the container.
        name: String,
        /// Base URL of the service, for S3-compatible services other than the default.
        endpoint: Option<String>,
        /// Key prefix with a trailing slash; empty for the root of the bucket.
        prefix: String,
    },
}

/// A folder on a server that is reached over SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshServer {
    /// Program or protocol that transfers the files.
    pub transport: Transport,
    /// Host name of the server.
    pub host: String,
    /// SSH port; 22 by default.
    pub port: u16,
    /// User name; `None` only for rsync, where the SSH configuration may supply it.
    pub user: Option<String>,
    /// Remote folder; a path without a leading slash is relative to the user's home folder.
    pub path: String,
    /// Private key file; `None` tries the usual files in `~/.ssh`.
    pub key: Option<String>,
}

/// How files are transferred to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// SFTP, with the built-in client.
    Sftp,
    /// The external `rsync` command.
    Rsync,
}

/// An object storage service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectStorage {
    /// Amazon S3 or an S3-compatible service.
    S3 {
        /// Region such as `eu-west-1`; `us-east-1` when `None`.
        region: Option<String>,
    },
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure {
        /// Storage account name.
        account: String,
    },
}

/// Comment settings of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentSettings {
    /// Service or storage that holds the comments.
    pub provider: CommentProvider,
    /// Kinds of pages that accept comments; all by default.
    pub kinds: Vec<CommentablePage>,
}

/// Where comments are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentProvider {
    /// Files in `content/comments/`, maintained by the owner.
    Files,
    /// A self-hosted Isso server.
    Isso {
        /// URL of the server, with a trailing slash.
        server: String,
    },
    /// GitHub Discussions, embedded by giscus.
    Giscus {
        /// Public repository as `owner/name`.
        repo: String,
        /// Value of `data-repo-id` in the giscus snippet.
        repo_id: String,
        /// Discussion category, such as `Announcements`.
        category: Option<String>,
        /// Value of `data-category-id` in the giscus snippet.
        category_id: String,
    },
    /// GitHub Issues, embedded by utterances.
    Utterances {
        /// Public repository as `owner/name`.
        repo: String,
    },
    /// A self-hosted Remark42 server.
    Remark42 {
        /// URL of the server, with a trailing slash.
        server: String,
        /// Site id on that server.
        site: String,
    },
}

/// Copyright notice of the footer.
#[derive(Clone, Debug)]
pub struct Copyright {
    /// Name of the copyright holder.
    pub holder: String,
    /// First year of the notice.
    pub since: Option<i16>,
    /// License or terms of use.
    pub licence: Option<String>,
}

/// The owner of the portfolio.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Full name, as printed.
    pub name: String,
    /// One line below the name.
    pub headline: Option<String>,
    /// Short biography, one paragraph.
    pub bio: Option<String>,
    /// Photo: its path in `content/` and its alternative text.
    pub photo: Option<(String, String)>,
    /// City, without a street address.
    pub city: Option<String>,
    /// State, province or region.
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2 code, such as `CH`.
    pub country_code: Option<String>,
    /// E-mail address, for everybody to see.
    pub email: Option<String>,
    /// Telephone number, for everybody to see.
    pub phone: Option<String>,
    /// The owner's profiles on other sites.
    pub links: Vec<ProfileLink>,
}

/// A profile of the owner on another site.
#[derive(Clone, Debug)]
pub struct ProfileLink {
    /// Name of the network, such as `LinkedIn`.
    pub network: String,
    /// User name on that network.
    pub username: Option<String>,
    /// URL of the profile.
    pub url: String,
}

/// Data of the résumé.
#[derive(Clone, Debug, Default)]
pub struct Resume {
    /// Jobs, newest first.
    pub positions: Vec<Position>,
    /// Degrees, in the order of `portfolio.yaml`.
    pub education: Vec<Education>,
    /// Licenses and certificates, in the order of `portfolio.yaml`.
    pub credentials: Vec<Credential>,
    /// Courses and other professional learning, in the order of `portfolio.yaml`.
    pub learning: Vec<Learning>,
    /// Awards, in the order of `portfolio.yaml`.
    pub awards: Vec<Award>,
    /// Publications, in the order of `portfolio.yaml`.
    pub publications: Vec<Publication>,
    /// Spoken languages: name and fluency.
    pub languages: Vec<(String, Option<String>)>,
}

/// A job that the owner held.
#[derive(Clone, Debug)]
pub struct Position {
    /// Id that case studies refer to in `position`.
    pub id: String,
    /// Job title, such as `Principal`.
    pub title: String,
    /// Name of the employer.
    pub organisation: Option<String>,
    /// Whether the employer's name is a pseudonym.
    pub anonymised: bool,
    /// First day of the job.
    pub start: Option<PartialDate>,
    /// Last day of the job; `None` for the current one.
    pub end: Option<PartialDate>,
    /// School phase or line of business.
    pub phase: Option<String>,
    /// Size of the organization: learners, patients or staff.
    pub roll: Option<u32>,
    /// Description of the organization in the author's words.
    pub context: Option<String>,
    /// Summary in one or two sentences.
    pub summary: Option<String>,
    /// Achievements, one list item each.
    pub highlights: Vec<String>,
}

/// A degree, an entry of `education` in `portfolio.yaml`.
#[derive(Clone, Debug)]
pub struct Education {
    /// Name of the school or university.
    pub institution: String,
    /// Degree, such as `MEd`.
    pub award: Option<String>,
    /// Field of study, such as `Educational leadership`.
    pub area: Option<String>,
    /// Start of the studies.
    pub start: Option<PartialDate>,
    /// End of the studies.
    pub end: Option<PartialDate>,
}

/// A license or certificate.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Name of the credential; its number is never published.
    pub name: String,
    /// Organization that issued it.
    pub issuer: Option<String>,
    /// Date when it was issued.
    pub date: Option<PartialDate>,
    /// Last day of validity.
    pub expires: Option<PartialDate>,
}

/// A course, an entry of `learning` in `portfolio.yaml`.
#[derive(Clone, Debug)]
pub struct Learning {
    /// Title of the course.
    pub name: String,
    /// Organization that ran the course.
    pub provider: Option<String>,
    /// Date of completion.
    pub date: Option<PartialDate>,
    /// Duration in hours.
    pub hours: Option<f64>,
    /// Summary in one sentence.
    pub summary: Option<String>,
    /// Web page of the course.
    pub url: Option<String>,
}

/// An award, an entry of `awards` in `portfolio.yaml`.
#[derive(Clone, Debug)]
pub struct Award {
    /// Name of the award.
    pub title: String,
    /// Date when it was received.
    pub date: Option<PartialDate>,
    /// Organization that gave the award.
    pub awarder: Option<String>,
    /// Summary in one sentence.
    pub summary: Option<String>,
}

/// A publication, an entry of `publications` in `portfolio.yaml`.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Title of the publication.
    pub name: String,
    /// Journal, publisher or site.
    pub publisher: Option<String>,
    /// Date of publication.
    pub release_date: Option<PartialDate>,
    /// Where it can be read online.
    pub url: Option<String>,
    /// Summary in one sentence.
    pub summary: Option<String>,
}

/// A person or group, reduced to what they consented to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id in `people.yaml`; never printed.
    pub id: String,
    /// Relationship to the owner.
    pub kind: PersonKind,
    /// Name and role as they may be displayed.
    pub identity: DisplayIdentity,
    /// Number of members, for a group.
    pub size: Option<u32>,
    /// Whether they are a minor; also `true` when their age is unknown.
    pub minor: bool,
    /// Consent record, for the owner-only consent report.
    pub consent: ConsentRecord,
    /// Parts of the name that must not be published. The name scanner looks for them; they are never printed.
    pub undisclosed_names: Vec<String>,
}

/// State of a person's consent, as recorded in `people.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsentRecord {
    /// Recorded status; `None` when nothing is recorded.
    pub status: Option<PermissionStatus>,
    /// Last day on which the consent is valid.
    pub expires: Option<PartialDate>,
}

/// A testimonial whose author gave permission.
#[derive(Clone, Debug)]
pub struct Testimonial {
    /// Id in `testimonials.yaml`, used by `testimonial:ID` images.
    pub id: String,
    /// Author of the testimonial.
    pub from: PersonId,
    /// The author's relationship to the owner, in words.
    pub relation: Option<String>,
    /// Date of the testimonial.
    pub date: Option<PartialDate>,
    /// Case studies that it refers to.
    pub about: Vec<StudyId>,
    /// The quoted text, as printed.
    pub text: String,
    /// How the testimonial was obtained.
    pub source: Option<TestimonialSource>,
}

/// A framework of professional standards.
#[derive(Clone, Debug)]
pub struct Framework {
    /// Source file, relative to the project root.
    pub source: String,
    /// Id in references and URLs, such as `psel-2015`.
    pub id: String,
    /// Full name, as published.
    pub name: String,
    /// Abbreviated name, such as `PSEL`.
    pub short: String,
    /// Organization that publishes it.
    pub publisher: Option<String>,
    /// Year of the edition.
    pub year: Option<PartialDate>,
    /// Remark about the year.
    pub year_note: Option<String>,
    /// Country code of the jurisdiction.
    pub country: Option<String>,
    /// Whether the framework is in force.
    pub status: FrameworkStatus,
    /// Remark about the status.
    pub status_note: Option<String>,
    /// Id of the framework that replaced this one.
    pub superseded_by: Option<String>,
    /// URL of the official document.
    pub source_url: Option<String>,
    /// What the publisher's license allows to be copied.
    pub licence_note: Option<String>,
    /// Whether the standards' titles are the publisher's own wording.
    pub titles_official: bool,
    /// What one of its parts is called: `standard`, `domain`, `competency` or a custom word.
    pub unit: String,
    /// Whether its standards have pages: `portfolio.yaml` lists the framework, or a case study cites it.
    pub listed: bool,
    /// Its standards, followed by requirements and attributes as groups of their own.
    pub standards: Vec<Standard>,
    /// The author's mapping to other frameworks.
    pub crosswalk: Vec<Crosswalk>,
}

/// A standard of a framework.
#[derive(Clone, Debug)]
pub struct Standard {
    /// Number or letter within the framework, such as `7`.
    pub id: String,
    /// Title, without the text of the standard.
    pub title: String,
    /// Heading that it is listed under.
    pub group: Option<String>,
    /// Site path of its page.
    pub path: String,
    /// Case studies that cite it, each with an index into [`CaseStudy::standards`].
    pub cited_by: Vec<(StudyId, usize)>,
}

/// One row of a mapping between frameworks.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    /// Id of a standard of this framework.
    pub from: String,
    /// A standard of another framework, such as `tlms-2011/3`.
    pub to: String,
    /// How the two correspond.
    pub note: Option<String>,
    /// Source of the mapping.
    pub by: Option<String>,
}

/// A tag as one page spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Normalized form; tags with the same slug are one tag.
    pub slug: String,
    /// Spelling on this page.
    pub title: String,
}

/// A tag of the whole portfolio, with the page that lists its case studies.
#[derive(Clone, Debug)]
pub struct TagPage {
    /// Normalized form that all its spellings share.
    pub slug: String,
    /// Spelling of the case study whose source file sorts first.
    pub title: String,
    /// Site path of the first page of the list.
    pub path: String,
    /// Case studies with this tag, newest first.
    pub studies: Vec<StudyId>,
}

/// A file that a published page cites.
#[derive(Clone, Debug)]
pub struct PublishedFile {
    /// The author's file, unmodified; renderers strip metadata from images.
    pub blob: Blob,
    /// Site path of the copy.
    pub path: String,
    /// Format and size; `None` when it is not an image.
    pub picture: Option<ImageInfo>,
}

/// Content that exists and is excluded from the build.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Excluded {
    /// Source file, relative to the project root.
    pub path: String,
    /// What is excluded, for messages: a page, or a part of one.
    pub what: String,
    /// Why it is excluded, for messages.
    pub reason: String,
    /// Whether a whole page is excluded, rather than a part of it.
    pub is_page: bool,
}

/// Metadata that all kinds of pages share.
#[derive(Clone, Debug)]
pub struct PageHead {
    /// Source file, relative to the project root.
    pub source: String,
    /// Id in references; the file name by default.
    pub id: String,
    /// Page title, as written.
    pub title: String,
    /// Site path of the page.
    pub path: String,
    /// Old site paths that redirect to this page.
    pub aliases: Vec<String>,
    /// Whether the content is fictional: prints a banner.
    pub sample: bool,
    /// Why readers would not get this page; set only when drafts are shown.
    pub draft_reason: Option<String>,
    /// Date of the last revision.
    pub updated: Option<PartialDate>,
    /// First day of publication.
    pub date: Option<PartialDate>,
}

/// A case study, from `case-studies/`.
#[derive(Clone, Debug)]
pub struct CaseStudy {
    /// Metadata such as title and path.
    pub head: PageHead,
    /// Summary in one or two sentences.
    pub summary: String,
    /// State of the work, such as ongoing or completed.
    pub status: WorkStatus,
    /// Why the work was stopped.
    pub status_reason: Option<String>,
    /// The author's overall assessment, once the work has ended.
    pub verdict: Option<Verdict>,
    /// Approaches that it exemplifies; indices into [`Portfolio::approaches`].
    pub approaches: Vec<usize>,
    /// Tags without duplicates, in the author's order.
    pub tags: Vec<Tag>,
    /// Job that the owner held; index into [`Resume::positions`].
    pub position: Option<usize>,
    /// The problem, in one sentence.
    pub problem: Option<String>,
    /// The lesson learned, in one sentence.
    pub lesson: Option<String>,
    /// Accepted lint warnings: rule id and reason.
    pub allowed_lints: Vec<(String, String)>,
    /// Who had the idea: their relation to the work, and the people.
    pub initiated_by: Option<(Option<Initiator>, Vec<PersonId>)>,
    /// People who led the work.
    pub led_by: Vec<PersonId>,
    /// The person accountable for the result; normally the owner.
    pub accountable: PersonId,
    /// Why somebody other than the owner is accountable.
    pub accountable_note: Option<String>,
    /// People who did the work.
    pub team: Vec<PersonId>,
    /// People whose advice was sought.
    pub consulted: Vec<PersonId>,
    /// People who were kept informed.
    pub informed: Vec<PersonId>,
    /// What was delegated, and how far.
    pub delegation: Delegation,
    /// How the owner and the team kept in touch.
    pub communication: Communication,
    /// Start of the work.
    pub start: PartialDate,
    /// End of the work; `None` while it goes on.
    pub end: Option<PartialDate>,
    /// Events in chronological order.
    pub timeline: Vec<TimelineEvent>,
    /// Steps of the logic model that the author filled in: label of the step, such as `Inputs`, and its items.
    pub logic: Vec<(&'static str, Vec<String>)>,
    /// Outcomes, the primary one first.
    pub outcomes: Vec<Outcome>,
    /// Problems that the work ran into.
    pub pitfalls: Vec<Pitfall>,
    /// Claims that the work meets standards.
    pub standards: Vec<StandardClaim>,
    /// Evidence that this audience may see.
    pub artifacts: Vec<Artifact>,
    /// People who read the page and confirmed it.
    pub checked_with: Vec<Confirmation>,
    /// The Markdown body after the front matter.
    pub body: Body,
}

/// A reader's comment that the owner approved and may publish.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Author of the comment.
    pub from: PersonId,
    /// The words of the reader.
    pub text: String,
    /// Date of the comment.
    pub date: Option<PartialDate>,
    /// The owner's answer, printed with the comment.
    pub reply: Option<String>,
}

/// A selection of case studies for one hiring panel.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Source file, relative to the project root.
    pub source: String,
    /// Site path; unlisted: only readers who have the URL find it.
    pub path: String,
    /// Heading of the page, such as the panel's name.
    pub title: String,
    /// Introduction in one or two sentences.
    pub intro: Option<String>,
    /// Last day of publication.
    pub until: Option<PartialDate>,
    /// Whether the content is fictional.
    pub sample: bool,
    /// Its case studies, in the author's order.
    pub cases: Vec<PackCase>,
}

/// A case study in a pack.
#[derive(Clone, Debug)]
pub struct PackCase {
    /// The selected case study.
    pub study: StudyId,
    /// Selection criterion of the panel, in the panel's words.
    pub criterion: Option<String>,
    /// Why the case study meets the criterion.
    pub why: Option<String>,
}

/// What the owner delegated.
#[derive(Clone, Debug)]
pub struct Delegation {
    /// Current or final level of delegation, 1 (tell) to 7 (delegate).
    pub level: DelegationLevel,
    /// How people came to lead, for example by volunteering.
    pub joined: Option<RecruitmentMode>,
    /// Changes of the level: date, new level, reason.
    pub history: Vec<(Option<PartialDate>, DelegationLevel, Option<String>)>,
    /// Powers that were really handed over.
    pub authority: Vec<String>,
    /// Limits of that authority.
    pub limits: Vec<String>,
    /// Decisions that the owner kept.
    pub retained: Vec<String>,
    /// Who decides in which area.
    pub decisions: Vec<Decision>,
    /// Resources that came with the delegation.
    pub support: Vec<Support>,
    /// Condition under which the owner would step in.
    pub take_back: Option<String>,
}

/// An area of decision and who decides in it.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Subject of the decision.
    pub area: String,
    /// People who decide in this area.
    pub decided_by: Vec<PersonId>,
    /// Level of delegation in this area, when it differs from the overall one.
    pub level: Option<DelegationLevel>,
    /// Limit of the authority, such as a budget.
    pub limit: Option<String>,
}

/// A resource that came with the delegation.
#[derive(Clone, Debug)]
pub struct Support {
    /// Category of the resource.
    pub kind: SupportKind,
    /// Description in the author's words.
    pub what: Option<String>,
    /// Quantity, counted in [`Support::unit`].
    pub amount: Option<f64>,
    /// Unit of the quantity, such as `hours`.
    pub unit: Option<String>,
}

/// How the owner and the team kept in touch.
#[derive(Clone, Debug, Default)]
pub struct Communication {
    /// Channels, such as a shared chat.
    pub channels: Vec<String>,
    /// Regular meetings, in the author's order.
    pub check_ins: Vec<CheckIn>,
    /// How a problem is escalated.
    pub escalation: Option<String>,
    /// Where decisions are recorded.
    pub record: Option<SharedRecord>,
}

/// A shared record of decisions.
#[derive(Clone, Debug)]
pub enum SharedRecord {
    /// Index into [`CaseStudy::artifacts`].
    Artifact(usize),
    /// A description in the author's words.
    Text(String),
}

/// A regular meeting of the owner and the team.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// Participants besides the owner.
    pub with: Vec<PersonId>,
    /// How often it takes place.
    pub cadence: Option<Cadence>,
    /// Usual duration in minutes.
    pub minutes: Option<u32>,
    /// What the meeting is for.
    pub purpose: Option<String>,
}

/// An event of the timeline.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// Date of the event.
    pub date: Option<PartialDate>,
    /// Category, such as a milestone or a setback.
    pub kind: EventKind,
    /// Description of the event.
    pub event: String,
}

/// An outcome: quantitative with figures, or qualitative with a statement.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Id in references, such as `outcome:STUDY/ID`.
    pub id: String,
    /// Quantitative (figures) or qualitative (a statement).
    pub kind: OutcomeKind,
    /// Whether the author named it as the outcome to judge the work by.
    pub primary: bool,
    /// The metric, or the statement of a qualitative outcome.
    pub title: String,
    /// Unit of all its figures.
    pub unit: Unit,
    /// Whether the figure should rise, fall or stay.
    pub direction: Option<Direction>,
    /// Group that was measured.
    pub population: Option<String>,
    /// Figure before the work.
    pub baseline: Option<Measure>,
    /// Why there is no baseline.
    pub baseline_note: Option<String>,
    /// Figure that was aimed for.
    pub target: Option<Measure>,
    /// Figure after the work.
    pub result: Option<Measure>,
    /// Intermediate figures, in chronological order.
    pub series: Vec<Measure>,
    /// Comparison group or reference value.
    pub comparison: Option<Comparison>,
    /// Origin of the figures.
    pub source: Option<DataSource>,
    /// Strength of the causal claim; `reported` by default.
    pub claim: ClaimStrength,
    /// How the work contributed, and what else could explain the change.
    pub contribution: Option<String>,
    /// Level of evaluation of professional learning.
    pub evaluation_level: Option<EvaluationLevel>,
    /// Whether it is a side effect.
    pub unintended: bool,
    /// Limitations to keep in mind.
    pub caveats: Vec<String>,
    /// How a qualitative outcome was established.
    pub method: Option<String>,
    /// How cases were sampled.
    pub selection: Option<CaseSelection>,
    /// When a qualitative outcome was established.
    pub date: Option<PartialDate>,
    /// Quotation and its speaker; the speaker is `None` when nobody is named.
    pub quote: Option<(String, Option<PersonId>)>,
}

/// A measured figure with its date and sample size.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The figure, in the outcome's unit.
    pub value: f64,
    /// Date of the measurement.
    pub date: Option<PartialDate>,
    /// Sample size: how many people or things were counted.
    pub n: Option<u64>,
    /// Remark about the figure.
    pub note: Option<String>,
}

/// Figures of a comparison group.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Kind of the comparison.
    pub kind: ComparisonKind,
    /// Name of the group.
    pub label: Option<String>,
    /// Figure before, in the outcome's unit.
    pub baseline: Option<f64>,
    /// Figure after, in the outcome's unit.
    pub result: Option<f64>,
}

/// Where figures come from.
#[derive(Clone, Debug)]
pub struct DataSource {
    /// Name of the survey, register or report.
    pub name: Option<String>,
    /// Kind of the source.
    pub kind: Option<SourceType>,
    /// Who collected the data.
    pub collected_by: Option<Collector>,
    /// Artifact with the data; index into [`CaseStudy::artifacts`].
    pub artifact: Option<usize>,
    /// URL of the data.
    pub url: Option<String>,
}

/// A problem that the work ran into.
#[derive(Clone, Debug)]
pub struct Pitfall {
    /// Category; joins it with the pitfalls of approaches.
    pub kind: PitfallKind,
    /// What happened, in the author's words.
    pub what: String,
    /// Countermeasure that was taken.
    pub mitigation: Option<String>,
    /// Whether the countermeasure worked.
    pub resolved: Option<PitfallResolution>,
    /// Date when it happened.
    pub date: Option<PartialDate>,
}

/// A claim that the work meets a standard.
#[derive(Clone, Debug)]
pub struct StandardClaim {
    /// The standard that is cited.
    pub standard: StandardId,
    /// Justification in the author's words.
    pub why: Option<String>,
    /// Outcomes and artifacts that support the claim.
    pub evidence: Vec<Evidence>,
}

/// Evidence for a claim, within the same case study.
#[derive(Clone, Copy, Debug)]
pub enum Evidence {
    /// Index into [`CaseStudy::outcomes`].
    Outcome(usize),
    /// Index into [`CaseStudy::artifacts`].
    Artifact(usize),
}

/// A piece of evidence: a file or a link.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Index in the front matter, from 0; diagnostics use it to name the field.
    pub index: usize,
    /// Id in references, such as `artifact:STUDY/ID`.
    pub id: String,
    /// Type, such as photo, video or document.
    pub kind: ArtifactType,
    /// Title, as printed with the artifact.
    pub title: String,
    /// What it shows and why that matters.
    pub caption: Option<String>,
    /// Date when the artifact was created.
    pub date: Option<PartialDate>,
    /// Creator, in the author's words.
    pub made_by: Option<String>,
    /// Path of its file in `content/`.
    pub file: Option<String>,
    /// URL, when it is hosted elsewhere.
    pub href: Option<String>,
    /// Alternative text of an image; empty for a decorative one.
    pub alt: Option<String>,
    /// Path of the captions file (WebVTT) in `content/`.
    pub captions: Option<String>,
    /// Path of the transcript in `content/`.
    pub transcript: Option<String>,
    /// How much was redacted.
    pub redaction: Option<Redaction>,
    /// Sensitive content that it shows.
    pub contains: Vec<DepictedContent>,
    /// Whether faces are recognizable.
    pub faces: Option<bool>,
    /// People who appear in it.
    pub people: Vec<PersonId>,
    /// Status of the release forms of the people in it.
    pub release: Option<ReleaseStatus>,
    /// Status of the permission to publish it.
    pub permission: Option<PermissionStatus>,
    /// License or terms of use.
    pub licence: Option<String>,
}

/// A confirmation of a page by somebody who was involved.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// Person who confirmed the page.
    pub person: PersonId,
    /// Date of the confirmation.
    pub date: Option<PartialDate>,
    /// Remark about the confirmation.
    pub note: Option<String>,
}

/// A leadership approach, described in an essay.
#[derive(Clone, Debug)]
pub struct Approach {
    /// Metadata such as title and path.
    pub head: PageHead,
    /// Alternative names of the approach.
    pub aka: Vec<String>,
    /// Summary in one or two sentences.
    pub summary: Option<String>,
    /// When the owner uses it, in one sentence.
    pub stance: Option<String>,
    /// Books and articles for further reading.
    pub sources: Vec<LiteratureReference>,
    /// What typically goes wrong with it.
    pub pitfalls: Vec<ApproachPitfall>,
    /// Decisions that stay with the leader.
    pub leader_keeps: Vec<String>,
    /// Questions to ask before using it.
    pub checklist: Vec<String>,
    /// Related approaches; indices into [`Portfolio::approaches`].
    pub related: Vec<usize>,
    /// Case studies that cite it, newest first.
    pub studies: Vec<StudyId>,
    /// The Markdown body after the front matter.
    pub body: Body,
}

/// A book or article.
#[derive(Clone, Debug)]
pub struct LiteratureReference {
    /// Author or authors, as cited.
    pub who: String,
    /// Year of publication.
    pub year: Option<PartialDate>,
    /// Title and publication details.
    pub what: Option<String>,
    /// The idea taken from it.
    pub idea: Option<String>,
    /// Where it can be read online.
    pub url: Option<String>,
}

/// A typical problem of an approach.
#[derive(Clone, Debug)]
pub struct ApproachPitfall {
    /// Category; joins it with the pitfalls of case studies.
    pub kind: PitfallKind,
    /// Name of the problem.
    pub title: String,
    /// Early signs of it.
    pub signs: Vec<String>,
    /// How to prevent it.
    pub guard: Option<String>,
}

/// A page of the author's own, from `pages/` or `index.md`.
#[derive(Clone, Debug)]
pub struct Page {
    /// Metadata such as title and path.
    pub head: PageHead,
    /// Summary in one or two sentences.
    pub summary: Option<String>,
    /// Ordinary page or vision statement.
    pub kind: PageKind,
    /// Dated versions: date, what changed, whether it is in force.
    pub versions: Vec<(PartialDate, Option<String>, bool)>,
    /// Label in the main navigation; `None` keeps the page out of it.
    pub nav_label: Option<String>,
    /// The Markdown body after the front matter.
    pub body: Body,
}

impl Framework {
    /// Label of one of its parts, capitalized: `Standard`.
    pub fn unit_label(&self) -> String {
        let mut letters = self.unit.chars();
        letters.next().map_or_else(|| "Standard".to_owned(), |c| c.to_uppercase().chain(letters).collect())
    }
}

impl Resume {
    /// Ids of the positions whose employer is named and not anonymized.
    pub fn named_position_ids(&self) -> Vec<String> {
        let is_named = |position: &&Position| position.organisation.is_some() && !position.anonymised;
        self.positions.iter().filter(is_named).map(|position| position.id.clone()).collect()
    }
}

impl Profile {
    /// The public e-mail address and telephone number. They are allowed in texts where other contact data is
    /// reported.
    pub fn contacts(&self) -> Vec<String> {
        [&self.email, &self.phone].into_iter().flatten().cloned().collect()
    }
}

impl CaseStudy {
    /// The outcome to judge the work by: the one marked `primary`, or else the only quantitative one.
    pub fn primary_outcome(&self) -> Option<&Outcome> {
        let measured = || self.outcomes.iter().filter(|outcome| outcome.kind == OutcomeKind::Quantitative);
        self.outcomes
            .iter()
            .find(|outcome| outcome.primary)
            .or_else(|| measured().next().filter(|_| measured().count() == 1))
    }
}

impl Portfolio {
    /// Lists the pages that are generated without a source file.
    pub fn generated_pages(&self) -> GeneratedPages<'_> {
        let has_address = self.settings.url.is_some();
        GeneratedPages::new(
            &self.studies,
            self.approaches.len(),
            has_address,
            &self.frameworks,
            &self.tags,
            &self.packs,
        )
        .with_search(self.settings.search)
        .with_owner_pages(self.owner_only)
    }

    /// Looks up a person.
    ///
    /// # Panics
    /// When the id comes from another portfolio.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0]
    }

    /// Source files that declare their content fictional (`sample: true`); `portfolio.yaml` first.
    pub fn sample_sources(&self) -> Vec<String> {
        let studies = self.studies.iter().map(|study| &study.head);
        let heads = studies.chain(self.approaches.iter().map(|approach| &approach.head));
        let pages = self.pages.iter().chain(&self.home).map(|page| &page.head);
        let pages = heads.chain(pages).filter(|head| head.sample).map(|head| head.source.clone());
        let packs = self.packs.iter().filter(|pack| pack.sample).map(|pack| pack.source.clone());
        let settings = self.settings.sample.then(|| SETTINGS_FILE.to_owned());
        settings.into_iter().chain(pages).chain(packs).collect()
    }

    /// Looks up a case study.
    ///
    /// # Panics
    /// When the id comes from another portfolio.
    pub fn study(&self, id: StudyId) -> &CaseStudy {
        &self.studies[id.0]
    }

    /// Looks up the portfolio-wide tag that a page's tag belongs to.
    pub fn tag_page(&self, tag: &Tag) -> Option<&TagPage> {
        let index = self.tags.binary_search_by(|page| page.slug.cmp(&tag.slug)).ok()?;
        self.tags.get(index)
    }

    /// Looks up a standard, together with its framework.
    ///
    /// # Panics
    /// When the id comes from another portfolio.
    pub fn standard(&self, id: StandardId) -> (&Framework, &Standard) {
        let framework = &self.frameworks[id.0];
        (framework, &framework.standards[id.1])
    }
}

/// Maps ids to their index.
pub type IdToIndex = HashMap<String, usize>;
