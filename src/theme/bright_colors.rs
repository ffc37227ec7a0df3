//! Colors of options that are too bright for text. A theme that computes a darker one for text may have any color; a notice
//! names the one that readers see.

use std::collections::BTreeMap;

use csscolorparser::Color;

use super::manifest::{ThemeOptionValue, option_error};
use super::tokens::{MIN_CONTRAST, contrast_ratio, readable_color};
use crate::content::load::SETTINGS_FILE;
use crate::content::scalar::Scalar;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// Checks the colors that the author set against the style sheet that they are in.
pub(super) fn check_bright_colors(
    options: &BTreeMap<String, ThemeOptionValue>,
    set: &BTreeMap<String, Scalar>,
    sheet: &str,
    diagnostics: &mut Diagnostics,
) {
    for (name, option) in options.iter().filter(|(name, _)| set.contains_key(*name)) {
        let ThemeOptionValue::Color(color) = option else { continue };
        let Ok(parsed) = csscolorparser::parse(color) else { continue };
        let contrast = contrast_ratio(&parsed, &Color::new(1.0, 1.0, 1.0, 1.0));
        if contrast >= MIN_CONTRAST {
            continue;
        }
        diagnostics.push(match readable_color(sheet, name) {
            Some(darker) => {
                let message = format!(
                    "`{color}` is too bright for text: its contrast is {contrast:.1} to 1, so text and links are `{darker}`"
                );
                let help = "nothing is needed; lines without text keep your color. For text in your own color, choose one \
                    with a contrast of 4.5 to 1 on white";
                Diagnostic::new("THM-12", Severity::Info, SETTINGS_FILE, message)
                    .field(format!("theme_options.{name}"))
                    .help(help)
            }
            None => option_error(
                name,
                format!("`{color}` is too light to read on paper: its contrast is {contrast:.1} to 1"),
                format!("choose a darker color; text needs {MIN_CONTRAST} to 1"),
            ),
        });
    }
}
