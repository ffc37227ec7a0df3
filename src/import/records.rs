//! What the readers of structured records share: fields are taken out of a record one by one, and what is left is listed.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};
use serde_json::{Map, Value};

use super::imported::{Imported, Omitted};
use super::source::ImportError;
use crate::content::date::PartialDate;
use crate::content::text;
use crate::urls::Slug;
use crate::vfs::Blob;

/// The most bytes of a text file that is parsed as a whole; a record of a life's work has less than a thousandth of it.
const MAX_TEXT_BYTES: u64 = 64_000_000;

/// The longest id that is made from a title, in characters.
const MAX_ID_CHARS: usize = 60;

/// Names of countries as other programs write them, and their codes of two letters.
const COUNTRIES: [(&[&str], &str); 26] = [
    (&["australia", "aus"], "AU"),
    (&["austria", "aut"], "AT"),
    (&["belgium", "bel"], "BE"),
    (&["brazil", "bra"], "BR"),
    (&["canada", "can"], "CA"),
    (&["denmark", "dnk"], "DK"),
    (&["finland", "fin"], "FI"),
    (&["france", "fra"], "FR"),
    (&["germany", "deu"], "DE"),
    (&["india", "ind"], "IN"),
    (&["ireland", "irl"], "IE"),
    (&["italy", "ita"], "IT"),
    (&["japan", "jpn"], "JP"),
    (&["mexico", "mex"], "MX"),
    (&["netherlands", "the netherlands", "nld"], "NL"),
    (&["new zealand", "nzl"], "NZ"),
    (&["norway", "nor"], "NO"),
    (&["philippines", "phl"], "PH"),
    (&["portugal", "prt"], "PT"),
    (&["singapore", "sgp"], "SG"),
    (&["south africa", "zaf"], "ZA"),
    (&["spain", "esp"], "ES"),
    (&["sweden", "swe"], "SE"),
    (&["switzerland", "che"], "CH"),
    (&["united kingdom", "great britain", "england", "scotland", "wales", "uk", "gbr"], "GB"),
    (&["united states", "united states of america", "usa"], "US"),
];

/// An object of a source whose fields are taken out one by one, so that none is forgotten.
pub(super) struct Record {
    fields: Map<String, Value>,
    /// Where it stands, such as `work[0]`.
    pub(super) origin: String,
}

impl Record {
    /// A record; `None` if the value is no object.
    pub(super) fn new(value: Value, origin: impl Into<String>) -> Option<Self> {
        match value {
            Value::Object(fields) => Some(Self { fields, origin: origin.into() }),
            _ => None,
        }
    }

    /// A record of fields that were read already.
    pub(super) fn from_fields(fields: Map<String, Value>, origin: impl Into<String>) -> Self {
        Self { fields, origin: origin.into() }
    }

    fn origin_of(&self, key: &str) -> String {
        if self.origin.is_empty() { key.to_owned() } else { format!("{}.{key}", self.origin) }
    }

