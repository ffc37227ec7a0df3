//! Target `netlify`: a Netlify site. Files are addressed by their SHA-1, only missing ones are uploaded, and the new
//! site becomes visible as a whole.
//! Source: <https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/>, "File digest method".

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::api::{ApiClient, RequestBody, read_token};
use crate::deploy::helpers::{DEPLOY_MESSAGE, find_altered, lock, retain_existing, sha1_hex, sha1_of_file};
use crate::deploy::host::{CiNeeds, Host, HostSpec, Question};
use crate::deploy::http::require_https;
use crate::deploy::manifest::{Digest, PUBLIC_MANIFEST};
use crate::deploy::remote::{CONFLICT, CompareBy, Prompt, PublishMode, ReadFile, Remote, RemoteDiff};
use crate::deploy::target_fields::TargetFields;
use crate::urls::encode;
use crate::vfs::Blob;

/// The kind `netlify`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Netlify,
    menu_text: "Netlify: has a free plan, requires an account",
    default_name: "netlify",
    fields: &["site", "endpoint"],
    questions: &[Question::required("site", "What is the name of the site?", "my-portfolio.netlify.app")],
    ci: Some(CiNeeds::secrets(&["NETLIFY_AUTH_TOKEN"])),
    default_headers: HeaderFile::Headers,
    publishes_late: false,
    resolve,
};

/// A site at Netlify.
#[derive(Debug)]
struct NetlifyHost {
    /// Site name such as `my-portfolio.netlify.app`, or its id.
    site: String,
    /// Base URL of the API, when it is not the default.
    endpoint: Option<String>,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    let site = fields.require_text(raw.site, "site", "my-portfolio.netlify.app")?;
    Some(Box::new(NetlifyHost { site, endpoint: raw.endpoint }))
}

impl Host for NetlifyHost {
    fn open(&self, _: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
        Ok(Box::new(NetlifySite::open(&self.site, self.endpoint.as_deref(), prompt)?))
    }
}

/// Base URL of Netlify's API.
const DEFAULT_ENDPOINT: &str = "https://api.netlify.com/api/v1";
/// Files that Netlify reads and does not serve.
const SETTINGS_FILES: [&str; 3] = ["_headers", "_redirects", "netlify.toml"];
/// Number of files per page of a listing.
const PAGE_SIZE: usize = 100;
/// Number of times that the state of a deploy is polled before giving up.
const MAX_POLLS: usize = 60;
/// Interval between two polls.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// A Netlify site.
struct NetlifySite {
    api: ApiClient,
    /// Name or id of the site as configured.
    name: String,
    id: String,
    /// Id of the deploy that was live when the remote was opened; `None` before the first deploy.
    live_deploy: Option<String>,
    /// Whether leadfolio made that deploy. A deploy never changes, so that such a one is as it was recorded.
    is_own_deploy: bool,
    /// Permanent URL of that deploy.
    live_url: Option<String>,
    /// Files of that deploy: SHA-1 by path.
    live_files: BTreeMap<String, String>,
    files: Mutex<BTreeMap<String, Blob>>,
    deletes: Mutex<BTreeSet<String>>,
    /// Public URL of the site.
    site_url: Option<String>,
}

