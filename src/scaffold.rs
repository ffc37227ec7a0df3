//! Beginnings: the complete, fictional portfolio that comes with the program, ready to be rewritten; a theme to build on.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::content::kinds::KINDS;
use crate::embedded;
use crate::portfolio::url::Slug;
use crate::tree::Tree;

/// What version control must not keep: the site, real names, what an interrupted build leaves.
const GITIGNORE: &str = "/dist\n/dist-*\n/pdf\n/.*.leadfolio/\npeople.private.yaml\n";

/// The files of a new portfolio with a theme and what a program asks; `None` takes the default theme, and no program.
///
/// # Errors
/// When there is no such built-in theme, or no such program.
pub fn starter(theme: Option<&str>, program: Option<&str>) -> Result<Tree> {
    let mut tree = Tree::default();
    for (path, blob) in embedded::content().iter() {
        tree.insert(format!("content/{path}"), blob.clone());
    }
    tree.insert(".gitignore", GITIGNORE.to_owned());
    tell_editors(&mut tree);
    if let Some(theme) = theme {
        let settings = choose_theme(&tree, theme)?;
        tree.insert("content/portfolio.yaml", settings);
    }
    if let Some(name) = program {
        let Some((_, program)) = embedded::PROGRAMS.iter().find(|it| it.0 == name) else {
            let known: Vec<String> = embedded::PROGRAMS.iter().map(|it| format!("`{}`", it.0)).collect();
            bail!("there is no program `{name}`; there are {}", known.join(", "));
        };
        tree.insert("content/program.yaml", (*program).to_owned());
    }
    Ok(tree)
}

/// Editors that know YAML complete fields and mark mistakes while they are typed.
fn tell_editors(tree: &mut Tree) {
    let mut schemas = serde_json::Map::new();
    for kind in KINDS.iter().filter(|it| !it.front_matter) {
        let path = format!(".vscode/leadfolio/{}.json", kind.name);
        tree.insert(path.clone(), format!("{:#}\n", kind.json_schema()));
        schemas.insert(format!("./{path}"), kind.files.into());
    }
    let settings = serde_json::json!({ "yaml.schemas": schemas });
    let extensions = serde_json::json!({ "recommendations": ["redhat.vscode-yaml"] });
    tree.insert(".vscode/settings.json", format!("{settings:#}\n"));
    tree.insert(".vscode/extensions.json", format!("{extensions:#}\n"));
}

fn choose_theme(tree: &Tree, theme: &str) -> Result<String> {
    let themes = embedded::themes();
    let known: BTreeSet<&str> =
        themes.iter().filter_map(|(path, _)| path.split_once('/').map(|it| it.0)).collect();
    if !known.contains(theme) {
        let known: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
        bail!("there is no theme `{theme}`; there are {}", known.join(", "));
    }
    let blob = tree.get("content/portfolio.yaml").expect("the starter has its settings");
    let bytes = blob.read().expect("embedded files are in memory");
    Ok(set_theme(&String::from_utf8_lossy(&bytes), theme))
}

/// Settings with another theme; options belong to the theme that they were chosen for.
fn set_theme(settings: &str, theme: &str) -> String {
    let mut lines = String::new();
    let mut of_options = false;
    for line in settings.lines() {
        of_options = line.starts_with("theme_options:") || of_options && line.starts_with([' ', '#']);
        if line.starts_with("theme:") {
            lines += &format!("theme: {theme}\n");
        } else if !of_options {
            lines += line;
            lines.push('\n');
        }
    }
    lines
}

