//! Text that was copied from a page or a document: headings, lists and paragraphs are found by their form.

use super::saved_pages::decode;
use crate::content::text::collapse_spaces;
use crate::import::boilerplate::{LineKind, classify};
use crate::import::imported::{
    COPYRIGHT_NOTICE, Imported, ImportedDocument, Omitted, PROFILE_LINK_WITHOUT_ADDRESS,
};
use crate::import::markdown_blocks::heading;
use crate::import::markdown_text::escape_line;
use crate::import::site_facts::SiteFacts;
use crate::import::source::{ImportError, Source, only_file};
use crate::vfs::lowercase_extension;

/// Longest heading, in characters.
const MAX_HEADING: usize = 90;

/// Whether a source is a single text file, or text from standard input.
pub(super) fn recognizes(source: &Source) -> bool {
    only_file(source).is_some_and(|(path, _)| lowercase_extension(path).is_none() || is_text(path))
}

/// Whether a file is a text by its name.
pub(super) fn is_text(path: &str) -> bool {
    lowercase_extension(path).is_some_and(|extension| matches!(extension.as_str(), "txt" | "text"))
}

/// Reads a text as one document.
///
/// # Errors
/// When it is empty, or no text.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let Some((path, blob)) = only_file(source) else { return Err(no_text(&source.name)) };
    let bytes = blob.read().map_err(|error| ImportError {
        message: format!("`{path}` can't be read: {error}"),
        help: "check that the file is still there and that you may open it".to_owned(),
    })?;
    let mut facts = SiteFacts::default();
    let mut imported = read_file(path, &bytes, &mut facts)?;
    facts.apply(&mut imported);
    Ok(imported)
}

/// Reads the bytes of a file as one document. What it says about the site as a whole is added to `facts`.
///
/// # Errors
/// When it is empty, or no text.
pub(super) fn read_file(path: &str, bytes: &[u8], facts: &mut SiteFacts) -> Result<Imported, ImportError> {
    let text = decode(bytes);
    if text.contains('\0') {
        return Err(ImportError {
            message: format!("`{path}` is not a text file"),
            help: "open it in its own program, select and copy the text, and save that as a text file"
                .to_owned(),
        });
    }
    let mut imported = Imported::default();
    let document = read_text(&text, path, facts, &mut imported);
    if document.title.is_empty() && document.body.is_empty() {
        return Err(no_text(path));
    }
    imported.documents.push(document);
    Ok(imported)
}

fn no_text(name: &str) -> ImportError {
    ImportError {
        message: format!("there is no text in `{name}`"),
        help: "select the text in your browser or in Word, copy it, and import it again".to_owned(),
    }
}

fn read_text(text: &str, origin: &str, facts: &mut SiteFacts, imported: &mut Imported) -> ImportedDocument {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<&str> = Vec::new();
    for (line, kind) in lines.iter().zip(classify(&lines)) {
        let reason = match kind {
            None => {
                kept.push(line);
                continue;
            }
            Some(LineKind::Furniture(reason)) => reason,
            Some(LineKind::Copyright) => {
                facts.add_copyright(line);
                COPYRIGHT_NOTICE
            }
            Some(LineKind::Profile(network)) => {
                facts.add_profile(network, None);
                PROFILE_LINK_WITHOUT_ADDRESS
            }
        };
        // What stood around the line does not become one paragraph.
        kept.push("");
        let what = collapse_spaces(line);
        imported.omitted.push(Omitted { what, reason: reason.to_owned(), origin: origin.to_owned() });
    }
    for (at, is_name) in menu_lines(&kept) {
        let what = collapse_spaces(kept[at]);
        if is_name {
            facts.add_site_name(&what);
        }
        let reason = if is_name { "name of the site" } else { "menu of the site" };
        imported.omitted.push(Omitted { what, reason: reason.to_owned(), origin: origin.to_owned() });
        kept[at] = "";
    }
    let mut parts = parts(&kept);
    let title = match parts.first() {
        Some(Part::Heading(title)) => title.clone(),
        // A text that begins with a short line of its own has its title there.
        Some(Part::Paragraph(title))
            if title.chars().count() <= MAX_HEADING && parts.len() > 1 && !ends_sentence(title) =>
        {
            title.clone()
        }
        _ => String::new(),
    };
    if !title.is_empty() {
        parts.remove(0);
    }
    ImportedDocument {
        title,
        body: markdown(&parts),
        origin: origin.to_owned(),
        ..ImportedDocument::default()
    }
}

