//! The feed of a Leap2A portfolio: its entries, with what each says, as Atom with the terms of Leap2A.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};

/// How deep elements may lie in elements.
const MAX_NESTING: usize = 200;

/// The most elements of a feed.
const MAX_ELEMENTS: usize = 2_000_000;

/// An element with everything in it. Names are without their prefixes.
#[derive(Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

enum Node {
    Element(Element),
    Text(String),
}

/// A text of an entry.
pub(super) enum LeapText {
    Plain(String),
    Html(String),
}

/// A link of an entry.
pub(super) struct LeapLink {
    /// How the two are related, without the prefix: `has_part`, `enclosure`.
    pub(super) relation: String,
    pub(super) target: String,
    /// Its place among links of that kind.
    pub(super) order: Option<i64>,
}

impl Element {
    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, value)| key == name && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    }

    /// The elements in it of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All text in it, without surrounding space; `None` if there is none.
    pub(super) fn text(&self) -> Option<String> {
        let mut text = String::new();
        self.push_text(&mut text);
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn push_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.push_text(text),
                Node::Text(part) => text.push_str(part),
            }
        }
    }

    /// The text of the first element of a name in it.
    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        self.all(name).find_map(Self::text)
    }

    /// What a text element such as `content` says.
    pub(super) fn leap_text(&self) -> Option<LeapText> {
        match self.attribute("type") {
            Some("xhtml") => {
                let mut html = String::new();
                self.children.iter().for_each(|child| push_html(child, &mut html));
                Some(LeapText::Html(html)).filter(|_| self.text().is_some() || self.has_element("img"))
            }
            Some("html" | "text/html") => Some(LeapText::Html(self.text()?)),
            _ => Some(LeapText::Plain(self.text()?)),
        }
    }

    fn has_element(&self, name: &str) -> bool {
        self.elements().any(|element| element.name == name || element.has_element(name))
    }

    /// All elements of a name, at any depth, in their order.
    pub(super) fn descendants<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.descendants(name, found);
        }
    }

    /// What an entry is: `person`, `entry`, `resource`.
    pub(super) fn kind(&self) -> &str {
        let resource = self.all("type").find_map(|kind| kind.attribute("resource"));
        resource.map_or("", |resource| resource.rsplit([':', '/', '#']).next().unwrap_or_default())
    }

    /// What Mahara calls the kind of an entry: `blogpost`, `pseudo:employmenthistory`.
    pub(super) fn mahara_kind(&self) -> &str {
        self.all("artefactplugin").find_map(|plugin| plugin.attribute("type")).unwrap_or_default()
    }

    /// The links of an entry.
    pub(super) fn links(&self) -> Vec<LeapLink> {
        let links = self.all("link").filter_map(|link| {
            let relation = link.attribute("rel")?;
            Some(LeapLink {
                relation: relation.rsplit(':').next().unwrap_or(relation).to_owned(),
                target: link.attribute("href")?.to_owned(),
                order: link.attribute("display_order").and_then(|order| order.parse().ok()),
            })
        });
        links.collect()
    }

    /// The topics of an entry, as its author wrote them.
    pub(super) fn tags(&self) -> Vec<String> {
        let own = self.all("category").filter(|category| category.attribute("scheme").is_none());
        own.filter_map(|category| category.attribute("label").or_else(|| category.attribute("term")))
            .map(str::to_owned)
            .collect()
    }

    /// The terms of an entry in a scheme such as `life_area`.
    pub(super) fn terms<'a>(&'a self, scheme: &'a str) -> impl Iterator<Item = &'a str> {
        let in_scheme = move |category: &&Self| {
            let own = category.attribute("scheme").unwrap_or_default();
            own.trim_end_matches(['#', '/']).rsplit([':', '/']).next() == Some(scheme)
        };
        self.all("category").filter(in_scheme).filter_map(|category| category.attribute("term"))
    }

    /// The date of a point of an entry: `start`, `end`, `target`.
    pub(super) fn date_of(&self, point: &str) -> Option<String> {
        self.all("date").find(|date| date.attribute("point") == Some(point))?.text()
    }
}

fn push_html(node: &Node, html: &mut String) {
    match node {
        Node::Text(text) => html.push_str(&escape(text.as_str())),
        Node::Element(element) => {
            let is_void = matches!(element.name.as_str(), "br" | "hr" | "img" | "wbr" | "col");
            html.extend(["<", &element.name]);
            for (name, value) in element.attributes.iter().filter(|(name, _)| !name.starts_with("xmlns")) {
                html.extend([" ", name, "=\"", &escape(value.as_str()), "\""]);
            }
            html.push('>');
            element.children.iter().for_each(|child| push_html(child, html));
            if !is_void {
                html.extend(["</", &element.name, ">"]);
            }
        }
    }
}

/// Parses XML into its root element.
///
/// # Errors
/// When it is not well-formed, or too deep or too large; the text says what is wrong.
pub(super) fn parse(xml: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                count += 1;
                open.push(new_element(&start)?);
            }
            Event::Empty(start) => {
                count += 1;
                let element = new_element(&start)?;
                push(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                let element =
                    open.pop().filter(|_| !open.is_empty()).ok_or("an element ends that never began")?;
                push(&mut open, Node::Element(element));
            }
            Event::Text(text) => push(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => push(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().map_err(|error| error.to_string())?;
                let name: &str = &reference;
                let text = match (letter, name) {
                    (Some(letter), _) => letter.to_string(),
                    (None, "nbsp") => "\u{a0}".to_owned(),
                    (None, name) => {
                        resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
                    }
                };
                push(&mut open, Node::Text(text));
            }
            Event::Eof => break,
            _ => {}
        }
        if open.len() > MAX_NESTING || count > MAX_ELEMENTS {
            return Err("it has more elements than a portfolio can have".to_owned());
        }
    }
    let root = open.pop().filter(|_| open.is_empty()).ok_or("it ends in the middle")?;
    root.children
        .into_iter()
        .find_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
        .ok_or_else(|| "it is empty".to_owned())
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn new_element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().take(100) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        let key: &str = attribute.key.as_ref();
        let name = if key.starts_with("xmlns") { key } else { attribute.key.local_name().into_inner() };
        attributes.push((name.to_owned(), value.into_owned()));
    }
    Ok(Element { name: start.local_name().as_ref().to_owned(), attributes, children: Vec::new() })
}
