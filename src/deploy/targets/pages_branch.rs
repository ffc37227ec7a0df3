//! What `git` and `github` share: both put a site on a branch that the host publishes.

use crate::content::checker::non_blank;

/// Branch of a target that names none, the conventional one of GitHub Pages.
const DEFAULT_BRANCH: &str = "gh-pages";
/// Empty file that turns off Jekyll, which GitHub Pages otherwise runs on the files.
pub(super) const NOJEKYLL_FILE: &str = ".nojekyll";

/// File with the site's custom domain, read by GitHub Pages and similar hosts.
const CNAME_FILE: &str = "CNAME";

/// Message of every deploy commit.
pub(super) const COMMIT_MESSAGE: &str = "Publish the site with leadfolio";

/// Control files for the host, as path and content: `.nojekyll`, unless it exists already, and `CNAME`.
pub(super) fn host_files(domain: Option<&str>, has_nojekyll: bool) -> Vec<(&'static str, String)> {
    let nojekyll = (!has_nojekyll).then(|| (NOJEKYLL_FILE, String::new()));
    nojekyll.into_iter().chain(domain.map(|domain| (CNAME_FILE, format!("{domain}\n")))).collect()
}

/// The branch that a target names, or the default one.
pub(super) fn branch_or_default(branch: Option<String>) -> String {
    non_blank(branch).unwrap_or_else(|| DEFAULT_BRANCH.to_owned())
}
