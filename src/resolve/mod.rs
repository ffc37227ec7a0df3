//! Resolves the parsed content into a [`Portfolio`] for one audience.
//!
//! In this order: the site's settings and the people; which pages exist and which are published; each page; and the
//! references of all pages. Errors are collected on the way. A page without a required field is left out of the
//! portfolio, and its error keeps the site from being published.

mod allowed_hosts;
mod artifact;
mod artifact_consent;
mod assemble;
mod base;
mod cards;
mod comment_settings;
mod comments;
mod context;
mod copies;
mod editions;
mod exclusions;
mod file_paths;
mod head;
mod inspect;
mod link_targets;
mod menu;
mod messages;
mod options;
mod outcome;
mod packs;
mod pages;
mod partition;
mod people;
mod picture;
mod picture_copies;
mod printed_pages;
mod proposed_ids;
mod published_files;
mod references;
mod requirements;
mod resolved_pages;
mod site;
mod site_checks;
mod site_typography;
mod standards;
mod studies;
mod study;
mod study_checks;
mod study_typography;
mod tags;
mod typography;
pub(crate) mod web_url;

use self::editions::RawEdition;
pub use self::head::Drafts;
use self::inspect::InspectionCache;
use self::options::EditionCache;
pub use self::options::{PublishOptions, ResolveCache};
use self::partition::ParsedPages;
use crate::content::load::RawContent;
use crate::diagnostic::Diagnostics;
use crate::model::portfolio::Portfolio;
use crate::model::settings::SiteSettings;

/// Resolves a portfolio in its own language, and its editions in others, in the order of their tags. Errors are added to
/// `diagnostics`; the result is `None` only without a `portfolio.yaml`.
///
/// Results in `cache` are reused if their inputs have not changed, which makes no difference to the result.
pub fn resolve_editions(
    contents: RawContent,
    options: &PublishOptions,
    cache: Option<&mut ResolveCache>,
    diagnostics: &mut Diagnostics,
) -> Option<(Portfolio, Vec<Portfolio>)> {
    if contents.translations.is_empty() {
        let cache = cache.map(|cache| &mut cache.main);
        return Some((resolve(contents, options, cache, diagnostics)?, Vec::new()));
    }
    let languages = contents.translations.keys();
    let editions: Vec<RawEdition> = languages
        .map(|language| editions::merge_edition(&contents, language, options, diagnostics))
        .collect();
    let (cache, mut caches) = cache.map(|cache| (&mut cache.main, &mut cache.editions)).unzip();
    let mut main = resolve(contents, options, cache, diagnostics)?;
    let mut portfolios = Vec::with_capacity(editions.len());
    for mut edition in editions {
        let mut found = diagnostics.unreadable_marks();
        let cache = caches.as_mut().map(|caches| caches.entry(edition.language.clone()).or_default());
        let contents = std::mem::take(&mut edition.contents);
        let portfolio = resolve(contents, options, cache, &mut found)?;
        edition.retain_own(&mut found, diagnostics);
        diagnostics.append(found);
        let SiteSettings { language, messages, .. } = &portfolio.settings;
        messages::report_missing_language(language, messages, diagnostics);
        let own = portfolio.excluded.iter().filter(|excluded| edition.has(&excluded.path));
        main.excluded.extend(own.cloned());
        main.excluded.extend(edition.held_back);
        portfolios.push(portfolio);
    }
    // A file that only a translation uses is published all the same.
    main.excluded.retain(|excluded| {
        let source = excluded.path.strip_prefix("content/").unwrap_or(&excluded.path);
        excluded.is_page || !portfolios.iter().any(|edition| edition.publishes(source))
    });
    main.excluded.sort();
    Some((main, portfolios))
}

/// Resolves a portfolio in one language.
fn resolve(
    contents: RawContent,
    options: &PublishOptions,
    cache: Option<&mut EditionCache>,
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
        unparsed,
        unrecognized: _,
        translations,
        messages,
        skipped,
    } = contents;
    let mut empty_cache = InspectionCache::default();
    let (study_cache, inspection_cache) =
        cache.map(|cache| (&mut cache.studies, &mut cache.inspections)).unzip();
    let mut base = base::resolve_base(portfolio, people, frameworks, options, diagnostics)?;
    base.site.settings.messages =
        messages::resolve_messages(messages, &base.site.settings.language, diagnostics);
    let parsed = ParsedPages { studies, approaches, pages, home, unparsed };
    let mut partitions =
        partition::partition_pages(parsed, &files, base.filter, &options.invalid_pages, diagnostics);
    skipped.iter().for_each(|file| partitions.links.add_skipped(file));
    let mut pages = resolved_pages::resolve_pages(partitions, testimonials, &base, study_cache, diagnostics);
    let derived = link_targets::link_pages(packs, &mut base, &mut pages, diagnostics);
    link_targets::register_link_targets(&base, &mut pages, &derived);
    let mut links = std::mem::take(&mut pages.links);
    let studies = pages.studies.iter().map(|study| (&study.head, Some(study.head.id.as_str())));
    let prose = pages.prose_pages().map(|(head, _)| (head, None));
    editions::add_translated_pages(
        &translations,
        studies.chain(prose),
        base.filter,
        &options.invalid_pages,
        &mut links,
    );
    pages.links = links;
    base.site.settings.menu = menu::resolve_menu(&base, &pages, &derived, diagnostics);
    let context = base.comment_context(&pages.links);
    let comments = comments::resolve_comments(comments, &context, &mut pages.exclusions, diagnostics);
    let requirements = site_checks::check_site(program, &base, &pages, diagnostics);
    let inspections = inspection_cache.unwrap_or(&mut empty_cache);
    let (published, uncited) =
        references::resolve_references(&base, &pages, &files, inspections, diagnostics);
    pages.exclusions.append(uncited);
    proposed_ids::propose_ids(base.known_people(), &base.frameworks, diagnostics);
    Some(assemble::assemble(base, pages, derived, comments, requirements, published))
}
