//! One style sheet from the layers of a theme and those below it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::manifest::OptionValue;

/// The layers, the weakest first. Their order is declared once, so files may come in any order.
const LAYERS: [&str; 7] = ["reset", "tokens", "base", "layout", "components", "utilities", "print"];

/// Joins style sheets by name: the layers first, then what a portfolio adds, which always wins.
pub(super) fn join(files: &BTreeMap<String, String>, options: &BTreeMap<String, OptionValue>) -> String {
    let mut sheet = format!("@layer {};\n", LAYERS.join(", "));
    for layer in LAYERS {
        if let Some(css) = files.get(layer) {
            add(&mut sheet, layer, css);
        }
    }
    seeds(&mut sheet, options);
    for (_, css) in files.iter().filter(|(name, _)| !LAYERS.contains(&name.as_str())) {
        sheet.push_str(css.trim());
        sheet.push('\n');
    }
    sheet
}

/// A file of a layer may name its layer or leave that to us.
fn add(sheet: &mut String, layer: &str, css: &str) {
    let css = css.trim();
    if css.contains(&format!("@layer {layer}")) {
        let _ = writeln!(sheet, "{css}");
    } else {
        let _ = writeln!(sheet, "@layer {layer} {{\n{css}\n}}");
    }
}

/// Colours that an author chose become tokens: `accent` becomes `--accent-seed`.
fn seeds(sheet: &mut String, options: &BTreeMap<String, OptionValue>) {
    let mut tokens = String::new();
    for (name, value) in options {
        if let OptionValue::Colour(colour) = value {
            let _ = write!(tokens, " --{name}-seed: {colour};");
        }
    }
    if !tokens.is_empty() {
        let _ = writeln!(sheet, "@layer tokens {{ :root {{{tokens} }} }}");
    }
}
