//! Whether addresses on the web lead anywhere, by asking their servers.
//!
//! In go addresses; out comes a [`LinkStatus`] for each. The servers are asked side by side, each one request at a time with
//! a pause between two; HEAD first, and GET where a server does not take it. What is certain is kept on disk for a week.
//! Where no server can be reached at all, nothing is said of any address.

mod cache;
mod status;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};
use ureq::http::{Response, header};
use ureq::{Agent, Body, Error};
use url::Url;

use crate::io::files;
use cache::LinkCache;
pub use status::LinkStatus;

/// How many servers are asked at once.
const AT_ONCE: usize = 8;
/// How many redirects are followed.
const REDIRECTS: usize = 10;

/// The status of every address.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LinkStatuses {
    /// By address.
    pub by_address: BTreeMap<String, LinkStatus>,
    /// Whether any server answered in this run, or none had to be asked.
    pub online: bool,
}

/// How servers are asked, and where their answers are kept.
#[derive(Debug, Clone)]
pub struct LinkCheckOptions {
    /// Where answers are kept; `None`: nowhere.
    pub cache: Option<PathBuf>,
    /// How long a request may take.
    pub timeout: Duration,
    /// Between two requests to one server.
    pub pause: Duration,
    /// Before the first repetition; doubled for each further one.
    pub backoff: Duration,
    /// How often a request is repeated.
    pub retries: u32,
    /// The longest that a server may ask to be left alone before it counts as blocked.
    pub patience: Duration,
    /// The moment, for the age of what is kept.
    pub now: DateTime<Utc>,
}

impl LinkCheckOptions {
    /// As an editor would want it, with the answers kept in the site's folder.
    pub fn cached_in(root: &Path) -> Self {
        Self {
            cache: Some(root.join(files::HIDDEN).join("links.json")),
            timeout: Duration::from_secs(20),
            pause: Duration::from_secs(1),
            backoff: Duration::from_secs(2),
            retries: 2,
            patience: Duration::from_secs(30),
            now: Utc::now(),
        }
    }
}

/// Returns the status of each address. `progress` is called with how many of how many are known.
pub fn check_links(
    addresses: BTreeSet<String>,
    options: &LinkCheckOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> LinkStatuses {
    let mut cache = LinkCache::read(options.cache.clone(), options.now);
    let all = addresses.len();
    let (known, open): (Vec<String>, Vec<String>) =
        addresses.into_iter().partition(|address| cache.get(address).is_some());
    let mut by_address: BTreeMap<String, LinkStatus> =
        known.into_iter().filter_map(|address| Some((address.clone(), cache.get(&address)?))).collect();
    let done = AtomicUsize::new(by_address.len());
    let nothing_asked = open.is_empty();
    let found = each_server(open, options, &|| progress(done.fetch_add(1, Ordering::Relaxed) + 1, all));
    let online = nothing_asked
        || found.values().any(|answer| !matches!(answer, LinkStatus::NoHost | LinkStatus::Unreachable(_)));
    cache.store(&found);
    by_address.extend(found);
    LinkStatuses { by_address, online }
}

/// Asks the servers side by side.
fn each_server(
    addresses: Vec<String>,
    options: &LinkCheckOptions,
    progress: &(dyn Fn() + Sync),
) -> BTreeMap<String, LinkStatus> {
    let mut by_server: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for address in addresses {
        let server = Url::parse(&address).ok().and_then(|url| Some(url.host_str()?.to_owned())).unwrap_or_default();
        by_server.entry(server).or_default().push(address);
    }
    let queue = Mutex::new(by_server.into_values());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let found = Mutex::new(BTreeMap::new());
    let agent = agent(options);
    let work = || {
        while let Some(addresses) = next() {
            for (at, address) in addresses.into_iter().enumerate() {
                if at > 0 {
                    thread::sleep(options.pause);
                }
                let answer = check_address(&agent, &address, options);
                if let Ok(mut found) = found.lock() {
                    found.insert(address, answer);
                }
                progress();
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(work);
        }
    });
    found.into_inner().unwrap_or_default()
}

fn agent(options: &LinkCheckOptions) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(options.timeout))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("demarche/", env!("CARGO_PKG_VERSION"), " (link check of a static site)"))
        .build()
        .new_agent()
}

