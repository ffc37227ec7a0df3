//! Loads a theme and merges it with the themes that it extends.
//!
//! A layer is one folder of one theme. A project's own `themes/NAME/` is a layer above the built-in theme of the same
//! name, so a single file at the same path overrides a built-in one.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{RawOption, RawTheme, ThemeOptionValue, resolve_options};
use super::named_assets::find_named_assets;
use super::stylesheet;
use super::templates::{Engine, TemplateSource};
use crate::content::load::SETTINGS_FILE;
use crate::content::scalar::Scalar;
use crate::content::{document, text};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::suggest;
use crate::vfs::{Blob, FileTree};

/// A theme merged with all that it extends, ready to render.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Compiled templates of all layers.
    pub engine: Engine,
    /// The complete style sheet, minified.
    pub stylesheet: String,
    /// The colors of code blocks, minified: for sites that have them.
    pub highlight_stylesheet: String,
    /// Other assets, keyed by their path in `assets/`.
    pub assets: BTreeMap<String, Blob>,
    /// Those assets that templates and style sheets name, so that a build may publish them under other names.
    pub named_assets: BTreeSet<String>,
    /// Option values, set or default, by name.
    pub options: BTreeMap<String, ThemeOptionValue>,
}

/// One folder of one theme.
pub(super) struct Layer {
    /// Prefix of its template names, such as `commons:`.
    prefix: String,
    /// Its folder relative to the project root, for diagnostics.
    pub(super) folder: String,
    files: FileTree,
    pub(super) manifest: RawTheme,
}

/// Longest chain of `extends`; a longer one is reported as a cycle.
const MAX_EXTENDS_DEPTH: usize = 16;

/// Loads a theme by name from the project's own themes and the built-in ones.
///
/// Errors go to `diagnostics`. Returns `None` when there is no such theme or its templates do not compile.
pub fn load(
    name: &str,
    own: &FileTree,
    built_in: &FileTree,
    set: &BTreeMap<String, Scalar>,
    diagnostics: &mut Diagnostics,
) -> Option<Theme> {
    let layers = resolve_layers(name, own, built_in, diagnostics)?;
    let mut declared: BTreeMap<String, RawOption> = BTreeMap::new();
    // Base first, so that the layers above replace what they override.
    for layer in layers.iter().rev() {
        declared.extend(layer.manifest.options.clone().unwrap_or_default());
    }
    let options = resolve_options(&declared, set, name, diagnostics);
    let mut sources = Vec::new();
    let mut styles = BTreeMap::new();
    let mut assets = BTreeMap::new();
    for layer in layers.iter().rev() {
        sources.extend(read_templates(layer, diagnostics));
        styles.extend(read_stylesheets(layer, diagnostics));
        let other = layer.files.files_in("assets").filter(|(path, _)| !path.starts_with("css/"));
        assets.extend(other.map(|(path, blob)| (path.to_owned(), blob.clone())));
    }
    let texts = sources.iter().map(|source| &source.text).chain(styles.values());
    let named_assets = find_named_assets(&assets, texts.map(String::as_str));
    report_unused_files(&layers, &sources, own, built_in, diagnostics);
    let prefixes = layers.iter().map(|layer| layer.prefix.clone()).collect();
    let engine = Engine::new(sources, prefixes).map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
    let stylesheet = stylesheet::join_stylesheets(&styles, &options);
    let highlight_stylesheet = stylesheet::highlight_stylesheet(&styles);
    Some(Theme { engine, stylesheet, highlight_stylesheet, assets, named_assets, options })
}

/// Warns about the author's files that neither override anything nor are referenced: usually a misspelled name.
fn report_unused_files(
    layers: &[Layer],
    sources: &[TemplateSource],
    own: &FileTree,
    built_in: &FileTree,
    diagnostics: &mut Diagnostics,
) {
    let folders: BTreeSet<&str> = own.iter().filter_map(|(path, _)| Some(path.split_once('/')?.0)).collect();
    let built_in: BTreeSet<&str> =
        built_in.iter().filter_map(|(path, _)| Some(path.split_once('/')?.0)).collect();
    let used = |folder: &str| layers.iter().any(|layer| layer.folder == format!("themes/{folder}"));
    // A folder with a manifest is a theme that the portfolio does not use at the moment.
    let is_theme = |folder: &str| built_in.contains(folder) || own.contains(&format!("{folder}/theme.yaml"));
    for folder in folders.into_iter().filter(|folder| !used(folder) && !is_theme(folder)) {
        let help = suggest::did_you_mean(folder, built_in.iter().copied()).unwrap_or_else(|| {
            "name it after the theme it changes, or give it its own `theme.yaml`".to_owned()
        });
        let message = "this folder doesn't belong to any theme, so it has no effect";
        diagnostics.push(Diagnostic::warning("THM-04", format!("themes/{folder}"), message).help(help));
    }
    let name_of = |source: &TemplateSource| {
        source.name.split_once(':').map_or_else(|| source.name.clone(), |(_, name)| name.to_owned())
    };
    for source in sources.iter().filter(|source| own.contains(source.path.trim_start_matches("themes/"))) {
        let name = name_of(source);
        let is_override = sources.iter().any(|other| other.name != source.name && name_of(other) == name);
        let is_referenced =
            sources.iter().any(|other| other.name != source.name && other.text.contains(&name));
        if is_override || is_referenced {
            continue;
        }
        let known: BTreeSet<String> =
            sources.iter().filter(|other| other.name != source.name).map(name_of).collect();
        let help = suggest::did_you_mean(&name, known.iter().map(String::as_str))
            .unwrap_or_else(|| "`themes/README.md` lists the templates".to_owned());
        let message = "this template doesn't replace any template, and none uses it";
        diagnostics.push(Diagnostic::warning("THM-04", source.path.clone(), message).help(help));
    }
}

