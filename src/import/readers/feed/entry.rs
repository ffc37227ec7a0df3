//! An entry of a feed, whatever its format.

use std::collections::HashSet;

use roxmltree::Node;

use crate::content::date::PartialDate;
use crate::content::text::collapse_spaces;
use crate::import::html_text::plain_text;
use crate::import::readers::feed_text::parse_date;
use crate::import::xml::{attribute, child, child_text, children, text};

/// A text, and how it is written.
#[derive(Clone, Debug)]
pub(super) enum Text {
    Html(String),
    Plain(String),
}

impl Text {
    /// Its words.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Html(html) => plain_text(html),
            Self::Plain(text) => collapse_spaces(text),
        }
    }
}

/// What becomes of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum EntryKind {
    #[default]
    Text,
    Page,
    /// It is left out, for this reason.
    Omitted(&'static str),
}

/// An entry.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) kind: EntryKind,
    /// It may have entities of HTML.
    pub(super) title: String,
    pub(super) link: Option<String>,
    pub(super) content: Option<Text>,
    pub(super) summary: Option<Text>,
    pub(super) date: Option<PartialDate>,
    pub(super) tags: Vec<String>,
    pub(super) has_author: bool,
    pub(super) is_draft: bool,
    /// Files that it comes with: address and type.
    pub(super) enclosures: Vec<(String, String)>,
    /// Its other texts, each with the reason for leaving it out.
    pub(super) omitted: Vec<(String, &'static str)>,
}

/// Elements of RSS and Atom that are read, or that say nothing to readers.
const KNOWN: [&str; 38] = [
    "author",
    "category",
    "comments",
    "commentRss",
    "content",
    "contributor",
    "control",
    "creator",
    "date",
    "description",
    "duration",
    "enclosure",
    "encoded",
    "episode",
    "episodeType",
    "explicit",
    "filename",
    "group",
    "guid",
    "id",
    "image",
    "in-reply-to",
    "link",
    "order",
    "post-id",
    "pubDate",
    "published",
    "season",
    "source",
    "status",
    "subject",
    "summary",
    "thumbnail",
    "title",
    "total",
    "trashed",
    "type",
    "updated",
];

const COMMENT: &str = "comment by a reader: ask them before you publish it";

impl Entry {
    /// Reads an `item` of RSS.
    pub(super) fn from_rss(node: Node<'_, '_>) -> Self {
        let own = |name: &str| own_child(node, name).map(text).filter(|text| !text.trim().is_empty());
        let encoded = child_text(node, "encoded").map(Text::Html);
        let body = child(node, "body").map(text).map(Text::Html);
        let guid = child(node, "guid").filter(|guid| attribute(*guid, "isPermaLink") != Some("false"));
        let date = ["pubDate", "date", "published", "modified", "updated"]
            .iter()
            .find_map(|name| child_text(node, name).and_then(|date| parse_date(&date)));
        Self {
            title: own("title").unwrap_or_default(),
            link: own("link").or_else(|| guid.map(text)),
            content: encoded.or(body),
            summary: own("description").or_else(|| child_text(node, "summary")).map(Text::Html),
            date,
            tags: tags(children(node, "category").chain(children(node, "subject")).map(text)),
            has_author: child(node, "creator").or_else(|| child(node, "author")).is_some(),
            enclosures: children(node, "enclosure")
                .filter_map(|file| {
                    let kind = attribute(file, "type").unwrap_or_default();
                    Some((attribute(file, "url")?.to_owned(), kind.to_owned()))
                })
                .collect(),
            omitted: unknown_texts(node),
            ..Self::default()
        }
    }

    /// Reads an `entry` of Atom; `whole` is the text of the feed.
    pub(super) fn from_atom(node: Node<'_, '_>, whole: &str) -> Self {
        let link_with = |relation: &str| {
            let is_wanted = |link: &Node<'_, '_>| attribute(*link, "rel").unwrap_or("alternate") == relation;
            children(node, "link").find(is_wanted).and_then(|link| attribute(link, "href")).map(str::to_owned)
        };
        let date = ["published", "issued", "updated", "modified"]
            .iter()
            .find_map(|name| child_text(node, name).and_then(|date| parse_date(&date)));
        let (kind, is_draft) = blogger_kind(node);
        let source = child(node, "content").and_then(|content| attribute(content, "src"));
        let mut enclosures: Vec<(String, String)> = children(node, "link")
            .filter(|link| attribute(*link, "rel") == Some("enclosure"))
            .filter_map(|link| {
                let kind = attribute(link, "type").unwrap_or_default();
                Some((attribute(link, "href")?.to_owned(), kind.to_owned()))
            })
            .collect();
        // The text may be a file of its own.
        enclosures.extend(source.map(|source| (source.to_owned(), String::new())));
        Self {
            kind,
            title: own_child(node, "title").map(|title| title_of(title, whole)).unwrap_or_default(),
            link: link_with("alternate"),
            content: own_child(node, "content").and_then(|content| atom_text(content, whole)),
            summary: own_child(node, "summary").and_then(|summary| atom_text(summary, whole)),
            date,
            tags: tags(children(node, "category").filter(is_topic).filter_map(|category| {
                attribute(category, "label").or_else(|| attribute(category, "term")).map(str::to_owned)
            })),
            has_author: child(node, "author").is_some(),
            is_draft,
            enclosures,
            omitted: unknown_texts(node),
        }
    }
}

