//! `leadfolio theme preview`: shows the author's own pages in every theme and with every option.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use clap::Args;
use leadfolio::content::enums::Visibility;
use leadfolio::diagnostic::Severity;
use leadfolio::pipeline::Options;
use leadfolio::platform::quote_for_shell;
use leadfolio::project::{CACHE_FOLDER, Project};
use leadfolio::theme_gallery::{ThemeGallery, build_gallery};
use leadfolio::vfs::{CacheFolder, FileTree};

use super::common::{
    CommandOutcome, check_command, display_path, leave_missing_folder, open_project, pluralize,
    project_options, publish_files,
};
use super::open_browser::open_in_browser;
use super::report;

/// Folder of the gallery in that of all caches.
const GALLERY_FOLDER: &str = "themes";

/// Show your own home page and a case study in every theme, and with every option, side by side
///
/// It is for you alone: it includes drafts. Don't publish it.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio theme preview --open\n  leadfolio theme preview --output /tmp/themes"
)]
pub(super) struct Arguments {
    /// Where to write the pages (default: `.leadfolio/themes` in the portfolio folder)
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Open the pages in your browser
    #[arg(long)]
    pub(super) open: bool,
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let started = Instant::now();
    let project = open_project(arguments.root.as_deref())?;
    project.require_settings()?;
    leave_missing_folder(&project, arguments.output.as_deref())?;
    let inputs = project.read()?.inputs;
    let options = Options { cards: false, ..project_options(&project, Visibility::Public, true) };
    let ThemeGallery { files, themes, variants, theme_diagnostics, diagnostics } =
        build_gallery(&inputs, &options);
    report::print_diagnostics(&theme_diagnostics, &inputs, false);
    let Some(files) = files else {
        report::print_diagnostics(&diagnostics, &inputs, false);
        report::print_message("no theme can be shown");
        return Ok(CommandOutcome::HasErrors);
    };
    if diagnostics.has_errors() {
        let errors = pluralize(diagnostics.count(Severity::Error), "error", "errors");
        report::print_message(&format!(
            "the portfolio has {errors}, so something may be missing from its pages. Run `{}` to see them",
            check_command(&options).unwrap_or("leadfolio check")
        ));
    }
    let folder = match &arguments.output {
        Some(folder) => folder.clone(),
        None => create_gallery_folder(&project)?,
    };
    write_gallery(&files, &project, &folder)?;
    let page = folder.join("index.html");
    report::print_message(&format!(
        "{} with {} in {:.2} s, for you alone: open {}",
        pluralize(themes, "theme", "themes"),
        pluralize(variants, "option", "options"),
        started.elapsed().as_secs_f64(),
        quote_for_shell(&display_path(&page))
    ));
    if arguments.open {
        open_in_browser(&page.display().to_string());
    }
    Ok(if theme_diagnostics.has_errors() { CommandOutcome::HasErrors } else { CommandOutcome::Success })
}

/// The default folder. That of all caches is made first, with a `.gitignore`; it is refused if it is a link.
fn create_gallery_folder(project: &Project) -> Result<PathBuf> {
    let caches = project.root().join(CACHE_FOLDER);
    CacheFolder::create(&caches, &[]).with_context(|| {
        format!("cannot write to `{}`; name another folder with `--output`", caches.display())
    })?;
    Ok(caches.join(GALLERY_FOLDER))
}

fn write_gallery(files: &FileTree, project: &Project, folder: &Path) -> Result<()> {
    let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    let read_file = |path: &str| files.get(path).cloned().ok_or_else(|| anyhow!("`{path}` is gone"));
    publish_files(project, folder, &paths, read_file, || ())?;
    Ok(())
}
