//! Target `rsync`: a folder on a server, through the installed `rsync` over `ssh`, with the user's SSH configuration
//! and keys.
//!
//! `rsync` writes each file under a temporary name and renames it. It cannot lock: the manifest is compared before it
//! is replaced and read back afterwards.
#![expect(
    clippy::disallowed_methods,
    reason = "I/O boundary: files that are to be sent are gathered in a folder of their own"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::{NamedTempFile, TempDir};

use super::ssh_server::{self, SshServer};
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::helpers::{RETRY_DELAYS, expand_home, lock, retain_existing};
use crate::deploy::host::{CiNeeds, Host, HostSpec, Question};
use crate::deploy::manifest::{Digest, MANIFEST};
use crate::deploy::remote::{CONFLICT, CompareBy, Prompt, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::vfs::Blob;

/// The kind `rsync`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Rsync,
    menu_text: "a server, using rsync",
    default_name: "rsync",
    fields: ssh_server::FIELDS,
    questions: &[
        ssh_server::ASK_HOST,
        Question { optional: true, ..ssh_server::ASK_USER },
        ssh_server::ASK_PATH,
    ],
    ci: Some(CiNeeds {
        commands: &[
            ssh_server::MAKE_SSH_FOLDER,
            ssh_server::ADD_KNOWN_HOSTS,
            "printf '%s\\n' \"$SSH_KEY\" > ~/.ssh/id_ed25519",
            "chmod 600 ~/.ssh/id_ed25519",
        ],
        packages: &["rsync", "openssh-client"],
        ..CiNeeds::secrets(&["SSH_KEY", "KNOWN_HOSTS"])
    }),
    default_headers: HeaderFile::None,
    publishes_late: false,
    resolve,
};

/// A server with rsync.
#[derive(Debug)]
struct RsyncHost(SshServer);

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    Some(Box::new(RsyncHost(SshServer::resolve(raw, false, fields)?)))
}

impl Host for RsyncHost {
    fn open(&self, root: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        Ok(Box::new(RsyncFolder::new(&self.0, root)?))
    }
}

/// Shell script that runs `rsync` and kills it when its standard input is closed, which happens however this process
/// ends.
const GUARD_SCRIPT: &str = r#"exec 3<&0
rsync "$@" 3<&- </dev/null & work=$!
{ cat <&3; kill "$work"; } >/dev/null 2>&1 & guard=$!
wait "$work"; status=$?
kill "$guard" 2>/dev/null
exit "$status""#;
/// Exit codes of rsync when files or the folder do not exist (rsync(1), "EXIT VALUES").
const NOT_FOUND_CODES: [i32; 3] = [3, 12, 23];
/// Phrases of ssh's messages when the connection was lost, as opposed to refused.
const CONNECTION_ERRORS: [&str; 4] = ["Connection reset", "Connection closed", "Broken pipe", "timed out"];

/// Whether a command reads or changes the remote folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Read: a missing file is not an error.
    Read,
    /// Change: a missing file is an error.
    Write,
}

/// A folder on a server.
#[derive(Debug)]
struct RsyncFolder {
    /// `user@host`, or only the host if no user is configured.
    login: String,
    /// The remote folder with a trailing slash; relative to the user's home folder unless absolute.
    folder: String,
    /// The ssh command line, as for `rsync -e`.
    remote_shell: String,
    /// Local copies of the files that the next flush sends.
    staging: TempDir,
    pending: Mutex<PendingChanges>,
}

/// Changes that the next flush applies, by path.
#[derive(Debug, Default)]
struct PendingChanges {
    uploads: BTreeSet<String>,
    deletes: BTreeSet<String>,
}

impl RsyncFolder {
    /// Does not connect yet. `portfolio` is the folder that a relative key path starts from.
    fn new(server: &SshServer, portfolio: &Path) -> Result<Self> {
        let SshServer { host, port, user, path, key } = server;
        // Without `BatchMode`, ssh would block forever on a prompt hidden behind the progress bar.
        let mut shell = format!("ssh -o BatchMode=yes -o ConnectTimeout=20 -p {port}");
        if let Some(key) = key {
            let file = expand_home(key, portfolio);
            if !file.is_file() {
                bail!("there is no key `{}`", file.display());
            }
            shell = format!(
                "{shell} -o IdentitiesOnly=yes -i '{}'",
                file.display().to_string().replace('\'', "''")
            );
        }
        // An IPv6 address.
        let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        let who = user.as_ref().map_or(host.clone(), |user| format!("{user}@{host}"));
        let folder = path.strip_prefix("~/").unwrap_or(path);
        let folder = if folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") };
        let stage = tempfile::tempdir().context("cannot create a temporary folder for rsync")?;
        Ok(Self { login: who, folder, remote_shell: shell, staging: stage, pending: Mutex::default() })
    }

