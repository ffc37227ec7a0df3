//! `leadfolio build`: writes the site to disk.

use std::collections::BTreeSet;
use std::mem;
use std::path::{self, Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use jiff::civil::Date;
use leadfolio::content::enums::Visibility;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Severity};
use leadfolio::model::file::Excluded;
use leadfolio::pipeline::{self, Build, Options};
use leadfolio::platform::quote_for_shell;
use leadfolio::project::{LoadedProject, PRIVATE_NAMES_FILE, Project};
use leadfolio::render::RenderedSite;
use leadfolio::resolve::Drafts;
use leadfolio::rules::RuleTrait;
use leadfolio::vfs::publish::PublishReport;
use serde_json::{Value, json};

use super::build_times::{BuildTimes, TimesFormat};
use super::checked_site::print_refusal;
use super::common::{
    Audience, CommandOutcome, SiteWriter, check_command, display_path, format_advice_count, format_counts,
    leave_missing_folder, open_project, parse_base_url, pluralize, project_options,
};
use super::format::SCHEMA_VERSION;
use super::report;
use super::site_output::write_if_allowed;
use super::workspace::{self, Shard, WorkspaceOptions};

/// Build the site
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio build\n  leadfolio build --output /tmp/site --base-url https://example.org/portfolio/\n  leadfolio build --audience panel"
)]
pub(super) struct Arguments {
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Build all portfolios in this folder, and a page for your eyes only about how far each is
    #[arg(long, value_name = "DIR", conflicts_with_all = ["root", "base_url", "relative", "keep_going", "timings", "verbose"])]
    workspace: Option<PathBuf>,
    /// With `--workspace`: build one of several parts, such as `3/8`, so that several machines can share the work
    #[arg(long, value_name = "PART", requires = "workspace", value_parser = Shard::parse)]
    shard: Option<Shard>,
    /// Where to write the site (default: `dist` in the portfolio folder; `dist-panel` or `dist-private` for other audiences)
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Address where the site will be published, instead of `url` in `portfolio.yaml`
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Who the site is for
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// Include drafts and pages dated in the future
    #[arg(long)]
    drafts: bool,
    /// With `--base-url`: keep relative links, so that the pages also work when opened from a folder
    #[arg(long)]
    relative: bool,
    /// Build as if today were this date (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    today: Option<Date>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// List everything that was left out, and why
    #[arg(long, short)]
    verbose: bool,
    /// Print the result as JSON, for scripts
    #[arg(long)]
    json: bool,
    /// Show where the time went: stages, kinds of files, and the slowest files; `--timings=html` prints a web page
    #[arg(long, value_enum, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    timings: Option<TimesFormat>,
    /// Skip pages that have errors and build the rest
    #[arg(long, conflicts_with_all = ["drafts", "strict"])]
    keep_going: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    if let Some(folder) = &arguments.workspace {
        return run_workspace(arguments, folder);
    }
    let started = Instant::now();
    let mut times = BuildTimes::start(arguments.timings.is_some());
    let project = open_project(arguments.root.as_deref())?;
    leave_missing_folder(&project, arguments.output.as_deref())?;
    let options = build_options(arguments, &project)?;
    let LoadedProject { inputs, ignored: left_out } = project.read()?;
    times.end_stage("read the files");
    let (build, invalid) = if arguments.keep_going {
        pipeline::build_valid_pages(&inputs, &options)
    } else {
        (pipeline::build(&inputs, &options), Diagnostics::default())
    };
    let Build { output, mut diagnostics } = build;
    times.end_stage("load the theme, read texts and check them");
    let output_folder = arguments.output.clone().unwrap_or_else(|| project.default_output(options.audience));
    let writer = SiteWriter { project: &project, folder: &output_folder, interrupted: None };
    let written = write_if_allowed(output, arguments.strict, &writer, &mut times, &mut diagnostics)?;
    let all = arguments.strict || arguments.verbose;
    report::print_diagnostics(&invalid, &inputs, all);
    report::print_diagnostics(&diagnostics, &inputs, all);
    print_advice_count(&diagnostics, &options, all);
    report::print_fix_hint(&diagnostics, &options, all);
    let Some((output, published)) = written else {
        report::print_message(&refusal_message(&diagnostics, &output_folder));
        if arguments.json {
            print_json(&json!({ "built": false, "output": display_path(&output_folder) }), &diagnostics)?;
        }
        return Ok(CommandOutcome::HasErrors);
    };
    let mut excluded = output.portfolio().excluded.clone();
    excluded.extend(left_out);
    print_excluded(&excluded, arguments.verbose);
    print_hidden_count(&diagnostics, &options, all);
    print_invalid_pages(&invalid);
    print_refusal([&output]);
    if excluded.iter().any(|file| file.path == PRIVATE_NAMES_FILE) {
        report::print_message(
            "a build doesn't look for the names on your private list. Run `leadfolio check` before you publish this folder yourself",
        );
    }
    times.end_stage("report");
    print_summary(&output, &published, &output_folder, &options, started.elapsed());
    let result = result_to_json(&output, &published, &output_folder, &excluded);
    print_result(arguments, result, &times, &diagnostics)?;
    // The process ends here: freeing a large portfolio would only delay that.
    mem::forget((output, inputs));
    Ok(CommandOutcome::Success)
}

