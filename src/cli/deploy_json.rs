//! What `leadfolio deploy --json` prints.

use anyhow::Result;
use leadfolio::deploy::plan::Plan;
use leadfolio::deploy::{DeployTarget, Remote};
use serde_json::json;

use super::format::SCHEMA_VERSION;
use super::report;

/// Prints a plan and what became of it: `planned`, `published` or `up_to_date`.
pub(super) fn print_plan(
    (name, target): (&str, &DeployTarget),
    remote: &dyn Remote,
    plan: &Plan,
    result: &str,
) -> Result<()> {
    let uploads: Vec<&str> = plan.uploads.iter().map(|upload| upload.path.as_str()).collect();
    let value = json!({
        "schema_version": SCHEMA_VERSION,
        "target": name,
        "place": remote.describe(),
        "audience": target.audience.id(),
        "address": target.url.as_ref().map(|url| url.as_str()),
        "result": result,
        "uploads": uploads,
        "upload_bytes": plan.upload_bytes(),
        "deletes": plan.deletes,
        "unchanged": plan.unchanged,
    });
    report::print_data(&format!("{value:#}\n"))
}
