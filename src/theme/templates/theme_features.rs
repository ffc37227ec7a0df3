//! What the templates of a theme do, taken together, that needs more counting.

use std::collections::{BTreeMap, BTreeSet};

use super::expressions::Expression;
use crate::theme::template_set::TemplateSource;
use crate::theme::template_tags::{TemplateTag, find_tags, is_quote, leading_name};

/// What the templates of a theme do, taken together, that needs more counting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ThemeFeatures {
    /// Components are given lists or maps that are written where the component is used. Everything else that they are given was
    /// counted when it was assigned. A list that holds another one several times, and is given to a component that does the
    /// same with it, becomes that many times longer each time.
    pub(super) writes_lists: bool,
    /// Blocks are repeated with `super()`, which holds what they write in memory.
    pub(super) uses_super: bool,
    /// Components are used inside a block that is held in memory, or as a value.
    pub(super) holds_components: bool,
    /// Templates that are included inside such a block.
    held: BTreeSet<String>,
    /// The length of each template; the longest of those that have the same name.
    lengths: BTreeMap<String, usize>,
}

impl ThemeFeatures {
    pub(super) fn of_templates(sources: &[TemplateSource]) -> Self {
        let mut features = Self::default();
        let templates: Vec<(&str, Vec<TemplateTag<'_>>)> =
            sources.iter().map(|source| (source.bare_name(), find_tags(&source.text))).collect();
        for source in sources {
            let len = features.lengths.entry(source.bare_name().to_owned()).or_default();
            *len = source.text.len().max(*len);
        }
        for tag in templates.iter().flat_map(|(_, tags)| tags) {
            features.writes_lists |= tag.words.starts_with('<') && writes_list(tag.words);
            features.uses_super |= calls_super(tag.words);
        }
        // What a held template includes is held too, until no more are found.
        loop {
            let before = (features.holds_components, features.held.len());
            for (name, tags) in &templates {
                features.read(name, tags);
            }
            if before == (features.holds_components, features.held.len()) {
                return features;
            }
        }
    }

    /// Whether all that a template writes is held in memory.
    pub(super) fn is_held(&self, bare_name: &str) -> bool {
        self.held.contains(bare_name)
    }

    /// The length of the template that a tag includes, given what follows its first word.
    pub(super) fn included_len(&self, include: &str) -> usize {
        self.lengths.get(included_name(include)).copied().unwrap_or_default()
    }

    /// Reads what a template uses where it is held in memory.
    fn read(&mut self, name: &str, tags: &[TemplateTag<'_>]) {
        let mut captures = Captures::new(self.is_held(name));
        for tag in tags {
            let is_captured = captures.is_open();
            if tag.is_statement {
                captures.read(tag, self);
            }
            if tag.words.contains('<') && !self.holds_components {
                self.holds_components = is_component_held(tag, is_captured);
            }
            if let ("include", rest) = tag.split_keyword()
                && tag.is_statement
                && is_captured
            {
                self.held.insert(included_name(rest).to_owned());
            }
        }
    }
}

/// The open blocks whose content is held in memory.
#[derive(Default)]
pub(super) struct Captures<'a> {
    /// Variables of `set` blocks.
    set_blocks: Vec<&'a str>,
    /// Number of `filter` blocks, contents of components, components, and blocks that `super()` may repeat.
    others: usize,
}

impl<'a> Captures<'a> {
    pub(super) fn new(is_held: bool) -> Self {
        Self { set_blocks: Vec::new(), others: usize::from(is_held) }
    }

    pub(super) fn is_open(&self) -> bool {
        !self.set_blocks.is_empty() || self.others > 0
    }

    /// Opens or closes the block of a statement. The result is the variable of a `set` block that ends.
    pub(super) fn read(&mut self, tag: &TemplateTag<'a>, features: &ThemeFeatures) -> Option<&'a str> {
        let (word, rest) = tag.split_keyword();
        match word {
            "filter" => self.others += 1,
            "block" if features.uses_super => self.others += 1,
            "component" if features.holds_components => self.others += 1,
            "endfilter" => self.others = self.others.saturating_sub(1),
            "endblock" if features.uses_super => self.others = self.others.saturating_sub(1),
            "endcomponent" if features.holds_components => self.others = self.others.saturating_sub(1),
            "" if rest.starts_with("</") => self.others = self.others.saturating_sub(1),
            "" if rest.starts_with('<') => self.others += 1,
            "set" | "set_global" if assigned_name(rest).is_none() => {
                self.set_blocks.push(leading_name(rest));
            }
            "endset" => return self.set_blocks.pop(),
            _ => {}
        }
        None
    }
}

/// The variable of an assignment; `None` for that of a `set` block.
pub(super) fn assigned_name(rest: &str) -> Option<&str> {
    let name = leading_name(rest);
    rest[name.len()..].trim_start().starts_with('=').then_some(name)
}

/// Whether a tag uses a component inside a block that is held in memory, or as a value.
fn is_component_held(tag: &TemplateTag<'_>, is_captured: bool) -> bool {
    if tag.words.starts_with("</") || tag.split_keyword().0 == "component" {
        return false;
    }
    let is_whole = tag.words.starts_with('<') && (tag.is_statement || tag.words.ends_with("/>"));
    let components = Expression::parse(tag.words, false).components;
    components > usize::from(is_whole && !is_captured)
}

/// The name of an included template, without the prefix of its layer.
fn included_name(include: &str) -> &str {
    let name = include.trim_matches(|c: char| c.is_whitespace() || is_quote(c));
    name.split_once(':').map_or(name, |(_, name)| name)
}

fn calls_super(words: &str) -> bool {
    words.match_indices("super").any(|(at, name)| words[at + name.len()..].trim_start().starts_with('('))
}

/// Whether the use of a component, such as `<card study={study} />`, has a list or a map in an argument.
fn writes_list(component: &str) -> bool {
    Expression::parse(component, false).makes_lists
}
