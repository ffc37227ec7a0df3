//! Target `git`: a branch of a Git repository that GitHub, GitLab or Codeberg serve as a site. Uses the installed `git`
//! with its credential helpers and SSH keys, in a temporary repository: the portfolio's own work tree and index are
//! never changed.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard};

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use super::pages_branch::{NOJEKYLL_FILE, branch_or_default, compare_blobs, host_files};
use crate::content::checker::non_blank;
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::helpers::{DEPLOY_MESSAGE, expand_home, find_edited_files, lock, retain_existing};
use crate::deploy::host::{CiNeeds, Host, HostSpec, Question};
use crate::deploy::manifest::{Digest, MANIFEST};
use crate::deploy::remote::{CompareBy, Prompt, PublishMode, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::git::{self, Repository};
use crate::vfs::Blob;

/// The kind `git`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Git,
    menu_text: "a branch of a Git repository (GitLab, Codeberg, your own), using git",
    default_name: "git",
    fields: &["remote", "branch", "domain"],
    questions: &[Question::required(
        "remote",
        "Which repository? Write the name of a Git remote, or an address",
        "origin",
    )],
    ci: Some(CiNeeds {
        writes_repository: true,
        pushes_with_git: true,
        ..CiNeeds::secrets(&["GITHUB_TOKEN"])
    }),
    default_headers: HeaderFile::None,
    publishes_late: true,
    resolve,
};

/// A branch of a Git repository, pushed with the `git` command.
#[derive(Debug)]
struct GitHost {
    /// Name of a remote such as `origin`, or the URL of a repository.
    remote: String,
    /// Branch to push to; `gh-pages` by default.
    branch: String,
    /// Custom domain, written to `CNAME`.
    domain: Option<String>,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    let remote = non_blank(raw.remote).unwrap_or_else(|| "origin".to_owned());
    fields.reject_secret(&remote, "remote")?;
    let branch = branch_or_default(raw.branch);
    Some(Box::new(GitHost { remote, branch, domain: non_blank(raw.domain) }))
}

impl Host for GitHost {
    fn open(&self, root: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        Ok(Box::new(GitBranch::fetch(root, &self.remote, &self.branch, self.domain.as_deref())?))
    }
}

/// Ref of the new commit in the temporary repository.
const NEW_COMMIT_REF: &str = "refs/leadfolio/new";

/// A branch of a remote repository, with a temporary clone of its last commit.
#[derive(Debug)]
struct GitBranch {
    /// Temporary bare repository; the fetched branch is `refs/leadfolio/there`.
    repository: TempDir,
    /// URL or path of the remote repository.
    address: String,
    name: String,
    domain: Option<String>,
    /// Committer's name and email address.
    committer: (String, String),
    /// Commit of the branch when it was fetched; `None` if the branch does not exist yet.
    base_commit: Option<String>,
    /// Files of that commit: blob id by path. It is empty for what is not a regular file, which has no content of its own.
    blobs: BTreeMap<String, String>,
    /// The `git` that reads their content; started when the first one is read.
    blob_reader: Mutex<Option<BlobReader>>,
    /// Authentication settings of the portfolio's own repository, as keys and values of `git config`.
    auth_config: Vec<(String, String)>,
    pending: Mutex<PendingCommit>,
}

/// Content of the next commit.
#[derive(Debug, Default)]
struct PendingCommit {
    /// The running `git fast-import`; started when the first file is added.
    fast_import: Option<(Child, BufWriter<ChildStdin>)>,
    /// `fast-import` marks of the added files, by path.
    marks: BTreeMap<String, usize>,
    deletes: BTreeSet<String>,
}

