//! Live preview: serves the site from memory on a local port and rebuilds it whenever a file changes.
//!
//! ```text
//!   watch ──wakes──> session ──reads, builds──> Snapshot ──┬─ pages on request ──> browser
//!                                                          └─ its number ──> event stream ──> client/
//! ```
//!
//! - The preview serves what a build would write, plus one script tag per page ([`page`](self)).
//! - No URL is ever turned into a file name: only the paths of the [`RenderedSite`](crate::render::RenderedSite) are served.
//! - The event stream carries snapshot numbers and no content, so it discloses nothing about pages.
//! - A browser chooses its view for itself alone. Another device or a visitor of a proxy sees the public site as it could
//!   be deployed, or what the author shares, and nothing of the author's files.
//! - Pages have the content security policy of a deployed site, so that what a host blocks is blocked here.
//! - File system events never say what changed: they only trigger a scan of the folders, which finds the changes.
//! - After an error the last good site stays visible, with the error in an overlay.
//! - If the author has templates, all pages are rendered after a build that browsers already show, until the next change:
//!   the terminal then reports the errors of pages that nobody has opened.

mod access;
mod address;
mod file_response;
mod guard;
mod http;
mod overlay;
mod page;
mod policy;
mod publication_report;
mod session;
mod snapshot;
mod source_lookup;
mod view;
mod watch;

pub use address::PreviewAddress;
pub use guard::AllowedHost;
pub use http::{PreviewServer, bind};
pub use session::{BuildUpdate, PreviewSettings, Update};
pub use view::ViewMode;
pub use watch::reports_changes;
