//! The index page of an archive of evidence: one file without style sheets or scripts beside it, which opens from a folder.

use std::fmt::Write as _;

use super::renderer::Renderer;
use super::site::text_direction;
use crate::content::enums::ArtifactType;
use crate::content::markdown::escape;

/// An artifact as the index lists it.
#[derive(Clone, Debug)]
pub struct IndexedArtifact {
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: ArtifactType,
    /// What it shows.
    pub caption: Option<String>,
    /// Its files in the archive, the artifact itself first.
    pub files: Vec<IndexedFile>,
    /// Its web address, if it is hosted elsewhere.
    pub url: Option<String>,
    /// The pages that cite it: their titles and, if they are published, their addresses.
    pub pages: Vec<(String, Option<String>)>,
}

/// A file of an artifact in an archive.
#[derive(Clone, Debug)]
pub struct IndexedFile {
    /// Its path in the archive.
    pub path: String,
    /// Key of the message that says what it is; `None` for the artifact itself.
    pub label: Option<&'static str>,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256 hash.
    pub sha256: String,
}

/// The style of the page: black on white, with the colors that a reader's system prefers.
const STYLE: &str = "\
:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}\
body{max-inline-size:48rem;margin:0 auto;padding:1.5rem}\
li{margin-block:1.5rem;break-inside:avoid}\
h2{font-size:1.125rem;margin:0}\
p{margin:.25rem 0}\
code{overflow-wrap:anywhere;font-size:.8125rem}";

impl Renderer<'_> {
    /// The page as HTML. Its links lead to the files beside it, and to the addresses of the site.
    pub(super) fn evidence_index(&self, artifacts: &[IndexedArtifact]) -> String {
        let language = &self.portfolio.settings.language;
        let title = self.text_with("evidence-of", [("name", self.portfolio.profile.name.as_str().into())]);
        let title = escape(&title);
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
             <body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n<ol>\n",
            escape(language),
            text_direction(language),
            escape(&self.count("artifact-count", artifacts.len())),
        );
        for artifact in artifacts {
            self.write_artifact(&mut html, artifact);
        }
        html.push_str("</ol>\n</main>\n</body>\n</html>\n");
        html
    }

    fn write_artifact(&self, html: &mut String, artifact: &IndexedArtifact) {
        let IndexedArtifact { title, kind, caption, files, url, pages } = artifact;
        let (file, more) = files.split_first().map_or((None, &[][..]), |(file, more)| (Some(file), more));
        let address = file.map(|file| crate::urls::encode(&file.path)).or_else(|| url.clone());
        let title = match address {
            Some(address) => format!("<a href=\"{}\">{}</a>", escape(&address), escape(title)),
            None => escape(title),
        };
        let kind = escape(&self.label(*kind).label);
        let _ = write!(html, "<li>\n<h2>{title}</h2>\n<p>{kind}");
        if let Some(file) = file {
            let _ = write!(html, ", {}", escape(&self.file_size(file.bytes)));
        }
        for file in more {
            let label = escape(&self.text(file.label.unwrap_or("transcript")));
            let _ = write!(html, " · <a href=\"{}\">{label}</a>", escape(&crate::urls::encode(&file.path)));
        }
        html.push_str("</p>\n");
        if let Some(caption) = caption {
            let _ = writeln!(html, "<p>{}</p>", escape(caption));
        }
        if let Some(url) = url {
            let _ = writeln!(html, "<p><a href=\"{0}\">{0}</a></p>", escape(url));
        }
        let pages: Vec<String> = pages
            .iter()
            .map(|(title, url)| match url {
                Some(url) => format!("<a href=\"{}\">{}</a>", escape(url), escape(title)),
                None => escape(title),
            })
            .collect();
        let cited_on = escape(&self.text("evidence-cited-on"));
        let _ = writeln!(html, "<p>{cited_on} {}</p>", pages.join(", "));
        for file in files {
            let _ = writeln!(html, "<p><code>SHA-256 {}</code></p>", escape(&file.sha256));
        }
        html.push_str("</li>\n");
    }
}
