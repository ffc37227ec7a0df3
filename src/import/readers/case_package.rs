//! A framework as a CASE package: the JSON format of 1EdTech in which states and publishers give out standards (CASE 1.0
//! and 1.1).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::content::date::PartialDate;
use crate::import::framework::{COPYRIGHT, FrameworkBuilder};
use crate::import::imported::Imported;
use crate::import::record_source::head;
use crate::import::records::{Record, fields, id_from, omit, parse_json, read_date, web_url};
use crate::import::source::{ImportError, Source, only_file};
use crate::model::framework::MAX_STANDARD_TITLE;

/// How many levels of a hierarchy are read; more than any published framework has.
const MAX_LEVELS: usize = 20;

/// The longest number or kind of a standard, in characters.
const MAX_WORD_CHARS: usize = 60;

/// Fields of an item that are about the record, not about the standard.
const TECHNICAL: [&str; 12] = [
    "identifier",
    "uri",
    "CFDocumentURI",
    "CFItemTypeURI",
    "conceptKeywordsURI",
    "licenseURI",
    "subjectURI",
    "lastChangeDateTime",
    "statusStartDate",
    "statusEndDate",
    "language",
    "educationLevel",
];

pub(super) fn recognizes(source: &Source) -> bool {
    let Some((path, blob)) = only_file(source) else { return false };
    let head = if path.to_lowercase().ends_with(".json") { head(blob) } else { String::new() };
    ["\"CFDocument\"", "\"CFDocuments\"", "\"CFItems\"", "\"CFAssociations\""]
        .iter()
        .any(|key| head.contains(key))
}

pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let refuse = |message: String, help: &str| ImportError { message, help: help.to_owned() };
    let help = "download the whole package of one framework: its address ends with `/CFPackages/` and an id";
    let (path, blob) =
        only_file(source).ok_or_else(|| refuse(format!("`{}` isn't one file", source.name), help))?;
    let mut package = Record::new(parse_json(path, blob)?, "")
        .ok_or_else(|| refuse(format!("`{path}` isn't a CASE package"), help))?;
    let mut imported = Imported::default();
    let Some(document) = package.record("CFDocument") else {
        return Err(refuse(format!("`{path}` has no `CFDocument`, which says what framework it is"), help));
    };
    let items: Vec<Item> = package.records("CFItems").into_iter().map(Item::new).collect();
    if items.is_empty() {
        return Err(refuse(
            format!("`{path}` has no standards: its list `CFItems` is missing or empty"),
            help,
        ));
    }
    let hierarchy = Hierarchy::new(package.records("CFAssociations"), &items);
    let reason = "about the record of the framework, not about its standards";
    package.omit("CFDefinitions", reason, &mut imported.omitted);
    package.omit("CFRubrics", "a portfolio has no place for rubrics", &mut imported.omitted);
    package.finish(&mut imported.omitted);
    add_framework(document, items, &hierarchy, &mut imported);
    if hierarchy.others > 0 {
        let what = format!("{} relations between standards", hierarchy.others);
        let reason = "only the hierarchy is imported: write your own mapping into `crosswalk`";
        omit(&mut imported, what, reason, "CFAssociations");
    }
    Ok(imported)
}

/// A standard, or a group of standards.
struct Item {
    id: String,
    /// Its number, as people write it.
    code: Option<String>,
    /// Its own short title.
    short: Option<String>,
    statement: Option<String>,
    kind: Option<String>,
    rest: Record,
}

impl Item {
    fn new(mut record: Record) -> Self {
        Self {
            id: record.first_text(&["identifier", "uri"]).unwrap_or_default(),
            code: record.text("humanCodingScheme"),
            short: record.first_text(&["abbreviatedStatement", "alternativeLabel"]),
            statement: record.text("fullStatement"),
            kind: record.text("CFItemType"),
            rest: record,
        }
    }

    /// Its title: its own short one, or the statement if that may be copied; `None` if neither is short enough for one.
    fn title(&self, may_copy: bool) -> Option<&String> {
        let statement = self.statement.as_ref().filter(|_| may_copy);
        [self.short.as_ref(), statement]
            .into_iter()
            .flatten()
            .find(|text| is_at_most(text, MAX_STANDARD_TITLE))
    }

    /// What it is called: its title, or its kind with its number.
    fn label(&self, may_copy: bool) -> Option<String> {
        let code = self.code.as_ref().filter(|code| is_at_most(code, MAX_WORD_CHARS));
        let kind = self.kind.as_ref().filter(|kind| is_at_most(kind, MAX_WORD_CHARS));
        match (self.title(may_copy), code, kind) {
            (Some(title), _, _) => Some(title.clone()),
            (None, Some(code), Some(kind)) => Some(format!("{kind} {code}")),
            (None, Some(code), None) => Some(code.clone()),
            (None, None, kind) => kind.cloned(),
        }
    }

