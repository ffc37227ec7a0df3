//! Private blocks: what is between the markers is in no file for the public, whatever stands around and inside.
//!
//! The input is the text before the block, in it and after it, with `|||` between them.
#![no_main]

use leadfolio::content::document::read_document;
use leadfolio::content::enums::Visibility;
use leadfolio::content::markdown::Dialect;
use leadfolio::content::markdown::audience_filter::FilteredText;
use leadfolio::content::markdown::render_commonmark;
use leadfolio::content::schema::case_study::RawCaseStudy;
use leadfolio::diagnostic::Diagnostics;
use leadfolio_fuzz::{MINIMUM, build, is_built, report};
use libfuzzer_sys::{Corpus, fuzz_target};

/// The first and the last word of the block.
const FIRST: &str = "zqfirstword";
const LAST: &str = "zqlastword";

fuzz_target!(|text: &str| -> Corpus {
    if text.contains('\0') || text.contains("zq") {
        return Corpus::Reject;
    }
    let mut parts = text.splitn(3, "|||");
    let mut next = || parts.next().unwrap_or_default();
    let (before, inside, after) = (next(), next(), next());
    // A marker in the block may end it before its last word.
    let last = if inside.contains("<!--") { "" } else { LAST };
    let body = format!("{before}<!-- private -->{FIRST} {inside} {last}<!-- /private -->{after}");

    let filtered = FilteredText::for_audience(&body, Visibility::Public);
    check("the text", &filtered.text);
    for start in 0..=filtered.text.len() {
        let range = filtered.to_source_range(&(start..filtered.text.len()));
        assert!(range.start <= range.end && range.end <= body.len(), "{range:?}");
    }

    let page = format!("{MINIMUM}{body}");
    let mut found = Diagnostics::default();
    let document = read_document::<RawCaseStudy>(
        "a.md",
        page.as_bytes(),
        Visibility::Public,
        |_| Dialect::default(),
        &mut found,
    );
    let document = document.expect("its front matter is good");
    check("the outline", &format!("{:?}", document.body.outline));
    let html = render_commonmark(document.body.text());
    check("the page", &html);
    check("the report", &report("a.md", page.as_bytes(), &found));

    if !is_built(text.as_bytes()) {
        return Corpus::Keep;
    }
    let built = build(&[("case-studies/a.md", page.as_bytes())]);
    for path in ["case-studies/a/index.html", "index.html", "feed.xml"] {
        check(path, &String::from_utf8_lossy(&built.render(path).unwrap_or_default()));
    }
    Corpus::Keep
});

fn check(what: &str, text: &str) {
    assert!(!text.contains(FIRST) && !text.contains(LAST), "{what} has a word of the block");
}
