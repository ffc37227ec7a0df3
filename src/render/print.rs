//! Pages for print: a document that is sent to somebody has no links that only work on the machine that printed it.
//!
//! Links to the site lead to its address. Without an address, links within the page stay, and others become plain text. Behind links
//! to other sites stands where they lead.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use url::Url;

use super::renderer::Renderer;
use crate::content::markdown::escape;
use crate::urls::{decode_lossy, output_file, site_path};

/// Placeholder base URL to resolve the links of pages against; `.invalid` is never a real host (RFC 2606).
const PLACEHOLDER_BASE: &str = "http://page.invalid/";

/// Characters of an address; a longer one ends with an ellipsis.
const MAX_ADDRESS_CHARS: usize = 60;

/// The words of the link that is being read, as they stand in HTML.
type LinkWords = Rc<RefCell<String>>;

/// What a reference in a page leads to.
#[derive(Clone, Debug)]
pub enum ReferenceTarget {
    /// A file of the site.
    Site {
        /// Its path, decoded and without `index.html`.
        path: String,
        /// The place in it, decoded.
        fragment: Option<String>,
    },
    /// Anything else.
    External(Url),
}

/// The URL of the page at `file` under the placeholder.
///
/// # Panics
/// Never: an encoded path is an address.
pub fn placeholder_url(file: &str) -> Url {
    let root = Url::parse(PLACEHOLDER_BASE).expect("a constant");
    root.join(&crate::urls::encode(file)).expect("paths of the site are addresses")
}

/// Resolves an address on the page at `page`; `None` if it is no address.
pub fn resolve_reference(address: &str, page: &Url) -> Option<ReferenceTarget> {
    let url = page.join(address).ok()?;
    if url.origin() != page.origin() {
        return Some(ReferenceTarget::External(url));
    }
    let path = site_path(&decode_lossy(url.path().trim_start_matches('/'))).to_owned();
    let fragment = url.fragment().map(decode_lossy).filter(|fragment| !fragment.is_empty());
    Some(ReferenceTarget::Site { path, fragment: fragment.map(std::borrow::Cow::into_owned) })
}

impl Renderer<'_> {
    /// Rewrites the links of the page at `file` for print.
    pub(super) fn rewrite_for_print(&self, html: &str, file: &str) -> String {
        let page = placeholder_url(file);
        let words = LinkWords::default();
        let handler = element!("a[href], area[href]", |link| Ok(self.rewrite_link(link, &page, file)?));
        let outside = element!(".prose a[href]", |link| {
            let address = link.get_attribute("href").map(|address| unescape_attribute(&address));
            let target = address.and_then(|address| resolve_reference(&address, &page));
            // A link to the site may have its whole address by now.
            if let Some(ReferenceTarget::External(url)) = target
                && !link.has_attribute("data-internal")
            {
                // Style sheets print the whole address of other links.
                link.set_attribute("data-printed", "")?;
                add_printed_address(link, &url, &words);
            }
            Ok(())
        });
        let outside_words = text!(".prose a[href]", |chunk| {
            words.borrow_mut().push_str(chunk.as_str());
            Ok(())
        });
        // Paper has no width in pixels to choose by: it gets the widest copy that every program can read.
        let source = element!("picture > source[srcset]", |source| {
            source.remove();
            Ok(())
        });
        let picture = element!("img[srcset]", |picture| {
            picture.remove_attribute("srcset");
            picture.remove_attribute("sizes");
            Ok(())
        });
        // Nothing can be opened on paper. Style sheets open it too, but not in older browsers.
        let details = element!("details", |details| Ok(details.set_attribute("open", "")?));
        let settings = RewriteStrSettings::new()
            .append_element_content_handler(details)
            .append_element_content_handler(outside)
            .append_element_content_handler(outside_words)
            .append_element_content_handler(handler)
            .append_element_content_handler(source)
            .append_element_content_handler(picture);
        // The rewriter refuses only documents beyond its memory limit, and none is set.
        rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
    }

    fn rewrite_link(
        &self,
        link: &mut Element<'_, '_>,
        page: &Url,
        file: &str,
    ) -> Result<(), lol_html::errors::AttributeNameError> {
        let Some(address) = link.get_attribute("href").map(|address| unescape_attribute(&address)) else {
            return Ok(());
        };
        let printed = match resolve_reference(&address, page) {
            Some(ReferenceTarget::Site { path, fragment: Some(fragment) }) if output_file(&path) == file => {
                Some(format!("#{}", crate::urls::encode(&fragment)))
            }
            Some(ReferenceTarget::Site { path, fragment }) => {
                // Its address is not printed behind it, as that of a link to another site is.
                link.set_attribute("data-internal", "")?;
                self.printed_url(&path, fragment.as_deref())
            }
            // Any other scheme, such as `file:`, means something on the author's machine only.
            Some(ReferenceTarget::External(url)) => {
                ["http", "https", "mailto", "tel"].contains(&url.scheme()).then_some(address)
            }
            None => None,
        };
        match printed {
            Some(url) => link.set_attribute("href", &escape(&url)),
            None => {
                link.remove_attribute("href");
                Ok(())
            }
        }
    }

    /// The address of a page of the site on paper; `None` without a base URL.
    pub(super) fn printed_url(&self, path: &str, fragment: Option<&str>) -> Option<String> {
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        self.absolute_site_url(path).map(|url| url + &fragment)
    }
}

/// Undoes the HTML escaping of an attribute that a template wrote.
pub fn unescape_attribute(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Puts the address of a link to another site behind it, unless its words say it already. Until the link ends, its words are
/// added to `words`.
fn add_printed_address(link: &mut Element<'_, '_>, url: &Url, words: &LinkWords) {
    words.borrow_mut().clear();
    let words = Rc::clone(words);
    let Some(address) = short_address(url) else { return };
    let Some(handlers) = link.end_tag_handlers() else { return };
    handlers.push(Box::new(move |end| {
        let words = unescape_attribute(&words.borrow());
        if without_scheme(words.trim()) != address {
            let address = escape(&address);
            end.after(&format!(" <small class=\"printed-address\">({address})</small>"), ContentType::Html);
        }
        Ok(())
    }));
}

/// The address of a page on the web without what readers need not type; `None` for other addresses, such as of e-mail.
fn short_address(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let mut page = url.clone();
    page.set_fragment(None);
    let address = without_scheme(page.as_str());
    if address.chars().count() <= MAX_ADDRESS_CHARS {
        return Some(address.to_owned());
    }
    let start: String = address.chars().take(MAX_ADDRESS_CHARS - 1).collect();
    Some(start + "…")
}

fn without_scheme(address: &str) -> &str {
    let address =
        address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::short_address;

    #[test]
    fn readers_type_only_what_is_needed() {
        for (url, address) in [
            ("https://www.example.org/", "example.org"),
            ("http://example.org/a/b/#c", "example.org/a/b"),
            ("https://example.org/watch?v=1&t=2", "example.org/watch?v=1&t=2"),
            (
                "https://example.org/a-very-long-address-of-a-report/that-nobody-would-ever-type.pdf",
                "example.org/a-very-long-address-of-a-report/that-nobody-wou…",
            ),
        ] {
            assert_eq!(short_address(&Url::parse(url).unwrap()).as_deref(), Some(address));
        }
        assert_eq!(short_address(&Url::parse("mailto:me@example.org").unwrap()), None);
    }
}
