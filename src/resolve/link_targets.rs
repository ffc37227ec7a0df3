//! Links pages with each other: citations, tags, packs and featured case studies; and registers what links may lead to.

use std::sync::Arc;

use super::base::Base;
use super::exclusions::Exclusions;
use super::resolved_pages::ResolvedPages;
use super::{packs, standards, tags};
use crate::content::checker::{Checker, IdIndex};
use crate::content::document::Body;
use crate::content::enums::Visibility;
use crate::content::load::SETTINGS_FILE;
use crate::content::schema::pack::RawPack;
use crate::content::translations;
use crate::diagnostic::Diagnostics;
use crate::model::case_study::CaseStudy;
use crate::model::framework::Framework;
use crate::model::generated_pages::GeneratedPages;
use crate::model::ids::{StudyId, TestimonialId};
use crate::model::links::{Anchors, LinkIndex, PageTarget, Unavailable};
use crate::model::pack::Pack;
use crate::model::page::{Approach, PageHead};
use crate::model::person::Testimonial;
use crate::model::tag::TagPage;

/// The pages that are made from other pages.
pub(super) struct DerivedPages {
    pub(super) tag_pages: Vec<TagPage>,
    pub(super) packs: Vec<Pack>,
}

/// Links pages with each other, once all ids are known: approaches and standards know the case studies that cite them,
/// tags and packs theirs, and the settings the featured ones.
pub(super) fn link_pages(
    packs: Vec<(String, RawPack)>,
    base: &mut Base,
    pages: &mut ResolvedPages,
    diagnostics: &mut Diagnostics,
) -> DerivedPages {
    let ResolvedPages { studies, study_ids, approaches, exclusions, .. } = pages;
    let tag_pages = tags::collect_tag_pages(studies);
    link_citations(studies, approaches, &mut base.frameworks);
    // Only now are citations known; cited frameworks are listed too.
    let primary = base.site.primary_framework.as_deref();
    standards::mark_listed_frameworks(&mut base.frameworks, &base.site.framework_ids, primary);
    let packs = packs::resolve_packs(packs, study_ids, &base.filter, exclusions, diagnostics);
    base.site.settings.featured = resolve_featured(&base.site.featured_ids, study_ids, diagnostics);
    DerivedPages { tag_pages, packs }
}

/// Records in approaches and standards which case studies cite them.
fn link_citations(studies: &[Arc<CaseStudy>], approaches: &mut [Approach], frameworks: &mut [Framework]) {
    for (index, study) in studies.iter().enumerate() {
        let id = StudyId(index);
        study.approaches.iter().for_each(|approach| approaches[approach.0].studies.push(id));
        for (claim_index, claim) in study.standards.iter().enumerate() {
            frameworks[claim.standard.0].standards[claim.standard.1].cited_by.push((id, claim_index));
        }
    }
}

/// Resolves the ids of featured case studies in the settings.
fn resolve_featured(
    featured: &[String],
    studies: &IdIndex<StudyId>,
    diagnostics: &mut Diagnostics,
) -> Vec<StudyId> {
    let mut checker = Checker { path: SETTINGS_FILE, diagnostics };
    checker.resolve_ids(Some(featured.to_vec()), "featured", studies, "LNK-02", "a case study")
}

/// Registers everything that a link or a figure may lead to: pages, figures, and generated pages.
pub(super) fn register_link_targets(base: &Base, pages: &mut ResolvedPages, derived: &DerivedPages) {
    let mut links = std::mem::take(&mut pages.links);
    for (index, study) in pages.studies.iter().enumerate() {
        add_page(&mut links, &study.head, &study.body, Some(study));
        links.add_study(StudyId(index), study);
    }
    for (head, body) in pages.prose_pages() {
        add_page(&mut links, head, body, None);
    }
    add_figures(&mut links, &pages.testimonials, &pages.exclusions);
    let generated_pages = generated_pages(base, pages, derived);
    generated_pages.paths().iter().for_each(|address| links.add_route(address));
    // Links that authors wrote for an earlier version still lead somewhere: to a redirect.
    generated_pages.old_tag_paths().iter().for_each(|(address, _)| links.add_route(address));
    pages.links = links;
}

/// The pages that are generated without a source file.
pub(super) fn generated_pages<'a>(
    base: &'a Base,
    pages: &'a ResolvedPages,
    derived: &'a DerivedPages,
) -> GeneratedPages<'a> {
    GeneratedPages {
        studies: &pages.studies,
        approaches: &pages.approaches,
        frameworks: &base.frameworks,
        tags: &derived.tag_pages,
        packs: &derived.packs,
        resume: &base.site.resume,
        settings: &base.site.settings,
        owner_only: base.filter.audience == Visibility::Private,
    }
}

/// Registers a published page as a link target; `study` if it is a case study.
fn add_page(links: &mut LinkIndex, head: &PageHead, body: &Body, study: Option<&CaseStudy>) {
    let study = study.map(|study| study.head.id.clone());
    let target = || PageTarget::Page {
        path: head.path.clone(),
        study: study.clone(),
        anchors: Anchors::from_body(body),
    };
    links.add_page(&head.source, target());
    // A link to the original leads to the translation: readers stay in their language.
    let original = translations::original_path(&head.source);
    if original != head.source {
        links.add_page(&original, target());
        links.add_translation(&original, &head.source);
    }
}

/// Registers the figures that belong to no published case study: the excluded ones, and testimonials.
fn add_figures(links: &mut LinkIndex, testimonials: &[Testimonial], exclusions: &Exclusions) {
    for (name, reason) in &exclusions.figures {
        links.add_unavailable_figure(name.clone(), Unavailable::Excluded(reason.clone()));
    }
    for (index, testimonial) in testimonials.iter().enumerate() {
        links.add_testimonial(&testimonial.id, TestimonialId(index));
    }
}
