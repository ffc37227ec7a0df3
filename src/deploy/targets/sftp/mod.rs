//! Target `sftp`: a folder on a server, by SFTP, as offered by schools and inexpensive hosts.
//!
//! The server's key is checked against `known_hosts`; the user authenticates with a private key, an SSH agent or a
//! password. Files are written under a temporary name and renamed, so that readers never see a partial file.

#[cfg(feature = "ssh")]
mod auth;
#[cfg(feature = "ssh")]
mod connection;
#[cfg(feature = "ssh")]
mod folder;
#[cfg(feature = "ssh")]
mod handshake;
mod host;
#[cfg(feature = "ssh")]
mod server;

pub(super) use self::host::HOST;
