//! What an import would add to a portfolio, and what it leaves to its author.

use serde_json::{Map, Value};

use crate::import::imported::{DocumentKind, Omitted};
use crate::vfs::FileTree;

/// What an import would add to a portfolio.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// New files, by path from the root of the portfolio. None of them exists yet.
    pub files: FileTree,
    /// The pages among them.
    pub documents: Vec<ProposedDocument>,
    /// Documents and standards of the source that the portfolio has already.
    pub kept: Vec<KeptFile>,
    /// What looks like the name of a person, in the order in which it appears.
    pub names: Vec<FoundName>,
    /// Fields that the author's `portfolio.yaml` doesn't have.
    pub settings: Vec<SettingToPaste>,
    /// What is known of the people in the portfolio.
    pub people: KnownPeople,
    /// Whether `portfolio.yaml` is new and lacks the owner's name, which every build needs.
    pub needs_owner_name: bool,
    /// What was left out of the source, and what has no place in a portfolio.
    pub omitted: Vec<Omitted>,
    /// What a person has to look at or add, each a sentence.
    pub notes: Vec<String>,
}

/// A page that an import adds.
#[derive(Clone, Debug)]
pub struct ProposedDocument {
    /// What it becomes.
    pub kind: DocumentKind,
    /// Path from the root of the portfolio, such as `content/approaches/coaching.md`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Where it comes from in the source.
    pub origin: String,
    /// Fields in its front matter.
    pub given_fields: Vec<String>,
    /// Files that it shows or links to, which nobody sees yet.
    pub private_files: Vec<PrivateFile>,
    /// For a case study that lacks facts, and is private until it has them: who may see it then, if the source says so.
    pub visibility: Option<String>,
    /// Whether the whole page is private, because its pictures could not be marked one by one.
    pub is_private: bool,
    /// What else its author has to do, each a sentence.
    pub tasks: Vec<String>,
    /// Fields to paste into its front matter if the author wants them, each with the reason.
    pub optional_fields: Vec<(Map<String, Value>, String)>,
}

/// A file that a page shows or links to, between markers that hide it from everybody but the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateFile {
    /// Path from `content/`, such as `files/team.jpg`.
    pub path: String,
    /// What it shows, as the source says; empty if it doesn't.
    pub alt: String,
    /// Whether the page shows it, rather than a link to it.
    pub is_shown: bool,
}

/// Something in the source that the portfolio has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Path from the root of the portfolio.
    pub path: String,
    /// Its title in the source.
    pub title: String,
    /// How the two differ.
    pub state: KeptState,
}

/// How a file of the portfolio relates to what the source has in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptState {
    /// It is what an earlier import wrote, and the source has not changed.
    Imported,
    /// The author has edited it since it was imported.
    Edited,
    /// The source has changed since it was imported.
    SourceChanged,
    /// The author has such a file, which was not imported.
    Own,
}

/// What looks like the name of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// The name, as it is written.
    pub name: String,
    /// Files and lines in which it appears, from the root of the portfolio.
    pub places: Vec<(String, usize)>,
}

/// A field for the author's `portfolio.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingToPaste {
    /// What to do with the lines, as a sentence that ends with a colon.
    pub instruction: String,
    /// The lines, as YAML.
    pub yaml: String,
}

/// What `people.yaml` says, as far as lines to paste depend on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownPeople {
    /// Whether the file exists and lists anybody.
    pub has_register: bool,
    /// Spaces before the hyphen of each entry.
    pub indent: usize,
    /// Id of the owner.
    pub owner: Option<String>,
    /// Name of the owner, from `portfolio.yaml`.
    pub owner_name: Option<String>,
    /// Ids of all people.
    pub ids: Vec<String>,
}
