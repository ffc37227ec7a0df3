//! Resolves the parsed content into a [`Portfolio`] for one audience.
//!
//! In this order: the site's settings and the people; which pages exist and which are published; each page; and the
//! references of all pages. Errors are collected on the way. A page without a required field is left out of the
//! portfolio, and its error keeps the site from being published.

mod artifact;
mod comment_settings;
mod comments;
mod context;
mod exclusions;
mod file_paths;
mod head;
mod inspect;
mod outcome;
mod packs;
mod pages;
mod partition;
mod people;
mod references;
mod requirements;
mod site;
mod standards;
mod studies;
mod study;
mod tags;
pub(crate) mod web_url;

use std::sync::Arc;

use jiff::civil::Date;

use crate::content::document::Document;
use crate::content::enums::{PersonKind, ShowAs, Visibility};
use crate::content::load::{RawContent, SETTINGS_FILE};
use crate::content::schema::page::RawPage;
use crate::diagnostic::{Diagnostic, Diagnostics};

use self::context::ResolveContext;
use self::head::PublishFilter;
use self::inspect::InspectionCache;
use self::pages::PageRole;
use self::partition::{Partition, Partitioner};
use self::requirements::PROGRAM_FILE;
use self::site::SiteConfig;
use self::studies::resolve_studies;
use crate::content::checker::{Checker, IdIndex};
use crate::lint;
use crate::model::case_study::CaseStudy;
use crate::model::framework::Framework;
use crate::model::generated_pages;
use crate::model::ids::{ApproachId, StudyId};
use crate::model::links::LinkIndex;
use crate::model::page::{Approach, Page};
use crate::model::person::Person;
use crate::model::portfolio::Portfolio;
use crate::urls::BaseUrl;

pub use self::head::Drafts;

/// The options that decide, besides the content, what is published.
#[derive(Clone, Debug)]
pub struct PublishOptions {
    /// The audience; content with a more restricted visibility is excluded.
    pub audience: Visibility,
    /// How to treat drafts and pages dated in the future.
    pub drafts: Drafts,
    /// The date of the build, against which future pages and expired consent are checked.
    pub today: Date,
    /// Overrides the `url` in `portfolio.yaml`: from `--base-url`, or the `url` of a deploy target.
    pub base_url: Option<BaseUrl>,
}

/// The results of the last build that a preview reuses if their inputs have not changed.
#[derive(Debug, Default)]
pub struct ResolveCache {
    studies: studies::StudyCache,
    inspections: InspectionCache,
}

