//! The list of artifacts, and the archive in which they are handed in.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use image::ImageFormat;
use serde_json::Value;
use zip::ZipArchive;

use super::media::{flag, jpeg, saved};
use super::pdf::{CATALOG, FONT, PAGE, PAGES, pdf, stream};
use super::pictures::photo;
use super::support::{Bench, Built, MINIMUM, Ran, site};

const ARTIFACTS: &str = r#"
artifacts:
  - { id: norms, type: document, title: "Norms of the meeting that the committee wrote for itself", file: norms.pdf, permission: { status: given } }
  - { id: room, type: photo, title: "The room", file: room.jpg, alt: "Chairs", people: [p-owner], release: { status: on_file, expires: 2027-01-31 } }
  - { id: minutes, type: document, title: "Minutes", file: minutes.txt, visibility: panel }
  - { id: talk, type: link, title: "The talk", href: "https://video.example/talk" }
  - { id: diary, type: document, title: "Diary", file: diary.txt, visibility: private }
"#;

/// A portfolio with an artifact of every audience. The picture has metadata that no build publishes.
fn bench() -> Bench {
    let bench = Bench::with(&format!(
        "--- content/case-studies/culture.md\n---\n{MINIMUM}{}---\nText.\n\
         --- content/pages/about.md\n---\ntitle: \"About\"\n---\n![](artifact:culture/norms)\n\nSee [the room](../files/room.jpg).\n",
        ARTIFACTS.trim_start()
    ));
    bench.write("content/files/norms.pdf", "%PDF-1.4\n");
    bench.write("content/files/room.jpg", with_comment(&jpeg()));
    bench.write("content/files/minutes.txt", "We met.\n");
    bench.write("content/files/diary.txt", "A long day.\n");
    bench.write(
        "content/portfolio.yaml",
        "url: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\nprivacy: { unread_files: [files/norms.pdf] }\n",
    );
    bench
}

/// A JPEG with a comment after its first marker.
fn with_comment(jpeg: &[u8]) -> Vec<u8> {
    [&jpeg[..2], b"\xff\xfe\x00\x08Secret", &jpeg[2..]].concat()
}

fn list(bench: &Bench, options: &str) -> Value {
    let ran = bench.run(&format!("evidence --format json --today 2026-11-27 {options}"));
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}\n{}", ran.stdout, ran.stderr))
}

fn archive(bench: &Bench, path: &str) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(File::open(bench.path(path)).unwrap()).unwrap();
    let read = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    let count = ZipArchive::new(File::open(bench.path(path)).unwrap()).unwrap().len();
    (0..count).map(read).collect()
}

fn zip(bench: &Bench, options: &str) -> Ran {
    bench.run(&format!("evidence --zip out.zip --today 2026-11-27 {options}"))
}

