//! What a person sees of an import: the names first, then the files, and what to do next.

use std::collections::HashSet;
use std::path::PathBuf;

use leadfolio::import::ImportError;
use leadfolio::import::imported::{DocumentKind, Omitted};
use leadfolio::import::proposal::proposed::{FoundName, KeptState, Proposal};
use leadfolio::import::proposal::todo::describe_state;
use leadfolio::platform::quote_for_shell;
use leadfolio::vfs::FileTree;
use serde_json::{Value, json};

use super::common::{display_path, pluralize};
use super::import_source::is_list_ignored;
use super::report;

/// Lines of each kind that are printed; the list has them all.
const MAX_LINES: usize = 20;

/// What an import would write.
pub(super) struct ImportPlan {
    /// Folder of the portfolio.
    pub(super) folder: PathBuf,
    /// Whether it has no portfolio yet.
    pub(super) is_new: bool,
    /// All new files, by path from the folder.
    pub(super) files: FileTree,
    /// What is imported, by the name of its source.
    pub(super) imports: Vec<(String, Proposal)>,
    pub(super) failed: Vec<FailedSource>,
    /// Name of the list of what is left to do, if there is anything.
    pub(super) todo: Option<String>,
}

/// A source that can't be read.
pub(super) struct FailedSource {
    pub(super) name: String,
    pub(super) error: ImportError,
}

/// Prints what would be written. Names come first: nobody may be shown before their names are looked through.
pub(super) fn print_plan(plan: &ImportPlan) {
    for FailedSource { error, .. } in &plan.failed {
        report::print_error(&anyhow::anyhow!("{error}"));
    }
    if plan.imports.is_empty() {
        return;
    }
    let names = found_names(plan);
    if !names.is_empty() {
        print_list(
            "These look like names of people. List them in `people.yaml` before you show anything:",
            names.iter().map(|FoundName { name, places }| {
                let place =
                    places.first().map(|(path, line)| format!(" ({path}:{line})")).unwrap_or_default();
                format!("{name}{place}")
            }),
        );
    }
    let folder = display_path(&plan.folder);
    let folder = if folder.is_empty() { "." } else { &folder };
    let what = if plan.is_new { "a new portfolio in" } else { "the portfolio" };
    report::print_message(&format!("\ninto {what} `{folder}`:"));
    for (source, proposal) in &plan.imports {
        print_import(source, proposal);
    }
    if plan.is_new && !plan.files.is_empty() {
        report::print_message("\nand `.gitignore`, and settings by which VS Code completes fields");
    }
    if let Some(todo) = &plan.todo {
        report::print_message(&format!("\n`{todo}` will list what is left to do, with lines to paste"));
    }
}

fn print_import(source: &str, proposal: &Proposal) {
    let Proposal { documents, kept, omitted, settings, .. } = proposal;
    let count = |kind: DocumentKind| documents.iter().filter(|document| document.kind == kind).count();
    let pages = proposal.documents.len();
    let others = proposal.files.iter().count().saturating_sub(pages);
    let counts = [
        (count(DocumentKind::Approach), "approach", "approaches"),
        (count(DocumentKind::CaseStudy), "case study", "case studies"),
        (count(DocumentKind::Page), "other page", "other pages"),
        (others, "other file", "other files"),
        (settings.len(), "setting to paste", "settings to paste"),
        (kept.len(), "already in your portfolio", "already in your portfolio"),
        (omitted.len(), "piece left out", "pieces left out"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, one, many)| pluralize(count, one, many)).collect();
    let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    let new = proposal.files.iter().map(|(path, _)| {
        let document = documents.iter().find(|document| document.path == path).filter(|_| pages <= MAX_LINES);
        document.map_or_else(|| path.to_owned(), |document| format!("{path}  “{}”", document.title))
    });
    let new: Vec<String> = new.collect();
    print_list(&format!("\nfrom `{source}`: {counts}"), new.into_iter());
    let changed = kept.iter().filter(|file| file.state != KeptState::Imported);
    let changed: Vec<String> =
        changed.map(|file| format!("{}: {}", file.path, describe_state(file.state))).collect();
    if !changed.is_empty() {
        print_list("these stay as they are:", changed.into_iter());
    }
    if !omitted.is_empty() {
        let shown = omitted.iter().map(|Omitted { what, reason, .. }| format!("{reason}: {}", excerpt(what)));
        print_list("left out:", shown);
    }
}

