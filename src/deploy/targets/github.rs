//! Target `github`: a branch of a GitHub repository, through the Git Data API; `git` does not have to be installed.
//!
//! Text files are sent inside the tree, other files as blobs, and one commit holds all changes. The branch is only
//! fast-forwarded, so concurrent commits are never lost.
//! Source: <https://docs.github.com/en/rest/git> and <https://docs.github.com/en/rest/pages>.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Mutex, MutexGuard};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use ureq::http::Method;
use url::Url;

use super::pages_branch::{NOJEKYLL_FILE, branch_or_default, compare_blobs, host_files};
use crate::content::checker::non_blank;
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::api::{ApiClient, RequestBody, env_value, read_token};
use crate::deploy::helpers::{DEPLOY_MESSAGE, find_edited_files, lock, retain_existing};
use crate::deploy::host::{CiNeeds, Host, HostSpec, Question};
use crate::deploy::http::require_https;
use crate::deploy::manifest::{Digest, MANIFEST};
use crate::deploy::redact::Secret;
use crate::deploy::remote::{CONFLICT, CompareBy, Prompt, PublishMode, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::urls::encode;
use crate::vfs::Blob;

/// The kind `github`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Github,
    menu_text: "GitHub Pages: free, requires a GitHub account",
    default_name: "github",
    fields: &["repo", "branch", "domain", "endpoint"],
    questions: &[Question::required("repo", "Which repository? Write it as `owner/name`", "rowan/portfolio")],
    ci: Some(CiNeeds { writes_repository: true, ..CiNeeds::secrets(&["GITHUB_TOKEN"]) }),
    default_headers: HeaderFile::None,
    publishes_late: true,
    resolve,
};

/// A branch of a GitHub repository, written through the REST API.
#[derive(Debug)]
struct GithubHost {
    /// Repository as `owner/name`.
    repo: String,
    /// Branch to write to; `gh-pages` by default.
    branch: String,
    /// Custom domain, written to `CNAME`.
    domain: Option<String>,
    /// Base URL of the API, for GitHub Enterprise.
    endpoint: Option<String>,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    let repo = fields.require_text(raw.repo, "repo", "rowan/rowan.github.io")?;
    let repo = repo.trim_start_matches("https://github.com/").trim_end_matches(".git").to_owned();
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    if !matches!(repo.split('/').collect::<Vec<_>>()[..], [owner, name] if is_name(owner) && is_name(name)) {
        let help = "write the owner and the name, such as `repo: rowan/portfolio`";
        fields.error("DPL-04", "repo", "this is not a GitHub repository", help);
        return None;
    }
    let (branch, domain) = (branch_or_default(raw.branch), non_blank(raw.domain));
    Some(Box::new(GithubHost { repo, branch, domain, endpoint: raw.endpoint }))
}

impl Host for GithubHost {
    fn open(&self, _: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
        Ok(Box::new(GithubPages::open(self, prompt)?))
    }
}

/// Base URL of GitHub's API.
const DEFAULT_ENDPOINT: &str = "https://api.github.com";
/// Number of parallel blob uploads. Low, because GitHub limits concurrent requests.
const CONCURRENCY: usize = 4;
/// Limit for the text in one request that creates a tree, in bytes.
const MAX_BATCH_BYTES: usize = 4 << 20;

/// A branch that GitHub Pages serves as a site.
struct GithubPages {
    api: ApiClient,
    repo: String,
    branch: String,
    domain: Option<String>,
    /// Commit of the branch when the remote was opened; `None` if the branch does not exist yet.
    base_commit: Option<String>,
    /// Whether leadfolio made that commit.
    is_own_commit: bool,
    /// Files of that commit: blob id by path.
    base_files: BTreeMap<String, String>,
    /// Id of that commit's tree.
    base_tree: Option<String>,
    /// Changes for the next commit, as tree entries of the API.
    entries: Mutex<Vec<Value>>,
    /// Whether the repository is known to have at least one commit.
    has_commits: Mutex<bool>,
}

