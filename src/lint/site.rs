//! Rules about the portfolio as a whole: featured work, approaches, standards, flawless records, repeated leaders.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::enums::PersonKind;
use crate::content::load::SETTINGS_FILE;
use crate::content::markdown::Heading;
use crate::diagnostic::{Addition, Diagnostic, Diagnostics};
use crate::model::case_study::CaseStudy;
use crate::model::framework::Framework;
use crate::model::framework::MAX_STANDARD_TITLE;
use crate::model::ids::PersonId;
use crate::model::page::Approach;
use crate::model::person::Person;
use crate::model::settings::SiteSettings;
use crate::model::units::TargetStatus;
use crate::yaml;

/// The fewest case studies or outcomes from which a pattern is inferred.
const MIN_SAMPLE: usize = 4;
/// The most featured case studies that a panel reads (Painter and Wetzel).
const MAX_FEATURED: usize = 4;
/// The longest reading time of the featured case studies together, in minutes (Painter and Wetzel).
const MAX_FEATURED_MINUTES: usize = 10;

/// The parts of a portfolio that the rules need.
pub(crate) struct SiteLintInput<'a> {
    pub(crate) settings: &'a SiteSettings,
    pub(crate) people: &'a [Person],
    pub(crate) studies: &'a [Arc<CaseStudy>],
    pub(crate) approaches: &'a [Approach],
    pub(crate) frameworks: &'a [Framework],
    /// The id of the framework that the author is assessed by.
    pub(crate) primary_framework: Option<&'a str>,
}

/// Runs the rules that need all pages.
pub(crate) fn check_site(site: &SiteLintInput<'_>, diagnostics: &mut Diagnostics) {
    let mut report = |diagnostic: Diagnostic| diagnostics.push(diagnostic);
    check_featured(site, &mut report);
    check_approaches(site, &mut report);
    check_standards(site, &mut report);
    check_flawless_record(site, &mut report);
    check_repeated_leaders(site, &mut report);
    if site.settings.comments.is_some() {
        let message = "comments are on: you are responsible for what others write on your pages";
        let help = "review them before they appear, and tell visitors who sees their data";
        report(Diagnostic::warning("POR-03", SETTINGS_FILE, message).field("privacy.comments").help(help));
    }
    for (index, origin) in site.settings.allowed_hosts.iter().enumerate() {
        let host = origin.trim_start_matches("https://");
        let message = format!("`{host}` sees who reads your pages: when, where from, and with which device");
        let help =
            "say so on a page, with the name of the service; in many countries, readers must be asked first";
        let field = format!("privacy.allow_hosts[{index}]");
        report(Diagnostic::warning("POR-08", SETTINGS_FILE, message).field(field).help(help));
    }
}

fn check_featured(site: &SiteLintInput<'_>, report: &mut impl FnMut(Diagnostic)) {
    let featured = &site.settings.featured;
    let minutes: usize = featured.iter().map(|id| site.studies[id.0].body.outline.reading_minutes()).sum();
    let message = if featured.len() > MAX_FEATURED {
        format!("{} case studies are featured", featured.len())
    } else if minutes > MAX_FEATURED_MINUTES {
        format!("the featured case studies take {minutes} minutes to read")
    } else {
        return;
    };
    let help = "panels read for ten minutes: feature your best, four at most";
    report(Diagnostic::warning("POR-01", SETTINGS_FILE, message).field("featured").help(help));
}

fn check_approaches(site: &SiteLintInput<'_>, report: &mut impl FnMut(Diagnostic)) {
    for approach in site.approaches {
        let source = &approach.head.source;
        if approach.studies.is_empty() {
            let id = yaml::quote_if_needed(&approach.head.id);
            let help = format!(
                "beliefs without practice convince no one: name it in `approaches` in a case study, such as \
                `approaches: [{id}]`"
            );
            report(Diagnostic::info("APR-02", source, "no case study uses this approach").help(help));
        }
        if approach.pitfalls.is_empty() {
            let (title, guard) =
                (yaml::placeholder("what goes wrong"), yaml::placeholder("what guards against it"));
            let addition = Addition::new("pitfalls[]", format!("{{ title: {title}, guard: {guard} }}"));
            let (message, help) =
                match approach.body.outline.headings.iter().find(|heading| names_pitfalls(heading)) {
                    Some(heading) => (
                        "the text describes pitfalls, but `pitfalls` lists none".to_owned(),
                        format!(
                            "add those of “{}” to `pitfalls`, so that they also appear on the pitfalls page",
                            heading.title
                        ),
                    ),
                    None => (
                        "the approach has no pitfalls".to_owned(),
                        "someone who sees no risks hasn't tried it".to_owned(),
                    ),
                };
            report(Diagnostic::warning("APR-03", source, message).help(help).addition(addition));
        }
    }
}

