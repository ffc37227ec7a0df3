//! Writes text and inline markup so that Markdown reads them as they were meant.

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Text, without markup.
    Text(String),
    /// Code.
    Code(String),
    /// A line break within a paragraph.
    Break,
    /// Emphasis, or an element of HTML that has no sign in Markdown.
    Styled(Style, Vec<Inline>),
    /// A link: its address and its text.
    Link(String, Vec<Inline>),
    /// A picture: its address, alternative text and title.
    Picture(String, String, String),
    /// A reference to the footnote of this label.
    Footnote(String),
}

/// How text is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Emphasis,
    Strong,
    Struck,
    /// An element that pages keep, by its name, such as `sup`.
    Html(&'static str),
}

impl Style {
    /// Name of the element in HTML.
    pub(super) fn element(self) -> &'static str {
        match self {
            Self::Emphasis => "em",
            Self::Strong => "strong",
            Self::Struck => "del",
            Self::Html(name) => name,
        }
    }

    fn delimiter(self) -> Option<&'static str> {
        match self {
            Self::Emphasis => Some("*"),
            Self::Strong => Some("**"),
            Self::Struck => Some("~~"),
            Self::Html(_) => None,
        }
    }
}

/// What separates the lines of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineBreak {
    /// A backslash at the end of the line, as in paragraphs.
    Backslash,
    /// `<br>`, as in cells of tables.
    Html,
    /// A space, as in headings.
    Space,
}

/// The text that readers see, without markup.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Break => text.push(' '),
            Inline::Styled(_, inner) | Inline::Link(_, inner) => text.push_str(&plain(inner)),
            Inline::Picture(..) | Inline::Footnote(_) => {}
        }
    }
    text
}

/// Joins texts and equal emphasis that follow each other, collapses white space, and moves it out of emphasis.
pub(super) fn normalize(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined = Vec::new();
    for inline in inlines {
        push_normalized(&mut joined, inline);
    }
    joined
}

fn push_normalized(joined: &mut Vec<Inline>, inline: Inline) {
    match inline {
        Inline::Text(text) => push_text(joined, &text),
        Inline::Styled(style, inner) => push_around(joined, inner, |joined, inner| match joined.last_mut() {
            Some(Inline::Styled(known, contents)) if *known == style => {
                inner.into_iter().for_each(|inline| push_normalized(contents, inline));
            }
            _ => joined.push(Inline::Styled(style, inner)),
        }),
        Inline::Link(address, inner) => push_around(joined, inner, |joined, inner| {
            if contains_link(&inner) {
                // A link within a link is no Markdown; the inner one stays.
                inner.into_iter().for_each(|inline| push_normalized(joined, inline));
            } else {
                joined.push(Inline::Link(address, inner));
            }
        }),
        Inline::Break => {
            trim_end(joined);
            joined.push(Inline::Break);
        }
        other => joined.push(other),
    }
}

/// Adds what is in an element by `push`; spaces and breaks at its ends stand outside of it.
fn push_around(
    joined: &mut Vec<Inline>,
    inner: Vec<Inline>,
    push: impl FnOnce(&mut Vec<Inline>, Vec<Inline>),
) {
    let mut inner = normalize(inner);
    let is_blank = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text(text) => text.trim_matches(' ').is_empty(),
        _ => false,
    };
    let first = inner.iter().position(|inline| !is_blank(inline)).unwrap_or(inner.len());
    let last = inner.iter().rposition(|inline| !is_blank(inline)).map_or(first, |last| last + 1);
    let outside = inner.split_off(last);
    let rest = inner.split_off(first);
    inner.into_iter().for_each(|inline| push_normalized(joined, inline));
    let (before, rest, after) = split_spaces(rest);
    if before {
        push_text(joined, " ");
    }
    if !rest.is_empty() {
        push(joined, rest);
    }
    if after {
        push_text(joined, " ");
    }
    outside.into_iter().for_each(|inline| push_normalized(joined, inline));
}

fn contains_link(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Link(..) | Inline::Footnote(_) => true,
        Inline::Styled(_, inner) => contains_link(inner),
        _ => false,
    })
}

