//! The enums of front matter: closed sets of YAML values. What readers of the site see for a value is in the catalog of
//! their language ([`Labeled`]).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::content::translated::facts;
use crate::yaml;

/// A value of front matter that pages show by a message of the catalog.
pub trait Labeled: Copy {
    /// The value in YAML, such as `partly_met`.
    fn id(self) -> &'static str;

    /// The key of its message, such as `verdict-partly_met`.
    fn message_key(self) -> &'static str;
}

/// Declares an enum with, for each variant, its YAML value and what it means, for diagnostics and the JSON Schema. An
/// enum that pages show has the first word of its keys in the catalog after its name: `WorkStatus as "status"`.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident as $prefix:literal { $($variant:ident = $id:literal, $label:literal;)+ }) => {
        vocabulary! { $(#[$doc])* $name { $($variant = $id, $label;)+ } }

        impl Labeled for $name {
            fn id(self) -> &'static str {
                Self::id(self)
            }

            fn message_key(self) -> &'static str {
                match self { $(Self::$variant => concat!($prefix, "-", $id),)+ }
            }
        }
    };
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
        pub enum $name {
            $(#[doc = $label] #[serde(rename = $id)] $variant,)+
        }

        facts!($name);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id())
            }
        }

        impl $name {
            /// The value in YAML, such as `partly_met`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// What the value means, such as "goal partly met".
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// A value for a line to paste that lists the values to choose from, such as `"TODO: met or not_met"`.
            pub fn placeholder() -> String {
                yaml::choice_placeholder(&[$($id),+])
            }
        }
    };
}

