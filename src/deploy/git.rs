//! A branch of a Git repository, such as the one that GitHub, GitLab or Codeberg show as a site. The installed `git`
//! does the work, in a repository of its own: the author's work tree and index are never touched, and git's own ways of
//! asking for passwords and keys are used.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard};

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use super::manifest::MANIFEST;
use super::{Remote, Showing, among, held};
use crate::tree::Blob;

/// Tells GitHub to show files as they are.
pub(super) const AS_IT_IS: &str = ".nojekyll";
/// Names the domain of the site.
const DOMAIN: &str = "CNAME";
/// What a commit says.
pub(super) const SUBJECT: &str = "Put the site here with leadfolio";
/// Where the new commit is, until it is pushed.
const NEW: &str = "refs/leadfolio/new";

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
    /// Settings of the portfolio's own repository by which it is let in.
    settings: Vec<(String, String)>,
    work: Mutex<Work>,
}

/// What the next commit is made of.
#[derive(Debug, Default)]
struct Work {
    /// The program that takes the files in (`git fast-import`), once there is one.
    import: Option<(Child, BufWriter<ChildStdin>)>,
    /// The number of every file there.
    marks: BTreeMap<String, usize>,
    deletes: BTreeSet<String>,
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
            settings: settings(portfolio),
            work: Mutex::default(),
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
        }
        Ok(branch)
    }

    /// A call of git in our repository.
    fn call(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.repository.path()).args(arguments);
        // The author's hooks and filters are for the author's own repository.
        command
            .env("GIT_DIR", self.repository.path())
            .env_remove("GIT_INDEX_FILE")
            .env_remove("GIT_WORK_TREE")
            .env("GIT_CONFIG_COUNT", self.settings.len().to_string());
        for (at, (name, value)) in self.settings.iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{at}"), name).env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        // A question of git's would wait for ever behind a bar of progress; the language of its messages is ours to read.
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs git in our repository and gives what it says.
    fn git(&self, arguments: &[&str]) -> Result<String> {
        self.ended(arguments[0], started(&mut self.call(arguments))?)
    }

    fn ended(&self, deed: &str, child: Child) -> Result<String> {
        let Output { status, stdout, stderr } = child.wait_with_output()?;
        if !status.success() {
            bail!(told(deed, &String::from_utf8_lossy(&stderr), &self.address));
        }
        Ok(String::from_utf8_lossy(&stdout).trim().to_owned())
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        held(&self.work)
    }

    /// The way into the program that takes files in.
    fn import<'a>(&self, work: &'a mut Work) -> Result<&'a mut BufWriter<ChildStdin>> {
        if work.import.is_none() {
            let mut call = self.call(&["fast-import", "--quiet", "--done", "--date-format=now"]);
            let mut child = started(call.stdin(Stdio::piped()))?;
            let stdin = child.stdin.take().context("git takes no files")?;
            work.import = Some((child, BufWriter::new(stdin)));
        }
        Ok(&mut work.import.as_mut().context("git takes no files")?.1)
    }

    /// Hands a file of so many bytes in.
    fn add(&self, path: &str, length: u64, bytes: &mut dyn Read) -> Result<()> {
        let mut work = self.work();
        let mark = work.marks.len() + 1;
        let into = self.import(&mut work)?;
        write!(into, "blob\nmark :{mark}\ndata {length}\n")?;
        if io::copy(&mut bytes.take(length), into)? != length {
            bail!("`{path}` changed while it was read: run again");
        }
        writeln!(into)?;
        work.marks.insert(path.to_owned(), mark);
        Ok(())
    }

    /// Makes the commit.
    fn commit(&self) -> Result<()> {
        let mut work = self.work();
        let mut words = format!("commit {NEW}\n");
        let (name, email) = &self.who;
        words += &format!("committer {name} <{email}> now\ndata {}\n{SUBJECT}\n", SUBJECT.len());
        if let Some(before) = &self.before {
            words += &format!("from {before}\n");
        }
        for path in &work.deletes {
            words += &format!("D {}\n", quoted(path));
        }
        for (path, mark) in &work.marks {
            words += &format!("M 100644 :{mark} {}\n", quoted(path));
        }
        words += "done\n";
        self.import(&mut work)?.write_all(words.as_bytes())?;
        let (child, mut into) = work.import.take().context("git takes no files")?;
        // When it has ended early, what it said tells more than a broken pipe.
        let _ = into.flush();
        drop(into);
        self.ended("commit", child).map(|_| ())
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
        Ok(among(paths, |it| there.contains(it)))
    }

    fn note(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        match manifest {
            Some(bytes) => {
                self.add(MANIFEST, bytes.len() as u64, &mut &*bytes)?;
                for (path, text) in for_the_host(self.domain.as_deref(), self.there(AS_IT_IS)?.is_some()) {
                    self.add(path, text.len() as u64, &mut text.as_bytes())?;
                }
            }
            None => self.delete(MANIFEST)?,
        }
        self.commit()?;
        // Nothing is forced: a branch that has moved meanwhile belongs to somebody else.
        let target = format!("{NEW}:refs/heads/{}", self.name);
        self.git(&["push", "--quiet", "--", &self.address, &target]).map(|_| ())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.add(path, blob.len(), &mut blob.open()?)
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.work().deletes.insert(path.to_owned());
        Ok(())
    }

    fn showing(&self) -> Showing {
        Showing::Together
    }
}