/// Resolves a portfolio. Errors are added to `diagnostics`; the result is `None` only without a `portfolio.yaml`.
///
/// Results in `cache` are reused if their inputs have not changed, which makes no difference to the result.
pub fn resolve(
    contents: RawContent,
    options: &PublishOptions,
    cache: Option<&mut ResolveCache>,
    diagnostics: &mut Diagnostics,
) -> Option<Portfolio> {
    let RawContent {
        portfolio,
        people,
        testimonials,
        program,
        comments,
        packs,
        frameworks,
        studies,
        approaches,
        pages,
        home_page: home,
        assets: files,
        unparsed: unread,
        unrecognized: _,
    } = contents;
    let Some(raw) = portfolio else {
        diagnostics.push(missing_portfolio());
        return None;
    };
    let filter = PublishFilter { audience: options.audience, drafts: options.drafts, today: options.today };
    let site =
        site::resolve_site(raw, options.base_url.as_ref(), &mut Checker { path: SETTINGS_FILE, diagnostics });
    let mut checker = Checker { path: "content/people.yaml", diagnostics };
    let (people, person_ids) = people::resolve_people(people, site.minors_policy, &filter, &mut checker);
    report_multiple_owners(&people, diagnostics);
    let mut frameworks = resolve_frameworks(frameworks, &site, diagnostics);

    let mut partitioner = Partitioner::new(filter, unread);
    let studies = partitioner.partition(studies, "case-studies/", diagnostics);
    let approaches = partitioner.partition(approaches, "approaches/", diagnostics);
    let pages = partitioner.partition(pages, "pages/", diagnostics);
    let home = partitioner.partition_home(home);
    file_paths::report_colliding_names(&files, diagnostics);
    let (mut links, mut exclusions) = partitioner.assign_file_paths(&files);

    let (study_cache, inspection_cache) =
        cache.map(|cache| (&mut cache.studies, &mut cache.inspections)).unzip();
    let (mut approaches, approach_ids) = resolve_approaches(approaches, filter.today, diagnostics);
    let standard_ids = standards::index_standards(&frameworks);
    let superseded = standards::superseded_frameworks(&frameworks);
    let contacts = site.profile.contacts();
    let named_posts = site.resume.named_position_ids();
    let lint_context = lint::LintContext {
        people: &people,
        person_ids: &person_ids,
        superseded: &superseded,
        own_contacts: &contacts,
        named_positions: &named_posts,
        today: filter.today,
    };
    let study_context = ResolveContext {
        filter,
        people: &people,
        person_ids: &person_ids,
        approach_ids: &approach_ids,
        position_ids: &site.position_ids,
        standard_ids: &standard_ids,
        links: &links,
        min_group_size: site.settings.min_group_size,
        lint: lint_context,
    };
    let (studies, study_ids, faulty) =
        resolve_studies(studies, &study_context, study_cache, &mut exclusions, diagnostics);
    let mut checker = Checker { path: "content/testimonials.yaml", diagnostics };
    let testimonial_context = people::TestimonialResolveContext {
        people: &people,
        person_ids: &person_ids,
        study_ids: &study_ids,
        filter: &filter,
    };
    let testimonials =
        people::resolve_testimonials(testimonials, &testimonial_context, &mut exclusions, &mut checker);
    // Links are resolved further below, and must not lead to excluded files.
    references::exclude_files(&mut links, &exclusions, &studies);
    let pages = resolve_pages(pages.published, PageRole::Regular, filter.today, diagnostics);
    let home = resolve_pages(home, PageRole::Home, filter.today, diagnostics).pop();

    let tag_pages = tags::collect_tag_pages(&studies);
    link_citations(&studies, &mut approaches, &mut frameworks);
    // Only now are citations known; cited frameworks are listed too.
    standards::mark_listed_frameworks(
        &mut frameworks,
        &site.framework_ids,
        site.primary_framework.as_deref(),
    );
    let packs = packs::resolve_packs(packs, &study_ids, &filter, &mut exclusions, diagnostics);
    let settings = resolve_featured(site.settings, &site.featured_ids, &study_ids, diagnostics);

    for (index, study) in studies.iter().enumerate() {
        references::add_page(&mut links, &study.head, &study.body, Some(study));
        links.add_study(StudyId(index), study);
    }
    for (head, body) in approaches
        .iter()
        .map(|approach| (&approach.head, &approach.body))
        .chain(pages.iter().chain(&home).map(|page| (&page.head, &page.body)))
    {
        references::add_page(&mut links, head, body, None);
    }
    references::add_figures(&mut links, &testimonials, &exclusions);
    let generated_pages = generated_pages::GeneratedPages {
        studies: &studies,
        approaches: &approaches,
        frameworks: &frameworks,
        tags: &tag_pages,
        packs: &packs,
        settings: &settings,
        owner_only: filter.audience == Visibility::Private,
    };
    generated_pages.paths().iter().for_each(|address| links.add_route(address));
    let comment_context = comments::CommentResolveContext {
        people: &people,
        person_ids: &person_ids,
        links: &links,
        filter: &filter,
        enabled: settings.comments.is_some(),
    };
    let comments = comments::resolve_comments(comments, &comment_context, &mut exclusions, diagnostics);
    let published = references::PublishedContent {
        studies: &studies,
        approaches: &approaches,
        pages: &pages,
        home: home.as_ref(),
        profile: &site.profile,
        settings: &settings,
    };
    let lint_input = lint::SiteLintInput {
        settings: &settings,
        people: &people,
        studies: &studies,
        approaches: &approaches,
        frameworks: &frameworks,
        primary_framework: site.primary_framework.as_deref(),
    };
    let mut advice = Diagnostics::default();
    lint::check_site(&lint_input, &mut advice);
    let approach_pages = approaches.iter().map(|approach| (&approach.head, &approach.body));
    let other_pages = pages.iter().chain(&home).map(|page| (&page.head, &page.body));
    for (head, body) in approach_pages.chain(other_pages) {
        lint::check_page(body, &lint_context, &mut Checker { path: &head.source, diagnostics: &mut advice });
    }
    diagnostics.append_as_advice(advice);
    let readiness = program.map(|program| {
        let context = requirements::ProgramContext {
            studies: &studies,
            frameworks: &frameworks,
            pages: &pages,
            approaches: &approaches,
        };
        requirements::check_requirements(program, &context, &mut Checker { path: PROGRAM_FILE, diagnostics })
    });
    report_samples(&published, diagnostics);
    report_owner_name_mismatch(&people, &site.profile, diagnostics);
    let mut empty_cache = InspectionCache::default();
    let inspection_cache = inspection_cache.unwrap_or(&mut empty_cache);
    let (files, uncited) =
        references::resolve_references(&published, &links, &files, inspection_cache, diagnostics);
    let mut excluded = exclusions.excluded;
    excluded.extend(uncited.excluded);
    excluded.sort();
    Some(Portfolio {
        settings,
        profile: resolve_photo_path(site.profile, &links),
        resume: site.resume,
        people,
        testimonials,
        frameworks,
        studies,
        approaches,
        pages,
        home,
        tags: tag_pages,
        files,
        links,
        excluded,
        invalid_studies: faulty,
        requirements: readiness,
        packs,
        comments,
        owner_only: filter.audience == Visibility::Private,
    })
}

