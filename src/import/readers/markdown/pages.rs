//! Reads the pages of a folder.

use serde_json::{Map, Value, json};

use super::addresses::{self, PagePlace};
use super::fields::{self, PageFields};
use super::folder::{Folder, PageHead, Target};
use super::generator::{self, Generator};
use super::page_context::PageContext;
use super::{
    citations, embedded, front_matter, hugo, leftovers, links, liquid, notion, obsidian, own_files, pandoc,
    prose, settings, tables,
};
use crate::content::date::PartialDate;
use crate::content::text;
use crate::diagnostic::Problem;
use crate::import::html_to_markdown;
use crate::import::imported::{Imported, ImportedDocument, Omitted};
use crate::import::source::{ImportError, reason_of_document};
use crate::vfs::{Blob, FileTree, lowercase_extension};

/// Longest file of a page, with pictures that are written into it.
const MAX_PAGE: u64 = 100_000_000;

/// Longest text of a page.
const MAX_TEXT: usize = 4_000_000;

/// So many files that no page links to are listed one by one.
const MAX_LISTED: usize = 500;

/// A page before its text is converted.
struct Page {
    head: PageHead,
    front: Map<String, Value>,
    body: String,
    date: Option<PartialDate>,
}

/// Reads all pages of a folder, the files that they link to, and the settings of its site.
///
/// # Errors
/// When no page can be read.
pub(crate) fn read_pages(name: &str, files: &FileTree) -> Result<Imported, ImportError> {
    let project = generator::detect(files);
    let mut imported = Imported::default();
    settings::read(&project, &mut imported);
    let mut pages = Vec::new();
    let mut first_problem = None;
    for path in page_paths(project.generator, files) {
        let Some(blob) = files.get(path) else { continue };
        match read_text(blob) {
            Ok(text) => pages.push(read_head(&project, path, &text, &mut imported)),
            Err(problem) => {
                imported.notes.push(format!("`{path}` can't be read: {}; {}", problem.message, problem.help));
                imported.omitted.push(omitted(path, &problem.message, path));
                first_problem.get_or_insert(problem);
            }
        }
    }
    if pages.is_empty() {
        let problem = first_problem.unwrap_or_else(|| {
            Problem::new(
                "there is no page in Markdown in it",
                "choose the folder that has the pages, files whose names end in `.md`",
            )
        });
        return Err(ImportError {
            message: format!("`{name}` can't be read: {}", problem.message),
            help: problem.help,
        });
    }
    let (heads, contents): (Vec<PageHead>, Vec<PageContent>) =
        pages.into_iter().map(|page| (page.head, (page.front, page.body, page.date))).unzip();
    let folder = Folder::new(files, project, &heads);
    for (head, content) in heads.into_iter().zip(contents) {
        convert_page(&folder, head, content, &mut imported);
    }
    add_tables(&folder, files, &mut imported);
    imported.files.extend(folder.used_files());
    list_unused(&folder, files, &mut imported);
    Ok(imported)
}

/// Front matter, body and date.
type PageContent = (Map<String, Value>, String, Option<PartialDate>);

fn omitted(what: &str, reason: &str, origin: &str) -> Omitted {
    Omitted { what: what.to_owned(), reason: reason.to_owned(), origin: origin.to_owned() }
}

/// The files that are pages; if there is nothing else, also what is about the folder itself.
fn page_paths(generator: Generator, files: &FileTree) -> Vec<&str> {
    let is_post = |path: &str| {
        generator == Generator::Jekyll
            && path.split('/').any(|part| part == "_posts")
            && matches!(lowercase_extension(path).as_deref(), Some("html" | "htm"))
    };
    let all = || files.iter().map(|(path, _)| path);
    let is_source = |path: &&str| {
        is_post(path) || generator::is_page(path) && generator::reason_to_omit(generator, path).is_none()
    };
    let pages: Vec<&str> = all().filter(is_source).collect();
    if !pages.is_empty() {
        return pages;
    }
    let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    all().filter(|path| generator::is_page(path) && !is_hidden(path)).collect()
}

fn read_text(blob: &Blob) -> Result<String, Problem> {
    if blob.len() > MAX_PAGE {
        let size = format!("it has more than {} MB", MAX_PAGE / 1_000_000);
        return Err(Problem::new(size, "split it into several files"));
    }
    let bytes = generator::read_bytes(blob).ok_or_else(|| {
        Problem::new(
            "the disk does not give it",
            "check that you may read it, and that the disk is connected",
        )
    })?;
    Ok(text::decode_any(&bytes)?.into_owned())
}

