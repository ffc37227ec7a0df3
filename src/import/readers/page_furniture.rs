//! Takes everything out of a page that belongs to the site and not to its text: menus, footers, share buttons, comments.
//!
//! Every piece is listed with a reason. When in doubt, it stays.

use crate::content::text::collapse_spaces;
use crate::import::boilerplate::{LineKind, classify, is_prose, network_of};
use crate::import::html_tree::{HtmlTree, is_invisible};
use crate::import::imported::{COPYRIGHT_NOTICE, Omitted, PROFILE_LINK, PROFILE_LINK_WITHOUT_ADDRESS};
use crate::import::site_facts::SiteFacts;

const FOOTER: &str = "footer of the site";
const OUTSIDE: &str = "outside of the main text of the page";

/// Removes the furniture of a page from its tree, and notes what it says about the owner.
pub(super) fn remove(tree: &mut HtmlTree, origin: &str, facts: &mut SiteFacts) -> Vec<Omitted> {
    let mut removal = Removal { tree, origin, facts, omitted: Vec::new() };
    removal.remove_marked();
    removal.remove_outside_main();
    removal.remove_lines();
    removal.omitted
}

struct Removal<'a> {
    tree: &'a mut HtmlTree,
    origin: &'a str,
    facts: &'a mut SiteFacts,
    omitted: Vec<Omitted>,
}

/// A line of the page: an element, or neighbors that stand in one line.
struct PageLine {
    nodes: Vec<usize>,
    text: String,
    is_heading: bool,
}

