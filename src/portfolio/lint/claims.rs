//! Rules CLM: wording that claims more than the evidence supports, or more credit than is due.

use std::ops::Range;

use super::prose::{self, Prose};
use super::{Case, present};
use crate::content::vocabulary::{ClaimStrength, ComparisonKind};
use crate::diagnostic::{Location, Severity};
use crate::portfolio::checker::Checker;

/// Phrases that state a cause, in lower case.
const CAUSAL: [&str; 8] = [
    "caused",
    "led to",
    "resulted in",
    "drove",
    "due to",
    "thanks to",
    "because of our work",
    "as a result of",
];

/// Text before a causal phrase, in the same sentence, that negates or weakens it. In lower case; spaces mark word
/// boundaries.
const DOUBTS: [&str; 12] = [
    " not ",
    "cannot",
    "can't",
    "n't ",
    " never ",
    "whether",
    " may ",
    " might ",
    " could ",
    " nothing ",
    " no ",
    "if ",
];

/// Causal phrases with the continuations that make them harmless: "due to start", "thanks to everybody", "drove the
/// minibus".
const HARMLESS: [(&str, &[&str]); 3] = [
    (
        "due to",
        &[
            "be ",
            "meet",
            "start",
            "begin",
            "end ",
            "finish",
            "report",
            "retire",
            "leave",
            "open",
            "close",
            "return",
            "run",
            "take place",
            "happen",
        ],
    ),
    (
        "thanks to",
        &[
            "all",
            "every",
            "our ",
            "those",
            "you",
            "them",
            "the team",
            "the staff",
            "the famil",
            "the volunteer",
            "the student",
            "the committee",
            "colleague",
            "each",
        ],
    ),
    (
        "drove",
        &[
            "to ",
            "the bus",
            "the minibus",
            "the van",
            "the car",
            "home",
            "a ",
            "past",
            "back",
            "over",
            "there",
            "in ",
            "us ",
            "them ",
        ],
    ),
];

/// Superlatives, which panels discount.
const SUPERLATIVES: [&str; 16] = [
    "transformed",
    "transformation",
    "transformational",
    "world-class",
    "turnaround",
    "new heights",
    "game-changing",
    "game changer",
    "cutting-edge",
    "unprecedented",
    "revolutionised",
    "revolutionized",
    "best-in-class",
    "skyrocketed",
    "groundbreaking",
    "second to none",
];

/// Superlatives with the continuations that make them literal: "transformed the data".
const PLAIN: [(&str, &[&str]); 3] = [
    ("transformed", &["the data", "into a table", "scores", "coordinates"]),
    ("transformation", &["of data", "of the data", "of shapes", "geometry"]),
    ("turnaround", &["time", "of marking", "of results"]),
];

/// Verbs that, after "I", claim the work for the author alone.
const HEROIC: [&str; 14] = [
    "led",
    "created",
    "built",
    "launched",
    "transformed",
    "designed",
    "implemented",
    "established",
    "developed",
    "turned",
    "drove",
    "delivered",
    "introduced",
    "spearheaded",
];

/// Phrases that claim a joint effort as the author's own.
const OWN: [&str; 5] = ["my programme", "my program", "my initiative", "my project", "my committee"];

/// The lists of this file that [`Prose::find`] may search for.
pub(super) const WORDS: &[&[&str]] = &[&CAUSAL, &SUPERLATIVES, &OWN];

pub(super) fn check(input: &Case<'_>, checker: &mut Checker<'_>) {
    for (index, outcome) in input.outcomes().iter().enumerate() {
        let field = format!("outcomes[{index}]");
        let kind = outcome.comparison.as_ref().and_then(|comparison| comparison.kind);
        match outcome.claim {
            Some(ClaimStrength::Caused) if !qualifies(kind) => {
                let help = "only a matched or randomised comparison carries that word: write `claim: associated`, or record the comparison";
                checker.error(
                    "CLM-01",
                    &format!("{field}.claim"),
                    "the claim is `caused`, and nothing comparable shows it",
                    help,
                );
            }
            Some(ClaimStrength::Contributed) if present(&outcome.contribution).is_none() => {
                let help = "say how it worked and what else could explain it: `contribution: \"…\"`";
                checker.warning(
                    "CLM-04",
                    &format!("{field}.claim"),
                    "the claim is `contributed`, and nothing says how",
                    help,
                );
            }
            Some(ClaimStrength::Associated) if kind.is_none_or(|kind| kind == ComparisonKind::None) => {
                let help = "associated compared with what? add `comparison: { kind: trend, label: \"…\" }`, or write `claim: reported`";
                checker.warning(
                    "CLM-06",
                    &format!("{field}.claim"),
                    "the claim is `associated`, and nothing is compared",
                    help,
                );
            }
            _ => {}
        }
    }
    causes(input, checker);
    credit(input, checker);
    superlatives(input, checker);
}

