//! A bucket of an object storage service as a remote, for the targets `s3`, `gcs` and `azure`.

use std::collections::BTreeMap;
use std::env;
use std::future::Future;
use std::io::Read as _;
use std::sync::{Mutex, MutexGuard};

use anyhow::{Result, anyhow, bail};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, ObjectStore, ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions,
    PutPayload, UpdateVersion, WriteMultipart,
};
use tokio::runtime::Runtime;
use tokio_stream::StreamExt as _;

use crate::deploy::headers::cache_control;
use crate::deploy::helpers::{find_altered, lock, new_runtime};
use crate::deploy::manifest::{Digest, MANIFEST};
use crate::deploy::remote::{CONFLICT, CompareBy, ReadFile, Remote, RemoteDiff};
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
    /// `description` names the bucket in messages.
    pub(super) fn new(store: Box<dyn ObjectStore>, description: String, prefix: &str) -> Result<Self> {
        let runtime = new_runtime()?;
        let prefix = prefix.to_owned();
        Ok(Self { store, runtime, description, prefix, manifest_version: Mutex::new(None) })
    }

    fn object_path(&self, path: &str) -> Result<Path> {
        Path::parse(format!("{}{path}", self.prefix))
            .map_err(|_| anyhow!("a bucket can't contain a file named `{path}`"))
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

    /// Sizes of all objects below the prefix, by their whole path in the bucket.
    fn list(&self) -> Result<BTreeMap<String, u64>> {
        let folder = (!self.prefix.is_empty()).then(|| Path::from(self.prefix.trim_end_matches('/')));
        self.block_on(async {
            let mut stream = self.store.list(folder.as_ref());
            let mut sizes = BTreeMap::new();
            while let Some(object) = stream.next().await {
                let object = object?;
                sizes.insert(object.location.to_string(), object.size);
            }
            Ok(sizes)
        })
    }

    /// Reads an object and returns its digest; it is never held in memory as a whole.
    fn read_digest(&self, path: &Path) -> Result<Digest> {
        let hasher = self.block_on(async {
            let mut stream = self.store.get(path).await?.into_stream();
            let mut hasher = blake3::Hasher::new();
            while let Some(bytes) = stream.next().await {
                hasher.update(&bytes?);
            }
            Ok(hasher)
        })?;
        Ok(Digest::from_hasher(&hasher))
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
        let objects = self.list()?;
        let mut existing = Vec::new();
        for path in paths {
            if objects.contains_key(self.object_path(path)?.as_ref()) {
                existing.push((*path).to_owned());
            }
        }
        Ok(existing)
    }

    fn list_paths(&self, _: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        let in_site = |object: &String| object.strip_prefix(&self.prefix).map(str::to_owned);
        Ok(Some(self.list()?.keys().filter_map(in_site).collect()))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        by: CompareBy,
        _: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        let sizes = if files.is_empty() { BTreeMap::new() } else { self.list()? };
        let altered = find_altered(files, |path, digest| {
            let object = self.object_path(path)?;
            let is_alike = sizes.get(object.as_ref()) == Some(&digest.bytes);
            Ok(is_alike && (by == CompareBy::Size || self.read_digest(&object)? == *digest))
        })?;
        Ok(RemoteDiff::new(by, altered))
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
        attributes.insert(Attribute::CacheControl, cache_control(path, blob)?.into());
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

/// Error of the service, with a hint for the user.
fn service_error(error: &Error) -> anyhow::Error {
    let text = error.to_string();
    let code = xml_element(&text, "Code").unwrap_or_default();
    let help = match (error, code) {
        (_, "NoSuchBucket") | (Error::NotFound { .. }, _) => {
            "check that the bucket exists and is in the target's `region`"
        }
        (Error::PermissionDenied { .. } | Error::Unauthenticated { .. }, _)
        | (_, "AccessDenied" | "InvalidAccessKeyId" | "SignatureDoesNotMatch") => {
            "the service rejected the key: check that it is the right one, and that it has permission to list, read, write and delete in the bucket"
        }
        _ => "check `bucket`, `region` and `endpoint` of the target, and that the service is available",
    };
    // The service's own message is more helpful than the library's description of the failed request.
    let reason = xml_element(&text, "Message").unwrap_or_else(|| text.lines().next().unwrap_or_default());
    anyhow!("the bucket's service reported: {reason}\n{help}")
}

/// Content of an element of the service's XML response.
fn xml_element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    rest.split('<').next()
}

/// Description of a bucket for messages. `kind` is what the service calls it; `provider` is empty or " of …".
pub(super) fn describe(
    kind: &str,
    name: &str,
    prefix: &str,
    provider: &str,
    endpoint: Option<&str>,
) -> String {
    let location = endpoint.map(|endpoint| format!(" at {endpoint}")).unwrap_or_default();
    let path = format!("{name}/{prefix}");
    format!("the {kind} `{}`{provider}{location}", path.trim_end_matches('/'))
}

pub(super) fn config_error(name: &str, error: &Error) -> anyhow::Error {
    anyhow!("`{name}` can't be used: {error}")
}

/// Whether an environment variable is set and not empty.
pub(super) fn is_env_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use object_store::memory::InMemory;

    use super::Bucket;
    use crate::deploy::manifest::Digest;
    use crate::deploy::remote::{CompareBy, Remote as _, RemoteDiff};
    use crate::vfs::Blob;

    #[test]
    fn what_is_gone_or_differs_is_found_by_size_or_by_content() {
        let bucket = Bucket::new(Box::new(InMemory::new()), "memory".to_owned(), "web/").unwrap();
        let contents = [("same", "aa"), ("longer", "bbb"), ("other", "cc"), ("gone", "dd")];
        for (path, text) in [("same", "aa"), ("longer", "b"), ("other", "xx"), ("of-others", "dd")] {
            bucket.put(path, &Blob::from(text.to_owned())).unwrap();
        }
        let recorded: BTreeMap<String, Digest> = contents
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Digest::from_content(text.as_bytes())))
            .collect();
        let read_file = |_: &str| anyhow::bail!("nothing has to be read here");
        let altered = |by| {
            let RemoteDiff { by: compared, altered, .. } = bucket.compare(&recorded, by, &read_file).unwrap();
            assert_eq!(compared, by);
            altered
        };
        assert_eq!(altered(CompareBy::Size), ["gone", "longer"]);
        assert_eq!(altered(CompareBy::Content), ["gone", "longer", "other"]);
    }
}
