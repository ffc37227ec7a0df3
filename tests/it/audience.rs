//! The test of privacy: what is not for an audience is nowhere in its site, not in a name, not in a byte.
//!
//! Every secret of this portfolio carries a marker that begins with `zq`. A marker stands for everybody who may read
//! it; all others must not find it in any file or name of a file, however it is written.

use leadfolio::content::enums::Visibility;

use super::support::{Bench, Built, Site, files, site, study};

const PANEL: Visibility = Visibility::Panel;
const PRIVATE: Visibility = Visibility::Private;
const PUBLIC: Visibility = Visibility::Public;

/// A page that carries its marker everywhere it can.
fn marked(marker: &str, field: &str) -> String {
    format!(
        r#"---
title: "{marker} title"
summary: "{marker} summary"
{field}
aliases: [/{marker}-alias/]
---
{marker} text with ![{marker} alt](../files/{marker}-picture.svg "{marker} caption") and [file](../files/{marker}-file.txt).

## {marker} heading
"#
    )
}

/// A case study that carries its marker everywhere it can.
fn marked_study(marker: &str, field: &str) -> String {
    format!(
        r#"---
title: "{marker} title"
summary: "{marker} summary"
slug: {marker}-slug
status: stopped
status_reason: "{marker} reason"
verdict: not_met
{field}
aliases: [/{marker}-alias/]
tags: [{marker}-tag]
problem: "{marker} problem"
lesson: "{marker} lesson"
led_by: [p-lead]
accountable: p-owner
accountable_note: "{marker} note"
delegation: {{ level: 5, retained: ["{marker} kept"], take_back: "{marker} back", decisions: [{{ area: "{marker} area" }}] }}
communication: {{ channels: ["{marker} channel"], record: "{marker} record" }}
start: 2024-08
end: 2025-06
timeline: [{{ date: 2024-09, kind: decision, event: "{marker} event" }}]
logic: {{ inputs: ["{marker} input"] }}
outcomes: [{{ id: {marker}, kind: quantitative, metric: "{marker} metric", unit: "{marker} units", direction: increase, baseline: {{ value: 1 }}, result: {{ value: 2 }}, quote: {{ text: "{marker} quote" }} }}]
pitfalls: [{{ kind: scope, what: "{marker} pitfall" }}]
standards: [{{ ref: {marker}-framework/1, why: "{marker} why", evidence: [{marker}, {marker}-artifact] }}]
artifacts: [{{ id: {marker}-artifact, type: document, title: "{marker} artifact", caption: "{marker} caption", file: {marker}-file.txt }}]
checked_with: [{{ person: p-lead, note: "{marker} check" }}]
---
{marker} text and ![{marker} alt](../files/{marker}-picture.svg).

![{marker} figure](outcome:{marker})

## {marker} heading

## Reflection

{marker} reflection.
"#
    )
}

/// A case study for everybody that holds something for fewer.
const OPEN: &str = r#"---
title: "Open title"
summary: "Open summary."
status: ongoing
led_by: [p-lead, p-hidden]
accountable: p-owner
team: [p-unnamed, p-minor, p-refused, p-expired]
delegation: { level: 5 }
start: 2024-01
# zqnever-comment-in-yaml
artifacts:
  - { id: art-open, type: document, title: "Open artifact", file: open-file.txt, release: { status: on_file, ref: "zqnever-ref", scope: "zqnever-scope" } }
  - { id: zqprivate-art, type: photo, title: "zqprivate art title", caption: "zqprivate art caption", made_by: "zqprivate maker", alt: "zqprivate art alt", file: zqprivate-art.svg, contains: [students], visibility: private }
  - { id: zqpanel-art, type: document, title: "zqpanel art title", caption: "zqpanel art caption", file: zqpanel-art.txt, visibility: panel }
communication: { record: zqprivate-art }
outcomes:
  - { id: open-outcome, kind: quantitative, metric: "Open metric", unit: count, direction: increase, result: { value: 3 }, source: { name: "Open source", artifact: zqprivate-art } }
standards: [{ ref: own/1, evidence: [open-outcome, zqprivate-art, zqpanel-art] }]
---
Open text. <!-- zqnever-comment --> More.

<!-- zqnever-block-comment
over lines -->

