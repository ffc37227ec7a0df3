//! Themes: templates, style sheets and options. A theme inherits every file that it does not override.

mod catalogue;
mod load;
mod manifest;
mod sheet;
mod templates;
mod tokens;

pub use catalogue::{About, AboutOption, catalogue};
pub use load::{Theme, load};
pub use manifest::OptionValue;
pub use templates::{Engine, Value, Values};
pub use tokens::{TokenFault, token_faults};
