//! Every field that an author may write reaches the model; what is missing, unknown or wrong is told with its place.

use std::collections::BTreeSet;

use leadfolio::content::date::PartialDate;
use leadfolio::content::enums::{
    ArtifactType, Cadence, CaseSelection, ClaimStrength, Collector, ComparisonKind, DepictedContent,
    Direction, EvaluationLevel, EventKind, FrameworkStatus, Initiator, OutcomeKind, PageKind,
    PermissionStatus, PersonKind, PitfallKind, PitfallResolution, RecruitmentMode, Redaction, ReleaseStatus,
    ShowAs, SourceType, SupportKind, TestimonialSource, Verdict, WorkStatus,
};
use leadfolio::content::markdown::RawHtml;
use leadfolio::content::scalar::Scalar;
use leadfolio::media::{Crop, FocusPoint};
use leadfolio::model::case_study::Evidence;
use leadfolio::model::delegation::SharedRecord;
use leadfolio::model::file::NamedPicture;
use leadfolio::model::ids::{ArtifactId, OutcomeId, PersonId};
use leadfolio::model::page::CardChoice;
use leadfolio::model::portfolio::Portfolio;
use leadfolio::model::settings::MenuTarget;
use leadfolio::model::units::Unit;
use leadfolio::scaffold::file_kinds;
use serde_json::Value;

use super::documents::archive;
use super::support::{Built, Site, bare_site, site, study};

const DRAWING: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>"#;

/// Everybody, so that each role in a case study is somebody else.
const PEOPLE: &str = r#"
--- content/people.yaml
schema: 1
sample: true
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { first: "Rowan", full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - id: p-lead
    kind: staff
    role: "Science teacher"
    show_as: first_name_role
    name: { first: "Nadia", full: "Nadia Example" }
    minor: false
    reports_to_owner: true
    consent: { status: given, scope: [role, name, photo, quote, voice, work], by: self, date: 2025-05-01, expires: 2028-06-30, record: "HR file 12", free_to_refuse: true, note: "Asked twice." }
  - { id: p-committee, kind: group, role: "Culture committee", size: 9, show_as: role, minor: false, consent: { status: not_needed } }
  - { id: p-student, kind: student, role: "Student representative", minor: true, consent: { status: given, scope: [role, quote], by: both } }
  - { id: p-family, kind: family, role: "Parent", minor: false, consent: { status: not_asked } }
  - { id: p-board, kind: board, role: "Chair of the board", minor: unknown, consent: { status: not_asked } }
  - { id: p-partner, kind: partner, role: "Coach", minor: false, consent: { status: not_asked } }
  - { id: p-neighbour, kind: community, role: "Librarian", show_as: hidden, minor: false, consent: { status: given } }
"#;

const PORTFOLIO: &str = r##"
--- content/portfolio.yaml
schema: 1
sample: true
title: "Leading through others"
url: "https://example.org/portfolio/"
language: en-GB
glossary: { PLC: "professional learning community" }
theme: base
menu: [{ page: /resume/, title: "My path", group: "My 'own' pages" }, { url: "https://school.example/", title: "Our school" }]
theme_options: { accent: "#123456", density: compact, logo: "mark.svg" }
card: off
raw_html: true
markdown: { mark: on, sub_and_superscript: on }
profile:
  name: "Rowan Ellery"
  name_note: "An invented name."
  headline: "Principal"
  bio: "A paragraph."
  photo: { file: "portrait.svg", alt: "Portrait", focus: [0.5, 0.3] }
  location: { city: "Larkmere", region: "Ohio", country_code: "US" }
  contact: { email: "rowan@example.org", phone: "+1 555 0100" }
  links:
    - { network: "LinkedIn", username: "rowan", url: "https://www.linkedin.com/in/rowan" }
positions:
  - id: larkmere
    title: "Principal"
    organisation: "Larkmere Middle School"
    anonymised: true
    start: 2021-07
    end: null
    setting: { phase: "middle", roll: 432, context: "rural" }
    summary: "Leads the school."
    highlights: ["Opened a library.", "Halved absence."]
  - { id: old, title: "Teacher", start: 2012, end: 2021-06-30 }
education:
  - { institution: "State University", award: "M.Ed.", area: "Leadership", start: 2015, end: 2017 }
credentials:
  - { name: "Principal licence", issuer: "Ohio", date: 2017-06, expires: 2027-06 }
learning:
  - { name: "Coaching", provider: "The Institute", date: 2023, hours: 12.5, summary: "Listening.", url: "https://example.org/coaching" }
awards:
  - { title: "Rural leader", date: 2024-05-02, awarder: "The State", summary: "For the library." }
publications:
  - { name: "Handing over", publisher: "The Journal", release_date: 2025-02, url: "https://example.org/article", summary: "On handovers." }
skills:
  - { name: "Mediation", keywords: ["restorative talks", "family meetings"] }
service:
  - { role: "Board member", organisation: "Town library", start: 2020, end: 2023-06, summary: "Chose the director.", url: "https://example.org/library" }
languages:
  - { language: "English", fluency: "native" }
frameworks: [own-2024]
primary_framework: own-2024
featured: [all-fields]
copyright: { holder: "Rowan Ellery", since: 2024, licence: "CC BY 4.0" }
privacy: { min_group_size: 12, minors: role_only, comments: on, allow_hosts: [stats.example.org], unread_files: [files/book.zip] }
"##;

const FRAMEWORKS: &str = r#"
--- content/standards/own-2024.yaml
schema: 1
sample: true
id: own-2024
name: "Our Own Standards"
short: "OOS"
publisher: "The District"
year: 2024
year_note: "Second printing."
country: US
status: superseded
status_note: "A draft is about."
superseded_by: own-2030
source_url: "https://example.org/standards"
licence_note: "Do not paste the texts into this file."
attribution: "Contains information of The District."
titles_official: true
unit: domain
sections:
  - { id: a, title: "People" }
standards:
  - { id: "1", title: "Trust", group: a }
  - { id: "2", title: "Work", group: "Things" }
requirements:
  - { id: r1, title: "Vision" }
attributes:
  - { id: c, title: "Character" }
crosswalk:
  - { from: "1", to: "psel-2015/7", note: "roughly", by: "Rowan" }
--- content/standards/own-2030.yaml
name: "Our Later Standards"
"#;

const STUDY: &str = r#"
--- content/case-studies/file-name.md
---
schema: 1
sample: true
id: all-fields
slug: every-field
template: study
card: false
title: "Every field"
summary: "A summary."
cover: { file: "chart.svg", alt: "The chart", focus: [0.5, 0.3] }
status: stopped
status_reason: "The money ran out."
verdict: not_met
language: es
visibility: public
updated: 2026-02-01
date: 2025-09-01
draft: false
aliases: [/old/, /older/page.html]
approaches: [distributed]
tags: [school culture, "Time"]
position: larkmere
problem: "Nobody felt heard."
lesson: "Ask first."
lint_allow: [{ rule: DEL-07, why: "Agreed by word of mouth." }]
initiated_by: { people: [p-student], kind: student }
led_by: [p-lead, p-committee]
accountable: p-owner
accountable_note: "By law."
team: [p-family]
consulted: [p-board]
informed: [p-partner, p-neighbour]
delegation:
  level: 5
  joined: elected
  history:
    - { date: 2024-08, level: 3, why: "To begin with." }
    - { date: 2025-01-10, level: 5, why: "It went well." }
  authority: ["Spend 1,500."]
  limits: ["No contracted time."]
  retained: ["Safety."]
  decisions:
    - { area: "Routines", decided_by: [p-committee, p-owner], level: 4, limit: "Within the law." }
  support:
    - { kind: time, what: "Lessons off", amount: 36.5, unit: lessons }
    - { what: "A room" }
  take_back: "Only for safety."
communication:
  channels: ["A shared page"]
  check_ins:
    - { with: [p-lead], cadence: fortnightly, minutes: 30, purpose: "Unblocking" }
  escalation: "Call me."
  record: chart
start: 2024-08-19
end: 2025-06
timeline:
  - { date: 2025-03, kind: setback, event: "The grant ended." }
  - { date: 2024-09-16, kind: decision, event: "The committee met." }
logic:
  inputs: ["Time"]
  activities: ["Meetings"]
  outputs: ["A handbook"]
  outcomes: ["Calm"]
  impact: ["Learning"]
  assumptions: ["Trust"]
outcomes:
  - id: absence
    kind: quantitative
    metric: "Days missed"
    unit: "currency:USD"
    direction: decrease
    baseline_note: "Nobody counted."
    unintended: true
  - id: belonging
    kind: quantitative
    primary: true
    metric: "Students who belong"
    unit: percent
    direction: increase
    population: "All students"
    baseline: { value: 52, date: 2024-05-14, n: 408, note: "Paper." }
    target: { value: 65, date: 2025-05, n: 420, note: "Agreed." }
    result: { value: 63.5, date: 2025-05-13, n: 399, note: "Online." }
    series:
      - { value: 60, date: 2025-01, n: 390, note: "A short form." }
      - { value: 55, date: 2024-10, n: 400 }
    change: { value: 11.5, unit: percentage_points }
    comparison: { kind: other_group, label: "The other school", baseline: 50, result: 51 }
    source: { name: "Climate survey", type: survey, collected_by: third_party, artifact: chart, url: "https://example.org/survey" }
    claim: contributed
    contribution: "We think so because."
    evaluation_level: guskey-4
    caveats: ["Other students."]
  - id: words
    kind: qualitative
    statement: "They felt heard."
    method: "Interviews"
    selection: typical
    date: 2025-06-02
    quote: { text: "We chose it.", speaker: p-student }
pitfalls:
  - { kind: unclear_roles, what: "Two owners.", mitigation: "A chart.", resolved: "no", date: 2024-11 }
  - { what: "Rain." }
standards:
  - { ref: own-2024/1, why: "Trust grew.", evidence: [belonging, chart] }
artifacts:
  - id: chart
    type: photo
    title: "Decision chart"
    caption: "Who decides."
    date: 2024-10-01
    made_by: "The committee"
    file: "chart.svg"
    alt: "A chart"
    redaction: partial
    contains: [students, staff, families, grades, health, contact]
    faces: false
    people: [p-lead]
    release: { status: on_file, ref: "Office", expires: 2027, scope: "The site" }
    permission: { from: employer, status: given, date: 2025-01, may_edit: false }
    licence: "CC BY 4.0"
    visibility: public
  - { id: film, type: video, title: "A film", href: "https://example.org/film", captions: "film.vtt", transcript: "film.txt", poster: "line.svg" }
  - { id: line, type: photo, title: "A line", file: "line.svg", decorative: true }
  - { id: notes, type: document, title: "Notes", file: "notes.odt", clean: true, thumbnail: "line.svg" }
checked_with:
  - { person: p-lead, date: 2025-06-24, note: "Two words changed." }
---
Text.

## Reflection

More.
"#;

const REST: &str = r#"
--- content/approaches/distributed.md
---
schema: 1
sample: true
id: distributed
slug: distributing
template: approach.html
card: false
title: "Distributed leadership"
aka: ["Shared leadership"]
summary: "In a sentence."
stance: "When people want it."
sources: [{ who: "Spillane, J. P.", year: 2006, what: "Distributed Leadership", idea: "Practice.", url: "https://example.org/book" }]
pitfalls: [{ kind: unclear_roles, title: "Two owners", signs: ["Silence"], guard: "A chart" }]
cover: { file: "line.svg", alt: "The line", focus: [0.5, 0.3] }
leader_keeps: ["Safety"]
checklist: ["Who decides?"]
related: [coaching]
language: es
visibility: public
updated: 2026-01
date: 2025-01
draft: false
aliases: [/essay/]
lint_allow: [{ rule: TXT-12, why: "The sentence is quoted." }]
---
Essay.
--- content/approaches/coaching.md
---
title: "Coaching"
---
Essay.
--- content/pages/plan.md
---
schema: 1
sample: true
id: entry-plan
url: /entry-plan/
template: page
card: true
title: "Entry plan"
summary: "Ninety days."
cover: { file: "mark.svg", alt: "The mark", focus: [0.5, 0.3] }
kind: vision
versions: [{ date: 2024-07, note: "First." }, { date: 2025-07, note: "Second." }]
current: 2025-07
navigation: false
language: es
visibility: public
updated: 2025-07-01
date: 2024-07-01
draft: false
aliases: [/plan.html]
lint_allow: [{ rule: TXT-12, why: "The sentence is quoted." }]
---
Plan.
--- content/pages/other.md
---
title: "Other"
slug: another
---
Page.
--- content/index.md
---
title: "Welcome"
summary: "Home."
updated: 2026-03
---
Hello.
--- content/testimonials.yaml
schema: 1
sample: true
testimonials:
  - id: t-lead
    from: p-lead
    relation: "Reports to the principal"
    date: 2025-06
    about: [all-fields]
    text: "She let us."
    permission: { from: authors, status: given, date: 2025-06-30, may_edit: true }
    visibility: public
    source: letter
"#;

fn everything() -> Built {
    let site = bare_site(&format!("{PORTFOLIO}{PEOPLE}{FRAMEWORKS}{STUDY}{REST}"));
    let files = ["mark.svg", "portrait.svg", "chart.svg", "line.svg"];
    let site = files.iter().fold(site, |site, name| site.file(&format!("content/files/{name}"), DRAWING));
    let site = site.file("content/files/notes.odt", archive(&[("content.xml", b"<office:text/>")]));
    site.file("content/files/film.vtt", "WEBVTT").file("content/files/film.txt", "Words").build().fine()
}

/// Fields that the files above do not write, by kind and the start of the path.
const ELSEWHERE: &[(&str, &str)] = &[
    ("portfolio", "comments"),    // search.rs, deploy.rs
    ("portfolio", "deploy"),      // deploy.rs
    ("portfolio", "paper"),       // print.rs
    ("portfolio", "publish_pdf"), // published_pdfs.rs
    ("portfolio", "highlight"),   // highlight.rs
    ("portfolio", "search"),      // search.rs
    ("portfolio", "share"),       // pages.rs
    ("portfolio", "year_starts"), // views.rs
    // Sections, requirements and attributes are read as standards are, and only these have a group.
    ("standards", "sections[].group"),
    ("standards", "requirements[].group"),
    ("standards", "attributes[].group"),
];

/// Adds the paths of all fields of a value, as the list of fields writes them: `outcomes[].id`.
fn add_paths(value: &Value, path: &str, paths: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                add_paths(value, &path, paths);
                paths.insert(path);
            }
        }
        Value::Array(entries) => {
            entries.iter().for_each(|entry| add_paths(entry, &format!("{path}[]"), paths));
        }
        _ => {}
    }
}

