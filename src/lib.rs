//! Leadfolio turns Markdown case studies about delegated work into a leadership portfolio.
//!
//! > A build is a function from two trees to a tree: `content` + `themes` → output.
//!
//! ```text
//!    disk: content/ ──read──┐                                                 ┌─ write ──> dist/     build
//!    disk: themes/  ──read──┼─> Inputs ─> collect ─> resolve ─> Portfolio ─┐  │
//!    binary: embedded ──────┘         (pure: no clock, environment, net)   ├─> Output
//!                     └──── write ──> a new portfolio (init)        Theme ─┘  │
//!                                                                             └─ one page on request ─> browser  serve
//! ```
//!
//! # The way through the house
//!
//! [`project`] finds a portfolio on disk and reads it into [`pipeline::Inputs`]. [`pipeline::build`] collects what
//! the author wrote ([`content`]), resolves what it means for one audience and tells what a reader would miss or doubt
//! ([`portfolio`], [`portfolio::lint`]), lays the themes over each other ([`theme`]) and returns an [`render::Output`]:
//! every path that is published, with the bytes of any one of them made on demand. [`tree::publish`] asks for all of
//! them and swaps the finished site in. [`serve`] asks for the one page that a browser wants, and builds again whenever
//! a file has changed. [`check`] looks a finished output over for names that nobody agreed to show and for links to
//! nothing, and asks the web, when the author wishes, whether other links still lead somewhere ([`check::web`]). [`search`] makes the index of a
//! finished output that its readers may search. [`deploy`] makes a place on disk or on the web equal to it.
//!
//! # Floors
//!
//! A module names only modules on lower floors; neighbours do not know each other. A test holds this table.
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
//! # What is deliberately absent
//!
//! - No mode: nothing in the core knows whether a site is built, served or checked.
//! - No partial rebuild and no dependency graph: a page is made when it is asked for, from what is there then.
//! - No clock, no environment, no network and no order of hashing in the core: two builds of the same inputs have
//!   the same bytes. The day of the build comes in by [`pipeline::Options`].
//! - No name that a person has not agreed to show: consent is decided in [`portfolio::consent`] when people are
//!   resolved, and the model downstream holds only what may be printed. The private overlay is never opened, under
//!   whatever name a file or a link gives it.
//! - No page, artifact or block for fewer eyes than the build is for: they are gone before anything is rendered.
//! - No span in the model: a diagnostic names its field, and the place is looked up when it is shown.
//! - No real name from the private list in a build: only a caller that looks for leaks hands it in, and it is compared,
//!   never kept.
//! - No fault of the author's stops at the first: all are [`diagnostic::Diagnostic`]s, told at once. Only a page that
//!   its template cannot make answers with one instead of bytes. Faults of the world (disk, rights, ports) are
//!   `anyhow::Error`, at the doors [`tree::disk`], [`tree::publish`], [`project`] and [`serve`]; a large file stays on
//!   disk until it is copied, so a blob may fail with an `io::Error`. What the web answers is no error: it is an answer.
//! - No printing in the library.

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
