//! What must stay behind: files of things that are held back, people who did not agree, markers that nearly hide.

use leadfolio::content::enums::Visibility;

use super::support::{Bench, MINIMUM, Site, site, study, symlink};

const SECRET: &str = "zqsecret";

/// A case study `a` with more front matter and a body, and a file that holds a secret.
fn with(more: &str, body: &str) -> Site {
    site("")
        .file("content/case-studies/a.md", format!("---\n{MINIMUM}{more}---\n{body}\n"))
        .file("content/files/chart.txt", SECRET)
}

fn is_published(site: Site) -> bool {
    site.build().everything().iter().any(|(path, text)| path.contains("chart") || text.contains(SECRET))
}

const CHART: &str = "artifacts: [{ id: art, type: document, title: T, file: chart.txt";

#[test]
fn a_link_does_not_publish_the_file_of_an_artifact_that_is_held_back() {
    let link = "[The chart](../files/chart.txt)";
    assert!(is_published(with("", link)));
    assert!(is_published(
        with(&format!("{CHART}, visibility: panel }}]\n"), link).audience(Visibility::Panel)
    ));
    for field in ["file", "captions", "transcript"] {
        let artifact = format!(
            "artifacts: [{{ id: art, type: document, title: T, href: \"https://example.org/\", {field}: chart.txt, visibility: private }}]\n"
        );
        let built = with(&artifact, link).build().fine();
        assert!(!built.text("case-studies/a/index.html").contains("chart.txt"), "{field}");
        assert!(built.paths().iter().all(|it| !it.contains("chart")), "{field}");
        built.warns("LNK-04 content/case-studies/a.md:11:1 `../files/chart.txt` isn't part of this build: it belongs to the artifact `art`: it is private");
    }
}

#[test]
fn a_picture_that_is_held_back_leaves_its_words() {
    let built =
        with(&format!("{CHART}, visibility: private }}]\n"), "![Alt](../files/chart.txt)").build().fine();
    assert!(built.paths().iter().all(|it| !it.contains("chart")));
}

#[test]
fn one_file_cannot_be_private_and_shown() {
    let twice = "artifacts:\n  - { id: one, type: document, title: T, file: chart.txt, visibility: private }\n  - { id: two, type: document, title: T, file: chart.txt }\n";
    let built = with(twice, "Text.").build();
    assert!(built.paths().iter().all(|it| !it.contains("chart")));
    built.fails("PRV-02 content/case-studies/a.md:11:48 `files/chart.txt` is shown here but held back elsewhere: it belongs to the artifact `one`: it is private");
}

#[test]
fn a_page_that_is_held_back_keeps_the_files_of_its_artifacts_unless_another_page_shows_them() {
    let held_back = format!("---\n{MINIMUM}draft: true\n{CHART} }}]\n---\nText.\n");
    let draft = |site: Site| site.file("content/case-studies/b.md", held_back.clone());
    assert!(!is_published(draft(with("", "[The chart](../files/chart.txt)"))));
    assert!(is_published(draft(with("", "[The chart](../files/chart.txt)")).drafts()));
    assert!(is_published(draft(with(&format!("{CHART} }}]\n"), "Text."))));
    // What an artifact says of itself holds wherever its file is.
    let own = held_back.replace("file:", "visibility: private, file:");
    let built = with(&format!("{CHART} }}]\n"), "Text.").file("content/case-studies/b.md", own).build();
    built.fails("PRV-02 content/case-studies/a.md:9:56 `files/chart.txt` is shown here but held back elsewhere: it belongs to an artifact that is held back: it is private");
}

#[test]
fn files_beside_a_page_that_is_held_back_stay_whoever_links_to_them() {
    let page = |more: &str| format!("---\n{MINIMUM}{more}---\nText.\n");
    let site = |more: &str| {
        with("", "[Notes](zqsecret-name/sub/notes.txt)")
            .file("content/case-studies/zqsecret-name/index.md", page(more))
            .file("content/case-studies/zqsecret-name/sub/notes.txt", SECRET)
    };
    let built = site("visibility: private\n").build().fine();
    for (path, text) in built.everything() {
        assert!(!path.contains("zqsecret") && !text.contains("zqsecret"), "{path}");
    }
    built.warns("LNK-04 content/case-studies/a.md:10:1 ");
    let text = site("").build().fine().text("case-studies/zqsecret-name/sub/notes.txt");
    assert_eq!(text, SECRET);
}

