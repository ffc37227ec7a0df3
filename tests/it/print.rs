//! Documents that are sent to somebody: their links work for the reader, and nothing in them tells of the machine.

use std::collections::BTreeSet;
use std::io::Read as _;

use leadfolio::render::RenderedSite;

use super::support::{Bench, Built, files, site, study};

const UNKNOWN_ADDRESS: &str = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\", contact: { email: \"me@example.org\" } }\nprivacy: { comments: on }\n";

fn pages(settings: &str) -> Built {
    let first = study(
        "## Why\n\n[The other](second.md#why), [itself](#why), [this page](first.md), [a file](../files/plan.txt), [the web](https://example.com/?a=1&b=2#c), [mail](mailto:a@example.com)\n\n![A bed](../files/bed.svg)",
    );
    let second = study("## Why\n\nBecause.").replacen("title: A", "title: Second", 1);
    site(&format!(
        "{settings}--- content/case-studies/first.md\n{first}--- content/case-studies/second.md\n{second}"
    ))
    .file("content/files/plan.txt", "Plan.")
    .file("content/files/bed.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>")
    .relative()
    .build()
}

fn printed(site: &RenderedSite, path: &str) -> String {
    site.render_for_print(path).unwrap().unwrap()
}

/// What the links of a page lead to.
fn links(html: &str) -> Vec<&str> {
    let tags = html.split("<a").skip(1).filter(|rest| rest.starts_with([' ', '\n']));
    let tags = tags.filter_map(|rest| rest.split('>').next());
    tags.filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next()).collect()
}