impl Removal<'_> {
    fn omit(&mut self, what: String, reason: &str) {
        if !what.is_empty() {
            self.omitted.push(Omitted { what, reason: reason.to_owned(), origin: self.origin.to_owned() });
        }
    }

    /// Removes elements that say by their name or marks what they are.
    fn remove_marked(&mut self) {
        let mut pending = vec![(0, false)];
        while let Some((node, is_in_text)) = pending.pop() {
            let name = self.tree.name(node).to_owned();
            let is_text = is_in_text || is_main(self.tree, node) || name == "article";
            match reason(self.tree, node, is_in_text) {
                Some(Furniture::Comments) => self.remove_comments(node),
                Some(Furniture::Footer) => self.remove_footer(node),
                Some(Furniture::Element(reason)) => {
                    self.note_profiles(node);
                    let text = joined_lines(self.tree, node);
                    self.omit(text, reason);
                    self.tree.remove(node);
                }
                None => {
                    let from = pending.len();
                    pending.extend(self.tree.children(node).map(|child| (child, is_text)));
                    pending[from..].reverse();
                }
            }
        }
    }

    /// The comments of readers, each by itself, and what else is in their area.
    fn remove_comments(&mut self, area: usize) {
        let mut comments: Vec<usize> = Vec::new();
        let mut pending: Vec<usize> = self.tree.children(area).collect();
        pending.reverse();
        while let Some(node) = pending.pop() {
            let marks = self.tree.marks(node);
            if marks.iter().any(|mark| matches!(mark.as_str(), "comment" | "comment-body" | "comment-item")) {
                comments.push(node);
                continue;
            }
            let from = pending.len();
            pending.extend(self.tree.children(node));
            pending[from..].reverse();
        }
        for comment in comments {
            let text = self.tree.text(comment);
            self.omit(text, "comment by a reader: ask them before you publish it");
            self.tree.remove(comment);
        }
        let text = joined_lines(self.tree, area);
        let reason = if is_prose(&text) {
            "comment area: ask readers before you publish what they wrote"
        } else {
            "empty comment area"
        };
        self.omit(text, reason);
        self.tree.remove(area);
    }

    /// Lists each line of a footer. What says something in sentences stays.
    fn remove_footer(&mut self, footer: usize) {
        self.note_profiles(footer);
        let lines = page_lines(self.tree, footer);
        let kinds = classify(&lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>());
        for (line, kind) in lines.into_iter().zip(kinds) {
            match kind {
                None if is_prose(&line.text) => {}
                None => {
                    self.omit(line.text, FOOTER);
                    line.nodes.iter().for_each(|node| self.tree.remove(*node));
                }
                Some(kind) => self.remove_line(line, &kind),
            }
        }
    }

    /// Removes what stands beside the main text of the page, if it has one, unless it says something in sentences.
    fn remove_outside_main(&mut self) {
        let mains: Vec<usize> = self.tree.descendants(0).filter(|node| is_main(self.tree, *node)).collect();
        let mut articles = self.tree.elements(0, "article");
        let article = articles.next().filter(|_| articles.next().is_none());
        drop(articles);
        let longest = mains.into_iter().max_by_key(|main| self.tree.text(*main).len());
        let Some(main) = longest.or(article).filter(|main| !self.tree.text(*main).is_empty()) else { return };
        let mut inside = main;
        while inside != 0 {
            let parent = self.tree.parent(inside);
            let siblings: Vec<usize> =
                self.tree.children(parent).filter(|sibling| *sibling != inside).collect();
            for sibling in siblings {
                if matches!(self.tree.name(sibling), "head" | "script" | "style") {
                    continue;
                }
                self.remove_beside(sibling);
            }
            inside = parent;
        }
    }

    fn remove_beside(&mut self, node: usize) {
        let text = self.tree.text(node);
        self.note_profiles(node);
        if self.tree.name(node) == "aside" {
            self.omit(text, "sidebar of the site");
            self.tree.remove(node);
            return;
        }
        let lines = page_lines(self.tree, node);
        let has_prose = lines.iter().any(|line| is_prose(&line.text));
        let kinds = classify(&lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>());
        for (line, kind) in lines.into_iter().zip(kinds) {
            match kind {
                Some(kind) => self.remove_line(line, &kind),
                None if has_prose => {}
                None => {
                    self.omit(line.text, OUTSIDE);
                    line.nodes.iter().for_each(|node| self.tree.remove(*node));
                }
            }
        }
    }

    /// Removes lines that say what they are.
    fn remove_lines(&mut self) {
        let lines = page_lines(self.tree, 0);
        let kinds = classify(&lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>());
        for (line, kind) in lines.into_iter().zip(kinds) {
            match kind {
                Some(LineKind::Profile(_)) if line.is_heading => {}
                Some(LineKind::Furniture(reason)) if line.is_heading && !may_be_heading(reason) => {}
                Some(kind) => self.remove_line(line, &kind),
                None if line.text.is_empty() => self.remove_icons(&line),
                None => {}
            }
        }
    }

    fn remove_line(&mut self, line: PageLine, kind: &LineKind) {
        let reason = match kind {
            LineKind::Furniture(reason) => reason,
            LineKind::Copyright => {
                self.facts.add_copyright(&line.text);
                COPYRIGHT_NOTICE
            }
            LineKind::Profile(network) => {
                let address = line.nodes.iter().find_map(|node| profile_in(self.tree, *node));
                self.facts.add_profile(network, address.as_ref().map(|(_, address)| address.as_str()));
                if address.is_some() { PROFILE_LINK } else { PROFILE_LINK_WITHOUT_ADDRESS }
            }
        };
        self.omit(line.text, reason);
        line.nodes.iter().for_each(|node| self.tree.remove(*node));
    }

    /// Removes a line of pictures that lead to profiles.
    fn remove_icons(&mut self, line: &PageLine) {
        for node in &line.nodes {
            if let Some((network, address)) = profile_in(self.tree, *node) {
                self.facts.add_profile(network, Some(&address));
                self.omit(network.to_owned(), PROFILE_LINK);
                self.tree.remove(*node);
            }
        }
    }

    /// Notes all profiles that links in a node lead to.
    fn note_profiles(&mut self, node: usize) {
        let links: Vec<usize> = std::iter::once(node).chain(self.tree.elements(node, "a")).collect();
        for link in links {
            let address = self.tree.attribute(link, "href").unwrap_or_default();
            if let Some(network) = network_of(address) {
                self.facts.add_profile(network, Some(address));
            }
        }
    }
}

