//! The home page and the lists of case studies: who it is, what came of the work, and nothing that is empty.

use leadfolio::privacy::initials::initials;

use super::support::{Built, MINIMUM, Site, site, study};

/// A measured outcome that missed its target.
const BELONGING: &str = "outcomes: [{ id: o, kind: quantitative, primary: true, metric: Students who belong, unit: percent, direction: increase, baseline: { value: 52 }, target: { value: 65 }, result: { value: 63 } }]\n";

/// A case study with more front matter.
fn with(front: &str) -> String {
    study("Text.").replace("start: 2024-08\n", &format!("start: 2024-08\n{front}"))
}

/// What `template` makes of the newest case study on the home page.
fn card(front: &str, template: &str) -> String {
    let home = format!(
        "--- content/portfolio.yaml\ntheme: t\nprofile: {{ name: N }}\n--- themes/t/templates/home.html\n{{% set card = featured[0] %}}{template}\n"
    );
    page(&site(&home).file("content/case-studies/a.md", with(front)).build(), "index.html")
}

fn page(built: &Built, path: &str) -> String {
    built.text(path).trim().to_owned()
}

#[test]
fn a_result_says_what_was_measured_and_which_way_it_went() {
    let template = "{% if card.metric %}{{ card.metric.title }}: {{ card.metric.result }}, {{ card.metric.change or \"-\" }}; {{ card.metric.baseline or \"-\" }} {{ card.metric.target or \"-\" }} {{ card.metric.reached.id }}{% else %}none{% endif %}";
    let line = "Students who belong: 63%, up from 52%; 52% 65% missed";
    assert_eq!(card(BELONGING, template), line);
    let down = BELONGING.replace("value: 52", "value: 70");
    assert_eq!(card(&down, template), "Students who belong: 63%, down from 70%; 70% 65% missed");
    let same = BELONGING.replace("value: 52", "value: 63");
    assert_eq!(card(&same, template), "Students who belong: 63%, as before; 63% 65% missed");
    let alone = BELONGING.replace("baseline: { value: 52 }, target: { value: 65 }, ", "");
    assert_eq!(card(&alone, template), "Students who belong: 63%, -; - - unknown");
    let without = BELONGING.replace(", result: { value: 63 }", "");
    assert_eq!(card(&without, template), "none");
}

#[test]
fn a_card_has_a_chart_if_there_is_something_to_compare() {
    let template = "{% if card.bullet %}{{ card.bullet | safe }}{% else %}none{% endif %}";
    assert!(card(BELONGING, template).contains("<svg"));
    let alone = BELONGING.replace("baseline: { value: 52 }, target: { value: 65 }, ", "");
    assert_eq!(card(&alone, template), "none");
    assert_eq!(card("", template), "none");
}

#[test]
fn a_card_says_how_the_level_changed() {
    let template = "{{ card.level.number }} {{ card.level_change or \"-\" }} {{ card.year }}";
    assert_eq!(card("", template), "5 - 2024");
    let history = |levels: &str| {
        let delegation = format!("delegation: {{ level: 5, history: [{levels}] }}\n");
        let front = study("Text.").replace("delegation: { level: 5 }\n", &delegation);
        let home = format!(
            "--- content/portfolio.yaml\ntheme: t\nprofile: {{ name: N }}\n--- themes/t/templates/home.html\n{{% set card = featured[0] %}}{template}\n"
        );
        page(&site(&home).file("content/case-studies/a.md", front).build(), "index.html")
    };
    assert_eq!(history("{ date: 2024-08, level: 5, why: W }"), "5 - 2024");
    let twice = "{ date: 2024-08, level: 3, why: W }, { date: 2024-11, level: 5, why: W }";
    assert_eq!(history(twice), "5 Level 3 → 5 of 7 2024");
    let back = "{ date: 2024-08, level: 5, why: W }, { date: 2024-10, level: 2, why: W }, { date: 2024-11, level: 5, why: W }";
    assert_eq!(history(back), "5 Level 5 → 2 → 5 of 7 2024");
}

