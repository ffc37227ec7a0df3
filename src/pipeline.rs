//! The build pipeline: from input files to a rendered site and its diagnostics.
//!
//! It uses no clock, environment or network, reads nothing from disk except large files that were not loaded into
//! memory, and never fails: problems become diagnostics.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::enums::Visibility;
use crate::content::load::{self, RawContent, SETTINGS_FILE, collect, collect_cached};
use crate::content::scalar::Scalar;
use crate::diagnostic::{Addition, Diagnostic, Diagnostics, Severity};
use crate::media::PictureCache;
use crate::model::file::Excluded;
use crate::privacy::name_scanner::PrivateNames;
use crate::privacy::source_scan;
use crate::render::{LinkStyle, RenderOptions, RenderedSite};
use crate::resolve::{Drafts, PublishOptions, ResolveCache, resolve_editions};
use crate::theme::ThemeCache;
use crate::urls::BaseUrl;
use crate::vfs::FileTree;
use crate::vfs::disk::SkippedFile;
use crate::{deploy, embedded, theme, yaml};

/// Input files of a build.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files of the project's `content/`.
    pub content: FileTree,
    /// Files of the project's own `themes/`.
    pub themes: FileTree,
    /// Problems found while the files were read.
    pub diagnostics: Diagnostics,
    /// Files that are there and were left out on purpose, by path from the project root: a link to one says why.
    pub skipped: Vec<SkippedFile>,
}

impl Inputs {
    /// Paths, relative to the project root, of files that differ between two inputs. If the read diagnostics differ,
    /// the files that they are about are included.
    pub fn changed_paths(&self, other: &Self) -> Vec<String> {
        let prefixed = |folder: &str, paths: Vec<&str>| -> Vec<String> {
            paths.into_iter().map(|path| format!("{folder}/{path}")).collect()
        };
        let mut changed = prefixed("content", self.content.changed_paths(&other.content));
        changed.extend(prefixed("themes", self.themes.changed_paths(&other.themes)));
        if !self.diagnostics.iter().eq(other.diagnostics.iter()) {
            let both = self.diagnostics.iter().chain(other.diagnostics.iter());
            changed.extend(both.map(|diagnostic| diagnostic.path.clone()));
        }
        if self.skipped != other.skipped {
            let both = self.skipped.iter().chain(&other.skipped);
            changed.extend(both.map(|file| file.path.clone()));
        }
        changed.sort_unstable();
        changed.dedup();
        changed
    }
}

/// Build options, besides the inputs.
#[derive(Clone, Debug)]
pub struct Options {
    /// Audience of the build; decides what is excluded.
    pub audience: Visibility,
    /// Whether drafts and pages dated in the future are included.
    pub drafts: Drafts,
    /// Date of the build. The core has no clock.
    pub today: Date,
    /// URL of the site; overrides `url` in `portfolio.yaml`.
    pub base_url: Option<BaseUrl>,
    /// How internal links are written.
    pub links: LinkStyle,
    /// The private list: names that must not appear, in addition to those of `people.yaml`.
    pub private_names: PrivateNames,
    /// Whether the caller can build a search index; if not, a search page only lists the pages.
    pub search_index: bool,
    /// Whether light copies of pictures are published as WebP, too, if this program can encode them
    /// ([`crate::media::HAS_WEBP_ENCODER`]).
    pub webp: bool,
    /// Whether cards of pages are drawn, the pictures that other sites show beside links to them, if this program can
    /// ([`crate::media::HAS_CARDS`]).
    pub cards: bool,
    /// Where what earlier builds made of pictures, and found in them, is kept. The bytes are the same without it.
    pub picture_cache: Option<Arc<dyn PictureCache>>,
    /// The theme, instead of the one in `portfolio.yaml`.
    pub theme: Option<ThemeChoice>,
}

/// A theme with options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeChoice {
    /// Its name.
    pub name: String,
    /// Options by name, as written.
    pub options: BTreeMap<String, Scalar>,
}

impl Options {
    /// The options of an ordinary build into a folder: without drafts, at the URL from `portfolio.yaml`, with links that
    /// also work from disk.
    pub const fn new(audience: Visibility, today: Date) -> Self {
        Self {
            audience,
            drafts: Drafts::Hide,
            today,
            base_url: None,
            links: LinkStyle::PageRelative,
            private_names: PrivateNames { watch_for: Vec::new(), not_them: Vec::new() },
            search_index: true,
            webp: false,
            cards: false,
            picture_cache: None,
            theme: None,
        }
    }

