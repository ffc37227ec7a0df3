//! Where links lead: files of the portfolio become addresses of the site.
//!
//! One function answers for the diagnostics when a portfolio is resolved and for the printer when a page is
//! rendered, so the two cannot disagree.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use crate::content::document::Body;
use crate::diagnostic::{Diagnostic, Severity};

use super::model::{CaseStudy, StudyId};
use super::url;

/// Everything that a link may lead to.
#[derive(Debug, Default)]
pub struct Links {
    /// Markdown files by their path in `content/`, in NFC.
    pages: HashMap<String, Target>,
    /// Addresses that exist without a file of the author's.
    routes: HashSet<String>,
    /// Addresses of pages, and the file that each comes from.
    addresses: HashMap<String, String>,
    /// Other files by their path in `content/`, in NFC.
    files: BTreeMap<String, File>,
    /// Case studies by id, for their figures.
    studies: HashMap<String, (StudyId, Arc<CaseStudy>)>,
    /// Testimonials by id.
    testimonials: HashMap<String, usize>,
    /// Figures that are not published, by their name with the case study's id: `outcome:culture-committee/belonging`.
    hidden_figures: HashMap<String, Absent>,
    /// Case studies that are not published, by id.
    absent_studies: HashMap<String, Absent>,
}

/// Why something that exists is not part of the build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is held back, for this reason.
    HeldBack(String),
    /// Faults of its own keep it out; they are told where they are.
    Faulty,
}

/// A file of the author's.
#[derive(Debug)]
struct File {
    /// Its path in `content/`, as it is.
    source: String,
    /// Its address.
    path: String,
    /// Why it must not be published, if so.
    withheld: Option<String>,
}

/// A page that a link may lead to.
#[derive(Debug)]
pub enum Target {
    /// It is published.
    Page {
        /// Its address.
        path: String,
        /// The case study that it is, for figures that name none.
        study: Option<String>,
        /// Places of its text.
        places: Places,
    },
    /// It is not.
    Absent(Absent),
}

/// Places of a text that a link may lead to: its headings. They are gathered when the first link asks for one.
#[derive(Debug, Default)]
pub struct Places {
    body: Body,
    ids: OnceLock<HashSet<String>>,
}

impl Places {
    /// The places of a body.
    pub fn of(body: &Body) -> Self {
        Self { body: body.clone(), ids: OnceLock::new() }
    }

    fn contains(&self, id: &str) -> bool {
        let gather = || self.body.outline.headings.iter().map(|it| it.id.clone()).collect();
        self.ids.get_or_init(gather).contains(id)
    }
}

/// A figure that takes the place of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// An outcome of a case study.
    Outcome(StudyId, usize),
    /// An artifact of a case study.
    Artifact(StudyId, usize),
    /// A testimonial.
    Testimonial(usize),
    /// Who decides what in a case study.
    Decisions(StudyId),
    /// The timeline of a case study.
    Timeline(StudyId),
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A page of the site, with a fragment or without.
    Page {
        /// Its address.
        path: String,
        /// `#…`, or nothing.
        fragment: String,
    },
    /// A place on the same page: `#…`.
    Here(String),
    /// A file of the author's.
    File {
        /// Its path in `content/`.
        source: String,
        /// A place in it, such as `#page=3`, or nothing.
        fragment: String,
    },
    /// Somewhere else.
    Elsewhere(String),
    /// Something that this build does not publish: the text stays, the link goes.
    Absent(Absent),
    /// A figure.
    Figure(Figure),
    /// Nothing.
    Nothing(Broken),
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Id of the rule.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Help,
}

/// How to mend a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Help {
    /// In words.
    Words(String),
    /// A name that exists and is near to this one, if there is one: a search among all of a kind, so it is made only
    /// when it is told.
    Near(String, Among),
}

/// Where a near name is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    /// Pages and files, for a page given by its file.
    Everything(String),
    /// Files, for front matter.
    Files,
    /// Figures of a sort.
    Figures(String),
    /// Places of a page, given by its file.
    Anchors(String),
}

impl Broken {
    fn new(rule: &'static str, message: String, help: impl Into<String>) -> Self {
        Self { rule, message, help: Help::Words(help.into()) }
    }
}

