//! A project of Cloudflare Pages, by direct upload: every file is named by a hash, only what Cloudflare does not have is
//! sent, and readers see the new site when all of it is there.
//!
//! A deployment is the whole site. What somebody else put there without leadfolio is not listed anywhere, so a project
//! that shows such a site is not written over by oversight; Cloudflare keeps every older deployment to go back to.
//! Sources: <https://developers.cloudflare.com/api/resources/pages/subresources/projects/>, and for the way of the files
//! the source of Cloudflare's own program, `wrangler pages deploy`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;
use serde_json::{Value, json};
use ureq::http::Method;

use super::api::{Api, Body, given, token};
use super::headers::HEADERS;
use super::manifest::SHOWN_MANIFEST;
use super::{Author, OVERTAKEN, Remote, Showing, held};
use crate::portfolio::url::encode;
use crate::tree::{Blob, media_type};

/// Where it listens.
const USUAL: &str = "https://api.cloudflare.com/client/v4";
/// How much one request holds, in bytes of base64, and how many files.
const MUCH: usize = 16 << 20;
const MANY: usize = 500;
/// Cloudflare takes no larger file, in bytes.
const LARGEST: u64 = 25 << 20;
/// What separates the parts of a form: no file holds it, since they travel elsewhere.
const BORDER: &str = "leadfolio-form-4f1d9b60";

/// A project.
pub(super) struct Project {
    api: Api,
    name: String,
    path: String,
    /// The deployment that readers see, and where it is seen whatever comes after it.
    before: Option<(String, String)>,
    files: Mutex<BTreeMap<String, Blob>>,
    address: Option<String>,
}

impl Project {
    pub(super) fn open(
        account: Option<&str>,
        name: &str,
        endpoint: Option<&str>,
        author: &dyn Author,
    ) -> Result<Self> {
        let account = account.map(str::to_owned).or_else(|| given(&["CLOUDFLARE_ACCOUNT_ID"])).context(
            "the target names no `account`\nit stands in the address of the dashboard, dash.cloudflare.com/ACCOUNT, or is set as CLOUDFLARE_ACCOUNT_ID",
        )?;
        let from = "https://dash.cloudflare.com/profile/api-tokens";
        let token = token("Cloudflare", &["CLOUDFLARE_API_TOKEN"], from, author)?;
        let leave = "the token needs the permission `Cloudflare Pages: Edit` for this account";
        let api = Api::new("Cloudflare", USUAL, endpoint, token, leave)?;
        let path = format!("/accounts/{}/pages/projects/{}", encode(&account), encode(name));
        let answer = api.get("find the project", &path)?;
        let word = |names: &[&str]| answer.text(names).map(str::to_owned);
        let before = word(&["result", "canonical_deployment", "id"]);
        let permanent = word(&["result", "canonical_deployment", "url"]);
        let address = word(&["result", "subdomain"]).map(|it| format!("https://{it}/"));
        Ok(Self {
            api,
            name: name.to_owned(),
            path,
            before: before.zip(permanent),
            files: Mutex::default(),
            address,
        })
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Blob>> {
        held(&self.files)
    }

    /// Sends what Cloudflare does not have.
    fn send(&self, files: &BTreeMap<String, Blob>, hashes: &BTreeMap<String, String>) -> Result<()> {
        let answer = self.api.get("let files be sent", &format!("{}/upload-token", self.path))?;
        let api = self
            .api
            .with_token(answer.text(&["result", "jwt"]).context("Cloudflare gave no leave to send files")?);
        let all: BTreeSet<&String> = hashes.values().collect();
        let asked = json!({ "hashes": all });
        let answer = api.post("say what it has", "/pages/assets/check-missing", &asked)?;
        let missing = answer.json.get("result").and_then(Value::as_array).into_iter().flatten();
        let mut missing: BTreeSet<&str> = missing.filter_map(Value::as_str).collect();
        let mut part: Vec<Value> = Vec::new();
        let mut size = 0;
        for (path, hash) in hashes {
            if !missing.remove(hash.as_str()) {
                continue;
            }
            let value = STANDARD.encode(&*files[path].read()?);
            if !part.is_empty() && (size + value.len() > MUCH || part.len() == MANY) {
                api.post("take files", "/pages/assets/upload", &Value::Array(std::mem::take(&mut part)))?;
                size = 0;
            }
            size += value.len();
            part.push(json!({
                "key": hash,
                "value": value,
                "metadata": { "contentType": media_type(path) },
                "base64": true,
            }));
        }
        if !part.is_empty() {
            api.post("take files", "/pages/assets/upload", &Value::Array(part))?;
        }
        api.post("keep files", "/pages/assets/upsert-hashes", &asked).map(|_| ())
    }
}

impl Remote for Project {
    fn shown(&self) -> String {
        format!("the project `{}` of Cloudflare Pages", self.name)
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        let Some((_, url)) = &self.before else { return Ok(None) };
        let found = self.api.shown(&format!("{}/{SHOWN_MANIFEST}", url.trim_end_matches('/')))?;
        // Where there is no such file, a host may show a page in its place.
        Ok(found.filter(|it| it.first() == Some(&b'{')))
    }

