//! PPL: what an author's sentences and their register of people say of others.

use super::prose::{self, Prose};
use super::{Case, list, present};
use crate::content::date::PartialDate;
use crate::content::schema::RawPerson;
use crate::content::vocabulary::{PermissionStatus, PersonKind, Scope, ShowAs, Status, Verdict};
use crate::diagnostic::Severity;
use crate::portfolio::checker::Checker;
use crate::portfolio::consent::Shown;
use crate::portfolio::model::Person;
use jiff::civil::Date;
use std::ops::Range;

/// Consent that ends within so many days should be asked for again.
const SOON: i32 = 90;

/// All words of this file that are looked for.
pub(super) const WORDS: &[&[&str]] = &[&SENSITIVE, &NUMBERED, &ONE, &SPEAKS];

pub(super) fn check(case: &Case<'_>, checker: &mut Checker<'_>) {
    for (field, prose) in case.texts() {
        let mut found = Vec::new();
        contacts(case, prose, &mut found);
        sensitive(prose, &mut found);
        quotations(case, prose, &mut found);
        strangers(case, prose, &mut found);
        for Found { severity, rule, at, message, help } in found {
            checker.at(severity, rule, case.place(field, &at), message, help);
        }
    }
    recognised(case, checker);
}

/// Who is shown by role can be told from it where only one has it, and should not be in what went wrong.
fn recognised(case: &Case<'_>, checker: &mut Checker<'_>) {
    let failed = case.raw.status == Some(Status::Stopped) || case.raw.verdict == Some(Verdict::NotMet);
    let named =
        present(&case.raw.position).is_some_and(|it| case.around.named_posts.iter().any(|id| id == it));
    if !failed || !named {
        return;
    }
    for (field, ids) in [("led_by", &case.raw.led_by), ("team", &case.raw.team)] {
        let alone = |it: &&Person| {
            let one = !matches!(it.kind, PersonKind::Owner | PersonKind::Group);
            one && it.shown.show_as == ShowAs::Role && !it.shown.may(Scope::Role)
        };
        let mut people = list(ids).iter().filter_map(|it| case.person(it));
        if let Some(person) = people.find(alone) {
            let message = format!(
                "“{}” of a place with a name is one person, and this work fell short; they have not agreed to be shown",
                person.shown.role
            );
            let help = "ask them (`consent: { status: given, scope: [role] }`), or write `anonymised: true` and another name for the place in `positions`";
            checker.warning("PPL-11", field, message, help);
        }
    }
}

/// The same for a page that tells of no work, where others are quoted and named as sources.
pub(super) fn check_page(case: &Case<'_>, checker: &mut Checker<'_>) {
    let mut found = Vec::new();
    contacts(case, &case.prose, &mut found);
    sensitive(&case.prose, &mut found);
    for Found { severity, rule, at, message, help } in found {
        checker.at(severity, rule, case.place(None, &at), message, help);
    }
}

struct Found {
    severity: Severity,
    rule: &'static str,
    at: Range<usize>,
    message: String,
    help: &'static str,
}

/// E-mail addresses, telephone numbers, streets and numbers of students.
fn contacts(case: &Case<'_>, prose: &Prose<'_>, found: &mut Vec<Found>) {
    let text = prose.text();
    let digits = |it: &str| it.chars().filter(char::is_ascii_digit).collect::<String>();
    let own = |it: &str| {
        let number = digits(it);
        let same = |known: &String| {
            known.eq_ignore_ascii_case(it) || number.len() > 6 && digits(known).ends_with(&number)
        };
        case.around.contacts.iter().any(same)
    };
    let all = e_mails(text).chain(telephones(text)).chain(streets(text)).chain(student_numbers(prose));
    for (what, at) in all.filter(|it| !own(&text[it.1.clone()])) {
        let message = format!("{what} stands here for everybody to read");
        let help = "take it out; how to reach you is in `profile.contact` of `portfolio.yaml`";
        found.push(Found { severity: Severity::Error, rule: "PPL-04", at, message, help });
    }
}

