//! Folders of Markdown with everything odd: damaged, hostile, very large.

use leadfolio::content::markdown::{Dialect, parse_outline};
use leadfolio::import::{self, Source};
use leadfolio::vfs::FileTree;

use super::folder_support::{document, has_every_sentence, is_omitted, lost_lines, read};

/// Pages of other programs: each begins with a line `=== name`.
const PAGES: [(&str, &str, &str); 4] = [
    ("_config.yml", "md", include_str!("../../imported/jekyll.md")),
    ("hugo.toml", "md", include_str!("../../imported/hugo.md")),
    ("_quarto.yml", "qmd", include_str!("../../imported/quarto.md")),
    (".docs", "md", include_str!("../../imported/word.md")),
];

#[test]
fn pages_of_other_programs_keep_their_lines_and_lose_their_markup() {
    for (config, ending, pages) in PAGES {
        let mut files = vec![(config.to_owned(), String::new())];
        for page in pages.split("=== ").filter(|page| !page.trim().is_empty()) {
            let (name, text) = page.split_once('\n').unwrap();
            files.push((format!("content/{name}.{ending}"), text.to_owned()));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let imported = read(config, &files);
        assert_eq!(imported.documents.len(), 40, "{config}");
        let lost: Vec<String> =
            files.iter().flat_map(|(path, text)| lost_lines(&imported, path, text)).collect();
        assert!(lost.is_empty(), "{config}: {lost:#?}");
        for document in &imported.documents {
            let findings = parse_outline(&document.body, Dialect::default()).findings;
            let left: Vec<&str> = findings
                .iter()
                .filter(|finding| finding.rule == "TXT-05" && !finding.message.contains("grid table"))
                .map(|finding| finding.message.as_str())
                .collect();
            assert!(left.is_empty(), "{}: {left:#?}\n{}", document.origin, document.body);
        }
    }
}

#[test]
fn a_plain_folder_with_everything_odd_loses_nothing() {
    let imported = read(
        "mix",
        &[
            (
                "a b/Über uns.md",
                "Plain words first.\n\nSetext title\n============\n\nAnother\none\n-------\n\nSee [x][1], [gone], ![pic][p] and <img src=\"p.png\" alt=\"A pot\">.\n\n[1]: ../c.md \"Hint\"\n[gone]: missing.md\n[p]: <p.png>\n",
            ),
            ("a b/p.png", "png"),
            ("c.md", "---\ntitle: [broken\n---\nWords after bad front matter.\n"),
            ("d.md", "---\nnever closed\n\nThese words stay.\n"),
            ("e.md", "\u{feff}+++\ntitle = \"Toml\"\n+++\r\nWindows lines.\r\n"),
            (
                "f.md",
                "{{< notice >}}\nNever closed words. {% if x %} Open words. {{ x | y }} [[two words]] {{< figure >}}\n",
            ),
            ("g.md", ""),
            ("h.markdown", "# One\n\nFirst.\n\n# Two\n\nSecond.\n\n###### Deep\n\nThird.\n"),
            ("i.md", "An [escape](../../etc/passwd) and [file](file:///etc/passwd), `[code](../../x)`.\n"),
        ],
    );
    let page = document(&imported, "a b/Über uns.md");
    assert_eq!(page.title, "Setext title");
    for expected in [
        "## Another one\n",
        "[x](document:c.md \"Hint\")",
        " gone, ",
        "![pic](files/a-b/p.png)",
        "src=\"files/a-b/p.png\"",
    ] {
        assert!(page.body.contains(expected), "`{expected}` is not in\n{}", page.body);
    }
    let two = document(&imported, "h.markdown");
    assert_eq!(
        (two.title.as_str(), two.body.as_str()),
        ("One", "First.\n\n## Two\n\nSecond.\n\n###### Deep\n\nThird.\n")
    );
    assert_eq!(document(&imported, "e.md").title, "Toml");
    assert!(
        is_omitted(&imported, "title: [broken") && is_omitted(&imported, "g.md"),
        "{:#?}",
        imported.omitted
    );
    let escape = document(&imported, "i.md");
    assert_eq!(escape.body, "An escape and file, `[code](../../x)`.\n");
    has_every_sentence(
        &imported,
        "Plain words first. Words after bad front matter. These words stay. Windows lines. Never closed words. Open words.
        First. Second. Third.",
    );
}

#[test]
fn text_in_windows_1252_is_read_and_other_bytes_are_reported() {
    let mut files = FileTree::default();
    files.insert("a.md", b"Caf\xe9 at eight.\n".to_vec());
    files.insert("b.md", b"\x81\x8d\xff\xfe\x00".to_vec());
    let imported = import::read(&Source { name: "old".to_owned(), files }).unwrap();
    assert_eq!(document(&imported, "a.md").body, "Café at eight.\n");
    assert!(imported.notes.iter().any(|note| note.contains("`b.md` can't be read")), "{:?}", imported.notes);
}

#[test]
fn hostile_pages_end_soon() {
    let deep = |open: &str, times: usize| open.repeat(times);
    let mut unique = String::new();
    for number in 0..5_000 {
        unique.push_str(&format!("{{{{< n{number} >}}}}"));
    }
    let pages = [
        deep("> ", 5_000),
        deep("- ", 5_000),
        deep("[", 8_000),
        deep("![", 8_000),
        deep("{{< a >}}", 5_000),
        deep("{% raw", 5_000),
        deep("{% highlight x %}", 5_000),
        deep("{{", 8_000),
        deep("[[", 8_000),
        deep("%%", 7_999),
        deep("==", 7_999),
        deep("^[", 8_000),
        deep("::: note\n", 5_000),
        deep("[x]{.a}", 5_000),
        deep("<img src=\"", 5_000),
        deep("```{r}\n", 5_000),
        deep("[@a]", 5_000),
        deep("a:: b\n", 5_000),
        unique,
        format!("---\na: {}\n---\nText.\n", deep("[", 5_000)),
        format!("+++\na = {}\n+++\nText.\n", deep("[", 5_000)),
        format!("{{\"a\": {}\n", deep("[", 8_000)),
    ];
    let mut files = FileTree::default();
    files.insert(".obsidian/app.json", b"{}".to_vec());
    for (number, page) in pages.iter().enumerate() {
        files.insert(format!("{number}.md"), page.clone().into_bytes());
    }
    let imported = import::read(&Source { name: "hostile".to_owned(), files }).unwrap();
    assert!(!imported.documents.is_empty());
}

#[test]
fn ten_thousand_pages_that_link_to_each_other_are_read() {
    let mut files = FileTree::default();
    for number in 0..10_000 {
        let next = (number + 1) % 10_000;
        files.insert(
            format!("notes/{}/n{number}.md", number % 100),
            format!("Note {number}. [next](../{}/n{next}.md) [[n{next}]]\n", next % 100).into_bytes(),
        );
    }
    let imported = import::read(&Source { name: "many".to_owned(), files }).unwrap();
    assert_eq!(imported.documents.len(), 10_000);
    let first = document(&imported, "notes/0/n0.md");
    assert_eq!(first.body, "Note 0. [next](document:notes/1/n1.md) [n1](document:notes/1/n1.md)\n");
}

#[test]
fn odd_shortcodes_captions_and_comments_lose_no_words() {
    let pages = [
        ("hugo.toml", "title = 'Ward'\n"),
        (
            "content/a.md",
            "---\ntitle: A\n---\n\nabc   {{< quote >}}ééé stays{{< video \"éé://x\" >}} end.{{< /quote >}}\n",
        ),
    ];
    let imported = read("ward", &pages);
    assert!(imported.documents[0].body.contains("ééé stays"), "{}", imported.documents[0].body);
    let pages = [
        ("_quarto.yml", "project:\n  type: website\n"),
        (
            "a.qmd",
            "---\ntitle: A\n---\n\n![](a.png \"The caption\"){fig-alt=\"x\"}\n\n![One](a.png) grew (by four){alt=\"x\"}\n",
        ),
        ("a.png", "x"),
    ];
    let body = &read("ward", &pages).documents[0].body;
    assert!(body.contains("The caption") && body.contains("grew (by four)"), "{body}");
    let many = format!("---\ntitle: A\n---\n\n{}", "{::comment} words ".repeat(20_000));
    assert!(read("ward", &[("a.md", many.as_str())]).documents[0].body.contains("words"));
}
