//! Which program a folder of Markdown was written for, and which of its files are pages.

use serde_json::{Map, Value};

use super::front_matter;
use crate::content::text;
use crate::vfs::{Blob, FileTree, lowercase_extension};

/// The programs whose folders are distinguished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Generator {
    Jekyll,
    Hugo,
    Quarto,
    Obsidian,
    Notion,
    GoogleDocs,
    /// Any other folder or file.
    Plain,
}

/// What is known of a folder before its pages are read.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) generator: Generator,
    /// Settings of its site, from all its files of settings; empty if it has none.
    pub(crate) config: Map<String, Value>,
    /// The files of these settings.
    pub(crate) config_files: Vec<String>,
}

/// Files of settings, the first of each program decides.
const JEKYLL_CONFIG: [&str; 3] = ["_config.yml", "_config.yaml", "_config.toml"];
const HUGO_CONFIG: [&str; 12] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
];
const QUARTO_CONFIG: [&str; 2] = ["_quarto.yml", "_quarto.yaml"];

/// Most bytes of a file of settings.
const MAX_CONFIG: u64 = 1_000_000;

/// Finds out which program a folder is of.
pub(crate) fn detect(files: &FileTree) -> Project {
    let generator = find_generator(files);
    let names: &[&str] = match generator {
        Generator::Jekyll => &JEKYLL_CONFIG,
        Generator::Hugo => &HUGO_CONFIG,
        Generator::Quarto => &QUARTO_CONFIG,
        _ => &[],
    };
    let mut project = Project { generator, config: Map::new(), config_files: Vec::new() };
    for name in names {
        let Some(blob) = files.get(name) else { continue };
        project.config_files.push((*name).to_owned());
        let Some(text) = read_text(blob).filter(|_| blob.len() <= MAX_CONFIG) else { continue };
        for (key, value) in front_matter::parse_file(name, &text) {
            project.config.entry(key).or_insert(value);
        }
    }
    project
}

fn read_text(blob: &Blob) -> Option<String> {
    let bytes = read_bytes(blob)?;
    text::decode_any(&bytes).ok().map(std::borrow::Cow::into_owned)
}

/// Reads a file as a whole; `None` if that fails.
pub(crate) fn read_bytes(blob: &Blob) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    blob.for_each_piece(|piece| bytes.extend_from_slice(piece)).ok()?;
    Some(bytes)
}

fn find_generator(files: &FileTree) -> Generator {
    let has_any = |names: &[&str]| names.iter().any(|name| files.contains(name));
    let has_folder = |folder: &str| files.files_in(folder).next().is_some();
    if has_any(&QUARTO_CONFIG) {
        return Generator::Quarto;
    }
    if has_folder(".obsidian") {
        return Generator::Obsidian;
    }
    if has_any(&JEKYLL_CONFIG) || has_folder("_posts") {
        return Generator::Jekyll;
    }
    if has_any(&HUGO_CONFIG[..4])
        || has_folder("content")
            && (has_any(&HUGO_CONFIG) || has_folder("archetypes") || has_folder("layouts"))
    {
        return Generator::Hugo;
    }
    let mut pages = files.iter().map(|(path, _)| path).filter(|path| is_page(path)).peekable();
    let single = pages.peek().copied();
    let (mut notion, mut quarto, mut count) = (0, 0, 0);
    for path in pages {
        count += 1;
        notion += usize::from(notion_id(path).is_some());
        quarto += usize::from(path.to_ascii_lowercase().ends_with(".qmd"));
    }
    if quarto > 0 {
        return Generator::Quarto;
    }
    if notion > 0 && notion * 2 >= count {
        return Generator::Notion;
    }
    if has_folder("content") {
        return Generator::Hugo;
    }
    let is_google =
        |path: &str| files.get(path).and_then(read_text).is_some_and(|text| is_google_docs(&text));
    if count == 1 && single.is_some_and(is_google) {
        return Generator::GoogleDocs;
    }
    Generator::Plain
}

/// Google Docs writes pictures into the file, and ids of headings after them.
fn is_google_docs(text: &str) -> bool {
    text.contains("]: <data:image/") || text.contains("{#heading=h.")
}

/// The 32 hexadecimal digits that Notion adds to the name of a page.
pub(crate) fn notion_id(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = stem.strip_suffix("_all").unwrap_or(stem);
    let (_, id) = stem.rsplit_once(' ').unwrap_or(("", stem));
    (id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(id)
}

/// Whether a file is written in Markdown, by its name.
pub(crate) fn is_page(path: &str) -> bool {
    let extension = lowercase_extension(path);
    matches!(extension.as_deref(), Some("md" | "markdown" | "mkd" | "mdown" | "mdx" | "qmd" | "rmd"))
}

/// Why a file of a folder is not a page; `None` for pages and for files that pages may link to.
pub(crate) fn reason_to_omit(generator: Generator, path: &str) -> Option<&'static str> {
    let mut folders: Vec<&str> = path.split('/').collect();
    let name = folders.pop().unwrap_or_default();
    let first = folders.first().copied().unwrap_or_default();
    if folders.iter().any(|folder| folder.starts_with('.') && folder.len() > 1) || name.starts_with('.') {
        return Some("hidden file of a program");
    }
    if folders.iter().any(|folder| matches!(*folder, "node_modules" | "_site" | "vendor" | "__pycache__")) {
        return Some("file of a program, or of the built site");
    }
    let is_layout = match generator {
        Generator::Jekyll => matches!(first, "_layouts" | "_includes" | "_sass" | "_plugins"),
        Generator::Hugo => matches!(first, "layouts" | "themes" | "archetypes" | "i18n"),
        Generator::Quarto => matches!(first, "_extensions" | "_book"),
        _ => false,
    };
    if is_layout || is_page(path) && folders.iter().any(|folder| is_template_folder(folder)) {
        return Some("template or layout");
    }
    if matches!((generator, first), (Generator::Hugo, "public" | "resources")) {
        return Some("file of the built site");
    }
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_text = is_page(path) || name.ends_with(".txt") || !name.contains('.');
    const ABOUT: [&str; 7] =
        ["readme", "license", "licence", "changelog", "contributing", "code_of_conduct", "security"];
    if is_text && ABOUT.contains(&stem.as_str()) {
        return Some("about the folder itself, not a page");
    }
    let extension = lowercase_extension(path).unwrap_or_default();
    let is_code = ["scss", "sass", "less", "css", "js", "ts", "rb", "lock", "gemspec", "sh", "py"];
    if is_code.contains(&extension.as_str())
        || matches!(name, "Gemfile" | "Makefile" | "Dockerfile" | "CNAME")
    {
        return Some("code or style of the site");
    }
    if ["yml", "yaml", "toml", "json", "xml", "bib", "csl", "bst"].contains(&extension.as_str()) {
        return Some("settings or data of the site");
    }
    matches!(extension.as_str(), "html" | "htm" | "njk" | "liquid")
        .then_some("page or layout in HTML: save the finished page from the browser and import that")
}

fn is_template_folder(folder: &str) -> bool {
    matches!(
        folder.to_ascii_lowercase().as_str(),
        "_templates" | "templates" | "template" | "_layouts" | "_includes"
    )
}
