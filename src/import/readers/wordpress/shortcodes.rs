//! Shortcodes of WordPress: `[caption]…[/caption]`, `[gallery ids="1,2"]`.

use std::collections::HashMap;

use crate::content::markdown::escape as escape_html;

/// Shortcodes that WordPress has itself.
const KNOWN: [&str; 9] =
    ["audio", "caption", "embed", "gallery", "playlist", "video", "vimeo", "wp_caption", "youtube"];

/// Most bytes between the brackets.
const MAX_LENGTH: usize = 2000;

/// What becomes of the picture with an id, as HTML.
type Image<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Places of the ends of shortcodes, by name.
type Ends<'a> = HashMap<&'a str, Vec<usize>>;

/// A tag in brackets.
struct Tag<'a> {
    name: &'a str,
    is_end: bool,
    attributes: HashMap<String, String>,
    /// Bytes from `[` to `]`.
    length: usize,
}

/// Replaces shortcodes by HTML. Of those that aren't known, the text between them stays, and they are added to `omitted`, each
/// with the reason. `attached` are the ids of pictures that a gallery shows which names none.
pub(super) fn convert<'a>(
    html: &'a str,
    image: Image<'a>,
    attached: &'a [String],
    omitted: &mut Vec<(String, String)>,
) -> String {
    let mut converter = Converter { html, ends: find_ends(html), image, attached: Some(attached), omitted };
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('[') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if rest.starts_with("[[")
            && let Some(end) = window(rest, MAX_LENGTH).find("]]")
        {
            // An example, which WordPress shows in single brackets.
            out.push_str(&rest[1..=end]);
            rest = &rest[end + 2..];
            continue;
        }
        let Some(tag) = parse_tag(rest).filter(|tag| is_shortcode(tag, &converter.ends)) else {
            out.push('[');
            rest = &rest[1..];
            continue;
        };
        let written = &rest[..tag.length];
        rest = &rest[tag.length..];
        if !tag.is_end {
            converter.push_shortcode(&tag, written, &mut rest, &mut out);
        }
    }
    out.push_str(rest);
    out
}

/// What shortcodes are converted with.
struct Converter<'a, 'o> {
    html: &'a str,
    ends: Ends<'a>,
    image: Image<'a>,
    /// What a gallery without ids shows: the pictures that were uploaded with the text, once.
    attached: Option<&'a [String]>,
    omitted: &'o mut Vec<(String, String)>,
}

impl<'a> Converter<'a, '_> {
    /// Writes what a shortcode shows; `rest` is the text after it.
    fn push_shortcode(&mut self, tag: &Tag<'_>, written: &str, rest: &mut &'a str, out: &mut String) {
        match tag.name {
            "caption" | "wp_caption" => {
                let inner = take_inner(tag.name, self.html, &self.ends, rest);
                let caption = tag.attributes.get("caption").map(|text| escape_html(text)).unwrap_or_default();
                out.push_str(&format!("<figure>{}</figure>", with_caption(inner, &caption)));
            }
            "embed" | "youtube" | "vimeo" => {
                let inner = take_inner(tag.name, self.html, &self.ends, rest);
                push_link(if inner.trim().is_empty() { first_address(written) } else { inner }, out);
            }
            "audio" | "video" => push_media(tag, out),
            "gallery" | "playlist" => self.push_gallery(tag, out),
            _ => {
                let reason = "shortcode of a plug-in, which only WordPress can show";
                self.omitted.push((written.to_owned(), reason.to_owned()));
            }
        }
    }

    fn push_gallery(&mut self, tag: &Tag<'_>, out: &mut String) {
        let ids = tag.attributes.get("ids").or_else(|| tag.attributes.get("include"));
        let ids: Vec<String> = match ids {
            Some(ids) => ids.split(',').map(|id| id.trim().to_owned()).collect(),
            None => self.attached.take().unwrap_or_default().to_vec(),
        };
        for id in ids {
            match (self.image)(&id) {
                Some(figure) => out.push_str(&figure),
                None => self.omitted.push((
                    format!("file {id} of a {}", tag.name),
                    "the export doesn't say where it is".to_owned(),
                )),
            }
        }
    }
}

/// A picture with its caption, as HTML.
pub(super) fn figure(address: &str, alt: &str, caption: &str) -> String {
    let (address, alt) = (escape_html(address), escape_html(alt));
    let caption =
        if caption.is_empty() { String::new() } else { format!("<figcaption>{caption}</figcaption>") };
    format!("<figure><img src=\"{address}\" alt=\"{alt}\">{caption}</figure>\n")
}

/// Where each shortcode ends, by its name: places of `[/name]`, in order.
fn find_ends(html: &str) -> Ends<'_> {
    let mut ends = Ends::new();
    for (at, _) in html.match_indices("[/") {
        let name = tag_name(&html[at + 2..]);
        if !name.is_empty() && html[at + 2 + name.len()..].starts_with(']') {
            ends.entry(name).or_default().push(at);
        }
    }
    ends
}

/// The first bytes of a text.
fn window(text: &str, max_length: usize) -> &str {
    &text[..text.floor_char_boundary(text.len().min(max_length))]
}

fn tag_name(text: &str) -> &str {
    let end =
        text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(text.len());
    &text[..end]
}

