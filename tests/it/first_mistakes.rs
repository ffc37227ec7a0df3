//! What people bring along from Word, Windows and other generators: it is read as it is meant, or the help says what to
//! write, and `--fix` changes only what is certain.

use super::support::{Bench, MINIMUM, bare_site, site, study, symlink};

const PAGE: &str = "content/pages/p.md";

fn page(front_matter: &str) -> String {
    format!("---\n{front_matter}---\n\nText.\n")
}

/// A portfolio with a page, and the page after `check --fix`.
fn fixed(text: &str) -> (Bench, String) {
    let bench = Bench::with("");
    bench.write(PAGE, text);
    bench.run("check --fix");
    let after = bench.read(PAGE);
    (bench, after)
}

/// What `check --fix` makes of a page; the site can be built afterwards.
#[track_caller]
fn becomes(text: &str, expected: &str) {
    let (bench, after) = fixed(text);
    assert_eq!(after, expected);
    bench.run("build").ends(0);
}

/// Everything that is reported about a page, with its help.
fn report(front_matter: &str) -> String {
    site("").file(PAGE, page(front_matter)).build().report()
}

/// A case study whose front matter has one line replaced.
fn with_line(line: &str, replacement: &str) -> String {
    format!("--- content/case-studies/a.md\n{}", study("Text.").replace(line, replacement))
}

#[test]
fn a_fix_is_made_only_if_no_other_field_can_be_meant() {
    for guess in ["summaryImage: \"bed.png\"\n", "dateProj: 2031-01\n", "sort: 2\n", "date: 3.4.24\n"] {
        let text = page(&format!("title: P\n{guess}"));
        let (bench, after) = fixed(&text);
        assert_eq!(after, text, "a guess is only suggested");
        bench.run("build").ends(1);
    }
    becomes(&page("titel: P\nsumary: S.\n"), &page("title: P\nsummary: S.\n"));
}

#[test]
fn a_placeholder_in_a_required_field_is_to_be_replaced_and_not_removed() {
    for (line, placeholder, help) in [
        ("summary: S.", "summary: \"TODO: what was handed over\"", "[replace it with your own text]"),
        ("led_by: [p-lead]", "led_by: [\"TODO: who led it\"]", "[replace it with your own text]"),
        (
            "title: A",
            "title: A\nproblem: \"TODO: what was wrong\"",
            "[replace it with your own text, or remove the field]",
        ),
        (
            "title: A",
            "title: A\npitfalls: [{ what: \"TODO: what went wrong\" }]",
            "[replace it with your own text, or remove the whole entry]",
        ),
    ] {
        let text = study("Text.").replacen(line, placeholder, 1);
        let report = site("").file("content/case-studies/a.md", text).build().report();
        let found = report.lines().find(|line| line.contains("TXT-09")).unwrap_or_default();
        assert!(found.ends_with(help), "{placeholder}\n{report}");
    }
    // Each of them is required: without it, the page can't be published.
    for (line, error) in [
        ("title: A\n", "REQ-01 content/case-studies/a.md"),
        ("summary: S.\n", "REQ-01 content/case-studies/a.md"),
        ("led_by: [p-lead]\n", "DEL-03 content/case-studies/a.md"),
        ("accountable: p-owner\n", "DEL-01 content/case-studies/a.md"),
    ] {
        let text = study("Text.").replacen(line, "", 1);
        site("").file("content/case-studies/a.md", text).build().fails(error);
    }
}

/// Files, each with a text that is required in it.
fn required_texts() -> Vec<(&'static str, String, &'static str)> {
    let mut all = Vec::new();
    let allow = "lint_allow: [{ rule: DEL-07, why: Words }]";
    let cover = "cover: { file: team.jpg, alt: Words }";
    let head = format!("title: Words\n{allow}\n{cover}\n");
    for path in ["content/approaches/b.md", PAGE, "content/index.md", "content/case-studies/a.md"] {
        for part in ["rule: DEL-07", "why: Words", "file: team.jpg"] {
            let text = match path {
                "content/case-studies/a.md" => study("Text.").replace("title: A\n", &head),
                _ => page(&head),
            };
            all.push((path, text, part));
        }
    }
    let profile = "profile: { name: \"Rowan Ellery\" }\nprivacy: { comments: on }\n";
    for (field, part) in [
        ("learning: [{ name: Words, provider: P }]", "name: Words"),
        ("awards: [{ title: Words, awarder: A }]", "title: Words"),
        ("publications: [{ name: Words, publisher: P }]", "name: Words"),
        ("languages: [{ language: Words, fluency: native }]", "language: Words"),
        ("skills: [{ name: Words, keywords: [k] }]", "name: Words"),
        ("service: [{ role: Words, organization: O }]", "role: Words"),
        ("comments: { by: isso, server: \"https://a.example\" }", "server: \"https://a.example\""),
        ("comments: { by: utterances, repo: a/b }", "repo: a/b"),
        ("comments: { by: giscus, repo: a/b, repo_id: c, category_id: d }", "repo_id: c"),
        ("comments: { by: giscus, repo: a/b, repo_id: c, category_id: d }", "category_id: d"),
    ] {
        all.push(("content/portfolio.yaml", format!("{profile}{field}\n"), part));
    }
    let comments = "comments:\n  - { from: p-lead, text: Words, permission: { status: given } }\n";
    let framework = "name: S\nstandards: [{ id: \"1\", title: Words }]\nrequirements: [{ id: R, title: More }]\ncrosswalk: [{ from: \"1\", to: t/1, note: N }]\n";
    for (path, text, part) in [
        ("content/comments/case-studies/a.yaml", comments, "from: p-lead"),
        ("content/comments/case-studies/a.yaml", comments, "text: Words"),
        ("content/standards/s.yaml", framework, "title: Words"),
        ("content/standards/s.yaml", framework, "title: More"),
        ("content/standards/s.yaml", framework, "from: \"1\""),
        ("content/standards/s.yaml", framework, "to: t/1"),
        ("content/packs/p.yaml", "title: P\ncases: [{ case: a, why: W }]\n", "case: a"),
        ("content/program.yaml", "name: P\nframework: s\n", "framework: s"),
    ] {
        all.push((path, text.to_owned(), part));
    }
    all
}

#[test]
fn a_required_text_is_never_to_be_removed() {
    for (path, text, part) in required_texts() {
        assert!(text.contains(part), "{text}");
        let with = |text: String| {
            site("").file("content/case-studies/a.md", study("Text.")).file(path, text).build()
        };
        let key = part.split(':').next().unwrap();
        let built = with(text.replacen(part, &format!("{key}: \"TODO: what it is\""), 1));
        let report = built.report();
        let found = report.lines().find(|line| line.contains(&format!("TXT-09 {path}"))).unwrap_or_default();
        let helps =
            ["[replace it with your own text]", "[replace it with your own text, or remove the whole entry]"];
        assert!(helps.iter().any(|help| found.ends_with(help)), "{path}: {part}\n{report}");
        let built = with(text.replacen(&format!("{part}, "), "", 1).replacen(part, "", 1));
        let is_missing = |error: &String| {
            error.starts_with(&format!("REQ-01 {path}")) && error.contains(&format!("`{key}`"))
        };
        assert!(built.errors().iter().any(is_missing), "{path}: {part}\n{}", built.report());
    }
}

#[test]
fn a_fix_that_brings_another_finding_is_not_made() {
    // `2031` is not a level, and nobody is called so.
    for line in ["delegation: { levl: 2031 }", "delegation: { level: 5 }\naccountabel: nobody"] {
        let text = with_line("delegation: { level: 5 }", line);
        let bench = Bench::with(&text);
        let before = bench.read("content/case-studies/a.md");
        bench.run("check --fix").ends(1).says("0 changes made");
        assert_eq!(bench.read("content/case-studies/a.md"), before, "{line}");
    }
}

#[test]
fn a_fix_of_one_line_may_bring_to_light_what_other_lines_hide() {
    let text = study("[x](nowhere.md)").replace("title: A", "title: A: b\nnonsense: 1");
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{text}"));
    bench.run("check --fix").ends(1).says("1 change made");
    assert!(bench.read("content/case-studies/a.md").contains("title: \"A: b\"\nnonsense: 1\n"));
}

#[test]
fn a_text_that_begins_with_a_hyphen_is_quoted_and_a_list_gets_brackets() {
    becomes(
        &page("title: P\nsummary: - what we tried, and more\n"),
        &page("title: P\nsummary: \"- what we tried, and more\"\n"),
    );
    becomes(&page("title: P\naliases: - /old/\n"), &page("title: P\naliases: [/old/]\n"));
    let bench = Bench::with(&with_line("led_by: [p-lead]", "led_by: - p-lead"));
    bench.run("check --fix").ends(0);
    assert!(bench.read("content/case-studies/a.md").contains("led_by: [p-lead]\n"));
}

