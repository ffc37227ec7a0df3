//! What pages point at: every link is tried once, and every file that is cited becomes part of the site.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::looks::Looks;
use super::sorter::Hidden;
use crate::content::collect::SETTINGS;
use crate::content::document::Body;
use crate::content::markdown::ReferenceKind;
use crate::content::scalar::Scalar;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::portfolio::links::{Absent, Bound, Broken, Help, Links, Places, Target};
use crate::portfolio::model::{
    Approach, Artifact, CaseStudy, HeldBack, Page, PageHead, Profile, PublishedFile, Settings, Testimonial,
};
use crate::tree::Blob;

/// Files that belong at the root of a site, whatever cites them.
const AT_ROOT: [&str; 5] = ["CNAME", "_headers", "_redirects", "favicon.ico", "favicon.svg"];

/// Where a file of the author's is published that lies in no bundle: at the root, or under its own path.
pub(super) fn file_address(source: &str) -> String {
    let in_files = source.strip_prefix("files/");
    let rooted = in_files.filter(|it| AT_ROOT.contains(it) || it.starts_with(".well-known/"));
    rooted.unwrap_or(source).to_owned()
}

/// Keeps files back that belong to artifacts which are held back: no link may publish them by another way.
///
/// A file of a page that is held back may be shown by another page as an artifact of its own; a file whose own
/// artifact is held back may not.
pub(super) fn withhold(links: &mut Links, hidden: &Hidden, studies: &[Arc<CaseStudy>]) {
    for (file, reason) in &hidden.files {
        links.withhold(file, reason);
    }
    if hidden.files_of_pages.is_empty() {
        return;
    }
    let shown: HashSet<&String> = studies.iter().flat_map(|it| &it.artifacts).flat_map(files_of).collect();
    for (file, reason) in hidden.files_of_pages.iter().filter(|it| !shown.contains(&it.0)) {
        links.withhold(file, reason);
    }
}

fn files_of(artifact: &Artifact) -> impl Iterator<Item = &String> {
    [&artifact.file, &artifact.captions, &artifact.transcript].into_iter().flatten()
}

/// Makes a published page known to links.
pub(super) fn add_page(links: &mut Links, head: &PageHead, body: &Body, study: Option<&CaseStudy>) {
    let study = study.map(|it| it.head.id.clone());
    links.add_page(&head.source, Target::Page { path: head.path.clone(), study, places: Places::of(body) });
}

/// Makes figures known to images that belong to no published case study.
pub(super) fn add_figures(links: &mut Links, testimonials: &[Testimonial], hidden: &Hidden) {
    for (name, reason) in &hidden.figures {
        links.add_hidden_figure(name.clone(), Absent::HeldBack(reason.clone()));
    }
    for (at, it) in testimonials.iter().enumerate() {
        links.add_testimonial(&it.id, at);
    }
}

/// Everything that is published, for following its references.
pub(super) struct Published<'a> {
    pub(super) studies: &'a [Arc<CaseStudy>],
    pub(super) approaches: &'a [Approach],
    pub(super) pages: &'a [Page],
    pub(super) home: Option<&'a Page>,
    pub(super) profile: &'a Profile,
    pub(super) settings: &'a Settings,
}

impl<'a> Published<'a> {
    /// The heads of all pages.
    pub(super) fn heads(&self) -> impl Iterator<Item = &'a PageHead> + use<'a> {
        let studies = self.studies.iter().map(|it| &it.head);
        let approaches = self.approaches.iter().map(|it| &it.head);
        studies.chain(approaches).chain(self.pages.iter().chain(self.home).map(|it| &it.head))
    }
}

/// Files that are cited, with the first place that cites each.
#[derive(Default)]
struct Cited {
    files: BTreeMap<String, (String, Place)>,
}

/// Files that a body cites, with the place of each.
type Citations = Vec<(String, Range<usize>)>;

/// What is found in a body: files, links that lead nowhere, everything else.
type Followed = (Citations, Vec<(Range<usize>, Broken)>, Diagnostics);

/// Links that lead nowhere whose help is looked for: each takes a search among all names.
const HELPED: usize = 100;

/// Figures that a page may repeat.
const FIGURES: usize = 100;

impl Cited {
    fn add(&mut self, file: &str, source: &str, place: Place) {
        self.files.entry(file.to_owned()).or_insert_with(|| (source.to_owned(), place));
    }
}

/// Follows every reference; returns the files that are cited, and those that are not.
pub(super) fn follow(
    published: &Published<'_>,
    links: &Links,
    files: &[(String, Blob)],
    looks: &mut Looks,
    diagnostics: &mut Diagnostics,
) -> (BTreeMap<String, PublishedFile>, Vec<HeldBack>) {
    let mut cited = Cited::default();
    bodies(published, links, &mut cited, diagnostics);
    for study in published.studies {
        cite_artifacts(study, &mut cited);
    }
    cite_profile(published, links, &mut cited, diagnostics);
    publish(cited, links, files, looks, diagnostics)
}

