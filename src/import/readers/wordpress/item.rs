//! An item of an export: a post, a page, or something else.

use std::collections::{HashMap, HashSet};

use roxmltree::Node;

use crate::content::date::PartialDate;
use crate::content::text::collapse_spaces;
use crate::import::imported::DocumentKind;
use crate::import::readers::feed_text::parse_date;
use crate::import::xml::{attribute, child_text, children, text};

/// An item, as it stands in the export.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) id: String,
    /// The id of the item that it belongs to; `0` for none.
    pub(super) parent: String,
    pub(super) title: String,
    pub(super) link: String,
    pub(super) author: Option<String>,
    /// HTML, with what only WordPress understands.
    pub(super) content: String,
    pub(super) excerpt: String,
    pub(super) date: Option<PartialDate>,
    pub(super) tags: Vec<String>,
    /// Texts of comments.
    pub(super) comments: Vec<String>,
    pub(super) attachment_address: String,
    status: String,
    kind: String,
    has_password: bool,
    meta: HashMap<String, String>,
    /// Names of its further fields, in order.
    meta_names: Vec<String>,
}

/// What becomes of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// A document.
    Text(Option<DocumentKind>),
    /// A file.
    Attachment,
    /// It is left out, for this reason.
    Omitted(&'static str),
}

impl Item {
    /// Reads an `item`.
    pub(super) fn read(node: Node<'_, '_>) -> Self {
        let field = |name: &str| child_text(node, name).unwrap_or_default();
        let encoded = |space: &str| {
            let is_wanted = |child: &Node<'_, '_>| {
                let name = child.tag_name();
                name.name() == "encoded" && name.namespace().is_some_and(|uri| uri.contains(space))
            };
            node.children().find(is_wanted).map(text).unwrap_or_default()
        };
        let date = ["post_date", "post_date_gmt", "pubDate"]
            .iter()
            .find_map(|name| child_text(node, name).and_then(|date| parse_date(&date)));
        let mut item = Self {
            id: field("post_id"),
            parent: field("post_parent"),
            title: collapse_spaces(&field("title")),
            link: field("link"),
            author: child_text(node, "creator"),
            content: encoded("/content/"),
            excerpt: encoded("/excerpt/"),
            date,
            tags: tags(node),
            comments: children(node, "comment")
                .filter_map(|comment| child_text(comment, "comment_content"))
                .collect(),
            attachment_address: field("attachment_url"),
            status: field("status"),
            kind: field("post_type"),
            has_password: child_text(node, "post_password").is_some(),
            ..Self::default()
        };
        for meta in children(node, "postmeta") {
            let Some(name) = child_text(meta, "meta_key") else { continue };
            let value = child_text(meta, "meta_value").unwrap_or_default();
            if item.meta.insert(name.clone(), value).is_none() {
                item.meta_names.push(name);
            }
        }
        item
    }

    /// How messages call it.
    pub(super) fn origin(&self) -> String {
        let kind = if self.kind.is_empty() { "item" } else { &self.kind };
        if self.title.is_empty() {
            format!("{kind} {}", self.id)
        } else {
            format!("{kind} “{}”", self.title)
        }
    }

    /// The value of a further field that is not blank.
    pub(super) fn meta(&self, name: &str) -> Option<&str> {
        self.meta.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Further fields that the author made, not WordPress or a plug-in.
    pub(super) fn own_fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_own = |name: &&String| !name.starts_with('_') && *name != "rank_math_description";
        self.meta_names
            .iter()
            .filter(is_own)
            .filter_map(|name| Some((name.as_str(), self.meta(name)?)))
            .filter(|(_, value)| value.chars().any(char::is_alphabetic))
    }

    /// Whether it is not public yet.
    pub(super) fn is_draft(&self) -> bool {
        matches!(self.status.as_str(), "draft" | "pending" | "future")
    }

    /// Whether only its author, or those with a password, could see it.
    pub(super) fn is_private(&self) -> bool {
        self.status == "private" || self.has_password
    }

    /// What becomes of it.
    pub(super) fn kind(&self) -> ItemKind {
        let reason = match self.kind.as_str() {
            "attachment" => return ItemKind::Attachment,
            "nav_menu_item" | "wp_navigation" => "item of the site's menu",
            "revision" => "earlier version of a text",
            "wp_block" => "reusable block: it stands in the texts that use it",
            "custom_css"
            | "customize_changeset"
            | "wp_global_styles"
            | "wp_template"
            | "wp_template_part"
            | "wp_font_family"
            | "wp_font_face"
            | "oembed_cache"
            | "elementor_library" => "part of the old theme or of a plug-in",
            "feedback" | "flamingo_inbound" | "user_request" => {
                "message from a reader: ask them before you publish it"
            }
            _ if self.status == "trash" => "in the trash",
            _ if self.status == "auto-draft" => "draft that WordPress made by itself",
            "page" => return ItemKind::Text(Some(DocumentKind::Page)),
            _ => return ItemKind::Text(None),
        };
        ItemKind::Omitted(reason)
    }
}

/// Categories and tags, also those of plug-ins.
fn tags(node: Node<'_, '_>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for category in children(node, "category") {
        let domain = attribute(category, "domain").unwrap_or_default();
        let is_tag =
            !matches!(domain, "post_format" | "nav_menu" | "language" | "wp_theme" | "post_translations");
        let name = collapse_spaces(&text(category));
        let is_default = attribute(category, "nicename") == Some("uncategorized") || name == "Uncategorized";
        if is_tag && !is_default && !name.is_empty() && seen.insert(name.clone()) {
            tags.push(name);
        }
    }
    tags
}
