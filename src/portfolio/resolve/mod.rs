//! From what the author wrote to what it means, for one audience.
//!
//! The order: the site and its people, then which pages exist and which are published, then each page, then what
//! pages point at. Faults are collected on the way; a page that cannot be told without a missing field is left out
//! of the portfolio, and its fault keeps the site from being published.

mod artifact;
mod commenting;
mod comments;
mod head;
mod looks;
mod outcome;
mod packs;
mod pages;
mod people;
mod references;
mod site;
mod sorter;
mod standards;
mod studies;
mod study;
mod tags;
mod targets;

use std::sync::Arc;

use jiff::civil::Date;

use crate::content::collect::{Contents, SETTINGS};
use crate::content::document::Document;
use crate::content::schema::RawPage;
use crate::content::vocabulary::{PersonKind, ShowAs, Visibility};
use crate::diagnostic::{Diagnostic, Diagnostics};

use self::head::Gate;
use self::looks::Looks;
use self::pages::PageSort;
use self::site::Site;
use self::sorter::{Sorted, Sorter};
use self::studies::resolve_studies;
use self::study::World;
use super::checker::{Checker, Names};
use super::links::Links;
use super::lint;
use super::made;
use super::model::{Approach, CaseStudy, Framework, Page, Person, Portfolio, StudyId};
use super::readiness::{self, PROGRAM};
use super::url::BaseUrl;

pub use self::head::Drafts;

/// What decides, besides the content, what is published.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Who the build is for.
    pub audience: Visibility,
    /// What to do with drafts and pages of the future.
    pub drafts: Drafts,
    /// The day of the build.
    pub today: Date,
    /// The address of the site, in place of the portfolio's own.
    pub base_url: Option<BaseUrl>,
}

/// What a preview need not resolve or look over again.
#[derive(Debug, Default)]
pub struct Memo {
    studies: studies::Known,
    looks: Looks,
}

