//! The ledger of pitfalls.

use std::collections::BTreeMap;

use crate::content::enums::{PitfallKind, PitfallResolution};
use crate::model::generated_pages::GeneratedPage;
use crate::render::context::pitfalls::{GuardContext, LedgerEntry, LedgerGroup};
use crate::render::context::shared::Link;
use crate::render::page::HtmlPage;
use crate::render::parts::card::MAX_LIST_ENTRIES;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

impl Renderer<'_> {
    pub(crate) fn pitfalls_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("ledger", &self.pitfall_ledger());
        let description = self.text_about_owner("about-pitfalls");
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
                    resolved: pitfall.resolved.map(|resolved| self.label(resolved)),
                    date: pitfall.date.map(|date| self.date(date)),
                    study: Link { title: study.head.title.clone(), path: self.href(&study.head.path) },
                };
                by_kind.entry(pitfall.kind.id()).or_insert((pitfall.kind, Vec::new())).1.push(entry);
            }
        }
        let mut groups: Vec<LedgerGroup> = by_kind
            .into_values()
            .map(|(kind, mut entries)| {
                let resolved = entries.iter().filter(|entry| is_resolved(entry)).count();
                let counts = [("count", entries.len().into()), ("resolved", resolved.into())];
                let summary = self.text_with("came-up", counts);
                entries.truncate(MAX_LIST_ENTRIES);

                LedgerGroup { kind: self.label(kind), summary, guards: self.pitfall_guards(kind), entries }
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
