//! The words of pages: every one is in a catalog, in every language, and a portfolio may bring its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use leadfolio::i18n::{self, Catalog, MessageFile, built_in, built_in_languages, english_messages};

use super::support::{Bench, Built, site, study};
use super::tidy;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn templates() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join("themes")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "html") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What stands between double quotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// The first words of keys that are put together from a value, such as `level-5`.
const FAMILIES: [&str; 27] = [
    "month-",
    "callout-",
    "body-",
    "currency-",
    "level-",
    "raci-",
    "status-",
    "verdict-",
    "idea-",
    "joined-",
    "support-",
    "cadence-",
    "event-",
    "outcome-",
    "better-",
    "comparison-",
    "source-",
    "collected-",
    "claim-",
    "evaluation-",
    "asked-",
    "pitfall-",
    "resolved-",
    "artifact-",
    "redaction-",
    "depicts-",
    "release-",
];
const MORE_FAMILIES: [&str; 2] = ["permission-", "said-"];

#[test]
fn every_message_is_shown_and_every_one_that_is_shown_exists() {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for path in templates() {
        let text = fs::read_to_string(&path).unwrap();
        for piece in text.split(" | t").take(text.matches(" | t").count()) {
            let Some(key) = piece.rsplit('"').nth(1).filter(|_| piece.ends_with('"')) else { continue };
            assert!(english_messages().contains_key(key), "{}: there is no message `{key}`", path.display());
            used.insert(key.to_owned());
        }
        used.extend(quoted(&text).map(str::to_owned));
    }
    for path in tidy::sources() {
        let text = fs::read_to_string(&path).unwrap();
        used.extend(quoted(&text).map(str::to_owned));
    }
    let families: Vec<&str> = FAMILIES.iter().chain(&MORE_FAMILIES).copied().collect();
    let unused: Vec<&String> = english_messages()
        .keys()
        .filter(|key| !used.contains(*key) && !families.iter().any(|family| key.starts_with(family)))
        .collect();
    assert!(unused.is_empty(), "no page shows {unused:?}");
}

#[test]
fn every_value_of_front_matter_that_pages_show_has_a_message() {
    let text = fs::read_to_string(root().join("src/content/enums.rs")).unwrap();
    let mut count = 0;
    for block in text.split("vocabulary! {").skip(1) {
        let Some((_, rest)) = block.split_once(" as \"") else { continue };
        let (family, rest) = rest.split_once('"').unwrap();
        let body = rest.split_once("\n    }\n").map_or(rest, |it| it.0);
        for line in body.lines().filter(|line| line.contains(" = \"")) {
            let value = line.split('"').nth(1).unwrap();
            let key = format!("{family}-{value}");
            assert!(english_messages().contains_key(&key), "there is no message `{key}`");
            count += 1;
        }
    }
    assert!(count > 80, "only {count} values were found");
}

#[test]
fn every_language_has_all_messages_with_the_same_values() {
    for language in built_in_languages() {
        let MessageFile { values, errors } = i18n::parse_messages(built_in(language).unwrap());
        assert_eq!(errors, [], "{language}");
        if language.contains('-') {
            // A regional form has only what differs.
            continue;
        }
        let missing: Vec<&String> = english_messages()
            .keys()
            .filter(|key| !values.contains_key(*key) && !i18n::may_be_added(key))
            .collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
    }
    for language in built_in_languages() {
        let values = i18n::parse_messages(built_in(language).unwrap()).values;
        let english = english_messages();
        let unknown: Vec<&String> =
            values.keys().filter(|key| !english.contains_key(*key) && !i18n::may_be_added(key)).collect();
        assert!(unknown.is_empty(), "{language} has {unknown:?}");
        for (key, names) in values {
            let Some(expected) = english.get(&key) else { continue };
            assert_eq!(&names, expected, "the values of `{key}` in {language}");
        }
    }
}

#[test]
fn plural_forms_are_those_of_the_language() {
    let count = |language: &str, count: i32| {
        Catalog::new(language, &[]).text_with("case-study-count", [("count", count.into())])
    };
    assert_eq!(count("en", 1), "1 case study");
    assert_eq!(count("en", 0), "0 case studies");
    assert_eq!(count("en-US", 2), "2 case studies");
    let polish = "case-study-count = { $count ->\n    [one] { $count } studium\n    [few] { $count } studia\n   *[other] { $count } studiów\n}\n";
    let catalog = Catalog::new("pl", &[("pl", polish)]);
    let polish = |count: i32| catalog.text_with("case-study-count", [("count", count.into())]);
    assert_eq!([polish(1), polish(3), polish(5)], ["1 studium", "3 studia", "5 studiów"]);
}

