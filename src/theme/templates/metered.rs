//! Adds the counting of steps to templates, wherever they could do something again: in each loop, component and list
//! comprehension, after each include and assignment, and where operators read long values.

use std::collections::HashMap;
use std::ops::Range;

use super::calls::{CAPTURED, CHARGE, COMPARED};
use super::expressions::{Addition, Expression};
use super::theme_features::{Captures, ThemeFeatures, assigned_name};
use crate::theme::template_tags::{TemplateTag, find_tags, is_name_character, leading_name};

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
    /// What it counts, a tag or a part of one, in the template as the author wrote it.
    counted: Range<usize>,
}

impl MeteredTemplate {
    /// Adds the counting of steps to a template. `features` says what the templates of its theme do; if the template `is_held`,
    /// all that it writes is held in memory.
    pub(super) fn new(source: &str, features: &ThemeFeatures, is_held: bool) -> Self {
        let mut metered = Self::default();
        let mut captures = Captures::new(is_held);
        let mut written = 0;
        let tags = find_tags(source);
        let ends = find_ends(source, &tags);
        for (index, tag) in tags.iter().enumerate() {
            let text = &source[tag.range.clone()];
            let (start, expression) = tag_expression(source, tag, captures.is_open());
            for Addition { at, text, counted } in expression.additions {
                let at = start + at;
                metered.text.push_str(&source[written..at]);
                written = at;
                metered.add(&text, start + counted.start..start + counted.end);
            }
            metered.text.push_str(&source[written..tag.range.end]);
            written = tag.range.end;
            let len = ends.get(&index).map_or(0, |end| end - tag.range.end);
            let call = match tag.is_statement {
                true => charge_after(tag, expression.makes_lists, &mut captures, len, features),
                false => charge_path(tag.words).filter(|_| captures.is_open()),
            };
            if let Some(call) = call {
                // The author's dash removes blanks after the tag, and so does that of the addition.
                let call = if text.ends_with("-%}") || text.ends_with("-}}") {
                    format!("{{{{- {call} -}}}}")
                } else {
                    format!("{{{{ {call} }}}}")
                };
                metered.add(&call, tag.range.clone());
            }
        }
        metered.text.push_str(&source[written..]);
        metered
    }

    fn add(&mut self, addition: &str, counted: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(addition);
        self.added.push(InsertedCall { range: start..self.text.len(), counted });
    }

    /// The place in the author's template of a place in the one with additions.
    pub(super) fn original_range(&self, range: &Range<usize>) -> Range<usize> {
        let original = |place: usize| {
            let before = self.added.iter().take_while(|addition| addition.range.start <= place);
            let mut shift = 0;
            for InsertedCall { range: added, counted } in before {
                if place < added.end {
                    return Err(counted.clone());
                }
                shift += added.len();
            }
            Ok(place - shift)
        };
        // An end is the place after the last character.
        match (original(range.start), original(range.end.saturating_sub(1).max(range.start))) {
            (Ok(start), Ok(last)) => start..(last + usize::from(range.end > range.start)).max(start),
            (Ok(start), Err(counted)) => start..counted.end.max(start),
            (Err(counted), Ok(last)) => counted.start..counted.end.max(last + 1),
            (Err(first), Err(last)) => first.start..first.end.max(last.end),
        }
    }
}

/// The expression of a tag, and where it starts in the template.
fn tag_expression(source: &str, tag: &TemplateTag<'_>, is_captured: bool) -> (usize, Expression) {
    let inside = tag.inside();
    let start = inside.start + source[inside].find(tag.words).unwrap_or_default();
    let (word, rest) = tag.split_keyword();
    if !tag.is_statement {
        let mut expression = Expression::parse(tag.words, false);
        if is_captured {
            wrap_printed(tag.words, CAPTURED, &mut expression.additions);
        } else if expression.makes_lists {
            wrap_printed(tag.words, COMPARED, &mut expression.additions);
        }
        return (start, expression);
    }
    let start = start + (tag.words.len() - rest.len());
    let has_expression = ["if", "elif", "for", "set", "set_global", "filter", ""].contains(&word);
    let expression = has_expression.then(|| Expression::parse(rest, word == "for"));
    (start, expression.unwrap_or_default())
}

