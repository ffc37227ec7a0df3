//! Proposes ids where names stand: for people one for each name, the same in every file; for standards those of their
//! titles.

use std::collections::{HashMap, HashSet};

use super::people::minor_placeholder;
use crate::content::checker::IdIndex;
use crate::content::enums::PersonKind;
use crate::diagnostic::{Diagnostics, NameKind, UnknownNames};
use crate::model::framework::{Framework, Standard};
use crate::model::ids::PersonId;
use crate::urls::Slug;
use crate::yaml;

/// Completes the help of every diagnostic about names where ids belong. Only now are all of them known, so that no id is
/// proposed twice.
pub(super) fn propose_ids(
    people: &IdIndex<PersonId>,
    frameworks: &[Framework],
    diagnostics: &mut Diagnostics,
) {
    // Files whose help lists the standards.
    let mut with_list = HashSet::new();
    let mut proposals = Proposals { known: people, by_name: HashMap::new() };
    diagnostics.update(|diagnostic| {
        if let Some(names) = &diagnostic.unknown_names {
            diagnostic.help = Some(match names.kind {
                NameKind::People => proposals.help(names),
                NameKind::Standards => {
                    let mut is_listed = with_list.contains(&diagnostic.path);
                    let help = help_for_standards(names, frameworks, &mut is_listed);
                    if is_listed {
                        with_list.insert(diagnostic.path.clone());
                    }
                    help
                }
            });
        }
    });
}

/// The whole entry for standards that are named by their titles. The frameworks are in order: those that the portfolio
/// uses come first. `is_repeated` if all standards were listed for this file before.
fn help_for_standards(names: &UnknownNames, frameworks: &[Framework], is_repeated: &mut bool) -> String {
    if frameworks.is_empty() {
        return help_without_frameworks(names);
    }
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
        let reference = all.iter().find(is_meant).map(|(reference, _)| yaml::quote_if_needed(reference));
        let reference = reference.unwrap_or_else(|| {
            is_found = false;
            choice_of_standards(name, &all, is_repeated)
        });
        format!("{{ ref: {reference} }}")
    };
    let entries = names.names.iter().map(&mut entry).collect::<Vec<_>>().join(", ");
    let line = match &names.list {
        Some(key) => format!("write `{key}: [{entries}]`"),
        None => format!("write `{entries}`"),
    };
    if is_found {
        line
    } else {
        format!("a standard is named by the ids of its framework and of itself: {line}")
    }
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

/// How to declare a framework with the standard, and how to name it then.
fn help_without_frameworks(names: &UnknownNames) -> String {
    let framework = yaml::placeholder("the name of the framework");
    let titles: Vec<String> = names.names.iter().map(|name| yaml::quote(name)).collect();
    let numbered = titles.iter().zip(1..).map(|(title, id)| format!("{{ id: {id}, title: {title} }}"));
    let entries = numbered.collect::<Vec<_>>().join(", ");
    let references = (1..=titles.len()).map(|id| format!("{{ ref: my-standards/{id} }}")).collect::<Vec<_>>();
    let references = references.join(", ");
    let line = names.list.as_ref().map_or_else(|| references.clone(), |key| format!("{key}: [{references}]"));
    format!(
        "there are no standards yet: save `{{ id: my-standards, name: {framework}, standards: [{entries}] }}` as \
         `content/standards/my-standards.yaml`, and write `{line}` here"
    )
}

/// The ids that were proposed so far.
struct Proposals<'a> {
    known: &'a IdIndex<PersonId>,
    /// By the name that the author wrote, in lower case.
    by_name: HashMap<String, String>,
}

impl Proposals<'_> {
    fn help(&mut self, people: &UnknownNames) -> String {
        let (mut ids, mut entries) = (Vec::new(), Vec::new());
        for name in &people.names {
            let (id, is_new) = self.id_for(name);
            entries.extend(is_new.then(|| entry(&id)));
            ids.push(id);
        }
        let what = match &people.list {
            Some(key) => format!("write `{key}: [{}]`", ids.join(", ")),
            None => format!("write `{}` here", ids.join(", ")),
        };
        let are_known = people.names.iter().all(|name| self.known_id(name).is_some());
        let add = match entries.as_slice() {
            [] if are_known => String::new(),
            [] => "; the line for `content/people.yaml` is in the help for the same name before this one"
                .to_owned(),
            [one] => format!(" and add the person to `people` in `content/people.yaml`: {one}"),
            several => {
                format!(
                    " and add them to `people` in `content/people.yaml`, a line each: {}",
                    several.join(" and ")
                )
            }
        };
        match &people.list {
            Some(_) => format!("people are named by their `id`, in brackets: {what}{add}"),
            None if are_known => what,
            None => format!("{}{what}{add}", self.choice()),
        }
    }

    /// The id that is written, or that of the person with this name or role.
    fn known_id<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        let id = name.trim();
        if self.known.contains(id) { Some(id) } else { self.known.find_by_name(name) }
    }

    /// The id for a name, and whether its entry in `people.yaml` was not proposed yet.
    fn id_for(&mut self, name: &str) -> (String, bool) {
        if let Some(id) = self.known_id(name) {
            return (yaml::quote_if_needed(id), false);
        }
        let written = name.trim();
        let name = written.to_lowercase();
        if let Some(id) = self.by_name.get(&name) {
            return (id.clone(), false);
        }
        let numbers = (2..).map(|number| format!("p-new-person-{number}"));
        // An id that is only missing in `people.yaml` stays what it is.
        let is_id = written == name && Slug::parse(&name).is_ok();
        let own = is_id.then(|| name.clone());
        let mut ids = own.into_iter().chain(["p-new-person".to_owned()]).chain(numbers);
        let is_free =
            |id: &String| !self.known.contains(id) && !self.by_name.values().any(|taken| taken == id);
        let id = ids.find(is_free).unwrap_or_default();
        self.by_name.insert(name, id.clone());
        (id, true)
    }

    /// The ids that there are, as far as they fit into one line.
    fn choice(&self) -> String {
        const MAX_LISTED: usize = 6;
        let known = self.known.sorted_ids();
        let listed: Vec<String> = known.iter().take(MAX_LISTED).map(|id| format!("`{id}`")).collect();
        let more = if known.len() > MAX_LISTED { ", …" } else { "" };
        if listed.is_empty() {
            String::new()
        } else {
            format!("name one of {}{more}; or ", listed.join(", "))
        }
    }
}

/// The line for `people.yaml`. Only the author knows whether somebody is a child; nobody was asked, as far as is known.
fn entry(id: &str) -> String {
    let id = yaml::quote_if_needed(id);
    let role = yaml::placeholder("their role, as readers will see it");
    let (kind, minor) = (PersonKind::placeholder(), minor_placeholder());
    format!(
        "`- {{ id: {id}, kind: {kind}, role: {role}, minor: {minor}, consent: {{ status: not_asked }} }}`"
    )
}
