//! Checks whether external links still respond.
//!
//! This module does network I/O, and only to hosts that the author links to. The crawl is polite: one request at a time
//! per host with a pause between two, no cookies, HEAD before GET. Good results are cached for a week.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ureq::http::{Response, StatusCode};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Error};
use url::Url;

use super::host_resolver::HostResolver;
use super::sources::source_path;
use crate::content::load::SETTINGS_FILE;
use crate::content::text;
use crate::deploy::http_config;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::pipeline::Inputs;
use crate::render::RenderedSite;

/// Hosts that are checked in parallel, each on its own thread.
const MAX_PARALLEL_HOSTS: usize = 8;
/// Limit for one request, from connecting to the last byte.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// Attempts per URL before a temporary failure counts as [`LinkStatus::Unclear`].
const MAX_ATTEMPTS: u32 = 3;
/// Upper bound of the pause before a retry, whatever `Retry-After` asks for.
const MAX_RETRY_DELAY: Duration = Duration::from_secs(15);
/// Requests per redirect chain before it counts as a loop.
const MAX_REDIRECTS: usize = 10;
/// How long a good result stays in the cache, in hours.
const CACHE_HOURS: i64 = 7 * 24;

/// An external URL and one page that links to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalUrl {
    /// The URL, without a fragment.
    pub address: String,
    /// Path of the first page that links to it, such as `pages/about/index.html`.
    pub page: String,
}

/// The result of checking one URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkStatus {
    /// A success status, perhaps after temporary redirects.
    Fine,
    /// A success status after permanent redirects only; holds the final URL.
    Moved(String),
    /// The page requires signing in: status 401 or 407, or a redirect to a sign-in page.
    SignIn,
    /// The page does not exist (404, 410, a redirect loop, an invalid URL); holds the reason.
    Gone(String),
    /// The host name does not resolve, or this machine is offline.
    NoHost,
    /// The check is inconclusive: the host blocks programs, or does not respond; holds the reason.
    Unclear(String),
}

/// Good results of earlier runs, by URL, each with the time of the check. Kept as JSON between runs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct LinkCache(BTreeMap<String, (Timestamp, LinkStatus)>);

/// Limits that the caller sets for a crawl.
#[derive(Clone, Copy, Debug)]
pub struct CrawlPolicy {
    /// Pause between two requests to one host; retries wait a multiple of it.
    pub pause: Duration,
    /// The time of the check, for the age of cached results.
    pub now: Timestamp,
}

