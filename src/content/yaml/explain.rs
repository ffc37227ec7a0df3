//! Messages for values of the wrong type, unknown and missing fields, in the author's language.

use super::error::{GROUP, Names, Wanted, What};
use super::fault::Fault;
use super::line;
use super::names::{self, glued, listed, nearest, one_of};
use super::node::{Kind, Tree};
use super::path::{self, Place};
use super::scalar;
use super::syntax;

/// A message quotes a value only if it has at most this many bytes.
const SHOWN: usize = 40;

/// Turns a deserialization error at a node into a message with help and, where it is certain, a fix.
pub(super) fn explain(tree: &Tree, what: &What, at: usize) -> Fault {
    let scene = Scene { tree, at, place: path::place(tree, at) };
    let error = match what {
        What::UnknownField(fields) => scene.unknown_field(fields),
        What::UnknownWord(words) => scene.unknown_word(words),
        What::Kind(expected) => scene.wrong_kind(expected),
        What::Missing(field) => scene.missing(field),
        What::Length(expected) => scene.fault("YML-03", format!("{} must be {expected}", scene.subject())),
        What::Custom(message) => scene.custom(message),
    };
    let field = scene.place.field;
    if error.field.is_empty() { error.field(field) } else { error }
}

/// The node that an error is about, with its path.
struct Scene<'t> {
    tree: &'t Tree<'t>,
    at: usize,
    place: Place,
}

