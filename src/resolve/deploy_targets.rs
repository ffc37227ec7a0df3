//! Resolves `deploy` in `portfolio.yaml`: the deploy targets. Secrets are rejected, because the file is shared.

use std::collections::BTreeMap;

use super::web_url::resolve_web_url;
use crate::content::checker::{Checker, non_blank};
use crate::content::enums::{DeployTargetKind, HeaderFile, Visibility};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::model::deploy_target::{DeployTarget, Host, ObjectStorage, SshServer, Transport};
use crate::urls::BaseUrl;

/// Default branch of `git` and `github` targets, the conventional one of GitHub Pages.
const DEFAULT_BRANCH: &str = "gh-pages";
/// Default container of Azure targets, the one that Azure serves as a static website.
const DEFAULT_CONTAINER: &str = "$web";
/// Default port of `sftp` and `rsync` targets.
const DEFAULT_SSH_PORT: u16 = 22;

/// Resolves the deploy targets by name; invalid ones are errors and are skipped.
pub(super) fn resolve_targets(
    raw: Option<BTreeMap<String, RawDeployTarget>>,
    checker: &mut Checker<'_>,
) -> BTreeMap<String, DeployTarget> {
    let raw = raw.unwrap_or_default().into_iter();
    raw.filter_map(|(name, raw)| Some((name.clone(), resolve_target(&name, raw, checker)?))).collect()
}

fn resolve_target(name: &str, raw: RawDeployTarget, checker: &mut Checker<'_>) -> Option<DeployTarget> {
    let field = |part: &str| format!("deploy.{name}.{part}");
    let audience = raw.audience.unwrap_or(Visibility::Public);
    if audience == Visibility::Private {
        let help = "write `audience: panel`, or leave the line out";
        checker.error("DPL-01", &field("audience"), "what is for your own eyes is not put anywhere", help);
    }
    let url = non_blank(raw.url.clone()).and_then(|url| {
        BaseUrl::parse(&url)
            .map_err(|error| checker.error("URL-03", &field("url"), error.message, error.help))
            .ok()
    });
    let kind = checker.require(raw.kind, &field("kind"), "kind: folder")?;
    for part in unused_fields(kind, &raw) {
        let used = used_fields(kind).join("`, `");
        checker.warning(
            "DPL-03",
            &field(part),
            format!("`{part}` says nothing for a target of the kind `{}`", kind.id()),
            format!("take the line out; this kind reads `{used}`"),
        );
    }
    let headers = raw.headers.unwrap_or(match kind {
        DeployTargetKind::Zip | DeployTargetKind::Netlify | DeployTargetKind::CloudflarePages => {
            HeaderFile::Headers
        }
        _ => HeaderFile::None,
    });
    let place = resolve_host(kind, raw, &field, checker)?;
    Some(DeployTarget { host: place, url, audience, headers })
}

/// Resolves where a target is deployed to, from the fields that its kind reads.
fn resolve_host(
    kind: DeployTargetKind,
    raw: RawDeployTarget,
    field: &dyn Fn(&str) -> String,
    checker: &mut Checker<'_>,
) -> Option<Host> {
    let endpoint = match non_blank(raw.endpoint) {
        Some(url) if has_secret(&url) => {
            report_secret(&field("endpoint"), checker);
            return None;
        }
        Some(url) => Some(resolve_web_url(Some(url), &field("endpoint"), checker)?),
        None => None,
    };
    let branch = || non_blank(raw.branch.clone()).unwrap_or_else(|| DEFAULT_BRANCH.to_owned());
    let mut required = |value, part: &str, line| checker.require_text(value, &field(part), line);
    Some(match kind {
        DeployTargetKind::Folder => Host::Folder { path: required(raw.path, "path", "path: ../site")? },
        DeployTargetKind::Zip => Host::Zip { path: required(raw.path, "path", "path: site.zip")? },
        DeployTargetKind::Sftp | DeployTargetKind::Rsync => {
            let transport = if kind == DeployTargetKind::Sftp { Transport::Sftp } else { Transport::Rsync };
            let host = required(raw.host, "host", "host: www.example.org");
            let path = required(raw.path, "path", "path: public_html");
            let user = non_blank(raw.user);
            let user = match transport {
                Transport::Sftp => Some(required(user, "user", "user: rowan")?),
                Transport::Rsync => user,
            };
            let (host, path) = (host?, path?);
            if let Some((part, help)) = invalid_server_field(&host, user.as_deref()) {
                checker.error("DPL-04", &field(part), "this is more than one name", help);
                return None;
            }
            let (port, key) = (raw.port.unwrap_or(DEFAULT_SSH_PORT), non_blank(raw.key));
            Host::Server(SshServer { transport, host, port, user, path, key })
        }
        DeployTargetKind::Git => {
            let remote = non_blank(raw.remote).unwrap_or_else(|| "origin".to_owned());
            if has_secret(&remote) {
                report_secret(&field("remote"), checker);
                return None;
            }
            Host::Git { remote, branch: branch(), domain: non_blank(raw.domain) }
        }
        DeployTargetKind::Github => {
            let repo = required(raw.repo, "repo", "repo: rowan/rowan.github.io")?;
            let repo = repo.trim_start_matches("https://github.com/").trim_end_matches(".git").to_owned();
            let is_name = |part: &str| {
                !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
            };
            if !matches!(repo.split('/').collect::<Vec<_>>()[..], [owner, name] if is_name(owner) && is_name(name))
            {
                let help = "write its owner and its name, such as `repo: rowan/portfolio`";
                checker.error("DPL-04", &field("repo"), "this is no repository on GitHub", help);
                return None;
            }
            Host::Github { repo, branch: branch(), domain: non_blank(raw.domain), endpoint }
        }
        DeployTargetKind::Netlify => {
            Host::Netlify { site: required(raw.site, "site", "site: my-portfolio.netlify.app")?, endpoint }
        }
        DeployTargetKind::CloudflarePages => Host::CloudflarePages {
            project: required(raw.project, "project", "project: my-portfolio")?,
            account: non_blank(raw.account),
            endpoint,
        },
        DeployTargetKind::S3 | DeployTargetKind::Gcs => Host::Bucket {
            name: required(raw.bucket, "bucket", "bucket: my-portfolio")?,
            service: match kind {
                DeployTargetKind::S3 => ObjectStorage::S3 { region: non_blank(raw.region) },
                _ => ObjectStorage::Google,
            },
            endpoint,
            prefix: normalize_prefix(raw.prefix),
        },
        DeployTargetKind::Azure => Host::Bucket {
            service: ObjectStorage::Azure {
                account: required(raw.account, "account", "account: myportfolio")?,
            },
            name: non_blank(raw.container).unwrap_or_else(|| DEFAULT_CONTAINER.to_owned()),
            endpoint,
            prefix: normalize_prefix(raw.prefix),
        },
    })
}

