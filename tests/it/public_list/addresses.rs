//! P01 to P06: addresses that lead out, are reserved or belong to two sources; and names of files.

use super::super::support::{site, study};
use super::{one, study_with};

#[test]
fn a_slug_that_leads_elsewhere_is_refused_at_its_line() {
    // P01, P02
    let climbing =
        ["../../x", "..", ".", "a/../../x", "\"%2e%2e\"", "\"%2e%2e%2fx\"", "．．／x", "\"..\\\\x\""];
    let absolute = ["/etc/x", "//evil.example", "\"C:\\\\x\"", "https://evil.example/"];
    let hollow = ["\"\"", "\" \"", "5", "2026", "\"\\0\"", "\"a\\nb\"", "\"a\u{202e}b\"", "a b"];
    for slug in climbing.into_iter().chain(absolute).chain(hollow) {
        one(&format!("slug: {slug}\n"), "Text.").build().fails("URL-01 content/case-studies/a.md:9:7 ");
    }
}

#[test]
fn an_address_of_a_page_that_leads_elsewhere_is_refused_at_its_line() {
    // P01, P02
    let page = |field: &str| format!("---\ntitle: P\n{field}\n---\nText.\n");
    for url in
        ["/../x/", "../x", "/a/../../x/", "/%2e%2e/x/", "//evil.example/", "\"\"", "/./", "/con/", "/a//b/"]
    {
        let files = format!("--- content/pages/p.md\n{}", page(&format!("url: {url}")));
        site(&files).build().fails("URL-01 content/pages/p.md:3:6 ");
        let files = format!("--- content/pages/p.md\n{}", page(&format!("aliases: [/fine/, {url}]")));
        let built = site(&files).build();
        match url {
            // An entry that says nothing is none.
            "\"\"" => _ = built.fine(),
            _ => _ = built.fails("URL-01 content/pages/p.md:3:19 "),
        }
    }
}

#[test]
fn two_pages_with_one_address_are_refused_and_both_named() {
    // P03, P04
    let two = |one: &str, other: &str| {
        let text = |slug: &str| study_with(&format!("slug: {slug}\n"), "Text.");
        site(&format!(
            "--- content/case-studies/a.md\n{}--- content/case-studies/b.md\n{}",
            text(one),
            text(other)
        ))
        .build()
        .fails("URL-02 content/case-studies/b.md:9:7 the address `/case-studies/")
    };
    for (one, other) in [("team", "team"), ("Team", "team"), ("ÄRZTE", "ärzte"), ("σίσυφος", "ΣΊΣΥΦΟΣ")]
    {
        let built = two(one, other);
        let errors = built.errors();
        assert!(errors.iter().any(|it| it.contains("belongs to `content/case-studies/a.md`")), "{errors:?}");
    }
}

#[test]
fn two_pages_with_one_id_are_refused_and_both_named() {
    // P03
    let files = ["a/index.md", "a.md"].map(|it| format!("--- content/case-studies/{it}\n{}", study("Text.")));
    site(&files.concat()).build().fails(
        "URL-02 content/case-studies/a/index.md:1:1 the id `a` is already used by `content/case-studies/a.md`",
    );
}

#[test]
fn a_reserved_or_endless_slug_is_refused() {
    // P05
    for slug in ["con", "NUL", "com1", "LPT9", "nul.", "a.txt", "trailing-dot.", "aux"] {
        one(&format!("slug: {slug}\n"), "Text.").build().fails("URL-01 content/case-studies/a.md:9:7 ");
    }
    one(&format!("slug: {}\n", "x".repeat(300)), "Text.")
        .build()
        .fails("URL-01 content/case-studies/a.md:9:7 an address may have 200 bytes; this one has 300");
}

