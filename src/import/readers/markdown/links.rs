//! Headings and links of a page, as a portfolio has them: no heading of the first level, links to imported pages and files.

use std::ops::Range;

use super::embedded::EMBEDDED;
use super::folder::Target;
use super::generator::Generator;
use super::page_context::PageContext;
use super::prose::{between, one_line, rewrite};
use super::tables;
use crate::content::markdown::{SourceHeading, SourceLink, source_parts};
use crate::import::imported::document_link;
use crate::vfs::lowercase_extension;

/// A change of the body: the bytes, and what takes their place.
type Edit = (Range<usize>, String);

/// Writes headings and links anew.
pub(super) fn convert(body: &str, page: &mut PageContext<'_>) -> String {
    let body = convert_html_addresses(body, page);
    let parts = source_parts(&body);
    let mut edits = Vec::new();
    edit_headings(&body, &parts.headings, page, &mut edits);
    for link in &parts.links {
        edit_link(&body, link, page, &mut edits);
    }
    for range in &parts.definitions {
        // Each link to it has been given its address.
        let target = body[range.clone()].split_once("]:").map_or("", |(_, target)| target.trim());
        let target = target.trim_start_matches('<');
        let is_kept =
            page.folder.find(target, page.path) == Target::Unchanged && !target.starts_with(EMBEDDED);
        if !is_kept {
            edits.push((range.clone(), String::new()));
        }
    }
    apply(&body, edits)
}

/// Applies changes; of two that overlap, the one that begins first.
fn apply(body: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for (range, text) in edits {
        if range.start >= at && range.end >= range.start {
            out.push_str(&body[at..range.start]);
            out.push_str(&text);
            at = range.end;
        }
    }
    out + &body[at..]
}

/// The title of a page by its only or first heading.
pub(super) fn title_in(body: &str) -> Option<String> {
    let headings = source_parts(body).headings;
    let heading = headings.into_iter().find(|heading| heading.level == 1)?;
    Some(plain(&heading.title)).filter(|title| !title.is_empty())
}

fn plain(title: &str) -> String {
    one_line(title).trim_matches('*').trim().to_owned()
}

/// Takes out the heading that repeats the title; if other headings are of the first level, all move down by one.
fn edit_headings(body: &str, headings: &[SourceHeading], page: &PageContext<'_>, edits: &mut Vec<Edit>) {
    let is_title = |heading: &SourceHeading| {
        heading.level == 1 && plain(&heading.title).to_lowercase() == page.title.to_lowercase()
    };
    let title = headings.iter().position(is_title);
    let is_kept = |index: usize| Some(index) != title;
    let step =
        u8::from(headings.iter().enumerate().any(|(index, heading)| heading.level == 1 && is_kept(index)));
    for (index, heading) in headings.iter().enumerate() {
        let source = &body[heading.range.clone()];
        let end = heading.range.start + source.trim_end().len();
        if !is_kept(index) {
            edits.push((heading.range.start..end, String::new()));
            continue;
        }
        let text = &body[heading.text.clone()];
        let is_bold = text.len() > 4
            && text.starts_with("**")
            && text.ends_with("**")
            && !text[2..text.len() - 2].contains("**");
        let is_underlined = !source.trim_start().starts_with('#');
        if text.is_empty() || step == 0 && !is_bold && !is_underlined {
            continue;
        }
        let skipped = if is_bold { 2 } else { 0 };
        let marks = "#".repeat(usize::from((heading.level + step).min(6)));
        edits.push((heading.range.start..heading.text.start + skipped, format!("{marks} ")));
        if is_underlined {
            // An underlined heading may go over several lines.
            let breaks = text.match_indices('\n').map(|(at, _)| heading.text.start + at);
            edits.extend(breaks.map(|at| (at..at + 1, " ".to_owned())));
        }
        let id = heading.id.as_deref().map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        edits.push((heading.text.end - skipped..end.max(heading.text.end), id));
    }
}