#[test]
fn every_artifact_is_listed_with_its_file_its_pages_and_its_rights() {
    let bench = bench();
    let text = bench.run("evidence --today 2026-11-27").ends(0).stdout;
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    for words in [
        "1   Norms of the meeting that the",
        "\n    committee wrote for itself\n",
        "content/files/norms.pdf",
        "cited on: A; About",
        "permission: given",
        "release: on file until 2027-01-31; consent of p-owner: not needed",
        "https://video.example/talk",
        "not checked",
        "5 artifacts, ",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let list = list(&bench, "");
    let of = |index: usize| &list["artifacts"][index];
    assert_eq!(of(2)["visibility"], "panel");
    assert_eq!(of(2)["files"][0]["bytes"], 8);
    // By `sha256sum`.
    assert_eq!(
        of(2)["files"][0]["sha256"],
        "c1020303a081f9f6b8eb8ed26839198dbfc136595308fcf5875a82f67da5d128"
    );
    assert_eq!(of(3)["url_status"]["state"], "not_checked", "what was not checked is not known");
    assert_eq!(of(4)["visibility"], "private");
}

#[test]
fn every_way_to_cite_an_artifact_counts_once_for_each_page() {
    let study = |name: &str, text: &str| {
        format!("--- content/case-studies/{name}.md\n---\n{MINIMUM}{}---\n{text}\n", ARTIFACTS.trim_start())
    };
    let page = |name: &str, text: &str| {
        format!("--- content/pages/{name}.md\n---\ntitle: \"{name}\"\n---\n{text}\n")
    };
    let bench = Bench::with(
        &[
            study("culture", "![](artifact:norms) and [again](../files/norms.pdf)"),
            study("hiring", "Text."),
            page("Anchor", "[a](../case-studies/hiring.md#artifact-norms) [b](../case-studies/hiring.md)"),
            page(
                "Both",
                "![](artifact:culture/norms) ![](artifact:culture/norms) [talk](https://video.example/talk)",
            ),
            page("File", "[a](../files/norms.pdf#page=2)"),
        ]
        .concat(),
    );
    bench.write("content/files/norms.pdf", "%PDF-1.4\n");
    bench.write("content/files/room.jpg", jpeg());
    bench.write("content/files/minutes.txt", "We met.\n");
    bench.write("content/files/diary.txt", "A long day.\n");
    let list = list(&bench, "");
    let cited = |id: &str| {
        let items = list["artifacts"].as_array().unwrap();
        let item = items.iter().find(|item| item["id"] == id).unwrap();
        let pages = item["cited_on"].as_array().unwrap().iter();
        pages.map(|page| page["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(cited("culture/norms"), ["case-studies/culture/", "pages/both/", "pages/file/"]);
    // It has the same file.
    assert_eq!(
        cited("hiring/norms"),
        ["case-studies/hiring/", "case-studies/culture/", "pages/anchor/", "pages/file/"]
    );
    assert_eq!(cited("hiring/talk"), ["case-studies/hiring/", "pages/both/"]);
    assert_eq!(cited("hiring/room"), ["case-studies/hiring/"]);
}

#[test]
fn what_is_for_fewer_on_its_page_or_expired_is_listed_so() {
    let bench = bench();
    let page = bench.read("content/case-studies/culture.md");
    bench.write(
        "content/case-studies/culture.md",
        page.replacen("---\n", "---\nvisibility: panel\ndraft: true\n", 1),
    );
    let ran = bench.run("evidence --today 2028-01-01");
    assert!(
        ran.stdout.contains("release: expired, valid until 2027-01-31"),
        "{}\n{}",
        ran.stdout,
        ran.stderr
    );
    let list = list(&bench, "");
    assert_eq!(list["artifacts"][0]["visibility"], "panel");
    assert_eq!(list["artifacts"][0]["draft"], true);
    let ran = bench.run("evidence --audience public --today 2026-11-27").ends(0);
    assert!(ran.stdout.starts_with("no artifacts"), "{}", ran.stdout);
}

#[test]
fn what_nobody_may_see_yet_is_not_listed_as_for_anyone() {
    let shown_table = |scope: &str, artifact: &str, shown: &str| {
        let artifacts = format!(
            "artifacts:\n  - {{ id: room, type: photo, title: \"The room\", alt: \"Two people\", file: room.jpg, faces: true, {artifact} }}\n"
        );
        let bench = Bench::with(&format!(
            "--- content/case-studies/culture.md\n---\n{MINIMUM}{artifacts}---\nText.\n\
             --- content/people.yaml\npeople:\n  - {{ id: p-owner, kind: owner, role: \"Principal\", minor: false, consent: {{ status: not_needed }} }}\n  - {{ id: p-lead, kind: staff, role: \"Teacher\", minor: false, consent: {{ status: given, scope: [{scope}], expires: 2027-01-31 }}{shown} }}\n"
        ));
        bench.write("content/files/room.jpg", jpeg());
        let ran = bench.run("evidence --today 2026-11-27");
        let list = list(&bench, "");
        (ran.stdout.split_whitespace().collect::<Vec<_>>().join(" "), list["artifacts"][0]["blocked"] == true)
    };
    let table = |scope: &str, artifact: &str| shown_table(scope, artifact, "");
    for (scope, artifact, words, is_blocked) in [
        (
            "name, quote",
            "people: [p-lead]",
            "consent of p-lead: given until 2027-01-31, but not to be seen",
            true,
        ),
        ("name, photo", "people: [p-lead]", "consent of p-lead: given until 2027-01-31 1 artifact", false),
        (
            "name",
            "people: [p-lead], visibility: private",
            "consent of p-lead: given until 2027-01-31 1 artifact",
            false,
        ),
        (
            "name",
            "people: [p-lead], release: { status: on_file }",
            "given until 2027-01-31 1 artifact",
            false,
        ),
        ("photo", "people: [p-lead], permission: { status: refused }", "permission: refused", true),
        ("photo", "people: [p-lead], contains: [students]", "consent of p-lead: given", true),
        (
            "photo",
            "people: [p-lead], release: { status: on_file, expires: 2025-01-31 }",
            "release: expired",
            true,
        ),
    ] {
        let (text, blocked) = table(scope, artifact);
        assert!(text.contains(words), "{words}\n{text}");
        assert_eq!((blocked, text.contains(" no one ")), (is_blocked, is_blocked), "{artifact}\n{text}");
        assert_eq!(text.contains(" anyone "), !is_blocked && !artifact.contains("private"), "{text}");
    }
    // They agreed, and nobody else is to see them all the same.
    for artifact in ["people: [p-lead]", "people: [p-lead], release: { status: on_file }"] {
        let (text, blocked) = shown_table("name, photo", artifact, ", show_as: hidden");
        let words =
            "consent of p-lead: given until 2027-01-31, but they are hidden (`show_as` or `privacy.minors`)";
        assert!(blocked && text.contains(words), "{text}");
    }
}

#[test]
fn an_artifact_without_its_file_is_no_artifact_that_is_there() {
    let bench = bench();
    std::fs::remove_file(bench.path("content/files/minutes.txt")).unwrap();
    let ran = bench.run("evidence --today 2026-11-27").ends(1).says("may be missing from the list");
    assert!(ran.stdout.contains("its file wasn't found"), "{}", ran.stdout);
}

#[test]
fn the_archive_has_the_bytes_of_a_build_and_their_hashes() {
    let bench = bench();
    bench.run("build --audience panel --today 2026-11-27").ends(0);
    zip(&bench, "--audience panel")
        .ends(0)
        .says("4 artifacts for the panel")
        .says("left out 1 artifact: it is");
    let files = archive(&bench, "out.zip");
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "evidence/01-norms-of-the-meeting-that-the-committee-wrote-for-itself.pdf",
            "evidence/02-the-room.jpg",
            "evidence/03-minutes.txt",
            "index.html",
            "manifest.json"
        ]
    );
    let picture = &files[1].1;
    assert_eq!(*picture, std::fs::read(bench.path("dist-panel/files/room.jpg")).unwrap());
    assert!(!picture.windows(6).any(|bytes| bytes == b"Secret"));
    let manifest: Value = serde_json::from_slice(&files[4].1).unwrap();
    assert_eq!(manifest["audience"], "panel");
    assert_eq!(manifest["artifacts"][1]["files"][0]["path"], "evidence/02-the-room.jpg");
    assert_eq!(manifest["artifacts"][1]["files"][0]["bytes"], picture.len());
    assert_eq!(
        manifest["artifacts"][0]["cited_on"][1]["url"],
        Value::Null,
        "the public site has not all pages"
    );
    let index = String::from_utf8(files[3].1.clone()).unwrap();
    for words in [
        "<html lang=\"en\" dir=\"ltr\">",
        "<title>Evidence: Rowan Ellery</title>",
        "<a href=\"evidence/03-minutes.txt\">Minutes</a>",
        "<a href=\"https://video.example/talk\">The talk</a>",
        "SHA-256 ",
    ] {
        assert!(index.contains(words), "{words}\n{index}");
    }
    assert!(!index.contains("Diary") && !index.contains("on file"), "{index}");
    for outside in ["<script", "<link", "url("] {
        assert!(!index.contains(outside), "the page needs nothing else");
    }
}

#[test]
fn the_archive_for_everyone_links_to_the_public_pages_and_is_the_same_again() {
    let bench = bench();
    zip(&bench, "").ends(0).says("3 artifacts for everyone").says("left out 2 artifacts: they are");
    let first = std::fs::read(bench.path("out.zip")).unwrap();
    let index = archive(&bench, "out.zip").into_iter().find(|(name, _)| name == "index.html").unwrap().1;
    let index = String::from_utf8(index).unwrap();
    assert!(index.contains("<a href=\"https://example.org/pages/about/\">About</a>"), "{index}");
    zip(&bench, "").ends(0);
    assert!(first == std::fs::read(bench.path("out.zip")).unwrap(), "its own file is replaced by the same");
}

#[test]
fn an_archive_that_is_too_large_is_not_written() {
    let bench = bench();
    let mut film = File::create(bench.path("content/files/norms.pdf")).unwrap();
    film.write_all(b"%PDF-1.4\n").unwrap();
    film.seek(SeekFrom::Start(3_000_000)).unwrap();
    film.write_all(b"%%EOF").unwrap();
    drop(film);
    let ran = zip(&bench, "--max-size 1MB").ends(2);
    ran.says("would have 3.0 MB, and `--max-size` allows 1.0 MB")
        .says("evidence/01-norms-of-the-meeting-that-the-committee-wrote-for-itself.pdf: 3.0 MB");
    assert!(!bench.has("out.zip"));
    zip(&bench, "--max-size 1pages").ends(2).says("`50MB`");
    zip(&bench, "--max-size 4MB").ends(0);
}

#[test]
fn nothing_of_somebody_else_is_replaced() {
    let bench = bench();
    bench.write("out.zip", "mine");
    zip(&bench, "")
        .ends(2)
        .says("`out.zip` already exists, and leadfolio did not create it")
        .says("`--overwrite`");
    assert_eq!(bench.read("out.zip"), "mine");
    zip(&bench, "--overwrite").ends(0);
    assert_eq!(archive(&bench, "out.zip").len(), 4);
    bench.run("evidence --zip nowhere/out.zip").ends(2).says("there is no folder `nowhere`");
}

#[test]
fn an_archive_is_no_part_of_the_portfolio_and_never_empty() {
    let bench = bench();
    for path in ["dist/evidence.zip", "content/files/evidence.zip"] {
        bench.run(&format!("evidence --zip {path}")).ends(2).says("belongs to the portfolio or its site");
    }
    let none = Bench::with(&format!("--- content/case-studies/a.md\n{}", super::support::study("Text.")));
    none.run("evidence --zip evidence.zip").ends(1).says("there is no artifact that these readers may see");
    assert!(!none.has("evidence.zip"));
}

#[test]
fn an_archive_goes_through_the_gate_of_a_deploy() {
    let bench = bench();
    zip(&bench, "--audience private").ends(2).says("leaves your computer");
    bench.write("content/people.private.yaml", "watch_for:\n  - { person: p-lead, names: [Grace Alder] }\n");
    bench.write("content/files/room.txt", "Grace Alder was there.\n");
    let page = bench.read("content/case-studies/culture.md");
    bench.write("content/case-studies/culture.md", page.replace("room.jpg", "room.txt"));
    zip(&bench, "").ends(1).says("no zip file was written").says("PPL-01");
    bench.write("content/files/room.txt", "Nobody was there.\n");
    bench.write(
        "content/portfolio.yaml",
        "url: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\n",
    );
    zip(&bench, "").ends(1).says("MED-16").says("no zip file was written");
    assert!(!bench.has("out.zip"));
}

/// A case study with an artifact that is this file.
fn with_file(fields: &str, file: &str, bytes: &[u8]) -> Built {
    let page = format!(
        "---\n{MINIMUM}artifacts:\n  - {{ id: a, title: \"The artifact\", file: {file}, {fields} }}\n---\nText."
    );
    site(&format!("--- content/case-studies/a.md\n{page}\n"))
        .file(&format!("content/files/{file}"), bytes)
        .build()
}

/// The line of a card below its title, without markup.
fn card(built: &Built) -> String {
    let page = built.text("case-studies/a/index.html");
    let card = page.split("class=\"artifact-title\"").nth(1).and_then(|card| card.split("<small>").nth(1));
    card.and_then(|line| line.split("</small>").next()).unwrap_or_else(|| panic!("{page}")).to_owned()
}

#[test]
fn a_card_says_how_many_pages_a_pdf_has_and_whether_it_is_tagged() {
    let tagged = b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>";
    let kids = b"<</Type/Pages/Kids[3 0 R 7 0 R]/Count 9>>";
    let tree = b"<</Type/StructTreeRoot/K 8 0 R>>";
    let file = pdf(&[tagged, kids, PAGE, &stream("", b""), FONT, tree, PAGE], "");
    let built = with_file("type: document", "a.pdf", &file);
    assert_eq!(
        card(&built),
        format!("Document · PDF · 2 pages · {} bytes", built.bytes("files/a.pdf").len())
    );
    assert!(!built.rules().contains("I MED-18"), "{}", built.report());

    let plain = pdf(&[CATALOG, PAGES, PAGE, &stream("", b""), FONT], "");
    let built = with_file("type: document", "a.pdf", &plain);
    assert_eq!(
        card(&built),
        format!(
            "Document · PDF · 1 page · {} bytes · without tags for screen readers",
            built.bytes("files/a.pdf").len()
        )
    );
    let hint = built.findings().find(|it| it.rule == "MED-18").unwrap();
    for program in ["in Word", "in LibreOffice", "in Google Docs"] {
        assert!(built.help(hint).contains(program), "{}", built.report());
    }

    let built = with_file("type: document", "a.pdf", b"%PDF-1.4\n");
    assert_eq!(card(&built), "Document · PDF · 9 bytes", "nothing is said of what can't be read");
    assert!(!built.rules().contains("I MED-18"));
}

#[test]
fn a_card_says_the_size_of_the_copy_that_a_reader_downloads() {
    let photo = saved(&photo(700, 350, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
    let built = with_file("type: photo, alt: \"A room\"", "a.jpg", &photo);
    let widest = &built.portfolio().files["files/a.jpg"].path;
    let len = built.bytes(widest).len();
    assert!(widest.starts_with("files/a-700w."), "a copy is published: {widest}");
    assert_eq!(card(&built), format!("Photograph · JPG · {} kB", len.div_ceil(1000)));
}

#[test]
fn a_film_shows_its_poster_and_loads_nothing_until_it_plays() {
    let film = "type: video, captions: a.vtt, transcript: a.txt";
    let page = |fields: &str| {
        format!(
            "---\n{MINIMUM}artifacts:\n  - {{ id: a, title: \"The film\", file: a.mp4, {fields} }}\n---\nText."
        )
    };
    let build = |fields: &str| {
        site(&format!("--- content/case-studies/a.md\n{}\n", page(fields)))
            .file("content/files/a.mp4", "")
            .file("content/files/a.vtt", "WEBVTT\n")
            .file("content/files/a.txt", "Words.")
            .file("content/files/a.png", saved(&flag(32, 18), ImageFormat::Png))
            .build()
    };
    let built = build(&format!("{film}, poster: a.png"));
    let html = built.text("case-studies/a/index.html");
    for part in [
        "<video controls preload=\"none\" poster=\"/files/a.png\" aria-label=\"The film\">",
        "<track kind=\"captions\" src=\"/files/a.vtt\"",
        "<a href=\"/files/a.txt\">Transcript</a>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!built.rules().contains("I MED-19"), "{}", built.report());

    let built = build(film);
    let hint = built.findings().find(|it| it.rule == "MED-19").unwrap();
    assert!(built.help(hint).contains("`content/files/a.jpg`"), "{}", built.help(hint));
    build(&format!("{film}, poster: a.txt")).fails("MED-13");
    build(&format!("{film}, poster: b.png")).fails("MED-09");
}

#[test]
fn a_document_shows_its_thumbnail() {
    let build = |fields: &str| {
        let page = format!(
            "---\n{MINIMUM}artifacts:\n  - {{ id: a, title: \"The artifact\", {fields} }}\n---\nText."
        );
        site(&format!("--- content/case-studies/a.md\n{page}\n"))
            .file("content/files/a.csv", "a,b\n1,2\n")
            .file("content/files/a.mp3", "")
            .file("content/files/a.mp4", "")
            .file("content/files/a.txt", "Words.")
            .file("content/files/a.png", saved(&flag(32, 18), ImageFormat::Png))
            .build()
    };
    let document = "type: document, permission: { status: given }";
    for file in ["a.txt", "a.csv"] {
        let built = build(&format!("{document}, file: {file}, thumbnail: a.png")).fine();
        let html = built.text("case-studies/a/index.html");
        let picture =
            "<div class=\"thumbnail\"><img src=\"/files/a.png\" alt=\"\" width=\"32\" height=\"18\"";
        assert!(html.contains(picture), "{html}");
        assert!(!built.rules().contains("W MED-21"), "{}", built.report());
    }
    let unused = [
        (
            "type: document, file: a.txt, poster: a.png",
            "poster",
            "call it `thumbnail` if it shows a document",
        ),
        ("type: audio, file: a.mp3, poster: a.png", "poster", "is shown before a film plays"),
        (
            "type: video, href: \"https://example.org/film\", poster: a.png",
            "poster",
            "is shown before a film plays",
        ),
        ("type: video, file: a.mp4, poster: a.png, thumbnail: a.png", "thumbnail", "call it `poster`"),
        ("type: photo, file: a.png, alt: A, thumbnail: a.png", "thumbnail", "or delete it"),
    ];
    for (fields, name, help) in unused {
        let built = build(fields).warns("MED-21 content/case-studies/a.md:");
        let finding = built.findings().find(|finding| finding.rule == "MED-21").unwrap();
        assert_eq!(finding.message, format!("`{name}` is shown nowhere"));
        assert!(built.help(finding).contains(help), "{}", built.help(finding));
    }
    build(&format!("{document}, file: a.txt, thumbnail: a.csv")).fails("MED-13");
    build(&format!("{document}, file: a.txt, thumbnail: b.png")).fails("MED-09");
}
