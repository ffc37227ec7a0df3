//! PDF files that pages link to: only those that show what their page shows.

use std::collections::BTreeMap;

use leadfolio::content::enums::Visibility;
use leadfolio::content::printed_pages::{PRINTED_PAGES_FILE, PrintedPage, PrintedPages, pdf_path};
use leadfolio::render::LinkStyle;

use super::support::{Bench, Built, Site, settings, site, study, with_study};

const STUDY: &str = "case-studies/a/index.html";
const RESUME: &str = "resume/index.html";
const LINK: &str = "href=\"/pdf/case-studies/a.pdf\" type=\"application/pdf\"";
const OFF: &str = "the program never made these bytes";

/// The settings of a portfolio that publishes PDFs.
fn on() -> String {
    settings("publish_pdf: true\neducation: [{ institution: State, award: M.Ed., end: 2012 }]")
}

/// A site with the PDFs of these pages, printed when they were as in `printed`.
fn with_pdfs(files: Site, printed: &Built, pages: &[&str]) -> Site {
    let mut list = PrintedPages { pages: BTreeMap::new() };
    let mut site = files;
    for page in pages {
        let bytes = format!("%PDF-1.7 of {page}");
        let digest = printed.output().print_digest(page).unwrap().unwrap();
        list.pages.insert((*page).to_owned(), PrintedPage::new(digest, bytes.as_bytes(), "A4"));
        site = site.file(&format!("content/{}", pdf_path(page)), bytes);
    }
    site.file(&format!("content/{PRINTED_PAGES_FILE}"), list.to_json())
}

fn has_pdf(built: &Built) -> bool {
    built.paths().contains(&"pdf/case-studies/a.pdf".to_owned())
}

/// Warnings about PDFs.
fn warnings(built: &Built) -> Vec<String> {
    built.warnings().into_iter().filter(|line| line.starts_with("POR-09")).collect()
}

#[test]
fn a_page_links_to_the_pdf_that_shows_what_it_shows() {
    let files = on();
    let built = with_pdfs(with_study(&files), &with_study(&files).build(), &[STUDY, RESUME]).build().fine();
    let page = built.text(STUDY);
    assert!(page.contains(LINK), "{page}");
    assert!(page.contains(">PDF · 37 bytes</a>"), "{page}");
    assert_eq!(built.text("pdf/case-studies/a.pdf"), format!("%PDF-1.7 of {STUDY}"));
    assert!(built.text(RESUME).contains("href=\"/pdf/resume.pdf\""));
    // The list is for the program. What has no PDF yet is named, with what to do.
    assert!(!built.paths().iter().any(|path| path.contains("printed-pages")), "{:?}", built.paths());
    assert!(!built.held_back().iter().any(|path| path.contains("printed-pages")), "{:?}", built.held_back());
    let [missing] = &warnings(&built)[..] else { panic!("{}", built.report()) };
    assert!(missing.contains("pages don't link to their PDF, which is missing: `/overview/`"), "{missing}");
    assert!(built.report().contains("run `leadfolio pdf --publish`"), "{}", built.report());
}

#[test]
fn the_digest_of_a_page_is_the_same_however_its_links_are_written() {
    let files = on();
    for style in [LinkStyle::PageRelative, LinkStyle::RootRelative, LinkStyle::Hosted] {
        let built =
            with_pdfs(with_study(&files).links(style), &with_study(&files).relative().build(), &[STUDY]);
        assert!(has_pdf(&built.build().fine()), "{style:?}");
    }
    // The program prints without what only screens and other sites need.
    #[cfg(all(feature = "webp", feature = "cards"))]
    {
        let mut picture = Vec::new();
        let pixels =
            image::RgbImage::from_fn(700, 500, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 9]));
        pixels.write_to(&mut std::io::Cursor::new(&mut picture), image::ImageFormat::Jpeg).unwrap();
        let page = study("Words.\n\n![A bed](../files/bed.jpg)");
        let with_picture = || {
            site(&format!("{files}--- content/case-studies/a.md\n{page}"))
                .file("content/files/bed.jpg", picture.clone())
        };
        let built = with_pdfs(with_picture().webp().cards(), &with_picture().build(), &[STUDY]).build();
        assert!(built.text(STUDY).contains("image/webp") && built.text(STUDY).contains("og:image:alt"));
        assert!(has_pdf(&built), "{}", built.report());
    }
    // Links on paper lead to the address of the site.
    let elsewhere = with_pdfs(with_study(&files), &with_study(&files).build(), &[STUDY]);
    assert!(!has_pdf(&elsewhere.base_url("https://example.net/").build()));
}

