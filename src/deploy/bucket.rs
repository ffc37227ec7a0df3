//! A bucket of a service that stores objects: Amazon S3 and the many that speak like it (Cloudflare R2, Backblaze B2,
//! MinIO), Google Cloud Storage, Azure Blob Storage.
//!
//! The key comes from the environment or from the files that the services' own programs write, never from the portfolio.
#![expect(
    clippy::disallowed_methods,
    reason = "this is a door: keys come from the environment and the author's own file"
)]

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::future::Future;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, Once};

use anyhow::{Result, anyhow, bail};
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, Error, ObjectStore, ObjectStoreExt as _, PutMode,
    PutMultipartOptions, PutOptions, PutPayload, UpdateVersion, WriteMultipart,
};
use tokio::runtime::Runtime;
use tokio_stream::StreamExt as _;

use super::manifest::MANIFEST;
use super::{OVERTAKEN, Remote, held};
use crate::portfolio::model::Storage;
use crate::tree::{Blob, media_type};

/// Files on their way at the same time: most of the time goes by waiting for the answer.
const WIDTH: usize = 16;
/// A larger file, in bytes, travels in parts, so that a film is never in memory as a whole.
const LARGE: u64 = 16 << 20;

/// A bucket, or a folder of one.
#[derive(Debug)]
pub(super) struct Bucket {
    store: Box<dyn ObjectStore>,
    runtime: Runtime,
    shown: String,
    prefix: String,
    /// The manifest as this run knows it: the service refuses to replace any other.
    mark: Mutex<Option<UpdateVersion>>,
}

impl Bucket {
    pub(super) fn new(service: &Storage, name: &str, endpoint: Option<&str>, prefix: &str) -> Result<Self> {
        static PROVIDER: Once = Once::new();
        // Whoever was first has installed the same.
        PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
        // Plain HTTP is for a service on the author's own machine.
        let is_here = endpoint.is_some_and(super::is_here);
        let store = match service {
            Storage::S3 { region } => amazon(name, region.as_deref(), endpoint, is_here)?,
            Storage::Google => google(name, endpoint, is_here)?,
            Storage::Azure { account } => azure(account, name, endpoint, is_here)?,
        };
        let runtime = super::runtime()?;
        let at = endpoint.map(|it| format!(" at {it}")).unwrap_or_default();
        let (kind, of) = match service {
            Storage::S3 { .. } => ("bucket", String::new()),
            Storage::Google => ("bucket", " of Google Cloud Storage".to_owned()),
            Storage::Azure { account } => ("container", format!(" of the Azure account `{account}`")),
        };
        let shown = format!("the {kind} `{}`{of}{at}", format!("{name}/{prefix}").trim_end_matches('/'));
        Ok(Self { store, runtime, shown, prefix: prefix.to_owned(), mark: Mutex::new(None) })
    }

    fn path(&self, path: &str) -> Result<Path> {
        Path::parse(format!("{}{path}", self.prefix))
            .map_err(|_| anyhow!("a bucket cannot hold a file named `{path}`"))
    }

    fn wait<T>(&self, work: impl Future<Output = object_store::Result<T>>) -> Result<T> {
        self.runtime.block_on(work).map_err(|it| told(&it))
    }

    /// Sends a file of the disk, a few parts at a time.
    fn put_in_parts(&self, to: &Path, blob: &Blob, options: PutMultipartOptions) -> Result<()> {
        let mut file = blob.open()?;
        let send = async {
            let upload = self.store.put_multipart_opts(to, options).await?;
            let mut writer = WriteMultipart::new(upload);
            let mut part = vec![0; 1 << 20];
            loop {
                match file.read(&mut part) {
                    Ok(0) => break,
                    Ok(read) => writer.write(&part[..read]),
                    Err(error) => {
                        writer.abort().await?;
                        return Err(Error::Generic { store: "file", source: error.into() });
                    }
                }
                writer.wait_for_capacity(4).await?;
            }
            writer.finish().await
        };
        self.wait(send).map(|_| ())
    }

    fn mark(&self) -> MutexGuard<'_, Option<UpdateVersion>> {
        held(&self.mark)
    }
}

impl Remote for Bucket {
    fn shown(&self) -> String {
        self.shown.clone()
    }

    fn manifest(&self) -> Result<Option<Vec<u8>>> {
        let path = self.path(MANIFEST)?;
        let found = self.runtime.block_on(async {
            let found = self.store.get(&path).await?;
            let mark = UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
            Ok((found.bytes().await?, mark))
        });
        let (bytes, mark) = match found {
            Ok((bytes, mark)) => (Some(bytes.to_vec()), Some(mark)),
            // Without a bucket there is nothing either, which the first question about it tells.
            Err(Error::NotFound { .. }) => (None, None),
            Err(error) => return Err(told(&error)),
        };
        *self.mark() = mark;
        Ok(bytes)
    }

