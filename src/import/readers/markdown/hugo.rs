//! Shortcodes, as Hugo and Quarto have them: `{{< figure >}}`, `{{% notice %}} … {{% /notice %}}`.

use std::collections::HashMap;

use super::page_context::PageContext;
use super::players;
use super::prose::{
    arguments, between, fenced, link, named, one_line, picture, positional, push_block, rewrite,
};

/// Shortcodes within others, at most.
const MAX_OPEN: usize = 16;

/// Words of a shortcode, some with a name.
type Arguments = Vec<(Option<String>, String)>;

/// A shortcode in the text.
struct Shortcode<'t> {
    name: &'t str,
    arguments: Arguments,
    /// As it is written.
    source: &'t str,
    is_close: bool,
}

/// One whose end has not come yet.
struct OpenShortcode {
    name: String,
    /// Where its text begins in the output.
    start: usize,
    wrapper: Wrapper,
}

/// What is made of the text of a shortcode when its end comes.
enum Wrapper {
    /// Lines that end a block.
    Close(&'static str),
    /// A quotation, with who said it.
    Quote(Option<String>),
    /// The text of a link.
    Link(String),
    /// Nothing: its text stays as it is.
    Plain,
}

/// Replaces shortcodes in a body.
pub(super) fn convert(body: &str, page: &mut PageContext<'_>) -> String {
    if !body.contains("{{<") && !body.contains("{{%") {
        return body.to_owned();
    }
    let mut converter = Converter { page, open: Vec::new(), ends: find_ends(body) };
    let mut out = rewrite(body, &['{'], |body, at, out| converter.replace(body, at, out));
    // A block that never ends goes to the end of the page.
    while let Some(open) = converter.open.pop() {
        if let Wrapper::Close(close) = open.wrapper {
            push_block(&mut out, close);
        }
    }
    out
}

struct Converter<'c, 'f> {
    page: &'c mut PageContext<'f>,
    open: Vec<OpenShortcode>,
    /// Where the ends of shortcodes are, by name: start and end of each, in order.
    ends: HashMap<String, Vec<(usize, usize)>>,
}

fn find_ends(body: &str) -> HashMap<String, Vec<(usize, usize)>> {
    let mut ends: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (at, _) in body.match_indices("{{") {
        if let Some(found) = parse(&body[at..]).filter(|found| found.is_close) {
            ends.entry(found.name.to_owned()).or_default().push((at, at + found.source.len()));
        }
    }
    ends
}

fn parse(text: &str) -> Option<Shortcode<'_>> {
    let (inside, close) = match text.get(..3)? {
        "{{<" => (between(text, "{{<", ">}}")?, 3),
        "{{%" => (between(text, "{{%", "%}}")?, 3),
        _ => return None,
    };
    let source = &text[..inside.len() + 3 + close];
    let words = inside.trim().trim_end_matches('/').trim();
    let is_close = words.starts_with('/');
    let words = words.trim_start_matches('/').trim();
    let end = words.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(words.len());
    Some(Shortcode { name: &words[..end], arguments: arguments(&words[end..]), source, is_close })
}

impl Converter<'_, '_> {
    fn replace(&mut self, body: &str, at: usize, out: &mut String) -> Option<usize> {
        let rest = &body[at..];
        // `{{</* figure */>}}` shows how a shortcode is written.
        for (open, close, marks) in [("{{</*", "*/>}}", ("{{<", ">}}")), ("{{%/*", "*/%}}", ("{{%", "%}}"))] {
            if let Some(inside) = between(rest, open, close) {
                out.push_str(&format!("`{}{inside}{}`", marks.0, marks.1));
                return Some(open.len() + inside.len() + close.len());
            }
        }
        let shortcode = parse(rest)?;
        let length = shortcode.source.len();
        if shortcode.is_close {
            self.close(&shortcode, out);
            return Some(length);
        }
        let name = shortcode.name.to_ascii_lowercase();
        if matches!(
            name.as_str(),
            "highlight" | "mermaid" | "chart" | "code" | "math" | "katex" | "latex" | "plantuml"
        ) && let Some((inner, end)) = self.text_until_end(body, at + length, shortcode.name)
        {
            let language = positional(&shortcode.arguments).first().map_or("", |word| *word).to_owned();
            match name.as_str() {
                "math" | "katex" | "latex" => push_math(inner, out),
                "highlight" | "code" => push_block(out, &fenced(inner, &language)),
                other => push_block(out, &fenced(inner, other)),
            }
            return Some(end - at);
        }
        if !self.replace_single(&name, &shortcode, out) {
            self.open(&name, &shortcode, body, at + length, out);
        }
        Some(length)
    }

