//! The page about the portfolios of a workspace: how far each is, for the staff of a program.

use std::fmt::Write as _;
use std::path::Path;

use leadfolio::content::markdown::escape;
use leadfolio::urls;

use super::cohort::{BuiltSite, CohortEntry};
use super::common::pluralize;

/// The page; its links lead from `folder`, where it is written.
pub(super) fn render(entries: &[CohortEntry], folder: &Path) -> String {
    let built = entries.iter().filter(|entry| entry.site.is_some()).count();
    let ready = entries.iter().filter(|entry| is_ready(entry)).count();
    let mut page = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Portfolios</title>\n<style>\n\
         :root { color-scheme: light dark }\n\
         body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }\n\
         .wide { overflow-x: auto }\ntable { border-collapse: collapse; width: 100% }\n\
         th, td { padding: .4rem .8rem .4rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid color-mix(in srgb, currentcolor 25%, transparent) }\n\
         td.count, th:nth-child(3), th:nth-child(4) { text-align: end; font-variant-numeric: tabular-nums }\n\
         small { font-weight: normal }\nul { margin: .3rem 0; padding-inline-start: 1.2rem }\n\
         </style>\n<h1>Portfolios</h1>\n",
    );
    let _ = writeln!(
        page,
        "<p>For the staff of the program only: this page names people and what they still lack.</p>\n\
         <p>{built} of {} built; {ready} of them with all that the program requires.</p>\n\
         <div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Portfolios\">\n<table>\n\
         <thead><tr><th scope=\"col\">Name<th scope=\"col\">Requirements met<th scope=\"col\">Errors<th scope=\"col\">Warnings<th scope=\"col\">Still to do</thead>\n<tbody>",
        pluralize(entries.len(), "portfolio", "portfolios")
    );
    for entry in entries {
        let _ = writeln!(page, "{}", render_row(entry, folder));
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
    page
}

/// Whether a portfolio was built and has all that the program requires.
fn is_ready(entry: &CohortEntry) -> bool {
    entry.site.is_some() && entry.met_count() == entry.requirements.len()
}

fn render_row(entry: &CohortEntry, folder: &Path) -> String {
    let name = escape(entry.owner.as_deref().unwrap_or(&entry.folder));
    let name = match &entry.site {
        Some(site) => format!("<a href=\"{}\">{name}</a>", escape(&address(site, folder))),
        None => format!("{name} <small>not built</small>"),
    };
    let needs = match entry.requirements.len() {
        0 => "–".to_owned(),
        all => format!("{} of {all}", entry.met_count()),
    };
    let unmet = entry.requirements.iter().filter(|requirement| !requirement.met);
    let mut tasks: Vec<String> =
        unmet.map(|requirement| format!("{}: {}", requirement.description, requirement.status)).collect();
    tasks.extend(entry.failure.clone());
    let items: String = tasks.iter().map(|task| format!("<li>{}", escape(task))).collect();
    let to_do = match tasks.len() {
        0 => "–".to_owned(),
        count => format!(
            "<details><summary>{}</summary><ul>{items}</ul></details>",
            pluralize(count, "item", "items")
        ),
    };
    format!(
        "<tr><th scope=\"row\">{name}<td>{needs}<td class=\"count\">{}<td class=\"count\">{}<td>{to_do}",
        entry.errors, entry.warnings
    )
}

/// The address of a site from the page: beside it in the workspace as a rule, and elsewhere by its whole path.
fn address(site: &BuiltSite, folder: &Path) -> String {
    let workspace = folder.parent().unwrap_or(folder);
    let home = site.folder.join("index.html");
    let relative = home.strip_prefix(workspace).ok().map(|path| Path::new("..").join(path));
    let parts = relative.unwrap_or(home);
    let text = parts.to_string_lossy().replace('\\', "/");
    urls::encode(&text)
}
