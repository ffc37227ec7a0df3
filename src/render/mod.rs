//! Renders a portfolio with a theme into the files of a site, each file on demand.

mod address;
mod approach;
mod book;
mod brief;
mod chart;
mod comments;
pub mod context;
mod feed;
mod meta;
mod output;
mod page;
mod private;
mod prose;
mod resume;
mod routes;
mod script;
mod search;
mod share;
mod site;
mod study;
mod views;
mod words;

pub use address::LinkStyle;
pub use output::{RenderOptions, RenderedSite};
pub use search::{SEARCH_INDEX_FOLDER, SearchablePage};
pub use share::SHARE_URL_PREFIXES;
