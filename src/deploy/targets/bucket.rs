//! Targets `s3`, `gcs` and `azure`: object storage on Amazon S3 and compatible services (Cloudflare R2, Backblaze B2,
//! MinIO), Google Cloud Storage, and Azure Blob Storage.
//!
//! Credentials come from the environment or from the files of the services' own command-line tools, never from the
//! portfolio.
#![expect(
    clippy::disallowed_methods,
    reason = "this is a door: keys come from the environment and the author's own file"
)]

use std::collections::BTreeSet;
use std::future::Future;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, Once};
use std::{env, fs};

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

use crate::deploy::helpers::lock;
use crate::deploy::helpers::new_runtime;
use crate::deploy::http::is_loopback;
use crate::deploy::manifest::MANIFEST;
use crate::deploy::remote::{CONFLICT, Remote};
use crate::model::deploy_target::ObjectStorage;
use crate::vfs::{Blob, media_type};

/// Number of parallel uploads. Higher than the number of threads, because uploads mostly wait for the network.
const CONCURRENCY: usize = 16;
/// Files larger than this, in bytes, are sent as multipart uploads, so that a video is never held in memory as a whole.
const MULTIPART_MIN: u64 = 16 << 20;

/// A bucket, or a folder in one.
#[derive(Debug)]
pub(super) struct Bucket {
    store: Box<dyn ObjectStore>,
    runtime: Runtime,
    description: String,
    /// Folder in the bucket with a trailing slash; empty for the bucket's root.
    prefix: String,
    /// Version of the manifest that was last read or written. The service rejects the write if it has changed since.
    manifest_version: Mutex<Option<UpdateVersion>>,
}

impl Bucket {
    pub(super) fn new(
        service: &ObjectStorage,
        name: &str,
        endpoint: Option<&str>,
        prefix: &str,
    ) -> Result<Self> {
        static PROVIDER: Once = Once::new();
        // Fails only if the process has a provider already, which is just as good.
        PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
        // Plain HTTP is allowed only for a service on this machine, such as a local MinIO.
        let allow_http = endpoint.is_some_and(is_loopback);
        let store = match service {
            ObjectStorage::S3 { region } => open_s3(name, region.as_deref(), endpoint, allow_http)?,
            ObjectStorage::Google => open_gcs(name, endpoint, allow_http)?,
            ObjectStorage::Azure { account } => open_azure(account, name, endpoint, allow_http)?,
        };
        let runtime = new_runtime()?;
        let location = endpoint.map(|endpoint| format!(" at {endpoint}")).unwrap_or_default();
        let (kind, provider) = match service {
            ObjectStorage::S3 { .. } => ("bucket", String::new()),
            ObjectStorage::Google => ("bucket", " of Google Cloud Storage".to_owned()),
            ObjectStorage::Azure { account } => ("container", format!(" of the Azure account `{account}`")),
        };
        let path = format!("{name}/{prefix}");
        let shown = format!("the {kind} `{}`{provider}{location}", path.trim_end_matches('/'));
        Ok(Self {
            store,
            runtime,
            description: shown,
            prefix: prefix.to_owned(),
            manifest_version: Mutex::new(None),
        })
    }

    fn object_path(&self, path: &str) -> Result<Path> {
        Path::parse(format!("{}{path}", self.prefix))
            .map_err(|_| anyhow!("a bucket cannot hold a file named `{path}`"))
    }

    fn block_on<T>(&self, operation: impl Future<Output = object_store::Result<T>>) -> Result<T> {
        self.runtime.block_on(operation).map_err(|error| service_error(&error))
    }

    /// Uploads a file from disk, with at most a few parts in flight.
    fn put_multipart(&self, to: &Path, blob: &Blob, options: PutMultipartOptions) -> Result<()> {
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
        self.block_on(send).map(|_| ())
    }

    fn lock_manifest_version(&self) -> MutexGuard<'_, Option<UpdateVersion>> {
        lock(&self.manifest_version)
    }
}