#[test]
fn a_pdf_that_is_older_than_its_page_is_not_published() {
    let files = on();
    let printed = with_study(&files).build();
    let later = |more: &str| with_pdfs(with_study(&format!("{files}{more}")), &printed, &[STUDY, RESUME]);
    assert!(has_pdf(&later("").build()));
    let edited = format!("--- content/case-studies/a.md\n{}", study("Other words of the body."));
    let edited = with_pdfs(site(&format!("{files}{edited}")), &printed, &[STUDY, RESUME]).build();
    assert!(!has_pdf(&edited), "{}", edited.report());
    assert!(!edited.text(STUDY).contains("application/pdf"));
    assert!(edited.text(RESUME).contains("application/pdf"));
    let warning = "POR-09 content/portfolio.yaml:3:14 `/case-studies/a/` doesn't link to its PDF, which is older than the page";
    assert!(warnings(&edited).contains(&warning.to_owned()), "{}", edited.report());
    // Another look is another document, too.
    let other = later("--- themes/commons/assets/css/theme.css\nh1 { color: red }\n").build();
    assert!(!has_pdf(&other), "{}", other.report());
}

#[test]
fn a_picture_that_was_exchanged_makes_the_pdf_of_its_page_outdated() {
    let page = study("Words.\n\n![A bed](../files/bed.svg)");
    let files = format!("{}--- content/case-studies/a.md\n{page}", on());
    let svg = |width: u32| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><path d=\"M0 0h{width}\"/></svg>"
        )
    };
    let with_picture = |width: u32| site(&files).file("content/files/bed.svg", svg(width));
    let printed = with_picture(1).build();
    assert!(has_pdf(&with_pdfs(with_picture(1), &printed, &[STUDY]).build()));
    assert!(!has_pdf(&with_pdfs(with_picture(2), &printed, &[STUDY]).build()));
}

#[test]
fn pages_that_are_not_published_have_no_pdf() {
    let files = on();
    let printed = with_study(&files).build();
    for line in ["visibility: private", "visibility: panel", "draft: true"] {
        let page = study("Words of the body.").replacen("title: A", &format!("title: A\n{line}"), 1);
        let files = format!("{files}--- content/case-studies/a.md\n{page}");
        let built = with_pdfs(site(&files), &printed, &[STUDY]).build().fine();
        assert!(!has_pdf(&built), "{line}");
    }
    // A pack is found only by those who have its address, and a search engine would find its PDF.
    let pack = "--- content/packs/p.yaml\ntitle: P\ncases: [{ case: a, criterion: C, why: W }]\n";
    let files = format!("{files}{pack}");
    let printed = with_study(&files).build().fine();
    let page = "packs/p/index.html";
    let built = with_pdfs(with_study(&files), &printed, &[page]).build().fine();
    assert!(built.paths().contains(&page.to_owned()) && !built.paths().contains(&pdf_path(page)));
    assert!(!printed.output().paths_with_pdf().any(|path| path == page));
}

#[test]
fn a_translated_page_has_a_pdf_of_its_own() {
    let files = format!("{}--- content/case-studies/a.es.md\n---\ntitle: B\n---\nPalabras.\n", on());
    let page = "es/case-studies/a/index.html";
    let printed = with_study(&files).build();
    let built = with_pdfs(with_study(&files), &printed, &[page]).build().fine();
    assert!(built.text(page).contains("href=\"/pdf/es/case-studies/a.pdf\""), "{}", built.text(page));
    assert!(!built.text(STUDY).contains("application/pdf"));
}

