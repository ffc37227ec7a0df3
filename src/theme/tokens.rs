//! Checks the design tokens (custom properties) of a style sheet: undeclared ones, and text with too little contrast.

use std::collections::{BTreeMap, BTreeSet};

use csscolorparser::Color;

use super::colors::ColorScheme;

/// Minimum contrast of text and background (WCAG 2.2, 1.4.3).
pub(super) const MIN_CONTRAST: f64 = 4.5;

/// Design tokens with text colors.
const TEXT_TOKENS: [&str; 7] = ["ink", "soft", "accent", "met", "partly", "missed", "open"];
/// Design tokens with colors of text on the dark panel, `--deep`.
const PANEL_TOKENS: [&str; 2] = ["on-deep", "bright"];
/// Design tokens with colors of code, which stands on a background of its own.
const CODE_TOKENS: [&str; 6] =
    ["code-comment", "code-keyword", "code-string", "code-number", "code-name", "code-type"];
/// Design tokens with background colors.
const BACKGROUND_TOKENS: [&str; 2] = ["paper", "tint"];

/// How many references to other tokens are followed; the limit stops at a cycle.
const MAX_REFERENCES: usize = 8;

/// A problem with the design tokens (custom properties) of a style sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenIssue {
    /// The contrast of text and background is too low.
    LowContrast(TextContrast),
    /// A token that is used but never declared, without `--`.
    Undeclared(String),
}

/// The contrast of a text color and the background that it may stand on.
#[derive(Clone, Debug, PartialEq)]
pub struct TextContrast {
    /// Token of the text color, without `--`.
    pub text: &'static str,
    /// Token of the background color, without `--`.
    pub background: &'static str,
    /// Color scheme: `light` or `dark`.
    pub scheme: &'static str,
    /// Contrast ratio, from 1 to 21.
    pub contrast: f64,
}

/// The contrasts of all text colors of a complete style sheet, as far as they can be computed.
pub fn text_contrasts(sheet: &str) -> Vec<TextContrast> {
    let unconditional = strip_media_queries(sheet);
    let declared = declared_values(&unconditional);
    let mut contrasts = Vec::new();
    for scheme in ["light", "dark"] {
        let colors = ColorScheme { tokens: &declared, is_dark: scheme == "dark" };
        let pairs = TEXT_TOKENS.iter().flat_map(|text| BACKGROUND_TOKENS.map(|ground| (*text, ground)));
        let pairs = pairs.chain(PANEL_TOKENS.map(|text| (text, "deep")));
        for (text, background) in pairs.chain(CODE_TOKENS.map(|text| (text, "tint"))) {
            let (Some(text_color), Some(ground)) = (colors.token(text), colors.token(background)) else {
                continue;
            };
            let contrast = contrast_ratio(&text_color, &ground);
            contrasts.push(TextContrast { text, background, scheme, contrast });
        }
    }
    contrasts
}

/// The color of a token in light mode as `#rrggbb`, if text of it can be read on all backgrounds in both modes. `None` for
/// colors that only browsers can compute, too.
pub(super) fn readable_color(sheet: &str, token: &str) -> Option<String> {
    let unconditional = strip_media_queries(sheet);
    let declared = declared_values(&unconditional);
    let [light, dark] = [false, true].map(|is_dark| ColorScheme { tokens: &declared, is_dark });
    let is_readable = |scheme: &ColorScheme<'_>| {
        let text = scheme.token(token)?;
        let mut grounds = BACKGROUND_TOKENS.iter().map(|ground| scheme.token(ground));
        Some(
            grounds.all(|ground| ground.is_some_and(|ground| contrast_ratio(&text, &ground) >= MIN_CONTRAST)),
        )
    };
    let readable = is_readable(&light)? && is_readable(&dark)?;
    readable.then(|| light.token(token))?.map(|color| color.to_css_hex().to_string())
}

/// Checks the tokens of a complete style sheet. Colors that only browsers can compute are not checked.
pub fn check_tokens(sheet: &str) -> Vec<TokenIssue> {
    let low = text_contrasts(sheet).into_iter().filter(|pair| pair.contrast < MIN_CONTRAST);
    let mut issues: Vec<TokenIssue> = low.map(TokenIssue::LowContrast).collect();
    let known: BTreeSet<&str> = declarations(sheet).map(|(name, _)| name).collect();
    let used = used_tokens(sheet);
    let missing = used.into_iter().filter(|name| !known.contains(name));
    issues.extend(missing.map(|name| TokenIssue::Undeclared(name.to_owned())));
    issues
}

