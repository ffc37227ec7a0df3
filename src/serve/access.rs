//! Who may ask what: lets in the requests that are for this preview, says how to allow others, and finds out which view
//! a browser shows.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Display;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{FromRequestParts, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::sync::watch;
use tokio::task;

use super::guard::{AllowedHost, RequestOrigin, tokens_match};
use super::page::PageService;
use super::policy::PREVIEW_PREFIX;
use super::session::{CurrentSnapshots, Update, UpdateListener};
use super::snapshot::Snapshot;
use super::view::{CookieKey, ViewMode, ViewRequests};
use crate::content::enums::Visibility;

/// Refused hosts that are reported to the terminal, each once.
const MAX_REPORTED_HOSTS: usize = 10;

/// Shared state of all request handlers.
#[derive(Clone)]
pub(super) struct AppState {
    pub(super) snapshots: watch::Receiver<CurrentSnapshots>,
    /// Whether a build is running.
    pub(super) is_building: watch::Receiver<bool>,
    pub(super) pages: Arc<PageService>,
    pub(super) requests: ViewRequests,
    /// The view of the author's browser, until it chooses another.
    pub(super) start_view: ViewMode,
    /// The view of other devices and of the visitors of a proxy, who may not choose one that shows more.
    pub(super) others_view: ViewMode,
    pub(super) allowed_hosts: Arc<[AllowedHost]>,
    /// The bound port, which names the cookie: browsers do not tell the ports of a host apart.
    pub(super) port: u16,
    pub(super) cookie_key: CookieKey,
    /// Names of hosts that were refused and reported.
    pub(super) refused: Arc<Mutex<BTreeSet<String>>>,
    pub(super) on_update: UpdateListener,
}

/// The two ends of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Connection {
    pub(super) peer: IpAddr,
    /// The address at which the peer reached the preview; `None` if it is unknown.
    pub(super) local: Option<IpAddr>,
}

impl Connection {
    /// Whether the peer is a program on the device that the preview runs on.
    fn is_from_own_device(self) -> bool {
        self.peer.to_canonical().is_loopback() || self.local == Some(self.peer)
    }
}

/// The browser that sent a request.
pub(super) struct Client {
    pub(super) app: AppState,
    /// The view that it shows.
    pub(super) view: ViewMode,
    /// Whether it runs on the same device as the preview, as far as can be known.
    pub(super) is_own_device: bool,
}

impl FromRequestParts<AppState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Infallible> {
        let connection = parts.extensions.get::<Connection>().copied();
        let is_own_device = connection.is_some_and(|connection| {
            connection.is_from_own_device() && !is_proxied(parts, connection.local)
        });
        let view = if is_own_device { app.start_view } else { app.others_view };
        let mut client = Self { app: app.clone(), view, is_own_device };
        if let Some(view) = app.chosen_view(&parts.headers).filter(|view| client.may_see(*view)) {
            client.view = view;
        }
        Ok(client)
    }
}

impl Client {
    /// Whether a view may be shown to this browser: on another device, none that shows more than what others see.
    pub(super) fn may_see(&self, view: ViewMode) -> bool {
        self.is_own_device || view.is_within(self.app.others_view)
    }

    /// Whether it gets details of the author's files, and of what is not shown. The browser of somebody who works in a container
    /// is on another device, too: a preview whose private view is shared gives it all.
    pub(super) fn may_see_details(&self) -> bool {
        self.is_own_device || self.app.others_view.audience == Visibility::Private
    }

    /// The current snapshot of its view; waits until it is built. `None` when the session has ended.
    pub(super) async fn snapshot(&self) -> Option<Arc<Snapshot>> {
        let mut shown = self.app.snapshots.clone();
        loop {
            let snapshot = shown.borrow_and_update().get(&self.view).cloned();
            if snapshot.is_some() {
                self.app.requests.mark_used(self.view);
                return snapshot;
            }
            self.app.requests.request(self.view);
            shown.changed().await.ok()?;
        }
    }
}

impl AppState {
    /// The `Set-Cookie` header by which a browser keeps a view, as long as it is open. The choice is that browser's alone.
    pub(super) fn view_cookie(&self, view: ViewMode) -> String {
        let (name, value) = (self.cookie_name(), view.to_cookie(&self.cookie_key));
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax")
    }

    fn cookie_name(&self) -> String {
        format!("leadfolio-view-{}", self.port)
    }

    fn chosen_view(&self, headers: &HeaderMap) -> Option<ViewMode> {
        let name = self.cookie_name();
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut values = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value);
        values.find_map(|value| ViewMode::from_cookie(value, &self.cookie_key))
    }

    /// Reports to the terminal that a host was refused.
    fn report_refusal(&self, host: &AllowedHost) {
        let is_new = {
            let mut reported = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
            reported.len() < MAX_REPORTED_HOSTS && reported.insert(host.to_string())
        };
        if is_new {
            // A terminal may take its time, and the server has one thread.
            let (on_update, host) = (Arc::clone(&self.on_update), host.clone());
            task::spawn_blocking(move || on_update(Update::Refused(host)));
        }
    }
}

