//! The report of everything that leaves the author's computer with a deploy: who is shown and on which consent, which files
//! go out and what was removed from them, what stays, and what the author accepted.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::named_in_texts::{COMMENTS, PARTS, ShownPlace, TESTIMONIALS, named_in_texts};
use crate::content::enums::{PermissionStatus, PersonKind, Scope, ShowAs, Visibility};
use crate::diagnostic::Diagnostics;
use crate::model::appearance::people_of_study;
use crate::model::file::Excluded;
use crate::model::ids::PersonId;
use crate::model::person::Person;
use crate::model::portfolio::Portfolio;
use crate::model::resume::Profile;
use crate::model::settings::CommentProvider;
use crate::privacy::name_scanner::{NotThem, PrivateNames};
use crate::render::RenderedSite;

/// Everything that a deploy of a site sends, and what it does not send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicationReport {
    /// For whom the site is.
    pub audience: Visibility,
    /// Number of pages.
    pub pages: usize,
    /// The author's own details that the site shows: name, e-mail address, telephone number.
    pub own_details: Vec<String>,
    /// Everyone who appears on a published page, without the owner, in the order of `people.yaml`.
    pub people: Vec<ShownPerson>,
    /// The author's files that are published, by their path in the portfolio.
    pub files: Vec<SentFile>,
    /// Hosts that the browsers of readers contact besides that of the site.
    pub other_hosts: Vec<String>,
    /// What is not published, and why.
    pub left_out: Vec<LeftOut>,
    /// Findings that the author accepted, and why.
    pub accepted: Vec<AcceptedFinding>,
}

/// A person as a site shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShownPerson {
    /// Their id in `people.yaml`.
    pub id: String,
    /// The name or role that readers see.
    pub shown: String,
    /// How much of their identity that is.
    pub show_as: ShowAs,
    /// Whether they are a minor, or may be one.
    pub minor: bool,
    /// Status of their consent; `None` if there is no record.
    pub consent: Option<PermissionStatus>,
    /// What they agreed to that is still valid.
    pub agreed_to: Vec<Scope>,
    /// Last day on which the consent is valid, as precise as it is recorded.
    pub until: Option<String>,
    /// Whether that day is within the next 60 days.
    pub expires_soon: bool,
    /// Titles of the case studies in which they appear, and "testimonials" and "comments".
    pub appears_on: Vec<String>,
    /// Titles of the other pages whose own words show their name, and "your profile", "the résumé", "testimonials" and
    /// "comments".
    pub named_in: Vec<String>,
}

/// A file of the author's that is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentFile {
    /// Its path in the portfolio: `content/files/talk.pdf`.
    pub path: String,
    /// Length of the published copy in bytes; `None` if it can't be read.
    pub bytes: Option<u64>,
    /// What was removed from the copy: "a location".
    pub removed: Vec<String>,
    /// Whether nobody but the author has looked through it (`privacy: { unread_files }`).
    pub accepted_unread: bool,
}

/// Something that is not published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Source file, relative to the root of the portfolio.
    pub path: String,
    /// What it is.
    pub what: String,
    /// Why it is left out.
    pub reason: String,
}

/// A finding, or a name in a text, that the author accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AcceptedFinding {
    /// The rule; `None` for a name that means somebody else.
    pub rule: Option<&'static str>,
    /// The file.
    pub path: String,
    /// What was found.
    pub what: String,
    /// The author's reason; `None` if none is recorded.
    pub reason: Option<String>,
}

/// The rule that files break which can't be looked through.
const UNREAD_RULE: &str = "MED-16";

/// Days before the end of a consent at which the report points at it.
const SOON_DAYS: i32 = 60;

impl PublicationReport {
    /// Lists what a deploy of `output` sends; `diagnostics` are those of its check, and `private` is what the check looked
    /// for.
    pub fn new(output: &RenderedSite, private: &PrivateNames, diagnostics: &Diagnostics) -> Self {
        let portfolio = output.portfolio();
        Self {
            audience: output.audience(),
            pages: output.html_page_count(),
            own_details: own_details(&portfolio.profile),
            people: shown_people(output),
            files: sent_files(output),
            other_hosts: other_hosts(portfolio),
            left_out: portfolio.excluded.iter().map(left_out).collect(),
            accepted: accepted_findings(portfolio, diagnostics, private),
        }
    }

