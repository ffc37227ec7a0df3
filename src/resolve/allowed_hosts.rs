//! Resolves `privacy.allow_hosts` in `portfolio.yaml`: other hosts that pages may load scripts and counters from.

use url::Url;

use crate::content::checker::Checker;
use crate::diagnostic::Problem;
use crate::urls::is_host_name;
use crate::yaml;

/// The origins of the hosts, such as `https://stats.example.org`; invalid ones are reported and left out.
pub(super) fn resolve_allowed_hosts(hosts: Option<Vec<String>>, checker: &mut Checker<'_>) -> Vec<String> {
    let mut origins = Vec::new();
    for (index, written) in hosts.unwrap_or_default().iter().enumerate() {
        match parse_host(written.trim()) {
            // Reported as what it is.
            _ if yaml::is_placeholder(written) => {}
            Ok(origin) if origins.contains(&origin) => {}
            Ok(origin) => origins.push(origin),
            Err(Problem { message, help }) => {
                checker.error("REQ-03", &format!("privacy.allow_hosts[{index}]"), message, help);
            }
        }
    }
    origins
}

/// The origin of a host that is written as its name, or as an address that has nothing after the name.
fn parse_host(written: &str) -> Result<String, Problem> {
    let address = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    let url = Url::parse(&address).ok();
    let host = url.as_ref().and_then(Url::domain).filter(|host| host.contains('.') && is_host_name(host));
    let (Some(url), Some(host)) = (&url, host) else {
        let message = format!("`{}` isn't the name of a host", written.escape_debug());
        return Err(Problem::new(message, "write the name in full, such as `stats.example.org`"));
    };
    let name = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    if url.scheme() != "https" {
        let message = format!("`{written}` isn't encrypted, so browsers don't load it");
        return Err(Problem::new(message, format!("if the host has `https`, write `{name}`")));
    }
    let has_more =
        url.path() != "/" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty();
    if has_more {
        let message = format!("`{written}` is more than the name of a host");
        return Err(Problem::new(message, format!("write `{name}`")));
    }
    Ok(format!("https://{name}"))
}
