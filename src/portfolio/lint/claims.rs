//! CLM: does the wording claim more than the evidence, or more credit than is due?

use std::ops::Range;

use super::prose::{self, Prose};
use super::{Case, present};
use crate::content::vocabulary::{Claim, ComparisonKind};
use crate::diagnostic::{Place, Severity};
use crate::portfolio::checker::Checker;

/// Words that say that one thing made another.
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

/// What may stand before a causal word that takes its claim away again.
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

/// "Due to start", "thanks to everybody", "drove the minibus": no claim about the work.
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

/// Words that panels discount.
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

/// What is transformed, or turned around, without boasting.
const PLAIN: [(&str, &[&str]); 3] = [
    ("transformed", &["the data", "into a table", "scores", "coordinates"]),
    ("transformation", &["of data", "of the data", "of shapes", "geometry"]),
    ("turnaround", &["time", "of marking", "of results"]),
];

/// Verbs of the hero of a story.
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

/// What makes others' work one's own.
const OWN: [&str; 5] = ["my programme", "my program", "my initiative", "my project", "my committee"];

/// All words of this file that are looked for.
pub(super) const WORDS: &[&[&str]] = &[&CAUSAL, &SUPERLATIVES, &OWN];

pub(super) fn check(case: &Case<'_>, checker: &mut Checker<'_>) {
    for (at, outcome) in case.outcomes().iter().enumerate() {
        let field = format!("outcomes[{at}]");
        let kind = outcome.comparison.as_ref().and_then(|it| it.kind);
        match outcome.claim {
            Some(Claim::Caused) if !qualifies(kind) => {
                let help = "only a matched or randomised comparison carries that word: write `claim: associated`, or record the comparison";
                checker.error(
                    "CLM-01",
                    &format!("{field}.claim"),
                    "the claim is `caused`, and nothing comparable shows it",
                    help,
                );
            }
            Some(Claim::Contributed) if present(&outcome.contribution).is_none() => {
                let help = "say how it worked and what else could explain it: `contribution: \"…\"`";
                checker.warning(
                    "CLM-04",
                    &format!("{field}.claim"),
                    "the claim is `contributed`, and nothing says how",
                    help,
                );
            }
            Some(Claim::Associated) if kind.is_none_or(|it| it == ComparisonKind::None) => {
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
    causes(case, checker);
    credit(case, checker);
    superlatives(case, checker);
}

/// Comparisons that let one speak of causes (the ESSA tiers “strong” and “moderate”).
fn qualifies(kind: Option<ComparisonKind>) -> bool {
    matches!(kind, Some(ComparisonKind::Matched | ComparisonKind::Randomised))
}

fn causes(case: &Case<'_>, checker: &mut Checker<'_>) {
    let carries = case.outcomes().iter().any(|it| match it.claim {
        Some(Claim::Caused) => qualifies(it.comparison.as_ref().and_then(|it| it.kind)),
        Some(Claim::Contributed) => present(&it.contribution).is_some(),
        _ => false,
    });
    if carries {
        return;
    }
    let is_claim = |prose: &Prose<'_>, word: &str, at: &Range<usize>| {
        let (before, after) = (prose.before(at), prose.after(at));
        let harmless =
            HARMLESS.iter().any(|(it, rest)| *it == word && rest.iter().any(|it| after.starts_with(it)));
        !harmless && !DOUBTS.iter().any(|it| before.contains(it))
    };
    let help = "say what you saw: “rose while”, “in the same year”; or record an outcome with `claim: contributed` and how";
    each(
        case,
        &CAUSAL,
        is_claim,
        |word, place, checker| {
            let message = format!("“{word}” claims a cause that no outcome of this page carries");
            checker.at(Severity::Warning, "CLM-02", place, message, help);
        },
        checker,
    );
}

fn credit(case: &Case<'_>, checker: &mut Checker<'_>) {
    if case.led_alone() {
        return;
    }
    for (field, prose) in case.texts() {
        let hero = heroic(prose).filter(|it| prose.is_own(it));
        let found = hero.or_else(|| OWN.iter().find_map(|it| prose.find(it).next().cloned()));
        let Some(at) = found else { continue };
        let message = "this tells it as your own deed, and others led";
        let help = "name them, by role if need be: “the two leads rewrote …”; credit given is credit earned";
        checker.at(Severity::Info, "CLM-03", case.place(field, &at), message, help);
    }
}

/// "I led", "I have built", "I personally designed".
fn heroic(prose: &Prose<'_>) -> Option<Range<usize>> {
    let text = prose.text();
    let mut alone = text.match_indices("I ").map(|it| it.0..it.0 + 1).filter(|it| prose::is_word(text, it));
    alone.find(|it| {
        let rest = &text[it.end + 1..];
        let rest = rest.strip_prefix("have ").or_else(|| rest.strip_prefix("personally ")).unwrap_or(rest);
        HEROIC.contains(&rest.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default())
    })
}

fn superlatives(case: &Case<'_>, checker: &mut Checker<'_>) {
    let boasts = |prose: &Prose<'_>, word: &str, at: &Range<usize>| {
        let after = prose.after(at);
        !PLAIN.iter().any(|(it, rest)| *it == word && rest.iter().any(|it| after.starts_with(it)))
    };
    each(
        case,
        &SUPERLATIVES,
        boasts,
        |word, place, checker| {
            let message = format!("panels discount “{word}”");
            checker.at(
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

/// Tells of the first of every word in the headlines and in the body.
fn each(
    case: &Case<'_>,
    words: &[&str],
    counts: impl Fn(&Prose<'_>, &str, &Range<usize>) -> bool,
    tell: impl Fn(&str, Place, &mut Checker<'_>),
    checker: &mut Checker<'_>,
) {
    for (field, prose) in case.texts() {
        for word in words {
            if let Some(at) = prose.find(word).find(|it| counts(prose, word, it)) {
                tell(word, case.place(field, at), checker);
            }
        }
    }
}