    /// For whom the site is, in words.
    pub fn audience_words(&self) -> &'static str {
        if self.audience == Visibility::Panel { "the panel" } else { "everyone" }
    }
}

/// The report in numbers, for which no file of the author's has to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationSummary {
    /// For whom the site is.
    pub audience: Visibility,
    /// How many people besides the owner are shown by name.
    pub named_people: usize,
    /// How many others are shown.
    pub other_people: usize,
    /// How many items are not published.
    pub left_out: usize,
    /// The files that nobody but the author has looked through, by their path in the portfolio.
    pub accepted_unread: Vec<String>,
}

impl PublicationSummary {
    /// Counts what a deploy of `output` sends.
    pub fn new(output: &RenderedSite) -> Self {
        let portfolio = output.portfolio();
        let people = shown_people(output);
        let is_named = |person: &&ShownPerson| person.show_as <= ShowAs::FirstNameRole;
        let named_people = people.iter().filter(is_named).count();
        let sources = output.paths().filter_map(|path| output.source_of(path));
        Self {
            audience: output.audience(),
            named_people,
            other_people: people.len() - named_people,
            left_out: portfolio.excluded.len(),
            accepted_unread: sources.filter(|source| is_accepted_unread(portfolio, source)).collect(),
        }
    }
}

/// A part of the report for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSection {
    /// Its title, such as "People shown (3)".
    pub title: String,
    /// A line for each item: what it is, and what is to be known of it. Empty if there is nothing.
    pub items: Vec<(String, String)>,
}

impl PublicationReport {
    /// The report in words, part by part.
    pub fn sections(&self) -> Vec<ReportSection> {
        let section = |title: &str, items: Vec<(String, String)>| ReportSection {
            title: format!("{title} ({})", items.len()),
            items,
        };
        let plain = |texts: &[String]| texts.iter().map(|text| (text.clone(), String::new())).collect();
        let left_out = self.left_out.iter();
        let left_out =
            left_out.map(|LeftOut { path, what, reason }| (format!("{what} ({path})"), reason.clone()));
        vec![
            section("About you", plain(&self.own_details)),
            section("Other people shown", self.people.iter().map(describe_person).collect()),
            section("Your files", self.files.iter().map(describe_file).collect()),
            section("Other sites that readers' browsers contact", plain(&self.other_hosts)),
            section("Not published", left_out.collect()),
            section("Accepted by you", self.accepted.iter().map(describe_accepted).collect()),
        ]
    }
}

