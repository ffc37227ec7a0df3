//! `leadfolio export`: what a build shows, for other programs.

use std::io::{Cursor, Read as _};

use serde_json::Value;
use zip::ZipArchive;

use super::media::jpeg;
use super::support::{Bench, MINIMUM, study};

/// A portfolio with a case study that has something of everything, one for the panel, a draft, and somebody who is not named.
fn bench() -> Bench {
    let rich = "title: \"Culture & <committee>\"\nsummary: \"What I handed over.\"\nstatus: completed\nverdict: met\nled_by: [p-lead]\naccountable: p-owner\nstart: 2024-08\nend: 2025-06\nteam: [p-hidden]\nproblem: \"=Nobody decided\"\ndelegation: { level: 5, decisions: [{ area: \"The timetable\", decided_by: [p-lead], level: 5, limit: \"500 USD\" }], retained: [\"The budget\"] }\noutcomes: [{ id: belonging, kind: quantitative, direction: increase, metric: \"Belonging\", primary: true, unit: percent, baseline: { value: 52, date: 2024-05, n: 40 }, result: { value: 63, date: 2025-05, n: 41 }, target: { value: 60 } }]\nstandards: [{ ref: own/1, why: \"It does\", evidence: [belonging] }]\n";
    let body = "A **bold** start with a note.[^a]\n\n## What happened\n\n1. First\n2. Second\n\n| Who | What |\n|---|---|\n| *They* | [decided](b.md) |\n\n![Three people at a table](team.jpg)\n\n> Said\n\nSee [the site](https://example.com/a?b=1&c=2).\n\n## Reflection\n\nI learned.\n\n[^a]: The note *itself*.\n";
    let bench = Bench::with(&format!(
        "--- content/case-studies/culture.md\n---\n{rich}---\n{body}--- content/case-studies/b.md\n{}--- content/case-studies/panel.md\n---\n{MINIMUM}visibility: panel\n---\nOnly for the panel.\n--- content/case-studies/draft.md\n---\n{MINIMUM}draft: true\n---\nNot yet.\n--- content/standards/own.yaml\nname: Own standards\nshort: Own\nstandards: [{{ id: 1, title: \"-Vision\" }}, {{ id: 2, title: \"Care\" }}]\n",
        study("Seen by all. <!-- private -->Secret words.<!-- /private -->")
    ));
    bench.write(
        "content/people.yaml",
        "people:\n  - { id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: \"Science teacher\", minor: false, consent: { status: not_asked } }\n  - { id: p-hidden, kind: staff, role: \"Nurse\", show_as: hidden, name: { full: \"Wilhelmina Oxbow\" }, minor: false, consent: { status: not_asked } }\n",
    );
    bench.write("content/case-studies/team.jpg", jpeg());
    bench
}

/// The parts of a Word document by their names.
fn parts(bench: &Bench, file: &str) -> Vec<(String, String)> {
    let bytes = std::fs::read(bench.path(file)).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

#[track_caller]
fn part<'a>(parts: &'a [(String, String)], name: &str) -> &'a str {
    &parts.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no {name}")).1
}

/// The words of an XML part.
fn words(xml: &str) -> String {
    let texts = xml.split("<w:t").skip(1).filter(|rest| rest.starts_with([' ', '>']));
    let texts = texts.filter_map(|rest| rest.split_once('>')?.1.split_once("</w:t>"));
    texts.map(|(text, _)| text).collect()
}

#[test]
fn a_word_document_has_headings_tables_notes_and_pictures() {
    let bench = bench();
    bench.run("export --docx").ends(0).says("saved portfolio.docx");
    let parts = parts(&bench, "portfolio.docx");
    assert_eq!(parts[0].0, "[Content_Types].xml", "readers look for it first");
    let document = part(&parts, "word/document.xml");
    let text = words(document);
    for expected in
        ["Culture &amp; &lt;committee&gt;", "The timetable", "Science teacher", "Own standards", "63%"]
    {
        assert!(text.contains(expected), "no {expected} in {text}");
    }
    let style = |style: &str, words: &str| {
        let paragraphs =
            document.split("<w:p>").filter(|part| part.contains(&format!("w:pStyle w:val=\"{style}\"")));
        assert!(paragraphs.map(self::words).any(|own| own == words), "no {style} `{words}`");
    };
    style("Title", "Rowan Ellery");
    style("Heading1", "Culture &amp; &lt;committee&gt;");
    style("Heading2", "What happened");
    assert!(document.contains("<w:tblHeader/>"), "rows at the head of tables are marked");
    assert!(document.contains("descr=\"Three people at a table\""), "pictures have alternatives");
    assert!(document.contains("<w:numId w:val=\"2\"/>"), "lists have numbers");
    assert_eq!(words(part(&parts, "word/footnotes.xml")).trim(), "The note itself.");
    assert!(document.contains("<w:footnoteReference w:id=\"1\"/>"));
    let relations = part(&parts, "word/_rels/document.xml.rels");
    assert!(
        relations.contains("Target=\"https://example.com/a?b=1&amp;c=2\" TargetMode=\"External\""),
        "{relations}"
    );
    assert!(parts.iter().any(|(name, bytes)| name == "word/media/picture1.jpeg" && !bytes.is_empty()));
    for place in document.split("w:anchor=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(
            document.contains(&format!("w:name=\"{place}\"")),
            "a link leads to `{place}`, which is not there"
        );
    }
}

