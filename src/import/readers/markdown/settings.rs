//! What the settings of a site say of its owner.

use serde_json::{Map, Value, json};

use super::front_matter::text_of;
use super::generator::Project;
use crate::import::imported::{Imported, Omitted};

/// Takes over the title, the owner and the language of the site; its description is listed.
pub(super) fn read(project: &Project, imported: &mut Imported) {
    let config = &project.config;
    let find = |paths: &[&str]| paths.iter().find_map(|path| lookup(config, path));
    if let Some(title) = find(&["title", "website.title", "book.title", "params.title"]) {
        imported.settings.insert("title".to_owned(), Value::String(title));
    }
    if let Some(name) = find(&[
        "author.name",
        "author",
        "params.author.name",
        "params.author",
        "website.author",
        "book.author",
    ]) {
        imported.settings.insert("profile".to_owned(), json!({ "name": name }));
    }
    if let Some(language) = find(&["lang", "language", "locale", "languageCode", "defaultContentLanguage"]) {
        imported.settings.insert("language".to_owned(), Value::String(language.replace('_', "-")));
    }
    let origin = project.config_files.first().cloned().unwrap_or_default();
    for path in
        ["description", "tagline", "subtitle", "params.description", "params.subtitle", "website.description"]
    {
        if let Some(text) = lookup(config, path) {
            let reason = "description of the site: use it as your `headline`, if it still fits";
            imported.omitted.push(Omitted { what: text, reason: reason.to_owned(), origin: origin.clone() });
        }
    }
    for file in &project.config_files {
        let reason = "settings of the site".to_owned();
        imported.omitted.push(Omitted { what: file.clone(), reason, origin: file.clone() });
    }
}

fn lookup(config: &Map<String, Value>, path: &str) -> Option<String> {
    let mut parts = path.split('.');
    let first = config.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part)).and_then(text_of)
}
