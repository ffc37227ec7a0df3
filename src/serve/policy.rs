//! The content security policy of the preview: that of a deployed site, so that what a browser blocks there is blocked
//! here, and leave for the preview's own scripts.

use super::page::PREVIEW_PREFIX;

/// Adds to a site's policy what the preview's own scripts need: to be loaded, and to ask the server.
pub(super) fn preview_policy(site: &str) -> String {
    // Any host and port, because a proxy may change both; no other server is likely to have this folder.
    let own = format!("*:*{PREVIEW_PREFIX}");
    let mut is_connect_named = false;
    let mut directives: Vec<String> = site
        .split("; ")
        .map(|directive| {
            let (name, sources) = directive.split_once(' ').unwrap_or((directive, ""));
            is_connect_named |= name == "connect-src";
            match (name, sources) {
                ("script-src" | "connect-src" | "worker-src", "'none'") => format!("{name} {own}"),
                ("script-src" | "connect-src" | "worker-src", _) => format!("{directive} {own}"),
                _ => directive.to_owned(),
            }
        })
        .collect();
    if !is_connect_named {
        directives.push(format!("connect-src {own}"));
    }
    directives.join("; ")
}

#[cfg(test)]
mod tests {
    use super::preview_policy;

    #[test]
    fn only_scripts_of_the_preview_are_added_to_what_the_host_allows() {
        let policy = preview_policy("default-src 'none'; script-src 'none'; style-src 'self'");
        let own = "*:*/-leadfolio/";
        assert_eq!(
            policy,
            format!("default-src 'none'; script-src {own}; style-src 'self'; connect-src {own}")
        );
        let policy =
            preview_policy("script-src 'self' https://x.example; connect-src 'self'; worker-src 'self'");
        assert_eq!(
            policy,
            format!(
                "script-src 'self' https://x.example {own}; connect-src 'self' {own}; worker-src 'self' {own}"
            )
        );
    }
}
