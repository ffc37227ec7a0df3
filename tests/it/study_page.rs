//! The page of a case study and of an approach: the story first, the evidence in sections that answer while closed, and
//! nothing twice.

use super::support::{Built, site};

const PEOPLE: &str = r#"--- content/people.yaml
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: given, scope: [role, quote], date: 2025-01-01 } }
  - { id: p-reps, kind: student, role: "Student representatives", size: 12, minor: true, consent: { status: given, scope: [role], date: 2025-01-01, by: guardian } }
--- content/testimonials.yaml
testimonials: [{ id: letter, from: p-lead, text: "It went well.", about: [full], permission: { status: given } }]
"#;

const FULL: &str = r#"---
title: Full
summary: S.
status: completed
verdict: met
problem: "Nobody knew who decides."
led_by: [p-lead]
accountable: p-owner
team: [p-reps]
delegation: { level: 5, history: [{ date: 2024-08, level: 3 }, { date: 2024-11, level: 5 }], retained: ["Safety decisions"], decisions: [{ area: "The timetable", decided_by: [p-lead], level: 5 }] }
communication: { check_ins: [{ with: [p-lead], cadence: fortnightly, minutes: 25 }] }
start: 2024-08-19
end: 2025-06-13
timeline: [{ date: 2025-01-13, kind: setback, event: "The form changed" }]
outcomes:
  - { id: told, kind: quantitative, primary: true, metric: "Told in the story", unit: percent, direction: increase, baseline: { value: 52 }, target: { value: 65 }, result: { value: 63 }, caveats: ["Other students"] }
  - { id: kept, kind: quantitative, metric: "Kept for the evidence", unit: percent, direction: increase, target: { value: 70 }, result: { value: 74 } }
pitfalls: [{ kind: scope, what: "P", resolved: "yes" }, { kind: overload, what: "Q", resolved: partly }]
artifacts: [{ id: chart, type: link, title: "Decision chart", href: "https://example.org/chart" }]
checked_with: [{ person: p-lead, date: 2025-06-24 }]
---
"#;

fn with_story(story: &str) -> Built {
    site(&format!("{PEOPLE}--- content/case-studies/full.md\n{FULL}{story}\n")).build()
}

fn page(story: &str) -> String {
    with_story(story).text("case-studies/full/index.html")
}

/// The page from the heading of the evidence on, and what is before it.
fn split(html: &str) -> (&str, &str) {
    html.split_once("<section class=\"evidence-zone\"").expect("there is evidence")
}

#[test]
fn what_the_story_shows_is_linked_from_the_evidence_and_not_repeated() {
    let figures = [
        ("![](outcome:told)", "outcome-told", "Other students"),
        ("![](artifact:chart)", "artifact-chart", "https://example.org/chart"),
        ("![](testimonial:letter)", "testimonial-letter", "It went well."),
        ("![](decisions:full)", "lf-decisions", "<table>"),
        ("![](timeline:full)", "lf-timeline", "The form changed"),
    ];
    let without = page("## Story\n\nText.");
    for (figure, id, told) in figures {
        let html = page(&format!("## Story\n\nText.\n\n{figure}\n"));
        let (story, evidence) = split(&html);
        assert!(story.contains(&format!("<div class=\"placed\" id=\"{id}\">")), "{figure}: {story}");
        assert!(story.contains(told), "{figure} says all that is known: {story}");
        assert!(!evidence.contains(told), "{figure} is told twice: {evidence}");
        assert!(evidence.contains(&format!("<a href=\"#{id}\">")), "{figure}: {evidence}");
        assert_eq!(html.matches(&format!(" id=\"{id}\"")).count(), 1, "{figure}");
        assert!(split(&without).1.contains(told), "without the figure, the evidence shows it: {figure}");
    }
}

#[test]
fn a_figure_has_its_id_once_though_the_story_shows_it_twice() {
    let html = page("## Story\n\nText.\n\n![](outcome:told)\n\nText.\n\n![](outcome:told)\n");
    assert_eq!(html.matches(" id=\"outcome-told\"").count(), 1, "{html}");
    assert_eq!(html.matches("Other students").count(), 1, "the caveat is told once: {html}");
}

#[test]
fn a_figure_of_another_page_has_no_id_and_changes_no_evidence() {
    let other = "--- content/pages/about.md\n---\ntitle: About\n---\nText.\n\n![](outcome:full/told)\n";
    let built = site(&format!("{PEOPLE}--- content/case-studies/full.md\n{FULL}Text.\n{other}")).build();
    let about = built.text("pages/about/index.html");
    assert!(about.contains("Told in the story") && !about.contains("class=\"placed\""), "{about}");
    let html = built.text("case-studies/full/index.html");
    assert!(split(&html).1.contains("<li class=\"whole\" id=\"outcome-told\">"), "{html}");
}

