//! A branch of a repository on GitHub, by its Git Data API: no `git` is needed on this machine.
//!
//! Texts travel within the tree and other files as blobs; one commit holds all. The branch is moved forward and never
//! forced, so what somebody else puts there meanwhile is not lost.
//! Source: <https://docs.github.com/en/rest/git> and <https://docs.github.com/en/rest/pages>.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use ureq::http::Method;

use super::api::{Api, Body, given, token};
use super::git::{AS_IT_IS, SUBJECT, for_the_host};
use super::manifest::MANIFEST;
use super::{Author, OVERTAKEN, Remote, Showing, among, held};
use crate::portfolio::url::encode;
use crate::tree::Blob;

/// Where it listens.
const USUAL: &str = "https://api.github.com";
/// Blobs on their way at the same time: GitHub asks programs not to hurry.
const WIDTH: usize = 4;
/// How much text one request for a tree holds, in bytes.
const MUCH: usize = 4 << 20;

/// A branch that is shown as a site.
pub(super) struct Pages {
    api: Api,
    repo: String,
    branch: String,
    domain: Option<String>,
    /// The commit that the branch was at; none when it does not exist yet.
    before: Option<String>,
    /// What is in that commit: the id of every file.
    there: BTreeMap<String, String>,
    /// The tree of that commit.
    tree: Option<String>,
    entries: Mutex<Vec<Value>>,
    /// Whether the repository is known to have a commit.
    is_begun: Mutex<bool>,
}

impl Pages {
    pub(super) fn open(
        repo: &str,
        branch: &str,
        domain: Option<&str>,
        endpoint: Option<&str>,
        author: &dyn Author,
    ) -> Result<Self> {
        let kept = || kept().context("git keeps no token");
        let token = given(&["GITHUB_TOKEN", "GH_TOKEN"])
            .map_or_else(kept, Ok)
            .or_else(|_| token("GitHub", &["GITHUB_TOKEN"], "https://github.com/settings/tokens", author))?;
        let leave = "the token needs leave to write to the repository: `Contents: read and write`, and `Pages: read and write` to switch the site on";
        let api = Api::new("GitHub", USUAL, endpoint, token, leave)?;
        let mut pages = Self {
            api,
            repo: repo.to_owned(),
            branch: branch.to_owned(),
            domain: domain.map(str::to_owned),
            before: None,
            there: BTreeMap::new(),
            tree: None,
            entries: Mutex::default(),
            is_begun: Mutex::default(),
        };
        pages.read()?;
        Ok(pages)
    }

    fn path(&self, rest: &str) -> String {
        format!("/repos/{}{rest}", self.repo)
    }

    /// Reads what the branch holds.
    fn read(&mut self) -> Result<()> {
        let path = self.path(&format!("/git/ref/heads/{}", encode(&self.branch)));
        let answer = self.api.ask(&Method::GET, &path, &Body::Nothing)?;
        match answer.status {
            // No such branch, or a repository without any commit.
            404 | 409 => {
                // A repository that is not there, or hidden, is told of at once.
                self.api.get("find the repository", &self.path(""))?;
                return Ok(());
            }
            _ => {}
        }
        let answer = self.api.fine("read the branch", answer)?;
        let commit = answer.text(&["object", "sha"]).context("GitHub named no commit")?.to_owned();
        let answer = self.api.get("read the last commit", &self.path(&format!("/git/commits/{commit}")))?;
        let tree = answer.text(&["tree", "sha"]).context("GitHub named no tree")?.to_owned();
        let answer =
            self.api.get("list the branch", &self.path(&format!("/git/trees/{tree}?recursive=1")))?;
        if answer.json.get("truncated").and_then(Value::as_bool) == Some(true) {
            bail!("the branch holds more files than GitHub lists\nuse `kind: git`, which has no such limit");
        }
        for entry in answer.json.get("tree").and_then(Value::as_array).into_iter().flatten() {
            let word = |name| entry.get(name).and_then(Value::as_str);
            if word("type") != Some("tree")
                && let (Some(path), Some(id)) = (word("path"), word("sha"))
            {
                self.there.insert(path.to_owned(), id.to_owned());
            }
        }
        (self.before, self.tree) = (Some(commit), Some(tree));
        Ok(())
    }

    fn entries(&self) -> MutexGuard<'_, Vec<Value>> {
        held(&self.entries)
    }

    fn add(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let mut entry = json!({ "path": path, "mode": "100644", "type": "blob" });
        match std::str::from_utf8(bytes) {
            Ok(text) if bytes.len() < MUCH => entry["content"] = text.into(),
            _ => {
                let blob = json!({ "content": STANDARD.encode(bytes), "encoding": "base64" });
                let answer = self.api.post("keep a file", &self.path("/git/blobs"), &blob)?;
                entry["sha"] = answer.text(&["sha"]).context("GitHub named no blob")?.into();
            }
        }
        self.entries().push(entry);
        Ok(())
    }

    /// GitHub keeps no blobs for a repository without any commit: it gets one.
    fn begin(&self) -> Result<()> {
        let any = self.api.ask(&Method::GET, &self.path("/git/matching-refs/heads/"), &Body::Nothing)?;
        if any.status != 409 && any.json.as_array().is_none_or(|it| !it.is_empty()) {
            return Ok(());
        }
        let readme =
            json!({ "message": "Begin", "content": STANDARD.encode("This repository holds a portfolio.\n") });
        let put = self.api.ask(&Method::PUT, &self.path("/contents/README.md"), &Body::Json(&readme))?;
        self.api.fine("begin the repository", put).map(|_| ())
    }

    /// A tree of the entries over the one before, sent in parts.
    fn grown(&self) -> Result<String> {
        let mut tree = self.tree.clone();
        let mut part: Vec<Value> = Vec::new();
        let mut size = 0;
        let mut send = |part: &mut Vec<Value>| -> Result<()> {
            let mut asked = json!({ "tree": std::mem::take(part) });
            if let Some(base) = &tree {
                asked["base_tree"] = base.as_str().into();
            }
            let answer = self.api.post("make the tree", &self.path("/git/trees"), &asked)?;
            tree = Some(answer.text(&["sha"]).context("GitHub named no tree")?.to_owned());
            Ok(())
        };
        for entry in std::mem::take(&mut *self.entries()) {
            let more = entry.get("content").and_then(Value::as_str).map_or(100, str::len);
            if size + more > MUCH && !part.is_empty() {
                send(&mut part)?;
                size = 0;
            }
            size += more;
            part.push(entry);
        }
        send(&mut part)?;
        tree.context("GitHub named no tree")
    }
}

