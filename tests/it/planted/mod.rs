//! A name planted in every place of every kind of file that readers can download: it is found, or removed, or the file is
//! refused. Nothing passes in silence.

mod office;
mod pdf;
mod pictures;
mod recordings;
mod texts;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use leadfolio::check::check_site;
use leadfolio::diagnostic::Severity;
use leadfolio::pipeline;
use leadfolio::privacy::name_scanner::{PrivateNames, WatchedNames};
use lopdf::{Dictionary, Document, Object};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::support::site;

/// The name that is planted; nobody in the portfolio is shown by it.
const NAME: &str = "Jordan Example";

/// A file with the name in one place.
struct Planted {
    /// The ending of the file.
    ending: &'static str,
    /// The place, for the table.
    place: &'static str,
    bytes: Vec<u8>,
}

fn planted(ending: &'static str, place: &'static str, bytes: impl Into<Vec<u8>>) -> Planted {
    Planted { ending, place, bytes: bytes.into() }
}

/// A zip file with these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Whether somebody who takes a file apart finds the name: in its bytes, in the parts of an archive, or in the objects of a
/// PDF.
fn holds_name(bytes: &[u8]) -> bool {
    let wide: Vec<u16> = NAME.encode_utf16().collect();
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let spellings = [NAME.as_bytes(), b"Jordan_Example", b"Jordan%20Example", &little, &big];
    if spellings.iter().any(|it| bytes.windows(it.len()).any(|window| window == *it)) {
        return true;
    }
    if let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) {
        for index in 0..archive.len() {
            let Ok(mut part) = archive.by_index(index) else { return true };
            let mut inner = Vec::new();
            if part.read_to_end(&mut inner).is_err() || holds_name(&inner) {
                return true;
            }
        }
    }
    let Ok(mut document) = Document::load_mem(bytes) else { return false };
    document.decompress();
    document.objects.values().any(|it| object_holds_name(it, bytes))
}

/// Whether an object of the PDF `file` holds the name.
fn object_holds_name(object: &Object, file: &[u8]) -> bool {
    let in_dictionary = |dictionary: &Dictionary| {
        dictionary.iter().any(|(key, value)| holds_name(key) || object_holds_name(value, file))
    };
    match object {
        Object::String(text, _) => holds_name(text),
        Object::Array(items) => items.iter().any(|it| object_holds_name(it, file)),
        Object::Dictionary(dictionary) => in_dictionary(dictionary),
        Object::Stream(stream) => {
            in_dictionary(&stream.dict) || stream.content != file && holds_name(&stream.content)
        }
        _ => false,
    }
}

/// What becomes of each file: the rules that report it, `removed` if the published copy no longer has the name, or
/// `published`.
fn outcomes(all: &[Planted]) -> Vec<String> {
    let names: Vec<String> =
        all.iter().enumerate().map(|(index, it)| format!("f{index}.{}", it.ending)).collect();
    let links: String = names.iter().map(|it| format!("[x](../files/{it})\n\n")).collect();
    let page = format!("--- content/pages/all.md\n---\ntitle: \"All\"\n---\n{links}");
    let mut site = site(&page).watched("p-lead", &[NAME]);
    for (name, it) in names.iter().zip(all) {
        site = site.file(&format!("content/files/{name}"), it.bytes.clone());
    }
    let (inputs, options) = site.parts();
    let mut build = pipeline::build(inputs, options);
    let watched = WatchedNames { person: "p-lead".into(), names: vec![NAME.into()], also_common: false };
    let private = PrivateNames { watch_for: vec![watched], not_them: Vec::new() };
    let output = build.output.as_ref().expect("a site");
    check_site(output, &private, &mut build.diagnostics);
    let mut rules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for diagnostic in build.diagnostics.iter().filter(|it| it.severity == Severity::Error) {
        // A picture that is refused is reported where it is shown.
        let named = names.iter().filter(|name| {
            diagnostic.path == format!("content/files/{name}")
                || diagnostic.message.contains(&format!("files/{name}`"))
        });
        for name in named {
            let of_file = rules.entry(name).or_default();
            if !of_file.contains(&diagnostic.rule) {
                of_file.push(diagnostic.rule);
            }
        }
    }
    let outcome = |name: &String| match rules.get(name.as_str()) {
        Some(rules) => rules.join(" "),
        None => match output.render_file(&format!("files/{name}")) {
            Some(Ok(blob)) if holds_name(&blob.read().unwrap()) => "published".to_owned(),
            Some(Ok(_)) => "removed".to_owned(),
            Some(Err(_)) | None => "not published".to_owned(),
        },
    };
    names.iter().map(outcome).collect()
}

#[test]
fn a_name_planted_anywhere_is_found_or_removed_or_the_file_is_refused() {
    let all: Vec<Planted> = [texts::all(), office::all(), pdf::all(), pictures::all(), recordings::all()]
        .into_iter()
        .flatten()
        .collect();
    let outcomes = outcomes(&all);
    let mut table = String::new();
    for (it, outcome) in all.iter().zip(&outcomes) {
        let _ = writeln!(table, "{:<9} {:<48} {outcome}", it.ending, it.place);
    }
    let kinds: std::collections::BTreeSet<&str> = all.iter().map(|it| it.ending).collect();
    let _ = writeln!(table, "\n{} places in {} kinds of files", all.len(), kinds.len());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/planted.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap();
    assert!(!outcomes.iter().any(|it| it == "published"), "published with the name:\n{table}");
    assert!(
        known == table,
        "run with UPDATE_GOLDEN=1 and read the difference of {}\n{table}",
        path.display()
    );
}