    /// The same for a web server, at this URL or else at that from `portfolio.yaml`: with links that end at the folder
    /// of a page.
    pub fn hosted(self, base_url: Option<BaseUrl>) -> Self {
        Self { base_url, links: LinkStyle::Hosted, ..self }
    }
}

/// Result of a build.
#[derive(Debug)]
pub struct Build {
    /// The rendered site; `None` when there is no `portfolio.yaml` or no usable theme.
    pub output: Option<RenderedSite>,
    /// All problems, sorted by file.
    pub diagnostics: Diagnostics,
}

/// Builds a portfolio. If there are errors among the diagnostics, the output is only good for a preview.
pub fn build(inputs: &Inputs, options: &Options) -> Build {
    let mut diagnostics = inputs.diagnostics.clone();
    let contents = collect_inputs(inputs, options, None, &mut diagnostics);
    finish_build(contents, inputs, options, BTreeMap::new(), None, diagnostics)
}

/// Builds a portfolio without the pages that have errors: they are excluded like drafts. Their errors are returned
/// beside the build; errors in other files and in the home page are among its diagnostics.
pub fn build_valid_pages(inputs: &Inputs, options: &Options) -> (Build, Diagnostics) {
    let mut parse_diagnostics = inputs.diagnostics.clone();
    let contents = collect_inputs(inputs, options, None, &mut parse_diagnostics);
    let mut cache = BuildCache::default();
    let mut invalid: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut errors = Diagnostics::default();
    // Excluding a page can cause errors in pages that refer to it. Every round excludes at least one more.
    loop {
        let diagnostics = parse_diagnostics.clone();
        let mut build =
            finish_build(contents.clone(), inputs, options, invalid.clone(), Some(&mut cache), diagnostics);
        build.diagnostics.retain(|diagnostic| !invalid.contains_key(&diagnostic.path));
        // A file that could not be read at all is not known to be a page that may be left out: it stops the build.
        let was_read =
            |path: &str| path.strip_prefix("content/").is_some_and(|path| inputs.content.contains(path));
        let is_page_error = |diagnostic: &&Diagnostic| {
            diagnostic.is_open_error() && load::is_page(&diagnostic.path) && was_read(&diagnostic.path)
        };
        let found: Vec<Diagnostic> = build.diagnostics.iter().filter(is_page_error).cloned().collect();
        if found.is_empty() {
            if !invalid.is_empty() {
                build.diagnostics.drop_advice_on_all_studies();
            }
            return (build, errors);
        }
        for error in found {
            let id = || find_written_id(&inputs.content, &error.path);
            invalid.entry(error.path.clone()).or_insert_with(id);
            errors.push(error);
        }
    }
}

/// The `id` in the front matter of a page. Searched for as text, since the front matter may not be valid YAML.
fn find_written_id(content: &FileTree, path: &str) -> Option<String> {
    let bytes = content.get(path.strip_prefix("content/")?)?.read().ok()?.into_owned();
    let text = String::from_utf8(bytes).ok()?;
    let id = text.lines().take_while(|line| *line != "...").find_map(|line| line.strip_prefix("id:"))?;
    let id = id.split(" #").next()?.trim().trim_matches(['"', '\'']);
    Some(id.to_owned()).filter(|id| !id.is_empty())
}

/// Caches between builds: parsed pages, resolved content, name scans and the theme.
#[derive(Debug, Default)]
pub struct BuildCache {
    pages: load::DocumentCache,
    portfolio: ResolveCache,
    names: source_scan::NameScanCache,
    theme: ThemeCache,
}

/// Rebuilds, reusing what the cache holds. The result is the same as that of [`build`] on the same inputs.
pub fn rebuild(inputs: &Inputs, options: &Options, cache: &mut BuildCache) -> Build {
    let mut diagnostics = inputs.diagnostics.clone();
    let contents = collect_inputs(inputs, options, Some(&mut cache.pages), &mut diagnostics);
    finish_build(contents, inputs, options, BTreeMap::new(), Some(cache), diagnostics)
}

