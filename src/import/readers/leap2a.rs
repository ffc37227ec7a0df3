//! A portfolio in Leap2A, as Mahara and other portfolio programs export it: an Atom feed `leap2a.xml`, with the files that its
//! entries name.
//!
//! What is about the owner becomes profile and résumé (`leap2a_resume.rs`); texts become pages. Data of other people is
//! not read.

use std::collections::BTreeSet;

use serde_json::Value;

use super::leap2a_feed::{Element, LeapText, parse};
use super::leap2a_portfolio::{LeapPortfolio, id_of, origin_of, plain, short_title};
use super::leap2a_resume::{read_owner, read_resume_entry};
use crate::import::html_to_markdown::convert;
use crate::import::imported::{DocumentKind, Imported, ImportedDocument, ImportedFile};
use crate::import::markdown_outline::demote_headings;
use crate::import::record_source::{file_name, head};
use crate::import::records::{UniqueNames, decode, markdown_text, name_positions, omit, read_date, web_url};
use crate::import::source::{ImportError, Source, only_file};
use crate::urls;
use crate::vfs::FileTree;

/// Why a comment is left out.
const COMMENT: &str = "comment by a reader, whose name is not repeated here: ask them before you publish it";

/// Why the data of another person is left out.
const OTHER_PERSON: &str = "data about another person: it was not read";

/// Elements of an entry that are read elsewhere, or say nothing to a person.
const READ_ELEMENTS: [&str; 16] = [
    "artefactplugin",
    "author",
    "category",
    "content",
    "date",
    "id",
    "link",
    "myrole",
    "persondata",
    "published",
    "spatial",
    "summary",
    "title",
    "type",
    "updated",
    "view",
];

/// The prefix of references between entries.
const REFERENCE: &str = "portfolio:";

pub(super) fn recognizes(source: &Source) -> bool {
    if source.files.iter().any(|(path, _)| file_name(path).eq_ignore_ascii_case("leap2a.xml")) {
        return true;
    }
    only_file(source).is_some_and(|(path, blob)| {
        path.to_lowercase().ends_with(".xml") && head(blob).contains("terms.leapspecs.org")
    })
}

pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let files = &source.files;
    let refuse = |why: &str| ImportError {
        message: format!("`{}` can't be read as a portfolio in Leap2A: {why}", source.name),
        help: "export it again as Leap2A, and import the file that you get as it is".to_owned(),
    };
    let is_feed = |path: &str| file_name(path).eq_ignore_ascii_case("leap2a.xml");
    let named = files.iter().find(|(path, _)| is_feed(path));
    let (path, blob) = named.or_else(|| files.iter().next()).ok_or_else(|| refuse("it is empty"))?;
    let feed = parse(&decode(path, blob)?).map_err(|why| refuse(&why))?;
    if feed.name != "feed" {
        return Err(refuse("it isn't an Atom feed"));
    }
    let mut portfolio = LeapPortfolio::new(&feed);
    portfolio.collect_files(files, path);
    portfolio.read_entries();
    let LeapPortfolio { mut imported, mut alts, .. } = portfolio;
    for file in imported.files.iter_mut().filter(|file| file.alt.is_none()) {
        file.alt = alts.remove(&file.path);
    }
    name_positions(&mut imported);
    Ok(imported)
}

impl<'a> LeapPortfolio<'a> {
    /// Brings along the files that entries name, and lists the others.
    fn collect_files(&mut self, tree: &FileTree, feed_path: &str) {
        let folder = feed_path.strip_suffix(file_name(feed_path)).unwrap_or_default();
        let mut names = UniqueNames::default();
        let mut found: BTreeSet<String> = BTreeSet::from([feed_path.to_owned()]);
        for entry in &self.entries {
            let Some(target) = file_target(entry) else { continue };
            let path = format!("{folder}{}", urls::decode_lossy(&target));
            let Some(blob) = tree.get(&path) else {
                omit(&mut self.imported, target, "a file that is missing in the export", &origin_of(entry));
                continue;
            };
            let (stem, ending) = file_name(&path).rsplit_once('.').unwrap_or((file_name(&path), ""));
            let claimed = names.claim(&tidy_name(stem));
            let name = if ending.is_empty() { claimed } else { format!("{claimed}.{}", tidy_name(ending)) };
            self.files.insert(id_of(entry), name.clone());
            let alt = entry.all("summary").find_map(Element::leap_text).map(|text| plain(&text));
            self.imported.files.push(ImportedFile { path: name, blob: blob.clone(), alt });
            found.insert(path);
        }
        for (path, _) in tree.iter().filter(|(path, _)| !found.contains(*path)) {
            omit(&mut self.imported, path, "no entry of the portfolio names this file", path);
        }
    }