/// What a host of branches reads beside the site: its path, and its text.
pub(super) fn for_the_host(domain: Option<&str>, is_as_it_is: bool) -> Vec<(&'static str, String)> {
    let as_it_is = (!is_as_it_is).then(|| (AS_IT_IS, String::new()));
    as_it_is.into_iter().chain(domain.map(|it| (DOMAIN, format!("{it}\n")))).collect()
}

/// A path as `git fast-import` reads it.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', r"\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// What git says in the portfolio's folder; none when it says nothing.
fn asked(portfolio: &Path, arguments: &[&str]) -> Option<String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(portfolio).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    let told = git.output().ok().filter(|it| it.status.success())?;
    let value = String::from_utf8_lossy(&told.stdout).trim().to_owned();
    Some(value).filter(|it| !it.is_empty())
}

/// A setting of git, as it is in the portfolio's repository; "leadfolio" when there is none.
fn setting(portfolio: &Path, name: &str) -> String {
    let value = asked(portfolio, &["config", "--get", name]).unwrap_or_default();
    let value: String = value.chars().filter(|it| !matches!(it, '<' | '>' | '\n')).collect();
    if value.is_empty() { "leadfolio".to_owned() } else { value }
}

/// Settings of the portfolio's repository by which it is let in, such as those that CI services write there.
fn settings(portfolio: &Path) -> Vec<(String, String)> {
    let ways = r"^(credential|http|url)\.|^core\.sshcommand$";
    let told = asked(portfolio, &["config", "--local", "--null", "--get-regexp", ways]).unwrap_or_default();
    let pairs = told.split('\0').filter_map(|it| it.split_once('\n'));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The address of a remote by its name in the portfolio's repository; anything else is an address itself.
fn address(portfolio: &Path, remote: &str) -> Result<String> {
    if remote.contains(['/', ':', '\\']) {
        // A path is meant from the folder of the portfolio.
        let path = portfolio.join(remote);
        let is_path = !remote.contains("://") && path.exists();
        return Ok(if is_path { path.display().to_string() } else { remote.to_owned() });
    }
    asked(portfolio, &["remote", "get-url", "--", remote]).with_context(|| {
        format!(
            "the portfolio's folder has no Git remote `{}`\n\
             name the address of the repository instead, such as `remote: \"git@github.com:me/me.github.io.git\"`",
            remote.escape_debug()
        )
    })
}

fn started(call: &mut Command) -> Result<Child> {
    call.spawn().context("cannot start `git`: is it installed?")
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
