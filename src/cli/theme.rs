//! `leadfolio themes` and `leadfolio theme`: choosing a look, and making one.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use leadfolio::check::{self, fitness};
use leadfolio::content::vocabulary::Visibility;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Severity};
use leadfolio::pipeline::{self, Build, Inputs};
use leadfolio::project::{Project, Reading};
use leadfolio::theme::{About, AboutOption, TokenFault, catalogue, token_faults};
use leadfolio::tree::disk;
use leadfolio::{embedded, scaffold};

use super::build::{counted, find, preview};
use super::{Verdict, report};

/// List the looks that a site can have, with their options
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  leadfolio themes\n  leadfolio init my-portfolio --theme dossier")]
pub(super) struct ListArguments {
    /// Folder of the portfolio; found upwards from here by default
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Make a look of your own, or look one over
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio theme new harbour\n  leadfolio theme new harbour --extends field\n  leadfolio theme check harbour"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a theme: a folder with what differs from another, and comments that tell how
    New {
        /// Its name
        name: String,
        /// The theme that it is laid over
        #[arg(long, default_value = "commons")]
        extends: String,
        /// Folder of the portfolio; found upwards from here by default
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Make every kind of page with a theme, from the sample and from nothing, and tell what is wrong
    Check {
        /// Its name; the portfolio's theme by default
        name: Option<String>,
        /// Folder of the portfolio; found upwards from here by default
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
}

pub(super) fn list(arguments: &ListArguments) -> Result<Verdict> {
    // Themes can be looked at before there is a portfolio.
    let project = match &arguments.root {
        Some(root) => Some(Project::at(root)?),
        None => find(None).ok(),
    };
    let own = project.map(|it| it.read()).transpose()?.map(|it| it.inputs.themes).unwrap_or_default();
    let mut diagnostics = Diagnostics::default();
    let mut text = String::new();
    for About { name, description, own, extends, options } in
        catalogue(&own, &embedded::themes(), &mut diagnostics)
    {
        let whose = if own { " (yours)" } else { "" };
        let over = extends.map(|it| format!(", over {it}")).unwrap_or_default();
        text += &format!("{name}{whose}{over}\n");
        text += &description.map(|it| format!("  {it}\n")).unwrap_or_default();
        for AboutOption { name, takes, default, description } in options {
            let default = default.map(|it| format!(" [{it}]")).unwrap_or_default();
            let about = description.map(|it| format!(": {it}")).unwrap_or_default();
            text += &format!("    {name}{default}{about} ({takes})\n");
        }
        text += "\n";
    }
    anstream::print!("{text}");
    report::say("choose one in content/portfolio.yaml: `theme: dossier`, its options under `theme_options:`");
    report::diagnostics(&diagnostics, &Inputs::default(), true);
    Ok(if diagnostics.has_errors() { Verdict::Faulty } else { Verdict::Fine })
}

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    match &arguments.command {
        Command::New { name, extends, root } => new(name, extends, root.clone()),
        Command::Check { name, root } => look_over(name.as_deref(), root.clone()),
    }
}

fn new(name: &str, extends: &str, root: Option<PathBuf>) -> Result<Verdict> {
    let project = find(root.as_deref())?;
    let Reading { inputs, .. } = project.read()?;
    let files = scaffold::theme(name, extends, &inputs.themes)?;
    let folder = project.root().join("themes").join(name);
    disk::write_new(&folder, &files)?;
    report::say(&format!(
        "made a theme in `{}`: it looks like {extends} until you change it\n\
         choose it in content/portfolio.yaml with `theme: {name}`, see it with `leadfolio serve`, look it over with `leadfolio theme check {name}`",
        folder.display()
    ));
    Ok(Verdict::Fine)
}

/// A style sheet that is larger keeps readers on telephones waiting (bytes).
const SHEET: u64 = 14 * 1024;

fn look_over(name: Option<&str>, root: Option<PathBuf>) -> Result<Verdict> {
    let project = find(root.as_deref())?;
    let Reading { inputs: mine, .. } = project.read()?;
    let mut diagnostics = Diagnostics::default();
    let themes = catalogue(&mine.themes, &embedded::themes(), &mut diagnostics);
    if let Some(name) = name.filter(|name| !themes.iter().any(|it| it.name == **name)) {
        let known: Vec<&str> = themes.iter().map(|it| it.name.as_str()).collect();
        bail!("there is no theme `{}`\nthere are {}", name.escape_debug(), known.join(", "));
    }
    let mut pages = 0;
    for portfolio in scaffold::states(&mine.content, name)? {
        let inputs = Inputs { content: portfolio, themes: mine.themes.clone(), ..Inputs::default() };
        let options = preview(Visibility::Private, true);
        let Build { output, diagnostics: found } = pipeline::build(&inputs, &options);
        // The sample's words are not the theme's business.
        let of_themes = found.iter().filter(|it| it.path.starts_with("themes/"));
        of_themes.for_each(|it| diagnostics.push(it.clone()));
        let Some(output) = output else { continue };
        pages += output.pages();
        let mut found = Diagnostics::default();
        check::finished(&output, &[], &mut found);
        let of_theme = found.iter().filter(|it| ["LNK-05", "THM-03"].contains(&it.rule));
        of_theme.for_each(|it| diagnostics.push(it.clone()));
        diagnostics.append(sheets(&output));
        diagnostics.append(pages_fit(&output));
    }
    diagnostics.settle();
    report::diagnostics(&diagnostics, &mine, true);
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    report::say(&format!(
        "made {}: {}, {}",
        counted(pages, "page", "pages"),
        counted(errors, "error", "errors"),
        counted(warnings, "warning", "warnings")
    ));
    Ok(if diagnostics.has_errors() { Verdict::Faulty } else { Verdict::Fine })
}

/// Pages that are not fit for everybody; each fault once, with the first page that has it.
fn pages_fit(output: &leadfolio::render::Output) -> Diagnostics {
    let mut found = Diagnostics::default();
    let mut told = std::collections::BTreeSet::new();
    // An address of the author's own may hold what nobody checks here.
    for path in output.paths().filter(|it| it.ends_with(".html") && !it.starts_with("files/")) {
        let Some(Ok(blob)) = output.file(path) else { continue };
        let html = blob.read().map(|it| String::from_utf8_lossy(&it).into_owned()).unwrap_or_default();
        for fault in fitness::faults(&html) {
            if told.insert(fault.clone()) {
                found.push(Diagnostic::warning("THM-09", "themes", format!("`{path}`: {fault}")));
            }
        }
    }
    found
}

/// Colours that cannot be read, and tokens that are not there.
fn tokens(sheet: &str) -> Diagnostics {
    let mut found = Diagnostics::default();
    for fault in token_faults(sheet) {
        found.push(match fault {
            TokenFault::Faint { text, ground, scheme, contrast } => {
                let message = format!("`--{text}` on `--{ground}` has a contrast of {contrast:.2} in {scheme} colours");
                Diagnostic::warning("THM-07", "themes", message)
                    .help("choose colours with a contrast of 4.5 at least, so that everybody can read them")
            }
            TokenFault::Missing(name) => {
                Diagnostic::warning("THM-08", "themes", format!("the token `--{name}` is used and has no value"))
                    .help("a `tokens.css` of your own takes the place of the whole file: copy the line from the theme that it extends")
            }
        });
    }
    found
}

/// Style sheets that are too large, or that ask another host.
fn sheets(output: &leadfolio::render::Output) -> Diagnostics {
    let mut found = Diagnostics::default();
    for path in output.paths().filter(|it| it.starts_with("assets/") && it.ends_with(".css")) {
        let Some(Ok(blob)) = output.file(path) else { continue };
        if blob.len() > SHEET {
            let message = format!("the style sheet has {} bytes", blob.len());
            let help =
                format!("keep it under {SHEET}: readers on telephones wait for it before they see anything");
            found.push(Diagnostic::warning("THM-05", "themes", message).help(help));
        }
        let css = blob.read().map(|it| String::from_utf8_lossy(&it).into_owned()).unwrap_or_default();
        found.append(tokens(&css));
        if ["url(http", "url(\"http", "url('http", "url(//", "@import"].iter().any(|it| css.contains(it)) {
            let help = "put the font or picture into the theme's `assets/`: another host would learn who reads, and may be gone";
            found.push(Diagnostic::error("THM-06", "themes", "the style sheet asks another host").help(help));
        }
    }
    found
}
