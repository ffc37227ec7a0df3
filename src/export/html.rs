//! HTML as a tree of elements. The pages are those of a template, so the tree is built without the repairs of a browser; only
//! what authors leave out in HTML of their own is closed: paragraphs, items, rows and cells.

use html5gum::{Token, Tokenizer};

/// Elements within each other; what is deeper belongs to the last of them.
const MAX_DEPTH: usize = 128;

/// Elements without content.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that close an open paragraph.
const BLOCKS: [&str; 26] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "figcaption",
];

/// An element or words.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has a class.
    pub(super) fn has_class(&self, name: &str) -> bool {
        self.attribute("class")
            .is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == name))
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All words in it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// The first element in it, or itself, that is wanted.
    pub(super) fn find(&self, is_wanted: &dyn Fn(&Self) -> bool) -> Option<&Self> {
        if is_wanted(self) {
            return Some(self);
        }
        self.elements().find_map(|element| element.find(is_wanted))
    }
}

/// Parses HTML into an element without a name.
pub(super) fn parse(html: &str) -> Element {
    let mut open = vec![Element::default()];
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                close_implied(&mut open, &name);
                let attributes =
                    tag.attributes.iter().map(|(key, value)| (lossy(key), lossy(value))).collect();
                let element = Element { name, attributes, children: Vec::new() };
                let is_empty = VOID.contains(&element.name.as_str()) || tag.self_closing;
                if is_empty || open.len() >= MAX_DEPTH {
                    add(&mut open, Node::Element(element));
                } else {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => close(&mut open, &lossy(&tag.name)),
            Token::String(words) => add(&mut open, Node::Text(lossy(&words))),
            _ => {}
        }
    }
    while open.len() > 1 {
        close_last(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn add(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn close_last(open: &mut Vec<Element>) {
    if let Some(element) = open.pop() {
        add(open, Node::Element(element));
    }
}

/// Closes the innermost element of this name with all that is open in it; an end tag without its start is ignored.
fn close(open: &mut Vec<Element>, name: &str) {
    let Some(position) = open.iter().skip(1).rposition(|element| element.name == name) else { return };
    while open.len() > position + 1 {
        close_last(open);
    }
}

/// Closes what a start tag ends without saying so.
fn close_implied(open: &mut Vec<Element>, name: &str) {
    let ends: &[&str] = match name {
        "li" => &["li"],
        "dt" | "dd" => &["dt", "dd"],
        "td" | "th" => &["td", "th"],
        "tr" => &["td", "th", "tr"],
        name if BLOCKS.contains(&name) => &[],
        _ => return,
    };
    while let Some(last) = open.last().map(|element| element.name.as_str())
        && open.len() > 1
        && (last == "p" || ends.contains(&last))
    {
        close_last(open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_open_is_closed_and_depth_is_bounded() {
        let root = parse("<ul><li>a<li><p>b<p>c</ul><b>d</i></b>e");
        let list = root.elements().next().unwrap();
        assert_eq!(list.elements().map(Element::text).collect::<Vec<_>>(), ["a", "bc"]);
        assert_eq!(root.text(), "abcde");
        let deep = parse(&"<div>x".repeat(100_000));
        assert_eq!(deep.text().len(), 100_000);
    }
}
