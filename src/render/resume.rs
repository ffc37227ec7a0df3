//! The résumé, as a page and as JSON Resume.

use serde_json::{Map, Value as Json, json};

use super::context::{
    CredentialContext, EducationContext, Link, PositionContext, ResumeContext, ResumeEntry,
};
use super::site::Site;
use super::words;
use crate::portfolio::measure;
use crate::portfolio::model::{Credential, Education, Learning, Position};

impl Site<'_> {
    /// The résumé as templates read it.
    pub(super) fn resume(&self) -> ResumeContext {
        let resume = &self.portfolio.resume;
        let general = self.portfolio.testimonials.iter().filter(|it| it.about.is_empty());
        ResumeContext {
            positions: resume.positions.iter().enumerate().map(|(at, it)| self.position(at, it)).collect(),
            education: resume.education.iter().map(education).collect(),
            credentials: resume.credentials.iter().map(|it| self.credential(it)).collect(),
            learning: resume.learning.iter().map(learning).collect(),
            awards: resume
                .awards
                .iter()
                .map(|it| ResumeEntry {
                    title: it.title.clone(),
                    by: it.awarder.clone(),
                    date: it.date.map(words::date),
                    note: None,
                    summary: it.summary.clone(),
                    url: None,
                })
                .collect(),
            publications: resume
                .publications
                .iter()
                .map(|it| ResumeEntry {
                    title: it.name.clone(),
                    by: it.publisher.clone(),
                    date: it.release_date.map(words::date),
                    note: None,
                    summary: it.summary.clone(),
                    url: it.url.clone(),
                })
                .collect(),
            languages: resume
                .languages
                .iter()
                .map(|(name, fluency)| match fluency {
                    Some(fluency) => format!("{name} ({fluency})"),
                    None => name.clone(),
                })
                .collect(),
            testimonials: general.map(|it| self.testimonial(it)).collect(),
            json: self.shown("resume.json"),
        }
    }

    fn position(&self, number: usize, position: &Position) -> PositionContext {
        let roll = position.roll.map(|it| format!("{} on roll", measure::number(f64::from(it))));
        let studies = self.portfolio.studies.iter().filter(|it| it.position == Some(number));
        PositionContext {
            title: position.title.clone(),
            organisation: position.organisation.clone(),
            anonymised: position.anonymised,
            period: words::period(position.start, position.end, true).unwrap_or_default(),
            setting: [position.phase.clone(), roll, position.context.clone()].into_iter().flatten().collect(),
            summary: position.summary.clone(),
            highlights: position.highlights.clone(),
            studies: studies
                .map(|it| Link { title: it.head.title.clone(), path: self.shown(&it.head.path) })
                .collect(),
        }
    }

    fn credential(&self, credential: &Credential) -> CredentialContext {
        CredentialContext {
            name: credential.name.clone(),
            issuer: credential.issuer.clone(),
            date: credential.date.map(words::date),
            expires: credential.expires.map(words::date),
            expired: credential.expires.is_some_and(|it| it.last_day() < self.shared.today),
        }
    }

    /// `resume.json`: JSON Resume v1.0.0, limited to what the pages show.
    pub(super) fn resume_json(&self) -> String {
        let resume = &self.portfolio.resume;
        let document = json!({
            "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
            "basics": self.basics(),
            "work": resume.positions.iter().map(work).collect::<Vec<_>>(),
            "education": resume.education.iter().map(|it| object([
                ("institution", Some(it.institution.clone())),
                ("studyType", it.award.clone()),
                ("area", it.area.clone()),
                ("startDate", it.start.map(|it| it.to_string())),
                ("endDate", it.end.map(|it| it.to_string())),
            ])).collect::<Vec<_>>(),
            "certificates": resume.credentials.iter().map(|it| object([
                ("name", Some(it.name.clone())),
                ("issuer", it.issuer.clone()),
                ("date", it.date.map(|it| it.to_string())),
            ])).collect::<Vec<_>>(),
            "awards": resume.awards.iter().map(|it| object([
                ("title", Some(it.title.clone())),
                ("date", it.date.map(|it| it.to_string())),
                ("awarder", it.awarder.clone()),
                ("summary", it.summary.clone()),
            ])).collect::<Vec<_>>(),
            "publications": resume.publications.iter().map(|it| object([
                ("name", Some(it.name.clone())),
                ("publisher", it.publisher.clone()),
                ("releaseDate", it.release_date.map(|it| it.to_string())),
                ("url", it.url.clone()),
                ("summary", it.summary.clone()),
            ])).collect::<Vec<_>>(),
            "languages": resume.languages.iter().map(|(language, fluency)| object([
                ("language", Some(language.clone())),
                ("fluency", fluency.clone()),
            ])).collect::<Vec<_>>(),
            "references": self.portfolio.testimonials.iter().map(|it| object([
                ("name", Some(self.person(it.from).label)),
                ("reference", Some(it.text.clone())),
            ])).collect::<Vec<_>>(),
            "projects": self.portfolio.studies.iter().map(|it| object([
                ("name", Some(it.head.title.clone())),
                ("description", Some(it.summary.clone())),
                ("startDate", Some(it.start.to_string())),
                ("endDate", it.end.map(|it| it.to_string())),
                ("url", self.absolute(&it.head.path)),
            ])).collect::<Vec<_>>(),
        });
        format!("{document:#}\n")
    }

    fn basics(&self) -> Json {
        let profile = &self.portfolio.profile;
        let photo = profile.photo.as_ref().and_then(|(file, _)| self.portfolio.files.get(file));
        let mut basics = object([
            ("name", Some(profile.name.clone())),
            ("label", profile.headline.clone()),
            ("image", photo.and_then(|it| self.absolute(&it.path))),
            ("email", profile.email.clone()),
            ("phone", profile.phone.clone()),
            ("url", self.absolute("")),
            ("summary", profile.bio.clone()),
        ]);
        basics["location"] = object([
            ("city", profile.city.clone()),
            ("countryCode", profile.country_code.clone()),
            ("region", profile.region.clone()),
        ]);
        let profiles = profile.links.iter().map(|it| {
            object([
                ("network", Some(it.network.clone())),
                ("username", it.username.clone()),
                ("url", Some(it.url.clone())),
            ])
        });
        basics["profiles"] = profiles.collect();
        basics
    }
}