/// Resolves a portfolio. Faults go to `diagnostics`; none is returned only when there is no `portfolio.yaml`.
///
/// What `memo` knows and nothing has changed is taken from there: the same comes out with it and without.
pub fn resolve(
    contents: Contents,
    rules: &Rules,
    memo: Option<&mut Memo>,
    diagnostics: &mut Diagnostics,
) -> Option<Portfolio> {
    let Contents {
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
        home,
        files,
        unread,
        unknown: _,
    } = contents;
    let Some(raw) = portfolio else {
        diagnostics.push(missing_portfolio());
        return None;
    };
    let gate = Gate { audience: rules.audience, drafts: rules.drafts, today: rules.today };
    let site = site::site(raw, rules.base_url.as_ref(), &mut Checker { path: SETTINGS, diagnostics });
    let mut checker = Checker { path: "content/people.yaml", diagnostics };
    let (people, person_names) = people::people(people, site.minors, &gate, &mut checker);
    report_owner(&people, diagnostics);
    let mut frameworks = resolve_frameworks(frameworks, &site, diagnostics);

    let mut sorter = Sorter::new(gate, unread);
    let studies = sorter.sort(studies, "case-studies/", study::raw_head, diagnostics);
    let approaches = sorter.sort(approaches, "approaches/", pages::approach_head, diagnostics);
    let pages = sorter.sort(pages, "pages/", pages::page_head, diagnostics);
    let home = sorter.sort_home(home);
    references::report_twins(&files, diagnostics);
    let (mut links, mut hidden) = sorter.place(&files);

    let (known, looks) = memo.map(|it| (&mut it.studies, &mut it.looks)).unzip();
    let (mut approaches, approach_names) = resolve_approaches(approaches, gate.today, diagnostics);
    let standard_ids = standards::references(&frameworks);
    let superseded = standards::superseded(&frameworks);
    let contacts = site.profile.contacts();
    let named_posts = site.resume.named_posts();
    let world = World {
        gate,
        people: &people,
        person_names: &person_names,
        approaches: &approach_names,
        positions: &site.positions,
        standards: &standard_ids,
        links: &links,
        min_group_size: site.settings.min_group_size,
        superseded: &superseded,
        contacts: &contacts,
        named_posts: &named_posts,
    };
    let (studies, study_names, faulty) = resolve_studies(studies, &world, known, &mut hidden, diagnostics);
    let mut checker = Checker { path: "content/testimonials.yaml", diagnostics };
    let world = people::Said { people: &people, names: &person_names, studies: &study_names, gate: &gate };
    let testimonials = people::testimonials(testimonials, &world, &mut hidden, &mut checker);
    references::withhold(&mut links, &hidden, &studies);
    let pages = resolve_pages(pages.published, PageSort::Own, gate.today, diagnostics);
    let home = resolve_pages(home, PageSort::Home, gate.today, diagnostics).pop();

    let themes = tags::themes(&studies);
    connect(&studies, &mut approaches, &mut frameworks);
    standards::list(&mut frameworks, &site.frameworks, site.primary_framework.as_deref());
    let packs = packs::packs(packs, &study_names, &gate, &mut hidden, diagnostics);
    let settings = settle(site.settings, &site.featured, &study_names, diagnostics);

    for (number, study) in studies.iter().enumerate() {
        references::add_page(&mut links, &study.head, &study.body, Some(study));
        links.add_study(StudyId(number), study);
    }
    for (head, body) in approaches
        .iter()
        .map(|it| (&it.head, &it.body))
        .chain(pages.iter().chain(&home).map(|it| (&it.head, &it.body)))
    {
        references::add_page(&mut links, head, body, None);
    }
    references::add_figures(&mut links, &testimonials, &hidden);
    let has_address = settings.url.is_some();
    let made = made::Made::new(&studies, approaches.len(), has_address, &frameworks, &themes, &packs)
        .with_search(settings.search)
        .for_own_eyes(gate.audience == Visibility::Private);
    made.addresses().iter().for_each(|it| links.add_route(it));
    let world = comments::Around {
        people: &people,
        names: &person_names,
        links: &links,
        gate: &gate,
        wanted: settings.comments.is_some(),
    };
    let comments = comments::comments(comments, &world, &mut hidden, diagnostics);
    let published = references::Published {
        studies: &studies,
        approaches: &approaches,
        pages: &pages,
        home: home.as_ref(),
        profile: &site.profile,
        settings: &settings,
    };
    let whole = lint::Whole {
        settings: &settings,
        people: &people,
        studies: &studies,
        approaches: &approaches,
        frameworks: &frameworks,
        primary_framework: site.primary_framework.as_deref(),
    };
    let mut advice = Diagnostics::default();
    lint::whole(&whole, &mut advice);
    let around = lint::Around {
        people: &people,
        names: &person_names,
        superseded: &superseded,
        contacts: &contacts,
        named_posts: &named_posts,
        today: gate.today,
    };
    let approach_pages = approaches.iter().map(|it| (&it.head, &it.body));
    let other_pages = pages.iter().chain(&home).map(|it| (&it.head, &it.body));
    for (head, body) in approach_pages.chain(other_pages) {
        lint::page(body, &around, &mut Checker { path: &head.source, diagnostics: &mut advice });
    }
    diagnostics.advise(advice);
    let readiness = program.map(|it| {
        let around = readiness::Around {
            studies: &studies,
            frameworks: &frameworks,
            pages: &pages,
            approaches: &approaches,
        };
        readiness::readiness(it, &around, &mut Checker { path: PROGRAM, diagnostics })
    });
    report_samples(&published, diagnostics);
    report_name(&people, &site.profile, diagnostics);
    let mut new_looks = Looks::default();
    let looks = looks.unwrap_or(&mut new_looks);
    let (files, uncited) = references::follow(&published, &links, &files, looks, diagnostics);
    let mut held_back = hidden.held_back;
    held_back.extend(uncited);
    held_back.sort();
    Some(Portfolio {
        settings,
        profile: find_photo(site.profile, &links),
        resume: site.resume,
        people,
        testimonials,
        frameworks,
        studies,
        approaches,
        pages,
        home,
        themes,
        files,
        links,
        held_back,
        faulty,
        readiness,
        packs,
        comments,
        own_eyes: gate.audience == Visibility::Private,
    })
}

fn missing_portfolio() -> Diagnostic {
    Diagnostic::error("REQ-01", SETTINGS, "there is no `content/portfolio.yaml`")
        .help("make one with your name, such as `profile: { name: \"Your name\" }`, or begin with `leadfolio init DIR`")
}

fn report_owner(people: &[Person], diagnostics: &mut Diagnostics) {
    let owners = people.iter().filter(|it| it.kind == PersonKind::Owner).count();
    if owners > 1 {
        diagnostics.push(
            Diagnostic::error("PPL-13", "content/people.yaml", format!("{owners} people are the owner"))
                .field("people")
                .help("`kind: owner` is for the one whose portfolio it is"),
        );
    }
}

