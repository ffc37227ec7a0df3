//! Where the pages of a finished site lead: within it, to something that is there; or to the web.
//!
//! Links of the author's are followed when a portfolio is resolved; this sees those that a theme's template writes.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use url::Url;

use super::web;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::portfolio::url::{decoded, file_of};
use crate::render::Output;

/// A host that cannot exist, for a site whose address is not known (RFC 2606).
const NOWHERE: &str = "http://leadfolio.invalid/";

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

impl<'a> Links<'a> {
    pub(super) fn new(output: &'a Output) -> Self {
        let known = output.portfolio().settings.url.as_ref().and_then(|it| Url::parse(it.as_str()).ok());
        #[expect(clippy::expect_used, reason = "a constant")]
        let base = known.unwrap_or_else(|| Url::parse(NOWHERE).expect("an address"));
        Self { output, base }
    }

    /// Tells where the addresses of one page lead.
    pub(super) fn of_file(&self, path: &str, addresses: &[String], anchors: Vec<String>) -> OfFile {
        let mut found = OfFile { path: path.to_owned(), anchors, ..OfFile::default() };
        let Ok(page) = self.base.join(&path.replace('%', "%25")) else { return found };
        for address in addresses.iter().collect::<BTreeSet<_>>() {
            let Ok(url) = page.join(address) else {
                found.broken.push(address.clone());
                continue;
            };
            if !matches!(url.scheme(), "http" | "https") {
                continue;
            }
            let within = (url.origin() == self.base.origin())
                .then(|| url.path().strip_prefix(self.base.path()))
                .flatten();
            let Some(within) = within else {
                // The rest of the same host is not ours to know.
                if url.host_str() != Some("leadfolio.invalid") {
                    found.web.push(url.into());
                } else {
                    found.broken.push(address.clone());
                }
                continue;
            };
            let file = file_of(&decoded(within));
            if !self.output.contains(&file) {
                found.broken.push(address.clone());
            } else if let Some(place) = url.fragment().filter(|it| !it.is_empty() && file.ends_with(".html"))
            {
                found.places.push((file, decoded(place).into_owned(), address.clone()));
            }
        }
        found
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