    fn read_entries(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        for entry in entries.iter().filter(|entry| entry.kind() != "person" && !is_comment(entry)) {
            self.omit_unknown_texts(entry);
        }
        // Entries of the résumé name others that are a part of them.
        let rest: Vec<&Element> =
            entries.into_iter().filter(|entry| !read_resume_entry(self, entry)).collect();
        for entry in rest {
            let id = id_of(entry);
            if self.used.contains(&id) {
                continue;
            }
            match entry.kind() {
                "person" if self.owner.as_ref() == Some(&id) => read_owner(self, entry),
                "person" => omit(&mut self.imported, "a person", OTHER_PERSON, &origin_of(entry)),
                _ if is_comment(entry) => {
                    let text = entry.all("content").find_map(Element::leap_text).map(|text| plain(&text));
                    omit(&mut self.imported, text.unwrap_or_default(), COMMENT, &origin_of(entry));
                }
                "organization" => {
                    let reason = "an organization: the entries that belong to it name it";
                    self.omit_entry(entry, reason);
                }
                "selection" => self.read_selection(entry),
                "resource" => self.read_resource(entry),
                _ => self.add_document(entry, None, Vec::new()),
            }
        }
    }

    /// Lists the texts of an entry in elements that have no meaning here.
    fn omit_unknown_texts(&mut self, entry: &Element) {
        for element in entry.elements().filter(|element| !READ_ELEMENTS.contains(&element.name.as_str())) {
            let text = element.leap_text().map(|text| plain(&text)).unwrap_or_default();
            if text.contains(char::is_whitespace) {
                let reason = format!("a portfolio has no field for `{}` of an entry", element.name);
                omit(&mut self.imported, text, &reason, &origin_of(entry));
            }
        }
    }

    /// A selection is a page of a portfolio, a journal, a folder or a group of entries.
    fn read_selection(&mut self, entry: &'a Element) {
        let is_page = entry.terms("selection_type").any(|term| term.eq_ignore_ascii_case("webpage"))
            || entry.all("view").next().is_some();
        let has_text = entry.all("content").find_map(Element::text).is_some();
        if is_page || has_text {
            let parts = self.part_titles(entry);
            let kind = is_page.then_some(DocumentKind::Page);
            self.add_document(entry, kind, parts);
        } else {
            self.omit_entry(entry, "the name of a group of entries, which has no text of its own");
        }
    }

    /// Titles of the entries that a selection shows.
    fn part_titles(&self, entry: &Element) -> Vec<String> {
        let mut links = entry.links();
        links.retain(|link| link.relation == "has_part");
        links.sort_by_key(|link| link.order.unwrap_or(i64::MAX));
        let parts = links.iter().filter_map(|link| {
            let title = short_title(self.by_id.get(&link.target)?)?;
            let file = self.files.get(&link.target);
            let title = markdown_text(&title);
            Some(file.map_or_else(|| title.clone(), |path| format!("[{title}](files/{path})")))
        });
        parts.collect()
    }

    /// A resource is a file, or a page elsewhere.
    fn read_resource(&mut self, entry: &'a Element) {
        let has_text = entry.all("content").find_map(Element::text).is_some();
        if !self.files.contains_key(&id_of(entry)) || has_text {
            let is_link_only = !has_text && entry.all("summary").find_map(Element::text).is_none();
            if is_link_only {
                self.omit_entry(entry, "a resource without a text");
                self.omit_web_links(entry);
            } else {
                self.add_document(entry, None, Vec::new());
            }
        }
    }

    fn omit_web_links(&mut self, entry: &Element) {
        for link in entry.links() {
            if let Some(url) = web_url(&link.target) {
                omit(
                    &mut self.imported,
                    url,
                    "a link: put it on a page where it helps readers",
                    &origin_of(entry),
                );
            }
        }
    }

