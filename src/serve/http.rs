//! The preview's HTTP server: binds a port, checks requests, routes them, and writes the responses.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde::{Deserialize, Serialize};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::file_response::file_response;
use super::guard::{RequestOrigin, tokens_match};
use super::page::{PREVIEW_PREFIX, PageResponse, PageService};
use super::session::{self, CurrentSnapshot, PreviewSettings, Update};
use super::snapshot::Snapshot;
use super::view::{ViewMode, ViewSelection};
use crate::content::enums::Visibility;

/// Ports that are tried, the requested one included.
const MAX_PORT_ATTEMPTS: u16 = 50;

/// Limit for a client to send the head of a request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// Limit for the head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 32 * 1024;

/// A preview server that is bound to a port and not running yet.
#[derive(Debug)]
pub struct PreviewServer {
    listener: TcpListener,
    address: SocketAddr,
}

/// The address that a preview is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewAddress {
    /// IP address and port; the IP address is unspecified (0.0.0.0 or ::) when all interfaces are bound.
    pub socket: SocketAddr,
    /// Whether the requested port was in use, so that another one was bound.
    pub port_was_taken: bool,
}

impl PreviewAddress {
    /// URL for other devices, such as `http://192.168.1.7:4000/`; `None` on a loopback address, or if the
    /// outbound address is unknown.
    pub fn lan_url(&self) -> Option<String> {
        let ip = if self.socket.ip().is_unspecified() { outbound_ip()? } else { self.socket.ip() };
        let host = if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() };
        (!ip.is_loopback()).then(|| format!("http://{host}:{}/", self.socket.port()))
    }
}

/// The local IP address of the default route.
///
/// Connecting a UDP socket selects the route and sends nothing; the destination is a documentation address (RFC 5737).
fn outbound_ip() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Binds the requested port, or the next free one.
///
/// # Errors
/// If the address is not one of this machine, or none of the 50 ports from `port` on is free.
pub fn bind(host: IpAddr, port: u16) -> Result<(PreviewServer, PreviewAddress)> {
    let mut in_use = None;
    for candidate in (port..=u16::MAX).take(usize::from(MAX_PORT_ATTEMPTS)) {
        match TcpListener::bind((host, candidate)) {
            Ok(listener) => {
                let address = listener.local_addr().context("cannot find out the port of the preview")?;
                let server = PreviewServer { listener, address };
                return Ok((server, PreviewAddress { socket: address, port_was_taken: candidate != port }));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => in_use = Some(error),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on {host}, port {candidate}"));
            }
        }
    }
    let reason = in_use.map_or_else(|| "no port is free".to_owned(), |error| error.to_string());
    Err(anyhow!("cannot listen on {host}: {reason}\nchoose another port with `--port`"))
}

impl PreviewServer {
    /// Serves the preview until Ctrl-C or SIGTERM. `on_update` is called on the session thread after every build.
    ///
    /// # Errors
    /// If no thread or runtime can be started, no random token can be generated, or no signal handler can be installed.
    pub fn run(self, settings: PreviewSettings, on_update: impl Fn(Update) + Send + 'static) -> Result<()> {
        let Self { listener, address } = self;
        let (sender, shown) = watch::channel(None);
        let (busy, is_busy) = watch::channel(false);
        let pages = PageService { token: random_token()? };
        let selection =
            session::spawn_session(settings, sender, busy, on_update).context("cannot start a thread")?;
        let app = AppState {
            snapshots: shown,
            is_building: is_busy,
            pages: Arc::new(pages),
            view_selection: selection,
            port: address.port(),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot start the server")?;
        let result = runtime.block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let mut sigterm = signal(SignalKind::terminate())?;
            tokio::select! {
                result = accept_connections(listener, build_router(app)) => result,
                result = tokio::signal::ctrl_c() => result,
                _ = sigterm.recv() => Ok(()),
            }
        });
        // Open connections and event streams are dropped: waiting for them would keep the prompt from coming back.
        runtime.shutdown_background();
        result.context("the preview had to stop")
    }
}

