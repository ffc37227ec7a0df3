//! Résumés in the JSON Resume format.

use leadfolio::import::imported::DocumentKind;
use serde_json::{Value, json};

use super::support::{
    all_text, entry, file, keeps_every_sentence, kept_text, portfolio, read, read_error, reason,
};
use crate::support::{bare_site, sample_files};

/// A résumé with every field of version 1.0.0 and some of the programs that write it.
fn complete() -> Value {
    json!({
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {
            "name": "Ana Lindholm", "label": "Nurse manager", "image": "https://ana.example/portrait.jpg",
            "email": "ana@example.org", "phone": "(912) 555-4321", "url": "https://ana.example",
            "summary": "I run a ward of forty beds. My team decides its own rota!",
            "location": { "address": "12 Harbor Lane", "postalCode": "90210", "city": "Tidewick", "countryCode": "us", "region": "Westmark" },
            "profiles": [
                { "network": "LinkedIn", "username": "ana", "url": "https://www.linkedin.com/in/ana" },
                { "network": "Chat", "username": "ana-l" },
            ],
        },
        "work": [
            { "name": "Harbor Hospital", "position": "Nurse manager", "location": "Tidewick", "description": "A public hospital of 400 beds.",
              "url": "https://harbor.example", "startDate": "2021-03-01", "endDate": "Present",
              "summary": "Responsible for thirty nurses.", "highlights": ["The team wrote its own rota.", "Falls went from 12 to 7."] },
            { "name": "Harbor Hospital", "position": "Nurse manager", "startDate": "2018" },
            { "name": "Elsewhere Clinic", "startDate": "March 2012", "endDate": "sometime in spring" },
        ],
        "volunteer": [{ "organization": "Sea Rescue", "position": "Board member", "url": "https://rescue.example", "startDate": "2019-05",
                        "summary": "Reads the budget.", "highlights": ["Found a second boat."] }],
        "education": [{ "institution": "University of Westmark", "url": "https://uni.example", "area": "Nursing", "studyType": "B.S.",
                        "startDate": "2008-09", "endDate": "2012-06-15", "score": "3.9", "courses": ["N201 - Care of elders"] }],
        "awards": [{ "title": "Ward of the year", "date": "2023-11-01", "awarder": "Harbor Hospital", "summary": "For the rota." }],
        "certificates": [{ "name": "Critical care", "date": "2020-07", "issuer": "Board of Nursing", "url": "https://board.example/1" }],
        "publications": [{ "name": "Who writes the rota", "publisher": "Ward Letters", "releaseDate": "2022-10", "url": "https://letters.example/rota", "summary": "How we began." }],
        "skills": [{ "name": "Mediation", "level": "Master", "keywords": ["families", "shifts"] }],
        "languages": [{ "language": "Swedish", "fluency": "Native" }],
        "interests": [{ "name": "Sailing", "keywords": ["night watches"] }],
        "references": [{ "name": "Otto Vance", "reference": "She lets go of things. I learned that from her." }],
        "projects": [{ "name": "The rota committee", "description": "Nurses wrote the rota.", "highlights": ["Six of them *met* weekly.", "No shift was unfilled."],
                       "keywords": ["rota"], "startDate": "2021-09", "endDate": "2022-06", "url": "https://ana.example/work/rota/",
                       "roles": ["Sponsor"], "entity": "Harbor Hospital", "type": "change" }],
        "meta": { "version": "v1.0.0", "theme": "elegant" },
    })
}

#[test]
fn every_sentence_of_a_complete_resume_is_kept_or_listed() {
    let imported = read(&file("resume.json", complete().to_string()));
    keeps_every_sentence(
        &imported,
        "I run a ward of forty beds. My team decides its own rota!\nA public hospital of 400 beds.\nResponsible for thirty nurses.\n\
         The team wrote its own rota.\nFalls went from 12 to 7.\nReads the budget.\nFound a second boat.\nN201 - Care of elders\n3.9\n\
         For the rota.\nHow we began.\nMaster\nfamilies\nSailing\nnight watches\nShe lets go of things. I learned that from her.\n\
         Nurses wrote the rota.\nSix of them met weekly.\nNo shift was unfilled.\nSponsor\nelegant\nsometime in spring\nElsewhere Clinic\n\
         12 Harbor Lane\n(912) 555-4321\nChat ana-l",
    );
    portfolio(&imported);
}