/// A site in a language with all kinds of pages, whose author's words all begin with `zq`.
fn full_site(language: &str) -> String {
    format!(
        r#"
--- content/portfolio.yaml
language: {language}
url: https://example.org/
profile: {{ name: "Zqowner", headline: "Zqheadline", contact: {{ email: zq@example.org }}, location: {{ city: Zqcity }}, links: [{{ network: LinkedIn, url: "https://example.org/zq" }}] }}
share: [email]
privacy: {{ comments: on }}
comments: {{ by: isso, server: "https://zq.example.org" }}
search: on
copyright: {{ holder: Zqowner, since: 2020 }}
positions: [{{ id: zqpost, title: Zqtitle, organization: Zqplace, start: 2020-08, setting: {{ roll: 400 }}, anonymised: true }}]
education: [{{ institution: Zqcollege, award: Zqaward, end: 2015 }}]
credentials: [{{ name: Zqlicense, date: 2017-06, expires: 2027-06 }}, {{ name: Zqold, date: 2015, expires: 2020 }}]
learning: [{{ name: Zqcourse, date: 2022, hours: 3 }}]
awards: [{{ title: Zqprize, date: 2022 }}]
publications: [{{ name: Zqpaper, release_date: 2022 }}]
skills: [{{ name: Zqskill, keywords: [Zqpart] }}]
service: [{{ role: Zqservice, start: 2020 }}]
languages: [{{ language: Zqlanguage }}]
--- content/people.yaml
people:
  - {{ id: p-owner, kind: owner, name: {{ full: Zqowner }}, show_as: full_name, role: Zqhead, minor: "false", consent: {{ status: not_needed }} }}
  - {{ id: p-lead, kind: staff, role: "Zqlead", minor: "false", consent: {{ status: given, scope: [role, quote] }} }}
  - {{ id: p-gone, kind: staff, role: "Zqgone", minor: "false", consent: {{ status: refused }} }}
--- content/testimonials.yaml
testimonials: [{{ id: zqt, from: p-lead, text: "Zqsaid.", about: [zqstudy], date: 2025-06, source: letter, permission: {{ status: given }} }}]
--- content/standards/own.yaml
id: own
name: Zqstandards
short: ZQS
unit: zqunit
titles_official: false
standards: [{{ id: "1", title: Zqone }}, {{ id: "2", title: Zqtwo }}]
--- content/packs/zqpack.yaml
title: Zqpack
cases: [{{ case: zqstudy, why: "Zqwhy." }}]
--- content/approaches/zqway.md
---
title: Zqway
aka: [Zqalso]
summary: Zqsummary.
pitfalls: [{{ kind: overload, title: Zqtoo, guard: Zqguard }}]
leader_keeps: [Zqkeeps]
checklist: [Zqask]
sources: [{{ who: Zqauthor, year: 2010, what: Zqbook }}]
---
## Zqwhat

Zqessay.
--- content/pages/zqpage.md
---
title: Zqpage
updated: 2025-03-04
---
Zqtext.
--- content/files/zqtable.csv
zqa,zqb
zqc,3
--- content/case-studies/zqstudy.md
---
title: Zqstudy
summary: Zqsummary.
problem: Zqproblem.
status: completed
verdict: partly_met
lesson: Zqlesson.
tags: [Zqtag]
approaches: [zqway]
position: zqpost
initiated_by: {{ kind: joint, people: [p-lead] }}
led_by: [p-lead]
accountable: p-owner
informed: [p-gone]
start: 2024-08
end: 2026-02
updated: 2026-03-01
delegation:
  level: 5
  joined: invited
  history: [{{ date: 2024-08, level: 3, why: Zqfirst }}, {{ date: 2025-01-15, level: 5, why: Zqlater }}]
  authority: [Zqcould]
  limits: [Zqlimit]
  retained: [Zqkept]
  support: [{{ kind: money, what: Zqbudget, amount: 1200, unit: "currency:USD" }}]
  take_back: Zqtake.
  decisions: [{{ area: Zqarea, decided_by: [p-lead], level: 5, limit: Zqless }}]
communication: {{ channels: [Zqchannel], check_ins: [{{ with: [p-lead], cadence: weekly, minutes: 20, purpose: Zqpurpose }}], escalation: Zqraise, record: Zqrecord }}
timeline: [{{ date: 2024-09, event: Zqevent, kind: setback }}]
logic: {{ inputs: [Zqin], activities: [Zqdo], outputs: [Zqout], outcomes: [Zqcome], impact: [Zqimpact], assumptions: [Zqif] }}
pitfalls: [{{ kind: overload, what: Zqhappened, mitigation: Zqresponse, resolved: partly }}]
standards: [{{ ref: own/1, why: Zqbecause, evidence: [o, a] }}]
artifacts: [{{ id: a, type: document, title: Zqchart, file: zqchart.txt, made_by: Zqmaker, redaction: full }}]
outcomes:
  - {{ id: o, kind: quantitative, primary: true, metric: Zqmetric, unit: percent, direction: increase, population: Zqpopulation, baseline: {{ value: 52, date: 2024-05-14, n: 408 }}, target: {{ value: 65 }}, result: {{ value: 63, date: 2025-05-13, n: 397 }}, series: [{{ value: 55, date: 2024-12 }}], comparison: {{ kind: other_group, baseline: 55, result: 58 }}, source: {{ name: Zqsurvey, type: survey, collected_by: third_party }}, claim: reported, caveats: [Zqcaveat] }}
  - {{ id: q, kind: qualitative, statement: Zqstatement., method: Zqmethod, selection: random, unintended: true }}
checked_with: [{{ person: p-lead, date: 2026-02-01 }}]
---
Zqbody.

![](outcome:o)

![Zqfilm](video:https://www.youtube.com/watch?v=zq)

![Zqtable](../files/zqtable.csv)

## Reflection

Zqlong.
--- content/case-studies/zqother.md
---
title: Zqother
summary: Zqsummary.
status: stopped
status_reason: Zqreason
verdict: not_met
led_by: [p-lead]
accountable: p-owner
delegation: {{ level: 2 }}
start: 2023-08
end: 2024-01
---
## Reflection

Zqtext.
"#
    )
}

/// Words of a page that readers see or hear: text, and attributes that are text.
fn visible_words(html: &str) -> BTreeSet<String> {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        for name in ["alt", "title", "aria-label", "label", "content", "placeholder"] {
            let Some((_, value)) = tag.split_once(&format!(" {name}=\"")) else { continue };
            let is_text = name != "content" || tag.contains("description") || tag.contains("og:title");
            if is_text {
                text.push_str(value.split('"').next().unwrap_or_default());
                text.push(' ');
            }
        }
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let end = format!("</{name}>");
        rest = match &*name {
            "script" | "style" | "code" => after.split_once(&end).map_or("", |it| it.1),
            _ => after,
        };
    }
    text.push_str(rest);
    for (entity, character) in
        [("&amp;", "&"), ("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">")]
    {
        text = text.replace(entity, character);
    }
    let is_address = |word: &&str| word.contains("://") || word.contains(".html");
    let text: Vec<&str> = text.split_whitespace().filter(|word| !is_address(word)).collect();
    let text = text.join(" ");
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 1)
        .map(str::to_owned)
        .collect()
}

/// The English messages with every letter of their text replaced by one of another script.
fn disguised_messages() -> String {
    let mut text = String::new();
    for line in built_in("en").unwrap().lines().filter(|line| !line.starts_with('#')) {
        // A line that begins with a brace ends one that an earlier line began.
        let (mut depth, mut after_key) = (i32::from(line.starts_with('}')), line.starts_with([' ', '}']));
        for c in line.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                '[' if line.trim_start().starts_with(['[', '*']) => depth += 1,
                ']' if line.trim_start().starts_with(['[', '*']) => depth -= 1,
                '=' => after_key = true,
                _ => {}
            }
            let is_text = after_key && depth <= 0 && c.is_alphabetic();
            text.push(if is_text { 'ξ' } else { c });
        }
        text.push('\n');
    }
    text
}

