//! Scaffolding: new portfolios, of the author's own or complete samples, a new theme, and test portfolios for themes.

pub mod interview;
pub mod kinds;
pub mod own_portfolio;

mod editor_settings;
mod programs;

use anyhow::{Result, bail};

use self::kinds::{DEFAULT_KIND, LeaderKind};
use self::programs::find_program;
use crate::content::document;
use crate::content::load::SETTINGS_FILE;
use crate::content::schema::portfolio::RawPortfolio;
use crate::diagnostic::Diagnostics;
use crate::pipeline::Inputs;
use crate::theme::{THEME_FIGURES, foreign_template_name};
use crate::urls::Slug;
use crate::vfs::FileTree;
use crate::{embedded, yaml};

pub use self::editor_settings::{file_kinds, project_settings};
pub use self::programs::require_theme;

/// Files of a new project with the complete, fictional portfolio of a kind of leader, by its id. `None` selects the theme
/// of the sample, or no program but that of the sample.
///
/// # Errors
/// When there is no such kind, built-in theme or program.
pub fn sample_project(kind: &str, theme: Option<&str>, program: Option<&str>) -> Result<FileTree> {
    let kind = LeaderKind::parse(kind)?;
    let mut tree = FileTree::default();
    for (path, blob) in sample_content(kind).iter() {
        tree.insert(format!("content/{path}"), blob.clone());
    }
    tree.overlay(project_settings());
    if let Some(theme) = theme {
        require_theme(theme)?;
        let blob = tree.get("content/portfolio.yaml").expect("every sample has its settings");
        let settings = replace_theme(&blob.read_text().expect("embedded files are in memory"), theme);
        tree.insert("content/portfolio.yaml", settings);
    }
    if let Some(name) = program {
        let program = find_program(name)?;
        tree.insert("content/program.yaml", program.to_owned());
        let framework = program.lines().find_map(|line| line.strip_prefix("framework: "));
        if let Some((path, blob)) = framework.and_then(embedded::framework) {
            tree.insert(format!("content/{path}"), blob);
        }
    }
    Ok(tree)
}

/// The sample of a kind of leader. That of a principal has all frameworks; others have those of their kind.
fn sample_content(kind: &LeaderKind) -> FileTree {
    if kind.sample == DEFAULT_KIND {
        return embedded::starter_content();
    }
    let mut tree = embedded::sample_content(kind.sample);
    for (path, blob) in kind.frameworks.iter().filter_map(|id| embedded::framework(id)) {
        tree.insert(path, blob);
    }
    tree
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
    for (path, blob) in sample_project(DEFAULT_KIND, None, Some("two-artifacts"))?.files_in("content") {
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
