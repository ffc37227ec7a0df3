//! HTTP headers: those for security, written as a configuration file in the format of the host, and how long browsers may
//! keep a file. Pages may load resources only from their own site, from the server of their comment system, and from hosts
//! that the author allows.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
#[cfg(feature = "object-storage")]
use std::io;

use url::Url;

use super::manifest::Digest;
use crate::content::enums::HeaderFile;
use crate::model::settings::{CommentProvider, SiteSettings};
use crate::urls::encode;
#[cfg(feature = "object-storage")]
use crate::vfs::Blob;
#[cfg(feature = "object-storage")]
use crate::vfs::fingerprint::fingerprint_in;
use crate::vfs::fingerprint::is_fingerprinted;

/// The files from which hosts read headers.
pub const HEADER_FILES: [HeaderFile; 4] =
    [HeaderFile::Headers, HeaderFile::Netlify, HeaderFile::StaticWebApps, HeaderFile::Apache];

/// Name of the headers file that Netlify and Cloudflare Pages read.
pub(super) const HEADERS_FILE: &str = "_headers";
/// `Cache-Control` of files whose name contains a hash of their content: one year.
const IMMUTABLE_CACHE_CONTROL: &str = "public, max-age=31536000, immutable";
/// `Cache-Control` of all other files: a browser asks on each request whether its copy is still the current one.
#[cfg(feature = "object-storage")]
const REVALIDATE_CACHE_CONTROL: &str = "public, max-age=0, must-revalidate";
/// Fingerprinted files that a headers file names. Hosts limit its rules, Cloudflare Pages to 100.
const MAX_NAMED_FILES: usize = 90;

/// Value of the `Cache-Control` header of a file with this content.
#[cfg(feature = "object-storage")]
pub(super) fn cache_control(path: &str, blob: &Blob) -> io::Result<&'static str> {
    // Most files are known by their name, and need not be read.
    let is_immutable =
        fingerprint_in(path).is_some() && is_immutable(path, &Digest::from_reader(blob.open()?)?);
    Ok(if is_immutable { IMMUTABLE_CACHE_CONTROL } else { REVALIDATE_CACHE_CONTROL })
}

/// Whether a browser may keep a file for good: one of the site's assets whose name holds the hash of its content.
pub(super) fn is_immutable(path: &str, digest: &Digest) -> bool {
    path.starts_with("assets/") && is_fingerprinted(path, &digest.hash)
}

/// What the pages of a site need besides their own styles, pictures, fonts and recordings.
#[derive(Default)]
struct PolicyNeeds {
    /// The search index runs as WebAssembly.
    has_index: bool,
    /// Origin of the service that stores comments.
    comments: Option<String>,
    needs_inline_styles: bool,
    has_theme_scripts: bool,
    /// Origins that the author allows, such as that of a statistics service.
    allowed_hosts: Vec<String>,
}

/// The Content Security Policy (CSP level 3) that the host of a site sends with every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentSecurityPolicy {
    /// Each directive with the sources that it allows.
    directives: Vec<(&'static str, Vec<String>)>,
}

impl ContentSecurityPolicy {
    /// The policy of a site with these settings, whose theme has scripts or not.
    pub fn new(settings: &SiteSettings, has_theme_scripts: bool) -> Self {
        let provider = settings.comments.as_ref().map(|comments| &comments.provider);
        // Isso and Remark42 insert inline styles into the page.
        let needs_inline_styles =
            matches!(provider, Some(CommentProvider::Isso { .. } | CommentProvider::Remark42 { .. }));
        Self::from_parts(&PolicyNeeds {
            has_index: settings.search.has_index(),
            comments: provider.and_then(comment_origin),
            needs_inline_styles,
            has_theme_scripts,
            allowed_hosts: settings.allowed_hosts.clone(),
        })
    }

