//! Resolves the artifacts (evidence files and links) of a case study, and excludes those that the audience may not see.

use super::artifact_consent::{ArtifactConsent, ArtifactRelease};
use super::context::ResolveContext;
use super::exclusions::Exclusions;
use super::picture::resolve_file;
use crate::content::checker::{Checker, IdIndex, Lookup, non_blank};
use crate::content::document::Document;
use crate::content::enums::{ArtifactType, DepictedContent, Visibility};
use crate::content::schema::artifact::{RawArtifact, RawPermission};
use crate::content::schema::case_study::RawCaseStudy;
use crate::diagnostic::{Addition, Severity};
use crate::model::case_study::Artifact;
use crate::model::ids::ArtifactId;
use crate::model::links::LinkIndex;
use crate::urls::Slug;
use crate::{documents, media, yaml};

/// The artifacts of one case study, and the ids of the excluded ones.
#[derive(Default)]
pub(super) struct Artifacts {
    /// Only the included artifacts.
    pub(super) list: Vec<Artifact>,
    index: IdIndex<ArtifactId>,
    /// Every id in front matter order, excluded ones too; used for suggestions.
    ids: Vec<String>,
}

impl Artifacts {
    /// An artifact by its id; an invalid one counts as excluded.
    pub(super) fn find_index(&self, id: &str) -> Lookup<ArtifactId> {
        self.index.lookup(id)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }
}

/// Resolves the artifacts of one page; `page` is the page's id, for the names of its excluded figures.
pub(super) fn resolve_artifacts(
    raw: Vec<RawArtifact>,
    page: Option<&str>,
    context: &ResolveContext<'_>,
    exclusions: &mut Exclusions,
    checker: &mut Checker<'_>,
) -> Artifacts {
    let mut resolved = Artifacts::default();
    for (index, raw) in raw.into_iter().enumerate() {
        let field = format!("artifacts[{index}]");
        let id = non_blank(raw.id.clone());
        let example = || format!("artifact-{}", index + 1);
        let Some(id) = checker.require(id, &format!("{field}.id"), example) else {
            // Everything else that is missing is reported at once.
            resolve_artifact(raw, index, example(), context, checker);
            continue;
        };
        if let Err(error) = Slug::parse(&id) {
            checker.report_bad_address(&format!("{field}.id"), error);
        }
        if resolved.index.contains(&id) {
            checker.report_duplicate_id(&id, &format!("{field}.id"), "another artifact");
            continue;
        }
        resolved.ids.push(id.clone());
        if let Some(reason) = context.filter.audience_exclusion_reason(raw.visibility) {
            resolved.index.insert(&id, None);
            let what = format!("artifact `{id}`");
            let full_reason = format!("it belongs to the {what}: {reason}");
            let page = page.unwrap_or_default();
            exclusions.figures.push((format!("artifact:{page}/{id}"), reason.clone()));
            exclude_artifact_files(&raw, &full_reason, checker.path, context.links, &mut exclusions.files);
            exclusions.add_part(checker.path, what, reason);
            continue;
        }
        let artifact = resolve_artifact(raw, index, id.clone(), context, checker);
        resolved.index.insert(&id, artifact.as_ref().map(|_| ArtifactId(resolved.list.len())));
        resolved.list.extend(artifact);
    }
    resolved
}

/// Records the files of all artifacts of an excluded page, so that no link publishes them.
pub(super) fn exclude_page_artifacts(
    page: &Document<RawCaseStudy>,
    reason: &str,
    context: &ResolveContext<'_>,
    exclusions: &mut Exclusions,
) {
    for raw in page.raw.artifacts.iter().flatten() {
        // An artifact's own visibility applies wherever its file is used. The page's visibility does not: another
        // page may show the same file as an artifact of its own.
        let (full_reason, files) = match context.filter.audience_exclusion_reason(raw.visibility) {
            Some(own) => {
                (format!("it belongs to an artifact that is held back: {own}"), &mut exclusions.files)
            }
            None => (format!("it belongs to a page that is held back: {reason}"), &mut exclusions.page_files),
        };
        exclude_artifact_files(raw, &full_reason, &page.path, context.links, files);
    }
}

