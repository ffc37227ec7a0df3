//! How diagnostics and other talk look on a terminal.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use leadfolio::content::{document, text};
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use leadfolio::pipeline::Inputs;

/// More findings of one build are counted, not printed.
const MOST: usize = 60;

/// Lines around the place that a diagnostic points at.
const CONTEXT: usize = 1;

/// Says something on stderr.
pub(super) fn say(words: &str) {
    anstream::eprintln!("{words}");
}

/// Says why leadfolio could not do its work.
pub(super) fn failure(error: &anyhow::Error) {
    let error = safe(&format!("{error:#}"));
    let (first, rest) = error.split_once('\n').unwrap_or((&error, ""));
    let title = Level::ERROR.primary_title(first);
    let report = match rest.trim() {
        "" => Group::with_title(title),
        rest => Group::with_title(title).element(Level::HELP.message(rest.to_owned())),
    };
    anstream::eprintln!("{}", Renderer::styled().render(&[report]));
}

/// Prints diagnostics on stderr, errors last, where the eye is when the prompt comes back; advice only when asked.
pub(super) fn diagnostics(all: &Diagnostics, inputs: &Inputs, advice: bool) {
    let shown = |it: &&Diagnostic| it.accepted.is_none() && (advice || !it.advice);
    for it in excerpts(all.iter().filter(shown), inputs) {
        anstream::eprintln!("{it}\n");
    }
}

/// Findings for people, each with the lines that it is about, errors last; more than a reader takes in are counted.
pub(super) fn excerpts<'a>(all: impl Iterator<Item = &'a Diagnostic>, inputs: &Inputs) -> Vec<String> {
    let mut sources = Sources::new(inputs);
    let mut sorted: Vec<&Diagnostic> = all.collect();
    sorted.sort_by_key(|it| std::cmp::Reverse(it.severity));
    let skipped = sorted.len().saturating_sub(MOST);
    let shown = sorted.into_iter().skip(skipped);
    let mut told: Vec<String> = shown.map(|it| one(it, sources.text(&it.path))).collect();
    if skipped > 0 {
        told.push(format!("… and {skipped} more, less severe or of the same kind"));
    }
    told
}

/// Texts of the portfolio, decoded when they are first shown.
pub(super) struct Sources<'a> {
    inputs: &'a Inputs,
    texts: BTreeMap<String, Option<String>>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(inputs: &'a Inputs) -> Self {
        Self { inputs, texts: BTreeMap::new() }
    }

    pub(super) fn text(&mut self, path: &str) -> Option<&str> {
        let inputs = self.inputs;
        let read = || {
            let (tree, rest) = match path.split_once('/')? {
                ("content", rest) => (&inputs.content, rest),
                ("themes", rest) => (&inputs.themes, rest),
                _ => return None,
            };
            text::decode(&tree.get(rest)?.read().ok()?).ok().map(Cow::into_owned)
        };
        self.texts.entry(path.to_owned()).or_insert_with(read).as_deref()
    }
}

fn one(diagnostic: &Diagnostic, source: Option<&str>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = safe(&diagnostic.message);
    let title = level.primary_title(message).id(diagnostic.rule);
    let path = safe(&diagnostic.path);
    let help = diagnostic.help.as_deref().map(safe);
    let place = source.and_then(|text| Some((text, range_of(diagnostic, text)?)));
    let mut group = match &place {
        Some((text, range)) => {
            let window = Window::around(text, range, diagnostic.also.as_ref().map(|it| &it.0));
            let mut snippet = Snippet::source(safe_excerpt(window.text))
                .path(path)
                .line_start(window.line)
                .annotation(AnnotationKind::Primary.span(window.inside(range)));
            if let Some((other, label)) = &diagnostic.also {
                let other = text::clamp(text, other);
                snippet = snippet
                    .annotation(AnnotationKind::Context.span(window.inside(&other)).label(label.as_str()));
            }
            title.element(snippet)
        }
        None => title.element(Origin::path(path)),
    };
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    Renderer::styled().render(&[group])
}

/// The bytes that a diagnostic points at, at most one line of them.
pub(super) fn range_of(diagnostic: &Diagnostic, text: &str) -> Option<Range<usize>> {
    let range = place_of(&diagnostic.place, text)?;
    let line = text[range.start..range.end].find('\n').map_or(range.end, |it| range.start + it);
    let line = line.max(range.start);
    Some(range.start..line)
}

/// The bytes of a place.
pub(super) fn place_of(place: &Place, text: &str) -> Option<Range<usize>> {
    let range = match place {
        Place::File => return None,
        Place::Field(field) => document::locate(text, field)?,
        Place::Range(range) => range.clone(),
    };
    Some(text::clamp(text, &range))
}

/// A few lines of a text: printing must not depend on its length.
struct Window<'a> {
    text: &'a str,
    start: usize,
    /// Number of its first line, from 1.
    line: usize,
}

impl<'a> Window<'a> {
    fn around(text: &'a str, range: &Range<usize>, other: Option<&Range<usize>>) -> Self {
        let other = other.map(|it| text::clamp(text, it));
        let from = other.as_ref().map_or(range.start, |it| it.start.min(range.start));
        let to = other.as_ref().map_or(range.end, |it| it.end.max(range.end));
        let mut start = from;
        for _ in 0..=CONTEXT {
            start = text[..start].rfind('\n').unwrap_or(0);
        }
        if start > 0 {
            start += 1;
        }
        let mut end = to;
        for _ in 0..=CONTEXT {
            end = text[end..].find('\n').map_or(text.len(), |it| end + it + 1);
        }
        let (line, _) = text::line_column(text, start);
        Self { text: text[start..end].trim_end_matches('\n'), start, line }
    }

    fn inside(&self, range: &Range<usize>) -> Range<usize> {
        let most = self.text.len();
        (range.start - self.start).min(most)..(range.end - self.start).min(most)
    }
}

/// Control characters must not reach a terminal: they could rewrite what is on it.
fn safe(text: &str) -> String {
    let shown = |it: char| match it {
        '\n' => "\n".to_owned(),
        it if is_control(it) => it.escape_unicode().to_string(),
        it => it.to_string(),
    };
    text.chars().map(shown).collect()
}

/// The same for an excerpt, where every character keeps its bytes, so that places stay right.
fn safe_excerpt(text: &str) -> String {
    let shown = |it: char| match (it, it.len_utf8()) {
        ('\n' | '\t', _) => it,
        (it, 1) if is_control(it) => '?',
        (it, 2) if is_control(it) => '\u{b7}',
        (it, 3) if is_control(it) => '\u{fffd}',
        (it, _) => it,
    };
    text.chars().map(shown).collect()
}

fn is_control(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
