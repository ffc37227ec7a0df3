//! Reports copies of pages that a cloud drive, a file manager or a backup made: `handover 2.md` beside `handover.md`.
//!
//! Such a copy has the title of its original and goes its own way from then on: it would stay public after the original
//! was made private.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics};

/// Reports pages of one kind that are copies; each with its path and its title, if that could be read.
pub(super) fn report_copies<'a>(
    pages: impl Iterator<Item = (&'a str, Option<&'a str>)>,
    diagnostics: &mut Diagnostics,
) {
    let titles: HashMap<&str, Option<&str>> = pages.collect();
    let mut copies: Vec<(&str, String)> =
        titles.keys().filter_map(|path| Some((*path, original_path(path)?))).collect();
    copies.sort_unstable();
    for (path, original) in copies {
        let Some(title) = titles.get(original.as_str()) else { continue };
        let own = titles.get(path).copied().flatten();
        // A page that could not be read may have the same title.
        let is_same = own.is_none() || title.is_none() || own.map(str::trim) == title.map(str::trim);
        if is_same {
            let message = format!("this page is a copy of `{original}`, with the same title");
            let help = "delete one of the two; if you want both, give this one a different title";
            diagnostics.push(Diagnostic::error("FIL-01", path, message).help(help));
        }
    }
}

/// The path that a copy was made from, by the marks that file managers and cloud drives give it.
pub(super) fn original_path(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let (stem, extension) = name.rsplit_once('.')?;
    let unnumbered = strip_number(stem);
    let stem = match (unnumbered, stem.strip_prefix("Copy of ")) {
        (_, Some(rest)) => rest,
        (rest, None) => {
            let rest = rest.unwrap_or(stem);
            [" - Copy", " copy", "-copy", "_copy"]
                .iter()
                .find_map(|mark| rest.strip_suffix(mark))
                .or(unnumbered)?
        }
    };
    (!stem.is_empty()).then(|| format!("{folder}/{stem}.{extension}"))
}

/// A name without the number of a copy: `handover 2`, `handover (1)`, `handover(1)`.
fn strip_number(stem: &str) -> Option<&str> {
    let is_number =
        |text: &str| !text.is_empty() && text.len() < 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let bracketed = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match bracketed.or_else(|| stem.rsplit_once(' ')) {
        Some((rest, number)) if is_number(number) => Some(rest.trim_end()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::original_path;

    #[test]
    fn the_marks_of_copies_are_known() {
        for name in [
            "x 2.md",
            "x (1).md",
            "x(12).md",
            "x - Copy.md",
            "x - Copy (3).md",
            "x copy.md",
            "x copy 2.md",
            "Copy of x.md",
        ] {
            assert_eq!(
                original_path(&format!("content/pages/{name}")).as_deref(),
                Some("content/pages/x.md"),
                "{name}"
            );
        }
        for name in ["x.md", "week-2.md", "2.md", "x 2024.md", "photocopy.md"] {
            assert_eq!(original_path(&format!("content/pages/{name}")), None, "{name}");
        }
    }
}