#[test]
fn initials_are_those_that_a_person_would_write() {
    let of = |name| initials(name).unwrap_or_default();
    assert_eq!(of("Rowan Ellery"), "RE");
    assert_eq!(of("Dr. Rowan Anne Ellery, PhD"), "RE");
    assert_eq!(of("Ellery, Rowan"), "RE");
    assert_eq!(of("rowan ellery"), "RE");
    assert_eq!(of("Ludwig van der Berg"), "LB");
    assert_eq!(of("Rowan"), "R");
    assert_eq!(of("E\u{301}lodie O’Neil"), "ÉO", "a letter with its accent is one letter");
    assert_eq!(of("王小明"), "王");
    assert_eq!(of("김 민수"), "김");
    assert_eq!(of("محمد علي"), "م\u{200c}ع", "letters of two words are not joined");
    assert_eq!(of("Анна Петрова"), "АП");
    assert_eq!(of("ßeta"), "ß");
    assert_eq!((initials(""), initials("123"), initials("…")), (None, None, None));
}

/// Case studies with these lines of front matter in place of `status: ongoing`.
fn several(home: &str, fronts: &[&str]) -> Site {
    fronts.iter().enumerate().fold(site(home), |site, (number, front)| {
        let story = format!("Text {number}.\n\n## Reflection\n\nText {number}.");
        let text = study(&story).replace("status: ongoing\n", &format!("{front}\n"));
        site.file(&format!("content/case-studies/s{number}.md"), text)
    })
}

const MET: &str = "status: completed\nverdict: met\nend: 2024-12";

#[test]
fn case_studies_are_counted_once_each_from_three_on() {
    let home = "--- content/portfolio.yaml\ntheme: t\nprofile: { name: N }\nframeworks: [own]\n--- content/standards/own.yaml\nname: Ours\nshort: OS\nstandards: [{ id: \"1\", title: One }, { id: \"2\", title: Two }, { id: \"3\", title: Three }]\n--- themes/t/templates/home.html\n{% if proof %}{% for it in proof.counts %}{{ it.state.id }} {{ it.text }};{% endfor %}{% if proof.coverage %}{{ proof.coverage.title }}={{ proof.coverage.path }}{% endif %}{% else %}none{% endif %}\n";
    let cited = "standards: [{ ref: own/1, why: W, evidence: [o] }, { ref: own/2, why: W }]";
    let first = format!("{MET}\n{cited}\n{}", BELONGING.trim().replace("target: { value: 65 }, ", ""));
    let too_early = "status: ongoing\nverdict: too_early";
    let stopped = "status: stopped\nstatus_reason: R\nend: 2024-12";
    let all = [&*first, MET, too_early, "status: ongoing", stopped];
    assert_eq!(page(&several(home, &all[..2]).build(), "index.html"), "none");
    let built = several(home, &all).build();
    assert_eq!(
        page(&built, "index.html"),
        "met Goal met: 2;stopped Stopped: 1;ongoing Ongoing: 2;Evidence for 1 of 3 standards=standards/",
        "{}",
        built.report()
    );
}

#[test]
fn a_case_study_is_counted_as_what_its_mark_shows() {
    let files = "--- content/approaches/b.md\n---\ntitle: Coaching\n---\nText.\n";
    let stopped = "approaches: [b]\nstatus: stopped\nstatus_reason: R\nverdict: partly_met\nend: 2024-12";
    let early = "approaches: [b]\nstatus: completed\nverdict: too_early\nend: 2024-12";
    let built = several(files, &[stopped, early, "status: ongoing"]).build();
    let html = page(&built, "index.html");
    let proof = html.split("class=\"proof\"").nth(1).unwrap().split("</ul>").next().unwrap();
    for count in ["\"too_early\">Too early to tell: 1<", "\"stopped\">Stopped: 1<", "\"ongoing\">Ongoing: 1<"]
    {
        assert!(proof.contains(count), "no {count} in {proof}");
    }
    let approach = page(&built, "approaches/b/index.html");
    let counts = [
        "2 case studies (stopped: 1, too early to tell: 1)",
        "2 case studies (too early to tell: 1, stopped: 1)",
    ];
    assert!(counts.iter().any(|counts| approach.contains(counts)), "{approach}");
    assert!(approach.contains("data-standing=\"stopped\""), "{approach}");
}