See [study words](zqprivate-study.md), [page words](../pages/zqprivate-page.md#zqprivate-page-heading),
[panel words](/case-studies/zqpanel-study), [draft words](zqdraft-study.md), [future words](../pages/zqfuture-page.md) and
[route words](/case-studies/zqprivate-study-slug/).

<!-- private -->
## zqprivate-block heading {#zqprivate-block-id .zqprivate-class}

zqprivate-block text[^zqprivate] with [zqprivate link](https://example.org/zqprivate-url) and ![zqprivate alt](../files/zqprivate-block.svg).

[^zqprivate]: zqprivate-block footnote.

`<!-- panel -->` zqprivate code `<!-- /panel -->`
<!-- /private -->

Between <!-- panel -->zqpanel-inline <!-- private -->zqprivate-nested<!-- /private --> zqpanel-rest<!-- /panel --> after.

<!-- panel -->
- zqpanel-block ![zqpanel alt](../files/zqpanel-block.svg)
<!-- /panel -->
"#;

const REST: &str = r#"
--- content/portfolio.yaml
url: "https://example.org/"
profile: { name: "Rowan Ellery", name_note: "zqnever-name-note" }
featured: [zqprivate-study, zqpanel-study, zqdraft-study, open]
frameworks: [own]
--- content/standards/own.yaml
name: "Own"
standards: [{ id: "1", title: "Open standard" }]
--- content/standards/zqprivate-study-framework.yaml
name: "zqprivate-study framework"
standards: [{ id: "1", title: "zqprivate-study standard" }]
--- content/standards/zqpanel-study-framework.yaml
name: "zqpanel-study framework"
standards: [{ id: "1", title: "zqpanel-study standard" }]
--- content/standards/zqdraft-study-framework.yaml
name: "zqdraft-study framework"
standards: [{ id: "1", title: "zqdraft-study standard" }]
--- content/standards/zqfuture-study-framework.yaml
name: "zqfuture-study framework"
standards: [{ id: "1", title: "zqfuture-study standard" }]
--- content/standards/zqnever-library.yaml
name: "zqnever library"
standards: [{ id: "1", title: "zqnever standard" }]
--- content/people.yaml
# zqnever-comment-in-people
people:
  - { id: p-owner, kind: owner, role: "Principal", minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: given, scope: [quote], record: "zqnever-record", note: "zqnever-note" } }
  - { id: p-hidden, kind: staff, role: "zqnever-hidden-role", show_as: hidden, name: { first: zqnever-hidden-first, full: zqnever-hidden-full }, minor: false, consent: { status: given, scope: [name, role] } }
  - { id: p-unnamed, kind: staff, role: "Librarian", show_as: full_name, name: { first: zqnever-unnamed-first, full: zqnever-unnamed-full }, minor: false, consent: { status: given, scope: [role] } }
  - { id: p-minor, kind: student, role: "Student", show_as: full_name, name: { first: zqnever-minor-first, full: zqnever-minor-full }, minor: true, consent: { status: given, scope: [name] } }
  - { id: p-refused, kind: staff, role: "zqnever-refused-role", show_as: full_name, name: { full: zqnever-refused-full }, minor: false, consent: { status: refused, scope: [name] } }
  - { id: p-expired, kind: staff, role: "Cook", show_as: full_name, name: { full: zqnever-expired-full }, minor: false, consent: { status: given, scope: [name], expires: 2026-11-22 } }
--- content/testimonials.yaml
testimonials:
  - { id: t-open, from: p-lead, text: "Open words.", permission: { status: given } }
  - { id: t-private, from: p-lead, relation: "zqprivate-relation", text: "zqprivate-words", permission: { status: given }, visibility: private }
  - { id: t-panel, from: p-lead, text: "zqpanel-words", permission: { status: given }, visibility: panel }
  - { id: t-about, from: p-lead, about: [zqprivate-study], text: "zqprivate-about", permission: { status: given } }
  - { id: t-draft, from: p-lead, about: [zqdraft-study], text: "zqdraft-about", permission: { status: given } }
  - { id: t-no-leave, from: p-lead, relation: "zqnever-relation", text: "zqnever-words", permission: { status: not_asked } }
  - { id: t-hidden, from: p-hidden, text: "zqnever-hidden-words", permission: { status: given } }
--- content/approaches/open-approach.md
---
title: "Open approach"
related: [zqprivate-approach, zqpanel-approach]
---
Open essay.
--- content/index.md
---
title: "Home"
---
Home text. <!-- private -->zqprivate-home<!-- /private --> <!-- panel -->zqpanel-home<!-- /panel -->
--- content/zqnever-stray.md
zqnever-stray text
--- content/notes.txt
zqnever-notes
--- content/files/open-file.txt
Open file.
--- content/files/zqnever-uncited.txt
zqnever-uncited-bytes
--- content/files/zqpanel-art.txt
zqpanel-art-bytes
"#;

fn drawing(marker: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><text x="0" y="9">{marker}</text></svg>"#
    )
}

