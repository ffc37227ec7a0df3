//! Target `cloudflare-pages`: direct upload to Cloudflare Pages. Files are addressed by hash, only missing ones are
//! uploaded, and the new site becomes visible as a whole.
//!
//! A deployment always contains the whole site. The API cannot list the files of a deployment that was made without
//! leadfolio, so such a project counts as foreign and needs `--overwrite`; Cloudflare keeps old deployments for
//! rollback.
//! Sources: <https://developers.cloudflare.com/api/resources/pages/subresources/projects/>, and for the upload protocol
//! the source code of Cloudflare's own client, `wrangler pages deploy`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::content::checker::non_blank;
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::api::{ApiClient, RequestBody, env_value, read_token};
use crate::deploy::headers::HEADERS_FILE;
use crate::deploy::helpers::{DEPLOY_MESSAGE, find_edited_files, lock};
use crate::deploy::host::{CiNeeds, Host, HostSpec, Question};
use crate::deploy::http::require_https;
use crate::deploy::manifest::{Digest, PUBLIC_MANIFEST};
use crate::deploy::remote::{CONFLICT, CompareBy, Prompt, PublishMode, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::urls::{encode, site_path};
use crate::vfs::{Blob, media_type};

/// The kind `cloudflare-pages`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::CloudflarePages,
    menu_text: "Cloudflare Pages: has a free plan, requires an account",
    default_name: "cloudflare",
    fields: &["project", "account", "endpoint"],
    questions: &[
        Question::required("project", "What is the name of the project?", "my-portfolio"),
        Question::required(
            "account",
            "What is your account ID (part of the dashboard's address)?",
            "0123456789abcdef",
        ),
    ],
    ci: Some(CiNeeds::secrets(&["CLOUDFLARE_API_TOKEN"])),
    default_headers: HeaderFile::Headers,
    publishes_late: false,
    resolve,
};

/// A project of Cloudflare Pages.
#[derive(Debug)]
struct CloudflareHost {
    /// Account id; read from the environment when `None`.
    account: Option<String>,
    /// Project name, such as `my-portfolio`.
    project: String,
    /// Base URL of the API, when it is not the default.
    endpoint: Option<String>,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    let project = fields.require_text(raw.project, "project", "my-portfolio")?;
    Some(Box::new(CloudflareHost { account: non_blank(raw.account), project, endpoint: raw.endpoint }))
}

impl Host for CloudflareHost {
    fn open(&self, _: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
        Ok(Box::new(CloudflareProject::open(
            self.account.as_deref(),
            &self.project,
            self.endpoint.as_deref(),
            prompt,
        )?))
    }
}

/// Base URL of Cloudflare's API.
const DEFAULT_ENDPOINT: &str = "https://api.cloudflare.com/client/v4";
/// Limit for the content of one upload request, in bytes of base64.
const MAX_BATCH_BYTES: usize = 16 << 20;
/// Limit for the number of files in one upload request.
const MAX_BATCH_FILES: usize = 500;
/// Cloudflare's limit for the size of a file, in bytes.
const MAX_FILE_BYTES: u64 = 25 << 20;
/// Boundary of the multipart form. The form holds only the manifest and `_headers`, which cannot contain it.
const FORM_BOUNDARY: &str = "leadfolio-form-4f1d9b60";

/// A Cloudflare Pages project.
struct CloudflareProject {
    api: ApiClient,
    name: String,
    /// Path of the project in the API.
    api_path: String,
    /// Id and permanent URL of the deployment that was live when the remote was opened.
    live_deployment: Option<(String, String)>,
    /// Whether leadfolio made that deployment. It never changes, so that such a one is as it was recorded.
    is_own_deployment: bool,
    files: Mutex<BTreeMap<String, Blob>>,
    /// Public URL of the site.
    site_url: Option<String>,
}

