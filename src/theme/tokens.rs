//! Tokens of a style sheet: which there are, and whether text in their colours can be read.

use std::collections::{BTreeMap, BTreeSet};

use csscolorparser::Color;

/// The least contrast of text and what it stands on (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// Colours of text, and of what it stands on.
const TEXTS: [&str; 3] = ["ink", "soft", "accent"];
const GROUNDS: [&str; 2] = ["paper", "tint"];

/// What is wrong with the tokens of a style sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenFault {
    /// Text that is hard to read.
    Faint {
        /// The token of the text.
        text: &'static str,
        /// The token of what it stands on.
        ground: &'static str,
        /// In which of the reader's schemes: `light` or `dark`.
        scheme: &'static str,
        /// The contrast, from 1 to 21.
        contrast: f64,
    },
    /// A token that is used and that nothing gives a value.
    Missing(String),
}

/// Looks over the tokens of a finished style sheet. A colour that is reckoned from others is not judged.
pub fn token_faults(sheet: &str) -> Vec<TokenFault> {
    let everywhere = without_queries(sheet);
    let declared = declared(&everywhere);
    let mut faults = Vec::new();
    for scheme in ["light", "dark"] {
        for (text, ground) in TEXTS.iter().flat_map(|text| GROUNDS.map(|ground| (*text, ground))) {
            // In the dark the accent is mixed with white, by a rule of its own.
            if text == "accent" && scheme == "dark" {
                continue;
            }
            let colours = (colour(&declared, text, scheme), colour(&declared, ground, scheme));
            let (Some(one), Some(other)) = colours else { continue };
            let contrast = contrast(&one, &other);
            if contrast < LEAST {
                faults.push(TokenFault::Faint { text, ground, scheme, contrast });
            }
        }
    }
    let known: BTreeSet<&str> = declarations(sheet).map(|it| it.0).collect();
    let used: BTreeSet<&str> = sheet.split("var(--").skip(1).map(name_at).collect();
    let missing = used.into_iter().filter(|it| !known.contains(it));
    faults.extend(missing.map(|it| TokenFault::Missing(it.to_owned())));
    faults
}

/// The name that a text begins with.
fn name_at(text: &str) -> &str {
    text.split(|it: char| !it.is_alphanumeric() && !"-_".contains(it)).next().unwrap_or_default()
}

/// Name and value, when a text begins with a declaration less its two dashes.
fn declaration(text: &str) -> Option<(&str, &str)> {
    let name = name_at(text);
    let value = text[name.len()..].trim_start().strip_prefix(':')?;
    Some((name, value.split([';', '}']).next().unwrap_or_default().trim()))
}

/// The last value of each token.
fn declared(sheet: &str) -> BTreeMap<&str, &str> {
    declarations(sheet).collect()
}

fn declarations(sheet: &str) -> impl Iterator<Item = (&str, &str)> {
    sheet.match_indices("--").filter_map(|it| declaration(&sheet[it.0 + 2..]))
}

/// A style sheet less what holds for some readers only, such as those of paper.
fn without_queries(sheet: &str) -> String {
    let mut rest = sheet;
    let mut out = String::new();
    while let Some(at) = rest.find("@media") {
        out.push_str(&rest[..at]);
        let mut depth = 0;
        let end = rest[at..].char_indices().find(|(_, letter)| {
            depth += match letter {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            *letter == '}' && depth == 0
        });
        rest = end.map_or("", |it| &rest[at + it.0 + 1..]);
    }
    out + rest
}

/// The colour of a token in a scheme; none when it is not a plain one.
fn colour(declared: &BTreeMap<&str, &str>, name: &str, scheme: &str) -> Option<Color> {
    let mut value = *declared.get(name)?;
    // A token may name another, which may name another; one that names itself ends here.
    for _ in 0..8 {
        if let Some(both) = value.strip_prefix("light-dark(").and_then(|it| it.strip_suffix(')')) {
            let (light, dark) = both.split_once(',')?;
            value = if scheme == "light" { light.trim() } else { dark.trim() };
        } else if let Some(other) = value.strip_prefix("var(--").and_then(|it| it.strip_suffix(')')) {
            value = declared.get(other)?;
        } else {
            return csscolorparser::parse(value).ok();
        }
    }
    None
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast(one: &Color, other: &Color) -> f64 {
    let luminance = |it: &Color| {
        let [red, green, blue, _] = it.to_linear_rgba().map(f64::from);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{TokenFault, token_faults};

    #[test]
    fn text_that_is_hard_to_read_is_told_by_scheme() {
        let sheet = "@layer tokens{:root{--paper:light-dark(#fff,#000);--tint:var(--paper);--ink:light-dark(#777,#000)}}@media print{:root{--ink:#fff}}";
        let told: Vec<String> = token_faults(sheet)
            .into_iter()
            .map(|it| match it {
                TokenFault::Faint { text, ground, scheme, contrast } => {
                    format!("{text} {ground} {scheme} {contrast:.2}")
                }
                TokenFault::Missing(name) => format!("missing {name}"),
            })
            .collect();
        // #777 on white is the well-known near miss.
        assert_eq!(
            told,
            ["ink paper light 4.48", "ink tint light 4.48", "ink paper dark 1.00", "ink tint dark 1.00"]
        );
    }

    #[test]
    fn the_last_value_counts_and_what_is_reckoned_is_not_judged() {
        let sheet = ":root{--paper:#fff;--tint:#fff;--ink:#fff;--accent:color-mix(in oklab,red,white)}:root{--ink:#000}";
        assert_eq!(token_faults(sheet), []);
    }

    #[test]
    fn a_token_without_a_value_is_missed() {
        assert_eq!(
            token_faults("p{color:var(--ink,red);gap:var(--gap)}:root{--ink:#000}"),
            [TokenFault::Missing("gap".to_owned())]
        );
    }
}