/// Files by path, so that both the pipeline and the program can have them.
fn portfolio() -> Vec<(String, String)> {
    let mut files = vec![("content/case-studies/open.md".to_owned(), OPEN.to_owned())];
    let sorts = [
        ("zqprivate", "visibility: private"),
        ("zqpanel", "visibility: panel"),
        ("zqdraft", "draft: true"),
        ("zqfuture", "date: 2026-11-24"),
    ];
    for (sort, field) in sorts {
        for (kind, folder) in [("study", "case-studies"), ("approach", "approaches"), ("page", "pages")] {
            let marker = format!("{sort}-{kind}");
            let page = if kind == "study" { marked_study(&marker, field) } else { marked(&marker, field) };
            files.push((format!("content/{folder}/{marker}.md"), page));
            files.push((format!("content/files/{marker}-picture.svg"), drawing(&format!("{marker}-bytes"))));
            files.push((format!("content/files/{marker}-file.txt"), format!("{marker}-file-bytes")));
        }
    }
    for name in ["zqprivate-art", "zqprivate-block", "zqpanel-block"] {
        files.push((format!("content/files/{name}.svg"), drawing(&format!("{name}-bytes"))));
    }
    files
}

fn secrets() -> Site {
    portfolio().into_iter().fold(site(REST), |site, (path, text)| site.file(&path, text))
}

/// Every marker of a site, with the first place of each.
fn markers(files: &[(String, String)]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (path, text) in files {
        // The fonts of a theme are compressed, and hold any two letters by chance.
        let text = if path.ends_with(".woff2") { "" } else { text };
        for (what, text) in [("name", path.as_str()), ("text", text)] {
            let text = text.to_lowercase();
            for (at, _) in text.match_indices("zq") {
                let marker: String =
                    text[at..].chars().take_while(|it| it.is_alphanumeric() || *it == '-').collect();
                if !found.iter().any(|it| it.0 == marker) {
                    found.push((marker, format!("{what} of {path}")));
                }
            }
        }
    }
    found
}

#[track_caller]
fn assert_only(built: &Built, sorts: &[&str]) {
    let found = markers(&built.everything());
    let strangers: Vec<&(String, String)> =
        found.iter().filter(|it| !sorts.iter().any(|sort| it.0.starts_with(sort))).collect();
    assert!(strangers.is_empty(), "{strangers:#?}");
    for sort in sorts {
        assert!(found.iter().any(|it| it.0.starts_with(sort)), "nothing of {sort}");
    }
}

#[test]
fn a_public_site_holds_no_secret_in_any_file_or_name() {
    let built = secrets().build().fine();
    let found = markers(&built.everything());
    assert!(found.is_empty(), "{found:#?}");
    let words = built.text("case-studies/open/index.html");
    assert!(words.contains("Open text.") && words.contains("Open artifact"), "{words}");
}

#[test]
fn a_panel_s_site_holds_what_is_for_the_panel_and_no_more() {
    let built = secrets().audience(PANEL).build().fine();
    assert_only(&built, &["zqpanel"]);
    present(
        &built,
        &[
            "zqpanel-study",
            "zqpanel-study-slug",
            "zqpanel-study-file-bytes",
            "zqpanel-study-bytes",
            "zqpanel-study-tag",
            "zqpanel-study-alias",
            "zqpanel-study-framework",
            "zqpanel-approach",
            "zqpanel-page",
            "zqpanel-page-bytes",
            "zqpanel-art",
            "zqpanel-art-bytes",
            "zqpanel-words",
            "zqpanel-inline",
            "zqpanel-rest",
            "zqpanel-block",
            "zqpanel-block-bytes",
            "zqpanel-home",
        ],
    );
}

