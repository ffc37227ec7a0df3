//! Link resolution: maps the targets of Markdown links and images to site paths.
//!
//! Diagnostics and the renderer share [`LinkIndex::resolve`], so they cannot disagree about a link.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

pub use super::broken_link::{BrokenLink, LinkHelp, SuggestFrom};
use super::broken_link::{
    help_for_missing, help_for_missing_file, local_file_error, unknown_anchor, unknown_figure,
};
use super::case_study::CaseStudy;
use super::ids::{ArtifactId, OutcomeId, StudyId, TestimonialId};
use super::link_mistakes;
use super::link_paths::{
    encode_fragment, format_fragment, join_paths, parent_folder, parse_scheme, relative_to_page,
    to_content_path,
};
use crate::content::document::Body;
use crate::content::markdown::{FIGURE_KINDS, THEME_FIGURE, split_figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::vfs::disk::SkippedFile;
use crate::{suggest, urls};

/// A help text lists at most this many headings.
const MAX_LISTED: usize = 5;

/// Index of everything that a link or image may point to.
#[derive(Debug, Default)]
pub struct LinkIndex {
    /// Markdown files, keyed by their NFC-normalized path in `content/`.
    pages: HashMap<String, PageTarget>,
    /// Site paths of generated pages, which have no source file.
    routes: HashSet<String>,
    /// Site paths of pages, each with its source file in `content/`.
    page_paths: HashMap<String, String>,
    /// Other files, keyed by their NFC-normalized path in `content/`.
    files: BTreeMap<String, ContentFile>,
    /// Published case studies by id, for their figures.
    studies: HashMap<String, (StudyId, Arc<CaseStudy>)>,
    /// Indices of testimonials by their id.
    testimonials: HashMap<String, TestimonialId>,
    /// Figures that are not published, by their full name, such as `outcome:culture-committee/belonging`.
    unavailable_figures: HashMap<String, Unavailable>,
    /// Case studies that are not published, by id.
    unavailable_studies: HashMap<String, Unavailable>,
    /// Case studies with figures that could not be read, by id.
    incomplete_studies: HashSet<String>,
    /// Whether there may be case studies whose id could not be read.
    has_unread_ids: bool,
    /// Pages that are translated, each with its translation, by their paths in `content/`.
    translated: HashMap<String, String>,
    /// Files and folders that were left out when `content/` was read, keyed by their NFC-normalized path in it.
    skipped: BTreeMap<String, SkippedFile>,
}

/// Why content that exists is not part of the build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// It is excluded, for this reason.
    Excluded(String),
    /// It has errors of its own, which are reported at their source.
    Invalid,
}

/// A file in `content/` that is not a page.
#[derive(Debug)]
struct ContentFile {
    /// Path in `content/` as the file system spells it; the map's key is normalized.
    source: String,
    /// Site path of the published copy.
    path: String,
    /// Why the file must not be published; `None` when it may be.
    exclusion: Option<String>,
    /// Whether it is excluded because of what it is, not only because of the page that it belongs to.
    is_withheld: bool,
}

/// A page that a link may point to.
#[derive(Debug)]
pub enum PageTarget {
    /// A page that this build publishes.
    Page {
        /// Site path of the page.
        path: String,
        /// Id of the case study that the page shows; figures without a study id refer to it.
        study: Option<String>,
        /// Anchors of the page.
        anchors: Anchors,
    },
    /// A page that this build does not publish.
    Unavailable(Unavailable),
}

/// Anchors of a page: the ids of its headings. The set is built on the first lookup.
#[derive(Debug, Default)]
pub struct Anchors {
    body: Body,
    ids: OnceLock<HashSet<String>>,
}

impl Anchors {
    /// Anchors of a Markdown body.
    pub fn from_body(body: &Body) -> Self {
        Self { body: body.clone(), ids: OnceLock::new() }
    }

    fn contains(&self, id: &str) -> bool {
        let gather = || self.body.outline.headings.iter().map(|heading| heading.id.clone()).collect();
        self.ids.get_or_init(gather).contains(id)
    }
}

