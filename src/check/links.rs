//! Where the pages of a finished site lead: within it, to something that is there; or to the web.
//!
//! Links of the author's are followed when a portfolio is resolved; this sees those that a theme's template writes.

use std::collections::{BTreeMap, HashMap, HashSet};

use url::Url;

use super::web;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::portfolio::url::{decoded, file_of};
use crate::render::{Output, SHARES};

/// A host that cannot exist, for a site whose address is not known (RFC 2606).
const NO_HOST: &str = "leadfolio.invalid";

/// Follows the links of a site.
pub(super) struct Links<'a> {
    output: &'a Output,
    /// The address of the site.
    base: Url,
}

/// What one page leads to.
#[derive(Default)]
pub(super) struct OfFile {
    path: String,
    anchors: Vec<String>,
    /// Files of the site that are not there, as they are written.
    broken: Vec<String>,
    /// Places of other files, or of this one: file, place, as written.
    places: Vec<(String, String, String)>,
    web: Vec<String>,
}

/// Where an address leads.
enum Lead {
    /// To a file of the site, and a place in it.
    Site {
        file: String,
        place: Option<String>,
    },
    Web(String),
    Nothing,
    /// To no page: an address for mail, a telephone.
    Other,
}

impl<'a> Links<'a> {
    pub(super) fn new(output: &'a Output) -> Self {
        let known = output.portfolio().settings.url.as_ref().and_then(|it| Url::parse(it.as_str()).ok());
        #[expect(clippy::expect_used, reason = "a constant")]
        let base = known.unwrap_or_else(|| Url::parse(&format!("http://{NO_HOST}/")).expect("an address"));
        Self { output, base }
    }

    /// Tells where the addresses of one page lead.
    pub(super) fn of_file(&self, path: &str, mut addresses: Vec<String>, anchors: Vec<String>) -> OfFile {
        addresses.sort_unstable();
        addresses.dedup();
        let mut found = OfFile { path: path.to_owned(), anchors, ..OfFile::default() };
        for address in addresses {
            let (file, place) = match self.lead(path, &address) {
                Lead::Site { file, place } => (file, place),
                Lead::Web(url) => {
                    found.web.push(url);
                    continue;
                }
                Lead::Nothing => {
                    found.broken.push(address);
                    continue;
                }
                Lead::Other => continue,
            };
            if file != path && !self.output.contains(&file) {
                found.broken.push(address);
            } else if let Some(place) = place.filter(|it| !it.is_empty() && file.ends_with(".html")) {
                found.places.push((file, place, address));
            }
        }
        found
    }

    /// Where an address on a page leads. Nearly all begin at the root of the host or at the page, and need no parser.
    fn lead(&self, path: &str, address: &str) -> Lead {
        let site = |within: &str, place: Option<&str>| Lead::Site {
            file: file_of(&decoded(within.split('?').next().unwrap_or_default())),
            place: place.map(|it| decoded(it).into_owned()),
        };
        let (before, place) = address.split_once('#').map_or((address, None), |it| (it.0, Some(it.1)));
        if before.is_empty() {
            return site(path, place);
        }
        let is_plain = before.starts_with('/') && !before.contains("//") && !before.contains("/.");
        if let Some(within) = before.strip_prefix(self.base.path()).filter(|_| is_plain) {
            return site(within, place);
        }
        let page = self.base.join(&path.replace('%', "%25"));
        let Ok(url) = page.and_then(|it| it.join(address)) else { return Lead::Nothing };
        let is_ours = url.origin() == self.base.origin();
        match url.path().strip_prefix(self.base.path()).filter(|_| is_ours) {
            _ if !matches!(url.scheme(), "http" | "https") => Lead::Other,
            Some(within) => site(within, url.fragment()),
            // The rest of a host is not ours to know; of a host that cannot be, nothing is there.
            None if url.host_str() == Some(NO_HOST) => Lead::Nothing,
            // What passes a page on is another address on every page, and leads to the same form.
            None if SHARES.iter().any(|it| address.starts_with(it)) => Lead::Other,
            None => Lead::Web(url.into()),
        }
    }

    /// Tells every link to nothing once, and gathers the addresses of the web.
    pub(super) fn finish(
        &self,
        files: impl Iterator<Item = OfFile>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<web::Link> {
        let files: Vec<OfFile> = files.collect();
        let asked: HashSet<&str> = files.iter().flat_map(|it| &it.places).map(|it| it.0.as_str()).collect();
        let anchors: HashMap<&str, HashSet<&str>> = files
            .iter()
            .filter(|it| asked.contains(it.path.as_str()))
            .map(|it| (it.path.as_str(), it.anchors.iter().map(String::as_str).collect()))
            .collect();
        let mut nothing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut web: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for file in &files {
            // A file of the author's is no page, and the place in it may be a browser's own, such as `#page=3`.
            let missing = file
                .places
                .iter()
                .filter(|it| anchors.get(it.0.as_str()).is_some_and(|all| !all.contains(it.1.as_str())));
            for address in file.broken.iter().chain(missing.map(|it| &it.2)) {
                nothing.entry(address).or_default().push(&file.path);
            }
            for address in &file.web {
                web.entry(address.split('#').next().unwrap_or(address)).or_default().push(&file.path);
            }
        }
        for (address, pages) in nothing {
            let more = match pages.len() - 1 {
                0 => String::new(),
                1 => " (and another page)".to_owned(),
                more => format!(" (and {more} other pages)"),
            };
            let message = format!("`{}`{more} links to `{address}`, and nothing is there", pages[0]);
            let help = "the link is not in your text: a template of your theme, or HTML in a page, writes it";
            diagnostics
                .push(Diagnostic::error("LNK-05", super::source(pages[0], self.output), message).help(help));
        }
        web.into_iter()
            .map(|(address, pages)| web::Link { address: address.to_owned(), page: pages[0].to_owned() })
            .collect()
    }
}
