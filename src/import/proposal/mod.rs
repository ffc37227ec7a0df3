//! Turns an [`Imported`](super::Imported) into files of a portfolio, and into a list of what a person has to add.
//!
//! It never proposes a file that exists, so nothing of the author's is overwritten. What an earlier import wrote is known by a
//! comment in it (`mark.rs`), also when its author has edited, renamed or moved it, and is not proposed again.
//!
//! Everything is a draft; pictures and links to files are private until the author decides otherwise (`body.rs`).

mod body;
mod existing;
mod field_check;
mod files;
mod ids;
mod mark;
mod names;
mod owner_facts;
mod page;
pub mod proposed;
mod settings;
mod stub;
pub mod todo;
mod yaml_text;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use self::existing::{Existing, address_key};
use self::field_check::{CheckedFields, check_fields};
use self::files::FilePlaces;
use self::ids::{TakenIds, folder, guess_kind, parse_old_path};
use self::mark::ImportMark;
use self::names::NameList;
use self::owner_facts::describe_owner_facts;
use self::page::{PageContext, PlannedPage, place_named_file, title_of, write_page};
use self::proposed::{KeptFile, KeptState, Proposal};
use self::settings::{ProposedSettings, photo_to_paste, propose_settings};
use self::yaml_text::write_fields;
use crate::content::markdown::{Dialect, parse_outline};
use crate::content::schema::standards::RawFramework;
use crate::import::imported::{DocumentKind, Imported, ImportedFramework, Omitted, document_link};
use crate::urls::{Slug, collision_key, decode_lossy};
use crate::vfs::FileTree;

/// Proposes the files that an import adds to a portfolio. `existing` holds the files of its `content/`, by path in it; it is
/// empty for a new portfolio.
pub fn propose(imported: &Imported, existing: &FileTree) -> Proposal {
    let existing = Existing::read(existing);
    let mut proposal = Proposal {
        people: existing.people.clone(),
        omitted: imported.omitted.clone(),
        notes: imported.notes.clone(),
        ..Proposal::default()
    };
    let mut files = FilePlaces::new(&imported.files, &existing);
    let photo = add_settings(imported, &existing, &mut proposal);
    describe_owner_facts(imported, &existing, &mut proposal);
    let planned = plan_pages(imported, &existing, &mut proposal);
    let mut names = NameList::new(proposal.people.owner_name.as_deref());
    write_pages(planned, &existing, &mut files, &mut proposal, &mut names);
    add_frameworks(&imported.frameworks, &existing, &mut proposal);
    add_photo(photo, &existing, &mut files, &mut proposal);
    add_other_files(imported, &existing, &mut files, &mut proposal, &mut names);
    proposal.names = names.into_names();
    proposal
}

/// Proposes the settings. Returns the portrait, if the source has one.
fn add_settings(imported: &Imported, existing: &Existing<'_>, proposal: &mut Proposal) -> Option<Value> {
    let ProposedSettings { file, needs_owner_name, to_paste, bad, photo } =
        propose_settings(&imported.settings, existing);
    proposal.needs_owner_name = needs_owner_name;
    proposal.settings = to_paste;
    if proposal.people.owner_name.is_none() {
        let name = imported.settings.get("profile").and_then(|profile| profile.get("name"));
        proposal.people.owner_name = name.and_then(Value::as_str).map(str::to_owned);
    }
    if let Some(text) = file {
        proposal.files.insert("content/portfolio.yaml", text);
    }
    proposal.omitted.extend(bad.into_iter().map(|(yaml, reason)| Omitted {
        what: yaml,
        reason: format!("a setting that doesn't fit: {reason}"),
        origin: "settings".to_owned(),
    }));
    photo
}

