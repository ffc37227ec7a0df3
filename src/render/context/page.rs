//! What templates of approaches and other pages read.

use serde::Serialize;

use super::shared::{DateText, HeadingContext, Label, LanguageName, Link, PictureContext};

/// An approach on its own page.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachContext {
    /// Title of the approach.
    pub title: String,
    /// Other names of the approach.
    pub aka: Vec<String>,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// Picture at the head of the page, cut to 16:9; none if the page has none.
    pub cover: Option<PictureContext>,
    /// When the owner uses it.
    pub stance: Option<String>,
    /// Date of the last revision of the page.
    pub updated: Option<DateText>,
    /// The essay: HTML, safe to print, without the heading of the generated last section.
    pub body: String,
    /// Table of contents of the body: headings of levels 2 and 3.
    pub contents: Vec<HeadingContext>,
    /// What a short list of contents shows: the headings of level 2, and if there is only one, those of level 3 too.
    pub sections: Vec<HeadingContext>,
    /// Id of the body's first heading, if that repeats the title: the body is rendered without it, and the page's own
    /// heading gets the id, so that links to it keep working.
    pub title_id: Option<String>,
    /// Pitfalls, with how often the owner met each of them.
    pub pitfalls: Vec<ApproachPitfallContext>,
    /// What the leader does not delegate, a sentence each.
    pub leader_keeps: Vec<String>,
    /// Questions to ask before the approach is used.
    pub checklist: Vec<String>,
    /// Further reading.
    pub sources: Vec<ReferenceContext>,
    /// Links to related approaches.
    pub related: Vec<Link>,
    /// Title of the generated last section: the author's own heading if the essay ends with one for it.
    pub used_title: String,
    /// Id of that heading's element.
    pub used_id: String,
    /// Case studies by verdict: "3 case studies: 1 goal met, 2 goal partly met; 1 of them stopped"; none without any.
    pub used_summary: Option<String>,
    /// Reading time in minutes at 238 words a minute, at least 1.
    pub reading_minutes: usize,
}

/// A pitfall of an approach.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachPitfallContext {
    /// `unclear_roles` … `other`.
    pub kind: Label,
    /// Name of the pitfall.
    pub title: String,
    /// Signs by which to notice it, a sentence each.
    pub signs: Vec<String>,
    /// Precaution against the pitfall.
    pub guard: Option<String>,
    /// How often it was met: "Met in two of three case studies; resolved in one."
    pub met: Option<String>,
}

/// A book or article to read.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceContext {
    /// Author or authors.
    pub who: String,
    /// Year or date of publication.
    pub year: Option<String>,
    /// Title and place of publication.
    pub what: Option<String>,
    /// The idea that the approach takes from it.
    pub idea: Option<String>,
    /// URL of the text.
    pub url: Option<String>,
}

/// An approach in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ApproachCard {
    /// Title of the approach.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// Language of the page, if it is not that of the site.
    pub language: Option<LanguageName>,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// Number of case studies that use it: "3 case studies"; none if there is none.
    pub used: Option<String>,
}

/// A page of the author's own; the home page is one.
#[derive(Clone, Debug, Serialize)]
pub struct ProseContext {
    /// `page` or `vision`.
    pub kind: &'static str,
    /// Title of the page.
    pub title: String,
    /// Summary in a sentence or two.
    pub summary: Option<String>,
    /// Picture at the head of the page, cut to 16:9; none if the page has none.
    pub cover: Option<PictureContext>,
    /// Date of the last revision.
    pub updated: Option<DateText>,
    /// Dated versions, newest first, as on a vision page.
    pub versions: Vec<VersionContext>,
    /// Table of contents of the body: headings of levels 2 and 3.
    pub contents: Vec<HeadingContext>,
    /// What a short list of contents shows: the headings of level 2, and if there is only one, those of level 3 too.
    pub sections: Vec<HeadingContext>,
    /// Id of the body's first heading, if that repeats the title: the body is rendered without it, and the page's own
    /// heading gets the id, so that links to it keep working.
    pub title_id: Option<String>,
    /// The body: HTML, safe to print.
    pub body: String,
    /// Reading time in minutes at 238 words a minute, at least 1.
    pub reading_minutes: usize,
}

/// A dated version of a page.
#[derive(Clone, Debug, Serialize)]
pub struct VersionContext {
    /// Date of the version.
    pub date: DateText,
    /// What changed in this version.
    pub note: Option<String>,
    /// Whether this is the current version.
    pub current: bool,
    /// Id of the heading in the body for this version, when there is one.
    pub anchor: Option<String>,
}
