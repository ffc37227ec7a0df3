//! The text of SVG drawings as readers see it: letters that stand side by side are one word, whatever elements they are in.

use std::collections::BTreeMap;

use html5gum::{StartTag, Token, Tokenizer};

use super::layout::{PlacedGlyph, text_as_written, text_by_lines};

/// Widths of a letter, in parts of the font size: with the small one, gaps between texts are spaces, with the large one, they
/// are none. Nobody knows how wide the letters of a reader's font are.
const LETTER_WIDTHS: [f32; 2] = [0.42, 0.75];

/// The font size of a drawing that names none, in pixels.
const DEFAULT_SIZE: f32 = 16.0;

/// The most pieces of text that are read; a drawing of more is no drawing for people.
const MAX_PIECES: usize = 1 << 16;

/// Moves and scales along each axis: `x * scale + offset`.
#[derive(Clone, Copy)]
struct Placement {
    scale: (f32, f32),
    offset: (f32, f32),
}

/// What an element passes on to those within it.
#[derive(Clone, Copy)]
struct Context {
    placement: Placement,
    size: f32,
    is_text: bool,
}

/// What a drawing says.
#[derive(Debug, Default)]
pub struct DrawingText {
    /// Its text in the order of the file and line by line, with and without spaces between the pieces; empty if there is none.
    pub texts: Vec<String>,
    /// Why not all of it was read, as the end of a sentence; `None` if all was.
    pub unread: Option<String>,
}

/// Reads the text of a drawing.
pub fn drawing_text(svg: &str) -> DrawingText {
    let mut drawings = LETTER_WIDTHS.map(Drawing::new);
    for Ok(token) in Tokenizer::new(svg) {
        drawings.iter_mut().for_each(|drawing| drawing.read(&token));
    }
    let mut read = DrawingText::default();
    for drawing in &drawings {
        if drawing.letters.contains(char::is_alphabetic) {
            read.texts.push(text_as_written(&drawing.pieces, &drawing.letters));
            read.texts.push(text_by_lines(&drawing.pieces, &drawing.letters));
        }
        if drawing.is_exceeded {
            read.unread = Some("it has more than 65,536 pieces of text".to_owned());
        }
    }
    read
}

/// The pieces of text that were read.
struct Drawing {
    /// The width of a letter, in parts of the font size.
    width: f32,
    pieces: Vec<PlacedGlyph>,
    letters: String,
    /// The elements around, each with its name.
    open: Vec<(Vec<u8>, Context)>,
    /// How many of them have a name. Otherwise each end tag that ends nothing would be compared with all of them.
    open_names: BTreeMap<Vec<u8>, usize>,
    /// Where the next letter stands, before it is placed in the drawing.
    at: (f32, f32),
    /// Whether text was left out because there is too much of it.
    is_exceeded: bool,
}

impl Drawing {
    fn new(width: f32) -> Self {
        Self {
            width,
            pieces: Vec::new(),
            letters: String::new(),
            open: Vec::new(),
            open_names: BTreeMap::new(),
            at: (0.0, 0.0),
            is_exceeded: false,
        }
    }

    fn context(&self) -> Context {
        let outermost = Context {
            placement: Placement { scale: (1.0, 1.0), offset: (0.0, 0.0) },
            size: DEFAULT_SIZE,
            is_text: false,
        };
        self.open.last().map_or(outermost, |(_, context)| *context)
    }

    fn read(&mut self, token: &Token) {
        match token {
            Token::StartTag(tag) => self.begin(tag),
            Token::EndTag(tag) => self.end(&tag.name),
            Token::String(text) => self.push(&String::from_utf8_lossy(text)),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &StartTag<()>) {
        let mut context = self.context();
        let is_start = tag.name.as_slice() == b"text";
        context.is_text |= is_start;
        if let Some(transform) = attribute(tag, b"transform") {
            context.placement = context.placement.with(&transform);
        }
        let size = attribute(tag, b"font-size").or_else(|| style(tag, "font-size"));
        context.size =
            size.and_then(|size| first_number(&size)).filter(|size| *size > 0.0).unwrap_or(context.size);
        let number = |name: &[u8]| attribute(tag, name).and_then(|value| first_number(&value));
        if context.is_text {
            let (x, y) = if is_start { (0.0, 0.0) } else { self.at };
            self.at = (number(b"x").unwrap_or(x), number(b"y").unwrap_or(y));
            self.at.0 += number(b"dx").unwrap_or_default();
            self.at.1 += number(b"dy").unwrap_or_default();
        }
        if !tag.self_closing {
            self.open.push((tag.name.to_vec(), context));
            *self.open_names.entry(tag.name.to_vec()).or_default() += 1;
        }
    }

    fn end(&mut self, name: &[u8]) {
        if self.open_names.get(name).is_none_or(|count| *count == 0) {
            return;
        }
        // An element that isn't closed ends with the one around it.
        while let Some((ended, _)) = self.open.pop() {
            if let Some(count) = self.open_names.get_mut(&ended) {
                *count -= 1;
            }
            if ended == name {
                break;
            }
        }
    }

    fn push(&mut self, text: &str) {
        let Context { placement, size, is_text } = self.context();
        if !is_text {
            return;
        }
        // A line break in the file is not one in the drawing.
        let text: String = text.split(['\n', '\r', '\t']).map(str::trim).collect();
        if text.is_empty() {
            return;
        }
        let range = u32::try_from(self.letters.len()).ok().zip(u32::try_from(text.len()).ok());
        let Some((start, len)) = range.filter(|_| self.pieces.len() < MAX_PIECES) else {
            self.is_exceeded = true;
            return;
        };
        self.letters.push_str(&text);
        let place = placement.apply(self.at);
        self.at.0 += text.chars().count() as f32 * self.width * size;
        let letters = start..start + len;
        self.pieces.push(PlacedGlyph {
            letters: letters.clone(),
            spoken: letters,
            start: place,
            end: placement.apply(self.at),
            size: size * placement.scale.1.abs(),
            direction: (1.0, 0.0),
        });
    }
}

impl Placement {
    /// A place in the drawing, with lines from the bottom to the top as in a PDF.
    fn apply(self, (x, y): (f32, f32)) -> (f32, f32) {
        (x * self.scale.0 + self.offset.0, -(y * self.scale.1 + self.offset.1))
    }

