//! Headers that a host sends with every file, in the form that it reads them from a file of the site: a page may load
//! from its own site, from the server that keeps its comments, and from nowhere else.

use std::fmt::Write;

use url::Url;

use crate::content::vocabulary::HeaderFile;
use crate::portfolio::model::{Keeper, Settings};

/// The file that Netlify and Cloudflare Pages read.
pub(super) const HEADERS: &str = "_headers";
/// What never changes under its name is kept for a year.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The rules of a page for what it may load (Content Security Policy, level 3).
pub fn policy(settings: &Settings) -> String {
    let keeper = settings.comments.as_ref().map(|it| &it.keeper);
    let other = match keeper {
        None | Some(Keeper::Files) => None,
        Some(Keeper::Isso { server } | Keeper::Remark42 { server, .. }) => origin(server),
        Some(Keeper::Giscus { .. }) => Some("https://giscus.app".to_owned()),
        Some(Keeper::Utterances { .. }) => Some("https://utteranc.es".to_owned()),
    };
    let and = other.map(|it| format!(" {it}")).unwrap_or_default();
    // Isso writes its own styles into the page, and asks with forms; the search is a program for WebAssembly.
    let writes_styles = matches!(keeper, Some(Keeper::Isso { .. } | Keeper::Remark42 { .. }));
    let styles = if writes_styles { " 'unsafe-inline'" } else { "" };
    let search = if settings.search { " 'wasm-unsafe-eval'" } else { "" };
    let scripts =
        if settings.search || !and.is_empty() { format!("'self'{search}{and}") } else { "'none'".to_owned() };
    let mut rules = vec![
        "default-src 'none'".to_owned(),
        format!("script-src {scripts}"),
        format!("style-src 'self'{styles}{and}"),
        format!("img-src 'self' data:{and}"),
        "media-src 'self'".to_owned(),
        "font-src 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ];
    if settings.search || !and.is_empty() {
        rules.push(format!("connect-src 'self'{and}"));
    }
    if settings.search {
        rules.push("worker-src 'self'".to_owned());
    }
    if !and.is_empty() {
        rules.push(format!("frame-src{and}"));
    }
    rules.join("; ")
}

fn origin(server: &str) -> Option<String> {
    Url::parse(server).ok().map(|it| it.origin().ascii_serialization())
}

/// The file of a kind, and what is in it; none where the host is told nothing.
pub fn file(kind: HeaderFile, settings: &Settings) -> Option<(&'static str, String)> {
    let policy = policy(settings);
    let all = [
        ("Content-Security-Policy", policy.as_str()),
        ("Strict-Transport-Security", "max-age=31536000"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ];
    let text = match kind {
        HeaderFile::None => return None,
        HeaderFile::Headers => {
            let lines = all
                .iter()
                .fold("/*\n".to_owned(), |text, (name, value)| format!("{text}  {name}: {value}\n"));
            format!("{lines}/assets/*\n  Cache-Control: {FOR_EVER}\n")
        }
        // Netlify's own form is TOML.
        HeaderFile::Netlify => {
            let mut text = "[[headers]]\n  for = \"/*\"\n  [headers.values]\n".to_owned();
            for (name, value) in all {
                let _ = writeln!(text, "    {name} = \"{value}\"");
            }
            format!(
                "{text}\n[[headers]]\n  for = \"/assets/*\"\n  [headers.values]\n    Cache-Control = \"{FOR_EVER}\"\n"
            )
        }
        HeaderFile::StaticWebApps => {
            let all: serde_json::Map<_, _> = all.iter().map(|it| (it.0.to_owned(), it.1.into())).collect();
            let json = serde_json::json!({
                "globalHeaders": all,
                "routes": [{ "route": "/assets/*", "headers": { "Cache-Control": FOR_EVER } }],
                "responseOverrides": { "404": { "rewrite": "/404.html" } },
            });
            format!("{json:#}\n")
        }
        HeaderFile::Apache => {
            let mut text = "ErrorDocument 404 /404.html\n<IfModule mod_headers.c>\n".to_owned();
            for (name, value) in all {
                let _ = writeln!(text, "  Header set {name} \"{value}\"");
            }
            // Names of style sheets and scripts hold a hash of what is in them.
            let ours = r"\.[0-9a-f]{8}\.(css|js)$";
            format!(
                "{text}  <FilesMatch \"{ours}\">\n    Header set Cache-Control \"{FOR_EVER}\"\n  </FilesMatch>\n</IfModule>\n"
            )
        }
    };
    Some((kind.id(), text))
}
