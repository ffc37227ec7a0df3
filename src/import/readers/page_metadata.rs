//! What a page says about itself: title, date, author, topics, address.

use serde_json::Value;
use url::Url;

use crate::content::date::PartialDate;
use crate::content::text::collapse_spaces;
use crate::import::html_tree::HtmlTree;

/// What the head of a page, and the marks in its text, say.
#[derive(Clone, Debug, Default)]
pub(super) struct PageMetadata {
    pub(super) title: String,
    pub(super) site_name: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) summary: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) address: Option<Url>,
    pub(super) language: Option<String>,
}

/// The values of `meta` elements, the first of each name.
struct MetaValues<'t> {
    tree: &'t HtmlTree,
    values: Vec<(String, &'t str)>,
}

impl<'t> MetaValues<'t> {
    fn read(tree: &'t HtmlTree) -> Self {
        let values = tree.elements(0, "meta").filter_map(|meta| {
            let name = ["property", "name", "itemprop"].iter().find_map(|name| tree.attribute(meta, name))?;
            Some((name.to_lowercase(), tree.attribute(meta, "content")?))
        });
        Self { tree, values: values.collect() }
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        let value = names.iter().find_map(|wanted| self.values.iter().find(|(name, _)| name == wanted))?;
        Some(collapse_spaces(value.1)).filter(|value| !value.is_empty())
    }

    fn all(&self, wanted: &str) -> impl Iterator<Item = &'t str> {
        self.values.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| *value)
    }

    fn link(&self, relation: &str) -> Option<&'t str> {
        let tree = self.tree;
        let link = tree.elements(0, "link").find(|link| {
            tree.attribute(*link, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case(relation))
        })?;
        tree.attribute(link, "href")
    }
}

/// Reads what a page says about itself.
pub(super) fn read(tree: &HtmlTree) -> PageMetadata {
    let meta = MetaValues::read(tree);
    let linked = LinkedData::read(tree);
    let site_name = meta.first(&["og:site_name", "application-name"]).or_else(|| linked.site_name.clone());
    let address = meta.link("canonical").map(str::to_owned).or_else(|| meta.first(&["og:url"]));
    let published =
        meta.first(&["article:published_time", "date", "dc.date", "dcterms.date", "datepublished"]);
    let date =
        published.and_then(|date| day_of(&date)).or(linked.date).or_else(|| date_in_text(tree)).or_else(
            || day_of(&meta.first(&["article:modified_time", "og:updated_time", "last-modified"])?),
        );
    let mut tags: Vec<String> = meta.all("article:tag").map(collapse_spaces).collect();
    if tags.is_empty() {
        let keywords = meta.first(&["keywords", "news_keywords"]).unwrap_or_default();
        tags = keywords.split(',').map(collapse_spaces).collect();
    }
    if tags.iter().all(String::is_empty) {
        tags = linked.tags;
    }
    tags.extend(
        tree.elements(0, "a").filter(|link| has_relation(tree, *link, "tag")).map(|link| tree.text(link)),
    );
    let mut seen = std::collections::BTreeSet::new();
    tags.retain(|tag| {
        !tag.is_empty()
            && tag.chars().count() <= 60
            && tag != "Uncategorized"
            && seen.insert(tag.to_lowercase())
    });
    tags.truncate(30);
    let title = title(tree, &meta, site_name.as_deref());
    // A title of two parts, of which one is the heading of the page, has the name of the site in the other.
    let site_name = site_name.or_else(|| {
        let whole = head_title(tree, &meta)?;
        let [first, second] = split_title(&whole)[..] else { return None };
        let is_title = |part: &str| part.to_lowercase() == title.to_lowercase();
        let has_heading =
            tree.elements(0, "h1").chain(tree.elements(0, "h2")).any(|heading| is_title(&tree.text(heading)));
        let other = if is_title(first) { second } else { first };
        (has_heading && is_title(first) != is_title(second)).then(|| other.to_owned())
    });
    PageMetadata {
        title,
        author: meta
            .first(&["author", "article:author", "dc.creator"])
            .or(linked.author)
            .or_else(|| author_in_text(tree)),
        date,
        summary: meta.first(&["description", "og:description", "dc.description"]),
        tags,
        address: address
            .and_then(|address| Url::parse(&address).ok())
            .filter(|url| matches!(url.scheme(), "http" | "https")),
        language: tree.elements(0, "html").find_map(|html| tree.attribute(html, "lang")).map(str::to_owned),
        site_name,
    }
}

fn has_relation(tree: &HtmlTree, node: usize, relation: &str) -> bool {
    tree.attribute(node, "rel")
        .is_some_and(|rel| rel.split_whitespace().any(|word| word.eq_ignore_ascii_case(relation)))
}

/// The title in the head of a page.
fn head_title(tree: &HtmlTree, meta: &MetaValues<'_>) -> Option<String> {
    meta.first(&["og:title", "twitter:title"]).or_else(|| {
        let title = tree.elements(0, "title").next()?;
        let text: String = tree.children(title).map(|text| tree.own_text(text)).collect();
        Some(collapse_spaces(&text)).filter(|title| !title.is_empty())
    })
}

/// Whether a node stands in the header of the site, not in that of the page.
fn is_in_site_header(tree: &HtmlTree, node: usize) -> bool {
    let mut is_header = false;
    let mut node = node;
    while node != 0 {
        node = tree.parent(node);
        let marks = tree.marks(node);
        match tree.name(node) {
            "main" | "article" => return false,
            name => {
                is_header |= name == "header"
                    || marks.iter().any(|mark| mark == "site_header" || mark == "site-header");
            }
        }
    }
    is_header
}