/// The files of a theme of the author's own, laid over another: nothing differs yet, and comments tell how.
///
/// # Errors
/// When the name is no name of a folder, is taken, or there is no theme to lie over.
pub fn theme(name: &str, extends: &str, own: &Tree) -> Result<Tree> {
    if let Err(fault) = Slug::parse(name) {
        bail!("`{}` cannot be the name of a theme: {}\n{}", name.escape_debug(), fault.message, fault.help);
    }
    let built_in = embedded::themes();
    let is_there = |name: &str| [own, &built_in].iter().any(|it| !it.subtree(name).is_empty());
    if is_there(name) {
        bail!(
            "there is a theme `{name}` already\nchoose another name; `leadfolio themes` lists those that are taken"
        );
    }
    if !is_there(extends) {
        bail!(
            "there is no theme `{}`\n`leadfolio themes` lists those that there are",
            extends.escape_debug()
        );
    }
    let mut tree = Tree::default();
    tree.insert(
        "theme.yaml",
        format!(
            "name: {name}\nextends: {extends}\ndescription: \"What it looks like, in a sentence.\"\n\
             # Options that a portfolio may set under `theme_options`, in templates `site.options.NAME`.\n\
             # A colour becomes `--NAME-seed` in style sheets. Those of {extends} stay.\n\
             # options:\n\
             #   stripe: {{ kind: colour, default: \"#1d3a63\", description: \"Colour of the stripe on top\" }}\n"
        ),
    );
    tree.insert(
        format!("assets/css/{name}.css"),
        format!(
            "/* What {name} adds to {extends}. Files of the names reset, tokens, base, layout, components, utilities and\n   \
             print take the place of those of {extends}; any other name comes last, like this one. */\n\
             @layer components {{\n\
             /* .site-header {{ border-block-start: .5rem solid var(--accent); }} */\n\
             }}\n"
        ),
    );
    Ok(tree)
}

/// Portfolios that a theme must be able to show: the sample with everything, nothing at all, the least, the longest.
///
/// `name` is the theme; by default the one that `content` has chosen.
///
/// # Errors
/// Never, as long as the sample is whole.
pub fn states(content: &Tree, name: Option<&str>) -> Result<Vec<Tree>> {
    let chosen = || -> Option<String> {
        let bytes = content.get("portfolio.yaml")?.read().ok()?.into_owned();
        let text = String::from_utf8(bytes).ok()?;
        let line = text.lines().find_map(|it| it.strip_prefix("theme:"))?;
        Some(line.split('#').next()?.trim().trim_matches(['"', '\'']).to_owned())
    };
    let name = name.map(str::to_owned).or_else(chosen).unwrap_or_else(|| "commons".to_owned());
    let mut sample = Tree::default();
    for (path, blob) in starter(None, Some("two-artifacts"))?.under("content") {
        sample.insert(path, blob.clone());
    }
    let settings = sample.get("portfolio.yaml").and_then(|it| it.read().ok()).map(|it| it.into_owned());
    let settings = String::from_utf8(settings.unwrap_or_default())?;
    sample.insert("portfolio.yaml", set_theme(&settings, &name));
    let least = |files: &[(&str, &str)]| {
        let mut tree = Tree::default();
        tree.insert("portfolio.yaml", format!("theme: {name}\nprofile: {{ name: \"N\" }}\n"));
        for (path, text) in files {
            tree.insert(*path, (*text).to_owned());
        }
        tree
    };
    let long =
        LEAST.replace("Title", &"Unbreakable".repeat(8)).replace("Text.", &"wordwithoutend".repeat(400));
    Ok(vec![
        sample,
        least(&[]),
        least(&[("people.yaml", PEOPLE), ("case-studies/a.md", LEAST)]),
        least(&[("people.yaml", PEOPLE), ("case-studies/a.md", &long)]),
    ])
}

const PEOPLE: &str = "people:\n  - { id: p-owner, kind: owner, role: Principal, show_as: full_name, name: { full: N }, minor: false, consent: { status: not_needed } }\n";
const LEAST: &str = "---\ntitle: Title\nsummary: S.\nstatus: ongoing\nled_by: [p-owner]\naccountable: p-owner\ndelegation: { level: 1 }\nstart: 2025\n---\nText.\n";
