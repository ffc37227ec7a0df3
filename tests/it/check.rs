//! `leadfolio check` as its users run it, and what only shows in a finished site.

use std::fs;
use std::io::{Cursor, Write as _};
use std::process::Command;

use leadfolio::diagnostic::Diagnostic;
use leadfolio::pipeline;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::support::{Bench, Ran, run, study};

const OVERLAY: &str = "--- content/people.private.yaml\nschema: 1\nwatch_for:\n  - { person: p-lead, names: [\"Jordan Exämple\"] }\n";

fn with(body: &str, files: &str) -> Bench {
    Bench::with(&format!("--- content/case-studies/a.md\n{}{files}", study(body)))
}

#[test]
fn findings_are_told_with_their_lines_and_a_way_out() {
    let ran =
        with("Text.", "").run("check --today 2026-11-23").ends(0).says("0 errors").says("--explain RULE");
    let file = "content/case-studies/a.md: 9 suggestions. Next three improvements:\n  1. nothing says who decided what (DEL-05, line 7)\n";
    assert!(ran.stdout.starts_with(file), "{}", ran.stdout);
    for words in [
        "  Later:\n  4. ",
        "(DEL-07, line 7)",
        "take_back:",
        "the line in suggestion 1 fixes this too",
        "the line in suggestion 3 fixes this too",
    ] {
        assert!(ran.stdout.contains(words), "no {words} in\n{}", ran.stdout);
    }
    let ran =
        with("[x](nowhere.md)", "").run("check").ends(1).says("1 error, 0 warnings, 9 suggestions in 1 file");
    for words in ["error[LNK-01]", "--> content/case-studies/a.md:10:1"] {
        assert!(ran.stdout.contains(words), "no {words} in\n{}", ran.stdout);
    }
    with("Text.", "").run("check --strict").ends(1).says("with `--strict`, 8 suggestions count as warnings");
    Bench::new().run("check").ends(2).says("there is no portfolio");
}

#[test]
fn a_check_says_how_many_drafts_it_left_out() {
    let bench = with("Text.", "");
    bench
        .write("content/case-studies/b.md", study("More text.").replace("title: A", "title: B\ndraft: true"));
    bench.write("content/pages/later.md", "---\ntitle: Later\ndate: 2030-01\n---\nText.\n");
    bench.write(
        "content/pages/mine.md",
        "---\ntitle: Mine\nvisibility: private\ndraft: true\n---\nOther text.\n",
    );
    let said = "2 drafts were not checked: run `leadfolio check --profile draft`";
    bench.run("check --today 2026-11-23").ends(0).says(said);
    bench.run("check --today 2026-11-23 --profile panel --format human").says(said);
    let ran = bench.run("check --today 2026-11-23 --profile draft").ends(0);
    assert!(!ran.stderr.contains("not checked"), "{}", ran.stderr);
    let ran = bench.run("check --today 2030-02-01").ends(0);
    assert!(ran.stderr.contains("1 draft was not checked"), "{}", ran.stderr);
    let bench = Bench::new();
    let ran = bench.run("init my --blank").ends(0);
    assert!(ran.stderr.ends_with("  leadfolio check --profile draft\n"), "{}", ran.stderr);
    bench.run("check --root my").ends(0).says("2 drafts were not checked");
}

#[test]
fn a_build_counts_advice_and_does_not_hold_it_against_the_page() {
    let bench = with("Text.", "");
    let ran = bench.run("build").ends(0).says("9 suggestions in 1 file. Run `leadfolio check` to see them");
    assert!(!ran.stderr.contains("DEL-"), "{}", ran.stderr);
    bench.run("build --verbose").ends(0).says("warning[DEL-07]");
    bench
        .run("build --strict")
        .ends(1)
        .says("warning[DEL-07]")
        .says("does not allow warnings, and there are 8");
}

#[test]
fn a_build_names_the_check_that_lists_what_it_counted() {
    let bench = with("Text.", "");
    let first = bench.read("content/case-studies/a.md");
    bench.write("content/case-studies/a.md", first.replace("title: A", "title: A\ndraft: true"));
    for (build, way) in [
        ("build --drafts", "Run `leadfolio check --profile draft`"),
        ("build --drafts --audience panel", "Run this build with `--verbose`"),
    ] {
        let ran = bench.run(build).ends(0);
        assert!(
            ran.stderr.contains(&format!("9 suggestions in 1 file. {way} to see them")),
            "{}",
            ran.stderr
        );
    }
    let ran = bench.run("check --profile draft").ends(0);
    assert!(ran.stderr.contains("9 suggestions in 1 file"), "{}", ran.stderr);
    bench.write("content/case-studies/a.md", first.replace("title: A", "title: A\nvisibility: panel"));
    bench.run("build --audience panel").ends(0).says("Run `leadfolio check --profile panel` to see them");
    // No check lists what private pages have.
    bench.write("content/case-studies/a.md", first.replace("title: A", "title: A\nvisibility: private"));
    bench.run("build --audience private").ends(0).says("Run this build with `--verbose` to see them");
    bench.run("build --audience private --verbose").ends(0).says("warning[DEL-07]");
}

#[test]
fn a_first_draft_is_built_with_one_line_about_suggestions() {
    let draft = study("Text.").replace("level: 5", "level: 6");
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{draft}"));
    let ran = bench.run("build").ends(0);
    let lines: Vec<&str> = ran.stderr.lines().filter(|it| it.contains("suggestion")).collect();
    assert_eq!(lines, ["9 suggestions in 1 file. Run `leadfolio check` to see them"]);
    assert!(!ran.stderr.contains("warning"), "{}", ran.stderr);
}

#[test]
fn a_line_a_finding_leads_an_editor_to_the_place() {
    let ran = with("[x](nowhere.md)", "").run("check --format short").ends(1);
    let line =
        "content/case-studies/a.md:10:1: error LNK-01: there is no `case-studies/nowhere.md` in `content/`\n";
    assert!(ran.stdout.contains(line), "{}", ran.stdout);
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
}

#[test]
fn json_has_every_key_that_is_documented_and_is_the_same_twice() {
    let bench = with("[x](nowhere.md)", "");
    let ran = bench.run("check --format json").ends(1);
    assert_eq!(ran.stdout, bench.run("check --format json").stdout);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    let all = told["diagnostics"].as_array().unwrap();
    for it in all {
        for key in
            ["rule", "severity", "path", "line", "column", "field", "message", "help", "fix", "accepted"]
        {
            assert!(it.get(key).is_some(), "no {key} in {it}");
        }
    }
    let broken = all.iter().find(|it| it["rule"] == "LNK-01").unwrap();
    assert_eq!(
        (&broken["severity"], &broken["line"], &broken["column"]),
        (&"error".into(), &10.into(), &1.into())
    );
    let take_back = all.iter().find(|it| it["rule"] == "DEL-07").unwrap();
    assert_eq!((&take_back["severity"], &take_back["field"]), (&"warning".into(), &"delegation".into()));
    let count = |severity: &str| all.iter().filter(|it| it["severity"] == severity).count();
    for (key, severity) in [("errors", "error"), ("warnings", "warning"), ("infos", "info")] {
        assert_eq!(told["summary"][key], count(severity), "{key}");
    }
}

