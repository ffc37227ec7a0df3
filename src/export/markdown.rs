//! Writes a document as CommonMark without extensions: tables become lists, footnotes numbers with a list at the end.

use super::document::{
    Block, Cell, ExportDocument, Inline, Marks, ParagraphKind, Picture, Row, Table, Target, plain_text,
};

/// Writes a document as one text. `picture_url` gives the address of a picture of the site by its path; a picture without one is
/// replaced by its text alternative.
pub fn write_markdown(document: &ExportDocument, picture_url: &dyn Fn(&str) -> Option<String>) -> String {
    let writer = MarkdownWriter { picture_url };
    let mut lines = writer.blocks(&document.blocks);
    if !document.notes.is_empty() {
        let notes = Block::List { start: Some(1), items: document.notes.clone() };
        lines.extend(["".to_owned(), "---".to_owned(), "".to_owned()]);
        lines.extend(writer.blocks(&[notes]));
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

struct MarkdownWriter<'a> {
    picture_url: &'a dyn Fn(&str) -> Option<String>,
}

impl MarkdownWriter<'_> {
    /// The lines of blocks, with a blank one between two of them.
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        // Two lists in a row would be one if they had the same mark.
        let mut alternate = false;
        let mut was_list = false;
        for block in blocks {
            let is_list = matches!(block, Block::List { .. } | Block::Table(_));
            alternate = is_list && was_list && !alternate;
            let own = self.block(block, alternate);
            if own.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(own);
            was_list = is_list;
        }
        lines
    }

    fn block(&self, block: &Block, alternate: bool) -> Vec<String> {
        match block {
            Block::Title(words) => vec![format!("# {}", self.one_line(words))],
            Block::Heading(level, words) => {
                vec![format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 6)), self.one_line(words))]
            }
            Block::Paragraph(ParagraphKind::Term, words) => vec![format!("**{}**", self.plain(words))],
            Block::Paragraph(_, words) => self.paragraph(words),
            Block::List { start, items } => self.list(*start, items, alternate),
            Block::Table(table) => self.list(None, &table_items(table), alternate),
            Block::Quote(blocks) => self
                .blocks(blocks)
                .into_iter()
                .map(|line| format!("> {line}").trim_end().to_owned())
                .collect(),
            Block::Indented(blocks) => self.blocks(blocks),
            Block::Code(code) => fenced(code),
            Block::Picture(picture) => self.paragraph(&[Inline::Picture(picture.clone())]),
            Block::Rule => vec!["---".to_owned()],
            Block::Anchor(_) | Block::PageBreak => Vec::new(),
        }
    }

    fn list(&self, start: Option<u32>, items: &[Vec<Block>], alternate: bool) -> Vec<String> {
        if items.iter().flatten().any(|block| matches!(block, Block::Heading(..))) {
            // Parts with headings of their own are no items.
            return self.blocks(&items.concat());
        }
        let mut lines: Vec<String> = Vec::new();
        let is_loose = items.iter().any(|item| item.iter().filter(|block| is_written(block)).count() > 1);
        for (index, item) in items.iter().enumerate() {
            let mark = match start {
                // A number may have nine digits.
                Some(start) => {
                    let number = start.saturating_add(index as u32).min(999_999_999);
                    format!("{number}{} ", if alternate { ')' } else { '.' })
                }
                None => (if alternate { "* " } else { "- " }).to_owned(),
            };
            let own = self.blocks(item);
            if is_loose && !lines.is_empty() {
                lines.push(String::new());
            }
            let indent = " ".repeat(mark.len());
            for (number, line) in own.into_iter().enumerate() {
                let start = if number == 0 { &mark } else { &indent };
                lines.push(format!("{start}{line}").trim_end().to_owned());
            }
        }
        lines
    }

    fn paragraph(&self, words: &[Inline]) -> Vec<String> {
        let text = self.inlines(words);
        text.split('\n').map(|line| escape_start(line.trim())).collect()
    }

    fn one_line(&self, words: &[Inline]) -> String {
        self.inlines(words).replace("\\\n", " ").replace('\n', " ").trim().to_owned()
    }

    /// Words without marks, for what is set strong as a whole.
    fn plain(&self, words: &[Inline]) -> String {
        escape(plain_text(words).trim())
    }

    fn inlines(&self, content: &[Inline]) -> String {
        let mut text = String::new();
        for (index, inline) in content.iter().enumerate() {
            match inline {
                Inline::Text(words, marks) => {
                    let next = content[index + 1..].iter().find_map(first_char);
                    add_run(&mut text, words, marks, next);
                }
                Inline::Break => text.push_str("\\\n"),
                Inline::Link(Target::Url(address), inner) => {
                    // `![` would begin a picture.
                    if text.ends_with('!') {
                        text.pop();
                        text.push_str("\\!");
                    }
                    text.push_str(&format!("[{}]({})", self.one_line(inner), escape_address(address)));
                }
                Inline::Link(Target::Anchor(_), inner) => text.push_str(&self.inlines(inner)),
                Inline::Note(number) => text.push_str(&format!("\\[{}\\]", number + 1)),
                Inline::Picture(picture) => text.push_str(&self.picture(picture)),
                Inline::Anchor(_) => {}
            }
        }
        text
    }

    fn picture(&self, Picture { path, alt, .. }: &Picture) -> String {
        let alt = escape(&alt.replace('\n', " "));
        match (self.picture_url)(path) {
            Some(address) => format!("![{alt}]({})", escape_address(&address)),
            None if alt.is_empty() => String::new(),
            None => format!("\\[{alt}\\]"),
        }
    }
}

