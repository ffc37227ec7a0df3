//! Frameworks as CASE packages.

use serde_json::{Value, json};

use super::support::{file, keeps_every_sentence, kept_text, portfolio, read, read_error, reason};

fn child(child: &str, parent: &str, number: u32) -> Value {
    json!({ "identifier": format!("a-{child}"), "associationType": "isChildOf", "sequenceNumber": number,
            "originNodeURI": { "title": child, "identifier": child, "uri": format!("https://case.example/{child}") },
            "destinationNodeURI": { "title": parent, "identifier": parent, "uri": format!("https://case.example/{parent}") } })
}

/// A package of CASE 1.0 with two levels, as servers of states give it out.
fn package(license: &str) -> String {
    json!({
        "CFDocument": {
            "identifier": "doc", "uri": "https://case.example/doc", "title": "Ward Leadership Standards", "creator": "Board of Nursing",
            "publisher": "Westmark Press", "description": "For everyone who runs a ward.", "adoptionStatus": "Adopted", "statusStartDate": "2021-08-01",
            "lastChangeDateTime": "2023-01-01T00:00:00+00:00", "officialSourceURL": "https://board.example/standards", "version": "2",
            "language": "en", "licenseURI": { "title": license, "identifier": "lic", "uri": "https://board.example/terms" },
            "CFPackageURI": { "title": "p", "identifier": "doc", "uri": "https://case.example/p/doc" },
        },
        "CFItems": [
            { "identifier": "i2", "uri": "u2", "fullStatement": "The leader lets the team write its rota.", "humanCodingScheme": "1.b", "CFItemType": "Indicator", "lastChangeDateTime": "2023-01-01T00:00:00+00:00" },
            { "identifier": "i1", "uri": "u1", "fullStatement": "The leader listens before deciding.", "abbreviatedStatement": "Listening", "humanCodingScheme": "1.a", "CFItemType": "Indicator", "notes": "See page four." },
            { "identifier": "g1", "uri": "ug", "fullStatement": "People come first in all that is done.", "abbreviatedStatement": "People", "humanCodingScheme": "1", "CFItemType": "Domain" },
            { "identifier": "g2", "uri": "uh", "fullStatement": "Care is planned.", "humanCodingScheme": "2", "CFItemType": "Domain" },
            { "identifier": "i3", "uri": "u3", "fullStatement": "Care is planned with the patient.", "humanCodingScheme": "2.a", "CFItemType": "Indicator" },
        ],
        "CFAssociations": [child("g1", "doc", 1), child("g2", "doc", 2), child("i1", "g1", 1), child("i2", "g1", 2), child("i3", "g2", 1),
            { "identifier": "r", "associationType": "isRelatedTo", "originNodeURI": { "identifier": "i1" }, "destinationNodeURI": { "identifier": "i3" } }],
        "CFDefinitions": { "CFItemTypes": [{ "title": "Indicator", "description": "What can be seen." }] },
        "CFRubrics": [],
    })
    .to_string()
}

const SENTENCES: &str = "For everyone who runs a ward.\nThe leader lets the team write its rota.\nThe leader listens before deciding.\nSee page four.\n\
    People come first in all that is done.\nCare is planned.\nCare is planned with the patient.\nWhat can be seen.\nBoard of Nursing";

#[test]
fn a_package_with_an_open_license_keeps_its_statements_as_titles() {
    let imported = read(&file("standards.json", package("CC BY 4.0")));
    keeps_every_sentence(&imported, SENTENCES);
    let framework = &imported.frameworks[0];
    assert_eq!(framework.id, "ward-leadership-standards");
    let fields = &framework.fields;
    assert_eq!(
        (
            &fields["publisher"],
            &fields["year"],
            &fields["source_url"],
            &fields["unit"],
            &fields["titles_official"]
        ),
        (
            &json!("Westmark Press"),
            &json!("2021"),
            &json!("https://board.example/standards"),
            &json!("indicator"),
            &json!(true)
        )
    );
    assert_eq!(
        fields["standards"],
        json!([
            { "id": "1.a", "title": "Listening", "group": "People" },
            { "id": "1.b", "title": "The leader lets the team write its rota.", "group": "People" },
            { "id": "2.a", "title": "Care is planned with the patient.", "group": "Care is planned." },
        ])
    );
    assert!(reason(&imported, "1 relations").contains("crosswalk"));
    portfolio(&imported);
}

