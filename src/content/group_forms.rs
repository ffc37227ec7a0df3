//! What a single value in place of a group stands for, written as the group with everything that will be asked for.

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::enums::{PermissionStatus, ReleaseStatus, Scope, SourceType};
use crate::yaml;

/// The group, such as `{ file: me.jpg, alt: "TODO: …" }`, for the value that stands in its place at a field; `None` if the
/// field alone does not tell what the value means.
pub(super) fn complete_group(field: &str, written: &str) -> Option<String> {
    let text = written.trim().trim_matches(['"', '\'']);
    let value = yaml::quote_if_needed(text);
    let key = field.rsplit('.').next()?;
    Some(match key {
        "consent" => consent(text),
        "permission" => format!("{{ status: {} }}", permission_status(text)),
        "release" => format!("{{ status: {} }}", release_status(text)),
        "photo" => format!("{{ file: {value}, alt: {} }}", yaml::placeholder("what the picture shows")),
        "source" if field.starts_with("outcomes[") => {
            format!("{{ name: {value}, type: {} }}", SourceType::placeholder())
        }
        "baseline" | "target" | "result" => measure(text)?,
        _ => return None,
    })
}

/// Consent with its scope: without one, nothing more than the role is shown.
fn consent(text: &str) -> String {
    let status = permission_status(text);
    if status == PermissionStatus::Given.id() {
        format!("{{ status: {status}, scope: [{}] }}", Scope::placeholder())
    } else {
        format!("{{ status: {status} }}")
    }
}

fn permission_status(text: &str) -> String {
    match PermissionStatus::deserialize(StrDeserializer::<Error>::new(text)) {
        Ok(status) => status.id().to_owned(),
        Err(_) if is_yes(text) => PermissionStatus::Given.id().to_owned(),
        // Whoever writes `no` may have been refused, or may not have asked yet.
        Err(_) => PermissionStatus::placeholder(),
    }
}

fn release_status(text: &str) -> String {
    if is_yes(text) || text == ReleaseStatus::OnFile.id() {
        ReleaseStatus::OnFile.id().to_owned()
    } else {
        ReleaseStatus::placeholder()
    }
}

fn is_yes(text: &str) -> bool {
    ["yes", "true", "y", "on", "ok", "given"].contains(&text.to_lowercase().as_str())
}

/// A figure with its date; `None` if the text is not a number.
fn measure(text: &str) -> Option<String> {
    let number = text.trim_end_matches('%').trim_end();
    number.parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some(format!("{{ value: {number}, date: {} }}", yaml::placeholder("when it was counted")))
}