#[test]
fn an_artifact_without_leave_stops_the_build() {
    let people = "\n--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: P, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: T, minor: false, consent: { status: not_asked } }\n  - { id: p-seen, kind: staff, role: T, minor: false, consent: { status: given, scope: [photo] } }\n  - { id: p-gone, kind: staff, role: T, minor: false, consent: { status: withdrawn } }\n";
    let build = |kind: &str, more: &str| {
        site(people)
            .file(
                "content/case-studies/a.md",
                format!("---\n{MINIMUM}artifacts: [{{ id: art, type: {kind}, title: T, file: chart.txt, {more} }}]\n---\nText.\n"),
            )
            .file("content/files/chart.txt", "x")
            .build()
    };
    for (kind, more) in [
        ("document", "contains: [staff]"),
        ("photo", "people: [p-seen, p-owner]"),
        ("photo", "people: [p-lead], release: { status: on_file }"),
        ("photo", "contains: [students], release: { status: on_file, expires: 2027-01 }"),
        ("document", "people: [p-gone]"),
        ("photo", "visibility: private, people: [p-gone]"),
    ] {
        build(kind, more).fine();
    }
    for (kind, more, expected) in [
        ("photo", "contains: [students]", "MED-01"),
        ("video", "contains: [students], release: { status: missing }", "MED-01"),
        ("photo", "contains: [students], release: { status: on_file, expires: 2026-10 }", "MED-01"),
        ("photo", "release: { status: on_file, expires: 2026-10 }", "MED-01"),
        ("document", "release: { status: withdrawn }", "MED-01"),
        ("document", "permission: { status: refused }", "PPL-03"),
        ("document", "permission: { status: withdrawn }", "PPL-03"),
        ("photo", "people: [p-lead]", "PPL-03"),
        ("audio", "people: [p-seen]", "PPL-03"),
        ("student-work", "people: [p-seen]", "PPL-03"),
        ("photo", "people: [p-gone], release: { status: on_file }", "PPL-03"),
    ] {
        let kind = kind.replace('-', "_");
        build(&kind, more).fails(&format!("{expected} content/case-studies/a.md:9:"));
    }
}

#[test]
fn a_release_that_has_expired_is_not_shown_as_one_on_file() {
    let more = "artifacts: [{ id: art, type: document, title: T, file: chart.txt, release: { status: on_file, expires: 2026-10 } }]\n";
    assert_eq!(with(more, "Text.").build().fine().study("a").artifacts[0].release, None);
}

#[test]
fn a_figure_for_few_students_is_refused() {
    let outcome = |who: &str, n: u32, settings: &str| {
        let more = format!(
            "outcomes: [{{ id: o, kind: quantitative, metric: M, population: \"{who}\", unit: percent, direction: increase, result: {{ value: 5, n: {n} }} }}]\n"
        );
        with(&more, "Text.")
            .file(
                "content/portfolio.yaml",
                format!("profile: {{ name: N }}\nurl: \"https://example.org/\"\n{settings}"),
            )
            .build()
    };
    outcome("Grade 7 students", 10, "").fine();
    outcome("Teachers", 4, "").fine();
    outcome("Grade 7 students", 9, "privacy: { min_group_size: 5 }\n").fine();
    outcome("Grade 7 students", 9, "").fails("OUT-10 content/case-studies/a.md:9:");
    outcome("Children", 11, "privacy: { min_group_size: 12 }\n").fails("OUT-10 ");
}

#[test]
fn a_private_marker_may_carry_a_remark_of_any_length() {
    let remark = "because ".repeat(500);
    let body = format!("Open.\n\n<!-- private: {remark} -->\n{SECRET}\n<!-- /private -->\n\nAfter.\n");
    let built = with("", &body).build().fine();
    let page = built.text("case-studies/a/index.html");
    assert!(page.contains("After.") && !page.contains(SECRET) && !page.contains("because"));
    // A comment that never ends takes the rest of the page with it.
    let built = with("", &format!("Open.\n\n<!-- private {remark}\n{SECRET}\n")).build();
    assert!(built.everything().iter().all(|it| !it.1.contains(SECRET)));
    built.fails("PRV-01 content/case-studies/a.md:12:1 ");
}

