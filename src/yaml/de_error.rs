//! The deserialization error: what serde rejects and at which node, before it is turned into a message.

use std::fmt;

use serde::de;

/// The names of a struct's fields or an enum's values.
pub(super) type StaticNames = &'static [&'static str];

/// An error at a node. Boxed to keep every `Result` small.
#[derive(Debug)]
pub(super) struct DeError(Box<DeErrorDetail>);

#[derive(Debug)]
struct DeErrorDetail {
    kind: ErrorKind,
    /// The node; `None` until a caller that knows it has set it.
    node: Option<usize>,
}

#[derive(Debug)]
pub(super) enum ErrorKind {
    /// A value of the wrong type.
    WrongType(Expected),
    /// A key that the struct does not have; with the valid ones.
    UnknownField(StaticNames),
    /// An entry of a list that is a sentence with a colon, which YAML reads as a group of one field; with the valid ones.
    SentenceWithColon(StaticNames),
    /// A word that the enum does not have; with the valid ones.
    UnknownVariant(StaticNames),
    /// A required field is missing.
    MissingField(&'static str),
    /// A list of the wrong length; with the description of the expected one.
    WrongLength(String),
    /// The text of an error of a `Deserialize` implementation: a [`ValueError`](super::ValueError), or serde's own.
    Custom(String),
}

/// The type of value that was expected.
#[derive(Debug)]
pub(super) enum Expected {
    /// `true` or `false`.
    Bool,
    /// An integer from a minimum to a maximum, both inclusive.
    Integer(i128, i128),
    /// A finite number, with or without a fraction.
    Number,
    Text,
    /// A list; with the value in brackets, such as `[a, b]`, if that would be accepted.
    Sequence(Option<String>),
    /// A mapping; with the valid keys if it is a struct, and with the value as a mapping of one line, such as
    /// `{ value: 52 }`, if that would be accepted.
    Mapping(StaticNames, Option<String>),
    /// One of the words of an enum.
    Variant(StaticNames),
    /// Null, written as nothing.
    Null,
    /// What a visitor says that it expects, in the author's language.
    Other(String),
}

impl DeError {
    /// An error whose node is not known yet; set it with `at_node`.
    pub(super) fn new(what: ErrorKind) -> Self {
        Self(Box::new(DeErrorDetail { kind: what, node: None }))
    }

    pub(super) fn expected(wanted: Expected) -> Self {
        Self::new(ErrorKind::WrongType(wanted))
    }

    /// Sets the node, if none is set or if the one set is `target`, which `node` is an alias of: the error is then
    /// reported at the alias.
    pub(super) fn at_node(mut self, node: usize, target: usize) -> Self {
        if self.0.node.is_none_or(|at| at == target) {
            self.0.node = Some(node);
        }
        self
    }

    /// The error and its node; the root (0) if none was set.
    pub(super) fn into_parts(self) -> (ErrorKind, usize) {
        let DeErrorDetail { kind: what, node: at } = *self.0;
        (what, at.unwrap_or_default())
    }
}

impl de::Error for DeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(ErrorKind::Custom(message.to_string()))
    }

    fn invalid_type(_: de::Unexpected, expected: &dyn de::Expected) -> Self {
        Self::expected(Expected::Other(describe_visitor(&expected.to_string())))
    }

    fn invalid_value(_: de::Unexpected, expected: &dyn de::Expected) -> Self {
        Self::expected(Expected::Other(describe_visitor(&expected.to_string())))
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Self::new(ErrorKind::WrongLength(describe_visitor(&expected.to_string())))
    }

    fn unknown_variant(_: &str, expected: StaticNames) -> Self {
        Self::new(ErrorKind::UnknownVariant(expected))
    }

    fn unknown_field(_: &str, expected: StaticNames) -> Self {
        Self::new(ErrorKind::UnknownField(expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(ErrorKind::MissingField(field))
    }
}

impl fmt::Display for DeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for DeError {}

/// Translates what serde's own visitors say that they expect into the author's language.
fn describe_visitor(expected: &str) -> String {
    let words = match expected {
        "a string" | "a borrowed string" | "string" => "text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => MAPPING_LABEL,
        "unit" => "empty",
        "f32" | "f64" => "a number",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" | "isize" => "a whole number",
        other if other.starts_with("struct ") => MAPPING_LABEL,
        other if other.starts_with("tuple ") || other.starts_with("an array of ") => {
            "a list of a different length"
        }
        other => other,
    };
    words.to_owned()
}

/// What messages call a mapping.
pub(super) const MAPPING_LABEL: &str = "a group of `key: value` lines";
