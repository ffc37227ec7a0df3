//! Writes a drawing anew from what is on the lists.

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

/// How many elements may stand inside each other.
const DEPTH: usize = 64;
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// An element that is written and not yet closed.
struct Open {
    name: &'static str,
    /// Where its tag begins in what is written.
    at: usize,
}

/// What an element is to us.
enum Verdict {
    Keep(&'static str),
    /// It goes, and the author may miss it.
    Remove(String),
    /// It goes, and nobody sees it.
    Strip,
}

struct Cleaner<'a> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
    out: String,
    notes: Notes,
    open: Vec<Open>,
    /// How many elements are open that are left out.
    skipped: usize,
    /// The text of the style that is open.
    style: String,
    seen_root: bool,
    /// Where the root's tag can take the namespace of `xlink:href`.
    namespaces: usize,
    has_xlink: bool,
}

/// Makes the copy of a drawing that is published, and tells what was taken out.
pub fn clean_svg(bytes: &[u8]) -> Result<(Vec<u8>, Notes), Fault> {
    let text = door::text(bytes)?;
    let mut cleaner = Cleaner::new(text);
    while cleaner.step().map_err(|fault| at_line(fault, text, cleaner.reader.error_position()))? {}
    cleaner.finish()
}

/// A fault that tells the line it was found in.
fn at_line(fault: Fault, text: &str, position: u64) -> Fault {
    let read = usize::try_from(position).ok().and_then(|it| text.as_bytes().get(..it)).unwrap_or_default();
    let line = read.iter().filter(|it| **it == b'\n').count() + 1;
    Fault { message: format!("{} (line {line})", fault.message), help: fault.help }
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

    /// Takes the next piece of the file; false at its end.
    fn step(&mut self) -> Result<bool, Fault> {
        match self.reader.read_event().map_err(malformed)? {
            Event::Start(tag) => self.begin(&tag, true)?,
            Event::Empty(tag) => self.begin(&tag, false)?,
            Event::End(_) => self.end(),
            Event::Text(text) => self.words(&text.xml10_content())?,
            Event::CData(text) => self.words(&text.xml10_content())?,
            Event::GeneralRef(it) => self.words(door::reference(&it)?.encode_utf8(&mut [0; 4]))?,
            Event::Decl(it) => door::declaration(&it, self.text)?,
            Event::DocType(it) => door::doctype(&it)?,
            Event::Comment(_) => self.notes.stripped("a comment"),
            Event::PI(it) => self.instruction(&it),
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
        // What is left out must be well-formed too, so its attributes are read before they are forgotten.
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
        // The reader has made sure that every end has its beginning.
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

/// What an element of SVG is to us, by its name and what it animates.
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

/// Only what may stand in the file may be animated; above all no link.
fn animation(name: &'static str, attributes: &[Attribute]) -> Verdict {
    let target = attributes.iter().find(|it| it.name == "attributeName").map(|it| it.value.trim());
    match target {
        Some(target) if on(VALUES, target).is_none() => {
            Verdict::Remove(format!("an animation of `{}`", links::told(target)))
        }
        _ => Verdict::Keep(name),
    }
}