#[test]
fn a_private_site_holds_what_is_for_the_panel_and_what_is_private_and_no_more() {
    let built = secrets().audience(PRIVATE).build().fine();
    assert_only(&built, &["zqprivate", "zqpanel"]);
    present(
        &built,
        &[
            "zqprivate-study",
            "zqprivate-study-slug",
            "zqprivate-study-file-bytes",
            "zqprivate-study-bytes",
            "zqprivate-approach",
            "zqprivate-page",
            "zqprivate-art",
            "zqprivate-art-bytes",
            "zqprivate-words",
            "zqprivate-about",
            "zqprivate-relation",
            "zqprivate-nested",
            "zqprivate-block",
            "zqprivate-block-id",
            "zqprivate-block-bytes",
            "zqprivate-url",
            "zqprivate-home",
            "zqpanel-study",
            "zqpanel-inline",
        ],
    );
}

#[track_caller]
fn present(built: &Built, wanted: &[&str]) {
    let found = markers(&built.everything());
    for marker in wanted {
        assert!(found.iter().any(|it| it.0 == *marker), "no `{marker}` in {found:#?}");
    }
}

#[test]
fn an_author_who_looks_at_drafts_sees_them_and_pages_of_the_future_but_nothing_private() {
    let built = secrets().drafts().build().fine();
    assert_only(&built, &["zqdraft", "zqfuture"]);
    present(
        &built,
        &[
            "zqdraft-study-slug",
            "zqdraft-approach",
            "zqdraft-page",
            "zqfuture-study",
            "zqfuture-page-bytes",
            "zqdraft-about",
        ],
    );
}

#[test]
fn a_draft_for_the_panel_needs_both_a_panel_and_an_author_who_looks_at_drafts() {
    let page =
        || site("").file("content/pages/p.md", "---\ntitle: P\ndraft: true\nvisibility: panel\n---\nText.\n");
    let has = |site: Site| site.build().fine().paths().contains(&"pages/p/index.html".to_owned());
    assert!(!has(page()) && !has(page().drafts()) && !has(page().audience(PANEL)));
    assert!(has(page().audience(PANEL).drafts()) && has(page().audience(PRIVATE).drafts()));
}

#[test]
fn a_page_is_published_from_the_first_day_that_its_date_can_mean() {
    for (day, published) in [
        ("2026-11-23", true),
        ("2026-11-24", false),
        ("2026-11", true),
        ("2026", true),
        ("2026-12", false),
        ("2027", false),
    ] {
        let built = site("")
            .file("content/pages/p.md", format!("---\ntitle: P\ndate: {day}\n---\nText.\n"))
            .build()
            .fine();
        assert_eq!(built.paths().contains(&"pages/p/index.html".to_owned()), published, "{day}");
    }
}

#[test]
fn a_home_page_that_is_held_back_is_not_published() {
    for field in ["visibility: private", "visibility: panel", "draft: true", "date: 2026-11-24"] {
        let built = site("")
            .file("content/index.md", format!("---\ntitle: zqhome title\nsummary: zqhome summary\n{field}\naliases: [/zqhome-alias/]\n---\nzqhome text\n"))
            .build()
            .fine();
        assert_eq!(markers(&built.everything()), [], "{field}");
        assert!(built.paths().contains(&"index.html".to_owned()), "there is a home page without it");
        assert!(
            built.held_back().iter().any(|it| it.starts_with("content/index.md")),
            "{:?}",
            built.held_back()
        );
    }
}

#[test]
fn a_home_page_for_the_panel_is_published_for_the_panel() {
    let built = site("")
        .file("content/index.md", "---\nvisibility: panel\n---\nzqhome text\n")
        .audience(PANEL)
        .build()
        .fine();
    assert!(built.text("index.html").contains("zqhome text"));
}

#[test]
fn a_link_to_a_page_that_is_held_back_keeps_its_words_and_loses_its_address_with_a_warning() {
    let built = secrets().build().fine();
    let page = built.text("case-studies/open/index.html");
    for words in ["study words", "page words", "panel words", "draft words", "future words", "route words"] {
        assert!(page.contains(words), "{words}");
        assert!(!page.contains(&format!(">{words}</a>")), "{words}");
    }
    let warned: Vec<String> = built.warnings().into_iter().filter(|it| it.starts_with("LNK-04")).collect();
    assert_eq!(
        warned,
        [
            "LNK-04 content/case-studies/open.md:25:5 `zqprivate-study.md` isn't part of this build: it is private",
            "LNK-04 content/case-studies/open.md:25:40 `../pages/zqprivate-page.md#zqprivate-page-heading` isn't part of this build: it is private",
            "LNK-04 content/case-studies/open.md:26:1 `/case-studies/zqpanel-study` isn't part of this build: it is for the panel only",
            "LNK-04 content/case-studies/open.md:26:45 `zqdraft-study.md` isn't part of this build: it is a draft",
            "LNK-04 content/case-studies/open.md:26:78 `../pages/zqfuture-page.md` isn't part of this build: its date, 2026-11-24, is in the future",
            "LNK-04 content/case-studies/open.md:27:1 `/case-studies/zqprivate-study-slug/` isn't part of this build: it is private",
        ],
        "{}",
        built.report()
    );
}

