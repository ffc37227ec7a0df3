//! Bullets and numbers of lists in an OpenDocument text.

use std::collections::HashMap;

use roxmltree::Node;

use crate::import::readers::list_label::{Label, MAX_NUMBER};
use crate::import::xml::{attribute, child};

/// How items of a level are marked.
#[derive(Clone, Debug)]
enum LevelForm {
    Bullet,
    Number { start: u64, prefix: String, suffix: String },
    None,
}

/// Styles of lists, and how far lists were counted.
#[derive(Debug, Default)]
pub(super) struct ListStyles {
    /// By name of the style and level from 0.
    levels: HashMap<(String, usize), LevelForm>,
    /// The last number of each style and level, and of each list that has an id.
    last_numbers: HashMap<(String, usize), u64>,
}

/// A list that is being read.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenList {
    pub(super) style: String,
    /// The id of the list, if it has one.
    id: String,
    pub(super) level: usize,
    /// The number of its last item.
    last: Option<u64>,
}

impl ListStyles {
    /// Reads the list styles of several parts; those of later ones count.
    pub(super) fn read(roots: &[Node<'_, '_>]) -> Self {
        let mut styles = Self::default();
        for root in roots {
            for group in ["styles", "automatic-styles"].iter().filter_map(|name| child(*root, name)) {
                for style in group.children().filter(|node| node.tag_name().name() == "list-style") {
                    let name = attribute(style, "name").unwrap_or_default();
                    for level in style.children().filter(Node::is_element) {
                        let place = attribute(level, "level").and_then(|level| level.parse::<usize>().ok());
                        let Some(place) = place.and_then(|place| place.checked_sub(1)) else { continue };
                        styles.levels.insert((name.to_owned(), place), level_form(level));
                    }
                }
            }
        }
        styles
    }

    /// Begins a list, in which items may go on counting where another stopped.
    pub(super) fn open(&self, list: Node<'_, '_>, outer: Option<&OpenList>) -> OpenList {
        let own_style = attribute(list, "style-name").map(str::to_owned);
        let style = own_style.or_else(|| outer.map(|outer| outer.style.clone())).unwrap_or_default();
        let level = outer.map_or(0, |outer| outer.level + 1);
        let last = match attribute(list, "continue-list") {
            Some(id) => self.last_numbers.get(&(format!("#{id}"), level)),
            None if attribute(list, "continue-numbering") == Some("true") => {
                self.last_numbers.get(&(style.clone(), level))
            }
            None => None,
        };
        let id = attribute(list, "id").unwrap_or_default().to_owned();
        OpenList { style, id, level, last: last.copied() }
    }

    /// Counts an item. `start` is the number that it has instead.
    pub(super) fn next_label(&mut self, list: &mut OpenList, start: Option<u64>) -> Label {
        let form = self.levels.get(&(list.style.clone(), list.level));
        let (first, prefix, suffix) = match form {
            Some(LevelForm::Number { start, prefix, suffix }) => (*start, prefix, suffix),
            Some(LevelForm::None) => return Label::None,
            Some(LevelForm::Bullet) | None => return Label::Bullet,
        };
        let next = start.or_else(|| list.last.map(|last| last.saturating_add(1))).unwrap_or(first);
        let number = next.min(MAX_NUMBER);
        list.last = Some(number);
        let has_words = [prefix, suffix].iter().any(|text| text.chars().any(char::is_alphabetic));
        let label =
            if has_words { Label::Words(format!("{prefix}{number}{suffix}")) } else { Label::Number(number) };
        self.last_numbers.insert((list.style.clone(), list.level), number);
        if !list.id.is_empty() {
            self.last_numbers.insert((format!("#{}", list.id), list.level), number);
        }
        label
    }
}

fn level_form(level: Node<'_, '_>) -> LevelForm {
    let text = |name: &str| attribute(level, name).unwrap_or_default().to_owned();
    match level.tag_name().name() {
        "list-level-style-number" if !text("num-format").is_empty() => LevelForm::Number {
            start: attribute(level, "start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
        },
        "list-level-style-number" => LevelForm::None,
        _ => LevelForm::Bullet,
    }
}