fn describe_person(person: &ShownPerson) -> (String, String) {
    let ShownPerson {
        shown,
        show_as,
        minor,
        consent,
        agreed_to,
        until,
        expires_soon,
        appears_on,
        named_in,
        id,
    } = person;
    let how = match show_as {
        ShowAs::FullName => "shown by full name",
        ShowAs::FirstNameRole => "shown by first name and role",
        ShowAs::Role => "shown by role",
        ShowAs::Hidden => "not shown",
    };
    let uses: Vec<&str> = agreed_to.iter().map(|scope| scope.id()).collect();
    let consent = match consent {
        Some(PermissionStatus::Given) if uses.is_empty() => "consent is no longer valid".to_owned(),
        Some(PermissionStatus::Given) => format!("agreed to: {}", uses.join(", ")),
        Some(PermissionStatus::Refused) => "refused consent".to_owned(),
        Some(PermissionStatus::Withdrawn) => "withdrew consent".to_owned(),
        Some(PermissionStatus::NotNeeded) => "no consent needed".to_owned(),
        Some(PermissionStatus::NotAsked) | None => "not asked for consent".to_owned(),
    };
    let until = until.as_ref().map(|date| {
        let soon = if *expires_soon { " (expires soon)" } else { "" };
        format!("until {date}{soon}")
    });
    let minor = minor.then(|| "a minor, or of unknown age".to_owned());
    let page = |title: &String| {
        if PARTS.contains(&title.as_str()) { title.clone() } else { format!("“{title}”") }
    };
    let list = |before: &str, titles: &[String]| {
        let pages: Vec<String> = titles.iter().map(page).collect();
        (!pages.is_empty()).then(|| format!("{before} {}", pages.join(", ")))
    };
    let (appears, named) = (list("in", appears_on), list("in the text of", named_in));
    let parts = [Some(how.to_owned()), minor, Some(consent), until, appears, named];
    let shown = if *show_as == ShowAs::Hidden { format!("{shown} (`{id}`)") } else { shown.clone() };
    (shown, parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
}

fn describe_file(file: &SentFile) -> (String, String) {
    let SentFile { path, bytes, removed, accepted_unread } = file;
    let size = bytes.map_or_else(|| "can't be read".to_owned(), format_size);
    let removed = (!removed.is_empty()).then(|| format!("removed: {}", removed.join(", ")));
    let unread = accepted_unread.then(|| "only you have looked through it".to_owned());
    (path.clone(), [Some(size), removed, unread].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// A length as file managers show it: `900 bytes`, `31 kB`, `4.2 MB`.
pub fn format_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

fn describe_accepted(accepted: &AcceptedFinding) -> (String, String) {
    let AcceptedFinding { rule, path, what, reason } = accepted;
    let rule = rule.map(|rule| format!("{rule}: ")).unwrap_or_default();
    (format!("{path}: {rule}{what}"), reason.clone().unwrap_or_default())
}

fn own_details(profile: &Profile) -> Vec<String> {
    let Profile { name, email, phone, links, city, region, .. } = profile;
    let place: Vec<&str> = [city, region].into_iter().flatten().map(String::as_str).collect();
    let place = (!place.is_empty()).then(|| place.join(", "));
    let addresses = links.iter().map(|link| link.url.clone());
    [Some(name.clone()), place, email.clone(), phone.clone()].into_iter().flatten().chain(addresses).collect()
}

/// Everyone but the owner who appears on a page: in case studies, testimonials and comments, or by name in a text.
fn shown_people(output: &RenderedSite) -> Vec<ShownPerson> {
    let portfolio = output.portfolio();
    let mut places: BTreeMap<PersonId, Vec<ShownPlace>> = BTreeMap::new();
    let mut add = |id: PersonId, place: &ShownPlace| {
        let of_person = places.entry(id).or_default();
        if !of_person.contains(place) {
            of_person.push(place.clone());
        }
    };
    for study in &portfolio.studies {
        let place = ShownPlace::page(&study.head.source, &study.head.title);
        people_of_study(study).into_iter().for_each(|(id, _)| add(id, &place));
    }
    let (testimonials, comments) = (ShownPlace::part(TESTIMONIALS), ShownPlace::part(COMMENTS));
    portfolio.testimonials.iter().for_each(|testimonial| add(testimonial.from, &testimonials));
    portfolio.comments.values().flatten().for_each(|comment| add(comment.from, &comments));
    let mut named = named_in_texts(output);
    let mut shown = Vec::new();
    for (index, person) in portfolio.people.iter().enumerate() {
        let appears_on = places.remove(&PersonId(index)).unwrap_or_default();
        let mut named_in = named.remove(&person.id).unwrap_or_default();
        named_in.retain(|place| !appears_on.iter().any(|other| other.is_same(place)));
        if person.kind != PersonKind::Owner && !(appears_on.is_empty() && named_in.is_empty()) {
            let [appears_on, named_in] = [appears_on, named_in].map(titles);
            shown.push(shown_person(person, appears_on, named_in, output.today()));
        }
    }
    shown
}

fn titles(places: Vec<ShownPlace>) -> Vec<String> {
    places.into_iter().map(|place| place.title).collect()
}

fn shown_person(person: &Person, appears_on: Vec<String>, named_in: Vec<String>, today: Date) -> ShownPerson {
    let Person { id, identity, minor, consent, kind: _, size: _, undisclosed_names: _ } = person;
    let last_day = consent.expires.map(|date| date.last_day());
    let left = last_day.and_then(|day| today.until(day).ok()).map(|span| span.get_days());
    ShownPerson {
        id: id.clone(),
        shown: identity.label.clone(),
        show_as: identity.show_as,
        minor: *minor,
        consent: consent.status,
        agreed_to: identity.scopes.clone(),
        until: consent.expires.map(|date| date.to_string()),
        expires_soon: left.is_some_and(|days| (0..=SOON_DAYS).contains(&days)),
        appears_on,
        named_in,
    }
}

fn sent_files(output: &RenderedSite) -> Vec<SentFile> {
    // Of a picture, several light copies may be sent.
    let mut sent: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in output.paths() {
        if let Some(source) = output.source_of(path) {
            sent.entry(source).or_default().push(path);
        }
    }
    let read = |(source, paths): (String, Vec<&str>)| {
        let (first, copies) = paths.split_first().map_or(("", &[][..]), |(first, copies)| (*first, copies));
        let cleaned = output.clean_file(first).and_then(Result::ok);
        // All copies are made from one picture, so what was removed is the same for each.
        let copied: Option<u64> = copies.iter().map(|path| Some(output.render_file(path)?.ok()?.len())).sum();
        let (bytes, removed) = match cleaned.zip(copied) {
            Some(((blob, removed), copied)) => (Some(blob.len() + copied), removed),
            None => (None, Vec::new()),
        };
        let accepted_unread = is_accepted_unread(output.portfolio(), &source);
        SentFile { path: source, bytes, removed, accepted_unread }
    };
    sent.into_par_iter().map(read).collect()
}

/// Whether the author accepted a file, by its path in the portfolio, that leadfolio can't look through.
fn is_accepted_unread(portfolio: &Portfolio, source: &str) -> bool {
    let in_content = source.strip_prefix("content/");
    portfolio.settings.unread_files.iter().any(|accepted| in_content == Some(accepted))
}

/// Hosts whose scripts, counters or comments pages load.
fn other_hosts(portfolio: &Portfolio) -> Vec<String> {
    let comments = portfolio.settings.comments.as_ref().and_then(|comments| match &comments.provider {
        CommentProvider::Files => None,
        CommentProvider::Isso { server } | CommentProvider::Remark42 { server, site: _ } => {
            Some(server.clone())
        }
        CommentProvider::Giscus { .. } => Some("https://giscus.app".to_owned()),
        CommentProvider::Utterances { .. } => Some("https://utteranc.es".to_owned()),
    });
    portfolio.settings.allowed_hosts.iter().cloned().chain(comments).collect()
}

fn left_out(excluded: &Excluded) -> LeftOut {
    let Excluded { path, what, reason, is_page: _, is_draft: _ } = excluded.clone();
    LeftOut { path, what, reason }
}

fn accepted_findings(
    portfolio: &Portfolio,
    diagnostics: &Diagnostics,
    private: &PrivateNames,
) -> Vec<AcceptedFinding> {
    let findings = diagnostics.iter().filter(|diagnostic| diagnostic.accepted.is_some());
    let findings = findings.map(|diagnostic| AcceptedFinding {
        rule: Some(diagnostic.rule),
        path: diagnostic.path.clone(),
        what: diagnostic.message.clone(),
        reason: diagnostic.accepted.clone(),
    });
    let texts = private.not_them.iter().map(|NotThem { name, file, text }| AcceptedFinding {
        rule: None,
        path: format!("content/{file}"),
        what: format!("“{name}” in “{text}” means someone or something else"),
        reason: None,
    });
    let unread = portfolio.settings.unread_files.iter().map(|path| AcceptedFinding {
        rule: Some(UNREAD_RULE),
        path: format!("content/{path}"),
        what: "leadfolio can't look through all of this file".to_owned(),
        reason: None,
    });
    findings.chain(texts).chain(unread).collect()
}
