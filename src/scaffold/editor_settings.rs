//! Files beside `content/` that every new portfolio has: what Git leaves out, and JSON schemas for editors.

use crate::content::json_schema::{CONTENT_KINDS, ContentKind};
use crate::theme::THEME_KIND;
use crate::vfs::FileTree;

/// Files that version control must not keep: output folders, real names, lists with names, temporary folders of interrupted
/// builds.
const GITIGNORE: &str = "/dist\n/dist-*\n/pdf\n/.*.leadfolio/\npeople.private.yaml\n/IMPORT-TODO*.md\n";

/// All kinds of files that an author writes: those in `content/`, and the description of a theme.
pub fn file_kinds() -> impl Iterator<Item = &'static ContentKind> {
    CONTENT_KINDS.iter().chain([&THEME_KIND])
}

/// `.gitignore`, and JSON schemas with VS Code settings, so that editors complete fields and mark errors.
pub fn project_settings() -> FileTree {
    let mut tree = FileTree::default();
    tree.insert(".gitignore", GITIGNORE.to_owned());
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
    tree
}
