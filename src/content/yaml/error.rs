//! The deserialization error: what serde rejects and at which node, before it is turned into a message.

use std::fmt;

use serde::de;

/// The names of a struct's fields or an enum's values.
pub(super) type Names = &'static [&'static str];

/// An error at a node. Boxed to keep every `Result` small.
#[derive(Debug)]
pub(super) struct Error(Box<Detail>);

#[derive(Debug)]
struct Detail {
    what: What,
    /// The node; `None` until a caller that knows it has set it.
    at: Option<usize>,
}

#[derive(Debug)]
pub(super) enum What {
    /// A value of the wrong type.
    Kind(Wanted),
    /// A key that the struct does not have; with the valid ones.
    UnknownField(Names),
    /// A word that the enum does not have; with the valid ones.
    UnknownWord(Names),
    /// A required field is missing.
    Missing(&'static str),
    /// A list of the wrong length; with the description of the expected one.
    Length(String),
    /// The message of one of our own `Deserialize` implementations: `MESSAGE` or `MESSAGE\nHELP`.
    Custom(String),
}

/// The type of value that was expected.
#[derive(Debug)]
pub(super) enum Wanted {
    /// `true` or `false`.
    Boolean,
    /// An integer from a minimum to a maximum, both inclusive.
    Whole(i128, i128),
    /// A finite number, with or without a fraction.
    Number,
    Text,
    /// A list; with the value in brackets, such as `[a, b]`, if that would be accepted.
    List(Option<String>),
    /// A mapping; with the valid keys if it is a struct.
    Group(Names),
    /// One of the words of an enum.
    Word(Names),
    /// Null, written as nothing.
    Nothing,
    /// What a visitor says that it expects, in the author's language.
    Other(String),
}

impl Error {
    /// An error whose node is not known yet; set it with [`at`](Self::at).
    pub(super) fn new(what: What) -> Self {
        Self(Box::new(Detail { what, at: None }))
    }

    pub(super) fn wanted(wanted: Wanted) -> Self {
        Self::new(What::Kind(wanted))
    }

    /// Sets the node, if none is set or if the one set is `target`, which `node` is an alias of: the error is then
    /// reported at the alias.
    pub(super) fn at(mut self, node: usize, target: usize) -> Self {
        if self.0.at.is_none_or(|at| at == target) {
            self.0.at = Some(node);
        }
        self
    }

    /// The error and its node; the root (0) if none was set.
    pub(super) fn into_parts(self) -> (What, usize) {
        let Detail { what, at } = *self.0;
        (what, at.unwrap_or_default())
    }
}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(What::Custom(message.to_string()))
    }

    fn invalid_type(_: de::Unexpected, expected: &dyn de::Expected) -> Self {
        Self::wanted(Wanted::Other(in_words(&expected.to_string())))
    }

    fn invalid_value(_: de::Unexpected, expected: &dyn de::Expected) -> Self {
        Self::wanted(Wanted::Other(in_words(&expected.to_string())))
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Self::new(What::Length(in_words(&expected.to_string())))
    }

    fn unknown_variant(_: &str, expected: Names) -> Self {
        Self::new(What::UnknownWord(expected))
    }

    fn unknown_field(_: &str, expected: Names) -> Self {
        Self::new(What::UnknownField(expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(What::Missing(field))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Error {}

/// Translates what serde's own visitors say that they expect into the author's language.
fn in_words(expected: &str) -> String {
    let words = match expected {
        "a string" | "a borrowed string" | "string" => "text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => GROUP,
        "unit" => "empty",
        "f32" | "f64" => "a number",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" | "isize" => "a whole number",
        other if other.starts_with("struct ") => GROUP,
        other if other.starts_with("tuple ") || other.starts_with("an array of ") => {
            "a list of another length"
        }
        other => other,
    };
    words.to_owned()
}

/// What messages call a mapping.
pub(super) const GROUP: &str = "a group of `key: value` lines";
