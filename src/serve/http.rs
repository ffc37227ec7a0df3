//! The preview's HTTP server: binds a port, checks requests, routes them, and writes the responses.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use axum::Router;
use axum::extract::{Path, Query, Request};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::task;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::access::{AppState, Client, ClientQuery, Connection, check_request};
use super::address::{PreviewAddress, bind_port};
use super::file_response::file_response;
use super::page::{PageResponse, PageService};
use super::policy::PREVIEW_PREFIX;
use super::publication_report::publication_report_page;
use super::session::{self, CurrentSnapshots, PreviewSettings, Update, UpdateListener};
use super::snapshot::Snapshot;
use super::view::{CookieKey, ViewMode};
use crate::content::enums::Visibility;
use crate::platform::StopSignal;

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

/// Binds the requested port, or the next free one.
///
/// # Errors
/// If the address is not one of this machine, or none of the 50 ports from `port` on is free.
pub fn bind(host: IpAddr, port: u16) -> Result<(PreviewServer, PreviewAddress)> {
    let (listener, address) = bind_port(host, port)?;
    Ok((PreviewServer { listener, address: address.socket }, address))
}

impl PreviewServer {
    /// Serves the preview until Ctrl-C, SIGTERM or, on Windows, the end of its window. `on_update` is called on other threads, after every build above all.
    ///
    /// # Errors
    /// If no thread or runtime can be started, no random token can be generated, or no signal handler can be installed.
    pub fn run(
        self,
        settings: PreviewSettings,
        on_update: impl Fn(Update) + Send + Sync + 'static,
    ) -> Result<()> {
        let Self { listener, address } = self;
        let app = start_session(settings, address.port(), Arc::new(on_update))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot start the server")?;
        let result = runtime.block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let mut stop = StopSignal::listen()?;
            tokio::select! {
                result = accept_connections(listener, build_router(app)) => result,
                () = stop.received() => Ok(()),
            }
        });
        // Open connections and event streams are dropped: waiting for them would keep the prompt from coming back.
        runtime.shutdown_background();
        result.context("the preview had to stop")
    }
}

/// Starts the session, and gives back what request handlers need.
fn start_session(settings: PreviewSettings, port: u16, on_update: UpdateListener) -> Result<AppState> {
    let (sender, shown) = watch::channel(CurrentSnapshots::default());
    let (building_sender, is_building) = watch::channel(false);
    let pages = PageService { token: random_token()? };
    let (start_view, others_view) = (settings.view, settings.others_view);
    let allowed_hosts = settings.allowed_hosts.clone();
    let requests = session::spawn_session(settings, sender, building_sender, Arc::clone(&on_update))
        .context("cannot start a thread")?;
    Ok(AppState {
        snapshots: shown,
        is_building,
        cookie_key: CookieKey::derive(&pages.token),
        pages: Arc::new(pages),
        requests,
        start_view,
        others_view,
        allowed_hosts: allowed_hosts.into(),
        port,
        refused: Arc::default(),
        on_update,
    })
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
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            // Too many files are open, or the client disconnected: neither may end the server.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let local = stream.local_addr().ok().map(|address| address.ip());
        let ends = Connection { peer: peer.ip(), local };
        let routes = TowerToHyperService::new(routes.clone());
        let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
            request.extensions_mut().insert(ends);
            routes.call(request)
        });
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

fn build_router(app: AppState) -> Router {
    Router::new()
        .route(&format!("{PREVIEW_PREFIX}{{script}}"), get(get_client_script))
        .route(&format!("{PREVIEW_PREFIX}state"), get(get_state))
        .route(&format!("{PREVIEW_PREFIX}events"), get(get_events))
        .route(&format!("{PREVIEW_PREFIX}view"), post(set_view))
        .route(&format!("{PREVIEW_PREFIX}source"), get(get_source))
        .route(&format!("{PREVIEW_PREFIX}leaving"), get(get_publication_report))
        .fallback(get_file)
        .layer(middleware::from_fn_with_state(app.clone(), check_request))
        .with_state(app)
}

/// `GET state`: diagnostics and the state of one page, requested after every change.
async fn get_state(client: Client, Query(query): Query<ClientQuery>) -> Response {
    let may_see_details = client.may_see_details();
    answer_page(client, query, move |pages, snapshot, query| {
        let state = pages.page_state(snapshot, &query.page, (query.since, &query.hash));
        if may_see_details { state } else { state.for_others(snapshot.is_unpublishable()) }
    })
    .await
}

/// The answer to other devices that ask for what only the author may know.
const AUTHOR_ONLY: &str = "only the author's browser may ask for this";

