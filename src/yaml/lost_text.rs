//! Warns about text that YAML takes for something else, so that readers would not see it as it was written: a comment,
//! a name for an alias, typographic quotation marks.

use std::borrow::Cow;
use std::ops::Range;

use super::error::{MAX_ERRORS, YamlError};
use super::limits::Limits;
use super::line::{SourceLine, quote};
use super::node::{NodeKind, YamlTree};
use super::{field_path, parse};

/// A help text shows a line only if it has at most this many bytes.
const MAX_SHOWN_LINE_LEN: usize = 160;
/// A message quotes at most this many characters of what readers do not see.
const MAX_QUOTED_CHARS: usize = 40;

/// Reads texts between typographic quotation marks as if the marks were straight, and reports them, one error a line:
/// people who paste from a word processor mean the quotes of YAML. At most [`MAX_ERRORS`] are returned.
pub(super) fn read_typographic_quotes(tree: &mut YamlTree) -> Vec<YamlError> {
    let found = find_typographic_quotes(tree);
    let same_line = |(_, one, _): &QuotedText, (_, other, _): &QuotedText| {
        !tree.source[one.end..other.start].contains('\n')
    };
    let lines = found.chunk_by(same_line).take(MAX_ERRORS);
    let errors = lines.map(|texts| typographic_quotes_error(tree, texts)).collect();
    for (at, _, inner) in found {
        tree.nodes[at].kind = NodeKind::Scalar { value: Cow::Owned(inner), plain: false };
    }
    errors
}

/// A source with straight quotation marks in place of the typographic ones around texts; `None` if it has none.
pub fn straighten_quotes(source: &str) -> Option<String> {
    if !source.contains(['“', '”', '„', '«', '‘', '‚']) {
        return None;
    }
    let (tree, _) = parse::parse_tree(source, &Limits::unlimited());
    let found = find_typographic_quotes(&tree);
    (!found.is_empty()).then(|| with_straight_quotes(source, 0..source.len(), &found))
}

/// A text between typographic quotation marks: its node, its range with the marks, and what is between them.
type QuotedText = (usize, Range<usize>, String);

fn find_typographic_quotes(tree: &YamlTree) -> Vec<QuotedText> {
    let quoted = |at: usize| {
        let NodeKind::Scalar { value, plain: true } = &tree.nodes[at].kind else { return None };
        let range = tree.nodes[at].range.clone();
        let inner = unquote_typographic(value).filter(|_| tree.source[range.clone()] == **value)?;
        Some((at, range, inner.to_owned()))
    };
    (0..tree.nodes.len()).filter_map(quoted).collect()
}

/// A part of a source with the given texts in straight quotation marks.
fn with_straight_quotes(source: &str, part: Range<usize>, texts: &[QuotedText]) -> String {
    let (mut result, mut at) = (String::new(), part.start);
    for (_, range, inner) in texts {
        result.push_str(&source[at..range.start]);
        result.push_str(&quote(inner));
        at = range.end;
    }
    result + &source[at..part.end]
}

/// The error about texts on one line; there is at least one.
fn typographic_quotes_error(tree: &YamlTree, texts: &[QuotedText]) -> YamlError {
    let (first, last) = (&texts[0], &texts[texts.len() - 1]);
    let range = first.1.start..last.1.end;
    let straight = with_straight_quotes(tree.source, range.clone(), texts);
    let message = "these quotation marks aren't straight, and YAML understands only straight ones";
    let help = match shown_line(tree.source, range.clone(), &straight) {
        Some(line) => format!("write `{line}`"),
        None => "replace them with straight ones, `\"`".to_owned(),
    };
    YamlError::new("YML-12", tree.source, range.clone(), message)
        .help(help)
        .fix(range, straight)
        .field(field_path::locate_node(tree, first.0).field)
        .read_as_meant()
}

