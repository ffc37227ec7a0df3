//! Files that the front matter of a page of this program names: its cover, its artifacts.

use serde_json::{Map, Value};

use super::folder::Target;
use super::page_context::PageContext;

/// Fields that name a file.
const FILE_FIELDS: [&str; 5] = ["file", "thumbnail", "poster", "captions", "card"];

/// Values within others, at most.
const MAX_DEPTH: usize = 8;

/// Brings these files along, and writes their new names.
pub(super) fn bring(fields: &mut Map<String, Value>, page: &mut PageContext<'_>) {
    for (name, value) in fields.iter_mut() {
        bring_value(name, value, page, MAX_DEPTH);
    }
}

fn bring_value(name: &str, value: &mut Value, page: &mut PageContext<'_>, depth: usize) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Object(group) => {
            for (name, value) in group.iter_mut() {
                bring_value(name, value, page, depth - 1);
            }
        }
        Value::Array(values) => {
            for value in values {
                bring_value(name, value, page, depth - 1);
            }
        }
        Value::String(file) if FILE_FIELDS.contains(&name) && file.contains('.') => {
            match page.folder.find(file, page.path) {
                Target::File(path) => *file = page.folder.use_file(&path),
                Target::Missing => page.note(&format!("the file `{file}` of its front matter isn't here")),
                _ => {}
            }
        }
        _ => {}
    }
}
