//! Reports values that are still to be filled in.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::yaml;

/// Reports every value in the YAML of a file that is still to be filled in: an error for a placeholder of a line to paste,
/// a warning for three dots. Whoever pastes a line from a help text and forgets to fill it in would publish them.
pub(super) fn report_placeholders(
    path: &str,
    source: &str,
    range: Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    let is_dots = |text: &str| matches!(text.trim(), "…" | "...");
    let text = &source[range.clone()];
    // Most files have none, and need not be parsed again.
    if !text.contains('…') && !text.contains("...") && !text.contains("TODO") {
        return;
    }
    let is_wanted = |text: &str| is_dots(text) || yaml::is_placeholder(text);
    for (found, field) in yaml::find_texts_with_fields(text, is_wanted) {
        let written = text[found.clone()].trim_matches(['"', '\'']);
        let place = Location::Range(found.start + range.start..found.end + range.start);
        // A value of another kind than text was reported when it was read.
        if diagnostics.iter().any(|known| known.path == path && known.location == place) {
            continue;
        }
        let diagnostic = if is_dots(written) {
            let message = "there are three dots here instead of text, and readers would see them";
            Diagnostic::warning("TXT-09", path, message).help("write what belongs here, or remove it")
        } else {
            let message = format!("`{}` isn't filled in yet", written.replace('`', "'"));
            Diagnostic::error("TXT-09", path, message).help(help_for(path, &field))
        };
        diagnostics.push(Diagnostic { location: place, ..diagnostic });
    }
}

/// How to fill in a placeholder. A field that is required can't be removed, though the entry of a list that it is in can.
fn help_for(path: &str, field: &str) -> &'static str {
    let field = without_indices(field);
    let is_required = REQUIRED_TEXTS
        .iter()
        .filter(|(file, _)| path.strip_prefix("content/").is_some_and(|path| path.starts_with(file)))
        .any(|(_, fields)| fields.contains(&field.as_str()));
    match is_required {
        false => "replace it with your own text, or remove the field",
        true if field.contains("[].") => "replace it with your own text, or remove the whole entry",
        true => "replace it with your own text",
    }
}

/// A path of a field with `[]` in place of each index.
fn without_indices(field: &str) -> String {
    let mut parts = field.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| path + "[]" + part.split_once(']').map_or("", |(_, rest)| rest))
}

/// The texts that are required in the front matter of every page.
const PAGE_TEXTS: &[&str] = &["cover.file", "lint_allow[].rule", "lint_allow[].why"];

/// The texts that are required, by the beginning of the path of their file in `content/`; `resolve` reports where one is
/// missing.
const REQUIRED_TEXTS: &[(&str, &[&str])] = &[
    ("case-studies/", PAGE_TEXTS),
    ("approaches/", PAGE_TEXTS),
    ("pages/", PAGE_TEXTS),
    ("index.md", PAGE_TEXTS),
    (
        "case-studies/",
        &[
            "title",
            "summary",
            "led_by",
            "led_by[]",
            "accountable",
            "delegation.decisions[].area",
            "timeline[].event",
            "pitfalls[].what",
            "outcomes[].id",
            "outcomes[].metric",
            "outcomes[].statement",
            "outcomes[].unit",
            "artifacts[].id",
            "artifacts[].title",
            "standards[].ref",
            "checked_with[].person",
        ],
    ),
    ("approaches/", &["title", "sources[].who", "pitfalls[].title"]),
    ("pages/", &["title"]),
    ("packs/", &["title", "cases[].case"]),
    ("people.yaml", &["people[].id", "people[].role"]),
    ("testimonials.yaml", &["testimonials[].id", "testimonials[].from", "testimonials[].text"]),
    ("comments/", &["comments[].from", "comments[].text"]),
    ("program.yaml", &["framework", "standards[].id"]),
    (
        "standards/",
        &[
            "name",
            "sections[].id",
            "sections[].title",
            "standards[].id",
            "standards[].title",
            "requirements[].id",
            "requirements[].title",
            "attributes[].id",
            "attributes[].title",
            "crosswalk[].from",
            "crosswalk[].to",
        ],
    ),
    (
        "portfolio.yaml",
        &[
            "profile.name",
            "profile.links[].network",
            "profile.links[].url",
            "copyright.holder",
            "menu[].title",
            "menu[].page",
            "positions[].title",
            "education[].institution",
            "credentials[].name",
            "learning[].name",
            "awards[].title",
            "publications[].name",
            "skills[].name",
            "service[].role",
            "languages[].language",
            "comments.server",
            "comments.site",
            "comments.repo",
            "comments.repo_id",
            "comments.category_id",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::help_for;

    #[test]
    fn what_is_required_is_not_to_be_removed() {
        let help = |field: &str| help_for("content/case-studies/a.md", field);
        assert_eq!(help("summary"), "replace it with your own text");
        assert_eq!(help("led_by[0]"), "replace it with your own text");
        assert_eq!(help("outcomes[12].metric"), "replace it with your own text, or remove the whole entry");
        assert_eq!(help("problem"), "replace it with your own text, or remove the field");
        let title = "replace it with your own text, or remove the field";
        assert_eq!(help_for("content/portfolio.yaml", "title"), title, "that of the site is optional");
    }
}
