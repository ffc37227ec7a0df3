//! Writes HTML as Markdown, without losing a sentence.
//!
//! The page is parsed as browsers parse it. Elements that only lay out a page, such as `div` and tables without data, leave
//! their text as paragraphs.

pub(super) use super::html_conversion::{AddressTarget, AddressUse, ConvertedHtml};
use super::html_conversion::{Conversion, Wrapper};
use super::html_elements::{is_data_table, is_hidden, is_small_form, watch_address};
use super::html_footnotes::Footnotes;
use super::html_table::TableGrid;
use super::html_tree::HtmlTree;
use super::markdown_blocks::{
    Block, BlockKind, definition, fenced_code, heading, indent, join, list_item, quote,
};
use super::markdown_text::{Inline, LineBreak, Style, normalize, paragraphs, plain, write};
use crate::content::text::collapse_spaces;

/// Deepest nesting of lists and quotations; deeper ones are paragraphs.
const MAX_DEPTH: usize = 12;

/// Converts a fragment or a whole page. `origin` says where it comes from, for the list of what is left out.
pub(super) fn convert(html: &str, origin: &str) -> ConvertedHtml {
    let mut resolve = |_: AddressUse, address: &str| match address.starts_with("data:") {
        true => AddressTarget::Drop,
        false => AddressTarget::Keep(address.to_owned()),
    };
    convert_node(&HtmlTree::parse(html), 0, origin, &mut resolve)
}

/// Converts a part of a page. `resolve` says what links and pictures name in the result.
pub(super) fn convert_node(
    tree: &HtmlTree,
    node: usize,
    origin: &str,
    resolve: &mut dyn FnMut(AddressUse, &str) -> AddressTarget,
) -> ConvertedHtml {
    let footnotes = Footnotes::find(tree, node);
    let notes = footnotes.definitions();
    let converted = ConvertedHtml::default();
    let mut conversion = Conversion {
        tree,
        origin,
        footnotes,
        resolve,
        wrappers: Vec::new(),
        styles: Vec::new(),
        depth: 0,
        converted,
    };
    let mut blocks = conversion.blocks(node);
    for (note, label) in notes {
        let text = join(&conversion.blocks(note));
        blocks.push(Block::new(BlockKind::Other, format!("[^{label}]: {}", indent(&text, 4))));
    }
    let scripts = tree.elements(node, "script").filter(|script| !is_data(tree, *script)).count();
    if scripts > 0 {
        let what = if scripts == 1 { "a script".to_owned() } else { format!("{scripts} scripts") };
        conversion.omit(what, "program of the page");
    }
    conversion.converted.markdown = join(&blocks);
    conversion.converted
}

fn is_data(tree: &HtmlTree, script: usize) -> bool {
    tree.attribute(script, "type").is_some_and(|kind| kind.contains("json"))
}

