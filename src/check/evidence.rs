//! The evidence of a portfolio: every artifact, with the file that readers get, where it is cited, and whether it may be shown.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::external_links::{ExternalUrl, LinkStatus};
use crate::content::date::PartialDate;
use crate::content::enums::{
    ArtifactType, DepictedContent, PermissionStatus, ReleaseStatus, Scope, ShowAs, Visibility,
};
use crate::content::markdown::{MarkdownReference, ReferenceKind};
use crate::model::case_study::{Artifact, Evidence, FileRole};
use crate::model::ids::{ArtifactId, StudyId};
use crate::model::links::{Figure, ResolvedLink};
use crate::model::page::PageHead;
use crate::model::portfolio::Portfolio;
use crate::render::RenderedSite;
use crate::urls;
use crate::vfs::Blob;

/// The artifacts of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceList {
    /// Whom the site is for.
    pub audience: Visibility,
    /// Its artifacts, by case study in the order of the site.
    pub artifacts: Vec<EvidenceItem>,
}

/// An artifact, with everything that a reader of the evidence asks about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceItem {
    /// Its number in the list, from 1.
    pub number: usize,
    /// Its id, as links name it: `culture/norms`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ArtifactType,
    /// When it was made, as precise as it is known.
    pub date: Option<String>,
    /// What it shows.
    #[serde(skip)]
    pub caption: Option<String>,
    /// Its files: the artifact itself first, then its captions, its transcript and its poster.
    pub files: Vec<EvidenceFile>,
    /// Its web address, if it is hosted elsewhere.
    pub url: Option<String>,
    /// Whether the web address answers; `None` without one.
    pub url_status: Option<UrlStatus>,
    /// The pages that show it or link to it; its case study first.
    pub cited_on: Vec<CitingPage>,
    /// Who may see it: its own visibility, or that of its page if that is for fewer.
    pub visibility: Visibility,
    /// Whether its page is not published yet.
    pub draft: bool,
    /// Whether it may be shown, as far as it is recorded.
    pub permission: Option<PermissionStatus>,
    /// Whether the people in it signed release forms; `None` also if these have expired.
    pub release: Option<ReleaseStatus>,
    /// Last day on which the release forms are valid, as precise as it is recorded.
    pub release_until: Option<String>,
    /// Whether that day is over.
    pub release_expired: bool,
    /// Consent of everyone in it.
    pub people: Vec<DepictedPerson>,
    /// Whether a permission, a release or a consent is missing without which nobody but the owner may see it.
    pub blocked: bool,
}

/// A file of an artifact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceFile {
    /// What it is for.
    pub role: FileRole,
    /// Its path in the portfolio: `content/files/norms.pdf`.
    pub path: String,
    /// Its path on the site; of a picture, that of the copy which a reader downloads.
    pub published: Option<String>,
    /// Length in bytes of what readers get; `None` if it can't be read.
    pub bytes: Option<u64>,
    /// SHA-256 hash of the same bytes.
    pub sha256: Option<String>,
    /// Why it can't be read; `None` if it was read to its end.
    pub problem: Option<String>,
}

/// Whether a web address answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", content = "why", rename_all = "snake_case")]
pub enum UrlStatus {
    /// It was not checked.
    NotChecked,
    /// It answered.
    Reachable,
    /// It asks to sign in, so that not everyone reaches it.
    SignIn,
    /// It is gone, or its host is.
    Unreachable(String),
    /// The answer says neither.
    Unclear(String),
}

impl From<&LinkStatus> for UrlStatus {
    fn from(status: &LinkStatus) -> Self {
        match status {
            LinkStatus::Fine | LinkStatus::Moved(_) => Self::Reachable,
            LinkStatus::SignIn => Self::SignIn,
            LinkStatus::Gone(why) => Self::Unreachable(why.clone()),
            LinkStatus::NoHost => Self::Unclear("its server wasn't found, or you are offline".to_owned()),
            LinkStatus::Unclear(why) => Self::Unclear(why.clone()),
        }
    }
}

/// A page that cites an artifact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitingPage {
    /// Its title.
    pub title: String,
    /// Its path on the site.
    pub path: String,
}

/// Somebody who can be seen, heard or recognized in an artifact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DepictedPerson {
    /// Their id in `people.yaml`.
    pub id: String,
    /// Status of their consent; `None` if there is no record.
    pub consent: Option<PermissionStatus>,
    /// Last day on which it is valid, as precise as it is recorded.
    pub until: Option<String>,
    /// Whether that day is over.
    pub expired: bool,
    /// What they would have to agree to before others may see them in it; `None` if nothing is missing.
    pub missing: Option<Scope>,
    /// Whether they are hidden, so that others may not see them in it, whatever they agreed to.
    pub hidden: bool,
}

