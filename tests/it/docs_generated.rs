//! Pages of the documentation that are made from the program or from another page: fields, rules, commands, security, and
//! what templates read. `UPDATE_GOLDEN=1` writes them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use leadfolio::content::json_schema::field_reference;
use leadfolio::rules::Rule;
use leadfolio::scaffold::file_kinds;

use super::docs::read;
use super::support::Bench;

/// Fails unless a page of the documentation is what is made, or writes it.
fn compare(name: &str, title: &str, summary: &str, body: &str) {
    let note =
        "<!-- Made by `UPDATE_GOLDEN=1 cargo test --test it docs_generated`: edit what it is made from. -->";
    let wanted =
        format!("---\ntitle: {title}\nsummary: {summary}\n---\n\n{note}\n\n# {title}\n\n{}\n", body.trim());
    let path = format!("docs/content/pages/{name}.md");
    // Only if it differs: another test may be reading it.
    if std::env::var_os("UPDATE_GOLDEN").is_some() && read(&path) != wanted {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path), &wanted).unwrap();
    }
    assert!(read(&path) == wanted, "{path} is out of date: run with UPDATE_GOLDEN=1 and read the difference");
}

/// A page without its first heading.
fn without_title(page: &str) -> &str {
    page.strip_prefix("# ").and_then(|rest| rest.split_once('\n')).map_or(page, |(_, rest)| rest)
}

#[test]
fn the_page_of_fields_is_made_from_the_schemas() {
    let summary = "Every field of every file, with its values and what it means.";
    compare("fields", "Fields", summary, without_title(&field_reference(file_kinds())));
}

/// Families of rules, by the first letters of their names.
const FAMILIES: [(&str, &str); 27] = [
    ("DEL", "Delegation: who decides, at what level, what you kept"),
    ("COM", "Communication and check-ins"),
    ("OUT", "Outcomes and figures"),
    ("CLM", "Wording that claims too much"),
    ("PIT", "Pitfalls"),
    ("REF", "Reflections"),
    ("CHK", "Whether those who led have read the page"),
    ("STA", "Status"),
    ("TIM", "Dates"),
    ("STD", "Standards"),
    ("APR", "Approaches"),
    ("PAK", "Packs"),
    ("POR", "The portfolio as a whole"),
    ("PPL", "People"),
    ("PRV", "Private text"),
    ("MED", "Pictures, recordings and documents"),
    ("LNK", "Links"),
    ("URL", "Addresses"),
    ("WEB", "Other web sites"),
    ("FIG", "Figures in text"),
    ("FIL", "Files"),
    ("TXT", "Text"),
    ("LNG", "Languages"),
    ("YML", "Front matter and data files"),
    ("REQ", "Missing or wrong values"),
    ("THM", "Themes"),
    ("DPL", "Deploy targets"),
];

