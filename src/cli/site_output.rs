//! Writes the site of a build, if what was found allows it: for one portfolio, and for each of a workspace.

#![expect(clippy::disallowed_methods, reason = "commands read the clock")]

use std::time::{Duration, SystemTime};

use anyhow::Result;
use leadfolio::check::{self, BlockedContentCollector};
use leadfolio::diagnostic::{Diagnostics, Severity};
use leadfolio::picture_cache;
use leadfolio::project::Project;
use leadfolio::render::RenderedSite;
use leadfolio::vfs::Blob;
use leadfolio::vfs::publish::PublishReport;

use super::build_times::BuildTimes;
use super::common::{SiteWriter, build_search_index};

/// A site that was written, and what was written of it.
pub(super) type WrittenSite = (RenderedSite, PublishReport);

/// Writes a site unless there are errors, or with `strict` warnings; then deletes pictures from the cache that are no longer
/// needed. `None` if nothing was written.
///
/// # Errors
/// If the site can't be written.
pub(super) fn write_if_allowed(
    output: Option<RenderedSite>,
    strict: bool,
    writer: &SiteWriter<'_>,
    times: &mut BuildTimes,
    diagnostics: &mut Diagnostics,
) -> Result<Option<WrittenSite>> {
    if let Some(output) = output.as_ref().filter(|_| strict && !diagnostics.has_errors()) {
        // Before anything is written, because one warning is enough not to.
        check::report_blocked_content(output, diagnostics);
        diagnostics.sort_and_dedup();
    }
    let output = output.filter(|_| is_publishable(diagnostics, strict));
    let published = match &output {
        Some(output) => publish_site(output, writer, times, diagnostics)?,
        None => None,
    };
    prune_pictures(writer.project, output.as_ref());
    Ok(output.zip(published))
}

fn is_publishable(diagnostics: &Diagnostics, strict: bool) -> bool {
    !(diagnostics.has_errors() || strict && diagnostics.count(Severity::Warning) > 0)
}

/// Writes the site, and reports what the security policy blocks on its pages. `None` if a page cannot be rendered.
fn publish_site(
    output: &RenderedSite,
    writer: &SiteWriter<'_>,
    times: &mut BuildTimes,
    diagnostics: &mut Diagnostics,
) -> Result<Option<PublishReport>> {
    let Some(index) = build_search_index(output, diagnostics)? else { return Ok(None) };
    times.end_stage("make the search index");
    let blocked = BlockedContentCollector::new(output);
    let inspect = |path: &str, blob: &Blob, took: Duration| {
        blocked.add_file(path, blob);
        times.add_file(path, output, took);
    };
    let published = writer.write(output, &index, &inspect, diagnostics)?;
    times.end_stage("make and write the files");
    if published.is_some() {
        blocked.report(diagnostics);
        diagnostics.sort_and_dedup();
    }
    Ok(published)
}

/// Deletes light copies of pictures and cards that the site has not needed for long. After errors it isn't known which
/// ones it needs, so only what exceeds the size limit is deleted.
fn prune_pictures(project: &Project, site: Option<&RenderedSite>) {
    let needed = site.map(RenderedSite::picture_keys).unwrap_or_default();
    let unused_since = site.and_then(|_| SystemTime::now().checked_sub(picture_cache::KEEP_UNUSED));
    let unused_since = unused_since.unwrap_or(SystemTime::UNIX_EPOCH);
    project.picture_cache().prune(&needed, unused_since, picture_cache::MAX_BYTES);
}
