//! `packs/*.yaml`: a few case studies for one panel, put to its own criteria.

use super::head::{Gate, id_of, schema_version};
use super::sorter::Hidden;
use crate::content::schema::{RawPack, RawPackCase};
use crate::diagnostic::Diagnostics;
use crate::portfolio::checker::{Checker, Names, text};
use crate::portfolio::model::{HeldBack, Pack, PackCase, StudyId};
use crate::portfolio::url::Slug;

/// More than a panel reads (Painter and Wetzel).
const MANY: usize = 5;

/// Resolves the packs that this audience may see today.
pub(super) fn packs(
    raw: Vec<(String, RawPack)>,
    studies: &Names,
    gate: &Gate,
    hidden: &mut Hidden,
    diagnostics: &mut Diagnostics,
) -> Vec<Pack> {
    let mut packs = Vec::new();
    for (path, raw) in raw {
        let mut checker = Checker { path: &path, diagnostics };
        let over = raw.until.filter(|it| it.last_day() < gate.today);
        let reason =
            gate.not_for_audience(raw.visibility).or_else(|| over.map(|it| format!("it ended on {it}")));
        let title = raw.title.clone().unwrap_or_else(|| path.clone());
        // Faults of a pack that is over are told all the same: it may be needed again.
        let pack = pack(raw, studies, &mut checker);
        match reason {
            Some(reason) => {
                hidden
                    .held_back
                    .push(HeldBack { path, what: format!("pack “{title}”"), reason, page: true });
            }
            None => packs.extend(pack),
        }
    }
    packs
}

fn pack(raw: RawPack, studies: &Names, checker: &mut Checker<'_>) -> Option<Pack> {
    let RawPack { schema, sample, id, title, intro, until, visibility: _, cases } = raw;
    schema_version(schema, checker);
    let id = id_of(checker.path, text(id).as_deref())?;
    if let Err(fault) = Slug::parse(&id) {
        checker.bad_address("id", fault);
        return None;
    }
    let title = checker.required_text(title, "title", "title: \"For the panel of Larkmere\"");
    let mut found = Vec::new();
    let raw_cases = cases.unwrap_or_default();
    let asked = raw_cases.len();
    for (at, RawPackCase { case, criterion, why }) in raw_cases.into_iter().enumerate() {
        let field = format!("cases[{at}].case");
        let Some(id) = checker.required_text(case, &field, "case: culture-committee") else { continue };
        if let Some(number) = checker.one(&id, &field, studies, "LNK-02", "a case study") {
            found.push(PackCase { study: StudyId(number), criterion: text(criterion), why: text(why) });
        }
    }
    if asked == 0 {
        let help = "add `cases: [{ case: culture-committee, criterion: \"Builds capacity\", why: \"One sentence\" }]`";
        checker.error("REQ-01", "cases", "the pack holds no case study", help);
    }
    if asked > MANY {
        let help = "panels read for ten minutes: choose five at most";
        checker.warning("PAK-01", "cases", format!("the pack holds {asked} case studies"), help);
    }
    Some(Pack {
        source: checker.path.to_owned(),
        path: format!("packs/{id}/"),
        title: title?,
        intro: text(intro),
        until,
        sample: sample.unwrap_or(false),
        cases: found,
    })
}
