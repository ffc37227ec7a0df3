//! The index that readers search in, made by [Pagefind](https://pagefind.app/) of the finished pages.
//!
//! It is no part of an [`Output`], which makes a page without looking at the others: whoever publishes a site with a
//! page to search on asks for its index too.

use std::thread;

use anyhow::{Context, Result, anyhow};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use crate::content::markdown::escape;
use crate::render::{INDEX, Output, Searched};
use crate::tree::Tree;

/// What stands on pages and is not worth finding.
const IGNORED: [&str; 8] = ["nav", "svg", "form", ".steps", ".comments", ".address", ".cards", ".no-print"];

/// Files of Pagefind's own pages and widgets, which ours does without.
fn is_needed(name: &str) -> bool {
    let is_program = name.ends_with(".js") || name.ends_with(".css");
    !is_program || matches!(name, "pagefind.js" | "pagefind-worker.js")
}

/// The files of the index, by their path on the site; empty when readers cannot search it.
///
/// # Errors
/// When a page cannot be made, which [`Output::faults`] explains, and when Pagefind refuses.
pub fn index(output: &Output) -> Result<Tree> {
    let pages = output.searched();
    if pages.is_empty() {
        return Ok(Tree::default());
    }
    let language = output.portfolio().settings.language.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().build().context("cannot start a thread")?;
    // A thread of its own: the preview asks from within a runtime, which allows no other.
    thread::scope(|scope| {
        let work = scope.spawn(|| runtime.block_on(made(output, &pages, &language)));
        work.join().unwrap_or_else(|_| Err(anyhow!("the search index could not be made")))
    })
}

async fn made(output: &Output, pages: &[Searched], language: &str) -> Result<Tree> {
    let language = language.split('-').next().unwrap_or_default().to_owned();
    let ignored = IGNORED.map(str::to_owned).to_vec();
    let options = PagefindServiceConfig::builder()
        .root_selector("main".to_owned())
        .exclude_selectors(ignored)
        .force_language(language)
        .keep_index_url(true)
        .build();
    let mut index = PagefindIndex::new(Some(options))?;
    for page in pages {
        let html = match output.file(&page.file) {
            Some(Ok(blob)) => blob.read()?.into_owned(),
            Some(Err(fault)) => return Err(anyhow!("{}: {}", fault.path, fault.message)),
            None => continue,
        };
        let html = with_filters(&String::from_utf8_lossy(&html), page);
        index.add_html_file(None, Some(format!("/{}", page.address)), html).await?;
    }
    let mut tree = Tree::default();
    let files = index.get_files().await?;
    // The general program is for languages whose words Pagefind cannot stem.
    let known =
        files.iter().filter(|it| it.filename.extension().is_some_and(|it| it == "pagefind")).count() > 1;
    for file in files {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        let is_for_others = name == "wasm.unknown.pagefind" && known;
        if is_needed(&name) && !is_for_others {
            tree.insert(format!("{INDEX}{name}"), file.contents);
        }
    }
    Ok(tree)
}

/// A page with what it is told apart by, in Pagefind's attributes: only the index needs them, so no reader loads them.
fn with_filters(html: &str, page: &Searched) -> String {
    let start = html.find("<main").and_then(|at| Some(at + html[at..].find('>')? + 1));
    let (head, rest) = html.split_at(start.unwrap_or(0));
    let mut marked = head.to_owned();
    for (name, value) in &page.filters {
        marked += &format!("<i data-pagefind-filter=\"{name}[title]\" title=\"{}\"></i>", escape(value));
    }
    // What stands in a row or a list of facts would run together.
    marked + &rest.replace("</dt>", ": </dt>").replace("</dd>", "; </dd>").replace("</th>", "; </th>")
}