impl Remote for Bucket {
    fn describe(&self) -> String {
        self.description.clone()
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        let path = self.object_path(MANIFEST)?;
        let result = self.runtime.block_on(async {
            let object = self.store.get(&path).await?;
            let version =
                UpdateVersion { e_tag: object.meta.e_tag.clone(), version: object.meta.version.clone() };
            Ok((object.bytes().await?, version))
        });
        let (bytes, version) = match result {
            Ok((bytes, version)) => (Some(bytes.to_vec()), Some(version)),
            // A missing bucket is reported as "not found" too; the next request to it fails with a clear error.
            Err(Error::NotFound { .. }) => (None, None),
            Err(error) => return Err(service_error(&error)),
        };
        *self.lock_manifest_version() = version;
        Ok(bytes)
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let folder = (!self.prefix.is_empty()).then(|| Path::from(self.prefix.trim_end_matches('/')));
        let objects: BTreeSet<String> = self.block_on(async {
            let mut stream = self.store.list(folder.as_ref());
            let mut names = BTreeSet::new();
            while let Some(object) = stream.next().await {
                names.insert(object?.location.to_string());
            }
            Ok(names)
        })?;
        let mut existing = Vec::new();
        for path in paths {
            if objects.contains(self.object_path(path)?.as_ref()) {
                existing.push((*path).to_owned());
            }
        }
        Ok(existing)
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        let path = self.object_path(MANIFEST)?;
        let Some(bytes) = manifest else {
            return self.block_on(self.store.delete(&path));
        };
        let version = self.lock_manifest_version().clone();
        let mode = match (before, version) {
            (Some(_), Some(version)) => PutMode::Update(version),
            // Fails if another run has created a manifest in the meantime.
            _ => PutMode::Create,
        };
        let mut options = PutOptions { mode, ..PutOptions::default() };
        options.attributes.insert(Attribute::ContentType, "application/json".into());
        let payload = PutPayload::from(bytes.to_vec());
        match self.runtime.block_on(self.store.put_opts(&path, payload, options)) {
            Ok(result) => {
                *self.lock_manifest_version() =
                    Some(UpdateVersion { e_tag: result.e_tag, version: result.version });
                Ok(())
            }
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => {
                bail!(CONFLICT)
            }
            Err(error) => Err(service_error(&error)),
        }
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, media_type(path).into());
        attributes.insert(Attribute::CacheControl, cache_control(path).into());
        if blob.len() > MULTIPART_MIN {
            let options = PutMultipartOptions { attributes, ..PutMultipartOptions::default() };
            return self.put_multipart(&self.object_path(path)?, blob, options);
        }
        let payload = PutPayload::from(blob.read()?.into_owned());
        let options = PutOptions { attributes, ..PutOptions::default() };
        self.block_on(self.store.put_opts(&self.object_path(path)?, payload, options)).map(|_| ())
    }

    fn delete(&self, path: &str) -> Result<()> {
        match self.runtime.block_on(self.store.delete(&self.object_path(path)?)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(service_error(&error)),
        }
    }

    fn concurrency(&self) -> usize {
        CONCURRENCY
    }
}

/// Value of the `Cache-Control` header. Stylesheets and scripts have a content hash in their name, such as
/// `assets/site.7ad0d7d2.css`, and never change; everything else is revalidated on each request.
fn cache_control(path: &str) -> &'static str {
    let is_named_by_hash = path.strip_prefix("assets/").is_some_and(|name| name.split('.').count() == 3);
    if is_named_by_hash {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=0, must-revalidate"
    }
}

/// Error of the service, with a hint for the user.
fn service_error(error: &Error) -> anyhow::Error {
    let text = error.to_string();
    let code = xml_element(&text, "Code").unwrap_or_default();
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
    // The service's own message is more helpful than the library's description of the failed request.
    let reason = xml_element(&text, "Message").unwrap_or_else(|| text.lines().next().unwrap_or_default());
    anyhow!("the bucket's service answers: {reason}\n{help}")
}

/// Content of an element of the service's XML response.
fn xml_element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    rest.split('<').next()
}