#[test]
fn sarif_names_rules_and_places() {
    let ran = with("[x](nowhere.md)", "").run("check --format sarif").ends(1);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(told["version"], "2.1.0");
    let run = &told["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        assert!(rules.iter().any(|it| it["id"] == result["ruleId"]), "{result}");
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()), "{result}");
    }
    let broken = run["results"].as_array().unwrap().iter().find(|it| it["ruleId"] == "LNK-01").unwrap();
    let place = &broken["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/case-studies/a.md");
    assert_eq!(place["region"]["startLine"], 10);
}

#[test]
fn what_a_deploy_for_another_audience_would_refuse_is_told_before_and_once() {
    let settings = |audience: &str| {
        format!(
            "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: {{ name: \"Rowan Ellery\" }}\n\
             deploy:\n  board: {{ kind: folder, path: ../board{audience} }}\n  again: {{ kind: folder, path: ../again{audience} }}\n"
        )
    };
    let files = "--- content/people.private.yaml\nschema: 1\nwatch_for:\n  - { person: p-lead, names: [\"Jordan Zqname\"] }\n\
         --- content/pages/board.md\n---\ntitle: For the board\nvisibility: panel\n---\nWritten by Jordan Zqname.\n";
    let bench = with("[x](nowhere.md)", &format!("{files}{}", settings(", audience: panel")));
    let ran = bench.run("check --format short").ends(1);
    let refused = "(on the site for the panel, which the target `again` publishes)";
    assert_eq!(ran.stdout.matches(refused).count(), 1, "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("nowhere.md").count(), 1, "{}", ran.stdout);
    let ran = bench.run("check --format short --profile panel").ends(1);
    assert!(ran.stdout.contains("Jordan Zqname") && !ran.stdout.contains("on the site"), "{}", ran.stdout);
    let bench = with("Text.", &format!("{files}{}", settings("")));
    assert!(!bench.run("check --format short").ends(0).stdout.contains("Zqname"));
}

#[test]
fn a_panel_does_not_forgive_what_reviewers_ask_for_first() {
    let bench = with("Text.", "");
    let rules = |arguments: &str| {
        let told: Value = serde_json::from_str(&bench.run(arguments).stdout).unwrap();
        let of =
            |it: &Value| format!("{} {}", it["severity"].as_str().unwrap(), it["rule"].as_str().unwrap());
        told["diagnostics"].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    let (public, panel) = (rules("check --format json"), rules("check --format json --profile panel"));
    for (rule, usual, raised) in
        [("COM-01", "warning", "error"), ("CHK-01", "info", "warning"), ("DEL-07", "warning", "warning")]
    {
        assert!(public.contains(&format!("{usual} {rule}")), "{public:?}");
        assert!(panel.contains(&format!("{raised} {rule}")), "{panel:?}");
    }
}

#[test]
fn drafts_are_checked_while_they_are_written() {
    let bench = Bench::with("--- content/case-studies/a.md\n---\ndraft: true\ntitle: A\n---\nText.\n");
    bench.run("check").ends(0);
    bench.run("check --profile draft").ends(1);
}

#[test]
fn a_rule_is_explained_and_one_that_does_not_exist_is_refused() {
    let ran = Bench::new().run("check --explain del-10").ends(0);
    assert!(ran.stdout.starts_with("DEL-10: no support"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("Why: authority without resources is a trap.\nSource: Koontz"),
        "{}",
        ran.stdout
    );
    let all = Bench::new().run("check --explain --all").ends(0).stdout;
    assert!(all.starts_with("APR-01: an approach") && all.contains("\n\nDEL-10: no support"), "{all}");
    Bench::new().run("check --explain").ends(2).says("name the rule to explain");
    Bench::new()
        .run("check --explain DEL-99")
        .ends(2)
        .says("there is no rule `DEL-99`")
        .says("DEL, DPL, FIG");
}

#[test]
fn what_the_author_accepts_is_on_the_record() {
    let accepted = study("Text.")
        .replace("title: A", "title: A\nlint_allow: [{ rule: DEL-07, why: \"Told in the text\" }]");
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{accepted}"));
    let ran = bench.run("check").ends(0).says("1 accepted");
    assert!(
        ran.stdout.contains("accepted by you:\n  DEL-07 content/case-studies/a.md: level 5"),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains("warning[DEL-07]"), "{}", ran.stdout);
}

#[test]
fn a_name_of_the_private_list_is_found_wherever_it_would_be_published() {
    let raw = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nraw_html: true\nprofile: { name: \"Rowan Ellery\" }\n";
    for (body, rule, words) in [
        ("It was jordan example's idea.", "PPL-01", "appears here"),
        ("It was **Jor**dan _Example_'s idea.", "PPL-01", "appears here"),
        ("Jor<span>dan</span> Example.", "PPL-01", "would show the name"),
        ("J&#111;rdan Example.", "PPL-01", "would show the name"),
        ("<span title=\"J&#111;rdan&#32;Example\">x</span>", "PPL-01", "where search engines read it"),
        ("[x](../files/jordan-example.txt)", "MED-02", "is in a file name"),
    ] {
        let files = format!("{OVERLAY}{raw}--- content/files/jordan-example.txt\nx\n");
        let bench = with(body, &files);
        let ran = bench.run("check --format short").ends(1);
        let found = ran.stdout.lines().find(|it| it.contains(&format!("error {rule}")));
        assert!(found.is_some_and(|it| it.contains(words)), "{body}\n{}", ran.stdout);
        bench.run("build").ends(0);
    }
    with("Jordan spoke. An example was given.", OVERLAY).run("check").ends(0);
}

#[test]
fn a_name_is_reported_although_the_words_of_another_report_hold_it() {
    let names = OVERLAY.replace("\"Jordan", "\"Appears Here\", \"Jordan");
    let ran = with("Jordan Example spoke, and Appe&#97;rs Here.", &names).run("check --format short").ends(1);
    for words in ["the name “Jordan Exämple” appears here", "would show the name “Appears Here”"] {
        assert!(ran.stdout.contains(words), "no {words} in\n{}", ran.stdout);
    }
}

/// A document of one page.
fn pdf(words: &str, author: &str) -> Vec<u8> {
    let operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 12.into()]),
        Operation::new("Tj", vec![Object::string_literal(words)]),
        Operation::new("ET", vec![]),
    ];
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
    pdf_of(Content { operations }.encode().unwrap(), font, author, |_| {})
}

/// A document of one page with this content and this font.
fn pdf_of(content: Vec<u8>, font: Dictionary, author: &str, change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(font);
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page =
        document.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content });
    let all = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1, "Resources" => resources };
    document.objects.insert(pages, Object::Dictionary(all));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    let info = document.add_object(dictionary! { "Author" => Object::string_literal(author) });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    change(&mut document);
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Checks a site with these documents.
fn checked(documents: &[Vec<u8>]) -> Ran {
    let links: String = (0..documents.len()).map(|n| format!("[x](../files/minutes-{n}.pdf)\n")).collect();
    let bench = with(&links, OVERLAY);
    for (n, bytes) in documents.iter().enumerate() {
        bench.write(&format!("content/files/minutes-{n}.pdf"), bytes);
    }
    bench.run("check --format short")
}