/// The call that is added after a statement that may do something again. `len` is the length of what it contains. A list
/// that is written as one may hold another one several times: its expression `makes_lists`.
fn charge_after<'a>(
    tag: &TemplateTag<'a>,
    makes_lists: bool,
    captures: &mut Captures<'a>,
    len: usize,
    features: &ThemeFeatures,
) -> Option<String> {
    let (word, rest) = tag.split_keyword();
    let named = |name: &str, more: &str| format!("{CHARGE}(name=\"{name}\"{more})");
    let ended = captures.read(tag, features);
    let captured = if captures.is_open() { ", captured=true" } else { "" };
    match word {
        "for" => {
            let words = rest.split(|c| !is_name_character(c)).filter(|word| !word.is_empty());
            // In `key, value in list`, the value.
            let variable = words.take_while(|word| *word != "in").last().unwrap_or_default();
            match makes_lists {
                true => Some(named(variable, &format!(", nested=true, len={len}{captured}"))),
                false => Some(format!("{CHARGE}(len={len}{captured})")),
            }
        }
        "block" if features.uses_super => Some(format!("{CHARGE}(len={len}, captured=true)")),
        "component" => {
            let parameters = parameter_names(rest).filter(|_| features.writes_lists);
            let parameters = parameters.map(|name| format!(" ~ {}", named(name, ", nested=true")));
            Some(format!("{CHARGE}(len={len}{captured}){}", parameters.collect::<String>()))
        }
        "include" => Some(format!("{CHARGE}(len={}{captured})", features.included_len(rest))),
        "set" | "set_global" => {
            assigned_name(rest).map(|name| named(name, if makes_lists { ", nested=true" } else { "" }))
        }
        _ => ended.map(|name| named(name, "")),
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

/// Where each loop, block and component ends, by the index of its tag; one that isn't closed ends with the template.
fn find_ends(source: &str, tags: &[TemplateTag<'_>]) -> HashMap<usize, usize> {
    let mut ends = HashMap::new();
    let mut open = Vec::new();
    for (index, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.is_statement) {
        match tag.split_keyword().0 {
            "for" | "block" | "component" => open.push(index),
            "endfor" | "endblock" | "endcomponent" => {
                ends.extend(open.pop().map(|start| (start, tag.range.start)));
            }
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
fn wrap_printed(printed: &str, filter: &str, additions: &mut Vec<Addition>) {
    if printed.is_empty() || printed.starts_with('<') || is_path(printed) {
        return;
    }
    let addition = |at: usize, text: String| Addition { at, text, counted: 0..printed.len() };
    additions.insert(0, addition(0, "(".to_owned()));
    additions.push(addition(printed.len(), format!(") | {filter}")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::template_set::TemplateSource;

    /// The template with `#` for the function that is added, and short names for the filters.
    fn metered(source: &str) -> String {
        let (name, path) = ("t:a.html".to_owned(), String::new());
        let template = TemplateSource { name, path, text: source.to_owned(), is_own: true };
        let features = ThemeFeatures::of_templates(&[template]);
        let text = MeteredTemplate::new(source, &features, false).text;
        text.replace(&format!("{CHARGE}()"), "#").replace(CHARGE, "#").replace("__leadfolio_", "")
    }

    #[test]
    fn whatever_can_happen_again_is_counted() {
        for (source, wanted) in [
            ("{% for a in b %}x{% endfor %}", "{% for a in (b) | items %}{{ #(len=1) }}x{% endfor %}"),
            (
                "{%- for a in b -%} x{% endfor %}",
                "{%- for a in (b) | items -%}{{- #(len=2) -}} x{% endfor %}",
            ),
            ("{% include \"a%}\" %}", "{% include \"a%}\" %}{{ #(len=0) }}"),
            ("{% include 't:a.html' %}", "{% include 't:a.html' %}{{ #(len=24) }}"),
            (
                "{% component x(a) %}{% endcomponent x %}",
                "{% component x(a) %}{{ #(len=0) }}{% endcomponent x %}",
            ),
            (
                "{% component x(a, b: integer = 1) %}{{ <x a={[a, a]} /> }}{% endcomponent x %}",
                "{% component x(a, b: integer = 1) %}{{ #(len=22) ~ #(name=\"a\", nested=true) ~ #(name=\"b\", nested=true) }}{{ <x a={[a, a]} /> }}{% endcomponent x %}",
            ),
            (
                "{% component x(a) %}{{ <x a={ {\"b\": a} } /> }}{% endcomponent x %}",
                "{% component x(a) %}{{ #(len=26) ~ #(name=\"a\", nested=true) }}{{ <x a={ {\"b\": a} } /> }}{% endcomponent x %}",
            ),
            (
                "{% component x(a) %}{{ <x a={a} /> }}{% endcomponent x %}",
                "{% component x(a) %}{{ #(len=17) }}{{ <x a={a} /> }}{% endcomponent x %}",
            ),
            ("{% set a = 1 %}", "{% set a = 1 %}{{ #(name=\"a\") }}"),
            ("{% set a %}{% endset %}", "{% set a %}{% endset %}{{ #(name=\"a\") }}"),
            ("{% set a = [b] %}", "{% set a = [b] %}{{ #(name=\"a\", nested=true) }}"),
            (
                "{% for a in [b] %}{% endfor %}",
                "{% for a in ([b]) | items %}{{ #(name=\"a\", nested=true, len=0) }}{% endfor %}",
            ),
            (
                "{% filter upper %}{{- a -}}{% for a in b %}xyz{% endfor %}{% endfilter %}{{ a }}",
                "{% filter upper %}{{- a -}}{{- captured(value=a) -}}{% for a in (b) | items %}{{ #(len=3, captured=true) }}xyz{% endfor %}{% endfilter %}{{ a }}",
            ),
            (
                "{% for k, v in[b] %}{% endfor %}{% for v in\n[b] %}{% endfor %}",
                "{% for k, v in([b]) | items %}{{ #(name=\"v\", nested=true, len=0) }}{% endfor %}{% for v in\n([b]) | items %}{{ #(name=\"v\", nested=true, len=0) }}{% endfor %}",
            ),
            (
                "{% set a %}{{ super_a ~ b }}{{ a.b_1 }}{% endset %}",
                "{% set a %}{{ (super_a | joined ~ b | joined) | captured }}{{ a.b_1 }}{{ captured(value=a.b_1) }}{% endset %}{{ #(name=\"a\") }}",
            ),
            (
                "{% <c> %}{{ a }}{% for a in b %}x{% endfor %}{% </c> %}{{ a }}",
                "{% <c> %}{{ a }}{{ captured(value=a) }}{% for a in (b) | items %}{{ #(len=1, captured=true) }}x{% endfor %}{% </c> %}{{ a }}",
            ),
            ("{% block a %}{{ a }}{% endblock %}", "{% block a %}{{ a }}{% endblock %}"),
            (
                "{% block a %}{{ super() }}{% endblock %}{{ a }}",
                "{% block a %}{{ #(len=13, captured=true) }}{{ (super()) | captured }}{% endblock %}{{ a }}",
            ),
            (
                "{# {% for a in b %} #}{% raw %}{% for a in b %}{% endraw %}",
                "{# {% for a in b %} #}{% raw %}{% for a in b %}{% endraw %}",
            ),
            ("{{ [a for a in b] }}", "{{ ([a for a in (b) | items if not #]) | compared }}"),
            (
                "{{ [a if a else 1 for a in b if c] }}",
                "{{ ([a if a else 1 for a in (b) | items if not # and  c]) | compared }}",
            ),
            (
                "{{ [[d for d in a] for a in b] }}",
                "{{ ([[d for d in (a) | items if not #] for a in (b) | items if not #]) | compared }}",
            ),
            ("{{ [\"for x in\"] }} { for", "{{ ([\"for x in\"]) | compared }} { for"),
            ("{{ a", "{{ a"),
        ] {
            assert_eq!(metered(source), wanted);
        }
    }

    #[test]
    fn what_operators_read_is_counted() {
        for (expression, wanted) in [
            ("a ~ b.c", "a | joined ~ b.c | joined"),
            ("\"x\" ~ a | upper ~ 1.5", "\"x\" ~ a | upper | joined(times=2) ~ 1.5"),
            (
                "a == b and c.in != d[0] or e",
                "a | compared == b | compared and c.in | compared != d[0] | compared or e",
            ),
            ("a == \"x\" or 1 < b + 2", "a == \"x\" or 1 < b + 2"),
            ("a not in b", "a | compared not in b | searched"),
            (
                "(a ~ b) >= f(c=d ~ e)",
                "(a | joined(times=2) ~ b | joined(times=2)) | compared >= f(c=d | joined(times=2) ~ e | joined(times=2)) | compared",
            ),
            ("a[1:2]", "a | items[1:2]"),
            ("a.b[:][c:][0]", "a.b | items[:] | items[c:][0]"),
            ("a[:2][0].b", "a[sliced():2][0].b"),
            ("a?[b ~ c:].d", "a?[sliced(start=b | joined ~ c | joined):].d"),
            ("a[b].c", "a[b].c"),
            ("a | int", "a | items | int"),
            ("<c a={b ~ d} e=\"x\" {...f} />", "<c a={b | joined ~ d | joined} e=\"x\" {...f | items} />"),
            ("a ~ <c d={e > f} />", "a | joined ~ <c d={e | compared > f | compared} /> | joined"),
            ("a is defined and -a ** b == c", "a is defined and -a ** b | compared == c | compared"),
            ("a if b in c else d", "a if b | compared in c | searched else d"),
        ] {
            assert_eq!(metered(&format!("{{{{ {expression} }}}}")), format!("{{{{ {wanted} }}}}"));
        }
        assert_eq!(
            metered("{% if \"x\" in [...a, b] and {...c} == e %}{% elif d ~ e %}{% set_global f = g ~ h -%}"),
            "{% if \"x\" in [...a | items, b] | searched and {...c | items} | compared == e | compared %}{% elif d | joined ~ e | joined %}\
             {% set_global f = g | joined ~ h | joined -%}{{- #(name=\"f\") -}}"
        );
        // A long text is read as long as it is.
        let text = format!("\"{}\"", "x".repeat(100));
        assert_eq!(
            metered(&format!("{{{{ a == {text} }}}}")),
            format!("{{{{ a | compared == {text} | compared }}}}")
        );
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
            metered(&loops(2, 2)).contains(
                "len=29, captured=true) }}{% for a in (b) | items %}{{ #(len=1, captured=true) }}x"
            )
        );
        // A template of 1 MB: each of its tags is looked at once.
        let (closed, open) = (metered(&loops(40_000, 40_000)), metered(&loops(65_000, 0)));
        assert!(closed.contains("(len=1, captured=true) }}x") && open.contains("(len=1, captured=true) }}x"));
        assert_eq!(
            (closed.matches("captured=").count(), open.matches("captured=").count()),
            (40_000, 65_000)
        );
    }

    #[test]
    fn a_place_is_that_of_the_author_s_template() {
        let source = "ab{% for a in b %}cd{% endfor %}";
        let metered = MeteredTemplate::new(source, &ThemeFeatures::default(), false);
        for wanted in ["ab", "cd", "{% endfor %}"] {
            let start = metered.text.find(wanted).unwrap();
            let range = metered.original_range(&(start..start + wanted.len()));
            assert_eq!(&source[range], wanted);
        }
        let start = metered.text.find(CHARGE).unwrap();
        assert_eq!(&source[metered.original_range(&(start..start + 1))], "{% for a in b %}");
    }
}
