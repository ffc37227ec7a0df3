//! Target `sftp`: a folder on a server, by SFTP, as offered by schools and inexpensive hosts.
//!
//! The server's key is checked against `known_hosts`; the user authenticates with a private key, an SSH agent or a
//! password. Files are written under a temporary name and renamed, so that readers never see a partial file.
#![expect(
    clippy::disallowed_methods,
    reason = "this is a door: keys and known servers are in the author's own folder, a password may be in the environment"
)]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::env;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use russh::MethodKind;
use russh::client::{self, AuthResult, Handle, KeyboardInteractiveAuthResponse};
use russh::keys::agent::AgentIdentity;
use russh::keys::agent::client::AgentClient;
use russh::keys::ssh_key::{Algorithm, HashAlg};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKey, PublicKeyOrCertificate, known_hosts};
use russh_sftp::client::error::Error;
use russh_sftp::client::{Config, RawSftpSession, SftpSession};
use russh_sftp::protocol::{OpenFlags, Packet, StatusCode};
use tokio::io::AsyncWriteExt as _;
use tokio::runtime::Runtime;

use super::super::super::helpers::expand_home;
use super::super::super::helpers::new_runtime;
use super::super::super::helpers::{RETRY_DELAYS, TEMP_SUFFIX, lock, retain_existing};
use super::super::super::manifest::MANIFEST;
use super::super::super::remote::{CONFLICT, Prompt, Remote};
use crate::model::deploy_target::SshServer;
use crate::vfs::Blob;

/// Environment variable with the password, for unattended runs such as in CI.
const PASSWORD_VARIABLE: &str = "LEADFOLIO_SFTP_PASSWORD";
/// Names of private keys in `~/.ssh` that are tried without being configured, in this order.
const DEFAULT_KEY_FILES: [&str; 3] = ["id_ed25519", "id_ecdsa", "id_rsa"];
/// Number of parallel uploads, which mostly wait for the server.
const CONCURRENCY: usize = 8;
/// Limit for establishing a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// Limit for the response to a request, in seconds. Generous, because shared servers have slow disks.
const RESPONSE_TIMEOUT_SECS: u64 = 60;
/// Lock file that exists while the manifest is compared and replaced, which takes only a moment.
const LOCK_FILE: &str = ".leadfolio-deploy.lock";
/// How long to wait for the lock file. After that it is considered left over from an interrupted run and is removed.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);
/// SFTP extension that replaces an existing file atomically (OpenSSH's `PROTOCOL`, section 4.3).
const POSIX_RENAME: &str = "posix-rename@openssh.com";

/// A folder on a server.
pub(in super::super) struct SftpFolder {
    login: Login,
    runtime: Runtime,
    /// Current connection, shared by all threads; replaced when it is lost.
    connection: Mutex<Arc<Connection>>,
    /// The folder on the server, without a trailing slash; relative to the user's home folder unless absolute.
    root: String,
    /// Folders below the root that are known to exist.
    folders: Mutex<HashSet<String>>,
}

/// An authenticated SSH connection with its SFTP sessions.
struct Connection {
    ssh: Handle<HostKeyVerifier>,
    sftp: SftpSession,
    /// Session for [`POSIX_RENAME`], which [`SftpSession`] does not support; `None` if the server does not either.
    rename_session: Option<RawSftpSession>,
}

/// What is needed to reconnect without asking the user again.
struct Login {
    host: String,
    port: u16,
    user: String,
    credential: Credential,
}

/// A credential that the server has accepted or may accept. Deliberately without `Debug`.
enum Credential {
    Key(Arc<PrivateKey>),
    /// Public half of a key that the SSH agent holds.
    Agent(Arc<PublicKey>),
    Password(String),
}