/// A document whose font maps the characters up to `last` to those of Unicode.
fn pdf_with_map(words: &str, last: &str) -> Vec<u8> {
    let map = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n1 begincodespacerange\n<00000000> <{last}>\nendcodespacerange\n1 beginbfrange\n<00000000> <{last}> <0000>\nendbfrange\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    );
    let words: String = words.chars().map(|letter| format!("{:08x}", u32::from(letter))).collect();
    pdf_of(format!("BT /F1 12 Tf <{words}> Tj ET").into_bytes(), Dictionary::new(), "", |document| {
        let map = document.add_object(Stream::new(dictionary! {}, map.into_bytes()));
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type0", "ToUnicode" => map };
        let dictionaries = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        dictionaries
            .filter(|dictionary| dictionary.is_empty())
            .for_each(|dictionary| *dictionary = font.clone());
    })
}

#[test]
fn a_font_that_maps_four_billion_characters_is_read_without_a_table_of_them() {
    for last in ["ffffffff", "0000ffff"] {
        let ran = checked(&[pdf_with_map("Jordan Example", last)]).ends(1);
        assert!(ran.stdout.contains("minutes-0.pdf: error PPL-01"), "{}", ran.stdout);
    }
}

#[test]
fn documents_with_deep_brackets_are_read() {
    let font = || dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
    let empty = pdf_of(Vec::new(), font(), "", |_| {});
    let mut documents = Vec::new();
    for (open, close) in [("[", "]"), ("<</A ", ">>"), ("(", ")"), ("[<</A ", ">>]")] {
        for depth in [49, 99, 101, 70_000] {
            let nested = format!("{}{}", open.repeat(depth), close.repeat(depth));
            documents.push(pdf_of(format!("BT /F1 12 Tf {nested} TJ ET").into_bytes(), font(), "", |_| {}));
            let deep =
                String::from_utf8_lossy(&empty).replacen("/Kids[", &format!("/Deep {nested}/Kids["), 1);
            documents.push(deep.into_bytes());
            documents.push(
                format!("%PDF-1.5\n1 0 obj\n{nested}\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF")
                    .into_bytes(),
            );
        }
    }
    let ran = checked(&documents).ends(1);
    // None of them has tags, which says nothing about whether it was read.
    let is_found = |line: &str| line.contains("minutes-0.pdf") && !line.contains(" MED-18: ");
    assert!(
        ran.stdout.lines().any(is_found) == ran.stdout.contains("minutes-0.pdf: error MED-16"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("minutes-2.pdf: error MED-16"), "{}", ran.stdout);
}

#[test]
fn a_document_that_leads_back_to_itself_ends() {
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
    let document = pdf_of(Vec::new(), font, "", |document| {
        let mut chain = document.new_object_id();
        document.objects.insert(chain, Object::Reference(chain));
        for _ in 0..20_000 {
            chain = document.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![chain.into()] });
        }
        document.trailer.set("Info", chain);
        let dictionaries = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        dictionaries
            .filter(|object| object.has_type(b"Catalog"))
            .for_each(|catalog| catalog.set("Pages", chain));
    });
    let ran = checked(&[document]).ends(1);
    assert!(ran.stdout.contains("minutes-0.pdf: error MED-16"), "{}", ran.stdout);
}

#[test]
fn documents_are_read_with_what_they_say_of_themselves() {
    let bench = with("[x](../files/minutes.pdf)", OVERLAY);
    bench.write("content/files/minutes.pdf", pdf("Thanks to Jordan Example", ""));
    let ran = bench.run("check --format short").ends(1);
    let line = "content/files/minutes.pdf: error PPL-01: `files/minutes.pdf`";
    assert!(ran.stdout.contains(line), "{}", ran.stdout);
    // What is said of the document is not published.
    for author in ["jordan example", "The office", "Microsoft Office User"] {
        bench.write("content/files/minutes.pdf", pdf("Minutes", author));
        bench.run("check").ends(0);
        bench.run("build").ends(0);
        let published = fs::read(bench.path("dist/files/minutes.pdf")).unwrap();
        assert!(!String::from_utf8_lossy(&published).contains(author), "{author}");
    }
    bench.write("content/files/minutes.pdf", "%PDF-1.4 that is none");
    let ran = bench.run("check --format short").ends(1);
    let line = "content/files/minutes.pdf: error MED-16: leadfolio can't look through all of this file, so it may \
                name people or hold what is private: it is damaged";
    assert!(ran.stdout.contains(line), "{}", ran.stdout);
    let ran = bench.run("check").ends(1);
    assert!(ran.stdout.contains("export it again from the original document"), "{}", ran.stdout);
}