    /// Whether it has a field with a value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|value| !value.is_null())
    }

    /// Takes out a text or a number. A value of another type stays, and is listed in the end.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let text = self.fields.get(key).and_then(scalar_text)?;
        self.fields.remove(key);
        Some(text)
    }

    /// Takes out the first of several fields that has a text; the others stay.
    pub(super) fn first_text(&mut self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.text(key))
    }

    /// Takes out a date, in the notation of this program. What can't be read as a date is listed.
    pub(super) fn date(&mut self, key: &str, omitted: &mut Vec<Omitted>) -> Option<String> {
        let text = self.text(key)?;
        let date = read_date(&text);
        if date.is_none() && !is_ongoing(&text) {
            omitted.push(Omitted {
                what: text,
                reason: "not a date that can be read".to_owned(),
                origin: self.origin_of(key),
            });
        }
        Some(date?.to_string())
    }

    /// Takes out an address on the web. Anything else is listed.
    pub(super) fn web_url(&mut self, key: &str, omitted: &mut Vec<Omitted>) -> Option<String> {
        let text = self.text(key)?;
        let url = web_url(&text);
        if url.is_none() {
            omitted.push(Omitted {
                what: text,
                reason: "not an address on the web".to_owned(),
                origin: self.origin_of(key),
            });
        }
        url
    }

    /// Takes out the address in the first of several fields that has one.
    pub(super) fn first_url(&mut self, keys: &[&str], omitted: &mut Vec<Omitted>) -> Option<String> {
        let key = keys.iter().find(|key| self.has(key))?;
        self.web_url(key, omitted)
    }

    /// Takes out an object.
    pub(super) fn record(&mut self, key: &str) -> Option<Self> {
        let origin = self.origin_of(key);
        let value = self.fields.get(key).filter(|value| value.is_object())?.clone();
        self.fields.remove(key);
        Self::new(value, origin)
    }

    /// Takes out the objects of a list; an object in place of a list is a list of one. Anything else in it stays.
    pub(super) fn records(&mut self, key: &str) -> Vec<Self> {
        let origin = self.origin_of(key);
        let values = match self.fields.remove(key) {
            Some(Value::Array(values)) => values,
            Some(value) => vec![value],
            None => return Vec::new(),
        };
        let (objects, others): (Vec<_>, Vec<_>) =
            values.into_iter().enumerate().partition(|(_, value)| value.is_object());
        if !others.is_empty() {
            let others = others.into_iter().map(|(_, value)| value).collect();
            self.fields.insert(key.to_owned(), Value::Array(others));
        }
        let records = objects.into_iter();
        records.filter_map(|(index, value)| Self::new(value, format!("{origin}[{index}]"))).collect()
    }

    /// Takes out the texts of a list; a text in place of a list is a list of one. Anything else in it stays.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        if let Some(text) = self.text(key) {
            return vec![text];
        }
        let Some(Value::Array(values)) = self.fields.get_mut(key) else { return Vec::new() };
        let texts = values.iter().filter_map(scalar_text).collect();
        values.retain(|value| scalar_text(value).is_none());
        texts
    }

    /// Takes out a field that says nothing to a person.
    pub(super) fn ignore(&mut self, keys: &[&str]) {
        for key in keys {
            self.fields.remove(*key);
        }
    }

    /// Takes out a field and lists its texts, with a reason.
    pub(super) fn omit(&mut self, key: &str, reason: &str, omitted: &mut Vec<Omitted>) {
        if let Some(value) = self.fields.remove(key) {
            list_texts(&value, &self.origin_of(key), &|_| reason.to_owned(), omitted);
        }
    }

    /// Takes out a field that must not be repeated anywhere, and lists only its name.
    pub(super) fn omit_unseen(&mut self, key: &str, reason: &str, omitted: &mut Vec<Omitted>) {
        let origin = self.origin_of(key);
        if self.fields.remove(key).is_some_and(|value| !is_blank(&value)) {
            omitted.push(Omitted { what: format!("`{key}`"), reason: reason.to_owned(), origin });
        }
    }

    /// Lists all that was not taken out.
    pub(super) fn finish(self, omitted: &mut Vec<Omitted>) {
        for (key, value) in &self.fields {
            let reason = |_: &str| format!("a portfolio has no field for `{key}`");
            list_texts(value, &self.origin_of(key), &reason, omitted);
        }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The text of a value that is a text or a number; `None` if it is blank.
fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Lists the texts and numbers in a value, however deep; the parser limits how deep that is.
fn list_texts(value: &Value, origin: &str, reason: &dyn Fn(&str) -> String, omitted: &mut Vec<Omitted>) {
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                list_texts(value, &format!("{origin}[{index}]"), reason, omitted);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                list_texts(value, &format!("{origin}.{key}"), reason, omitted);
            }
        }
        value => omitted.extend(scalar_text(value).map(|what| Omitted {
            reason: reason(&what),
            what,
            origin: origin.to_owned(),
        })),
    }
}

/// Lists something that was left out.
pub(super) fn omit(imported: &mut Imported, what: impl Into<String>, reason: &str, origin: &str) {
    let what = what.into();
    if !what.trim().is_empty() {
        imported.omitted.push(Omitted { what, reason: reason.to_owned(), origin: origin.to_owned() });
    }
}