    fn taken(&self, paths: &[&str]) -> Result<Vec<String>> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let folder = (!self.prefix.is_empty()).then(|| Path::from(self.prefix.trim_end_matches('/')));
        let there: BTreeSet<String> = self.wait(async {
            let mut all = self.store.list(folder.as_ref());
            let mut names = BTreeSet::new();
            while let Some(found) = all.next().await {
                names.insert(found?.location.to_string());
            }
            Ok(names)
        })?;
        let mut taken = Vec::new();
        for path in paths {
            if there.contains(self.path(path)?.as_ref()) {
                taken.push((*path).to_owned());
            }
        }
        Ok(taken)
    }

    fn note(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        let path = self.path(MANIFEST)?;
        let Some(bytes) = manifest else {
            return self.wait(self.store.delete(&path));
        };
        let known = self.mark().clone();
        let mode = match (before, known) {
            (Some(_), Some(mark)) => PutMode::Update(mark),
            _ => PutMode::Create,
        };
        let mut options = PutOptions { mode, ..PutOptions::default() };
        options.attributes.insert(Attribute::ContentType, "application/json".into());
        let payload = PutPayload::from(bytes.to_vec());
        match self.runtime.block_on(self.store.put_opts(&path, payload, options)) {
            Ok(done) => {
                *self.mark() = Some(UpdateVersion { e_tag: done.e_tag, version: done.version });
                Ok(())
            }
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => {
                bail!(OVERTAKEN)
            }
            Err(error) => Err(told(&error)),
        }
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, media_type(path).into());
        attributes.insert(Attribute::CacheControl, freshness(path).into());
        if blob.len() > LARGE {
            let options = PutMultipartOptions { attributes, ..PutMultipartOptions::default() };
            return self.put_in_parts(&self.path(path)?, blob, options);
        }
        let payload = PutPayload::from(blob.read()?.into_owned());
        let options = PutOptions { attributes, ..PutOptions::default() };
        self.wait(self.store.put_opts(&self.path(path)?, payload, options)).map(|_| ())
    }

    fn delete(&self, path: &str) -> Result<()> {
        match self.runtime.block_on(self.store.delete(&self.path(path)?)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(told(&error)),
        }
    }

    fn width(&self) -> usize {
        WIDTH
    }
}

/// Names of style sheets and scripts change with what is in them; all else is asked for anew.
fn freshness(path: &str) -> &'static str {
    let is_named_by_hash = path.strip_prefix("assets/").is_some_and(|it| it.split('.').count() == 3);
    if is_named_by_hash {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=0, must-revalidate"
    }
}

/// What the service said, with how to mend it.
fn told(error: &Error) -> anyhow::Error {
    let words = error.to_string();
    let code = element(&words, "Code").unwrap_or_default();
    let help = match (error, code) {
        (_, "NoSuchBucket") | (Error::NotFound { .. }, _) => {
            "see that the bucket exists, and is in the `region` that the target names"
        }
        (Error::PermissionDenied { .. } | Error::Unauthenticated { .. }, _)
        | (_, "AccessDenied" | "InvalidAccessKeyId" | "SignatureDoesNotMatch") => {
            "the service refuses the key: see that it is the right one, and that it may list, read, write and delete in the bucket"
        }
        _ => "see `bucket`, `region` and `endpoint` of the target, and whether the service can be reached",
    };
    // Its own sentence, where it sends one, says more than the way that it came.
    let reason = element(&words, "Message").unwrap_or_else(|| words.lines().next().unwrap_or_default());
    anyhow!("the bucket's service answers: {reason}\n{help}")
}

/// The text of an element of the service's answer.
fn element<'a>(words: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = words.split_once(&format!("<{name}>"))?;
    rest.split('<').next()
}

/// Amazon S3, or one that speaks like it.
fn amazon(
    name: &str,
    region: Option<&str>,
    endpoint: Option<&str>,
    is_here: bool,
) -> Result<Box<dyn ObjectStore>> {
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(name);
    if let Some(region) = region {
        builder = builder.with_region(region);
    }
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(is_here);
    }
    if !has_key() {
        let Key { id, secret, token } = key_in_file().ok_or_else(|| {
            anyhow!(
                "there is no key for the bucket `{name}`\n\
                 set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws configure` once"
            )
        })?;
        builder = builder.with_access_key_id(id).with_secret_access_key(secret);
        if let Some(token) = token {
            builder = builder.with_token(token);
        }
    }
    let store = builder.build().map_err(|it| unusable(name, &it))?;
    Ok(Box::new(store))
}