#[test]
fn without_the_setting_no_pdf_is_published() {
    let files = settings("");
    let built = with_pdfs(with_study(&files), &with_study(&files).build(), &[STUDY]).build().fine();
    assert!(!has_pdf(&built));
    assert!(warnings(&built).is_empty());
}

#[test]
fn other_audiences_get_the_pdfs_of_pages_that_are_the_same_for_them() {
    let files = on();
    let printed = with_study(&files).build();
    let panel = with_pdfs(with_study(&files).audience(Visibility::Panel), &printed, &[STUDY]).build().fine();
    assert!(has_pdf(&panel));
    assert!(warnings(&panel).is_empty(), "{}", panel.report());
    let more = study("Words of the body.\n\n<!-- private -->\nFor me.\n<!-- /private -->");
    let more = format!("{files}--- content/case-studies/a.md\n{more}");
    let private = with_pdfs(site(&more).audience(Visibility::Private), &printed, &[STUDY]).build();
    assert!(!has_pdf(&private), "{}", private.report());
}

#[test]
fn a_pdf_that_was_exchanged_is_none_of_its_page() {
    let files = on();
    let printed = with_study(&files).build();
    let pdf = "content/pdf/case-studies/a.pdf";
    let built = with_pdfs(with_study(&files), &printed, &[STUDY]).file(pdf, OFF).build().fine();
    assert!(!has_pdf(&built) && !built.text(STUDY).contains("application/pdf"));
    let list = format!("content/{PRINTED_PAGES_FILE}");
    let built = with_pdfs(with_study(&files), &printed, &[STUDY]).file(&list, "{").build().fine();
    assert!(!has_pdf(&built));
    built.warns("POR-09 content/pdf/printed-pages.json the list of PDF files can't be read");
}

#[test]
fn a_link_of_the_author_does_not_publish_a_pdf_that_is_outdated() {
    let link = |words: &str| format!("{words}\n\n[As PDF](/pdf/case-studies/a.pdf)");
    let files = |words: &str| format!("{}--- content/case-studies/a.md\n{}", on(), study(&link(words)));
    let first = with_pdfs(site(&files("One.")), &site(&files("One.")).build(), &[STUDY]).build();
    let current = with_pdfs(site(&files("One.")), &first, &[STUDY]).build();
    assert!(has_pdf(&current), "{}", current.report());
    assert!(!has_pdf(&with_pdfs(site(&files("Two.")), &first, &[STUDY]).build()));
}

#[cfg(unix)]
#[test]
fn the_command_prints_what_has_changed_and_deletes_what_is_gone() {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")));
    bench.write("content/portfolio.yaml", "publish_pdf: on\nprofile: { name: \"Rowan Ellery\" }\neducation: [{ institution: State, award: M.Ed., end: 2012 }]\n");
    super::print::with_browser(&bench);
    let publish = "pdf --publish --browser ./browser";
    bench
        .run(publish)
        .ends(0)
        .says("saved")
        .says("4 documents are up to date in `content/pdf`, 4 of them new");
    bench.run("build").ends(0);
    assert!(bench.read("dist/case-studies/a/index.html").contains("../../pdf/case-studies/a.pdf"));
    assert_eq!(bench.read("dist/pdf/resume.pdf"), bench.read("content/pdf/resume.pdf"));
    assert!(!bench.read("dist/pdf/resume.pdf").contains("application/pdf"));
    bench.run(publish).ends(0).says(", 0 of them new");
    bench.write("content/case-studies/b.md", study("Other.").replacen("title: A", "title: B", 1));
    bench.run("build").ends(0).says("POR-09");
    bench.run(publish).ends(0).says("content/pdf/case-studies/b.pdf");
    std::fs::remove_file(bench.path("content/case-studies/b.md")).unwrap();
    bench.run(publish).ends(0).says("deleted");
    assert!(!bench.path("content/pdf/case-studies/b.pdf").exists());
    // A file of the author's is not written over.
    bench.write("content/pdf/case-studies/c.pdf", "mine");
    bench.write("content/case-studies/c.md", study("Third.").replacen("title: A", "title: C", 1));
    bench.run(publish).ends(2).says("is not a file that leadfolio made");
    assert_eq!(bench.read("content/pdf/case-studies/c.pdf"), "mine");
}
