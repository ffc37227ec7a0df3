//! Loads a theme and merges it with the themes that it extends.
//!
//! A layer is one folder of one theme. A project's own `themes/NAME/` is a layer above the built-in theme of the same
//! name, so a single file at the same path overrides a built-in one.

use std::collections::{BTreeMap, BTreeSet};

use super::bright_colors::check_bright_colors;
use super::css::read_stylesheet;
use super::layers::{Layer, resolve_layers};
use super::manifest::{RawOption, ThemeOptionValue, resolve_options};
use super::named_assets::published_names;
use super::own_assets::publish_asset;
use super::scripts::{ThemeScript, take_scripts};
use super::stylesheet;
use super::stylesheet_check::{OwnStylesheet, check_stylesheet};
use super::template_set::{CARD_TEMPLATE, TemplateSet, TemplateSource};
use super::templates::Engine;
use super::tokens::{CardStyle, card_style, used_tokens};
use super::unused_files::{UnusedTemplate, find_unused_templates, report_unused_files};
use crate::content::checker::non_blank;
use crate::content::scalar::Scalar;
use crate::content::text;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::vfs::{Blob, FileTree};

/// A theme merged with all that it extends, ready to render.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Compiled templates of all layers.
    pub engine: Engine,
    /// The style sheet of all pages, minified.
    pub stylesheet: String,
    /// What pages of a kind load besides it, minified, by kind of page.
    pub page_stylesheets: BTreeMap<String, String>,
    /// The colors of code blocks, minified: for sites that have them.
    pub highlight_stylesheet: String,
    /// Scripts that every page loads, in order.
    pub scripts: Vec<ThemeScript>,
    /// Other assets, keyed by their path in `assets/`.
    pub assets: BTreeMap<String, Blob>,
    /// Published names, with a hash of the content, of those assets that templates and style sheets name, by path in
    /// `assets/`.
    pub published_names: BTreeMap<String, String>,
    /// Templates of the author's that neither replace one nor are named by one.
    pub unused_templates: Vec<UnusedTemplate>,
    /// What cards take over from the style sheet.
    pub card_style: CardStyle,
    /// How wide pages show a picture, as the attribute `sizes`.
    pub picture_sizes: String,
    /// The same for the picture at the head of a page.
    pub cover_sizes: String,
    /// Option values, set or default, by name.
    pub options: BTreeMap<String, ThemeOptionValue>,
}

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
    let mut own_sheets = Vec::new();
    for layer in layers.iter().rev() {
        sources.extend(read_templates(layer, diagnostics));
        styles.extend(read_stylesheets(layer, &mut own_sheets, diagnostics));
    }
    styles.retain(|name, _| stylesheet::is_used(name, &options));
    let mut own_assets = BTreeSet::new();
    for layer in layers.iter().rev() {
        for (path, blob) in layer.files.files_in("assets").filter(|(path, _)| !path.starts_with("css/")) {
            let published = publish_asset(layer, path, blob, &sources, diagnostics);
            own_assets.extend(layer.is_own.then(|| path.to_owned()));
            assets.extend(published.map(|blob| (path.to_owned(), blob)));
        }
    }
    let tokens: BTreeSet<&str> = styles.values().flat_map(|sheet| used_tokens(sheet)).collect();
    own_sheets.iter().for_each(|sheet| check_stylesheet(sheet, &assets, &tokens, diagnostics));
    let cover_sizes = layers.iter().find_map(|layer| non_blank(layer.manifest.cover_sizes.clone()));
    let picture_sizes = layers.iter().find_map(|layer| non_blank(layer.manifest.picture_sizes.clone()));
    let picture_sizes = picture_sizes.unwrap_or_else(|| "100vw".to_owned());
    let scripts = take_scripts(&layers, &mut assets, diagnostics);
    let texts = sources.iter().map(|source| &source.text).chain(styles.values());
    let published_names = published_names(&assets, &scripts, texts.map(String::as_str));
    // Of what built-in themes bring along, such as fonts, a site has what its pages may load.
    assets.retain(|path, _| own_assets.contains(path) || published_names.contains_key(path));
    let prefixes = layers.iter().map(|layer| layer.prefix.clone()).collect();
    let templates = TemplateSet { sources, prefixes, folder: format!("themes/{name}") };
    report_unused_files(&layers, &templates, own, built_in, diagnostics);
    let unused_templates = find_unused_templates(&templates);
    let refused = |errors: Vec<Diagnostic>| errors.into_iter().for_each(|error| diagnostics.push(error));
    let engine = Engine::new(templates).map_err(refused).ok()?;
    let stylesheet = stylesheet::join_stylesheets(&styles, &options);
    check_bright_colors(&options, set, &stylesheet, diagnostics);
    let fonts = options.get("fonts").and_then(|fonts| match fonts {
        ThemeOptionValue::Text(name) => Some(name.as_str()),
        _ => None,
    });
    let card_style = card_style(&stylesheet, fonts);
    let highlight_stylesheet = stylesheet::highlight_stylesheet(&styles);
    Some(Theme {
        card_style,
        engine,
        stylesheet,
        page_stylesheets: stylesheet::page_stylesheets(&styles),
        highlight_stylesheet,
        scripts,
        assets,
        published_names,
        unused_templates,
        cover_sizes: cover_sizes.unwrap_or_default(),
        picture_sizes,
        options,
    })
}

fn read_templates(layer: &Layer, diagnostics: &mut Diagnostics) -> Vec<TemplateSource> {
    let files = layer
        .files
        .files_in("templates")
        .filter(|(path, _)| path.ends_with(".html") || *path == CARD_TEMPLATE);
    let mut sources = Vec::new();
    for (path, blob) in files {
        let file = format!("{}/templates/{path}", layer.folder);
        if let Some(text) = read_text(blob, &file, diagnostics) {
            let name = format!("{}{path}", layer.prefix);
            sources.push(TemplateSource { name, path: file, text, is_own: layer.is_own });
        }
    }
    sources
}

/// The style sheets of a layer by name. Those of the author's are read, too, and added to `own` for their checks; what is
/// open at their end is closed there, so that it does not swallow the sheets after them.
fn read_stylesheets(
    layer: &Layer,
    own: &mut Vec<OwnStylesheet>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, String)> {
    let mut styles = Vec::new();
    for (asset, blob) in layer.files.files_in("assets").filter(|(asset, _)| asset.ends_with(".css")) {
        let name = asset.strip_prefix("css/").and_then(|path| path.strip_suffix(".css"));
        if name.is_none() && !layer.is_own {
            continue;
        }
        let path = format!("{}/assets/{asset}", layer.folder);
        let Some(mut text) = read_text(blob, &path, diagnostics) else { continue };
        if layer.is_own {
            let content = read_stylesheet(&text);
            text.push_str(&content.closing);
            // A sheet outside of `css/` is published where it is, for templates to link.
            let folder = asset.rsplit_once('/').filter(|_| name.is_none());
            let published_in = folder.map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
            own.push(OwnStylesheet { path, published_in, content });
        }
        styles.extend(name.map(|name| (name.to_owned(), text)));
    }
    styles
}

fn read_text(blob: &Blob, file: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let bytes = match blob.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(Diagnostic::unreadable(file, &error));
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