impl Remote for Pages {
    fn shown(&self) -> String {
        format!("the branch `{}` of `{}` on GitHub", self.branch, self.repo)
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        let Some(id) = self.there.get(MANIFEST) else { return Ok(None) };
        let answer = self.api.get("read the manifest", &self.path(&format!("/git/blobs/{id}")))?;
        let text = answer.text(&["content"]).context("GitHub sent no manifest")?.replace('\n', "");
        Ok(Some(STANDARD.decode(text).context("GitHub sent no manifest")?))
    }

    fn taken(&self, paths: &[&str]) -> Result<Vec<String>> {
        Ok(among(paths, |it| self.there.contains_key(it)))
    }

    fn note(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        match manifest {
            Some(bytes) => {
                self.add(MANIFEST, bytes)?;
                let is_as_it_is = self.there.contains_key(AS_IT_IS);
                for (path, text) in for_the_host(self.domain.as_deref(), is_as_it_is) {
                    self.add(path, text.as_bytes())?;
                }
            }
            None => self.delete(MANIFEST)?,
        }
        let commit = json!({
            "message": SUBJECT,
            "tree": self.grown()?,
            "parents": self.before.iter().collect::<Vec<_>>(),
        });
        let answer = self.api.post("make the commit", &self.path("/git/commits"), &commit)?;
        let commit = answer.text(&["sha"]).context("GitHub named no commit")?;
        let answer = match self.before {
            Some(_) => {
                let path = self.path(&format!("/git/refs/heads/{}", encode(&self.branch)));
                self.api.ask(&Method::PATCH, &path, &Body::Json(&json!({ "sha": commit, "force": false })))?
            }
            None => {
                let new = json!({ "ref": format!("refs/heads/{}", self.branch), "sha": commit });
                self.api.ask(&Method::POST, &self.path("/git/refs"), &Body::Json(&new))?
            }
        };
        let words = answer.json.get("message").and_then(Value::as_str).unwrap_or_default();
        if answer.status == 422 && (words.contains("fast forward") || words.contains("already exists")) {
            bail!(OVERTAKEN);
        }
        self.api.fine("move the branch", answer).map(|_| ())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        if self.before.is_none() {
            let mut is_begun = held(&self.is_begun);
            if !*is_begun {
                self.begin()?;
                *is_begun = true;
            }
        }
        self.add(path, &blob.read()?)
    }

    fn delete(&self, path: &str) -> Result<()> {
        // GitHub refuses to delete what is not there.
        if self.there.contains_key(path) {
            self.entries().push(json!({ "path": path, "mode": "100644", "type": "blob", "sha": null }));
        }
        Ok(())
    }

    fn publish(&self) -> Result<Option<String>> {
        let path = self.path("/pages");
        let answer = self.api.ask(&Method::GET, &path, &Body::Nothing)?;
        let source = json!({ "branch": self.branch, "path": "/" });
        let answer = match answer.status {
            200 => {
                let shows = (answer.text(&["source", "branch"]), answer.text(&["source", "path"]));
                if answer.text(&["build_type"]) == Some("workflow")
                    || shows != (Some(&*self.branch), Some("/"))
                {
                    bail!(
                        "GitHub Pages shows something else than the branch `{}`\n\
                         choose it under Settings, Pages, `Deploy from a branch`",
                        self.branch
                    );
                }
                answer
            }
            404 => {
                let new = json!({ "build_type": "legacy", "source": source });
                let made = self.api.ask(&Method::POST, &path, &Body::Json(&new))?;
                self.api.fine("switch its Pages on", made).with_context(|| {
                    format!(
                        "choose the branch `{}` under Settings, Pages, `Deploy from a branch`",
                        self.branch
                    )
                })?
            }
            _ => return Err(self.api.refusal("say whether its Pages are on", &answer)),
        };
        Ok(answer.text(&["html_url"]).map(str::to_owned))
    }

    fn width(&self) -> usize {
        WIDTH
    }

    fn showing(&self) -> Showing {
        Showing::Together
    }
}

/// What git's keeper of passwords holds for GitHub, where there is a git.
fn kept() -> Option<String> {
    let mut child = Command::new("git")
        .args(["credential", "fill"])
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_ASKPASS", "true")
        .env("GCM_INTERACTIVE", "never")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    std::io::Write::write_all(&mut child.stdin.take()?, b"protocol=https\nhost=github.com\n\n").ok()?;
    let told = child.wait_with_output().ok().filter(|it| it.status.success())?;
    let told = String::from_utf8(told.stdout).ok()?;
    let password = told.lines().find_map(|it| it.strip_prefix("password="))?;
    Some(password.to_owned()).filter(|it| !it.is_empty())
}
