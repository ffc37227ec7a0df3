//! Evaluates colors that a style sheet computes: `var()`, `light-dark()`, `color-mix(in oklab, …)` and relative colors in
//! OKLCH, with `calc()` of two numbers, `min()` and `max()`. Whatever else only browsers compute has no value here.

use std::collections::BTreeMap;

use csscolorparser::Color;

/// How deep values may be nested or refer to others; the limit stops at a cycle.
const MAX_DEPTH: usize = 12;

/// The design tokens of a style sheet, in one color scheme.
pub(super) struct ColorScheme<'a> {
    /// Value of each token, by name without its two dashes.
    pub(super) tokens: &'a BTreeMap<&'a str, &'a str>,
    /// Whether it is the dark one.
    pub(super) is_dark: bool,
}

impl ColorScheme<'_> {
    /// The color of a token; `None` when it is not declared or not a color that can be computed here.
    pub(super) fn token(&self, name: &str) -> Option<Color> {
        self.color(self.tokens.get(name)?, 0)
    }

    fn color(&self, value: &str, depth: usize) -> Option<Color> {
        if depth > MAX_DEPTH {
            return None;
        }
        let value = value.trim();
        let Some((function, inside)) = split_function(value) else {
            return csscolorparser::parse(value).ok();
        };
        match function {
            "var" => self.color(self.tokens.get(inside.trim().strip_prefix("--")?)?, depth + 1),
            "light-dark" => match split_top_level(inside, ',').as_slice() {
                [light, dark] => self.color(if self.is_dark { dark } else { light }, depth + 1),
                _ => None,
            },
            "color-mix" => self.mix(inside, depth),
            "oklch" if inside.trim_start().starts_with("from ") => self.relative(inside, depth),
            _ => csscolorparser::parse(value).ok(),
        }
    }

    /// `in oklab, COLOR [PERCENT], COLOR [PERCENT]`.
    fn mix(&self, inside: &str, depth: usize) -> Option<Color> {
        let parts = split_top_level(inside, ',');
        let [space, first, second] = parts.as_slice() else { return None };
        if space.trim() != "in oklab" {
            return None;
        }
        let part = |text: &str| {
            let words = split_top_level(text.trim(), ' ');
            let percent = words.get(1).map(|word| word.strip_suffix('%')?.parse::<f32>().ok());
            Some((self.color(words.first()?, depth + 1)?, percent))
        };
        let ((first, first_share), (second, second_share)) = (part(first)?, part(second)?);
        // Shares that don't add up to 100 % make the mix partly transparent or are scaled: themes have no use for them.
        let share = match (first_share, second_share) {
            (None, None) => 50.0,
            (Some(share), None) => share?,
            (None, Some(share)) => 100.0 - share?,
            (Some(_), Some(_)) => return None,
        };
        Some(second.interpolate_oklab(&first, share / 100.0).clamp())
    }

    /// `from COLOR LIGHTNESS CHROMA HUE`.
    fn relative(&self, inside: &str, depth: usize) -> Option<Color> {
        let words = split_top_level(inside.trim(), ' ');
        let ["from", origin, lightness, chroma, hue] = words.as_slice() else { return None };
        let [l, c, h, _] = self.color(origin, depth + 1)?.to_oklcha();
        let channels = [("l", l), ("c", c), ("h", h.to_degrees())];
        let [l, c, h] = [lightness, chroma, hue].map(|text| number(text, &channels, depth + 1));
        // Browsers clip what a screen can't show, too.
        Some(Color::from_oklcha(l?, c?.max(0.0), h?.to_radians(), 1.0).clamp())
    }
}

/// A number, a channel of the original color, or one computed from these.
fn number(text: &str, channels: &[(&str, f32)], depth: usize) -> Option<f32> {
    if depth > MAX_DEPTH {
        return None;
    }
    let text = text.trim();
    if let Some((_, value)) = channels.iter().find(|(name, _)| *name == text) {
        return Some(*value);
    }
    let Some((function, inside)) = split_function(text) else { return text.parse().ok() };
    let values = |separator| {
        split_top_level(inside.trim(), separator)
            .into_iter()
            .map(|part| number(part, channels, depth + 1))
            .collect::<Option<Vec<f32>>>()
    };
    match function {
        "min" => values(',')?.into_iter().reduce(f32::min),
        "max" => values(',')?.into_iter().reduce(f32::max),
        "calc" => {
            let words = split_top_level(inside.trim(), ' ');
            let [first, operator, second] = words.as_slice() else { return None };
            let (first, second) = (number(first, channels, depth + 1)?, number(second, channels, depth + 1)?);
            match *operator {
                "+" => Some(first + second),
                "-" => Some(first - second),
                "*" => Some(first * second),
                "/" => Some(first / second),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Name and arguments of a value that is one call of a function.
fn split_function(value: &str) -> Option<(&str, &str)> {
    let (name, rest) = value.split_once('(')?;
    Some((name, rest.strip_suffix(')')?))
}

/// The parts between separators that are outside of parentheses.
fn split_top_level(text: &str, separator: char) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = text.split(|letter: char| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == separator && depth == 0
    });
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::ColorScheme;

    #[test]
    fn computed_colors_are_those_that_browsers_show() {
        let tokens =
            BTreeMap::from([("seed", "#0b5c55"), ("other", "var(--seed)"), ("circle", "var(--circle)")]);
        let scheme = |is_dark| ColorScheme { tokens: &tokens, is_dark };
        let hex = |value: &str, is_dark| {
            scheme(is_dark).color(value, 0).map(|color| color.to_css_hex().to_string())
        };
        // As Chromium paints them, up to a step of rounding.
        for (value, light, dark) in [
            ("var(--other)", "#0b5c55", "#0b5c55"),
            ("light-dark(#fff, oklch(from var(--seed) l c h))", "#ffffff", "#0b5c55"),
            ("color-mix(in oklab, var(--seed) 25%, white)", "#c4d4d2", "#c4d4d2"),
            ("color-mix(in oklab, white, var(--seed) 25%)", "#c4d4d2", "#c4d4d2"),
            (
                "oklch(from var(--seed) max(.83, l) min(calc(c * 1.25), .14) calc(h + 0))",
                "#7fdbcf",
                "#7fdbcf",
            ),
        ] {
            assert_eq!(hex(value, false).as_deref(), Some(light), "{value}");
            assert_eq!(hex(value, true).as_deref(), Some(dark), "{value}");
        }
        for unknown in [
            "var(--circle)",
            "var(--missing)",
            "color-mix(in lch, red, white)",
            "color-mix(in oklab, red 20%, white 20%)",
            "oklch(from red l c)",
            "oklch(from red calc(l) c h)",
            "oklch(from red l c h",
            "calc(",
            "",
        ] {
            assert_eq!(hex(unknown, false), None, "{unknown}");
        }
    }
}
