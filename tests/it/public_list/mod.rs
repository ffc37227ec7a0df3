//! The public list: inputs and faults that site generators stumble over, in the order of its rows, P01 to P37.
//!
//! For all of them: no panic, either a harmless site or a refusal with file, line and a way out; the site before it
//! stays whole, and nothing outside the output is touched.

mod addresses;
mod content;
mod media;
mod nesting;
mod reading;
mod writing;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use super::support::{Bench, MINIMUM, Ran, Site, run, site, study};

/// Every build is for this day.
const BUILD: &str = "build --today 2026-11-23";

/// A site of one case study, with fields of front matter from line 9 on.
fn one(fields: &str, body: &str) -> Site {
    site(&format!("--- content/case-studies/a.md\n{}", study_with(fields, body)))
}

/// A case study with more front matter than the least.
fn study_with(fields: &str, body: &str) -> String {
    format!("---\n{MINIMUM}{fields}---\n{body}\n")
}

/// A folder in which a site of one case study stands.
fn standing() -> Bench {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")));
    bench.run(BUILD).ends(0);
    bench
}

/// Runs a build that must fail and touch nothing.
#[track_caller]
fn refused(bench: &Bench, options: &str, code: i32) -> Ran {
    let before = snapshot(&bench.path(""));
    let ran = bench.run(&format!("{BUILD} {options}")).ends(code);
    assert!(snapshot(&bench.path("")) == before, "a refusal touches nothing\n{}", ran.stderr);
    ran
}

/// Everything under a folder by its path: bytes of files, where links lead, what else there is.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            let kind = fs::symlink_metadata(&path).unwrap().file_type();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            let what = if kind.is_symlink() {
                format!("-> {}", fs::read_link(&path).unwrap().display()).into_bytes()
            } else if kind.is_dir() {
                open.push(path);
                b"a folder".to_vec()
            } else if kind.is_fifo() || kind.is_socket() {
                b"a pipe".to_vec()
            } else {
                fs::read(&path).unwrap()
            };
            found.insert(name, what);
        }
    }
    found
}

/// Nothing but the portfolio, the site and the cache of pictures: no staging, nothing kept.
#[track_caller]
fn is_tidy(bench: &Bench) {
    let litter: Vec<String> = snapshot(&bench.path(""))
        .into_keys()
        .filter(|it| it.replace(".leadfolio/", "cache/").contains(".leadfolio") || it.contains("-kept-"))
        .filter(|it| !it.ends_with("/.leadfolio") && it != ".leadfolio")
        .collect();
    let listed: Vec<&String> = litter.iter().filter(|it| !it.ends_with(".leadfolio-manifest.json")).collect();
    assert!(listed.is_empty(), "litter: {listed:?}");
}

fn skip(reason: &str) {
    _ = writeln!(io::stderr(), "skipped: {reason}");
}

/// Input that must be refused: a file, its bytes, and what is said.
struct Refusal {
    row: &'static str,
    path: &'static str,
    bytes: Vec<u8>,
    says: &'static str,
}

fn refusals() -> Vec<Refusal> {
    const A: &str = "content/case-studies/b.md";
    let field = |row, field: &str, says| Refusal {
        row,
        path: A,
        bytes: study_with(&format!("{field}\n"), "Text.").into_bytes(),
        says,
    };
    let bytes = |row, path, bytes: &[u8], says| Refusal { row, path, bytes: bytes.to_vec(), says };
    vec![
        field("P01", "slug: ../../x", "b.md:9:7"),
        field("P02", "slug: /etc/x", "b.md:9:7"),
        field("P02", "slug: \"\"", "b.md:9:7"),
        field("P02", "slug: 5", "b.md:9:7"),
        field("P03", "slug: a", "`content/case-studies/a.md`"),
        field("P04", "slug: A", "`content/case-studies/a.md`"),
        field("P05", "slug: con", "b.md:9:7"),
        field("P07", "titel: B", "did you mean `title`?"),
        field("P08", "date: 2026-13-01", "month 13 does not exist"),
        field("P09", "\tthemes: [a]", "this line is indented with a tab"),
        field("P09", "tags: \"a", "this quote is never closed"),
        field("P11", "title: B", "it appears here first"),
        bytes("P07", A, b"---\nsummary: S.\n---\n", "`title` is missing"),
        bytes("P09", A, b"---\ntitle: B\n", "the front matter is never closed"),
        bytes("P10", A, bomb().as_bytes(), "too many aliases"),
        bytes("P13", A, b"---\ntitle: Caf\xe9\n---\n", "see line 2, `title: Café`"),
        bytes("P14", A, b"", "the file is empty"),
        bytes("P19", A, study("![A plan](plan.png)").as_bytes(), "b.md:10:1"),
        bytes("", A, b"---\ntitle: A\0B\n---\n", "byte 12 is a NUL"),
        bytes("", A, b"\xff\xfe-\0-\0-", "the file starts as UTF-16"),
        bytes("", A, study(&"word ".repeat(2_000_000)).as_bytes(), "the text is 10 MB"),
        bytes("", A, &[b'x'; 17_000_000], "it is 17 MB"),
        bytes("", "content/people.yaml", b"people: [", "people.yaml:1:9"),
    ]
}

/// Nine levels of aliases, each ten of the one below: a billion words.
fn bomb() -> String {
    let mut yaml = String::from("a0: &a0 [lol]\n");
    for level in 1..=9 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        yaml.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    study_with(&yaml, "Text.")
}

#[test]
fn whatever_is_refused_names_its_file_and_leaves_the_site_before_it_whole() {
    // P01 to P14 and P19 through the real program.
    let bench = standing();
    for Refusal { row, path, bytes, says } in refusals() {
        let before = fs::read(bench.path(path)).ok();
        bench.write(path, &bytes);
        let ran = refused(&bench, "", 1);
        let file = path.rsplit('/').next().unwrap();
        assert!(ran.stderr.contains(file), "{row}: no `{file}` in\n{}", ran.stderr);
        assert!(ran.stderr.contains(says), "{row}: no `{says}` in\n{}", ran.stderr);
        assert!(ran.stderr.contains("the existing site in `dist` was not changed"), "{row}: {}", ran.stderr);
        match before {
            Some(bytes) => bench.write(path, bytes),
            None => fs::remove_file(bench.path(path)).unwrap(),
        }
    }
    bench.run(BUILD).ends(0);
    is_tidy(&bench);
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_terminal() {
    let bench = standing();
    let fields = "titel\u{7f}: \"\u{9b}31m \u{202e}\"\nslug: \"\\e]0;x\\a\"\n";
    bench.write("content/case-studies/b.md", study_with(fields, "\u{1b}[2J ![x](\u{1b}.png)"));
    bench.write("content/case-studies/\u{202e}c.md", "---\ntitle: \"\u{1b}[31m\n---\n");
    let ran = refused(&bench, "--verbose", 1);
    let live = ran.stderr.chars().find(|it| it.is_control() && *it != '\n' || *it == '\u{202e}');
    assert_eq!(live, None, "{:?}", ran.stderr);
}

#[test]
fn a_name_of_an_option_that_is_no_text_is_an_error_of_the_command() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bench = standing();
    run(bench.command("build --base-url").arg(OsStr::from_bytes(b"\xff"))).ends(2);
    run(bench.command("build --today 2026-13-01").arg("--strict")).ends(2);
}