impl CloudflareProject {
    fn open(account: Option<&str>, name: &str, endpoint: Option<&str>, prompt: &dyn Prompt) -> Result<Self> {
        require_https(endpoint.unwrap_or(DEFAULT_ENDPOINT))?;
        let account = account.map(str::to_owned).or_else(|| env_value(&["CLOUDFLARE_ACCOUNT_ID"])).context(
            "the target has no `account`\nit is part of the dashboard's address, dash.cloudflare.com/ACCOUNT; you can also set CLOUDFLARE_ACCOUNT_ID",
        )?;
        let from = "https://dash.cloudflare.com/profile/api-tokens";
        let token = read_token("Cloudflare", &["CLOUDFLARE_API_TOKEN"], from, prompt)?;
        let permission_hint = "the token needs the permission `Cloudflare Pages: Edit` for this account";
        let api = ApiClient::new("Cloudflare", DEFAULT_ENDPOINT, endpoint, token, permission_hint, prompt)?;
        let path = format!("/accounts/{}/pages/projects/{}", encode(&account), encode(name));
        let response = api.get("find the project", &path)?;
        let text = |keys: &[&str]| response.str_at(keys).map(str::to_owned);
        let live_id = text(&["result", "canonical_deployment", "id"]);
        let live_url = text(&["result", "canonical_deployment", "url"]);
        let message = ["result", "canonical_deployment", "deployment_trigger", "metadata", "commit_message"];
        let is_own_deployment = response.str_at(&message) == Some(DEPLOY_MESSAGE);
        let address = text(&["result", "subdomain"]).map(|host| format!("https://{host}/"));
        Ok(Self {
            api,
            name: name.to_owned(),
            api_path: path,
            live_deployment: live_id.zip(live_url),
            is_own_deployment,
            files: Mutex::default(),
            site_url: address,
        })
    }

    fn lock_files(&self) -> MutexGuard<'_, BTreeMap<String, Blob>> {
        lock(&self.files)
    }

    /// Uploads the files that Cloudflare does not have yet, in batches.
    fn upload_missing(
        &self,
        files: &BTreeMap<String, Blob>,
        hashes: &BTreeMap<String, String>,
    ) -> Result<()> {
        let response = self.api.get("allow the upload", &format!("{}/upload-token", self.api_path))?;
        // The asset API requires a short-lived token of its own.
        let token =
            response.str_at(&["result", "jwt"]).context("Cloudflare gave no permission to upload files")?;
        let api = self.api.with_token(token);
        let unique: BTreeSet<&String> = hashes.values().collect();
        let request = json!({ "hashes": unique });
        let response = api.post("list the files it has", "/pages/assets/check-missing", &request)?;
        let missing = response.json.get("result").and_then(Value::as_array).into_iter().flatten();
        let mut missing: BTreeSet<&str> = missing.filter_map(Value::as_str).collect();
        let mut batch: Vec<Value> = Vec::new();
        let mut size = 0;
        for (path, hash) in hashes {
            if !missing.remove(hash.as_str()) {
                continue;
            }
            let value = STANDARD.encode(&*files[path].read()?);
            if !batch.is_empty() && (size + value.len() > MAX_BATCH_BYTES || batch.len() == MAX_BATCH_FILES) {
                api.post(
                    "accept the files",
                    "/pages/assets/upload",
                    &Value::Array(std::mem::take(&mut batch)),
                )?;
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
            api.post("accept the files", "/pages/assets/upload", &Value::Array(batch))?;
        }
        // Registers the hashes, so that later deployments do not have to upload these files again.
        api.post("keep the files", "/pages/assets/upsert-hashes", &request).map(|_| ())
    }
}

impl Remote for CloudflareProject {
    fn describe(&self) -> String {
        format!("the Cloudflare Pages project `{}`", self.name)
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let Some((_, url)) = &self.live_deployment else { return Ok(None) };
        let bytes = self.api.fetch_public(&format!("{}/{PUBLIC_MANIFEST}", url.trim_end_matches('/')))?;
        // For a missing file the host may answer with an HTML page and status 200.
        Ok(bytes.filter(|bytes| bytes.first() == Some(&b'{')))
    }

    fn existing(&self, _: &[&str]) -> Result<Vec<String>> {
        let Some((_, url)) = &self.live_deployment else { return Ok(Vec::new()) };
        Ok(if self.read_manifest()?.is_none() { vec![url.clone()] } else { Vec::new() })
    }

    fn list_paths(&self, _: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        Ok(None)
    }

