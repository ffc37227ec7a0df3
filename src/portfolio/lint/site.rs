//! Rules about the portfolio as a whole: who gets to lead, what is missing, whether it is too perfect.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::collect::SETTINGS;
use crate::content::vocabulary::PersonKind;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::portfolio::measure::Reached;
use crate::portfolio::model::{Approach, CaseStudy, Framework, Person, PersonId, Settings};

/// So many case studies say something together.
const MANY: usize = 4;
/// What a panel reads (Painter and Wetzel): case studies, and minutes.
const FEATURED: usize = 4;
const MINUTES: usize = 10;
/// A longer title was copied from a text that somebody owns.
const TITLE: usize = 160;

/// A portfolio, as far as these rules ask.
pub(in crate::portfolio) struct Whole<'a> {
    pub(in crate::portfolio) settings: &'a Settings,
    pub(in crate::portfolio) people: &'a [Person],
    pub(in crate::portfolio) studies: &'a [Arc<CaseStudy>],
    pub(in crate::portfolio) approaches: &'a [Approach],
    pub(in crate::portfolio) frameworks: &'a [Framework],
    /// The framework that the author is measured by, by id.
    pub(in crate::portfolio) primary_framework: Option<&'a str>,
}

/// Tells what only shows when all pages are seen together.
pub(in crate::portfolio) fn whole(whole: &Whole<'_>, diagnostics: &mut Diagnostics) {
    let mut say = |it: Diagnostic| diagnostics.push(it);
    featured(whole, &mut say);
    approaches(whole, &mut say);
    standards(whole, &mut say);
    perfect(whole, &mut say);
    same_leaders(whole, &mut say);
    if whole.settings.comments.is_some() {
        let message = "comments are on: what others write on your page is yours to answer for";
        let help = "read them before they show, and tell visitors who sees their data";
        say(Diagnostic::warning("POR-03", SETTINGS, message).field("privacy.comments").help(help));
    }
}

fn featured(whole: &Whole<'_>, say: &mut impl FnMut(Diagnostic)) {
    let featured = &whole.settings.featured;
    let minutes: usize = featured.iter().map(|it| whole.studies[it.0].body.outline.reading_minutes()).sum();
    let message = if featured.len() > FEATURED {
        format!("{} case studies are featured", featured.len())
    } else if minutes > MINUTES {
        format!("the featured case studies take {minutes} minutes to read")
    } else {
        return;
    };
    let help = "panels read for ten minutes: feature your best, four at most";
    say(Diagnostic::warning("POR-01", SETTINGS, message).field("featured").help(help));
}

fn approaches(whole: &Whole<'_>, say: &mut impl FnMut(Diagnostic)) {
    for approach in whole.approaches {
        let source = &approach.head.source;
        if approach.studies.is_empty() {
            let help = format!(
                "name it in a case study: `approaches: [{}]`; belief without practice convinces nobody",
                approach.head.id
            );
            say(Diagnostic::info("APR-02", source, "no case study shows this approach at work").help(help));
        }
        if approach.pitfalls.is_empty() {
            let help = "what goes wrong with it? add `pitfalls: [{ kind: unclear_roles, title: \"…\", guard: \"…\" }]`";
            say(Diagnostic::warning("APR-03", source, "the approach has no pitfalls").help(help));
        }
    }
}

fn standards(whole: &Whole<'_>, say: &mut impl FnMut(Diagnostic)) {
    for framework in whole.frameworks {
        let long = framework.standards.iter().filter(|it| it.title.chars().count() > TITLE);
        for standard in long {
            let message = format!("the title of `{}` is longer than {TITLE} characters", standard.id);
            let help = "keep the number and a short title; the text of a standard belongs to its publisher";
            say(Diagnostic::error("STD-07", &framework.source, message).field("standards").help(help));
        }
    }
    let primary = whole.primary_framework.and_then(|id| whole.frameworks.iter().find(|it| it.id == id));
    let Some(framework) = primary else { return };
    let gaps: Vec<&str> =
        framework.standards.iter().filter(|it| it.cited_by.is_empty()).map(|it| it.id.as_str()).collect();
    if !gaps.is_empty() && !whole.studies.is_empty() {
        let message = format!("no case study speaks to {} {}", framework.short, gaps.join(", "));
        let help = "a gap is worth knowing before a panel finds it; not every standard needs a case study";
        say(Diagnostic::info("STD-05", &framework.source, message).help(help));
    }
}

fn perfect(whole: &Whole<'_>, say: &mut impl FnMut(Diagnostic)) {
    let reached: Vec<Reached> = whole
        .studies
        .iter()
        .flat_map(|it| &it.outcomes)
        .map(crate::portfolio::model::Outcome::reached)
        .filter(|it| *it != Reached::Unknown)
        .collect();
    if reached.len() >= MANY && reached.iter().all(|it| *it == Reached::Met) {
        let message = format!("all {} outcomes with a target were met", reached.len());
        let help = "readers doubt a perfect record: the work that fell short is the one they learn from";
        say(Diagnostic::info("OUT-16", SETTINGS, message).help(help));
    }
}

/// Who gets to lead? (Lumby 2013)
fn same_leaders(whole: &Whole<'_>, say: &mut impl FnMut(Diagnostic)) {
    if whole.studies.len() < MANY {
        return;
    }
    let mut led: BTreeMap<PersonId, usize> = BTreeMap::new();
    for study in whole.studies {
        for id in study.led_by.iter().filter(|it| whole.people[it.0].kind != PersonKind::Owner) {
            *led.entry(*id).or_default() += 1;
        }
    }
    let most = led.into_iter().max_by_key(|it| it.1).filter(|it| it.1 * 2 > whole.studies.len());
    let Some((id, count)) = most else { return };
    let message =
        format!("`{}` leads in {count} of {} case studies", whole.people[id.0].id, whole.studies.len());
    let help = "readers ask who else got the chance: add work that others led, or say why";
    say(Diagnostic::info("DEL-14", "content/people.yaml", message).help(help));
}
