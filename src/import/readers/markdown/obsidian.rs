//! Markup of Obsidian: wiki links, embedded files, callouts, comments, marks, block ids, tags and fields in the text.

use super::fields::is_picture;
use super::generator::Generator;
use super::hugo::callout_kind;
use super::page_context::PageContext;
use super::prose::{between, lines, link, picture, rewrite};
use crate::content::markdown::heading_anchor;
use crate::urls;

/// Replaces it in a body. Wiki links are read in any folder, the rest in vaults only.
pub(super) fn convert(body: &str, page: &mut PageContext<'_>) -> String {
    let is_vault = page.generator() == Generator::Obsidian;
    let body = if is_vault { drop_comments(body, page) } else { body.to_owned() };
    let body = convert_lines(&body, page, is_vault);
    let body = convert_wiki_links(&body, page, is_vault);
    if is_vault { convert_marks(&body, page) } else { body }
}

/// `%%…%%`, in a line or over several.
fn drop_comments(body: &str, page: &mut PageContext<'_>) -> String {
    let mut is_unclosed = false;
    rewrite(body, &['%'], |body, at, _| {
        let inside = body[at..].strip_prefix("%%").filter(|_| !is_unclosed)?;
        let Some(length) = inside.find("%%") else {
            is_unclosed = true;
            return None;
        };
        page.omit(&inside[..length], "comment that its author did not publish");
        Some(length + 4)
    })
}

