//! What `git` and `github` share: both put a site on a branch that the host publishes.

use std::collections::BTreeMap;
use std::io;

use anyhow::Result;

use crate::content::checker::non_blank;
use crate::deploy::helpers::{find_altered, sha1_hex, sha1_of_file};
use crate::deploy::manifest::Digest;
use crate::deploy::remote::{CompareBy, ReadFile, RemoteDiff};
use crate::vfs::Blob;

/// Branch of a target that names none, the conventional one of GitHub Pages.
const DEFAULT_BRANCH: &str = "gh-pages";
/// Empty file that turns off Jekyll, which GitHub Pages otherwise runs on the files.
pub(super) const NOJEKYLL_FILE: &str = ".nojekyll";

/// File with the site's custom domain, read by GitHub Pages and similar hosts.
const CNAME_FILE: &str = "CNAME";

/// Control files for the host, as path and content: `.nojekyll`, unless it exists already, and `CNAME`.
pub(super) fn host_files(domain: Option<&str>, has_nojekyll: bool) -> Vec<(&'static str, String)> {
    let nojekyll = (!has_nojekyll).then(|| (NOJEKYLL_FILE, String::new()));
    nojekyll.into_iter().chain(domain.map(|domain| (CNAME_FILE, format!("{domain}\n")))).collect()
}

/// The branch that a target names, or the default one.
pub(super) fn branch_or_default(branch: Option<String>) -> String {
    non_blank(branch).unwrap_or_else(|| DEFAULT_BRANCH.to_owned())
}

/// Compares files with the blobs of a commit: `blob_ids` by path. Git knows a file by the hash of its content.
pub(super) fn compare_blobs(
    files: &BTreeMap<String, Digest>,
    blob_ids: &BTreeMap<String, String>,
    domain: Option<&str>,
    read_file: &ReadFile<'_>,
) -> Result<RemoteDiff> {
    let is_same = |path: &str, id: &str| blob_ids.get(path).is_some_and(|known| known == id);
    let altered = find_altered(files, |path, _| {
        if !blob_ids.contains_key(path) {
            return Ok(false);
        }
        Ok(is_same(path, &file_id(&read_file(path)?)?))
    })?;
    let are_host_files_altered = host_files(domain, blob_ids.contains_key(NOJEKYLL_FILE))
        .iter()
        .any(|(path, text)| !is_same(path, &blob_id(text.as_bytes())));
    Ok(RemoteDiff { by: CompareBy::Content, altered, are_host_files_altered })
}

/// Id of a blob in a Git repository that uses SHA-1.
fn blob_id(content: &[u8]) -> String {
    sha1_hex(&[format!("blob {}\0", content.len()).as_bytes(), content])
}

/// Id of a file in a Git repository that uses SHA-1.
fn file_id(file: &Blob) -> io::Result<String> {
    sha1_of_file(&format!("blob {}\0", file.len()), file)
}

#[cfg(test)]
mod tests {
    use super::{blob_id, file_id};

    #[test]
    fn a_blob_is_known_by_the_id_that_git_gives_it() {
        assert_eq!(blob_id(b""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(blob_id(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
        let long: Vec<u8> = (0..200_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        assert_eq!(file_id(&long.clone().into()).unwrap(), blob_id(&long));
    }
}