/// Decides which documents are new, what they become, and their ids and addresses.
fn plan_pages<'a>(
    imported: &'a Imported,
    existing: &Existing<'_>,
    proposal: &mut Proposal,
) -> Vec<PlannedPage<'a>> {
    let mut ids = TakenIds::new(existing.ids.clone());
    let mut numbers: HashMap<(&str, &str), usize> = HashMap::new();
    let mut planned = Vec::new();
    let mut texts: HashMap<String, String> = HashMap::new();
    for document in &imported.documents {
        let title = title_of(document);
        // Two pages with one text would be an error: one of them could stay public when the other is private.
        if let Some(text) = compared_text(&document.body) {
            match texts.entry(text) {
                Entry::Occupied(first) => {
                    let reason = format!("a page with the same text as “{}”", first.get());
                    proposal.omitted.push(Omitted { what: title, reason, origin: document.origin.clone() });
                    continue;
                }
                Entry::Vacant(entry) => drop(entry.insert(title.clone())),
            }
        }
        let number = numbers.entry((&document.origin, &document.title)).or_default();
        let mark = ImportMark::of_document(document, &imported.source, *number);
        *number += 1;
        if let Some(kept) = find_imported(&mark, &title, existing) {
            if kept.state == KeptState::SourceChanged {
                proposal.omitted.push(Omitted {
                    what: document.body.clone(),
                    reason: "the new text of a page that was imported before".to_owned(),
                    origin: document.origin.clone(),
                });
            }
            proposal.kept.push(kept);
            continue;
        }
        let kind = guess_kind(document);
        let wanted = document.fields.get("id").and_then(Value::as_str).unwrap_or_default();
        let id = ids.choose(if wanted.trim().is_empty() { &title } else { wanted }, kind);
        planned.push(PlannedPage { document, mark, kind, id, aliases: Vec::new(), tasks: Vec::new() });
    }
    add_aliases(&mut planned, existing);
    planned
}

/// A text as it is compared with others; `None` if it is too short to be a copy.
fn compared_text(body: &str) -> Option<String> {
    const MIN_CHARS: usize = 20;
    let text: String = body.split_whitespace().collect();
    (text.chars().count() >= MIN_CHARS).then_some(text)
}

/// The file that an earlier import wrote for a part of the source.
fn find_imported(mark: &ImportMark, title: &str, existing: &Existing<'_>) -> Option<KeptFile> {
    let kept =
        |path: &str, state| KeptFile { path: format!("content/{path}"), title: title.to_owned(), state };
    if let Some((path, is_edited)) = existing.by_content.get(&mark.content) {
        return Some(kept(path, if *is_edited { KeptState::Edited } else { KeptState::Imported }));
    }
    existing.by_place.get(&mark.place).map(|path| kept(path, KeptState::SourceChanged))
}

