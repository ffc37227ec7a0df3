//! Imports sources into a portfolio: reads them, shows what would be written, and writes it.

use std::collections::HashSet;
use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use leadfolio::content::advice::HelpWriter;
use leadfolio::content::enums::Visibility;
use leadfolio::content::text;
use leadfolio::import::proposal::propose;
use leadfolio::import::proposal::proposed::{KeptState, Proposal};
use leadfolio::import::proposal::todo::{TODO_FILE, write_todo_list};
use leadfolio::import::{self, Imported};
use leadfolio::pipeline::{self, Inputs};
use leadfolio::project::Project;
use leadfolio::scaffold;
use leadfolio::vfs::{FileTree, write};
use serde_json::{Map, Value, json};

use super::common::{CommandOutcome, default_options};
use super::import_options::{Consent, ImportOptions, ImportResult};
use super::import_report::{FailedSource, ImportPlan, plan_json, print_next_steps, print_plan};
use super::import_source::{SourceFiles, earlier_lists, exists, read_source};
use super::report::{self, SourceTexts};

/// Whether sources can be imported, before anything is asked or written.
///
/// # Errors
/// If one doesn't exist.
pub(super) fn require_sources(sources: &[PathBuf]) -> Result<()> {
    let missing = sources.iter().find(|source| source.as_os_str() != "-" && !exists(source));
    missing.map_or(Ok(()), |source| Err(anyhow!("there is no file or folder `{}`", source.display())))
}

/// Imports sources into the portfolio of a folder, one after the other. A folder without a portfolio gets a new one.
///
/// # Errors
/// If a source doesn't exist, or files can't be written; then none is.
pub(super) fn import_into(
    folder: &Path,
    sources: &[PathBuf],
    options: ImportOptions,
) -> Result<ImportResult> {
    let mut read = Vec::new();
    let mut failed = Vec::new();
    for path in sources {
        let SourceFiles { source, skipped } = read_source(path)?;
        match import::read(&source) {
            Ok(mut imported) => {
                imported.omitted.extend(skipped);
                read.push((source.name, imported));
            }
            Err(error) => failed.push(FailedSource { name: source.name, error }),
        }
    }
    import_all(folder, read, failed, options)
}

/// Imports what was read from each source, by its name.
fn import_all(
    folder: &Path,
    mut read: Vec<(String, Imported)>,
    failed: Vec<FailedSource>,
    options: ImportOptions,
) -> Result<ImportResult> {
    let existing = read_content(folder)?;
    let is_new = !existing.contains("portfolio.yaml");
    let can_ask = options.consent == Consent::Ask && !options.json && io::stdin().is_terminal();
    if is_new && can_ask {
        ask_name(&mut read)?;
    }
    let plan = make_plan(folder, &existing, read, failed);
    if !options.json {
        print_plan(&plan);
    }
    let has_failed = !plan.failed.is_empty();
    let writes = !plan.files.is_empty()
        && match options.consent {
            Consent::Given => true,
            Consent::DryRun => false,
            Consent::Ask => can_ask && report::confirm("Write these files?")?,
        };
    if writes {
        write::add_files(folder, &plan.files).context("nothing was imported")?;
    }
    if options.consent == Consent::Ask && !can_ask && !options.json && !plan.files.is_empty() {
        bail!(
            "nothing was written: this is not a terminal, so leadfolio can't ask you\n\
             pass `--yes` to write these files, or `--dry-run` only to see them"
        );
    }
    if options.json {
        report::print_data(&format!("{:#}\n", plan_json(&plan, writes)))?;
    } else {
        print_result(&plan, writes, options.consent);
    }
    let outcome = if has_failed { CommandOutcome::HasErrors } else { CommandOutcome::Success };
    Ok(ImportResult { outcome, has_written: writes })
}

fn print_result(plan: &ImportPlan, is_written: bool, consent: Consent) {
    if is_written {
        print_next_steps(plan);
    } else if plan.files.is_empty() {
        if !plan.imports.is_empty() {
            report::print_message("there is nothing new to write");
        }
    } else if consent == Consent::DryRun {
        report::print_message("nothing was written: this was a dry run");
    } else {
        report::print_message("nothing was written");
    }
}

