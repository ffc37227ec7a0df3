//! Machine-readable files: the Atom feed, the sitemap and `robots.txt`.

use std::fmt::Write;

use quick_xml::escape::escape;

use super::editions::Edition;
use super::renderer::Renderer;
use super::routes::PageRoute;
use crate::content::date::PartialDate;
use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::GeneratedPage;
use crate::model::page::PageHead;

/// Maximum number of entries in the feed; the newest are kept.
const MAX_ENTRIES: usize = 50;

impl Renderer<'_> {
    /// The Atom feed of case studies (RFC 4287), the latest revision first.
    pub(super) fn atom_feed(&self) -> String {
        let settings = &self.portfolio.settings;
        let mut studies: Vec<&CaseStudy> = self.portfolio.studies.iter().map(|study| &**study).collect();
        studies.retain(|study| self.is_in_edition(&study.head.path));
        studies.sort_by_key(|study| std::cmp::Reverse(revision_date(study)));
        let newest =
            studies.first().map(|study| revision_date(study)).unwrap_or_else(|| self.state.today.into());
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let _ = writeln!(
            xml,
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>",
            escape_xml(&settings.language),
            escape_xml(&settings.title),
            escape_xml(&self.permanent_id("")),
            to_rfc3339(newest)
        );
        let _ = writeln!(xml, "<author><name>{}</name></author>", escape_xml(&self.portfolio.profile.name));
        let _ = writeln!(
            xml,
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
            self.escaped_url(GeneratedPage::Feed.path())
        );
        let _ =
            writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", self.escaped_url(""));
        for study in studies.into_iter().take(MAX_ENTRIES) {
            self.write_entry(&mut xml, study);
        }
        xml.push_str("</feed>\n");
        xml
    }

    fn write_entry(&self, xml: &mut String, study: &CaseStudy) {
        let head = &study.head;
        let _ = writeln!(
            xml,
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<updated>{}</updated>",
            escape_xml(&head.title),
            escape_xml(&self.permanent_id(&head.path)),
            self.escaped_url(&head.path),
            to_rfc3339(revision_date(study))
        );
        if let Some(date) = head.date {
            let _ = writeln!(xml, "<published>{}</published>", to_rfc3339(date));
        }
        for theme in study.tags.iter().filter_map(|tag| self.portfolio.tag_page(tag)) {
            let _ = writeln!(xml, "<category term=\"{}\"/>", escape_xml(&theme.title));
        }
        let _ = writeln!(xml, "<summary>{}</summary>\n</entry>", escape_xml(&study.summary));
    }

    /// The URL of a path, escaped for XML: absolute when the site has a base URL, else relative to the feed.
    fn escaped_url(&self, path: &str) -> String {
        let url = self.absolute_url(path).unwrap_or_else(|| {
            let depth = self.locate(GeneratedPage::Feed.path()).matches('/').count();
            let relative = "../".repeat(depth) + &self.href(path);
            // An empty reference would mean the feed itself, not the home page.
            if relative.is_empty() { "./".to_owned() } else { relative }
        });
        escape_xml(&url)
    }

    /// The permanent id of an entry: its URL, or without a base URL a UUID from the owner's name and the path.
    fn permanent_id(&self, path: &str) -> String {
        if let Some(url) = self.absolute_url(path) {
            return url;
        }
        let mut hash = blake3::Hasher::new();
        hash.update(self.portfolio.profile.name.as_bytes())
            .update(b"\0")
            .update(self.locate(path).as_bytes());
        let hex = hash.finalize().to_hex();
        let hex = hex.as_str();
        // UUID version 8 has an application-defined layout (RFC 9562).
        format!("urn:uuid:{}-{}-8{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
    }

    /// The sitemap (sitemaps.org 0.9): every page that search engines may index.
    pub(super) fn sitemap(&self) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
        );
        let translations = &self.state.editions.all[1..];
        if !translations.is_empty() {
            xml.push_str(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
        }
        xml.push_str(">\n");
        let portfolio = self.portfolio;
        let studies = portfolio.studies.iter().map(|study| &study.head);
        let approaches = portfolio.approaches.iter().map(|approach| &approach.head);
        let pages = portfolio.pages.iter().map(|page| &page.head);
        let main = self.state.editions.main();
        let home = portfolio.home.as_ref().and_then(|page| page.head.updated);
        self.write_sitemap_url(&mut xml, main, "", home);
        for head in studies.chain(approaches).chain(pages) {
            let PageHead { path, updated, date, .. } = head;
            self.write_sitemap_url(&mut xml, main, path, updated.or(*date));
        }
        for (path, page) in portfolio.generated_pages().pages() {
            // The home page is listed above; later pages of a list are reached from its first page.
            if page != GeneratedPage::Home && PageRoute::Generated(page).is_indexed() {
                self.write_sitemap_url(&mut xml, main, &path, None);
            }
        }
        for edition in translations {
            for path in &edition.indexed {
                self.write_sitemap_url(&mut xml, edition, path, None);
            }
        }
        xml.push_str("</urlset>\n");
        xml
    }

    /// The addresses of a page in all languages of the site, its own included, as search engines ask for them.
    fn write_alternates(&self, xml: &mut String, path: &str) {
        for link in self.language_links(path) {
            if let Some(url) = link.url {
                let _ = write!(
                    xml,
                    "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                    escape_xml(&link.language),
                    escape_xml(&url)
                );
            }
        }
    }

    /// Writes a page of an edition; `path` is that below the folder of its language.
    fn write_sitemap_url(
        &self,
        xml: &mut String,
        edition: &Edition,
        path: &str,
        revised: Option<PartialDate>,
    ) {
        let url = self.absolute_site_url(&edition.locate(path)).unwrap_or_default();
        let _ = write!(xml, "<url><loc>{}</loc>", escape_xml(&url));
        if let Some(date) = revised {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        self.write_alternates(xml, path);
        xml.push_str("</url>\n");
    }

    /// `robots.txt`: everyone may crawl a public site, no one any other build.
    pub(super) fn robots_txt(&self) -> String {
        if !self.state.is_public {
            return "User-agent: *\nDisallow: /\n".to_owned();
        }
        match self.absolute_url(GeneratedPage::Sitemap.path()) {
            Some(url) => format!("User-agent: *\nAllow: /\n\nSitemap: {url}\n"),
            None => "User-agent: *\nAllow: /\n".to_owned(),
        }
    }
}

/// When a case study last changed: the first of `updated`, `date`, end and start that it has.
fn revision_date(study: &CaseStudy) -> PartialDate {
    study.head.updated.or(study.head.date).or(study.end).unwrap_or(study.start)
}

/// An RFC 3339 timestamp: midnight UTC of the first day that a partial date can mean.
fn to_rfc3339(date: PartialDate) -> String {
    format!("{}T00:00:00Z", date.first_day())
}

/// Escapes text for XML and drops the control characters that XML 1.0 does not allow.
fn escape_xml(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| matches!(c, '\t' | '\n') || !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    escape(&clean).into_owned()
}
