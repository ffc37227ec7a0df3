//! What is to be done at a place, from what is there and what should be. It reads and writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{Digest, Manifest};

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files to write, in the order of their stages.
    pub puts: Vec<Put>,
    /// How many are there as they should be.
    pub unchanged: usize,
    /// Files of ours that are no part of the site any more.
    pub deletes: Vec<String>,
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Its path.
    pub path: String,
    /// What is in it.
    pub digest: Digest,
    /// When it is written.
    pub stage: Stage,
    /// Whether it is not known to be ours yet.
    pub new: bool,
}

/// Files of one stage are all there before the first of the next is written, so that no reader meets a page without what
/// it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Style sheets, pictures, documents, the index of the search.
    Assets,
    /// Pages.
    Pages,
    /// What leads programs to pages: feeds, lists for search engines, the entry of the search.
    Lists,
}

impl Stage {
    /// The stages in their order.
    pub const ALL: [Self; 3] = [Self::Assets, Self::Pages, Self::Lists];

    fn of(path: &str) -> Self {
        let is_list = ["feed.xml", "sitemap.xml", "robots.txt"].contains(&path)
            || path.ends_with("pagefind-entry.json");
        match path {
            _ if is_list => Self::Lists,
            page if page.ends_with(".html") => Self::Pages,
            _ => Self::Assets,
        }
    }
}

impl Plan {
    /// From what a manifest says is there to a site.
    pub fn between(there: &Manifest, site: &BTreeMap<String, Digest>) -> Self {
        let is_same = |it: &(&String, &Digest)| there.files.get(it.0) == Some(it.1);
        let put = |(path, digest): (&String, &Digest)| Put {
            path: path.clone(),
            digest: digest.clone(),
            stage: Stage::of(path),
            new: !there.holds(path),
        };
        let mut puts: Vec<Put> = site.iter().filter(|it| !is_same(it)).map(put).collect();
        puts.sort_by(|a, b| (a.stage, &a.path).cmp(&(b.stage, &b.path)));
        let gone: BTreeSet<&str> = there.ours().filter(|it| !site.contains_key(*it)).collect();
        Self {
            unchanged: site.len() - puts.len(),
            puts,
            deletes: gone.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.deletes.is_empty()
    }

    /// Bytes to write.
    pub fn bytes(&self) -> u64 {
        self.puts.iter().map(|it| it.digest.bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Plan, Stage};
    use crate::deploy::manifest::{Digest, Manifest};

    fn files(of: &[(&str, &str)]) -> BTreeMap<String, Digest> {
        of.iter().map(|(path, text)| ((*path).to_owned(), Digest::of(text.as_bytes()))).collect()
    }

    #[test]
    fn what_pages_need_comes_before_them_and_what_leads_to_them_after() {
        let site = files(&[("a/index.html", "1"), ("feed.xml", "2"), ("z.css", "3"), ("files/b.pdf", "4")]);
        let plan = Plan::between(&Manifest::default(), &site);
        let order: Vec<&str> = plan.puts.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(order, ["files/b.pdf", "z.css", "a/index.html", "feed.xml"]);
        assert_eq!(plan.puts[3].stage, Stage::Lists);
        assert_eq!(plan.bytes(), 4);
    }

    #[test]
    fn what_a_run_left_unfinished_is_written_again_and_what_is_gone_is_deleted() {
        let there = Manifest::new(
            "1",
            files(&[("same", "1"), ("other", "1"), ("gone", "1")]),
            BTreeSet::from(["half".to_owned(), "half-gone".to_owned()]),
        );
        let plan =
            Plan::between(&there, &files(&[("same", "1"), ("other", "2"), ("half", "1"), ("new", "1")]));
        let puts: Vec<(&str, bool)> = plan.puts.iter().map(|it| (it.path.as_str(), it.new)).collect();
        assert_eq!(puts, [("half", false), ("new", true), ("other", false)]);
        assert_eq!((plan.unchanged, plan.deletes), (1, vec!["gone".to_owned(), "half-gone".to_owned()]));
    }
}
