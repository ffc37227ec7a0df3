//! People as their consent allows, alone and in lines of names.

use crate::content::enums::{PersonKind, ShowAs};
use crate::i18n::{role_in_sentence, text_in_sentence};
use crate::model::ids::PersonId;
use crate::render::context::shared::PersonContext;
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// Names in one line: "Nadia, grade 7 science teacher; grade 8 humanities teacher". A role begins with a small
    /// letter except at the start of the line.
    pub(crate) fn join_names(&self, people: &[PersonId]) -> String {
        let name = |(index, id): (usize, &PersonId)| {
            if index == 0 { self.person_label(*id) } else { self.label_in_line(*id) }
        };
        self.join_list(&people.iter().enumerate().map(name).collect::<Vec<_>>())
    }

    /// The label of a person within a line of names.
    fn label_in_line(&self, id: PersonId) -> String {
        let shown = &self.portfolio.person(id).identity;
        if shown.show_as == ShowAs::Role {
            role_in_sentence(&shown.label, &self.portfolio.settings.language)
        } else {
            self.person_label(id)
        }
    }

    /// Who made something, in the author's words, after "Made by".
    pub(crate) fn maker_in_line(&self, maker: &str) -> String {
        text_in_sentence(maker, &self.portfolio.settings.language)
    }

    /// The label of a person, as their consent allows.
    pub(crate) fn person_label(&self, id: PersonId) -> String {
        let identity = &self.portfolio.person(id).identity;
        if identity.show_as == ShowAs::Hidden { self.text("hidden-person") } else { identity.label.clone() }
    }

    /// A person as their consent allows: hidden people lose kind and group size.
    pub(crate) fn person_context(&self, id: PersonId) -> PersonContext {
        let person = self.portfolio.person(id);
        let hidden = person.identity.show_as == ShowAs::Hidden;
        PersonContext {
            label: self.person_label(id),
            label_in_line: self.label_in_line(id),
            role: if hidden { self.person_label(id) } else { person.identity.role.clone() },
            kind: (!hidden).then(|| person.kind.id()),
            owner: person.kind == PersonKind::Owner,
            size: person.size.filter(|_| !hidden),
        }
    }

    pub(crate) fn people_contexts(&self, ids: &[PersonId]) -> Vec<PersonContext> {
        ids.iter().map(|id| self.person_context(*id)).collect()
    }
}

/// Each person once, in their order.
pub(crate) fn each_once(people: impl IntoIterator<Item = PersonId>) -> Vec<PersonId> {
    let mut once = Vec::new();
    for id in people {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}