impl GitBranch {
    /// Fetches the branch `name`. `remote` is the name of a remote of the portfolio's own repository, or a URL or path.
    fn fetch(portfolio: &Path, remote: &str, name: &str, domain: Option<&str>) -> Result<Self> {
        let own = portfolio_repository(portfolio)?;
        let address = resolve_remote(portfolio, own.as_ref(), remote)?;
        let repository = tempfile::tempdir().context("cannot create a temporary folder for git")?;
        let mut branch = Self {
            repository,
            address,
            name: name.to_owned(),
            domain: domain.map(str::to_owned),
            committer: (
                committer_setting(portfolio, "user.name")?,
                committer_setting(portfolio, "user.email")?,
            ),
            base_commit: None,
            blobs: BTreeMap::new(),
            blob_reader: Mutex::default(),
            auth_config: read_auth_config(own.as_ref())?,
            pending: Mutex::default(),
        };
        branch.run_git(&["init", "--quiet", "--bare"])?;
        let branch_ref = format!("refs/heads/{name}");
        branch
            .run_git(&["check-ref-format", &branch_ref])
            .map_err(|_| anyhow!("`{name}` can't be the name of a branch"))?;
        let output = branch.run_git(&["ls-remote", "--", &branch.address, &branch_ref])?;
        if !output.is_empty() {
            let refspec = format!("+{branch_ref}:refs/leadfolio/there");
            branch.run_git(&[
                "fetch",
                "--quiet",
                "--no-tags",
                "--depth=1",
                "--",
                &branch.address,
                &refspec,
            ])?;
            let commit = branch.run_git(&["rev-parse", "refs/leadfolio/there"])?;
            branch.blobs = branch.list_blobs(&commit)?;
            branch.base_commit = Some(commit);
        }
        Ok(branch)
    }

    /// Prepares a git command in the temporary repository.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = git::command(self.repository.path());
        command.args(arguments).env("GIT_DIR", self.repository.path());
        // Added to the settings that a CI service may have put there.
        let inherited = env::var_os("GIT_CONFIG_COUNT").and_then(|count| count.to_str()?.parse().ok());
        let first: usize = inherited.unwrap_or_default();
        command.env("GIT_CONFIG_COUNT", (first + self.auth_config.len()).to_string());
        for (index, (name, value)) in (first..).zip(&self.auth_config) {
            command
                .env(format!("GIT_CONFIG_KEY_{index}"), name)
                .env(format!("GIT_CONFIG_VALUE_{index}"), value);
        }
        command
    }

    /// Runs git in the temporary repository and returns its trimmed standard output.
    fn run_git(&self, arguments: &[&str]) -> Result<String> {
        self.wait_for(arguments[0], spawn_git(&mut self.command(arguments))?)
    }

    /// Waits for git to exit, and returns its trimmed standard output. `action` names the subcommand in the error message.
    fn wait_for(&self, action: &str, child: Child) -> Result<String> {
        let Output { status, stdout, stderr } = child.wait_with_output()?;
        if !status.success() {
            bail!(git_error(action, &stderr, &self.address));
        }
        Ok(String::from_utf8_lossy(&stdout).trim().to_owned())
    }

    /// Content of a file in the fetched commit; `None` if there is no such file.
    fn read_blob(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let Some(id) = self.blobs.get(path) else { return Ok(None) };
        if id.is_empty() {
            // A link or a module, which leadfolio never writes.
            return Ok(Some(Vec::new()));
        }
        let mut reader = lock(&self.blob_reader);
        if reader.is_none() {
            *reader = Some(BlobReader::start(&mut self.command(&["cat-file", "--batch"]))?);
        }
        let content = reader.as_mut().context(git::NOT_STARTED)?.read(id);
        // After an error, the next answer could be to another question.
        if content.is_err() {
            *reader = None;
        }
        content
            .with_context(|| format!("git could not read `{path}` of the branch `{}`", self.name))
            .map(Some)
    }

    fn lock_pending(&self) -> MutexGuard<'_, PendingCommit> {
        lock(&self.pending)
    }

    /// Returns the input of `git fast-import`, starting it if necessary.
    fn fast_import_input<'a>(&self, work: &'a mut PendingCommit) -> Result<&'a mut BufWriter<ChildStdin>> {
        if work.fast_import.is_none() {
            let mut command = self.command(&["fast-import", "--quiet", "--done", "--date-format=now"]);
            let mut child = spawn_git(command.stdin(Stdio::piped()))?;
            let stdin = child.stdin.take().context("git did not accept the files")?;
            work.fast_import = Some((child, BufWriter::new(stdin)));
        }
        Ok(&mut work.fast_import.as_mut().context("git did not accept the files")?.1)
    }

    /// Adds a file of `length` bytes as a blob.
    fn add_blob(&self, path: &str, length: u64, content: &mut dyn Read) -> Result<()> {
        let mut work = self.lock_pending();
        let mark = work.marks.len() + 1;
        let stdin = self.fast_import_input(&mut work)?;
        write!(stdin, "blob\nmark :{mark}\ndata {length}\n")?;
        if io::copy(&mut content.take(length), stdin)? != length {
            bail!("`{path}` changed while it was being read: run it again");
        }
        writeln!(stdin)?;
        work.marks.insert(path.to_owned(), mark);
        Ok(())
    }

    /// Creates the commit at [`NEW_COMMIT_REF`].
    fn write_commit(&self) -> Result<()> {
        let mut work = self.lock_pending();
        let mut commands = format!("commit {NEW_COMMIT_REF}\n");
        let (name, email) = &self.committer;
        commands +=
            &format!("committer {name} <{email}> now\ndata {}\n{DEPLOY_MESSAGE}\n", DEPLOY_MESSAGE.len());
        if let Some(before) = &self.base_commit {
            commands += &format!("from {before}\n");
        }
        for path in &work.deletes {
            commands += &format!("D {}\n", quote_path(path));
        }
        for (path, mark) in &work.marks {
            commands += &format!("M 100644 :{mark} {}\n", quote_path(path));
        }
        commands += "done\n";
        self.fast_import_input(&mut work)?.write_all(commands.as_bytes())?;
        let (child, mut stdin) = work.fast_import.take().context("git did not accept the files")?;
        // If git has exited early, its own message is more helpful than "broken pipe".
        let _ = stdin.flush();
        drop(stdin);
        self.wait_for("commit", child).map(|_| ())
    }

    /// Files of a commit, as [`blobs`](Self::blobs).
    fn list_blobs(&self, commit: &str) -> Result<BTreeMap<String, String>> {
        let output = self.run_git(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        // Each entry is `MODE TYPE ID<tab>PATH`.
        let blob = |entry: &str| {
            let (columns, path) = entry.split_once('\t')?;
            let id = columns.split(' ').nth(2).filter(|_| columns.starts_with("100")).unwrap_or_default();
            Some((path.to_owned(), id.to_owned()))
        };
        Ok(output.split('\0').filter_map(blob).collect())
    }
}