impl EvidenceList {
    /// Lists the artifacts of a site, and reads each of their files. No web address is contacted.
    pub fn new(output: &RenderedSite) -> Self {
        let portfolio = output.portfolio();
        let artifacts = portfolio.studies.iter().enumerate().flat_map(|(study, case)| {
            (0..case.artifacts.len()).map(move |artifact| (StudyId(study), ArtifactId(artifact)))
        });
        let ids: Vec<ArtifactKey> = artifacts.collect();
        let citations = Citations::new(portfolio);
        let items = ids.into_par_iter().enumerate().map(|(index, artifact)| {
            let item = describe_artifact(output, &citations, artifact);
            EvidenceItem { number: index + 1, ..item }
        });
        Self { audience: output.audience(), artifacts: items.collect() }
    }

    /// The web addresses of artifacts, each with the page of its case study.
    pub fn urls(&self) -> Vec<ExternalUrl> {
        let url = |item: &EvidenceItem| {
            let page = item.cited_on.first().map(|page| urls::output_file(&page.path)).unwrap_or_default();
            Some(ExternalUrl { address: without_fragment(item.url.as_deref()?).to_owned(), page })
        };
        let mut urls: Vec<ExternalUrl> = self.artifacts.iter().filter_map(url).collect();
        urls.sort_by(|a, b| a.address.cmp(&b.address));
        urls.dedup_by(|a, b| a.address == b.address);
        urls
    }

    /// Records what the web addresses of [`EvidenceList::urls`] answered. Addresses that were not checked keep their
    /// status.
    pub fn record_statuses(&mut self, links: &[ExternalUrl], statuses: &[LinkStatus]) {
        for item in &mut self.artifacts {
            let Some(url) = item.url.as_deref().map(without_fragment) else { continue };
            let answer = links.iter().zip(statuses).find(|(link, _)| link.address == url);
            if let Some((_, status)) = answer {
                item.url_status = Some(status.into());
            }
        }
    }
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

fn describe_artifact(output: &RenderedSite, citations: &Citations<'_>, key: ArtifactKey) -> EvidenceItem {
    let portfolio = output.portfolio();
    let case = portfolio.study(key.0);
    let artifact = &case.artifacts[key.1.0];
    let until = artifact.release_expires;
    let is_over = |date: &PartialDate| date.last_day() < output.today();
    let scope = artifact.kind.required_scope();
    let people = artifact.people.iter().map(|person| {
        let person = portfolio.person(*person);
        DepictedPerson {
            id: person.id.clone(),
            consent: person.consent.status,
            until: person.consent.expires.map(|date| date.to_string()),
            expired: person.consent.expires.as_ref().is_some_and(is_over),
            missing: scope.filter(|scope| !person.may_be_recognized(*scope, artifact.is_released())),
            hidden: person.identity.show_as == ShowAs::Hidden,
        }
    });
    let people: Vec<DepictedPerson> = people.collect();
    let visibility = case.head.visibility.max(artifact.visibility);
    let release_expired = until.as_ref().is_some_and(is_over);
    EvidenceItem {
        number: 0,
        id: format!("{}/{}", case.head.id, artifact.id),
        title: artifact.title.clone(),
        kind: artifact.kind,
        date: artifact.date.map(|date| date.to_string()),
        caption: artifact.caption.clone(),
        files: describe_files(output, artifact),
        url: artifact.href.clone(),
        url_status: artifact.href.is_some().then_some(UrlStatus::NotChecked),
        cited_on: citing_pages(citations, key),
        visibility,
        draft: case.head.draft_reason.is_some(),
        permission: artifact.permission,
        release: artifact.release,
        release_until: until.map(|date| date.to_string()),
        release_expired,
        blocked: visibility != Visibility::Private && is_blocked(artifact, &people, release_expired),
        people,
    }
}

/// Whether an artifact lacks what others need before they may see it, as a build reports (MED-01 and PPL-03).
fn is_blocked(artifact: &Artifact, people: &[DepictedPerson], release_expired: bool) -> bool {
    let is_recognizable = artifact.kind.required_scope().is_some();
    let has_students = artifact.contains.contains(&DepictedContent::Students);
    is_recognizable && (has_students && !artifact.is_released() || release_expired)
        || artifact.release == Some(ReleaseStatus::Withdrawn)
        || matches!(artifact.permission, Some(PermissionStatus::Refused | PermissionStatus::Withdrawn))
        || people.iter().any(|person| person.missing.is_some())
}

fn describe_files(output: &RenderedSite, artifact: &Artifact) -> Vec<EvidenceFile> {
    artifact.files().map(|(role, source)| describe_file(output, role, source)).collect()
}

fn describe_file(output: &RenderedSite, role: FileRole, source: &str) -> EvidenceFile {
    let published = output.portfolio().files.get(source).map(|file| file.path.clone());
    let read = match published.as_deref().and_then(|path| output.render_file(path)) {
        Some(Ok(blob)) => hash_blob(&blob).map_err(|error| error.to_string()),
        Some(Err(error)) => Err(error.message),
        None => Err("it isn't published".to_owned()),
    };
    let (bytes, sha256, problem) = match read {
        Ok((bytes, hash)) => (Some(bytes), Some(hash), None),
        Err(problem) => (None, None, Some(problem)),
    };
    EvidenceFile { role, path: format!("content/{source}"), published, bytes, sha256, problem }
}

/// Length and SHA-256 hash of a file, which is never held in memory as a whole.
fn hash_blob(blob: &Blob) -> io::Result<(u64, String)> {
    let (mut hasher, mut len) = (Sha256::new(), 0);
    blob.for_each_piece(|piece| {
        hasher.update(piece);
        len += piece.len() as u64;
    })?;
    let hash = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((len, hash))
}

/// The pages that cite an artifact: its case study, the standards that it supports, and every page whose text shows it, or
/// links to it or to its file.
fn citing_pages(citations: &Citations<'_>, artifact: ArtifactKey) -> Vec<CitingPage> {
    let portfolio = citations.portfolio;
    let (study, id) = artifact;
    let case = portfolio.study(study);
    let supports = |evidence: &Evidence| matches!(evidence, Evidence::Artifact(cited) if *cited == id);
    let claims = case.standards.iter().filter(|claim| claim.evidence.iter().any(supports));
    let standards = claims.map(|claim| portfolio.standard(claim.standard).1);
    let heads = citations.heads.get(&artifact).into_iter().flatten();
    let pages = [(&case.head.title, &case.head.path)].into_iter();
    let pages = pages.chain(standards.map(|standard| (&standard.title, &standard.path)));
    let pages = pages.chain(heads.map(|head| (&head.title, &head.path)));
    let mut listed = BTreeSet::new();
    let new = pages.filter(|(_, path)| listed.insert(*path));
    new.map(|(title, path)| CitingPage { title: title.clone(), path: path.clone() }).collect()
}

/// The pages whose text cites artifacts.
struct Citations<'a> {
    portfolio: &'a Portfolio,
    /// By artifact, in the order of the site.
    heads: BTreeMap<ArtifactKey, Vec<&'a PageHead>>,
}

