//! The door of the preview: a port, the questions that come in, the answers that go out.

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

/// Ports that are tried after the one that was asked for.
const TRIES: u16 = 50;

/// How long somebody may take to ask.
const ASKING: Duration = Duration::from_secs(10);

/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 32 * 1024;

/// The longest part of a file that is sent at once, in bytes; a browser that shows a film asks for the next by itself.
const LONGEST_PART: usize = 4 * 1024 * 1024;

/// A port that is ours.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

/// Where a preview is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address of the machine, and the port.
    pub socket: SocketAddr,
    /// Whether the port that was asked for belongs to somebody else.
    pub port_was_taken: bool,
}

impl Address {
    /// The address for other devices of the network; none when they cannot reach it, or it is not known.
    pub fn outside(&self) -> Option<String> {
        let ip = if self.socket.ip().is_unspecified() { route_out()? } else { self.socket.ip() };
        let host = if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() };
        (!ip.is_loopback()).then(|| format!("http://{host}:{}/", self.socket.port()))
    }
}

/// The address that this machine would send from; nothing is sent. The other end is one that nobody has (RFC 5737).
fn route_out() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Takes a port: the one that is asked for, or the next that is free.
///
/// # Errors
/// When the machine has no such address, or no port is free.
pub fn bind(host: IpAddr, port: u16) -> Result<(Server, Address)> {
    let mut refused = None;
    for tried in (port..=u16::MAX).take(usize::from(TRIES)) {
        match TcpListener::bind((host, tried)) {
            Ok(listener) => {
                let address = listener.local_addr().context("cannot tell which port is ours")?;
                let server = Server { listener, address };
                return Ok((server, Address { socket: address, port_was_taken: tried != port }));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => refused = Some(error),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on {host}, port {tried}"));
            }
        }
    }
    let reason = refused.map_or_else(|| "no port is left".to_owned(), |it| it.to_string());
    Err(anyhow!("cannot listen on {host}: {reason}\ngive another port with `--port`"))
}

impl Server {
    /// Shows a portfolio until Ctrl-C is pressed.
    ///
    /// # Errors
    /// When the machine gives no thread, no randomness or no signal.
    pub fn run(self, settings: Settings, say: impl Fn(Update) + Send + 'static) -> Result<()> {
        let Self { listener, address } = self;
        let (sender, shown) = watch::channel(None);
        let (busy, is_busy) = watch::channel(false);
        let place = Place { token: token()? };
        let wish = session::start(settings, sender, busy, say).context("cannot start a thread")?;
        let desk = Desk { shown, is_busy, place: Arc::new(place), wish, port: address.port() };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot start the server")?;
        let ended = runtime.block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let mut terminated = signal(SignalKind::terminate())?;
            tokio::select! {
                ended = accept(listener, routes(desk)) => ended,
                ended = tokio::signal::ctrl_c() => ended,
                _ = terminated.recv() => Ok(()),
            }
        });
        // Whoever still waits for a page or a change is left: the author wants the prompt back.
        runtime.shutdown_background();
        ended.context("cannot serve the preview any more")
    }
}

/// 128 bits that nobody can guess.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|it| anyhow!("the system gives no random numbers: {it}"))?;
    Ok(bytes.iter().map(|it| format!("{it:02x}")).collect())
}