/// Reports texts in a bracketed list that typographic quotation marks do not hold together: `[“culture, trust”]` is two
/// entries. At most [`MAX_ERRORS`] are returned.
pub(super) fn find_split_quotes(tree: &YamlTree) -> Vec<YamlError> {
    let lists = (0..tree.nodes.len()).filter(|at| matches!(tree.nodes[*at].kind, NodeKind::Sequence));
    let plain_text = |at: usize| match &tree.nodes[at].kind {
        NodeKind::Scalar { value, plain: true } => Some(value.as_ref()),
        _ => None,
    };
    let mut errors = Vec::new();
    for list in lists {
        let mut open: Option<usize> = None;
        for entry in tree.children(list) {
            let Some(text) = plain_text(entry) else {
                open = None;
                continue;
            };
            if text.starts_with(['“', '„']) {
                open = Some(entry);
            } else if let (Some(first), true) = (open, text.ends_with(['”', '“'])) {
                errors.extend(split_quotes_error(tree, first, entry));
                open = None;
            }
            if errors.len() >= MAX_ERRORS {
                return errors;
            }
        }
    }
    errors
}

fn split_quotes_error(tree: &YamlTree, first: usize, last: usize) -> Option<YamlError> {
    let range = tree.nodes[first].range.start..tree.nodes[last].range.end;
    let inner = unquote_typographic(tree.source.get(range.clone())?)?;
    let quoted = quote(inner);
    let line = shown_line(tree.source, range.clone(), &quoted)?;
    let message = "these quotation marks aren't straight, so they don't hold the text together";
    Some(
        YamlError::new("YML-12", tree.source, range.clone(), message)
            .help(format!("write `{line}`"))
            .fix(range, quoted)
            .field(field_path::locate_node(tree, first).field)
            .read_as_meant(),
    )
}

/// The text between typographic quotation marks around all of it; `None` if there are none, or more within it.
pub(super) fn unquote_typographic(text: &str) -> Option<&str> {
    const DOUBLE: [char; 6] = ['“', '”', '„', '«', '»', '"'];
    const SINGLE: [char; 4] = ['‘', '’', '‚', '\''];
    let first = text.chars().next()?;
    let (marks, closing): (&[char], &[char]) = match first {
        '“' | '”' | '„' => (&DOUBLE, &['”', '“']),
        '«' => (&DOUBLE, &['»']),
        '‘' | '‚' => (&SINGLE, &['’', '‘']),
        _ => return None,
    };
    let inner = text[first.len_utf8()..].strip_suffix(closing)?.trim();
    (!inner.is_empty() && !inner.starts_with(marks) && !inner.contains(&marks[..marks.len() - 1]))
        .then_some(inner)
}

/// Warns about texts that are cut off by a `#`, and about those whose first word is a name for an alias (`&name`) that
/// nothing uses. At most [`MAX_ERRORS`] are returned.
pub(super) fn find_lost_text(tree: &YamlTree, unused_anchors: &[usize]) -> Vec<YamlError> {
    let comments = (0..tree.nodes.len()).filter_map(|at| Some((at, comment_after_text(tree, at)?)));
    let comments = comments.map(|(at, comment)| comment_error(tree, at, comment));
    let comments = comments.chain(hashtag_error(tree));
    let anchors = unused_anchors.iter().filter_map(|at| anchor_error(tree, *at));
    comments.chain(anchors).take(MAX_ERRORS).collect()
}

/// The comment on the line of an unquoted text, if it is more likely a part of the text. A comment after two spaces,
/// after a number or after a single word is one: `level: 5 # after the review`.
fn comment_after_text(tree: &YamlTree, at: usize) -> Option<Range<usize>> {
    let NodeKind::Scalar { value, plain: true } = &tree.nodes[at].kind else { return None };
    let end = tree.nodes[at].range.end;
    let rest = tree.source[end..].lines().next()?.trim_end();
    let comment = rest.strip_prefix(" #")?;
    let is_glued = comment.starts_with(char::is_alphanumeric);
    let is_prose = value.contains(char::is_alphabetic)
        && (value.contains(' ') || is_glued && value.starts_with(char::is_uppercase));
    is_prose.then(|| end + 1..end + rest.len())
}