/// `GET source`: the source line of a text on a page; none for other devices, which have no business with the files.
async fn get_source(client: Client, Query(query): Query<ClientQuery>) -> Response {
    if !client.may_see_details() {
        return (StatusCode::FORBIDDEN, AUTHOR_ONLY).into_response();
    }
    answer_page(client, query, |pages, snapshot, query| pages.source_link(snapshot, &query.page, &query.text))
        .await
}

/// `GET leaving`: what a deploy would send; not for other devices. A private version is never deployed: it stands for the
/// public one.
async fn get_publication_report(mut client: Client) -> Response {
    if !client.may_see_details() {
        return (StatusCode::FORBIDDEN, AUTHOR_ONLY).into_response();
    }
    let is_panel = client.view.audience == Visibility::Panel;
    client.view = if is_panel { ViewMode { drafts: false, ..client.view } } else { ViewMode::PUBLIC };
    let Some(snapshot) = client.snapshot().await else { return session_ended() };
    let page = task::spawn_blocking(move || {
        snapshot.output.as_deref().map(|output| publication_report_page(&snapshot, output))
    });
    match page.await {
        Ok(Some(page)) => Html(page).into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, "this portfolio can't be built yet").into_response(),
        Err(_) => session_ended(),
    }
}

/// Answers one of the preview's own pages with JSON about the current snapshot.
async fn answer_page<T: Serialize>(
    client: Client,
    query: ClientQuery,
    answer: impl FnOnce(&PageService, &Snapshot, &ClientQuery) -> T + Send + 'static,
) -> Response {
    let Some(snapshot) = client.snapshot().await else { return session_ended() };
    let pages = Arc::clone(&client.app.pages);
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

/// `POST view`: switches the audience and drafts for this browser. Other devices may not see more than what is shared.
async fn set_view(client: Client, Query(view): Query<ViewQuery>) -> Response {
    let view = ViewMode { audience: view.audience, drafts: view.drafts };
    if !client.may_see(view) {
        let drafts = if view.drafts { " --drafts" } else { "" };
        let message = format!(
            "Other devices and visitors of a proxy see only what is shared. To show them more, stop the preview, and add \
             this to the command that you started it with:\n\n  --share-view --audience {}{drafts}\n",
            view.audience.id()
        );
        return (StatusCode::FORBIDDEN, message).into_response();
    }
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, client.app.view_cookie(view))]).into_response()
}

/// `GET events`: server-sent events with the number of each new snapshot, and `building` when a build starts or ends.
async fn get_events(client: Client) -> Response {
    let Client { app, view, is_own_device: _ } = client;
    Sse::new(event_stream(app.snapshots.clone(), view, app.is_building.clone()))
        .keep_alive(KeepAlive::default())
        .into_response()
}

fn event_stream(
    shown: watch::Receiver<CurrentSnapshots>,
    view: ViewMode,
    is_building: watch::Receiver<bool>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    // A view that is not in use is not built; if another one has a newer number, this one would be new, too.
    let numbers = WatchStream::new(shown).filter_map(move |snapshots| {
        let newest = || snapshots.values().max_by_key(|snapshot| snapshot.number);
        snapshots.get(&view).or_else(newest).map(|snapshot| snapshot.number)
    });
    let numbers = numbers.map(|number| Event::default().data(number.to_string()));
    let builds = WatchStream::new(is_building)
        .map(|is_building| Event::default().event("building").data(is_building.to_string()));
    numbers.merge(builds).map(Ok)
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

async fn get_client_script(Path(script): Path<String>, client: Client, request: Request) -> Response {
    match CLIENT_SCRIPTS.iter().find(|(name, _)| *name == script) {
        Some((_, text)) => {
            ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], *text).into_response()
        }
        None => get_file(client, request).await,
    }
}

