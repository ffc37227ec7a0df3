//! A text in place of a group or of an entry of a list: the help is the whole group, and what it says can be pasted.

use std::collections::BTreeSet;

use leadfolio::content::json_schema::field_reference;
use leadfolio::diagnostic::Severity;
use leadfolio::scaffold::file_kinds;

use super::support::{Bench, Built, MINIMUM, Site, bare_site};

/// A text in place of the first entry of a list of groups.
struct Case {
    /// The kind of file and the list, as the field reference names them.
    list: &'static str,
    file: &'static str,
    text: &'static str,
    /// What the help makes of the text.
    help: &'static str,
}

const fn case(list: &'static str, file: &'static str, text: &'static str, help: &'static str) -> Case {
    Case { list, file, text, help }
}

const STUDY: &str = "content/case-studies/a.md";
const FRAMEWORK: &str = "name: S\nstandards:\n  - { id: \"1\", title: Culture }\n";
const PROFILE: &str = "url: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\n";
const PEOPLE: &str = "people:\n  - { id: p-owner, kind: owner, role: \"Principal\", minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: \"Science teacher\", minor: false, consent: { status: not_asked } }\n";

/// Every list of groups, with a text in place of its first entry.
const CASES: &[Case] = &[
    case("case-study outcomes", STUDY, "Fewer came late", "statement: \"Fewer came late\""),
    case("case-study outcomes[].series", STUDY, "54", "value: 54"),
    case("case-study artifacts", STUDY, "A flyer", "title: \"A flyer\""),
    case(
        "case-study pitfalls",
        STUDY,
        "Trust: it went, and came back",
        "what: \"Trust: it went, and came back\"",
    ),
    case("case-study timeline", STUDY, "2024-09: We began", "date: 2024-09, kind: "),
    case("case-study standards", STUDY, "Culture", "{ ref: s/1 }"),
    case("case-study checked_with", STUDY, "p-lead", "person: p-lead"),
    case("case-study lint_allow", STUDY, "DEL-07", "rule: DEL-07"),
    case("case-study delegation.history", STUDY, "2024-09: 5", "date: 2024-09, level: 5"),
    case("case-study delegation.decisions", STUDY, "The budget", "area: \"The budget\""),
    case("case-study delegation.support", STUDY, "Two hours a week", "what: \"Two hours a week\""),
    case("case-study communication.check_ins", STUDY, "Every Monday", "purpose: \"Every Monday\""),
    case("approach sources", "content/approaches/x.md", "A book of 2006", "what: \"A book of 2006\""),
    case("approach pitfalls", "content/approaches/x.md", "Unclear roles", "title: \"Unclear roles\""),
    case("approach lint_allow", "content/approaches/x.md", "TXT-12", "rule: TXT-12"),
    case("page lint_allow", "content/pages/x.md", "TXT-12", "rule: TXT-12"),
    case("page versions", "content/pages/x.md", "March 2024: shorter", "date: 2024-03, note: shorter"),
    case("portfolio positions", "content/portfolio.yaml", "Principal", "title: Principal"),
    case("portfolio education", "content/portfolio.yaml", "M.Ed.", "award: \"M.Ed.\""),
    case(
        "portfolio credentials",
        "content/portfolio.yaml",
        "Principal license",
        "name: \"Principal license\"",
    ),
    case("portfolio menu", "content/portfolio.yaml", "resume", "page: resume"),
    case("portfolio learning", "content/portfolio.yaml", "A course", "name: \"A course\""),
    case("portfolio awards", "content/portfolio.yaml", "A prize", "title: \"A prize\""),
    case("portfolio publications", "content/portfolio.yaml", "A paper", "name: \"A paper\""),
    case("portfolio skills", "content/portfolio.yaml", "Mediation", "name: Mediation"),
    case("portfolio service", "content/portfolio.yaml", "Board member", "role: \"Board member\""),
    case("portfolio languages", "content/portfolio.yaml", "Spanish", "language: Spanish"),
    case(
        "portfolio profile.links",
        "content/portfolio.yaml",
        "https://example.org/me",
        "url: \"https://example.org/me\"",
    ),
    case("people people", "content/people.yaml", "Mrs. Alvarez", "id: p-new-person"),
    case("testimonials testimonials", "content/testimonials.yaml", "She listened", "text: \"She listened\""),
    case("comments comments", "content/comments/case-studies/a.yaml", "Well done", "text: \"Well done\""),
    case("standards standards", "content/standards/x.yaml", "2. Culture", "{ id: \"2\", title: Culture }"),
    case("standards sections", "content/standards/x.yaml", "Culture", "{ id: \"1\", title: Culture }"),
    case("standards requirements", "content/standards/x.yaml", "Culture", "title: Culture"),
    case("standards attributes", "content/standards/x.yaml", "Culture", "title: Culture"),
    case("pack cases", "content/packs/x.yaml", "a", "{ case: a }"),
    case("program standards", "content/program.yaml", "1", "{ id: \"1\" }"),
];

