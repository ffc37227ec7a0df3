//! Who may ask: browsers that show this very site, and nobody who only pretends to.
//!
//! Any page on the web can send requests to ports of this machine, and a name on the web can be made to lead here
//! (DNS rebinding). So the name that a request was sent to must be one that nobody else can own, and what the
//! preview tells about the author's files is for pages of the preview's own, which know its token.

use std::net::IpAddr;

/// What a request says of where it comes from and where it wants to go.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sender<'a> {
    /// `Host`.
    pub(super) host: Option<&'a str>,
    /// `Origin`.
    pub(super) origin: Option<&'a str>,
    /// `Sec-Fetch-Site`.
    pub(super) site: Option<&'a str>,
}

impl Sender<'_> {
    /// Whether the request was sent to a name that only this machine can have: a number, or `localhost`.
    ///
    /// A number cannot be bound to another machine, and browsers do not look `localhost` up.
    pub(super) fn is_for_us(&self, port: u16) -> bool {
        let Some((name, its_port)) = self.host.and_then(parts) else { return false };
        let is_number = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
        let is_local = name.eq_ignore_ascii_case("localhost");
        (is_number || is_local) && its_port == port
    }

    /// Whether the request comes from a page of this site, or from no page at all.
    pub(super) fn is_from_us(&self) -> bool {
        let own = |origin: &str| {
            let host = self.host.unwrap_or_default();
            origin.strip_prefix("http://").is_some_and(|it| it.eq_ignore_ascii_case(host))
        };
        let same_site = self.site.is_none_or(|it| ["same-origin", "none"].contains(&it));
        same_site && self.origin.is_none_or(own)
    }
}

/// Name and port of a `Host`; 80 where it names none.
fn parts(host: &str) -> Option<(&str, u16)> {
    let end_of_number = host.rfind(']').map_or(0, |it| it + 1);
    match host[end_of_number..].find(':') {
        Some(at) => {
            let (name, port) = host.split_at(end_of_number + at);
            Some((name, port[1..].parse().ok()?))
        }
        None => Some((host, 80)),
    }
}

/// Whether two tokens are equal, in a time that does not tell where they differ.
pub(super) fn same_token(one: &str, two: &str) -> bool {
    one.len() == two.len() && one.bytes().zip(two.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(host: &str) -> Sender<'_> {
        Sender { host: Some(host), ..Sender::default() }
    }

    #[test]
    fn only_names_that_nobody_else_can_own_are_answered() {
        for name in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000", "192.168.1.7:4000"] {
            assert!(host(name).is_for_us(4000), "{name}");
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
            assert!(!host(name).is_for_us(4000), "{name}");
        }
        assert!(!Sender::default().is_for_us(4000));
    }

    #[test]
    fn what_is_told_of_files_is_told_to_pages_of_ours() {
        let from = |origin, site| Sender { host: Some("127.0.0.1:4000"), origin, site };
        assert!(from(None, None).is_from_us());
        assert!(from(Some("http://127.0.0.1:4000"), Some("same-origin")).is_from_us());
        assert!(from(None, Some("none")).is_from_us());
        for origin in ["http://evil.example", "https://127.0.0.1:4000", "http://127.0.0.1:4001", "null", ""] {
            assert!(!from(Some(origin), None).is_from_us(), "{origin}");
        }
        for site in ["cross-site", "same-site"] {
            assert!(!from(None, Some(site)).is_from_us(), "{site}");
        }
    }

    #[test]
    fn tokens_are_equal_or_not() {
        assert!(same_token("abc", "abc"));
        assert!(!same_token("abc", "abd"));
        assert!(!same_token("abc", "abcd"));
        assert!(!same_token("", "a"));
    }
}
