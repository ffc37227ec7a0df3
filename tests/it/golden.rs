//! Pages of the sample, byte for byte: a change of what readers see shows in a change's difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use leadfolio::content::enums::Visibility;
use leadfolio::diagnostic::Severity;
use leadfolio::pipeline::{Build, Inputs, Options, build};
use leadfolio::render::RenderedSite;
use leadfolio::vfs::fingerprint::fingerprint_in;

use super::support::sample_files;

/// One page of each kind, and the files for programs.
const PAGES: [&str; 22] = [
    "index.html",
    "case-studies/index.html",
    "case-studies/culture-committee/index.html",
    "case-studies/teacher-led-pd/index.html",
    "approaches/index.html",
    "approaches/distributed-leadership/index.html",
    "pages/vision/index.html",
    "resume/index.html",
    "standards/index.html",
    "standards/psel-2015/7/index.html",
    "overview/index.html",
    "overview/levels/index.html",
    "summary/index.html",
    "packs/larkmere-panel/index.html",
    "overview/pitfalls/index.html",
    "tags/index.html",
    "tags/school-culture/index.html",
    "search/index.html",
    "404.html",
    "feed.xml",
    "sitemap.xml",
    "resume.json",
];

/// Pages of which themes have templates of their own.
const PAGES_OF_THEMES: [(&str, &str); 6] = [
    ("dossier", "index.html"),
    ("dossier", "case-studies/index.html"),
    ("dossier", "case-studies/culture-committee/index.html"),
    ("field", "index.html"),
    ("field", "case-studies/index.html"),
    ("field", "case-studies/culture-committee/index.html"),
];

fn sample() -> Build {
    sample_on(date(2026, 11, 23))
}

fn sample_on(today: Date) -> Build {
    sample_in("commons", today)
}

fn sample_in(theme: &str, today: Date) -> Build {
    let inputs = Inputs { content: sample_files(theme), ..Inputs::default() };
    let options = Options::new(Visibility::Public, today);
    build(&inputs, &options)
}

/// A file of the output; the hashes in the names of style sheets, fonts and scripts would change every page with every color.
fn shown(output: &RenderedSite, path: &str) -> String {
    let blob = output.render_file(path).unwrap().unwrap();
    let text = String::from_utf8(blob.read().unwrap().into_owned()).unwrap();
    let hashed = output.paths().filter(|it| it.starts_with("assets/"));
    hashed
        .filter_map(|asset| Some((asset, fingerprint_in(asset)?)))
        .fold(text, |text, (asset, hash)| text.replace(asset, &asset.replace(hash, "HASH")))
}

#[test]
fn the_sample_builds_without_a_fault() {
    let Build { output, diagnostics } = sample();
    let faults: Vec<_> = diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let faults = output.unwrap().render_errors();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The pages that differ from the files of `golden/`, which are written anew when `UPDATE_GOLDEN` is set.
fn changed(pages: impl Iterator<Item = (String, String)>) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut changed = Vec::new();
    for (page, now) in pages {
        let golden = folder.join(page.replace('/', "__"));
        if update {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&golden, &now).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != now {
            changed.push(page);
        }
    }
    changed
}

#[test]
fn the_sample_looks_as_it_did() {
    let output = sample().output.unwrap();
    let changed = changed(PAGES.iter().map(|page| ((*page).to_owned(), shown(&output, page))));
    assert!(changed.is_empty(), "changed: {changed:?}; run with UPDATE_GOLDEN=1 and read the difference");
}

#[test]
fn themes_with_templates_of_their_own_look_as_they_did() {
    let pages = PAGES_OF_THEMES.iter().map(|(theme, page)| {
        let output = sample_in(theme, date(2026, 11, 23)).output.unwrap();
        (format!("{theme}/{page}"), shown(&output, page))
    });
    let changed = changed(pages);
    assert!(changed.is_empty(), "changed: {changed:?}; run with UPDATE_GOLDEN=1 and read the difference");
}

#[test]
fn a_page_of_each_kind_of_the_sample_is_compared() {
    let output = sample().output.unwrap();
    let kind = |path: &str| {
        let text = shown(&output, path);
        text.split_once("<body data-kind=\"").map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
    };
    let compared: BTreeSet<String> = PAGES.iter().filter_map(|path| kind(path)).collect();
    let all = output.paths().filter(|path| path.ends_with(".html")).filter_map(kind);
    let missing: BTreeSet<String> = all.filter(|kind| !compared.contains(kind)).collect();
    assert!(missing.is_empty(), "`PAGES` has no page of {missing:?}");
}

#[test]
fn two_builds_of_the_sample_have_the_same_bytes() {
    let (first, second) = (sample().output.unwrap(), sample().output.unwrap());
    let paths: Vec<&str> = first.paths().collect();
    assert_eq!(paths, second.paths().collect::<Vec<_>>());
    for path in paths {
        let bytes = |it: &RenderedSite| it.render_file(path).unwrap().unwrap().read().unwrap().into_owned();
        assert!(bytes(&first) == bytes(&second), "{path} differs");
    }
}

#[test]
fn on_another_day_only_the_timeline_differs() {
    let (first, second) =
        (sample_on(date(2026, 11, 23)).output.unwrap(), sample_on(date(2026, 11, 24)).output.unwrap());
    let bytes =
        |it: &RenderedSite, path: &str| it.render_file(path).unwrap().unwrap().read().unwrap().into_owned();
    // A picture shows no date, and it takes long to make.
    let is_text = |path: &&str| ![".jpg", ".png", ".webp"].iter().any(|ending| path.ends_with(ending));
    let differ = first.paths().filter(is_text).filter(|path| bytes(&first, path) != bytes(&second, path));
    assert_eq!(differ.collect::<Vec<_>>(), ["overview/index.html"]);
}