#[test]
fn every_field_of_the_kinds_tested_here_is_written_in_the_files_above() {
    let all = format!("{PORTFOLIO}{PEOPLE}{FRAMEWORKS}{STUDY}{REST}");
    let files: Vec<(&str, &str)> =
        all.split("\n--- ").filter_map(|file| file.trim_start_matches("--- ").split_once('\n')).collect();
    let mut missing = Vec::new();
    for name in ["case-study", "approach", "page", "portfolio", "people", "testimonials", "standards"] {
        let kind = file_kinds().find(|kind| kind.name == name).unwrap();
        let is_of_kind =
            |path: &str| kind.files.split(", ").any(|glob| path.starts_with(glob.split('*').next().unwrap()));
        let mut written = BTreeSet::new();
        for (_, text) in files.iter().filter(|(path, _)| is_of_kind(path)) {
            let yaml = if kind.is_front_matter { text.split("---\n").nth(1).unwrap() } else { text };
            add_paths(&serde_yaml::from_str(yaml).unwrap(), "", &mut written);
        }
        assert!(written.len() > 10, "{name}: {written:?}");
        let rows = kind.to_markdown();
        let fields = rows.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        for (field, _) in fields.filter(|(field, _)| !written.contains(*field)) {
            if !ELSEWHERE.iter().any(|(kind, start)| *kind == name && field.starts_with(start)) {
                missing.push(format!("{name}: {field}"));
            }
        }
    }
    assert!(missing.is_empty(), "write a value, and assert that it reaches the model: {missing:?}");
}

fn shown(date: Option<PartialDate>) -> String {
    date.map(|it| it.to_string()).unwrap_or_default()
}

/// A picture of front matter, cut around the point that the files above name.
fn picture(name: &str, alt: &str, crop: impl Fn(FocusPoint) -> Crop) -> NamedPicture {
    let focus = FocusPoint::new(0.5, 0.3).unwrap();
    NamedPicture { file: format!("files/{name}"), alt: alt.to_owned(), crop: Some(crop(focus)) }
}

fn ids(portfolio: &Portfolio, people: &[PersonId]) -> Vec<String> {
    people.iter().map(|it| portfolio.person(*it).id.clone()).collect()
}

#[test]
fn every_field_of_a_case_study_s_head_reaches_the_model() {
    let built = everything();
    let study = built.study("all-fields");
    assert_eq!(study.head.source, "content/case-studies/file-name.md");
    assert_eq!(study.head.path, "case-studies/every-field/");
    assert_eq!(study.head.template.as_deref(), Some("study"));
    assert_eq!(study.head.card, Some(CardChoice::None));
    assert_eq!(study.head.title, "Every field");
    assert_eq!(study.head.cover, Some(picture("chart.svg", "The chart", Crop::cover)));
    assert_eq!(study.head.aliases, ["old/", "older/page.html"]);
    assert!(study.head.sample);
    assert_eq!(
        (shown(study.head.updated), shown(study.head.date)),
        ("2026-02-01".into(), "2025-09-01".into())
    );
    assert_eq!(study.summary, "A summary.");
    assert_eq!(study.status, WorkStatus::Stopped);
    assert_eq!(study.status_reason.as_deref(), Some("The money ran out."));
    assert_eq!(study.verdict, Some(Verdict::NotMet));
    assert_eq!(study.problem.as_deref(), Some("Nobody felt heard."));
    assert_eq!(study.lesson.as_deref(), Some("Ask first."));
    assert_eq!(study.head.allowed_lints, [("DEL-07".to_owned(), "Agreed by word of mouth.".to_owned())]);
    let portfolio = built.portfolio();
    assert_eq!(portfolio.approaches[study.approaches[0].0].head.id, "distributed");
    assert_eq!(portfolio.resume.positions[study.position.unwrap().0].id, "larkmere");
    let tags: Vec<&str> =
        study.tags.iter().map(|it| portfolio.tag_page(it).unwrap().title.as_str()).collect();
    assert_eq!(tags, ["school culture", "Time"]);
    assert!(study.body.text().starts_with("Text."));
}

