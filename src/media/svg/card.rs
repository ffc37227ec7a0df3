//! The SVG of a card: what a picture of its size needs, and nothing that takes long to draw.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::allowlist::find_name;
use super::cleaner::clean_counted;
use super::{css, input};
use crate::diagnostic::Problem;

/// The largest SVG of a card, in bytes.
const MAX_BYTES: usize = 100_000;
/// Limit for what is drawn, in elements of simple shape. Each may cover the whole card.
const MAX_COST: u64 = 600;
/// The deepest nesting of elements: each may need the memory of the whole card.
const MAX_DEPTH: usize = 16;
/// The most characters of its texts. Each is a shape, and may have a wide outline.
const MAX_CHARACTERS: usize = 1_500;
/// The elements that a card may have. The others repeat elements, or need as much memory as their attributes ask for.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "path", "polygon", "polyline",
    "radialGradient", "rect", "stop", "style", "svg", "text", "title", "tspan",
];

/// The SVG of a card that may be drawn.
#[derive(Debug)]
pub(crate) struct CleanedCard {
    /// The SVG.
    pub(crate) svg: String,
    /// The text that it shows, and that of its style sheets.
    pub(crate) text: String,
}

/// Checks the SVG of a card. Unlike a picture of the author's, nothing is removed from it: a template that loads something is
/// to be corrected.
///
/// # Errors
/// When it isn't a valid SVG, loads something, or is too large or costly to draw.
pub(crate) fn clean_card(svg: &str) -> Result<CleanedCard, Problem> {
    if svg.len() > MAX_BYTES {
        let message = format!("the SVG of the card has more than {} kB", MAX_BYTES / 1000);
        return Err(Problem::new(message, "simplify it"));
    }
    let (bytes, report, cost) = clean_counted(svg.as_bytes()).map_err(in_template)?;
    if let Some(removed) = report.removed.first() {
        return Err(Problem::new(format!("a card can't have {removed}"), "remove it from the template"));
    }
    if cost > MAX_COST {
        let message = format!(
            "the card would take too long to draw: it has the effort of more than {MAX_COST} elements"
        );
        return Err(Problem::new(message, "simplify it"));
    }
    let svg = String::from_utf8(bytes).map_err(|error| in_template(input::malformed_error(error)))?;
    let text = check_elements(&svg)?;
    Ok(CleanedCard { svg, text })
}

/// What is wrong with an SVG that a template wrote: no program has to export it again.
fn in_template(problem: Problem) -> Problem {
    let help = "correct the template: it has to write one `svg` element, close every element in it, and write `&amp;` for `&`";
    Problem::new(problem.message, help)
}

/// Checks the elements of a cleaned SVG, and returns its text.
fn check_elements(svg: &str) -> Result<String, Problem> {
    let mut reader = Reader::from_str(svg);
    let (mut depth, mut characters, mut text) = (0, 0, String::new());
    let mut is_style = false;
    loop {
        match reader.read_event().map_err(input::malformed_error)? {
            Event::Start(tag) => {
                check_element(&tag)?;
                is_style = tag.name().as_ref() == "style";
                depth += 1;
                if depth > MAX_DEPTH {
                    let message = format!("the card has more than {MAX_DEPTH} nested elements");
                    return Err(Problem::new(message, "ungroup them"));
                }
            }
            Event::Empty(tag) => check_element(&tag)?,
            Event::End(_) => {
                depth -= 1;
                is_style = false;
            }
            Event::Text(part) => {
                if is_style {
                    check_dashes(&part)?;
                }
                text.push_str(&part.xml10_content());
                characters += if is_style { 0 } else { part.trim().chars().count() };
                if characters > MAX_CHARACTERS {
                    let message = format!("the card has more than {MAX_CHARACTERS} characters of text");
                    return Err(Problem::new(message, "shorten it"));
                }
            }
            Event::GeneralRef(entity) => text.push(input::resolve_reference(&entity)?),
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

/// Refuses dashes, in an attribute or a style: text of a few letters may have millions of them.
fn check_dashes(code: &str) -> Result<(), Problem> {
    if css::unescape(code).contains("dasharray") {
        return Err(Problem::new("a card can't have dashes (`stroke-dasharray`)", "draw each as a `line`"));
    }
    Ok(())
}

fn check_element(tag: &BytesStart<'_>) -> Result<(), Problem> {
    let name = tag.name();
    let name = name.as_ref();
    if find_name(ELEMENTS, name).is_none() {
        return Err(Problem::new(
            format!("a card can't have the element `{name}`"),
            "draw with `path`, `rect`, `circle`, `text` instead",
        ));
    }
    check_dashes(tag)
}

#[cfg(test)]
mod tests {
    use super::clean_card;

    fn refusal(inner: &str) -> String {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'>{inner}</svg>");
        clean_card(&svg).map(|card| card.svg).unwrap_err().message
    }

    #[test]
    fn a_card_keeps_what_it_needs() {
        let svg = "<svg width='1200' height='630'><defs><linearGradient id='a'><stop offset='0'/></linearGradient></defs>\
                   <rect fill='url(#a)' width='9' height='9'/><text><tspan>a &amp; b</tspan></text></svg>";
        let card = clean_card(svg).unwrap();
        assert_eq!(card.text, "a & b");
        assert!(card.svg.contains("url(#a)"), "{}", card.svg);
    }

    #[test]
    fn what_loads_something_or_takes_long_is_refused() {
        for (inner, message) in [
            (
                "<image href='file:///etc/passwd'/>",
                "a card can't have a link to something outside the file (`file:///etc/passwd`)",
            ),
            (
                "<image href='data:image/png;base64,AAAA'/>",
                "a card can't have an embedded picture that can't be published (`data:image/png;base64,AAAA`)",
            ),
            (
                "<style>@import url(//x.example)</style>",
                "a card can't have a style that loads something from elsewhere",
            ),
            ("<script>1</script>", "a card can't have a script"),
            (
                "<filter id='f'><feGaussianBlur stdDeviation='999'/></filter>",
                "a card can't have the element `filter`",
            ),
            ("<g id='a'/><use href='#a'/>", "a card can't have the element `use`"),
            ("<pattern id='p' width='1' height='1'/>", "a card can't have the element `pattern`"),
            ("<mask id='m'/>", "a card can't have the element `mask`"),
            ("<text stroke-dasharray='.1'>A</text>", "a card can't have dashes (`stroke-dasharray`)"),
            (
                "<style>text { stroke-d\\61sharray: .1 }</style>",
                "a card can't have dashes (`stroke-dasharray`)",
            ),
        ] {
            assert_eq!(refusal(inner), message);
        }
        let deep = format!("{}{}", "<g opacity='.9'>".repeat(16), "</g>".repeat(16));
        assert!(refusal(&deep).contains("nested"));
        assert!(
            refusal(&"<rect width='1200' height='630' opacity='.9'/>".repeat(700))
                .contains("too long to draw")
        );
        assert!(refusal(&format!("<text>{}</text>", "ab".repeat(800))).contains("1500 characters"));
        assert!(refusal(&format!("<path d='{}'/>", "M0 0".repeat(25_000))).contains("kB"));
    }
}