impl GithubPages {
    fn open(host: &GithubHost, prompt: &dyn Prompt) -> Result<Self> {
        let GithubHost { repo, branch, domain, endpoint } = host;
        require_https(endpoint.as_deref().unwrap_or(DEFAULT_ENDPOINT))?;
        // In this order: environment, git's credential helper, prompt.
        let from_git = || {
            let host = credential_host(endpoint.as_deref()).context("git knows no such host")?;
            read_git_credential(&host).context("git has no saved token")
        };
        let from_environment = env_value(&["GITHUB_TOKEN", "GH_TOKEN"]).map(Secret::new);
        let token = from_environment.map_or_else(from_git, Ok).or_else(|_| {
            read_token("GitHub", &["GITHUB_TOKEN"], "https://github.com/settings/tokens", prompt)
        })?;
        let permission_hint = "the token needs permission to write to the repository: `Contents: read and write`, and `Pages: read and write` to turn on the site";
        let api =
            ApiClient::new("GitHub", DEFAULT_ENDPOINT, endpoint.as_deref(), token, permission_hint, prompt)?;
        let mut pages = Self {
            api,
            repo: repo.clone(),
            branch: branch.clone(),
            domain: domain.clone(),
            base_commit: None,
            is_own_commit: false,
            base_files: BTreeMap::new(),
            base_tree: None,
            entries: Mutex::default(),
            has_commits: Mutex::default(),
        };
        pages.read_branch()?;
        Ok(pages)
    }

    fn repo_path(&self, rest: &str) -> String {
        format!("/repos/{}{rest}", self.repo)
    }

    /// Reads the branch's last commit and its list of files.
    fn read_branch(&mut self) -> Result<()> {
        let path = self.repo_path(&format!("/git/ref/heads/{}", encode(&self.branch)));
        let response = self.api.send(&Method::GET, &path, &RequestBody::Empty)?;
        match response.status {
            // The branch does not exist (404), or the repository has no commits (409).
            404 | 409 => {
                // 404 may also mean that the repository is missing or not accessible, which is an error.
                self.api.get("find the repository", &self.repo_path(""))?;
                return Ok(());
            }
            _ => {}
        }
        let response = self.api.expect_success("read the branch", response)?;
        let commit = response.str_at(&["object", "sha"]).context("GitHub named no commit")?.to_owned();
        let response =
            self.api.get("read the last commit", &self.repo_path(&format!("/git/commits/{commit}")))?;
        let message = response.str_at(&["message"]).unwrap_or_default();
        self.is_own_commit = message.trim_end() == DEPLOY_MESSAGE;
        let tree = response.str_at(&["tree", "sha"]).context("GitHub named no tree")?.to_owned();
        let response =
            self.api.get("list the branch", &self.repo_path(&format!("/git/trees/{tree}?recursive=1")))?;
        if response.json.get("truncated").and_then(Value::as_bool) == Some(true) {
            bail!("the branch has more files than GitHub can list\nuse `kind: git`, which has no such limit");
        }
        for entry in response.json.get("tree").and_then(Value::as_array).into_iter().flatten() {
            let text = |key| entry.get(key).and_then(Value::as_str);
            if text("type") != Some("tree")
                && let (Some(path), Some(id)) = (text("path"), text("sha"))
            {
                self.base_files.insert(path.to_owned(), id.to_owned());
            }
        }
        (self.base_commit, self.base_tree) = (Some(commit), Some(tree));
        Ok(())
    }

    /// Content of a blob. `action` says what is read in the error message.
    fn read_blob(&self, id: &str, action: &str) -> Result<Vec<u8>> {
        let response = self.api.get(action, &self.repo_path(&format!("/git/blobs/{id}")))?;
        let base64 = response.str_at(&["content"]).map(|content| content.replace('\n', ""));
        let bytes = base64.and_then(|base64| STANDARD.decode(base64).ok());
        bytes.with_context(|| format!("GitHub could not {action}: it sent no content"))
    }