fn missing_portfolio() -> Diagnostic {
    Diagnostic::error("REQ-01", SETTINGS_FILE, "there is no `content/portfolio.yaml`")
        .help("make one with your name, such as `profile: { name: \"Your name\" }`, or begin with `leadfolio init DIR`")
}

/// Reports more than one person of the kind `owner`.
fn report_multiple_owners(people: &[Person], diagnostics: &mut Diagnostics) {
    let owners = people.iter().filter(|person| person.kind == PersonKind::Owner).count();
    if owners > 1 {
        diagnostics.push(
            Diagnostic::error("PPL-13", "content/people.yaml", format!("{owners} people are the owner"))
                .field("people")
                .help("`kind: owner` is for the one whose portfolio it is"),
        );
    }
}

/// Warns about pages marked `sample` in a portfolio that is not a sample itself, so that none is published by mistake.
fn report_samples(published: &references::PublishedContent<'_>, diagnostics: &mut Diagnostics) {
    if published.settings.sample {
        return;
    }
    for head in published.heads().filter(|head| head.sample) {
        diagnostics.push(
            Diagnostic::warning(
                "POR-02",
                &head.source,
                "this page is marked as an invented sample and says so",
            )
            .field("sample")
            .help("take the line `sample: true` out when what it tells is yours, or delete the page"),
        );
    }
}

/// Warns if the owner's name in `people.yaml` differs from that in `portfolio.yaml`.
fn report_owner_name_mismatch(
    people: &[Person],
    profile: &crate::model::resume::Profile,
    diagnostics: &mut Diagnostics,
) {
    let owner = people.iter().find(|person| person.kind == PersonKind::Owner);
    let Some(owner) = owner
        .filter(|owner| owner.identity.show_as == ShowAs::FullName && owner.identity.label != profile.name)
    else {
        return;
    };
    let message =
        format!("the owner is “{}” here and “{}” in `portfolio.yaml`", owner.identity.label, profile.name);
    diagnostics.push(
        Diagnostic::warning("PPL-14", "content/people.yaml", message)
            .field("people")
            .help(format!("write the same name for `{}`", owner.id)),
    );
}

