//! A résumé in the JSON Resume format: `resume.json`, as this program and many others write it.

use serde_json::{Map, Value, json};

use crate::import::imported::{DocumentKind, Imported, ImportedDocument};
use crate::import::record_source::head;
use crate::import::records::{
    Record, add_entry, country_code, fields, markdown_text, name_positions, omit, parse_json, read_date,
    set_list, web_url,
};
use crate::import::source::{ImportError, Source, only_file};
use crate::urls::{BaseUrl, is_email_address};

/// Sections of a résumé, any of which makes an object one.
const SECTIONS: [&str; 12] = [
    "basics",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
];

/// Why the words of other people are left out.
const CONSENT: &str =
    "words of another person: ask them for permission, then put it into `testimonials.yaml`";

/// Why a phone number is left out.
const PHONE: &str = "a phone number is rarely needed on a public page: if readers may call you, write it into \
                     `profile.contact.phone`";

/// Why a street address is left out.
const ADDRESS: &str = "a street address doesn't belong on a public page";

pub(super) fn recognizes(source: &Source) -> bool {
    let Some((path, blob)) = only_file(source) else { return false };
    let name = path.to_lowercase();
    if !name.ends_with(".json") {
        return false;
    }
    let head = head(blob);
    let has = |key: &str| head.contains(&format!("\"{key}\""));
    name == "resume.json"
        || head.contains("jsonresume")
        || has("basics") && SECTIONS[1..].iter().any(|section| has(section))
}

pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let not_a_resume = || ImportError {
        message: format!("`{}` isn't a résumé in the JSON Resume format", source.name),
        help: "it begins with `{`, and has sections such as `basics` and `work`: see jsonresume.org"
            .to_owned(),
    };
    let (path, blob) = only_file(source).ok_or_else(not_a_resume)?;
    let mut resume = Record::new(parse_json(path, blob)?, "").ok_or_else(not_a_resume)?;
    if !SECTIONS.iter().any(|section| resume.has(section)) {
        return Err(not_a_resume());
    }
    let mut imported = Imported::default();
    resume.ignore(&["$schema"]);
    resume.omit("meta", "about the file, not about you", &mut imported.omitted);
    let site = match resume.record("basics") {
        Some(basics) => read_basics(basics, &mut imported),
        None => None,
    };
    for work in resume.records("work") {
        read_work(work, &mut imported);
    }
    for service in resume.records("volunteer") {
        read_service(service, &mut imported);
    }
    read_learning(&mut resume, &mut imported);
    read_abilities(&mut resume, &mut imported);
    for project in resume.records("projects") {
        read_project(project, site.as_deref(), &mut imported);
    }
    resume.finish(&mut imported.omitted);
    name_positions(&mut imported);
    Ok(imported)
}

/// Reads the profile. The result is the address of the site that the résumé belongs to.
fn read_basics(mut basics: Record, imported: &mut Imported) -> Option<String> {
    let mut profile = fields([
        ("name", basics.text("name")),
        ("headline", basics.text("label")),
        ("bio", basics.text("summary")),
    ]);
    if let Some(location) = basics.record("location").map(|location| read_location(location, imported)) {
        profile.insert("location".to_owned(), location.into());
    }
    if let Some(email) = basics.text("email") {
        if is_email_address(&email) {
            profile.insert("contact".to_owned(), json!({ "email": email }));
        } else {
            omit(imported, email, "not an email address", "basics.email");
        }
    }
    basics.omit("phone", PHONE, &mut imported.omitted);
    for key in ["image", "picture"] {
        let reason = "a picture elsewhere: put the file into `files/`, and name it in `profile.photo` with a description";
        basics.omit(key, reason, &mut imported.omitted);
    }
    let mut links: Vec<Value> =
        basics.records("profiles").into_iter().filter_map(|link| read_link(link, imported)).collect();
    let url = basics.first_text(&["url", "website"]);
    let site = url.as_deref().and_then(|url| BaseUrl::parse(url).ok()).map(|url| url.as_str().to_owned());
    match (&site, url) {
        (Some(site), _) => {
            imported.settings.insert("url".to_owned(), site.clone().into());
            let note = "`url` in `portfolio.yaml` is the address of your résumé's site; change it if your portfolio will be \
                        somewhere else.";
            imported.notes.push(note.to_owned());
        }
        (None, Some(url)) => match web_url(&url) {
            Some(url) => links.push(json!({ "network": "Website", "url": url })),
            None => omit(imported, url, "not an address on the web", "basics.url"),
        },
        (None, None) => {}
    }
    if !links.is_empty() {
        profile.insert("links".to_owned(), links.into());
    }
    imported.settings.insert("profile".to_owned(), profile.into());
    basics.finish(&mut imported.omitted);
    site
}

