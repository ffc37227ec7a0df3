//! Reads what stands in lines of HTML: text, emphasis, links and pictures.

use super::html_conversion::{AddressTarget, AddressUse, Conversion, HtmlPicture};
use super::html_elements::is_hidden;
use super::html_tree::is_invisible;
use super::markdown_text::{Inline, Style};
use crate::content::text::collapse_spaces;

impl Conversion<'_> {
    /// What is in a node, as pieces of lines; blocks in it are separated by breaks.
    pub(super) fn inlines(&mut self, node: usize) -> Vec<Inline> {
        let tree = self.tree;
        tree.children(node).flat_map(|child| self.inline(child)).collect()
    }

    /// A node as pieces of a line.
    pub(super) fn inline(&mut self, node: usize) -> Vec<Inline> {
        let tree = self.tree;
        let name = tree.name(node);
        if self.footnotes.is_definition(node) || self.footnotes.is_backlink(node) {
            return Vec::new();
        }
        if let Some(label) = self.footnotes.label(node) {
            return vec![Inline::Footnote(label.to_owned())];
        }
        if !name.is_empty() && is_hidden(tree, node) {
            let text = tree.text(node);
            if !text.is_empty() {
                self.omit(text, "hidden on the page");
            }
            return Vec::new();
        }
        match name {
            "" => vec![Inline::Text(tree.own_text(node).to_owned())],
            "br" => vec![Inline::Break],
            "wbr" | "input" => Vec::new(),
            "img" => self.picture(node, "").into_iter().collect(),
            "code" | "samp" | "tt" => match tree.text(node) {
                code if code.is_empty() => Vec::new(),
                code => vec![Inline::Code(code)],
            },
            "rt" => self.wrapped_text(node, " (", ")"),
            "rp" => Vec::new(),
            "q" => self.wrapped_text(node, "“", "”"),
            "select" | "textarea" => {
                self.omit_field(node);
                Vec::new()
            }
            "svg" => {
                let words: Vec<String> = tree.elements(node, "text").map(|text| tree.text(text)).collect();
                let words = collapse_spaces(&words.join(" "));
                if !words.is_empty() {
                    self.omit(words, "text in a drawing: add the drawing as a picture");
                }
                Vec::new()
            }
            "a" => self.link(node),
            name if is_invisible(name) => Vec::new(),
            name => {
                let style = style(name).or_else(|| self.style_of_css(node));
                let style = style.filter(|style| !self.styles.contains(style));
                self.styles.extend(style);
                let inner = self.inlines(node);
                if style.is_some() {
                    self.styles.pop();
                }
                match style {
                    Some(style) => vec![Inline::Styled(style, inner)],
                    None if tree.is_block(node) => [vec![Inline::Break], inner, vec![Inline::Break]].concat(),
                    None => inner,
                }
            }
        }
    }

    fn wrapped_text(&mut self, node: usize, before: &str, after: &str) -> Vec<Inline> {
        let inner = self.inlines(node);
        [vec![Inline::Text(before.to_owned())], inner, vec![Inline::Text(after.to_owned())]].concat()
    }

    fn omit_field(&mut self, node: usize) {
        let text = self.tree.text(node);
        if !text.is_empty() {
            self.omit(text, "field of a form");
        }
    }

    /// Bold and italics that editors of web sites write as styles.
    pub(super) fn style_of_css(&self, node: usize) -> Option<Style> {
        let is_heading_inside = self.tree.has_blocks(node);
        let style = self.tree.attribute(node, "style").filter(|_| !is_heading_inside)?;
        let style: String = style.split_whitespace().collect::<String>().to_ascii_lowercase();
        let value = |name: &str| {
            style
                .split(';')
                .find_map(|rule| rule.strip_prefix(name)?.strip_prefix(':'))
                .unwrap_or_default()
                .to_owned()
        };
        if matches!(value("font-weight").as_str(), "bold" | "bolder" | "700" | "800" | "900") {
            Some(Style::Strong)
        } else if value("font-style") == "italic" {
            Some(Style::Emphasis)
        } else {
            None
        }
    }

    /// A link; one that leads nowhere is its text.
    fn link(&mut self, node: usize) -> Vec<Inline> {
        let inner = self.inlines(node);
        match self.link_target(node) {
            Some(address) => vec![Inline::Link(address, inner)],
            None => inner,
        }
    }

    /// Where a link leads, if it leads anywhere outside of the page.
    pub(super) fn link_target(&mut self, node: usize) -> Option<String> {
        let address = self.tree.attribute(node, "href")?;
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        if address.starts_with('#')
            || matches!(scheme.as_deref(), Some("javascript" | "data" | "vbscript" | "about"))
        {
            return None;
        }
        match (self.resolve)(AddressUse::Link, address) {
            AddressTarget::Keep(address) | AddressTarget::Link(address) => Some(address),
            AddressTarget::Drop => None,
        }
    }

    /// A picture with a title; `None` for one that shows nothing, such as those that count visitors.
    pub(super) fn picture(&mut self, node: usize, title: &str) -> Option<Inline> {
        let alt = collapse_spaces(self.tree.attribute(node, "alt").unwrap_or_default());
        let size = |name: &str| self.tree.attribute(node, name).and_then(|value| value.parse::<u32>().ok());
        let is_counter =
            size("width").is_some_and(|size| size <= 2) || size("height").is_some_and(|size| size <= 2);
        let source = self.picture_source(node).filter(|_| !is_counter);
        let target = source.as_deref().map(|source| (self.resolve)(AddressUse::Picture, source));
        match (source, target) {
            (Some(source), Some(AddressTarget::Keep(address))) => {
                self.converted.pictures.push(HtmlPicture { source, alt: alt.clone() });
                Some(Inline::Picture(address, alt, title.to_owned()))
            }
            (_, Some(AddressTarget::Link(address))) => {
                let name = address
                    .split(['?', '#'])
                    .next()
                    .unwrap_or_default()
                    .rsplit('/')
                    .next()
                    .unwrap_or_default();
                let shown = if alt.is_empty() { name.to_owned() } else { alt };
                Some(Inline::Link(address.clone(), vec![Inline::Text(shown)]))
            }
            _ if alt.is_empty() => None,
            // What it shows is text of the page, too.
            _ => Some(Inline::Text(format!(" {alt} "))),
        }
    }

    /// The address of a picture: pages that load it late have a placeholder in `src`.
    fn picture_source(&self, node: usize) -> Option<String> {
        let tree = self.tree;
        let source = tree.attribute(node, "src").filter(|source| !is_placeholder(source));
        let late = ["data-src", "data-lazy-src", "data-original", "data-image"];
        let source = source.or_else(|| late.iter().find_map(|name| tree.attribute(node, name)));
        let in_set = |node: usize| {
            let set = tree.attribute(node, "srcset").or_else(|| tree.attribute(node, "data-srcset"))?;
            // The last one is the largest.
            set.split(", ").last()?.split_whitespace().next()
        };
        let parent = tree.parent(node);
        let of_siblings = || {
            let siblings = tree.children(parent).filter(|sibling| tree.name(*sibling) == "source");
            siblings.filter_map(in_set).next()
        };
        let source =
            source.or_else(|| in_set(node)).or_else(|| (tree.name(parent) == "picture").then(of_siblings)?);
        source.or_else(|| tree.attribute(node, "src")).map(str::to_owned)
    }
}

/// Whether a picture only holds the place of one that is loaded later.
fn is_placeholder(source: &str) -> bool {
    source.starts_with("data:") && source.len() < 300
        || source.ends_with("/blank.gif")
        || source.ends_with("/spacer.gif")
}

/// How pages show an element of a line.
fn style(name: &str) -> Option<Style> {
    Some(match name {
        "b" | "strong" => Style::Strong,
        "i" | "em" | "cite" | "dfn" | "var" => Style::Emphasis,
        "s" | "del" | "strike" => Style::Struck,
        "sup" => Style::Html("sup"),
        "sub" => Style::Html("sub"),
        "u" | "ins" => Style::Html("u"),
        "mark" => Style::Html("mark"),
        "kbd" => Style::Html("kbd"),
        "small" => Style::Html("small"),
        _ => return None,
    })
}
