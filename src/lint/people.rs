//! Rules PPL: personal data in prose, and consent in the register of people.

use std::ops::Range;

use jiff::civil::Date;

use super::input::{PageLintInput, accept, as_slice, non_blank};
use super::lexicon::{ONE_PERSON_WORDS, SENSITIVE_TERMS, SPEECH_VERBS, STUDENT_NUMBER_LABELS, WORK_CONTEXTS};
use super::prose::{self, Prose};
use crate::content::checker::Checker;
use crate::content::date::PartialDate;
use crate::content::enums::{PermissionStatus, PersonKind, Scope, ShowAs, Verdict, WorkStatus};
use crate::content::schema::people::RawPerson;
use crate::diagnostic::{Addition, Diagnostic, Severity};
use crate::model::person::{DisplayIdentity, Person};
use crate::rules::{self, RuleTrait};

/// The number of days before consent ends at which the author is reminded to renew it.
const CONSENT_REMINDER_DAYS: i32 = 90;

pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    for (field, prose) in input.prose_by_field() {
        let mut findings = Vec::new();
        find_contacts(input, prose, &mut findings);
        find_sensitive_terms(prose, &mut findings);
        find_quotations(input, prose, &mut findings);
        find_unknown_names(input, prose, &mut findings);
        for ProseFinding { severity, rule, at, message, help } in findings {
            let place = input.location(field, &at);
            if rules::has_trait(rule, RuleTrait::JudgesByLook) {
                let help = format!("{help}; if it only looks like that, accept it");
                let found = Diagnostic::new(rule, severity, checker.path, message).help(help);
                let found = found.addition(accept(rule, "what it is"));
                checker.diagnostics.push(Diagnostic { location: place, ..found });
            } else {
                checker.report_at(severity, rule, place, message, help);
            }
        }
    }
    check_recognizable(input, checker);
}

/// Reports people who are shown by role only, but whom the role may identify because the organization is named, in
/// work that fell short.
fn check_recognizable(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let failed = input.raw.status == Some(WorkStatus::Stopped) || input.raw.verdict == Some(Verdict::NotMet);
    let position = non_blank(&input.raw.position);
    let is_named =
        position.is_some_and(|position| input.context.named_positions.iter().any(|id| id == position));
    if !failed || !is_named {
        return;
    }
    for (field, ids) in [("led_by", &input.raw.led_by), ("team", &input.raw.team)] {
        let is_recognizable = |person: &&Person| {
            let is_individual = !matches!(person.kind, PersonKind::Owner | PersonKind::Group);
            is_individual && person.identity.show_as == ShowAs::Role && !person.identity.allows(Scope::Role)
        };
        let mut people = as_slice(ids).iter().filter_map(|id| input.find_person(id));
        if let Some(person) = people.find(is_recognizable) {
            let message = format!(
                "“{}” at a named organization points to one person; this work fell short, and they haven't agreed to \
                be shown",
                person.identity.role
            );
            let help = "ask them (`consent: { status: given, scope: [role] }`), or in `positions` write `anonymised: \
                true` and a different name for the place";
            checker.warning("PPL-11", field, message, help);
        }
    }
}

/// Checks a page that is not a case study: personal data only, because such pages quote and name their sources.
pub(super) fn check_page(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let mut findings = Vec::new();
    find_contacts(input, &input.prose, &mut findings);
    find_sensitive_terms(&input.prose, &mut findings);
    for ProseFinding { severity, rule, at, message, help } in findings {
        checker.report_at(severity, rule, input.location(None, &at), message, help);
    }
}

/// A diagnostic whose range is relative to its text, before it is located in a file.
struct ProseFinding {
    severity: Severity,
    rule: &'static str,
    at: Range<usize>,
    message: String,
    help: &'static str,
}

/// Finds e-mail addresses, phone numbers, street addresses and student numbers, other than the owner's own contacts.
fn find_contacts(input: &PageLintInput<'_>, prose: &Prose<'_>, findings: &mut Vec<ProseFinding>) {
    let text = prose.text();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_own = |contact: &str| {
        let number = digits(contact);
        // Phone numbers may be written without the country code.
        let is_same = |known: &String| {
            known.eq_ignore_ascii_case(contact) || number.len() > 6 && digits(known).ends_with(&number)
        };
        input.context.own_contacts.iter().any(is_same)
    };
    let all = find_emails(text)
        .chain(find_phone_numbers(text))
        .chain(find_street_addresses(text))
        .chain(find_student_numbers(prose));
    for (what, at) in all.filter(|(_, range)| !is_own(&text[range.clone()])) {
        let message = format!("{what} appears here for anyone to read");
        let help = "remove it; your own contact details belong in `profile.contact` in `portfolio.yaml`";
        findings.push(ProseFinding { severity: Severity::Error, rule: "PPL-04", at, message, help });
    }
}

