//! Reports what the security policy of a site blocks: of the author's own HTML where it stands, and of a template once for
//! all pages.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::content_policy::{BlockedContent, SitePolicy};
use crate::content::document::Body;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem};
use crate::model::portfolio::Portfolio;
use crate::render::RenderedSite;
use crate::vfs::Blob;

/// Warns about what the security policy of a site blocks, without any other check of its pages.
pub fn report_blocked_content(output: &RenderedSite, diagnostics: &mut Diagnostics) {
    let collector = BlockedContentCollector::new(output);
    if !collector.scan.is_clean() {
        let paths: Vec<&str> = output.paths().collect();
        paths.par_iter().filter(|path| is_page(path)).for_each(|path| {
            // Whoever asks for the page reports why it cannot be rendered.
            if let Some(Ok(blob)) = output.render_file(path) {
                collector.add_file(path, &blob);
            }
        });
    }
    collector.report(diagnostics);
}

/// Collects what the security policy of a site blocks from pages that are rendered for something else, on several threads.
pub struct BlockedContentCollector<'a> {
    scan: BlockedContentScan<'a>,
    /// What was found, by path of the page.
    found: Mutex<BTreeMap<String, BlockedOnPage>>,
}

impl<'a> BlockedContentCollector<'a> {
    /// A collector for the pages of a site.
    pub fn new(output: &'a RenderedSite) -> Self {
        Self { scan: BlockedContentScan::of(output), found: Mutex::default() }
    }

    /// Looks at a file of the site, if it is a page.
    pub fn add_file(&self, path: &str, blob: &Blob) {
        if self.scan.is_clean() || !is_page(path) {
            return;
        }
        if let Ok(page) = blob.read() {
            let found = self.scan.find_blocked(path, &page);
            self.found.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), found);
        }
    }

    /// Reports what was found, in the order of the pages.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.scan.report(found.into_values(), diagnostics);
    }
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// What can hold something that the policy blocks: HTML of the author's own, and templates. The built-in templates are
/// known to have nothing of the kind.
pub(super) struct BlockedContentScan<'a> {
    output: &'a RenderedSite,
    /// The pages with HTML of the author's own, by source file.
    bodies: HashMap<&'a str, &'a Body>,
    has_own_templates: bool,
    policy: SitePolicy,
}

/// What the policy blocks on one page.
#[derive(Default)]
pub(super) struct BlockedOnPage {
    /// What the author wrote.
    of_author: Vec<Diagnostic>,
    /// What a template wrote, with the path of the page.
    of_theme: Vec<(String, BlockedContent)>,
}

impl<'a> BlockedContentScan<'a> {
    pub(super) fn of(output: &'a RenderedSite) -> Self {
        let bodies = output.portfolios().flat_map(Portfolio::heads_and_bodies);
        let with_html = bodies.filter(|(_, body)| !body.outline.html.kept.is_empty());
        Self {
            output,
            bodies: with_html.map(|(head, body)| (head.source.as_str(), body)).collect(),
            has_own_templates: output.has_own_templates(),
            policy: SitePolicy::of(output),
        }
    }

    /// Whether no page can have anything that the policy blocks.
    fn is_clean(&self) -> bool {
        self.bodies.is_empty() && !self.has_own_templates
    }

    /// What the policy blocks on the page at a path. HTML files of the author's are copied as they are, and not looked at.
    pub(super) fn find_blocked(&self, path: &str, page: &[u8]) -> BlockedOnPage {
        let mut found = BlockedOnPage::default();
        let source = self.output.page_at(path).map(|(source, _)| source);
        let own = source.and_then(|source| Some((source, *self.bodies.get(source)?)));
        let is_copied = self.output.source_of(path).is_some();
        if is_copied || own.is_none() && !self.has_own_templates {
            return found;
        }
        for blocked in self.policy.find_blocked(&String::from_utf8_lossy(page)) {
            match own.and_then(|(source, body)| blocked_html(&blocked, source, body)) {
                Some(diagnostic) => found.of_author.push(diagnostic),
                None if self.has_own_templates => found.of_theme.push((path.to_owned(), blocked)),
                None => {}
            }
        }
        found
    }

    /// Reports what was found on all pages; what a template wrote is reported once, with the first page that has it if no
    /// template is known to.
    pub(super) fn report(
        &self,
        pages: impl IntoIterator<Item = BlockedOnPage>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut of_theme: BTreeMap<String, (String, BlockedContent)> = BTreeMap::new();
        for page in pages {
            page.of_author.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
            for (path, blocked) in page.of_theme {
                of_theme.entry(blocked.problem.message.clone()).or_insert((path, blocked));
            }
        }
        for (subject, (page, BlockedContent { problem: Problem { message, help }, written })) in of_theme {
            let blocked = |path: &str, message: String| {
                Diagnostic::warning("THM-11", path, message).help(help).subject(subject)
            };
            diagnostics.push(match self.output.find_in_own_templates(&written) {
                Some((path, range)) => blocked(path, message).at(range),
                None => blocked("themes", format!("`{page}`: {message}")),
            });
        }
    }
}

/// What the policy blocks of the author's own HTML; `None` if the author did not write it.
fn blocked_html(blocked: &BlockedContent, source: &str, body: &Body) -> Option<Diagnostic> {
    let BlockedContent { problem: Problem { message, help: _ }, written } = blocked;
    let (start, length) =
        written.iter().find_map(|written| Some((body.text().find(written)?, written.len())))?;
    let help = "readers never get it: use Markdown, or a style sheet and a figure of your theme";
    let range = body.to_file_range(&(start..start + length));
    Some(Diagnostic::warning("THM-11", source, message.clone()).at(range).help(help))
}