/// Turns old addresses into aliases, each for one page only, and never one that a page has.
fn add_aliases(planned: &mut [PlannedPage<'_>], existing: &Existing<'_>) {
    let address = |page: &PlannedPage<'_>| format!("{}/{}/", folder(page.kind), page.id);
    let mut taken: HashSet<String> = planned.iter().map(|page| collision_key(&address(page))).collect();
    let own: HashSet<String> = taken.clone();
    for page in planned {
        let new_address = collision_key(&address(page));
        let others = page.document.fields.get("aliases").and_then(Value::as_array);
        let others = others.into_iter().flatten().filter_map(Value::as_str);
        let old_paths = page.document.old_paths.iter().map(String::as_str).chain(others);
        let mut seen = HashSet::new();
        for old in old_paths.filter(|old| seen.insert(*old)) {
            let reason = match parse_old_path(old) {
                Ok(path) => {
                    let key = collision_key(&path);
                    // The address stays the same, or was given in two spellings.
                    if key == new_address
                        || page.aliases.iter().any(|alias| collision_key(&alias[1..]) == key)
                    {
                        continue;
                    }
                    if !own.contains(&key) && !existing.addresses.contains(&key) && taken.insert(key) {
                        page.aliases.push(format!("/{path}"));
                        continue;
                    }
                    "another page has it".to_owned()
                }
                Err(reason) => reason,
            };
            page.tasks.push(format!(
                "Its old address `{}` can't lead here: {reason}. Change links to it where you can",
                old.replace('`', "'")
            ));
        }
    }
}

fn write_pages(
    planned: Vec<PlannedPage<'_>>,
    existing: &Existing<'_>,
    files: &mut FilePlaces<'_>,
    proposal: &mut Proposal,
    names: &mut NameList,
) {
    let mut pages: HashMap<String, String> = existing.pages_by_address.clone();
    let mut approaches: HashSet<String> = existing.approach_ids();
    for page in &planned {
        pages.entry(document_link(&page.document.origin, None)).or_insert_with(|| page.path());
        let addresses = page.document.old_paths.iter().filter_map(|old| parse_old_path(old).ok());
        for address in addresses.chain([format!("{}/{}/", folder(page.kind), page.id)]) {
            pages.entry(address_key(&address)).or_insert_with(|| page.path());
        }
        if page.kind == DocumentKind::Approach {
            approaches.insert(page.id.clone());
        }
    }
    let context = PageContext { existing, pages, approaches };
    for page in planned {
        let (document, text) = write_page(page, &context, files, &mut proposal.files);
        names.add_text(&text, &document.path, 1);
        proposal.documents.push(document);
    }
}

/// Proposes files of standards. One that the author has under the same id stays.
fn add_frameworks(frameworks: &[ImportedFramework], existing: &Existing<'_>, proposal: &mut Proposal) {
    for framework in frameworks {
        let mark = ImportMark::of_framework(framework);
        let title = framework.fields.get("name").and_then(Value::as_str).unwrap_or(&framework.id).to_owned();
        if let Some(kept) = find_imported(&mark, &title, existing) {
            proposal.kept.push(kept);
            continue;
        }
        let id = Slug::from_title(&framework.id);
        let path = format!("standards/{}.yaml", id.as_ref().map_or("imported", |slug| slug.as_str()));
        let root_path = format!("content/{path}");
        if existing.files.contains_key(&collision_key(&path)) || proposal.files.contains(&root_path) {
            proposal.kept.push(KeptFile { path: root_path, title, state: KeptState::Own });
            continue;
        }
        let CheckedFields { good, bad } = check_fields::<RawFramework>(&framework.fields);
        proposal.omitted.extend(bad.into_iter().map(|(yaml, reason)| Omitted {
            what: yaml,
            reason: format!("a field that doesn't fit: {reason}"),
            origin: framework.id.clone(),
        }));
        let text = write_fields(&good);
        proposal.files.insert(root_path, format!("{}{text}", mark.to_line("", &text)));
    }
}

/// The portrait comes along as a file; its owner decides whether the site shows it.
fn add_photo(
    photo: Option<Value>,
    existing: &Existing<'_>,
    files: &mut FilePlaces<'_>,
    proposal: &mut Proposal,
) {
    let Some(mut photo) = photo else { return };
    let profile = existing.settings.as_ref().and_then(|(_, raw)| raw.profile.as_ref());
    if profile.is_some_and(|profile| profile.photo.is_some()) {
        return;
    }
    place_named_file(photo.get_mut("file"), files, &mut proposal.files);
    let new = proposal.files.get("content/portfolio.yaml").and_then(|blob| blob.read_text().ok());
    let source = new.as_deref().or(existing.settings.as_ref().map(|(source, _)| source.as_str()));
    let setting = photo_to_paste(&photo, source.unwrap_or_default(), &proposal.settings);
    proposal.settings.extend(setting);
}

/// Adds files that no document names: the source has them for some reason.
fn add_other_files(
    imported: &Imported,
    existing: &Existing<'_>,
    files: &mut FilePlaces<'_>,
    proposal: &mut Proposal,
    names: &mut NameList,
) {
    // Files of documents that were imported before may be gone on purpose.
    let outlines =
        imported.documents.iter().map(|document| parse_outline(&document.body, Dialect::default()));
    let targets = outlines.flat_map(|outline| outline.references).map(|reference| reference.target);
    let named: HashSet<String> = targets.map(|target| decode_lossy(&target).into_owned()).collect();
    for file in &imported.files {
        let is_new = !existing.files.contains_key(&collision_key(&format!("files/{}", file.path)));
        let is_named = named.contains(&format!("files/{}", file.path));
        if is_new && !files.is_placed(&file.path) && !is_named {
            files.place(&file.path, &mut proposal.files);
        }
        if let (Some(alt), Some(path)) = (&file.alt, files.placed(&file.path)) {
            names.add_text(alt, &format!("content/{path}"), 1);
        }
    }
}
