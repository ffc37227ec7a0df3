//! Client for a host's JSON API over HTTP: retries when the host is busy, and never sends the token unencrypted.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: tokens come from the environment")]

use std::borrow::Cow;
use std::time::Duration;
use std::{env, thread};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use ureq::http::{Method, Request};
use ureq::{Agent, RequestExt as _};
use url::Url;

use super::http::{http_agent, is_loopback};
use super::redact::Secret;
use super::remote::Prompt;

/// Limit for one request. Generous, because file uploads are requests too.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);
/// Delays before each retry of a failed request, in seconds; a host may request others with `Retry-After`.
const RETRY_DELAYS: [u64; 4] = [1, 2, 4, 8];
/// Upper bound for a delay that a host requests with `Retry-After`, in seconds.
const MAX_RETRY_AFTER: u64 = 120;
/// Limit for the body of a response, in bytes.
const MAX_RESPONSE_BYTES: u64 = 256 << 20;

/// API of one host, with the token to access it.
pub(super) struct ApiClient {
    agent: Agent,
    /// Base URL without a trailing slash.
    base: String,
    /// Display name of the host, for example "GitHub".
    host: &'static str,
    token: Secret,
    /// Hint for the user when the token lacks a permission.
    permission_hint: &'static str,
}

/// Response of a host, whatever its status.
pub(super) struct ApiResponse {
    pub(super) status: u16,
    /// Null if the body is not JSON.
    pub(super) json: Value,
}

impl ApiResponse {
    /// Looks up a string by the object keys that lead to it.
    pub(super) fn str_at(&self, names: &[&str]) -> Option<&str> {
        names.iter().try_fold(&self.json, |value, name| value.get(name))?.as_str()
    }
}

pub(super) enum RequestBody<'a> {
    Empty,
    Json(&'a Value),
    /// Media type and content.
    Bytes(&'a str, &'a [u8]),
}

impl ApiClient {
    /// `default_endpoint` is the host's own API; `endpoint` replaces it by a compatible one, such as GitHub Enterprise.
    /// `permission_hint` tells the user which permissions the token needs.
    pub(super) fn new(
        host: &'static str,
        default_endpoint: &str,
        endpoint: Option<&str>,
        token: Secret,
        permission_hint: &'static str,
        prompt: &dyn Prompt,
    ) -> Result<Self> {
        let base = endpoint.unwrap_or(default_endpoint).trim_end_matches('/').to_owned();
        // Without TLS, others on the network could read the token.
        if !base.starts_with("https://") && !is_loopback(&base) {
            bail!("`{base}` is not a secure address\nuse one that starts with `https://`");
        }
        confirm_endpoint(host, default_endpoint, endpoint, prompt)?;
        let agent = http_agent(REQUEST_TIMEOUT);
        Ok(Self { agent, base, host, token, permission_hint })
    }

    /// The same API with another token, such as a short-lived upload token.
    pub(super) fn with_token(&self, token: &str) -> Self {
        Self { agent: self.agent.clone(), base: self.base.clone(), token: Secret::new(token), ..*self }
    }

