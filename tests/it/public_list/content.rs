//! P07 to P18, P27, P37: what authors write, by mistake or to do harm.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use serde_json::Value;

use super::super::support::{Built, Site, bare_site, site, study};
use super::{bomb, one, study_with};

const PAGE: &str = "case-studies/a/index.html";

fn page(front_matter: &str) -> String {
    format!("--- content/pages/p.md\n---\n{front_matter}---\nText.\n")
}

#[test]
fn a_title_that_is_missing_or_no_text_and_an_unknown_field_are_told_at_their_lines() {
    // P07
    site(&page("id: p\n")).build().fails("REQ-01 content/pages/p.md:1:1 `title` is missing");
    let built = site(&page("title: [a]\n")).build().fails("YML-03 content/pages/p.md:2:8 ");
    assert_eq!(built.errors().len(), 1, "a value of the wrong kind is not missing too: {}", built.report());
    site(&page("title: { a: b }\n")).build().fails("YML-03 content/pages/p.md:2:8 ");
    site(&page("title:\n")).build().fails("REQ-01 content/pages/p.md");
    let built = site(&page("title: P\ndratf: true\n")).build();
    let built = built.fails("YML-01 content/pages/p.md:3:1 unknown field `dratf`");
    assert!(built.report().contains("did you mean `draft`?"), "{}", built.report());
}

#[test]
fn a_date_as_people_write_it_is_told_as_it_should_be_written() {
    let help = |date: &str| site(&page(&format!("title: P\ndate: \"{date}\"\n"))).build().report();
    for (date, meant) in [
        ("March 2025", "`2025-03`"),
        ("1 March 2025", "`2025-03-01`"),
        ("March 1st, 2025", "`2025-03-01`"),
        ("31.3.2025", "`2025-03-31`"),
        ("2025/3/1", "`2025-03-01`"),
        ("3/2025", "`2025-03`"),
    ] {
        assert!(help(date).contains(&format!("write {meant}")), "{date}: {}", help(date));
    }
    for date in ["31.2.2025", "soon", "Spring 2025", "1.13.2025"] {
        assert!(help(date).contains("write a year, month or day"), "{date}: {}", help(date));
    }
}

#[test]
fn a_month_that_does_not_exist_is_refused_and_no_date_is_allowed() {
    // P08
    for date in ["2026-13-01", "2026-02-30", "2026-00", "26-01-01", "tomorrow", "2026-1-1"] {
        site(&page(&format!("title: P\ndate: {date}\n"))).build().fails("YML-08 content/pages/p.md:3:7 ");
    }
    site(&page("title: P\n")).build().fine();
    site(&page("title: P\ndate:\n")).build().fine();
}

#[test]
fn a_tab_an_open_quote_and_an_open_front_matter_are_told_at_their_lines() {
    // P09
    site(&page("title: P\n\tdraft: true\n"))
        .build()
        .fails("YML-06 content/pages/p.md:3:1 `draft`: this line is indented with a tab");
    site(&page("title: \"P\ndraft: true\n"))
        .build()
        .fails("YML-06 content/pages/p.md:2:8 `title`: this quote");
    site("--- content/pages/p.md\n---\ntitle: P\n\nText.\n")
        .build()
        .fails("YML-06 content/pages/p.md:1:1 the front matter is never closed");
}

#[test]
fn an_alias_bomb_is_refused_before_it_goes_off() {
    // P10
    let built = site("").file("content/case-studies/a.md", bomb()).build();
    let errors = built.errors().join("\n");
    assert!(errors.contains("content/case-studies/a.md:") && errors.contains("too many aliases"), "{errors}");
    site("").file("content/standards/s.yaml", bomb().replace("---\n", "")).build().fails("YML-");
}

#[test]
fn a_field_that_is_given_twice_is_refused_and_both_lines_are_shown() {
    // P11: the program shows the other line too, see `whatever_is_refused`.
    one("title: B\n", "Text.").build().fails("YML-05 content/case-studies/a.md:9:1 `title` appears twice");
}

