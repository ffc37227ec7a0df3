//! Reads style sheets: what they load, and where their brackets do not match. The only user of the CSS tokenizer.

use std::ops::Range;

use cssparser::{ParseError, Parser, ParserInput, Token};

/// Blocks within blocks that are read; those deeper are skipped.
const MAX_DEPTH: usize = 100;

/// Functions whose texts are addresses.
const ADDRESS_FUNCTIONS: [&str; 3] = ["url", "src", "image-set"];

/// What a style sheet loads, and what is wrong with its syntax.
#[derive(Debug, Default)]
pub(super) struct StylesheetContent {
    pub(super) loads: Vec<CssLoad>,
    /// The custom properties that it declares, without their two dashes, and where.
    pub(super) properties: Vec<(String, Range<usize>)>,
    /// The first bracket that closes nothing, or that is closed by another kind.
    pub(super) unmatched: Option<Range<usize>>,
    /// The outermost bracket, comment or text that nothing closes.
    pub(super) unclosed: Option<Range<usize>>,
    /// What closes everything that is open at the end.
    pub(super) closing: String,
}

/// Something that a style sheet loads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CssLoad {
    /// Where the address stands.
    pub(super) range: Range<usize>,
    /// The address, with escapes decoded.
    pub(super) target: String,
    pub(super) kind: CssLoadKind,
}

/// What an address in a style sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CssLoadKind {
    /// Another style sheet, by `@import`.
    Import,
    Font,
    /// A picture, or whatever else a property takes.
    Other,
}

/// What a block is in.
#[derive(Clone, Copy)]
struct Scope<'a> {
    depth: usize,
    is_font_face: bool,
    /// Whether it is in an `@import`.
    is_import: bool,
    /// Whether texts are addresses.
    has_addresses: bool,
    /// The bracket that opens it; `None` for the whole sheet.
    opening: Option<&'a Range<usize>>,
}

/// Reads a style sheet as browsers do (CSS Syntax, level 3). Anything is a style sheet; parts of it may be invalid.
pub(super) fn read_stylesheet(css: &str) -> StylesheetContent {
    let mut input = ParserInput::new(css);
    let mut content = StylesheetContent::default();
    let scope =
        Scope { depth: 0, is_font_face: false, is_import: false, has_addresses: false, opening: None };
    read_block(&mut Parser::new(&mut input), scope, &mut content);
    content
}

fn read_block<'i>(parser: &mut Parser<'i, '_>, scope: Scope<'_>, content: &mut StylesheetContent) {
    let mut at_rule = if scope.is_import { "import".to_owned() } else { String::new() };
    loop {
        let start = parser.position();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        let range = start.byte_index()..parser.position().byte_index();
        let written = parser.slice_from(start);
        match token {
            Token::Ident(name) if name.starts_with("--") => {
                let after = parser.state();
                if parser.next() == Ok(&Token::Colon) {
                    content.properties.push((name[2..].to_owned(), range));
                }
                parser.reset(&after);
            }
            Token::AtKeyword(name) => at_rule = name.to_ascii_lowercase(),
            Token::Semicolon => at_rule.clear(),
            Token::UnquotedUrl(target) => content.add_load(range, &target, &at_rule, scope),
            Token::QuotedString(target) => {
                let quote = &written[..1];
                if written.len() < 2 || !written.ends_with(quote) {
                    content.add_unclosed(range.clone(), quote);
                }
                if scope.has_addresses || at_rule == "import" {
                    content.add_load(range, &target, &at_rule, scope);
                }
            }
            Token::Comment(_) if written.len() < 4 || !written.ends_with("*/") => {
                content.add_unclosed(range, "*/");
            }
            Token::BadString(_) | Token::BadUrl(_) => {
                content.unmatched.get_or_insert(range);
            }
            Token::CloseCurlyBracket | Token::CloseParenthesis | Token::CloseSquareBracket => {
                content.unmatched.get_or_insert_with(|| scope.opening.unwrap_or(&range).clone());
            }
            Token::Function(name) => {
                let is_address = ADDRESS_FUNCTIONS.iter().any(|known| name.eq_ignore_ascii_case(known));
                let inner = Scope { has_addresses: is_address, is_import: at_rule == "import", ..scope };
                read_inner_block(parser, inner, (range, ")"), content);
            }
            Token::ParenthesisBlock => read_inner_block(parser, scope, (range, ")"), content),
            Token::SquareBracketBlock => read_inner_block(parser, scope, (range, "]"), content),
            Token::CurlyBracketBlock => {
                let inner = Scope {
                    is_font_face: at_rule == "font-face",
                    is_import: false,
                    has_addresses: false,
                    ..scope
                };
                at_rule.clear();
                read_inner_block(parser, inner, (range, "}"), content);
            }
            _ => {}
        }
    }
}

