//! `portfolio.yaml`: the site's settings, the owner and the résumé.

use super::commenting;
use super::head::schema_version;
use super::targets;
use crate::content::schema::{
    RawAward, RawContact, RawCopyright, RawCredential, RawEducation, RawLanguage, RawLearning, RawLink,
    RawLocation, RawPhoto, RawPortfolio, RawPosition, RawPrivacy, RawProfile, RawPublication, RawSetting,
};
use crate::content::vocabulary::MinorsPolicy;
use crate::portfolio::checker::{Checker, Names, text, texts};
use crate::portfolio::links::{Bound, Links};
use crate::portfolio::model::{
    Award, Copyright, Credential, Education, Learning, Position, Profile, ProfileLink, Publication, Resume,
    Settings,
};
use crate::portfolio::url::BaseUrl;

/// What `portfolio.yaml` says; references to case studies and frameworks are looked up later.
pub(super) struct Site {
    pub(super) settings: Settings,
    pub(super) profile: Profile,
    pub(super) resume: Resume,
    pub(super) positions: Names,
    pub(super) minors: MinorsPolicy,
    pub(super) featured: Vec<String>,
    pub(super) frameworks: Vec<String>,
    pub(super) primary_framework: Option<String>,
}

/// The theme when the portfolio names none.
const DEFAULT_THEME: &str = "commons";
/// Reporting minimum for groups of students: the commonest among US states (NCES 2011-603).
const MIN_GROUP_SIZE: u32 = 10;

