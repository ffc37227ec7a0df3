//! Files compiled into the binary: the starter portfolio, the built-in themes and sample programs.

use include_dir::{Dir, DirEntry, include_dir};

use crate::vfs::{Blob, FileTree};

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");
static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Fictional sample programs, as `(name, YAML of program.yaml)`: what a university or a district might require.
pub const SAMPLE_PROGRAMS: [(&str, &str); 3] = [
    ("two-artifacts", include_str!("programs/two-artifacts.yaml")),
    ("four-domains", include_str!("programs/four-domains.yaml")),
    ("promotion", include_str!("programs/promotion.yaml")),
];

/// The starter portfolio, complete and fictional. Paths are relative to `content/`.
pub fn starter_content() -> FileTree {
    tree_from_dir(&CONTENT)
}

/// The built-in themes, one folder each. Paths are relative to `themes/`.
pub fn builtin_themes() -> FileTree {
    tree_from_dir(&THEMES)
}

fn tree_from_dir(root: &'static Dir<'static>) -> FileTree {
    let mut tree = FileTree::default();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => folders.push(inner),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    tree.insert(path, Blob::Static(file.contents()));
                }
            }
        }
    }
    tree
}