#[test]
fn every_person_of_a_case_study_reaches_the_model_in_their_part() {
    let built = everything();
    let (portfolio, study) = (built.portfolio(), built.study("all-fields"));
    let (kind, people) = study.initiated_by.as_ref().unwrap();
    assert_eq!((*kind, ids(portfolio, people)), (Some(Initiator::Student), vec!["p-student".to_owned()]));
    assert_eq!(ids(portfolio, &study.led_by), ["p-lead", "p-committee"]);
    assert_eq!(ids(portfolio, &[study.accountable]), ["p-owner"]);
    assert_eq!(study.accountable_note.as_deref(), Some("By law."));
    assert_eq!(ids(portfolio, &study.team), ["p-family"]);
    assert_eq!(ids(portfolio, &study.consulted), ["p-board"]);
    assert_eq!(ids(portfolio, &study.informed), ["p-partner", "p-neighbour"]);
    let check = &study.checked_with[0];
    assert_eq!(ids(portfolio, &[check.person]), ["p-lead"]);
    assert_eq!(
        (shown(check.date).as_str(), check.note.as_deref()),
        ("2025-06-24", Some("Two words changed."))
    );
}

#[test]
fn every_field_of_a_handover_reaches_the_model() {
    let built = everything();
    let (portfolio, study) = (built.portfolio(), built.study("all-fields"));
    let handover = &study.delegation;
    assert_eq!((handover.level.number(), handover.joined), (5, Some(RecruitmentMode::Elected)));
    let history: Vec<(String, u8, &str)> = handover
        .history
        .iter()
        .map(|(date, level, why)| (shown(*date), level.number(), why.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        history,
        [("2024-08".to_owned(), 3, "To begin with."), ("2025-01-10".to_owned(), 5, "It went well.")]
    );
    assert_eq!(handover.authority, ["Spend 1,500."]);
    assert_eq!(handover.limits, ["No contracted time."]);
    assert_eq!(handover.retained, ["Safety."]);
    assert_eq!(handover.take_back.as_deref(), Some("Only for safety."));
    let decision = &handover.decisions[0];
    assert_eq!(decision.area, "Routines");
    assert_eq!(ids(portfolio, &decision.decided_by), ["p-committee", "p-owner"]);
    assert_eq!(decision.level.map(|it| it.number()), Some(4));
    assert_eq!(decision.limit.as_deref(), Some("Within the law."));
    let [time, room] = &handover.support[..] else { panic!("{:?}", handover.support) };
    assert_eq!((time.kind, time.amount), (SupportKind::Time, Some(36.5)));
    assert_eq!((time.what.as_deref(), time.unit.as_deref()), (Some("Lessons off"), Some("lessons")));
    assert_eq!((room.kind, room.what.as_deref()), (SupportKind::Other, Some("A room")));
}

#[test]
fn every_field_of_communication_timeline_and_logic_reaches_the_model() {
    let built = everything();
    let (portfolio, study) = (built.portfolio(), built.study("all-fields"));
    let talk = &study.communication;
    assert_eq!(talk.channels, ["A shared page"]);
    assert_eq!(talk.escalation.as_deref(), Some("Call me."));
    assert!(matches!(talk.record, Some(SharedRecord::Artifact(ArtifactId(0)))));
    let meeting = &talk.check_ins[0];
    assert_eq!(ids(portfolio, &meeting.with), ["p-lead"]);
    assert_eq!((meeting.cadence, meeting.minutes), (Some(Cadence::Fortnightly), Some(30)));
    assert_eq!(meeting.purpose.as_deref(), Some("Unblocking"));
    assert_eq!((study.start.to_string().as_str(), shown(study.end).as_str()), ("2024-08-19", "2025-06"));
    let events: Vec<(String, EventKind, &str)> =
        study.timeline.iter().map(|it| (shown(it.date), it.kind, it.event.as_str())).collect();
    assert_eq!(
        events,
        [
            ("2024-09-16".to_owned(), EventKind::Decision, "The committee met."),
            ("2025-03".to_owned(), EventKind::Setback, "The grant ended."),
        ]
    );
    let logic: Vec<(&str, &str)> =
        study.logic.iter().map(|(name, items)| (*name, items[0].as_str())).collect();
    assert_eq!(
        logic,
        [
            ("logic-inputs", "Time"),
            ("logic-activities", "Meetings"),
            ("logic-outputs", "A handbook"),
            ("logic-outcomes", "Calm"),
            ("logic-impact", "Learning"),
            ("logic-assumptions", "Trust"),
        ]
    );
}

#[test]
fn every_field_of_a_measured_outcome_reaches_the_model_and_the_primary_one_comes_first() {
    let built = everything();
    let outcomes = &built.study("all-fields").outcomes;
    let names: Vec<&str> = outcomes.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(names, ["belonging", "absence", "words"]);
    let it = &outcomes[0];
    assert_eq!(
        (it.kind, it.primary, it.title.as_str()),
        (OutcomeKind::Quantitative, true, "Students who belong")
    );
    assert_eq!((&it.unit, it.direction), (&Unit::Percent, Some(Direction::Increase)));
    assert_eq!(it.population.as_deref(), Some("All students"));
    let before = it.baseline.as_ref().unwrap();
    assert_eq!((before.value, shown(before.date).as_str(), before.n), (52.0, "2024-05-14", Some(408)));
    assert_eq!(before.note.as_deref(), Some("Paper."));
    let target = it.target.as_ref().unwrap();
    assert_eq!((target.value, shown(target.date).as_str(), target.n), (65.0, "2025-05", Some(420)));
    assert_eq!(target.note.as_deref(), Some("Agreed."));
    let result = it.result.as_ref().unwrap();
    assert_eq!((result.value, shown(result.date).as_str(), result.n), (63.5, "2025-05-13", Some(399)));
    assert_eq!(
        (result.note.as_deref(), it.series[1].note.as_deref()),
        (Some("Online."), Some("A short form."))
    );
    let series: Vec<(f64, String)> = it.series.iter().map(|it| (it.value, shown(it.date))).collect();
    assert_eq!(series, [(55.0, "2024-10".to_owned()), (60.0, "2025-01".to_owned())]);
    let others = it.comparison.as_ref().unwrap();
    assert_eq!(
        (others.kind, others.label.as_deref()),
        (ComparisonKind::OtherGroup, Some("The other school"))
    );
    assert_eq!((others.baseline, others.result), (Some(50.0), Some(51.0)));
    let source = it.source.as_ref().unwrap();
    assert_eq!((source.name.as_deref(), source.kind), (Some("Climate survey"), Some(SourceType::Survey)));
    assert_eq!((source.collected_by, source.artifact), (Some(Collector::ThirdParty), Some(ArtifactId(0))));
    assert_eq!(source.url.as_deref(), Some("https://example.org/survey"));
    assert_eq!(
        (it.claim, it.contribution.as_deref()),
        (ClaimStrength::Contributed, Some("We think so because."))
    );
    assert_eq!((it.evaluation_level, it.unintended), (Some(EvaluationLevel::Guskey4), false));
    assert_eq!(it.caveats, ["Other students."]);
    let other = &outcomes[1];
    assert_eq!((other.claim, other.unintended), (ClaimStrength::Reported, true));
    assert_eq!((&other.unit, other.direction), (&Unit::Currency("USD".into()), Some(Direction::Decrease)));
    assert_eq!(other.baseline_note.as_deref(), Some("Nobody counted."));
}

#[test]
fn every_field_of_a_described_outcome_reaches_the_model() {
    let built = everything();
    let it = &built.study("all-fields").outcomes[2];
    assert_eq!((it.kind, it.title.as_str()), (OutcomeKind::Qualitative, "They felt heard."));
    assert_eq!((it.method.as_deref(), it.selection), (Some("Interviews"), Some(CaseSelection::Typical)));
    assert_eq!(shown(it.date), "2025-06-02");
    let (words, speaker) = it.quote.as_ref().unwrap();
    assert_eq!(
        (words.as_str(), ids(built.portfolio(), &[speaker.unwrap()])),
        ("We chose it.", vec!["p-student".to_owned()])
    );
}

#[test]
fn frameworks_of_mahara_are_read_in_both_versions_of_their_format() {
    let first = r#"{"framework": {"institution": "all", "name": "Practice", "description": "<p>Long</p>", "selfassess": true, "standards": [
	{"shortname": "Knowledge 1.", "name": "Knowing learners", "priority": 1, "standardelement": [
		{"shortname": "1.1", "name": "How they learn", "description": "Long", "parent": false}, {"shortname": "1.2", "name": "Who they are"}]},
	{"shortname": "Conduct", "name": "Ethics", "priority": 2}]}}"#;
    let second = r#"{"framework": {"name": "Leading", "evidencestatuses": [{"begun": "Ready"}], "standards": [{"shortname": "People", "name": "Leading people", "standardid": 1}],
