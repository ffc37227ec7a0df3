//! Open Badges of versions 1, 2 and 3: as JSON, as signed tokens, or baked into pictures. Each becomes a credential.
//!
//! No signature is checked and no server is asked, and a note says so.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::badge_files::{find_assertion, parse_assertion};
use crate::content::date::PartialDate;
use crate::import::imported::{Imported, ImportedFile, Omitted};
use crate::import::record_source::{file_name, head};
use crate::import::records::{Record, UniqueNames, add_entry, fields, omit, read_date};
use crate::import::source::{ImportError, Source, only_file};
use crate::vfs::{Blob, lowercase_extension};

/// The largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 32_000_000;

/// The most badges of one source.
const MAX_BADGES: usize = 1000;

/// Fields that say nothing to a person, of any object in a badge.
const TECHNICAL: [&str; 18] = [
    "@context",
    "@language",
    "credentialSchema",
    "credentialStatus",
    "hashed",
    "image",
    "inLanguage",
    "publicKey",
    "proof",
    "refreshService",
    "revocationList",
    "salt",
    "schema",
    "type",
    "uid",
    "verification",
    "verify",
    "version",
];

/// Why the address of a badge is left out.
const ADDRESS: &str = "`credentials` has no address: link to it on a page if readers should check the badge";

pub(super) fn recognizes(source: &Source) -> bool {
    !source.files.is_empty() && source.files.iter().all(|(path, blob)| is_badge(path, blob))
}

fn is_badge(path: &str, blob: &Blob) -> bool {
    if blob.len() > MAX_FILE_BYTES {
        return false;
    }
    match lowercase_extension(path).as_deref() {
        Some("png") => {
            let found = blob.read().ok().and_then(|bytes| find_assertion(path, &bytes));
            found.is_some()
        }
        Some("svg") => head(blob).contains("openbadges"),
        Some("jwt" | "jws") => true,
        Some("json" | "jsonld") => {
            let head = head(blob);
            let has = |key: &str| head.contains(&format!("\"{key}\""));
            head.contains("OpenBadgeCredential")
                || head.contains("AchievementCredential")
                || head.contains("w3id.org/openbadges")
                || has("badge") && (has("recipient") || has("issuedOn"))
        }
        _ => false,
    }
}

pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let files = &source.files;
    let mut reader = BadgeReader::default();
    for (path, blob) in files.iter() {
        reader.read_file(path, blob);
    }
    let BadgeReader { mut imported, badges, .. } = reader;
    if badges.is_empty() {
        let name = only_file(source).map_or(source.name.as_str(), |(path, _)| path);
        return Err(ImportError {
            message: format!("`{name}` holds no Open Badge that can be read without the web"),
            help: "download the badge again, as JSON or as a picture: if it only names an address, save what is at that \
                   address as a file that ends with `.json`"
                .to_owned(),
        });
    }
    let list: Vec<String> = badges.iter().map(|name| format!("“{name}”")).collect();
    imported.notes.push(format!(
        "Not verified: {}. leadfolio doesn't check whether a badge is genuine, valid and yours.",
        list.join(", ")
    ));
    Ok(imported)
}

#[derive(Default)]
struct BadgeReader {
    imported: Imported,
    /// Names of the badges so far.
    badges: Vec<String>,
    /// Names of the pictures so far.
    names: UniqueNames,
}

impl BadgeReader {
    fn read_file(&mut self, path: &str, blob: &Blob) {
        let refuse = |imported: &mut Imported, why: &str| omit(imported, path, why, path);
        if blob.len() > MAX_FILE_BYTES {
            return refuse(&mut self.imported, "too large for a badge");
        }
        let Ok(bytes) = blob.read() else {
            return refuse(&mut self.imported, "it can't be read");
        };
        let Some(text) = find_assertion(path, &bytes) else {
            return refuse(&mut self.imported, "it holds no Open Badge");
        };
        let Some(value) = parse_assertion(&text) else {
            return refuse(&mut self.imported, "what it says about a badge is damaged");
        };
        let before = self.badges.len();
        self.read_value(value, path);
        let is_picture = matches!(lowercase_extension(path).as_deref(), Some("png" | "svg"));
        if let Some(name) = self.badges.get(before).filter(|_| is_picture) {
            let alt = Some(format!("Badge: {name}"));
            let path = unique_file(&mut self.names, file_name(path));
            self.imported.files.push(ImportedFile { path, blob: blob.clone(), alt });
        }
    }

