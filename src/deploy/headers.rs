//! Headers that a host sends with every file, for hosts that read them from a file named `_headers`, as Netlify and
//! Cloudflare Pages do: a page may load from its own site, from the server that keeps its comments, and from nowhere
//! else.

use std::fmt::Write;

use url::Url;

use crate::portfolio::model::{Keeper, Settings};

/// The file that such hosts read.
pub const HEADERS: &str = "_headers";

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

/// The file.
pub fn headers(settings: &Settings) -> String {
    let mut text = String::from("/*\n");
    let policy = policy(settings);
    let all = [
        ("Content-Security-Policy", policy.as_str()),
        ("Strict-Transport-Security", "max-age=31536000"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in all {
        let _ = writeln!(text, "  {name}: {value}");
    }
    // Names of style sheets and scripts change with what is in them.
    text + "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
}