#[test]
fn the_home_page_begins_with_the_name_and_ends_with_nothing_empty() {
    let least = site("--- content/portfolio.yaml\nprofile: { name: Rowan Ellery }\n").build();
    let html = page(&least, "index.html");
    let main = &html[html.find("<main").unwrap()..html.find("</main>").unwrap()];
    assert_eq!(main.matches("Rowan Ellery").count(), 1, "{main}");
    assert!(main.contains("<h1>Rowan Ellery</h1>") && main.contains(">RE</text>"), "{main}");
    for empty in ["case stud", "<section", "<ul", "<li", "hero-text", "about"] {
        assert!(!main.contains(empty), "`{empty}` in {main}");
    }
    let one = site(
        "--- content/portfolio.yaml\nprofile: { name: R, headline: H }\n--- content/index.md\n---\ntitle: Welcome\n---\n# Welcome\n\nText.\n",
    );
    let html = page(&one.file("content/case-studies/a.md", with(BELONGING)).build(), "index.html");
    assert!(html.contains("<p class=\"pitch\">H</p>") && html.contains(">Read the case study</a>"), "{html}");
    assert!(
        html.contains("href=\"/case-studies/a/\">Read the case study")
            && html.contains(">One-page summary</a>")
    );
    assert!(html.contains("<h2 id=\"welcome\">Welcome</h2>") && html.matches("<h1").count() == 1, "{html}");
    assert!(html.find("class=\"work\"").unwrap() < html.find("class=\"welcome\"").unwrap());
    assert!(!html.contains("class=\"proof\"") && !html.contains("lf-featured"), "{html}");
}

#[test]
fn a_card_is_one_link_and_no_figure_is_without_its_metric() {
    let built = site("").file("content/case-studies/a.md", with(BELONGING)).build();
    let html = page(&built, "case-studies/index.html");
    let card = &html[html.find("<article").unwrap()..html.find("</article>").unwrap()];
    assert_eq!(card.matches("<a ").count(), 1, "{card}");
    assert!(
        card.replace("<bdi>", "")
            .replace("</bdi>", "")
            .contains("<p class=\"metric\">Students who belong: <b>63%</b>, up from 52%; target 65%</p>"),
        "{card}"
    );
    assert!(card.contains("<span class=\"standing\" data-standing=\"ongoing\">Ongoing</span>"), "{card}");
    let done = with(&format!("{BELONGING}verdict: partly_met\nend: 2024-12\n"))
        .replace("status: ongoing", "status: completed");
    let html = page(&site("").file("content/case-studies/a.md", done).build(), "case-studies/index.html");
    assert!(html.contains("data-standing=\"partly_met\">Goal partly met</span>"), "{html}");
}

#[test]
fn a_long_list_is_in_lines_by_year_and_names_tags_of_more_than_one_case_study() {
    let many = |count: usize| {
        (0..count).fold(site(""), |site, number| {
            let tags = format!("title: T{number}\ntags: [both, only {number}]");
            let start = format!("start: {}-08", 2020 + number / 10);
            let text = format!("---\n{MINIMUM}---\nText.\n");
            let text = text.replace("title: A", &tags).replace("start: 2024-08", &start);
            site.file(&format!("content/case-studies/s{number}.md"), text)
        })
    };
    let built = many(14).build();
    let list = page(&built, "case-studies/index.html");
    assert!(!list.contains("data-rows") && list.contains("class=\"card-summary\""), "{list}");
    let built = many(22).build();
    let list = page(&built, "case-studies/index.html");
    assert!(list.contains("data-rows") && !list.contains("class=\"card-summary\""), "{list}");
    let years: Vec<&str> =
        list.split("<h2 id=\"lf-").skip(1).map(|rest| &rest[..rest.find('"').unwrap()]).collect();
    assert_eq!(years, ["2022", "2021", "2020"]);
    assert_eq!(list.matches("<article").count(), 20);
    assert!(list.contains(">both</a>") && !list.contains(">only 3</a>"), "{list}");
    let last = page(&built, "case-studies/page/2/index.html");
    assert!(last.contains("data-rows") && last.matches("<article").count() == 2, "{last}");
    assert!(page(&built, "tags/index.html").contains(">only 3</a>"), "the list of all tags has it");
}

#[test]
fn an_approach_that_no_case_study_uses_has_no_count() {
    let approach = "--- content/approaches/b.md\n---\ntitle: Coaching\nsummary: S.\n---\nText.\n";
    let alone = site(approach).build();
    for path in ["index.html", "approaches/index.html"] {
        let html = page(&alone, path);
        assert!(html.contains("<p>S.</p>") && !html.contains("<small>"), "{html}");
    }
    let used = site(approach).file("content/case-studies/a.md", with("approaches: [b]\n")).build();
    assert!(page(&used, "index.html").contains("<small>1 case study</small>"));
}
