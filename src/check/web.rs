//! Whether the web still answers where a portfolio leads.
//!
//! A door: it talks to hosts that the author named, and to nobody else. It asks as a polite visitor does: one address
//! at a time of a host, with a pause between two, no cookies, nothing read that is not needed; what answered well is not
//! asked again for a week.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ureq::http::{Response, StatusCode};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};
use url::Url;

use crate::content::collect::SETTINGS;
use crate::content::text;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::pipeline::Inputs;
use crate::render::Output;

/// Hosts that are asked at the same time.
const HOSTS: usize = 8;
/// How long one request may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often an address is asked that does not answer, and the longest pause before that.
const TRIES: u32 = 3;
const LONGEST: Duration = Duration::from_secs(15);
/// Addresses that may lead on to each other.
const HOPS: usize = 10;
/// How long a good answer is believed, in hours.
const WEEK: i64 = 7 * 24;

/// An address of the web, and a page of the site that leads there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address, without a fragment.
    pub address: String,
    /// The path of the page.
    pub page: String,
}

/// What an address answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// A page.
    Fine,
    /// A page, for good at another address.
    Moved(String),
    /// A page to sign in.
    SignIn,
    /// That there is nothing, with the words for it.
    Gone(String),
    /// That there is no such host; or this machine is not connected.
    NoHost,
    /// Nothing that tells: the host refused to tell a program, or did not answer, with the words for it.
    Unclear(String),
}

/// Answers of earlier days, by address.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Memory(BTreeMap<String, (Timestamp, Answer)>);

/// How to ask.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// The pause between two addresses of a host.
    pub pause: Duration,
    /// The time of asking, for what is remembered.
    pub now: Timestamp,
}

