//! Asking the programming interface of a host, by HTTP and JSON: with patience, and without telling anybody the token.
#![expect(clippy::disallowed_methods, reason = "this is a door: tokens come from the environment")]

use std::borrow::Cow;
use std::env;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use ureq::http::{Method, Request};
use ureq::{Agent, RequestExt as _};

use super::Author;

/// How long one request may take: files are sent with it.
const PATIENCE: Duration = Duration::from_secs(300);
/// Pauses before a request is made again that a host had no time for, in seconds; a host may name a longer one.
const PAUSES: [u64; 4] = [1, 2, 4, 8];
/// The longest pause that a host may ask for, in seconds.
const LONGEST: u64 = 120;
/// An answer that is longer is none of a host's.
const MOST: u64 = 256 << 20;

/// The programming interface of a host.
pub(super) struct Api {
    agent: Agent,
    /// Its address, without a slash at the end.
    base: String,
    /// What people call the host.
    host: &'static str,
    token: String,
    /// How to mend what the token does not allow.
    leave: &'static str,
}

/// What a host answered.
pub(super) struct Answer {
    pub(super) status: u16,
    /// Null where it sent none.
    pub(super) json: Value,
}

impl Answer {
    /// A text of the answer by the names that lead to it.
    pub(super) fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().try_fold(&self.json, |it, name| it.get(name))?.as_str()
    }
}

/// What is sent with a request.
pub(super) enum Body<'a> {
    Nothing,
    Json(&'a Value),
    /// Bytes of a media type.
    Bytes(&'a str, &'a [u8]),
}

impl Api {
    /// `usual` is the address of the host, `endpoint` another that speaks like it; `leave` says how to mend what the token
    /// does not allow.
    pub(super) fn new(
        host: &'static str,
        usual: &str,
        endpoint: Option<&str>,
        token: String,
        leave: &'static str,
    ) -> Result<Self> {
        let base = endpoint.unwrap_or(usual).trim_end_matches('/').to_owned();
        // A token goes over no line where others may read it.
        if !base.starts_with("https://") && !super::is_here(&base) {
            bail!("`{base}` is no safe address\nwrite it with `https://`");
        }
        let agent = super::agent(PATIENCE);
        Ok(Self { agent, base, host, token, leave })
    }

    /// The same host, for a token that it gave for a while.
    pub(super) fn with_token(&self, token: &str) -> Self {
        Self { agent: self.agent.clone(), base: self.base.clone(), token: token.to_owned(), ..*self }
    }

    /// Asks. A host that has no time is asked again; what it refuses is an answer like any other.
    pub(super) fn ask(&self, method: &Method, path: &str, body: &Body<'_>) -> Result<Answer> {
        let url = format!("{}{path}", self.base);
        let (kind, bytes) = match body {
            Body::Nothing => ("application/json", Cow::default()),
            Body::Json(json) => ("application/json", Cow::Owned(serde_json::to_vec(json)?)),
            Body::Bytes(kind, bytes) => (*kind, Cow::Borrowed(*bytes)),
        };
        let mut pauses = PAUSES.iter();
        loop {
            let request = Request::builder()
                .method(method.clone())
                .uri(&url)
                .header("Authorization", format!("Bearer {}", self.token))
                .header("Accept", "application/json")
                .header("Content-Type", kind);
            let answered = if matches!(body, Body::Nothing) {
                request.body(())?.with_agent(&self.agent).run()
            } else {
                request.body(&*bytes)?.with_agent(&self.agent).run()
            };
            let (why, wait) = match answered {
                Ok(mut answer) => {
                    let status = answer.status().as_u16();
                    let header = |name| answer.headers().get(name)?.to_str().ok()?.parse::<u64>().ok();
                    let wait = header("retry-after");
                    // GitHub says so with 403 as well, and names the pause.
                    let is_busy =
                        matches!(status, 429 | 500 | 502 | 503 | 504) || (status == 403 && wait.is_some());
                    let text = answer.body_mut().with_config().limit(MOST).read_to_vec().unwrap_or_default();
                    let json = serde_json::from_slice(&text).unwrap_or(Value::Null);
                    if !is_busy {
                        return Ok(Answer { status, json });
                    }
                    (format!("it answers with status {status}"), wait)
                }
                Err(error) => (error.to_string(), None),
            };
            let Some(pause) = pauses.next() else {
                bail!(
                    "{} cannot be reached: {why}\nsee that this machine is connected, and run it again",
                    self.host
                );
            };
            thread::sleep(Duration::from_secs(wait.unwrap_or(*pause).min(LONGEST)));
        }
    }

    /// Asks, and takes no refusal. `deed` is what it was about: "read the branch".
    pub(super) fn get(&self, deed: &str, path: &str) -> Result<Answer> {
        self.fine(deed, self.ask(&Method::GET, path, &Body::Nothing)?)
    }

    /// Sends JSON, and takes no refusal.
    pub(super) fn post(&self, deed: &str, path: &str, json: &Value) -> Result<Answer> {
        self.fine(deed, self.ask(&Method::POST, path, &Body::Json(json))?)
    }

    /// The answer, when it is no refusal.
    pub(super) fn fine(&self, deed: &str, answer: Answer) -> Result<Answer> {
        if (200..300).contains(&answer.status) { Ok(answer) } else { Err(self.refusal(deed, &answer)) }
    }

    /// A refusal, with how to mend it.
    pub(super) fn refusal(&self, deed: &str, answer: &Answer) -> anyhow::Error {
        // The hosts put their sentence at one of these places.
        let first = answer.json.get("errors").and_then(|it| it.get(0)).and_then(|it| it.get("message"));
        let said = first.or(answer.json.get("message")).and_then(Value::as_str).unwrap_or("it says no more");
        let help = match answer.status {
            401 | 403 => self.leave,
            404 => "see the name of it in the target, and that the token may see it",
            413 => "a file is too large for this host",
            _ => "see what the host says of its own state, and run it again",
        };
        anyhow!("{} did not {deed}: {said} (status {})\n{help}", self.host, answer.status)
    }

    /// What the address of a file shows to anybody, without a token; none where there is nothing.
    pub(super) fn shown(&self, url: &str) -> Result<Option<Vec<u8>>> {
        let mut answer = self.agent.get(url).call().with_context(|| format!("cannot read {url}"))?;
        if answer.status().as_u16() != 200 {
            return Ok(None);
        }
        Ok(Some(answer.body_mut().with_config().limit(MOST).read_to_vec()?))
    }
}

/// What the environment holds by the first of some names.
pub(super) fn given(names: &[&str]) -> Option<String> {
    names.iter().find_map(|it| env::var(it).ok().filter(|it| !it.trim().is_empty()))
}

/// A token: from the environment, by one of some names, or from the author, who is told where to get one.
pub(super) fn token(host: &str, names: &[&str], from: &str, author: &dyn Author) -> Result<String> {
    let token = match given(names) {
        Some(token) => Some(token),
        None => author.secret(&format!("{host} token, from {from}"))?,
    };
    let token = token.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    token.with_context(|| format!("there is no token for {host}\nmake one at {from}, and set {}", names[0]))
}
