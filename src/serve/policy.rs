//! The content security policy of the preview: that of a deployed site, so that what a browser blocks there is blocked
//! here, and permission for the preview's own scripts.

use axum::http::HeaderValue;

use crate::deploy::headers::ContentSecurityPolicy;
use crate::render::RenderedSite;

/// Path prefix of the preview's own routes, whatever the base path of the site.
pub(super) const PREVIEW_PREFIX: &str = "/-leadfolio/";

/// The header with the policy of a site in the preview; `None` if the site's settings have no form as a header.
pub(super) fn policy_header(site: &RenderedSite) -> Option<HeaderValue> {
    let deployed = ContentSecurityPolicy::new(&site.portfolio().settings, site.has_theme_scripts());
    HeaderValue::try_from(allow_own_scripts(deployed).to_string()).ok()
}

/// Adds to a site's policy what the preview's own scripts need: to be loaded, and to ask the server.
fn allow_own_scripts(deployed: ContentSecurityPolicy) -> ContentSecurityPolicy {
    // Any host and port, because a proxy may change both; no other server is likely to have this folder.
    let own = format!("*:*{PREVIEW_PREFIX}");
    let policy = deployed.with_source("script-src", &own).with_source("connect-src", &own);
    // Without a directive for workers, the one for scripts decides.
    if policy.has_directive("worker-src") { policy.with_source("worker-src", &own) } else { policy }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_of_the_preview_are_added_to_what_the_host_allows() {
        let own = "*:*/-leadfolio/";
        let strict = ContentSecurityPolicy::strict();
        let scripts = strict.to_string().replace("script-src 'none'", &format!("script-src {own}"));
        let connects = format!("{scripts}; connect-src {own}");
        assert_eq!(allow_own_scripts(strict.clone()).to_string(), connects);

        let named = strict
            .with_source("script-src", "'self'")
            .with_source("script-src", "https://x.example")
            .with_source("connect-src", "'self'")
            .with_source("worker-src", "'self'");
        let policy = allow_own_scripts(named).to_string();
        for directive in [
            format!("script-src 'self' https://x.example {own};"),
            format!("connect-src 'self' {own};"),
            format!("worker-src 'self' {own}"),
        ] {
            assert!(policy.contains(&directive), "{policy}");
        }
    }
}
