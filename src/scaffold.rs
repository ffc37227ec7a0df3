//! Scaffolding: a new project with the embedded sample portfolio, a new theme, and test portfolios for themes.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::content::document;
use crate::content::json_schema::{CONTENT_KINDS, ContentKind};
use crate::content::load::SETTINGS_FILE;
use crate::content::schema::portfolio::RawPortfolio;
use crate::diagnostic::Diagnostics;
use crate::pipeline::Inputs;
use crate::theme::{THEME_FIGURES, THEME_KIND, foreign_template_name};
use crate::urls::Slug;
use crate::vfs::FileTree;
use crate::{embedded, yaml};

/// Files that version control must not keep: output folders, real names, temporary folders of interrupted builds.
const GITIGNORE: &str = "/dist\n/dist-*\n/pdf\n/.*.leadfolio/\npeople.private.yaml\n";

/// Files of a new project with a theme and a program file. `None` selects the default theme, or no program.
///
/// # Errors
/// When there is no such built-in theme or program.
pub fn starter_project(theme: Option<&str>, program: Option<&str>) -> Result<FileTree> {
    let mut tree = FileTree::default();
    for (path, blob) in embedded::starter_content().iter() {
        tree.insert(format!("content/{path}"), blob.clone());
    }
    tree.insert(".gitignore", GITIGNORE.to_owned());
    add_editor_settings(&mut tree);
    if let Some(theme) = theme {
        let settings = settings_with_theme(&tree, theme)?;
        tree.insert("content/portfolio.yaml", settings);
    }
    if let Some(name) = program {
        let Some((_, program)) = embedded::SAMPLE_PROGRAMS.iter().find(|(id, _)| *id == name) else {
            let known: Vec<String> =
                embedded::SAMPLE_PROGRAMS.iter().map(|(id, _)| format!("`{id}`")).collect();
            bail!("there is no program `{name}`; the programs are {}", known.join(", "));
        };
        tree.insert("content/program.yaml", (*program).to_owned());
    }
    Ok(tree)
}

/// All kinds of files that an author writes: those in `content/`, and the description of a theme.
pub fn file_kinds() -> impl Iterator<Item = &'static ContentKind> {
    CONTENT_KINDS.iter().chain([&THEME_KIND])
}

/// Adds JSON schemas and VS Code settings, so that editors complete fields and mark errors.
fn add_editor_settings(tree: &mut FileTree) {
    let mut schemas = serde_json::Map::new();
    for kind in file_kinds().filter(|kind| !kind.is_front_matter) {
        let path = format!(".vscode/leadfolio/{}.json", kind.name);
        tree.insert(path.clone(), format!("{:#}\n", kind.json_schema()));
        schemas.insert(format!("./{path}"), kind.files.into());
    }
    let settings = serde_json::json!({ "yaml.schemas": schemas });
    let extensions = serde_json::json!({ "recommendations": ["redhat.vscode-yaml"] });
    tree.insert(".vscode/settings.json", format!("{settings:#}\n"));
    tree.insert(".vscode/extensions.json", format!("{extensions:#}\n"));
}

fn settings_with_theme(tree: &FileTree, theme: &str) -> Result<String> {
    let themes = embedded::builtin_themes();
    let known: BTreeSet<&str> =
        themes.iter().filter_map(|(path, _)| path.split_once('/').map(|(folder, _)| folder)).collect();
    if !known.contains(theme) {
        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        bail!("there is no theme `{theme}`; the themes are {}", known.join(", "));
    }
    let blob = tree.get("content/portfolio.yaml").expect("the starter has its settings");
    let settings = blob.read_text().expect("embedded files are in memory");
    Ok(replace_theme(&settings, theme))
}

/// Replaces the theme in `portfolio.yaml` and drops `theme_options`, which belong to the previous theme.
fn replace_theme(settings: &str, theme: &str) -> String {
    let mut lines = String::new();
    let mut in_options = false;
    for line in settings.lines() {
        in_options = line.starts_with("theme_options:") || in_options && line.starts_with([' ', '#']);
        if line.starts_with("theme:") {
            lines += &format!("theme: {theme}\n");
        } else if !in_options {
            lines += line;
            lines.push('\n');
        }
    }
    lines
}

/// Files of a new theme that extends another. It changes nothing yet; comments explain what it may change.
///
/// # Errors
/// When the name is no valid folder name or is taken, or the theme to extend does not exist.
pub fn new_theme(name: &str, extends: &str, own: &FileTree) -> Result<FileTree> {
    if let Err(error) = Slug::parse(name) {
        bail!("`{}` can't be the name of a theme: {}\n{}", name.escape_debug(), error.message, error.help);
    }
    let built_in = embedded::builtin_themes();
    let exists = |name: &str| [own, &built_in].iter().any(|tree| !tree.subtree(name).is_empty());
    // Also in other capital letters, which are the same folder on many computers.
    let is_taken = [own, &built_in]
        .iter()
        .any(|tree| tree.top_folders().iter().any(|folder| folder.to_lowercase() == name.to_lowercase()));
    if is_taken {
        bail!(
            "there is already a theme `{name}`\nchoose another name; `leadfolio themes` lists the names in use"
        );
    }
    if !exists(extends) {
        bail!(
            "there is no theme `{}`\nrun `leadfolio themes` to see the themes you can extend",
            extends.escape_debug()
        );
    }
    let mut tree = FileTree::default();
    tree.insert(
        "theme.yaml",
        format!(
            "name: {name}\nextends: {extends}\ndescription: \"What it looks like, in a sentence.\"\n\
             # Scripts in assets/ that every page loads; browsers run no others:\n\
             # scripts: [js/{name}.js]\n\
             # Options that a portfolio can set under `theme_options`; templates read them as `site.options.NAME`.\n\
             # A color becomes `--NAME-seed` in style sheets. The options of {extends} remain available.\n\
             # options:\n\
             #   stripe: {{ kind: color, default: \"#1d3a63\", description: \"Color of the stripe at the top\" }}\n"
        ),
    );
    tree.insert(
        format!("assets/css/{name}.css"),
        format!(
            "/* What {name} adds to {extends}. Files named reset, tokens, base, layout, theme, utilities or print\n   \
             replace those of {extends}; files with other names, like this one, are loaded last. */\n\
             @layer theme {{\n\
             /* .site-header {{ border-block-start: .5rem solid var(--accent); }} */\n\
             }}\n"
        ),
    );
    Ok(tree)
}