/// Lines of the menu at the beginning of a page that was copied whole, and whether each is the name of the site: short lines
/// with `Home` among them, before the title of the page.
fn menu_lines(lines: &[&str]) -> Vec<(usize, bool)> {
    const HOME: [&str; 6] = ["home", "startseite", "start", "accueil", "inicio", "الرئيسية"];
    let filled = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let is_short = |line: &str| line.split_whitespace().count() <= 5 && !ends_sentence(line.trim());
    let start: Vec<usize> =
        filled.take_while(|(_, line)| is_short(line)).map(|(at, _)| at).take(40).collect();
    let home = start.iter().position(|at| HOME.contains(&lines[*at].trim().to_lowercase().as_str()));
    match (home, start.split_last()) {
        // The last line is the title.
        (Some(home @ 0..=1), Some((_, menu))) if menu.len() >= home + 2 => {
            menu.iter().enumerate().map(|(index, at)| (*at, index < home)).collect()
        }
        _ => Vec::new(),
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Heading(String),
    Paragraph(String),
    /// An item of a list, with its number if it has one.
    Item(Option<String>, String),
}

/// Divides lines into parts. Blank lines divide paragraphs; so do all ends of lines, unless lines are wrapped.
fn parts(lines: &[&str]) -> Vec<Part> {
    let mut parts = Vec::new();
    for block in lines.split(|line| line.trim().is_empty()).filter(|block| !block.is_empty()) {
        let lines: Vec<String> = block.iter().map(|line| collapse_spaces(line)).collect();
        if is_wrapped(&lines) {
            parts.push(Part::Paragraph(lines.join(" ")));
            continue;
        }
        for line in lines {
            parts.push(match item(&line) {
                Some((number, text)) => Part::Item(number, text),
                None => Part::Paragraph(line),
            });
        }
    }
    // A short line before text, or before a list, is a heading if it looks like one.
    for index in 0..parts.len() {
        let next = parts.get(index + 1);
        if let Part::Paragraph(text) = &parts[index]
            && is_heading(text, next)
        {
            parts[index] = Part::Heading(text.clone());
        }
    }
    parts
}

/// Whether lines are those of one paragraph, as e-mails and some programs wrap them.
fn is_wrapped(lines: &[String]) -> bool {
    let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    let Some((_, before)) = lengths.split_last() else { return false };
    !before.is_empty()
        && before.iter().all(|length| (45..=100).contains(length))
        && lines.iter().skip(1).all(|line| item(line).is_none())
        // Where each line ends a sentence, each is a paragraph.
        && lines.iter().any(|line| !ends_sentence(line))
}

/// An item of a list by its bullet or number.
fn item(line: &str) -> Option<(Option<String>, String)> {
    let bullets = ['•', '◦', '▪', '●', '○', '‣', '·', '–', '-', '*', '➢', '✓', '\u{f0b7}', '□', '❖'];
    if let Some(text) = line.strip_prefix(bullets)
        && (text.starts_with(' ') || line.starts_with(['•', '◦', '▪', '●', '○', '‣', '\u{f0b7}']))
        && !text.trim().is_empty()
    {
        return Some((None, text.trim().to_owned()));
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let text = line[digits..].strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && text.starts_with(' ') && ends_sentence(text))
        .then(|| (Some(line[..digits].to_owned()), text.trim().to_owned()))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', ')', '»'])
        .ends_with(['.', '!', '?', '…', ':', ';', ',', '؟', '。', '।'])
}

/// Whether a paragraph looks like a heading: a short question or title, with text of its own below it.
fn is_heading(text: &str, next: Option<&Part>) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_short = text.chars().count() <= MAX_HEADING && words.len() <= 14;
    let is_followed = match next {
        Some(Part::Paragraph(next)) => {
            next.chars().count() > text.chars().count() || next.ends_with(['?', '؟'])
        }
        Some(Part::Item(..)) => true,
        _ => false,
    };
    if !is_short || !is_followed || !text.contains(char::is_alphabetic) {
        return false;
    }
    if text.ends_with(['?', '؟']) {
        // Two sentences are a paragraph.
        return text.matches(['.', '?', '!', '؟']).count() == 1;
    }
    if ends_sentence(text) {
        return false;
    }
    let long: Vec<&&str> = words.iter().filter(|word| word.chars().count() > 3).collect();
    let is_capital = |word: &&&str| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let is_title_case =
        !long.is_empty() && long.iter().filter(|word| is_capital(word)).count() * 4 >= long.len() * 3;
    let has_cases = text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let is_text = |next: &str| ends_sentence(next) && next.chars().count() >= 40;
    let is_followed_by_text = matches!(next, Some(Part::Paragraph(next)) if is_text(next));
    is_title_case || ((!has_cases || words.len() <= 8) && is_followed_by_text)
}

fn markdown(parts: &[Part]) -> String {
    let mut markdown = String::new();
    for (index, part) in parts.iter().enumerate() {
        let follows_item = index > 0
            && matches!((&parts[index - 1], part), (Part::Item(a, _), Part::Item(b, _)) if a.is_some() == b.is_some());
        if index > 0 {
            markdown.push_str(if follows_item { "\n" } else { "\n\n" });
        }
        match part {
            Part::Heading(text) => {
                markdown.push_str(&heading(2, &escape_line(text)));
            }
            Part::Paragraph(text) => markdown.push_str(&escape_line(text)),
            Part::Item(None, text) => markdown.push_str(&format!("- {}", escape_line(text))),
            Part::Item(Some(number), text) => markdown.push_str(&format!("{number}. {}", escape_line(text))),
        }
    }
    markdown
}
