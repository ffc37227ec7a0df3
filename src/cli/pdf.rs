//! `leadfolio pdf`: prints pages as PDF with an installed browser.
#![expect(clippy::disallowed_methods, reason = "writes the documents")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::Args;
use leadfolio::diagnostic::Diagnostic;
use leadfolio::model::generated_pages::{GeneratedPage, PACKS};
use leadfolio::pipeline::{self, Build, Options};
use leadfolio::project::{LoadedProject, Project};
use leadfolio::render::RenderedSite;
use leadfolio::suggest;
use leadfolio::vfs::FileTree;

use super::common::{
    Audience, CommandOutcome, SiteWriter, open_project, parse_base_url, pluralize, project_options,
};
use super::pdf_publish::PublishedPdfs;
use super::print_browser::{Paper, append_paper_size, find_browser, print_page};
use super::report;

/// Save pages as PDF: the summary, a pack, a case study, or all of them
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio pdf                      the one-page summary\n  leadfolio pdf larkmere-panel       a pack, by its file name\n  leadfolio pdf culture-committee    a case study\n  leadfolio pdf --all --paper letter\n  leadfolio pdf --book               everything as one document\n  leadfolio pdf --publish            the PDFs to which pages link, see `publish_pdf`"
)]
pub(super) struct Arguments {
    /// A pack, a case study or any other page, by its id or its address (default: the summary)
    #[arg(value_name = "PAGE", conflicts_with = "all")]
    page: Option<String>,
    /// Save everything: the book, summary, résumé, overview, standards, every pack and every case study
    #[arg(long)]
    all: bool,
    /// Save the whole portfolio as one document with a cover and a table of contents: `portfolio.pdf`
    #[arg(long, conflicts_with_all = ["page", "all"])]
    book: bool,
    /// Save what pages link to with `publish_pdf: on`, in `content/pdf`: prints the pages that have changed, and deletes the
    /// documents of pages that are gone
    #[arg(long, conflicts_with_all = ["page", "all", "book", "output", "audience"])]
    publish: bool,
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Where to save the documents (default: `pdf` in the portfolio folder)
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Paper size (default: the usual one for your `country_code`, or for the country in `language`)
    #[arg(long, value_enum)]
    paper: Option<Paper>,
    /// Address of the site for links in the documents, instead of `url` in `portfolio.yaml`
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Who the documents are for
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// Browser to use (default: one that is installed on your computer)
    #[arg(long, value_name = "PROGRAM")]
    browser: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let browser = find_browser(arguments.browser.as_deref())?;
    let project = open_project(arguments.root.as_deref())?;
    let LoadedProject { mut inputs, .. } = project.read()?;
    let published = PublishedPdfs::take_from(&mut inputs.content);
    let published = if arguments.publish { published? } else { published.unwrap_or_default() };
    let options = paper_options(arguments, &project)?;
    let Build { output, mut diagnostics } = pipeline::build(&inputs, &options);
    let Some(site) = output.filter(|_| !diagnostics.has_errors()) else {
        report::print_diagnostics(&diagnostics, &inputs, false);
        report::print_message("nothing was saved: fix the errors above first");
        return Ok(CommandOutcome::HasErrors);
    };
    let is_selected = !arguments.book && !arguments.publish;
    let pages = if is_selected { select_pages(arguments, &site)? } else { Vec::new() };
    let temp = tempfile::tempdir().context("cannot create a folder for the pages")?;
    let printer = PagePrinter { site: &site, browser: &browser, temp: temp.path() };
    let folder = printer.folder();
    let writer = SiteWriter { project: &project, folder: &folder, interrupted: None };
    let written = writer.write(&site, &FileTree::default(), &|_, _, _| {}, &mut diagnostics)?;
    if written.is_none() {
        report::print_diagnostics(&diagnostics, &inputs, false);
        return Ok(CommandOutcome::HasErrors);
    }
    let paper = arguments.paper.unwrap_or_else(|| Paper::for_portfolio(site.portfolio()));
    append_paper_size(&folder, paper)?;
    if arguments.publish {
        let print = |page: &str, document: &Path| printer.print(page, document);
        published.update(&site, project.root(), paper, &temp.path().join("page.pdf"), print)?;
        return Ok(CommandOutcome::Success);
    }
    let documents = arguments.output.clone().unwrap_or_else(|| project.root().join("pdf"));
    fs::create_dir_all(&documents).with_context(|| format!("cannot create `{}`", documents.display()))?;
    if arguments.book || arguments.all {
        let document = documents.join("portfolio.pdf");
        if let Err(error) = printer.print_book(&document)? {
            diagnostics.push(error);
            report::print_diagnostics(&diagnostics, &inputs, false);
            return Ok(CommandOutcome::HasErrors);
        }
        report::print_message(&format!("saved {}", document.display()));
    }
    printer.save(&pages, &documents)?;
    if arguments.all {
        report::print_message(&count_documents(pages.len(), &documents));
    }
    Ok(CommandOutcome::Success)
}

