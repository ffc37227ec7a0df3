//! The text of an imported page: its links lead to files of the portfolio, and its pictures are private.
//!
//! A picture stands between `<!-- private -->` and `<!-- /private -->`, so that only a build for the owner shows it. Of a
//! link to a file, only the words are public: the markers enclose its bracket and its target. Links to what was not
//! imported lose their target, and pictures on other sites become links to them.

use std::collections::HashSet;
use std::ops::Range;

use crate::content::enums::Visibility;
use crate::content::markdown::audience_filter::FilteredText;
use crate::content::markdown::{Dialect, MarkdownReference, ReferenceKind, parse_outline};
use crate::import::markdown_text::link_address;
use crate::urls::decode_lossy;

const OPEN: &str = "<!-- private -->";
const CLOSE: &str = "<!-- /private -->";

/// What a link or picture of a source leads to.
pub(super) enum LinkedTo {
    /// A file that came along: its path from `content/`.
    File(String),
    /// Another page: its path from `content/`, and the heading in it.
    Page(String, Option<String>),
    /// Another site, or a heading of the page.
    Elsewhere,
    /// Nothing that the portfolio has.
    Nothing,
}

/// A text with links as the portfolio needs them.
#[derive(Default)]
pub(super) struct PlacedBody {
    /// The Markdown.
    pub(super) text: String,
    /// Files that are shown or linked to, each with its description and whether it is shown.
    pub(super) files: Vec<(String, String, bool)>,
    /// Links without their target: the words, and the target.
    pub(super) unlinked: Vec<(String, String)>,
    /// Pictures on other sites that became links.
    pub(super) remote_pictures: Vec<String>,
    /// Whether readers would get one of the files all the same.
    pub(super) is_unsafe: bool,
}

/// A change of the text.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// Rewrites the links of a body. `up` leads from the page to `content/`, such as `../`; `find` says what a target is.
pub(super) fn place_body(body: &str, up: &str, find: &dyn Fn(&str) -> LinkedTo) -> PlacedBody {
    let outline = parse_outline(body, Dialect::default());
    let ids: HashSet<&str> = outline.headings.iter().map(|heading| heading.id.as_str()).collect();
    let leads_to = |reference: &MarkdownReference| match reference.target.strip_prefix('#') {
        Some(id) if ids.contains(id) => LinkedTo::Elsewhere,
        Some(_) => LinkedTo::Nothing,
        None => find(&reference.target),
    };
    let references = &outline.references;
    let mut placer =
        Placer { up, placed: PlacedBody::default(), edits: Vec::new(), link_end: 0, private_end: 0 };
    let mut rebuilt_until = 0;
    for (index, reference) in references.iter().enumerate() {
        // What is in a link that is written anew is written with it.
        if reference.range.start < rebuilt_until || body.get(reference.range.clone()).is_none() {
            continue;
        }
        let found = leads_to(reference);
        let element = Element::new(body, reference);
        if element.is_none() && !can_rewrite(&body[reference.range.clone()], &reference.target) {
            placer.place_in_html(body, reference, found);
            continue;
        }
        if element.is_none() && !matches!(found, LinkedTo::Elsewhere) {
            rebuilt_until = reference.range.end;
        }
        if reference.kind == ReferenceKind::Link && reference.text.trim().is_empty() {
            let inside =
                references[index + 1..].iter().take_while(|inner| inner.range.start < reference.range.end);
            let mut pictures = inside.filter(|inner| inner.kind == ReferenceKind::Image);
            if pictures.any(|picture| matches!(leads_to(picture), LinkedTo::File(_))) {
                placer.hide_link(reference);
            }
        }
        placer.place(reference, element.as_ref(), found);
    }
    let Placer { mut placed, edits, .. } = placer;
    placed.text = merge_markers(&apply(body, edits));
    placed.is_unsafe |= shows_files(&placed, up);
    placed
}

/// A link or picture as it is written: `[words](target)`.
struct Element {
    /// Bytes of the bracket that opens it, with the `!` of a picture.
    opening: Range<usize>,
    /// Bytes of the target.
    target: Range<usize>,
    /// Bytes from the bracket behind the words to the end.
    ending: Range<usize>,
    /// What stands in quotation marks behind the target: the caption of a picture.
    title: String,
}