    fn from_parts(needs: &PolicyNeeds) -> Self {
        let PolicyNeeds { has_index, comments, needs_inline_styles, has_theme_scripts, allowed_hosts } =
            needs;
        let sources = |own: &[&str], others: &[String]| -> Vec<String> {
            own.iter()
                .map(|source| (*source).to_owned())
                .chain(comments.clone())
                .chain(others.to_vec())
                .collect()
        };
        let only = |source: &str| vec![source.to_owned()];
        let connects = *has_index || comments.is_some() || !allowed_hosts.is_empty();
        let scripts = match (*has_index, connects || *has_theme_scripts) {
            (true, _) => sources(&["'self'", "'wasm-unsafe-eval'"], allowed_hosts),
            (false, true) => sources(&["'self'"], allowed_hosts),
            (false, false) => only("'none'"),
        };
        let styles: &[&str] = if *needs_inline_styles { &["'self'", "'unsafe-inline'"] } else { &["'self'"] };
        let mut directives = vec![
            ("default-src", only("'none'")),
            ("script-src", scripts),
            ("style-src", sources(styles, &[])),
            ("img-src", sources(&["'self'", "data:"], allowed_hosts)),
            ("media-src", only("'self'")),
            ("font-src", only("'self'")),
            ("base-uri", only("'none'")),
            ("form-action", only("'self'")),
            ("frame-ancestors", only("'none'")),
        ];
        if connects || *has_theme_scripts {
            directives.push(("connect-src", sources(&["'self'"], allowed_hosts)));
        }
        if *has_index {
            directives.push(("worker-src", only("'self'")));
        }
        if comments.is_some() {
            directives.push(("frame-src", sources(&[], &[])));
        }
        Self { directives }
    }

    /// The policy of a site without scripts and without comments.
    #[cfg(test)]
    pub(crate) fn strict() -> Self {
        Self::from_parts(&PolicyNeeds::default())
    }

    /// Whether a directive allows a source, such as `'self'` or `https://example.org`. What a policy does not name is
    /// decided by its `default-src`.
    pub fn allows(&self, directive: &str, source: &str) -> bool {
        let sources = self.sources(directive).or_else(|| self.sources("default-src"));
        sources.is_some_and(|sources| sources.iter().any(|allowed| allowed == source))
    }

    /// Whether the policy has this directive, so that no other one decides in its place.
    pub(crate) fn has_directive(&self, directive: &str) -> bool {
        self.sources(directive).is_some()
    }

    /// This policy, with one more source in a directive. One that the policy does not have yet starts with the sources of
    /// `default-src`, which decided in its place.
    pub(crate) fn with_source(mut self, directive: &'static str, source: &str) -> Self {
        if !self.has_directive(directive) {
            let default = self.sources("default-src").unwrap_or_default().to_vec();
            self.directives.push((directive, default));
        }
        for (_, sources) in self.directives.iter_mut().filter(|(name, _)| *name == directive) {
            // Beside another source, browsers ignore it.
            sources.retain(|source| source != "'none'");
            sources.push(source.to_owned());
        }
        self
    }

    fn sources(&self, directive: &str) -> Option<&[String]> {
        let mut directives = self.directives.iter();
        directives.find(|(name, _)| *name == directive).map(|(_, sources)| sources.as_slice())
    }
}

impl fmt::Display for ContentSecurityPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (directive, sources)) in self.directives.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{directive} {}", sources.join(" "))?;
        }
        Ok(())
    }
}

/// The origin of the service that stores comments; `None` if they are part of the site.
fn comment_origin(provider: &CommentProvider) -> Option<String> {
    match provider {
        CommentProvider::Files => None,
        CommentProvider::Isso { server } | CommentProvider::Remark42 { server, .. } => origin_of(server),
        CommentProvider::Giscus { .. } => Some("https://giscus.app".to_owned()),
        CommentProvider::Utterances { .. } => Some("https://utteranc.es".to_owned()),
    }
}

fn origin_of(server: &str) -> Option<String> {
    Url::parse(server).ok().map(|url| url.origin().ascii_serialization())
}