/// Proposes files for each source in turn, as if those before it were written already.
fn make_plan(
    folder: &Path,
    existing: &FileTree,
    read: Vec<(String, Imported)>,
    failed: Vec<FailedSource>,
) -> ImportPlan {
    let is_new = !existing.contains("portfolio.yaml");
    let mut content = existing.clone();
    let mut files = FileTree::default();
    let mut imports: Vec<(String, Proposal)> = Vec::new();
    for (name, imported) in read {
        let proposal = propose(&imported, &content);
        for (path, blob) in proposal.files.files_in("content") {
            content.insert(path, blob.clone());
        }
        files.overlay(proposal.files.clone());
        imports.push((name, proposal));
    }
    let mut todo = None;
    if needs_list(folder, &imports) {
        let numbered = (2..).map(|number| TODO_FILE.replace(".md", &format!("-{number}.md")));
        let mut names = std::iter::once(TODO_FILE.to_owned()).chain(numbered);
        todo = names.find(|name| !exists(&folder.join(name)));
        let errors = find_errors(&content, &imports);
        files.insert(todo.clone().unwrap_or_default(), write_todo_list(&imports, &errors));
    }
    if is_new && !files.is_empty() {
        for (path, blob) in
            scaffold::project_settings().iter().filter(|(path, _)| !exists(&folder.join(path)))
        {
            files.insert(path, blob.clone());
        }
    }
    ImportPlan { folder: folder.to_owned(), is_new, files, imports, failed, todo }
}

/// What keeps the new pages from being shown in a preview with drafts, such as an email address in a text.
fn find_errors(content: &FileTree, imports: &[(String, Proposal)]) -> Vec<String> {
    let inputs = Inputs { content: content.clone(), ..Inputs::default() };
    let build = pipeline::build(&inputs, &default_options(Visibility::Public, true));
    let new: HashSet<&str> = imports
        .iter()
        .flat_map(|(_, proposal)| &proposal.documents)
        .map(|document| document.path.as_str())
        .collect();
    let mut sources = SourceTexts::new(&inputs);
    let writer = HelpWriter::new(build.diagnostics.iter());
    let errors = build.diagnostics.iter().filter(|found| found.is_open_error() && new.contains(&*found.path));
    let mut lines: Vec<String> = errors
        .map(|error| {
            let source = sources.text(&error.path);
            let line = source.and_then(|text| {
                Some(text::line_column(text, report::first_line_range(error, text)?.start).0)
            });
            let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
            let help = writer.help(error, source).map(|help| format!(": {help}")).unwrap_or_default();
            format!("`{}`{line}: {}{help}", error.path, error.message).replace('\n', " ")
        })
        .collect();
    lines.dedup();
    lines
}

/// Whether there is anything to do that is on no earlier list.
fn needs_list(folder: &Path, imports: &[(String, Proposal)]) -> bool {
    let has_files = imports.iter().any(|(_, proposal)| !proposal.files.is_empty());
    if has_files || imports.is_empty() {
        return has_files;
    }
    let lists = earlier_lists(folder);
    let is_listed = |text: &str| {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.all(|line| lists.contains(line))
    };
    imports.iter().any(|(_, proposal)| {
        let is_left_out = proposal.documents.is_empty()
            && proposal.kept.iter().all(|file| file.state == KeptState::SourceChanged);
        proposal.settings.iter().any(|setting| !is_listed(&setting.yaml))
            || is_left_out && proposal.omitted.iter().any(|omitted| !is_listed(&omitted.what))
            || is_left_out && proposal.notes.iter().any(|note| !is_listed(note))
    })
}

/// Asks for the name of the owner, without which no site is built, unless a source has it.
fn ask_name(read: &mut [(String, Imported)]) -> Result<()> {
    let has_name = |imported: &Imported| {
        let name = imported.settings.get("profile").and_then(|profile| profile.get("name"));
        name.and_then(Value::as_str).is_some_and(|name| !name.trim().is_empty())
    };
    let Some(first) =
        read.iter().all(|(_, imported)| !has_name(imported)).then(|| read.first_mut()).flatten()
    else {
        return Ok(());
    };
    report::print_prompt("What is your full name, as the site shows it? (press Enter to add it later)")?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let name = line.trim();
    if name.is_empty() {
        return Ok(());
    }
    let profile = first.1.settings.entry("profile").or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(profile) = profile {
        profile.insert("name".to_owned(), json!(name));
    }
    Ok(())
}