"standardelements": [{"shortname": "Trust", "name": "Building trust", "standardid": 1, "elementid": "1.0"},
{"shortname": "Alone", "name": "Of no standard", "standardid": 7, "elementid": 2}]}}"#;
    let claims = "standards: [{ ref: practice/1.1 }, { ref: leading/1.0 }]";
    let page = study("Text.").replacen("title:", &format!("{claims}\ntitle:"), 1);
    let files = format!(
        "--- content/standards/practice.matrix\n{first}\n--- content/standards/leading.matrix\n{second}\n--- content/case-studies/a.md\n{page}"
    );
    let built = site(&files).build();
    assert_eq!(built.errors(), [""; 0], "{}", built.report());
    let told: Vec<String> = built
        .portfolio()
        .frameworks
        .iter()
        .flat_map(|it| {
            it.standards.iter().map(|one| {
                format!("{}/{} {} ({})", it.id, one.id, one.title, one.group.as_deref().unwrap_or("-"))
            })
        })
        .collect();
    assert_eq!(
        told,
        [
            "leading/1.0 Building trust (Leading people)",
            "leading/2 Of no standard (-)",
            "practice/1.1 How they learn (Knowing learners)",
            "practice/1.2 Who they are (Knowing learners)",
            "practice/Conduct Ethics (-)",
        ]
    );
    assert!(!built.text("standards/practice/1-1/index.html").contains("Long"));
    let torn = site(&format!("--- content/standards/torn.matrix\n{}", &first[..first.len() - 2])).build();
    torn.fails("STD-08 content/standards/torn.matrix:4:59 this isn't a framework exported from Mahara: EOF while parsing an object");
}

#[test]
fn every_field_of_pitfalls_and_standards_reaches_the_model() {
    let built = everything();
    let study = built.study("all-fields");
    let [roles, rain] = &study.pitfalls[..] else { panic!("{:?}", study.pitfalls) };
    assert_eq!((roles.kind, roles.what.as_str()), (PitfallKind::UnclearRoles, "Two owners."));
    assert_eq!(
        (roles.mitigation.as_deref(), roles.resolved),
        (Some("A chart."), Some(PitfallResolution::No))
    );
    assert_eq!(shown(roles.date), "2024-11");
    assert_eq!((rain.kind, rain.resolved), (PitfallKind::Other, None));
    let claim = &study.standards[0];
    let (framework, standard) = built.portfolio().standard(claim.standard);
    assert_eq!((framework.id.as_str(), standard.id.as_str()), ("own-2024", "1"));
    assert_eq!(claim.why.as_deref(), Some("Trust grew."));
    assert!(
        matches!(claim.evidence[..], [Evidence::Outcome(OutcomeId(0)), Evidence::Artifact(ArtifactId(0))]),
        "the outcome's number is its place after sorting: {:?}",
        claim.evidence
    );
}

#[test]
fn every_field_of_an_artifact_reaches_the_model() {
    let built = everything();
    let artifacts = &built.study("all-fields").artifacts;
    let [chart, film, line, notes] = &artifacts[..] else { panic!("{artifacts:?}") };
    assert_eq!(
        (chart.id.as_str(), chart.kind, chart.title.as_str()),
        ("chart", ArtifactType::Photo, "Decision chart")
    );
    assert_eq!((chart.caption.as_deref(), shown(chart.date).as_str()), (Some("Who decides."), "2024-10-01"));
    assert_eq!(
        (chart.made_by.as_deref(), chart.file.as_deref()),
        (Some("The committee"), Some("files/chart.svg"))
    );
    assert_eq!((chart.alt.as_deref(), chart.redaction), (Some("A chart"), Some(Redaction::Partial)));
    use DepictedContent::{Contact, Families, Grades, Health, Staff, Students};
    assert_eq!(chart.contains, [Students, Staff, Families, Grades, Health, Contact]);
    assert_eq!(
        (chart.faces, ids(built.portfolio(), &chart.people)),
        (Some(false), vec!["p-lead".to_owned()])
    );
    assert_eq!(
        (chart.release, chart.permission),
        (Some(ReleaseStatus::OnFile), Some(PermissionStatus::Given))
    );
    assert_eq!(chart.licence.as_deref(), Some("CC BY 4.0"));
    assert_eq!((film.kind, film.href.as_deref()), (ArtifactType::Video, Some("https://example.org/film")));
    assert_eq!(
        (film.captions.as_deref(), film.transcript.as_deref()),
        (Some("files/film.vtt"), Some("files/film.txt"))
    );
    assert_eq!((film.poster.as_deref(), film.clean), (Some("files/line.svg"), false));
    assert_eq!((notes.thumbnail.as_deref(), notes.clean), (Some("files/line.svg"), true));
    assert_eq!(line.alt.as_deref(), Some(""), "decoration has an empty alternative");
}

#[test]
fn every_field_of_an_approach_reaches_the_model() {
    let built = everything();
    let portfolio = built.portfolio();
    let it = portfolio.approaches.iter().find(|it| it.head.id == "distributed").unwrap();
    assert_eq!((it.head.path.as_str(), it.head.sample), ("approaches/distributing/", true));
    assert_eq!(it.head.template.as_deref(), Some("approach"));
    assert_eq!(it.head.card, Some(CardChoice::None));
    assert_eq!((shown(it.head.updated).as_str(), shown(it.head.date).as_str()), ("2026-01", "2025-01"));
    assert_eq!(it.head.cover, Some(picture("line.svg", "The line", Crop::cover)));
    assert_eq!(it.head.aliases, ["essay/"]);
    assert_eq!(it.head.allowed_lints, [("TXT-12".to_owned(), "The sentence is quoted.".to_owned())]);
    assert_eq!(it.aka, ["Shared leadership"]);
    assert_eq!(
        (it.summary.as_deref(), it.stance.as_deref()),
        (Some("In a sentence."), Some("When people want it."))
    );
    let source = &it.sources[0];
    assert_eq!((source.who.as_str(), shown(source.year).as_str()), ("Spillane, J. P.", "2006"));
    assert_eq!(
        (source.what.as_deref(), source.idea.as_deref()),
        (Some("Distributed Leadership"), Some("Practice."))
    );
    assert_eq!(source.url.as_deref(), Some("https://example.org/book"));
    let pitfall = &it.pitfalls[0];
    assert_eq!((pitfall.kind, pitfall.title.as_str()), (PitfallKind::UnclearRoles, "Two owners"));
    assert_eq!(
        (&pitfall.signs[..], pitfall.guard.as_deref()),
        (&["Silence".to_owned()][..], Some("A chart"))
    );
    assert_eq!(
        (&it.leader_keeps[..], &it.checklist[..]),
        (&["Safety".to_owned()][..], &["Who decides?".to_owned()][..])
    );
    assert_eq!(portfolio.approaches[it.related[0].0].head.id, "coaching");
    assert_eq!(portfolio.study(it.studies[0]).head.id, "all-fields");
}

#[test]
fn every_field_of_a_page_reaches_the_model() {
    let built = everything();
    let portfolio = built.portfolio();
    let plan = portfolio.pages.iter().find(|it| it.head.id == "entry-plan").unwrap();
    assert_eq!(plan.head.card, Some(CardChoice::Drawn));
    assert_eq!(
        (plan.head.path.as_str(), plan.head.title.as_str(), plan.head.sample),
        ("entry-plan/", "Entry plan", true)
    );
    assert_eq!(plan.head.allowed_lints, [("TXT-12".to_owned(), "The sentence is quoted.".to_owned())]);
    assert_eq!(
        (plan.summary.as_deref(), plan.kind, plan.nav_label.as_deref()),
        (Some("Ninety days."), PageKind::Vision, None)
    );
    assert_eq!(
        (shown(plan.head.updated).as_str(), shown(plan.head.date).as_str()),
        ("2025-07-01", "2024-07-01")
    );
    assert_eq!(plan.head.cover, Some(picture("mark.svg", "The mark", Crop::cover)));
    assert_eq!(plan.head.aliases, ["plan.html"]);
    let versions: Vec<(String, &str, bool)> = plan
        .versions
        .iter()
        .map(|(date, note, current)| (date.to_string(), note.as_deref().unwrap_or_default(), *current))
        .collect();
    assert_eq!(versions, [("2025-07".to_owned(), "Second.", true), ("2024-07".to_owned(), "First.", false)]);
    let other = portfolio.pages.iter().find(|it| it.head.id == "other").unwrap();
    assert_eq!(
        (other.head.path.as_str(), other.kind, other.nav_label.as_deref()),
        ("pages/another/", PageKind::Page, Some("Other"))
    );
    let home = portfolio.home.as_ref().unwrap();
    assert_eq!(
        (home.head.title.as_str(), home.head.path.as_str(), home.summary.as_deref()),
        ("Welcome", "", Some("Home."))
    );
    assert_eq!(shown(home.head.updated), "2026-03");
}