/// What cards take over from a style sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardStyle {
    /// The colors in light mode as `#rrggbb`, by token without its two dashes. Left out is what only browsers can compute, and
    /// what can be seen through.
    pub colors: BTreeMap<String, String>,
    /// Whether titles have a font with serifs.
    pub has_serif_titles: bool,
}

/// What cards take over from a complete style sheet, for the option `fonts` of its theme.
pub(super) fn card_style(sheet: &str, fonts: Option<&str>) -> CardStyle {
    let unconditional = apply_fonts(&strip_media_queries(sheet), fonts);
    let declared = declared_values(&unconditional);
    CardStyle { colors: light_colors(&declared), has_serif_titles: has_serif_titles(&declared) }
}

/// Removes the rules for values of other options, and for other values of the option `fonts`.
fn apply_fonts(sheet: &str, fonts: Option<&str>) -> String {
    const OPTION: &str = "[data-";
    let mut rest = sheet;
    let mut out = String::new();
    while let Some(at) = rest.find(OPTION) {
        let (before, rule) = rest.split_at(at);
        let (selector, _) = rule[OPTION.len()..].split_once(']').unwrap_or_default();
        let value = selector.strip_prefix("fonts=").map(|value| value.trim_matches(['"', '\'']));
        let end = if value.is_some() && value == fonts {
            OPTION.len()
        } else {
            rule.find('}').map_or(rule.len(), |end| end + 1)
        };
        out.push_str(before);
        rest = &rule[end..];
    }
    out + rest
}

/// Whether the last font of `--display`, which every computer has, is one with serifs.
fn has_serif_titles(declared: &BTreeMap<&str, &str>) -> bool {
    let fonts = resolve_token(declared, "display").unwrap_or_default();
    fonts.rsplit(',').next().is_some_and(|font| font.trim() == "serif")
}

fn light_colors(declared: &BTreeMap<&str, &str>) -> BTreeMap<String, String> {
    let scheme = ColorScheme { tokens: declared, is_dark: false };
    let colors = declared.keys().filter_map(|name| {
        let color = scheme.token(name).filter(|color| color.a >= 1.0)?;
        Some(((*name).to_owned(), color.to_css_hex().to_string()))
    });
    colors.collect()
}

/// The tokens that a style sheet uses, without their two dashes.
pub(super) fn used_tokens(sheet: &str) -> BTreeSet<&str> {
    sheet.split("var(--").skip(1).map(leading_identifier).collect()
}

/// The identifier that a text starts with.
fn leading_identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && !"-_".contains(c)).next().unwrap_or_default()
}

/// Name and value, when a text starts with a declaration after its two dashes.
fn parse_declaration(text: &str) -> Option<(&str, &str)> {
    let name = leading_identifier(text);
    let value = text[name.len()..].trim_start().strip_prefix(':')?;
    Some((name, value.split([';', '}']).next().unwrap_or_default().trim()))
}

/// The last declared value of each token.
fn declared_values(sheet: &str) -> BTreeMap<&str, &str> {
    declarations(sheet).collect()
}

fn declarations(sheet: &str) -> impl Iterator<Item = (&str, &str)> {
    sheet.match_indices("--").filter_map(|(at, _)| parse_declaration(&sheet[at + 2..]))
}

/// Removes `@media` blocks: their rules hold for some readers only, such as in print.
fn strip_media_queries(sheet: &str) -> String {
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
        rest = end.map_or("", |(end, _)| &rest[at + end + 1..]);
    }
    out + rest
}

/// What a token stands for; `None` if it, or one that it names, isn't declared.
fn resolve_token<'a>(declared: &BTreeMap<&str, &'a str>, name: &str) -> Option<&'a str> {
    let mut value = *declared.get(name)?;
    for _ in 0..MAX_REFERENCES {
        match value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
            Some(other) => value = declared.get(other)?,
            None => return Some(value),
        }
    }
    None
}