/// The fields that have a value.
pub(super) fn fields<const N: usize>(members: [(&str, Option<String>); N]) -> Map<String, Value> {
    let some = members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), Value::String(value?))));
    some.collect()
}

/// Sets a field to a list of texts, unless that is empty.
pub(super) fn set_list(entry: &mut Map<String, Value>, key: &str, texts: Vec<String>) {
    if !texts.is_empty() {
        entry.insert(key.to_owned(), texts.into());
    }
}

/// Adds an entry to a list of `portfolio.yaml`. Without its required field, its texts are listed in place of it.
pub(super) fn add_entry(
    imported: &mut Imported,
    list: &str,
    required: &str,
    entry: Map<String, Value>,
    origin: &str,
) {
    if entry.contains_key(required) {
        let entries = imported.settings.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(entries) = entries {
            entries.push(Value::Object(entry));
        }
    } else {
        let reason = |_: &str| format!("an entry of `{list}` needs `{required}`, which is missing here");
        list_texts(&Value::Object(entry), origin, &reason, &mut imported.omitted);
    }
}

/// Gives every position an id of its own, by which case studies can name it.
pub(super) fn name_positions(imported: &mut Imported) {
    let mut names = UniqueNames::default();
    let positions = imported.settings.get_mut("positions").and_then(Value::as_array_mut);
    for position in positions.into_iter().flatten().filter_map(Value::as_object_mut) {
        let words = |key: &str| position.get(key).and_then(Value::as_str).unwrap_or_default();
        let id = names.claim(&id_from(&format!("{} {}", words("title"), words("organisation")), "position"));
        position.insert("id".to_owned(), id.into());
    }
}

/// An id of small letters, digits and hyphens that is made from a title.
pub(super) fn id_from(title: &str, otherwise: &str) -> String {
    let slug = Slug::from_title(title).map_or_else(|| otherwise.to_owned(), |slug| slug.as_str().to_owned());
    if slug.len() <= MAX_ID_CHARS {
        return slug;
    }
    // Slugs made from titles are ASCII.
    let cut = &slug[..MAX_ID_CHARS];
    cut.rsplit_once('-').map_or(cut, |(head, _)| head).to_owned()
}

/// Names of which each is given once.
#[derive(Default)]
pub(super) struct UniqueNames {
    used: BTreeSet<String>,
    /// The last number that was put behind a name.
    numbers: BTreeMap<String, usize>,
}

impl UniqueNames {
    /// The wanted name, with a number behind it if it is used already: `plan`, `plan-2`.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while !self.used.insert(name.clone()) {
            let number = self.numbers.entry(wanted.to_owned()).or_insert(1);
            *number += 1;
            name = format!("{wanted}-{number}");
        }
        name
    }
}

/// Reads a date in any spelling that has one meaning: `2019-03`, `Mar 2019`, `2019-03-01T08:00:00Z`.
pub(super) fn read_date(text: &str) -> Option<PartialDate> {
    PartialDate::guess(text.trim())
}

/// Whether a text in place of a date says that something goes on.
fn is_ongoing(text: &str) -> bool {
    ["current", "now", "ongoing", "present", "today"].contains(&text.trim().to_lowercase().as_str())
}

/// An address of a page on the web, with its scheme; `None` if the text is something else.
pub(super) fn web_url(text: &str) -> Option<String> {
    let text = text.trim();
    let text = if text.starts_with("www.") { format!("https://{text}") } else { text.to_owned() };
    let url = url::Url::parse(&text).ok()?;
    let is_web = ["http", "https"].contains(&url.scheme()) && url.host_str().is_some();
    (is_web && !text.contains(char::is_whitespace)).then_some(text)
}

/// The code of a country, from its code or its English name.
pub(super) fn country_code(text: &str) -> Option<String> {
    let name = text.trim().to_lowercase();
    let named = COUNTRIES.iter().find(|(names, _)| names.contains(&name.as_str()));
    let is_code = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    named.map(|(_, code)| (*code).to_owned()).or_else(|| is_code.then(|| name.to_uppercase()))
}