impl Links {
    /// Makes a page known by its file, from the root of the portfolio.
    pub fn add_page(&mut self, source: &str, target: Target) {
        let source = in_content(source).into_owned();
        if let Target::Page { path, .. } = &target {
            self.addresses.insert(path.clone(), source.clone());
        }
        self.pages.insert(source, target);
    }

    /// Makes the address known that a page would have were it not held back.
    pub fn add_address(&mut self, path: &str, source: &str) {
        self.addresses.insert(path.to_owned(), in_content(source).into_owned());
    }

    /// Makes a case study known that is not published, by its id, so that its figures are not taken for mistakes.
    pub fn add_absent_study(&mut self, id: &str, why: Absent) {
        self.absent_studies.insert(id.to_owned(), why);
    }

    /// Makes the figures of a case study known, which is not absent then.
    pub fn add_study(&mut self, number: StudyId, study: &Arc<CaseStudy>) {
        self.absent_studies.remove(&study.head.id);
        self.studies.insert(study.head.id.clone(), (number, Arc::clone(study)));
    }

    /// Makes a figure known that is not published, by its whole name.
    pub fn add_hidden_figure(&mut self, name: String, why: Absent) {
        self.hidden_figures.insert(name, why);
    }

    /// Makes an address known that has no file.
    pub fn add_route(&mut self, path: &str) {
        self.routes.insert(path.to_owned());
    }

    /// Makes another file known by its path in `content/`.
    pub fn add_file(&mut self, source: &str, path: String) {
        self.files
            .insert(url::nfc(source).into_owned(), File { source: source.to_owned(), path, withheld: None });
    }

    /// Keeps a file from being published, whatever names it; the first reason stays.
    pub fn withhold(&mut self, source: &str, reason: &str) {
        if let Some(file) = self.files.get_mut(&*url::nfc(source)) {
            file.withheld.get_or_insert_with(|| reason.to_owned());
        }
    }

    /// Why a file must not be published, if so.
    pub fn withheld(&self, source: &str) -> Option<&str> {
        self.files.get(&*url::nfc(source))?.withheld.as_deref()
    }

    /// Makes a testimonial known.
    pub fn add_testimonial(&mut self, id: &str, number: usize) {
        self.testimonials.insert(id.to_owned(), number);
    }

