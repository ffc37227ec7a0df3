//! What the codes of a font stand for, and how wide their glyphs are.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::character_map::{CharacterMap, code_number};
use super::file::{FoundObject, View};
use super::font_program::{self, GlyphTexts};
use super::glyph_names::{self, Encoding};
use super::limits::TOO_LARGE;

/// Widths of the glyphs from space to `~`, in thousandths of the font size.
const HELVETICA_WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Widths of the glyphs from space to `~`, in thousandths of the font size.
const TIMES_WIDTHS: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Letters of glyphs that all font programs of a file tell together.
const MAX_GLYPH_TEXTS: usize = 1 << 20;

/// How strings are cut into codes, and what those are.
enum Coding {
    /// One byte each, with the letters that the font's encoding names.
    Simple(Encoding),
    /// Two bytes each, the number of a glyph.
    Glyphs,
    /// By a map within the file.
    Map(CharacterMap),
    /// Text in UTF-16.
    Utf16,
    /// Text in an older encoding of East Asia.
    Legacy(&'static encoding_rs::Encoding),
}

/// What the font programs of a file tell, read once for all fonts that use a program.
#[derive(Default)]
pub(super) struct FontPrograms {
    /// By the place of the program in memory.
    programs: RefCell<BTreeMap<usize, TrueTypeProgram>>,
    /// Glyphs of all of them.
    count: Cell<usize>,
}

/// What a TrueType program tells.
#[derive(Clone, Default)]
struct TrueTypeProgram {
    /// Letters of its glyphs.
    texts: Rc<GlyphTexts>,
    /// Letters of its codes.
    encoding: Option<Rc<Encoding>>,
}

impl FontPrograms {
    /// Reads the TrueType program that a font's descriptor names.
    fn true_type(&self, descriptor: &Dictionary, view: &View<'_, '_>) -> TrueTypeProgram {
        let found = descriptor.get(b"FontFile2").ok().and_then(|program| view.resolve(program));
        let Some(data) = found.and_then(|program| program.data) else { return TrueTypeProgram::default() };
        let place = data.as_ptr().addr();
        if let Some(known) = self.programs.borrow().get(&place) {
            return known.clone();
        }
        if self.count.get() >= MAX_GLYPH_TEXTS {
            view.file.limits.report_fault(TOO_LARGE);
            return TrueTypeProgram::default();
        }
        let program = stream(descriptor, b"FontFile2", view).unwrap_or_default();
        let texts = font_program::true_type_texts(&program);
        let encoding = font_program::true_type_encoding(&program, &texts).map(Rc::new);
        self.count.set(self.count.get() + texts.len());
        let read = TrueTypeProgram { texts: Rc::new(texts), encoding };
        self.programs.borrow_mut().entry(place).or_insert(read).clone()
    }
}

/// A font.
pub(super) struct Font {
    coding: Coding,
    to_unicode: Option<CharacterMap>,
    /// Letters of the glyphs of a font program, by their numbers.
    glyph_texts: Rc<GlyphTexts>,
    /// By first code; each with the last code and the width.
    widths: BTreeMap<u32, (u32, f32)>,
    default_width: f32,
    /// Factor of the widths.
    scale: f32,
    /// Whether its glyphs are signs such as bullets, no letters.
    has_signs_only: bool,
    /// Whether it has an encoding of its own, whose codes may begin at 0xF000.
    is_symbolic: bool,
}

/// A glyph to be shown.
pub(super) struct FontGlyph {
    /// Its letters; `None` if nobody knows them.
    pub(super) text: Option<String>,
    /// In parts of the font size.
    pub(super) width: f32,
    /// Whether the distance of words is added to it.
    pub(super) is_word_space: bool,
}

impl Font {
    pub(super) fn load(font: &Dictionary, view: &View<'_, '_>, programs: &FontPrograms) -> Self {
        let name = view.name(font, b"BaseFont").unwrap_or_default();
        let name = String::from_utf8_lossy(&name).to_ascii_lowercase();
        let subtype = view.name(font, b"Subtype").unwrap_or_default();
        let to_unicode = stream(font, b"ToUnicode", view).map(|map| CharacterMap::parse(&map));
        let mut loaded = Self {
            coding: Coding::Glyphs,
            to_unicode,
            glyph_texts: Rc::default(),
            widths: BTreeMap::new(),
            default_width: 0.5,
            scale: 0.001,
            has_signs_only: has_signs_only(&name),
            is_symbolic: false,
        };
        if subtype == b"Type0" {
            loaded.load_composite(font, view, programs);
        } else {
            loaded.load_simple(font, &name, &subtype, view, programs);
        }
        loaded
    }

