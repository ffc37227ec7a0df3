//! Sends the requests of the object storage library with the HTTP client that the other targets use.

use std::io;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt as _;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use object_store::{ClientConfigKey, ClientOptions};
use ureq::Agent;

use crate::deploy::http::http_config;

/// Limit for one request, which may upload a part of a large file.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);
/// Limit for the body of a response, in bytes: a list of 1,000 objects, or the manifest of a large site.
const MAX_RESPONSE_BYTES: u64 = 256 << 20;

/// Makes clients for the library. Only a client that is allowed to connects without TLS.
#[derive(Debug)]
pub(super) struct BucketConnector;

impl HttpConnector for BucketConnector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let allows_http =
            options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|value| value == "true");
        let agent = http_config(REQUEST_TIMEOUT).https_only(!allows_http).build().new_agent();
        Ok(HttpClient::new(BucketClient(agent)))
    }
}

#[derive(Debug)]
struct BucketClient(Agent);

#[async_trait]
impl HttpService for BucketClient {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let agent = self.0.clone();
        let send = move || {
            let response = if body.is_empty() && !head.headers.contains_key("content-length") {
                agent.run(ureq::http::Request::from_parts(head, ()))
            } else {
                agent.run(ureq::http::Request::from_parts(head, &*body))
            };
            let (head, mut body) = response?.into_parts();
            let bytes = body.with_config().limit(MAX_RESPONSE_BYTES).read_to_vec()?;
            Ok(HttpResponse::from_parts(head, bytes.into()))
        };
        // The client blocks its thread, which the library's runtime must not.
        let result = tokio::task::spawn_blocking(send).await;
        result
            .map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?
            .map_err(|error: ureq::Error| HttpError::new(error_kind(&error), error))
    }
}

/// The kind of an error, which decides whether the library repeats the request.
fn error_kind(error: &ureq::Error) -> HttpErrorKind {
    match error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused => HttpErrorKind::Connect,
            io::ErrorKind::TimedOut => HttpErrorKind::Timeout,
            io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => HttpErrorKind::Interrupted,
            _ => HttpErrorKind::Unknown,
        },
        _ => HttpErrorKind::Unknown,
    }
}
