//! Reader comments: those that are part of a page, and the embed of a comment service, which loads on request.

use serde_json::json;

use super::context::comment::CommentContext;
use super::context::site::EmbedContext;
use super::renderer::Renderer;
use super::script::Script;
use super::text;
use crate::content::enums::CommentablePage;
use crate::model::page::Comment;
use crate::model::settings::{CommentProvider, CommentSettings};

impl Renderer<'_> {
    /// Comments on the page with the source file `source`.
    pub(super) fn comment_contexts(&self, source: &str) -> Vec<CommentContext> {
        let all = self.portfolio.comments.get(source).into_iter().flatten();
        let context = |comment: &Comment| CommentContext {
            from: self.person_context(comment.from),
            text: comment.text.clone(),
            date: comment.date.map(text::date),
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
        keeper: &CommentProvider,
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
        let (service, host, on_github, plan) = match keeper {
            CommentProvider::Files => return None,
            CommentProvider::Isso { server } => {
                let attributes = json!({
                    "src": format!("{server}js/embed.min.js"),
                    "data-isso": server,
                    "data-isso-lang": language,
                });
                let thread = json!({ "id": "isso-thread", "data-isso-id": thread, "data-title": title });
                ("Isso", server.as_str(), false, json!({ "script": attributes, "thread": thread }))
            }
            CommentProvider::Remark42 { server, site } => {
                let settings = json!({
                    "host": server.trim_end_matches('/'),
                    "site_id": site,
                    "components": ["embed"],
                    "page_title": title,
                    "url": self.absolute_url(path),
                    "locale": language.split('-').next(),
                });
                let script = json!({ "src": format!("{server}web/embed.mjs"), "type": "module" });
                let thread = json!({ "id": "remark42" });
                let plan = json!({ "script": script, "thread": thread, "settings": settings });
                ("Remark42", server.as_str(), false, plan)
            }
            CommentProvider::Utterances { repo } => {
                let script = json!({
                    "src": "https://utteranc.es/client.js",
                    "repo": repo,
                    "issue-term": thread,
                    "theme": "preferred-color-scheme",
                    "crossorigin": "anonymous",
                });
                ("utterances", "https://utteranc.es/", true, json!({ "script": script, "thread": {} }))
            }
            CommentProvider::Giscus { repo, repo_id, category, category_id } => {
                let script = json!({
                    "src": "https://giscus.app/client.js",
                    "data-repo": repo,
                    "data-repo-id": repo_id,
                    "data-category": category.as_deref().unwrap_or_default(),
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
                ("giscus", "https://giscus.app/", true, json!({ "script": script, "thread": {} }))
            }
        };
        let host = host.split_once("://").map_or(host, |(_, rest)| rest).trim_end_matches('/');
        Some(EmbedContext {
            service,
            host: host.to_owned(),
            on_github,
            script: Script::Comments.path(),
            plan: plan.to_string(),
        })
    }
}
