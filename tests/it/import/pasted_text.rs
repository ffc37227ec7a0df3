//! Text that was copied from a page or a document.

use leadfolio::import::imported::DocumentKind;
use leadfolio::import::proposal::propose;
use leadfolio::vfs::FileTree;
use serde_json::json;

use super::page_support::{has_every_sentence, read, reason, refused, source, titles};

const PASTED: &str = include_str!("pages/pasted.txt");

#[test]
fn a_pasted_page_becomes_an_approach_and_a_case_study_for_each_example() {
    let imported = read("pasted.txt", PASTED);
    assert_eq!(titles(&imported, DocumentKind::Approach), ["Coaching Leadership"]);
    let approach = &imported.documents[0];
    let headings: Vec<&str> = approach.body.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        headings,
        [
            "## What is Coaching Leadership?",
            "## Why do I like it?",
            "## What are the risks?",
            "## How have I used it?"
        ]
    );
    assert_eq!(
        titles(&imported, DocumentKind::CaseStudy),
        [
            "Met a first-year science teacher every other week",
            "Asked the lunch team to time the queue themselves",
            "Trained four peer coaches with Juniper Valley Teachers",
            "We opened our doors for visits",
        ]
    );
    for stub in &imported.documents[1..] {
        assert_eq!(stub.fields["approaches"], json!(["coaching-leadership"]));
        assert!(
            stub.body.contains(
                "<!-- Questions to answer. This comment is never published:\n\n- What was the problem"
            ),
            "{}",
            stub.body
        );
    }
    let second = &imported.documents[2].body;
    assert!(second.contains("> In addition, I asked the lunch team to time the queue themselves, and they cut it by half. We still meet"), "{second}");
}

#[test]
fn every_sentence_of_a_pasted_page_is_in_the_approach() {
    let mut imported = read("pasted.txt", PASTED);
    imported.documents.truncate(1);
    let text = PASTED.split("Comments").next().unwrap().replace("top of page", "");
    has_every_sentence(&imported, &text);
}

#[test]
fn what_the_site_puts_around_a_pasted_page_is_listed_with_a_reason() {
    let imported = read("pasted.txt", PASTED);
    assert_eq!(reason(&imported, "top of page"), "link of the site to parts of the page");
    assert_eq!(reason(&imported, "bottom of page"), "link of the site to parts of the page");
    assert_eq!(reason(&imported, "Comments"), "empty comment area");
    assert_eq!(reason(&imported, "LinkedIn"), "link to your profile without an address");
    assert_eq!(
        imported.settings["profile"],
        json!({ "links": [
            { "network": "LinkedIn", "url": "TODO: the address of your page there" },
            { "network": "Instagram", "url": "TODO: the address of your page there" },
        ] })
    );
    assert_eq!(imported.settings["copyright"], json!({ "holder": "Coaching Notes", "since": 2024 }));
    // What becomes of them depends on the portfolio that they are imported into.
    let said = |settings: Option<&str>| {
        let mut existing = FileTree::default();
        if let Some(settings) = settings {
            existing.insert("portfolio.yaml", settings.to_owned());
        }
        let proposal = propose(&imported, &existing);
        let reason = |what: &str| {
            let found = proposal.omitted.iter().find(|omitted| omitted.what.contains(what)).unwrap();
            found.reason.clone()
        };
        let lines: Vec<String> = proposal.settings.iter().map(|setting| setting.yaml.clone()).collect();
        (reason("LinkedIn"), reason("Coaching Notes"), proposal.notes.clone(), lines.concat())
    };
    let addresses = ["LinkedIn", "Instagram"].map(|network| {
        format!("add the address of your {network} profile in place of its `TODO`, or remove its entry")
    });
    let (link, copyright, notes, lines) = said(None);
    assert_eq!(link, "link to your profile without an address: `portfolio.yaml` has a `TODO` for it");
    assert_eq!(copyright, "copyright notice; its holder and year are in `portfolio.yaml`");
    assert_eq!(notes[..2], addresses);
    assert_eq!(notes[2..], ["the copyright notice names “Coaching Notes”; add your own name to `profile`"]);
    assert_eq!(lines, "");
    let (link, copyright, notes, lines) = said(Some("profile: { name: \"Rowan Ellery\" }\n"));
    assert_eq!(link, "link to your profile without an address: the to-do list has the line to paste");
    assert_eq!(copyright, "copyright notice: the to-do list has the lines to paste");
    assert_eq!(notes[..2], addresses);
    assert_eq!(
        notes[2..],
        ["the old page names “Coaching Notes” as copyright holder. Leave out `copyright` if that isn't you"]
    );
    let address = "url: \"TODO: the address of your page there\"";
    let links = format!("links: [{{ network: LinkedIn, {address} }}, {{ network: Instagram, {address} }}]");
    assert!(lines.contains(&links), "{lines}");
    let own = "profile: { name: \"Rowan Ellery\", links: [{ network: LinkedIn, url: \"https://www.linkedin.com/in/x\" }] }\ncopyright: { holder: \"Rowan Ellery\" }\n";
    let (link, copyright, notes, _) = said(Some(own));
    assert_eq!(
        link,
        "link to your profile without an address: `portfolio.yaml` already has `links`, which were kept"
    );
    assert_eq!(copyright, "copyright notice: `portfolio.yaml` already has one, which was kept");
    assert_eq!(
        notes,
        [
            "the old page names “Coaching Notes” as copyright holder; `portfolio.yaml` names you. Change `copyright` if that is wrong"
        ]
    );
}

