//! Adds the counting of steps to templates, wherever they could do something again: in each loop, component and list
//! comprehension, and after each include and assignment.

use std::collections::HashMap;
use std::ops::Range;

use crate::theme::template_tags::{TemplateTag, find_tags, is_quote};

/// Name of the function that counts a step. No theme author would write it.
pub(super) const CHARGE: &str = "__leadfolio_charge";

/// Name of the filter that counts what is written into a `set` or `filter` block.
pub(super) const CAPTURED: &str = "__leadfolio_captured";

/// A template to which the counting of steps was added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MeteredTemplate {
    pub(super) text: String,
    added: Vec<InsertedCall>,
}

/// Something that was added to a template.
#[derive(Clone, Debug, PartialEq, Eq)]
struct InsertedCall {
    /// Where it stands in the template with all additions.
    range: Range<usize>,
    /// The tag that it belongs to, in the template as the author wrote it.
    tag: Range<usize>,
}

impl MeteredTemplate {
    /// Adds the counting of steps to a template. `lists` says what its components may be given.
    pub(super) fn new(source: &str, lists: ComponentLists) -> Self {
        let mut metered = Self::default();
        let mut captures = Captures::default();
        let mut written = 0;
        let tags = find_tags(source);
        let loop_ends = find_loop_ends(source, &tags);
        for (index, tag) in tags.iter().enumerate() {
            let text = &source[tag.range.clone()];
            let inside = tag.inside();
            let mut additions = comprehension_charges(&source[inside.clone()]);
            if !tag.is_statement && captures.is_open() {
                wrap_printed(&source[inside.clone()], &mut additions);
            }
            for (at, addition) in additions {
                let at = inside.start + at;
                metered.text.push_str(&source[written..at]);
                written = at;
                metered.add(&addition, &tag.range);
            }
            metered.text.push_str(&source[written..tag.range.end]);
            written = tag.range.end;
            let loop_bytes = loop_ends.get(&index).map_or(0, |end| end - tag.range.end);
            let call =
                if tag.is_statement { charge_after(tag, &mut captures, loop_bytes, lists) } else { None };
            if let Some(call) = call {
                // The author's dash removes blanks after the tag, and so does that of the addition.
                let call = if text.ends_with("-%}") {
                    format!("{{{{- {call} -}}}}")
                } else {
                    format!("{{{{ {call} }}}}")
                };
                metered.add(&call, &tag.range);
            }
        }
        metered.text.push_str(&source[written..]);
        metered
    }

    fn add(&mut self, addition: &str, tag: &Range<usize>) {
        let start = self.text.len();
        self.text.push_str(addition);
        self.added.push(InsertedCall { range: start..self.text.len(), tag: tag.clone() });
    }

    /// The place in the author's template of a place in the one with additions.
    pub(super) fn original_range(&self, range: &Range<usize>) -> Range<usize> {
        let original = |place: usize| {
            let before = self.added.iter().take_while(|addition| addition.range.start <= place);
            let mut shift = 0;
            for InsertedCall { range: added, tag } in before {
                if place < added.end {
                    return Err(tag.clone());
                }
                shift += added.len();
            }
            Ok(place - shift)
        };
        match (original(range.start), original(range.end)) {
            (Ok(start), Ok(end)) => start..end.max(start),
            (Ok(start), Err(tag)) => start..tag.end.max(start),
            (Err(tag), _) => tag,
        }
    }
}

/// What the components of a theme are given. A list that holds another one several times, and is given to a component that
/// does the same with it, becomes that many times longer each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ComponentLists {
    /// Values of the page, and variables, which were counted when they were assigned.
    Known,
    /// Lists or maps that are written where the component is used, too.
    Written,
}

impl ComponentLists {
    /// What templates give to components.
    pub(super) fn in_templates<'a>(sources: impl Iterator<Item = &'a str>) -> Self {
        let mut tags = sources.flat_map(find_tags);
        if tags.any(|tag| tag.words.starts_with('<') && writes_list(tag.words)) {
            Self::Written
        } else {
            Self::Known
        }
    }
}

/// Whether the use of a component, such as `<card study={study} />`, has a list or a map in an argument.
fn writes_list(component: &str) -> bool {
    let mut before = ' ';
    component.chars().any(|c| {
        let is_list = c == '[' || c == '{' && before != '=';
        if !c.is_whitespace() {
            before = c;
        }
        is_list
    })
}

/// The open blocks whose content is held in memory.
#[derive(Default)]
struct Captures<'a> {
    /// Variables of `set` blocks.
    set_blocks: Vec<&'a str>,
    /// Number of `filter` blocks.
    filters: usize,
}

impl Captures<'_> {
    fn is_open(&self) -> bool {
        !self.set_blocks.is_empty() || self.filters > 0
    }
}

