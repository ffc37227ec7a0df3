//! The gallery of themes: the author's home page and one case study in every theme, and with every option, side by side.
//!
//! A theme has a folder, and in it a folder for each option. Only these two pages are rendered, with what they show. Files of
//! the author's are there once, those of a theme once a theme: pages are moved into their folders by rewriting their links.

mod gallery_page;
mod site_links;
mod variants;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use self::gallery_page::{ShownTheme, ShownVariant};
use self::site_links::{PageLocation, move_page};
use self::variants::{Variant, list_variants};
use crate::content::scalar::Scalar;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::embedded;
use crate::model::portfolio::Portfolio;
use crate::pipeline::{self, Build, BuildCache, Inputs, Options, ThemeChoice};
use crate::render::{LinkStyle, RenderedSite};
use crate::theme::{ThemeInfo, list_themes};
use crate::urls::output_file;
use crate::vfs::{Blob, FileTree};

/// Path of the home page.
const HOME_PAGE: &str = "index.html";

/// The theme that every program has: what the portfolio says is read with it.
const PLAIN_THEME: &str = "base";

/// A gallery, ready to be written.
#[derive(Debug)]
pub struct ThemeGallery {
    /// All files; `index.html` is where to begin. `None` if no theme can be shown.
    pub files: Option<FileTree>,
    /// How many themes are shown.
    pub themes: usize,
    /// How many options of these are shown.
    pub variants: usize,
    /// What is wrong with themes and their options, and pages that could not be rendered.
    pub theme_diagnostics: Diagnostics,
    /// What is wrong with the portfolio, whatever its theme.
    pub diagnostics: Diagnostics,
}

/// Builds the gallery of all themes for a portfolio, as these options say.
pub fn build_gallery(inputs: &Inputs, options: &Options) -> ThemeGallery {
    let mut cache = BuildCache::default();
    let mut build = |name: &str, set: &BTreeMap<String, Scalar>| {
        let theme = Some(ThemeChoice { name: name.to_owned(), options: set.clone() });
        let options = Options { theme, links: LinkStyle::PageRelative, ..options.clone() };
        pipeline::rebuild(inputs, &options, &mut cache)
    };
    let mut theme_diagnostics = Diagnostics::default();
    let Build { output, diagnostics } = build(PLAIN_THEME, &BTreeMap::new());
    let Some(output) = output else {
        return ThemeGallery { files: None, themes: 0, variants: 0, theme_diagnostics, diagnostics };
    };
    let settings = &output.portfolio().settings;
    let mut writer = GalleryWriter { files: FileTree::default(), study: find_study(output.portfolio()) };
    let mut themes = list_themes(&inputs.themes, &embedded::builtin_themes(), &mut theme_diagnostics);
    let unreadable = unlisted_themes(inputs, &themes);
    // The author's own comes first, to compare the others with it.
    themes.sort_by_key(|theme| theme.name != settings.theme);
    let mut shown = Vec::new();
    for theme in &themes {
        let mut variants = Vec::new();
        for variant in list_variants(theme, &settings.theme_options) {
            let Build { output, diagnostics: found } = build(&theme.name, &variant.options);
            take_theme_diagnostics(&found, &mut theme_diagnostics);
            let pages = output.map(|site| writer.add_site(&site, theme, &variant, &mut theme_diagnostics));
            variants.push(ShownVariant { variant, pages: pages.unwrap_or_default() });
        }
        shown.push(ShownTheme::new(theme, theme.name == settings.theme, variants));
    }
    let variants = shown.iter().map(ShownTheme::option_count).sum();
    let themes = shown.iter().filter(|theme| theme.is_visible()).count();
    shown.extend(unreadable.into_iter().map(ShownTheme::unreadable));
    let mut files = writer.files;
    let owner = &output.portfolio().profile.name;
    files.insert(HOME_PAGE, gallery_page::render(&shown, owner, writer.study.is_some()));
    theme_diagnostics.sort_and_dedup();
    ThemeGallery { files: (themes > 0).then_some(files), themes, variants, theme_diagnostics, diagnostics }
}

