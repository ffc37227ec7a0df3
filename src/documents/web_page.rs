//! Web pages and style sheets that visitors download: their copies have no comments, and pages tell nothing about who made them.

use lol_html::{RewriteStrSettings, doc_comments, element, rewrite_str};

use super::meta_elements;
use super::xml_edit::{TagEdit, attribute, edit_elements, remove_comments};

/// The page without comments, and without `meta` elements that browsers don't need; `None` if it is not in UTF-8.
pub(super) fn clean_page(bytes: &[u8]) -> Option<Vec<u8>> {
    let meta = element!("meta", |meta| {
        if !meta_elements::is_needed(|key| meta.get_attribute(key)) {
            meta.remove();
        }
        Ok(())
    });
    let comments = doc_comments!(|comment| {
        comment.remove();
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(meta)
        .append_document_content_handler(comments);
    rewrite_str(std::str::from_utf8(bytes).ok()?, settings).ok().map(String::into_bytes)
}

/// The same for a page that is XML; `None` if it is not well-formed.
pub(super) fn clean_xhtml(bytes: &[u8]) -> Option<Vec<u8>> {
    let page = remove_comments(std::str::from_utf8(bytes).ok()?)?;
    let page = edit_elements(&page, |element, _| {
        let is_meta = element.local_name().as_ref() == "meta";
        match is_meta && !meta_elements::is_needed_in_xml(|key| attribute(element, key)) {
            true => TagEdit::Remove,
            false => TagEdit::Keep,
        }
    })?;
    Some(page.into_bytes())
}

/// The style sheet with empty comments; `None` if it is not in UTF-8. Without them, two words could become one.
///
/// Source: CSS Syntax, level 3, sections 4.3.1 (comments), 4.3.5 (texts) and 4.3.6 (addresses).
pub(super) fn clean_stylesheet(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = std::str::from_utf8(bytes).ok()?;
    let mut cleaned = String::with_capacity(rest.len());
    while let Some(at) = rest.find(['/', '"', '\'', '\\', '(']) {
        let len = match rest.as_bytes()[at] {
            b'/' if rest[at..].starts_with("/*") => {
                cleaned.push_str(&rest[..at]);
                cleaned.push_str("/**/");
                rest = rest[at + 2..].split_once("*/").map_or("", |(_, after)| after);
                continue;
            }
            quote @ (b'"' | b'\'') => text_len(&rest[at..], &[char::from(quote), '\n', '\r', '\x0c']),
            b'(' if is_plain_address(rest, at) => text_len(&rest[at..], &[')']),
            b'\\' => 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8),
            _ => 1,
        };
        let (before, after) = rest.split_at(at + len);
        cleaned.push_str(before);
        rest = after;
    }
    cleaned.push_str(rest);
    Some(cleaned.into_bytes())
}

/// Whether a bracket opens an address without quotes, in which `/*` is no comment.
fn is_plain_address(css: &str, bracket: usize) -> bool {
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '\\');
    let function = css[..bracket].rsplit(|letter| !is_name(letter)).next().unwrap_or_default();
    function.eq_ignore_ascii_case("url") && !css[bracket + 1..].trim_start().starts_with(['"', '\''])
}

/// Length of a text with its first character and its end.
fn text_len(text: &str, ends: &[char]) -> usize {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' {
            let escaped = letters.next();
            // A line break of two characters is one.
            if escaped.is_some_and(|(_, letter)| letter == '\r') {
                letters.next_if(|(_, letter)| *letter == '\n');
            }
        } else if ends.contains(&letter) {
            return at + letter.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> String {
        String::from_utf8(clean_page(html.as_bytes()).unwrap()).unwrap()
    }

    fn stylesheet(css: &str) -> String {
        String::from_utf8(clean_stylesheet(css.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn a_page_loses_what_tells_of_its_author() {
        let head =
            "<meta charset=utf-8><META NAME=Viewport content=\"width=device-width\"><title>Plan</title>";
        let html = format!(
            "<!-- by Jordan --><!doctype html>{head}<meta name=author content=Jordan><meta property=\"og:x\" content=Jordan>\
             <meta name=generator content=Word /><script>a<!--b</script><p>A<!-- Jordan -->B</p>"
        );
        assert_eq!(page(&html), format!("<!doctype html>{head}<script>a<!--b</script><p>AB</p>"));
        assert!(clean_page(b"\xff\xfe<\0").is_none());
    }

    #[test]
    fn a_page_in_xml_stays_well_formed() {
        let start = "<?xml version=\"1.0\"?><?xml-stylesheet href=\"a.css\"?><!DOCTYPE html><html><head><meta charset=\"utf-8\"/>";
        let end = "</head><style><![CDATA[<!-- a -->]]></style><p>A&nbsp;B</p></html>";
        let page = format!("{start}<!-- Jordan --><meta name='author' content='Jordan'></meta>{end}");
        assert_eq!(clean_xhtml(page.as_bytes()), Some(format!("{start}{end}").into_bytes()));
        let encoding = "<meta http-equiv='Content-Type' content='text/html; charset=UTF-8'/>";
        let refresh = "<meta http-equiv='refresh' content='9'/>";
        assert_eq!(
            clean_xhtml(format!("{start}{encoding}{refresh}{end}").as_bytes()),
            Some(format!("{start}{refresh}{end}").into_bytes())
        );
        assert_eq!(clean_xhtml(b"<html><p></html>"), None);
    }

    #[test]
    fn a_style_sheet_loses_its_comments() {
        assert_eq!(stylesheet(".a/* Jordan */.b{}"), ".a/**/.b{}");
        assert_eq!(stylesheet("a{}/* Jordan"), "a{}/**/");
        for kept in [
            "a::after{content:\"/* a \\\" */\"}",
            "a{b:url(x/*.png*/)}",
            "a{b:url( 'x/*' )}",
            "\\\"a{b:\\",
            "a{b:1/2}",
            "a{b:'x\\\r\n/* y */'}",
            "é(ü",
        ] {
            assert_eq!(stylesheet(kept), kept);
        }
        assert_eq!(stylesheet("a{b:'open\n/* Jordan */}"), "a{b:'open\n/**/}");
        assert_eq!(stylesheet("a{b:'open\r/* Jordan */}"), "a{b:'open\r/**/}");
        assert_eq!(stylesheet("a{b:curl(/* Jordan */)}").matches("Jordan").count(), 0);
    }
}