#[test]
fn links_of_a_printed_page_lead_to_the_site_where_its_address_is_known() {
    let html = printed(pages("").output(), "case-studies/first/index.html");
    for part in [
        "href=\"https://example.org/case-studies/second/#why\"",
        "href=\"https://example.org/files/plan.txt\"",
        "href=\"https://example.org/case-studies/first/\"",
        "<a href=\"#why\">itself</a>",
        "href=\"https://example.com/?a=1&amp;b=2#c\"",
        "href=\"mailto:a@example.com\"",
        "src=\"../../files/bed.svg\"",
        "rel=\"stylesheet\" href=\"../../assets/site.",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn without_an_address_links_out_of_a_printed_page_are_plain_text() {
    let html = printed(pages(UNKNOWN_ADDRESS).output(), "case-studies/first/index.html");
    assert!(html.contains("<a data-internal=\"\">The other</a>"), "{html}");
    assert!(html.contains("<a href=\"#why\">itself</a>"), "{html}");
    let others: Vec<&str> = links(&html).into_iter().filter(|link| !link.starts_with('#')).collect();
    assert!(
        others.iter().all(|link| link.starts_with("https://") || link.starts_with("mailto:")),
        "{others:?}"
    );
    assert!(!html.contains(".invalid"), "{html}");
}

#[test]
fn every_link_within_a_printed_page_finds_its_place() {
    for settings in ["", UNKNOWN_ADDRESS] {
        let built = pages(settings);
        let output = built.output();
        let book = output.render_book(&[]).unwrap();
        let printed = output.printed_paths().map(|path| printed(output, path)).chain([book]);
        for html in printed {
            let ids: BTreeSet<&str> =
                html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            for link in links(&html) {
                let known = ["https://", "mailto:", "tel:"].iter().any(|start| link.starts_with(start));
                let inner = link.strip_prefix('#').is_some_and(|id| ids.contains(id));
                assert!(known || inner, "`{link}` in {html}");
            }
        }
    }
}

#[test]
fn a_page_that_shows_nothing_is_not_printed() {
    let printed = |settings: &str| -> Vec<String> {
        pages(settings).output().printed_paths().map(str::to_owned).collect()
    };
    let paths = printed("");
    assert!(paths.contains(&"summary/index.html".to_owned()), "{paths:?}");
    for empty in ["standards/index.html", "resume/index.html"] {
        assert!(!paths.contains(&empty.to_owned()), "{paths:?}");
    }
    let skilled =
        "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\nskills: [{ name: Mentoring }]\n";
    assert!(printed(skilled).contains(&"resume/index.html".to_owned()));
}

#[test]
fn behind_a_link_to_another_site_stands_a_short_address() {
    let text = "See [the plan](https://www.example.com/plan/?a=1&b=2#c), <https://example.com/a>, www.example.com and [the other](second.md).";
    let files = format!(
        "--- content/case-studies/first.md\n{}--- content/case-studies/second.md\n{}",
        study(text),
        study("Text.").replacen("title: A", "title: Second", 1)
    );
    let html = printed(site(&files).build().fine().output(), "case-studies/first/index.html");
    let addresses: Vec<&str> = html.split("<small class=\"printed-address\">").skip(1).collect();
    let [address] = addresses[..] else { panic!("{html}") };
    assert!(address.starts_with("(example.com/plan/?a=1&amp;b=2)</small>, "), "{address}");
}

/// A stand-in for a browser: the document is the page that it was told to print.
#[cfg(unix)]
pub(crate) fn with_browser(bench: &Bench) {
    use std::os::unix::fs::PermissionsExt as _;
    let script = "#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in --print-to-pdf=*) to=\"${a#*=}\";; --*) ;; *) from=\"$a\";; esac; done\ncp \"$from\" \"$to\"\n";
    bench.write("browser", script);
    std::fs::set_permissions(bench.path("browser"), std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn nothing_that_is_built_printed_or_deployed_tells_of_the_machine() {
    let page = format!("--- content/case-studies/first.md\n{}", study("## Why\n\n[b](second.md)"));
    let other = format!("--- content/case-studies/second.md\n{}", study("Text."));
    let bench = Bench::with(&format!("{page}{other}"));
    bench.write(
        "content/portfolio.yaml",
        "profile: { name: \"Rowan Ellery\" }\nsearch: on\ndeploy: { out: { kind: folder, path: out }, zip: { kind: zip, path: site.zip } }\n",
    );
    with_browser(&bench);
    for arguments in [
        "build",
        "pdf --all --browser ./browser",
        "deploy out --yes",
        "deploy zip --yes",
        "build --output built --relative",
    ] {
        let mut command = bench.command(arguments);
        command.env("USER", "zqaccount").env("LOGNAME", "zqaccount").env("HOSTNAME", "zqhost");
        let ran = super::support::run(&mut command).ends(0);
        if arguments.starts_with("pdf") {
            let saved = ran.stderr.lines().filter(|line| line.starts_with("saved ")).count();
            let counted = format!("{saved} documents (the book and {} pages) in `", saved - 1);
            assert!(ran.stderr.contains(&counted), "{}", ran.stderr);
        }
    }
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    for folder in ["dist", "pdf", "out", "built"] {
        found.extend(files(&bench.path(folder)));
    }
    let archive = std::fs::read(bench.path("site.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&archive)).unwrap();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        found.push((name, bytes));
    }
    found.push(("site.zip".to_owned(), archive));
    assert!(found.iter().any(|it| it.0 == "portfolio.pdf") && found.iter().any(|it| it.0 == "first.pdf"));
    let folder = bench.path("");
    let real = std::fs::canonicalize(&folder).unwrap();
    let hostname = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let temp = std::env::temp_dir();
    let mut words: Vec<&str> = vec!["zqaccount", "zqhost", "file://", "page.invalid"];
    words.extend([
        folder.to_str().unwrap().trim_end_matches('/'),
        real.to_str().unwrap(),
        temp.to_str().unwrap(),
    ]);
    // A short name of a host may be a word that pages use.
    words.extend(Some(hostname.trim()).filter(|name| name.len() > 7));
    for (path, bytes) in &found {
        for word in &words {
            let is_there =
                path.contains(word) || bytes.windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!is_there, "{path} holds `{word}`");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_in_documents_lead_to_the_address_that_the_command_names() {
    let page = format!("--- content/case-studies/first.md\n{}", study("[b](second.md)"));
    let other = format!("--- content/case-studies/second.md\n{}", study("Text."));
    let bench = Bench::with(&format!("{page}{other}"));
    bench.write("content/portfolio.yaml", "profile: { name: \"Rowan Ellery\" }\n");
    with_browser(&bench);
    bench.run("pdf first --browser ./browser --base-url https://example.org/p/").ends(0);
    assert!(bench.read("pdf/first.pdf").contains("href=\"https://example.org/p/case-studies/second/\""));
    bench.run("pdf first --browser ./browser --base-url example.org").ends(2).says("--base-url");
    // An account of the machine is not what a reader is sent to.
    bench.run("pdf first --browser ./browser").ends(0);
    assert!(!bench.read("pdf/first.pdf").contains("second/\""));
}

#[cfg(unix)]
#[test]
fn the_paper_is_that_of_the_country() {
    for (settings, size) in [
        ("profile: { name: \"Rowan Ellery\", location: { country_code: US } }\n", "letter"),
        ("profile: { name: \"Rowan Ellery\" }\nlanguage: en-US\n", "letter"),
        ("profile: { name: \"Rowan Ellery\", location: { country_code: GB } }\nlanguage: en-US\n", "A4"),
        ("profile: { name: \"Rowan Ellery\" }\n", "letter"),
        ("profile: { name: \"Rowan Ellery\" }\nlanguage: de\n", "A4"),
        ("profile: { name: \"Rowan Ellery\" }\nlanguage: en-GB\n", "A4"),
        ("profile: { name: \"Rowan Ellery\", location: { country_code: US } }\npaper: a4\n", "A4"),
    ] {
        let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")));
        bench.write("content/portfolio.yaml", settings);
        with_browser(&bench);
        // What the browser was given is gone afterwards: this one keeps the sheet.
        let script = bench.read("browser") + "cat \"${from%/*}\"/../../assets/*.css > \"$to\"\n";
        bench.write("browser", script);
        bench.run("pdf a --browser ./browser").ends(0);
        assert!(bench.read("pdf/a.pdf").contains(&format!("@page {{ size: {size}; }}")), "{settings}");
    }
}