#[test]
fn sections_of_the_evidence_answer_while_they_are_closed() {
    let html = page("## Story\n\nText.");
    let sections = [
        ("Outcomes", "1 target met and 1 target missed"),
        ("Who decided what", "Level 3, then 5; 1 decision"),
        ("People", "Led by 1 person, 12 on the team"),
        ("Communication", "Every two weeks, 25 minutes"),
        ("Timeline", "August 2024 – June 2025, 1 setback"),
        ("Challenges", "Resolved: 1, partly resolved: 1"),
        ("Artifacts", "Decision chart"),
        ("What others say", "Science teacher"),
        ("Reviewed by", "Science teacher, June\u{a0}24, 2025"),
    ];
    for (title, line) in sections {
        let summary = format!("<summary><h3>{title}</h3> <span>{line}</span></summary>");
        assert!(html.contains(&summary), "{summary} in {html}");
    }
    assert_eq!(html.matches("<details class=\"fold\" open>").count(), 1, "outcomes are open: {html}");
    assert_eq!(html.matches("<details class=\"fold\">").count(), sections.len() - 1, "{html}");
}

#[test]
fn a_target_is_told_before_there_is_a_result() {
    let target = "target: { value: 70 }, result: { value: 74 }";
    assert!(FULL.contains(target));
    let open = FULL.replace(target, "target: { value: 70 }");
    let html = |study: &str| {
        site(&format!("{PEOPLE}--- content/case-studies/full.md\n{study}Text.\n"))
            .build()
            .text("case-studies/full/index.html")
    };
    let page = html(&open);
    assert!(page.contains("<span>1 target missed and 1 target not measured</span>"), "{page}");
    assert!(page.contains("<p class=\"outcome-figure\"><span>Target: 70%</span></p>"), "{page}");
    // The summary gives the target of the main result.
    let nothing_yet = open.replace(", result: { value: 63 }", "");
    let page = html(&nothing_yet);
    assert!(page.contains("<p>Told in the story</p>\n<p>Target: 65%</p>"), "{page}");
    assert!(page.contains("<span>2 targets not measured</span>"), "{page}");
    let without = nothing_yet.replace("target: { value: 70 }", "population: P");
    assert!(html(&without).contains("<span>1 target not measured and 1 outcome without a target</span>"));
}

#[test]
fn links_lead_into_the_sections_so_that_following_one_opens_it() {
    let html = page("## Story\n\nText.");
    for section in html.split("<details class=\"fold\"").skip(1) {
        let (summary, content) = section.split_once("</summary>").unwrap();
        assert!(!summary.contains(" id="), "{summary}");
        assert!(content.contains(" id=\"lf-"), "{content}");
    }
    for link in html.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(html.contains(&format!(" id=\"{id}\"")), "#{id} leads to nothing");
    }
}

#[test]
fn people_have_their_parts_in_words_and_the_scale_of_levels_is_drawn_once() {
    let html = page("## Story\n\nText.\n\n![](decisions:full)\n");
    assert!(
        html.contains(
            "<dt>Responsible: did the work</dt><dd>Science teacher; student representatives (12)</dd>"
        ),
        "{html}"
    );
    assert!(html.contains("<dt>Accountable: answers for the result</dt><dd>Rowan Ellery</dd>"), "{html}");
    assert!(!html.contains("<dt>Consulted") && !html.contains("<abbr"), "{html}");
    assert_eq!(html.matches("class=\"steps\"").count(), 1, "{html}");
    assert_eq!(html.matches("Levels run from 1").count(), 1, "{html}");
    assert_eq!(html.matches("Safety decisions").count(), 1, "{html}");
}

#[test]
fn the_header_tells_how_long_both_parts_take_and_nothing_empty_is_shown() {
    let html = page(&format!("## Story\n\n{}", "word ".repeat(300)));
    assert!(html.contains("2 min story · 1 min evidence"), "{html}");
    assert!(!html.contains("page-cover"), "{html}");
    let minimal = site(&format!("--- content/case-studies/a.md\n{}", super::support::study("Text."))).build();
    let html = minimal.text("case-studies/a/index.html");
    assert!(html.contains("<dt>Status</dt>") && !html.contains("<dt>Result</dt>"), "{html}");
    assert!(!html.contains("lf-outcomes") && !html.contains("lf-contact"), "{html}");
}

#[test]
fn a_long_record_takes_longer_to_read() {
    let long = FULL.replace("\"Other students\"", &format!("\"{}\"", "word ".repeat(500)));
    let built = site(&format!("{PEOPLE}--- content/case-studies/full.md\n{long}Text.\n")).build();
    let html = built.text("case-studies/full/index.html");
    assert!(html.contains("1 min story · 3 min evidence"), "{html}");
}