    fn load_composite(&mut self, font: &Dictionary, view: &View<'_, '_>, programs: &FontPrograms) {
        let descendants = view.array(font, b"DescendantFonts").unwrap_or_default();
        let descendant = descendants.first().and_then(|first| view.resolve(first));
        let descendant = match descendant {
            Some(FoundObject { value: Object::Dictionary(dictionary), .. }) => dictionary,
            _ => Dictionary::new(),
        };
        let default_width = view.value(&descendant, b"DW").and_then(|width| width.as_float().ok());
        self.default_width = default_width.unwrap_or(1000.0) * 0.001;
        self.load_glyph_widths(&view.array(&descendant, b"W").unwrap_or_default(), view);
        self.coding = match view.value(font, b"Encoding") {
            Some(Object::Name(name)) => named_coding(&name),
            // The map of letters also says how long codes are.
            None => stream(font, b"ToUnicode", view)
                .map(|map| CharacterMap::parse(&map))
                .filter(CharacterMap::has_code_spaces)
                .map_or(Coding::Glyphs, Coding::Map),
            _ => stream(font, b"Encoding", view)
                .map(|map| CharacterMap::parse(&map))
                .filter(CharacterMap::has_code_spaces)
                .map_or(Coding::Glyphs, Coding::Map),
        };
        let has_own_numbers = view.name(&descendant, b"CIDToGIDMap").is_none_or(|name| name == b"Identity");
        let descriptor = view.dictionary(&descendant, b"FontDescriptor").unwrap_or_default();
        self.is_symbolic = is_symbolic(&descriptor, view);
        if has_own_numbers {
            self.glyph_texts = programs.true_type(&descriptor, view).texts;
        }
    }

    /// Widths of a composite font: `first [width …]` and `first last width`.
    fn load_glyph_widths(&mut self, entries: &[Object], view: &View<'_, '_>) {
        let entries: Vec<Object> =
            entries.iter().filter_map(|entry| Some(view.resolve(entry)?.value)).collect();
        let mut rest = entries.as_slice();
        while let [first, second, after @ ..] = rest {
            let Some(code) = first.as_float().ok().map(to_code) else { break };
            rest = match (second, after) {
                (Object::Array(widths), after) => {
                    for (code, width) in (code..).zip(widths) {
                        self.widths.insert(code, (code, width.as_float().unwrap_or_default()));
                    }
                    after
                }
                (last, [width, after @ ..]) => {
                    let last = last.as_float().unwrap_or_default() as u32;
                    self.widths.insert(code, (last, width.as_float().unwrap_or_default()));
                    after
                }
                _ => break,
            };
        }
    }

    fn load_simple(
        &mut self,
        font: &Dictionary,
        name: &str,
        subtype: &[u8],
        view: &View<'_, '_>,
        programs: &FontPrograms,
    ) {
        let descriptor = view.dictionary(font, b"FontDescriptor").unwrap_or_default();
        self.is_symbolic = is_symbolic(&descriptor, view);
        let number = |dictionary: &Dictionary, key: &[u8]| view.value(dictionary, key)?.as_float().ok();
        let first = to_code(number(font, b"FirstChar").unwrap_or_default());
        for (code, width) in (first..).zip(view.numbers(font, b"Widths")) {
            self.widths.insert(code, (code, width));
        }
        if self.widths.is_empty() {
            let standard = if name.contains("times") { TIMES_WIDTHS } else { HELVETICA_WIDTHS };
            let is_fixed = name.contains("courier");
            for (code, width) in (32..).zip(standard) {
                self.widths.insert(code, (code, if is_fixed { 600.0 } else { f32::from(width) }));
            }
        } else {
            self.default_width = number(&descriptor, b"MissingWidth").unwrap_or_default() * 0.001;
        }
        if subtype == b"Type3" {
            self.scale = view.numbers(font, b"FontMatrix").first().copied().unwrap_or(0.001);
        }
        self.coding = Coding::Simple(simple_encoding(font, &descriptor, subtype, view, programs));
    }