/// A random 128-bit token, in hexadecimal.
fn random_token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow!("your system did not provide random numbers: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn accept_connections(listener: tokio::net::TcpListener, routes: Router) -> std::io::Result<()> {
    loop {
        let (stream, _) = match listener.accept().await {
            Ok(accepted) => accepted,
            // Too many files are open, or the client disconnected: neither may end the server.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(routes.clone());
        task::spawn(async move {
            let mut connection = http1::Builder::new();
            connection
                .timer(TokioTimer::new())
                .header_read_timeout(HEADER_TIMEOUT)
                .max_buf_size(MAX_HEAD_BYTES);
            // Fails when a browser closes the connection, which is not an error of the preview.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// Shared state of all request handlers.
#[derive(Clone)]
struct AppState {
    snapshots: watch::Receiver<CurrentSnapshot>,
    /// Whether a build is running.
    is_building: watch::Receiver<bool>,
    pages: Arc<PageService>,
    view_selection: ViewSelection,
    /// The bound port, which the `Host` header must name.
    port: u16,
}

impl AppState {
    /// The current snapshot; waits for the first one. `None` when the session has ended.
    async fn snapshot(&self) -> Option<Arc<Snapshot>> {
        let mut shown = self.snapshots.clone();
        let snapshot = shown.wait_for(Option::is_some).await.ok()?;
        snapshot.clone()
    }
}

fn build_router(app: AppState) -> Router {
    Router::new()
        .route(&format!("{PREVIEW_PREFIX}{{script}}"), get(get_client_script))
        .route(&format!("{PREVIEW_PREFIX}state"), get(get_state))
        .route(&format!("{PREVIEW_PREFIX}events"), get(get_events))
        .route(&format!("{PREVIEW_PREFIX}look"), post(set_view))
        .route(&format!("{PREVIEW_PREFIX}origin"), get(get_source))
        .fallback(get_file)
        .layer(middleware::from_fn_with_state(app.clone(), check_request))
        .with_state(app)
}

/// Rejects requests that are not for this preview, and sets the headers that every response has.
async fn check_request(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let is_view_change =
        request.method() == Method::POST && request.uri().path().strip_prefix(PREVIEW_PREFIX) == Some("look");
    if !is_read && !is_view_change {
        return error_response(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD requests are allowed");
    }
    if !request_origin(request.headers()).is_local_host(app.port) {
        return error_response(
            StatusCode::FORBIDDEN,
            "open this preview by its IP address or as localhost only",
        );
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let security = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in security {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

fn request_origin(headers: &HeaderMap) -> RequestOrigin<'_> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    RequestOrigin { host: text("host"), origin: text("origin"), fetch_site: text("sec-fetch-site") }
}

fn error_response(status: StatusCode, message: &'static str) -> Response {
    (status, message).into_response()
}

/// Query parameters of the preview's own routes; only its own pages know the token.
#[derive(Deserialize)]
struct ClientQuery {
    #[serde(default)]
    token: String,
    /// Path of the page that sends the request.
    #[serde(default)]
    page: String,
    /// Number of the last snapshot that the page has seen.
    #[serde(default)]
    since: u64,
    /// Hash of the page as it is shown.
    #[serde(default)]
    hash: String,
    /// Text to look up in the sources.
    #[serde(default)]
    words: String,
}

/// Refuses a request for details that does not come from a page of this preview.
fn refuse_page(app: &AppState, headers: &HeaderMap, query: &ClientQuery) -> Option<Response> {
    if !request_origin(headers).is_same_origin() || query.token.is_empty() {
        return Some(error_response(StatusCode::FORBIDDEN, "only pages of this preview may ask for this"));
    }
    let is_of_this_run = tokens_match(&query.token, &app.pages.token);
    (!is_of_this_run)
        .then(|| error_response(StatusCode::GONE, "this page is of an earlier run of the preview"))
}

/// `GET state`: diagnostics and the state of one page, requested after every change.
async fn get_state(
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(query): Query<ClientQuery>,
) -> Response {
    answer_page(&app, &headers, query, |pages, snapshot, query| {
        pages.page_state(snapshot, &query.page, (query.since, &query.hash))
    })
    .await
}

/// `GET origin`: the source line of a text on a page.
async fn get_source(
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(query): Query<ClientQuery>,
) -> Response {
    answer_page(&app, &headers, query, |pages, snapshot, query| {
        pages.source_link(snapshot, &query.page, &query.words)
    })
    .await
}

/// Answers one of the preview's own pages, and nobody else, with JSON about the current snapshot.
async fn answer_page<T: Serialize>(
    app: &AppState,
    headers: &HeaderMap,
    query: ClientQuery,
    answer: impl FnOnce(&PageService, &Snapshot, &ClientQuery) -> T + Send + 'static,
) -> Response {
    if let Some(refusal) = refuse_page(app, headers, &query) {
        return refusal;
    }
    let Some(snapshot) = app.snapshot().await else { return session_ended() };
    let pages = Arc::clone(&app.pages);
    let json = task::spawn_blocking(move || {
        serde_json::to_vec(&answer(&pages, &snapshot, &query)).unwrap_or_default()
    });
    match json.await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(_) => session_ended(),
    }
}

/// Query parameters that select a view.
#[derive(Deserialize)]
struct ViewQuery {
    audience: Visibility,
    drafts: bool,
}

/// `POST look`: switches the audience and drafts, which triggers a build.
async fn set_view(
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(query): Query<ClientQuery>,
    Query(view): Query<ViewQuery>,
) -> Response {
    if let Some(refusal) = refuse_page(&app, &headers, &query) {
        return refusal;
    }
    app.view_selection.select(ViewMode { audience: view.audience, drafts: view.drafts });
    StatusCode::NO_CONTENT.into_response()
}

/// `GET events`: server-sent events with the number of each new snapshot, and `busy` when a build starts or ends.
async fn get_events(
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(query): Query<ClientQuery>,
) -> Response {
    if let Some(refusal) = refuse_page(&app, &headers, &query) {
        return refusal;
    }
    Sse::new(event_stream(app.snapshots.clone(), app.is_building.clone()))
        .keep_alive(KeepAlive::default())
        .into_response()
}

fn event_stream(
    shown: watch::Receiver<CurrentSnapshot>,
    is_busy: watch::Receiver<bool>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let numbers = WatchStream::new(shown).filter_map(|current| current.map(|snapshot| snapshot.number));
    let numbers = numbers.map(|number| Event::default().data(number.to_string()));
    let busy = WatchStream::new(is_busy).map(|busy| Event::default().event("busy").data(busy.to_string()));
    numbers.merge(busy).map(Ok)
}

/// The preview's own scripts, by name.
const CLIENT_SCRIPTS: [(&str, &str); 7] = [
    ("client.js", include_str!("client/client.js")),
    ("connection.js", include_str!("client/connection.js")),
    ("idiomorph.js", include_str!("client/idiomorph.js")),
    ("overlay.js", include_str!("client/overlay.js")),
    ("page.js", include_str!("client/page.js")),
    ("pointer.js", include_str!("client/pointer.js")),
    ("worker.js", include_str!("client/worker.js")),
];

async fn get_client_script(
    State(app): State<AppState>,
    Path(script): Path<String>,
    request: Request,
) -> Response {
    match CLIENT_SCRIPTS.iter().find(|(name, _)| *name == script) {
        Some((_, text)) => {
            ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], *text).into_response()
        }
        None => get_file(State(app), request).await,
    }
}

/// Serves a file of the site.
async fn get_file(State(app): State<AppState>, request: Request) -> Response {
    let Some(snapshot) = app.snapshot().await else { return session_ended() };
    let pages = Arc::clone(&app.pages);
    let address = request.uri().path().to_owned();
    let range = request.headers().get(header::RANGE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    // Pages are rendered on request, which takes too long for the async thread.
    let result = task::spawn_blocking(move || {
        let (status, file) = match pages.respond(&snapshot, &address) {
            PageResponse::Moved(to) => return Err(to),
            PageResponse::Found(file) => (StatusCode::OK, file),
            PageResponse::Missing(file) => (StatusCode::NOT_FOUND, file),
            PageResponse::Broken(file) => (StatusCode::INTERNAL_SERVER_ERROR, file),
        };
        Ok(file_response(status, file, range.as_deref()))
    });
    match result.await {
        Ok(Ok(response)) => response,
        Ok(Err(to)) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Err(_) => session_ended(),
    }
}

fn session_ended() -> Response {
    error_response(StatusCode::SERVICE_UNAVAILABLE, "the preview has stopped")
}
