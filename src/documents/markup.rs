//! Texts in XML, read with a tolerant parser: broken markup hides nothing.

use html5gum::{Token, Tokenizer};

use super::content::TEXT_SEPARATOR;

/// All texts and attribute values of a piece of XML, with a separator between elements.
pub(super) fn all_texts(xml: &str) -> Vec<String> {
    let mut text = String::new();
    let mut texts = Vec::new();
    for Ok(token) in Tokenizer::new(xml) {
        match token {
            Token::String(value) => text.push_str(&String::from_utf8_lossy(&value)),
            Token::StartTag(tag) => {
                text.push_str(TEXT_SEPARATOR);
                texts
                    .extend(tag.attributes.values().map(|value| String::from_utf8_lossy(value).into_owned()));
            }
            Token::EndTag(_) => text.push_str(TEXT_SEPARATOR),
            Token::Comment(value) => texts.push(String::from_utf8_lossy(&value).into_owned()),
            _ => {}
        }
    }
    texts.push(text);
    texts
}

/// The text of every element with one of these names, which are lower case as the tokenizer returns them.
pub(super) fn element_texts(xml: &str, names: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut inside: Option<(Vec<u8>, String)> = None;
    for Ok(token) in Tokenizer::new(xml) {
        match token {
            Token::StartTag(tag)
                if !tag.self_closing && names.iter().any(|name| name.as_bytes() == &**tag.name) =>
            {
                inside = Some((tag.name.to_vec(), String::new()));
            }
            Token::String(value) => {
                if let Some((_, text)) = &mut inside {
                    text.push_str(&String::from_utf8_lossy(&value));
                }
            }
            Token::EndTag(tag) => {
                texts.extend(inside.take_if(|(name, _)| *name == **tag.name).map(|(_, text)| text));
            }
            _ => {}
        }
    }
    texts
}