/// A figure that replaces a Markdown image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// An outcome of a case study; the second value is an index into [`CaseStudy::outcomes`].
    Outcome(StudyId, OutcomeId),
    /// An artifact of a case study; the second value is an index into [`CaseStudy::artifacts`].
    Artifact(StudyId, ArtifactId),
    /// A testimonial; index into [`Portfolio::testimonials`](super::portfolio::Portfolio::testimonials).
    Testimonial(TestimonialId),
    /// The decision table of a case study.
    Decisions(StudyId),
    /// The timeline of a case study.
    Timeline(StudyId),
    /// A figure of the theme, by its name. Whether the theme has it is checked when the site is rendered.
    Theme(Arc<str>),
}

/// What a link or image target resolves to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedLink {
    /// A page of the site.
    Page {
        /// Site path of the page.
        path: String,
        /// `#…`, or empty for the top of the page.
        fragment: String,
    },
    /// An anchor on the same page: `#…`.
    SamePage(String),
    /// A file in `content/` that is not a page.
    File {
        /// Path of the file in `content/`.
        source: String,
        /// `#…`, such as `#page=3` for a PDF, or empty.
        fragment: String,
    },
    /// An absolute URL (http, https, mailto or tel), kept as written.
    External(String),
    /// Content that this build does not publish: the link's text is kept and the link is dropped.
    Unavailable(Unavailable),
    /// A figure that replaces the image.
    Figure(Figure),
    /// The target does not exist.
    Broken(BrokenLink),
}

/// The figure that is meant by a kind that is misspelled: `artifact:norms` for `artifacts:norms`.
fn near_figure(target: &str) -> Option<String> {
    let (kind, name) = target.split_once(':').filter(|(_, name)| !name.starts_with('/'))?;
    if FIGURE_KINDS.contains(&kind) || ["http", "https", "mailto", "tel", "data", "file"].contains(&kind) {
        return None;
    }
    suggest::closest_word(kind, FIGURE_KINDS).map(|kind| format!("{kind}:{name}"))
}

impl LinkIndex {
    /// Adds a page, given its source file relative to the project root.
    pub fn add_page(&mut self, source: &str, target: PageTarget) {
        let source = to_content_path(source).into_owned();
        if let PageTarget::Page { path, .. } = &target {
            self.page_paths.insert(path.clone(), source.clone());
        }
        self.pages.insert(source, target);
    }

    /// Adds the site path that an excluded page would have.
    pub fn add_excluded_path(&mut self, path: &str, source: &str) {
        self.page_paths.insert(path.to_owned(), to_content_path(source).into_owned());
    }

    /// Adds an unpublished case study by its id, so that its figures are not reported as unknown.
    pub fn add_unavailable_study(&mut self, id: &str, why: Unavailable) {
        self.unavailable_studies.insert(id.to_owned(), why);
    }

    /// Adds a published case study with its figures; it no longer counts as absent.
    pub fn add_study(&mut self, number: StudyId, study: &Arc<CaseStudy>) {
        self.unavailable_studies.remove(&study.head.id);
        self.studies.insert(study.head.id.clone(), (number, Arc::clone(study)));
    }

    /// Says that figures of a case study could not be read: a reference to one is not reported as unknown.
    pub fn add_incomplete_study(&mut self, id: &str) {
        self.incomplete_studies.insert(id.to_owned());
    }

    /// Says that there may be case studies whose id could not be read.
    pub fn mark_unread_ids(&mut self) {
        self.has_unread_ids = true;
    }

    /// Adds a file or folder that is there and was left out when the folder was read; its path is from the project root.
    pub fn add_skipped(&mut self, file: &SkippedFile) {
        self.skipped.insert(to_content_path(&file.path).into_owned(), file.clone());
    }

    /// Paths of the files and folders that were left out.
    pub fn skipped_files(&self) -> impl Iterator<Item = &str> {
        self.skipped.keys().map(String::as_str)
    }

