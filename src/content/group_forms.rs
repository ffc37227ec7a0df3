//! What a single value in place of a group stands for, written as the group with everything that will be asked for.

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::date::PartialDate;
use super::enums::{
    ArtifactType, Cadence, DelegationLevel, EventKind, OutcomeKind, PermissionStatus, ReleaseStatus, Scope,
    SourceType, SupportKind,
};
use crate::urls::Slug;
use crate::yaml::{self, placeholder};

/// A value that stands in place of a group.
pub(super) struct LoneValue<'a> {
    /// The file that it is in.
    path: &'a str,
    /// Its field, such as `outcomes[1].source`.
    field: &'a str,
    /// What is written there, without quotes.
    text: &'a str,
    /// The same as a YAML value.
    value: String,
}

impl<'a> LoneValue<'a> {
    pub(super) fn new(path: &'a str, field: &'a str, written: &'a str) -> Self {
        let text = unquoted(written.trim());
        Self { path, field, text, value: yaml::quote_if_needed(text) }
    }

    /// What to write in its place: `photo: { file: me.jpg, alt: "TODO: …" }`, or `- { … }` in a list; `None` if the field
    /// alone does not tell what the value means.
    pub(super) fn complete(&self) -> Option<String> {
        let key = self.field.rsplit('.').next()?;
        match key.strip_suffix(']').and_then(|key| key.split_once('[')) {
            Some((list, index)) => {
                let number = index.parse::<usize>().ok()? + 1;
                self.entry(list, number).map(|group| format!("- {group}"))
            }
            None => self.group(key).map(|group| format!("{key}: {group}")),
        }
    }

    /// The list to write in its place: `outcomes: [{ … }]`; `None` if the field is no list of groups.
    pub(super) fn complete_list(&self) -> Option<String> {
        let key = self.field.rsplit('.').next()?;
        self.entry(key, 1).map(|group| format!("{key}: [{group}]"))
    }

    /// Whether it is a picture that is switched off, as `card` can be.
    pub(super) fn says_there_is_no_picture(&self) -> bool {
        matches!(self.field, "cover" | "profile.photo")
            && matches!(self.text, "false" | "no" | "none" | "off")
    }

    /// The group for a field of a group.
    fn group(&self, key: &str) -> Option<String> {
        let Self { text, value, .. } = self;
        Some(match key {
            "change" | "logic" | "privacy" | "setting" => return None,
            "communication" => format!("{{ channels: [{value}] }}"),
            "consent" => consent(text),
            "contact" => format!("{{ email: {value} }}"),
            "copyright" => format!("{{ holder: {} }}", yaml::quote(holder(text))),
            "delegation" if !text.bytes().any(|byte| byte.is_ascii_digit()) => {
                format!("{{ level: {} }}", DelegationLevel::placeholder())
            }
            "location" => format!("{{ city: {value} }}"),
            "name" => format!("{{ full: {value} }}"),
            "permission" => format!("{{ status: {} }}", permission_status(text)),
            "cover" | "photo" => {
                format!("{{ file: {value}, alt: {} }}", placeholder("what the picture shows"))
            }
            "profile" => format!("{{ name: {value} }}"),
            "quote" => format!("{{ text: {value}, speaker: {} }}", person("who said it")),
            "release" => format!("{{ status: {} }}", release_status(text)),
            "source" => format!("{{ name: {value}, type: {} }}", SourceType::placeholder()),
            "baseline" | "target" | "result" => measure(text)?,
            _ => return None,
        })
    }