#[test]
fn no_break_spaces_are_read_as_spaces_and_replaced() {
    for text in [
        "title:\u{a0}\"Pasted\"\nsummary: \u{a0}\"What came of it\"\u{a0}\n",
        "\u{feff}title: \"Pasted\"\nsummary:\u{200b} \"What came of it\"\n",
        "title: \"Pasted\"\nversions:\n\u{a0}\u{a0}-\u{a0}date: 2024\n",
    ] {
        site("").file(PAGE, page(text)).build().fine();
        let (bench, after) = fixed(&page(text));
        assert!(!after.contains(['\u{a0}', '\u{200b}', '\u{feff}']), "{after:?}");
        assert!(after.contains("title: \"Pasted\"\n"), "{after:?}");
        bench.run("build").ends(0);
    }
    let kept = page("title: \"5\u{a0}% more\"\n");
    assert_eq!(fixed(&kept).1, kept, "between words they may be meant");
}

#[test]
fn typographic_quotes_become_straight_ones() {
    becomes(&page("title: “Handing over”\n"), &page("title: \"Handing over\"\n"));
    becomes(&page("title: “Culture: a story”\n"), &page("title: \"Culture: a story\"\n"));
    becomes(&page("title: ‘Handing over’\n"), &page("title: \"Handing over\"\n"));
    site(&with_line("led_by: [p-lead]", "led_by: [“p-lead”]"))
        .build()
        .fine()
        .warns("YML-12 content/case-studies/a.md:5:10 `led_by`: these quotation marks aren't straight");
}

#[test]
fn the_lines_around_the_fields_may_be_dashes_or_missing() {
    let right = page("title: P\n");
    for dashes in ["—-", "—", "–-", "--", "----"] {
        becomes(&right.replacen("---", dashes, 1), &right);
        becomes(&format!("---\ntitle: P\n{dashes}\n\nText.\n"), &right);
    }
    becomes(right.strip_prefix("---\n").unwrap(), &right);
    site("").file(PAGE, format!("\n \n{right}")).build().fine();
}

#[test]
fn a_tab_is_replaced_where_only_one_indentation_can_be_meant() {
    becomes(
        &page("title: P\nversions:\n  - date: 2024\n\tnote: One\n  - date: 2025\n\tnote: Two\n"),
        &page("title: P\nversions:\n  - date: 2024\n    note: One\n  - date: 2025\n    note: Two\n"),
    );
}

#[test]
fn a_field_of_another_generator_is_called_by_our_name_or_taken_out_whole() {
    for (field, help) in [
        ("description: D.", "write `summary` instead of `description`"),
        ("excerpt: D.", "write `summary` instead of `excerpt`"),
        ("permalink: /x/", "write `url` instead of `permalink`"),
        ("redirect_from: [/x/]", "write `aliases` instead of `redirect_from`"),
        ("lastmod: 2024", "write `updated` instead of `lastmod`"),
        ("categories: [a]", "only case studies have `tags`; delete this line"),
        ("image: x.png", "write `cover` instead of `image`"),
        (
            "cover_alt: X",
            "what belongs to the picture of a page goes into one field: `cover: { file: picture.jpg, ",
        ),
        ("author: R.", "you are the author of every page, as named in `profile` in `portfolio.yaml`"),
        ("published: false", "`draft: true` keeps a page from being published"),
        ("layout: post", "the theme decides how a page looks"),
        (
            "sidebar:\n  nav: main\n  title: x",
            "leadfolio doesn't have this field; delete this line and the 2 lines under it",
        ),
        ("gizmo:\n- a", "put a `#` before this line and the line under it to keep them as a note"),
    ] {
        let report = report(&format!("title: P\n{field}\n"));
        assert!(report.contains(help), "{field}: {report}");
    }
    let study = with_line("title: A", "title: A\ncategories: [x]\nretained: [Safety]\nstart_date: 2024");
    let report = site(&study).build().report();
    assert!(report.contains("write `tags` instead of `categories`"), "{report}");
    assert!(
        report.contains(
            "it belongs under `delegation`: remove this line, and write `delegation: { level: 5, retained: "
        ),
        "{report}"
    );
}

#[test]
fn a_field_that_another_name_stands_for_is_not_missing_too() {
    let text = with_line("summary: S.", "description: S.");
    let errors = site(&text).build().errors();
    assert_eq!(errors.len(), 1, "{errors:?}");
}

#[test]
fn a_word_is_not_taken_for_one_that_means_something_else() {
    let cadence = |word: &str| {
        let line = format!(
            "delegation: {{ level: 5 }}\ncommunication: {{ check_ins: [{{ with: [p-lead], cadence: {word} }}] }}"
        );
        site(&with_line("delegation: { level: 5 }", &line)).build().report()
    };
    let biweekly = cadence("biweekly");
    assert!(
        biweekly.contains("every two weeks is `fortnightly`; for twice a week write `weekly`"),
        "{biweekly}"
    );
    assert!(!biweekly.contains("did you mean"), "{biweekly}");
    assert!(cadence("every two weeks").contains("did you mean `fortnightly`?"));
    let status =
        |word: &str| site(&with_line("status: ongoing", &format!("status: {word}"))).build().report();
    assert!(status("done").contains("did you mean `completed`?"));
    assert!(status("finished").contains("did you mean `completed`?"));
    assert!(!status("incomplete").contains("did you mean"), "{}", status("incomplete"));
}

#[test]
fn a_level_in_words_gets_the_list_of_levels() {
    let level = |word: &str| with_line("level: 5", &format!("level: {word}"));
    let report = site(&level("high")).build().report();
    assert!(report.contains("`high` isn't a level of delegation"), "{report}");
    assert!(report.contains("1 (tell), 2 (sell), 3 (consult)"), "{report}");
    let bench = Bench::with(&level("Advise"));
    bench.run("check --fix").ends(0);
    assert!(bench.read("content/case-studies/a.md").contains("level: 5 }"));
}

#[test]
fn a_date_with_a_time_is_cut_to_its_day() {
    for date in ["2024-03-31 08:00:00 -0500", "2024-03-31T08:00:00Z", "2024-03-31 8:00"] {
        becomes(&page(&format!("title: P\ndate: {date}\n")), &page("title: P\ndate: 2024-03-31\n"));
    }
    assert!(report("title: P\ndate: present\n").contains("remove the line while it is ongoing"));
    let points = report("title: P\ndate: 3.5.2025\n");
    assert!(points.contains("`2025-03-05` if you mean March 5, 2025, or `2025-05-03`"), "{points}");
    let either = report("title: P\ndate: 3/4/2025\n");
    assert!(
        either.contains("`2025-03-04` if you mean March 4, 2025, or `2025-04-03` if you mean April 3, 2025"),
        "{either}"
    );
}

#[test]
fn a_fraction_beside_percentages_is_reported() {
    let outcome = |baseline: &str, result: &str| {
        let line = format!(
            "title: A\noutcomes: [{{ id: o, kind: quantitative, metric: M, unit: percent, direction: increase, baseline: {{ value: {baseline}, date: 2024 }}, result: {{ value: {result}, date: 2025 }} }}]"
        );
        site(&with_line("title: A", &line)).build()
    };
    let mixed = outcome("54", "0.61");
    assert!(mixed.report().contains("if you mean 61%, write `value: 61`"), "{}", mixed.report());
    mixed.warns("OUT-12 content/case-studies/a.md");
    outcome("0.54", "0.61").warns("OUT-12 content/case-studies/a.md");
    for (baseline, result) in [("5.2", "0.8"), ("54", "61"), ("12", "0")] {
        let rules = outcome(baseline, result).rules();
        assert!(!rules.contains("W OUT-12"), "{baseline} {result}: {rules:?}");
    }
}

#[test]
fn what_follows_from_a_file_that_cannot_be_read_is_not_reported() {
    let study = study("![O](outcome:o)\n\n![B](outcome:b/x)");
    let people = "people:\n  - { id: p-owner, kind: owner, role: Principal, show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - id: p-lead\n\tkind: staff\n";
    let broken = format!("---\ntitle: B\noutcomes: [\n{MINIMUM}id: other\n---\nText.\n");
    let files = format!("--- content/case-studies/a.md\n{study}--- content/people.yaml\n{people}");
    let errors = site(&files.replace("![O](outcome:o)\n\n![B](outcome:b/x)", "Text.")).build().errors();
    assert!(errors.len() == 1 && errors[0].starts_with("YML-06 content/people.yaml"), "{errors:?}");
    let own = study.replace("title: A", "title: A\noutcomes: [{ id: o, kind: : }]");
    let errors = site("")
        .file("content/case-studies/a.md", own)
        .file("content/case-studies/b.md", broken)
        .file("content/packs/p.yaml", "title: P\ncases: [{ case: other }]\n")
        .build()
        .errors();
    assert!(errors.len() == 2 && errors.iter().all(|it| it.starts_with("YML-06")), "{errors:?}");
}