fn bodies(published: &Published<'_>, links: &Links, cited: &mut Cited, diagnostics: &mut Diagnostics) {
    let raw_html = published.settings.raw_html;
    let studies = published.studies.iter().map(|it| (&it.head, &it.body));
    let approaches = published.approaches.iter().map(|it| (&it.head, &it.body));
    let pages = published.pages.iter().chain(published.home).map(|it| (&it.head, &it.body));
    let all: Vec<(&PageHead, &Body)> = studies.chain(approaches).chain(pages).collect();
    let found: Vec<Followed> =
        all.par_iter().map(|(head, body)| follow_body(head, body, links, raw_html)).collect();
    let mut helped = 0;
    for ((head, _), (files, broken, faults)) in all.iter().zip(found) {
        for (file, range) in files {
            cited.add(&file, &head.source, Place::Range(range));
        }
        for (place, mut broken) in broken {
            helped += 1;
            if helped > HELPED && matches!(broken.help, Help::Near(..)) {
                broken.help = Help::Words("check the name; large and small letters differ".to_owned());
            }
            diagnostics.push(report_broken(&head.source, place, broken, links));
        }
        diagnostics.append(faults);
    }
}

/// The files that a body cites, and what is wrong with its references.
fn follow_body(head: &PageHead, body: &Body, links: &Links, raw_html: bool) -> Followed {
    let mut files = Vec::new();
    let mut nowhere = Vec::new();
    let mut figures = 0;
    let mut diagnostics = Diagnostics::default();
    let source = &head.source;
    for reference in &body.outline.references {
        let place = body.in_file(&reference.range);
        let bound = match reference.kind {
            ReferenceKind::Link => links.bind(source, &reference.target),
            ReferenceKind::Image => links.bind_image(source, &reference.target),
        };
        let is_image = reference.kind == ReferenceKind::Image;
        match bound {
            Bound::File { source: file, fragment: _ } => {
                if is_image && reference.text.trim().is_empty() {
                    let message = format!(
                        "the picture `{}` has no words for those who do not see it",
                        reference.target
                    );
                    let help = "say what it shows between the brackets: `![A chart of …](…)`";
                    diagnostics
                        .push(Diagnostic::warning("MED-03", source, message).at(place.clone()).help(help));
                }
                files.push((file, place));
            }
            Bound::Nothing(broken) => nowhere.push((place, broken)),
            Bound::Absent(Absent::HeldBack(why)) => {
                let message = format!("`{}` is not part of this build: {why}", reference.target);
                let help = "the text stays and the link is left out";
                diagnostics.push(Diagnostic::warning("LNK-04", source, message).at(place).help(help));
            }
            Bound::Figure(_) if !reference.alone => {
                let message = "a figure needs a paragraph of its own";
                let help = "put an empty line before and after it";
                diagnostics.push(Diagnostic::error("FIG-01", source, message).at(place).help(help));
            }
            Bound::Figure(_) => {
                figures += 1;
                if figures == FIGURES + 1 {
                    let message = format!("the page shows more than {FIGURES} figures");
                    let help = "take some out, or split the page";
                    diagnostics.push(Diagnostic::error("FIG-02", source, message).at(place).help(help));
                }
            }
            Bound::Elsewhere(_) if is_image => {
                let message = "a picture from another site would tell that site who reads yours";
                let help = "save it into `content/files/` and name it there";
                diagnostics.push(Diagnostic::error("MED-12", source, message).at(place).help(help));
            }
            Bound::Page { .. } | Bound::Here(_) if is_image => {
                let message = format!("`{}` is no picture", reference.target);
                diagnostics.push(
                    Diagnostic::error("MED-13", source, message)
                        .at(place)
                        .help("write a link: without the `!`"),
                );
            }
            _ => {}
        }
    }
    if !raw_html {
        report_raw_html(source, body, &mut diagnostics);
    }
    let has_html = raw_html && !body.outline.raw_html.is_empty();
    if body.outline.words == 0 && body.outline.references.is_empty() && !has_html {
        let help = "write the story under the closing `---`";
        diagnostics.push(Diagnostic::warning("POR-04", source, "the page has no text").help(help));
    }
    (files, nowhere, diagnostics)
}

fn report_broken(source: &str, place: Range<usize>, broken: Broken, links: &Links) -> Diagnostic {
    // A link that is refused is taken out and does no harm; one that leads nowhere is a fault of the page.
    let severity = if broken.rule == "LNK-03" { Severity::Warning } else { Severity::Error };
    links.report(broken, severity, source).at(place)
}

fn report_raw_html(source: &str, body: &Body, diagnostics: &mut Diagnostics) {
    let Some(first) = body.outline.raw_html.first() else { return };
    let more = body.outline.raw_html.len() - 1;
    let message = match more {
        0 => "HTML is left out".to_owned(),
        1 => "HTML is left out, here and in one more place".to_owned(),
        more => format!("HTML is left out, here and in {more} more places"),
    };
    let help =
        "write it in Markdown, or allow HTML on the whole site with `raw_html: true` in `portfolio.yaml`";
    diagnostics.push(Diagnostic::warning("TXT-04", source, message).at(body.in_file(first)).help(help));
}