#[test]
fn a_word_document_says_its_title_and_language_and_nobody_s_name() {
    let bench = bench();
    bench.run("export --docx --out a.docx --today 2026-11-23").ends(0);
    let first = parts(&bench, "a.docx");
    let properties = part(&first, "docProps/core.xml");
    assert!(
        properties.contains("<dc:title>Rowan Ellery</dc:title><dc:language>en</dc:language>"),
        "{properties}"
    );
    assert!(!properties.contains("creator") && !properties.contains("created"), "{properties}");
    assert!(part(&first, "word/settings.xml").contains("removePersonalInformation"));
    assert!(part(&first, "word/styles.xml").contains("<w:lang w:val=\"en\""));
    bench.run("export --docx --out b.docx --today 2026-11-23").ends(0);
    let bytes = |name| std::fs::read(bench.path(name)).unwrap();
    assert_eq!(bytes("a.docx"), bytes("b.docx"), "the same portfolio gives the same bytes");
}

#[test]
fn nothing_is_exported_that_the_audience_may_not_see() {
    let bench = bench();
    for (arguments, file) in
        [("--docx", "x.docx"), ("--md", "x.md"), ("--json", "x.json"), ("--matrix-csv", "x.csv")]
    {
        let read = |audience: &str| {
            bench.run(&format!("export {arguments} --out {file} --overwrite --audience {audience}")).ends(0);
            match file {
                "x.docx" => parts(&bench, file).into_iter().map(|(_, text)| text).collect(),
                _ => bench.read(file),
            }
        };
        let public = read("public");
        for hidden in ["Only for the panel", "Not yet", "Secret words", "Oxbow", "Wilhelmina", "p-hidden"] {
            assert!(!public.contains(hidden), "{hidden} is in {file}");
        }
        if file != "x.csv" {
            let panel = read("panel");
            assert!(panel.contains("Only for the panel"), "{file}");
            assert!(!panel.contains("Secret words") && !panel.contains("Oxbow"), "{file}");
        }
    }
}

#[test]
fn a_portfolio_with_errors_is_not_exported() {
    let bench = bench();
    bench.write("content/case-studies/c.md", "---\ntitle: \"no end\n---\n");
    bench.run("export --docx").ends(1).says("nothing was saved: 1 error");
    assert!(!bench.has("portfolio.docx"));
}

#[test]
fn no_file_is_replaced_unasked() {
    let bench = bench();
    bench.write("portfolio.docx", "mine");
    bench.run("export --docx").ends(2).says("`portfolio.docx` already exists").says("--overwrite");
    assert_eq!(bench.read("portfolio.docx"), "mine");
    bench.run("export --docx --overwrite").ends(0);
    bench.run("export --md --out content/x.md").ends(2).says("belongs to the portfolio");
    bench.run("export --out x").ends(2);
}

#[test]
fn single_pages_are_exported_alone() {
    let bench = bench();
    bench.run("export --md --out a.md culture").ends(0);
    let text = bench.read("a.md");
    assert!(text.starts_with("# Culture \\& \\<committee\\>\n"), "{text}");
    assert!(!text.contains("Seen by all"), "{text}");
    bench.run("export --md nothing").ends(2).says("there is no page `nothing`");
    bench.run("export --json culture").ends(2).says("`--json` saves the whole portfolio, not only `culture`");
}

#[test]
fn the_name_of_a_file_needs_its_option_and_a_folder_that_there_is() {
    let bench = bench();
    for (option, file) in
        [("--docx", "out.docx"), ("--md", "out.md"), ("--json", "out.json"), ("--matrix-csv", "sub/out.csv")]
    {
        bench
            .run(&format!("export {option} {file}"))
            .ends(2)
            .says(&format!("there is no page `{file}`"))
            .says(&format!("to choose the file's name, write `leadfolio export {option} --out {file}`"));
        bench
            .run(&format!("export {option} --out x/{file}"))
            .ends(2)
            .says("there is no folder `x")
            .says("create it");
    }
}

