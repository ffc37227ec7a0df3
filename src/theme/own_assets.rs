//! The author's own assets of a theme: pictures lose what nobody should read, and what is no part of a site is left out.

use super::layers::Layer;
use super::template_set::TemplateSource;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem};
use crate::documents;
use crate::media;
use crate::vfs::{Blob, lowercase_extension};

/// Endings of files that browsers load or people download, besides pictures.
const PUBLISHED_ENDINGS: [&str; 39] = [
    "aac",
    "css",
    "csv",
    "cur",
    "eot",
    "flac",
    "geojson",
    "htm",
    "html",
    "ico",
    "js",
    "json",
    "license",
    "m4a",
    "m4v",
    "map",
    "md",
    "mjs",
    "mov",
    "mp3",
    "mp4",
    "oga",
    "ogg",
    "ogv",
    "opus",
    "otf",
    "pdf",
    "ttf",
    "txt",
    "vtt",
    "wasm",
    "wav",
    "weba",
    "webm",
    "webmanifest",
    "woff",
    "woff2",
    "xml",
    "xsl",
];

/// The asset as it is published; `None` if it can't be. Those of built-in themes are published as they are.
pub(super) fn publish_asset(
    layer: &Layer,
    path: &str,
    blob: &Blob,
    sources: &[TemplateSource],
    diagnostics: &mut Diagnostics,
) -> Option<Blob> {
    if !layer.is_own {
        return Some(blob.clone());
    }
    let file = format!("{}/assets/{path}", layer.folder);
    if !media::is_image(path) {
        return publish_other_file(path, &file, blob, sources, diagnostics);
    }
    let bytes = blob.read().map_err(|error| diagnostics.push(Diagnostic::unreadable(&file, &error))).ok()?;
    match media::clean(path, &bytes) {
        Ok(clean) => {
            let removed = clean.report.removed;
            if !removed.is_empty() {
                let message = format!("removed from this picture: {}", removed.join(", "));
                let help = "your file in `themes/` is unchanged";
                diagnostics.push(Diagnostic::warning("MED-15", &file, message).help(help));
            }
            // A picture that was clean keeps its blob, so that the next build knows it as the same.
            let is_same = *clean.bytes == *bytes;
            Some(if is_same { blob.clone() } else { clean.bytes.into_owned().into() })
        }
        Err(error) => {
            diagnostics.push(rejected(&file, error));
            None
        }
    }
}

/// A file that isn't a picture by its name. One that no browser loads is published only if a template names it.
fn publish_other_file(
    path: &str,
    file: &str,
    blob: &Blob,
    sources: &[TemplateSource],
    diagnostics: &mut Diagnostics,
) -> Option<Blob> {
    let beginning = blob.read_prefix(media::SNIFF_LEN);
    let beginning = beginning.map_err(|error| diagnostics.push(Diagnostic::unreadable(file, &error))).ok()?;
    if lowercase_extension(path).as_deref() == Some("ico") {
        return publish_icon(path, file, blob, diagnostics);
    }
    if let Some(error) = media::check_extension(&beginning) {
        diagnostics.push(rejected(file, error));
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    // A file without an ending is a license.
    let ending = lowercase_extension(name).unwrap_or_else(|| "license".to_owned());
    let is_named = || sources.iter().any(|source| source.text.contains(name));
    if PUBLISHED_ENDINGS.contains(&ending.as_str()) || is_named() {
        return Some(blob.clone());
    }
    let message = "no page loads a file of this kind, so it isn't published";
    let help = "move it out of the theme's `assets/`, or name it in a template";
    diagnostics.push(Diagnostic::warning("THM-04", file, message).help(help));
    None
}

/// An icon without the metadata of its pictures.
fn publish_icon(path: &str, file: &str, blob: &Blob, diagnostics: &mut Diagnostics) -> Option<Blob> {
    let bytes = blob.read().map_err(|error| diagnostics.push(Diagnostic::unreadable(file, &error))).ok()?;
    let cleaned = documents::clean_document(path, &bytes);
    let published = cleaned.as_ref().map_or(&*bytes, |cleaned| &cleaned.bytes);
    if let Some(why) = documents::read_document(path, published).and_then(|content| content.unread) {
        let message = format!("this icon can't be published: {why}");
        let help = "save it again as an icon of nothing but PNG pictures";
        diagnostics.push(Diagnostic::error("MED-14", file, message).help(help));
        return None;
    }
    let Some(cleaned) = cleaned else { return Some(blob.clone()) };
    let message = format!("removed from this icon: {}", cleaned.removed);
    let help = "your file in `themes/` is unchanged";
    diagnostics.push(Diagnostic::warning("MED-15", file, message).help(help));
    Some(cleaned.bytes.into())
}

fn rejected(file: &str, error: Problem) -> Diagnostic {
    Diagnostic::error("MED-14", file, error.message).help(error.help)
}
