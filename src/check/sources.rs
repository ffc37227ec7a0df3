//! Which of the author's files a path of the site comes from.

use crate::render::RenderedSite;

/// The author's file that a path of the site is rendered from, or the path itself if there is none.
pub(super) fn source_path(path: &str, output: &RenderedSite) -> String {
    let page = output.page_at(path).map(|(source, _)| source.to_owned());
    page.or_else(|| output.source_of(path)).unwrap_or_else(|| path.to_owned())
}