#[test]
fn no_page_shows_a_word_that_is_not_in_the_catalog() {
    let files = full_site("zz");
    let built = site(&files)
        .file("content/files/zqchart.txt", "Zq")
        .file("content/i18n/zz.ftl", disguised_messages())
        .audience(leadfolio::content::enums::Visibility::Private)
        .build();
    let built = built.fine();
    // Names of services, types of files, parts of an address and of ids, and the one heading that must be in English.
    let names = [
        "LinkedIn",
        "GitHub",
        "Isso",
        "JSON",
        "TXT",
        "CSV",
        "youtube",
        "com",
        "example",
        "org",
        "lead",
        "gone",
        "Reflection",
    ];
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut pages = 0;
    for (path, html) in built.everything().into_iter().filter(|it| it.0.ends_with(".html")) {
        pages += 1;
        for word in visible_words(&html) {
            let is_own = word.to_lowercase().contains("zq") || word.to_lowercase().chars().all(|c| c == 'ξ');
            if !is_own && !names.contains(&&*word) {
                found.insert(word, path.clone());
            }
        }
    }
    assert!(pages > 20, "only {pages} pages");
    assert!(found.is_empty(), "{found:#?}");
}

fn in_language(language: &str) -> Built {
    let files = full_site(language);
    site(&files).file("content/files/zqchart.txt", "Zq").build().fine()
}

