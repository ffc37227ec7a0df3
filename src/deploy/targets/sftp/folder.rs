//! The folder on the server, as a remote.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use rayon::prelude::*;
use russh_sftp::client::error::Error;
use russh_sftp::client::fs::Metadata;
use russh_sftp::protocol::{FileType, StatusCode};
use tokio::runtime::Runtime;

use super::super::ssh_server::{DEFAULT_PORT, SshServer};
use super::auth::authenticate;
use super::connection::{Connection, Login, NEW_FILE, handles_exhausted, is_not_found};
use super::server::ServerAddress;
use crate::deploy::helpers::{RETRY_DELAYS, expand_home, find_altered, lock, new_runtime, retain_existing};
use crate::deploy::manifest::{Digest, MANIFEST};
use crate::deploy::remote::{CONFLICT, CompareBy, Prompt, ReadFile, Remote, RemoteDiff};
use crate::deploy::temp_files::{TempNames, clear_temp_files};
use crate::vfs::{Blob, parent_folders};

/// Number of parallel uploads, which mostly wait for the server.
const CONCURRENCY: usize = 8;

/// Lock file that exists while the manifest is compared and replaced, which takes only a moment.
const LOCK_FILE: &str = ".leadfolio-deploy.lock";

/// How long to wait for the lock file. After that it is considered left over from an interrupted run and is removed.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// A folder on a server.
pub(super) struct SftpFolder {
    login: Login,
    runtime: Runtime,
    /// Current connection, shared by all threads; replaced when it is lost.
    connection: Mutex<Arc<Connection>>,
    /// The folder on the server, without a trailing slash; relative to the user's home folder unless absolute.
    root: String,
    /// Folders below the root that are known to exist.
    folders: Mutex<HashSet<String>>,
    /// Names of temporary files, as soon as a run has begun.
    temp_names: OnceLock<TempNames>,
}

impl SftpFolder {
    /// Connects and authenticates. `portfolio` is the folder that a relative key path starts from.
    pub(super) fn connect(server: &SshServer, portfolio: &Path, prompt: &dyn Prompt) -> Result<Self> {
        let runtime = new_runtime()?;
        let user = server.user.clone().context("the target has no `user`")?;
        let address = ServerAddress { host: &server.host, port: server.port };
        let key = server.key.as_deref().map(|key| expand_home(key, portfolio));
        let (ssh, credential) = runtime.block_on(authenticate(address, &user, key, prompt))?;
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
            temp_names: OnceLock::new(),
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
        self.walk_folders(folder, |path| {
            let created = self.with_connection(async |connection| connection.sftp.create_dir(path).await);
            created.map(|()| true).map_err(|error| self.server_error(&error))
        })
        .map(|_| ())
    }

    /// Whether a folder below the root exists. Fails on a symlink, which could lead out of the root.
    fn has_folder(&self, folder: &str) -> Result<bool> {
        self.walk_folders(folder, |_| Ok(false))
    }

