//! Adds the counting of steps to templates, wherever they could do something again: in each loop, component and list
//! comprehension, and after each include and assignment.

use std::ops::Range;

/// Name of the function that counts a step. No theme author would write it.
pub(super) const CHARGE: &str = "__leadfolio_charge";

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
    /// Adds the counting of steps to a template.
    pub(super) fn new(source: &str) -> Self {
        let mut metered = Self::default();
        let mut set_blocks = Vec::new();
        let mut written = 0;
        for tag in find_tags(source) {
            let text = &source[tag.range.clone()];
            let inside = tag.range.start + 2..tag.range.end - 2;
            for (at, addition) in comprehension_charges(&source[inside.clone()]) {
                let at = inside.start + at;
                metered.text.push_str(&source[written..at]);
                written = at;
                metered.add(&addition, &tag.range);
            }
            metered.text.push_str(&source[written..tag.range.end]);
            written = tag.range.end;
            if let Some(call) = charge_after(text, &mut set_blocks).filter(|_| tag.is_statement) {
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

/// The call that is added after a statement that may do something again. `set_blocks` are the variables of open `set` blocks.
fn charge_after<'a>(tag: &'a str, set_blocks: &mut Vec<&'a str>) -> Option<String> {
    let words = tag.trim_start_matches("{%").trim_end_matches("%}").trim_matches('-').trim();
    let (word, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let named = |name: &str| format!("{CHARGE}(name=\"{name}\")");
    match word {
        "for" | "include" | "component" => Some(format!("{CHARGE}()")),
        "set" | "set_global" => {
            let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            if rest[name.len()..].trim_start().starts_with('=') {
                return Some(named(name));
            }
            set_blocks.push(name);
            None
        }
        "endset" => set_blocks.pop().map(named),
        _ => None,
    }
}

/// A tag of a template: `{% set a = 1 %}` or `{{ a }}`.
struct TemplateTag {
    /// With its braces.
    range: Range<usize>,
    is_statement: bool,
}

/// The tags of a template, without those in comments and in `raw` blocks.
fn find_tags(source: &str) -> Vec<TemplateTag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|found| at + found) {
        let rest = &source[start + 1..];
        let (end, is_statement) = match rest.chars().next() {
            Some('#') => (rest.find("#}").map(|length| start + 1 + length + 2), false),
            Some('%') => (find_tag_end(source, start + 2, "%}"), true),
            Some('{') => (find_tag_end(source, start + 2, "}}"), false),
            _ => {
                at = start + 1;
                continue;
            }
        };
        // What isn't closed is an error of the template, which the engine reports.
        let Some(end) = end else { break };
        at = end;
        if rest.starts_with('#') {
            continue;
        }
        let words = source[start + 2..end - 2].trim_matches('-').trim();
        if is_statement && words == "raw" {
            let Some(raw_end) = find_raw_end(&source[end..]) else { break };
            at = end + raw_end;
        }
        tags.push(TemplateTag { range: start..end, is_statement });
    }
    tags
}

/// Where the tag `{% endraw %}` begins: the word alone is text.
fn find_raw_end(source: &str) -> Option<usize> {
    let mut starts = source.match_indices("{%").map(|(start, _)| start);
    starts.find(|start| {
        let words = source[start + 2..].trim_start_matches('-').trim_start();
        words
            .strip_prefix("endraw")
            .is_some_and(|rest| rest.trim_start().trim_start_matches('-').starts_with("%}"))
    })
}

/// Where a tag ends; its end mark does not count in a string.
fn find_tag_end(source: &str, from: usize, mark: &str) -> Option<usize> {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in source[from..].char_indices() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if is_quote(c) => quote = Some(c),
            None if source[from + at..].starts_with(mark) => return Some(from + at + mark.len()),
            None => {}
        }
    }
    None
}

fn is_quote(c: char) -> bool {
    ['"', '\'', '`'].contains(&c)
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

    /// The template with `#` for each addition, or `#NAME` for that of an assignment.
    fn metered(source: &str) -> String {
        let text = MeteredTemplate::new(source).text;
        text.replace(&format!("{CHARGE}()"), "#").replace(CHARGE, "#")
    }

    #[test]
    fn whatever_can_happen_again_is_counted() {
        for (source, wanted) in [
            ("{% for a in b %}x{% endfor %}", "{% for a in b %}{{ # }}x{% endfor %}"),
            ("{%- for a in b -%} x{% endfor %}", "{%- for a in b -%}{{- # -}} x{% endfor %}"),
            ("{% include \"a%}\" %}", "{% include \"a%}\" %}{{ # }}"),
            ("{% component x(a) %}{% endcomponent x %}", "{% component x(a) %}{{ # }}{% endcomponent x %}"),
            ("{% set a = 1 %}", "{% set a = 1 %}{{ #(name=\"a\") }}"),
            ("{% set a %}{% endset %}", "{% set a %}{% endset %}{{ #(name=\"a\") }}"),
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
    fn a_place_is_that_of_the_author_s_template() {
        let source = "ab{% for a in b %}cd{% endfor %}";
        let metered = MeteredTemplate::new(source);
        for wanted in ["ab", "cd", "{% endfor %}"] {
            let start = metered.text.find(wanted).unwrap();
            let range = metered.original_range(&(start..start + wanted.len()));
            assert_eq!(&source[range], wanted);
        }
        let start = metered.text.find(CHARGE).unwrap();
        assert_eq!(&source[metered.original_range(&(start..start + 1))], "{% for a in b %}");
    }
}