/// Whether the reason for which a line is left out can hold for a heading: `Search` may well be one of the author's.
fn may_be_heading(reason: &str) -> bool {
    reason.contains("comment") || reason.contains("share") || reason.contains("parts of the page")
}

/// The profile that a link in a node leads to.
fn profile_in(tree: &HtmlTree, node: usize) -> Option<(&'static str, String)> {
    std::iter::once(node).chain(tree.elements(node, "a")).find_map(|link| {
        let address = tree.attribute(link, "href")?;
        Some((network_of(address)?, address.to_owned()))
    })
}

fn is_main(tree: &HtmlTree, node: usize) -> bool {
    tree.name(node) == "main" || tree.attribute(node, "role") == Some("main")
}

/// What kind of furniture an element is.
enum Furniture {
    Element(&'static str),
    Footer,
    Comments,
}

/// Whether an element is furniture by its name, role or marks.
fn reason(tree: &HtmlTree, node: usize, is_in_text: bool) -> Option<Furniture> {
    let name = tree.name(node);
    if name.is_empty()
        || is_invisible(name)
        || matches!(name, "html" | "body" | "main" | "article")
        || is_main(tree, node)
    {
        return None;
    }
    let role = tree.attribute(node, "role").unwrap_or_default();
    let marks = tree.marks(node);
    let is_marked = |words: &[&str]| marks.iter().any(|mark| words.contains(&mark.as_str()));
    if is_marked(&[
        "comments",
        "comments-area",
        "comment-list",
        "comments-section",
        "sqs-comments-container",
        "disqus_thread",
        "fb-comments",
    ]) {
        return Some(Furniture::Comments);
    }
    let is_footer = name == "footer"
        || role == "contentinfo"
        || is_marked(&["site_footer", "site-footer", "footer-sections"]);
    if is_footer && !is_in_text {
        return Some(Furniture::Footer);
    }
    let reason = if name == "nav" || matches!(role, "navigation" | "menu" | "menubar") {
        "menu of the site"
    } else if name == "search" || role == "search" || is_marked(&["search-form", "search-box", "searchform"])
    {
        "search box"
    } else {
        marked_reason(&marks, tree, node, is_in_text)?
    };
    // A piece with much text, or with the title of the page, is hardly furniture.
    let has_title = tree.elements(node, "h1").next().is_some();
    let has_prose = || page_lines(tree, node).iter().filter(|line| is_prose(&line.text)).count() > 2;
    (!has_title && !has_prose()).then_some(Furniture::Element(reason))
}

/// Words of `class` and `id` by which programs mark parts of a site, and why these are left out.
const MARKS: &[(&[&str], &str)] = &[
    (
        &["skip-link", "skip-link-button", "screen-reader-shortcut", "skiplink", "header-skip-link"],
        "link of the site to parts of the page",
    ),
    (
        &[
            "sharedaddy",
            "share-buttons",
            "social-share",
            "addtoany_share_save_container",
            "a2a_kit",
            "jp-sharing",
            "sharing",
            "sqs-share-buttons",
            "post-share",
        ],
        "share button",
    ),
    (&["breadcrumb", "breadcrumbs"], "path to the page in the site"),
    (
        &[
            "jp-relatedposts",
            "related-posts",
            "post-navigation",
            "posts-navigation",
            "pagination",
            "item-pagination",
            "blog-item-pagination",
        ],
        "links to other pages of the site",
    ),
    (
        &[
            "entry-meta",
            "post-meta",
            "posted-on",
            "byline",
            "entry-footer",
            "blog-meta-section",
            "blog-item-meta-wrapper",
            "cat-links",
            "tags-links",
        ],
        "date, author and topics of the page; they are in its fields",
    ),
    (&["wpadminbar", "edit-link", "post-edit-link"], "button of the site"),
    (
        &["newsletter-block", "sqs-block-newsletter", "jetpack_subscription_widget", "mc_embed_signup"],
        "sign-up form",
    ),
    (&["sqs-announcement-bar", "announcement-bar"], "announcement of the site"),
    (&["complementary", "sidebar", "widget-area", "secondary"], "sidebar of the site"),
];

/// What an element is by its marks.
fn marked_reason(marks: &[String], tree: &HtmlTree, node: usize, is_in_text: bool) -> Option<&'static str> {
    let known = MARKS.iter().find(|(words, _)| marks.iter().any(|mark| words.contains(&mark.as_str())));
    if let Some((_, reason)) = known {
        return Some(reason);
    }
    let is_cookies = marks.iter().any(|mark| {
        ["cookie-", "cookie_", "cookiebanner", "cookie", "gdpr", "onetrust"]
            .iter()
            .any(|word| mark.starts_with(word))
            || mark.contains("consent-banner")
    });
    if is_cookies {
        return Some("cookie notice");
    }
    let is_header = tree.name(node) == "header"
        || marks.iter().any(|mark| matches!(mark.as_str(), "banner" | "site_header" | "site-header"));
    let has_prose = || page_lines(tree, node).iter().any(|line| is_prose(&line.text));
    (is_header && !is_in_text && !has_prose()).then_some("header of the site")
}