    fn compare(&self, _: &BTreeMap<String, Digest>, _: CompareBy, _: &ReadFile<'_>) -> Result<RemoteDiff> {
        // A deployment never changes, and the manifest was read from the one that is live.
        Ok(RemoteDiff::new(CompareBy::Content, Vec::new()))
    }

    fn find_edited(&self, files: &BTreeMap<String, Digest>, _: CompareBy) -> Result<Vec<String>> {
        let Some((_, permanent)) = self.live_deployment.as_ref().filter(|_| !self.is_own_deployment) else {
            return Ok(Vec::new());
        };
        find_edited_files(files, |path| {
            // It is not shown.
            if path == HEADERS_FILE {
                return Ok(None);
            }
            // The address of a page: the name of its file would redirect there.
            let address = encode(site_path(path));
            self.api.fetch_public(&format!("{}/{address}", permanent.trim_end_matches('/')))
        })
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        let mut files = std::mem::take(&mut *self.lock_files());
        let Some(bytes) = manifest else {
            bail!(
                "Cloudflare shows the last version of the site for as long as the project exists\n\
                 delete the project in the dashboard: Workers & Pages > `{}` > Settings > Delete project",
                self.name
            );
        };
        files.insert(PUBLIC_MANIFEST.to_owned(), Blob::from(bytes.to_vec()));
        let headers = files.remove(HEADERS_FILE);
        let hashes: BTreeMap<String, String> = files
            .par_iter()
            .map(|(path, blob)| {
                if blob.len() > MAX_FILE_BYTES {
                    bail!("`{path}` is larger than 25 MB, the limit of Cloudflare Pages\nupload it elsewhere, such as to a video host, and link to it");
                }
                Ok((path.clone(), asset_hash(path, &blob.read()?)))
            })
            .collect::<Result<_>>()?;
        self.upload_missing(&files, &hashes)?;
        let response = self.api.get("find the project", &self.api_path)?;
        let live_id = response.str_at(&["result", "canonical_deployment", "id"]);
        if live_id != self.live_deployment.as_ref().map(|(id, _)| id.as_str()) {
            bail!(CONFLICT);
        }
        let asset_map: BTreeMap<String, &String> =
            hashes.iter().map(|(path, hash)| (format!("/{path}"), hash)).collect();
        let mut form = Vec::new();
        push_form_part(&mut form, "manifest", serde_json::to_string(&asset_map)?.as_bytes());
        push_form_part(&mut form, "commit_message", DEPLOY_MESSAGE.as_bytes());
        if let Some(headers) = headers {
            push_form_part(&mut form, HEADERS_FILE, &headers.read()?);
        }
        form.extend(format!("--{FORM_BOUNDARY}--\r\n").bytes());
        let media_type = format!("multipart/form-data; boundary={FORM_BOUNDARY}");
        let path = format!("{}/deployments", self.api_path);
        let response = self.api.send(&Method::POST, &path, &RequestBody::Bytes(&media_type, &form))?;
        self.api.expect_success("show the site", response).map(|_| ())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.lock_files().insert(path.to_owned(), blob.clone());
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<()> {
        // A deployment contains the whole site, so a file that is left out is deleted.
        Ok(())
    }

    fn publish(&self) -> Result<Option<String>> {
        Ok(self.site_url.clone())
    }

    fn publish_mode(&self) -> PublishMode {
        PublishMode::FullUpload
    }
}

/// Content hash of a file as `wrangler` computes it. It includes the extension, because the same bytes with another
/// media type are another asset.
fn asset_hash(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension =
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, extension)| extension);
    let text = STANDARD.encode(bytes) + extension;
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}

/// Appends a part to a multipart form (RFC 7578).
fn push_form_part(form: &mut Vec<u8>, name: &str, bytes: &[u8]) {
    form.extend(
        format!("--{FORM_BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").bytes(),
    );
    form.extend(bytes);
    form.extend(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::asset_hash;

    #[test]
    fn a_file_is_named_by_its_bytes_and_its_ending() {
        let css = asset_hash("assets/a.css", b"a");
        assert_eq!(css.len(), 32);
        assert_ne!(css, asset_hash("assets/a.js", b"a"));
        assert_eq!(css, asset_hash("b.css", b"a"));
        assert_eq!(asset_hash("CNAME", b"a"), blake3::hash(b"YQ==").to_hex()[..32]);
    }
}