    /// Why a file is left out, as an error about a link to it: the file itself, or a folder that it lies in.
    fn broken_by_skipping(&self, rule: &'static str, path: &str) -> Option<BrokenLink> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let file = ends.into_iter().find_map(|end| self.skipped.get(&path[..end]))?;
        let message = format!("`{path}` is left out: {}", file.reason);
        Some(BrokenLink::new(rule, message, file.help))
    }

    /// Whether a file lies in the folder of a page with an `index.md`.
    pub fn is_in_bundle(&self, source: &str) -> bool {
        let ends = source.match_indices('/').map(|(at, _)| at);
        ends.into_iter().any(|end| self.pages.contains_key(&format!("{}/index.md", &source[..end])))
    }

    /// Says that a page stands in place of its original: both are links to it. Paths are from the portfolio root.
    pub fn add_translation(&mut self, original: &str, translation: &str) {
        let key = |path: &str| to_content_path(path).into_owned();
        self.translated.insert(key(original), key(translation));
    }

    /// Adds an unpublished figure by its full name, such as `outcome:STUDY/ID`.
    pub fn add_unavailable_figure(&mut self, name: String, why: Unavailable) {
        self.unavailable_figures.insert(name, why);
    }

    /// Adds the site path of a generated page.
    pub fn add_route(&mut self, path: &str) {
        self.routes.insert(path.to_owned());
    }

    /// Adds a file that is not a page, given its path in `content/` and its site path.
    pub fn add_file(&mut self, source: &str, path: String) {
        self.files.insert(
            urls::nfc(source).into_owned(),
            ContentFile { source: source.to_owned(), path, exclusion: None, is_withheld: false },
        );
    }

    /// Excludes a file from publication, whoever cites it; the first reason is kept.
    pub fn exclude_file(&mut self, source: &str, reason: &str) {
        if let Some(file) = self.files.get_mut(&*urls::nfc(source)) {
            file.exclusion.get_or_insert_with(|| reason.to_owned());
        }
    }

    /// Excludes a file because of what it is: copies of it must not be published, either.
    pub fn withhold_file(&mut self, source: &str, reason: &str) {
        self.exclude_file(source, reason);
        if let Some(file) = self.files.get_mut(&*urls::nfc(source)) {
            file.is_withheld = true;
        }
    }

    /// Whether [`withhold_file`](Self::withhold_file) excluded a file.
    pub fn is_withheld(&self, source: &str) -> bool {
        self.files.get(&*urls::nfc(source)).is_some_and(|file| file.is_withheld)
    }

    /// Why a file must not be published; `None` when it may be.
    pub fn exclusion(&self, source: &str) -> Option<&str> {
        self.files.get(&*urls::nfc(source))?.exclusion.as_deref()
    }

    /// Adds a testimonial by its id and its index in the portfolio.
    pub fn add_testimonial(&mut self, id: &str, number: TestimonialId) {
        self.testimonials.insert(id.to_owned(), number);
    }

