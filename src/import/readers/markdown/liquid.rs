//! Liquid, as Jekyll and Eleventy have it in pages: tags `{% … %}` and placeholders `{{ … }}`.

use std::collections::{BTreeMap, HashSet};

use super::fields::is_picture;
use super::page_context::PageContext;
use super::prose::{
    MAX_TAG, arguments, between, fenced, link, named, picture, positional, push_block, rewrite,
};
use crate::content::markdown::source_parts;
use crate::vfs::lowercase_extension;

/// How deep files are included in others.
const MAX_INCLUDES: usize = 3;

/// Bytes of all files that are included in one page.
const MAX_INCLUDED: usize = 500_000;

/// Replaces Liquid in a body.
pub(super) fn convert(body: &str, page: &mut PageContext<'_>) -> String {
    if !body.contains("{%") && !body.contains("{{") {
        return body.to_owned();
    }
    let body = include_files(body, page);
    let body = without_raw_in_code(&body);
    let mut converter = Converter { page, is_raw: false, variables: BTreeMap::new(), absent: HashSet::new() };
    let converted = rewrite(&body, &['{'], |body, at, out| converter.replace(body, at, out));
    for (name, variable) in converter.variables {
        if variable.is_capture && !variable.is_used {
            converter.page.omit(
                &variable.text,
                &format!("text that is kept as `{name}` and shown nowhere on the page"),
            );
        }
    }
    converted
}