fn read_head(project: &generator::Project, path: &str, text: &str, imported: &mut Imported) -> Page {
    let generator = project.generator;
    let split = front_matter::split(text);
    if let Some((source, reason)) = split.unread {
        let reason = format!("front matter that can't be read in full: {reason}");
        imported.omitted.push(omitted(&source, &reason, path));
    }
    let (mut front, mut body) = (split.fields, split.body.to_owned());
    if generator == Generator::Notion {
        let (properties, rest) = notion::take_properties(&body);
        for (key, value) in properties {
            front.entry(key).or_insert(value);
        }
        body = rest;
    }
    if matches!(lowercase_extension(path).as_deref(), Some("html" | "htm")) {
        let converted = html_to_markdown::convert(&body, path);
        imported.omitted.extend(converted.omitted);
        body = converted.markdown;
    }
    let mut fields = fields::map(front.clone(), generator, path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if generator == Generator::Hugo
        && let (_, Some(language)) = addresses::split_language(stem)
    {
        fields.fields.entry("language").or_insert_with(|| Value::String(language.to_owned()));
    }
    if path.split('/').any(|part| part == "_drafts") {
        fields.fields.insert("draft".to_owned(), Value::Bool(true));
    }
    let date = fields.date.or_else(|| addresses::dated_name(stem).map(|(date, _)| date));
    let own = fields.title.clone().map(|title| title.replace("**", ""));
    let title = own.or_else(|| title_of_body(&body)).unwrap_or_else(|| title_of_name(generator, path));
    let old_paths = addresses::old_paths(project, &PagePlace { path, fields: &fields, date });
    Page { head: PageHead { path: path.to_owned(), title, fields, old_paths }, front, body, date }
}

/// The first heading of the first level. Very long texts have pictures in them, which are not parsed.
fn title_of_body(body: &str) -> Option<String> {
    if body.len() <= MAX_TEXT {
        return links::title_in(body);
    }
    let first = body.lines().map(str::trim).find(|line| !line.is_empty())?;
    let title = first.strip_prefix("# ")?;
    Some(title.replace("**", "").trim().to_owned()).filter(|title| !title.is_empty())
}

/// A title from the name of a file: `2024-03-31-culture_committee.md` is "Culture committee".
fn title_of_name(generator: Generator, path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if matches!(stem, "index" | "_index") && !folder.is_empty() {
        folder.rsplit('/').next().unwrap_or(folder)
    } else {
        stem
    };
    let stem = notion::plain_name(stem);
    if matches!(generator, Generator::Notion | Generator::Obsidian) || stem.contains(' ') {
        return stem.to_owned();
    }
    let stem = addresses::dated_name(stem).map_or(stem, |(_, title)| title);
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

fn convert_page(folder: &Folder<'_>, head: PageHead, content: PageContent, imported: &mut Imported) {
    let (front, body, date) = content;
    let PageHead { path, title, fields, old_paths } = head;
    let mut page = PageContext::new(folder, &path, title.clone(), &front);
    let body = embedded::convert(&body, &mut page);
    if body.len() > MAX_TEXT {
        let reason =
            format!("its text has more than {} MB: split it into several files", MAX_TEXT / 1_000_000);
        imported.omitted.push(omitted(&path, &reason, &path));
        return;
    }
    let body = convert_body(&body, &mut page);
    let PageFields { kind, summary, mut tags, fields: mut own, cover, omitted: left_out, notes, .. } = fields;
    if kind.is_some() {
        own_files::bring(&mut own, &mut page);
    }
    if let Some((address, alt)) = cover {
        add_cover(&mut page, &mut own, &address, alt);
    }
    for tag in std::mem::take(&mut page.tags) {
        if !tags.iter().any(|known| known.eq_ignore_ascii_case(&tag)) {
            tags.push(tag);
        }
    }
    imported.omitted.extend(left_out);
    imported.omitted.append(&mut page.omitted);
    imported.notes.extend(notes);
    imported.notes.append(&mut page.notes);
    imported.files.append(&mut page.embedded);
    for (short, long) in std::mem::take(&mut page.glossary) {
        let glossary = imported.settings.entry("glossary").or_insert_with(|| json!({}));
        if let Some(glossary) = glossary.as_object_mut() {
            glossary.entry(short).or_insert(Value::String(long));
        }
    }
    if body.trim().is_empty() && summary.is_none() && kind.is_none() {
        imported.omitted.push(omitted(&format!("{path}: {title}"), "page without text", &path));
        return;
    }
    let document = ImportedDocument {
        kind,
        title,
        date,
        summary,
        tags,
        fields: own,
        old_paths,
        body,
        origin: path.clone(),
    };
    imported.documents.push(document);
}

/// Every markup, one after the other. What shows code as code comes first.
fn convert_body(body: &str, page: &mut PageContext<'_>) -> String {
    let generator = page.generator();
    let body = body.replace("<!--more-->", "").replace("<!-- more -->", "");
    let body = if generator == Generator::Notion { notion::convert_asides(&body) } else { body };
    let body = if page.path.ends_with(".mdx") { drop_modules(&body, page) } else { body };
    let body = hugo::convert(&body, page);
    let body = liquid::convert(&body, page);
    let body = obsidian::convert(&body, page);
    let body = pandoc::convert(&body, page);
    let body = citations::convert(&body, page);
    let body = links::convert(&body, page);
    let body = leftovers::convert(&body, page);
    let body = single_empty_lines(&body);
    let body = body.trim();
    if body.is_empty() { String::new() } else { format!("{body}\n") }
}

/// Lines of MDX that load code: `import Chart from "./chart"`.
fn drop_modules(body: &str, page: &mut PageContext<'_>) -> String {
    let mut out = String::with_capacity(body.len());
    for line in prose::lines(body) {
        let is_import = line.text.starts_with("import ") && line.text.contains(['"', '\'']);
        let is_export = line.text.starts_with("export ") && line.text.contains(['=', '{', '(']);
        if !line.is_code && (is_import || is_export) {
            page.omit(line.text, "code of the site (MDX)");
        } else {
            out.push_str(line.text);
        }
    }
    out
}

/// The text with one empty line where converters have left several; code stays.
fn single_empty_lines(body: &str) -> String {
    if !body.contains("\n\n\n") && !body.contains(" \n") {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    let mut is_after_empty = false;
    for line in prose::lines(body) {
        let is_empty = line.text.trim().is_empty() && !line.is_code;
        if !(is_empty && is_after_empty) {
            out.push_str(if is_empty { "\n" } else { line.text });
        }
        is_after_empty = is_empty;
    }
    out
}

fn add_cover(page: &mut PageContext<'_>, own: &mut Map<String, Value>, address: &str, alt: Option<String>) {
    match page.folder.find(address, page.path) {
        Target::File(path) => {
            let file = page.folder.use_file(&path);
            if let Some(alt) = &alt {
                page.folder.describe(&path, alt);
            }
            let cover = match alt {
                Some(alt) => json!({ "file": file, "alt": alt }),
                None => json!({ "file": file }),
            };
            own.insert("cover".to_owned(), cover);
        }
        Target::Unchanged => {
            page.note(&format!("download the picture `{address}` and make it the `cover` of the page"));
        }
        _ => page.omit(&format!("picture `{address}` {}", alt.unwrap_or_default()), "it isn't in the folder"),
    }
}

/// Tables of Notion that no page shows become pages of their own.
fn add_tables(folder: &Folder<'_>, files: &FileTree, imported: &mut Imported) {
    if folder.project.generator != Generator::Notion {
        return;
    }
    for (path, _) in files.iter() {
        let is_csv = lowercase_extension(path).as_deref() == Some("csv");
        if !is_csv || folder.is_used(path) || generator::notion_id(path).is_none() {
            continue;
        }
        let Some(table) = folder.text_of_table(path).and_then(|text| tables::from_csv(&text)) else {
            continue;
        };
        imported.documents.push(ImportedDocument {
            title: title_of_name(Generator::Notion, path),
            body: table,
            origin: path.to_owned(),
            ..ImportedDocument::default()
        });
    }
}

/// Lists the files that are no pages and that no page links to.
fn list_unused(folder: &Folder<'_>, files: &FileTree, imported: &mut Imported) {
    let generator = folder.project.generator;
    let mut more = 0;
    let mut listed = 0;
    for (path, _) in files.iter() {
        let is_config = folder.project.config_files.iter().any(|file| file == path);
        if folder.is_page(path) || folder.is_used(path) || is_config {
            continue;
        }
        listed += 1;
        if listed > MAX_LISTED {
            more += 1;
            continue;
        }
        let reason = generator::reason_to_omit(generator, path).or_else(|| reason_of_document(path));
        let reason = reason.unwrap_or("no page links to it");
        imported.omitted.push(omitted(path, reason, path));
    }
    if more > 0 {
        imported.omitted.push(omitted(&format!("{more} more files"), "no page links to them", ""));
    }
}
