//! Resolves what every page has: id, URL path and title; and decides whether the page is published.

use std::collections::HashMap;

use jiff::civil::Date;

use super::picture::resolve_cover;
use crate::content::checker::{Checker, non_blank};
use crate::content::date::PartialDate;
use crate::content::enums::Visibility;
use crate::content::scalar::Scalar;
use crate::content::schema::case_study::RawCaseStudy;
use crate::content::schema::page::{RawApproach, RawLintAllow, RawPage, RawPicture};
use crate::content::translations;
use crate::diagnostic::{Addition, Diagnostic, Diagnostics, Location, Severity};
use crate::model::links::LinkIndex;
use crate::model::page::{CardChoice, DraftReason, PageHead};
use crate::urls::{Slug, parse_site_path};

/// How to treat drafts and pages dated in the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Include them, as the preview does.
    Show,
    /// Exclude them, as a published site does.
    Hide,
}

/// Decides which content a build includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PublishFilter {
    pub(super) audience: Visibility,
    pub(super) drafts: Drafts,
    pub(super) today: Date,
}

/// The front matter fields that are common to all kinds of pages.
pub(super) struct RawHead {
    pub(super) schema: Option<u32>,
    pub(super) sample: Option<bool>,
    pub(super) id: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) url: Option<String>,
    pub(super) template: Option<String>,
    pub(super) card: Option<Scalar>,
    pub(super) title: Option<String>,
    pub(super) cover: Option<RawPicture>,
    pub(super) language: Option<String>,
    pub(super) visibility: Option<Visibility>,
    pub(super) updated: Option<PartialDate>,
    pub(super) date: Option<PartialDate>,
    pub(super) draft: Option<bool>,
    pub(super) aliases: Option<Vec<String>>,
    pub(super) lint_allow: Option<Vec<RawLintAllow>>,
}

/// Fills a [`RawHead`] from the fields that the front matter of each kind of page names alike.
macro_rules! impl_from_front_matter {
    ($raw:ty, $url:expr) => {
        impl From<&$raw> for RawHead {
            fn from(raw: &$raw) -> Self {
                let url: fn(&$raw) -> Option<String> = $url;
                Self {
                    schema: raw.schema,
                    sample: raw.sample,
                    id: raw.id.clone(),
                    slug: raw.slug.clone(),
                    url: url(raw),
                    template: raw.template.clone(),
                    card: raw.card.clone(),
                    title: raw.title.clone(),
                    cover: raw.cover.clone(),
                    language: raw.language.clone(),
                    visibility: raw.visibility,
                    updated: raw.updated,
                    date: raw.date,
                    draft: raw.draft,
                    aliases: raw.aliases.clone(),
                    lint_allow: raw.lint_allow.clone(),
                }
            }
        }
    };
}

impl_from_front_matter!(RawCaseStudy, |_| None);
impl_from_front_matter!(RawApproach, |_| None);
impl_from_front_matter!(RawPage, |page| page.url.clone());

impl PublishFilter {
    /// Why a page is excluded from this build; `None` if it is included.
    pub(super) fn exclusion_reason(&self, head: &RawHead) -> Option<String> {
        if let Some(reason) = self.audience_exclusion_reason(head.visibility) {
            return Some(reason);
        }
        if self.drafts == Drafts::Show { None } else { Some(draft_reason(head, self.today)?.to_string()) }
    }

    /// Whether a page is excluded from this build only because drafts are.
    pub(super) fn is_hidden_draft(&self, head: &RawHead) -> bool {
        let shown = Self { drafts: Drafts::Show, ..*self };
        self.exclusion_reason(head).is_some() && shown.exclusion_reason(head).is_none()
    }

    /// Why content of this visibility is excluded for the audience; `None` if it is included. The default is public.
    pub(super) fn audience_exclusion_reason(&self, visibility: Option<Visibility>) -> Option<String> {
        let visibility = visibility.unwrap_or(Visibility::Public);
        (visibility > self.audience).then(|| match visibility {
            Visibility::Private => "it is private".to_owned(),
            _ => "it is for the panel only".to_owned(),
        })
    }
}