/// Whether a heading is that of a text about what may go wrong, in the languages that leadfolio has words of.
fn names_pitfalls(heading: &Heading) -> bool {
    const WORDS: [&str; 35] = [
        "pitfall",
        "risk",
        "drawback",
        "downside",
        "disadvantage",
        "limitation",
        "danger",
        "go wrong",
        "goes wrong",
        "gone wrong",
        "went wrong",
        "obstáculo",
        "riesgo",
        "dificultad",
        "desventaja",
        "limitaciones",
        "stolperstein",
        "fallstrick",
        "risik",
        "nachteil",
        "schwierigkeit",
        "grenzen",
        "risque",
        "écueil",
        "piège",
        "difficulté",
        "limites",
        "risco",
        "armadilha",
        "dificuldade",
        "limitações",
        "مخاطر",
        "المخاطر",
        "عقبات",
        "العقبات",
    ];
    let title = heading.title.to_lowercase();
    let begins_word = |at: usize| !title[..at].ends_with(char::is_alphanumeric);
    WORDS.iter().any(|word| title.match_indices(*word).any(|(at, _)| begins_word(at)))
}

fn check_standards(site: &SiteLintInput<'_>, report: &mut impl FnMut(Diagnostic)) {
    for framework in site.frameworks {
        let too_long =
            framework.standards.iter().filter(|standard| standard.title.chars().count() > MAX_STANDARD_TITLE);
        for standard in too_long {
            let message =
                format!("the title of `{}` is longer than {MAX_STANDARD_TITLE} characters", standard.id);
            let help = "keep the number and a short title; the text of a standard belongs to its publisher";
            report(Diagnostic::error("STD-07", &framework.source, message).field("standards").help(help));
        }
    }
    let primary =
        site.primary_framework.and_then(|id| site.frameworks.iter().find(|framework| framework.id == id));
    let Some(framework) = primary else { return };
    let uncited = framework.standards.iter().filter(|standard| standard.cited_by.is_empty());
    let gaps: Vec<&str> = uncited.map(|standard| standard.id.as_str()).collect();
    if !gaps.is_empty() && !site.studies.is_empty() {
        let message = format!("no case study addresses {} {}", framework.short, gaps.join(", "));
        let help = "it's better to find a gap before a panel does; not every standard needs a case study";
        report(Diagnostic::info("STD-05", &framework.source, message).help(help));
    }
}

fn check_flawless_record(site: &SiteLintInput<'_>, report: &mut impl FnMut(Diagnostic)) {
    let reached: Vec<TargetStatus> = site
        .studies
        .iter()
        .flat_map(|study| &study.outcomes)
        .map(crate::model::outcome::Outcome::target_status)
        .filter(|status| *status != TargetStatus::Unknown)
        .collect();
    if reached.len() >= MIN_SAMPLE && reached.iter().all(|status| *status == TargetStatus::Met) {
        let message = format!("all {} outcomes with a target met it", reached.len());
        let help = "readers doubt a perfect record: they learn most from work that fell short";
        report(Diagnostic::info("OUT-16", SETTINGS_FILE, message).help(help));
    }
}

/// Reports a person who leads more than half of the case studies (Lumby 2013, on who gets to lead).
fn check_repeated_leaders(site: &SiteLintInput<'_>, report: &mut impl FnMut(Diagnostic)) {
    if site.studies.len() < MIN_SAMPLE {
        return;
    }
    let mut led: BTreeMap<PersonId, usize> = BTreeMap::new();
    for study in site.studies {
        for id in study.led_by.iter().filter(|id| site.people[id.0].kind != PersonKind::Owner) {
            *led.entry(*id).or_default() += 1;
        }
    }
    let most = led.into_iter().max_by_key(|(_, count)| *count);
    let Some((id, count)) = most.filter(|(_, count)| count * 2 > site.studies.len()) else { return };
    let message = format!("`{}` leads {count} of {} case studies", site.people[id.0].id, site.studies.len());
    let help = "readers ask who else got the chance: add work that others led, or say why";
    report(Diagnostic::info("DEL-14", "content/people.yaml", message).help(help));
}
