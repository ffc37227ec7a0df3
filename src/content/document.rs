//! Reads a Markdown file: parses its front matter, removes the blocks that the audience may not see, and outlines its
//! body.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::advice;
use super::encoding;
use super::enums::Visibility;
use super::front_matter::{self, Unclosed};
use super::importable;
use super::markdown::audience_filter::FilteredText;
use super::markdown::{self, Dialect, Heading, Outline};
use super::placeholders::report_placeholders;
use super::published_text::blank_comment_lines;
use super::renamed_fields::{current_field_name, old_field_name, report_renamed_fields};
use super::text;
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Location, Severity, UnknownNames};
use crate::rules::RuleTrait;
use crate::yaml::Limits;
use crate::{rules, yaml};

/// Longest body of a page, in bytes: 4 MiB, about 700,000 words.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;

/// Fields of the type [`Switch`](super::scalar::Switch).
const SWITCH_FIELDS: [&str; 6] =
    ["comments", "highlight", "search", "mark", "publish_pdf", "sub_and_superscript"];

/// A parsed Markdown file. `T` is the type of its front matter, such as `RawCaseStudy`.
#[derive(Clone, Debug)]
pub struct Document<T> {
    /// Path from the portfolio root, such as `content/case-studies/x.md`.
    pub path: String,
    /// The parsed front matter; fields that could not be read are left at their default.
    pub raw: T,
    /// The Markdown below the front matter.
    pub body: Body,
    /// Whether the whole front matter was read without an error.
    pub is_complete: bool,
    /// Single values that stand in place of lists and were read as such: the field, and the place of the error.
    pub(crate) lone_values: Vec<(String, std::ops::Range<usize>)>,
}

/// The body of a Markdown file as an audience may see it. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Body(Arc<BodyData>);

/// The contents of a [`Body`], behind its `Arc`.
#[derive(Debug, Default)]
pub struct BodyData {
    /// The Markdown without the blocks that the audience may not see.
    filtered: FilteredText,
    /// Byte offset of the body in the file.
    offset: usize,
    /// How the Markdown is read.
    pub dialect: Dialect,
    /// Headings, links, images and word count of the filtered Markdown.
    pub outline: Outline,
}

impl Body {
    fn parse(source: &str, offset: usize, audience: Visibility, dialect: Dialect) -> Self {
        let filtered = FilteredText::for_audience(&source[offset..], audience);
        let outline = markdown::parse_outline(&filtered.text, dialect);
        Self(Arc::new(BodyData { filtered, offset, dialect, outline }))
    }

    /// The Markdown that the audience may see.
    pub fn text(&self) -> &str {
        &self.filtered.text
    }

    /// Number of blocks that were removed for this audience.
    pub fn hidden_block_count(&self) -> usize {
        self.filtered.hidden_block_count
    }

    /// The heading of the author's reflection, as people name it in the languages that leadfolio has words of.
    pub fn reflection_heading(&self) -> Option<&Heading> {
        const TITLES: [&str; 26] = [
            "reflection",
            "reflections",
            "my reflection",
            "my reflections",
            "what i learned",
            "what i have learned",
            "what we learned",
            "lessons learned",
            "reflexión",
            "reflexiones",
            "mi reflexión",
            "lo que aprendí",
            "lo que aprendimos",
            "reflexion",
            "meine reflexion",
            "was ich gelernt habe",
            "réflexion",
            "ma réflexion",
            "ce que j’ai appris",
            "ce que j'ai appris",
            "reflexão",
            "minha reflexão",
            "o que aprendi",
            "التأمل",
            "تأملات",
            "ما تعلمته",
        ];
        let name = |heading: &Heading| heading.title.trim_end_matches([':', '.', '?', '!']).to_lowercase();
        self.outline.headings.iter().find(|heading| TITLES.contains(&name(heading).as_str()))
    }

    /// The text of the author's reflection, up to the next heading of the same or a higher level; `None` when there is no
    /// such heading.
    pub fn reflection(&self) -> Option<&str> {
        let own = self.reflection_heading()?;
        let mut later =
            self.outline.headings.iter().skip_while(|heading| heading.range.start <= own.range.start);
        let next = later.find(|heading| heading.level <= own.level);
        let end = next.map_or(self.text().len(), |heading| heading.range.start);
        self.text().get(own.range.end..end)
    }

