//! `leadfolio upgrade` rewrites what earlier versions wrote otherwise, and nothing else.

use std::process::Stdio;

use super::support::{Bench, study};

/// A portfolio of an earlier version, with comments, Windows line endings in one file, and a draft.
fn old_portfolio() -> Bench {
    let old = study("Text with themes: in it.").replacen(
        "---\n",
        "---\n# What it is about.\nthemes: [attendance]   # two words\nlint_ack: [{ rule: DEL-07, why: \"Said in the text\" }]\n",
        1,
    );
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{old}"));
    let draft = study("Later.").replacen("---\n", "---\r\nthemes: [families]\r\ndraft: true\r\n", 1);
    bench.write("content/case-studies/b.md", draft.replace("\r\n", "\n").replace('\n', "\r\n"));
    bench.write(
        "content/portfolio.yaml",
        "schema: 0 # the first\nprofile: { name: \"Rowan Ellery\" }\ntheme_options:\n  fonts: humanist # quiet\n",
    );
    bench
}

#[test]
fn old_names_values_and_formats_are_shown_and_then_rewritten_in_place() {
    let bench = old_portfolio();
    let before = bench.read("content/case-studies/a.md");
    let ran = bench.run("upgrade --dry-run").ends(0).says("5 changes in 3 files would be made");
    for line in [
        "content/case-studies/a.md:3\n-themes: [attendance]   # two words\n+tags: [attendance]   # two words\n",
        "-  fonts: humanist # quiet\n+  fonts: magazine # quiet\n",
        "-schema: 0 # the first\n+schema: 1 # the first\n",
    ] {
        assert!(ran.stderr.contains(line), "no {line} in\n{}", ran.stderr);
    }
    assert_eq!(bench.read("content/case-studies/a.md"), before, "a dry run writes nothing");
    bench.run("upgrade --yes").ends(0).says("5 changes in 3 files made");
    let expected = before.replace("\nthemes: [", "\ntags: [").replace("\nlint_ack:", "\nlint_allow:");
    assert_eq!(bench.read("content/case-studies/a.md"), expected);
    assert!(
        bench.read("content/case-studies/b.md").starts_with("---\r\ntags: [families]\r\ndraft: true\r\n")
    );
    assert_eq!(
        bench.read("content/portfolio.yaml"),
        "schema: 1 # the first\nprofile: { name: \"Rowan Ellery\" }\ntheme_options:\n  fonts: magazine # quiet\n"
    );
    bench.run("upgrade").ends(0).says("nothing to upgrade");
    bench.run("check --format short").ends(0);
}

#[test]
fn nothing_is_written_without_a_confirmation() {
    let bench = old_portfolio();
    let before = bench.read("content/case-studies/a.md");
    let mut command = bench.command("upgrade");
    super::support::run(command.stdin(Stdio::null())).ends(2).says("pass `--yes`").says("+tags:");
    assert_eq!(bench.read("content/case-studies/a.md"), before);
}

#[test]
fn a_file_with_errors_is_named_and_stays() {
    let bench = old_portfolio();
    let broken = "---\nthemes: [a]\ntitle: \"no end\n---\n";
    bench.write("content/case-studies/c.md", broken);
    bench
        .run("upgrade --yes")
        .ends(0)
        .says("Skipped because they can't be read: `content/case-studies/c.md`")
        .says("`leadfolio check --profile draft` says why");
    assert_eq!(bench.read("content/case-studies/c.md"), broken);
    assert!(bench.read("content/case-studies/a.md").contains("\ntags: [attendance]"));
}

#[test]
fn both_names_in_one_file_are_left_to_the_author() {
    let bench = Bench::with("");
    let both = study("Text.").replacen("---\n", "---\nthemes: [a]\ntags: [b]\n", 1);
    bench.write("content/case-studies/a.md", &both);
    bench
        .run("upgrade --yes")
        .ends(0)
        .says("nothing to upgrade in the files that could be read")
        .says("Skipped because they can't be read");
    assert_eq!(bench.read("content/case-studies/a.md"), both);
}

#[test]
fn a_portfolio_that_was_just_made_has_nothing_to_upgrade() {
    let bench = Bench::new();
    bench.run("init my --blank").ends(0);
    let ran = bench.run("upgrade --root my").ends(0);
    assert_eq!(
        ran.stderr, "nothing to upgrade: all fields and settings are current\n",
        "placeholders are no errors"
    );
    // What could not be read isn't said to be current.
    bench.write("my/content/pages/p.md", "---\ntitle: \"no end\n---\n");
    let ran = bench.run("upgrade --root my").ends(0);
    let said = "nothing to upgrade in the files that could be read. Skipped because they can't be read: `content/pages/p.md`. ";
    assert!(ran.stderr.starts_with(said), "{}", ran.stderr);
}

#[test]
fn a_file_that_was_read_is_not_said_to_be_skipped() {
    let bench = Bench::with("");
    bench.write("content/case-studies/a.md", study("A [broken link](../pages/nowhere.md)."));
    bench.run("check --format short").ends(1);
    let ran = bench.run("upgrade").ends(0);
    assert_eq!(ran.stderr, "nothing to upgrade: all fields and settings are current\n");
    // Why a file for yourself only can't be read is in the check that the message names.
    bench.write("content/pages/own.md", "---\ntitle: \"no end\nvisibility: private\n---\n");
    bench.run("upgrade").ends(0).says("Skipped because they can't be read: `content/pages/own.md`. ");
    let listed = bench.run("check --profile draft --format short").ends(1).stdout;
    assert!(listed.contains("content/pages/own.md"), "{listed}");
}