#[test]
fn every_person_reaches_the_model_as_agreed() {
    let built = everything();
    let all: Vec<(&str, PersonKind, &str, ShowAs)> = built
        .portfolio()
        .people
        .iter()
        .map(|it| (it.id.as_str(), it.kind, it.identity.label.as_str(), it.identity.show_as))
        .collect();
    assert_eq!(
        all,
        [
            ("p-owner", PersonKind::Owner, "Rowan Ellery", ShowAs::FullName),
            ("p-lead", PersonKind::Staff, "Nadia, science teacher", ShowAs::FirstNameRole),
            ("p-committee", PersonKind::Group, "Culture committee", ShowAs::Role),
            ("p-student", PersonKind::Student, "Student representative", ShowAs::Role),
            ("p-family", PersonKind::Family, "Parent", ShowAs::Role),
            ("p-board", PersonKind::Board, "Chair of the board", ShowAs::Role),
            ("p-partner", PersonKind::Partner, "Coach", ShowAs::Role),
            ("p-neighbour", PersonKind::Community, "someone not shown here", ShowAs::Hidden),
        ]
    );
    assert_eq!(built.portfolio().people[2].size, Some(9));
}

#[test]
fn every_field_of_a_testimonial_reaches_the_model() {
    let built = everything();
    let it = &built.portfolio().testimonials[0];
    assert_eq!((it.id.as_str(), ids(built.portfolio(), &[it.from])), ("t-lead", vec!["p-lead".to_owned()]));
    assert_eq!(
        (it.relation.as_deref(), shown(it.date).as_str()),
        (Some("Reports to the principal"), "2025-06")
    );
    assert_eq!(built.portfolio().study(it.about[0]).head.id, "all-fields");
    assert_eq!((it.text.as_str(), it.source), ("She let us.", Some(TestimonialSource::Letter)));
}