#[test]
fn an_unknown_person_is_reported_although_another_entry_has_an_error() {
    let people = "--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: Principal, show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-x, kind: staff, role: T, name: Rowan, minor: false, consent: { status: not_asked } }\n";
    let built = site(&format!("{people}{}", with_line("x", "x"))).build();
    built.fails("PPL-12 content/case-studies/a.md:5:10 there is no person `p-lead`");
}

#[test]
fn the_reason_is_given_where_a_file_is_asked_for_that_is_left_out() {
    let bench = Bench::with(&format!(
        "--- content/case-studies/a.md\n{}",
        study("[a](../files/slides.key) [b](../files/plan.txt) [c](../files/notes.bak) [d](../files/cloud/x.pdf)")
            .replace("title: A", "title: A\nartifacts: [{ id: s, type: slides, title: S, file: slides.key }]")
    ));
    bench.write("content/files/slides.key", "x");
    bench.write("content/files/notes.bak", "x");
    bench.write("outside/x.pdf", "x");
    symlink(bench.path("outside/x.pdf"), bench.path("content/files/plan.txt")).unwrap();
    symlink(bench.path("outside"), bench.path("content/files/cloud")).unwrap();
    bench
        .run("build")
        .ends(1)
        .says("error[LNK-01]: `files/slides.key` is left out: it looks like a secret key")
        .says("error[MED-09]: `files/slides.key` is left out: it looks like a secret key")
        .says("if it holds slides, export them as a PDF and link to that")
        .says("`files/plan.txt` is left out: a symbolic link that points outside the folder")
        .says("replace the link with a copy of the file")
        .says("`files/notes.bak` is left out: a backup or temporary file")
        .says("`files/cloud/x.pdf` is left out: a symbolic link that points outside the folder");
}

#[test]
fn a_page_may_end_in_capital_letters() {
    let built = site("").file("content/pages/VISION.MD", page("title: Vision\n")).build().fine();
    assert!(built.paths().contains(&"pages/vision/index.html".to_owned()), "{:?}", built.paths());
    let built = site("").file("content/INDEX.MD", page("title: Home\n")).build();
    assert!(built.warnings().iter().all(|it| !it.contains("INDEX.MD")), "{}", built.report());
}

#[test]
fn a_file_among_the_pages_that_is_no_page_is_a_warning() {
    for (path, help) in [
        ("content/case-studies/new.md.txt", "rename it to `new.md`: Notepad added `.txt`"),
        ("content/case-studies/notes.txt", "if it is a page, rename it so that it ends in `.md`"),
        ("content/pages/Culture Notes.doc", "copy its text into a new file that ends in `.md`"),
        ("content/pages/notes.markdown", "rename it so that it ends in `.md`"),
    ] {
        let built = site("").file(path, "x").build().fine().warns(&format!("FIL-01 {path}"));
        assert!(built.report().contains(help), "{path}: {}", built.report());
    }
    let bundle = site("")
        .file("content/pages/b/index.md", page("title: B\n"))
        .file("content/pages/b/plan.docx", "x")
        .file("content/files/plan.docx", "x")
        .build();
    assert!(bundle.warnings().iter().all(|it| !it.starts_with("FIL-01")), "{}", bundle.report());
}

#[test]
fn a_copy_of_a_page_is_not_published_behind_the_author_s_back() {
    let text = study("Text.");
    for copy in ["a 2.md", "a (1).md", "a - Copy.md", "Copy of a.md"] {
        let path = format!("content/case-studies/{copy}");
        let private = text.replace("title: A", "title: A\nvisibility: private");
        site("")
            .file("content/case-studies/a.md", private)
            .file(&path, text.clone())
            .build()
            .fails(&format!("FIL-03 {path} this page is a copy of `content/case-studies/a.md`"));
        site("")
            .file("content/case-studies/a.md", text.clone())
            .file(&path, text.replace("title: A", "title: B"))
            .build()
            .fine();
    }
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{text}"));
    for copy in [
        "a (Dana's conflicted copy 2024-08-01).md",
        "a.sync-conflict-20240801-101112-ABCDEFG.md",
        "a [conflicted].md",
        "a_conflict-20240801-101112.md",
    ] {
        bench.write(&format!("content/case-studies/{copy}"), text.clone());
    }
    bench.run("build").ends(0).says("this file is not published: a conflict copy made by a cloud drive");
    let published = std::fs::read_dir(bench.path("dist/case-studies")).unwrap().count();
    assert_eq!(published, 2, "the list and the page");
    let copy = "content/case-studies/a (Dana's conflicted copy 2024-08-01).md";
    bench.write(copy, format!("{text}\nWhat was written on the other computer.\n"));
    bench
        .run("build")
        .ends(1)
        .says("a conflict copy made by a cloud drive, and what it says differs from `content/case-studies/a.md`")
        .says("compare it with the original");
    std::fs::remove_file(bench.path("content/case-studies/a.md")).unwrap();
    bench
        .run("build")
        .ends(1)
        .says("whose original is gone")
        .says("rename it to `content/case-studies/a.md`, or delete it");
    // A copy of the private list is not opened to compare it.
    let bench = Bench::with(
        "--- content/people.private (Dana's conflicted copy).yaml\nwatch_for: [\n--- content/people.private 2.yaml\nwatch_for: [\n",
    );
    let ran = bench.run("build").ends(1);
    assert_eq!(ran.stderr.matches("this isn't read as the private list").count(), 2, "{}", ran.stderr);
    assert!(!ran.stderr.contains("conflict copy made by"), "{}", ran.stderr);
}

#[test]
fn a_short_text_is_a_copy_where_the_title_is_the_same() {
    let page = |title: &str, more: &str| {
        format!("---\ntitle: {title}\n{more}---\n\nWe decide together whatever we can.\n")
    };
    let both = |title: &str| {
        site("")
            .file("content/pages/vision.md", page("Vision", "visibility: private\n"))
            .file("content/pages/belief.md", page(title, ""))
            .build()
    };
    both("Vision")
        .fails("FIL-03 content/pages/belief.md this page has the same text as `content/pages/vision.md`");
    both("Belief").fine();
}

#[test]
fn the_text_of_a_page_under_another_name_is_a_copy() {
    let text = |first: &str| {
        study(&format!(
            "{first}\n\nThe team plans the rota for every lunch of the week by itself.\n\nWhoever cannot come finds somebody else and tells the office.\n\n\
             I look at the rota on Fridays and ask what was hard to settle.\n\nIn spring the youngest classes got a corner of their own."
        ))
    };
    let private = text("It began in fall.").replace("title: A", "title: A\nvisibility: private");
    let edited = text("It began in the fall of last year, with two of us.").replace("title: A", "title: B");
    for copy in ["a 2.md", "a-DESKTOP-4F2K9QX.md"] {
        let path = format!("content/case-studies/{copy}");
        let both = site("").file("content/case-studies/a.md", private.clone()).file(&path, edited.clone());
        let built = both.build();
        let error = format!(
            "error FIL-03 {path} this page is a copy of `content/case-studies/a.md`, with the same text"
        );
        assert!(built.report().contains(&error), "{}", built.report());
        assert_eq!(built.errors().len(), 1, "{}", built.report());
    }
    // Where no name tells which one is the copy, neither is published.
    let body = edited.split("---\n").nth(2).unwrap();
    let other = format!("---\ntitle: Lunch\n---\n{body}");
    for (path, text) in [("content/case-studies/rota.md", edited.clone()), ("content/pages/lunch.md", other)]
    {
        site("")
            .file("content/case-studies/a.md", private.clone())
            .file(path, text)
            .build()
            .fails(&format!("FIL-03 {path} this page has the same text as `content/case-studies/a.md`"))
            .fails(&format!("FIL-03 content/case-studies/a.md this page has the same text as `{path}`"));
    }
    // Half of the text is a copy that was edited, if the title or the name says so.
    let lines = |end: &str| {
        let line =
            |number: usize| format!("Line {number} says what the team decided about lunch in that week.\n\n");
        let more =
            |number: usize| format!("Line {number} of this page was written {end} of the two was made.\n\n");
        (0..4).map(line).chain((0..3).map(more)).collect::<String>()
    };
    let edited = |title: &str, end: &str| study(&lines(end)).replace("title: A", &format!("title: {title}"));
    for (path, title, is_copy) in [
        ("content/case-studies/a 2.md", "B", true),
        ("content/case-studies/b.md", "A", true),
        ("content/case-studies/b.md", "B", false),
    ] {
        let built = site("")
            .file("content/case-studies/a.md", edited("A", "before the second"))
            .file(path, edited(title, "after the second"))
            .build();
        assert_eq!(built.report().contains(&format!("FIL-03 {path}")), is_copy, "{path}\n{}", built.report());
    }
    // Half of the text is not a copy, and neither are a few short lines.
    let half = study("The team plans the rota for every lunch of the week by itself.\n\nAll else is different on this page, in every single line.\n\nIt has nothing more to say about lunch or its rota at all.")
        .replace("title: A", "title: B");
    site("")
        .file("content/case-studies/a.md", private)
        .file("content/case-studies/b.md", half)
        .build()
        .fine();
    let short = |title: &str| study("Text.\n\n## How\n\nMore text.").replace("title: A", title);
    site("")
        .file("content/case-studies/a.md", short("title: C"))
        .file("content/case-studies/b.md", short("title: D"))
        .build()
        .fine();
}

