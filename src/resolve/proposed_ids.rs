//! Proposes ids where names stand: for people one for each name, the same in every file; for standards those of their
//! titles.

use std::collections::{HashMap, HashSet};

use super::people::{OWNER_ID, minor_placeholder, owner_entry};
use crate::content::checker::IdIndex;
use crate::content::enums::PersonKind;
use crate::content::load::PEOPLE_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics, NameKind, UnknownNames};
use crate::model::framework::{Framework, Standard};
use crate::model::ids::PersonId;
use crate::suggest;
use crate::urls::Slug;
use crate::yaml;

/// The people that ids are proposed for.
pub(super) struct KnownPeople<'a> {
    /// The ids of `people.yaml`.
    pub(super) ids: &'a IdIndex<PersonId>,
    /// The author's name in the settings, unless somebody in `people.yaml` is the owner.
    pub(super) new_owner: Option<&'a str>,
    /// Whether there is no `people.yaml`.
    pub(super) lacks_file: bool,
}

/// Completes the help of every diagnostic about names where ids belong. Only now are all of them known, so that no id is
/// proposed twice.
///
/// Without a `people.yaml`, that is one error, whose help has the entries of all people.
pub(super) fn propose_ids(people: KnownPeople<'_>, frameworks: &[Framework], diagnostics: &mut Diagnostics) {
    let mut proposals = Proposals { people, by_name: HashMap::new(), listed: Vec::new() };
    if proposals.people.lacks_file {
        proposals.collect_unknown_ids(diagnostics);
    }
    complete_help(&mut proposals, frameworks, diagnostics);
    if let Some((path, _, _)) = proposals.listed.first() {
        let missing = proposals.missing_file(path);
        diagnostics.push(missing);
    }
}

fn complete_help(proposals: &mut Proposals<'_>, frameworks: &[Framework], diagnostics: &mut Diagnostics) {
    // Files whose help lists the standards.
    let mut with_list = HashSet::new();
    let mut new_framework = NewFramework::default();
    // People who stand in the list of all people get their entry there, and only their id elsewhere.
    diagnostics.update(|diagnostic| match &diagnostic.unknown_names {
        Some(names) if names.kind == NameKind::NewPeople => {
            diagnostic.help = Some(proposals.help_for_entries(names, &diagnostic.path));
        }
        Some(names) if names.kind == NameKind::Standards => new_framework.collect(names),
        _ => {}
    });
    diagnostics.update(|diagnostic| {
        let Some(names) = &diagnostic.unknown_names else { return };
        match names.kind {
            NameKind::NewPeople => {}
            NameKind::People => diagnostic.help = Some(proposals.help(names, &diagnostic.path)),
            NameKind::Standards if frameworks.is_empty() => {
                diagnostic.help = Some(new_framework.help(names, &diagnostic.path));
            }
            NameKind::Standards => {
                let mut is_listed = with_list.contains(&diagnostic.path);
                diagnostic.help = Some(help_for_standards(names, frameworks, &mut is_listed));
                if is_listed {
                    with_list.insert(diagnostic.path.clone());
                }
            }
        }
    });
}

/// The whole entry for standards that are named by their titles. The frameworks are in order: those that the portfolio
/// uses come first. `is_repeated` if all standards were listed for this file before.
fn help_for_standards(names: &UnknownNames, frameworks: &[Framework], is_repeated: &mut bool) -> String {
    let all: Vec<(String, &Standard)> = frameworks
        .iter()
        .flat_map(|framework| {
            let standards = framework.standards.iter();
            standards.map(move |standard| (format!("{}/{}", framework.id, standard.id), standard))
        })
        .collect();
    let mut is_found = true;
    let mut entry = |name: &String| {
        let is_meant = |(reference, standard): &&(String, &Standard)| {
            reference == name || standard.title.to_lowercase() == name.to_lowercase()
        };
        let found = all.iter().find(is_meant).map(|(reference, _)| reference.clone());
        let found = found.or_else(|| find_by_number(name, frameworks));
        let reference = found.map(|reference| yaml::quote_if_needed(&reference));
        let reference = reference.unwrap_or_else(|| {
            is_found = false;
            choice_of_standards(name, &all, is_repeated)
        });
        format!("{{ ref: {reference} }}")
    };
    let entries = names.names.iter().map(&mut entry).collect::<Vec<_>>().join(", ");
    let line = format!("write `{}`", names.to_line(&entries));
    if is_found { line } else { format!("name a standard by its framework's id and its own: {line}") }
}