    /// All files that are not pages, as their paths in `content/`.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(|file| file.source.as_str())
    }

    /// Site path of a file, given its path in `content/`.
    pub fn file_path(&self, source: &str) -> Option<&str> {
        self.files.get(&*urls::nfc(source)).map(|file| file.path.as_str())
    }

    /// Finds a file that front matter names: in `content/files/` or beside the page.
    ///
    /// # Errors
    /// When neither exists.
    pub fn find_file(&self, from: &str, name: &str) -> Result<String, BrokenLink> {
        let beside = join_paths(parent_folder(&to_content_path(from)), name);
        let shared = join_paths("files", name);
        let paths = || [&shared, &beside].into_iter().flatten();
        if let Some(file) = paths().find_map(|path| self.files.get(path)) {
            return Ok(file.source.clone());
        }
        let skipped = paths().find_map(|path| self.broken_by_skipping("MED-09", path));
        Err(skipped.unwrap_or_else(|| BrokenLink {
            rule: "MED-09",
            message: format!("there is no file `{name}` in `content/files/` or next to this page"),
            help: LinkHelp::Suggest(name.to_owned(), SuggestFrom::Files),
        }))
    }

    /// Turns a broken link into a diagnostic about a file.
    pub fn to_diagnostic(&self, broken: BrokenLink, severity: Severity, path: &str) -> Diagnostic {
        let BrokenLink { rule, message, help } = broken;
        let help = match help {
            LinkHelp::Text(words) => Some(words),
            LinkHelp::Suggest(word, among) => self.suggestion(&word, &among),
        };
        Diagnostic { help, ..Diagnostic::new(rule, severity, path, message) }
    }

    fn suggestion(&self, word: &str, among: &SuggestFrom) -> Option<String> {
        let figures: Vec<String>;
        let mut known: Vec<&str> = match among {
            SuggestFrom::PagesAndFiles(_) => {
                self.pages.keys().chain(self.files.keys()).map(String::as_str).collect()
            }
            SuggestFrom::Files => {
                let names = self.files.values().map(|file| file.source.as_str());
                names.map(|path| path.strip_prefix("files/").unwrap_or(path)).collect()
            }
            SuggestFrom::Figures(kind) => {
                figures = self.figure_names(kind);
                figures.iter().map(String::as_str).collect()
            }
            SuggestFrom::Anchors(source) => match self.pages.get(source) {
                Some(PageTarget::Page { anchors: places, .. }) => {
                    places.body.outline.headings.iter().map(|heading| heading.id.as_str()).collect()
                }
                _ => Vec::new(),
            },
        };
        known.retain(|name| may_be_meant(word, name, among));
        known.sort_unstable();
        // A figure of another case study would be published as one of this.
        if let (SuggestFrom::Figures(_), Some((study, _))) = (among, word.split_once('/')) {
            let is_own = |name: &str| name.strip_prefix(study).is_some_and(|rest| rest.starts_with('/'));
            if known.iter().any(|name| is_own(name)) {
                known.retain(|name| is_own(name));
            }
        }
        let first = known.first().map(|name| (*name).to_owned());
        let some: Vec<String> = known.iter().take(MAX_LISTED).map(|id| format!("`#{id}`")).collect();
        let more = if known.len() > MAX_LISTED { ", …" } else { "" };
        let found = match among {
            SuggestFrom::PagesAndFiles(_) | SuggestFrom::Files => suggest::closest_path(word, known),
            SuggestFrom::Figures(_) | SuggestFrom::Anchors(_) => suggest::closest(word, known),
        };
        match (found, among) {
            (Some(found), SuggestFrom::PagesAndFiles(from)) => {
                let path = relative_to_page(from, found);
                let path = if path.contains(' ') { format!("<{path}>") } else { path };
                Some(suggest::question(&path))
            }
            (Some(found), _) => Some(suggest::question(found)),
            (None, SuggestFrom::Figures(_)) => Some(match first {
                Some(first) => format!("use one that is there, such as `{first}`"),
                None => {
                    "there are none that can be shown: add one, or look at its own errors first".to_owned()
                }
            }),
            (None, SuggestFrom::PagesAndFiles(from)) => Some(help_for_missing(from, word)),
            (None, SuggestFrom::Files) => Some(help_for_missing_file(word)),
            (None, SuggestFrom::Anchors(_)) if some.is_empty() => {
                Some("the page has no headings: remove the part that starts with `#`".to_owned())
            }
            (None, SuggestFrom::Anchors(_)) => Some(format!("its headings are {}{more}", some.join(", "))),
        }
    }

    /// Resolves a link target of the page with the given source file.
    pub fn resolve(&self, from: &str, target: &str) -> ResolvedLink {
        if let Some(fragment) = target.strip_prefix('#') {
            return self.resolve_fragment(from, fragment);
        }
        if let Some(name) = link_mistakes::local_file(target)
            && !self.is_known_path(from, target)
        {
            return ResolvedLink::Broken(local_file_error(from, target, name));
        }
        if let Some(figure) = near_figure(target) {
            return ResolvedLink::Broken(BrokenLink::new(
                "LNK-02",
                format!("`{target}` isn't a figure"),
                suggest::question(&figure),
            ));
        }
        if let Some(scheme) = parse_scheme(target) {
            let is_picture = target.to_ascii_lowercase().starts_with("data:image/");
            return if is_picture {
                ResolvedLink::Broken(BrokenLink::new(
                    "LNK-01",
                    "this picture is embedded in the text as `data:`, so it isn't shown".to_owned(),
                    format!(
                        "save it as a file in `content/files/`, such as `picture.png`, and write `{}` in its place",
                        relative_to_page(from, "files/picture.png")
                    ),
                ))
            } else if ["http", "https", "mailto", "tel"].contains(&scheme.as_str()) {
                ResolvedLink::External(target.to_owned())
            } else {
                ResolvedLink::Broken(BrokenLink::new(
                    "LNK-03",
                    format!("a link can't start with `{scheme}:`"),
                    "a link must start with https, http, mailto, or tel, or name a file",
                ))
            };
        }
        if target.starts_with("//") {
            return ResolvedLink::External(format!("https:{target}"));
        }
        let resolved = self.resolve_internal(from, target);
        if matches!(resolved, ResolvedLink::Broken(_)) && urls::is_email_address(target) {
            return ResolvedLink::Broken(BrokenLink::new(
                "LNK-03",
                format!("`{target}` is an email address, and the link doesn't say so"),
                format!("write `mailto:{target}`"),
            ));
        }
        resolved
    }

    /// Resolves an image target: a figure, or whatever a link with this target would resolve to.
    pub fn resolve_image(&self, from: &str, target: &str) -> ResolvedLink {
        if let Some(kind) = FIGURE_KINDS.into_iter().find(|kind| target.eq_ignore_ascii_case(kind)) {
            let message = format!("`{kind}` isn't a file; a figure needs a colon after its kind");
            return ResolvedLink::Broken(BrokenLink::new("LNK-02", message, format!("write `{kind}:`")));
        }
        let Some((kind, name)) = split_figure(target) else { return self.resolve(from, target) };
        if kind == THEME_FIGURE && !name.is_empty() {
            return ResolvedLink::Figure(Figure::Theme(name.into()));
        }
        let study = match self.pages.get(&*to_content_path(from)) {
            Some(PageTarget::Page { study, .. }) => study.as_deref(),
            _ => None,
        };
        let full_name = match (kind, study) {
            ("testimonial", _) => format!("{kind}:{name}"),
            ("decisions" | "timeline", Some(study)) if name.is_empty() => format!("{kind}:{study}"),
            ("outcome" | "artifact", Some(study)) if !name.contains('/') => format!("{kind}:{study}/{name}"),
            _ => format!("{kind}:{name}"),
        };
        if let Some(figure) = self.find_figure(&full_name) {
            return ResolvedLink::Figure(figure);
        }
        let study_id =
            full_name.split_once(':').and_then(|(_, name)| name.split('/').next()).unwrap_or_default();
        let absent = self
            .unavailable_figures
            .get(&full_name)
            .or_else(|| (kind != "testimonial").then(|| self.unavailable_studies.get(study_id)).flatten());
        let is_unread = self.incomplete_studies.contains(study_id)
            || self.has_unread_ids && !self.studies.contains_key(study_id);
        let absent = absent.or_else(|| (kind != "testimonial" && is_unread).then_some(&Unavailable::Invalid));
        absent.map_or_else(
            || ResolvedLink::Broken(unknown_figure(kind, &full_name)),
            |why| ResolvedLink::Unavailable(why.clone()),
        )
    }

    /// Looks up a figure by its full name.
    fn find_figure(&self, full_name: &str) -> Option<Figure> {
        let (kind, name) = full_name.split_once(':')?;
        let (id, part) = name.split_once('/').map_or((name, None), |(id, part)| (id, Some(part)));
        if kind == "testimonial" {
            return self.testimonials.get(name).copied().map(Figure::Testimonial);
        }
        let (number, study) = self.studies.get(id)?;
        match (kind, part) {
            ("outcome", Some(part)) => {
                let index = study.outcomes.iter().position(|outcome| outcome.id == part)?;
                Some(Figure::Outcome(*number, OutcomeId(index)))
            }
            ("artifact", Some(part)) => {
                let index = study.artifacts.iter().position(|artifact| artifact.id == part)?;
                Some(Figure::Artifact(*number, ArtifactId(index)))
            }
            ("decisions", None) if !study.delegation.decisions.is_empty() => Some(Figure::Decisions(*number)),
            ("timeline", None) => Some(Figure::Timeline(*number)),
            _ => None,
        }
    }

    /// Full names of all figures of a kind.
    fn figure_names(&self, kind: &str) -> Vec<String> {
        let of_study = |(id, (_, study)): (&String, &(StudyId, Arc<CaseStudy>))| -> Vec<String> {
            match kind {
                "outcome" => {
                    study.outcomes.iter().map(|outcome| format!("outcome:{id}/{}", outcome.id)).collect()
                }
                "artifact" => {
                    study.artifacts.iter().map(|artifact| format!("artifact:{id}/{}", artifact.id)).collect()
                }
                "decisions" if study.delegation.decisions.is_empty() => Vec::new(),
                _ => vec![format!("{kind}:{id}")],
            }
        };
        if kind == "testimonial" {
            return self.testimonials.keys().map(|id| format!("testimonial:{id}")).collect();
        }
        self.studies.iter().flat_map(of_study).collect()
    }

    fn resolve_fragment(&self, from: &str, fragment: &str) -> ResolvedLink {
        let known = match self.pages.get(&*to_content_path(from)) {
            Some(PageTarget::Page { anchors: places, study, .. }) => {
                self.has_anchor(places, study.as_deref(), fragment)
            }
            _ => true,
        };
        if known || fragment.is_empty() {
            return ResolvedLink::SamePage(format!("#{}", encode_fragment(fragment)));
        }
        ResolvedLink::Broken(unknown_anchor(&to_content_path(from), fragment))
    }

    /// Whether a fragment, percent-encoded or not, is an anchor of a page: a heading, or a figure of its case study.
    fn has_anchor(&self, places: &Anchors, study: Option<&str>, fragment: &str) -> bool {
        let is_figure = |id: &str| {
            let parts = id.split_once('-').filter(|(kind, _)| ["outcome", "artifact"].contains(kind));
            let name = study.zip(parts).map(|(study, (kind, name))| format!("{kind}:{study}/{name}"));
            name.is_some_and(|name| self.find_figure(&name).is_some())
        };
        let is_there = |id: &str| places.contains(id) || is_figure(id);
        is_there(fragment) || fragment.contains('%') && is_there(&urls::decode_lossy(fragment))
    }

    fn resolve_internal(&self, from: &str, target: &str) -> ResolvedLink {
        let (rest, fragment) = target.split_once('#').unwrap_or((target, ""));
        let rest = rest.split_once('?').map_or(rest, |(path, _)| path);
        if rest.trim().is_empty() {
            let help = "put a file or an address between the parentheses";
            return ResolvedLink::Broken(BrokenLink::new(
                "LNK-01",
                "the link has no target".to_owned(),
                help,
            ));
        }
        let decoded = urls::decode_lossy(rest);
        let from = to_content_path(from);
        let joined = match decoded.strip_prefix('/') {
            Some(rooted) => join_paths("", rooted),
            None => join_paths(parent_folder(&from), &decoded),
        };
        let Some(path) = joined else {
            let message = format!("`{target}` points outside the portfolio");
            let help = "put the file in `content/files/` and link to it there";
            return ResolvedLink::Broken(BrokenLink::new("LNK-01", message, help));
        };
        // A file has exactly one path; a page also answers to its folder, its URL and its name without `.md`. Files go
        // first, so that such an alias never shadows a file.
        self.resolve_file_path(&path, fragment)
            .or_else(|| self.resolve_page_path(&path, fragment))
            .or_else(|| self.broken_by_skipping("LNK-01", &path).map(ResolvedLink::Broken))
            .unwrap_or_else(|| {
                if link_mistakes::is_web_address(target) {
                    return ResolvedLink::Broken(BrokenLink::new(
                        "LNK-01",
                        format!(
                            "`{target}` is an address without `https://`, so it is read as one of your files"
                        ),
                        format!("write `https://{target}`"),
                    ));
                }
                ResolvedLink::Broken(BrokenLink {
                    rule: "LNK-01",
                    message: format!("there is no `{path}` in `content/`"),
                    help: LinkHelp::Suggest(path.clone(), SuggestFrom::PagesAndFiles(from.into_owned())),
                })
            })
    }

    /// Whether a target from the root of the site, such as `/home/a`, is a page or file of it.
    fn is_known_path(&self, from: &str, target: &str) -> bool {
        target.starts_with('/') && !matches!(self.resolve_internal(from, target), ResolvedLink::Broken(_))
    }

    fn resolve_page_path(&self, path: &str, fragment: &str) -> Option<ResolvedLink> {
        if let Some((source, target)) = self.pages.get_key_value(path) {
            return Some(self.link_to_page(source, target, fragment));
        }
        let bare = path.trim_end_matches('/');
        let address =
            if path.is_empty() || path.ends_with(".html") { path.to_owned() } else { format!("{bare}/") };
        let source = [format!("{bare}.md"), format!("{bare}/index.md")]
            .into_iter()
            .find(|source| self.pages.contains_key(source))
            .or_else(|| self.page_paths.get(&address).cloned());
        if let Some((source, target)) = source.and_then(|source| self.pages.get_key_value(&source)) {
            return Some(self.link_to_page(source, target, fragment));
        }
        let route = [path.to_owned(), address].into_iter().find(|route| self.routes.contains(route))?;
        Some(ResolvedLink::Page { path: route, fragment: format_fragment(fragment) })
    }

    fn link_to_page(&self, source: &str, target: &PageTarget, fragment: &str) -> ResolvedLink {
        match target {
            PageTarget::Unavailable(why) => ResolvedLink::Unavailable(why.clone()),
            PageTarget::Page { path, anchors: places, study } => {
                if fragment.is_empty() || self.has_anchor(places, study.as_deref(), fragment) {
                    ResolvedLink::Page { path: path.clone(), fragment: format_fragment(fragment) }
                } else {
                    ResolvedLink::Broken(unknown_anchor(self.translation_of(source), fragment))
                }
            }
        }
    }

    /// The file that stands in place of a page in this edition of the site: its translation, if there is one.
    fn translation_of<'s>(&'s self, source: &'s str) -> &'s str {
        self.translated.get(source).map_or(source, String::as_str)
    }

    fn resolve_file_path(&self, path: &str, fragment: &str) -> Option<ResolvedLink> {
        let ContentFile { source, path: _, exclusion: withheld, is_withheld: _ } = self.files.get(path)?;
        if let Some(why) = withheld {
            return Some(ResolvedLink::Unavailable(Unavailable::Excluded(why.clone())));
        }
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        Some(ResolvedLink::File { source: source.clone(), fragment })
    }
}

/// Whether a name is of a kind that can be meant: a page is not meant by the name of a picture, nor the other way round.
fn may_be_meant(word: &str, name: &str, among: &SuggestFrom) -> bool {
    // `recess.html` is what browsers show of `recess.md`.
    let is_page = |path: &str| {
        let path = path.to_ascii_lowercase();
        [".md", ".html", ".htm"].iter().any(|ending| path.ends_with(ending))
    };
    !matches!(among, SuggestFrom::PagesAndFiles(_)) || !word.contains('.') || is_page(name) == is_page(word)
}
