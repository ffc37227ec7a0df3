//! Builds the site for a deploy target, and checks it: what has an error, is invented or has no name yet is not published.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, anyhow};
use leadfolio::check;
use leadfolio::content::enums::Visibility;
use leadfolio::deploy::headers::{self, ContentSecurityPolicy};
use leadfolio::deploy::manifest::Digest;
use leadfolio::deploy::{self, DeployTarget};
use leadfolio::diagnostic::{Diagnostic, Diagnostics};
use leadfolio::pipeline::{self, Build, Inputs, Options};
use leadfolio::project::Project;
use leadfolio::render::RenderedSite;
use leadfolio::resolve::Drafts;
use leadfolio::scaffold::own_portfolio::NO_NAME;
use leadfolio::urls::BaseUrl;
use leadfolio::vfs::{Blob, FileTree};
use rayon::prelude::*;

use super::common::{build_search_index, format_counts, format_paths, project_options};
use super::report;

/// A site that passed all checks, ready to be deployed.
pub(super) struct CheckedSite {
    pub(super) output: RenderedSite,
    /// Files besides the output: the search index and the host's headers file.
    extra_files: FileTree,
    /// Digests of all files by path, for comparison with the remote manifest.
    pub(super) digests: BTreeMap<String, Digest>,
}

impl CheckedSite {
    pub(super) fn read_file(&self, path: &str) -> Result<Blob> {
        let file =
            self.extra_files.get(path).map(|blob| Ok(blob.clone())).or_else(|| self.output.render_file(path));
        let file = file.context("it is not part of the site")?;
        file.map_err(|error| anyhow!("{}: {}", error.path, error.message))
    }
}

/// Builds and checks the site for a target. `None` if it must not be deployed; the reason is printed.
pub(super) fn build_and_check(
    project: &Project,
    inputs: &Inputs,
    target: Option<&DeployTarget>,
) -> Result<Option<CheckedSite>> {
    let mut inputs = inputs.clone();
    let private_names = project.read_private_names(&mut inputs.diagnostics)?.unwrap_or_default();
    let audience = target.map_or(Visibility::Public, |target| target.audience);
    let base_url: Option<BaseUrl> = target.and_then(|target| target.url.clone());
    let options = Options { private_names, ..project_options(project, audience, false) }.hosted(base_url);
    let Build { output, mut diagnostics } = build_with_checks(&inputs, &options);
    let site = output.filter(|_| !diagnostics.has_errors() && target.is_some());
    let index = match &site {
        Some(output) => build_search_index(output, &mut diagnostics)?,
        None => None,
    };
    report::print_diagnostics(&diagnostics, &inputs, false);
    let (Some(output), Some(index)) = (site, index) else {
        report::print_message(&format!("not deployed: {} in the portfolio", format_counts(&diagnostics)));
        return Ok(None);
    };
    if refuses_unfinished(&output, "not deployed") {
        return Ok(None);
    }
    let digest = |path: &str| -> Result<(String, Digest)> {
        let blob = output
            .render_file(path)
            .context("it is not part of the site")?
            .map_err(|error| anyhow!("{}", error.message))?;
        // A film is not read into memory.
        let digest = blob.open().and_then(Digest::from_reader);
        Ok((path.to_owned(), digest.with_context(|| format!("cannot read `{path}`"))?))
    };
    let paths: Vec<&str> = output.paths().collect();
    let mut files: BTreeMap<String, Digest> =
        paths.par_iter().map(|path| digest(path)).collect::<Result<_>>()?;
    let mut more = index;
    for (path, blob) in more.iter() {
        files.insert(path.to_owned(), Digest::from_content(&blob.read()?));
    }
    let policy = ContentSecurityPolicy::new(&output.portfolio().settings, output.has_theme_scripts());
    let headers = target.and_then(|target| headers::render_headers_file(target.headers, &policy, &files));
    if let Some((path, text)) = headers {
        files.insert(path.to_owned(), Digest::from_content(text.as_bytes()));
        more.insert(path, text);
    }
    Ok(Some(CheckedSite { output, extra_files: more, digests: files }))
}

