//! `leadfolio evidence`: lists the artifacts of the portfolio, and collects those for an audience in a zip file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use leadfolio::check::evidence::EvidenceList;
use leadfolio::check::evidence_archive::{ARCHIVE_COMMENT, collect_files};
use leadfolio::check::publication_report::format_size;
use leadfolio::content::enums::Visibility;
use leadfolio::deploy::resolve_targets;
use leadfolio::deploy::zip_archive::{self, PendingArchive};
use leadfolio::diagnostic::Diagnostics;
use leadfolio::pipeline::{self, Build, Inputs, Options};
use leadfolio::project::{LoadedProject, Project};
use leadfolio::render::RenderedSite;
use leadfolio::resolve::Drafts;
use leadfolio::urls::BaseUrl;
use leadfolio::vfs::{Blob, resolve_path};

use super::check::{request_links, split_requestable};
use super::checked_site::{build_with_checks, refuses_unfinished};
use super::common::{Audience, CommandOutcome, format_counts, open_project, pluralize, project_options};
use super::evidence_table::format_table;
use super::format::SCHEMA_VERSION;
use super::report;

/// List your artifacts, or collect them in a zip file for a panel
///
/// Each artifact is listed with its file or web address, its size and hash, the pages that cite it, who may see it, and its
/// release and consents. Sizes and hashes are those of the files as a build publishes them, without their metadata.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio evidence\n  leadfolio evidence --external\n  leadfolio evidence --format json > evidence.json\n  leadfolio evidence --zip evidence.zip --audience panel --max-size 50MB"
)]
pub(super) struct Arguments {
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Only what this audience may see (default: everything, drafts too; with `--zip`, what everyone may see)
    #[arg(long, value_enum)]
    audience: Option<Audience>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    format: ListFormat,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Check whether the web addresses of artifacts still work
    #[arg(long)]
    external: bool,
    /// Write the artifacts to a zip file, with an index page and a list of hashes
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "json", "external"])]
    zip: Option<PathBuf>,
    /// With `--zip`: the largest size that the zip file may have, such as `50MB`
    #[arg(long, value_name = "SIZE", requires = "zip", value_parser = parse_size)]
    max_size: Option<u64>,
    /// With `--zip`: replace a file even if leadfolio did not write it
    #[arg(long, requires = "zip")]
    overwrite: bool,
    /// List as if today were this date (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    today: Option<Date>,
}

/// How the list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A table
    Human,
    /// JSON
    Json,
}

/// A size as people write it, in bytes: `50MB`, `800 kB`, `1.5GB`.
fn parse_size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => Some(1.0),
        "k" | "kb" => Some(1e3),
        "m" | "mb" => Some(1e6),
        "g" | "gb" => Some(1e9),
        _ => None,
    };
    let number = number.parse::<f64>().ok().filter(|number| *number > 0.0);
    let bytes = number.zip(factor).map(|(number, factor)| (number * factor) as u64);
    bytes.ok_or_else(|| "write a size such as `800kB`, `50MB` or `1.5GB`".to_owned())
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let project = open_project(arguments.root.as_deref())?;
    let LoadedProject { mut inputs, .. } = project.read()?;
    let everything = Options {
        // The same pages as for the owner in the preview.
        drafts: Drafts::Show,
        ..options_for(arguments, &project, Visibility::Private)
    };
    let Some(path) = &arguments.zip else {
        let options = match arguments.audience {
            Some(audience) => options_for(arguments, &project, audience.visibility()),
            None => everything,
        };
        return list(arguments, &project, &inputs, &options);
    };
    if matches!(arguments.audience, Some(Audience::Private)) {
        bail!(
            "a zip file leaves your computer, so it can't hold what only you may see\nwrite `--audience panel`, or leave it out"
        );
    }
    refuse_folder(path, &project)?;
    refuse_path(path, arguments.overwrite)?;
    let audience = arguments.audience.map_or(Visibility::Public, Audience::visibility);
    let private_names = project.read_private_names(&mut inputs.diagnostics)?.unwrap_or_default();
    let options = Options { private_names, ..options_for(arguments, &project, audience) };
    let Build { output, diagnostics } = build_with_checks(&inputs, &options);
    report::print_diagnostics(&diagnostics, &inputs, false);
    let Some(output) = output.filter(|_| !diagnostics.has_errors()) else {
        let counts = format_counts(&diagnostics);
        report::print_message(&format!("no zip file was written: {counts} in the portfolio"));
        return Ok(CommandOutcome::HasErrors);
    };
    if refuses_unfinished(&output, "no zip file was written") {
        return Ok(CommandOutcome::HasErrors);
    }
    let list = EvidenceList::new(&output);
    if list.artifacts.is_empty() {
        report::print_message("no zip file was written: there is no artifact that these readers may see");
        print_left_out(&inputs, &everything, &list);
        return Ok(CommandOutcome::HasErrors);
    }
    let files = collect_files(&output, &list, site_address(&output).as_ref())?;
    let bytes = write_archive(arguments, path, &files)?;
    let count = pluralize(list.artifacts.len(), "artifact", "artifacts");
    let readers = if audience == Visibility::Panel { "for the panel" } else { "for everyone" };
    report::print_message(&format!("saved {}: {count} {readers}, {}", path.display(), format_size(bytes)));
    print_left_out(&inputs, &everything, &list);
    Ok(CommandOutcome::Success)
}

fn options_for(arguments: &Arguments, project: &Project, audience: Visibility) -> Options {
    let default = project_options(project, audience, false);
    Options { today: arguments.today.unwrap_or(default.today), ..default }
}