/// The reference of a standard that is named as people speak of it, `PSEL 5` or `PSEL 2015, standard 5`; `None` if no
/// framework or several have such a name.
fn find_by_number(name: &str, frameworks: &[Framework]) -> Option<String> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
        words.map(str::to_lowercase).filter(|word| word != "standard").collect()
    };
    let mut named = words(name);
    let number = named.pop()?;
    let is_year = |word: &String| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_named = |title: &str| {
        let title = words(title);
        let without_year: Vec<String> = title.iter().filter(|word| !is_year(word)).cloned().collect();
        !named.is_empty() && (title == named || without_year == named)
    };
    let mut found = frameworks
        .iter()
        .filter(|framework| {
            [&framework.id, &framework.short, &framework.name].into_iter().any(|title| is_named(title))
        })
        .filter_map(|framework| {
            let standard =
                framework.standards.iter().find(|standard| standard.id.to_lowercase() == number)?;
            Some(format!("{}/{}", framework.id, standard.id))
        });
    found.next().filter(|_| found.next().is_none())
}

/// A placeholder for the reference of a standard: those whose title holds the name, else the first ones, with their
/// titles; without them if they were listed before.
fn choice_of_standards(name: &str, all: &[(String, &Standard)], is_repeated: &mut bool) -> String {
    const MAX_LISTED: usize = 3;
    let label = |(reference, standard): &(String, &Standard)| format!("{reference} ({})", standard.title);
    let word = name.trim().to_lowercase();
    let by_title: Vec<String> = all
        .iter()
        .filter(|(_, standard)| standard.title.to_lowercase().contains(&word))
        .take(MAX_LISTED)
        .map(label)
        .collect();
    if by_title.is_empty() && std::mem::replace(is_repeated, true) {
        return yaml::placeholder("FRAMEWORK/ID, as listed for the entry above");
    }
    let is_whole = by_title.is_empty() && all.len() <= MAX_LISTED;
    let listed =
        if by_title.is_empty() { all.iter().take(MAX_LISTED).map(label).collect() } else { by_title };
    let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
    if is_whole {
        yaml::choice_placeholder(&listed)
    } else {
        yaml::placeholder(&format!("{} or another", listed.join(", ")))
    }
}

/// A framework to declare where there is none: with every standard that is named, each under a number of its own.
#[derive(Default)]
struct NewFramework {
    /// In the order in which they are named.
    titles: Vec<String>,
    /// The file whose help explains how to declare it.
    explained_in: Option<String>,
}

impl NewFramework {
    fn collect(&mut self, names: &UnknownNames) {
        for name in &names.names {
            if self.number(name).is_none() {
                self.titles.push(name.clone());
            }
        }
    }

    fn number(&self, name: &str) -> Option<usize> {
        let is_same = |title: &String| title.to_lowercase() == name.to_lowercase();
        self.titles.iter().position(is_same).map(|index| index + 1)
    }

    /// How to declare the framework, at its first place, and how to name the standards then.
    fn help(&mut self, names: &UnknownNames, path: &str) -> String {
        let numbers = names.names.iter().filter_map(|name| self.number(name));
        let references: Vec<String> =
            numbers.map(|number| format!("{{ ref: my-standards/{number} }}")).collect();
        let line = names.to_line(&references.join(", "));
        if let Some(other) = &self.explained_in {
            return format!(
                "write `{line}` here; the help for the first such entry in {other} says how to create the framework"
            );
        }
        self.explained_in = Some(path.to_owned());
        let entry =
            |(title, number): (&String, usize)| format!("{{ id: {number}, title: {} }}", yaml::quote(title));
        let entries: Vec<String> = self.titles.iter().zip(1..).map(entry).collect();
        format!(
            "there are no standards yet: save `{{ id: my-standards, name: {}, standards: [{}] }}` as \
             `content/standards/my-standards.yaml`, and write `{line}` here",
            yaml::placeholder("the name of the framework"),
            entries.join(", ")
        )
    }
}

/// An id that was proposed for a name.
struct Proposal {
    id: String,
    /// The file whose help has the line for `people.yaml`.
    explained_in: String,
}

/// The ids that were proposed so far.
struct Proposals<'a> {
    people: KnownPeople<'a>,
    /// By the name that the author wrote, in lower case.
    by_name: HashMap<String, Proposal>,
    /// Without a `people.yaml`, everybody who belongs there: the file that mentions them first, their id, and their entry.
    listed: Vec<(String, String, String)>,
}

