//! Writes a new SVG from the allowlisted parts of another.

use quick_xml::events::{BytesPI, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::allowlist::{CSS_ATTRIBUTES, ELEMENTS, find_name};
use super::attributes::{self, Attribute};
use super::drawing_cost::DrawingCost;
use super::escape::{push_attribute, push_text};
use super::input::malformed_error;
use super::{css, input, links};
use crate::diagnostic::Problem;
use crate::media::clean_report::CleanReport;
use crate::media::error;

/// The deepest nesting of elements.
const MAX_DEPTH: usize = 64;
const XHTML_NAMESPACE: &str = "http://www.w3.org/1999/xhtml";

/// An element whose start tag is written and whose end tag is not.
struct OpenElement {
    name: &'static str,
    /// The offset of the start tag in the output, for removing the whole element afterwards.
    start: usize,
    /// Whether an element before it uses `xlink:href`.
    had_xlink: bool,
}

/// What happens to an element.
enum ElementAction {
    /// Written under this name.
    Keep(&'static str),
    /// Dropped and reported as `removed`, because the author may miss it.
    Remove(String),
    /// Dropped and reported as `stripped`, because it is invisible.
    Strip,
}

struct SvgCleaner<'a> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
    out: String,
    report: CleanReport,
    open_elements: Vec<OpenElement>,
    /// The nesting depth inside a dropped element; 0 outside of one.
    skipped_depth: usize,
    /// The text of the open `style` element.
    style_text: String,
    seen_root: bool,
    /// The offset in the root's start tag at which to insert `xmlns:xlink`.
    namespace_offset: usize,
    has_xlink: bool,
    /// How many pixels of embedded images may still be cleaned.
    pixels_left: u64,
    cost: DrawingCost,
}

/// Creates the copy of an SVG to publish, and reports what was removed.
pub fn clean_svg(bytes: &[u8]) -> Result<(Vec<u8>, CleanReport), Problem> {
    clean_counted(bytes).map(|(bytes, report, _)| (bytes, report))
}

/// As [`clean_svg`], with the cost of drawing it, in elements of simple shape.
pub(super) fn clean_counted(bytes: &[u8]) -> Result<(Vec<u8>, CleanReport, u64), Problem> {
    let text = input::decode_text(bytes)?;
    let mut cleaner = SvgCleaner::new(text);
    while cleaner.process_event().map_err(|error| with_line(error, text, cleaner.reader.error_position()))? {}
    cleaner.finish()
}

/// Appends the line number to the message of an error.
fn with_line(error: Problem, text: &str, position: u64) -> Problem {
    let read = usize::try_from(position).ok().and_then(|end| text.as_bytes().get(..end)).unwrap_or_default();
    let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
    Problem { message: format!("{} (line {line})", error.message), help: error.help }
}

impl<'a> SvgCleaner<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        Self {
            text,
            reader,
            out: String::with_capacity(text.len()),
            report: CleanReport::default(),
            open_elements: Vec::new(),
            skipped_depth: 0,
            style_text: String::new(),
            seen_root: false,
            namespace_offset: 0,
            has_xlink: false,
            pixels_left: links::MAX_EMBEDDED_PIXELS,
            cost: DrawingCost::default(),
        }
    }

    /// Processes the next XML event. Returns `false` at the end of the file.
    fn process_event(&mut self) -> Result<bool, Problem> {
        match self.reader.read_event().map_err(malformed_error)? {
            Event::Start(tag) => self.start_element(&tag, true)?,
            Event::Empty(tag) => self.start_element(&tag, false)?,
            Event::End(_) => self.end_element(),
            Event::Text(text) => self.write_text(&text.xml10_content())?,
            Event::CData(text) => self.write_text(&text.xml10_content())?,
            Event::GeneralRef(entity) => {
                self.write_text(input::resolve_reference(&entity)?.encode_utf8(&mut [0; 4]))?;
            }
            Event::Decl(declaration) => input::check_declaration(&declaration, self.text)?,
            Event::DocType(doctype) => input::check_doctype(&doctype)?,
            Event::Comment(_) => self.report.record_stripped("a comment"),
            Event::PI(instruction) => self.drop_instruction(&instruction),
            Event::Eof => return Ok(false),
        }
        Ok(true)
    }

    fn finish(mut self) -> Result<(Vec<u8>, CleanReport, u64), Problem> {
        if !self.open_elements.is_empty() || self.skipped_depth > 0 {
            return Err(error::truncated());
        }
        if !self.seen_root {
            return Err(input::not_svg_error());
        }
        let cost = self.cost.check()?;
        if self.has_xlink {
            let mut namespace = String::new();
            push_attribute(&mut namespace, "xmlns:xlink", attributes::XLINK_NAMESPACE);
            self.out.insert_str(self.namespace_offset, &namespace);
        }
        Ok((self.out.into_bytes(), self.report, cost))
    }

    fn start_element(&mut self, tag: &BytesStart<'_>, has_end: bool) -> Result<(), Problem> {
        if self.open_elements.len() + self.skipped_depth >= MAX_DEPTH {
            let message = format!("the SVG has more than {MAX_DEPTH} nested elements");
            return Err(Problem::new(message, "ungroup the drawing, or save it as PNG"));
        }
        // Attributes are read even of dropped elements, because the whole file must be well-formed.
        let attributes = attributes::read_attributes(tag, self.reader.resolver())?;
        if self.skipped_depth == 0 {
            match self.classify(tag, &attributes)? {
                ElementAction::Keep(name) => {
                    self.write_start_tag(name, &attributes, has_end);
                    return Ok(());
                }
                ElementAction::Remove(what) => self.report.record_removed(what),
                ElementAction::Strip => self.report.record_stripped("editor data"),
            }
        }
        self.skipped_depth += usize::from(has_end);
        Ok(())
    }

    fn classify(&mut self, tag: &BytesStart<'_>, attributes: &[Attribute]) -> Result<ElementAction, Problem> {
        let (namespace, local) = self.reader.resolver().resolve_element(tag.name());
        let (is_svg, local) = (input::is_svg_namespace(&namespace), local.as_ref());
        let Some(parent) = self.open_elements.last() else {
            let is_first = !std::mem::replace(&mut self.seen_root, true);
            return match is_svg && local == "svg" && is_first {
                true => Ok(ElementAction::Keep("svg")),
                false => Err(input::not_svg_error()),
            };
        };
        if namespace == ResolveResult::Bound(Namespace(XHTML_NAMESPACE)) {
            return Ok(ElementAction::Remove(format!(
                "the HTML element `{}`",
                links::quote_for_message(local)
            )));
        }
        if !is_svg || local == "metadata" {
            return Ok(ElementAction::Strip);
        }
        if matches!(parent.name, "style" | "title" | "desc") {
            return Ok(ElementAction::Remove(format!("an element inside a `{}`", parent.name)));
        }
        Ok(classify_svg_element(local, attributes))
    }

    fn write_start_tag(&mut self, name: &'static str, attributes: &[Attribute], has_end: bool) {
        let (at, had_xlink) = (self.out.len(), self.has_xlink);
        self.out.push('<');
        self.out.push_str(name);
        if self.open_elements.is_empty() {
            push_attribute(&mut self.out, "xmlns", input::SVG_NAMESPACE);
            self.namespace_offset = self.out.len();
        }
        let kept = attributes::filter_attributes(name, attributes, &mut self.pixels_left, &mut self.report);
        self.cost.open_element(name, kept.iter().map(|(name, value)| (*name, value.as_ref())), has_end);
        for (name, value) in kept {
            self.has_xlink |= name == "xlink:href";
            push_attribute(&mut self.out, name, &value);
        }
        self.out.push_str(if has_end { ">" } else { "/>" });
        if has_end {
            self.style_text.clear();
            self.open_elements.push(OpenElement { name, start: at, had_xlink });
        }
    }

    fn end_element(&mut self) {
        if self.skipped_depth > 0 {
            self.skipped_depth -= 1;
            return;
        }
        // `enable_all_checks` makes the reader match end tags to start tags.
        let Some(OpenElement { name, start: at, had_xlink }) = self.open_elements.pop() else { return };
        self.cost.close_element();
        if name == "style" && !css::is_self_contained(&self.style_text) {
            self.out.truncate(at);
            self.has_xlink = had_xlink;
            self.report.record_removed("a style that loads something from elsewhere");
            return;
        }
        if name == "style" {
            self.cost.add_stylesheet(&self.style_text);
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn write_text(&mut self, text: &str) -> Result<(), Problem> {
        match self.open_elements.last() {
            _ if self.skipped_depth > 0 => {}
            None if text.trim_ascii().is_empty() => {}
            None => return Err(malformed_error("text outside the drawing")),
            Some(parent) => {
                if parent.name == "style" {
                    self.style_text.push_str(text);
                }
                push_text(&mut self.out, text);
            }
        }
        Ok(())
    }

    fn drop_instruction(&mut self, instruction: &BytesPI<'_>) {
        match instruction.target() {
            "xml-stylesheet" => self.report.record_removed("a link to a style sheet"),
            _ => self.report.record_stripped("editor data"),
        }
    }
}

/// Classifies an element in the SVG namespace by its name and, for animations, the attribute that it animates.
fn classify_svg_element(local: &str, attributes: &[Attribute]) -> ElementAction {
    match find_name(ELEMENTS, local) {
        Some(name @ ("set" | "animate" | "animateMotion" | "animateTransform")) => {
            classify_animation(name, attributes)
        }
        Some(name) => ElementAction::Keep(name),
        None if local.eq_ignore_ascii_case("script") => ElementAction::Remove("a script".to_owned()),
        None if local == "foreignObject" => {
            ElementAction::Remove("an embedded page (`foreignObject`)".to_owned())
        }
        None => ElementAction::Remove(format!("the element `{}`", links::quote_for_message(local))),
    }
}

/// Keeps animations of allowlisted attributes only. In particular, an animated `href` could become an external link.
fn classify_animation(name: &'static str, attributes: &[Attribute]) -> ElementAction {
    let target = attributes.iter().find(|attribute| attribute.name == "attributeName");
    match target.map(|attribute| attribute.value.trim()) {
        Some(target) if find_name(CSS_ATTRIBUTES, target).is_none() => {
            ElementAction::Remove(format!("an animation of `{}`", links::quote_for_message(target)))
        }
        _ => ElementAction::Keep(name),
    }
}
