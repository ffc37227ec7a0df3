//! Adds the counting of steps to templates, wherever they could do something again: in each loop, component and list
//! comprehension, and after each include and assignment.

use std::collections::HashMap;
use std::ops::Range;

use crate::theme::template_tags::{TemplateTag, find_tags, is_name_character, is_quote, leading_name};

/// Name of the function that counts a step. No theme author would write it.
pub(super) const CHARGE: &str = "__leadfolio_charge";

/// Name of the filter and of the function that count a value which is written into a block that is held in memory.
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
    /// Adds the counting of steps to a template. `features` says what the templates of its theme do.
    pub(super) fn new(source: &str, features: ThemeFeatures) -> Self {
        let mut metered = Self::default();
        let mut captures = Captures::default();
        let mut written = 0;
        let tags = find_tags(source);
        let ends = find_ends(source, &tags);
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
            let len = ends.get(&index).map_or(0, |end| end - tag.range.end);
            let call = match tag.is_statement {
                true => charge_after(tag, &mut captures, len, features),
                false => charge_path(tag.words).filter(|_| captures.is_open()),
            };
            if let Some(call) = call {
                // The author's dash removes blanks after the tag, and so does that of the addition.
                let call = if text.ends_with("-%}") || text.ends_with("-}}") {
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

/// What the templates of a theme do, taken together, that needs more counting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ThemeFeatures {
    /// Components are given lists or maps that are written where the component is used. Everything else that they are given was
    /// counted when it was assigned. A list that holds another one several times, and is given to a component that does the
    /// same with it, becomes that many times longer each time.
    writes_lists: bool,
    /// Blocks are repeated with `super()`, which holds what they write in memory.
    uses_super: bool,
}

impl ThemeFeatures {
    pub(super) fn of_templates<'a>(sources: impl Iterator<Item = &'a str>) -> Self {
        let mut features = Self::default();
        for tag in sources.flat_map(find_tags) {
            features.writes_lists |= tag.words.starts_with('<') && writes_list(tag.words);
            features.uses_super |= calls_super(tag.words);
        }
        features
    }
}

fn calls_super(words: &str) -> bool {
    words.match_indices("super").any(|(at, name)| words[at + name.len()..].trim_start().starts_with('('))
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
    /// Number of `filter` blocks, contents of components, and blocks that `super()` may repeat.
    others: usize,
}

impl Captures<'_> {
    fn is_open(&self) -> bool {
        !self.set_blocks.is_empty() || self.others > 0
    }

    /// Opens or closes blocks without a variable, as a statement says.
    fn count_others(&mut self, word: &str, rest: &str, uses_super: bool) {
        match word {
            "filter" => self.others += 1,
            "block" if uses_super => self.others += 1,
            "endfilter" => self.others = self.others.saturating_sub(1),
            "endblock" if uses_super => self.others = self.others.saturating_sub(1),
            "" if rest.starts_with("</") => self.others = self.others.saturating_sub(1),
            "" if rest.starts_with('<') => self.others += 1,
            _ => {}
        }
    }
}

/// The call that is added after a statement that may do something again. `len` is the length of what a loop or block contains.
fn charge_after<'a>(
    tag: &TemplateTag<'a>,
    captures: &mut Captures<'a>,
    len: usize,
    features: ThemeFeatures,
) -> Option<String> {
    let (word, rest) = tag.split_keyword();
    // A list that is written as one may hold another one several times.
    let nested = if rest.contains(['[', '{']) { ", nested=true" } else { "" };
    let named = |name: &str, more: &str| format!("{CHARGE}(name=\"{name}\"{more})");
    captures.count_others(word, rest, features.uses_super);
    match word {
        "for" if !nested.is_empty() || captures.is_open() => {
            let words = rest.split(|c| !is_name_character(c)).filter(|word| !word.is_empty());
            // In `key, value in list`, the value.
            let variable = words.take_while(|word| *word != "in").last().unwrap_or_default();
            let captured = match captures.is_open() {
                true => format!(", captured={len}"),
                false => String::new(),
            };
            Some(named(variable, &format!("{nested}{captured}")))
        }
        "block" if features.uses_super => Some(format!("{CHARGE}(captured={len})")),
        "component" if features.writes_lists => {
            let parameters = parameter_names(rest).map(|name| format!(" ~ {}", named(name, ", nested=true")));
            Some(format!("{CHARGE}(){}", parameters.collect::<String>()))
        }
        "for" | "include" | "component" => Some(format!("{CHARGE}()")),
        "set" | "set_global" => {
            let name = leading_name(rest);
            if rest[name.len()..].trim_start().starts_with('=') {
                return Some(named(name, nested));
            }
            captures.set_blocks.push(name);
            None
        }
        "endset" => captures.set_blocks.pop().map(|name| named(name, "")),
        _ => None,
    }
}

