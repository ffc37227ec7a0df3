//! A folder of a server, by SFTP: the web space of schools and of hosts that cost little.
//!
//! The server has to prove that it is the one that the author knows (`known_hosts`); the author proves who they are by a
//! key, an agent that holds one, or a password. Files are written under another name and renamed, so that readers meet
//! whole ones.
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

use super::manifest::MANIFEST;
use super::{Author, HALF, OVERTAKEN, PAUSES, Remote, among, held};
use crate::portfolio::model::Server;
use crate::tree::Blob;

/// The environment may hold a password, for machines that nobody watches.
const PASSWORD: &str = "LEADFOLIO_SFTP_PASSWORD";
/// Private keys that `ssh` tries by itself, in its order.
const USUAL_KEYS: [&str; 3] = ["id_ed25519", "id_ecdsa", "id_rsa"];
/// Files on their way at the same time: most of the time goes by waiting for the answer.
const WIDTH: usize = 8;
/// How long the server may take to take a connection.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it may take to answer, in seconds: shared servers have slow disks.
const ANSWER: u64 = 60;
/// Held while a manifest is compared and replaced: for a moment.
const LOCK: &str = ".leadfolio-deploy.lock";
/// A lock that is older was left behind by a run that was cut off in that moment.
const LOCKED: Duration = Duration::from_secs(5);
/// Renames a file over another in one step (OpenSSH's `PROTOCOL`, section 4.3).
const POSIX_RENAME: &str = "posix-rename@openssh.com";

/// A folder of a server.
pub(super) struct Space {
    login: Login,
    runtime: Runtime,
    link: Mutex<Arc<Link>>,
    root: String,
    /// Folders that are known to be there.
    folders: Mutex<HashSet<String>>,
}

/// A connection.
struct Link {
    ssh: Handle<Gate>,
    files: SftpSession,
    /// For what [`SftpSession`] does not know, where the server knows it.
    renames: Option<RawSftpSession>,
}

/// Where to connect to, and how to prove who asks.
struct Login {
    host: String,
    port: u16,
    user: String,
    proof: Proof,
}

/// How the author proves who they are; never shown.
enum Proof {
    Key(Arc<PrivateKey>),
    Agent(Arc<PublicKey>),
    Password(String),
}

impl Space {
    /// Connects. `portfolio` is the folder that the key's file is meant from.
    pub(super) fn connect(server: &Server, portfolio: &Path, author: &dyn Author) -> Result<Self> {
        let runtime = super::runtime()?;
        let user = server.user.clone().context("the target names no `user`")?;
        let at = At { host: &server.host, port: server.port };
        let key = server.key.as_deref().map(|it| super::under_home(it, portfolio));
        let (ssh, proof) = runtime.block_on(at.prove(&user, key, author))?;
        let login = Login { host: server.host.clone(), port: server.port, user, proof };
        let link = runtime.block_on(Link::over(ssh))?;
        let root = server.path.strip_prefix("~/").unwrap_or(&server.path);
        let root = if root == "/" { "/" } else { root.trim_end_matches('/') };
        Ok(Self {
            login,
            runtime,
            link: Mutex::new(Arc::new(link)),
            root: root.to_owned(),
            folders: Mutex::default(),
        })
    }

    fn place(&self, path: &str) -> String {
        match self.root.as_str() {
            "" | "~" | "." => path.to_owned(),
            "/" => format!("/{path}"),
            root => format!("{root}/{path}"),
        }
    }

