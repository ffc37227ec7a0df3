//! All case studies: each for itself, and in a preview only those that may mean something else than before.

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
use crate::portfolio::checker::{Checker, Names};
use crate::portfolio::lint;
use crate::portfolio::model::{CaseStudy, Person, StandardId};

/// Case studies as they were resolved last: the same document in the same world has the same meaning.
#[derive(Debug, Default)]
pub(super) struct Known {
    world: Option<OwnWorld>,
    studies: HashMap<String, (Arc<Document<RawCaseStudy>>, Resolved)>,
}

/// What became of a document.
#[derive(Clone, Debug)]
struct Resolved {
    study: Option<Arc<CaseStudy>>,
    hidden: Hidden,
    found: Diagnostics,
}

/// A [`World`] to compare with another: all that resolving asks of it.
#[derive(Debug, PartialEq)]
struct OwnWorld {
    gate: Gate,
    people: Vec<Person>,
    person_names: Names,
    approaches: Names,
    positions: Names,
    standards: HashMap<String, StandardId>,
    files: Vec<String>,
    min_group_size: u32,
    superseded: Vec<(String, String)>,
    contacts: Vec<String>,
    named_posts: Vec<String>,
}

impl OwnWorld {
    fn of(world: &World<'_>) -> Self {
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
        } = *world;
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

/// Resolves case studies, the newest first, with the names of all and the files of those that have faults.
pub(super) fn resolve_studies(
    mut sorted: Sorted<RawCaseStudy>,
    world: &World<'_>,
    known: Option<&mut Known>,
    hidden: &mut Hidden,
    diagnostics: &mut Diagnostics,
) -> (Vec<Arc<CaseStudy>>, Names, Vec<String>) {
    for (document, reason) in &sorted.held_back {
        artifact::withhold_all(document, reason, world, hidden);
    }
    let documents = std::mem::take(&mut sorted.published);
    let paths: Vec<String> = documents.iter().map(|it| it.path.clone()).collect();
    let resolved = match known {
        Some(known) => known.resolve(documents, world),
        None => documents.into_par_iter().map(|it| Resolved::new(it, world)).collect(),
    };
    let mut studies = Vec::with_capacity(resolved.len());
    let mut faulty = Vec::new();
    for (path, Resolved { study, hidden: own, found }) in paths.into_iter().zip(resolved) {
        faulty.extend(study.is_none().then_some(path));
        diagnostics.append(found);
        hidden.append(own);
        studies.extend(study);
    }
    // The newest first; what has the same start keeps a fixed order.
    studies.sort_by(|a, b| {
        b.start.first_day().cmp(&a.start.first_day()).then_with(|| a.head.source.cmp(&b.head.source))
    });
    let names = sorted.names(studies.iter().map(|it| it.head.id.as_str()));
    (studies, names, faulty)
}

impl Known {
    fn resolve(&mut self, documents: Vec<Arc<Document<RawCaseStudy>>>, world: &World<'_>) -> Vec<Resolved> {
        let world_now = OwnWorld::of(world);
        if self.world.as_ref() != Some(&world_now) {
            self.studies.clear();
        }
        self.world = Some(world_now);
        let is_known = |it: &Arc<Document<RawCaseStudy>>| {
            self.studies.get(&it.path).is_some_and(|known| Arc::ptr_eq(&known.0, it))
        };
        let new: Vec<_> = documents.iter().filter(|it| !is_known(it)).cloned().collect();
        let made: Vec<_> = new.par_iter().map(|it| Resolved::new(Arc::clone(it), world)).collect();
        self.studies.extend(new.into_iter().zip(made).map(|(it, made)| (it.path.clone(), (it, made))));
        if self.studies.len() > documents.len() {
            let still: HashSet<&str> = documents.iter().map(|it| it.path.as_str()).collect();
            self.studies.retain(|path, _| still.contains(path.as_str()));
        }
        documents.iter().map(|it| self.studies[&it.path].1.clone()).collect()
    }
}

impl Resolved {
    fn new(document: Arc<Document<RawCaseStudy>>, world: &World<'_>) -> Self {
        let document = Arc::unwrap_or_clone(document);
        let path = document.path.clone();
        let (mut hidden, mut found, mut advice) =
            (Hidden::default(), Diagnostics::default(), Diagnostics::default());
        lint::case_study(&document, &world.around(), &mut Checker { path: &path, diagnostics: &mut advice });
        let acknowledged = document.raw.lint_ack.clone();
        let mut checker = Checker { path: &path, diagnostics: &mut found };
        let study = study(document, world, &mut hidden, &mut checker).map(Arc::new);
        found.advise(advice);
        lint::accept(acknowledged.as_deref().unwrap_or_default(), &path, &mut found);
        Self { study, hidden, found }
    }
}