/// What could be the names of the parameters of a component; a part of a default value may be among them.
fn parameter_names(definition: &str) -> impl Iterator<Item = &str> {
    let (_, parameters) = definition.split_once('(').unwrap_or_default();
    let names = parameters
        .split(',')
        .map(|parameter| leading_name(parameter.trim_start_matches(|c: char| c.is_whitespace() || c == '.')));
    names.filter(|name| !name.is_empty())
}

/// Where each loop and block ends, by the index of its tag; one that isn't closed ends with the template.
fn find_ends(source: &str, tags: &[TemplateTag<'_>]) -> HashMap<usize, usize> {
    let mut ends = HashMap::new();
    let mut open = Vec::new();
    for (index, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.is_statement) {
        match tag.split_keyword().0 {
            "for" | "block" => open.push(index),
            "endfor" | "endblock" => ends.extend(open.pop().map(|start| (start, tag.range.start))),
            _ => {}
        }
    }
    ends.extend(open.into_iter().map(|start| (start, source.len())));
    ends
}

/// The call that counts what `{{ page.title }}` prints. In a filter, as in [`wrap_printed`], the engine would no longer say which
/// part of the path doesn't exist.
fn charge_path(words: &str) -> Option<String> {
    is_path(words).then(|| format!("{CAPTURED}(value={words})"))
}

/// Whether a tag prints a variable, or a field of one.
fn is_path(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|c| is_name_character(c) || c == '.')
}

/// Counts what a tag such as `{{ a | upper }}` prints, unless it is a component, which counts itself.
fn wrap_printed(tag: &str, additions: &mut Vec<(usize, String)>) {
    let value = tag.trim_matches('-').trim();
    if value.is_empty() || value.starts_with('<') || is_path(value) {
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
        if quote.is_none() && is_name_character(c) {
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
        let features = ThemeFeatures::of_templates([source].into_iter());
        let text = MeteredTemplate::new(source, features).text;
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
                "{% filter upper %}{{- a -}}{{- @(value=a) -}}{% for a in b %}{{ #(name=\"a\", captured=3) }}xyz{% endfor %}{% endfilter %}{{ a }}",
            ),
            (
                "{% for k, v in[b] %}{% endfor %}{% for v in\n[b] %}{% endfor %}",
                "{% for k, v in[b] %}{{ #(name=\"v\", nested=true) }}{% endfor %}{% for v in\n[b] %}{{ #(name=\"v\", nested=true) }}{% endfor %}",
            ),
            (
                "{% set a %}{{ super_a ~ b }}{{ a.b_1 }}{% endset %}",
                "{% set a %}{{( super_a ~ b ) | @}}{{ a.b_1 }}{{ @(value=a.b_1) }}{% endset %}{{ #(name=\"a\") }}",
            ),
            (
                "{% <c> %}{{ a }}{% for a in b %}x{% endfor %}{% </c> %}{{ a }}",
                "{% <c> %}{{ a }}{{ @(value=a) }}{% for a in b %}{{ #(name=\"a\", captured=1) }}x{% endfor %}{% </c> %}{{ a }}",
            ),
            ("{% block a %}{{ a }}{% endblock %}", "{% block a %}{{ a }}{% endblock %}"),
            (
                "{% block a %}{{ super() }}{% endblock %}{{ a }}",
                "{% block a %}{{ #(captured=13) }}{{( super() ) | @}}{% endblock %}{{ a }}",
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
        let metered = MeteredTemplate::new(source, ThemeFeatures::default());
        for wanted in ["ab", "cd", "{% endfor %}"] {
            let start = metered.text.find(wanted).unwrap();
            let range = metered.original_range(&(start..start + wanted.len()));
            assert_eq!(&source[range], wanted);
        }
        let start = metered.text.find(CHARGE).unwrap();
        assert_eq!(&source[metered.original_range(&(start..start + 1))], "{% for a in b %}");
    }
}
