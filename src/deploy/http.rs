//! HTTP client settings that requests to hosts and the check of a live site share.

use std::time::Duration;

use anyhow::Result;
use ureq::Agent;
use ureq::config::ConfigBuilder;
#[cfg(feature = "https")]
use ureq::tls::{RootCerts, TlsConfig};
use ureq::typestate::AgentScope;
use url::Url;

/// Limit for the time to connect to a server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);

/// Settings of a client that returns error statuses as values. `timeout` limits a whole request.
pub(crate) fn http_config(timeout: Duration) -> ConfigBuilder<AgentScope> {
    let config = Agent::config_builder();
    // School networks often intercept TLS with their own root certificate, which only the system's store contains.
    #[cfg(feature = "https")]
    let config = config.tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
    config
        .timeout_global(Some(timeout))
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .http_status_as_error(false)
        .user_agent(concat!("leadfolio/", env!("CARGO_PKG_VERSION")))
}

/// HTTP client with these settings.
pub(super) fn http_agent(timeout: Duration) -> Agent {
    http_config(timeout).build().new_agent()
}

/// Confirms that this binary can request `url`: without the feature `https`, only addresses without encryption.
///
/// # Errors
/// When it can't; says how to install one that can.
pub fn require_https(url: &str) -> Result<()> {
    #[cfg(not(feature = "https"))]
    if Url::parse(url).is_ok_and(|url| url.scheme() == "https") {
        return super::helpers::fail_without_feature("HTTPS");
    }
    let _ = url;
    Ok(())
}

/// Whether a URL points to this machine, where plain HTTP is acceptable.
pub(super) fn is_loopback(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
