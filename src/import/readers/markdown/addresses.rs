//! The addresses at which readers found a page, by the rules of the program that built its site.

use serde_json::{Map, Value};

use super::fields::PageFields;
use super::front_matter::text_of;
use super::generator::{Generator, Project};
use crate::content::date::PartialDate;
use crate::urls;

/// A page of which the address is asked.
pub(super) struct PagePlace<'p> {
    pub(super) path: &'p str,
    pub(super) fields: &'p PageFields,
    /// Its date, of its front matter or its name.
    pub(super) date: Option<PartialDate>,
}

/// The paths of a page on its old site, its own first.
pub(super) fn old_paths(project: &Project, page: &PagePlace<'_>) -> Vec<String> {
    let own = match project.generator {
        Generator::Jekyll => jekyll_path(&project.config, page),
        Generator::Hugo => hugo_path(&project.config, page),
        Generator::Quarto => Some(quarto_path(page.path)),
        _ => page.fields.address.as_deref().filter(|address| address.starts_with('/')).map(str::to_owned),
    };
    let base = base_folder(&project.config);
    let mut paths: Vec<String> = Vec::new();
    let folder =
        own.as_deref().and_then(|own| own.rsplit_once('/')).map_or("", |(folder, _)| folder).to_owned();
    let redirects = page.fields.redirects.iter().map(|address| match address.strip_prefix('/') {
        Some(rest) => format!("/{rest}"),
        // Quarto takes them from the folder of the page.
        None if project.generator == Generator::Quarto => format!("{folder}/{address}"),
        None => format!("/{address}"),
    });
    for path in own.clone().into_iter().chain(redirects) {
        let path = match path.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]).to_owned(),
            None => format!("{base}{path}"),
        };
        if path != "/" && !path.contains("..") && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// The folder of the site on its host: `/blog`, or nothing.
pub(super) fn base_folder(config: &Map<String, Value>) -> String {
    if let Some(base) = config.get("baseurl").and_then(text_of).filter(|base| !base.contains("://")) {
        return format!("/{}", base.trim_matches('/')).trim_end_matches('/').to_owned();
    }
    let Some(address) = site_address(config) else { return String::new() };
    let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    rest.find('/').map_or("", |at| &rest[at..]).trim_end_matches('/').to_owned()
}

/// The address of the site, if its settings say it.
pub(super) fn site_address(config: &Map<String, Value>) -> Option<String> {
    let website = config.get("website").and_then(|website| website.get("site-url"));
    let url = config.get("baseURL").or(config.get("baseurl")).or(config.get("url")).or(website);
    let url = url.and_then(text_of).filter(|url| url.contains("://"));
    url.or_else(|| config.get("url").and_then(text_of).filter(|url| url.contains("://")))
}

/// The date at the start of the name of a post, and the rest: `2024-03-31-culture`.
pub(super) fn dated_name(name: &str) -> Option<(PartialDate, &str)> {
    let date = PartialDate::parse(name.get(..10)?).ok()?;
    Some((date, name[10..].strip_prefix('-')?))
}