impl Proposals<'_> {
    /// Takes out the errors about ids that are only missing in a `people.yaml` that does not exist, and lists the ids.
    ///
    /// Names where ids belong stay: they have to be changed themselves.
    fn collect_unknown_ids(&mut self, diagnostics: &mut Diagnostics) {
        let is_unknown_id = |diagnostic: &Diagnostic| {
            let names = diagnostic.unknown_names.as_deref();
            names.is_some_and(|names| {
                names.kind == NameKind::People
                    && names.list.is_none()
                    && names.names.iter().all(|name| is_id(name.trim()))
            })
        };
        for found in diagnostics.extract(is_unknown_id) {
            for name in found.unknown_names.iter().flat_map(|names| &names.names) {
                self.id_for(name, &found.path);
            }
        }
    }

    /// The error that there is no `people.yaml`, with the entries of those who are mentioned; `first` is the file that
    /// mentions somebody first.
    fn missing_file(&self, first: &str) -> Diagnostic {
        const MAX_LISTED: usize = 6;
        const MAX_ENTRIES: usize = 3;
        let ids: Vec<&str> = self.listed.iter().map(|(_, id, _)| id.as_str()).collect();
        let entries: Vec<&str> =
            self.listed.iter().take(MAX_ENTRIES).map(|(_, _, entry)| entry.as_str()).collect();
        let others = match ids.len().saturating_sub(MAX_ENTRIES) {
            0 => "",
            _ => "; then run the check again for the others",
        };
        let message = format!(
            "there is no `{PEOPLE_FILE}` to say who is meant by {} (first in {first})",
            suggest::list_some(&ids, MAX_LISTED),
        );
        let help = format!(
            "if you moved or deleted the file, put it back; otherwise, save `people: [{}]` as `{PEOPLE_FILE}`{others}",
            entries.join(", ")
        );
        Diagnostic::error("PPL-12", PEOPLE_FILE, message).help(help)
    }

    /// The help for people who are named in the list of all people.
    fn help_for_entries(&mut self, people: &UnknownNames, path: &str) -> String {
        let mut entry = |name: &String| {
            let (id, _) = self.id_for(name, path);
            self.entry(&id, name)
        };
        let entries: Vec<String> = people.names.iter().map(&mut entry).collect();
        format!("everyone needs an entry: write `{}`", people.to_line(&entries.join(", ")))
    }

    fn help(&mut self, people: &UnknownNames, path: &str) -> String {
        let (mut ids, mut entries, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for name in &people.names {
            let (id, explained_in) = self.id_for(name, path);
            match explained_in {
                ExplainedIn::Here => entries.push(format!("`- {}`", self.entry(&id, name))),
                ExplainedIn::Other(path) => others.push(path),
                ExplainedIn::PeopleFile => {}
            }
            ids.push(id);
        }
        let are_known = entries.is_empty() && others.is_empty();
        if !are_known && people.list.is_none() && people.names.iter().map(|name| name.trim()).eq(&ids) {
            return self.help_for_written_ids(&entries, others.first());
        }
        let what = match &people.list {
            Some(_) => format!("write `{}`", people.to_line(&ids.join(", "))),
            None if ids.len() > 1 => format!(
                "each one needs its own entry: `[{}]`, or a line with a hyphen for each",
                ids.join(", ")
            ),
            None => format!("write `{}` here", ids.join(", ")),
        };
        let add = match (entries.as_slice(), others.first()) {
            ([], None) => String::new(),
            ([], Some(_)) if self.people.lacks_file => {
                format!("; the help for `{PEOPLE_FILE}` says how to create that file")
            }
            ([], Some(other)) => {
                format!("; the help for the same name in {other} has the line for `content/people.yaml`")
            }
            (entries, _) => format!(" and {}", add_entries(entries)),
        };
        match &people.list {
            Some(_) => format!("name people by their `id`, in brackets: {what}{add}"),
            None if are_known => what,
            None => format!("{}{what}{add}", self.choice()),
        }
    }

    /// The help for ids that may stay as they are written: only their entries are missing. `other` is the file whose help has
    /// these entries.
    fn help_for_written_ids(&self, entries: &[String], other: Option<&String>) -> String {
        let choice = self.choice();
        match (entries, other) {
            ([], Some(_)) if self.people.lacks_file => {
                format!("{choice}the help for `{PEOPLE_FILE}` says how to create that file")
            }
            ([], Some(other)) => {
                format!(
                    "{choice}add the person: the help for the same name in {other} has the line for `{PEOPLE_FILE}`"
                )
            }
            (_, Some(other)) => {
                let add = add_entries(entries);
                format!("{choice}{add}; the help for the other names, in {other}, has their lines")
            }
            (_, None) => format!("{choice}{}", add_entries(entries)),
        }
    }

    /// The id that is written, or that of the person with this name or role.
    fn known_id<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        let id = name.trim();
        if self.people.ids.contains(id) {
            return Some(id);
        }
        self.people.ids.find_by_name(name).or_else(|| self.people.ids.find_by_name(bare_name(name)))
    }

    /// The id for a name, and where its entry in `people.yaml` is explained; for a new one that is the help in `path`.
    fn id_for(&mut self, name: &str, path: &str) -> (String, ExplainedIn) {
        if let Some(id) = self.known_id(name) {
            return (yaml::quote_if_needed(id), ExplainedIn::PeopleFile);
        }
        let written = name.trim();
        let is_owner = self.is_owner(written);
        let name = if is_owner { OWNER_ID.to_owned() } else { bare_name(written).to_lowercase() };
        if let Some(Proposal { id, explained_in }) = self.by_name.get(&name) {
            return (id.clone(), ExplainedIn::Other(explained_in.clone()));
        }
        let id = self.new_id(written, &name);
        let explained_in = if self.people.lacks_file {
            self.listed.push((path.to_owned(), id.clone(), self.entry(&id, written)));
            PEOPLE_FILE
        } else {
            path
        };
        self.by_name.insert(name, Proposal { id: id.clone(), explained_in: explained_in.to_owned() });
        let is_here = !self.people.lacks_file;
        (id, if is_here { ExplainedIn::Here } else { ExplainedIn::Other(PEOPLE_FILE.to_owned()) })
    }

    /// An id that nobody has. `name` is the bare one in lower case.
    fn new_id(&self, written: &str, name: &str) -> String {
        // An id that is only missing in `people.yaml` stays what it is.
        let own = (written == name && is_id(name)).then(|| name.to_owned());
        let owner = self.is_owner(written).then(|| OWNER_ID.to_owned());
        let numbers = (2..).map(|number| format!("p-new-person-{number}"));
        let mut ids = own.into_iter().chain(owner).chain(["p-new-person".to_owned()]).chain(numbers);
        let is_taken = |id: &String| self.by_name.values().any(|proposal| proposal.id == *id);
        ids.find(|id| !self.people.ids.contains(id) && !is_taken(id)).unwrap_or_default()
    }

    /// Whether a name is that of the author, who is not in `people.yaml` yet.
    fn is_owner(&self, written: &str) -> bool {
        let bare = bare_name(written.trim()).to_lowercase();
        self.people.new_owner.is_some_and(|owner| owner.trim().to_lowercase() == bare) || written == OWNER_ID
    }

    /// The entry of a person in `people.yaml`.
    fn entry(&self, id: &str, written: &str) -> String {
        match self.people.new_owner {
            Some(name) if id == OWNER_ID && self.is_owner(written) => owner_entry(Some(name)),
            _ => entry(id),
        }
    }

    /// The ids that there are, as far as they fit into one line.
    fn choice(&self) -> String {
        const MAX_LISTED: usize = 6;
        let known = self.people.ids.sorted_ids();
        let listed: Vec<String> = known.iter().take(MAX_LISTED).map(|id| format!("`{id}`")).collect();
        let more = if known.len() > MAX_LISTED { ", …" } else { "" };
        if listed.is_empty() { String::new() } else { format!("use one of {}{more}; or ", listed.join(", ")) }
    }
}