#[test]
fn a_link_to_a_page_for_the_panel_works_for_the_panel() {
    let page = secrets().audience(PANEL).build().fine().text("case-studies/open/index.html");
    assert!(page.contains("<a href=\"/case-studies/zqpanel-study-slug/\">panel words</a>"), "{page}");
}

#[test]
fn what_is_held_back_is_listed_with_its_reason() {
    let list = secrets().build().fine().held_back();
    for line in [
        "content/case-studies/zqprivate-study.md: “zqprivate-study title”: it is private",
        "content/case-studies/zqpanel-study.md: “zqpanel-study title”: it is for the panel only",
        "content/case-studies/zqdraft-study.md: “zqdraft-study title”: it is a draft",
        "content/case-studies/zqfuture-study.md: “zqfuture-study title”: its date, 2026-11-24, is in the future",
        "content/case-studies/open.md: artifact `zqprivate-art`: it is private",
        "content/case-studies/open.md: artifact `zqpanel-art`: it is for the panel only",
        "content/testimonials.yaml: testimonial `t-private`: it is private",
        "content/testimonials.yaml: testimonial `t-no-leave`: permission hasn't been given",
        "content/files/zqnever-uncited.txt: file: no page in this build uses it",
        "content/files/zqprivate-study-file.txt: file: it belongs to a page that is held back: it is private",
        "content/files/zqpanel-art.txt: file: it belongs to the artifact `zqpanel-art`: it is for the panel only",
    ] {
        assert!(list.iter().any(|it| it == line), "no `{line}` in {list:#?}");
    }
}

#[test]
fn a_testimonial_about_nothing_that_is_published_is_held_back_and_not_made_a_general_one() {
    let built = secrets().build().fine();
    let ids: Vec<&str> = built.portfolio().testimonials.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["t-open"]);
    let line = "content/testimonials.yaml: testimonial `t-about`: ";
    assert!(built.held_back().iter().any(|it| it.starts_with(line)), "{:#?}", built.held_back());
}

#[test]
fn a_case_study_for_the_panel_does_not_shift_the_order_of_the_public_ones() {
    let dated = |year: &str, more: &str| {
        study("Text.").replace("2024-08", year).replace("status:", &format!("{more}status:"))
    };
    let public = site("")
        .file("content/case-studies/a.md", dated("2021", ""))
        .file("content/case-studies/zqb.md", dated("2022", "visibility: panel\n"))
        .file("content/case-studies/c.md", dated("2023", ""))
        .build()
        .fine();
    let ids: Vec<&str> = public.portfolio().studies.iter().map(|it| it.head.id.as_str()).collect();
    assert_eq!(ids, ["c", "a"]);
    assert_eq!(markers(&public.everything()), []);
}

#[test]
fn files_beside_a_page_that_is_held_back_are_not_published() {
    let page = study("[x](zqnotes.txt)").replace("title: A", "title: A\nvisibility: panel");
    let folder = || {
        site("")
            .file("content/case-studies/zqbundle/index.md", page.clone())
            .file("content/case-studies/zqbundle/zqnotes.txt", "zqbytes")
    };
    assert_eq!(markers(&folder().build().fine().everything()), []);
    let panel = folder().audience(PANEL).build().fine();
    assert_eq!(panel.text("case-studies/zqbundle/zqnotes.txt"), "zqbytes");
}

#[test]
fn sites_for_a_few_eyes_ask_search_engines_to_stay_away() {
    let robots = |audience| site("").audience(audience).build().fine().text("robots.txt");
    assert_eq!(robots(PANEL), "User-agent: *\nDisallow: /\n");
    assert_eq!(robots(PRIVATE), "User-agent: *\nDisallow: /\n");
    assert!(robots(PUBLIC).contains("Allow: /\n") && !robots(PUBLIC).contains("Disallow"));
    let page = site("").audience(PANEL).build().fine().text("index.html");
    assert!(page.contains("noindex"), "{page}");
}

