//! What a Word document says about itself: `docProps/core.xml`.

use super::package::Package;
use crate::import::readers::text_document::{Properties, day_of, split_keywords};
use crate::import::xml;

/// Reads the properties of a document.
///
/// # Errors
/// When they are damaged, as the end of a sentence.
pub(super) fn read(package: &Package) -> Result<Properties, String> {
    let root = package.relationships("");
    let part = root.values().find(|related| related.kind == "core-properties");
    let path = part.map_or("docProps/core.xml", |part| part.target.as_str());
    let Some(text) = package.xml(path)? else { return Ok(Properties::default()) };
    let document = xml::parse(&text)?;
    // Line ends stand as the number of their character.
    let field = |name: &str| {
        let text = xml::child_text(document.root_element(), name)?;
        Some(text.replace("_x000d_", " ").replace("_x000a_", " "))
    };
    let mut keywords = split_keywords(&field("keywords").unwrap_or_default());
    keywords.extend(field("category"));
    Ok(Properties {
        title: field("title"),
        subject: field("subject"),
        description: field("description"),
        keywords,
        created: field("created").and_then(|time| day_of(&time)),
        modified: field("modified").and_then(|time| day_of(&time)),
        names_author: field("creator").or_else(|| field("lastModifiedBy")).is_some(),
    })
}
