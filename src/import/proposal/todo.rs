//! The list of what a person has to do after an import, until `leadfolio check` finds nothing that keeps the pages from being
//! published. It is Markdown with check boxes, and stands beside `content/`: it holds names, so it is never published.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::proposed::{FoundName, KeptState, KnownPeople, PrivateFile, Proposal, ProposedDocument};
use super::stub::{missing_facts, outcome_facts, owner_entry, person_entry};
use super::yaml_text::{write_fields, write_text};
use crate::import::imported::{DocumentKind, Omitted};
use crate::media;

/// Name of the list, in the folder of the portfolio.
pub const TODO_FILE: &str = "IMPORT-TODO.md";

/// Characters of a text that is quoted within a line.
const MAX_IN_LINE: usize = 120;

/// Writes the list for several imports into one portfolio, each with the name of its source. `errors` are those of a build with
/// drafts, each a sentence.
pub fn write_todo_list(imports: &[(String, Proposal)], errors: &[String]) -> String {
    let mut list = String::from(
        "# To do after the import\n\nEverything that was imported is a draft, and no picture is public. This list says what to add \
         before you publish.\nIt holds names of people: keep it to yourself, and delete it when you are done.\n\nIn lines to \
         paste, replace each `TODO` in quotation marks with your own words.\n",
    );
    write_people(imports, &mut list);
    write_settings(imports, &mut list);
    for (_, proposal) in imports {
        for document in &proposal.documents {
            write_document(document, &proposal.people, &mut list);
        }
    }
    if !errors.is_empty() {
        list.push_str("\n## Errors\n\nUntil these are fixed, the preview shows no drafts.\n\n");
        for error in errors {
            let _ = writeln!(list, "- [ ] {error}");
        }
    }
    for (source, proposal) in imports {
        write_left_out(source, proposal, &mut list);
    }
    list.push_str(
        "\n## At the end\n\n- [ ] Run `leadfolio check --profile draft`, which checks drafts too, and `leadfolio serve --drafts`, \
         which shows them.\n- [ ] Delete this file.\n",
    );
    list
}

/// Whom the texts name, with an entry for each in which a role stands for the name.
fn write_people(imports: &[(String, Proposal)], list: &mut String) {
    let Some((_, first)) = imports.first() else { return };
    let people =
        imports.iter().map(|(_, proposal)| &proposal.people).find(|people| people.owner_name.is_some());
    let people = people.unwrap_or(&first.people);
    let mut seen = HashSet::new();
    let names = imports.iter().flat_map(|(_, proposal)| &proposal.names);
    let names: Vec<&FoundName> = names.filter(|name| seen.insert(&name.name)).collect();
    let has_studies = imports
        .iter()
        .flat_map(|(_, proposal)| &proposal.documents)
        .any(|document| document.kind == DocumentKind::CaseStudy);
    let needs_owner = people.owner.is_none();
    if names.is_empty() && !(has_studies && needs_owner) {
        return;
    }
    list.push_str("\n## People\n\n");
    if !names.is_empty() {
        list.push_str(
            "These look like names of people. Nobody is named without their permission: write their role in place of the \
             name, and list them. Skip what isn't the name of a person.\n\n",
        );
    }
    let ids = person_ids(names.len(), people);
    for (FoundName { name, places }, id) in names.iter().zip(&ids) {
        let places: Vec<String> =
            places.iter().map(|(path, line)| format!("`{path}`, line {line}")).collect();
        let _ = writeln!(list, "- [ ] “{name}” ({}): below as `{id}`", places.join("; "));
    }
    let mut entries = String::new();
    if needs_owner {
        entries += &owner_entry(people);
    }
    ids.iter().for_each(|id| entries += &person_entry(id, people));
    let instruction = if people.has_register {
        "At the end of `content/people.yaml`, add what follows. Write `minor: false` for adults: nobody whose age is unknown can be \
         named, even with their consent:"
    } else {
        entries.insert_str(0, "people:\n");
        "Make a file `content/people.yaml` with what follows. Write `minor: false` for adults: nobody whose age is unknown can \
         be named, even with their consent:"
    };
    write_lines(instruction, &entries, list);
    if !names.is_empty() {
        let mut watched = String::from("watch_for:\n");
        for (FoundName { name, .. }, id) in names.iter().zip(&ids) {
            let _ = writeln!(watched, "  - {{ person: {id}, names: [{}] }}", write_text(name));
        }
        let instruction = "Make a file `content/people.private.yaml`, so that `leadfolio check` finds any names you missed. If you \
            have the file, add only the lines that begin with a hyphen. No build reads it:";
        write_lines(instruction, &watched, list);
    }
}

/// Ids that nobody in the portfolio has.
fn person_ids(count: usize, people: &KnownPeople) -> Vec<String> {
    let numbers = (1..).map(|number| format!("p-person-{number}"));
    numbers.filter(|id| !people.ids.contains(id)).take(count).collect()
}

fn write_settings(imports: &[(String, Proposal)], list: &mut String) {
    let needs_name = imports.iter().any(|(_, proposal)| proposal.needs_owner_name);
    let settings: Vec<_> = imports.iter().flat_map(|(_, proposal)| &proposal.settings).collect();
    if !needs_name && settings.is_empty() {
        return;
    }
    list.push_str("\n## Settings\n\n");
    if needs_name {
        list.push_str("- [ ] Write your name into `content/portfolio.yaml`, in place of the `TODO`. A build needs it.\n");
    }
    for setting in settings {
        write_lines(&setting.instruction, &setting.yaml, list);
    }
}

