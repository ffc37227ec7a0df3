//! Deploy plan: the uploads and deletions that turn the state of a remote into a given site. Pure, performs no I/O.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{Digest, Manifest};

/// Changes to apply to a remote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files to write, sorted by stage and path.
    pub uploads: Vec<Upload>,
    /// Number of files that are up to date.
    pub unchanged: usize,
    /// Paths of leadfolio's files that are no longer part of the site, sorted.
    pub deletes: Vec<String>,
}

/// A file to upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Path relative to the site's root.
    pub path: String,
    /// Expected content.
    pub digest: Digest,
    /// Stage in which the file is written.
    pub stage: Stage,
    /// Whether the manifest does not list the file, so that an existing file there would not be leadfolio's.
    pub is_new: bool,
}

/// Upload order. All files of a stage are written before the first file of the next one, so that a page is never
/// visible without its assets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Stylesheets, images, documents and the search index.
    Assets,
    /// HTML pages.
    Pages,
    /// Files that point to pages: the feed, `sitemap.xml`, `robots.txt` and the entry point of the search index.
    Indexes,
}

impl Stage {
    /// All stages, in upload order.
    pub const ALL: [Self; 3] = [Self::Assets, Self::Pages, Self::Indexes];

    fn from_path(path: &str) -> Self {
        let is_list = ["feed.xml", "sitemap.xml", "robots.txt"].contains(&path)
            || path.ends_with("pagefind-entry.json");
        match path {
            _ if is_list => Self::Indexes,
            page if page.ends_with(".html") => Self::Pages,
            _ => Self::Assets,
        }
    }
}

impl Plan {
    /// Computes the changes from the files in a remote's manifest to those of a site.
    pub fn diff(manifest: &Manifest, site: &BTreeMap<String, Digest>) -> Self {
        let is_unchanged = |(path, digest): &(&String, &Digest)| manifest.files.get(*path) == Some(*digest);
        let to_upload = |(path, digest): (&String, &Digest)| Upload {
            path: path.clone(),
            digest: digest.clone(),
            stage: Stage::from_path(path),
            is_new: !manifest.contains(path),
        };
        let mut uploads: Vec<Upload> =
            site.iter().filter(|file| !is_unchanged(file)).map(to_upload).collect();
        uploads.sort_by(|a, b| (a.stage, &a.path).cmp(&(b.stage, &b.path)));
        let removed: BTreeSet<&str> =
            manifest.owned_paths().filter(|path| !site.contains_key(*path)).collect();
        Self {
            unchanged: site.len() - uploads.len(),
            uploads,
            deletes: removed.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.uploads.is_empty() && self.deletes.is_empty()
    }

    /// Total size of all uploads, in bytes.
    pub fn upload_bytes(&self) -> u64 {
        self.uploads.iter().map(|upload| upload.digest.bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Plan, Stage};
    use crate::deploy::manifest::{Digest, Manifest};

    fn files(contents: &[(&str, &str)]) -> BTreeMap<String, Digest> {
        contents
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Digest::from_content(text.as_bytes())))
            .collect()
    }

    #[test]
    fn what_pages_need_comes_before_them_and_what_leads_to_them_after() {
        let site = files(&[("a/index.html", "1"), ("feed.xml", "2"), ("z.css", "3"), ("files/b.pdf", "4")]);
        let plan = Plan::diff(&Manifest::default(), &site);
        let order: Vec<&str> = plan.uploads.iter().map(|upload| upload.path.as_str()).collect();
        assert_eq!(order, ["files/b.pdf", "z.css", "a/index.html", "feed.xml"]);
        assert_eq!(plan.uploads[3].stage, Stage::Indexes);
        assert_eq!(plan.upload_bytes(), 4);
    }

    #[test]
    fn what_a_run_left_unfinished_is_written_again_and_what_is_gone_is_deleted() {
        let manifest = Manifest::new(
            "1",
            files(&[("same", "1"), ("other", "1"), ("gone", "1")]),
            BTreeSet::from(["half".to_owned(), "half-gone".to_owned()]),
        );
        let plan =
            Plan::diff(&manifest, &files(&[("same", "1"), ("other", "2"), ("half", "1"), ("new", "1")]));
        let uploads: Vec<(&str, bool)> =
            plan.uploads.iter().map(|upload| (upload.path.as_str(), upload.is_new)).collect();
        assert_eq!(uploads, [("half", false), ("new", true), ("other", false)]);
        assert_eq!((plan.unchanged, plan.deletes), (1, vec!["gone".to_owned(), "half-gone".to_owned()]));
    }
}
