//! The engine's filters, with limits: each counts the text or list that it reads and makes, and none makes one that is too
//! long. What they return is that of the engine.

use std::borrow::Cow;
use std::collections::HashMap;

use tera::value::Key;
use tera::{ArgFromValue, Error, Kwargs, Map, State, StringInput, Tera, TeraResult, Value, escape_html};

use super::limits::{charge, charge_items, charge_text, charge_value, ensure_text, weight_of};

/// The most blanks that `indent` puts before a line.
const MAX_INDENT: usize = 1000;

/// Replaces the engine's filters whose work grows with what they are given.
pub(super) fn register_filters(tera: &mut Tera) {
    register_text_filters(tera);
    tera.register_filter("replace", replace);
    tera.register_filter("indent", indent);
    tera.register_filter("truncate", truncate);
    tera.register_filter("split", split);
    tera.register_filter("join", join);
    tera.register_filter("sort", sort);
    tera.register_filter("unique", unique);
    tera.register_filter("group_by", group_by);
    register_map_filters(tera);
    tera.register_filter("str", |value: Value, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
        charge_value(&value)?;
        Ok(value.to_string())
    });
    tera.register_filter("safe", |value: Value, _: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        match value.as_str() {
            Some(text) => charge_text(text.len())?,
            None => charge_value(&value)?,
        }
        Ok(Value::safe_string(&<Cow<'_, str> as ArgFromValue>::from_value(&value)?))
    });
    tera.register_filter("reverse", |value: Value, _: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        charge_value(&value)?;
        value.reverse()
    });
    tera.register_filter("length", |value: Value, _: Kwargs, _: &State<'_>| -> TeraResult<usize> {
        charge_text(value.as_str().map_or(0, str::len))?;
        value.len().ok_or_else(|| Error::message(format!("Value of type {} has no length", value.name())))
    });
    tera.register_filter("wordcount", |text: &str, _: Kwargs, _: &State<'_>| -> TeraResult<usize> {
        charge_text(text.len())?;
        Ok(text.split_whitespace().count())
    });
}

/// Registers what makes a list of a map.
fn register_map_filters(tera: &mut Tera) {
    type List = fn(&Map) -> Vec<Value>;
    let lists: [(&'static str, List); 3] = [
        ("keys", |map| map.keys().map(Key::as_value).collect()),
        ("values", |map| map.values().cloned().collect()),
        ("pairs", |map| map.iter().map(|(key, value)| vec![key.as_value(), value.clone()].into()).collect()),
    ];
    for (name, list) in lists {
        tera.register_filter(name, move |map: &Map, _: Kwargs, _: &State<'_>| -> TeraResult<Vec<Value>> {
            charge_items(map.len())?;
            Ok(list(map))
        });
    }
}

/// Registers what makes one text of another.
fn register_text_filters(tera: &mut Tera) {
    /// Makes a text of another one, and of the argument `pat`. The result is safe to print if the text is.
    type TextFilter = fn(&str, Option<&str>) -> String;
    type PlainTextFilter = fn(&str) -> String;
    let keeps_safety: [(&'static str, TextFilter); 6] = [
        ("upper", |text, _| text.to_uppercase()),
        ("lower", |text, _| text.to_lowercase()),
        ("title", |text, _| title(text)),
        ("trim", |text, pattern| match pattern {
            Some(pattern) => text.trim_start_matches(pattern).trim_end_matches(pattern).to_owned(),
            None => text.trim().to_owned(),
        }),
        ("trim_start", |text, pattern| match pattern {
            Some(pattern) => text.trim_start_matches(pattern).to_owned(),
            None => text.trim_start().to_owned(),
        }),
        ("trim_end", |text, pattern| match pattern {
            Some(pattern) => text.trim_end_matches(pattern).to_owned(),
            None => text.trim_end().to_owned(),
        }),
    ];
    for (name, make) in keeps_safety {
        tera.register_filter(
            name,
            move |text: StringInput<'_>, values: Kwargs, _: &State<'_>| -> TeraResult<Value> {
                charge_text(text.as_str().len())?;
                let filtered = make(text.as_str(), values.get::<&str>("pat")?);
                ensure_text(filtered.len())?;
                Ok(text.inherit_safety(filtered))
            },
        );
    }
    let plain: [(&'static str, PlainTextFilter); 2] = [
        ("escape_xml", escape_xml),
        ("newlines_to_br", |text| text.replace("\r\n", "<br>").replace(['\n', '\r'], "<br>")),
    ];
    for (name, make) in plain {
        tera.register_filter(name, move |text: &str, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
            charge_text(text.len())?;
            let filtered = make(text);
            ensure_text(filtered.len())?;
            Ok(filtered)
        });
    }
    tera.register_filter("escape_html", |text: &str, _: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        charge_text(text.len())?;
        let mut escaped = Vec::with_capacity(text.len());
        escape_html(text, &mut escaped)?;
        ensure_text(escaped.len())?;
        Ok(Value::from(String::from_utf8_lossy(&escaped).into_owned()))
    });
    tera.register_filter(
        "escape",
        |text: StringInput<'_>, _: Kwargs, state: &State<'_>| -> TeraResult<Value> {
            charge_text(text.as_str().len())?;
            if text.is_safe() {
                return Ok(text.into_value());
            }
            let escaped = state.escape(text.as_str())?;
            ensure_text(escaped.len())?;
            Ok(Value::safe_string(&escaped))
        },
    );
}