#[test]
fn a_marker_that_is_misspelt_is_told() {
    for marker in ["privat", "prvate", "privates", "/privat", "begin privte", "panle", "Panels", "privately"]
    {
        let built = with("", &format!("Open.\n\n<!-- {marker} -->\n\nText.\n")).build();
        built.fails("PRV-01 content/case-studies/a.md:12:1 this looks like a misspelled marker");
    }
    for remark in ["privacy: ask the office", "plan", "prime", "page", "TODO private lessons", ""] {
        with("", &format!("Open.\n\n<!-- {remark} -->\n\nText.\n")).build().fine();
    }
}

#[test]
fn no_link_brings_in_what_its_target_would_keep_out() {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("[x](../files/names.txt)")));
    bench.write("content/people.private.yaml", SECRET);
    bench.write("content/files/open.txt", "open");
    symlink("../people.private.yaml", bench.path("content/files/names.txt")).unwrap();
    bench.run("build").ends(1).says("`files/names.txt` is left out: it is private");
    std::fs::remove_file(bench.path("content/files/names.txt")).unwrap();
    symlink("open.txt", bench.path("content/files/names.txt")).unwrap();
    bench.run("build").ends(0);
    assert!(bench.has("dist/files/names.txt"));
}

#[test]
fn the_overlay_of_real_names_stays_under_whatever_ending() {
    for name in [
        "people.private.yaml",
        "People.Private.YAML",
        "people.private.yml.bak",
        "x.private.txt",
        "names.private",
    ] {
        let link = format!("[x](../files/{name})");
        let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study(&link)));
        bench.write(&format!("content/files/{name}"), SECRET);
        bench.run("build").ends(1).says("is left out: it is private");
        assert!(!bench.has("dist"), "{name}");
    }
}

/// What a build says of a case study with this text after its first paragraph.
fn report_of_study(text: &str) -> String {
    let body = study(&format!("Text.\n\n{text}\n"));
    site("").file("content/case-studies/a.md", body).build().report().to_owned()
}

