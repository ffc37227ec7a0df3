//! Reads a file of messages, to check it: what it has, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::{FALLBACK, built_in};

/// The messages of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageFile {
    /// The names of the values that each message is filled with, by the key of the message.
    pub values: BTreeMap<String, BTreeSet<String>>,
    /// What can't be read: where in the file, in bytes, and why.
    pub errors: Vec<(Range<usize>, String)>,
}

/// Reads a file of messages in the syntax of Fluent. What can't be read is left out.
pub fn parse_messages(text: &str) -> MessageFile {
    let (resource, errors) = match parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    let mut values = BTreeMap::new();
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            let mut names = BTreeSet::new();
            message.value.iter().for_each(|pattern| collect_values(pattern, &mut names));
            values.insert(message.id.name.to_owned(), names);
        }
    }
    let errors = errors.into_iter().map(|error| (error.pos.clone(), error.kind.to_string()));
    MessageFile { values, errors: errors.collect() }
}

/// The messages of English: every language has the same.
pub fn english_messages() -> &'static BTreeMap<String, BTreeSet<String>> {
    static MESSAGES: LazyLock<BTreeMap<String, BTreeSet<String>>> =
        LazyLock::new(|| parse_messages(built_in(FALLBACK).unwrap_or_default()).values);
    &MESSAGES
}

/// Whether a message is one that a language may have beside those of English: a plural or a currency of its own.
pub fn may_be_added(key: &str) -> bool {
    key.starts_with("currency-")
}

fn collect_values(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_from_expression(expression, names);
        }
    }
}

fn collect_from_expression(expression: &Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_from_inline(inline, names),
        Expression::Select { selector, variants } => {
            collect_from_inline(selector, names);
            variants.iter().for_each(|variant| collect_values(&variant.value, names));
        }
    }
}

fn collect_from_inline(expression: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => collect_from_expression(expression, names),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| collect_from_inline(argument, names));
        }
        _ => {}
    }
}