/// The call that is added after a statement that may do something again. `loop_bytes` is the length of what a loop repeats.
fn charge_after<'a>(
    tag: &TemplateTag<'a>,
    captures: &mut Captures<'a>,
    loop_bytes: usize,
    lists: ComponentLists,
) -> Option<String> {
    let (word, rest) = tag.split_keyword();
    // A list that is written as one may hold another one several times.
    let nested = if rest.contains(['[', '{']) { ", nested=true" } else { "" };
    let named = |name: &str, more: &str| format!("{CHARGE}(name=\"{name}\"{more})");
    match word {
        "for" if !nested.is_empty() || captures.is_open() => {
            let variables = rest.split_once(" in ").map_or("", |(variables, _)| variables);
            let variable = variables.rsplit(',').next().unwrap_or_default().trim();
            let captured = match captures.is_open() {
                true => format!(", captured={loop_bytes}"),
                false => String::new(),
            };
            Some(named(variable, &format!("{nested}{captured}")))
        }
        "component" if lists == ComponentLists::Written => {
            let parameters = parameter_names(rest).map(|name| format!(" ~ {}", named(name, ", nested=true")));
            Some(format!("{CHARGE}(){}", parameters.collect::<String>()))
        }
        "for" | "include" | "component" => Some(format!("{CHARGE}()")),
        "set" | "set_global" => {
            let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            if rest[name.len()..].trim_start().starts_with('=') {
                return Some(named(name, nested));
            }
            captures.set_blocks.push(name);
            None
        }
        "endset" => captures.set_blocks.pop().map(|name| named(name, "")),
        "filter" => {
            captures.filters += 1;
            None
        }
        "endfilter" => {
            captures.filters = captures.filters.saturating_sub(1);
            None
        }
        _ => None,
    }
}

/// What could be the names of the parameters of a component; a part of a default value may be among them.
fn parameter_names(definition: &str) -> impl Iterator<Item = &str> {
    let (_, parameters) = definition.split_once('(').unwrap_or_default();
    let names = parameters.split(',').map(|parameter| {
        let name = parameter.trim_start_matches(|c: char| c.is_whitespace() || c == '.');
        name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
    });
    names.filter(|name| !name.is_empty())
}

