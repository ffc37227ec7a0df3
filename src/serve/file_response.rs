//! Responses with a file, or with the requested range of it. Files are streamed: a film never is in memory as a whole.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_range_header::RangeUnsatisfiableError;
use tokio::task;
use tokio_stream::{Stream, StreamExt};

use super::page::FileBody;
use crate::vfs::Blob;

/// Bytes that are read from disk and sent at a time.
const CHUNK_BYTES: usize = 256 * 1024;

/// The response with a file, or with the requested range of it. Ranges apply to successful responses only.
pub(super) fn file_response(status: StatusCode, file: FileBody, range: Option<&str>) -> Response {
    let FileBody { blob, media_type } = file;
    let len = blob.len();
    let accept_ranges = (header::ACCEPT_RANGES, "bytes".to_owned());
    let part = range
        .filter(|_| status == StatusCode::OK)
        .map_or(RequestedPart::Whole, |range| parse_range(range, len));
    let (status, first, part_len) = match part {
        RequestedPart::Whole => (status, 0, len),
        RequestedPart::Range { first, len } => (StatusCode::PARTIAL_CONTENT, first, len),
        RequestedPart::Unsatisfiable => {
            let content_range = (header::CONTENT_RANGE, format!("bytes */{len}"));
            return (StatusCode::RANGE_NOT_SATISFIABLE, [content_range, accept_ranges]).into_response();
        }
    };
    let headers =
        [(header::CONTENT_TYPE, media_type), (header::CONTENT_LENGTH, part_len.to_string()), accept_ranges];
    let body = match blob {
        Blob::Static(bytes) if part_len == len => Body::from(bytes),
        Blob::Memory(bytes) if part_len == len && bytes.len() <= CHUNK_BYTES => Body::from((*bytes).clone()),
        blob => Body::from_stream(stream_part(blob, first, part_len)),
    };
    if status == StatusCode::PARTIAL_CONTENT {
        let last = (first + part_len).saturating_sub(1);
        let content_range = [(header::CONTENT_RANGE, format!("bytes {first}-{last}/{len}"))];
        return (status, headers, content_range, body).into_response();
    }
    (status, headers, body).into_response()
}

/// Reads a part of a file, each piece when the one before it was sent: whoever reads slowly holds neither memory nor a
/// thread.
fn stream_part(blob: Blob, first: u64, len: u64) -> impl Stream<Item = io::Result<Bytes>> {
    let end = first + len;
    let starts = (first..end).step_by(CHUNK_BYTES);
    tokio_stream::iter(starts).then(move |start| {
        let blob = blob.clone();
        let wanted = usize::try_from(end - start).unwrap_or(usize::MAX).min(CHUNK_BYTES);
        async move {
            let read = move || blob.read_range(start, wanted).map(|bytes| Bytes::from(bytes.into_owned()));
            let bytes = task::spawn_blocking(read).await.map_err(io::Error::other)??;
            // The file has become shorter: a body without an end would be worse than one that breaks off.
            if bytes.len() < wanted { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
        }
    })
}

/// The requested part of a file (RFC 9110, section 14).
enum RequestedPart {
    Whole,
    /// Offset of the first byte, and the length.
    Range {
        first: u64,
        len: u64,
    },
    /// The range begins after the end of the file.
    Unsatisfiable,
}

/// Parses a `Range` header for a file of `len` bytes. Several ranges, or an invalid header, count as the whole file,
/// which RFC 9110 allows.
fn parse_range(range: &str, len: u64) -> RequestedPart {
    let Ok(parsed) = http_range_header::parse_range_header(range) else { return RequestedPart::Whole };
    match parsed.validate(len).as_deref() {
        Ok([range]) => RequestedPart::Range { first: *range.start(), len: range.end() - range.start() + 1 },
        Err(RangeUnsatisfiableError::Unsatisfiable) => RequestedPart::Unsatisfiable,
        Ok(_) | Err(_) => RequestedPart::Whole,
    }
}
