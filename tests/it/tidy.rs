//! What we care about and no compiler checks: which module may use which, and that no files import each other in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

/// Layers of the library; a module names only modules of lower ones.
const LAYERS: [&[&str]; 12] = [
    &["platform"],
    &["vfs", "rules", "suggest", "git"],
    &["diagnostic"],
    &["yaml", "embedded", "media", "urls", "i18n"],
    &["content", "documents"],
    &["model"],
    &["lint", "privacy", "theme"],
    &["resolve", "render"],
    &["deploy"],
    &["pipeline", "picture_cache"],
    &["project", "scaffold", "check", "search", "theme_gallery", "import", "export"],
    &["serve"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|it| it.contains(&module))
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
fn a_module_names_only_modules_of_lower_layers() {
    let mut faults = Vec::new();
    for path in sources() {
        let file = shown(&path);
        let module = file.split(['/', '.']).next().unwrap();
        let Some(own) = layer(module) else { continue };
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate().filter(|it| !it.1.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
                let Some(other) = layer(&name) else { continue };
                if name != module && other >= own {
                    faults.push(format!("{file}:{}: `{module}` names `{name}`", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_stands_on_a_layer() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for line in lib.lines() {
        let Some(module) = line.strip_prefix("pub mod ").and_then(|it| it.strip_suffix(';')) else {
            continue;
        };
        assert!(
            layer(module).is_some(),
            "`{module}` has no layer: add it to the table here and in src/lib.rs"
        );
        let told = lib.lines().any(|it| it.starts_with("//! ") && it.contains(module));
        assert!(told, "src/lib.rs does not tell of `{module}`");
    }
}

/// Module path of a source file: `render/chart/mod.rs` is `["render", "chart"]`.
fn module_of(file: &str) -> Vec<String> {
    let mut parts: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// Every path of a `use` tree, with its groups written out.
fn expand(tree: &str, prefix: &str, paths: &mut Vec<String>) {
    let Some((head, group)) = tree.split_once('{') else {
        paths.push(format!("{prefix}{}", tree.trim()));
        return;
    };
    let prefix = format!("{prefix}{}", head.trim());
    let group = group.rsplit_once('}').map_or(group, |(inside, _)| inside);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&group[start..at], &prefix, paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !group[start..].trim().is_empty() {
        expand(&group[start..], &prefix, paths);
    }
}

/// Paths that a file names and that begin at the crate, at its parent or at itself.
fn named_paths(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let mut paths = Vec::new();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        let head = statement.rfind("use ").filter(|at| !statement[*at..].contains(['=', '(']));
        match head {
            Some(at) => expand(statement[at + 4..].trim_end_matches(';'), "", &mut paths),
            None => rest.push_str(statement),
        }
    }
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in rest.match_indices(start) {
            if rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            paths.push(rest[at..].chars().take_while(|c| is_path(*c)).collect());
        }
    }
    // A façade may name its children without `self::`.
    for child in code
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
    {
        let used = format!("{child}::");
        let is_used =
            |at: usize| !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        if rest.match_indices(&used).any(|(at, _)| is_used(at)) {
            paths.push(format!("self::{used}"));
        }
    }
    paths
}

/// The file that a path leads to, as far as it names modules.
fn file_of<'a>(path: &str, own: &[String], files: &'a BTreeMap<Vec<String>, String>) -> Option<&'a String> {
    let mut parts = path.split("::").filter(|part| !part.is_empty()).peekable();
    let mut full = match parts.next()? {
        "crate" => Vec::new(),
        "self" => own.to_vec(),
        "super" => {
            let mut parent = own.to_vec();
            parent.pop();
            while parts.next_if_eq(&"super").is_some() {
                parent.pop();
            }
            parent
        }
        _ => return None,
    };
    full.extend(parts.map(|part| part.trim().to_owned()));
    while !full.is_empty() {
        if let Some(file) = files.get(&full) {
            return Some(file);
        }
        full.pop();
    }
    None
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let skipped = ["lib.rs", "main.rs", "search_stub.rs"];
    let texts: BTreeMap<String, String> = sources()
        .iter()
        .map(|path| (shown(path), fs::read_to_string(path).unwrap()))
        .filter(|(file, _)| !skipped.contains(&file.as_str()))
        .collect();
    let files: BTreeMap<Vec<String>, String> =
        texts.keys().map(|file| (module_of(file), file.clone())).collect();
    let imports: BTreeMap<&String, BTreeMap<&String, String>> = texts
        .iter()
        .map(|(file, text)| {
            let own = module_of(file);
            let found =
                named_paths(text).into_iter().filter_map(|path| Some((file_of(&path, &own, &files)?, path)));
            (file, found.filter(|(other, _)| *other != file).collect())
        })
        .collect();
    let mut circles = Vec::new();
    let names = |way: &[&String]| way.iter().map(|file| file.as_str()).collect::<Vec<_>>().join(", ");
    for (file, imported) in &imports {
        for (other, path) in imported {
            if let Some(back) = way_back(other, file, &imports) {
                circles
                    .push(format!("{file} imports {other} (`{path}`), which leads back by {}", names(&back)));
            }
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// The files on the shortest way from one file to another along imports.
fn way_back<'a>(
    from: &'a String,
    to: &String,
    imports: &BTreeMap<&'a String, BTreeMap<&'a String, String>>,
) -> Option<Vec<&'a String>> {
    let mut open = VecDeque::from([vec![from]]);
    let mut seen = BTreeSet::from([from]);
    while let Some(way) = open.pop_front() {
        let last = way.last()?;
        if *last == to {
            return Some(way);
        }
        for next in imports.get(last)?.keys().filter(|next| seen.insert(next)) {
            open.push_back(way.iter().copied().chain([*next]).collect());
        }
    }
    None
}

#[test]
fn the_template_engine_and_the_markdown_parser_are_named_in_one_place() {
    let homes = [
        ("tera::", "theme/templates/"),
        ("pulldown_cmark", "content/markdown/"),
        ("cssparser", "theme/css.rs"),
    ];
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
fn only_the_platform_module_asks_which_system_it_is_on() {
    let signs = [
        "cfg(unix",
        "cfg(windows",
        "cfg(not(unix",
        "cfg(not(windows",
        "cfg!(unix",
        "cfg!(windows",
        "target_os",
        "target_family",
        "std::os::",
        "rustix::",
        "same_file::",
        "tokio::signal",
    ];
    let mut found = Vec::new();
    for path in sources() {
        let (file, text) = (shown(&path), fs::read_to_string(&path).unwrap());
        if file.starts_with("platform/") {
            continue;
        }
        let lines = text.lines().enumerate().filter(|(_, line)| signs.iter().any(|sign| line.contains(sign)));
        found.extend(lines.map(|(number, line)| format!("{file}:{}: {}", number + 1, line.trim())));
    }
    assert!(found.is_empty(), "put it behind a function of src/platform/:\n{}", found.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} does not open with `//!`", shown(&path));
    }
}

#[test]
fn the_path_of_a_generated_page_is_written_once() {
    let table = "model/generated_pages.rs";
    let homes = ["model/", "render/", "serve/", "search.rs", "cli/pdf.rs"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rows = fs::read_to_string(root.join(table)).unwrap();
    let is_path = |text: &&str| {
        !text.contains(['{', ' '])
            && (text.ends_with('/') && text.len() > 1
                || [".html", ".json", ".txt", ".xml"].iter().any(|ending| text.ends_with(ending)))
    };
    let paths: Vec<&str> = rows.split('"').skip(1).step_by(2).filter(is_path).collect();
    assert!(paths.len() > 15, "{paths:?}");
    let mut again = Vec::new();
    for source in sources() {
        let file = shown(&source);
        // Elsewhere the same names are those of source folders, or of files that a host knows.
        if !homes.iter().any(|home| file.starts_with(home)) {
            continue;
        }
        let text = fs::read_to_string(&source).unwrap();
        for path in &paths {
            let count = text.matches(&format!("\"{path}\"")).count();
            if count > usize::from(file == table) {
                again.push(format!("{file} writes `{path}`"));
            }
        }
    }
    assert!(again.is_empty(), "{}", again.join("\n"));
}

/// Whether code compares a text with a literal or matches it against one, where `literal` is the one between `before`
/// and `after`.
fn is_compared(before: &str, after: &str) -> bool {
    let (before, after) = (before.trim_end().trim_end_matches('&'), after.trim_start());
    let rest_of_arm = after.lines().next().unwrap_or_default();
    let head = before.rsplit(['\n', ';', '{']).next().unwrap_or_default();
    // An array of ids is only made to look something up in it.
    before.ends_with("==")
        || before.ends_with("!=")
        || before.ends_with('[')
        || before.ends_with("let (")
        || ["==", "!=", "|", "=>"].iter().any(|sign| after.starts_with(sign))
        || rest_of_arm.contains("=>")
        || head.contains("matches!(")
}

#[test]
fn only_the_table_of_rules_compares_ids_of_rules() {
    let mut faults = Vec::new();
    for path in sources() {
        let file = shown(&path);
        if file == "rules.rs" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code: Vec<&str> =
            code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect();
        let code = code.join("\n");
        let line_of = |at: usize| code[..at].matches('\n').count() + 1;
        for id in leadfolio::rules::Rule::all().iter().map(|rule| format!("\"{}\"", rule.id)) {
            for (at, _) in code.match_indices(&id) {
                if is_compared(&code[..at], &code[at + id.len()..]) {
                    faults.push(format!("{file}:{}: compares an id with {id}", line_of(at)));
                }
            }
        }
        for call in ["rule.starts_with(", "rule.eq(", "rule.contains(", "rule.ends_with("] {
            for (at, _) in code.match_indices(call) {
                faults.push(format!("{file}:{}: takes an id apart with `{call}`", line_of(at)));
            }
        }
    }
    assert!(faults.is_empty(), "give the rule a trait in src/rules.rs instead:\n{}", faults.join("\n"));
}

#[test]
fn comparisons_with_a_literal_are_recognised() {
    for (code, wanted) in [
        (r#"if error.rule == "X" {"#, true),
        (r#"error.rule != "X""#, true),
        (r#""X" == error.rule"#, true),
        (r#"["X", "Y"].contains(&diagnostic.rule)"#, true),
        ("const A: [&str; 2] = [\n    \"X\",\n    \"Y\",\n];", true),
        (r#"matches!(diagnostic.rule, "X")"#, true),
        (r#"if let ("X", Some(fix)) = (error.rule, fix) {"#, true),
        ("match rule {\n    \"X\" => 1,", true),
        ("match rule {\n    \"X\" | \"Y\" => 1,", true),
        ("match (rule, fix) {\n    (\"X\", Some(fix)) => 1,", true),
        (r#"Diagnostic::error("X", path, message)"#, false),
        ("Status::Moved(to) => {\n    (\"X\", Severity::Info)\n}", false),
        ("Status::Gone => (\n    \"X\",\n    Severity::Info,\n),", false),
        (r#"BrokenLink { rule: "X", message, help }"#, false),
    ] {
        let at = code.find("\"X\"").unwrap();
        assert_eq!(is_compared(&code[..at], &code[at + 3..]), wanted, "{code}");
    }
}

/// Words of our own that every reader would have to translate: the field has a standard term for each.
const PRIVATE_WORDS: [&str; 14] = [
    "courier",
    "deed",
    "door",
    "doors",
    "eyes",
    "keeper",
    "litter",
    "mend",
    "mended",
    "mends",
    "overtaken",
    "strangers",
    "told",
    "worn",
];

#[test]
fn names_and_comments_use_standard_words() {
    let mut found = Vec::new();
    for path in sources() {
        let (file, text) = (shown(&path), fs::read_to_string(&path).unwrap());
        // Names of tests may be whole sentences.
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code = without_literals(text);
        for (number, code) in code.lines().enumerate() {
            // What users read is judged elsewhere: messages are literals, and docs of arguments are `--help`.
            let is_help = file.starts_with("cli/") && code.trim_start().starts_with("///");
            let words = code.split(|c: char| !c.is_alphanumeric()).flat_map(camel_words);
            for word in words.filter(|word| !is_help && PRIVATE_WORDS.contains(&word.as_str())) {
                found.push(format!("{file}:{}: `{word}`", number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Code without its string literals; comments and line breaks stay.
fn without_literals(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let hashes = rest.strip_prefix('r').map_or(0, |raw| raw.len() - raw.trim_start_matches('#').len());
        let length = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            code.push_str(&rest[..end]);
            end
        } else if rest.starts_with("'\"'") {
            3
        } else if hashes > 0 && rest[1 + hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = &rest[2 + hashes..];
            2 + hashes + body.find(&end).map_or(body.len(), |at| at + end.len())
        } else if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c: char| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |at| at + 2)
        } else {
            code.push(c);
            c.len_utf8()
        };
        let skipped = &rest[..length];
        if !skipped.starts_with("//") && length > 1 {
            code.extend(skipped.chars().filter(|c| *c == '\n'));
        }
        rest = &rest[length..];
    }
    code
}

/// `CommentProvider` is "comment" and "provider".
fn camel_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_upper = true;
    for c in name.chars() {
        if c.is_uppercase() && !was_upper || words.is_empty() {
            words.push(String::new());
        }
        was_upper = c.is_uppercase();
        words.last_mut().unwrap().extend(c.to_lowercase());
    }
    words
}

#[test]
fn no_two_public_types_have_one_name() {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in sources() {
        let (file, text) = (shown(&path), fs::read_to_string(&path).unwrap());
        for line in text.lines() {
            let declared = ["struct ", "enum ", "trait ", "type "]
                .iter()
                .find_map(|keyword| line.strip_prefix("pub ")?.strip_prefix(keyword));
            if let Some(rest) = declared {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                homes.entry(name).or_default().push(file.clone());
            }
        }
    }
    let twice: Vec<String> = homes
        .iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(name, files)| format!("`{name}` is in {}", files.join(" and ")))
        .collect();
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}
