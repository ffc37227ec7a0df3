//! How much a browser has to draw for an SVG.
//!
//! A few lines can make a browser draw for hours: a `use` of a group of ten that each use a group of ten, a mask of masks, a
//! marker at each point of a long path, filters of noise. Therefore everything is counted as often as it is drawn.

use std::collections::HashMap;

use super::css;
use crate::diagnostic::Problem;

/// Limit for what is drawn, in elements of simple shape.
const MAX_COST: u64 = 200_000;
/// Limit for elements that refer to elements that refer to others, and so on.
const MAX_REFERENCE_DEPTH: usize = 32;
/// Bytes of attributes, such as the data of a path, that cost as much as an element.
const BYTES_PER_ELEMENT: u64 = 256;
/// The cost of an animation, which is drawn again and again.
const ANIMATION_COST: u64 = 20;
/// The cost of an octave of noise, which is computed for each pixel.
const OCTAVE_COST: u64 = 1_000;
/// The cost of another step of a filter, and of each pixel in the width of its window.
const FILTER_STEP_COST: u64 = 20;

/// An element of the drawing.
struct DrawingNode {
    children: Vec<usize>,
    /// What drawing it costs without its children and what it refers to.
    cost: u64,
    /// Ids of what is drawn with it.
    references: Vec<String>,
    /// Ids of what is drawn at each point of its path, and the number of these points.
    markers: Vec<String>,
    points: u64,
    /// What a style sheet may select it by: its name, `.class` and `#id`.
    selectors: Vec<String>,
}

/// Collects the elements of a drawing, and counts what is drawn.
#[derive(Default)]
pub(super) struct DrawingCost {
    nodes: Vec<DrawingNode>,
    open: Vec<usize>,
    /// Elements by their ids in small letters; more than one if ids differ in nothing else.
    by_id: HashMap<String, Vec<usize>>,
    /// References of style sheets, by what their rules select: an element, `.class`, `#id`, or `*`.
    styles: HashMap<String, Vec<String>>,
}

/// What drawing an element costs with everything in it.
#[derive(Clone, Copy)]
enum Counted {
    /// Being counted: whoever finds it refers to what it is part of, which browsers don't draw.
    Started,
    Done(u64),
}

