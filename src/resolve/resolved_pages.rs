//! Resolves all pages: case studies, approaches, the author's own pages and the home page.

use std::sync::Arc;

use jiff::civil::Date;

use super::base::Base;
use super::exclusions::Exclusions;
use super::pages::{self, PageRole};
use super::partition::{Partition, Partitions};
use super::people::{self, TestimonialResolveContext};
use super::studies::{ResolvedStudies, StudyCache, resolve_studies};
use crate::content::checker::{Checker, IdIndex};
use crate::content::document::{Body, Document};
use crate::content::schema::page::{RawApproach, RawPage};
use crate::content::schema::people::RawTestimonials;
use crate::diagnostic::Diagnostics;
use crate::model::case_study::CaseStudy;
use crate::model::ids::{ApproachId, StudyId};
use crate::model::links::LinkIndex;
use crate::model::page::{Approach, Page, PageHead};
use crate::model::person::Testimonial;

/// The published pages, and what links to them need.
pub(super) struct ResolvedPages {
    /// Newest first.
    pub(super) studies: Vec<Arc<CaseStudy>>,
    pub(super) study_ids: IdIndex<StudyId>,
    /// Files of case studies with errors that leave no page.
    pub(super) invalid_studies: Vec<String>,
    /// The texts of all pages with errors that leave no page, each with its file: their links are checked all the same.
    pub(super) invalid_bodies: Vec<(String, Body)>,
    /// Sorted by title.
    pub(super) approaches: Vec<Approach>,
    /// Sorted by title.
    pub(super) pages: Vec<Page>,
    pub(super) home: Option<Page>,
    pub(super) testimonials: Vec<Testimonial>,
    /// Every file and the pages that are not published; [`super::link_targets`] adds the published ones.
    pub(super) links: LinkIndex,
    pub(super) exclusions: Exclusions,
}

/// Resolves the published pages and the testimonials, and excludes the files that belong to no published page.
pub(super) fn resolve_pages(
    partitions: Partitions,
    testimonials: RawTestimonials,
    base: &Base,
    cache: Option<&mut StudyCache>,
    diagnostics: &mut Diagnostics,
) -> ResolvedPages {
    let Partitions { studies, approaches, pages, home, mut links, mut exclusions } = partitions;
    let today = base.filter.today;
    let mut invalid_bodies = Vec::new();
    let (approaches, approach_ids) =
        resolve_approaches(approaches, today, &links, &mut invalid_bodies, diagnostics);
    let context = base.study_context(&approach_ids, &links);
    let ResolvedStudies { studies, ids: study_ids, invalid } =
        resolve_studies(studies, &context, cache, &mut exclusions, diagnostics);
    let invalid_studies = invalid.iter().map(|(path, _)| path.clone()).collect();
    invalid_bodies.extend(invalid);
    let context = TestimonialResolveContext {
        people: &base.people,
        person_ids: &base.person_ids,
        study_ids: &study_ids,
        filter: &base.filter,
    };
    let mut checker = Checker { path: "content/testimonials.yaml", diagnostics };
    let testimonials = people::resolve_testimonials(testimonials, &context, &mut exclusions, &mut checker);
    // Links are resolved later, and must not lead to excluded files.
    exclusions.exclude_files(&mut links, &studies);
    let mut resolve_list = |documents, role| {
        resolve_page_list(documents, (role, today), &links, &mut invalid_bodies, diagnostics)
    };
    let pages = resolve_list(pages.published, PageRole::Regular);
    let home = resolve_list(home.into_iter().collect(), PageRole::Home).pop();
    ResolvedPages {
        studies,
        study_ids,
        invalid_studies,
        invalid_bodies,
        approaches,
        pages,
        home,
        testimonials,
        links,
        exclusions,
    }
}

impl ResolvedPages {
    /// Head and body of every page: case studies, approaches, pages, home page.
    pub(super) fn heads_and_bodies(&self) -> impl Iterator<Item = (&PageHead, &Body)> {
        let studies = self.studies.iter().map(|study| (&study.head, &study.body));
        studies.chain(self.prose_pages())
    }

    /// Head and body of every page that is not a case study: approaches, pages, home page.
    pub(super) fn prose_pages(&self) -> impl Iterator<Item = (&PageHead, &Body)> {
        let approaches = self.approaches.iter().map(|approach| (&approach.head, &approach.body));
        approaches.chain(self.pages.iter().chain(&self.home).map(|page| (&page.head, &page.body)))
    }
}

/// Resolves the approaches, sorted by title, and indexes their ids. The texts of those with errors go to `invalid`.
fn resolve_approaches(
    mut partition: Partition<RawApproach>,
    today: Date,
    links: &LinkIndex,
    invalid: &mut Vec<(String, Body)>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Approach>, IdIndex<ApproachId>) {
    let mut resolved = Vec::new();
    for document in std::mem::take(&mut partition.published) {
        let path = document.path.clone();
        let body = document.body.clone();
        let document = Arc::unwrap_or_clone(document);
        match pages::resolve_approach(document, today, links, &mut Checker { path: &path, diagnostics }) {
            Some(approach) => resolved.push(approach),
            None => invalid.push((path, body)),
        }
    }
    resolved.sort_by(|(a, _), (b, _)| {
        a.head.title.cmp(&b.head.title).then_with(|| a.head.source.cmp(&b.head.source))
    });
    let ids = partition.index_ids(resolved.iter().map(|(approach, _)| &approach.head), ApproachId);
    let mut approaches = Vec::with_capacity(resolved.len());
    for (mut approach, related) in resolved {
        let mut checker = Checker { path: &approach.head.source, diagnostics };
        approach.related = checker.resolve_ids(related, "related", &ids, "APR-01", "an approach");
        approaches.push(approach);
    }
    (approaches, ids)
}

/// Resolves pages, sorted by title. The texts of those with errors go to `invalid`.
fn resolve_page_list(
    documents: Vec<Arc<Document<RawPage>>>,
    (role, today): (PageRole, Date),
    links: &LinkIndex,
    invalid: &mut Vec<(String, Body)>,
    diagnostics: &mut Diagnostics,
) -> Vec<Page> {
    let mut pages = Vec::with_capacity(documents.len());
    for document in documents {
        let path = document.path.clone();
        let body = document.body.clone();
        let document = Arc::unwrap_or_clone(document);
        match pages::resolve_page(document, role, today, links, &mut Checker { path: &path, diagnostics }) {
            Some(page) => pages.push(page),
            None => invalid.push((path, body)),
        }
    }
    pages.sort_by(|a, b| a.head.title.cmp(&b.head.title).then_with(|| a.head.source.cmp(&b.head.source)));
    pages
}
