//! What every page has: a name, an address, and whether it is published at all.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::content::date::PartialDate;
use crate::content::vocabulary::Visibility;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::portfolio::checker::{Checker, text};
use crate::portfolio::model::PageHead;
use crate::portfolio::url::{Slug, parse_path};

/// What to do with drafts and pages of the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Publish them: the author is looking.
    Show,
    /// Hold them back.
    Hide,
}

/// Decides what is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gate {
    pub(super) audience: Visibility,
    pub(super) drafts: Drafts,
    pub(super) today: Date,
}

/// Fields of front matter that make the head of a page.
#[derive(Default)]
pub(super) struct RawHead {
    pub(super) schema: Option<u32>,
    pub(super) sample: Option<bool>,
    pub(super) id: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) visibility: Option<Visibility>,
    pub(super) updated: Option<PartialDate>,
    pub(super) date: Option<PartialDate>,
    pub(super) draft: Option<bool>,
    pub(super) aliases: Option<Vec<String>>,
}

impl Gate {
    /// Why a page is held back.
    pub(super) fn reason(&self, head: &RawHead) -> Option<String> {
        if let Some(reason) = self.not_for_audience(head.visibility) {
            return Some(reason);
        }
        if self.drafts == Drafts::Show { None } else { not_yet(head, self.today) }
    }

    /// Why something with a visibility of its own is not for this audience.
    pub(super) fn not_for_audience(&self, visibility: Option<Visibility>) -> Option<String> {
        let visibility = visibility.unwrap_or(Visibility::Public);
        (visibility > self.audience).then(|| match visibility {
            Visibility::Private => "it is private".to_owned(),
            _ => "it is for the panel only".to_owned(),
        })
    }
}

/// Why a page is not published yet.
fn not_yet(head: &RawHead, today: Date) -> Option<String> {
    if head.draft == Some(true) {
        return Some("it is a draft".to_owned());
    }
    let date = head.date.filter(|it| it.first_day() > today)?;
    Some(format!("its date, {date}, is in the future"))
}

/// The id of a page: as written, or from its file's name.
pub(super) fn id_of(source: &str, id: Option<&str>) -> Option<String> {
    if let Some(id) = id {
        return Some(id.trim().to_owned());
    }
    let stem = source.rsplit_once('.').map_or(source, |it| it.0);
    let mut parts = stem.rsplit('/');
    let name = parts.next()?;
    let name = if name == "index" { parts.next()? } else { name };
    Slug::from_title(name).map(|it| it.as_str().to_owned())
}

/// Makes the head of a page whose address is `folder` and its slug.
pub(super) fn head(raw: RawHead, folder: &str, today: Date, checker: &mut Checker<'_>) -> Option<PageHead> {
    let draft = not_yet(&raw, today);
    let RawHead { schema, sample, id, slug, url, title, visibility: _, updated, date, draft: _, aliases } =
        raw;
    schema_version(schema, checker);
    let id = page_id(id, checker);
    let title = checker.required_text(title, "title", "title: \"Handing over the timetable\"");
    let path = address(id.as_deref(), slug, url, folder, checker);
    let aliases = addresses(aliases, checker);
    Some(PageHead {
        source: checker.path.to_owned(),
        id: id?,
        title: title?,
        path: path?,
        aliases,
        sample: sample.unwrap_or(false),
        draft,
        updated,
        date,
    })
}

/// Only one version of the format exists so far.
pub(super) fn schema_version(schema: Option<u32>, checker: &mut Checker<'_>) {
    if let Some(version) = schema.filter(|it| *it != 1) {
        checker.error(
            "REQ-02",
            "schema",
            format!("format {version} is not known to this version of leadfolio"),
            "write `schema: 1`, or update leadfolio",
        );
    }
}

fn page_id(id: Option<String>, checker: &mut Checker<'_>) -> Option<String> {
    if let Some(id) = &id
        && let Err(fault) = Slug::parse(id.trim())
    {
        checker.bad_address("id", fault);
        return None;
    }
    let found = id_of(checker.path, id.as_deref());
    if found.is_none() {
        checker.error(
            "URL-01",
            "",
            "the file's name holds no letter or digit for an address",
            "rename the file, or add a line such as `id: culture-committee`",
        );
    }
    found
}

fn address(
    id: Option<&str>,
    slug: Option<String>,
    url: Option<String>,
    folder: &str,
    checker: &mut Checker<'_>,
) -> Option<String> {
    if let Some(url) = url {
        return parse_path(url.trim()).map_err(|it| checker.bad_address("url", it)).ok();
    }
    let Some(slug) = slug else { return Some(format!("{folder}{}/", id?)) };
    if !slug.is_empty() && slug.chars().all(|it| it.is_ascii_digit()) {
        checker.error(
            "URL-01",
            "slug",
            format!("`{slug}` is a number; an address of a page needs a letter"),
            format!("write it with a word, such as `slug: case-{slug}`"),
        );
        return None;
    }
    match Slug::parse(&slug) {
        Ok(slug) => Some(format!("{folder}{}/", slug.as_str())),
        Err(fault) => {
            checker.bad_address("slug", fault);
            None
        }
    }
}

fn addresses(aliases: Option<Vec<String>>, checker: &mut Checker<'_>) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, alias) in aliases.unwrap_or_default().into_iter().enumerate() {
        match text(Some(alias)).map(|it| parse_path(&it)) {
            Some(Ok(path)) => paths.push(path),
            Some(Err(fault)) => checker.bad_address(&format!("aliases[{at}]"), fault),
            None => {}
        }
    }
    paths
}

/// Complains about ids that are given twice, naming both files.
pub(super) fn report_duplicates<'a>(
    pages: impl Iterator<Item = (&'a str, &'a str)>,
    diagnostics: &mut Diagnostics,
) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for (id, source) in pages {
        let Some(other) = first.insert(id, source) else { continue };
        diagnostics.push(
            Diagnostic::error("URL-02", source, format!("the id `{id}` belongs to `{other}` already"))
                .field("id")
                .help("give one of the two another `id`"),
        );
    }
}
