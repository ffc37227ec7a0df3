//! The pictures that the author chose as cards.

use super::resolved_pages::ResolvedPages;
use super::site::SiteConfig;
use crate::content::load::SETTINGS_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::media;
use crate::model::page::CardChoice;

/// The pictures of all cards, as paths in `content/`, each with the file that names it. Reports those that are missing, and
/// other files.
pub(super) fn find_card_pictures<'a>(
    site: &SiteConfig,
    pages: &'a ResolvedPages,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, &'a str)> {
    let of_pages = pages.heads_and_bodies().map(|(head, _)| (head.source.as_str(), head.card.as_ref()));
    let mut pictures = Vec::new();
    for (source, card) in of_pages.chain([(SETTINGS_FILE, Some(&site.settings.card))]) {
        let Some(CardChoice::Picture(name)) = card else { continue };
        let found = match pages.links.find_file(source, name) {
            Ok(file) if media::is_raster(&file) => {
                pictures.push((file, source));
                continue;
            }
            Ok(_) => Diagnostic::error("MED-13", source, format!("`{name}` can't be a card"))
                .help("name a JPEG or PNG file, or write `card: false`"),
            Err(broken) => pages.links.to_diagnostic(broken, Severity::Error, source),
        };
        diagnostics.push(found.field("card"));
    }
    pictures
}
