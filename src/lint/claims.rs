//! Rules CLM: wording that claims more than the evidence supports, or more credit than is due.

use std::ops::Range;

use super::input::{PageLintInput, non_blank};
use super::lexicon::{
    CAUSAL_PHRASES, HARMLESS_CAUSAL_USES, HEDGES, HEROIC_VERBS, LITERAL_SUPERLATIVES, POSSESSIVE_PHRASES,
    SUPERLATIVES,
};
use super::prose::{self, Prose};
use crate::content::checker::Checker;
use crate::content::enums::{ClaimStrength, ComparisonKind};
use crate::diagnostic::{Addition, Location, Severity};
use crate::yaml;

pub(super) fn check(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    for (index, outcome) in input.outcomes().iter().enumerate() {
        let field = format!("outcomes[{index}]");
        let kind = outcome.comparison.as_ref().and_then(|comparison| comparison.kind);
        match outcome.claim {
            Some(ClaimStrength::Caused) if !supports_causation(kind) => {
                let supported = if kind.is_none_or(|kind| kind == ComparisonKind::None) {
                    "reported"
                } else {
                    "associated"
                };
                checker.suggest(
                    (Severity::Error, "CLM-01"),
                    &format!("{field}.claim"),
                    "the claim is `caused`, but no comparable group supports it",
                    "that takes a matched or randomized comparison: record one in `comparison`, or make a weaker claim",
                    Addition::new(format!("{field}.claim"), supported),
                );
            }
            Some(ClaimStrength::Contributed) if non_blank(&outcome.contribution).is_none() => {
                checker.suggest(
                    (Severity::Warning, "CLM-04"),
                    &format!("{field}.claim"),
                    "the claim is `contributed`, but nothing says how",
                    "say how it worked and what else could explain the result",
                    Addition::new(
                        format!("{field}.contribution"),
                        yaml::placeholder("how it worked, and what else could explain it"),
                    ),
                );
            }
            Some(ClaimStrength::Associated) if kind.is_none_or(|kind| kind == ComparisonKind::None) => {
                checker.suggest(
                    (Severity::Warning, "CLM-06"),
                    &format!("{field}.claim"),
                    "the claim is `associated`, but nothing is compared",
                    "associated, compared with what? Describe it in `comparison`, or make a weaker claim",
                    Addition::new(format!("{field}.claim"), "reported"),
                );
            }
            _ => {}
        }
    }
    check_causal_wording(input, checker);
    check_credit(input, checker);
    check_superlatives(input, checker);
}

/// Whether a comparison supports a causal claim: ESSA tiers 1 ("strong") and 2 ("moderate").
fn supports_causation(kind: Option<ComparisonKind>) -> bool {
    matches!(kind, Some(ComparisonKind::Matched | ComparisonKind::Randomised))
}

fn check_causal_wording(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let is_supported = input.outcomes().iter().any(|outcome| match outcome.claim {
        Some(ClaimStrength::Caused) => {
            supports_causation(outcome.comparison.as_ref().and_then(|comparison| comparison.kind))
        }
        Some(ClaimStrength::Contributed) => non_blank(&outcome.contribution).is_some(),
        _ => false,
    });
    if is_supported {
        return;
    }
    let is_claim = |prose: &Prose<'_>, word: &str, at: &Range<usize>| {
        let (before, after) = (prose.text_before(at), prose.text_after(at));
        let is_harmless = HARMLESS_CAUSAL_USES.iter().any(|(phrase, continuations)| {
            *phrase == word && continuations.iter().any(|continuation| after.starts_with(continuation))
        });
        !is_harmless && !HEDGES.iter().any(|doubt| before.contains(doubt))
    };
    let help = "describe what you saw, such as “rose while” or “in the same year”; or record an outcome with `claim: \
        contributed` and say how";
    report_first_uses(
        input,
        &CAUSAL_PHRASES,
        is_claim,
        |word, place, checker| {
            let message = format!("“{word}” claims a cause that no outcome on this page supports");
            checker.report_at(Severity::Warning, "CLM-02", place, message, help);
        },
        checker,
    );
}

fn check_credit(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    if input.is_led_by_owner_alone() {
        return;
    }
    for (field, prose) in input.prose_by_field() {
        let heroic_claim = find_heroic_claim(prose).filter(|range| prose.is_author_voice(range));
        let found = heroic_claim
            .or_else(|| POSSESSIVE_PHRASES.iter().find_map(|word| prose.find_phrase(word).next().cloned()));
        let Some(at) = found else { continue };
        let message = "this gives you the credit, but others led";
        let help =
            "name them, by role if necessary: “the two leads rewrote …”; giving credit earns you credit";
        checker.report_at(Severity::Info, "CLM-03", input.location(field, &at), message, help);
    }
}

/// The range of the "I" in the first heroic claim: "I led", "I have built", "I personally designed".
fn find_heroic_claim(prose: &Prose<'_>) -> Option<Range<usize>> {
    let text = prose.text();
    let mut pronouns = text.match_indices("I ").map(|(start, _)| start..start + 1);
    pronouns.find(|range| {
        if !prose::is_whole_word(text, range) {
            return false;
        }
        let rest = &text[range.end + 1..];
        let rest = rest.strip_prefix("have ").or_else(|| rest.strip_prefix("personally ")).unwrap_or(rest);
        HEROIC_VERBS.contains(&rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
    })
}

fn check_superlatives(input: &PageLintInput<'_>, checker: &mut Checker<'_>) {
    let is_boast = |prose: &Prose<'_>, word: &str, at: &Range<usize>| {
        let after = prose.text_after(at);
        !LITERAL_SUPERLATIVES.iter().any(|(phrase, continuations)| {
            *phrase == word && continuations.iter().any(|continuation| after.starts_with(continuation))
        })
    };
    report_first_uses(
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
                "say what changed, for whom, and by how much",
            );
        },
        checker,
    );
}

/// Reports, for every word and every text of the page, the first occurrence that counts.
fn report_first_uses(
    input: &PageLintInput<'_>,
    words: &[&str],
    counts: impl Fn(&Prose<'_>, &str, &Range<usize>) -> bool,
    report: impl Fn(&str, Location, &mut Checker<'_>),
    checker: &mut Checker<'_>,
) {
    for (field, prose) in input.prose_by_field() {
        for word in words {
            if let Some(at) = prose.find_phrase(word).find(|range| counts(prose, word, range)) {
                report(word, input.location(field, at), checker);
            }
        }
    }
}
