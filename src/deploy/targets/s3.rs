//! Target `s3`: a bucket of Amazon S3 or of a compatible service (Cloudflare R2, Backblaze B2, MinIO).

use std::path::Path;

use anyhow::Result;

#[cfg(feature = "object-storage")]
use super::aws_credentials;
#[cfg(feature = "object-storage")]
use super::bucket::{self, Bucket};
#[cfg(feature = "object-storage")]
use super::bucket_http::BucketConnector;
use super::object_storage::normalize_prefix;
use crate::content::checker::non_blank;
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::host::{CiNeeds, Host, HostSpec, Question};
#[cfg(feature = "object-storage")]
use crate::deploy::http::is_loopback;
use crate::deploy::remote::{Prompt, Remote};
use crate::deploy::target_fields::TargetFields;

/// The kind `s3`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::S3,
    menu_text: "Amazon S3, Cloudflare R2, Backblaze B2 or MinIO: a bucket",
    default_name: "s3",
    fields: &["bucket", "region", "endpoint", "prefix"],
    questions: &[
        Question::required("bucket", "What is the name of the bucket?", "my-portfolio"),
        Question::optional("region", "What is its region?", "eu-west-1"),
        Question::optional(
            "endpoint",
            "What is the address of the service, if it is not Amazon?",
            "https://s3.example.org",
        ),
    ],
    ci: Some(CiNeeds::secrets(&["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])),
    default_headers: HeaderFile::None,
    publishes_late: false,
    resolve,
};

/// A bucket of Amazon S3 or of a compatible service.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "object-storage"),
    expect(dead_code, reason = "validated, and not opened without the feature")
)]
struct S3Host {
    bucket: String,
    /// Region such as `eu-west-1`; `us-east-1` when `None`.
    region: Option<String>,
    /// Base URL of the service, when it is not Amazon's.
    endpoint: Option<String>,
    /// Key prefix with a trailing slash; empty for the root of the bucket.
    prefix: String,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    Some(Box::new(S3Host {
        bucket: fields.require_text(raw.bucket, "bucket", "my-portfolio")?,
        region: non_blank(raw.region),
        endpoint: raw.endpoint,
        prefix: normalize_prefix(raw.prefix),
    }))
}

impl Host for S3Host {
    #[cfg(feature = "object-storage")]
    fn open(&self, _: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let Self { bucket: name, region, endpoint, prefix } = self;
        let endpoint = endpoint.as_deref();
        // Plain HTTP is allowed only for a service on this machine.
        let allow_http = endpoint.is_some_and(is_loopback);
        let store = open_store(name, region.as_deref(), endpoint, allow_http)?;
        let description = bucket::describe("bucket", name, prefix, "", endpoint);
        Ok(Box::new(Bucket::new(store, description, prefix)?))
    }

    #[cfg(not(feature = "object-storage"))]
    fn open(&self, _: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let Self { bucket: _, region: _, endpoint: _, prefix: _ } = self;
        crate::deploy::helpers::fail_without_feature("Amazon S3")
    }
}

/// Amazon S3 or a compatible service. Credentials come from the environment or from `~/.aws/credentials`.
#[cfg(feature = "object-storage")]
fn open_store(
    name: &str,
    region: Option<&str>,
    endpoint: Option<&str>,
    allow_http: bool,
) -> Result<Box<dyn object_store::ObjectStore>> {
    let mut builder = object_store::aws::AmazonS3Builder::from_env()
        .with_http_connector(BucketConnector)
        .with_bucket_name(name);
    if let Some(region) = region {
        builder = builder.with_region(region);
    }
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(allow_http);
    }
    if !aws_credentials::has_aws_credentials() {
        let aws_credentials::AwsCredentials { id, secret, token } = aws_credentials::read_aws_credentials()
            .ok_or_else(|| {
            anyhow::anyhow!(
                "there is no key for the bucket `{name}`\n\
                 set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws configure` once"
            )
        })?;
        builder = builder.with_access_key_id(id).with_secret_access_key(secret.expose());
        if let Some(token) = token {
            builder = builder.with_token(token.expose());
        }
    }
    let store = builder.build().map_err(|error| bucket::config_error(name, &error))?;
    Ok(Box::new(store))
}