    /// Does something; when the connection breaks, makes it again and does it again.
    fn with<T>(&self, deed: impl AsyncFn(&Link) -> Result<T, Error>) -> Result<T, Error> {
        let mut pauses = PAUSES.iter();
        loop {
            let link = Arc::clone(&held(&self.link));
            let error = match self.runtime.block_on(deed(&link)) {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            let is_worn = is_worn(&error);
            let is_lost = is_worn || link.ssh.is_closed() || matches!(error, Error::Timeout);
            let Some(pause) = pauses.next().filter(|_| is_lost) else { return Err(error) };
            let pause = Duration::from_secs(if is_worn { 0 } else { *pause });
            let mut current = held(&self.link);
            // Another thread may have been faster.
            if Arc::ptr_eq(&current, &link) {
                std::thread::sleep(pause);
                if let Ok(again) = self.runtime.block_on(self.login.again()) {
                    *current = Arc::new(again);
                }
            }
        }
    }

    /// Makes a folder and those above it, below the root. A link on the way could lead anywhere, and is not followed.
    fn ensure(&self, folder: &str) -> Result<()> {
        let mut known = held(&self.folders);
        let mut part = String::new();
        for name in folder.split('/').filter(|it| !it.is_empty()) {
            part = if part.is_empty() { name.to_owned() } else { format!("{part}/{name}") };
            if known.contains(&part) {
                continue;
            }
            let place = self.place(&part);
            match self.with(async |it| it.files.symlink_metadata(place.as_str()).await) {
                Ok(found) if found.file_type().is_symlink() => {
                    bail!("`{place}` is a link, and could lead out of the folder")
                }
                Ok(found) if !found.file_type().is_dir() => bail!("`{place}` is there, and is no folder"),
                Ok(_) => {}
                Err(error) if is_absent(&error) => self
                    .with(async |it| it.files.create_dir(place.as_str()).await)
                    .map_err(|it| self.told(&it))?,
                Err(error) => return Err(self.told(&error)),
            }
            known.insert(part.clone());
        }
        Ok(())
    }

    fn ensure_root(&self) -> Result<()> {
        if matches!(self.root.as_str(), "" | "~" | "." | "/") {
            return Ok(());
        }
        match self.with(async |it| it.files.metadata(self.root.as_str()).await) {
            Ok(found) if found.file_type().is_dir() => Ok(()),
            Ok(_) => bail!("`{}` on the server is no folder", self.root),
            Err(error) if is_absent(&error) => {
                self.with(async |it| it.files.create_dir(self.root.as_str()).await).map_err(|_| {
                    anyhow!(
                        "there is no folder `{}` on the server, and it cannot be made\n\
                         see what your host calls the folder of the web site: often `public_html`, `htdocs` or `www`",
                        self.root
                    )
                })
            }
            Err(error) => Err(self.told(&error)),
        }
    }

    fn write(&self, path: &str, blob: &Blob) -> Result<()> {
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.ensure(folder)?;
        }
        let place = self.place(path);
        let half = format!("{place}{HALF}");
        let done = self.with(async |link| {
            link.send(&half, blob).await?;
            link.rename(&half, &place).await
        });
        done.map_err(|error| {
            let _ = self.with(async |it| it.files.remove_file(half.as_str()).await);
            self.told(&error)
        })
    }

    fn remove(&self, place: &str) -> Result<()> {
        match self.with(async |it| it.files.remove_file(place).await) {
            Err(error) if !is_absent(&error) => Err(self.told(&error)),
            _ => Ok(()),
        }
    }

    /// Takes the lock for as long as `deed` runs.
    fn locked<T>(&self, deed: impl Fn() -> Result<T>) -> Result<T> {
        let lock = self.place(LOCK);
        let flags = OpenFlags::CREATE | OpenFlags::EXCLUDE | OpenFlags::WRITE;
        let take = || {
            self.with(async |it| {
                let file = it.files.open_with_flags(lock.as_str(), flags).await?;
                file.close().await.map_err(Error::from)
            })
        };
        let is_there = || self.with(async |it| it.files.try_exists(lock.as_str()).await).unwrap_or(false);
        let mut waited = Duration::ZERO;
        while let Err(error) = take() {
            if !is_there() {
                // It is not another run that is in the way; or it has just let go.
                take().map_err(|_| self.told(&error))?;
                break;
            }
            if waited >= LOCKED {
                self.remove(&lock)?;
            }
            let pause = Duration::from_millis(250);
            std::thread::sleep(pause);
            waited += pause;
        }
        let done = deed();
        self.remove(&lock)?;
        done
    }

