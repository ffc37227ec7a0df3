//! Addresses on the web, as fields of front matter give them.

use crate::content::checker::{Checker, non_blank};
use crate::model::links::{LinkIndex, ResolvedLink};
use crate::yaml;

/// An external URL: `http`, `https`, `mailto`, `tel` or `//HOST`. Anything else is an error; `None` also if blank or still to be filled in.
pub(crate) fn resolve_web_url(url: Option<String>, field: &str, checker: &mut Checker<'_>) -> Option<String> {
    let url = non_blank(url).filter(|url| !yaml::is_placeholder(url))?;
    if let ResolvedLink::External(url) = LinkIndex::default().resolve("", &url)
        && !url.ends_with("://")
        && !["http:", "https:"].contains(&url.as_str())
    {
        return Some(url);
    }
    checker.error(
        "LNK-03",
        field,
        format!("`{}` isn't a web address", url.escape_debug()),
        "write the whole address, such as `https://example.org/`",
    );
    None
}