    /// The group for an entry of a list; `number` counts from 1.
    fn entry(&self, list: &str, number: usize) -> Option<String> {
        let value = &self.value;
        let is_approach = self.path.starts_with("content/approaches/");
        Some(match list {
            "artifacts" => self.artifact(number),
            "awards" => format!("{{ title: {value} }}"),
            "cases" => format!("{{ case: {value} }}"),
            "check_ins" => format!(
                "{{ with: [{}], cadence: {}, purpose: {value} }}",
                person("who you meet"),
                Cadence::placeholder()
            ),
            "checked_with" => format!("{{ person: {value} }}"),
            "comments" | "testimonials" => self.statement(list, number),
            "credentials" | "learning" | "publications" | "skills" => format!("{{ name: {value} }}"),
            "decisions" => format!(
                "{{ area: {value}, decided_by: [{}], level: {} }}",
                person("who decides"),
                DelegationLevel::placeholder()
            ),
            "education" => {
                format!("{{ institution: {}, award: {value} }}", placeholder("the college or university"))
            }
            "history" => self.level_change()?,
            "languages" => format!("{{ language: {value} }}"),
            "links" => match self.text.split_once(": http") {
                Some((network, rest)) => format!(
                    "{{ network: {}, url: {} }}",
                    yaml::quote(network),
                    yaml::quote(&format!("http{rest}"))
                ),
                None => format!("{{ network: {}, url: {value} }}", placeholder("the name of the network")),
            },
            "menu" if self.text.contains("://") => {
                format!("{{ url: {value}, title: {} }}", placeholder("the text of the link"))
            }
            "menu" => format!("{{ page: {value} }}"),
            "lint_allow" => format!("{{ rule: {value}, why: {} }}", placeholder("why you accept it")),
            "outcomes" => self.outcome(number),
            "pitfalls" if is_approach => {
                format!("{{ title: {value}, guard: {} }}", placeholder("how you prevent it"))
            }
            "pitfalls" => {
                format!("{{ what: {value}, mitigation: {} }}", placeholder("what you did about it"))
            }
            "positions" => {
                format!("{{ title: {value}, start: {} }}", placeholder("when you started there"))
            }
            "sections" | "standards" | "requirements" | "attributes" => self.standard(number),
            "service" => format!("{{ role: {value} }}"),
            "sources" => format!("{{ who: {}, what: {value} }}", placeholder("who wrote it")),
            "support" => format!("{{ kind: {}, what: {value} }}", SupportKind::placeholder()),
            "timeline" => self.event(),
            "versions" => self.version(),
            // A name to watch for is not repeated.
            "watch_for" => format!(
                "{{ person: {}, names: [{}] }}",
                person("whose name it is"),
                placeholder("the name, and nicknames")
            ),
            _ => return None,
        })
    }

    /// An id from the first words of the text: one with a number might be proposed for another entry as well.
    fn id(&self, kind: &str, number: usize) -> String {
        const MAX_WORDS: usize = 4;
        let words: Vec<&str> = self.text.split_whitespace().take(MAX_WORDS).collect();
        let name = words.join(" ");
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let slug = Slug::from_title(name).map(|slug| slug.as_str().to_owned());
        slug.unwrap_or_else(|| format!("{kind}-{number}"))
    }

    fn artifact(&self, number: usize) -> String {
        let Self { text, value, .. } = self;
        let title = placeholder("what the artifact is called");
        let what = if text.contains("://") || text.starts_with("www.") {
            format!("title: {title}, href: {value}")
        } else if is_file_name(text) {
            format!("title: {title}, file: {value}")
        } else {
            format!("title: {value}, file: {}", placeholder("the name of a file in content/files/"))
        };
        format!("{{ id: {}, type: {}, {what} }}", self.id("artifact", number), ArtifactType::placeholder())
    }

    fn outcome(&self, number: usize) -> String {
        let (id, kind) = (self.id("outcome", number), OutcomeKind::Qualitative.id());
        let method = placeholder("how you found out");
        format!("{{ id: {id}, kind: {kind}, statement: {}, method: {method} }}", self.value)
    }

    /// What a person said or wrote. Their name after it, as in `“She listened.” – Ada Quill`, is no part of it.
    fn statement(&self, list: &str, number: usize) -> String {
        let end = self.text.rfind(['"', '”']).filter(|end| *end > 0 && self.text.starts_with(['"', '“']));
        let signed = end.filter(|end| self.text[*end..].contains(['-', '–', '—'])).map(|end| {
            let text = self.text[..end].trim_start_matches(['"', '“']);
            Self { text, value: yaml::quote_if_needed(text), ..*self }
        });
        let Self { value, .. } = signed.as_ref().unwrap_or(self);
        let id = if list == "testimonials" { format!("id: t-{number}, ") } else { String::new() };
        let (from, status) = (person("who said it"), PermissionStatus::placeholder());
        format!("{{ {id}from: {from}, text: {value}, permission: {{ status: {status} }} }}")
    }

    /// A standard with its number, which people write before the title.
    fn standard(&self, number: usize) -> String {
        if self.path.ends_with("/program.yaml") {
            return format!("{{ id: {} }}", self.value);
        }
        let id = |text: &str| text.trim_end_matches(['.', ':', ')']).to_owned();
        let is_id =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let (id, title) = match self.text.split_once(' ') {
            Some((first, title)) if is_id(&id(first)) => (id(first), title.trim()),
            _ => (number.to_string(), self.text),
        };
        format!("{{ id: {}, title: {} }}", yaml::quote_if_needed(&id), yaml::quote_if_needed(title))
    }