    /// The text up to the end of a shortcode, and where that end ends.
    fn text_until_end<'b>(&self, body: &'b str, from: usize, name: &str) -> Option<(&'b str, usize)> {
        let ends = self.ends.get(name)?;
        let (start, end) = *ends.get(ends.partition_point(|(start, _)| *start < from))?;
        Some((&body[from..start], end))
    }

    /// Shortcodes that stand alone; whether it was one.
    fn replace_single(&mut self, name: &str, shortcode: &Shortcode<'_>, out: &mut String) -> bool {
        let arguments = &shortcode.arguments;
        let words = positional(arguments);
        let first = words.first().copied().unwrap_or_default();
        match name {
            "figure" | "img" | "image" | "imgc" | "lightimg" | "picture" | "responsive-image" => {
                let Some(shown) = figure(arguments) else { return false };
                out.push_str(&shown);
            }
            "audio" | "video" => {
                let source = named(arguments, &["src", "source", "mp4", "mp3", "url"]).unwrap_or(first);
                if source.is_empty() {
                    return false;
                }
                let caption = named(arguments, &["title", "caption"]).unwrap_or_default();
                let shown = picture(source, caption, caption);
                push_block(out, if source.contains("://") { source } else { &shown });
            }
            "ref" | "relref" => {
                let target = named(arguments, &["path"]).unwrap_or(first);
                out.push_str(&self.page.folder.find_reference(target, self.page.path));
            }
            "param" | "meta" | "var" | "site-param" => {
                let value = self.page.front_value(first);
                let site = || {
                    ["", "params."].iter().find_map(|base| self.page.site_value(&format!("{base}{first}")))
                };
                match value.or_else(site) {
                    Some(value) => out.push_str(&value),
                    None => {
                        self.omit(shortcode, "placeholder that the program filled in when it built the site");
                    }
                }
            }
            "include" => match self.page.folder.text_beside(self.page.path, first) {
                Some(text) => push_block(out, super::front_matter::split(&text).body.trim()),
                None => self.omit(shortcode, "file that the page includes and that is not here"),
            },
            "toc" | "pagebreak" | "clear" | "children" => {
                self.omit(shortcode, "made by the program that built the site");
            }
            "icon" | "fa" | "fas" | "fab" | "emoji" => self.omit(shortcode, "symbol"),
            "email" | "mailto" => out.push_str(&format!("<{first}>")),
            _ => {
                let id = named(arguments, &["id", "url"]).unwrap_or(first);
                // A post is known by its author and its number.
                let id = if name == "gist" { words.join("/") } else { id.to_owned() };
                match players::address(name, &id) {
                    Some(address) => push_block(out, &format!("<{address}>")),
                    None => return false,
                }
            }
        }
        true
    }

    /// Shortcodes around text.
    fn open(&mut self, name: &str, shortcode: &Shortcode<'_>, body: &str, end: usize, out: &mut String) {
        let arguments = &shortcode.arguments;
        let words = positional(arguments);
        let title = named(arguments, &["title", "summary", "header", "name", "label"]);
        if self.open.len() >= MAX_OPEN || self.text_until_end(body, end, shortcode.name).is_none() {
            let title = title.filter(|_| !shortcode.source.ends_with("/>}}")).unwrap_or_default();
            push_title(title, out);
            self.omit(shortcode, "shortcode that shows something which is not in the file");
            return;
        }
        let wrapper = match name {
            "details" | "expand" | "spoiler" | "expandable" | "collapse" | "accordion-item" => {
                let label = title.or(words.first().copied()).unwrap_or("…");
                push_block(out, &format!("<details><summary>{}</summary>", escape_html(label)));
                Wrapper::Close("</details>")
            }
            "quote" | "blockquote" | "epigraph" => {
                Wrapper::Quote(named(arguments, &["author", "cite", "source", "by"]).map(str::to_owned))
            }
            "button" | "btn" | "link" | "card-link" => {
                let target =
                    named(arguments, &["href", "link", "url", "relref", "page"]).or(words.first().copied());
                target.map_or(Wrapper::Plain, |target| Wrapper::Link(target.to_owned()))
            }
            _ => match callout(name, arguments) {
                Some((kind, title)) => {
                    push_block(out, format!("::: {kind} {title}").trim_end());
                    Wrapper::Close(":::")
                }
                None => {
                    let heading = title.or_else(|| has_title(name).then(|| words.first().copied()).flatten());
                    push_title(heading.unwrap_or_default(), out);
                    if !arguments.is_empty() {
                        self.omit(shortcode, "shortcode around text that is kept");
                    }
                    Wrapper::Plain
                }
            },
        };
        // Blanks here would go before the quotation does, and its text begins where they began.
        if matches!(wrapper, Wrapper::Quote(_)) {
            out.truncate(out.trim_end_matches([' ', '\t']).len());
        }
        self.open.push(OpenShortcode { name: shortcode.name.to_owned(), start: out.len(), wrapper });
    }

    fn close(&mut self, shortcode: &Shortcode<'_>, out: &mut String) {
        let Some(index) = self.open.iter().rposition(|open| open.name == shortcode.name) else { return };
        for open in self.open.split_off(index).into_iter().rev() {
            let start = out.floor_char_boundary(open.start);
            match open.wrapper {
                Wrapper::Plain => {}
                Wrapper::Close(close) => push_block(out, close),
                Wrapper::Link(target) => {
                    let label = out.split_off(start);
                    out.push_str(&link(&target, if label.trim().is_empty() { &target } else { &label }));
                }
                Wrapper::Quote(author) => {
                    let text = out.split_off(start);
                    let mut quote: String = text.trim().lines().map(|line| format!("> {line}\n")).collect();
                    if let Some(author) = author {
                        quote.push_str(&format!(">\n> — {author}\n"));
                    }
                    push_block(out, quote.trim_end());
                }
            }
        }
    }

    fn omit(&mut self, shortcode: &Shortcode<'_>, reason: &str) {
        self.page.omit(shortcode.source, reason);
    }
}

