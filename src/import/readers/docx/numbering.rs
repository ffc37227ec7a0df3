//! Bullets and numbers of lists: `word/numbering.xml`.

use std::collections::HashMap;

use roxmltree::Node;

use super::styles::{ListRef, Styles};
use crate::import::readers::list_label::{Label, MAX_NUMBER};
use crate::import::xml::{attribute, child, children};

/// Levels of a list.
const MAX_LEVELS: usize = 9;

#[derive(Clone, Debug)]
struct Level {
    /// `bullet`, `decimal`, `lowerLetter`, `none` and so on.
    format: String,
    /// The label, with `%1` for the number of the first level.
    text: String,
    start: u64,
    /// The style whose paragraphs have this level.
    style: Option<String>,
}

/// Lists, and how far each was counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels, by the id that paragraphs name.
    lists: HashMap<String, List>,
    /// Last numbers by definition and level: lists that share a definition go on counting.
    counters: HashMap<String, [Option<u64>; MAX_LEVELS]>,
}

#[derive(Clone, Debug)]
struct List {
    /// What it counts with.
    counter: String,
    levels: HashMap<usize, Level>,
}

impl Numbering {
    /// Reads `w:numbering`.
    pub(super) fn read(root: Node<'_, '_>, styles: &Styles) -> Self {
        let number_of = |list: Node<'_, '_>| {
            child(list, "abstractNumId").and_then(|id| attribute(id, "val")).map(str::to_owned)
        };
        let definitions: HashMap<&str, Node<'_, '_>> = children(root, "abstractNum")
            .filter_map(|node| Some((attribute(node, "abstractNumId")?, node)))
            .collect();
        let by_id: HashMap<&str, String> = children(root, "num")
            .filter_map(|node| Some((attribute(node, "numId")?, number_of(node)?)))
            .collect();
        // A definition may only name a style, which names another list.
        let resolve = |definition: &str| {
            let node = *definitions.get(definition)?;
            let linked = child(node, "numStyleLink").and_then(|link| attribute(link, "val"));
            let linked = linked.and_then(|style| styles.list(style).number_id);
            let other =
                linked.and_then(|id| by_id.get(id.as_str())).and_then(|id| definitions.get(id.as_str()));
            Some(other.copied().unwrap_or(node))
        };
        let lists = children(root, "num").filter_map(|node| {
            let id = attribute(node, "numId")?;
            let definition = number_of(node)?;
            let mut levels = read_levels(resolve(&definition)?);
            let mut counter = definition;
            for change in children(node, "lvlOverride") {
                let Some(place) = attribute(change, "ilvl").and_then(|place| place.parse::<usize>().ok())
                else {
                    continue;
                };
                levels.extend(read_levels(change));
                let start = child(change, "startOverride").and_then(|start| attribute(start, "val"));
                if let Some(start) = start.and_then(|start| start.parse().ok()) {
                    // It begins anew.
                    counter = format!("list {id}");
                    levels.entry(place).and_modify(|level| level.start = start);
                }
            }
            Some((id.to_owned(), List { counter, levels }))
        });
        Self { lists: lists.collect(), counters: HashMap::new() }
    }

    /// The level of a paragraph in a list.
    pub(super) fn level(&self, list: &ListRef, style: Option<&str>) -> usize {
        let own = list.level;
        let of_style = || {
            let levels = &self.lists.get(list.number_id.as_deref()?)?.levels;
            let style = style?;
            levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(place, _)| *place)
        };
        own.or_else(of_style).unwrap_or(0).min(MAX_LEVELS - 1)
    }

    /// Counts a paragraph of a list; `None` if there is no such list.
    pub(super) fn next_label(&mut self, number_id: &str, level: usize) -> Option<Label> {
        let list = self.lists.get(number_id)?;
        let level = level.min(MAX_LEVELS - 1);
        let form = list.levels.get(&level)?;
        let counters = self.counters.entry(list.counter.clone()).or_default();
        let start_of = |place: usize| list.levels.get(&place).map_or(1, |level| level.start);
        let number = counters[level].map_or(form.start, |last| last.saturating_add(1)).min(MAX_NUMBER);
        counters[level] = Some(number);
        counters[level + 1..].fill(None);
        let mut label = form.text.clone();
        for (place, counter) in counters.iter().enumerate().take(level + 1) {
            let number = counter.unwrap_or_else(|| start_of(place));
            label = label.replace(&format!("%{}", place + 1), &number.to_string());
        }
        let words = form.text.replace('%', " ");
        Some(match form.format.as_str() {
            "bullet" => Label::Bullet,
            "none" if label.trim().is_empty() => Label::None,
            _ if words.chars().any(char::is_alphabetic) => Label::Words(label),
            "none" => Label::Bullet,
            _ => Label::Number(number),
        })
    }
}

fn read_levels(definition: Node<'_, '_>) -> HashMap<usize, Level> {
    let levels = children(definition, "lvl").filter_map(|node| {
        let value = |name: &str| child(node, name).and_then(|child| attribute(child, "val"));
        let place: usize = attribute(node, "ilvl")?.parse().ok().filter(|place| *place < MAX_LEVELS)?;
        let level = Level {
            format: value("numFmt").unwrap_or("decimal").to_owned(),
            text: value("lvlText").unwrap_or_default().to_owned(),
            start: value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
            style: value("pStyle").map(str::to_owned),
        };
        Some((place, level))
    });
    levels.collect()
}
