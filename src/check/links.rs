//! Resolves the links of the rendered pages: internal ones are checked against the output, external ones are collected.
//!
//! Links in the author's text are already checked when the portfolio is resolved; this pass catches those that a
//! theme's templates write.

use std::collections::{BTreeMap, HashMap, HashSet};

use url::Url;

use super::external_links::ExternalUrl;
use super::sources::source_path;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::render::{RenderedSite, SHARE_URL_PREFIXES};
use crate::urls::{decode_lossy, output_file};

/// Stands in for the host of a site without a configured `url`; `.invalid` never resolves (RFC 2606).
const PLACEHOLDER_HOST: &str = "leadfolio.invalid";

/// Resolves links against the files of one output.
pub(super) struct LinkChecker<'a> {
    output: &'a RenderedSite,
    /// The site's URL, or one with [`PLACEHOLDER_HOST`] if it has none.
    base_url: Url,
}

/// The links of one page, by kind, and the anchors that other pages can link to.
#[derive(Default)]
pub(super) struct PageLinks {
    path: String,
    anchors: Vec<String>,
    /// Internal links whose file does not exist, as written in the page.
    broken: Vec<String>,
    /// Internal links with a fragment, in this page or another one: target file, fragment, link as written.
    fragments: Vec<(String, String, String)>,
    /// Absolute URLs on other hosts.
    external: Vec<String>,
}

/// What a link points at.
enum LinkDestination {
    /// A file of the site, which may not exist, and the decoded fragment.
    Internal {
        file: String,
        fragment: Option<String>,
    },
    External(String),
    /// Not a URL, or a URL on the placeholder host.
    Broken,
    /// Not checked: `mailto:`, `tel:` and links that share a page.
    Other,
}

impl<'a> LinkChecker<'a> {
    pub(super) fn new(output: &'a RenderedSite) -> Self {
        let configured =
            output.portfolio().settings.url.as_ref().and_then(|url| Url::parse(url.as_str()).ok());
        #[expect(clippy::expect_used, reason = "a constant")]
        let base_url = configured
            .unwrap_or_else(|| Url::parse(&format!("http://{PLACEHOLDER_HOST}/")).expect("an address"));
        Self { output, base_url }
    }

    /// Resolves the links of one page, each distinct one once.
    pub(super) fn resolve_page_links(
        &self,
        path: &str,
        mut addresses: Vec<String>,
        anchors: Vec<String>,
    ) -> PageLinks {
        addresses.sort_unstable();
        addresses.dedup();
        let mut links = PageLinks { path: path.to_owned(), anchors, ..PageLinks::default() };
        for address in addresses {
            let (file, fragment) = match self.resolve_link(path, &address) {
                LinkDestination::Internal { file, fragment } => (file, fragment),
                LinkDestination::External(url) => {
                    links.external.push(url);
                    continue;
                }
                LinkDestination::Broken => {
                    links.broken.push(address);
                    continue;
                }
                LinkDestination::Other => continue,
            };
            if file != path && !self.output.contains(&file) {
                links.broken.push(address);
            } else if let Some(fragment) =
                fragment.filter(|fragment| !fragment.is_empty() && file.ends_with(".html"))
            {
                links.fragments.push((file, fragment, address));
            }
        }
        links
    }

    /// Resolves a link of the page at `path`.
    ///
    /// Nearly all links are plain paths or fragments of the page itself, which need no URL parser: that is the fast path.
    fn resolve_link(&self, path: &str, address: &str) -> LinkDestination {
        let internal = |within: &str, fragment: Option<&str>| LinkDestination::Internal {
            file: output_file(&decode_lossy(within.split('?').next().unwrap_or_default())),
            fragment: fragment.map(|fragment| decode_lossy(fragment).into_owned()),
        };
        let (before, fragment) =
            address.split_once('#').map_or((address, None), |(before, fragment)| (before, Some(fragment)));
        if before.is_empty() {
            return internal(path, fragment);
        }
        let is_plain = before.starts_with('/') && !before.contains("//") && !before.contains("/.");
        if let Some(within) = before.strip_prefix(self.base_url.path()).filter(|_| is_plain) {
            return internal(within, fragment);
        }
        if let Some(within) = join_relative(path, before) {
            return internal(&within, fragment);
        }
        // Paths of the output are not encoded: a literal `%` must not be read as an escape.
        let page = self.base_url.join(&path.replace('%', "%25"));
        let Ok(url) = page.and_then(|page| page.join(address)) else { return LinkDestination::Broken };
        let is_same_host = url.origin() == self.base_url.origin();
        match url.path().strip_prefix(self.base_url.path()).filter(|_| is_same_host) {
            _ if !matches!(url.scheme(), "http" | "https") => LinkDestination::Other,
            Some(within) => internal(within, url.fragment()),
            // Outside the site's folder nothing is known of a real host; on the placeholder host nothing exists.
            None if url.host_str() == Some(PLACEHOLDER_HOST) => LinkDestination::Broken,
            // Share links differ on every page and all open the same form: checking them would only cost requests.
            None if SHARE_URL_PREFIXES.iter().any(|prefix| address.starts_with(prefix)) => {
                LinkDestination::Other
            }
            None => LinkDestination::External(url.into()),
        }
    }

