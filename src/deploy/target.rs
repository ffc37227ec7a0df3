//! Deploy targets: resolves `deploy` in `portfolio.yaml`. Secrets are rejected, because the file is shared.

use std::collections::BTreeMap;

use super::host::{Host, HostSpec};
use super::target_fields::TargetFields;
use super::targets;
use crate::content::checker::{Checker, non_blank};
use crate::content::enums::{HeaderFile, Visibility};
use crate::content::load::{self, SETTINGS_FILE};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::diagnostic::Diagnostics;
use crate::urls::BaseUrl;
use crate::vfs::FileTree;

/// Name of the settings file in the tree of content files.
const SETTINGS_IN_CONTENT: &str = "portfolio.yaml";

/// Fields that every kind of target reads.
const COMMON_FIELDS: [&str; 4] = ["kind", "headers", "url", "audience"];

/// A deploy target, an entry of `deploy` in `portfolio.yaml`.
#[derive(Debug)]
pub struct DeployTarget {
    /// What is known of its kind.
    pub spec: &'static HostSpec,
    /// The host that it deploys to.
    pub host: Box<dyn Host>,
    /// URL of the site at this target; overrides the `url` of the portfolio.
    pub url: Option<BaseUrl>,
    /// Audience that is deployed: `public` or `panel`.
    pub audience: Visibility,
    /// Configuration file that makes the host send security headers.
    pub headers: HeaderFile,
}

/// Reads the deploy targets from the settings file alone, without the pages. `None` if the file is missing or cannot be
/// read; its errors, and those of the targets, are added to `diagnostics`.
pub fn read_targets(
    content: &FileTree,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<String, DeployTarget>> {
    let mut settings_only = FileTree::default();
    settings_only.insert(SETTINGS_IN_CONTENT, content.get(SETTINGS_IN_CONTENT)?.clone());
    // The audience decides only what is read from Markdown files.
    let settings = load::collect(&settings_only, Visibility::Public, diagnostics).portfolio?;
    let targets = resolve_targets(&settings.deploy.unwrap_or_default(), diagnostics);
    diagnostics.sort_and_dedup();
    Some(targets)
}

/// Resolves the deploy targets by name; invalid ones are errors and are skipped.
pub fn resolve_targets(
    raw: &BTreeMap<String, RawDeployTarget>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, DeployTarget> {
    let mut checker = Checker { path: SETTINGS_FILE, diagnostics };
    let resolve = |(name, raw): (&String, &RawDeployTarget)| {
        let target = resolve_target(raw.clone(), &mut TargetFields::new(name, &mut checker))?;
        Some((name.clone(), target))
    };
    raw.iter().filter_map(resolve).collect()
}

fn resolve_target(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<DeployTarget> {
    let audience = raw.audience.unwrap_or(Visibility::Public);
    if audience == Visibility::Private {
        let help = "write `audience: panel`, or remove the line";
        fields.error("DPL-01", "audience", "a private site can't be published", help);
    }
    let url = non_blank(raw.url.clone()).and_then(|url| {
        BaseUrl::parse(&url).map_err(|error| fields.error("URL-03", "url", error.message, error.help)).ok()
    });
    let kind = fields.require(raw.kind, "kind", "folder")?;
    let spec = targets::spec_of(kind);
    for field in raw.given_fields() {
        if spec.fields.contains(&field) || COMMON_FIELDS.contains(&field) {
            continue;
        }
        let used = spec.fields.join("`, `");
        fields.warning(
            "DPL-03",
            field,
            format!("`{field}` has no effect on a target of the kind `{}`", kind.id()),
            format!("remove the line; this kind uses `{used}`"),
        );
    }
    let headers = raw.headers.unwrap_or(spec.default_headers);
    // Also where the kind reads no `endpoint`: a password must not stay in the file.
    let endpoint = fields.web_address(raw.endpoint.clone(), "endpoint")?;
    let host = (spec.resolve)(RawDeployTarget { endpoint, ..raw }, fields)?;
    Some(DeployTarget { spec, host, url, audience, headers })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use schemars::schema_for;
    use serde_json::Value;

    use super::COMMON_FIELDS;
    use crate::content::enums::DeployTargetKind;
    use crate::content::schema::portfolio::RawDeployTarget;
    use crate::deploy::targets::HOSTS;

    /// Names of the fields that an author can write in a target.
    fn written_fields() -> BTreeSet<String> {
        let schema = schema_for!(RawDeployTarget).to_value();
        schema["properties"].as_object().unwrap().keys().cloned().collect()
    }

    #[test]
    fn every_kind_of_target_has_a_spec_and_every_field_is_read_by_one() {
        let schema = schema_for!(DeployTargetKind).to_value();
        let kinds = schema["oneOf"].as_array().unwrap().iter().map(|kind| kind["const"].clone());
        let kinds: BTreeSet<String> = kinds.map(|kind| kind.as_str().unwrap().to_owned()).collect();
        let described: Vec<&str> = HOSTS.iter().map(|spec| spec.kind.id()).collect();
        assert_eq!(described.len(), kinds.len(), "{described:?}");
        assert_eq!(described.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), kinds);

        let read = HOSTS.iter().flat_map(|spec| spec.fields).chain(&COMMON_FIELDS);
        let read: BTreeSet<String> = read.map(|field| (*field).to_owned()).collect();
        assert_eq!(read, written_fields());
    }

    #[test]
    fn questions_are_about_fields_of_their_kind_and_what_must_be_known_is_asked() {
        for spec in HOSTS {
            for question in spec.questions {
                assert!(spec.fields.contains(&question.field), "{}: {}", spec.kind.id(), question.field);
            }
            // The answers to the questions that need one make a valid target.
            let answers = spec.questions.iter().filter(|question| !question.optional);
            let mut fields: serde_json::Map<String, Value> =
                answers.map(|question| (question.field.to_owned(), question.example.into())).collect();
            fields.insert("kind".to_owned(), spec.kind.id().into());
            let raw: RawDeployTarget = serde_json::from_value(fields.into()).unwrap();
            let mut diagnostics = crate::diagnostic::Diagnostics::default();
            let targets = super::resolve_targets(&[("t".to_owned(), raw)].into(), &mut diagnostics);
            assert_eq!((targets.len(), diagnostics.iter().count()), (1, 0), "{}", spec.kind.id());
        }
    }
}
