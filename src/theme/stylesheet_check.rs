//! Checks the style sheets of the author's themes: what they load, and brackets that are not closed.

use std::collections::{BTreeMap, BTreeSet};

use super::css::{CssLoad, CssLoadKind, StylesheetContent};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::suggest;
use crate::urls::decode_lossy;
use crate::vfs::{Blob, join_relative_path};

/// A style sheet of the author's.
pub(super) struct OwnStylesheet {
    /// Its file, relative to the project root.
    pub(super) path: String,
    /// Folder of the published sheet below `assets/`, with a slash at its end; empty for the sheet of the site.
    pub(super) published_in: String,
    pub(super) content: StylesheetContent,
}

/// Reports what does not work in a style sheet. `assets` are the files of the theme that are published, and `tokens` those
/// that any style sheet uses.
pub(super) fn check_stylesheet(
    sheet: &OwnStylesheet,
    assets: &BTreeMap<String, Blob>,
    tokens: &BTreeSet<&str>,
    diagnostics: &mut Diagnostics,
) {
    let StylesheetContent { loads, properties, unmatched, unclosed, closing: _ } = &sheet.content;
    let bracket = match (unmatched, unclosed) {
        (Some(range), _) => Some((range, "this doesn't match: browsers skip what follows")),
        (None, Some(range)) => Some((range, "this is never closed: browsers misread what follows")),
        (None, None) => None,
    };
    if let Some((range, message)) = bracket {
        let help = "every `{`, `(`, `[`, quotation mark and `/*` needs its counterpart";
        diagnostics.push(Diagnostic::warning("THM-10", &sheet.path, message).at(range.clone()).help(help));
    }
    for (name, range) in properties.iter().filter(|(name, _)| !tokens.contains(name.as_str())) {
        if let Some(meant) = suggest::certain_typo(name, tokens.iter().copied()) {
            let message = format!("nothing uses the token `--{name}`");
            let help = suggest::question(&format!("--{meant}"));
            diagnostics
                .push(Diagnostic::warning("THM-08", &sheet.path, message).at(range.clone()).help(help));
        }
    }
    for load in loads {
        if let Some(found) = check_load(sheet, load, assets) {
            diagnostics.push(found.at(load.range.clone()));
        }
    }
}

fn check_load(sheet: &OwnStylesheet, load: &CssLoad, assets: &BTreeMap<String, Blob>) -> Option<Diagnostic> {
    let CssLoad { target, kind, range: _ } = load;
    let target = target.trim();
    let warning = |rule, message: String, help: String| {
        Some(Diagnostic::warning(rule, &sheet.path, message).help(help))
    };
    let lower = target.to_ascii_lowercase();
    if lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("//") {
        return warning(
            "THM-06",
            format!("`{target}` is on another host, and browsers won't load it"),
            "put the font or picture in the theme's `assets/`: the other host would learn who your readers are, and may \
             disappear"
                .to_owned(),
        );
    }
    if *kind == CssLoadKind::Import {
        return warning(
            "THM-10",
            "`@import` has no effect: all style sheets become one".to_owned(),
            "remove the line: every file in `assets/css/` is included already".to_owned(),
        );
    }
    if lower.starts_with("data:") {
        let is_blocked = *kind == CssLoadKind::Font;
        return is_blocked.then(|| {
            let message = "the site's security policy blocks fonts that are embedded as `data:`";
            let help = "save the font as a file in the theme's `assets/`, and name it here";
            Diagnostic::warning("THM-11", &sheet.path, message).help(help)
        });
    }
    let path = target.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() || lower.contains(':') {
        return None;
    }
    let (message, help) = check_path(&sheet.published_in, &decode_lossy(path), assets)?;
    warning("THM-10", message, help)
}

/// What is wrong with a path in a style sheet that is published in a folder below `assets/`, and the way out.
fn check_path(folder: &str, path: &str, assets: &BTreeMap<String, Blob>) -> Option<(String, String)> {
    let up = "../".repeat(folder.matches('/').count());
    let bare = path.trim_start_matches("../").trim_start_matches('/');
    let bare = bare.strip_prefix("assets/").unwrap_or(bare);
    let write = |found: &str| format!("write `{up}{found}`");
    let find = || {
        let exact = assets.contains_key(bare).then_some(bare);
        exact.or_else(|| suggest::closest_path(bare, assets.keys().map(String::as_str)))
    };
    let put = || format!("put the file into the theme, as `assets/{bare}`");
    if path.starts_with('/') {
        let message = format!("`{path}` starts at the root of the host, where your site may not be");
        return Some((message, find().map_or_else(put, write)));
    }
    match join_relative_path(folder, path) {
        Some(joined) if assets.contains_key(&joined) => None,
        Some(joined) => {
            let near = suggest::closest_path(&joined, assets.keys().map(String::as_str));
            let help = near.map_or_else(put, |near| suggest::question(&format!("{up}{near}")));
            Some((format!("there is no `{joined}` in the theme's `assets/`, so browsers load nothing"), help))
        }
        // A file of the portfolio; whether it is published depends on its pages.
        None if bare.starts_with("files/") => None,
        None => {
            let message = format!("`{path}` leads out of the theme's `assets/`, so browsers load nothing");
            let help =
                format!("all style sheets become one file in `assets/`: {}", find().map_or_else(put, write));
            Some((message, help))
        }
    }
}