/// Decodes a text file.
///
/// # Errors
/// When it is too large, can't be read or isn't text.
pub(super) fn decode(name: &str, blob: &Blob) -> Result<String, ImportError> {
    let refuse = |why: String, help: &str| ImportError {
        message: format!("`{}` can't be read: {why}", name.escape_debug()),
        help: help.to_owned(),
    };
    if blob.len() > MAX_TEXT_BYTES {
        let why = format!("it has more than {} MB", MAX_TEXT_BYTES / 1_000_000);
        return Err(refuse(why, "export less at a time"));
    }
    let bytes = blob.read().map_err(|error| refuse(error.to_string(), "close other programs that use it"))?;
    let decoded = text::decode(&bytes).map_err(|problem| refuse(problem.message, &problem.help))?;
    Ok(decoded.into_owned())
}

/// Parses a JSON file.
///
/// # Errors
/// When it can't be read or isn't valid JSON.
pub(super) fn parse_json(name: &str, blob: &Blob) -> Result<Value, ImportError> {
    let source = decode(name, blob)?;
    serde_json::from_str(&source).map_err(|error| ImportError {
        message: format!("`{}` isn't valid JSON: {error}", name.escape_debug()),
        help: "export or download it again: the file may be incomplete".to_owned(),
    })
}

/// Plain text as Markdown that shows it as it is. Lists that are written with bullets become lists.
pub(super) fn markdown_text(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + text.len() / 16);
    for line in text.lines() {
        let line = line.trim();
        let bullet = ["• ", "· ", "▪ ", "◦ ", "- ", "* "].iter().find_map(|mark| line.strip_prefix(mark));
        match bullet {
            Some(item) => {
                markdown.push_str("- ");
                escape_line(item.trim_start(), &mut markdown);
            }
            None => escape_line(line, &mut markdown),
        }
        markdown.push('\n');
    }
    markdown.trim().to_owned()
}

fn escape_line(line: &str, markdown: &mut String) {
    if line.starts_with(['#', '>', '+', '=', '|', ':']) || line.starts_with("---") {
        markdown.push('\\');
    }
    let mut before = ' ';
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let is_mark = match letter {
            '\\' | '*' | '`' | '[' | ']' | '<' | '$' | '{' | '}' => true,
            '_' => !before.is_alphanumeric() || !after.is_alphanumeric(),
            '~' | '=' | '^' => before == letter || after == letter,
            '&' => after.is_alphanumeric() || after == '#',
            _ => false,
        };
        if is_mark {
            markdown.push('\\');
        }
        markdown.push(letter);
        before = letter;
    }
}

/// The text of HTML without its tags, a line for each block.
pub(super) fn plain_text(html: &str) -> String {
    const INLINE: [&[u8]; 10] =
        [b"a", b"abbr", b"b", b"code", b"em", b"i", b"span", b"strong", b"sub", b"sup"];
    let mut plain = String::with_capacity(html.len());
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(text) => plain.push_str(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) if !INLINE.contains(&&**tag.name) => plain.push('\n'),
            Token::EndTag(tag) if !INLINE.contains(&&**tag.name) => plain.push('\n'),
            _ => {}
        }
    }
    let lines = plain.lines().map(text::collapse_spaces).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Splits a description into its sentences and its list: lines that begin with a bullet are the list.
pub(super) fn split_bullets(text: &str) -> (Option<String>, Vec<String>) {
    let (mut prose, mut bullets) = (Vec::new(), Vec::<String>::new());
    for line in text.lines().map(str::trim) {
        let bullet = ["•", "·", "▪", "◦", "- ", "* ", "– "].iter().find_map(|mark| line.strip_prefix(mark));
        match bullet.map(str::trim).filter(|item| !item.is_empty()) {
            Some(item) => bullets.push(item.to_owned()),
            None => prose.push(line),
        }
    }
    let prose = prose.join("\n").trim().to_owned();
    (Some(prose).filter(|prose| !prose.is_empty()), bullets)
}