/// Callouts, queries, block ids and fields, each by its line.
fn convert_lines(body: &str, page: &mut PageContext<'_>, is_vault: bool) -> String {
    let is_needed =
        body.contains("[!") || is_vault && ["^", "::", "```"].iter().any(|mark| body.contains(mark));
    if !is_needed {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    let mut query: Option<String> = None;
    for line in lines(body) {
        let text = line.text.trim();
        if let Some(code) = &mut query {
            let is_end = text.starts_with("```");
            if !is_end {
                code.push_str(line.text);
            } else if let Some(code) = query.take() {
                page.omit(&code, "query whose result is not in the file");
            }
            continue;
        }
        if is_vault
            && line.is_code
            && (text.starts_with("```dataview")
                || text.starts_with("```query")
                || text.starts_with("```tasks"))
        {
            query = Some(String::new());
            continue;
        }
        if line.is_code {
            out.push_str(line.text);
        } else if !push_callout(line.text, &mut out) {
            let line = if is_vault { convert_vault_line(line.text, page) } else { line.text.to_owned() };
            out.push_str(&line);
        }
    }
    if let Some(code) = query {
        page.omit(&code, "query whose result is not in the file");
    }
    out
}

/// `> [!abstract]- Summary` becomes `> [!NOTE]` and its title in bold; whether the line was one.
fn push_callout(line: &str, out: &mut String) -> bool {
    let text = line.trim_end();
    let Some(open) = text.find("[!") else { return false };
    let prefix = &text[..open];
    if !prefix.contains('>') || !prefix.chars().all(|c| " \t>".contains(c)) {
        return false;
    }
    let Some((kind, title)) = text[open + 2..].split_once(']') else { return false };
    let kind = kind.split('|').next().unwrap_or_default().trim();
    let title = title.trim_start_matches(['+', '-']).trim();
    let is_known = callout_kind(kind).is_some();
    out.push_str(&format!("{prefix}[!{}]\n", callout_kind(kind).unwrap_or("note").to_uppercase()));
    if !title.is_empty() {
        out.push_str(&format!("{prefix}**{title}**\n{}\n", prefix.trim_end()));
    } else if !is_known && !kind.is_empty() {
        out.push_str(&format!("{prefix}**{kind}**\n{}\n", prefix.trim_end()));
    }
    true
}

/// A line without its block id; a field in it becomes a field of the page, or text.
fn convert_vault_line(line: &str, page: &mut PageContext<'_>) -> String {
    let end = if line.ends_with('\n') { "\n" } else { "" };
    let mut text = line.trim_end();
    if let Some((before, id)) = text.rsplit_once('^') {
        let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if is_id && (before.is_empty() || before.ends_with([' ', '\t'])) {
            text = before.trim_end();
        }
    }
    if let Some((key, value)) = text.split_once("::") {
        let indent = key.len() - key.trim_start().len();
        let name = key.trim_start().trim_start_matches(['-', '*', ' ']).trim_matches(['*', '_']);
        let is_field = !name.is_empty()
            && name.chars().count() <= 40
            && name.chars().all(|c| c.is_alphanumeric() || " -_".contains(c))
            && (value.starts_with([' ', '\t']) || value.is_empty());
        if is_field {
            let value = value.trim();
            if matches!(name.to_lowercase().as_str(), "tags" | "tag") {
                page.tags.extend(
                    value
                        .split([',', ' '])
                        .filter(|tag| !tag.is_empty())
                        .map(|tag| tag.trim_start_matches('#').to_owned()),
                );
                return end.to_owned();
            }
            let bullet = &key[..key.len() - key[indent..].trim_start_matches(['-', '*', ' ']).len()];
            let bullet = if bullet.trim().is_empty() || bullet.trim() == "-" { bullet } else { "" };
            let space = if bullet.is_empty() { "  " } else { "" };
            return format!("{bullet}**{name}:** {value}{space}{end}");
        }
    }
    format!("{text}{end}")
}

/// `[[note|words]]`, `[[note#heading]]` and `![[picture.png|300]]`.
fn convert_wiki_links(body: &str, page: &mut PageContext<'_>, is_vault: bool) -> String {
    if !body.contains("[[") {
        return body.to_owned();
    }
    rewrite(body, &['!', '['], |body, at, out| {
        let rest = &body[at..];
        let (is_embedded, rest) = match rest.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let inside = between(rest, "[[", "]]").filter(|inside| !inside.contains(['\n', '[']))?;
        let length = usize::from(is_embedded) + inside.len() + 4;
        let (target, label) = inside.split_once('|').unwrap_or((inside, ""));
        let target = target.trim().trim_end_matches('\\');
        let (name, anchor) = target.split_once('#').unwrap_or((target, ""));
        let words = match (label.trim(), name, anchor) {
            ("", "", anchor) => anchor.trim_start_matches('^').to_owned(),
            ("", name, "") => name.rsplit('/').next().unwrap_or(name).to_owned(),
            ("", name, anchor) if !anchor.starts_with('^') => {
                format!("{name}: {}", anchor.replace('#', ": "))
            }
            ("", name, _) => name.to_owned(),
            (label, ..) => label.to_owned(),
        };
        if is_embedded && is_picture(name) {
            let is_size = label.trim().chars().all(|c| c.is_ascii_digit() || c == 'x');
            let address = page
                .folder
                .find_name(name, page.path)
                .map_or_else(|| name.to_owned(), |path| format!("/{path}"));
            out.push_str(&picture(&address, if is_size { "" } else { label.trim() }, ""));
            return Some(length);
        }
        let found = page.folder.find_name(name, page.path);
        let heading = anchor.rsplit('#').next().unwrap_or_default();
        let fragment = match heading {
            "" => String::new(),
            block if block.starts_with('^') => String::new(),
            heading => format!("#{}", heading_anchor(heading)),
        };
        match found {
            _ if name.is_empty() && fragment.is_empty() => out.push_str(&words),
            _ if name.is_empty() => out.push_str(&link(&fragment, &words)),
            Some(path) => out.push_str(&link(&format!("/{}{fragment}", urls::encode(path)), &words)),
            None if is_vault => {
                page.note(&format!(
                    "the link “{words}” led to `{name}`, which isn't here; its words are kept"
                ));
                out.push_str(&words);
            }
            None => return None,
        }
        Some(length)
    })
}

/// `==marked==`, `#tags`, and fields within a line, `[key:: value]`.
fn convert_marks(body: &str, page: &mut PageContext<'_>) -> String {
    rewrite(body, &['=', '#', '[', '('], |body, at, out| {
        let rest = &body[at..];
        if let Some(inside) = rest.strip_prefix("==") {
            let line = inside.lines().next().unwrap_or_default();
            let length = line.find("==")?;
            let words = &line[..length];
            if words.trim() != words || words.is_empty() || words.starts_with('=') {
                return None;
            }
            out.push_str(&format!("**{words}**"));
            return Some(length + 4);
        }
        if rest.starts_with(['[', '(']) {
            let close = if rest.starts_with('[') { "]" } else { ")" };
            let inside = between(rest, &rest[..1], close).filter(|inside| !inside.contains('\n'))?;
            let (key, value) = inside.split_once(":: ")?;
            out.push_str(&format!("{}: {}", key.trim(), value.trim()));
            return Some(inside.len() + 2);
        }
        let is_start = body[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        let tag = rest.strip_prefix('#').filter(|_| is_start)?;
        let length = tag.find(|c: char| !c.is_alphanumeric() && !"-_/".contains(c)).unwrap_or(tag.len());
        let name = &tag[..length];
        let is_tag = name.chars().any(char::is_alphabetic) && !tag[length..].starts_with('#');
        if !is_tag {
            return None;
        }
        page.tags.push(name.to_owned());
        // Tags on a line of their own are no text; one in a sentence is a word of it.
        let line_start = body[..at].rfind('\n').map_or(0, |start| start + 1);
        let line = body[line_start..].lines().next().unwrap_or_default();
        let is_alone = line.split_whitespace().all(|word| word.starts_with('#') && word.len() > 1);
        if !is_alone {
            out.push_str(name);
        }
        Some(length + 1)
    })
}