/// Query parameters of the preview's own routes; only its own pages know the token.
#[derive(Deserialize)]
pub(super) struct ClientQuery {
    #[serde(default)]
    pub(super) token: String,
    /// Path of the page that sends the request.
    #[serde(default)]
    pub(super) page: String,
    /// Number of the last snapshot that the page has seen.
    #[serde(default)]
    pub(super) since: u64,
    /// Hash of the page as it is shown.
    #[serde(default)]
    pub(super) hash: String,
    /// Text to look up in the sources.
    #[serde(default)]
    pub(super) text: String,
}

/// Routes that only pages of this preview may ask.
const PRIVATE_ROUTES: [&str; 5] = ["state", "events", "view", "source", "leaving"];

/// Rejects requests that are not for this preview, and sets the headers that every response has.
pub(super) async fn check_request(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let route = request.uri().path().strip_prefix(PREVIEW_PREFIX).unwrap_or_default();
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let is_view_change = request.method() == Method::POST && route == "view";
    if !is_read && !is_view_change {
        return (StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD requests are allowed").into_response();
    }
    let refusal = refuse_host(&app, request.headers()).or_else(|| {
        let is_private = PRIVATE_ROUTES.contains(&route);
        if is_private {
            refuse_page(&app, request.headers(), request.uri())
        } else {
            refuse_foreign_page(&app, &request)
        }
    });
    let mut response = match refusal {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    let security = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in security {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

/// Refuses a request that is addressed to a host which may be somebody else's.
fn refuse_host(app: &AppState, headers: &HeaderMap) -> Option<Response> {
    let origin = request_origin(headers);
    if origin.is_known_host(&app.allowed_hosts) {
        return None;
    }
    Some(match origin.host_to_allow() {
        Some(host) => {
            app.report_refusal(&host);
            (StatusCode::FORBIDDEN, how_to_allow(&host)).into_response()
        }
        None => {
            (StatusCode::FORBIDDEN, "open this preview by its IP address or as localhost").into_response()
        }
    })
}

/// Refuses a request for details that does not come from a page of this preview.
fn refuse_page(app: &AppState, headers: &HeaderMap, uri: &Uri) -> Option<Response> {
    let query = Query::<ClientQuery>::try_from_uri(uri).ok();
    let token = query.map(|Query(query)| query.token).unwrap_or_default();
    let origin = request_origin(headers);
    if token.is_empty() {
        return Some((StatusCode::FORBIDDEN, "only pages of this preview may ask for this").into_response());
    }
    if !tokens_match(&token, &app.pages.token) {
        return Some((StatusCode::GONE, "this page is from an earlier run of the preview").into_response());
    }
    if origin.is_same_origin(&app.allowed_hosts) {
        return None;
    }
    let message = match origin.origin_to_allow() {
        Some(host) if origin.fetch_site.is_none() => {
            app.report_refusal(&host);
            how_to_allow(&host)
        }
        _ => "only pages of this preview may ask for this".to_owned(),
    };
    Some((StatusCode::FORBIDDEN, message).into_response())
}

/// Refuses to give a page of another site more than what following a link to the preview needs: even an answer that it
/// cannot read tells it by its size and its duration what is there.
fn refuse_foreign_page(app: &AppState, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let is_allowed = request_origin(headers).is_same_origin(&app.allowed_hosts) || is_followed_link(headers);
    (!is_allowed).then(|| (StatusCode::FORBIDDEN, "only pages of this preview may load this").into_response())
}

/// Whether the browser opens what it asks for as a page of its own, in a tab and not in a frame.
fn is_followed_link(headers: &HeaderMap) -> bool {
    let is = |name: &str, value: &str| headers.get(name).is_some_and(|header| header == value);
    is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document")
}

fn how_to_allow(host: &impl Display) -> String {
    format!(
        "The preview isn't allowed to answer as {host}: a website of somebody else could read your drafts through \
         such a name. If it is yours, stop the preview, and add this to the command that you started it \
         with:\n\n  --allow-host {host}\n"
    )
}

/// Headers by which a proxy says that it passed a request on; `X-Forwarded-` has several endings.
const PROXY_HEADERS: [&str; 3] = ["forwarded", "via", "x-real-ip"];

/// Whether a proxy passed the request on: it may run here, and its visitors anywhere.
///
/// Not every proxy says so. A browser on this device sends HTTP/1.1 to an address of this device, and names that address as
/// the origin of its pages; nginx sends HTTP/1.0, and a tunnel the address that its visitors opened.
fn is_proxied(parts: &Parts, local: Option<IpAddr>) -> bool {
    let mut names = parts.headers.keys().map(HeaderName::as_str);
    let is_marked = names.any(|name| PROXY_HEADERS.contains(&name) || name.starts_with("x-forwarded-"));
    let origin = request_origin(&parts.headers);
    is_marked || parts.version < Version::HTTP_11 || !origin.is_own_host(local) || origin.is_foreign()
}

fn request_origin(headers: &HeaderMap) -> RequestOrigin<'_> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    RequestOrigin { host: text("host"), origin: text("origin"), fetch_site: text("sec-fetch-site") }
}
