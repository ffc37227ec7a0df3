//! Finds the folders of a theme, and of all themes that it extends.

use std::collections::BTreeSet;

use super::manifest::RawTheme;
use crate::content::document;
use crate::content::load::SETTINGS_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::vfs::FileTree;

/// One folder of one theme.
pub(super) struct Layer {
    /// Prefix of its template names, such as `commons:`.
    pub(super) prefix: String,
    /// Its folder relative to the project root, for diagnostics.
    pub(super) folder: String,
    pub(super) files: FileTree,
    /// Whether it is in the project's own `themes/` folder.
    pub(super) is_own: bool,
    pub(super) manifest: RawTheme,
}

/// Longest chain of `extends`; a longer one is reported as a cycle.
const MAX_EXTENDS_DEPTH: usize = 16;

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
    for (files, prefix, is_own) in [(own, if both { "own-" } else { "" }, true), (built_in, "", false)] {
        if files.is_empty() {
            continue;
        }
        let folder = format!("themes/{name}");
        let manifest = read_manifest(&files, &folder, diagnostics);
        layers.push(Layer { prefix: format!("{prefix}{name}:"), folder, files, is_own, manifest });
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
    let (own, built_in) = (own.top_folders(), built_in.top_folders());
    let known: Vec<String> = own.union(&built_in).map(|name| format!("`{name}`")).collect();
    let (path, field) = match extended_by {
        Some(layer) => (format!("{}/theme.yaml", layer.folder), "extends"),
        None => (SETTINGS_FILE.to_owned(), "theme"),
    };
    let message = format!("there is no theme `{name}`");
    Diagnostic::error("THM-02", path, message).field(field).help(format!("there are {}", known.join(", ")))
}
