//! Names of a theme's assets in the site: with a fingerprint, wherever pages and the style sheet name them.

use std::collections::BTreeMap;

use memchr::memchr3;

use crate::theme::{Theme, ends_address};
use crate::urls::encode;
use crate::vfs::Blob;
use crate::vfs::fingerprint::fingerprinted_path;

/// Folder of all assets in the site.
const ASSETS_FOLDER: &str = "assets/";

/// Paths of the style sheets in the site; their names have a fingerprint.
#[derive(Debug)]
pub(super) struct Stylesheets {
    /// That of all pages.
    pub(super) site: String,
    /// Those that pages of a kind load besides it, by kind of page.
    pub(super) pages: BTreeMap<String, String>,
}

impl Stylesheets {
    /// The paths for the style sheets of a theme.
    pub(super) fn new(theme: &Theme) -> Self {
        let path = |name: &str, css: &str| {
            fingerprinted_path(&format!("{ASSETS_FOLDER}{name}.css"), css.as_bytes())
                .expect("the name has an extension")
        };
        let pages = theme.page_stylesheets.iter().map(|(kind, css)| (kind.clone(), path(kind, css)));
        Self { site: path("site", &theme.stylesheet), pages: pages.collect() }
    }
}

/// Assets that are published under a fingerprinted name.
#[derive(Debug, Default)]
pub(super) struct AssetNames {
    /// Published path, by the path that templates and style sheets write; both are relative to `assets/`.
    published: BTreeMap<String, String>,
}

impl AssetNames {
    /// The names that a theme chose for its assets.
    pub(super) const fn new(published: BTreeMap<String, String>) -> Self {
        Self { published }
    }

    /// The assets under the names that they are published by.
    pub(super) fn rename(&self, assets: BTreeMap<String, Blob>) -> BTreeMap<String, Blob> {
        let rename = |(path, blob)| (self.published.get(&path).cloned().unwrap_or(path), blob);
        assets.into_iter().map(rename).collect()
    }

    /// Writes the published names into `url(…)` and strings of the style sheet, which is directly in `assets/`.
    pub(super) fn rewrite_stylesheet(&self, css: &str) -> String {
        if self.published.is_empty() {
            return css.to_owned();
        }
        let mut result = String::with_capacity(css.len());
        let mut rest = css;
        while let Some(start) = memchr3(b'(', b'"', b'\'', rest.as_bytes()) {
            let (before, reference) = rest.split_at(start + 1);
            result.push_str(before);
            let end = reference.find(ends_address).unwrap_or(reference.len());
            let (path, after) = reference.split_at(end);
            let published = self.published_path(path.strip_prefix("./").unwrap_or(path));
            result.push_str(published.as_deref().unwrap_or(path));
            rest = after;
        }
        result + rest
    }

    /// Writes the published names into the tags, scripts and styles of a page; its text stays as it is. `roots` are the
    /// ways to write the address of the site's root on this page, before a path.
    pub(super) fn rewrite_page(&self, html: String, roots: &[&str]) -> String {
        if self.published.is_empty() {
            return html;
        }
        let mut result = String::with_capacity(html.len());
        let mut rest = html.as_str();
        while let Some(start) = rest.find('<') {
            let (text, markup) = rest.split_at(start);
            let (markup, after) = markup.split_at(markup_length(markup));
            result.push_str(text);
            self.rewrite_markup(markup, roots, &mut result);
            rest = after;
        }
        result + rest
    }

    /// Writes the published names wherever markup has a path below `assets/` in the root.
    fn rewrite_markup(&self, markup: &str, roots: &[&str], result: &mut String) {
        let mut rest = markup;
        while let Some(start) = rest.find(ASSETS_FOLDER) {
            let (before, path) = rest.split_at(start + ASSETS_FOLDER.len());
            result.push_str(before);
            let end = path.find(ends_address).unwrap_or(path.len());
            let (path, after) = path.split_at(end);
            let root = before[..start].rsplit(|c| ends_address(c) || c == '=').next().unwrap_or_default();
            let published = self.published_path(path).filter(|_| roots.contains(&root));
            result.push_str(published.as_deref().unwrap_or(path));
            rest = after;
        }
        result.push_str(rest);
    }

    /// The published path of an asset as it is written in an address.
    fn published_path(&self, written: &str) -> Option<String> {
        let published = self.published.get(written);
        if let Some(published) = published {
            return Some(published.clone());
        }
        // A name with a space or an accent may be written with percent signs.
        if !written.contains('%') {
            return None;
        }
        let (_, published) = self.published.iter().find(|(path, _)| encode(path) == written)?;
        Some(encode(published))
    }
}

/// Length of the markup at the start of a text: a tag, or a script or style with all of its content.
fn markup_length(markup: &str) -> usize {
    let name = markup[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style") {
        let end = format!("</{name}");
        return markup.find(&end).unwrap_or(markup.len());
    }
    let mut quote = None;
    let end = markup.char_indices().find(|(_, c)| {
        match (quote, *c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') if !name.is_empty() => quote = Some(*c),
            (None, '>') => return true,
            _ => {}
        }
        false
    });
    end.map_or(markup.len(), |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::AssetNames;

    #[test]
    fn names_are_written_where_markup_and_style_sheets_have_them_and_nowhere_else() {
        let (a, b) = ("a.12345678.png", "img/b c.12345678.svg");
        let published = [("a.png", a), ("img/b c.svg", b)];
        let names = AssetNames::new(published.map(|(path, name)| (path.to_owned(), name.to_owned())).into());
        let b = b.replace(' ', "%20");
        let page = "<img src=\"../assets/a.png\" srcset='assets/a.png 1x, assets/img/b%20c.svg 2x' alt=\"a>b\"><p>assets/a.png \
            /assets/a.png</p><a href=\"/x-assets/a.png\" title=\"assets/a.pngx\"></a><a href=/files/assets/a.png><script>f('/assets/a.png?x')</script>";
        assert_eq!(
            names.rewrite_page(page.to_owned(), &["", "../", "/"]),
            format!(
                "<img src=\"../assets/{a}\" srcset='assets/{a} 1x, assets/{b} 2x' alt=\"a>b\"><p>assets/a.png \
                 /assets/a.png</p><a href=\"/x-assets/a.png\" title=\"assets/a.pngx\"></a><a href=/files/assets/a.png><script>f('/assets/{a}?x')</script>"
            )
        );
        assert_eq!(
            names.rewrite_stylesheet("a{b:url(a.png)}c{d:url(\"./a.png#x\")}e{f:url('x/a.png')}"),
            format!("a{{b:url({a})}}c{{d:url(\"{a}#x\")}}e{{f:url('x/a.png')}}")
        );
    }
}