/// Lists whose entries no text stands for, and the one that only `check` reads.
const OTHERS: [&str; 3] = ["people-private not_them", "people-private watch_for", "standards crosswalk"];

/// The file of a case with a text or a group as the entry.
fn file_with(case: &Case, entry: &str) -> String {
    let (_, list) = case.list.split_once(' ').unwrap();
    let yaml = match list.split_once('.') {
        None => format!("{list}:\n  - {entry}\n"),
        Some(("outcomes[]", inner)) => format!(
            "outcomes:\n  - id: o\n    kind: quantitative\n    metric: M\n    unit: points\n    direction: increase\n    {inner}:\n      - {entry}\n"
        ),
        Some(("delegation", inner)) => format!("delegation:\n  level: 5\n  {inner}:\n    - {entry}\n"),
        Some(("profile", inner)) => {
            format!("profile:\n  name: \"Rowan Ellery\"\n  {inner}:\n    - {entry}\n")
        }
        Some((group, inner)) => format!("{group}:\n  {inner}:\n    - {entry}\n"),
    };
    match case.file {
        STUDY if yaml.starts_with("delegation:") => {
            format!("---\n{}{yaml}---\nText.\n", MINIMUM.replace("delegation: { level: 5 }\n", ""))
        }
        STUDY => format!("---\n{MINIMUM}{yaml}---\nText.\n"),
        file if file.ends_with(".md") => format!("---\ntitle: X\n{yaml}---\nText.\n"),
        "content/portfolio.yaml" if yaml.starts_with("profile:") => {
            format!("url: \"https://example.org/\"\n{yaml}")
        }
        "content/portfolio.yaml" => format!("{PROFILE}{yaml}"),
        "content/people.yaml" => format!("{PEOPLE}  - {entry}\n"),
        "content/standards/x.yaml" => format!("name: X\n{yaml}"),
        "content/packs/x.yaml" => format!("title: X\n{yaml}"),
        "content/program.yaml" => format!("name: X\nframework: s\n{yaml}"),
        _ => yaml,
    }
}

fn portfolio(file: &str, text: &str) -> Site {
    let site = bare_site("")
        .file("content/portfolio.yaml", PROFILE)
        .file("content/people.yaml", PEOPLE)
        .file("content/standards/s.yaml", FRAMEWORK)
        .file(STUDY, format!("---\n{MINIMUM}---\nText.\n"));
    site.file(file, text)
}

/// The same with this front matter of the case study.
fn with_front_matter(text: &str) -> Site {
    portfolio(STUDY, &format!("---\n{text}---\nText.\n"))
}

/// Somebody more in `people.yaml`.
fn people_with_cook() -> String {
    format!(
        "{PEOPLE}  - {{ id: p-cook, kind: staff, role: Cook, minor: false, consent: {{ status: not_asked }} }}\n"
    )
}

/// What the help of the first error says to write.
fn advised(built: &Built) -> String {
    let first = built.findings().find(|it| it.severity == Severity::Error).expect("there is an error");
    let help = built.help(first);
    let (_, code) = help.split_once("write `").unwrap_or_else(|| panic!("{}", built.report()));
    code.split('`').next().unwrap().to_owned()
}