/// Why a page is not published yet (a draft, or dated after `today`); `None` if it is.
fn draft_reason(head: &RawHead, today: Date) -> Option<DraftReason> {
    if head.draft == Some(true) {
        return Some(DraftReason::Draft);
    }
    head.date.filter(|date| date.first_day() > today).map(DraftReason::Future)
}

/// The id of a page: the `id` as written, else derived from the file name, or the folder name for `index.md`. A
/// translation has the id of its original.
pub(super) fn derive_id(source: &str, id: Option<&str>) -> Option<String> {
    if let Some(id) = id {
        return Some(id.trim().to_owned());
    }
    let source = translations::original_path(source);
    let stem = source.rsplit_once('.').map_or(&*source, |(stem, _)| stem);
    let mut parts = stem.rsplit('/');
    let name = parts.next()?;
    let name = if name == "index" { parts.next()? } else { name };
    Slug::from_title(name).map(|slug| slug.as_str().to_owned())
}

/// Resolves the head of a page; unless it sets `url`, its path is `folder` plus its slug (default: its id).
pub(super) fn resolve_head(
    raw: RawHead,
    folder: &str,
    today: Date,
    links: &LinkIndex,
    checker: &mut Checker<'_>,
) -> Option<PageHead> {
    let draft = draft_reason(&raw, today);
    let RawHead {
        schema,
        sample,
        id,
        slug,
        url,
        template,
        card,
        title,
        cover,
        language,
        visibility,
        updated,
        date,
        draft: _,
        aliases,
        lint_allow,
    } = raw;
    check_schema_version(schema, checker);
    let id = resolve_id(id, checker);
    let title = checker.require_text(title, "title", "the title of the page");
    let cover = cover.and_then(|cover| resolve_cover(cover, links, checker));
    let path = resolve_path(id.as_deref(), slug, url, folder, checker);
    let language = non_blank(language).map(|tag| resolve_language_tag(tag, checker));
    let aliases = resolve_aliases(aliases, checker);
    let allowed_lints = resolve_acknowledgements(lint_allow.unwrap_or_default(), checker);
    Some(PageHead {
        source: checker.path.to_owned(),
        id: id?,
        title: title?,
        path: path?,
        cover,
        template: non_blank(template).map(|name| template_name(&name)),
        card: resolve_card(card),
        language,
        aliases,
        sample: sample.unwrap_or(false),
        visibility: visibility.unwrap_or(Visibility::Public),
        draft_reason: draft,
        updated,
        date,
        allowed_lints,
    })
}

/// The name of a template, which people also write as that of its file: `templates/gallery.html`.
fn template_name(written: &str) -> String {
    written.trim_start_matches("templates/").trim_end_matches(".html").to_owned()
}

/// The card that a page or the settings choose; `None` if they say nothing.
pub(super) fn resolve_card(card: Option<Scalar>) -> Option<CardChoice> {
    let card = card?;
    match (card.as_switch(), card) {
        (Some(true), _) => Some(CardChoice::Drawn),
        (Some(false), _) => Some(CardChoice::None),
        (None, Scalar::Text(text)) if text == "none" => Some(CardChoice::None),
        (None, card) => non_blank(card.into_text()).map(CardChoice::Picture),
    }
}

/// A language tag; only its shape is checked, not the registry of languages.
pub(super) fn resolve_language_tag(tag: String, checker: &mut Checker<'_>) -> String {
    if !is_language_tag(&tag) {
        let message = format!("`{tag}` isn't a language code");
        match translations::tag_by_name(&tag) {
            Some(meant) => {
                let error = (Severity::Error, "REQ-03");
                checker.suggest(error, "language", message, "", Addition::new("language", meant));
            }
            None => checker.error("REQ-03", "language", message, "use a code such as `en`, `en-GB`, or `es`"),
        }
    }
    tag
}

/// Whether a text has the shape of a language tag, such as `en` or `pt-BR`.
pub(super) fn is_language_tag(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(index, part)| {
        let is_alphanumeric = part.chars().all(|c| c.is_ascii_alphanumeric());
        let lengths = if index == 0 { 2..=3 } else { 1..=8 };
        is_alphanumeric && lengths.contains(&part.len())
    })
}

