//! Proof: what may be shown of it to this audience.

use super::sorter::Hidden;
use super::study::World;
use crate::content::document::Document;
use crate::content::schema::{RawArtifact, RawCaseStudy, RawPermission, RawRelease};
use crate::content::vocabulary::{
    ArtifactType, Contains, PermissionStatus, PersonKind, ReleaseStatus, Scope, ShowAs, Visibility,
};
use crate::diagnostic::Severity;
use crate::portfolio::checker::{Checker, Names, text};
use crate::portfolio::links::Links;
use crate::portfolio::model::{Artifact, HeldBack, Person, PersonId};
use crate::portfolio::url::Slug;

/// The artifacts of a case study, and the ids of those that are held back.
#[derive(Default)]
pub(super) struct Artifacts {
    pub(super) list: Vec<Artifact>,
    names: Names,
    ids: Vec<String>,
}

impl Artifacts {
    /// Unknown, held back, or the number.
    pub(super) fn find(&self, id: &str) -> Option<Option<usize>> {
        self.names.find(id)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }
}

pub(super) fn artifacts(
    raw: Vec<RawArtifact>,
    page: Option<&str>,
    world: &World<'_>,
    hidden: &mut Hidden,
    checker: &mut Checker<'_>,
) -> Artifacts {
    let mut done = Artifacts::default();
    for (at, raw) in raw.into_iter().enumerate() {
        let field = format!("artifacts[{at}]");
        let Some(id) = checker.required_text(raw.id.clone(), &format!("{field}.id"), "id: art-chart") else {
            continue;
        };
        if let Err(fault) = Slug::parse(&id) {
            checker.bad_address(&format!("{field}.id"), fault);
        }
        if done.names.contains(&id) {
            let message = format!("the id `{id}` belongs to another artifact already");
            checker.error("URL-02", &format!("{field}.id"), message, "give one of the two another `id`");
            continue;
        }
        done.ids.push(id.clone());
        if let Some(reason) = world.gate.not_for_audience(raw.visibility) {
            done.names.insert(&id, None);
            let what = format!("artifact `{id}`");
            let why = format!("it belongs to the {what}: {reason}");
            let page = page.unwrap_or_default();
            hidden.figures.push((format!("artifact:{page}/{id}"), reason.clone()));
            withhold(&raw, &why, checker.path, world.links, &mut hidden.files);
            hidden.held_back.push(HeldBack { path: checker.path.to_owned(), what, reason, page: false });
            continue;
        }
        let artifact = artifact(raw, at, id.clone(), world, checker);
        done.names.insert(&id, artifact.as_ref().map(|_| done.list.len()));
        done.list.extend(artifact);
    }
    done
}

/// Notes the files of all artifacts of a page that is held back.
pub(super) fn withhold_all(
    page: &Document<RawCaseStudy>,
    reason: &str,
    world: &World<'_>,
    hidden: &mut Hidden,
) {
    for raw in page.raw.artifacts.iter().flatten() {
        // What an artifact says of itself holds on every page; what its page says, on that page only.
        let (why, files) = match world.gate.not_for_audience(raw.visibility) {
            Some(own) => (format!("it belongs to an artifact that is held back: {own}"), &mut hidden.files),
            None => (format!("it belongs to a page that is held back: {reason}"), &mut hidden.files_of_pages),
        };
        withhold(raw, &why, &page.path, world.links, files);
    }
}

fn withhold(raw: &RawArtifact, why: &str, path: &str, links: &Links, files: &mut Vec<(String, String)>) {
    let names = [&raw.file, &raw.captions, &raw.transcript].into_iter().flatten();
    // A name that finds nothing has nothing to hide; it is a fault in the build that shows it.
    let found = names.filter_map(|it| links.find_file(path, it.trim()).ok());
    files.extend(found.map(|it| (it, why.to_owned())));
}

