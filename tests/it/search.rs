//! The index that readers search in, the page to search on, and comments that others keep.

#[cfg(feature = "search")]
use std::io::Read as _;
#[cfg(feature = "search")]
use std::{fs, path::Path, process::Command};

use leadfolio::content::enums::Visibility;
use leadfolio::search;
#[cfg(feature = "search")]
use leadfolio::vfs::{Blob, FileTree};

#[cfg(feature = "search")]
use super::support::Built;
use super::support::{Bench, Site, bare_site, study};

/// A site in the default theme.
fn searchable(settings: &str) -> Site {
    bare_site(&format!(
        r#"
--- content/portfolio.yaml
url: "https://example.org/portfolio/"
profile: {{ name: "Rowan Ellery", contact: {{ email: "me@example.org" }} }}
frameworks: [own]
{settings}
--- content/people.yaml
people:
  - {{ id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: {{ full: "Rowan Ellery" }}, minor: false, consent: {{ status: not_needed }} }}
  - {{ id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: {{ status: not_asked }} }}
--- content/standards/own.yaml
name: "Own"
short: "OWN"
standards: [{{ id: "1", title: "First" }}, {{ id: "2", title: "Second" }}]
--- content/approaches/sharing.md
---
title: "Sharing <b>work</b>"
---
How it is shared.
--- content/case-studies/open.md
{}--- content/case-studies/kept.md
{}--- content/pages/about.md
---
title: "About"
---
About this.
"#,
        study("Marmalade and toast.").replacen(
            "title:",
            "approaches: [sharing]\nstandards: [{ ref: own/1, why: \"Yes\" }]\ntitle:",
            1
        ),
        study("Zqsecret words.").replacen("title:", "visibility: panel\ntitle:", 1),
    ))
}

#[cfg(feature = "search")]
fn index(built: &Built) -> FileTree {
    search::build_index(built.output()).unwrap()
}

/// What the index says of each page.
#[cfg(feature = "search")]
fn fragments(index: &FileTree) -> Vec<String> {
    let folder = "search/index/fragment";
    let text = |blob: &Blob| {
        let bytes = blob.read().unwrap().into_owned();
        let mut text = String::new();
        flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
        text
    };
    index.files_in(folder).map(|it| text(it.1)).collect()
}

#[cfg(feature = "search")]
#[test]
fn what_readers_may_read_is_found_and_told_apart() {
    let built = searchable("search: on\n").build();
    let all = fragments(&index(&built));
    let about = |address: &str| {
        let address = format!("\"url\":\"/{address}\"");
        all.iter().find(|it| it.contains(&address)).unwrap_or_else(|| panic!("{address}: {all:#?}"))
    };
    let open = about("case-studies/open/");
    for part in ["Marmalade and toast", "Case study", "Sharing <b>work</b>", "OWN 1", "2026"] {
        let part = serde_json::to_string(part).unwrap();
        assert!(open.contains(part.trim_matches('"')), "{part}: {open}");
    }
    assert!(about("pages/about/").contains("About this"));
    about("standards/own/1/");
    assert!(!all.iter().any(|it| it.contains("/standards/own/2/")), "nothing is there to be found");
    assert!(!all.concat().to_lowercase().contains("zqsecret"), "{all:#?}");
    let panel = searchable("search: on\n").audience(Visibility::Panel).build();
    assert!(fragments(&index(&panel)).concat().contains("Zqsecret"));
}

#[cfg(feature = "search")]
#[test]
fn two_indexes_of_one_site_have_the_same_bytes() {
    let one = index(&searchable("search: on\n").build());
    let two = index(&searchable("search: on\n").build());
    assert!(!one.is_empty() && one.changed_paths(&two).is_empty(), "{:?}", one.changed_paths(&two));
}