fn find_emails(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    text.match_indices('@').filter_map(move |(at, _)| {
        let before: usize = text[..at].chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let after: usize = text[at + 1..].chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let range = at - before..at + 1 + text[at + 1..at + 1 + after].trim_end_matches('.').len();
        let host = &text[at + 1..range.end];
        let ending = host.rsplit_once('.').map(|(_, ending)| ending);
        let is_host =
            ending.is_some_and(|ending| ending.len() > 1 && ending.chars().all(char::is_alphabetic));
        (before > 0 && is_host).then_some(("an email address", range))
    })
}

/// Finds phone numbers in the formats of North America and Britain, and with a country code.
fn find_phone_numbers(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let is_part = |c: char| c.is_ascii_digit() || "+(). -\u{a0}".contains(c);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
            // A run of characters that a phone number may contain, then without trailing separators.
            let run: usize = text[start..].chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
            at = start + run.max(1);
            let number = text[start..start + run].trim_end_matches(['.', ' ', '-', '(', '\u{a0}']);
            let joined = text[..start]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphanumeric() || "/-_=#&.,$£€".contains(c));
            let continues = text[start + number.len()..]
                .chars()
                .next()
                .is_some_and(|c| c.is_alphanumeric() || "/,%".contains(c));
            if !joined && !continues && is_phone_number(number) {
                return Some(("a phone number", start..start + number.len()));
            }
        }
    })
}

fn is_phone_number(text: &str) -> bool {
    let groups: Vec<usize> =
        text.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|len| *len > 0).collect();
    let digits: usize = groups.iter().sum();
    let is_international = text.starts_with('+') && (9..=15).contains(&digits);
    let is_american = matches!(groups[..], [3, 3, 4] | [1, 3, 3, 4]);
    let starts_national = text.starts_with('0') || text.starts_with("(0");
    let is_british = starts_national
        && (10..=11).contains(&digits)
        && groups.len() > 1
        && groups.len() < 5
        && groups[0] <= 5;
    is_international || is_american || is_british
}

/// Finds street addresses: a house number, one to three capitalized words, and a word such as "Street".
fn find_street_addresses(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    const STREET_SUFFIXES: [&str; 16] = [
        "Street",
        "St",
        "Avenue",
        "Ave",
        "Road",
        "Rd",
        "Lane",
        "Drive",
        "Dr",
        "Court",
        "Boulevard",
        "Blvd",
        "Close",
        "Crescent",
        "Terrace",
        "Highway",
    ];
    /// `12 Schools Close the Gap` is no address.
    const VERBS_TOO: [&str; 5] = ["Close", "Court", "Dr", "Drive", "Lane"];
    prose::scan_numbers(text).filter_map(|(number, _)| {
        let is_house_number =
            text[number.clone()].bytes().all(|byte| byte.is_ascii_digit()) && number.len() <= 5;
        let rest = text[number.end..].strip_prefix(' ').filter(|_| is_house_number)?;
        let mut end = number.end + 1;
        for (index, word) in rest.split(' ').take(4).enumerate() {
            let bare = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if index > 0 && STREET_SUFFIXES.contains(&bare) {
                let after = text.get(end + bare.len()..).unwrap_or_default();
                if !VERBS_TOO.contains(&bare) || ends_address(after) {
                    return Some(("a street address", number.start..end + bare.len()));
                }
            }
            if bare.len() != word.len() || !bare.starts_with(char::is_uppercase) {
                return None;
            }
            end += word.len() + 1;
        }
        None
    })
}

/// Whether the text after the name of a street shows that it ended there.
fn ends_address(after: &str) -> bool {
    const WORDS: [&str; 14] =
        ["in", "at", "on", "near", "and", "or", "is", "was", "to", "from", "for", "by", "with", "where"];
    let Some(rest) = after.strip_prefix([' ', '\n']) else { return true };
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_unit = ["Apt", "Apartment", "Suite", "Unit"].contains(&word);
    is_unit || word.is_empty() || word.starts_with(|c: char| c.is_ascii_digit()) || WORDS.contains(&word)
}

fn find_student_numbers(prose: &Prose<'_>) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let text = prose.text();
    let number = move |at: &Range<usize>| {
        let rest = &text[at.end..];
        let number = rest.trim_start_matches([' ', '.', ':', '#', '-']);
        let length: usize = number.chars().take_while(char::is_ascii_alphanumeric).map(char::len_utf8).sum();
        let digits = number[..length].bytes().filter(u8::is_ascii_digit).count();
        let begin = text.len() - number.len();
        (digits >= 4 && begin - at.end <= 3).then_some(("a student ID number", at.start..begin + length))
    };
    STUDENT_NUMBER_LABELS.iter().flat_map(|label| prose.find_phrase(label)).filter_map(number)
}

