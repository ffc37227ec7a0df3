//! Resolves all case studies, in parallel. A preview resolves only those whose document or context changed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::artifact;
use super::context::{ContextKey, ResolveContext};
use super::exclusions::Exclusions;
use super::partition::Partition;
use super::study::resolve_study;
use super::study_typography::typeset_study;
use crate::content::checker::{Checker, IdIndex};
use crate::content::document::{Body, Document};
use crate::content::schema::case_study::RawCaseStudy;
use crate::diagnostic::Diagnostics;
use crate::lint;
use crate::model::case_study::CaseStudy;
use crate::model::ids::StudyId;

/// The resolved case studies of the last build: the same document in the same context resolves to the same result.
#[derive(Debug, Default)]
pub(super) struct StudyCache {
    key: Option<ContextKey>,
    /// Keyed by the path of the document.
    studies: HashMap<String, (Arc<Document<RawCaseStudy>>, ResolvedStudy)>,
}

/// The result of resolving one document.
#[derive(Clone, Debug)]
struct ResolvedStudy {
    /// `None` if the document has errors that leave no case study.
    study: Option<Arc<CaseStudy>>,
    exclusions: Exclusions,
    diagnostics: Diagnostics,
}

/// All case studies.
pub(super) struct ResolvedStudies {
    /// Newest first.
    pub(super) studies: Vec<Arc<CaseStudy>>,
    pub(super) ids: IdIndex<StudyId>,
    /// The files of those with errors that leave no case study, with their texts.
    pub(super) invalid: Vec<(String, Body)>,
}

/// Resolves the case studies.
pub(super) fn resolve_studies(
    mut partition: Partition<RawCaseStudy>,
    context: &ResolveContext<'_>,
    cache: Option<&mut StudyCache>,
    exclusions: &mut Exclusions,
    diagnostics: &mut Diagnostics,
) -> ResolvedStudies {
    for (document, reason) in &partition.excluded {
        artifact::exclude_page_artifacts(document, reason, context, exclusions);
    }
    let documents = std::mem::take(&mut partition.published);
    let texts: Vec<(String, Body)> =
        documents.iter().map(|document| (document.path.clone(), document.body.clone())).collect();
    let resolved = match cache {
        Some(cache) => cache.resolve(documents, context),
        None => documents.into_par_iter().map(|document| ResolvedStudy::resolve(document, context)).collect(),
    };
    let mut studies = Vec::with_capacity(resolved.len());
    let mut invalid = Vec::new();
    for (text, resolved) in texts.into_iter().zip(resolved) {
        let ResolvedStudy { study, exclusions: own_exclusions, diagnostics: own_diagnostics } = resolved;
        invalid.extend(study.is_none().then_some(text));
        diagnostics.append(own_diagnostics);
        exclusions.append(own_exclusions);
        studies.extend(study);
    }
    // Ties on the start date are broken by file, so that the order does not depend on scheduling.
    studies.sort_by(|a, b| {
        b.start.first_day().cmp(&a.start.first_day()).then_with(|| a.head.source.cmp(&b.head.source))
    });
    let ids = partition.index_ids(studies.iter().map(|study| &study.head), StudyId);
    ResolvedStudies { studies, ids, invalid }
}

impl StudyCache {
    /// Resolves what is not cached, and returns the results in the order of `documents`.
    fn resolve(
        &mut self,
        documents: Vec<Arc<Document<RawCaseStudy>>>,
        context: &ResolveContext<'_>,
    ) -> Vec<ResolvedStudy> {
        let key = ContextKey::from_context(context);
        if self.key.as_ref() != Some(&key) {
            self.studies.clear();
        }
        self.key = Some(key);
        let is_known = |document: &Arc<Document<RawCaseStudy>>| {
            self.studies.get(&document.path).is_some_and(|(known, _)| Arc::ptr_eq(known, document))
        };
        let new: Vec<_> = documents.iter().filter(|document| !is_known(document)).cloned().collect();
        let resolved: Vec<_> =
            new.par_iter().map(|document| ResolvedStudy::resolve(Arc::clone(document), context)).collect();
        let entries = new.into_iter().zip(resolved);
        self.studies
            .extend(entries.map(|(document, resolved)| (document.path.clone(), (document, resolved))));
        if self.studies.len() > documents.len() {
            let paths: HashSet<&str> = documents.iter().map(|document| document.path.as_str()).collect();
            self.studies.retain(|path, _| paths.contains(path.as_str()));
        }
        documents.iter().map(|document| self.studies[&document.path].1.clone()).collect()
    }
}

impl ResolvedStudy {
    /// Resolves and lints one document.
    fn resolve(document: Arc<Document<RawCaseStudy>>, context: &ResolveContext<'_>) -> Self {
        let document = Arc::unwrap_or_clone(document);
        let path = document.path.clone();
        let (mut exclusions, mut diagnostics, mut advice) =
            (Exclusions::default(), Diagnostics::default(), Diagnostics::default());
        for (field, place) in &document.lone_values {
            diagnostics.mark_lone_value(&path, field, place.clone());
        }
        // Lint reads the document as written, before resolving consumes it.
        let lint_checker = &mut Checker { path: &path, diagnostics: &mut advice };
        lint::check_study(&document, &context.lint, lint_checker);
        let acknowledged = document.raw.lint_allow.clone();
        let mut checker = Checker { path: &path, diagnostics: &mut diagnostics };
        let mut study = resolve_study(document, context, &mut exclusions, &mut checker);
        if let Some(study) = &mut study {
            typeset_study(study, context.lint.language);
        }
        let study = study.map(Arc::new);
        diagnostics.append(advice);
        let accepted = lint::accepted_by(acknowledged.as_deref().unwrap_or_default(), &path);
        lint::accept_diagnostics(&accepted, &mut diagnostics);
        Self { study, exclusions, diagnostics }
    }
}