#[test]
fn a_marker_in_another_spelling_is_an_error() {
    for (begin, end) in [
        ("<!--- private --->", "<!--- /private --->"),
        ("<!-- begin-private -->", "<!-- end-private -->"),
        ("<!-- begin: private -->", "<!-- end: private -->"),
        ("<!-- (private) -->", "<!-- (/private) -->"),
        ("<!-- visibility: private -->", "<!-- /visibility -->"),
        ("<!— private —>", "<!— /private —>"),
        ("<!– private –>", "<!– /private –>"),
        ("<! -- private -->", "<! -- /private -->"),
        ("<!-- hidden -->", "<!-- /hidden -->"),
        ("<!-- do not publish -->", "<!-- end -->"),
        ("<!-- CONFIDENTIAL -->", "<!-- END -->"),
        ("<!-- “private” -->", "<!-- “/private” -->"),
        ("&lt;!-- private --&gt;", "&lt;!-- /private --&gt;"),
        ("{# private #}", "{# /private #}"),
        ("{% private %}", "{% endprivate %}"),
        ("[private]", "[/private]"),
        ("<private>", "</private>"),
        ("::: private", ":::"),
        ("<!-- privado -->", "<!-- /privado -->"),
        ("<!-- pri vate -->", "<!-- end -->"),
        ("<!-- ｐｒｉｖａｔｅ -->", "<!-- end -->"),
        ("<!-- nicht öffentlich -->", "<!-- end -->"),
        ("<!-- only for my own eyes: private -->", "<!-- end -->"),
        ("<!-- the next paragraph is private -->", "<!-- end -->"),
        ("{private}", "{/private}"),
        ("[comment]: # (private)", "[comment]: # (end)"),
        ("> [!PRIVATE]", "> x"),
        ("> {# private #}", "> {# end #}"),
        ("<-- private -->", "<-- /private -->"),
        ("‹!‑‑ private ‑‑>", "‹!‑‑ /private ‑‑>"),
        ("＜！－－ private －－＞", "＜！－－ end －－＞"),
        ("«!-- private --»", "«!-- end --»"),
        ("<\\!-- private -->", "<\\!-- end -->"),
        ("[ private ]", "[ /private ]"),
        ("%% private %%", "%% end %%"),
        ("<!-- strictly private -->", "<!-- end -->"),
        ("<!-- please keep private -->", "<!-- end -->"),
        ("<!-- top secret -->", "<!-- end -->"),
        ("<!-- do not share -->", "<!-- end -->"),
        ("<!-- nur für mich -->", "<!-- end -->"),
        ("<div hidden>", "</div>"),
        ("<p style=\"display: none\">", "</p>"),
    ] {
        let report = report_of_study(&format!("{begin}\n\nSecret.\n\n{end}"));
        assert!(report.contains("error PRV-01 content/case-studies/a.md:12:"), "{begin}\n{report}");
    }
    // Within a line, too.
    for secret in [
        "a {# private #} b",
        "a <private>b</private> c",
        "a <! -- private --> b",
        "a &lt;!-- private --&gt; b",
    ] {
        let report = report_of_study(secret);
        assert!(report.contains("error PRV-01 content/case-studies/a.md:12:"), "{secret}\n{report}");
    }
    for innocent in [
        "<!-- TODO: ask the district about the private school's figures -->",
        "<!-- a note to myself -->",
        "<!-- source: internal audit report -->",
        "<!-- image: panel.jpg -->",
        "<!-- hide and seek -->",
        "<!-- internal link missing -->",
        "<!-- audience of the talk: 40 people -->",
        "<!-- primate? primary? -->",
        "<details class=\"hidden\">x</details>",
        "<details class=\"a hidden b\">x</details>",
        "The garden <abbr title=\"the hidden garden\">HG</abbr>",
        "[Hidden](https://other.example/)",
        "We keep a private list.",
    ] {
        let report = report_of_study(innocent);
        assert!(!report.contains("PRV-01"), "{innocent}\n{report}");
    }
}

#[test]
fn a_marker_in_a_field_is_an_error() {
    let secret = "before <!-- private -->Secret<!-- /private --> after";
    let owner =
        "people:\n  - { id: p-owner, kind: owner, role: R, minor: false, consent: { status: not_needed } }\n";
    for (path, text) in [
        ("content/case-studies/a.md", study("Text.").replace("summary: S.", &format!("summary: {secret}"))),
        ("content/portfolio.yaml", format!("profile:\n  name: R\n  bio: {secret}\n")),
        (
            "content/people.yaml",
            format!(
                "{owner}  - {{ id: p-lead, kind: staff, role: \"{secret}\", minor: false, consent: {{ status: not_asked }} }}\n"
            ),
        ),
        ("content/case-studies/a.md", study("Text.").replace("summary:", "# <!-- private -->\nsummary:")),
        ("content/testimonials.yaml", format!("testimonials:\n  - id: t\n    text: {secret}\n")),
        ("content/packs/a.yaml", format!("title: T\nintro: {secret}\n")),
    ] {
        let built = site("").file(path, text).build();
        assert!(built.report().contains(&format!("error PRV-01 {path}")), "{path}\n{}", built.report());
    }
}

#[test]
fn a_copy_of_a_file_that_is_held_back_is_told() {
    let secret =
        "artifacts: [{ id: one, type: document, title: \"Chart\", file: chart.txt, visibility: private }]\n";
    let page = format!("---\n{MINIMUM}{secret}---\nSee [the chart](../files/copy.txt).\n");
    let portfolio = |copy: &str| {
        site("")
            .file("content/case-studies/a.md", page.clone())
            .file("content/files/chart.txt", "Who decides")
            .file("content/files/copy.txt", copy)
            .build()
    };
    portfolio("Who decides").fails("PRV-02 content/case-studies/a.md:11:5 `files/copy.txt` is shown here, and is a copy of `files/chart.txt`, which is held back elsewhere",
    );
    portfolio("Who decided").fine();
}