/// Finds sensitive terms. One in the same sentence as a person is an error, with a number a warning, otherwise a hint.
fn find_sensitive_terms(prose: &Prose<'_>, findings: &mut Vec<ProseFinding>) {
    let text = prose.text();
    for at in SENSITIVE_TERMS.iter().flat_map(|word| prose.find_phrase(word)) {
        let after = prose.text_after(at);
        if WORK_CONTEXTS.iter().any(|word| after.starts_with(word)) {
            continue;
        }
        let sentence = prose.sentence(at);
        let within = |range: &Range<usize>| sentence.contains(&range.start);
        let mentions_person = ONE_PERSON_WORDS.iter().any(|word| prose.find_phrase(word).any(within))
            || prose.full_names().any(|range| within(&range));
        let word = &text[at.clone()];
        let (severity, message) = if mentions_person {
            (Severity::Error, format!("“{word}” is in the same sentence as a person"))
        } else {
            // How records are kept says nothing about anybody.
            let severity = if counts_people(&text[sentence]) { Severity::Warning } else { Severity::Info };
            (severity, format!("“{word}” is a term from private records"))
        };
        let help = "write about groups of ten or more, or leave it out: readers who know the school will know which \
            child it is";
        findings.push(ProseFinding { severity, rule: "PPL-05", at: at.clone(), message, help });
    }
}

/// Whether a sentence counts people, in digits or words.
fn counts_people(sentence: &str) -> bool {
    const COUNTS: [&str; 20] = [
        "all", "both", "couple", "dozen", "eight", "few", "five", "four", "half", "handful", "many", "most",
        "nine", "none", "one", "seven", "several", "some", "three", "two",
    ];
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        COUNTS.contains(&word.to_lowercase().as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Finds quotations on pages where nobody has consented to be quoted.
fn find_quotations(input: &PageLintInput<'_>, prose: &Prose<'_>, findings: &mut Vec<ProseFinding>) {
    // Fewer quoted words are usually a term or a title.
    const MIN_QUOTED_WORDS: usize = 4;
    let mut people = mentioned_ids(input).filter_map(|id| input.find_person(id));
    let has_consent = people.any(|person| person.identity.allows(Scope::Quote));
    if has_consent {
        return;
    }
    let text = prose.text();
    for (open, close) in [('"', '"'), ('“', '”')] {
        let mut at = 0;
        while let Some(start) = text[at..].find(open).map(|offset| at + offset) {
            let inside = start + open.len_utf8();
            let Some(end) = text[inside..].find(close).map(|offset| inside + offset) else { break };
            at = end + close.len_utf8();
            let words = text[inside..end].split_whitespace().count();
            let spans_paragraphs = text[inside..end].contains("\n\n");
            let quotation = start..at;
            // A verb of speech may come before or after the quotation, in the same sentence.
            let before = prose.sentence(&quotation).start..start;
            let after = at..prose.sentence(&(at..at)).end;
            let is_near =
                |range: &Range<usize>| before.contains(&range.start) || after.contains(&range.start);
            if words >= MIN_QUOTED_WORDS
                && !spans_paragraphs
                && SPEECH_VERBS.iter().any(|verb| prose.find_phrase(verb).any(is_near))
            {
                let message = "someone is quoted, but no one on this page has agreed to be quoted".to_owned();
                let help = "ask them and add `quote` to their consent scope in `people.yaml`, or say it in your own \
                    words";
                let severity = Severity::Warning;
                findings.push(ProseFinding { severity, rule: "PPL-06", at: quotation, message, help });
            }
        }
    }
}

/// The ids of all people in the front matter.
fn mentioned_ids<'a>(input: &PageLintInput<'a>) -> impl Iterator<Item = &'a str> {
    let raw = input.raw;
    let lists = [&raw.led_by, &raw.team, &raw.consulted, &raw.informed];
    let quotes = input.outcomes().iter().filter_map(|outcome| outcome.quote.as_ref());
    let quoted = quotes.filter_map(|quote| non_blank(&quote.speaker));
    let named = lists.into_iter().flat_map(as_slice).map(String::as_str);
    named.chain(non_blank(&raw.accountable)).chain(quoted)
}

