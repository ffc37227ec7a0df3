//! The whole portfolio as one document.

use std::collections::BTreeSet;

use leadfolio::content::enums::Visibility;

use super::support::{Built, bare_site, site, study};

const PEOPLE: &str = r#"
--- content/people.yaml
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: not_asked } }
"#;

fn bound(settings: &str, audience: Visibility) -> Built {
    let first = study(
        "## Why\n\n[The other](second.md#why), [itself](#why), [a file](../files/plan.txt), [the list](/case-studies/), [the web](https://example.com/?a=1&b=2#c)\n\n![A bed](../files/bed.svg)",
    );
    let second = study("## Why\n\nBecause.").replacen("title:", "title: Second\nx_title:", 1);
    let second = second.lines().filter(|it| !it.starts_with("x_title")).collect::<Vec<_>>().join("\n");
    let kept = study("Zqkept.").replacen("title:", "visibility: panel\ntitle:", 1);
    bare_site(&format!(
        "--- content/portfolio.yaml\nprofile: {{ name: \"Rowan Ellery\" }}\n{settings}{PEOPLE}--- content/case-studies/first.md\n{first}--- content/case-studies/second.md\n{second}\n--- content/case-studies/kept.md\n{kept}"
    ))
    .file("content/files/plan.txt", "Plan.")
    .file("content/files/bed.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>")
    .audience(audience)
    .relative()
    .build()
}

/// Values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|it| it.split('"').next()).collect()
}

#[test]
fn every_id_is_there_once_and_every_link_within_the_book_finds_its_place() {
    let html = bound("url: https://example.org/p/\n", Visibility::Public).output().render_book(&[]).unwrap();
    let ids = values(&html, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    let inner: Vec<&str> = values(&html, "href").into_iter().filter_map(|it| it.strip_prefix('#')).collect();
    for place in &inner {
        assert!(unique.contains(place), "#{place} leads nowhere");
    }
    assert!(inner.iter().filter(|it| it.ends_with("-why")).count() >= 2, "{inner:?}");
    for name in ["aria-labelledby", "headers"] {
        for place in values(&html, name).into_iter().flat_map(str::split_whitespace) {
            assert!(unique.contains(place), "{name} names {place}");
        }
    }
}

#[test]
fn links_out_of_the_book_lead_to_the_web_and_pictures_stay() {
    let html = bound("url: https://example.org/p/\n", Visibility::Public).output().render_book(&[]).unwrap();
    for part in [
        "href=\"https://example.org/p/files/plan.txt\"",
        "href=\"https://example.org/p/case-studies/\"",
        "href=\"https://example.com/?a=1&amp;b=2#c\"",
        "src=\"./files/bed.svg\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let nowhere = bound("", Visibility::Public).output().render_book(&[]).unwrap();
    assert!(!nowhere.contains("book.invalid") && nowhere.contains("<a>a file</a>"), "{nowhere}");
}

#[test]
fn contents_name_the_pages_as_far_as_they_are_known() {
    let built = bound("", Visibility::Public);
    let blank = built.output().render_book(&[]).unwrap();
    assert!(!blank.contains("</a> <span>"), "{blank}");
    let numbered = built.output().render_book(&[3, 7]).unwrap();
    let list = numbered.split("<ol class=\"book-list\">").nth(1).unwrap();
    assert!(list.contains("</a> <span>3</span>"), "{list}");
    assert!(numbered.contains("</a> <span>7</span>") && !numbered.contains("<span>0</span>"));
}

#[test]
fn a_book_holds_what_its_readers_may_see() {
    let public = bound("", Visibility::Public).output().render_book(&[]).unwrap();
    assert!(!public.contains("Zqkept") && public.contains("Because."));
    assert!(bound("", Visibility::Panel).output().render_book(&[]).unwrap().contains("Zqkept."));
    // A portfolio without a case study has a cover, and a résumé if there is anything in it.
    let bind = |files: &str| site(files).build().output().render_book(&[]).unwrap();
    let skilled = bind("--- content/portfolio.yaml\nprofile: { name: N }\nskills: [{ name: Mentoring }]\n");
    assert!(skilled.contains("Contents") && skilled.contains("Résumé"));
    assert!(!bind("").contains("Résumé"));
}
