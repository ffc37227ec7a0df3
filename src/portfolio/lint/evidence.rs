//! MED and STD: does the proof say what it shows, may it be shown, and does it carry what is claimed?

use std::collections::HashMap;

use super::{Case, list, present};
use crate::content::schema::RawArtifact;
use crate::content::vocabulary::{ArtifactType, Contains, PermissionStatus, ReleaseStatus, Visibility};
use crate::diagnostic::Severity;
use crate::media;
use crate::portfolio::checker::Checker;

/// Where shared files live whose links die or give access away.
const SHARING: [&str; 9] = [
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

/// A page that claims more claims too much.
const STANDARDS: usize = 4;

pub(super) fn check(case: &Case<'_>, checker: &mut Checker<'_>) {
    for (at, artifact) in list(&case.raw.artifacts).iter().enumerate() {
        let field = format!("artifacts[{at}]");
        if artifact.visibility == Some(Visibility::Private) {
            private(&field, artifact, checker);
            continue;
        }
        told(&field, artifact, checker);
        allowed(&field, artifact, checker);
    }
    cited(case, checker);
    shared_links(case, checker);
    standards(case, checker);
}

/// What is private is left out, and the author should know what keeps it there.
fn private(field: &str, artifact: &RawArtifact, checker: &mut Checker<'_>) {
    let shows = list(&artifact.contains).contains(&Contains::Students);
    let released = artifact.release.as_ref().and_then(|it| it.status);
    if shows && !matches!(released, Some(ReleaseStatus::OnFile | ReleaseStatus::NotNeeded)) {
        let message =
            "students can be seen or heard here and no release is on file; it is private and stays out";
        checker.hint("MED-01", field, message, "nothing to do, unless you want it published");
    }
}

fn told(field: &str, artifact: &RawArtifact, checker: &mut Checker<'_>) {
    let missing = match (present(&artifact.caption), artifact.date) {
        (None, None) => "caption and no date",
        (None, Some(_)) => "caption",
        (Some(_), None) => "date",
        (Some(_), Some(_)) => "",
    };
    if !missing.is_empty() {
        let help = "reviewers score the explanation: `caption: \"What it shows and why it matters\"`, `date: 2024-09-16`";
        checker.warning("MED-07", field, format!("the artifact has no {missing}"), help);
    }
    let moving = matches!(artifact.r#type, Some(ArtifactType::Video | ArtifactType::Audio));
    if moving && present(&artifact.captions).is_none() && present(&artifact.transcript).is_none() {
        let help = "add `captions: film.vtt` or `transcript: film.md`, for those who do not hear";
        checker.warning("MED-08", field, "the recording has neither captions nor a transcript", help);
    }
    let is_picture = present(&artifact.file).is_some_and(media::is_picture);
    if is_picture && present(&artifact.alt).is_none() && artifact.decorative != Some(true) {
        let help =
            "say what it shows, for those who do not see it: `alt: \"…\"`; or write `decorative: true`";
        let id = present(&artifact.id).unwrap_or_default();
        checker.error("MED-03", field, format!("the picture `{id}` has no `alt` text"), help);
    }
}

fn allowed(field: &str, artifact: &RawArtifact, checker: &mut Checker<'_>) {
    use ArtifactType::{Data, Document, Link, Slides};
    let shared = present(&artifact.href).and_then(sharing);
    if let Some(host) = shared {
        let help = "save a copy without names into `content/files/` and name it with `file`";
        checker.warning(
            "MED-05",
            &format!("{field}.href"),
            format!("a link to {host} dies, or gives access away"),
            help,
        );
    }
    let of_school = matches!(artifact.r#type, Some(Document | Data | Slides))
        || artifact.r#type == Some(Link) && shared.is_some();
    let status = artifact.permission.as_ref().and_then(|it| it.status);
    if of_school && !matches!(status, Some(PermissionStatus::Given | PermissionStatus::NotNeeded)) {
        let help = "work products belong to the employer as a rule: ask, then add `permission: { from: employer, status: given, date: 2025-06-10 }`";
        checker.warning("MED-06", field, "nothing says that you may show this document", help);
    }
    if artifact.faces == Some(true) && list(&artifact.contains).contains(&Contains::Students) {
        let help =
            "show backs, hands or work instead: even a released picture can be found, copied and misused";
        checker.warning("MED-10", field, "students can be recognised here", help);
    }
}

fn sharing(address: &str) -> Option<&'static str> {
    let host = address.split("://").nth(1)?.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    SHARING.into_iter().find(|it| host == *it || host.ends_with(&format!(".{it}")))
}

fn shared_links(case: &Case<'_>, checker: &mut Checker<'_>) {
    for reference in &case.body.outline.references {
        let Some(host) = sharing(&reference.target) else { continue };
        let help = "save a copy without names into `content/files/` and link to it";

        checker.at(
            Severity::Warning,
            "MED-05",
            case.place(None, &reference.range),
            format!("a link to {host} dies, or gives access away"),
            help,
        );
    }
}

fn cited(case: &Case<'_>, checker: &mut Checker<'_>) {
    let record = case.raw.communication.as_ref().and_then(|it| present(&it.record));
    let evidence = list(&case.raw.standards).iter().flat_map(|it| list(&it.evidence)).map(String::as_str);
    let sources =
        case.outcomes().iter().filter_map(|it| it.source.as_ref()).filter_map(|it| present(&it.artifact));
    let named: Vec<&str> = evidence.chain(sources).chain(record).collect();
    let references = &case.body.outline.references;
    for (at, artifact) in list(&case.raw.artifacts).iter().enumerate() {
        let Some(id) = present(&artifact.id).filter(|_| artifact.visibility != Some(Visibility::Private))
        else {
            continue;
        };
        let in_text = references.iter().any(|it| {
            it.target.split(['/', ':', '#']).next_back() == Some(id)
                || present(&artifact.file).is_some_and(|file| it.target.ends_with(file))
        });
        if !named.contains(&id) && !in_text {
            let help = format!(
                "show it in the text with `![](artifact:{id})`, name it as evidence of a standard, or take it out"
            );
            checker.hint(
                "MED-11",
                &format!("artifacts[{at}]"),
                "nothing on the page speaks of this artifact",
                help,
            );
        }
    }
}

fn standards(case: &Case<'_>, checker: &mut Checker<'_>) {
    let claims = list(&case.raw.standards);
    let mut only: HashMap<&str, usize> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let field = format!("standards[{at}]");
        let name = present(&claim.r#ref).unwrap_or_default();
        match list(&claim.evidence) {
            [] => {
                let help = "reviewers' first question: add `evidence: [the-id-of-an-outcome-or-artifact]`";
                checker.warning("STD-01", &field, format!("nothing backs the claim to `{name}`"), help);
            }
            [single] => *only.entry(single).or_default() += 1,
            _ => {}
        }
        let framework = name.split('/').next().unwrap_or_default();
        if let Some((old, new)) = case.around.superseded.iter().find(|it| it.0 == framework) {
            let message = format!("`{old}` has been replaced by `{new}`");
            checker.hint(
                "STD-03",
                &format!("{field}.ref"),
                message,
                format!("cite `{new}`, unless your reviewers ask for the old one"),
            );
        }
    }
    if claims.len() > STANDARDS {
        let message = format!("the page claims {} standards", claims.len());
        let help = "claim those that it shows best, four at most; others have pages of their own";
        checker.warning("STD-04", "standards", message, help);
    }
    let mut thin: Vec<_> = only.into_iter().filter(|it| it.1 >= 4).collect();
    thin.sort_unstable();
    for (id, count) in thin {
        let message = format!("`{id}` is the only evidence for {count} standards");
        checker.warning("STD-06", "standards", message, "add evidence, or claim fewer standards");
    }
}