    fn lock_entries(&self) -> MutexGuard<'_, Vec<Value>> {
        lock(&self.entries)
    }

    /// Adds a file to the next commit. Small text goes directly into the tree, anything else is uploaded as a blob.
    fn add_file(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let mut entry = json!({ "path": path, "mode": "100644", "type": "blob" });
        match std::str::from_utf8(bytes) {
            Ok(text) if bytes.len() < MAX_BATCH_BYTES => entry["content"] = text.into(),
            _ => {
                let blob = json!({ "content": STANDARD.encode(bytes), "encoding": "base64" });
                let response = self.api.post("save a file", &self.repo_path("/git/blobs"), &blob)?;
                entry["sha"] = response.str_at(&["sha"]).context("GitHub named no blob")?.into();
            }
        }
        self.lock_entries().push(entry);
        Ok(())
    }

    /// Creates a first commit in an empty repository, because the API rejects blobs for a repository without commits.
    fn create_first_commit(&self) -> Result<()> {
        let response =
            self.api.send(&Method::GET, &self.repo_path("/git/matching-refs/heads/"), &RequestBody::Empty)?;
        if response.status != 409 && response.json.as_array().is_none_or(|refs| !refs.is_empty()) {
            return Ok(());
        }
        let readme = json!({ "message": "Start the repository", "content": STANDARD.encode("This repository contains a portfolio.\n") });
        let response = self.api.send(
            &Method::PUT,
            &self.repo_path("/contents/README.md"),
            &RequestBody::Json(&readme),
        )?;
        self.api.expect_success("start the repository", response).map(|_| ())
    }

    /// Creates the new tree from the previous one and the changed entries, in batches; returns its id.
    fn create_tree(&self) -> Result<String> {
        let mut tree = self.base_tree.clone();
        let mut batch: Vec<Value> = Vec::new();
        let mut size = 0;
        let mut send = |batch: &mut Vec<Value>| -> Result<()> {
            let mut request = json!({ "tree": std::mem::take(batch) });
            if let Some(base) = &tree {
                request["base_tree"] = base.as_str().into();
            }
            let response = self.api.post("create the tree", &self.repo_path("/git/trees"), &request)?;
            tree = Some(response.str_at(&["sha"]).context("GitHub named no tree")?.to_owned());
            Ok(())
        };
        for entry in std::mem::take(&mut *self.lock_entries()) {
            // An entry without content is about 100 bytes of JSON.
            let entry_size = entry.get("content").and_then(Value::as_str).map_or(100, str::len);
            if size + entry_size > MAX_BATCH_BYTES && !batch.is_empty() {
                send(&mut batch)?;
                size = 0;
            }
            size += entry_size;
            batch.push(entry);
        }
        send(&mut batch)?;
        tree.context("GitHub named no tree")
    }
}

impl Remote for GithubPages {
    fn describe(&self) -> String {
        format!("the branch `{}` of `{}` on GitHub", self.branch, self.repo)
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let Some(id) = self.base_files.get(MANIFEST) else { return Ok(None) };
        self.read_blob(id, "read the manifest").map(Some)
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        Ok(retain_existing(paths, |path| self.base_files.contains_key(path)))
    }

    fn list_paths(&self, _: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        Ok(Some(self.base_files.keys().cloned().collect()))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        _: CompareBy,
        read_file: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        compare_blobs(files, &self.base_files, self.domain.as_deref(), read_file)
    }

    fn find_edited(&self, files: &BTreeMap<String, Digest>, _: CompareBy) -> Result<Vec<String>> {
        // What leadfolio committed is as it was recorded. Each file of another commit takes a request.
        if self.is_own_commit {
            return Ok(Vec::new());
        }
        find_edited_files(files, |path| {
            self.base_files.get(path).map(|id| self.read_blob(id, &format!("read `{path}`"))).transpose()
        })
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        match manifest {
            Some(bytes) => {
                self.add_file(MANIFEST, bytes)?;
                let has_nojekyll = self.base_files.contains_key(NOJEKYLL_FILE);
                for (path, text) in host_files(self.domain.as_deref(), has_nojekyll) {
                    self.add_file(path, text.as_bytes())?;
                }
            }
            None => self.delete(MANIFEST)?,
        }
        let commit = json!({
            "message": DEPLOY_MESSAGE,
            "tree": self.create_tree()?,
            "parents": self.base_commit.iter().collect::<Vec<_>>(),
        });
        let response = self.api.post("create the commit", &self.repo_path("/git/commits"), &commit)?;
        let commit = response.str_at(&["sha"]).context("GitHub named no commit")?;
        let response = match self.base_commit {
            Some(_) => {
                let path = self.repo_path(&format!("/git/refs/heads/{}", encode(&self.branch)));
                self.api.send(
                    &Method::PATCH,
                    &path,
                    &RequestBody::Json(&json!({ "sha": commit, "force": false })),
                )?
            }
            None => {
                let new_ref = json!({ "ref": format!("refs/heads/{}", self.branch), "sha": commit });
                self.api.send(&Method::POST, &self.repo_path("/git/refs"), &RequestBody::Json(&new_ref))?
            }
        };
        let message = response.json.get("message").and_then(Value::as_str).unwrap_or_default();
        if response.status == 422 && (message.contains("fast forward") || message.contains("already exists"))
        {
            bail!(CONFLICT);
        }
        self.api.expect_success("update the branch", response).map(|_| ())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        if self.base_commit.is_none() {
            let mut is_begun = lock(&self.has_commits);
            if !*is_begun {
                self.create_first_commit()?;
                *is_begun = true;
            }
        }
        self.add_file(path, &blob.read()?)
    }

