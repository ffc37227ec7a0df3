//! Access control: checks the host and the origin of requests.
//!
//! Any web page can send requests to ports of this machine, and a domain can be made to resolve to it (DNS rebinding).
//! Therefore a request must be addressed to a host name that nobody else can own, and details about the author's files
//! are only sent to the preview's own pages, which know its token.

use std::net::IpAddr;

/// The request headers that say where a request is addressed to and which page sent it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RequestOrigin<'a> {
    /// The `Host` header.
    pub(super) host: Option<&'a str>,
    /// The `Origin` header; browsers omit it for most same-origin GET requests.
    pub(super) origin: Option<&'a str>,
    /// The `Sec-Fetch-Site` header; older browsers do not send it.
    pub(super) fetch_site: Option<&'a str>,
}

impl RequestOrigin<'_> {
    /// Whether the request is addressed to this port of an IP address or of `localhost`.
    ///
    /// DNS rebinding needs a domain: an IP address is not resolved, and browsers resolve `localhost` themselves.
    pub(super) fn is_local_host(&self, port: u16) -> bool {
        let Some((name, request_port)) = self.host.and_then(split_host_port) else { return false };
        let is_ip_address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
        let is_localhost = name.eq_ignore_ascii_case("localhost");
        (is_ip_address || is_localhost) && request_port == port
    }

    /// Whether the request comes from a page of this site, or from no page, such as an address typed by the user.
    pub(super) fn is_same_origin(&self) -> bool {
        let is_own = |origin: &str| {
            let host = self.host.unwrap_or_default();
            origin.strip_prefix("http://").is_some_and(|authority| authority.eq_ignore_ascii_case(host))
        };
        let is_same_site = self.fetch_site.is_none_or(|site| ["same-origin", "none"].contains(&site));
        is_same_site && self.origin.is_none_or(is_own)
    }
}

/// Splits a `Host` header into name and port, 80 by default; `None` if the port is not a number.
fn split_host_port(host: &str) -> Option<(&str, u16)> {
    // An IPv6 address contains colons: the port begins after its bracket.
    let address_end = host.rfind(']').map_or(0, |bracket| bracket + 1);
    match host[address_end..].find(':') {
        Some(colon) => {
            let (name, port) = host.split_at(address_end + colon);
            Some((name, port[1..].parse().ok()?))
        }
        None => Some((host, 80)),
    }
}

/// Whether two tokens are equal, compared in constant time so that the duration reveals nothing about them.
pub(super) fn tokens_match(one: &str, two: &str) -> bool {
    one.len() == two.len() && one.bytes().zip(two.bytes()).fold(0, |diff, (a, b)| diff | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(host: &str) -> RequestOrigin<'_> {
        RequestOrigin { host: Some(host), ..RequestOrigin::default() }
    }

    #[test]
    fn only_names_that_nobody_else_can_own_are_answered() {
        for name in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000", "192.168.1.7:4000"] {
            assert!(host(name).is_local_host(4000), "{name}");
        }
        for name in [
            "evil.example:4000",
            "evil.example",
            "localhost",
            "localhost:4001",
            "127.0.0.1.evil.example:4000",
            "localhost.evil.example:4000",
            "[::1:4000",
            "127.0.0.1:4000:4000",
            "127.0.0.1:",
            ":4000",
            "",
        ] {
            assert!(!host(name).is_local_host(4000), "{name}");
        }
        assert!(!RequestOrigin::default().is_local_host(4000));
    }

    #[test]
    fn what_is_told_of_files_is_told_to_pages_of_ours() {
        let from = |origin, site| RequestOrigin { host: Some("127.0.0.1:4000"), origin, fetch_site: site };
        assert!(from(None, None).is_same_origin());
        assert!(from(Some("http://127.0.0.1:4000"), Some("same-origin")).is_same_origin());
        assert!(from(None, Some("none")).is_same_origin());
        for origin in ["http://evil.example", "https://127.0.0.1:4000", "http://127.0.0.1:4001", "null", ""] {
            assert!(!from(Some(origin), None).is_same_origin(), "{origin}");
        }
        for site in ["cross-site", "same-site"] {
            assert!(!from(None, Some(site)).is_same_origin(), "{site}");
        }
    }

    #[test]
    fn tokens_are_equal_or_not() {
        assert!(tokens_match("abc", "abc"));
        assert!(!tokens_match("abc", "abd"));
        assert!(!tokens_match("abc", "abcd"));
        assert!(!tokens_match("", "a"));
    }
}
