//! Publishes the files that pages cite: pictures in light copies, whole or cut, and everything else as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::base::Base;
use super::exclusions::Exclusions;
use super::file_paths::is_root_file;
use super::inspect::{Inspection, InspectionCache, check_pdf_tags};
use super::picture_copies::{cut_copies, picture_copies};
use crate::content::importable::import_help;
use crate::content::printed_pages::PRINTED_PAGES_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::media::Crop;
use crate::model::file::PublishedFile;
use crate::model::links::LinkIndex;
use crate::vfs::Blob;

/// The files that pages cite.
#[derive(Default)]
pub(super) struct CitedFiles {
    /// By path in `content/`: the file and the location that cite it first.
    files: BTreeMap<String, (String, Location)>,
    /// Those that a page shows. To others, pages only link.
    shown: BTreeSet<String>,
    /// Those that are shown or linked to as they are.
    whole: BTreeSet<String>,
    /// How pictures are shown that are not shown whole, by path in `content/`, with the file and the location that cite them so
    /// first.
    cut: BTreeMap<String, BTreeMap<Crop, (String, Location)>>,
    /// Office documents of which the comments go, and all changes are accepted.
    accepted: BTreeSet<String>,
    /// Those that are cards, with the file and the location that cite them first.
    cards: BTreeMap<String, (String, Location)>,
}

/// What pages cite, as it is published.
#[derive(Default)]
pub(super) struct PublishedFiles {
    /// By path in `content/`.
    pub(super) files: BTreeMap<String, PublishedFile>,
    /// By path in `content/`, then by how it is cut.
    pub(super) cut_pictures: BTreeMap<String, BTreeMap<Crop, PublishedFile>>,
    /// Digests of the pages whose PDF is among the files, by the path of the page in the output.
    pub(super) printed_pages: BTreeMap<String, String>,
}

impl CitedFiles {
    pub(super) fn add(&mut self, file: &str, source: &str, location: Location) {
        self.whole.insert(file.to_owned());
        self.files.entry(file.to_owned()).or_insert_with(|| (source.to_owned(), location));
    }

    pub(super) fn add_shown(&mut self, file: &str, source: &str, location: Location) {
        self.add(file, source, location);
        self.shown.insert(file.to_owned());
    }

    /// Notes that a document is published without comments and changes, wherever it is cited.
    pub(super) fn accept_revisions(&mut self, file: Option<&str>) {
        self.accepted.extend(file.map(str::to_owned));
    }

    /// Adds a picture of front matter, as far as it is shown.
    pub(super) fn add_picture(&mut self, file: &str, crop: Option<Crop>, source: &str, location: Location) {
        let Some(crop) = crop else { return self.add_shown(file, source, location) };
        let cited = || (source.to_owned(), location.clone());
        self.files.entry(file.to_owned()).or_insert_with(cited);
        self.shown.insert(file.to_owned());
        self.cut.entry(file.to_owned()).or_default().entry(crop).or_insert_with(cited);
    }

    /// Adds a picture that is the card of a page, which shows a part of it only.
    pub(super) fn add_card(&mut self, file: &str, crop: Crop, source: &str) {
        let location = || Location::Field("card".to_owned());
        self.add_picture(file, Some(crop), source, location());
        self.cards.entry(file.to_owned()).or_insert_with(|| (source.to_owned(), location()));
    }
}

impl PublishedFiles {
    /// Adds a file as pages show it, at its site path: whole, cut, or both. Returns whether readers load only light copies.
    fn add(
        &mut self,
        (source, path): (&str, &str),
        blob: &Blob,
        inspection: Inspection,
        cited: &CitedFiles,
        webp: bool,
    ) -> bool {
        let Inspection { picture, still, recording, pdf, .. } = inspection;
        let still = picture.zip(still.as_ref()).filter(|_| cited.shown.contains(source));
        let mut is_whole = cited.whole.contains(source);
        for crop in cited.cut.get(source).into_iter().flat_map(BTreeMap::keys) {
            let copies = still.map(|still| cut_copies(path, still, *crop, webp)).unwrap_or_default();
            let Some(last) = copies.last() else {
                // It has the format already, or cannot be cut. One that can't be a card isn't published for that.
                is_whole |= !crop.is_card();
                continue;
            };
            let file = PublishedFile {
                blob: blob.clone(),
                path: last.path.clone(),
                picture,
                pdf,
                copies,
                accepts_revisions: false,
            };
            self.cut_pictures.entry(source.to_owned()).or_default().insert(*crop, file);
        }
        if !is_whole {
            return true;
        }
        let copies = still.map(|still| picture_copies(path, still, blob.len(), webp)).unwrap_or_default();
        let is_light = !copies.is_empty();
        let path = copies.last().map_or(path, |copy| &copy.path).to_owned();
        let blob = recording.unwrap_or_else(|| blob.clone());
        let accepts_revisions = cited.accepted.contains(source);
        let file = PublishedFile { blob, path, picture, pdf, copies, accepts_revisions };
        self.files.insert(source.to_owned(), file);
        is_light
    }
}