#[test]
fn a_byte_order_mark_other_line_ends_and_trailing_spaces_change_nothing() {
    // P12
    let text = study("# One\n\nText\nof *two* lines.\n\n- a\n- b\n");
    let build = |text: String| site("").file("content/case-studies/a.md", text).build().fine().everything();
    let plain = build(text.clone());
    let fenced = text.replacen("---\n", "--- \t \n", 2);
    for other in [
        format!("\u{feff}{text}"),
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{feff}{}", fenced.replace('\n', "\r\n")),
        fenced,
    ] {
        assert!(build(other.clone()) == plain, "{other:?}");
    }
    let places =
        site("").file("content/pages/p.md", "\u{feff}---\r\ntitle: P\r\ntitel: Q\r\n---\r\n").build();
    places.fails("YML-01 content/pages/p.md:3:1 ");
}

#[test]
fn a_file_that_is_no_text_is_refused_with_the_word_or_what_it_is() {
    // P13
    let refuse = |bytes: &[u8], says: &str| {
        let says = |path: &str| format!("TXT-01 {path} {says}");
        site("").file("content/pages/p.md", bytes).build().fails(&says("content/pages/p.md"));
        site("").file("content/standards/s.yaml", bytes).build().fails(&says("content/standards/s.yaml"));
        site("").file("content/index.md", bytes).build().fails(&says("content/index.md"));
    };
    refuse(
        b"---\ntitle: Caf\xe9\n---\n",
        "the file is saved as Windows-1252, not as UTF-8: see line 2, `title: Café`",
    );
    refuse(b"---\ntitle: \xc3", "the file is saved as Windows-1252, not as UTF-8: see line 2, `title: Ã`");
    refuse(b"\xed\xa0\x80", "the file is saved as Windows-1252, not as UTF-8: see line 1, `í");
    refuse(b"---\0", "byte 3 is a NUL");
    refuse(b"\xfe\xff\0-\0", "the file starts as UTF-16");
    refuse(b"-\0-\0-\0", "the file is UTF-16");
    refuse(b"PK\x03\x04word/document.xml\xef", "this is a Word document");
}

#[test]
fn an_empty_file_is_refused_and_a_page_without_text_is_built_with_a_warning() {
    // P14
    for empty in ["", "\n\n", " \t\r\n", "\u{feff}"] {
        site("")
            .file("content/pages/p.md", empty)
            .build()
            .fails("YML-09 content/pages/p.md the file is empty");
    }
    let built = one("", "").build().fine().warns("POR-04 content/case-studies/a.md the page has no text");
    assert!(built.paths().contains(&PAGE.to_owned()));
    site("").file("content/pages/p.md", "---\n---\n").build().fails("REQ-01 content/pages/p.md");
}

const HOSTILE: &str = r#"</title></script><script>alert(1)</script>' onfocus=a()\" onfocus=b() \"'><img src=x onerror=c()>]]>-->{{7*7}}"#;

