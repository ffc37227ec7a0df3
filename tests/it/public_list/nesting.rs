//! P37 and what is deep or long: Markdown and YAML that other generators overflow on.

use super::super::support::site;
use super::{one, study_with};

const PAGE: &str = "case-studies/a/index.html";

#[test]
fn a_page_of_one_megabyte_is_built() {
    // P37
    let body = "A word, *another*, `code` and [a link](https://example.org/).\n\n".repeat(16_500);
    assert!(body.len() > 1_000_000);
    let html = one("", &body).build().fine().text(PAGE);
    assert_eq!(html.matches("<code>code</code>").count(), 16_500);
}

#[test]
fn five_thousand_equal_headings_have_ids_of_their_own() {
    // P37
    let html = one("", &"## Same\n\nText.\n\n".repeat(5000)).build().fine().text(PAGE);
    let ids = html.split(" id=\"").skip(1).filter_map(|it| it.split('"').next());
    let mut ids: Vec<&str> = ids.filter(|it| it.starts_with("same")).collect();
    assert_eq!(ids.len(), 5000);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5000);
}

#[test]
fn headings_that_look_like_numbered_ones_have_ids_of_their_own() {
    let body = "## Same\n\n## Same 1\n\n## Same\n\n## Same 1\n\n## Same\n";
    let html = one("", body).build().fine().text(PAGE);
    let ids = html.split(" id=\"").skip(1).filter_map(|it| it.split('"').next());
    let mut ids: Vec<&str> = ids.filter(|it| it.starts_with("same")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5);
}

#[test]
fn a_body_of_ten_megabytes_is_refused_with_the_limit() {
    one("", &"word ".repeat(2_000_000))
        .build()
        .fails("TXT-02 content/case-studies/a.md the text is 10 MB; the limit for a page is 4 MB");
}

#[test]
fn five_hundred_nested_lists_are_built() {
    let mut body = String::new();
    for depth in 0..500 {
        body.push_str(&format!("{}- {depth}\n", "  ".repeat(depth)));
    }
    let html = one("", &body).build().fine().text(PAGE);
    assert!(html.matches("<ul").count() >= 500);
}

#[test]
fn deep_and_open_markup_is_built_and_does_no_harm() {
    let deep = [
        "> ".repeat(20_000) + "x",
        "- ".repeat(20_000) + "x",
        "1. ".repeat(5_000) + "x",
        "*a ".repeat(50_000),
        "*a **b ".repeat(20_000),
        "_a_ ".repeat(20_000),
        "[".repeat(50_000),
        "![".repeat(50_000),
        "[a](".repeat(20_000),
        "![a](<".repeat(20_000),
        "[a][".repeat(20_000),
        "`".repeat(50_000) + "a",
        (1..400).map(|it| "`".repeat(it) + " ").collect(),
        "<".repeat(50_000),
        "<!--".repeat(20_000),
        "<a ".repeat(20_000),
        "</".repeat(20_000),
        "\\".repeat(50_000),
        "&".repeat(50_000),
        "&#".repeat(50_000),
        "~~a ".repeat(20_000),
        "|a".repeat(2_000) + "|\n" + &"|-".repeat(2_000) + "|\n" + &("|b".repeat(2_000) + "|\n").repeat(50),
        "[^1]".repeat(5_000) + "\n\n[^1]: [^1] " + &"[^1]".repeat(1_000),
        (0..5_000).map(|it| format!("[^{it}]: [^{}]\n\n", it + 1)).collect(),
        (0..5_000).map(|it| format!("[r{it}]: https://example.org/{it}\n")).collect(),
        "```\n".repeat(10_001),
        "$".repeat(20_000),
        "# ".repeat(20_000),
        "<details>\n\n".repeat(5_000),
        "<!-- private -->".repeat(5_000) + &"<!-- /private -->".repeat(5_000),
        ":::note\n".repeat(5_000),
        "> [!NOTE]\n> ".repeat(2_000),
    ];
    for body in deep {
        let start: String = body.chars().take(20).collect();
        let built = one("", &body).build();
        let places = built.errors();
        assert!(
            places.iter().all(|it| it.contains("content/case-studies/a.md:")),
            "{start}: {}",
            built.report()
        );
        built.text(PAGE);
        built.text("feed.xml");
    }
}

#[test]
fn yaml_that_is_five_hundred_deep_is_refused() {
    let flow = format!("tags: {}{}\n", "[".repeat(500), "]".repeat(500));
    one(&flow, "Text.").build().fails("YML-07 content/case-studies/a.md:9:");
    let maps = format!("delegation: {}{}\n", "{ a: ".repeat(500), "}".repeat(500));
    site("")
        .file(
            "content/case-studies/a.md",
            study_with("", "Text.").replace("delegation: { level: 5 }\n", &maps),
        )
        .build()
        .fails("YML-07 content/case-studies/a.md:7:");
    let mut block = String::from("tags:\n");
    for depth in 1..=500 {
        block.push_str(&format!("{}-\n", " ".repeat(depth)));
    }
    one(&block, "Text.").build().fails("YML-07 content/case-studies/a.md:");
    let open = "[".repeat(50_000);
    one(&format!("tags: {open}\n"), "Text.").build().fails("YML-0");
}

#[test]
fn front_matter_of_a_megabyte_is_refused() {
    let lines = format!("problem: \"{}\"\n", "word ".repeat(200_000));
    one(&lines, "Text.").build().fails("YML-07 content/case-studies/a.md:");
}

#[test]
fn tabs_in_a_body_are_no_fault() {
    let html = one("", "-\ta\n\t-\tb\n\n\tcode\n\n>\tquote\n\n|\ta\t|\n|\t-\t|\n").build().fine().text(PAGE);
    assert!(html.contains("<ul"), "{html}");
}
