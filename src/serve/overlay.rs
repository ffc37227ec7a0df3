//! Diagnostics for the overlay that the preview shows on a page: with line and column, an excerpt, and a link that
//! opens the file in the author's editor.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::content::advice::HelpWriter;
use crate::content::{document, text};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::pipeline::Inputs;
use crate::platform::with_slashes;
use crate::urls;

/// Diagnostics that are sent; the client shows how many more there are from the counts.
const MAX_ENTRIES: usize = 50;

/// Characters of a line that an excerpt keeps.
const MAX_EXCERPT_CHARS: usize = 200;

/// A diagnostic as the client receives it in JSON. All strings are plain text: the client must escape them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OverlayEntry {
    severity: &'static str,
    /// Whether it is about the page that is shown.
    own: bool,
    rule: &'static str,
    path: String,
    /// From 1; `None` when the diagnostic is about the whole file, or the file cannot be read.
    line: Option<usize>,
    /// From 1, in characters.
    column: Option<usize>,
    message: String,
    help: Option<String>,
    /// The line that it points at, cut to [`MAX_EXCERPT_CHARS`] characters.
    excerpt: Option<String>,
    /// A URL that opens the file in the author's editor; `None` without one.
    open: Option<String>,
}

/// Finds the source lines of diagnostics and builds editor links.
pub(super) struct SourceLocator<'a> {
    pub(super) inputs: &'a Inputs,
    /// Folder of the portfolio.
    pub(super) root: &'a Path,
    /// URL template of the editor, with `{file}`, `{line}` and `{column}`.
    pub(super) editor: Option<&'a str>,
}

impl SourceLocator<'_> {
    /// Describes the diagnostics that the author has not accepted, most severe first, at most [`MAX_ENTRIES`]. Of each
    /// severity, those of the page that is shown come first: `error`, if it cannot be rendered, and those of its source
    /// file `own`. Advice is left to `leadfolio check`: a first draft is shown without a box over it.
    pub(super) fn describe_all(
        &self,
        all: &Diagnostics,
        own: Option<&str>,
        error: Option<&Diagnostic>,
    ) -> Vec<OverlayEntry> {
        let is_shown =
            |diagnostic: &&Diagnostic| diagnostic.accepted.is_none() && diagnostic.advice_rank().is_none();
        let is_own = |diagnostic: &Diagnostic| {
            own == Some(&diagnostic.path) || error.is_some_and(|error| std::ptr::eq(error, diagnostic))
        };
        let mut sorted: Vec<&Diagnostic> = error.into_iter().chain(all.iter().filter(is_shown)).collect();
        sorted.sort_by_key(|diagnostic| (diagnostic.severity, !is_own(diagnostic)));
        let mut texts = BTreeMap::new();
        let writer = HelpWriter::new(sorted.iter().copied());
        sorted
            .into_iter()
            .take(MAX_ENTRIES)
            .map(|diagnostic| OverlayEntry {
                own: is_own(diagnostic),
                ..self.build_entry(diagnostic, &writer, &mut texts)
            })
            .collect()
    }

    fn build_entry(
        &self,
        diagnostic: &Diagnostic,
        writer: &HelpWriter<'_>,
        texts: &mut BTreeMap<String, Option<String>>,
    ) -> OverlayEntry {
        let Diagnostic {
            rule,
            severity,
            path,
            location: place,
            message,
            help: _,
            addition: _,
            unknown_names: _,
            related: _,
            fix: _,
            leak: _,
            subject: _,
            accepted: _,
        } = diagnostic;
        let source = texts.entry(path.clone()).or_insert_with(|| self.source_text(path)).as_deref();
        let offset = source.and_then(|source| {
            let offset = match place {
                Location::File => None,
                Location::Field(field) => document::locate_field(source, field).map(|range| range.start),
                Location::Range(range) => Some(range.start),
            };
            // The source may have changed since: the offset must not be out of bounds or inside a character.
            Some((source, text::clamp_range(source, &(offset?..offset?)).start))
        });
        let position = offset.map(|(source, offset)| text::line_column(source, offset));
        let excerpt = offset.and_then(|(source, offset)| {
            let start = source[..offset].rfind('\n').map_or(0, |newline| newline + 1);
            source[start..].lines().next().map(|line| line.chars().take(MAX_EXCERPT_CHARS).collect())
        });
        OverlayEntry {
            severity: severity.name(),
            own: false,
            rule,
            path: path.clone(),
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
            message: message.clone(),
            help: writer.help(diagnostic, source),
            excerpt,
            open: self.editor_link(path, position),
        }
    }

    /// The URL that opens a line of a file in the editor; `None` without an editor.
    pub(super) fn editor_link_at_line(&self, path: &str, line: usize) -> Option<String> {
        self.editor_link(path, Some((line, 1)))
    }

    fn source_text(&self, path: &str) -> Option<String> {
        let (tree, rest) = match path.split_once('/')? {
            ("content", rest) => (&self.inputs.content, rest),
            ("themes", rest) => (&self.inputs.themes, rest),
            _ => return None,
        };
        text::decode(&tree.get(rest)?.read().ok()?).ok().map(std::borrow::Cow::into_owned)
    }

    /// Fills in the editor's template: `vscode://file/home/rowan/portfolio/content/people.yaml:3:5`.
    fn editor_link(&self, path: &str, position: Option<(usize, usize)>) -> Option<String> {
        let (line, column) = position.unwrap_or((1, 1));
        let file = urls::encode(&with_slashes(&self.root.join(path)));
        let file = file.trim_start_matches('/');
        let fill = |template: &str| {
            template
                .replace("{file}", file)
                .replace("{line}", &line.to_string())
                .replace("{column}", &column.to_string())
        };
        self.editor.map(fill)
    }
}