/// A site with hostile words wherever words may stand.
fn hostile() -> Site {
    let it = format!("\"{HOSTILE}\"");
    bare_site(&format!(
        r#"
--- content/portfolio.yaml
url: "https://example.org/"
title: {it}
profile: {{ name: {it}, headline: {it}, bio: {it} }}
positions:
  - {{ id: p1, title: {it}, organisation: {it}, start: 2021, summary: {it}, highlights: [{it}] }}
awards: [{{ title: {it}, date: 2026-05, awarder: {it}, summary: {it} }}]
--- content/people.yaml
people:
  - {{ id: p-owner, kind: owner, role: {it}, show_as: full_name, name: {{ full: {it} }}, minor: false, consent: {{ status: not_needed }} }}
  - {{ id: p-lead, kind: staff, role: {it}, minor: false, consent: {{ status: not_asked }} }}
--- content/approaches/b.md
---
title: {it}
summary: {it}
---
Text.
--- content/pages/p.md
---
title: {it}
---
Text.
--- content/case-studies/a.md
---
title: {it}
summary: {it}
problem: {it}
lesson: {it}
tags: [{it}]
status: ongoing
led_by: [p-lead]
accountable: p-owner
delegation: {{ level: 5, authority: [{it}], limits: [{it}] }}
start: 2024-08
approaches: [b]
timeline: [{{ date: 2024-09, kind: milestone, event: {it} }}]
artifacts: [{{ id: art-l, type: link, title: {it}, href: "https://example.org/", date: 2025-10-01, caption: {it} }}]
---
# {HOSTILE}

`{HOSTILE}`

```{HOSTILE}
{HOSTILE}
```

[{HOSTILE}](https://example.org "{HOSTILE}")
"#
    ))
}

/// Fails when a page runs something, or when a file for programs cannot be read.
fn is_harmless(built: &Built) {
    for (path, text) in built.everything() {
        if path.ends_with(".html") {
            assert_eq!(live(&text), [""; 0], "{path}\n{text}");
        }
        if path.ends_with(".xml") {
            is_well_formed(&path, &text);
        }
        if path.ends_with(".json") {
            serde_json::from_str::<Value>(&text).unwrap_or_else(|it| panic!("{path}: {it}"));
        }
        for data in text.split("<script type=\"application/ld+json\">").skip(1) {
            let (data, _) = data.split_once("</script>").unwrap();
            assert!(!data.contains(['<', '>', '\u{2028}']), "{path}: {data}");
            serde_json::from_str::<Value>(data).unwrap_or_else(|it| panic!("{path}: {it}\n{data}"));
        }
    }
}

fn is_well_formed(path: &str, text: &str) {
    let control = text.chars().find(|it| it.is_control() && !"\t\n".contains(*it));
    assert_eq!(control, None, "{path}");
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{path}: {error}\n{text}"),
        }
    }
}

#[test]
fn a_hostile_title_is_shown_as_text_wherever_it_stands() {
    // P15, P18
    // The picture that the hostile words name; without it, they would be an error.
    let built = hostile().file("content/case-studies/x", "Text.").build().fine();
    is_harmless(&built);
    for path in ["index.html", PAGE, "case-studies/index.html", "feed.xml", "pages/p/index.html"] {
        let text = built.text(path);
        assert!(text.contains("&lt;script&gt;alert(1)"), "{path}\n{text}");
    }
    assert!(built.text(PAGE).contains("{{7*7}}"), "no template reads it");
}

#[test]
fn characters_that_a_format_cannot_hold_do_not_break_it() {
    let odd = "A\\x01\\x08\\x1b\\x7f\\x85\\uFFFE\\uFFFF\\u2028\\u2029\\u202E\\U0001F600Z";
    let fields = format!("problem: \"{odd}\"\ntags: [\"{odd}\"]\n");
    let text = study_with(&fields, "Text.").replace("title: A", &format!("title: \"{odd}\""));
    let built = site("").file("content/case-studies/a.md", text).build();
    assert!(built.errors().iter().all(|it| it.contains("content/case-studies/a.md:")), "{}", built.report());
    if built.errors().is_empty() {
        is_harmless(&built);
    }
}

/// An element of a page: its name and its attributes.
type Element = (String, Vec<(String, String)>);

/// The elements of a page, read as a browser reads them.
fn elements(html: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |it| it.1);
        }
        if !rest.starts_with(|it: char| it.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find(|it: char| it.is_whitespace() || "/>".contains(it)).unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        let attributes;
        (attributes, rest) = self::attributes(&rest[end..]);
        if ["script", "style", "title", "textarea"].contains(&name.as_str()) {
            rest = rest.find(&format!("</{name}")).map_or("", |it| &rest[it..]);
        }
        found.push((name, attributes));
    }
    found
}

