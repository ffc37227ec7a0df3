//! Messages for values of the wrong type, unknown and missing fields, in the author's language.

use super::de_error::{ErrorKind, Expected, MAPPING_LABEL, StaticNames};
use super::error::{Shape, YamlError};
use super::error_context::{ErrorContext, quote_if_short};
use super::name_list::{insert_missing_space, join_alternatives, join_names};
use super::node::{NodeKind, YamlTree};
use super::placeholder::is_placeholder;
use super::value_error::ValueError;
use super::{field_path, line, name_list, scalar, syntax, unknown_field};
use crate::suggest;

/// Turns a deserialization error at a node into a message with help and, where it is certain, a fix.
pub(super) fn to_yaml_error(tree: &YamlTree, what: &ErrorKind, at: usize) -> YamlError {
    let scene = ErrorContext { tree, node: at, location: field_path::locate_node(tree, at) };
    let error = match what {
        ErrorKind::UnknownField(fields) => unknown_field::describe(&scene, fields),
        ErrorKind::SentenceWithColon(fields) => scene.sentence_with_colon(fields),
        ErrorKind::UnknownVariant(words) => scene.unknown_variant(words),
        ErrorKind::WrongType(expected) => scene.wrong_type(expected),
        ErrorKind::MissingField(field) => scene.missing_field(field),
        ErrorKind::WrongLength(expected) => {
            scene.new_error("YML-03", format!("{} must be {expected}", scene.subject()))
        }
        ErrorKind::Custom(message) => scene.custom(message),
    };
    let error = if scene.text().is_some_and(is_placeholder) { scene.unfilled(error) } else { error };
    let field = scene.location.field;
    if error.field.is_empty() { error.field(field) } else { error }
}

