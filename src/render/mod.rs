//! Renders a portfolio with a theme into the files of a site, each file on demand.

mod asset_names;
mod book;
mod cards;
mod chart;
mod comments;
pub mod context;
mod dispatch;
mod editions;
mod evidence_index;
mod feed;
mod languages;
mod links;
mod markdown_hooks;
mod meta;
mod page;
mod pages;
mod parts;
mod pictures;
mod print;
mod rendered_site;
mod renderer;
mod routes;
mod script;
mod search;
mod share;
mod shown_files;
mod site;
mod text;
mod theme_uses;

pub use evidence_index::{IndexedArtifact, IndexedFile};
pub use links::LinkStyle;
pub use pictures::PictureCache;
pub use print::{ReferenceTarget, placeholder_url, resolve_reference, unescape_attribute};
pub use rendered_site::{RenderOptions, RenderedSite};
pub use search::{SearchablePage, SearchablePages};
pub use share::SHARE_URL_PREFIXES;
