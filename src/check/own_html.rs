//! HTML of the author's own that is published as written.

use std::collections::HashMap;

use super::content_policy::{BlockedContent, SitePolicy};
use crate::content::document::Body;
use crate::diagnostic::{Diagnostic, Problem};
use crate::model::portfolio::Portfolio;
use crate::render::RenderedSite;

/// The pages of a site that have such HTML.
pub(super) struct OwnHtml<'a> {
    /// By source file.
    bodies: HashMap<&'a str, &'a Body>,
    policy: SitePolicy,
}

impl<'a> OwnHtml<'a> {
    pub(super) fn of(output: &'a RenderedSite) -> Self {
        let bodies = output.portfolios().flat_map(Portfolio::heads_and_bodies);
        let with_html = bodies.filter(|(_, body)| !body.outline.html.kept.is_empty());
        Self {
            bodies: with_html.map(|(head, body)| (head.source.as_str(), body)).collect(),
            policy: SitePolicy::of(output),
        }
    }

    /// Warns about what the security policy of the site blocks of it on the page with this source file.
    pub(super) fn find_blocked(&self, source: &str, page: &[u8]) -> Vec<Diagnostic> {
        let Some(body) = self.bodies.get(source) else { return Vec::new() };
        let blocked = self.policy.find_blocked(&String::from_utf8_lossy(page));
        let of_author = blocked.into_iter().filter_map(|BlockedContent { problem, written }| {
            // What a template writes is a matter of the theme.
            let (start, length) =
                written.iter().find_map(|written| Some((body.text().find(written)?, written.len())))?;
            let Problem { message, help: _ } = problem;
            let help = "readers never get it: use Markdown, or a style sheet and a figure of your theme";
            let range = body.to_file_range(&(start..start + length));
            Some(Diagnostic::warning("THM-11", source, message).at(range).help(help))
        });
        of_author.collect()
    }
}
