//! Resolves `packs/*.yaml`: case studies selected for one panel, each with the criterion it answers.

use super::exclusions::Exclusions;
use super::head::{PublishFilter, check_schema_version, derive_id};
use crate::content::checker::{Checker, IdIndex, non_blank};
use crate::content::schema::pack::{RawPack, RawPackCase};
use crate::diagnostic::{Addition, Diagnostics, Severity};
use crate::model::generated_pages;
use crate::model::ids::StudyId;
use crate::model::pack::{Pack, PackCase};
use crate::urls::Slug;
use crate::yaml;

/// More case studies than this get a warning: panels do not read more (Painter and Wetzel).
const MAX_RECOMMENDED_CASES: usize = 5;

/// Resolves the packs that this audience may see; packs past their `until` date are excluded.
pub(super) fn resolve_packs(
    raw: Vec<(String, RawPack)>,
    studies: &IdIndex<StudyId>,
    filter: &PublishFilter,
    exclusions: &mut Exclusions,
    diagnostics: &mut Diagnostics,
) -> Vec<Pack> {
    let mut packs = Vec::new();
    for (path, raw) in raw {
        let mut checker = Checker { path: &path, diagnostics };
        let expired = raw.until.filter(|date| date.last_day() < filter.today);
        let reason = filter
            .audience_exclusion_reason(raw.visibility)
            .or_else(|| expired.map(|date| format!("it ended on {date}")));
        let title = raw.title.clone().unwrap_or_else(|| path.clone());
        // Errors of an expired pack are reported all the same: its owner may use it again.
        let pack = resolve_pack(raw, studies, &mut checker);
        match reason {
            Some(reason) => exclusions.add_page(path, format!("pack “{title}”"), reason),
            None => packs.extend(pack),
        }
    }
    packs
}

fn resolve_pack(raw: RawPack, studies: &IdIndex<StudyId>, checker: &mut Checker<'_>) -> Option<Pack> {
    let RawPack { schema, sample, id, title, intro, until, visibility: _, cases } = raw;
    check_schema_version(schema, checker);
    let id = derive_id(checker.path, non_blank(id).as_deref())?;
    if let Err(error) = Slug::parse(&id) {
        checker.report_bad_address("id", error);
        return None;
    }
    let title = checker.require_text(title, "title", "who it is for");
    let mut resolved = Vec::new();
    let raw_cases = cases.unwrap_or_default();
    let count = raw_cases.len();
    for (index, RawPackCase { case, criterion, why }) in raw_cases.into_iter().enumerate() {
        let field = format!("cases[{index}].case");
        let example = || {
            studies.placeholder().unwrap_or_else(|| yaml::placeholder("the name of a file in case-studies/"))
        };
        let Some(id) = checker.require(non_blank(case), &field, example) else { continue };
        if let Some(study) = checker.resolve_id(&id, &field, studies, "LNK-02", "a case study") {
            resolved.push(PackCase { study, criterion: non_blank(criterion), why: non_blank(why) });
        }
    }
    if count == 0 {
        let message = "the pack has no case studies";
        match studies.placeholder() {
            Some(id) => checker.suggest(
                (Severity::Error, "REQ-01"),
                "cases",
                message,
                "list each one with the panel's criterion (`criterion`) and why it fits (`why`)",
                Addition::new("cases[]", format!("{{ case: {id} }}")),
            ),
            None => {
                checker.error(
                    "REQ-01",
                    "cases",
                    message,
                    "write a case study first, then list it in `cases`",
                );
            }
        }
    }
    if count > MAX_RECOMMENDED_CASES {
        let help = "panels read for ten minutes: choose five at most";
        checker.warning("PAK-01", "cases", format!("the pack has {count} case studies"), help);
    }
    Some(Pack {
        source: checker.path.to_owned(),
        path: generated_pages::pack_path(&id),
        title: title?,
        intro: non_blank(intro),
        until,
        sample: sample.unwrap_or(false),
        cases: resolved,
    })
}
