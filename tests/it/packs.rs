//! Packs for panels, and the portfolio on one page.

use jiff::civil::date;
use leadfolio::content::enums::Visibility;

use super::support::{Bench, Site, site, study};

fn with(pack: &str) -> Site {
    let study = |title: &str, more: &str| {
        study("Text.")
            .replacen("title:", &format!("{more}title: \"{title}\"\nxtitle:"), 1)
            .replace("xtitle: ", "#")
    };
    site(&format!(
        "--- content/case-studies/a.md\n{}--- content/case-studies/b.md\n{}--- content/packs/larkmere.yaml\n{pack}",
        study("First", ""),
        study("Second", "visibility: panel\n"),
    ))
    .base_url("https://example.org/p/")
    .today(date(2026, 11, 23))
}

const PACK: &str = r#"title: "For Larkmere"
intro: "Two answers."
cases:
  - { case: b, criterion: "Builds capacity", why: "They decided." }
  - { case: a, criterion: "Learns", why: "It failed." }
"#;

#[test]
fn a_pack_shows_its_case_studies_in_order_with_the_panels_criteria() {
    let html = with(PACK).audience(Visibility::Panel).build().fine().text("packs/larkmere/index.html");
    let places: Vec<usize> = [
        "For Larkmere",
        "Two answers.",
        "Builds capacity",
        "Second",
        "They decided.",
        "Learns",
        "First",
        "It failed.",
    ]
    .map(|it| html.rfind(it).unwrap_or_else(|| panic!("no {it} in\n{html}")))
    .to_vec();
    assert!(places[2..].is_sorted(), "{places:?}");
    let address =
        "This selection of case studies on the web: <a href=\"https://example.org/p/packs/larkmere/\">";
    assert!(html.contains(address), "its address is printed, in plain words: {html}");
    assert!(html.contains("<svg class=\"qr\""), "and can be photographed");
}

#[test]
fn a_pack_is_found_only_by_those_who_know_its_address() {
    let built = with(PACK).build().fine();
    let html = built.text("packs/larkmere/index.html");
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"));
    for (path, text) in built.everything() {
        let named = text.contains("packs/larkmere") && path != "packs/larkmere/index.html";
        assert!(!named, "{path} leads to the pack");
    }
}

#[test]
fn a_case_study_for_fewer_eyes_is_left_out_of_a_pack() {
    let html = with(PACK).build().fine().text("packs/larkmere/index.html");
    assert!(html.contains("First") && !html.contains("Second") && !html.contains("Builds capacity"));
}

#[test]
fn a_pack_that_is_over_or_for_other_eyes_is_not_published() {
    for (line, reason) in [
        ("until: 2026-11-22\n", "it ended on 2026-11-22"),
        ("visibility: panel\n", "it is for the panel only"),
    ] {
        let built = with(&format!("{line}{PACK}")).build().fine();
        assert!(!built.paths().iter().any(|it| it.starts_with("packs/")), "{:?}", built.paths());
        let told = built.held_back();
        assert!(told.iter().any(|it| it.contains(reason)), "{told:?}");
    }
    let today = with(&format!("until: 2026-11-23\n{PACK}")).build().fine();
    assert!(today.text("packs/larkmere/index.html").contains("available until"));
}

#[test]
fn what_is_wrong_with_a_pack_is_told() {
    with("title: T\ncases: [{ case: c }]\n")
        .build()
        .fails("LNK-02 content/packs/larkmere.yaml:2:17 there is no case study `c`");
    with("title: T\n").build().fails("REQ-01 content/packs/larkmere.yaml:1:1 the pack has no case studies");
    let one = with("title: T\ncases: [a]\n").build().errors();
    assert!(one.len() == 1 && one[0].starts_with("YML-03"), "{one:?}");
    let many = format!("title: T\ncases: [{}]\n", "{ case: a }, ".repeat(6));
    let rules = with(&many).build().rules();
    assert!(rules.contains("W PAK-01"), "{rules:?}");
    with("id: \"../x\"\ntitle: T\ncases: [{ case: a }]\n")
        .build()
        .fails("URL-01 content/packs/larkmere.yaml");
}

#[test]
fn the_summary_holds_three_case_studies_and_where_the_rest_is() {
    let html = with(PACK).build().fine().text("summary/index.html");
    assert!(html.contains("First") && html.contains("<svg class=\"qr\""), "{html}");
    let settings = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\n";
    let files = format!("{settings}--- content/case-studies/a.md\n{}", study("Text."));
    let without_address = site(&files).build().fine();
    assert!(!without_address.text("summary/index.html").contains("class=\"address\""));
}

#[test]
fn a_build_tells_where_a_pack_is() {
    let bench = Bench::with(&format!(
        "--- content/case-studies/a.md\n{}--- content/packs/larkmere.yaml\ntitle: T\ncases: [{{ case: a }}]\n",
        study("Text.")
    ));
    bench.run("build").ends(0).says("packs/larkmere/");
    bench
        .run("build --base-url https://example.org/p/")
        .ends(0)
        .says("https://example.org/p/packs/larkmere/");
}

#[test]
fn printing_says_what_is_missing() {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")));
    bench.run("pdf nothing --browser /no/browser").ends(2).says("there is no page `nothing`");
    bench.run("pdf --browser /no/browser").ends(2).says("cannot start `/no/browser`");
    bench.write("content/case-studies/b.md", "---\n---\n");
    bench.run("pdf --browser /no/browser").ends(1).says("nothing was saved");
}