fn cite_artifacts(study: &CaseStudy, cited: &mut Cited) {
    for artifact in &study.artifacts {
        let Artifact { at, file, captions, transcript, .. } = artifact;
        for (name, file) in [("file", file), ("captions", captions), ("transcript", transcript)] {
            let Some(file) = file else { continue };
            cited.add(file, &study.head.source, Place::Field(format!("artifacts[{at}].{name}")));
        }
    }
}

fn cite_profile(published: &Published<'_>, links: &Links, cited: &mut Cited, diagnostics: &mut Diagnostics) {
    if let Some((file, _)) = &published.profile.photo {
        match links.find_file(SETTINGS, file) {
            Ok(file) => cited.add(&file, SETTINGS, Place::Field("profile.photo.file".to_owned())),
            Err(broken) => {
                let found = links.report(broken, Severity::Error, SETTINGS);
                diagnostics.push(found.field("profile.photo.file"));
            }
        }
    }
    // A theme may take a picture, such as a logo: whatever names a file is one.
    for (name, value) in &published.settings.theme_options {
        let Scalar::Text(file) = value else { continue };
        if let Ok(file) = links.find_file(SETTINGS, file) {
            cited.add(&file, SETTINGS, Place::Field(format!("theme_options.{name}")));
        }
    }
}

fn publish(
    mut cited: Cited,
    links: &Links,
    files: &[(String, Blob)],
    looks: &mut Looks,
    diagnostics: &mut Diagnostics,
) -> (BTreeMap<String, PublishedFile>, Vec<HeldBack>) {
    let mut held_back = Vec::new();
    let mut wanted: Vec<(&String, &Blob, String, Place)> = Vec::new();
    for (source, blob) in files {
        let path = links.file_path(source).unwrap_or_default();
        let at_root = AT_ROOT.contains(&path) || path.starts_with(".well-known/");
        if let Some(reason) = links.withheld(source) {
            report_withheld(source, reason, cited.files.remove(source), diagnostics);
            held_back.push(HeldBack {
                path: format!("content/{source}"),
                what: "file".to_owned(),
                reason: reason.to_owned(),
                page: false,
            });
            continue;
        }
        match cited.files.remove(source) {
            Some((from, place)) => wanted.push((source, blob, from, place)),
            None if at_root => wanted.push((source, blob, format!("content/{source}"), Place::File)),
            None => held_back.push(HeldBack {
                path: format!("content/{source}"),
                what: "file".to_owned(),
                reason: "no page of this build cites it".to_owned(),
                page: false,
            }),
        }
    }
    let files: Vec<(&str, &Blob)> = wanted.iter().map(|it| (it.0.as_str(), it.1)).collect();
    let looked = looks.over(&files);
    let mut published = BTreeMap::new();
    for ((source, blob, from, place), look) in wanted.into_iter().zip(looked) {
        look.report(&from, &place).into_iter().for_each(|it| diagnostics.push(it));
        large(source, blob, &from, &place).into_iter().for_each(|it| diagnostics.push(it));
        let path = links.file_path(source).unwrap_or_default().to_owned();
        published.insert(source.clone(), PublishedFile { blob: blob.clone(), path, picture: look.picture });
    }
    (published, held_back)
}

/// Readers on a telephone give up.
fn large(source: &str, blob: &Blob, from: &str, place: &Place) -> Option<Diagnostic> {
    const LARGE: u64 = 5_000_000;
    let size = blob.len() as f64 / 1e6;
    let message = format!("`{source}` has {size:.1} MB");
    let help = "save it smaller, or put a short form beside the link";
    let found = Diagnostic::warning("MED-09", from, message).help(help);
    (blob.len() > LARGE).then(|| Diagnostic { place: place.clone(), advice: true, ..found })
}

/// What names a file that must not be published: front matter, for a link in a text has lost it already.
fn report_withheld(
    source: &str,
    reason: &str,
    cited: Option<(String, Place)>,
    diagnostics: &mut Diagnostics,
) {
    let Some((from, place)) = cited else { return };
    let message = format!("`{source}` is shown here and is held back elsewhere: {reason}");
    let help = "give both the same `visibility`, or show another file here";
    diagnostics.push(Diagnostic { place, ..Diagnostic::error("PRV-02", from, message) }.help(help));
}

/// Names of files that differ only in case or in the way accents are written.
pub(super) fn report_twins(files: &[(String, Blob)], diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut told = BTreeSet::new();
    for (source, _) in files {
        let key = crate::portfolio::url::collision_key(source);
        if let Some(other) = seen.insert(key, source)
            && told.insert(source)
        {
            let message = format!("`content/{other}` has the same name on many systems");
            diagnostics.push(
                Diagnostic::error("URL-02", format!("content/{source}"), message)
                    .help("rename one of the two files"),
            );
        }
    }
}