/// Checks all links that are not in the cache and returns one result per link, in order.
///
/// `progress` is called after every request with the number of links checked so far. Good results go to the cache.
pub fn check_links(
    links: &[ExternalUrl],
    cache: &mut LinkCache,
    policy: CrawlPolicy,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<LinkStatus> {
    let is_fresh = |at: &Timestamp| (0..CACHE_HOURS).contains(&policy.now.duration_since(*at).as_hours());
    cache.0.retain(|_, (at, _)| is_fresh(at));
    let mut hosts: BTreeMap<String, Vec<(usize, Url)>> = BTreeMap::new();
    for (index, link) in links.iter().enumerate().filter(|(_, link)| !cache.0.contains_key(&link.address)) {
        if let Ok(url) = Url::parse(&link.address) {
            hosts.entry(url.authority().to_owned()).or_default().push((index, url));
        }
    }
    let queue: Mutex<VecDeque<Vec<(usize, Url)>>> = Mutex::new(hosts.into_values().collect());
    let statuses: Mutex<BTreeMap<usize, LinkStatus>> = Mutex::new(BTreeMap::new());
    let agent = build_agent();
    thread::scope(|scope| {
        for _ in 0..MAX_PARALLEL_HOSTS {
            scope.spawn(|| {
                while let Some(host) = lock(&queue).pop_front() {
                    for (position, (index, url)) in host.into_iter().enumerate() {
                        if position > 0 {
                            thread::sleep(policy.pause);
                        }
                        let status = check_with_retries(&agent, url, policy.pause);
                        let mut statuses = lock(&statuses);
                        statuses.insert(index, status);
                        progress(statuses.len());
                    }
                }
            });
        }
    });
    let mut statuses = statuses.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut all = Vec::with_capacity(links.len());
    for (index, link) in links.iter().enumerate() {
        let status = match (statuses.remove(&index), cache.0.get(&link.address)) {
            (Some(status), _) => status,
            (None, Some((_, status))) => status.clone(),
            (None, None) => LinkStatus::Unclear("it isn't a web address".to_owned()),
        };
        // Problems are not cached: the page may have been repaired by the next run.
        if matches!(status, LinkStatus::Fine | LinkStatus::Moved(_)) {
            cache.0.entry(link.address.clone()).or_insert((policy.now, status.clone()));
        }
        all.push(status);
    }
    all
}

/// Reports the links that do not work, each at its first occurrence in the author's files.
///
/// If no host name resolves at all, one diagnostic says so instead: this machine is probably offline.
pub fn report(
    links: &[ExternalUrl],
    statuses: &[LinkStatus],
    output: &RenderedSite,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) {
    if statuses.len() > 1 && statuses.iter().all(|status| *status == LinkStatus::NoHost) {
        let message = format!("none of {} web addresses could be checked", statuses.len());
        let help = "is this computer online? Try again when it is";
        diagnostics.push(Diagnostic::info("WEB-04", SETTINGS_FILE, message).help(help));
        return;
    }
    for (link, status) in links.iter().zip(statuses) {
        let ExternalUrl { address, page } = link;
        let (rule, severity, message, help) = match status {
            LinkStatus::Fine => continue,
            LinkStatus::Gone(why) => (
                "WEB-01",
                Severity::Warning,
                format!("`{address}` doesn't work: {why}"),
                "find its new address, or remove the link".to_owned(),
            ),
            LinkStatus::NoHost => (
                "WEB-01",
                Severity::Warning,
                format!("`{address}` doesn't work: there is no such site"),
                "find its new address, or remove the link".to_owned(),
            ),
            LinkStatus::SignIn => (
                "WEB-02",
                Severity::Warning,
                format!("`{address}` asks readers to sign in"),
                "make it public, or save a copy without names in `content/files/`".to_owned(),
            ),
            LinkStatus::Moved(to) => (
                "WEB-03",
                Severity::Info,
                format!("`{address}` has moved permanently"),
                format!("write `{to}`"),
            ),
            LinkStatus::Unclear(why) => (
                "WEB-04",
                Severity::Info,
                format!("`{address}` couldn't be checked: {why}"),
                "open it yourself in a private window, where you aren't signed in".to_owned(),
            ),
        };
        let (path, location) =
            find_in_sources(address, inputs).unwrap_or_else(|| (source_path(page, output), Location::File));
        let diagnostic = Diagnostic::new(rule, severity, path, message).help(help);
        diagnostics.push(Diagnostic { location, ..diagnostic });
    }
}

/// The first occurrence of a URL in the content files: path from the root of the portfolio, and byte range.
fn find_in_sources(address: &str, inputs: &Inputs) -> Option<(String, Location)> {
    let address = address.trim_end_matches('/');
    let texts = inputs
        .content
        .iter()
        .filter(|(path, _)| [".md", ".yaml", ".yml"].iter().any(|extension| path.ends_with(extension)));
    texts.into_iter().find_map(|(path, blob)| {
        let bytes = blob.read().ok()?;
        let text = text::decode(&bytes).ok()?;
        let start = text.find(address)?;
        Some((format!("content/{path}"), Location::Range(start..start + address.len())))
    })
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn build_agent() -> Agent {
    let config = http_config(REQUEST_TIMEOUT)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("leadfolio/", env!("CARGO_PKG_VERSION"), " (checks the links of a portfolio)"))
        .build();
    Agent::with_parts(config, DefaultConnector::default(), HostResolver::default())
}

fn check_with_retries(agent: &Agent, url: Url, pause: Duration) -> LinkStatus {
    let mut attempt = 1;
    loop {
        match check_once(agent, url.clone()) {
            Attempt::Final(answer) => return answer,
            Attempt::Retry(why, _) if attempt >= MAX_ATTEMPTS => return LinkStatus::Unclear(why),
            Attempt::Retry(_, after) => {
                thread::sleep(after.unwrap_or(pause * 2u32.pow(attempt)).min(MAX_RETRY_DELAY));
            }
        }
        attempt += 1;
    }
}

/// The result of one attempt.
enum Attempt {
    /// The status is certain; another attempt would not change it.
    Final(LinkStatus),
    /// A temporary failure: the reason, and the delay from `Retry-After` if the host sent one.
    Retry(String, Option<Duration>),
}

/// Follows redirects from a URL to the final response.
fn check_once(agent: &Agent, start: Url) -> Attempt {
    let mut url = start.clone();
    // A link needs updating only if every redirect on the way is permanent.
    let mut is_permanent = true;
    for _ in 0..MAX_REDIRECTS {
        let response = match send_request(agent, &url) {
            Ok(response) => response,
            Err(error) => return classify_error(&error),
        };
        let status = response.status();
        let location = response.headers().get("location").and_then(|value| value.to_str().ok());
        let Some(next) =
            location.filter(|_| status.is_redirection()).and_then(|target| url.join(target).ok())
        else {
            return classify_response(&start, &url, is_permanent, &response);
        };
        is_permanent &= matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
        url = next;
    }
    Attempt::Final(LinkStatus::Gone("it redirects in a loop".to_owned()))
}

/// Sends HEAD, and GET if that does not succeed: many hosts do not implement HEAD.
fn send_request(agent: &Agent, url: &Url) -> Result<Response<Body>, Error> {
    let head = agent.head(url.as_str()).call();
    let is_conclusive = match &head {
        Ok(response) => response.status().is_success() || response.status().is_redirection(),
        Err(error) => matches!(error, Error::HostNotFound),
    };
    if is_conclusive { head } else { agent.get(url.as_str()).call() }
}

fn classify_response(start: &Url, url: &Url, is_permanent: bool, response: &Response<Body>) -> Attempt {
    let status = response.status();
    let reason = format!("the server answers {}", status.as_u16());
    match status.as_u16() {
        401 | 407 => Attempt::Final(LinkStatus::SignIn),
        200..=399 if url != start && is_sign_in_page(url) => Attempt::Final(LinkStatus::SignIn),
        200..=399 if is_permanent && is_different_page(start, url) => {
            Attempt::Final(LinkStatus::Moved(url.to_string()))
        }
        200..=399 => Attempt::Final(LinkStatus::Fine),
        404 | 410 => Attempt::Final(LinkStatus::Gone(reason)),
        429 | 500.. => {
            let retry_after = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
            let delay = retry_after.and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
            Attempt::Retry(reason, delay)
        }
        // Many hosts send 403 to programs for pages that are public in a browser.
        _ => Attempt::Final(LinkStatus::Unclear(format!("{reason}, as some sites do for automated checks"))),
    }
}

/// Whether two URLs differ in more than the scheme, a leading `www.` or a trailing slash.
fn is_different_page(start: &Url, end: &Url) -> bool {
    let normalize = |url: &Url| {
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
        (host, url.path().trim_end_matches('/').to_owned(), url.query().map(str::to_owned))
    };
    normalize(start) != normalize(end)
}

fn is_sign_in_page(url: &Url) -> bool {
    const SIGN_IN_HOSTS: [&str; 5] =
        ["accounts.google.com", "login.microsoftonline.com", "login.live.com", "okta.com", "auth0.com"];
    const SIGN_IN_HOST_PREFIXES: [&str; 7] =
        ["login.", "signin.", "sso.", "auth.", "idp.", "id.", "account."];
    const SIGN_IN_SEGMENTS: [&str; 9] =
        ["login", "log-in", "signin", "sign-in", "sign_in", "servicelogin", "sso", "saml", "adfs"];
    let host = url.host_str().unwrap_or_default();
    let is_known_host =
        SIGN_IN_HOSTS.iter().any(|known| host == *known || host.ends_with(&format!(".{known}")));
    let mut segments = url.path_segments().into_iter().flatten().map(str::to_ascii_lowercase);
    is_known_host
        || SIGN_IN_HOST_PREFIXES.iter().any(|prefix| host.starts_with(prefix))
        || segments.any(|segment| {
            SIGN_IN_SEGMENTS
                .iter()
                .any(|known| segment == *known || segment.starts_with(&format!("{known}.")))
        })
}

fn classify_error(error: &Error) -> Attempt {
    match error {
        Error::HostNotFound => Attempt::Final(LinkStatus::NoHost),
        Error::BadUri(_) | Error::Http(_) => {
            Attempt::Final(LinkStatus::Gone("it isn't a web address".to_owned()))
        }
        Error::Timeout(_) => Attempt::Retry("the server doesn't answer".to_owned(), None),
        other => Attempt::Retry(format!("the server can't be reached: {other}"), None),
    }
}
