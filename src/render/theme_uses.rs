//! What pages use of the theme by name: templates of their own, and figures in their texts. Reports those that the theme does
//! not have, and templates of the author's that nothing uses.

use std::collections::BTreeSet;

use crate::content::markdown::{MarkdownReference, ReferenceKind, THEME_FIGURE, split_figure};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::portfolio::Portfolio;
use crate::suggest;
use crate::theme::{THEME_FIGURES, Theme, theme_figure_template};

/// Checks the templates and figures that the pages of all editions name.
pub(super) fn report_theme_uses<'a, P: Iterator<Item = &'a Portfolio>>(
    portfolios: impl Fn() -> P,
    theme: &Theme,
    diagnostics: &mut Diagnostics,
) {
    let engine = &theme.engine;
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (head, body) in portfolios().flat_map(Portfolio::heads_and_bodies) {
        if let Some(name) = &head.template {
            let template = format!("{name}.html");
            if !engine.has_template(&template) {
                diagnostics.push(unknown_page_template(name, &head.source, theme));
            } else if engine.is_built_in_name(&template) && !suits_page(name, &head.source) {
                diagnostics.push(template_of_other_pages(name, &head.source, theme));
            }
            used.insert(template);
        }
        for (reference, name) in body.outline.references.iter().filter_map(theme_figure) {
            let template = theme_figure_template(name);
            if !engine.has_template(&template) {
                let unknown = unknown_figure(name, &head.source, theme);
                diagnostics.push(unknown.at(body.to_file_range(&reference.range)));
            }
            used.insert(template);
        }
    }
    // A page that is not published may use it.
    if portfolios().any(|portfolio| portfolio.excluded.iter().any(|excluded| excluded.is_page)) {
        return;
    }
    for unused in theme.unused_templates.iter().filter(|unused| !used.contains(&unused.name)) {
        diagnostics.push(unused.diagnostic.clone());
    }
}

/// The name of the figure of a theme that a reference shows.
fn theme_figure(reference: &MarkdownReference) -> Option<(&MarkdownReference, &str)> {
    let (kind, name) = split_figure(&reference.target).filter(|_| reference.kind == ReferenceKind::Image)?;
    (kind == THEME_FIGURE && !name.is_empty()).then_some((reference, name))
}

/// Where a template is to be moved that the author put into another folder.
fn moved_template(template: &str, theme: &Theme) -> Option<String> {
    let file_name = |path: &str| path.rsplit('/').next().map(str::to_owned);
    let same = theme.unused_templates.iter().find(|unused| file_name(&unused.name) == file_name(template))?;
    Some(format!("move `{}` to `{}`", same.diagnostic.path, theme.engine.template_path(template)))
}

/// Whether a template that the base theme has is that of a page, by its source.
fn suits_page(template: &str, source: &str) -> bool {
    match source.trim_start_matches("content/").split_once('/') {
        Some(("case-studies", _)) => template == "study",
        Some(("approaches", _)) => template == "approach",
        Some(_) => template == "page",
        // The home page, which has the values of a page too.
        None => ["home", "page"].contains(&template),
    }
}

/// A page that names a template for pages of another kind, which shows what this one does not have.
fn template_of_other_pages(name: &str, source: &str, theme: &Theme) -> Diagnostic {
    let message = match name {
        "layout" => "`layout` is the frame of all pages, so it can't show this one".to_owned(),
        _ => format!("the template `{name}` is for pages of another kind, so it can't show this one"),
    };
    let own = theme.engine.template_path("NAME.html");
    let help = format!("remove the line, or name a template of your own: `template: NAME` chooses `{own}`");
    Diagnostic::error("LNK-02", source, message).field("template").help(help)
}

fn unknown_page_template(name: &str, source: &str, theme: &Theme) -> Diagnostic {
    let engine = &theme.engine;
    let suits = |template: &str| {
        !template.contains('/')
            && (!engine.is_built_in_name(template) || suits_page(template.trim_end_matches(".html"), source))
    };
    let pages = engine.template_names().filter(|template| suits(template));
    let known: Vec<&str> = pages.map(|template| template.trim_end_matches(".html")).collect();
    let template = format!("{name}.html");
    let help = moved_template(&template, theme).or_else(|| suggest::did_you_mean(name, known));
    let help =
        help.unwrap_or_else(|| format!("create `{}`, or remove the line", engine.template_path(&template)));
    Diagnostic::error("LNK-02", source, format!("the theme has no template `{name}`"))
        .field("template")
        .help(help)
}

fn unknown_figure(name: &str, source: &str, theme: &Theme) -> Diagnostic {
    let engine = &theme.engine;
    let figures = engine.template_names().filter_map(|template| template.strip_prefix(THEME_FIGURES));
    let known: Vec<&str> = figures.map(|figure| figure.trim_end_matches(".html")).collect();
    let template = theme_figure_template(name);
    let help = moved_template(&template, theme).or_else(|| suggest::did_you_mean(name, known));
    let help = help.unwrap_or_else(|| format!("create `{}`", engine.template_path(&template)));
    Diagnostic::error("LNK-02", source, format!("the theme has no figure `{name}`")).help(help)
}