/// Prints the list. Artifacts that have errors are missing from it, so the errors come with it.
fn list(
    arguments: &Arguments,
    project: &Project,
    inputs: &Inputs,
    options: &Options,
) -> Result<CommandOutcome> {
    let Build { output, diagnostics } = pipeline::build(inputs, options);
    let Some(output) = output else {
        report::print_diagnostics(&diagnostics, inputs, false);
        return Ok(CommandOutcome::HasErrors);
    };
    let mut list = EvidenceList::new(&output);
    if arguments.external {
        let (links, problem) = split_requestable(list.urls());
        problem.iter().for_each(|problem| report::print_message(problem));
        let answers = request_links(project, &links);
        list.record_statuses(&links, &answers);
    }
    let text = if arguments.json || arguments.format == ListFormat::Json {
        let mut value = serde_json::to_value(&list)?;
        value["schema_version"] = SCHEMA_VERSION.into();
        format!("{value:#}\n")
    } else {
        format_table(&list)
    };
    report::print_data(&text)?;
    if !diagnostics.has_errors() {
        return Ok(CommandOutcome::Success);
    }
    report::print_diagnostics(&diagnostics, inputs, false);
    let counts = format_counts(&diagnostics);
    report::print_message(&format!("artifacts that have errors may be missing from the list: {counts}"));
    Ok(CommandOutcome::HasErrors)
}

/// Fails if the zip file would be part of the portfolio or of its site.
fn refuse_folder(path: &Path, project: &Project) -> Result<()> {
    let file = resolve_path(&std::path::absolute(path)?);
    let mut taken = project.source_folders();
    taken.extend(
        [Visibility::Public, Visibility::Panel, Visibility::Private]
            .map(|audience| project.default_output(audience)),
    );
    for taken in taken {
        if file.starts_with(resolve_path(&taken)) {
            bail!(
                "`{}` is in `{}`, which belongs to the portfolio or its site\nchoose a place outside of it, such as `evidence.zip`",
                path.display(),
                taken.display()
            );
        }
    }
    Ok(())
}

/// Fails if no zip file can be written at `path`, or something is there that leadfolio did not write.
fn refuse_path(path: &Path, overwrite: bool) -> Result<()> {
    zip_archive::ensure_possible(path, "`--zip`")?;
    if !overwrite && zip_archive::is_foreign(path, ARCHIVE_COMMENT) {
        bail!(
            "`{}` already exists, and leadfolio did not create it\nchoose another name, or replace it with `--overwrite`",
            path.display()
        );
    }
    Ok(())
}

/// Writes the archive, and returns its length.
fn write_archive(arguments: &Arguments, path: &Path, files: &BTreeMap<String, Blob>) -> Result<u64> {
    let write = || format!("cannot write `{}`", path.display());
    let archive = PendingArchive::write(path, files, ARCHIVE_COMMENT).with_context(write)?;
    let bytes = archive.byte_count().with_context(write)?;
    if let Some(max) = arguments.max_size.filter(|max| bytes > *max) {
        bail!("{}", describe_excess(files, bytes, max));
    }
    // Building takes a while, in which somebody may save a file of this name.
    if arguments.overwrite { archive.replace(path) } else { archive.replace_own(path, ARCHIVE_COMMENT) }
        .with_context(write)?;
    Ok(bytes)
}

/// Files that are named when the archive is too large.
const MAX_NAMED: usize = 5;

fn describe_excess(files: &BTreeMap<String, Blob>, bytes: u64, max: u64) -> String {
    let mut largest: Vec<(&String, u64)> = files.iter().map(|(path, blob)| (path, blob.len())).collect();
    largest.sort_by_key(|(path, bytes)| (std::cmp::Reverse(*bytes), *path));
    let lines: Vec<String> = largest
        .iter()
        .take(MAX_NAMED)
        .map(|(path, bytes)| format!("  {path}: {}", format_size(*bytes)))
        .collect();
    format!(
        "the zip file would have {}, and `--max-size` allows {}\n\
         the largest files are\n{}\n\
         put films on a video site and name their address as `href`, save PDF files with smaller pictures, \
         or write a narrower `visibility` on what this audience doesn't need",
        format_size(bytes),
        format_size(max),
        lines.join("\n")
    )
}

/// The address at which the audience of a site reads its pages: that of a target for it. The portfolio's own address is that
/// of the public site.
fn site_address(output: &RenderedSite) -> Option<BaseUrl> {
    let settings = &output.portfolio().settings;
    // Errors in the targets are among those of the build.
    let targets = resolve_targets(&settings.deploy, &mut Diagnostics::default());
    let of_target = targets.into_values().filter(|target| target.audience == output.audience());
    let public = settings.url.clone().filter(|_| output.audience() == Visibility::Public);
    public.or_else(|| of_target.filter_map(|target| target.url).next())
}

/// Says how many artifacts are not in the archive, since its audience may not see them.
fn print_left_out(inputs: &Inputs, everything: &Options, list: &EvidenceList) {
    let Some(all) = pipeline::count_artifacts(inputs, everything) else {
        report::print_message(
            "can't tell how many artifacts were left out: the whole portfolio can't be built",
        );
        return;
    };
    let left_out = all.saturating_sub(list.artifacts.len());
    if left_out > 0 {
        let (artifacts, they) =
            (pluralize(left_out, "artifact", "artifacts"), if left_out == 1 { "it is" } else { "they are" });
        report::print_message(&format!(
            "left out {artifacts}: {they} for fewer readers, or on pages that aren't published yet (`leadfolio evidence` lists everything)"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [("50MB", 50_000_000), ("800 kB", 800_000), ("1.5gb", 1_500_000_000), ("12", 12)]
        {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "MB", "-5MB", "0", "5 pages", "1.2.3MB"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }
}