/// Makes the first letter of each word a capital.
fn title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    let mut is_first = true;
    for c in text.chars() {
        if c.is_ascii_punctuation() || c.is_whitespace() {
            titled.push(c);
            // As in `the team's`.
            is_first |= c != '\'';
        } else if std::mem::take(&mut is_first) {
            titled.extend(c.to_uppercase());
        } else {
            titled.extend(c.to_lowercase());
        }
    }
    titled
}

fn escape_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn replace(text: StringInput<'_>, values: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let from = values.must_get::<&str>("from")?;
    let to = values.must_get::<StringInput<'_>>("to")?;
    charge_text(text.as_str().len())?;
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) = match is_safe {
        true => (text.rendered(state)?, to.rendered(state)?),
        false => (text.as_str().into(), to.as_str().into()),
    };
    let added = text.matches(from).count().saturating_mul(to.len());
    ensure_text(text.len().saturating_add(added))?;
    let replaced = text.replace(from, &to);
    charge_text(replaced.len())?;
    Ok(if is_safe { Value::safe_string(&replaced) } else { Value::from(replaced) })
}

fn indent(text: StringInput<'_>, values: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let width = values.get::<usize>("width")?.unwrap_or(4).min(MAX_INDENT);
    let blank = values.get::<StringInput<'_>>("indentation")?;
    let indents_first = values.get::<bool>("first")?.unwrap_or(false);
    let indents_blank = values.get::<bool>("blank")?.unwrap_or(false);
    if blank.as_ref().is_some_and(|blank| blank.as_str().chars().count() != 1) {
        return Err(Error::message("The `indentation` argument must contain exactly one character"));
    }
    let is_safe =
        state.autoescaping_enabled() && (text.is_safe() || blank.as_ref().is_some_and(StringInput::is_safe));
    let rendered = |part: &StringInput<'_>| -> TeraResult<String> {
        Ok(if is_safe { part.rendered(state)?.into_owned() } else { part.as_str().to_owned() })
    };
    charge_text(text.as_str().len())?;
    let text = rendered(&text)?;
    let margin = blank.as_ref().map_or_else(|| Ok(" ".to_owned()), rendered)?.repeat(width);
    let is_indented = |(index, line): &(usize, &str)| match index {
        0 => indents_first,
        _ => indents_blank || !line.is_empty(),
    };
    let margins = text.lines().enumerate().filter(is_indented).count();
    ensure_text(text.len().saturating_add(margins.saturating_mul(margin.len())))?;
    let lines = text.lines().enumerate().map(|line| match is_indented(&line) {
        true => format!("{margin}{}", line.1),
        false => line.1.to_owned(),
    });
    let mut indented = lines.collect::<Vec<_>>().join("\n");
    if text.ends_with('\n') {
        indented.push('\n');
    }
    charge_text(indented.len())?;
    Ok(if is_safe { Value::safe_string(&indented) } else { Value::from(indented) })
}

fn truncate(text: &str, values: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let length = values.must_get::<usize>("length")?;
    let end = values.get::<&str>("end")?.unwrap_or("…");
    charge_text(text.len())?;
    ensure_text(text.len().saturating_add(end.len()))?;
    Ok(match text.char_indices().nth(length) {
        Some((at, _)) => format!("{}{end}", &text[..at]),
        None => text.to_owned(),
    })
}

fn split(text: &str, values: Kwargs, _: &State<'_>) -> TeraResult<Vec<Value>> {
    let pattern = values.must_get::<&str>("pat")?;
    charge_text(text.len())?;
    charge_items(text.split(pattern).count())?;
    Ok(text.split(pattern).map(Value::from).collect())
}