/// Where each loop ends, by the index of its tag; one that isn't closed ends with the template.
fn find_loop_ends(source: &str, tags: &[TemplateTag<'_>]) -> HashMap<usize, usize> {
    let mut ends = HashMap::new();
    let mut open = Vec::new();
    for (index, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.is_statement) {
        match tag.split_keyword().0 {
            "for" => open.push(index),
            "endfor" => ends.extend(open.pop().map(|start| (start, tag.range.start))),
            _ => {}
        }
    }
    ends.extend(open.into_iter().map(|start| (start, source.len())));
    ends
}

/// Counts what a tag such as `{{ a }}` prints, unless it is a component, which counts itself, or `super()`, which is no value.
fn wrap_printed(tag: &str, additions: &mut Vec<(usize, String)>) {
    let value = tag.trim_matches('-').trim();
    if value.is_empty() || value.starts_with('<') || value.starts_with("super") {
        return;
    }
    let start = tag.len() - tag.trim_start_matches('-').len();
    additions.insert(0, (start, "(".to_owned()));
    additions.push((tag.trim_end_matches('-').len(), format!(") | {CAPTURED}")));
}

/// What is added to the list comprehensions inside a tag, `[x for x in list if condition]`: each item counts as a step, as part
/// of the condition. With the offset of each addition.
fn comprehension_charges(tag: &str) -> Vec<(usize, String)> {
    /// An open bracket.
    struct Open {
        is_list: bool,
        is_comprehension: bool,
        has_condition: bool,
    }
    let mut charges = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut quote = None;
    let mut is_escaped = false;
    let mut word_start = None;
    for (at, c) in tag.char_indices() {
        if quote.is_none() && (c.is_alphanumeric() || c == '_') {
            word_start.get_or_insert(at);
            continue;
        }
        let word = word_start.take().map_or("", |start: usize| &tag[start..at]);
        match (open.last_mut(), word) {
            (Some(bracket), "for") => bracket.is_comprehension = bracket.is_list,
            (Some(bracket), "if") if bracket.is_comprehension && !bracket.has_condition => {
                bracket.has_condition = true;
                charges.push((at, format!(" not {CHARGE}() and ")));
            }
            _ => {}
        }
        match (quote, c) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, _) if is_quote(c) => quote = Some(c),
            (None, '[' | '(' | '{') => {
                open.push(Open { is_list: c == '[', is_comprehension: false, has_condition: false });
            }
            (None, ']' | ')' | '}') => {
                if open.pop().is_some_and(|bracket| bracket.is_comprehension && !bracket.has_condition) {
                    charges.push((at, format!(" if not {CHARGE}()")));
                }
            }
            (None, _) => {}
        }
    }
    charges
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The template with `#` for the function that is added, and `@` for the filter.
    fn metered(source: &str) -> String {
        let lists = ComponentLists::in_templates([source].into_iter());
        let text = MeteredTemplate::new(source, lists).text;
        text.replace(&format!("{CHARGE}()"), "#").replace(CHARGE, "#").replace(CAPTURED, "@")
    }

    #[test]
    fn whatever_can_happen_again_is_counted() {
        for (source, wanted) in [
            ("{% for a in b %}x{% endfor %}", "{% for a in b %}{{ # }}x{% endfor %}"),
            ("{%- for a in b -%} x{% endfor %}", "{%- for a in b -%}{{- # -}} x{% endfor %}"),
            ("{% include \"a%}\" %}", "{% include \"a%}\" %}{{ # }}"),
            ("{% component x(a) %}{% endcomponent x %}", "{% component x(a) %}{{ # }}{% endcomponent x %}"),
            (
                "{% component x(a, b: integer = 1) %}{{ <x a={[a, a]} /> }}{% endcomponent x %}",
                "{% component x(a, b: integer = 1) %}{{ # ~ #(name=\"a\", nested=true) ~ #(name=\"b\", nested=true) }}{{ <x a={[a, a]} /> }}{% endcomponent x %}",
            ),
            (
                "{% component x(a) %}{{ <x a={ {\"b\": a} } /> }}{% endcomponent x %}",
                "{% component x(a) %}{{ # ~ #(name=\"a\", nested=true) }}{{ <x a={ {\"b\": a} } /> }}{% endcomponent x %}",
            ),
            (
                "{% component x(a) %}{{ <x a={a} /> }}{% endcomponent x %}",
                "{% component x(a) %}{{ # }}{{ <x a={a} /> }}{% endcomponent x %}",
            ),
            ("{% set a = 1 %}", "{% set a = 1 %}{{ #(name=\"a\") }}"),
            ("{% set a %}{% endset %}", "{% set a %}{% endset %}{{ #(name=\"a\") }}"),
            ("{% set a = [b] %}", "{% set a = [b] %}{{ #(name=\"a\", nested=true) }}"),
            (
                "{% for a in [b] %}{% endfor %}",
                "{% for a in [b] %}{{ #(name=\"a\", nested=true) }}{% endfor %}",
            ),
            (
                "{% filter upper %}{{- a -}}{% for a in b %}xyz{% endfor %}{% endfilter %}{{ a }}",
                "{% filter upper %}{{-( a ) | @-}}{% for a in b %}{{ #(name=\"a\", captured=3) }}xyz{% endfor %}{% endfilter %}{{ a }}",
            ),
            (
                "{# {% for a in b %} #}{% raw %}{% for a in b %}{% endraw %}",
                "{# {% for a in b %} #}{% raw %}{% for a in b %}{% endraw %}",
            ),
            ("{{ [a for a in b] }}", "{{ [a for a in b if not #] }}"),
            ("{{ [a if a else 1 for a in b if c] }}", "{{ [a if a else 1 for a in b if not # and  c] }}"),
            ("{{ [[d for d in a] for a in b] }}", "{{ [[d for d in a if not #] for a in b if not #] }}"),
            ("{{ [\"for x in\"] }} { for", "{{ [\"for x in\"] }} { for"),
            ("{{ a", "{{ a"),
        ] {
            assert_eq!(metered(source), wanted);
        }
    }

    #[test]
    fn a_loop_repeats_what_is_before_its_own_end() {
        let loops = |count: usize, ends: usize| {
            format!(
                "{{% filter upper %}}{}x{}",
                "{% for a in b %}".repeat(count),
                "{% endfor %}".repeat(ends)
            )
        };
        assert!(
            metered(&loops(2, 2)).contains("captured=29) }}{% for a in b %}{{ #(name=\"a\", captured=1) }}x")
        );
        // A template of 1 MB: each of its tags is looked at once.
        let (closed, open) = (metered(&loops(40_000, 40_000)), metered(&loops(65_000, 0)));
        assert!(closed.contains(", captured=1) }}x") && open.contains(", captured=1) }}x"));
        assert_eq!(
            (closed.matches("captured=").count(), open.matches("captured=").count()),
            (40_000, 65_000)
        );
    }

    #[test]
    fn a_place_is_that_of_the_author_s_template() {
        let source = "ab{% for a in b %}cd{% endfor %}";
        let metered = MeteredTemplate::new(source, ComponentLists::Known);
        for wanted in ["ab", "cd", "{% endfor %}"] {
            let start = metered.text.find(wanted).unwrap();
            let range = metered.original_range(&(start..start + wanted.len()));
            assert_eq!(&source[range], wanted);
        }
        let start = metered.text.find(CHARGE).unwrap();
        assert_eq!(&source[metered.original_range(&(start..start + 1))], "{% for a in b %}");
    }
}