#[test]
fn the_page_of_rules_is_made_from_their_table() {
    let used: BTreeSet<&str> = Rule::all().iter().map(|rule| &rule.id[..3]).collect();
    let named: BTreeSet<&str> = FAMILIES.iter().map(|(family, _)| *family).collect();
    let missing: Vec<_> = used.difference(&named).collect();
    assert!(missing.is_empty(), "FAMILIES has no title for {missing:?}");
    let mut body = "What `leadfolio check` looks for. `leadfolio check --explain DEL-06` prints the same for one rule, and \
                    [Checks](reference.md#checks) says how to accept what a rule finds.\n"
        .to_owned();
    for (family, title) in FAMILIES.iter().filter(|(family, _)| used.contains(family)) {
        let _ = write!(body, "\n## {family}: {title}\n\n| rule | finds | why it matters |\n|---|---|---|\n");
        for Rule { id, finds, why, source, .. } in
            Rule::all().iter().filter(|rule| rule.id.starts_with(family))
        {
            let source = source.map(|source| format!(" Source: {source}.")).unwrap_or_default();
            let _ =
                writeln!(body, "| `{id}` | {} | {}.{} |", cell(finds), cell(&capitalize(why)), cell(&source));
        }
    }
    compare(
        "rules",
        "Rules",
        "Everything that leadfolio checks, why it matters, and where the rule comes from.",
        &body,
    );
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn capitalize(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// What `--help` prints for a command: what it is for, its usage, its lists by title, and its examples.
#[derive(Default)]
struct Help {
    about: String,
    usage: String,
    lists: Vec<(String, Vec<(String, String)>)>,
    examples: String,
}

fn help(bench: &Bench, command: &str) -> Help {
    let text = bench.run(&format!("{command} --help")).ends(0).stdout.replace("leadfolio.exe", "leadfolio");
    let (about, rest) = text.split_once("\nUsage: ").unwrap();
    let (usage, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    let mut help = Help { about: about.trim().to_owned(), usage: usage.trim().to_owned(), ..Help::default() };
    let mut is_example = false;
    for line in rest.lines() {
        let indent = line.len() - line.trim_start().len();
        match line.trim() {
            "" => {}
            "Example:" | "Examples:" => is_example = true,
            text if indent == 0 && text.ends_with(':') => {
                help.lists.push((text.trim_end_matches(':').to_owned(), Vec::new()));
                is_example = false;
            }
            text if is_example => {
                let _ = writeln!(help.examples, "{text}");
            }
            text => {
                let (_, rows) = help.lists.last_mut().unwrap_or_else(|| panic!("{command}: {line}"));
                add_line(rows, indent, text);
            }
        }
    }
    help
}

/// Adds a line of a list, as clap writes it: an entry, or more of the last one.
fn add_line(rows: &mut Vec<(String, String)>, indent: usize, text: &str) {
    if indent <= 6 && !text.starts_with("- ") {
        let (name, meaning) = text.split_once("  ").unwrap_or((text, ""));
        rows.push((name.to_owned(), meaning.trim().to_owned()));
        return;
    }
    let (_, meaning) = rows.last_mut().unwrap();
    match text.strip_prefix("- ") {
        Some(value) => {
            let (value, what) = value.split_once(':').unwrap_or((value, ""));
            let separator = if meaning.ends_with(':') { " " } else { "; " };
            let _ = write!(meaning, "{separator}`{value}`");
            if !what.trim().is_empty() {
                let _ = write!(meaning, ": {}", what.trim());
            }
        }
        None if text == "Possible values:" => meaning.push_str(". Values:"),
        None if text.starts_with("[default: ") => {
            let _ = write!(
                meaning,
                ". Default: `{}`",
                text.trim_start_matches("[default: ").trim_end_matches(']')
            );
        }
        None => {
            let separator = if meaning.is_empty() { "" } else { " " };
            let _ = write!(meaning, "{separator}{text}");
        }
    }
}

/// A command, its own commands below it.
fn write_command(bench: &Bench, command: &str, page: &mut String) {
    let Help { about, usage, lists, examples } = help(bench, command);
    let own: Vec<String> = lists
        .iter()
        .filter(|(title, _)| title == "Commands")
        .flat_map(|(_, rows)| rows)
        .map(|(name, _)| name.clone())
        .filter(|name| name != "help")
        .collect();
    if !command.is_empty() {
        let _ = write!(page, "\n## {command}\n\n{}.\n\n```text\n{usage}\n```\n", about.trim_end_matches('.'));
        if !examples.is_empty() {
            let _ = write!(page, "\n```sh\n{examples}```\n");
        }
        for (title, rows) in &lists {
            let is_common =
                |name: &str| name.ends_with("--help") || name.ends_with("--version") || name == "help";
            let rows: Vec<_> = rows.iter().filter(|(name, _)| !is_common(name)).collect();
            if !rows.is_empty() {
                let _ = write!(page, "\n| {} | meaning |\n|---|---|\n", title.to_lowercase());
            }
            for (name, meaning) in rows {
                let _ = writeln!(page, "| `{}` | {} |", cell(name), cell(meaning));
            }
        }
    }
    for name in own {
        write_command(bench, format!("{command} {name}").trim(), page);
    }
}

#[test]
fn the_page_of_commands_is_made_from_their_help() {
    let mut body = "What `leadfolio COMMAND --help` prints. [Checks, limits, files](reference.md) says more about some of them.\n"
        .to_owned();
    write_command(&Bench::new(), "", &mut body);
    for command in ["init", "theme preview", "deploy"] {
        assert!(body.contains(&format!("\n## {command}\n")), "{body}");
    }
    compare("commands", "Commands", "Every command with its options and examples.", &body);
}

/// A page of the repository as a page of the documentation: links to files that are not in it become plain words.
fn copy(source: &str) -> String {
    let text = read(source);
    let mut copy = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        let (target, after) = after.split_once(')').unwrap();
        let (path, fragment) =
            target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let inside = path.rsplit_once("docs/content/pages/").map(|(_, page)| page);
        let leads_out =
            inside.is_none() && !path.is_empty() && !path.contains(':') && path.contains(['/', '.']);
        copy.push_str(before);
        if leads_out {
            let opening = copy.rfind('[').unwrap();
            copy.remove(opening);
        } else {
            let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
            let _ = write!(copy, "]({}{fragment})", inside.unwrap_or(path));
        }
        rest = after;
    }
    copy + rest
}

#[test]
fn the_page_on_security_is_that_of_the_repository() {
    let summary = "What leadfolio promises, who is trusted, and what it can't protect against.";
    compare("security", "Security", summary, without_title(&copy("SECURITY.md")));
}

#[test]
fn the_page_for_theme_authors_is_that_of_the_themes() {
    let summary = "Everything a template can read, and how style sheets are put together.";
    compare("templates", "For theme authors", summary, without_title(&copy("themes/README.md")));
}

#[test]
fn help_is_read_in_both_forms_in_which_it_is_printed() {
    let mut rows = Vec::new();
    for (indent, text) in
        [(6, "--root <DIR>  Where it is"), (10, "and more"), (2, "-v, --verbose"), (10, "Say all")]
    {
        add_line(&mut rows, indent, text);
    }
    for text in ["Possible values:", "- draft:  Not done", "- public", "[default: public]"] {
        add_line(&mut rows, 10, text);
    }
    assert_eq!(rows[0], ("--root <DIR>".to_owned(), "Where it is and more".to_owned()));
    assert_eq!(rows[1].1, "Say all. Values: `draft`: Not done; `public`. Default: `public`");
}
