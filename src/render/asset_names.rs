//! Names of a theme's assets in the site: with a fingerprint, wherever pages and the style sheet name them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::theme::ThemeScript;
use crate::urls::encode;
use crate::vfs::Blob;
use crate::vfs::fingerprint::fingerprinted_path;

/// Folder of all assets in the site.
const ASSETS_FOLDER: &str = "assets/";
/// Extensions of assets that may name other assets where leadfolio does not read them.
const TEXT_EXTENSIONS: [&str; 9] = ["css", "html", "js", "json", "mjs", "svg", "txt", "webmanifest", "xml"];

/// Assets that are published under a fingerprinted name.
#[derive(Debug, Default)]
pub(super) struct AssetNames {
    /// Published path, by the path that templates and style sheets write; both are relative to `assets/`.
    published: BTreeMap<String, String>,
}

impl AssetNames {
    /// Chooses names for the assets of a theme that templates and style sheets name. One that another asset may name,
    /// too, such as a picture that a script loads, keeps its own name.
    pub(super) fn new(
        assets: &BTreeMap<String, Blob>,
        scripts: &[ThemeScript],
        named: &BTreeSet<String>,
    ) -> Self {
        if named.is_empty() {
            return Self::default();
        }
        let named_elsewhere = NamedFiles::in_assets(assets, scripts);
        let publish = |(path, blob): (&String, &Blob)| {
            if !named.contains(path) || named_elsewhere.contains(path) {
                return None;
            }
            // One that can't be read is reported when it is published.
            Some((path.clone(), fingerprinted_path(path, &blob.read().ok()?)?))
        };
        Self { published: assets.iter().filter_map(publish).collect() }
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
        while let Some(start) = rest.find(['(', '"', '\'']) {
            let (before, reference) = rest.split_at(start + 1);
            result.push_str(before);
            let end = reference.find(is_delimiter).unwrap_or(reference.len());
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
            let end = path.find(is_delimiter).unwrap_or(path.len());
            let (path, after) = path.split_at(end);
            let root = before[..start].rsplit(|c| is_delimiter(c) || c == '=').next().unwrap_or_default();
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

/// Whether a character ends an address in markup or in a style sheet.
fn is_delimiter(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '`' | '(' | ')' | '?' | '#' | ',' | ';' | '<' | '>' | '&' | '\\')
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

/// What those assets of a theme that are text may name.
#[derive(Default)]
struct NamedFiles {
    /// Names of files, without their folders.
    files: HashSet<String>,
    /// Names of folders, whose files a script may choose from.
    folders: HashSet<String>,
}

impl NamedFiles {
    fn in_assets(assets: &BTreeMap<String, Blob>, scripts: &[ThemeScript]) -> Self {
        let mut named = Self::default();
        let is_text = |path: &str| path.rsplit('.').next().is_some_and(|end| TEXT_EXTENSIONS.contains(&end));
        let texts = assets.iter().filter(|(path, _)| is_text(path)).map(|(_, blob)| blob);
        for blob in texts.chain(scripts.iter().map(|script| &script.blob)) {
            let Ok(bytes) = blob.read() else { continue };
            let text = String::from_utf8_lossy(&bytes);
            for path in text.split(is_delimiter).filter(|path| path.contains(['.', '/'])) {
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
                if name.is_empty() {
                    named.folders.insert(folder.rsplit('/').next().unwrap_or(folder).to_owned());
                } else {
                    named.files.insert(name.to_owned());
                }
            }
        }
        named
    }

    fn contains(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = folder.rsplit('/').next().unwrap_or(folder);
        self.files.contains(name) || self.folders.contains(if folder.is_empty() { "assets" } else { folder })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::AssetNames;
    use crate::vfs::Blob;

    fn names(files: &[(&str, &str)]) -> AssetNames {
        let assets: BTreeMap<String, Blob> =
            files.iter().map(|(path, text)| ((*path).to_owned(), Blob::from((*text).to_owned()))).collect();
        AssetNames::new(&assets, &[], &assets.keys().cloned().collect())
    }

    #[test]
    fn names_are_written_where_markup_and_style_sheets_have_them_and_nowhere_else() {
        let names = names(&[("a.png", ""), ("img/b c.svg", "")]);
        let (a, b) = (&names.published["a.png"], &names.published["img/b c.svg"]);
        assert!(a.starts_with("a.") && a.ends_with(".png") && a.len() == "a.12345678.png".len(), "{a}");
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

    #[test]
    fn what_a_script_loads_keeps_its_name() {
        let names = names(&[
            ("js/site.js", "load('/assets/img/one.svg'); pick('icons/' + name)"),
            ("img/one.svg", ""),
            ("img/two.svg", ""),
            ("icons/x.svg", ""),
        ]);
        let published: Vec<&str> = names.published.keys().map(String::as_str).collect();
        assert_eq!(published, ["img/two.svg", "js/site.js"]);
    }
}