/// Whether brackets hold a shortcode; an author may write `[sic]`.
fn is_shortcode(tag: &Tag<'_>, ends: &Ends<'_>) -> bool {
    KNOWN.contains(&tag.name)
        || tag.is_end && tag.name.contains(['_', '-'])
        || !tag.is_end && (ends.contains_key(tag.name) || !tag.attributes.is_empty())
        || tag.is_end
            && ends.contains_key(tag.name)
            && tag.name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// Reads `[name a="b"]` or `[/name]` at the start of a text.
fn parse_tag(text: &str) -> Option<Tag<'_>> {
    let is_end = text.starts_with("[/");
    let inside = &text[if is_end { 2 } else { 1 }..];
    let name = tag_name(inside);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let mut end = None;
    for (at, c) in window(inside, MAX_LENGTH).char_indices().skip(name.len()) {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, ']') => {
                end = Some(at);
                break;
            }
            (None, '[') => return None,
            _ => {}
        }
    }
    let end = end?;
    let arguments = inside[name.len()..end].trim().trim_end_matches('/');
    let length = text.len() - inside.len() + end + 1;
    Some(Tag { name, is_end, attributes: parse_attributes(arguments), length })
}

/// Reads `a="b" c='d' e=f`.
fn parse_attributes(text: &str) -> HashMap<String, String> {
    let mut attributes = HashMap::new();
    let mut rest = text.trim();
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.trim().rsplit(char::is_whitespace).next().unwrap_or_default();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if !name.is_empty() {
            attributes.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        rest = next;
    }
    attributes
}

/// The web address in a tag, which may stand there without a name: `[youtube https://example.org/v]`.
fn first_address(tag: &str) -> &str {
    let Some(start) = tag.find("http") else { return "" };
    let address = &tag[start..];
    let end = address.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ']'));
    &address[..end.unwrap_or(address.len())]
}

/// The text up to the end of a shortcode, which is skipped; empty if it has no end near.
fn take_inner<'a>(name: &str, html: &'a str, ends: &Ends<'_>, rest: &mut &'a str) -> &'a str {
    let start = html.len() - rest.len();
    let places = ends.get(name).map(Vec::as_slice).unwrap_or_default();
    let end = places.get(places.partition_point(|place| *place < start));
    let Some(end) = end.filter(|end| **end - start <= 10 * MAX_LENGTH) else { return "" };
    *rest = &html[end + "[/]".len() + name.len()..];
    &html[start..*end]
}

/// A picture and the text after it, which is its caption.
fn with_caption(inner: &str, caption: &str) -> String {
    let image_end = inner.find("<img").and_then(|start| Some(start + inner[start..].find('>')? + 1));
    let Some(image_end) = image_end else { return format!("{inner}{caption}") };
    let rest = &inner[image_end..];
    let (link_end, text) = match rest.trim_start().strip_prefix("</a>") {
        Some(text) => ("</a>", text),
        None => ("", rest),
    };
    let text = format!("{} {caption}", text.trim());
    format!("{}{link_end}<figcaption>{}</figcaption>", &inner[..image_end], text.trim())
}

fn push_link(address: &str, out: &mut String) {
    let address = escape_html(address.trim());
    if !address.is_empty() {
        out.push_str(&format!("\n\n<p><a href=\"{address}\">{address}</a></p>\n\n"));
    }
}

/// Links to a recording.
fn push_media(tag: &Tag<'_>, out: &mut String) {
    let names = ["src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flac", "wma", "wmv", "flv"];
    for address in names.iter().filter_map(|name| tag.attributes.get(*name)) {
        push_link(address, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> (String, Vec<String>) {
        let image =
            |id: &str| (id != "9").then(|| figure(&format!("https://example.org/{id}.jpg"), "Alt", ""));
        let mut omitted = Vec::new();
        let html = convert(html, &image, &["5".to_owned()], &mut omitted);
        (html, omitted.into_iter().map(|(what, _)| what).collect())
    }

    #[test]
    fn shortcodes_of_wordpress_become_html() {
        let (html, omitted) = shown(
            "[caption id=\"a\" width=\"300\"]<a href=\"b\"><img src=\"c.jpg\" /></a> The team[/caption]\
             [gallery ids=\"1, 9\"][gallery][embed]https://example.org/v[/embed][youtube https://example.org/w][audio mp3=\"x.mp3\"][/audio]",
        );
        assert!(html.starts_with(
            "<figure><a href=\"b\"><img src=\"c.jpg\" /></a><figcaption>The team</figcaption></figure>"
        ));
        assert!(html.contains("src=\"https://example.org/1.jpg\""));
        assert!(html.contains("src=\"https://example.org/5.jpg\""));
        assert!(html.contains("<a href=\"https://example.org/v\">"));
        assert!(html.contains("<a href=\"https://example.org/w\">"));
        assert!(html.contains("<a href=\"x.mp3\">"));
        assert_eq!(omitted, ["file 9 of a gallery"]);
    }

    #[test]
    fn shortcodes_of_plug_ins_leave_their_text_and_brackets_of_authors_stay() {
        let (html, omitted) =
            shown("[box style=\"x\"]Kept[/box] [contact-form-7 id=\"3\"] he said [sic] [[gallery]] [1] [a");
        assert_eq!(html, "Kept  he said [sic] [gallery] [1] [a");
        assert_eq!(omitted, ["[box style=\"x\"]", "[contact-form-7 id=\"3\"]"]);
    }
}