/// Asks all addresses that are not remembered; `progress` hears after every one how many are done.
pub fn ask(
    links: &[Link],
    memory: &mut Memory,
    manners: Manners,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Answer> {
    let fresh = |at: &Timestamp| (0..WEEK).contains(&manners.now.duration_since(*at).as_hours());
    memory.0.retain(|_, (at, _)| fresh(at));
    let mut hosts: BTreeMap<String, Vec<(usize, Url)>> = BTreeMap::new();
    for (number, link) in links.iter().enumerate().filter(|it| !memory.0.contains_key(&it.1.address)) {
        if let Ok(url) = Url::parse(&link.address) {
            hosts.entry(url.authority().to_owned()).or_default().push((number, url));
        }
    }
    let waiting: Mutex<VecDeque<Vec<(usize, Url)>>> = Mutex::new(hosts.into_values().collect());
    let answers: Mutex<BTreeMap<usize, Answer>> = Mutex::new(BTreeMap::new());
    let agent = agent();
    thread::scope(|scope| {
        for _ in 0..HOSTS {
            scope.spawn(|| {
                while let Some(host) = locked(&waiting).pop_front() {
                    for (at, (number, url)) in host.into_iter().enumerate() {
                        if at > 0 {
                            thread::sleep(manners.pause);
                        }
                        let answer = ask_patiently(&agent, url, manners.pause);
                        let mut answers = locked(&answers);
                        answers.insert(number, answer);
                        progress(answers.len());
                    }
                }
            });
        }
    });
    let mut answers = answers.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut all = Vec::with_capacity(links.len());
    for (number, link) in links.iter().enumerate() {
        let answer = match (answers.remove(&number), memory.0.get(&link.address)) {
            (Some(answer), _) => answer,
            (None, Some((_, answer))) => answer.clone(),
            (None, None) => Answer::Unclear("it is no address of the web".to_owned()),
        };
        // What is wrong is asked again: the author may have written to the owner of the page meanwhile.
        if matches!(answer, Answer::Fine | Answer::Moved(_)) {
            memory.0.entry(link.address.clone()).or_insert((manners.now, answer.clone()));
        }
        all.push(answer);
    }
    all
}

/// Tells what is wrong with an address, at the first place of the author's files that names it.
pub fn tell(
    links: &[Link],
    answers: &[Answer],
    output: &Output,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) {
    if answers.len() > 1 && answers.iter().all(|it| *it == Answer::NoHost) {
        let message = format!("none of {} addresses of the web could be looked up", answers.len());
        let help = "is this machine connected? try again when it is";
        diagnostics.push(Diagnostic::info("WEB-04", SETTINGS, message).help(help));
        return;
    }
    for (link, answer) in links.iter().zip(answers) {
        let Link { address, page } = link;
        let (rule, severity, message, help) = match answer {
            Answer::Fine => continue,
            Answer::Gone(why) => (
                "WEB-01",
                Severity::Warning,
                format!("`{address}` leads nowhere: {why}"),
                "look for its new address, or take the link out".to_owned(),
            ),
            Answer::NoHost => (
                "WEB-01",
                Severity::Warning,
                format!("`{address}` leads nowhere: there is no such site"),
                "look for its new address, or take the link out".to_owned(),
            ),
            Answer::SignIn => (
                "WEB-02",
                Severity::Warning,
                format!("`{address}` asks readers to sign in"),
                "open it to everybody, or save a copy without names into `content/files/`".to_owned(),
            ),
            Answer::Moved(to) => {
                ("WEB-03", Severity::Info, format!("`{address}` has moved for good"), format!("write `{to}`"))
            }
            Answer::Unclear(why) => (
                "WEB-04",
                Severity::Info,
                format!("`{address}` could not be looked at: {why}"),
                "open it yourself in a private window, where you are not signed in".to_owned(),
            ),
        };
        let (path, place) =
            written(address, inputs).unwrap_or_else(|| (super::source(page, output), Place::File));
        diagnostics.push(Diagnostic { place, ..Diagnostic::new(rule, severity, path, message).help(help) });
    }
}

/// Where an address stands in what the author wrote.
fn written(address: &str, inputs: &Inputs) -> Option<(String, Place)> {
    let address = address.trim_end_matches('/');
    let texts =
        inputs.content.iter().filter(|it| [".md", ".yaml", ".yml"].iter().any(|end| it.0.ends_with(end)));
    texts.into_iter().find_map(|(path, blob)| {
        let bytes = blob.read().ok()?;
        let text = text::decode(&bytes).ok()?;
        let at = text.find(address)?;
        Some((format!("content/{path}"), Place::Range(at..at + address.len())))
    })
}

fn locked<T>(it: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    it.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn agent() -> Agent {
    // A school's filter signs with a certificate of its own, which the system knows.
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(PATIENCE))
        .user_agent(concat!("leadfolio/", env!("CARGO_PKG_VERSION"), " (checks the links of a portfolio)"))
        .build()
        .new_agent()
}

fn ask_patiently(agent: &Agent, url: Url, pause: Duration) -> Answer {
    let mut tries = 1;
    loop {
        match ask_once(agent, url.clone()) {
            Reply::Told(answer) => return answer,
            Reply::Later(why, _) if tries >= TRIES => return Answer::Unclear(why),
            Reply::Later(_, after) => thread::sleep(after.unwrap_or(pause * 2u32.pow(tries)).min(LONGEST)),
        }
        tries += 1;
    }
}

/// What one visit came to.
enum Reply {
    Told(Answer),
    /// It may answer later, after this time if it said so.
    Later(String, Option<Duration>),
}

/// Follows an address to where it leads.
fn ask_once(agent: &Agent, start: Url) -> Reply {
    let mut url = start.clone();
    let mut for_good = true;
    for _ in 0..HOPS {
        let response = match visit(agent, &url) {
            Ok(response) => response,
            Err(error) => return failed(&error),
        };
        let status = response.status();
        let to = response.headers().get("location").and_then(|it| it.to_str().ok());
        let Some(next) = to.filter(|_| status.is_redirection()).and_then(|it| url.join(it).ok()) else {
            return arrived(&start, &url, for_good, &response);
        };
        for_good &= matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
        url = next;
    }
    Reply::Told(Answer::Gone("it leads in a circle".to_owned()))
}

/// Asks for the head of a page, and for the page where a host does not know that question.
fn visit(agent: &Agent, url: &Url) -> Result<Response<Body>, Error> {
    let head = agent.head(url.as_str()).call();
    let is_told = match &head {
        Ok(response) => response.status().is_success() || response.status().is_redirection(),
        Err(error) => is_no_host(error),
    };
    if is_told { head } else { agent.get(url.as_str()).call() }
}

fn arrived(start: &Url, url: &Url, for_good: bool, response: &Response<Body>) -> Reply {
    let status = response.status();
    let told = format!("it answers {}", status.as_u16());
    match status.as_u16() {
        401 | 407 => Reply::Told(Answer::SignIn),
        200..=399 if url != start && asks_to_sign_in(url) => Reply::Told(Answer::SignIn),
        200..=399 if for_good && is_other_page(start, url) => Reply::Told(Answer::Moved(url.to_string())),
        200..=399 => Reply::Told(Answer::Fine),
        404 | 410 => Reply::Told(Answer::Gone(told)),
        429 | 500.. => {
            let after = response.headers().get("retry-after").and_then(|it| it.to_str().ok());
            Reply::Later(told, after.and_then(|it| it.parse().ok()).map(Duration::from_secs))
        }
        // Many hosts turn programs away from pages that everybody may read.
        _ => Reply::Told(Answer::Unclear(format!("{told}, as some sites do to programs"))),
    }
}

/// A slash, a `www.` or an `https` more is not worth a word.
fn is_other_page(start: &Url, end: &Url) -> bool {
    let bare = |it: &Url| {
        let host = it.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
        (host, it.path().trim_end_matches('/').to_owned(), it.query().map(str::to_owned))
    };
    bare(start) != bare(end)
}

fn asks_to_sign_in(url: &Url) -> bool {
    const HOSTS: [&str; 5] =
        ["accounts.google.com", "login.microsoftonline.com", "login.live.com", "okta.com", "auth0.com"];
    const BEGINNINGS: [&str; 7] = ["login.", "signin.", "sso.", "auth.", "idp.", "id.", "account."];
    const PARTS: [&str; 9] =
        ["login", "log-in", "signin", "sign-in", "sign_in", "servicelogin", "sso", "saml", "adfs"];
    let host = url.host_str().unwrap_or_default();
    let of_host = HOSTS.iter().any(|it| host == *it || host.ends_with(&format!(".{it}")));
    let mut parts = url.path_segments().into_iter().flatten().map(str::to_ascii_lowercase);
    of_host
        || BEGINNINGS.iter().any(|it| host.starts_with(it))
        || parts.any(|part| PARTS.iter().any(|it| part == *it || part.starts_with(&format!("{it}."))))
}

/// Whether a name could not be looked up: the system's resolver has no kind of error of its own.
fn is_no_host(error: &Error) -> bool {
    const WINDOWS: i32 = 11001;
    match error {
        Error::HostNotFound => true,
        Error::Io(error) => {
            error.raw_os_error() == Some(WINDOWS)
                || error.to_string().contains("failed to lookup address information")
        }
        _ => false,
    }
}

fn failed(error: &Error) -> Reply {
    match error {
        error if is_no_host(error) => Reply::Told(Answer::NoHost),
        Error::BadUri(_) | Error::Http(_) => {
            Reply::Told(Answer::Gone("it is no address of the web".to_owned()))
        }
        Error::Timeout(_) => Reply::Later("it does not answer".to_owned(), None),
        other => Reply::Later(format!("it cannot be reached: {other}"), None),
    }
}