impl NetlifySite {
    fn open(site: &str, endpoint: Option<&str>, prompt: &dyn Prompt) -> Result<Self> {
        require_https(endpoint.unwrap_or(DEFAULT_ENDPOINT))?;
        let from = "https://app.netlify.com/user/applications#personal-access-tokens";
        let token = read_token("Netlify", &["NETLIFY_AUTH_TOKEN"], from, prompt)?;
        let permission_hint = "check that the token is complete, has not expired, and belongs to the account that owns the site";
        let api = ApiClient::new("Netlify", DEFAULT_ENDPOINT, endpoint, token, permission_hint, prompt)?;
        let site = site.trim_start_matches("https://").trim_end_matches('/');
        let response = api.get("find the site", &format!("/sites/{}", encode(site)))?;
        let text = |keys: &[&str]| response.str_at(keys).map(str::to_owned);
        let mut remote = Self {
            id: text(&["id"]).context("Netlify named no site")?,
            name: site.to_owned(),
            live_deploy: text(&["published_deploy", "id"]),
            is_own_deploy: response.str_at(&["published_deploy", "title"]) == Some(DEPLOY_MESSAGE),
            live_url: text(&["published_deploy", "deploy_ssl_url"]),
            live_files: BTreeMap::new(),
            files: Mutex::default(),
            deletes: Mutex::default(),
            site_url: text(&["ssl_url"]),
            api,
        };
        if remote.live_deploy.is_some() {
            remote.list_files()?;
        }
        Ok(remote)
    }

    /// Lists the files of the live deploy.
    fn list_files(&mut self) -> Result<()> {
        for page in 1.. {
            let path = format!("/sites/{}/files?page={page}&per_page={PAGE_SIZE}", self.id);
            let response = self.api.get("list the site", &path)?;
            let entries = response.json.as_array().context("Netlify sent no list")?;
            let count_before = self.live_files.len();
            for entry in entries {
                let text = |key| entry.get(key).and_then(Value::as_str);
                if let (Some(path), Some(sha)) = (text("path"), text("sha")) {
                    self.live_files.insert(path.trim_start_matches('/').to_owned(), sha.to_owned());
                }
            }
            // A server that ignores `page` would return the same files forever.
            if entries.len() < PAGE_SIZE || self.live_files.len() == count_before {
                break;
            }
        }
        Ok(())
    }

    fn lock_files(&self) -> MutexGuard<'_, BTreeMap<String, Blob>> {
        lock(&self.files)
    }

    /// Uploads the files whose SHA-1 Netlify requires.
    fn upload_missing(
        &self,
        deploy: &str,
        files: &BTreeMap<String, Blob>,
        hashes: &BTreeMap<String, String>,
        missing: &BTreeSet<&str>,
    ) -> Result<()> {
        let mut sent = BTreeSet::new();
        let missing: Vec<(&String, &Blob)> = files
            .iter()
            .filter(|(path, _)| {
                let sha = hashes.get(*path).map_or("", String::as_str);
                // Of several files with the same content, one is enough.
                missing.contains(sha) && sent.insert(sha)
            })
            .collect();
        missing.into_par_iter().try_for_each(|(path, blob)| {
            let api_path = format!("/deploys/{deploy}/files/{}", encode(path));
            let body = RequestBody::Bytes("application/octet-stream", &blob.read()?);
            let response = self.api.send(&Method::PUT, &api_path, &body)?;
            self.api.expect_success(&format!("accept `{path}`"), response).map(|_| ())
        })
    }

    /// Polls until Netlify has published the deploy.
    fn wait_until_ready(&self, deploy: &str) -> Result<()> {
        for _ in 0..MAX_POLLS {
            let response = self.api.get("report its progress", &format!("/deploys/{deploy}"))?;
            match response.str_at(&["state"]) {
                Some("ready") => return Ok(()),
                Some("error") => {
                    bail!(
                        "Netlify could not publish the site: {}",
                        response.str_at(&["error_message"]).unwrap_or("it gave no reason")
                    )
                }
                _ => thread::sleep(POLL_INTERVAL),
            }
        }
        bail!("Netlify has all files but is not ready yet: look again in a few minutes")
    }
}

impl Remote for NetlifySite {
    fn describe(&self) -> String {
        format!("the Netlify site `{}`", self.name)
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let (Some(sha), Some(permanent)) = (self.live_files.get(PUBLIC_MANIFEST), &self.live_url) else {
            return Ok(None);
        };
        let url = format!("{}/{PUBLIC_MANIFEST}", permanent.trim_end_matches('/'));
        let bytes = self.api.fetch_public(&url)?;
        // A password-protected site answers with its sign-in page.
        let bytes = bytes.filter(|bytes| sha1_hex(&[bytes.as_slice()]) == *sha);
        let bytes = bytes.with_context(|| {
            format!(
                "cannot read {url}\nif the site asks visitors for a password, turn that off while you deploy"
            )
        })?;
        Ok(Some(bytes))
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        Ok(retain_existing(paths, |path| self.live_files.contains_key(path)))
    }

