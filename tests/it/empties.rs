//! What there is nothing of is not shown: no heading without text, no separator without a neighbor, no title twice.

use leadfolio::content::enums::Visibility;

use super::support::{Built, Site, site, study};

const CONTACT: &str = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\", contact: CONTACT }\nprivacy: { comments: on }\n";

fn with_contact(contact: &str) -> Site {
    let page = format!("--- content/case-studies/a.md\n{}", study("Text."));
    site(&format!("{}{page}", CONTACT.replace("CONTACT", contact)))
}

/// The text of a page's line of facts, as printed: without what is only for screens.
fn printed_facts(built: &Built, page: &str) -> String {
    let html = built.text(page);
    let line = html.split("<p class=\"meta\">").nth(1).unwrap_or_default();
    let line = line.split("</p>").next().unwrap();
    without_tags(line)
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    text
}

/// The entries of a page's list of contacts, without those for screens only.
fn printed_list(built: &Built, page: &str) -> Vec<String> {
    let html = built.text(page);
    let list = html.split("<ul class=\"cluster contact\">").nth(1).unwrap_or_default();
    let list = list.split("</ul>").next().unwrap();
    list.split("<li>").skip(1).map(|entry| without_tags(entry.split("</li>").next().unwrap())).collect()
}

#[test]
fn facts_are_separated_only_from_their_neighbors() {
    for (contact, resume) in [
        ("{ email: \"me@example.org\" }", "me@example.org"),
        ("{ phone: \"555\" }", "555"),
        ("{ email: \"me@example.org\", phone: \"555\" }", "me@example.org · 555"),
        ("{}", ""),
    ] {
        let built = with_contact(contact).build();
        // The résumé lists them, and style sheets keep the entries apart.
        let facts: Vec<&str> = resume.split(" · ").filter(|fact| !fact.is_empty()).collect();
        assert_eq!(printed_list(&built, "resume/index.html"), facts, "{contact}");
        assert_eq!(printed_facts(&built, "summary/index.html"), resume, "{contact}");
    }
}

#[test]
fn an_invitation_to_comment_is_not_printed_and_comments_are() {
    let built = with_contact("{ email: \"me@example.org\" }").build();
    let html = built.text("case-studies/a/index.html");
    assert!(html.contains("<aside class=\"comments no-print\""), "{html}");
    let comment = "comments: [{ from: p-lead, text: \"Well done.\", permission: { status: given } }]\n";
    let people = "people:\n  - { id: p-owner, kind: owner, role: Principal, show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: \"Science teacher\", minor: false, consent: { status: given, scope: [role, quote], date: 2026-01-01 } }\n";
    let built = with_contact("{ email: \"me@example.org\" }")
        .file("content/comments/case-studies/a.yaml", comment)
        .file("content/people.yaml", people)
        .build();
    let html = built.text("case-studies/a/index.html");
    assert!(html.contains("Well done.") && html.contains("<aside class=\"comments\""), "{html}");
}

#[test]
fn words_without_a_line_on_permission_are_told() {
    let comment = "comments:\n  - { from: p-lead, text: \"Well done.\" }\n  - { from: p-lead, text: \"Not yet.\", permission: { status: not_asked } }\n";
    let built = with_contact("{}")
        .file("content/comments/case-studies/a.yaml", comment)
        .file("content/testimonials.yaml", "testimonials: [{ id: t, from: p-lead, text: Words }]\n")
        .build();
    let told: Vec<String> = built.warnings().into_iter().filter(|it| it.starts_with("PPL-15")).collect();
    assert_eq!(
        told,
        [
            "PPL-15 content/comments/case-studies/a.yaml:2:5 nothing says they gave permission to be quoted here, so these words aren't shown",
            "PPL-15 content/testimonials.yaml:1:16 nothing says they gave permission to be quoted here, so these words aren't shown",
        ]
    );
}

#[test]
fn a_list_of_contents_without_entries_is_not_there() {
    let html = with_contact("{}").build().text("case-studies/a/index.html");
    let contents = html.split("<nav aria-label=\"On this page\">").nth(1).unwrap();
    let contents = contents.split("</nav>").next().unwrap();
    assert_eq!(contents.matches("<ul>").count(), 1, "{contents}");
    assert_eq!(empty_elements(&html), Vec::<&str>::new(), "{html}");
}

/// Elements with nothing in them, apart from those that a script fills.
fn empty_elements(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for name in
        ["ul", "ol", "dl", "dd", "p", "h1", "h2", "h3", "h4", "section", "table", "figure", "nav", "aside"]
    {
        for (at, _) in html.match_indices(&format!("<{name}")) {
            let Some((tag, rest)) = html[at..].split_once('>') else { continue };
            let is_name = tag[1 + name.len()..].is_empty() || tag[1 + name.len()..].starts_with(' ');
            let is_for_script = tag.contains("role=\"status\"") || tag.contains("search-results");
            if is_name && !is_for_script && rest.trim_start().starts_with(&format!("</{name}>")) {
                found.push(tag);
            }
        }
    }
    found
}