#[test]
fn the_menu_above_a_pasted_page_is_listed_and_the_title_below_it_is_found() {
    let text = "Paths That Hold\n\nHome\nApproaches\nContact\n\nLog In\n\nServant Leadership\n\nWhat is it?\n\nIt begins with a question.\n";
    let imported = read("pasted.txt", text);
    assert_eq!(imported.documents[0].title, "Servant Leadership");
    assert_eq!(imported.documents[0].body, "## What is it?\n\nIt begins with a question.");
    assert_eq!(reason(&imported, "Approaches"), "menu of the site");
    assert_eq!(imported.settings["title"], "Paths That Hold");
    // Without a home page in it, a list of words is text.
    let body =
        &read("list.txt", "Shopping\n\nBread\nMilk\nTea\n\nWe bought it on Monday.\n").documents[0].body;
    assert_eq!(body, "Bread\n\nMilk\n\nTea\n\nWe bought it on Monday.");
}

#[test]
fn wrapped_lines_are_one_paragraph_and_single_lines_are_several() {
    let wrapped = "A letter\n\nThe team met on Monday and agreed that the queue at lunch\nwas too long, and that somebody should measure it before the\nend of the month.\n";
    let body = &read("letter.txt", wrapped).documents[0].body;
    assert_eq!(
        body,
        "The team met on Monday and agreed that the queue at lunch was too long, and that somebody should measure it before the end of the month."
    );
    let word = "Our plan\nThe first paragraph comes from a word processor and ends here.\nThe second one follows on the next line and ends here.\n1. Measure the queue.\n2. Move the tables.\n– Ask the cooks.\n";
    let body = &read("plan.txt", word).documents[0].body;
    assert_eq!(
        body,
        "The first paragraph comes from a word processor and ends here.\n\nThe second one follows on the next line and ends here.\n\n1. Measure the queue.\n2. Move the tables.\n\n- Ask the cooks."
    );
}

#[test]
fn pasted_text_that_looks_like_markup_stays_text() {
    let body = &read(
        "text.txt",
        "Title\n\n# 1 is our rank, *not* #2. See [x](y) and <b>.\n\n+ $5 for a_b_c ~ done\n",
    )
    .documents[0]
        .body;
    assert_eq!(
        body,
        "\\# 1 is our rank, \\*not\\* #2. See \\[x\\](y) and \\<b>.\n\n\\+ \\$5 for a_b_c \\~ done"
    );
}

