//! The copy of their data that LinkedIn gives to its members, as an archive or unpacked: the basic and the complete one.
//!
//! Only what the member wrote about themselves is read. Messages, contacts and what LinkedIn infers for advertisers are
//! never opened.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::linkedin_tables::{TABLES, Table, read_table};
use crate::content::text::collapse_spaces;
use crate::import::html_to_markdown::convert;
use crate::import::imported::{Imported, ImportedDocument};
use crate::import::markdown_outline::demote_headings;
use crate::import::record_source::file_name;
use crate::import::records::{decode, name_positions, omit, plain_text, read_date};
use crate::import::source::{ImportError, Source};
use crate::vfs::{Blob, FileTree};

/// What other files are, by the beginning of their names: why they are not opened.
const UNREAD: &[(&[&str], &str)] = &[
    (
        &[
            "connections",
            "contacts",
            "importedcontacts",
            "messages",
            "guidemessages",
            "coachmessages",
            "learningcoachmessages",
            "learningroleplaymessages",
            "invitations",
            "comments",
            "reactions",
            "endorsement",
            "memberfollows",
            "votes",
            "events",
        ],
        "data about other people: it was not opened",
    ),
    (&["recommendationsgiven"], "what you wrote about other people: it was not opened"),
    (
        &["adtargeting", "adsclicked", "lanads", "inferencesaboutyou"],
        "what LinkedIn infers about you for advertisers: it was not opened",
    ),
    (
        &["emailaddresses", "phonenumbers", "whatsappphonenumbers"],
        "how LinkedIn reaches you: write the address that readers may use into `profile.contact.email`",
    ),
];

/// Why any other file is left out.
const ACCOUNT: &str = "about your account on LinkedIn: a portfolio has no place for it";

/// Why a post is left out.
const POST: &str = "a post of yours: make it a page if it belongs into your portfolio";

pub(super) fn recognizes(source: &Source) -> bool {
    let keys: Vec<String> = source.files.iter().filter_map(|(path, _)| table_key(path)).collect();
    let has = |key: &str| keys.iter().any(|found| found == key);
    let known = TABLES.iter().filter(|table| has(table.key)).count();
    (has("profile") || has("positions")) && (known > 1 || has("connections") || has("messages"))
}

pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let files = &source.files;
    let mut tables: BTreeMap<String, (&str, &Blob)> = BTreeMap::new();
    for (path, blob) in files.iter() {
        if let Some(key) = table_key(path) {
            tables.entry(key).or_insert((path, blob));
        }
    }
    let mut imported = Imported::default();
    for table in TABLES {
        if let Some((path, blob)) = tables.get(table.key) {
            read_rows(table, path, blob, &mut imported)?;
        }
    }
    if let Some((path, blob)) = tables.get("shares") {
        let table = Table {
            key: "shares",
            columns: &["date", "sharecommentary"],
            add: |mut row, imported| {
                row.omit("sharecommentary", POST, &mut imported.omitted);
            },
        };
        read_rows(&table, path, blob, &mut imported)?;
    }
    read_articles(files, &mut imported);
    for (path, _) in files.iter() {
        list_unread(path, &mut imported);
    }
    name_positions(&mut imported);
    add_notes(&mut imported);
    Ok(imported)
}

/// The name of a table without what differs between exports: `Email Addresses.csv` is `emailaddresses`.
fn table_key(path: &str) -> Option<String> {
    let name = file_name(path).to_lowercase();
    let stem = name.strip_suffix(".csv")?;
    Some(stem.chars().filter(|letter| letter.is_alphanumeric()).collect())
}

fn read_rows(table: &Table, path: &str, blob: &Blob, imported: &mut Imported) -> Result<(), ImportError> {
    let Some(rows) = read_table(table, path, &decode(path, blob)?, imported) else {
        imported.notes.push(format!(
            "The columns of `{path}` don't have the names that they have in English: choose English as the language of \
             LinkedIn, and ask for a new copy of your data."
        ));
        return Ok(());
    };
    for row in rows {
        (table.add)(row, imported);
    }
    Ok(())
}

/// Reads the articles of the member, each a page of HTML.
fn read_articles(files: &FileTree, imported: &mut Imported) {
    for (path, blob) in files.iter().filter(|(path, _)| is_article(path)) {
        let Ok(html) = decode(path, blob) else {
            omit(imported, path, "it can't be read as text", path);
            continue;
        };
        let title = element_text(&html, "h1").or_else(|| element_text(&html, "title"));
        let body = html
            .split_once("<body")
            .and_then(|(_, rest)| rest.split_once('>'))
            .map_or(&*html, |(_, body)| body);
        let body = body.replace("</body>", "").replace("</html>", "");
        // The first heading is the title, and lines of LinkedIn say when it was written.
        let body = without_element(
            &without_element(&without_element(&body, "<h1", "</h1>"), CREATED, "</p>"),
            PUBLISHED,
            "</p>",
        );
        let date = ["Published on ", "Created on "].iter().find_map(|mark| {
            let (_, rest) = html.split_once(mark)?;
            read_date(rest.get(..10)?)
        });
        let converted = convert(body.trim(), path);
        imported.omitted.extend(converted.omitted);
        imported.documents.push(ImportedDocument {
            title: title.unwrap_or_else(|| file_name(path).to_owned()),
            date,
            body: demote_headings(&converted.markdown).trim().to_owned(),
            origin: path.to_owned(),
            ..ImportedDocument::default()
        });
    }
}

/// How the lines of LinkedIn begin that say when an article was written.
const CREATED: &str = "<p class=\"created\"";
const PUBLISHED: &str = "<p class=\"published\"";

fn is_article(path: &str) -> bool {
    let lower = path.to_lowercase();
    lower.ends_with(".html") && (lower.starts_with("articles/") || lower.contains("/articles/"))
}

/// The text of the first element of a name, without the tags in it.
fn element_text(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("<{name}"))?;
    let (inside, _) = rest.split_once('>')?.1.split_once(&format!("</{name}>"))?;
    let text = collapse_spaces(&plain_text(inside));
    Some(text).filter(|text| !text.is_empty())
}

/// HTML without the first element that begins in a certain way.
fn without_element(html: &str, start: &str, end: &str) -> String {
    let range = html.find(start).and_then(|from| Some((from, from + html[from..].find(end)? + end.len())));
    range.map_or_else(|| html.to_owned(), |(from, to)| format!("{}{}", &html[..from], &html[to..]))
}

/// Lists a file that is not read, with the reason.
fn list_unread(path: &str, imported: &mut Imported) {
    let key = table_key(path).unwrap_or_default();
    if is_article(path) || key == "shares" || TABLES.iter().any(|table| table.key == key) {
        return;
    }
    let row = UNREAD.iter().find(|(starts, _)| starts.iter().any(|start| key.starts_with(start)));
    omit(imported, path, row.map_or(ACCOUNT, |(_, reason)| *reason), path);
}

fn add_notes(imported: &mut Imported) {
    let count = |key: &str| imported.settings.get(key).and_then(Value::as_array).map_or(0, Vec::len);
    let skills = count("skills");
    if skills > 8 {
        imported.notes.push(format!(
            "LinkedIn lists {skills} skills: keep the few in `skills` that a panel asks about, with `keywords`."
        ));
    }
    if imported.settings.get("profile").is_none() {
        imported.settings.insert("profile".to_owned(), json!({}));
        imported
            .notes
            .push("The archive has no `Profile.csv`: write your name into `profile.name`.".to_owned());
    }
}
