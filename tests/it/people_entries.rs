//! What newcomers write in `people.yaml`, and where people are named: one finding for one mistake, with the whole line.

use super::support::{Bench, Site, site, study};

const STUDY: &str = "content/case-studies/a.md";
const PEOPLE: &str = r#"people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: not_asked } }
  - { id: tom, kind: staff, role: "Gardener", minor: false, consent: { status: not_asked } }
  - { id: p-den, kind: staff, role: "Nurse", name: { full: "Denise Halloran" }, minor: false, consent: { status: not_asked } }
"#;

/// A site whose case study has one line of its front matter replaced, and these people.
fn with_people(line: &str, replacement: &str, people: &str) -> Site {
    let study = study("Text.").replace(line, replacement);
    site("").file(STUDY, study).file("content/people.yaml", people)
}

/// Everything that is reported of a case study with a line replaced.
fn report(line: &str, replacement: &str) -> String {
    with_people(line, replacement, PEOPLE).build().report()
}

#[test]
fn one_id_in_brackets_is_the_id() {
    let one = report("accountable: p-owner", "accountable: [p-owner]");
    assert!(one.contains("[write `accountable: p-owner`]"), "{one}");
    let several = report("accountable: p-owner", "accountable: [p-owner, p-lead]");
    assert!(
        several.contains("one person is accountable: write only one, such as `accountable: p-owner`"),
        "{several}"
    );
    let text = report("title: A", "title: [Draft]");
    assert!(
        text.contains("write `title: Draft`; or, if the brackets belong to the text, `title: \"[Draft]\"`"),
        "{text}"
    );
    let bench = Bench::with(&format!(
        "--- {STUDY}\n{}",
        study("Text.").replace("accountable: p-owner", "accountable: [p-owner]")
    ));
    bench.run("check --fix").ends(0);
    assert!(bench.read(STUDY).contains("accountable: p-owner\n"));
}

#[test]
fn fields_that_are_true_or_false_are_fixed() {
    let bench =
        Bench::with(&format!("--- {STUDY}\n{}", study("Text.").replace("title: A", "title: A\ndraft: no")));
    let people = bench.read("content/people.yaml");
    bench.write("content/people.yaml", people.replace("minor: false", "minor: no"));
    bench.run("check --fix").ends(0);
    assert!(bench.read(STUDY).contains("draft: false\n"));
    assert_eq!(bench.read("content/people.yaml"), people);
}