/// Jekyll reads Liquid in code, too: `{% raw %}` in it is not for readers.
fn without_raw_in_code(body: &str) -> String {
    if !body.contains("raw") {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for range in source_parts(body).code {
        out.push_str(&body[at..range.start]);
        let code = &body[range.clone()];
        let has_both = code.contains("{% raw %}") && code.contains("{% endraw %}");
        out.push_str(&if has_both {
            code.replace("{% raw %}\n", "")
                .replace("{% endraw %}\n", "")
                .replace("{% raw %}", "")
                .replace("{% endraw %}", "")
        } else {
            code.to_owned()
        });
        at = range.end;
    }
    out + &body[at..]
}

/// Puts in the text of Markdown files that the page includes.
fn include_files(body: &str, page: &PageContext<'_>) -> String {
    let mut body = body.to_owned();
    let mut left = MAX_INCLUDED;
    for _ in 0..MAX_INCLUDES {
        let mut has_included = false;
        body = rewrite(&body, &['{'], |body, at, out| {
            let inside = between(&body[at..], "{%", "%}")?;
            let (name, rest) = split_tag(inside);
            let file = rest.split_whitespace().next().filter(|_| name.starts_with("include"))?;
            let is_text = matches!(lowercase_extension(file).as_deref(), Some("md" | "markdown" | "txt"));
            let text = page.folder.text_of_file(&format!("_includes/{file}")).filter(|_| is_text)?;
            left = left.checked_sub(text.len())?;
            has_included = true;
            out.push_str(text.trim());
            Some(inside.len() + 4)
        });
        if !has_included {
            break;
        }
    }
    body
}

struct Variable {
    text: String,
    is_capture: bool,
    is_used: bool,
}

struct Converter<'c, 'f> {
    page: &'c mut PageContext<'f>,
    is_raw: bool,
    variables: BTreeMap<String, Variable>,
    /// Tags of which no end follows any more.
    absent: HashSet<&'static str>,
}

impl Converter<'_, '_> {
    fn replace(&mut self, body: &str, at: usize, out: &mut String) -> Option<usize> {
        let rest = &body[at..];
        if rest.starts_with("{%") {
            // Hugo's shortcodes are not Liquid.
            let inside = between(rest, "{%", "%}").filter(|_| !body[..at].ends_with('{'))?;
            return self.replace_tag(body, at, inside, out);
        }
        if rest.starts_with("{{<") || rest.starts_with("{{%") {
            return None;
        }
        let inside = between(rest, "{{", "}}")?;
        if self.is_raw {
            out.push_str("\\{{");
            return Some(2);
        }
        self.replace_placeholder(inside, out);
        Some(inside.len() + 4)
    }

    fn replace_tag(&mut self, body: &str, at: usize, inside: &str, out: &mut String) -> Option<usize> {
        let (name, rest) = split_tag(inside);
        let end = at + inside.len() + 4;
        let length = inside.len() + 4;
        if self.is_raw {
            self.is_raw = name != "endraw";
            if self.is_raw {
                out.push_str("\\{%");
                return Some(2);
            }
            return Some(length);
        }
        match name {
            "raw" => self.is_raw = self.find_end(body, end, "endraw").is_some(),
            "comment" => {
                let Some((close, after)) = self.find_end(body, end, "endcomment") else {
                    return self.drop_tag(inside);
                };
                self.page.omit(&body[end..close], "comment that its author did not publish");
                return Some(after - at);
            }
            "highlight" => {
                let Some((close, after)) = self.find_end(body, end, "endhighlight") else {
                    return self.drop_tag(inside);
                };
                let language = rest.split_whitespace().next().unwrap_or_default();
                push_block(out, &fenced(&body[end..close], language));
                return Some(after - at);
            }
            "capture" => {
                let Some((close, after)) = self.find_end(body, end, "endcapture") else {
                    return self.drop_tag(inside);
                };
                let text = body[end..close].trim().to_owned();
                let name = rest.trim_matches(['"', '\'']).to_owned();
                self.variables.insert(name, Variable { text, is_capture: true, is_used: false });
                return Some(after - at);
            }
            "assign" => self.assign(rest, inside),
            "link" | "post_url" => out.push_str(&self.address_of(name, rest)),
            "include" | "include_relative" | "include_cached" | "picture" | "image" | "img" => {
                self.include(rest, inside, out);
            }
            "youtube" | "youtubePlayer" | "vimeo" | "gist" | "twitter" | "tweet" => {
                let id = positional(&arguments(rest)).first().map(|id| (*id).to_owned()).unwrap_or_default();
                match super::players::address(name, &id) {
                    Some(address) => push_block(out, &format!("<{address}>")),
                    None => return self.drop_tag(inside),
                }
            }
            "details" => {
                push_block(out, &format!("<details><summary>{}</summary>", rest.trim_matches(['"', '\''])));
            }
            "enddetails" => push_block(out, "</details>"),
            _ => return self.drop_tag(inside),
        }
        Some(length)
    }

    /// Lists a tag as left out. What is between it and its end stays.
    fn drop_tag(&mut self, inside: &str) -> Option<usize> {
        if !inside.trim_matches(['-', ' ']).starts_with("end") {
            self.page
                .omit(&format!("{{%{inside}%}}"), "instruction to the program that built the site (Liquid)");
        }
        Some(inside.len() + 4)
    }

    fn assign(&mut self, rest: &str, inside: &str) {
        let text = rest.split_once('=').and_then(|(name, value)| Some((name.trim(), literal(value.trim())?)));
        match text {
            Some((name, text)) => {
                let variable = Variable { text, is_capture: true, is_used: false };
                self.variables.insert(name.to_owned(), variable);
            }
            None => {
                self.drop_tag(inside);
            }
        }
    }

    /// Where the tag stands that ends another one: its start and its end.
    fn find_end(&mut self, body: &str, from: usize, name: &'static str) -> Option<(usize, usize)> {
        if self.absent.contains(name) {
            return None;
        }
        for (at, _) in body[from..].match_indices("{%") {
            let start = from + at;
            let Some(inside) = between(&body[start..], "{%", "%}") else { continue };
            if split_tag(inside).0 == name {
                return Some((start, start + inside.len() + 4));
            }
        }
        self.absent.insert(name);
        None
    }

    /// The file that `{% link %}` and `{% post_url %}` name, from the top of the folder.
    fn address_of(&self, tag: &str, rest: &str) -> String {
        let name = rest.trim().trim_matches(['"', '\'']).trim_start_matches('/');
        if tag == "link" {
            return format!("/{name}");
        }
        self.page
            .folder
            .find_post(name)
            .map_or_else(|| format!("/_posts/{name}.md"), |path| format!("/{path}"))
    }

    /// An included file: a picture, if it is given one.
    fn include(&mut self, rest: &str, inside: &str, out: &mut String) {
        let arguments = arguments(rest);
        let names = ["src", "url", "image", "image_path", "path", "file", "img", "image_url"];
        let source = named(&arguments, &names)
            .or_else(|| positional(&arguments).into_iter().find(|word| is_picture(word)));
        let Some(source) = source.filter(|source| is_picture(source)) else {
            let id = named(&arguments, &["id", "video_id", "youtube_id"]).unwrap_or_default();
            let player =
                rest.split_whitespace().next().unwrap_or_default().split('.').next().unwrap_or_default();
            let provider = named(&arguments, &["provider"]).unwrap_or(player);
            match super::players::address(provider, id).filter(|_| !id.is_empty()) {
                Some(address) => push_block(out, &format!("<{address}>")),
                None => {
                    self.drop_tag(inside);
                }
            }
            return;
        };
        let alt = named(&arguments, &["alt", "alt_text", "description"]).unwrap_or_default();
        let caption = named(&arguments, &["caption", "title"]).unwrap_or_default();
        let shown = picture(&expand(source, self.page), if alt.is_empty() { caption } else { alt }, caption);
        let target = named(&arguments, &["link", "href"]).map(|target| expand(target, self.page));
        out.push_str(&target.map_or(shown.clone(), |target| link(&target, &shown)));
    }

    fn replace_placeholder(&mut self, inside: &str, out: &mut String) {
        let (expression, _) = split_filters(inside);
        if let Some(variable) = self.variables.get_mut(expression) {
            variable.is_used = true;
            out.push_str(&variable.text);
            return;
        }
        match evaluate(inside, self.page) {
            Some(text) => out.push_str(&text),
            None => self.page.omit(
                &format!("{{{{{inside}}}}}"),
                "placeholder that the program filled in when it built the site",
            ),
        }
    }
}

/// The name of a tag and the rest.
fn split_tag(inside: &str) -> (&str, &str) {
    let words = inside.trim_matches('-').trim();
    let end = words.find(|c: char| c.is_whitespace()).unwrap_or(words.len());
    (&words[..end], words[end..].trim())
}

/// A placeholder without its filters, and its filters.
fn split_filters(inside: &str) -> (&str, &str) {
    let inside = inside.trim_matches('-').trim();
    let (value, filters) = inside.split_once('|').unwrap_or((inside, ""));
    (value.trim(), filters.trim())
}

/// A text in quotation marks.
fn literal(text: &str) -> Option<String> {
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).map(str::to_owned)
}

/// What a placeholder shows, as far as the folder says it.
fn evaluate(inside: &str, page: &PageContext<'_>) -> Option<String> {
    let (value, filters) = split_filters(inside);
    let text = match literal(value) {
        Some(text) => text,
        None => match value.split_once('.') {
            Some(("site", "baseurl" | "url")) => String::new(),
            Some(("site", name)) => page.site_value(name)?,
            Some(("page", name)) => page.front_value(name)?,
            _ => return None,
        },
    };
    let is_date = filters.starts_with("date");
    Some(match super::fields::parse_date(&text) {
        Some(date) if is_date => date.format_long(),
        _ => text,
    })
}

/// Fills in the placeholders of an address.
fn expand(text: &str, page: &PageContext<'_>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        out.push_str(&rest[..at]);
        let Some(inside) = between(&rest[at..], "{{", "}}") else { break };
        out.push_str(&evaluate(inside, page).unwrap_or_default());
        rest = &rest[at + inside.len() + 4..];
    }
    debug_assert!(text.len() <= MAX_TAG, "a tag is bounded");
    out + rest
}
