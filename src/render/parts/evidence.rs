//! Artifacts, evidence, testimonials and pictures.

use crate::model::case_study::{Artifact, CaseStudy, Evidence, StandardClaim};
use crate::model::file::{NamedPicture, PublishedFile, recording_type};
use crate::model::outcome::Outcome;
use crate::model::person::Testimonial;
use crate::render::context::evidence::{ArtifactContext, EvidenceContext, TestimonialContext};
use crate::render::context::shared::{PictureContext, PictureCopyContext};
use crate::render::renderer::Renderer;
use crate::render::routes::Route;

impl Renderer<'_> {
    /// The evidence for a standard, as links to its elements on the case study's page.
    pub(crate) fn evidence_contexts(&self, study: &CaseStudy, claim: &StandardClaim) -> Vec<EvidenceContext> {
        let page = self.href(&study.head.path);
        let context = |evidence: &Evidence| {
            let (kind, title, anchor) = match evidence {
                Evidence::Outcome(index) => {
                    let outcome = &study.outcomes[index.0];
                    ("evidence-outcome", outcome.title.clone(), outcome_anchor(outcome))
                }
                Evidence::Artifact(index) => {
                    let artifact = &study.artifacts[index.0];
                    ("evidence-artifact", artifact.title.clone(), artifact_anchor(artifact))
                }
            };
            EvidenceContext { kind: self.text(kind), title, path: format!("{page}#{anchor}") }
        };
        claim.evidence.iter().map(context).collect()
    }

    /// An artifact with the paths of its published files.
    pub(crate) fn artifact_context(&self, artifact: &Artifact) -> ArtifactContext {
        let file = artifact.file.as_ref().and_then(|source| self.portfolio.files.get(source));
        let path_of = |name: &Option<String>| {
            let file = self.portfolio.files.get(name.as_ref()?)?;
            Some(self.href(&file.path))
        };
        // What stands beside it says what it is.
        let undescribed = |name: &Option<String>| {
            self.picture_context(self.portfolio.files.get(name.as_ref()?)?, String::new())
        };
        ArtifactContext {
            id: artifact.id.clone(),
            anchor: artifact_anchor(artifact),
            kind: self.label(artifact.kind),
            title: artifact.title.clone(),
            caption: artifact.caption.clone(),
            date: artifact.date.map(|date| self.date(date)),
            made_by: artifact.made_by.as_deref().map(|maker| self.maker_in_line(maker)),
            path: path_of(&artifact.file),
            href: artifact.href.clone(),
            file_note: artifact.file.as_ref().zip(file).map(|(source, file)| self.file_note(source, file)),
            picture: file
                .and_then(|file| self.picture_context(file, artifact.alt.clone().unwrap_or_default())),
            poster: undescribed(&artifact.poster),
            thumbnail: undescribed(&artifact.thumbnail),
            media_type: file.and_then(|file| recording_type(&file.path)),
            captions: path_of(&artifact.captions),
            transcript: path_of(&artifact.transcript),
            redaction: artifact.redaction.map(|redaction| self.label(redaction)),
            contains: artifact.contains.iter().map(|content| self.label(*content)).collect(),
            faces: artifact.faces,
            people: self.people_contexts(&artifact.people),
            release: artifact.release.map(|release| self.label(release)),
            permission: artifact.permission.map(|status| self.label(status)),
            licence: artifact.licence.clone(),
        }
    }

    /// A picture that front matter names, cut as it says.
    pub(crate) fn named_picture_context(&self, picture: Option<&NamedPicture>) -> Option<PictureContext> {
        let picture = picture?;
        self.picture_context(self.portfolio.named_picture(picture)?, picture.alt.clone())
    }

    /// Site path of a picture that front matter names.
    pub(crate) fn named_picture_path(&self, picture: Option<&NamedPicture>) -> Option<String> {
        Some(self.portfolio.named_picture(picture?)?.path.clone())
    }

    /// A picture with its size in CSS pixels; `None` when the file is no picture.
    pub(crate) fn picture_context(&self, file: &PublishedFile, alt: String) -> Option<PictureContext> {
        let picture = file.picture?;
        let (width, height) = match file.copies.last() {
            Some(copy) => (copy.plan.width, copy.plan.height),
            None => (picture.width, picture.height),
        };
        Some(PictureContext {
            path: self.href(&file.path),
            width,
            height,
            alt,
            copies: self.picture_copies(file, false),
            webp: self.picture_copies(file, true),
        })
    }

    fn picture_copies(&self, file: &PublishedFile, is_webp: bool) -> Vec<PictureCopyContext> {
        let copies = file.copies_as_webp(is_webp).map(|copy| PictureCopyContext {
            // In `srcset`, a comma would begin the next address.
            path: self.href(&copy.path).replace(',', "%2C"),
            width: copy.plan.width,
        });
        copies.collect()
    }

    /// What a card says about a file: "PDF · 12 pages · 340 kB".
    pub(crate) fn file_note(&self, source: &str, file: &PublishedFile) -> String {
        let extension = file.path.rsplit_once('.').map_or("file", |(_, extension)| extension);
        let pages = file.pdf.map(|pdf| self.count("page-count", pdf.pages));
        let size = self.published_size(source, file).map(|bytes| self.file_size(bytes));
        let is_untagged = file.pdf.is_some_and(|pdf| !pdf.is_tagged);
        let tags = is_untagged.then(|| self.text("pdf-without-tags"));
        let parts: Vec<String> =
            [Some(extension.to_uppercase()), pages, size, tags].into_iter().flatten().collect();
        parts.join(" · ")
    }

    /// Bytes of what a reader downloads; `None` if it can't be read, which is reported with the file.
    fn published_size(&self, source: &str, file: &PublishedFile) -> Option<u64> {
        match file.copies.len().checked_sub(1) {
            // The link leads to the widest copy.
            Some(widest) => self.state.pictures.copy_size(source, file, widest).ok(),
            // Cleaning makes a file shorter or, seldom, longer.
            None => {
                let clean = || match self.clean_file(&Route::File(source.to_owned())) {
                    Some(cleaned) => Ok(cleaned?.0.len()),
                    None => Ok(file.blob.len()),
                };
                self.state.pictures.remembered_size(source, clean).ok()
            }
        }
    }

    pub(crate) fn testimonial_context(&self, testimonial: &Testimonial) -> TestimonialContext {
        TestimonialContext {
            id: testimonial.id.clone(),
            anchor: testimonial_anchor(testimonial),
            text: testimonial.text.clone(),
            from: self.person_context(testimonial.from),
            relation: testimonial.relation.clone(),
            date: testimonial.date.map(|date| self.date(date)),
            source: testimonial.source.map(|source| self.label(source)),
        }
    }
}

pub(crate) fn outcome_anchor(outcome: &Outcome) -> String {
    format!("outcome-{}", outcome.id)
}

pub(crate) fn artifact_anchor(artifact: &Artifact) -> String {
    format!("artifact-{}", artifact.id)
}

pub(crate) fn testimonial_anchor(testimonial: &Testimonial) -> String {
    format!("testimonial-{}", testimonial.id)
}
