//! Themes: templates, style sheets and options. A theme inherits every file that it does not override.

mod cache;
mod catalogue;
mod load;
mod manifest;
mod named_assets;
mod stylesheet;
mod templates;
mod tokens;

pub use cache::{ThemeCache, load_cached};
pub use catalogue::{ThemeInfo, ThemeOptionInfo, list_themes};
pub use load::{Theme, load};
pub use manifest::ThemeOptionValue;
pub use templates::{Engine, TemplateValue, TemplateValues, capitalize_first};
pub use tokens::{TokenIssue, check_tokens};