/// A running `git cat-file --batch`, which answers one question after another.
#[derive(Debug)]
struct BlobReader {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl BlobReader {
    fn start(command: &mut Command) -> Result<Self> {
        // Nobody reads its error output; a full pipe would stop it.
        let mut child = spawn_git(command.stdin(Stdio::piped()).stderr(Stdio::null()))?;
        let answers = BufReader::new(child.stdout.take().context(git::NOT_STARTED)?);
        Ok(Self { child, answers })
    }

    /// Reads a blob. The answer is `ID blob LENGTH`, and its content on the lines after it.
    fn read(&mut self, id: &str) -> Result<Vec<u8>> {
        writeln!(self.child.stdin.as_mut().context("git has exited")?, "{id}")?;
        let mut header = String::new();
        self.answers.read_line(&mut header)?;
        let len = header.trim_end().strip_prefix(id).and_then(|rest| rest.strip_prefix(" blob "));
        let len = len.and_then(|len| len.parse::<usize>().ok());
        let len = len.with_context(|| format!("git's own message: {}", header.trim_end().escape_debug()))?;
        let mut content = vec![0; len];
        self.answers.read_exact(&mut content)?;
        self.answers.read_exact(&mut [0])?;
        Ok(content)
    }
}

impl Drop for BlobReader {
    fn drop(&mut self) {
        // The temporary repository can't be removed before it exits, on Windows.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Remote for GitBranch {
    fn describe(&self) -> String {
        format!("the branch `{}` of `{}`", self.name, git::redact_credentials(&self.address))
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        self.read_blob(MANIFEST)
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        Ok(retain_existing(paths, |path| self.blobs.contains_key(path)))
    }

    fn list_paths(&self, _: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        Ok(Some(self.blobs.keys().cloned().collect()))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        _: CompareBy,
        read_file: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        compare_blobs(files, &self.blobs, self.domain.as_deref(), read_file)
    }

    fn find_edited(&self, files: &BTreeMap<String, Digest>, _: CompareBy) -> Result<Vec<String>> {
        find_edited_files(files, |path| self.read_blob(path))
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        match manifest {
            Some(bytes) => {
                self.add_blob(MANIFEST, bytes.len() as u64, &mut &*bytes)?;
                let has_nojekyll = self.blobs.contains_key(NOJEKYLL_FILE);
                for (path, text) in host_files(self.domain.as_deref(), has_nojekyll) {
                    self.add_blob(path, text.len() as u64, &mut text.as_bytes())?;
                }
            }
            None => self.delete(MANIFEST)?,
        }
        self.write_commit()?;
        // Never forced: the push fails if somebody else has pushed in the meantime.
        let refspec = format!("{NEW_COMMIT_REF}:refs/heads/{}", self.name);
        self.run_git(&["push", "--quiet", "--", &self.address, &refspec]).map(|_| ())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.add_blob(path, blob.len(), &mut blob.open()?)
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.lock_pending().deletes.insert(path.to_owned());
        Ok(())
    }

    fn publish_mode(&self) -> PublishMode {
        PublishMode::Atomic
    }
}

/// Quotes a path for `git fast-import`.
fn quote_path(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', r"\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// A git setting as seen from the portfolio's folder, without characters that end a committer line; "leadfolio" if it
/// is not set.
fn committer_setting(portfolio: &Path, name: &str) -> Result<String> {
    let value =
        git::setting(portfolio, name).with_context(|| format!("git could not read your setting `{name}`"))?;
    let value: String =
        value.unwrap_or_default().chars().filter(|c| !matches!(c, '<' | '>' | '\n')).collect();
    Ok(if value.is_empty() { "leadfolio".to_owned() } else { value })
}

/// The repository that the portfolio is in, if any.
fn portfolio_repository(portfolio: &Path) -> Result<Option<Repository>> {
    Repository::discover(portfolio)
        .with_context(|| format!("git could not be asked about the repository of `{}`", portfolio.display()))
}

/// Authentication settings of the portfolio's repository. CI services such as GitHub Actions store their token there.
fn read_auth_config(repository: Option<&Repository>) -> Result<Vec<(String, String)>> {
    let pattern = r"^(credential|http|url)\.|^core\.sshcommand$";
    repository.map_or_else(|| Ok(Vec::new()), |repository| repository.own_settings(pattern))
}

/// Resolves the name of a remote of the portfolio's repository to its URL; a URL or path is returned as it is.
fn resolve_remote(portfolio: &Path, repository: Option<&Repository>, remote: &str) -> Result<String> {
    if remote.contains(['/', ':', '\\']) {
        // Relative paths start from the portfolio's folder, but git runs elsewhere.
        let path = expand_home(remote, portfolio);
        let is_path = !remote.contains("://") && (path.exists() || remote.starts_with("~/"));
        return Ok(if is_path { path.display().to_string() } else { remote.to_owned() });
    }
    let address = repository.map(|repository| repository.remote_address(remote)).transpose()?;
    address.flatten().with_context(|| {
        format!(
            "the portfolio's folder has no Git remote `{}`\n\
             give the address of the repository instead, such as `remote: \"git@github.com:me/me.github.io.git\"`",
            remote.escape_debug()
        )
    })
}

fn spawn_git(command: &mut Command) -> Result<Child> {
    command.spawn().context(git::NOT_STARTED)
}

/// Builds an error message from all that git says, with a hint and without credentials that URLs may contain. `action`
/// is the subcommand.
fn git_error(action: &str, stderr: &[u8], address: &str) -> String {
    let reason = git::reason_lines(stderr).join("\n  ");
    let stderr = String::from_utf8_lossy(stderr);
    let help = if stderr.contains("non-fast-forward")
        || stderr.contains("fetch first")
        || stderr.contains("stale info")
    {
        "someone else pushed to this branch in the meantime: run it again"
    } else if stderr.contains("Host key verification failed") {
        "this computer does not know the host yet: connect once with `ssh`, and compare its key with the one the host publishes"
    } else if ["Authentication", "Permission denied", "could not read Username", "terminal prompts disabled"]
        .iter()
        .any(|phrase| stderr.contains(phrase))
    {
        "git has no permission to write there: check that `git push` works without asking, with a key or a password manager"
    } else if stderr.contains("protected branch") || stderr.contains("pre-receive hook declined") {
        "the repository does not accept this branch: check its branch rules"
    } else {
        "check that `git push` to this repository works"
    };
    let address = git::redact_credentials(address);
    let action = match action {
        "ls-remote" | "fetch" => "read",
        "push" => "push to",
        _ => "prepare a commit for",
    };
    format!("git could not {action} `{address}`\n{help}\ngit's own message:\n  {reason}")
}

#[cfg(test)]
mod tests {
    use super::git_error;

    #[test]
    fn an_error_of_git_holds_no_password_and_all_of_its_reason() {
        let stderr = b"remote: error: big.mp4 is too big\nfatal: unable to access 'https://me:zqsecret@host.example/a.git/': 403";
        let message = git_error("push", stderr, "https://zqsecret@host.example/a.git");
        assert!(!message.contains("zqsecret"), "{message}");
        assert!(message.contains("big.mp4 is too big") && message.contains("403"), "{message}");
    }
}
