//! A web server for one person: on this computer alone, for pages that a [`Handler`] makes when they are asked for.
//!
//! In come requests of a browser; out go the replies of the handler, and on one address a stream of server-sent events.
//! The handler never sees a request that the server refuses (`guard`). Nothing on the disk has an address here: the
//! handler knows paths of a site, and replies with bytes or with a file that it names itself.
//!
//! | a client that | is met by |
//! |---|---|
//! | sends its request letter by letter | `HEAD_TIME`, then the connection is closed |
//! | sends a request without end | `HEAD_SIZE` |
//! | does not read what it asked for | `STALLED` |
//! | opens streams and keeps them | `STREAMS`; they cost a task each, no thread |

mod guard;
mod handler;
mod listener;
mod response;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;

pub use handler::{Handler, Reply, ReplyBody};
pub use listener::{Listener, USUAL_PORT};
use response::EventStreams;

/// How long a client may take for the head of a request, and be silent between two.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long the head of a request may be, in bytes.
const HEAD_SIZE: usize = 16 * 1024;
/// How long a client may leave unread what it is sent.
const STALLED: Duration = Duration::from_secs(30);
/// How many event streams may be open at once.
const STREAMS: usize = 512;
/// How many pages are rendered at once.
const HANDLERS: usize = 8;

/// A running server. It stops when it is dropped.
pub struct HttpServer {
    messages: watch::Sender<Arc<str>>,
    _runtime: Runtime,
}

/// The state that every connection shares.
struct ServerState {
    handler: Arc<dyn Handler>,
    port: u16,
    events: EventStreams,
}

impl HttpServer {
    /// Begins to answer. `message` is the first that every stream sends.
    ///
    /// # Errors
    /// The system refuses.
    pub fn start(listener: Listener, handler: Arc<dyn Handler>, message: &str) -> Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(HANDLERS)
            .thread_name("demarche-serve")
            .enable_all()
            .build()
            .context("cannot start the server")?;
        let (messages, heard) = watch::channel(Arc::from(message));
        let events = EventStreams { messages: heard, permits: Arc::new(Semaphore::new(STREAMS)) };
        let shared = Arc::new(ServerState { handler, port: listener.port(), events });
        for listener in listener.into_sockets() {
            listener.set_nonblocking(true).context("cannot listen")?;
            let _inside = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener).context("cannot listen")?;
            runtime.spawn(accept(listener, shared.clone()));
        }
        Ok(Self { messages, _runtime: runtime })
    }

    /// Sends a message to every stream, and to those that are opened later; a slow one gets only the last.
    pub fn send(&self, message: &str) {
        self.messages.send_replace(Arc::from(message));
    }
}

/// Takes one connection after another, for ever.
async fn accept(listener: tokio::net::TcpListener, shared: Arc<ServerState>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve_connection(stream, shared.clone()))),
            // Mostly too many open files: some will be closed soon.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Serves one connection until it is closed. An error on it ends it and nothing else.
async fn serve_connection(stream: tokio::net::TcpStream, shared: Arc<ServerState>) {
    // Small answers are whole: they need not wait for more.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(STALLED));
    let service = service_fn(move |request| handle(request, shared.clone()));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(HEAD_SIZE);
    let _ = server.serve_connection(TokioIo::new(Box::pin(stream)), service).await;
}

async fn handle(
    request: Request<Incoming>,
    shared: Arc<ServerState>,
) -> Result<Response<response::ResponseBody>, Infallible> {
    let path = match guard::path(&request, shared.port) {
        Ok(path) => path,
        Err(refusal) => return Ok(response::refused(refusal)),
    };
    let handler = shared.handler.clone();
    let made = tokio::task::spawn_blocking(move || handler.reply(&path)).await;
    Ok(match made {
        Ok(Reply { body: ReplyBody::Events, .. }) if !guard::is_same_site(&request) => {
            response::refused(guard::Refusal { status: 403, why: "this stream is for the pages of this server\n" })
        }
        Ok(reply) => response::of(reply, &shared.events).await,
        Err(_) => response::refused(guard::Refusal { status: 500, why: "the page could not be made\n" }),
    })
}