#[test]
fn pages_that_have_only_comments_in_common_are_no_copies() {
    let questions = "<!-- Questions to answer. This comment is never published:\n\n- What was wrong before, for whom, and how did you know about it?\n- \
        Which decisions became theirs, which stayed yours, and why was that?\n- What would you do differently if you began once more? -->";
    let page = |title: &str, text: &str| study(&format!("{text}\n\n{questions}")).replace("title: A", title);
    let text = "The team plans the rota for every lunch of the week, and no one is left out of it. Whoever cannot come finds \
                somebody else, and tells the office before noon.";
    let built = |second: &str| {
        site("")
            .file("content/case-studies/a.md", page("title: C", text))
            .file("content/case-studies/b.md", page("title: D", second))
            .build()
    };
    built("The night shift wrote down what the day has to know when it begins.").fine();
    // What stands around the comment counts as it did.
    built(text)
        .fails("FIL-03 content/case-studies/b.md this page has the same text as `content/case-studies/a.md`");
    // A draft that `init` makes, copied and given a title and a sentence of its own.
    let bench = Bench::new();
    bench.run("init my --blank").ends(0);
    let first = bench.read("my/content/case-studies/my-first-case-study.md");
    let second = first.replace("title: \"", "title: \"Other: ");
    assert_ne!(first, second);
    bench
        .write("my/content/case-studies/my-first-case-study.md", format!("{first}\nThe team plans lunch.\n"));
    bench.write("my/content/case-studies/news.md", format!("{second}\nThe night shift writes the news.\n"));
    let ran = bench.run("check --root my --profile draft --format short");
    assert!(!ran.stdout.contains("FIL-03"), "{}", ran.stdout);
}

#[test]
fn a_person_who_is_not_listed_is_added_with_the_line_of_the_help() {
    let bench = Bench::with(&with_line("led_by: [p-lead]", "led_by: Mrs. Alvarez"));
    let ran = bench
        .run("build")
        .ends(1)
        .says("name people by their `id`, in brackets: write `led_by: [p-new-person]`");
    let line = ran.stderr.split('`').find(|it| it.starts_with("- { id: p-new-person")).unwrap().to_owned();
    let people = bench.read("content/people.yaml");
    let study = bench.read("content/case-studies/a.md");
    bench.write("content/case-studies/a.md", study.replace("Mrs. Alvarez", "[p-new-person]"));
    bench.write("content/people.yaml", format!("{people}  {line}\n"));
    bench.run("build").ends(1).says("`TODO: their role, as readers will see it` isn't filled in yet");
    let line = line
        .replace("TODO: their role, as readers will see it", "Counselor")
        .replace("\"TODO: owner, staff, student, family, community, board, partner or group\"", "staff")
        .replace("\"TODO: true or false\"", "false");
    bench.write("content/people.yaml", format!("{people}  {line}\n"));
    bench.run("build").ends(0);
    let bench = Bench::with(&with_line("led_by: [p-lead]", "led_by: p-lead"));
    bench.run("check --fix").ends(0);
    assert!(bench.read("content/case-studies/a.md").contains("led_by: [p-lead]\n"));
}

#[test]
fn every_name_that_is_not_listed_gets_an_id_of_its_own_and_the_same_in_every_file() {
    let files =
        with_line("led_by: [p-lead]", "led_by: [Mrs. Alvarez, Mr. Stone, p-coach]\nteam: [Mrs. Alvarez]");
    let built = site(&files)
        .file(
            "content/testimonials.yaml",
            "testimonials: [{ id: t, from: Mr. Stone, text: W, permission: { status: given } }]\n",
        )
        .build();
    let helps: Vec<String> =
        built.findings().filter(|it| it.rule == "PPL-12").map(|it| built.help(it)).collect();
    let ids = ["p-new-person", "p-new-person-2", "p-coach", "p-new-person", "p-new-person-2"];
    assert_eq!(helps.len(), ids.len(), "{}", built.report());
    for (index, (help, id)) in helps.iter().zip(ids).enumerate() {
        // An id that is not listed stays as it is.
        assert_eq!(help.contains(&format!("write `{id}` here")), id != "p-coach", "{id}: {help}");
        assert_eq!(help.contains(&format!("`- {{ id: {id}, ")), index < 3, "{id}: {help}");
    }
}

#[test]
fn names_in_place_of_a_list_are_told_once_with_the_whole_list() {
    let built =
        site(&with_line("led_by: [p-lead]", "led_by: Mrs. Alvarez, Mr. Stone and Science teacher")).build();
    assert_eq!(built.errors().len(), 1, "{}", built.report());
    let help = built.help(built.findings().find(|it| it.rule == "YML-03").unwrap());
    assert!(help.contains("write `led_by: [p-new-person, p-new-person-2, p-lead]` and add them"), "{help}");
    assert!(help.contains("`- { id: p-new-person-2, kind: \"TODO:"), "{help}");
}

#[test]
fn a_value_in_place_of_a_group_gets_the_group_in_one_line() {
    let outcome = "title: A\noutcomes: [{ id: o, kind: qualitative, statement: S., source: Student survey }]";
    let report = site(&with_line("title: A", outcome)).build().report();
    assert!(report.contains("write `source: { name: \"Student survey\", type: \"TODO: "), "{report}");
}

#[test]
fn a_value_in_place_of_a_group_gets_all_that_will_be_asked_for() {
    let people = |consent: &str| {
        let entry =
            format!("people: [{{ id: p-lead, kind: staff, role: T, minor: false, consent: {consent} }}]\n");
        site("").file("content/people.yaml", entry).build().report()
    };
    for (written, form) in [
        (
            "yes",
            "write `consent: { status: given, scope: [\"TODO: role, name, photo, quote, voice or work\"] }`",
        ),
        ("no", "write `consent: { status: \"TODO: given, not_asked, refused, withdrawn or not_needed\" }`"),
        ("not_asked", "write `consent: { status: not_asked }`"),
    ] {
        let report = people(written);
        assert!(report.contains(form), "{written}: {report}");
    }
    let settings = "url: https://example.org/\nprofile: { name: Rowan Ellery, photo: x.jpg }\n";
    let report = site("").file("content/portfolio.yaml", settings).build().report();
    assert!(
        report.contains("write `photo: { file: \"x.jpg\", alt: \"TODO: what the picture shows\" }`"),
        "{report}"
    );
}

#[test]
fn the_title_of_a_standard_gets_the_id_of_that_standard_or_how_to_declare_it() {
    let framework =
        "id: own\nname: Own\nstandards: [{ id: 1, title: Vision }, { id: 2, title: School culture }]\n";
    let help = |standards: &str, frameworks: &[&str]| {
        let mut site = site(&with_line("title: A", &format!("title: A\nstandards: {standards}")));
        for framework in frameworks {
            site = site.file("content/standards/own.yaml", *framework);
        }
        let built = site.build();
        assert_eq!(built.errors().len(), 1, "{}", built.report());
        built.help(built.findings().find(|it| it.rule == "YML-03").unwrap())
    };
    assert_eq!(help("School culture", &[framework]), "write `standards: [{ ref: own/2 }]`");
    assert_eq!(help("[own/1]", &[framework]), "write `{ ref: own/1 }`");
    let unknown = help("Trust", &[framework]);
    assert!(
        unknown.ends_with("write `standards: [{ ref: \"TODO: own/1 (Vision) or own/2 (School culture)\" }]`"),
        "{unknown}"
    );
    let none = help("Trust", &[]);
    assert!(
        none.contains("standards: [{ id: 1, title: \"Trust\" }] }` as `content/standards/my-standards.yaml`"),
        "{none}"
    );
    assert!(none.ends_with("write `standards: [{ ref: my-standards/1 }]` here"), "{none}");
    let titles =
        site("").file("content/standards/own.yaml", "id: own\nname: Own\nstandards: [Vision]\n").build();
    assert!(!titles.report().contains("ref:"), "{}", titles.report());
    let placeholder = with_line("title: A", "title: A\nstandards: [{ ref: \"TODO: own/1 or own/2\" }]");
    let built = site(&placeholder).file("content/standards/own.yaml", framework).build();
    assert_eq!(built.errors().len(), 1, "{}", built.report());
    built.fails("TXT-09 content/case-studies/a.md:");
}

