//! HTTP headers: those for security, written as a configuration file in the format of the host, and how long browsers may
//! keep a file. Pages may load resources only from their own site and from the server of their comment system.

use std::collections::BTreeMap;
use std::fmt::Write;
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

/// Builds the value of the `Content-Security-Policy` header (CSP level 3) for a site's comment and search settings.
pub fn content_security_policy(settings: &SiteSettings) -> String {
    let provider = settings.comments.as_ref().map(|comments| &comments.provider);
    let comment_origin = match provider {
        None | Some(CommentProvider::Files) => None,
        Some(CommentProvider::Isso { server } | CommentProvider::Remark42 { server, .. }) => {
            origin_of(server)
        }
        Some(CommentProvider::Giscus { .. }) => Some("https://giscus.app".to_owned()),
        Some(CommentProvider::Utterances { .. }) => Some("https://utteranc.es".to_owned()),
    };
    let comments = comment_origin.map(|origin| format!(" {origin}")).unwrap_or_default();
    // Isso and Remark42 insert inline styles into the page; the search index runs as WebAssembly.
    let needs_inline_styles =
        matches!(provider, Some(CommentProvider::Isso { .. } | CommentProvider::Remark42 { .. }));
    let styles = if needs_inline_styles { " 'unsafe-inline'" } else { "" };
    let search = if settings.search.has_index() { " 'wasm-unsafe-eval'" } else { "" };
    let scripts = if settings.search.has_index() || !comments.is_empty() {
        format!("'self'{search}{comments}")
    } else {
        "'none'".to_owned()
    };
    let mut directives = vec![
        "default-src 'none'".to_owned(),
        format!("script-src {scripts}"),
        format!("style-src 'self'{styles}{comments}"),
        format!("img-src 'self' data:{comments}"),
        "media-src 'self'".to_owned(),
        "font-src 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ];
    if settings.search.has_index() || !comments.is_empty() {
        directives.push(format!("connect-src 'self'{comments}"));
    }
    if settings.search.has_index() {
        directives.push("worker-src 'self'".to_owned());
    }
    if !comments.is_empty() {
        directives.push(format!("frame-src{comments}"));
    }
    directives.join("; ")
}

fn origin_of(server: &str) -> Option<String> {
    Url::parse(server).ok().map(|url| url.origin().ascii_serialization())
}

/// Renders the headers file of a format for a site with these files; returns its path and content, or `None` for
/// [`HeaderFile::None`].
pub fn render_headers_file(
    kind: HeaderFile,
    settings: &SiteSettings,
    files: &BTreeMap<String, Digest>,
) -> Option<(&'static str, String)> {
    let policy = content_security_policy(settings);
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
        HeaderFile::Headers => {
            let lines = headers
                .iter()
                .fold("/*\n".to_owned(), |text, (name, value)| format!("{text}  {name}: {value}\n"));
            immutable.iter().fold(lines, |text, path| {
                format!("{text}/{}\n  Cache-Control: {IMMUTABLE_CACHE_CONTROL}\n", encode(path))
            })
        }
        HeaderFile::Netlify => {
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
        HeaderFile::StaticWebApps => {
            let headers: serde_json::Map<_, _> =
                headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
            let json = serde_json::json!({
                "globalHeaders": headers,
                "routes": immutable.iter().map(|path| serde_json::json!({
                    "route": format!("/{}", encode(path)),
                    "headers": { "Cache-Control": IMMUTABLE_CACHE_CONTROL },
                })).collect::<Vec<_>>(),
                "responseOverrides": { "404": { "rewrite": "/404.html" } },
            });
            format!("{json:#}\n")
        }
        HeaderFile::Apache => {
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
    };
    Some((kind.id(), text))
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