    /// The glyphs of a string.
    pub(super) fn glyphs(&self, text: &[u8]) -> Vec<FontGlyph> {
        let mut glyphs = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let len = match &self.coding {
                Coding::Simple(_) => 1,
                Coding::Glyphs => 2,
                Coding::Map(map) => map.code_len(rest),
                Coding::Utf16 => {
                    if rest[0] & 0xfc == 0xd8 {
                        4
                    } else {
                        2
                    }
                }
                Coding::Legacy(_) => {
                    if rest[0] < 0x80 {
                        1
                    } else {
                        2
                    }
                }
            };
            let (code, after) = rest.split_at(len.clamp(1, rest.len()));
            rest = after;
            glyphs.push(self.glyph(code));
        }
        glyphs
    }

    /// The letters of a map; `None` if it says that there is no letter. Of letters for private use only the font knows what they
    /// look like: they stay, since one of them is a sign ([`is_private`]).
    fn known_letters(&self, text: String) -> Option<String> {
        if !text.contains(|letter: char| letter == '\0' || is_private(letter)) {
            return Some(text);
        }
        let has_codes = self.is_symbolic && !self.has_signs_only;
        let known = |letter: char| match u32::from(letter) {
            code @ 0xf020..=0xf0ff if has_codes => char::from_u32(code & 0xff),
            0 => None,
            _ => Some(letter),
        };
        text.chars().map(known).collect()
    }

    fn glyph(&self, bytes: &[u8]) -> FontGlyph {
        let code = code_number(bytes);
        let glyph = match &self.coding {
            Coding::Map(map) => map.glyph(bytes.len(), code).unwrap_or(code),
            _ => code,
        };
        let width = self.widths.range(..=glyph).next_back().filter(|(_, (last, _))| glyph <= *last);
        let mapped = self.to_unicode.as_ref().and_then(|map| map.text(bytes.len(), code));
        let named = || match &self.coding {
            Coding::Simple(letters) => letters.get(code as usize)?.clone(),
            Coding::Utf16 => Some(encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned()),
            Coding::Legacy(encoding) => Some(encoding.decode_without_bom_handling(bytes).0.into_owned()),
            // The box that stands for a missing letter.
            Coding::Glyphs | Coding::Map(_) if glyph == 0 => Some(String::new()),
            Coding::Glyphs | Coding::Map(_) => self.glyph_texts.get(&glyph).cloned(),
        };
        let sign = || self.has_signs_only.then(|| "•".to_owned());
        FontGlyph {
            text: mapped.and_then(|text| self.known_letters(text)).or_else(named).or_else(sign),
            width: width.map_or(self.default_width, |(_, (_, width))| width * self.scale),
            is_word_space: bytes == b" ",
        }
    }
}

/// Whether a letter is one for private use, as fonts of icons have them.
pub(super) fn is_private(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}')
}

/// Whether a font is one of those with signs such as bullets only, by its name in small letters.
fn has_signs_only(name: &str) -> bool {
    const NAMES: [&str; 13] = [
        "itczapfdingbats",
        "marlett",
        "opensymbol",
        "symbol",
        "symbolmt",
        "webdings",
        "wingdings",
        "wingdings-regular",
        "wingdings2",
        "wingdings2-regular",
        "wingdings3",
        "wingdings3-regular",
        "zapfdingbats",
    ];
    // A font of which the file has only a part has six letters before its name.
    let full = name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, rest)| rest);
    let family = full.split(',').next().unwrap_or(full);
    let family = family.strip_suffix("-identity-h").or(family.strip_suffix("-identity-v")).unwrap_or(family);
    NAMES.contains(&family)
}

