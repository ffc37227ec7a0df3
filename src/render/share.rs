//! Links that pass a page on: plain links, so nothing is loaded from anybody until a reader follows one.

use super::context::ExternalLink;
use crate::content::vocabulary::ShareWith;
use crate::portfolio::url::encode;

/// Where such links begin; what stands behind is the page that is passed on.
pub const SHARES: [&str; 4] = [
    "https://www.linkedin.com/sharing/share-offsite/?url=",
    "https://www.facebook.com/sharer/sharer.php?u=",
    "https://bsky.app/intent/compose?text=",
    // Asks which server the reader belongs to; what stands after the mark is told to no server.
    "https://share.joinmastodon.org/#text=",
];

/// A link for each way that the owner chose.
pub(super) fn links(ways: &[ShareWith], title: &str, address: &str) -> Vec<ExternalLink> {
    let [linkedin, facebook, bluesky, mastodon] = SHARES;
    let link = |way: &ShareWith| {
        let url = match way {
            ShareWith::Email => format!("mailto:?subject={}&body={}", encode(title), encode(address)),
            ShareWith::Linkedin => format!("{linkedin}{}", encode(address)),
            ShareWith::Facebook => format!("{facebook}{}", encode(address)),
            ShareWith::Mastodon => format!("{mastodon}{}", encode(&format!("{title} {address}"))),
            ShareWith::Bluesky => format!("{bluesky}{}", encode(&format!("{title} {address}"))),
        };
        ExternalLink { network: way.label().to_owned(), url }
    };
    ways.iter().map(link).collect()
}