/// The case study that is shown, by the path of its page: a featured one, to which the home page leads, and one with a cover,
/// if there is any.
fn find_study(portfolio: &Portfolio) -> Option<String> {
    let featured = portfolio.settings.featured.iter().map(|id| portfolio.study(*id));
    let studies = || featured.clone().chain(portfolio.studies.iter().map(AsRef::as_ref));
    let study = studies().find(|study| study.head.cover.is_some()).or_else(|| studies().next())?;
    Some(output_file(&study.head.path))
}

/// Own themes whose description could not be read.
fn unlisted_themes(inputs: &Inputs, listed: &[ThemeInfo]) -> Vec<String> {
    let is_listed = |name: &&str| listed.iter().any(|theme| theme.name == **name);
    inputs.themes.top_folders().into_iter().filter(|name| !is_listed(name)).map(str::to_owned).collect()
}

/// Takes over what a build says about a theme or its options; the rest is about the portfolio.
fn take_theme_diagnostics(of_build: &Diagnostics, theme_diagnostics: &mut Diagnostics) {
    let is_option =
        |place: &Location| matches!(place, Location::Field(field) if field.starts_with("theme_options."));
    let is_about_theme =
        |found: &&Diagnostic| found.path.starts_with("themes/") || is_option(&found.location);
    of_build.iter().filter(is_about_theme).for_each(|found| theme_diagnostics.push(found.clone()));
}

/// Collects the files of the gallery.
struct GalleryWriter {
    files: FileTree,
    /// Path of the case study in every site.
    study: Option<String>,
}

impl GalleryWriter {
    /// Adds the pages of a site and what they show. The addresses of the home page and the case study in the gallery, as
    /// far as they could be rendered.
    fn add_site(
        &mut self,
        site: &RenderedSite,
        theme: &ThemeInfo,
        variant: &Variant,
        diagnostics: &mut Diagnostics,
    ) -> Vec<String> {
        let pages: Vec<&str> = std::iter::once(HOME_PAGE).chain(self.study.as_deref()).collect();
        let mut needed: BTreeSet<String> =
            site.paths().filter(|path| path.starts_with("assets/")).map(str::to_owned).collect();
        let mut shown = Vec::new();
        for page in &pages {
            let html = match site.render_file(page) {
                Some(Ok(blob)) => blob.read_text(),
                Some(Err(error)) => {
                    diagnostics.push(error);
                    continue;
                }
                None => continue,
            };
            let Ok(html) = html else { continue };
            let location = PageLocation { page, pages: &pages, theme: &theme.name, folder: &variant.folder };
            let html = move_page(&html, &location, |path| site.contains(path), &mut needed);
            let path = location.moved_path(page);
            self.files.insert(path.clone(), html);
            shown.push(path);
        }
        self.add_files(site, &theme.name, &needed, diagnostics);
        shown
    }

    /// Adds those of the files that the gallery does not have yet.
    fn add_files(
        &mut self,
        site: &RenderedSite,
        theme: &str,
        needed: &BTreeSet<String>,
        diagnostics: &mut Diagnostics,
    ) {
        let moved = needed.iter().map(|path| (path, site_links::moved_file(path, theme)));
        let missing: Vec<(&String, String)> =
            moved.filter(|(_, moved)| !self.files.contains(moved)).collect();
        let render = |(path, moved): (&String, String)| Some((moved, site.render_file(path)?));
        let rendered: Vec<(String, Result<Blob, Diagnostic>)> =
            missing.into_par_iter().filter_map(render).collect();
        for (path, blob) in rendered {
            match blob {
                Ok(blob) => self.files.insert(path, blob),
                Err(error) => diagnostics.push(error),
            }
        }
    }
}
