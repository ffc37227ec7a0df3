//! Marks that readers would see as they stand in the file, and what comes close to them.

use super::support::{Bench, site, study};

const PAGE: &str = "content/case-studies/a.md";

/// The findings about a body, each as its rule and message.
fn findings(body: &str) -> String {
    site("").file(PAGE, study(body)).build().report()
}

#[test]
fn marks_that_would_be_printed_are_told() {
    for (body, message) in [
        (
            "==Important:== bring a pen.",
            "readers would see `==Important:==` as written, because `mark` is off",
        ),
        ("Water is H~2~O.", "readers would see `~2~` as written"),
        ("The area is x^2^.", "readers would see `^2^` as written, because `sub_and_superscript` is off"),
        ("Name\tScore\nAda\t5\n", "there are tabs between the cells of these lines"),
        ("a. alpha\nb. beta\n", "`a.` doesn't start a list item"),
        ("A. Alpha\nB. Beta\n", "`A.` doesn't start a list item"),
        ("i. roman\nii. more\n", "`i.` doesn't start a list item"),
        ("✓ done\n✓ more\n", "`✓` doesn't start a list item"),
        ("1.first\n2.second\n", "`1.` doesn't start a list item"),
        ("-first\n-second\n", "`-` doesn't start a list item"),
        ("#Results\n\nText.", "there is no space after the `#`"),
        ("[caption id=\"a\"]A word[/caption]", "`[caption id=\"a\"]` is a WordPress shortcode"),
        ("[gallery ids=\"1,2\"]", "`[gallery ids=\"1,2\"]` is a WordPress shortcode"),
        ("Words in the middle. {.center}", "`{.center}` is a Pandoc (Quarto) attribute list"),
        ("It rose.[^1]", "there is no footnote `1`"),
        (
            "Text.\n\nTODO finish this",
            "TXT-09 content/case-studies/a.md:12:1 `TODO finish this` reads like a note",
        ),
        ("<p class=MsoListParagraph>·&nbsp;First item</p>", "this list was pasted from Word as HTML"),
    ] {
        let report = findings(body);
        assert!(report.contains(message), "{body}: no `{message}` in\n{report}");
    }
    let report = findings("• One\n• Two\n• Three\n");
    assert_eq!(report.matches("doesn't start a list item").count(), 1, "{report}");
}

#[test]
fn what_comes_close_to_such_marks_is_left_alone() {
    for body in [
        "A. Smith came.\nHe stayed.",
        "They meet, i. e. they talk.",
        "#MeToo changed this school.",
        "We wrote #Results on the wall.",
        "If a == b and c == d, then a is c, and x==1 or y==2.",
        "From 5~6 to 7~8 they met, and ~10 stayed.",
        "A pattern such as [^a-z] is for `[^1]`.",
        "The TODO list was short.",
        "I. Newton wrote it.\nV. Woolf read it.",
        "It cost 1.5 million.\n2.5 was the plan.",
        "A word\tand another.",
        "The caption [gallery] is ours.",
    ] {
        let report = findings(body);
        for rule in ["TXT-05", "TXT-06", "TXT-09"] {
            assert!(!report.contains(rule), "{body}:\n{report}");
        }
    }
}

#[test]
fn what_is_certain_is_fixed() {
    let bench = Bench::with("");
    for (before, after) in [
        ("Name\tScore\nAda\t5\nBo\t6\n", "| Name | Score |\n|---|---|\n| Ada | 5 |\n| Bo | 6 |\n"),
        ("a. alpha\nb. beta\n", "1. alpha\n2. beta\n"),
        ("✓ done\n✓ more\n", "- done\n- more\n"),
        ("• One\n• Two\n", "- One\n- Two\n"),
        ("See [us](www.school.org) today.\n", "See [us](https://www.school.org) today.\n"),
    ] {
        bench.write("content/pages/p.md", format!("---\ntitle: P\n---\n\n{before}"));
        bench.run("check --fix");
        let written = bench.read("content/pages/p.md");
        assert!(written.ends_with(&format!("\n\n{after}")), "{before}: {written}");
    }
}
