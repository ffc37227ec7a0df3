//! `deploy` in `portfolio.yaml`: where the site is put. Secrets have no place there.

use std::collections::BTreeMap;

use super::site::web_address;
use crate::content::schema::RawTarget;
use crate::content::vocabulary::{TargetKind, Visibility};
use crate::portfolio::checker::{Checker, text};
use crate::portfolio::model::{Place, Target};
use crate::portfolio::url::BaseUrl;

/// The branch that GitHub shows by custom.
const BRANCH: &str = "gh-pages";

pub(super) fn targets(
    raw: Option<BTreeMap<String, RawTarget>>,
    checker: &mut Checker<'_>,
) -> BTreeMap<String, Target> {
    let raw = raw.unwrap_or_default().into_iter();
    raw.filter_map(|(name, it)| Some((name.clone(), target(&name, it, checker)?))).collect()
}

fn target(name: &str, raw: RawTarget, checker: &mut Checker<'_>) -> Option<Target> {
    let RawTarget { kind, path, remote, branch, domain, bucket, region, endpoint, prefix, url, audience } =
        raw;
    let field = |part: &str| format!("deploy.{name}.{part}");
    let audience = audience.unwrap_or(Visibility::Public);
    if audience == Visibility::Private {
        let help = "write `audience: panel`, or leave the line out";
        checker.error("DPL-01", &field("audience"), "what is for your own eyes is not put anywhere", help);
    }
    let url = text(url).and_then(|it| {
        BaseUrl::parse(&it).map_err(|it| checker.error("URL-03", &field("url"), it.message, it.help)).ok()
    });
    let place = match checker.required(kind, &field("kind"), "kind: folder")? {
        TargetKind::Folder => {
            Place::Folder { path: checker.required_text(path, &field("path"), "path: ../site")? }
        }
        TargetKind::Zip => {
            Place::Zip { path: checker.required_text(path, &field("path"), "path: site.zip")? }
        }
        TargetKind::S3 => {
            let name = checker.required_text(bucket, &field("bucket"), "bucket: my-portfolio");
            let endpoint = match text(endpoint) {
                Some(it) if has_secret(&it) => {
                    secret(&field("endpoint"), checker);
                    return None;
                }
                Some(it) => Some(web_address(Some(it), &field("endpoint"), checker)?),
                None => None,
            };
            let prefix = text(prefix).unwrap_or_default();
            let prefix = prefix.trim_matches('/');
            let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
            Place::Bucket { name: name?, region: text(region), endpoint, prefix }
        }
        TargetKind::Git => {
            let remote = text(remote).unwrap_or_else(|| "origin".to_owned());
            if has_secret(&remote) {
                secret(&field("remote"), checker);
                return None;
            }
            let branch = text(branch).unwrap_or_else(|| BRANCH.to_owned());
            Place::Git { remote, branch, domain: text(domain) }
        }
    };
    Some(Target { place, url, audience })
}

fn secret(field: &str, checker: &mut Checker<'_>) {
    let help = "write the address without name and password: git asks its own keeper of passwords, and a bucket's key comes from the environment";
    checker.error("DPL-02", field, "the address holds a password, and this file is shared", help);
}

/// Whether an address holds more than the name of who asks: `https://me:secret@host/`, `https://token@host/`.
fn has_secret(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    let who = host.rsplit_once('@').map(|it| it.0);
    who.is_some_and(|it| it.contains(':') || scheme.starts_with("http"))
}