    /// Its texts that are not its title.
    fn other_texts(&self, may_copy: bool) -> impl Iterator<Item = &String> {
        let title = self.title(may_copy);
        [self.short.as_ref(), self.statement.as_ref()]
            .into_iter()
            .flatten()
            .filter(move |text| Some(*text) != title)
    }
}

/// Whether a text has so many characters or fewer.
fn is_at_most(text: &str, chars: usize) -> bool {
    text.chars().nth(chars).is_none()
}

/// Which item is a part of which other one.
struct Hierarchy {
    /// The parent of each item, by their places in the list.
    parents: BTreeMap<usize, usize>,
    /// Items in their order.
    order: Vec<usize>,
    /// How many associations say something else.
    others: usize,
}

impl Hierarchy {
    fn new(associations: Vec<Record>, items: &[Item]) -> Self {
        let places: BTreeMap<&str, usize> =
            items.iter().enumerate().map(|(place, item)| (item.id.as_str(), place)).collect();
        let (mut parents, mut numbers, mut others) = (BTreeMap::new(), BTreeMap::new(), 0);
        for mut association in associations {
            let kind = association.text("associationType").unwrap_or_default();
            if !kind.eq_ignore_ascii_case("isChildOf") {
                others += 1;
                continue;
            }
            let number = association.text("sequenceNumber").and_then(|text| text.parse::<i64>().ok());
            let mut node = |key: &str| node_id(&mut association, key);
            let (child, parent) = (node("originNodeURI"), node("destinationNodeURI"));
            let Some(child) = child.and_then(|id| places.get(id.as_str()).copied()) else { continue };
            numbers.entry(child).or_insert(number);
            let parent = parent.and_then(|id| places.get(id.as_str()).copied());
            if let Some(parent) = parent.filter(|parent| *parent != child) {
                parents.entry(child).or_insert(parent);
            }
        }
        let order = depth_first(items.len(), &parents, &numbers);
        Self { parents, order, others }
    }

    /// The items above one, the outermost first. A circle ends where it closes.
    fn above(&self, place: usize) -> Vec<usize> {
        let (mut above, mut seen) = (Vec::new(), BTreeSet::from([place]));
        let mut current = place;
        while let Some(parent) = self.parents.get(&current).copied().filter(|parent| seen.insert(*parent)) {
            above.push(parent);
            current = parent;
            if above.len() >= MAX_LEVELS {
                break;
            }
        }
        above.reverse();
        above
    }
}

/// The id of an item at one end of an association.
fn node_id(association: &mut Record, key: &str) -> Option<String> {
    match association.record(key) {
        Some(mut node) => node.first_text(&["identifier", "uri"]),
        None => association.text(key),
    }
}

/// The items with each parent before its children; siblings by their numbers, then as in the file.
fn depth_first(
    count: usize,
    parents: &BTreeMap<usize, usize>,
    numbers: &BTreeMap<usize, Option<i64>>,
) -> Vec<usize> {
    let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for place in 0..count {
        children.entry(parents.get(&place).copied()).or_default().push(place);
    }
    for siblings in children.values_mut() {
        siblings.sort_by_key(|place| (numbers.get(place).copied().flatten().unwrap_or(i64::MAX), *place));
    }
    let mut order = Vec::with_capacity(count);
    let mut open: Vec<usize> = children.get(&None).into_iter().flatten().rev().copied().collect();
    while let Some(place) = open.pop() {
        order.push(place);
        open.extend(children.get(&Some(place)).into_iter().flatten().rev());
    }
    // Items in a circle are below no root.
    let found: BTreeSet<usize> = order.iter().copied().collect();
    order.extend((0..count).filter(|place| !found.contains(place)));
    order
}

