//! Moves a page of a site to its place in the gallery: its links lead to what is there of the site.

use std::collections::BTreeSet;

use lol_html::errors::AttributeNameError;
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::content::markdown::escape;
use crate::render::{ReferenceTarget, placeholder_url, resolve_reference, unescape_attribute};
use crate::urls::{encode, output_file};

/// A page, and where it is in the gallery.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageLocation<'a> {
    /// Path of the page in its site.
    pub(super) page: &'a str,
    /// All pages of the site that the gallery has.
    pub(super) pages: &'a [&'a str],
    /// Name of the theme.
    pub(super) theme: &'a str,
    /// Folder of the variant in that of the theme; may be empty.
    pub(super) folder: &'a str,
}

impl PageLocation<'_> {
    /// Where a page of the site is in the gallery.
    pub(super) fn moved_path(&self, page: &str) -> String {
        let parts = [self.theme, self.folder, page];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
    }

    /// The file of the site that an address on the page leads to, and its fragment with `#`; `None` for other sites.
    fn resolve(&self, address: &str) -> Option<(String, String)> {
        let target = resolve_reference(address, &placeholder_url(self.page))?;
        let ReferenceTarget::Site { path, fragment } = target else { return None };
        let fragment = fragment.map(|fragment| format!("#{}", encode(&fragment)));
        Some((output_file(&path), fragment.unwrap_or_default()))
    }

    /// The address of a file of the gallery on the page.
    fn relative(&self, file: &str) -> String {
        let depth = self.moved_path(self.page).matches('/').count();
        format!("{}{}", "../".repeat(depth), encode(file))
    }
}

/// Where a file that is no page is in the gallery. Two themes may have different files of one name.
pub(super) fn moved_file(path: &str, theme: &str) -> String {
    if path.starts_with("assets/") { format!("{theme}/{path}") } else { path.to_owned() }
}

/// Rewrites the links of a page. Those to pages and downloads that the gallery does not have become plain text. Files that
/// the page shows are added to `shown`; `is_file` says what the site has.
pub(super) fn move_page(
    html: &str,
    location: &PageLocation<'_>,
    is_file: impl Fn(&str) -> bool,
    shown: &mut BTreeSet<String>,
) -> String {
    let mut show = |address: &str| {
        let (path, fragment) = location.resolve(address).filter(|(path, _)| is_file(path))?;
        let moved = location.relative(&moved_file(&path, location.theme));
        shown.insert(path);
        Some(moved + &fragment)
    };
    let shown_links = "link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]";
    let resources = element!(&format!("img, script, source, video, {shown_links}"), |element| {
        Ok(rewrite_resources(element, &mut show)?)
    });
    let other_links = element!("link[rel~=alternate], link[rel~=canonical]", |link| {
        link.remove();
        Ok(())
    });
    let links = element!("a[href], area[href]", |link| Ok(rewrite_link(link, location)?));
    let recordings = element!("video, audio, video > source, audio > source, track", |element| {
        // They are long, and nobody plays them in a frame.
        element.remove_attribute("src");
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(resources)
        .append_element_content_handler(other_links)
        .append_element_content_handler(links)
        .append_element_content_handler(recordings);
    // The rewriter refuses only documents beyond its memory limit, and none is set.
    rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
}

/// Rewrites the addresses of what an element shows.
fn rewrite_resources(
    element: &mut Element<'_, '_>,
    show: &mut dyn FnMut(&str) -> Option<String>,
) -> Result<(), AttributeNameError> {
    for name in ["src", "href", "poster"] {
        let Some(address) = element.get_attribute(name) else { continue };
        if let Some(moved) = show(&unescape_attribute(&address)) {
            element.set_attribute(name, &escape(&moved))?;
        }
    }
    if let Some(sources) = element.get_attribute("srcset") {
        let mut move_source = |source: &str| match source.split_once(' ') {
            Some((address, width)) => Some(format!("{} {width}", show(address)?)),
            None => show(source),
        };
        let sources = unescape_attribute(&sources);
        let moved: Vec<String> = sources.split(", ").filter_map(&mut move_source).collect();
        element.set_attribute("srcset", &escape(&moved.join(", ")))?;
    }
    Ok(())
}

/// Leads a link to the page in the gallery, or makes it plain text.
fn rewrite_link(link: &mut Element<'_, '_>, location: &PageLocation<'_>) -> Result<(), AttributeNameError> {
    let address = link.get_attribute("href").map(|address| unescape_attribute(&address)).unwrap_or_default();
    if address.starts_with('#') {
        return Ok(());
    }
    let Some((path, fragment)) = location.resolve(&address) else { return Ok(()) };
    if !location.pages.contains(&path.as_str()) {
        link.remove_attribute("href");
        return Ok(());
    }
    let moved = location.relative(&location.moved_path(&path)) + &fragment;
    link.set_attribute("href", &escape(&moved))
}