#[test]
fn a_page_by_the_name_of_its_file_leads_to_its_id() {
    let bench = bench();
    for (command, advice) in [
        ("--md content/case-studies/culture.md", "--md culture"),
        ("--md ./content/case-studies/culture.md", "--md culture"),
        ("--md culture.md", "--md culture"),
        ("--docx case-studies/culture.md", "--docx culture"),
        ("--md content/case-studies/draft.md", "--md draft"),
    ] {
        let advice = format!("name the page by its id: `leadfolio export {advice}`");
        bench.run(&format!("export {command}")).ends(2).says("there is no page `").says(&advice);
    }
    // What is advised works.
    bench.run("export --md culture").ends(0);
    // No file can be saved there.
    let ran = bench.run("export --md content/pages/nowhere.md").ends(2).says("that can be saved alone");
    assert!(!ran.stderr.contains("--out"), "{}", ran.stderr);
}

#[test]
fn keys_to_drawings_and_the_timeline_are_left_out() {
    let bench = bench();
    let text = bench.run("export --md").ends(0).stdout;
    for words in
        ["the list below gives the same information", "empty: none yet", "- evidence\n", "- Ongoing\n"]
    {
        assert!(!text.contains(words), "{words} in\n{text}");
    }
    // A heading with nothing below it would say that something is missing.
    assert!(!text.contains("## Timeline") && text.contains("## How much say others had"), "{text}");
    assert!(text.contains("Where to find the evidence for each standard"), "{text}");
}

#[test]
fn markdown_is_read_as_the_same_words() {
    let bench = bench();
    let text = bench.run("export --md").ends(0).stdout;
    for line in [
        "# Culture \\& \\<committee\\>",
        "A **bold** start with a note.\\[1\\]",
        "## What happened",
        "1. First\n2. Second",
        "> Said",
        "See [the site](https://example.com/a?b=1&c=2).",
        "1. The note *itself*.",
    ] {
        assert!(text.contains(&format!("{line}\n")), "no {line} in\n{text}");
    }
    assert!(text.contains("![Three people at a table](https://example.org/"), "{text}");
    assert!(!text.contains("</"), "there is no HTML in\n{text}");
    let html = leadfolio::content::markdown::render_commonmark(&text);
    assert!(html.contains("<h1>Culture &amp; &lt;committee&gt;</h1>"), "{html}");
}

#[test]
fn json_has_a_version_and_the_values_of_the_pages() {
    let bench = bench();
    let value: Value = serde_json::from_str(&bench.run("export --json").ends(0).stdout).unwrap();
    assert_eq!((&value["schema_version"], &value["audience"]), (&1.into(), &"public".into()));
    let studies = value["case_studies"].as_array().unwrap();
    let study = studies.iter().find(|study| study["card"]["title"] == "Culture & <committee>").unwrap();
    assert_eq!(study["delegation"]["decisions"][0]["area"], "The timetable");
    assert_eq!(study["outcomes"][0]["result"]["value"], "63%");
    assert_eq!(study["outcomes"][0].get("chart"), None, "drawings are left out");
    assert_eq!(value["frameworks"][0]["short"], "Own");
}

#[test]
fn the_table_of_standards_opens_in_a_spreadsheet_and_holds_no_formula() {
    let bench = bench();
    let text = bench.run("export --matrix-csv").ends(0).stdout;
    let rows: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(text.starts_with('\u{feff}'), "Excel takes it for another encoding otherwise");
    assert!(rows[0].starts_with("framework,number,standard,group,evidence,"), "{text}");
    assert!(rows[0].contains("Culture & <committee>"), "{text}");
    assert!(rows[1].starts_with("Own,1,'-Vision,,1,") && rows[1].contains("1 outcome"), "{text}");
    assert!(rows[2].starts_with("Own,2,Care,,0,"), "{text}");
}

#[test]
fn the_sample_is_exported_whole_and_says_that_it_is_one() {
    let bench = Bench::new();
    bench.init("mine").ends(0);
    bench.run("export --root mine --docx --today 2026-11-23").ends(0);
    let parts = parts(&bench, "portfolio.docx");
    let text = words(part(&parts, "word/document.xml"));
    assert!(text.contains("invented") || text.contains("fictional"), "{}", &text[..500]);
    bench.run("export --root mine --md --out all.md --today 2026-11-23").ends(0);
    assert!(bench.read("all.md").len() > 10_000);
}