#[test]
fn a_page_at_the_address_of_a_file_is_refused_and_both_named() {
    // P06
    site(&format!(
        "--- content/case-studies/a/index.md\n{}--- content/case-studies/a/plan\nA document.\n--- content/pages/p.md\n---\ntitle: P\nurl: /case-studies/z/plan/\n---\nText.\n",
        study_with("slug: z\n", "[The plan](plan)")
    ))
    .build()
    .fails("URL-02 content/");
    site("--- themes/commons/assets/note.html\n<p>Note</p>\n--- content/pages/p.md\n---\ntitle: P\nurl: /assets/note.html\n---\nText.\n")
        .build()
        .fails("URL-02 content/pages/p.md");
}

#[test]
fn a_page_at_an_address_of_ours_is_refused() {
    // P06
    for url in ["/resume/", "/404.html", "/Case-Studies/", "/assets.html/x/", "/tags/"] {
        let page = format!("--- content/pages/p.md\n---\ntitle: P\nurl: {url}\n---\nText.\n");
        assert!(!site(&page).build().errors().is_empty(), "{url}");
    }
}

#[test]
fn names_of_files_in_any_script_become_plain_addresses() {
    let names =
        ["Ein langer Name", "🎉 party", "مرحبا", "שלום", "日本語", "naïve", "a'b\"c<d>&e", "100% sure?"];
    for name in names {
        let built = site("").file(&format!("content/case-studies/{name}.md"), study("Text.")).build().fine();
        let paths = built.paths();
        let own: Vec<&String> = paths
            .iter()
            .filter(|it| it.starts_with("case-studies/") && it.as_str() != "case-studies/index.html")
            .collect();
        assert_eq!(own.len(), 1, "{name}: {paths:?}");
        let plain = own[0].bytes().all(|it| it.is_ascii_alphanumeric() || b"-_/.".contains(&it));
        assert!(plain, "{name}: {own:?}");
    }
}

#[test]
fn a_file_whose_name_holds_no_letter_is_refused_by_name() {
    site("")
        .file("content/case-studies/—.md", study("Text."))
        .build()
        .fails("URL-01 content/case-studies/—.md");
}

#[test]
fn documents_keep_their_names_and_links_to_them_are_encoded() {
    let name = "Ein Plan 🎉 100% é.txt";
    let built = one("", &format!("[Plan](<../files/{}>)", name.replace('%', "%25")))
        .file(&format!("content/files/{name}"), "Plan")
        .build()
        .fine();
    assert_eq!(built.text(&format!("files/{name}")), "Plan");
    let page = built.text("case-studies/a/index.html");
    assert!(page.contains("/files/Ein%20Plan%20%F0%9F%8E%89%20100%25%20%C3%A9.txt\""), "{page}");
}

#[test]
fn names_that_differ_only_in_how_accents_are_written_are_refused_and_both_named() {
    const COMPOSED: &str = "\u{e9}";
    const DECOMPOSED: &str = "e\u{301}";
    let pages = site("")
        .file(&format!("content/case-studies/{COMPOSED}.md"), study("Text."))
        .file(&format!("content/case-studies/{DECOMPOSED}.md"), study("Text."))
        .build()
        .fails("URL-02 content/case-studies/");
    let errors = pages.errors().concat();
    assert!(errors.contains(COMPOSED) && errors.contains(DECOMPOSED), "{errors}");
    let files = one("", "[x](../files/\u{e9}.txt)")
        .file(&format!("content/files/{COMPOSED}.txt"), "x")
        .file(&format!("content/files/{DECOMPOSED}.txt"), "x")
        .build()
        .fails("URL-02 content/files/");
    let errors = files.errors().concat();
    assert!(errors.contains(COMPOSED) && errors.contains(DECOMPOSED), "{errors}");
}

#[test]
fn a_link_finds_a_file_whose_name_writes_accents_another_way() {
    let built =
        one("", "[x](../files/caf\u{e9}.txt)").file("content/files/cafe\u{301}.txt", "x").build().fine();
    assert!(built.paths().iter().any(|it| it.starts_with("files/caf")), "{:?}", built.paths());
}
