//! The preview's HTTP server: binds a port, checks requests, routes them, and writes the responses.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_range_header::RangeUnsatisfiableError;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde::Deserialize;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::guard::{Sender, same_token};
use super::page::{Answer, Found, OWN, Place};
use super::session::{self, Look, Settings, Shown, Update, Wish};
use super::snapshot::Snapshot;
use crate::content::vocabulary::Visibility;
use crate::tree::Blob;

/// Ports that are tried, the requested one included.
const TRIES: u16 = 50;

/// Limit for a client to send the head of a request.
const ASKING: Duration = Duration::from_secs(10);

/// Limit for the head of a request, in bytes.
const LONGEST_HEAD: usize = 32 * 1024;

/// Bytes sent per range request at most; a browser that plays a video requests the next range by itself.
const LONGEST_PART: usize = 4 * 1024 * 1024;

/// A preview server that is bound to a port and not running yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

/// The address that a preview is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// IP address and port; the IP address is unspecified (0.0.0.0 or ::) when all interfaces are bound.
    pub socket: SocketAddr,
    /// Whether the requested port was in use, so that another one was bound.
    pub port_was_taken: bool,
}

impl Address {
    /// URL for other devices, such as `http://192.168.1.7:4000/`; `None` on a loopback address, or if the
    /// outbound address is unknown.
    pub fn outside(&self) -> Option<String> {
        let ip = if self.socket.ip().is_unspecified() { route_out()? } else { self.socket.ip() };
        let host = if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() };
        (!ip.is_loopback()).then(|| format!("http://{host}:{}/", self.socket.port()))
    }
}

/// The local IP address of the default route.
///
/// Connecting a UDP socket selects the route and sends nothing; the destination is a documentation address (RFC 5737).
fn route_out() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Binds the requested port, or the next free one.
///
/// # Errors
/// If the address is not one of this machine, or none of the 50 ports from `port` on is free.
pub fn bind(host: IpAddr, port: u16) -> Result<(Server, Address)> {
    let mut in_use = None;
    for candidate in (port..=u16::MAX).take(usize::from(TRIES)) {
        match TcpListener::bind((host, candidate)) {
            Ok(listener) => {
                let address = listener.local_addr().context("cannot tell which port is ours")?;
                let server = Server { listener, address };
                return Ok((server, Address { socket: address, port_was_taken: candidate != port }));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => in_use = Some(error),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on {host}, port {candidate}"));
            }
        }
    }
    let reason = in_use.map_or_else(|| "no port is left".to_owned(), |error| error.to_string());
    Err(anyhow!("cannot listen on {host}: {reason}\ngive another port with `--port`"))
}

impl Server {
    /// Serves the preview until Ctrl-C or SIGTERM. `on_update` is called on the session thread after every build.
    ///
    /// # Errors
    /// If no thread or runtime can be started, no random token can be generated, or no signal handler can be installed.
    pub fn run(self, settings: Settings, on_update: impl Fn(Update) + Send + 'static) -> Result<()> {
        let Self { listener, address } = self;
        let (sender, shown) = watch::channel(None);
        let (busy, is_busy) = watch::channel(false);
        let pages = Place { token: token()? };
        let selection = session::start(settings, sender, busy, on_update).context("cannot start a thread")?;
        let app = Desk { shown, is_busy, place: Arc::new(pages), wish: selection, port: address.port() };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot start the server")?;
        let result = runtime.block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let mut sigterm = signal(SignalKind::terminate())?;
            tokio::select! {
                result = accept(listener, routes(app)) => result,
                result = tokio::signal::ctrl_c() => result,
                _ = sigterm.recv() => Ok(()),
            }
        });
        // Open connections and event streams are dropped: waiting for them would keep the prompt from coming back.
        runtime.shutdown_background();
        result.context("cannot serve the preview any more")
    }
}

/// A random 128-bit token, in hexadecimal.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn accept(listener: tokio::net::TcpListener, routes: Router) -> std::io::Result<()> {
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
            connection.timer(TokioTimer::new()).header_read_timeout(ASKING).max_buf_size(LONGEST_HEAD);
            // Fails when a browser closes the connection, which is not an error of the preview.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// Shared state of all request handlers.
#[derive(Clone)]
struct Desk {
    shown: watch::Receiver<Shown>,
    /// Whether a build is running.
    is_busy: watch::Receiver<bool>,
    place: Arc<Place>,
    wish: Wish,
    /// The bound port, which the `Host` header must name.
    port: u16,
}