#[test]
fn the_page_lists_everything_and_what_a_search_can_be_narrowed_by() {
    let built = searchable("search: on\n").build();
    let html = built.text("search/index.html");
    for part in [
        "<meta name=\"robots\" content=\"noindex\">",
        "href=\"/portfolio/case-studies/open/\"",
        "href=\"/portfolio/pages/about/\"",
        "<option>Case study</option>",
        "<option>Approach</option>",
        "data-index=\"search/index/\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    // All but one page are of no framework, and only one of it is cited.
    assert!(!html.contains("name=\"standard\""), "{html}");
    let script = built
        .paths()
        .into_iter()
        .find(|path| path.starts_with("assets/search.") && path.ends_with(".js"))
        .unwrap();
    // The form is shown before the list is there, so that the list does not move.
    let (before, after) = html.split_once(&format!("<script src=\"/portfolio/{script}\"></script>")).unwrap();
    assert!(before.contains("<form class=\"search\"") && after.contains("<div id=\"search-all\">"), "{html}");
    assert!(!built.text("sitemap.xml").contains("/search/"));
}

#[test]
fn a_site_without_search_has_neither_page_nor_script_nor_index() {
    for settings in ["", "search: off\n"] {
        let built = searchable(settings).build();
        assert!(!built.paths().iter().any(|it| it.contains("search")), "{:?}", built.paths());
        assert!(!built.text("index.html").contains("search"));
        assert!(search::build_index(built.output()).unwrap().is_empty());
    }
}

#[test]
fn without_an_index_the_page_lists_everything_and_the_author_is_told() {
    let built = searchable("search: on\n").without_search_index().build();
    let built =
        built.warns("POR-06 content/portfolio.yaml:4:9 this copy of leadfolio can't build a search index");
    let html = built.text("search/index.html");
    assert!(html.contains("href=\"/portfolio/case-studies/open/\""), "{html}");
    for absent in ["<form", "<script src", "search-state"] {
        assert!(!html.contains(absent), "{absent}: {html}");
    }
    assert!(
        !built.paths().iter().any(|path| path.starts_with("assets/search.") && path.ends_with(".js")),
        "{:?}",
        built.paths()
    );
    assert!(search::build_index(built.output()).unwrap().is_empty());
}

#[cfg(not(feature = "search"))]
#[test]
fn a_program_without_the_index_builds_the_sample_and_says_how_to_get_one() {
    let bench = Bench::new();
    bench.init("site").ends(0);
    bench.run("build --root site").ends(0).says("cargo install --path . --all-features");
    assert!(bench.has("site/dist/search/index.html") && !bench.has("site/dist/search/index/pagefind.js"));
}

#[cfg(feature = "search")]
#[test]
fn a_build_writes_the_index() {
    let bench = Bench::new();
    bench.init("site").ends(0);
    bench.run("build --root site").ends(0);
    assert!(
        bench.has("site/dist/search/index/pagefind.js")
            && bench.has("site/dist/search/index/pagefind-entry.json")
    );
}

#[cfg(all(feature = "search", unix))]
#[test]
fn the_folder_that_the_terminal_is_in_may_be_gone() {
    let bench = Bench::new();
    bench.init("p").ends(0);
    let script = "cd \"$1\" && rmdir \"$1\" && exec \"$2\" build --root \"$3\" --output \"$4\"";
    let build = |output: &Path| {
        fs::create_dir(bench.path("gone")).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(bench.path("gone")).arg(env!("CARGO_BIN_EXE_leadfolio"));
        super::support::run(shell.arg(bench.path("p")).arg(output))
    };
    build(&bench.path("out")).ends(0);
    assert!(bench.has("out/search/index/pagefind.js"));
    build(Path::new("out")).ends(2).says("cannot find the current folder");
    assert!(!bench.has("p/out"));
}

/// A page of a site whose comments are kept so.
fn commented(comments: &str, page: &str) -> String {
    searchable(&format!("privacy: {{ comments: on }}\ncomments: {comments}\n")).build().text(page)
}

#[test]
fn nothing_is_loaded_from_a_server_with_comments_before_a_reader_asks() {
    let html =
        commented(r#"{ by: isso, server: "https://talk.example.org" }"#, "case-studies/open/index.html");
    let rest = html.replace(&html[html.find("data-embed=").unwrap()..html.find("<button").unwrap()], "");
    for attribute in ["src=\"https://talk", "href=\"https://talk", "src=\"//"] {
        assert!(!rest.contains(attribute), "{html}");
    }
    assert!(html.contains("Comments are stored on talk.example.org"), "{html}");
    assert!(html.contains("/portfolio/case-studies/open/&quot;"), "a thread has the page's address: {html}");
    let html = commented("{ by: utterances, repo: me/site }", "case-studies/open/index.html");
    assert!(html.contains("stored on GitHub and shown by utteranc.es"), "{html}");
}

#[test]
fn comments_are_where_the_owner_wants_them_and_in_public_only() {
    let isso = r#"{ by: isso, server: "https://talk.example.org", kinds: [approaches] }"#;
    assert!(commented(isso, "approaches/sharing/index.html").contains("data-embed"));
    for page in ["case-studies/open/index.html", "pages/about/index.html", "index.html"] {
        let html = commented(isso, page);
        assert!(!html.contains("data-embed") && !html.contains("lf-comments"), "{page}");
    }
    let settings = format!("privacy: {{ comments: on }}\ncomments: {isso}\n");
    let panel = searchable(&settings).audience(Visibility::Panel).build();
    assert!(!panel.text("approaches/sharing/index.html").contains("data-embed"));
}

#[test]
fn what_a_service_needs_is_asked_for_all_at_once() {
    let built =
        |comments: &str| searchable(&format!("privacy: {{ comments: on }}\ncomments: {comments}\n")).build();
    built("{ by: giscus }")
        .fails("REQ-01 content/portfolio.yaml:5:1 `repo` is missing")
        .fails("REQ-01 content/portfolio.yaml:5:1 `repo_id` is missing")
        .fails("REQ-01 content/portfolio.yaml:5:1 `category_id` is missing");
    built("{ by: utterances, repo: \"https://github.com/me/site\" }")
        .fails("REQ-03 content/portfolio.yaml:5:35 `https://github.com/me/site` isn't a repository");
    built("{ by: isso, server: \"talk\" }")
        .fails("LNK-03 content/portfolio.yaml:5:31 `talk` isn't a web address");
    built("{ by: remark42, server: \"https://r.example.org\" }")
        .fails("REQ-01 content/portfolio.yaml:5:1 `site` is missing");
    let off = searchable("comments: { by: files }\n").build();
    off.warns("POR-05 content/portfolio.yaml:4:11 comments are set up but not turned on");
}
