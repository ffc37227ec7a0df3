//! The résumé in the JSON Resume format.

use serde_json::{Map, Value as Json, json};

use crate::model::resume::Position;
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// `resume.json`: JSON Resume v1.0.0, with nothing that the pages do not show.
    pub(crate) fn resume_json(&self) -> String {
        let resume = &self.portfolio.resume;
        let document = json!({
            "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
            "basics": self.basics_json(),
            "work": resume.positions.iter().map(work_json).collect::<Vec<_>>(),
            "education": resume.education.iter().map(|degree| json_object([
                ("institution", Some(degree.institution.clone())),
                ("studyType", degree.award.clone()),
                ("area", degree.area.clone()),
                ("startDate", degree.start.map(|date| date.to_string())),
                ("endDate", degree.end.map(|date| date.to_string())),
            ])).collect::<Vec<_>>(),
            "certificates": resume.credentials.iter().map(|credential| json_object([
                ("name", Some(credential.name.clone())),
                ("issuer", credential.issuer.clone()),
                ("date", credential.date.map(|date| date.to_string())),
            ])).collect::<Vec<_>>(),
            "awards": resume.awards.iter().map(|award| json_object([
                ("title", Some(award.title.clone())),
                ("date", award.date.map(|date| date.to_string())),
                ("awarder", award.awarder.clone()),
                ("summary", award.summary.clone()),
            ])).collect::<Vec<_>>(),
            "publications": resume.publications.iter().map(|publication| json_object([
                ("name", Some(publication.name.clone())),
                ("publisher", publication.publisher.clone()),
                ("releaseDate", publication.release_date.map(|date| date.to_string())),
                ("url", publication.url.clone()),
                ("summary", publication.summary.clone()),
            ])).collect::<Vec<_>>(),
            "skills": resume.skills.iter().map(|skill| json!({ "name": skill.name, "keywords": skill.keywords }))
                .collect::<Vec<_>>(),
            "volunteer": resume.service.iter().map(|service| json_object([
                ("organization", service.organisation.clone()),
                ("position", Some(service.role.clone())),
                ("url", service.url.clone()),
                ("startDate", service.start.map(|date| date.to_string())),
                ("endDate", service.end.map(|date| date.to_string())),
                ("summary", service.summary.clone()),
            ])).collect::<Vec<_>>(),
            "languages": resume.languages.iter().map(|(language, fluency)| json_object([
                ("language", Some(language.clone())),
                ("fluency", fluency.clone()),
            ])).collect::<Vec<_>>(),
            "references": self.portfolio.testimonials.iter().map(|testimonial| json_object([
                ("name", Some(self.person_context(testimonial.from).label)),
                ("reference", Some(testimonial.text.clone())),
            ])).collect::<Vec<_>>(),
            "projects": self.portfolio.studies.iter().map(|study| json_object([
                ("name", Some(study.head.title.clone())),
                ("description", Some(study.summary.clone())),
                ("startDate", Some(study.start.to_string())),
                ("endDate", study.end.map(|date| date.to_string())),
                ("url", self.absolute_url(&study.head.path)),
            ])).collect::<Vec<_>>(),
        });
        format!("{document:#}\n")
    }

    fn basics_json(&self) -> Json {
        let profile = &self.portfolio.profile;
        let photo = profile.photo.as_ref().and_then(|photo| self.portfolio.named_picture(photo));
        let mut basics = json_object([
            ("name", Some(profile.name.clone())),
            ("label", profile.headline.clone()),
            ("image", photo.and_then(|file| self.absolute_url(&file.path))),
            ("email", profile.email.clone()),
            ("phone", profile.phone.clone()),
            ("url", self.absolute_url("")),
            ("summary", profile.bio.clone()),
        ]);
        basics["location"] = json_object([
            ("city", profile.city.clone()),
            ("countryCode", profile.country_code.clone()),
            ("region", profile.region.clone()),
        ]);
        let profiles = profile.links.iter().map(|link| {
            json_object([
                ("network", Some(link.network.clone())),
                ("username", link.username.clone()),
                ("url", Some(link.url.clone())),
            ])
        });
        basics["profiles"] = profiles.collect();
        basics
    }
}

/// A JSON object of the members that have a value.
fn json_object<const N: usize>(members: [(&str, Option<String>); N]) -> Json {
    let some = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Json::String(value?))));
    Json::Object(some.collect::<Map<_, _>>())
}

fn work_json(position: &Position) -> Json {
    let mut work = json_object([
        ("name", position.organisation.clone()),
        ("position", Some(position.title.clone())),
        ("description", position.context.clone()),
        ("startDate", position.start.map(|date| date.to_string())),
        ("endDate", position.end.map(|date| date.to_string())),
        ("summary", position.summary.clone()),
    ]);
    work["highlights"] = position.highlights.iter().map(|text| Json::String(text.clone())).collect();
    work
}
