//! Formulas: which dollar signs enclose one, and how it becomes MathML.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::html_tags::{HtmlTag, HtmlToken, tokenize};

/// Longest formula, in bytes.
const MAX_LENGTH: usize = 2000;

/// Most commands and braces of a formula, each of which may be nested in the one before.
const MAX_NESTING: usize = 60;

/// Whether the text between two dollar signs is a formula, and not about money: "$5–$10", "$2 and 3$".
pub(super) fn is_formula(text: &str) -> bool {
    let is_tag = |at: usize| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let has_markup = text.contains("](") || text.match_indices('<').any(|(at, _)| is_tag(at));
    if has_markup {
        return false;
    }
    let has_command =
        text.match_indices('\\').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    let longest_word =
        text.split(|c: char| !c.is_alphabetic()).map(|word| word.chars().count()).max().unwrap_or(0);
    let begins_with_digit = text.starts_with(|c: char| c.is_ascii_digit());
    let is_plain = match longest_word {
        1 => !begins_with_digit || text.contains(['^', '_', '=', '<', '>', '+', '*', '/']),
        2 => !begins_with_digit && text.contains('^'),
        _ => false,
    };
    has_command || is_plain
}

/// The MathML of a formula.
///
/// # Errors
/// When it is not valid LaTeX, or has a command that is not known; with the reason.
pub(super) fn to_mathml(latex: &str, is_display: bool) -> Result<String, String> {
    // The converter calls itself for every level of nesting.
    if latex.len() > MAX_LENGTH || latex.matches(['\\', '{', '^', '_']).count() > MAX_NESTING {
        return Err("it is too long".to_owned());
    }
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(latex, &storage) {
        // The reason is followed by a drawing of the place for terminals.
        let reason = |text: String| text.lines().next().unwrap_or_default().trim_end_matches(':').to_owned();
        events.push(event.map_err(|error| reason(error.to_string()))?);
    }
    let display_mode = if is_display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut mathml = String::new();
    let valid = events.into_iter().map(Ok::<_, std::fmt::Error>);
    push_mathml(&mut mathml, valid, config).map_err(|error| error.to_string())?;
    // The converter writes this sign as it is.
    let mathml = mathml.replace("><<", ">&lt;<").replace(">><", ">&gt;<");
    if is_only_mathml(&mathml) {
        Ok(mathml)
    } else {
        Err("it contains something that a page can't show".to_owned())
    }
}

/// Whether the markup has elements of MathML only, and no attribute that could run a program or load anything. The
/// converter is made for authors who are trusted; here, a formula may come from anybody.
fn is_only_mathml(mathml: &str) -> bool {
    tokenize(mathml).into_iter().all(|token| match token {
        HtmlToken::Tag(HtmlTag::Open { name, attributes }) => {
            let is_safe = |attribute: &str| {
                !attribute.starts_with("on") && !matches!(attribute, "href" | "src" | "xlink:href" | "style")
            };
            ELEMENTS.contains(&name.as_str()) && attributes.iter().all(|(attribute, _)| is_safe(attribute))
        }
        HtmlToken::Tag(HtmlTag::Close(name)) => ELEMENTS.contains(&name.as_str()),
        HtmlToken::Text(_) => true,
    })
}

/// The elements of MathML Core.
const ELEMENTS: [&str; 29] = [
    "math",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "semantics",
    "menclose",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_money() {
        for formula in ["x", "E = mc^2", "\\frac{a}{b}", "2x+1", "n", "p < .05", "a/b"] {
            assert!(is_formula(formula), "{formula}");
        }
        for money in [
            "5",
            "5–",
            "2 and 3",
            "5,000-",
            "5k–",
            "10 for each class",
            "4,500) <b>in all</b> to (",
            "200 = CA",
            "15/hr=",
            "{HOME}/bin:",
            "FOO_BAR:",
            "500), and file_name_x (",
        ] {
            assert!(!is_formula(money), "{money}");
        }
    }

    #[test]
    fn formulas_become_mathml_and_nothing_else() {
        let mathml = to_mathml("\\frac{a}{b} < \\text{<script>\"x\"}", true).unwrap();
        assert!(mathml.starts_with("<math display=\"block\"") && mathml.contains("<mfrac>"), "{mathml}");
        assert!(!mathml.contains("<script"), "{mathml}");
        assert!(
            !to_mathml("\\text{</mtext><img src=x>} & \\text{a}\\\\", false)
                .unwrap_or_default()
                .contains("<img")
        );
        assert!(to_mathml("a < b", false).unwrap().contains("<mo>&lt;</mo>"));
        for hostile in [
            "x = \\text{</annotation></semantics></math><img src=zq onerror=alert(1)>}",
            "\\operatorname{<img/src=zq/onerror=alert(1)>}",
            "x^2 % <script>alert(1)</script>",
        ] {
            let mathml = to_mathml(hostile, true).unwrap_or_default();
            assert!(!mathml.contains("<img") && !mathml.contains("<script"), "{mathml}");
        }
        assert!(to_mathml(&format!("{}x", "\\sqrt".repeat(200)), false).is_err());
        assert!(to_mathml(&"x^{".repeat(4000), false).is_err());
        assert!(to_mathml("\\frac{a", false).is_err());
        assert!(to_mathml("\\nosuchcommand", false).is_err());
    }
}
