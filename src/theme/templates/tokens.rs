//! The tokens of an expression in a template.

use std::ops::Range;

use crate::theme::template_tags::{is_name_character, is_quote, string_len};

/// A name, a literal, an operator or a bracket.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) range: Range<usize>,
    pub(super) text: &'a str,
}

impl Token<'_> {
    pub(super) fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is a text, a number, or a constant.
    pub(super) fn is_literal(&self) -> bool {
        let is_constant = matches!(self.text, "true" | "True" | "false" | "False" | "none" | "None" | "null");
        is_constant || self.is_number() || self.text.starts_with(is_quote)
    }

    /// Whether it is neither part of a name nor of a literal.
    pub(super) fn is_operator(&self) -> bool {
        !self.text.starts_with(|c: char| is_name_character(c) || is_quote(c))
    }
}

/// Operators of more than one character; none begins with another one that stands after it.
const LONG_OPERATORS: [&str; 9] = ["...", "==", "!=", "<=", ">=", "**", "//", "?.", "?["];

/// Splits an expression, without its blanks. A text that isn't closed is the last token.
pub(super) fn tokenize(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let len = match c {
            _ if is_quote(c) => string_len(rest).unwrap_or(rest.len()),
            _ if is_name_character(c) => rest.find(|c| !is_name_character(c)).unwrap_or(rest.len()),
            _ => {
                let long = LONG_OPERATORS.iter().find(|operator| rest.starts_with(**operator));
                long.map_or(c.len_utf8(), |operator| operator.len())
            }
        };
        tokens.push(Token { range: at..at + len, text: &rest[..len] });
        at += len;
    }
    tokens
}