type ArtifactKey = (StudyId, ArtifactId);

/// What a link that cites artifacts leads to.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum CitedTarget {
    Figure(ArtifactKey),
    /// Its path in `content/`.
    File(String),
    Url(String),
    /// Path of a page, with the fragment.
    Anchor(String),
}

impl<'a> Citations<'a> {
    /// Resolves each link of each page once.
    fn new(portfolio: &'a Portfolio) -> Self {
        let artifacts = index_artifacts(portfolio);
        let mut heads: BTreeMap<ArtifactKey, Vec<&PageHead>> = BTreeMap::new();
        for (head, body) in portfolio.heads_and_bodies() {
            let references = body.outline.references.iter();
            let targets: BTreeSet<CitedTarget> =
                references.filter_map(|reference| cited_target(portfolio, &head.source, reference)).collect();
            let cited = targets.iter().filter_map(|target| artifacts.get(target)).flatten();
            for artifact in cited.copied().collect::<BTreeSet<_>>() {
                heads.entry(artifact).or_default().push(head);
            }
        }
        Self { portfolio, heads }
    }
}

/// The artifacts of all case studies by what links to them lead to. Several may have one file.
fn index_artifacts(portfolio: &Portfolio) -> BTreeMap<CitedTarget, Vec<ArtifactKey>> {
    let mut index: BTreeMap<CitedTarget, Vec<ArtifactKey>> = BTreeMap::new();
    for (study, case) in portfolio.studies.iter().enumerate() {
        for (id, artifact) in case.artifacts.iter().enumerate() {
            let key = (StudyId(study), ArtifactId(id));
            let targets = [
                Some(CitedTarget::Figure(key)),
                artifact.file.clone().map(CitedTarget::File),
                artifact.href.clone().map(CitedTarget::Url),
                Some(CitedTarget::Anchor(format!("{}#artifact-{}", case.head.path, artifact.id))),
            ];
            targets.into_iter().flatten().for_each(|target| index.entry(target).or_default().push(key));
        }
    }
    index
}

/// What a link or an image on the page `from` leads to, if that may be an artifact.
fn cited_target(portfolio: &Portfolio, from: &str, reference: &MarkdownReference) -> Option<CitedTarget> {
    let target = match reference.kind {
        ReferenceKind::Image => portfolio.links.resolve_image(from, &reference.target),
        ReferenceKind::Link => portfolio.links.resolve(from, &reference.target),
    };
    match target {
        ResolvedLink::Figure(Figure::Artifact(study, artifact)) => {
            Some(CitedTarget::Figure((study, artifact)))
        }
        ResolvedLink::File { source, fragment: _ } => Some(CitedTarget::File(source)),
        ResolvedLink::External(url) => Some(CitedTarget::Url(url)),
        ResolvedLink::Page { path, fragment } => Some(CitedTarget::Anchor(path + &fragment)),
        _ => None,
    }
}