fn edit_link(body: &str, link: &SourceLink, page: &mut PageContext<'_>, edits: &mut Vec<Edit>) {
    let (label, range) = (&link.label, &link.range);
    if label.start > label.end || label.end > range.end {
        return;
    }
    let address = match resolve(&link.target, page) {
        Resolved::Unchanged => {
            if link.is_image && link.target.contains("://") {
                page.note(&format!(
                    "download the picture `{}` and put it into `content/files/`",
                    link.target
                ));
            }
            return;
        }
        Resolved::File(path) if is_table(&path, link, page) => {
            let name = one_line(&link.text);
            if let Some(table) = page.folder.text_of_table(&path).and_then(|text| tables::from_csv(&text)) {
                edits.push((range.clone(), format!("**{name}**\n\n{table}")));
                return;
            }
            format!("files/{}", page.folder.use_file(&path))
        }
        Resolved::File(path) => {
            if link.is_image {
                page.folder.describe(&path, &one_line(&link.text));
            }
            format!("files/{}", page.folder.use_file(&path))
        }
        Resolved::Address(address) => address,
        Resolved::Missing => return drop_link(body, link, page, edits),
    };
    match &link.destination {
        Some(destination) => edits.push((destination.clone(), address)),
        None => {
            let title = if link.title.is_empty() {
                String::new()
            } else {
                format!(" \"{}\"", link.title.replace('"', "\\\""))
            };
            // A definition had the address: `![plan][1]`, `[plan][]`, `[plan]`.
            edits.push((label.end..range.end, format!("]({address}{title})")));
        }
    }
}

/// What is written in place of an address.
enum Resolved {
    Address(String),
    /// A file of the folder, by its path.
    File(String),
    Unchanged,
    Missing,
}

fn resolve(target: &str, page: &PageContext<'_>) -> Resolved {
    if let Some(name) = target.strip_prefix(EMBEDDED) {
        return Resolved::Address(format!("files/{name}"));
    }
    match page.folder.find(target, page.path) {
        Target::Page(path, anchor) if path == page.path && anchor.is_some() => {
            Resolved::Address(format!("#{}", anchor.unwrap_or_default()))
        }
        Target::Page(path, anchor) => Resolved::Address(document_link(&path, anchor.as_deref())),
        Target::File(path) => Resolved::File(path),
        Target::Unchanged => Resolved::Unchanged,
        Target::Missing => Resolved::Missing,
    }
}

/// A table of Notion that stands alone is shown in its place.
fn is_table(path: &str, link: &SourceLink, page: &PageContext<'_>) -> bool {
    let is_csv = lowercase_extension(path).as_deref() == Some("csv");
    is_csv && link.is_standalone && !link.is_image && page.generator() == Generator::Notion
}

/// Keeps the words of a link that leads to nothing; a picture is listed.
fn drop_link(body: &str, link: &SourceLink, page: &mut PageContext<'_>, edits: &mut Vec<Edit>) {
    let target = one_line(&link.target);
    if link.is_image {
        let words = [link.text.as_str(), link.title.as_str()].join(" ");
        page.omit(&format!("picture `{target}` {}", one_line(&words)), "it isn't in the folder");
        edits.push((link.range.clone(), String::new()));
        return;
    }
    let words = one_line(&link.text);
    page.note(&format!("the link “{words}” led to `{target}`, which isn't here; its words are kept"));
    if link.label.is_empty() {
        edits.push((link.range.clone(), String::new()));
        return;
    }
    let title = if link.title.is_empty() { String::new() } else { format!(" ({})", link.title) };
    edits.push((link.range.start..link.label.start, String::new()));
    edits.push((link.label.end..link.range.end, title));
    debug_assert!(link.range.end <= body.len(), "ranges are of this body");
}

/// Addresses in HTML: `<img src="…">`, `<a href="…">`.
fn convert_html_addresses(body: &str, page: &mut PageContext<'_>) -> String {
    rewrite(body, &['<'], |body, at, out| {
        let rest = &body[at..];
        let inside = between(rest, "<", ">")?;
        let name: String =
            inside.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let attribute = match name.as_str() {
            "img" | "source" | "video" | "audio" | "embed" => "src=",
            "a" => "href=",
            _ => return None,
        };
        let lower = inside.to_ascii_lowercase();
        let start = lower.find(&format!(" {attribute}")).map(|found| found + 1 + attribute.len())?;
        let quote = inside[start..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let length = inside[start + 1..].find(quote)?;
        let target = inside[start + 1..start + 1 + length].to_owned();
        let address = match resolve(&target, page) {
            Resolved::Unchanged => return None,
            Resolved::Address(address) => address,
            Resolved::File(path) => format!("files/{}", page.folder.use_file(&path)),
            Resolved::Missing if name == "a" => {
                page.note(&format!("a link led to `{target}`, which isn't here; its words are kept"));
                out.push_str("<a>");
                return Some(inside.len() + 2);
            }
            Resolved::Missing => {
                page.omit(&rest[..inside.len() + 2], "it isn't in the folder");
                return Some(inside.len() + 2);
            }
        };
        out.push_str(&format!("<{}{address}{}>", &inside[..=start], &inside[start + 1 + length..]));
        Some(inside.len() + 2)
    })
}
