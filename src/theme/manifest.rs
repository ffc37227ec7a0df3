//! `theme.yaml`: which theme a theme extends and which options it declares.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::content::json_schema::{ContentKind, generate_schema};
use crate::content::load::SETTINGS_FILE;
use crate::content::scalar::Scalar;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::suggest;

/// The description of a theme, as a kind of file that an author writes.
pub const THEME_KIND: ContentKind = ContentKind {
    name: "theme",
    files: "themes/*/theme.yaml",
    description: "A theme of your own: what it is based on, its scripts, and the options that a portfolio may set",
    is_front_matter: false,
    example: "extends: commons\ndescription: \"Wide and quiet\"\noptions:\n  accent: { kind: color, default: \"#0b5c55\", description: \"Color of links and marks\" }\n",
    root_schema: generate_schema::<RawTheme>,
};

/// `theme.yaml`, as written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTheme {
    /// Its name; the folder's by default.
    pub name: Option<String>,
    /// The theme that it is laid over; `base` by default.
    pub extends: Option<String>,
    /// What it looks like, in a sentence.
    pub description: Option<String>,
    /// Scripts that every page loads: their paths in `assets/`, such as `js/site.js`.
    pub scripts: Option<Vec<String>>,
    /// How wide pages show a picture, as the `sizes` of HTML: `(min-width: 44rem) 40rem, 92vw`. Browsers choose the width to
    /// load by it.
    pub picture_sizes: Option<String>,
    /// The same for the picture at the head of a page; by default, as in the theme that it extends.
    pub cover_sizes: Option<String>,
    /// Options that an author may set, by name.
    pub options: Option<BTreeMap<String, RawOption>>,
}

/// An option of a theme, as written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawOption {
    /// What it takes.
    pub kind: Option<OptionKind>,
    /// What it may be, for a choice.
    pub choices: Option<Vec<String>>,
    /// Words for a choice that earlier versions had, with those that stand for them now.
    pub renamed: Option<BTreeMap<String, String>>,
    /// What it is unless set.
    pub default: Option<Scalar>,
    /// What it is for.
    pub description: Option<String>,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum OptionKind {
    /// `#rrggbb`. If it is too bright for text, the token of its name must be a darker one.
    #[serde(alias = "colour")]
    Color,
    /// One of `choices`.
    Choice,
    /// A picture from `content/files/`.
    Picture,
    /// Words.
    Text,
    /// `true` or `false`.
    Switch,
}

/// The value of a theme option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeOptionValue {
    /// A color as `#rrggbb`, in lower case when the author set it.
    Color(String),
    /// Free text or one of the choices.
    Text(String),
    /// A Boolean: `true` or `false`.
    Switch(bool),
    /// File name of an image in `content/files/`.
    Picture(String),
    /// Neither set nor given a default.
    None,
}

