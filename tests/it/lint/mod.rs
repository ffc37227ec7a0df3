//! The rules about what a case study tells: each with a page that breaks it and one that does not, a page that breaks
//! most of them, and sentences that must stay innocent.

use std::collections::BTreeSet;

use jiff::civil::date;
use leadfolio::embedded;
use leadfolio::rules::Rule;
use leadfolio::scaffold::file_kinds;

use crate::support::{Built, Site, bare_site};

mod help;

use self::help::How::{self, Edit, EditFile, Fix, Paragraph, Paste, PasteWith, Write};

/// Everybody that the good case names.
const AROUND: &str = r#"
--- content/portfolio.yaml
url: "https://example.org/"
profile: { name: "Rowan Ellery", contact: { email: "rowan@example.org", phone: "+1 555 010 0000" } }
positions: [{ id: principal, title: "Principal", organisation: "Larkmere", start: 2020-08 }]
frameworks: [psel-2015]
--- content/people.yaml
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", show_as: first_name_role, name: { first: "Nadia" }, minor: false, reports_to_owner: true, consent: { status: given, scope: [name, role], free_to_refuse: true } }
  - { id: p-deputy, kind: staff, role: "Deputy", minor: false, consent: { status: not_asked } }
  - { id: p-board, kind: board, role: "Board", minor: false, consent: { status: given, scope: [quote] } }
--- content/standards/psel-2015.yaml
id: psel-2015
name: "Standards"
short: "PSEL"
standards: [{ id: 1, title: "One" }, { id: 2, title: "Two" }, { id: 3, title: "Three" }, { id: 4, title: "Four" }, { id: 5, title: "Five" }]
--- content/standards/isllc-2008.yaml
id: isllc-2008
name: "Old standards"
status: superseded
superseded_by: psel-2015
standards: [{ id: 1, title: "One" }]
--- content/approaches/distributed-leadership.md
---
title: "Distributed leadership"
pitfalls: [{ kind: unclear_roles, title: "Unclear roles", guard: "A chart" }]
---
Text.
--- content/approaches/instructional.md
---
title: "Instructional"
pitfalls: [{ kind: overload, title: "Overload", guard: "Time" }]
---
Text, as in [the work](../case-studies/a.md).
--- content/files/chart.pdf
%PDF-1.4
"#;

/// A case study that nobody can find anything in.
const GOOD: &str = r#"---
title: "Handing over routines"
summary: "A committee took over the decisions about routines."
status: completed
verdict: met
updated: 2025-07-02
approaches: [distributed-leadership, instructional]
tags: [culture]
position: principal
led_by: [p-lead]
accountable: p-owner
delegation:
  level: 5
  joined: invited
  history: [{ date: 2024-08, level: 3, why: "Start" }, { date: 2024-11, level: 5, why: "It ran well" }]
  retained: ["Safety"]
  decisions: [{ area: "Routines", decided_by: [p-lead], level: 5 }, { area: "Timetable", decided_by: [p-owner], level: 3 }]
  support: [{ kind: time, what: "Cover" }]
  take_back: "Only for safety, and I say so first"
communication:
  channels: ["Minutes"]
  check_ins: [{ with: [p-lead], cadence: fortnightly, minutes: 25 }]
  escalation: "Call me"
start: 2024-08-19
end: 2025-06-13
timeline: [{ date: 2024-09-16, kind: decision, event: "Chart agreed" }]
outcomes:
  - id: belonging
    kind: quantitative
    primary: true
    metric: "Students who feel that they belong"
    unit: percent
    direction: increase
    baseline: { value: 52, date: 2024-05-14, n: 408 }
    target: { value: 60, date: 2025-05-31 }
    result: { value: 63, date: 2025-05-13, n: 397 }
    change: { value: 11, unit: percentage_points }
    comparison: { kind: other_group, label: "Other schools", baseline: 55, result: 58 }
    source: { name: "Survey", type: survey }
    claim: associated
pitfalls: [{ kind: overload, what: "Lunch time", mitigation: "Moved" }]
standards: [{ ref: psel-2015/1, evidence: [belonging] }, { ref: psel-2015/2, evidence: [art-chart] }]
artifacts: [{ id: art-chart, type: document, title: "Chart", file: chart.pdf, date: 2024-09-16, caption: "Who decides", permission: { from: employer, status: given } }]
checked_with: [{ person: p-lead, date: 2025-06-24 }]
lesson: "Agree the chart before the first meeting."
---

## What happened

Belonging rose from 52% to 63%, by 11 percentage points.

![](artifact:art-chart)

## Reflection

The first month was harder than it needed to be, because nobody had spoken with the department heads, who had settled
the rota for years. A chart mended the confusion and not the feeling. Next time the chart comes first, before anybody
meets, and with the heads in the room.
"#;

/// The good case with parts of it replaced.
fn case(edits: &[(&str, &str)]) -> Site {
    let mut text = GOOD.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "the good case does not hold {from:?}");
        text = text.replacen(from, to, 1);
    }
    bare_site(AROUND).today(date(2025, 9, 1)).file("content/case-studies/a.md", text)
}