    /// Converts a byte range of [`Body::text`] to the byte range of the file.
    pub fn to_file_range(&self, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let origin = self.filtered.to_source_range(range);
        self.offset + origin.start..self.offset + origin.end
    }
}

impl Deref for Body {
    type Target = BodyData;

    fn deref(&self) -> &BodyData {
        &self.0
    }
}

/// Reads a Markdown file for an audience, in the dialect that its front matter asks for. Errors go to `diagnostics`.
///
/// `None` when the file is not text, its body is too long, or its front matter is missing or never closed; errors
/// within the front matter still give a document.
pub fn read_document<T: DeserializeOwned + Default>(
    path: &str,
    bytes: &[u8],
    audience: Visibility,
    dialect: impl FnOnce(&T) -> Dialect,
    diagnostics: &mut Diagnostics,
) -> Option<Document<T>> {
    let source = decode_or_report(path, bytes, diagnostics)?;
    let parts = match front_matter::split(&source) {
        Ok(parts) => parts,
        Err(Unclosed(range)) => {
            diagnostics.push(unclosed_front_matter_error(path, &source, range));
            return None;
        }
    };
    if parts.body.len() > MAX_BODY_BYTES {
        let megabytes = parts.body.len() / 1_000_000;
        diagnostics.push(
            Diagnostic::error(
                "TXT-02",
                path,
                format!("the text is {megabytes} MB; the limit for a page is 4 MB"),
            )
            .help("split it into several pages, or put it in `files/` as a document to download"),
        );
        return None;
    }
    let errors_before = diagnostics.count(Severity::Error);
    let raw: T = match &parts.yaml {
        Some(range) => {
            read_yaml(path, &source[range.clone()], range.start, Limits::front_matter(), diagnostics)
        }
        None => {
            diagnostics.push(missing_front_matter_error(path, &source));
            return None;
        }
    };
    let is_complete = diagnostics.count(Severity::Error) == errors_before;
    if let Some(range) = parts.yaml {
        report_placeholders(path, &source, range.clone(), diagnostics);
        report_marker_in_yaml(path, &source, range.clone(), diagnostics);
        if is_complete {
            report_renamed_fields(path, &source, range, diagnostics);
        }
    }
    let body = Body::parse(&source, parts.body.start, audience, dialect(&raw));
    report_markers(path, &body, diagnostics);
    let lone_values = diagnostics.lone_values_of(path);
    Some(Document { path: path.to_owned(), raw, body, is_complete, lone_values })
}

fn unclosed_front_matter_error(path: &str, source: &str, opening: std::ops::Range<usize>) -> Diagnostic {
    if let Some(fence) = front_matter::find_misspelled_fence(source, opening.end) {
        let message = "this line must be three hyphens to close the front matter";
        return dash_error("YML-06", path, fence, message);
    }
    if let Some(indent) = front_matter::find_indented_fence(source, opening.end) {
        return indented_fence_error("YML-06", path, source, indent);
    }
    Diagnostic::error("YML-06", path, "the front matter is never closed")
        .at(opening)
        .help("write a line with three hyphens, `---`, below the last field")
}

/// White space before the three hyphens that begin or close the front matter.
fn indented_fence_error(
    rule: &'static str,
    path: &str,
    source: &str,
    indent: std::ops::Range<usize>,
) -> Diagnostic {
    let (message, help) = match &source[indent.clone()] {
        " " => ("there is a space before `---`", "delete it"),
        "\t" => ("there is a tab before `---`", "delete it"),
        _ => ("there are spaces before `---`", "delete them"),
    };
    Diagnostic::error(rule, path, message).at(indent.clone()).help(help).fix(Location::Range(indent), "")
}

/// A line of dashes in place of three hyphens.
fn dash_error(
    rule: &'static str,
    path: &str,
    line: std::ops::Range<usize>,
    message: &'static str,
) -> Diagnostic {
    Diagnostic::error(rule, path, message)
        .at(line.clone())
        .help("write `---` on this line: three hyphens, which word processors turn into a dash")
        .fix(Location::Range(line), "---")
}

