//! Wraps the template engine: no other file depends on Tera.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use crate::diagnostic::Diagnostic;
use crate::i18n::{Catalog, MessageValue};

/// Initial buffer capacity in bytes for a figure; most fit without a reallocation.
const FIGURE_CAPACITY: usize = 2 * 1024;
/// Initial buffer capacity in bytes for a page.
const PAGE_CAPACITY: usize = 32 * 1024;

/// The source of a template.
#[derive(Clone, Debug)]
pub(super) struct TemplateSource {
    /// Name with the prefix of its layer: `commons:study.html`.
    pub(super) name: String,
    /// Its file, for diagnostics.
    pub(super) path: String,
    /// Template code, decoded as UTF-8.
    pub(super) text: String,
}

/// A template value. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct TemplateValue(tera::Value);

impl TemplateValue {
    /// Converts anything serializable into a template value.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(tera::Value::from_serializable(value))
    }

    /// A list of values, without copying them.
    pub fn list(items: Vec<Self>) -> Self {
        Self(tera::Value::from(items.into_iter().map(|value| value.0).collect::<Vec<_>>()))
    }
}

/// Template variables of one page, by name.
#[derive(Default)]
pub struct TemplateValues(Context);

impl TemplateValues {
    /// Adds a variable that is already a [`TemplateValue`].
    pub fn with(mut self, name: &'static str, value: TemplateValue) -> Self {
        self.0.insert_value(name, value.0);
        self
    }

    /// Serializes a value and adds it as a variable.
    pub fn with_serialized<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.with(name, TemplateValue::from_serialize(value))
    }
}

/// The compiled templates of a theme.
#[derive(Clone)]
pub struct Engine {
    tera: Tera,
    /// Files, keyed by template name.
    paths: HashMap<String, String>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("templates", &self.paths).finish_non_exhaustive()
    }
}

impl Engine {
    /// Compiles templates. A name without a prefix is looked up with each of `prefixes` in order.
    pub(super) fn new(sources: Vec<TemplateSource>, prefixes: Vec<String>) -> Result<Self, Diagnostic> {
        let mut tera = Tera::new();
        // Tera's own filter makes all other letters small: STEM would become Stem.
        tera.register_filter("capitalize", |text: &str, _: Kwargs, _: &State<'_>| capitalize_first(text));
        // A template cannot name a filter that is not there. The messages come with the site ([`Engine::set_catalog`]).
        tera.register_filter("t", |key: &str, _: Kwargs, _: &State<'_>| key.to_owned());
        let paths: HashMap<String, String> =
            sources.iter().map(|source| (source.name.clone(), source.path.clone())).collect();
        tera.set_fallback_prefixes(prefixes).expect("no template has been added yet");
        let named = sources.iter().map(|source| (source.name.clone(), source.text.as_str()));
        tera.add_raw_templates(named).map_err(|error| to_diagnostic(&error, &paths, ""))?;
        Ok(Self { tera, paths })
    }

    /// Adds a variable that all templates can read.
    pub fn set_global(&mut self, name: &'static str, value: TemplateValue) {
        self.tera.global_context().insert_value(name, value.0);
    }

    /// Sets the messages that templates name: `{{ "lesson" | t }}`, `{{ "reading-time" | t(minutes=3) }}`.
    pub fn set_catalog(&mut self, catalog: Arc<Catalog>) {
        register_catalog(&mut self.tera, catalog);
    }

    /// Renders a template for a part of a page.
    ///
    /// # Errors
    /// When the template does not exist, or reads a variable that does not exist. The diagnostic names file and
    /// position.
    pub fn render(&self, template: &str, values: &TemplateValues) -> Result<String, Diagnostic> {
        self.render_with_capacity(template, values, FIGURE_CAPACITY)
    }

    /// Renders the template of a whole page.
    ///
    /// # Errors
    /// As [`render`](Self::render).
    pub fn render_page(&self, template: &str, values: &TemplateValues) -> Result<String, Diagnostic> {
        self.render_with_capacity(template, values, PAGE_CAPACITY)
    }

    fn render_with_capacity(
        &self,
        template: &str,
        values: &TemplateValues,
        capacity: usize,
    ) -> Result<String, Diagnostic> {
        let mut html = Vec::with_capacity(capacity);
        let result = self.tera.render_to(template, &values.0, &mut html);
        result.map_err(|error| to_diagnostic(&error, &self.paths, template))?;
        Ok(String::from_utf8(html).expect("templates and values are text"))
    }
}

/// Makes the messages of a catalog the filter `t`. A key that no language has is an error of the template.
fn register_catalog(tera: &mut Tera, catalog: Arc<Catalog>) {
    let plain: HashMap<String, Value> =
        catalog.plain_messages().map(|(key, text)| (key.to_owned(), Value::from(text))).collect();
    tera.register_filter("t", move |key: &str, values: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        if let Some(text) = plain.get(key) {
            return Ok(text.clone());
        }
        if !catalog.contains(key) {
            return Err(Error::message(format!("there is no message `{key}`")));
        }
        let values = values.iter().filter_map(|(name, value)| Some((name.as_str()?, message_value(value))));
        Ok(Value::from(catalog.text_with(key, values)))
    });
}

/// A number stays one, so that it can choose between singular and plural; everything else is text.
fn message_value(value: &Value) -> MessageValue<'_> {
    match (value.as_str(), value.as_number()) {
        (Some(text), _) => text.into(),
        (None, Some(number)) => number.as_float().into(),
        (None, None) => value.to_string().into(),
    }
}