fn read_location(mut location: Record, imported: &mut Imported) -> Map<String, Value> {
    location.omit("address", ADDRESS, &mut imported.omitted);
    location.omit("postalCode", ADDRESS, &mut imported.omitted);
    let country = location.text("countryCode");
    let code = country.as_deref().and_then(country_code);
    if code.is_none() {
        let reason = "not a country that is known here: write its code of two letters into `country_code`";
        omit(imported, country.unwrap_or_default(), reason, "basics.location.countryCode");
    }
    let found = fields([
        ("city", location.text("city")),
        ("region", location.text("region")),
        ("country_code", code),
    ]);
    location.finish(&mut imported.omitted);
    found
}

fn read_link(mut link: Record, imported: &mut Imported) -> Option<Value> {
    let (network, username) = (link.text("network"), link.text("username"));
    let url = link.web_url("url", &mut imported.omitted);
    let entry = match (url, &network) {
        (Some(url), _) => {
            let network = network.clone().unwrap_or_else(|| "Website".to_owned());
            Some(Value::Object(fields([
                ("network", Some(network)),
                ("username", username),
                ("url", Some(url)),
            ])))
        }
        (None, _) => {
            let words: Vec<String> = [network, username].into_iter().flatten().collect();
            omit(imported, words.join(" "), "an entry of `profile.links` needs an address", &link.origin);
            None
        }
    };
    link.finish(&mut imported.omitted);
    entry
}

fn read_work(mut work: Record, imported: &mut Imported) {
    let mut entry = fields([
        ("title", work.text("position")),
        ("organisation", work.first_text(&["name", "company"])),
        ("start", work.date("startDate", &mut imported.omitted)),
        ("end", work.date("endDate", &mut imported.omitted)),
        ("summary", work.text("summary")),
    ]);
    if let Some(context) = work.text("description") {
        entry.insert("setting".to_owned(), json!({ "context": context }));
    }
    set_list(&mut entry, "highlights", work.texts("highlights"));
    add_entry(imported, "positions", "title", entry, &work.origin);
    work.finish(&mut imported.omitted);
}

fn read_service(mut service: Record, imported: &mut Imported) {
    let entry = fields([
        ("role", service.text("position")),
        ("organisation", service.text("organization")),
        ("start", service.date("startDate", &mut imported.omitted)),
        ("end", service.date("endDate", &mut imported.omitted)),
        ("summary", service.text("summary")),
        ("url", service.web_url("url", &mut imported.omitted)),
    ]);
    let reason = "an entry of `service` has one summary and no list: add to it what matters";
    service.omit("highlights", reason, &mut imported.omitted);
    add_entry(imported, "service", "role", entry, &service.origin);
    service.finish(&mut imported.omitted);
}

