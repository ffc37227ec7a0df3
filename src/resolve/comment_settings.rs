//! Resolves `comments` in `portfolio.yaml`: which provider stores reader comments.

use super::web_url::resolve_web_url;
use crate::content::checker::{Checker, non_blank};
use crate::content::enums::{CommentService, CommentablePage};
use crate::content::schema::portfolio::RawCommentSettings;
use crate::diagnostic::{Addition, Severity};
use crate::model::settings::{CommentProvider, CommentSettings};
use crate::yaml;

/// Resolves the comment settings; `None` if comments are off or the provider's settings are invalid.
///
/// `on` is `privacy.comments`: comments appear only if it is `Some(true)`, whatever `raw` says.
pub(super) fn resolve_comment_settings(
    raw: Option<RawCommentSettings>,
    on: Option<bool>,
    checker: &mut Checker<'_>,
) -> Option<CommentSettings> {
    let is_set_up = raw.is_some();
    let raw = raw.unwrap_or_default();
    let kinds = match raw.kinds.clone() {
        Some(kinds) if !kinds.is_empty() => kinds,
        _ => vec![CommentablePage::CaseStudies, CommentablePage::Approaches, CommentablePage::Pages],
    };
    let provider = resolve_comment_provider(raw, checker);
    if is_set_up && on != Some(true) {
        checker.suggest(
            (Severity::Warning, "POR-05"),
            "comments",
            "comments are set up but not turned on",
            "remove `comments`, or to show them",
            Addition::new("privacy.comments", "on"),
        );
    }
    Some(CommentSettings { provider: provider.filter(|_| on == Some(true))?, kinds })
}

/// Resolves the provider and its own settings; a missing one is an error. The default is comments in files.
fn resolve_comment_provider(raw: RawCommentSettings, checker: &mut Checker<'_>) -> Option<CommentProvider> {
    let RawCommentSettings { by, kinds: _, server, site, repo, repo_id, category, category_id } = raw;
    let server = |checker: &mut Checker<'_>| {
        let what = "the address of your comment server, https://…";
        let url = checker.require_text(server, "comments.server", what)?;
        let url = resolve_web_url(Some(url), "comments.server", checker)?;
        Some(format!("{}/", url.trim_end_matches('/')))
    };
    let needed = |value: Option<String>, name: &str, what: &str, checker: &mut Checker<'_>| {
        checker.require_text(value, &format!("comments.{name}"), what)
    };
    match by.unwrap_or(CommentService::Files) {
        CommentService::Files => Some(CommentProvider::Files),
        CommentService::Isso => Some(CommentProvider::Isso { server: server(checker)? }),
        CommentService::Remark42 => {
            let server = server(checker);
            let site = needed(site, "site", "the name of the site on that server", checker);
            Some(CommentProvider::Remark42 { server: server?, site: site? })
        }
        CommentService::Utterances => {
            Some(CommentProvider::Utterances { repo: resolve_repository(repo, checker)? })
        }
        CommentService::Giscus => {
            let repo = resolve_repository(repo, checker);
            let repo_id = needed(repo_id, "repo_id", "the id that giscus.app shows", checker);
            let category_id = needed(category_id, "category_id", "the id that giscus.app shows", checker);
            Some(CommentProvider::Giscus {
                repo: repo?,
                repo_id: repo_id?,
                category: non_blank(category),
                category_id: category_id?,
            })
        }
    }
}

/// A GitHub repository as `owner/name`; anything else is an error.
fn resolve_repository(repo: Option<String>, checker: &mut Checker<'_>) -> Option<String> {
    let what = "the owner and the name on GitHub, with a slash between";
    let repo =
        checker.require_text(repo, "comments.repo", what).filter(|repo| !yaml::is_placeholder(repo))?;
    let is_name = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    if repo.split_once('/').is_some_and(|(owner, name)| is_name(owner) && is_name(name)) {
        return Some(repo);
    }
    let message = format!("`{}` isn't a repository", repo.escape_debug());
    checker.error(
        "REQ-03",
        "comments.repo",
        message,
        format!("write the owner and the name: `repo: {}`", yaml::placeholder(what)),
    );
    None
}