fn artifact(
    raw: RawArtifact,
    number: usize,
    id: String,
    world: &World<'_>,
    checker: &mut Checker<'_>,
) -> Option<Artifact> {
    let RawArtifact {
        id: _,
        r#type,
        title,
        caption,
        date,
        made_by,
        file,
        href,
        alt,
        decorative,
        transcript,
        captions,
        redaction,
        contains,
        faces,
        people,
        release,
        permission,
        licence,
        visibility,
    } = raw;
    let field = format!("artifacts[{number}]");
    let at = |name: &str| format!("{field}.{name}");
    let kind = checker.required(r#type, &at("type"), "type: document");
    let title = checker.required_text(title, &at("title"), "title: \"Decision chart\"");
    let people = checker.people(people, &at("people"), world.person_names);
    let contains = contains.unwrap_or_default();
    let RawPermission { from: _, status: permission, date: _, may_edit: _ } = permission.unwrap_or_default();
    let RawRelease { status: release, r#ref: _, expires, scope: _ } = release.unwrap_or_default();
    let expired = expires.is_some_and(|it| it.last_day() < world.gate.today);
    let leave = Leave {
        kind,
        students: contains.contains(&Contains::Students),
        people: &people,
        release: release.filter(|_| !expired),
        expired,
        permission,
    };
    // Nobody but the author looks at what is private.
    if visibility != Some(Visibility::Private) {
        leave.check(&field, world.people, checker);
    }
    let release = leave.release;
    let named = file.is_some() || href.is_some();
    if !named {
        let help = "add `file: chart.pdf` with a file from `content/files/`, or `href: \"https://…\"`";
        checker.error("REQ-01", &field, format!("the artifact `{id}` has neither `file` nor `href`"), help);
    }
    let file = find(file, &at("file"), world, checker);
    let alt = if decorative == Some(true) { Some(String::new()) } else { text(alt) };
    Some(Artifact {
        at: number,
        id,
        kind: kind?,
        title: title?,
        caption: text(caption),
        date,
        made_by: text(made_by),
        file,
        href: super::site::web_address(href, &at("href"), checker),
        alt,
        captions: find(captions, &at("captions"), world, checker),
        transcript: find(transcript, &at("transcript"), world, checker),
        redaction,
        contains,
        faces,
        people,
        release,
        permission,
        licence: text(licence),
    })
}

/// The leave to show something, as far as it still holds.
struct Leave<'a> {
    kind: Option<ArtifactType>,
    /// Whether it shows students.
    students: bool,
    people: &'a [PersonId],
    release: Option<ReleaseStatus>,
    /// A release was there and has run out.
    expired: bool,
    permission: Option<PermissionStatus>,
}

impl Leave<'_> {
    fn check(&self, field: &str, people: &[Person], checker: &mut Checker<'_>) {
        let recognisable = match self.kind {
            Some(ArtifactType::Photo | ArtifactType::Video) => Some((Scope::Photo, "be seen")),
            Some(ArtifactType::Audio) => Some((Scope::Voice, "be heard")),
            Some(ArtifactType::StudentWork) => Some((Scope::Work, "have their work shown")),
            _ => None,
        };
        let released = matches!(self.release, Some(ReleaseStatus::OnFile | ReleaseStatus::NotNeeded));
        if recognisable.is_some() && self.students && !released {
            checker.error(
                "MED-01",
                field,
                "students can be seen, heard or read here and no release that holds is on file",
                "get the releases and write `release: { status: on_file, ref: \"office file 3\" }`, or write `visibility: private`",
            );
        } else if self.release == Some(ReleaseStatus::Withdrawn) || (self.expired && recognisable.is_some()) {
            let how = if self.expired { "has expired" } else { "was withdrawn" };
            let help = "renew it, or write `visibility: private`";
            checker.error("MED-01", &format!("{field}.release"), format!("the release for it {how}"), help);
        }
        if let Some(PermissionStatus::Refused | PermissionStatus::Withdrawn) = self.permission {
            let message = "the permission to show it was refused or withdrawn";
            let help = "take it out, or write `visibility: private`";
            checker.error("PPL-03", &format!("{field}.permission"), message, help);
        }
        let Some((scope, verb)) = recognisable else { return };
        for person in self.people.iter().map(|it| &people[it.0]) {
            let hidden = person.shown.show_as == ShowAs::Hidden;
            let agreed = released || person.kind == PersonKind::Owner || person.shown.may(scope);
            if hidden || !agreed {
                let id = &person.id;
                checker.error(
                    "PPL-03",
                    &format!("{field}.people"),
                    format!("`{id}` has not agreed to {verb}"),
                    format!("ask them and add `{}` to their consent scope in `people.yaml`, put a release on file, or write `visibility: private`", scope.id()),
                );
            }
        }
    }
}

fn find(name: Option<String>, field: &str, world: &World<'_>, checker: &mut Checker<'_>) -> Option<String> {
    let name = text(name)?;
    match world.links.find_file(checker.path, &name) {
        Ok(file) => return Some(file),
        Err(broken) => {
            let mut found = world.links.report(broken, Severity::Error, checker.path).field(field);
            found.help.get_or_insert_with(|| "check the name; large and small letters differ".to_owned());
            checker.diagnostics.push(found);
        }
    }
    None
}