/// A code of a width; no font has more.
fn to_code(number: f32) -> u32 {
    (number as u32).min(0xff_ffff)
}

/// The coding of a predefined character map.
fn named_coding(name: &[u8]) -> Coding {
    let name = String::from_utf8_lossy(name);
    let has = |part: &str| name.contains(part);
    if has("UCS2") || has("UTF16") {
        return Coding::Utf16;
    }
    let encoding = match &*name {
        _ if has("RKSJ") => encoding_rs::SHIFT_JIS,
        _ if has("GB") => encoding_rs::GBK,
        _ if has("B5") || has("HKscs") => encoding_rs::BIG5,
        _ if has("KSC") => encoding_rs::EUC_KR,
        "EUC-H" | "EUC-V" => encoding_rs::EUC_JP,
        _ => return Coding::Glyphs,
    };
    Coding::Legacy(encoding)
}

/// The letters of a font with codes of one byte.
fn simple_encoding(
    font: &Dictionary,
    descriptor: &Dictionary,
    subtype: &[u8],
    view: &View<'_, '_>,
    programs: &FontPrograms,
) -> Encoding {
    let named = |name: &[u8]| glyph_names::named_encoding(name);
    let (base, differences) = match view.value(font, b"Encoding") {
        Some(Object::Name(name)) => (named(&name), Vec::new()),
        Some(Object::Dictionary(encoding)) => (
            view.name(&encoding, b"BaseEncoding").and_then(|name| named(&name)),
            view.array(&encoding, b"Differences").unwrap_or_default(),
        ),
        _ => (None, Vec::new()),
    };
    let mut letters =
        base.or_else(|| program_encoding(descriptor, view, programs)).unwrap_or_else(|| match subtype {
            b"TrueType" if is_symbolic(descriptor, view) && has_program(descriptor) => vec![None; 256],
            b"TrueType" => named(b"WinAnsiEncoding").unwrap_or_default(),
            b"Type3" => vec![None; 256],
            // A program in a compact format has an encoding of its own, too.
            _ if is_symbolic(descriptor, view) && has_program(descriptor) => vec![None; 256],
            _ => named(b"StandardEncoding").unwrap_or_default(),
        });
    letters.resize(256, None);
    let mut code = 0_usize;
    for entry in &differences {
        match view.resolve(entry).map(|found| found.value) {
            Some(Object::Integer(number)) => code = usize::try_from(number).unwrap_or(256),
            Some(Object::Name(name)) => {
                if let Some(slot) = letters.get_mut(code) {
                    let numbered =
                        || (subtype == b"Type3").then(|| glyph_names::numbered_text(&name, code)).flatten();
                    *slot = numbered().or_else(|| glyph_names::glyph_text(&name));
                }
                code += 1;
            }
            _ => {}
        }
    }
    letters
}

fn is_symbolic(descriptor: &Dictionary, view: &View<'_, '_>) -> bool {
    let flags = view.value(descriptor, b"Flags").and_then(|flags| flags.as_i64().ok());
    flags.is_some_and(|flags| flags & 4 != 0)
}

fn has_program(descriptor: &Dictionary) -> bool {
    [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key))
}

/// The encoding that a font program names.
fn program_encoding(
    descriptor: &Dictionary,
    view: &View<'_, '_>,
    programs: &FontPrograms,
) -> Option<Encoding> {
    if let Some(program) = stream(descriptor, b"FontFile", view) {
        return font_program::type1_encoding(&program);
    }
    let encoding = is_symbolic(descriptor, view).then(|| programs.true_type(descriptor, view).encoding)?;
    encoding.map(Rc::unwrap_or_clone)
}

/// The content of a stream that a dictionary names, such as a font's program.
fn stream(dictionary: &Dictionary, key: &[u8], view: &View<'_, '_>) -> Option<Vec<u8>> {
    let found = view.resolve(dictionary.get(key).ok()?)?;
    view.decode(found.value.as_dict().ok()?, found.data?).ok()
}
