//! What targets in object storage share, whether or not this build can open them.

#[cfg(not(feature = "object-storage"))]
use anyhow::{Result, bail};

use crate::content::checker::non_blank;
#[cfg(not(feature = "object-storage"))]
use crate::deploy::remote::Remote;

/// A prefix in a bucket: empty, or with a slash at its end and none at its start.
pub(super) fn normalize_prefix(prefix: Option<String>) -> String {
    let prefix = non_blank(prefix).unwrap_or_default();
    let prefix = prefix.trim_matches('/');
    if prefix.is_empty() { String::new() } else { format!("{prefix}/") }
}

/// The error of a build without object storage.
#[cfg(not(feature = "object-storage"))]
pub(super) fn fail_without_feature() -> Result<Box<dyn Remote>> {
    bail!("this leadfolio was built without object storage\nbuild it with `--features object-storage`")
}
