//! Writes texts and addresses of HTML so that Markdown reads them as they were meant.

/// A picture, with its title if that is not empty.
pub(super) fn image_markdown(src: &str, alt: &str, title: &str) -> String {
    let title = match title {
        "" => String::new(),
        title => format!(" \"{}\"", escape_text(title).replace('\\', "\\\\").replace('"', "&quot;")),
    };
    format!("![{}](<{}>{title})", escape_brackets(&alt.replace(['\n', '\r'], " ")), escape_address(src))
}

/// Text after a tag that would otherwise begin a heading, list or quotation.
pub(super) fn escape_line_start(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_number = digits > 0 && text[digits..].starts_with(['.', ')']);
    if is_number {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    let is_mark =
        text.starts_with(['#', '>', '~']) || ["- ", "+ ", "* "].iter().any(|mark| text.starts_with(mark));
    if is_mark { format!("\\{text}") } else { text.to_owned() }
}

/// Text in which no character is markup.
pub(super) fn escape_punctuation(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Text within `[…]`.
pub(super) fn escape_brackets(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]")
}

/// An address within `<…>`.
pub(super) fn escape_address(address: &str) -> String {
    address.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E").replace(['\n', '\r'], "")
}

/// Text that is read as text, not as an entity, a tag or a formula.
pub(super) fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('$', "\\$")
}