/// Attributes up to the end of a tag, and what follows it.
fn attributes(mut rest: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (found, rest.get(1..).unwrap_or_default());
        }
        let ends = |it: char| it.is_whitespace() || "/>".contains(it);
        let end = rest[1..].find(|it: char| ends(it) || it == '=').map_or(rest.len(), |it| it + 1);
        let name = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
            found.push((name, String::new()));
            continue;
        };
        let (value, after) = match value.chars().next().filter(|it| "\"'".contains(*it)) {
            Some(quote) => value[1..].split_once(quote).unwrap_or((value, "")),
            None => {
                value.split_at(value.find(|it: char| it.is_whitespace() || it == '>').unwrap_or(value.len()))
            }
        };
        found.push((name, value.to_owned()));
        rest = after;
    }
}

/// Whatever of a page runs something, or would when it is followed.
fn live(html: &str) -> Vec<String> {
    const RUNNING: [&str; 6] = ["javascript:", "vbscript:", "data:text", "data:image/svg", "file:", "blob:"];
    let mut found = Vec::new();
    for (name, attributes) in elements(html) {
        let is =
            |attribute: &str, value: &str| attributes.iter().any(|it| it.0 == attribute && it.1 == value);
        let of_theme = is("type", "application/ld+json") || attributes.iter().any(|it| it.0 == "src");
        if name == "script" && !of_theme || name == "img" && is("src", "x") {
            found.push(name.clone());
        }
        for (attribute, value) in attributes {
            let text = unescape(&value).map_or(value.clone(), Cow::into_owned).replace("&colon;", ":");
            let text: String = text.chars().filter(|it| !it.is_whitespace() && !it.is_control()).collect();
            let text = text.to_lowercase();
            if attribute.starts_with("on") || RUNNING.iter().any(|it| text.starts_with(it)) {
                found.push(format!("{name} {attribute}={value}"));
            }
        }
    }
    found
}

#[test]
fn what_is_live_is_seen() {
    let harmless =
        "<p title=\"a > b\">x &lt;script&gt;</p><script type=\"application/ld+json\">{}</script><br/>";
    assert_eq!(live(harmless), [""; 0]);
    assert_eq!(elements(harmless).len(), 3);
    for hostile in [
        "<script>alert(1)</script>",
        "<p>a<IMG SRC=x onerror=alert(1)>",
        "<a title=\"\" onfocus=\"x\">",
        "<a href=' javascript:x'>",
        "<a href=java&#10;script&#58;x>",
        "<a\nhref = \"javascript&colon;x\">",
        "<svg/onload=x>",
    ] {
        assert!(!live(hostile).is_empty(), "{hostile}");
    }
}

#[test]
fn a_link_that_would_run_something_is_taken_out_and_told() {
    // P16
    let targets = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "<java\tscript:alert(1)>",
        "<\u{1}javascript:alert(1)>",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "blob:x",
    ];
    for target in targets {
        let body = format!("[x]({target})\n\n[y][r]\n\n[r]: {target}\n");
        let built = one("", &body).build().warns("LNK-03 content/case-studies/a.md:10:1 ");
        let html = built.text(PAGE);
        assert_eq!(live(&html), [""; 0], "{target}");
    }
    let built = one("", "<javascript:alert(1)>").build().warns("LNK-03 content/case-studies/a.md:10:1 ");
    assert_eq!(live(&built.text(PAGE)), [""; 0]);
    let built = one("", "![x](javascript:alert(1)) ![y](data:text/html,x)").build();
    if built.errors().is_empty() {
        assert_eq!(live(&built.text(PAGE)), [""; 0]);
    }
}

#[test]
fn a_field_that_would_run_something_is_refused() {
    // P16
    let link =
        "artifacts: [{ id: art-l, type: link, title: T, href: \"javascript:alert(1)\", date: 2025 }]\n";
    let built = one(link, "Text.").build();
    let built = built.fails("");
    assert!(built.errors()[0].contains("content/case-studies/a.md:9:"), "{}", built.report());
    let built = bare_site(
        "--- content/portfolio.yaml\nprofile: { name: N, links: [{ network: X, url: \"javascript:alert(1)\" }] }\n",
    )
    .build();
    assert!(!built.errors().is_empty(), "{}", built.report());
}