/// Test portfolios that a theme must be able to render: the full sample, an empty one, a minimal one, and one with
/// very long words. The sample has a page for each template, and each figure, that the author added to the theme.
///
/// `name` is the theme; `None` selects the one that `own` uses, the portfolio of the author.
///
/// # Errors
/// Never, unless the embedded sample is broken.
pub fn fixtures(own: &Inputs, name: Option<&str>) -> Result<Vec<FileTree>> {
    let settings = read_settings(&own.content);
    let name = name.map(str::to_owned).or(settings.theme).unwrap_or_else(|| "commons".to_owned());
    let hosts = settings.privacy.and_then(|privacy| privacy.allow_hosts).unwrap_or_default();
    let hosts: Vec<String> = hosts.iter().map(|host| yaml::quote(host)).collect();
    let allow_hosts = format!("allow_hosts: [{}]", hosts.join(", "));
    let mut sample = FileTree::default();
    for (path, blob) in starter_project(None, Some("two-artifacts"))?.files_in("content") {
        sample.insert(path, blob.clone());
    }
    let settings =
        sample.get("portfolio.yaml").and_then(|blob| blob.read().ok()).map(|bytes| bytes.into_owned());
    let settings = String::from_utf8(settings.unwrap_or_default())?;
    let settings = settings.replacen("\nprivacy:\n", &format!("\nprivacy:\n  {allow_hosts}\n"), 1);
    // The colors of code belong to the theme, too.
    let settings = format!("{}highlight: on\n", replace_theme(&settings, &name));
    sample.insert("portfolio.yaml", settings);
    for (path, text) in pages_for_own_templates(&name, &own.themes) {
        sample.insert(path, text);
    }
    let minimal = |files: &[(&str, &str)]| {
        let mut tree = FileTree::default();
        let settings = format!("theme: {name}\nprofile: {{ name: \"N\" }}\nprivacy: {{ {allow_hosts} }}\n");
        tree.insert("portfolio.yaml", settings);
        for (path, text) in files {
            tree.insert(*path, (*text).to_owned());
        }
        tree
    };
    let long = MINIMAL_STUDY
        .replace("Title", &"Unbreakable".repeat(8))
        .replace("Text.", &"wordwithoutend".repeat(400));
    Ok(vec![
        sample,
        minimal(&[]),
        minimal(&[("people.yaml", FIXTURE_PEOPLE), ("case-studies/a.md", MINIMAL_STUDY)]),
        minimal(&[("people.yaml", FIXTURE_PEOPLE), ("case-studies/a.md", &long)]),
    ])
}

/// The settings of a portfolio, as far as they can be read.
fn read_settings(content: &FileTree) -> RawPortfolio {
    let bytes = content.get("portfolio.yaml").and_then(|blob| blob.read().ok());
    let read = |bytes: &[u8]| document::read_data_file(SETTINGS_FILE, bytes, &mut Diagnostics::default());
    bytes.and_then(|bytes| read(&bytes)).unwrap_or_default()
}

/// A page for each template that the author added to a theme, and one with all figures: path and text of each.
fn pages_for_own_templates(theme: &str, themes: &FileTree) -> Vec<(String, String)> {
    let built_in = embedded::builtin_themes();
    let folder = format!("{theme}/templates");
    let mut pages = Vec::new();
    let mut figures = String::new();
    for (path, _) in
        themes.files_in(&folder).filter(|(path, _)| !built_in.contains(&format!("base/templates/{path}")))
    {
        let Some(name) = path.strip_suffix(".html") else { continue };
        if let Some(figure) = name.strip_prefix(THEME_FIGURES) {
            figures += &format!("![Caption](<figure:{figure}>)\n\n");
        } else if !name.contains('/') && foreign_template_name(path).is_none() {
            let front_matter = format!("---\ntitle: Template\ntemplate: {}\n---\n", yaml::quote(name));
            pages.push((format!("pages/template-{}.md", pages.len()), format!("{front_matter}\nText.\n")));
        }
    }
    if !figures.is_empty() {
        pages.push(("pages/theme-figures.md".to_owned(), format!("---\ntitle: Figures\n---\n\n{figures}")));
    }
    pages
}

const FIXTURE_PEOPLE: &str = "people:\n  - { id: p-owner, kind: owner, role: Principal, show_as: full_name, name: { full: N }, minor: false, consent: { status: not_needed } }\n";
const MINIMAL_STUDY: &str = "---\ntitle: Title\nsummary: S.\nstatus: ongoing\nled_by: [p-owner]\naccountable: p-owner\ndelegation: { level: 1 }\nstart: 2025\n---\nText.\n";
