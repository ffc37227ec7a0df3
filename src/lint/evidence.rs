//! Rules MED and STD: descriptions and permissions of artifacts, and the evidence behind cited standards.

use std::collections::HashMap;

use super::input::{PageLintInput, accept, as_slice, non_blank};
use crate::content::checker::Checker;
use crate::content::enums::{ArtifactType, DepictedContent, PermissionStatus, ReleaseStatus, Visibility};
use crate::content::schema::artifact::RawArtifact;
use crate::diagnostic::{Addition, Severity};
use crate::model::file::ShownAs;
use crate::{media, yaml};

/// Hosts of file-sharing services, including their subdomains. Links to them expire or grant too much access.
const FILE_SHARING_HOSTS: [&str; 9] = [
    "docs.google.com",
    "drive.google.com",
    "photos.app.goo.gl",
    "onedrive.live.com",
    "1drv.ms",
    "sharepoint.com",
    "dropbox.com",
    "icloud.com",
    "wetransfer.com",
];

/// The most standards that a page may cite.
const MAX_STANDARDS: usize = 4;

pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    for (index, artifact) in as_slice(&input.raw.artifacts).iter().enumerate() {
        let field = format!("artifacts[{index}]");
        if artifact.visibility == Some(Visibility::Private) {
            check_private_artifact(&field, artifact, checker);
            continue;
        }
        check_description(input, &field, artifact, checker);
        check_permissions(&field, artifact, checker);
    }
    check_artifacts_cited(input, checker);
    check_shared_links(input, checker);
    check_standards(input, checker);
}

/// Notes that a private artifact shows students without a release, and so could not be published as it is.
fn check_private_artifact(field: &str, artifact: &RawArtifact, checker: &mut Checker<'_>) {
    let shows_students = as_slice(&artifact.contains).contains(&DepictedContent::Students);
    let released = artifact.release.as_ref().and_then(|release| release.status);
    if shows_students && !matches!(released, Some(ReleaseStatus::OnFile | ReleaseStatus::NotNeeded)) {
        checker.suggest(
            (Severity::Info, "MED-01"),
            field,
            "students can be seen or heard here, and no release is on file; it's private, so it isn't published",
            "nothing to do unless you want to publish it; once the release is on file",
            Addition::new(format!("{field}.release.status"), "on_file"),
        );
    }
}

