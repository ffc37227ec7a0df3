//! Heading ids: readable, unique within a page, and assigned in linear time.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Assigns heading ids and remembers those that are taken.
#[derive(Default)]
pub(super) struct HeadingIds {
    /// For every id that is taken, the next numeric suffix to try. Keeping it makes many equal headings linear.
    next_suffix: HashMap<String, usize>,
}

impl HeadingIds {
    /// A unique id from the text of a heading: "What I kept" gives `what-i-kept`, a second one `what-i-kept-1`.
    pub(super) fn assign_from_text(&mut self, text: &str) -> String {
        let slug = slugify(text);
        self.make_unique(if is_reserved(&slug) { format!("h-{slug}") } else { slug })
    }

    /// A unique id from an explicit one, as in `## Title {#my-id}`.
    pub(super) fn assign_explicit(&mut self, id: &str) -> String {
        self.make_unique(if is_reserved(id) { format!("h-{id}") } else { id.to_owned() })
    }

    fn make_unique(&mut self, id: String) -> String {
        let Some(&count) = self.next_suffix.get(&id) else {
            self.next_suffix.insert(id.clone(), 1);
            return id;
        };
        let mut number = count;
        let fresh = loop {
            let candidate = format!("{id}-{number}");
            number += 1;
            if !self.next_suffix.contains_key(&candidate) {
                break candidate;
            }
        };
        self.next_suffix.insert(id, number);
        self.next_suffix.insert(fresh.clone(), 1);
        fresh
    }
}

/// Whether an id could collide with one that the theme's own markup uses.
fn is_reserved(id: &str) -> bool {
    const PREFIXES: [&str; 6] = ["lf-", "outcome-", "artifact-", "testimonial-", "fn-", "fnref-"];
    id == "main" || PREFIXES.iter().any(|prefix| id.starts_with(prefix))
}

/// Lower-case letters, digits and hyphens. Marks that belong to a letter, such as vowel signs of Hindi, stay with it, and
/// composed and decomposed spellings give the same slug (Unicode NFC).
pub(super) fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.nfc().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || is_combining_mark(letter) {
            slug.push(letter);
        } else if (letter.is_whitespace() || matches!(letter, '-' | '_' | '–' | '—'))
            && !slug.ends_with('-')
            && !slug.is_empty()
        {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_end_matches('-').nfc().collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}
