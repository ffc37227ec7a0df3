//! What serde has against a tree, before it is put into words.

use std::fmt;

use serde::de;

/// The names of a struct's fields or an enum's values.
pub(super) type Names = &'static [&'static str];

/// A fault of a node; small, for it rides in every result.
#[derive(Debug)]
pub(super) struct Error(Box<Detail>);

#[derive(Debug)]
struct Detail {
    what: What,
    at: Option<usize>,
}

/// What is wrong.
#[derive(Debug)]
pub(super) enum What {
    /// A value of another kind.
    Kind(Wanted),
    /// A key that the struct does not have.
    UnknownField(Names),
    /// A word that the enum does not have.
    UnknownWord(Names),
    /// A field that must be there.
    Missing(&'static str),
    /// A list that is too short or too long.
    Length(String),
    /// What one of our own types says.
    Custom(String),
}

/// The kind of value that a type takes.
#[derive(Debug)]
pub(super) enum Wanted {
    /// `true` or `false`.
    Boolean,
    /// A whole number between two.
    Whole(i128, i128),
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list; with the line that would be one.
    List(Option<String>),
    /// Lines of key and value, with the keys when it is a struct.
    Group(Names),
    /// One of these words.
    Word(Names),
    /// Nothing.
    Nothing,
    /// What a type of ours says that it takes.
    Other(String),
}

impl Error {
    /// An error whose place is not known yet.
    pub(super) fn new(what: What) -> Self {
        Self(Box::new(Detail { what, at: None }))
    }

    /// A value of the wrong kind.
    pub(super) fn wanted(wanted: Wanted) -> Self {
        Self::new(What::Kind(wanted))
    }

    /// Places an error at a node: when it has no place, or when it is at what the node is an alias of.
    pub(super) fn at(mut self, node: usize, target: usize) -> Self {
        if self.0.at.is_none_or(|it| it == target) {
            self.0.at = Some(node);
        }
        self
    }

    /// What is wrong, and at which node; the root when nobody said.
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

/// What serde's own types say that they take, in the author's language.
fn in_words(expected: &str) -> String {
    let words = match expected {
        "a string" | "a borrowed string" | "string" => "text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => GROUP,
        "unit" => "empty",
        "f32" | "f64" => "a number",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" | "isize" => "a whole number",
        it if it.starts_with("struct ") => GROUP,
        it if it.starts_with("tuple ") || it.starts_with("an array of ") => "a list of another length",
        it => it,
    };
    words.to_owned()
}

/// What a mapping is called.
pub(super) const GROUP: &str = "a group of `key: value` lines";
