//! Frameworks that Mahara's SmartEvidence exports.

use serde_json::json;

use super::support::{all_text, file, keeps_every_sentence, portfolio, read, read_error, reason};

/// As Mahara writes format version 2: a flat list of elements that name their standard.
fn matrix() -> String {
    json!({ "framework": {
        "name": "Ward standards", "description": "For nurse managers.", "selfassess": 0, "evidencestatuses": { "begun": "Ready for assessment" },
        "standards": [
            { "shortname": "People", "name": "People who work on the ward", "description": "The whole text of the first.", "standardid": "1" },
            { "shortname": "Care", "name": "Care", "description": "", "standardid": "2" },
        ],
        "standardelements": [
            { "shortname": "Rota", "name": "Lets the team write its rota", "description": "<p>A long text that belongs to its publisher.</p>", "standardid": "1", "elementid": "1.1" },
            { "shortname": "Voice", "name": "Listens", "description": "", "standardid": "1", "elementid": "1.2" },
        ],
    } })
    .to_string()
}

#[test]
fn a_matrix_becomes_a_framework_of_names_and_numbers() {
    let imported = read(&file("Ward Standards.matrix", matrix()));
    let framework = &imported.frameworks[0];
    assert_eq!(framework.id, "ward-standards");
    assert_eq!(
        framework.fields["standards"],
        json!([
            { "id": "1.1", "title": "Lets the team write its rota", "group": "People who work on the ward" },
            { "id": "1.2", "title": "Listens", "group": "People who work on the ward" },
            { "id": "2", "title": "Care" },
        ])
    );
    keeps_every_sentence(
        &imported,
        "Ward standards\nPeople who work on the ward\nLets the team write its rota\nListens\nCare",
    );
    assert!(!all_text(&imported).contains("belongs to its publisher."));
    assert!(reason(&imported, "descriptions").contains("STD-07"));
    portfolio(&imported);
}

#[test]
fn standards_of_a_matrix_that_share_a_number_or_have_none_are_told_apart() {
    let long = "word ".repeat(50);
    let odd = json!({ "framework": { "standards": [
        { "name": "One", "standardid": 1 }, { "name": "Two", "standardid": "1" }, { "name": "Three", "standardid": "1." },
        { "name": "Four" }, { "name": long, "standardid": "§" }, {},
    ] } });
    let imported = read(&file("odd.matrix", odd.to_string()));
    assert_eq!(imported.frameworks[0].fields["name"], "odd");
    keeps_every_sentence(&imported, &format!("One\nTwo\nThree\nFour\n{long}"));
    portfolio(&imported);
}

#[test]
fn a_damaged_or_empty_matrix_is_an_error_with_help() {
    for damaged in ["", "{", "[]", "{\"framework\": {}}", "{\"framework\": {\"standards\": []}}", "\u{0}"] {
        read_error(&file("a.matrix", damaged));
    }
    read_error(&file("a.matrix", "[".repeat(100_000)));
}