fn join(list: &[Value], values: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let separator = values.get::<StringInput<'_>>("sep")?;
    charge_items(list.len())?;
    let is_safe = state.autoescaping_enabled()
        && (list.iter().any(|value| value.is_string() && value.is_safe())
            || separator.as_ref().is_some_and(StringInput::is_safe));
    let separator = match &separator {
        Some(separator) if is_safe => separator.rendered(state)?,
        Some(separator) => Cow::Borrowed(separator.as_str()),
        None => Cow::Borrowed(""),
    };
    let mut joined = String::new();
    for (index, value) in list.iter().enumerate() {
        // Before the text is made, which may be long.
        charge_value(value)?;
        let text = match is_safe {
            true if value.is_undefined() => String::new(),
            true => state.escape_if_needed(value)?,
            false => value.to_string(),
        };
        if index > 0 {
            joined.push_str(&separator);
        }
        joined.push_str(&text);
        ensure_text(joined.len())?;
    }
    charge_text(joined.len())?;
    Ok(if is_safe { Value::safe_string(&joined) } else { Value::from(joined) })
}

/// Sorts a list, by an attribute if one is given.
fn sort(list: &[Value], values: Kwargs, _: &State<'_>) -> TeraResult<Vec<Value>> {
    charge_items(list.len())?;
    let attribute = values.get::<&str>("attribute")?;
    let mut keyed: Vec<(&Value, &Value)> = list
        .iter()
        .enumerate()
        .map(|(index, value)| Ok((attribute_of(index, value, attribute)?, value)))
        .collect::<TeraResult<_>>()?;
    let comparisons = u64::from(list.len().checked_ilog2().unwrap_or_default()) + 1;
    for (key, _) in &keyed {
        charge(weight_of(key)?.saturating_mul(comparisons))?;
    }
    keyed.sort_by(|(a, _), (b, _)| Ord::cmp(*a, *b));
    for pair in keyed.windows(2) {
        let (a, b) = (pair[0].0, pair[1].0);
        if !a.is_none() && !b.is_none() && a.partial_cmp(b).is_none() {
            let (a, b) = (a.name(), b.name());
            return Err(Error::message(format!("Cannot sort: `{a}` and `{b}` are not comparable")));
        }
    }
    Ok(keyed.into_iter().map(|(_, value)| value.clone()).collect())
}

fn unique(list: &[Value], _: Kwargs, _: &State<'_>) -> TeraResult<Vec<Value>> {
    let mut found: Vec<Value> = Vec::new();
    for value in list {
        // Each is compared with all that were found.
        charge(weight_of(value)?.saturating_mul(1 + found.len() as u64))?;
        if !found.contains(value) {
            found.push(value.clone());
        }
    }
    Ok(found)
}

/// Makes a map of a list: the values that have the same attribute, by that attribute.
fn group_by(list: &[Value], values: Kwargs, _: &State<'_>) -> TeraResult<Map> {
    charge_items(list.len())?;
    let mut groups: HashMap<Key<'static>, Vec<Value>> = HashMap::new();
    if !list.is_empty() {
        let attribute = values.must_get::<&str>("attribute")?;
        for (index, value) in list.iter().enumerate() {
            let key = attribute_of(index, value, Some(attribute))?;
            if !key.is_none() {
                charge_text(key.as_str().map_or(0, str::len))?;
                groups.entry(map_key(key)?).or_default().push(value.clone());
            }
        }
    }
    Ok(groups.into_iter().map(|(key, group)| (key, group.into())).collect())
}

/// A value as the key of a map.
pub(super) fn map_key(value: &Value) -> TeraResult<Key<'static>> {
    if let Some(text) = value.as_str() {
        return Ok(Key::String(text.into()));
    }
    let number = value.as_i128().filter(|_| !value.is_f64());
    let key = value.as_bool().map(Key::Bool).or_else(|| number.map(Key::I128));
    key.ok_or_else(|| Error::message("Not a valid key type"))
}