#[test]
fn a_text_in_another_encoding_is_read_or_says_how_to_save_it() {
    let text = page("title: \"Café\"\n");
    for big_endian in [false, true] {
        let bytes: Vec<u8> = format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        let built = site("").file(PAGE, bytes).build().fine();
        assert!(built.text("pages/p/index.html").contains("Café"));
    }
    let ansi: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let report = site("").file(PAGE, ansi).build().report();
    assert!(
        report.contains("the file is saved as Windows-1252, not as UTF-8: see line 2, `title: \"Café\"`"),
        "{report}"
    );
    assert!(report.contains("File > Save as, set “Encoding” to “UTF-8”"), "{report}");
    let report = site("").file(PAGE, "{\\rtf1\\ansi Text}").build().report();
    assert!(report.contains("this is a formatted document (RTF)"), "{report}");
}

#[test]
fn a_file_in_windows_1252_is_saved_as_utf8_where_every_letter_is_certain() {
    let text =
        b"---\r\ntitle: \"Caf\xe9\"\r\n---\r\n\r\n\x93We don\x92t,\x94 she said \x96 \x91never\x92 \x85\r\n";
    let bench = Bench::with("");
    bench.write(PAGE, text);
    bench.run("build").ends(1).says("see line 2, `title: \"Café\"`");
    bench.run("check --fix --dry-run").says("1 change would be made");
    assert_eq!(std::fs::read(bench.path(PAGE)).unwrap(), text);
    bench.run("check --fix").ends(0).says("+saved as UTF-8");
    let expected = "---\r\ntitle: \"Café\"\r\n---\r\n\r\n“We don’t,” she said – ‘never’ …\r\n";
    assert_eq!(bench.read(PAGE), expected);
}

#[test]
fn a_file_in_an_encoding_that_is_not_certain_is_left_as_it_is() {
    for (text, says) in [
        // Cyrillic in Windows-1251, Czech in Windows-1250, a Mac, a byte that is no letter, and UTF-8 beside it.
        (b"\xcf\xf0\xe8\xe2\xe5\xf2".as_slice(), "saved as Windows-1252, not as UTF-8: see line 4, `Ïðèâåò`"),
        (b"Nov\xe1kov\xe1 a \xf8eka", "saved as Windows-1252, not as UTF-8: see line 4, `Nováková a øeka`"),
        (b"canci\x97n", "see line 4, `canci—n`"),
        (b"Garc\x92a", "see line 4, `Garc’a`"),
        (b"na\x95ve", "see line 4, `na•ve`"),
        (b"h\x99tel", "see line 4, `h™tel`"),
        (b"\x85sterreich", "see line 4, `…sterreich`"),
        (b"waited\xc9", "see line 4, `waitedÉ`"),
        (b"Stra\xa7e", "see line 4, `Stra§e`"),
        (b"Stra\xe1e", "see line 4, `Straáe`"),
        (b"\x93\xfa\x96{", "see line 4, `“ú–{`"),
        (b"x \x81 y", "the file is not UTF-8: see line 4, `x ? y`"),
        ("“Café” \u{1}".as_bytes(), ""),
    ] {
        let mut bytes = [b"---\ntitle: T\n---\n", text].concat();
        let is_mixed = says.is_empty();
        if is_mixed {
            bytes.push(0x93);
        }
        let says = if is_mixed { "part of the file is UTF-8 and part of it Windows-1252" } else { says };
        let bench = Bench::with("");
        bench.write(PAGE, &bytes);
        bench.run("build").ends(1).says(says);
        bench.run("check --fix").ends(1).says("0 changes made");
        assert_eq!(std::fs::read(bench.path(PAGE)).unwrap(), bytes);
    }
}

#[test]
fn a_person_is_suggested_by_name_or_role_before_a_similar_id() {
    for written in ["Rowan Ellery", "me", "principal"] {
        let report =
            site(&with_line("accountable: p-owner", &format!("accountable: {written}"))).build().report();
        assert!(report.contains("did you mean `p-owner`?"), "{written}: {report}");
    }
}

#[test]
fn people_under_bullets_are_all_kept() {
    for people in
        ["\n  • Ms. Alvarez\n  • p-lead", "\n  – Ms. Alvarez\n  – p-lead", " • Ms. Alvarez • p-lead"]
    {
        let built = site(&with_line("led_by: [p-lead]", &format!("led_by:{people}"))).build();
        assert!(
            built.report().contains("write `led_by: [p-alvarez, p-lead]`")
                || built.report().contains("write `led_by: [p-new-person, p-lead]`"),
            "{people}: {}",
            built.report()
        );
    }
}

#[test]
fn a_word_for_a_unit_that_pages_would_print_is_refused() {
    let outcome = |unit: &str| {
        let line = format!(
            "title: A\noutcomes: [{{ id: o, kind: quantitative, metric: M, unit: {unit}, direction: increase, result: {{ value: 112 }} }}]"
        );
        site(&with_line("title: A", &line)).build().report()
    };
    assert!(outcome("number").contains("[write `unit: count`]"), "{}", outcome("number"));
    assert!(outcome("Percentage").contains("[write `unit: percent`]"));
    assert!(!outcome("visits").contains("write `unit"));
}

#[test]
fn a_color_within_brackets_needs_quotes() {
    let built = site("--- content/portfolio.yaml\nprofile: { name: N }\ntheme_options: { accent: #8a1c1c, fonts: serif }\n").build();
    built.fails("YML-06 content/portfolio.yaml:2:26 `theme_options`: `#` starts a comment, so the rest of this line is not read");
}

#[test]
fn help_for_a_picture_whose_name_has_marks_can_be_pasted() {
    let page = |link: &str| {
        site(&format!("--- content/case-studies/a.md\n{}", study(link)))
            .file("content/files/Bake #1.txt", "x")
            .file("content/files/Fair & Bake (x).txt", "x")
            .build()
    };
    for (link, pasted) in [
        ("[N](../files/Bake #1.txt)", "[N](<../files/Bake %231.txt>)"),
        ("[F](../files/Fair & Bake (x).txt)", "[F](<../files/Fair & Bake (x).txt>)"),
    ] {
        let report = page(link).report();
        assert!(!report.contains("TXT-06") || report.contains(&pasted[3..]), "{report}");
        let built = page(pasted);
        assert!(
            !built.report().contains("LNK-01") && !built.report().contains("TXT-06"),
            "{}",
            built.report()
        );
    }
}

#[test]
fn a_school_year_is_not_taken_for_its_second_year() {
    for year in ["2024-2025", "2024-25", "2024/25"] {
        let report = site(&with_line("start: 2024-08", &format!("start: {year}"))).build().report();
        assert!(report.contains("such as `2024-08`"), "{year}: {report}");
    }
}

#[test]
fn a_group_in_one_line_gets_braces() {
    site(&with_line("delegation: { level: 5 }", "delegation: level: 5"))
        .build()
        .fails("YML-06 content/case-studies/a.md:7:13 `delegation`: a group on one line needs braces");
    let bench = Bench::with(&with_line("delegation: { level: 5 }", "delegation: level: 5"));
    bench.run("check --fix").ends(0);
    assert!(bench.read("content/case-studies/a.md").contains("delegation: { level: 5 }\n"));
}

#[test]
fn a_reflection_may_have_the_names_that_people_give_it() {
    let report = |heading: &str| {
        let text = study(&format!("Text.\n\n## {heading}\n\nWhat went wrong.\n"));
        site(&format!(
            "--- content/case-studies/a.md\n{}",
            text.replace("status: ongoing", "status: stopped")
        ))
        .build()
        .report()
    };
    for heading in ["Reflection", "Reflections", "What I learned", "Lessons Learned:"] {
        assert!(!report(heading).contains("has no reflection"), "{heading}");
    }
    assert!(report("Afterward").contains("has no reflection"));
}

