//! Formulas: which dollar signs enclose one, and how it becomes MathML.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::html_tags::{HtmlTag, HtmlToken, tokenize};

/// Whether the text between two dollar signs is a formula, and not about money: "$5–$10", "$2 and 3$".
pub(super) fn is_formula(text: &str) -> bool {
    let has_command = text.contains(['\\', '^', '_', '=', '{', '<', '>']);
    let longest_word =
        text.split(|c: char| !c.is_alphabetic()).map(|word| word.chars().count()).max().unwrap_or(0);
    let is_sum = longest_word == 1 && text.contains(['+', '*', '/', '-']);
    let is_variable = longest_word == 1 && !text.starts_with(|c: char| c.is_ascii_digit());
    longest_word > 0 && (has_command || is_sum && !text.ends_with(['-', '–']) || is_variable)
}

/// The MathML of a formula.
///
/// # Errors
/// When it is not valid LaTeX, or has a command that is not known; with the reason.
pub(super) fn to_mathml(latex: &str, is_display: bool) -> Result<String, String> {
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
        Err("it has something that a page cannot show".to_owned())
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
            name.starts_with('m')
                && name != "meta"
                && attributes.iter().all(|(attribute, _)| is_safe(attribute))
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_money() {
        for formula in ["x", "E = mc^2", "\\frac{a}{b}", "2x+1", "n", "p < .05", "a/b"] {
            assert!(is_formula(formula), "{formula}");
        }
        for money in ["5", "5–", "2 and 3", "5,000-", "5k–", "10 for each class"] {
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
        assert!(to_mathml("\\frac{a", false).is_err());
        assert!(to_mathml("\\nosuchcommand", false).is_err());
    }
}