    /// Remote path as an rsync argument: `user@host:folder/path`.
    fn remote_path(&self, path: &str) -> String {
        format!("{}:{}{path}", self.login, self.folder)
    }

    /// Runs rsync and returns its standard output; retries if the connection is lost.
    fn run(&self, access: Access, arguments: &[&str]) -> Result<String> {
        let mut delays = RETRY_DELAYS.iter();
        loop {
            let mut command = Command::new("sh");
            command
                .args([
                    "-c",
                    GUARD_SCRIPT,
                    "rsync",
                    "--protect-args",
                    "--8-bit-output",
                    "--rsh",
                    &self.remote_shell,
                ])
                .args(arguments);
            command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().context("cannot start `sh`, which starts `rsync`")?;
            // Kept open until rsync has exited: closing it would end rsync.
            let guard = child.stdin.take();
            let Output { status, stdout, stderr } = child.wait_with_output()?;
            drop(guard);
            let stderr = String::from_utf8_lossy(&stderr);
            let is_absent = status.code().is_some_and(|code| NOT_FOUND_CODES.contains(&code))
                && is_only_missing_files(&stderr);
            if status.success() || (access == Access::Read && is_absent) {
                return Ok(String::from_utf8_lossy(&stdout).into_owned());
            }
            // Where the connection ends first, what the server said of its error is lost.
            let is_silent = status.code().is_some() && reasons(&stderr).is_empty();
            let is_broken =
                !is_absent && (is_silent || CONNECTION_ERRORS.iter().any(|phrase| stderr.contains(phrase)));
            let Some(delay) = delays.next().filter(|_| is_broken) else {
                bail!(self.error_message(&stderr, status.code()))
            };
            std::thread::sleep(Duration::from_secs(*delay));
        }
    }

    /// Builds an error message from the output of rsync and ssh, with a hint.
    fn error_message(&self, stderr: &str, status: Option<i32>) -> String {
        let reasons = reasons(stderr);
        // A server may greet everybody before it says what is wrong.
        let (first, whole) = match reasons[..] {
            [] => ("no message", String::new()),
            [only] => (only, String::new()),
            [first, ..] => (first, format!("\nthe whole message:\n  {}", reasons.join("\n  "))),
        };
        let help = if stderr.contains("Host key verification failed")
            || stderr.contains("HOST IDENTIFICATION HAS CHANGED")
        {
            "this computer does not know the server, or its key has changed: connect once with `ssh`, and compare its key with the one your host publishes"
        } else if stderr.contains("Permission denied (") {
            "the server did not let you in: `ssh` must work without a password, with a key or an agent; if you need a password, use `kind: sftp`"
        } else if stderr.contains("No space left") || stderr.contains("quota") {
            "free up space on the server, or ask your host for more"
        } else if stderr.contains("rsync: not found")
            || stderr.contains("rsync: command not found")
            || status == Some(127)
        {
            "rsync must be installed here and on the server; if it is not, use `kind: sftp`"
        } else if stderr.contains("is your shell clean") {
            "a program on the server prints text where rsync is expected: remove the line that prints it from `.bashrc` or `.profile` there"
        } else if stderr.contains("mkdir") || stderr.contains("change_dir") {
            "create the folder on the server, or find out what your host calls it: often `public_html`, `htdocs` or `www`"
        } else {
            "check that `rsync` to this server works"
        };
        format!("rsync with `{}`: {first}\n{help}{whole}", self.login)
    }