async fn accept(listener: tokio::net::TcpListener, routes: Router) -> std::io::Result<()> {
    loop {
        let (stream, _) = match listener.accept().await {
            Ok(accepted) => accepted,
            // Too many are open, or one was gone before it was greeted: the others are served still.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(routes.clone());
        task::spawn(async move {
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new()).header_read_timeout(ASKING).max_buf_size(LONGEST_HEAD);
            // It fails when a browser goes away in the middle, which is its right.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// What every question is answered from.
#[derive(Clone)]
struct Desk {
    shown: watch::Receiver<Shown>,
    /// Whether a build is on its way.
    is_busy: watch::Receiver<bool>,
    place: Arc<Place>,
    wish: Wish,
    port: u16,
}

impl Desk {
    /// The site as it stands; waits for the first.
    async fn snapshot(&self) -> Option<Arc<Snapshot>> {
        let mut shown = self.shown.clone();
        let snapshot = shown.wait_for(Option::is_some).await.ok()?;
        snapshot.clone()
    }
}

fn routes(desk: Desk) -> Router {
    Router::new()
        .route(&format!("{OWN}client.js"), get(client))
        .route(&format!("{OWN}idiomorph.js"), get(idiomorph))
        .route(&format!("{OWN}state"), get(state))
        .route(&format!("{OWN}events"), get(events))
        .route(&format!("{OWN}look"), post(look))
        .route(&format!("{OWN}origin"), get(origin))
        .fallback(site)
        .layer(middleware::from_fn_with_state(desk.clone(), guard))
        .with_state(desk)
}

async fn guard(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let wishes = request.method() == Method::POST && request.uri().path().strip_prefix(OWN) == Some("look");
    if !reads && !wishes {
        return refusal(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
    }
    if !sender(request.headers()).is_for_us(desk.port) {
        return refusal(StatusCode::FORBIDDEN, "this preview is reached by its number or as localhost only");
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

fn sender(headers: &HeaderMap) -> Sender<'_> {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    Sender { host: text("host"), origin: text("origin"), site: text("sec-fetch-site") }
}

fn refusal(status: StatusCode, words: &'static str) -> Response {
    (status, words).into_response()
}

/// What pages of the preview know, and others do not.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    token: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    since: u64,
    #[serde(default)]
    words: String,
}

fn is_ours(desk: &Desk, headers: &HeaderMap, asked: &Asked) -> bool {
    sender(headers).is_from_us() && same_token(&asked.token, &desk.place.token)
}

const STRANGER: &str = "only pages of this preview are told";

/// What a page asks after a change.
async fn state(State(desk): State<Desk>, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    if !is_ours(&desk, &headers, &asked) {
        return refusal(StatusCode::FORBIDDEN, STRANGER);
    }
    let Some(snapshot) = desk.snapshot().await else { return gone() };
    let place = Arc::clone(&desk.place);
    let told = task::spawn_blocking(move || {
        serde_json::to_vec(&place.state(&snapshot, &asked.page, asked.since)).unwrap_or_default()
    });
    answered(told.await)
}

/// Where words on a page come from.
async fn origin(State(desk): State<Desk>, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    if !is_ours(&desk, &headers, &asked) {
        return refusal(StatusCode::FORBIDDEN, STRANGER);
    }
    let Some(snapshot) = desk.snapshot().await else { return gone() };
    let place = Arc::clone(&desk.place);
    let found = task::spawn_blocking(move || {
        serde_json::to_vec(&place.origin(&snapshot, &asked.page, &asked.words)).unwrap_or_default()
    });
    answered(found.await)
}

/// JSON that was made on another thread.
fn answered(json: Result<Vec<u8>, task::JoinError>) -> Response {
    match json {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(_) => gone(),
    }
}

/// What the author wants to see.
#[derive(Deserialize)]
struct Wanted {
    audience: Visibility,
    drafts: bool,
}

/// The author looks with other eyes.
async fn look(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    Query(wanted): Query<Wanted>,
) -> Response {
    if !is_ours(&desk, &headers, &asked) {
        return refusal(StatusCode::FORBIDDEN, STRANGER);
    }
    desk.wish.choose(Look { audience: wanted.audience, drafts: wanted.drafts });
    StatusCode::NO_CONTENT.into_response()
}

/// Numbers of snapshots as they come, and when one is being made.
async fn events(State(desk): State<Desk>, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    if !is_ours(&desk, &headers, &asked) {
        return refusal(StatusCode::FORBIDDEN, STRANGER);
    }
    Sse::new(news(desk.shown.clone(), desk.is_busy.clone())).keep_alive(KeepAlive::default()).into_response()
}

fn news(
    shown: watch::Receiver<Shown>,
    is_busy: watch::Receiver<bool>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let numbers = WatchStream::new(shown).filter_map(|it| it.map(|it| it.number));
    let numbers = numbers.map(|it| Event::default().data(it.to_string()));
    let busy = WatchStream::new(is_busy).map(|it| Event::default().event("busy").data(it.to_string()));
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

/// A file of the site.
async fn site(State(desk): State<Desk>, request: Request) -> Response {
    let Some(snapshot) = desk.snapshot().await else { return gone() };
    let place = Arc::clone(&desk.place);
    let address = request.uri().path().to_owned();
    let range = request.headers().get(header::RANGE).and_then(|it| it.to_str().ok()).map(str::to_owned);
    // A page is made when it is asked for, which must not keep others from being heard.
    let answer = task::spawn_blocking(move || {
        let (status, found) = match place.answer(&snapshot, &address) {
            Answer::Moved(to) => return Err(to),
            Answer::Found(found) => (StatusCode::OK, found),
            Answer::Missing(found) => (StatusCode::NOT_FOUND, found),
            Answer::Broken(found) => (StatusCode::INTERNAL_SERVER_ERROR, found),
        };
        Ok(read(status, found, range.as_deref()))
    });
    match answer.await {
        Ok(Ok(Ok(response))) => response,
        Ok(Ok(Err(_))) => refusal(StatusCode::INTERNAL_SERVER_ERROR, "the file cannot be read any more"),
        Ok(Err(to)) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Err(_) => gone(),
    }
}

/// The answer that holds a file, or the part of it that was asked for.
fn read(status: StatusCode, found: Found, range: Option<&str>) -> std::io::Result<Response> {
    let Found { blob, media_type } = found;
    let len = blob.len();
    let media_type = (header::CONTENT_TYPE, media_type);
    let ranges = (header::ACCEPT_RANGES, "bytes".to_owned());
    match range.filter(|_| status == StatusCode::OK).map(|it| part_of(it, len)) {
        None | Some(Part::Whole) => {
            let body = match blob {
                Blob::Static(bytes) => Body::from(bytes),
                blob => Body::from(blob.read()?.into_owned()),
            };
            Ok((status, [media_type, ranges], body).into_response())
        }
        Some(Part::Beyond) => {
            let there_is = (header::CONTENT_RANGE, format!("bytes */{len}"));
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, [there_is, ranges]).into_response())
        }
        Some(Part::Of { first, most }) => {
            let bytes = blob.part(first, most)?.into_owned();
            let end = (first + bytes.len() as u64).saturating_sub(1);
            let which = (header::CONTENT_RANGE, format!("bytes {first}-{end}/{len}"));
            Ok((StatusCode::PARTIAL_CONTENT, [media_type, which, ranges], bytes).into_response())
        }
    }
}

/// What of a file is asked for (RFC 9110, section 14).
enum Part {
    Whole,
    Of { first: u64, most: usize },
    Beyond,
}

/// Several parts at once, or words that are no range, are answered with the whole, as everybody may.
fn part_of(range: &str, len: u64) -> Part {
    let Ok(parsed) = http_range_header::parse_range_header(range) else { return Part::Whole };
    match parsed.validate(len).as_deref() {
        Ok([part]) => {
            let most = usize::try_from(part.end() - part.start() + 1).unwrap_or(usize::MAX);
            Part::Of { first: *part.start(), most: most.min(LONGEST_PART) }
        }
        Err(RangeUnsatisfiableError::Unsatisfiable) => Part::Beyond,
        Ok(_) | Err(_) => Part::Whole,
    }
}

fn gone() -> Response {
    refusal(StatusCode::SERVICE_UNAVAILABLE, "the preview has ended")
}