#[test]
fn a_text_in_place_of_an_entry_gets_the_whole_group_and_it_can_be_pasted() {
    for case in CASES {
        let built = portfolio(case.file, &file_with(case, case.text)).build();
        let errors: Vec<String> = built.errors().into_iter().filter(|it| !it.contains("TXT-09")).collect();
        assert_eq!(errors.len(), 1, "{}: one error is enough\n{}", case.list, built.report());
        let written = advised(&built);
        assert!(written.contains(case.help), "{}: {}", case.list, built.report());
        let entry = written.strip_prefix("- ").unwrap_or(&written);
        let pasted = portfolio(case.file, &file_with(case, entry)).build();
        let left: Vec<String> = pasted.errors().into_iter().filter(|it| !it.starts_with("TXT-09")).collect();
        assert!(left.is_empty(), "{}: {entry}\n{left:#?}", case.list);
    }
}

#[test]
fn every_list_of_groups_has_a_case() {
    let reference = field_reference(file_kinds());
    let mut kind = "";
    let mut lists = BTreeSet::new();
    for line in reference.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            kind = name.split(':').next().unwrap();
        }
        if let Some((field, _)) =
            line.strip_prefix("| `").and_then(|row| row.split_once("` | list of group |"))
        {
            lists.insert(format!("{kind} {field}"));
        }
    }
    let known = CASES.iter().map(|case| case.list).chain(OTHERS).map(str::to_owned).collect();
    assert_eq!(lists, known, "CASES has a text for each list, or OTHERS names it");
}

#[test]
fn a_text_in_place_of_a_group_gets_the_whole_group() {
    for (line, help) in [
        ("delegation: high", "delegation: { level: \"TODO: 1 (you decide) to 7 (they decide)\" }"),
        (
            "delegation: { level: 5 }\ncommunication: A weekly note",
            "communication: { channels: [\"A weekly note\"] }",
        ),
    ] {
        let file =
            |line: &str| format!("---\n{}---\nText.\n", MINIMUM.replace("delegation: { level: 5 }", line));
        let built = portfolio(STUDY, &file(line)).build();
        assert_eq!(advised(&built), help);
    }
    let links = "url: \"https://example.org/\"\nprofile: { name: R, links: [https://example.org/me] }\n";
    let built = portfolio("content/portfolio.yaml", links).build();
    assert!(advised(&built).starts_with("{ network: "), "no hyphen within brackets\n{}", built.report());
}

#[test]
fn a_text_in_place_of_a_list_of_groups_gets_the_list() {
    for (line, help) in [
        (
            "outcomes: Fewer came late",
            "outcomes: [{ id: fewer-came-late, kind: qualitative, statement: \"Fewer came late\"",
        ),
        ("timeline: 2024-09 We began", "timeline: [{ date: 2024-09, "),
        ("checked_with: p-lead", "checked_with: [{ person: p-lead }]"),
    ] {
        let built = with_front_matter(&format!("{MINIMUM}{line}\n")).build();
        assert!(advised(&built).starts_with(help), "{}", built.report());
    }
}

#[test]
fn a_missing_colon_within_a_group_is_written() {
    let built = with_front_matter(&MINIMUM.replace("{ level: 5 }", "level 5")).build();
    assert_eq!(advised(&built), "delegation: { level: 5 }");
    let built = portfolio("content/portfolio.yaml", &format!("{PROFILE}privacy: comments on\n")).build();
    assert_eq!(advised(&built), "privacy: { comments: on }");
}

#[test]
fn a_field_beside_its_group_is_written_into_it() {
    let text = MINIMUM.replace("level: 5 }\n", "level: 5 }\njoined: volunteered\n");
    let built = with_front_matter(&text).build();
    assert_eq!(advised(&built), "delegation: { level: 5, joined: volunteered }", "{}", built.report());
    let built = portfolio("content/portfolio.yaml", "name: Ada Quill\nemail: me@example.org\n").build();
    let report = built.report();
    assert!(
        report.contains("write `profile: { name: Ada Quill, contact: { email: me@example.org } }`"),
        "{report}"
    );
    assert_eq!(built.errors().len(), 2, "the name is not missing as well\n{report}");
}