impl Conversion<'_> {
    /// What is in a node, as blocks.
    fn blocks(&mut self, node: usize) -> Vec<Block> {
        let tree = self.tree;
        let mut blocks = Vec::new();
        let mut line = Vec::new();
        for child in tree.children(node) {
            if self.footnotes.is_definition(child) {
                continue;
            }
            if tree.is_block(child) && self.footnotes.label(child).is_none() {
                self.end_line(&mut line, &mut blocks);
                self.block(child, &mut blocks);
            } else {
                line.extend(self.inline(child));
            }
        }
        self.end_line(&mut line, &mut blocks);
        blocks
    }

    /// Writes the pieces of lines so far as paragraphs.
    fn end_line(&mut self, line: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
        let mut inlines = std::mem::take(line);
        if inlines.is_empty() {
            return;
        }
        for wrapper in self.wrappers.iter().rev() {
            inlines = vec![match wrapper {
                Wrapper::Styled(style) => Inline::Styled(*style, inlines),
                Wrapper::Link(address) => Inline::Link(address.clone(), inlines),
            }];
        }
        for paragraph in paragraphs(normalize(inlines)) {
            let text = write(&paragraph, LineBreak::Backslash);
            if !text.trim().is_empty() {
                blocks.push(Block::new(BlockKind::Paragraph, text));
            }
        }
    }

    fn block(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let tree = self.tree;
        if is_hidden(tree, node) {
            let text = tree.text(node);
            if !text.is_empty() {
                self.omit(text, "hidden on the page");
            }
            return;
        }
        match tree.name(node) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, blocks),
            "ul" | "ol" | "menu" | "dir" if self.depth < MAX_DEPTH => self.list(node, blocks),
            "blockquote" if self.depth < MAX_DEPTH => {
                self.depth += 1;
                let inner = self.blocks(node);
                self.depth -= 1;
                push_nonempty(blocks, BlockKind::Other, quote(&join(&inner)));
            }
            "pre" => push_nonempty(blocks, BlockKind::Other, self.code(node)),
            "hr" => blocks.push(Block::new(BlockKind::Other, "---".to_owned())),
            "table" => self.table(node, blocks),
            "dl" if self.depth < MAX_DEPTH => self.definitions(node, blocks),
            "figure" => self.figure(node, blocks),
            "details" => self.details(node, blocks),
            "iframe" | "video" | "audio" | "object" | "embed" => self.embedded(node, blocks),
            "form" if is_small_form(tree, node) => {
                let text = tree.text(node);
                if !text.is_empty() {
                    self.omit(text, "form");
                }
            }
            "noscript" => self.noscript(node, blocks),
            "svg" => {
                self.inline(node);
            }
            "script" | "style" | "template" | "head" => {}
            _ if tree.marks(node).iter().any(|mark| mark == "wp-caption") => self.figure(node, blocks),
            _ => self.container(node, blocks),
        }
    }

    /// An element that only holds others; a link or emphasis around blocks belongs to each of their lines.
    fn container(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let wrapper = match self.tree.name(node) {
            "a" => self.link_target(node).map(Wrapper::Link),
            "b" | "strong" => Some(Wrapper::Styled(Style::Strong)),
            "i" | "em" => Some(Wrapper::Styled(Style::Emphasis)),
            _ => self.style_of_css(node).map(Wrapper::Styled),
        };
        let wrapper = wrapper.filter(|wrapper| !self.wrappers.contains(wrapper));
        let is_wrapped = wrapper.is_some();
        self.wrappers.extend(wrapper);
        blocks.extend(self.blocks(node));
        if is_wrapped {
            self.wrappers.pop();
        }
    }

    fn heading(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let level = self.tree.name(node)[1..].parse().unwrap_or(6);
        let mut inlines = self.inlines(node);
        if let Some(Wrapper::Link(address)) =
            self.wrappers.iter().find(|wrapper| matches!(wrapper, Wrapper::Link(_)))
        {
            inlines = vec![Inline::Link(address.clone(), inlines)];
        }
        // Pictures in a heading come before it.
        let mut inlines = normalize(inlines);
        for picture in inlines.extract_if(.., |inline| matches!(inline, Inline::Picture(..))) {
            blocks.push(Block::new(BlockKind::Paragraph, write(&[picture], LineBreak::Space)));
        }
        // A heading is bold by itself.
        while let [Inline::Styled(Style::Strong | Style::Html("u"), _)] = inlines.as_slice() {
            if let Some(Inline::Styled(_, inner)) = inlines.pop() {
                inlines = inner;
            }
        }
        let inlines = paragraphs(inlines).join(&Inline::Break);
        if plain(&inlines).trim().is_empty() {
            return;
        }
        let text = collapse_spaces(&write(&inlines, LineBreak::Space));
        blocks.push(Block::new(BlockKind::Heading, heading(level, &text)));
    }

    fn list(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let tree = self.tree;
        let is_numbered = tree.name(node) == "ol";
        let start = tree.attribute(node, "start").and_then(|start| start.parse::<u32>().ok()).unwrap_or(1);
        let last = blocks.last().map(|block| block.kind);
        let kind = match (is_numbered, last) {
            (true, Some(BlockKind::List('.'))) => ')',
            (true, _) => '.',
            (false, Some(BlockKind::List('-'))) => '*',
            (false, _) => '-',
        };
        self.depth += 1;
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in tree.children(node) {
            if self.footnotes.is_definition(child) {
                continue;
            }
            let inner = match tree.name(child) {
                "li" => self.item(child),
                "" if tree.own_text(child).trim().is_empty() => continue,
                // A list directly in a list belongs to the item before it.
                "ul" | "ol" | "menu" | "dir" => {
                    let mut inner = Vec::new();
                    self.block(child, &mut inner);
                    if let Some(item) = items.last_mut() {
                        item.extend(inner);
                        continue;
                    }
                    inner
                }
                _ if tree.is_block(child) => {
                    let mut inner = Vec::new();
                    self.block(child, &mut inner);
                    inner
                }
                _ => {
                    let (mut line, mut inner) = (self.inline(child), Vec::new());
                    self.end_line(&mut line, &mut inner);
                    inner
                }
            };
            if !inner.is_empty() {
                items.push(inner);
            }
        }
        self.depth -= 1;
        // Markdown reads numbers of nine digits at most.
        let start = start.min(999_999_999_u32.saturating_sub(u32::try_from(items.len()).unwrap_or(u32::MAX)));
        let is_loose =
            items.iter().any(|item| item.windows(2).any(|pair| !matches!(pair[1].kind, BlockKind::List(_))));
        let items: Vec<String> = (start..)
            .zip(&items)
            .map(|(number, item)| {
                let marker = if is_numbered { format!("{number}{kind}") } else { kind.to_string() };
                list_item(&marker, item, is_loose)
            })
            .collect();
        push_nonempty(blocks, BlockKind::List(kind), items.join(if is_loose { "\n\n" } else { "\n" }));
    }

    /// An item of a list, with the state of its check box.
    fn item(&mut self, node: usize) -> Vec<Block> {
        let tree = self.tree;
        let mut boxes =
            tree.elements(node, "input").filter(|input| tree.attribute(*input, "type") == Some("checkbox"));
        let state = boxes.next().map(|input| tree.has_attribute(input, "checked"));
        let mut blocks = self.blocks(node);
        if let (Some(is_checked), Some(Block { kind: BlockKind::Paragraph, text })) =
            (state, blocks.first_mut())
        {
            text.insert_str(0, if is_checked { "[x] " } else { "[ ] " });
        }
        blocks
    }

    fn code(&self, node: usize) -> String {
        let tree = self.tree;
        let mut code = String::new();
        for child in tree.descendants(node) {
            match tree.name(child) {
                "" => code.push_str(tree.own_text(child)),
                "br" => code.push('\n'),
                _ => {}
            }
        }
        let language = std::iter::once(node).chain(tree.elements(node, "code")).find_map(|node| {
            let class = tree.attribute(node, "class")?;
            class.split_whitespace().find_map(|word| word.strip_prefix("language-")).map(str::to_owned)
        });
        fenced_code(&code, language.as_deref().unwrap_or_default())
    }

    fn table(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let tree = self.tree;
        let rows: Vec<usize> = tree.elements(node, "tr").collect();
        if self.depth > 0 || !is_data_table(tree, node, &rows) {
            return self.container(node, blocks);
        }
        for caption in tree.elements(node, "caption") {
            blocks.extend(self.blocks(caption));
        }
        let mut grid = TableGrid::default();
        for row in rows {
            grid.begin_row();
            for cell in tree.children(row).filter(|cell| matches!(tree.name(*cell), "td" | "th")) {
                let inlines = paragraphs(normalize(self.inlines(cell))).join(&Inline::Break);
                let text = write(&inlines, LineBreak::Html).replace('|', "\\|");
                let span = |name| tree.attribute(cell, name).and_then(|span| span.parse().ok()).unwrap_or(1);
                grid.add_cell(text, span("colspan"), span("rowspan"));
            }
        }
        push_nonempty(blocks, BlockKind::Other, grid.to_markdown());
    }

    fn definitions(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let tree = self.tree;
        let mut entries = Vec::new();
        for child in tree.children(node) {
            let is_group = tree.name(child) == "div";
            entries.extend(if is_group { tree.children(child).collect() } else { vec![child] });
        }
        self.depth += 1;
        let mut text = String::new();
        let mut has_term = false;
        for entry in entries {
            let inner = match tree.name(entry) {
                "" if tree.own_text(entry).trim().is_empty() => continue,
                "dd" if has_term => self.blocks(entry),
                _ => {
                    let inlines = paragraphs(normalize(self.inline(entry))).join(&Inline::Break);
                    let term = write(&inlines, LineBreak::Space);
                    if !term.is_empty() {
                        text.push_str(if text.is_empty() { "" } else { "\n\n" });
                        text.push_str(&term);
                        has_term = true;
                    }
                    continue;
                }
            };
            if !inner.is_empty() {
                text.push('\n');
                text.push_str(&definition(&join(&inner)));
            }
        }
        self.depth -= 1;
        push_nonempty(blocks, BlockKind::Other, text);
    }

    /// A picture with its caption as title; anything else, and captions with links, as paragraphs.
    fn figure(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let tree = self.tree;
        let pictures: Vec<usize> = tree.elements(node, "img").take(2).collect();
        let is_caption = |inner: &usize| {
            tree.name(*inner) == "figcaption"
                || tree.marks(*inner).iter().any(|mark| mark == "wp-caption-text")
        };
        let caption = tree.descendants(node).find(is_caption);
        let caption_text = caption.map(|caption| tree.text(caption)).unwrap_or_default();
        let is_plain = caption.is_none_or(|caption| tree.elements(caption, "a").next().is_none());
        let is_alone = tree.text(node) == caption_text && is_plain;
        let has_player =
            tree.descendants(node).any(|inner| matches!(tree.name(inner), "iframe" | "video" | "audio"));
        match pictures.as_slice() {
            [picture] if is_alone && !has_player => {
                let shown = self.picture(*picture, &caption_text);
                let has_caption = matches!(shown, Some(Inline::Picture(..)));
                self.end_line(&mut shown.into_iter().collect(), blocks);
                if let Some(caption) = caption.filter(|_| !has_caption) {
                    blocks.extend(self.blocks(caption));
                }
            }
            _ => self.container(node, blocks),
        }
    }

    fn details(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let tree = self.tree;
        let summary = tree.children(node).find(|child| tree.name(*child) == "summary");
        let Some(summary) = summary.filter(|_| self.depth == 0) else { return self.container(node, blocks) };
        // A label is plain text in HTML.
        let label =
            collapse_spaces(&plain(&self.inlines(summary))).replace('&', "&amp;").replace('<', "&lt;");
        let mut inner = Vec::new();
        for child in tree.children(node).filter(|child| *child != summary) {
            if tree.is_block(child) {
                self.block(child, &mut inner);
            } else {
                let mut line = self.inline(child);
                self.end_line(&mut line, &mut inner);
            }
        }
        let text = format!("<details>\n<summary>{label}</summary>\n\n{}\n\n</details>", join(&inner));
        blocks.push(Block::new(BlockKind::Other, text));
    }

    /// A player or another page in a frame becomes a link.
    fn embedded(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let tree = self.tree;
        let own = ["src", "data-src", "data"].iter().find_map(|name| tree.attribute(node, name));
        let source =
            own.or_else(|| tree.elements(node, "source").find_map(|source| tree.attribute(source, "src")));
        let title = collapse_spaces(
            tree.attribute(node, "title").or_else(|| tree.attribute(node, "aria-label")).unwrap_or_default(),
        );
        let fallback = tree.text(node);
        if !fallback.is_empty() {
            self.omit(fallback, "shown only where the player does not work");
        }
        let Some(source) = source.filter(|source| !source.starts_with("about:")) else {
            if !title.is_empty() {
                self.omit(title, "embedded content whose address the page does not have");
            }
            return;
        };
        let address = watch_address(source);
        let link = match (self.resolve)(AddressUse::Link, &address) {
            AddressTarget::Keep(link) | AddressTarget::Link(link) => Some(link),
            AddressTarget::Drop => None,
        };
        let shown = if title.is_empty() { address.clone() } else { title };
        match link {
            Some(link) => {
                self.omit(address, "embedded content; a link to it is in its place");
                let mut line = vec![Inline::Link(link, vec![Inline::Text(shown)])];
                self.end_line(&mut line, blocks);
            }
            None => self.omit(address, "embedded content"),
        }
    }

    /// What is shown only without scripts: pictures that no other element has.
    fn noscript(&mut self, node: usize, blocks: &mut Vec<Block>) {
        let tree = self.tree;
        let text = tree.text(node);
        if !text.is_empty() {
            return self.omit(text, "shown only where scripts are off");
        }
        let parent = tree.parent(node);
        let has_picture = tree
            .elements(parent, "img")
            .any(|img| tree.parent(img) != node && tree.name(tree.parent(img)) != "noscript");
        if !has_picture {
            blocks.extend(self.blocks(node));
        }
    }
}

fn push_nonempty(blocks: &mut Vec<Block>, kind: BlockKind, text: String) {
    if !text.trim().is_empty() {
        blocks.push(Block::new(kind, text));
    }
}
