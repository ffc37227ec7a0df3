//! A site that is read from a folder, without a server: what `build` writes unless it is given an address.

use leadfolio::content::enums::Visibility;
use leadfolio::embedded;
use leadfolio::pipeline::{Inputs, Options, build};
use leadfolio::render::{LinkStyle, RenderedSite};
use leadfolio::vfs::FileTree;

use super::support::{Bench, site, study};

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

/// The sample with every part that a portfolio may have, built as `build` does.
fn sample() -> RenderedSite {
    let mut content = FileTree::default();
    for (path, blob) in embedded::starter_content().iter() {
        let bytes = blob.read().unwrap().into_owned();
        if path == "portfolio.yaml" {
            let settings = String::from_utf8(bytes).unwrap();
            assert!(settings.contains("search: on") && settings.contains("comments: off"), "{settings}");
            content.insert(path, settings.replace("comments: off", "comments: on"));
            continue;
        }
        content.insert(path, bytes);
    }
    let moved = "---\ntitle: Moved\naliases: [/old/place/, /older.html]\n---\nWords.\n";
    content.insert("pages/moved.md", moved.to_owned());
    let inputs = Inputs { content, ..Inputs::default() };
    let built = build(&inputs, &Options::new(Visibility::Panel, DAY));
    assert!(!built.diagnostics.has_errors());
    built.output.unwrap()
}

/// What a page refers to: every address in an attribute, and that of a redirect.
fn addresses(html: &str) -> Vec<&str> {
    let starts = [" href=\"", " src=\"", " poster=\"", "content=\"0; url="];
    let found = starts.iter().flat_map(|start| html.split(start).skip(1));
    found.filter_map(|rest| rest.split('"').next()).collect()
}

/// The file that an address on a page leads to, as a browser finds it in a folder.
fn file_at(page: &str, address: &str) -> Option<String> {
    let url = url::Url::parse("http://folder.invalid/").unwrap().join(page).unwrap().join(address).unwrap();
    (url.host_str() == Some("folder.invalid")).then(|| percent_decoded(url.path().trim_start_matches('/')))
}

fn percent_decoded(path: &str) -> String {
    leadfolio::urls::decode(path).unwrap()
}

#[test]
fn every_link_of_a_build_leads_to_a_file_in_the_folder() {
    let output = sample();
    let mut count = 0;
    for page in output.paths().filter(|path| path.ends_with(".html") && *path != "404.html") {
        let blob = output.render_file(page).unwrap().unwrap();
        let html = String::from_utf8(blob.read().unwrap().into_owned()).unwrap();
        for address in addresses(&html).into_iter().filter(|it| !it.starts_with('#')) {
            assert!(!address.starts_with('/'), "{page}: `{address}` begins at the root of a disk");
            let Some(file) = file_at(page, address) else { continue };
            assert!(output.contains(&file), "{page}: `{address}` leads to `{file}`, which is no file");
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn addresses_for_programs_stay_whole_in_a_folder() {
    let page = format!("--- content/case-studies/a.md\n{}", study("Text."));
    let built = site(&page).links(LinkStyle::PageRelative).build();
    let html = built.text("case-studies/a/index.html");
    for part in [
        "<link rel=\"canonical\" href=\"https://example.org/case-studies/a/\">",
        "<meta property=\"og:url\" content=\"https://example.org/case-studies/a/\">",
        "\"url\":\"https://example.org/case-studies/a/\"",
        "<a class=\"site-title\" href=\"../../index.html\">",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(built.text("sitemap.xml").contains("<loc>https://example.org/case-studies/a/</loc>"));
    assert!(built.text("feed.xml").contains("href=\"https://example.org/case-studies/a/\""));
}

#[test]
fn the_page_for_wrong_addresses_names_the_site_because_it_is_shown_at_any_depth() {
    let built = site("").links(LinkStyle::PageRelative).build();
    let html = built.text("404.html");
    assert!(html.contains("<link rel=\"stylesheet\" href=\"https://example.org/assets/site."), "{html}");
    assert!(html.contains("<a href=\"https://example.org/index.html\">Go to the home page</a>"), "{html}");
}

#[test]
fn links_for_a_host_are_pretty_where_its_address_is_known_and_relative_elsewhere() {
    let page = format!("--- content/case-studies/a.md\n{}", study("Text."));
    let known = site(&page).links(LinkStyle::Hosted).base_url("https://example.org/p/").build();
    assert!(known.text("index.html").contains("href=\"/p/case-studies/a/\""));
    let without = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\n";
    let unknown = site(&format!("{without}{page}")).links(LinkStyle::Hosted).build();
    assert!(unknown.text("index.html").contains("href=\"./case-studies/a/index.html\""));
}

#[test]
fn a_build_works_from_the_folder_and_one_for_an_address_has_pretty_links() {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("[Top](/).")));
    bench.run("build").ends(0).says("open dist/index.html");
    let home = bench.read("dist/index.html");
    assert!(home.contains("href=\"./case-studies/a/index.html\""), "{home}");
    assert!(home.contains("rel=\"stylesheet\" href=\"./assets/site."), "{home}");
    let study = bench.read("dist/case-studies/a/index.html");
    assert!(study.contains("<a href=\"../../index.html\">Top</a>"), "{study}");
    bench.run("build --base-url https://example.org/p/").ends(0);
    assert!(bench.read("dist/index.html").contains("href=\"/p/case-studies/a/\""));
    bench.run("build --base-url https://example.org/p/ --relative").ends(0);
    let home = bench.read("dist/index.html");
    assert!(home.contains("href=\"./case-studies/a/index.html\""), "{home}");
    assert!(home.contains("<link rel=\"canonical\" href=\"https://example.org/p/\">"), "{home}");
}

#[test]
fn a_deploy_has_pretty_links_where_the_address_is_known_and_relative_ones_elsewhere() {
    let settings = |url: &str| {
        format!(
            "profile: {{ name: \"Rowan Ellery\" }}\n{url}deploy: {{ out: {{ kind: folder, path: out }} }}\n"
        )
    };
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")));
    bench.write("content/portfolio.yaml", settings(""));
    bench.run("deploy --yes").ends(0);
    assert!(bench.read("out/index.html").contains("href=\"./case-studies/a/index.html\""));
    bench.write("content/portfolio.yaml", settings("url: \"http://127.0.0.1:9/p/\"\n"));
    bench.run("deploy --yes");
    assert!(bench.read("out/index.html").contains("href=\"/p/case-studies/a/\""));
}
