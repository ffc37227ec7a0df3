//! Markdown: any body is rendered, without raw HTML, and every diagnostic about it has a place in it.
#![no_main]

use leadfolio::content::markdown::{
    BodyLabel, Dialect, Image, RawHtml, RenderHooks, RenderedLink, escape, parse_outline, render_html,
};
use leadfolio_fuzz::{MINIMUM, build, is_built};
use libfuzzer_sys::fuzz_target;

struct Hooks;

impl RenderHooks for Hooks {
    fn resolve_link(&mut self, target: &str) -> RenderedLink {
        if target.len().is_multiple_of(2) {
            RenderedLink::TextOnly
        } else {
            RenderedLink::Href("#a".to_owned())
        }
    }
    fn render_image(&mut self, image: &Image<'_>) -> String {
        format!("<img alt=\"{}\">", escape(image.alt))
    }
    fn render_video(&mut self, _: &str, title: &str) -> String {
        escape(title)
    }
    fn label(&self, _: BodyLabel) -> String {
        String::new()
    }
}

fuzz_target!(|body: &str| {
    let kept =
        Dialect { raw_html: RawHtml::Keep, mark: true, sub_and_superscript: true, ..Dialect::default() };
    for dialect in [Dialect::default(), kept] {
        let outline = parse_outline(body, dialect);
        let ranges = outline.headings.iter().map(|heading| &heading.range);
        let ranges =
            ranges.chain(outline.references.iter().map(|link| &link.range)).chain(&outline.html.kept);
        let ranges = ranges.chain(outline.findings.iter().map(|finding| &finding.range));
        ranges.for_each(|range| assert!(body.get(range.clone()).is_some(), "{range:?}"));
        let html = render_html(body, &outline, dialect, &[], &mut Hooks).to_ascii_lowercase();
        for tag in ["<script", "<iframe", "<style", "<!--"] {
            assert!(dialect.raw_html == RawHtml::Keep || !html.contains(tag), "{tag} is left");
        }
    }

    // A text with a NUL is refused as a whole.
    if is_built(body.as_bytes()) && !body.contains('\0') {
        let page = format!("{MINIMUM}{body}");
        let built = build(&[("case-studies/a.md", page.as_bytes())]);
        built.report("case-studies/a.md", page.as_bytes());
        built.render("case-studies/a/index.html").expect("every case study has a page");
        built.render("feed.xml").expect("every site has a feed");
    }
});