    /// The author's files, by path in `content/`.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(|it| it.source.as_str())
    }

    /// The address of a file.
    pub fn file_path(&self, source: &str) -> Option<&str> {
        self.files.get(&*url::nfc(source)).map(|it| it.path.as_str())
    }

    /// Finds a file that front matter names: in `files/`, or beside the page.
    pub fn find_file(&self, from: &str, name: &str) -> Result<String, Broken> {
        let beside = join(folder_of(&in_content(from)), name);
        let shared = join("files", name);
        let found = [shared, beside].into_iter().flatten().find_map(|it| self.files.get(&it));
        found.map(|it| it.source.clone()).ok_or_else(|| Broken {
            rule: "MED-09",
            message: format!("there is no file `{name}` in `content/files/` or beside this page"),
            help: Help::Near(name.to_owned(), Among::Files),
        })
    }

    /// A broken link as a finding about a file.
    pub fn report(&self, broken: Broken, severity: Severity, path: &str) -> Diagnostic {
        let Broken { rule, message, help } = broken;
        let help = match help {
            Help::Words(words) => Some(words),
            Help::Near(word, among) => self.near(&word, &among),
        };
        Diagnostic { help, ..Diagnostic::new(rule, severity, path, message) }
    }

    fn near(&self, word: &str, among: &Among) -> Option<String> {
        let figures: Vec<String>;
        let mut known: Vec<&str> = match among {
            Among::Everything(_) => self.pages.keys().chain(self.files.keys()).map(String::as_str).collect(),
            Among::Files => {
                let names = self.files.values().map(|it| it.source.as_str());
                names.map(|it| it.strip_prefix("files/").unwrap_or(it)).collect()
            }
            Among::Figures(sort) => {
                figures = self.figures(sort);
                figures.iter().map(String::as_str).collect()
            }
            Among::Anchors(source) => match self.pages.get(source) {
                Some(Target::Page { places, .. }) => {
                    places.body.outline.headings.iter().map(|it| it.id.as_str()).collect()
                }
                _ => Vec::new(),
            },
        };
        known.sort_unstable();
        match (near(word, known.into_iter()), among) {
            (Some(found), Among::Everything(from)) => {
                let path = from_page(from, found);
                let path = if path.contains(' ') { format!("<{path}>") } else { path };
                Some(format!("did you mean `{path}`?"))
            }
            (Some(found), _) => Some(format!("did you mean `{found}`?")),
            (None, Among::Figures(sort)) => {
                Some(format!("name it with its case study, such as `{sort}:culture-committee/belonging`"))
            }
            (None, Among::Everything(_)) => Some(
                "name a file that is there, from this page: `../files/chart.pdf`; or take the link out"
                    .to_owned(),
            ),
            (None, _) => None,
        }
    }

    /// Tells what the target of a link means on a page, given by its file.
    pub fn bind(&self, from: &str, target: &str) -> Bound {
        if let Some(fragment) = target.strip_prefix('#') {
            return self.here(from, fragment);
        }
        if let Some(scheme) = scheme_of(target) {
            return if ["http", "https", "mailto", "tel"].contains(&scheme.as_str()) {
                Bound::Elsewhere(target.to_owned())
            } else {
                Bound::Nothing(Broken::new(
                    "LNK-03",
                    format!("a link cannot begin with `{scheme}:`"),
                    "links begin with https, http, mailto or tel, or name a file",
                ))
            };
        }
        if target.starts_with("//") {
            return Bound::Elsewhere(format!("https:{target}"));
        }
        self.inside(from, target)
    }

    /// Tells what the target of an image means: a figure, or the same as a link.
    pub fn bind_image(&self, from: &str, target: &str) -> Bound {
        const SORTS: [&str; 5] = ["outcome", "artifact", "testimonial", "decisions", "timeline"];
        let Some((sort, name)) = target.split_once(':').filter(|it| SORTS.contains(&it.0)) else {
            return self.bind(from, target);
        };
        let study = match self.pages.get(&*in_content(from)) {
            Some(Target::Page { study, .. }) => study.as_deref(),
            _ => None,
        };
        let whole = match (sort, study) {
            ("testimonial", _) => target.to_owned(),
            ("decisions" | "timeline", Some(study)) if name.is_empty() => format!("{sort}:{study}"),
            ("outcome" | "artifact", Some(study)) if !name.contains('/') => format!("{sort}:{study}/{name}"),
            _ => target.to_owned(),
        };
        if let Some(figure) = self.figure(&whole) {
            return Bound::Figure(figure);
        }
        let of = whole.split_once(':').and_then(|it| it.1.split('/').next()).unwrap_or_default();
        let absent = self
            .hidden_figures
            .get(&whole)
            .or_else(|| (sort != "testimonial").then(|| self.absent_studies.get(of)).flatten());
        absent.map_or_else(|| Bound::Nothing(no_figure(sort, &whole)), |it| Bound::Absent(it.clone()))
    }

    /// The figure of a whole name.
    fn figure(&self, whole: &str) -> Option<Figure> {
        let (sort, name) = whole.split_once(':')?;
        let (id, part) = name.split_once('/').map_or((name, None), |(id, part)| (id, Some(part)));
        if sort == "testimonial" {
            return self.testimonials.get(name).copied().map(Figure::Testimonial);
        }
        let (number, study) = self.studies.get(id)?;
        match (sort, part) {
            ("outcome", Some(part)) => {
                let at = study.outcomes.iter().position(|it| it.id == part)?;
                Some(Figure::Outcome(*number, at))
            }
            ("artifact", Some(part)) => {
                let at = study.artifacts.iter().position(|it| it.id == part)?;
                Some(Figure::Artifact(*number, at))
            }
            ("decisions", None) if !study.delegation.decisions.is_empty() => Some(Figure::Decisions(*number)),
            ("timeline", None) => Some(Figure::Timeline(*number)),
            _ => None,
        }
    }

    /// The whole names of all figures of a sort.
    fn figures(&self, sort: &str) -> Vec<String> {
        let of_study = |(id, (_, study)): (&String, &(StudyId, Arc<CaseStudy>))| -> Vec<String> {
            match sort {
                "outcome" => study.outcomes.iter().map(|it| format!("outcome:{id}/{}", it.id)).collect(),
                "artifact" => study.artifacts.iter().map(|it| format!("artifact:{id}/{}", it.id)).collect(),
                "decisions" if study.delegation.decisions.is_empty() => Vec::new(),
                _ => vec![format!("{sort}:{id}")],
            }
        };
        if sort == "testimonial" {
            return self.testimonials.keys().map(|it| format!("testimonial:{it}")).collect();
        }
        self.studies.iter().flat_map(of_study).collect()
    }

    fn here(&self, from: &str, fragment: &str) -> Bound {
        let known = match self.pages.get(&*in_content(from)) {
            Some(Target::Page { places, study, .. }) => self.has_place(places, study.as_deref(), fragment),
            _ => true,
        };
        if known || fragment.is_empty() {
            return Bound::Here(format!("#{}", encode_fragment(fragment)));
        }
        Bound::Nothing(no_anchor(&in_content(from), fragment))
    }

    /// Whether a fragment, percent-encoded or not, is a place of a page: a heading, or a figure of its case study.
    fn has_place(&self, places: &Places, study: Option<&str>, fragment: &str) -> bool {
        let is_figure = |id: &str| {
            let parts = id.split_once('-').filter(|it| ["outcome", "artifact"].contains(&it.0));
            let name = study.zip(parts).map(|(study, (sort, name))| format!("{sort}:{study}/{name}"));
            name.is_some_and(|it| self.figure(&it).is_some())
        };
        let is_there = |id: &str| places.contains(id) || is_figure(id);
        is_there(fragment) || fragment.contains('%') && is_there(&url::decoded(fragment))
    }

    fn inside(&self, from: &str, target: &str) -> Bound {
        let (rest, fragment) = target.split_once('#').unwrap_or((target, ""));
        let rest = rest.split_once('?').map_or(rest, |it| it.0);
        if rest.trim().is_empty() {
            let help = "name a file or an address between the brackets";
            return Bound::Nothing(Broken::new("LNK-01", "the link has no target".to_owned(), help));
        }
        let decoded = url::decoded(rest);
        let from = in_content(from);
        let joined = match decoded.strip_prefix('/') {
            Some(rooted) => join("", rooted),
            None => join(folder_of(&from), &decoded),
        };
        let Some(path) = joined else {
            let message = format!("`{target}` leads out of the portfolio");
            let help = "put the file into `content/files/` and link to it there";
            return Bound::Nothing(Broken::new("LNK-01", message, help));
        };
        // A file is only found by its own name, a page by several.
        self.file_at(&path, fragment).or_else(|| self.page_at(&path, fragment)).unwrap_or_else(|| {
            Bound::Nothing(Broken {
                rule: "LNK-01",
                message: format!("there is no `{path}` in `content/`"),
                help: Help::Near(path.clone(), Among::Everything(from.into_owned())),
            })
        })
    }

    fn page_at(&self, path: &str, fragment: &str) -> Option<Bound> {
        if let Some((source, target)) = self.pages.get_key_value(path) {
            return Some(self.page(source, target, fragment));
        }
        let bare = path.trim_end_matches('/');
        let address =
            if path.is_empty() || path.ends_with(".html") { path.to_owned() } else { format!("{bare}/") };
        let source = [format!("{bare}.md"), format!("{bare}/index.md")]
            .into_iter()
            .find(|it| self.pages.contains_key(it))
            .or_else(|| self.addresses.get(&address).cloned());
        if let Some((source, target)) = source.and_then(|it| self.pages.get_key_value(&it)) {
            return Some(self.page(source, target, fragment));
        }
        let route = [path.to_owned(), address].into_iter().find(|it| self.routes.contains(it))?;
        Some(Bound::Page { path: route, fragment: shown_fragment(fragment) })
    }

    fn page(&self, source: &str, target: &Target, fragment: &str) -> Bound {
        match target {
            Target::Absent(why) => Bound::Absent(why.clone()),
            Target::Page { path, places, study } => {
                if fragment.is_empty() || self.has_place(places, study.as_deref(), fragment) {
                    Bound::Page { path: path.clone(), fragment: shown_fragment(fragment) }
                } else {
                    Bound::Nothing(no_anchor(source, fragment))
                }
            }
        }
    }

    fn file_at(&self, path: &str, fragment: &str) -> Option<Bound> {
        let File { source, path: _, withheld } = self.files.get(path)?;
        if let Some(why) = withheld {
            return Some(Bound::Absent(Absent::HeldBack(why.clone())));
        }
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        Some(Bound::File { source: source.clone(), fragment })
    }
}