#[test]
fn several_ids_in_one_entry_are_several_entries() {
    for entry in ["\"p-lead, p-owner\"", "p-lead p-owner"] {
        let text = MINIMUM.replace("[p-lead]", "[p-lead]\nteam: [@]").replace('@', entry);
        let built = with_front_matter(&text).build();
        assert!(
            built.report().contains("each one needs its own entry: `[p-lead, p-owner]`"),
            "{}",
            built.report()
        );
    }
}

#[test]
fn names_to_watch_for_are_looked_for_one_by_one() {
    let bench = Bench::with(
        "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: Nell Gray; Nellie }\n",
    );
    let ran = bench.run("check").ends(1);
    let words = ran.stdout + &ran.stderr;
    assert!(words.contains("`names: [Nell Gray, Nellie]`"), "{words}");
}

#[test]
fn the_signature_of_a_statement_is_no_part_of_it() {
    let text = "testimonials:\n  - '\"She listened.\" - Ada Quill'\n";
    let built = portfolio("content/testimonials.yaml", text).build();
    let written = advised(&built);
    assert!(written.contains("text: \"She listened.\", ") && !written.contains("Quill"), "{written}");
}

#[test]
fn tags_with_the_mark_of_social_networks_are_reported() {
    let built = with_front_matter(&format!("{MINIMUM}tags: #culture #trust\n")).build();
    built.warns("YML-13 content/case-studies/a.md:9:7 `tags`: a `#` starts a comment: readers won't see `#culture #trust`");
    with_front_matter(&format!("{MINIMUM}end: #not yet\n")).build().fine();
}

#[test]
fn suggestions_name_nobody_who_may_not_be_meant() {
    let text = MINIMUM.replace("[p-lead]", "Ada Quill");
    let built = with_front_matter(&text).file("content/people.yaml", people_with_cook()).build();
    let report = built.report();
    assert!(!report.contains("decided_by: [p-") && !report.contains("with: [p-"), "{report}");
}

#[test]
fn suggestions_are_in_the_style_of_the_file_whatever_its_spaces_are() {
    let built = with_front_matter(&MINIMUM.replace("title: A", "title:\u{a0}A")).build();
    assert!(built.report().contains("write `delegation: { level: 5, decisions: ["), "{}", built.report());
    let two = MINIMUM.replace("[p-lead]", "[p-lead, p-cook]");
    let text = format!("{two}checked_with:\n  - person: p-owner\n");
    let built = with_front_matter(&text).file("content/people.yaml", people_with_cook()).build();
    let line = "add the line `- { person: p-lead, date: \"TODO: when they read it\" }`, indented";
    assert!(built.report().contains(line), "{}", built.report());
}

#[test]
fn entries_are_counted_as_they_stand_in_the_file() {
    let outcomes = "outcomes:\n  - It went well\n  - And better\n  - metric: Late arrivals\n";
    let built = with_front_matter(&format!("{MINIMUM}{outcomes}")).build();
    let missing: Vec<String> = built.errors().into_iter().filter(|it| it.starts_with("REQ-01")).collect();
    let fields: Vec<&str> = missing.iter().filter_map(|it| it.split('`').nth(1)).collect();
    assert_eq!(fields, ["id", "kind", "unit", "direction"], "all at once\n{}", built.report());
    assert!(
        missing.iter().all(|it| it.starts_with("REQ-01 content/case-studies/a.md:12:5 ")),
        "{missing:#?}"
    );
    let help: Vec<String> = built.findings().map(|it| built.help(it)).collect();
    assert!(help.iter().any(|it| it.contains("id: it-went-well, ")), "{help:#?}");
    assert!(help.iter().any(|it| it.contains("kind: quantitative")), "{help:#?}");
}

