//! Files compiled into the binary: the sample portfolios, an example for each kind of leader, the built-in themes and
//! sample programs.

use include_dir::{Dir, DirEntry, include_dir};

use crate::vfs::{Blob, FileTree};

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");
static SAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/embedded/samples");
static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/embedded/examples");
static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Fictional sample programs, as `(name, YAML of program.yaml)`: what a university or a district might require.
pub const SAMPLE_PROGRAMS: [(&str, &str); 3] = [
    ("two-artifacts", include_str!("programs/two-artifacts.yaml")),
    ("four-domains", include_str!("programs/four-domains.yaml")),
    ("promotion", include_str!("programs/promotion.yaml")),
];

/// The starter portfolio, that of the principal, complete and fictional. Paths are relative to `content/`.
pub fn starter_content() -> FileTree {
    tree_from_dir(&CONTENT)
}

/// A complete, fictional portfolio of another kind of leader, by the name of its folder in `samples/`. Paths are relative
/// to `content/`. Without files if there is none.
pub fn sample_content(name: &str) -> FileTree {
    tree_from_dir(&SAMPLES).subtree(name)
}

/// The names of the samples beside that of the principal.
pub fn sample_names() -> impl Iterator<Item = &'static str> {
    SAMPLES.dirs().filter_map(|folder| folder.path().to_str())
}

/// A short, complete case study of a kind of leader, by its id.
pub fn example_case_study(kind: &str) -> Option<&'static str> {
    EXAMPLES.get_file(format!("{kind}.md"))?.contents_utf8()
}

/// The examples of all kinds of leaders.
pub fn examples() -> FileTree {
    tree_from_dir(&EXAMPLES)
}

/// The framework of standards with an id: its path, relative to `content/`, and its file.
pub fn framework(id: &str) -> Option<(String, Blob)> {
    let line = format!("id: {id}");
    let is_wanted = |blob: &Blob| blob.read_text().is_ok_and(|text| text.lines().any(|own| own == line));
    let content = starter_content();
    let (path, blob) =
        content.iter().find(|(path, blob)| path.starts_with("standards/") && is_wanted(blob))?;
    Some((path.to_owned(), blob.clone()))
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