/// The title without the name of the site: as a heading of the page has it, if one does.
fn title(tree: &HtmlTree, meta: &MetaValues<'_>, site_name: Option<&str>) -> String {
    let of_head = head_title(tree, meta);
    let headings = |name: &'static str| {
        // With a title in its head, a page needs none of the site's own.
        let is_wanted = |heading: &usize| of_head.is_none() || !is_in_site_header(tree, *heading);
        let texts = tree.elements(0, name).filter(is_wanted).map(|heading| tree.text(heading));
        let may_be_title = |text: &String| {
            !text.is_empty() && text.chars().count() <= 200 && Some(text.as_str()) != site_name
        };
        texts.filter(may_be_title).take(50).collect::<Vec<_>>()
    };
    let (first, second) = (headings("h1"), headings("h2"));
    let Some(of_head) = of_head else {
        return first.into_iter().chain(second).next().unwrap_or_default();
    };
    let parts: Vec<&str> = split_title(&of_head);
    let is_part = |heading: &&String| {
        parts.iter().any(|part| part.to_lowercase() == heading.to_lowercase())
            || heading.to_lowercase() == of_head.to_lowercase()
    };
    if let Some(heading) = first.iter().chain(&second).find(is_part) {
        return heading.clone();
    }
    if let [heading] = first.as_slice() {
        return heading.clone();
    }
    let own: Vec<&str> = parts.iter().copied().filter(|part| Some(*part) != site_name).collect();
    match own.as_slice() {
        [] => of_head,
        // Most sites put their name last, with a bar or a dash before it.
        [part, ..] => (*part).to_owned(),
    }
}

/// The parts of a title: the page and the site.
fn split_title(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for separator in [" | ", " – ", " — ", " - ", " » ", " « ", " :: ", " · "] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The day of a date with or without a time.
fn day_of(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let len = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count().min(10);
    PartialDate::parse(&text[..len]).ok()
}

/// The date of the `time` element that is marked as the date of the page, or that is the only one.
fn date_in_text(tree: &HtmlTree) -> Option<PartialDate> {
    let times: Vec<usize> = tree
        .elements(0, "time")
        .filter(|time| tree.attribute(*time, "datetime").is_some())
        .take(100)
        .collect();
    let is_marked = |time: &&usize| {
        let marks = tree.marks(**time);
        marks.iter().any(|mark| {
            matches!(mark.as_str(), "published" | "entry-date" | "dt-published" | "blog-date" | "post-date")
        }) || tree.has_attribute(**time, "pubdate")
            || tree.attribute(**time, "itemprop") == Some("datePublished")
    };
    let time = times.iter().find(is_marked).or_else(|| times.first().filter(|_| times.len() == 1))?;
    day_of(tree.attribute(*time, "datetime")?)
}

/// The author whom the text of a post names.
fn author_in_text(tree: &HtmlTree) -> Option<String> {
    let is_author = |node: &usize| {
        let marks = tree.marks(*node);
        has_relation(tree, *node, "author")
            || marks
                .iter()
                .any(|mark| matches!(mark.as_str(), "author-name" | "blog-author-name" | "p-author"))
            || (marks.iter().any(|mark| mark == "fn")
                && tree.marks(tree.parent(*node)).iter().any(|mark| mark == "author" || mark == "vcard"))
    };
    let is_comment = |node: usize| {
        std::iter::successors(Some(node), |node| Some(tree.parent(*node)).filter(|parent| *parent > 0))
            .any(|node| tree.marks(node).iter().any(|mark| mark.starts_with("comment")))
    };
    let author = tree.descendants(0).filter(is_author).find(|node| !is_comment(*node))?;
    Some(tree.text(author)).filter(|name| !name.is_empty() && name.chars().count() <= 60)
}

/// What JSON-LD says about the page.
#[derive(Default)]
struct LinkedData {
    author: Option<String>,
    date: Option<PartialDate>,
    tags: Vec<String>,
    site_name: Option<String>,
}

impl LinkedData {
    fn read(tree: &HtmlTree) -> Self {
        let mut data = Self::default();
        for script in tree
            .elements(0, "script")
            .filter(|script| tree.attribute(*script, "type") == Some("application/ld+json"))
        {
            let text: String = tree.children(script).map(|text| tree.own_text(text)).collect();
            let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
            let nodes: Vec<&Value> = match &value {
                Value::Array(nodes) => nodes.iter().collect(),
                value => value
                    .get("@graph")
                    .and_then(Value::as_array)
                    .map_or_else(|| vec![value], |nodes| nodes.iter().collect()),
            };
            nodes.into_iter().for_each(|node| data.add(node));
        }
        data
    }

    fn add(&mut self, node: &Value) {
        let kind = node.get("@type").and_then(Value::as_str).unwrap_or_default();
        let text = |name: &str| node.get(name).and_then(Value::as_str).map(collapse_spaces);
        match kind {
            "Article" | "BlogPosting" | "NewsArticle" | "WebPage" => {
                let author = node
                    .get("author")
                    .map(|author| author.as_array().and_then(|list| list.first()).unwrap_or(author));
                let name = author
                    .and_then(|author| author.get("name").unwrap_or(author).as_str())
                    .map(collapse_spaces);
                self.author = self.author.take().or(name).filter(|name| !name.is_empty());
                self.date = self.date.or_else(|| day_of(&text("datePublished")?));
                match node.get("keywords") {
                    Some(Value::String(words)) => self.tags.extend(words.split(',').map(collapse_spaces)),
                    Some(Value::Array(words)) => {
                        self.tags.extend(words.iter().filter_map(Value::as_str).map(collapse_spaces));
                    }
                    _ => {}
                }
            }
            "Person" => self.author = self.author.take().or_else(|| text("name")),
            "WebSite" => self.site_name = self.site_name.take().or_else(|| text("name")),
            _ => {}
        }
    }
}