/// What to add to the list of all people. The kind of most of them is left to the author, and only a group has a size.
fn add_entries(entries: &[String]) -> String {
    let may_be_group = entries.iter().any(|entry| entry.contains(&PersonKind::placeholder()));
    let group = if may_be_group { " (a group also needs `size`, how many are in it)" } else { "" };
    match entries {
        [one] => format!("add the person to `people` in `{PEOPLE_FILE}`{group}: {one}"),
        several => {
            format!("add them to `people` in `{PEOPLE_FILE}`{group}, a line each: {}", several.join(" and "))
        }
    }
}

/// Whether a text can be an id: in small letters, without spaces. `Ada` is rather a name.
fn is_id(text: &str) -> bool {
    Slug::parse(text).is_ok() && text == text.to_lowercase()
}

/// A name without what is said about the person: `Ada Quill` for `Ada Quill, head of English` and `Ada Quill (science)`.
fn bare_name(text: &str) -> &str {
    let bare = text.split([',', '(']).next().unwrap_or_default().trim();
    if bare.is_empty() { text } else { bare }
}

/// Where the line of a person for `people.yaml` is given.
enum ExplainedIn {
    /// Nowhere: the person is there.
    PeopleFile,
    /// In this help.
    Here,
    /// In the help for the same name in another place, in the file of this path.
    Other(String),
}

/// The entry of a person in `people.yaml`. Only the author knows whether somebody is a child; nobody was asked, as far as is known.
fn entry(id: &str) -> String {
    let id = yaml::quote_if_needed(id);
    let role = yaml::placeholder("their role, as readers will see it");
    let (kind, minor) = (PersonKind::placeholder(), minor_placeholder());
    format!("{{ id: {id}, kind: {kind}, role: {role}, minor: {minor}, consent: {{ status: not_asked }} }}")
}