    /// Reads a badge, or each badge of a collection. The parser limits how deep they lie.
    fn read_value(&mut self, value: Value, origin: &str) {
        if self.badges.len() >= MAX_BADGES {
            let reason = format!("only {MAX_BADGES} badges are imported at a time");
            return omit(&mut self.imported, "more badges", &reason, origin);
        }
        match value {
            Value::Array(values) => values.into_iter().for_each(|value| self.read_value(value, origin)),
            Value::String(address) => {
                let reason = "only the address of a badge: save what is there as a file, and import that";
                omit(&mut self.imported, address, reason, origin);
            }
            Value::Object(mut members) => {
                for key in ["badges", "assertion", "assertions", "verifiableCredential"] {
                    if let Some(inner) = members.remove(key) {
                        self.read_value(inner, origin);
                    }
                }
                let record = Record::from_fields(members, origin);
                if record.has("credentialSubject") {
                    self.read_credential(record);
                } else if record.has("badge") {
                    self.read_assertion(record);
                } else {
                    finish(record, &mut self.imported.omitted);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Version 3: a verifiable credential.
    fn read_credential(&mut self, mut credential: Record) {
        let omitted = &mut self.imported.omitted;
        let date = first_date(&mut credential, &["validFrom", "awardedDate", "issuanceDate"], omitted);
        let expires = first_date(&mut credential, &["validUntil", "expirationDate"], omitted);
        let mut issuer = issuer_name(&mut credential, omitted);
        let mut name = None;
        for mut subject in credential.records("credentialSubject") {
            subject.ignore(&["id"]);
            subject.omit_unseen("identifier", "about whom it is given to", omitted);
            for mut achievement in subject.records("achievement") {
                let own_name = achievement.text("name");
                name = name.or(own_name);
                let creator = achievement.record("creator").and_then(|mut creator| creator.text("name"));
                issuer = issuer.or(creator);
                finish(achievement, omitted);
            }
            finish(subject, omitted);
        }
        let own_name = credential.text("name");
        match (name.is_some(), own_name) {
            (false, own_name) => name = own_name,
            (true, Some(own_name)) if Some(&own_name) != name.as_ref() => {
                omit(&mut self.imported, own_name, "another name of the badge", &credential.origin);
            }
            (true, _) => {}
        }
        self.add(name, issuer, date, expires, &credential.origin);
        finish(credential, &mut self.imported.omitted);
    }

    /// Versions 1 and 2: an assertion with its badge class.
    fn read_assertion(&mut self, mut assertion: Record) {
        let omitted = &mut self.imported.omitted;
        let date = first_date(&mut assertion, &["issuedOn", "issued_on"], omitted);
        let expires = first_date(&mut assertion, &["expires"], omitted);
        assertion.omit_unseen("recipient", "about whom it is given to", omitted);
        let (mut name, mut issuer) = (None, None);
        if let Some(mut class) = assertion.record("badge") {
            name = class.text("name");
            issuer = issuer_name(&mut class, omitted);
            finish(class, omitted);
        } else {
            let reason = "the badge only names the address of its description: save what is there, put it into the field \
                          `badge` of the file, and import that";
            assertion.omit("badge", reason, omitted);
        }
        self.add(name, issuer, date, expires, &assertion.origin);
        finish(assertion, &mut self.imported.omitted);
    }

    fn add(
        &mut self,
        name: Option<String>,
        issuer: Option<String>,
        date: Option<String>,
        expires: Option<String>,
        origin: &str,
    ) {
        self.badges.extend(name.clone());
        let entry = fields([("name", name), ("issuer", issuer), ("date", date), ("expires", expires)]);
        add_entry(&mut self.imported, "credentials", "name", entry, origin);
    }
}

/// Takes out the name of the issuer, which may be an object, an address or in the object that issued the badge.
fn issuer_name(record: &mut Record, omitted: &mut Vec<Omitted>) -> Option<String> {
    let Some(mut issuer) = record.record("issuer") else {
        record.omit("issuer", "only the address of the issuer: write its name into `issuer`", omitted);
        return None;
    };
    let name = issuer.text("name");
    issuer.omit_unseen("email", "the address of the issuer", omitted);
    finish(issuer, omitted);
    name
}

/// Takes out the first date of several fields; numbers are seconds since 1970.
fn first_date(record: &mut Record, keys: &[&str], omitted: &mut Vec<Omitted>) -> Option<String> {
    let mut found = None;
    for key in keys {
        let Some(text) = record.text(key) else { continue };
        let seconds = text.parse::<i64>().ok().filter(|seconds| *seconds > 9999);
        let day = seconds
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .map(|time| PartialDate::from(time.to_zoned(TimeZone::UTC).date()));
        let date = day.or_else(|| read_date(&text));
        if date.is_none() {
            let reason = "not a date that can be read".to_owned();
            omitted.push(Omitted { what: text, reason, origin: format!("{}.{key}", record.origin) });
        }
        found = found.or(date);
    }
    Some(found?.to_string())
}

/// Lists what is left of a part of a badge.
fn finish(mut record: Record, omitted: &mut Vec<Omitted>) {
    record.ignore(&TECHNICAL);
    record.omit("id", ADDRESS, omitted);
    record.finish(omitted);
}

/// A name for a file that no other one has: `badge.png`, `badge-2.png`.
fn unique_file(names: &mut UniqueNames, name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let claimed = names.claim(stem);
    if ending.is_empty() { claimed } else { format!("{claimed}.{ending}") }
}
