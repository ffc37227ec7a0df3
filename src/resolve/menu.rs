//! Resolves `menu` in `portfolio.yaml`: which pages and links the main menu has, and in which order.

use super::base::Base;
use super::link_targets::{DerivedPages, generated_pages};
use super::resolved_pages::ResolvedPages;
use super::web_url::resolve_web_url;
use crate::content::checker::{Checker, non_blank};
use crate::content::load::SETTINGS_FILE;
use crate::content::schema::portfolio::RawMenuItem;
use crate::diagnostic::Diagnostics;
use crate::model::generated_pages::GeneratedPages;
use crate::model::links::{LinkIndex, ResolvedLink};
use crate::model::page::PageHead;
use crate::model::settings::{MenuItem, MenuTarget};
use crate::{suggest, yaml};

/// Folders that hold pages, which an item may name without them.
const PAGE_FOLDERS: [&str; 4] = ["", "pages/", "case-studies/", "approaches/"];

/// What an item of the menu may lead to.
struct MenuPages<'a> {
    heads: Vec<&'a PageHead>,
    generated: GeneratedPages<'a>,
    links: &'a LinkIndex,
}

/// Resolves the items of the menu; `None` if the portfolio leaves it to the program.
pub(super) fn resolve_menu(
    base: &Base,
    pages: &ResolvedPages,
    derived: &DerivedPages,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<MenuItem>> {
    let items = base.site.menu_items.as_ref()?;
    let targets = MenuPages {
        heads: pages.heads_and_bodies().map(|(head, _)| head).collect(),
        generated: generated_pages(base, pages, derived),
        links: &pages.links,
    };
    let mut checker = Checker { path: SETTINGS_FILE, diagnostics };
    let resolve = |(index, item): (usize, &RawMenuItem)| {
        resolve_item(item, &format!("menu[{index}]"), &targets, &mut checker)
    };
    Some(items.iter().enumerate().filter_map(resolve).collect())
}

fn resolve_item(
    item: &RawMenuItem,
    field: &str,
    targets: &MenuPages<'_>,
    checker: &mut Checker<'_>,
) -> Option<MenuItem> {
    let RawMenuItem { page, url, title, group } = item.clone();
    let (title, group) = (non_blank(title), non_blank(group));
    match (non_blank(page), non_blank(url)) {
        (Some(_), Some(_)) => {
            let help = "make two items of them, or remove one of the two lines";
            checker.error("REQ-03", field, "an item of the menu has a `page` or a `url`, not both", help);
            None
        }
        (None, Some(url)) => {
            let url = resolve_web_url(Some(url), &format!("{field}.url"), checker);
            let title = checker.require_text(title, &format!("{field}.title"), "the text of the link");
            Some(MenuItem { target: MenuTarget::External(url?), title: Some(title?), group })
        }
        (page, None) => {
            let field = format!("{field}.page");
            let page = checker.require_text(page, &field, "the id or the address of a page")?;
            let path = targets.find(&page, &field, checker)?;
            Some(MenuItem { target: MenuTarget::Page(path), title, group })
        }
    }
}

impl MenuPages<'_> {
    /// The site path of a page, by its id, its file or its address. `None` if it does not exist, which is an error, or if
    /// this build does not have it.
    fn find(&self, page: &str, field: &str, checker: &mut Checker<'_>) -> Option<String> {
        if yaml::is_placeholder(page) {
            return None;
        }
        if let Some(head) = self.heads.iter().find(|head| head.id == page) {
            return Some(head.path.clone());
        }
        let bare = page.trim_matches('/');
        if let Some(row) = GeneratedPages::titled_rows().find(|row| row.path.trim_end_matches('/') == bare) {
            return self.generated.shows(row).then(|| row.path.to_owned());
        }
        let resolve = |folder: &str| self.links.resolve(SETTINGS_FILE, &format!("{folder}{page}"));
        let found = PAGE_FOLDERS.iter().map(|folder| resolve(folder));
        let mut found = found.filter(|link| !matches!(link, ResolvedLink::Broken(_)));
        let message = match found.next() {
            Some(ResolvedLink::Page { path, .. }) => return Some(path),
            Some(ResolvedLink::Unavailable(_)) => return None,
            Some(ResolvedLink::External(_)) => {
                let help = format!("write `url: {page}` in place of `page`, and a `title`");
                checker.error("REQ-03", field, format!("`{page}` is on another site"), help);
                return None;
            }
            Some(_) => format!("`{page}` isn't a page"),
            None => format!("there is no page `{page}`"),
        };
        let ids = self.heads.iter().map(|head| head.id.as_str());
        let rows = GeneratedPages::titled_rows().map(|row| row.path.trim_end_matches('/'));
        let known: Vec<&str> = ids.chain(rows).filter(|name| !name.is_empty()).collect();
        let help = suggest::did_you_mean(bare, known.iter().copied());
        let help = help.unwrap_or_else(|| {
            "use the `id` of a page, or the address of one, such as `/overview/`".to_owned()
        });
        checker.error("LNK-02", field, message, help);
        None
    }
}
