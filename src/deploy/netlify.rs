//! A site at Netlify: every file is named by its SHA-1, and only what Netlify does not have is sent. Readers see the new
//! site when all of it is there.
//! Source: <https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/>, "File digest method".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use ureq::http::Method;

use super::api::{Api, Body, token};
use super::manifest::SHOWN_MANIFEST;
use super::{Author, OVERTAKEN, Remote, Showing, among, held};
use crate::portfolio::url::encode;
use crate::tree::Blob;

/// Where it listens.
const USUAL: &str = "https://api.netlify.com/api/v1";
/// Files that one answer lists.
const LISTED: usize = 100;
/// How often it is asked whether the site is ready, and the pause between, in seconds.
const TRIES: usize = 60;
const PAUSE: Duration = Duration::from_secs(1);

/// A site.
pub(super) struct Site {
    api: Api,
    name: String,
    id: String,
    /// The deploy that readers see; none when there is none yet.
    before: Option<String>,
    /// Where that deploy is seen, whatever comes after it.
    permanent: Option<String>,
    /// What is in it: the SHA-1 of every file.
    there: BTreeMap<String, String>,
    files: Mutex<BTreeMap<String, Blob>>,
    deletes: Mutex<BTreeSet<String>>,
    address: Option<String>,
}

impl Site {
    pub(super) fn open(site: &str, endpoint: Option<&str>, author: &dyn Author) -> Result<Self> {
        let from = "https://app.netlify.com/user/applications#personal-access-tokens";
        let token = token("Netlify", &["NETLIFY_AUTH_TOKEN"], from, author)?;
        let leave = "see that the token is whole, not run out, and of the account that the site belongs to";
        let api = Api::new("Netlify", USUAL, endpoint, token, leave)?;
        let site = site.trim_start_matches("https://").trim_end_matches('/');
        let answer = api.get("find the site", &format!("/sites/{}", encode(site)))?;
        let word = |names: &[&str]| answer.text(names).map(str::to_owned);
        let mut found = Self {
            id: word(&["id"]).context("Netlify named no site")?,
            name: site.to_owned(),
            before: word(&["published_deploy", "id"]),
            permanent: word(&["published_deploy", "deploy_ssl_url"]),
            there: BTreeMap::new(),
            files: Mutex::default(),
            deletes: Mutex::default(),
            address: word(&["ssl_url"]),
            api,
        };
        if found.before.is_some() {
            found.read()?;
        }
        Ok(found)
    }

    fn read(&mut self) -> Result<()> {
        for page in 1.. {
            let path = format!("/sites/{}/files?page={page}&per_page={LISTED}", self.id);
            let answer = self.api.get("list the site", &path)?;
            let listed = answer.json.as_array().context("Netlify sent no list")?;
            let before = self.there.len();
            for file in listed {
                let word = |name| file.get(name).and_then(Value::as_str);
                if let (Some(path), Some(sha)) = (word("path"), word("sha")) {
                    self.there.insert(path.trim_start_matches('/').to_owned(), sha.to_owned());
                }
            }
            // One that takes no notice of pages sends the same again.
            if listed.len() < LISTED || self.there.len() == before {
                break;
            }
        }
        Ok(())
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Blob>> {
        held(&self.files)
    }

    /// Sends what Netlify does not have.
    fn send(
        &self,
        deploy: &str,
        files: &BTreeMap<String, Blob>,
        wanted: &BTreeMap<String, String>,
        missing: &BTreeSet<&str>,
    ) -> Result<()> {
        let mut sent = BTreeSet::new();
        let missing: Vec<(&String, &Blob)> = files
            .iter()
            .filter(|it| {
                let sha = wanted.get(it.0).map_or("", String::as_str);
                missing.contains(sha) && sent.insert(sha)
            })
            .collect();
        missing.into_par_iter().try_for_each(|(path, blob)| {
            let to = format!("/deploys/{deploy}/files/{}", encode(path));
            let body = Body::Bytes("application/octet-stream", &blob.read()?);
            self.api.fine(&format!("take `{path}`"), self.api.ask(&Method::PUT, &to, &body)?).map(|_| ())
        })
    }

    fn wait(&self, deploy: &str) -> Result<()> {
        for _ in 0..TRIES {
            let answer = self.api.get("say how far it is", &format!("/deploys/{deploy}"))?;
            match answer.text(&["state"]) {
                Some("ready") => return Ok(()),
                Some("error") => {
                    bail!(
                        "Netlify could not show the site: {}",
                        answer.text(&["error_message"]).unwrap_or("it says no more")
                    )
                }
                _ => thread::sleep(PAUSE),
            }
        }
        bail!("Netlify has everything and is not ready yet: look at it in some minutes")
    }
}

impl Remote for Site {
    fn shown(&self) -> String {
        format!("the site `{}` at Netlify", self.name)
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        let (Some(sha), Some(permanent)) = (self.there.get(SHOWN_MANIFEST), &self.permanent) else {
            return Ok(None);
        };
        let url = format!("{}/{SHOWN_MANIFEST}", permanent.trim_end_matches('/'));
        let bytes = self.api.shown(&url)?;
        // A page to sign in is no manifest.
        let bytes = bytes.filter(|it| sha1_of(it) == *sha);
        let bytes = bytes.with_context(|| {
            format!("{url} cannot be read\nif the site asks its readers for a password, switch that off while you deploy")
        })?;
        Ok(Some(bytes))
    }

    fn taken(&self, paths: &[&str]) -> Result<Vec<String>> {
        Ok(among(paths, |it| self.there.contains_key(it)))
    }

    fn note(&self, manifest: Option<&[u8]>, _: Option<&[u8]>) -> Result<()> {
        let mut files = std::mem::take(&mut *self.files());
        if let Some(bytes) = manifest {
            files.insert(SHOWN_MANIFEST.to_owned(), Blob::from(bytes.to_vec()));
        } else {
            self.delete(SHOWN_MANIFEST)?;
        }
        // A deploy is the whole site: what others put there goes with it.
        let mut wanted = self.there.clone();
        for path in &*held(&self.deletes) {
            wanted.remove(path);
        }
        let own: BTreeMap<String, String> = files
            .par_iter()
            .map(|(path, blob)| Ok((path.clone(), sha1_of(&blob.read()?))))
            .collect::<Result<_>>()?;
        wanted.extend(own);
        let answer = self.api.get("find the site", &format!("/sites/{}", self.id))?;
        if answer.text(&["published_deploy", "id"]) != self.before.as_deref() {
            bail!(OVERTAKEN);
        }
        let all: BTreeMap<String, &String> =
            wanted.iter().map(|(path, sha)| (format!("/{path}"), sha)).collect();
        let asked = json!({ "files": all });
        let answer = self.api.post("begin a deploy", &format!("/sites/{}/deploys", self.id), &asked)?;
        let deploy = answer.text(&["id"]).context("Netlify named no deploy")?.to_owned();
        let missing = answer.json.get("required").and_then(Value::as_array).into_iter().flatten();
        let missing: BTreeSet<&str> = missing.filter_map(Value::as_str).collect();
        self.send(&deploy, &files, &wanted, &missing)?;
        self.wait(&deploy)
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.files().insert(path.to_owned(), blob.clone());
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<()> {
        held(&self.deletes).insert(path.to_owned());
        Ok(())
    }

    fn publish(&self) -> Result<Option<String>> {
        Ok(self.address.clone())
    }

    fn showing(&self) -> Showing {
        Showing::Anew
    }
}

fn sha1_of(bytes: &[u8]) -> String {
    Sha1::digest(bytes).iter().map(|it| format!("{it:02x}")).collect()
}