fn comment_error(tree: &YamlTree, at: usize, comment: Range<usize>) -> YamlError {
    let start = tree.nodes[at].range.start;
    let lost = shorten(&tree.source[comment.clone()]);
    let message = format!("a `#` after a space starts a comment: readers won't see `{lost}`");
    let text = &tree.source[start..comment.end];
    let help = match shown_line(tree.source, start..comment.end, &quote(text)) {
        Some(line) => format!(
            "if it is part of the text, put the text in quotes: `{line}`; if it is a note, put two spaces before the `#`"
        ),
        None => "if it is part of the text, put the whole text in quotes; if it is a note, put two spaces before the `#`".to_owned(),
    };
    YamlError::new("YML-13", tree.source, comment, message)
        .help(help)
        .field(field_path::locate_node(tree, at).field)
        .read_as_meant()
}

/// Tags that are written as on social networks, `tags: #culture #trust`: all of it is a comment.
fn hashtag_error(tree: &YamlTree) -> Option<YamlError> {
    tree.nodes.first().filter(|root| matches!(root.kind, NodeKind::Mapping))?;
    let mut entries = tree.entries(0);
    let (key, _) =
        entries.find(|(key, value)| tree.scalar_text(*key) == Some("tags") && tree.is_null(*value))?;
    let end = tree.nodes[key].range.end;
    let rest = tree.source[end..].lines().next()?;
    let written = rest.trim_start_matches([':', ' ']).trim_end();
    let tags: Option<Vec<&str>> = written.split_whitespace().map(|word| word.strip_prefix('#')).collect();
    let tags = tags.filter(|tags| !tags.is_empty() && tags.iter().all(|tag| !tag.is_empty()))?;
    let start = end + (rest.len() - rest.trim_start_matches([':', ' ']).len());
    let message = format!("a `#` starts a comment: readers won't see `{}`", shorten(written));
    Some(
        YamlError::new("YML-13", tree.source, start..start + written.len(), message)
            .help(format!("write tags without the `#`, in brackets: `tags: [{}]`", tags.join(", ")))
            .field("tags".to_owned())
            .read_as_meant(),
    )
}

fn anchor_error(tree: &YamlTree, at: usize) -> Option<YamlError> {
    let NodeKind::Scalar { plain: true, .. } = &tree.nodes[at].kind else { return None };
    let end = tree.nodes[at].range.end;
    let before = tree.source.get(..tree.nodes[at].range.start)?;
    let start = before.rfind('&')?;
    let name = tree.source[start..].split(char::is_whitespace).next()?;
    if before[start..].contains('\n') || name.len() < 2 {
        return None;
    }
    let text_end = end.max(start + name.len());
    let message = format!("YAML reads `{name}` as the name of a value, so readers won't see it");
    let help = match shown_line(tree.source, start..text_end, &quote(&tree.source[start..text_end])) {
        Some(line) => format!("put text that starts with `&` in quotes: `{line}`"),
        None => "put text that starts with `&` in quotes".to_owned(),
    };
    Some(
        YamlError::new("YML-13", tree.source, start..start + name.len(), message)
            .help(help)
            .field(field_path::locate_node(tree, at).field)
            .read_as_meant(),
    )
}

/// The line of a part with that part replaced, for a help text; `None` if it is too long or the part has several lines.
fn shown_line(source: &str, part: Range<usize>, text: &str) -> Option<String> {
    let line = SourceLine::containing(source, part.start);
    let fits = part.end <= line.range.end && line.range.len() <= MAX_SHOWN_LINE_LEN;
    fits.then(|| line.replace_part(source, part, text).trim().to_owned())
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
