//! Sources as other programs write them, and what an import must not lose of them.

use std::io::{Cursor, Write as _};

use leadfolio::import::{self, ImportError, Imported, Source};
use leadfolio::vfs::FileTree;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Built, bare_site};

/// The files of a source, by their paths.
pub(super) type SourceFiles = Vec<(&'static str, Vec<u8>)>;

/// A source of one file.
pub(super) fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Source {
    folder(name, [(name, bytes.into())])
}

/// A source of several files.
pub(super) fn folder<'a>(name: &str, files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Source {
    let mut tree = FileTree::default();
    for (path, bytes) in files {
        tree.insert(path, bytes);
    }
    Source { name: name.to_owned(), files: tree }
}

/// A source that is a zip archive.
pub(super) fn archive(name: &str, files: &[(&str, &[u8])]) -> Source {
    file(name, zip(files))
}

pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(*path, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[track_caller]
pub(super) fn read(source: &Source) -> Imported {
    import::read(source).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
pub(super) fn read_error(source: &Source) -> ImportError {
    match import::read(source) {
        Ok(imported) => panic!("{} was read: {imported:?}", source.name),
        Err(error) => {
            assert!(!error.help.is_empty(), "{error}");
            error
        }
    }
}

fn push_texts(value: &Value, out: &mut String) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| push_texts(value, out)),
        Value::Object(fields) => fields.values().for_each(|value| push_texts(value, out)),
        Value::String(text) => out.extend([text, "\n"]),
        Value::Number(number) => out.extend([&number.to_string(), "\n"]),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Everything that an import says, also of what it leaves out.
pub(super) fn all_text(imported: &Imported) -> String {
    let mut text = kept_text(imported);
    for omitted in &imported.omitted {
        text.extend([&omitted.what, "\n"]);
    }
    text
}

/// Everything that an import takes over.
pub(super) fn kept_text(imported: &Imported) -> String {
    let mut text = String::new();
    for document in &imported.documents {
        text.extend([&document.title, "\n", document.summary.as_deref().unwrap_or_default(), "\n"]);
        text.extend([&document.tags.join("\n"), "\n", &document.body, "\n"]);
        document.fields.values().for_each(|value| push_texts(value, &mut text));
    }
    for file in &imported.files {
        text.extend([&file.path, "\n", file.alt.as_deref().unwrap_or_default(), "\n"]);
    }
    imported.settings.values().for_each(|value| push_texts(value, &mut text));
    for framework in &imported.frameworks {
        framework.fields.values().for_each(|value| push_texts(value, &mut text));
    }
    text
}

/// Text in which only the words count: no escapes and marks of Markdown, no typographic marks, single spaces.
fn normalize(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter_map(|letter| match letter {
            '\\' | '*' | '_' | '`' | '\u{ad}' => None,
            '“' | '”' => Some('"'),
            '‘' | '’' => Some('\''),
            '–' | '—' => Some('-'),
            '\u{a0}' => Some(' '),
            letter => Some(letter),
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fails unless each sentence and each line of a text is in the result, or in the list of what was left out.
#[track_caller]
pub(super) fn keeps_every_sentence(imported: &Imported, text: &str) {
    let all = normalize(&all_text(imported));
    let lines = text.lines().flat_map(|line| line.split_inclusive(['.', '!', '?']));
    let lost: Vec<String> =
        lines.map(normalize).filter(|line| !line.is_empty() && !all.contains(line.as_str())).collect();
    assert!(lost.is_empty(), "lost: {lost:#?}\nin {all}");
}

/// Why something was left out, by what it says.
#[track_caller]
pub(super) fn reason<'a>(imported: &'a Imported, what: &str) -> &'a str {
    let found = imported.omitted.iter().find(|omitted| omitted.what.contains(what));
    found.map_or_else(|| panic!("`{what}` isn't in {:#?}", imported.omitted), |omitted| &omitted.reason)
}

/// An entry of a list of `portfolio.yaml`, as JSON.
#[track_caller]
pub(super) fn entry(imported: &Imported, list: &str, index: usize) -> Value {
    imported.settings[list][index].clone()
}

/// A portfolio with the settings and the frameworks of an import; fails if they have an error.
#[track_caller]
pub(super) fn portfolio(imported: &Imported) -> Built {
    let mut settings = imported.settings.clone();
    let ids: Vec<Value> = imported.frameworks.iter().map(|framework| framework.id.clone().into()).collect();
    if !ids.is_empty() {
        settings.insert("frameworks".to_owned(), ids.into());
    }
    let profile = settings.entry("profile").or_insert_with(|| serde_json::json!({}));
    let name = profile["name"].as_str().unwrap_or("Rowan Ellery").to_owned();
    profile["name"] = name.clone().into();
    let owner = serde_json::json!({ "people": [{
        "id": "p-owner", "kind": "owner", "role": "Principal", "show_as": "full_name",
        "name": { "full": name }, "minor": false, "consent": { "status": "not_needed" },
    }] });
    // Every JSON file is a YAML file, too.
    let mut site = bare_site("")
        .file("content/portfolio.yaml", Value::Object(settings).to_string())
        .file("content/people.yaml", owner.to_string());
    for framework in &imported.frameworks {
        let path = format!("content/standards/{}.yaml", framework.id);
        site = site.file(&path, Value::Object(framework.fields.clone()).to_string());
    }
    site.build().fine()
}
