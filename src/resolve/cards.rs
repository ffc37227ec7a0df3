//! The pictures that the author chose as cards.

use super::published_files::not_a_card;
use super::resolved_pages::ResolvedPages;
use super::site::SiteConfig;
use crate::content::load::SETTINGS_FILE;
use crate::diagnostic::{Diagnostics, Severity};
use crate::media;
use crate::model::page::CardChoice;

/// The pictures of all cards, as paths in `content/`, each with the file that names it. Reports those that are missing, and
/// other files. Without an address, the site has no cards, as links to them name it.
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
                pictures.extend(site.settings.url.is_some().then_some((file, source)));
                continue;
            }
            Ok(_) => not_a_card(name, source),
            Err(broken) => pages.links.to_diagnostic(broken, Severity::Error, source),
        };
        diagnostics.push(found.field("card"));
    }
    pictures
}
