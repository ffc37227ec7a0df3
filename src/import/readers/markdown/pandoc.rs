//! Markup of Pandoc and Quarto: containers, attribute lists, code cells, notes within a line; and of Kramdown (Jekyll).

use super::front_matter::text_of;
use super::generator::Generator;
use super::hugo::{callout_kind, callout_title};
use super::page_context::PageContext;
use super::prose::{arguments, between, lines, named, picture, push_block, rewrite};

/// Brackets within brackets of a note, at most.
const MAX_BRACKETS: usize = 8;

/// Replaces it in a body.
pub(super) fn convert(body: &str, page: &mut PageContext<'_>) -> String {
    let body = convert_cells(body, page);
    let body = convert_lines(&body, page);
    let body = convert_attributes(&body, page);
    convert_notes(&body)
}

/// Containers, table captions, Kramdown's lines of attributes and abbreviations.
fn convert_lines(body: &str, page: &mut PageContext<'_>) -> String {
    if !["\n:", "{:", "*["].iter().any(|mark| body.contains(mark)) && !body.starts_with(':') {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    // Whether the containers that are open are callouts.
    let mut open: Vec<bool> = Vec::new();
    let mut is_after_table = false;
    for line in lines(body) {
        let text = line.text.trim();
        let indent = line.text.len() - line.text.trim_start().len();
        if line.is_code {
            out.push_str(line.text);
            continue;
        }
        if text.starts_with(":::") && indent <= 3 {
            convert_fence(text, &mut open, page, &mut out);
        } else if let Some((short, long)) = abbreviation(text) {
            page.glossary.push((short.to_owned(), long.to_owned()));
        } else if is_attribute_line(text) {
            drop_attribute_line(text, page, &mut out);
        } else if let Some(caption) = text.strip_prefix(": ").filter(|_| is_after_table) {
            push_block(&mut out, strip_label(caption));
        } else {
            out.push_str(line.text);
        }
        is_after_table = text.starts_with('|') || text.is_empty() && is_after_table;
    }
    out
}

fn convert_fence(text: &str, open: &mut Vec<bool>, page: &mut PageContext<'_>, out: &mut String) {
    let name = text.trim_start_matches(':').trim().trim_end_matches(':').trim();
    if name.is_empty() {
        match open.pop() {
            Some(true) => push_block(out, ":::"),
            _ => out.push('\n'),
        }
        return;
    }
    let inside = name.trim_matches(['{', '}', '[', ']']);
    let mut words = inside.split_whitespace();
    let class = words.clone().find(|word| word.starts_with('.')).or_else(|| words.next()).unwrap_or_default();
    let word = class.trim_start_matches('.').trim_start_matches("callout-");
    let kind = match word {
        "callout" | "details" => Some("note"),
        other => callout_kind(other),
    };
    let Some(kind) = kind else {
        open.push(false);
        page.omit(text, "layout of the page (Pandoc, Quarto); the text in it is kept");
        out.push('\n');
        return;
    };
    let has_attributes = name.starts_with('{');
    let title = match named(&arguments(inside), &["title"]) {
        Some(title) => callout_title(title),
        None if has_attributes => String::new(),
        None => callout_title(inside.split_once(char::is_whitespace).map_or("", |(_, title)| title)),
    };
    open.push(true);
    push_block(out, format!("::: {kind} {title}").trim_end());
}

/// `*[HTML]: HyperText Markup Language`.
fn abbreviation(text: &str) -> Option<(&str, &str)> {
    let (short, long) = text.strip_prefix("*[")?.split_once("]:")?;
    (!short.is_empty() && !long.trim().is_empty()).then_some((short, long.trim()))
}

/// `{: .lead}`, `{:toc}`, `{::options … /}`: attributes of the block above, or instructions of Kramdown.
fn is_attribute_line(text: &str) -> bool {
    let is_pandoc = text.starts_with("{.") || text.starts_with("{#");
    (text.starts_with("{:") || is_pandoc)
        && text.ends_with('}')
        && !text[1..].contains('{')
        && !text.contains("::comment")
}

fn drop_attribute_line(text: &str, page: &mut PageContext<'_>, out: &mut String) {
    if text.contains("toc") {
        // The item above says where the table of contents is to be.
        let trimmed = out.trim_end();
        let start = trimmed.rfind('\n').map_or(0, |at| at + 1);
        let item = trimmed[start..].trim();
        let is_placeholder = item.starts_with(['*', '-', '+', '1']) && item.len() < 60;
        if is_placeholder {
            let item = item.to_owned();
            out.truncate(start);
            page.omit(&item, "place of a table of contents, which the theme makes");
        }
    }
    out.push('\n');
}

/// Attribute lists after links, pictures, code and words, and those of headings.
fn convert_attributes(body: &str, page: &mut PageContext<'_>) -> String {
    let mut has_unclosed_comment = false;
    rewrite(body, &['{'], |body, at, out| {
        let rest = &body[at..];
        let inside = between(rest, "{", "}").filter(|inside| !inside.contains(['{', '\n']))?;
        let length = inside.len() + 2;
        if let Some(text) = inside.strip_prefix("::comment") {
            if has_unclosed_comment {
                return None;
            }
            let Some(end) = rest.find("{:/comment}").or_else(|| rest.find("{:/}")) else {
                has_unclosed_comment = true;
                return None;
            };
            page.omit(&rest[length..end.max(length)], "comment that its author did not publish");
            let _ = text;
            return Some(end + rest[end..].find('}')? + 1);
        }
        if inside.starts_with(':') {
            trim_before(out);
            return Some(length);
        }
        let line_start = body[..at].rfind('\n').map_or(0, |start| start + 1);
        let is_heading = body[line_start..].trim_start().starts_with('#');
        let words: Vec<&str> = inside.split_whitespace().collect();
        let is_attribute =
            |word: &&str| word.starts_with(['.', '#', '=']) || word.contains('=') || *word == "-";
        if words.is_empty() || !words.iter().all(|word| is_attribute(word) || inside.contains('"')) {
            return None;
        }
        if is_heading
            && at + length
                == line_start + body[line_start..].lines().next().unwrap_or_default().trim_end().len()
        {
            let id = words.iter().find_map(|word| word.strip_prefix('#'));
            let id = id.filter(|id| !id.starts_with("heading=") && !id.starts_with("h."));
            trim_before(out);
            out.push_str(&id.map(|id| format!(" {{#{id}}}")).unwrap_or_default());
            return Some(length);
        }
        let first = words.first().copied().unwrap_or_default();
        if body[..at].ends_with(')') {
            describe_picture(inside, out);
            return Some(length);
        }
        if body[..at].ends_with(']') {
            unwrap_span(out);
            return Some(length);
        }
        let is_label = first.starts_with('#') && first.contains('-');
        let ends_line = body[at + length..].lines().next().is_none_or(|rest| rest.trim().is_empty());
        let is_at_end = ends_line && first.starts_with(['.', '#']);
        if body[..at].ends_with('`') || is_label || is_at_end {
            trim_before(out);
            return Some(length);
        }
        None
    })
}

fn trim_before(out: &mut String) {
    while out.ends_with([' ', '\t']) {
        out.pop();
    }
}

/// Puts the alternative text of a picture, which attributes give, in place of its caption, and the caption after it.
fn describe_picture(attributes: &str, out: &mut String) {
    let arguments = arguments(attributes);
    let Some(alt) = named(&arguments, &["fig-alt", "alt"]) else { return };
    let floor = out.floor_char_boundary(out.len().saturating_sub(super::prose::MAX_TAG));
    let Some(start) = out[floor..].rfind("![").map(|at| floor + at) else { return };
    let Some(middle) = out[start..].find("](").map(|at| start + at) else { return };
    let inside = out[middle + 2..out.len() - 1].trim().to_owned();
    let (address, title) = inside.split_once(" \"").unwrap_or((&inside, ""));
    // The parenthesis is that of other words.
    if !address.starts_with('<') && address.contains([' ', ')', '\n']) {
        return;
    }
    let caption = [out[start + 2..middle].trim(), title.trim_end_matches('"')];
    let caption = caption.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    let shown = picture(address.trim_matches(['<', '>']), alt, &caption);
    out.truncate(start);
    out.push_str(&shown);
}

/// Takes the brackets off words that have attributes: `[words]{.smallcaps}`.
fn unwrap_span(out: &mut String) {
    let floor = out.floor_char_boundary(out.len().saturating_sub(super::prose::MAX_TAG));
    let mut depth = 0usize;
    let open = out[floor..].char_indices().rev().find_map(|(at, c)| {
        match c {
            ']' => depth += 1,
            '[' if depth == 1 => return Some(floor + at),
            '[' => depth = depth.saturating_sub(1),
            '\n' if out[..floor + at].ends_with('\n') => return None,
            _ => {}
        }
        None
    });
    let Some(open) = open.filter(|open| !out[..*open].ends_with([']', '!'])) else { return };
    out.pop();
    out.remove(open);
}

/// A caption without its label: `Swaps a month {#tbl-swaps}`.
fn strip_label(caption: &str) -> &str {
    match caption.rsplit_once('{') {
        Some((words, label)) if label.starts_with('#') && label.ends_with('}') => words.trim(),
        _ => caption.trim(),
    }
}

/// Notes within a line become footnotes: `^[The note.]`.
fn convert_notes(body: &str) -> String {
    if !body.contains("^[") {
        return body.to_owned();
    }
    let mut notes: Vec<String> = Vec::new();
    let start = 1 + body.matches("[^note-").count();
    let mut out = rewrite(body, &['^'], |body, at, out| {
        let inside = body[at..].strip_prefix("^[")?;
        let inside = &inside[..inside.floor_char_boundary(super::prose::MAX_TAG)];
        let mut depth = 0usize;
        let length = inside.char_indices().find_map(|(at, c)| {
            match c {
                '[' => depth += 1,
                ']' if depth == 0 => return Some(Some(at)),
                ']' => depth -= 1,
                _ => {}
            }
            (depth > MAX_BRACKETS).then_some(None)
        })??;
        let note = &inside[..length];
        let is_words = note.chars().filter(|c| c.is_alphabetic()).count() >= 3 && note.contains(' ');
        let is_power = body[..at].ends_with(|c: char| c.is_ascii_digit())
            && note.starts_with(|c: char| c.is_ascii_digit());
        if !is_words || is_power {
            return None;
        }
        out.push_str(&format!("[^note-{}]", start + notes.len()));
        notes.push(super::prose::one_line(note));
        Some(length + 3)
    });
    for (index, note) in notes.iter().enumerate() {
        push_block(&mut out, &format!("[^note-{}]: {note}", start + index));
    }
    out
}

/// Code that Quarto runs: it stays, without the marks that run it. What is hidden from readers is listed.
fn convert_cells(body: &str, page: &mut PageContext<'_>) -> String {
    if page.generator() != Generator::Quarto || !body.contains("```") && !body.contains("~~~") {
        return body.to_owned();
    }
    let is_hidden_by_default = hides_code(page);
    let mut out = String::with_capacity(body.len());
    // The block that is being read: its fence, its language and its lines.
    let mut block: Option<(String, String, Vec<&str>)> = None;
    for line in body.split_inclusive('\n') {
        let text = line.trim();
        match &mut block {
            None => match open_cell(text) {
                Some((fence, language)) => block = Some((fence, language, Vec::new())),
                None => out.push_str(line),
            },
            Some((fence, ..))
                if text.starts_with(fence.as_str()) && text.trim_matches(['`', '~']).is_empty() =>
            {
                if let Some((fence, language, code)) = block.take() {
                    push_cell(&fence, &language, &code, is_hidden_by_default, page, &mut out);
                }
            }
            Some((_, _, code)) => code.push(line),
        }
    }
    if let Some((fence, language, code)) = block {
        push_cell(&fence, &language, &code, false, page, &mut out);
    }
    out
}

/// The fence and what is in braces after it.
fn open_cell(text: &str) -> Option<(String, String)> {
    let marks = text.len() - text.trim_start_matches(['`', '~']).len();
    let language = text[marks..].trim().strip_prefix('{')?.strip_suffix('}')?;
    (marks >= 3).then(|| (text[..marks].to_owned(), language.trim().to_owned()))
}

fn push_cell(
    fence: &str,
    info: &str,
    code: &[&str],
    hidden: bool,
    page: &mut PageContext<'_>,
    out: &mut String,
) {
    let text: String = code.concat();
    if let Some(format) = info.strip_prefix('=') {
        match format {
            "html" => push_block(out, text.trim_end()),
            _ => page.omit(&text, &format!("text for {format} only")),
        }
        return;
    }
    let is_cell = !info.starts_with(['.', '#']);
    let option = |name: &str, value: &str| {
        let wanted = format!("#| {name}: {value}");
        code.iter().any(|line| line.trim() == wanted)
            || info.replace(' ', "").contains(&format!("{name}={}", value.to_uppercase()))
    };
    let is_hidden = is_cell
        && (option("echo", "false") || option("include", "false") || hidden && !option("echo", "true"));
    if is_cell {
        for line in code.iter().filter_map(|line| line.trim().strip_prefix("#| ")) {
            if let Some((_, caption)) = line.split_once("-cap:").filter(|_| is_hidden) {
                push_block(out, caption.trim().trim_matches(['"', '\'']));
            }
        }
        page.note("the results of code are not in the file; add them as a picture or a table");
    }
    if is_hidden {
        return page.omit(&text, "code that was hidden from readers");
    }
    let word = info.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    let language = word.trim_start_matches('.');
    let language = if word.starts_with('#') { "" } else { language };
    out.push_str(&format!("{fence}{language}\n{text}{fence}\n"));
}

/// Whether the front matter or the settings hide the code of all cells.
fn hides_code(page: &PageContext<'_>) -> bool {
    let echo = page.front_value("execute.echo").or_else(|| page.site_value("execute.echo"));
    let global = page.front.get("echo").and_then(text_of);
    echo.or(global).is_some_and(|echo| echo == "false")
}
