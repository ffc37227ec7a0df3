//! A folder of a server, by the installed program `rsync` over `ssh`, with the settings and keys that both have.
//!
//! `rsync` writes every file under another name and renames it. It knows no lock: the manifest is compared before it is
//! replaced and read again after.
#![expect(
    clippy::disallowed_methods,
    reason = "this is a door: files that are to be sent are gathered in a folder of their own"
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

use super::manifest::MANIFEST;
use super::{OVERTAKEN, PAUSES, Remote, among, held};
use crate::portfolio::model::Server;
use crate::tree::Blob;

/// Runs `rsync`, and ends it when this program ends, in whatever way: the end of its input tells.
const GUARDED: &str = r#"exec 3<&0
rsync "$@" 3<&- </dev/null & work=$!
{ cat <&3; kill "$work"; } >/dev/null 2>&1 & guard=$!
wait "$work"; status=$?
kill "$guard" 2>/dev/null
exit "$status""#;
/// Some files, or the folder, were not there (rsync(1), "EXIT VALUES").
const ABSENT: [i32; 3] = [3, 12, 23];
/// What tells that the connection broke, and not that the server refuses.
const BROKEN: [&str; 4] = ["Connection reset", "Connection closed", "Broken pipe", "timed out"];

/// What rsync is run for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// To see what is there: what is not there is an answer.
    Ask,
    /// To change what is there.
    Act,
}

/// A folder of a server.
#[derive(Debug)]
pub(super) struct Rsync {
    /// `user@host`.
    who: String,
    folder: String,
    /// How to connect, as `rsync -e` takes it.
    shell: String,
    /// Files of a stage, until they are sent.
    stage: TempDir,
    changes: Mutex<Changes>,
}

/// What is to be done when a stage ends.
#[derive(Debug, Default)]
struct Changes {
    puts: BTreeSet<String>,
    deletes: BTreeSet<String>,
}

impl Rsync {
    /// Nothing is asked of the server yet. `portfolio` is the folder that the key's file is meant from.
    pub(super) fn new(server: &Server, portfolio: &Path) -> Result<Self> {
        let Server { by: _, host, port, user, path, key } = server;
        // Where nobody can answer, ssh would wait for ever behind a bar of progress.
        let mut shell = format!("ssh -o BatchMode=yes -o ConnectTimeout=20 -p {port}");
        if let Some(key) = key {
            let file = super::under_home(key, portfolio);
            if !file.is_file() {
                bail!("there is no key `{}`", file.display());
            }
            shell = format!(
                "{shell} -o IdentitiesOnly=yes -i '{}'",
                file.display().to_string().replace('\'', "''")
            );
        }
        // An address of the Internet Protocol, version 6.
        let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        let who = user.as_ref().map_or(host.clone(), |it| format!("{it}@{host}"));
        let folder = path.strip_prefix("~/").unwrap_or(path);
        let folder = if folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") };
        let stage = tempfile::tempdir().context("cannot make a folder for the work of rsync")?;
        Ok(Self { who, folder, shell, stage, changes: Mutex::default() })
    }

    fn there(&self, path: &str) -> String {
        format!("{}:{}{path}", self.who, self.folder)
    }

    /// Runs rsync.
    fn run(&self, deed: Deed, arguments: &[&str]) -> Result<String> {
        let mut pauses = PAUSES.iter();
        loop {
            let mut command = Command::new("sh");
            command.args(["-c", GUARDED, "rsync", "--protect-args", "--rsh", &self.shell]).args(arguments);
            command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().context("cannot start `sh`, which starts `rsync`")?;
            let guard = child.stdin.take();
            let Output { status, stdout, stderr } = child.wait_with_output()?;
            drop(guard);
            let words = String::from_utf8_lossy(&stderr);
            let is_absent = status.code().is_some_and(|it| ABSENT.contains(&it)) && only_absent(&words);
            if status.success() || (deed == Deed::Ask && is_absent) {
                return Ok(String::from_utf8_lossy(&stdout).into_owned());
            }
            let is_broken = !is_absent && BROKEN.iter().any(|it| words.contains(it));
            let Some(pause) = pauses.next().filter(|_| is_broken) else {
                bail!(self.told(&words, status.code()))
            };
            std::thread::sleep(Duration::from_secs(*pause));
        }
    }

    /// What rsync and ssh said, in the author's language.
    fn told(&self, words: &str, status: Option<i32>) -> String {
        let is_own = |it: &&str| !it.starts_with("rsync error:") && !it.trim().is_empty();
        let reason = words.lines().find(is_own).unwrap_or("it said nothing").trim();
        let help = if words.contains("Host key verification failed")
            || words.contains("HOST IDENTIFICATION HAS CHANGED")
        {
            "the server is not known, or not the one that it was: connect once with `ssh`, and compare its key with the one that it publishes"
        } else if words.contains("Permission denied (") {
            "the server does not let you in: `ssh` has to work without a password, by a key or an agent; with a password, `kind: sftp` does it"
        } else if words.contains("No space left") || words.contains("quota") {
            "make room on the server, or ask your host for more"
        } else if words.contains("rsync: not found")
            || words.contains("rsync: command not found")
            || status == Some(127)
        {
            "rsync has to be installed here and on the server; where it is not, `kind: sftp` does it"
        } else if words.contains("mkdir") || words.contains("change_dir") {
            "make the folder on the server, or see what your host calls it: often `public_html`, `htdocs` or `www`"
        } else {
            "see that `rsync` to this server works by itself"
        };
        format!("rsync with `{}`: {reason}\n{help}", self.who)
    }

