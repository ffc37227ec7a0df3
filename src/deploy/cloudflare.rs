//! Target `cloudflare-pages`: direct upload to Cloudflare Pages. Files are addressed by hash, only missing ones are
//! uploaded, and the new site becomes visible as a whole.
//!
//! A deployment always contains the whole site. The API cannot list the files of a deployment that was made without
//! leadfolio, so such a project counts as foreign and needs `--overwrite`; Cloudflare keeps old deployments for
//! rollback.
//! Sources: <https://developers.cloudflare.com/api/resources/pages/subresources/projects/>, and for the upload protocol
//! the source code of Cloudflare's own client, `wrangler pages deploy`.

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

/// Base URL of Cloudflare's API.
const USUAL: &str = "https://api.cloudflare.com/client/v4";
/// Limit for the content of one upload request, in bytes of base64.
const MUCH: usize = 16 << 20;
/// Limit for the number of files in one upload request.
const MANY: usize = 500;
/// Cloudflare's limit for the size of a file, in bytes.
const LARGEST: u64 = 25 << 20;
/// Boundary of the multipart form. The form holds only the manifest and `_headers`, which cannot contain it.
const BORDER: &str = "leadfolio-form-4f1d9b60";

/// A Cloudflare Pages project.
pub(super) struct Project {
    api: Api,
    name: String,
    /// Path of the project in the API.
    path: String,
    /// Id and permanent URL of the deployment that was live when the remote was opened.
    before: Option<(String, String)>,
    files: Mutex<BTreeMap<String, Blob>>,
    /// Public URL of the site.
    address: Option<String>,
}

impl Project {
    pub(super) fn open(
        account: Option<&str>,
        name: &str,
        endpoint: Option<&str>,
        prompt: &dyn Author,
    ) -> Result<Self> {
        let account = account.map(str::to_owned).or_else(|| given(&["CLOUDFLARE_ACCOUNT_ID"])).context(
            "the target names no `account`\nit stands in the address of the dashboard, dash.cloudflare.com/ACCOUNT, or is set as CLOUDFLARE_ACCOUNT_ID",
        )?;
        let from = "https://dash.cloudflare.com/profile/api-tokens";
        let token = token("Cloudflare", &["CLOUDFLARE_API_TOKEN"], from, prompt)?;
        let permission_hint = "the token needs the permission `Cloudflare Pages: Edit` for this account";
        let api = Api::new("Cloudflare", USUAL, endpoint, token, permission_hint)?;
        let path = format!("/accounts/{}/pages/projects/{}", encode(&account), encode(name));
        let response = api.get("find the project", &path)?;
        let text = |keys: &[&str]| response.text(keys).map(str::to_owned);
        let live_id = text(&["result", "canonical_deployment", "id"]);
        let live_url = text(&["result", "canonical_deployment", "url"]);
        let address = text(&["result", "subdomain"]).map(|host| format!("https://{host}/"));
        Ok(Self {
            api,
            name: name.to_owned(),
            path,
            before: live_id.zip(live_url),
            files: Mutex::default(),
            address,
        })
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Blob>> {
        held(&self.files)
    }

    /// Uploads the files that Cloudflare does not have yet, in batches.
    fn send(&self, files: &BTreeMap<String, Blob>, hashes: &BTreeMap<String, String>) -> Result<()> {
        let response = self.api.get("let files be sent", &format!("{}/upload-token", self.path))?;
        // The asset API requires a short-lived token of its own.
        let token = response.text(&["result", "jwt"]).context("Cloudflare gave no leave to send files")?;
        let api = self.api.with_token(token);
        let unique: BTreeSet<&String> = hashes.values().collect();
        let request = json!({ "hashes": unique });
        let response = api.post("say what it has", "/pages/assets/check-missing", &request)?;
        let missing = response.json.get("result").and_then(Value::as_array).into_iter().flatten();
        let mut missing: BTreeSet<&str> = missing.filter_map(Value::as_str).collect();
        let mut batch: Vec<Value> = Vec::new();
        let mut size = 0;
        for (path, hash) in hashes {
            if !missing.remove(hash.as_str()) {
                continue;
            }
            let value = STANDARD.encode(&*files[path].read()?);
            if !batch.is_empty() && (size + value.len() > MUCH || batch.len() == MANY) {
                api.post("take files", "/pages/assets/upload", &Value::Array(std::mem::take(&mut batch)))?;
                size = 0;
            }
            size += value.len();
            batch.push(json!({
                "key": hash,
                "value": value,
                "metadata": { "contentType": media_type(path) },
                "base64": true,
            }));
        }
        if !batch.is_empty() {
            api.post("take files", "/pages/assets/upload", &Value::Array(batch))?;
        }
        // Registers the hashes, so that later deployments do not have to upload these files again.
        api.post("keep files", "/pages/assets/upsert-hashes", &request).map(|_| ())
    }
}

impl Remote for Project {
    fn shown(&self) -> String {
        format!("the project `{}` of Cloudflare Pages", self.name)
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        let Some((_, url)) = &self.before else { return Ok(None) };
        let bytes = self.api.shown(&format!("{}/{SHOWN_MANIFEST}", url.trim_end_matches('/')))?;
        // For a missing file the host may answer with an HTML page and status 200.
        Ok(bytes.filter(|bytes| bytes.first() == Some(&b'{')))
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
        let response = self.api.get("find the project", &self.path)?;
        let live_id = response.text(&["result", "canonical_deployment", "id"]);
        if live_id != self.before.as_ref().map(|(id, _)| id.as_str()) {
            bail!(OVERTAKEN);
        }
        let asset_map: BTreeMap<String, &String> =
            hashes.iter().map(|(path, hash)| (format!("/{path}"), hash)).collect();
        let mut form = Vec::new();
        part(&mut form, "manifest", serde_json::to_string(&asset_map)?.as_bytes());
        if let Some(headers) = headers {
            part(&mut form, HEADERS, &headers.read()?);
        }
        form.extend(format!("--{BORDER}--\r\n").bytes());
        let media_type = format!("multipart/form-data; boundary={BORDER}");
        let path = format!("{}/deployments", self.path);
        let response = self.api.ask(&Method::POST, &path, &Body::Bytes(&media_type, &form))?;
        self.api.fine("show the site", response).map(|_| ())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.files().insert(path.to_owned(), blob.clone());
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<()> {
        // A deployment contains the whole site, so a file that is left out is deleted.
        Ok(())
    }

    fn publish(&self) -> Result<Option<String>> {
        Ok(self.address.clone())
    }

    fn showing(&self) -> Showing {
        Showing::Anew
    }
}

/// Content hash of a file as `wrangler` computes it. It includes the extension, because the same bytes with another
/// media type are another asset.
fn hash(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension =
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, extension)| extension);
    let text = STANDARD.encode(bytes) + extension;
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}

/// Appends a part to a multipart form (RFC 7578).
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
        let css = hash("assets/a.css", b"a");
        assert_eq!(css.len(), 32);
        assert_ne!(css, hash("assets/a.js", b"a"));
        assert_eq!(css, hash("b.css", b"a"));
        assert_eq!(hash("CNAME", b"a"), blake3::hash(b"YQ==").to_hex()[..32]);
    }
}
