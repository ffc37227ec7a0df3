//! Broken links: what is wrong with each, and how to fix it.

use super::link_paths::relative_to_page;
use crate::content::markdown::THEME_FIGURE;

/// Why a link is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLink {
    /// Id of the violated rule, such as `LNK-01`.
    pub rule: &'static str,
    /// Description of the problem.
    pub message: String,
    /// How to fix the link.
    pub help: LinkHelp,
}

/// How to fix a broken link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkHelp {
    /// Literal help text, independent of other names.
    Text(String),
    /// Suggest a name similar to this one. The search compares all names of a kind, so it runs only when the problem
    /// is reported.
    Suggest(String, SuggestFrom),
}

/// Names that a suggestion is chosen from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestFrom {
    /// All pages and files, written relative to the page with this source file.
    PagesAndFiles(String),
    /// Files other than pages, as front matter names them.
    Files,
    /// Figures of this kind, such as `outcome`.
    Figures(String),
    /// Anchors of the page with this source file.
    Anchors(String),
}

impl BrokenLink {
    pub(super) fn new(rule: &'static str, message: String, help: impl Into<String>) -> Self {
        Self { rule, message, help: LinkHelp::Text(help.into()) }
    }
}

/// The error of a link to a file on the author's computer.
pub(super) fn local_file_error(from: &str, target: &str, name: &str) -> BrokenLink {
    let path = relative_to_page(from, &format!("files/{name}"));
    let path = if path.contains(' ') { format!("<{path}>") } else { path };
    BrokenLink::new(
        "LNK-01",
        format!("`{target}` is a file on your computer, so readers can't open it"),
        format!("put `{name}` in `content/files/` and write `{path}` in its place"),
    )
}

/// The error of a figure that does not exist.
pub(super) fn unknown_figure(kind: &str, full_name: &str) -> BrokenLink {
    let name = full_name.split_once(':').map_or(full_name, |(_, name)| name);
    let message = if kind == THEME_FIGURE {
        "`figure:` needs the name of a figure of your theme".to_owned()
    } else if name.is_empty() {
        format!("`{kind}:` is on a page that isn't a case study")
    } else {
        format!("there is no {kind} `{name}` in this build")
    };
    if kind == THEME_FIGURE {
        let help = "write it after the colon: `![What it shows](figure:values)`";
        return BrokenLink::new("LNK-02", message, help);
    }
    let help = LinkHelp::Suggest(full_name.to_owned(), SuggestFrom::Figures(kind.to_owned()));
    BrokenLink { rule: "LNK-02", message, help }
}

/// The error of a link to a heading that does not exist.
pub(super) fn unknown_anchor(source: &str, fragment: &str) -> BrokenLink {
    BrokenLink {
        rule: "LNK-01",
        message: format!("there is no heading `#{fragment}` in `{source}`"),
        help: LinkHelp::Suggest(fragment.to_owned(), SuggestFrom::Anchors(source.to_owned())),
    }
}

/// Help for a file that is named by itself and does not exist: all such files are in one folder.
pub(super) fn help_for_missing_file(word: &str) -> String {
    let name = word.rsplit(['/', '\\']).next().unwrap_or_default();
    if word.contains("://") && !name.is_empty() {
        return format!(
            "files of other sites can't be named: save it in `content/files/`, and write `{name}`"
        );
    }
    if word.starts_with('.') && !name.is_empty() {
        return format!("add it to `content/files/`, and write its name only: `{name}`");
    }
    if !word.contains('.') {
        return "write the name of a file in `content/files/`, with its ending, such as `picture.jpg`"
            .to_owned();
    }
    format!("add it to `content/files/`; the name must be `{word}`, with the same capital letters")
}

/// Help for a link to a page or file when no other has a name like it. `path` is what was looked for in `content/`.
pub(super) fn help_for_missing(source: &str, path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_file = name.rsplit_once('.').is_some_and(|(_, ending)| !ending.eq_ignore_ascii_case("md"));
    if !is_file {
        return "no page has a similar name: create that page, or remove the link".to_owned();
    }
    let target = relative_to_page(source, &format!("files/{name}"));
    let target = if target.contains(' ') { format!("<{target}>") } else { target };
    format!(
        "no file has a similar name: put `{name}` in `content/files/` and write `{target}`, or remove this"
    )
}
