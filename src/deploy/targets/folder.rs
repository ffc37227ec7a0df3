//! Target `folder`: a folder on this machine, or a mounted network drive.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use anyhow::{Context, Result, anyhow, bail};

use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::helpers::{expand_home, find_altered, lock};
use crate::deploy::host::{Host, HostSpec, Question};
use crate::deploy::manifest::{Digest, MANIFEST};
use crate::deploy::remote::{CONFLICT, CompareBy, Prompt, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::deploy::temp_files::{TempNames, clear_temp_files};
use crate::platform::{EntryKind, OpenFolder, is_link_error};
use crate::vfs::{Blob, parent_folders, resolve_path};

/// The kind `folder`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Folder,
    menu_text: "a folder or a network drive",
    default_name: "folder",
    fields: &["path"],
    questions: &[Question::required("path", "Which folder, relative to the portfolio's folder?", "../site")],
    ci: None,
    default_headers: HeaderFile::None,
    publishes_late: false,
    resolve,
};

/// A local folder, by its path from the portfolio's root.
#[derive(Debug)]
struct FolderHost {
    path: String,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    let path = fields.require_path(raw.path, "../site")?;
    Some(Box::new(FolderHost { path }))
}

impl Host for FolderHost {
    fn is_local(&self) -> bool {
        true
    }

    fn open(&self, root: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let folder = LocalFolder::new(&expand_home(&self.path, root), root)?;
        folder.ensure_possible().context("nothing was changed")?;
        Ok(Box::new(folder))
    }
}

/// A local folder.
#[derive(Debug)]
struct LocalFolder {
    root: PathBuf,
    /// The folder, open from its first use on: everything is read and written through it.
    handle: OnceLock<OpenFolder>,
    /// Whether the folder is locked for this run.
    is_locked: Mutex<bool>,
    /// Names of temporary files, as soon as a run has begun.
    temp_names: OnceLock<TempNames>,
}

impl LocalFolder {
    /// Fails if the folder contains the portfolio or is inside its sources, where a deploy could overwrite them.
    fn new(path: &Path, portfolio: &Path) -> Result<Self> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let root = resolve_path(&path);
        let portfolio = resolve_path(portfolio);
        let sources = ["content", "themes", ".git"].map(|name| portfolio.join(name));
        if portfolio.starts_with(&root) || sources.iter().any(|source| root.starts_with(source)) {
            bail!(
                "`{}` contains the portfolio or is part of it\nname a folder that is only for the site, such as `../site`",
                path.display()
            );
        }
        Ok(Self { root, handle: OnceLock::new(), is_locked: Mutex::default(), temp_names: OnceLock::new() })
    }

    /// The open folder.
    fn handle(&self) -> io::Result<&OpenFolder> {
        if let Some(handle) = self.handle.get() {
            return Ok(handle);
        }
        let opened = OpenFolder::open(&self.root)?;
        Ok(self.handle.get_or_init(|| opened))
    }

    /// Opens the folders that a file is in, one in the other. Fails if one of them is a symlink, which could lead out of the
    /// root.
    fn open_parents(&self, path: &str, missing: MissingFolders) -> io::Result<Parents<'_>> {
        let mut parents = Parents { root: self.handle()?, below: Vec::new() };
        for folder_path in parent_folders(path) {
            let name = file_name(folder_path);
            let folder = match missing {
                MissingFolders::Fail => parents.last().subfolder(name),
                MissingFolders::Create => parents.last().create_subfolder(name),
            };
            let folder = folder.map_err(|error| match is_link_error(&error) {
                true => io::Error::other(LinkInPath(self.root.join(folder_path))),
                false => error,
            })?;
            parents.below.push(folder);
        }
        Ok(parents)
    }

    /// Fails if the folder neither exists nor can be created.
    fn ensure_possible(&self) -> Result<()> {
        if self.root.is_dir() {
            return Ok(());
        }
        if self.root.exists() {
            bail!(
                "`{}` is a file, and the site needs a folder\nname a folder as `path` of the target",
                self.root.display()
            );
        }
        // A missing parent usually means an unmounted drive; creating it would deploy to the wrong disk.
        let parent = self.root.parent().unwrap_or(&self.root);
        if !parent.is_dir() {
            bail!(
                "there is no folder `{}`: is the drive connected?\nif the name is right, create that folder first",
                parent.display()
            );
        }
        Ok(())
    }

    /// Locks the folder for this run, creating it first if only its parent exists.
    fn acquire_lock(&self) -> Result<()> {
        let mut is_locked = lock(&self.is_locked);
        if *is_locked {
            return Ok(());
        }
        if !self.root.is_dir() {
            self.ensure_possible()?;
            fs::create_dir(&self.root).with_context(|| format!("cannot create `{}`", self.root.display()))?;
        }
        let folder = self.handle().with_context(|| format!("cannot open `{}`", self.root.display()))?;
        match folder.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                bail!("leadfolio is already publishing a site there: wait until it is done")
            }
            // Some network file systems do not support locks; the manifest still detects another run.
            Err(fs::TryLockError::Error(_)) => {}
        }
        *is_locked = true;
        Ok(())
    }

    /// Writes a file, and the folders that it is in.
    fn write(&self, path: &str, content: impl FnOnce(&mut File) -> io::Result<()>) -> Result<()> {
        let names = self.temp_names.get().context("nothing is written before a run begins")?;
        let parents = self.open_parents(path, MissingFolders::Create)?;
        let name = file_name(path);
        self.remove_left_behind(parents.last(), name)?;
        Ok(parents.last().write_file(name, &names.name_of(name), content)?)
    }

    /// Removes what an interrupted run left of a file under its temporary name.
    fn remove_left_behind(&self, folder: &OpenFolder, name: &str) -> io::Result<()> {
        let left = self.temp_names.get().and_then(|names| names.left_behind(name));
        left.map_or(Ok(()), |left| remove_if_there(folder, &left))
    }

    /// Removes the manifests that interrupted runs left under temporary names.
    fn remove_unfinished_manifests(&self) -> io::Result<()> {
        let folder = self.handle()?;
        let entries = folder.list()?;
        let mut unfinished = entries.iter().filter(|(name, _)| TempNames::is_of_any_run(name, MANIFEST));
        unfinished.try_for_each(|(name, _)| remove_if_there(folder, name))
    }
}