#[test]
fn text_of_old_windows_programs_and_in_utf_16_is_decoded() {
    let old =
        read("old.txt", b"R\xe9sum\xe9\n\nI led the \x93Lunch club\x94 for two years and handed it over.\n");
    assert_eq!(old.documents[0].title, "Résumé");
    assert!(old.documents[0].body.contains("“Lunch club”"));
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Über uns\n\nWir führen gemeinsam und sagen es.\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read("neu.txt", utf16).documents[0].title, "Über uns");
}

#[test]
fn headings_of_other_texts_make_no_approach() {
    let text = "Lunch club\n\nThe challenge\n\nThe queue was too long for everyone, and nobody had measured it before.\n\nWhat we did\n\nWe measured it on ten days, and then the cooks moved the tables.\n";
    let imported = read("club.txt", text);
    assert_eq!((imported.documents.len(), imported.documents[0].kind), (1, None));
    assert!(imported.documents[0].body.starts_with("## The challenge\n\n"), "{}", imported.documents[0].body);
}

#[test]
fn headings_of_a_case_study_make_no_approach() {
    let html = "<h2>Why did we do it?</h2><p>The queue was long.</p><h2>How did we do it?</h2><p>For example, we measured it.</p>\
                <h2>What challenges did we meet?</h2><p>Few had time.</p><h2>Results</h2><p>The queue is short.</p>";
    let imported = read("page.html", html);
    assert_eq!((imported.documents.len(), imported.documents[0].kind), (1, None));
}

#[test]
fn bold_lines_and_deep_headings_make_an_approach_too() {
    let html = "<h1>Servant leadership</h1><h3>What is it, and what is it not?</h3><p>First sentence here.</p>\
                <p><b>Why do I use it?</b></p><p>Second sentence here.</p><h3>Examples</h3><h4>The lunch queue</h4><p>The cooks measured it.</p>\
                <p>Then they moved the tables.</p>";
    let imported = read("page.html", html);
    assert_eq!(titles(&imported, DocumentKind::CaseStudy), ["The lunch queue"]);
    let headings: Vec<&str> =
        imported.documents[0].body.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        headings,
        ["## What is it, and what is it not?", "## Why do I use it?", "## Examples", "### The lunch queue"]
    );
    assert!(
        imported.documents[1].body.contains("> The cooks measured it.\n>\n> Then they moved the tables.")
    );
}

#[test]
fn an_empty_text_and_a_file_that_is_none_are_refused_with_help() {
    assert_eq!(refused("empty.txt", " \n\n").message, "there is no text in `empty.txt`");
    assert_eq!(refused("odd.txt", b"\0\x01\x02 a b\0").message, "`odd.txt` is not a text file");
    assert!(refused("top.txt", "top of page\n").help.starts_with("select the text"));
}

#[test]
fn a_very_long_text_is_read_whole() {
    let text = "Diary\n\n".to_owned()
        + &"On this day the team met and decided the next step by itself. ".repeat(3_000);
    let imported = read("diary.txt", &text);
    assert_eq!(imported.documents[0].body.matches("decided").count(), 3_000);
}

#[test]
fn a_folder_of_texts_is_several_documents() {
    let folder = source(
        "Cases",
        &[
            ("club.txt", b"Lunch club\n\nThe cooks measured the queue themselves.\n"),
            ("old/news.text", b"News\r\n\r\nStudents chose each topic.\r\n\xa9 2024 Rowan Harlow\r\n"),
            ("photo.jpg", b"x"),
            ("empty.txt", b""),
        ],
    );
    let imported = leadfolio::import::read(&folder).unwrap();
    let titles: Vec<&str> = imported.documents.iter().map(|document| document.title.as_str()).collect();
    assert_eq!(titles, ["Lunch club", "News"]);
    assert_eq!(imported.documents[1].body, "Students chose each topic.");
    assert!(reason(&imported, "2024 Rowan Harlow").starts_with("copyright notice"));
    assert_eq!(reason(&imported, "photo.jpg"), "not a text document");
    assert!(reason(&imported, "empty.txt").starts_with("there is no text in `empty.txt`"));
}
