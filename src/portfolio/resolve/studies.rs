//! Resolves all case studies, in parallel. A preview resolves only those whose document or context changed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::artifact;
use super::head::Gate;
use super::sorter::{Hidden, Sorted};
use super::study::{World, study};
use crate::content::document::Document;
use crate::content::schema::RawCaseStudy;
use crate::diagnostic::Diagnostics;
use crate::portfolio::checker::{Checker, IdIndex};
use crate::portfolio::lint;
use crate::portfolio::model::{CaseStudy, Person, StandardId};

/// The resolved case studies of the last build: the same document in the same context resolves to the same result.
#[derive(Debug, Default)]
pub(super) struct Known {
    world: Option<OwnWorld>,
    /// Keyed by the path of the document.
    studies: HashMap<String, (Arc<Document<RawCaseStudy>>, Resolved)>,
}

/// The result of resolving one document.
#[derive(Clone, Debug)]
struct Resolved {
    /// `None` if the document has errors that leave no case study.
    study: Option<Arc<CaseStudy>>,
    hidden: Hidden,
    found: Diagnostics,
}

/// An owned copy of everything that resolving reads from a [`World`], compared to decide whether cached studies hold.
#[derive(Debug, PartialEq)]
struct OwnWorld {
    gate: Gate,
    people: Vec<Person>,
    person_names: IdIndex,
    approaches: IdIndex,
    positions: IdIndex,
    standards: HashMap<String, StandardId>,
    files: Vec<String>,
    min_group_size: u32,
    superseded: Vec<(String, String)>,
    contacts: Vec<String>,
    named_posts: Vec<String>,
}

impl OwnWorld {
    fn of(context: &World<'_>) -> Self {
        let World {
            gate,
            people,
            person_names,
            approaches,
            positions,
            standards,
            links,
            min_group_size,
            superseded,
            contacts,
            named_posts,
        } = *context;
        Self {
            gate,
            people: people.to_vec(),
            person_names: person_names.clone(),
            approaches: approaches.clone(),
            positions: positions.clone(),
            standards: standards.clone(),
            files: links.files().map(str::to_owned).collect(),
            min_group_size,
            superseded: superseded.to_vec(),
            contacts: contacts.to_vec(),
            named_posts: named_posts.to_vec(),
        }
    }
}

/// Resolves the case studies; returns them newest first, the index of all ids, and the files of invalid ones.
pub(super) fn resolve_studies(
    mut partition: Sorted<RawCaseStudy>,
    context: &World<'_>,
    cache: Option<&mut Known>,
    exclusions: &mut Hidden,
    diagnostics: &mut Diagnostics,
) -> (Vec<Arc<CaseStudy>>, IdIndex, Vec<String>) {
    for (document, reason) in &partition.held_back {
        artifact::withhold_all(document, reason, context, exclusions);
    }
    let documents = std::mem::take(&mut partition.published);
    let paths: Vec<String> = documents.iter().map(|document| document.path.clone()).collect();
    let resolved = match cache {
        Some(cache) => cache.resolve(documents, context),
        None => documents.into_par_iter().map(|document| Resolved::new(document, context)).collect(),
    };
    let mut studies = Vec::with_capacity(resolved.len());
    let mut faulty = Vec::new();
    for (path, resolved) in paths.into_iter().zip(resolved) {
        let Resolved { study, hidden: own_exclusions, found: own_diagnostics } = resolved;
        faulty.extend(study.is_none().then_some(path));
        diagnostics.append(own_diagnostics);
        exclusions.append(own_exclusions);
        studies.extend(study);
    }
    // Ties on the start date are broken by file, so that the order does not depend on scheduling.
    studies.sort_by(|a, b| {
        b.start.first_day().cmp(&a.start.first_day()).then_with(|| a.head.source.cmp(&b.head.source))
    });
    let ids = partition.names(studies.iter().map(|study| study.head.id.as_str()));
    (studies, ids, faulty)
}

impl Known {
    /// Resolves what is not cached, and returns the results in the order of `documents`.
    fn resolve(&mut self, documents: Vec<Arc<Document<RawCaseStudy>>>, context: &World<'_>) -> Vec<Resolved> {
        let key = OwnWorld::of(context);
        if self.world.as_ref() != Some(&key) {
            self.studies.clear();
        }
        self.world = Some(key);
        let is_known = |document: &Arc<Document<RawCaseStudy>>| {
            self.studies.get(&document.path).is_some_and(|(known, _)| Arc::ptr_eq(known, document))
        };
        let new: Vec<_> = documents.iter().filter(|document| !is_known(document)).cloned().collect();
        let resolved: Vec<_> =
            new.par_iter().map(|document| Resolved::new(Arc::clone(document), context)).collect();
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

impl Resolved {
    /// Resolves and lints one document.
    fn new(document: Arc<Document<RawCaseStudy>>, context: &World<'_>) -> Self {
        let document = Arc::unwrap_or_clone(document);
        let path = document.path.clone();
        let (mut exclusions, mut diagnostics, mut advice) =
            (Hidden::default(), Diagnostics::default(), Diagnostics::default());
        // Lint reads the document as written, before resolving consumes it.
        let lint_checker = &mut Checker { path: &path, diagnostics: &mut advice };
        lint::case_study(&document, &context.around(), lint_checker);
        let acknowledged = document.raw.lint_ack.clone();
        let mut checker = Checker { path: &path, diagnostics: &mut diagnostics };
        let study = study(document, context, &mut exclusions, &mut checker).map(Arc::new);
        diagnostics.append_as_advice(advice);
        lint::accept(acknowledged.as_deref().unwrap_or_default(), &path, &mut diagnostics);
        Self { study, hidden: exclusions, found: diagnostics }
    }
}
