//! Diagnostics for the overlay: with the place in the file, an excerpt, and a way into the editor.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::content::{document, text};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::pipeline::Inputs;
use crate::portfolio::url;

/// More are counted, not told: nobody reads them before the first are mended.
const MOST: usize = 50;

/// The longest line of an excerpt, in characters.
const LINE: usize = 200;

/// A finding as the overlay shows it; every text of it is text, never HTML.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fault {
    severity: &'static str,
    rule: &'static str,
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    help: Option<String>,
    /// The line that it is about.
    excerpt: Option<String>,
    /// An address that opens the file in the author's editor.
    open: Option<String>,
}

/// Looks diagnostics up in the files that they are about.
pub(super) struct Places<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) root: &'a Path,
    pub(super) editor: Option<&'a str>,
}

impl Places<'_> {
    /// The worst first, as many as somebody reads.
    pub(super) fn faults(&self, all: &Diagnostics) -> Vec<Fault> {
        let mut sorted: Vec<&Diagnostic> = all.iter().filter(|it| it.accepted.is_none()).collect();
        sorted.sort_by_key(|it| it.severity);
        let mut texts = BTreeMap::new();
        sorted.into_iter().take(MOST).map(|it| self.fault(it, &mut texts)).collect()
    }

    /// One finding.
    pub(super) fn one(&self, diagnostic: &Diagnostic) -> Fault {
        self.fault(diagnostic, &mut BTreeMap::new())
    }

    fn fault(&self, diagnostic: &Diagnostic, texts: &mut BTreeMap<String, Option<String>>) -> Fault {
        let Diagnostic {
            rule,
            severity,
            path,
            place,
            message,
            help,
            also: _,
            fix: _,
            advice: _,
            accepted: _,
        } = diagnostic;
        let source = texts.entry(path.clone()).or_insert_with(|| self.text(path)).as_deref();
        let at = source.and_then(|source| {
            let at = match place {
                Place::File => None,
                Place::Field(field) => document::locate(source, field).map(|it| it.start),
                Place::Range(range) => Some(range.start),
            };
            Some((source, text::clamp(source, &(at?..at?)).start))
        });
        let position = at.map(|(source, at)| text::line_column(source, at));
        let excerpt = at.and_then(|(source, at)| {
            let start = source[..at].rfind('\n').map_or(0, |it| it + 1);
            source[start..].lines().next().map(|it| it.chars().take(LINE).collect())
        });
        Fault {
            severity: severity.name(),
            rule,
            path: path.clone(),
            line: position.map(|it| it.0),
            column: position.map(|it| it.1),
            message: message.clone(),
            help: help.clone(),
            excerpt,
            open: self.open(path, position),
        }
    }

    /// The address that opens a line of a file.
    pub(super) fn open_line(&self, path: &str, line: usize) -> Option<String> {
        self.open(path, Some((line, 1)))
    }

    fn text(&self, path: &str) -> Option<String> {
        let (tree, rest) = match path.split_once('/')? {
            ("content", rest) => (&self.inputs.content, rest),
            ("themes", rest) => (&self.inputs.themes, rest),
            _ => return None,
        };
        text::decode(&tree.get(rest)?.read().ok()?).ok().map(std::borrow::Cow::into_owned)
    }

    /// `vscode://file/home/rowan/portfolio/content/people.yaml:3:5`
    fn open(&self, path: &str, position: Option<(usize, usize)>) -> Option<String> {
        let (line, column) = position.unwrap_or((1, 1));
        let file = url::encode(self.root.join(path).to_str()?);
        let file = file.trim_start_matches('/');
        let fill = |it: &str| {
            it.replace("{file}", file)
                .replace("{line}", &line.to_string())
                .replace("{column}", &column.to_string())
        };
        self.editor.map(fill)
    }
}