/// The same portfolio on disk, with an overlay of real names beside it.
fn bench() -> Bench {
    let bench = Bench::with(REST);
    for (path, text) in portfolio() {
        bench.write(&path, text);
    }
    let overlay = "watch_for:\n  - { person: p-lead, names: [\"Zqnever-overlay Name\"] }\n";
    for path in [
        "content/people.private.yaml",
        "content/names.private.yml",
        "content/people.private.example.yaml",
        "content/files/names.private.yaml",
        "content/case-studies/notes.private.yaml",
    ] {
        bench.write(path, overlay);
    }
    bench
}

fn built(bench: &Bench, folder: &str) -> Vec<(String, String)> {
    let files = files(&bench.path(folder));
    assert!(files.iter().any(|it| it.0 == "index.html"));
    // Compressed pixels hold any two letters by chance; what cards say is in `cards.rs`.
    let texts = files.into_iter().filter(|it| !it.0.starts_with("assets/cards/"));
    texts.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

#[test]
fn the_program_writes_no_secret_and_never_opens_the_overlay() {
    let bench = bench();
    let ran = bench.run("build --today 2026-11-23").ends(0);
    assert!(!format!("{}{}", ran.stdout, ran.stderr).to_lowercase().contains("zqnever-overlay"));
    assert_eq!(markers(&built(&bench, "dist")), []);
}

#[test]
fn an_overlay_that_cannot_be_read_as_yaml_stops_nothing() {
    let bench = bench();
    bench.write("content/people.private.yaml", b"\xff\xfe: [zqnever");
    bench.run("build --today 2026-11-23").ends(0);
    assert_eq!(markers(&built(&bench, "dist")), []);
}

#[test]
fn a_public_build_over_a_private_one_leaves_nothing_private_behind() {
    let bench = bench();
    bench.run("build --today 2026-11-23 --audience private --output dist").ends(0);
    let private = markers(&built(&bench, "dist"));
    assert!(private.iter().any(|it| it.0 == "zqprivate-art-bytes"), "{private:?}");
    assert!(!private.iter().any(|it| it.0.starts_with("zqnever")), "{private:?}");
    bench.run("build --today 2026-11-23").ends(0);
    assert_eq!(markers(&built(&bench, "dist")), []);
}

#[test]
fn a_marker_with_a_remark_keeps_its_block_private_all_the_same() {
    let body = "Open.\n\n<!-- private: not agreed yet -->\nzqsecret\n<!-- end private -->\n\nOpen again.";
    let built = site(&format!("--- content/case-studies/a.md\n{}", study(body))).build().fine();
    assert!(built.everything().iter().all(|(_, text)| !text.contains("zqsecret")));
    assert!(built.text("case-studies/a/index.html").contains("Open again."));
}

#[test]
fn a_draft_that_is_shown_says_so_and_is_not_to_be_found() {
    let page = study("Text.").replace("title: A", "title: A\ndraft: true");
    let built = site("").file("content/case-studies/a.md", page).drafts().build().fine();
    let html = built.text("case-studies/a/index.html");
    assert!(html.contains("Not published yet: this is a draft") && html.contains("noindex"));
    assert!(built.text("robots.txt").contains("Disallow: /"));
    assert!(built.text("index.html").contains("noindex"));
    let built = site("").file("content/case-studies/a.md", study("Text.")).build().fine();
    assert!(!built.text("case-studies/a/index.html").contains("Not published yet"));
}

#[test]
fn a_page_that_is_still_a_sample_is_told_once_the_portfolio_is_none() {
    let page = study("Text.").replace("title: A", "title: A\nsample: true");
    let built = site("").file("content/case-studies/a.md", page.clone()).build();
    built.warns("POR-02 content/case-studies/a.md:3:9 this page is marked as a made-up sample");
    let settings = "sample: true\nprofile: { name: \"Rowan Ellery\" }\n";
    let built =
        site("").file("content/case-studies/a.md", page).file("content/portfolio.yaml", settings).build();
    assert!(built.warnings().iter().all(|it| !it.starts_with("POR-02")), "{}", built.report());
}
