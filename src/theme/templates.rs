//! The one file that names the template engine.

use std::collections::HashMap;

use serde::Serialize;
use tera::{Context, ErrorKind, ReportError, Tera};

use crate::diagnostic::Diagnostic;

/// Room for a figure and for a page, in bytes, so that few of them are moved while they grow.
const FIGURE: usize = 2 * 1024;
const PAGE: usize = 32 * 1024;

/// A template, as read.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Its name with the prefix of its layer: `commons:study.html`.
    pub(super) name: String,
    /// Its file, for diagnostics.
    pub(super) path: String,
    /// What it says.
    pub(super) text: String,
}

/// Something that a template may read. Cloning is free.
#[derive(Clone, Debug)]
pub struct Value(tera::Value);

impl Value {
    /// Makes a value of anything that can be serialised.
    pub fn of<T: Serialize + ?Sized>(it: &T) -> Self {
        Self(tera::Value::from_serializable(it))
    }

    /// A list of values, none of them copied.
    pub fn list(items: Vec<Self>) -> Self {
        Self(tera::Value::from(items.into_iter().map(|it| it.0).collect::<Vec<_>>()))
    }
}

/// The values of one page, by name.
#[derive(Default)]
pub struct Values(Context);

impl Values {
    /// Adds a value.
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.0.insert_value(name, value.0);
        self
    }

    /// Adds anything that can be serialised.
    pub fn and<T: Serialize + ?Sized>(self, name: &'static str, it: &T) -> Self {
        self.with(name, Value::of(it))
    }
}

/// The templates of a theme, ready to render.
pub struct Engine {
    tera: Tera,
    /// Files by the name of their template.
    paths: HashMap<String, String>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("templates", &self.paths).finish_non_exhaustive()
    }
}

impl Engine {
    /// Reads templates; a name without a prefix is looked for in the order of `prefixes`.
    pub(super) fn new(sources: Vec<Source>, prefixes: Vec<String>) -> Result<Self, Diagnostic> {
        let mut tera = Tera::new();
        let paths: HashMap<String, String> =
            sources.iter().map(|it| (it.name.clone(), it.path.clone())).collect();
        tera.set_fallback_prefixes(prefixes).expect("no template has been added yet");
        let named = sources.iter().map(|it| (it.name.clone(), it.text.as_str()));
        tera.add_raw_templates(named).map_err(|it| explain(&it, &paths, ""))?;
        Ok(Self { tera, paths })
    }

    /// Makes a value known to every page.
    pub fn share(&mut self, name: &'static str, value: Value) {
        self.tera.global_context().insert_value(name, value.0);
    }

    /// Renders a template.
    ///
    /// # Errors
    /// When there is no such template, or it reads a value that does not exist: the fault names file and place.
    pub fn render(&self, template: &str, values: &Values) -> Result<String, Diagnostic> {
        self.rendered(template, values, FIGURE)
    }

    /// Renders a template of a whole page.
    ///
    /// # Errors
    /// As [`render`](Self::render).
    pub fn render_page(&self, template: &str, values: &Values) -> Result<String, Diagnostic> {
        self.rendered(template, values, PAGE)
    }

    fn rendered(&self, template: &str, values: &Values, room: usize) -> Result<String, Diagnostic> {
        let mut html = Vec::with_capacity(room);
        let done = self.tera.render_to(template, &values.0, &mut html);
        done.map_err(|it| explain(&it, &self.paths, template))?;
        Ok(String::from_utf8(html).expect("templates and values are text"))
    }
}

fn explain(error: &tera::Error, paths: &HashMap<String, String>, template: &str) -> Diagnostic {
    let path = |name: &str| paths.get(name).cloned().unwrap_or_else(|| format!("themes/…/templates/{name}"));
    match error.kind() {
        ErrorKind::SyntaxError(report) => pointed("cannot be read", report, &path(report.filename())),
        ErrorKind::RenderingError(report) => pointed("cannot be rendered", report, &path(report.filename())),
        ErrorKind::MissingParent { current, parent } => {
            Diagnostic::error("THM-03", path(current), format!("it extends `{parent}`, which does not exist"))
        }
        ErrorKind::TemplateNotFound(name) => {
            Diagnostic::error("THM-03", path(template), format!("there is no template `{name}`"))
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Diagnostic::error("THM-03", path(tpl), "the template leads back to itself")
                .help("to extend the template that you override, name its theme: `{% extends \"commons:study.html\" %}`")
        }
        other => Diagnostic::error("THM-03", path(template), other.to_string()),
    }
}

fn pointed(deed: &str, report: &ReportError, path: &str) -> Diagnostic {
    let message = format!("the template {deed}: {}", report.message());
    Diagnostic::error("THM-03", path, message)
        .at(report.span().range.clone())
        .help("`themes/README.md` lists every value that a template may read")
}
