//! What is published: every address of the contract, what stands there, and what programs read.

use leadfolio::content::enums::Visibility;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value as Json;

use super::support::{Built, PLAIN, Site, site, study};

const WORLD: &str = r#"
--- content/case-studies/alpha.md
---
title: "Alpha & <one>"
summary: "First & <best>."
status: completed
verdict: met
lesson: "L."
tags: [School culture]
approaches: [coaching]
standards: [{ ref: own/1, why: "W", evidence: [o] }]
pitfalls: [{ kind: scope, what: "P", resolved: "yes" }]
led_by: [p-lead]
accountable: p-owner
delegation: { level: 5 }
start: 2022-08
end: 2023-06
date: 2023-07-01
outcomes: [{ id: o, kind: quantitative, metric: M, unit: percent, direction: increase, target: { value: 65 }, result: { value: 63 } }]
---
Text.

## Reflection

More.
--- content/case-studies/2024/beta/index.md
---
title: Beta
summary: S.
status: stopped
status_reason: R
verdict: not_met
lesson: "L."
tags: [school culture, "Time & space"]
approaches: [coaching]
pitfalls: [{ kind: scope, what: "P", resolved: "no" }]
led_by: [p-lead]
accountable: p-owner
delegation: { level: 5 }
start: 2023-08
end: 2024-06
updated: 2026-01-05
aliases: [/old-beta/, /post/beta.html]
---
Text.

## Reflection

More.
--- content/case-studies/gamma.md
---
title: Gamma
summary: S.
status: ongoing
led_by: [p-lead]
accountable: p-owner
delegation: { level: 5 }
start: 2024-08
---
Text.
--- content/approaches/coaching.md
---
title: Coaching
pitfalls: [{ kind: scope, title: T }, { kind: overload, title: U }]
updated: 2025-02
---
Essay.

## How I've used it
--- content/pages/plan.md
---
title: Plan
url: /entry-plan/
aliases: [/plan/]
---
Plan.
--- content/pages/vision.md
---
title: Vision
---
Vision.
--- content/index.md
---
title: Home
updated: 2026-02
---
Home.
--- content/standards/own.yaml
name: Own Standards
short: OS
standards: [{ id: "1", title: One }, { id: "2", title: Two }]
--- content/standards/library.yaml
name: Library
standards: [{ id: "1", title: Unread }]
"#;

fn world() -> Site {
    site(&format!("{PLAIN}{WORLD}"))
}

/// The world with more templates and the last word on them.
fn themed(templates: &str) -> Built {
    site(&format!("{PLAIN}{WORLD}{templates}")).build().fine()
}

fn page(built: &Built, path: &str) -> String {
    built.text(path).trim().to_owned()
}

#[test]
fn every_address_of_the_contract_is_a_file_in_the_same_place() {
    let paths: Vec<String> =
        world().build().fine().paths().into_iter().filter(|it| !it.starts_with("assets/")).collect();
    assert_eq!(
        paths,
        [
            "404.html",
            "approaches/coaching/index.html",
            "approaches/index.html",
            "case-studies/alpha/index.html",
            "case-studies/beta/index.html",
            "case-studies/gamma/index.html",
            "case-studies/index.html",
            "entry-plan/index.html",
            "feed.xml",
            "index.html",
            "old-beta/index.html",
            "overview/index.html",
            "overview/pitfalls/index.html",
            "pages/vision/index.html",
            "plan/index.html",
            "post/beta.html",
            "resume.json",
            "resume/index.html",
            "robots.txt",
            "sitemap.xml",
            "standards/index.html",
            "standards/own/1/index.html",
            "standards/own/2/index.html",
            "summary/index.html",
            "tags/index.html",
            "tags/school-culture/index.html",
            "tags/time-space/index.html",
            "themes/index.html",
            "themes/school-culture/index.html",
            "themes/time-space/index.html",
        ]
    );
}

#[test]
fn the_least_portfolio_has_its_pages_too() {
    let built = site("").build().fine();
    for path in [
        "index.html",
        "case-studies/index.html",
        "resume/index.html",
        "standards/index.html",
        "tags/index.html",
        "404.html",
        "feed.xml",
        "robots.txt",
        "resume.json",
    ] {
        assert!(!built.bytes(path).is_empty(), "{path}");
    }
    assert!(!built.paths().contains(&"approaches/index.html".to_owned()), "no list of nothing");
}

#[test]
fn every_page_of_the_built_in_theme_can_be_made() {
    let built = site(WORLD).build().fine();
    for (path, text) in built.everything().into_iter().filter(|it| it.0.ends_with(".html")) {
        assert!(text.starts_with("<!doctype html>"), "{path}");
        assert!(text.contains("</html>"), "{path}");
    }
}

