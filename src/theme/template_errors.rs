//! Says in plain words what the template engine found, with the name that may be meant.

use std::ops::Range;

use super::template_set::{TemplateSet, TemplateSource};
use super::template_tags::find_statements;
use crate::diagnostic::{Diagnostic, Problem};
use crate::suggest;

/// The filters of the engine, and those that the program adds to them.
pub(super) const FILTERS: [&str; 38] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "t",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
/// The tests of the engine, as in `{% if x is defined %}`.
pub(super) const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
/// The functions of the engine.
pub(super) const FUNCTIONS: [&str; 3] = ["range", "super", "throw"];

/// What to do if nothing is known that comes close.
pub(super) const SEE_VALUES: &str = "`themes/README.md` lists every value that a template can use";

/// The most names that a help lists.
const MAX_LISTED: usize = 12;

/// An error that the engine reports as text only.
pub(super) struct TextReport<'a> {
    pub(super) message: &'a str,
    /// Name of the template, with the prefix of its layer.
    pub(super) template: &'a str,
    /// From 1.
    line: usize,
    /// From 1, in characters.
    column: usize,
    /// In characters.
    width: usize,
}

/// The errors in a text of the engine, each with an excerpt that is underlined; `None` for a text of any other form.
pub(super) fn split_reports(text: &str) -> Option<Vec<TextReport<'_>>> {
    text.split("\n\n").map(parse_report).collect()
}

fn parse_report(report: &str) -> Option<TextReport<'_>> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column = place.next()?.parse().ok()?;
    let line = place.next()?.parse().ok()?;
    let template = place.next()?;
    let width = lines.last()?.matches('^').count();
    Some(TextReport { message, template, line, column, width })
}

impl TextReport<'_> {
    /// The place as bytes of the template.
    pub(super) fn range(&self, text: &str) -> Range<usize> {
        let line: usize = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        let offset = |from: usize, characters: usize| {
            text[from..].char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
        };
        let start = offset(line, self.column.saturating_sub(1));
        start..offset(start, self.width)
    }
}

/// A message of the engine about a name that does not exist, in plain words and with the nearest one that does. `None` for
/// any other message. `template` is the one with the error.
pub(super) fn explain(message: &str, template: &str, templates: &TemplateSet) -> Option<Problem> {
    let Some((kind, rest)) = message.split_once('`') else { return explain_limit(message) };
    let (name, rest) = rest.split_once('`')?;
    let unknown = |what: &str, known: &[&str], otherwise: &str| {
        let help = suggest::did_you_mean(name, known.iter().copied());
        Problem::new(format!("there is no {what} `{name}`"), help.unwrap_or_else(|| otherwise.to_owned()))
    };
    let in_engine = |what: &str| format!("https://keats.github.io/tera/ lists the {what}");
    let available = rest.split_once("Available ").and_then(|(_, list)| list.split_once(": "));
    let mut available: Vec<&str> = available.map(|(_, list)| list.split(", ").collect()).unwrap_or_default();
    Some(match kind.trim_end() {
        "Unknown filter" => unknown("filter", &FILTERS, &in_engine("filters")),
        "Unknown test" => unknown("test", &TESTS, &in_engine("tests")),
        "Unknown function" => unknown("function", &FUNCTIONS, &in_engine("functions")),
        "Unknown component" => {
            let known: Vec<&str> = templates.defined_names("component").into_iter().collect();
            unknown("component", &known, &list_names("the components are", &known))
        }
        "Unknown template" => unknown_template(name, template, templates),
        "Block" if rest.contains("not defined in any parent") => {
            let known: Vec<&str> =
                templates.defined_names("block").into_iter().filter(|block| *block != name).collect();
            let help = suggest::did_you_mean(name, known.iter().copied());
            let help = help.unwrap_or_else(|| list_names("the blocks are", &known));
            Problem::new(format!("the template that it extends has no block `{name}`"), help)
        }
        "Variable" if rest.contains("is not defined") => {
            available.push("site");
            available.sort_unstable();
            unknown("value", &available, &list_names("this template can read", &available))
        }
        "Field" if rest.contains("is not defined") && available.is_empty() => {
            unknown("field", &[], SEE_VALUES)
        }
        "Field" if rest.contains("is not defined") => {
            unknown("field", &available, &list_names("the fields here are", &available))
        }
        _ => return None,
    })
}

/// What exceeds the engine's limits for tags and expressions.
fn explain_limit(message: &str) -> Option<Problem> {
    let (message, help) = match message {
        "The template nesting is too deep" => (
            "too many tags are inside one another",
            "move the inner ones into a file of their own, and name it with `include`",
        ),
        "The expression is too complex" => {
            ("this expression is too long", "give parts of it to variables with `set`")
        }
        "Arrays can have a maximum of 2 dimensions." => {
            ("too many lists are inside one another", "give the inner ones to variables with `set`")
        }
        _ => return None,
    };
    Some(Problem::new(message, help))
}