#[test]
fn no_page_of_a_small_portfolio_has_an_element_with_nothing_in_it() {
    let files = [
        String::new(),
        format!("--- content/case-studies/a.md\n{}", study("Text.")),
        "--- content/approaches/b.md\n---\ntitle: B\n---\n--- content/pages/c.md\n---\ntitle: C\n---\n"
            .to_owned(),
        format!(
            "--- content/case-studies/a.md\n{}--- content/packs/p.yaml\ntitle: For you\ncases: [{{ case: a }}]\n",
            study("")
        ),
    ];
    for files in files {
        let settings = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\nsearch: on\n";
        let built = site(&format!("{settings}{files}")).audience(Visibility::Private).build();
        assert_eq!(built.errors(), Vec::<String>::new());
        for (path, html) in built.everything() {
            if path.ends_with(".html") {
                assert_eq!(empty_elements(&html), Vec::<&str>::new(), "{path}: {html}");
            }
        }
    }
}

/// The links of the list "On this page".
fn contents(html: &str) -> Vec<&str> {
    let list = html.split("<nav aria-label=\"On this page\">").nth(1).unwrap_or_default();
    let list = list.split("</nav>").next().unwrap();
    list.split("\">").skip(1).filter_map(|rest| rest.split("</a>").next()).collect()
}

#[test]
fn a_title_that_the_text_repeats_is_shown_once() {
    let body = "# The Garden’s *first* year\n\nOne.\n\n## Who led\n\nTwo. [Top](#the-gardens-first-year)\n\n## What came of it\n\nThree.\n\n## What I kept\n\nFour.\n";
    let page = format!("---\ntitle: \"The garden's first year\"\n---\n{body}");
    let built = site("").file("content/pages/p.md", page).build().fine();
    let html = built.text("pages/p/index.html");
    assert_eq!(html.matches("first</em> year").count() + html.matches("first year</h").count(), 1, "{html}");
    assert!(html.contains("<h1 id=\"the-gardens-first-year\">The garden’s first year</h1>"), "{html}");
    assert!(html.contains("<h2 id=\"who-led\">"), "sections stay on their level: {html}");
    assert_eq!(contents(&html), ["Who led", "What came of it", "What I kept"]);
}

#[test]
fn the_title_of_a_case_study_and_of_an_approach_is_shown_once_too() {
    let built = site(&format!("--- content/case-studies/a.md\n{}", study("# A\n\n## Why\n\nText.")))
        .file("content/approaches/b.md", "---\ntitle: B\n---\n## B\n\nText.\n\n## More\n\nText.\n")
        .build()
        .fine();
    let html = built.text("case-studies/a/index.html");
    assert!(html.contains("<h1 id=\"a\">A</h1>") && html.contains("<h2 id=\"why\">Why</h2>"), "{html}");
    let html = built.text("approaches/b/index.html");
    assert!(html.contains("<h1 id=\"b\">B</h1>") && !html.contains(">B</h2>"), "{html}");
}

#[test]
fn another_heading_of_the_first_level_stays_and_its_sections_are_listed() {
    let body = "# The situation\n\nOne.\n\n## What we did\n\nTwo.\n\n## Reflection\n\nThree.";
    let built = site(&format!("--- content/case-studies/a.md\n{}", study(body))).build().fine();
    let html = built.text("case-studies/a/index.html");
    assert!(html.contains("<h1>A</h1>") && html.contains("<h2 id=\"the-situation\">"), "{html}");
    assert!(html.contains("<h3 id=\"what-we-did\">"), "{html}");
    assert_eq!(contents(&html)[..3], ["The situation", "What we did", "Reflection"]);
}

#[test]
fn own_words_on_how_an_approach_was_used_do_not_give_the_heading_twice() {
    let essay = |text: &str| {
        format!("---\ntitle: Coaching\n---\n## Why?\n\nWords.\n\n## How have I used it?\n{text}\n")
    };
    let used = study("Text.").replacen("---\n", "---\napproaches: [b]\n", 1);
    let html = |text: &str| {
        let files = site("").file("content/case-studies/a.md", used.as_str());
        files.file("content/approaches/b.md", essay(text)).build().fine().text("approaches/b/index.html")
    };
    let own = html("\nI asked first.");
    assert_eq!(own.matches("How have I used it?</h2>").count(), 1, "{own}");
    assert!(own.contains("<h2 id=\"lf-used\">Case studies</h2>"), "{own}");
    let generated = html("");
    assert_eq!(generated.matches("How have I used it?</h2>").count(), 1, "{generated}");
    assert!(!generated.contains("lf-used"), "{generated}");
}

/// The titles of the menu, at the head and the foot of the home page.
fn menu(built: &Built) -> Vec<String> {
    let html = built.text("index.html");
    let navs = html.split("<nav class=\"").skip(1).map(|nav| nav.split("</nav>").next().unwrap().to_owned());
    let menus = navs.filter(|nav| nav.starts_with("site-nav\"") || nav.starts_with("more-pages\""));
    menus
        .flat_map(|nav| nav.split("<li>").skip(1).map(without_tags).collect::<Vec<_>>())
        .map(|title| title.trim().to_owned())
        .collect()
}

#[test]
fn a_page_with_nothing_to_show_is_not_in_the_menu() {
    let settings = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\n";
    let built = site(settings).build().fine();
    assert_eq!(menu(&built), Vec::<String>::new());
    let home = built.text("index.html");
    assert!(!home.contains("case-studies/") && !home.contains("resume/\""), "{home}");
    assert!(built.paths().contains(&"case-studies/index.html".to_owned()), "the page is there all the same");
    let with_study = site(settings).file("content/case-studies/a.md", study("Text.")).build().fine();
    assert_eq!(menu(&with_study), ["Work", "Overview", "One-page summary"]);
    let with_resume = site(&format!("{settings}skills: [{{ name: Mentoring }}]\n")).build();
    assert_eq!(menu(&with_resume), ["Résumé"], "{}", with_resume.report());
}