fn check_description(
    input: &PageLintInput<'_>,
    field: &str,
    artifact: &RawArtifact,
    checker: &mut Checker<'_>,
) {
    let missing = match (non_blank(&artifact.caption), artifact.date) {
        (None, None) => "caption and no date",
        (None, Some(_)) => "caption",
        (Some(_), None) => "date",
        (Some(_), Some(_)) => "",
    };
    if !missing.is_empty() {
        let (part, value) = match (non_blank(&artifact.caption), input.raw.start) {
            (Some(_), Some(start)) => ("date", start.to_string()),
            (Some(_), None) => ("date", yaml::placeholder("when it was made")),
            (None, _) => ("caption", yaml::placeholder("what it shows and why it matters")),
        };
        let help = match (part, input.raw.start) {
            ("date", Some(_)) => "say when it was made; if that was when the work began",
            ("date", None) => "say when it was made",
            _ => "reviewers score the explanation, not the file",
        };
        checker.suggest(
            (Severity::Warning, "MED-07"),
            field,
            format!("the artifact has no {missing}"),
            help,
            Addition::new(format!("{field}.{part}"), value),
        );
    }
    let is_recording = matches!(artifact.r#type, Some(ArtifactType::Video | ArtifactType::Audio));
    if is_recording && non_blank(&artifact.captions).is_none() && non_blank(&artifact.transcript).is_none() {
        let file = non_blank(&artifact.file).unwrap_or("recording");
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
        let help = format!(
            "for people who can't hear it, write down what is said, save it as `content/files/{name}.txt`, and name \
            that file",
        );
        let addition =
            Addition::new(format!("{field}.transcript"), yaml::quote_if_needed(&format!("{name}.txt")));
        let message = "the recording has no captions or transcript";
        checker.suggest((Severity::Warning, "MED-08"), field, message, help, addition);
    }
    check_poster_and_thumbnail(field, artifact, checker);
    let is_picture = non_blank(&artifact.file).is_some_and(media::is_image);
    if is_picture && non_blank(&artifact.alt).is_none() && artifact.decorative != Some(true) {
        let id = non_blank(&artifact.id).unwrap_or_default();
        checker.suggest(
            (Severity::Error, "MED-03"),
            field,
            format!("the picture `{id}` has no `alt` text"),
            "write `decorative: true` if it's only decoration; otherwise say what it shows, for people who can't see \
            it",
            Addition::new(format!("{field}.alt"), yaml::placeholder("what the picture shows")),
        );
    }
}

/// Advice about a film without a picture, and warnings about pictures that are shown nowhere.
fn check_poster_and_thumbnail(field: &str, artifact: &RawArtifact, checker: &mut Checker<'_>) {
    let shown_as = non_blank(&artifact.file).map(ShownAs::from_path);
    for (name, is_unused, help) in [
        (
            "poster",
            non_blank(&artifact.poster).is_some() && shown_as != Some(ShownAs::Film),
            "a `poster` is shown before a film plays, and this is none: call it `thumbnail` if it shows a document, or delete it",
        ),
        (
            "thumbnail",
            non_blank(&artifact.thumbnail).is_some()
                && !matches!(shown_as, Some(ShownAs::Link | ShownAs::Table)),
            "a `thumbnail` is shown with a document: call it `poster` if it is for a film, or delete it",
        ),
    ] {
        if is_unused {
            checker.warning("MED-21", &format!("{field}.{name}"), format!("`{name}` is shown nowhere"), help);
        }
    }
    let film = non_blank(&artifact.file).filter(|_| shown_as == Some(ShownAs::Film));
    if let Some(film) = film.filter(|_| non_blank(&artifact.poster).is_none()) {
        let name = film.rsplit_once('.').map_or(film, |(name, _)| name);
        checker.suggest(
            (Severity::Info, "MED-19"),
            field,
            "until this film plays, readers see an empty frame",
            format!("save a picture of it as `content/files/{name}.jpg`, and name that file"),
            Addition::new(format!("{field}.poster"), yaml::quote_if_needed(&format!("{name}.jpg"))),
        );
    }
}

fn check_permissions(field: &str, artifact: &RawArtifact, checker: &mut Checker<'_>) {
    use ArtifactType::{Data, Document, Link, Slides};
    let sharing_host = non_blank(&artifact.href).and_then(file_sharing_host);
    if let Some(host) = sharing_host {
        let help = "save a copy without names in `content/files/` and name it in `file`";
        checker.warning(
            "MED-05",
            &format!("{field}.href"),
            format!("a link to {host} can stop working or give away access"),
            help,
        );
    }
    let belongs_to_school = matches!(artifact.r#type, Some(Document | Data | Slides))
        || artifact.r#type == Some(Link) && sharing_host.is_some();
    let status = artifact.permission.as_ref().and_then(|permission| permission.status);
    if belongs_to_school && !matches!(status, Some(PermissionStatus::Given | PermissionStatus::NotNeeded)) {
        checker.suggest(
            (Severity::Warning, "MED-06"),
            field,
            "nothing says you have permission to show this document",
            "work products usually belong to the employer; ask, and once you have permission",
            Addition::new(format!("{field}.permission"), "{ from: employer, status: given }"),
        );
    }
    if artifact.faces == Some(true) && as_slice(&artifact.contains).contains(&DepictedContent::Students) {
        let help = "show backs, hands, or work instead: even a picture with a release can be found, copied, and \
            misused";
        checker.warning("MED-10", field, "students can be recognized here", help);
    }
}

/// The entry of [`FILE_SHARING_HOSTS`] that a URL points to.
fn file_sharing_host(address: &str) -> Option<&'static str> {
    let host = address.split("://").nth(1)?.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    FILE_SHARING_HOSTS.into_iter().find(|domain| host == *domain || host.ends_with(&format!(".{domain}")))
}

fn check_shared_links(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    for reference in &input.body.outline.references {
        let Some(host) = file_sharing_host(&reference.target) else { continue };
        let help = "save a copy without names in `content/files/` and link to it";
        checker.report_at(
            Severity::Warning,
            "MED-05",
            input.location(None, &reference.range),
            format!("a link to {host} can stop working or give away access"),
            help,
        );
    }
}

fn check_artifacts_cited(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let record = input.raw.communication.as_ref().and_then(|communication| non_blank(&communication.record));
    let evidence =
        as_slice(&input.raw.standards).iter().flat_map(|claim| as_slice(&claim.evidence)).map(String::as_str);
    let sources = input
        .outcomes()
        .iter()
        .filter_map(|outcome| outcome.source.as_ref())
        .filter_map(|source| non_blank(&source.artifact));
    let named: Vec<&str> = evidence.chain(sources).chain(record).collect();
    let references = &input.body.outline.references;
    for (index, artifact) in as_slice(&input.raw.artifacts).iter().enumerate() {
        let Some(id) = non_blank(&artifact.id).filter(|_| artifact.visibility != Some(Visibility::Private))
        else {
            continue;
        };
        let in_text = references.iter().any(|reference| {
            reference.target.split(['/', ':', '#']).next_back() == Some(id)
                || non_blank(&artifact.file).is_some_and(|file| reference.target.ends_with(file))
        });
        if !named.contains(&id) && !in_text {
            let help = format!(
                "show it in the text with `![](artifact:{id})`, name it as evidence for a standard, or remove it"
            );
            checker.info(
                "MED-11",
                &format!("artifacts[{index}]"),
                "nothing on the page mentions this artifact",
                help,
            );
        }
    }
}

/// The id of an outcome or else of an artifact of the page, as YAML.
fn example_evidence(input: &PageLintInput<'_>) -> Option<String> {
    let outcomes = input.outcomes().iter().map(|outcome| &outcome.id);
    let artifacts = as_slice(&input.raw.artifacts).iter().map(|artifact| &artifact.id);
    outcomes.chain(artifacts).find_map(non_blank).map(yaml::quote_if_needed)
}

fn check_standards(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let claims = as_slice(&input.raw.standards);
    // How many standards an outcome or artifact is the only evidence for, by its id.
    let mut sole_evidence: HashMap<&str, usize> = HashMap::new();
    for (index, claim) in claims.iter().enumerate() {
        let field = format!("standards[{index}]");
        let name = non_blank(&claim.r#ref).unwrap_or_default();
        match as_slice(&claim.evidence) {
            [] => {
                let message = format!("the claim to meet `{name}` has no evidence");
                match example_evidence(input) {
                    Some(id) => checker.suggest(
                        (Severity::Warning, "STD-01"),
                        &field,
                        message,
                        "reviewers look for it first; name an outcome or an artifact on this page, for example",
                        Addition::new(format!("{field}.evidence"), format!("[{id}]")),
                    ),
                    None => {
                        let help = "reviewers look for it first: record an outcome or an artifact on this page and \
                            name it in `evidence`, or remove the claim";
                        checker.warning("STD-01", &field, message, help);
                    }
                }
            }
            [single] => *sole_evidence.entry(single).or_default() += 1,
            _ => {}
        }
        let framework = name.split('/').next().unwrap_or_default();
        if let Some((old, new)) = input.context.superseded.iter().find(|(id, _)| id == framework) {
            let message = format!("`{old}` has been replaced by `{new}`");
            let help = format!("cite a standard from `{new}`; if your reviewers ask for the old one");
            let addition = accept("STD-03", "who asks for the old one");
            checker.suggest((Severity::Info, "STD-03"), &format!("{field}.ref"), message, help, addition);
        }
    }
    if claims.len() > MAX_STANDARDS {
        let message = format!("the page claims {} standards", claims.len());
        let help = "keep the ones this work shows best, four at most; claim the others on other pages";
        checker.warning("STD-04", "standards", message, help);
    }
    let mut overused: Vec<_> = sole_evidence.into_iter().filter(|(_, count)| *count >= 4).collect();
    overused.sort_unstable();
    for (id, count) in overused {
        let message = format!("`{id}` is the only evidence for {count} standards");
        checker.warning("STD-06", "standards", message, "add evidence, or claim fewer standards");
    }
}