    fn add_document(&mut self, entry: &'a Element, kind: Option<DocumentKind>, parts: Vec<String>) {
        let origin = origin_of(entry);
        let mut sections = Vec::new();
        let content = entry.all("content").find_map(Element::leap_text);
        let mut texts: Vec<(Option<String>, LeapText)> =
            content.map(|text| (None, text)).into_iter().collect();
        texts.extend(block_texts(entry));
        for (title, text) in texts {
            if let Some(title) = title {
                sections.push(format!("## {}", markdown_text(&title)));
            }
            match text {
                LeapText::Plain(text) => sections.push(markdown_text(&text)),
                LeapText::Html(html) => {
                    let converted = convert(&self.with_file_paths(&html), &origin);
                    for picture in converted.pictures.into_iter().filter(|picture| !picture.alt.is_empty()) {
                        let path = picture.source.strip_prefix("files/").unwrap_or(&picture.source);
                        self.alts.entry(path.to_owned()).or_insert(picture.alt);
                    }
                    self.imported.omitted.extend(converted.omitted);
                    sections.push(demote_headings(&converted.markdown).trim().to_owned());
                }
            }
        }
        if !parts.is_empty() {
            sections.push(parts.iter().map(|part| format!("- {part}")).collect::<Vec<_>>().join("\n"));
        }
        for attachment in entry.links().iter().filter(|link| link.relation == "has_attachment") {
            if let Some(path) = self.files.get(&attachment.target) {
                sections.push(format!("[{}](files/{path})", markdown_text(path)));
            }
        }
        let date = ["published", "updated"].iter().find_map(|name| read_date(&entry.text_of(name)?));
        let summary = entry.all("summary").find_map(Element::leap_text).map(|text| plain(&text));
        let is_kept = |section: &String| !section.trim().is_empty();
        self.imported.documents.push(ImportedDocument {
            kind,
            title: entry.text_of("title").unwrap_or_else(|| "Without a title".to_owned()),
            date,
            summary: summary.filter(|text| !text.is_empty()),
            tags: entry.tags(),
            body: sections.into_iter().filter(is_kept).collect::<Vec<_>>().join("\n\n"),
            origin: origin.clone(),
            ..ImportedDocument::default()
        });
        for point in ["start", "end", "target"] {
            if let Some(date) = entry.date_of(point) {
                omit(
                    &mut self.imported,
                    date,
                    &format!("the `{point}` of an entry, for which pages have no field"),
                    &origin,
                );
            }
        }
    }

    /// The address of a link to another entry, by its origin; a reference to nothing stays as it is.
    fn entry_address(&self, id: &str) -> String {
        let entry = self.by_id.get(&format!("{REFERENCE}{id}"));
        entry.map_or_else(
            || format!("{REFERENCE}{id}"),
            |entry| format!("document:{}", urls::encode(&origin_of(entry))),
        )
    }

    /// HTML in which references to files of the portfolio are their paths.
    fn with_file_paths(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(REFERENCE) {
            out.push_str(before);
            let len =
                after.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(after.len());
            let (id, tail) = after.split_at(len);
            match self.files.get(&format!("{REFERENCE}{id}")) {
                Some(path) => out.extend(["files/", path]),
                None => out.push_str(&self.entry_address(id)),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// The file of the export that an entry names.
fn file_target(entry: &Element) -> Option<String> {
    let enclosure =
        entry.links().into_iter().find(|link| link.relation == "enclosure").map(|link| link.target);
    let source = || entry.all("content").find_map(|content| content.attribute("src")).map(str::to_owned);
    enclosure.or_else(source).filter(|target| web_url(target).is_none() && !target.starts_with(REFERENCE))
}

/// A part of a file name without what addresses and Markdown would have to escape.
fn tidy_name(name: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let tidy: String = name.chars().map(letter).collect();
    let tidy = tidy.trim_matches('.');
    if tidy.is_empty() { "file".to_owned() } else { tidy.to_owned() }
}

/// Whether an entry is a comment: Mahara says so; other programs name another author.
fn is_comment(entry: &Element) -> bool {
    entry.mahara_kind() == "comment"
        || entry.all("author").next().is_some()
            && entry.links().iter().any(|link| link.relation == "reflects_on")
}

/// Texts in the blocks of a page of Mahara, each with the title of its block. What has no space in it is a setting.
fn block_texts(entry: &Element) -> Vec<(Option<String>, LeapText)> {
    let mut blocks = Vec::new();
    for view in entry.all("view") {
        view.descendants("blockinstance", &mut blocks);
    }
    let mut found = Vec::new();
    for block in blocks {
        let mut texts = Vec::new();
        for setting in block.elements().filter_map(Element::text) {
            match serde_json::from_str(&setting) {
                Ok(value) => collect_texts(value, &mut texts),
                Err(_) => collect_texts(Value::String(setting), &mut texts),
            }
        }
        let title = block.attribute("blocktitle").map(str::to_owned);
        let mut titles = title.into_iter();
        if texts.is_empty() {
            found.extend(titles.next().map(|title| (Some(title), LeapText::Plain(String::new()))));
        }
        found.extend(texts.into_iter().map(|text| (titles.next(), LeapText::Html(text))));
    }
    found
}

fn collect_texts(value: Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.trim().contains(char::is_whitespace) => texts.push(text),
        Value::Array(values) => values.into_iter().for_each(|value| collect_texts(value, texts)),
        Value::Object(fields) => fields.into_iter().for_each(|(_, value)| collect_texts(value, texts)),
        _ => {}
    }
}