    fn changes(&self) -> std::sync::MutexGuard<'_, Changes> {
        held(&self.changes)
    }

    /// Copies files from a folder here, or deletes there what is not in that folder.
    fn send<'a>(&self, from: &Path, paths: impl Iterator<Item = &'a str>, options: &[&str]) -> Result<()> {
        let list = list(paths)?;
        let (files, from) =
            (format!("--files-from={}", list.path().display()), format!("{}/", from.display()));
        // Times and lengths do not tell what changed: the manifest does.
        let mut all = vec!["--from0", &files, "--ignore-times", "--chmod=D755,F644"];
        all.extend(options);
        let to = self.there("");
        all.extend([from.as_str(), to.as_str()]);
        self.run(Deed::Act, &all).map(|_| ())
    }

    /// Deletes files, and folders that are empty then, from the deepest. One that holds anything else is not removed.
    fn remove(&self, files: &BTreeSet<String>) -> Result<()> {
        let mut levels: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for path in files {
            for (depth, (at, _)) in path.match_indices('/').enumerate() {
                levels.entry(depth).or_default().insert(&path[..at]);
            }
        }
        let all = std::iter::once(files.iter().map(String::as_str).collect());
        for gone in all.chain(levels.into_values().rev()) {
            // What is asked for and not in this folder is deleted there.
            let folder = tempfile::tempdir().context("cannot make a folder for the work of rsync")?;
            for path in gone.iter().filter_map(|it| it.rsplit_once('/')) {
                fs::create_dir_all(folder.path().join(path.0))?;
            }
            self.send(folder.path(), gone.into_iter(), &["--delete-missing-args"])?;
        }
        Ok(())
    }
}

/// A list of paths, as rsync reads it from a file.
fn list<'a>(mut paths: impl Iterator<Item = &'a str>) -> Result<NamedTempFile> {
    let list = NamedTempFile::new().context("cannot write a list for rsync")?;
    paths.try_for_each(|it| write!(&list, "{it}\0")).context("cannot write a list for rsync")?;
    Ok(list)
}

/// Whether all that rsync missed is files that are not there. It may break off then, which is no error of its own.
fn only_absent(words: &str) -> bool {
    let is_said_of_it = |it: &str| {
        it.contains("No such file or directory")
            || it.starts_with("rsync error:")
            || it.contains("write error: Broken pipe")
            || it.contains("connection unexpectedly closed")
            || it.trim().is_empty()
    };
    words.contains("No such file or directory") && words.lines().all(is_said_of_it)
}

impl Remote for Rsync {
    fn shown(&self) -> String {
        format!("the folder `{}` of {}", self.folder.trim_end_matches('/'), self.who)
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        let folder = tempfile::tempdir().context("cannot make a folder for the work of rsync")?;
        let to = format!("{}/", folder.path().display());
        self.run(Deed::Ask, &["--ignore-times", &self.there(MANIFEST), &to])?;
        match fs::read(folder.path().join(MANIFEST)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn taken(&self, paths: &[&str]) -> Result<Vec<String>> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        // Folders on the way are asked for as well: one may be a link.
        let above = paths.iter().flat_map(|path| path.match_indices('/').map(|it| &path[..it.0]));
        let asked: BTreeSet<&str> = paths.iter().copied().chain(above).collect();
        let list = list(asked.into_iter())?;
        let files = format!("--files-from={}", list.path().display());
        // A list is asked for with a place to copy to, which stays empty.
        let nowhere = tempfile::tempdir().context("cannot make a folder for the work of rsync")?;
        let to = format!("{}/", nowhere.path().display());
        let said = self.run(Deed::Ask, &["--from0", &files, "--list-only", &self.there(""), &to])?;
        let mut there = BTreeSet::new();
        for line in said.lines() {
            // Rights, length, day, time and name.
            let mut words = line.split_whitespace();
            let (Some(rights), Some(_), Some(_), Some(time)) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                continue;
            };
            let Some((_, name)) = line.split_once(time) else { continue };
            let name = name.trim_start();
            if rights.starts_with('l') {
                let name = name.split(" -> ").next().unwrap_or(name);
                if !paths.contains(&name) {
                    bail!(
                        "`{}{name}` on the server is a link, and could lead out of the folder",
                        self.folder
                    );
                }
                there.insert(name.to_owned());
            } else if !rights.starts_with('d') {
                there.insert(name.to_owned());
            }
        }
        Ok(among(paths, |it| there.contains(it)))
    }

    fn note(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        if self.manifest()?.as_deref() != before {
            bail!(OVERTAKEN);
        }
        match manifest {
            Some(bytes) => self.put(MANIFEST, &Blob::from(bytes.to_vec()))?,
            None => self.delete(MANIFEST)?,
        }
        self.flush()?;
        if self.manifest()?.as_deref() == manifest { Ok(()) } else { bail!(OVERTAKEN) }
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        let place = self.stage.path().join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        io::copy(&mut blob.open()?, &mut File::create(&place)?)?;
        self.changes().puts.insert(path.to_owned());
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.changes().deletes.insert(path.to_owned());
        Ok(())
    }

    fn flush(&self) -> Result<()> {
        let Changes { puts, deletes } = std::mem::take(&mut *self.changes());
        if !puts.is_empty() {
            self.send(self.stage.path(), puts.iter().map(String::as_str), &[])?;
        }
        for path in &puts {
            fs::remove_file(self.stage.path().join(path))?;
        }
        if deletes.is_empty() { Ok(()) } else { self.remove(&deletes) }
    }
}
