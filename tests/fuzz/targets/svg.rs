//! SVG cleaning: the cleaned file is clean, and nothing in it runs or leads out of it.
#![no_main]

use leadfolio::media::{CleanReport, clean_svg, inspect};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = inspect("a.svg", bytes);
    let Ok((clean, _)) = clean_svg(bytes) else { return };
    let (again, report) = clean_svg(&clean).expect("the cleaned file is accepted");
    assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(&clean), "cleaning again changes it");
    assert_eq!(report, CleanReport::default(), "cleaning again removes something");
    check_tags(str::from_utf8(&clean).expect("an SVG is text"));
});

/// The cleaned file has `<` and `>` around tags only, and double quotes around values.
fn check_tags(svg: &str) {
    for tag in svg.split('<').skip(1).map(|rest| rest.split_once('>').expect("a tag ends").0) {
        let mut parts = tag.split('"');
        let head = parts.next().unwrap_or_default();
        let element =
            head.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
        assert!(!["script", "foreignobject", "iframe", "metadata"].contains(&element.as_str()), "<{tag}>");
        let mut name = head.rsplit(' ').next().unwrap_or_default().to_owned();
        while let Some(value) = parts.next() {
            check_attribute(name.trim_end_matches('='), value);
            name = parts.next().unwrap_or_default().trim().to_owned();
        }
    }
    let lower = svg.to_ascii_lowercase();
    for style in lower.split("<style").skip(1).filter_map(|rest| rest.split("</style").next()) {
        check_css(style);
    }
}

fn check_attribute(name: &str, value: &str) {
    let name = name.to_ascii_lowercase();
    let value = value.to_ascii_lowercase();
    assert!(!name.starts_with("on"), "{name}");
    if name == "href" || name == "xlink:href" {
        let is_inner = value.starts_with('#') || value.starts_with("data:image/");
        assert!(is_inner, "{name}=\"{value}\"");
    } else if name == "style" {
        check_css(&value);
    }
}

fn check_css(css: &str) {
    assert!(!css.contains("@import") && !css.contains("expression("), "{css}");
    for target in css.split("url(").skip(1) {
        let target = target.trim_start().trim_start_matches("&quot;").trim_start_matches('\'');
        let target = target.trim_start_matches('"');
        assert!(target.starts_with('#'), "{css}");
    }
}
