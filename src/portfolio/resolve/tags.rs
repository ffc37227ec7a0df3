//! Tags: the same tag however it is written, and an address for each.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::portfolio::checker::{Checker, texts};
use crate::portfolio::model::{CaseStudy, StudyId, Tag, Theme};
use crate::portfolio::url::Slug;

/// The tags of a page, each once.
pub(super) fn tags(written: Option<Vec<String>>, checker: &mut Checker<'_>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for (at, title) in texts(written).into_iter().enumerate() {
        let Some(slug) = Slug::from_title(&title) else {
            let message = format!("the tag `{}` holds no letter or digit", title.escape_debug());
            checker.error("URL-01", &format!("themes[{at}]"), message, "write it in words");
            continue;
        };
        if !tags.iter().any(|it| it.slug == slug.as_str()) {
            tags.push(Tag { slug: slug.as_str().to_owned(), title });
        }
    }
    tags
}

/// All tags by address, with the case studies that carry each; a tag is spelt as the first of the files spells it.
pub(super) fn themes(studies: &[Arc<CaseStudy>]) -> Vec<Theme> {
    let mut found: BTreeMap<&str, (&str, Theme)> = BTreeMap::new();
    for (number, study) in studies.iter().enumerate() {
        let source = study.head.source.as_str();
        for Tag { slug, title } in &study.tags {
            let new = || {
                let (slug, title, path) = (slug.clone(), title.clone(), format!("themes/{slug}/"));
                (source, Theme { slug, title, path, studies: Vec::new() })
            };
            let (first, theme) = found.entry(slug).or_insert_with(new);
            if source < *first {
                *first = source;
                theme.title.clone_from(title);
            }
            theme.studies.push(StudyId(number));
        }
    }
    found.into_values().map(|it| it.1).collect()
}
