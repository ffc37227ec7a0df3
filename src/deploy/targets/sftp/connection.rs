//! An authenticated connection with its SFTP sessions: writes and renames files, and reconnects.

use std::io::Read as _;

use anyhow::{Result, anyhow, bail};
use russh::client::Handle;
use russh_sftp::client::error::Error;
use russh_sftp::client::{Config, RawSftpSession, SftpSession};
use russh_sftp::protocol::{OpenFlags, Packet, StatusCode};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::auth::SshCredential;
use super::handshake::start_sftp;
use super::server::{HostKeyVerifier, ServerAddress};
use crate::deploy::manifest::Digest;
use crate::vfs::Blob;

/// Limit for the response to a request, in seconds. Generous, because shared servers have slow disks.
const RESPONSE_TIMEOUT_SECS: u64 = 60;

/// Bytes of a file that are read or written at once.
const CHUNK_BYTES: usize = 256 << 10;

/// Creates a file for writing; an error if the name is taken.
pub(super) const NEW_FILE: OpenFlags = OpenFlags::CREATE.union(OpenFlags::EXCLUDE).union(OpenFlags::WRITE);

/// SFTP extension that replaces an existing file atomically (OpenSSH's `PROTOCOL`, section 4.3).
const POSIX_RENAME: &str = "posix-rename@openssh.com";

/// An authenticated SSH connection with its SFTP sessions.
pub(super) struct Connection {
    pub(super) ssh: Handle<HostKeyVerifier>,
    pub(super) sftp: SftpSession,
    /// Session for [`POSIX_RENAME`], which [`SftpSession`] does not support; `None` if the server does not either.
    rename_session: Option<RawSftpSession>,
}

/// What is needed to reconnect without asking the user again.
pub(super) struct Login {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) user: String,
    pub(super) credential: SshCredential,
}

impl Connection {
    /// Starts SFTP on an authenticated connection.
    pub(super) async fn open_sftp(ssh: Handle<HostKeyVerifier>) -> Result<Self> {
        let config = Config { request_timeout_secs: RESPONSE_TIMEOUT_SECS, ..Config::default() };
        let files = start_sftp(&ssh, async |stream| {
            let session = SftpSession::new_with_config(stream, config.clone()).await;
            session.map_err(|error| error.to_string())
        });
        let files = files.await.map_err(|reason| anyhow!("{reason}"))?;
        let renames = start_sftp(&ssh, async |stream| {
            let session = RawSftpSession::new_with_config(stream, config.clone());
            let version = session.init().await.map_err(|error| error.to_string())?;
            Ok(version.extensions.contains_key(POSIX_RENAME).then_some(session))
        });
        // Some servers allow only one channel per connection.
        let renames = renames.await.ok().flatten();
        Ok(Self { ssh, sftp: files, rename_session: renames })
    }

    /// Writes a new file in chunks, so that a large one is never held in memory as a whole. Fails if there is anything of
    /// this name, even a link to nothing.
    pub(super) async fn write_new_file(&self, path: &str, blob: &Blob) -> Result<(), Error> {
        let mut file = self.sftp.open_with_flags(path, NEW_FILE).await?;
        let mut source = blob.open()?;
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            let length = source.read(&mut chunk)?;
            if length == 0 {
                break;
            }
            file.write_all(&chunk[..length]).await?;
        }
        file.close().await.map_err(unwrap_sftp_error)
    }

    /// Reads a file in chunks and returns its digest.
    pub(super) async fn read_digest(&self, path: &str) -> Result<Digest, Error> {
        let mut file = self.sftp.open(path).await?;
        let mut hasher = blake3::Hasher::new();
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            let length = file.read(&mut chunk).await.map_err(unwrap_sftp_error)?;
            if length == 0 {
                break;
            }
            hasher.update(&chunk[..length]);
        }
        file.close().await.map_err(unwrap_sftp_error)?;
        Ok(Digest::from_hasher(&hasher))
    }

    /// Renames a file, replacing an existing one: atomically if the server supports it, otherwise by deleting it first.
    pub(super) async fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        let Some(renames) = &self.rename_session else {
            match self.sftp.remove_file(to).await {
                Err(error) if !is_not_found(&error) => return Err(error),
                _ => return self.sftp.rename(from, to).await,
            }
        };
        // Two SSH strings: a length of 4 bytes, big-endian, and the bytes.
        let mut payload = Vec::new();
        for path in [from, to] {
            payload.extend(u32::try_from(path.len()).unwrap_or(u32::MAX).to_be_bytes());
            payload.extend(path.as_bytes());
        }
        match renames.extended(POSIX_RENAME, payload).await? {
            Packet::Status(status) if status.status_code == StatusCode::Ok => Ok(()),
            Packet::Status(status) => Err(Error::Status(status)),
            _ => Err(Error::UnexpectedPacket),
        }
    }
}

/// Unwraps the SFTP error inside the I/O error that closing a file returns.
fn unwrap_sftp_error(error: std::io::Error) -> Error {
    let inner = error.get_ref().and_then(|error| error.downcast_ref::<Error>()).cloned();
    inner.unwrap_or_else(|| Error::from(error))
}

pub(super) fn is_not_found(error: &Error) -> bool {
    matches!(error, Error::Status(status) if status.status_code == StatusCode::NoSuchFile)
}

/// Whether the session can no longer open files. The library treats file handles as UTF-8, but some servers number them
/// in raw bytes: from the 128th handle on this is not valid UTF-8, and the server does not recognize it.
pub(super) fn handles_exhausted(error: &Error) -> bool {
    let message = match error {
        Error::Status(status) => &status.error_message,
        Error::IO(message) => message,
        _ => return false,
    };
    message.to_ascii_lowercase().contains("file handle")
}

impl Login {
    /// Reconnects with the credential that was accepted before.
    pub(super) async fn reconnect(&self) -> Result<Connection> {
        let mut ssh = ServerAddress { host: &self.host, port: self.port }.connect(None).await?;
        if !self.credential.authenticate(&mut ssh, &self.user).await? {
            bail!("the server `{}` no longer lets you in", self.host);
        }
        Connection::open_sftp(ssh).await
    }
}
