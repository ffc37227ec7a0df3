//! Leadfolio turns Markdown case studies about delegated work into a leadership portfolio, published as a static site.
//!
//! A build is a function from two trees of files, `content` and `themes`, to a tree of output files:
//!
//! ```text
//!    disk: content/ ──read──┐                                                 ┌─ write ──> dist/     build
//!    disk: themes/  ──read──┼─> Inputs ─> collect ─> resolve ─> Portfolio ─┐  │
//!    binary: embedded ──────┘         (pure: no clock, environment, net)   ├─> Output
//!                     └──── write ──> a new portfolio (init)        Theme ─┘  │
//!                                                                             └─ one page on request ─> browser  serve
//! ```
//!
//! # Overview
//!
//! 1. [`project`] finds a project on disk and reads it into [`pipeline::Inputs`].
//! 2. [`pipeline::build`] runs the build. It parses the source files ([`content`]), resolves them into the domain model
//!    for one audience ([`portfolio`]), lints the model ([`portfolio::lint`]) and merges the theme with those that it
//!    extends ([`theme`]).
//! 3. The result is a [`render::Output`]: the list of all published paths. Each file is rendered only when it is
//!    requested.
//! 4. [`tree::publish`] requests every file and replaces the output folder in one step. [`serve`], the preview,
//!    requests only the page that a browser asks for, and rebuilds whenever a source file has changed.
//!
//! Other modules work on the output of a build: [`check`] scans the rendered site for undisclosed names and broken
//! links, and optionally requests external links ([`check::web`]). [`search`] builds the full-text index. [`deploy`]
//! synchronizes a local folder or a host on the web with the output. [`scaffold`] creates new projects and themes from
//! the [`embedded`] files.
//!
//! # Layers
//!
//! A module may use only modules of lower layers, and none of its own layer. A test enforces this table.
//!
//! ```text
//! 7  cli (bin)
//! 6  serve
//! 5  project   scaffold   check   search   deploy
//! 4  pipeline
//! 3  render
//! 2  portfolio   theme
//! 1  content   embedded   media
//! 0  tree   diagnostic
//! ```
//!
//! # Invariants
//!
//! - The core has no modes: it does not know whether a site is built, served or checked.
//! - There are no partial builds and no dependency graph: a page is rendered from the current model when it is
//!   requested.
//! - The core uses no clock, environment, network or hash order, so two builds of the same inputs are identical byte
//!   for byte. The date of the build is a parameter ([`pipeline::Options`]).
//! - No name is printed without consent. [`portfolio::consent`] decides when people are resolved, and the model
//!   contains only what may be printed. The private list of names is never opened by a build, whatever the file or a
//!   link to it is called. Only leak checks read it; they compare names and never store them.
//! - Pages, artifacts and blocks for a narrower audience than that of the build are removed before rendering.
//! - The model has no source spans: a diagnostic names its field, and its location is looked up when it is displayed.
//! - The author's errors are [`diagnostic::Diagnostic`]s. They are collected and reported together; none stops a build.
//!   If a template cannot render a page, requesting that page returns a diagnostic.
//! - External errors (disk, permissions, ports) are `anyhow::Error`s. They occur only at the I/O boundary:
//!   [`tree::disk`], [`tree::publish`], [`project`], [`deploy`] and [`serve`]. Large files stay on disk until they are
//!   copied, so reading a blob may fail with an `io::Error`. An HTTP error status of an external link is a result of
//!   the check, not an error.
//! - The library never prints.

pub mod check;
pub mod content;
pub mod deploy;
pub mod diagnostic;
pub mod embedded;
pub mod media;
pub mod pipeline;
pub mod portfolio;
pub mod project;
pub mod render;
pub mod scaffold;
#[cfg_attr(not(feature = "search"), path = "search_left_out.rs")]
pub mod search;
pub mod serve;
pub mod theme;
pub mod tree;