/// Serves a file of the site, under the content security policy that it has on a host.
async fn get_file(client: Client, request: Request) -> Response {
    let Some(snapshot) = client.snapshot().await else { return session_ended() };
    let pages = Arc::clone(&client.app.pages);
    let uri = request.uri().clone();
    let range = request.headers().get(header::RANGE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let policy = snapshot.policy.clone();
    // Pages are rendered on request, which takes too long for the async thread.
    let may_see_details = client.may_see_details();
    let respond = move || {
        if may_see_details || !snapshot.is_unpublishable() {
            pages.respond(&snapshot, uri.path())
        } else {
            PageResponse::Broken(pages.unpublished_page(&snapshot))
        }
    };
    let Ok(response) = task::spawn_blocking(respond).await else {
        return session_ended();
    };
    let (status, file) = match response {
        PageResponse::Found(file) => (StatusCode::OK, file),
        PageResponse::Missing(file) => (StatusCode::NOT_FOUND, file),
        PageResponse::Broken(file) => (StatusCode::INTERNAL_SERVER_ERROR, file),
        PageResponse::Moved(path) => {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            return (StatusCode::FOUND, [(header::LOCATION, format!("{path}{query}"))]).into_response();
        }
    };
    let mut response = file_response(status, file, range.as_deref());
    if let Some(policy) = policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn session_ended() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "the preview has stopped").into_response()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the preview reads its portfolio from disk")]
mod tests {
    use std::fs;
    use std::path::Path;

    use axum::body::{Body, to_bytes};
    use axum::http::Version;
    use jiff::civil::date;

    use super::*;
    use crate::pipeline::Options;
    use crate::project::Project;
    use crate::serve::guard::AllowedHost;

    /// A preview of a portfolio with a private page and a page with a problem.
    fn start(folder: &Path, view: ViewMode, others_view: ViewMode) -> AppState {
        start_with(folder, (view, others_view), Arc::new(|_| {}))
    }

    fn start_with(
        folder: &Path,
        (view, others_view): (ViewMode, ViewMode),
        on_update: UpdateListener,
    ) -> AppState {
        let pages = folder.join("content/pages");
        fs::create_dir_all(&pages).unwrap();
        fs::write(folder.join("content/portfolio.yaml"), "profile: { name: R }\n").unwrap();
        fs::write(pages.join("own.md"), "---\ntitle: Zqown\nvisibility: private\n---\nText.\n").unwrap();
        let open = pages.join("open.md");
        if !open.exists() {
            fs::write(open, "---\ntitle: Open\n---\n<blink>x</blink>\n").unwrap();
        }
        let settings = PreviewSettings {
            project: Project::open(folder).unwrap(),
            build_options: Box::new(|view| Options::new(view.audience, date(2026, 11, 23))),
            view,
            others_view,
            allowed_hosts: vec![AllowedHost::parse("x.example").unwrap()],
            poll: true,
            editor: None,
        };
        start_session(settings, 4000, on_update).unwrap()
    }

    /// Sends a request from this device or from another one.
    async fn ask(app: &AppState, is_own: bool, method: &str, address: &str) -> (StatusCode, String) {
        ask_with(app, is_own, (method, address), &[("host", "192.168.1.7:4000")]).await
    }

    async fn ask_with(
        app: &AppState,
        is_own: bool,
        (method, address): (&str, &str),
        headers: &[(&str, &str)],
    ) -> (StatusCode, String) {
        let address = address.replace("TOKEN", &app.pages.token);
        let request = Request::builder().method(method).uri(address);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::empty()).unwrap();
        send(app, is_own, request).await
    }

    async fn send(app: &AppState, is_own: bool, mut request: Request<Body>) -> (StatusCode, String) {
        let local = IpAddr::from([192, 168, 1, 7]);
        let peer = if is_own { local } else { IpAddr::from([192, 168, 1, 8]) };
        request.extensions_mut().insert(Connection { peer, local: Some(local) });
        let response = TowerToHyperService::new(build_router(app.clone())).call(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[test]
    fn a_terminal_that_takes_its_time_does_not_hold_up_the_server() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (sender, reports) = std::sync::mpsc::channel();
        let listener = move |update| {
            if let Update::Refused(host) = update {
                let _ = sender.send((host.to_string(), std::thread::current().id()));
            }
        };
        let app = start_with(folder.path(), (ViewMode::PUBLIC, ViewMode::PUBLIC), Arc::new(listener));
        let refused = ask_with(&app, true, ("GET", "/"), &[("host", "other.example")]);
        assert_eq!(runtime.block_on(refused).0, StatusCode::FORBIDDEN);
        let (host, thread) = reports.recv().unwrap();
        assert_eq!(host, "other.example");
        assert_ne!(thread, std::thread::current().id(), "reported by the thread that answers requests");
    }

    #[test]
    fn another_device_sees_no_more_than_what_is_shared() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(views_of_devices());
    }

    async fn views_of_devices() {
        let folder = tempfile::tempdir().unwrap();
        let app = start(folder.path(), ViewMode::PUBLIC, ViewMode::PUBLIC);
        let choose = "/-leadfolio/view?token=TOKEN&audience=private&drafts=true";
        assert_eq!(ask(&app, true, "POST", choose).await.0, StatusCode::NO_CONTENT);
        let (status, reason) = ask(&app, false, "POST", choose).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(reason.contains("\n\n  --share-view --audience private --drafts\n"), "{reason}");
        // The visitors of a proxy that runs here.
        for (name, value) in [
            ("host", "x.example"),
            // The public address of a tunnel.
            ("host", "203.0.113.9:4000"),
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-proto", "https"),
            ("x-real-ip", "192.0.2.1"),
            ("forwarded", "for=192.0.2.1"),
            ("via", "1.1 proxy"),
            ("origin", "https://x.example"),
        ] {
            let host = [("host", "localhost:4000")];
            let host = host.iter().filter(|_| name != "host");
            let headers: Vec<_> = host.copied().chain([(name, value)]).collect();
            let (status, reason) = ask_with(&app, true, ("POST", choose), &headers).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{name}");
            assert!(reason.contains("visitors of a proxy"), "{name}: {reason}");
        }
        // What nginx sends without further settings.
        let request = Request::builder().method("POST").uri(choose.replace("TOKEN", &app.pages.token));
        let request = request.version(Version::HTTP_10).header("host", "127.0.0.1:4000");
        let (status, _) = send(&app, true, request.body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        let public = "/-leadfolio/view?token=TOKEN&audience=public&drafts=false";
        assert_eq!(ask(&app, false, "POST", public).await.0, StatusCode::NO_CONTENT);

        let state = "/-leadfolio/state?token=TOKEN&page=/pages/";
        let (_, own) = ask(&app, true, "GET", state).await;
        assert!(own.contains("Zqown") && own.contains("content/pages/open.md"), "{own}");
        let (status, other) = ask(&app, false, "GET", state).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!other.contains("Zqown") && !other.contains("content/"), "{other}");
        assert!(other.contains("\"has_tools\":false"), "{other}");
        let source = "/-leadfolio/source?token=TOKEN&page=/pages/open/&text=Open";
        assert!(ask(&app, true, "GET", source).await.1.contains("content/pages/open.md"));
        assert_eq!(ask(&app, false, "GET", source).await.0, StatusCode::FORBIDDEN);

        let all = ViewMode { audience: Visibility::Private, drafts: true };
        let app = start(folder.path(), all, all);
        assert_eq!(ask(&app, false, "POST", choose).await.0, StatusCode::NO_CONTENT);
        let (_, other) = ask(&app, false, "GET", state).await;
        assert!(other.contains("content/pages/open.md"), "{other}");

        // What the author sees is not shared by itself.
        let app = start(folder.path(), all, ViewMode::PUBLIC);
        assert_eq!(ask(&app, true, "GET", "/pages/own/").await.0, StatusCode::OK);
        assert_eq!(ask(&app, false, "GET", "/pages/own/").await.0, StatusCode::NOT_FOUND);
        assert_eq!(ask(&app, false, "POST", choose).await.0, StatusCode::FORBIDDEN);
        assert!(!ask(&app, false, "GET", state).await.1.contains("content/"));
    }

    #[test]
    fn a_site_that_cannot_be_deployed_is_not_shown_to_others() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("content/pages/open.md");
        fs::create_dir_all(page.parent().unwrap()).unwrap();
        fs::write(page, "---\ntitle: Zqopen\nunknown_field: 1\n---\nText.\n").unwrap();
        // Faulty from the beginning: there is no earlier site to show.
        let app = start(folder.path(), ViewMode::PUBLIC, ViewMode::PUBLIC);
        runtime.block_on(async {
            let (status, own) = ask(&app, true, "GET", "/pages/open/").await;
            assert!(status == StatusCode::OK && own.contains("Zqopen"), "{own}");
            for path in ["/pages/open/", "/", "/-leadfolio/state?token=TOKEN&page=/pages/open/"] {
                let (_, other) = ask(&app, false, "GET", path).await;
                assert!(!other.contains("Zqopen") && !other.contains("unknown_field"), "{path}: {other}");
            }
        });
    }

    #[test]
    fn the_author_alone_is_shown_what_a_deploy_would_send() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let app = start(folder.path(), ViewMode::PUBLIC, ViewMode::PUBLIC);
        let address = "/-leadfolio/leaving?token=TOKEN";
        let headers = [("host", "192.168.1.7:4000"), ("sec-fetch-site", "same-origin")];
        let ask = |is_own, address| runtime.block_on(ask_with(&app, is_own, ("GET", address), &headers));
        let (status, page) = ask(true, address);
        assert_eq!(status, StatusCode::OK);
        assert!(
            page.contains("<h1>What leaves your computer</h1>") && page.contains("<strong>“Zqown”"),
            "{page}"
        );
        assert_eq!(ask(false, address).0, StatusCode::FORBIDDEN);
        assert_eq!(ask(true, "/-leadfolio/leaving?token=x").0, StatusCode::GONE);
    }
}