/// Builds a site, and checks it as before a deploy.
pub(super) fn build_with_checks(inputs: &Inputs, options: &Options) -> Build {
    let Build { output, mut diagnostics } = pipeline::build(inputs, options);
    if let Some(output) = &output {
        check::check_site(output, &options.private_names, &mut diagnostics);
        diagnostics.sort_and_dedup();
    }
    Build { output, diagnostics }
}

/// Whether files of a site are invented or its owner has no name yet, so that nothing of it may be given to readers. Says so;
/// `refused` is what was not done.
pub(super) fn refuses_unfinished(output: &RenderedSite, refused: &str) -> bool {
    let found = find_unfinished(output);
    if let Some(Unfinished { reason, help }) = &found {
        report::print_message(&format!("{refused}: {reason}\n{help}"));
    }
    found.is_some()
}

/// Builds and checks the sites that targets publish for other audiences than that of `options`, and adds the errors for which
/// a deploy would refuse them, unless they are already known. Returns these sites.
pub(super) fn check_target_audiences(
    inputs: &Inputs,
    options: &Options,
    output: &RenderedSite,
    diagnostics: &mut Diagnostics,
) -> Vec<RenderedSite> {
    // Errors in the targets are those of any build.
    let targets = deploy::resolve_targets(&output.portfolio().settings.deploy, &mut Diagnostics::default());
    let mut checked = BTreeSet::from([options.audience, Visibility::Private]);
    let mut sites = Vec::new();
    for (name, target) in targets.into_iter().filter(|(_, target)| checked.insert(target.audience)) {
        let audience = target.audience;
        let options = Options { audience, drafts: Drafts::Hide, ..options.clone() }.hosted(target.url);
        let Build { output, diagnostics: found } = build_with_checks(inputs, &options);
        let is_same = |known: &Diagnostic, error: &Diagnostic| {
            (known.rule, &known.path, &known.location, &known.message)
                == (error.rule, &error.path, &error.location, &error.message)
        };
        let is_new = |error: &&Diagnostic| !diagnostics.iter().any(|known| is_same(known, error));
        let errors = found.iter().filter(|found| found.is_open_error()).filter(is_new);
        let site = if audience == Visibility::Panel { "for the panel" } else { "for everyone" };
        let errors: Vec<Diagnostic> = errors
            .map(|error| {
                let message =
                    format!("{} (on the site {site}, which the target `{name}` publishes)", error.message);
                Diagnostic { message, ..error.clone() }
            })
            .collect();
        errors.into_iter().for_each(|error| diagnostics.push(error));
        sites.extend(output);
    }
    sites
}

/// Why nothing of a site may be given to readers yet; a deploy refuses it, so other commands say so in advance.
struct Unfinished {
    reason: String,
    help: &'static str,
}

/// Finds which files of a site are invented, or that the name of the owner is still the one that `init` writes for whoever gave
/// none.
fn find_unfinished(output: &RenderedSite) -> Option<Unfinished> {
    let samples = output.portfolio().sample_sources();
    if !samples.is_empty() {
        return Some(Unfinished {
            reason: format!(
                "the portfolio still has invented sample content: {}",
                format_paths(&samples, false)
            ),
            help: "readers would think it is yours: rewrite these files and remove the line `sample: true`, or delete them",
        });
    }
    (output.portfolio().profile.name == NO_NAME).then(|| Unfinished {
        reason: format!("`name` in `content/portfolio.yaml` is still `{NO_NAME}`"),
        help: "write your name there, and in `content/people.yaml`",
    })
}

/// Says in advance that a deploy will refuse a site: the first that it would, with the reason.
pub(super) fn print_refusal<'a>(sites: impl IntoIterator<Item = &'a RenderedSite>) {
    if let Some(Unfinished { reason, .. }) = sites.into_iter().find_map(find_unfinished) {
        report::print_message(&format!("`leadfolio deploy` won't publish this yet: {reason}"));
    }
}
