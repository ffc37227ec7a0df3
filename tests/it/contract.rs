//! `themes/README.md` promises theme authors what templates may read: the promise and the types are kept equal.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Below this line the page is made from the types.
const MADE: &str = "\n## Values\n";

/// The tables of values, from the documentation of the types in `render/context`.
fn tables(source: &str) -> String {
    let mut out = String::new();
    let mut docs: Vec<&str> = Vec::new();
    let mut open = false;
    for line in source.lines() {
        let line = line.trim();
        if let Some(doc) = line.strip_prefix("/// ") {
            docs.push(doc);
        } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|it| it.strip_suffix(" {")) {
            let _ = write!(
                out,
                "\n### {name}\n\n{}\n\n| value | type | meaning |\n|---|---|---|\n",
                docs.join(" ")
            );
            docs.clear();
            open = true;
        } else if let Some((name, kind)) = field(line).filter(|_| open) {
            let meaning = docs.join(" ").replace('|', "\\|");
            let _ = writeln!(out, "| `{name}` | {} | {meaning} |", words(kind));
            docs.clear();
        } else if line == "}" {
            open = false;
            docs.clear();
        } else if !line.starts_with("#[") {
            docs.clear();
        }
    }
    out
}

fn field(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("pub ")?.strip_suffix(',')?.split_once(": ")
}

/// A type in a theme author's words.
fn words(kind: &str) -> String {
    if let Some(inner) = kind.strip_prefix("Option<").and_then(|it| it.strip_suffix('>')) {
        return format!("{} or none", words(inner));
    }
    if let Some(inner) = kind.strip_prefix("Vec<").and_then(|it| it.strip_suffix('>')) {
        return format!("list of {}", words(inner));
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "u8" | "u32" | "u64" | "usize" => "number".to_owned(),
        other if other.contains("BTreeMap") => {
            "by name: text, true or false, PictureContext or none".to_owned()
        }
        other => other.to_owned(),
    }
}

#[test]
fn every_template_of_a_page_is_in_the_page_for_theme_authors_and_a_kind() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("themes/README.md")).unwrap();
    let (prose, values) = page.split_once(MADE).unwrap();
    let kinds = values.lines().find(|line| line.starts_with("| `kind` | text | `home`")).unwrap();
    for entry in fs::read_dir(root.join("themes/base/templates")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let Some(kind) = file.strip_suffix(".html").filter(|kind| *kind != "layout") else { continue };
        // The book is no page of the site and has a sentence of its own.
        let is_listed = prose.contains(&format!("\n| `{file}` |")) || kind == "book";
        assert!(is_listed, "the table of templates in themes/README.md has no row for `{file}`");
        assert!(kinds.contains(&format!("`{kind}`")), "the comment of `PageContext::kind` lacks `{kind}`");
    }
}

#[test]
fn the_page_for_theme_authors_lists_every_value_that_a_template_may_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = root.join("themes/README.md");
    let told = fs::read_to_string(&page).unwrap();
    let (prose, _) = told.split_once(MADE).unwrap();
    let context = root.join("src/render/context");
    let mut files: Vec<_> = fs::read_dir(&context).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let source: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let wanted = format!("{prose}{MADE}{}", tables(&source));
    // Only if it differs: another test may be reading it.
    if std::env::var_os("UPDATE_GOLDEN").is_some() && told != wanted {
        fs::write(&page, &wanted).unwrap();
    }
    let told = fs::read_to_string(&page).unwrap();
    assert!(
        told == wanted,
        "themes/README.md is behind src/render/context: run with UPDATE_GOLDEN=1 and read the difference"
    );
}