fn push_text(joined: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    let follows_space = match joined.last() {
        None | Some(Inline::Break) => true,
        Some(Inline::Text(last)) => last.ends_with(' '),
        _ => false,
    };
    let mut collapsed = String::with_capacity(text.len());
    let mut was_space = false;
    for c in text.chars() {
        // Only these collapse in HTML; a no-break space holds words together, but is of no use here.
        let is_space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}');
        if matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\0') {
            continue;
        }
        if !is_space {
            collapsed.push(c);
        } else if !was_space {
            collapsed.push(' ');
        }
        was_space = is_space;
    }
    // A space at the very beginning is kept: it may separate this text from what stands before the element around it.
    let collapsed =
        if follows_space && !joined.is_empty() { collapsed.trim_start_matches(' ') } else { &collapsed };
    if collapsed.is_empty() {
        return;
    }
    match joined.last_mut() {
        Some(Inline::Text(last)) => last.push_str(collapsed),
        _ => joined.push(Inline::Text(collapsed.to_owned())),
    }
}

fn trim_end(inlines: &mut Vec<Inline>) -> bool {
    let Some(Inline::Text(last)) = inlines.last_mut() else { return false };
    let len = last.trim_end_matches(' ').len();
    let is_trimmed = len < last.len();
    last.truncate(len);
    if last.is_empty() {
        inlines.pop();
    }
    is_trimmed
}

fn trim_start(inlines: &mut Vec<Inline>) -> bool {
    let Some(Inline::Text(first)) = inlines.first_mut() else { return false };
    let trimmed = first.trim_start_matches(' ').to_owned();
    let is_trimmed = trimmed.len() < first.len();
    if trimmed.is_empty() {
        inlines.remove(0);
    } else {
        *first = trimmed;
    }
    is_trimmed
}

/// Removes spaces at both ends, and says whether there were any.
fn split_spaces(mut inlines: Vec<Inline>) -> (bool, Vec<Inline>, bool) {
    let before = trim_start(&mut inlines);
    let after = trim_end(&mut inlines);
    (before, inlines, after)
}

/// Divides a line at two breaks in a row, and removes spaces and breaks around each part.
pub(super) fn paragraphs(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in inlines {
        let Some(part) = parts.last_mut() else { break };
        if inline == Inline::Break && part.last() == Some(&Inline::Break) {
            parts.push(Vec::new());
        } else {
            part.push(inline);
        }
    }
    for part in &mut parts {
        while part.last() == Some(&Inline::Break) || trim_end(part) {
            part.pop_if(|last| *last == Inline::Break);
        }
        let breaks = part.iter().take_while(|inline| **inline == Inline::Break).count();
        part.drain(..breaks);
        trim_start(part);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Writes inline pieces, which have been [normalized](normalize), as one line, or as several with breaks between them.
pub(super) fn write(inlines: &[Inline], line_break: LineBreak) -> String {
    let mut out = String::new();
    write_into(&mut out, inlines, line_break, None);
    out
}

fn write_into(out: &mut String, inlines: &[Inline], line_break: LineBreak, after: Option<char>) {
    for (index, inline) in inlines.iter().enumerate() {
        let next = inlines.get(index + 1).map_or(after, first_char);
        match inline {
            Inline::Text(text) => write_text(out, text),
            Inline::Code(code) => out.push_str(&code_span(code)),
            Inline::Break => out.push_str(match line_break {
                LineBreak::Backslash => "\\\n",
                LineBreak::Html => "<br>",
                LineBreak::Space => " ",
            }),
            Inline::Styled(style, inner) => write_styled(out, *style, inner, line_break, next),
            Inline::Link(address, inner) => {
                escape_exclamation(out);
                out.push('[');
                write_into(out, inner, LineBreak::Space, Some(']'));
                out.push_str(&format!("]({})", link_address(address)));
            }
            Inline::Picture(address, alt, title) => {
                let title = if title.is_empty() {
                    String::new()
                } else {
                    format!(" \"{}\"", escape(title).replace('"', "\\\""))
                };
                out.push_str(&format!("![{}]({}{title})", escape(alt), link_address(address)));
            }
            Inline::Footnote(label) => {
                escape_exclamation(out);
                out.push_str(&format!("[^{label}]"));
            }
        }
    }
}

/// `!` before `[` would make a picture of a link.
fn escape_exclamation(out: &mut String) {
    if out.ends_with('!') {
        out.pop();
        out.push_str("\\!");
    }
}

/// Writes marked text with the delimiters of Markdown where they work, otherwise as HTML.
fn write_styled(out: &mut String, style: Style, inner: &[Inline], line_break: LineBreak, next: Option<char>) {
    let element = style.element();
    if let Some(delimiter) = style.delimiter() {
        let mut text = String::new();
        write_into(&mut text, inner, line_break, delimiter.chars().next());
        let opens = can_open(out.chars().next_back(), text.chars().next());
        let closes = can_open(next, text.chars().next_back());
        // Delimiters of both would be read as one run.
        let is_marked = |inline: Option<&Inline>| matches!(inline, Some(Inline::Styled(style, _)) if style.delimiter().is_some());
        let touches = inner.len() > 1 && (is_marked(inner.first()) || is_marked(inner.last()));
        if opens && closes && !touches && !text.contains('\n') {
            out.push_str(delimiter);
            out.push_str(&text);
            out.push_str(delimiter);
            return;
        }
    }
    out.push_str(&format!("<{element}>"));
    write_into(out, inner, line_break, Some('<'));
    out.push_str(&format!("</{element}>"));
}

/// Whether a delimiter works between the character outside of the emphasis and the one inside.
fn can_open(outside: Option<char>, inside: Option<char>) -> bool {
    let Some(inside) = inside else { return false };
    if inside.is_whitespace() || outside.is_some_and(|c| matches!(c, '*' | '~' | '_')) {
        return false;
    }
    let is_apart = outside.is_none_or(|c| {
        c.is_whitespace()
            || c.is_ascii_punctuation()
            || matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '«' | '»')
    });
    inside.is_alphanumeric() || is_apart
}

fn first_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Code(_) => Some('`'),
        Inline::Break => Some(' '),
        Inline::Styled(style, _) => Some(style.delimiter().map_or('<', |_| '*')),
        Inline::Link(..) | Inline::Footnote(_) => Some('['),
        Inline::Picture(..) => Some('!'),
    }
}