/// Layers of a theme and of all that it extends, its own first. Ends at `base`.
pub(super) fn resolve_layers(
    name: &str,
    own: &FileTree,
    built_in: &FileTree,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Layer>> {
    let mut layers = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        if !seen.insert(name.clone()) || seen.len() > MAX_EXTENDS_DEPTH {
            let message = format!("the theme `{name}` extends itself");
            diagnostics.push(
                Diagnostic::error("THM-02", format!("themes/{name}/theme.yaml"), message).field("extends"),
            );
            return None;
        }
        let found = read_layers(&name, own, built_in, diagnostics);
        if found.is_empty() {
            diagnostics.push(unknown_theme(&name, layers.last(), own, built_in));
            return None;
        }
        let extends = found.iter().find_map(|layer| layer.manifest.extends.clone());
        layers.extend(found);
        next = extends.or_else(|| (name != "base").then(|| "base".to_owned()));
    }
    Some(layers)
}

fn read_layers(name: &str, own: &FileTree, built_in: &FileTree, diagnostics: &mut Diagnostics) -> Vec<Layer> {
    let (own, built_in) = (own.subtree(name), built_in.subtree(name));
    let both = !own.is_empty() && !built_in.is_empty();
    let mut layers = Vec::new();
    for (files, prefix) in [(own, if both { "own-" } else { "" }), (built_in, "")] {
        if files.is_empty() {
            continue;
        }
        let folder = format!("themes/{name}");
        let manifest = read_manifest(&files, &folder, diagnostics);
        layers.push(Layer { prefix: format!("{prefix}{name}:"), folder, files, manifest });
    }
    layers
}

fn read_manifest(files: &FileTree, folder: &str, diagnostics: &mut Diagnostics) -> RawTheme {
    let Some(bytes) = files.get("theme.yaml").and_then(|blob| blob.read().ok()) else {
        return RawTheme::default();
    };
    document::read_data_file(&format!("{folder}/theme.yaml"), &bytes, diagnostics).unwrap_or_default()
}

fn unknown_theme(name: &str, extended_by: Option<&Layer>, own: &FileTree, built_in: &FileTree) -> Diagnostic {
    let folders = |tree: &FileTree| {
        tree.iter()
            .filter_map(|(path, _)| path.split_once('/').map(|(folder, _)| folder.to_owned()))
            .collect::<BTreeSet<_>>()
    };
    let known: Vec<String> = folders(own).union(&folders(built_in)).map(|name| format!("`{name}`")).collect();
    let (path, field) = match extended_by {
        Some(layer) => (format!("{}/theme.yaml", layer.folder), "extends"),
        None => (SETTINGS_FILE.to_owned(), "theme"),
    };
    let message = format!("there is no theme `{name}`");
    Diagnostic::error("THM-02", path, message).field(field).help(format!("there are {}", known.join(", ")))
}

fn read_templates(layer: &Layer, diagnostics: &mut Diagnostics) -> Vec<TemplateSource> {
    let files = layer.files.files_in("templates").filter(|(path, _)| path.ends_with(".html"));
    let mut sources = Vec::new();
    for (path, blob) in files {
        let file = format!("{}/templates/{path}", layer.folder);
        if let Some(text) = read_text(blob, &file, diagnostics) {
            sources.push(TemplateSource { name: format!("{}{path}", layer.prefix), path: file, text });
        }
    }
    sources
}

fn read_stylesheets(layer: &Layer, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let mut styles = Vec::new();
    for (path, blob) in layer.files.files_in("assets/css") {
        let Some(name) = path.strip_suffix(".css") else { continue };
        let file = format!("{}/assets/css/{path}", layer.folder);
        styles.extend(read_text(blob, &file, diagnostics).map(|text| (name.to_owned(), text)));
    }
    styles
}

fn read_text(blob: &Blob, file: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let bytes = match blob.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(Diagnostic::error("FIL-02", file, format!("it can't be read: {error}")));
            return None;
        }
    };
    match text::decode(&bytes) {
        Ok(text) => Some(text.into_owned()),
        Err(error) => {
            diagnostics.push(Diagnostic::error("TXT-01", file, error.message).help(error.help));
            None
        }
    }
}
