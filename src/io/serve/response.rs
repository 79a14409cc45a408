//! Replies → responses of HTTP, each with its type and with `no-store`: the next moment the page may be another.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt;
use futures_util::stream::unfold;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS};
use hyper::{Response, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tokio::fs::File;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_util::io::ReaderStream;

use super::guard::Refusal;
use super::handler::{Reply, ReplyBody};

/// How often a silent stream sends a comment, so that one without a reader is closed.
const STILL_HERE: Duration = Duration::from_secs(15);

/// What a path may not hold as it is.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\');

/// What an event stream needs: the newest message, and the right to be open.
pub(super) struct EventStreams {
    pub messages: watch::Receiver<Arc<str>>,
    pub permits: Arc<Semaphore>,
}

/// The body of a response.
pub(super) type ResponseBody = UnsyncBoxBody<Bytes, io::Error>;

/// The response to a request that is not let in.
pub(super) fn refused(refusal: Refusal) -> Response<ResponseBody> {
    let mut response = plain(refusal.status, refusal.why);
    if refusal.status == 405 {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// The response that an answer is sent as.
pub(super) async fn of(reply: Reply, events: &EventStreams) -> Response<ResponseBody> {
    match reply.body {
        ReplyBody::Bytes(bytes) => response(reply.status, &kind(&reply.name), whole(bytes)),
        ReplyBody::Redirect(path) => moved(reply.status, &path),
        ReplyBody::File { place, within } => match open(&place, &within).await {
            Ok(file) => response(reply.status, &kind(&reply.name), file),
            Err(_) => plain(404, "the file is not there\n"),
        },
        ReplyBody::Events => match events.permits.clone().try_acquire_owned() {
            Ok(permit) => response(reply.status, "text/event-stream", event_stream(events.messages.clone(), permit)),
            Err(_) => plain(503, "too many pages listen\n"),
        },
    }
}

/// The type of a file, by its name.
fn kind(name: &str) -> String {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    match kind.type_() {
        mime_guess::mime::TEXT => format!("{kind}; charset=utf-8"),
        _ => kind.to_string(),
    }
}

fn plain(status: u16, text: &'static str) -> Response<ResponseBody> {
    response(status, "text/plain; charset=utf-8", whole(text.into()))
}

fn moved(status: u16, path: &str) -> Response<ResponseBody> {
    let mut response = plain(status, "the page stands elsewhere\n");
    let path = utf8_percent_encode(path, ENCODED).to_string();
    if let Ok(path) = HeaderValue::from_str(&path) {
        response.headers_mut().insert(LOCATION, path);
    }
    response
}

fn response(status: u16, kind: &str, body: ResponseBody) -> Response<ResponseBody> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // No page of another site may take a draft in, be it as a picture or in a frame.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("x-frame-options", HeaderValue::from_static("SAMEORIGIN"));
    if let Ok(kind) = HeaderValue::from_str(kind) {
        headers.insert(CONTENT_TYPE, kind);
    }
    response
}

fn whole(bytes: Vec<u8>) -> ResponseBody {
    Full::new(Bytes::from(bytes)).map_err(|never| match never {}).boxed_unsync()
}

/// Opens a file. One that has become a link out of its folder, or something that is no file, since it was listed is none.
async fn open(place: &Path, within: &Path) -> io::Result<ResponseBody> {
    let real = tokio::fs::canonicalize(place).await?;
    let inside = real.starts_with(tokio::fs::canonicalize(within).await?);
    if !inside || !tokio::fs::symlink_metadata(&real).await?.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let file = File::open(&real).await?;
    Ok(BodyExt::boxed_unsync(StreamBody::new(ReaderStream::with_capacity(file, 64 * 1024).map_ok(Frame::data))))
}

/// Returns a stream that sends the message at once, and then each new one.
fn event_stream(mut messages: watch::Receiver<Arc<str>>, permit: OwnedSemaphorePermit) -> ResponseBody {
    messages.mark_changed();
    let stream = unfold((messages, permit), |(mut messages, permit)| async move {
        let text = match tokio::time::timeout(STILL_HERE, messages.changed()).await {
            Ok(Ok(())) => format!("data: {}\n\n", &**messages.borrow_and_update()),
            Ok(Err(_)) => return None,
            Err(_) => ": still here\n\n".to_owned(),
        };
        Some((Ok(Frame::data(Bytes::from(text))), (messages, permit)))
    });
    BodyExt::boxed_unsync(StreamBody::new(stream))
}
