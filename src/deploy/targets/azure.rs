//! Target `azure`: a container of Azure Blob Storage.

use std::path::Path;

use anyhow::Result;

#[cfg(feature = "object-storage")]
use super::bucket::{self, Bucket};
#[cfg(feature = "object-storage")]
use super::bucket_http::BucketConnector;
use super::object_storage::normalize_prefix;
use crate::content::checker::non_blank;
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::host::{CiNeeds, Host, HostSpec, Question};
use crate::deploy::remote::{Prompt, Remote};
use crate::deploy::target_fields::TargetFields;
#[cfg(feature = "object-storage")]
use crate::deploy::{api::confirm_endpoint, http::is_loopback};

/// The kind `azure`.
pub(super) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Azure,
    menu_text: "Azure Blob Storage: a container",
    default_name: "azure",
    fields: &["account", "container", "endpoint", "prefix"],
    questions: &[Question::required("account", "What is the name of the storage account?", "myportfolio")],
    ci: Some(CiNeeds::secrets(&["AZURE_STORAGE_ACCOUNT_KEY"])),
    default_headers: HeaderFile::None,
    publishes_late: false,
    resolve,
};

/// Default container, the one that Azure serves as a static website.
const DEFAULT_CONTAINER: &str = "$web";

/// A container of Azure Blob Storage.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "object-storage"),
    expect(dead_code, reason = "validated, and not opened without the feature")
)]
struct AzureHost {
    /// Storage account name.
    account: String,
    container: String,
    /// Base URL of the service, when it is not Azure's.
    endpoint: Option<String>,
    /// Key prefix with a trailing slash; empty for the root of the container.
    prefix: String,
}

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    Some(Box::new(AzureHost {
        account: fields.require_text(raw.account, "account", "myportfolio")?,
        container: non_blank(raw.container).unwrap_or_else(|| DEFAULT_CONTAINER.to_owned()),
        endpoint: raw.endpoint,
        prefix: normalize_prefix(raw.prefix),
    }))
}

impl Host for AzureHost {
    #[cfg(feature = "object-storage")]
    fn open(&self, _: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let Self { account, container: name, endpoint, prefix } = self;
        let endpoint = endpoint.as_deref();
        confirm_endpoint(
            "Azure Blob Storage",
            &format!("https://{account}.blob.core.windows.net"),
            endpoint,
            prompt,
        )?;
        // Plain HTTP is allowed only for a service on this machine.
        let allow_http = endpoint.is_some_and(is_loopback);
        let store = open_store(account, name, endpoint, allow_http)?;
        let provider = format!(" of the Azure account `{account}`");
        let description = bucket::describe("container", name, prefix, &provider, endpoint);
        Ok(Box::new(Bucket::new(store, description, prefix)?))
    }

    #[cfg(not(feature = "object-storage"))]
    fn open(&self, _: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let Self { account: _, container: _, endpoint: _, prefix: _ } = self;
        crate::deploy::helpers::fail_without_feature("Azure Blob Storage")
    }
}

/// Azure Blob Storage. Credentials come from the environment, or else from the Azure CLI (`az`).
#[cfg(feature = "object-storage")]
fn open_store(
    account: &str,
    name: &str,
    endpoint: Option<&str>,
    allow_http: bool,
) -> Result<Box<dyn object_store::ObjectStore>> {
    let variables =
        ["AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_ACCESS_KEY", "AZURE_STORAGE_SAS_KEY", "AZURE_CLIENT_ID"];
    let has_key = variables.into_iter().any(bucket::is_env_set);
    let mut builder = object_store::azure::MicrosoftAzureBuilder::from_env()
        .with_http_connector(BucketConnector)
        .with_account(account)
        .with_container_name(name)
        .with_use_azure_cli(!has_key)
        .with_allow_http(allow_http);
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint.to_owned());
    }
    let store = builder.build().map_err(|error| bucket::config_error(name, &error))?;
    Ok(Box::new(store))
}
