//! A portfolio and a theme become the files of a site, each made on demand.

mod address;
mod approach;
mod brief;
mod chart;
pub mod context;
mod feed;
mod meta;
mod output;
mod page;
mod private;
mod prose;
mod resume;
mod routes;
mod share;
mod site;
mod study;
mod views;
mod words;

pub use address::LinkStyle;
pub use output::{Output, Settings};
pub use share::SHARES;
