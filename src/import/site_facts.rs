//! What the pages of a site say about its owner: name, profiles, copyright.

use serde_json::{Map, Value, json};

use super::boilerplate::parse_copyright;
use super::imported::Imported;

/// Most profiles that are taken from a source.
const MAX_PROFILES: usize = 30;

/// What stands for the address of a profile that the source names without it.
const MISSING_ADDRESS: &str = "TODO: the address of your page there";

/// Facts from all pages of a source.
#[derive(Debug, Default)]
pub(super) struct SiteFacts {
    /// Names of authors, as the pages have them.
    authors: Vec<String>,
    site_names: Vec<String>,
    languages: Vec<String>,
    /// Profiles by the name of their network; without an address if the page has none.
    profiles: Vec<(String, Option<String>)>,
    holder: Option<String>,
    since: Option<u16>,
}

impl SiteFacts {
    /// Adds an author. Addresses and names of programs are none.
    pub(super) fn add_author(&mut self, name: &str) {
        let is_program =
            ["admin", "administrator", "wordpress", "editor", "wix"].contains(&name.to_lowercase().as_str());
        if !is_program && !name.contains("://") && !name.contains('@') {
            push_new(&mut self.authors, name);
        }
    }

    /// Adds the name of the site.
    pub(super) fn add_site_name(&mut self, name: &str) {
        push_new(&mut self.site_names, name);
    }

    /// Adds the language of a page.
    pub(super) fn add_language(&mut self, language: &str) {
        let is_tag = language.len() <= 12
            && language.split('-').all(|part| {
                (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        if is_tag {
            push_new(&mut self.languages, language);
        }
    }

    /// Adds a profile of the owner on a network.
    pub(super) fn add_profile(&mut self, network: &str, address: Option<&str>) {
        let is_same = |known: Option<&str>| known.is_none() || address.is_none() || known == address;
        let index =
            self.profiles.iter().position(|(name, known)| name == network && is_same(known.as_deref()));
        if let Some(index) = index {
            let known = &mut self.profiles[index].1;
            *known = known.take().or_else(|| address.map(str::to_owned));
        } else if self.profiles.len() < MAX_PROFILES {
            self.profiles.push((network.to_owned(), address.map(str::to_owned)));
        }
    }

    /// Adds a copyright notice.
    pub(super) fn add_copyright(&mut self, line: &str) {
        let (holder, since) = parse_copyright(line);
        self.holder = self.holder.take().or(holder);
        self.since = match (self.since, since) {
            (Some(known), Some(since)) => Some(known.min(since)),
            (known, since) => known.or(since),
        };
    }

    /// Writes the facts as fields of `portfolio.yaml`, and notes what a person has to add or decide.
    pub(super) fn apply(self, imported: &mut Imported) {
        let mut profile = Map::new();
        // Who holds the copyright of a site that is called the same is its owner.
        let own_name =
            self.site_names.iter().find(|name| self.holder.as_ref() == Some(name) && is_name_of_person(name));
        let name = match self.authors.as_slice() {
            [name] => Some(name),
            [] => own_name,
            _ => None,
        };
        if let Some(name) = name {
            profile.insert("name".to_owned(), json!(name));
        } else if self.authors.len() > 1 {
            imported.notes.push(format!(
                "the pages have several authors: {}; import only what you wrote",
                self.authors.join(", ")
            ));
        }
        if let [title] = self.site_names.as_slice()
            && Some(title) != name
        {
            imported.settings.insert("title".to_owned(), json!(title));
        }
        if let [language] = self.languages.as_slice() {
            imported.settings.insert("language".to_owned(), json!(language));
        }
        let links: Vec<Value> = self
            .profiles
            .iter()
            .map(|(network, address)| match address {
                Some(address) => json!({ "network": network, "url": address }),
                None => json!({ "network": network, "url": MISSING_ADDRESS }),
            })
            .collect();
        if !links.is_empty() {
            profile.insert("links".to_owned(), Value::Array(links));
        }
        let mut copyright = Map::new();
        copyright.extend(self.holder.map(|holder| ("holder".to_owned(), json!(holder))));
        copyright.extend(self.since.map(|since| ("since".to_owned(), json!(since))));
        if !copyright.is_empty() {
            imported.settings.insert("copyright".to_owned(), Value::Object(copyright));
        }
        if !profile.is_empty() {
            imported.settings.insert("profile".to_owned(), Value::Object(profile));
        }
    }
}

fn push_new(list: &mut Vec<String>, entry: &str) {
    let entry = entry.trim();
    if !entry.is_empty() && list.len() < 100 && !list.iter().any(|known| known == entry) {
        list.push(entry.to_owned());
    }
}

/// Whether a name is that of a person, and not of a site or an organization: two to four words that each begin with a
/// capital letter, none of them a word for what a site is.
fn is_name_of_person(name: &str) -> bool {
    const OTHER_WORDS: &[&str] = &[
        "portfolio",
        "leadership",
        "school",
        "academy",
        "blog",
        "site",
        "website",
        "home",
        "page",
        "education",
        "college",
        "university",
        "center",
        "centre",
        "team",
        "my",
        "the",
        "of",
        "services",
        "group",
        "learning",
        "coaching",
        "that",
        "with",
        "for",
        "and",
        "to",
        "in",
        "on",
        "by",
        "from",
        "notes",
        "leading",
        "teaching",
        "teacher",
        "principal",
        "nurse",
        "lead",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
                && !OTHER_WORDS.contains(&word.to_lowercase().as_str())
        })
}