/// Lists what a build with these options would exclude, without loading a theme or rendering.
pub fn list_excluded(inputs: &Inputs, options: &Options, cache: &mut BuildCache) -> Vec<Excluded> {
    let mut diagnostics = Diagnostics::default();
    let contents = collect_inputs(inputs, options, Some(&mut cache.pages), &mut diagnostics);
    let publish = publish_options(options, BTreeMap::new());
    let portfolio = resolve_editions(contents, &publish, Some(&mut cache.portfolio), &mut diagnostics);
    portfolio.map(|(portfolio, _)| portfolio.excluded).unwrap_or_default()
}

/// The number of artifacts in a build with these options, without loading a theme or rendering; `None` if nothing can be
/// built.
pub fn count_artifacts(inputs: &Inputs, options: &Options) -> Option<usize> {
    let mut diagnostics = Diagnostics::default();
    let contents = collect_inputs(inputs, options, None, &mut diagnostics);
    let publish = publish_options(options, BTreeMap::new());
    let (portfolio, _) = resolve_editions(contents, &publish, None, &mut diagnostics)?;
    Some(portfolio.studies.iter().map(|study| study.artifacts.len()).sum())
}

/// Reads all files of `content/`, and takes over which ones were left out.
fn collect_inputs(
    inputs: &Inputs,
    options: &Options,
    cache: Option<&mut load::DocumentCache>,
    diagnostics: &mut Diagnostics,
) -> RawContent {
    let contents = match cache {
        Some(cache) => collect_cached(&inputs.content, options.audience, cache, diagnostics),
        None => collect(&inputs.content, options.audience, diagnostics),
    };
    RawContent { skipped: inputs.skipped.clone(), ..contents }
}

fn publish_options(options: &Options, invalid_pages: BTreeMap<String, Option<String>>) -> PublishOptions {
    PublishOptions {
        audience: options.audience,
        drafts: options.drafts,
        today: options.today,
        invalid_pages,
        base_url: options.base_url.clone(),
        search_index: options.search_index,
        webp: options.webp,
        picture_cache: options.picture_cache.clone(),
    }
}

fn finish_build(
    contents: RawContent,
    inputs: &Inputs,
    options: &Options,
    invalid_pages: BTreeMap<String, Option<String>>,
    cache: Option<&mut BuildCache>,
    mut diagnostics: Diagnostics,
) -> Build {
    let (resolved, names, themes) = match cache {
        Some(BuildCache { pages: _, portfolio, names, theme }) => (Some(portfolio), Some(names), Some(theme)),
        None => (None, None, None),
    };
    let publish = publish_options(options, invalid_pages);
    let portfolio = resolve_editions(contents, &publish, resolved, &mut diagnostics);
    if let Some((portfolio, translated)) = &portfolio {
        // Every build reports errors in the targets, not only a deploy.
        deploy::resolve_targets(&portfolio.settings.deploy, &mut diagnostics);
        let Options { private_names: private, audience, .. } = options;
        source_scan::scan(
            &inputs.content,
            portfolio,
            translated,
            private,
            *audience,
            names,
            &mut diagnostics,
        );
    }
    let output = portfolio.and_then(|(portfolio, translated)| {
        let settings = &portfolio.settings;
        let built_in = embedded::builtin_themes();
        let (name, set) = match &options.theme {
            Some(ThemeChoice { name, options }) => (name, options),
            None => (&settings.theme, &settings.theme_options),
        };
        let own = &inputs.themes;
        let theme = match themes {
            Some(cache) => theme::load_cached(name, own, &built_in, set, cache, &mut diagnostics)?,
            None => theme::load(name, own, &built_in, set, &mut diagnostics)?,
        };
        let settings = RenderOptions {
            link_style: options.links,
            today: options.today,
            audience: options.audience,
            includes_drafts: options.drafts == Drafts::Show,
            cards: options.cards,
            picture_cache: options.picture_cache.clone(),
        };
        Some(RenderedSite::new(portfolio, translated, theme, settings, &mut diagnostics))
    });
    if output.as_ref().is_some_and(|output| output.portfolio().settings.url.is_none()) {
        diagnostics.push(missing_url());
    }
    diagnostics.sort_and_dedup();
    Build { output, diagnostics }
}

fn missing_url() -> Diagnostic {
    Diagnostic::new(
        "URL-04",
        Severity::Info,
        SETTINGS_FILE,
        "the site has no address yet, so it gets no `sitemap.xml` and its pages name no canonical address",
    )
    .help("build with `--base-url`, or give the address of your site here")
    .addition(Addition::new("url", yaml::placeholder("the address of your site, https://…")))
}
