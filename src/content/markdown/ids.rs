//! Ids of headings: readable, unique, found in linear time.

use std::collections::HashMap;

/// Hands out ids, each once.
#[derive(Default)]
pub(super) struct Ids {
    /// How often an id was asked for; the next number to try.
    seen: HashMap<String, usize>,
}

impl Ids {
    /// A unique id from the text of a heading.
    pub(super) fn for_text(&mut self, text: &str) -> String {
        let slug = slug(text);
        self.unique(if is_reserved(&slug) { format!("h-{slug}") } else { slug })
    }

    /// A unique id from one that the author chose.
    pub(super) fn chosen(&mut self, id: &str) -> String {
        self.unique(if is_reserved(id) { format!("h-{id}") } else { id.to_owned() })
    }

    fn unique(&mut self, id: String) -> String {
        let Some(&count) = self.seen.get(&id) else {
            self.seen.insert(id.clone(), 1);
            return id;
        };
        let mut number = count;
        let fresh = loop {
            let candidate = format!("{id}-{number}");
            number += 1;
            if !self.seen.contains_key(&candidate) {
                break candidate;
            }
        };
        self.seen.insert(id, number);
        self.seen.insert(fresh.clone(), 1);
        fresh
    }
}

/// Ids that the theme's own markup uses.
fn is_reserved(id: &str) -> bool {
    const PREFIXES: [&str; 6] = ["lf-", "outcome-", "artifact-", "testimonial-", "fn-", "fnref-"];
    id == "main" || PREFIXES.iter().any(|it| id.starts_with(it))
}

fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if (letter.is_whitespace() || matches!(letter, '-' | '_' | '–' | '—'))
            && !slug.ends_with('-')
            && !slug.is_empty()
        {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}