    /// Looks at a folder below the root and its parents, from the top. `on_missing` gets the path of one that is missing, and
    /// returns whether it exists now; if not, the walk ends.
    fn walk_folders(&self, folder: &str, on_missing: impl Fn(&str) -> Result<bool>) -> Result<bool> {
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
                    bail!("`{path}` is a link and could lead outside the folder")
                }
                Ok(metadata) if !metadata.file_type().is_dir() => {
                    bail!("`{path}` exists but is not a folder")
                }
                Ok(_) => {}
                Err(error) if is_not_found(&error) => {
                    if !on_missing(&path)? {
                        return Ok(false);
                    }
                }
                Err(error) => return Err(self.server_error(&error)),
            }
            known.insert(ancestor.clone());
        }
        Ok(true)
    }

    /// Creates the root folder if it does not exist; its parent has to exist.
    fn create_root(&self) -> Result<()> {
        if matches!(self.root.as_str(), "" | "~" | "." | "/") {
            return Ok(());
        }
        match self.with_connection(async |connection| connection.sftp.metadata(self.root.as_str()).await) {
            Ok(metadata) if metadata.file_type().is_dir() => Ok(()),
            Ok(_) => bail!("`{}` on the server is not a folder", self.root),
            Err(error) if is_not_found(&error) => {
                let created = self
                    .with_connection(async |connection| connection.sftp.create_dir(self.root.as_str()).await);
                created.map_err(|_| {
                    anyhow!(
                        "there is no folder `{}` on the server, and leadfolio cannot create it\n\
                         find out what your host calls the website's folder: often `public_html`, `htdocs` or `www`",
                        self.root
                    )
                })
            }
            Err(error) => Err(self.server_error(&error)),
        }
    }

    /// Writes to a new temporary file and renames it, so that readers never see a partial file, and nothing is written
    /// through a link.
    fn write_atomic(&self, path: &str, blob: &Blob) -> Result<()> {
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.create_folders(folder)?;
        }
        let path = self.remote_path(path);
        self.remove_left_behind(&path)?;
        let names = self.temp_names.get().context("nothing is written before a run begins")?;
        let temp_path = names.name_of(&path);
        let is_repeated = Cell::new(false);
        let result = self.with_connection(async |connection| {
            // What was written before the connection was lost.
            if is_repeated.replace(true) {
                let _ = connection.sftp.remove_file(temp_path.as_str()).await;
            }
            connection.write_new_file(&temp_path, blob).await?;
            connection.rename(&temp_path, &path).await
        });
        result.map_err(|error| {
            let _ = self
                .with_connection(async |connection| connection.sftp.remove_file(temp_path.as_str()).await);
            self.server_error(&error)
        })
    }

    /// Removes what an interrupted run left of a file under its temporary name.
    fn remove_left_behind(&self, path: &str) -> Result<()> {
        let left = self.temp_names.get().and_then(|names| names.left_behind(path));
        left.map_or(Ok(()), |left| self.remove_file(&left))
    }

    /// Removes the manifests that interrupted runs left under temporary names.
    fn remove_unfinished_manifests(&self) -> Result<()> {
        let listed = self.list(std::iter::once(MANIFEST))?;
        let mut unfinished = listed.keys().filter(|name| TempNames::is_of_any_run(name, MANIFEST));
        unfinished.try_for_each(|name| self.remove_file(&self.remote_path(name)))
    }

    /// Deletes a file on the server; not an error if it does not exist.
    fn remove_file(&self, path: &str) -> Result<()> {
        match self.with_connection(async |connection| connection.sftp.remove_file(path).await) {
            Err(error) if !is_not_found(&error) => Err(self.server_error(&error)),
            _ => Ok(()),
        }
    }

    /// Lists the folders that files are in, at any depth; returns the metadata of everything in them, by path below the
    /// root. Fails if one of these folders is a symlink, which could lead out of the root.
    fn list<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Result<BTreeMap<String, Metadata>> {
        let folders: BTreeSet<&str> = paths.flat_map(|path| parent_folders(path).chain([""])).collect();
        let listed = self.list_folders(&folders)?;
        let is_link =
            |folder: &&&str| listed.get(**folder).is_some_and(|metadata| metadata.file_type().is_symlink());
        match folders.iter().find(is_link) {
            Some(link) => {
                bail!("`{}` is a link and could lead outside the folder", self.remote_path(link))
            }
            None => Ok(listed),
        }
    }

    /// Lists folders; returns the metadata of everything in them, by path below the root.
    fn list_folders(&self, folders: &BTreeSet<&str>) -> Result<BTreeMap<String, Metadata>> {
        let list_folder = |folder: &&str| -> Result<Vec<(String, Metadata)>> {
            let path = self.remote_path(folder);
            let path = if path.is_empty() { "." } else { path.trim_end_matches('/') };
            let path = if path.is_empty() { "/" } else { path };
            let entries = match self.with_connection(async |connection| connection.sftp.read_dir(path).await)
            {
                Ok(entries) => entries,
                // Nobody can tell what is in it.
                // Servers say so of a path that is not a folder, too: reported when a file is written there.
                Err(Error::Status(status)) if status.status_code == StatusCode::NoSuchFile => {
                    return Ok(Vec::new());
                }
                Err(error) => {
                    let error = self.server_error(&error);
                    return Err(error.context(format!("cannot list the folder `{path}`")));
                }
            };
            let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            let name = |name: String| format!("{prefix}{name}");
            Ok(entries.map(|entry| (name(entry.file_name()), entry.metadata())).collect())
        };
        let folders: Vec<&str> = folders.iter().copied().collect();
        let listed: Vec<Vec<(String, Metadata)>> =
            folders.par_iter().map(list_folder).collect::<Result<_>>()?;
        Ok(listed.into_iter().flatten().collect())
    }

    /// Runs an operation while holding the lock file.
    fn with_lock<T>(&self, operation: impl Fn() -> Result<T>) -> Result<T> {
        let lock_file = self.remote_path(LOCK_FILE);
        let acquire = || {
            self.with_connection(async |connection| {
                let file = connection.sftp.open_with_flags(lock_file.as_str(), NEW_FILE).await?;
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
                "it denied permission".to_owned(),
                "check that it is the right folder, and that you own it and everything in it",
            ),
            Error::Status(_) | Error::IO(_) if self.is_disk_full() => (
                "its disk is full, or you have used up your space".to_owned(),
                "free up space there, or ask your host for more",
            ),
            Error::Timeout => ("it does not respond".to_owned(), "run it again"),
            _ => (
                error.to_string(),
                "check with an SFTP program that you can write to the folder and that there is free space",
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
        let port = if *port == DEFAULT_PORT { String::new() } else { format!(", port {port}") };
        format!("the folder `{}` of {user}@{host}{port}", self.root)
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let path = self.remote_path(MANIFEST);
        let read = async |connection: &Connection| {
            let kind = connection.sftp.symlink_metadata(path.as_str()).await?;
            // Not every server says what a file is.
            if kind.permissions.is_some() && kind.file_type() != FileType::File {
                return Ok(None);
            }
            connection.sftp.read(path.as_str()).await.map(Some)
        };
        match self.with_connection(read) {
            // A link could lead anywhere, and a pipe would never end.
            Ok(None) => bail!("cannot read `{path}` on the server: it is not a file"),
            Ok(bytes) => Ok(bytes),
            Err(error) if is_not_found(&error) => Ok(None),
            Err(error) => Err(self.server_error(&error)),
        }
    }

    fn start_run(&self, run: &str, interrupted: Option<&str>) {
        let _ = self.temp_names.set(TempNames::new(run, interrupted));
    }

    fn clear_interrupted(&self) -> Result<()> {
        clear_temp_files(self)
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        let listed = self.list(paths.iter().copied())?;
        Ok(retain_existing(paths, |path| listed.contains_key(path)))
    }

    fn list_paths(&self, is_relevant: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        let mut paths = Vec::new();
        let mut level = vec![String::new()];
        while !level.is_empty() {
            let listed = self.list_folders(&level.iter().map(String::as_str).collect())?;
            level.clear();
            for (path, metadata) in listed {
                // Not every server says what is a folder.
                let may_be_folder = metadata.permissions.is_none() || metadata.file_type().is_dir();
                if may_be_folder && is_relevant(&path) {
                    level.push(path);
                } else if !metadata.file_type().is_dir() {
                    paths.push(path);
                }
            }
        }
        Ok(Some(paths))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        by: CompareBy,
        _: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        let listed = self.list(files.keys().map(String::as_str))?;
        let altered = find_altered(files, |path, digest| {
            // Not every server tells sizes.
            let is_alike = listed.get(path).is_some_and(|metadata| {
                metadata.file_type().is_file() && metadata.size.is_none_or(|size| size == digest.bytes)
            });
            if !is_alike || by == CompareBy::Size {
                return Ok(is_alike);
            }
            let file = self.remote_path(path);
            let found = self.with_connection(async |connection| connection.read_digest(&file).await);
            Ok(found.map_err(|error| self.server_error(&error))? == *digest)
        })?;
        Ok(RemoteDiff::new(by, altered))
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        self.create_root()?;
        self.with_lock(|| {
            if self.read_manifest()?.as_deref() != before {
                bail!(CONFLICT);
            }
            self.remove_unfinished_manifests()?;
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
        if let Some((folder, _)) = path.rsplit_once('/')
            && !self.has_folder(folder)?
        {
            return Ok(());
        }
        let file = self.remote_path(path);
        self.remove_left_behind(&file)?;
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
