//! Puts the resolved parts together into a [`Portfolio`].

use std::collections::BTreeMap;

use super::base::Base;
use super::link_targets::DerivedPages;
use super::published_files::PublishedFiles;
use super::resolved_pages::ResolvedPages;
use super::site::SiteConfig;
use super::site_typography::typeset_portfolio;
use crate::content::enums::Visibility;
use crate::content::load::SETTINGS_FILE;
use crate::model::file::NamedPicture;
use crate::model::links::LinkIndex;
use crate::model::page::Comment;
use crate::model::portfolio::Portfolio;
use crate::model::requirements::ProgramReport;
use crate::model::resume::Profile;

/// Puts a portfolio together; `comments` are by the file of their page, and `published` what pages cite.
pub(super) fn assemble(
    base: Base,
    pages: ResolvedPages,
    derived: DerivedPages,
    comments: BTreeMap<String, Vec<Comment>>,
    requirements: Option<ProgramReport>,
    published: PublishedFiles,
) -> Portfolio {
    let SiteConfig { settings, profile, resume, .. } = base.site;
    let mut excluded = pages.exclusions.excluded;
    excluded.sort();
    let PublishedFiles { files, cut_pictures, printed_pages } = published;
    let mut portfolio = Portfolio {
        settings,
        profile: resolve_photo_path(profile, &pages.links),
        resume,
        people: base.people,
        testimonials: pages.testimonials,
        frameworks: base.frameworks,
        studies: pages.studies,
        approaches: pages.approaches,
        pages: pages.pages,
        home: pages.home,
        tags: derived.tag_pages,
        files,
        cut_pictures,
        printed_pages,
        links: pages.links,
        excluded,
        invalid_studies: pages.invalid_studies,
        requirements,
        packs: derived.packs,
        comments,
        owner_only: base.filter.audience == Visibility::Private,
    };
    typeset_portfolio(&mut portfolio);
    portfolio
}

/// Replaces the name of the photo by its path in `content/`; drops a photo that does not exist.
fn resolve_photo_path(mut profile: Profile, links: &LinkIndex) -> Profile {
    profile.photo = profile.photo.and_then(|photo| {
        Some(NamedPicture { file: links.find_file(SETTINGS_FILE, &photo.file).ok()?, ..photo })
    });
    profile
}