impl SftpFolder {
    /// Connects and authenticates. `portfolio` is the folder that a relative key path starts from.
    pub(in super::super) fn connect(
        server: &SshServer,
        portfolio: &Path,
        prompt: &dyn Prompt,
    ) -> Result<Self> {
        let runtime = new_runtime()?;
        let user = server.user.clone().context("the target names no `user`")?;
        let address = ServerAddress { host: &server.host, port: server.port };
        let key = server.key.as_deref().map(|key| expand_home(key, portfolio));
        let (ssh, credential) = runtime.block_on(address.authenticate(&user, key, prompt))?;
        let login = Login { host: server.host.clone(), port: server.port, user, credential };
        let connection = runtime.block_on(Connection::open_sftp(ssh))?;
        let root = server.path.strip_prefix("~/").unwrap_or(&server.path);
        let root = if root == "/" { "/" } else { root.trim_end_matches('/') };
        Ok(Self {
            login,
            runtime,
            connection: Mutex::new(Arc::new(connection)),
            root: root.to_owned(),
            folders: Mutex::default(),
        })
    }

    /// Path on the server of a file or folder below the root.
    fn remote_path(&self, path: &str) -> String {
        match self.root.as_str() {
            "" | "~" | "." => path.to_owned(),
            "/" => format!("/{path}"),
            root => format!("{root}/{path}"),
        }
    }

