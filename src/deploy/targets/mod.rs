//! The kinds of hosts that a site can be deployed to, each in a file of its own.

#[cfg(feature = "object-storage")]
mod aws_credentials;
mod azure;
#[cfg(feature = "object-storage")]
mod bucket;
#[cfg(feature = "object-storage")]
mod bucket_http;
mod cloudflare;
mod folder;
mod gcs;
mod git;
mod github;
mod netlify;
mod object_storage;
mod pages_branch;
mod rsync;
mod s3;
mod sftp;
mod ssh_server;
mod zip;

use super::host::HostSpec;
use crate::content::enums::DeployTargetKind;

/// All kinds of hosts, in the order in which `deploy --setup` offers them: most common first. Kinds that this build
/// cannot open are listed too: their targets are valid, and opening one says what is missing.
pub static HOSTS: [&HostSpec; 11] = [
    &github::HOST,
    &netlify::HOST,
    &cloudflare::HOST,
    &sftp::HOST,
    &folder::HOST,
    &zip::HOST,
    &git::HOST,
    &rsync::HOST,
    &s3::HOST,
    &gcs::HOST,
    &azure::HOST,
];

/// What is known of a kind of host.
pub(super) fn spec_of(kind: DeployTargetKind) -> &'static HostSpec {
    // A test compares the list with the kinds.
    HOSTS.iter().find(|spec| spec.kind == kind).expect("every kind is in the list")
}
