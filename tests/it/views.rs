//! Views over the whole portfolio.

use std::fmt::Write as _;

use leadfolio::content::enums::Visibility;

use super::support::{Built, site};

/// Two case studies: one with everything, one that cites a standard and shows nothing.
const FILES: &str = r#"
--- content/people.yaml
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: given, scope: [role] } }
  - { id: p-board, kind: board, role: "Chair of the board", minor: false, consent: { status: given, scope: [role] } }
--- content/standards/own.yaml
name: "Our standards"
short: "OS"
standards: [{ id: "1", title: "Culture" }, { id: "2", title: "Growth" }, { id: "3", title: "Gap" }]
--- content/program.yaml
name: "Preparation"
framework: own
each_standard: { artifacts: 2 }
--- content/approaches/shared.md
---
title: "Shared"
pitfalls: [{ kind: overload, title: "Overload", guard: "Cover" }, { kind: scope, title: "S", guard: "Never met" }]
---
Text.
--- content/case-studies/full.md
---
title: "Full"
summary: "S."
status: completed
verdict: met
led_by: [p-lead]
accountable: p-owner
team: [p-owner]
informed: [p-board]
delegation: { level: 5, history: [{ date: 2024-08, level: 3, why: "Start" }, { date: 2024-11, level: 5, why: "It ran well" }], retained: [Safety], decisions: [{ area: "Routines", decided_by: [p-lead], level: 5 }] }
start: 2024-08-19
end: 2025-06-13
outcomes:
  - { id: o, kind: quantitative, metric: "M", unit: count, direction: increase, baseline: { value: 1, date: 2023-05 }, series: [{ value: 2, date: 2024-05 }], target: { value: 3 }, result: { value: 4, date: 2025-05 } }
artifacts: [{ id: a, type: link, title: "A", href: "https://example.org/", date: 2024-09 }]
standards: [{ ref: own/1, why: "W", evidence: [o, a] }, { ref: own/2 }]
pitfalls: [{ kind: overload, what: "Too much", mitigation: "Less", resolved: "yes" }, { kind: overload, what: "Again", resolved: "no" }]
---
## Reflection

Text.
--- content/case-studies/thin.md
---
title: "Thin"
summary: "S."
status: ongoing
led_by: [p-lead]
accountable: p-owner
delegation: { level: 5 }
start: 2025-08
standards: [{ ref: own/1 }]
---
Text.
"#;

fn built() -> Built {
    site(FILES).build().fine()
}

/// The text of a page's main part, without markup.
fn text(built: &Built, path: &str) -> String {
    let html = built.text(path);
    let main = html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let mut text = String::new();
    for piece in main.split('<').skip(1) {
        let words = piece.split_once('>').map_or("", |it| it.1).trim();
        if !words.is_empty() {
            let _ = write!(text, "{words}|");
        }
    }
    text
}