fn missing_front_matter_error(path: &str, source: &str) -> Diagnostic {
    if source.trim().is_empty() {
        return Diagnostic::error("YML-09", path, "the file is empty").help(
            "write the fields between two lines of three hyphens, `---`, then the text; or delete the file",
        );
    }
    let start = front_matter::first_line_start(source);
    let first = source[start..].lines().next().unwrap_or_default();
    let line = start..start + first.trim_end().len();
    if front_matter::is_misspelled_fence(first) {
        let message = "the front matter must start with three hyphens, but this line is something else";
        return dash_error("YML-09", path, line, message);
    }
    if first.trim() == "---" {
        let indent = start..start + first.len() - first.trim_start().len();
        return indented_fence_error("YML-09", path, source, indent);
    }
    if first.starts_with("{\\rtf") {
        return Diagnostic::error("YML-09", path, "this is a formatted document (RTF), not plain text")
            .help("in TextEdit, choose Format > Make Plain Text; in other programs, copy the text into a new file in Notepad; then save it under this name");
    }
    let key = first.split_once(": ").map(|(key, _)| key);
    let is_field = key.is_some_and(|key| {
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    });
    if is_field && front_matter::has_fence(source, start) {
        return Diagnostic::error("YML-09", path, "there is no line `---` above the first field")
            .at(line)
            .help("write a line with three hyphens, `---`, above this line")
            .fix(Location::Range(start..start), "---\n");
    }

    Diagnostic::error("YML-09", path, "there is no front matter").at(0..0).help(
        "start the file with a line `---`, then fields such as `title: \"…\"`, then a line `---`, then the text",
    )
}

/// Reports a marker of a private block in YAML, where it hides nothing.
fn report_marker_in_yaml(
    path: &str,
    source: &str,
    range: std::ops::Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    let yaml = &source[range.clone()];
    let Some(marker) = markdown::find_any_marker(&blank_comment_lines(yaml), true) else { return };
    let place = marker.start + range.start..marker.end + range.start;
    diagnostics.push(
        Diagnostic::error("PRV-01", path, "a marker hides nothing here: it works only in the text of a page").at(place).help(
            "move what you want to hide into the text, below the closing `---`, or leave it out; a whole page, artifact, \
             testimonial or comment is hidden with `visibility: private`",
        ),
    );
}

fn report_markers(path: &str, body: &Body, diagnostics: &mut Diagnostics) {
    for range in &body.filtered.unmatched_markers {
        let range = body.offset + range.start..body.offset + range.end;
        diagnostics.push(
            Diagnostic::error("PRV-01", path, "this marker has no matching marker").at(range).help(
                "a private block starts with `<!-- private -->` and ends with `<!-- /private -->`; everything up to the end was left out",
            ),
        );
    }
    for range in &body.filtered.misspelled_markers {
        let range = body.offset + range.start..body.offset + range.end;
        diagnostics.push(
            Diagnostic::error(
                "PRV-01",
                path,
                "this looks like a misspelled marker, so it hides nothing",
            )
            .at(range)
            .help(
                "write `<!-- private -->` before and `<!-- /private -->` after what you want to hide, or `panel` in place of `private`; if it isn't meant as a marker, reword it",
            ),
        );
    }
}

/// Reads a YAML file. Errors go to `diagnostics`; `None` when the file is not text.
pub fn read_data_file<T: DeserializeOwned + Default>(
    path: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let source = decode_or_report(path, bytes, diagnostics)?;
    Some(read_data_text(path, &source, diagnostics))
}

/// Reads the text of a YAML file. Errors go to `diagnostics`.
pub(super) fn read_data_text<T: DeserializeOwned + Default>(
    path: &str,
    source: &str,
    diagnostics: &mut Diagnostics,
) -> T {
    let raw = read_yaml(path, source, 0, Limits::file(), diagnostics);
    report_placeholders(path, source, 0..source.len(), diagnostics);
    report_marker_in_yaml(path, source, 0..source.len(), diagnostics);
    raw
}

