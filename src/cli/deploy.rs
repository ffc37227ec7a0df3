//! `leadfolio deploy` and `leadfolio undeploy`: the site, put where people read it.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use console::Term;
use indicatif::{DecimalBytes, ProgressBar, ProgressStyle};
use leadfolio::check;
use leadfolio::content::collect::SETTINGS;
use leadfolio::content::vocabulary::Visibility;
use leadfolio::deploy::manifest::Digest;
use leadfolio::deploy::plan::Plan;
use leadfolio::deploy::verify::verify;
use leadfolio::deploy::{self, Author, Make, Remote, Showing, There, headers};
use leadfolio::diagnostic::Severity;
use leadfolio::pipeline::{self, Build, Inputs, Options};
use leadfolio::portfolio::model::{Place, Target};
use leadfolio::portfolio::url::BaseUrl;
use leadfolio::project::{Project, Reading};
use leadfolio::render::Output;
use leadfolio::tree::{Blob, Tree};
use rayon::prelude::*;

use super::build::{counted, find, index, interruption, preview, verdict};
use super::{Verdict, report};

/// Put the site where people read it
///
/// Builds it for the target, checks it, shows what would be written and deleted, asks, and does it. What is there and not
/// leadfolio's is never touched. Interrupted at any moment, it goes on where it was when it runs again.
#[derive(Args, Debug)]
#[command(
    after_help = "Targets stand in content/portfolio.yaml:\n  deploy:\n    school: { kind: folder, path: ../site, url: \"https://example.org/\" }\n    pages: { kind: git, remote: origin, branch: gh-pages }\n\nExamples:\n  leadfolio deploy --setup\n  leadfolio deploy --dry-run\n  leadfolio deploy school"
)]
pub(super) struct Arguments {
    /// The name of the target; needed when there are several
    target: Option<String>,
    /// Ask a few questions and write a new target down
    #[arg(long, conflicts_with_all = ["target", "dry_run", "yes"])]
    setup: bool,
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// Refuse to delete more files than this
    #[arg(long, value_name = "N", default_value_t = 100)]
    max_deletes: usize,
    /// Write over files that are there and not leadfolio's
    #[arg(long)]
    overwrite: bool,
    /// List every file
    #[arg(long, short)]
    verbose: bool,
    /// Folder of the portfolio; found upwards from here by default
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Take a site down that was deployed
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  leadfolio undeploy school")]
pub(super) struct UndoArguments {
    /// The name of the target
    target: String,
    /// Show what would be deleted, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// List every file
    #[arg(long, short)]
    verbose: bool,
    /// Folder of the portfolio; found upwards from here by default
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Files of a list that are named when nobody asks for all.
const NAMED: usize = 5;

/// A site that may be put somewhere.
struct Site {
    output: Output,
    /// The index of the search, and what tells the host how to send files.
    more: Tree,
    files: BTreeMap<String, Digest>,
}

impl Site {
    fn bytes(&self, path: &str) -> Result<Blob> {
        let found = self.more.get(path).map(|it| Ok(it.clone())).or_else(|| self.output.file(path));
        found.context("it is no part of the site")?.map_err(|it| anyhow!("{}: {}", it.path, it.message))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    if arguments.setup {
        return super::setup::run(arguments.root.as_deref());
    }
    let project = find(arguments.root.as_deref())?;
    let Reading { inputs, .. } = project.read()?;
    let Some((name, target)) = chosen(arguments.target.as_deref(), &inputs)? else {
        // What is wrong with the portfolio is told by the same words as ever.
        return gate(&project, &inputs, None).map(|_| Verdict::Faulty);
    };
    let Some(site) = gate(&project, &inputs, Some(&target))? else { return Ok(Verdict::Faulty) };
    let remote = deploy::open(&target.place, project.root(), &AtTerminal)?;
    let there = There::at(&*remote)?;
    let plan = Plan::between(&there.manifest, &site.files);
    let whom = if target.audience == Visibility::Panel { ", for the panel" } else { "" };
    report::say(&format!("to {} (`{name}`){whom}", remote.shown()));
    say_plan(&plan, arguments.verbose);
    if plan.is_empty() && there.manifest.unsure.is_empty() {
        report::say("nothing to do: what is there is what would be put there");
        if !arguments.dry_run {
            // An earlier run may have written everything and been refused the last step.
            remote.publish().context(UNSHOWN)?;
        }
        return Ok(Verdict::Fine);
    }
    let strangers = deploy::strangers(&*remote, &plan)?;
    if !strangers.is_empty() && !arguments.overwrite {
        let named = listed(&strangers, arguments.verbose);
        bail!(
            "{} there that leadfolio did not write, where the site would go: {named}\n\
             look at what it is and move it away, or write over it with `--overwrite`",
            if strangers.len() == 1 {
                "a file is".to_owned()
            } else {
                format!("{} files are", strangers.len())
            }
        );
    }
    if plan.deletes.len() > arguments.max_deletes {
        bail!(
            "{} would be deleted, and `--max-deletes` allows {}\nif that is meant, run it again with `--max-deletes {}`",
            counted(plan.deletes.len(), "file", "files"),
            arguments.max_deletes,
            plan.deletes.len()
        );
    }
    if !is_wanted(arguments.dry_run, arguments.yes, "put it there?")? {
        return Ok(Verdict::Fine);
    }
    carry_out(&*remote, &plan, &there, &|it| site.bytes(it))?;
    let told = remote.publish().context(UNSHOWN)?;
    let live = Live { site: &site, inputs: &inputs, plan: &plan, told: told.as_deref() };
    say_done(&name, &target, &live, project.root());
    if !plan.deletes.is_empty() {
        report::say(KEPT);
    }
    Ok(Verdict::Fine)
}

pub(super) fn undo(arguments: &UndoArguments) -> Result<Verdict> {
    let project = find(arguments.root.as_deref())?;
    let Reading { inputs, .. } = project.read()?;
    let Some((name, target)) = chosen(Some(&arguments.target), &inputs)? else {
        return gate(&project, &inputs, None).map(|_| Verdict::Faulty);
    };
    let remote = deploy::open(&target.place, project.root(), &AtTerminal)?;
    let there = There::at(&*remote)?;
    let plan = Plan::between(&there.manifest, &BTreeMap::new());
    report::say(&format!("from {} (`{name}`)", remote.shown()));
    if let Place::Zip { .. } = target.place {
        bail!(
            "a zip file is not taken down from here: delete it yourself, and at the host that you gave it to"
        );
    }
    say_plan(&plan, arguments.verbose);
    if plan.is_empty() {
        report::say("nothing to do: leadfolio has put nothing there");
        return Ok(Verdict::Fine);
    }
    if !is_wanted(arguments.dry_run, arguments.yes, "delete it?")? {
        return Ok(Verdict::Fine);
    }
    carry_out(&*remote, &plan, &there, &|it| bail!("`{it}` is no part of an empty site"))?;
    report::say(&format!("taken down: {}", counted(plan.deletes.len(), "file", "files")));
    report::say(KEPT);
    Ok(Verdict::Fine)
}

/// When the host refuses the last step.
const UNSHOWN: &str = "everything was written, and the host does not show it yet";
/// How many pages that must not be there are looked for.
const ABSENT: usize = 12;
/// What a deploy cannot take back.
const KEPT: &str = "what is gone may live on in copies: browsers and networks of caches ask again within minutes; \
     search engines and archives keep theirs until you ask them (Google: \"Remove outdated content\"; Bing: \"Content Removal\"; \
     the Internet Archive: info@archive.org)";

/// A site that was put where readers find it.
struct Live<'a> {
    site: &'a Site,
    inputs: &'a Inputs,
    plan: &'a Plan,
    /// The address that the host told.
    told: Option<&'a str>,
}

impl Live<'_> {
    /// Pages that must not be there: some that were taken away, or are for fewer eyes.
    fn absent(&self) -> Vec<String> {
        let all = pipeline::build(self.inputs, &preview(Visibility::Private, true)).output;
        let hidden = all.iter().flat_map(Output::paths).filter(|it| !self.site.files.contains_key(*it));
        let gone = self.plan.deletes.iter().map(String::as_str);
        gone.chain(hidden).filter(|it| it.ends_with(".html")).take(ABSENT).map(str::to_owned).collect()
    }
}

/// Asks the web only where the target itself says its address: one for all targets may be another site.
fn say_live(target: &Target, live: &Live<'_>, address: &str) {
    if target.url.is_none() {
        report::say(&format!("done: it should be at {address}"));
        return;
    }
    let waits =
        if matches!(target.place, Place::Git { .. } | Place::Github { .. }) { PAUSES.len() } else { 1 };
    let pauses: Vec<Duration> = PAUSES[..waits].iter().map(|it| Duration::from_secs(*it)).collect();
    report::say(&format!("written; looking at {address} as readers do"));
    let problems = verify(address, &live.site.files, &live.absent(), &pauses);
    if problems.is_empty() {
        report::say(&format!("done: readers see it at {address}"));
        return;
    }
    report::say("everything was written, and readers do not see it yet:");
    problems.iter().for_each(|it| report::say(&format!("  {it}")));
    report::say(
        "hosts and browsers may take some minutes; then look at `url` of the target, and at the host's settings",
    );
}

/// The target by its name, or the only one. None when the portfolio cannot be read.
fn chosen(name: Option<&str>, inputs: &Inputs) -> Result<Option<(String, Target)>> {
    let Build { output, diagnostics } = pipeline::build(inputs, &preview(Visibility::Public, false));
    let Some(output) = output else { return Ok(None) };
    // A target that is described wrongly is not there; its faults say more.
    if diagnostics.iter().any(|it| it.severity == Severity::Error && it.path == SETTINGS) {
        return Ok(None);
    }
    let targets = &output.portfolio().settings.deploy;
    let names: Vec<String> = targets.keys().map(|it| format!("`{it}`")).collect();
    let example = "`leadfolio deploy --setup` asks a few questions and writes one down";
    let (name, target) = match (name, targets.len()) {
        (Some(name), _) => match targets.get_key_value(name) {
            Some(found) => found,
            None if names.is_empty() => bail!("there is no target yet\n{example}"),
            None => bail!("there is no target `{}`\nthere are {}", name.escape_debug(), names.join(", ")),
        },
        (None, 0) => bail!("there is no target yet\n{example}"),
        (None, 1) => targets.first_key_value().expect("there is one"),
        (None, _) => bail!("which target? there are {}", names.join(", ")),
    };
    Ok(Some((name.clone(), target.clone())))
}

/// Builds and checks a site for a target. None when it must not be put anywhere, which is told.
fn gate(project: &Project, inputs: &Inputs, target: Option<&Target>) -> Result<Option<Site>> {
    let mut inputs = inputs.clone();
    let watched = project.watched(&mut inputs.diagnostics)?.unwrap_or_default();
    let audience = target.map_or(Visibility::Public, |it| it.audience);
    let base_url: Option<BaseUrl> = target.and_then(|it| it.url.clone());
    let options = Options { base_url, watched, ..preview(audience, false) };
    let Build { output, mut diagnostics } = pipeline::build(&inputs, &options);
    if let Some(output) = &output {
        check::finished(output, &options.watched, &mut diagnostics);
        diagnostics.settle();
    }
    let site = output.filter(|_| !diagnostics.has_errors() && target.is_some());
    let index = match &site {
        Some(output) => index(output, &mut diagnostics)?,
        None => None,
    };
    report::diagnostics(&diagnostics, &inputs, false);
    let (Some(output), Some(index)) = (site, index) else {
        report::say(&format!("not deployed: {} in the portfolio", verdict(&diagnostics)));
        return Ok(None);
    };
    let samples = output.portfolio().samples();
    if !samples.is_empty() {
        report::say(&format!(
            "not deployed: the portfolio holds invented sample content: {}\n\
             readers would take it for yours: rewrite these files and take the line `sample: true` out, or delete them",
            listed(&samples, false)
        ));
        return Ok(None);
    }
    let made = |path: &str| -> Result<(String, Digest)> {
        let blob = output
            .file(path)
            .context("it is no part of the site")?
            .map_err(|it| anyhow!("{}", it.message))?;
        Ok((path.to_owned(), Digest::of(&blob.read().with_context(|| format!("cannot read `{path}`"))?)))
    };
    let paths: Vec<&str> = output.paths().collect();
    let mut files: BTreeMap<String, Digest> = paths.par_iter().map(|it| made(it)).collect::<Result<_>>()?;
    let mut more = index;
    let headers = target.and_then(|it| headers::file(it.headers, &output.portfolio().settings));
    if let Some((path, text)) = headers {
        more.insert(path, text);
    }
    for (path, blob) in more.iter() {
        files.insert(path.to_owned(), Digest::of(&blob.read()?));
    }
    Ok(Some(Site { output, more, files }))
}

fn listed(paths: &[String], all: bool) -> String {
    let most = if all { paths.len() } else { NAMED };
    let named: Vec<String> = paths.iter().take(most).map(|it| format!("`{it}`")).collect();
    let more = paths.len().saturating_sub(most);
    if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") }
}

fn say_plan(plan: &Plan, all: bool) {
    let puts: Vec<String> = plan.puts.iter().map(|it| it.path.clone()).collect();
    let line = |what: &str, paths: &[String], more: &str| {
        if !paths.is_empty() {
            let files = counted(paths.len(), "file", "files");
            report::say(&format!("  {what} {files}{more}: {}", listed(paths, all)));
        }
    };
    line("write", &puts, &format!(", {}", DecimalBytes(plan.bytes())));
    if plan.unchanged > 0 {
        report::say(&format!("  leave {} as they are", counted(plan.unchanged, "file", "files")));
    }
    line("delete", &plan.deletes, "");
}

/// Whether to go on after the plan was shown; if not, it is said.
fn is_wanted(dry_run: bool, yes: bool, question: &str) -> Result<bool> {
    if dry_run {
        report::say("nothing was done: this was a dry run");
        return Ok(false);
    }
    let wanted = yes || agreed(question)?;
    if !wanted {
        report::say("nothing was done");
    }
    Ok(wanted)
}

/// The author, at the terminal.
struct AtTerminal;

impl Author for AtTerminal {
    fn agrees(&self, question: &str) -> Result<bool> {
        agreed(question)
    }