    fn lock_pending(&self) -> std::sync::MutexGuard<'_, PendingChanges> {
        lock(&self.pending)
    }

    /// Sizes of those of `paths` that exist; `None` for a link.
    fn list(&self, paths: &[&str]) -> Result<BTreeMap<String, Option<u64>>> {
        if paths.is_empty() {
            return Ok(BTreeMap::new());
        }
        // Parent folders are listed too, to detect symlinks.
        let parents = paths.iter().flat_map(|path| path.match_indices('/').map(|(slash, _)| &path[..slash]));
        let listed: BTreeSet<&str> = paths.iter().copied().chain(parents).collect();
        let list = write_path_list(listed.into_iter())?;
        let files = format!("--files-from={}", list.path().display());
        // `--list-only` copies nothing, but rsync still requires a destination.
        let empty_folder = tempfile::tempdir().context("cannot create a temporary folder for rsync")?;
        let to = format!("{}/", empty_folder.path().display());
        let output =
            self.run(Access::Read, &["--from0", &files, "--list-only", &self.remote_path(""), &to])?;
        let mut sizes = BTreeMap::new();
        for entry in output.lines().filter_map(parse_entry) {
            let Entry { name, size, kind } = entry;
            match kind {
                'l' if !paths.contains(&name) => {
                    bail!("`{}{name}` on the server is a link and could lead outside the folder", self.folder)
                }
                'l' => sizes.insert(name.to_owned(), None),
                'd' => None,
                _ => sizes.insert(name.to_owned(), size),
            };
        }
        Ok(sizes)
    }

    /// Returns those of `paths` whose content on the server differs from that of the site, by checksum.
    fn compare_content(&self, paths: &[&str], read_file: &ReadFile<'_>) -> Result<BTreeSet<String>> {
        if paths.is_empty() {
            return Ok(BTreeSet::new());
        }
        let local = tempfile::tempdir().context("cannot create a temporary folder for rsync")?;
        for path in paths {
            write_blob(&local.path().join(path), &read_file(path)?)?;
        }
        let list = write_path_list(paths.iter().copied())?;
        let files = format!("--files-from={}", list.path().display());
        let (from, to) = (format!("{}/", local.path().display()), self.remote_path(""));
        let options = ["--from0", &files, "--checksum", "--dry-run", "--out-format=%n"];
        let output = self.run(Access::Write, &[&options[..], &[&from, &to]].concat())?;
        let paths: BTreeSet<&str> = paths.iter().copied().collect();
        Ok(output.lines().filter(|name| paths.contains(name)).map(str::to_owned).collect())
    }

    /// Transfers the files `paths` from a local folder to the remote one. With `--delete-missing-args`, paths that do
    /// not exist locally are deleted remotely.
    fn transfer<'a>(
        &self,
        from: &Path,
        paths: impl Iterator<Item = &'a str>,
        options: &[&str],
    ) -> Result<()> {
        let list = write_path_list(paths)?;
        let (files, from) =
            (format!("--files-from={}", list.path().display()), format!("{}/", from.display()));
        // By default rsync skips files of equal size and time; the manifest already says which ones have changed.
        let mut arguments = vec!["--from0", &files, "--ignore-times", "--chmod=D755,F644"];
        arguments.extend(options);
        let to = self.remote_path("");
        arguments.extend([from.as_str(), to.as_str()]);
        self.run(Access::Write, &arguments).map(|_| ())
    }

    /// Deletes files and then the folders that are empty as a result, deepest first. Other folders are not removed.
    fn remove_files(&self, files: &BTreeSet<String>) -> Result<()> {
        let mut levels: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for path in files {
            for (depth, (slash, _)) in path.match_indices('/').enumerate() {
                levels.entry(depth).or_default().insert(&path[..slash]);
            }
        }
        let all_files = std::iter::once(files.iter().map(String::as_str).collect());
        for batch in all_files.chain(levels.into_values().rev()) {
            // Contains only the parent folders, so that every path of the batch is missing and is deleted remotely.
            let folder = tempfile::tempdir().context("cannot create a temporary folder for rsync")?;
            for (parent, _) in batch.iter().filter_map(|path| path.rsplit_once('/')) {
                fs::create_dir_all(folder.path().join(parent))?;
            }
            self.transfer(folder.path(), batch.into_iter(), &["--delete-missing-args"])?;
        }
        Ok(())
    }
}

/// A line of rsync's listing.
struct Entry<'a> {
    name: &'a str,
    size: Option<u64>,
    /// As `ls` says it: `d` for a folder, `l` for a link, `-` for a file.
    kind: char,
}

/// Parses a line of rsync's listing. Columns: mode, size, date, time, name. A name may contain spaces.
fn parse_entry(line: &str) -> Option<Entry<'_>> {
    let mut columns = line.split_whitespace();
    let (mode, size, _, time) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    let (_, name) = line.split_once(time)?;
    let (name, kind) = (name.trim_start(), mode.chars().next()?);
    let name = if kind == 'l' { name.split(" -> ").next().unwrap_or(name) } else { name };
    // Digits are grouped by commas.
    let size: String = size.chars().filter(char::is_ascii_digit).collect();
    Some(Entry { name, size: size.parse().ok(), kind })
}