#[test]
fn standards_of_the_own_framework_are_proposed_first_and_listed_once() {
    let list = |id: &str| {
        format!(
            "id: {id}\nname: {id}\nstandards: [{{ id: 1, title: Mission }}, {{ id: 2, title: Ethics and norms }}, \
             {{ id: 3, title: Communication with families }}, {{ id: 4, title: Operations }}]\n"
        )
    };
    let settings = "url: https://example.org/\nprofile: { name: Rowan Ellery }\nprimary_framework: psel\n";
    let report = |standards: &str| {
        let site = site(&with_line("title: A", &format!("title: A\nstandards: {standards}")));
        let site =
            site.file("content/portfolio.yaml", settings).file("content/standards/aaa.yaml", list("aaa"));
        site.file("content/standards/psel.yaml", list("psel")).build().report()
    };
    let by_title = report("Communication");
    assert!(by_title.contains("ref: \"TODO: psel/3 (Communication with families), aaa/3"), "{by_title}");
    let several = report("[Trust, Care]");
    let first =
        "TODO: psel/1 (Mission), psel/2 (Ethics and norms), psel/3 (Communication with families) or another";
    assert_eq!(several.matches(first).count(), 1, "{several}");
    assert!(several.contains("TODO: FRAMEWORK/ID, as listed for the entry above"), "{several}");
    let unknown = report("[{ ref: zzzzzz }]");
    assert!(unknown.contains("such as `psel/1`"), "{unknown}");
}

#[test]
fn a_list_of_people_that_is_missing_is_one_error() {
    let study = study("Text.").replace("led_by: [p-lead]", "led_by: [p-lead, p-other]");
    let bench = Bench::with("");
    bench.write("content/case-studies/a.md", &study);
    std::fs::remove_file(bench.path("content/people.yaml")).unwrap();
    let run = bench.run("check").ends(1).says("1 error,");
    let printed = run.stdout;
    assert!(printed.contains("there is no `content/people.yaml` to say who is meant by"), "{printed}");
    assert!(!printed.contains("there is no person"), "{printed}");
    // The help is the file.
    let file =
        printed.split("otherwise, save `").nth(1).and_then(|rest| rest.split("` as `").next()).unwrap();
    bench.write("content/people.yaml", file);
    let after = bench.run("check");
    assert!(!after.stdout.contains("PPL-12"), "{}", after.stdout);
}

#[test]
fn nothing_is_missing_in_a_record_of_which_a_part_cannot_be_read() {
    let line = "title: A\noutcomes: [{ id: o, kind: quantitative, metric: M, unit: percent, direction: increase, baseline: { value: about 41%, date: 2024 }, result: { value: 54, date: 2025 } }]";
    let built = site(&with_line("title: A", line)).build();
    let rules = format!("{:?}", built.rules());
    assert!(!rules.contains("OUT-01"), "{rules}");
    // The name in the settings is not known to be another one.
    let people = "--- content/people.yaml\npeople: [{ id: p-owner, kind: owner, role: Principal, minor: false, show_as: full_name, name: { full: R. Ellery }, consent: { status: not_needed } }]\n";
    let files = format!("--- content/portfolio.yaml\nprofile: {{ name: [Rowan, Ellery] }}\n{people}");
    let rules = format!("{:?}", site(&files).build().rules());
    assert!(rules.contains("E YML-03") && !rules.contains("PPL-14"), "{rules}");
}

#[test]
fn nothing_is_said_about_all_case_studies_while_one_has_an_error() {
    let approach =
        "--- content/approaches/p.md\n---\ntitle: P\npitfalls: [{ title: T, guard: G }]\n---\n\nText.\n";
    let broken = with_line("title: A", "title: A\nstatus: done\napproaches: [p]");
    let rules = format!("{:?}", site(&format!("{approach}{broken}")).build().rules());
    assert!(rules.contains("E YML-05") && !rules.contains("APR-02"), "{rules}");
    assert!(site(approach).build().rules().contains("I APR-02"));
}

#[test]
fn marks_of_a_word_processor_become_hyphens() {
    for mark in ["–", "—", "•"] {
        let bench = Bench::with("");
        let people = bench.read("content/people.yaml");
        let people = people.trim_end();
        let entry = "{ id: p-x, kind: staff, role: Cook, minor: false, consent: { status: not_asked } }";
        bench.write("content/people.yaml", format!("{people}\n  {mark} {entry}\n"));
        bench.run("check --fix").ends(0);
        assert_eq!(bench.read("content/people.yaml"), format!("{people}\n  - {entry}\n"));
    }
}

#[test]
fn fields_in_the_wrong_place_are_told_where_they_belong() {
    let settings = |lines: &str| {
        let files = format!("--- content/portfolio.yaml\nprofile:\n  name: Rowan Ellery\n{lines}");
        site(&files).build().report()
    };
    let contact = "`contact: { email: r@example.org, phone: 555 0100 }`";
    let both = settings("  email: r@example.org\n  phone: 555 0100\n");
    assert_eq!(both.matches(contact).count(), 1, "{both}");
    assert!(both.contains("remove this line; the help for `email` shows one line for both"), "{both}");
    assert!(
        settings("  education: [{ award: M.Ed. }]\n").contains("it belongs at the left margin of this file")
    );
    assert!(
        settings("cv:\n  education: [{ award: M.Ed. }]\n")
            .contains("remove this line, and move those under it")
    );
    assert!(
        settings("  location: { city: Akron, state: Ohio }\n").contains("write `region` instead of `state`")
    );
    assert!(settings("education: [{ degree: M.Ed. }]\n").contains("write `award` instead of `degree`"));
    assert!(
        settings("experience: [{ title: Cook }]\n").contains("write `positions` instead of `experience`")
    );
}

#[test]
fn words_in_place_of_ids_lead_to_what_they_name() {
    let owner = site(&with_line("accountable: p-owner", "accountable: Rowan Ellery")).build().report();
    assert!(owner.contains("did you mean `p-owner`?"), "{owner}");
    let framework = "--- content/standards/psel-2015.yaml\nid: psel-2015\nname: Standards for leaders\nshort: PSEL 2015\nstandards: [{ id: 5, title: Care }, { id: 6, title: Staff }]\n";
    for words in ["PSEL 5", "psel 2015, standard 5", "PSEL-2015/5"] {
        let report =
            site(&format!("{framework}{}", with_line("title: A", &format!("title: A\nstandards: {words}"))))
                .build()
                .report();
        assert!(report.contains("write `standards: [{ ref: psel-2015/5 }]`"), "{report}");
    }
    let unknown = site(&format!("{framework}{}", with_line("title: A", "title: A\nstandards: PSEL 9")))
        .build()
        .report();
    assert!(unknown.contains("TODO: "), "{unknown}");
}

#[test]
fn a_figure_of_the_same_case_study_is_suggested_first() {
    let with = |file: &str, id: &str, text: &str| {
        let outcome =
            format!("title: {file}\noutcomes: [{{ id: {id}, kind: qualitative, statement: S, method: M }}]");
        format!("--- content/case-studies/{file}.md\n{}", study(text).replace("title: A", &outcome))
    };
    let report = site(&format!(
        "{}{}",
        with("a", "outcome-1", "![](outcome:outcome-2)"),
        with("b", "outcome-2", "Text.")
    ))
    .build()
    .report();
    assert!(report.contains("did you mean `outcome:a/outcome-1`?"), "{report}");
}

#[test]
fn a_fault_in_a_block_of_html_is_shown_at_its_line() {
    let text = "<div>\n<p>Words.</p>\n<p><a href=\"gone.md\">there</a></p>\n</div>";
    let built = site(&format!("--- {PAGE}\n---\ntitle: P\n---\n\n{text}\n")).build();
    built.fails("LNK-01 content/pages/p.md:7:13");
}

#[test]
fn two_case_studies_with_one_title_are_reported_once() {
    let file = |name: &str| format!("--- content/case-studies/{name}.md\n{}", study("Text."));
    let built = site(&format!("{}{}", file("a"), file("b"))).build();
    built.warns("POR-07 content/case-studies/b.md:2:8 `content/case-studies/a.md` has the same title");
    let copy = site(&format!("{}{}", file("a"), file("a copy"))).build();
    assert!(!copy.rules().contains("W POR-07"), "{:?}", copy.rules());
}

#[test]
fn a_number_in_place_of_a_group_is_its_main_value() {
    let bench = Bench::with(&with_line("delegation: { level: 5 }", "delegation: 5"));
    let run = bench.run("check --fix");
    assert!(bench.read("content/case-studies/a.md").contains("delegation: { level: 5 }\n"));
    assert!(!run.stderr.contains("--fix"), "{}", run.stderr);
}