impl DrawingCost {
    /// Adds an element, with attributes in the form in which they are published.
    pub(super) fn open_element<'a>(
        &mut self,
        name: &str,
        attributes: impl Iterator<Item = (&'static str, &'a str)> + Clone,
        has_end: bool,
    ) {
        let index = self.nodes.len();
        let value = |wanted: &str| {
            attributes.clone().find(|(name, _)| *name == wanted).map_or("", |(_, value)| value)
        };
        let draws_its_link = matches!(name, "use" | "pattern" | "feImage" | "textPath");
        let (mut references, mut markers) = (Vec::new(), Vec::new());
        let mut len = 0;
        for (attribute, value) in attributes.clone() {
            len += value.len() as u64;
            match attribute {
                "href" | "xlink:href" if draws_its_link => {
                    references.extend(value.trim().strip_prefix('#').map(str::to_lowercase));
                }
                "href" | "xlink:href" => {}
                name if name.starts_with("marker") => markers.extend(css::fragment_urls(value)),
                // Which property of a style it is makes no difference but for markers.
                "style" if value.contains("marker") => markers.extend(css::fragment_urls(value)),
                _ => references.extend(css::fragment_urls(value)),
            }
        }
        let id = value("id").to_lowercase();
        let classes = value("class").split_whitespace().map(|class| format!(".{}", class.to_lowercase()));
        let selectors = classes.chain([format!("#{id}"), name.to_lowercase()]).collect();
        // A point has two numbers, which have at least a digit and a separator each.
        let points = 1 + value("d").len().max(value("points").len()) as u64 / 4;
        let cost = 1 + len / BYTES_PER_ELEMENT + element_cost(name, value);
        self.nodes.push(DrawingNode { children: Vec::new(), cost, references, markers, points, selectors });
        self.by_id.entry(id).or_default().push(index);
        if let Some(parent) = self.open.last() {
            self.nodes[*parent].children.push(index);
        }
        if has_end {
            self.open.push(index);
        }
    }

    /// Ends the element that was opened last.
    pub(super) fn close_element(&mut self) {
        self.open.pop();
    }

    /// Adds the text of a `style` element.
    pub(super) fn add_stylesheet(&mut self, text: &str) {
        for (selector, urls) in css::rules_with_urls(text) {
            for key in selector_keys(&selector) {
                self.styles.entry(key).or_default().extend(urls.iter().cloned());
            }
        }
    }

    /// The cost of all that is drawn. Fails if a browser would take too long for it.
    pub(super) fn check(&self) -> Result<u64, Problem> {
        if self.nodes.is_empty() {
            return Ok(0);
        }
        let mut counted = vec![None; self.nodes.len()];
        let cost = self.count(0, 0, &mut counted)?;
        if cost > MAX_COST {
            return Err(too_costly());
        }
        Ok(cost)
    }

    fn count(&self, index: usize, depth: usize, counted: &mut [Option<Counted>]) -> Result<u64, Problem> {
        match counted[index] {
            Some(Counted::Done(cost)) => return Ok(cost),
            Some(Counted::Started) => return Ok(0),
            None => counted[index] = Some(Counted::Started),
        }
        if depth > MAX_REFERENCE_DEPTH {
            return Err(too_costly());
        }
        let node = &self.nodes[index];
        let mut cost = node.cost;
        for child in &node.children {
            cost = cost.saturating_add(self.count(*child, depth, counted)?);
        }
        let styled = node.selectors.iter().map(String::as_str).chain(["*"]);
        let styled = styled.filter_map(|key| self.styles.get(key)).flatten();
        for id in node.references.iter().chain(styled) {
            cost = cost.saturating_add(self.count_id(id, depth + 1, counted)?);
        }
        for id in &node.markers {
            let marker = self.count_id(id, depth + 1, counted)?;
            cost = cost.saturating_add(marker.saturating_mul(node.points));
        }
        counted[index] = Some(Counted::Done(cost));
        Ok(cost)
    }

    /// The cost of what has an id: the highest one, if several elements may be meant.
    fn count_id(&self, id: &str, depth: usize, counted: &mut [Option<Counted>]) -> Result<u64, Problem> {
        let mut highest = 0;
        for target in self.by_id.get(id).into_iter().flatten() {
            highest = highest.max(self.count(*target, depth, counted)?);
        }
        Ok(highest)
    }
}

/// The cost of an element besides that of each element.
fn element_cost<'a>(name: &str, value: impl Fn(&'static str) -> &'a str) -> u64 {
    // The first number; one that can't be read counts as much as possible.
    let number = |attribute: &'static str| -> u64 {
        let text = value(attribute).split([' ', ',']).next().unwrap_or_default();
        let number = if text.is_empty() { Ok(1.0) } else { text.parse::<f64>() };
        // `as` saturates, which is what a limit needs.
        number.map_or(MAX_COST, |number| number.abs() as u64).min(MAX_COST)
    };
    match name {
        "animate" | "animateMotion" | "animateTransform" | "set" => ANIMATION_COST,
        "feTurbulence" => OCTAVE_COST * number("numOctaves").max(1),
        "feConvolveMatrix" => FILTER_STEP_COST * number("order").pow(2),
        "feMorphology" => FILTER_STEP_COST * number("radius").max(1),
        name if name.starts_with("fe") => FILTER_STEP_COST,
        _ => 0,
    }
}

/// What the last part of each selector of a rule names: `g > .a, b#c` gives `.a`, `b` and `#c`. One that names nothing
/// selects every element.
fn selector_keys(selectors: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for selector in selectors.split(',') {
        let last = selector.trim().rsplit([' ', '>', '+', '~', '\n', '\t']).next().unwrap_or_default();
        let before = keys.len();
        let mut start = 0;
        let ends =
            last.char_indices().skip(1).filter(|(_, c)| matches!(c, '.' | '#' | ':' | '[' | '*' | '('));
        for end in ends.map(|(at, _)| at).chain([last.len()]) {
            let key = &last[start..end];
            let is_name = key.starts_with(|c: char| c.is_alphabetic() || c == '.' || c == '#' || c == '_');
            keys.extend(is_name.then(|| key.to_owned()));
            start = end;
        }
        if keys.len() == before {
            keys.push("*".to_owned());
        }
    }
    keys
}

fn too_costly() -> Problem {
    Problem::new(
        format!(
            "a browser would take too long to draw this SVG: with everything that its parts repeat, it has the effort of \
             more than {MAX_COST} elements"
        ),
        "simplify the drawing and its filters, or save it as PNG",
    )
}

