//! Asks the installed `git` about the repository that a folder is in. Git that gives no answer is an error: it is never
//! taken for "no".
#![expect(clippy::disallowed_methods, reason = "I/O boundary: it reads where a repository is, and its lock")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use std::{env, fs, io};

use anyhow::{Context, Result, bail};

/// Variables that point git to another repository than that of the folder it runs in. Git sets them for its hooks.
const REPOSITORY_VARIABLES: [&str; 9] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
];

/// Prepares a git command that runs in `folder`, asks nothing, and answers in English.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for name in REPOSITORY_VARIABLES {
        command.env_remove(name);
    }
    // A repository from elsewhere may name a program to run as its file system monitor.
    command.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false"]);
    // A prompt of git would be hidden behind the progress bar and block forever. Messages are matched in English.
    command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    // A repository is found beyond the border of a file system too, as in a container.
    command.env("GIT_DISCOVERY_ACROSS_FILESYSTEM", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A git that has held its lock for longer is waiting for something, or was killed.
const MAX_CHECKOUT: Duration = Duration::from_secs(10);

/// Error context of a git that cannot be started.
pub const NOT_STARTED: &str = "cannot start `git`. Is it installed?";

/// Reads a setting of git as it is seen from a folder, whether that is in a repository or not; `None` if it is not set.
///
/// # Errors
/// If git cannot be asked.
pub fn setting(folder: &Path, name: &str) -> Result<Option<String>> {
    ask_config(folder, &["config", "--get", name])
}

/// Runs `git config`, whose exit status 1 means that nothing is set.
fn ask_config(folder: &Path, arguments: &[&str]) -> Result<Option<String>> {
    let output = command(folder).args(arguments).output().context(NOT_STARTED)?;
    if output.status.code() == Some(1) {
        return Ok(None);
    }
    answer(output).map(Some)
}

/// The trimmed output of git, or an error with all that it says.
fn answer(output: Output) -> Result<String> {
    if !output.status.success() {
        bail!(reason_lines(&output.stderr).join(" "));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The lines of a message of git, without blank ones and without passwords in addresses.
pub fn reason_lines(stderr: &[u8]) -> Vec<String> {
    let text = redact_credentials(&String::from_utf8_lossy(stderr));
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.map(|line| line.trim_start_matches('\t').to_owned()).collect();
    if lines.is_empty() { vec!["git gave no reason".to_owned()] } else { lines }
}

/// Removes the user and password from every URL in a text: `https://me:secret@host/` becomes `https://host/`.
pub fn redact_credentials(text: &str) -> String {
    let mut parts = text.split("://");
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // A password may hold any character, `/` too.
        let address =
            part.split(|c: char| c.is_whitespace() || matches!(c, '\'' | '"')).next().unwrap_or_default();
        let rest = address.rfind('@').map_or(part, |at| &part[at + 1..]);
        result.push_str("://");
        result.push_str(rest);
    }
    result
}

/// The repository that a folder is in. Git has answered for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    folder: PathBuf,
}

impl Repository {
    /// Opens the repository that a folder is in; `None` if it is in none.
    ///
    /// # Errors
    /// If there is one and git does not answer: it is not installed, or refuses because the repository belongs to
    /// another user.
    pub fn discover(folder: &Path) -> Result<Option<Self>> {
        if find_repository(folder).is_none() {
            return Ok(None);
        }
        let repository = Self { folder: folder.to_owned() };
        // Other commands would act as if there were no repository if git refuses to use it.
        repository.ask(&["rev-parse", "--git-dir"])?;
        Ok(Some(repository))
    }

    fn ask(&self, arguments: &[&str]) -> Result<String> {
        answer(command(&self.folder).args(arguments).output().context(NOT_STARTED)?)
    }

    /// Whether a file is tracked, or would be added by `git add`.
    ///
    /// # Errors
    /// If git does not answer.
    pub fn tracks(&self, path: &str) -> Result<bool> {
        let is_listed = |arguments: &[&str]| {
            self.ask(&[arguments, &["--", path]].concat()).map(|listed| !listed.is_empty())
        };
        Ok(is_listed(&["ls-files", "--cached"])?
            || is_listed(&["ls-files", "--others", "--exclude-standard"])?)
    }

    /// The address of a remote; `None` if there is no remote of this name.
    ///
    /// # Errors
    /// If git does not answer.
    pub fn remote_address(&self, name: &str) -> Result<Option<String>> {
        if !self.ask(&["remote"])?.lines().any(|remote| remote == name) {
            return Ok(None);
        }
        self.ask(&["remote", "get-url", "--", name]).map(Some)
    }

    /// The repository's own settings whose names match a regular expression, as names and values.
    ///
    /// # Errors
    /// If git does not answer.
    pub fn own_settings(&self, pattern: &str) -> Result<Vec<(String, String)>> {
        let arguments = ["config", "--local", "--null", "--get-regexp", pattern];
        let output = ask_config(&self.folder, &arguments)?.unwrap_or_default();
        let pairs = output.split('\0').filter_map(|entry| entry.split_once('\n'));
        Ok(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}

/// Whether git is changing the files of the repository that a folder is in, as its lock shows. A `git checkout` removes a
/// file before it writes the other version, and may be interrupted there.
pub fn is_changing_files(folder: &Path) -> bool {
    let Some(git) = find_repository(folder) else { return false };
    // In a linked worktree, `.git` is a file that names the folder.
    let named = fs::read_to_string(&git)
        .ok()
        .and_then(|text| Some(PathBuf::from(text.strip_prefix("gitdir:")?.trim())));
    let git = named.map_or_else(|| git.clone(), |named| git.with_file_name("").join(named));
    // A commit waits with its lock for a hook, and a git that was killed has left it behind.
    let is_of_hook = env::var_os("GIT_INDEX_FILE").is_some();
    let is_new = |meta: fs::Metadata| meta.modified().ok()?.elapsed().ok().map(|age| age < MAX_CHECKOUT);
    !is_of_hook && fs::metadata(git.join("index.lock")).ok().and_then(is_new).unwrap_or(false)
}

/// The `.git` of the repository that a folder is in.
fn find_repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|ancestor| ancestor.join(".git")).find(|git| is_repository(git))
}

/// Whether `.git` is that of a repository: a file that names another folder, or a folder with a `HEAD`. One that cannot
/// be looked at counts as one, so that git is asked.
fn is_repository(path: &Path) -> bool {
    let is_missing = |path: &Path| {
        path.symlink_metadata().is_err_and(|error| {
            matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
        })
    };
    !is_missing(path) && (path.is_file() || !is_missing(&path.join("HEAD")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_holds_no_password() {
        let stderr = "fatal: unable to access 'https://me:zqsecret@host.example/a.git/': 403";
        assert_eq!(redact_credentials(stderr), "fatal: unable to access 'https://host.example/a.git/': 403");
        assert_eq!(redact_credentials("git@host.example:a.git"), "git@host.example:a.git");
        assert_eq!(
            redact_credentials("https://a.example\nhttps://me:zq@b.example"),
            "https://a.example\nhttps://b.example"
        );
    }

    #[test]
    fn every_line_of_a_reason_is_kept() {
        assert_eq!(reason_lines(b"fatal: no\n\n\ttry x   \nend\n"), ["fatal: no", "try x", "end"]);
        assert_eq!(reason_lines(b"\n"), ["git gave no reason"]);
    }

    #[test]
    fn the_lock_of_git_is_found_in_the_folder_and_in_a_linked_worktree() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("written");
        };
        let (inner, linked) = (folder.path().join("site/content"), folder.path().join("linked"));
        write("site/content/portfolio.yaml", "");
        assert!(!is_changing_files(&inner));
        write("site/.git/HEAD", "");
        assert!(!is_changing_files(&inner));
        write("site/.git/index.lock", "");
        assert!(is_changing_files(&inner));
        write("linked/.git", "gitdir: ../site/.git/worktrees/linked\n");
        assert!(!is_changing_files(&linked));
        write("site/.git/worktrees/linked/index.lock", "");
        assert!(is_changing_files(&linked));
    }
}