fn add_framework(mut document: Record, items: Vec<Item>, hierarchy: &Hierarchy, imported: &mut Imported) {
    let license = read_license(&mut document);
    let may_copy = license.as_deref().is_some_and(is_open);
    let name = document.text("title").unwrap_or_else(|| "Framework".to_owned());
    let groups: BTreeSet<usize> = hierarchy.parents.values().copied().collect();
    let leaves =
        || items.iter().enumerate().filter(|(place, _)| !groups.contains(place)).map(|(_, item)| item);
    let untitled = leaves().filter(|item| item.title(may_copy).is_none()).count();
    let kinds: BTreeSet<&str> = leaves().filter_map(|item| item.kind.as_deref()).collect();
    let unit = kinds.first().filter(|_| kinds.len() == 1).map(|kind| kind.to_lowercase());
    let mut framework = read_document(document, &name, license, imported);
    framework.extend(fields([("unit", unit)]));
    framework.insert("titles_official".to_owned(), (untitled == 0).into());
    let mut builder = FrameworkBuilder::new(id_from(&name, "framework"), framework);
    for place in &hierarchy.order {
        let Some(item) = items.get(*place) else { continue };
        let origin = &item.rest.origin;
        for text in item.other_texts(may_copy) {
            omit(imported, text, COPYRIGHT, origin);
        }
        if !groups.contains(place) {
            let above = hierarchy.above(*place).into_iter();
            let labels: Vec<String> = above.filter_map(|place| items.get(place)?.label(may_copy)).collect();
            let group = Some(labels.join(": "));
            builder.add(item.code.clone(), item.label(may_copy), group, origin, imported);
        }
    }
    for Item { mut rest, .. } in items {
        rest.ignore(&TECHNICAL);
        rest.ignore(&["listEnumeration"]);
        rest.finish(&mut imported.omitted);
    }
    if untitled > 0 {
        imported.notes.push(format!(
            "{untitled} standards of “{name}” have no short title, only a text that belongs to its publisher: write short \
             titles into the file in `standards/`."
        ));
    }
    imported.frameworks.push(builder.finish());
}

/// What the file of a framework says about the whole.
fn read_document(
    mut document: Record,
    name: &str,
    license: Option<String>,
    imported: &mut Imported,
) -> Map<String, Value> {
    let (publisher, creator) = (document.text("publisher"), document.text("creator"));
    let year = edition_year(&mut document);
    let source = document.first_text(&["officialSourceURL", "uri"]);
    let status = document.text("adoptionStatus").unwrap_or_default().to_lowercase();
    let framework = fields([
        ("name", Some(name.to_owned())),
        ("publisher", publisher.clone().or_else(|| creator.clone())),
        ("year", year.map(|date| date.year().to_string())),
        ("status", status.starts_with("deprecat").then(|| "superseded".to_owned())),
        ("source_url", source.as_deref().and_then(web_url)),
        ("licence_note", license),
    ]);
    if let Some(creator) = creator.filter(|_| publisher.is_some()) {
        omit(
            imported,
            creator,
            "a portfolio has no field for the creator of a framework",
            "CFDocument.creator",
        );
    }
    if status.contains("draft") {
        imported.notes.push(format!("“{name}” is a draft of its publisher: look for a later edition."));
    }
    document.ignore(&TECHNICAL);
    document.ignore(&["CFPackageURI", "officialSourceURL", "frameworkType", "caseVersion"]);
    document.finish(&mut imported.omitted);
    framework
}

/// The license of the framework: its title and its address.
fn read_license(document: &mut Record) -> Option<String> {
    let texts: Vec<String> = match document.record("licenseURI") {
        Some(mut license) => ["title", "uri"].iter().filter_map(|key| license.text(key)).collect(),
        None => document.text("licenseURI").into_iter().collect(),
    };
    Some(texts.join(", ")).filter(|text| !text.is_empty())
}

/// Whether a license lets everybody copy the text, and shorten it: one without “no derivatives”.
fn is_open(license: &str) -> bool {
    let plain = license.to_lowercase().replace(['-', '_', '/'], " ");
    let words: BTreeSet<&str> = plain.split(|c: char| !c.is_alphanumeric()).collect();
    let is_named = plain.contains("creative commons")
        || plain.contains("creativecommons")
        || plain.contains("public domain")
        || words.contains("cc0")
        || words.contains("cc") && words.contains("by");
    is_named && !words.contains("nd") && !plain.contains("noderiv") && !plain.contains("no deriv")
}

/// The year of the edition: when it became valid, what its version says, or when it was last changed.
fn edition_year(document: &mut Record) -> Option<PartialDate> {
    let start = document.text("statusStartDate");
    let version = document.text("version");
    let changed = document.text("lastChangeDateTime");
    [start, version, changed].into_iter().flatten().find_map(|text| read_date(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_license_that_forbids_changes_is_not_open() {
        assert!(is_open("CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"));
        assert!(is_open("https://creativecommons.org/publicdomain/zero/1.0/"));
        assert!(!is_open("https://creativecommons.org/licenses/by-nc-nd/4.0/"));
        assert!(!is_open("All rights reserved"));
        assert!(!is_open("Succinct by design"));
    }

    #[test]
    fn a_circle_of_items_ends_and_loses_none() {
        let parents = BTreeMap::from([(0, 1), (1, 0)]);
        assert_eq!(depth_first(3, &parents, &BTreeMap::new()), [2, 0, 1]);
        let hierarchy = Hierarchy { parents, order: Vec::new(), others: 0 };
        assert_eq!(hierarchy.above(0), [1]);
    }
}
