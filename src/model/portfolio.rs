//! The domain model: a validated portfolio with resolved references, filtered for one audience.
//!
//! Everything in it may be published. People are reduced to what they consented to, every reference points at
//! something that exists, and a field is an `Option` only where the author may leave it out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::case_study::CaseStudy;
use super::file::{Excluded, NamedPicture, PublishedFile};
use super::framework::{Framework, Standard};
use super::generated_pages::GeneratedPages;
use super::ids::{PersonId, StandardId, StudyId};
use super::links::LinkIndex;
use super::pack::Pack;
use super::page::{Approach, Comment, Page, PageHead};
use super::person::{Person, Testimonial};
use super::requirements::ProgramReport;
use super::resume::{Profile, Resume};
use super::settings::SiteSettings;
use super::tag::{Tag, TagPage};
use crate::content::document::Body;
use crate::content::load::SETTINGS_FILE;
use crate::media::Crop;

/// A portfolio resolved for one audience. Only publishable content is in it.
#[derive(Debug)]
pub struct Portfolio {
    /// Site-wide settings from `portfolio.yaml`.
    pub settings: SiteSettings,
    /// The owner of the portfolio.
    pub profile: Profile,
    /// Data of the résumé page and of `resume.json`.
    pub resume: Resume,
    /// Everyone who is referenced; [`PersonId`] is an index into it.
    pub people: Vec<Person>,
    /// Published testimonials, in the order of `testimonials.yaml`.
    pub testimonials: Vec<Testimonial>,
    /// Frameworks of professional standards, the primary one first.
    pub frameworks: Vec<Framework>,
    /// Published case studies, newest first; [`StudyId`] is an index into it.
    pub studies: Vec<Arc<CaseStudy>>,
    /// Published approaches, sorted by title.
    pub approaches: Vec<Approach>,
    /// The author's own pages, sorted by title.
    pub pages: Vec<Page>,
    /// Content of `index.md`; `None` when there is no such file.
    pub home: Option<Page>,
    /// Tags, sorted by key.
    pub tags: Vec<TagPage>,
    /// Files that published pages cite, keyed by their path in `content/`.
    pub files: BTreeMap<String, PublishedFile>,
    /// Pictures that pages show cut, keyed by their path in `content/`, then by how they are cut. What is cut off is published
    /// only if the whole picture is one of the files, too.
    pub cut_pictures: BTreeMap<String, BTreeMap<Crop, PublishedFile>>,
    /// Digests of the pages whose PDF is among the files, as they were when it was printed, by the path of the page in the
    /// output. None if PDFs aren't published.
    pub printed_pages: BTreeMap<String, String>,
    /// Resolves link and image targets of Markdown.
    pub links: LinkIndex,
    /// Content that is excluded from this build, with reasons.
    pub excluded: Vec<Excluded>,
    /// Progress towards the requirements of `program.yaml`; `None` without that file.
    pub requirements: Option<ProgramReport>,
    /// Published packs: selections of case studies for a hiring panel.
    pub packs: Vec<Pack>,
    /// Approved reader comments, keyed by the source file of the page.
    pub comments: BTreeMap<String, Vec<Comment>>,
    /// Whether the build is for the owner only (audience `private`): adds the owner-only pages.
    pub owner_only: bool,
    /// Source files of case studies that belong to this build but could not be resolved because of errors, relative
    /// to the project root.
    pub invalid_studies: Vec<String>,
}

impl Portfolio {
    /// The published file of a picture that front matter names: cut, or whole if nothing had to be cut off.
    pub fn named_picture(&self, picture: &NamedPicture) -> Option<&PublishedFile> {
        self.cut_picture(&picture.file, picture.crop)
    }

    /// A published picture by its path in `content/` and by how it is cut.
    pub fn cut_picture(&self, source: &str, crop: Option<Crop>) -> Option<&PublishedFile> {
        let cut = crop.and_then(|crop| self.cut_pictures.get(source)?.get(&crop));
        cut.or_else(|| self.files.get(source))
    }

    /// Whether a file, or a part of it, is published.
    pub fn publishes(&self, source: &str) -> bool {
        self.files.contains_key(source) || self.cut_pictures.contains_key(source)
    }

    /// Lists the pages that are generated without a source file.
    pub fn generated_pages(&self) -> GeneratedPages<'_> {
        GeneratedPages {
            studies: &self.studies,
            approaches: &self.approaches,
            frameworks: &self.frameworks,
            tags: &self.tags,
            packs: &self.packs,
            resume: &self.resume,
            settings: &self.settings,
            owner_only: self.owner_only,
        }
    }

    /// Looks up a person.
    ///
    /// # Panics
    /// When the id comes from another portfolio.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0]
    }

    /// The heads of all pages with a source file: case studies, approaches, the author's own pages, the home page.
    pub fn heads(&self) -> impl Iterator<Item = &PageHead> {
        self.heads_and_bodies().map(|(head, _)| head)
    }

    /// Head and body of every page with a source file.
    pub fn heads_and_bodies(&self) -> impl Iterator<Item = (&PageHead, &Body)> {
        let studies = self.studies.iter().map(|study| (&study.head, &study.body));
        let approaches = self.approaches.iter().map(|approach| (&approach.head, &approach.body));
        let pages = self.pages.iter().chain(&self.home).map(|page| (&page.head, &page.body));
        studies.chain(approaches).chain(pages)
    }

    /// Source files that declare their content fictional (`sample: true`); `portfolio.yaml` first.
    pub fn sample_sources(&self) -> Vec<String> {
        let pages = self.heads().filter(|head| head.sample).map(|head| head.source.clone());
        let packs = self.packs.iter().filter(|pack| pack.sample).map(|pack| pack.source.clone());
        let settings = self.settings.sample.then(|| SETTINGS_FILE.to_owned());
        settings.into_iter().chain(pages).chain(packs).collect()
    }

    /// Looks up a case study.
    ///
    /// # Panics
    /// When the id comes from another portfolio.
    pub fn study(&self, id: StudyId) -> &CaseStudy {
        &self.studies[id.0]
    }

    /// Looks up the portfolio-wide tag that a page's tag belongs to.
    pub fn tag_page(&self, tag: &Tag) -> Option<&TagPage> {
        let index = self.tags.binary_search_by(|page| page.key.cmp(&tag.key)).ok()?;
        self.tags.get(index)
    }

    /// Looks up a standard, together with its framework.
    ///
    /// # Panics
    /// When the id comes from another portfolio.
    pub fn standard(&self, id: StandardId) -> (&Framework, &Standard) {
        let framework = &self.frameworks[id.0];
        (framework, &framework.standards[id.1])
    }
}