    /// An address without the way from its page to the root of the site, which is different on each: what a template writes
    /// is the same link on all pages.
    fn without_root<'l>(&self, address: &'l str) -> &'l str {
        let absolute = address.strip_prefix(self.base_url.as_str());
        let rooted = absolute.or_else(|| address.strip_prefix(self.base_url.path()));
        rooted.unwrap_or_else(|| address.trim_start_matches("./").trim_start_matches("../"))
    }

    /// Reports every broken link once, with the first page that has it, and returns the external links.
    pub(super) fn report_broken(
        &self,
        files: impl Iterator<Item = PageLinks>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<ExternalUrl> {
        let files: Vec<PageLinks> = files.collect();
        let linked: HashSet<&str> =
            files.iter().flat_map(|page| &page.fragments).map(|(file, _, _)| file.as_str()).collect();
        let anchors: HashMap<&str, HashSet<&str>> = files
            .iter()
            .filter(|page| linked.contains(page.path.as_str()))
            .map(|page| (page.path.as_str(), page.anchors.iter().map(String::as_str).collect()))
            .collect();
        let mut broken: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        let mut external: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for file in &files {
            // Only rendered pages have known anchors: in other files a fragment may be a viewer's, such as `#page=3`.
            let missing = file.fragments.iter().filter(|(target, fragment, _)| {
                anchors.get(target.as_str()).is_some_and(|known| !known.contains(fragment.as_str()))
            });
            for address in file.broken.iter().chain(missing.map(|(_, _, address)| address)) {
                broken.entry(self.without_root(address)).or_default().push((address, &file.path));
            }
            for address in &file.external {
                external.entry(address.split('#').next().unwrap_or(address)).or_default().push(&file.path);
            }
        }
        for pages in broken.into_values() {
            // The plainest form is that of most pages: the 404 page has the whole address.
            let Some((address, page)) = pages.iter().min_by_key(|(address, _)| address.len()) else {
                continue;
            };
            let more = match pages.len() - 1 {
                0 => String::new(),
                1 => " (and one other page)".to_owned(),
                more => format!(" (and {more} other pages)"),
            };
            let message = format!("`{page}`{more} links to `{address}`, which doesn't exist");
            let help =
                "the link isn't in your text: it comes from a template in your theme or from HTML in a page";
            let broken = Diagnostic::error("LNK-05", source_path(page, self.output), message).help(help);
            diagnostics.push(broken.subject(self.without_root(address)));
        }
        external
            .into_iter()
            .map(|(address, pages)| ExternalUrl { address: address.to_owned(), page: pages[0].to_owned() })
            .collect()
    }
}

/// Joins a link such as `../x/index.html` to the folder of a page. `None` for any other form of link, and if it leads
/// out of the site.
fn join_relative(path: &str, link: &str) -> Option<String> {
    let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut rest = link.strip_prefix("./").unwrap_or(link);
    while let Some(above) = rest.strip_prefix("../") {
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        rest = above;
    }
    let is_plain = !rest.starts_with(['/', '.', '?'])
        && !rest.contains([':', '\\'])
        && !rest.contains("//")
        && !rest.contains("/.")
        && !folder.contains('%');
    let separator = if folder.is_empty() { "" } else { "/" };
    is_plain.then(|| format!("{folder}{separator}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::join_relative;

    #[test]
    fn a_plain_relative_link_is_joined_without_a_parser() {
        for (path, link, wanted) in [
            ("index.html", "./feed.xml", Some("feed.xml")),
            ("a/b/index.html", "../../c/index.html", Some("c/index.html")),
            ("a/b/index.html", "x.png", Some("a/b/x.png")),
            ("a/index.html", "../", Some("")),
            ("index.html", "../x", None),
            ("index.html", "mailto:me@example.org", None),
            ("a/index.html", "//example.org/x", None),
            ("a/index.html", "b/../c", None),
        ] {
            assert_eq!(join_relative(path, link).as_deref(), wanted, "{link} on {path}");
        }
    }
}
