//! A web server for one person: on this computer alone, for pages that a [`Desk`] makes when they are asked for.
//!
//! In come requests of a browser; out go what the desk answers, and on one address a stream of server-sent events. What
//! the server does not let in, the desk never sees (`door`). Nothing on the disk has an address here: the desk knows
//! paths of a site, and answers with bytes or with a file that it names itself.
//!
//! | a client that | is met by |
//! |---|---|
//! | sends its request letter by letter | `HEAD_TIME`, then the connection is closed |
//! | sends a request without end | `HEAD_SIZE` |
//! | does not read what it asked for | `STALLED` |
//! | opens streams and keeps them | `STREAMS`; they cost a task each, no thread |

mod door;
mod reply;

use std::convert::Infallible;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;

/// Where the server listens if nothing else is said: as Zola.
pub const USUAL_PORT: u16 = 1111;
/// How many ports are tried from there on.
const PORTS_TRIED: u16 = 100;
/// How long a client may take for the head of a request, and be silent between two.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long the head of a request may be, in bytes.
const HEAD_SIZE: usize = 16 * 1024;
/// How long a client may leave unread what it is sent.
const STALLED: Duration = Duration::from_secs(30);
/// How many event streams may be open at once.
const STREAMS: usize = 512;
/// How many pages are made at once.
const MAKERS: usize = 8;

/// Who answers.
pub trait Desk: Send + Sync + 'static {
    /// What stands at a path, such as `/briefs/`: decoded, and nothing that can be trusted.
    fn answer(&self, path: &str) -> Answer;
}

/// What a desk answers.
#[derive(Debug)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The name of a file with that content, for its type: `index.html`.
    pub name: String,
    /// What it holds.
    pub body: Body,
}

/// What an answer holds.
#[derive(Debug)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of a file, if it still is one and is within a folder, wherever links lead.
    File {
        /// The file.
        place: PathBuf,
        /// The folder.
        within: PathBuf,
    },
    /// Nothing but the path where it stands.
    At(String),
    /// The stream of what is told with [`Server::tell`].
    Events,
}

/// A port of this computer, taken.
pub struct Door {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Door {
    /// Takes a port: this one (0: any that is free), or else the first that is free from [`USUAL_PORT`] on.
    ///
    /// # Errors
    /// It is taken, or the system refuses.
    pub fn open(port: Option<u16>) -> Result<Self> {
        if let Some(port) = port {
            return Self::at(port)?
                .with_context(|| format!("port {port} is taken: leave --port away to have the next that is free"));
        }
        for port in USUAL_PORT..USUAL_PORT + PORTS_TRIED {
            if let Some(door) = Self::at(port)? {
                return Ok(door);
            }
        }
        bail!("all ports from {USUAL_PORT} to {} are taken: choose one with --port", USUAL_PORT + PORTS_TRIED - 1)
    }

    /// Takes a port on every loopback address, since `localhost` may be either; nothing if it is taken on one.
    fn at(port: u16) -> Result<Option<Self>> {
        let tries = if port == 0 { 16 } else { 1 };
        for _ in 0..tries {
            let first = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                Ok(first) => first,
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => return Ok(None),
                Err(error) => return Err(error).with_context(|| format!("cannot listen on port {port}")),
            };
            let got = first.local_addr().context("cannot listen")?.port();
            match TcpListener::bind((Ipv6Addr::LOCALHOST, got)) {
                Ok(second) => return Ok(Some(Self { listeners: vec![first, second], port: got })),
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
                // A computer without IPv6.
                Err(_) => return Ok(Some(Self { listeners: vec![first], port: got })),
            }
        }
        Ok(None)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address for a browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// A server at work. It stops when it is dropped.
pub struct Server {
    news: watch::Sender<Arc<str>>,
    _runtime: Runtime,
}

/// What every connection knows.
struct Shared {
    desk: Arc<dyn Desk>,
    port: u16,
    news: watch::Receiver<Arc<str>>,
    streams: Arc<Semaphore>,
}

impl Server {
    /// Begins to answer. `news` is what a stream tells first.
    ///
    /// # Errors
    /// The system refuses.
    pub fn start(door: Door, desk: Arc<dyn Desk>, news: &str) -> Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(MAKERS)
            .thread_name("demarche-serve")
            .enable_all()
            .build()
            .context("cannot start the server")?;
        let (news, heard) = watch::channel(Arc::from(news));
        let streams = Arc::new(Semaphore::new(STREAMS));
        let shared = Arc::new(Shared { desk, port: door.port, news: heard, streams });
        for listener in door.listeners {
            listener.set_nonblocking(true).context("cannot listen")?;
            let _inside = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener).context("cannot listen")?;
            runtime.spawn(welcome(listener, shared.clone()));
        }
        Ok(Self { news, _runtime: runtime })
    }

    /// Tells every stream, and those that are opened later; who was slow hears only the last.
    pub fn tell(&self, news: &str) {
        self.news.send_replace(Arc::from(news));
    }
}

/// Takes one connection after another, for ever.
async fn welcome(listener: tokio::net::TcpListener, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(talk(stream, shared.clone()))),
            // Mostly too many open files: some will be closed soon.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Answers on one connection until it is closed. What goes wrong on it is the client's loss alone.
async fn talk(stream: tokio::net::TcpStream, shared: Arc<Shared>) {
    // Small answers are whole: they need not wait for more.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(STALLED));
    let service = service_fn(move |request| handle(request, shared.clone()));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(HEAD_SIZE);
    let _ = server.serve_connection(TokioIo::new(Box::pin(stream)), service).await;
}

async fn handle(request: Request<Incoming>, shared: Arc<Shared>) -> Result<Response<reply::Sent>, Infallible> {
    let path = match door::path(&request, shared.port) {
        Ok(path) => path,
        Err(refusal) => return Ok(reply::refused(refusal)),
    };
    let desk = shared.desk.clone();
    let made = tokio::task::spawn_blocking(move || desk.answer(&path)).await;
    Ok(match made {
        Ok(Answer { body: Body::Events, .. }) if !door::is_same_site(&request) => {
            reply::refused(door::Refusal { status: 403, why: "this stream is for the pages of this server\n" })
        }
        Ok(answer) => reply::of(answer, &shared).await,
        Err(_) => reply::refused(door::Refusal { status: 500, why: "the page could not be made\n" }),
    })
}