#[test]
fn every_field_of_a_framework_reaches_the_model() {
    let built = everything();
    let frameworks = &built.portfolio().frameworks;
    let it = &frameworks[0];
    assert_eq!(
        (it.id.as_str(), it.name.as_str(), it.short.as_str()),
        ("own-2024", "Our Own Standards", "OOS")
    );
    assert_eq!((it.publisher.as_deref(), shown(it.year).as_str()), (Some("The District"), "2024"));
    assert_eq!((it.year_note.as_deref(), it.country.as_deref()), (Some("Second printing."), Some("US")));
    assert_eq!(
        (it.status, it.status_note.as_deref()),
        (FrameworkStatus::Superseded, Some("A draft is about."))
    );
    assert_eq!(
        (it.superseded_by.as_deref(), it.source_url.as_deref()),
        (Some("own-2030"), Some("https://example.org/standards"))
    );
    assert_eq!(it.attribution.as_deref(), Some("Contains information of The District."));
    assert!(it.titles_official);
    assert_eq!((it.unit.as_str(), it.listed), ("domain", true));
    let standards: Vec<(&str, &str, &str)> = it
        .standards
        .iter()
        .map(|it| (it.id.as_str(), it.title.as_str(), it.group.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        standards,
        [
            ("1", "Trust", "People"),
            ("2", "Work", "Things"),
            ("r1", "Vision", "Requirements"),
            ("c", "Character", "Attributes"),
        ]
    );
    assert_eq!((it.standards[0].path.as_str(), it.standards[0].cited_by.len()), ("standards/own-2024/1/", 1));
    let line = &it.crosswalk[0];
    assert_eq!((line.from.as_str(), line.to.as_str()), ("1", "psel-2015/7"));
    assert_eq!((line.note.as_deref(), line.by.as_deref()), (Some("roughly"), Some("Rowan")));
    assert_eq!((frameworks[1].short.as_str(), frameworks[1].listed), ("Our Later Standards", false));
}

#[test]
fn every_field_of_the_portfolio_reaches_the_model() {
    let built = everything();
    let portfolio = built.portfolio();
    let it = &portfolio.settings;
    assert_eq!(
        (it.title.as_str(), it.language.as_str(), it.theme.as_str()),
        ("Leading through others", "en-GB", "base")
    );
    assert_eq!(it.glossary, [("PLC".to_owned(), "professional learning community".to_owned())]);
    assert_eq!(it.url.as_ref().unwrap().as_str(), "https://example.org/portfolio/");
    let menu = it.menu.as_ref().unwrap();
    assert_eq!(menu[0].target, MenuTarget::Page("resume/".to_owned()));
    assert_eq!(menu[0].title.as_deref(), Some("My path"));
    assert_eq!(menu[0].group.as_deref(), Some("My ‘own’ pages"));
    assert_eq!(menu[1].target, MenuTarget::External("https://school.example/".to_owned()));
    assert_eq!(it.allowed_hosts, ["https://stats.example.org"]);
    assert_eq!(it.unread_files, ["files/book.zip"]);
    assert_eq!(it.card, CardChoice::None);
    assert_eq!(it.theme_options["density"], Scalar::Text("compact".into()));
    assert_eq!((it.sample, it.comments.is_some(), it.min_group_size), (true, true, 12));
    let dialect = built.study("all-fields").body.dialect;
    assert_eq!(dialect.raw_html, RawHtml::Keep);
    assert!(dialect.mark && dialect.sub_and_superscript);
    assert_eq!(portfolio.study(it.featured[0]).head.id, "all-fields");
    let copyright = it.copyright.as_ref().unwrap();
    assert_eq!((copyright.holder.as_str(), copyright.since), ("Rowan Ellery", Some(2024)));
    assert_eq!(copyright.licence.as_deref(), Some("CC BY 4.0"));
    let it = &portfolio.profile;
    assert_eq!(
        (it.name.as_str(), it.headline.as_deref(), it.bio.as_deref()),
        ("Rowan Ellery", Some("Principal"), Some("A paragraph."))
    );
    assert_eq!(it.photo, Some(picture("portrait.svg", "Portrait", Crop::portrait)));
    assert_eq!(
        (it.city.as_deref(), it.region.as_deref(), it.country_code.as_deref()),
        (Some("Larkmere"), Some("Ohio"), Some("US"))
    );
    assert_eq!((it.email.as_deref(), it.phone.as_deref()), (Some("rowan@example.org"), Some("+1 555 0100")));
    let link = &it.links[0];
    assert_eq!((link.network.as_str(), link.username.as_deref()), ("LinkedIn", Some("rowan")));
    assert_eq!(link.url, "https://www.linkedin.com/in/rowan");
    assert!(
        !built.everything().iter().any(|it| it.1.contains("An invented name.")),
        "`name_note` is never printed"
    );
}

#[test]
fn every_field_of_the_resume_reaches_the_model() {
    let built = everything();
    let resume = &built.portfolio().resume;
    let it = &resume.positions[0];
    assert_eq!((it.id.as_str(), it.title.as_str(), it.anonymised), ("larkmere", "Principal", true));
    assert_eq!(it.organisation.as_deref(), Some("Larkmere Middle School"));
    assert_eq!((shown(it.start).as_str(), it.end), ("2021-07", None));
    assert_eq!(
        (it.phase.as_deref(), it.roll, it.context.as_deref()),
        (Some("middle"), Some(432), Some("rural"))
    );
    assert_eq!((it.summary.as_deref(), it.highlights.len()), (Some("Leads the school."), 2));
    assert_eq!(shown(resume.positions[1].end), "2021-06-30");
    let it = &resume.education[0];
    assert_eq!(
        (it.institution.as_str(), it.award.as_deref(), it.area.as_deref()),
        ("State University", Some("M.Ed."), Some("Leadership"))
    );
    assert_eq!((shown(it.start).as_str(), shown(it.end).as_str()), ("2015", "2017"));
    let it = &resume.credentials[0];
    assert_eq!((it.name.as_str(), it.issuer.as_deref()), ("Principal licence", Some("Ohio")));
    assert_eq!((shown(it.date).as_str(), shown(it.expires).as_str()), ("2017-06", "2027-06"));
    let it = &resume.learning[0];
    assert_eq!(
        (it.name.as_str(), it.provider.as_deref(), it.hours),
        ("Coaching", Some("The Institute"), Some(12.5))
    );
    assert_eq!(
        (shown(it.date).as_str(), it.summary.as_deref(), it.url.as_deref()),
        ("2023", Some("Listening."), Some("https://example.org/coaching"))
    );
    let it = &resume.awards[0];
    assert_eq!((it.title.as_str(), shown(it.date).as_str()), ("Rural leader", "2024-05-02"));
    assert_eq!((it.awarder.as_deref(), it.summary.as_deref()), (Some("The State"), Some("For the library.")));
    let it = &resume.publications[0];
    assert_eq!(
        (it.name.as_str(), it.publisher.as_deref(), shown(it.release_date).as_str()),
        ("Handing over", Some("The Journal"), "2025-02")
    );
    assert_eq!(
        (it.url.as_deref(), it.summary.as_deref()),
        (Some("https://example.org/article"), Some("On handovers."))
    );
    let it = &resume.skills[0];
    assert_eq!(
        (it.name.as_str(), it.keywords.join("; ")),
        ("Mediation", "restorative talks; family meetings".into())
    );
    let it = &resume.service[0];
    assert_eq!((it.role.as_str(), it.organisation.as_deref()), ("Board member", Some("Town library")));
    assert_eq!((shown(it.start).as_str(), shown(it.end).as_str()), ("2020", "2023-06"));
    assert_eq!(
        (it.summary.as_deref(), it.url.as_deref()),
        (Some("Chose the director."), Some("https://example.org/library"))
    );
    assert_eq!(resume.languages, [("English".to_owned(), Some("native".to_owned()))]);
}

// What is wrong.

/// A site with one case study of this front matter.
fn front(fields: &str) -> Site {
    site(&format!("--- content/case-studies/a.md\n---\n{fields}---\nText.\n"))
}

/// The same with a reflection, so that it may be finished.
fn finished(fields: &str) -> Site {
    site(&format!("--- content/case-studies/a.md\n---\n{fields}---\nText.\n\n## Reflection\n\nMore.\n"))
}

const NEEDED: &str = "title: A\nsummary: S.\nled_by: [p-lead]\naccountable: p-owner\ndelegation: { level: 5 }\nstart: 2024-08\n";
const OUTCOME: &str = "outcomes: [{ id: o, kind: quantitative, metric: M, unit: percent, direction: increase, result: { value: 3 } }]\n";

#[test]
fn the_seven_fields_make_a_case_study() {
    let built = front(&format!("{NEEDED}status: ongoing\n")).build().fine();
    assert_eq!(built.study("a").head.path, "case-studies/a/");
}

#[test]
fn each_of_the_seven_fields_is_missed_with_a_line_to_paste() {
    let built = front("sample: true\n").build();
    for it in ["title", "summary", "status", "level", "start"] {
        assert!(
            built
                .errors()
                .iter()
                .any(|line| line.starts_with("REQ-01") && line.contains(&format!("`{it}` is missing"))),
            "{it}: {}",
            built.report()
        );
    }
    assert!(built.report().contains("[add the line `start: \"TODO: when the work began\"`"));
    built.fails("DEL-03 content/case-studies/a.md").fails("DEL-01 content/case-studies/a.md");
}

#[test]
fn what_is_missing_is_shown_with_ids_of_this_portfolio() {
    let people = "people:\n  - { id: p-owner, kind: owner, role: P, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: T, minor: false, consent: { status: not_asked } }\n  - { id: p-two, kind: staff, role: T, minor: false, consent: { status: not_asked } }\n";
    let text = study("Text.").replace("led_by: [p-lead]\n", "").replace(
        "title: A",
        "title: A\nstandards: [{ why: W }]\nartifacts: [{ type: link, title: L, href: \"https://example.org/\" }]",
    );
    let site = site("--- content/standards/own.yaml\nid: own\nname: Own\nstandards: [{ id: 1, title: One }, { id: 2, title: Two }]\n")
        .file("content/people.yaml", people)
        .file("content/program.yaml", "title: P\nframework: own\nstandards: [{ artifacts: 1 }]\n")
        .file("content/testimonials.yaml", "testimonials: [{ id: t, text: W, permission: { status: given } }]\n")
        .file("content/case-studies/a.md", text);
    let report = site.build().report();
    for line in [
        "`led_by: [\"TODO: p-lead or p-two\"]`",
        "ref: \"TODO: own/1 or own/2\"",
        "id: artifact-1",
        "from: \"TODO: p-lead, p-owner or p-two\"",
        "id: \"TODO: 1 or 2\"",
    ] {
        assert!(report.contains(line), "no {line} in\n{report}");
    }
}

#[test]
fn unknown_keys_and_wrong_types_are_told_all_at_once_each_with_its_place() {
    let built = front(
        "title: A\nsumary: S.\nstatus: onging\nled_by: p-lead\naccountable: [p-owner]\ndelegation: { levle: 5 }\nstart: 2024-13\nsample: maybe\n",
    )
    .build();
    for place in ["3:1", "4:9", "5:9", "6:14", "7:15", "8:8", "9:9"] {
        let expected = format!("content/case-studies/a.md:{place} ");
        assert!(
            built.errors().iter().any(|it| it.contains(&expected)),
            "nothing at {place}\n{}",
            built.report()
        );
    }
    let report = built.report();
    for word in ["`summary`", "`ongoing`", "`level`"] {
        assert!(report.contains(word), "no suggestion of {word}\n{report}");
    }
}

#[test]
fn unknown_keys_deep_in_lists_are_told_in_every_kind_of_file() {
    site(
        r#"
--- content/portfolio.yaml
profile: { name: "Rowan Ellery", emial: "x" }
positions:
  - { id: a, titel: "Principal" }
--- content/testimonials.yaml
testimonials:
  - { id: t, form: p-lead }
--- content/standards/x.yaml
name: X
standards:
  - { id: "1", title: T, gruop: a }
--- content/pages/p.md
---
title: P
navigtion: true
---
Text.
--- content/approaches/q.md
---
title: Q
pitfalls: [{ kind: scope, title: T, sign: [a] }]
---
Text.
"#,
    )
    .build()
    .fails("YML-01 content/portfolio.yaml:1:34 ")
    .fails("YML-01 content/portfolio.yaml:3:14 ")
    .fails("YML-01 content/testimonials.yaml:2:14 ")
    .fails("YML-01 content/standards/x.yaml:3:26 ")
    .fails("YML-01 content/pages/p.md:3:1 ")
    .fails("YML-01 content/approaches/q.md:3:37 ");
}

#[test]
fn one_bad_field_does_not_hide_the_faults_of_the_others() {
    front("title: A\ncolour: red\nstatus: stopped\nled_by: [p-nobody]\naccountable: p-owner\ndelegation: { level: 9 }\nstart: 2024-08\nend: 2023\n")
        .build()
        .fails("YML-01 content/case-studies/a.md:3:1 ")
        .fails("STA-02 content/case-studies/a.md:4:9 ")
        .fails("PPL-12 content/case-studies/a.md:5:10 ")
        .fails("DEL-08 content/case-studies/a.md:7:22 ")
        .fails("TIM-01 content/case-studies/a.md:9:6 ");
}

#[test]
fn somebody_is_accountable_and_it_is_one_person() {
    let without = NEEDED.replace("accountable: p-owner\n", "");
    front(&format!("{without}status: ongoing\n")).build().fails("DEL-01 ");
    front(&format!("{without}accountable: \"\"\nstatus: ongoing\n")).build().fails("DEL-01 ");
    front(&format!("{without}accountable: p-all\nstatus: ongoing\n"))
        .file(
            "content/people.yaml",
            "people:\n  - { id: p-lead, kind: staff, role: R, minor: false, consent: { status: not_asked } }\n  - { id: p-all, kind: group, role: All, size: 9, minor: false, consent: { status: not_asked } }\n",
        )
        .build()
        .fails("DEL-01 content/case-studies/a.md:7:14 `p-all` is a group");
}

#[test]
fn several_accountable_people_are_refused() {
    let two = NEEDED.replace("accountable: p-owner", "accountable: [p-owner, p-lead]");
    let built = front(&format!("{two}status: ongoing\n")).build();
    assert!(built.errors().iter().any(|it| it.contains("a.md:5:14 ")), "{}", built.report());
}

#[test]
fn somebody_led() {
    let nobody = NEEDED.replace("led_by: [p-lead]", "led_by: []");
    front(&format!("{nobody}status: ongoing\n"))
        .build()
        .fails("DEL-03 content/case-studies/a.md:4:9 no one is named");
}

#[test]
fn levels_go_from_one_to_seven_wherever_they_stand() {
    for level in [1, 7] {
        front(&format!(
            "{}status: ongoing\n",
            NEEDED.replace("level: 5", &format!("level: {level}, retained: [Safety]"))
        ))
        .build()
        .fine();
    }
    for level in ["0", "8", "-1", "99999999999"] {
        let built =
            front(&format!("{}status: ongoing\n", NEEDED.replace("level: 5", &format!("level: {level}"))))
                .build();
        built.fails(&format!("DEL-08 content/case-studies/a.md:6:22 level {level} does not exist"));
    }
    let elsewhere = NEEDED.replace(
        "{ level: 5 }",
        "{ level: 5, history: [{ date: 2024, level: 0 }], decisions: [{ area: A, level: 8 }] }",
    );
    let built = front(&format!("{elsewhere}status: ongoing\n")).build();
    assert_eq!(built.errors().iter().filter(|it| it.starts_with("DEL-08")).count(), 2, "{}", built.report());
}

#[test]
fn finished_work_needs_outcomes_a_verdict_and_a_reflection() {
    front(&format!("{NEEDED}status: completed\n"))
        .build()
        .fails("STA-01 content/case-studies/a.md:8:9 ")
        .fails("REQ-01 content/case-studies/a.md:8:9 the work is completed, but it has no `verdict`")
        .fails("REF-01 content/case-studies/a.md:8:9 ")
        .warns("TIM-03 content/case-studies/a.md:8:9 ")
        .warns("REF-02 content/case-studies/a.md:8:9 ");
    let rest = "status: completed\nverdict: met\nlesson: L.\nend: 2025-06\n";
    let built = finished(&format!("{NEEDED}{rest}{OUTCOME}")).build().fine();
    assert!(built.warnings().is_empty(), "{}", built.report());
}

#[test]
fn stopped_work_needs_a_reason_and_no_outcomes() {
    let rest = "status: stopped\nverdict: not_met\nlesson: L.\nend: 2025-06\n";
    finished(&format!("{NEEDED}{rest}")).build().fails("STA-02 content/case-studies/a.md:8:9 ");
    finished(&format!("{NEEDED}{rest}status_reason: Money.\n")).build().fine();
}

#[test]
fn proposed_work_has_no_results() {
    front(&format!("{NEEDED}status: proposed\n{OUTCOME}"))
        .build()
        .fails("STA-03 content/case-studies/a.md:8:9 ");
    front(&format!("{NEEDED}status: proposed\n{}", OUTCOME.replace("result", "target"))).build().fine();
}

#[test]
fn a_reflection_is_a_heading_of_any_level_and_case() {
    let rest = "status: stopped\nstatus_reason: M.\nverdict: not_met\n";
    for heading in ["## Reflection", "### REFLECTION", "# *Reflection*", "Reflection\n----------"] {
        site(&format!("--- content/case-studies/a.md\n---\n{NEEDED}{rest}---\n{heading}\n\nText.\n"))
            .build()
            .fine();
    }
}

#[test]
fn work_cannot_end_before_it_starts() {
    front(&format!("{NEEDED}status: ongoing\nend: 2024-07-31\n")).build().fails(
        "TIM-01 content/case-studies/a.md:9:6 the work ends on 2024-07-31, before it starts on 2024-08",
    );
    front(&format!("{NEEDED}status: ongoing\nend: 2024\n")).build().fine();
}

#[test]
fn pupils_are_shown_only_with_a_release_that_holds() {
    let one = |kind: &str, release: &str| {
        let fields = format!(
            "{NEEDED}status: ongoing\nartifacts: [{{ id: x, type: {kind}, title: T, href: \"https://example.org/x\", contains: [students]{release} }}]\n"
        );
        front(&fields).build()
    };
    for kind in ["photo", "video", "audio", "student_work"] {
        one(kind, "").fails("MED-01 content/case-studies/a.md:9:13 ");
        one(kind, ", release: { status: missing }").fails("MED-01 ");
        one(kind, ", release: { status: withdrawn }").fails("MED-01 ");
        one(kind, ", release: { status: on_file }").fine();
        one(kind, ", release: { status: not_needed }").fine();
        one(kind, ", visibility: private").fine();
    }
    one("document", "").fine();
}

#[test]
fn a_release_that_has_expired_is_none() {
    let one = |expires: &str| {
        front(&format!(
            "{NEEDED}status: ongoing\nartifacts: [{{ id: x, type: photo, title: T, href: \"https://example.org/x\", contains: [students], release: {{ status: on_file, expires: {expires} }} }}]\n"
        ))
        .build()
    };
    one("2026-11-23").fine();
    one("2026").fine();
    one("2026-11-22").fails("MED-01 content/case-studies/a.md:9:13 ");
}

#[test]
fn a_picture_has_an_alternative_or_is_decoration() {
    let one = |more: &str| {
        front(&format!(
            "{NEEDED}status: ongoing\nartifacts: [{{ id: x, type: photo, title: T, file: x.svg{more} }}]\n"
        ))
        .file("content/files/x.svg", DRAWING)
        .build()
    };
    one("").fails("MED-03 content/case-studies/a.md:9:13 the picture `x` has no `alt` text");
    one(", alt: \"\"").fails("MED-03 ");
    one(", decorative: false").fails("MED-03 ");
    one(", alt: \"A chart\"").fine();
    one(", decorative: true").fine();
}

#[test]
fn a_portrait_has_an_alternative() {
    site("--- content/portfolio.yaml\nprofile: { name: N, photo: { file: p.svg } }\n")
        .file("content/files/p.svg", DRAWING)
        .build()
        .fails("MED-03 content/portfolio.yaml:1:28 ");
}

#[test]
fn a_file_that_is_missing_is_told_with_the_nearest_name() {
    let built = front(&format!(
        "{NEEDED}status: ongoing\nartifacts: [{{ id: x, type: document, title: T, file: chrat.pdf, transcript: t.txt }}]\n"
    ))
    .file("content/files/chart.pdf", "PDF")
    .build()
    .fails("MED-09 content/case-studies/a.md:9:54 ");
    assert!(built.report().contains("did you mean `chart.pdf`?"), "{}", built.report());
    assert_eq!(built.errors().iter().filter(|it| it.starts_with("MED-09")).count(), 2);
}

#[test]
fn a_portrait_that_is_missing_is_told() {
    site("--- content/portfolio.yaml\nprofile: { name: N, photo: { file: p.svg, alt: A } }\n")
        .build()
        .fails("MED-09 content/portfolio.yaml:1:36 ");
}

#[test]
fn an_artifact_is_a_file_or_an_address() {
    front(&format!("{NEEDED}status: ongoing\nartifacts: [{{ id: x, type: link, title: T }}]\n"))
        .build()
        .fails("REQ-01 content/case-studies/a.md:9:13 the artifact `x` has no `file` or `href`");
}

#[test]
fn unknown_ids_are_told_with_the_nearest_known_one() {
    let built = front(&format!(
        "{NEEDED}status: ongoing\nteam: [p-ower]\napproaches: [coachign]\nposition: larkmeer\nstandards: [{{ ref: own/11, evidence: [chrt] }}]\n\
         artifacts: [{{ id: chart, type: link, title: T, href: \"https://example.org/\" }}]\n\
         outcomes: [{{ id: o, kind: qualitative, statement: S, source: {{ artifact: nothing }}, quote: {{ text: Q, speaker: p-leda }} }}]\n"
    ))
    .file("content/portfolio.yaml", "profile: { name: N }\npositions: [{ id: larkmere, title: P }]\nfeatured: [aa]\nframeworks: [owns]\nprimary_framework: owns\n")
    .file("content/standards/own.yaml", "name: Own\nstandards: [{ id: \"1\", title: T }]\n")
    .file("content/approaches/coaching.md", "---\ntitle: C\nrelated: [coching]\n---\nText.\n")
    .file("content/testimonials.yaml", "testimonials: [{ id: t, from: p-laed, about: [b], text: T }]\n")
    .build()
    .fails("PPL-12 content/case-studies/a.md:9:8 there is no person `p-ower`")
    .fails("APR-01 content/case-studies/a.md:10:14 there is no approach `coachign`")
    .fails("LNK-02 content/case-studies/a.md:11:11 there is no position `larkmeer` in `portfolio.yaml`")
    .fails("STD-02 content/case-studies/a.md:12:20 there is no standard `own/11`")
    .fails("LNK-02 content/case-studies/a.md:12:39 there is no outcome or artifact `chrt`")
    .fails("LNK-02 content/case-studies/a.md:14:74 there is no artifact `nothing`")
    .fails("PPL-12 content/case-studies/a.md:14:112 there is no person `p-leda`")
    .fails("LNK-02 content/portfolio.yaml:3:12 there is no case study `aa`")
    .fails("STD-02 content/portfolio.yaml:4:14 there is no framework")
    .fails("STD-02 content/portfolio.yaml:5:20 there is no framework")
    .fails("APR-01 content/approaches/coaching.md:3:11 there is no approach `coching`")
    .fails("PPL-12 content/testimonials.yaml:1:31 there is no person `p-laed`")
    .fails("LNK-02 content/testimonials.yaml:1:47 there is no case study `b`");
    let report = built.report();
    for it in ["p-owner", "coaching", "larkmere", "own/1", "chart", "p-lead"] {
        assert!(report.contains(&format!("did you mean `{it}`?")), "no `{it}`\n{report}");
    }
}

#[test]
fn ids_that_are_given_twice_are_told() {
    let twice = "outcomes: [{ id: o, kind: qualitative, statement: S }, { id: o, kind: qualitative, statement: S }]\n\
                 artifacts: [{ id: x, type: link, title: T, href: \"https://e.org/\" }, { id: x, type: link, title: T, href: \"https://e.org/\" }]\n";
    front(&format!("{NEEDED}status: ongoing\n{twice}"))
        .file("content/case-studies/b.md", format!("---\nid: a\n{NEEDED}status: ongoing\n---\nText.\n"))
        .build()
        .fails("URL-02 content/case-studies/a.md:9:62 the id `o` is already used by another outcome")
        .fails("URL-02 content/case-studies/a.md:10:76 the id `x` is already used by another artifact")
        .fails(
            "URL-02 content/case-studies/b.md:2:5 the id `a` is already used by `content/case-studies/a.md`",
        );
}

#[test]
fn two_people_with_one_id_are_told_and_two_owners_too() {
    let one = "{ id: p-lead, kind: owner, role: R, minor: false, consent: { status: not_asked } }";
    site("")
        .file("content/people.yaml", format!("people:\n  - {one}\n  - {one}\n"))
        .build()
        .fails("URL-02 content/people.yaml:3:11 the id `p-lead` is already used by someone else")
        .fails("PPL-13 content/people.yaml:3:25 `p-lead` is already the owner");
}

#[test]
fn what_a_person_needs_is_missed_field_by_field() {
    site("")
        .file("content/people.yaml", "people:\n  - { name: { full: X } }\n  - { id: p-g, kind: group, role: R, minor: false, consent: { status: not_needed } }\n")
        .build()
        .fails("REQ-01 content/people.yaml:2:5 `id` is missing")
        .fails("REQ-01 content/people.yaml:2:5 `kind` is missing")
        .fails("REQ-01 content/people.yaml:2:5 `role` is missing")
        .fails("REQ-01 content/people.yaml:2:5 `minor` is missing")
        .fails("REQ-01 content/people.yaml:2:5 `consent` is missing")
        .fails("REQ-01 content/people.yaml:3:5 `size` is missing");
}

#[test]
fn what_an_outcome_needs_depends_on_its_kind() {
    front(&format!("{NEEDED}status: ongoing\noutcomes: [{{ id: a, kind: quantitative }}, {{ id: b, kind: qualitative }}, {{}}]\n"))
        .build()
        .fails("REQ-01 content/case-studies/a.md:9:12 `metric` is missing")
        .fails("REQ-01 content/case-studies/a.md:9:12 `unit` is missing")
        .fails("REQ-01 content/case-studies/a.md:9:12 `direction` is missing")
        .fails("REQ-01 content/case-studies/a.md:9:43 `statement` is missing")
        .fails("REQ-01 content/case-studies/a.md:9:73 `id` is missing")
        .fails("REQ-01 content/case-studies/a.md:9:73 `kind` is missing");
}

#[test]
fn a_portfolio_needs_a_file_and_a_name() {
    bare_site("--- content/pages/a.md\n---\ntitle: A\n---\nText.\n")
        .build()
        .fails("REQ-01 content/portfolio.yaml there is no `content/portfolio.yaml`");
    bare_site("--- content/portfolio.yaml\ntitle: T\n").build().fails("REQ-01 content/portfolio.yaml");
}

#[test]
fn a_format_of_the_future_is_refused_everywhere() {
    site("")
        .file("content/case-studies/a.md", study("Text.").replace("title: A", "schema: 2\ntitle: A"))
        .file("content/people.yaml", "schema: 2\npeople: [{ id: p-lead, kind: staff, role: R, minor: false, consent: { status: not_asked } }, { id: p-owner, kind: owner, role: R, minor: false, consent: { status: not_asked } }]\n")
        .file("content/testimonials.yaml", "schema: 3\n")
        .file("content/standards/x.yaml", "schema: 7\nname: X\n")
        .build()
        .fails("REQ-02 content/case-studies/a.md:2:9 ")
        .fails("REQ-02 content/people.yaml:1:9 ")
        .fails("REQ-02 content/testimonials.yaml:1:9 ")
        .fails("REQ-02 content/standards/x.yaml:1:9 ");
}

#[test]
fn texts_that_are_too_long_for_a_card_are_a_warning() {
    let long = format!(
        "{}status: ongoing\nproblem: \"{}\"\n",
        NEEDED
            .replace("title: A", &format!("title: \"{}\"", "é".repeat(91)))
            .replace("summary: S.", &format!("summary: \"{}\"", "w ".repeat(61))),
        "w ".repeat(41)
    );
    front(&long)
        .build()
        .fine()
        .warns("TXT-03 content/case-studies/a.md:2:8 `title` is 91 characters long")
        .warns("TXT-03 content/case-studies/a.md:3:10 `summary` is 61 words long")
        .warns("TXT-03 content/case-studies/a.md:9:10 `problem` is 41 words long");
}

#[test]
fn addresses_of_the_web_are_checked_wherever_they_stand() {
    site(
        r#"
--- content/portfolio.yaml
profile: { name: N, links: [{ network: X, url: "javascript:alert(1)" }] }
learning: [{ name: L, url: "ftp://example.org" }]
publications: [{ name: L, url: "example.org" }]
--- content/approaches/a.md
---
title: A
sources: [{ who: W, url: "data:text/html,x" }]
---
Text.
"#,
    )
    .file(
        "content/case-studies/a.md",
        study("Text.").replace(
            "title: A",
            "artifacts: [{ id: x, type: link, title: T, href: \"java\\tscript:alert(1)\" }]\ntitle: A",
        ),
    )
    .build()
    .fails("LNK-03 content/portfolio.yaml:1:48 ")
    .fails("LNK-03 content/portfolio.yaml:2:28 ")
    .fails("LNK-03 content/portfolio.yaml:3:32 ")
    .fails("LNK-03 content/approaches/a.md:3:26 ")
    .fails("LNK-03 content/case-studies/a.md:2:50 ");
}

#[test]
fn numbers_and_words_of_yaml_are_read_as_what_the_field_takes() {
    let built = front(&format!(
        "{NEEDED}status: ongoing\npitfalls: [{{ kind: scope, what: W, resolved: no }}]\ntags: [2024]\nstandards: [{{ ref: own/1 }}]\n"
    ))
    .file("content/standards/own.yaml", "name: Own\nstandards: [{ id: 1, title: 2024 }]\n")
    .build()
    .fine();
    assert_eq!(built.study("a").pitfalls[0].resolved, Some(PitfallResolution::No));
    assert_eq!(built.portfolio().tags[0].path, "tags/2024/");
    assert_eq!(built.portfolio().frameworks[0].standards[0].title, "2024");
}

#[test]
fn a_field_under_its_old_name_is_read_and_the_new_name_is_told() {
    let study =
        |fields: &str| super::support::study("Text.").replacen("---\n", &format!("---\n{fields}\n"), 1);
    let files = format!(
        "--- content/case-studies/a.md\n{}",
        study("themes: [attendance]\nlint_ack: [{ rule: DEL-07, why: \"Told\" }]")
    );
    let built = super::support::site(&files).build();
    assert_eq!(built.study("a").tags.len(), 1);
    let report = built.report();
    assert!(report.contains("YML-10") && report.contains("`themes` is now called `tags`"), "{report}");
    assert!(report.contains("`lint_ack` is now called `lint_allow`"), "{report}");
    let both = format!("--- content/case-studies/a.md\n{}", study("tags: [attendance]\nthemes: [families]"));
    super::support::site(&both).build().fails("YML-08 content/case-studies/a.md");
    let wrong =
        format!("--- content/case-studies/a.md\n{}", study("lint_ack: [{ rule: [x], why: \"Told\" }]"));
    let errors = super::support::site(&wrong).build().errors();
    assert_eq!(errors.len(), 1, "what could not be read is not missing too: {errors:?}");
}

#[test]
fn a_field_s_old_name_is_replaced_by_fix() {
    let study = super::support::study("Text.").replacen("---\n", "---\nthemes: [attendance]\n", 1);
    let bench = super::support::Bench::with(&format!(
        "--- content/portfolio.yaml\nprofile: {{ name: \"Rowan Ellery\" }}\n--- content/people.yaml\npeople:\n  - {{ id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: {{ full: \"Rowan Ellery\" }}, minor: false, consent: {{ status: not_needed }} }}\n  - {{ id: p-lead, kind: staff, role: \"Science teacher\", minor: false, consent: {{ status: not_asked }} }}\n--- content/case-studies/a.md\n{study}"
    ));
    bench.run("check --fix");
    assert!(bench.read("content/case-studies/a.md").contains("\ntags: [attendance]\n"));
}

#[test]
fn american_spelling_of_fields_is_read_too() {
    let settings = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\ncopyright: { holder: \"Rowan Ellery\", license: \"CC BY\" }\npositions:\n  - { id: a, title: Principal, organization: Larkmere, anonymized: true, start: 2020 }\n";
    let built = super::support::site(settings).build().fine();
    let position = &built.portfolio().resume.positions[0];
    assert_eq!((position.organisation.as_deref(), position.anonymised), (Some("Larkmere"), true));
    assert_eq!(built.portfolio().settings.copyright.as_ref().unwrap().licence.as_deref(), Some("CC BY"));
}