#[test]
fn an_approach_without_case_studies_has_no_section_about_them() {
    let essay = "---\ntitle: Coaching\n---\n## Why?\n\nWords.\n\n## How have I used it?\n";
    let files = format!("--- content/approaches/coaching.md\n{essay}");
    let unused = || site(&files);
    let html = unused().build().text("approaches/coaching/index.html");
    assert!(!html.contains("How have I used it?") && !html.contains("No case study"), "{html}");
    let study = super::support::study("Text.").replacen("---\n", "---\napproaches: [coaching]\n", 1);
    let html =
        unused().file("content/case-studies/a.md", study).build().text("approaches/coaching/index.html");
    assert_eq!(html.matches("How have I used it?</h2>").count(), 1, "{html}");
    assert!(html.contains("<a href=\"#how-have-i-used-it\">"), "{html}");
}

#[test]
fn a_title_of_an_artifact_keeps_its_own_direction_beside_other_words() {
    let arabic = FULL.replace("Decision chart", "مخطط القرار");
    let story = "![](artifact:chart)\n";
    let built = site(&format!("{PEOPLE}--- content/case-studies/full.md\n{arabic}{story}")).build();
    let html = built.text("case-studies/full/index.html");
    assert!(html.contains("<a href=\"https://example.org/chart\"><bdi>مخطط القرار</bdi></a>"), "{html}");
    assert!(html.contains("<a href=\"#artifact-chart\"><bdi>مخطط القرار</bdi></a> <small>"), "{html}");
}

#[test]
fn the_summary_tells_the_level_once_in_words_beside_its_scale() {
    let html = page("Text.");
    let summary = html.split("<section class=\"brief\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(
        summary.contains("They decide, with my advice</span> <small>(Level 3, then 5)</small>"),
        "{summary}"
    );
    assert_eq!(summary.matches("class=\"steps\"").count(), 1, "{summary}");
    assert!(!summary.contains("5 of 7"), "{summary}");
    let steady = FULL.replace("history: [{ date: 2024-08, level: 3 }, { date: 2024-11, level: 5 }], ", "");
    let steady = site(&format!("{PEOPLE}--- content/case-studies/full.md\n{steady}Text.\n")).build();
    let html = steady.text("case-studies/full/index.html");
    let summary = html.split("<section class=\"brief\"").nth(1).unwrap().split("</section>").next().unwrap();
    // The scale shows it; the words are for those who cannot see that.
    assert!(summary.contains("<span class=\"for-readers\"> (5 of 7)</span>"), "{summary}");
    assert!(!summary.contains("Level 5"), "{summary}");
}

#[test]
fn who_made_something_is_in_the_middle_of_a_sentence() {
    let made = |maker: &str| {
        let artifact = format!("title: \"Decision chart\", made_by: \"{maker}\"");
        let text = FULL.replace("title: \"Decision chart\"", &artifact);
        let built = site(&format!("{PEOPLE}--- content/case-studies/full.md\n{text}Text.\n")).build();
        let html = built.text("case-studies/full/index.html");
        let made = html.split("Made by ").nth(1).unwrap_or_else(|| panic!("{html}"));
        made.split('.').next().unwrap().to_owned()
    };
    assert_eq!(made("A grade 8 student"), "a grade 8 student");
    assert_eq!(made("Ana Perera"), "Ana Perera");
}

#[test]
fn an_approach_says_what_its_leader_keeps_before_its_text() {
    let approach =
        "---\ntitle: B\nleader_keeps: [Safety]\nchecklist: [\"Who decides?\"]\n---\n## Why\n\nThe essay.\n";
    let html = site("").file("content/approaches/b.md", approach).build().text("approaches/b/index.html");
    let places =
        ["On this page", "What I keep", "Who decides?", "<p>The essay."].map(|part| html.find(part).unwrap());
    assert!(places.is_sorted(), "{places:?} in {html}");
}

#[test]
fn texts_of_front_matter_have_the_typographic_marks_of_markdown() {
    let text = FULL
        .replace("title: Full\n", "title: \"The leaders' \\\"first\\\" year\"\n")
        .replace("summary: S.", "summary: \"They didn't ask -- they decided...\"")
        .replace("https://example.org/chart", "https://example.org/o'neil--chart")
        .replace("\"Other students\"", "\"It's other students\"");
    let files = format!("{PEOPLE}--- content/case-studies/full.md\n{text}Text that isn't YAML.\n");
    let built = site(&files).build();
    let html = built.text("case-studies/full/index.html");
    for set in [
        "The leaders’ “first” year</h1>",
        "They didn’t ask – they decided…",
        "It’s other students",
        "Text that isn’t YAML.",
        "https://example.org/o&#39;neil--chart",
    ] {
        assert!(html.contains(set), "no {set} in {html}");
    }
    assert_eq!(html.matches("&#39;").count(), html.matches("o&#39;neil").count(), "{html}");
    let german = site(&files.replace("title: \"The", "language: de\ntitle: \"The")).build();
    let html = german.text("case-studies/full/index.html");
    assert!(html.contains("The leaders’ „first“ year</h1>"), "{html}");
}