vocabulary! {
    /// The stage that a piece of work has reached.
    WorkStatus as "status" {
        Proposed = "proposed", "proposed";
        Ongoing = "ongoing", "ongoing";
        Completed = "completed", "completed";
        Stopped = "stopped", "stopped";
    }
}
vocabulary! {
    /// The author's own judgment on whether the goal was met.
    Verdict as "verdict" {
        Met = "met", "goal met";
        PartlyMet = "partly_met", "goal partly met";
        NotMet = "not_met", "goal not met";
        TooEarly = "too_early", "too early to say";
    }
}
vocabulary! {
    /// Who may see a page or an artifact; ordered from the widest audience to the narrowest.
    Visibility {
        Public = "public", "public";
        Panel = "panel", "for the panel";
        Private = "private", "private";
    }
}
vocabulary! {
    /// A service through which readers can share a page.
    ShareWith {
        Email = "email", "e-mail";
        Linkedin = "linkedin", "LinkedIn";
        Facebook = "facebook", "Facebook";
        Bluesky = "bluesky", "Bluesky";
        Mastodon = "mastodon", "Mastodon";
    }
}
vocabulary! {
    /// The kind of host or folder that a site is deployed to.
    DeployTargetKind {
        Folder = "folder", "a folder";
        Zip = "zip", "a zip file";
        Sftp = "sftp", "a web space, by SFTP";
        Rsync = "rsync", "a server, by rsync";
        Git = "git", "a branch of a Git repository";
        Github = "github", "GitHub Pages";
        Netlify = "netlify", "Netlify";
        CloudflarePages = "cloudflare-pages", "Cloudflare Pages";
        S3 = "s3", "a bucket of Amazon S3 or its like";
        Gcs = "gcs", "a bucket of Google Cloud Storage";
        Azure = "azure", "a container of Azure Blob Storage";
    }
}
vocabulary! {
    /// A size of paper.
    PaperSize {
        A4 = "a4", "A4, 210 by 297 millimeters";
        Letter = "letter", "letter, 8.5 by 11 inches";
    }
}
vocabulary! {
    /// The configuration file from which a host reads the HTTP headers to send.
    HeaderFile {
        None = "none", "none";
        Headers = "_headers", "`_headers`, for Netlify and Cloudflare Pages";
        Netlify = "netlify.toml", "`netlify.toml`, for Netlify";
        StaticWebApps = "staticwebapp.config.json", "`staticwebapp.config.json`, for Azure Static Web Apps";
        Apache = ".htaccess", "`.htaccess`, for web space with Apache";
    }
}
vocabulary! {
    /// The service that stores readers' comments.
    CommentService {
        Files = "files", "your own files";
        Isso = "isso", "Isso";
        Giscus = "giscus", "giscus";
        Utterances = "utterances", "utterances";
        Remark42 = "remark42", "Remark42";
    }
}
vocabulary! {
    /// A kind of page that can have comments.
    CommentablePage {
        CaseStudies = "case-studies", "case studies";
        Approaches = "approaches", "approaches";
        Pages = "pages", "pages";
    }
}
vocabulary! {
    /// Who had the idea for a piece of work.
    Initiator as "idea" {
        Leader = "leader", "started by the leader";
        Delegate = "delegate", "started by those who led it";
        Joint = "joint", "started together";
        Student = "student", "started by students";
        Community = "community", "started in the community";
        Mandate = "mandate", "required from outside";
    }
}
vocabulary! {
    /// How the people who led came to do so.
    RecruitmentMode as "joined" {
        Volunteered = "volunteered", "volunteered";
        Invited = "invited", "were invited";
        Elected = "elected", "were elected";
        Assigned = "assigned", "were assigned";
        Mixed = "mixed", "some volunteered, some were asked";
    }
}
vocabulary! {
    /// A kind of support that comes with a delegation.
    SupportKind as "support" {
        Time = "time", "Time";
        Money = "money", "Money";
        Training = "training", "Training";
        Coaching = "coaching", "Coaching";
        Logistics = "logistics", "Logistics";
        Access = "access", "Access";
        Cover = "cover", "Cover";
        Other = "other", "Other support";
    }
}
vocabulary! {
    /// How often a regular meeting takes place.
    Cadence as "cadence" {
        Daily = "daily", "every day";
        Weekly = "weekly", "every week";
        Fortnightly = "fortnightly", "every two weeks";
        Monthly = "monthly", "every month";
        Termly = "termly", "every term";
        AsNeeded = "as_needed", "when needed";
    }
}
vocabulary! {
    /// The kind of an entry in the timeline.
    EventKind as "event" {
        Decision = "decision", "decision";
        Milestone = "milestone", "milestone";
        CheckIn = "check_in", "check-in";
        Setback = "setback", "setback";
        Handover = "handover", "handover";
    }
}
vocabulary! {
    /// Whether an outcome is measured in figures or described in words.
    OutcomeKind as "outcome" {
        Quantitative = "quantitative", "measured";
        Qualitative = "qualitative", "described";
    }
}
vocabulary! {
    /// The direction in which a measured value improves.
    Direction as "better" {
        Increase = "increase", "higher is better";
        Decrease = "decrease", "lower is better";
        Maintain = "maintain", "meant to stay the same";
    }
}
vocabulary! {
    /// The group or trend that a result is compared with.
    ComparisonKind as "comparison" {
        None = "none", "no comparison";
        Trend = "trend", "the trend before";
        PriorCohort = "prior_cohort", "earlier groups";
        OtherGroup = "other_group", "another group";
        Matched = "matched", "a matched group";
        Randomised = "randomised", "a group drawn by lot";
    }
}
vocabulary! {
    /// The kind of source that figures come from.
    SourceType as "source" {
        Survey = "survey", "survey";
        Records = "records", "records";
        Assessment = "assessment", "assessment";
        Observation = "observation", "observation";
        Log = "log", "log";
        Interview = "interview", "interview";
        Document = "document", "document";
    }
}
vocabulary! {
    /// Who collected the data.
    Collector as "collected" {
        Author = "self", "collected by the author";
        Delegate = "delegate", "collected by those who led the work";
        ThirdParty = "third_party", "collected by others";
    }
}
vocabulary! {
    /// How strongly an outcome is attributed to the work; ordered from weakest to strongest.
    ClaimStrength as "claim" {
        Reported = "reported", "reported";
        Associated = "associated", "associated with the work";
        Contributed = "contributed", "the work contributed";
        Caused = "caused", "caused by the work";
    }
}
vocabulary! {
    /// A level in an evaluation model for professional learning (Guskey, Kirkpatrick).
    EvaluationLevel as "evaluation" {
        Guskey1 = "guskey-1", "Guskey level 1: participants' reactions";
        Guskey2 = "guskey-2", "Guskey level 2: participants' learning";
        Guskey3 = "guskey-3", "Guskey level 3: organisation support and change";
        Guskey4 = "guskey-4", "Guskey level 4: use of new knowledge and skills";
        Guskey5 = "guskey-5", "Guskey level 5: student learning outcomes";
        Kirkpatrick1 = "kirkpatrick-1", "Kirkpatrick level 1: reaction";
        Kirkpatrick2 = "kirkpatrick-2", "Kirkpatrick level 2: learning";
        Kirkpatrick3 = "kirkpatrick-3", "Kirkpatrick level 3: behaviour";
        Kirkpatrick4 = "kirkpatrick-4", "Kirkpatrick level 4: results";
    }
}
vocabulary! {
    /// How the cases behind a qualitative outcome were selected.
    CaseSelection as "asked" {
        All = "all", "everyone asked";
        Typical = "typical", "a typical case";
        Random = "random", "picked by lot";
        Chosen = "chosen", "chosen by the author";
        OnlyOne = "only_one", "the only one";
    }
}
vocabulary! {
    /// The kind of problem that delegated work runs into.
    PitfallKind as "pitfall" {
        UnclearRoles = "unclear_roles", "Unclear roles";
        Reluctance = "reluctance", "Not comfortable stepping up";
        Misalignment = "misalignment", "Misaligned communication";
        Abdication = "abdication", "Abdication";
        Overload = "overload", "Overload";
        Inequity = "inequity", "Inequity";
        Capture = "capture", "Capture by a few";
        Dependency = "dependency", "Dependency on one person";
        Scope = "scope", "Scope";
        Resistance = "resistance", "Resistance";
        Other = "other", "Something else";
    }
}
vocabulary! {
    /// Whether a pitfall was resolved.
    PitfallResolution as "resolved" {
        Yes = "yes", "resolved";
        Partly = "partly", "partly resolved";
        No = "no", "not resolved";
    }
}
vocabulary! {
    /// The kind of an artifact (a piece of evidence).
    ArtifactType as "artifact" {
        Document = "document", "Document";
        Data = "data", "Data";
        Photo = "photo", "Photograph";
        Video = "video", "Video";
        Audio = "audio", "Audio";
        Slides = "slides", "Slides";
        Link = "link", "Link";
        StudentWork = "student_work", "Student work";
    }
}
vocabulary! {
    /// How much personal information was removed from an artifact.
    Redaction as "redaction" {
        None = "none", "nothing removed";
        Partial = "partial", "details of people partly removed";
        Full = "full", "all details of people removed";
    }
}
vocabulary! {
    /// People or sensitive data that an artifact shows.
    DepictedContent as "depicts" {
        Students = "students", "students";
        Staff = "staff", "staff";
        Families = "families", "families";
        Grades = "grades", "grades";
        Health = "health", "health";
        Contact = "contact", "contact details";
    }
}
vocabulary! {
    /// The status of a signed release form.
    ReleaseStatus as "release" {
        OnFile = "on_file", "on file";
        NotNeeded = "not_needed", "not needed";
        Missing = "missing", "missing";
        Withdrawn = "withdrawn", "withdrawn";
    }
}
vocabulary! {
    /// Whose permission is needed to show a document.
    PermissionFrom {
        Employer = "employer", "the employer";
        Authors = "authors", "its authors";
    }
}
vocabulary! {
    /// The status of a permission or of a person's consent.
    PermissionStatus as "permission" {
        Given = "given", "given";
        NotAsked = "not_asked", "not asked";
        Refused = "refused", "refused";
        Withdrawn = "withdrawn", "withdrawn";
        NotNeeded = "not_needed", "not needed";
    }
}
vocabulary! {
    /// The role of a person or group in relation to the owner of the portfolio.
    PersonKind {
        Owner = "owner", "owner";
        Staff = "staff", "staff";
        Student = "student", "student";
        Family = "family", "family";
        Community = "community", "community";
        Board = "board", "board";
        Partner = "partner", "partner";
        Group = "group", "group";
    }
}
vocabulary! {
    /// How a person is identified on the site; ordered from most to least detail.
    ShowAs {
        FullName = "full_name", "full name";
        FirstNameRole = "first_name_role", "first name and role";
        Role = "role", "role";
        Hidden = "hidden", "not shown";
    }
}
vocabulary! {
    /// Whether a person is a minor; `unknown` is treated like `true`.
    MinorStatus {
        Yes = "true", "under age";
        No = "false", "of age";
        Unknown = "unknown", "not known";
    }
}
vocabulary! {
    /// A use of a person's identity or work that they agreed to.
    Scope {
        Role = "role", "the role";
        Name = "name", "the name";
        Photo = "photo", "a photograph";
        Quote = "quote", "quotations";
        Voice = "voice", "the voice";
        Work = "work", "work products";
    }
}
vocabulary! {
    /// Who gave consent on behalf of a person.
    ConsentBy {
        Own = "self", "the person";
        Guardian = "guardian", "a guardian";
        Both = "both", "the person and a guardian";
    }
}
vocabulary! {
    /// The form in which a testimonial was given.
    TestimonialSource as "said" {
        Spoken = "spoken", "spoken";
        Letter = "letter", "letter";
        Survey = "survey", "survey";
    }
}
vocabulary! {
    /// Whether a framework is in force.
    FrameworkStatus {
        Current = "current", "current";
        Superseded = "superseded", "superseded";
        Check = "check", "check for a later edition";
    }
}
vocabulary! {
    /// The kind of a page, by which templates and style sheets can tell pages apart.
    PageKind {
        Page = "page", "page";
        Vision = "vision", "vision";
    }
}
vocabulary! {
    /// How minors are shown. No option names them, on purpose.
    MinorsPolicy {
        RoleOnly = "role_only", "by role only";
        Hidden = "hidden", "not at all";
    }
}

