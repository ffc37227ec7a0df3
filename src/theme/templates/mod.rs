//! Wraps the template engine: no code outside this folder depends on Tera.

mod calls;
mod card_text;
mod expressions;
mod filters;
mod limits;
mod metered;
mod theme_features;
mod tokens;
mod value_tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use self::metered::MeteredTemplate;
use self::theme_features::ThemeFeatures;
use super::template_errors::{self, SEE_VALUES, explain_circle, find_unclosed, split_reports};
use super::template_set::TemplateSet;
use crate::diagnostic::{Diagnostic, Location, Problem};
use crate::i18n::{Catalog, MessageValue};
use crate::suggest;

/// Initial buffer capacity in bytes for a figure; most fit without a reallocation.
const FIGURE_CAPACITY: usize = 2 * 1024;
/// Initial buffer capacity in bytes for a page.
const PAGE_CAPACITY: usize = 32 * 1024;

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
    /// What it was compiled from, for messages.
    templates: Arc<TemplateSet>,
    /// The templates as they were compiled, by name.
    metered: Arc<BTreeMap<String, MeteredTemplate>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("templates", &self.templates.names()).finish_non_exhaustive()
    }
}

impl Engine {
    /// Compiles templates. A name without a prefix is looked up with each prefix of the set in order.
    pub(super) fn new(templates: TemplateSet) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        // Tera's own filter makes all other letters small: STEM would become Stem.
        tera.register_filter("capitalize", |text: &str, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
            limits::charge_text(text.len())?;
            Ok(capitalize_first(text))
        });
        // A template cannot name a filter that is not there. The messages come with the site ([`Engine::set_catalog`]).
        tera.register_filter("t", |key: &str, _: Kwargs, _: &State<'_>| key.to_owned());
        limits::register_limits(&mut tera);
        filters::register_filters(&mut tera);
        value_tests::register_tests(&mut tera);
        card_text::register_wrap(&mut tera);
        tera.autoescape_on(vec![".html", ".svg"]);
        tera.set_fallback_prefixes(templates.prefixes.clone()).expect("no template has been added yet");
        let features = ThemeFeatures::of_templates(&templates.sources);
        let metered: BTreeMap<String, MeteredTemplate> = templates
            .sources
            .iter()
            .map(|source| {
                let is_held = features.is_held(source.bare_name());
                (source.name.clone(), MeteredTemplate::new(&source.text, &features, is_held))
            })
            .collect();
        let named = metered.iter().map(|(name, metered)| (name.clone(), metered.text.as_str()));
        if let Err(error) = tera.add_raw_templates(named) {
            // The engine has taken them all out again.
            return Err(compile_errors(&error, tera, &templates, &metered));
        }
        Ok(Self { tera, templates: Arc::new(templates), metered: Arc::new(metered) })
    }

    /// Whether there is a template with this name.
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.find(name).is_some()
    }

    /// Names of all templates, sorted, without the prefixes of layers.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        self.templates.names().into_iter()
    }

    /// Whether a built-in theme has a template with this name, which may be replaced.
    pub fn is_built_in_name(&self, name: &str) -> bool {
        self.templates.sources.iter().any(|source| !source.is_own && source.bare_name() == name)
    }

    /// The templates of the author's: file, relative to the project root, and text.
    pub fn own_templates(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.templates.sources.iter().filter(|source| source.is_own);
        own.map(|source| (source.path.as_str(), source.text.as_str()))
    }

    /// Where the theme has or would have a template, relative to the project root.
    pub fn template_path(&self, name: &str) -> String {
        self.templates.path(name)
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
        let render = || self.tera.render_to(template, &values.0, limits::LimitedWriter(&mut html));
        limits::with_full_limits(render).map_err(|error| self.rendering_error(&error, template))?;
        Ok(String::from_utf8(html).expect("templates and values are text"))
    }

    /// What keeps a template from being rendered, which stops at the first error.
    fn rendering_error(&self, error: &Error, template: &str) -> Diagnostic {
        let mut diagnostic = to_diagnostics(error, &self.templates, template).swap_remove(0);
        if let (ErrorKind::RenderingError(report), Location::Range(range)) =
            (error.kind(), &mut diagnostic.location)
            && let Some(metered) = self.metered.get(report.filename())
            // Not where a template of the author's uses it, which is a place as it was written.
            && diagnostic.path == self.templates.path(report.filename())
        {
            *range = metered.original_range(range);
        }
        diagnostic
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
            return Err(Error::message(unknown_message(key, &plain)));
        }
        let values = values.iter().filter_map(|(name, value)| Some((name.as_str()?, message_value(value))));
        let text = catalog.text_with(key, values);
        limits::charge_text(text.len())?;
        limits::ensure_text(text.len())?;
        Ok(Value::from(text))
    });
}

