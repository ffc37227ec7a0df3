//! JSON: the values that pages are made from, without their drawings.

use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::render::RenderedSite;

/// Version of the JSON: it changes when a value is removed or means something else.
pub const SCHEMA_VERSION: u32 = 1;

/// Values that are drawings, or only mean something within a site.
const LEFT_OUT: [&str; 9] =
    ["chart", "bullet", "qr", "copies", "webp", "stylesheet", "print_stylesheet", "json_ld", "options"];

/// Writes the values of a site. They are those of the audience of its build, as `themes/README.md` lists them.
///
/// # Errors
/// If a figure of an author's text can't be rendered.
pub fn write_json(site: &RenderedSite) -> Result<String, Diagnostic> {
    let mut values = site.page_values()?;
    remove_drawings(&mut values);
    let mut all = json!({ "schema_version": SCHEMA_VERSION, "audience": site.audience().id() });
    if let (Value::Object(all), Value::Object(values)) = (&mut all, values) {
        all.extend(values);
    }
    Ok(format!("{all:#}\n"))
}

fn remove_drawings(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            LEFT_OUT.iter().for_each(|name| drop::<Option<Value>>(Map::remove(fields, *name)));
            fields.values_mut().for_each(remove_drawings);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_drawings),
        _ => {}
    }
}