impl Desk {
    /// The current snapshot; waits for the first one. `None` when the session has ended.
    async fn snapshot(&self) -> Option<Arc<Snapshot>> {
        let mut shown = self.shown.clone();
        let snapshot = shown.wait_for(Option::is_some).await.ok()?;
        snapshot.clone()
    }
}

fn routes(app: Desk) -> Router {
    Router::new()
        .route(&format!("{OWN}client.js"), get(client))
        .route(&format!("{OWN}idiomorph.js"), get(idiomorph))
        .route(&format!("{OWN}state"), get(state))
        .route(&format!("{OWN}events"), get(events))
        .route(&format!("{OWN}look"), post(look))
        .route(&format!("{OWN}origin"), get(origin))
        .fallback(site)
        .layer(middleware::from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

/// Rejects requests that are not for this preview, and sets the headers that every response has.
async fn guard(State(app): State<Desk>, request: Request, next: Next) -> Response {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let is_view_change =
        request.method() == Method::POST && request.uri().path().strip_prefix(OWN) == Some("look");
    if !is_read && !is_view_change {
        return refusal(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
    }
    if !sender(request.headers()).is_for_us(app.port) {
        return refusal(StatusCode::FORBIDDEN, "this preview is reached by its number or as localhost only");
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

fn sender(headers: &HeaderMap) -> Sender<'_> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    Sender { host: text("host"), origin: text("origin"), site: text("sec-fetch-site") }
}

fn refusal(status: StatusCode, message: &'static str) -> Response {
    (status, message).into_response()
}

/// Query parameters of the preview's own routes; only its own pages know the token.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    token: String,
    /// Path of the page that sends the request.
    #[serde(default)]
    page: String,
    /// Number of the last snapshot that the page has seen.
    #[serde(default)]
    since: u64,
    /// Text to look up in the sources.
    #[serde(default)]
    words: String,
}

fn is_ours(app: &Desk, headers: &HeaderMap, query: &Asked) -> bool {
    sender(headers).is_from_us() && same_token(&query.token, &app.place.token)
}

const STRANGER: &str = "only pages of this preview are told";

/// `GET state`: diagnostics and the state of one page, requested after every change.
async fn state(State(app): State<Desk>, headers: HeaderMap, Query(query): Query<Asked>) -> Response {
    if !is_ours(&app, &headers, &query) {
        return refusal(StatusCode::FORBIDDEN, STRANGER);
    }
    let Some(snapshot) = app.snapshot().await else { return gone() };
    let pages = Arc::clone(&app.place);
    let json = task::spawn_blocking(move || {
        serde_json::to_vec(&pages.state(&snapshot, &query.page, query.since)).unwrap_or_default()
    });
    answered(json.await)
}

/// `GET origin`: the source line of a text on a page.
async fn origin(State(app): State<Desk>, headers: HeaderMap, Query(query): Query<Asked>) -> Response {
    if !is_ours(&app, &headers, &query) {
        return refusal(StatusCode::FORBIDDEN, STRANGER);
    }
    let Some(snapshot) = app.snapshot().await else { return gone() };
    let pages = Arc::clone(&app.place);
    let json = task::spawn_blocking(move || {
        serde_json::to_vec(&pages.origin(&snapshot, &query.page, &query.words)).unwrap_or_default()
    });
    answered(json.await)
}

/// The response for JSON that a blocking task returned.
fn answered(json: Result<Vec<u8>, task::JoinError>) -> Response {
    match json {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(_) => gone(),
    }
}

/// Query parameters that select a view.
#[derive(Deserialize)]
struct Wanted {
    audience: Visibility,
    drafts: bool,
}

/// `POST look`: switches the audience and drafts, which triggers a build.
async fn look(
    State(app): State<Desk>,
    headers: HeaderMap,
    Query(query): Query<Asked>,
    Query(view): Query<Wanted>,
) -> Response {
    if !is_ours(&app, &headers, &query) {
        return refusal(StatusCode::FORBIDDEN, STRANGER);
    }
    app.wish.choose(Look { audience: view.audience, drafts: view.drafts });
    StatusCode::NO_CONTENT.into_response()
}

/// `GET events`: server-sent events with the number of each new snapshot, and `busy` when a build starts or ends.
async fn events(State(app): State<Desk>, headers: HeaderMap, Query(query): Query<Asked>) -> Response {
    if !is_ours(&app, &headers, &query) {
        return refusal(StatusCode::FORBIDDEN, STRANGER);
    }
    Sse::new(news(app.shown.clone(), app.is_busy.clone())).keep_alive(KeepAlive::default()).into_response()
}

fn news(
    shown: watch::Receiver<Shown>,
    is_busy: watch::Receiver<bool>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let numbers = WatchStream::new(shown).filter_map(|current| current.map(|snapshot| snapshot.number));
    let numbers = numbers.map(|number| Event::default().data(number.to_string()));
    let busy = WatchStream::new(is_busy).map(|busy| Event::default().event("busy").data(busy.to_string()));
    numbers.merge(busy).map(Ok)
}

async fn client() -> impl IntoResponse {
    script(include_str!("client/client.js"))
}

async fn idiomorph() -> impl IntoResponse {
    script(include_str!("client/idiomorph.js"))
}

fn script(text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], text)
}

/// Serves a file of the site.
async fn site(State(app): State<Desk>, request: Request) -> Response {
    let Some(snapshot) = app.snapshot().await else { return gone() };
    let pages = Arc::clone(&app.place);
    let address = request.uri().path().to_owned();
    let range = request.headers().get(header::RANGE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    // Pages are rendered on request, which takes too long for the async thread.
    let result = task::spawn_blocking(move || {
        let (status, file) = match pages.answer(&snapshot, &address) {
            Answer::Moved(to) => return Err(to),
            Answer::Found(file) => (StatusCode::OK, file),
            Answer::Missing(file) => (StatusCode::NOT_FOUND, file),
            Answer::Broken(file) => (StatusCode::INTERNAL_SERVER_ERROR, file),
        };
        Ok(read(status, file, range.as_deref()))
    });
    match result.await {
        Ok(Ok(Ok(response))) => response,
        Ok(Ok(Err(_))) => refusal(StatusCode::INTERNAL_SERVER_ERROR, "the file cannot be read any more"),
        Ok(Err(to)) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Err(_) => gone(),
    }
}

/// The response with a file, or with the requested range of it. Ranges apply to successful responses only.
fn read(status: StatusCode, file: Found, range: Option<&str>) -> std::io::Result<Response> {
    let Found { blob, media_type } = file;
    let len = blob.len();
    let media_type = (header::CONTENT_TYPE, media_type);
    let accept_ranges = (header::ACCEPT_RANGES, "bytes".to_owned());
    match range.filter(|_| status == StatusCode::OK).map(|value| part_of(value, len)) {
        None | Some(Part::Whole) => {
            let body = match blob {
                Blob::Static(bytes) => Body::from(bytes),
                blob => Body::from(blob.read()?.into_owned()),
            };
            Ok((status, [media_type, accept_ranges], body).into_response())
        }
        Some(Part::Beyond) => {
            let content_range = (header::CONTENT_RANGE, format!("bytes */{len}"));
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, [content_range, accept_ranges]).into_response())
        }
        Some(Part::Of { first, most }) => {
            let bytes = blob.read_range(first, most)?.into_owned();
            let end = (first + bytes.len() as u64).saturating_sub(1);
            let content_range = (header::CONTENT_RANGE, format!("bytes {first}-{end}/{len}"));
            let headers = [media_type, content_range, accept_ranges];
            Ok((StatusCode::PARTIAL_CONTENT, headers, bytes).into_response())
        }
    }
}

/// The requested part of a file (RFC 9110, section 14).
enum Part {
    Whole,
    /// Offset of the first byte, and the length that is sent at most.
    Of {
        first: u64,
        most: usize,
    },
    /// The range begins after the end of the file.
    Beyond,
}

/// Parses a `Range` header for a file of `len` bytes. Several ranges, or an invalid header, count as the whole file,
/// which RFC 9110 allows.
fn part_of(range: &str, len: u64) -> Part {
    let Ok(parsed) = http_range_header::parse_range_header(range) else { return Part::Whole };
    match parsed.validate(len).as_deref() {
        Ok([range]) => {
            let len = usize::try_from(range.end() - range.start() + 1).unwrap_or(usize::MAX);
            Part::Of { first: *range.start(), most: len.min(LONGEST_PART) }
        }
        Err(RangeUnsatisfiableError::Unsatisfiable) => Part::Beyond,
        Ok(_) | Err(_) => Part::Whole,
    }
}

fn gone() -> Response {
    refusal(StatusCode::SERVICE_UNAVAILABLE, "the preview has ended")
}
