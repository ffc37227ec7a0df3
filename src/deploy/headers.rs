//! HTTP security headers, written as a configuration file in the format of the host. Pages may load resources only from
//! their own site and from the server of their comment system.

use std::fmt::Write;

use url::Url;

use crate::content::enums::HeaderFile;
use crate::model::settings::{CommentProvider, SiteSettings};

/// Name of the headers file that Netlify and Cloudflare Pages read.
pub(super) const HEADERS_FILE: &str = "_headers";
/// `Cache-Control` of files whose name contains a hash of their content: one year.
const IMMUTABLE_CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

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

/// Renders the headers file of a format; returns its path and content, or `None` for [`HeaderFile::None`].
pub fn render_headers_file(kind: HeaderFile, settings: &SiteSettings) -> Option<(&'static str, String)> {
    let policy = content_security_policy(settings);
    let headers = [
        ("Content-Security-Policy", policy.as_str()),
        ("Strict-Transport-Security", "max-age=31536000"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ];
    let text = match kind {
        HeaderFile::None => return None,
        HeaderFile::Headers => {
            let lines = headers
                .iter()
                .fold("/*\n".to_owned(), |text, (name, value)| format!("{text}  {name}: {value}\n"));
            format!("{lines}/assets/*\n  Cache-Control: {IMMUTABLE_CACHE_CONTROL}\n")
        }
        HeaderFile::Netlify => {
            let mut text = "[[headers]]\n  for = \"/*\"\n  [headers.values]\n".to_owned();
            for (name, value) in headers {
                let _ = writeln!(text, "    {name} = \"{value}\"");
            }
            format!(
                "{text}\n[[headers]]\n  for = \"/assets/*\"\n  [headers.values]\n    Cache-Control = \"{IMMUTABLE_CACHE_CONTROL}\"\n"
            )
        }
        HeaderFile::StaticWebApps => {
            let headers: serde_json::Map<_, _> =
                headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
            let json = serde_json::json!({
                "globalHeaders": headers,
                "routes": [{ "route": "/assets/*", "headers": { "Cache-Control": IMMUTABLE_CACHE_CONTROL } }],
                "responseOverrides": { "404": { "rewrite": "/404.html" } },
            });
            format!("{json:#}\n")
        }
        HeaderFile::Apache => {
            let mut text = "ErrorDocument 404 /404.html\n<IfModule mod_headers.c>\n".to_owned();
            for (name, value) in headers {
                let _ = writeln!(text, "  Header set {name} \"{value}\"");
            }
            // Matches the content hash in the names of stylesheets and scripts.
            let hashed_names = r"\.[0-9a-f]{8}\.(css|js)$";
            format!(
                "{text}  <FilesMatch \"{hashed_names}\">\n    Header set Cache-Control \"{IMMUTABLE_CACHE_CONTROL}\"\n  </FilesMatch>\n</IfModule>\n"
            )
        }
    };
    Some((kind.id(), text))
}