/// An author who has made the portfolio their own should not publish an invented page by oversight.
fn report_samples(published: &references::Published<'_>, diagnostics: &mut Diagnostics) {
    if published.settings.sample {
        return;
    }
    for head in published.heads().filter(|it| it.sample) {
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

/// The owner's name stands in two files.
fn report_name(people: &[Person], profile: &super::model::Profile, diagnostics: &mut Diagnostics) {
    let owner = people.iter().find(|it| it.kind == PersonKind::Owner);
    let Some(owner) =
        owner.filter(|it| it.shown.show_as == ShowAs::FullName && it.shown.label != profile.name)
    else {
        return;
    };
    let message =
        format!("the owner is “{}” here and “{}” in `portfolio.yaml`", owner.shown.label, profile.name);
    diagnostics.push(
        Diagnostic::warning("PPL-14", "content/people.yaml", message)
            .field("people")
            .help(format!("write the same name for `{}`", owner.id)),
    );
}

fn find_photo(mut profile: super::model::Profile, links: &Links) -> super::model::Profile {
    profile.photo = profile.photo.and_then(|(file, alt)| Some((links.find_file(SETTINGS, &file).ok()?, alt)));
    profile
}

fn resolve_frameworks(
    raw: Vec<(String, crate::content::schema::RawFramework)>,
    site: &Site,
    diagnostics: &mut Diagnostics,
) -> Vec<Framework> {
    let mut frameworks = Vec::new();
    let mut sources = Vec::new();
    for (path, raw) in raw {
        if let Some(framework) = standards::framework(raw, &mut Checker { path: &path, diagnostics }) {
            sources.push((framework.id.clone(), path));
            frameworks.push(framework);
        }
    }
    head::report_duplicates(sources.iter().map(|(id, path)| (id.as_str(), path.as_str())), diagnostics);
    let mut checker = Checker { path: SETTINGS, diagnostics };
    let mut known = Names::default();
    for framework in &frameworks {
        known.insert(&framework.id, Some(0));
    }
    for (at, id) in site.frameworks.iter().enumerate() {
        checker.one(
            id,
            &format!("frameworks[{at}]"),
            &known,
            "STD-02",
            "a framework in `content/standards/`",
        );
    }
    if let Some(id) = &site.primary_framework {
        checker.one(id, "primary_framework", &known, "STD-02", "a framework in `content/standards/`");
    }
    standards::order(&mut frameworks, &site.frameworks, site.primary_framework.as_deref());
    frameworks
}

fn resolve_approaches(
    mut sorted: Sorted<crate::content::schema::RawApproach>,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> (Vec<Approach>, Names) {
    let mut resolved = Vec::new();
    for document in std::mem::take(&mut sorted.published) {
        let path = document.path.clone();
        let document = Arc::unwrap_or_clone(document);
        resolved.extend(pages::approach(document, today, &mut Checker { path: &path, diagnostics }));
    }
    resolved.sort_by(|a, b| {
        a.0.head.title.cmp(&b.0.head.title).then_with(|| a.0.head.source.cmp(&b.0.head.source))
    });
    let names = sorted.names(resolved.iter().map(|it| it.0.head.id.as_str()));
    let mut approaches = Vec::with_capacity(resolved.len());
    for (mut approach, related) in resolved {
        let mut checker = Checker { path: &approach.head.source, diagnostics };
        approach.related = checker.many(related, "related", &names, "APR-01", "an approach");
        approaches.push(approach);
    }
    (approaches, names)
}

fn resolve_pages(
    documents: Vec<Arc<Document<RawPage>>>,
    sort: PageSort,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Vec<Page> {
    let mut pages = Vec::with_capacity(documents.len());
    for document in documents {
        let path = document.path.clone();
        let document = Arc::unwrap_or_clone(document);
        pages.extend(pages::page(document, sort, today, &mut Checker { path: &path, diagnostics }));
    }
    pages.sort_by(|a, b| a.head.title.cmp(&b.head.title).then_with(|| a.head.source.cmp(&b.head.source)));
    pages
}

fn settle(
    settings: super::model::Settings,
    featured: &[String],
    studies: &Names,
    diagnostics: &mut Diagnostics,
) -> super::model::Settings {
    let mut checker = Checker { path: SETTINGS, diagnostics };
    let featured = checker.many(Some(featured.to_vec()), "featured", studies, "LNK-02", "a case study");
    super::model::Settings { featured: featured.into_iter().map(StudyId).collect(), ..settings }
}

/// Tells approaches and standards which case studies cite them.
fn connect(studies: &[Arc<CaseStudy>], approaches: &mut [Approach], frameworks: &mut [Framework]) {
    for (number, study) in studies.iter().enumerate() {
        let id = StudyId(number);
        study.approaches.iter().for_each(|it| approaches[*it].studies.push(id));
        for (at, claim) in study.standards.iter().enumerate() {
            frameworks[claim.standard.0].standards[claim.standard.1].cited_by.push((id, at));
        }
    }
}