    fn secret(&self, question: &str) -> Result<Option<String>> {
        let terminal = Term::stderr();
        if !terminal.is_term() || !io::stdin().is_terminal() {
            return Ok(None);
        }
        write!(io::stderr(), "{question} (it is not shown, and not kept): ")?;
        Ok(Some(terminal.read_secure_line()?).filter(|it| !it.is_empty()))
    }
}

/// Asks the author. Where nobody can answer, it is said how to go on.
fn agreed(question: &str) -> Result<bool> {
    if !io::stdin().is_terminal() {
        bail!(
            "nobody is there to ask\nrun it with `--yes` if this is meant, or with `--dry-run` to look first"
        );
    }
    let mut terminal = io::stderr();
    write!(terminal, "{question} [y/N] ")?;
    terminal.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str()))
}

fn carry_out(remote: &dyn Remote, plan: &Plan, there: &There, make: &Make<'_>) -> Result<()> {
    let bar = if io::stderr().is_terminal() { ProgressBar::new(plan.bytes()) } else { ProgressBar::hidden() };
    let style = "writing {bar:30} {decimal_bytes} of {decimal_total_bytes}";
    bar.set_style(ProgressStyle::with_template(style).expect("the template is valid"));
    let interrupted = interruption()?;
    let mut run = [0; 8];
    getrandom::fill(&mut run).map_err(|it| anyhow!("the system gives no random numbers: {it}"))?;
    let run: String = run.iter().map(|it| format!("{it:02x}")).collect();
    let make = |path: &str| {
        if interrupted.load(Ordering::Relaxed) {
            bail!("interrupted");
        }
        make(path)
    };
    let done = deploy::apply(remote, plan, there, &run, &make, &|it| bar.inc(it));
    bar.finish_and_clear();
    done.context(match remote.showing() {
        Showing::Together | Showing::Anew => "nothing was changed there",
        Showing::AtOnce => "it is half done: run it again, and it goes on from here",
    })
}

/// Pauses in which a host that builds sites by itself, such as GitHub Pages, commonly gets done.
const PAUSES: [u64; 5] = [3, 7, 15, 30, 60];

fn say_done(name: &str, target: &Target, live: &Live<'_>, root: &Path) {
    let address = live.site.output.portfolio().settings.url.as_ref().map(|it| it.as_str().to_owned());
    match (&target.place, address, live.told) {
        (Place::Zip { path }, ..) => {
            report::say(&format!("done: give `{}` to your host", root.join(path).display()));
        }
        (_, Some(address), _) => say_live(target, live, &address),
        (_, None, Some(told)) => {
            report::say(&format!(
                "done: it should be at {told}\nwrite that as `url` of the target, so that its pages name it"
            ));
        }
        (_, None, None) => report::say("done; its address is not known: write it as `url` of the target"),
    }
    if !matches!(target.place, Place::Zip { .. }) {
        report::say(&format!("to take it down: leadfolio undeploy {name}"));
    }
}