#[test]
fn script_in_markdown_is_taken_out_and_told_unless_the_site_allows_html() {
    // P17
    let body = "Before\n\n<script>alert(1)</script>\n\nan <b onclick=\"alert(2)\">inline</b> one";
    let built = one("", body)
        .build()
        .fine()
        .warns("TXT-04 content/case-studies/a.md:12:1 `<script>` is removed, with everything inside");
    let html = built.text(PAGE);
    assert!(!html.contains("<script>alert") && !html.contains("onclick"), "{html}");
    let allowed = format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nraw_html: true\nprofile: {{ name: \"Rowan Ellery\" }}\n--- content/case-studies/a.md\n{}",
        study(body)
    );
    assert!(site(&allowed).build().fine().text(PAGE).contains("<script>alert(1)</script>"));
}

#[test]
fn words_of_a_template_language_in_a_body_are_text() {
    // P18
    let words = "{{ config }} {% include \"base.html\" %} {# note #} {{ 7 * 7 }} {%";
    let html = one("", &format!("{words}\n\n`{words}`\n")).build().fine().text(PAGE);
    let shown = "{{ config }} {% include &quot;base.html&quot; %} {# note #} {{ 7 * 7 }} {%";
    let alike = html.replace("&#34;", "&quot;").replace(['"', '“', '”'], "&quot;");
    assert_eq!(alike.matches(shown).count(), 2, "{html}");
}

#[test]
fn nothing_of_a_draft_is_published() {
    // P27
    let draft = study_with(
        "draft: true\naliases: [/old-secret/]\ntags: [secret-tag]\n",
        "Secret words. ![Alt](secret.png) ![Alt](../../files/secret-shared.png)",
    );
    let built = one("", "See [it](s/index.md).")
        .file("content/case-studies/s/index.md", draft.replace("title: A", "title: Secret title"))
        .file("content/case-studies/s/secret.png", super::media::png(4, 4))
        .file("content/files/secret-shared.png", super::media::png(4, 4))
        .build()
        .fine()
        .warns("LNK-04 content/case-studies/a.md:10:5 ");
    for (path, text) in built.everything() {
        assert!(!path.contains("secret") && !path.starts_with("case-studies/s/"), "{path}");
        let lower = text.to_lowercase();
        assert!(!lower.contains("secret") && !lower.contains("case-studies/s/"), "{path}\n{text}");
    }
    let held_back = built.held_back().join("\n");
    assert!(
        held_back.contains("content/case-studies/s/index.md: “Secret title”: it is a draft"),
        "{held_back}"
    );
    assert!(held_back.contains("content/files/secret-shared.png"), "{held_back}");
    assert!(held_back.contains("content/case-studies/s/secret.png"), "{held_back}");
}

#[test]
fn a_thousand_pages_are_built() {
    // P37
    many(1000);
}

#[test]
#[ignore = "it takes long without optimisation"]
fn ten_thousand_pages_are_built() {
    // P37
    many(10_000);
}

fn many(count: usize) {
    let mut site = site("");
    for number in 0..count {
        let next = (number + 1) % count;
        site = site.file(
            &format!("content/case-studies/s-{number}.md"),
            study(&format!("# Part\n\nText, see [the next](s-{next}.md).\n")),
        );
    }
    let built = site.build().fine();
    let last = format!("case-studies/s-{}/index.html", count - 1);
    assert!(built.text(&last).contains("/case-studies/s-0/"), "it links to the first");
    assert!(built.text("sitemap.xml").contains("/case-studies/s-0/"));
    let lists = built.paths().iter().filter(|it| it.starts_with("case-studies/page/")).count();
    assert!(lists > 0, "the list goes over several pages");
}
