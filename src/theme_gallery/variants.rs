//! What is shown of a theme: itself, and each of its options with each value.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::scalar::Scalar;
use crate::theme::{OptionValues, ThemeInfo, ThemeOptionInfo};
use crate::urls::Slug;
use crate::yaml;

/// Accents to choose from: green, red, blue and violet, all of them readable on white.
const ACCENTS: [&str; 4] = ["#0b5c55", "#8a1c1c", "#1d3a63", "#5b2a86"];

/// A theme with options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variant {
    /// Its folder in that of the theme; empty for the theme with the author's own options.
    pub(super) folder: String,
    /// The option that it shows, with its value, as they are written; `None` for the theme itself.
    pub(super) option: Option<(String, String)>,
    /// All options that are set.
    pub(super) options: BTreeMap<String, Scalar>,
}

/// The theme with those of the author's options that it has, and then with each other value of each option.
pub(super) fn list_variants(theme: &ThemeInfo, own: &BTreeMap<String, Scalar>) -> Vec<Variant> {
    let has_option = |name: &String| theme.options.iter().any(|option| option.name == *name);
    let set: BTreeMap<String, Scalar> = own
        .iter()
        .filter(|(name, _)| has_option(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let mut variants = vec![Variant { folder: String::new(), option: None, options: set.clone() }];
    let mut folders = BTreeSet::new();
    for option in &theme.options {
        for value in other_values(option, set.get(&option.name)) {
            let written = write_value(&value);
            let mut options = set.clone();
            options.insert(option.name.clone(), value);
            variants.push(Variant {
                folder: unique_folder(&format!("{} {written}", option.name), &mut folders),
                option: Some((option.name.clone(), written)),
                options,
            });
        }
    }
    variants
}

/// The values of an option that can be shown, without the one that it has.
fn other_values(option: &ThemeOptionInfo, set: Option<&Scalar>) -> Vec<Scalar> {
    let set = set.filter(|value| **value != Scalar::None).map(unquoted);
    let current = set.or_else(|| option.default.clone()).unwrap_or_default();
    let texts = |values: Vec<String>| values.into_iter().map(Scalar::Text).collect();
    let all: Vec<Scalar> = match &option.values {
        OptionValues::Color => texts(ACCENTS.map(str::to_owned).to_vec()),
        OptionValues::Choices(choices) => texts(choices.clone()),
        OptionValues::Switch => vec![Scalar::Switch(false), Scalar::Switch(true)],
        OptionValues::Free => Vec::new(),
    };
    all.into_iter().filter(|value| !unquoted(value).eq_ignore_ascii_case(&current)).collect()
}

/// A value as text, without the quotes that YAML needs.
fn unquoted(value: &Scalar) -> String {
    value.clone().into_text().unwrap_or_default()
}

/// A value as it is written in `portfolio.yaml`.
pub(super) fn write_value(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => yaml::quote_if_needed(text),
        Scalar::None | Scalar::Switch(_) => unquoted(value),
    }
}

/// The name of a folder for a text. A theme may have options whose names differ in their signs alone.
fn unique_folder(text: &str, taken: &mut BTreeSet<String>) -> String {
    let name = Slug::from_title(text).map_or_else(|| "option".to_owned(), |slug| slug.as_str().to_owned());
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
    free.unwrap_or(name)
}
