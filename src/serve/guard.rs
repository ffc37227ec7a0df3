//! Access control: checks the host and the origin of requests, and who may see what.
//!
//! Any web page can send requests to ports of this machine, and a domain can be made to resolve to it (DNS rebinding).
//! Therefore a request must be addressed to a host name that nobody else can own, or that the author allowed, and
//! details about the author's files are only sent to the preview's own pages, which know its token.

use std::net::IpAddr;

use url::Url;

/// A host name that the author allows with `--allow-host`, such as that of a proxy; in lower case, without a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedHost(String);

impl AllowedHost {
    /// Reads a host name. An address that was copied from a browser is as good.
    ///
    /// # Errors
    /// When it is not the name of a host.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let address = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let is_label = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        // Names in other scripts become what browsers send of them.
        let name = Url::parse(&address).ok().and_then(|url| url.host_str().map(str::to_owned));
        match name.filter(|name| name.split('.').all(is_label)) {
            Some(name) => Ok(Self(name)),
            None => {
                Err("write the name of the host as your browser shows it, such as preview.example.org"
                    .to_owned())
            }
        }
    }
}

/// The request headers that say where a request is addressed to and which page sent it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RequestOrigin<'a> {
    /// The `Host` header.
    pub(super) host: Option<&'a str>,
    /// The `Origin` header; browsers omit it for most same-origin GET requests.
    pub(super) origin: Option<&'a str>,
    /// The `Sec-Fetch-Site` header; older browsers do not send it, nor do others to a host without TLS.
    pub(super) fetch_site: Option<&'a str>,
}

impl RequestOrigin<'_> {
    /// Whether the request is addressed to an IP address, to this machine, or to a host that the author allows.
    ///
    /// DNS rebinding needs a domain: an IP address is not resolved, and `localhost` is nobody's. The port says nothing: it
    /// is another one where a port is forwarded.
    pub(super) fn is_known_host(&self, allowed: &[AllowedHost]) -> bool {
        self.is_address() || self.host_name().is_some_and(|name| allowed.iter().any(|host| host.0 == name))
    }

    /// Whether the request is addressed to an IP address or to `localhost`.
    fn is_address(&self) -> bool {
        self.host_ip().is_some() || self.is_localhost()
    }

    /// Whether the request is addressed to this machine: to `localhost`, a loopback address, or the address `local` at
    /// which it arrived.
    pub(super) fn is_own_host(&self, local: Option<IpAddr>) -> bool {
        let local = local.map(|ip| ip.to_canonical());
        self.is_localhost() || self.host_ip().is_some_and(|ip| ip.is_loopback() || Some(ip) == local)
    }

    fn is_localhost(&self) -> bool {
        self.host_name().is_some_and(|name| name == "localhost" || name.ends_with(".localhost"))
    }

    fn host_ip(&self) -> Option<IpAddr> {
        let name = self.host_name()?;
        let ip: IpAddr = name.trim_start_matches('[').trim_end_matches(']').parse().ok()?;
        Some(ip.to_canonical())
    }

    fn host_name(&self) -> Option<String> {
        let (name, _) = self.host.and_then(split_host_port)?;
        Some(name.to_ascii_lowercase())
    }

    /// The name that the request is addressed to, if it can be allowed.
    pub(super) fn host_to_allow(&self) -> Option<AllowedHost> {
        AllowedHost::parse(self.host?).ok()
    }

    /// The name of the host whose page sent the request, if it can be allowed.
    pub(super) fn origin_to_allow(&self) -> Option<AllowedHost> {
        AllowedHost::parse(self.origin?).ok()
    }

    /// Whether the request comes from a page of this site, or from no page, such as an address typed by the user.
    pub(super) fn is_same_origin(&self, allowed: &[AllowedHost]) -> bool {
        // The browser compared the two itself, and it knows their names before a proxy changed them.
        if let Some(site) = self.fetch_site {
            return ["same-origin", "none"].contains(&site);
        }
        let is_allowed =
            |origin: &str| AllowedHost::parse(origin).is_ok_and(|origin| allowed.contains(&origin));
        !self.is_foreign() || self.origin.is_some_and(is_allowed)
    }

    /// Whether the page that sent the request has another address than the request: it is of another site, or a proxy changed
    /// one of the two.
    pub(super) fn is_foreign(&self) -> bool {
        let host = self.host.unwrap_or_default();
        let is_host = |authority: &str| authority.eq_ignore_ascii_case(host);
        self.origin.is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(is_host))
    }
}