/// A zip file with these parts, as office programs write it.
fn office(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(xml.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Fields that show the author of a document.
const BY_OTHER: &str = "<w:p><w:fldSimple w:instr=\" AUTHOR \"><w:t>Alex Other</w:t></w:fldSimple></w:p>";
const BY_OWNER: &str = "<w:p><w:fldSimple w:instr=\" AUTHOR \"><w:t>Rowan Ellery</w:t></w:fldSimple></w:p>";

#[test]
fn office_documents_are_read_across_the_pieces_that_words_are_cut_into() {
    let body = "word/document.xml";
    let cut = "<w:p><w:r><w:t>Jor</w:t></w:r><w:r><w:t>dan Ex</w:t></w:r><w:r><w:t>ample</w:t></w:r></w:p>";
    let apart = "<w:p><w:r><w:t>Jor</w:t></w:r></w:p><w:p><w:r><w:t>dan Example</w:t></w:r></w:p>";
    let said = "<cp:coreProperties><dc:creator></dc:creator><cp:lastModifiedBy>Alex Other</cp:lastModifiedBy></cp:coreProperties>";
    for (name, parts, told) in [
        ("a.docx", vec![(body, cut)], "error PPL-01: `files/a.docx`"),
        // Letters of a name are one, even in two paragraphs.
        ("a.docx", vec![(body, apart)], "error PPL-01: `files/a.docx`"),
        ("a.pptx", vec![("ppt/slides/slide1.xml", "<a:p><a:t>Jordan Example</a:t></a:p>")], "error PPL-01"),
        ("a.xlsx", vec![("xl/sharedStrings.xml", "<si><t>Jordan Example</t></si>")], "error PPL-01"),
        (
            "a.odt",
            vec![("content.xml", "<text:p>Jordan <text:span>Example</text:span></text:p>")],
            "error PPL-01",
        ),
        // The properties are not published; who commented is.
        ("a.docx", vec![(body, "<w:p/>"), ("docProps/core.xml", said)], ""),
        (
            "a.docx",
            vec![(body, "<w:p/>"), ("word/comments.xml", "<w:comment w:author=\"Alex Other\"/>")],
            "error MED-04: this file names “Alex Other” as its author",
        ),
        (
            "a.docx",
            vec![(body, "<w:p/>"), ("docProps/core.xml", "<dc:creator>Rowan Ellery</dc:creator>")],
            "",
        ),
        // Fields that show the author are text in the published copy.
        ("a.docx", vec![(body, BY_OTHER)], "error MED-04: this file names “Alex Other” as its author"),
        ("a.docx", vec![(body, BY_OWNER)], ""),
    ] {
        let bench = with(&format!("[x](../files/{name})"), OVERLAY);
        bench.write(&format!("content/files/{name}"), office(&parts));
        let ran = bench.run("check --format short");
        match told {
            "" => assert!(!ran.stdout.contains(": error"), "{parts:?}\n{}", ran.stdout),
            told => assert!(
                ran.stdout.contains(&format!("content/files/{name}: {told}")),
                "{parts:?}\n{}",
                ran.stdout
            ),
        }
    }
    let bench = with("[x](../files/a.docx)", OVERLAY);
    bench.write("content/files/a.docx", "PK, but none");
    let ran = bench.run("check --format short").ends(1);
    assert!(ran.stdout.contains("content/files/a.docx: error MED-16"), "{}", ran.stdout);
}

#[test]
fn a_recording_that_cannot_be_cleaned_and_tells_where_it_was_made_is_not_published() {
    let place = b"ftypmp42....\xa9xyz\x00\x12\x15\xc7+52.5163+013.3777/";
    let chance = b"ftypmp42....\xa9xyz\x00\x12\x15\xc7nothing";
    for (bytes, code) in [(place.as_slice(), 1), (chance.as_slice(), 0)] {
        let settings = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\nprivacy: { unread_files: [files/film.mp4] }\n";
        let bench = with("[x](../files/film.mp4)", settings);
        bench.write("content/files/film.mp4", bytes);
        let ran = bench.run("check --format short").ends(code);
        assert_eq!(
            ran.stdout.contains("error MED-04: this file reveals where a recording"),
            code == 1,
            "{}",
            ran.stdout
        );
    }
}

#[test]
fn links_that_a_template_writes_are_followed_too() {
    let theme = |link: &str| {
        format!(
            "--- content/portfolio.yaml\ntheme: own\nurl: \"https://example.org/portfolio/\"\nprofile: {{ name: \"Rowan Ellery\" }}\n--- themes/own/theme.yaml\nname: own\nparent: base\n--- themes/own/templates/missing.html\n<!doctype html><html lang=en><title>x</title><p id=\"top\"><a href=\"{link}\">x</a></p></html>\n"
        )
    };
    for (link, told) in [
        ("nowhere/", "404.html: error LNK-05: `404.html` links to `nowhere/`, which doesn't exist"),
        ("#bottom", "404.html: error LNK-05: `404.html` links to `#bottom`"),
        ("/portfolio/case-studies/a/#nothing", "404.html: error LNK-05"),
        ("/elsewhere/", ""),
        ("#top", ""),
        ("/portfolio/case-studies/a/", ""),
        ("https://example.org/portfolio/", ""),
        ("mailto:rowan@example.org", ""),
    ] {
        let ran = with("Text.", &theme(link)).run("check --format short");
        match told {
            "" => assert!(!ran.stdout.contains("LNK-05"), "{link}\n{}", ran.stdout),
            told => assert!(ran.stdout.contains(told), "{link}\n{}", ran.stdout),
        }
    }
}

#[test]
fn the_private_list_must_not_be_shared() {
    let bench = with("Text.", OVERLAY);
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(bench.path("")).args(arguments).output().unwrap()
    };
    bench.run("check").ends(0);
    git(&["init"]);
    bench.run("check --format short").ends(1);
    bench.write(".gitignore", "people.private.yaml\n");
    bench.run("check").ends(0);
    git(&["add", "--force", "content/people.private.yaml"]);
    let ran = bench.run("check --format short").ends(1);
    assert!(
        ran.stdout.contains(
            "content/people.private.yaml: error PPL-10: this list of real names is in your Git repository"
        ),
        "{}",
        ran.stdout
    );
}

#[test]
fn git_that_gives_no_answer_is_not_taken_for_a_no() {
    let bench = with("Text.", OVERLAY);
    let check = || {
        let mut command = bench.command("check --format short");
        command.env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
    };
    let found = |command: &mut Command, words: &str| {
        let ran = run(command).ends(1);
        assert!(ran.stdout.contains("error PPL-10") && ran.stdout.contains(words), "{}", ran.stdout);
    };
    run(check().env("PATH", "/none")).ends(0);
    Command::new("git").arg("-C").arg(bench.path("")).args(["init", "--quiet"]).output().unwrap();
    Command::new("git")
        .arg("-C")
        .arg(bench.path(""))
        .args(["init", "-q", "--bare", "x.git"])
        .output()
        .unwrap();
    found(check().env("GIT_DIR", bench.path("x.git")), "is in your Git repository");
    let another_owner = "dubious ownership";
    found(check().env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"), another_owner);
    found(check().env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"), "safe.directory");
    found(check().env("PATH", "/none"), "cannot start `git`");
    bench.write(".gitignore", "people.private.yaml\n");
    found(check().env("PATH", "/none"), "cannot start `git`");
    run(&mut check()).ends(0);
    // What is left of a repository is none.
    std::fs::remove_file(bench.path(".git/HEAD")).unwrap();
    run(check().env("PATH", "/none")).ends(0);
}

#[test]
fn a_check_runs_no_program_that_a_repository_names() {
    let bench = with("Text.", OVERLAY);
    let git = |arguments: &[&str]| {
        Command::new("git").arg("-C").arg(bench.path("")).args(arguments).output().unwrap()
    };
    git(&["init", "--quiet"]);
    let monitor = format!("touch {}; false", bench.path("ran").display());
    git(&["config", "core.fsmonitor", &monitor]);
    bench.run("check").ends(1);
    assert!(!bench.has("ran"));
}

const PROGRAM: &str = r#"--- content/standards/psel-2015.yaml
id: psel-2015
name: "Standards"
short: "PSEL"
standards: [{ id: 1, title: "One" }, { id: 2, title: "Two" }]
--- content/program.yaml
name: "Preparation"
framework: psel-2015
artifacts: { least: 2, most: 9 }
each_standard: { artifacts: 1, narrative: true, words: { least: 3 } }
standards: [{ id: "2", artifacts: 2 }]
pages: [vision, resume]
years_of_data: 2
releases: true
"#;

#[test]
fn what_a_program_asks_is_told_with_what_is_there() {
    let claims = "standards: [{ ref: psel-2015/1, why: \"Too short\", evidence: [chart] }]\nartifacts: [{ id: chart, type: document, title: C, file: chart.pdf }]\noutcomes: [{ id: o, kind: quantitative, metric: M, unit: count, direction: increase, baseline: { value: 1, date: 2023 }, result: { value: 2, date: 2024 } }]\ntitle: A";
    let page = study("Text.").replace("title: A", claims);
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{page}{PROGRAM}"));
    bench.write("content/files/chart.pdf", pdf("A chart", ""));
    let ran = bench.run("check").ends(0);
    let told = "Preparation: 3 of 7 requirements met\n  ✗ Standard 1: One: 1 of 1 artifact, a narrative of 2 words (at least 3 required)\n  ✗ Standard 2: Two: 0 of 2 artifacts\n  ✗ The whole portfolio: 1 artifact (2 to 9 required)\n  ✗ Page `vision`: missing\n  ✓ Page `resume`: generated from `portfolio.yaml`\n  ✓ Years of data: 2 of 2 in one outcome\n  ✓ Releases: 0 of 0 on file\n";
    assert!(ran.stdout.contains(told), "{}", ran.stdout);
    let json: Value = serde_json::from_str(&bench.run("check --format json").stdout).unwrap();
    assert_eq!(json["readiness"]["program"], "Preparation");
    assert_eq!(json["readiness"]["needs"][1]["state"], "0 of 2 artifacts");
    assert_eq!(json["readiness"]["needs"][4]["met"], true);
    let none: Value = serde_json::from_str(&with("Text.", "").run("check --format json").stdout).unwrap();
    assert!(none["readiness"].is_null());
}

#[test]
fn a_program_that_names_what_is_not_there_is_refused() {
    let files = PROGRAM.replace("framework: psel-2015\nartifacts", "framework: nowhere\nartifacts");
    let ran = with("Text.", &files).run("check --format short").ends(1);
    assert!(
        ran.stdout.contains("content/program.yaml:2:12: error STD-02: there is no framework `nowhere`"),
        "{}",
        ran.stdout
    );
    let files = PROGRAM.replace("id: \"2\"", "id: \"9\"");
    let ran = with("Text.", &files).run("check --format short").ends(1);
    assert!(
        ran.stdout.contains("content/program.yaml:5:19: error STD-02: `psel-2015` has no standard `9`"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_programs_that_come_along_are_read_without_a_fault() {
    for name in ["two-artifacts", "four-domains", "promotion"] {
        let bench = Bench::new();
        bench.init(&format!("mine --program {name}")).ends(0);
        let ran = bench.run("check --root mine --today 2026-11-23").ends(0);
        assert!(ran.stdout.contains("(invented): "), "{name}\n{}", ran.stdout);
    }
    Bench::new().init("mine --program nothing").ends(2).says("there is no program `nothing`");
}

const WRONG: &str = "---\r\n# a note\r\ntitle: Handing over: a story\r\nsummry: \"S.\"\r\nstatus: ongoing\r\nled_by: [p-lead]   # who led\r\naccountable: p-owner\r\ndelegation: { level: 5 }\r\nstart: 19.08.2024\r\noutcomes:\r\n  - { id: o, kind: quantitative, metric: M, unit: percent, direction: increase, baseline: { value: 40, date: 2023 }, result: { value: 48, date: 2024 }, change: { value: 8, unit: percent } }\r\nlesson: complete it\r\n---\r\n# Text with 19.08.2024 and summry\r\n";

const RIGHT: &str = "---\r\n# a note\r\ntitle: \"Handing over: a story\"\r\nsummary: \"S.\"\r\nstatus: ongoing\r\nled_by: [p-lead]   # who led\r\naccountable: p-owner\r\ndelegation: { level: 5 }\r\nstart: 2024-08-19\r\noutcomes:\r\n  - { id: o, kind: quantitative, metric: M, unit: percent, direction: increase, baseline: { value: 40, date: 2023 }, result: { value: 48, date: 2024 }, change: { value: 8, unit: percentage_points } }\r\nlesson: complete it\r\n---\r\n# Text with 19.08.2024 and summry\r\n";

#[test]
fn what_is_certain_is_mended_with_comments_order_and_line_ends_kept() {
    let bench = Bench::with("");
    bench.write("content/case-studies/a.md", WRONG);
    bench.run("check").ends(1).says("some of this can be fixed automatically");
    let ran = bench.run("check --fix --dry-run").says("4 changes would be made");
    for words in [
        "content/case-studies/a.md:4\n-summry: \"S.\"\n+summary: \"S.\"\n",
        "-title: Handing over: a story\n+title: \"Handing over: a story\"\n",
        "-start: 19.08.2024\n+start: 2024-08-19\n",
        "unit: percentage_points } }\n",
    ] {
        assert!(ran.stderr.contains(words), "no {words} in\n{}", ran.stderr);
    }
    assert_eq!(bench.read("content/case-studies/a.md"), WRONG);
    bench.run("check --fix").ends(0).says("4 changes made");
    assert_eq!(bench.read("content/case-studies/a.md"), RIGHT);
    bench.run("check --fix").ends(0).says("0 changes made");
    assert_eq!(
        super::support::files(&bench.path("content/case-studies")).len(),
        1,
        "nothing is left beside it"
    );
}

#[test]
fn a_change_that_would_do_no_good_is_not_made() {
    // The field is there already: the other spelling cannot become it.
    let twice = study("Text.").replace("title: A", "title: A\ntitel: B");
    // A day and a month that could be either way round.
    let either = study("Text.").replace("start: 2024-08", "start: 03/04/2024");
    for text in [twice, either] {
        let bench = Bench::with(&format!("--- content/case-studies/a.md\n{text}"));
        bench.run("check --fix").ends(1).says("0 changes made");
        assert_eq!(bench.read("content/case-studies/a.md"), text);
    }
}

#[test]
fn a_fix_is_told_to_other_programs() {
    let bench = Bench::with("");
    bench.write("content/case-studies/a.md", WRONG.replace("title: Handing over: a story", "title: A"));
    let told: Value = serde_json::from_str(&bench.run("check --format json").ends(1).stdout).unwrap();
    let typo = told["diagnostics"].as_array().unwrap().iter().find(|it| it["rule"] == "YML-01").unwrap();
    assert_eq!(typo["fix"]["text"], "summary", "{typo}");
    assert_eq!(
        (&typo["fix"]["start"]["line"], &typo["fix"]["end"]["column"]),
        (&4.into(), &7.into()),
        "{typo}"
    );
}

#[test]
fn a_build_that_keeps_going_leaves_out_pages_with_errors_and_says_which() {
    let files = format!(
        "--- content/case-studies/a.md\n{}--- content/case-studies/b.md\n{}--- content/case-studies/c.md\n{}",
        study("Sound. See [b](b.md)."),
        study("Write to zq@example.com."),
        study("Text.").replace("title: A", "titel: \"zqbroken"),
    );
    let bench = Bench::with(&files);
    bench.run("build").ends(1);
    bench
        .run("build --keep-going")
        .ends(0)
        .says("error[PPL-04]")
        .says("Write to zq@example.com.\n")
        .says("skipped because of errors: `content/case-studies/b.md`, `content/case-studies/c.md`");
    assert!(bench.read("dist/case-studies/a/index.html").contains("See b."), "the text of the link stays");
    for (path, bytes) in super::support::files(&bench.path("dist")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("zq@") && !text.contains("zqbroken"), "{path}");
    }
    assert!(!bench.has("dist/case-studies/b"));
    bench.write("content/people.yaml", "people: 7\n");
    bench.run("build --keep-going").ends(1);
}

#[test]
fn a_build_that_keeps_going_treats_pages_with_errors_as_drafts() {
    let artifact = "artifacts: [{ id: chart, type: document, title: Chart, file: zqchart.pdf }]\n---\n";
    let files = format!(
        "--- content/case-studies/a.md\n{}--- content/case-studies/b.md\n{}--- content/case-studies/c.md\n{}--- content/pages/d.md\n{}--- content/packs/p.yaml\n{}",
        study("Sound. See [the chart](../files/zqchart.pdf) and [c](c.md)."),
        study("Write to zq@example.com.").replacen(
            "start: 2024-08\n---\n",
            &format!("start: 2024-08\n{artifact}"),
            1
        ),
        study("Text.").replace("title: A", "id: other # as before\ntitel: \"zqbroken"),
        "---\ntitle: D\nid: unclosed\n",
        "title: P\ncases: [{ case: a }, { case: b }, { case: other }]\n",
    );
    let bench = Bench::with(&files);
    bench.write("content/files/zqchart.pdf", "%PDF-1.4\n");
    bench
        .run("build --keep-going --verbose")
        .ends(0)
        .says("`c.md` isn't part of this build")
        .says("skipped because of errors: `content/case-studies/b.md`, `content/case-studies/c.md`, `content/pages/d.md`");
    assert!(bench.has("dist/packs/p"), "ids of pages with errors stay known");
    assert!(!bench.has("dist/files/zqchart.pdf"), "their artifacts are not published");
    assert!(bench.read("dist/case-studies/a/index.html").contains("See the chart and c."));
    bench.run("check").ends(1);
}

#[test]
fn a_build_that_keeps_going_reports_unknown_ids_although_a_page_could_not_be_read() {
    let files = format!(
        "--- content/approaches/x.md\n---\ntitle: X\n--- content/case-studies/a.md\n{}--- content/case-studies/b.md\n{}",
        study("First.").replace("title: A", "title: A\napproaches: [zqcoaching]"),
        study("Second.").replace("title: A", "title: B\napproaches: [x]"),
    );
    let bench = Bench::with(&files);
    let ran = bench.run("build").ends(1).says("error[YML-06]");
    assert!(!ran.stderr.contains("zqcoaching"), "the error of the page comes first\n{}", ran.stderr);
    bench
        .run("build --keep-going")
        .ends(0)
        .says("error[APR-01]: there is no approach `zqcoaching`")
        .says("it may also be in a page that was skipped because of errors")
        .says("skipped because of errors: `content/approaches/x.md`, `content/case-studies/a.md`\n");
    assert!(bench.has("dist/case-studies/b"), "the name of the file is the id");
}

#[test]
fn a_build_that_keeps_going_leaves_out_the_second_page_of_an_id() {
    let files = format!(
        "--- content/case-studies/a.md\n{}--- content/case-studies/b.md\n{}",
        study("First."),
        study("Second.").replace("title: A", "title: B\nid: a"),
    );
    let bench = Bench::with(&files);
    bench.run("build --keep-going").ends(0).says("skipped because of errors: `content/case-studies/b.md`\n");
    assert!(bench.read("dist/case-studies/a/index.html").contains("First."));
}

#[test]
fn a_text_that_wants_quotes_gets_them() {
    let text = study("Text.").replace("title: A", "title: A\nproblem: no # a note");
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{text}"));
    bench.run("check --fix").ends(0).says("1 change made");
    assert!(bench.read("content/case-studies/a.md").contains("problem: \"no\" # a note\n"));
}

#[test]
fn a_page_that_cannot_be_read_stops_even_a_build_that_keeps_going() {
    let site = super::support::site("");
    let (inputs, options) = site.parts();
    let mut inputs = inputs.clone();
    inputs.diagnostics.push(Diagnostic::error("FIL-02", "content/pages/x.md", "it can't be read"));
    let (build, left_out) = pipeline::build_valid_pages(&inputs, options);
    assert!(build.diagnostics.has_errors() && left_out.iter().next().is_none());
}

#[test]
fn what_remains_of_the_sample_does_not_hide_the_faults_of_ones_own_page() {
    let bench = Bench::new();
    bench.init("mine").ends(0);
    let settings = bench.read("mine/content/portfolio.yaml").replace("sample: true\n", "");
    bench.write("mine/content/portfolio.yaml", settings);
    bench.write("mine/content/pages/own.md", "---\ntitel: My own page\n---\n\nText.\n");
    bench.write("mine/content/phones.md", "Text.\n");
    let ran = bench.run("check --root mine").ends(1);
    let words = ran.stdout + &ran.stderr;
    assert!(words.contains("POR-02") && words.contains("unknown field `titel`"), "{words}");
    let short = bench.run("check --root mine --format short").ends(1);
    assert!(short.stdout.contains("phones.md: warning FIL-01"), "{}", short.stdout);
    let json = bench.run("check --root mine --format json").ends(1).stdout;
    assert!(!json.contains("rename it so that it ends in `.md`"), "{json}");
}

#[test]
fn a_name_that_means_something_else_is_accepted_where_it_stands() {
    let list = "watch_for:\n  - { person: p-lead, names: [Quandra] }\n";
    let accepted = |text: &str| {
        format!(
            "--- content/people.private.yaml\n{list}not_them:\n  - {{ name: Quandra, in: case-studies/a.md, text: \"{text}\", why: \"a town\" }}\n"
        )
    };
    let body = "The road to Quandra was closed.";
    with(body, &format!("--- content/people.private.yaml\n{list}")).run("check").ends(1);
    with(body, &accepted("road to Quandra")).run("check").ends(0);
    // Another place, another word, another file.
    with(&format!("{body} Quandra led it."), &accepted("road to Quandra")).run("check").ends(1);
    with(body, &accepted("road from Quandra")).run("check").ends(1);
    let other = accepted("road to Quandra").replace("case-studies/a.md", "case-studies/b.md");
    let ran = with(body, &other).run("check --format short").ends(1);
    assert!(ran.stdout.contains("PPL-18"), "{}", ran.stdout);
    // Neither a part of a longer word, nor over the end of a sentence, nor twice, nor what only a page shows.
    with("The broad to Quandras was. Quandra led.", &accepted("road to Quandra")).run("check").ends(1);
    with("We saw the road to. Quandra led it.", &accepted("road to Quandra")).run("check").ends(1);
    with(&format!("{body} I took the road to Quandra."), &accepted("road to Quandra")).run("check").ends(1);
    with("We met **Quan**dra.", &accepted("met Quandra").replace("case-studies/a.md", "pages/none.md"))
        .run("check")
        .ends(1);
    // Nor once in a field and once in the text.
    let bench = with(body, &accepted("road to Quandra"));
    let page = bench.read("content/case-studies/a.md");
    bench.write(
        "content/case-studies/a.md",
        page.replacen("title:", "lesson: The road to Quandra was long.\ntitle:", 1),
    );
    bench.run("check").ends(1);
    let only_the_name = accepted("Quandra");
    let ran = with(body, &only_the_name).run("check --format short").ends(1);
    assert!(ran.stdout.contains("holds only the name"), "{}", ran.stdout);
    // What is incomplete accepts nothing.
    let without_reason = accepted("road to Quandra").replace(", why: \"a town\"", "");
    let ran = with(body, &without_reason).run("check --format short").ends(1);
    assert!(ran.stdout.contains("`why` is missing") && ran.stdout.contains("PPL-01"), "{}", ran.stdout);
}

#[test]
fn a_name_that_may_mean_something_else_is_a_warning_whose_advice_accepts_it() {
    let list = "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: [Jordan Example, Jordan] }\n";
    for (body, severity) in
        [("We saw *Get Out* by Jordan Peele.", "warning"), ("We met Jordan there.", "error")]
    {
        let bench = with(body, list);
        let ran = bench.run("check --format short").ends(i32::from(severity == "error"));
        assert!(ran.stdout.contains(&format!("{severity} PPL-01")), "{}", ran.stdout);
        let help = bench.run("check").stdout;
        let words: Vec<&str> = help.split_whitespace().collect();
        let help = words.join(" ").replace(" | ", " ");
        let start = help.find("`- { name: Jordan,").unwrap_or_else(|| panic!("{help}"));
        let entry =
            help[start + 1..].split('`').next().unwrap().replace("TODO: who or what it is", "a film maker");
        bench.write(
            "content/people.private.yaml",
            format!("{}not_them:\n  {entry}\n", list.split_once('\n').unwrap().1),
        );
        let ran = bench.run("check --format short").ends(0);
        assert!(!ran.stdout.contains("PPL-01"), "{}", ran.stdout);
    }
}

#[test]
fn markup_and_yaml_hide_no_doubtful_name_from_check() {
    let list = "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: [Jordan Example, Jordan] }\n";
    for body in ["We met **J**ordan Williams there.", "All went to see J&#111;rdan Williams there."] {
        let ran = with(body, list).run("check --format short");
        assert!(ran.stdout.contains("PPL-01"), "{body}\n{}", ran.stdout);
    }
    let bench = with("Text.", list);
    let page = bench.read("content/case-studies/a.md");
    bench.write(
        "content/case-studies/a.md",
        page.replacen("title:", "lesson: >-\n  # Jordan Example and\n  more\ntitle:", 1),
    );
    let ran = bench.run("check --format short").ends(1);
    assert!(ran.stdout.contains("error PPL-01"), "{}", ran.stdout);
    bench.write(
        "content/case-studies/a.md",
        page.replacen("title:", "lesson: > # folded\n  # Jordan Example and\n  more\ntitle:", 1),
    );
    let ran = bench.run("check --format short").ends(1);
    assert!(ran.stdout.contains("error PPL-01"), "{}", ran.stdout);
}

#[test]
fn a_listed_name_may_appear_once_its_person_agreed_to_show_it() {
    let list = "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: [Quandra Zeltix, Quandra] }\n";
    let people = |show: &str| {
        format!(
            "--- content/people.yaml\npeople:\n  - {{ id: p-owner, kind: owner, role: Principal, show_as: full_name, name: {{ full: Rowan Ellery }}, minor: false, consent: {{ status: not_needed }} }}\n  - {{ id: p-lead, kind: staff, role: Teacher, minor: false, {show} }}\n"
        )
    };
    let agreed =
        "show_as: full_name, name: { full: \"Quandra Zeltix\" }, consent: { status: given, scope: [name] }";
    let body = "Quandra Zeltix led it. We asked Quandra.";
    with(body, &format!("{}{list}", people("consent: { status: not_asked }"))).run("check").ends(1);
    with(body, &format!("{}{list}", people(agreed))).run("check").ends(0);
}

#[test]
fn a_name_is_accepted_in_lists_tables_and_over_lines() {
    let list = "watch_for:\n  - { person: p-lead, names: [Quandra] }\n";
    for (body, text) in [
        ("- Egypt\n- Quandra\n- Peru", "Egypt Quandra Peru"),
        ("The road to\nQuandra and back.", "road to Quandra"),
        ("The road to **Quandra** and back.", "to Quandra and"),
        ("The\tQuandra\triver.", "The Quandra river"),
        ("| a | b |\n|---|---|\n| Quandra | three |", "Quandra three"),
    ] {
        let private = format!(
            "--- content/people.private.yaml\n{list}not_them:\n  - {{ name: Quandra, in: case-studies/a.md, text: \"{text}\", why: \"a town\" }}\n"
        );
        let ran = with(body, &private).run("check --format short");
        assert!(!ran.stdout.contains("PPL-"), "{body}\n{}", ran.stdout);
    }
}

#[test]
fn a_name_that_is_also_a_word_counts_where_a_person_is_meant() {
    let list = "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: [Quandra Zeltix, Quandra], also_common: true }\n";
    with("The quandra was late. Quandra is a word.", list).run("check").ends(0);
    with("Then we asked Quandra about it.", list).run("check").ends(1);
    with("The quandra zeltix was late.", list).run("check").ends(1);
    with("[x](../files/quandra.txt)", list).run("check").ends(1);
}

#[test]
fn a_list_under_another_name_is_an_error() {
    for path in [
        "content/people.private.yml",
        "content/People.private.yaml",
        "content/people.private copy.yaml",
        "content/people-private.yaml",
        "content/files/people.private.yaml",
        "people.private.yaml",
        "content/people.privat.yaml",
    ] {
        let bench = with("Text.", "");
        bench.write(path, "watch_for:\n  - { person: p-lead, names: [Jordan] }\n");
        let ran = bench.run("check --format short").ends(1);
        assert!(ran.stdout.contains(&format!("{path}: error PRV-03")), "{path}\n{}", ran.stdout);
        bench.run("build").ends(1);
    }
    with("Text.", OVERLAY).run("check").ends(0);
}

#[test]
fn the_text_of_attached_files_is_read_in_every_encoding() {
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let latin1 = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u8).collect() };
    for (name, bytes) in [
        ("a.csv", latin1("name\nJordan Ex\u{e4}mple\n")),
        ("a.csv", utf16("Jordan Exämple\n")),
        ("a.txt", utf16("Jordan Exämple\n")),
        ("a.csv", b"first,last\nJordan,Example\n".to_vec()),
        ("a.csv", b"name\n\"Example, Jordan\"\n".to_vec()),
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nJor<b>dan</b> Example\n".to_vec()),
        (
            "a.xlsx",
            office(&[(
                "xl/worksheets/sheet1.xml",
                "<row><c t=\"inlineStr\"><is><t>Jordan Example</t></is></c><c t=\"inlineStr\"><is><t>Other</t></is></c></row>",
            )]),
        ),
        (
            "a.xlsx",
            office(&[(
                "xl/comments1.xml",
                "<comment><text><t>Jordan Example</t></text></comment><comment><text><t>Other</t></text></comment>",
            )]),
        ),
    ] {
        let bench = with(&format!("[x](../files/{name})"), OVERLAY);
        bench.write(&format!("content/files/{name}"), bytes);
        let ran = bench.run("check --format short").ends(1);
        assert!(
            ran.stdout.contains(&format!("content/files/{name}: error PPL-01")),
            "{name}\n{}",
            ran.stdout
        );
    }
    for bytes in
        [utf16("<!-- private -->secret"), latin1("é <!-- private -->secret"), b"[private]secret".to_vec()]
    {
        let bench = with("[x](../files/a.txt)", OVERLAY);
        bench.write("content/files/a.txt", bytes);
        let ran = bench.run("check --format short").ends(1);
        assert!(
            ran.stdout.contains("content/files/a.txt") && ran.stdout.contains("error PRV-01"),
            "{}",
            ran.stdout
        );
    }
    let bench = with("[x](../files/a.txt)", OVERLAY);
    bench.write("content/files/a.txt", "before <!-- private -->secret<!-- /private --> after");
    let ran = bench.run("check --format short").ends(1);
    assert!(ran.stdout.contains("content/files/a.txt:1:8: error PRV-01"), "{}", ran.stdout);
}

#[test]
fn a_file_that_cannot_be_looked_through_is_an_error_until_it_is_accepted() {
    let text = "It was Jordan Example's idea.";
    let xml =
        |name: &str| office(&[(name, "<w:p><w:t>It was Jordan Exam</w:t><w:t>ple's idea.</w:t></w:p>")]);
    // What can be read is searched.
    for (name, bytes) in [
        ("a.docm", xml("word/document.xml")),
        ("a.dotx", xml("word/document.xml")),
        ("a.ppsx", xml("ppt/slides/slide1.xml")),
        ("a.odg", xml("content.xml")),
        ("a.epub", office(&[("a.xhtml", &format!("<p>{text}</p>"))])),
        ("a.xlsm", xml("xl/sharedStrings.xml")),
        ("a.xhtml", format!("<p>{text}</p>").into_bytes()),
        ("a.log", text.into()),
        ("a.geojson", format!("{{\"by\": \"{text}\"}}").into_bytes()),
        ("a.json", b"{\"Jordan Example\": 1}".to_vec()),
        ("a.ics", b"BEGIN:VCALENDAR\r\nSUMMARY:It was Jordan Exa\r\n mple's idea\r\n".to_vec()),
    ] {
        let bench = with(&format!("[x](../files/{name})"), OVERLAY);
        bench.write(&format!("content/files/{name}"), bytes);
        let ran = bench.run("check --format short").ends(1);
        assert!(
            ran.stdout.contains(&format!("content/files/{name}: error PPL-01")),
            "{name}\n{}",
            ran.stdout
        );
    }
    // What can't be is an error, until the author has looked.
    for (name, bytes) in [
        ("a.zip", office(&[("a.txt", text)])),
        ("a.gz", vec![0x1f, 0x8b, 8, 0, 0xff]),
        ("a.rtf", b"{\\rtf1 It was Jor\\'64an Example}".to_vec()),
        ("a.eml", b"Subject: x\n\nSm9yZGFu".to_vec()),
        ("a.docx", b"no archive".to_vec()),
        ("a.pages", vec![0xff, 0xfe, 0xfd]),
    ] {
        let bench = with(&format!("[x](../files/{name})"), OVERLAY);
        bench.write(&format!("content/files/{name}"), bytes);
        let ran = bench.run("check --format short").ends(1);
        assert!(
            ran.stdout.contains(&format!("content/files/{name}: error MED-16")),
            "{name}\n{}",
            ran.stdout
        );
        let settings = bench.read("content/portfolio.yaml");
        bench.write(
            "content/portfolio.yaml",
            format!("{settings}privacy: {{ unread_files: [files/{name}] }}\n"),
        );
        let ran = bench.run("check --format short").ends(0);
        assert!(!ran.stdout.contains("MED-16"), "{name}\n{}", ran.stdout);
    }
    let bench = with("Text.", OVERLAY);
    let settings = bench.read("content/portfolio.yaml");
    bench.write(
        "content/portfolio.yaml",
        format!("{settings}privacy: {{ unread_files: [files/other.zip] }}\n"),
    );
    assert!(bench.run("check --format short").ends(0).stdout.contains("warning MED-17"));
}

#[test]
fn every_attached_file_with_a_name_is_reported() {
    let bench = with("Jordan Example led it. [x](../files/a.txt) [y](../files/b.csv)", OVERLAY);
    bench.write("content/files/a.txt", "Jordan Example was there.");
    bench.write("content/files/b.csv", "name\nJordan Example\n");
    let ran = bench.run("check --format short").ends(1);
    for file in ["case-studies/a.md", "files/a.txt", "files/b.csv"] {
        let error = ran
            .stdout
            .lines()
            .any(|line| line.starts_with(&format!("content/{file}")) && line.contains("error PPL-01"));
        assert!(error, "{file}\n{}", ran.stdout);
    }
}

#[test]
fn the_words_of_the_program_are_no_names() {
    let body = "We did things in May 2025. Mark the date: it is open for an hour.\n\n## How it went\n\nText.";
    let pages = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nsearch: on\nlanguage: en\nprofile: { name: \"Rowan Ellery\" }\n";
    for name in
        ["Mark", "May", "Rowan", "An", "Min", "En", "Grace", "Will", "Art", "Page", "Read", "Case", "Summer"]
    {
        let list = format!(
            "--- content/people.private.yaml\nwatch_for:\n  - {{ person: p-lead, names: [{name}] }}\n"
        );
        let ran = with(body, &format!("{pages}{list}")).run("check --format short");
        assert!(!ran.stdout.contains("error"), "{name}\n{}", ran.stdout);
    }
}

#[test]
fn what_the_author_says_of_a_name_counts_for_the_same_name_in_people_yaml() {
    let people = "--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: Principal, show_as: full_name, name: { full: Rowan Ellery }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: Teacher, name: { first: Quandra, full: Quandra Case }, minor: false, consent: { status: not_asked } }\n";
    let list = "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: [Quandra], also_common: true }\n";
    with("The quandra was late.", &format!("{people}{list}")).run("check").ends(0);
    with("The quandra was late.", people).run("check").ends(1);
    with("Ms. Case led it.", &format!("{people}{list}")).run("check").ends(1);
    // The surname is a word of the program's addresses.
    let ran = with("Text.", &format!("{people}{list}")).run("check --format short").ends(0);
    assert!(!ran.stdout.contains("PPL-01"), "{}", ran.stdout);
}

#[test]
fn a_file_that_an_editor_writes_beside_the_private_list_stops_nothing() {
    let bench = with("Text.", OVERLAY);
    bench.write("content/.people.private.yaml.swp", "x");
    bench.write("content/people.private.yaml~", "x");
    bench.write("content/pages/people-private-sector.md", "---\ntitle: P\n---\nText.\n");
    let ran = bench.run("check --format short");
    assert!(!ran.stdout.contains("PRV-03"), "{}", ran.stdout);
}