/// Google Cloud Storage: the key is a file that the environment names, or what `gcloud auth application-default login`
/// wrote.
fn google(name: &str, endpoint: Option<&str>, is_here: bool) -> Result<Box<dyn ObjectStore>> {
    let usual = || env::home_dir().map(|it| it.join(".config/gcloud/application_default_credentials.json"));
    let ways = ["GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_PATH", "GOOGLE_SERVICE_ACCOUNT_KEY"];
    let named = env::var_os("GOOGLE_APPLICATION_CREDENTIALS").map(PathBuf::from);
    let is_there = ways.into_iter().any(is_set)
        || named.clone().or_else(usual).is_some_and(|it| it.is_file())
        // The machines of Google prove themselves.
        || is_set("GCE_METADATA_HOST");
    if !is_there {
        bail!(
            "there is no key for the bucket `{name}`\n\
             run `gcloud auth application-default login` once, or name the file of a service account's key in GOOGLE_APPLICATION_CREDENTIALS"
        );
    }
    let options = ClientOptions::new().with_allow_http(is_here);
    let mut builder =
        GoogleCloudStorageBuilder::from_env().with_bucket_name(name).with_client_options(options);
    if let Some(endpoint) = endpoint {
        builder = builder.with_base_url(endpoint);
    }
    let store = builder.build().map_err(|it| unusable(name, &it))?;
    Ok(Box::new(store))
}

/// Azure Blob Storage: the key is in the environment, or the program `az` is asked for one.
fn azure(account: &str, name: &str, endpoint: Option<&str>, is_here: bool) -> Result<Box<dyn ObjectStore>> {
    let ways =
        ["AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_ACCESS_KEY", "AZURE_STORAGE_SAS_KEY", "AZURE_CLIENT_ID"];
    let has_key = ways.into_iter().any(is_set);
    let mut builder = MicrosoftAzureBuilder::from_env()
        .with_account(account)
        .with_container_name(name)
        .with_use_azure_cli(!has_key)
        .with_allow_http(is_here);
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint.to_owned());
    }
    let store = builder.build().map_err(|it| unusable(name, &it))?;
    Ok(Box::new(store))
}

fn unusable(name: &str, error: &Error) -> anyhow::Error {
    anyhow!("`{name}` cannot be used: {error}")
}

/// Whether the environment has a key, or a way to one, as the machines of Amazon and of CI services have.
fn has_key() -> bool {
    let ways = [
        "AWS_ACCESS_KEY_ID",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ];
    ways.into_iter().any(is_set)
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|it| !it.is_empty())
}

/// A key of the author's; it is never shown.
struct Key {
    id: String,
    secret: String,
    token: Option<String>,
}

/// The key that `aws configure` wrote, of the profile that `AWS_PROFILE` names.
fn key_in_file() -> Option<Key> {
    let usual = || env::home_dir().map(|it| it.join(".aws/credentials"));
    let file = env::var_os("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from).or_else(usual)?;
    let text = fs::read_to_string(file).ok()?;
    key_of(&text, &env::var("AWS_PROFILE").unwrap_or_else(|_| "default".to_owned()))
}

fn key_of(text: &str, profile: &str) -> Option<Key> {
    let head = |line: &str| Some(line.trim().strip_prefix('[')?.strip_suffix(']')?.trim().to_owned());
    let own = text.lines().skip_while(|it| head(it).as_deref() != Some(profile)).skip(1);
    let lines: Vec<&str> = own.take_while(|it| head(it).is_none()).collect();
    let value = |name: &str| {
        let found = lines.iter().filter_map(|it| it.split_once('=')).find(|it| it.0.trim() == name);
        found.map(|it| it.1.trim().to_owned()).filter(|it| !it.is_empty())
    };
    Some(Key {
        id: value("aws_access_key_id")?,
        secret: value("aws_secret_access_key")?,
        token: value("aws_session_token"),
    })
}

#[cfg(test)]
mod tests {
    use super::{freshness, key_of};

    #[test]
    fn the_key_of_a_profile_is_found_in_the_file() {
        let text = "[default]\naws_access_key_id = a\naws_secret_access_key=b\n\n[ school ]\naws_access_key_id=c\naws_secret_access_key = d=\naws_session_token = e\n";
        let of = |profile: &str| key_of(text, profile).map(|it| (it.id, it.secret, it.token));
        assert_eq!(of("default"), Some(("a".to_owned(), "b".to_owned(), None)));
        assert_eq!(of("school"), Some(("c".to_owned(), "d=".to_owned(), Some("e".to_owned()))));
        assert_eq!(of("other"), None);
    }

    #[test]
    fn browsers_keep_what_can_never_change() {
        assert!(freshness("assets/site.7ad0d7d2.css").contains("immutable"));
        assert!(
            !freshness("assets/logo.svg").contains("immutable")
                && !freshness("index.html").contains("immutable")
        );
    }
}