    fn delete(&self, path: &str) -> Result<()> {
        // The API rejects the deletion of a file that does not exist.
        if self.base_files.contains_key(path) {
            self.lock_entries().push(json!({ "path": path, "mode": "100644", "type": "blob", "sha": null }));
        }
        Ok(())
    }

    fn publish(&self) -> Result<Option<String>> {
        let path = self.repo_path("/pages");
        let response = self.api.send(&Method::GET, &path, &RequestBody::Empty)?;
        let source = json!({ "branch": self.branch, "path": "/" });
        let response = match response.status {
            200 => {
                let served = (response.str_at(&["source", "branch"]), response.str_at(&["source", "path"]));
                if response.str_at(&["build_type"]) == Some("workflow")
                    || served != (Some(&*self.branch), Some("/"))
                {
                    bail!(
                        "GitHub Pages does not show the branch `{}`\n\
                         choose it under Settings > Pages > `Deploy from a branch`",
                        self.branch
                    );
                }
                response
            }
            // GitHub Pages is not enabled yet.
            404 => {
                let request = json!({ "build_type": "legacy", "source": source });
                let response = self.api.send(&Method::POST, &path, &RequestBody::Json(&request))?;
                self.api.expect_success("turn on GitHub Pages", response).with_context(|| {
                    format!(
                        "choose the branch `{}` under Settings > Pages > `Deploy from a branch`",
                        self.branch
                    )
                })?
            }
            _ => return Err(self.api.status_error("check whether GitHub Pages is on", &response)),
        };
        Ok(response.str_at(&["html_url"]).map(str::to_owned))
    }

    fn concurrency(&self) -> usize {
        CONCURRENCY
    }

    fn publish_mode(&self) -> PublishMode {
        PublishMode::Atomic
    }
}

/// Host whose token git may hand out for an API: a token for github.com is sent to nobody else. `None` for an address
/// without encryption.
fn credential_host(endpoint: Option<&str>) -> Option<String> {
    let url = Url::parse(endpoint.unwrap_or(DEFAULT_ENDPOINT)).ok().filter(|url| url.scheme() == "https")?;
    let host = url.host_str()?;
    let host = if host == "api.github.com" { "github.com" } else { host };
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Token for a host from git's credential helper, without prompting; `None` if there is no git or no stored token.
fn read_git_credential(host: &str) -> Option<Secret> {
    // Outside any repository, whose settings could name a program to run.
    let mut child = crate::git::command(&std::env::temp_dir())
        .args(["credential", "fill"])
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_ASKPASS", "true")
        .env("GCM_INTERACTIVE", "never")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let question = format!("protocol=https\nhost={host}\n\n");
    std::io::Write::write_all(&mut child.stdin.take()?, question.as_bytes()).ok()?;
    let output = child.wait_with_output().ok().filter(|output| output.status.success())?;
    let stdout = String::from_utf8(output.stdout).ok()?;
    let password = stdout.lines().find_map(|line| line.strip_prefix("password="))?;
    Some(password).filter(|password| !password.is_empty()).map(Secret::new)
}

#[cfg(test)]
mod tests {
    use super::credential_host;

    #[test]
    fn a_token_of_one_host_is_not_asked_for_another() {
        let host = |endpoint| credential_host(Some(endpoint));
        assert_eq!(credential_host(None).as_deref(), Some("github.com"));
        assert_eq!(host("https://git.school.example/api/v3").as_deref(), Some("git.school.example"));
        assert_eq!(
            host("https://git.school.example:8443/api/v3").as_deref(),
            Some("git.school.example:8443")
        );
        assert_eq!(host("http://127.0.0.1:8976"), None);
    }
}
