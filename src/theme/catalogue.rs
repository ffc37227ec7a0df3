//! Which themes there are, and which options each takes.

use std::collections::{BTreeMap, BTreeSet};

use super::load::chain;
use super::manifest::{OptionKind, RawOption};
use crate::content::scalar::Scalar;
use crate::diagnostic::Diagnostics;
use crate::tree::Tree;

/// A theme, for choosing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub name: String,
    /// What it looks like.
    pub description: Option<String>,
    /// Whether it is a folder of the author's.
    pub own: bool,
    /// The theme that it is laid over.
    pub extends: Option<String>,
    /// Its options, by name.
    pub options: Vec<AboutOption>,
}

/// An option of a theme, for choosing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AboutOption {
    /// Its name in `theme_options`.
    pub name: String,
    /// What it takes: "a colour", "serif, system".
    pub takes: String,
    /// What it is unless set.
    pub default: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}

/// All themes that a portfolio can choose, by name; `base` comes last, it is there for themes to build on.
///
/// Faults of themes of the author's go to `diagnostics`.
pub fn catalogue(own: &Tree, built_in: &Tree, diagnostics: &mut Diagnostics) -> Vec<About> {
    let folders = |tree: &Tree| -> BTreeSet<String> {
        tree.iter().filter_map(|it| Some(it.0.split_once('/')?.0.to_owned())).collect()
    };
    let (mine, theirs) = (folders(own), folders(built_in));
    let mut all: Vec<About> = mine
        .union(&theirs)
        .filter_map(|name| {
            let layers = chain(name, own, built_in, diagnostics)?;
            let mut options: BTreeMap<String, RawOption> = BTreeMap::new();
            for layer in layers.iter().rev() {
                options.extend(layer.manifest.options.clone().unwrap_or_default());
            }
            let of_its_own: Vec<_> =
                layers.iter().take_while(|it| it.folder == format!("themes/{name}")).collect();
            Some(About {
                name: name.clone(),
                description: of_its_own.iter().find_map(|it| it.manifest.description.clone()),
                own: mine.contains(name),
                extends: layers
                    .get(of_its_own.len())
                    .map(|it| it.folder.trim_start_matches("themes/").to_owned()),
                options: options.into_iter().map(|(name, it)| option(name, it)).collect(),
            })
        })
        .collect();
    all.sort_by_key(|it| (it.name == "base", it.name.clone()));
    all
}

fn option(name: String, option: RawOption) -> AboutOption {
    let takes = match option.kind {
        Some(OptionKind::Colour) => "a colour, #rrggbb".to_owned(),
        Some(OptionKind::Choice) => option.choices.unwrap_or_default().join(", "),
        Some(OptionKind::Picture) => "a picture from content/files/".to_owned(),
        Some(OptionKind::Switch) => "true, false".to_owned(),
        Some(OptionKind::Text) | None => "words".to_owned(),
    };
    let default = match option.default {
        Some(Scalar::Text(text)) => Some(text),
        Some(Scalar::Switch(on)) => Some(on.to_string()),
        Some(Scalar::None) | None => None,
    };
    AboutOption { name, takes, default, description: option.description }
}
