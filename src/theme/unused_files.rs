//! Reports files of the author's themes that nothing reads, with the place where they would be read.

use std::collections::BTreeSet;

use super::layers::Layer;
use super::scripts::script_name;
use super::template_set::{CARD_TEMPLATE, THEME_FIGURES, TemplateSet};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::media;
use crate::suggest;
use crate::urls;
use crate::vfs::{Blob, FileTree, lowercase_extension};

/// Names that people give to the folders of a theme: a folder of that name in `themes/` is none.
const PARTS_OF_THEMES: [&str; 8] =
    ["assets", "css", "fonts", "images", "js", "layouts", "partials", "templates"];

/// Endings of files that templates and style sheets load, besides pictures.
const ASSET_ENDINGS: [&str; 10] =
    ["eot", "ico", "js", "mjs", "mp4", "otf", "ttf", "webmanifest", "woff", "woff2"];

/// Endings of templates in other programs.
const TEMPLATE_ENDINGS: [&str; 6] = ["hbs", "htm", "j2", "jinja", "liquid", "tera"];

/// Folders that hold the templates of other programs; here it is `templates`.
const FOREIGN_TEMPLATE_FOLDERS: [&str; 6] =
    ["_includes", "_layouts", "includes", "layout", "layouts", "template"];

/// Names that other programs give to a template, and its name here.
const FOREIGN_TEMPLATE_NAMES: [(&str, &str); 9] = [
    ("404.html", "missing.html"),
    ("base.html", "layout.html"),
    ("baseof.html", "layout.html"),
    ("cv.html", "resume.html"),
    ("default.html", "layout.html"),
    ("index.html", "home.html"),
    ("not-found.html", "missing.html"),
    ("not_found.html", "missing.html"),
    ("single.html", "page.html"),
];

/// A template of the author's that no other template uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedTemplate {
    /// Its name: `gallery.html`.
    pub name: String,
    /// What to report if no page and no text uses it either.
    pub diagnostic: Diagnostic,
}

/// Warns about the author's files that nothing reads where they are: usually a misspelled name, or a file in the wrong
/// folder.
pub(super) fn report_unused_files(
    layers: &[Layer],
    templates: &TemplateSet,
    own: &FileTree,
    built_in: &FileTree,
    diagnostics: &mut Diagnostics,
) {
    report_stray_folders(layers, own, built_in, diagnostics);
    report_names_in_other_capitals(layers, own, built_in, diagnostics);
    for layer in layers.iter().filter(|layer| layer.is_own) {
        report_undeclared_scripts(layer, layers, templates, diagnostics);
        for (path, _) in layer.files.iter() {
            if let Some(found) = misplaced_file(layer, path, templates) {
                diagnostics.push(found);
            }
        }
    }
}

/// Reports folders and files in `themes/` that belong to no theme.
fn report_stray_folders(
    layers: &[Layer],
    own: &FileTree,
    built_in: &FileTree,
    diagnostics: &mut Diagnostics,
) {
    let built_in = built_in.top_folders();
    let Some(theme) = layers.first().map(|layer| &layer.folder) else { return };
    let (themes, strays): (Vec<&str>, Vec<&str>) = own
        .top_folders()
        .into_iter()
        .partition(|folder| built_in.contains(folder) || is_theme(folder, layers, own));
    for folder in strays {
        let is_part = PARTS_OF_THEMES.contains(&folder);
        let help = if is_part {
            format!("move it into the folder of a theme, such as `{theme}`")
        } else {
            let known = built_in.iter().chain(&themes).copied();
            suggest::did_you_mean(folder, known).unwrap_or_else(|| {
                "name it after the theme it changes, or give it its own `theme.yaml`".to_owned()
            })
        };
        let message = "this folder doesn't belong to any theme, so it has no effect";
        diagnostics.push(Diagnostic::warning("THM-04", format!("themes/{folder}"), message).help(help));
    }
    for (path, _) in own.iter().filter(|(path, _)| !path.contains('/')) {
        let (_, ending) = path.rsplit_once('.').unwrap_or_default();
        let place = match ending {
            "css" => format!("{theme}/assets/css/{path}"),
            "js" | "mjs" => format!("{theme}/assets/js/{path}"),
            "html" => format!("{theme}/templates/{path}"),
            _ => continue,
        };
        diagnostics.push(moved(&format!("themes/{path}"), &place));
    }
}

/// Whether a folder of the author's is a theme: one with a manifest may be one that the portfolio doesn't use at the moment.
fn is_theme(folder: &str, layers: &[Layer], own: &FileTree) -> bool {
    own.contains(&format!("{folder}/theme.yaml"))
        || layers.iter().any(|layer| layer.folder == format!("themes/{folder}"))
}

