//! Live preview: the site from memory, on a port of this machine, made anew whenever a file changes.
//!
//! ```text
//!   watch ──wakes──> session ──reads, builds──> Snapshot ──┬─ page by page ──> browser
//!                                                          └─ its number  ──> event stream ──> client/
//! ```
//!
//! - What is served is what would be built, less one script tag that is added to a page ([`page`](self)).
//! - No address is ever made into the name of a file: the paths of the [`Output`](crate::render::Output) are all there is.
//! - The event stream carries a number and nothing else; whoever may not read the page learns nothing from it.
//! - A change is never computed from events: they only wake the reading of the folders, which decides.
//! - A fault costs nobody the last good site: it is shown over it.

mod faults;
mod guard;
mod http;
mod origin;
mod page;
mod session;
mod snapshot;
mod watch;

pub use http::{Address, Server, bind};
pub use session::{Look, Settings, Update};
