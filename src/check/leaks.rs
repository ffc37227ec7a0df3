//! Diagnostics about undisclosed names and metadata in the files of the rendered site.

use super::sources::source_path;
use crate::diagnostic::Diagnostic;
use crate::documents::MetadataLeak;
use crate::privacy::name_scanner::{self, NameHit};
use crate::render::RenderedSite;

/// Where in a published file a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameLocation {
    Text,
    Attribute,
    Metadata,
    FileName,
    /// Among the bytes of a picture or of other data.
    Data,
}

/// Author values that programs write by default: they identify nobody. Lower case.
const GENERIC_AUTHORS: [&str; 8] = [
    "microsoft office user",
    "user",
    "admin",
    "unknown",
    "python-docx",
    "openpyxl",
    "author",
    "unknown author",
];

/// Reports an author or a location in the metadata of a file.
///
/// Accepted are authors whom the site shows anyway: the owner, people by their displayed label, and organizations.
pub(super) fn metadata_leak_diagnostic(
    path: &str,
    trace: &MetadataLeak,
    output: &RenderedSite,
) -> Option<Diagnostic> {
    let (message, help) = match trace {
        MetadataLeak::Author(author) => {
            let portfolio = output.portfolio();
            let labels = portfolio.people.iter().map(|person| person.identity.label.as_str());
            let organizations =
                portfolio.resume.positions.iter().filter_map(|position| position.organisation.as_deref());
            let known =
                labels.chain(organizations).chain(GENERIC_AUTHORS).chain([portfolio.profile.name.as_str()]);
            if known.into_iter().any(|name| name.to_lowercase() == author.to_lowercase()) {
                return None;
            }
            if path.to_ascii_lowercase().ends_with(".pdf") {
                let message =
                    format!("this file names “{author}” as its author, or that of a comment or a picture");
                (message, "export it again without comments and properties, or delete its comments")
            } else {
                let message = format!(
                    "this file names “{author}” as its author, or that of a comment, a change or a field"
                );
                let help = "delete its comments, accept or reject its tracked changes, and remove the author from its properties and fields; `clean: true` in its artifact publishes a copy without comments and changes";
                (message, help)
            }
        }
        MetadataLeak::Location => (
            "this file reveals where a recording or picture in it was made".to_owned(),
            "export it again without its location, or turn off location on the camera",
        ),
    };
    Some(Diagnostic::error("MED-04", source_path(path, output), message).help(help))
}

pub(super) fn name_leak_diagnostic(
    path: &str,
    hit: &NameHit,
    location: NameLocation,
    output: &RenderedSite,
) -> Diagnostic {
    // The author can only fix their own file, not the one rendered from it.
    let source_path = source_path(path, output);
    let is_file = matches!(location, NameLocation::FileName | NameLocation::Metadata | NameLocation::Data);
    let mut diagnostic = name_scanner::leak_diagnostic(hit, &source_path, is_file);
    let NameHit { name, person, .. } = hit;
    if hit.is_doubtful && !is_file {
        return diagnostic;
    }
    diagnostic.message = match location {
        NameLocation::Text => {
            format!("`{path}` would show the name “{name}”, but `{person}` isn't shown by that name")
        }
        NameLocation::Attribute => {
            format!(
                "`{path}` would contain the name “{name}” where search engines read it, but `{person}` isn't shown by \
                that name"
            )
        }
        NameLocation::Metadata => {
            format!(
                "`{path}` has the name “{name}” in its properties, but `{person}` isn't shown by that name"
            )
        }
        NameLocation::Data => {
            format!("`{path}` has the name “{name}” among its bytes, but `{person}` isn't shown by that name")
        }
        NameLocation::FileName => {
            format!(
                "the address `{path}` contains the name “{name}”, but `{person}` isn't shown by that name"
            )
        }
    };
    let help = match location {
        NameLocation::Metadata => "export the document again without its author, title, and comments",
        NameLocation::Data => "export it again with another program; a picture, as a picture of the screen",
        _ => return diagnostic,
    };
    diagnostic.help = Some(help.to_owned());
    diagnostic
}