fn no_figure(sort: &str, whole: &str) -> Broken {
    let name = whole.split_once(':').map_or(whole, |it| it.1);
    let message = if name.is_empty() {
        format!("`{sort}:` stands on a page that is no case study")
    } else {
        format!("there is no {sort} `{name}` that this build publishes")
    };
    Broken { rule: "LNK-02", message, help: Help::Near(whole.to_owned(), Among::Figures(sort.to_owned())) }
}

fn no_anchor(source: &str, fragment: &str) -> Broken {
    Broken {
        rule: "LNK-01",
        message: format!("there is no heading `#{fragment}` in `{source}`"),
        help: Help::Near(fragment.to_owned(), Among::Anchors(source.to_owned())),
    }
}

fn shown_fragment(fragment: &str) -> String {
    if fragment.is_empty() { String::new() } else { format!("#{}", encode_fragment(fragment)) }
}

fn encode_fragment(fragment: &str) -> String {
    url::encode(&url::decoded(fragment))
}

/// Path in `content/`, in NFC, of a path from the root of the portfolio.
fn in_content(source: &str) -> Cow<'_, str> {
    url::nfc(source.strip_prefix("content/").unwrap_or(source))
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map(|it| it.0).unwrap_or_default()
}

/// Joins two paths and takes `.` and `..` out; none when it leads above the root.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut joined = String::with_capacity(folder.len() + path.len() + 1);
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    if path.ends_with('/') && !joined.is_empty() {
        joined.push('/');
    }
    Some(if joined.is_ascii() { joined } else { url::nfc(&joined).into_owned() })
}

