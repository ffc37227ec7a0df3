//! The words of the author that readers see, page by page. The names of people who are shown by their ids are not among them.

use super::case_study::{Artifact, CaseStudy};
use super::delegation::{Communication, Delegation, SharedRecord};
use super::outcome::Outcome;
use super::page::{Approach, Page, PageHead};
use super::portfolio::Portfolio;
use super::resume::{Profile, Resume};
use super::units::Unit;

/// The words of a page, or of a part of the portfolio.
#[derive(Clone, Debug)]
pub struct ShownTexts<'a> {
    /// Where they are from.
    pub source: TextSource<'a>,
    /// The Markdown below the front matter; empty for data.
    pub body: &'a str,
    /// The texts in front matter or data.
    pub values: Vec<&'a str>,
}

/// The page, or the part of a portfolio, that words are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSource<'a> {
    /// A page with a file of its own.
    Page {
        /// That file, relative to the project root.
        source: &'a str,
        /// Its title.
        title: &'a str,
    },
    /// What the owner says of themselves.
    Profile,
    /// The entries of the résumé.
    Resume,
    /// Testimonials.
    Testimonials,
    /// Comments of readers, with the answers.
    Comments,
}

/// The words of all pages and parts of a portfolio.
pub fn shown_texts(portfolio: &Portfolio) -> Vec<ShownTexts<'_>> {
    let studies = portfolio.studies.iter().map(|study| {
        let values = Values::collect(|values| values.add_study(study));
        page_texts(&study.head, study.body.text(), values)
    });
    let approaches = portfolio.approaches.iter().map(|approach| {
        let values = Values::collect(|values| values.add_approach(approach));
        page_texts(&approach.head, approach.body.text(), values)
    });
    let pages = portfolio.pages.iter().chain(&portfolio.home).map(|page| {
        let values = Values::collect(|values| values.add_page(page));
        page_texts(&page.head, page.body.text(), values)
    });
    let packs = portfolio.packs.iter().map(|pack| {
        let cases = pack.cases.iter().flat_map(|case| [&case.criterion, &case.why]);
        let values = Values::collect(|values| {
            values.add([&pack.title]);
            values.add(&pack.intro);
            values.add(cases.flatten());
        });
        ShownTexts { source: TextSource::Page { source: &pack.source, title: &pack.title }, body: "", values }
    });
    let part = |source: TextSource<'static>, values| ShownTexts { source, body: "", values };
    let testimonials = portfolio.testimonials.iter();
    let testimonials =
        testimonials.flat_map(|testimonial| [Some(&testimonial.text), testimonial.relation.as_ref()]);
    let comments = portfolio.comments.values().flatten();
    let comments = comments.flat_map(|comment| [Some(&comment.text), comment.reply.as_ref()]);
    let parts = [
        part(TextSource::Profile, Values::collect(|values| values.add_profile(&portfolio.profile))),
        part(TextSource::Resume, Values::collect(|values| values.add_resume(&portfolio.resume))),
        part(TextSource::Testimonials, Values::collect(|values| values.add(testimonials.flatten()))),
        part(TextSource::Comments, Values::collect(|values| values.add(comments.flatten()))),
    ];
    studies.chain(approaches).chain(pages).chain(packs).chain(parts).collect()
}

fn page_texts<'a>(head: &'a PageHead, body: &'a str, values: Vec<&'a str>) -> ShownTexts<'a> {
    ShownTexts { source: TextSource::Page { source: &head.source, title: &head.title }, body, values }
}

/// Texts that are not Markdown bodies.
struct Values<'a>(Vec<&'a str>);

