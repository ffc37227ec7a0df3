//! Resolves approaches, and the author's own pages.

use jiff::civil::Date;

use super::head::{RawHead, resolve_head};
use super::web_url::resolve_web_url;
use crate::content::checker::{Checker, non_blank, non_blank_items};
use crate::content::date::PartialDate;
use crate::content::document::Document;
use crate::content::enums::{PageKind, PitfallKind};
use crate::content::scalar::Scalar;
use crate::content::schema::page::{RawApproach, RawApproachPitfall, RawPage, RawReference, RawVersion};
use crate::diagnostic::{Addition, Severity};
use crate::model::links::LinkIndex;
use crate::model::page::{Approach, ApproachPitfall, LiteratureReference, Page};
use crate::yaml;

/// Resolves an approach. Its `related` ids are returned as written: they can be resolved only when all are known.
pub(super) fn resolve_approach(
    document: Document<RawApproach>,
    today: Date,
    links: &LinkIndex,
    checker: &mut Checker<'_>,
) -> Option<(Approach, Option<Vec<String>>)> {
    let head = resolve_head(RawHead::from(&document.raw), "approaches/", today, links, checker);
    let RawApproach {
        schema: _,
        sample: _,
        id: _,
        slug: _,
        template: _,
        card: _,
        title: _,
        aka,
        summary,
        cover: _,
        stance,
        sources,
        pitfalls,
        leader_keeps,
        checklist,
        related,
        language: _,
        visibility: _,
        updated: _,
        date: _,
        draft: _,
        aliases: _,
        lint_allow: _,
    } = document.raw;
    let sources = resolve_sources(sources.unwrap_or_default(), checker);
    let pitfalls = resolve_pitfalls(pitfalls.unwrap_or_default(), checker);
    let approach = Approach {
        head: head?,
        aka: non_blank_items(aka),
        summary: non_blank(summary),
        stance: non_blank(stance),
        sources,
        pitfalls,
        leader_keeps: non_blank_items(leader_keeps),
        checklist: non_blank_items(checklist),
        related: Vec::new(),
        studies: Vec::new(),
        body: document.body,
    };
    Some((approach, related))
}

fn resolve_sources(raw: Vec<RawReference>, checker: &mut Checker<'_>) -> Vec<LiteratureReference> {
    let mut sources = Vec::new();
    for (index, RawReference { who, year, what, idea, url }) in raw.into_iter().enumerate() {
        let who = checker.require_text(who, &format!("sources[{index}].who"), "who wrote it");
        let url = resolve_web_url(url, &format!("sources[{index}].url"), checker);
        sources.extend(who.map(|who| LiteratureReference {
            who,
            year,
            what: non_blank(what),
            idea: non_blank(idea),
            url,
        }));
    }
    sources
}

fn resolve_pitfalls(raw: Vec<RawApproachPitfall>, checker: &mut Checker<'_>) -> Vec<ApproachPitfall> {
    let mut pitfalls = Vec::new();
    for (index, RawApproachPitfall { kind, title, signs, guard }) in raw.into_iter().enumerate() {
        let title = checker.require_text(title, &format!("pitfalls[{index}].title"), "what goes wrong");
        let kind = kind.unwrap_or(PitfallKind::Other);
        pitfalls.extend(title.map(|title| ApproachPitfall {
            kind,
            title,
            signs: non_blank_items(signs),
            guard: non_blank(guard),
        }));
    }
    pitfalls
}

/// Which URL path a page has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PageRole {
    /// The root of the site.
    Home,
    /// `pages/SLUG/`, or the `url` that it sets.
    Regular,
}

/// Resolves a page, with its dated versions, the newest first.
pub(super) fn resolve_page(
    document: Document<RawPage>,
    role: PageRole,
    today: Date,
    links: &LinkIndex,
    checker: &mut Checker<'_>,
) -> Option<Page> {
    let mut raw_head = RawHead::from(&document.raw);
    if role == PageRole::Home {
        raw_head = RawHead { id: Some("home".to_owned()), slug: None, url: None, ..raw_head };
        raw_head.title.get_or_insert_with(|| "Home".to_owned());
    }
    let head = resolve_head(raw_head, "pages/", today, links, checker);
    let RawPage {
        schema: _,
        sample: _,
        id: _,
        slug: _,
        url: _,
        template: _,
        card: _,
        title: _,
        summary,
        cover: _,
        kind,
        versions,
        current,
        navigation,
        language: _,
        visibility: _,
        updated: _,
        date: _,
        draft: _,
        aliases: _,
        lint_allow: _,
    } = document.raw;
    let versions = resolve_versions(versions.unwrap_or_default(), current, checker);
    let mut head = head?;
    if role == PageRole::Home {
        head.path = String::new();
    }
    let kind = kind.unwrap_or(PageKind::Page);
    Some(Page {
        summary: non_blank(summary),
        kind,
        versions,
        nav_label: navigation_label(navigation.unwrap_or_default(), &head.title, role),
        head,
        body: document.body,
    })
}

/// The dated versions of a page, the newest first: (date, note, whether it is the current version).
fn resolve_versions(
    raw: Vec<RawVersion>,
    current: Option<PartialDate>,
    checker: &mut Checker<'_>,
) -> Vec<(PartialDate, Option<String>, bool)> {
    let mut dated = Vec::new();
    for (index, RawVersion { date, note }) in raw.into_iter().enumerate() {
        let example =
            || current.map_or_else(|| yaml::placeholder("when it was written"), |date| date.to_string());
        let date = checker.require(date, &format!("versions[{index}].date"), example);
        dated.extend(date.map(|date| (date, non_blank(note), Some(date) == current)));
    }
    if let Some(current) = current.filter(|current| dated.iter().all(|(date, ..)| date != current)) {
        let message = format!("no entry in `versions` has the date {current}");
        let help = "use the date of a version, exactly as written there";
        match dated.last() {
            Some((last, ..)) => {
                let addition = Addition::new("current", last.to_string());
                checker.suggest((Severity::Error, "LNK-02"), "current", message, help, addition);
            }
            None => checker.error("LNK-02", "current", message, "there are none: remove `current`"),
        }
    }
    dated.sort_by_key(|(date, ..)| std::cmp::Reverse(*date));
    dated
}

/// The label of a page in the navigation: its title by default; `None` if `navigation` is off, and for the home page.
fn navigation_label(navigation: Scalar, title: &str, role: PageRole) -> Option<String> {
    let name = match navigation.as_switch() {
        Some(false) => return None,
        Some(true) => None,
        None => navigation.into_text(),
    };
    (role == PageRole::Regular).then(|| name.unwrap_or_else(|| title.to_owned()))
}
