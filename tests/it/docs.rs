//! The documentation: every link between its pages leads to a file and a heading that exist, and its site builds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::support::{Site, bare_site, files};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of the documentation's site, which leadfolio builds from `docs/`, sorted by their path below the root.
fn pages() -> Vec<String> {
    let entries = fs::read_dir(root().join("docs/content/pages")).unwrap();
    let names = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut pages: Vec<String> = names.map(|name| format!("docs/content/pages/{name}")).collect();
    pages.sort();
    pages
}

/// All pages for people who use leadfolio or work on it, by their path below the root.
pub(super) fn documentation() -> Vec<String> {
    let others =
        ["README.md", "CONTRIBUTING.md", "docs/README.md", "docs/releasing.md", "docs/content/index.md"];
    others.map(str::to_owned).into_iter().chain(pages()).collect()
}

/// A file of the repository as text.
pub(super) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Lines of a page that are not part of a code block, with their numbers.
pub(super) fn prose(page: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    page.lines().enumerate().filter_map(move |(index, line)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        (!is_fence && !in_code).then_some((index + 1, line))
    })
}

/// A line without its code spans.
fn without_code(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('`') {
        let more = after.len() - after.trim_start_matches('`').len();
        let mark = "`".repeat(more + 1);
        kept.push_str(before);
        let Some((_, next)) = after[more..].split_once(&mark) else { return kept };
        rest = next;
    }
    kept + rest
}

/// Targets of the links and images of a line, without titles.
fn targets(line: &str) -> Vec<String> {
    let line = without_code(line);
    let found = |start: &str, end: char| -> Vec<String> {
        let parts = line.split(start).skip(1).filter_map(|it| it.split_once(end));
        parts.filter_map(|(target, _)| target.split_whitespace().next()).map(str::to_owned).collect()
    };
    [found("](", ')'), found(" href=\"", '"'), found(" src=\"", '"')].concat()
}

/// Ids of the headings of a page, as GitHub makes them.
fn heading_ids(page: &str) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let titles = prose(page).filter_map(|(_, line)| {
        let title = line.trim_start_matches('#');
        (title.len() < line.len()).then(|| title.strip_prefix(' ')).flatten()
    });
    let ids = titles.map(|title| {
        let is_kept = |c: &char| c.is_alphanumeric() || "-_ ".contains(*c);
        let id: String = title.trim().to_lowercase().chars().filter(is_kept).collect();
        let id = id.replace(' ', "-");
        let count = seen.entry(id.clone()).or_default();
        *count += 1;
        if *count > 1 { format!("{id}-{}", *count - 1) } else { id }
    });
    ids.collect()
}

/// A path without `.` and `..`.
fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}

/// What is wrong with a relative link of the page at a path below the root; `None` if it leads somewhere.
fn broken(page: &str, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let folder = Path::new(page).parent().unwrap();
    let file = if file.is_empty() { PathBuf::from(page) } else { normalize(&folder.join(file)) };
    let path = root().join(&file);
    if !path.exists() {
        return Some(format!("there is no `{}`", file.display()));
    }
    if fragment.is_empty() {
        return None;
    }
    let ids = fs::read_to_string(path).map(|text| heading_ids(&text)).unwrap_or_default();
    (!ids.iter().any(|id| id == fragment)).then(|| format!("no heading has the id `{fragment}`"))
}

#[test]
fn every_link_of_the_documentation_leads_to_a_file_and_a_heading() {
    let mut pages: Vec<String> = [
        "CHANGELOG.md",
        "SECURITY.md",
        "src/content/fields.md",
        "tests/README.md",
        "tests/browser/README.md",
        "tests/fuzz/README.md",
        "tests/imported/README.md",
        "themes/README.md",
    ]
    .map(str::to_owned)
    .into();
    pages.extend(documentation());
    let (mut faults, mut count) = (Vec::new(), 0);
    for page in &pages {
        let text = read(page);
        for (number, line) in prose(&text) {
            for target in targets(line) {
                count += 1;
                if let Some(fault) = broken(page, &target) {
                    faults.push(format!("{page}:{number}: `{target}`: {fault}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count > 50, "only {count} links were found");
}

#[test]
fn a_link_to_nothing_is_found_and_code_holds_no_links() {
    for (page, target, expected) in [
        ("docs/README.md", "../README.md", None),
        ("docs/README.md", "https://example.org/x", None),
        ("README.md", "docs/absent.md", Some("there is no `docs/absent.md`")),
        ("docs/releasing.md", "README.md#absent", Some("no heading has the id `absent`")),
        ("docs/README.md", "#absent", Some("no heading has the id `absent`")),
    ] {
        assert_eq!(broken(page, target).as_deref(), expected, "{page}: {target}");
    }
    assert_eq!(
        targets("[![a](b.jpeg \"c\")](d.md#e) `[f](g)` ``[`h](i)`` [j](k)"),
        ["b.jpeg", "d.md#e", "k"]
    );
    assert_eq!(targets("<a href=\"a.md\"><img src=\"b.jpeg\" alt=\"c\"></a>"), ["a.md", "b.jpeg"]);
    let page = "# Files & folders\n\n```sh\n# no heading\n```\n\n## `a_b`, c\n\n## Twice\n\n## Twice\n";
    assert_eq!(heading_ids(page), ["files--folders", "a_b-c", "twice", "twice-1"]);
}

#[test]
fn every_page_of_the_documentation_is_in_the_list_and_in_the_menu() {
    let (index, settings) = (read("docs/README.md"), read("docs/content/portfolio.yaml"));
    assert!(index.contains("](releasing.md)"));
    for page in pages() {
        let name = page.trim_start_matches("docs/content/pages/").trim_end_matches(".md");
        assert!(
            index.contains(&format!("](content/pages/{name}.md)")),
            "docs/README.md does not list {name}"
        );
        let item = [format!("page: {name} "), format!("page: {name},")];
        assert!(
            item.iter().any(|it| settings.contains(it)),
            "the menu of docs/content/portfolio.yaml lacks {name}"
        );
    }
}

/// The documentation as a portfolio, read as the program reads it.
fn documentation_site() -> Site {
    let mut site = bare_site("");
    for folder in ["content", "themes"] {
        for (path, bytes) in files(&root().join("docs").join(folder)) {
            site = site.file(&format!("{folder}/{path}"), bytes);
        }
    }
    site
}

#[test]
fn the_site_of_the_documentation_builds_without_a_complaint() {
    let built = documentation_site().build().fine();
    assert_eq!(built.warnings(), Vec::<String>::new());
    for page in pages() {
        let name = page.trim_start_matches("docs/content/pages/").trim_end_matches(".md").to_owned();
        let html = built.text(&format!("pages/{name}/index.html"));
        assert!(
            html.contains("aria-current=\"page\"") && html.contains("class=\"turn\""),
            "{name} has no place"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{name}: its first heading repeats its title");
    }
    let home = built.text("index.html");
    assert!(home.contains("<p class=\"group\">Start</p>"), "{home}");
    assert_eq!(built.held_back(), Vec::<String>::new(), "nothing in docs/ is left over");
}

#[test]
fn the_pictures_of_the_documentation_stay_small() {
    let files = files(&root().join("docs/content/files"));
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(size < 1_500_000, "{size} bytes");
    let all: String = documentation().iter().map(|page| read(page)).collect();
    for (name, _) in files {
        assert!(all.contains(&format!("files/{name}")), "no page shows docs/content/files/{name}");
    }
}