impl ErrorContext<'_> {
    /// The error of a placeholder in place of a value that is no text; `error` says what is wanted.
    fn unfilled(&self, error: YamlError) -> YamlError {
        let message = format!("{} isn't filled in yet", self.subject());
        let help = error.help.unwrap_or_else(|| "replace the `TODO` with the value".to_owned());
        self.new_error("TXT-09", message).help(help)
    }

    fn unknown_variant(&self, words: StaticNames) -> YamlError {
        let word = self.text().unwrap_or_default();
        let error = self.new_error("YML-04", format!("{} can't be `{word}`", self.subject()));
        if let Some(advice) = suggest::ambiguous_value(word, words) {
            return error.help(format!("use {}; {advice}", join_alternatives(words)));
        }
        let parts: Vec<&str> = word.split(',').map(str::trim).collect();
        if self.location.is_element && parts.len() > 1 && parts.iter().all(|part| words.contains(part)) {
            return error.help(format!("list them separately, without quotes: `[{}]`", parts.join(", ")));
        }
        // YAML 1.1 read `yes` and `no` as booleans.
        let switch = scalar::guess_bool(word).map(|value| if value { "true" } else { "false" });
        if let Some(value) = switch.filter(|value| words.contains(value)) {
            let range = error.range.clone();
            let error = error.help(format!("write {}", self.example_line(value)));
            return if self.source_text() == word { error.fix(range, value) } else { error };
        }
        let typo = suggest::certain_typo(word, words.iter().copied());
        let meant = typo
            .or_else(|| suggest::value_synonym(word, words))
            .or_else(|| suggest::closest_word(word, words.iter().copied()));
        let near = meant.map(|name| format!("; {}", suggest::question(name))).unwrap_or_default();
        let range = error.range.clone();
        let error = error.help(format!("use {}{near}", join_alternatives(words)));
        match typo.filter(|_| self.source_text() == word) {
            Some(name) => error.fix(range, name),
            None => error,
        }
    }

    fn sentence_with_colon(&self, fields: StaticNames) -> YamlError {
        let written = quote_if_short(self.source_text());
        let message = format!("{} must be {MAPPING_LABEL}, not {written}", self.subject());
        let help = self.mapping_help(fields, None);
        YamlError { expected_shape: Some(Shape::Group), help, ..self.new_error("YML-03", message) }
    }

    fn wrong_type(&self, expected: &Expected) -> YamlError {
        if let (Expected::Mapping(..), Some(_), 0) = (expected, self.text(), self.node) {
            return syntax::describe_bare_scalar(self.tree.source, self.tree.nodes[0].range.start);
        }
        let message = format!(
            "{} must be {}, not {}",
            self.subject(),
            self.describe_expected(expected),
            self.describe_actual()
        );
        let expected_shape = match expected {
            Expected::Sequence(_) => Some(Shape::List),
            Expected::Mapping(..) => Some(Shape::Group),
            _ => None,
        };
        // YAML joins the lines of a plain text: how they were written is in the source.
        let written = &self.tree.source[self.tree.nodes[self.node].range.clone()];
        let is_plain = self.text().is_some() && !written.starts_with(['"', '\'', '|', '>']);
        let text = if is_plain { Some(written) } else { self.text() };
        let several_lines = text.filter(|text| text.trim().contains('\n')).map(str::to_owned);
        let error = YamlError { expected_shape, several_lines, ..self.new_error("YML-03", message) };
        let error = match self.help_for(expected) {
            Some(help) => error.help(help),
            None => error,
        };
        match self.certain_value(expected) {
            Some(value) => {
                let range = error.range.clone();
                error.fix(range, value)
            }
            None => error,
        }
    }

    /// The value of the right type that the author certainly meant: a number with commas between its thousands, ids
    /// without their brackets, the one id within brackets, `yes` for `true`.
    fn certain_value(&self, expected: &Expected) -> Option<String> {
        if matches!(expected, Expected::Text) {
            return self.only_entry().filter(|entry| is_id(entry)).map(str::to_owned);
        }
        let text = self.text().filter(|text| *text == self.source_text())?;
        match expected {
            Expected::Bool => scalar::guess_bool(text).map(|value| value.to_string()),
            Expected::Integer(..) | Expected::Number => scalar::parse_thousands(text),
            Expected::Mapping(fields, _) if !self.location.is_element => {
                let main = self.main_field(fields).filter(|_| scalar::parse_number(text).is_some())?;
                Some(format!("{{ {main}: {text} }}"))
            }
            Expected::Sequence(Some(list)) => {
                let is_id = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
                text.split(',').all(|part| is_id(part.trim())).then(|| list.clone())
            }
            _ => None,
        }
    }

    fn describe_expected(&self, expected: &Expected) -> String {
        match expected {
            Expected::Bool => "true or false".to_owned(),
            Expected::Integer(min, max) => match self.text().and_then(scalar::parse_integer) {
                Some(number) if number < 0 && *min == 0 => "a whole number, 0 or more".to_owned(),
                Some(_) => format!("a whole number from {min} to {max}"),
                None => "a whole number".to_owned(),
            },
            Expected::Number => "a number".to_owned(),
            Expected::Text => "text".to_owned(),
            Expected::Sequence(_) => "a list".to_owned(),
            Expected::Mapping(..) => MAPPING_LABEL.to_owned(),
            Expected::Variant(_) => "one word".to_owned(),
            Expected::Null => "empty".to_owned(),
            Expected::Other(words) => words.clone(),
        }
    }

    fn help_for(&self, expected: &Expected) -> Option<String> {
        match expected {
            Expected::Bool => Some(self.bool_help()),
            Expected::Integer(..) | Expected::Number => self.number_help(expected),
            Expected::Text => self.text_help(),
            Expected::Sequence(line) => Some(self.sequence_help(line.as_deref())),
            Expected::Mapping(fields, example) => self.mapping_help(fields, example.as_deref()),
            Expected::Variant(words) => Some(format!("use {}", join_alternatives(words))),
            Expected::Null | Expected::Other(_) => None,
        }
    }

    fn bool_help(&self) -> String {
        match self.text().and_then(scalar::guess_bool) {
            Some(value) => format!("write {}", self.example_line(&value.to_string())),
            None => format!("write {} or {}", self.example_line("true"), self.example_line("false")),
        }
    }

    fn number_help(&self, expected: &Expected) -> Option<String> {
        let text = self.text()?;
        if let Some(help) = self.decimal_comma_help(text, expected) {
            return Some(help);
        }
        let Some(bare) = scalar::guess_number(text) else {
            return Some(match only_number(text) {
                Some(number) => format!("write only the number: {}", self.example_line(number)),
                None if text.contains(|c: char| c.is_ascii_digit()) => "write one number".to_owned(),
                None => "write it in digits".to_owned(),
            });
        };
        let fits = match expected {
            Expected::Integer(min, max) => {
                scalar::parse_integer(&bare).is_some_and(|number| (*min..=*max).contains(&number))
            }
            _ => true,
        };
        fits.then(|| format!("write only the number: {}", self.example_line(&bare)))
    }

    /// Help for a number with a decimal comma; `None` if the text isn't one.
    fn decimal_comma_help(&self, text: &str, expected: &Expected) -> Option<String> {
        if !scalar::has_decimal_comma(text) {
            return None;
        }
        let with_point = scalar::guess_decimal_comma(text);
        if with_point.is_none() && scalar::guess_number(text).is_none() {
            return None;
        }
        Some(match (expected, with_point) {
            (Expected::Integer(..), _) => "write a whole number, without a comma".to_owned(),
            (_, Some(number)) => {
                format!("use a decimal point, not a comma: {}", self.example_line(&number))
            }
            (_, None) => "use a decimal point, not a comma".to_owned(),
        })
    }

    fn text_help(&self) -> Option<String> {
        let written = self.source_text();
        if let Some(only) = self.only_entry() {
            let line = self.example_line(only);
            return Some(if is_id(only) {
                format!("write {line}")
            } else {
                let quoted = self.example_line(&line::quote(written));
                format!("write {line}; or, if the brackets are part of the text, {quoted}")
            });
        }
        if written.starts_with(['[', '{']) && !written.contains('\n') {
            return Some(format!(
                "put text that starts with a bracket in quotes: {}",
                self.example_line(&line::quote(written))
            ));
        }
        let group = matches!(self.tree.nodes[self.node].kind, NodeKind::Mapping);
        if group && !written.contains('\n') {
            return Some(format!(
                "put text that contains a colon in quotes: {}",
                self.example_line(&line::quote(written))
            ));
        }
        let mut children = self.tree.children(self.node);
        match (&self.tree.nodes[self.node].kind, children.next(), children.next()) {
            (NodeKind::Sequence, Some(only), None) if self.tree.scalar_text(only).is_some() => {
                let only = &self.tree.source[self.tree.nodes[only].range.clone()];
                Some(format!("write {}", self.example_line(only)))
            }
            _ => None,
        }
    }

    /// The text of the only entry of a list in brackets, as it is written.
    fn only_entry(&self) -> Option<&str> {
        let mut children = self.tree.children(self.node);
        match (&self.tree.nodes[self.node].kind, children.next(), children.next()) {
            (NodeKind::Sequence, Some(only), None) if !self.source_text().contains('\n') => {
                let text = self.tree.scalar_text(only)?;
                let written = &self.tree.source[self.tree.nodes[only].range.clone()];
                (!text.is_empty() && self.source_text().starts_with('[')).then_some(written)
            }
            _ => None,
        }
    }

    fn sequence_help(&self, line: Option<&str>) -> String {
        if line.is_none() && self.source_text().starts_with('-') {
            return "write a space after the hyphen".to_owned();
        }
        match line.map(str::to_owned).or_else(|| self.words_of_list()) {
            Some(line) => format!("a list needs brackets: write {}", self.example_line(&line)),
            None => {
                "start each entry on its own line below the key, with a hyphen and a space, `- `".to_owned()
            }
        }
    }

    /// The list that a text of several single words means: `[name, quote]` for `name and quote`.
    fn words_of_list(&self) -> Option<String> {
        let text = self.text()?.replace(" and ", ",").replace([';', '&', '+'], ",");
        let words: Vec<&str> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
        (words.len() > 1 && words.iter().all(|word| is_id(word))).then(|| format!("[{}]", words.join(", ")))
    }

    fn mapping_help(&self, fields: StaticNames, example: Option<&str>) -> Option<String> {
        if let Some(fixed) = self.text().and_then(|text| insert_missing_space(text, fields)) {
            return Some(format!("write a space after the colon: `{fixed}`"));
        }
        if let Some((field, value)) = self.text().and_then(|text| field_without_colon(text, fields)) {
            return Some(format!("write {}", self.example_line(&format!("{{ {field}: {value} }}"))));
        }
        if self.node == 0 {
            return Some(syntax::KEY_VALUE_HELP.to_owned());
        }
        if let Some(example) = example.filter(|_| !self.location.is_element) {
            return Some(format!("write {}", self.example_line(example)));
        }
        let mut children = self.tree.children(self.node);
        if let (NodeKind::Sequence, Some(_), None) =
            (&self.tree.nodes[self.node].kind, children.next(), children.next())
        {
            return Some(
                "only one is allowed here, not a list: remove the hyphen or the square brackets".to_owned(),
            );
        }
        let first = self.main_field(fields)?;
        let names = join_names(fields, "and");
        // A number in place of a group is its main value: `delegation: 5`, `baseline: 52%`.
        let number = self.text().map(|text| text.trim().trim_end_matches('%').trim_end());
        if let Some(number) = number.filter(|text| scalar::parse_number(text).is_some()) {
            let line = self.example_line(&format!("{{ {first}: {number} }}"));
            return Some(format!("write {line}; its fields are {names}"));
        }
        Some(if self.location.is_element {
            format!("start each entry with `- {first}: …`; the fields are {names}")
        } else {
            format!("put its fields below it, indented by two spaces: {names}")
        })
    }

    /// The first field of a group, which a single value in place of the group is taken for.
    fn main_field(&self, fields: StaticNames) -> Option<&'static str> {
        let is_listed = !fields.is_empty() && fields.len() <= name_list::MAX_LISTED_NAMES;
        fields.first().copied().filter(|_| is_listed)
    }

    fn missing_field(&self, field: &str) -> YamlError {
        let error = self.new_error("YML-03", format!("{} has no `{field}`", self.subject()));
        let path = &self.location.field;
        let path = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
        error.field(path).help(format!("add a line `{field}: …`"))
    }

    fn custom(&self, text: &str) -> YamlError {
        // serde's code for untagged enums says only by this text that no variant fits.
        if text.starts_with("data did not match any variant") {
            return self
                .new_error("YML-08", format!("{} can't be {}", self.subject(), self.describe_actual()));
        }
        let Some((message, help, correction)) = ValueError::parts(text) else {
            return self.new_error("YML-08", text.to_owned());
        };
        let error = self.new_error("YML-08", message.to_owned()).help(help);
        let range = error.range.clone();
        // A value of several lines is not in the range as a whole.
        match correction.filter(|_| self.source_text() == &self.tree.source[range.clone()]) {
            Some(value) => error.fix(range, value),
            None => error,
        }
    }
}

/// The number in a text such as `about 41%`; `None` if it holds none or several.
fn only_number(text: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = text.split(|c: char| !is_digit(c)).map(|part| part.trim_matches('.'));
    let mut numbers = numbers.filter(|part| scalar::parse_number(part).is_some());
    numbers.next().filter(|_| numbers.next().is_none())
}

/// The field and the value of a text such as `level 5`, whose colon is missing.
fn field_without_colon(text: &str, fields: StaticNames) -> Option<(&str, &str)> {
    let (field, value) = text.split_once(' ')?;
    let value = value.trim();
    (fields.contains(&field) && !value.is_empty() && !value.contains([' ', ':', '#']))
        .then_some((field, value))
}

/// Whether a text looks like an id: small letters, digits and hyphens.
fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}