/// Rules that are about the case study, not about its surroundings.
fn told(built: &Built) -> BTreeSet<String> {
    built.rules().into_iter().filter(|it| !["I STD-05", "I OUT-16"].contains(&it.as_str())).collect()
}

#[test]
fn the_good_case_has_nothing_to_be_told() {
    let built = case(&[]).build();
    assert_eq!(told(&built), BTreeSet::new(), "{}", built.report());
}

/// A rule with its weight, what breaks it, and how its help is applied.
type Row = (&'static str, &'static [(&'static str, &'static str)], How);

const REFLECTION: &str = "The first month was harder than it needed to be, because nobody had spoken with the department heads, who had settled\nthe rota for years. A chart mended the confusion and not the feeling. Next time the chart comes first, before anybody\nmeets, and with the heads in the room.";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("E DEL-01", &[("accountable: p-owner\n", "")], Paste),
    ("W PPL-11", &[("status: completed\nverdict: met", "status: stopped\nstatus_reason: \"No time\"\nverdict: not_met"), ("led_by: [p-lead]", "led_by: [p-deputy]")], EditFile("content/portfolio.yaml", "organisation: \"Larkmere\"", "organisation: \"A school\", anonymised: true")),
    ("W DEL-02", &[("accountable: p-owner", "accountable: p-deputy")], Paste),
    ("E DEL-03", &[("led_by: [p-lead]", "led_by: []")], Paste),
    ("I DEL-04", &[("led_by: [p-lead]", "led_by: [p-owner]")], Edit(&[("led_by: [p-owner]", "led_by: [p-owner, p-lead]")])),
    ("W DEL-05", &[("decided_by: [p-lead], level: 5", "level: 5")], Paste),
    ("W DEL-06", &[("retained: [\"Safety\"]", "retained: []")], Paste),
    ("W DEL-06", &[("retained: [\"Safety\"]", "retained: []"), ("  level: 5\n", "  level: 6\n"), ("2024-11, level: 5", "2024-11, level: 6")], Paste),
    ("W DEL-07", &[("take_back: \"Only for safety, and I say so first\"", "take_back: null")], Paste),
    ("E DEL-08", &[("  level: 5\n", "  level: 4\n")], Paste),
    ("E DEL-08", &[("date: 2024-11, level: 5", "date: 2023-11, level: 5")], Edit(&[("date: 2023-11, level: 5", "date: 2024-11, level: 5")])),
    ("E DEL-08", &[("  level: 5\n", "  level: 8\n")], Paste),
    ("I DEL-09", &[("  level: 5\n", "  level: 2\n"), ("date: 2024-11, level: 5", "date: 2024-11, level: 2")], Paste),
    ("W DEL-10", &[("support: [{ kind: time, what: \"Cover\" }]", "support: []")], Paste),
    ("W DEL-11", &[("  joined: invited\n", "")], Paste),
    ("I DEL-11", &[("joined: invited", "joined: assigned")], Paste),
    ("W DEL-12", &[("  level: 5\n", "  level: 1\n"), ("date: 2024-11, level: 5", "date: 2024-11, level: 1")], Paste),
    ("W DEL-13", &[("decided_by: [p-lead], level: 5", "decided_by: [p-owner], level: 5")], Edit(&[("decided_by: [p-owner], level: 5", "decided_by: [p-lead], level: 5")])),
    ("W COM-01", &[("check_ins: [{ with: [p-lead], cadence: fortnightly, minutes: 25 }]", "check_ins: []")], Paste),
    ("W COM-02", &[("channels: [\"Minutes\"]", "channels: []")], Paste),
    ("I COM-03", &[("cadence: fortnightly", "cadence: termly")], Paste),
    ("W COM-04", &[("  escalation: \"Call me\"\n", "")], Paste),
    ("I PIT-01", &[("pitfalls: [{ kind: overload, what: \"Lunch time\", mitigation: \"Moved\" }]\n", "")], Paste),
    ("W PIT-02", &[(", mitigation: \"Moved\"", "")], Paste),
    ("E TIM-01", &[("end: 2025-06-13", "end: 2024-06-13")], Edit(&[("end: 2024-06-13", "end: 2025-06-13")])),
    ("W TIM-02", &[("date: 2024-09-16, kind", "date: 2025-09-16, kind")], Edit(&[("date: 2025-09-16, kind", "date: 2024-09-16, kind")])),
    ("W TIM-03", &[("status: completed\nverdict: met", "status: ongoing\nverdict: too_early")], Edit(&[("end: 2025-06-13\n", "")])),
    ("W TIM-03", &[("date: 2025-05-13", "date: 2027-05-13")], Edit(&[("date: 2027-05-13", "date: 2025-05-13")])),
    ("W TIM-03", &[("end: 2025-06-13\n", "")], Paste),
    ("I TIM-04", &[("status: completed\nverdict: met\nupdated: 2025-07-02", "status: ongoing\nupdated: 2024-07-02"), ("end: 2025-06-13\n", "")], Paste),
    ("E STA-01", &[("outcomes:\n  - id: belonging\n    kind: quantitative", "outcomes: []\nlogic:\n  inputs:\n    - \"x\"\nxx:\n  - id: belonging\n    kind: quantitative")], Paste),
    ("E STA-02", &[("status: completed", "status: stopped")], Paste),
    ("E STA-03", &[("status: completed\nverdict: met", "status: proposed")], Paste),
    ("W STA-04", &[("verdict: met", "verdict: too_early")], Paste),
    ("W STA-04", &[("status: completed", "status: ongoing")], Paste),
    ("W OUT-01", &[("    baseline: { value: 52, date: 2024-05-14, n: 408 }\n", "")], Paste),
    ("W OUT-02", &[("name: \"Survey\", type: survey", "name: \"Survey\"")], Paste),
    ("E OUT-03", &[("date: 2025-05-13", "date: 2024-05-13")], Edit(&[("result: { value: 63, date: 2024-05-13", "result: { value: 63, date: 2025-05-13")])),
    ("W OUT-04", &[("date: 2024-05-14", "date: 2024-10-14")], Paste),
    ("E OUT-05", &[("change: { value: 11, unit: percentage_points }", "change: { value: 11, unit: percent }")], Fix),
    ("E OUT-05", &[("change: { value: 11", "change: { value: 12")], Fix),
    ("W OUT-06", &[("by 11 percentage points", "by 21%")], Edit(&[("by 21%", "by 11 percentage points")])),
    ("W OUT-07", &[("result: { value: 63", "result: { value: 43"), ("Belonging rose from 52% to 63%, by 11 percentage points.", "Belonging improved.")], Edit(&[("Belonging improved", "Belonging went from 52% to 43%")])),
    ("W OUT-08", &[("value: 63, date: 2025-05-13", "value: 63")], Paste),
    ("W OUT-09", &[("n: 397", "n: 300")], Paste),
    ("E OUT-10", &[("n: 397", "n: 7")], Edit(&[("n: 7", "n: 397")])),
    ("W OUT-10", &[("result: { value: 63", "result: { value: 100"), ("to 63%, by 11 percentage points", "to 100%")], Edit(&[("result: { value: 100", "result: { value: 95"), ("change: { value: 11", "change: { value: 43"), ("to 100%", "to 95%")])),
    ("I OUT-11", &[("n: 397", "n: 97"), ("result: { value: 63,", "result: { value: 63.25,")], Paste),
    ("E OUT-12", &[("result: { value: 63", "result: { value: 163")], Edit(&[("value: 163", "value: 63")])),
    ("E OUT-13", &[("target: { value: 60", "target: { value: 70")], Paste),
    ("W OUT-13", &[("verdict: met", "verdict: not_met")], Paste),
    ("W OUT-14", &[("    primary: true\n", ""), ("pitfalls: [", "  - { id: two, kind: quantitative, metric: M, unit: count, direction: increase, baseline: { value: 1, date: 2024-05 }, target: { value: 2 }, result: { value: 2, date: 2025-05 }, source: { name: L, type: log } }\npitfalls: [")], Paste),
    ("W OUT-15", &[("    target: { value: 60, date: 2025-05-31 }\n", "")], Paste),
    ("W OUT-17", &[("tags: [culture]", "tags: [professional learning]"), ("    claim: associated", "    claim: associated\n    evaluation_level: guskey-1")], Edit(&[("guskey-1", "guskey-4")])),
    ("E CLM-01", &[("claim: associated", "claim: caused")], Paste),
    ("W CLM-02", &[("Belonging rose", "The chart led to calm. Belonging rose")], Edit(&[("The chart led to calm.", "It was calmer in the same year.")])),
    ("W CLM-02", &[("title: \"Handing over routines\"", "title: \"Better because of our work\"")], Edit(&[("Better because of our work", "What we did")])),
    ("I CLM-03", &[("Belonging rose", "I led all of it. Belonging rose")], Edit(&[("I led all of it.", "The two leads led all of it.")])),
    ("I CLM-03", &[("Belonging rose", "My programme ran. Belonging rose")], Edit(&[("My programme ran", "Our programme ran")])),
    ("W CLM-04", &[("claim: associated", "claim: contributed")], Paste),
    ("I CLM-05", &[("summary: \"A committee", "summary: \"A world-class committee")], Edit(&[("world-class ", "")])),
    ("W CLM-06", &[("kind: other_group", "kind: none")], Paste),
    ("E PPL-04", &[("Belonging rose", "Write to tomas@example.com. Belonging rose")], Edit(&[("Write to tomas@example.com. ", "")])),
    ("E PPL-04", &[("Belonging rose", "Call (555) 012-3456. Belonging rose")], Edit(&[("Call (555) 012-3456. ", "")])),
    ("E PPL-04", &[("Belonging rose", "We met at 12 Elm Street. Belonging rose")], Edit(&[("We met at 12 Elm Street. ", "")])),
    ("E PPL-04", &[("Belonging rose", "Student ID: 204817 did. Belonging rose")], Edit(&[("Student ID: 204817 did. ", "")])),
    ("E PPL-05", &[("Belonging rose", "One student, who was diagnosed with something, left. Belonging rose")], Edit(&[("One student, who was diagnosed with something, left. ", "")])),
    ("W PPL-05", &[("Belonging rose", "Many had an IEP. Belonging rose")], Edit(&[("Many had an IEP. ", "")])),
    ("W PPL-06", &[("Belonging rose", "A parent said: \"it has changed our whole life\". Belonging rose")], Edit(&[("A parent said: \"it has changed our whole life\".", "A parent said that it helped.")])),
    ("W PPL-07", &[("Belonging rose", "Mr Exampleson helped. Belonging rose")], Edit(&[("Mr Exampleson", "A parent")])),
    ("W PPL-07", &[("Belonging rose", "Then Jordan Example helped. Belonging rose")], Edit(&[("Jordan Example", "a parent")])),
    ("E PPL-12", &[("led_by: [p-lead]", "led_by: [p-nobody]")], Edit(&[("p-nobody", "p-lead")])),
    ("E MED-01", &[("type: document, title", "type: photo, contains: [students], title")], Paste),
    ("I MED-01", &[("type: document, title", "type: photo, visibility: private, contains: [students], title")], Paste),
    ("E MED-03", &[("file: chart.pdf", "file: chart.png")], Paste),
    ("W MED-05", &[("Belonging rose", "See [it](https://docs.google.com/x). Belonging rose")], Edit(&[("https://docs.google.com/x", "../files/chart.pdf")])),
    ("W MED-06", &[(", permission: { from: employer, status: given }", "")], Paste),
    ("W MED-07", &[(", caption: \"Who decides\"", "")], Paste),
    ("W MED-08", &[("type: document, title", "type: audio, title")], PasteWith("content/files/chart.txt", "Words.\n")),
    ("E MED-09", &[("file: chart.pdf", "file: nothing.pdf")], Write("content/files/nothing.pdf", "%PDF-1.4\n")),
    ("W MED-10", &[("type: document, title", "type: document, faces: true, contains: [students], title")], Edit(&[("faces: true, ", "")])),
    ("E MED-20", &[("file: chart.pdf", "file: chart.pdf, clean: true")], Edit(&[(", clean: true", "")])),
    ("W MED-21", &[("file: chart.pdf", "file: chart.pdf, poster: dot.svg")], Edit(&[("poster: dot.svg", "thumbnail: dot.svg")])),
    ("I MED-11", &[("![](artifact:art-chart)", ""), (", { ref: psel-2015/2, evidence: [art-chart] }", "")], Paragraph("![](artifact:")),
    ("W STD-01", &[("evidence: [belonging]", "evidence: []")], Paste),
    ("E STD-02", &[("ref: psel-2015/1", "ref: psel-2015/11")], Paste),
    ("I STD-03", &[("ref: psel-2015/1", "ref: isllc-2008/1")], Paste),
    ("W STD-04", &[("standards: [", "standards: [{ ref: psel-2015/3, evidence: [belonging] }, { ref: psel-2015/4, evidence: [belonging] }, { ref: psel-2015/5, evidence: [belonging] }, ")], Edit(&[("{ ref: psel-2015/3, evidence: [belonging] }, ", "")])),
    ("W STD-06", &[("standards: [", "standards: [{ ref: psel-2015/3, evidence: [art-chart] }, { ref: psel-2015/4, evidence: [art-chart] }, { ref: psel-2015/5, evidence: [art-chart] }, ")], Edit(&[("{ ref: psel-2015/3, evidence: [art-chart] }", "{ ref: psel-2015/3, evidence: [art-chart, belonging] }")])),
    ("E APR-01", &[("instructional]", "nowhere]")], Paste),
    ("E REF-01", &[("## Reflection", "## Afterthoughts")], Paragraph("## Reflection")),
    ("W REF-01", &[(REFLECTION, "It went well.")], Edit(&[("It went well.", REFLECTION)])),
    ("W REF-02", &[("lesson: \"Agree the chart before the first meeting.\"\n", "")], Paste),
    ("I TXT-10", &[("title: \"Handing over routines\"", "title: \"HANDING OVER ROUTINES\"")], Edit(&[("HANDING OVER ROUTINES", "Handing over routines")])),
    ("I TXT-10", &[("## What happened", "## WHAT HAPPENED")], Edit(&[("WHAT HAPPENED", "What happened")])),
    ("I CHK-01", &[("checked_with: [{ person: p-lead, date: 2025-06-24 }]\n", "")], Paste),
];