#[test]
fn the_matrix_shows_evidence_gaps_and_what_a_program_asks() {
    let text = text(&built(), "standards/index.html");
    for words in [
        "|evidence|cited, no evidence|empty: none yet|",
        "|Evidence for 1 of 3.|TH|Thin|FU|Full|",
        "|Standard|TH|FU|Evidence|Required by Preparation|",
        "|1|Culture|cited, no evidence|1 outcome, 1 artifact|2|2 pieces of evidence|Incomplete: 1 of 2 artifacts|",
        "|2|Growth|none yet|cited, no evidence|No evidence linked yet.|Incomplete: 0 of 2 artifacts|",
        "|3|Gap|none yet|none yet|no case study yet|Incomplete: 0 of 2 artifacts|",
        // The same as a list, which shows the evidence itself.
        "|1|Culture|2 pieces of evidence, 2 case studies|Thin|No evidence linked yet.|Full|M|outcome|A|artifact|Standard 1|",
        "|2|Growth|cited, no evidence|Full|No evidence linked yet.|Standard 2|",
        "|3|Gap|no case study yet|",
        "|Evidence by year|Standard|2024|2025|1 Culture|1|1|",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
}

#[test]
fn evidence_is_counted_by_years_of_work() {
    let year = |settings: &str| {
        let portfolio = format!("{settings}\nprofile: {{ name: \"Rowan Ellery\" }}\n");
        site(FILES).file("content/portfolio.yaml", portfolio).build()
    };
    let words = text(&year("year_starts: 10").fine(), "standards/index.html");
    assert!(words.contains("|Evidence by year|Standard|2023–24|2024–25|1 Culture|1|1|"), "{words}");
    let fault = "REQ-03 content/portfolio.yaml:1:14 a year has twelve months";
    year("year_starts: 13").fails(fault);
    year("year_starts: 0").fails(fault);
}

#[test]
fn a_matrix_has_room_for_twelve_case_studies_and_counts_the_others() {
    let mut files = FILES.to_owned();
    for at in 0..12 {
        let (_, thin) = FILES.split_once("--- content/case-studies/thin.md\n").unwrap();
        let _ = write!(
            files,
            "--- content/case-studies/more-{at}.md\n{}",
            thin.replace("Thin", &format!("More {at}"))
        );
    }
    let text = text(&site(&files).build(), "standards/index.html");
    let head = text.split("|Standard|").nth(1).unwrap().split("|1|Culture|").next().unwrap();
    let codes: Vec<&str> = head.split('|').take_while(|code| *code != "Evidence").collect();
    assert_eq!(codes.len(), 12, "{head}");
    assert!(
        codes.contains(&"M0") && codes.iter().all(|code| codes.iter().filter(|it| *it == code).count() == 1),
        "{head}"
    );
    assert!(text.contains("|+|and 2 more|"), "{text}");
}

#[test]
fn the_portfolio_at_a_glance_groups_handovers_by_level() {
    let text = text(&built(), "overview/index.html");
    assert!(text.contains("How levels changed|Challenges|"), "{text}");
    assert!(text.contains("|Thin (ongoing)|"), "{text}");
    let levels = text.split("the right one depends on the work.|").nth(1).unwrap();
    assert!(
        levels.starts_with("Accountable: Rowan Ellery|They decide, with my advice|(5 of 7)|Thin|Ongoing"),
        "{levels}"
    );
    assert!(levels.contains("|M: 4 (target: 3)|Led by:|Science teacher.|Decisions:|Routines.|"), "{levels}");
    assert_eq!(text.matches("Accountable: Rowan Ellery|").count(), 1, "said once: {text}");
}

/// The portfolio with a third case study, for which the chair of the board was accountable.
fn with_another_leader() -> Built {
    let (_, thin) = FILES.split_once("--- content/case-studies/thin.md\n").unwrap();
    let other = thin.replace("Thin", "Other").replace("accountable: p-owner", "accountable: p-board");
    site(&format!("{FILES}--- content/case-studies/other.md\n{other}")).build().fine()
}

#[test]
fn the_overview_speaks_as_the_author_and_names_another_leader_where_there_was_one() {
    let text = text(&with_another_leader(), "overview/index.html");
    assert!(text.contains("|Accountable unless stated otherwise: Rowan Ellery|"), "{text}");
    assert!(text.contains("|They decide, with my advice|(5 of 7)|"), "{text}");
    let (_, other) = text.split_once("|Other|").unwrap();
    let other = other.split("|Thin|").next().unwrap();
    let row = "|Accountable:|Chair of the board.|They decide, with the leader’s advice|(5 of 7)|";
    assert!(other.contains(row), "{other}");
    assert_eq!(text.matches("Accountable:|").count() + text.matches("the leader").count(), 2, "{text}");
}

#[test]
fn a_status_has_the_same_mark_in_the_timeline_and_everywhere_else() {
    let (_, thin) = FILES.split_once("--- content/case-studies/thin.md\n").unwrap();
    let with = |status: &str| thin.replace("status: ongoing", status).replace("Thin", "Other");
    let stopped = with("status: stopped\nstatus_reason: R\nverdict: not_met\nend: 2025-12");
    let files = format!("{FILES}--- content/case-studies/other.md\n{stopped}");
    let built = site(&files).build();
    let html = built.text("overview/index.html");
    let chart = html.split("class=\"time\"").nth(1).unwrap().split("</div>").next().unwrap();
    let list = built.text("case-studies/index.html");
    for status in ["ongoing", "stopped"] {
        let mark = format!("data-standing=\"{status}\"");
        assert!(chart.contains(&mark) && list.contains(&mark), "{status} in {chart} and {list}");
        let legend = html.split("class=\"cluster legend\"").nth(1).unwrap().split("</ul>").next().unwrap();
        assert!(legend.contains(&mark) && !legend.contains("proposed"), "{legend}");
    }
    let proposed = with("status: proposed").replace("start: 2025-08", "start: 2027-08");
    let built = site(&format!("{FILES}--- content/case-studies/other.md\n{proposed}")).build();
    assert!(built.text("overview/index.html").contains("<circle data-standing=\"proposed\""));
}

#[test]
fn changes_of_level_are_drawn_and_told() {
    let built = built();
    let html = built.text("overview/levels/index.html");
    // Three months of fifteen at level 3, the rest at level 5.
    for (level, date, words, step) in [
        (
            "3 Consult",
            "2024-08\">August 2024",
            "I decide after asking them</span> <small>Start",
            "width=\"600\" height=\"42\"",
        ),
        (
            "5 Advise",
            "2024-11\">November 2024",
            "They decide, with my advice</span> <small>It ran well",
            "width=\"1400\" height=\"70\"",
        ),
    ] {
        let column = html.split("<li>").find(|it| it.contains(level)).unwrap();
        for part in [date, words, step] {
            assert!(column.contains(part), "no {part} in {column}");
        }
    }
    assert_eq!(html.matches("It ran well").count(), 1, "told once");
    assert!(!html.contains("Thin"), "its level never changed");
}

#[test]
fn the_ledger_tells_pitfalls_by_kind_with_what_guards_against_them() {
    let text = text(&built(), "overview/pitfalls/index.html");
    for words in [
        "|Overload|Came up twice, resolved once|Cover|from|Shared|",
        "|Too much|Full|Less|resolved|",
        "|Again|Full|not stated|",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
    assert!(!text.contains("Never met"), "{text}");
}

#[test]
fn views_of_nothing_are_not_made() {
    let built = site("").build().fine();
    let paths = built.paths();
    assert!(!paths.iter().any(|it| it.starts_with("overview/")), "{paths:?}");
    assert!(!built.text("index.html").contains("overview/"));
}

#[test]
fn one_person_is_accountable_in_the_list_of_roles() {
    let text = text(&built(), "case-studies/full/index.html");
    assert!(
        text.contains(
            "|Science teacher; Rowan Ellery|Accountable: answers for the result|Rowan Ellery|Informed: was kept up to date|Chair of the board|"
        ),
        "{text}"
    );
}

#[test]
fn the_author_alone_sees_interview_cards_and_consent() {
    for audience in [Visibility::Public, Visibility::Panel] {
        let built = site(FILES).audience(audience).build().fine();
        let all = built.everything();
        let mine = |path: &str| path.starts_with("interview/") || path.starts_with("consent/");
        assert!(
            !all.iter().any(|it| mine(&it.0) || it.1.contains("interview/") || it.1.contains("consent/"))
        );
    }
    let built = site(FILES).audience(Visibility::Private).build().fine();
    let cards = text(&built, "interview/index.html");
    for words in [
        "|Full|August 2024 – June 2025|Situation|S.|Task|Led by: Science teacher.|They decide, with my advice|",
        "|Result|4 (target: 3)|: M|",
        "|What did you do yourself?|I kept: Safety|",
        "|What is still unresolved?|Again|",
        "|What went wrong?|Too much. Less|",
        "|M: Did your work cause this?|Say only that it changed.",
    ] {
        assert!(cards.contains(words), "no {words} in\n{cards}");
    }
    let consent = text(&built, "consent/index.html");
    let row = "|p-lead|Science teacher|given|Thin|led it|Full|led it, decides|";
    assert!(consent.contains(row), "{consent}");
    assert!(consent.contains("|p-board|Chair of the board|given|Full|informed|"), "{consent}");
}
