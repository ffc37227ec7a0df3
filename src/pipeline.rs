//! The build: two trees in, a site and its diagnostics out. It reads no disk but what blobs still hold there, no
//! clock, no environment, and it cannot fail.

use jiff::civil::Date;

use crate::content::collect::{self, Contents, SETTINGS, collect, collect_again};
use crate::content::vocabulary::Visibility;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::embedded;
use crate::portfolio::names::{self, Watched};
use crate::portfolio::url::BaseUrl;
use crate::portfolio::{self, Drafts, Rules, resolve};
use crate::render::{LinkStyle, Output, Settings};
use crate::theme;
use crate::tree::Tree;

/// What a build starts from.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The author's `content/`.
    pub content: Tree,
    /// The author's own `themes/`.
    pub themes: Tree,
    /// What was found wrong while they were read.
    pub diagnostics: Diagnostics,
}

impl Inputs {
    /// Files, from the root of the portfolio, that are not the same in other inputs; and those of which something else
    /// is told.
    pub fn changes(&self, other: &Self) -> Vec<String> {
        let named = |folder: &str, paths: Vec<&str>| -> Vec<String> {
            paths.into_iter().map(|it| format!("{folder}/{it}")).collect()
        };
        let mut changed = named("content", self.content.changes(&other.content));
        changed.extend(named("themes", self.themes.changes(&other.themes)));
        if !self.diagnostics.iter().eq(other.diagnostics.iter()) {
            let both = self.diagnostics.iter().chain(other.diagnostics.iter());
            changed.extend(both.map(|it| it.path.clone()));
        }
        changed.sort_unstable();
        changed.dedup();
        changed
    }
}

/// What decides, besides the inputs, what is built.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who the build is for.
    pub audience: Visibility,
    /// What to do with drafts and pages of the future.
    pub drafts: Drafts,
    /// The day of the build.
    pub today: Date,
    /// The address of the site, in place of the portfolio's own.
    pub base_url: Option<BaseUrl>,
    /// How links are written.
    pub links: LinkStyle,
    /// Names that must not appear, besides those that `people.yaml` knows.
    pub watched: Vec<Watched>,
}

/// A site and what is wrong with it.
#[derive(Debug)]
pub struct Build {
    /// The site; none when there is not enough to make one.
    pub output: Option<Output>,
    /// Everything that was found, by file.
    pub diagnostics: Diagnostics,
}

/// Builds a portfolio. With errors among the diagnostics the output is for looking at, not for publishing.
pub fn build(inputs: &Inputs, options: &Options) -> Build {
    let mut diagnostics = inputs.diagnostics.clone();
    let contents = collect(&inputs.content, options.audience, &mut diagnostics);
    finish(contents, inputs, options, None, None, diagnostics)
}

/// What need not be read, resolved or looked over again.
#[derive(Debug, Default)]
pub struct Memo {
    pages: collect::Memo,
    portfolio: portfolio::Memo,
    names: names::Memo,
}

/// The same, doing only what is not in `memo`: a build and a build again of the same inputs are equal.
pub fn build_again(inputs: &Inputs, options: &Options, memo: &mut Memo) -> Build {
    let mut diagnostics = inputs.diagnostics.clone();
    let contents = collect_again(&inputs.content, options.audience, &mut memo.pages, &mut diagnostics);
    finish(contents, inputs, options, Some(&mut memo.portfolio), Some(&mut memo.names), diagnostics)
}

fn finish(
    contents: Contents,
    inputs: &Inputs,
    options: &Options,
    memo: Option<&mut portfolio::Memo>,
    known_names: Option<&mut names::Memo>,
    mut diagnostics: Diagnostics,
) -> Build {
    let rules = Rules {
        audience: options.audience,
        drafts: options.drafts,
        today: options.today,
        base_url: options.base_url.clone(),
    };
    let portfolio = resolve(contents, &rules, memo, &mut diagnostics);
    if let Some(portfolio) = &portfolio {
        let Options { watched, audience, .. } = options;
        names::look(&inputs.content, portfolio, watched, *audience, known_names, &mut diagnostics);
    }
    let output = portfolio.and_then(|portfolio| {
        let settings = &portfolio.settings;
        let built_in = embedded::themes();
        let theme = theme::load(
            &settings.theme,
            &inputs.themes,
            &built_in,
            &settings.theme_options,
            &mut diagnostics,
        )?;
        let settings = Settings {
            links: options.links,
            today: options.today,
            audience: options.audience,
            drafts: options.drafts == Drafts::Show,
        };
        Some(Output::new(portfolio, theme, settings, &mut diagnostics))
    });
    if output.as_ref().is_some_and(|it| it.portfolio().settings.url.is_none()) {
        diagnostics.push(no_address());
    }
    diagnostics.settle();
    Build { output, diagnostics }
}

fn no_address() -> Diagnostic {
    Diagnostic::new(
        "URL-04",
        Severity::Info,
        SETTINGS,
        "the site's address is not known: there is no `sitemap.xml`, and pages name no canonical address",
    )
    .help("add a line such as `url: \"https://example.org/\"`, or build with `--base-url`")
}
