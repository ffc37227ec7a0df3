//! Carries out the operators of a page that show text (ISO 32000-2, 9.4), and those that lead to other contents.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::file::{FoundObject, View};
use super::filters::StreamFault;
use super::font::{Font, FontPrograms, is_private};
use super::inline_picture::{picture_text, skip_picture};
use super::lexer::{Item, Lexer};
use super::matrix::{IDENTITY, Matrix, matrix_of, multiply};
use super::page_content::PageText;
use super::page_fault::PageFault;
use super::strings;
use crate::documents::layout::PlacedGlyph;

/// Contents within contents.
const MAX_DEPTH: usize = 12;

/// Graphics states that are kept at once, and marked contents within each other.
const MAX_STATES: usize = 512;

/// Letters for private use side by side that are taken for icons; more are a word.
const MAX_ICONS: usize = 2;

/// Glyphs of a page.
const MAX_GLYPHS: usize = 1 << 17;

/// Bytes of the letters of a page.
const MAX_LETTER_BYTES: usize = 1 << 20;

/// Bytes of the name of an operator.
const MAX_OPERATOR_BYTES: usize = 3;

/// Operands of one operator; more are damage.
const MAX_OPERANDS: usize = 64;

/// A font, and the number and place of the objects that it consists of.
type LoadedFont = (Rc<Font>, BTreeMap<u32, usize>);

/// A font and its size.
type SizedFont = (Rc<Font>, f32);

/// Fonts that were read, by their number and place.
#[derive(Default)]
pub(super) struct Fonts {
    by_place: RefCell<BTreeMap<(u32, usize), LoadedFont>>,
    programs: FontPrograms,
}

/// The text state, and where on the page it is.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// The resources of a content.
struct Resources<'r> {
    entries: &'r Dictionary,
    /// Fonts that the content has used, by their names in it.
    fonts: RefCell<BTreeMap<Vec<u8>, Option<Rc<Font>>>>,
    /// Fonts and sizes of the graphics states that the content has used, by their names in it.
    states: RefCell<BTreeMap<Vec<u8>, Option<SizedFont>>>,
}

impl<'r> Resources<'r> {
    fn new(entries: &'r Dictionary) -> Self {
        Self { entries, fonts: RefCell::default(), states: RefCell::default() }
    }
}

/// Reads the text of contents.
pub(super) struct ContentReader<'v, 'f, 'a> {
    view: &'v View<'f, 'a>,
    fonts: &'v Fonts,
    /// Fonts by the names that any content gives them, for contents that nothing belongs to.
    other_fonts: &'v Dictionary,
    page: PageText,
    state: State,
    states: Vec<State>,
    text_matrix: Matrix,
    line_matrix: Matrix,
    /// Of each open marked content: what is read out in its place, until it was.
    spoken: Vec<Option<String>>,
    /// The outermost of them that has something to be read out.
    spoken_at: Option<usize>,
    /// Letters for private use that were shown one after the other.
    private_run: usize,
}

