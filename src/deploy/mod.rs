//! Deploys a rendered site: computes a [plan] from the remote state and the site, then applies the minimal changes.
//!
//! A remote holds a [manifest] of the files that leadfolio has written there. A run first records in it the paths it is
//! about to change, then uploads assets, pages and indexes, in this order, then deletes, and finally records the new
//! state. If the run is interrupted at any point, readers see only complete files and no page without its assets, and
//! the next run knows what remains to be done. Files that are not in the manifest are not changed, unless the user
//! allows overwriting them. The manifest is not trusted alone: what it lists as up to date is compared with the files
//! that are on the remote, by size or by content.

mod api;
mod apply;
pub mod headers;
mod helpers;
mod host;
mod http;
pub mod manifest;
pub mod plan;
pub mod redact;
mod remote;
pub mod setup;
mod target;
mod target_fields;
mod targets;
mod temp_files;
pub mod verify;
pub mod zip_archive;

pub use self::apply::{RemoteState, apply, find_foreign_files};
pub use self::host::{CiNeeds, Host, HostSpec, Question};
pub(crate) use self::http::http_config;
pub use self::http::require_https;
pub use self::remote::{CompareBy, Prompt, PublishMode, ReadFile, Remote, RemoteDiff};
pub use self::target::{DeployTarget, read_targets, resolve_targets};
pub use self::targets::HOSTS;
