//! `leadfolio export`: writes the portfolio as a Word document, as Markdown, as JSON or as a table of standards.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::{ArgGroup, Args};
use jiff::civil::Date;
use leadfolio::content::enums::Visibility;
use leadfolio::diagnostic::Diagnostic;
use leadfolio::export::{
    DocxOptions, ExportDocument, PageSize, Selection, json, matrix, read_book, write_docx, write_markdown,
};
use leadfolio::model::generated_pages::GeneratedPage;
use leadfolio::pipeline::{self, Build, Inputs, Options, ThemeChoice};
use leadfolio::platform::quote_for_shell;
use leadfolio::project::{LoadedProject, Project};
use leadfolio::render::RenderedSite;
use leadfolio::urls::output_file;
use leadfolio::vfs::{lowercase_extension, resolve_path, write};

use super::checked_site::{build_with_checks, print_refusal};
use super::common::{Audience, CommandOutcome, format_counts, open_project, parse_base_url, project_options};
use super::pdf::find_page;
use super::print_browser::Paper;
use super::report;

/// Save the portfolio as a Word document, Markdown, JSON or a table
///
/// It holds what a build for the same audience shows: no drafts, and nothing that is hidden from those readers.
#[derive(Args, Debug)]
#[command(
    group(ArgGroup::new("format").required(true).args(["docx", "md", "json", "matrix_csv"])),
    after_help = "Examples:\n  leadfolio export --docx\n  leadfolio export --docx --out committee.docx culture-committee\n  leadfolio export --md --audience panel --out portfolio.md\n  leadfolio export --matrix-csv --out standards.csv\n  leadfolio export --json > portfolio.json"
)]
pub(super) struct Arguments {
    /// Pages to save, by id or address, such as `culture-committee` or `about` (default: the whole portfolio)
    #[arg(value_name = "PAGE")]
    pages: Vec<String>,
    /// Save a Word document
    #[arg(long)]
    docx: bool,
    /// Save Markdown (CommonMark)
    #[arg(long)]
    md: bool,
    /// Save JSON: the values that pages show
    #[arg(long)]
    json: bool,
    /// Save a table (CSV) of the standards, with the evidence for each
    #[arg(long)]
    matrix_csv: bool,
    /// File to write (default: `portfolio.docx` for a Word document; others are printed)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long)]
    overwrite: bool,
    /// Who it is for
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// Paper size of a Word document (default: `paper` in `portfolio.yaml`, or that of your country)
    #[arg(long, value_enum, requires = "docx")]
    paper: Option<Paper>,
    /// Address that links lead to, instead of `url` in `portfolio.yaml`
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Save as if today were this date (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    today: Option<Date>,
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// The name of a Word document that has no other: a terminal can't show one.
const DEFAULT_DOCX: &str = "portfolio.docx";

/// The theme whose pages are read. It has every part of a page, and no looks to leave out.
const PLAIN_THEME: &str = "base";

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let project = open_project(arguments.root.as_deref())?;
    refuse_pages(arguments, &project)?;
    let out = arguments.out.clone().or_else(|| arguments.docx.then(|| PathBuf::from(DEFAULT_DOCX)));
    if let Some(file) = &out {
        refuse_place(file, &project, arguments.overwrite)?;
    }
    let LoadedProject { mut inputs, .. } = project.read()?;
    let options = build_options(arguments, &project, &mut inputs)?;
    let Build { output, diagnostics } = build_with_checks(&inputs, &options);
    report::print_diagnostics(&diagnostics, &inputs, false);
    let Some(site) = output.filter(|_| !diagnostics.has_errors()) else {
        let counts = format_counts(&diagnostics);
        report::print_message(&format!("nothing was saved: {counts} in the portfolio"));
        return Ok(CommandOutcome::HasErrors);
    };
    print_refusal([&site]);
    let bytes = if arguments.json {
        json::write_json(&site).map_err(page_error)?.into_bytes()
    } else if arguments.matrix_csv {
        matrix::write_csv(&site.standards_matrix())?
    } else {
        let site = with_plain_theme(site, &inputs, &options)?;
        write_document(arguments, &site)?
    };
    match &out {
        Some(file) => {
            save(file, &bytes, arguments.overwrite)?;
            report::print_message(&format!("saved {}", file.display()));
        }
        None => report::print_data(&String::from_utf8(bytes).context("only text is printed")?)?,
    }
    Ok(CommandOutcome::Success)
}

fn build_options(arguments: &Arguments, project: &Project, inputs: &mut Inputs) -> Result<Options> {
    let private_names = project.read_private_names(&mut inputs.diagnostics)?.unwrap_or_default();
    let default = project_options(project, arguments.audience.visibility(), false);
    Ok(Options {
        private_names,
        today: arguments.today.unwrap_or(default.today),
        base_url: parse_base_url(arguments.base_url.as_deref())?,
        // Word processors can't show WebP.
        webp: false,
        cards: false,
        ..default
    })
}

/// The same site in the plain theme, whose pages have no more than words, tables and pictures. A site with templates of the
/// author's stays as it is, since its pages may need them.
fn with_plain_theme(site: RenderedSite, inputs: &Inputs, options: &Options) -> Result<RenderedSite> {
    if site.has_own_templates() {
        return Ok(site);
    }
    let theme =
        Some(ThemeChoice { name: PLAIN_THEME.to_owned(), options: std::collections::BTreeMap::new() });
    let options = Options { theme, ..options.clone() };
    pipeline::build(inputs, &options).output.context("the pages can't be made in the theme `base`")
}

fn page_error(error: Diagnostic) -> anyhow::Error {
    anyhow!("{}: {}", error.path, error.message)
}

fn write_document(arguments: &Arguments, site: &RenderedSite) -> Result<Vec<u8>> {
    let document = read_document(arguments, site)?;
    if arguments.md {
        let url = site.portfolio().settings.url.clone();
        let address = |path: &str| url.as_ref().map(|url| url.join(&leadfolio::urls::encode(path)));
        return Ok(write_markdown(&document, &address).into_bytes());
    }
    let paper = match arguments.paper.unwrap_or_else(|| Paper::for_portfolio(site.portfolio())) {
        Paper::A4 => PageSize::A4,
        Paper::Letter => PageSize::Letter,
    };
    let read_picture = |path: &str| Some(site.render_file(path)?.ok()?.read().ok()?.into_owned());
    write_docx(&document, &DocxOptions { paper, read_picture: &read_picture })
}

/// The pages that are wanted, or all of them, as a document.
fn read_document(arguments: &Arguments, site: &RenderedSite) -> Result<ExportDocument> {
    let book = site.render_book(&[]).map_err(page_error)?;
    if arguments.pages.is_empty() {
        let summary = site.render_for_print(&output_file(GeneratedPage::Summary.path()));
        let summary = summary.transpose().map_err(page_error)?;
        return Ok(read_book(&book, &site.portfolio().settings.title, Selection::Whole, summary.as_deref()));
    }
    let chapters = site.book_chapters();
    let mut ids = Vec::new();
    let mut titles = Vec::new();
    for name in &arguments.pages {
        let path = find_page(name, site)?;
        let Some(chapter) = chapters.iter().find(|chapter| chapter.path == path) else {
            bail!(
                "`{}` can't be saved alone: it is not a page of the portfolio's document\n\
                 name a case study, an approach, a page of yours, the summary, the résumé, the overview or the standards",
                name.escape_debug()
            );
        };
        ids.push(chapter.id.clone());
        titles.push(chapter.title.clone());
    }
    Ok(read_book(&book, &titles.join(", "), Selection::Chapters(&ids), None))
}

/// Fails if the name of a file was given in place of a page, or a page for a format that has none.
fn refuse_pages(arguments: &Arguments, project: &Project) -> Result<()> {
    let (option, endings): (_, &[&str]) = match arguments {
        Arguments { docx: true, .. } => ("--docx", &["docx", "doc"]),
        Arguments { md: true, .. } => ("--md", &["md", "markdown"]),
        Arguments { json: true, .. } => ("--json", &["json"]),
        _ => ("--matrix-csv", &["csv"]),
    };
    if arguments.docx || arguments.md {
        refuse_sources(&arguments.pages, option, project)?;
    }
    let is_file =
        |page: &&String| lowercase_extension(page).is_some_and(|ending| endings.contains(&ending.as_str()));
    if let Some(file) = arguments.pages.iter().find(is_file) {
        bail!(
            "there is no page `{}`\nto choose the file's name, write `leadfolio export {option} --out {}`",
            file.escape_debug(),
            quote_for_shell(file)
        );
    }
    match arguments.pages.first().filter(|_| arguments.json || arguments.matrix_csv) {
        Some(page) => bail!(
            "`{option}` saves the whole portfolio, not only `{}`\nto save single pages, use `--docx` or `--md`",
            page.escape_debug()
        ),
        None => Ok(()),
    }
}

/// Fails if a page is named by its source file.
fn refuse_sources(pages: &[String], option: &str, project: &Project) -> Result<()> {
    let is_markdown = |page: &&String| lowercase_extension(page).as_deref() == Some("md");
    let Some(file) = pages.iter().find(is_markdown) else { return Ok(()) };
    let LoadedProject { inputs, .. } = project.read()?;
    // A draft has an id, too, and so has a page for other readers.
    let site = pipeline::build(&inputs, &project_options(project, Visibility::Private, true)).output;
    let shown = file.escape_debug();
    if let Some(id) = site.and_then(|site| page_of_file(file, project, &site)) {
        bail!(
            "there is no page `{shown}`\nname the page by its id: `leadfolio export {option} {}`",
            quote_for_shell(&id)
        );
    }
    let place = resolve_path(&std::path::absolute(file)?);
    if project.source_folders().iter().any(|folder| place.starts_with(resolve_path(folder))) {
        bail!(
            "there is no page `{shown}` that can be saved alone\n\
             name a case study, an approach or a page of yours by its id"
        );
    }
    Ok(())
}

/// The id, or else the address, of the page that is meant by its source file, such as `content/pages/about.md` or
/// `about.md`.
fn page_of_file(file: &str, project: &Project, site: &RenderedSite) -> Option<String> {
    let place = resolve_path(&std::path::absolute(file).ok()?);
    let is_there = |source: &str| {
        resolve_path(&project.root().join(source)) == place || Path::new(source).ends_with(file)
    };
    let stem = Path::new(file).file_stem()?.to_str().filter(|_| !file.contains(['/', '\\']));
    let portfolio = site.portfolio();
    let by_file = portfolio.heads().find(|head| is_there(&head.source));
    let head = by_file.or_else(|| portfolio.heads().find(|head| Some(head.id.as_str()) == stem))?;
    let address = head.path.trim_matches('/');
    let last = address.rsplit('/').next().filter(|last| !last.is_empty())?;
    let is_enough = find_page(last, site).is_ok_and(|found| found == output_file(&head.path));
    let name = if is_enough { last } else { address };
    Some(name.to_owned())
}

/// Fails if the file would be part of the portfolio or its site, or would replace one, or if there is no folder for it.
fn refuse_place(file: &Path, project: &Project, overwrite: bool) -> Result<()> {
    let shown = file.display();
    let place = resolve_path(&std::path::absolute(file)?);
    for folder in project.source_folders() {
        if place.starts_with(resolve_path(&folder)) {
            bail!(
                "`{shown}` is in `{}`, which belongs to the portfolio\nchoose a place outside of it",
                folder.display()
            );
        }
    }
    if file.is_dir() {
        bail!("`{shown}` is a folder\nname a file in it");
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        bail!("there is no folder `{}`\ncreate it, or save the file somewhere else", folder.display());
    }
    if !overwrite && file.symlink_metadata().is_ok() {
        bail!(
            "`{shown}` already exists\nchoose another name with `--out FILE`, or replace it with `--overwrite`"
        );
    }
    Ok(())
}

fn save(file: &Path, bytes: &[u8], overwrite: bool) -> Result<()> {
    let written = File::create_new(file).and_then(|mut file| file.write_all(bytes));
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && overwrite => {
            write::replace_file(file, bytes)
        }
        written => written.with_context(|| format!("cannot write `{}`", file.display())),
    }
}
