//! Styles of paragraphs and characters: `word/styles.xml`.

use std::collections::HashMap;

use roxmltree::Node;

use crate::import::readers::text_style::StyleChange;
use crate::import::xml::{attribute, child, children};

/// Most styles that are based on each other.
const MAX_BASES: usize = 20;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// A heading, with its level from 1.
    Heading(u8),
    Quote,
    Caption,
    /// A paragraph in a list without a mark of its own.
    ListText,
    /// A line of a table of contents, or of an index.
    Contents,
    Body,
}

/// The list that a paragraph is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListRef {
    pub(super) number_id: Option<String>,
    pub(super) level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    /// In lower case. Word writes the names of its own styles in English, whatever its language.
    name: String,
    base: Option<String>,
    outline_level: Option<u8>,
    list: ListRef,
    change: StyleChange,
}

/// All styles, by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

impl Styles {
    /// Reads `w:styles`.
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let styles = children(root, "style").filter_map(|node| {
            let value = |name: &str| child(node, name).and_then(|child| attribute(child, "val"));
            let paragraph = child(node, "pPr");
            let style = Style {
                name: value("name").unwrap_or_default().to_lowercase(),
                base: value("basedOn").map(str::to_owned),
                outline_level: paragraph.and_then(outline_level),
                list: paragraph.map(list_of).unwrap_or_default(),
                change: child(node, "rPr").map(style_change).unwrap_or_default(),
            };
            Some((attribute(node, "styleId")?.to_owned(), style))
        });
        Self { styles: styles.collect() }
    }

    /// What a paragraph of a style is.
    pub(super) fn role(&self, id: &str) -> Role {
        let from_names = self.chain(id).find_map(|style| role_of_name(&style.name));
        // Without styles, ids such as `Heading1` are all there is.
        let from_names =
            from_names.or_else(|| if self.styles.contains_key(id) { None } else { role_of_id(id) });
        let from_level = || self.chain(id).find_map(|style| style.outline_level).and_then(role_of_outline);
        from_names.or_else(from_level).unwrap_or(Role::Body)
    }

    /// The list that paragraphs of a style are in.
    pub(super) fn list(&self, id: &str) -> ListRef {
        let number_id = self.chain(id).find_map(|style| style.list.number_id.clone());
        ListRef { number_id, level: self.chain(id).find_map(|style| style.list.level) }
    }

    /// The formatting of a style and those that it is based on.
    pub(super) fn change(&self, id: &str) -> StyleChange {
        self.chain(id).fold(StyleChange::default(), |change, style| change.or(style.change))
    }

    /// A style, and those that it is based on.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        let first = self.styles.get(id);
        let next = |style: &&'a Style| style.base.as_deref().and_then(|base| self.styles.get(base));
        std::iter::successors(first, next).take(MAX_BASES)
    }
}

/// Reads the formatting in `w:rPr`.
pub(super) fn style_change(properties: Node<'_, '_>) -> StyleChange {
    let toggle = |name: &str| child(properties, name).map(is_on);
    StyleChange {
        bold: toggle("b"),
        italic: toggle("i"),
        strike: toggle("strike").or_else(|| toggle("dstrike")),
        hidden: toggle("vanish"),
        position: None,
    }
}

/// Whether a property that is there is switched on.
pub(super) fn is_on(node: Node<'_, '_>) -> bool {
    !matches!(attribute(node, "val"), Some("0" | "false" | "off" | "none"))
}

/// Reads the list in `w:pPr`.
pub(super) fn list_of(properties: Node<'_, '_>) -> ListRef {
    let Some(list) = child(properties, "numPr") else { return ListRef::default() };
    let value = |name: &str| child(list, name).and_then(|child| attribute(child, "val"));
    ListRef {
        number_id: value("numId").map(str::to_owned),
        level: value("ilvl").and_then(|level| level.parse().ok()),
    }
}

/// The level of the outline in `w:pPr`, from 0; 9 is text.
pub(super) fn outline_level(properties: Node<'_, '_>) -> Option<u8> {
    attribute(child(properties, "outlineLvl")?, "val")?.parse().ok()
}

/// What a paragraph with a level in the outline is.
pub(super) fn role_of_outline(level: u8) -> Option<Role> {
    (level < 9).then_some(Role::Heading(level + 1))
}

fn role_of_id(id: &str) -> Option<Role> {
    let id = id.to_lowercase();
    let name = match id.strip_prefix("heading") {
        Some(level) => format!("heading {level}"),
        None => id,
    };
    role_of_name(&name)
}

fn role_of_name(name: &str) -> Option<Role> {
    let heading = ["heading ", "überschrift ", "titre ", "título ", "titolo ", "kop ", "rubrik "]
        .iter()
        .find_map(|start| name.strip_prefix(start)?.trim().parse::<u8>().ok());
    if let Some(level) = heading.filter(|level| (1..=9).contains(level)) {
        return Some(Role::Heading(level));
    }
    if ["toc ", "index "]
        .iter()
        .any(|start| name.strip_prefix(start).is_some_and(|rest| rest.parse::<u8>().is_ok()))
    {
        return Some(Role::Contents);
    }
    match name {
        "title" | "titel" | "titre" | "título" | "titolo" => Some(Role::Title),
        "quote" | "intense quote" | "block text" => Some(Role::Quote),
        "caption" => Some(Role::Caption),
        "list paragraph" | "list continue" => Some(Role::ListText),
        "table of figures" | "table of authorities" | "toc heading" => Some(Role::Contents),
        _ => None,
    }
}