/// Replaces the name of the photo by its path in `content/`; drops a photo that does not exist.
fn resolve_photo_path(
    mut profile: crate::model::resume::Profile,
    links: &LinkIndex,
) -> crate::model::resume::Profile {
    profile.photo =
        profile.photo.and_then(|(file, alt)| Some((links.find_file(SETTINGS_FILE, &file).ok()?, alt)));
    profile
}

/// Resolves the frameworks in display order, and checks the ids of frameworks in `portfolio.yaml`.
fn resolve_frameworks(
    raw: Vec<(String, crate::content::schema::standards::RawFramework)>,
    site: &SiteConfig,
    diagnostics: &mut Diagnostics,
) -> Vec<Framework> {
    let mut frameworks = Vec::new();
    let mut sources = Vec::new();
    for (path, raw) in raw {
        if let Some(framework) = standards::resolve_framework(raw, &mut Checker { path: &path, diagnostics })
        {
            sources.push((framework.id.clone(), path));
            frameworks.push(framework);
        }
    }
    head::report_duplicate_ids(sources.iter().map(|(id, path)| (id.as_str(), path.as_str())), diagnostics);
    let mut checker = Checker { path: SETTINGS_FILE, diagnostics };
    let mut ids = IdIndex::default();
    for framework in &frameworks {
        ids.insert(&framework.id, Some(()));
    }
    for (index, id) in site.framework_ids.iter().enumerate() {
        checker.resolve_id(
            id,
            &format!("frameworks[{index}]"),
            &ids,
            "STD-02",
            "a framework in `content/standards/`",
        );
    }
    if let Some(id) = &site.primary_framework {
        checker.resolve_id(id, "primary_framework", &ids, "STD-02", "a framework in `content/standards/`");
    }
    standards::sort_frameworks(&mut frameworks, &site.framework_ids, site.primary_framework.as_deref());
    frameworks
}

/// Resolves the approaches, sorted by title, and indexes their ids.
fn resolve_approaches(
    mut partition: Partition<crate::content::schema::page::RawApproach>,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> (Vec<Approach>, IdIndex<ApproachId>) {
    let mut resolved = Vec::new();
    for document in std::mem::take(&mut partition.published) {
        let path = document.path.clone();
        let document = Arc::unwrap_or_clone(document);
        resolved.extend(pages::resolve_approach(document, today, &mut Checker { path: &path, diagnostics }));
    }
    resolved.sort_by(|(a, _), (b, _)| {
        a.head.title.cmp(&b.head.title).then_with(|| a.head.source.cmp(&b.head.source))
    });
    let ids = partition.index_ids(resolved.iter().map(|(approach, _)| approach.head.id.as_str()), ApproachId);
    let mut approaches = Vec::with_capacity(resolved.len());
    for (mut approach, related) in resolved {
        let mut checker = Checker { path: &approach.head.source, diagnostics };
        approach.related = checker.resolve_ids(related, "related", &ids, "APR-01", "an approach");
        approaches.push(approach);
    }
    (approaches, ids)
}

/// Resolves pages, sorted by title.
fn resolve_pages(
    documents: Vec<Arc<Document<RawPage>>>,
    role: PageRole,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Vec<Page> {
    let mut pages = Vec::with_capacity(documents.len());
    for document in documents {
        let path = document.path.clone();
        let document = Arc::unwrap_or_clone(document);
        pages.extend(pages::resolve_page(document, role, today, &mut Checker { path: &path, diagnostics }));
    }
    pages.sort_by(|a, b| a.head.title.cmp(&b.head.title).then_with(|| a.head.source.cmp(&b.head.source)));
    pages
}

/// Resolves the ids of featured case studies in the settings.
fn resolve_featured(
    settings: crate::model::settings::SiteSettings,
    featured: &[String],
    studies: &IdIndex<StudyId>,
    diagnostics: &mut Diagnostics,
) -> crate::model::settings::SiteSettings {
    let mut checker = Checker { path: SETTINGS_FILE, diagnostics };
    let featured =
        checker.resolve_ids(Some(featured.to_vec()), "featured", studies, "LNK-02", "a case study");
    crate::model::settings::SiteSettings { featured, ..settings }
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
