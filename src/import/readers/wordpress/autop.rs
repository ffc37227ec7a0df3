//! Paragraphs of the classic editor of WordPress: empty lines separate them, and a line ends where it ends in the text.

/// Elements that stand by themselves.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Tags inside blocks, after which a line doesn't end either.
const PARTS: [&str; 9] = ["caption", "colgroup", "figcaption", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// Adds the paragraphs and line breaks that WordPress adds when it shows a text.
pub(super) fn add_paragraphs(html: &str) -> String {
    let html = html.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html.as_str();
    // Text in `pre` stays as it is.
    while let Some(start) = rest.find("<pre") {
        let end = rest[start..].find("</pre>").map_or(rest.len(), |end| start + end + "</pre>".len());
        add_plain(&rest[..start], &mut out);
        out.push_str(&rest[start..end]);
        out.push('\n');
        rest = &rest[end..];
    }
    add_plain(rest, &mut out);
    out
}

fn add_plain(html: &str, out: &mut String) {
    let mut paragraph: Vec<&str> = Vec::new();
    for line in html.split('\n') {
        let line = line.trim();
        if line.is_empty() || begins_block(line) {
            end_paragraph(&mut paragraph, out);
        }
        if begins_block(line) {
            out.push_str(line);
            out.push('\n');
        } else if !line.is_empty() {
            paragraph.push(line);
        }
    }
    end_paragraph(&mut paragraph, out);
}

fn end_paragraph(lines: &mut Vec<&str>, out: &mut String) {
    if !lines.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
        lines.clear();
    }
}

/// Whether a line begins with a tag, at the start or end, of an element that stands by itself.
fn begins_block(line: &str) -> bool {
    let Some(tag) = line.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).take(20).collect();
    let name = name.to_ascii_lowercase();
    BLOCKS.contains(&name.as_str()) || PARTS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::add_paragraphs;

    #[test]
    fn empty_lines_separate_paragraphs() {
        for (text, html) in [
            ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
            ("One\r\ntwo", "<p>One<br>\ntwo</p>\n"),
            ("<h2>Title</h2>\nOne", "<h2>Title</h2>\n<p>One</p>\n"),
            ("<em>One</em>\n\n<ul>\n<li>a</li>\n</ul>", "<p><em>One</em></p>\n<ul>\n<li>a</li>\n</ul>\n"),
            ("<pre>a\n\nb</pre>\nc", "<pre>a\n\nb</pre>\n<p>c</p>\n"),
            ("", ""),
        ] {
            assert_eq!(add_paragraphs(text), html);
        }
    }
}