impl Remote for LocalFolder {
    fn describe(&self) -> String {
        format!("the folder `{}`", self.root.display())
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let path = self.root.join(MANIFEST);
        let read = || -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            self.handle()?.open_file(MANIFEST)?.read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        match read() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(anyhow!(error).context(format!("cannot read `{}`", path.display()))),
        }
    }

    fn start_run(&self, run: &str, interrupted: Option<&str>) {
        let _ = self.temp_names.set(TempNames::new(run, interrupted));
    }

    fn clear_interrupted(&self) -> Result<()> {
        clear_temp_files(self)
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        let mut existing = Vec::new();
        for path in paths {
            // Does not follow links, so that a broken symlink counts as existing too.
            let kind = self
                .open_parents(path, MissingFolders::Fail)
                .and_then(|parents| parents.last().kind(file_name(path)));
            match kind {
                Ok(_) => existing.push((*path).to_owned()),
                Err(error) if is_absent(&error) => {}
                Err(error) => {
                    let file = self.root.join(path);
                    return Err(anyhow!(error).context(format!("cannot look at `{}`", file.display())));
                }
            }
        }
        Ok(existing)
    }

    fn list_paths(&self, is_relevant: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        let mut paths = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let listed = match folder.as_str() {
                "" => self.handle().and_then(OpenFolder::list),
                _ => self
                    .open_parents(&format!("{folder}/"), MissingFolders::Fail)
                    .and_then(|parents| parents.last().list()),
            };
            let listed =
                listed.with_context(|| format!("cannot list `{}`", self.root.join(&folder).display()))?;
            for (name, kind) in listed {
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                // A link to a folder is not one: what is behind it is not what leadfolio wrote.
                if kind != EntryKind::Folder {
                    paths.push(path);
                } else if is_relevant(&path) {
                    folders.push(path);
                }
            }
        }
        Ok(Some(paths))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        _: CompareBy,
        _: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        let altered = find_altered(files, |path, digest| {
            let read = || -> io::Result<bool> {
                let parents = self.open_parents(path, MissingFolders::Fail)?;
                let (folder, name) = (parents.last(), file_name(path));
                if folder.kind(name)? != EntryKind::File {
                    return Ok(false);
                }
                let file = folder.open_file(name)?;
                Ok(file.metadata()?.len() == digest.bytes && Digest::from_reader(file)? == *digest)
            };
            match read() {
                Err(error) if is_absent(&error) => Ok(false),
                // What is behind a link is not what leadfolio wrote.
                Err(error) if error.get_ref().is_some_and(|cause| cause.is::<LinkInPath>()) => Ok(false),
                read => read.with_context(|| format!("cannot read `{}`", self.root.join(path).display())),
            }
        })?;
        Ok(RemoteDiff::new(CompareBy::Content, altered))
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        self.acquire_lock()?;
        if self.read_manifest()?.as_deref() != before {
            bail!(CONFLICT);
        }
        let path = self.root.join(MANIFEST);
        let written = self.remove_unfinished_manifests().map_err(Into::into).and_then(|()| match manifest {
            Some(bytes) => self.write(MANIFEST, |file| file.write_all(bytes)),
            None => self.handle()?.remove_file(MANIFEST).map_err(Into::into),
        });
        written.with_context(|| format!("cannot write `{}`", path.display()))
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.write(path, |file| io::copy(&mut blob.open()?, file).map(|_| ()))
    }

    fn delete(&self, path: &str) -> Result<()> {
        let parents = match self.open_parents(path, MissingFolders::Fail) {
            Err(error) if is_absent(&error) => return Ok(()),
            parents => parents?,
        };
        self.remove_left_behind(parents.last(), file_name(path))?;
        remove_if_there(parents.last(), file_name(path))?;
        parents.remove_empty(path);
        Ok(())
    }
}