pub(super) fn site(raw: RawPortfolio, base_url: Option<&BaseUrl>, checker: &mut Checker<'_>) -> Site {
    let RawPortfolio {
        schema,
        sample,
        title,
        url,
        language,
        theme,
        theme_options,
        raw_html,
        profile,
        positions,
        education,
        credentials,
        learning,
        awards,
        publications,
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
    schema_version(schema, checker);
    let profile = resolve_profile(profile.unwrap_or_default(), checker);
    let (names, positions) = resolve_positions(positions.unwrap_or_default(), checker);
    let RawPrivacy { min_group_size, minors, comments } = privacy.unwrap_or_default();
    let settings = Settings {
        title: text(title).unwrap_or_else(|| profile.name.clone()),
        url: base_url.cloned().or_else(|| own_url(url, checker)),
        language: language_tag(language, checker),
        theme: text(theme).unwrap_or_else(|| DEFAULT_THEME.to_owned()),
        theme_options: theme_options.unwrap_or_default(),
        raw_html: raw_html.unwrap_or(false),
        sample: sample.unwrap_or(false),
        featured: Vec::new(),
        copyright: resolve_copyright(copyright, checker),
        comments: commenting::commenting(comments_from, comments.map(|it| it.0), checker),
        deploy: targets::targets(deploy, checker),
        year_starts: month(year_starts, checker),
        search: search.unwrap_or_default().0,
        share: share.unwrap_or_default(),
        min_group_size: min_group_size.unwrap_or(MIN_GROUP_SIZE),
    };
    let resume = Resume {
        positions,
        education: each(education, "education", checker, resolve_education),
        credentials: each(credentials, "credentials", checker, resolve_credential),
        learning: each(learning, "learning", checker, resolve_learning),
        awards: each(awards, "awards", checker, resolve_award),
        publications: each(publications, "publications", checker, resolve_publication),
        languages: each(languages, "languages", checker, resolve_language),
    };
    Site {
        settings,
        profile,
        resume,
        positions: names,
        minors: minors.unwrap_or(MinorsPolicy::RoleOnly),
        featured: texts(featured),
        frameworks: texts(frameworks),
        primary_framework: text(primary_framework),
    }
}

fn each<R, T>(
    raw: Option<Vec<R>>,
    field: &str,
    checker: &mut Checker<'_>,
    resolve: impl Fn(R, &str, &mut Checker<'_>) -> Option<T>,
) -> Vec<T> {
    let list = raw.unwrap_or_default().into_iter().enumerate();
    list.filter_map(|(at, it)| resolve(it, &format!("{field}[{at}]"), checker)).collect()
}

fn own_url(url: Option<String>, checker: &mut Checker<'_>) -> Option<BaseUrl> {
    let url = text(url)?;
    BaseUrl::parse(&url).map_err(|it| checker.error("URL-03", "url", it.message, it.help)).ok()
}

fn language_tag(language: Option<String>, checker: &mut Checker<'_>) -> String {
    let Some(tag) = text(language) else { return "en".to_owned() };
    let shaped = tag.split('-').enumerate().all(|(at, part)| {
        let letters = part.chars().all(|it| it.is_ascii_alphanumeric());
        letters && if at == 0 { (2..=3).contains(&part.len()) } else { (1..=8).contains(&part.len()) }
    });
    if !shaped {
        checker.error(
            "REQ-03",
            "language",
            format!("`{tag}` is no language tag"),
            "write `en`, `en-GB`, `es` …",
        );
    }
    tag
}

fn month(number: Option<u32>, checker: &mut Checker<'_>) -> i8 {
    let month = number.map_or(Some(1), |it| i8::try_from(it).ok().filter(|it| (1..=12).contains(it)));
    if month.is_none() {
        let help = "write its number: `year_starts: 8` for August";
        checker.error("REQ-03", "year_starts", "there are twelve months", help);
    }
    month.unwrap_or(1)
}

fn resolve_copyright(raw: Option<RawCopyright>, checker: &mut Checker<'_>) -> Option<Copyright> {
    let RawCopyright { holder, since, licence } = raw?;
    let holder = checker.required_text(holder, "copyright.holder", "holder: \"Your name\"")?;
    Some(Copyright { holder, since: since.map(|it| it.year()), licence: text(licence) })
}

fn resolve_profile(raw: RawProfile, checker: &mut Checker<'_>) -> Profile {
    let RawProfile { name, name_note: _, headline, bio, photo, location, contact, links } = raw;
    let RawLocation { city, region, country_code } = location.unwrap_or_default();
    let RawContact { email, phone } = contact.unwrap_or_default();
    Profile {
        name: checker.required_text(name, "profile.name", "name: \"Your name\"").unwrap_or_default(),
        headline: text(headline),
        bio: text(bio),
        photo: photo.and_then(|it| resolve_photo(it, checker)),
        city: text(city),
        region: text(region),
        country_code: text(country_code),
        email: text(email),
        phone: text(phone),
        links: each(links, "profile.links", checker, resolve_link),
    }
}

fn resolve_photo(raw: RawPhoto, checker: &mut Checker<'_>) -> Option<(String, String)> {
    let RawPhoto { file, alt } = raw;
    let file = text(file)?;
    let alt = text(alt);
    if alt.is_none() {
        checker.error(
            "MED-03",
            "profile.photo",
            "the picture has no `alt` text",
            "say what it shows, for those who do not see it: `alt: \"Portrait\"`",
        );
    }
    Some((file, alt?))
}

fn resolve_link(raw: RawLink, field: &str, checker: &mut Checker<'_>) -> Option<ProfileLink> {
    let RawLink { network, username, url } = raw;
    let network = checker.required_text(network, &format!("{field}.network"), "network: \"LinkedIn\"");
    let line = "url: \"https://www.linkedin.com/in/you\"";
    let url = checker.required_text(url, &format!("{field}.url"), line)?;
    let url = web_address(Some(url), &format!("{field}.url"), checker)?;
    Some(ProfileLink { network: network?, username: text(username), url })
}

/// An address on the web that is safe to link.
pub(super) fn web_address(url: Option<String>, field: &str, checker: &mut Checker<'_>) -> Option<String> {
    let url = text(url)?;
    if let Bound::Elsewhere(url) = Links::default().bind("", &url)
        && !url.ends_with("://")
        && !["http:", "https:"].contains(&url.as_str())
    {
        return Some(url);
    }
    checker.error(
        "LNK-03",
        field,
        format!("`{}` is no address on the web", url.escape_debug()),
        "write the whole address, such as `https://example.org/`",
    );
    None
}

fn resolve_positions(raw: Vec<RawPosition>, checker: &mut Checker<'_>) -> (Names, Vec<Position>) {
    let mut positions = Vec::new();
    for (at, RawPosition { id, title, organisation, anonymised, start, end, setting, summary, highlights }) in
        raw.into_iter().enumerate()
    {
        let field = format!("positions[{at}]");
        let RawSetting { phase, roll, context } = setting.unwrap_or_default();
        let title = checker.required_text(title, &format!("{field}.title"), "title: \"Principal\"");
        let Some(title) = title else { continue };
        positions.push(Position {
            id: text(id).unwrap_or_default(),
            title,
            organisation: text(organisation),
            anonymised: anonymised.unwrap_or(false),
            start,
            end,
            phase: text(phase),
            roll,
            context: text(context),
            summary: text(summary),
            highlights: texts(highlights),
        });
    }
    positions.sort_by_key(|it| std::cmp::Reverse(it.start));
    let mut names = Names::default();
    for (number, position) in positions.iter().enumerate() {
        names.insert(&position.id, Some(number));
    }
    (names, positions)
}

fn resolve_education(raw: RawEducation, field: &str, checker: &mut Checker<'_>) -> Option<Education> {
    let RawEducation { institution, award, area, start, end } = raw;
    let line = "institution: \"University of …\"";
    let institution = checker.required_text(institution, &format!("{field}.institution"), line)?;
    Some(Education { institution, award: text(award), area: text(area), start, end })
}

fn resolve_credential(raw: RawCredential, field: &str, checker: &mut Checker<'_>) -> Option<Credential> {
    let RawCredential { name, issuer, date, expires } = raw;
    let name = checker.required_text(name, &format!("{field}.name"), "name: \"Principal licence\"")?;
    Some(Credential { name, issuer: text(issuer), date, expires })
}

fn resolve_learning(raw: RawLearning, field: &str, checker: &mut Checker<'_>) -> Option<Learning> {
    let RawLearning { name, provider, date, hours, summary, url } = raw;
    let name = checker.required_text(name, &format!("{field}.name"), "name: \"Coaching course\"")?;
    let url = web_address(url, &format!("{field}.url"), checker);
    Some(Learning { name, provider: text(provider), date, hours, summary: text(summary), url })
}

fn resolve_award(raw: RawAward, field: &str, checker: &mut Checker<'_>) -> Option<Award> {
    let RawAward { title, date, awarder, summary } = raw;
    let title = checker.required_text(title, &format!("{field}.title"), "title: \"Award\"")?;
    Some(Award { title, date, awarder: text(awarder), summary: text(summary) })
}

fn resolve_publication(raw: RawPublication, field: &str, checker: &mut Checker<'_>) -> Option<Publication> {
    let RawPublication { name, publisher, release_date, url, summary } = raw;
    let name = checker.required_text(name, &format!("{field}.name"), "name: \"Title\"")?;
    let url = web_address(url, &format!("{field}.url"), checker);
    Some(Publication { name, publisher: text(publisher), release_date, url, summary: text(summary) })
}

fn resolve_language(
    raw: RawLanguage,
    field: &str,
    checker: &mut Checker<'_>,
) -> Option<(String, Option<String>)> {
    let RawLanguage { language, fluency } = raw;
    let language = checker.required_text(language, &format!("{field}.language"), "language: \"English\"")?;
    Some((language, text(fluency)))
}