#[test]
fn advice_leads_to_what_is_meant_and_not_to_what_looks_alike() {
    let outcome = "title: A\noutcomes: [{ id: o, kind: quantitative, metric: M, unit: percent, direction: increase, baseline: { value: about 41%, date: 2024 } }]";
    let about = site(&with_line("title: A", outcome)).build().report();
    assert!(about.contains("write only the number: `value: 41`"), "{about}");
    let people = "--- content/people.yaml\npeople: [{ id: p-owner, kind: owner, role: R, minor: false, comment: Ask, consent: { status: not_needed } }]\n";
    let comment = site(people).build().report();
    assert!(comment.contains("unknown field `comment`") && !comment.contains("did you mean"), "{comment}");
    let other = format!(
        "{}--- content/case-studies/b.md\n{}",
        with_line(
            "title: A",
            "title: A\noutcomes: [{ id: reading, kind: qualitative, statement: S, method: M }]"
        ),
        study("![](outcome:fights)").replace(
            "title: A",
            "title: B\noutcomes: [{ id: one, kind: qualitative, statement: S, method: M }]"
        )
    );
    let figure = site(&other).build().report();
    assert!(figure.contains("such as `outcome:b/one`"), "{figure}");
    let link = site(&format!(
        "--- {PAGE}\n---\ntitle: P\n---\n\n[x](../case-studies/a.html)\n{}",
        with_line("x", "x")
    ))
    .build()
    .report();
    assert!(link.contains("did you mean `../case-studies/a.md`?"), "{link}");
}

#[test]
fn names_in_place_of_a_list_of_ids_are_one_error_with_the_whole_list() {
    let built = site(
        "--- content/portfolio.yaml\nprofile: { name: R }\nfeatured: Culture, culture\n\
         --- content/case-studies/culture.md\n---\ntitle: Culture\nsummary: S.\nstatus: ongoing\nled_by: [p-lead]\n\
         accountable: p-owner\ndelegation: { level: 5 }\nstart: 2024\napproaches: Shared Leadership, Coachng\n---\nText.\n\
         --- content/approaches/shared.md\n---\ntitle: Shared Leadership\nsummary: S.\n---\nText.\n\
         --- content/approaches/coaching.md\n---\ntitle: Coaching\nsummary: S.\n---\nText.\n",
    )
    .build();
    let report = built.report();
    assert!(report.contains("write `approaches: [shared, coaching]`"), "{report}");
    assert!(report.contains("write `featured: [culture]"), "{report}");
    assert!(!report.contains("must be a list"), "{report}");
}

#[test]
fn one_line_of_curly_quotes_is_one_warning_with_the_whole_line() {
    let tags = "tags: [“A”, “B”]\n";
    let built = site(&format!(
        "--- content/case-studies/a.md\n---\ntitle: T\nsummary: S.\nstatus: ongoing\nled_by: [p-lead]\naccountable: \
         p-owner\ndelegation: {{ level: 5, limits: [“money”] }}\nstart: 2024\n{tags}---\nText.\n"
    ))
    .build();
    let report = built.report();
    assert_eq!(report.matches("write `tags: [\"A\", \"B\"]`").count(), 1, "{report}");
    assert_eq!(report.matches("aren't straight").count(), 2, "{report}");
    let advice = report.lines().filter(|line| line.contains("DEL-06")).collect::<String>();
    assert!(advice.contains("limits: [\"money\"]"), "{advice}");
}

#[test]
fn links_are_checked_in_a_page_with_errors_too() {
    let built = site(
        "--- content/case-studies/a.md\n---\ntitle: T\nstatus: ongoing\nled_by: [p-lead]\naccountable: p-owner\n\
         delegation: { level: 5 }\nstart: 2024\n---\n# Part\n\n[x](missing.md) [y](#part) ![](decisions)\n",
    )
    .build();
    let built = built.fails("REQ-01 content/case-studies/a.md:1:1 `summary` is missing");
    assert!(
        built.report().contains("there is no `case-studies/missing.md` in `content/`"),
        "{}",
        built.report()
    );
    assert!(!built.report().contains("#part"), "{}", built.report());
}

#[test]
fn a_portfolio_without_a_people_file_gets_all_its_entries_in_one_error() {
    let built = bare_site("")
        .file("content/portfolio.yaml", "profile: { name: Ada Quill }\n")
        .file(
            "content/case-studies/a.md",
            "---\ntitle: T\nsummary: S.\nstatus: ongoing\nled_by: Mrs. Alvarez\naccountable: Ada Quill\n\
             delegation: { level: 5 }\nstart: 2024\nconsulted: [p-owner]\n---\nText.\n",
        )
        .build();
    let report = built.report();
    let owner = "{ id: p-owner, kind: owner, role: \"TODO: your role, such as Principal\", show_as: full_name, name: { full: \"Ada Quill\" }";
    assert!(report.contains("}, { id: p-new-person, kind: \"TODO"), "{report}");
    assert_eq!(report.matches(owner).count(), 1, "{report}");
    assert!(report.contains("write `p-owner` here; the help for `content/people.yaml`"), "{report}");
}

#[test]
fn somebody_is_the_owner() {
    let people = |kind: &str| {
        let people = format!(
            "people:\n  - {{ id: p-owner, kind: {kind}, role: R, minor: false, consent: {{ status: not_needed }} }}\n"
        );
        site("").file("content/people.yaml", people).build().report()
    };
    assert!(
        people("staff").contains("PPL-13 content/people.yaml:2:3 no entry is marked as yours"),
        "{}",
        people("staff")
    );
    assert!(!people("owner").contains("PPL-13"));
}

#[test]
fn the_name_of_a_language_leads_to_its_code() {
    let built = site("\n--- content/portfolio.yaml\nprofile: { name: R }\nlanguage: Spanish\n").build();
    let report = built.report();
    assert!(report.contains("`Spanish` isn't a language code [write `language: es`]"), "{report}");
    assert!(!report.contains("LNG-01"), "{report}");
}

#[test]
fn what_a_newcomer_wrote_gets_help_that_works_when_pasted() {
    let settings = |lines: &str| {
        site(&format!("\n--- content/portfolio.yaml\nprofile:\n  name: Rowan Ellery\n{lines}"))
            .build()
            .report()
    };
    for (lines, help) in [
        ("positions: [{ title: P, organisation: O, start: 2014-2019 }]\n", "`start: 2014` and `end: 2019`"),
        (
            "education: [{ school: State, award: M.Ed., end: 2012 }]\n",
            "write `institution` instead of `school`",
        ),
        ("  contact: { email: me at school.example }\n", "isn't an email address"),
        ("  tagline: I lead\n", "write `headline` instead of `tagline`"),
        ("copyright: © 2026 Dana Whitfield\n", "write `copyright: { holder: \"Dana Whitfield\" }`"),
    ] {
        let report = settings(lines);
        assert!(report.contains(help), "{lines}\n{report}");
    }
    let with = |from: &str, to: &str, body: &str| {
        site("").file("content/case-studies/a.md", study(body).replace(from, to)).build().report()
    };
    let people = "people:\n  - { id: p-owner, kind: owner, role: R, minor: false, consent: { status: given, scope: name and quote } }\n";
    let report = site("").file("content/people.yaml", people).build().report();
    assert!(report.contains("scope: [name, quote]"), "{report}");
    let mail = with("", "", "[write](dana@school.example)");
    assert!(mail.contains("write `mailto:dana@school.example`"), "{mail}");
    let figure = with("", "", "![](artifacts:norms)");
    assert!(figure.contains("did you mean `artifact:norms`?"), "{figure}");
    let outcome = "start: 2024-08\noutcomes:\n  - { id: outcome-1, kind: quantitative, metric: M, unit: percent, direction: increase, baseline: { value: 0.54 }, result: { value: 0.63 } }\n";
    let fraction = with("start: 2024-08", outcome, "Text.");
    assert!(fraction.contains("OUT-12") && !fraction.contains("OUT-11"), "{fraction}");
}

#[test]
fn a_field_without_its_colon_is_shown_with_it() {
    let report = |line: &str, replacement: &str| site(&with_line(line, replacement)).build().report();
    for (line, replacement, help) in [
        ("status: ongoing", "status ongoing", "[write `status: ongoing`]"),
        ("start: 2024-08", "start 2024-08", "[write `start: 2024-08`]"),
        (
            "status: ongoing",
            "status: ongoing\noutcomes\n  - { id: x, kind: qualitative, metric: Trust }",
            "[write `outcomes:`]",
        ),
        ("status: ongoing", "status: ongoing\ntags\n  - mentoring", "[write `tags:`]"),
        (
            "summary: S.",
            "summary: S.\nproblem Nobody had ever decided",
            "[write `problem: \"Nobody had ever decided\"`; if this line continues the one above, indent it by two more spaces]",
        ),
        // No field has this name, so it is rather a text that goes on.
        (
            "summary: S.",
            "summary: S.\nNobody decided",
            "[write each field as `key: value`; if this line continues the one above, indent it by two more spaces]",
        ),
    ] {
        let found = report(line, replacement);
        assert!(found.contains(&format!("there is no colon on this line {help}")), "{replacement}: {found}");
    }
}