#[test]
fn the_style_sheet_s_address_is_a_hash_of_its_bytes() {
    let sheet = |css: &str| {
        let built = site(&format!("--- themes/commons/assets/css/custom.css\n{css}\n")).build().fine();
        built.sheet_path()
    };
    assert_eq!(sheet("p { color: red }"), sheet("p { color: red }"));
    assert_ne!(sheet("p { color: red }"), sheet("p { color: tan }"));
    assert!(sheet("").ends_with(".css"));
}

/// Case studies with dates and a tag, enough for some pages of a list.
fn many(count: usize) -> Site {
    let templates = r#"
--- themes/t/templates/studies.html
{% for it in studies %}{{ it.title }};{% endfor %}{{ pager.number }}/{{ pager.of }} of {{ pager.total }} newer={% if pager.newer %}{{ pager.newer.path }}{% endif %} older={% if pager.older %}{{ pager.older.path }}{% endif %}
--- themes/t/templates/tag.html
{{ tag.title }} {{ tag.count }}: {{ studies | length }} {{ pager.number }}/{{ pager.of }} newer={% if pager.newer %}{{ pager.newer.path }}{% endif %} older={% if pager.older %}{{ pager.older.path }}{% endif %}
"#;
    (0..count).fold(site(&format!("{PLAIN}{templates}")), |site, number| {
        let front = study("Text.")
            .replace("title: A", &format!("title: T{number}\ntags: [tag]"))
            .replace("2024-08", &format!("{}-{:02}", 1990 + number / 12, 1 + number % 12));
        site.file(&format!("content/case-studies/s{number}.md"), front)
    })
}

#[test]
fn a_list_of_more_than_twenty_goes_on_on_another_page() {
    let built = many(41).build().fine();
    let first = page(&built, "case-studies/index.html");
    assert!(first.starts_with("T40;T39;"), "the newest comes first: {first}");
    assert!(first.ends_with(";T21;1/3 of 41 newer= older=case-studies/page/2/"), "{first}");
    let second = page(&built, "case-studies/page/2/index.html");
    assert!(
        second.starts_with("T20;")
            && second.ends_with(";T1;2/3 of 41 newer=case-studies/ older=case-studies/page/3/"),
        "{second}"
    );
    assert_eq!(
        page(&built, "case-studies/page/3/index.html"),
        "T0;3/3 of 41 newer=case-studies/page/2/ older="
    );
    assert!(!built.paths().contains(&"case-studies/page/4/index.html".to_owned()));
}

#[test]
fn a_tag_s_list_goes_on_likewise() {
    let built = many(21).build().fine();
    assert_eq!(page(&built, "tags/tag/index.html"), "tag 21: 20 1/2 newer= older=tags/tag/page/2/");
    assert_eq!(page(&built, "tags/tag/page/2/index.html"), "tag 21: 1 2/2 newer=tags/tag/ older=");
}

#[test]
fn a_list_of_twenty_fits_on_one_page() {
    let built = many(20).build().fine();
    assert!(page(&built, "case-studies/index.html").ends_with("1/1 of 20 newer= older="));
    assert!(!built.paths().iter().any(|it| it.contains("/page/")));
}

const TURN: &str = "--- themes/t/templates/study.html\nprevious={% if study.previous %}{{ study.previous.title }} {{ study.previous.path }}{% endif %} next={% if study.next %}{{ study.next.title }} {{ study.next.path }}{% endif %}\n";

#[test]
fn case_studies_lead_to_the_next_older_and_the_next_newer() {
    let built = themed(TURN);
    assert_eq!(page(&built, "case-studies/gamma/index.html"), "previous=Beta case-studies/beta/ next=");
    assert_eq!(
        page(&built, "case-studies/beta/index.html"),
        "previous=Alpha &amp; &lt;one&gt; case-studies/alpha/ next=Gamma case-studies/gamma/"
    );
    assert_eq!(page(&built, "case-studies/alpha/index.html"), "previous= next=Beta case-studies/beta/");
}

const RELATED: &str =
    "--- themes/t/templates/study.html\n{% for it in related %}{{ it.title }};{% endfor %}\n";

#[test]
fn case_studies_that_share_tags_approaches_or_standards_go_together() {
    let built = themed(RELATED);
    assert_eq!(page(&built, "case-studies/beta/index.html"), "Alpha &amp; &lt;one&gt;;");
    assert_eq!(page(&built, "case-studies/alpha/index.html"), "Beta;");
    assert_eq!(page(&built, "case-studies/gamma/index.html"), "");
}

#[test]
fn three_go_together_at_most_those_that_share_the_most_first() {
    let tagged = |name: &str, start: &str, tags: &str| {
        (
            format!("content/case-studies/{name}.md"),
            study("Text.")
                .replace("title: A", &format!("title: {name}\ntags: [{tags}]"))
                .replace("2024-08", start),
        )
    };
    let all = [
        tagged("a", "2020", "x, y"),
        tagged("b", "2021", "x"),
        tagged("c", "2022", "x, y"),
        tagged("d", "2023", "x"),
        tagged("e", "2024", "x"),
    ];
    let site =
        all.into_iter().fold(site(&format!("{PLAIN}{RELATED}")), |site, (path, text)| site.file(&path, text));
    assert_eq!(page(&site.build().fine(), "case-studies/a/index.html"), "c;b;d;");
}

