//! The words that generated pages show, and the way in which a language writes dates, numbers and lists.
//!
//! Templates and code name a message by its key; its text is in `locales/LANGUAGE.ftl`, in the syntax of
//! [Project Fluent](https://projectfluent.org). A portfolio replaces messages, or adds a language, in
//! `content/i18n/LANGUAGE.ftl`.

mod catalog;
mod messages;
mod sentence;

pub use catalog::{Catalog, MessageValue, fallback_chain};
pub use messages::{MessageFile, english_messages, may_be_added, parse_messages};
pub use sentence::{role_in_sentence, text_in_sentence};

/// The languages that leadfolio has all messages of, as tags of BCP 47, and the files with the messages.
const BUILT_IN: &[(&str, &str)] = &[
    ("en", include_str!("locales/en.ftl")),
    ("en-GB", include_str!("locales/en-GB.ftl")),
    ("ar", include_str!("locales/ar.ftl")),
    ("de", include_str!("locales/de.ftl")),
    ("es", include_str!("locales/es.ftl")),
    ("es-ES", include_str!("locales/es-ES.ftl")),
    ("fr", include_str!("locales/fr.ftl")),
    ("pt-BR", include_str!("locales/pt-BR.ftl")),
];

/// The language of messages that no other language has.
const FALLBACK: &str = "en";

/// The main language of a tag, in small letters: `pt` for `pt-BR`.
pub fn main_language(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether two tags are of the same main language: `pt-BR` and `pt`.
pub fn is_same_language(one: &str, other: &str) -> bool {
    main_language(one) == main_language(other)
}

/// A message in the file of a language.
pub fn built_in(language: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(language)).map(|(_, text)| *text)
}

/// The tags of the languages with messages of their own, English first.
pub fn built_in_languages() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(tag, _)| *tag)
}
