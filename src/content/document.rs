//! A Markdown file, read: front matter typed, body outlined, what is private gone.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::front_matter::{self, Unclosed};
use super::markdown::private::Cut;
use super::markdown::{self, Outline};
use super::text;
use super::vocabulary::Visibility;
use super::yaml::{self, Limits};
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Place, Severity};

/// A longer body is refused: 4 MiB, about 700,000 words.
pub const MAX_BODY: usize = 4 * 1024 * 1024;

/// A Markdown file, read.
#[derive(Clone, Debug)]
pub struct Document<T> {
    /// Where it is, from the root of the portfolio: `content/case-studies/x.md`.
    pub path: String,
    /// Its front matter.
    pub raw: T,
    /// Its body.
    pub body: Body,
    /// Whether all of its front matter could be read.
    pub whole: bool,
}

/// The body of a Markdown file as an audience may see it. Cloning is free.
#[derive(Clone, Debug, Default)]
pub struct Body(Arc<Read>);

/// What is known of a body once it is read.
#[derive(Debug, Default)]
pub struct Read {
    /// Markdown, without what the audience must not see.
    cut: Cut,
    /// Where the body begins in the file.
    offset: usize,
    /// What it holds.
    pub outline: Outline,
}

impl Body {
    fn read(source: &str, offset: usize, audience: Visibility) -> Self {
        let cut = Cut::for_audience(&source[offset..], audience);
        let outline = markdown::outline(&cut.text);
        Self(Arc::new(Read { cut, offset, outline }))
    }

    /// The Markdown.
    pub fn text(&self) -> &str {
        &self.cut.text
    }

    /// How many blocks of it the audience does not see.
    pub fn hidden_blocks(&self) -> usize {
        self.cut.hidden_blocks
    }

    /// The text under a heading of a title, in any case, up to the next heading of its level.
    pub fn section(&self, title: &str) -> Option<&str> {
        let headings = &self.outline.headings;
        let at = headings.iter().position(|it| it.title.eq_ignore_ascii_case(title))?;
        let (own, rest) = (&headings[at], &headings[at + 1..]);
        let end = rest.iter().find(|it| it.level <= own.level).map_or(self.text().len(), |it| it.range.start);
        Some(&self.text()[own.range.end..end])
    }

    /// The place in the file of a place in the body.
    pub fn in_file(&self, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let origin = self.cut.origin(range);
        self.offset + origin.start..self.offset + origin.end
    }
}

impl Deref for Body {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.0
    }
}

/// Reads a Markdown file for an audience. Faults go to `diagnostics`; none is returned only when there is no text.
pub fn read<T: DeserializeOwned + Default>(
    path: &str,
    bytes: &[u8],
    audience: Visibility,
    diagnostics: &mut Diagnostics,
) -> Option<Document<T>> {
    let source = decode(path, bytes, diagnostics)?;
    let parts = match front_matter::split(&source) {
        Ok(parts) => parts,
        Err(Unclosed(range)) => {
            diagnostics.push(
                Diagnostic::error("YML-06", path, "the front matter is never closed")
                    .at(range)
                    .help("write a line with three hyphens, `---`, under the last field"),
            );
            return None;
        }
    };
    if parts.body.len() > MAX_BODY {
        let megabytes = parts.body.len() / 1_000_000;
        diagnostics.push(
            Diagnostic::error("TXT-02", path, format!("the text has {megabytes} MB; a page may have 4 MB"))
                .help("split it into several pages, or put it into `files/` as a document to download"),
        );
        return None;
    }
    let faults = diagnostics.count(Severity::Error);
    let raw = match &parts.yaml {
        Some(range) => {
            read_yaml(path, &source[range.clone()], range.start, Limits::front_matter(), diagnostics)
        }
        None => {
            diagnostics.push(missing_front_matter(path, &source));
            return None;
        }
    };
    let whole = diagnostics.count(Severity::Error) == faults;
    let body = Body::read(&source, parts.body.start, audience);
    report_body(path, &body, diagnostics);
    Some(Document { path: path.to_owned(), raw, body, whole })
}

fn missing_front_matter(path: &str, source: &str) -> Diagnostic {
    if source.trim().is_empty() {
        return Diagnostic::error("YML-09", path, "the file is empty").help(
            "write its fields between two lines of three hyphens, `---`, then the text; or delete the file",
        );
    }
    Diagnostic::error("YML-09", path, "there is no front matter").at(0..0).help(
        "begin the file with a line `---`, then fields such as `title: \"…\"`, then a line `---`, then the text",
    )
}

fn report_body(path: &str, body: &Body, diagnostics: &mut Diagnostics) {
    for range in &body.cut.unmatched {
        let range = body.offset + range.start..body.offset + range.end;
        diagnostics.push(
            Diagnostic::error("PRV-01", path, "this marker has no partner").at(range).help(
                "a private block opens with `<!-- private -->` and closes with `<!-- /private -->`; everything up to the end was left out",
            ),
        );
    }
    for range in &body.cut.misspelt {
        let range = body.offset + range.start..body.offset + range.end;
        diagnostics.push(
            Diagnostic::error("PRV-01", path, "this comment looks like a misspelt marker and hides nothing")
                .at(range)
                .help("write `<!-- private -->` or `<!-- panel -->`; or word the comment in another way"),
        );
    }
}