/// Asks for one address, and again where that may help.
fn check_address(agent: &Agent, address: &str, options: &LinkCheckOptions) -> LinkStatus {
    let mut wait = options.backoff;
    for attempt in 0.. {
        let (answer, asked_to_wait) = follow(agent, address, options);
        let may_pass = matches!(answer, LinkStatus::Unreachable(_)) || asked_to_wait.is_some();
        let pause = asked_to_wait.unwrap_or(wait);
        if !may_pass || attempt >= options.retries || pause > options.patience {
            return answer;
        }
        thread::sleep(pause);
        wait *= 2;
    }
    LinkStatus::Unreachable(String::new())
}

/// Follows redirects to their end; says too how long the server wants to be left alone.
fn follow(agent: &Agent, address: &str, options: &LinkCheckOptions) -> (LinkStatus, Option<Duration>) {
    let Ok(mut url) = Url::parse(address) else {
        return (LinkStatus::Dead("it is no address".to_owned()), None);
    };
    let fragment = url.fragment().map(str::to_owned);
    url.set_fragment(None);
    let mut for_good = true;
    let mut moved = false;
    for _ in 0..REDIRECTS {
        let response = match request(agent, &url, options) {
            Ok(response) => response,
            Err(error) => return (no_answer(&error, &url), None),
        };
        let status = response.status().as_u16();
        let to = header_of(&response, &header::LOCATION).and_then(|to| url.join(to).ok());
        match (status, to) {
            (301 | 302 | 303 | 307 | 308, Some(to)) if matches!(to.scheme(), "http" | "https") => {
                for_good &= matches!(status, 301 | 308);
                (moved, url) = (true, to);
            }
            _ => {
                let answer = match status_of(&response) {
                    LinkStatus::Fine if moved && for_good => {
                        // The new address keeps the place in the page that the old one named.
                        if url.fragment().is_none() {
                            url.set_fragment(fragment.as_deref());
                        }
                        LinkStatus::Moved(url.into())
                    }
                    answer => answer,
                };
                return (answer, wait_of(&response, options.now));
            }
        }
    }
    (LinkStatus::Unreachable("it redirects without end".to_owned()), None)
}

/// HEAD, and GET where HEAD brings no page: not every server takes it.
fn request(agent: &Agent, url: &Url, options: &LinkCheckOptions) -> Result<Response<Body>, Error> {
    let head = agent.head(url.as_str()).call()?;
    let status = head.status().as_u16();
    if status < 400 || status == 429 {
        return Ok(head);
    }
    thread::sleep(options.pause);
    agent.get(url.as_str()).call()
}

fn header_of<'r>(response: &'r Response<Body>, name: &header::HeaderName) -> Option<&'r str> {
    response.headers().get(name)?.to_str().ok()
}

/// What a status says of a page.
fn status_of(response: &Response<Body>) -> LinkStatus {
    let status = response.status();
    let said = status
        .canonical_reason()
        .map_or_else(|| status.as_u16().to_string(), |why| format!("{} {why}", status.as_u16()));
    let challenge = response.headers().get("cf-mitigated").is_some();
    match status.as_u16() {
        _ if challenge => LinkStatus::Blocked("it asks for proof that a person reads".to_owned()),
        200..=399 => LinkStatus::Fine,
        404 | 410 => LinkStatus::Dead(said),
        401 | 402 | 403 | 405 | 406 | 407 | 429 | 451 | 999 => LinkStatus::Blocked(said),
        _ => LinkStatus::Unreachable(said),
    }
}

/// How long a server wants to be left alone: seconds, or a moment.
fn wait_of(response: &Response<Body>, now: DateTime<Utc>) -> Option<Duration> {
    let text = header_of(response, &header::RETRY_AFTER).filter(|_| matches!(response.status().as_u16(), 429 | 503))?;
    match text.trim().parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => DateTime::parse_from_rfc2822(text.trim())
            .ok()
            .map(|until| (until.to_utc() - now).to_std().unwrap_or_default()),
    }
}

fn no_answer(error: &Error, url: &Url) -> LinkStatus {
    match error {
        Error::HostNotFound => LinkStatus::NoHost,
        Error::Timeout(_) => LinkStatus::Unreachable("it took too long".to_owned()),
        Error::Io(_) if url.socket_addrs(|| None).is_err() => LinkStatus::NoHost,
        error => LinkStatus::Unreachable(error.to_string()),
    }
}