/// One of the seven levels of delegation, 1 (the leader decides) to 7 (the others decide).
///
/// Source: Jurgen Appelo, *Management 3.0*. The scale is symmetrical: no level is better than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DelegationLevel(u8);

impl DelegationLevel {
    /// The level with this number; `None` outside 1 to 7.
    pub fn new(number: i64) -> Option<Self> {
        u8::try_from(number).ok().filter(|level| (1..=7).contains(level)).map(Self)
    }

    /// A value for a line to paste that says what the numbers mean.
    pub fn placeholder() -> String {
        yaml::placeholder("1 (you decide) to 7 (they decide)")
    }

    /// The number of the level, 1 to 7.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Appelo's name of the level, such as "Consult".
    pub const fn name(self) -> &'static str {
        match self.0 {
            1 => "Tell",
            2 => "Sell",
            3 => "Consult",
            4 => "Agree",
            5 => "Advise",
            6 => "Inquire",
            _ => "Delegate",
        }
    }

    /// A phrase that says who decides, for readers who do not know the scale.
    pub const fn description(self) -> &'static str {
        match self.0 {
            1 => "the leader decides and tells them",
            2 => "the leader decides and persuades them",
            3 => "the leader decides after asking them",
            4 => "they and the leader decide together",
            5 => "they decide after hearing the leader",
            6 => "they decide and the leader asks later",
            _ => "they decide and the leader need not know",
        }
    }
}