impl<'v, 'f, 'a> ContentReader<'v, 'f, 'a> {
    pub(super) fn new(view: &'v View<'f, 'a>, fonts: &'v Fonts, other_fonts: &'v Dictionary) -> Self {
        let state = State {
            matrix: IDENTITY,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Self {
            view,
            fonts,
            other_fonts,
            page: PageText::default(),
            state,
            states: Vec::new(),
            text_matrix: IDENTITY,
            line_matrix: IDENTITY,
            spoken: Vec::new(),
            spoken_at: None,
            private_run: 0,
        }
    }

    /// Reads a content with its resources and returns all that was read.
    pub(super) fn read(mut self, content: &[u8], resources: &Dictionary) -> PageText {
        self.run(content, resources, 0);
        self.page
    }

    pub(super) fn report(&mut self, fault: StreamFault) {
        self.page.report(match fault {
            StreamFault::TooLarge => PageFault::TooLarge,
            StreamFault::Damaged | StreamFault::UnknownFilter => PageFault::Damaged,
        });
    }

    fn run(&mut self, content: &[u8], resources: &Dictionary, depth: usize) {
        let resources = Resources::new(resources);
        let mut lexer = Lexer::new(content, 0);
        let mut operands = Vec::new();
        let states = self.states.len();
        while let Some(item) = lexer.next_item() {
            match item {
                Item::Value(value) if operands.len() < MAX_OPERANDS => operands.push(value),
                Item::Value(_) => self.page.report(PageFault::Damaged),
                Item::Keyword(b"BI") => {
                    let start = lexer.position();
                    if skip_picture(&mut lexer, content).is_none() {
                        self.page.report(PageFault::Damaged);
                    }
                    self.page.describe(&picture_text(&content[start..lexer.position().min(content.len())]));
                    operands.drain(..).for_each(|operand| self.page.describe_operand(&operand));
                    lexer.reset_limit();
                }
                Item::Keyword(operator) => {
                    self.describe_unshown(operator, &operands);
                    self.operate(operator, &operands, &resources, depth);
                    operands.clear();
                    lexer.reset_limit();
                }
            }
            if self.page.glyphs.len() >= MAX_GLYPHS || self.page.letters.len() >= MAX_LETTER_BYTES {
                self.page.report(PageFault::TooLarge);
            }
            if self.page.fault == Some(PageFault::TooLarge) {
                break;
            }
        }
        operands.iter().for_each(|operand| self.page.describe_operand(operand));
        if lexer.is_exceeded() {
            self.page.report(PageFault::TooLarge);
        }
        for comment in lexer.comments() {
            self.page.describe(&String::from_utf8_lossy(comment));
        }
        self.states.truncate(states);
    }

    /// Describes what an operator is given, unless that is text to be shown.
    fn describe_unshown(&mut self, operator: &[u8], operands: &[Object]) {
        let shown_from = match operator {
            b"Tj" | b"TJ" | b"'" => 0,
            b"\"" => 2,
            _ => operands.len(),
        };
        for (index, operand) in operands.iter().enumerate() {
            match operand {
                Object::String(..) if index >= shown_from => {}
                Object::Array(parts) if index >= shown_from => {
                    let others = parts.iter().filter(|part| !matches!(part, Object::String(..)));
                    others.for_each(|part| self.page.describe_operand(part));
                }
                operand => self.page.describe_operand(operand),
            }
        }
        // A word that is no operator.
        if operator.len() > MAX_OPERATOR_BYTES {
            self.page.describe_operand(&Object::Name(operator.to_vec()));
        }
    }

    fn operate(&mut self, operator: &[u8], operands: &[Object], resources: &Resources<'_>, depth: usize) {
        let number = |index: usize| operands.get(index).and_then(|operand| operand.as_float().ok());
        let first = number(0).unwrap_or_default();
        match operator {
            b"q" if self.states.len() < MAX_STATES => self.states.push(self.state.clone()),
            b"Q" => self.state = self.states.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => self.state.matrix = multiply(&matrix_of(operands), &self.state.matrix),
            b"BT" => (self.text_matrix, self.line_matrix) = (IDENTITY, IDENTITY),
            b"Tc" => self.state.letter_space = first,
            b"Tw" => self.state.word_space = first,
            b"Tz" => self.state.scale = first / 100.0,
            b"TL" => self.state.leading = first,
            b"Ts" => self.state.rise = first,
            b"Tf" => {
                self.state.size = number(1).unwrap_or(1.0);
                self.state.font = self.named_font(operands, resources);
            }
            b"gs" => self.set_font_of_state(operands, resources),
            b"Td" => self.next_line(first, number(1).unwrap_or_default()),
            b"TD" => {
                self.state.leading = -number(1).unwrap_or_default();
                self.next_line(first, number(1).unwrap_or_default());
            }
            b"Tm" => {
                self.text_matrix = matrix_of(operands);
                self.line_matrix = self.text_matrix;
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => operands.iter().for_each(|operand| self.show(operand)),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                operands.iter().for_each(|operand| self.show(operand));
            }
            b"\"" => {
                self.state.word_space = first;
                self.state.letter_space = number(1).unwrap_or_default();
                self.next_line(0.0, -self.state.leading);
                operands.iter().skip(2).for_each(|operand| self.show(operand));
            }
            b"Do" => self.draw(operands, resources, depth),
            b"BMC" => self.open_marked(None),
            b"BDC" | b"DP" => self.begin_marked(operator, operands, resources),
            b"EMC" => self.close_marked(self.spoken.len().saturating_sub(1)),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line_matrix = multiply(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line_matrix);
        self.text_matrix = self.line_matrix;
    }

    /// Remembers what is read out in the place of a marked content.
    fn begin_marked(&mut self, operator: &[u8], operands: &[Object], resources: &Resources<'_>) {
        let properties = match operands.get(1) {
            Some(Object::Dictionary(properties)) => Some(properties.clone()),
            Some(Object::Name(name)) => {
                let entry = self.view.entry(resources.entries, b"Properties", name);
                match entry.and_then(|entry| self.view.resolve(&entry)).map(|found| found.value) {
                    Some(Object::Dictionary(properties)) => Some(properties),
                    _ => None,
                }
            }
            _ => None,
        };
        let mut spoken = None;
        if let Some(properties) = properties {
            spoken = properties.get(b"ActualText").ok().and_then(strings::decode_string);
            self.page.describe(&strings::collect(&Object::Dictionary(properties)));
        }
        if operator == b"BDC" {
            self.open_marked(spoken);
        }
    }

    fn open_marked(&mut self, spoken: Option<String>) {
        if self.spoken.len() >= MAX_STATES {
            return self.page.report(PageFault::TooLarge);
        }
        if spoken.is_some() && self.spoken_at.is_none() {
            self.spoken_at = Some(self.spoken.len());
        }
        self.spoken.push(spoken);
    }

    /// Closes marked contents until so many are open.
    fn close_marked(&mut self, open: usize) {
        self.spoken.truncate(open);
        self.spoken_at = self.spoken_at.filter(|at| *at < open);
    }

    fn named_font(&self, operands: &[Object], resources: &Resources<'_>) -> Option<Rc<Font>> {
        let name = operands.first()?.as_name().ok()?;
        if let Some(known) = resources.fonts.borrow().get(name) {
            return known.clone();
        }
        let own = self.view.entry(resources.entries, b"Font", name);
        let font = own.or_else(|| self.other_fonts.get(name).ok().cloned());
        let font = font.and_then(|font| self.load_font(&font));
        resources.fonts.borrow_mut().insert(name.to_vec(), font.clone());
        font
    }

    fn set_font_of_state(&mut self, operands: &[Object], resources: &Resources<'_>) {
        let Some(Object::Name(name)) = operands.first() else { return };
        let known = resources.states.borrow().get(name).cloned();
        let font = known.unwrap_or_else(|| {
            let font = self.font_of_state(name, resources);
            resources.states.borrow_mut().insert(name.clone(), font.clone());
            font
        });
        if let Some((font, size)) = font {
            (self.state.font, self.state.size) = (Some(font), size);
        }
    }

    /// The font and its size that a graphics state has, if it has one.
    fn font_of_state(&self, name: &[u8], resources: &Resources<'_>) -> Option<SizedFont> {
        let state = self.view.entry(resources.entries, b"ExtGState", name)?;
        let Object::Dictionary(state) = self.view.resolve(&state)?.value else { return None };
        let font = self.view.array(&state, b"Font")?;
        Some((self.load_font(font.first()?)?, font.get(1)?.as_float().ok()?))
    }

    fn load_font(&self, font: &Object) -> Option<Rc<Font>> {
        let place = match font {
            Object::Reference((number, _)) => Some(*number).zip(self.view.place(*number)),
            _ => None,
        };
        let known = place.and_then(|place| self.fonts.by_place.borrow().get(&place).cloned());
        if let Some((font, objects)) = known.filter(|(_, objects)| self.view.has_same(objects)) {
            self.view.touch(&objects);
            return Some(font);
        }
        let before = self.view.take_touched();
        let FoundObject { value: Object::Dictionary(dictionary), .. } = self.view.resolve(font)? else {
            return None;
        };
        let font = Rc::new(Font::load(&dictionary, self.view, &self.fonts.programs));
        let objects = self.view.take_touched();
        self.view.touch(&before);
        self.view.touch(&objects);
        if let Some(place) = place {
            self.fonts.by_place.borrow_mut().insert(place, (font.clone(), objects));
        }
        Some(font)
    }

    /// Shows strings, which numbers move apart.
    fn show(&mut self, operand: &Object) {
        match operand {
            Object::String(text, _) => self.show_text(text),
            Object::Array(parts) => {
                for part in parts {
                    match part {
                        Object::String(text, _) => self.show_text(text),
                        part => {
                            let distance = part.as_float().unwrap_or_default() / 1000.0;
                            self.advance(-distance * self.state.size * self.state.scale);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn advance(&mut self, distance: f32) {
        self.text_matrix = multiply(&[1.0, 0.0, 0.0, 1.0, distance, 0.0], &self.text_matrix);
    }

    fn show_text(&mut self, text: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            self.page.describe(&strings::decode_bytes(text));
            return;
        };
        if self.page.glyphs.len() + text.len() > MAX_GLYPHS {
            return self.page.report(PageFault::TooLarge);
        }
        for glyph in font.glyphs(text) {
            if self.page.letters.len() >= MAX_LETTER_BYTES {
                return self.page.report(PageFault::TooLarge);
            }
            let State { size, letter_space, word_space, scale, rise, .. } = self.state;
            let matrix = multiply(&self.text_matrix, &self.state.matrix);
            let place = |x: f32| {
                let [a, b, c, d, e, f] = matrix;
                (a * x + c * rise + e, b * x + d * rise + f)
            };
            let width = glyph.width * size * scale;
            let length = matrix[0].hypot(matrix[1]).max(f32::MIN_POSITIVE);
            let direction = if size * scale < 0.0 { -1.0 } else { 1.0 } / length;
            let (start, end) = (place(0.0), place(width));
            let is_replaced = self.spoken_at.is_some();
            let is_unknown = match &glyph.text {
                Some(text) => self.is_private_word(text),
                None => true,
            };
            if is_unknown && !is_replaced {
                self.page.report(PageFault::UnknownLetters);
            }
            let letters = self.page.push_letters(glyph.text.as_deref().unwrap_or("\u{fffd}"));
            let spoken = match self.spoken_at.and_then(|at| self.spoken.get_mut(at)?.as_mut()) {
                Some(text) => {
                    let text = std::mem::take(text);
                    self.page.push_letters(&text)
                }
                None => letters.clone(),
            };
            self.page.glyphs.push(PlacedGlyph {
                letters,
                spoken,
                start,
                end,
                size: (size * matrix[2].hypot(matrix[3])).abs(),
                direction: (matrix[0] * direction, matrix[1] * direction),
            });
            let space = letter_space + if glyph.is_word_space { word_space } else { 0.0 };
            self.advance(width + space * scale);
        }
    }

    /// Whether a glyph belongs to a word of letters for private use. A few of them side by side are icons.
    fn is_private_word(&mut self, text: &str) -> bool {
        let is_private_text = !text.is_empty() && text.chars().all(is_private);
        self.private_run = if is_private_text { self.private_run + 1 } else { 0 };
        self.private_run > MAX_ICONS
    }

    /// Carries out another content in its place.
    fn draw(&mut self, operands: &[Object], resources: &Resources<'_>, depth: usize) {
        let found = || {
            let name = operands.first()?.as_name().ok()?;
            self.view.resolve(&self.view.entry(resources.entries, b"XObject", name)?)
        };
        let Some(FoundObject { value: Object::Dictionary(form), data: Some(data) }) = found() else { return };
        if self.view.name(&form, b"Subtype").is_none_or(|subtype| subtype != b"Form") {
            return;
        }
        if depth == MAX_DEPTH {
            return self.page.report(PageFault::TooLarge);
        }
        match self.view.decode(&form, data) {
            Ok(content) => self.run_form(&content, &form, resources.entries, depth),
            Err(fault) => self.report(fault),
        }
    }

    fn run_form(&mut self, content: &[u8], form: &Dictionary, resources: &Dictionary, depth: usize) {
        let own = self.view.dictionary(form, b"Resources");
        let matrix = self.view.numbers(form, b"Matrix");
        let matrix = <[f32; 6]>::try_from(matrix).unwrap_or(IDENTITY);
        let state = self.state.clone();
        let (text_matrix, line_matrix) = (self.text_matrix, self.line_matrix);
        self.state.matrix = multiply(&matrix, &state.matrix);
        let open = self.spoken.len();
        self.run(content, own.as_ref().unwrap_or(resources), depth + 1);
        self.close_marked(open.min(self.spoken.len()));
        self.state = state;
        (self.text_matrix, self.line_matrix) = (text_matrix, line_matrix);
    }
}