#[test]
fn fields_of_a_resume_become_the_fields_of_a_portfolio() {
    let imported = read(&file("resume.json", complete().to_string()));
    let profile = &imported.settings["profile"];
    assert_eq!(profile["headline"], "Nurse manager");
    assert_eq!(profile["contact"], json!({ "email": "ana@example.org" }));
    assert_eq!(
        profile["location"],
        json!({ "city": "Tidewick", "region": "Westmark", "country_code": "US" })
    );
    assert_eq!(profile["links"].as_array().unwrap().len(), 1);
    assert_eq!(imported.settings["url"], "https://ana.example/");
    assert_eq!(
        entry(&imported, "positions", 0),
        json!({
            "id": "nurse-manager-harbor-hospital", "title": "Nurse manager", "organisation": "Harbor Hospital", "start": "2021-03-01",
            "setting": { "context": "A public hospital of 400 beds." }, "summary": "Responsible for thirty nurses.",
            "highlights": ["The team wrote its own rota.", "Falls went from 12 to 7."],
        })
    );
    assert_eq!(entry(&imported, "positions", 1)["id"], "nurse-manager-harbor-hospital-2");
    assert_eq!(entry(&imported, "education", 0)["award"], "B.S.");
    assert_eq!(
        entry(&imported, "credentials", 0),
        json!({ "name": "Critical care", "issuer": "Board of Nursing", "date": "2020-07" })
    );
    assert_eq!(entry(&imported, "publications", 0)["release_date"], "2022-10");
    assert_eq!(entry(&imported, "service", 0)["role"], "Board member");
    let [project] = &imported.documents[..] else { panic!("{:?}", imported.documents) };
    assert_eq!(project.kind, Some(DocumentKind::CaseStudy));
    assert_eq!(project.summary.as_deref(), Some("Nurses wrote the rota."));
    assert_eq!(project.fields["start"], "2021-09");
    assert_eq!(project.old_paths, ["/work/rota/"]);
    assert_eq!(project.body, "- Six of them \\*met\\* weekly.\n- No shift was unfilled.");
}

#[test]
fn what_is_private_or_said_by_others_is_listed_and_not_taken_over() {
    let imported = read(&file("resume.json", complete().to_string()));
    let kept = kept_text(&imported);
    for private in ["555-4321", "Harbor Lane", "90210", "She lets go"] {
        assert!(!kept.contains(private), "{private}");
    }
    assert!(!all_text(&imported).contains("Otto Vance"));
    assert!(reason(&imported, "She lets go").contains("ask them for permission"));
    assert!(reason(&imported, "555-4321").contains("rarely needed"));
    assert!(reason(&imported, "portrait.jpg").contains("profile.photo"));
}

/// What a round trip has to keep: all but other people's words, and projects, which become pages.
fn comparable(resume: &str) -> Value {
    let mut resume: Value = serde_json::from_str(resume).unwrap();
    let sections = resume.as_object_mut().unwrap();
    sections.remove("references");
    sections.remove("projects");
    sections["basics"].as_object_mut().unwrap().remove("image");
    resume
}

#[test]
fn the_resume_that_this_program_writes_comes_back_equal() {
    let mut site = bare_site("");
    for (path, blob) in sample_files("commons").iter() {
        site = site.file(&format!("content/{path}"), blob.read().unwrap().into_owned());
    }
    let written = site.build().text("resume.json");
    let mut imported = read(&file("resume.json", written.as_str()));
    // Its words are those of the sample.
    imported.settings.insert("sample".to_owned(), true.into());
    let again = portfolio(&imported).text("resume.json");
    assert_eq!(comparable(&again), comparable(&written));
    assert_eq!(
        imported.documents.len(),
        serde_json::from_str::<Value>(&written).unwrap()["projects"].as_array().unwrap().len()
    );
    let resume: Value = serde_json::from_str(&written).unwrap();
    for project in resume["projects"].as_array().unwrap() {
        keeps_every_sentence(&imported, project["description"].as_str().unwrap());
    }
}

#[test]
fn a_resume_of_the_first_versions_is_read() {
    let source = r#"{
        "basics": { "name": "Ivo Brandt", "label": "Captain", "picture": "me.png", "website": "not an address", "location": { "countryCode": "Atlantis" } },
        "work": [{ "company": "Fire Service", "position": "Captain", "website": "https://fire.example", "startDate": "2016-01-01", "summary": "I led shift B. It led itself by 2018." }],
        "publications": [{ "name": "Shift letters", "website": "https://letters.example" }],
        "skills": { "name": "Drills", "keywords": "ladders" },
        "languages": ["Dutch"]
    }"#;
    let imported = read(&file("cv.json", source));
    keeps_every_sentence(
        &imported,
        "I led shift B. It led itself by 2018.\nnot an address\nAtlantis\nDutch\nme.png\nhttps://fire.example",
    );
    assert_eq!(entry(&imported, "positions", 0)["organisation"], "Fire Service");
    assert_eq!(entry(&imported, "publications", 0)["url"], "https://letters.example");
    assert_eq!(entry(&imported, "skills", 0)["keywords"], json!(["ladders"]));
    portfolio(&imported);
}

#[test]
fn a_resume_that_is_empty_damaged_or_hostile_is_an_error_or_ends() {
    for damaged in
        ["", "[]", "{}", "null", "{\"basics\": {", "\u{0}\u{1}", "{\"basics\": NaN}", "{\"other\": 1}"]
    {
        read_error(&file("resume.json", damaged));
    }
    read_error(&file("resume.json", b"\xff\xfe{\x00".as_slice()));
    read_error(&file("resume.json", "[".repeat(200_000)));
    let odd = r#"{"basics": 7, "work": {"a": [1, [2, {"b": "deep words"}]]}, "skills": "one", "projects": [null, 3, {"url": "javascript:alert(1)", "name": "P"}]}"#;
    let imported = read(&file("resume.json", odd));
    keeps_every_sentence(&imported, "deep words\none\njavascript:alert(1)");
    assert!(!kept_text(&imported).contains("javascript"));
    let many = json!({ "work": vec![json!({ "name": "N", "position": "P" }); 20_000] });
    let imported = read(&file("resume.json", many.to_string()));
    assert_eq!(entry(&imported, "positions", 19_999)["id"], "p-n-20000");
}