/// A folder below the root that is a link.
#[derive(Debug)]
struct LinkInPath(PathBuf);

impl fmt::Display for LinkInPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}` is a link and could lead outside the folder", self.0.display())
    }
}

impl Error for LinkInPath {}

/// What to do about a folder that does not exist.
#[derive(Clone, Copy)]
enum MissingFolders {
    Create,
    Fail,
}

/// The open folders that a file is in.
struct Parents<'a> {
    root: &'a OpenFolder,
    /// Those below the root, each in the one before it.
    below: Vec<OpenFolder>,
}

impl Parents<'_> {
    /// The folder that the file is in itself.
    fn last(&self) -> &OpenFolder {
        self.below.last().unwrap_or(self.root)
    }

    /// Removes the folders of a deleted file that are empty now; a folder that isn't can't be removed.
    fn remove_empty(mut self, path: &str) {
        let mut path = path;
        while self.below.pop().is_some() {
            path = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if self.last().remove_subfolder(file_name(path)).is_err() {
                break;
            }
        }
    }
}

/// Whether a file does not exist; a file may be where its folder should be.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Deletes a file, or a link itself; not an error if there is none.
fn remove_if_there(folder: &OpenFolder, name: &str) -> io::Result<()> {
    match folder.remove_file(name) {
        Err(error) if !is_absent(&error) => Err(error),
        _ => Ok(()),
    }
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "it checks what is on disk")]

    use std::env::consts::FAMILY;

    use super::*;
    use crate::platform::symlink;

    /// Paths of the files in a folder, with their content.
    fn files(folder: &Path) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = walkdir::WalkDir::new(folder)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    #[test]
    fn a_folder_that_becomes_a_link_while_a_file_in_it_is_written_leads_nowhere() {
        for exchanged in ["site/a", "site/a/b"] {
            let temp = tempfile::tempdir().unwrap();
            let path = |name: &str| temp.path().join(name);
            for folder in ["portfolio", "site", "victim/b"] {
                fs::create_dir_all(path(folder)).unwrap();
            }
            for file in ["victim/page.html", "victim/b/page.html"] {
                fs::write(path(file), "theirs").unwrap();
            }
            let before = files(&path("victim"));
            let folder = LocalFolder::new(&path("site"), &path("portfolio")).unwrap();
            folder.start_run("0123456789abcdef", None);
            let exchange = || {
                fs::rename(path(exchanged), path("moved"))?;
                symlink(path("victim"), path(exchanged))
            };
            let mut is_exchanged = false;
            folder
                .write("a/b/page.html", |file| {
                    is_exchanged = exchange().is_ok();
                    file.write_all(b"ours")
                })
                .unwrap();
            // Windows lets nobody rename an open folder.
            assert_eq!(is_exchanged, FAMILY == "unix");
            if !is_exchanged {
                exchange().unwrap();
            }
            assert_eq!(files(&path("victim")), before, "{exchanged}");
            assert_eq!(files(&path("moved")), [("page.html".to_owned(), "ours".to_owned())], "{exchanged}");

            // From now on the link is there from the beginning.
            for result in [folder.delete("a/b/page.html"), folder.put("a/b/page.html", &Blob::from(vec![1]))]
            {
                assert!(result.unwrap_err().to_string().contains("is a link"), "{exchanged}");
            }
            assert!(folder.existing(&["a/b/page.html"]).is_err());
            assert_eq!(files(&path("victim")), before, "{exchanged}");
        }
    }
}