/// The fields that a kind of target reads, besides those common to all (`kind`, `url`, `audience`, `headers`).
fn used_fields(kind: DeployTargetKind) -> &'static [&'static str] {
    match kind {
        DeployTargetKind::Folder | DeployTargetKind::Zip => &["path"],
        DeployTargetKind::Sftp | DeployTargetKind::Rsync => &["host", "port", "user", "path", "key"],
        DeployTargetKind::Git => &["remote", "branch", "domain"],
        DeployTargetKind::Github => &["repo", "branch", "domain", "endpoint"],
        DeployTargetKind::Netlify => &["site", "endpoint"],
        DeployTargetKind::CloudflarePages => &["project", "account", "endpoint"],
        DeployTargetKind::S3 => &["bucket", "region", "endpoint", "prefix"],
        DeployTargetKind::Gcs => &["bucket", "endpoint", "prefix"],
        DeployTargetKind::Azure => &["account", "container", "endpoint", "prefix"],
    }
}

/// Fields that are set although the kind does not read them.
fn unused_fields(kind: DeployTargetKind, raw: &RawDeployTarget) -> Vec<&'static str> {
    // Destructured without `..`, so that a new field does not compile until it is handled here.
    let RawDeployTarget {
        kind: _,
        path,
        host,
        port,
        user,
        key,
        remote,
        repo,
        branch,
        domain,
        site,
        project,
        account,
        container,
        bucket,
        region,
        endpoint,
        prefix,
        headers: _,
        url: _,
        audience: _,
    } = raw;
    let set = [
        ("path", path.is_some()),
        ("host", host.is_some()),
        ("port", port.is_some()),
        ("user", user.is_some()),
        ("key", key.is_some()),
        ("remote", remote.is_some()),
        ("repo", repo.is_some()),
        ("branch", branch.is_some()),
        ("domain", domain.is_some()),
        ("site", site.is_some()),
        ("project", project.is_some()),
        ("account", account.is_some()),
        ("container", container.is_some()),
        ("bucket", bucket.is_some()),
        ("region", region.is_some()),
        ("endpoint", endpoint.is_some()),
        ("prefix", prefix.is_some()),
    ];
    let is_unused = |(name, is_set): &(&'static str, bool)| *is_set && !used_fields(kind).contains(name);
    set.into_iter().filter(is_unused).map(|(name, _)| name).collect()
}

/// A prefix in a bucket: empty, or with a slash at its end and none at its start.
fn normalize_prefix(prefix: Option<String>) -> String {
    let prefix = non_blank(prefix).unwrap_or_default();
    let prefix = prefix.trim_matches('/');
    if prefix.is_empty() { String::new() } else { format!("{prefix}/") }
}

/// The field and the help text for a host or user name that a program could take for an option or for a URL.
fn invalid_server_field(host: &str, user: Option<&str>) -> Option<(&'static str, &'static str)> {
    let is_plain = |name: &str| {
        !name.starts_with('-') && !name.contains(|c: char| c.is_whitespace() || "/@:".contains(c))
    };
    // IPv6 addresses contain colons.
    if !is_plain(&host.replace(':', "")) {
        return Some(("host", "write the name of the server alone, such as `host: www.example.org`"));
    }
    let user = user.filter(|user| !is_plain(user));
    user.map(|_| ("user", "write your name on the server alone, without a password: it is asked for"))
}

/// Reports a URL that contains a secret.
fn report_secret(field: &str, checker: &mut Checker<'_>) {
    let help = "write the address without name and password: git asks its own keeper of passwords, and a bucket's key comes from the environment";
    checker.error("DPL-02", field, "the address holds a password, and this file is shared", help);
}

/// Whether a URL contains a password or token: `https://me:secret@host/`, `https://token@host/`.
fn has_secret(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    let credentials = host.rsplit_once('@').map(|(credentials, _)| credentials);
    // `ssh://git@host/` names a user and needs no secret; with `http(s)` a user alone may be an access token.
    credentials.is_some_and(|credentials| credentials.contains(':') || scheme.starts_with("http"))
}