impl<'a> Values<'a> {
    fn collect(add: impl FnOnce(&mut Self)) -> Vec<&'a str> {
        let mut values = Self(Vec::new());
        add(&mut values);
        values.0
    }

    fn add(&mut self, texts: impl IntoIterator<Item = &'a String>) {
        self.0.extend(texts.into_iter().map(String::as_str));
    }

    /// Adds the texts that there are.
    fn add_some<const N: usize>(&mut self, texts: [&'a Option<String>; N]) {
        self.add(texts.into_iter().flatten());
    }

    fn add_head(&mut self, head: &'a PageHead) {
        self.add([&head.title]);
        self.add(head.cover.iter().map(|cover| &cover.alt));
    }

    fn add_page(&mut self, page: &'a Page) {
        self.add_head(&page.head);
        self.add_some([&page.summary, &page.nav_label]);
        self.add(page.versions.iter().filter_map(|(_, note, _)| note.as_ref()));
    }

    fn add_approach(&mut self, approach: &'a Approach) {
        self.add_head(&approach.head);
        self.add_some([&approach.summary, &approach.stance]);
        self.add([&approach.aka, &approach.leader_keeps, &approach.checklist].into_iter().flatten());
        for reference in &approach.sources {
            self.add([&reference.who]);
            self.add_some([&reference.what, &reference.idea]);
        }
        for pitfall in &approach.pitfalls {
            self.add([&pitfall.title]);
            self.add(&pitfall.signs);
            self.add(&pitfall.guard);
        }
    }

    fn add_study(&mut self, study: &'a CaseStudy) {
        self.add_head(&study.head);
        self.add([&study.summary]);
        self.add_some([&study.status_reason, &study.problem, &study.lesson, &study.accountable_note]);
        self.add(study.tags.iter().map(|tag| &tag.title));
        self.add_delegation(&study.delegation);
        self.add_communication(&study.communication);
        self.add(study.timeline.iter().map(|event| &event.event));
        self.add(study.logic.iter().flat_map(|(_, items)| items));
        study.outcomes.iter().for_each(|outcome| self.add_outcome(outcome));
        for pitfall in &study.pitfalls {
            self.add([&pitfall.what]);
            self.add(&pitfall.mitigation);
        }
        self.add(study.standards.iter().filter_map(|claim| claim.why.as_ref()));
        for Artifact { title, caption, made_by, alt, licence, .. } in &study.artifacts {
            self.add([title]);
            self.add_some([caption, made_by, alt, licence]);
        }
        self.add(study.checked_with.iter().filter_map(|check| check.note.as_ref()));
    }

    fn add_delegation(&mut self, delegation: &'a Delegation) {
        let Delegation { history, authority, limits, retained, decisions, support, take_back, .. } =
            delegation;
        self.add(history.iter().filter_map(|(_, _, why)| why.as_ref()));
        self.add([authority, limits, retained].into_iter().flatten());
        for decision in decisions {
            self.add([&decision.area]);
            self.add(&decision.limit);
        }
        self.add(support.iter().filter_map(|support| support.what.as_ref()));
        self.add(take_back);
    }

    fn add_communication(&mut self, communication: &'a Communication) {
        let Communication { channels, check_ins, escalation, record } = communication;
        self.add(channels);
        self.add(check_ins.iter().filter_map(|check_in| check_in.purpose.as_ref()));
        self.add(escalation);
        if let Some(SharedRecord::Text(words)) = record {
            self.add([words]);
        }
    }

    fn add_outcome(&mut self, outcome: &'a Outcome) {
        let Outcome { baseline, target, result, series, .. } = outcome;
        self.add([&outcome.title]);
        if let Unit::Other(words) = &outcome.unit {
            self.add([words]);
        }
        self.add_some([&outcome.population, &outcome.baseline_note, &outcome.contribution, &outcome.method]);
        let measures = [baseline, target, result].into_iter().flatten().chain(series);
        self.add(measures.filter_map(|measure| measure.note.as_ref()));
        self.add(outcome.comparison.iter().filter_map(|comparison| comparison.label.as_ref()));
        self.add(outcome.source.iter().filter_map(|source| source.name.as_ref()));
        self.add(&outcome.caveats);
        self.add(outcome.quote.iter().map(|(words, _)| words));
    }

    fn add_profile(&mut self, profile: &'a Profile) {
        self.add_some([&profile.headline, &profile.bio, &profile.city, &profile.region]);
        self.add(profile.photo.iter().map(|photo| &photo.alt));
    }

    fn add_resume(&mut self, resume: &'a Resume) {
        for position in &resume.positions {
            self.add([&position.title]);
            self.add_some([&position.organisation, &position.phase, &position.context, &position.summary]);
            self.add(&position.highlights);
        }
        for education in &resume.education {
            self.add([&education.institution]);
            self.add_some([&education.award, &education.area]);
        }
        for credential in &resume.credentials {
            self.add([&credential.name]);
            self.add(&credential.issuer);
        }
        for learning in &resume.learning {
            self.add([&learning.name]);
            self.add_some([&learning.provider, &learning.summary]);
        }
        for award in &resume.awards {
            self.add([&award.title]);
            self.add_some([&award.awarder, &award.summary]);
        }
        for publication in &resume.publications {
            self.add([&publication.name]);
            self.add_some([&publication.publisher, &publication.summary]);
        }
        for skill in &resume.skills {
            self.add([&skill.name]);
            self.add(&skill.keywords);
        }
        for service in &resume.service {
            self.add([&service.role]);
            self.add_some([&service.organisation, &service.summary]);
        }
        for (language, fluency) in &resume.languages {
            self.add([language]);
            self.add(fluency);
        }
    }
}
