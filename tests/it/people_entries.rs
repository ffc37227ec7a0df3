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

/// Everything that is reported after a change of `people.yaml`.
fn report_people(text: &str, replacement: &str) -> String {
    assert!(PEOPLE.contains(text), "{text}");
    with_people("", "", &PEOPLE.replacen(text, replacement, 1)).build().report()
}

fn error_count(report: &str) -> usize {
    report.lines().filter(|line| line.starts_with("error")).count()
}

#[test]
fn one_id_in_brackets_is_the_id() {
    let one = report("accountable: p-owner", "accountable: [p-owner]");
    assert!(one.contains("[write `accountable: p-owner`]"), "{one}");
    let several = report("accountable: p-owner", "accountable: [p-owner, p-lead]");
    assert!(
        several.contains("only one person can be accountable: write one, such as `accountable: p-owner`"),
        "{several}"
    );
    let text = report("title: A", "title: [Draft]");
    assert!(
        text.contains("write `title: Draft`; or, if the brackets are part of the text, `title: \"[Draft]\"`"),
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
fn people_who_are_listed_stay_whoever_is_named_beside_them() {
    for together in ["tom, Denise Halloran", "tom and Denise Halloran", "tom & Denise Halloran"] {
        let found = report("led_by: [p-lead]", &format!("led_by: {together}"));
        assert!(found.contains("in brackets: write `led_by: [tom, p-den]`]"), "{found}");
        let found = report("led_by: [p-lead]", &format!("led_by: [{}]", together.replace(',', " and")));
        assert!(
            found
                .contains("[each one needs its own entry: `[tom, p-den]`, or a line with a hyphen for each]"),
            "{found}"
        );
    }
    let found = report("led_by: [p-lead]", "led_by: Anna Blum, tom");
    assert!(found.contains("write `led_by: [p-new-person, tom]` and add the person"), "{found}");
    let found = report("led_by: [p-lead]", "led_by: [Gardner and sons]");
    assert!(found.contains("or write `p-new-person` here"), "{found}");
}

#[test]
fn yes_and_no_are_corrected_and_nothing_follows_from_them() {
    let minor = "{ full: \"Rowan Ellery\" }, minor: false";
    for (word, value) in [("no", "false"), ("yes", "true"), ("Off", "false")] {
        let found = report_people(minor, &minor.replace("false", word));
        assert!(found.contains(&format!("[write `minor: {value}`]")), "{found}");
        assert_eq!(error_count(&found), 1, "{found}");
        assert!(!found.contains("PPL-"), "{found}");
    }
    // A name that could not be shown of an adult either is reported all the same.
    let people = PEOPLE
        .replace("{ full: \"Denise Halloran\" }, minor: false", "{ full: \"Denise Halloran\" }, minor: no");
    let found = with_people("title: A", "title: Denise Halloran led", &people).build().report();
    assert!(found.contains("PPL-02"), "{found}");
    let missing = report_people(minor, "{ full: \"Rowan Ellery\" }");
    assert!(
        missing.contains("REQ-01") && error_count(&missing) == 1 && !missing.contains("PPL-"),
        "{missing}"
    );
    let unknown = report_people(minor, &minor.replace("false", "unknown"));
    assert!(unknown.contains("PPL-02") && unknown.contains("PPL-03"), "{unknown}");
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

#[test]
fn nothing_is_invented_about_somebody_who_is_not_listed() {
    let found = report("led_by: [p-lead]", "led_by: [Anna Blum]");
    assert!(found.contains("kind: \"TODO: owner, staff, student"), "{found}");
    assert!(found.contains("minor: \"TODO: true or false\""), "{found}");
    let found = report_people("role: \"Gardener\", minor: false", "role: \"Gardener\"");
    assert!(found.contains("minor: \"TODO: true or false\""), "{found}");
    let found = report_people("kind: staff, role: \"Gardener\"", "kind: students, role: \"Gardener\"");
    assert!(found.contains("use `student` for one of them, `group` for several"), "{found}");
}

#[test]
fn ids_of_people_are_no_prose_and_a_name_as_id_is_advised_against() {
    let people = PEOPLE.replace("id: p-den", "id: Denise Halloran");
    let built = with_people("led_by: [p-lead]", "led_by: [Denise Halloran]", &people).build();
    let found = built.report();
    assert_eq!(error_count(&found), 0, "{found}");
    assert!(
        found.contains("PPL-17 content/people.yaml:5:11 the id `Denise Halloran` looks like a name"),
        "{found}"
    );
    assert!(found.contains("write `id: p-nurse`"), "{found}");
    // Elsewhere on the page the name is one.
    let found = with_people("title: A", "title: Denise Halloran led", &people).build().report();
    assert!(found.contains("PPL-01"), "{found}");
    let found = report("led_by: [p-lead]", "led_by: [Denise Halloran]");
    assert!(found.contains("[did you mean `p-den`?]") && error_count(&found) == 1, "{found}");
}

#[test]
fn a_data_file_that_begins_with_its_entries_gets_the_key_above_them() {
    for (path, key) in [
        ("content/people.yaml", "people"),
        ("content/testimonials.yaml", "testimonials"),
        ("content/comments/a.yaml", "comments"),
        ("content/standards/own.yaml", "standards"),
        ("content/packs/k.yaml", "cases"),
    ] {
        let found = site("").file(path, "- id: x\n").build().report();
        assert!(found.contains(&format!("[write the line `{key}:` above this one]")), "{path}: {found}");
    }
}

#[test]
fn suggestions_name_all_who_led() {
    let found = report("led_by: [p-lead]", "led_by: [p-lead, tom, p-owner]");
    assert!(found.contains("decided_by: [p-lead, tom], level: 5"), "{found}");
    assert!(found.contains("check_ins: [{ with: [p-lead, tom], cadence:"), "{found}");
    // Pasted at once, the line claims nothing: the date is still to be filled in.
    let date = "date: \"TODO: when they read it\"";
    assert!(
        found.contains(&format!("checked_with: [{{ person: p-lead, {date} }}, {{ person: tom, {date} }}]")),
        "{found}"
    );
    let found = report("title: A", &format!("title: A\nchecked_with: [{{ person: p-lead, {date} }}]"));
    assert!(found.contains("TXT-09"), "{found}");
}

#[test]
fn the_file_of_a_picture_and_the_code_of_a_country_are_those_of_the_author() {
    let found = report("title: A", "title: A\nphoto: ../files/circle.jpg");
    assert!(found.contains("[write `cover` instead of `photo`]"), "{found}");
    let found = report("title: A", "title: A\ncover: ../files/circle.jpg");
    assert!(found.contains("file: \"../files/circle.jpg\""), "{found}");
    for (code, meant) in
        [("USA", "did you mean `US`?"), ("UK", "did you mean `GB`?"), ("Zzz", "write its two-letter code")]
    {
        let settings = format!(
            "url: \"https://example.org/\"\nprofile: {{ name: \"Rowan Ellery\", location: {{ country_code: {code} }} }}\n"
        );
        let found = site("").file("content/portfolio.yaml", settings).build().report();
        assert!(found.contains("REQ-03 content/portfolio.yaml:2:") && found.contains(meant), "{found}");
    }
    let settings = "url: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\", location: { country_code: DE } }\n";
    assert!(!site("").file("content/portfolio.yaml", settings).build().report().contains("REQ-03"));
}

#[test]
fn one_that_there_is_and_frameworks_are_named_in_whole_sentences() {
    let framework = "id: own\nname: Own\nstandards: [{ id: 1, title: Mission }]\n";
    let settings = "url: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\nframeworks: [PSEL]\n";
    let found = site("")
        .file("content/standards/own.yaml", framework)
        .file("content/portfolio.yaml", settings)
        .build()
        .report();
    assert!(found.contains("there is no framework `PSEL` ["), "{found}");
    assert!(found.contains("use a framework that exists, or remove this; there is only `own`]"), "{found}");
}

#[test]
fn several_values_in_one_text_are_told_apart() {
    let found = report("title: A", "title: A\ntags: mentoring, new teachers");
    assert!(found.contains("[a list needs brackets: write `tags: [mentoring, new teachers]`]"), "{found}");
    let scope = "consent: { status: given, scope: [\"name, photo\"] }";
    let found = report_people(
        "name: { full: \"Denise Halloran\" }, minor: false, consent: { status: not_asked }",
        scope,
    );
    assert!(found.contains("[list them separately, without quotes: `[name, photo]`]"), "{found}");
    let found = report("level: 5", "level: five");
    assert!(found.contains("[write `level: 5`]"), "{found}");
}

#[test]
fn consent_is_missing_as_a_whole_or_only_its_status() {
    let found = report_people(
        "\"Gardener\", minor: false, consent: { status: not_asked }",
        "\"Gardener\", minor: false",
    );
    assert!(found.contains("REQ-01 content/people.yaml:4:5 `consent` is missing ["), "{found}");
    assert!(found.contains("consent: { status: not_asked } }`]"), "{found}");
    assert!(!found.contains("`status` is missing"), "{found}");
    let found = report_people(
        "\"Gardener\", minor: false, consent: { status: not_asked }",
        "\"Gardener\", minor: false, consent: { scope: [name] }",
    );
    assert!(found.contains("`status` is missing"), "{found}");
}

#[test]
fn an_id_that_is_not_listed_stays_and_gets_an_entry() {
    let found = report("led_by: [p-lead]", "led_by: [p-students]");
    assert!(
        found.contains(
            "`tom`; or add the person to `people` in `content/people.yaml` (a group also needs `size`, how many are in it): `- { id: p-students, "
        ),
        "{found}"
    );
    assert!(!found.contains("write `p-students` here"), "{found}");
    let found = report("led_by: [p-lead]", "led_by: [p-students]\nteam: [p-students]");
    assert!(
        found.contains("or add the person: the help for the same name in content/case-studies/a.md has the line for `content/people.yaml`"),
        "{found}"
    );
}