fn scheme_of(target: &str) -> Option<String> {
    if !target.contains(':') {
        return None;
    }
    // What browsers ignore in front of and within a scheme must not hide it.
    let squeezed: String =
        target.chars().filter(|it| !it.is_ascii_control() && !it.is_whitespace()).collect();
    let (scheme, _) = squeezed.split_once(':')?;
    let mut letters = scheme.chars();
    let begins = letters.next().is_some_and(|it| it.is_ascii_alphabetic());
    let rest = letters.all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
    (begins && rest).then(|| scheme.to_ascii_lowercase())
}

/// "did you mean …?", when something is near enough.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    near(word, known).map(|it| format!("did you mean `{it}`?"))
}

/// The name that somebody may have meant: it differs in case only, or in a letter or two of its last part.
fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = last_part(word);
    let score = |it: &str| {
        let part = last_part(it);
        if part.to_lowercase() == wanted.to_lowercase() {
            // Of several with one name the one whose folders are alike.
            return 1.0 + strsim::jaro_winkler(word, it);
        }
        strsim::jaro_winkler(&wanted, &part)
    };
    let best = known.map(|it| (score(it), it)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > 0.84).then_some(best.1)
}

/// What a path is called: its file, or the folder of a page that has one, without its ending.
fn last_part(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.md").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".md").unwrap_or(name).to_owned()
}

/// A path as a page writes it: `../files/chart.pdf`.
fn from_page(source: &str, path: &str) -> String {
    let source = in_content(source);
    let mut folder: Vec<&str> = folder_of(&source).split('/').filter(|it| !it.is_empty()).collect();
    let mut rest = path;
    while let Some((first, more)) = rest.split_once('/')
        && folder.first() == Some(&first)
    {
        folder.remove(0);
        rest = more;
    }
    "../".repeat(folder.len()) + rest
}