/// Amazon S3 or a compatible service. Credentials come from the environment or from `~/.aws/credentials`.
fn open_s3(
    name: &str,
    region: Option<&str>,
    endpoint: Option<&str>,
    allow_http: bool,
) -> Result<Box<dyn ObjectStore>> {
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(name);
    if let Some(region) = region {
        builder = builder.with_region(region);
    }
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(allow_http);
    }
    if !has_aws_credentials() {
        let AwsCredentials { id, secret, token } = read_aws_credentials().ok_or_else(|| {
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
    let store = builder.build().map_err(|error| config_error(name, &error))?;
    Ok(Box::new(store))
}

/// Google Cloud Storage. Credentials come from a key that the environment names, or from the file that
/// `gcloud auth application-default login` writes.
fn open_gcs(name: &str, endpoint: Option<&str>, allow_http: bool) -> Result<Box<dyn ObjectStore>> {
    let default_file =
        || env::home_dir().map(|home| home.join(".config/gcloud/application_default_credentials.json"));
    let variables = ["GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_PATH", "GOOGLE_SERVICE_ACCOUNT_KEY"];
    let configured_file = env::var_os("GOOGLE_APPLICATION_CREDENTIALS").map(PathBuf::from);
    let has_credentials = variables.into_iter().any(is_env_set)
        || configured_file.or_else(default_file).is_some_and(|file| file.is_file())
        // On Google's own machines the metadata server provides credentials.
        || is_env_set("GCE_METADATA_HOST");
    if !has_credentials {
        bail!(
            "there is no key for the bucket `{name}`\n\
             run `gcloud auth application-default login` once, or name the file of a service account's key in GOOGLE_APPLICATION_CREDENTIALS"
        );
    }
    let options = ClientOptions::new().with_allow_http(allow_http);
    let mut builder =
        GoogleCloudStorageBuilder::from_env().with_bucket_name(name).with_client_options(options);
    if let Some(endpoint) = endpoint {
        builder = builder.with_base_url(endpoint);
    }
    let store = builder.build().map_err(|error| config_error(name, &error))?;
    Ok(Box::new(store))
}

/// Azure Blob Storage. Credentials come from the environment, or else from the Azure CLI (`az`).
fn open_azure(
    account: &str,
    name: &str,
    endpoint: Option<&str>,
    allow_http: bool,
) -> Result<Box<dyn ObjectStore>> {
    let variables =
        ["AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_ACCESS_KEY", "AZURE_STORAGE_SAS_KEY", "AZURE_CLIENT_ID"];
    let has_key = variables.into_iter().any(is_env_set);
    let mut builder = MicrosoftAzureBuilder::from_env()
        .with_account(account)
        .with_container_name(name)
        .with_use_azure_cli(!has_key)
        .with_allow_http(allow_http);
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint.to_owned());
    }
    let store = builder.build().map_err(|error| config_error(name, &error))?;
    Ok(Box::new(store))
}

fn config_error(name: &str, error: &Error) -> anyhow::Error {
    anyhow!("`{name}` cannot be used: {error}")
}

/// Whether the environment holds AWS credentials or says how to get them, as on AWS machines and in CI with OIDC.
fn has_aws_credentials() -> bool {
    let variables = [
        "AWS_ACCESS_KEY_ID",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ];
    variables.into_iter().any(is_env_set)
}

fn is_env_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// AWS credentials. Deliberately without `Debug`, so that they cannot end up in a message.
struct AwsCredentials {
    id: String,
    secret: String,
    token: Option<String>,
}

/// Reads the credentials that `aws configure` wrote, for the profile named by `AWS_PROFILE` or else `default`.
fn read_aws_credentials() -> Option<AwsCredentials> {
    let default_file = || env::home_dir().map(|home| home.join(".aws/credentials"));
    let file = env::var_os("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from).or_else(default_file)?;
    let text = fs::read_to_string(file).ok()?;
    parse_aws_credentials(&text, &env::var("AWS_PROFILE").unwrap_or_else(|_| "default".to_owned()))
}

fn parse_aws_credentials(text: &str, profile: &str) -> Option<AwsCredentials> {
    let section = |line: &str| Some(line.trim().strip_prefix('[')?.strip_suffix(']')?.trim().to_owned());
    let after_header = text.lines().skip_while(|line| section(line).as_deref() != Some(profile)).skip(1);
    let lines: Vec<&str> = after_header.take_while(|line| section(line).is_none()).collect();
    let value = |name: &str| {
        let mut pairs = lines.iter().filter_map(|line| line.split_once('='));
        let (_, value) = pairs.find(|(key, _)| key.trim() == name)?;
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    Some(AwsCredentials {
        id: value("aws_access_key_id")?,
        secret: value("aws_secret_access_key")?,
        token: value("aws_session_token"),
    })
}

#[cfg(test)]
mod tests {
    use super::{cache_control, parse_aws_credentials};

    #[test]
    fn the_key_of_a_profile_is_found_in_the_file() {
        let text = "[default]\naws_access_key_id = a\naws_secret_access_key=b\n\n[ school ]\naws_access_key_id=c\naws_secret_access_key = d=\naws_session_token = e\n";
        let parse =
            |profile: &str| parse_aws_credentials(text, profile).map(|key| (key.id, key.secret, key.token));
        assert_eq!(parse("default"), Some(("a".to_owned(), "b".to_owned(), None)));
        assert_eq!(parse("school"), Some(("c".to_owned(), "d=".to_owned(), Some("e".to_owned()))));
        assert_eq!(parse("other"), None);
    }

    #[test]
    fn browsers_keep_what_can_never_change() {
        assert!(cache_control("assets/site.7ad0d7d2.css").contains("immutable"));
        assert!(
            !cache_control("assets/logo.svg").contains("immutable")
                && !cache_control("index.html").contains("immutable")
        );
    }
}
