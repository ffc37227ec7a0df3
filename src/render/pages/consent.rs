//! The register of consents, which only the owner sees.

use std::collections::BTreeMap;

use crate::content::enums::{PersonKind, ShowAs};
use crate::model::appearance::{StudyRole, people_of_study};
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::PersonId;
use crate::model::person::Person;
use crate::render::context::consent::{AppearanceContext, ConsentContext, ConsentRow};
use crate::render::context::shared::Link;
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn consent_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("consents", &self.consent_context());
        let meta = self.generated_meta(GeneratedPage::Consent, None);
        HtmlPage { meta, values }
    }

    /// Everyone in `people.yaml` but the owner: how they are shown, on what consent, and where.
    pub(crate) fn consent_context(&self) -> ConsentContext {
        let mut appearances: BTreeMap<PersonId, Vec<AppearanceContext>> = BTreeMap::new();
        for study in &self.portfolio.studies {
            for (id, role) in people_of_study(study) {
                let part = self.text(role_key(role));
                let study = Link { title: study.head.title.clone(), path: self.href(&study.head.path) };
                let of_person = appearances.entry(id).or_default();
                match of_person.iter_mut().find(|appearance| appearance.study.path == study.path) {
                    Some(known) if !known.parts.contains(&part) => known.parts.push(part),
                    Some(_) => {}
                    None => of_person.push(AppearanceContext { study, parts: vec![part] }),
                }
            }
        }
        let testimonial_count = |id: PersonId| {
            self.portfolio.testimonials.iter().filter(|testimonial| testimonial.from == id).count()
        };
        let people = self.portfolio.people.iter().enumerate();
        let row = |(index, person): (usize, &Person)| ConsentRow {
            id: person.id.clone(),
            shown: self.person_label(PersonId(index)),
            hidden: person.identity.show_as == ShowAs::Hidden,
            status: person.consent.status.map(|status| self.label(status)),
            expires: person.consent.expires.map(|date| self.date(date)),
            appears: appearances.remove(&PersonId(index)).unwrap_or_default(),
            testimonials: testimonial_count(PersonId(index)),
        };
        let others = people.filter(|(_, person)| person.kind != PersonKind::Owner);
        ConsentContext { people: others.map(row).collect() }
    }
}

/// The key of the words for a role in a case study.
fn role_key(role: StudyRole) -> &'static str {
    match role {
        StudyRole::Led => "consent-led",
        StudyRole::Accountable => "consent-accountable",
        StudyRole::Team => "consent-team",
        StudyRole::Consulted => "consent-consulted",
        StudyRole::Informed => "consent-informed",
        // Who meets the owner is kept up to date.
        StudyRole::Meets => "consent-informed",
        StudyRole::Initiated => "consent-idea",
        StudyRole::Decides => "consent-decides",
        StudyRole::InArtifact => "consent-artifact",
        StudyRole::Quoted => "consent-quoted",
        StudyRole::Confirmed => "consent-checked",
    }
}
