//! Pictures within OpenDocument in one piece of XML, where they stand in base64.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::content::DocumentContent;
use super::picture_check::check_picture;
use crate::media;

/// Elements that hold a file, by their local names: in OpenDocument, and in the flat format of Word.
pub(super) const FILE_ELEMENTS: [&str; 2] = ["binary-data", "binaryData"];

/// The files in an XML by the place of the first byte of their elements; `None` for one that isn't in base64. The outer `None`
/// if the XML is not well-formed.
fn find_files(xml: &str) -> Option<BTreeMap<usize, Option<Vec<u8>>>> {
    let mut reader = Reader::from_str(xml);
    let mut files = BTreeMap::new();
    let mut open: Option<(usize, String)> = None;
    loop {
        let place = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event().ok()? {
            Event::Eof => return Some(files),
            Event::Start(element)
                if open.is_none() && FILE_ELEMENTS.contains(&element.local_name().as_ref()) =>
            {
                open = Some((place, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, digits)) = &mut open {
                    digits.extend(text.split_whitespace());
                }
            }
            Event::End(_) => {
                if let Some((place, digits)) = open.take() {
                    files.insert(place, BASE64_STANDARD.decode(digits).ok());
                }
            }
            // Anything else within it is no digit.
            _ => {
                if let Some((_, digits)) = &mut open {
                    digits.push('?');
                }
            }
        }
    }
}

/// The texts to write in place of pictures with metadata, by the places of their elements.
pub(super) fn clean(xml: &str) -> BTreeMap<usize, String> {
    let has_files = FILE_ELEMENTS.iter().any(|element| xml.contains(element));
    let files = Some(xml).filter(|_| has_files).and_then(find_files).unwrap_or_default();
    let cleaned = files.into_iter().filter_map(|(place, file)| {
        let file = file?;
        let (clean, _) = media::strip_metadata(media::format_by_content(&file)?, &file).ok()?;
        (*clean != *file).then(|| (place, BASE64_STANDARD.encode(&clean)))
    });
    cleaned.collect()
}

/// Checks that all files in a document are pictures that hold nothing but pixels.
///
/// # Errors
/// What else one is, as the end of a sentence.
pub(super) fn check(xml: &str, content: &mut DocumentContent) -> Result<(), String> {
    let files = find_files(xml).ok_or_else(|| "it is damaged".to_owned())?;
    for (number, file) in (1..).zip(files.into_values()) {
        let picture = file.and_then(|file| Some((media::format_by_content(&file)?, file)));
        let Some((format, file)) = picture else {
            return Err("it holds other files than pictures".to_owned());
        };
        check_picture(&number.to_string(), format, &file, content)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(xml: &str) -> Result<(), String> {
        check(xml, &mut DocumentContent::default())
    }

    #[test]
    fn what_is_no_picture_in_base64_is_told() {
        for inner in [
            "Jordan",
            "Sm9yZGFu",
            "<office:binary-data>Sm9y</office:binary-data>",
            "<!-- Jordan -->",
            "&#74;",
        ] {
            for name in ["office:binary-data", "o:binary-data", "pkg:binaryData"] {
                let told = why(&format!("<a><{name}>{inner}</{name}></a>"));
                assert_eq!(told, Err("it holds other files than pictures".to_owned()), "{name} {inner}");
            }
        }
        assert_eq!(why("<a>Jordan</a>"), Ok(()));
        assert!(clean("<a><office:binary-data>Sm9yZGFu</office:binary-data></a>").is_empty());
    }
}
