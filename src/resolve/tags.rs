//! Resolves tags: spellings that differ in capitals, accents or punctuation are one tag, and each tag has a page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
        if ascii_slug(&title).is_none() {
            let message = format!("the tag `{}` has no letter or digit", title.escape_debug());
            checker.error("URL-01", &format!("tags[{index}]"), message, "write it in words");
            continue;
        }
        let key = normalize(&title);
        if !tags.iter().any(|tag| tag.key == key) {
            tags.push(Tag { key, title });
        }
    }
    tags
}

/// The pages of all tags, sorted by key, each with its case studies and the title of the first file by path.
pub(super) fn collect_tag_pages(studies: &[Arc<CaseStudy>]) -> Vec<TagPage> {
    // By key, each with the file that its title is from.
    let mut pages: BTreeMap<&str, (&str, TagPage)> = BTreeMap::new();
    for (index, study) in studies.iter().enumerate() {
        let source = study.head.source.as_str();
        for Tag { key, title } in &study.tags {
            let new = || {
                let (key, title) = (key.clone(), title.clone());
                (
                    source,
                    TagPage { key, slug: String::new(), title, path: String::new(), studies: Vec::new() },
                )
            };
            let (first, page) = pages.entry(key).or_insert_with(new);
            if source < *first {
                *first = source;
                page.title.clone_from(title);
            }
            page.studies.push(StudyId(index));
        }
    }
    let mut pages: Vec<TagPage> = pages.into_values().map(|(_, page)| page).collect();
    assign_slugs(&mut pages);
    pages
}

/// The form in which spellings of one tag are equal: without capitals, accents on Latin letters, apostrophes and
/// punctuation. The signs in `C++` and `C#` stay, and so does every sign of other scripts, because they make another
/// word.
fn normalize(title: &str) -> String {
    let mut key = String::new();
    let mut last = ' ';
    for c in title.nfkd().flat_map(char::to_lowercase) {
        let is_accent = is_combining_mark(c) && last.is_ascii_alphabetic();
        let is_sign = c == '+' || c == '#' && last != ' ';
        match c {
            _ if is_accent => continue,
            '\'' | '’' | '‘' | 'ʼ' => continue,
            _ if c.is_alphanumeric() || is_combining_mark(c) || is_sign => key.push(c),
            _ if last != ' ' => key.push(' '),
            _ => continue,
        }
        last = key.chars().next_back().unwrap_or(' ');
    }
    key.trim_end().nfc().collect()
}

/// The address of a tag in ASCII letters: `C++` is `c-plus-plus`, `C#` is `c-sharp`.
fn ascii_slug(title: &str) -> Option<Slug> {
    Slug::from_title(&spell_signs(title))
}

/// The text with the signs of `C++` and `C#` as words.
fn spell_signs(text: &str) -> String {
    let mut words = String::new();
    for c in text.chars() {
        match c {
            '+' => words += " plus ",
            '#' if words.ends_with(char::is_alphanumeric) => words += " sharp ",
            _ => words.push(c),
        }
    }
    words
}

/// Gives each tag an address of its own. Tags whose addresses in ASCII letters would be the same, such as two Chinese
/// words that sound alike, have their own letters in it; a number tells apart what is still equal.
fn assign_slugs(pages: &mut [TagPage]) {
    let ascii: Vec<String> = pages
        .iter()
        .map(|page| ascii_slug(&page.title).map_or_else(String::new, |slug| slug.as_str().to_owned()))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &ascii {
        *counts.entry(slug).or_default() += 1;
    }
    let mut taken: BTreeSet<String> =
        ascii.iter().filter(|slug| counts[slug.as_str()] == 1).cloned().collect();
    for (page, ascii) in pages.iter_mut().zip(&ascii) {
        page.slug.clone_from(ascii);
        if counts[ascii.as_str()] > 1 {
            let letters: Vec<String> = spell_signs(&page.key).split_whitespace().map(str::to_owned).collect();
            let own = Slug::parse(&letters.join("-"))
                .map_or_else(|_| ascii.clone(), |slug| slug.as_str().to_owned());
            let numbered = (2..).map(|number| format!("{own}-{number}"));
            let mut candidates = std::iter::once(own.clone()).chain(numbered);
            page.slug = candidates.find(|slug| !taken.contains(slug)).unwrap_or(own);
            taken.insert(page.slug.clone());
        }
        page.path = generated_pages::tag_path(&page.slug);
    }
}

#[cfg(test)]
mod tests {
    use super::{ascii_slug, normalize};

    #[test]
    fn spellings_of_one_tag_have_one_key() {
        for (first, second) in [
            ("School culture", "school-culture"),
            ("Équité", "EQUITE"),
            ("Teachers’ voice", "Teachers' voice"),
            ("#kindness", "Kindness"),
            ("ＳＴＥＭ", "stem"),
            ("R & D", "R&D"),
        ] {
            assert_eq!(normalize(first), normalize(second), "{first}, {second}");
        }
    }

    #[test]
    fn other_words_have_other_keys() {
        for (first, second) in [("C", "C++"), ("C", "C#"), ("領導", "領道"), ("がく", "かく"), ("की", "का")]
        {
            assert_ne!(normalize(first), normalize(second), "{first}, {second}");
        }
    }

    #[test]
    fn signs_are_words_in_an_address() {
        for (title, slug) in
            [("C++", "c-plus-plus"), ("C#", "c-sharp"), ("#kindness", "kindness"), ("R&D", "r-d")]
        {
            assert_eq!(ascii_slug(title).unwrap().as_str(), slug);
        }
        assert_eq!(ascii_slug("…"), None);
    }
}