    /// Runs an operation on the connection. If the connection is lost, reconnects and repeats the operation.
    fn with_connection<T>(
        &self,
        operation: impl AsyncFn(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut delays = RETRY_DELAYS.iter();
        loop {
            let connection = Arc::clone(&lock(&self.connection));
            let error = match self.runtime.block_on(operation(&connection)) {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let is_exhausted = handles_exhausted(&error);
            let is_lost = is_exhausted || connection.ssh.is_closed() || matches!(error, Error::Timeout);
            let Some(delay) = delays.next().filter(|_| is_lost) else { return Err(error) };
            let delay = Duration::from_secs(if is_exhausted { 0 } else { *delay });
            let mut current = lock(&self.connection);
            // Another thread may have reconnected already.
            if Arc::ptr_eq(&current, &connection) {
                std::thread::sleep(delay);
                if let Ok(new_connection) = self.runtime.block_on(self.login.reconnect()) {
                    *current = Arc::new(new_connection);
                }
            }
        }
    }

    /// Creates a folder below the root, and its parents. Fails on a symlink, which could lead out of the root.
    fn create_folders(&self, folder: &str) -> Result<()> {
        let mut known = lock(&self.folders);
        let mut ancestor = String::new();
        for name in folder.split('/').filter(|name| !name.is_empty()) {
            ancestor = if ancestor.is_empty() { name.to_owned() } else { format!("{ancestor}/{name}") };
            if known.contains(&ancestor) {
                continue;
            }
            let path = self.remote_path(&ancestor);
            match self
                .with_connection(async |connection| connection.sftp.symlink_metadata(path.as_str()).await)
            {
                Ok(metadata) if metadata.file_type().is_symlink() => {
                    bail!("`{path}` is a link, and could lead out of the folder")
                }
                Ok(metadata) if !metadata.file_type().is_dir() => {
                    bail!("`{path}` is there, and is no folder")
                }
                Ok(_) => {}
                Err(error) if is_not_found(&error) => self
                    .with_connection(async |connection| connection.sftp.create_dir(path.as_str()).await)
                    .map_err(|error| self.server_error(&error))?,
                Err(error) => return Err(self.server_error(&error)),
            }
            known.insert(ancestor.clone());
        }
        Ok(())
    }

    /// Creates the root folder if it does not exist; its parent has to exist.
    fn create_root(&self) -> Result<()> {
        if matches!(self.root.as_str(), "" | "~" | "." | "/") {
            return Ok(());
        }
        match self.with_connection(async |connection| connection.sftp.metadata(self.root.as_str()).await) {
            Ok(metadata) if metadata.file_type().is_dir() => Ok(()),
            Ok(_) => bail!("`{}` on the server is no folder", self.root),
            Err(error) if is_not_found(&error) => {
                let created = self
                    .with_connection(async |connection| connection.sftp.create_dir(self.root.as_str()).await);
                created.map_err(|_| {
                    anyhow!(
                        "there is no folder `{}` on the server, and it cannot be made\n\
                         see what your host calls the folder of the web site: often `public_html`, `htdocs` or `www`",
                        self.root
                    )
                })
            }
            Err(error) => Err(self.server_error(&error)),
        }
    }

    /// Writes to a temporary file and renames it, so that readers never see a partial file.
    fn write_atomic(&self, path: &str, blob: &Blob) -> Result<()> {
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.create_folders(folder)?;
        }
        let path = self.remote_path(path);
        let temp_path = format!("{path}{TEMP_SUFFIX}");
        let result = self.with_connection(async |connection| {
            connection.write_file(&temp_path, blob).await?;
            connection.rename(&temp_path, &path).await
        });
        result.map_err(|error| {
            let _ = self
                .with_connection(async |connection| connection.sftp.remove_file(temp_path.as_str()).await);
            self.server_error(&error)
        })
    }

    /// Deletes a file on the server; not an error if it does not exist.
    fn remove_file(&self, path: &str) -> Result<()> {
        match self.with_connection(async |connection| connection.sftp.remove_file(path).await) {
            Err(error) if !is_not_found(&error) => Err(self.server_error(&error)),
            _ => Ok(()),
        }
    }

    /// Runs an operation while holding the lock file.
    fn with_lock<T>(&self, operation: impl Fn() -> Result<T>) -> Result<T> {
        let lock_file = self.remote_path(LOCK_FILE);
        let flags = OpenFlags::CREATE | OpenFlags::EXCLUDE | OpenFlags::WRITE;
        // `EXCLUDE` makes the creation fail if the file exists.
        let acquire = || {
            self.with_connection(async |connection| {
                let file = connection.sftp.open_with_flags(lock_file.as_str(), flags).await?;
                file.close().await.map_err(Error::from)
            })
        };
        let is_locked = || {
            let exists =
                self.with_connection(async |connection| connection.sftp.try_exists(lock_file.as_str()).await);
            exists.unwrap_or(false)
        };
        let mut waited = Duration::ZERO;
        while let Err(error) = acquire() {
            if !is_locked() {
                // Either the lock has just been released, or creating the file failed for another reason.
                acquire().map_err(|_| self.server_error(&error))?;
                break;
            }
            if waited >= LOCK_TIMEOUT {
                self.remove_file(&lock_file)?;
            }
            let delay = Duration::from_millis(250);
            std::thread::sleep(delay);
            waited += delay;
        }
        let result = operation();
        self.remove_file(&lock_file)?;
        result
    }

    /// Error of the server, with a hint for the user.
    fn server_error(&self, error: &Error) -> anyhow::Error {
        let Login { user, host, .. } = &self.login;
        let (reason, help) = match error {
            Error::Status(status) if status.status_code == StatusCode::PermissionDenied => (
                "it denies the permission".to_owned(),
                "see that the folder is the right one, and that it and what is in it belong to you",
            ),
            Error::Status(_) | Error::IO(_) if self.is_disk_full() => (
                "its disk is full, or the room that you have there".to_owned(),
                "make room there, or ask your host for more",
            ),
            Error::Timeout => ("it does not answer".to_owned(), "run it again"),
            _ => (
                error.to_string(),
                "see that the folder can be written to, and that there is room: an SFTP program tells the same",
            ),
        };
        anyhow!("the server {user}@{host}: {reason}\n{help}")
    }

    /// Whether the server reports that no space or no inodes are left; false if it does not report either.
    fn is_disk_full(&self) -> bool {
        let root = if self.root.is_empty() { "." } else { &self.root };
        let usage = self.with_connection(async |connection| connection.sftp.fs_info(root).await);
        usage.ok().flatten().is_some_and(|usage| usage.blocks_avail == 0 || usage.inodes_avail == 0)
    }
}

impl Remote for SftpFolder {
    fn describe(&self) -> String {
        let Login { user, host, port, .. } = &self.login;
        let port = if *port == 22 { String::new() } else { format!(", port {port}") };
        format!("the folder `{}` of {user}@{host}{port}", self.root)
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let path = self.remote_path(MANIFEST);
        match self.with_connection(async |connection| connection.sftp.read(path.as_str()).await) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_not_found(&error) => Ok(None),
            Err(error) => Err(self.server_error(&error)),
        }
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        let folders: BTreeSet<&str> =
            paths.iter().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
        let mut listings: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for folder in folders {
            let path = self.remote_path(folder);
            let path = if path.is_empty() { "." } else { path.trim_end_matches('/') };
            let path = if path.is_empty() { "/" } else { path };
            match self.with_connection(async |connection| connection.sftp.read_dir(path).await) {
                Ok(entries) => {
                    let names = entries.map(|entry| entry.file_name()).collect();
                    listings.insert(folder, names);
                }
                Err(error) if is_not_found(&error) => {}
                // Not a folder, or not readable: reported when a file is written there.
                Err(Error::Status(_)) => {}
                Err(error) => return Err(self.server_error(&error)),
            }
        }
        Ok(retain_existing(paths, |path| {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            listings.get(folder).is_some_and(|names| names.contains(name))
        }))
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        self.create_root()?;
        self.with_lock(|| {
            if self.read_manifest()?.as_deref() != before {
                bail!(CONFLICT);
            }
            match manifest {
                Some(bytes) => self.write_atomic(MANIFEST, &Blob::from(bytes.to_vec())),
                None => self.remove_file(&self.remote_path(MANIFEST)),
            }
        })
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.write_atomic(path, blob)
    }