fn is_written(block: &Block) -> bool {
    !matches!(block, Block::Anchor(_) | Block::PageBreak)
}

/// The first cell of a row, with the heading of its column; nothing if it is empty.
fn first_cell(heading: Option<&Vec<Inline>>, words: Vec<Inline>) -> Vec<Block> {
    if plain_text(&words).trim().is_empty() {
        return Vec::new();
    }
    let mut term = heading.cloned().unwrap_or_default();
    if !term.is_empty() {
        term.push(Inline::Text(": ".to_owned(), Marks::default()));
    }
    term.extend(words);
    vec![Block::Paragraph(ParagraphKind::Term, term)]
}

/// The rows of a table as items: the first cell, and below it the others with the names of their columns.
fn table_items(table: &Table) -> Vec<Vec<Block>> {
    let head = table.rows[..table.header_rows.min(table.rows.len())].last();
    let names: Vec<Vec<Inline>> =
        head.map(|row| row.cells.iter().map(words_of).collect()).unwrap_or_default();
    let body = &table.rows[table.header_rows.min(table.rows.len())..];
    let item = |Row { cells }: &Row| {
        let mut cells = cells.iter().enumerate();
        let mut item = match cells.next() {
            Some((_, first)) => first_cell(names.first(), words_of(first)),
            None => Vec::new(),
        };
        let facts: Vec<Vec<Block>> = cells
            .filter_map(|(index, cell)| {
                let words = words_of(cell);
                if plain_text(&words).trim().is_empty() {
                    return None;
                }
                let mut line = names.get(index).cloned().unwrap_or_default();
                if !line.is_empty() {
                    line.push(Inline::Text(": ".to_owned(), Marks::default()));
                }
                line.extend(words);
                Some(vec![Block::Paragraph(ParagraphKind::Text, line)])
            })
            .collect();
        if !facts.is_empty() {
            item.push(Block::List { start: None, items: facts });
        }
        item
    };
    body.iter().map(item).collect()
}

/// All words of a cell in one line.
fn words_of(cell: &Cell) -> Vec<Inline> {
    let mut words = Vec::new();
    add_words(&cell.blocks, &mut words);
    words
}

fn add_words(blocks: &[Block], out: &mut Vec<Inline>) {
    for block in blocks {
        let separate = |out: &mut Vec<Inline>| {
            if !out.is_empty() {
                out.push(Inline::Text("; ".to_owned(), Marks::default()));
            }
        };
        match block {
            Block::Title(words) | Block::Heading(_, words) | Block::Paragraph(_, words) => {
                separate(out);
                out.extend(words.iter().map(|word| match word {
                    Inline::Break => Inline::Text(" – ".to_owned(), Marks::default()),
                    word => word.clone(),
                }));
            }
            Block::List { items, .. } => items.iter().for_each(|item| add_words(item, out)),
            Block::Quote(blocks) | Block::Indented(blocks) => add_words(blocks, out),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| add_words(&cell.blocks, out));
            }
            Block::Code(code) => {
                separate(out);
                out.push(Inline::Text(code.replace('\n', " "), Marks { code: true, ..Marks::default() }));
            }
            Block::Picture(picture) => out.push(Inline::Picture(picture.clone())),
            Block::Rule | Block::Anchor(_) | Block::PageBreak => {}
        }
    }
}