/// The files in `content/`; none if there is no such folder.
fn read_content(folder: &Path) -> Result<FileTree> {
    if !exists(folder) {
        return Ok(FileTree::default());
    }
    Ok(Project::open(folder)?.read()?.inputs.content)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "it checks what is on disk")]

    use std::fs;

    use leadfolio::import::imported::{DocumentKind, ImportedDocument};
    use leadfolio::import::{ImportError, ImportedFile};

    use super::*;

    const WRITE: ImportOptions = ImportOptions { consent: Consent::Given, json: false };

    fn source(title: &str) -> (String, Imported) {
        let document = ImportedDocument {
            kind: Some(DocumentKind::Approach),
            title: title.to_owned(),
            body: "People step up. ![A chart](files/chart.csv)\n".to_owned(),
            origin: "a.txt".to_owned(),
            ..ImportedDocument::default()
        };
        let file = ImportedFile { path: "chart.csv".to_owned(), blob: b"a,1\n".to_vec().into(), alt: None };
        let mut imported = Imported { documents: vec![document], files: vec![file], ..Imported::default() };
        imported.settings.insert("profile".to_owned(), json!({ "name": "Rowan Ellery" }));
        ("a.txt".to_owned(), imported)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_folder_becomes_a_portfolio_without_sample_data() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("my portfolio");
        let result = import_all(&folder, vec![source("Coaching")], Vec::new(), WRITE).unwrap();
        assert_eq!(result.outcome, CommandOutcome::Success);
        assert_eq!(names(&folder), [".gitignore", ".vscode", "IMPORT-TODO.md", "content"]);
        assert_eq!(names(&folder.join("content")), ["approaches", "files", "portfolio.yaml"]);
        assert!(fs::read_to_string(folder.join(".gitignore")).unwrap().contains("/IMPORT-TODO*.md\n"));
        // Again, and from a file of another name.
        for name in ["a.txt", "b.txt"] {
            let (_, imported) = source("Coaching");
            import_all(&folder, vec![(name.to_owned(), imported)], Vec::new(), WRITE).unwrap();
            assert_eq!(names(&folder), [".gitignore", ".vscode", "IMPORT-TODO.md", "content"]);
            assert_eq!(names(&folder.join("content/files")), ["chart.csv"]);
        }
        import_all(&folder, vec![source("Coaching"), source("Trust")], Vec::new(), WRITE).unwrap();
        assert_eq!(names(&folder.join("content/approaches")), ["coaching.md", "trust.md"]);
        assert_eq!(
            names(&folder),
            [".gitignore", ".vscode", "IMPORT-TODO-2.md", "IMPORT-TODO.md", "content"]
        );
    }

    #[test]
    fn a_dry_run_writes_nothing_and_neither_does_a_run_that_nobody_can_confirm() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("new");
        for (consent, json) in [(Consent::DryRun, false), (Consent::DryRun, true), (Consent::Ask, true)] {
            import_all(&folder, vec![source("Coaching")], Vec::new(), ImportOptions { consent, json })
                .unwrap();
            assert!(!folder.exists());
        }
    }

    #[test]
    fn two_sources_that_share_a_title_get_a_file_each() {
        let temp = tempfile::tempdir().unwrap();
        let (_, mut other) = source("Coaching");
        other.documents[0].body = "Another text.".to_owned();
        other.documents[0].origin = "b.txt".to_owned();
        import_all(temp.path(), vec![source("Coaching"), ("b.txt".to_owned(), other)], Vec::new(), WRITE)
            .unwrap();
        assert_eq!(names(&temp.path().join("content/approaches")), ["coaching-2.md", "coaching.md"]);
    }

    #[test]
    fn a_source_that_cannot_be_read_is_an_error_of_its_author_and_the_others_are_imported() {
        let temp = tempfile::tempdir().unwrap();
        let error = ImportError { message: "it is damaged".to_owned(), help: "export it again".to_owned() };
        let failed = vec![FailedSource { name: "x.zip".to_owned(), error }];
        let result = import_all(temp.path(), vec![source("Coaching")], failed, WRITE).unwrap();
        assert_eq!(result.outcome, CommandOutcome::HasErrors);
        assert!(temp.path().join("content/approaches/coaching.md").exists());
    }

    #[test]
    fn errors_in_the_texts_are_on_the_list() {
        let temp = tempfile::tempdir().unwrap();
        let (name, mut imported) = source("Coaching");
        imported.documents[0].body += "\nWrite to lee@example.com.\n";
        import_all(temp.path(), vec![(name, imported)], Vec::new(), WRITE).unwrap();
        let list = fs::read_to_string(temp.path().join("IMPORT-TODO.md")).unwrap();
        let page = fs::read_to_string(temp.path().join("content/approaches/coaching.md")).unwrap();
        let line = page.lines().position(|line| line.contains("lee@")).unwrap() + 1;
        let expected = format!("- [ ] `content/approaches/coaching.md`, line {line}: an email address");
        assert!(list.contains(&expected), "{list}");
    }

    #[test]
    fn settings_to_paste_are_listed_once() {
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir(temp.path().join("content")).unwrap();
        fs::write(temp.path().join("content/portfolio.yaml"), "profile: { name: \"Rowan Ellery\" }\n")
            .unwrap();
        let mut imported = Imported::default();
        imported.settings.insert("skills".to_owned(), json!([{ "name": "Mediation" }]));
        for _ in 0..2 {
            import_all(temp.path(), vec![("cv.json".to_owned(), imported.clone())], Vec::new(), WRITE)
                .unwrap();
            assert_eq!(names(temp.path()), ["IMPORT-TODO.md", "content"]);
        }
    }
}