/// Adds the files of an artifact to `files`, each with the reason; `path` is the page.
fn exclude_artifact_files(
    raw: &RawArtifact,
    reason: &str,
    path: &str,
    links: &LinkIndex,
    files: &mut Vec<(String, String)>,
) {
    let names =
        [&raw.file, &raw.captions, &raw.transcript, &raw.poster, &raw.thumbnail].into_iter().flatten();
    // A file that does not exist needs no exclusion; it is reported in builds that include the artifact.
    let found = names.filter_map(|name| links.find_file(path, name.trim()).ok());
    files.extend(found.map(|file| (file, reason.to_owned())));
}

fn resolve_artifact(
    raw: RawArtifact,
    number: usize,
    id: String,
    context: &ResolveContext<'_>,
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
        poster,
        thumbnail,
        clean,
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
    let key = |name: &str| format!("{field}.{name}");
    let kind = checker.require(r#type, &key("type"), ArtifactType::placeholder);
    let title = checker.require_text(title, &key("title"), "what the artifact is called");
    let people = checker.resolve_people(people, &key("people"), context.person_ids);
    let contains = contains.unwrap_or_default();
    let RawPermission { from: _, status: permission, date: _, may_edit: _ } = permission.unwrap_or_default();
    let has_students = contains.contains(&DepictedContent::Students);
    let release = ArtifactRelease::new(release.unwrap_or_default(), context.filter.today);
    let consent = ArtifactConsent { kind, has_students, people: &people, release, permission };
    // Consent is needed only for what someone other than the owner can see.
    if visibility != Some(Visibility::Private) {
        consent.check(&field, context.people, checker);
    }
    if file.is_none() && href.is_none() {
        report_missing_content(&id, &field, checker);
    }
    let file = resolve_file(file, &key("file"), context.links, checker);
    let clean = clean == Some(true) && can_be_clean(file.as_deref(), &key("clean"), checker);
    let alt = if decorative == Some(true) { Some(String::new()) } else { non_blank(alt) };
    Some(Artifact {
        index: number,
        id,
        kind: kind?,
        title: title?,
        caption: non_blank(caption),
        date,
        made_by: non_blank(made_by),
        file,
        href: super::web_url::resolve_web_url(href, &key("href"), checker),
        alt,
        captions: resolve_file(captions, &key("captions"), context.links, checker),
        transcript: resolve_file(transcript, &key("transcript"), context.links, checker),
        poster: resolve_picture(poster, &key("poster"), context, checker),
        thumbnail: resolve_picture(thumbnail, &key("thumbnail"), context, checker),
        clean,
        redaction,
        contains,
        faces,
        people,
        release: release.status,
        release_expires: release.expires,
        permission,
        licence: non_blank(licence),
        visibility: visibility.unwrap_or(Visibility::Public),
    })
}

fn report_missing_content(id: &str, field: &str, checker: &mut Checker<'_>) {
    checker.suggest(
        (Severity::Error, "REQ-01"),
        field,
        format!("the artifact `{id}` has no `file` or `href`"),
        "use `href` for a web address or `file` for a file in `content/files/`",
        Addition::new(format!("{field}.file"), yaml::placeholder("the name of a file in content/files/")),
    );
}

/// Whether a file is one whose comments and tracked changes can be removed; any other is an error, because its readers would
/// get what the author wants to keep back.
fn can_be_clean(file: Option<&str>, field: &str, checker: &mut Checker<'_>) -> bool {
    // One that is missing is reported already.
    let Some(file) = file else { return false };
    let has_revisions = documents::has_revisions(file);
    if !has_revisions {
        let message =
            format!("`clean` is for office files, and `{file}` is none, so its comments would stay");
        let help = "remove them in the program that made the file, export it again, and delete `clean`";
        checker.error("MED-20", field, message, help);
    }
    has_revisions
}

/// Looks up the picture that stands for a film or a document; any other file is an error.
fn resolve_picture(
    name: Option<String>,
    field: &str,
    context: &ResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Option<String> {
    let picture = resolve_file(name, field, context.links, checker)?;
    if media::is_image(&picture) {
        return Some(picture);
    }
    let message = format!("`{picture}` isn't a picture, so it can't be shown for the artifact");
    checker.error("MED-13", field, message, "name a picture of it, saved as JPEG or PNG");
    None
}