/// What a value of a list is sorted by.
fn attribute_of<'a>(index: usize, value: &'a Value, attribute: Option<&'a str>) -> TeraResult<&'a Value> {
    let Some(attribute) = attribute else { return Ok(value) };
    value.get_from_path(attribute).ok_or_else(|| {
        Error::message(format!(
            "Value at index {index} (a {}) does not have an attribute at path: {attribute}",
            value.name()
        ))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tera::{Context, Tera};

    use super::register_filters;
    use crate::theme::templates::limits::{register_limits, with_full_limits};
    use crate::theme::templates::value_tests::register_tests;

    /// Every filter that is replaced, with its arguments.
    const CALLS: [&str; 53] = [
        "safe",
        "safe | upper",
        "upper",
        "lower",
        "title",
        "trim",
        "trim(pat=\"a\")",
        "trim(pat=\"\")",
        "trim_start",
        "trim_start(pat=\"<\")",
        "trim_end",
        "trim_end(pat=\"\\n\")",
        "escape",
        "escape_html",
        "escape_xml",
        "newlines_to_br",
        "newlines_to_br | safe",
        "replace(from=\"a\", to=\"<i>\")",
        "replace(from=\"a\", to=i | safe)",
        "replace(from=\"\", to=\"-\")",
        "replace(from=\"a\")",
        "indent",
        "indent(width=2, first=true)",
        "indent(width=2, blank=true)",
        "indent(width=2000)",
        "indent(width=2, indentation=\"·\")",
        "indent(width=2, indentation=\"<\" | safe)",
        "indent(indentation=\"ab\")",
        "truncate(length=2)",
        "truncate(length=0, end=\"\")",
        "truncate(length=5, end=\"<b>\") | safe",
        "truncate",
        "split(pat=\",\")",
        "split(pat=\"\")",
        "split(pat=\"a\") | length",
        "split",
        "join",
        "join(sep=\", \")",
        "join(sep=\"<br>\")",
        "join(sep=\"<br>\" | safe)",
        "sort",
        "sort(attribute=\"a\")",
        "sort(attribute=\"a.b\")",
        "unique",
        "group_by(attribute=\"a\")",
        "group_by",
        "keys | sort",
        "values | sort",
        "pairs",
        "str",
        "reverse",
        "length",
        "wordcount",
    ];

    /// Every test that is replaced, with its arguments.
    const TESTS: [&str; 6] = [
        "containing(pat=\"a\")",
        "containing(pat=1)",
        "containing(pat=[\"b\"])",
        "containing",
        "starting_with(pat=\"a\")",
        "ending_with(pat=\"a\")",
    ];

    fn inputs() -> Vec<Value> {
        vec![
            json!(""),
            json!("a"),
            json!("aaba"),
            json!("  it's a <b>\"bold\"</b> & o'neil-smith, STEM\t"),
            json!("\n\none\r\ntwo\r\n\n three\n"),
            json!("Ärger ß İstanbul ǆ e\u{301} \u{1f469}\u{200d}\u{1f3eb} 漢字"),
            json!(0),
            json!(-3),
            json!(2.5),
            json!(u64::MAX),
            json!(true),
            json!(null),
            json!([]),
            json!([3, 1, 2, 1, 2.5]),
            json!(["b", "<a>", "", "b", "ä"]),
            json!([1, "a", null, true]),
            json!([null, 2, null, 1]),
            json!([["b"], ["a", "b"], []]),
            json!({}),
            json!({ "a": "<b>" }),
            json!([{ "a": 2, "n": 1 }, { "a": 2, "n": 2 }]),
            json!([{ "a": "x" }, { "a": null }]),
            json!([{ "a": true }, { "a": true }]),
            json!([{ "a": { "b": 2 } }, { "a": { "b": 1 } }]),
            json!([{ "a": 1.0 }]),
            json!([{ "a": -1 }]),
            json!([{ "a": 1 }, { "b": 1 }]),
        ]
    }

    /// What a template prints, or the engine's error.
    fn render(mut tera: Tera, template: &str, value: &Value) -> Result<String, String> {
        let mut context = Context::new();
        context.insert("x", value);
        context.insert("i", "<i>");
        tera.add_raw_template("t.html", template).map_err(|error| error.to_string())?;
        with_full_limits(|| tera.render("t.html", &context)).map_err(|error| error.to_string())
    }

    #[test]
    fn filters_and_tests_return_what_those_of_the_engine_return() {
        let plain = Tera::new();
        let mut limited = Tera::new();
        register_limits(&mut limited);
        register_filters(&mut limited);
        register_tests(&mut limited);
        let of_filters = CALLS.iter().flat_map(|call| {
            let values = ["x", "x | safe", "[x, i | safe]", "nothing"];
            values.map(|value| format!("{{{{ {value} | {call} }}}}"))
        });
        let of_tests = TESTS.iter().map(|test| format!("{{{{ x is {test} }}}}"));
        let mut different = Vec::new();
        for template in of_filters.chain(of_tests) {
            for value in inputs() {
                let wanted = render(plain.clone(), &template, &value);
                let found = render(limited.clone(), &template, &value);
                if found != wanted {
                    different.push(format!("{template} of {value}:\n{found:?}\n{wanted:?}\n"));
                }
            }
        }
        assert!(different.is_empty(), "{}", different.concat());
    }

    #[test]
    fn ranges_are_those_of_the_engine() {
        let plain = Tera::new();
        let mut limited = Tera::new();
        register_limits(&mut limited);
        for values in [
            "end=3",
            "start=1, end=3",
            "end=0",
            "start=-2, end=9, step_by=3",
            "start=3, end=0, step_by=-1",
            "start=3, end=3",
        ] {
            let template = format!("{{{{ range({values}) }}}}");
            let wanted = render(plain.clone(), &template, &json!(0));
            assert!(wanted.is_ok(), "{wanted:?}");
            assert_eq!(render(limited.clone(), &template, &json!(0)), wanted, "{template}");
        }
    }
}