/// An object of the members that have a value.
fn object<const N: usize>(members: [(&str, Option<String>); N]) -> Json {
    let some = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Json::String(value?))));
    Json::Object(some.collect::<Map<_, _>>())
}

fn work(position: &Position) -> Json {
    let mut work = object([
        ("name", position.organisation.clone()),
        ("position", Some(position.title.clone())),
        ("description", position.context.clone()),
        ("startDate", position.start.map(|it| it.to_string())),
        ("endDate", position.end.map(|it| it.to_string())),
        ("summary", position.summary.clone()),
    ]);
    work["highlights"] = position.highlights.iter().map(|it| Json::String(it.clone())).collect();
    work
}

fn education(education: &Education) -> EducationContext {
    let award: Vec<&str> =
        [&education.award, &education.area].into_iter().flatten().map(String::as_str).collect();
    EducationContext {
        institution: education.institution.clone(),
        award: (!award.is_empty()).then(|| award.join(", ")),
        period: words::period(education.start, education.end, false),
    }
}

fn learning(learning: &Learning) -> ResumeEntry {
    let hours = learning.hours.map(|it| format!("{} hours", measure::number(it)));
    ResumeEntry {
        title: learning.name.clone(),
        by: learning.provider.clone(),
        date: learning.date.map(words::date),
        note: hours,
        summary: learning.summary.clone(),
        url: learning.url.clone(),
    }
}