    fn event(&self) -> String {
        let kind = EventKind::placeholder();
        let (date, event) = match self.leading_date() {
            Some((date, rest)) if !rest.is_empty() => (date.to_string(), yaml::quote_if_needed(rest)),
            Some((date, _)) => (date.to_string(), placeholder("what happened")),
            None => (placeholder("when it happened"), self.value.clone()),
        };
        format!("{{ date: {date}, kind: {kind}, event: {event} }}")
    }

    fn version(&self) -> String {
        match self.leading_date() {
            Some((date, "")) => format!("{{ date: {date} }}"),
            Some((date, note)) => format!("{{ date: {date}, note: {} }}", yaml::quote_if_needed(note)),
            None => format!("{{ date: {}, note: {} }}", placeholder("when it was written"), self.value),
        }
    }

    fn level_change(&self) -> Option<String> {
        let (date, rest) = match self.leading_date() {
            Some((date, rest)) => (date.to_string(), rest),
            None => (placeholder("when it started"), self.text),
        };
        let number = rest.trim_start_matches("level").trim_start_matches([':', ' ']).parse::<u8>().ok()?;
        Some(format!("{{ date: {date}, level: {number}, why: {} }}", placeholder("why it changed")))
    }

    /// The date at the beginning of the text, and what comes after it.
    fn leading_date(&self) -> Option<(PartialDate, &'a str)> {
        let date_before = |end: usize| {
            let (date, rest) = self.text.split_at(end);
            Some((PartialDate::guess(date)?, rest.trim_start_matches([':', ',', '-', '–', '—', ' '])))
        };
        let colon = self.text.find(':').and_then(date_before);
        let mut ends = self.text.rmatch_indices([' ', ',']).map(|(at, _)| at);
        colon.or_else(|| date_before(self.text.len())).or_else(|| ends.find_map(date_before))
    }
}

/// A text without the quotes around it; one with quotes within it keeps them.
fn unquoted(text: &str) -> &str {
    let inner = |quote: char| {
        let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(inner)
    };
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

/// Whose copyright it is, without the sign and the year, which the page adds.
fn holder(text: &str) -> &str {
    let is_sign = |c: char| !c.is_alphabetic() || c == '©';
    let text = text.trim_start_matches(is_sign);
    let text = text.strip_prefix("Copyright").or_else(|| text.strip_prefix("copyright")).unwrap_or(text);
    text.trim_start_matches(is_sign).trim()
}

/// A placeholder for the id of a person.
fn person(what: &str) -> String {
    placeholder(&format!("{what}, an id from people.yaml"))
}

/// Whether a text is the name of a file: it ends like one.
fn is_file_name(text: &str) -> bool {
    let extension = text.rsplit_once('.').map_or("", |(_, extension)| extension);
    (2..=4).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Consent with its scope: without one, nothing more than the role is shown.
fn consent(text: &str) -> String {
    let status = permission_status(text);
    if status == PermissionStatus::Given.id() {
        format!("{{ status: {status}, scope: [{}] }}", Scope::placeholder())
    } else {
        format!("{{ status: {status} }}")
    }
}

fn permission_status(text: &str) -> String {
    match PermissionStatus::deserialize(StrDeserializer::<Error>::new(text)) {
        Ok(status) => status.id().to_owned(),
        Err(_) if is_yes(text) => PermissionStatus::Given.id().to_owned(),
        // Whoever writes `no` may have been refused, or may not have asked yet.
        Err(_) => PermissionStatus::placeholder(),
    }
}

fn release_status(text: &str) -> String {
    if is_yes(text) || text == ReleaseStatus::OnFile.id() {
        ReleaseStatus::OnFile.id().to_owned()
    } else {
        ReleaseStatus::placeholder()
    }
}

fn is_yes(text: &str) -> bool {
    ["yes", "true", "y", "on", "ok", "given"].contains(&text.to_lowercase().as_str())
}

/// A figure with its date; `None` if the text is not a number.
fn measure(text: &str) -> Option<String> {
    let number = text.trim_end_matches('%').trim_end();
    number.parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some(format!("{{ value: {number}, date: {} }}", placeholder("when it was counted")))
}
