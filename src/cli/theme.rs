//! `leadfolio themes` and `leadfolio theme`: lists, creates and checks themes; theme_preview.rs shows them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use leadfolio::check::html_lint;
use leadfolio::content::enums::Visibility;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use leadfolio::pipeline::{self, Build, Inputs};
use leadfolio::privacy::name_scanner::PrivateNames;
use leadfolio::project::{LoadedProject, Project};
use leadfolio::render::RenderedSite;
use leadfolio::rules::RuleTrait;
use leadfolio::theme::{TextContrast, ThemeInfo, ThemeOptionInfo, TokenIssue, check_tokens, list_themes};
use leadfolio::vfs::write;
use leadfolio::{check, embedded, scaffold};
use serde_json::{Value, json};

use super::common::{CommandOutcome, default_options, open_project, pluralize};
use super::format::SCHEMA_VERSION;
use super::{report, theme_preview};

/// List the themes and their options
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  leadfolio themes\n  leadfolio init my-portfolio --theme dossier")]
pub(super) struct ListArguments {
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Print JSON, for scripts
    #[arg(long, conflicts_with = "preview")]
    json: bool,
    // The same as `leadfolio theme preview`, which the help names.
    #[arg(long, hide = true)]
    preview: bool,
    #[arg(long, hide = true, requires = "preview")]
    output: Option<PathBuf>,
    #[arg(long, hide = true, requires = "preview")]
    open: bool,
}

