//! Proposes ids for people who are named by something else than their id: one for each name, the same in every file.

use std::collections::HashMap;

use crate::content::checker::IdIndex;
use crate::diagnostic::{Diagnostics, UnknownPeople};
use crate::model::ids::PersonId;
use crate::urls::Slug;
use crate::yaml;

/// Completes the help of every diagnostic about people who are not in `people.yaml`. Only now are all names known, so
/// that no id is proposed twice.
pub(super) fn propose_ids(known: &IdIndex<PersonId>, diagnostics: &mut Diagnostics) {
    let mut proposals = Proposals { known, by_name: HashMap::new() };
    diagnostics.update(|diagnostic| {
        if let Some(people) = &diagnostic.unknown_people {
            diagnostic.help = Some(proposals.help(people));
        }
    });
}

/// The ids that were proposed so far.
struct Proposals<'a> {
    known: &'a IdIndex<PersonId>,
    /// By the name that the author wrote, in lower case.
    by_name: HashMap<String, String>,
}

impl Proposals<'_> {
    fn help(&mut self, people: &UnknownPeople) -> String {
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
        let is_known = |name: &String| self.known.find_by_name(name).is_some();
        let add = match entries.as_slice() {
            [] if people.names.iter().all(is_known) => String::new(),
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
            None => format!("{}{what}{add}", self.choice()),
        }
    }

    /// The id for a name, and whether its entry in `people.yaml` was not proposed yet.
    fn id_for(&mut self, name: &str) -> (String, bool) {
        if let Some(id) = self.known.find_by_name(name) {
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

/// The line for `people.yaml`, with what is certain to be safe: somebody who was not asked is shown by role.
fn entry(id: &str) -> String {
    let id = yaml::quote_if_needed(id);
    let role = yaml::placeholder("their role, as readers will see it");
    format!("`- {{ id: {id}, kind: staff, role: {role}, minor: false, consent: {{ status: not_asked }} }}`")
}