fn e_mails(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let part = |it: char| it.is_alphanumeric() || "._%+-".contains(it);
    text.match_indices('@').filter_map(move |(at, _)| {
        let before: usize = text[..at].chars().rev().take_while(|it| part(*it)).map(char::len_utf8).sum();
        let after: usize = text[at + 1..].chars().take_while(|it| part(*it)).map(char::len_utf8).sum();
        let range = at - before..at + 1 + text[at + 1..at + 1 + after].trim_end_matches('.').len();
        let host = &text[at + 1..range.end];
        let ending = host.rsplit_once('.').map(|it| it.1);
        let is_host = ending.is_some_and(|it| it.len() > 1 && it.chars().all(char::is_alphabetic));
        (before > 0 && is_host).then_some(("an e-mail address", range))
    })
}

/// Numbers as they are written in North America, in Britain, and with a country's code.
fn telephones(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let is_part = |it: char| it.is_ascii_digit() || "+(). -\u{a0}".contains(it);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start =
                at + text.get(at..)?.find(|it: char| it.is_ascii_digit() || it == '+' || it == '(')?;
            let run: usize = text[start..].chars().take_while(|it| is_part(*it)).map(char::len_utf8).sum();
            at = start + run.max(1);
            let shown = text[start..start + run].trim_end_matches(['.', ' ', '-', '(', '\u{a0}']);
            let joined = text[..start]
                .chars()
                .next_back()
                .is_some_and(|it| it.is_alphanumeric() || "/-_=#&.,$£€".contains(it));
            let goes_on = text[start + shown.len()..]
                .chars()
                .next()
                .is_some_and(|it| it.is_alphanumeric() || "/,%".contains(it));
            if !joined && !goes_on && is_telephone(shown) {
                return Some(("a telephone number", start..start + shown.len()));
            }
        }
    })
}

fn is_telephone(text: &str) -> bool {
    let groups: Vec<usize> =
        text.split(|it: char| !it.is_ascii_digit()).map(str::len).filter(|it| *it > 0).collect();
    let digits: usize = groups.iter().sum();
    let abroad = text.starts_with('+') && (9..=15).contains(&digits);
    let america = matches!(groups[..], [3, 3, 4] | [1, 3, 3, 4]);
    let starts_national = text.starts_with('0') || text.starts_with("(0");
    let britain = starts_national && (10..=11).contains(&digits) && groups.len() > 1 && groups.len() < 5;
    abroad || america || britain
}