impl Scene<'_> {
    fn fault(&self, rule: &'static str, message: String) -> Fault {
        let value = self.tree.nodes[self.at].range.clone();
        // An empty value has no range to point at, so point at its key.
        let key = self.place.key.filter(|_| value.is_empty() && !self.place.element);
        let range = key.map_or(value, |key| self.tree.nodes[key].range.clone());
        Fault::new(rule, self.tree.source, range, message)
    }

    fn key(&self) -> Option<&str> {
        self.tree.text(self.place.key?)
    }

    /// The subject of a message: a field, or an entry of a list field.
    fn subject(&self) -> String {
        match self.key() {
            Some(key) if self.place.element => format!("an entry of `{key}`"),
            Some(key) => format!("`{key}`"),
            None if self.place.element => "an entry".to_owned(),
            None => "this".to_owned(),
        }
    }

    /// An example line for a help text: the value with its key, or with a hyphen in a list.
    fn line(&self, value: &str) -> String {
        match self.key().filter(|_| !self.place.element) {
            Some(key) => format!("`{key}: {value}`"),
            None if self.place.element => format!("`- {value}`"),
            None => format!("`{value}`"),
        }
    }

    fn written(&self) -> &str {
        &self.tree.source[self.tree.nodes[self.at].range.clone()]
    }

    /// What the value actually is: its type, or the value itself if it is short.
    fn found(&self) -> String {
        let target = self.tree.target(self.at);
        match &self.tree.nodes[target].kind {
            Kind::List => "a list".to_owned(),
            Kind::Group => GROUP.to_owned(),
            Kind::Text { .. } if self.tree.is_null(target) => "empty".to_owned(),
            Kind::Text { value, .. } if value.len() <= SHOWN && !value.contains(['\n', '`']) => {
                format!("`{value}`")
            }
            Kind::Text { .. } | Kind::Alias(_) => "text".to_owned(),
        }
    }

    fn text(&self) -> Option<&str> {
        self.tree.text(self.tree.target(self.at))
    }

    fn unknown_field(&self, fields: Names) -> Fault {
        let name = self.text().unwrap_or_default();
        let error = self.fault("YML-01", format!("unknown field `{name}`"));
        if let Some(fixed) = glued(name, fields) {
            return error.help(format!("write a space after the colon: `{fixed}`"));
        }
        if name.contains(names::is_invisible) {
            return error.help("there is an invisible character in it; type the line anew");
        }
        match nearest(name, fields) {
            _ if scalar::number(name).is_some() => {
                error.help("if it belongs to a number, write that without a comma")
            }
            Some(field) => {
                let key = error.range.clone();
                error.help(format!("did you mean `{field}`?")).fix(key, field)
            }
            None if fields.is_empty() => error.help("no field can stand here"),
            None if fields.len() <= names::LISTED => {
                error.help(format!("the fields here are {}", listed(fields, "and")))
            }
            None => error.help(
                "none of the fields here is spelt like that; put a `#` before the line to keep it as a note",
            ),
        }
    }

    fn unknown_word(&self, words: Names) -> Fault {
        let word = self.text().unwrap_or_default();
        let error = self.fault("YML-04", format!("{} cannot be `{word}`", self.subject()));
        let near = nearest(word, words).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        error.help(format!("use {}{near}", one_of(words)))
    }

    fn wrong_kind(&self, expected: &Wanted) -> Fault {
        if let (Wanted::Group(_), Some(_), 0) = (expected, self.text(), self.at) {
            return syntax::explain_text(self.tree.source, self.tree.nodes[0].range.start);
        }
        let message = format!("{} must be {}, not {}", self.subject(), self.in_words(expected), self.found());
        let error = self.fault("YML-03", message);
        match self.way_out(expected) {
            Some(help) => error.help(help),
            None => error,
        }
    }

    fn in_words(&self, expected: &Wanted) -> String {
        match expected {
            Wanted::Boolean => "true or false".to_owned(),
            Wanted::Whole(min, max) => match self.text().and_then(scalar::whole) {
                Some(number) if number < 0 && *min == 0 => "a whole number, 0 or more".to_owned(),
                Some(_) => format!("a whole number from {min} to {max}"),
                None => "a whole number".to_owned(),
            },
            Wanted::Number => "a number".to_owned(),
            Wanted::Text => "text".to_owned(),
            Wanted::List(_) => "a list".to_owned(),
            Wanted::Group(_) => GROUP.to_owned(),
            Wanted::Word(_) => "one word".to_owned(),
            Wanted::Nothing => "empty".to_owned(),
            Wanted::Other(words) => words.clone(),
        }
    }

    fn way_out(&self, expected: &Wanted) -> Option<String> {
        match expected {
            Wanted::Boolean => Some(self.write_boolean()),
            Wanted::Whole(..) | Wanted::Number => self.write_number(expected),
            Wanted::Text => self.write_text(),
            Wanted::List(line) => Some(self.write_list(line.as_deref())),
            Wanted::Group(fields) => self.write_group(fields),
            Wanted::Word(words) => Some(format!("use {}", one_of(words))),
            Wanted::Nothing | Wanted::Other(_) => None,
        }
    }

    fn write_boolean(&self) -> String {
        match self.text().and_then(scalar::hidden_boolean) {
            Some(value) => format!("write {}", self.line(&value.to_string())),
            None => format!("write {} or {}", self.line("true"), self.line("false")),
        }
    }

    fn write_number(&self, expected: &Wanted) -> Option<String> {
        let Some(bare) = scalar::hidden_number(self.text()?) else {
            return Some("write it in digits".to_owned());
        };
        let fits = match expected {
            Wanted::Whole(min, max) => {
                scalar::whole(&bare).is_some_and(|number| (*min..=*max).contains(&number))
            }
            _ => true,
        };
        fits.then(|| format!("write the number alone: {}", self.line(&bare)))
    }

    fn write_text(&self) -> Option<String> {
        let written = self.written();
        if written.starts_with(['[', '{']) && !written.contains('\n') {
            return Some(format!(
                "put a text that begins with a bracket in quotes: {}",
                self.line(&line::quote(written))
            ));
        }
        let group = matches!(self.tree.nodes[self.at].kind, Kind::Group);
        if group && !written.contains('\n') {
            return Some(format!(
                "put a text that holds a colon in quotes: {}",
                self.line(&line::quote(written))
            ));
        }
        let mut children = self.tree.children(self.at);
        match (&self.tree.nodes[self.at].kind, children.next(), children.next()) {
            (Kind::List, Some(only), None) if self.tree.text(only).is_some() => {
                let only = &self.tree.source[self.tree.nodes[only].range.clone()];
                Some(format!("write {}", self.line(only)))
            }
            _ => None,
        }
    }

    fn write_list(&self, line: Option<&str>) -> String {
        match line {
            Some(line) => format!("a list wants brackets: {}", self.line(line)),
            None if self.written().starts_with('-') => "write a space after the hyphen".to_owned(),
            None => "begin each entry with a hyphen and a space, `- `, on the line after the key".to_owned(),
        }
    }

    fn write_group(&self, fields: Names) -> Option<String> {
        if let Some(fixed) = self.text().and_then(|text| glued(text, fields)) {
            return Some(format!("write a space after the colon: `{fixed}`"));
        }
        if self.at == 0 {
            return Some(syntax::KEY_VALUE.to_owned());
        }
        let mut children = self.tree.children(self.at);
        if let (Kind::List, Some(_), None) =
            (&self.tree.nodes[self.at].kind, children.next(), children.next())
        {
            return Some(
                "it is one, not a list of them: take the hyphen or the square brackets away".to_owned(),
            );
        }
        let listed_here = !fields.is_empty() && fields.len() <= names::LISTED;
        let first = fields.first().filter(|_| listed_here)?;
        let names = listed(fields, "and");
        Some(if self.place.element {
            format!("an entry is written `- {first}: …`, with the fields {names}")
        } else {
            format!("its fields stand under it, indented by two spaces: {names}")
        })
    }

    fn missing(&self, field: &str) -> Fault {
        let error = self.fault("YML-03", format!("{} has no `{field}`", self.subject()));
        let path = &self.place.field;
        let path = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
        error.field(path).help(format!("add a line `{field}: …`"))
    }

    fn custom(&self, message: &str) -> Fault {
        if message.starts_with("data did not match any variant") {
            return self.fault("YML-08", format!("{} cannot be {}", self.subject(), self.found()));
        }
        match message.split_once('\n') {
            Some((message, help)) => {
                let error = self.fault("YML-08", message.to_owned()).help(help);
                // A help such as "write `2024-08-19`" names the only possible correction, so it is also a fix.
                let value = help.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'));
                let range = error.range.clone();
                match value.filter(|value| {
                    !value.contains('`') && self.written() == &self.tree.source[range.clone()]
                }) {
                    Some(value) => error.fix(range, value),
                    None => error,
                }
            }
            None => self.fault("YML-08", message.to_owned()),
        }
    }
}
