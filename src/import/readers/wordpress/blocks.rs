//! Marks of the block editor of WordPress: comments around the HTML of each block.

use std::collections::HashMap;

use serde_json::Value;

/// How deep reusable blocks may stand in each other.
const MAX_REUSED: usize = 3;

/// Whether the block editor wrote a text, which then has paragraphs.
pub(super) fn has_blocks(content: &str) -> bool {
    content.contains("<!-- wp:")
}

/// The HTML of a text without marks of blocks. Reusable blocks are put into their places; blocks that WordPress fills in when
/// it shows the page are added to `omitted`, each with the reason. `bytes_left` is what reusable blocks may still take.
pub(super) fn convert(
    content: &str,
    reusable: &HashMap<String, String>,
    bytes_left: &mut usize,
    omitted: &mut Vec<(String, String)>,
) -> String {
    let mut out = String::with_capacity(content.len());
    let mut reuse = Reuse { reusable, bytes_left };
    push(content, &mut reuse, MAX_REUSED, omitted, &mut out);
    out
}

/// Reusable blocks, and the bytes that they may still take.
struct Reuse<'a> {
    reusable: &'a HashMap<String, String>,
    bytes_left: &'a mut usize,
}

fn push(
    content: &str,
    reuse: &mut Reuse<'_>,
    depth: usize,
    omitted: &mut Vec<(String, String)>,
    out: &mut String,
) {
    let mut rest = content;
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        let inside = &rest[start + 4..];
        // `<!-->` and `<!--->` are empty comments.
        let (length, end) = if inside.starts_with('>') {
            (0, 1)
        } else if inside.starts_with("->") {
            (0, 2)
        } else if let Some(length) = inside.find("-->") {
            (length, length + 3)
        } else {
            // Without an end, browsers show what follows as text.
            out.push_str(inside);
            return;
        };
        let comment = inside[..length].trim();
        rest = &inside[end..];
        let Some(block) = comment.strip_prefix("wp:").and_then(|block| block.strip_suffix('/')) else {
            if !is_mark(comment) {
                omitted.push((comment.to_owned(), "comment in the HTML, which no reader saw".to_owned()));
            }
            continue;
        };
        let (name, attributes) = block.trim().split_once(char::is_whitespace).unwrap_or((block.trim(), ""));
        let reused = (name == "block").then(|| reference(attributes)).flatten();
        match reused.and_then(|id| reuse.reusable.get(&id)) {
            Some(content) if depth > 0 && content.len() < *reuse.bytes_left => {
                *reuse.bytes_left -= content.len();
                push(content, reuse, depth - 1, omitted, out);
            }
            _ => omitted.push((describe(name, attributes), "block that WordPress fills in".to_owned())),
        }
    }
    out.push_str(rest);
}

/// Comments that WordPress writes.
fn is_mark(comment: &str) -> bool {
    ["wp:", "/wp:", "more", "nextpage", "noteaser"].iter().any(|mark| comment.starts_with(mark))
        || comment.is_empty()
}

/// The id of a reusable block in `{"ref":12}`.
fn reference(attributes: &str) -> Option<String> {
    let attributes: Value = serde_json::from_str(attributes.trim()).ok()?;
    Some(attributes.get("ref")?.as_u64()?.to_string())
}

/// A block with the texts in its attributes.
fn describe(name: &str, attributes: &str) -> String {
    let attributes: Value = serde_json::from_str(attributes.trim()).unwrap_or_default();
    let texts = attributes.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_str());
    let texts: Vec<&str> = texts.collect();
    if texts.is_empty() { name.to_owned() } else { format!("{name}: {}", texts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_blocks_are_removed_and_reusable_blocks_stand_in_their_places() {
        let reusable = HashMap::from([
            ("7".to_owned(), "<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph -->".to_owned()),
            ("8".to_owned(), "a<!-- wp:block {\"ref\":8} /-->".to_owned()),
        ]);
        let mut omitted = Vec::new();
        let mut bytes_left = 10_000;
        let mut convert = |content: &str| convert(content, &reusable, &mut bytes_left, &mut omitted);
        assert_eq!(convert("<!-- wp:heading {\"level\":3} --><h3>A</h3><!-- /wp:heading -->"), "<h3>A</h3>");
        assert_eq!(convert("x<!-- wp:block {\"ref\":7} /-->y<!--more-->"), "x<p>Shared.</p>y");
        assert_eq!(convert("<!-- wp:block {\"ref\":8} /-->"), "aaaa".get(..3).unwrap());
        assert_eq!(convert("a<!-- wp:latest-posts {\"className\":\"news\"} /-->b<!-- ask Kim -->"), "ab");
        let found: Vec<&str> = omitted.iter().map(|(what, _)| what.as_str()).collect();
        assert_eq!(found, ["block", "latest-posts: news", "ask Kim"]);
    }
}
