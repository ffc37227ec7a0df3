//! Themes: templates, style sheets and options. A theme inherits every file that it does not override.

mod bright_colors;
mod cache;
mod catalogue;
mod colors;
mod css;
mod layers;
mod load;
mod manifest;
mod named_assets;
mod own_assets;
mod scripts;
mod stylesheet;
mod stylesheet_check;
mod template_errors;
mod template_set;
mod template_tags;
mod templates;
mod tokens;
mod unused_files;

pub use cache::{ThemeCache, load_cached};
pub use catalogue::{OptionValues, ThemeInfo, ThemeOptionInfo, list_themes};
pub use load::{Theme, load};
pub use manifest::{THEME_KIND, ThemeOptionValue};
pub use named_assets::ends_address;
pub use scripts::ThemeScript;
pub(crate) use stylesheet::{PRINT, print_stylesheet_name};
pub use template_set::{CARD_TEMPLATE, THEME_FIGURES, theme_figure_template};
pub use templates::{Engine, TemplateValue, TemplateValues, capitalize_first};
pub use tokens::{CardStyle, TextContrast, TokenIssue, check_tokens, text_contrasts};
pub use unused_files::{UnusedTemplate, foreign_template_name};