/// The text of a node, with commas between its lines.
fn joined_lines(tree: &HtmlTree, node: usize) -> String {
    let lines = page_lines(tree, node);
    lines.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The lines of a node, in the order of the text.
fn page_lines(tree: &HtmlTree, node: usize) -> Vec<PageLine> {
    let mut lines = Vec::new();
    if tree.has_blocks(node) || node == 0 {
        add_lines(tree, node, &mut lines);
    } else {
        lines.push(PageLine {
            nodes: vec![node],
            text: line_text(tree, node),
            is_heading: is_heading(tree, node),
        });
    }
    lines
}

/// The text of a line. Links and buttons in a row have spaces between them, though the page draws those.
fn line_text(tree: &HtmlTree, node: usize) -> String {
    let links = tree
        .children(node)
        .filter(|child| matches!(tree.name(*child), "a" | "button" | "label" | "span"))
        .take(2)
        .count();
    if links < 2 {
        return tree.text(node);
    }
    collapse_spaces(&tree.children(node).map(|child| tree.text(child)).collect::<Vec<_>>().join(" "))
}

fn is_heading(tree: &HtmlTree, node: usize) -> bool {
    matches!(tree.name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn add_lines(tree: &HtmlTree, node: usize, lines: &mut Vec<PageLine>) {
    let mut run: Vec<usize> = Vec::new();
    let end_run = |run: &mut Vec<usize>, lines: &mut Vec<PageLine>| {
        let nodes = std::mem::take(run);
        let text = nodes
            .iter()
            .map(|node| tree.text(*node))
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if nodes.iter().any(|node| !tree.name(*node).is_empty()) || !text.is_empty() {
            lines.push(PageLine { nodes, text, is_heading: is_heading(tree, node) });
        }
    };
    for child in tree.children(node) {
        let name = tree.name(child);
        if is_invisible(name) {
            continue;
        }
        if tree.has_blocks(child) && !is_heading(tree, child) {
            end_run(&mut run, lines);
            add_lines(tree, child, lines);
        } else if tree.is_block(child) || name == "button" {
            end_run(&mut run, lines);
            lines.push(PageLine {
                nodes: vec![child],
                text: line_text(tree, child),
                is_heading: is_heading(tree, child),
            });
        } else if name == "br" {
            end_run(&mut run, lines);
        } else {
            run.push(child);
        }
    }
    end_run(&mut run, lines);
}
