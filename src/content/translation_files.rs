//! Which files of `content/` are translations, and which were only meant as such.

use std::collections::{BTreeMap, HashMap};

use super::file_kind::{FileKind, classify_path};
use super::schema::portfolio::RawPortfolio;
use super::translations;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::vfs::{Blob, FileTree};

/// The files of one language by their kind, sorted by path.
pub(super) type FilesByKind<'a> = HashMap<FileKind, Vec<(&'a str, &'a Blob)>>;

pub(super) fn files_of_kind<'f, 'a>(files: &'f FilesByKind<'a>, kind: FileKind) -> &'f [(&'a str, &'a Blob)] {
    files.get(&kind).map(Vec::as_slice).unwrap_or_default()
}

/// The path of the original and the language of a file that is a translation: of a page, of the settings, of the people
/// or of a framework.
pub(super) fn translation(path: &str) -> Option<(String, &str)> {
    let (original, language) = translations::split_language(path)?;
    let kind = classify_path(&original);
    let is_translatable = matches!(
        kind,
        FileKind::CaseStudy
            | FileKind::Approach
            | FileKind::Page
            | FileKind::HomePage
            | FileKind::Portfolio
            | FileKind::People
            | FileKind::Framework
    );
    is_translatable.then_some((original, language))
}

/// Reports translations without an original, and those into the language that the portfolio has anyway; neither is used.
pub(super) fn drop_misplaced_translations(
    translated: &mut BTreeMap<&str, FilesByKind<'_>>,
    tree: &FileTree,
    portfolio: Option<&RawPortfolio>,
    diagnostics: &mut Diagnostics,
) {
    let own = portfolio.and_then(|portfolio| portfolio.language.as_deref()).unwrap_or("en").trim();
    translated.retain(|language, files| {
        for (path, _) in files.values().flatten() {
            let Some((original, _)) = translation(path) else { continue };
            let (message, help) = if language.eq_ignore_ascii_case(own) {
                let message = format!("the portfolio itself is in `{own}`, so this isn't a translation");
                let name = original.rsplit('/').next().unwrap_or(&original);
                (
                    message,
                    format!("rename the file to `{name}`, or set another `language` in `portfolio.yaml`"),
                )
            } else if !tree.contains(&original) {
                let message = format!("this is the translation of `content/{original}`, which doesn't exist");
                let help = format!("if you renamed the page, rename this file too; a page of its own has no `.{language}` in its name");
                (message, help)
            } else {
                continue;
            };
            diagnostics.push(Diagnostic::error("LNG-05", format!("content/{path}"), message).help(help));
        }
        let has_original =
            |path: &str| translation(path).is_some_and(|(original, _)| tree.contains(&original));
        files.values_mut().for_each(|files| files.retain(|(path, _)| has_original(path)));
        !language.eq_ignore_ascii_case(own) && files.values().any(|files| !files.is_empty())
    });
}

/// The original of a file that is named like a translation, if it is a data file that has none.
pub(super) fn untranslatable_original(path: &str, tree: &FileTree) -> Option<String> {
    let (original, _) = translations::split_language(path)?;
    let is_data = matches!(
        classify_path(&original),
        FileKind::Testimonials | FileKind::Program | FileKind::Pack | FileKind::Comments
    );
    (is_data && tree.contains(&original)).then_some(original)
}

/// Reports files that were probably meant as translations and are named otherwise: they would be pages of their own.
pub(super) fn report_misnamed_translations(tree: &FileTree, diagnostics: &mut Diagnostics) {
    for (path, _) in tree.iter() {
        if translation(path).is_some() {
            continue;
        }
        if let Some(original) = untranslatable_original(path, tree) {
            let message = format!("`content/{original}` can't be translated");
            let help = "remove this file, or give it a name without a language";
            diagnostics.push(Diagnostic::error("LNG-05", format!("content/{path}"), message).help(help));
            continue;
        }
        let Some((original, language, is_certain)) = translations::guess_original(path) else { continue };
        if !tree.contains(&original)
            || translation(&translations::translated_path(&original, language)).is_none()
        {
            continue;
        }
        let name = translations::translated_path(&original, language);
        let message =
            format!("this looks like the translation of `content/{original}`, but its name doesn't say so");
        let help = format!("rename it to `content/{name}`; if it's a page of its own, give it another name");
        let path = format!("content/{path}");
        // A data file has one name, so that another is no file of its own.
        if is_certain || original.ends_with(".yaml") {
            diagnostics.push(Diagnostic::error("LNG-05", &path, message).help(help));
            diagnostics.mark_unreadable(&path, "");
        } else {
            // `staffing-pt` may be about part-time work.
            diagnostics.push(Diagnostic::warning("LNG-05", &path, message).help(help));
        }
    }
}
