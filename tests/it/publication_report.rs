//! What leaves the computer with a deploy is listed before it leaves.

use super::support::Bench;

const PORTFOLIO: &str = r#"
--- content/portfolio.yaml
url: "https://example.org/"
profile: { name: "Rowan Ellery", contact: { email: rowan@example.org } }
privacy: { unread_files: [files/kit.zip], allow_hosts: [stats.example.org] }
deploy:
  school: { kind: folder, path: out/site }
--- content/people.yaml
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", show_as: full_name, name: { first: Ada, full: "Ada Brook" }, minor: false, consent: { status: given, scope: [name, quote], expires: 2026-12-31 } }
  - { id: p-other, kind: staff, role: "Counselor", minor: false, consent: { status: withdrawn } }
  - { id: p-nowhere, kind: staff, role: "Librarian", minor: false, consent: { status: not_asked } }
--- content/people.private.yaml
not_them:
  - { name: Grace, in: case-studies/a.md, text: "the Grace period", why: "a period of time" }
watch_for:
  - { person: p-other, names: [Grace] }
--- content/pages/later.md
---
title: "Later"
draft: true
---
Text.
--- content/case-studies/a.md
---
title: A
summary: S.
status: ongoing
led_by: [p-lead]
team: [p-other]
accountable: p-owner
delegation: { level: 5 }
start: 2024-08
lint_allow: [{ rule: DEL-07, why: "It is in the text" }]
---
We ended the Grace period. [The kit](../files/kit.zip) and [a page](../pages/about.md).
--- content/pages/about.md
---
title: "About"
---
Text.
"#;

fn portfolio() -> Bench {
    let bench = Bench::with(PORTFOLIO);
    bench.write("content/files/kit.zip", b"PK\x01\x00");
    bench.write("out/.keep", "");
    bench
}

#[test]
fn the_report_names_people_files_and_what_stays() {
    let ran = portfolio().run("check --leaving --today 2026-11-27");
    for words in [
        "What leaves your computer: ",
        "About you (2)\n  Rowan Ellery\n  rowan@example.org\n",
        "Other people shown (2)\n",
        "Ada Brook\n    shown by full name; agreed to: name, quote; until 2026-12-31 (expires soon); in “A”\n",
        "someone not shown here (`p-other`): not shown; withdrew consent; in “A”\n",
        "content/files/kit.zip: 4 bytes; only you have looked through it\n",
        "https://stats.example.org",
        "“Later” (content/pages/later.md): it is a draft\n",
        "content/case-studies/a.md: “Grace” in “the Grace period” means someone or something else\n",
    ] {
        assert!(ran.stdout.contains(words), "{words}\n{}\n{}", ran.stdout, ran.stderr);
    }
    assert!(!ran.stdout.contains("Librarian"), "{}", ran.stdout);
}

#[test]
fn programs_get_it_as_json_and_a_deploy_says_it_in_short() {
    let bench = portfolio();
    let ran = bench.run("check --leaving --format json");
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["audience"], "public");
    assert_eq!(report["people"][0]["id"], "p-lead");
    assert_eq!(report["people"][0]["agreed_to"], serde_json::json!(["name", "quote"]));
    assert_eq!(report["files"][0]["accepted_unread"], true);
    bench.run("check --leaving --format sarif").ends(2).says("as text, or as JSON");

    bench
        .run("deploy --yes")
        .ends(0)
        .says("shows 1 person besides you by name, and 1 by role")
        .says("publishes what only you have looked through: `content/files/kit.zip`")
        .says("`leadfolio check --leaving`");
}

#[test]
fn a_portfolio_with_errors_sends_nothing() {
    let bench = portfolio();
    bench.write("content/pages/about.md", "---\ntitle: \"About\"\n---\nAsk Grace Alder, said Grace.\n");
    bench.run("check --leaving").ends(1).says("nothing would be published yet: ");
}