#[cfg(test)]
mod tests {
    use super::super::clean_svg;

    fn is_refused(inner: &str) -> bool {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>");
        match clean_svg(svg.as_bytes()) {
            Ok(_) => false,
            Err(problem) => {
                assert!(problem.message.starts_with("a browser would take too long"), "{}", problem.message);
                true
            }
        }
    }

    /// Elements each of which has ten children that refer to the one before it.
    fn nested(name: &str, child: &str, levels: usize) -> String {
        let mut text = format!("<{name} id='n0'><rect/></{name}>");
        for level in 1..=levels {
            let child = child.replace('N', &(level - 1).to_string()).repeat(10);
            text += &format!("<{name} id='n{level}'>{child}</{name}>");
        }
        format!("{text}{}", child.replace('N', &levels.to_string()))
    }

    #[test]
    fn what_multiplies_is_refused() {
        for (name, child) in [
            ("g", "<use href='#nN'/>"),
            ("symbol", "<use xlink:href='#nN' xmlns:xlink='http://www.w3.org/1999/xlink'/>"),
            ("pattern", "<rect fill='url(#nN)'/>"),
            ("mask", "<rect style='mask:u\\72l(&quot;#nN&quot;)'/>"),
            ("clipPath", "<rect clip-path='url(#nN)'/>"),
            ("marker", "<path d='M0 0' marker-mid='url(#nN)'/>"),
            ("filter", "<feImage href='#nN'/>"),
        ] {
            assert!(is_refused(&nested(name, child, 8)), "{name}");
            assert!(!is_refused(&nested(name, child, 2)), "{name}");
        }
        let mut styles = String::from("<style>");
        let mut patterns = String::new();
        for level in 0..8_usize {
            styles += &format!("@media all {{ svg > .c{level} {{ fill: url(#p{level}) }} }}");
            let inner = level.checked_sub(1).map(|below| format!("<rect class='x c{below}'/>").repeat(10));
            patterns +=
                &format!("<pattern id='p{level}'>{}</pattern>", inner.unwrap_or("<rect/>".to_owned()));
        }
        assert!(is_refused(&format!("{styles}</style>{patterns}<rect class='c7'/>")));
    }

    #[test]
    fn what_takes_long_once_is_refused() {
        let path = format!("M{}", "1 1 ".repeat(100_000));
        for inner in [
            "<filter><feTurbulence numOctaves='100000000'/></filter>".to_owned(),
            "<filter><feTurbulence numOctaves='1e99'/></filter>".to_owned(),
            "<filter><feConvolveMatrix order='1000'/></filter>".to_owned(),
            "<filter><feMorphology radius='99999'/></filter>".to_owned(),
            "<rect><animate attributeName='x' repeatCount='indefinite'/></rect>".repeat(11_000),
            format!("<marker id='m'><rect/></marker><path d='{path}' marker-mid='url(#m)'/>").repeat(2),
        ] {
            assert!(is_refused(&inner), "{}", &inner[..60]);
        }
    }

    #[test]
    fn usual_drawings_are_not_refused() {
        let gradients: String = (0..60)
            .map(|number| {
                format!(
                    "<linearGradient id='g{number}'><stop/><stop/></linearGradient><clipPath id='c{number}'><rect/></clipPath>\
                     <g class='k{number}'><path class='s{number}' d='{}'/></g>",
                    "1 ".repeat(5_000)
                )
            })
            .collect();
        let rules: String = (0..60)
            .map(|number| {
                format!(".s{number}{{fill:url(#g{number})}}.k{number}{{clip-path:url(#c{number})}}")
            })
            .collect();
        assert!(!is_refused(&format!("<style>{rules}</style>{gradients}")));
        assert!(!is_refused(&"<path d='M0 0 1 1'/>".repeat(50_000)));
        assert!(!is_refused(&format!(
            "<g id='a'>{}</g>{}",
            "<rect/>".repeat(100),
            "<use href='#a'/>".repeat(900)
        )));
        assert!(!is_refused(
            "<filter><feTurbulence numOctaves='5'/><feGaussianBlur stdDeviation='20'/></filter>"
        ));
        // What refers to itself is drawn once.
        assert!(!is_refused("<g id='a'><use href='#a'/></g>"));
    }
}