fn print_list(title: &str, lines: impl ExactSizeIterator<Item = String>) {
    let more = lines.len().saturating_sub(MAX_LINES);
    let mut text = title.to_owned();
    for line in lines.take(MAX_LINES) {
        text += &format!("\n  {}", report::escape_control(&line.replace('\n', " ")));
    }
    if more > 0 {
        text += &format!("\n  … and {more} more");
    }
    report::print_message(&text);
}

fn excerpt(text: &str) -> String {
    const MAX_CHARS: usize = 70;
    let line = text.split_whitespace().take(MAX_CHARS).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Prints what to do next, as commands to paste.
pub(super) fn print_next_steps(plan: &ImportPlan) {
    let written = pluralize(plan.files.iter().count(), "file", "files");
    let folder = display_path(&plan.folder);
    let cd = if folder.is_empty() { String::new() } else { format!("  cd {}\n", quote_for_shell(&folder)) };
    let needs_name = plan.imports.iter().any(|(_, proposal)| proposal.needs_owner_name);
    let name =
        if needs_name { "write your name into `content/portfolio.yaml`, which a build needs; " } else { "" };
    let list = plan.todo.as_deref().map(|todo| format!("work through `{todo}`; ")).unwrap_or_default();
    report::print_message(&format!(
        "\nwrote {written}. Everything is a draft: {name}{list}then see it and check it with:\n{cd}  leadfolio serve --open --drafts\n  \
         leadfolio check --profile draft"
    ));
    if let Some(todo) = plan.todo.as_ref().filter(|_| !plan.is_new && !is_list_ignored(&plan.folder)) {
        report::print_message(&format!(
            "`{todo}` holds names: if your portfolio is under version control, add `/IMPORT-TODO*.md` to `.gitignore`"
        ));
    }
}

/// Names from all sources, each once.
fn found_names(plan: &ImportPlan) -> Vec<&FoundName> {
    let mut seen = HashSet::new();
    let names = plan.imports.iter().flat_map(|(_, proposal)| &proposal.names);
    names.filter(|name| seen.insert(&name.name)).collect()
}

/// The plan for programs.
pub(super) fn plan_json(plan: &ImportPlan, is_written: bool) -> Value {
    let names = found_names(plan).into_iter().map(|FoundName { name, places }| {
        let places: Vec<Value> =
            places.iter().map(|(path, line)| json!({ "path": path, "line": line })).collect();
        json!({ "name": name, "places": places })
    });
    let sources = plan.imports.iter().map(|(name, proposal)| import_json(name, proposal));
    let failed = plan.failed.iter().map(|FailedSource { name, error }| {
        json!({ "name": name, "error": { "message": error.message, "help": error.help } })
    });
    json!({
        "version": 1,
        "folder": plan.folder.display().to_string(),
        "new_portfolio": plan.is_new,
        "written": is_written,
        "files": plan.files.iter().map(|(path, _)| path).collect::<Vec<_>>(),
        "todo": plan.todo,
        "names": names.collect::<Vec<_>>(),
        "sources": sources.chain(failed).collect::<Vec<_>>(),
    })
}

fn import_json(name: &str, proposal: &Proposal) -> Value {
    let Proposal { documents, kept, omitted, settings, notes, .. } = proposal;
    let kind = |kind: DocumentKind| match kind {
        DocumentKind::CaseStudy => "case-study",
        DocumentKind::Approach => "approach",
        DocumentKind::Page => "page",
    };
    let state = |state: KeptState| match state {
        KeptState::Imported => "imported",
        KeptState::Edited => "edited",
        KeptState::SourceChanged => "source_changed",
        KeptState::Own => "own",
    };
    let documents = documents.iter().map(|document| {
        json!({ "kind": kind(document.kind), "path": document.path, "title": document.title, "origin": document.origin })
    });
    let kept =
        kept.iter().map(|file| json!({ "path": file.path, "title": file.title, "state": state(file.state) }));
    let omitted = omitted
        .iter()
        .map(|Omitted { what, reason, origin }| json!({ "what": what, "reason": reason, "origin": origin }));
    json!({
        "name": name,
        "documents": documents.collect::<Vec<_>>(),
        "kept": kept.collect::<Vec<_>>(),
        "settings": settings.iter().map(|setting| &setting.yaml).collect::<Vec<_>>(),
        "omitted": omitted.collect::<Vec<_>>(),
        "notes": notes,
    })
}
