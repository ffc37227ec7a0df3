//! A new portfolio: the complete, fictional one that comes with the program, ready to be rewritten.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::content::kinds::KINDS;
use crate::embedded;
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
    let settings = String::from_utf8_lossy(&bytes);
    let line =
        |it: &str| if it.starts_with("theme:") { format!("theme: {theme}\n") } else { format!("{it}\n") };
    Ok(settings.lines().map(line).collect())
}