    /// Sends a request, and retries while the host is busy or unreachable. Any other status is returned as a value.
    pub(super) fn send(&self, method: &Method, path: &str, body: &RequestBody<'_>) -> Result<ApiResponse> {
        let url = format!("{}{path}", self.base);
        let (kind, bytes) = match body {
            RequestBody::Empty => ("application/json", Cow::default()),
            RequestBody::Json(json) => ("application/json", Cow::Owned(serde_json::to_vec(json)?)),
            RequestBody::Bytes(kind, bytes) => (*kind, Cow::Borrowed(*bytes)),
        };
        let mut delays = RETRY_DELAYS.iter();
        loop {
            let request = Request::builder()
                .method(method.clone())
                .uri(&url)
                .header("Authorization", format!("Bearer {}", self.token.expose()))
                .header("Accept", "application/json")
                .header("Content-Type", kind);
            let response = if matches!(body, RequestBody::Empty) {
                request.body(())?.with_agent(&self.agent).run()
            } else {
                request.body(&*bytes)?.with_agent(&self.agent).run()
            };
            let (reason, retry_after) = match response {
                Ok(mut response) => {
                    let status = response.status().as_u16();
                    let header = |name| response.headers().get(name)?.to_str().ok()?.parse::<u64>().ok();
                    let retry_after = header("retry-after");
                    // GitHub also reports rate limits as 403 with a `Retry-After` header.
                    let is_busy = matches!(status, 429 | 500 | 502 | 503 | 504)
                        || (status == 403 && retry_after.is_some());
                    let body = response.body_mut().with_config().limit(MAX_RESPONSE_BYTES);
                    let bytes = body.read_to_vec().unwrap_or_default();
                    let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
                    if !is_busy {
                        return Ok(ApiResponse { status, json });
                    }
                    (format!("it responded with status {status}"), retry_after)
                }
                Err(error) => (error.to_string(), None),
            };
            let Some(delay) = delays.next() else {
                bail!(
                    "cannot reach {}: {reason}\ncheck your internet connection, and run it again",
                    self.host
                );
            };
            thread::sleep(Duration::from_secs(retry_after.unwrap_or(*delay).min(MAX_RETRY_AFTER)));
        }
    }

    /// GET; a non-2xx status is an error. `action` describes the request in that error, for example "read the branch".
    pub(super) fn get(&self, action: &str, path: &str) -> Result<ApiResponse> {
        self.expect_success(action, self.send(&Method::GET, path, &RequestBody::Empty)?)
    }

    /// POST with a JSON body; a non-2xx status is an error.
    pub(super) fn post(&self, action: &str, path: &str, json: &Value) -> Result<ApiResponse> {
        self.expect_success(action, self.send(&Method::POST, path, &RequestBody::Json(json))?)
    }

    /// Turns a non-2xx response into an error.
    pub(super) fn expect_success(&self, action: &str, response: ApiResponse) -> Result<ApiResponse> {
        if (200..300).contains(&response.status) {
            Ok(response)
        } else {
            Err(self.status_error(action, &response))
        }
    }

    /// Error for a non-2xx response, with the host's message and a hint.
    pub(super) fn status_error(&self, action: &str, response: &ApiResponse) -> anyhow::Error {
        // Cloudflare, and GitHub for invalid input, send `errors[0].message`; otherwise it is `message`.
        let first_error = response.json.get("errors").and_then(|errors| errors.get(0));
        let message = first_error.and_then(|error| error.get("message")).or(response.json.get("message"));
        let message = message.and_then(Value::as_str).unwrap_or("it gave no reason");
        let help = match response.status {
            401 | 403 => self.permission_hint,
            404 => "check the name in the target, and that the token has access to it",
            413 => "a file is too large for this host",
            _ => "check the host's status page, and run it again",
        };
        anyhow!("{} could not {action}: {message} (status {})\n{help}", self.host, response.status)
    }

    /// Downloads a public file without the token; `None` if there is none.
    pub(super) fn fetch_public(&self, url: &str) -> Result<Option<Vec<u8>>> {
        let mut response = self.agent.get(url).call().with_context(|| format!("cannot read {url}"))?;
        match response.status().as_u16() {
            200 => {}
            404 | 410 => return Ok(None),
            // A host that does not show the file has not said that there is none.
            status @ (401 | 403) => bail!(
                "cannot read {url}: the host responds with status {status}\n\
                 if the site asks visitors for a password, turn that off while you deploy"
            ),
            status => bail!(
                "cannot read {url}: the host responds with status {status}\n\
                 it may be busy or down: wait a moment, and deploy again"
            ),
        }
        Ok(Some(response.body_mut().with_config().limit(MAX_RESPONSE_BYTES).read_to_vec()?))
    }
}

