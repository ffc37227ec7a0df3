//! The ledger of pitfalls.

use std::collections::BTreeMap;

use crate::content::enums::{PitfallKind, PitfallResolution};
use crate::model::generated_pages::GeneratedPage;
use crate::render::context::pitfalls::{GuardContext, LedgerEntry, LedgerGroup};
use crate::render::context::shared::Link;
use crate::render::page::HtmlPage;
use crate::render::parts::card::MAX_LIST_ENTRIES;
use crate::render::renderer::Renderer;
use crate::render::text;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn pitfalls_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("ledger", &self.pitfall_ledger());
        let owner = &self.portfolio.profile.name;
        let description = format!("What got in the way of the work of {owner}, and what was done about it.");
        let meta = self.generated_meta(GeneratedPage::Pitfalls, Some(description));
        HtmlPage { meta, values }
    }

    /// The ledger of pitfalls by kind, the most frequent first, with the guards that approaches name.
    pub(crate) fn pitfall_ledger(&self) -> Vec<LedgerGroup> {
        let mut by_kind: BTreeMap<&'static str, (PitfallKind, Vec<LedgerEntry>)> = BTreeMap::new();
        for study in &self.portfolio.studies {
            for pitfall in &study.pitfalls {
                let entry = LedgerEntry {
                    what: pitfall.what.clone(),
                    mitigation: pitfall.mitigation.clone(),
                    resolved: pitfall.resolved.map(|resolved| text::label(resolved.id(), resolved.label())),
                    date: pitfall.date.map(text::date),
                    study: Link { title: study.head.title.clone(), path: self.href(&study.head.path) },
                };
                by_kind.entry(pitfall.kind.id()).or_insert((pitfall.kind, Vec::new())).1.push(entry);
            }
        }
        let mut groups: Vec<LedgerGroup> = by_kind
            .into_values()
            .map(|(kind, mut entries)| {
                let resolved = entries.iter().filter(|entry| is_resolved(entry)).count();
                let times = |count: usize| match count {
                    0 => "not once".to_owned(),
                    1 => "once".to_owned(),
                    2 => "twice".to_owned(),
                    count => format!("{} times", text::spell_count(count)),
                };
                let summary = format!("Met {}, resolved {}", times(entries.len()), times(resolved));
                entries.truncate(MAX_LIST_ENTRIES);
                let kind_label = text::label(kind.id(), kind.label());
                LedgerGroup { kind: kind_label, summary, guards: self.pitfall_guards(kind), entries }
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.entries.len()));
        groups
    }

    fn pitfall_guards(&self, kind: PitfallKind) -> Vec<GuardContext> {
        let mut guards = Vec::new();
        for approach in &self.portfolio.approaches {
            let of_kind = approach.pitfalls.iter().filter(|pitfall| pitfall.kind == kind);
            guards.extend(of_kind.filter_map(|pitfall| pitfall.guard.clone()).map(|guard| GuardContext {
                approach: Link { title: approach.head.title.clone(), path: self.href(&approach.head.path) },
                guard,
            }));
        }
        guards
    }
}

fn is_resolved(entry: &LedgerEntry) -> bool {
    entry.resolved.as_ref().is_some_and(|label| label.id == PitfallResolution::Yes.id())
}