/// Renders the headers file of a format for a site with this policy and these files; returns its path and content, or `None` for
/// [`HeaderFile::None`].
pub fn render_headers_file(
    kind: HeaderFile,
    policy: &ContentSecurityPolicy,
    files: &BTreeMap<String, Digest>,
) -> Option<(&'static str, String)> {
    let policy = policy.to_string();
    let headers = [
        ("Content-Security-Policy", policy.as_str()),
        ("Strict-Transport-Security", "max-age=31536000"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ];
    let immutable = files.iter().filter(|(path, digest)| is_immutable(path, digest));
    let immutable: Vec<&str> = immutable.map(|(path, _)| path.as_str()).take(MAX_NAMED_FILES).collect();
    let text = match kind {
        HeaderFile::None => return None,
        HeaderFile::Headers => headers_text(&headers, &immutable),
        HeaderFile::Netlify => netlify_text(&headers, &immutable),
        HeaderFile::StaticWebApps => static_web_apps_text(&headers, &immutable),
        HeaderFile::Apache => apache_text(&headers, &immutable),
    };
    Some((kind.id(), text))
}

/// Headers that are sent with every file, by name.
type Headers<'a> = [(&'a str, &'a str)];

fn headers_text(headers: &Headers<'_>, immutable: &[&str]) -> String {
    let mut text = "/*\n".to_owned();
    for (name, value) in headers {
        let _ = writeln!(text, "  {name}: {value}");
    }
    for path in immutable {
        let _ = writeln!(text, "/{}\n  Cache-Control: {IMMUTABLE_CACHE_CONTROL}", encode(path));
    }
    text
}

fn netlify_text(headers: &Headers<'_>, immutable: &[&str]) -> String {
    let mut text = "[[headers]]\n  for = \"/*\"\n  [headers.values]\n".to_owned();
    for (name, value) in headers {
        let _ = writeln!(text, "    {name} = \"{value}\"");
    }
    for path in immutable {
        let path = encode(path);
        let _ = writeln!(
            text,
            "\n[[headers]]\n  for = \"/{path}\"\n  [headers.values]\n    Cache-Control = \"{IMMUTABLE_CACHE_CONTROL}\""
        );
    }
    text
}

fn static_web_apps_text(headers: &Headers<'_>, immutable: &[&str]) -> String {
    let headers: serde_json::Map<_, _> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    let routes = immutable.iter().map(|path| {
        serde_json::json!({
            "route": format!("/{}", encode(path)),
            "headers": { "Cache-Control": IMMUTABLE_CACHE_CONTROL },
        })
    });
    let json = serde_json::json!({
        "globalHeaders": headers,
        "routes": routes.collect::<Vec<_>>(),
        "responseOverrides": { "404": { "rewrite": "/404.html" } },
    });
    format!("{json:#}\n")
}

fn apache_text(headers: &Headers<'_>, immutable: &[&str]) -> String {
    let mut text = "ErrorDocument 404 /404.html\n<IfModule mod_headers.c>\n".to_owned();
    for (name, value) in headers {
        let _ = writeln!(text, "  Header set {name} \"{value}\"");
    }
    // `FilesMatch` compares names without their folders.
    let names = immutable.iter().map(|path| path.rsplit('/').next().unwrap_or(path));
    let names: Vec<String> = names.map(escape_regex).collect();
    if !names.is_empty() {
        let _ = write!(
            text,
            "  <FilesMatch \"^({})$\">\n    Header set Cache-Control \"{IMMUTABLE_CACHE_CONTROL}\"\n  </FilesMatch>\n",
            names.join("|")
        );
    }
    text + "</IfModule>\n"
}

/// A name as a regular expression of Apache matches it; a quotation mark would end the expression.
fn escape_regex(name: &str) -> String {
    let escape = |c: char| match c {
        '"' => ".".to_owned(),
        c if c.is_alphanumeric() || "-_ ".contains(c) => c.to_string(),
        c => format!("\\{c}"),
    };
    name.chars().map(escape).collect()
}
