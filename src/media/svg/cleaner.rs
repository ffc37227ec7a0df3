//! Writes a new SVG from the allowlisted parts of another.

use quick_xml::events::{BytesPI, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::super::fault::Fault;
use super::super::notes::Notes;
use super::attributes::{self, Attribute};
use super::door::{self, malformed};
use super::escape::{push_attribute, push_text};
use super::names::{ELEMENTS, VALUES, on};
use super::{css, links};

/// The deepest nesting of elements.
const DEPTH: usize = 64;
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// An element whose start tag is written and whose end tag is not.
struct Open {
    name: &'static str,
    /// The offset of the start tag in the output, for removing the whole element afterwards.
    at: usize,
}

/// What happens to an element.
enum Verdict {
    /// Written under this name.
    Keep(&'static str),
    /// Dropped and reported as `removed`, because the author may miss it.
    Remove(String),
    /// Dropped and reported as `stripped`, because it is invisible.
    Strip,
}

struct Cleaner<'a> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
    out: String,
    notes: Notes,
    open: Vec<Open>,
    /// The nesting depth inside a dropped element; 0 outside of one.
    skipped: usize,
    /// The text of the open `style` element.
    style: String,
    seen_root: bool,
    /// The offset in the root's start tag at which to insert `xmlns:xlink`.
    namespaces: usize,
    has_xlink: bool,
}

/// Creates the copy of an SVG to publish, and reports what was removed.
pub fn clean_svg(bytes: &[u8]) -> Result<(Vec<u8>, Notes), Fault> {
    let text = door::text(bytes)?;
    let mut cleaner = Cleaner::new(text);
    while cleaner.step().map_err(|error| at_line(error, text, cleaner.reader.error_position()))? {}
    cleaner.finish()
}

/// Appends the line number to the message of an error.
fn at_line(error: Fault, text: &str, position: u64) -> Fault {
    let read = usize::try_from(position).ok().and_then(|end| text.as_bytes().get(..end)).unwrap_or_default();
    let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
    Fault { message: format!("{} (line {line})", error.message), help: error.help }
}

impl<'a> Cleaner<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        Self {
            text,
            reader,
            out: String::with_capacity(text.len()),
            notes: Notes::default(),
            open: Vec::new(),
            skipped: 0,
            style: String::new(),
            seen_root: false,
            namespaces: 0,
            has_xlink: false,
        }
    }

    /// Processes the next XML event. Returns `false` at the end of the file.
    fn step(&mut self) -> Result<bool, Fault> {
        match self.reader.read_event().map_err(malformed)? {
            Event::Start(tag) => self.begin(&tag, true)?,
            Event::Empty(tag) => self.begin(&tag, false)?,
            Event::End(_) => self.end(),
            Event::Text(text) => self.words(&text.xml10_content())?,
            Event::CData(text) => self.words(&text.xml10_content())?,
            Event::GeneralRef(entity) => self.words(door::reference(&entity)?.encode_utf8(&mut [0; 4]))?,
            Event::Decl(declaration) => door::declaration(&declaration, self.text)?,
            Event::DocType(doctype) => door::doctype(&doctype)?,
            Event::Comment(_) => self.notes.stripped("a comment"),
            Event::PI(instruction) => self.instruction(&instruction),
            Event::Eof => return Ok(false),
        }
        Ok(true)
    }

    fn finish(mut self) -> Result<(Vec<u8>, Notes), Fault> {
        if !self.open.is_empty() || self.skipped > 0 {
            return Err(Fault::cut_short());
        }
        if !self.seen_root {
            return Err(door::no_drawing());
        }
        if self.has_xlink {
            let mut namespace = String::new();
            push_attribute(&mut namespace, "xmlns:xlink", attributes::XLINK);
            self.out.insert_str(self.namespaces, &namespace);
        }
        Ok((self.out.into_bytes(), self.notes))
    }

    fn begin(&mut self, tag: &BytesStart<'_>, has_end: bool) -> Result<(), Fault> {
        if self.open.len() + self.skipped >= DEPTH {
            let message = format!("the SVG has more than {DEPTH} elements inside each other");
            return Err(Fault::new(message, "ungroup the drawing, or save it as PNG"));
        }
        // Attributes are read even of dropped elements, because the whole file must be well-formed.
        let attributes = attributes::read(tag, self.reader.resolver())?;
        if self.skipped == 0 {
            match self.verdict(tag, &attributes)? {
                Verdict::Keep(name) => {
                    self.write(name, &attributes, has_end);
                    return Ok(());
                }
                Verdict::Remove(what) => self.notes.removed(what),
                Verdict::Strip => self.notes.stripped("an editor's own data"),
            }
        }
        self.skipped += usize::from(has_end);
        Ok(())
    }

    fn verdict(&mut self, tag: &BytesStart<'_>, attributes: &[Attribute]) -> Result<Verdict, Fault> {
        let (namespace, local) = self.reader.resolver().resolve_element(tag.name());
        let (is_svg, local) = (door::is_svg(&namespace), local.as_ref());
        let Some(parent) = self.open.last() else {
            let is_first = !std::mem::replace(&mut self.seen_root, true);
            return match is_svg && local == "svg" && is_first {
                true => Ok(Verdict::Keep("svg")),
                false => Err(door::no_drawing()),
            };
        };
        if namespace == ResolveResult::Bound(Namespace(XHTML)) {
            return Ok(Verdict::Remove(format!("the HTML element `{}`", links::told(local))));
        }
        if !is_svg || local == "metadata" {
            return Ok(Verdict::Strip);
        }
        if matches!(parent.name, "style" | "title" | "desc") {
            return Ok(Verdict::Remove(format!("an element inside a `{}`", parent.name)));
        }
        Ok(known(local, attributes))
    }

    fn write(&mut self, name: &'static str, attributes: &[Attribute], has_end: bool) {
        let at = self.out.len();
        self.out.push('<');
        self.out.push_str(name);
        if self.open.is_empty() {
            push_attribute(&mut self.out, "xmlns", door::SVG);
            self.namespaces = self.out.len();
        }
        for (name, value) in attributes::kept(name, attributes, &mut self.notes) {
            self.has_xlink |= name == "xlink:href";
            push_attribute(&mut self.out, name, &value);
        }
        self.out.push_str(if has_end { ">" } else { "/>" });
        if has_end {
            self.style.clear();
            self.open.push(Open { name, at });
        }
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        // `enable_all_checks` makes the reader match end tags to start tags.
        let Some(Open { name, at }) = self.open.pop() else { return };
        if name == "style" && !css::stays_inside(&self.style) {
            self.out.truncate(at);
            self.notes.removed("a style that points elsewhere");
            return;
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn words(&mut self, text: &str) -> Result<(), Fault> {
        match self.open.last() {
            _ if self.skipped > 0 => {}
            None if text.trim_ascii().is_empty() => {}
            None => return Err(malformed("text outside the drawing")),
            Some(parent) => {
                if parent.name == "style" {
                    self.style.push_str(text);
                }
                push_text(&mut self.out, text);
            }
        }
        Ok(())
    }

    fn instruction(&mut self, instruction: &BytesPI<'_>) {
        match instruction.target() {
            "xml-stylesheet" => self.notes.removed("a link to a style sheet"),
            _ => self.notes.stripped("an editor's own data"),
        }
    }
}

/// Classifies an element in the SVG namespace by its name and, for animations, the attribute that it animates.
fn known(local: &str, attributes: &[Attribute]) -> Verdict {
    match on(ELEMENTS, local) {
        Some(name @ ("set" | "animate" | "animateMotion" | "animateTransform")) => {
            animation(name, attributes)
        }
        Some(name) => Verdict::Keep(name),
        None if local.eq_ignore_ascii_case("script") => Verdict::Remove("a script".to_owned()),
        None if local == "foreignObject" => Verdict::Remove("an embedded page (`foreignObject`)".to_owned()),
        None => Verdict::Remove(format!("the element `{}`", links::told(local))),
    }
}

/// Keeps animations of allowlisted attributes only. In particular, an animated `href` could become an external link.
fn animation(name: &'static str, attributes: &[Attribute]) -> Verdict {
    let target = attributes.iter().find(|attribute| attribute.name == "attributeName");
    match target.map(|attribute| attribute.value.trim()) {
        Some(target) if on(VALUES, target).is_none() => {
            Verdict::Remove(format!("an animation of `{}`", links::told(target)))
        }
        _ => Verdict::Keep(name),
    }
}