fn streets(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    const WAYS: [&str; 16] = [
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
    prose::scan(text).filter_map(|(number, _)| {
        let digits = text[number.clone()].bytes().all(|it| it.is_ascii_digit()) && number.len() <= 5;
        let rest = text[number.end..].strip_prefix(' ').filter(|_| digits)?;
        let mut end = number.end + 1;
        for (at, word) in rest.split(' ').take(4).enumerate() {
            let bare = word.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
            if at > 0 && WAYS.contains(&bare) {
                return Some(("a street address", number.start..end + bare.len()));
            }
            if bare.len() != word.len() || !bare.starts_with(char::is_uppercase) {
                return None;
            }
            end += word.len() + 1;
        }
        None
    })
}

/// What the number of a student is called.
const NUMBERED: [&str; 7] =
    ["student id", "student number", "student no", "pupil id", "pupil number", "pupil no", "upn"];

fn student_numbers(prose: &Prose<'_>) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let text = prose.text();
    let number = move |at: &Range<usize>| {
        let rest = &text[at.end..];
        let number = rest.trim_start_matches([' ', '.', ':', '#', '-']);
        let length: usize = number.chars().take_while(char::is_ascii_alphanumeric).map(char::len_utf8).sum();
        let digits = number[..length].bytes().filter(u8::is_ascii_digit).count();
        let begin = text.len() - number.len();
        (digits >= 4 && begin - at.end <= 3).then_some(("the number of a student", at.start..begin + length))
    };
    NUMBERED.iter().flat_map(|it| prose.find(it)).filter_map(number)
}

/// Words of education records and of special categories (FERPA; GDPR, article 9), in small letters.
const SENSITIVE: [&str; 26] = [
    "iep",
    "ieps",
    "504 plan",
    "504 plans",
    "ehcp",
    "diagnosed with",
    "diagnosis of",
    "was suspended",
    "were suspended",
    "suspended from school",
    "expelled",
    "free lunch",
    "free school meals",
    "pregnant",
    "pregnancy",
    "immigration status",
    "undocumented",
    "asylum",
    "autistic",
    "autism",
    "adhd",
    "dyslexia",
    "dyslexic",
    "foster care",
    "in custody",
    "child protection",
];

/// What makes of such a word no word about a child.
const ABOUT_WORK: [&str; 13] = [
    "training",
    "policy",
    "meeting",
    "meetings",
    "paperwork",
    "calendar",
    "template",
    "awareness",
    "workshop",
    "process",
    "the problem",
    "our ",
    "problem",
];

/// Words for one child or one adult.
const ONE: [&str; 12] = [
    "he",
    "she",
    "him",
    "her",
    "his",
    "this student",
    "one student",
    "a student",
    "one pupil",
    "a pupil",
    "a boy",
    "a girl",
];

fn sensitive(prose: &Prose<'_>, found: &mut Vec<Found>) {
    let text = prose.text();
    for at in SENSITIVE.iter().flat_map(|it| prose.find(it)) {
        let after = prose.after(at);
        if ABOUT_WORK.iter().any(|it| after.starts_with(it)) {
            continue;
        }
        let sentence = prose.sentence(at);
        let within = |it: &Range<usize>| sentence.contains(&it.start);
        let named =
            ONE.iter().any(|it| prose.find(it).any(within)) || prose.full_names().any(|it| within(&it));
        let word = &text[at.clone()];
        let (severity, message) = if named {
            (Severity::Error, format!("“{word}” stands in one sentence with a person"))
        } else {
            (Severity::Warning, format!("“{word}” is a word of records that are private"))
        };
        let help = "speak of groups of ten or more, or leave it out: readers who know the school will know the child";
        found.push(Found { severity, rule: "PPL-05", at: at.clone(), message, help });
    }
}

/// Verbs of speech.
const SPEAKS: [&str; 12] = [
    "said",
    "says",
    "told",
    "tells",
    "wrote",
    "writes",
    "asked",
    "replied",
    "put it",
    "words of",
    "according to",
    "remarked",
];

/// Somebody's words need their leave.
fn quotations(case: &Case<'_>, prose: &Prose<'_>, found: &mut Vec<Found>) {
    const FEW: usize = 4;
    let agreed = everybody(case).filter_map(|it| case.person(it)).any(|it| it.shown.may(Scope::Quote));
    if agreed {
        return;
    }
    let text = prose.text();
    for (open, close) in [('"', '"'), ('“', '”')] {
        let mut at = 0;
        while let Some(start) = text[at..].find(open).map(|it| at + it) {
            let inside = start + open.len_utf8();
            let Some(end) = text[inside..].find(close).map(|it| inside + it) else { break };
            at = end + close.len_utf8();
            let words = text[inside..end].split_whitespace().count();
            let paragraph = text[inside..end].contains("\n\n");
            let around = start..at;
            let (begins, ends) = (prose.sentence(&around).start, prose.sentence(&(at..at)).end);
            let near =
                |it: &Range<usize>| (begins..start).contains(&it.start) || (at..ends).contains(&it.start);
            if words >= FEW && !paragraph && SPEAKS.iter().any(|it| prose.find(it).any(near)) {
                let message = "somebody is quoted, and nobody of this page has agreed to be".to_owned();
                let help = "ask them and add `quote` to their consent scope in `people.yaml`, or tell it in your own words";
                found.push(Found { severity: Severity::Warning, rule: "PPL-06", at: around, message, help });
            }
        }
    }
}

/// Everybody that the front matter names.
fn everybody<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a str> {
    let raw = case.raw;
    let lists = [&raw.led_by, &raw.team, &raw.consulted, &raw.informed];
    let quoted =
        case.outcomes().iter().filter_map(|it| it.quote.as_ref()).filter_map(|it| present(&it.speaker));
    let named = lists.into_iter().flat_map(list).map(String::as_str);
    named.chain(present(&raw.accountable)).chain(quoted)
}

/// Names of people whom the register does not know, as far as they can be told from other words.
fn strangers(case: &Case<'_>, prose: &Prose<'_>, found: &mut Vec<Found>) {
    const TITLES: [&str; 14] = [
        "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Coach", "Nurse", "Officer", "Sgt", "Sergeant",
        "Captain", "Señora",
    ];
    let text = prose.text();
    let known = |name: &str| {
        case.around.people.iter().any(|it| {
            let shown = it.shown.show_as <= ShowAs::FirstNameRole;
            shown && name.split_whitespace().any(|part| it.shown.label.split([' ', ',']).any(|it| it == part))
        })
    };
    let mut names: Vec<Range<usize>> = Vec::new();
    for title in TITLES {
        for (at, _) in text.match_indices(title) {
            let rest = text[at + title.len()..].trim_start_matches('.');
            let name = rest.trim_start_matches([' ', '\u{a0}']);
            let length: usize = name
                .chars()
                .take_while(|it| it.is_alphabetic() || "-'’".contains(*it))
                .map(char::len_utf8)
                .sum();
            let begins = name.chars().next().is_some_and(char::is_uppercase);
            let start = text.len() - name.len();
            let alone = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            if begins && length > 1 && rest.len() > name.len() && alone {
                names.push(at..start + length);
            }
        }
    }
    names.extend(prose.full_names());
    for at in names {
        let rest = text[at.end..].trim_start();
        // A scholar who is cited, with the year of the work.
        let cited = rest.starts_with('(') && rest[1..].starts_with(|it: char| it.is_ascii_digit());
        if known(&text[at.clone()]) || cited || !prose.is_own(&at) {
            continue;
        }
        let message =
            format!("“{}” looks like a name, and `people.yaml` shows nobody by it", &text[at.clone()]);
        let help = "write their role instead, or put them into `people.yaml` with what they agreed to";
        found.push(Found { severity: Severity::Warning, rule: "PPL-07", at, message, help });
    }
}

/// What the register says of one person, besides how they are shown.
pub(in crate::portfolio) fn registry(
    raw: &RawPerson,
    shown: &Shown,
    field: &str,
    today: Date,
    checker: &mut Checker<'_>,
) {
    let Some(consent) = raw.consent.as_ref().filter(|it| it.status == Some(PermissionStatus::Given)) else {
        return;
    };
    let named = shown.show_as <= ShowAs::FirstNameRole && raw.kind != Some(PersonKind::Owner);
    if named && raw.reports_to_owner == Some(true) && consent.free_to_refuse.is_none() {
        let message = "somebody who reports to you is named, and nothing says that they could refuse";
        let help = "if it is so, write `free_to_refuse: true` in their consent; consent to a superior is doubted (EDPB 05/2020)";
        checker.warning("PPL-08", &format!("{field}.consent"), message, help);
    }
    let left = |it: PartialDate| (it.last_day() - today).get_days();
    if let Some(day) = consent.expires.filter(|it| (0..=SOON).contains(&left(*it))) {
        let message = format!("their consent ends on {day}, in {} days", left(day));
        checker.hint(
            "PPL-09",
            &format!("{field}.consent.expires"),
            message,
            "ask them again, then move the date",
        );
    }
}
