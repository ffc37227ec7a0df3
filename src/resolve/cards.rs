//! The pictures that the author chose as cards.

use std::collections::BTreeSet;

use super::published_files::not_a_card;
use super::resolved_pages::ResolvedPages;
use super::site::SiteConfig;
use crate::content::load::SETTINGS_FILE;
use crate::diagnostic::{Diagnostics, Severity};
use crate::media::{self, Crop};
use crate::model::page::{CardChoice, card_crop};

/// The pictures of all cards, as paths in `content/`, each with how it is cut and the file that names it. Reports those that are missing, and
/// other files. Without an address, the site has no cards, as links to them name it.
pub(super) fn find_card_pictures<'a>(
    site: &SiteConfig,
    pages: &'a ResolvedPages,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Crop, &'a str)> {
    let heads = || pages.heads_and_bodies().map(|(head, _)| head);
    let of_pages = heads().map(|head| (Some(head), head.source.as_str(), head.card.as_ref()));
    let mut pictures = Vec::new();
    for (head, source, card) in of_pages.chain([(None, SETTINGS_FILE, Some(&site.settings.card))]) {
        let Some(CardChoice::Picture(name)) = card else { continue };
        let found = match pages.links.find_file(source, name) {
            Ok(file) if media::is_raster(&file) => {
                // The card of all pages is cut for each that has the same picture as its cover.
                let others = heads().filter(|other| head.is_none() && other.card.is_none());
                let crops = others.map(Some).chain([head]).map(|head| card_crop(head, &file));
                let crops: BTreeSet<Crop> = crops.filter(|_| site.settings.url.is_some()).collect();
                pictures.extend(crops.into_iter().map(|crop| (file.clone(), crop, source)));
                continue;
            }
            Ok(_) => not_a_card(name, source),
            Err(broken) => pages.links.to_diagnostic(broken, Severity::Error, source),
        };
        diagnostics.push(found.field("card"));
    }
    pictures
}