/// A formula on lines of its own, without the marks that it may have already.
fn push_math(formula: &str, out: &mut String) {
    let inside = formula.trim().trim_start_matches("$$").trim_end_matches("$$").trim();
    push_block(out, &format!("$$\n{inside}\n$$"));
}

/// The title of a part of the text, in bold.
fn push_title(title: &str, out: &mut String) {
    let title = one_line(title);
    if !title.is_empty() {
        push_block(out, &format!("**{title}**"));
    }
}

/// Shortcodes whose first word is a title that readers see.
fn has_title(name: &str) -> bool {
    ["tab", "step", "slide", "card", "panel", "accordion", "tile", "item"].contains(&name)
}

/// A picture with its caption.
fn figure(arguments: &Arguments) -> Option<String> {
    let words = positional(arguments);
    let source =
        named(arguments, &["src", "source", "image", "url", "href", "name"]).or(words.first().copied())?;
    let captions = ["title", "caption"].iter().filter_map(|name| named(arguments, &[name]));
    let attribution =
        named(arguments, &["attr", "credit", "source_credit"]).map(|words| format!("({words})"));
    let caption = captions.map(str::to_owned).collect::<Vec<_>>().join(": ");
    let caption = [caption]
        .into_iter()
        .chain(attribution)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let alt = named(arguments, &["alt"]).or(words.get(1).copied()).unwrap_or(&caption);
    let shown = picture(source, alt, &caption);
    let target = named(arguments, &["link"]).filter(|target| *target != source);
    Some(target.map_or(shown.clone(), |target| link(target, &shown)))
}

/// The kind of a callout, and its title.
fn callout(name: &str, arguments: &Arguments) -> Option<(&'static str, String)> {
    let words = positional(arguments);
    let first = words.first().copied().unwrap_or_default();
    let is_general = matches!(
        name,
        "notice"
            | "alert"
            | "callout"
            | "hint"
            | "admonition"
            | "box"
            | "admon"
            | "message"
            | "block"
            | "lead-box"
    );
    let given = named(arguments, &["type", "kind", "color", "context", "style", "icon"]).unwrap_or(first);
    let kind = if is_general { callout_kind(given).unwrap_or("note") } else { callout_kind(name)? };
    let title = named(arguments, &["title", "header"]).or_else(|| {
        let words = if is_general && callout_kind(first).is_some() { &words[1..] } else { &words[..] };
        words.first().copied().filter(|word| word.contains(' ') || !is_general)
    });
    Some((kind, callout_title(title.unwrap_or_default())))
}

/// A title as the line that opens a callout can have it.
pub(super) fn callout_title(title: &str) -> String {
    let title = one_line(title).replace(['{', '}', '[', ']', '"'], "");
    if title.contains('=') { format!("title=\"{title}\"") } else { title }
}

/// The kind of a callout by the words that programs have for it.
pub(super) fn callout_kind(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "note" | "info" | "primary" | "secondary" | "abstract" | "summary" | "tldr" | "todo" | "example"
        | "question" | "help" | "faq" | "default" | "bell" | "information" | "quote" | "cite" => "note",
        "tip" | "hint" | "success" | "check" | "done" | "lightbulb" => "tip",
        "important" => "important",
        "warning" | "attention" | "warn" => "warning",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "caution",
        _ => return None,
    })
}

fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