#[test]
fn every_rule_is_told_of_the_page_that_breaks_it() {
    let missed: Vec<String> = ROWS
        .iter()
        .filter_map(|(rule, edits, _)| {
            let built = case(edits).build();
            (!built.rules().contains(*rule)).then(|| format!("{rule} {edits:?}\n{}", built.report()))
        })
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn pitfalls_that_only_the_text_of_an_approach_has_are_to_be_listed() {
    let report = |text: &str| {
        let page = format!("---\ntitle: Sharing\n---\n{text}\n");
        let around = bare_site(AROUND).today(date(2025, 9, 1)).file("content/case-studies/a.md", GOOD);
        around.file("content/approaches/sharing.md", page).build().report()
    };
    for heading in [
        "What are some potential pitfalls with using DL?",
        "Risks",
        "Where it has gone wrong",
        "Riesgos",
        "المخاطر",
    ] {
        let found = report(&format!("## {heading}\n\nRoles may stay unclear."));
        let said = "the text describes pitfalls, but `pitfalls` lists none";
        assert!(found.contains(said), "{found}");
        let help = format!(
            "add those of “{heading}” to `pitfalls`, so that they also appear on the pitfalls page: "
        );
        assert!(found.contains(&help) && found.contains("TODO: what goes wrong"), "{found}");
        assert!(!found.contains("sees no risks"), "{found}");
    }
    // None of them is about what may go wrong: not all that holds `risk` is a risk.
    for heading in ["Why I like it", "A brisk start", "What the asterisk means", "Begrenzen", "The challenge"]
    {
        let found = report(&format!("## {heading}\n\nThe pitfalls are few."));
        assert!(found.contains("the approach has no pitfalls"), "{found}");
    }
}

#[test]
fn rules_about_the_whole_portfolio_and_its_register() {
    let with = |file: &str, from: &str, to: &str| {
        let all = AROUND.replacen(from, to, 1);
        assert_ne!(all, AROUND, "{file}: nothing holds {from:?}");
        bare_site(&all).today(date(2025, 9, 1)).file("content/case-studies/a.md", GOOD).build()
    };
    let consent = "scope: [name, role], free_to_refuse: true";
    for (rule, from, to) in [
        ("W PPL-08", consent, "scope: [name, role]"),
        ("I PPL-09", consent, "scope: [name, role], free_to_refuse: true, expires: 2025-10-01"),
        ("W APR-03", "pitfalls: [{ kind: overload, title: \"Overload\", guard: \"Time\" }]\n", ""),
        ("W POR-03", "frameworks: [psel-2015]", "privacy: { comments: true }"),
        ("I STD-05", "frameworks: [psel-2015]", "frameworks: [psel-2015]\nprimary_framework: psel-2015"),
        (
            "I APR-02",
            "--- content/files/chart.pdf",
            "--- content/approaches/other.md\n---\ntitle: O\n---\nT.\n--- content/files/chart.pdf",
        ),
    ] {
        let built = with("around", from, to);
        assert!(built.rules().contains(rule), "{rule}\n{}", built.report());
    }
    let long = format!("title: \"{}\"", "a ".repeat(90));
    let built = with("standards", "title: \"Two\"", &long);
    assert!(built.rules().contains("E STD-07"), "{}", built.report());
}

#[test]
fn texts_that_other_programs_take_for_something_else_want_quotes() {
    for (from, to, told) in [
        ("mitigation: \"Moved\"", "mitigation: \"Moved\", resolved: no", true),
        ("problem: P", "problem: 12:30", true),
        ("problem: P", "problem: 007", true),
        ("mitigation: \"Moved\"", "mitigation: \"Moved\", resolved: \"no\"", false),
        ("problem: P", "problem: From 12:30 on", false),
    ] {
        let built =
            case(&[("position: principal", "position: principal\nproblem: P"), (from, to)]).build().fine();
        assert_eq!(built.rules().contains("W YML-02"), told, "{to}\n{}", built.report());
    }
}

#[test]
fn every_text_of_the_front_matter_is_read_as_the_body_is() {
    let references = ["id", "slug", "template", "language", "position", "accountable"];
    let rows = file_kinds().find(|kind| kind.name == "case-study").unwrap().to_markdown();
    let texts = rows.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | text |"));
    let texts: Vec<&str> =
        texts.map(|it| it.0).filter(|it| !it.contains('.') && !references.contains(it)).collect();
    assert!(texts.contains(&"summary"), "{texts:?}");
    for field in texts {
        let key = format!("{field}: ");
        let rest: String = GOOD.split_inclusive('\n').filter(|line| !line.starts_with(&key)).collect();
        let text = rest.replacen("---\n", &format!("---\n{key}\"Call (555) 012-3456.\"\n"), 1);
        let built = bare_site(AROUND).file("content/case-studies/a.md", text).build();
        let found = built.errors().iter().any(|it| it.starts_with("PPL-04 content/case-studies/a.md:2:"));
        assert!(found, "`headlines` in src/lint/page.rs lacks `{field}`\n{}", built.report());
    }
}

#[test]
fn other_pages_must_not_say_it_either() {
    let page = |body: &str| {
        let text = format!("---\ntitle: P\n---\n{body}\n");
        let other = text.replace("title: P", "title: Q");
        case(&[]).file("content/pages/p.md", text).file("content/approaches/q.md", other).build()
    };
    let built = page("Call 07700 900123. One student was diagnosed with something.");
    for path in ["content/pages/p.md:4:6", "content/approaches/q.md:4:6"] {
        let line = format!("PPL-04 {path} a phone number");
        assert!(built.errors().iter().any(|it| it.starts_with(&line)), "{}", built.report());
    }
    assert!(built.rules().contains("E PPL-05"), "{}", built.report());
    page("Call +1 555 010 0000. As Spillane wrote, \"leadership is a practice of many\".").fine();
}

#[test]
fn a_field_under_a_misspelt_name_is_not_missing() {
    let built = case(&[
        ("title: \"Handing over routines\"", "titel: \"Handing over routines\""),
        ("metric: ", "metrik: "),
    ])
    .build();
    assert!(built.rules().contains("E YML-01") && !built.rules().contains("E REQ-01"), "{}", built.report());
}

#[test]
fn headings_in_capitals_are_reported_once_and_on_every_kind_of_page() {
    let page =
        "---\ntitle: MY VALUES AND BELIEFS\n---\n## STUDENTS FIRST\n\nText.\n\n## LISTENING\n\nText.\n";
    let built = case(&[]).file("content/pages/p.md", page).file("content/approaches/q.md", page).build();
    for path in ["content/pages/p.md", "content/approaches/q.md"] {
        let own = built.findings().filter(|it| it.rule == "TXT-10" && it.path == path);
        let messages: Vec<&str> = own.map(|it| it.message.as_str()).collect();
        let expected = ["`title` is in all capitals", "this heading and another one are in all capitals"];
        assert_eq!(messages, expected, "{}", built.report());
    }
}

#[test]
fn a_file_that_is_too_large_for_a_telephone_is_told() {
    let large = case(&[]).file("content/files/chart.pdf", vec![b'x'; 5_000_001]).build();
    assert!(large.rules().contains("W MED-09"), "{}", large.report());
}

#[test]
fn the_broken_case_hears_everything_at_once() {
    let text = include_str!("broken-case.md");
    let around = AROUND.replace("{ id: p-deputy,", "{ id: p-student-reps, kind: group, role: \"Students\", size: 12, minor: true, consent: { status: not_asked } }\n  - { id: p-humanities-lead, kind: staff, role: \"Humanities teacher\", minor: false, consent: { status: not_asked } }\n  - { id: p-deputy,");
    let standards: String = (6..=10).map(|it| format!(", {{ id: {it}, title: \"T\" }}")).collect();
    let around = around
        .replace(", { id: 5, title: \"Five\" }]", &format!(", {{ id: 5, title: \"Five\" }}{standards}]"));
    let around =
        around.replace("standards: [{ id: 1, title: \"One\" }]", "standards: [{ id: 2, title: \"Two\" }]");
    let built = bare_site(&around)
        .file("content/case-studies/broken-case.md", text)
        .watched("p-student-reps", &["Jordan Studentname", "Studentname"])
        .watched("p-humanities-lead", &["Tomas Exampleson", "Mr Exampleson"])
        .build();
    let expected = "E DEL-01, E DEL-03, W DEL-05, W DEL-06, W DEL-07, E DEL-08, W DEL-10, W DEL-11, W COM-01, W COM-02, W COM-04, I PIT-01, \
        E TIM-01, W TIM-02, W OUT-01, W OUT-02, E OUT-03, W OUT-04, E OUT-05, W OUT-06, W OUT-08, W OUT-09, E OUT-10, I OUT-11, E OUT-13, \
        W OUT-15, E CLM-01, W CLM-02, I CLM-03, I CLM-05, I TXT-11, W STD-01, E STD-02, I STD-03, W STD-04, E APR-01, E PPL-01, E PPL-02, E PPL-04, \
        E PPL-05, W PPL-06, E MED-01, E MED-02, E MED-03, W MED-05, W MED-06, W MED-07, E MED-09, E REF-01, W REF-02";
    let expected: BTreeSet<String> = expected.split(", ").map(|it| it.trim().to_owned()).collect();
    let found = built.rules();
    let missing: Vec<&String> = expected.difference(&found).collect();
    // What belongs to the small portfolio around it, or follows from the same sentence.
    let around = ["I APR-02", "W PPL-07", "I MED-11", "E LNK-02", "E LNK-01"];
    let more: Vec<&String> =
        found.difference(&expected).filter(|it| !around.contains(&it.as_str())).collect();
    assert!(missing.is_empty() && more.is_empty(), "missing {missing:?}, more {more:?}\n{}", built.report());
}

/// Sentences that sound like a fault and are none.
#[rustfmt::skip]
const INNOCENT: &[&str] = &[
    "The crew produced 27 episodes.",
    "We wanted 60% and reached 63%.",
    "That is 11 percentage points more.",
    "The rise was due to begin in May.",
    "The meeting was due to start at nine.",
    "Thanks to everybody who came.",
    "Thanks to our volunteers for the chairs.",
    "She drove the minibus.",
    "He drove to the district office.",
    "We cannot say that the chart caused it.",
    "Nothing shows that it led to fewer referrals.",
    "It may have resulted in more trust; we do not know.",
    "Whether the rota caused it, nobody knows.",
    "I asked the leads to decide.",
    "I gave the leads the budget.",
    "The two leads rewrote arrival.",
    "We transformed the data into a table.",
    "The turnaround time for marking was a week.",
    "On 2024-05-14 we counted 408 answers.",
    "The room is open from 12:30 to 13:15.",
    "Grade 7 and grade 8 met in room 204.",
    "We spent 1,500 of the budget.",
    "The plan has 5 points.",
    "School year 2024-2025, week 12.",
    "ISBN 978-3-16-148410-0 is on the shelf.",
    "The order number was 5550-1234.",
    "Rooms 101, 102 and 103.",
    "Write to rowan@example.org.",
    "Call me on +1 555 010 0000.",
    "See https://example.org/a/2024/05/14/report.",
    "The 12 Main points of the chart.",
    "IEP training for all teachers was on Monday.",
    "The suspended ceiling was repaired.",
    "The diagnosis of the problem took a month.",
    "504 students answered.",
    "The survey item reads \"I feel that I belong at this school\".",
    "We called it \"the long and winding corridor plan\" among ourselves.",
    "Nadia chaired the meeting.",
    "Distributed Leadership asks for Clear Roles.",
    "We read Alma Harris (2008) together.",
    "The Deputy met the District Office.",
    "High School students came from New York and Lake District.",
    "The film club showed `Mr Bean` twice.",
    "<!-- Mr Exampleson must not be named, 99% sure -->\n\nThen we went on.",
    "The committee reported a rise of the share from 52% to 63%.",
    "Four other schools rose by 3 points.",
    "We asked the Officer. Here's what came.",
    "It was the job of the Coach. Then the room was ready.",
    "## When Students Miss Too Much School\n\nWe met.",
    "## FAQ: PBIS, UNESCO & COVID-19\n\nWe met.",
    "## IMPROVEMENTs\n\nWe met.",
    "## `ATTENDANCE_FILE`\n\nWe met.",
    "WELCOME, said the poster at the entrance.",
    "In 2024 the share was 52-63%.",
    "In 2024 the share was 52–63 percent.",
];

#[test]
fn a_number_is_read_with_its_point_its_sign_and_its_range() {
    for (sentence, told) in [
        ("Costs fell by .1 percent.", "“.1 percent” doesn't match any figure"),
        ("It fell by -7 percent.", "“7 percent” doesn't match any figure"),
        ("It was 52-99%.", "“52-99%” doesn't match any figure"),
        ("It was 7,5 percent.", "“7,5 percent” doesn't match any figure"),
    ] {
        let built = case(&[("Belonging rose", &format!("{sentence}\n\nBelonging rose"))]).build();
        assert!(built.report().contains(told), "{sentence}\n{}", built.report());
    }
}

#[test]
fn a_name_is_found_at_the_end_of_a_line_too() {
    for name in ["Mr.\nExampleson helped", "Nurse Exampleson helped", "Jordan\nExample helped"] {
        let built = case(&[("Belonging rose", &format!("Then {name}.\n\nBelonging rose"))]).build();
        assert!(built.rules().contains("W PPL-07"), "{name}\n{}", built.report());
    }
}

#[test]
fn a_person_in_the_next_heading_or_item_is_not_in_the_sentence() {
    for text in
        ["## IEP forms\nShe signed.", "- Many had an IEP\n- She signed", "Many had an “IEP.” She signed"]
    {
        let built = case(&[("Belonging rose", &format!("{text}\n\nBelonging rose"))]).build();
        assert!(!built.rules().contains("E PPL-05"), "{text}\n{}", built.report());
    }
}

#[test]
fn innocent_sentences_stay_innocent() {
    assert!(INNOCENT.len() >= 40);
    let told: Vec<String> = INNOCENT
        .iter()
        .filter_map(|sentence| {
            let built = case(&[("Belonging rose", &format!("{sentence}\n\nBelonging rose"))]).build();
            // An abbreviation is only worth a hint: it accuses nobody.
            let told: Vec<String> = told(&built).into_iter().filter(|it| it != "I TXT-11").collect();
            (!told.is_empty()).then(|| format!("{sentence} {told:?}\n{}", built.report()))
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_warning_that_is_accepted_with_a_reason_is_told_no_more_and_an_error_is() {
    let quiet = "lint_allow: [{ rule: DEL-07, why: \"Told in the text\" }]\nstart: 2024-08-19";
    let open = [("take_back: \"Only for safety, and I say so first\"", "take_back: null")];
    let built = case(&[open[0], ("start: 2024-08-19", quiet)]).build();
    assert_eq!(told(&built), BTreeSet::new(), "{}", built.report());
    let error = "lint_allow: [{ rule: APR-01, why: \"Because\" }]\nstart: 2024-08-19";
    let built = case(&[("instructional]", "nowhere]"), ("start: 2024-08-19", error)]).build();
    assert!(built.rules().contains("E APR-01"), "{}", built.report());
}

#[test]
fn every_rule_that_the_code_tells_is_explained() {
    let mut used = BTreeSet::new();
    for file in crate::tidy::sources().iter().filter(|file| !file.ends_with("src/rules.rs")) {
        let text = std::fs::read_to_string(file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        for (at, _) in text.match_indices('"') {
            let Some(part) = text.get(at + 1..at + 7).filter(|_| text[at + 7..].starts_with('"')) else {
                continue;
            };
            let letters =
                part.as_bytes()[3] == b'-' && part.chars().take(3).all(|it| it.is_ascii_uppercase());
            if letters && part.bytes().skip(4).all(|it| it.is_ascii_digit()) {
                used.insert(part.to_owned());
            }
        }
    }
    let explained: BTreeSet<String> = Rule::all().iter().map(|it| it.id.to_owned()).collect();
    assert_eq!(used, explained, "told on the left, explained on the right");
    let sorted = Rule::all().windows(2).all(|it| it[0].id < it[1].id);
    assert!(sorted, "rules stand by their names");
}

#[test]
fn a_portfolio_is_seen_as_a_whole_too() {
    let copies = |edit: &dyn Fn(&str) -> String, count: usize| {
        let mut site = bare_site(AROUND).today(date(2025, 9, 1));
        for number in 0..count {
            let name = if number == 0 { "a".to_owned() } else { format!("copy-{number}") };
            // The same facts in other words: a page with the same text would be a copy.
            let (head, body) = GOOD.rsplit_once("---\n").unwrap();
            let is_prose = |line: &str| line.len() > 40 && line.starts_with(char::is_alphabetic);
            let other_words =
                |line: &str| if is_prose(line) { format!("{line} {number}.\n") } else { format!("{line}\n") };
            let body: String = body.lines().map(other_words).collect();
            site = site.file(&format!("content/case-studies/{name}.md"), edit(&format!("{head}---\n{body}")));
        }
        site.build()
    };
    let same = copies(&str::to_owned, 4);
    assert!(same.rules().contains("I DEL-14") && same.rules().contains("I OUT-16"), "{}", same.report());
    let few = copies(&str::to_owned, 3);
    assert!(!few.rules().contains("I DEL-14") && !few.rules().contains("I OUT-16"), "{}", few.report());
    let missed = copies(
        &|it| {
            it.replace("target: { value: 60", "target: { value: 70")
                .replace("verdict: met", "verdict: not_met")
        },
        4,
    );
    assert!(!missed.rules().contains("I OUT-16"), "{}", missed.report());
    let featured = AROUND.replace("frameworks: [psel-2015]", "featured: [a]");
    let long = GOOD.replace("Belonging rose", &format!("{}\n\nBelonging rose", "Word ".repeat(2600)));
    let built = bare_site(&featured).today(date(2025, 9, 1)).file("content/case-studies/a.md", long).build();
    assert!(built.rules().contains("W POR-01"), "{}", built.report());
    let built = bare_site(&featured).today(date(2025, 9, 1)).file("content/case-studies/a.md", GOOD).build();
    assert!(!built.rules().contains("W POR-01"), "{}", built.report());
}

#[test]
fn the_samples_are_told_what_they_are_there_to_show() {
    let mut site = bare_site("").today(date(2025, 7, 15));
    for (path, blob) in embedded::starter_content().iter() {
        site = site.file(&format!("content/{path}"), blob.read().unwrap().into_owned());
    }
    let report = site.build().report();
    let told = |name: &str| -> BTreeSet<String> {
        let path = format!("content/case-studies/{name}.md");
        let own = report.lines().filter(|it| it.contains(&path));
        own.map(|it| it.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    let set = |rules: &[&str]| rules.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(told("culture-committee"), set(&[]), "{report}");
    assert_eq!(told("student-news"), set(&["info MED-01"]), "{report}");
    let honest = ["info DEL-09", "warning COM-01", "warning COM-04", "warning DEL-07"];
    assert_eq!(told("teacher-led-pd"), set(&honest), "{report}");
}

#[test]
fn what_only_looks_like_a_contact_is_accepted_with_a_reason() {
    let phone = ("Belonging rose", "The radio is on 555-010-4625. Belonging rose");
    let built = case(&[phone]).build();
    assert!(built.rules().contains("E PPL-04"), "{}", built.report());
    let allow = "lint_allow: [{ rule: PPL-04, why: \"a radio frequency\" }]\nstart: 2024-08-19";
    let built = case(&[phone, ("start: 2024-08-19", allow)]).build();
    assert!(!told(&built).contains("E PPL-04"), "{}", built.report());
    assert!(!built.paths().is_empty());
    // On every page that has front matter.
    for path in ["content/pages/radio.md", "content/approaches/radio.md", "content/index.md"] {
        let page = |allow: &str| format!("---\ntitle: Radio\n{allow}---\n\nThe radio is on 555-010-4625.\n");
        let built = case(&[]).file(path, page("")).build();
        assert!(built.report().contains(&format!("{path}:5")), "{path}\n{}", built.report());
        let allow = "lint_allow:\n  - { rule: PPL-04, why: \"a radio frequency\" }\n";
        let built = case(&[]).file(path, page(allow)).build();
        assert!(!told(&built).contains("E PPL-04"), "{path}\n{}", built.report());
    }
}