#[test]
fn who_is_named_in_a_text_only_is_counted_and_listed() {
    let bench = portfolio();
    let people = bench.read("content/people.yaml");
    let maria = "  - { id: p-art, kind: staff, role: \"Art teacher\", show_as: full_name, name: { full: \"Maria Lopez\" }, minor: false, consent: { status: given, scope: [name] } }\n\
        \x20 - { id: p-music, kind: staff, role: \"Music teacher\", show_as: full_name, name: { full: \"Otto Reyes\" }, minor: false, consent: { status: given, scope: [name] } }\n";
    bench.write("content/people.yaml", people + maria);
    bench.write("content/pages/about.md", "---\ntitle: \"About\"\n---\nMaria Lopez helped.\n");
    let ran = bench.run("check --leaving --today 2026-11-27");
    let line = "Maria Lopez: shown by full name; agreed to: name; in the text of “About”\n";
    assert!(ran.stdout.contains("Other people shown (3)\n") && ran.stdout.contains(line), "{}", ran.stdout);
    assert!(!ran.stdout.contains("Otto"), "whom no page names: {}", ran.stdout);
    let report = bench.run("check --leaving --format json").stdout;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let person = report["people"].as_array().unwrap().iter().find(|person| person["id"] == "p-art").unwrap();
    assert_eq!(person["named_in"], serde_json::json!(["About"]));
    bench.run("deploy --dry-run").ends(0).says("shows 2 people besides you by name, and 1 by role");
    // The same name as a person for whom somebody answers in front matter is said once.
    bench.write(
        "content/pages/about.md",
        "---\ntitle: \"About\"\n---\nAda Brook helped, and Ada Brook wrote it down.\n",
    );
    let ran = bench.run("check --leaving --today 2026-11-27");
    assert!(ran.stdout.contains("in “A”; in the text of “About”\n"), "{}", ran.stdout);
    bench.run("deploy --dry-run").ends(0).says("shows 1 person besides you by name, and 1 by role");
}

/// The part of the report on other people.
fn people_shown(bench: &Bench) -> String {
    let report = bench.run("check --leaving --today 2026-11-27").stdout;
    let start = report.find("Other people shown").expect("the part on people");
    let end = report.find("\nYour files").expect("the part after it");
    report[start..end].to_owned()
}

/// One more person who may be named, and is in no case study.
fn add_art_teacher(bench: &Bench) {
    let people = bench.read("content/people.yaml");
    let maria = "  - { id: p-art, kind: staff, role: \"Art teacher\", show_as: full_name, name: { full: \"Maria Lopez\" }, minor: false, consent: { status: given, scope: [name] } }\n";
    bench.write("content/people.yaml", people + maria);
}

#[test]
fn who_is_named_on_the_home_page_in_a_pack_or_in_the_profile_is_listed() {
    let bench = portfolio();
    add_art_teacher(&bench);
    assert!(!people_shown(&bench).contains("Maria"), "{}", people_shown(&bench));
    bench.write("content/index.md", "---\ntitle: \"Welcome\"\n---\nI learned most from Maria Lopez.\n");
    let shown = people_shown(&bench);
    assert!(shown.contains("agreed to: name; in the text of “Welcome”\n"), "{shown}");
    bench.run("deploy --dry-run").ends(0).says("shows 2 people besides you by name, and 1 by role");

    // A comment is not published.
    bench.write("content/index.md", "---\ntitle: \"Welcome\"\n---\nWelcome. <!-- Ask Maria Lopez. -->\n");
    assert!(!people_shown(&bench).contains("Maria"), "{}", people_shown(&bench));
    bench.write(
        "content/packs/panel.yaml",
        "title: \"For the panel\"\nintro: \"Maria Lopez can tell you more.\"\ncases: [{ case: a }]\n",
    );
    let settings = bench.read("content/portfolio.yaml");
    let bio = "profile: { name: \"Rowan Ellery\", bio: \"Maria Lopez and I lead the school.\", ";
    bench.write("content/portfolio.yaml", settings.replace("profile: { name: \"Rowan Ellery\", ", bio));
    let shown = people_shown(&bench);
    assert!(shown.contains("in the text of “For the panel”, your profile\n"), "{shown}");
}

#[test]
fn a_page_that_shows_the_card_of_a_case_study_does_not_name_who_led_it() {
    let bench = portfolio();
    bench.write(
        "content/approaches/distributed.md",
        "---\ntitle: \"Distributed leadership\"\n---\nOthers decide.\n",
    );
    let study = bench.read("content/case-studies/a.md");
    bench.write(
        "content/case-studies/a.md",
        study.replace("status: ongoing\n", "status: ongoing\napproaches: [distributed]\n"),
    );
    let second = study.replace("title: A\n", "title: B\n").replace("led_by: [p-lead]", "led_by: [p-nowhere]");
    let (front_matter, _) = second.split_once("\n---\nWe ended").expect("front matter");
    bench.write("content/case-studies/b.md", format!("{front_matter}\n---\nText.\n"));
    let shown = people_shown(&bench);
    assert!(shown.contains("(expires soon); in “A”\n"), "{shown}");
    assert!(!shown.contains("in the text of"), "{shown}");
}

#[test]
fn a_translation_is_the_same_page_as_its_original() {
    let bench = portfolio();
    add_art_teacher(&bench);
    bench.write(
        "content/case-studies/a.es.md",
        "---\ntitle: \"Un comité\"\nsummary: \"Resumen.\"\n---\nAda Brook lo dirigió, con Maria Lopez.\n",
    );
    let shown = people_shown(&bench);
    assert!(shown.contains("(expires soon); in “A”\n"), "{shown}");
    assert!(shown.contains("agreed to: name; in the text of “A”\n"), "{shown}");
    assert!(!shown.contains("comité"), "{shown}");
}
