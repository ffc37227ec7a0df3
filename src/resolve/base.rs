//! Resolves what pages build on: the site's settings, the people and the frameworks.

use std::collections::HashMap;
use std::sync::Arc;

use super::comments::CommentResolveContext;
use super::context::ResolveContext;
use super::head::{self, PublishFilter};
use super::options::PublishOptions;
use super::proposed_ids::KnownPeople;
use super::site::{self, SiteConfig};
use super::{people, standards};
use crate::content::checker::{Checker, IdIndex};
use crate::content::enums::PersonKind;
use crate::content::load::{PEOPLE_FILE, SETTINGS_FILE};
use crate::content::schema::people::RawPeople;
use crate::content::schema::portfolio::RawPortfolio;
use crate::content::schema::standards::RawFramework;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lint::LintContext;
use crate::media::PictureCache;
use crate::model::framework::Framework;
use crate::model::ids::{ApproachId, PersonId, StandardId};
use crate::model::links::LinkIndex;
use crate::model::person::Person;
use crate::privacy::consent::DisplayPolicy;
use crate::yaml;

/// What pages build on, resolved before any page.
pub(super) struct Base {
    pub(super) filter: PublishFilter,
    /// Whether light copies of pictures are published as WebP, too.
    pub(super) webp: bool,
    pub(super) picture_cache: Option<Arc<dyn PictureCache>>,
    pub(super) site: SiteConfig,
    pub(super) people: Vec<Person>,
    pub(super) person_ids: IdIndex<PersonId>,
    /// Whether there is no `people.yaml`, as far as anybody can tell.
    pub(super) lacks_people_file: bool,
    /// In display order.
    pub(super) frameworks: Vec<Framework>,
    /// By their reference, such as `psel-2015/7`.
    standard_ids: HashMap<String, StandardId>,
    /// Whether standards may be missing because a file of theirs could not be read.
    lacks_standards: bool,
    /// Superseded frameworks: (id, what supersedes it).
    superseded: Vec<(String, String)>,
    /// The owner's email address and phone number, which pages may show.
    contacts: Vec<String>,
    /// Ids of the positions whose organization is named (not anonymised).
    named_posts: Vec<String>,
}

/// Resolves the settings, the people and the frameworks; `None` without settings, which is an error.
pub(super) fn resolve_base(
    settings: Option<RawPortfolio>,
    people: Option<RawPeople>,
    frameworks: Vec<(String, RawFramework)>,
    options: &PublishOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Base> {
    let Some(settings) = settings else {
        diagnostics.push(missing_settings());
        return None;
    };
    let filter = PublishFilter { audience: options.audience, drafts: options.drafts, today: options.today };
    let mut checker = Checker { path: SETTINGS_FILE, diagnostics };
    let site = site::resolve_site(settings, options, &mut checker);
    let lacks_people_file = people.is_none() && !diagnostics.has_unreadable(PEOPLE_FILE, str::is_empty);
    let people = people.unwrap_or_default();
    let mut checker = Checker { path: PEOPLE_FILE, diagnostics };
    let policy =
        DisplayPolicy { minors: site.minors_policy, language: &site.settings.language, today: filter.today };
    let (people, mut person_ids) = people::resolve_people(people, policy, &filter, &mut checker);
    if let Some(owner) = people.iter().find(|person| person.kind == PersonKind::Owner) {
        person_ids.insert_name(&site.profile.name, &owner.id);
    }
    let lacks_standards = diagnostics.has_unreadable_in("content/standards/");
    let frameworks = resolve_frameworks(frameworks, &site, diagnostics);
    Some(Base {
        filter,
        webp: options.webp,
        picture_cache: options.picture_cache.clone(),
        standard_ids: standards::index_standards(&frameworks),
        lacks_standards,
        superseded: standards::superseded_frameworks(&frameworks),
        contacts: site.profile.contacts(),
        named_posts: site.resume.named_position_ids(),
        site,
        people,
        person_ids,
        lacks_people_file,
        frameworks,
    })
}

impl Base {
    /// What the lint rules need.
    pub(super) fn lint_context(&self) -> LintContext<'_> {
        LintContext {
            people: &self.people,
            person_ids: &self.person_ids,
            superseded: &self.superseded,
            own_contacts: &self.contacts,
            named_positions: &self.named_posts,
            language: &self.site.settings.language,
            glossary: &self.site.settings.glossary,
            today: self.filter.today,
        }
    }

    /// What resolving a case study needs.
    pub(super) fn study_context<'a>(
        &'a self,
        approach_ids: &'a IdIndex<ApproachId>,
        links: &'a LinkIndex,
    ) -> ResolveContext<'a> {
        ResolveContext {
            filter: self.filter,
            people: &self.people,
            person_ids: &self.person_ids,
            approach_ids,
            position_ids: &self.site.position_ids,
            standard_ids: &self.standard_ids,
            lacks_standards: self.lacks_standards,
            links,
            min_group_size: self.site.settings.min_group_size,
            lint: self.lint_context(),
        }
    }

    /// What proposing ids for names needs.
    pub(super) fn known_people(&self) -> KnownPeople<'_> {
        let has_owner = self.people.iter().any(|person| person.kind == PersonKind::Owner);
        let name = self.site.profile.name.as_str();
        let new_owner = (!has_owner && !name.is_empty() && !yaml::is_placeholder(name)).then_some(name);
        KnownPeople { ids: &self.person_ids, new_owner, lacks_file: self.lacks_people_file }
    }

    /// What resolving comments needs.
    pub(super) fn comment_context<'a>(&'a self, links: &'a LinkIndex) -> CommentResolveContext<'a> {
        CommentResolveContext {
            people: &self.people,
            person_ids: &self.person_ids,
            links,
            filter: &self.filter,
            enabled: self.site.settings.comments.is_some(),
        }
    }
}

fn missing_settings() -> Diagnostic {
    Diagnostic::error("REQ-01", SETTINGS_FILE, "there is no `content/portfolio.yaml`")
        .help("create one with your name, such as `profile: { name: \"TODO: your name\" }`, or start with `leadfolio \
            init DIR`")
}

/// Resolves the frameworks in display order, and checks the ids of frameworks in `portfolio.yaml`.
fn resolve_frameworks(
    raw: Vec<(String, RawFramework)>,
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
    check_framework_ids(site, &frameworks, diagnostics);
    standards::sort_frameworks(&mut frameworks, &site.framework_ids, site.primary_framework.as_deref());
    frameworks
}

/// Reports ids of frameworks in `portfolio.yaml` that do not exist.
fn check_framework_ids(site: &SiteConfig, frameworks: &[Framework], diagnostics: &mut Diagnostics) {
    let mut checker = Checker { path: SETTINGS_FILE, diagnostics };
    let mut ids = IdIndex::default();
    for framework in frameworks {
        ids.insert(&framework.id, Some(()));
        ids.insert_name(&framework.name, &framework.id);
        if framework.short != framework.name {
            ids.insert_name(&framework.short, &framework.id);
        }
        // `PSEL` for `psel-2015`.
        if let Some((name, _)) = framework.id.rsplit_once('-') {
            ids.insert_name(name, &framework.id);
        }
    }
    checker.resolve_ids(Some(site.framework_ids.clone()), "frameworks", &ids, "STD-02", "a framework");
    if let Some(id) = &site.primary_framework {
        checker.resolve_id(id, "primary_framework", &ids, "STD-02", "a framework");
    }
}