fn run_workspace(arguments: &Arguments, folder: &Path) -> Result<CommandOutcome> {
    let project = Project::open(folder)?;
    let output = arguments.output.as_deref().map(path::absolute).transpose();
    let output = output.context("cannot find the current folder")?;
    let workspace = WorkspaceOptions {
        project: &project,
        shard: arguments.shard,
        output: output.as_deref(),
        strict: arguments.strict,
        json: arguments.json,
    };
    workspace::run(&workspace, |project| local_options(arguments, project))
}

/// What was built, for scripts.
fn result_to_json(
    output: &RenderedSite,
    published: &PublishReport,
    folder: &Path,
    excluded: &[Excluded],
) -> Value {
    let excluded =
        excluded.iter().map(|item| json!({ "path": item.path, "what": item.what, "reason": item.reason }));
    json!({
        "built": true,
        "output": display_path(folder),
        "audience": output.audience().id(),
        "pages": output.html_page_count(),
        "files": published.files,
        "bytes": published.bytes,
        "not_published": excluded.collect::<Vec<_>>(),
    })
}

/// Prints a result with its version and the counts of what was found.
fn print_json(result: &Value, diagnostics: &Diagnostics) -> Result<()> {
    let mut result = result.clone();
    result["schema_version"] = SCHEMA_VERSION.into();
    result["errors"] = diagnostics.count(Severity::Error).into();
    result["warnings"] = diagnostics.count(Severity::Warning).into();
    report::print_data(&format!("{result:#}\n"))
}

/// Prints what was asked for beside the summary: the result as JSON, and where the time went.
fn print_result(
    arguments: &Arguments,
    mut result: Value,
    times: &BuildTimes,
    diagnostics: &Diagnostics,
) -> Result<()> {
    match arguments.timings {
        Some(_) if arguments.json => result["timings"] = times.to_json(),
        Some(TimesFormat::Text) => report::print_message(times.to_text().trim_end()),
        Some(TimesFormat::Html) => report::print_data(&times.to_html())?,
        None => {}
    }
    if arguments.json { print_json(&result, diagnostics) } else { Ok(()) }
}

/// Prints which pages `--keep-going` excluded; `errors` are theirs.
fn print_invalid_pages(errors: &Diagnostics) {
    let pages: BTreeSet<&str> = errors.iter().map(|diagnostic| diagnostic.path.as_str()).collect();
    if !pages.is_empty() {
        let pages: Vec<String> = pages.iter().map(|path| format!("`{path}`")).collect();
        report::print_message(&format!("skipped because of errors: {}", pages.join(", ")));
    }
}

fn build_options(arguments: &Arguments, project: &Project) -> Result<Options> {
    if arguments.json && arguments.timings == Some(TimesFormat::Html) {
        bail!(
            "`--json` and `--timings=html` both write to standard output: use `--json --timings`, or one of them"
        );
    }
    let base_url = parse_base_url(arguments.base_url.as_deref())?;
    let options = local_options(arguments, project);
    Ok(match base_url {
        Some(_) if arguments.relative => Options { base_url, ..options },
        Some(_) => options.hosted(base_url),
        None => options,
    })
}

/// The options of a build for a folder.
fn local_options(arguments: &Arguments, project: &Project) -> Options {
    let default = project_options(project, arguments.audience.visibility(), arguments.drafts);
    Options { today: arguments.today.unwrap_or(default.today), ..default }
}

