//! The full-text search index, built by [Pagefind](https://pagefind.app/) from the rendered pages.
//!
//! It is not part of [`RenderedSite`], which renders each page independently of all others: callers that publish a site
//! with a search page request the index separately.

use std::{env, thread};

use anyhow::{Context, Result, anyhow, bail};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use crate::content::markdown::escape;
use crate::render::{RenderedSite, SearchablePage, SearchablePages};
use crate::vfs::FileTree;

/// CSS selectors of page parts that are not indexed.
const IGNORED_SELECTORS: [&str; 8] =
    ["nav", "svg", "form", ".steps", ".comments", ".address", ".cards", ".no-print"];

/// Whether a file is part of the index or its runtime, rather than of Pagefind's own user interface, which the site
/// does not use.
fn is_index_file(name: &str) -> bool {
    let is_program = name.ends_with(".js") || name.ends_with(".css");
    !is_program || matches!(name, "pagefind.js" | "pagefind-worker.js")
}

/// Files of the search index, keyed by site path; empty when the site has no search page.
///
/// # Errors
/// When a page cannot be rendered (see [`RenderedSite::render_errors`]), the working directory is gone, or Pagefind fails.
#[expect(
    clippy::disallowed_methods,
    reason = "Pagefind asks for the working directory, and panics if there is none"
)]
pub fn build_index(output: &RenderedSite) -> Result<FileTree> {
    let languages = output.searchable_pages();
    if languages.is_empty() {
        return Ok(FileTree::default());
    }
    if env::current_dir().is_err() {
        bail!(
            "cannot build the search index: the folder that this terminal is in no longer exists\n\
             change to another folder, such as with `cd ~`, and try again"
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().context("cannot start a thread")?;
    // A separate thread, because the preview calls this from within an async runtime, and runtimes cannot be nested.
    thread::scope(|scope| {
        let work = scope.spawn(|| {
            let mut tree = FileTree::default();
            for pages in &languages {
                runtime.block_on(run_pagefind(output, pages, &mut tree))?;
            }
            Ok(tree)
        });
        work.join().unwrap_or_else(|_| Err(anyhow!("the search index could not be made")))
    })
}

/// Adds the index of the pages in one language to a tree.
async fn run_pagefind(
    output: &RenderedSite,
    searchable: &SearchablePages,
    tree: &mut FileTree,
) -> Result<()> {
    let SearchablePages { language, folder, pages } = searchable;
    let language = language.split('-').next().unwrap_or_default().to_owned();
    let ignored = IGNORED_SELECTORS.map(str::to_owned).to_vec();
    let options = PagefindServiceConfig::builder()
        .root_selector("main".to_owned())
        .exclude_selectors(ignored)
        .force_language(language)
        .keep_index_url(true)
        .build();
    let mut index = PagefindIndex::new(Some(options))?;
    for page in pages {
        let html = match output.render_file(&page.file) {
            Some(Ok(blob)) => blob.read()?.into_owned(),
            Some(Err(error)) => return Err(anyhow!("{}: {}", error.path, error.message)),
            None => continue,
        };
        let html = with_filters(&String::from_utf8_lossy(&html), page);
        index.add_html_file(None, Some(format!("/{}", page.href)), html).await?;
    }
    let files = index.get_files().await?;
    // The language-independent WASM module is for languages that Pagefind cannot stem; skip it when there is one for
    // this language.
    let wasm = files.iter().filter(|file| file.filename.extension().is_some_and(|ext| ext == "pagefind"));
    let has_stemmer = wasm.count() > 1;
    for file in files {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        let is_unused = name == "wasm.unknown.pagefind" && has_stemmer;
        if is_index_file(&name) && !is_unused {
            tree.insert(format!("{folder}{name}"), file.contents);
        }
    }
    Ok(())
}

/// Adds a page's filters as Pagefind attributes. Only the indexer gets them, so published pages do not grow.
fn with_filters(html: &str, page: &SearchablePage) -> String {
    let start = html.find("<main").and_then(|at| Some(at + html[at..].find('>')? + 1));
    let (head, rest) = html.split_at(start.unwrap_or(0));
    let mut marked = head.to_owned();
    for (name, value) in &page.filters {
        marked += &format!("<i data-pagefind-filter=\"{name}[title]\" title=\"{}\"></i>", escape(value));
    }
    // Pagefind joins the text of adjacent cells without a separator.
    marked + &rest.replace("</dt>", ": </dt>").replace("</dd>", "; </dd>").replace("</th>", "; </th>")
}
