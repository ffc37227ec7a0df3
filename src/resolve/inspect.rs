//! Inspects files before they are published: images must decode, and other files must not be images in disguise. Recordings
//! are cleaned here, since a preview answers many requests for parts of one.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Location, Problem, Severity};
use crate::documents::pdf::{self, PdfStructure};
use crate::media::recording::clean_recording;
use crate::media::{self, ImageFormat, ImageInfo, PictureCache, PictureTraits};
use crate::vfs::{Blob, lowercase_extension};

/// Inspection results of the last build, by path in `content/`, so that unchanged images are not decoded again.
#[derive(Debug, Default)]
pub(super) struct InspectionCache {
    entries: HashMap<String, (Blob, Inspection)>,
}

/// The result of inspecting one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Inspection {
    /// Format and size; `None` unless the file is a valid image.
    pub(super) picture: Option<ImageInfo>,
    /// What light copies of it are made from; `None` unless it is a still picture of pixels.
    pub(super) still: Option<StillPicture>,
    /// Pages and tags of a PDF; `None` if it is none, or can't be read.
    pub(super) pdf: Option<PdfStructure>,
    /// The copy of a recording to publish; `None` unless it is one that could be cleaned. A check reports the others.
    pub(super) recording: Option<Blob>,
    finding: Option<Finding>,
}

/// A picture that light copies can be made of.
#[derive(Clone, Debug)]
pub(super) struct StillPicture {
    pub(super) traits: PictureTraits,
    /// Hash of the file in hexadecimal digits.
    pub(super) hash: String,
}

/// A diagnostic without its location: several pages may cite the same file.
#[derive(Clone, Debug)]
struct Finding {
    severity: Severity,
    rule: &'static str,
    message: String,
    help: String,
}

impl InspectionCache {
    /// Inspects files and returns the results in the same order. Unchanged files come from the cache and are not
    /// opened; entries of files that are not in the list are dropped. `pictures` knows what earlier runs found.
    pub(super) fn inspect_files(
        &mut self,
        files: &[(&str, &Blob)],
        pictures: Option<&dyn PictureCache>,
    ) -> Vec<Inspection> {
        let known = &self.entries;
        let inspect = |(source, blob): &(&str, &Blob)| match known
            .get(*source)
            .filter(|(known_blob, _)| known_blob.is_same(blob))
        {
            Some((_, inspection)) => inspection.clone(),
            None => inspect_file(source, blob, pictures),
        };
        let inspections: Vec<Inspection> = files.par_iter().map(inspect).collect();
        let to_entry = |((source, blob), inspection): (&(&str, &Blob), &Inspection)| {
            ((*source).to_owned(), ((*blob).clone(), inspection.clone()))
        };
        self.entries = files.iter().zip(&inspections).map(to_entry).collect();
        inspections
    }
}

impl Inspection {
    /// The diagnostic for the file at the location that cites it, if there is one.
    pub(super) fn report(&self, path: &str, place: &Location) -> Option<Diagnostic> {
        let Finding { severity, rule, message, help } = self.finding.clone()?;
        Some(Diagnostic {
            location: place.clone(),
            ..Diagnostic::new(rule, severity, path, message).help(help)
        })
    }

    fn failed(rule: &'static str, message: String, help: String) -> Self {
        let finding = Some(Finding { severity: Severity::Error, rule, message, help });
        Self { finding, ..Self::default() }
    }
}

fn inspect_file(source: &str, blob: &Blob, pictures: Option<&dyn PictureCache>) -> Inspection {
    let is_picture = media::is_image(source);
    // Format detection needs only the first bytes; large files such as videos are not read whole.
    let bytes = if is_picture { blob.read() } else { blob.read_prefix(media::SNIFF_LEN) };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let help = "make sure your account can read it, or copy it again from the original".to_owned();
            return Inspection::failed("FIL-02", format!("`content/{source}` can't be read: {error}"), help);
        }
    };
    let rejected =
        |error: Problem| Inspection::failed("MED-14", format!("`{source}`: {}", error.message), error.help);
    if !is_picture {
        if let Some(error) = media::check_extension(&bytes) {
            return rejected(error);
        }
        let recording = clean_recording(source, blob).ok().map(|clean| clean.blob);
        return Inspection { recording, pdf: inspect_pdf(source, blob), ..Inspection::default() };
    }
    let hash = blake3::hash(&bytes).to_hex().to_string();
    let examined = media::inspect(source, &bytes).and_then(|info| {
        media::examine_once(source, &bytes, &hash, info, pictures).map(|examined| (info, examined))
    });
    match examined {
        Ok((picture, examined)) => {
            let finding = removed_content_finding(source, &examined.removed);
            let traits = examined.traits.filter(|_| picture.format != ImageFormat::Gif);
            let still = traits.map(|traits| StillPicture { traits, hash });
            Inspection { picture: Some(picture), still, finding, pdf: None, recording: None }
        }
        Err(error) => rejected(error),
    }
}

/// Pages and tags of a PDF. One that can't be read is reported when it is published.
fn inspect_pdf(source: &str, blob: &Blob) -> Option<PdfStructure> {
    let is_pdf = lowercase_extension(source).is_some_and(|extension| extension == "pdf");
    if !is_pdf {
        return None;
    }
    pdf::read_structure(&blob.read().ok()?)
}

/// Advice about a PDF that a screen reader can't read in order.
pub(super) fn check_pdf_tags(
    source: &str,
    pdf: Option<PdfStructure>,
    from: &str,
    location: &Location,
) -> Option<Diagnostic> {
    let message = format!("`{source}` has no tags, so people with a screen reader can hardly read it");
    let help = "export it again from the original document: in Word, Save As > PDF > Options > “Document structure tags for \
        accessibility”; in LibreOffice, File > Export As > Export as PDF > “Universal Accessibility (PDF/UA)”; in Google Docs, \
        File > Download > Microsoft Word, and then as in Word";
    let hint = Diagnostic::new("MED-18", Severity::Info, from, message).help(help);
    pdf.is_some_and(|pdf| !pdf.is_tagged).then(|| Diagnostic { location: location.clone(), ..hint })
}

/// A warning that lists what cleaning removes from a picture, besides metadata that nobody sees.
fn removed_content_finding(source: &str, removed: &[String]) -> Option<Finding> {
    (!removed.is_empty()).then(|| Finding {
        severity: Severity::Warning,
        rule: "MED-15",
        message: format!("removed from `{source}`: {}", removed.join(", ")),
        help: "your file in `content/` is unchanged".to_owned(),
    })
}
