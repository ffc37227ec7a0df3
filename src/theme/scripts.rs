//! The scripts that a theme declares in `theme.yaml`: every page loads them, and the security policy of the site allows them.

use std::collections::BTreeMap;

use super::layers::Layer;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::suggest;
use crate::vfs::Blob;
use crate::vfs::fingerprint::fingerprinted_path;

/// A script of a theme.
#[derive(Clone, Debug)]
pub struct ThemeScript {
    /// Path of the published file: `assets/js/site.1a2b3c4d.js`; it has a hash of the content, so that browsers may cache it.
    pub path: String,
    /// Its content.
    pub blob: Blob,
}

/// Takes the declared scripts of all layers out of the assets, those of `base` first. One that does not exist is an error.
pub(super) fn take_scripts(
    layers: &[Layer],
    assets: &mut BTreeMap<String, Blob>,
    diagnostics: &mut Diagnostics,
) -> Vec<ThemeScript> {
    let mut scripts = Vec::new();
    let mut taken: Vec<String> = Vec::new();
    for layer in layers.iter().rev() {
        for (index, written) in layer.manifest.scripts.iter().flatten().enumerate() {
            let name = script_name(written);
            if taken.iter().any(|known| known == name) {
                continue;
            }
            let script =
                assets.get(name).filter(|_| name.ends_with(".js")).and_then(|blob| published(name, blob));
            match script {
                Some(script) => {
                    scripts.push(script);
                    taken.push(name.to_owned());
                }
                None => {
                    let field = format!("scripts[{index}]");
                    diagnostics.push(missing_script(written, name, layer, assets).field(field));
                }
            }
        }
    }
    taken.iter().for_each(|name| drop(assets.remove(name)));
    scripts
}

/// The path in `assets/` of a script, however `theme.yaml` writes it.
pub(super) fn script_name(written: &str) -> &str {
    let name = written.trim().trim_start_matches("./").trim_start_matches('/');
    name.strip_prefix("assets/").unwrap_or(name)
}

fn published(name: &str, blob: &Blob) -> Option<ThemeScript> {
    let path = fingerprinted_path(&format!("assets/{name}"), &blob.read().ok()?)?;
    Some(ThemeScript { path, blob: blob.clone() })
}

fn missing_script(written: &str, name: &str, layer: &Layer, assets: &BTreeMap<String, Blob>) -> Diagnostic {
    let path = format!("{}/theme.yaml", layer.folder);
    if name.contains("://") {
        let message = format!("`{written}` is on another host; a theme has its scripts in `assets/`");
        let help = format!(
            "save a copy as `{}/assets/js/…`; a statistics service needs a tag in a template and, in `portfolio.yaml`, \
            `privacy: {{ allow_hosts: […] }}`",
            layer.folder
        );
        return Diagnostic::error("LNK-02", path, message).help(help);
    }
    if assets.contains_key(name) {
        let (message, help) = match name.ends_with(".js") {
            true => (format!("the script `{name}` can't be read"), "give yourself permission to read it"),
            false => {
                (format!("`{name}` isn't loaded as a script"), "give the file a name that ends in `.js`")
            }
        };
        return Diagnostic::error("LNK-02", path, message).help(help);
    }
    let file_name = name.rsplit('/').next();
    let is_misplaced = |path: &str| path.rsplit('/').next() == file_name && !path.starts_with("assets/");
    let misplaced = layer.files.iter().map(|(path, _)| path).find(|path| is_misplaced(path));
    let misplaced = misplaced.map(|path| format!("move `{0}/{path}` to `{0}/assets/{name}`", layer.folder));
    let known = assets.keys().map(String::as_str).filter(|asset| asset.ends_with(".js"));
    let near = || suggest::closest_path(name, known).map(suggest::question);
    let help = misplaced.or_else(near);
    let help = help.unwrap_or_else(|| format!("put the script there: `{}/assets/{name}`", layer.folder));
    Diagnostic::error("LNK-02", path, format!("there is no script `{name}` in the theme's `assets/`"))
        .help(help)
}