/// Reads the block that has just been opened, up to what closes it or the end of the sheet.
fn read_inner_block<'i>(
    parser: &mut Parser<'i, '_>,
    scope: Scope<'_>,
    (opening, closing): (Range<usize>, &str),
    content: &mut StylesheetContent,
) {
    if scope.depth >= MAX_DEPTH {
        return;
    }
    let mut end = opening.end;
    let inner = Scope { depth: scope.depth + 1, opening: Some(&opening), ..scope };
    let _ = parser.parse_nested_block(|parser| -> Result<(), ParseError<'i, ()>> {
        read_block(parser, inner, content);
        end = parser.position().byte_index();
        Ok(())
    });
    // The bracket that closes the block comes after its content.
    if parser.position().byte_index() == end {
        content.add_unclosed(opening, closing);
    }
}

impl StylesheetContent {
    fn add_load(&mut self, range: Range<usize>, target: &str, at_rule: &str, scope: Scope<'_>) {
        let kind = match at_rule {
            "import" => CssLoadKind::Import,
            _ if scope.is_font_face => CssLoadKind::Font,
            _ => CssLoadKind::Other,
        };
        self.loads.push(CssLoad { range, target: target.to_owned(), kind });
    }

    /// Inner blocks end before outer ones, so the outermost is the last.
    fn add_unclosed(&mut self, range: Range<usize>, closing: &str) {
        self.unclosed = Some(range);
        self.closing.push_str(closing);
    }
}

#[cfg(test)]
mod tests {
    use super::{CssLoadKind, read_stylesheet};

    #[test]
    fn addresses_are_found_wherever_they_stand() {
        let css = "@import 'a.css'; @font-face { src: local('x'), url( \"b.woff2\" ) format('woff2') }\n\
            p { background: url(c\\64.png), image-set('e.png' 1x type('image/png')); content: 'f.png' } /* url(g) */";
        let loads: Vec<(String, CssLoadKind)> =
            read_stylesheet(css).loads.into_iter().map(|load| (load.target, load.kind)).collect();
        let wanted = [
            ("a.css", CssLoadKind::Import),
            ("b.woff2", CssLoadKind::Font),
            ("cd.png", CssLoadKind::Other),
            ("e.png", CssLoadKind::Other),
        ];
        assert_eq!(loads, wanted.map(|(target, kind)| (target.to_owned(), kind)));
    }

    #[test]
    fn brackets_that_do_not_match_are_found_and_closed() {
        for (css, unmatched, unclosed, closing) in [
            ("p { a: b } q::before { content: '}' } /* { */", None, None, ""),
            ("p { a: b", None, Some(2), "}"),
            ("@media x { p { a: b }", None, Some(9), "}"),
            ("@media x { p { a: b", None, Some(9), "}}"),
            ("p { a: b } } q { }", Some(11), None, ""),
            ("p { a: calc(1px; }", Some(7), Some(2), ")}"),
            ("p { a: b } /* {", None, Some(11), "*/"),
            ("p { content: \"x", None, Some(2), "\"}"),
        ] {
            let content = read_stylesheet(css);
            assert_eq!(content.unmatched.map(|range| range.start), unmatched, "{css}");
            assert_eq!(content.unclosed.map(|range| range.start), unclosed, "{css}");
            assert_eq!(content.closing, closing, "{css}");
        }
        let deep = "{".repeat(100_000);
        assert!(!read_stylesheet(&deep).closing.is_empty());
    }
}