/// A text that readers may see, and the way from its places to those of the file.
pub type PublishedText = (String, Box<dyn Fn(std::ops::Range<usize>) -> std::ops::Range<usize>>);

/// What an audience may see of a file: YAML without its comments, and a body without its private blocks. Nothing of a
/// file that cannot be read, which is told elsewhere.
pub fn published(bytes: &[u8], audience: Visibility) -> Vec<PublishedText> {
    let Ok(source) = text::decode(bytes) else { return Vec::new() };
    let (yaml, body) = match front_matter::split(&source) {
        Ok(front_matter::Parts { yaml: Some(yaml), body }) => (yaml, Some(body)),
        // A file of data is YAML as a whole.
        Ok(_) | Err(Unclosed(_)) => (0..source.len(), None),
    };
    let start = yaml.start;
    let mut texts: Vec<PublishedText> =
        vec![(without_comments(&source[yaml]), Box::new(move |it| it.start + start..it.end + start))];
    if let Some(body) = body {
        let cut = Cut::for_audience(&source[body.clone()], audience);
        let text = cut.text.clone();
        texts.push((
            text,
            Box::new(move |it| {
                let origin = cut.origin(&it);
                origin.start + body.start..origin.end + body.start
            }),
        ));
    }
    texts
}

/// YAML with the lines that are nothing but a comment blanked, every place kept.
fn without_comments(yaml: &str) -> String {
    let line = |it: &str| if it.trim_start().starts_with('#') { " ".repeat(it.len()) } else { it.to_owned() };
    yaml.split_inclusive('\n').map(line).collect()
}

/// Reads a YAML file. Faults go to `diagnostics`.
pub fn read_data<T: DeserializeOwned + Default>(
    path: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let source = decode(path, bytes, diagnostics)?;
    Some(read_yaml(path, &source, 0, Limits::file(), diagnostics))
}

pub(super) fn decode<'b>(path: &str, bytes: &'b [u8], diagnostics: &mut Diagnostics) -> Option<Cow<'b, str>> {
    match text::decode(bytes) {
        Ok(source) => Some(source),
        Err(fault) => {
            diagnostics.push(Diagnostic::error("TXT-01", path, fault.message).help(fault.help));
            None
        }
    }
}

fn read_yaml<T: DeserializeOwned + Default>(
    path: &str,
    source: &str,
    offset: usize,
    limits: Limits,
    diagnostics: &mut Diagnostics,
) -> T {
    let (raw, faults) = yaml::read(source, limits);
    for fault in faults {
        // It has been read as it stands.
        let harmless = fault.rule == "YML-02";
        if !harmless {
            diagnostics.lose(path, &fault.field);
        }
        // What stands there under a misspelt name is not missing.
        if let ("YML-01", Some((_, meant))) = (fault.rule, &fault.fix) {
            let group = fault.field.rsplit_once('.').map(|it| format!("{}.", it.0)).unwrap_or_default();
            diagnostics.lose(path, &format!("{group}{meant}"));
        }
        let moved = |range: std::ops::Range<usize>| range.start + offset..range.end + offset;
        let message = named(fault.message, &fault.field, source, fault.range.start);
        let severity = if harmless { Severity::Warning } else { Severity::Error };
        let mut diagnostic = Diagnostic::new(fault.rule, severity, path, message).at(moved(fault.range));
        diagnostic.advice = harmless;
        diagnostic.help = fault.help;
        diagnostic.also = fault.also.map(|(range, label)| (moved(range), label));
        diagnostic.fix = fault.fix.map(|(range, text)| Fix { place: Place::Range(moved(range)), text });
        diagnostics.push(diagnostic);
    }
    raw
}

/// A message that names the field it is about: the one whose value is at fault, or the one of the line.
fn named(message: String, field: &str, source: &str, at: usize) -> String {
    let last = field.rsplit('.').next().and_then(|it| it.split('[').next()).unwrap_or_default();
    let start = source[..at.min(source.len())].rfind('\n').map_or(0, |it| it + 1);
    let line = source[start..].lines().next().unwrap_or_default();
    let of_line = line.trim_start_matches([' ', '\t', '-']).split(':').next().unwrap_or_default();
    let is_key = |it: &&str| !it.is_empty() && it.chars().all(|it| it.is_ascii_lowercase() || it == '_');
    match [last, of_line].into_iter().find(is_key) {
        Some(key) if !message.contains(key) => format!("`{key}`: {message}"),
        _ => message,
    }
}

/// The bytes of a file that a field of its YAML stands in, for a diagnostic that knows only the field; the first
/// line when the field is nowhere.
pub fn locate(source: &str, field: &str) -> Option<std::ops::Range<usize>> {
    let parts = front_matter::split(source).ok()?;
    let range = parts.yaml.unwrap_or(0..source.len());
    let found = yaml::locate(&source[range.clone()], field);
    let first = source.lines().next().unwrap_or_default();
    found.map_or_else(
        || (!first.trim().is_empty()).then_some(0..first.len()),
        |it| Some(it.start + range.start..it.end + range.start),
    )
}