    fn delete(&self, path: &str) -> Result<()> {
        let file = self.remote_path(path);
        self.remove_file(&format!("{file}{TEMP_SUFFIX}"))?;
        self.remove_file(&file)?;
        // Remove parent folders that are empty now; `remove_dir` fails on those that are not.
        let mut parent = path.rsplit_once('/');
        while let Some((folder, _)) = parent {
            let path = self.remote_path(folder);
            if self
                .with_connection(async |connection| connection.sftp.remove_dir(path.as_str()).await)
                .is_err()
            {
                break;
            }
            lock(&self.folders).remove(folder);
            parent = folder.rsplit_once('/');
        }
        Ok(())
    }

    fn concurrency(&self) -> usize {
        CONCURRENCY
    }
}

impl Connection {
    /// Starts SFTP on an authenticated connection.
    async fn open_sftp(ssh: Handle<HostKeyVerifier>) -> Result<Self> {
        let no_sftp = |error: &dyn std::fmt::Display| {
            anyhow!(
                "the server lets you in and speaks no SFTP: {error}\nask your host whether SFTP is switched on"
            )
        };
        let config = Config { request_timeout_secs: RESPONSE_TIMEOUT_SECS, ..Config::default() };
        let open = async || {
            let channel = ssh.channel_open_session().await?;
            channel.request_subsystem(true, "sftp").await?;
            Ok::<_, russh::Error>(channel.into_stream())
        };
        let stream = open().await.map_err(|error| no_sftp(&error))?;
        let session = SftpSession::new_with_config(stream, config.clone()).await;
        let files = session.map_err(|error| no_sftp(&error))?;
        let renames = match open().await {
            Ok(stream) => {
                let session = RawSftpSession::new_with_config(stream, config);
                let version = session.init().await;
                let is_supported = version.is_ok_and(|version| version.extensions.contains_key(POSIX_RENAME));
                is_supported.then_some(session)
            }
            // Some servers allow only one channel per connection.
            Err(_) => None,
        };
        Ok(Self { ssh, sftp: files, rename_session: renames })
    }

    /// Writes a file in chunks, so that a large one is never held in memory as a whole.
    async fn write_file(&self, path: &str, blob: &Blob) -> Result<(), Error> {
        const CHUNK_BYTES: usize = 256 << 10;
        let mut file = self.sftp.create(path).await?;
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

    /// Renames a file, replacing an existing one: atomically if the server supports it, otherwise by deleting it first.
    async fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
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

fn is_not_found(error: &Error) -> bool {
    matches!(error, Error::Status(status) if status.status_code == StatusCode::NoSuchFile)
}

/// Whether the session can no longer open files. The library treats file handles as UTF-8, but some servers number them
/// in raw bytes: from the 128th handle on this is not valid UTF-8, and the server does not recognize it.
fn handles_exhausted(error: &Error) -> bool {
    let message = match error {
        Error::Status(status) => &status.error_message,
        Error::IO(message) => message,
        _ => return false,
    };
    message.to_ascii_lowercase().contains("file handle")
}

/// Host and port of a server.
#[derive(Clone, Copy)]
struct ServerAddress<'a> {
    host: &'a str,
    port: u16,
}

/// Checks the server's key against the known hosts files.
struct HostKeyVerifier {
    host: String,
    port: u16,
    /// The key that the server presented, known or not.
    offered_key: Arc<Mutex<Option<PublicKey>>>,
}

impl client::Handler for HostKeyVerifier {
    type Error = russh::Error;