/// Reports a theme whose name differs from that of another one only in capital letters: on Windows and on a Mac, both are
/// the same folder, so that the site would depend on the computer. A folder that is no theme is reported as a stray one.
fn report_names_in_other_capitals(
    layers: &[Layer],
    own: &FileTree,
    built_in: &FileTree,
    diagnostics: &mut Diagnostics,
) {
    let (folders, built_in) = (own.top_folders(), built_in.top_folders());
    let is_theme = |folder: &str| is_theme(folder, layers, own);
    for folder in folders.iter().copied().filter(|folder| !built_in.contains(folder) && is_theme(folder)) {
        let is_same =
            |known: &&str| *known != folder && urls::collision_key(known) == urls::collision_key(folder);
        let (known, help) = if let Some(known) = built_in.iter().copied().find(is_same) {
            (
                known,
                format!("rename it to `themes/{known}` to change that theme, or give it a name of its own"),
            )
        } else {
            // Of two folders of the author's, the first is reported.
            let later = folders.iter().copied().filter(|known| *known > folder);
            let Some(known) = later.filter(|known| is_theme(known)).find(is_same) else { continue };
            (known, format!("give it a name of its own, or put its files into `themes/{known}`"))
        };
        let message = format!(
            "this theme has the name of the theme `{known}` in other capital letters: on many computers, both would be one folder"
        );
        diagnostics.push(Diagnostic::error("THM-02", format!("themes/{folder}"), message).help(help));
    }
}

/// A file that nothing reads where it is.
fn moved(path: &str, place: &str) -> Diagnostic {
    Diagnostic::warning("THM-04", path, "nothing reads this file here, so it has no effect")
        .help(format!("move it to `{place}`"))
}

/// Reports a file of a theme that nothing reads, if its name says what it is meant to be.
fn misplaced_file(layer: &Layer, path: &str, templates: &TemplateSet) -> Option<Diagnostic> {
    let file = format!("{}/{path}", layer.folder);
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = lowercase_extension(name).unwrap_or_default();
    let in_theme = |place: String| Some(moved(&file, &format!("{}/{place}", layer.folder)));
    if path == "theme.yml" {
        return in_theme("theme.yaml".to_owned());
    }
    if path == CARD_TEMPLATE {
        return in_theme(format!("templates/{path}"));
    }
    if ["less", "sass", "scss"].contains(&ending.as_str()) {
        let message = format!("browsers can't read `.{ending}`, so this file has no effect");
        let help = format!("convert it to CSS, and save that in `{}/assets/css/`", layer.folder);
        return Some(Diagnostic::warning("THM-04", &file, message).help(help));
    }
    if let Some(template) = path.strip_prefix("templates/") {
        let is_template = TEMPLATE_ENDINGS.contains(&ending.as_str());
        let stem = template.rsplit_once('.').map_or(template, |(stem, _)| stem);
        return match ending.as_str() {
            "html" => None,
            _ if template == CARD_TEMPLATE => None,
            _ if is_template => in_theme(format!("templates/{stem}.html")),
            _ => in_theme(asset_place(template, name, &ending)?),
        };
    }
    if let Some(style) = path.strip_prefix("assets/css/") {
        return if ending == "css" { None } else { in_theme(asset_place(style, name, &ending)?) };
    }
    if path.starts_with("assets/") {
        let is_linked = || templates.sources.iter().any(|source| source.text.contains(name));
        return if ending == "css" && !is_linked() { in_theme(format!("assets/css/{name}")) } else { None };
    }
    match ending.as_str() {
        "html" => in_theme(format!("templates/{}", template_place(path, templates))),
        "js" => in_theme(script_place(layer, path, name)),
        _ => in_theme(asset_place(path, name, &ending)?),
    }
}

/// Where a script belongs: where `theme.yaml` names it, or else where the docs have it.
fn script_place(layer: &Layer, path: &str, name: &str) -> String {
    let mut declared = layer.manifest.scripts.iter().flatten().map(|written| script_name(written));
    let same = declared.find(|declared| declared.rsplit('/').next() == Some(name));
    match same {
        Some(declared) => format!("assets/{declared}"),
        None if path == name => format!("assets/js/{name}"),
        None => format!("assets/{path}"),
    }
}