/// Show, create or check themes
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio theme preview --open\n  leadfolio theme new harbor\n  leadfolio theme new harbor --extends field\n  leadfolio theme check harbor"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Preview(theme_preview::Arguments),
    /// Start your own theme from an existing one
    New {
        /// Name of the theme
        name: String,
        /// Theme to start from
        #[arg(long, default_value = "commons")]
        extends: String,
        /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Build every kind of page with a theme, with full and minimal sample content, and report problems
    Check {
        /// Name of the theme (default: the one your portfolio uses)
        name: Option<String>,
        /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
}

pub(super) fn run_list(arguments: &ListArguments) -> Result<CommandOutcome> {
    let ListArguments { root, json, preview, output, open } = arguments;
    if *preview {
        let (output, root) = (output.clone(), root.clone());
        return theme_preview::run(&theme_preview::Arguments { output, open: *open, root });
    }
    // The embedded themes can be listed without a portfolio.
    let project = match root {
        Some(root) => Some(Project::open(root)?),
        None => open_project(None).ok(),
    };
    let reading = project.map(|project| project.read()).transpose()?;
    let own = reading.map(|reading| reading.inputs.themes).unwrap_or_default();
    let mut diagnostics = Diagnostics::default();
    if *json {
        let themes = list_themes(&own, &embedded::builtin_themes(), &mut diagnostics);
        let list = json!({ "schema_version": SCHEMA_VERSION, "themes": themes.iter().map(theme_to_json).collect::<Vec<_>>() });
        report::print_data(&format!("{list:#}\n"))?;
        report::print_diagnostics(&diagnostics, &Inputs::default(), true);
        return Ok(if diagnostics.has_errors() {
            CommandOutcome::HasErrors
        } else {
            CommandOutcome::Success
        });
    }
    let mut text = String::new();
    for ThemeInfo { name, description, is_own: own, extends, options } in
        list_themes(&own, &embedded::builtin_themes(), &mut diagnostics)
    {
        let owner = if own { " (yours)" } else { "" };
        let over = extends.map(|base| format!(", based on {base}")).unwrap_or_default();
        text += &format!("{name}{owner}{over}\n");
        text += &description.map(|description| format!("  {description}\n")).unwrap_or_default();
        for ThemeOptionInfo { name, accepts: takes, values: _, default, description } in options {
            let default = default.map(|default| format!(" [{default}]")).unwrap_or_default();
            let suffix = description.map(|description| format!(": {description}")).unwrap_or_default();
            text += &format!("    {name}{default}{suffix} ({takes})\n");
        }
        text += "\n";
    }
    report::print_data(&text)?;
    report::print_message(
        "choose one in content/portfolio.yaml: `theme: dossier`, with its options under `theme_options:`. To see your pages in all of them, run `leadfolio theme preview --open`",
    );
    report::print_diagnostics(&diagnostics, &Inputs::default(), true);
    Ok(if diagnostics.has_errors() { CommandOutcome::HasErrors } else { CommandOutcome::Success })
}

fn theme_to_json(theme: &ThemeInfo) -> Value {
    let option = |option: &ThemeOptionInfo| {
        json!({
            "name": option.name,
            "default": option.default,
            "accepts": option.accepts,
            "description": option.description,
        })
    };
    json!({
        "name": theme.name,
        "description": theme.description,
        "own": theme.is_own,
        "extends": theme.extends,
        "options": theme.options.iter().map(option).collect::<Vec<_>>(),
    })
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    match &arguments.command {
        Command::Preview(arguments) => theme_preview::run(arguments),
        Command::New { name, extends, root } => create_theme(name, extends, root.clone()),
        Command::Check { name, root } => check_theme(name.as_deref(), root.clone()),
    }
}

fn create_theme(name: &str, extends: &str, root: Option<PathBuf>) -> Result<CommandOutcome> {
    let project = open_project(root.as_deref())?;
    let LoadedProject { inputs, .. } = project.read()?;
    let files = scaffold::new_theme(name, extends, &inputs.themes)?;
    let folder = project.root().join("themes").join(name);
    write::write_new_folder(&folder, &files)?;
    report::print_message(&format!(
        "created a theme in `{}`: it looks like {extends} until you change it\n\
         to use it, write `theme: {name}` in content/portfolio.yaml; to see it, run `leadfolio serve`; to check it, run `leadfolio theme check {name}`",
        folder.display()
    ));
    Ok(CommandOutcome::Success)
}

/// Recommended limit for the style sheets of a page, in bytes, which are about 8 kB when compressed: pages render only after
/// them, which is slow on a mobile network.
const MAX_STYLESHEET_BYTES: usize = 32 * 1024;

fn check_theme(name: Option<&str>, root: Option<PathBuf>) -> Result<CommandOutcome> {
    let project = open_project(root.as_deref())?;
    let LoadedProject { inputs: project_inputs, .. } = project.read()?;
    let mut diagnostics = Diagnostics::default();
    let themes = list_themes(&project_inputs.themes, &embedded::builtin_themes(), &mut diagnostics);
    if let Some(name) = name.filter(|name| !themes.iter().any(|theme| theme.name == **name)) {
        let known: Vec<&str> = themes.iter().map(|theme| theme.name.as_str()).collect();
        bail!("there is no theme `{}`\nthe themes are {}", name.escape_debug(), known.join(", "));
    }
    let mut pages = 0;
    let mut problems = ThemeProblems { reported: BTreeSet::new(), diagnostics };
    for (index, content) in scaffold::fixtures(&project_inputs, name)?.into_iter().enumerate() {
        let inputs = Inputs { content, themes: project_inputs.themes.clone(), ..Inputs::default() };
        let options = default_options(Visibility::Private, true);
        let Build { output, diagnostics: of_build } = pipeline::build(&inputs, &options);
        // The files of the theme are the same for all portfolios, and the first uses all of them.
        let is_first = index == 0;
        if is_first {
            problems.add_file_problems(&of_build);
        }
        let Some(output) = output else { continue };
        pages += output.html_page_count();
        if is_first {
            problems.diagnostics.append(check_stylesheets(&output));
        }
        problems.check_pages(&output);
    }
    let mut diagnostics = problems.diagnostics;
    diagnostics.reclassify(theme_check_severity);
    diagnostics.sort_and_dedup();
    report::print_diagnostics(&diagnostics, &project_inputs, true);
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    report::print_message(&format!(
        "built {}: {}, {}",
        pluralize(pages, "page", "pages"),
        pluralize(errors, "error", "errors"),
        pluralize(warnings, "warning", "warnings")
    ));
    Ok(if diagnostics.has_errors() { CommandOutcome::HasErrors } else { CommandOutcome::Success })
}

/// The severity of a diagnostic about a theme: who makes one wants it to work everywhere.
fn theme_check_severity(diagnostic: &Diagnostic) -> Severity {
    match diagnostic.severity {
        Severity::Warning if diagnostic.has_trait(RuleTrait::RaisedForThemeCheck) => Severity::Error,
        severity => severity,
    }
}

/// Collects what is wrong with a theme over several portfolios: each problem once, with the first page that has it.
struct ThemeProblems {
    reported: BTreeSet<String>,
    diagnostics: Diagnostics,
}

impl ThemeProblems {
    /// Takes over what a build says about the files of themes. The text of the sample does not concern the theme.
    fn add_file_problems(&mut self, of_build: &Diagnostics) {
        let of_themes = of_build.iter().filter(|diagnostic| diagnostic.path.starts_with("themes/"));
        of_themes.for_each(|diagnostic| self.diagnostics.push(diagnostic.clone()));
    }

    /// Follows the links of all pages, compares them with the security policy of the site, and lints their HTML.
    fn check_pages(&mut self, output: &RenderedSite) {
        let mut of_site = Diagnostics::default();
        check::check_site(output, &PrivateNames::default(), &mut of_site);
        let of_theme = of_site.iter().filter(|diagnostic| diagnostic.has_trait(RuleTrait::ConcernsTheme));
        of_theme.for_each(|diagnostic| self.add_site_problem(diagnostic.clone(), output));
        // HTML files of the author are copied as they are: the theme has no part in them.
        for path in output.paths().filter(|path| path.ends_with(".html") && !path.starts_with("files/")) {
            let Some(Ok(blob)) = output.render_file(path) else { continue };
            let html = blob.read_text().unwrap_or_default();
            for problem in html_lint::lint_html(&html) {
                if self.reported.insert(problem.clone()) {
                    let message = format!("`{path}`: {problem}");
                    self.diagnostics.push(Diagnostic::warning("THM-09", "themes", message));
                }
            }
        }
    }

    /// Adds a problem of the rendered site. What it is about is on many pages, of each portfolio: it is reported once, at the
    /// place in a template where it seems to be written.
    fn add_site_problem(&mut self, diagnostic: Diagnostic, output: &RenderedSite) {
        let Some(subject) = &diagnostic.subject else { return self.diagnostics.push(diagnostic) };
        if !self.reported.insert(format!("{}: {subject}", diagnostic.rule)) {
            return;
        }
        // As the whole value of an attribute, or its end: a short target is in many words.
        let written = ['"', '/', '}', ' '].map(|before| format!("{before}{subject}\""));
        let place = output.find_in_own_templates(&written).filter(|_| diagnostic.location == Location::File);
        self.diagnostics.push(match place {
            Some((path, range)) => Diagnostic { path: path.to_owned(), ..diagnostic }.at(range),
            None => diagnostic,
        });
    }
}

/// Reports color pairs with too little contrast and design tokens without a value.
fn token_diagnostics(sheet: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for problem in check_tokens(sheet) {
        diagnostics.push(match problem {
            TokenIssue::LowContrast(TextContrast { text, background: ground, scheme, contrast }) => {
                let message = format!(
                    "`--{text}` on `--{ground}` has a contrast of only {contrast:.2} in {scheme} mode"
                );
                Diagnostic::warning("THM-07", "themes", message)
                    .help("choose colors with a contrast of at least 4.5, so that everyone can read the text")
            }
            TokenIssue::Undeclared(name) => Diagnostic::warning(
                "THM-08",
                "themes",
                format!("the token `--{name}` is used but has no value"),
            )
            .help("your own `tokens.css` replaces the whole file: copy the line from the theme you extend"),
        });
    }
    diagnostics
}

/// Reports pages whose style sheets are too large, and the tokens of these.
fn check_stylesheets(output: &RenderedSite) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let is_stylesheet = |path: &&str| path.starts_with("assets/") && path.ends_with(".css");
    let read = |path: &str| output.render_file(path)?.ok()?.read_text().ok();
    let (shared, of_pages): (Vec<&str>, Vec<&str>) =
        output.paths().filter(is_stylesheet).partition(|path| path.starts_with("assets/site."));
    let shared: String = shared.into_iter().filter_map(read).collect();
    // A page loads the style sheet of the site, and that of its kind after it. Nobody waits for what is for paper, as is the
    // book, which has the rules of all pages.
    let is_for_paper = |path: &str| {
        path.contains(".print.") || path.starts_with("assets/print.") || path.starts_with("assets/book.")
    };
    let of_pages = of_pages.into_iter().filter_map(|path| Some((path, format!("{shared}{}", read(path)?))));
    for (path, css) in std::iter::once(("", shared.clone())).chain(of_pages) {
        if css.len() > MAX_STYLESHEET_BYTES && !is_for_paper(path) {
            let message = format!("the style sheets of a page are {} bytes", css.len());
            let help = format!(
                "keep them under {MAX_STYLESHEET_BYTES} bytes: phone users wait for them before they see anything"
            );
            diagnostics.push(Diagnostic::warning("THM-05", "themes", message).help(help));
        }
        diagnostics.append(token_diagnostics(&css));
    }
    diagnostics
}