#[test]
fn a_name_in_place_of_a_list_of_ids_is_not_written_again_in_brackets() {
    let settings = format!("{PROFILE}frameworks: PSEL\nfeatured: a\n");
    let built = portfolio("content/portfolio.yaml", &settings).build();
    let report = built.report();
    assert!(!report.contains("[PSEL]"), "{report}");
    assert!(report.contains("`featured: [a]`"), "{report}");
    let settings = format!("{PROFILE}featured: [A]\nframeworks: [S]\n");
    let built = portfolio("content/portfolio.yaml", &settings).build();
    let report = built.report();
    assert!(report.contains("did you mean `a`?") && report.contains("did you mean `s`?"), "{report}");
}

#[test]
fn names_on_several_lines_are_several_people() {
    for (before, names) in
        [("[p-lead]", "|\n  Ada Quill\n  Nell Gray"), ("[p-lead]", "|\n  - Ada Quill\n  - Nell Gray")]
    {
        let built = with_front_matter(&MINIMUM.replace(before, names)).build();
        let report = built.report();
        assert!(report.contains("write `led_by: [p-new-person, p-new-person-2]` and add them"), "{report}");
    }
}

#[test]
fn a_name_has_one_id_whatever_is_said_beside_it() {
    let people = format!(
        "{PEOPLE}  - Ada Quill, head of English\n  - {{ name: {{ full: Tom Hale }}, kind: staff, role: Cook, minor: false }}\n"
    );
    let text = MINIMUM.replace("[p-lead]", "Ada Quill (English)\nteam: Tom Hale");
    let built = with_front_matter(&text).file("content/people.yaml", people).build();
    let report = built.report();
    assert!(
        report.contains("`led_by: [p-new-person]`") && report.contains("`team: [p-person-3]`"),
        "{report}"
    );
    assert!(!report.contains("p-new-person-2"), "{report}");
}

#[test]
fn help_names_the_line_that_it_replaces() {
    let text = MINIMUM.replace("delegation: { level: 5 }", "delegation:\n  level: 5\n  take_back: null");
    let built = with_front_matter(&text).build();
    assert!(
        built.report().contains("to replace the line `take_back`, write `take_back: "),
        "{}",
        built.report()
    );
}

#[test]
fn the_private_list_is_checked_without_being_quoted() {
    let bench = Bench::with(
        "--- content/people.private.yaml\nwatch_for:\n  - Zebulon Quince\n  - { person: p-leed, names: [Nell Gray] }\n  - { person: p-lead }\n",
    );
    let ran = bench.run("check").ends(1);
    let words = ran.stdout + &ran.stderr;
    for part in [
        "line 2: an entry of `watch_for` must be a group",
        "there is no person `p-leed` in `content/people.yaml`",
        "did you mean `p-lead`?",
        "line 4: there is no name here for leadfolio to look for",
    ] {
        assert!(words.contains(part), "no {part} in\n{words}");
    }
    assert!(!words.contains("Nell"), "{words}");
}

#[test]
fn names_for_people_and_standards_lead_to_one_entry_each() {
    let study = format!(
        "---\n{}standards: [Culture, Ethics]\n---\nText.\n",
        MINIMUM.replace("[p-lead]", "Mrs. Alvarez")
    );
    let people = format!("{PEOPLE}  - Mrs. Alvarez\n");
    let built = bare_site("")
        .file("content/portfolio.yaml", PROFILE)
        .file("content/people.yaml", people)
        .file(STUDY, study)
        .build();
    let report = built.report();
    assert_eq!(report.matches("{ id: p-new-person, kind: ").count(), 1, "{report}");
    assert!(
        report.contains("`led_by: [p-new-person]`; the help for the same name in content/people.yaml has"),
        "{report}"
    );
    assert_eq!(
        report.matches("standards: [{ id: 1, title: \"Culture\" }, { id: 2, title: \"Ethics\" }]").count(),
        1,
        "{report}"
    );
    assert!(report.contains("write `{ ref: my-standards/2 }` here"), "{report}");
}