/// The text with a capital at its start, and otherwise as it is. A first word that has capitals of its own, such as
/// "iPad", stays whole.
pub fn capitalize_first(text: &str) -> String {
    let first_word = text.split_whitespace().next().unwrap_or_default();
    let mut rest = text.chars();
    match rest.next() {
        Some(first) if !first_word.contains(char::is_uppercase) => first.to_uppercase().chain(rest).collect(),
        _ => text.to_owned(),
    }
}

fn to_diagnostic(error: &tera::Error, paths: &HashMap<String, String>, template: &str) -> Diagnostic {
    let path = |name: &str| paths.get(name).cloned().unwrap_or_else(|| format!("themes/…/templates/{name}"));
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            located_diagnostic("can't be read", report, &path(report.filename()))
        }
        ErrorKind::RenderingError(report) => {
            located_diagnostic("can't be rendered", report, &path(report.filename()))
        }
        ErrorKind::MissingParent { current, parent } => {
            Diagnostic::error("THM-03", path(current), format!("it extends `{parent}`, which does not exist"))
        }
        ErrorKind::TemplateNotFound(name) => {
            Diagnostic::error("THM-03", path(template), format!("there is no template `{name}`"))
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Diagnostic::error("THM-03", path(tpl), "the template extends or includes itself").help(
                "to extend the template you override, name its theme: `{% extends \"commons:study.html\" %}`",
            )
        }
        other => Diagnostic::error("THM-03", path(template), other.to_string()),
    }
}

fn located_diagnostic(problem: &str, report: &ReportError, path: &str) -> Diagnostic {
    let message = format!("the template {problem}: {}", report.message());
    Diagnostic::error("THM-03", path, message)
        .at(report.span().range.clone())
        .help("`themes/README.md` lists every value that a template can use")
}

#[cfg(test)]
mod tests {
    use super::capitalize_first;

    #[test]
    fn only_the_first_letter_becomes_a_capital() {
        for (text, wanted) in [
            ("goal met", "Goal met"),
            ("up 11 RIT points", "Up 11 RIT points"),
            ("iPad use", "iPad use"),
            ("R&D", "R&D"),
            ("éducation", "Éducation"),
            ("", ""),
        ] {
            assert_eq!(capitalize_first(text), wanted);
        }
    }
}