/// Reads degrees, certificates, awards and publications.
fn read_learning(resume: &mut Record, imported: &mut Imported) {
    for mut degree in resume.records("education") {
        let entry = fields([
            ("institution", degree.text("institution")),
            ("award", degree.text("studyType")),
            ("area", degree.text("area")),
            ("start", degree.date("startDate", &mut imported.omitted)),
            ("end", degree.date("endDate", &mut imported.omitted)),
        ]);
        let reason = "a course within a degree: those that matter may go into `learning`";
        degree.omit("courses", reason, &mut imported.omitted);
        add_entry(imported, "education", "institution", entry, &degree.origin);
        degree.finish(&mut imported.omitted);
    }
    for mut certificate in resume.records("certificates") {
        let entry = fields([
            ("name", certificate.text("name")),
            ("issuer", certificate.text("issuer")),
            ("date", certificate.date("date", &mut imported.omitted)),
        ]);
        add_entry(imported, "credentials", "name", entry, &certificate.origin);
        certificate.finish(&mut imported.omitted);
    }
    for mut award in resume.records("awards") {
        let entry = fields([
            ("title", award.text("title")),
            ("date", award.date("date", &mut imported.omitted)),
            ("awarder", award.text("awarder")),
            ("summary", award.text("summary")),
        ]);
        add_entry(imported, "awards", "title", entry, &award.origin);
        award.finish(&mut imported.omitted);
    }
    for mut publication in resume.records("publications") {
        let entry = fields([
            ("name", publication.text("name")),
            ("publisher", publication.text("publisher")),
            ("release_date", publication.date("releaseDate", &mut imported.omitted)),
            ("url", publication.first_url(&["url", "website"], &mut imported.omitted)),
            ("summary", publication.text("summary")),
        ]);
        add_entry(imported, "publications", "name", entry, &publication.origin);
        publication.finish(&mut imported.omitted);
    }
}

/// Reads skills, languages and interests, and lists references.
fn read_abilities(resume: &mut Record, imported: &mut Imported) {
    for mut skill in resume.records("skills") {
        let mut entry = fields([("name", skill.text("name"))]);
        set_list(&mut entry, "keywords", skill.texts("keywords"));
        add_entry(imported, "skills", "name", entry, &skill.origin);
        skill.finish(&mut imported.omitted);
    }
    for mut language in resume.records("languages") {
        let entry = fields([("language", language.text("language")), ("fluency", language.text("fluency"))]);
        add_entry(imported, "languages", "language", entry, &language.origin);
        language.finish(&mut imported.omitted);
    }
    let reason =
        "a portfolio has no list of interests: if one says something about your work, mention it in `bio`";
    resume.omit("interests", reason, &mut imported.omitted);
    for mut reference in resume.records("references") {
        reference.omit("reference", CONSENT, &mut imported.omitted);
        // Who said it is data of that person.
        reference.omit_unseen(
            "name",
            "name of another person, who has not agreed to be named",
            &mut imported.omitted,
        );
        reference.finish(&mut imported.omitted);
    }
}

/// Makes a draft of a case study from a project.
fn read_project(mut project: Record, site: Option<&str>, imported: &mut Imported) {
    let Some(title) = project.text("name") else {
        project.finish(&mut imported.omitted);
        return;
    };
    let mut document = ImportedDocument {
        kind: Some(DocumentKind::CaseStudy),
        title,
        summary: project.first_text(&["description", "summary"]),
        tags: project.texts("keywords"),
        fields: fields([
            ("start", project.date("startDate", &mut imported.omitted)),
            ("end", project.date("endDate", &mut imported.omitted)),
        ]),
        origin: project.origin.clone(),
        ..ImportedDocument::default()
    };
    document.date = document.fields.get("end").and_then(Value::as_str).and_then(read_date);
    let highlights = project.texts("highlights");
    let list: Vec<String> =
        highlights.iter().map(|text| format!("- {}", markdown_text(text).replace('\n', "\n  "))).collect();
    document.body = list.join("\n");
    if let Some(url) = project.web_url("url", &mut imported.omitted) {
        match site.and_then(|site| url.strip_prefix(site)) {
            Some(path) if !path.is_empty() => document.old_paths.push(format!("/{path}")),
            Some(_) => {}
            None => document.body.push_str(&format!("\n\n<{url}>")),
        }
    }
    document.body = document.body.trim().to_owned();
    project.finish(&mut imported.omitted);
    imported.documents.push(document);
}
