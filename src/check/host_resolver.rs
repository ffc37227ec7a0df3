//! Looks up host names, and distinguishes a name that does not exist from other network errors.

use std::io;

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// The default resolver, except that a failed lookup is [`Error::HostNotFound`] on all systems.
///
/// The client reports most failed lookups as an `io::Error` like any other, and only here is it known that the error
/// comes from a lookup.
#[derive(Debug, Default)]
pub(super) struct HostResolver(DefaultResolver);

impl Resolver for HostResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(error) if is_failed_lookup(&error) => Error::HostNotFound,
            other => other,
        })
    }
}

/// Whether an error of a lookup is about the name, rather than about this machine, such as too many open files.
fn is_failed_lookup(error: &io::Error) -> bool {
    /// Winsock's error code for a host name that does not resolve.
    const WSAHOST_NOT_FOUND: i32 = 11001;
    // On Unix the codes of `getaddrinfo` are no codes of the system, so the standard library leaves them out.
    error.raw_os_error().is_none_or(|code| code == WSAHOST_NOT_FOUND)
}