    /// What the server said, with how to mend it.
    fn told(&self, error: &Error) -> anyhow::Error {
        let Login { user, host, .. } = &self.login;
        let (reason, help) = match error {
            Error::Status(it) if it.status_code == StatusCode::PermissionDenied => (
                "it denies the permission".to_owned(),
                "see that the folder is the right one, and that it and what is in it belong to you",
            ),
            Error::Status(_) | Error::IO(_) if self.is_full() => (
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

    fn is_full(&self) -> bool {
        let root = if self.root.is_empty() { "." } else { &self.root };
        let room = self.with(async |it| it.files.fs_info(root).await);
        room.ok().flatten().is_some_and(|it| it.blocks_avail == 0 || it.inodes_avail == 0)
    }
}

impl Remote for Space {
    fn shown(&self) -> String {
        let Login { user, host, port, .. } = &self.login;
        let port = if *port == 22 { String::new() } else { format!(", port {port}") };
        format!("the folder `{}` of {user}@{host}{port}", self.root)
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        let place = self.place(MANIFEST);
        match self.with(async |it| it.files.read(place.as_str()).await) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(self.told(&error)),
        }
    }

    fn taken(&self, paths: &[&str]) -> Result<Vec<String>> {
        let folders: BTreeSet<&str> =
            paths.iter().map(|it| it.rsplit_once('/').map_or("", |it| it.0)).collect();
        let mut there: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for folder in folders {
            let place = self.place(folder);
            let place = if place.is_empty() { "." } else { place.trim_end_matches('/') };
            match self.with(async |it| it.files.read_dir(if place.is_empty() { "/" } else { place }).await) {
                Ok(found) => drop(there.insert(folder, found.map(|it| it.file_name()).collect())),
                Err(error) if is_absent(&error) => {}
                // A file, or a folder that may not be read: writing there will tell.
                Err(Error::Status(_)) => {}
                Err(error) => return Err(self.told(&error)),
            }
        }
        Ok(among(paths, |path| {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            there.get(folder).is_some_and(|it| it.contains(name))
        }))
    }

    fn note(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        self.ensure_root()?;
        self.locked(|| {
            if self.manifest()?.as_deref() != before {
                bail!(OVERTAKEN);
            }
            match manifest {
                Some(bytes) => self.write(MANIFEST, &Blob::from(bytes.to_vec())),
                None => self.remove(&self.place(MANIFEST)),
            }
        })
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.write(path, blob)
    }

    fn delete(&self, path: &str) -> Result<()> {
        let place = self.place(path);
        self.remove(&format!("{place}{HALF}"))?;
        self.remove(&place)?;
        // Folders that are empty now were there for this file; one that holds anything else is not removed.
        let mut above = path.rsplit_once('/');
        while let Some((folder, _)) = above {
            let place = self.place(folder);
            if self.with(async |it| it.files.remove_dir(place.as_str()).await).is_err() {
                break;
            }
            held(&self.folders).remove(folder);
            above = folder.rsplit_once('/');
        }
        Ok(())
    }

    fn width(&self) -> usize {
        WIDTH
    }
}

impl Link {
    /// Speaks SFTP over a connection that has been let in.
    async fn over(ssh: Handle<Gate>) -> Result<Self> {
        let refused = |it: &dyn std::fmt::Display| {
            anyhow!(
                "the server lets you in and speaks no SFTP: {it}\nask your host whether SFTP is switched on"
            )
        };
        let config = Config { request_timeout_secs: ANSWER, ..Config::default() };
        let open = async || {
            let channel = ssh.channel_open_session().await?;
            channel.request_subsystem(true, "sftp").await?;
            Ok::<_, russh::Error>(channel.into_stream())
        };
        let stream = open().await.map_err(|it| refused(&it))?;
        let files = SftpSession::new_with_config(stream, config.clone()).await.map_err(|it| refused(&it))?;
        let renames = match open().await {
            Ok(stream) => {
                let raw = RawSftpSession::new_with_config(stream, config);
                let told = raw.init().await;
                told.is_ok_and(|it| it.extensions.contains_key(POSIX_RENAME)).then_some(raw)
            }
            // Some servers take one channel only.
            Err(_) => None,
        };
        Ok(Self { ssh, files, renames })
    }

    async fn send(&self, place: &str, blob: &Blob) -> Result<(), Error> {
        const PART: usize = 256 << 10;
        let mut file = self.files.create(place).await?;
        let mut source = blob.open()?;
        let mut part = vec![0; PART];
        loop {
            let read = source.read(&mut part)?;
            if read == 0 {
                break;
            }
            file.write_all(&part[..read]).await?;
        }
        file.close().await.map_err(as_told)
    }

    /// Renames a file over another: in one step where the server knows how.
    async fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        let Some(renames) = &self.renames else {
            match self.files.remove_file(to).await {
                Err(error) if !is_absent(&error) => return Err(error),
                _ => return self.files.rename(from, to).await,
            }
        };
        let mut words = Vec::new();
        for name in [from, to] {
            words.extend(u32::try_from(name.len()).unwrap_or(u32::MAX).to_be_bytes());
            words.extend(name.as_bytes());
        }
        match renames.extended(POSIX_RENAME, words).await? {
            Packet::Status(it) if it.status_code == StatusCode::Ok => Ok(()),
            Packet::Status(it) => Err(Error::Status(it)),
            _ => Err(Error::UnexpectedPacket),
        }
    }
}

/// The error that a file's end gave, as the one that it came from.
fn as_told(error: std::io::Error) -> Error {
    let inner = error.get_ref().and_then(|it| it.downcast_ref::<Error>()).cloned();
    inner.unwrap_or_else(|| Error::from(error))
}

fn is_absent(error: &Error) -> bool {
    matches!(error, Error::Status(it) if it.status_code == StatusCode::NoSuchFile)
}

/// Whether a session has opened too many files. The library takes the name of an open file for text, and some servers
/// number them in bytes: from the 128th on these are no text, and the server does not know them again.
fn is_worn(error: &Error) -> bool {
    let words = match error {
        Error::Status(it) => &it.error_message,
        Error::IO(words) => words,
        _ => return false,
    };
    words.to_ascii_lowercase().contains("file handle")
}

/// A server, by its name and port.
#[derive(Clone, Copy)]
struct At<'a> {
    host: &'a str,
    port: u16,
}