/// Finds probable names, by honorific or first name, that the register of people does not show.
fn find_unknown_names(input: &PageLintInput<'_>, prose: &Prose<'_>, findings: &mut Vec<ProseFinding>) {
    let text = prose.text();
    let is_known = |name: &str| {
        input.context.people.iter().any(|person| {
            let is_named = person.identity.show_as <= ShowAs::FirstNameRole;
            // A name that isn't shown is reported as that: the whole name, or the surname after a title.
            let surname = name.split_whitespace().next_back().unwrap_or_default();
            let is_secret = |secret: &String| secret.split_whitespace().next_back() == Some(surname);
            if person.undisclosed_names.iter().any(is_secret) {
                return true;
            }
            let in_label = |part: &str| person.identity.label.split([' ', ',']).any(|word| word == part);
            is_named && name.split_whitespace().any(in_label)
        })
    };
    let mut names = find_titled_names(text);
    names.extend(prose.full_names());
    for at in names {
        if is_known(&text[at.clone()]) || is_cited(text, &at) || !prose.is_author_voice(&at) {
            continue;
        }
        let message =
            format!("“{}” looks like a name, but `people.yaml` lists no one by that name", &text[at.clone()]);
        let help = "use their role instead, or add them to `people.yaml` with what they agreed to";
        findings.push(ProseFinding { severity: Severity::Warning, rule: "PPL-07", at, message, help });
    }
}

/// Finds what looks like names of people, by the title before them or by a common first name, except those of cited authors.
#[cfg(feature = "import")]
pub(crate) fn find_names(text: &str) -> Vec<Range<usize>> {
    let prose = Prose::new(text);
    let titled = find_titled_names(text).into_iter().map(|range| {
        let name = text[range.clone()].trim_end_matches("'s").trim_end_matches("’s");
        range.start..range.start + name.len()
    });
    let names = titled.chain(prose.full_names());
    names.filter(|range| !is_cited(text, range)).collect()
}

/// Whether a name is that of a cited author, followed by the year: "Jordan Example (2014)".
fn is_cited(text: &str, name: &Range<usize>) -> bool {
    let rest = text[name.end..].trim_start();
    rest.strip_prefix('(').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Finds names by the title before them: "Mr. Exampleson", "Nurse Exampleson".
fn find_titled_names(text: &str) -> Vec<Range<usize>> {
    /// Short forms, with or without a period.
    const SHORT: [&str; 8] = ["Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Sgt", "Capt"];
    /// Words: a period after one ends the sentence.
    const WORDS: [&str; 7] = ["Miss", "Coach", "Nurse", "Officer", "Sergeant", "Captain", "Señora"];
    let mut names = Vec::new();
    for (title, is_short) in
        SHORT.map(|title| (title, true)).into_iter().chain(WORDS.map(|title| (title, false)))
    {
        for (at, _) in text.match_indices(title) {
            let rest = &text[at + title.len()..];
            let rest = if is_short { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
            let spaced = rest.trim_start_matches([' ', '\u{a0}']);
            // A short form may stand at the end of a wrapped line.
            let name = if is_short { spaced.strip_prefix('\n').unwrap_or(spaced) } else { spaced };
            let letters = name.chars().take_while(|c| c.is_alphabetic() || "-'’".contains(*c));
            let length: usize = letters.map(char::len_utf8).sum();
            let is_capitalized = name.chars().next().is_some_and(char::is_uppercase);
            let start = text.len() - name.len();
            let starts_word = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            // In a title every word has a capital letter: "When Students Miss Too Much".
            let is_ordinary = !is_short && prose::is_title_case(prose::line_at(text, at));
            if is_capitalized && length > 1 && rest.len() > name.len() && starts_word && !is_ordinary {
                names.push(at..start + length);
            }
        }
    }
    names
}

/// Checks the consent of one entry in `people.yaml`.
pub(crate) fn check_consent(
    raw: &RawPerson,
    shown: &DisplayIdentity,
    field: &str,
    today: Date,
    checker: &mut Checker<'_>,
) {
    let given = raw.consent.as_ref().filter(|consent| consent.status == Some(PermissionStatus::Given));
    let Some(consent) = given else { return };
    let is_named = shown.show_as <= ShowAs::FirstNameRole && raw.kind != Some(PersonKind::Owner);
    if is_named && raw.reports_to_owner == Some(true) && consent.free_to_refuse.is_none() {
        let message = "someone who reports to you is named, but nothing says they could refuse";
        let help = "consent given to a supervisor is open to doubt (EDPB 05/2020); if they could refuse";
        let addition = Addition::new(format!("{field}.consent.free_to_refuse"), "true");
        checker.suggest((Severity::Warning, "PPL-08"), &format!("{field}.consent"), message, help, addition);
    }
    let days_left = |date: PartialDate| (date.last_day() - today).get_days();
    if let Some(day) = consent.expires.filter(|date| (0..=CONSENT_REMINDER_DAYS).contains(&days_left(*date)))
    {
        let message = format!("their consent expires on {day}, in {} days", days_left(day));
        checker.info(
            "PPL-09",
            &format!("{field}.consent.expires"),
            message,
            "ask them again, then update the date",
        );
    }
}
