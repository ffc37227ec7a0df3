//! Resolves `portfolio.yaml`: the site's settings, the owner's profile and the résumé.

use std::collections::BTreeMap;

use super::allowed_hosts;
use super::comment_settings;
use super::head::{check_schema_version, resolve_card, resolve_language_tag};
use super::options::PublishOptions;
use super::picture::resolve_portrait;
use super::web_url::resolve_web_url;
use crate::content::checker::{Checker, IdIndex, non_blank, non_blank_items};
use crate::content::enums::MinorsPolicy;
use crate::content::markdown::CAN_HIGHLIGHT;
use crate::content::schema::portfolio::{RawCopyright, RawMenuItem, RawPortfolio, RawPrivacy};
use crate::content::schema::resume::{
    RawAward, RawContact, RawCourse, RawCredential, RawEducation, RawLanguage, RawLink, RawLocation,
    RawPosition, RawProfile, RawPublication, RawService, RawSkill, RawWorkplace,
};
use crate::model::ids::PositionId;
use crate::model::resume::{
    Award, Credential, Education, Learning, Position, Profile, ProfileLink, Publication, Resume, Service,
    Skill,
};
use crate::model::settings::{Copyright, SearchPage, SiteSettings};
use crate::suggest;
use crate::urls::{self, BaseUrl};
use crate::yaml;

/// The resolved `portfolio.yaml`, except references to case studies and frameworks, which are resolved later.
pub(super) struct SiteConfig {
    pub(super) settings: SiteSettings,
    /// Items of the menu, as written; `None` without `menu`.
    pub(super) menu_items: Option<Vec<RawMenuItem>>,
    pub(super) profile: Profile,
    pub(super) resume: Resume,
    /// Ids of the positions in `resume`.
    pub(super) position_ids: IdIndex<PositionId>,
    pub(super) minors_policy: MinorsPolicy,
    /// Ids of case studies, as written.
    pub(super) featured_ids: Vec<String>,
    /// Ids of frameworks, as written.
    pub(super) framework_ids: Vec<String>,
    pub(super) primary_framework: Option<String>,
}

/// The bundled theme that a portfolio without `theme` uses.
const DEFAULT_THEME: &str = "commons";

/// What to do about a setting that needs an optional feature of the program.
const GET_ALL_FEATURES: &str =
    "to get one that can, run `cargo install --path . --all-features` in leadfolio's source code folder";

/// Paths from `content/`, however they are written.
fn resolve_unread_files(files: Option<Vec<String>>) -> Vec<String> {
    let from_content = |path: String| {
        let path = path.trim_start_matches("./").trim_start_matches('/');
        path.strip_prefix("content/").unwrap_or(path).to_owned()
    };
    non_blank_items(files).into_iter().map(from_content).collect()
}

/// Default of `privacy.min_group_size`, in students: the most common minimum of US states (NCES 2011-603).
const DEFAULT_MIN_GROUP_SIZE: u32 = 10;

