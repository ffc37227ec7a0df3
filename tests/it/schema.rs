//! What may stand in a file, told to editors and to people from the types that read it.

use leadfolio::content::json_schema::field_reference;
use leadfolio::scaffold::file_kinds;
use serde_json::Value;

use super::support::{Bench, site};

#[test]
fn the_list_of_fields_is_the_one_that_the_types_make() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/content/fields.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, field_reference(file_kinds())).unwrap();
    }
    let known = std::fs::read_to_string(path).unwrap();
    assert!(
        known == field_reference(file_kinds()),
        "make it anew: UPDATE_GOLDEN=1 cargo test --test it schema"
    );
}

#[test]
fn every_field_and_every_choice_is_described() {
    for kind in file_kinds() {
        for line in kind.to_markdown().lines().filter(|it| it.starts_with("| `")) {
            let cells: Vec<&str> = line.split(" | ").collect();
            assert!(cells.len() == 3 && cells[2].trim_matches([' ', '|']).len() > 2, "{}: {line}", kind.name);
            assert_ne!(cells[1], "value", "{}: {line}", kind.name);
        }
    }
}

#[test]
fn a_schema_refuses_unknown_fields_and_knows_the_choices() {
    let ran = Bench::new().run("schema case-study").ends(0);
    let schema: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    assert!(schema["examples"][0]["title"].is_string(), "{}", schema["examples"]);
    let text = ran.stdout;
    for word in ["partly_met", "A year, a month or a day", "Where the work stands"] {
        assert!(text.contains(word), "{word}");
    }
    Bench::new()
        .run("schema nothing")
        .ends(2)
        .says("there is no kind of file `nothing`")
        .says("case-study, approach");
    assert!(Bench::new().run("schema").ends(0).stdout.contains("people          content/people.yaml\n"));
}

#[test]
fn the_examples_are_read_without_a_fault() {
    for kind in file_kinds().filter(|it| it.name != "people-private") {
        let path = kind.files.split(", ").next().unwrap().replace('*', "zq");
        let text = if kind.is_front_matter {
            format!("---\n{}---\nText.\n", kind.example)
        } else {
            kind.example.to_owned()
        };
        let built = site("").file(&path, text).build();
        let of_yaml: Vec<String> =
            built.errors().into_iter().filter(|it| it.starts_with("YML") && it.contains(&path)).collect();
        assert!(of_yaml.is_empty(), "{}: {of_yaml:?}", kind.name);
    }
}

#[test]
fn a_new_portfolio_tells_editors_what_may_stand_in_its_files() {
    let bench = Bench::new();
    bench.init("mine").ends(0);
    let settings: Value = serde_json::from_str(&bench.read("mine/.vscode/settings.json")).unwrap();
    assert_eq!(settings["yaml.schemas"]["./.vscode/leadfolio/people.json"], "content/people.yaml");
    assert_eq!(settings["yaml.schemas"]["./.vscode/leadfolio/theme.json"], "themes/*/theme.yaml");
    for schema in settings["yaml.schemas"].as_object().unwrap().keys() {
        let text = bench.read(&format!("mine/{}", schema.trim_start_matches("./")));
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{schema}");
    }
}
