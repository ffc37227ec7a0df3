//! Lists the available themes and their options.

use std::collections::BTreeMap;

use super::layers::resolve_layers;
use super::manifest::{OptionKind, RawOption};
use crate::content::scalar::Scalar;
use crate::diagnostic::Diagnostics;
use crate::vfs::FileTree;

/// Description of a theme, for `leadfolio themes` and the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeInfo {
    /// Name for `theme:` in `portfolio.yaml`.
    pub name: String,
    /// What it looks like, in a sentence.
    pub description: Option<String>,
    /// Whether it is in the project's own `themes/` folder.
    pub is_own: bool,
    /// Theme that it extends; `None` for `base`.
    pub extends: Option<String>,
    /// Its options, including inherited ones, sorted by name.
    pub options: Vec<ThemeOptionInfo>,
}

/// Description of a theme option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeOptionInfo {
    /// Key of the option in `theme_options`.
    pub name: String,
    /// Accepted values, in words: `a color, #rrggbb`, `serif, system`.
    pub accepts: String,
    /// Accepted values, for programs.
    pub values: OptionValues,
    /// Value when it is not set.
    pub default: Option<String>,
    /// What the option changes.
    pub description: Option<String>,
}

/// Which values a theme option accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValues {
    /// A color as `#rrggbb`.
    Color,
    /// One of these words.
    Choices(Vec<String>),
    /// `true` or `false`.
    Switch,
    /// Anything, such as text or the name of a file.
    Free,
}

/// Lists all themes that a portfolio can choose, sorted by name. `base` is last: it exists for other themes to
/// extend.
///
/// Errors in the project's own themes go to `diagnostics`.
pub fn list_themes(own: &FileTree, built_in: &FileTree, diagnostics: &mut Diagnostics) -> Vec<ThemeInfo> {
    let (own_names, built_in_names) = (own.top_folders(), built_in.top_folders());
    let mut all: Vec<ThemeInfo> = own_names
        .union(&built_in_names)
        .filter_map(|name| {
            let layers = resolve_layers(name, own, built_in, diagnostics)?;
            // Base first, so that a theme's own declaration replaces an inherited one.
            let mut options: BTreeMap<String, RawOption> = BTreeMap::new();
            for layer in layers.iter().rev() {
                options.extend(layer.manifest.options.clone().unwrap_or_default());
            }
            let own_layers: Vec<_> =
                layers.iter().take_while(|layer| layer.folder == format!("themes/{name}")).collect();
            Some(ThemeInfo {
                name: (*name).to_owned(),
                description: own_layers.iter().find_map(|layer| layer.manifest.description.clone()),
                is_own: own_names.contains(name),
                extends: layers
                    .get(own_layers.len())
                    .map(|layer| layer.folder.trim_start_matches("themes/").to_owned()),
                options: options.into_iter().map(|(name, raw)| describe_option(name, raw)).collect(),
            })
        })
        .collect();
    all.sort_by_key(|theme| (theme.name == "base", theme.name.clone()));
    all
}

fn describe_option(name: String, option: RawOption) -> ThemeOptionInfo {
    let free = |accepts: &str| (accepts.to_owned(), OptionValues::Free);
    let (accepts, values) = match option.kind {
        Some(OptionKind::Color) => ("a color, #rrggbb".to_owned(), OptionValues::Color),
        Some(OptionKind::Choice) => {
            let choices = option.choices.unwrap_or_default();
            (choices.join(", "), OptionValues::Choices(choices))
        }
        Some(OptionKind::Picture) => free("a picture from content/files/"),
        Some(OptionKind::Switch) => ("true, false".to_owned(), OptionValues::Switch),
        Some(OptionKind::Text) | None => free("words"),
    };
    let default = option.default.and_then(Scalar::into_text);
    ThemeOptionInfo { name, accepts, values, default, description: option.description }
}
