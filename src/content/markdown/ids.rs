//! Heading ids: readable, unique within a page, and assigned in linear time.

use std::collections::HashMap;

/// Assigns heading ids and remembers those that are taken.
#[derive(Default)]
pub(super) struct Ids {
    /// For every id that is taken, the next numeric suffix to try. Keeping it makes many equal headings linear.
    seen: HashMap<String, usize>,
}

impl Ids {
    /// A unique id from the text of a heading: "What I kept" gives `what-i-kept`, a second one `what-i-kept-1`.
    pub(super) fn for_text(&mut self, text: &str) -> String {
        let slug = slug(text);
        self.unique(if is_reserved(&slug) { format!("h-{slug}") } else { slug })
    }

    /// A unique id from an explicit one, as in `## Title {#my-id}`.
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

/// Whether an id could collide with one that the theme's own markup uses.
fn is_reserved(id: &str) -> bool {
    const PREFIXES: [&str; 6] = ["lf-", "outcome-", "artifact-", "testimonial-", "fn-", "fnref-"];
    id == "main" || PREFIXES.iter().any(|prefix| id.starts_with(prefix))
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