    fn list_paths(&self, _: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        Ok(Some(self.live_files.keys().cloned().collect()))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        _: CompareBy,
        read_file: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        let altered = find_altered(files, |path, _| match self.live_files.get(path) {
            Some(sha) => Ok(sha1_of_file("", &read_file(path)?)? == *sha),
            // Netlify reads these files itself, and may not list them.
            None => Ok(SETTINGS_FILES.contains(&path)),
        })?;
        Ok(RemoteDiff::new(CompareBy::Content, altered))
    }

    fn find_edited(&self, files: &BTreeMap<String, Digest>, _: CompareBy) -> Result<Vec<String>> {
        let Some(permanent) = self.live_url.as_deref().filter(|_| !self.is_own_deploy) else {
            return Ok(Vec::new());
        };
        find_altered(files, |path, digest| {
            // Netlify reads these files and does not show them.
            if SETTINGS_FILES.contains(&path) {
                return Ok(true);
            }
            let Some(sha) = self.live_files.get(path) else { return Ok(true) };
            let url = format!("{}/{}", permanent.trim_end_matches('/'), encode(path));
            // What Netlify doesn't show as it was uploaded can't be compared.
            let bytes = self.api.fetch_public(&url)?.filter(|bytes| sha1_hex(&[bytes.as_slice()]) == *sha);
            Ok(bytes.is_some_and(|bytes| Digest::from_content(&bytes) == *digest))
        })
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        let mut files = std::mem::take(&mut *self.lock_files());
        if let Some(bytes) = manifest {
            files.insert(PUBLIC_MANIFEST.to_owned(), Blob::from(bytes.to_vec()));
        } else {
            self.delete(PUBLIC_MANIFEST)?;
        }
        // A deploy contains the whole site, so files that leadfolio did not write have to be included.
        let mut hashes = self.live_files.clone();
        for path in &*lock(&self.deletes) {
            hashes.remove(path);
        }
        let new_hashes: BTreeMap<String, String> = files
            .par_iter()
            .map(|(path, blob)| Ok((path.clone(), sha1_of_file("", blob)?)))
            .collect::<Result<_>>()?;
        hashes.extend(new_hashes);
        let response = self.api.get("find the site", &format!("/sites/{}", self.id))?;
        if response.str_at(&["published_deploy", "id"]) != self.live_deploy.as_deref() {
            bail!(CONFLICT);
        }
        let by_path: BTreeMap<String, &String> =
            hashes.iter().map(|(path, sha)| (format!("/{path}"), sha)).collect();
        let request = json!({ "files": by_path });
        let path = format!("/sites/{}/deploys?title={}", self.id, encode(DEPLOY_MESSAGE));
        let response = self.api.post("start a deploy", &path, &request)?;
        let deploy = response.str_at(&["id"]).context("Netlify named no deploy")?.to_owned();
        let missing = response.json.get("required").and_then(Value::as_array).into_iter().flatten();
        let missing: BTreeSet<&str> = missing.filter_map(Value::as_str).collect();
        self.upload_missing(&deploy, &files, &hashes, &missing)?;
        self.wait_until_ready(&deploy)
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.lock_files().insert(path.to_owned(), blob.clone());
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<()> {
        lock(&self.deletes).insert(path.to_owned());
        Ok(())
    }

    fn publish(&self) -> Result<Option<String>> {
        Ok(self.site_url.clone())
    }

    fn publish_mode(&self) -> PublishMode {
        PublishMode::FullUpload
    }
}
