//! Resolves tags: spellings with the same slug are one tag, and each tag has a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::checker::{Checker, non_blank_items};
use crate::model::case_study::CaseStudy;
use crate::model::generated_pages;
use crate::model::ids::StudyId;
use crate::model::tag::{Tag, TagPage};
use crate::urls::Slug;

/// The tags of a page, in the order written, without duplicates.
pub(super) fn resolve_tags(written: Option<Vec<String>>, checker: &mut Checker<'_>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for (index, title) in non_blank_items(written).into_iter().enumerate() {
        let Some(slug) = Slug::from_title(&title) else {
            let message = format!("the tag `{}` holds no letter or digit", title.escape_debug());
            checker.error("URL-01", &format!("tags[{index}]"), message, "write it in words");
            continue;
        };
        if !tags.iter().any(|tag| tag.slug == slug.as_str()) {
            tags.push(Tag { slug: slug.as_str().to_owned(), title });
        }
    }
    tags
}

/// The pages of all tags, sorted by slug, each with its case studies and the title of the first file by path.
pub(super) fn collect_tag_pages(studies: &[Arc<CaseStudy>]) -> Vec<TagPage> {
    // By slug, each with the file that its title is from.
    let mut pages: BTreeMap<&str, (&str, TagPage)> = BTreeMap::new();
    for (index, study) in studies.iter().enumerate() {
        let source = study.head.source.as_str();
        for Tag { slug, title } in &study.tags {
            let new = || {
                let (slug, title, path) = (slug.clone(), title.clone(), generated_pages::tag_path(slug));
                (source, TagPage { slug, title, path, studies: Vec::new() })
            };
            let (first, page) = pages.entry(slug).or_insert_with(new);
            if source < *first {
                *first = source;
                page.title.clone_from(title);
            }
            page.studies.push(StudyId(index));
        }
    }
    pages.into_values().map(|(_, page)| page).collect()
}
