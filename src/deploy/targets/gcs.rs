//! Target `gcs`: a bucket of Google Cloud Storage.

use std::path::Path;

use anyhow::Result;

#[cfg(feature = "object-storage")]
use super::bucket::{self, Bucket};
#[cfg(feature = "object-storage")]
use super::bucket_http::BucketConnector;
use super::object_storage::normalize_prefix;
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::host::{CiNeeds, Host, HostSpec, Question};
use crate::deploy::remote::{Prompt, Remote};
use crate::deploy::target_fields::TargetFields;
#[cfg(feature = "object-storage")]
use crate::deploy::{api::confirm_endpoint, http::is_loopback};

/// The kind `gcs`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Gcs,
    menu_text: "Google Cloud Storage: a bucket",
    default_name: "gcs",
    fields: &["bucket", "endpoint", "prefix"],
    questions: &[Question::required("bucket", "What is the name of the bucket?", "my-portfolio")],
    ci: Some(CiNeeds::secrets(&["GOOGLE_SERVICE_ACCOUNT_KEY"])),
    default_headers: HeaderFile::None,
    publishes_late: false,
    resolve,
};

/// A bucket of Google Cloud Storage.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "object-storage"),
    expect(dead_code, reason = "validated, and not opened without the feature")
)]
struct GcsHost {
    bucket: String,
    /// Base URL of the service, when it is not Google's.
    endpoint: Option<String>,
    /// Key prefix with a trailing slash; empty for the root of the bucket.
    prefix: String,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    Some(Box::new(GcsHost {
        bucket: fields.require_text(raw.bucket, "bucket", "my-portfolio")?,
        endpoint: raw.endpoint,
        prefix: normalize_prefix(raw.prefix),
    }))
}

impl Host for GcsHost {
    #[cfg(feature = "object-storage")]
    fn open(&self, _: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let Self { bucket: name, endpoint, prefix } = self;
        let endpoint = endpoint.as_deref();
        confirm_endpoint("Google Cloud Storage", "https://storage.googleapis.com", endpoint, prompt)?;
        // Plain HTTP is allowed only for a service on this machine.
        let allow_http = endpoint.is_some_and(is_loopback);
        let store = open_store(name, endpoint, allow_http)?;
        let description = bucket::describe("bucket", name, prefix, " of Google Cloud Storage", endpoint);
        Ok(Box::new(Bucket::new(store, description, prefix)?))
    }

    #[cfg(not(feature = "object-storage"))]
    fn open(&self, _: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let Self { bucket: _, endpoint: _, prefix: _ } = self;
        crate::deploy::helpers::fail_without_feature("Google Cloud Storage")
    }
}

/// Google Cloud Storage. Credentials come from a key that the environment names, or from the file that
/// `gcloud auth application-default login` writes.
#[cfg(feature = "object-storage")]
fn open_store(
    name: &str,
    endpoint: Option<&str>,
    allow_http: bool,
) -> Result<Box<dyn object_store::ObjectStore>> {
    let default_file =
        || std::env::home_dir().map(|home| home.join(".config/gcloud/application_default_credentials.json"));
    let variables = ["GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_PATH", "GOOGLE_SERVICE_ACCOUNT_KEY"];
    let configured_file = std::env::var_os("GOOGLE_APPLICATION_CREDENTIALS").map(std::path::PathBuf::from);
    let has_credentials = variables.into_iter().any(bucket::is_env_set)
        || configured_file.or_else(default_file).is_some_and(|file| file.is_file())
        // On Google's own machines the metadata server provides credentials.
        || bucket::is_env_set("GCE_METADATA_HOST");
    if !has_credentials {
        anyhow::bail!(
            "there is no key for the bucket `{name}`\n\
             run `gcloud auth application-default login` once, or set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account"
        );
    }
    let options = object_store::ClientOptions::new().with_allow_http(allow_http);
    let mut builder = object_store::gcp::GoogleCloudStorageBuilder::from_env()
        .with_http_connector(BucketConnector)
        .with_bucket_name(name)
        .with_client_options(options);
    if let Some(endpoint) = endpoint {
        builder = builder.with_base_url(endpoint);
    }
    let store = builder.build().map_err(|error| bucket::config_error(name, &error))?;
    Ok(Box::new(store))
}
