//! A branch of a Git repository, such as the one that GitHub, GitLab or Codeberg show as a site. The installed `git`
//! does the work, in a repository of its own: the author's work tree and index are never touched, and git's own ways of
//! asking for passwords and keys are used.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use super::Remote;
use super::manifest::MANIFEST;
use crate::tree::Blob;

/// Tells GitHub to show files as they are.
const AS_IT_IS: &str = ".nojekyll";
/// Names the domain of the site.
const DOMAIN: &str = "CNAME";

/// A branch, fetched.
#[derive(Debug)]
pub(super) struct Branch {
    /// A repository of our own, bare, with the branch as `refs/leadfolio/there`.
    repository: TempDir,
    address: String,
    name: String,
    domain: Option<String>,
    /// Who commits: name and e-mail address.
    who: (String, String),
    /// The commit that the branch was at; none when it does not exist yet.
    before: Option<String>,
    /// Lines for `git update-index --index-info`.
    changes: Mutex<BTreeSet<String>>,
}

impl Branch {
    /// Fetches what is there. `remote` is the name of a remote of the portfolio's own repository, or an address.
    pub(super) fn fetch(portfolio: &Path, remote: &str, name: &str, domain: Option<&str>) -> Result<Self> {
        let address = address(portfolio, remote)?;
        let repository = tempfile::tempdir().context("cannot make a folder for the work of git")?;
        let mut branch = Self {
            repository,
            address,
            name: name.to_owned(),
            domain: domain.map(str::to_owned),
            who: (setting(portfolio, "user.name"), setting(portfolio, "user.email")),
            before: None,
            changes: Mutex::default(),
        };
        branch.git(&["init", "--quiet", "--bare"])?;
        let wanted = format!("refs/heads/{name}");
        branch
            .git(&["check-ref-format", &wanted])
            .map_err(|_| anyhow!("`{name}` cannot be the name of a branch"))?;
        let listed = branch.git(&["ls-remote", "--", &branch.address, &wanted])?;
        if !listed.is_empty() {
            let there = format!("+{wanted}:refs/leadfolio/there");
            branch.git(&["fetch", "--quiet", "--no-tags", "--depth=1", "--", &branch.address, &there])?;
            branch.before = Some(branch.git(&["rev-parse", "refs/leadfolio/there"])?);
            branch.git(&["read-tree", "refs/leadfolio/there"])?;
        }
        Ok(branch)
    }

    /// Runs git in our repository and gives what it says.
    fn git(&self, arguments: &[&str]) -> Result<String> {
        self.git_with(arguments, &mut std::io::empty())
    }

    fn git_with(&self, arguments: &[&str], input: &mut dyn std::io::Read) -> Result<String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.repository.path()).args(arguments);
        // The author's hooks and filters are for the author's own repository.
        command
            .env("GIT_DIR", self.repository.path())
            .env_remove("GIT_INDEX_FILE")
            .env_remove("GIT_WORK_TREE");
        let (name, email) = &self.who;
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), name).env(format!("GIT_{role}_EMAIL"), email);
        }
        let Output { status, stdout, stderr } = run(command, input)?;
        if !status.success() {
            bail!(told(arguments[0], &String::from_utf8_lossy(&stderr), &self.address));
        }
        Ok(String::from_utf8_lossy(&stdout).trim().to_owned())
    }

    /// The id of some bytes, kept in the repository.
    fn keep(&self, bytes: &mut dyn std::io::Read) -> Result<String> {
        self.git_with(&["hash-object", "-w", "--stdin", "--no-filters"], bytes)
    }

    fn change(&self, line: String) {
        self.changes.lock().expect("no thread panics with it").insert(line);
    }

    fn there(&self, path: &str) -> Result<Option<String>> {
        let Some(before) = &self.before else { return Ok(None) };
        let listed = self.git(&["ls-tree", "-r", "--full-tree", before, "--", path])?;
        Ok(listed.split_whitespace().nth(2).map(str::to_owned))
    }
}

impl Remote for Branch {
    fn shown(&self) -> String {
        format!("the branch `{}` of `{}`", self.name, self.address)
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        let Some(id) = self.there(MANIFEST)? else { return Ok(None) };
        Ok(Some(self.git(&["cat-file", "blob", &id])?.into_bytes()))
    }

    fn taken(&self, paths: &[&str]) -> Result<Vec<String>> {
        let Some(before) = &self.before else { return Ok(Vec::new()) };
        let listed =
            self.git(&["-c", "core.quotePath=off", "ls-tree", "-r", "--full-tree", "--name-only", before])?;
        let there: BTreeSet<&str> = listed.lines().collect();
        Ok(paths.iter().filter(|it| there.contains(**it)).map(|it| (*it).to_owned()).collect())
    }