impl std::fmt::Display for AllowedHost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
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

    fn allowed() -> Vec<AllowedHost> {
        let hosts = ["https://Preview.Example.org/x", "box:4000", "vorschau.Österreich.example"];
        hosts.map(|host| AllowedHost::parse(host).unwrap()).to_vec()
    }

    #[test]
    fn only_names_that_nobody_else_can_own_are_answered() {
        for name in [
            "127.0.0.1:4000",
            "localhost:4000",
            "LOCALHOST:4000",
            "[::1]:4000",
            "192.168.1.7:4000",
            "localhost:8080",
            "localhost",
            "portfolio.localhost:1",
            "preview.example.org",
            "preview.example.org:8443",
            "Box:4001",
            "vorschau.xn--sterreich-z7a.example",
        ] {
            assert!(host(name).is_known_host(&allowed()), "{name}");
        }
        for name in [
            "evil.example:4000",
            "evil.example",
            "127.0.0.1.evil.example:4000",
            "localhost.evil.example:4000",
            "evillocalhost",
            "evil.preview.example.org",
            "preview.example.org.evil.example",
            "[::1:4000",
            "127.0.0.1:4000:4000",
            "127.0.0.1:",
            ":4000",
            "",
        ] {
            assert!(!host(name).is_known_host(&allowed()), "{name}");
        }
        assert!(!RequestOrigin::default().is_known_host(&[]));
        assert!(!host("preview.example.org").is_known_host(&[]));
    }

    #[test]
    fn what_is_told_of_files_is_told_to_pages_of_ours() {
        let from = |origin, site| {
            let request = RequestOrigin { host: Some("127.0.0.1:4000"), origin, fetch_site: site };
            request.is_same_origin(&allowed())
        };
        assert!(from(None, None));
        assert!(from(Some("http://127.0.0.1:4000"), Some("same-origin")));
        assert!(from(None, Some("none")));
        // A proxy: its name is not that of the request.
        assert!(from(Some("https://me-4000.app.github.dev"), Some("same-origin")));
        assert!(from(Some("https://preview.example.org"), None));
        for origin in ["http://evil.example", "https://127.0.0.1:4000", "http://127.0.0.1:4001", "null", ""] {
            assert!(!from(Some(origin), None), "{origin}");
        }
        for site in ["cross-site", "same-site"] {
            assert!(!from(None, Some(site)), "{site}");
            assert!(!from(Some("https://preview.example.org"), Some(site)), "{site}");
        }
    }

    #[test]
    fn only_addresses_of_this_machine_are_its_own() {
        let local = Some(IpAddr::from([192, 168, 1, 7]));
        for name in ["localhost:4000", "x.localhost", "127.0.0.1:4000", "[::1]:4000", "192.168.1.7:8080"] {
            assert!(host(name).is_own_host(local), "{name}");
        }
        for name in ["192.168.1.8:4000", "203.0.113.9", "[2001:db8::1]", "preview.example.org", ""] {
            assert!(!host(name).is_own_host(local), "{name}");
        }
        assert!(!host("192.168.1.7").is_own_host(None));
        // A socket for both kinds of addresses has those of version 4 in the form of version 6.
        assert!(host("192.168.1.7").is_own_host("::ffff:192.168.1.7".parse().ok()));
    }

    #[test]
    fn what_is_no_name_of_a_host_is_not_allowed() {
        for text in ["", "*", "*.example.org", "a b", "https://", "x:y", "a..b", "<b>", "a\u{1b}b"] {
            assert_eq!(AllowedHost::parse(text).ok(), None, "{text:?}");
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
