//! What remains of the sample in a portfolio that is no longer marked as one.

use super::support::{Bench, site};

#[test]
fn what_remains_of_the_sample_is_never_taken_for_the_author_s() {
    let settings = |more: &str| {
        format!(
            "--- content/portfolio.yaml\nurl: \"https://school.example.org/\"\nprofile: {{ name: \"Dana Whitfield\" }}\n{more}"
        )
    };
    site(&settings(
        "awards: [{ title: \"Candor award (fictional)\" }]\ncopyright: { holder: \"Rowan Ellery\" }\n",
    ))
    .build()
    .fails("POR-02 content/portfolio.yaml:3:19 `Candor award (fictional)` is from the sample");
    site(&settings("sample: true\nawards: [{ title: \"Candor award (fictional)\" }]\n")).build().fine();
    site(&settings("")).build().fine();
}

#[test]
fn every_text_of_the_sample_is_told_once_the_portfolio_is_the_author_s() {
    let bench = Bench::new();
    bench.init("mine").ends(0);
    let change = |file: &str, changes: &[(&str, &str)]| {
        let path = format!("mine/content/{file}");
        let mut text = std::fs::read_to_string(bench.path(&path)).unwrap();
        for (from, to) in changes {
            assert!(text.contains(from), "{file}: {from}");
            text = text.replace(from, to);
        }
        bench.write(&path, text);
    };
    bench.run("build --root mine").ends(0);
    change(
        "portfolio.yaml",
        &[
            ("sample: true\n", ""),
            ("rowan-ellery.example", "whitfield.school"),
            ("Rowan Ellery", "Dana Whitfield"),
            ("rowan@example.org", "dana@whitfield.school"),
        ],
    );
    change("people.yaml", &[("Rowan Ellery", "Dana Whitfield"), ("first: \"Rowan\"", "first: \"Dana\"")]);
    change("approaches/coaching.md", &[("sample: true\n", "")]);
    let built = bench.run("build --root mine").ends(1);
    for text in [
        "`Fictional person used for sample data` is",
        "`Twelve years in middle schools, five of them as a principal.…` is",
        "`Eastmere` is",
        "`https://www.linkedin.com/in/example` is",
        "`https://www.facebook.com/example` is",
        "`Larkmere Middle School` is",
        "`University of Northshire` is",
        "`Who decides about lunch? One page that settled an argument` is",
        "`Rowan asked which decisions I wanted to be mine",
        "--> content/approaches/coaching.md:",
    ] {
        assert!(built.stderr.contains(text), "{text}\n{}", built.stderr);
    }
    // Real publications stay.
    assert!(!built.stderr.contains("Coaching for Performance"), "{}", built.stderr);
}
