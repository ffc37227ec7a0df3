//! Reader comments: those that are part of a page, and the embed of a comment service, which loads on request.

use serde_json::{Value as Json, json};

use super::context::comment::CommentContext;
use super::context::site::EmbedContext;
use super::renderer::Renderer;
use super::script::Script;
use crate::content::enums::CommentablePage;
use crate::content::translations;
use crate::model::page::Comment;
use crate::model::settings::{CommentProvider, CommentSettings};

impl Renderer<'_> {
    /// Comments on the page with the source file `source`.
    pub(super) fn comment_contexts(&self, source: &str) -> Vec<CommentContext> {
        // Comments are kept by the original of a page: a reader's words are shown as they are in every language.
        let all = self.portfolio.comments.get(&*translations::original_path(source)).into_iter().flatten();
        let context = |comment: &Comment| CommentContext {
            from: self.person_context(comment.from),
            text: comment.text.clone(),
            date: comment.date.map(|date| self.date(date)),
            reply: comment.reply.clone(),
        };
        all.map(context).collect()
    }

    /// The comment settings for a kind of page; `None` when pages of that kind take no comments.
    pub(super) fn comment_settings(&self, kind: &str) -> Option<&CommentSettings> {
        let kind = match kind {
            "study" => CommentablePage::CaseStudies,
            "approach" => CommentablePage::Approaches,
            "page" => CommentablePage::Pages,
            _ => return None,
        };
        self.portfolio.settings.comments.as_ref().filter(|comments| comments.kinds.contains(&kind))
    }

    /// What loads when a reader asks for the comments of an external service; `None` outside the public site, whose
    /// addresses and titles must not reach a third party.
    pub(super) fn embed_context(
        &self,
        provider: &CommentProvider,
        title: &str,
        path: &str,
    ) -> Option<EmbedContext> {
        if !self.state.is_public {
            return None;
        }
        let language = &self.portfolio.settings.language;
        // The thread id does not depend on how links are written: every build of a page finds the same thread.
        let base = self.portfolio.settings.url.as_ref().map_or("/", |url| url.folder());
        let thread = format!("{base}{path}");
        let embed = match provider {
            CommentProvider::Files => return None,
            CommentProvider::Isso { server } => isso_embed(server, language, &thread, title),
            CommentProvider::Remark42 { server, site } => {
                let url = self.absolute_site_url(path);
                remark42_embed(server, site, language, title, url.as_deref())
            }
            CommentProvider::Utterances { repo } => utterances_embed(repo, &thread),
            CommentProvider::Giscus { repo, repo_id, category, category_id } => {
                let category = category.as_deref().unwrap_or_default();
                giscus_embed([repo, repo_id, category, category_id], language, &thread)
            }
        };
        let host = embed.server;
        let host = host.split_once("://").map_or(host, |(_, rest)| rest).trim_end_matches('/');
        Some(EmbedContext {
            service: embed.service,
            host: host.to_owned(),
            on_github: embed.on_github,
            script: Script::Comments.path(),
            plan: embed.plan.to_string(),
        })
    }
}

/// The embed of one service.
struct ServiceEmbed<'a> {
    /// Name of the service.
    service: &'static str,
    /// URL of the server that receives the reader's data.
    server: &'a str,
    /// Whether comments are stored on GitHub.
    on_github: bool,
    /// Attributes of the script element and of the element for the thread, and global settings.
    plan: Json,
}

fn isso_embed<'a>(server: &'a str, language: &str, thread: &str, title: &str) -> ServiceEmbed<'a> {
    let script = json!({
        "src": format!("{server}js/embed.min.js"),
        "data-isso": server,
        "data-isso-lang": language,
    });
    let thread = json!({ "id": "isso-thread", "data-isso-id": thread, "data-title": title });
    let plan = json!({ "script": script, "thread": thread });
    ServiceEmbed { service: "Isso", server, on_github: false, plan }
}

/// `url` is the page's absolute URL.
fn remark42_embed<'a>(
    server: &'a str,
    site: &str,
    language: &str,
    title: &str,
    url: Option<&str>,
) -> ServiceEmbed<'a> {
    let settings = json!({
        "host": server.trim_end_matches('/'),
        "site_id": site,
        "components": ["embed"],
        "page_title": title,
        "url": url,
        "locale": language.split('-').next(),
    });
    let script = json!({ "src": format!("{server}web/embed.mjs"), "type": "module" });
    let thread = json!({ "id": "remark42" });
    let plan = json!({ "script": script, "thread": thread, "settings": settings });
    ServiceEmbed { service: "Remark42", server, on_github: false, plan }
}

fn utterances_embed(repo: &str, thread: &str) -> ServiceEmbed<'static> {
    let script = json!({
        "src": "https://utteranc.es/client.js",
        "repo": repo,
        "issue-term": thread,
        "theme": "preferred-color-scheme",
        "crossorigin": "anonymous",
    });
    let plan = json!({ "script": script, "thread": {} });
    ServiceEmbed { service: "utterances", server: "https://utteranc.es/", on_github: true, plan }
}

fn giscus_embed(
    [repo, repo_id, category, category_id]: [&str; 4],
    language: &str,
    thread: &str,
) -> ServiceEmbed<'static> {
    let script = json!({
        "src": "https://giscus.app/client.js",
        "data-repo": repo,
        "data-repo-id": repo_id,
        "data-category": category,
        "data-category-id": category_id,
        "data-mapping": "specific",
        "data-term": thread,
        "data-strict": "1",
        "data-reactions-enabled": "0",
        "data-emit-metadata": "0",
        "data-input-position": "bottom",
        "data-theme": "preferred_color_scheme",
        "data-lang": language,
        "crossorigin": "anonymous",
    });
    let plan = json!({ "script": script, "thread": {} });
    ServiceEmbed { service: "giscus", server: "https://giscus.app/", on_github: true, plan }
}
