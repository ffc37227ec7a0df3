//! Finds a theme and lays it over those that it extends.
//!
//! A layer is one folder of one theme. A portfolio's own `themes/NAME/` lies over the built-in theme of that name,
//! so an override is a single file in the same place.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{OptionValue, RawOption, RawTheme, settle};
use super::sheet;
use super::templates::{Engine, Source};
use crate::content::collect::SETTINGS;
use crate::content::scalar::Scalar;
use crate::content::{document, text};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::tree::{Blob, Tree};

/// A theme, ready to render with.
#[derive(Debug)]
pub struct Theme {
    /// Its templates.
    pub engine: Engine,
    /// The style sheet.
    pub sheet: String,
    /// Other assets, by their path below `assets/`.
    pub assets: BTreeMap<String, Blob>,
    /// Its options, as set or by default.
    pub options: BTreeMap<String, OptionValue>,
}

/// A folder of a theme.
pub(super) struct Layer {
    /// In front of the names of its templates: `commons:`.
    prefix: String,
    /// Its folder, for diagnostics.
    pub(super) folder: String,
    files: Tree,
    pub(super) manifest: RawTheme,
}

/// A longer chain of themes is a mistake.
const MAX_CHAIN: usize = 16;

/// Loads a theme by name from a portfolio's own themes and the built-in ones.
///
/// Faults go to `diagnostics`; none is returned when there is no such theme or its templates cannot be used.
pub fn load(
    name: &str,
    own: &Tree,
    built_in: &Tree,
    set: &BTreeMap<String, Scalar>,
    diagnostics: &mut Diagnostics,
) -> Option<Theme> {
    let layers = chain(name, own, built_in, diagnostics)?;
    let mut declared: BTreeMap<String, RawOption> = BTreeMap::new();
    for layer in layers.iter().rev() {
        declared.extend(layer.manifest.options.clone().unwrap_or_default());
    }
    let options = settle(&declared, set, name, diagnostics);
    let mut sources = Vec::new();
    let mut styles = BTreeMap::new();
    let mut assets = BTreeMap::new();
    for layer in layers.iter().rev() {
        sources.extend(templates(layer, diagnostics));
        styles.extend(style_sheets(layer, diagnostics));
        let other = layer.files.under("assets").filter(|(path, _)| !path.starts_with("css/"));
        assets.extend(other.map(|(path, blob)| (path.to_owned(), blob.clone())));
    }
    report_strays(&layers, &sources, own, built_in, diagnostics);
    let prefixes = layers.iter().map(|it| it.prefix.clone()).collect();
    let engine = Engine::new(sources, prefixes).map_err(|it| diagnostics.push(it)).ok()?;
    Some(Theme { engine, sheet: sheet::join(&styles, &options), assets, options })
}

/// Files of the author's that take the place of nothing and that nothing names: a name is misspelt.
fn report_strays(
    layers: &[Layer],
    sources: &[Source],
    own: &Tree,
    built_in: &Tree,
    diagnostics: &mut Diagnostics,
) {
    let folders: BTreeSet<&str> = own.iter().filter_map(|it| Some(it.0.split_once('/')?.0)).collect();
    let built_in: BTreeSet<&str> = built_in.iter().filter_map(|it| Some(it.0.split_once('/')?.0)).collect();
    let used = |folder: &str| layers.iter().any(|it| it.folder == format!("themes/{folder}"));
    // A folder with a manifest is a theme that waits to be chosen.
    let is_theme = |folder: &str| built_in.contains(folder) || own.contains(&format!("{folder}/theme.yaml"));
    for folder in folders.into_iter().filter(|it| !used(it) && !is_theme(it)) {
        let help = nearest(folder, built_in.iter().copied()).unwrap_or_else(|| {
            "give it the name of the theme that it changes, or a `theme.yaml` of its own".to_owned()
        });
        let message = "this folder belongs to no theme and does nothing";
        diagnostics.push(Diagnostic::warning("THM-04", format!("themes/{folder}"), message).help(help));
    }
    let name_of = |it: &Source| it.name.split_once(':').map_or_else(|| it.name.clone(), |it| it.1.to_owned());
    for source in sources.iter().filter(|it| own.contains(it.path.trim_start_matches("themes/"))) {
        let name = name_of(source);
        let elsewhere = sources.iter().any(|it| it.name != source.name && name_of(it) == name);
        let named = sources.iter().any(|it| it.name != source.name && it.text.contains(&name));
        if elsewhere || named {
            continue;
        }
        let known: BTreeSet<String> =
            sources.iter().filter(|it| it.name != source.name).map(name_of).collect();
        let help = nearest(&name, known.iter().map(String::as_str))
            .unwrap_or_else(|| "`themes/README.md` lists the templates".to_owned());
        let message = "this template takes the place of none, and none names it";
        diagnostics.push(Diagnostic::warning("THM-04", source.path.clone(), message).help(help));
    }
}

fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let best = known.map(|it| (strsim::jaro_winkler(word, it), it)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > 0.85).then(|| format!("did you mean `{}`?", best.1))
}

/// The layers of a theme, its own first.
pub(super) fn chain(
    name: &str,
    own: &Tree,
    built_in: &Tree,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Layer>> {
    let mut layers = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        if !seen.insert(name.clone()) || seen.len() > MAX_CHAIN {
            let message = format!("the theme `{name}` extends itself");
            diagnostics.push(
                Diagnostic::error("THM-02", format!("themes/{name}/theme.yaml"), message).field("extends"),
            );
            return None;
        }
        let found = layers_of(&name, own, built_in, diagnostics);
        if found.is_empty() {
            diagnostics.push(unknown(&name, layers.last(), own, built_in));
            return None;
        }
        let extends = found.iter().find_map(|it| it.manifest.extends.clone());
        layers.extend(found);
        next = extends.or_else(|| (name != "base").then(|| "base".to_owned()));
    }
    Some(layers)
}

fn layers_of(name: &str, own: &Tree, built_in: &Tree, diagnostics: &mut Diagnostics) -> Vec<Layer> {
    let (own, built_in) = (own.subtree(name), built_in.subtree(name));
    let both = !own.is_empty() && !built_in.is_empty();
    let mut layers = Vec::new();
    for (files, prefix) in [(own, if both { "own-" } else { "" }), (built_in, "")] {
        if files.is_empty() {
            continue;
        }
        let folder = format!("themes/{name}");
        let manifest = manifest(&files, &folder, diagnostics);
        layers.push(Layer { prefix: format!("{prefix}{name}:"), folder, files, manifest });
    }
    layers
}

fn manifest(files: &Tree, folder: &str, diagnostics: &mut Diagnostics) -> RawTheme {
    let Some(bytes) = files.get("theme.yaml").and_then(|it| it.read().ok()) else {
        return RawTheme::default();
    };
    document::read_data(&format!("{folder}/theme.yaml"), &bytes, diagnostics).unwrap_or_default()
}

fn unknown(name: &str, extended_by: Option<&Layer>, own: &Tree, built_in: &Tree) -> Diagnostic {
    let folders = |tree: &Tree| {
        tree.iter()
            .filter_map(|(path, _)| path.split_once('/').map(|it| it.0.to_owned()))
            .collect::<BTreeSet<_>>()
    };
    let known: Vec<String> = folders(own).union(&folders(built_in)).map(|it| format!("`{it}`")).collect();
    let (path, field) = match extended_by {
        Some(layer) => (format!("{}/theme.yaml", layer.folder), "extends"),
        None => (SETTINGS.to_owned(), "theme"),
    };
    let message = format!("there is no theme `{name}`");
    Diagnostic::error("THM-02", path, message).field(field).help(format!("there are {}", known.join(", ")))
}

fn templates(layer: &Layer, diagnostics: &mut Diagnostics) -> Vec<Source> {
    let files = layer.files.under("templates").filter(|it| it.0.ends_with(".html"));
    let mut sources = Vec::new();
    for (path, blob) in files {
        let file = format!("{}/templates/{path}", layer.folder);
        if let Some(text) = read_text(blob, &file, diagnostics) {
            sources.push(Source { name: format!("{}{path}", layer.prefix), path: file, text });
        }
    }
    sources
}

fn style_sheets(layer: &Layer, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let mut styles = Vec::new();
    for (path, blob) in layer.files.under("assets/css") {
        let Some(name) = path.strip_suffix(".css") else { continue };
        let file = format!("{}/assets/css/{path}", layer.folder);
        styles.extend(read_text(blob, &file, diagnostics).map(|it| (name.to_owned(), it)));
    }
    styles
}

fn read_text(blob: &Blob, file: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let bytes = match blob.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(Diagnostic::error("FIL-02", file, format!("it cannot be read: {error}")));
            return None;
        }
    };
    match text::decode(&bytes) {
        Ok(text) => Some(text.into_owned()),
        Err(fault) => {
            diagnostics.push(Diagnostic::error("TXT-01", file, fault.message).help(fault.help));
            None
        }
    }
}