/// Publishes the cited files and those at the root, after inspection; all others are excluded.
pub(super) fn publish_files(
    mut cited: CitedFiles,
    base: &Base,
    links: &LinkIndex,
    all_files: &[(String, Blob)],
    inspections: &mut InspectionCache,
    diagnostics: &mut Diagnostics,
) -> (PublishedFiles, Exclusions) {
    let mut exclusions = Exclusions::default();
    let mut wanted: Vec<(&String, &Blob, String, Location)> = Vec::new();
    let mut withheld: Vec<(&str, &Blob)> = Vec::new();
    for (source, blob) in all_files {
        let path = links.file_path(source).unwrap_or_default();
        let at_root = is_root_file(path);
        if let Some(reason) = links.exclusion(source) {
            report_excluded_citation(source, reason, cited.files.remove(source), diagnostics);
            exclusions.add_part(format!("content/{source}"), "file", reason);
            if links.is_withheld(source) {
                withheld.push((source, blob));
            }
            continue;
        }
        if at_root {
            cited.whole.insert(source.clone());
        }
        match cited.files.remove(source) {
            Some((from, location)) => wanted.push((source, blob, from, location)),
            None if at_root => wanted.push((source, blob, format!("content/{source}"), Location::File)),
            None if source == PRINTED_PAGES_FILE => {}
            None => {
                stray_document_warning(source, links)
                    .into_iter()
                    .for_each(|warning| diagnostics.push(warning));
                exclusions.add_part(format!("content/{source}"), "file", "no page in this build uses it");
            }
        }
    }
    let files: Vec<(&str, &Blob)> =
        wanted.iter().map(|(source, blob, ..)| (source.as_str(), *blob)).collect();
    let results = inspections.inspect_files(&files, base.picture_cache.as_deref());
    let mut published = PublishedFiles::default();
    for ((source, blob, from, location), inspection) in wanted.into_iter().zip(results) {
        let finding = inspection.report(&from, &location);
        let copied = check_withheld_copies(source, blob, &withheld, &from, &location);
        let moving = check_card(source, &inspection, &cited);
        report_small_pictures(source, &inspection, &cited, diagnostics);
        let untagged = check_pdf_tags(source, inspection.pdf, &from, &location);
        let path = links.file_path(source).unwrap_or_default();
        let is_light = published.add((source, path), blob, inspection, &cited, base.webp);
        // Readers load light copies, however heavy the picture is.
        let size = check_file_size(source, blob, &from, &location).filter(|_| !is_light);
        [finding, moving, size, untagged, copied]
            .into_iter()
            .flatten()
            .for_each(|diagnostic| diagnostics.push(diagnostic));
    }
    (published, exclusions)
}

/// A warning about a file that was meant to be a page, by its place and its kind, and is none.
fn stray_document_warning(source: &str, links: &LinkIndex) -> Option<Diagnostic> {
    const CONTENT_FOLDERS: [&str; 6] =
        ["approaches", "case-studies", "comments", "packs", "pages", "standards"];
    const DOCUMENTS: [&str; 9] = ["doc", "docx", "gdoc", "htm", "html", "odt", "pages", "rtf", "wpd"];
    let lower = source.to_ascii_lowercase();
    let folder = source.split('/').next().unwrap_or_default();
    let name = source.rsplit('/').next().unwrap_or_default();
    let hidden_ending = [".md.txt", ".markdown.txt", ".yaml.txt", ".yml.txt"];
    let is_renamed = hidden_ending.iter().any(|ending| lower.ends_with(ending));
    if !CONTENT_FOLDERS.contains(&folder) || links.is_in_bundle(source) && !is_renamed {
        return None;
    }
    let extension = lower.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
    let help = if is_renamed {
        let meant = &name[..name.len() - ".txt".len()];
        format!(
            "rename it to `{meant}`: Notepad added `.txt`, which you can see in File Explorer with View > Show > File \
            name extensions"
        )
    } else if extension == "txt" {
        "if it is a page, rename it so that it ends in `.md`; if it is evidence, move it to `content/files/` and link to it".to_owned()
    } else if let Some(help) = import_help(&format!("content/{source}")) {
        format!("to make a page of it, {help}; or move it to `content/files/` and link to it")
    } else if DOCUMENTS.contains(&extension) {
        "copy its text into a new file that ends in `.md`; or move it to `content/files/` and link to it"
            .to_owned()
    } else {
        return None;
    };
    let message = "this file isn't a page, so it isn't published";
    Some(Diagnostic::warning("FIL-01", format!("content/{source}"), message).help(help))
}