fn first_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text, _) => text.chars().next(),
        Inline::Break => Some('\n'),
        Inline::Link(..) | Inline::Note(_) => Some('['),
        Inline::Picture(_) => Some('!'),
        Inline::Anchor(_) => None,
    }
}

/// Adds words with their marks, unless Markdown would not read the marks there. `next` is what comes after them.
fn add_run(text: &mut String, words: &str, marks: &Marks, next: Option<char>) {
    if marks.code && !words.trim().is_empty() {
        return text.push_str(&code_span(words));
    }
    let mark = match (marks.bold, marks.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let inner = words.trim();
    if mark.is_empty() || inner.is_empty() {
        return text.push_str(&escape(words));
    }
    let (start, end) = (words.len() - words.trim_start().len(), words.trim_end().len());
    text.push_str(&words[..start]);
    let before = text.chars().next_back();
    let after = words[end..].chars().next().or(next);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // Marks beside a letter are read only if a letter is on their other side, too.
    let opens = !is_word(before) || is_word(inner.chars().next());
    let closes = !is_word(after) || is_word(inner.chars().next_back());
    let touches = before == Some('*') || after == Some('*');
    if opens && closes && !touches {
        text.push_str(&format!("{mark}{}{mark}", escape(inner)));
    } else {
        text.push_str(&escape(inner));
    }
    text.push_str(&words[end..]);
}

fn code_span(words: &str) -> String {
    let fence = "`".repeat(longest_run(words) + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{words}{pad}{fence}")
}

fn fenced(code: &str) -> Vec<String> {
    let fence = "`".repeat((longest_run(code) + 1).max(3));
    let mut lines = vec![fence.clone()];
    lines.extend(code.lines().map(str::to_owned));
    lines.push(fence);
    lines
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Words in which Markdown means nothing.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    escaped
}

/// A line that begins no heading, list, quote or rule.
fn escape_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &line[digits..];
    if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &line[..digits]);
    }
    if line.starts_with(['#', '+', '-', '=']) { format!("\\{line}") } else { line.to_owned() }
}

fn escape_address(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            ' ' => escaped.push_str("%20"),
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            '(' => escaped.push_str("%28"),
            ')' => escaped.push_str("%29"),
            '\\' => escaped.push_str("%5C"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned(), Marks::default())
    }

    fn bold(words: &str) -> Inline {
        Inline::Text(words.to_owned(), Marks { bold: true, ..Marks::default() })
    }

    fn write(blocks: Vec<Block>) -> String {
        write_markdown(&ExportDocument { blocks, ..ExportDocument::default() }, &|_| None)
    }

    #[test]
    fn words_stay_words() {
        let words = "1. *not* a list_, <b>, [x](y) & `z`";
        let written = write(vec![Block::Paragraph(ParagraphKind::Text, vec![text(words)])]);
        let html = crate::content::markdown::render_commonmark(&written);
        assert_eq!(html.trim(), "<p>1. *not* a list_, &lt;b&gt;, [x](y) &amp; `z`</p>");
    }

    #[test]
    fn marks_are_written_where_markdown_reads_them() {
        let line = vec![bold("A: "), text("b"), bold("c:"), text("d")];
        assert_eq!(write(vec![Block::Paragraph(ParagraphKind::Text, line)]), "**A:** bc:d\n");
    }

    #[test]
    fn two_lists_in_a_row_stay_two() {
        let list = || Block::List {
            start: None,
            items: vec![vec![Block::Paragraph(ParagraphKind::Text, vec![text("a")])]],
        };
        assert_eq!(write(vec![list(), list(), list()]), "- a\n\n* a\n\n- a\n");
    }
}
