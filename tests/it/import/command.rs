//! The command as its users run it.

use crate::support::Bench;

#[test]
fn a_source_that_cannot_be_read_ends_with_1_and_one_that_does_not_exist_with_2() {
    let bench = Bench::new();
    bench.write("picture.bin", [0, 1, 2, 3]);
    bench
        .run("import picture.bin --yes")
        .ends(1)
        .says("`picture.bin` is not in a format that leadfolio can import");
    bench.run("import gone.html --yes").ends(2).says("cannot open `gone.html`");
    assert!(!bench.has("content"), "nothing was written");
    let json = bench.run("import picture.bin --json").ends(1).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["written"].as_bool(), json["files"].as_array().map(Vec::len)), (Some(false), Some(0)));
    assert_eq!(json["sources"][0]["name"], "picture.bin");
}

#[test]
fn nothing_is_written_unasked_and_no_address_is_taken_for_a_file() {
    let bench = Bench::new();
    bench.write("page.txt", "Coaching\n\nI ask first, and I keep the result.\n");
    bench.run("import page.txt --into my").ends(2).says("pass `--yes` to write these files");
    assert!(!bench.has("my"));
    bench.run("import https://example.org/page --into my").ends(2).says("is a web address");
}

#[test]
fn a_new_portfolio_begins_with_what_is_imported() {
    let bench = Bench::new();
    bench.run("init my --blank --from gone.html").ends(2).says("there is no file or folder `gone.html`");
    assert!(!bench.has("my"), "nothing was written");
    bench.write("page.txt", "Coaching\n\nWhat is coaching?\n\nAsking first.\n\nHow have I used it?\n\nFor example, I asked a team to plan its own week.\n");
    let ran = bench.run("init my --blank --from page.txt").ends(0).says("1 approach, 1 case study");
    assert!(ran.stderr.ends_with("  leadfolio check --profile draft\n"), "{}", ran.stderr);
    for once in ["leadfolio serve", "leadfolio check"] {
        assert_eq!(ran.stderr.matches(once).count(), 1, "the next steps are said once: {}", ran.stderr);
    }
    bench.write("picture.bin", [0, 1, 2, 3]);
    let ran = bench.run("init other --blank --from picture.bin").ends(1).says("is not in a format");
    let next = "next:\n  cd other\n  leadfolio serve --open --drafts\n  leadfolio check --profile draft\n";
    assert!(ran.stderr.ends_with(next), "{}", ran.stderr);
    assert!(bench.has("my/content/approaches/coaching.md") && bench.has("my/IMPORT-TODO.md"));
    bench.run("build --root my").ends(0);
}

#[test]
fn what_was_imported_can_be_built_and_checked_at_once() {
    let bench = Bench::new();
    bench.write(
        "page.txt",
        "Coaching\n\nWhat is coaching?\n\nAsking first.\n\nHow have I used it?\n\nFor example, I asked a team to plan its own week. \
         Additionally, I trained four peer coaches who meet on Mondays. Another time, I let the lunch team time the queue.\n",
    );
    bench.run("import page.txt --into my --yes").ends(0).says("3 case studies");
    let settings = bench.read("my/content/portfolio.yaml");
    let named =
        settings.lines().map(|line| if line.contains("TODO") { "  name: \"Rowan Ellery\"" } else { line });
    bench.write("my/content/portfolio.yaml", named.collect::<Vec<_>>().join("\n"));
    let todo = bench.read("my/IMPORT-TODO.md");
    assert!(!todo.contains("the same text"), "{todo}");
    bench.run("build --root my").ends(0);
    let ran = bench.run("check --root my --format short");
    assert!(!ran.stdout.contains("FIL-03"), "{}", ran.stdout);
}
