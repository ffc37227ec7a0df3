//! What an author may change without a copy of a whole template: the menu, the template of one page, figures of their own, a
//! script and a host for statistics. Each is told from a mistake, and each recipe of the documentation is done once.

use super::support::{Built, Site, site, study};

fn with(files: &str) -> Site {
    site(&format!("{files}--- content/case-studies/a.md\n{}", study("Words of the body.")))
}

fn settings(more: &str) -> String {
    format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: {{ name: \"Rowan Ellery\" }}\n{more}\n"
    )
}

const VISION: &str = "--- content/pages/vision.md\n---\ntitle: My vision\nnavigation: Vision\n---\nWords.\n";

/// The menu of a page: text and address of each item.
fn menu(built: &Built, page: &str) -> Vec<String> {
    let html = built.text(page);
    let nav = html.split("<nav class=\"site-nav\"").nth(1).unwrap_or_default();
    let nav = nav.split("</nav>").next().unwrap_or_default();
    let item = |link: &str| {
        let (tag, rest) = link.split_once('>').unwrap();
        let address = tag.split('"').nth(1).unwrap();
        let current = if tag.contains("aria-current") { "*" } else { "" };
        format!("{}{current} {address}", rest.split('<').next().unwrap())
    };
    nav.split("<a ").skip(1).map(item).collect()
}

#[test]
fn the_author_orders_the_menu_and_adds_links() {
    let chosen = "menu:\n  - { page: resume }\n  - { page: vision }\n  - { page: /overview/, title: At a glance }\n  - { page: a }\n  - { url: \"https://school.example/\", title: Our school }";
    let built = with(&format!("{}{VISION}", settings(chosen))).build().fine();
    let items = [
        "Résumé /resume/",
        "Vision /pages/vision/",
        "At a glance /overview/",
        "A /case-studies/a/",
        "Our school https://school.example/",
    ];
    assert_eq!(menu(&built, "index.html"), items);
    assert_eq!(menu(&built, "overview/index.html")[2], "At a glance* /overview/");
    let none = with(&settings("menu: []")).build().fine();
    assert_eq!(menu(&none, "index.html"), Vec::<String>::new());
    assert!(menu(&with(VISION).build().fine(), "index.html").contains(&"Vision /pages/vision/".to_owned()));
}

#[test]
fn a_menu_leaves_out_what_a_build_does_not_have() {
    let draft = "--- content/pages/vision.md\n---\ntitle: My vision\ndraft: true\n---\nWords.\n";
    let chosen = settings("menu: [{ page: vision }, { page: approaches }, { page: resume }]");
    let built = with(&format!("{chosen}{draft}")).build().fine();
    assert_eq!(menu(&built, "index.html"), ["Résumé /resume/"]);
}

#[test]
fn a_mistake_in_the_menu_is_told_at_its_item() {
    for (item, error, help) in [
        (
            "{ page: visoin }",
            "LNK-02 content/portfolio.yaml:3:16 there is no page `visoin`",
            "did you mean `vision`?",
        ),
        (
            "{ page: /overvew/ }",
            "LNK-02 content/portfolio.yaml:3:16 there is no page `/overvew/`",
            "did you mean `overview`?",
        ),
        (
            "{ page: zzzz }",
            "LNK-02 content/portfolio.yaml:3:16 there is no page `zzzz`",
            "such as `/overview/`",
        ),
        (
            "{ page: \"https://a.example/\" }",
            "REQ-03 content/portfolio.yaml:3:16 `https://a.example/` is on another site",
            "write `url: https://a.example/`",
        ),
        (
            "{ page: vision, url: \"https://a.example/\" }",
            "REQ-03 content/portfolio.yaml:3:8 an item of the menu has",
            "two items",
        ),
        ("{ url: \"https://a.example/\" }", "REQ-01 content/portfolio.yaml:3:8 ", "title"),
        (
            "{ url: nowhere, title: N }",
            "LNK-03 content/portfolio.yaml:3:15 `nowhere` isn't a web address",
            "https://",
        ),
        ("{ title: N }", "REQ-01 content/portfolio.yaml:3:8 ", "page"),
        ("vision", "YML-03 content/portfolio.yaml:3:8 ", "write `{ page: vision }`"),
    ] {
        let built = with(&format!("{}{VISION}", settings(&format!("menu: [{item}]")))).build();
        let report = built.report();
        assert!(built.errors().iter().any(|line| line.starts_with(error)), "{item}\n{report}");
        assert!(report.contains(help), "{item}\n{report}");
    }
}