/// The error of a message that no language has; its help is on a line of its own.
fn unknown_message(key: &str, known: &HashMap<String, Value>) -> String {
    let mut keys: Vec<&str> = known.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let help = suggest::did_you_mean(key, keys);
    let help = help.unwrap_or_else(|| "`leadfolio messages` lists them".to_owned());
    format!("there is no message `{key}`\n{help}")
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

/// The errors of templates that can't be compiled, at their places in the templates as they were written.
fn compile_errors(
    error: &Error,
    mut empty: Tera,
    templates: &TemplateSet,
    metered: &BTreeMap<String, MeteredTemplate>,
) -> Vec<Diagnostic> {
    let sources = templates.sources.iter().map(|source| (source.name.clone(), source.text.as_str()));
    if let Err(error) = empty.add_raw_templates(sources) {
        return to_diagnostics(&error, templates, "");
    }
    // Only with what is added, an expression is too long.
    let mut diagnostics = to_diagnostics(error, templates, "");
    if let (ErrorKind::SyntaxError(report), [diagnostic]) = (error.kind(), diagnostics.as_mut_slice())
        && let (Location::Range(range), Some(metered)) =
            (&mut diagnostic.location, metered.get(report.filename()))
    {
        *range = metered.original_range(range);
    }
    diagnostics
}

/// What is wrong, and where; never empty. `template` is the one that was to be rendered.
fn to_diagnostics(error: &tera::Error, templates: &TemplateSet, template: &str) -> Vec<Diagnostic> {
    let path = |name: &str| templates.path(name);
    vec![match error.kind() {
        ErrorKind::SyntaxError(report) => unreadable_template(report, templates),
        ErrorKind::RenderingError(report) => {
            at_use(located_diagnostic("can't be rendered", report, templates), report, templates)
        }
        ErrorKind::MissingParent { current, parent } => {
            let Problem { message: _, help } = template_errors::unknown_template(parent, current, templates);
            let message = format!("it extends `{parent}`, which does not exist");
            Diagnostic::error("THM-03", path(current), message).help(help)
        }
        ErrorKind::TemplateNotFound(name) => {
            let Problem { message, help } = template_errors::unknown_template(name, template, templates);
            Diagnostic::error("THM-03", path(template), message).help(help)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            explain_circle("extends", tpl, inheritance_chain, templates)
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            explain_circle("include", tpl, include_chain, templates)
        }
        ErrorKind::Msg(text) => return text_diagnostics(text, templates, template),
        other => Diagnostic::error("THM-03", path(template), other.to_string()),
    }]
}

/// A template that cannot be parsed. What the engine says of a missing end tag does not name the tag.
fn unreadable_template(report: &ReportError, templates: &TemplateSet) -> Diagnostic {
    let source = templates.find(report.filename());
    let is_tag_missing = ["Unexpected end of input", "Unknown tag"].contains(&report.message());
    let unclosed = source.filter(|_| is_tag_missing).and_then(|source| find_unclosed(&source.text));
    match unclosed {
        Some((range, Problem { message, help })) => {
            Diagnostic::error("THM-03", templates.path(report.filename()), message).at(range).help(help)
        }
        None => located_diagnostic("can't be read", report, templates),
    }
}

fn located_diagnostic(problem: &str, report: &ReportError, templates: &TemplateSet) -> Diagnostic {
    let Problem { message, help } = template_errors::explain(report.message(), report.filename(), templates)
        .unwrap_or_else(|| {
            let (message, help) = report.message().split_once('\n').unwrap_or((report.message(), SEE_VALUES));
            Problem::new(format!("the template {problem}: {message}"), help)
        });
    let path = templates.path(report.filename());
    Diagnostic::error("THM-03", path, message).at(report.span().range.clone()).help(help)
}

/// An error in a built-in template, at the tag of the author's template that uses it where it can't be: the built-in one is
/// right, and the author may never have seen it.
fn at_use(diagnostic: Diagnostic, report: &ReportError, templates: &TemplateSet) -> Diagnostic {
    let built_in = templates.find(report.filename()).filter(|source| !source.is_own);
    let found = built_in.and_then(|source| Some((source, templates.only_own_user(source)?)));
    let Some((source, (user, tag))) = found else { return diagnostic };
    let message = format!("`{}` can't be used here: {}", source.bare_name(), diagnostic.message);
    let help = format!(
        "give it the values that it needs, which `themes/README.md` lists, or remove `{{% {} %}}`",
        tag.words
    );
    Diagnostic { path: user.path.clone(), message, ..diagnostic }.at(tag.range).help(help)
}

/// The errors of a text in which the engine lists all names that do not exist.
fn text_diagnostics(text: &str, templates: &TemplateSet, template: &str) -> Vec<Diagnostic> {
    let Some(reports) = split_reports(text) else {
        let named = templates.sources.iter();
        let text = named.fold(text.to_owned(), |text, source| text.replace(&source.name, &source.path));
        return vec![Diagnostic::error("THM-03", templates.path(template), text)];
    };
    let located = reports.into_iter().map(|report| {
        let problem = template_errors::explain(report.message, report.template, templates);
        let Problem { message, help } = problem.unwrap_or_else(|| Problem::new(report.message, SEE_VALUES));
        let diagnostic = Diagnostic::error("THM-03", templates.path(report.template), message).help(help);
        match templates.find(report.template) {
            Some(source) => diagnostic.at(report.range(&source.text)),
            None => diagnostic,
        }
    });
    located.collect()
}

#[cfg(test)]
mod tests {
    use super::super::template_errors::{FILTERS, FUNCTIONS, TESTS};
    use super::super::template_set::{TemplateSet, TemplateSource};
    use super::{Engine, capitalize_first};

    #[test]
    fn every_name_that_a_help_suggests_is_one_of_the_engine() {
        let filters = FILTERS.map(|filter| format!("{{{{ x | {filter} }}}}"));
        let tests = TESTS.map(|test| format!("{{% if x is {test} %}}{{% endif %}}"));
        let functions =
            FUNCTIONS.map(|function| format!("{{% block b %}}{{{{ {function}() }}}}{{% endblock b %}}"));
        for text in filters.iter().chain(&tests).chain(&functions) {
            let (name, path) = ("t:a.html".to_owned(), "themes/t/templates/a.html".to_owned());
            let sources = vec![TemplateSource { name, path, text: text.clone(), is_own: true }];
            let set = TemplateSet { sources, prefixes: vec!["t:".to_owned()], folder: "themes/t".to_owned() };
            assert!(Engine::new(set).is_ok(), "{text}");
        }
    }

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
