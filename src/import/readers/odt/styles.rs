//! Styles of paragraphs and characters of an OpenDocument text.

use std::collections::HashMap;

use roxmltree::Node;

use crate::import::readers::text_style::{Position, StyleChange};
use crate::import::xml::{attribute, child};

/// Most styles that have each other as parents.
const MAX_PARENTS: usize = 20;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// A heading, with its level from 1.
    Heading(u8),
    Quote,
    Caption,
    Body,
}

#[derive(Debug, Default)]
struct Style {
    /// As `style:name`, with `_20_` as a space, in lower case.
    name: String,
    parent: Option<String>,
    outline_level: Option<u8>,
    list_style: Option<String>,
    change: StyleChange,
}

/// All styles, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    paragraphs: HashMap<String, Style>,
    texts: HashMap<String, Style>,
}

impl Styles {
    /// Reads the styles of several parts; those of later ones count.
    pub(super) fn read(roots: &[Node<'_, '_>]) -> Self {
        let mut styles = Self::default();
        for root in roots {
            for group in ["styles", "automatic-styles"].iter().filter_map(|name| child(*root, name)) {
                for node in group.children().filter(|node| node.tag_name().name() == "style") {
                    let family = match attribute(node, "family") {
                        Some("paragraph") => &mut styles.paragraphs,
                        Some("text") => &mut styles.texts,
                        _ => continue,
                    };
                    if let Some(name) = attribute(node, "name") {
                        family.insert(name.to_owned(), read_style(node, name));
                    }
                }
            }
        }
        styles
    }

    /// What a paragraph of a style is.
    pub(super) fn role(&self, name: &str) -> Role {
        let from_name = self.chain(name).find_map(|style| role_of_name(&style.name));
        let from_name = from_name.or_else(|| {
            if self.paragraphs.contains_key(name) { None } else { role_of_name(&plain_name(name)) }
        });
        let from_level = || {
            let level = self.chain(name).find_map(|style| style.outline_level)?;
            (1..=10).contains(&level).then_some(Role::Heading(level))
        };
        from_name.or_else(from_level).unwrap_or(Role::Body)
    }

    /// The list style of paragraphs of a style.
    pub(super) fn list_style(&self, name: &str) -> Option<&str> {
        let style = self.chain(name).find_map(|style| style.list_style.as_deref());
        style.filter(|style| !style.is_empty())
    }

    /// The formatting of a style of paragraphs, and its parents.
    pub(super) fn paragraph_change(&self, name: &str) -> StyleChange {
        self.chain(name).fold(StyleChange::default(), |change, style| change.or(style.change))
    }

    /// The formatting of a style of characters, and its parents.
    pub(super) fn text_change(&self, name: &str) -> StyleChange {
        chain(&self.texts, name).fold(StyleChange::default(), |change, style| change.or(style.change))
    }

    fn chain<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Style> {
        chain(&self.paragraphs, name)
    }
}

fn chain<'a>(styles: &'a HashMap<String, Style>, name: &str) -> impl Iterator<Item = &'a Style> {
    let next = |style: &&'a Style| style.parent.as_deref().and_then(|parent| styles.get(parent));
    std::iter::successors(styles.get(name), next).take(MAX_PARENTS)
}

fn read_style(node: Node<'_, '_>, name: &str) -> Style {
    Style {
        name: plain_name(attribute(node, "display-name").unwrap_or(name)),
        parent: attribute(node, "parent-style-name").map(str::to_owned),
        outline_level: attribute(node, "default-outline-level").and_then(|level| level.parse().ok()),
        list_style: attribute(node, "list-style-name").map(str::to_owned),
        change: child(node, "text-properties").map(style_change).unwrap_or_default(),
    }
}

fn plain_name(name: &str) -> String {
    name.replace("_20_", " ").to_lowercase()
}

fn style_change(properties: Node<'_, '_>) -> StyleChange {
    StyleChange {
        bold: attribute(properties, "font-weight")
            .map(|weight| weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)),
        italic: attribute(properties, "font-style").map(|style| style != "normal"),
        strike: attribute(properties, "text-line-through-style").map(|style| style != "none"),
        hidden: attribute(properties, "display").map(|display| display == "none"),
        position: attribute(properties, "text-position").map(position),
    }
}

/// Reads `super 58%` or `-33% 58%`.
fn position(text: &str) -> Position {
    let shift = text.split(' ').next().unwrap_or_default();
    match shift.trim_end_matches('%').parse::<f32>() {
        Ok(percent) if percent > 0.0 => Position::Super,
        Ok(percent) if percent < 0.0 => Position::Sub,
        Err(_) if shift == "super" => Position::Super,
        Err(_) if shift == "sub" => Position::Sub,
        _ => Position::Normal,
    }
}

fn role_of_name(name: &str) -> Option<Role> {
    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok()) {
        return Some(Role::Heading(level)).filter(|_| (1..=10).contains(&level));
    }
    match name {
        "title" => Some(Role::Title),
        "quotations" | "quote" | "intense quote" => Some(Role::Quote),
        "caption" => Some(Role::Caption),
        _ => None,
    }
}