fn code_span(code: &str) -> String {
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let fence = "`".repeat(longest_run(&code, '`') + 1);
    if code.starts_with('`') || code.ends_with('`') {
        format!("{fence} {code} {fence}")
    } else {
        format!("{fence}{code}{fence}")
    }
}

/// Length of the longest run of a character.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// An address as Markdown has it in parentheses.
pub(super) fn link_address(address: &str) -> String {
    let address: String = address.chars().filter(|c| !c.is_control()).collect();
    if address.is_empty() || address.contains([' ', '(', ')', '<', '>', '\\']) {
        format!("<{}>", address.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E"))
    } else {
        address
    }
}

/// Text in which nothing is read as markup, for any place but the beginning of a line.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    escape_into(&mut out, text);
    out
}

/// Text in which nothing is read as markup, for the beginning of a line.
pub(super) fn escape_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    write_text(&mut out, text);
    out
}

/// Adds text; at the beginning of a line, also escapes what would begin a block.
fn write_text(out: &mut String, text: &str) {
    let mut rest = text;
    if out.is_empty() || out.ends_with('\n') {
        rest = rest.trim_start();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 && rest[digits..].starts_with(['.', ')']) {
            out.push_str(&rest[..digits]);
            out.push('\\');
            out.push_str(&rest[digits..=digits]);
            rest = &rest[digits + 1..];
        } else if rest.starts_with(['#', '>', '-', '+', '=', ':', '|', '%']) {
            out.push('\\');
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    escape_into(out, rest);
}

fn escape_into(out: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    let mut previous = out.chars().next_back();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let joins = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let is_markup = match c {
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation() || next == '\n'),
            '*' | '`' | '~' | '[' | ']' | '{' | '}' | '$' | '^' => true,
            '_' => !(joins(previous) && joins(next)),
            '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => next.is_none_or(|next| next.is_ascii_alphanumeric() || next == '#'),
            '=' => previous == Some('=') || next == Some('='),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(if c == '\n' || c == '\r' { ' ' } else { c });
        previous = Some(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{Inline, LineBreak, Style, escape_line, normalize, write};

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn emphasis_inside_a_word_that_markdown_cannot_mark_is_html() {
        let marked = |before: &str, inside: &str, after: &str| {
            let inner = vec![text(inside)];
            let inlines = normalize(vec![text(before), Inline::Styled(Style::Strong, inner), text(after)]);
            write(&inlines, LineBreak::Space)
        };
        assert_eq!(marked("a ", "b", " c"), "a **b** c");
        assert_eq!(marked("a", "b", "c"), "a**b**c");
        assert_eq!(marked("a ", " b: ", "c"), "a **b:** c");
        assert_eq!(marked("", "Note:", "c"), "<strong>Note:</strong>c");
    }

    #[test]
    fn text_that_looks_like_markup_is_escaped() {
        assert_eq!(escape_line("# not *a* heading"), "\\# not \\*a\\* heading");
        assert_eq!(
            escape_line("1. one_two _x_ [a](b) p < 0.05 <b>"),
            "1\\. one_two \\_x\\_ \\[a\\](b) p < 0.05 \\<b>"
        );
        assert_eq!(escape_line("AT&T & R&amp;D cost $5"), "AT\\&T & R\\&amp;D cost \\$5");
    }
}