fn refusal_message(diagnostics: &Diagnostics, folder: &Path) -> String {
    let note = if folder.exists() {
        format!("; the existing site in `{}` was not changed", display_path(folder))
    } else {
        String::new()
    };
    let counts = if diagnostics.has_errors() {
        format_counts(diagnostics)
    } else {
        let warnings = pluralize(diagnostics.count(Severity::Warning), "warning", "warnings");
        format!("`--strict` does not allow warnings, and there are {warnings}")
    };
    format!("not built: {counts} in the portfolio{note}")
}

/// Prints how much advice there is, unless it was printed: `check` is where it is listed.
fn print_advice_count(diagnostics: &Diagnostics, options: &Options, printed: bool) {
    if let Some(count) = format_advice_count(diagnostics).filter(|_| !printed) {
        report::print_message(&format!("{count}. {} to see them", how_to_list(options)));
    }
}

/// What to run to see everything that a build with these options counts.
fn how_to_list(options: &Options) -> String {
    match check_command(options) {
        Some(check) => format!("Run `{check}`"),
        None => "Run this build with `--verbose`".to_owned(),
    }
}

fn print_excluded(excluded: &[Excluded], verbose: bool) {
    if excluded.is_empty() {
        return;
    }
    if verbose {
        report::print_message("not published:");
        for Excluded { path, what, reason, is_page: _, is_draft: _ } in excluded {
            report::print_message(&format!("  {path}: {what}: {reason}"));
        }
        return;
    }
    let pages = excluded.iter().filter(|item| item.is_page).count();
    let others = excluded.len() - pages;
    let are_files = excluded.iter().filter(|item| !item.is_page).all(|item| item.what == "file");
    let others_named = match are_files {
        true => pluralize(others, "file", "files"),
        false => pluralize(others, "other item", "other items"),
    };
    let pages_named = pluralize(pages, "page", "pages");
    let what = match (pages, others) {
        (_, 0) => pages_named,
        (0, _) => others_named,
        _ => format!("{pages_named} and {others_named}"),
    };
    let verb = if excluded.len() == 1 { "was" } else { "were" };
    report::print_message(&format!("{what} {verb} not published. Use `--verbose` to see which, and why"));
}

/// Prints how much would be shown if somebody agreed, in one line, unless it was printed.
fn print_hidden_count(diagnostics: &Diagnostics, options: &Options, printed: bool) {
    let is_hidden =
        |found: &&Diagnostic| found.has_trait(RuleTrait::ReportsHidden) && found.accepted.is_none();
    let count = diagnostics.iter().filter(is_hidden).count();
    if count > 0 && !printed {
        let texts = pluralize(count, "testimonial or comment is", "testimonials or comments are");
        let list = how_to_list(options);
        report::print_message(&format!(
            "{texts} hidden because permission is missing. {list} to see how to show them"
        ));
    }
}

fn print_summary(
    output: &RenderedSite,
    published: &PublishReport,
    folder: &Path,
    options: &Options,
    took: Duration,
) {
    let PublishReport { files, bytes, kept_folders: kept, .. } = published;
    for folder in kept {
        report::print_message(&format!(
            "files that leadfolio did not create were moved to `{}`. Check them, then delete that folder",
            display_path(folder)
        ));
    }
    for pack in &output.portfolio().packs {
        // No page links to a pack, so this line is the only place that names its URL.
        let address = output.portfolio().settings.url.as_ref().map(|url| url.join(&pack.path));
        report::print_message(&format!(
            "unlisted page; share this link: {}",
            address.unwrap_or_else(|| display_path(&folder.join(&pack.path).join("index.html")))
        ));
    }
    let megabytes = *bytes as f64 / 1e6;
    let drafts = if options.drafts == Drafts::Show { ", drafts included" } else { "" };
    let audience = match options.audience {
        Visibility::Public => String::new(),
        Visibility::Panel => " for the panel".to_owned(),
        Visibility::Private => " for your eyes only".to_owned(),
    };
    report::print_message(&format!(
        "built {} pages{audience}{drafts}, {files} files, {megabytes:.1} MB in {:.2} s: open {}",
        output.html_page_count(),
        took.as_secs_f64(),
        quote_for_shell(&display_path(&folder.join("index.html")))
    ));
}