/// What rsync or ssh says is wrong, by line; lines with "rsync error:" only repeat the exit code.
fn reasons(stderr: &str) -> Vec<&str> {
    let is_reason = |line: &&str| !line.starts_with("rsync error:") && !line.is_empty();
    stderr.lines().map(str::trim).filter(is_reason).collect()
}

/// Writes a local file for rsync to read.
fn write_blob(path: &Path, blob: &Blob) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    io::copy(&mut blob.open()?, &mut File::create(path)?)?;
    Ok(())
}

/// Writes a NUL-separated list of paths for `rsync --files-from`.
fn write_path_list<'a>(mut paths: impl Iterator<Item = &'a str>) -> Result<NamedTempFile> {
    let list = NamedTempFile::new().context("cannot write a list for rsync")?;
    paths.try_for_each(|path| write!(&list, "{path}\0")).context("cannot write a list for rsync")?;
    Ok(list)
}

/// Whether rsync's only problem is that files do not exist. The connection errors that may follow are a consequence.
fn is_only_missing_files(stderr: &str) -> bool {
    let is_about_missing_file = |line: &str| {
        line.contains("No such file or directory")
            || line.starts_with("rsync error:")
            || line.contains("write error: Broken pipe")
            || line.contains("connection unexpectedly closed")
            || line.trim().is_empty()
    };
    stderr.contains("No such file or directory") && stderr.lines().all(is_about_missing_file)
}

impl Remote for RsyncFolder {
    fn describe(&self) -> String {
        format!("the folder `{}` of {}", self.folder.trim_end_matches('/'), self.login)
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let folder = tempfile::tempdir().context("cannot create a temporary folder for rsync")?;
        let to = format!("{}/", folder.path().display());
        self.run(Access::Read, &["--ignore-times", &self.remote_path(MANIFEST), &to])?;
        match fs::read(folder.path().join(MANIFEST)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        let existing = self.list(paths)?;
        Ok(retain_existing(paths, |path| existing.contains_key(path)))
    }

    fn list_paths(&self, _: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        let output =
            self.run(Access::Read, &["--recursive", "--links", "--list-only", &self.remote_path("")])?;
        let entries = output.lines().filter_map(parse_entry).filter(|entry| entry.kind != 'd');
        Ok(Some(entries.map(|entry| entry.name.to_owned()).collect()))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        by: CompareBy,
        read_file: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        let paths: Vec<&str> = files.keys().map(String::as_str).collect();
        let sizes = self.list(&paths)?;
        let (alike, mut altered): (Vec<&str>, Vec<&str>) =
            paths.iter().partition(|path| sizes.get(**path) == Some(&Some(files[**path].bytes)));
        let differing = match by {
            CompareBy::Size => BTreeSet::new(),
            CompareBy::Content => self.compare_content(&alike, read_file)?,
        };
        altered.extend(differing.iter().map(String::as_str));
        Ok(RemoteDiff::new(by, altered.into_iter().map(str::to_owned).collect()))
    }

    fn find_edited(&self, files: &BTreeMap<String, Digest>, _: CompareBy) -> Result<Vec<String>> {
        // rsync compares contents with files, and not with records.
        let sizes = self.list(&files.keys().map(String::as_str).collect::<Vec<_>>())?;
        let is_edited = |(path, digest): &(&String, &Digest)| {
            sizes.get(*path).is_some_and(|size| *size != Some(digest.bytes))
        };
        Ok(files.iter().filter(is_edited).map(|(path, _)| path.clone()).collect())
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        if self.read_manifest()?.as_deref() != before {
            bail!(CONFLICT);
        }
        match manifest {
            Some(bytes) => self.put(MANIFEST, &Blob::from(bytes.to_vec()))?,
            None => self.delete(MANIFEST)?,
        }
        self.flush()?;
        // Without a lock, another run may have written between the comparison and now.
        if self.read_manifest()?.as_deref() == manifest { Ok(()) } else { bail!(CONFLICT) }
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        write_blob(&self.staging.path().join(path), blob)?;
        self.lock_pending().uploads.insert(path.to_owned());
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.lock_pending().deletes.insert(path.to_owned());
        Ok(())
    }

    fn flush(&self) -> Result<()> {
        let PendingChanges { uploads: puts, deletes } = std::mem::take(&mut *self.lock_pending());
        if !puts.is_empty() {
            self.transfer(self.staging.path(), puts.iter().map(String::as_str), &[])?;
        }
        for path in &puts {
            fs::remove_file(self.staging.path().join(path))?;
        }
        if deletes.is_empty() { Ok(()) } else { self.remove_files(&deletes) }
    }
}