/// Value of the first of some environment variables that is set and not blank.
pub(super) fn env_value(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| env::var(name).ok().filter(|value| !value.trim().is_empty()))
}

/// Environment variable with the address of a service that is not the host's own, which may get the token.
const TRUSTED_ENDPOINT: &str = "LEADFOLIO_TRUSTED_ENDPOINT";

/// Makes sure that a token may be sent to the `endpoint` of a target. `portfolio.yaml` is shared, so that someone else may
/// have written it there: unless it is the host's own, it has to be confirmed by who runs the command. A service on this
/// computer needs no confirmation: whoever runs one there can read the environment and files as well.
pub(super) fn confirm_endpoint(
    host: &str,
    default_endpoint: &str,
    endpoint: Option<&str>,
    prompt: &dyn Prompt,
) -> Result<()> {
    let Some(endpoint) = endpoint.filter(|endpoint| !is_loopback(endpoint)) else { return Ok(()) };
    let origin = |address: &str| Url::parse(address).ok().map(|url| url.origin());
    let is_at = |address: &str| origin(address).is_some_and(|own| origin(endpoint) == Some(own));
    if is_at(default_endpoint) || env_value(&[TRUSTED_ENDPOINT]).is_some_and(|trusted| is_at(trusted.trim()))
    {
        return Ok(());
    }
    let question = format!(
        "your token for {host} would be sent to `{endpoint}`, the `endpoint` of the target. Do you trust it?"
    );
    let is_trusted = prompt.confirm(&question).map_err(|_| {
        anyhow!(
            "your token for {host} would be sent to `{endpoint}`, the `endpoint` of the target\n\
             if you trust it, run this in a terminal and say so, or set {TRUSTED_ENDPOINT} to `{endpoint}`; otherwise \
             remove the line from content/portfolio.yaml"
        )
    })?;
    if is_trusted { Ok(()) } else { bail!("you did not trust `{endpoint}`: nothing was sent") }
}

/// Reads a token from the first environment variable of `names` that is set, or asks the user for it. `from` is the
/// page where a token can be created.
pub(super) fn read_token(host: &str, names: &[&str], from: &str, prompt: &dyn Prompt) -> Result<Secret> {
    let token = match env_value(names) {
        Some(token) => Some(Secret::new(token)),
        None => prompt.read_secret(&format!("{host} token, from {from}"))?,
    };
    let token =
        token.map(|token| Secret::new(token.expose().trim())).filter(|token| !token.expose().is_empty());
    token.with_context(|| {
        format!("there is no token for {host}\ncreate one at {from}, and set {} to it", names[0])
    })
}

#[cfg(test)]
mod tests {
    use super::confirm_endpoint;
    use crate::deploy::redact::Secret;
    use crate::deploy::remote::Prompt;

    struct Answer(Option<bool>);

    impl Prompt for Answer {
        fn confirm(&self, _: &str) -> anyhow::Result<bool> {
            self.0.ok_or_else(|| anyhow::anyhow!("nobody is there"))
        }

        fn read_secret(&self, _: &str) -> anyhow::Result<Option<Secret>> {
            Ok(None)
        }
    }

    #[test]
    fn only_an_address_of_the_host_or_of_this_computer_needs_no_confirmation() {
        let confirm =
            |endpoint, answer| confirm_endpoint("Host", "https://api.example", endpoint, &Answer(answer));
        for endpoint in [None, Some("https://api.example:443/v1"), Some("http://127.0.0.1:8976")] {
            confirm(endpoint, None).unwrap();
        }
        for endpoint in ["https://api.example:8443", "https://api.example.org", "https://other.example"] {
            confirm(Some(endpoint), Some(true)).unwrap();
            let error = confirm(Some(endpoint), Some(false)).unwrap_err().to_string();
            assert!(error.contains("nothing was sent"), "{error}");
            confirm(Some(endpoint), None).unwrap_err();
        }
    }
}