/// Validates `theme_options` against the options that the theme declares; diagnostics point into `portfolio.yaml`.
pub(super) fn resolve_options(
    options: &BTreeMap<String, RawOption>,
    set: &BTreeMap<String, Scalar>,
    theme: &str,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, ThemeOptionValue> {
    for name in set.keys().filter(|name| !options.contains_key(*name)) {
        let help = suggest::did_you_mean(name, options.keys().map(String::as_str))
            .unwrap_or_else(|| format!("it has {}", join_quoted(options.keys())));
        diagnostics.push(option_error(name, format!("the theme `{theme}` has no option `{name}`"), help));
    }
    let value = |(name, option): (&String, &RawOption)| {
        let value = match set.get(name) {
            Some(scalar) => check_option(name, option, scalar, diagnostics),
            None => None,
        };
        (name.clone(), value.unwrap_or_else(|| default_value(option)))
    };
    options.iter().map(value).collect()
}

pub(super) fn option_error(name: &str, message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error("THM-01", SETTINGS_FILE, message).field(format!("theme_options.{name}")).help(help)
}

fn join_quoted<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn default_value(option: &RawOption) -> ThemeOptionValue {
    let scalar = option.default.clone().unwrap_or_default();
    match (option.kind.unwrap_or(OptionKind::Text), scalar) {
        (_, Scalar::None) => ThemeOptionValue::None,
        (OptionKind::Color, Scalar::Text(colour)) => ThemeOptionValue::Color(colour),
        (OptionKind::Picture, Scalar::Text(file)) => ThemeOptionValue::Picture(file),
        (_, Scalar::Switch(on)) => ThemeOptionValue::Switch(on),
        (_, Scalar::Text(text)) => ThemeOptionValue::Text(text),
    }
}

fn check_option(
    name: &str,
    option: &RawOption,
    scalar: &Scalar,
    diagnostics: &mut Diagnostics,
) -> Option<ThemeOptionValue> {
    if option.kind == Some(OptionKind::Color) && *scalar == Scalar::None {
        let help = "a `#` starts a comment: put the color in quotes, `\"#0b5c55\"`; or remove the line";
        let severity = Severity::Warning;
        diagnostics
            .push(Diagnostic { severity, ..option_error(name, format!("`{name}` has no value"), help) });
    }
    if let Some(word) = renamed_choice(option, scalar) {
        if let Scalar::Text(old) = scalar {
            diagnostics.push(renamed_choice_hint(name, old, &word));
        }
        return Some(ThemeOptionValue::Text(word));
    }
    let mut refuse = |message: String, help: String| {
        diagnostics.push(option_error(name, message, help));
        None
    };
    let choices = option.choices.clone().unwrap_or_default();
    match (option.kind.unwrap_or(OptionKind::Text), scalar) {
        (_, Scalar::None) => None,
        (OptionKind::Switch, Scalar::Switch(on)) => Some(ThemeOptionValue::Switch(*on)),
        (OptionKind::Switch, _) => refuse(format!("`{name}` is a switch"), "write `true` or `false`".into()),
        (OptionKind::Choice, Scalar::Switch(on)) => {
            refuse(format!("`{name}` can't be `{on}`"), choices_help(&on.to_string(), &choices))
        }
        (_, Scalar::Switch(on)) => {
            refuse(format!("`{name}` can't be `{on}`"), "write a word in quotes".into())
        }
        (OptionKind::Text, Scalar::Text(text)) => Some(ThemeOptionValue::Text(text.clone())),
        (OptionKind::Picture, Scalar::Text(file)) => Some(ThemeOptionValue::Picture(file.clone())),
        (OptionKind::Choice, Scalar::Text(word)) if choices.contains(word) => {
            Some(ThemeOptionValue::Text(word.clone()))
        }
        (OptionKind::Choice, Scalar::Text(word)) => {
            refuse(format!("`{name}` can't be `{word}`"), choices_help(word, &choices))
        }
        (OptionKind::Color, Scalar::Text(text)) if is_color(text) => {
            Some(ThemeOptionValue::Color(text.to_ascii_lowercase()))
        }
        (OptionKind::Color, Scalar::Text(text)) => {
            refuse(format!("`{text}` isn't a color"), "write it as `\"#0b5c55\"`, in quotes".into())
        }
    }
}

/// What may be written for a choice, and what was probably meant.
fn choices_help(word: &str, choices: &[String]) -> String {
    let known: Vec<&str> = choices.iter().map(String::as_str).collect();
    let meant = suggest::value_synonym(word, &known).or_else(|| suggest::closest_word(word, known));
    let question = meant.map(|meant| format!("{} ", suggest::question(meant))).unwrap_or_default();
    format!("{question}use one of {}", join_quoted(choices.iter()))
}

/// The word that stands today for one of earlier versions, or for `true` and `false`. These have several names in YAML.
fn renamed_choice(option: &RawOption, scalar: &Scalar) -> Option<String> {
    let written = match scalar.as_switch() {
        Some(on) => on.to_string(),
        None => scalar.clone().into_text()?,
    };
    option.renamed.as_ref()?.get(&written).cloned()
}

/// Reports a word of an earlier version. `check --fix` and `leadfolio upgrade` replace it.
fn renamed_choice_hint(name: &str, old: &str, new: &str) -> Diagnostic {
    let field = format!("theme_options.{name}");
    let message = format!("`{name}: {old}` is now called `{new}`; the old name still works");
    Diagnostic::info("YML-10", SETTINGS_FILE, message)
        .field(field.clone())
        .help(format!("write `{name}: {new}`"))
        .fix(Location::Field(field), new)
}

/// Whether a text is a color as `#rrggbb`.
fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
