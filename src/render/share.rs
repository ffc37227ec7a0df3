//! Share links: plain links, so nothing loads from a third party until a reader follows one.

use super::context::shared::ExternalLink;
use crate::content::enums::ShareWith;
use crate::i18n::Catalog;
use crate::urls::encode;

/// Prefixes of share links, each followed by the percent-encoded text or URL to share.
pub const SHARE_URL_PREFIXES: [&str; 4] = [
    "https://www.linkedin.com/sharing/share-offsite/?url=",
    "https://www.facebook.com/sharer/sharer.php?u=",
    "https://bsky.app/intent/compose?text=",
    // The page asks for the reader's own server; a fragment is not sent to any server.
    "https://share.joinmastodon.org/#text=",
];

/// A share link for each service that the owner chose.
pub(super) fn share_links(
    services: &[ShareWith],
    title: &str,
    address: &str,
    catalog: &Catalog,
) -> Vec<ExternalLink> {
    let [linkedin, facebook, bluesky, mastodon] = SHARE_URL_PREFIXES;
    let link = |service: &ShareWith| {
        let url = match service {
            ShareWith::Email => format!("mailto:?subject={}&body={}", encode(title), encode(address)),
            ShareWith::Linkedin => format!("{linkedin}{}", encode(address)),
            ShareWith::Facebook => format!("{facebook}{}", encode(address)),
            ShareWith::Mastodon => format!("{mastodon}{}", encode(&format!("{title} {address}"))),
            ShareWith::Bluesky => format!("{bluesky}{}", encode(&format!("{title} {address}"))),
        };
        let network = match service {
            ShareWith::Email => catalog.text("share-email").into_owned(),
            // The names of the other services are the same in all languages.
            _ => service.label().to_owned(),
        };
        ExternalLink { network, url }
    };
    services.iter().map(link).collect()
}
