//! The tables in a copy of LinkedIn's data: what each has, and where it goes.

use csv::ReaderBuilder;
use serde_json::{Map, Value, json};

use crate::import::imported::{DocumentKind, Imported, ImportedDocument};
use crate::import::records::{
    Record, add_entry, country_code, fields, markdown_text, omit, read_date, set_list, split_bullets, web_url,
};
use crate::urls::is_email_address;

/// How many rows may stand before the one that names the columns.
const MAX_NOTE_ROWS: usize = 30;

/// Why a recommendation is left out.
const CONSENT: &str = "words of another person, whose name is not repeated here: ask them for permission, then put it \
                       into `testimonials.yaml`";

/// Why personal data of the member is left out.
const PERSONAL: &str = "personal data that doesn't belong on a public page";

/// A table that is read.
pub(super) struct Table {
    /// Letters and digits of its file's name.
    pub(super) key: &'static str,
    /// Names of columns by which its header is found, in small letters.
    pub(super) columns: &'static [&'static str],
    /// Adds what a row says.
    pub(super) add: fn(Record, &mut Imported),
}

/// Every table that is read, in the order of a portfolio.
pub(super) const TABLES: &[Table] = &[
    Table { key: "profile", columns: &["first name", "last name", "headline"], add: add_profile },
    Table { key: "profilesummary", columns: &["profile summary"], add: add_summary },
    Table { key: "positions", columns: &["company name", "title", "started on"], add: add_position },
    Table { key: "education", columns: &["school name", "degree name"], add: add_education },
    Table { key: "certifications", columns: &["name", "authority", "started on"], add: add_certification },
    Table { key: "skills", columns: &["name"], add: add_skill },
    Table { key: "projects", columns: &["title", "description", "started on"], add: add_project },
    Table { key: "volunteering", columns: &["company name", "role", "cause"], add: add_volunteering },
    Table { key: "languages", columns: &["name", "proficiency"], add: add_language },
    Table { key: "publications", columns: &["name", "publisher", "published on"], add: add_publication },
    Table { key: "honors", columns: &["title", "issued on"], add: add_honor },
    Table { key: "organizations", columns: &["name", "started on"], add: add_organization },
    Table { key: "courses", columns: &["name", "number"], add: add_course },
    Table { key: "learning", columns: &["content title", "content type"], add: add_watched_course },
    Table { key: "recommendationsreceived", columns: &["text", "first name"], add: add_recommendation },
];

/// The rows of a table, each a record of its columns by their names in small letters. `None` if no row names the columns:
/// then the texts of all rows are listed.
pub(super) fn read_table(
    table: &Table,
    path: &str,
    source: &str,
    imported: &mut Imported,
) -> Option<Vec<Record>> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source.as_bytes());
    let rows: Vec<Vec<String>> = reader
        .records()
        .filter_map(Result::ok)
        .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
        .collect();
    let is_header = |row: &Vec<String>| {
        let known = row.iter().filter(|cell| table.columns.contains(&cell.to_lowercase().as_str())).count();
        known >= table.columns.len().min(2)
    };
    let Some(header) = rows.iter().take(MAX_NOTE_ROWS).position(is_header) else {
        let reason = "the columns of this table have unknown names";
        // It may hold birthdays, addresses and names of others, and nobody knows where.
        if matches!(table.key, "profile" | "recommendationsreceived") {
            omit(imported, format!("{} rows of `{path}`", rows.len()), reason, path);
            return rows.is_empty().then(Vec::new);
        }
        for (index, row) in rows.iter().enumerate() {
            omit(imported, join_cells(row), reason, &format!("{path}, row {}", index + 1));
        }
        return rows.is_empty().then(Vec::new);
    };
    for row in &rows[..header] {
        omit(imported, join_cells(row), "a note of LinkedIn on its own data", path);
    }
    let names = &rows[header];
    let records = rows.iter().enumerate().skip(header + 1).map(|(index, row)| {
        let mut record = Map::new();
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let name =
                names.get(column).map(|name| name.to_lowercase()).filter(|name| !record.contains_key(name));
            let name = name.unwrap_or_else(|| format!("column {}", column + 1));
            record.insert(name, Value::String(cell.clone()));
        }
        Record::from_fields(record, format!("{path}, row {}", index + 1))
    });
    Some(records.collect())
}