fn write_document(document: &ProposedDocument, people: &KnownPeople, list: &mut String) {
    let kind = match document.kind {
        DocumentKind::CaseStudy => "case study",
        DocumentKind::Approach => "approach",
        DocumentKind::Page => "page",
    };
    let ProposedDocument { path, title, origin, .. } = document;
    let _ = write!(list, "\n## {}: “{title}”\n\n`{path}`, from {}\n\n", capitalize(kind), code(origin));
    let _ = writeln!(
        list,
        "- [ ] Read it. If it isn't really {}, move the file to the folder in \
        `content/` where it belongs.",
        with_article(kind)
    );
    if document.kind == DocumentKind::CaseStudy {
        let facts = missing_facts(document, people);
        if !facts.is_empty() {
            let instruction = "It is private until it has the facts that every case study needs. In its front matter, in place of \
                the line `visibility: private` above `draft: true`, write:";
            write_lines(instruction, &facts, list);
        }
        let outcome = outcome_facts(document);
        if !outcome.is_empty() {
            let instruction = "If the work is completed or stopped, add these lines, too, and a heading `## Reflection` with what \
                you learned; if it was stopped, also `status_reason`, and `end` with the date:";
            write_lines(instruction, &outcome, list);
        }
    }
    for file in &document.private_files {
        write_file(file, document, list);
    }
    if document.is_private {
        list.push_str(
            "- [ ] The page is `visibility: private`, because its pictures could not be hidden one by one. Delete the line once \
             everybody may see them.\n",
        );
    }
    for (fields, reason) in &document.optional_fields {
        let artifact = if document.kind == DocumentKind::CaseStudy {
            " (if `artifacts` lists it, delete `visibility: private` there)"
        } else {
            ""
        };
        write_lines(&format!("{reason}{artifact}, add to the front matter:"), &write_fields(fields), list);
    }
    for task in &document.tasks {
        let _ = writeln!(list, "- [ ] {}.", task.trim_end_matches('.'));
    }
    list.push_str("- [ ] Delete the line `draft: true`: the next build publishes the page.\n");
}

/// What a picture or file lacks before readers may see it, and how to show it then.
fn write_file(file: &PrivateFile, document: &ProposedDocument, list: &mut String) {
    let PrivateFile { path, alt, is_shown } = file;
    let is_picture = *is_shown && media::is_image(path);
    let what = if is_picture { "Picture" } else { "File" };
    let alt = match (is_picture, alt.is_empty()) {
        (false, _) => "look through it for names".to_owned(),
        (true, true) => "write what it shows into its brackets `![]`, for people who can't see it".to_owned(),
        (true, false) => format!("check that “{alt}” says what it shows"),
    };
    let artifact = if document.kind == DocumentKind::CaseStudy {
        "; in `artifacts`, delete `visibility: private` from its entry"
    } else {
        ""
    };
    let _ = writeln!(
        list,
        "- [ ] {what} `content/{path}`, which only you see: {alt}, and ask everybody in it for permission. To show it, delete \
         the markers `<!-- private -->` and `<!-- /private -->` around it{artifact}. Or delete it."
    );
}

fn write_left_out(source: &str, proposal: &Proposal, list: &mut String) {
    let Proposal { omitted, notes, kept, .. } = proposal;
    if !omitted.is_empty() || !notes.is_empty() {
        let _ = write!(list, "\n## Left out of {}\n\n", code(source));
        for note in notes {
            let _ = writeln!(list, "- [ ] {note}");
        }
        for Omitted { what, reason, origin } in omitted {
            let origin = if origin == source { String::new() } else { format!(" ({})", code(origin)) };
            let what = what.trim();
            if what.contains('\n') || what.chars().count() > MAX_IN_LINE {
                let _ = writeln!(list, "- [ ] {}{origin}:", capitalize(reason));
                for line in what.lines() {
                    let _ = writeln!(list, "{}", format!("  > {line}").trim_end());
                }
            } else {
                let _ = writeln!(list, "- [ ] {}{origin}: “{what}”", capitalize(reason));
            }
        }
    }
    if !kept.is_empty() {
        let _ = write!(list, "\n## Already in your portfolio, from {}\n\n", code(source));
        for file in kept {
            let _ = writeln!(list, "- “{}”: `{}`: {}", file.title, file.path, describe_state(file.state));
        }
    }
}

/// Why a file stays as it is.
pub fn describe_state(state: KeptState) -> &'static str {
    match state {
        KeptState::Imported => "imported before",
        KeptState::Edited => "imported before; you have changed it since, and it stays as it is",
        KeptState::SourceChanged => {
            "imported before; the source has changed since. To import it again, move your file out of `content/` first"
        }
        KeptState::Own => "you have a file of this name, and it stays as it is",
    }
}

/// A task with lines to paste.
fn write_lines(instruction: &str, yaml: &str, list: &mut String) {
    let _ = write!(list, "- [ ] {instruction}\n\n```yaml\n");
    for line in yaml.lines() {
        let _ = writeln!(list, "{}", line.trim_end());
    }
    list.push_str("```\n\n");
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('\n', " "))
}

fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn with_article(kind: &str) -> String {
    if kind.starts_with('a') { format!("an {kind}") } else { format!("a {kind}") }
}
