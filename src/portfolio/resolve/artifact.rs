//! Proof: what may be shown of it to this audience.

use super::checker::{Checker, Names, text};
use super::study::World;
use crate::content::schema::{RawArtifact, RawPermission, RawRelease};
use crate::content::vocabulary::{ArtifactType, Contains, ReleaseStatus, Visibility};
use crate::media;
use crate::portfolio::model::{Artifact, HeldBack};
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
    world: &World<'_>,
    checker: &mut Checker<'_>,
) -> (Artifacts, Vec<HeldBack>) {
    let mut done = Artifacts::default();
    let mut held_back = Vec::new();
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
            held_back.push(HeldBack { path: checker.path.to_owned(), what, reason, page: false });
            continue;
        }
        let artifact = artifact(raw, id.clone(), &field, world, checker);
        done.names.insert(&id, artifact.as_ref().map(|_| done.list.len()));
        done.list.extend(artifact);
    }
    (done, held_back)
}

fn artifact(
    raw: RawArtifact,
    id: String,
    field: &str,
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
    let at = |name: &str| format!("{field}.{name}");
    let kind = checker.required(r#type, &at("type"), "type: document");
    let title = checker.required_text(title, &at("title"), "title: \"Decision chart\"");
    let RawPermission { from: _, status: permission, date: _, may_edit: _ } = permission.unwrap_or_default();
    let RawRelease { status: release, r#ref: _, expires, scope: _ } = release.unwrap_or_default();
    let expired = expires.is_some_and(|it| it.last_day() < world.gate.today);
    let contains = contains.unwrap_or_default();
    let private = visibility == Some(Visibility::Private);
    if let (Some(kind), false) = (kind, private) {
        check_release(kind, &contains, release.filter(|_| !expired), field, checker);
    }
    let people = checker.people(people, &at("people"), world.person_names);
    let named = file.is_some() || href.is_some();
    if !named {
        let help = "add `file: chart.pdf` with a file from `content/files/`, or `href: \"https://…\"`";
        checker.error("REQ-01", field, format!("the artifact `{id}` has neither `file` nor `href`"), help);
    }
    let file = find(file, &at("file"), world, checker);
    let is_picture = file.as_deref().is_some_and(media::is_picture);
    let alt = if decorative == Some(true) { Some(String::new()) } else { text(alt) };
    if is_picture && alt.is_none() {
        checker.error(
            "MED-03",
            field,
            format!("the picture `{id}` has no `alt` text"),
            "say what it shows, for those who do not see it: `alt: \"…\"`; or write `decorative: true`",
        );
    }
    Some(Artifact {
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

/// Children are shown only with a release on file that still holds.
fn check_release(
    kind: ArtifactType,
    contains: &[Contains],
    status: Option<ReleaseStatus>,
    field: &str,
    checker: &mut Checker<'_>,
) {
    let recognisable = matches!(
        kind,
        ArtifactType::Photo | ArtifactType::Video | ArtifactType::Audio | ArtifactType::StudentWork
    );
    let released = matches!(status, Some(ReleaseStatus::OnFile | ReleaseStatus::NotNeeded));
    if recognisable && contains.contains(&Contains::Students) && !released {
        checker.error(
            "MED-01",
            field,
            "students can be seen, heard or read here and no release that holds is on file",
            "get the releases and write `release: { status: on_file, ref: \"office file 3\" }`, or write `visibility: private`",
        );
    }
}

fn find(name: Option<String>, field: &str, world: &World<'_>, checker: &mut Checker<'_>) -> Option<String> {
    let name = text(name)?;
    let broken = match world.links.find_file(checker.path, &name) {
        Ok(file) => return Some(file),
        Err(broken) => broken,
    };
    let help = broken.help.unwrap_or_else(|| "check the name; large and small letters differ".to_owned());
    checker.error(broken.rule, field, broken.message, help);
    None
}