/// A template that another one, `template`, extends or includes and that does not exist.
pub(super) fn unknown_template(name: &str, template: &str, templates: &TemplateSet) -> Problem {
    // A name with the prefix of a theme means the template of that theme: that which it replaces, above all, and never
    // itself.
    let (known, replaced) = match name.split_once(':') {
        Some((_, bare)) => {
            let others = templates.sources.iter().map(|source| source.name.as_str());
            let is_same = template.split_once(':').is_some_and(|(_, own)| own == bare);
            let replaced = templates.replaced_by(template).filter(|_| is_same);
            (others.filter(|other| *other != template).collect(), replaced)
        }
        None => (templates.names(), None),
    };
    let replaced = replaced.map(|source| source.name.as_str());
    let near = replaced.or_else(|| suggest::closest_path(name, known.iter().copied()));
    let help = near
        .map(suggest::question)
        .unwrap_or_else(|| format!("create `{}`, or remove the tag", templates.path(name)));
    Problem::new(format!("there is no template `{name}`"), help)
}

/// Templates that extend or include each other in a circle. `chain` leads from `start` into the circle and ends with the
/// template that closes it; `tag` is `extends` or `include`.
pub(super) fn explain_circle(
    tag: &str,
    start: &str,
    chain: &[String],
    templates: &TemplateSet,
) -> Diagnostic {
    let all: Vec<&str> = std::iter::once(start).chain(chain.iter().map(String::as_str)).collect();
    let (last, before) = all.split_last().expect("it holds at least the start");
    let first = before.iter().rposition(|name| name == last).unwrap_or_default();
    let mut circle: Vec<&TemplateSource> =
        before[first..].iter().filter_map(|name| templates.find(name)).collect();
    // From the author's template on: the built-in ones are right.
    let own = circle.iter().position(|source| source.is_own).unwrap_or_default();
    circle.rotate_left(own);
    let Some((template, others)) = circle.split_first() else {
        return Diagnostic::error("THM-03", templates.path(start), "the template includes itself");
    };
    let verb = if tag == "extends" { "extends" } else { "includes" };
    let way: Vec<String> = others.iter().map(|other| format!("`{}`", other.bare_name())).collect();
    let way = if way.is_empty() { String::new() } else { format!(" by way of {}", way.join(" and ")) };
    let name = template.bare_name();
    let help = match templates.replaced_by(&template.name) {
        Some(replaced) => {
            format!(
                "to build on the `{name}` that this one replaces, write `{{% {tag} \"{}\" %}}`",
                replaced.name
            )
        }
        None if tag == "extends" && name != "layout.html" => {
            "most templates extend the frame of all pages: `{% extends \"layout.html\" %}`".to_owned()
        }
        None => "remove the tag".to_owned(),
    };
    let diagnostic =
        Diagnostic::error("THM-03", template.path.clone(), format!("the template {verb} itself{way}"));
    let diagnostic = diagnostic.help(help);
    let next = others.first().unwrap_or(template).bare_name();
    let is_meant = |words: &str| words.starts_with(tag) && words.contains(next);
    match find_statements(&template.text).find(|found| is_meant(found.words)) {
        Some(found) => diagnostic.at(found.range),
        None => diagnostic,
    }
}

fn list_names(start: &str, names: &[&str]) -> String {
    format!("{start} {}", suggest::list_some(names, MAX_LISTED))
}

/// The tag that keeps a template from ending: one without its end tag, or one that another end tag comes before.
pub(super) fn find_unclosed(text: &str) -> Option<(Range<usize>, Problem)> {
    let mut open = Vec::new();
    let mut unclosed = None;
    for tag in find_statements(text) {
        let word = tag.words.split_whitespace().next().unwrap_or_default();
        match word.strip_prefix("end") {
            Some(end) if open.last().is_some_and(|(kind, _)| *kind == end) => {
                open.pop();
            }
            // An end tag that closes nothing is another mistake.
            Some(end) if !open.iter().any(|(kind, _)| *kind == end) => return None,
            Some(_) => {
                unclosed = open.pop();
                break;
            }
            None if is_opening(word, tag.words) => open.push((word, tag)),
            None => {}
        }
    }
    let (kind, tag) = unclosed.or_else(|| open.pop())?;
    let name = tag.words.split_whitespace().nth(1).filter(|_| matches!(kind, "block" | "component"));
    let name = name.map(|name| name.split('(').next().unwrap_or(name));
    let end = name.map_or_else(|| format!("end{kind}"), |name| format!("end{kind} {name}"));
    let message = format!("`{{% {} %}}` isn't closed", tag.words);
    Some((tag.range, Problem::new(message, format!("add `{{% {end} %}}` where it ends"))))
}

/// Whether a tag needs an end tag. `set` does so only without a value.
fn is_opening(word: &str, words: &str) -> bool {
    match word {
        "block" | "component" | "filter" | "for" | "if" | "raw" => true,
        "set" => !words.contains('='),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::find_unclosed;

    #[test]
    fn the_tag_that_is_not_closed_is_found() {
        for (text, wanted) in [
            ("{% block main %}{% if a %}x{% endif %}", Some("{% endblock main %}")),
            ("{% block main %}{% if a %}x{% endblock main %}", Some("{% endif %}")),
            ("{%- for a in b -%}{# {% endfor %} #}", Some("{% endfor %}")),
            ("{% set a %}{% raw %}{% if %}{% endraw %}", Some("{% endset %}")),
            ("{% set a = 1 %}{% component x(a) %}", Some("{% endcomponent x %}")),
            ("{% if a %}{% endif %}{% endblock %}", None),
            ("{% if a %}{% else %}{% endif %}", None),
        ] {
            let found = find_unclosed(text).map(|(_, problem)| problem.help);
            assert_eq!(found, wanted.map(|end| format!("add `{end}` where it ends")), "{text}");
        }
    }
}
