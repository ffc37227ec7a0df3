//! The page of the gallery: a frame for each theme and each value of an option, with the lines to copy.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::variants::{Variant, write_value};
use crate::content::markdown::escape;
use crate::content::scalar::Scalar;
use crate::theme::{ThemeInfo, ThemeOptionInfo};
use crate::urls::encode;

/// The style of the page, which is the author's tool and has the look of no theme.
const STYLE: &str = include_str!("gallery.css");

/// A variant of a theme in the gallery.
pub(super) struct ShownVariant {
    /// What is shown.
    pub(super) variant: Variant,
    /// Paths of its pages in the gallery, the home page first; none if the theme is broken.
    pub(super) pages: Vec<String>,
}

/// A theme in the gallery.
pub(super) struct ShownTheme {
    name: String,
    description: String,
    /// Whether the portfolio uses it.
    is_current: bool,
    options: Vec<ThemeOptionInfo>,
    variants: Vec<ShownVariant>,
}

impl ShownTheme {
    /// A theme with its variants, itself first.
    pub(super) fn new(theme: &ThemeInfo, is_current: bool, variants: Vec<ShownVariant>) -> Self {
        let ThemeInfo { name, description, is_own: _, extends: _, options } = theme.clone();
        Self { name, description: description.unwrap_or_default(), is_current, options, variants }
    }

    /// An own theme whose description could not be read.
    pub(super) fn unreadable(name: String) -> Self {
        let (description, options, variants) = (String::new(), Vec::new(), Vec::new());
        Self { name, description, is_current: false, options, variants }
    }

    /// Whether any of its pages could be rendered.
    pub(super) fn is_visible(&self) -> bool {
        self.variants.iter().any(|shown| !shown.pages.is_empty())
    }

    /// The number of values of options that are shown.
    pub(super) fn option_count(&self) -> usize {
        let is_option = |shown: &&ShownVariant| shown.variant.option.is_some() && !shown.pages.is_empty();
        self.variants.iter().filter(is_option).count()
    }

    /// The lines that choose the theme with these options.
    fn lines(&self, options: &BTreeMap<String, Scalar>) -> String {
        let options: Vec<String> =
            options.iter().map(|(name, value)| format!("{name}: {}", write_value(value))).collect();
        let theme = format!("theme: {}", self.name);
        if options.is_empty() {
            theme
        } else {
            format!("{theme}\ntheme_options: {{ {} }}", options.join(", "))
        }
    }

    fn write(&self, html: &mut String) {
        let id = format!("theme-{}", encode(&self.name));
        let name = escape(&self.name);
        let note = if self.is_current { " <small>your theme now</small>" } else { "" };
        let _ = write!(
            html,
            "<section id=\"{id}\">\n<h2>{name}{note}</h2>\n<p>{}</p>\n",
            escape(&self.description)
        );
        if !self.is_visible() {
            html.push_str(
                "<p class=\"fault\">This theme can’t be shown. <code>leadfolio theme preview</code> says why.</p>\n</section>\n",
            );
            return;
        }
        let (themselves, of_options): (Vec<_>, Vec<_>) =
            self.variants.iter().partition(|shown| shown.variant.option.is_none());
        for shown in themselves {
            self.write_variant(shown, html);
        }
        for option in &self.options {
            let is_of_option = |shown: &&&ShownVariant| {
                shown.variant.option.as_ref().is_some_and(|(name, _)| *name == option.name)
            };
            let mut variants = of_options.iter().filter(is_of_option).peekable();
            if variants.peek().is_none() {
                continue;
            }
            let about = escape(option.description.as_deref().unwrap_or_default());
            let _ =
                write!(html, "<h3>{}</h3>\n<p>{about}</p>\n<div class=\"options\">\n", escape(&option.name));
            variants.for_each(|shown| self.write_variant(shown, html));
            html.push_str("</div>\n");
        }
        html.push_str("</section>\n");
    }

    /// Writes the frames of a variant, links to its pages, and its lines.
    fn write_variant(&self, shown: &ShownVariant, html: &mut String) {
        let ShownVariant { variant: Variant { folder: _, option, options }, pages } = shown;
        let title = match option {
            Some((name, value)) => format!("{name}: {value}"),
            None => self.name.clone(),
        };
        let class = if option.is_none() { "variant whole" } else { "variant" };
        let _ = writeln!(html, "<div class=\"{class}\">");
        // An option is seen on the home page; the theme itself is worth a look at both.
        let framed = pages.iter().zip(PAGE_NAMES).take(if option.is_none() { PAGE_NAMES.len() } else { 1 });
        for (path, page) in framed {
            let title = escape(&format!("{page} in {}, {title}", self.name));
            let _ = writeln!(
                html,
                "<div class=\"frame\"><iframe loading=\"lazy\" tabindex=\"-1\" title=\"{title}\" src=\"{}\"></iframe></div>",
                escape(&encode(path))
            );
        }
        if option.is_some() {
            let _ = writeln!(html, "<h4>{}</h4>", escape(&title));
        }
        let link = |(path, page): (&String, &str)| {
            let label = escape(&format!("{page} in {}, {title}", self.name));
            format!("<a href=\"{}\" aria-label=\"{label}\">{page}</a>", escape(&encode(path)))
        };
        let links: Vec<String> = pages.iter().zip(PAGE_NAMES).map(link).collect();
        let links = if links.is_empty() { "can’t be shown".to_owned() } else { links.join(" · ") };
        let lines = escape(&self.lines(options));
        let _ = write!(html, "<p class=\"links\">{links}</p>\n<pre>{lines}</pre>\n</div>\n");
    }
}

/// What the pages of a variant are called, in their order.
const PAGE_NAMES: [&str; 2] = ["Home page", "Case study"];

/// Renders the page; `owner` is whose portfolio it is.
pub(super) fn render(themes: &[ShownTheme], owner: &str, has_study: bool) -> String {
    let owner = escape(owner);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Themes – {owner}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<header>\n<h1>Themes for the portfolio of {owner}</h1>\n\
         <p>Your own pages in every theme, and with every option. If you like one, copy its lines into \
         <code>content/portfolio.yaml</code>, in place of <code>theme</code> and <code>theme_options</code>.</p>\n"
    );
    if !has_study {
        html.push_str("<p>There is no case study yet, so you see the home page only.</p>\n");
    }
    html.push_str(
        "<p>This page is for you: it includes drafts. Don’t publish it.</p>\n<nav aria-label=\"Themes\">",
    );
    for theme in themes {
        let _ =
            write!(html, " <a href=\"#theme-{}\">{}</a>", encode(&encode(&theme.name)), escape(&theme.name));
    }
    html.push_str("</nav>\n</header>\n<main>\n");
    themes.iter().for_each(|theme| theme.write(&mut html));
    html.push_str("</main>\n</body>\n</html>\n");
    html
}