impl Element {
    /// The parts of a reference; `None` if it is not written in this form.
    fn new(body: &str, reference: &MarkdownReference) -> Option<Self> {
        let start = reference.range.start;
        let source = body.get(reference.range.clone())?;
        let opening = if reference.kind == ReferenceKind::Image { "![" } else { "[" };
        if !source.starts_with(opening) || !source.ends_with(')') {
            return None;
        }
        let bracket = source.rfind("](")?;
        let after = bracket + 2;
        let spaces = source[after..].len() - source[after..].trim_start().len();
        let target = after + spaces + usize::from(source[after + spaces..].starts_with('<'));
        let rest = source[target..].strip_prefix(&reference.target)?;
        let title = rest.trim_start_matches('>').trim_end_matches(')').trim();
        Some(Self {
            title: title.trim_matches(['"', '\'', '(', ')']).to_owned(),
            opening: start..start + opening.len(),
            target: start + target..start + target + reference.target.len(),
            ending: start + bracket..reference.range.end,
        })
    }
}

/// Whether a link or picture in another form is nothing but that: by reference, as an address, or a tag of HTML.
fn can_rewrite(source: &str, target: &str) -> bool {
    let is_tag = || source.starts_with("<img") && source.find('>') == Some(source.len() - 1);
    source.starts_with('[')
        || source.starts_with("![")
        || source == format!("<{target}>")
        || source == target
        || is_tag()
}

/// Collects the changes of a text, link by link.
struct Placer<'a> {
    up: &'a str,
    placed: PlacedBody,
    edits: Vec<Edit>,
    /// Where the last link ends: a picture that begins before is in it.
    link_end: usize,
    /// Where the last link ends that is private as a whole.
    private_end: usize,
}

impl Placer<'_> {
    fn replace(&mut self, range: &Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit { range: range.clone(), text: text.into() });
    }

    fn hide(&mut self, range: Range<usize>) {
        self.replace(&(range.start..range.start), OPEN);
        self.replace(&(range.end..range.end), CLOSE);
    }

    /// Makes a link private with the picture that it consists of: without it, nothing is left to click.
    fn hide_link(&mut self, link: &MarkdownReference) {
        self.hide(link.range.clone());
        self.private_end = link.range.end;
    }

    /// Changes only the address in an element of HTML, whose range may hold other words. One that shows a file is seen by
    /// nobody until its author has looked at the page.
    fn place_in_html(&mut self, body: &str, reference: &MarkdownReference, found: LinkedTo) {
        let MarkdownReference { target, text, range, .. } = reference;
        let address = match &found {
            LinkedTo::File(path) => target_for(&format!("{}{path}", self.up)),
            LinkedTo::Page(path, anchor) => page_address(self.up, path, anchor.as_deref()),
            LinkedTo::Elsewhere | LinkedTo::Nothing => return,
        };
        if let Some(at) = body[range.clone()].find(target.as_str()) {
            let start = range.start + at;
            self.replace(&(start..start + target.len()), address);
        }
        if let LinkedTo::File(path) = found {
            self.placed.is_unsafe = true;
            self.placed.files.push((path, text.trim().to_owned(), false));
        }
    }

    /// Collects the changes for one link or picture.
    fn place(&mut self, reference: &MarkdownReference, element: Option<&Element>, found: LinkedTo) {
        let MarkdownReference { kind, target, text, range, is_standalone: _ } = reference;
        let is_image = *kind == ReferenceKind::Image;
        let words = text.trim();
        let is_in_link = is_image && range.start < self.link_end;
        if !is_image {
            self.link_end = range.end;
        }
        match found {
            LinkedTo::Elsewhere if !is_image || target.starts_with('#') => {}
            LinkedTo::Elsewhere => {
                self.placed.remote_pictures.push(target.clone());
                let shown = if words.is_empty() { label(target) } else { escape(words) };
                match element {
                    // `![words](address "Caption")` becomes `[words](address "Caption")`.
                    Some(Element { opening, .. }) if !is_in_link => {
                        let name = if words.is_empty() { shown } else { String::new() };
                        self.replace(opening, format!("[{name}"));
                    }
                    Some(Element { title, .. }) if !title.is_empty() => {
                        self.replace(range, format!("{shown} ({})", escape(title)));
                    }
                    _ if is_in_link => self.replace(range, shown),
                    _ => self.replace(range, link(&shown, target)),
                }
            }
            LinkedTo::File(path) => {
                let name = target_for(&format!("{}{path}", self.up));
                self.placed.files.push((path, words.to_owned(), is_image));
                self.place_file(reference, element, &name);
            }
            LinkedTo::Page(path, anchor) => {
                let name = page_address(self.up, &path, anchor.as_deref());
                match element {
                    Some(element) => self.replace(&element.target, name),
                    None => self.replace(range, link(&escape(words), &name)),
                }
            }
            LinkedTo::Nothing => {
                let title = element.map(|element| format!(" {}", element.title)).unwrap_or_default();
                self.placed
                    .unlinked
                    .push((words.to_owned(), format!("{target}{title}").trim_end().to_owned()));
                match element {
                    Some(Element { opening, ending, .. }) => {
                        self.replace(opening, "");
                        self.replace(ending, "");
                    }
                    None => self.replace(range, escape(words)),
                }
            }
        }
    }

    fn place_file(&mut self, reference: &MarkdownReference, element: Option<&Element>, name: &str) {
        let MarkdownReference { kind, text, range, .. } = reference;
        let is_image = *kind == ReferenceKind::Image;
        let words = escape(text.trim());
        let is_private = range.start < self.private_end;
        match element {
            Some(Element { opening, target, ending, .. }) => {
                self.replace(target, name);
                match (is_private, is_image) {
                    (true, _) => {}
                    (false, true) => self.hide(range.clone()),
                    (false, false) => {
                        self.hide(opening.clone());
                        self.hide(ending.clone());
                    }
                }
            }
            None if is_private => {
                let mark = if is_image { "!" } else { "" };
                self.replace(range, format!("{mark}[{words}]({name})"));
            }
            None if is_image => self.replace(range, format!("{OPEN}![{words}]({name}){CLOSE}")),
            None => self.replace(range, format!("{OPEN}[{CLOSE}{words}{OPEN}]({name}){CLOSE}")),
        }
    }
}