#[test]
fn a_language_without_words_is_reported_and_its_own_words_are_used() {
    let settings = "--- content/portfolio.yaml\nlanguage: nl\nprofile: { name: N }\n";
    let built = site(settings).build().fine();
    assert!(
        built
            .warnings()
            .iter()
            .any(|it| it
                .starts_with("LNG-01 content/portfolio.yaml:1:11 leadfolio has no translation for `nl`")),
        "{}",
        built.report()
    );
    let own = format!("{settings}--- content/i18n/nl.ftl\nskip-link = Naar de inhoud\n");
    let built = site(&own).build().fine();
    assert!(!built.report().contains("LNG-01"), "{}", built.report());
    assert!(built.report().contains("LNG-04 content/i18n/nl.ftl"), "{}", built.report());
    let page = built.text("index.html");
    assert!(page.contains("lang=\"nl\"") && page.contains(">Naar de inhoud</a>"), "{page}");
}

#[test]
fn a_portfolio_replaces_words_and_faults_in_them_are_reported() {
    let page = format!("--- content/case-studies/a.md\n{}", study("Text."));
    let built = site(&format!("{page}--- content/i18n/en.ftl\nled-by = In charge\n")).build().fine();
    assert!(built.text("case-studies/a/index.html").contains("<dt>In charge</dt>"));
    let built =
        site(&format!("{page}--- content/i18n/en.ftl\nled-by = In charge of {{ $what }}\nledby = X\nkept\n"));
    built
        .build()
        .fails("LNG-02 content/i18n/en.ftl:3:5")
        .fails("LNG-03 content/i18n/en.ftl:1:1 `led-by` has no value `$what`")
        .warns("LNG-03 content/i18n/en.ftl:2:1 no page shows a message named `ledby`");
}

#[test]
fn the_words_can_be_printed_to_be_translated() {
    let bench = Bench::new();
    let ran = bench.run("messages").ends(0);
    assert_eq!(ran.stdout, built_in("en").unwrap());
    bench.run("messages tlh").ends(2).says("leadfolio has no translation for `tlh`");
}

#[test]
fn dates_numbers_and_money_are_written_as_the_language_does() {
    for (language, expected) in [
        ("en", ["May\u{a0}14, 2024", "August 2024 – February 2026", "52%", "$1,200"]),
        ("en-GB", ["14\u{a0}May 2024", "August 2024 – February 2026", "52%", "US$1,200"]),
        ("de", ["14.\u{a0}Mai 2024", "August 2024 – Februar 2026", "52\u{a0}%", "1.200\u{a0}US$"]),
        ("es", ["14\u{a0}de mayo de 2024", "agosto de 2024 – febrero de 2026", "52\u{a0}%", "$1,200"]),
        (
            "es-ES",
            ["14\u{a0}de mayo de 2024", "agosto de 2024 – febrero de 2026", "52\u{a0}%", "1.200\u{a0}US$"],
        ),
        ("fr", ["14\u{a0}mai 2024", "août 2024 – février 2026", "52\u{202f}%", "1\u{202f}200\u{a0}$US"]),
    ] {
        let page = in_language(language).text("case-studies/zqstudy/index.html");
        for words in expected {
            assert!(page.contains(words), "{language}: no {words} in {page}");
        }
        assert!(page.contains(&format!("<html lang=\"{language}\" dir=\"ltr\"")), "{page}");
    }
}