    fn note(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        match manifest {
            Some(bytes) => {
                let id = self.keep(&mut &*bytes)?;
                self.change(format!("100644 {id}\t{MANIFEST}"));
                let mut own = vec![(AS_IT_IS, String::new())];
                own.extend(self.domain.iter().map(|it| (DOMAIN, format!("{it}\n"))));
                for (path, text) in own {
                    if path == DOMAIN || self.there(path)?.is_none() {
                        let id = self.keep(&mut text.as_bytes())?;
                        self.change(format!("100644 {id}\t{path}"));
                    }
                }
            }
            None => self.change(format!("0 {}\t{MANIFEST}", "0".repeat(40))),
        }
        let changes = self.changes.lock().expect("no thread panics with it");
        let lines = changes.iter().fold(String::new(), |all, it| all + it + "\0");
        self.git_with(&["update-index", "-z", "--index-info"], &mut lines.as_bytes())?;
        let tree = self.git(&["write-tree"])?;
        let mut commit = vec!["commit-tree", &tree, "-m", "Put the site here with leadfolio"];
        commit.extend(self.before.iter().flat_map(|it| ["-p", it.as_str()]));
        let commit = self.git(&commit)?;
        // Nothing is forced: a branch that has moved meanwhile belongs to somebody else.
        let target = format!("{commit}:refs/heads/{}", self.name);
        self.git(&["push", "--quiet", "--", &self.address, &target]).map(|_| ())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        let id = match blob {
            Blob::Disk(source) => self.keep(&mut fs::File::open(&source.path)?)?,
            blob => self.keep(&mut &*blob.read()?)?,
        };
        self.change(format!("100644 {id}\t{path}"));
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.change(format!("0 {}\t{path}", "0".repeat(40)));
        Ok(())
    }

    fn is_whole(&self) -> bool {
        true
    }
}

/// A setting of git, as it is in the portfolio's repository; "leadfolio" when there is none.
fn setting(portfolio: &Path, name: &str) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(portfolio).args(["config", "--get", name]);
    let told = run(git, &mut std::io::empty()).ok().filter(|it| it.status.success());
    let value = told.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned());
    value.filter(|it| !it.is_empty()).unwrap_or_else(|| "leadfolio".to_owned())
}

/// The address of a remote by its name in the portfolio's repository; anything else is an address itself.
fn address(portfolio: &Path, remote: &str) -> Result<String> {
    if remote.contains(['/', ':', '\\']) {
        // A path is meant from the folder of the portfolio.
        let path = portfolio.join(remote);
        let is_path = !remote.contains("://") && path.exists();
        return Ok(if is_path { path.display().to_string() } else { remote.to_owned() });
    }
    let mut git = Command::new("git");
    git.arg("-C").arg(portfolio).args(["remote", "get-url", "--", remote]);
    let told = run(git, &mut std::io::empty())?;
    if !told.status.success() {
        bail!(
            "the portfolio's folder has no Git remote `{}`\n\
             name the address of the repository instead, such as `remote: \"git@github.com:me/me.github.io.git\"`",
            remote.escape_debug()
        );
    }
    Ok(String::from_utf8_lossy(&told.stdout).trim().to_owned())
}

fn run(mut command: Command, input: &mut dyn std::io::Read) -> Result<Output> {
    // A question of git's would wait for ever behind a bar of progress.
    command
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // The language of its messages is ours to read.
    command.env("LC_ALL", "C");
    let mut child = command.spawn().context("cannot start `git`: is it installed?")?;
    let mut stdin = child.stdin.take().expect("it was asked for");
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output()?;
    // It may have ended without reading all, which its status tells.
    let _ = writer.join();
    Ok(output)
}

/// What git said, in the author's language, and nothing that an address may hold besides the place.
fn told(deed: &str, words: &str, address: &str) -> String {
    let reason = words.lines().rev().find(|it| !it.trim().is_empty()).unwrap_or("it said nothing");
    let help = if words.contains("non-fast-forward")
        || words.contains("fetch first")
        || words.contains("stale info")
    {
        "somebody else put something there meanwhile: run again"
    } else if words.contains("Host key verification failed") {
        "the host is not known: connect once with `ssh`, and compare its key with the one that it publishes"
    } else if ["Authentication", "Permission denied", "could not read Username", "terminal prompts disabled"]
        .iter()
        .any(|it| words.contains(it))
    {
        "git has no leave to write there: see that `git push` works by itself, with a key or a keeper of passwords"
    } else if words.contains("protected branch") || words.contains("pre-receive hook declined") {
        "the repository refuses the branch: see its rules"
    } else {
        "see that `git push` to this repository works by itself"
    };
    let reason = hidden(reason);
    format!("git could not {deed} at `{}`: {reason}\n{help}", hidden(address))
}

/// Words without what stands between `//` and `@` of an address.
fn hidden(words: &str) -> String {
    let mut parts = words.split("://");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let host = part.split(['/', ' ']).next().unwrap_or_default();
        let rest = host.rsplit_once('@').map_or(part, |it| &part[it.0.len() + 1..]);
        out = format!("{out}://{rest}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{hidden, told};

    #[test]
    fn what_git_says_holds_no_password() {
        let words = "fatal: unable to access 'https://me:zqsecret@host.example/a.git/': 403";
        assert_eq!(hidden(words), "fatal: unable to access 'https://host.example/a.git/': 403");
        let all = told("push", words, "https://zqsecret@host.example/a.git");
        assert!(!all.contains("zqsecret"), "{all}");
        assert_eq!(hidden("git@host.example:a.git"), "git@host.example:a.git");
    }
}