/// An error about a picture that can't be a card since it moves.
fn check_card(source: &str, inspection: &Inspection, cited: &CitedFiles) -> Option<Diagnostic> {
    let (from, location) = cited.cards.get(source)?;
    let is_moving = inspection.picture.is_some() && inspection.still.is_none();
    is_moving.then(|| Diagnostic { location: location.clone(), ..not_a_card(source, from) })
}

/// Hints about pictures that are enlarged where pages or other sites show them.
fn report_small_pictures(
    source: &str,
    inspection: &Inspection,
    cited: &CitedFiles,
    diagnostics: &mut Diagnostics,
) {
    let Some(picture) = inspection.picture.filter(|_| inspection.still.is_some()) else { return };
    for (crop, (from, location)) in cited.cut.get(source).into_iter().flatten() {
        let width = crop.area((picture.width, picture.height)).map_or(picture.width, |area| area.width);
        let Some((wanted, kind)) = crop.min_width().filter(|(wanted, _)| width < *wanted) else { continue };
        let message = format!("as a {kind}, `{source}` is {width} pixels wide, and looks blurred");
        let help = format!(
            "use a picture of at least {wanted} pixels: the original, since messengers send smaller copies, or one of which less \
             is cut off"
        );
        let hint = Diagnostic::new("MED-22", Severity::Info, from, message).help(help);
        diagnostics.push(Diagnostic { location: location.clone(), ..hint });
    }
}

/// The error about a file that can't be a card.
pub(super) fn not_a_card(name: &str, from: &str) -> Diagnostic {
    Diagnostic::error("MED-13", from, format!("`{name}` can't be a card"))
        .help("name a JPEG or PNG file, or write `card: false`")
}

/// Advice about a file of more than 5 MB, which is slow on mobile networks.
fn check_file_size(source: &str, blob: &Blob, from: &str, location: &Location) -> Option<Diagnostic> {
    const LARGE_FILE_BYTES: u64 = 5_000_000;
    let megabytes = blob.len() as f64 / 1e6;
    let message = format!("`{source}` is {megabytes:.1} MB");
    let help =
        "phone users give up on large files: save a smaller version, or add a short version next to the link";
    let warning = Diagnostic::warning("MED-09", from, message).help(help);
    (blob.len() > LARGE_FILE_BYTES).then(|| Diagnostic { location: location.clone(), ..warning })
}

/// Reports front matter that cites an excluded file. Links in text are not affected: they resolve to `Absent`.
fn report_excluded_citation(
    source: &str,
    reason: &str,
    cited: Option<(String, Location)>,
    diagnostics: &mut Diagnostics,
) {
    let Some((from, location)) = cited else { return };
    let message = format!("`{source}` is shown here but held back elsewhere: {reason}");
    diagnostics.push(shown_and_withheld(&from, &location, message));
}

/// An error about a copy of a withheld file. One that can't be read is reported where it is published.
fn check_withheld_copies(
    source: &str,
    blob: &Blob,
    withheld: &[(&str, &Blob)],
    from: &str,
    location: &Location,
) -> Option<Diagnostic> {
    let is_copy = |other: &Blob| {
        Some(!blob.is_empty() && other.len() == blob.len() && other.read().ok()? == blob.read().ok()?)
    };
    let (original, _) = withheld.iter().find(|(_, other)| is_copy(other) == Some(true))?;
    let message =
        format!("`{source}` is shown here, and is a copy of `{original}`, which is held back elsewhere");
    Some(shown_and_withheld(from, location, message))
}

fn shown_and_withheld(from: &str, location: &Location, message: String) -> Diagnostic {
    let error = Diagnostic::error("PRV-02", from, message);
    Diagnostic { location: location.clone(), ..error }
        .help("give both the same `visibility`, or show another file here")
}