#[test]
fn a_field_below_braces_goes_inside_them() {
    let report = |line: &str, replacement: &str| site(&with_line(line, replacement)).build().report();
    let level = "delegation: { level: 5 }";
    for (below, fixed) in [
        ("  retained: [\"Safety\"]", "delegation: { level: 5, retained: [\"Safety\"] }"),
        (
            "  retained: [\"Safety\"]\n\n  take_back: Results fall, or none come",
            "delegation: { level: 5, retained: [\"Safety\"], take_back: \"Results fall, or none come\" }",
        ),
    ] {
        let found = report(level, &format!("{level}\n{below}"));
        let message = "`delegation` is written on one line with braces, so `retained` goes inside them";
        assert!(found.contains(&format!("a.md:8:3 {message} [write `{fixed}`]")), "{found}");
        let bench = Bench::with(&with_line(level, &format!("{level}\n{below}")));
        bench.run("check --fix").ends(0);
        assert!(bench.read("content/case-studies/a.md").contains(&format!("{fixed}\nstart:")), "{below}");
    }
    // A comment would get lost, and an entry of several lines has no room there.
    for below in ["  retained: [\"Safety\"] # always", "  authority:\n    - The budget"] {
        let found = report(level, &format!("{level}\n{below}"));
        assert!(
            found.contains("[write what is inside the braces below `delegation:`, each field on a line of its own in the same column as this one]"),
            "{found}"
        );
    }
    let found = report("led_by: [p-lead]", "led_by: [p-lead]\n  - p-owner");
    assert!(found.contains("`led_by` is written on one line with brackets, so its entries go inside them [write `led_by: [p-lead, p-owner]`]"), "{found}");
    let people = "people:\n  - { id: p-owner, kind: owner, role: R, consent: { status: not_needed } }\n    minor: false\n";
    let found = site("").file("content/people.yaml", people).build().report();
    assert!(
        found.contains("the entry above is written on one line with braces, so `minor` goes inside them [write `- { id: p-owner, kind: owner, role: R, consent: { status: not_needed }, minor: false }`]"),
        "{found}"
    );
}

#[test]
fn a_field_between_a_key_and_its_list_is_pointed_at() {
    let report = |lines: &str| {
        site(&with_line("status: ongoing", &format!("status: ongoing\n{lines}"))).build().report()
    };
    let outcome = "  - id: belonging\n    kind: qualitative\n    metric: Belonging\n";
    let found = report(&format!("outcomes:\n    note: x\n{outcome}"));
    assert!(
        found.contains(
            "YML-06 content/case-studies/a.md:6:5 `outcomes` is a list: `note` belongs in one of its entries, which begin with a hyphen [move this line below the `- id:` it belongs to, so that it begins in the same column as `id`]"
        ),
        "{found}"
    );
    let found = report(&format!("outcomes:\n  note: x\n  source:\n    name: Survey\n{outcome}"));
    assert!(
        found.contains("a.md:6:3 `outcomes` is a list: `note` belongs in one of its entries, which begin with a hyphen [move the 3 lines from here to the entry below the `- id:` they belong to"),
        "{found}"
    );
}

#[test]
fn white_space_before_the_hyphens_of_front_matter_is_taken_out() {
    let right = page("title: P\n");
    becomes(&format!(" {right}"), &right);
    becomes(&format!("\n\t{right}"), &format!("\n{right}"));
    becomes("---\ntitle: P\n  ---\n\nText.\n", &right);
    let report = |text: &str| site("").file(PAGE, text).build().report();
    let opening = report(&format!(" {right}"));
    assert!(
        opening.contains("YML-09 content/pages/p.md:1:1 there is a space before `---` [delete it]"),
        "{opening}"
    );
    let closing = report("---\ntitle: P\n  ---\n\nText.\n");
    assert!(
        closing.contains("YML-06 content/pages/p.md:3:1 there are spaces before `---` [delete them]"),
        "{closing}"
    );
}

/// Hyphens in a list or in code of the body do not close the front matter.
#[test]
fn hyphens_in_the_body_do_not_close_the_front_matter() {
    for body in [
        "Words.\n\n- one\n  ---\n- two\n",
        "\n- one\n  ---\n- two\n",
        "\n```yaml\nsteps:\n  ---\n```\n",
        "## What we did\n\nSee: all of it\n\nAnd more.\n\n    ---\n",
        "Words.\n\n----\n\nMore words.\n",
    ] {
        let text = format!("---\ntitle: P\n{body}");
        let (_, after) = fixed(&text);
        assert_eq!(after, text);
        let built = site("").file(PAGE, text.as_str()).build();
        built.fails("YML-06 content/pages/p.md:1:1 the front matter is never closed");
    }
    // Lists and comments of the front matter do not keep it open.
    for fields in ["aliases:\n- /old/\n", "aliases:\n  - /old/\n", "# a comment\n\n"] {
        becomes(&format!("---\ntitle: P\n{fields}  ---\n\nText.\n"), &page(&format!("title: P\n{fields}")));
    }
}

#[test]
fn a_diff_marks_what_can_not_be_seen() {
    let bench = Bench::with(&with_line("status: ongoing", "status:\u{a0}ongoing"));
    bench.run("check --fix").ends(0).says("-status:⍽ongoing\n+status: ongoing\n  ⍽ is a no-break space\n");
    let bench = Bench::with(&with_line("status: ongoing", "status:\u{200b} ongoing"));
    bench
        .run("check --fix")
        .ends(0)
        .says("-status:◌ ongoing\n+status: ongoing\n  ◌ is a character without a width\n");
}

#[cfg(feature = "import")]
#[test]
fn a_document_in_place_of_a_page_comes_with_the_command_that_imports_it() {
    let report = |path: &str, bytes: &[u8]| site("").file(path, bytes).build().report();
    let command = |path: &str| format!("run `leadfolio import {path}`, then delete it here");
    for name in ["notes.docx", "Notes.ODT", "old.html"] {
        let found = report(&format!("content/case-studies/{name}"), b"x");
        let expected = format!(
            "[to make a page of it, {}; or move it to `content/files/` and link to it]",
            command(&format!("content/case-studies/{name}"))
        );
        assert!(found.contains(&expected), "{found}");
    }
    let quoted =
        if cfg!(windows) { "\"content/pages/Our notes.docx\"" } else { "'content/pages/Our notes.docx'" };
    assert!(report("content/pages/Our notes.docx", b"x").contains(&command(quoted)));
    let found = report("content/pages/notes.doc", b"x");
    assert!(found.contains("[copy its text into a new file that ends in `.md`;"), "{found}");
    // The ending does not make it a page.
    let found = report("content/case-studies/b.md", b"PK\x03\x04...word/document.xml");
    assert!(
        found.contains(&format!("[rename it to `b.docx`, {}]", command("content/case-studies/b.docx"))),
        "{found}"
    );
    let found = report("content/case-studies/b.md", b"PK\x03\x04...xl/workbook.xml");
    assert!(found.contains("copy the text into a new file in Notepad"), "{found}");
}

#[test]
fn a_decimal_comma_gets_the_line_with_a_point() {
    let outcomes = |value: &str| {
        let line = format!(
            "status: ongoing\noutcomes: [{{ id: x, kind: quantitative, metric: M, unit: percent, direction: increase, baseline: {{ value: {value} }} }}]"
        );
        site(&with_line("status: ongoing", &line)).build().report()
    };
    let found = outcomes("\"52,5\"");
    assert!(found.contains("[use a decimal point, not a comma: `value: 52.5`]"), "{found}");
    let found = outcomes("\"52,5 %\"");
    assert!(found.contains("[use a decimal point, not a comma: `value: 52.5`]"), "{found}");
    for (written, value) in [
        ("1.234,5", "1234.5"),
        ("1.234.567,5", "1234567.5"),
        ("1.234,567", "1234.567"),
        ("1 234,5", "1234.5"),
    ] {
        let found = outcomes(&format!("\"{written}\""));
        assert!(found.contains(&format!("[use a decimal point, not a comma: `value: {value}`]")), "{found}");
    }
    let found = outcomes("\"1,2.5\"");
    assert!(found.contains("[use a decimal point, not a comma]"), "{found}");
    let line = "status: ongoing\ncommunication: { check_ins: [{ with: [p-lead], cadence: weekly, minutes: \"7,5\" }] }";
    let minutes = site(&with_line("status: ongoing", line)).build().report();
    assert!(minutes.contains("[write a whole number, without a comma]"), "{minutes}");
}
