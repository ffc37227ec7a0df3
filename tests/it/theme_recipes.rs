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

const POSTER: &str = "--- themes/commons/templates/poster.html\n{% extends \"layout.html\" %}{% block main %}POSTER {{ prose.title }}: {{ prose.body | safe }}{% endblock main %}\n";

fn page(front_matter: &str) -> String {
    format!("--- content/pages/vision.md\n---\ntitle: My vision\n{front_matter}\n---\nWords.\n")
}

#[test]
fn a_page_may_have_a_template_of_its_own() {
    for name in ["poster", "poster.html"] {
        let built = with(&format!("{POSTER}{}", page(&format!("template: {name}")))).build().fine();
        assert!(built.text("pages/vision/index.html").contains("POSTER My vision: <p>Words.</p>"));
        assert!(!built.text("case-studies/a/index.html").contains("POSTER"));
        assert!(!built.report().contains("THM-04"), "{}", built.report());
    }
    let of_study = "--- themes/commons/templates/plain.html\nPLAIN {{ study.card.title }}\n--- themes/commons/templates/front.html\nFRONT {{ study_count }}\n--- content/index.md\n---\ntemplate: front\n---\nHome.\n";
    let built = site(of_study)
        .file("content/case-studies/a.md", study("Text.").replace("title: A", "title: A\ntemplate: plain"))
        .build()
        .fine();
    assert_eq!(built.text("case-studies/a/index.html").trim(), "PLAIN A");
    assert_eq!(built.text("index.html").trim(), "FRONT 1");
}

#[test]
fn a_template_that_the_theme_does_not_have_is_told_at_the_page() {
    let built = with(&format!("{POSTER}{}", page("template: postr"))).build();
    let error = "LNK-02 content/pages/vision.md:3:11 the theme has no template `postr`";
    assert_eq!(built.errors(), [error], "{}", built.report());
    assert!(built.report().contains("did you mean `poster`?"), "{}", built.report());
    let built = with(&page("template: zzzz")).build();
    assert!(built.report().contains("create `themes/commons/templates/zzzz.html`"), "{}", built.report());
    let unused = with(POSTER).build().warns("THM-04 themes/commons/templates/poster.html");
    assert!(unused.report().contains("add `template: poster` to the front matter"), "{}", unused.report());
}

const VALUES: &str = "--- themes/commons/templates/partials/figures/values.html\n<figure class=\"values\"><b>{{ root }}</b>{% if caption %}<figcaption>{{ caption }}</figcaption>{% endif %}</figure>\n";

fn text(body: &str) -> String {
    format!("--- content/pages/vision.md\n---\ntitle: My vision\n---\n{body}\n")
}

#[test]
fn a_text_shows_a_figure_that_the_author_added_to_the_theme() {
    let built =
        with(&format!("{VALUES}{}", text("Words.\n\n![We < agree](figure:values)\n\n![](Figure:values)")))
            .build()
            .fine();
    let page = built.text("pages/vision/index.html");
    assert!(
        page.contains("<figure class=\"values\"><b>/</b><figcaption>We &lt; agree</figcaption></figure>"),
        "{page}"
    );
    assert!(page.contains("<figure class=\"values\"><b>/</b></figure>"), "{page}");
    assert!(!built.report().contains("THM-04"), "{}", built.report());
}

#[test]
fn a_figure_that_the_theme_does_not_have_is_told_in_the_text() {
    for (body, error, help) in [
        (
            "![](figure:valeus)",
            "LNK-02 content/pages/vision.md:4:1 the theme has no figure `valeus`",
            "did you mean `values`?",
        ),
        (
            "![](figure:zzzz)",
            "LNK-02 content/pages/vision.md:4:1 the theme has no figure `zzzz`",
            "create `themes/commons/templates/partials/figures/zzzz.html`",
        ),
        ("![](figure:)", "LNK-02 content/pages/vision.md:4:1 `figure:` needs the name", "figure:values"),
        (
            "![](figur:values)",
            "LNK-02 content/pages/vision.md:4:1 `figur:values` isn't a figure",
            "did you mean `figure:values`?",
        ),
        ("Words ![](figure:values).", "FIG-01 content/pages/vision.md:4:7 ", "blank line"),
    ] {
        let built = with(&format!("{VALUES}{}", text(body))).build();
        let errors = built.errors();
        assert!(errors.len() == 1 && errors[0].starts_with(error), "{body}\n{}", built.report());
        assert!(built.report().contains(help), "{body}\n{}", built.report());
    }
    let unused = with(VALUES).build().warns("THM-04 themes/commons/templates/partials/figures/values.html");
    assert!(unused.report().contains("write `![Caption](figure:values)` in a text"), "{}", unused.report());
}
