//! The archive with which evidence is submitted: numbered files as a build publishes them, an index page and a manifest.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use super::evidence::{CitingPage, EvidenceFile, EvidenceItem, EvidenceList};
use crate::render::{IndexedArtifact, IndexedFile, RenderedSite};
use crate::urls::{self, BaseUrl, Slug};
use crate::vfs::Blob;

/// Comment of the archive; marks it as written by leadfolio, so that it may be replaced.
pub const ARCHIVE_COMMENT: &str = "evidence collected with leadfolio";
/// Characters of a title in the name of a file.
const MAX_NAME: usize = 60;
/// The folder of the artifacts in the archive.
const FOLDER: &str = "evidence";

/// Every file of the archive by its path: the evidence of a site that passed its checks. `site` is the address under which
/// the audience reads the pages that cite an artifact; without one, they are only named.
///
/// # Errors
/// If a file cannot be read.
pub fn collect_files(
    output: &RenderedSite,
    list: &EvidenceList,
    site: Option<&BaseUrl>,
) -> Result<BTreeMap<String, Blob>> {
    let mut files = BTreeMap::new();
    for item in &list.artifacts {
        for file in &item.files {
            let published = file.published.as_deref().and_then(|path| output.render_file(path));
            let blob = published.with_context(|| format!("`{}` is not published", file.path))?;
            let blob = blob.map_err(|error| anyhow!("{}: {}", error.path, error.message))?;
            files.insert(path_in_archive(item, file, list.artifacts.len()), blob);
        }
    }
    let manifest = format!("{:#}\n", manifest(output, list, site));
    files.insert("manifest.json".to_owned(), manifest.into_bytes().into());
    files.insert("index.html".to_owned(), index_page(output, list, site).into_bytes().into());
    Ok(files)
}

/// The path of a file in the archive, such as `evidence/03-meeting-norms.pdf`.
fn path_in_archive(item: &EvidenceItem, file: &EvidenceFile, count: usize) -> String {
    let digits = count.to_string().len().max(2);
    let slug = Slug::from_title(&item.title);
    let slug: String = slug.iter().flat_map(|slug| slug.as_str().chars()).take(MAX_NAME).collect();
    let slug = match slug.trim_matches('-') {
        "" => "artifact",
        slug => slug,
    };
    let role = file.role.label().map(|label| format!("-{label}")).unwrap_or_default();
    let published = file.published.as_deref().unwrap_or(&file.path);
    let name = published.rsplit('/').next().unwrap_or(published);
    let ending = name.rsplit_once('.').map(|(_, ending)| format!(".{ending}")).unwrap_or_default();
    format!("{FOLDER}/{:0digits$}-{slug}{role}{ending}", item.number)
}

/// What is in the archive, for programs. Releases and consents are the author's own records and stay out of it.
fn manifest(output: &RenderedSite, list: &EvidenceList, site: Option<&BaseUrl>) -> Value {
    let count = list.artifacts.len();
    let file = |item: &EvidenceItem, file: &EvidenceFile| {
        json!({
            "role": file.role,
            "path": path_in_archive(item, file, count),
            "bytes": file.bytes,
            "sha256": file.sha256,
        })
    };
    let artifacts = list.artifacts.iter().map(|item| {
        let files: Vec<Value> = item.files.iter().map(|of| file(item, of)).collect();
        let pages =
            item.cited_on.iter().map(|page| json!({ "title": page.title, "url": page_url(site, page) }));
        json!({
            "number": item.number,
            "id": item.id,
            "title": item.title,
            "type": item.kind,
            "date": item.date,
            "url": item.url,
            "files": files,
            "cited_on": pages.collect::<Vec<Value>>(),
        })
    });
    json!({
        "title": output.portfolio().settings.title,
        "owner": output.portfolio().profile.name,
        "site": site.map(BaseUrl::as_str),
        "audience": list.audience,
        "artifacts": artifacts.collect::<Vec<Value>>(),
    })
}

/// The address of a page, if the site has one.
fn page_url(site: Option<&BaseUrl>, page: &CitingPage) -> Option<String> {
    Some(site?.join(&urls::encode(&page.path)))
}

fn index_page(output: &RenderedSite, list: &EvidenceList, site: Option<&BaseUrl>) -> String {
    let count = list.artifacts.len();
    let file = |item: &EvidenceItem, file: &EvidenceFile| IndexedFile {
        path: path_in_archive(item, file, count),
        label: file.role.label(),
        bytes: file.bytes.unwrap_or_default(),
        sha256: file.sha256.clone().unwrap_or_default(),
    };
    let artifact = |item: &EvidenceItem| IndexedArtifact {
        title: item.title.clone(),
        kind: item.kind,
        caption: item.caption.clone(),
        files: item.files.iter().map(|of| file(item, of)).collect(),
        url: item.url.clone(),
        pages: item.cited_on.iter().map(|page| (page.title.clone(), page_url(site, page))).collect(),
    };
    let artifacts: Vec<IndexedArtifact> = list.artifacts.iter().map(artifact).collect();
    output.render_evidence_index(&artifacts)
}