fn join_cells(row: &[String]) -> String {
    row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

fn add_profile(mut row: Record, imported: &mut Imported) {
    let names: Vec<String> = ["first name", "last name"].iter().filter_map(|key| row.text(key)).collect();
    let mut profile = fields([
        ("name", Some(names.join(" ")).filter(|name| !name.is_empty())),
        ("headline", row.text("headline")),
        ("bio", row.text("summary")),
    ]);
    let personal = [
        "maiden name",
        "address",
        "birth date",
        "zip code",
        "geo location coordinates",
        "instant messengers",
    ];
    for key in personal {
        row.omit_unseen(key, PERSONAL, &mut imported.omitted);
    }
    if let Some(place) = row.first_text(&["geo location", "location"]) {
        let location = read_place(&place, imported, &row.origin);
        profile.insert("location".to_owned(), location.into());
    }
    let handles = row.text("twitter handles").unwrap_or_default();
    let mut links: Vec<Value> = list_items(&handles)
        .map(|name| name.trim_start_matches('@'))
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        .map(|name| json!({ "network": "X", "username": name, "url": format!("https://x.com/{name}") }))
        .collect();
    let sites = row.text("websites").unwrap_or_default();
    for site in list_items(&sites) {
        let (kind, address) = match site.split_once(':') {
            Some((kind, rest)) if kind.chars().all(|c| c.is_uppercase() || c == '_') => (kind, rest),
            _ => ("", site),
        };
        let network = match kind {
            "BLOG" => "Blog",
            "PORTFOLIO" => "Portfolio",
            "COMPANY" => "Organization",
            _ => "Website",
        };
        let with_scheme =
            if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
        match web_url(&with_scheme) {
            Some(url) => links.push(json!({ "network": network, "url": url })),
            None => omit(imported, site, "not an address on the web", &row.origin),
        }
    }
    if !links.is_empty() {
        profile.insert("links".to_owned(), links.into());
    }
    imported.settings.insert("profile".to_owned(), profile.into());
    row.finish(&mut imported.omitted);
}

/// The items of a list that is written as `[a,b]`.
fn list_items(text: &str) -> impl Iterator<Item = &str> {
    text.trim_matches(['[', ']']).split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// City, region and country of a place such as `Eastmere, Northshire, United States`.
fn read_place(place: &str, imported: &mut Imported, origin: &str) -> Map<String, Value> {
    let mut parts: Vec<&str> = place.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let code = parts.last().filter(|part| part.len() > 2).and_then(|country| country_code(country));
    if code.is_some() {
        parts.pop();
    }
    let mut parts = parts.into_iter();
    let (city, region) = (parts.next(), parts.next());
    for rest in parts {
        let reason = "not a country that is known here: write its code of two letters into `country_code`";
        omit(imported, rest, reason, origin);
    }
    fields([("city", city.map(str::to_owned)), ("region", region.map(str::to_owned)), ("country_code", code)])
}

/// The summary of exports of some years, which stands in a table of its own.
fn add_summary(mut row: Record, imported: &mut Imported) {
    let summary = row.first_text(&["profile summary", "summary"]);
    let profile = imported.settings.entry("profile").or_insert_with(|| json!({}));
    match (summary, profile.as_object_mut()) {
        (Some(summary), Some(profile)) if !profile.contains_key("bio") => {
            profile.insert("bio".to_owned(), summary.into());
        }
        (Some(summary), _) => {
            omit(imported, summary, "another summary of you: `bio` has one already", &row.origin);
        }
        (None, _) => {}
    }
    row.finish(&mut imported.omitted);
}

fn add_position(mut row: Record, imported: &mut Imported) {
    let (summary, highlights) = split_bullets(&row.text("description").unwrap_or_default());
    let mut entry = fields([
        ("title", row.text("title")),
        ("organisation", row.text("company name")),
        ("start", row.date("started on", &mut imported.omitted)),
        ("end", row.date("finished on", &mut imported.omitted)),
        ("summary", summary),
    ]);
    set_list(&mut entry, "highlights", highlights);
    add_entry(imported, "positions", "title", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_education(mut row: Record, imported: &mut Imported) {
    let entry = fields([
        ("institution", row.text("school name")),
        ("award", row.text("degree name")),
        ("start", row.date("start date", &mut imported.omitted)),
        ("end", row.date("end date", &mut imported.omitted)),
    ]);
    add_entry(imported, "education", "institution", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_certification(mut row: Record, imported: &mut Imported) {
    let entry = fields([
        ("name", row.text("name")),
        ("issuer", row.text("authority")),
        ("date", row.date("started on", &mut imported.omitted)),
        ("expires", row.date("finished on", &mut imported.omitted)),
    ]);
    let reason = "the number of a license is never published";
    row.omit_unseen("license number", reason, &mut imported.omitted);
    add_entry(imported, "credentials", "name", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_skill(mut row: Record, imported: &mut Imported) {
    let entry = fields([("name", row.text("name"))]);
    add_entry(imported, "skills", "name", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_project(mut row: Record, imported: &mut Imported) {
    let Some(title) = row.text("title") else {
        row.finish(&mut imported.omitted);
        return;
    };
    let mut body = markdown_text(&row.text("description").unwrap_or_default());
    if let Some(url) = row.web_url("url", &mut imported.omitted) {
        body.push_str(&format!("\n\n<{url}>"));
    }
    imported.documents.push(ImportedDocument {
        kind: Some(DocumentKind::CaseStudy),
        title,
        fields: fields([
            ("start", row.date("started on", &mut imported.omitted)),
            ("end", row.date("finished on", &mut imported.omitted)),
        ]),
        body: body.trim().to_owned(),
        origin: row.origin.clone(),
        ..ImportedDocument::default()
    });
    row.finish(&mut imported.omitted);
}

fn add_volunteering(mut row: Record, imported: &mut Imported) {
    let entry = fields([
        ("role", row.text("role")),
        ("organisation", row.text("company name")),
        ("start", row.date("started on", &mut imported.omitted)),
        ("end", row.date("finished on", &mut imported.omitted)),
        ("summary", row.text("description")),
    ]);
    add_entry(imported, "service", "role", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_language(mut row: Record, imported: &mut Imported) {
    let entry = fields([("language", row.text("name")), ("fluency", row.text("proficiency"))]);
    add_entry(imported, "languages", "language", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_publication(mut row: Record, imported: &mut Imported) {
    let entry = fields([
        ("name", row.text("name")),
        ("publisher", row.text("publisher")),
        ("release_date", row.date("published on", &mut imported.omitted)),
        ("url", row.web_url("url", &mut imported.omitted)),
        ("summary", row.text("description")),
    ]);
    add_entry(imported, "publications", "name", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_honor(mut row: Record, imported: &mut Imported) {
    let entry = fields([
        ("title", row.text("title")),
        ("date", row.date("issued on", &mut imported.omitted)),
        ("awarder", row.text("issuer")),
        ("summary", row.text("description")),
    ]);
    add_entry(imported, "awards", "title", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_organization(mut row: Record, imported: &mut Imported) {
    let position = row.first_text(&["position", "position held"]);
    let entry = fields([
        ("role", Some(position.unwrap_or_else(|| "Member".to_owned()))),
        ("organisation", row.text("name")),
        ("start", row.date("started on", &mut imported.omitted)),
        ("end", row.date("finished on", &mut imported.omitted)),
        ("summary", row.text("description")),
    ]);
    add_entry(imported, "service", "organisation", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

fn add_course(mut row: Record, imported: &mut Imported) {
    let entry = fields([("name", row.text("name"))]);
    add_entry(imported, "learning", "name", entry, &row.origin);
    row.finish(&mut imported.omitted);
}

/// A course of LinkedIn Learning: one that was watched to its end.
fn add_watched_course(mut row: Record, imported: &mut Imported) {
    let completed =
        row.text("content completed at (if completed)").filter(|date| !date.eq_ignore_ascii_case("n/a"));
    if completed.is_none() {
        let reason = "on LinkedIn Learning, but not completed";
        row.omit("content title", reason, &mut imported.omitted);
    }
    let entry = fields([
        ("name", row.text("content title")),
        ("provider", Some("LinkedIn Learning".to_owned())),
        ("date", completed.as_deref().and_then(read_date).map(|date| date.to_string())),
    ]);
    if entry.contains_key("name") {
        add_entry(imported, "learning", "name", entry, &row.origin);
    }
    let technical = ["content type", "content last watched date (if viewed)", "content saved"];
    row.ignore(&technical);
    row.finish(&mut imported.omitted);
}

/// Lists a recommendation, without the names and mail addresses in it.
fn add_recommendation(mut row: Record, imported: &mut Imported) {
    let names: Vec<String> = ["first name", "last name"]
        .iter()
        .filter_map(|key| row.text(key))
        .filter(|name| name.len() > 1)
        .collect();
    row.ignore(&["company", "job title", "creation date", "status"]);
    if let Some(mut text) = row.text("text") {
        for name in &names {
            text = text.replace(name.as_str(), "[name]");
        }
        let words = text.split_inclusive(char::is_whitespace).map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if is_email_address(bare) { word.replace(bare, "[email address]") } else { word.to_owned() }
        });
        omit(imported, words.collect::<String>(), CONSENT, &row.origin);
    }
}