#[test]
fn an_approach_ends_in_what_came_of_it_stopped_work_included() {
    let built = world().build().fine();
    assert_eq!(
        page(&built, "approaches/coaching/index.html"),
        "<p>Essay.</p>\n[How I’ve used it|how-ive-used-it|2 case studies (stopped: 1, goal met: 1)|Beta;Alpha &amp; &lt;one&gt;;]"
    );
}

/// An approach that no case study cites.
fn essay(body: &str) -> String {
    let site = site(&format!("{PLAIN}--- content/approaches/x.md\n---\ntitle: X\n---\n{body}\n"));
    page(&site.build().fine(), "approaches/x/index.html")
}

#[test]
fn an_approach_without_a_last_heading_of_its_own_gets_one() {
    assert_eq!(essay("Essay."), "<p>Essay.</p>\n[How have I used it?|lf-used|none|]");
    assert_eq!(
        essay("## Why\n\nEssay."),
        "<h2 id=\"why\">Why</h2>\n<p>Essay.</p>\n[How have I used it?|lf-used|none|]"
    );
}

#[test]
fn a_last_heading_with_words_of_the_author_s_stays_in_the_essay() {
    assert_eq!(
        essay("Essay.\n\n## How I used it\n\nOften."),
        "<p>Essay.</p>\n<h2 id=\"how-i-used-it\">How I used it</h2>\n<p>Often.</p>\n[How have I used it?|lf-used|none|]"
    );
}

#[test]
fn a_heading_that_asks_before_the_last_one_is_no_place_for_the_list() {
    assert_eq!(
        essay("## Used by whom\n\n## Why\n\nEssay."),
        "<h2 id=\"used-by-whom\">Used by whom</h2>\n<h2 id=\"why\">Why</h2>\n<p>Essay.</p>\n[How have I used it?|lf-used|none|]"
    );
}

#[test]
fn a_last_heading_with_nothing_but_a_comment_makes_room_for_the_list() {
    assert_eq!(
        essay("Essay.\n\n## How I used it\n\n<!-- made by leadfolio -->"),
        "<p>Essay.</p>\n[How I used it|how-i-used-it|none|]"
    );
}

#[test]
fn links_that_are_defined_below_the_last_heading_of_an_approach_still_work() {
    assert_eq!(
        essay("See [it][1].\n\n## How I used it\n\n[1]: https://example.org/"),
        "<p>See <a href=\"https://example.org/\">it</a>.</p>\n[How I used it|how-i-used-it|none|]"
    );
}

#[test]
fn footnotes_below_the_last_heading_of_an_approach_are_not_its_content() {
    assert!(
        essay("See[^1].\n\n## How I used it\n\n[^1]: Note.").ends_with("[How I used it|how-i-used-it|none|]")
    );
}

#[test]
fn pitfalls_of_an_approach_tell_how_often_they_were_met() {
    let built = themed(
        "--- themes/t/templates/approach.html\n{% for it in approach.pitfalls %}{{ it.kind.id }}: {{ it.met or \"never\" }};{% endfor %}\n",
    );
    assert_eq!(
        page(&built, "approaches/coaching/index.html"),
        "scope: Came up in 2 of 2 case studies; resolved in 1.;overload: never;"
    );
}

#[test]
fn an_old_address_leads_to_the_page() {
    let built = themed(
        "--- themes/t/templates/redirect.html\n{{ root }}{{ target.path }} {{ target.title }} {{ target_url }} {{ page.noindex }}\n",
    );
    for path in ["old-beta/index.html", "post/beta.html"] {
        assert_eq!(
            page(&built, path),
            "/case-studies/beta/ Beta https://example.org/case-studies/beta/ true",
            "{path}"
        );
    }
    assert_eq!(page(&built, "plan/index.html"), "/entry-plan/ Plan https://example.org/entry-plan/ true");
    let plain = world().build().fine();
    assert!(!plain.text("sitemap.xml").contains("old-beta"));
}

#[test]
fn an_alias_that_is_a_page_already_is_refused() {
    world()
        .file("content/pages/vision.md", "---\ntitle: V\naliases: [/entry-plan/]\n---\nText.\n")
        .build()
        .fails("URL-02 content/pages/vision.md");
    world()
        .file("content/pages/vision.md", "---\ntitle: V\naliases: [old, \"/a b/\", /../x/]\n---\nText.\n")
        .build()
        .fails("URL-01 content/pages/vision.md:3:11 `old` does not begin with `/`")
        .fails("URL-01 content/pages/vision.md:3:16 ")
        .fails("URL-01 content/pages/vision.md:3:25 ");
}