    async fn check_server_key(&mut self, key: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        // Host certificates are not supported.
        let PublicKeyOrCertificate::PublicKey { key, .. } = key else { return Ok(false) };
        *lock(&self.offered_key) = Some(key.clone());
        for file in known_hosts_files() {
            if known_hosts::check_known_hosts_path(&self.host, self.port, key, file)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Known hosts files: the user's own first, then the system's.
fn known_hosts_files() -> Vec<PathBuf> {
    let user_file = env::home_dir().map(|home| home.join(".ssh/known_hosts"));
    user_file.into_iter().chain([PathBuf::from("/etc/ssh/ssh_known_hosts")]).collect()
}

impl ServerAddress<'_> {
    /// Connects without authenticating. If the server is not known, asks the user to trust its key and remembers it, or
    /// fails if there is no `prompt`.
    async fn connect(self, prompt: Option<&dyn Prompt>) -> Result<Handle<HostKeyVerifier>> {
        let Self { host, port } = self;
        let offered_key = Arc::default();
        let verifier = HostKeyVerifier { host: host.to_owned(), port, offered_key: Arc::clone(&offered_key) };
        let connecting = client::connect(self.client_config(), (host, port), verifier);
        let error = match tokio::time::timeout(CONNECT_TIMEOUT, connecting).await {
            Ok(Ok(ssh)) => return Ok(ssh),
            Ok(Err(error)) => error,
            Err(_) => bail!(
                "the server `{host}` does not answer on port {port}\nsee `host` and `port` of the target"
            ),
        };
        let key = lock(&offered_key).clone();
        let fingerprint = |key: &PublicKey| key.fingerprint(HashAlg::Sha256).to_string();
        match (error, key) {
            (
                russh::Error::KeyChanged { line }
                | russh::Error::Keys(russh::keys::Error::KeyChanged { line }),
                key,
            ) => {
                let now = key.map(|key| fingerprint(&key)).unwrap_or_default();
                bail!(
                    "`{host}` shows another key than it used to ({now}): somebody may be reading along\n\
                     ask your host; if it has a new key, delete line {line} of ~/.ssh/known_hosts"
                )
            }
            (russh::Error::UnknownKey, Some(key)) => {
                let now = fingerprint(&key);
                let Some(prompt) = prompt else { bail!("the server `{host}` is not known any more") };
                let question = format!(
                    "the server `{host}` is not known yet. Its key is\n  {now}\n\
                     compare it with the one that your host publishes. Is it the same?"
                );
                let is_trusted = prompt.confirm(&question).map_err(|_| {
                    anyhow!(
                        "the server `{host}` is not known, and its key is {now}\n\
                         connect once with `sftp` or `ssh`, and compare the key with the one that your host publishes"
                    )
                })?;
                if !is_trusted {
                    bail!("the server `{host}` was not trusted");
                }
                let file = known_hosts_files()
                    .into_iter()
                    .next()
                    .context("there is no home folder to keep its key in")?;
                known_hosts::learn_known_hosts_path(host, port, &key, &file)
                    .with_context(|| format!("cannot write `{}`", file.display()))?;
                // The key is known now; boxed, because an async function cannot contain its own future.
                Box::pin(self.connect(None)).await
            }
            (error, _) => bail!(
                "cannot reach the server `{host}` on port {port}: {error}\nsee `host` and `port` of the target"
            ),
        }
    }

    /// Client settings. Prefers the key types that are known for this host.
    fn client_config(self) -> Arc<client::Config> {
        let mut config = client::Config {
            keepalive_interval: Some(Duration::from_secs(15)),
            nodelay: true,
            ..client::Config::default()
        };
        // A server has several keys, and would otherwise present one of a type that known_hosts does not list.
        let known: Vec<Algorithm> = known_hosts_files()
            .into_iter()
            .filter_map(|file| known_hosts::known_host_keys_path(self.host, self.port, file).ok())
            .flatten()
            .map(|(_, key)| key.algorithm())
            .collect();
        // RSA keys match whatever their hash algorithm is.
        let is_known = |algorithm: &Algorithm| match algorithm {
            Algorithm::Rsa { .. } => known.iter().any(|other| matches!(other, Algorithm::Rsa { .. })),
            other => known.contains(other),
        };
        let mut keys = config.preferred.key.to_vec();
        keys.sort_by_key(|algorithm| !is_known(algorithm));
        config.preferred.key = keys.into();
        Arc::new(config)
    }

    /// Connects and authenticates with the configured key; else with the password from the environment; else with the
    /// agent's keys, the default keys and a password that the user is asked for, in this order.
    async fn authenticate(
        self,
        user: &str,
        key: Option<PathBuf>,
        prompt: &dyn Prompt,
    ) -> Result<(Handle<HostKeyVerifier>, Credential)> {
        let mut ssh = self.connect(Some(prompt)).await?;
        let mut tried = Vec::new();
        let mut credentials: Vec<(String, Credential)> = Vec::new();
        let password = env::var(PASSWORD_VARIABLE).ok().filter(|password| !password.is_empty());
        match (&key, password) {
            (Some(file), _) => {
                let key = read_key(file, prompt)?;
                credentials.push((format!("the key `{}`", file.display()), Credential::Key(Arc::new(key))));
            }
            (None, Some(password)) => {
                credentials
                    .push((format!("the password in {PASSWORD_VARIABLE}"), Credential::Password(password)));
            }
            (None, None) => credentials.extend(default_credentials(prompt).await),
        }
        for (name, credential) in credentials {
            if credential.authenticate(&mut ssh, user).await? {
                return Ok((ssh, credential));
            }
            tried.push(name);
            if ssh.is_closed() {
                // Servers disconnect after a number of failed attempts.
                ssh = self.connect(None).await?;
            }
        }
        // A configured key or password that was rejected is an error; the user is not asked for another one.
        let may_ask = key.is_none() && !tried.iter().any(|name| name.contains(PASSWORD_VARIABLE));
        let question = format!("password of {user}@{}", self.host);
        if may_ask && let Some(password) = prompt.read_secret(&question)? {
            let credential = Credential::Password(password);
            if credential.authenticate(&mut ssh, user).await? {
                return Ok((ssh, credential));
            }
            tried.push("the password".to_owned());
        }
        let tried =
            if tried.is_empty() { "there was nothing to prove it by".to_owned() } else { tried.join(", ") };
        bail!(
            "the server `{}` does not let `{user}` in (tried: {tried})\n\
             see `user` of the target; put your key into ~/.ssh, or name it as `key`, or set {PASSWORD_VARIABLE}",
            self.host
        )
    }
}

impl Login {
    /// Reconnects with the credential that was accepted before.
    async fn reconnect(&self) -> Result<Connection> {
        let mut ssh = ServerAddress { host: &self.host, port: self.port }.connect(None).await?;
        if !self.credential.authenticate(&mut ssh, &self.user).await? {
            bail!("the server `{}` does not let you in any more", self.host);
        }
        Connection::open_sftp(ssh).await
    }
}

impl Credential {
    /// Authenticates with this credential; returns whether the server accepts it.
    async fn authenticate(&self, ssh: &mut Handle<HostKeyVerifier>, user: &str) -> Result<bool> {
        let result = match self {
            Self::Key(key) => {
                let hash = rsa_hash(ssh, &key.algorithm()).await;
                ssh.authenticate_publickey(user, PrivateKeyWithHashAlg::new(Arc::clone(key), hash)).await
            }
            Self::Agent(key) => {
                let Ok(mut agent) = AgentClient::connect_env().await else { return Ok(false) };
                let hash = rsa_hash(ssh, &key.algorithm()).await;
                let result =
                    ssh.authenticate_publickey_with(user, PublicKey::clone(key), hash, &mut agent).await;
                // An agent may refuse to sign with a key; the next one is tried then.
                return Ok(result.is_ok_and(|outcome| outcome.success()));
            }
            Self::Password(password) => match ssh.authenticate_password(user, password.as_str()).await {
                // Many servers accept a password only through keyboard-interactive authentication.
                Ok(AuthResult::Failure { remaining_methods, .. })
                    if remaining_methods.contains(&MethodKind::KeyboardInteractive) =>
                {
                    return Ok(answer_prompts(ssh, user, password).await.unwrap_or(false));
                }
                result => result,
            },
        };
        match result {
            Ok(outcome) => Ok(outcome.success()),
            // Servers disconnect after a number of failed attempts.
            Err(_) if ssh.is_closed() => Ok(false),
            Err(error) => Err(anyhow!("the server broke off: {error}\nrun it again")),
        }
    }
}

/// Keyboard-interactive authentication: answers each prompt with the password, for at most three rounds.
async fn answer_prompts(
    ssh: &mut Handle<HostKeyVerifier>,
    user: &str,
    password: &str,
) -> Result<bool, russh::Error> {
    let mut response = ssh.authenticate_keyboard_interactive_start(user, None).await?;
    for _ in 0..3 {
        match response {
            KeyboardInteractiveAuthResponse::Success => return Ok(true),
            KeyboardInteractiveAuthResponse::Failure { .. } => return Ok(false),
            KeyboardInteractiveAuthResponse::InfoRequest { prompts, .. } => {
                let answers = prompts.iter().map(|_| password.to_owned()).collect();
                response = ssh.authenticate_keyboard_interactive_respond(answers).await?;
            }
        }
    }
    Ok(matches!(response, KeyboardInteractiveAuthResponse::Success))
}

/// Hash algorithm to sign with: the best that the server supports for an RSA key, `None` for other keys.
async fn rsa_hash(ssh: &Handle<HostKeyVerifier>, algorithm: &Algorithm) -> Option<HashAlg> {
    if !matches!(algorithm, Algorithm::Rsa { .. }) {
        return None;
    }
    ssh.best_supported_rsa_hash().await.ok().flatten().flatten().or(Some(HashAlg::Sha256))
}

/// Credentials that need no configuration: the SSH agent's keys, and the default keys in `~/.ssh`. Each has a
/// description for messages.
async fn default_credentials(prompt: &dyn Prompt) -> Vec<(String, Credential)> {
    let mut credentials = Vec::new();
    if let Ok(mut agent) = AgentClient::connect_env().await {
        let identities = agent.request_identities().await.unwrap_or_default();
        for identity in identities {
            if let AgentIdentity::PublicKey { key, .. } = identity {
                credentials.push(("a key of the agent".to_owned(), Credential::Agent(Arc::new(key))));
            }
        }
    }
    let Some(home) = env::home_dir() else { return credentials };
    for name in DEFAULT_KEY_FILES {
        let file = home.join(".ssh").join(name);
        if file.is_file()
            && let Ok(key) = read_key(&file, prompt)
        {
            credentials.push((format!("the key `{}`", file.display()), Credential::Key(Arc::new(key))));
        }
    }
    credentials
}

/// Reads a private key, and asks the user for the passphrase if it is encrypted.
fn read_key(file: &Path, prompt: &dyn Prompt) -> Result<PrivateKey> {
    let path = file.display();
    match russh::keys::load_secret_key(file, None) {
        Ok(key) => Ok(key),
        Err(russh::keys::Error::KeyIsEncrypted) => {
            let passphrase = prompt.read_secret(&format!("passphrase of the key `{path}`"))?;
            let passphrase = passphrase.with_context(|| {
                format!("the key `{path}` has a passphrase, and nobody is there to ask\ngive it to an agent: `ssh-add {path}`")
            })?;
            russh::keys::load_secret_key(file, Some(&passphrase))
                .map_err(|_| anyhow!("this is not the passphrase of the key `{path}`"))
        }
        Err(russh::keys::Error::IO(error)) => {
            Err(anyhow!(error).context(format!("cannot read the key `{path}`")))
        }
        Err(_) => bail!("`{path}` is no private key of OpenSSH\nname the file without `.pub` at its end"),
    }
}