#[test]
fn statements_that_belong_to_their_publisher_are_listed_and_a_number_stands_for_them() {
    for license in ["All rights reserved", "CC BY-NC-ND 4.0"] {
        let imported = read(&file("standards.json", package(license)));
        keeps_every_sentence(&imported, SENTENCES);
        assert!(!kept_text(&imported).contains("write its rota"));
        assert!(reason(&imported, "write its rota").contains("STD-07"));
        let standards = &imported.frameworks[0].fields["standards"];
        assert_eq!(standards[1], json!({ "id": "1.b", "title": "Indicator 1.b", "group": "People" }));
        assert_eq!(standards[2]["group"], "Domain 2");
        assert_eq!(imported.frameworks[0].fields["titles_official"], false);
        assert!(imported.notes.iter().any(|note| note.starts_with("2 standards")), "{:?}", imported.notes);
        portfolio(&imported);
    }
}

#[test]
fn a_flat_package_without_numbers_and_one_in_a_circle_lose_no_standard() {
    let flat = json!({ "CFDocument": { "title": "Flat", "licenseURI": "https://creativecommons.org/publicdomain/zero/1.0/", "adoptionStatus": "Draft" },
        "CFItems": [{ "identifier": "a", "fullStatement": "First of all." }, { "identifier": "b", "fullStatement": "Second." }, { "fullStatement": "x".repeat(500) }] });
    let imported = read(&file("flat.json", flat.to_string()));
    keeps_every_sentence(&imported, &format!("First of all.\nSecond.\n{}", "x".repeat(500)));
    portfolio(&imported);
    let circle = json!({ "CFDocument": { "title": "Round", "licenseURI": "CC0" },
        "CFItems": [{ "identifier": "a", "fullStatement": "Alpha." }, { "identifier": "b", "fullStatement": "Beta." }, { "identifier": "c", "fullStatement": "Gamma." }],
        "CFAssociations": [child("a", "b", 1), child("b", "a", 1), child("c", "a", 1), child("c", "c", 1), child("nobody", "a", 1)] });
    let imported = read(&file("round.json", circle.to_string()));
    keeps_every_sentence(&imported, "Alpha.\nBeta.\nGamma.");
    portfolio(&imported);
}

#[test]
fn a_package_with_ten_thousand_standards_of_one_number_is_read() {
    let items: Vec<Value> =
        (0..10_000).map(|number| json!({ "identifier": format!("i{number}"), "humanCodingScheme": "A", "abbreviatedStatement": "T" })).collect();
    let links: Vec<Value> =
        (1..10_000).map(|number| child(&format!("i{number}"), &format!("i{}", number - 1), 1)).collect();
    let deep = json!({ "CFDocument": { "title": "Deep" }, "CFItems": items, "CFAssociations": links });
    assert_eq!(
        read(&file("deep.json", deep.to_string())).frameworks[0].fields["standards"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let flat = json!({ "CFDocument": { "title": "Flat" }, "CFItems": items });
    let imported = read(&file("flat.json", flat.to_string()));
    assert_eq!(imported.frameworks[0].fields["standards"][9999]["id"], "A-10000");
}

#[test]
fn a_package_that_is_incomplete_or_damaged_is_an_error_with_help() {
    for damaged in [
        "{\"CFDocument\": {",
        "{\"CFDocument\": {\"title\": \"A\"}}",
        "{\"CFDocument\": {\"title\": \"A\"}, \"CFItems\": []}",
        "{\"CFItems\": [{\"fullStatement\": \"A\"}]}",
        "{\"CFDocuments\": [{\"title\": \"A\"}]}",
        "[\"CFDocument\"]",
    ] {
        read_error(&file("a.json", damaged));
    }
}
