//! The templates of a theme as they are written: the file of each, and what its tags name.

use std::collections::BTreeSet;

use super::template_tags::{TemplateTag, find_statements, leading_name};

/// Folder of the figures that a theme adds to texts.
pub const THEME_FIGURES: &str = "partials/figures/";

/// Name of the template of cards, the only one that is no HTML.
pub const CARD_TEMPLATE: &str = "card.svg";

/// Name of the template of a figure that a theme adds.
pub fn theme_figure_template(figure: &str) -> String {
    format!("{THEME_FIGURES}{figure}.html")
}

/// The source of a template.
#[derive(Clone, Debug)]
pub(super) struct TemplateSource {
    /// Name with the prefix of its layer: `commons:study.html`.
    pub(super) name: String,
    /// Its file, for diagnostics.
    pub(super) path: String,
    /// Template code, decoded as UTF-8.
    pub(super) text: String,
    /// Whether it is the author's.
    pub(super) is_own: bool,
}

/// The templates of all layers of a theme.
#[derive(Clone, Debug)]
pub(super) struct TemplateSet {
    pub(super) sources: Vec<TemplateSource>,
    /// Prefixes of the layers, that of the theme itself first.
    pub(super) prefixes: Vec<String>,
    /// Folder of the theme, relative to the project root.
    pub(super) folder: String,
}

impl TemplateSource {
    /// Name without the prefix of its layer: `study.html`.
    pub(super) fn bare_name(&self) -> &str {
        self.name.split_once(':').map_or(&self.name, |(_, name)| name)
    }
}

impl TemplateSet {
    /// The template with a name; without a prefix, that of the uppermost layer that has one.
    pub(super) fn find(&self, name: &str) -> Option<&TemplateSource> {
        let in_layer = |prefix: &String| self.exact(&format!("{prefix}{name}"));
        self.exact(name).or_else(|| self.prefixes.iter().find_map(in_layer))
    }

    /// The template that another one replaces: that of the same name in the nearest layer below.
    pub(super) fn replaced_by(&self, name: &str) -> Option<&TemplateSource> {
        let (prefix, bare) = name.split_once(':')?;
        let layer = self.prefixes.iter().position(|known| known.trim_end_matches(':') == prefix)?;
        let below = self.prefixes[layer + 1..].iter();
        below.map(|prefix| format!("{prefix}{bare}")).find_map(|name| self.exact(&name))
    }

    /// The only template of the author's that names a built-in one in a tag, and that tag; `None` if there are several.
    pub(super) fn only_own_user(
        &self,
        built_in: &TemplateSource,
    ) -> Option<(&TemplateSource, TemplateTag<'_>)> {
        let name = built_in.bare_name();
        let is_use = |words: &str| {
            let (tag, target) = words.split_once(char::is_whitespace).unwrap_or_default();
            let target = target.trim_matches([' ', '"', '\'', '-']);
            matches!(tag, "extends" | "include") && target.rsplit(':').next() == Some(name)
        };
        let own = self.sources.iter().filter(|source| source.is_own);
        let mut uses = own.flat_map(|source| {
            let tags = find_statements(&source.text).filter(|tag| is_use(tag.words));
            tags.map(move |tag| (source, tag))
        });
        uses.next().filter(|_| uses.next().is_none())
    }

    fn exact(&self, name: &str) -> Option<&TemplateSource> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// The file of a template; for one that does not exist, where the theme would have it.
    pub(super) fn path(&self, name: &str) -> String {
        self.find(name)
            .map_or_else(|| format!("{}/templates/{name}", self.folder), |found| found.path.clone())
    }

    /// Names of all templates, without the prefixes of layers.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.sources.iter().map(TemplateSource::bare_name).collect()
    }

    /// What templates define with a tag: the names of all blocks or components.
    pub(super) fn defined_names(&self, tag: &str) -> BTreeSet<&str> {
        let tags = self.sources.iter().flat_map(|source| find_statements(&source.text));
        tags.filter_map(|found| Some(leading_name(found.words.strip_prefix(tag)?.strip_prefix(' ')?)))
            .filter(|name| !name.is_empty())
            .collect()
    }
}