    /// This placement after the functions of an attribute `transform`, but for turns.
    fn with(self, transform: &str) -> Self {
        let mut placement = self;
        for function in transform.split(')') {
            let Some((name, values)) = function.split_once('(') else { continue };
            let values = numbers(values);
            let (scale, offset) = match (name.trim_matches([' ', ',', '\n']), values.as_slice()) {
                ("translate", [x]) => ((1.0, 1.0), (*x, 0.0)),
                ("translate", [x, y]) => ((1.0, 1.0), (*x, *y)),
                ("scale", [both]) => ((*both, *both), (0.0, 0.0)),
                ("scale", [x, y]) => ((*x, *y), (0.0, 0.0)),
                ("matrix", [a, _, _, d, e, f]) => ((*a, *d), (*e, *f)),
                _ => continue,
            };
            placement.offset.0 += offset.0 * placement.scale.0;
            placement.offset.1 += offset.1 * placement.scale.1;
            placement.scale = (placement.scale.0 * scale.0, placement.scale.1 * scale.1);
        }
        placement
    }
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    let value = tag.attributes.iter().find(|(key, _)| key.as_slice() == name)?.1;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// The value of a property in the attribute `style`.
fn style(tag: &StartTag<()>, property: &str) -> Option<String> {
    let style = attribute(tag, b"style")?;
    let mut declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.find(|(name, _)| name.trim() == property).map(|(_, value)| value.trim().to_owned())
}

/// The numbers in a list, without their units.
fn numbers(values: &str) -> Vec<f32> {
    let parts = values.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
    let number = |part: &str| part.trim_end_matches(|c: char| c.is_alphabetic() || c == '%').parse().ok();
    parts.filter_map(number).filter(|number: &f32| number.is_finite()).collect()
}

fn first_number(values: &str) -> Option<f32> {
    numbers(values).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(svg: &str, name: &str) -> bool {
        drawing_text(svg).texts.iter().any(|text| text.contains(name))
    }

    #[test]
    fn pieces_of_a_word_are_joined_by_where_they_stand() {
        for svg in [
            "<text>Jor<tspan>dan</tspan></text>",
            "<text><tspan>J</tspan><tspan>o</tspan><tspan dx='.2'>r</tspan><tspan>dan</tspan></text>",
            "<text y='9'>Jor</text><text x='70' y='9'>x</text><text x='23' y='9'>dan</text>",
            "<text transform='translate(5 9)'>Jor</text><text transform='matrix(1 0 0 1 28 9)'>dan</text>",
            "<g font-size='32'><text>Jor</text><g transform='translate(46)'><text>dan</text></g></g>",
            "<text style='font-size: 8px'>Jor</text><text style='font-size: 8px' x='12'>dan</text>",
        ] {
            assert!(reads(svg, "Jordan"), "{svg}: {:?}", drawing_text(svg));
        }
        assert!(reads("<text>Jordan</text><text x='60'>Lee</text>", "Jordan Lee"));
    }

    #[test]
    fn what_stands_apart_stays_apart() {
        for svg in [
            "<text>Jor</text><text x='90'>dan</text>",
            "<text>Jor</text><text y='40'>dan</text>",
            "<title>Jor</title><text>dan</text>",
        ] {
            assert!(!reads(svg, "Jordan"), "{svg}");
        }
        assert_eq!(drawing_text("<svg><rect/></svg>").texts, Vec::<String>::new());
    }

    #[test]
    fn an_end_tag_ends_the_innermost_element_of_its_name_and_those_in_it() {
        for svg in [
            "<text>Jor</x><tspan>dan</text>",
            "<text>Jor<g><g></text></g><text x='20.2'>dan</text>",
            "<g><text>x<a></g><g>Jordan</g><text y='9'>Jor<g></g></g>dan</text>",
        ] {
            assert!(reads(svg, "Jordan"), "{svg}: {:?}", drawing_text(svg));
        }
        assert!(!reads("<g><text>x</g>Jordan", "Jordan"), "the text element ended");
        // If each end tag were compared with all elements, this would take minutes.
        let many = format!("<tspan>{}{}<text>Jordan", "<g>".repeat(200_000), "</x>".repeat(200_000));
        assert!(reads(&many, "Jordan"));
    }

    #[test]
    fn more_text_than_is_read_is_told() {
        let drawing = |pieces: usize| drawing_text(&("<text>a</text>".repeat(pieces) + "<text> </text>"));
        assert_eq!(drawing(MAX_PIECES).unread, None);
        assert_eq!(drawing(MAX_PIECES + 1).unread.as_deref(), Some("it has more than 65,536 pieces of text"));
    }
}