/// The version of the file format that this program reads.
const FORMAT: u32 = 1;

/// Reports a `schema` version other than [`FORMAT`]: an older one is read, and `leadfolio upgrade` replaces it.
pub(super) fn check_schema_version(schema: Option<u32>, checker: &mut Checker<'_>) {
    let Some(version) = schema.filter(|version| *version != FORMAT) else { return };
    if version > FORMAT {
        checker.error(
            "REQ-02",
            "schema",
            format!("this version of leadfolio doesn't know format {version}"),
            format!("write `schema: {FORMAT}`, or update leadfolio"),
        );
        return;
    }
    let message = format!("format {version} is an old one; the current one is {FORMAT}");
    let hint = Diagnostic::info("YML-10", checker.path, message)
        .field("schema")
        .help(format!("write `schema: {FORMAT}`, or run `leadfolio upgrade`"))
        .fix(Location::Field("schema".to_owned()), FORMAT.to_string());
    checker.diagnostics.push(hint);
}

/// Checks the `id` as written, or derives one; `None` if neither is a valid id.
fn resolve_id(id: Option<String>, checker: &mut Checker<'_>) -> Option<String> {
    if let Some(id) = &id
        && let Err(error) = Slug::parse(id.trim())
    {
        checker.report_bad_address("id", error);
        return None;
    }
    let derived = derive_id(checker.path, id.as_deref());
    if derived.is_none() {
        checker.error(
            "URL-01",
            "",
            "the file name has no letter or digit to make an address from",
            "rename the file, or add a line such as `id: culture-committee`",
        );
    }
    derived
}

/// The URL path of a page, from `url`, `slug` or its id, in this order.
fn resolve_path(
    id: Option<&str>,
    slug: Option<String>,
    url: Option<String>,
    folder: &str,
    checker: &mut Checker<'_>,
) -> Option<String> {
    if let Some(url) = url {
        return parse_site_path(url.trim()).map_err(|error| checker.report_bad_address("url", error)).ok();
    }
    let Some(slug) = slug else { return Some(format!("{folder}{}/", id?)) };
    if !slug.is_empty() && slug.chars().all(|c| c.is_ascii_digit()) {
        checker.error(
            "URL-01",
            "slug",
            format!("`{slug}` is only a number; a page's address needs a letter"),
            format!("add a word, such as `slug: case-{slug}`"),
        );
        return None;
    }
    match Slug::parse(&slug) {
        Ok(slug) => Some(format!("{folder}{}/", slug.as_str())),
        Err(error) => {
            checker.report_bad_address("slug", error);
            None
        }
    }
}

fn resolve_aliases(aliases: Option<Vec<String>>, checker: &mut Checker<'_>) -> Vec<String> {
    let mut paths = Vec::new();
    for (index, alias) in aliases.unwrap_or_default().into_iter().enumerate() {
        match non_blank(Some(alias)).map(|alias| parse_site_path(&alias)) {
            Some(Ok(path)) => paths.push(path),
            Some(Err(error)) => checker.report_bad_address(&format!("aliases[{index}]"), error),
            None => {}
        }
    }
    paths
}

/// The lint rules that the author accepts: (rule, reason).
fn resolve_acknowledgements(raw: Vec<RawLintAllow>, checker: &mut Checker<'_>) -> Vec<(String, String)> {
    let mut list = Vec::new();
    for (index, RawLintAllow { rule, why }) in raw.into_iter().enumerate() {
        let rule =
            checker.require_text(rule, &format!("lint_allow[{index}].rule"), "the rule, such as DEL-07");
        let why = checker.require_text(why, &format!("lint_allow[{index}].why"), "why you accept it");
        list.extend(rule.zip(why));
    }
    list
}

/// Reports ids used more than once; `pages` yields (id, file).
pub(super) fn report_duplicate_ids<'a>(
    pages: impl Iterator<Item = (&'a str, &'a str)>,
    diagnostics: &mut Diagnostics,
) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for (id, source) in pages {
        let Some(other) = first.insert(id, source) else { continue };
        Checker { path: source, diagnostics }.report_duplicate_id(id, "id", &format!("`{other}`"));
    }
}