/// Whether a comparison supports a causal claim: ESSA tiers 1 ("strong") and 2 ("moderate").
fn qualifies(kind: Option<ComparisonKind>) -> bool {
    matches!(kind, Some(ComparisonKind::Matched | ComparisonKind::Randomised))
}

fn causes(input: &Case<'_>, checker: &mut Checker<'_>) {
    let is_supported = input.outcomes().iter().any(|outcome| match outcome.claim {
        Some(ClaimStrength::Caused) => {
            qualifies(outcome.comparison.as_ref().and_then(|comparison| comparison.kind))
        }
        Some(ClaimStrength::Contributed) => present(&outcome.contribution).is_some(),
        _ => false,
    });
    if is_supported {
        return;
    }
    let is_claim = |prose: &Prose<'_>, word: &str, at: &Range<usize>| {
        let (before, after) = (prose.before(at), prose.after(at));
        let is_harmless = HARMLESS.iter().any(|(phrase, continuations)| {
            *phrase == word && continuations.iter().any(|continuation| after.starts_with(continuation))
        });
        !is_harmless && !DOUBTS.iter().any(|doubt| before.contains(doubt))
    };
    let help = "say what you saw: “rose while”, “in the same year”; or record an outcome with `claim: contributed` and how";
    each(
        input,
        &CAUSAL,
        is_claim,
        |word, place, checker| {
            let message = format!("“{word}” claims a cause that no outcome of this page carries");
            checker.report_at(Severity::Warning, "CLM-02", place, message, help);
        },
        checker,
    );
}

fn credit(input: &Case<'_>, checker: &mut Checker<'_>) {
    if input.led_alone() {
        return;
    }
    for (field, prose) in input.texts() {
        let heroic_claim = heroic(prose).filter(|range| prose.is_own(range));
        let found = heroic_claim.or_else(|| OWN.iter().find_map(|word| prose.find(word).next().cloned()));
        let Some(at) = found else { continue };
        let message = "this tells it as your own deed, and others led";
        let help = "name them, by role if need be: “the two leads rewrote …”; credit given is credit earned";
        checker.report_at(Severity::Info, "CLM-03", input.place(field, &at), message, help);
    }
}

/// The range of the "I" in the first heroic claim: "I led", "I have built", "I personally designed".
fn heroic(prose: &Prose<'_>) -> Option<Range<usize>> {
    let text = prose.text();
    let mut pronouns = text.match_indices("I ").map(|(start, _)| start..start + 1);
    pronouns.find(|range| {
        if !prose::is_word(text, range) {
            return false;
        }
        let rest = &text[range.end + 1..];
        let rest = rest.strip_prefix("have ").or_else(|| rest.strip_prefix("personally ")).unwrap_or(rest);
        HEROIC.contains(&rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
    })
}

fn superlatives(input: &Case<'_>, checker: &mut Checker<'_>) {
    let is_boast = |prose: &Prose<'_>, word: &str, at: &Range<usize>| {
        let after = prose.after(at);
        !PLAIN.iter().any(|(phrase, continuations)| {
            *phrase == word && continuations.iter().any(|continuation| after.starts_with(continuation))
        })
    };
    each(
        input,
        &SUPERLATIVES,
        is_boast,
        |word, place, checker| {
            let message = format!("panels discount “{word}”");
            checker.report_at(
                Severity::Info,
                "CLM-05",
                place,
                message,
                "say what changed, for whom and by how much",
            );
        },
        checker,
    );
}

/// Reports, for every word and every text of the page, the first occurrence that counts.
fn each(
    input: &Case<'_>,
    words: &[&str],
    counts: impl Fn(&Prose<'_>, &str, &Range<usize>) -> bool,
    report: impl Fn(&str, Location, &mut Checker<'_>),
    checker: &mut Checker<'_>,
) {
    for (field, prose) in input.texts() {
        for word in words {
            if let Some(at) = prose.find(word).find(|range| counts(prose, word, range)) {
                report(word, input.place(field, at), checker);
            }
        }
    }
}
