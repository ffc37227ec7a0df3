//! Where readers leave comments: what stands on a page, and what is loaded when a reader asks for more.

use serde_json::json;

use super::context::{CommentContext, EmbedContext};
use super::script::Script;
use super::site::Site;
use super::words;
use crate::content::vocabulary::Commented;
use crate::portfolio::model::{Comment, Commenting, Keeper};

impl Site<'_> {
    /// What readers said about a page, given by its file.
    pub(super) fn comments(&self, source: &str) -> Vec<CommentContext> {
        let all = self.portfolio.comments.get(source).into_iter().flatten();
        let one = |it: &Comment| CommentContext {
            from: self.person(it.from),
            text: it.text.clone(),
            date: it.date.map(words::date),
            reply: it.reply.clone(),
        };
        all.map(one).collect()
    }

    /// Who keeps comments on a kind of page; none when it has none.
    pub(super) fn commenting(&self, kind: &str) -> Option<&Commenting> {
        let kind = match kind {
            "study" => Commented::CaseStudies,
            "approach" => Commented::Approaches,
            "page" => Commented::Pages,
            _ => return None,
        };
        self.portfolio.settings.comments.as_ref().filter(|it| it.kinds.contains(&kind))
    }

    /// What is loaded when a reader asks for comments that another server keeps. Only the public site has them: what
    /// is read by few must not be told to such a server.
    pub(super) fn embed(&self, keeper: &Keeper, title: &str, path: &str) -> Option<EmbedContext> {
        if !self.shared.is_public {
            return None;
        }
        let language = &self.portfolio.settings.language;
        // The same address wherever the site is shown from, so that a thread is found again.
        let thread = format!("{}{path}", self.portfolio.settings.url.as_ref().map_or("/", |it| it.folder()));
        let (service, host, on_github, plan) = match keeper {
            Keeper::Files => return None,
            Keeper::Isso { server } => {
                let attributes = json!({
                    "src": format!("{server}js/embed.min.js"),
                    "data-isso": server,
                    "data-isso-lang": language,
                });
                let thread = json!({ "id": "isso-thread", "data-isso-id": thread, "data-title": title });
                ("Isso", server.as_str(), false, json!({ "script": attributes, "thread": thread }))
            }
            Keeper::Remark42 { server, site } => {
                let settings = json!({
                    "host": server.trim_end_matches('/'),
                    "site_id": site,
                    "components": ["embed"],
                    "page_title": title,
                    "url": self.absolute(path),
                    "locale": language.split('-').next(),
                });
                let script = json!({ "src": format!("{server}web/embed.mjs"), "type": "module" });
                let thread = json!({ "id": "remark42" });
                let plan = json!({ "script": script, "thread": thread, "settings": settings });
                ("Remark42", server.as_str(), false, plan)
            }
            Keeper::Utterances { repo } => {
                let script = json!({
                    "src": "https://utteranc.es/client.js",
                    "repo": repo,
                    "issue-term": thread,
                    "theme": "preferred-color-scheme",
                    "crossorigin": "anonymous",
                });
                ("utterances", "https://utteranc.es/", true, json!({ "script": script, "thread": {} }))
            }
            Keeper::Giscus { repo, repo_id, category, category_id } => {
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
        let host = host.split_once("://").map_or(host, |it| it.1).trim_end_matches('/');
        Some(EmbedContext {
            service,
            host: host.to_owned(),
            on_github,
            script: Script::Comments.path(),
            plan: plan.to_string(),
        })
    }
}
