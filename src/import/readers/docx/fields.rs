//! Fields: places in which Word puts something, such as links, page numbers and tables of contents.

/// What a field shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// A link to an address.
    Link(String),
    /// The number of the printed page.
    PageNumber,
    /// A table of contents or an index.
    Contents,
    /// Text.
    Other,
}

/// A field that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    /// What it says to Word, as far as it was read.
    pub(super) instruction: String,
    /// What it shows, once that begins.
    pub(super) kind: Option<FieldKind>,
    /// Text in it that isn't taken over.
    pub(super) skipped: String,
}

impl FieldKind {
    /// What an instruction shows. ECMA-376, part 1, section 17.16.5.
    pub(super) fn from_instruction(instruction: &str) -> Self {
        let instruction = instruction.trim();
        let (word, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
        match word.to_ascii_uppercase().as_str() {
            "HYPERLINK" => match link_target(rest) {
                Some(target) => Self::Link(target),
                None => Self::Other,
            },
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "SECTION" => Self::PageNumber,
            "TOC" | "INDEX" | "TOA" => Self::Contents,
            _ => Self::Other,
        }
    }
}

/// The address in `"https://example.org" \l "part" \o "tip"`; `None` if it is a place in the document.
fn link_target(arguments: &str) -> Option<String> {
    let arguments = arguments.trim();
    if arguments.starts_with('\\') {
        return None;
    }
    let (address, rest) = match arguments.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => arguments.split_once(char::is_whitespace).unwrap_or((arguments, "")),
    };
    let part = rest.split_once("\\l").and_then(|(_, rest)| rest.split('"').nth(1));
    let address = address.trim();
    (!address.is_empty()).then(|| match part {
        Some(part) => format!("{address}#{part}"),
        None => address.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_of_fields_are_understood() {
        let link = |address: &str| FieldKind::Link(address.to_owned());
        for (instruction, kind) in [
            (" HYPERLINK \"https://example.org/a\" ", link("https://example.org/a")),
            ("HYPERLINK https://example.org \\o \"Tip\"", link("https://example.org")),
            ("HYPERLINK \"https://example.org\" \\l \"part\"", link("https://example.org#part")),
            ("HYPERLINK \\l \"_Toc1\"", FieldKind::Other),
            ("HYPERLINK \"", FieldKind::Other),
            ("PAGE", FieldKind::PageNumber),
            ("TOC \\o \"1-3\"", FieldKind::Contents),
            ("SEQ Figure \\* ARABIC", FieldKind::Other),
            ("", FieldKind::Other),
        ] {
            assert_eq!(FieldKind::from_instruction(instruction), kind, "{instruction}");
        }
    }
}