/// Contrast ratio of two colors, from 1 to 21 (WCAG 2.2).
pub(super) fn contrast_ratio(one: &Color, other: &Color) -> f64 {
    let luminance = |colour: &Color| {
        let [red, green, blue, _] = colour.to_linear_rgba().map(f64::from);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{TextContrast, TokenIssue, card_style, check_tokens, readable_color};

    #[test]
    fn a_card_has_the_light_colors_and_the_title_font_of_the_theme() {
        let sheet = "@layer tokens{:root{--paper:light-dark(#fff,#000);--ink:var(--deep);--deep:navy;--mix:color-mix(in lch,red,blue);\
                     --pale:color-mix(in oklab,red 0%,white);\
                     --display:Palatino, serif}[data-fonts=system]{--display:var(--sans);--sans:Arial, sans-serif}\
                     [data-fonts=\"book\"] { --ink: red }}@media print{:root{--paper:#eee}}";
        let of = |fonts| card_style(sheet, fonts);
        let colors = of(None).colors.into_iter().collect::<Vec<_>>();
        let expected = [("deep", "#000080"), ("ink", "#000080"), ("pale", "#ffffff"), ("paper", "#ffffff")];
        assert_eq!(colors, expected.map(|(name, color)| (name.to_owned(), color.to_owned())));
        assert_eq!(
            [None, Some("system"), Some("book")].map(|fonts| of(fonts).has_serif_titles),
            [true, false, true]
        );
        assert_eq!(of(Some("book")).colors["ink"], "#ff0000");
    }

    #[test]
    fn text_that_is_hard_to_read_is_told_by_scheme() {
        let sheet = "@layer tokens{:root{--paper:light-dark(#fff,#000);--tint:var(--paper);--ink:light-dark(#777,#000)}}@media print{:root{--ink:#fff}}";
        let messages: Vec<String> = check_tokens(sheet)
            .into_iter()
            .map(|issue| match issue {
                TokenIssue::LowContrast(TextContrast { text, background: ground, scheme, contrast }) => {
                    format!("{text} {ground} {scheme} {contrast:.2}")
                }
                TokenIssue::Undeclared(name) => format!("missing {name}"),
            })
            .collect();
        // #777 on white is the well-known near miss.
        assert_eq!(
            messages,
            ["ink paper light 4.48", "ink tint light 4.48", "ink paper dark 1.00", "ink tint dark 1.00"]
        );
    }

    #[test]
    fn the_last_value_counts_and_what_only_browsers_compute_is_not_judged() {
        let sheet = ":root{--paper:#fff;--tint:#fff;--ink:#fff;--accent:color-mix(in lch,red,white)}:root{--ink:#000}";
        assert_eq!(check_tokens(sheet), []);
    }

    #[test]
    fn a_computed_color_is_judged_in_both_schemes() {
        let sheet = ":root{--paper:#fff;--tint:#000;--accent:light-dark(oklch(from red .8 c h),color-mix(in oklab,red,black))}";
        let low = |issue: TokenIssue| match issue {
            TokenIssue::LowContrast(low) => format!("{} {}", low.background, low.scheme),
            TokenIssue::Undeclared(name) => name,
        };
        assert_eq!(
            check_tokens(sheet).into_iter().map(low).collect::<Vec<_>>(),
            ["paper light", "tint dark"]
        );
    }

    #[test]
    fn the_color_of_text_is_told_if_it_can_be_read_in_both_modes() {
        let sheet = |accent: &str| {
            format!(":root{{--paper:light-dark(#fff,#000);--tint:var(--paper);--accent:{accent}}}")
        };
        let color = |accent: &str| readable_color(&sheet(accent), "accent");
        assert_eq!(color("light-dark(#750,#fd4)").as_deref(), Some("#775500"));
        assert_eq!(color("#ffd400"), None, "too bright on white");
        assert_eq!(color("#750000"), None, "too dark on black");
        assert_eq!(color("color-mix(in lch, #750, #fd4)"), None, "not computed here");
        assert_eq!(readable_color(&sheet("#000"), "highlight"), None, "no such token");
    }

    #[test]
    fn a_token_without_a_value_is_missed() {
        assert_eq!(
            check_tokens("p{color:var(--ink,red);gap:var(--gap)}:root{--ink:#000}"),
            [TokenIssue::Undeclared("gap".to_owned())]
        );
    }
}
