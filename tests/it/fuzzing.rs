//! What the fuzz targets do with an input, once: they compile only where a fuzzer is installed.

use super::fuzz_sites::{MINIMUM, build};

#[test]
fn a_fuzz_target_builds_a_site_and_reads_what_was_found() {
    let path = "case-studies/a.md";
    let page =
        format!("{MINIMUM}Text with [a link](nowhere.pdf).\n").replace("title: A", "title: A\ntitle: B");
    let built = build(&[(path, page.as_bytes())]);
    assert!(built.report(path, page.as_bytes()).contains("nowhere.pdf"));
    let built = build(&[(path, format!("{MINIMUM}Text.\n").as_bytes())]);
    let html = built.render("case-studies/a/index.html").unwrap();
    assert_eq!(String::from_utf8(html).unwrap(), "<p>Text.</p>\n");
}
