//! The register of consents, which only the owner sees.

use std::collections::BTreeMap;

use crate::content::enums::{PersonKind, ShowAs};
use crate::model::case_study::CaseStudy;
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
            for (id, key) in study_roles(study) {
                let part = self.text(key);
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

/// Everyone who appears in a case study, with the key of the role they have in it; a person may come several times.
fn study_roles(study: &CaseStudy) -> Vec<(PersonId, &'static str)> {
    let mut all = Vec::new();
    let mut add = |ids: &[PersonId], part: &'static str| all.extend(ids.iter().map(|id| (*id, part)));
    add(&study.led_by, "consent-led");
    add(std::slice::from_ref(&study.accountable), "consent-accountable");
    add(&study.team, "consent-team");
    add(&study.consulted, "consent-consulted");
    add(&study.informed, "consent-informed");
    if let Some((_, ids)) = &study.initiated_by {
        add(ids, "consent-idea");
    }
    for decision in &study.delegation.decisions {
        add(&decision.decided_by, "consent-decides");
    }
    for artifact in &study.artifacts {
        add(&artifact.people, "consent-artifact");
    }
    for outcome in &study.outcomes {
        let speaker = outcome.quote.as_ref().and_then(|(_, speaker)| *speaker);
        add(&speaker.into_iter().collect::<Vec<_>>(), "consent-quoted");
    }
    for check in &study.checked_with {
        add(&[check.person], "consent-checked");
    }
    all
}