/// Texts of the elements of a name, and the values of an attribute of them; fails when the XML is not well-formed.
fn elements(xml: &str, name: &str, attribute: Option<&str>) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut open) = (Vec::new(), Vec::<String>::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == name && attribute.is_some() => {
                let value = tag.try_get_attribute(attribute.unwrap()).unwrap();
                found.extend(value.map(|it| it.value.into_owned()));
            }
            Event::Start(tag) => open.push(tag.name().as_ref().to_owned()),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) if attribute.is_none() && open.last().is_some_and(|it| it == name) => {
                found.push(text.into_inner().into_owned());
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn the_feed_lists_case_studies_the_last_revised_first() {
    let xml = world().build().fine().text("feed.xml");
    assert_eq!(
        elements(&xml, "id", None),
        [
            "https://example.org/",
            "https://example.org/case-studies/beta/",
            "https://example.org/case-studies/gamma/",
            "https://example.org/case-studies/alpha/",
        ]
    );
    assert_eq!(
        elements(&xml, "updated", None),
        ["2026-01-05T00:00:00Z", "2026-01-05T00:00:00Z", "2024-08-01T00:00:00Z", "2023-07-01T00:00:00Z"]
    );
    assert_eq!(elements(&xml, "published", None), ["2023-07-01T00:00:00Z"]);
    assert_eq!(
        elements(&xml, "category", Some("term")),
        ["school culture", "Time &amp; space", "school culture"]
    );
    assert!(
        xml.contains("<title>Alpha &amp; &lt;one&gt;</title>")
            && xml.contains("<summary>First &amp; &lt;best&gt;.</summary>"),
        "{xml}"
    );
    assert_eq!(
        elements(&xml, "link", Some("href"))[..2],
        ["https://example.org/feed.xml", "https://example.org/"]
    );
}

#[test]
fn a_feed_without_an_address_has_names_that_stay() {
    let files = WORLD.to_owned();
    let build = || site(&files).file("content/portfolio.yaml", "profile: { name: N }\n").build().fine();
    let xml = build().text("feed.xml");
    assert!(
        elements(&xml, "id", None).iter().all(|it| it.starts_with("urn:uuid:") && it.len() == 45),
        "{xml}"
    );
    assert_eq!(xml, build().text("feed.xml"));
    assert_eq!(elements(&xml, "link", Some("href"))[0], "feed.xml");
}

#[test]
fn a_feed_carries_the_newest_fifty() {
    let xml = many(60).build().fine().text("feed.xml");
    assert_eq!(elements(&xml, "id", None).len(), 51);
}

#[test]
fn the_sitemap_lists_every_page_that_people_may_find() {
    let built = world().build().fine();
    let xml = built.text("sitemap.xml");
    let mut listed = elements(&xml, "loc", None);
    listed.sort();
    let mut pages: Vec<String> = built
        .paths()
        .into_iter()
        .filter(|it| {
            it.ends_with("index.html")
                && !["old-beta/index.html", "plan/index.html"].contains(&it.as_str())
                && !it.starts_with("themes/")
        })
        .map(|it| format!("https://example.org/{}", it.strip_suffix("index.html").unwrap()))
        .collect();
    pages.sort();
    assert_eq!(listed, pages);
    assert_eq!(elements(&xml, "lastmod", None), ["2026-02", "2026-01-05", "2023-07-01", "2025-02"]);
}

#[test]
fn robots_are_told_of_the_sitemap_when_there_is_one() {
    assert_eq!(
        world().build().text("robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"
    );
    let built = site("--- content/portfolio.yaml\nprofile: { name: N }\n").build().fine();
    assert_eq!(built.text("robots.txt"), "User-agent: *\nAllow: /\n");
    assert!(!built.paths().contains(&"sitemap.xml".to_owned()));
    assert!(built.report().contains("info URL-04 "), "{}", built.report());
}

const LD: &str = "{{ page.json_ld | safe }}\n";

fn ld(path: &str) -> Vec<Json> {
    let templates: String = ["study", "home", "approach", "page", "resume", "standard", "tag", "studies"]
        .iter()
        .map(|it| format!("--- themes/t/templates/{it}.html\n{LD}"))
        .collect();
    let built = themed(&templates);
    let json: Json = serde_json::from_str(&page(&built, path)).unwrap();
    assert_eq!(json["@context"], "https://schema.org");
    json["@graph"].as_array().unwrap().clone()
}

fn sort_of(graph: &[Json], sort: &str) -> Json {
    graph.iter().find(|it| it["@type"] == sort).cloned().unwrap_or_else(|| panic!("no {sort} in {graph:?}"))
}

#[test]
fn search_engines_read_what_a_case_study_is_and_where_it_stands() {
    let graph = ld("case-studies/alpha/index.html");
    let article = sort_of(&graph, "Article");
    assert_eq!(article["headline"], "Alpha & <one>");
    assert_eq!(article["author"]["name"], "Rowan Ellery");
    assert_eq!(article["datePublished"], "2023-07-01");
    assert_eq!(article["url"], "https://example.org/case-studies/alpha/");
    let trail = sort_of(&graph, "BreadcrumbList");
    let names: Vec<&Json> =
        trail["itemListElement"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["Rowan Ellery", "Case studies", "Alpha & <one>"]);
}

#[test]
fn search_engines_read_whose_site_it_is() {
    let person = sort_of(&ld("index.html"), "Person");
    assert_eq!(
        (&person["name"], &person["url"]),
        (&Json::from("Rowan Ellery"), &Json::from("https://example.org/"))
    );
    sort_of(&ld("resume/index.html"), "Person");
    for path in ["approaches/coaching/index.html", "pages/vision/index.html"] {
        sort_of(&ld(path), "Article");
    }
    for path in ["standards/own/1/index.html", "tags/school-culture/index.html", "case-studies/index.html"] {
        sort_of(&ld(path), "BreadcrumbList");
    }
}

#[test]
fn structured_data_cannot_end_the_script_that_it_stands_in() {
    let built = site(&format!("{PLAIN}--- themes/t/templates/study.html\n{LD}"))
        .file(
            "content/case-studies/a.md",
            study("Text.").replace("title: A", "title: \"</script><b> & \u{2028}x\""),
        )
        .build()
        .fine();
    let text = page(&built, "case-studies/a/index.html");
    assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
    let json: Json = serde_json::from_str(&text).unwrap();
    assert!(json.to_string().contains("</script><b> & \u{2028}x"), "{json}");
}

const RESUME: &str = r#"
--- content/portfolio.yaml
url: "https://example.org/"
profile:
  name: "Rowan Ellery"
  headline: "Principal"
  bio: "Bio."
  photo: { file: p.svg, alt: "Portrait" }
  location: { city: Larkmere, region: Ohio, country_code: US }
  contact: { email: rowan@example.org }
  links: [{ network: LinkedIn, username: rowan, url: "https://www.linkedin.com/in/rowan" }]
positions:
  - { id: old, title: Teacher, organisation: "The School", start: 2012, end: 2021-06 }
  - { id: now, title: Principal, organisation: "Larkmere", start: 2021-07, end: null, highlights: [One], summary: S, setting: { context: rural } }
education: [{ institution: University, award: M.Ed., area: Leadership, start: 2015, end: 2017 }]
credentials: [{ name: Licence, issuer: Ohio, date: 2017-06, expires: 2020 }]
awards: [{ title: Award, date: 2024, awarder: State, summary: S }]
publications: [{ name: Article, publisher: Journal, release_date: 2025-02, url: "https://example.org/a", summary: S }]
skills: [{ name: Mediation, keywords: [Talks] }]
service: [{ role: Chair, organisation: Library, start: 2020, summary: S, url: "https://example.org/l" }]
languages: [{ language: English, fluency: native }]
"#;

#[test]
fn the_resume_can_be_read_as_json_resume() {
    let drawing =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>"#;
    let built = site(&format!("{RESUME}{WORLD}")).file("content/files/p.svg", drawing).build().fine();
    let json: Json = serde_json::from_str(&built.text("resume.json")).unwrap();
    let basics = &json["basics"];
    assert_eq!((&basics["name"], &basics["label"]), (&Json::from("Rowan Ellery"), &Json::from("Principal")));
    assert_eq!(
        (&basics["image"], &basics["url"]),
        (&Json::from("https://example.org/files/p.svg"), &Json::from("https://example.org/"))
    );
    assert_eq!((&basics["email"], &basics["phone"]), (&Json::from("rowan@example.org"), &Json::Null));
    assert_eq!(
        basics["location"],
        serde_json::json!({ "city": "Larkmere", "region": "Ohio", "countryCode": "US" })
    );
    assert_eq!(basics["profiles"][0]["username"], "rowan");
    assert_eq!(
        (&json["work"][0]["position"], &json["work"][0]["endDate"]),
        (&Json::from("Principal"), &Json::Null)
    );
    assert_eq!(
        (&json["work"][1]["name"], &json["work"][1]["endDate"]),
        (&Json::from("The School"), &Json::from("2021-06"))
    );
    assert_eq!(
        (&json["education"][0]["studyType"], &json["education"][0]["area"]),
        (&Json::from("M.Ed."), &Json::from("Leadership"))
    );
    assert_eq!(
        json["certificates"][0],
        serde_json::json!({ "name": "Licence", "issuer": "Ohio", "date": "2017-06" })
    );
    assert_eq!(json["awards"][0]["awarder"], "State");
    assert_eq!(json["publications"][0]["releaseDate"], "2025-02");
    assert_eq!(json["skills"][0], serde_json::json!({ "name": "Mediation", "keywords": ["Talks"] }));
    assert_eq!(
        json["volunteer"][0],
        serde_json::json!({
            "organization": "Library", "position": "Chair", "startDate": "2020", "summary": "S",
            "url": "https://example.org/l"
        })
    );
    assert_eq!(json["languages"][0]["fluency"], "native");
    let projects: Vec<&Json> = json["projects"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(projects, ["Gamma", "Beta", "Alpha & <one>"]);
    assert_eq!(json["projects"][2]["url"], "https://example.org/case-studies/alpha/");
}

#[test]
fn a_standard_s_page_tells_who_cites_it_with_what_and_leads_on() {
    let built = themed(
        "--- themes/t/templates/standard.html\n{{ framework.short }} {{ standard.number }} {{ standard.title }}: {% for it in uses %}{{ it.title }} {{ it.why }} {% for e in it.evidence %}{{ e.kind }} {{ e.path }}{% endfor %};{% endfor %} {% if previous %}<{{ previous.path }}{% endif %} {% if next %}>{{ next.path }}{% endif %}\n",
    );
    assert_eq!(
        page(&built, "standards/own/1/index.html"),
        "OS 1 One: Alpha &amp; &lt;one&gt; W outcome case-studies/alpha/#outcome-o;  >standards/own/2/"
    );
    assert_eq!(page(&built, "standards/own/2/index.html"), "OS 2 Two:  <standards/own/1/");
}

#[test]
fn the_list_of_standards_shows_frameworks_that_are_cited_or_named_and_their_gaps() {
    let list = "--- themes/t/templates/standards.html\n{% for it in frameworks %}{{ it.short }}{% if it.primary %}!{% endif %}: {% for s in it.standards %}{{ s.number }}={{ s.studies }},{{ s.evidence }} {% endfor %};{% endfor %}\n";
    assert_eq!(page(&themed(list), "standards/index.html"), "OS: 1=1,1 2=0,0 ;");
    let named = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ntheme: t\nprofile: { name: N }\nframeworks: [own, library]\nprimary_framework: library\n";
    let built = themed(&format!("{list}{named}"));
    assert_eq!(page(&built, "standards/index.html"), "Library!: 1=0,0 ;OS: 1=1,1 2=0,0 ;");
    assert!(built.paths().contains(&"standards/library/1/index.html".to_owned()));
}

#[test]
fn a_tag_is_the_same_however_it_is_written_and_keeps_its_first_spelling() {
    let built = themed(
        "--- themes/t/templates/tags.html\n{% for it in tags %}{{ it.title }} {{ it.path }} {{ it.count }};{% endfor %}\n",
    );
    let titles: Vec<(&str, usize)> =
        built.portfolio().tags.iter().map(|it| (it.path.as_str(), it.studies.len())).collect();
    assert_eq!(titles, [("tags/school-culture/", 2), ("tags/time-space/", 1)]);
    assert!(page(&built, "tags/index.html").contains("Time &amp; space tags/time-space/ 1;"));
}

#[test]
fn a_tag_without_letters_is_refused() {
    world()
        .file(
            "content/case-studies/gamma.md",
            study("Text.").replace("title: A", "title: A\nthemes: [ok, \"!\"]"),
        )
        .build()
        .fails("URL-01 content/case-studies/gamma.md:3:14 ");
}

#[test]
fn the_home_page_shows_what_the_author_chose_or_the_newest_three() {
    let home = "--- themes/t/templates/home.html\n{% for it in featured %}{{ it.title }};{% endfor %}{{ study_count }}\n";
    assert_eq!(page(&themed(home), "index.html"), "Gamma;Beta;Alpha &amp; &lt;one&gt;;3");
    let chosen = format!(
        "{home}--- content/portfolio.yaml\ntheme: t\nprofile: {{ name: N }}\nfeatured: [alpha, gamma]\n"
    );
    assert_eq!(page(&themed(&chosen), "index.html"), "Alpha &amp; &lt;one&gt;;Gamma;3");
}

#[test]
fn the_navigation_names_what_there_is_in_order() {
    let home = "--- themes/t/templates/home.html\n{% for it in site.navigation %}{{ it.title }}={{ it.path }};{% endfor %}|{% for it in site.more %}{{ it.title }}={{ it.path }};{% endfor %}\n";
    let settings = "--- content/portfolio.yaml\ntheme: t\nprofile: { name: N }\neducation: [{ institution: State, award: M.Ed., end: 2012 }]\n";
    assert_eq!(
        page(&themed(&format!("{home}{settings}")), "index.html"),
        "Work=case-studies/;How I lead=approaches/;Standards=standards/;Résumé=resume/;Plan=entry-plan/;|Vision=pages/vision/;Overview=overview/;One-page summary=summary/;"
    );
    let least = site(&format!("{PLAIN}{home}")).build().fine();
    assert_eq!(page(&least, "index.html"), "|");
}

#[test]
fn a_page_tells_where_it_stands() {
    let built = themed(
        "--- themes/t/templates/study.html\n{{ page.kind }} {{ page.path }} {{ page.section }} {{ page.canonical }} {% for it in page.breadcrumbs %}{{ it.title }}={{ it.path }};{% endfor %}\n",
    );
    assert_eq!(
        page(&built, "case-studies/beta/index.html"),
        "study case-studies/beta/ case-studies/ https://example.org/case-studies/beta/ Rowan Ellery=;Case studies=case-studies/;"
    );
}

#[test]
fn reading_time_and_period_are_computed() {
    let template = "--- themes/t/templates/study.html\n{{ study.card.reading_minutes }} {{ study.card.period }} {{ study.duration or \"open\" }} {{ study.card.result or \"none\" }}\n";
    let built = themed(template);
    assert_eq!(
        page(&built, "case-studies/alpha/index.html"),
        "1 August 2022 – June 2023 11 months 63% (target: 65%)"
    );
    assert_eq!(page(&built, "case-studies/gamma/index.html"), "1 August 2024 – present open none");
    let long = site(&format!("{PLAIN}{template}"))
        .file("content/case-studies/a.md", study(&"word ".repeat(500)))
        .build()
        .fine();
    assert!(page(&long, "case-studies/a/index.html").starts_with("3 "));
}

#[test]
fn case_studies_of_a_post_are_listed_with_it() {
    let built = themed(
        "--- themes/t/templates/resume.html\n{% for it in resume.positions %}{{ it.title }}: {% for s in it.studies %}{{ s.title }}{% endfor %};{% endfor %}\n--- content/portfolio.yaml\ntheme: t\nprofile: { name: N }\npositions: [{ id: old, title: Teacher, start: 2012 }, { id: now, title: Principal, start: 2021 }]\n--- content/case-studies/gamma.md\n---\ntitle: Gamma\nsummary: S.\nstatus: ongoing\nposition: old\nled_by: [p-lead]\naccountable: p-owner\ndelegation: { level: 5 }\nstart: 2024-08\n---\nText.\n",
    );
    assert_eq!(page(&built, "resume/index.html"), "Principal: ;Teacher: Gamma;");
}

#[test]
fn the_same_inputs_make_the_same_bytes() {
    let build = || site(WORLD).build().fine().everything();
    assert_eq!(build(), build());
}

const COMMENTS: &str = r#"
--- content/people.yaml
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: given, scope: [role, quote] } }
  - { id: p-parent, kind: family, role: "Parent", minor: false, consent: { status: given, scope: [role] } }
--- content/case-studies/alpha/index.md
STUDY
--- content/case-studies/secret.md
SECRET
--- content/comments/case-studies/alpha.yaml
comments:
  - { from: p-lead, text: "One <b>line</b>\nand another", date: 2025-05, permission: { status: given }, reply: "Thank you." }
  - { from: p-lead, text: "zqasked", permission: { status: not_asked } }
  - { from: p-parent, text: "zqquote", permission: { status: given } }
  - { from: p-lead, text: "zqpanel", permission: { status: given }, visibility: panel }
--- content/comments/case-studies/secret.yaml
comments: [{ from: p-lead, text: "zqsecret", permission: { status: given } }]
--- content/comments/case-studies/nothing.yaml
comments: [{ from: p-lead, text: "zqnothing", permission: { status: given } }]
"#;

fn commented(settings: &str) -> super::support::Built {
    let secret = study("Text.").replacen("title:", "visibility: private\ntitle:", 1);
    let files = COMMENTS.replace("STUDY", study("Text.").trim_end()).replace("SECRET", secret.trim_end());
    site(&format!("--- content/portfolio.yaml\nprofile: {{ name: \"Rowan Ellery\", contact: {{ email: \"rowan@example.org\" }} }}\n{settings}{files}")).build()
}

#[test]
fn comments_are_shown_with_the_leave_of_those_who_wrote_them() {
    let built = commented("privacy: { comments: on }\n");
    let html = built.text("case-studies/alpha/index.html");
    for words in [
        "One &lt;b&gt;line&lt;/b&gt;<br",
        "Science teacher, <time datetime=\"2025-05\">",
        "Thank you.",
        "mailto:rowan@example.org",
    ] {
        assert!(html.contains(words), "no {words} in\n{html}");
    }
    for (path, text) in built.everything() {
        assert!(
            !["zqasked", "zqquote", "zqpanel", "zqsecret", "zqnothing"].iter().any(|it| text.contains(it)),
            "{path}"
        );
    }
    let held = built.held_back().join("\n");
    for reason in [
        "permission hasn't been given",
        "hasn't agreed to be quoted",
        "it is for the panel only",
        "their page isn't part of this build",
    ] {
        assert!(held.contains(reason), "no {reason} in\n{held}");
    }
    built.warns("LNK-02 content/comments/case-studies/nothing.yaml:1:1 there is no page `case-studies/nothing.md` for these comments");
}

#[test]
fn comments_stay_where_they_are_until_the_owner_wants_them() {
    let built = commented("");
    let html = built.text("case-studies/alpha/index.html");
    assert!(!html.contains("lf-comments") && !html.contains("Thank you."), "{html}");
    assert!(built.held_back().join("\n").contains("comments are off"), "{:?}", built.held_back());
}

#[test]
fn what_others_said_is_text_and_never_markup() {
    let people = COMMENTS.split("--- content/case-studies").next().unwrap();
    let said = "--- content/testimonials.yaml\ntestimonials: [{ id: t, from: p-lead, text: \"A <script>b</script>\\nc\", permission: { status: given } }]\n";
    let html = site(&format!("{people}{said}")).build().fine().text("index.html");
    assert!(html.contains("A &lt;script&gt;b&lt;/script&gt;<br") && !html.contains("<script>b"), "{html}");
}

#[test]
fn a_name_that_is_not_shown_is_found_in_comments_and_packs() {
    let people = COMMENTS
        .split("--- content/case-studies")
        .next()
        .unwrap()
        .replace("role: \"Parent\"", "role: \"Parent\", show_as: role, name: { full: \"Zoe Quarrel\" }");
    let files = format!(
        "{people}--- content/case-studies/a.md\n{}--- content/packs/p.yaml\ntitle: \"For Zoe Quarrel\"\ncases: [{{ case: a }}]\n",
        study("Text.")
    );
    site(&files).build().fails("PPL-01 content/packs/p.yaml:1:");
}

#[test]
fn a_page_is_passed_on_by_the_ways_that_the_owner_chose() {
    let with = |settings: &str| {
        let files = format!(
            "--- content/portfolio.yaml\nurl: \"https://example.org/p/\"\nprofile: {{ name: R }}\n{settings}--- content/case-studies/a.md\n{}",
            study("Text.").replacen("title: A", "title: \"A & B?\"", 1)
        );
        site(&files)
    };
    assert!(!with("").build().fine().text("case-studies/a/index.html").contains("class=\"share\""));
    let built = with("share: [email, linkedin, facebook, bluesky, mastodon]\n").build().fine();
    let html = built.text("case-studies/a/index.html");
    let address = "https%3A//example.org/p/case-studies/a/";
    for link in [
        format!("mailto:?subject=A%20%26%20B%3F&amp;body={address}"),
        format!("https://www.linkedin.com/sharing/share-offsite/?url={address}"),
        format!("https://www.facebook.com/sharer/sharer.php?u={address}"),
        format!("https://bsky.app/intent/compose?text=A%20%26%20B%3F%20{address}"),
        format!("https://share.joinmastodon.org/#text=A%20%26%20B%3F%20{address}"),
    ] {
        assert!(html.contains(&link), "no {link} in\n{html}");
    }
    let panel = with("share: [email]\n").audience(Visibility::Panel).build().fine();
    assert!(
        !panel.text("case-studies/a/index.html").contains("class=\"share\""),
        "a site for few is not passed on"
    );
}

#[test]
fn every_page_that_people_may_find_says_in_a_sentence_what_it_is() {
    let built = site(&format!("--- content/case-studies/a.md\n{}", study("Text."))).build().fine();
    for (path, text) in built.everything().into_iter().filter(|it| it.0.ends_with(".html")) {
        let found = !text.contains("content=\"noindex\"");
        let told = text.contains("<meta name=\"description\" content=\"");
        assert!(told || !found || path == "index.html", "{path} says nothing of itself");
    }
}

#[test]
fn pages_of_tags_redirect_from_the_address_that_they_had() {
    let built = world().build().fine();
    let redirect = built.text("themes/school-culture/index.html");
    assert!(redirect.contains("https://example.org/tags/school-culture/"), "{redirect}");
    assert!(built.paths().contains(&"themes/index.html".to_owned()));
    let taken = "--- content/pages/p.md\n---\ntitle: P\nurl: /themes/school-culture/\n---\nMine.\n";
    let files = format!(
        "{taken}--- content/case-studies/a.md\n{}",
        study("[Old](/themes/school-culture/)").replace("start:", "tags: [School culture]\nstart:")
    );
    let built = site(&files).build().fine();
    assert!(
        built.text("themes/school-culture/index.html").contains("Mine."),
        "an author's page keeps its address"
    );
    let built = site("").build().fine();
    assert!(!built.paths().contains(&"themes/index.html".to_owned()), "nothing was there before");
}
