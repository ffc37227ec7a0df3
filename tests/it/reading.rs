//! What makes a page hard to read for families: abbreviations, long sentences and hard words; and the glossary.

use super::support::{site, study};

const CASE: &str = "content/case-studies/a.md";

fn report(settings: &str, body: &str) -> String {
    let files = format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\n{settings}profile: {{ name: \"Rowan Ellery\" }}\n--- {CASE}\n{}",
        study(body)
    );
    site(&files).build().report()
}

#[test]
fn an_abbreviation_that_nobody_spells_out_is_one_hint() {
    let found = report("", "The IEP team and our PLC met. The PLC wrote to the EU and the USA.");
    assert!(
        found.contains("TXT-11 content/case-studies/a.md:10:5 `IEP`, `PLC` aren't spelled out"),
        "{found}"
    );
    assert!(found.contains("write `individualized education program (IEP)`"), "{found}");
    assert!(
        found.contains("add `glossary: { IEP: individualized education program }` to `portfolio.yaml`"),
        "{found}"
    );
    assert_eq!(found.matches("TXT-11").count(), 1, "{found}");
    for fine in [
        "An individualized education program (IEP) helps. The IEP is read by all.",
        "We call it an IEP (a plan for one student).",
        "> The IEP was late, she wrote.",
        "`IEP` is a column in [the table](https://example.org/IEP).",
        "WE HELD THE IEP MEETING",
    ] {
        let found = report("", fine);
        assert!(!found.contains("TXT-11"), "{fine}: {found}");
    }
    assert!(!report("glossary: { IEP: a plan for one student }\n", "The IEP.").contains("TXT-11"));
    // Words of another language are not spelled out in English.
    let german = report("language: de\n", "Das IEP hilft.");
    assert!(german.contains("write `what it stands for (IEP)`"), "{german}");
}

#[test]
fn the_glossary_explains_the_first_abbreviation_of_each_page() {
    let files = format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nglossary: {{ IEP: \"a plan & more\", IE: wrong }}\nprofile: {{ name: \"Rowan Ellery\" }}\n--- {CASE}\n{}",
        study("Two IEPs, `IEP`, and then the IEP.\n\n```\nIEP\n```\n\nMOVIEP and IEP.")
    );
    let page = site(&files).build().text("case-studies/a/index.html");
    assert!(
        page.contains(
            "<p>Two <abbr title=\"a plan &amp; more\">IEP</abbr>s, <code>IEP</code>, and then the IEP.</p>"
        ),
        "{page}"
    );
    assert_eq!(page.matches(">IEP</abbr>").count(), 1, "{page}");
}

#[test]
fn long_sentences_are_one_hint_at_the_longest() {
    let words = |count: usize| vec!["word"; count].join(" ");
    let body = format!("Short. {}. {}. Short again.[^1]\n\n[^1]: Note.", words(36), words(40));
    let found = report("", &body);
    assert!(found.contains("2 sentences have more than 35 words; this one has 40"), "{found}");
    assert_eq!(found.matches("TXT-12").count(), 1, "{found}");
    let fine = format!(
        "{}.[^1] {}.\n\n- {}\n- {}\n\n| {} |\n|---|\n\n[^1]: N.",
        words(35),
        words(35),
        words(30),
        words(30),
        words(50)
    );
    assert!(!report("", &fine).contains("TXT-12"), "{}", report("", &fine));
}

#[test]
fn a_text_that_needs_many_years_of_school_is_reported() {
    let hard = "The operationalization of collaborative instructional accountability necessitated organizational restructuring and interdisciplinary professional communication. ".repeat(12);
    assert!(report("", &hard).contains("TXT-13"), "{}", report("", &hard));
    let plain = "We met every week and asked what went wrong. Then two teachers tried a new plan, and the class liked it. ".repeat(12);
    assert!(!report("", &plain).contains("TXT-13"));
    let german = "Die Operationalisierung gemeinschaftlicher Unterrichtsverantwortung erforderte umfangreiche Umstrukturierungen sowie fachübergreifende Kommunikationsanstrengungen innerhalb unserer Organisationseinheiten. ".repeat(12);
    assert!(report("language: de\n", &german).contains("TXT-13"), "{}", report("language: de\n", &german));
}

#[test]
fn the_words_around_a_text_are_those_of_its_language() {
    let body =
        "| a |\n|---|\n| b |\n\n> [!TIP]\n> Hallo.\n\n- [x] a\n- [ ] b\n\nText.[^1]\n\n[^1]: Anmerkung.";
    let files = format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nlanguage: de\nprofile: {{ name: \"Rowan Ellery\" }}\n--- {CASE}\n{}",
        study(body)
    );
    let page = site(&files).build().text("case-studies/a/index.html");
    for words in [
        "aria-label=\"Tabelle 1\"",
        ">Tipp</p>",
        "aria-label=\"erledigt\"",
        "aria-label=\"offen\"",
        "aria-label=\"Fußnoten\"",
        "aria-label=\"Fußnote 1\"",
        "aria-label=\"Zurück zum Text, Fußnote 1\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