/// A link; `words` are Markdown.
fn link(words: &str, target: &str) -> String {
    let words = if words.is_empty() { label(target) } else { words.to_owned() };
    format!("[{words}]({})", link_address(target))
}

/// The address of a page, and of a heading in it.
fn page_address(up: &str, path: &str, anchor: Option<&str>) -> String {
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    target_for(&format!("{up}{path}")) + &anchor
}

/// Words for a link that has none: its address.
fn label(target: &str) -> String {
    escape(target.split(['?', '#']).next().unwrap_or_default())
}

fn escape(words: &str) -> String {
    words.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]").replace('<', "\\<")
}

/// A path as the target of a link: what Markdown or addresses would read differently is encoded.
fn target_for(path: &str) -> String {
    let mut target = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '%' | '#' | '?' | '&' | '(' | ')' | '<' | '>' | '"' | '\\' => {
                target.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => target.push(c),
        }
    }
    target
}

/// Applies changes. Where several begin, blocks are closed before others are opened, and then something is replaced.
fn apply(body: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end, edit.text == OPEN));
    let mut text = String::with_capacity(body.len() + OPEN.len() * edits.len());
    let mut at = 0;
    for Edit { range, text: new } in edits {
        // Within what is written anew.
        if range.start < at {
            continue;
        }
        text.push_str(&body[at..range.start]);
        text.push_str(&new);
        at = range.end;
    }
    text.push_str(&body[at..]);
    text
}

/// Leaves out markers that close a block and open the next one at once.
fn merge_markers(text: &str) -> String {
    let mut merged = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(CLOSE) {
        merged.push_str(before);
        let gap = after.len() - after.trim_start_matches([' ', '\n']).len();
        match after[gap..].strip_prefix(OPEN) {
            Some(next) if after[..gap].matches('\n').count() < 2 => {
                merged.push_str(&after[..gap]);
                rest = next;
            }
            _ => {
                merged.push_str(CLOSE);
                rest = after;
            }
        }
    }
    merged + rest
}

/// Whether the text shows or links one of the files to readers all the same.
fn shows_files(placed: &PlacedBody, up: &str) -> bool {
    if placed.files.is_empty() {
        return false;
    }
    let public = FilteredText::for_audience(&placed.text, Visibility::Panel);
    let outline = parse_outline(&public.text, Dialect::default());
    let folder = format!("{up}files/");
    !public.unmatched_markers.is_empty()
        || outline.references.iter().any(|reference| decode_lossy(&reference.target).starts_with(&folder))
}