/// Resolves `portfolio.yaml`.
pub(super) fn resolve_site(
    raw: RawPortfolio,
    options: &PublishOptions,
    checker: &mut Checker<'_>,
) -> SiteConfig {
    let RawPortfolio {
        schema,
        sample,
        title,
        url,
        language,
        paper,
        publish_pdf,
        glossary,
        theme,
        menu,
        theme_options,
        card,
        // How Markdown is read is decided when it is parsed.
        raw_html: _,
        markdown: _,
        highlight,
        profile,
        positions,
        education,
        credentials,
        learning,
        awards,
        publications,
        skills,
        service,
        languages,
        frameworks,
        primary_framework,
        featured,
        share,
        deploy,
        year_starts,
        search,
        comments: comments_from,
        copyright,
        privacy,
    } = raw;
    check_schema_version(schema, checker);
    let profile = resolve_profile(profile.unwrap_or_default(), checker);
    let (position_ids, positions) = resolve_positions(positions.unwrap_or_default(), checker);
    let RawPrivacy { min_group_size, minors, comments, allow_hosts, unread_files } =
        privacy.unwrap_or_default();
    let settings = SiteSettings {
        title: non_blank(title).unwrap_or_else(|| profile.name.clone()),
        url: options.base_url.clone().or_else(|| resolve_base_url(url, checker)),
        language: non_blank(language)
            .map_or_else(|| "en".to_owned(), |tag| resolve_language_tag(tag, checker)),
        messages: Vec::new(),
        menu: None,
        glossary: resolve_glossary(glossary.unwrap_or_default()),
        paper,
        publish_pdf: publish_pdf.unwrap_or_default().0,
        theme: non_blank(theme).unwrap_or_else(|| DEFAULT_THEME.to_owned()),
        theme_options: theme_options.unwrap_or_default(),
        card: resolve_card(card).unwrap_or_default(),
        sample: sample.unwrap_or(false),
        featured: Vec::new(),
        copyright: resolve_copyright(copyright, checker),
        comments: comment_settings::resolve_comment_settings(
            comments_from,
            comments.map(|switch| switch.0),
            checker,
        ),
        allowed_hosts: allowed_hosts::resolve_allowed_hosts(allow_hosts, checker),
        deploy: deploy.unwrap_or_default(),
        year_starts: resolve_start_month(year_starts, checker),
        search: resolve_search_page(search.unwrap_or_default().0, options.search_index, checker),
        highlight: resolve_highlight(highlight.unwrap_or_default().0, checker),
        share: share.unwrap_or_default(),
        min_group_size: min_group_size.unwrap_or(DEFAULT_MIN_GROUP_SIZE),
        unread_files: resolve_unread_files(unread_files),
    };
    let resume = Resume {
        positions,
        education: resolve_each(education, "education", checker, resolve_education),
        credentials: resolve_each(credentials, "credentials", checker, resolve_credential),
        learning: resolve_each(learning, "learning", checker, resolve_learning),
        awards: resolve_each(awards, "awards", checker, resolve_award),
        publications: resolve_each(publications, "publications", checker, resolve_publication),
        skills: resolve_each(skills, "skills", checker, resolve_skill),
        service: resolve_each(service, "service", checker, resolve_service),
        languages: resolve_each(languages, "languages", checker, resolve_spoken_language),
    };
    SiteConfig {
        settings,
        menu_items: menu,
        profile,
        resume,
        position_ids,
        minors_policy: minors.unwrap_or(MinorsPolicy::RoleOnly),
        featured_ids: non_blank_items(featured),
        framework_ids: non_blank_items(frameworks),
        primary_framework: non_blank(primary_framework),
    }
}

/// Resolves `search`. Without an index, readers still get a page that lists all others.
fn resolve_search_page(is_on: bool, can_index: bool, checker: &mut Checker<'_>) -> SearchPage {
    match (is_on, can_index) {
        (false, _) => SearchPage::None,
        (true, true) => SearchPage::Index,
        (true, false) => {
            checker.warning(
                "POR-06",
                "search",
                "this copy of leadfolio can't build a search index: the search page lists all pages but has no search \
                box",
                format!("{GET_ALL_FEATURES}, or write `search: off`"),
            );
            SearchPage::List
        }
    }
}

/// Whether code is colored: if it is asked for and this build of the program can do it.
fn resolve_highlight(is_on: bool, checker: &mut Checker<'_>) -> bool {
    if is_on && !CAN_HIGHLIGHT {
        let message = "this copy of leadfolio can't color code, so code is shown without colors";
        checker.warning(
            "POR-06",
            "highlight",
            message,
            format!("{GET_ALL_FEATURES}, or write `highlight: off`"),
        );
    }
    is_on && CAN_HIGHLIGHT
}