fn split_name(path: &str) -> (&str, &str) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (folder, name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

fn jekyll_path(config: &Map<String, Value>, page: &PagePlace<'_>) -> Option<String> {
    let (folder, stem) = split_name(page.path);
    let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if parts.contains(&"_drafts") {
        return None;
    }
    let is_post = parts.contains(&"_posts");
    let title = dated_name(stem).filter(|_| is_post).map_or(stem, |(_, title)| title);
    let slug = page.fields.slug.clone().unwrap_or_else(|| title.to_owned());
    let site = config.get("permalink").and_then(text_of);
    if let Some(address) = &page.fields.address {
        let address = if address.starts_with('/') { address.clone() } else { format!("/{address}") };
        return fill_jekyll(&address, page, &parts, &slug);
    }
    if is_post {
        let template = match site.as_deref() {
            Some("pretty") => "/:categories/:year/:month/:day/:title/",
            Some("ordinal") => "/:categories/:year/:y_day/:title.html",
            Some("none") => "/:categories/:title.html",
            Some(custom) if custom.contains(':') || custom.contains('/') => custom,
            _ => "/:categories/:year/:month/:day/:title.html",
        };
        return fill_jekyll(template, page, &parts, &slug);
    }
    let is_pretty = site.as_deref().is_some_and(|site| site == "pretty" || site.ends_with('/'));
    let folder = match folder.strip_prefix('_') {
        // A collection.
        Some(folder) => folder,
        None => folder,
    };
    Some(page_path(folder, stem, is_pretty))
}

/// The path of a page that has that of its file.
fn page_path(folder: &str, stem: &str, is_pretty: bool) -> String {
    let folder = if folder.is_empty() { String::new() } else { format!("/{folder}") };
    match stem {
        "index" => format!("{folder}/"),
        _ if is_pretty => format!("{folder}/{stem}/"),
        _ => format!("{folder}/{stem}.html"),
    }
}

fn fill_jekyll(template: &str, page: &PagePlace<'_>, folders: &[&str], slug: &str) -> Option<String> {
    let before_posts =
        folders.iter().take_while(|folder| **folder != "_posts").map(|folder| (*folder).to_owned());
    let categories: Vec<String> =
        before_posts.chain(page.fields.categories.iter().cloned()).map(|name| slugify(&name)).collect();
    let fill = |name: &str| match name {
        "categories" => Some(categories.join("/")),
        "title" | "name" => Some(slug.to_owned()),
        "slug" => Some(slugify(slug)),
        "output_ext" => Some(".html".to_owned()),
        other => date_part(other, page.date),
    };
    fill_template(template, fill)
}

fn date_part(name: &str, date: Option<PartialDate>) -> Option<String> {
    let date = date?;
    let day = date.day();
    Some(match name {
        "year" => format!("{:04}", date.year()),
        "short_year" => format!("{:02}", date.year() % 100),
        "month" => format!("{:02}", date.month()?),
        "i_month" => date.month()?.to_string(),
        "day" => format!("{:02}", day?),
        "i_day" => day?.to_string(),
        "y_day" => format!("{:03}", date.first_day().day_of_year()),
        _ => return None,
    })
}

/// Puts values in place of `:name`; `None` if one has no value.
fn fill_template(template: &str, fill: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut path = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(':') {
        path.push_str(&rest[..at]);
        let name = &rest[at + 1..];
        let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(name.len());
        path.push_str(&fill(&name[..end])?);
        rest = &name[end..];
    }
    path.push_str(rest);
    while path.contains("//") {
        path = path.replace("//", "/");
    }
    Some(if path.starts_with('/') { path } else { format!("/{path}") })
}

fn hugo_path(config: &Map<String, Value>, page: &PagePlace<'_>) -> Option<String> {
    if let Some(url) = &page.fields.address {
        return Some(if url.starts_with('/') || url.contains("://") {
            url.clone()
        } else {
            format!("/{url}")
        });
    }
    let path = page.path.strip_prefix("content/").unwrap_or(page.path);
    let (folder, stem) = split_name(path);
    let (stem, _) = split_language(stem);
    let is_list = stem == "_index";
    let (folder, stem) = match stem {
        "index" => folder.rsplit_once('/').unwrap_or(("", folder)),
        "_index" => (folder, ""),
        _ => (folder, stem),
    };
    let slug = page.fields.slug.as_deref().unwrap_or(stem);
    let section = folder.split('/').next().unwrap_or_default();
    let permalinks = config.get("permalinks");
    let template = permalinks
        .and_then(|all| all.get("page").and_then(|pages| pages.get(section)).or(all.get(section)))
        .and_then(text_of);
    let title = page.fields.title.as_deref().map(slugify);
    if let Some(template) = template.filter(|_| !is_list && !section.is_empty()) {
        let filled = fill_template(&template, |name| match name {
            "section" => Some(section.to_owned()),
            "sections" => Some(folder.to_owned()),
            "slug" => Some(page.fields.slug.clone().or(title.clone()).unwrap_or_else(|| stem.to_owned())),
            "title" => title.clone(),
            "filename" | "contentbasename" | "slugorfilename" | "slugorcontentbasename" => {
                Some(slug.to_owned())
            }
            "monthname" | "weekday" | "weekdayname" | "yearday" => None,
            other => date_part(other, page.date),
        })?;
        return Some(clean_hugo(&filled));
    }
    let is_ugly = config.get("uglyURLs").or(config.get("uglyurls")) == Some(&Value::Bool(true));
    let path = match (folder, slug) {
        ("", "") => "/".to_owned(),
        ("", slug) => format!("/{slug}/"),
        (folder, "") => format!("/{folder}/"),
        (folder, slug) => format!("/{folder}/{slug}/"),
    };
    let path = clean_hugo(&path);
    Some(if is_ugly && !is_list { format!("{}.html", path.trim_end_matches('/')) } else { path })
}

/// The language at the end of a name, such as `es` in `plan.es`.
pub(super) fn split_language(stem: &str) -> (&str, Option<&str>) {
    match stem.rsplit_once('.') {
        Some((name, language)) if is_language(language) => (name, Some(language)),
        _ => (stem, None),
    }
}

fn is_language(word: &str) -> bool {
    let (language, region) = word.split_once(['-', '_']).unwrap_or((word, "us"));
    language.len() == 2
        && region.len() == 2
        && word.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_'))
}

/// Hugo writes addresses in small letters, with hyphens for spaces.
fn clean_hugo(path: &str) -> String {
    path.to_lowercase().replace(' ', "-")
}

fn quarto_path(path: &str) -> String {
    let (folder, stem) = split_name(path);
    page_path(folder, stem, false)
}

fn slugify(text: &str) -> String {
    urls::Slug::from_title(text).map(|slug| slug.as_str().to_owned()).unwrap_or_default()
}
