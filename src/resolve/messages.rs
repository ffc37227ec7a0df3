//! The portfolio's own words for pages: `content/i18n/LANGUAGE.ftl`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::head::is_language_tag;
use crate::content::load::SETTINGS_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::i18n::{self, MessageFile};
use crate::model::settings::OwnMessages;
use crate::suggest;

/// Missing messages that a hint lists at most.
const MAX_LISTED: usize = 5;

/// Checks the files of messages, and that there are words for the language of the portfolio. `files` are paths and
/// texts.
pub(super) fn resolve_messages(
    files: Vec<(String, String)>,
    language: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<OwnMessages> {
    let own: Vec<(String, OwnMessages)> = files
        .into_iter()
        .map(|(path, text)| {
            let name = path.rsplit('/').next().unwrap_or_default();
            let language = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
            (path, OwnMessages { language, text })
        })
        .collect();
    for (path, messages) in &own {
        check_messages(path, messages, diagnostics);
    }
    let own: Vec<OwnMessages> = own.into_iter().map(|(_, messages)| messages).collect();
    report_missing_language(language, &own, diagnostics);
    own
}

/// Warns if there are no words for a language, neither leadfolio's nor the portfolio's own.
pub(super) fn report_missing_language(language: &str, own: &[OwnMessages], diagnostics: &mut Diagnostics) {
    // What is no language code is reported as that.
    if !is_language_tag(language) {
        return;
    }
    let has_words = |tag: &str| {
        i18n::built_in(tag).is_some() || own.iter().any(|own| own.language.eq_ignore_ascii_case(tag))
    };
    // English does not count as the words of Dutch.
    let is_own = |tag: &&str| has_words(tag) && i18n::is_same_language(tag, language);
    if !i18n::fallback_chain(language).iter().any(is_own) {
        diagnostics.push(missing_language(language));
    }
}

fn missing_language(language: &str) -> Diagnostic {
    let languages: Vec<&str> = i18n::built_in_languages().collect();
    let message = format!(
        "leadfolio has no translation for `{language}`, so headings and labels are in English, and screen readers \
         mispronounce them"
    );
    let help = format!(
        "use one of {}, or translate the words yourself: `leadfolio messages > content/i18n/{language}.ftl`",
        suggest::list_some(&languages, languages.len())
    );
    Diagnostic::warning("LNG-01", SETTINGS_FILE, message).field("language").help(help)
}

fn check_messages(path: &str, messages: &OwnMessages, diagnostics: &mut Diagnostics) {
    let OwnMessages { language, text } = messages;
    let MessageFile { values, errors } = i18n::parse_messages(text);
    for (range, why) in errors {
        let message = format!("this isn't a message leadfolio can read: {why}");
        let help = "write a message as `key = text`, and indent its next lines";
        diagnostics.push(Diagnostic::error("LNG-02", path, message).at(range).help(help));
    }
    let known = i18n::english_messages();
    for (key, names) in &values {
        let at = find_key(text, key);
        match known.get(key) {
            None if i18n::may_be_added(key) => {}
            None => {
                let near = suggest::closest(key, known.keys().map(String::as_str));
                let help = near.map_or_else(
                    || "remove it; `leadfolio messages` lists the messages of pages".to_owned(),
                    suggest::question,
                );
                let message = format!("no page shows a message named `{key}`");
                diagnostics.push(Diagnostic::warning("LNG-03", path, message).at(at).help(help));
            }
            Some(expected) => report_unknown_values(path, key, (names, expected), at, diagnostics),
        }
    }
    if i18n::built_in(language).is_none() && !i18n::is_same_language(language, "en") {
        report_missing(path, &values.keys().map(String::as_str).collect(), diagnostics);
    }
}

/// Reports values that pages do not give the message. `names` are those that it has, and those that it may have.
fn report_unknown_values(
    path: &str,
    key: &str,
    (names, expected): (&BTreeSet<String>, &BTreeSet<String>),
    at: Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    for name in names.difference(expected) {
        let listed: Vec<String> = expected.iter().map(|name| format!("`{{ ${name} }}`")).collect();
        let help = match &*listed {
            [] => "remove it: this message has no values".to_owned(),
            listed => format!("its values are {}", listed.join(", ")),
        };
        let message = format!("`{key}` has no value `${name}`");
        diagnostics.push(Diagnostic::error("LNG-03", path, message).at(at.clone()).help(help));
    }
}

fn report_missing(path: &str, keys: &BTreeSet<&str>, diagnostics: &mut Diagnostics) {
    let missing: Vec<&str> =
        i18n::english_messages().keys().map(String::as_str).filter(|key| !keys.contains(key)).collect();
    if missing.is_empty() {
        return;
    }
    let message = match missing.len() {
        1 => "1 message isn't translated, so pages show it in English".to_owned(),
        count => format!("{count} messages aren't translated, so pages show them in English"),
    };
    let help = format!("add {}", suggest::list_some(&missing, MAX_LISTED));
    diagnostics.push(Diagnostic::warning("LNG-04", path, message).help(help));
}

/// Where a message begins.
fn find_key(text: &str, key: &str) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return start..start + key.len();
        }
        start += line.len();
    }
    0..0
}