/// Resolves the entries of a list, each with its field such as `awards[0]`; invalid ones are skipped.
fn resolve_each<R, T>(
    raw: Option<Vec<R>>,
    field: &str,
    checker: &mut Checker<'_>,
    resolve: impl Fn(R, &str, &mut Checker<'_>) -> Option<T>,
) -> Vec<T> {
    let list = raw.unwrap_or_default().into_iter().enumerate();
    list.filter_map(|(index, raw)| resolve(raw, &format!("{field}[{index}]"), checker)).collect()
}

fn resolve_base_url(url: Option<String>, checker: &mut Checker<'_>) -> Option<BaseUrl> {
    let url = non_blank(url)?;
    if yaml::is_placeholder(&url) {
        // Its own error says so: it is neither wrong nor missing.
        checker.diagnostics.mark_unreadable(checker.path, "url");
        return None;
    }
    BaseUrl::parse(&url).map_err(|error| checker.error("URL-03", "url", error.message, error.help)).ok()
}

/// The first month (1 to 12) of the reporting year; January by default, and after an error.
fn resolve_start_month(number: Option<u32>, checker: &mut Checker<'_>) -> i8 {
    let valid = |number: u32| i8::try_from(number).ok().filter(|month| (1..=12).contains(month));
    let month = number.map_or(Some(1), valid);
    if month.is_none() {
        let help = "write the month's number, such as `year_starts: 8` for August";
        checker.error("REQ-03", "year_starts", "a year has twelve months", help);
    }
    month.unwrap_or(1)
}

fn resolve_copyright(raw: Option<RawCopyright>, checker: &mut Checker<'_>) -> Option<Copyright> {
    let RawCopyright { holder, since, licence } = raw?;
    let holder = checker.require_text(holder, "copyright.holder", "your name")?;
    Some(Copyright { holder, since: since.map(|date| date.year()), licence: non_blank(licence) })
}

/// The abbreviations that pages explain; the longest first, so that a shorter one does not hide it.
fn resolve_glossary(raw: BTreeMap<String, String>) -> Vec<(String, String)> {
    let entries = raw.into_iter().map(|(word, meaning)| (word.trim().to_owned(), meaning.trim().to_owned()));
    let mut entries: Vec<(String, String)> =
        entries.filter(|(word, meaning)| !word.is_empty() && !meaning.is_empty()).collect();
    entries.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    entries
}

fn resolve_profile(raw: RawProfile, checker: &mut Checker<'_>) -> Profile {
    let RawProfile { name, name_note: _, headline, bio, photo, location, contact, links } = raw;
    let RawLocation { city, region, country_code } = location.unwrap_or_default();
    let RawContact { email, phone } = contact.unwrap_or_default();
    Profile {
        name: checker.require_text(name, "profile.name", "your name").unwrap_or_default(),
        headline: non_blank(headline),
        bio: non_blank(bio),
        photo: photo.and_then(|raw| resolve_portrait(raw, checker)),
        city: non_blank(city),
        region: non_blank(region),
        country_code: non_blank(country_code).and_then(|code| check_country_code(code, checker)),
        email: non_blank(email).and_then(|address| check_email(address, checker)),
        phone: non_blank(phone),
        links: resolve_each(links, "profile.links", checker, resolve_link),
    }
}

/// Reports an email address that no program could write to.
fn check_email(address: String, checker: &mut Checker<'_>) -> Option<String> {
    // Reported as what it is.
    if yaml::is_placeholder(&address) {
        return None;
    }
    if urls::is_email_address(&address) {
        return Some(address);
    }
    let message = format!("`{address}` isn't an email address");
    let help = "write it in full, such as `me@example.org`; to show none, remove the line";
    checker.error("REQ-03", "profile.contact.email", message, help);
    None
}

/// Warns about a country that is not written with the two letters of ISO 3166, and leaves it out.
fn check_country_code(code: String, checker: &mut Checker<'_>) -> Option<String> {
    // Two letters that are no code, and what people write in place of one.
    const MEANT: [(&[&str], &str); 6] = [
        (&["usa", "us of a", "united states", "united states of america", "america"], "US"),
        (&["uk", "gbr", "united kingdom", "great britain", "england", "scotland", "wales"], "GB"),
        (&["aus", "australia"], "AU"),
        (&["can", "canada"], "CA"),
        (&["irl", "ireland"], "IE"),
        (&["nzl", "new zealand"], "NZ"),
    ];
    let plain = code.to_lowercase().replace('.', "");
    let meant = MEANT.iter().find(|(names, _)| names.contains(&plain.as_str())).map(|(_, code)| *code);
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_code && meant.is_none() || yaml::is_placeholder(&code) {
        return Some(code);
    }
    let help = meant.map_or_else(|| "write its two-letter code, such as `US`".to_owned(), suggest::question);
    let message = format!("`{code}` isn't a country code");
    checker.warning("REQ-03", "profile.location.country_code", message, help);
    None
}

fn resolve_link(raw: RawLink, field: &str, checker: &mut Checker<'_>) -> Option<ProfileLink> {
    let RawLink { network, username, url } = raw;
    let network = checker.require_text(network, &format!("{field}.network"), "the name of the network");
    let url = checker.require_text(url, &format!("{field}.url"), "the address of your page there")?;
    let url = resolve_web_url(Some(url), &format!("{field}.url"), checker)?;
    Some(ProfileLink { network: network?, username: non_blank(username), url })
}

fn resolve_positions(
    raw: Vec<RawPosition>,
    checker: &mut Checker<'_>,
) -> (IdIndex<PositionId>, Vec<Position>) {
    let mut positions = Vec::new();
    for (index, raw) in raw.into_iter().enumerate() {
        let RawPosition { id, title, organisation, anonymised, start, end, setting, summary, highlights } =
            raw;
        let field = format!("positions[{index}]");
        let RawWorkplace { phase, roll, context } = setting.unwrap_or_default();
        let title =
            checker.require_text(title, &format!("{field}.title"), "your position, such as Principal");
        let Some(title) = title else { continue };
        positions.push(Position {
            id: non_blank(id).unwrap_or_default(),
            title,
            organisation: non_blank(organisation),
            anonymised: anonymised.unwrap_or(false),
            start,
            end,
            phase: non_blank(phase),
            roll,
            context: non_blank(context),
            summary: non_blank(summary),
            highlights: non_blank_items(highlights),
        });
    }
    positions.sort_by_key(|position| std::cmp::Reverse(position.start));
    let mut ids = IdIndex::default();
    for (index, position) in positions.iter().enumerate().filter(|(_, position)| !position.id.is_empty()) {
        ids.insert(&position.id, Some(PositionId(index)));
    }
    let loses_positions = |field: &str| field.is_empty() || field.starts_with("positions");
    if checker.diagnostics.has_unreadable(checker.path, loses_positions) {
        ids.mark_incomplete();
    }
    (ids, positions)
}

fn resolve_education(raw: RawEducation, field: &str, checker: &mut Checker<'_>) -> Option<Education> {
    let RawEducation { institution, award, area, start, end } = raw;
    let what = "the university or school";
    let institution = checker.require_text(institution, &format!("{field}.institution"), what)?;
    Some(Education { institution, award: non_blank(award), area: non_blank(area), start, end })
}

fn resolve_credential(raw: RawCredential, field: &str, checker: &mut Checker<'_>) -> Option<Credential> {
    let RawCredential { name, issuer, date, expires } = raw;
    let name = checker.require_text(name, &format!("{field}.name"), "the license or certificate")?;
    Some(Credential { name, issuer: non_blank(issuer), date, expires })
}

fn resolve_learning(raw: RawCourse, field: &str, checker: &mut Checker<'_>) -> Option<Learning> {
    let RawCourse { name, provider, date, hours, summary, url } = raw;
    let name = checker.require_text(name, &format!("{field}.name"), "the course")?;
    let url = resolve_web_url(url, &format!("{field}.url"), checker);
    Some(Learning { name, provider: non_blank(provider), date, hours, summary: non_blank(summary), url })
}

fn resolve_award(raw: RawAward, field: &str, checker: &mut Checker<'_>) -> Option<Award> {
    let RawAward { title, date, awarder, summary } = raw;
    let title = checker.require_text(title, &format!("{field}.title"), "the award")?;
    Some(Award { title, date, awarder: non_blank(awarder), summary: non_blank(summary) })
}

fn resolve_publication(raw: RawPublication, field: &str, checker: &mut Checker<'_>) -> Option<Publication> {
    let RawPublication { name, publisher, release_date, url, summary } = raw;
    let name = checker.require_text(name, &format!("{field}.name"), "the title of the publication")?;
    let url = resolve_web_url(url, &format!("{field}.url"), checker);
    Some(Publication {
        name,
        publisher: non_blank(publisher),
        release_date,
        url,
        summary: non_blank(summary),
    })
}

fn resolve_skill(raw: RawSkill, field: &str, checker: &mut Checker<'_>) -> Option<Skill> {
    let RawSkill { name, keywords } = raw;
    let name = checker.require_text(name, &format!("{field}.name"), "the skill")?;
    Some(Skill { name, keywords: non_blank_items(keywords) })
}

fn resolve_service(raw: RawService, field: &str, checker: &mut Checker<'_>) -> Option<Service> {
    let RawService { role, organisation, start, end, summary, url } = raw;
    let role =
        checker.require_text(role, &format!("{field}.role"), "what you do there, such as Board member")?;
    let url = resolve_web_url(url, &format!("{field}.url"), checker);
    Some(Service {
        role,
        organisation: non_blank(organisation),
        start,
        end,
        summary: non_blank(summary),
        url,
    })
}

fn resolve_spoken_language(
    raw: RawLanguage,
    field: &str,
    checker: &mut Checker<'_>,
) -> Option<(String, Option<String>)> {
    let RawLanguage { language, fluency } = raw;
    let language = checker.require_text(language, &format!("{field}.language"), "the language")?;
    Some((language, non_blank(fluency)))
}