pub(super) fn decode_or_report<'b>(
    path: &str,
    bytes: &'b [u8],
    diagnostics: &mut Diagnostics,
) -> Option<Cow<'b, str>> {
    match text::decode(bytes) {
        Ok(source) => Some(source),
        Err(error) => {
            let help = importable::renamed_document_help(path, bytes).unwrap_or(error.help);
            let diagnostic = Diagnostic::error("TXT-01", path, error.message).help(help);
            diagnostics.push(match encoding::to_certain_utf8(bytes) {
                Some(text) => diagnostic.fix(Location::File, text),
                None => diagnostic,
            });
            diagnostics.mark_unreadable(path, "");
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
    let (raw, errors) = yaml::deserialize(source, limits, &SWITCH_FIELDS);
    for error in errors {
        let harmless = rules::has_trait(error.rule, RuleTrait::ReadAsWritten);
        let written = source.get(error.range.clone()).unwrap_or_default();
        let before = source[..error.range.start].rsplit('\n').next().unwrap_or_default();
        let has_hyphen = before.trim() == "-";
        let names =
            advice::find_names(path, &error, written).map(|names| UnknownNames { has_hyphen, ..names });
        let own_help = advice::help_for_group(path, &error, &source[..error.range.start], written)
            .or_else(|| advice::help_for_bare_list(path, &error, written))
            .or_else(|| advice::help_for_list_of_groups(path, &error, written))
            .or_else(|| advice::help_for_texts(path, &error, written))
            .or_else(|| advice::help_for_one_person(&error, written));
        // Names are read as a list of one that is no id: that would be reported a second time.
        if !harmless && (!error.is_read || names.is_some()) {
            diagnostics.mark_unreadable(path, &current_field_name(&error.field));
        }
        if error.is_read && error.expected_shape == Some(yaml::Shape::List) && names.is_none() {
            let place = error.range.start + offset..error.range.end + offset;
            diagnostics.mark_lone_value(path, &current_field_name(&error.field), place);
        }
        if let Some(meant) = &error.meant_field {
            diagnostics.mark_unreadable(path, meant);
        }
        let moved = |range: std::ops::Range<usize>| range.start + offset..range.end + offset;
        let message = prefix_field_name(error.message, &error.field, source, error.range.start);
        let severity = if harmless { Severity::Warning } else { Severity::Error };
        let mut diagnostic = Diagnostic::new(error.rule, severity, path, message).at(moved(error.range));
        diagnostic.help = own_help.or(error.help);
        diagnostic.unknown_names = names.map(Box::new);
        diagnostic.related = error.related.map(|(range, label)| Box::new((moved(range), label)));
        diagnostic.fix = error.fix.map(|(range, text)| Fix { location: Location::Range(moved(range)), text });
        diagnostics.push(diagnostic);
    }
    raw
}

/// Prefixes a message with the name of its field, unless it names it already. An error without a field takes the key
/// of the line that it is in.
fn prefix_field_name(message: String, field: &str, source: &str, at: usize) -> String {
    let last = field.rsplit('.').next().and_then(|name| name.split('[').next()).unwrap_or_default();
    let start = source[..at.min(source.len())].rfind('\n').map_or(0, |newline| newline + 1);
    let line = source[start..].lines().next().unwrap_or_default();
    let key_of_line = line.trim_start_matches([' ', '\t', '-']).split(':').next().unwrap_or_default();
    let is_key = |key: &&str| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    // Messages are our own, and most name the field that they are about.
    match [last, key_of_line].into_iter().find(is_key) {
        Some(key) if !message.contains(key) => format!("`{key}`: {message}"),
        _ => message,
    }
}

/// Byte offset of the body of a Markdown file; `None` if its front matter is missing or never closed.
pub fn body_start(source: &str) -> Option<usize> {
    let parts = front_matter::split(source).ok()?;
    parts.yaml.map(|_| parts.body.start)
}

/// Finds the byte range of a YAML field in a file, for a diagnostic that knows only the name of the field.
///
/// Falls back to the first line when the field is not there; `None` when that line is blank too.
pub fn locate_field(source: &str, field: &str) -> Option<std::ops::Range<usize>> {
    let parts = front_matter::split(source).ok()?;
    let range = parts.yaml.unwrap_or(0..source.len());
    let locate = |field: &str| yaml::locate_field(&source[range.clone()], field);
    let found = locate(field).or_else(|| locate(&old_field_name(field)?));
    let first = source.lines().next().unwrap_or_default();
    found.map_or_else(
        || (!first.trim().is_empty()).then_some(0..first.len()),
        |inner| Some(inner.start + range.start..inner.end + range.start),
    )
}

#[cfg(test)]
mod tests {
    use super::SWITCH_FIELDS;

    #[test]
    fn every_switch_takes_on_and_off_without_a_warning() {
        let schemas = [include_str!("schema/portfolio.rs"), include_str!("schema/page.rs")];
        let fields = schemas.iter().flat_map(|source| source.lines());
        let fields = fields.filter_map(|line| line.trim().strip_suffix(": Switch,"));
        for field in fields {
            assert!(SWITCH_FIELDS.contains(&field), "`{field}: on` would be reported");
        }
    }
}