/// The options of a build that a browser prints.
fn paper_options(arguments: &Arguments, project: &Project) -> Result<Options> {
    // The browser opens the pages as local files, so style sheets and pictures need relative paths.
    Ok(Options {
        base_url: parse_base_url(arguments.base_url.as_deref())?,
        // Paper gets the widest copy of a picture, which is none of these.
        webp: false,
        cards: false,
        ..project_options(project, arguments.audience.visibility(), false)
    })
}

/// Prints pages of a site that is written to a temporary folder.
struct PagePrinter<'a> {
    site: &'a RenderedSite,
    browser: &'a Path,
    /// Holds the site and the profile of the browser.
    temp: &'a Path,
}

impl PagePrinter<'_> {
    /// The folder of the site.
    fn folder(&self) -> PathBuf {
        self.temp.join("site")
    }

    /// Prints a page by its path in the output.
    fn print(&self, page: &str, document: &Path) -> Result<()> {
        let html = self.site.render_for_print(page).context("it is not a page")?;
        let file = self.folder().join(page);
        fs::write(&file, html.map_err(|error| anyhow!("{}", error.message))?)
            .with_context(|| format!("cannot write `{page}`"))?;
        print_page(self.browser, &file, document, self.temp)
    }

    /// Prints pages to a folder.
    fn save(&self, pages: &[String], documents: &Path) -> Result<()> {
        for page in pages {
            let document = documents.join(format!("{}.pdf", document_name(page, self.site)));
            self.print(page, &document)?;
            report::print_message(&format!("saved {}", document.display()));
        }
        Ok(())
    }

    /// Prints the book twice: the page numbers of its table of contents are read from the bookmarks of the first PDF.
    ///
    /// The inner error is a book that cannot be rendered.
    fn print_book(&self, document: &Path) -> Result<std::result::Result<(), Diagnostic>> {
        let page = self.folder().join("book.html");
        let mut numbers = Vec::new();
        for _ in 0..2 {
            let html = match self.site.render_book(&numbers) {
                Ok(html) => html,
                Err(error) => return Ok(Err(error)),
            };
            fs::write(&page, html).context("cannot write the book")?;
            print_page(self.browser, &page, document, self.temp)?;
            numbers = chapter_pages(document);
            if numbers.is_empty() {
                break;
            }
        }
        Ok(Ok(()))
    }
}

/// How many documents there are of everything: the book, and one for each of the pages.
fn count_documents(pages: usize, folder: &Path) -> String {
    format!(
        "{} (the book and {}) in `{}`",
        pluralize(pages + 1, "document", "documents"),
        pluralize(pages, "page", "pages"),
        folder.display()
    )
}

/// Page numbers of the chapters, in order: bookmarks of the first level, without the title's. Empty if the browser
/// wrote no bookmarks.
fn chapter_pages(document: &Path) -> Vec<usize> {
    let toc = lopdf::Document::load(document).and_then(|document| document.get_toc());
    let headings = toc.map(|toc| toc.toc).unwrap_or_default();
    headings.iter().filter(|entry| entry.level == 1).skip(1).map(|entry| entry.page).collect()
}

/// Paths of the pages to print, in the output.
fn select_pages(arguments: &Arguments, site: &RenderedSite) -> Result<Vec<String>> {
    if arguments.all {
        return Ok(site.printed_paths().map(str::to_owned).collect());
    }
    let name = arguments.page.as_deref().unwrap_or(GeneratedPage::Summary.path());
    Ok(vec![find_page(name, site)?])
}

/// The path in the output of a page that the user named by its id or address.
///
/// # Errors
/// If there is none; the message names similar ones.
pub(super) fn find_page(name: &str, site: &RenderedSite) -> Result<String> {
    let name = name.trim_matches('/');
    let lists = [GeneratedPage::Studies(1).path(), GeneratedPage::Approaches.path()];
    let folders = ["", PACKS].into_iter().chain(lists).chain(["pages/"]);
    let mut candidates = folders.map(|folder| format!("{folder}{name}/index.html"));
    candidates.find(|path| site.contains(path)).with_context(|| {
        let pages = site.paths().filter_map(|path| path.strip_suffix("/index.html"));
        let mut known = suggest::rank_paths(name, pages);
        known.truncate(3);
        format!("there is no page `{}`\nthe closest matches are {}", name.escape_debug(), known.join(", "))
    })
}

/// `case-studies/culture-committee/index.html` becomes `culture-committee`; that of a translation begins with the folder
/// of its language, `es-culture-committee`.
fn document_name(page: &str, site: &RenderedSite) -> String {
    let path = page.trim_end_matches("/index.html");
    let language = site.language_folders().find(|folder| page.starts_with(folder));
    let name = path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("index");
    match language.map(|folder| folder.trim_end_matches('/')) {
        Some(language) if language != path => format!("{language}-{name}"),
        _ => name.to_owned(),
    }
}
