//! What we care about and no compiler checks: who may know whom, and what a façade holds.

use std::fs;
use std::path::{Path, PathBuf};

/// Floors of the library; a module names only modules on lower ones.
const FLOORS: [&[&str]; 7] = [
    &["tree", "diagnostic"],
    &["content", "embedded", "media"],
    &["portfolio", "theme"],
    &["render"],
    &["pipeline"],
    &["project", "scaffold", "check", "search", "deploy"],
    &["serve"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|it| it.contains(&module))
}

pub(crate) fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Path below `src/`, with `/` on every system.
fn shown(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/")
}

#[test]
fn a_module_names_only_modules_on_lower_floors() {
    let mut faults = Vec::new();
    for path in sources() {
        let file = shown(&path);
        let module = file.split(['/', '.']).next().unwrap();
        let Some(own) = floor(module) else { continue };
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate().filter(|it| !it.1.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
                let Some(other) = floor(&name) else { continue };
                if name != module && other >= own {
                    faults.push(format!("{file}:{}: `{module}` names `{name}`", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_stands_on_a_floor() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for line in lib.lines() {
        let Some(module) = line.strip_prefix("pub mod ").and_then(|it| it.strip_suffix(';')) else {
            continue;
        };
        assert!(
            floor(module).is_some(),
            "`{module}` has no floor: add it to the table here and in src/lib.rs"
        );
        let told = lib.lines().any(|it| it.starts_with("//! ") && it.contains(module));
        assert!(told, "src/lib.rs does not tell of `{module}`");
    }
}

#[test]
fn the_template_engine_and_the_markdown_parser_are_named_in_one_place() {
    let homes = [("tera::", "theme/templates.rs"), ("pulldown_cmark", "content/markdown/")];
    for path in sources() {
        let file = shown(&path);
        let text = fs::read_to_string(&path).unwrap();
        for (name, home) in homes {
            assert!(
                file.starts_with(home) || !text.contains(name),
                "{file} names `{name}`, which belongs to {home}"
            );
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} does not open with `//!`", shown(&path));
    }
}