/// Reports scripts of the author's in `assets/` that no page loads: neither `theme.yaml` nor a template nor another script
/// names them.
fn report_undeclared_scripts(
    layer: &Layer,
    layers: &[Layer],
    templates: &TemplateSet,
    diagnostics: &mut Diagnostics,
) {
    let declared: BTreeSet<&str> = layers
        .iter()
        .flat_map(|layer| layer.manifest.scripts.iter().flatten())
        .map(|written| script_name(written))
        .collect();
    let scripts = || layer.files.files_in("assets").filter(|(path, _)| path.ends_with(".js"));
    for (path, _) in scripts().filter(|(path, _)| !declared.contains(path)) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_in_script = |(other, blob): (&str, &Blob)| {
            // A script that cannot be read may name it.
            other != path && blob.read_text().map_or(true, |text| text.contains(name))
        };
        let is_named = templates.sources.iter().any(|source| source.text.contains(name));
        if is_named || scripts().any(is_in_script) {
            continue;
        }
        let (manifest, line) = (format!("{}/theme.yaml", layer.folder), format!("scripts: [{path}]"));
        let help = match (layer.files.contains("theme.yaml"), &layer.manifest.scripts) {
            (true, Some(_)) => format!("add `{path}` to `scripts:` in `{manifest}`"),
            (true, None) => format!("add the line `{line}` to `{manifest}`"),
            (false, _) => format!("create `{manifest}` with the line `{line}`"),
        };
        let file = format!("{}/assets/{path}", layer.folder);
        diagnostics.push(Diagnostic::warning("THM-04", file, "no page loads this script").help(help));
    }
}

/// Where a file other than a template belongs in a theme; `None` for files that are no part of any.
fn asset_place(path: &str, name: &str, ending: &str) -> Option<String> {
    match ending {
        "css" => Some(format!("assets/css/{name}")),
        _ if ASSET_ENDINGS.contains(&ending) || media::is_image(name) => Some(format!("assets/{path}")),
        _ => None,
    }
}

/// The name that a template is meant to have: that of one with the same file name, in whatever folder.
fn template_place(path: &str, templates: &TemplateSet) -> String {
    let file_name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let names = templates.names();
    let inner = path.split_once('/').filter(|(folder, _)| FOREIGN_TEMPLATE_FOLDERS.contains(folder));
    let path = inner.map_or(path, |(_, inner)| inner);
    if names.contains(path) {
        return path.to_owned();
    }
    let same = names.iter().find(|name| file_name(name) == file_name(path));
    same.map_or_else(|| path.to_owned(), |name| (*name).to_owned())
}

/// Templates that replace none and that no other names. A page or a text may still use them.
pub(super) fn find_unused_templates(templates: &TemplateSet) -> Vec<UnusedTemplate> {
    let sources = &templates.sources;
    let mut unused = Vec::new();
    for source in sources.iter().filter(|source| source.is_own) {
        let name = source.bare_name();
        let others = || sources.iter().filter(|other| other.name != source.name);
        if others().any(|other| other.bare_name() == name || is_named(&other.text, name)) {
            continue;
        }
        let known: BTreeSet<&str> = others().map(|other| other.bare_name()).collect();
        let folder = source.path.strip_suffix(name).unwrap_or_default();
        let file_name = name.rsplit('/').next();
        let same = known.iter().find(|other| other.rsplit('/').next() == file_name);
        let help = same.map(|place| format!("move it to `{folder}{place}`"));
        let near = || suggest::did_you_mean(name, known.iter().copied());
        let foreign =
            foreign_template_name(name).filter(|here| !known.contains(name) && known.contains(here));
        let help = help.or_else(|| foreign.map(|here| format!("rename it to `{folder}{here}`")));
        let help = help.or_else(|| if name.starts_with(THEME_FIGURES) { None } else { near() });
        let help = help.unwrap_or_else(|| how_to_use(name));
        let message = "this template doesn't replace any template, and none uses it";
        let diagnostic = Diagnostic::warning("THM-04", source.path.clone(), message).help(help);
        unused.push(UnusedTemplate { name: name.to_owned(), diagnostic });
    }
    unused
}

/// The name here of a template that is named as in other programs.
pub fn foreign_template_name(name: &str) -> Option<&'static str> {
    FOREIGN_TEMPLATE_NAMES.iter().find(|(foreign, _)| *foreign == name).map(|(_, here)| *here)
}

/// How a template that is new gets into the site.
fn how_to_use(name: &str) -> String {
    let stem = name.trim_end_matches(".html");
    match stem.strip_prefix(THEME_FIGURES) {
        Some(figure) => format!("to show the figure, write `![Caption](figure:{figure})` in a text"),
        None if stem.contains('/') => {
            format!("to use it, write `{{% include \"{name}\" %}}` in another template")
        }
        None => format!("to give it to a page, add `template: {stem}` to the front matter of the page"),
    }
}

/// Whether a template names another one, with or without the prefix of a layer: `partials/card.html` does not name
/// `card.html`.
fn is_named(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| text[..at].ends_with(['"', '\'', '`', ':']))
}