    fn taken(&self, _: &[&str]) -> Result<Vec<String>> {
        let Some((_, url)) = &self.before else { return Ok(Vec::new()) };
        Ok(if self.manifest()?.is_none() { vec![url.clone()] } else { Vec::new() })
    }

    fn note(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        let mut files = std::mem::take(&mut *self.files());
        let Some(bytes) = manifest else {
            bail!(
                "Cloudflare shows the last deployment for as long as the project is there\n\
                 delete the project in its dashboard: Workers & Pages, `{}`, Settings, Delete project",
                self.name
            );
        };
        files.insert(SHOWN_MANIFEST.to_owned(), Blob::from(bytes.to_vec()));
        let headers = files.remove(HEADERS);
        let hashes: BTreeMap<String, String> = files
            .par_iter()
            .map(|(path, blob)| {
                if blob.len() > LARGEST {
                    bail!("`{path}` is larger than the 25 MB that Cloudflare Pages takes\nput it elsewhere, such as on a host of films, and link to it");
                }
                Ok((path.clone(), hash(path, &blob.read()?)))
            })
            .collect::<Result<_>>()?;
        self.send(&files, &hashes)?;
        let answer = self.api.get("find the project", &self.path)?;
        let now = answer.text(&["result", "canonical_deployment", "id"]);
        if now != self.before.as_ref().map(|it| it.0.as_str()) {
            bail!(OVERTAKEN);
        }
        let all: BTreeMap<String, &String> =
            hashes.iter().map(|(path, hash)| (format!("/{path}"), hash)).collect();
        let mut form = Vec::new();
        part(&mut form, "manifest", serde_json::to_string(&all)?.as_bytes());
        if let Some(headers) = headers {
            part(&mut form, HEADERS, &headers.read()?);
        }
        form.extend(format!("--{BORDER}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={BORDER}");
        let to = format!("{}/deployments", self.path);
        let answer = self.api.ask(&Method::POST, &to, &Body::Bytes(&kind, &form))?;
        self.api.fine("show the site", answer).map(|_| ())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.files().insert(path.to_owned(), blob.clone());
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<()> {
        // A deployment is the whole site: what is not in it is gone.
        Ok(())
    }

    fn publish(&self) -> Result<Option<String>> {
        Ok(self.address.clone())
    }

    fn showing(&self) -> Showing {
        Showing::Anew
    }
}

/// The name of a file's bytes, as Cloudflare's own program makes it: two files of the same bytes and another type differ.
fn hash(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').filter(|it| !it.0.is_empty()).map_or("", |it| it.1);
    let words = STANDARD.encode(bytes) + ending;
    blake3::hash(words.as_bytes()).to_hex()[..32].to_owned()
}

/// Adds a file to a form (RFC 7578).
fn part(form: &mut Vec<u8>, name: &str, bytes: &[u8]) {
    form.extend(format!("--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").bytes());
    form.extend(bytes);
    form.extend(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn a_file_is_named_by_its_bytes_and_its_ending() {
        // `blake3(base64("a") + "css")`, by another program.
        let css = hash("assets/a.css", b"a");
        assert_eq!(css.len(), 32);
        assert_ne!(css, hash("assets/a.js", b"a"));
        assert_eq!(css, hash("b.css", b"a"));
        assert_eq!(hash("CNAME", b"a"), blake3::hash(b"YQ==").to_hex()[..32]);
    }
}
