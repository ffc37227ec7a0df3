//! The variable `site` of templates: what all pages share.

use std::collections::BTreeMap;

use super::context::shared::{ExternalLink, LanguageName};
use super::context::site::{CopyrightContext, NavigationItem, OptionContext, OwnerContext, SiteContext};
use super::renderer::Renderer;
use super::text;
use crate::content::load::SETTINGS_FILE;
use crate::content::markdown::escape;
use crate::i18n;
use crate::model::generated_pages::{GeneratedPage, GeneratedPages, MenuPosition, PageRow};
use crate::model::settings::{MenuItem, MenuTarget};
use crate::privacy::initials::initials;
use crate::theme::{self, PRINT};

/// Items at the head of a page, unless the author wrote the menu: they fit in one row.
const MAX_HEAD_ITEMS: usize = 5;

impl Renderer<'_> {
    /// The `site` variable of templates.
    pub(super) fn site_context(&self) -> SiteContext {
        let settings = &self.portfolio.settings;
        let profile = &self.portfolio.profile;
        let location = [&profile.city, &profile.region];
        let location: Vec<&str> = location.into_iter().flatten().map(String::as_str).collect();
        let (navigation, more) = self.navigation_items();
        SiteContext {
            title: settings.title.clone(),
            url: settings.url.as_ref().map(|url| url.as_str().to_owned()),
            language: settings.language.clone(),
            direction: text_direction(&settings.language),
            home: self.href(""),
            case_studies: self.href(GeneratedPage::Studies(1).path()),
            tags: self.href(GeneratedPage::Tags.path()),
            owner: OwnerContext {
                name: profile.name.clone(),
                headline: profile.headline.clone(),
                bio: profile.bio.clone(),
                photo: self.named_picture_context(profile.photo.as_ref()),
                monogram: initials(&profile.name),
                email: profile.email.clone(),
                phone: profile.phone.clone(),
                location: (!location.is_empty()).then(|| location.join(&self.text("list-separator"))),
            },
            navigation,
            more,
            links: profile
                .links
                .iter()
                .map(|link| ExternalLink { network: link.network.clone(), url: link.url.clone() })
                .collect(),
            copyright: settings.copyright.as_ref().map(|copyright| CopyrightContext {
                holder: copyright.holder.clone(),
                years: text::year_range(copyright.since, self.state.today),
                licence: copyright.licence.clone(),
            }),
            options: self.theme_options(),
            stylesheet: self.state.stylesheets.site.clone(),
            print_stylesheet: self.state.stylesheets.pages.get(PRINT).cloned(),
            scripts: self.theme.scripts.iter().map(|script| self.state.links.href(&script.path)).collect(),
            feed: self.href(GeneratedPage::Feed.path()),
            levels: self.level_contexts(),
            audience: self.state.audience.id(),
            search: self
                .portfolio
                .generated_pages()
                .has(GeneratedPage::Search)
                .then(|| self.href(GeneratedPage::Search.path())),
            cover_sizes: self.theme.cover_sizes.clone(),
            picture_sizes: self.theme.picture_sizes.clone(),
        }
    }

    fn theme_options(&self) -> BTreeMap<String, OptionContext> {
        let value = |option: &theme::ThemeOptionValue| match option {
            theme::ThemeOptionValue::Color(text) | theme::ThemeOptionValue::Text(text) => {
                OptionContext::Text(text.clone())
            }
            theme::ThemeOptionValue::Switch(on) => OptionContext::Switch(*on),
            theme::ThemeOptionValue::Picture(file) => {
                let source = self.portfolio.links.find_file(SETTINGS_FILE, file).ok();
                let file = source.and_then(|source| self.portfolio.files.get(&source));
                file.and_then(|file| self.picture_context(file, self.portfolio.settings.title.clone()))
                    .map_or(OptionContext::None, OptionContext::Picture)
            }
            theme::ThemeOptionValue::None => OptionContext::None,
        };
        self.theme.options.iter().map(|(name, option)| (name.clone(), value(option))).collect()
    }

    /// The menu at the head of every page, and what is at its foot.
    fn navigation_items(&self) -> (Vec<NavigationItem>, Vec<NavigationItem>) {
        match &self.portfolio.settings.menu {
            Some(menu) => (menu.iter().map(|item| self.chosen_item(item)).collect(), Vec::new()),
            None => self.default_navigation(),
        }
    }

    fn navigation_item(&self, title: String, path: &str, language: Option<LanguageName>) -> NavigationItem {
        NavigationItem {
            title,
            path: self.href(path),
            external: false,
            language,
            section: path.to_owned(),
            group: None,
        }
    }

    /// An item of the menu that the author wrote.
    fn chosen_item(&self, item: &MenuItem) -> NavigationItem {
        let MenuItem { target, title, group } = item;
        let group = group.clone();
        let path = match target {
            MenuTarget::External(url) => {
                let title = title.clone().unwrap_or_else(|| url.clone());
                let (path, section) = (url.clone(), url.clone());
                return NavigationItem { title, path, external: true, language: None, section, group };
            }
            MenuTarget::Page(path) => path,
        };
        let head = self.portfolio.heads().find(|head| head.path == *path);
        let label = self.portfolio.pages.iter().find(|page| page.head.path == *path);
        let label = label.and_then(|page| page.nav_label.clone()).or_else(|| Some(head?.title.clone()));
        let row = GeneratedPages::titled_rows().find(|row| row.path == path);
        let own = || label.or_else(|| row.map(|row| self.row_title(row)));
        // The words of the author are in the language of the portfolio.
        let written = title.clone().filter(|_| self.state.editions.current == 0);
        let title = written.or_else(own).unwrap_or_else(|| path.clone());
        let item = self.navigation_item(title, path, head.and_then(|head| self.other_language(head)));
        NavigationItem { group, ..item }
    }

    /// The generated pages and the author's own that belong in the menu. Those for which there is no room at the head of a
    /// page are at its foot.
    fn default_navigation(&self) -> (Vec<NavigationItem>, Vec<NavigationItem>) {
        let rows = self.portfolio.generated_pages().menu();
        let (head, foot): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(position, _)| matches!(position, MenuPosition::Head(_)));
        let generated = |(_, row): (MenuPosition, &'static PageRow)| {
            let title = if row.menu_key.is_empty() { self.row_title(row) } else { self.text(row.menu_key) };
            self.navigation_item(title, row.path, None)
        };
        let authored = self.portfolio.pages.iter();
        let authored = authored.filter_map(|page| {
            let language = self.other_language(&page.head);
            Some(self.navigation_item(page.nav_label.clone()?, &page.head.path, language))
        });
        let mut head: Vec<NavigationItem> = head.into_iter().map(generated).chain(authored).collect();
        let mut more = head.split_off(head.len().min(MAX_HEAD_ITEMS));
        more.extend(foot.into_iter().map(generated));
        (head, more)
    }
}

/// The attributes of an element in another language than the page.
pub(super) fn text_attributes(language: &str) -> String {
    format!(" lang=\"{}\" dir=\"{}\"", escape(language), text_direction(language))
}

/// The `dir` attribute of a language: `ltr` or `rtl`.
pub(super) fn text_direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    if RIGHT_TO_LEFT.contains(&i18n::main_language(language).as_str()) { "rtl" } else { "ltr" }
}