/// A child in the namespace of its parent: feeds have `media:title` beside `title`.
fn own_child<'a, 'i>(node: Node<'a, 'i>, name: &'a str) -> Option<Node<'a, 'i>> {
    let own = node.tag_name().namespace();
    let found = children(node, name).find(|child| child.tag_name().namespace() == own);
    found.or_else(|| children(node, name).next())
}

/// Reads a text of Atom. RFC 4287, section 3.1.
fn atom_text(node: Node<'_, '_>, whole: &str) -> Option<Text> {
    let text = match attribute(node, "type").unwrap_or("text") {
        "html" | "text/html" => Text::Html(text(node)),
        "xhtml" | "application/xhtml+xml" => Text::Html(inner_xml(node, whole)),
        kind if kind == "text" || kind.starts_with("text/") => Text::Plain(text(node)),
        kind if kind.ends_with("/xml") || kind.ends_with("+xml") => Text::Html(inner_xml(node, whole)),
        _ => Text::Plain(text(node)),
    };
    (!text.plain().is_empty() || matches!(&text, Text::Html(html) if html.contains('<'))).then_some(text)
}

/// A title, as HTML.
fn title_of(node: Node<'_, '_>, whole: &str) -> String {
    match atom_text(node, whole) {
        Some(Text::Html(html)) => html,
        Some(Text::Plain(text)) => crate::content::markdown::escape(&text),
        None => String::new(),
    }
}

/// What is in an element, as it is written, without the prefix of its tags.
fn inner_xml(node: Node<'_, '_>, whole: &str) -> String {
    let mut xml = String::new();
    for child in node.children() {
        xml.push_str(whole.get(child.range()).unwrap_or_default());
    }
    let prefix = node.children().find(Node::is_element).and_then(|element| {
        let tag = whole.get(element.range())?.strip_prefix('<')?;
        let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
        Some(name.split_once(':')?.0.to_owned())
    });
    match prefix {
        Some(prefix) => xml.replace(&format!("<{prefix}:"), "<").replace(&format!("</{prefix}:"), "</"),
        None => xml,
    }
}

/// What an entry of Blogger is, and whether it is a draft.
fn blogger_kind(node: Node<'_, '_>) -> (EntryKind, bool) {
    let by_category = children(node, "category")
        .filter(|category| attribute(*category, "scheme").is_some_and(|scheme| scheme.ends_with("#kind")))
        .find_map(|category| attribute(category, "term")?.rsplit('#').next());
    let by_type = child_text(node, "type").map(|kind| kind.to_lowercase());
    let is_reply = child(node, "in-reply-to").is_some();
    let kind = match by_category.or(by_type.as_deref()) {
        _ if is_reply => EntryKind::Omitted(COMMENT),
        Some("comment") => EntryKind::Omitted(COMMENT),
        Some("settings" | "template") => EntryKind::Omitted("setting of the old site"),
        Some("page") => EntryKind::Page,
        _ => EntryKind::Text,
    };
    let control = child(node, "control").and_then(|control| child_text(control, "draft"));
    let status = child_text(node, "status").map(|status| status.to_lowercase());
    let is_draft = control.as_deref() == Some("yes") || status.is_some_and(|status| status != "live");
    (kind, is_draft)
}

fn is_topic(category: &Node<'_, '_>) -> bool {
    !attribute(*category, "scheme").is_some_and(|scheme| scheme.ends_with("#kind"))
}

/// Topics, each once.
fn tags(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for name in names.map(|name| plain_text(&name)) {
        if !name.is_empty() && name != "Uncategorized" && seen.insert(name.clone()) {
            tags.push(name);
        }
    }
    tags
}

/// Texts in elements that aren't read, and in those about media.
fn unknown_texts(node: Node<'_, '_>) -> Vec<(String, &'static str)> {
    let is_unknown = |child: &Node<'_, '_>| child.is_element() && !KNOWN.contains(&child.tag_name().name());
    let is_sentence = |text: &String| text.split_whitespace().nth(2).is_some();
    let unknown = node.children().filter(is_unknown).filter(|child| child.tag_name().name() != "body");
    let mut texts: Vec<(String, &str)> = unknown
        .map(text)
        .filter(is_sentence)
        .map(|text| (text, "element that only some programs know"))
        .collect();
    let media = children(node, "group").chain(children(node, "content")).flat_map(|group| {
        group.descendants().filter(|node| matches!(node.tag_name().name(), "description" | "text"))
    });
    if node.tag_name().name() == "item" {
        texts.extend(
            media.map(text).filter(is_sentence).map(|text| (text, "description of a picture or recording")),
        );
    }
    texts
}