/// Lets in a server that is known, and keeps the key of any other.
struct Gate {
    host: String,
    port: u16,
    shown: Arc<Mutex<Option<PublicKey>>>,
}

impl client::Handler for Gate {
    type Error = russh::Error;

    async fn check_server_key(&mut self, key: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        let PublicKeyOrCertificate::PublicKey { key, .. } = key else { return Ok(false) };
        *held(&self.shown) = Some(key.clone());
        for file in known_files() {
            if known_hosts::check_known_hosts_path(&self.host, self.port, key, file)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Where keys of servers are kept: the author's own file first.
fn known_files() -> Vec<PathBuf> {
    let own = env::home_dir().map(|it| it.join(".ssh/known_hosts"));
    own.into_iter().chain([PathBuf::from("/etc/ssh/ssh_known_hosts")]).collect()
}

impl At<'_> {
    /// Connects, without saying who asks. A server that is not known is let in when the author says so.
    async fn reach(self, author: Option<&dyn Author>) -> Result<Handle<Gate>> {
        let Self { host, port } = self;
        let shown = Arc::default();
        let gate = Gate { host: host.to_owned(), port, shown: Arc::clone(&shown) };
        let error =
            match tokio::time::timeout(PATIENCE, client::connect(self.config(), (host, port), gate)).await {
                Ok(Ok(ssh)) => return Ok(ssh),
                Ok(Err(error)) => error,
                Err(_) => bail!(
                    "the server `{host}` does not answer on port {port}\nsee `host` and `port` of the target"
                ),
            };
        let key = held(&shown).clone();
        let mark = |it: &PublicKey| it.fingerprint(HashAlg::Sha256).to_string();
        match (error, key) {
            (
                russh::Error::KeyChanged { line }
                | russh::Error::Keys(russh::keys::Error::KeyChanged { line }),
                key,
            ) => {
                let now = key.map(|it| mark(&it)).unwrap_or_default();
                bail!(
                    "`{host}` shows another key than it used to ({now}): somebody may be reading along\n\
                     ask your host; if it has a new key, delete line {line} of ~/.ssh/known_hosts"
                )
            }
            (russh::Error::UnknownKey, Some(key)) => {
                let now = mark(&key);
                let Some(author) = author else { bail!("the server `{host}` is not known any more") };
                let question = format!(
                    "the server `{host}` is not known yet. Its key is\n  {now}\n\
                     compare it with the one that your host publishes. Is it the same?"
                );
                let agrees = author.agrees(&question).map_err(|_| {
                    anyhow!(
                        "the server `{host}` is not known, and its key is {now}\n\
                         connect once with `sftp` or `ssh`, and compare the key with the one that your host publishes"
                    )
                })?;
                if !agrees {
                    bail!("the server `{host}` was not trusted");
                }
                let file =
                    known_files().into_iter().next().context("there is no home folder to keep its key in")?;
                known_hosts::learn_known_hosts_path(host, port, &key, &file)
                    .with_context(|| format!("cannot write `{}`", file.display()))?;
                Box::pin(self.reach(None)).await
            }
            (error, _) => bail!(
                "cannot reach the server `{host}` on port {port}: {error}\nsee `host` and `port` of the target"
            ),
        }
    }

    fn config(self) -> Arc<client::Config> {
        let mut config = client::Config {
            keepalive_interval: Some(Duration::from_secs(15)),
            nodelay: true,
            ..client::Config::default()
        };
        // A server has several keys: it is asked for one of the kind that is known.
        let known: Vec<Algorithm> = known_files()
            .into_iter()
            .filter_map(|it| known_hosts::known_host_keys_path(self.host, self.port, it).ok())
            .flatten()
            .map(|it| it.1.algorithm())
            .collect();
        let is_known = |it: &Algorithm| match it {
            Algorithm::Rsa { .. } => known.iter().any(|it| matches!(it, Algorithm::Rsa { .. })),
            other => known.contains(other),
        };
        let mut keys = config.preferred.key.to_vec();
        keys.sort_by_key(|it| !is_known(it));
        config.preferred.key = keys.into();
        Arc::new(config)
    }

    /// Connects and proves who asks, by what there is: the key that the target names, or a password in the environment,
    /// or else an agent, the usual keys, and a password that the author is asked for.
    async fn prove(
        self,
        user: &str,
        key: Option<PathBuf>,
        author: &dyn Author,
    ) -> Result<(Handle<Gate>, Proof)> {
        let mut ssh = self.reach(Some(author)).await?;
        let mut tried = Vec::new();
        let mut proofs: Vec<(String, Proof)> = Vec::new();
        let password = env::var(PASSWORD).ok().filter(|it| !it.is_empty());
        match (&key, password) {
            (Some(file), _) => {
                let found = read_key(file, author)?;
                proofs.push((format!("the key `{}`", file.display()), Proof::Key(Arc::new(found))));
            }
            (None, Some(password)) => {
                proofs.push((format!("the password in {PASSWORD}"), Proof::Password(password)));
            }
            (None, None) => proofs.extend(usual_proofs(author).await),
        }
        for (name, proof) in proofs {
            if proof.is_taken(&mut ssh, user).await? {
                return Ok((ssh, proof));
            }
            tried.push(name);
            if ssh.is_closed() {
                // It has had enough of keys that it does not know.
                ssh = self.reach(None).await?;
            }
        }
        let is_open = key.is_none() && !tried.iter().any(|it| it.contains(PASSWORD));
        let question = format!("password of {user}@{}", self.host);
        if is_open && let Some(password) = author.secret(&question)? {
            let proof = Proof::Password(password);
            if proof.is_taken(&mut ssh, user).await? {
                return Ok((ssh, proof));
            }
            tried.push("the password".to_owned());
        }
        let tried =
            if tried.is_empty() { "there was nothing to prove it by".to_owned() } else { tried.join(", ") };
        bail!(
            "the server `{}` does not let `{user}` in (tried: {tried})\n\
             see `user` of the target; put your key into ~/.ssh, or name it as `key`, or set {PASSWORD}",
            self.host
        )
    }
}

impl Login {
    /// Connects once more, as before.
    async fn again(&self) -> Result<Link> {
        let mut ssh = At { host: &self.host, port: self.port }.reach(None).await?;
        if !self.proof.is_taken(&mut ssh, &self.user).await? {
            bail!("the server `{}` does not let you in any more", self.host);
        }
        Link::over(ssh).await
    }
}

impl Proof {
    async fn is_taken(&self, ssh: &mut Handle<Gate>, user: &str) -> Result<bool> {
        let taken = match self {
            Self::Key(key) => {
                let hash = rsa_hash(ssh, &key.algorithm()).await;
                ssh.authenticate_publickey(user, PrivateKeyWithHashAlg::new(Arc::clone(key), hash)).await
            }
            Self::Agent(key) => {
                let Ok(mut agent) = AgentClient::connect_env().await else { return Ok(false) };
                let hash = rsa_hash(ssh, &key.algorithm()).await;
                let taken =
                    ssh.authenticate_publickey_with(user, PublicKey::clone(key), hash, &mut agent).await;
                // An agent may decline to use a key: the next is tried.
                return Ok(taken.is_ok_and(|it| it.success()));
            }
            Self::Password(password) => match ssh.authenticate_password(user, password.as_str()).await {
                // Many servers ask for a password only by way of a conversation.
                Ok(AuthResult::Failure { remaining_methods, .. })
                    if remaining_methods.contains(&MethodKind::KeyboardInteractive) =>
                {
                    return Ok(answers(ssh, user, password).await.unwrap_or(false));
                }
                taken => taken,
            },
        };
        match taken {
            Ok(taken) => Ok(taken.success()),
            // It hangs up after too many.
            Err(_) if ssh.is_closed() => Ok(false),
            Err(error) => Err(anyhow!("the server broke off: {error}\nrun it again")),
        }
    }
}

/// Gives a password to whatever the server asks for, a few times.
async fn answers(ssh: &mut Handle<Gate>, user: &str, password: &str) -> Result<bool, russh::Error> {
    let mut asked = ssh.authenticate_keyboard_interactive_start(user, None).await?;
    for _ in 0..3 {
        match asked {
            KeyboardInteractiveAuthResponse::Success => return Ok(true),
            KeyboardInteractiveAuthResponse::Failure { .. } => return Ok(false),
            KeyboardInteractiveAuthResponse::InfoRequest { prompts, .. } => {
                let answers = prompts.iter().map(|_| password.to_owned()).collect();
                asked = ssh.authenticate_keyboard_interactive_respond(answers).await?;
            }
        }
    }
    Ok(matches!(asked, KeyboardInteractiveAuthResponse::Success))
}

async fn rsa_hash(ssh: &Handle<Gate>, algorithm: &Algorithm) -> Option<HashAlg> {
    if !matches!(algorithm, Algorithm::Rsa { .. }) {
        return None;
    }
    ssh.best_supported_rsa_hash().await.ok().flatten().flatten().or(Some(HashAlg::Sha256))
}

/// What an agent holds, and the keys that lie where they usually do.
async fn usual_proofs(author: &dyn Author) -> Vec<(String, Proof)> {
    let mut proofs = Vec::new();
    if let Ok(mut agent) = AgentClient::connect_env().await {
        let held = agent.request_identities().await.unwrap_or_default();
        for held in held {
            if let AgentIdentity::PublicKey { key, .. } = held {
                proofs.push(("a key of the agent".to_owned(), Proof::Agent(Arc::new(key))));
            }
        }
    }
    let Some(home) = env::home_dir() else { return proofs };
    for name in USUAL_KEYS {
        let file = home.join(".ssh").join(name);
        if file.is_file()
            && let Ok(key) = read_key(&file, author)
        {
            proofs.push((format!("the key `{}`", file.display()), Proof::Key(Arc::new(key))));
        }
    }
    proofs
}

/// Reads a private key; the author is asked for its passphrase where it has one.
fn read_key(file: &Path, author: &dyn Author) -> Result<PrivateKey> {
    let shown = file.display();
    match russh::keys::load_secret_key(file, None) {
        Ok(key) => Ok(key),
        Err(russh::keys::Error::KeyIsEncrypted) => {
            let phrase = author.secret(&format!("passphrase of the key `{shown}`"))?;
            let phrase = phrase.with_context(|| {
                format!("the key `{shown}` has a passphrase, and nobody is there to ask\ngive it to an agent: `ssh-add {shown}`")
            })?;
            russh::keys::load_secret_key(file, Some(&phrase))
                .map_err(|_| anyhow!("this is not the passphrase of the key `{shown}`"))
        }
        Err(russh::keys::Error::IO(error)) => {
            Err(anyhow!(error).context(format!("cannot read the key `{shown}`")))
        }
        Err(_) => bail!("`{shown}` is no private key of OpenSSH\nname the file without `.pub` at its end"),
    }
}
